// The lexer: tokens, indentation, positions, decoding of files, and the errors of CPython's tokenizer. Errors of whole programs
// are compared with CPython in tests/diag.
#include "frontend/lexer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trivium::frontend {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class LexerTest : public testing::Test {
 protected:
  LexedFile lex(std::string text) {
    file_ = std::make_unique<support::SourceFile>("t.py", std::move(text));
    return lexFile(*file_, identifiers_);
  }
  std::vector<TokenKind> kinds(std::string text) {
    std::vector<TokenKind> result;
    for (const Token& token : lex(std::move(text)).tokens) result.push_back(token.kind);
    return result;
  }
  /// Message of the lexer's error, "" if there is none.
  std::string error(std::string text) { return lex(std::move(text)).error.message; }
  std::string textOf(const Token& token) { return std::string(file_->text().substr(token.begin, token.end - token.begin)); }

  IdentifierTable identifiers_;
  std::unique_ptr<support::SourceFile> file_;
};

TEST_F(LexerTest, EmptyFile) {
  EXPECT_THAT(kinds(""), ElementsAre(TokenKind::EndMarker));
  EXPECT_THAT(kinds("# only a comment"), ElementsAre(TokenKind::EndMarker));
  EXPECT_THAT(kinds("\n\n  \n"), ElementsAre(TokenKind::EndMarker));
}

TEST_F(LexerTest, IndentAndDedent) {
  using enum TokenKind;
  EXPECT_THAT(kinds("if x:\n  y\nz"), ElementsAre(KwIf, Name, Colon, Newline, Indent, Name, Newline, Dedent, Name, Newline, EndMarker));
  // All open blocks are closed at the end of the file.
  EXPECT_THAT(kinds("if x:\n if y:\n  z"),
              ElementsAre(KwIf, Name, Colon, Newline, Indent, KwIf, Name, Colon, Newline, Indent, Name, Newline, Dedent, Dedent, EndMarker));
}

TEST_F(LexerTest, LinesJoinInBracketsAndAfterBackslash) {
  using enum TokenKind;
  EXPECT_THAT(kinds("(a,\n\n # comment\n   b)\n"), ElementsAre(LeftParen, Name, Comma, Name, RightParen, Newline, EndMarker));
  EXPECT_THAT(kinds("a \\\n  b\n"), ElementsAre(Name, Name, Newline, EndMarker));
}

TEST_F(LexerTest, LongestOperatorWins) {
  using enum TokenKind;
  EXPECT_THAT(kinds("a**=b//=c>>=d<<=e->f:=g...h!=i"),
              ElementsAre(Name, DoubleStarEqual, Name, DoubleSlashEqual, Name, RightShiftEqual, Name, LeftShiftEqual, Name, Arrow,
                          Name, ColonEqual, Name, Ellipsis, Name, NotEqual, Name, Newline, EndMarker));
}

TEST_F(LexerTest, StringPrefixes) {
  for (const char* text : {"r''", "R\"\"", "b'x'", "Rb'x'", "bR'''x'''", "f'x'", "fR\"x\"", "u'x'", "'''a\nb'''", "'\\''"}) {
    LexedFile lexed = lex(text);
    ASSERT_FALSE(lexed.error.present) << text;
    EXPECT_EQ(lexed.tokens[0].kind, TokenKind::String) << text;
    EXPECT_EQ(textOf(lexed.tokens[0]), text);
  }
  // No such prefixes: a name, then a string.
  EXPECT_THAT(kinds("ub''"), ElementsAre(TokenKind::Name, TokenKind::String, TokenKind::Newline, TokenKind::EndMarker));
}

TEST_F(LexerTest, Numbers) {
  for (const char* text : {"0", "00", "1_000", "0xFF_ff", "0o17", "0b1_0", "1.", ".5", "1e5", "1E-5", "1_0.0_1e+1_0", "1j", "0777.5", "09j"}) {
    LexedFile lexed = lex(text);
    ASSERT_FALSE(lexed.error.present) << text << ": " << lexed.error.message;
    EXPECT_EQ(textOf(lexed.tokens[0]), text);
  }
}

