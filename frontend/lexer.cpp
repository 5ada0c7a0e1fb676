// The lexer proper, and decoding a file before it. The order of the checks follows what CPython's tokenizer reports; an
// error position is, as there, the last character that was looked at.
#include "frontend/lexer.h"

#include "frontend/unicode.h"

#include <algorithm>
#include <cstring>

namespace trivium::frontend {

using support::DiagnosticKind;
using support::SourceRange;

const char *tokenText(TokenKind kind) {
  static constexpr const char *kTexts[] = {
#define TRV_TOKEN(name, description) description,
#include "frontend/token.def"
  };
  return kTexts[static_cast<size_t>(kind)];
}

namespace {

constexpr size_t kMaxBrackets = 200;
constexpr size_t kMaxIndents = 100;
constexpr uint32_t kLongLineTokens = 1000;
constexpr uint32_t kTabSize = 8;

constexpr bool isDigit(int c) { return c >= '0' && c <= '9'; }
constexpr bool isHexDigit(int c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// Which bytes may be part of an identifier: ASCII letters, digits, underscore, and everything beyond ASCII.
constexpr auto kIdentifierBytes = [] {
  struct Table {
    bool value[256];
  } table{};
  for (int c = 0; c < 256; ++c)
    table.value[c] = isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
  return table;
}();
bool isIdentifierByte(int c) { return c >= 0 && kIdentifierBytes.value[c]; }

class Lexer {
public:
  Lexer(std::string_view text, uint32_t begin, uint32_t end, IdentifierTable &identifiers)
      : text_(text.data()), position_(begin), end_(end), identifiers_(identifiers) {}

  LexedFile lexWholeFile() {
    result_.tokens.reserve((end_ - position_) / 4 + 16);
    lineStart_ = position_;
    atLineStart_ = true;
    run();
    return std::move(result_);
  }

  LexedFile lexInParentheses(SourceRange position) {
    line_ = position.line;
    lineStart_ = position_ - position.col;
    inExpression_ = true;
    uint32_t begin = position_;
    brackets_.push_back({'(', {line_, position.col, line_, position.col}});
    addToken(TokenKind::LeftParen, begin, begin);
    run();
    return std::move(result_);
  }

private:
  struct Bracket {
    char text;
    SourceRange range;
  };

  // The byte at an offset from the current position, -1 at the end.
  int peek(uint32_t offset = 0) const {
    return position_ + offset < end_ ? static_cast<unsigned char>(text_[position_ + offset]) : -1;
  }
  int next() {
    int c = peek();
    ++position_;
    return c;
  }

  void addToken(TokenKind kind, uint32_t begin, uint32_t end, Identifier identifier = nullptr) {
    result_.tokens.push_back({kind,
                              static_cast<uint8_t>(brackets_.size()),
                              begin,
                              end,
                              {line_, begin - lineStart_, line_, end - lineStart_},
                              identifier});
    ++lineTokens_;
  }

  void fail(DiagnosticKind kind, SourceRange range, std::string message, bool beatsParser) {
    if (result_.error.present)
      return;
    result_.error = {kind, std::move(message), range, beatsParser, true};
  }
  // An error at the last character before the current position.
  void failHere(std::string message) {
    uint32_t col = position_ > lineStart_ ? position_ - lineStart_ - 1 : 0;
    while (col > 0 && (static_cast<unsigned char>(text_[lineStart_ + col]) & 0xC0) == 0x80)
      --col;
    fail(DiagnosticKind::SyntaxError, {line_, col, line_, col}, std::move(message), /*beatsParser=*/true);
  }

  void run();
  bool readIndentation();
  bool readToken();
  bool readName();
  bool readNumber();
  bool readDigits();
  bool readRadix(const char *kindName, int radix);
  bool checkNumberEnd(const char *kindName);
  bool readString(uint32_t begin);
  bool readPunctuation();
  bool openBracket(TokenKind kind);
  bool closeBracket(TokenKind kind, char text);
  bool continueLine();
  void newLine() {
    ++line_;
    lineStart_ = position_;
  }
  void skipComment() {
    const void *found = position_ < end_ ? std::memchr(text_ + position_, '\n', end_ - position_) : nullptr;
    position_ = found ? static_cast<uint32_t>(static_cast<const char *>(found) - text_) : end_;
  }
  void finish(uint32_t lineEnd);

  const char *text_;
  uint32_t position_;
  uint32_t end_;
  uint32_t line_ = 1;
  uint32_t lineStart_ = 0;
  bool atLineStart_ = false;
  bool inExpression_ = false;
  uint32_t lineTokens_ = 0;
  std::vector<Bracket> brackets_;
  struct Indent {
    uint32_t column;    // tabs go to the next multiple of 8
    uint32_t altColumn; // tabs count as one; both must agree for an indentation to be consistent
  };
  std::vector<Indent> indents_{{0, 0}};
  IdentifierTable &identifiers_;
  LexedFile result_;
};

void Lexer::run() {
  while (!result_.error.present) {
    if (atLineStart_) {
      atLineStart_ = false;
      if (!readIndentation())
        break;
    }
    if (!readToken())
      break;
  }
  if (result_.error.present) {
    position_ = std::min(position_, end_);
    addToken(TokenKind::Error, position_, position_);
    // The parser must see the error where the lexer saw it.
    result_.tokens.back().range = result_.error.range;
  }
  if (!brackets_.empty() && !inExpression_) {
    result_.unclosedBracket = brackets_.back().range;
    result_.unclosedBracketText = brackets_.back().text;
  }
}

// A backslash that must be followed by a line end; the position is behind the backslash.
bool Lexer::continueLine() {
  uint32_t col = position_ - lineStart_;
  if (peek() < 0) {
    fail(DiagnosticKind::SyntaxError, {line_, col, line_, col}, "unexpected EOF while parsing", /*beatsParser=*/false);
    return false;
  }
  if (peek() != '\n') {
    fail(DiagnosticKind::SyntaxError, {line_, col, line_, col}, "unexpected character after line continuation character",
         /*beatsParser=*/false);
    return false;
  }
  ++position_;
  if (position_ >= end_) {
    fail(DiagnosticKind::SyntaxError, {line_, col, line_, col}, "unexpected EOF while parsing", /*beatsParser=*/false);
    return false;
  }
  newLine();
  return true;
}

// Measures the indentation of a logical line and issues INDENT and DEDENT. Lines with nothing but space and comments do
// not count and are skipped here.
bool Lexer::readIndentation() {
  for (;;) {
    uint32_t column = 0, altColumn = 0, continuedColumn = 0;
    for (;;) {
      int c = peek();
      if (c == ' ') {
        ++column;
        ++altColumn;
      } else if (c == '\t') {
        column = (column / kTabSize + 1) * kTabSize;
        ++altColumn;
      } else if (c == '\f') {
        column = altColumn = 0;
      } else if (c == '\\') {
        // Indentation cannot be split over lines: that of the first line counts.
        if (!continuedColumn)
          continuedColumn = column;
        ++position_;
        if (!continueLine())
          return false;
        continue;
      } else {
        break;
      }
      ++position_;
    }
    if (peek() == '#')
      skipComment();
    if (peek() == '\n') {
      ++position_;
      newLine();
      continue;
    }
    if (peek() < 0)
      return true;
    if (continuedColumn)
      column = altColumn = continuedColumn;

    auto inconsistent = [&] {
      fail(DiagnosticKind::TabError, {line_, 0, line_, 0}, "inconsistent use of tabs and spaces in indentation",
           /*beatsParser=*/false);
      return false;
    };
    if (column == indents_.back().column)
      return altColumn == indents_.back().altColumn || inconsistent();
    if (column > indents_.back().column) {
      if (indents_.size() >= kMaxIndents) {
        fail(DiagnosticKind::IndentationError, {line_, 0, line_, 0}, "too many levels of indentation",
             /*beatsParser=*/false);
        return false;
      }
      if (altColumn <= indents_.back().altColumn)
        return inconsistent();
      indents_.push_back({column, altColumn});
      addToken(TokenKind::Indent, lineStart_, position_);
      return true;
    }
    while (indents_.size() > 1 && column < indents_.back().column) {
      indents_.pop_back();
      addToken(TokenKind::Dedent, position_, position_);
    }
    if (column != indents_.back().column) {
      const char *lineEnd = static_cast<const char *>(std::memchr(text_ + position_, '\n', end_ - position_));
      uint32_t col = (lineEnd ? static_cast<uint32_t>(lineEnd - text_) : end_) - lineStart_;
      fail(DiagnosticKind::IndentationError, {line_, col, line_, col},
           "unindent does not match any outer indentation level", /*beatsParser=*/false);
      // CPython gives this error before it hands out the DEDENT tokens.
      while (!result_.tokens.empty() && result_.tokens.back().kind == TokenKind::Dedent)
        result_.tokens.pop_back();
      return false;
    }
    return altColumn == indents_.back().altColumn || inconsistent();
  }
}

bool Lexer::readToken() {
  for (;;) {
    int c = peek();
    while (c == ' ' || c == '\t' || c == '\f') {
      ++position_;
      c = peek();
    }
    // A comment belongs to the NEWLINE token behind it, as far as positions go.
    const uint32_t lineEnd = position_;
    if (c == '#') {
      skipComment();
      c = peek();
    }
    if (c < 0) {
      finish(lineEnd);
      return false;
    }
    if (c == '\n') {
      if (!brackets_.empty()) {
        ++position_;
        newLine();
        continue;
      }
      addToken(TokenKind::Newline, lineEnd, std::max(position_, lineEnd + 1));
      result_.hasLongLines |= lineTokens_ > kLongLineTokens;
      lineTokens_ = 0;
      ++position_;
      newLine();
      atLineStart_ = true;
      return true;
    }
    if (c == '\\') {
      ++position_;
      if (!continueLine())
        return false;
      continue;
    }
    if (isDigit(c) || (c == '.' && isDigit(peek(1))))
      return readNumber();
    if (isIdentifierByte(c))
      return readName();
    if (c == '"' || c == '\'')
      return readString(position_);
    return readPunctuation();
  }
}

// The end of the text: closes the logical line, which ends at `lineEnd`, and the open blocks.
void Lexer::finish(uint32_t lineEnd) {
  if (inExpression_) {
    if (brackets_.size() > 1) {
      SourceRange range = brackets_.back().range;
      fail(DiagnosticKind::SyntaxError, range, std::string("'") + brackets_.back().text + "' was never closed",
           /*beatsParser=*/false);
      return;
    }
    brackets_.clear();
    addToken(TokenKind::RightParen, position_, position_);
    addToken(TokenKind::EndMarker, position_, position_);
    return;
  }
  if (!brackets_.empty()) {
    fail(DiagnosticKind::SyntaxError, brackets_.back().range,
         std::string("'") + brackets_.back().text + "' was never closed", /*beatsParser=*/false);
    return;
  }
  result_.hasLongLines |= lineTokens_ > kLongLineTokens;
  if (!result_.tokens.empty() && result_.tokens.back().kind != TokenKind::Newline &&
      result_.tokens.back().kind != TokenKind::Dedent) {
    addToken(TokenKind::Newline, lineEnd, position_);
    ++line_;
    lineStart_ = position_;
  } else if (position_ > lineStart_) {
    ++line_;
    lineStart_ = position_;
  }
  for (; indents_.size() > 1; indents_.pop_back())
    addToken(TokenKind::Dedent, position_, position_);
  addToken(TokenKind::EndMarker, position_, position_);
}

bool Lexer::readName() {
  uint32_t begin = position_;
  // A short prefix of the letters b, u, r, f may begin a string.
  bool sawB = false, sawU = false, sawR = false, sawF = false;
  for (;;) {
    int c = peek() | 0x20;
    if (!(sawB || sawU || sawF) && c == 'b')
      sawB = true;
    else if (!(sawB || sawU || sawR || sawF) && c == 'u')
      sawU = true;
    else if (!(sawR || sawU) && c == 'r')
      sawR = true;
    else if (!(sawF || sawB || sawU) && c == 'f')
      sawF = true;
    else
      break;
    ++position_;
    if (peek() == '"' || peek() == '\'')
      return readString(begin);
  }
  bool nonAscii = false;
  while (isIdentifierByte(peek())) {
    nonAscii |= peek() >= 128;
    ++position_;
  }
  std::string_view name(text_ + begin, position_ - begin);
  if (!nonAscii) {
    Identifier identifier = identifiers_.intern(name);
    addToken(identifier->keyword ? static_cast<TokenKind>(identifier->keyword) : TokenKind::Name, begin, position_,
             identifier);
    return true;
  }
  for (size_t i = 0; i < name.size();) {
    bool first = i == 0;
    uint32_t codePoint = decodeUtf8(name, i);
    if (first ? isIdentifierStart(codePoint) : isIdentifierContinue(codePoint))
      continue;
    position_ = begin + static_cast<uint32_t>(i);
    char number[16];
    std::snprintf(number, sizeof number, "U+%04X", codePoint);
    if (isPrintable(codePoint)) {
      std::string character;
      appendUtf8(character, codePoint);
      failHere("invalid character '" + character + "' (" + number + ")");
    } else {
      failHere(std::string("invalid non-printable character ") + number);
    }
    return false;
  }
  Identifier identifier = identifiers_.intern(normalizeNfkc(name));
  addToken(TokenKind::Name, begin, position_, identifier);
  return true;
}

// After a number: a keyword may touch it (with a warning), another letter may not.
bool Lexer::checkNumberEnd(const char *kindName) {
  int c = peek();
  auto follows = [&](const char *rest) {
    uint32_t i = 0;
    for (; rest[i]; ++i)
      if (peek(i + 1) != rest[i])
        return false;
    return !isIdentifierByte(peek(i + 1));
  };
  bool keyword = (c == 'a' && follows("nd")) || (c == 'e' && follows("lse")) || (c == 'f' && follows("or")) ||
                 (c == 'i' && (peek(1) == 'f' || peek(1) == 'n' || peek(1) == 's')) || (c == 'o' && follows("r")) ||
                 (c == 'n' && follows("ot"));
  if (keyword) {
    uint32_t col = position_ - lineStart_;
    result_.warnings.push_back({DiagnosticKind::SyntaxWarning,
                                std::string("invalid ") + kindName + " literal",
                                {line_, col, line_, col},
                                true});
    return true;
  }
  if (isIdentifierByte(c)) {
    failHere(std::string("invalid ") + kindName + " literal");
    return false;
  }
  return true;
}

// Decimal digits with single underscores between them; the current character is a digit.
bool Lexer::readDigits() {
  for (;;) {
    while (isDigit(peek()))
      ++position_;
    if (peek() != '_')
      return true;
    ++position_;
    if (!isDigit(peek())) {
      failHere("invalid decimal literal");
      return false;
    }
  }
}

// Digits after 0x, 0o or 0b; the position is behind the letter.
bool Lexer::readRadix(const char *kindName, int radix) {
  auto isRadixDigit = [radix](int c) { return radix == 16 ? isHexDigit(c) : c >= '0' && c < '0' + radix; };
  auto badDigit = [&](int c) {
    ++position_;
    failHere(std::string("invalid digit '") + static_cast<char>(c) + "' in " + kindName + " literal");
    return false;
  };
  do {
    if (peek() == '_')
      ++position_;
    if (!isRadixDigit(peek())) {
      if (isDigit(peek()))
        return badDigit(peek());
      failHere(std::string("invalid ") + kindName + " literal");
      return false;
    }
    while (isRadixDigit(peek()))
      ++position_;
  } while (peek() == '_');
  if (isDigit(peek()))
    return badDigit(peek());
  return checkNumberEnd(kindName);
}

bool Lexer::readNumber() {
  uint32_t begin = position_;
  bool isFraction = false;
  bool mayBeOctal = false;
  uint32_t zerosEnd = begin;
  if (peek() == '0') {
    int letter = peek(1) | 0x20;
    if (peek(1) > 0 && (letter == 'x' || letter == 'o' || letter == 'b')) {
      position_ += 2;
      if (!(letter == 'x'   ? readRadix("hexadecimal", 16)
            : letter == 'o' ? readRadix("octal", 8)
                            : readRadix("binary", 2)))
        return false;
      addToken(TokenKind::Number, begin, position_);
      return true;
    }
    // Zeros may be followed by other digits in floats and imaginary numbers only.
    ++position_;
    for (;;) {
      if (peek() == '_') {
        ++position_;
        if (!isDigit(peek())) {
          failHere("invalid decimal literal");
          return false;
        }
      }
      if (peek() != '0')
        break;
      ++position_;
    }
    zerosEnd = position_;
    if (isDigit(peek())) {
      mayBeOctal = true;
      if (!readDigits())
        return false;
    }
  } else if (peek() != '.') {
    if (!readDigits())
      return false;
  }
  if (peek() == '.') {
    isFraction = true;
    ++position_;
    if (isDigit(peek()) && !readDigits())
      return false;
  }
  if ((peek() | 0x20) == 'e' && peek() > 0) {
    uint32_t letter = position_;
    ++position_;
    if (peek() == '+' || peek() == '-') {
      ++position_;
      if (!isDigit(peek())) {
        failHere("invalid decimal literal");
        return false;
      }
    } else if (!isDigit(peek())) {
      position_ = letter;
      if (!checkNumberEnd("decimal"))
        return false;
      addToken(TokenKind::Number, begin, position_);
      return true;
    }
    isFraction = true;
    if (!readDigits())
      return false;
  }
  const char *kindName = "decimal";
  if (peek() > 0 && (peek() | 0x20) == 'j') {
    isFraction = true;
    kindName = "imaginary";
    ++position_;
  }
  if (mayBeOctal && !isFraction) {
    fail(DiagnosticKind::SyntaxError, {line_, begin - lineStart_, line_, zerosEnd - lineStart_},
         "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
         /*beatsParser=*/true);
    return false;
  }
  if (!checkNumberEnd(kindName))
    return false;
  addToken(TokenKind::Number, begin, position_);
  return true;
}

// A string from its prefix, which begins at `begin`; the position is at the quote.
bool Lexer::readString(uint32_t begin) {
  char quote = text_[position_];
  uint32_t startLine = line_, startLineStart = lineStart_;
  uint32_t quoteCount = 1;
  ++position_;
  if (peek() == quote) {
    if (peek(1) == quote) {
      quoteCount = 3;
      position_ += 2;
    } else {
      // The empty string.
      ++position_;
      addToken(TokenKind::String, begin, position_);
      return true;
    }
  }
  uint32_t endQuotes = 0;
  while (endQuotes != quoteCount) {
    int c = peek();
    if (c < 0 || (quoteCount == 1 && c == '\n')) {
      // CPython counts the line after a final line end only if it is not empty.
      uint32_t detected = quoteCount == 3 && c < 0 && position_ == lineStart_ && line_ > startLine ? line_ - 1 : line_;
      uint32_t col = begin - startLineStart;
      fail(DiagnosticKind::SyntaxError, {startLine, col, startLine, col},
           std::string(quoteCount == 3 ? "unterminated triple-quoted string literal" : "unterminated string literal") +
               " (detected at line " + std::to_string(detected) + ")",
           /*beatsParser=*/true);
      return false;
    }
    ++position_;
    if (c == quote) {
      ++endQuotes;
      continue;
    }
    endQuotes = 0;
    if (c == '\\') {
      c = peek();
      if (c >= 0)
        ++position_;
    }
    if (c == '\n')
      newLine();
  }
  addToken(TokenKind::String, begin, position_);
  result_.tokens.back().range.line = startLine;
  result_.tokens.back().range.col = begin - startLineStart;
  return true;
}

bool Lexer::openBracket(TokenKind kind) {
  if (brackets_.size() >= kMaxBrackets) {
    ++position_;
    failHere("too many nested parentheses");
    return false;
  }
  uint32_t col = position_ - lineStart_;
  brackets_.push_back({text_[position_], {line_, col, line_, col}});
  addToken(kind, position_, position_ + 1);
  ++position_;
  return true;
}

bool Lexer::closeBracket(TokenKind kind, char text) {
  ++position_;
  if (brackets_.size() <= (inExpression_ ? 1u : 0u)) {
    failHere(std::string("unmatched '") + text + "'");
    return false;
  }
  Bracket open = brackets_.back();
  bool matches =
      (open.text == '(' && text == ')') || (open.text == '[' && text == ']') || (open.text == '{' && text == '}');
  if (!matches) {
    std::string message = std::string("closing parenthesis '") + text + "' does not match opening parenthesis '" +
                          open.text + "'";
    if (open.range.line != line_)
      message += " on line " + std::to_string(open.range.line);
    failHere(std::move(message));
    return false;
  }
  brackets_.pop_back();
  addToken(kind, position_ - 1, position_);
  return true;
}

bool Lexer::readPunctuation() {
  uint32_t begin = position_;
  auto token = [&](TokenKind kind, uint32_t length) {
    position_ += length;
    addToken(kind, begin, position_);
    return true;
  };
  // A character, the same with '=', doubled, doubled with '='.
  auto family = [&](char c, TokenKind one, TokenKind withEqual, TokenKind twice, TokenKind twiceWithEqual) {
    if (peek(1) == c)
      return peek(2) == '=' ? token(twiceWithEqual, 3) : token(twice, 2);
    return peek(1) == '=' ? token(withEqual, 2) : token(one, 1);
  };
  auto pair = [&](TokenKind one, TokenKind withEqual) {
    return peek(1) == '=' ? token(withEqual, 2) : token(one, 1);
  };
  using enum TokenKind;
  int c = peek();
  switch (c) {
  case '(':
    return openBracket(LeftParen);
  case '[':
    return openBracket(LeftBracket);
  case '{':
    return openBracket(LeftBrace);
  case ')':
    return closeBracket(RightParen, ')');
  case ']':
    return closeBracket(RightBracket, ']');
  case '}':
    return closeBracket(RightBrace, '}');
  case ',':
    return token(Comma, 1);
  case ';':
    return token(Semicolon, 1);
  case '~':
    return token(Tilde, 1);
  case ':':
    return pair(Colon, ColonEqual);
  case '.':
    return peek(1) == '.' && peek(2) == '.' ? token(Ellipsis, 3) : token(Dot, 1);
  case '=':
    return pair(Equal, EqualEqual);
  case '!':
    return pair(Unknown, NotEqual);
  case '+':
    return pair(Plus, PlusEqual);
  case '-':
    return peek(1) == '>' ? token(Arrow, 2) : pair(Minus, MinusEqual);
  case '*':
    return family('*', Star, StarEqual, DoubleStar, DoubleStarEqual);
  case '/':
    return family('/', Slash, SlashEqual, DoubleSlash, DoubleSlashEqual);
  case '%':
    return pair(Percent, PercentEqual);
  case '@':
    return pair(At, AtEqual);
  case '&':
    return pair(Ampersand, AmpersandEqual);
  case '|':
    return pair(VerticalBar, VerticalBarEqual);
  case '^':
    return pair(Caret, CaretEqual);
  case '<':
    if (peek(1) == '>')
      return token(LessGreater, 2);
    return family('<', Less, LessEqual, LeftShift, LeftShiftEqual);
  case '>':
    return family('>', Greater, GreaterEqual, RightShift, RightShiftEqual);
  default:
    if (!isPrintable(static_cast<uint32_t>(c))) {
      char number[16];
      std::snprintf(number, sizeof number, "U+%04X", static_cast<unsigned>(c));
      ++position_;
      failHere(std::string("invalid non-printable character ") + number);
      return false;
    }
    return token(Unknown, 1);
  }
}

// Finds `coding: name` or `coding=name` in a comment line; empty if there is none.
std::string findCodingCookie(std::string_view line) {
  size_t start = line.find_first_not_of(" \t\f");
  if (start == std::string_view::npos || line[start] != '#')
    return {};
  for (size_t found = line.find("coding", start); found != std::string_view::npos; found = line.find("coding", found + 1)) {
    size_t i = found + 6;
    if (i >= line.size() || (line[i] != ':' && line[i] != '='))
      continue;
    ++i;
    while (i < line.size() && (line[i] == ' ' || line[i] == '\t'))
      ++i;
    size_t begin = i;
    while (i < line.size() && (isIdentifierByte(static_cast<unsigned char>(line[i])) || line[i] == '-' || line[i] == '.') &&
           static_cast<unsigned char>(line[i]) < 128)
      ++i;
    if (i > begin)
      return std::string(line.substr(begin, i - begin));
  }
  return {};
}

enum class Encoding { Utf8, Latin1, Ascii, Unknown };

Encoding encodingByName(std::string name) {
  for (char &c : name)
    c = c == '_' ? '-' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c | 0x20) : c;
  auto is = [&](std::string_view known) {
    return name == known || (name.size() > known.size() && name.starts_with(known) && name[known.size()] == '-');
  };
  if (is("utf-8") || name == "utf8")
    return Encoding::Utf8;
  if (is("latin-1") || is("iso-8859-1") || is("iso-latin-1") || name == "latin1" || name == "l1" || name == "8859")
    return Encoding::Latin1;
  if (name == "ascii" || name == "us-ascii")
    return Encoding::Ascii;
  return Encoding::Unknown;
}

} // namespace

LexedFile lexFile(support::SourceFile &file, IdentifierTable &identifiers) {
  std::string_view text = file.text();
  auto fail = [](SourceRange range, std::string message) {
    LexedFile result;
    result.error = {DiagnosticKind::SyntaxError, std::move(message), range, /*beatsParser=*/true, /*present=*/true};
    result.tokens.push_back({TokenKind::Error, 0, 0, 0, range, nullptr});
    return result;
  };

  bool hasMark = text.starts_with("\xEF\xBB\xBF");
  if (hasMark)
    text.remove_prefix(3);
  // The cookie stands in the first or second line; the first must then be empty or a comment.
  size_t firstEnd = std::min(text.find_first_of("\r\n"), text.size());
  std::string_view firstLine = text.substr(0, firstEnd);
  std::string cookie = findCodingCookie(firstLine);
  if (cookie.empty()) {
    size_t content = firstLine.find_first_not_of(" \t\f");
    if (content == std::string_view::npos || firstLine[content] == '#') {
      size_t second = firstEnd + (text.substr(firstEnd).starts_with("\r\n") ? 2 : 1);
      if (second < text.size())
        cookie = findCodingCookie(text.substr(second, text.find_first_of("\r\n", second) - second));
    }
  }
  Encoding encoding = cookie.empty() ? Encoding::Utf8 : encodingByName(cookie);
  if (encoding == Encoding::Unknown)
    return fail({}, "encoding problem: " + cookie);
  if (hasMark && encoding != Encoding::Utf8)
    return fail({}, std::string("encoding problem: ") + (encoding == Encoding::Latin1 ? "iso-8859-1" : cookie) + " with BOM");

  if (text.find('\0') != std::string_view::npos)
    return fail({}, "source code cannot contain null bytes");

  std::string decoded;
  bool changed = hasMark;
  if (encoding == Encoding::Latin1) {
    changed = true;
    decoded.reserve(text.size());
    for (char c : text)
      appendUtf8(decoded, static_cast<unsigned char>(c));
  } else {
    size_t bad = findInvalidUtf8(text);
    if (encoding == Encoding::Ascii)
      bad = static_cast<size_t>(std::find_if(text.begin(), text.end(), [](char c) { return c < 0; }) - text.begin());
    if (bad < text.size()) {
      auto line = static_cast<uint32_t>(1 + std::count(text.begin(), text.begin() + static_cast<ptrdiff_t>(bad), '\n'));
      char hex[8];
      std::snprintf(hex, sizeof hex, "%02x", static_cast<unsigned char>(text[bad]));
      if (cookie.empty())
        return fail({}, std::string("Non-UTF-8 code starting with '\\x") + hex + "' in file " +
                                            file.name() + " on line " + std::to_string(line) +
                                            ", but no encoding declared; see https://peps.python.org/pep-0263/ for details");
      return fail({}, "encoding problem: " + cookie);
    }
    if (changed || text.find('\r') != std::string_view::npos)
      decoded = text;
  }
  if (size_t carriageReturn = decoded.find('\r'); carriageReturn != std::string::npos) {
    changed = true;
    size_t out = carriageReturn;
    for (size_t i = carriageReturn; i < decoded.size(); ++i) {
      if (decoded[i] != '\r') {
        decoded[out++] = decoded[i];
        continue;
      }
      decoded[out++] = '\n';
      if (i + 1 < decoded.size() && decoded[i + 1] == '\n')
        ++i;
    }
    decoded.resize(out);
  }
  if (changed)
    file.setText(std::move(decoded));
  if (file.text().size() >= UINT32_MAX / 2)
    return fail({}, "file is too big");
  return Lexer(file.text(), 0, static_cast<uint32_t>(file.text().size()), identifiers).lexWholeFile();
}

LexedFile lexExpression(const support::SourceFile &file, uint32_t begin, uint32_t end, SourceRange position,
                        IdentifierTable &identifiers) {
  return Lexer(file.text(), begin, end, identifiers).lexInParentheses(position);
}

} // namespace trivium::frontend
