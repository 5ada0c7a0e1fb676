// Lowering of small programs: the IR is well formed, names live where they should, and what Trivium cannot do is refused with its
// place. What the IR computes is tested by running programs (tests/run).
#include "frontend/lowering.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trivium::frontend {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// A folder with the modules of one program.
class Lowering : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "lowering-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = pattern;
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  /// Lowers main.py; null when something was refused, with the messages in messages_.
  std::unique_ptr<ir::Module> lower(const std::string& text) {
    write("main.py", text);
    ModuleGraph graph;
    std::unique_ptr<ir::Module> module;
    if (graph.load((folder_ / "main.py").string(), (folder_ / library_).string())) module = lowerProgram(graph);
    messages_ = graph.messages();
    if (module) EXPECT_EQ(ir::verify(*module), std::vector<std::string>{});
    return module;
  }
  /// The IR of one function of main.py, or "" if there is none.
  std::string ir(const std::string& text, const std::string& qualname) {
    const auto module = lower(text);
    EXPECT_TRUE(module) << messages_;
    if (!module) return {};
    std::string found;
    for (const auto& function : module->functions)
      if (function->qualname == qualname) found += ir::print(*function);
    return found;
  }

  fs::path folder_;
  std::string library_ = "lib";
  std::string messages_;
};

// ---- names

TEST_F(Lowering, LocalsAreValues) {
  EXPECT_THAT(ir("def f(a):\n  b = a\n  return b\n", "f"), AllOf(Not(HasSubstr("cell")), Not(HasSubstr("global")), HasSubstr("return %0")));
}

TEST_F(Lowering, LocalThatMayBeUnboundIsChecked) {
  EXPECT_THAT(ir("def f(a):\n  if a:\n    b = 1\n  return b\n", "f"), HasSubstr("check.bound"));
  EXPECT_THAT(ir("def f(a):\n  b = 1\n  while a:\n    b = b + 1\n  return b\n", "f"), Not(HasSubstr("check.bound")));
}

TEST_F(Lowering, CapturedNamesAreCells) {
  const std::string text = "def f(a):\n  def g():\n    nonlocal a\n    a = 1\n  return a\n";
  EXPECT_THAT(ir(text, "f"), AllOf(HasSubstr("cell.new %0"), HasSubstr("cell.get")));
  EXPECT_THAT(ir(text, "f.<locals>.g"), AllOf(HasSubstr("closure.cell 0"), HasSubstr("cell.set")));
}

TEST_F(Lowering, ComprehensionNamesNeedNoCells) {
  EXPECT_THAT(ir("def f(a, b):\n  return [x + b for x in a]\n", "f"), Not(HasSubstr("cell")));
}

TEST_F(Lowering, LambdaInComprehensionCapturesTheIterationVariable) {
  EXPECT_THAT(ir("def f(a):\n  return [lambda: x for x in a]\n", "f"), HasSubstr("cell.new"));
}

TEST_F(Lowering, UnboundVariableInComprehensionIsFree) {
  // The message names a free variable, so the check reads a cell.
  const std::string text = ir("def f(a):\n  if a:\n    b = 1\n  return [b for x in a]\n", "f");
  EXPECT_THAT(text, AllOf(Not(HasSubstr("check.bound")), HasSubstr("cell.get")));
}

TEST_F(Lowering, BuiltinsAreResolvedUnlessTheModuleBindsThem) {
  EXPECT_THAT(ir("def f(a):\n  return len(a)\n", "f"), AllOf(HasSubstr("builtin.get"), Not(HasSubstr("global.get"))));
  EXPECT_THAT(ir("def f(a):\n  return len(a)\nlen = f\n", "f"), AllOf(HasSubstr("global.get"), Not(HasSubstr("builtin.get"))));
  EXPECT_THAT(ir("def f(a):\n  return len(a)\ndef g():\n  global len\n  len = f\n", "f"), HasSubstr("global.get"));
}

TEST_F(Lowering, StarImportBindsNamesOfTheModule) {
  write("other.py", "from third import *\n_hidden = 1\n");
  write("third.py", "def len(a): pass\n");
  EXPECT_THAT(ir("from other import *\ndef f(a):\n  return len(a)\n", "f"), HasSubstr("global.get"));
  EXPECT_THAT(ir("from other import *\ndef f(a):\n  return abs(a)\n", "f"), HasSubstr("builtin.get"));
}

TEST_F(Lowering, ClassBodyNamesGoThroughTheNamespace) {
  const std::string text = "x = 1\ndef f(y):\n  class C:\n    x = x\n    y = y\n    z = len\n    w = y\n    def m(self): return y\n";
  EXPECT_THAT(ir(text, "f.<locals>.C"), AllOf(HasSubstr("name.get %0"), HasSubstr("name.set %0")));
  // The method sees the variable of the function, not the entry of the class.
  EXPECT_THAT(ir(text, "f.<locals>.C.m"), HasSubstr("cell.get"));
}

TEST_F(Lowering, PrivateNamesAreMangled) {
  const auto module = lower("class C:\n  def __m(self, __a):\n    return self.__b\n");
  ASSERT_TRUE(module);
  const std::string text = ir::print(*module);
  EXPECT_THAT(text, AllOf(HasSubstr("\"_C__m\""), HasSubstr("\"_C__a\""), HasSubstr("\"_C__b\"")));
}

// ---- functions and classes

