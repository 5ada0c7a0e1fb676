// Scopes: which variable a name means. The errors of this stage are compared with CPython in tests/diag.py.
#include "frontend/scopes.h"
#include "frontend/checks.h"
#include "frontend/parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trivium::frontend {
namespace {

using testing::ElementsAre;

class ScopesTest : public testing::Test {
 protected:
  const Scope* build(std::string text) {
    support::SourceFile file("t.py", std::move(text));
    program_ = parseProgram(file, diagnostics_);
    EXPECT_FALSE(diagnostics_.hasErrors());
    tree_ = buildScopes(program_->module, program_->identifiers, diagnostics_);
    return tree_.moduleScope();
  }
  Identifier id(std::string_view text) { return program_->identifiers.intern(text); }
  SymbolKind kind(const Scope* scope, std::string_view name) {
    const Symbol* symbol = tree_.lookup(scope, id(name));
    EXPECT_NE(symbol, nullptr) << name;
    return symbol ? symbol->kind : SymbolKind::Local;
  }
  std::vector<std::string> errors() {
    std::vector<std::string> result;
    for (const support::Diagnostic& diagnostic : diagnostics_.all())
      result.push_back(std::to_string(diagnostic.range.line) + ": " + diagnostic.message);
    return result;
  }

  std::unique_ptr<Program> program_;
  support::Diagnostics diagnostics_;
  ScopeTree tree_;
};

TEST_F(ScopesTest, LocalsCellsAndFreeVariables) {
  const Scope* f = build("def f(a):\n  b = c = 1\n  def g():\n    def h(): return a, b, d\n  return c\n")->children[0];
  EXPECT_EQ(kind(f, "a"), SymbolKind::Cell);
  EXPECT_EQ(kind(f, "b"), SymbolKind::Cell);
  EXPECT_EQ(kind(f, "c"), SymbolKind::Local);
  const Scope* g = f->children[0];
  // g does not use them itself, but has to hand them on.
  EXPECT_EQ(kind(g, "a"), SymbolKind::Free);
  const Scope* h = g->children[0];
  EXPECT_EQ(kind(h, "b"), SymbolKind::Free);
  EXPECT_EQ(kind(h, "d"), SymbolKind::GlobalImplicit);
  EXPECT_THAT(f->cellNames(), ElementsAre(id("a"), id("b")));
  EXPECT_EQ(h->qualifiedName, "f.<locals>.g.<locals>.h");
}

TEST_F(ScopesTest, GlobalHidesOuterBindings) {
  const Scope* f = build("def f():\n  x = 1\n  def g():\n    global x\n    def h(): return x\n")->children[0];
  EXPECT_EQ(kind(f, "x"), SymbolKind::Local);
  EXPECT_EQ(kind(f->children[0], "x"), SymbolKind::GlobalExplicit);
  EXPECT_EQ(kind(f->children[0]->children[0], "x"), SymbolKind::GlobalImplicit);
}

TEST_F(ScopesTest, ParametersComeFirst) {
  const Scope* f = build("def f(a, /, b, *args, c, **kw):\n  d = 1\n")->children[0];
  std::vector<std::string_view> names;
  for (const Symbol& symbol : f->symbols) names.push_back(symbol.name->text);
  EXPECT_THAT(names, ElementsAre("a", "b", "c", "args", "kw", "d"));
  EXPECT_EQ(f->parameterCount, 5u);
}

TEST_F(ScopesTest, ClassesAreSkipped) {
  const Scope* f = build("def f():\n  x = 1\n  class C:\n    x = 2\n    def m(self): return x\n")->children[0];
  const Scope* c = f->children[0];
  EXPECT_EQ(kind(f, "x"), SymbolKind::Cell);
  EXPECT_EQ(kind(c, "x"), SymbolKind::Local);
  EXPECT_TRUE(tree_.lookup(c, id("x"))->passesThrough);
  EXPECT_THAT(c->freeNames(), ElementsAre(id("x")));
  EXPECT_EQ(kind(c->children[0], "x"), SymbolKind::Free);
}

TEST_F(ScopesTest, SuperNeedsTheClassCell) {
  const Scope* module = build("class A:\n  def f(self): super()\nclass B:\n  def f(self): pass\ndef g(): super()\n");
  EXPECT_TRUE(module->children[0]->needsClassCell);
  EXPECT_EQ(kind(module->children[0]->children[0], "__class__"), SymbolKind::Free);
  EXPECT_FALSE(module->children[1]->needsClassCell);
  EXPECT_EQ(kind(module->children[2], "__class__"), SymbolKind::GlobalImplicit);
}

TEST_F(ScopesTest, PrivateNames) {
  const Scope* c = build("class __C:\n  __x = 1\n  def f(self, __a): return self.__y, __a, __z__\n")->children[0];
  EXPECT_EQ(tree_.mangle(c, id("__x")), id("_C__x"));
  EXPECT_EQ(tree_.mangle(c, id("__z__")), id("__z__"));
  EXPECT_NE(c->find(id("_C__x")), nullptr);
  EXPECT_NE(c->children[0]->find(id("_C__a")), nullptr);
  EXPECT_EQ(c->name, id("__C"));
}

TEST_F(ScopesTest, Comprehensions) {
  const Scope* f = build("def f(xs):\n  return [y := (lambda: x) for x in xs]\n")->children[0];
  const Scope* comprehension = f->children[0];
  EXPECT_EQ(comprehension->kind, ScopeKind::Comprehension);
  EXPECT_EQ(kind(comprehension, "x"), SymbolKind::Cell);
  EXPECT_TRUE(tree_.lookup(comprehension, id("x"))->isIterationVariable);
  // The target of := belongs to the function.
  EXPECT_EQ(kind(comprehension, "y"), SymbolKind::Free);
  EXPECT_EQ(kind(f, "y"), SymbolKind::Cell);
  // The first iterable is evaluated outside.
  EXPECT_EQ(comprehension->find(id("xs")), nullptr);
  EXPECT_EQ(kind(f, "xs"), SymbolKind::Local);
  EXPECT_EQ(comprehension->children[0]->qualifiedName, "f.<locals>.<listcomp>.<lambda>");
}

TEST_F(ScopesTest, GeneratorsAndCoroutines) {
  const Scope* module = build("def a():\n  yield 1\ndef b():\n  x = yield\n  return x\ndef c():\n  print((yield))\n"
                              "async def d():\n  await x\n(x for x in y)\nlambda: (yield)\n");
  EXPECT_TRUE(module->children[0]->isGenerator);
  EXPECT_FALSE(module->children[0]->hasYieldInExpression);
  EXPECT_TRUE(module->children[1]->hasReturnValue);
  EXPECT_FALSE(module->children[1]->hasYieldInExpression);
  EXPECT_TRUE(module->children[2]->hasYieldInExpression);
  EXPECT_TRUE(module->children[3]->isCoroutine);
  EXPECT_TRUE(module->children[4]->isGenerator);
  EXPECT_TRUE(module->children[5]->isGenerator);
}

TEST_F(ScopesTest, FutureAnnotationsUseNoNames) {
  const Scope* module = build("from __future__ import annotations\nx: T = 1\ndef f(a: U) -> V: pass\n");
  EXPECT_EQ(module->find(id("T")), nullptr);
  EXPECT_EQ(module->find(id("U")), nullptr);
  EXPECT_EQ(module->children.size(), 1u);
}

TEST_F(ScopesTest, AllErrorsOfTheWalkAreReported) {
  build("def f(a, a):\n  global a\ndef g():\n  print(x)\n  global x\n");
  EXPECT_THAT(errors(), ElementsAre("1: duplicate argument 'a' in function definition", "2: name 'a' is parameter and global",
                                    "5: name 'x' is used prior to global declaration"));
}

TEST_F(ScopesTest, ChecksComeLast) {
  build("def f():\n  break\nreturn 1\n");
  EXPECT_THAT(errors(), ElementsAre());
  checkProgram(program_->module, tree_, diagnostics_);
  EXPECT_THAT(errors(), ElementsAre("2: 'break' outside loop", "3: 'return' outside function"));
}

} // namespace
} // namespace trivium::frontend
