// The text form: what is printed reads back as the same module, and errors say where and why.
#include "ir/ir.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace trivium::ir {
namespace {

namespace fs = std::filesystem;

/// tests/ir: modules that the front end made of small programs, each line as print() writes it.
fs::path programsFolder() { return fs::path(__FILE__).parent_path().parent_path().parent_path() / "ir"; }

std::vector<fs::path> programs() {
  std::vector<fs::path> paths;
  for (const auto& entry : fs::directory_iterator(programsFolder()))
    if (entry.path().extension() == ".tir") paths.push_back(entry.path());
  return paths;
}

std::string readFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

class ProgramText : public testing::TestWithParam<fs::path> {};

TEST_P(ProgramText, ReadsBackAndVerifies) {
  const std::string text = readFile(GetParam());
  std::string error;
  const auto module = parse(text, error);
  ASSERT_TRUE(module) << error;
  EXPECT_EQ(print(*module), text);
  EXPECT_EQ(verify(*module), std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(Files, ProgramText, testing::ValuesIn(programs()),
                         [](const auto& info) { return info.param.stem().string(); });

TEST(Text, GuessesAboutAttributesReadBack) {
  const std::string text = readFile(programsFolder() / "classes.tir");
  const size_t functions = text.find("\nfunc $0");
  const std::string guessed = text.substr(0, functions) + "floats #4 #5\nlayout #4 0 float #5 1\nlayout\nlayout #5 3 float\n" + text.substr(functions);
  std::string error;
  auto module = parse(guessed, error);
  ASSERT_TRUE(module) << error;
  EXPECT_EQ(print(*module), guessed);
  EXPECT_EQ(verify(*module), std::vector<std::string>{});
  EXPECT_EQ(module->layouts[0], (Layout{{{4, 0, true}, {5, 1, false}}}));
  module->storageKinds = false;
  EXPECT_EQ(verify(*module), std::vector<std::string>{"there are floats or layouts though objects hold words only"});
  module->floatAttributes.clear();
  module->layouts.clear();
  EXPECT_EQ(print(*module), text.substr(0, functions) + "words\n" + text.substr(functions));
  module->floatAttributes = {1};
  module->storageKinds = true;
  EXPECT_EQ(verify(*module), std::vector<std::string>{"constant #1 is no name; floats and layouts are about attributes"});
}

TEST(Text, EveryOperationHasOneMnemonic) {
  // Operands do not matter to the parser beyond their kinds, so one line per operation can be made from its row.
  Module module;
  module.addStr("x");
  module.globals.push_back({"x", 0});
  module.modules.push_back({.name = "__main__", .file = "x.py", .isPackage = false, .bodyFunction = 0, .globals = {0}});
  Function* f = module.addFunction();
  BasicBlock* block = f->addBlock();
  const auto param = [&](Type type) { return block->addParam(type); };
  Value* values[] = {param(Type::Any), param(Type::I64), param(Type::F64), param(Type::I1)};
  for (unsigned i = 0; i < kOpcodeCount; ++i) {
    const auto op = static_cast<Opcode>(i);
    std::vector<Value*> operands;
    std::vector<int64_t> attrs;
    for (const OperandInfo& o : infoOf(op).operands) {
      if (isAttribute(o.kind)) attrs.push_back(0);
      else operands.push_back(o.kind == OperandKind::I64 ? values[1] : o.kind == OperandKind::F64 ? values[2] : o.kind == OperandKind::I1 ? values[3] : values[0]);
    }
    auto inst = std::make_unique<Instruction>(op, resultType(op, operands));
    inst->operands = operands;
    inst->attrs = attrs;
    inst->block = block;
    block->insts.push_back(std::move(inst));
  }
  const std::string text = print(module);
  std::string error;
  const auto again = parse(text, error);
  ASSERT_TRUE(again) << error;
  EXPECT_EQ(print(*again), text);
}

struct BadText {
  const char* text;
  const char* error;
};

class TextError : public testing::TestWithParam<BadText> {};

TEST_P(TextError, NamesPlaceAndRule) {
  std::string error;
  EXPECT_FALSE(parse(GetParam().text, error));
  EXPECT_EQ(error, GetParam().error);
}

const BadText kBadTexts[] = {
    {"cons #0 = none", "1:1: `cons`; a module consists of const, global, module, words, floats, layout and func"},
    {"const #0 = none\nfloats #0", "2:8: `#0`; attributes' names are str constants that stand above"},
    {"const #1 = none", "1:7: `#1`; constants are numbered in order; the next one is 0"},
    {"const #0 = tuple (#0)", "1:19: `#0`; items are constants that stand above"},
    {"const #0 = float 1", "1:18: `1`; a float is written as its bits, 0x and digits"},
    {"const #0 = int 9223372036854775808", "1:16: a number; a number fits 64 bits"},
    {"const #0 = str \"a", "1:16: a text without end; a text ends with \" on the line on which it begins"},
    {"const #0 = str \"\\xg0\"", "1:16: a text with a bad escape; an escape is \\x with two digits, \\\" or \\\\"},
    {"func $0 \"f\" \"f\" () {\n^0():\n  frobnicate\n}",
     "3:3: `frobnicate`; an instruction begins with an operation of ops.def, after its result's name and `=` if it has one"},
    {"func $0 \"f\" \"f\" () {\n^0():\n  return %7\n}", "3:10: %7; a value is defined somewhere in its function"},
    {"func $0 \"f\" \"f\" () {\n^0():\n  %0 = poll\n}", "3:3: `%0`; poll has no result"},
    {"func $0 \"f\" \"f\" () {\n^0():\n  unbound\n}", "3:3: `unbound`; unbound has a result, which needs a name"},
    {"func $0 \"f\" \"f\" () {\n^0(%0: any, %0: any):\n  return %0\n}", "2:13: `%0`; a value has one definition"},
    {"func $0 \"f\" \"f\" () {\n^0():\n  br -> ^1()\n}", "3:9: `^1`; an edge leads to a block of its function"},
    {"func $0 \"f\" \"f\" (*\"a\", \"b\") {\n}",
     "1:24: `\"b\"`; parameters are ordered: positional-only, positional, keyword-only, *args, **kwargs"},
    {"func $0 \"f\" \"f\" resumes $3 () {\n}", "1:25: `$3`; `resumes` names a function of the module"},
    {"func $0 \"f\" \"f\" () {\n^0():\n  %0 = unbound", "3:15: the end of the text; a block begins with ^ and its number, a function ends with `}`"},
};

INSTANTIATE_TEST_SUITE_P(Cases, TextError, testing::ValuesIn(kBadTexts));

}  // namespace
}  // namespace trivium::ir