TEST_F(Lowering, SignatureInFlatOrder) {
  const auto module = lower("def f(a, /, b, c=1, *d, e, g=2, **h): pass\n");
  ASSERT_TRUE(module);
  const ir::Signature& signature = module->functions[1]->signature;
  EXPECT_EQ(signature.names, (std::vector<std::string>{"a", "b", "c", "e", "g", "d", "h"}));
  EXPECT_EQ(signature.posOnlyCount, 1u);
  EXPECT_EQ(signature.posCount, 3u);
  EXPECT_EQ(signature.kwOnlyCount, 2u);
  EXPECT_TRUE(signature.hasVarArgs && signature.hasVarKeywords);
}

TEST_F(Lowering, GeneratorIsTwoFunctions) {
  const auto module = lower("def f(a):\n  b = yield a\n  yield b\n");
  ASSERT_TRUE(module);
  const ir::Function& entry = *module->functions[1];
  ASSERT_NE(entry.resume, nullptr);
  EXPECT_TRUE(entry.isGenerator && entry.resume->isResume);
  EXPECT_EQ(entry.resume->entry, &entry);
  EXPECT_GE(entry.slotCount, 1u);
  EXPECT_THAT(ir::print(entry), AllOf(HasSubstr("gen.new"), HasSubstr("gen.init")));
}

TEST_F(Lowering, FirstLineIsThatOfTheFirstDecorator) {
  const auto module = lower("\n@a\n@b\ndef f(): pass\n");
  ASSERT_TRUE(module);
  EXPECT_EQ(module->functions[1]->firstLine, 2u);
}

TEST_F(Lowering, SuperUsesTheClassCell) {
  const std::string text = "class C:\n  def m(self):\n    return super().m()\n";
  EXPECT_THAT(ir(text, "C"), AllOf(HasSubstr("cell.new"), HasSubstr("name.set")));
  EXPECT_THAT(ir(text, "C.m"), AllOf(HasSubstr("closure.cell 0"), HasSubstr("cell.get")));
}

TEST_F(Lowering, MethodCallsAreOneInstruction) {
  EXPECT_THAT(ir("def f(a):\n  return a.b(1, c=2)\n", "f"), AllOf(HasSubstr("call.method"), Not(HasSubstr("attr.get"))));
}

TEST_F(Lowering, StarsGoThroughCallEx) {
  EXPECT_THAT(ir("def f(a, b):\n  return f(1, *a, c=2, **b)\n", "f"),
              AllOf(HasSubstr("list.extend"), HasSubstr("dict.merge"), HasSubstr("call.ex")));
}

TEST_F(Lowering, CodeAfterReturnIsNotLowered) {
  EXPECT_THAT(ir("def f():\n  return 1\n  g()\n", "f"), Not(HasSubstr("call")));
}

TEST_F(Lowering, FutureAnnotationsAreTexts) {
  const auto module = lower("from __future__ import annotations\ndef f(a: list [ int ]): pass\n");
  ASSERT_TRUE(module);
  EXPECT_THAT(ir::print(*module), HasSubstr("\"list[int]\""));
}

// ---- imports

TEST_F(Lowering, ImportOfPackageParts) {
  write("pack/__init__.py", "");
  write("pack/part.py", "value = 1\n");
  EXPECT_THAT(ir("def f():\n  import pack.part\n  return pack\n", "f"), AllOf(HasSubstr("import 2 "), Not(HasSubstr("import.missing"))));
  EXPECT_THAT(ir("def f():\n  from pack import part\n  return part\n", "f"), HasSubstr("import.from"));
}

TEST_F(Lowering, MissingModuleRaisesWhereItIsImported) {
  EXPECT_THAT(ir("def f():\n  import nowhere\n", "f"), HasSubstr("import.missing"));
}

// ---- refusals

TEST_F(Lowering, CoroutinesAreRefused) {
  EXPECT_EQ(lower("x = 1\nasync def f():\n  await g()\n"), nullptr);
  EXPECT_THAT(messages_, AllOf(HasSubstr("line 2"), HasSubstr("async def f():"), HasSubstr("^^^^^"), HasSubstr("coroutines are not supported")));
  EXPECT_THAT(messages_, Not(HasSubstr("await g()")));
}

TEST_F(Lowering, BuiltinsThatNeedACompilerAreRefused) {
  EXPECT_EQ(lower("def f(a):\n  return eval(a)\nexec('x = 1')\n"), nullptr);
  EXPECT_THAT(messages_, AllOf(HasSubstr("line 2"), HasSubstr("eval() is not supported"), HasSubstr("line 3"), HasSubstr("exec() is not supported")));
}

TEST_F(Lowering, NamesOfThatSpellingAreNot) {
  EXPECT_NE(lower("def eval(a): return a\nprint(eval(1))\nclass C:\n  def exec(self, compile): return compile\n"), nullptr);
}

TEST_F(Lowering, LibraryModulesAreNotRefused) {
  write("lib/tool.py", "async def f(): pass\ndef g(): return eval('1')\n");
  write("lib/pack/__init__.py", "");
  write("lib/pack/part.py", "async def f(): pass\n");
  // The library may be reached over a symbolic link.
  fs::create_directory_symlink(folder_ / "lib", folder_ / "linked");
  library_ = "linked";
  EXPECT_NE(lower("import tool, pack.part\n"), nullptr) << messages_;
  write("own.py", "async def f(): pass\n");
  EXPECT_EQ(lower("import own\n"), nullptr);
  EXPECT_THAT(messages_, HasSubstr("own.py"));
}

}  // namespace
}  // namespace trivium::frontend
