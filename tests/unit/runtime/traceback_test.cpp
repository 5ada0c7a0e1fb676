// Marks under source lines of tracebacks: which part of an expression is the operator or subscript (PEP 657 as CPython 3.11 prints it).
#include <gtest/gtest.h>

#include <string>

#include "runtime/detail/errors.h"

namespace trivium::runtime {
namespace {

/// The expression with the marked part in « ».
std::string marked(const std::string& text) {
  Anchors a;
  if (!findAnchors(text.data(), static_cast<int64_t>(text.size()), &a)) return "none";
  const auto left = static_cast<size_t>(a.left), right = static_cast<size_t>(a.right);
  return text.substr(0, left) + "<" + text.substr(left, right - left) + ">" + text.substr(right);
}

TEST(Anchors, operatorOfTheOutermostOperation) {
  EXPECT_EQ(marked("a + b"), "a <+> b");
  EXPECT_EQ(marked("a // b"), "a <//> b");
  EXPECT_EQ(marked("a + b * c"), "a <+> b * c");
  EXPECT_EQ(marked("a * b + c - d"), "a * b + c <-> d");
  EXPECT_EQ(marked("a ** b ** c"), "a <**> b ** c");
  EXPECT_EQ(marked("a | b ^ c & d << e"), "a <|> b ^ c & d << e");
  EXPECT_EQ(marked("-a * b"), "-a <*> b");
  EXPECT_EQ(marked("a ** -b"), "a <**> -b");
  EXPECT_EQ(marked("f(1, x=2) % g[3]"), "f(1, x=2) <%> g[3]");
  EXPECT_EQ(marked("'%d + %d' % x"), "'%d + %d' <%> x");
  EXPECT_EQ(marked("1e-5 - 2"), "1e-5 <-> 2");
}

TEST(Anchors, operandsInParenthesesEndInsideThem) {
  EXPECT_EQ(marked("(a) + b"), "(a<)> + b");
  EXPECT_EQ(marked("(a, b) + c"), "(a, b) <+> c");
  EXPECT_EQ(marked("(x for x in y) + c"), "(x for x in y) <+> c");
  EXPECT_EQ(marked("(a + b)"), "(a <+> b)");
}

TEST(Anchors, bracketsOfASubscript) {
  EXPECT_EQ(marked("a[0]"), "a<[0]>");
  EXPECT_EQ(marked("a.b(1)[i][j + 1]"), "a.b(1)[i]<[j + 1]>");
  EXPECT_EQ(marked("a [ 'k' ]"), "a< [ 'k' >]");
  EXPECT_EQ(marked("a[1:2, ...]"), "a<[1:2, ...]>");
}

TEST(Anchors, nothingElseHasAny) {
  for (const char* text : {"f(1)", "a.b", "-a", "-a ** b", "not a + b", "a < b", "a + b < c", "a if b + c else d", "lambda: a + b", "[1, 2]",
                           "a, b + c", "x = a + b", "x += a", "raise a + b", "a and b + c", "(a + b", "'unterminated", ""})
    EXPECT_EQ(marked(text), "none") << text;
}

TEST(CalledName, endsBehindTheNameOfTheMethod) {
  const auto end = [](const std::string& text, const char* name) { return findCalledName(text.data(), static_cast<int64_t>(text.size()), name); };
  EXPECT_EQ(end("a.foo(1)", "foo"), 5);
  EXPECT_EQ(end("a.foo(1).foo(2)", "foo"), 12);
  EXPECT_EQ(end("foo(1,", "foo"), 3);
  EXPECT_EQ(end("a.foo(1).bar", "foo"), -1);
  EXPECT_EQ(end("bar(a.foo(1))", "foo"), -1);
  EXPECT_EQ(end("a.foo", "foo"), -1);
}

}  // namespace
}  // namespace trivium::runtime