TEST_F(LexerTest, Positions) {
  LexedFile lexed = lex("é = 1\nx = '''a\nb'''  # c\n");
  // Columns are bytes: é takes two.
  EXPECT_EQ(lexed.tokens[1].range, (support::SourceRange{1, 3, 1, 4}));
  EXPECT_EQ(lexed.tokens[6].range, (support::SourceRange{2, 4, 3, 4}));
  // The comment belongs to the line's end.
  EXPECT_EQ(lexed.tokens[7].range, (support::SourceRange{3, 6, 3, 9}));
}

TEST_F(LexerTest, IdentifiersAreNormalised) {
  LexedFile lexed = lex("ﬁ = fi");
  EXPECT_EQ(lexed.tokens[0].identifier, lexed.tokens[2].identifier);
}

TEST_F(LexerTest, Decoding) {
  EXPECT_EQ(textOf(lex("\xEF\xBB\xBFx").tokens[0]), "x");
  EXPECT_EQ(textOf(lex("# coding: latin-1\n'\xE9'").tokens[0]), "'é'");
  EXPECT_THAT(error("'\xE9'"), HasSubstr("Non-UTF-8 code starting with '\\xe9' in file t.py on line 1"));
  EXPECT_EQ(error("# coding: klingon\n"), "encoding problem: klingon");
  EXPECT_EQ(error(std::string("a\0b", 3)), "source code cannot contain null bytes");
  EXPECT_THAT(kinds("a\r\nb\rc"), ElementsAre(TokenKind::Name, TokenKind::Newline, TokenKind::Name, TokenKind::Newline, TokenKind::Name,
                                              TokenKind::Newline, TokenKind::EndMarker));
}

TEST_F(LexerTest, Errors) {
  EXPECT_EQ(error("'abc"), "unterminated string literal (detected at line 1)");
  EXPECT_EQ(error("'''abc\n\n"), "unterminated triple-quoted string literal (detected at line 2)");
  EXPECT_EQ(error("(]"), "closing parenthesis ']' does not match opening parenthesis '('");
  EXPECT_EQ(error("(\n]"), "closing parenthesis ']' does not match opening parenthesis '(' on line 1");
  EXPECT_EQ(error(")"), "unmatched ')'");
  EXPECT_EQ(error("(a"), "'(' was never closed");
  EXPECT_EQ(error("a \\ b"), "unexpected character after line continuation character");
  EXPECT_EQ(error("a \\"), "unexpected EOF while parsing");
  EXPECT_EQ(error("0b2"), "invalid digit '2' in binary literal");
  EXPECT_EQ(error("1__0"), "invalid decimal literal");
  EXPECT_EQ(error("a € b"), "invalid character '€' (U+20AC)");
  EXPECT_EQ(error("a\x01"), "invalid non-printable character U+0001");
  EXPECT_EQ(error("if x:\n        a\n\tb"), "inconsistent use of tabs and spaces in indentation");
  EXPECT_EQ(error("if x:\n    a\n  b"), "unindent does not match any outer indentation level");
  EXPECT_EQ(error(std::string(201, '(')), "too many nested parentheses");
}

TEST_F(LexerTest, KeywordBehindNumberIsWarnedAbout) {
  LexedFile lexed = lex("1if x else y");
  EXPECT_FALSE(lexed.error.present);
  ASSERT_EQ(lexed.warnings.size(), 1u);
  EXPECT_EQ(lexed.warnings[0].message, "invalid decimal literal");
  EXPECT_EQ(error("1iffy"), "");
  EXPECT_EQ(error("1foras"), "invalid decimal literal");
}

} // namespace
} // namespace trivium::frontend
