// The parser: trees of small programs in the form of CPython's `ast.dump`, recovery after errors, and depth. Trees of whole
// programs are compared with CPython in tests/parse.py, messages in tests/diag.py.
#include "frontend/parser.h"
#include "frontend/printer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trivium::frontend {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class ParserTest : public testing::Test {
 protected:
  void parse(std::string text) {
    file_ = std::make_unique<support::SourceFile>("t.py", std::move(text));
    diagnostics_ = {};
    program_ = parseProgram(*file_, diagnostics_);
  }
  /// The tree without line breaks and indentation.
  std::string tree(std::string text) {
    parse(std::move(text));
    if (diagnostics_.hasErrors()) return "error: " + diagnostics_.all()[0].message;
    std::string result;
    for (char c : printAst(program_->module)) {
      if (c == '\n') continue;
      if (c == ' ' && (result.empty() || result.back() == ' ' || result.back() == '[' || result.back() == '(')) continue;
      result += c;
    }
    return result;
  }
  std::vector<std::string> errors(std::string text) {
    parse(std::move(text));
    std::vector<std::string> result;
    for (const support::Diagnostic& diagnostic : diagnostics_.all())
      result.push_back(std::to_string(diagnostic.range.line) + ": " + diagnostic.message);
    return result;
  }

  std::unique_ptr<support::SourceFile> file_;
  support::Diagnostics diagnostics_;
  std::unique_ptr<Program> program_;
};

TEST_F(ParserTest, Precedence) {
  EXPECT_THAT(tree("-a ** -b"), HasSubstr("UnaryOp(op=USub(), operand=BinOp(left=Name(id='a', ctx=Load()), op=Pow(), "
                                          "right=UnaryOp(op=USub()"));
  EXPECT_THAT(tree("a or b and not c"), HasSubstr("BoolOp(op=Or(), values=[Name(id='a', ctx=Load()), BoolOp(op=And()"));
  EXPECT_THAT(tree("a - b - c"), HasSubstr("BinOp(left=BinOp(left=Name(id='a'"));
}

TEST_F(ParserTest, SoftKeywordsAreNames) {
  EXPECT_THAT(tree("match = case = _"), HasSubstr("Assign("));
  EXPECT_THAT(tree("match(x)"), HasSubstr("Expr(value=Call("));
  EXPECT_THAT(tree("match (x):\n case _: pass"), HasSubstr("Match("));
  EXPECT_THAT(tree("match[x] = 1"), HasSubstr("Subscript("));
}

TEST_F(ParserTest, Literals) {
  EXPECT_THAT(tree("'a' \"b\" 'c'"), HasSubstr("Constant(value='abc')"));
  EXPECT_THAT(tree("b'\\x00\\xff'"), HasSubstr("Constant(value=b'\\x00\\xff')"));
  EXPECT_THAT(tree("0x10000000000000000"), HasSubstr("Constant(value=18446744073709551616)"));
  EXPECT_THAT(tree("1e16, 1e-5, 0.1, 1e999, 2j"),
              HasSubstr("[Constant(value=1e+16), Constant(value=1e-05), Constant(value=0.1), Constant(value=inf), Constant(value=2j)]"));
  EXPECT_THAT(tree("u'x'"), HasSubstr("Constant(value='x', kind='u')"));
}

TEST_F(ParserTest, FormattedStrings) {
  EXPECT_THAT(tree("f'a{b!r:>{c}}{{d}}'"),
              HasSubstr("JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', ctx=Load()), conversion=114, "
                        "format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='c', ctx=Load()), "
                        "conversion=-1)])), Constant(value='{d}')])"));
  EXPECT_THAT(tree("f'{a = }'"), HasSubstr("Constant(value='a = '), FormattedValue("));
}

TEST_F(ParserTest, GoesOnAfterErrors) {
  EXPECT_THAT(errors("x = = 1\ny = 2\nz = )\n"), ElementsAre("3: unmatched ')'"));
  EXPECT_THAT(errors("x = = 1\ny = 2\nif a\n  b\nz = 1 1\n"), ElementsAre("1: invalid syntax", "3: expected ':'", "5: invalid syntax"));
  EXPECT_THAT(errors("def f(a b):\n    x = 1 1\ny = 2 2\n"), ElementsAre("1: invalid syntax", "3: invalid syntax"));
  EXPECT_THAT(errors("class C:\n  def f(self):\n    x = 1 1\n  def g(self)\n    pass\n"),
              ElementsAre("3: invalid syntax", "4: expected ':'"));
}

TEST_F(ParserTest, NestingIsLimited) {
  auto repeat = [](std::string_view text, int count) {
    std::string result;
    for (int i = 0; i < count; ++i) result += text;
    return result;
  };
  const std::string tooDeep = "0: maximum recursion depth exceeded during compilation";
  for (const char* unit : {"a+", "a.", "a if b else "})
    EXPECT_EQ(errors(repeat(unit, 100000) + "a").size(), 1u) << unit;
  EXPECT_THAT(errors(repeat("a+", 100000) + "a"), ElementsAre(tooDeep));
  EXPECT_THAT(errors("a" + repeat("()", 100000)), ElementsAre(tooDeep));
  EXPECT_EQ(errors(repeat("-", 100000) + "a").size(), 1u);
  EXPECT_EQ(errors(repeat("not ", 100000) + "a").size(), 1u);
  EXPECT_EQ(errors(repeat("lambda:", 100000) + "a").size(), 1u);
  EXPECT_EQ(errors("if a: pass\n" + repeat("elif a: pass\n", 100000)).size(), 1u);
  // Long but not deep.
  EXPECT_THAT(errors("x = [" + repeat("1,", 100000) + "]"), ElementsAre());
  EXPECT_THAT(errors(repeat("a and ", 100000) + "a"), ElementsAre());
  EXPECT_THAT(errors(repeat("a = ", 10000) + "a"), ElementsAre());
  EXPECT_THAT(errors(repeat("a+", 2000) + "a"), ElementsAre());
}

} // namespace
} // namespace trivium::frontend
