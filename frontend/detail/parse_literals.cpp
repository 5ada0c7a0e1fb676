// Numbers, strings, bytes and f-strings. Adjacent string tokens become one node; an f-string's replacement fields are
// found by hand, as CPython 3.11 does, and their expressions are parsed by a parser of their own over a part of the file.
#include "frontend/detail/parser_impl.h"
#include "frontend/unicode.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

namespace trivium::frontend::detail {

using namespace ast;

namespace {

// CPython refuses longer decimal literals, since converting them takes quadratic time.
constexpr size_t kMaxDecimalDigits = 4300;

int digitValue(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  return (c | 0x20) - 'a' + 10;
}

double parseDouble(const std::string &text) {
  double value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  // Too big or too small for from_chars; strtod gives infinity or the nearest denormal.
  if (error == std::errc::result_out_of_range)
    value = std::strtod(text.c_str(), nullptr);
  return value;
}

// Digits of a power-of-two radix as hexadecimal digits without leading zeros.
std::string toHexDigits(std::string_view digits, unsigned bitsPerDigit) {
  std::string bits;
  bits.reserve(digits.size() * bitsPerDigit);
  for (char c : digits)
    for (unsigned bit = bitsPerDigit; bit-- > 0;)
      bits += static_cast<char>('0' + ((digitValue(c) >> bit) & 1));
  bits.insert(0, (4 - bits.size() % 4) % 4, '0');
  std::string hex;
  for (size_t i = 0; i < bits.size(); i += 4) {
    int value = (bits[i] - '0') * 8 + (bits[i + 1] - '0') * 4 + (bits[i + 2] - '0') * 2 + (bits[i + 3] - '0');
    if (hex.empty() && value == 0)
      continue;
    hex += "0123456789abcdef"[value];
  }
  return hex;
}

} // namespace

ExprNode *Parser::parseNumber() {
  auto *node = make<Constant>(cur_->range);
  std::string_view token = file_.text().substr(cur_->begin, cur_->end - cur_->begin);
  std::string text;
  text.reserve(token.size());
  for (char c : token)
    if (c != '_')
      text += c;
  char last = static_cast<char>(text.back() | 0x20);
  char letter = text.size() > 1 ? static_cast<char>(text[1] | 0x20) : 0;
  bool hasRadix = text[0] == '0' && (letter == 'x' || letter == 'o' || letter == 'b');
  if (!hasRadix && last == 'j') {
    text.pop_back();
    node->valueKind = ConstantKind::Complex;
    node->floatValue = parseDouble(text);
  } else if (!hasRadix && text.find_first_of(".eE") != std::string::npos) {
    node->valueKind = ConstantKind::Float;
    node->floatValue = parseDouble(text);
  } else {
    int radix = !hasRadix ? 10 : letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
    std::string_view digits = std::string_view(text).substr(hasRadix ? 2 : 0);
    int64_t value = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, radix);
    if (error == std::errc()) {
      node->valueKind = ConstantKind::Int;
      node->intValue = value;
    } else {
      digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
      if (radix == 10 && digits.size() > kMaxDecimalDigits) {
        failHard(DiagnosticKind::SyntaxError, cur_->range,
                 "Exceeds the limit (4300 digits) for integer string conversion: value has " +
                     std::to_string(digits.size()) +
                     " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge "
                     "integer literals to avoid decimal conversion limits.");
        return errorExpr();
      }
      node->valueKind = ConstantKind::BigInt;
      node->text = arena_.copy(radix == 10 ? digits
                                           : std::string_view("0x" + toHexDigits(digits, radix == 16  ? 4
                                                                                         : radix == 8 ? 3
                                                                                                      : 1)));
    }
  }
  advance();
  return node;
}

// Puts together the value of adjacent string tokens.
class Parser::StringBuilder {
public:
  StringBuilder(Parser &parser, const SourceRange &range) : parser_(parser), range_(range) {}

  /// Adds one token; false after an error.
  bool add(const Token &token, bool isFirst);
  ExprNode *finish();

private:
  // A position inside the token that is being read: offset in the file, and what is needed to compute lines.
  std::string_view text() const { return parser_.file_.text(); }
  bool fail(std::string message) {
    // CPython reports these at the last token it has read, which is the one behind the strings.
    parser_.failHard(DiagnosticKind::SyntaxError, parser_.cur_->range, std::move(message));
    return false;
  }
  bool addEscaped(std::string_view body, std::string &out);
  bool addBytes(std::string_view body, bool raw);
  // An f-string's text between `position` and `end`, in a nested format specification if level > 0.
  bool addFormatted(uint32_t &position, uint32_t end, bool raw, int level, std::string &literal, size_t items);
  bool addField(uint32_t &position, uint32_t end, bool raw, int level, std::string &literal);
  ExprNode *parseField(uint32_t begin, uint32_t end);
  Constant *makeString(const std::string &value) {
    auto *node = parser_.make<Constant>(range_);
    node->valueKind = isBytes_ ? ConstantKind::Bytes : ConstantKind::Str;
    node->hasUPrefix = hasUPrefix_;
    node->text = parser_.arena_.copy(value);
    return node;
  }
  void flush(std::string &literal) {
    if (!literal.empty())
      parser_.push(makeString(literal));
    literal.clear();
  }

  Parser &parser_;
  SourceRange range_;
  const Token *token_ = nullptr;
  std::string value_;
  bool isBytes_ = false;
  bool isFormatted_ = false;
  bool hasUPrefix_ = false;
  size_t items_ = 0;
};

ExprNode *Parser::parseStrings() {
  const Token *first = cur_;
  while (at(TokenKind::String))
    advance();
  StringBuilder builder(*this, from(first->range));
  for (const Token *token = first; token != cur_; ++token)
    if (!builder.add(*token, token == first))
      return errorExpr();
  return builder.finish();
}

bool Parser::StringBuilder::add(const Token &token, bool isFirst) {
  token_ = &token;
  uint32_t position = token.begin;
  bool raw = false, bytes = false, formatted = false;
  if (isFirst)
    hasUPrefix_ = text()[position] == 'u';
  for (;; ++position) {
    char c = static_cast<char>(text()[position] | 0x20);
    if (c == 'r')
      raw = true;
    else if (c == 'b')
      bytes = true;
    else if (c == 'f')
      formatted = true;
    else if (c != 'u')
      break;
  }
  char quote = text()[position];
  uint32_t quotes = position + 2 < token.end && text()[position + 1] == quote && text()[position + 2] == quote &&
                            token.end - position >= 6
                        ? 3
                        : 1;
  uint32_t begin = position + quotes, end = token.end - quotes;
  std::string_view body = text().substr(begin, end - begin);
  if (isFirst) {
    isBytes_ = bytes;
    items_ = parser_.mark();
  } else if (isBytes_ != bytes) {
    return fail("cannot mix bytes and nonbytes literals");
  }
  if (bytes)
    return addBytes(body, raw);
  if (formatted) {
    isFormatted_ = true;
    return addFormatted(begin, end, raw, 0, value_, items_);
  }
  if (raw || body.find('\\') == std::string_view::npos) {
    value_ += body;
    return true;
  }
  return addEscaped(body, value_);
}

ExprNode *Parser::StringBuilder::finish() {
  if (!isFormatted_)
    return makeString(value_);
  flush(value_);
  auto *joined = parser_.make<JoinedStr>(range_);
  joined->values = parser_.take<ExprNode>(items_);
  return joined;
}

bool Parser::StringBuilder::addBytes(std::string_view body, bool raw) {
  for (char c : body) {
    if (static_cast<unsigned char>(c) >= 0x80)
      return fail("bytes can only contain ASCII literal characters");
  }
  if (raw) {
    value_ += body;
    return true;
  }
  for (size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '\\') {
      value_ += body[i];
      continue;
    }
    size_t escape = i++;
    switch (body[i]) {
    case '\n':
      break;
    case '\\':
    case '\'':
    case '"':
      value_ += body[i];
      break;
    case 'b':
      value_ += '\b';
      break;
    case 'f':
      value_ += '\f';
      break;
    case 't':
      value_ += '\t';
      break;
    case 'n':
      value_ += '\n';
      break;
    case 'r':
      value_ += '\r';
      break;
    case 'v':
      value_ += '\v';
      break;
    case 'a':
      value_ += '\a';
      break;
    case 'x': {
      auto isHex = [&](size_t k) { return k < body.size() && std::isxdigit(static_cast<unsigned char>(body[k])); };
      if (!isHex(i + 1) || !isHex(i + 2))
        return fail("(value error) invalid \\x escape at position " + std::to_string(escape));
      value_ += static_cast<char>(digitValue(body[i + 1]) * 16 + digitValue(body[i + 2]));
      i += 2;
      break;
    }
    default:
      if (body[i] >= '0' && body[i] <= '7') {
        int code = 0;
        for (int digits = 0; digits < 3 && i < body.size() && body[i] >= '0' && body[i] <= '7'; ++digits)
          code = code * 8 + (body[i++] - '0');
        --i;
        value_ += static_cast<char>(code);
      } else {
        value_ += '\\';
        value_ += body[i];
      }
    }
  }
  return true;
}

// Decodes the escapes of a str literal.
bool Parser::StringBuilder::addEscaped(std::string_view body, std::string &out) {
  // Positions in messages count a character beyond ASCII as the ten bytes of its \U escape.
  auto messagePosition = [&](size_t offset) {
    size_t position = 0;
    for (size_t i = 0; i < offset && i < body.size();) {
      size_t start = i;
      position += decodeUtf8(body, i) < 0x80 ? i - start : 10;
    }
    return position;
  };
  auto failDecoding = [&](size_t begin, size_t end, const char *reason) {
    return fail("(unicode error) 'unicodeescape' codec can't decode bytes in position " +
                std::to_string(messagePosition(begin)) + "-" + std::to_string(messagePosition(end) - 1) + ": " + reason);
  };
  for (size_t i = 0; i < body.size(); ++i) {
    if (body[i] != '\\') {
      out += body[i];
      continue;
    }
    size_t escape = i++;
    switch (body[i]) {
    case '\n':
      break;
    case '\\':
    case '\'':
    case '"':
      out += body[i];
      break;
    case 'b':
      out += '\b';
      break;
    case 'f':
      out += '\f';
      break;
    case 't':
      out += '\t';
      break;
    case 'n':
      out += '\n';
      break;
    case 'r':
      out += '\r';
      break;
    case 'v':
      out += '\v';
      break;
    case 'a':
      out += '\a';
      break;
    case 'x':
    case 'u':
    case 'U': {
      size_t count = body[i] == 'x' ? 2 : body[i] == 'u' ? 4 : 8;
      const char *reason = body[i] == 'x'   ? "truncated \\xXX escape"
                           : body[i] == 'u' ? "truncated \\uXXXX escape"
                                            : "truncated \\UXXXXXXXX escape";
      uint32_t codePoint = 0;
      size_t k = i + 1;
      for (; k < i + 1 + count; ++k) {
        if (k >= body.size() || !std::isxdigit(static_cast<unsigned char>(body[k])))
          return failDecoding(escape, k, reason);
        codePoint = codePoint << 4 | static_cast<uint32_t>(digitValue(body[k]));
      }
      if (codePoint > 0x10FFFF)
        return failDecoding(escape, k, "illegal Unicode character");
      appendUtf8(out, codePoint);
      i = k - 1;
      break;
    }
    case 'N': {
      if (body.size() <= i + 1 || body[i + 1] != '{')
        return failDecoding(escape, i + 1, "malformed \\N character escape");
      size_t close = body.find('}', i);
      if (close == std::string_view::npos || close == i + 2)
        return failDecoding(escape, std::min(close, body.size()), "malformed \\N character escape");
      uint32_t codePoint = codePointByName(body.substr(i + 2, close - i - 2));
      if (codePoint == kNoCodePoint) {
        parser_.failHard(DiagnosticKind::Unsupported, token_->range,
                         "character name '" + std::string(body.substr(i + 2, close - i - 2)) +
                             "' is not known: write the character or its \\u escape");
        return false;
      }
      appendUtf8(out, codePoint);
      i = close;
      break;
    }
    default:
      if (body[i] >= '0' && body[i] <= '7') {
        uint32_t code = 0;
        for (int digits = 0; digits < 3 && i < body.size() && body[i] >= '0' && body[i] <= '7'; ++digits)
          code = code * 8 + static_cast<uint32_t>(body[i++] - '0');
        --i;
        appendUtf8(out, code);
      } else {
        // An unknown escape stands for itself.
        out += '\\';
        out += body[i];
      }
    }
  }
  return true;
}

// Reads literal text and fields up to `end`, or in a format specification up to its closing brace. Literal text is
// collected in `literal`, fields are pushed.
bool Parser::StringBuilder::addFormatted(uint32_t &position, uint32_t end, bool raw, int level, std::string &literal,
                                         size_t items) {
  std::string_view source = text();
  while (position < end) {
    // Literal text up to a brace; doubled braces stand for one.
    uint32_t begin = position;
    uint32_t literalEnd = end;
    bool doubled = false;
    while (position < end) {
      char c = source[position++];
      if (!raw && c == '\\' && position < end) {
        c = source[position++];
        if (c == 'N') {
          // The braces of \N{...} do not begin a field.
          if (position < end && source[position] == '{') {
            while (position < end && source[position++] != '}') {
            }
          }
          continue;
        }
        // A brace is no part of an escape: `\{` is a backslash and the start of a field.
        if (c != '{' && c != '}')
          continue;
      }
      if (c != '{' && c != '}')
        continue;
      if (level == 0) {
        if (position < end && source[position] == c) {
          literalEnd = position++;
          doubled = true;
          break;
        }
        if (c == '}')
          return fail("f-string: single '}' is not allowed");
      }
      literalEnd = --position;
      break;
    }
    std::string_view body = source.substr(begin, std::min(literalEnd, end) - begin);
    if (raw || body.find('\\') == std::string_view::npos)
      literal += body;
    else if (body.back() == '\\' && (body.size() == 1 || body[body.size() - 2] != '\\')) {
      // The backslash of `\{`.
      if (!addEscaped(body.substr(0, body.size() - 1), literal))
        return false;
      literal += '\\';
    } else if (!addEscaped(body, literal)) {
      return false;
    }
    if (doubled)
      continue;
    if (position >= end || source[position] == '}')
      break;
    if (!addField(position, end, raw, level, literal))
      return false;
  }
  if (level > 0) {
    if (position >= end || source[position] != '}')
      return fail("f-string: expecting '}'");
    flush(literal);
    auto *spec = parser_.make<JoinedStr>(range_);
    spec->values = parser_.take<ExprNode>(items);
    parser_.push(spec);
  }
  return true;
}

// A replacement field; the position is at its '{'.
bool Parser::StringBuilder::addField(uint32_t &position, uint32_t end, bool raw, int level, std::string &literal) {
  std::string_view source = text();
  if (level >= 2)
    return fail("f-string: expressions nested too deeply");
  uint32_t begin = ++position;
  char quote = 0;
  bool triple = false;
  std::string brackets;
  for (; position < end; ++position) {
    char c = source[position];
    if (c == '\\')
      return fail("f-string expression part cannot include a backslash");
    bool tripled = position + 2 < end && source[position + 1] == c && source[position + 2] == c;
    if (quote) {
      if (c == quote && (!triple || tripled)) {
        position += triple ? 2 : 0;
        quote = 0;
      }
      continue;
    }
    if (c == '\'' || c == '"') {
      quote = c;
      triple = tripled;
      position += triple ? 2 : 0;
      continue;
    }
    if (c == '[' || c == '{' || c == '(') {
      if (brackets.size() >= 200)
        return fail("f-string: too many nested parenthesis");
      brackets += c;
      continue;
    }
    if (c == '#')
      return fail("f-string expression part cannot include '#'");
    if (brackets.empty() && (c == '!' || c == ':' || c == '}' || c == '=' || c == '>' || c == '<')) {
      bool comparison = position + 1 < end && source[position + 1] == '=' && c != ':' && c != '}';
      if (comparison) {
        ++position;
        continue;
      }
      if (c == '>' || c == '<')
        continue;
      break;
    }
    if (c == ']' || c == '}' || c == ')') {
      if (brackets.empty())
        return fail(std::string("f-string: unmatched '") + c + "'");
      char open = brackets.back();
      brackets.pop_back();
      if (!((open == '(' && c == ')') || (open == '[' && c == ']') || (open == '{' && c == '}')))
        return fail(std::string("f-string: closing parenthesis '") + c + "' does not match opening parenthesis '" +
                    open + "'");
    }
  }
  uint32_t expressionEnd = std::min(position, end);
  if (quote)
    return fail("f-string: unterminated string");
  if (!brackets.empty())
    return fail(std::string("f-string: unmatched '") + brackets.back() + "'");
  auto expectingBrace = [&] { return fail("f-string: expecting '}'"); };
  if (position >= end)
    return expectingBrace();

  std::string_view expression = source.substr(begin, expressionEnd - begin);
  if (expression.find_first_not_of(" \t\n\f\r") == std::string_view::npos)
    return fail(source[position] == '}' ? std::string("f-string: empty expression not allowed")
                                        : std::string("f-string: expression required before '") + source[position] + "'");
  ExprNode *value = parseField(begin, expressionEnd);
  if (!value)
    return false;

  // `=` shows the text of the expression first.
  bool showsText = false;
  std::string shownText;
  if (source[position] == '=') {
    ++position;
    while (position < end && std::isspace(static_cast<unsigned char>(source[position])))
      ++position;
    if (position >= end)
      return expectingBrace();
    showsText = true;
    shownText = source.substr(begin, position - begin);
  }
  int conversion = -1;
  if (source[position] == '!') {
    if (++position >= end)
      return expectingBrace();
    conversion = static_cast<unsigned char>(source[position++]);
    if (conversion != 's' && conversion != 'r' && conversion != 'a')
      return fail("f-string: invalid conversion character: expected 's', 'r', or 'a'");
    if (position >= end)
      return expectingBrace();
  }
  literal += shownText;
  flush(literal);
  auto *field = parser_.make<FormattedValue>(range_);
  field->value = value;
  if (source[position] == ':') {
    if (++position >= end)
      return expectingBrace();
    std::string specLiteral;
    if (!addFormatted(position, end, raw, level + 1, specLiteral, parser_.mark()))
      return false;
    field->format_spec = static_cast<ExprNode *>(parser_.stack_.back());
    parser_.stack_.pop_back();
  }
  if (position >= end || source[position] != '}')
    return expectingBrace();
  ++position;
  if (showsText && !field->format_spec && conversion == -1)
    conversion = 'r';
  field->conversion = conversion;
  parser_.push(field);
  return true;
}

ExprNode *Parser::StringBuilder::parseField(uint32_t begin, uint32_t end) {
  // Where the expression stands: lines are counted from the start of the token.
  SourceRange position = token_->range;
  uint32_t lineStart = token_->begin - token_->range.col;
  for (uint32_t i = token_->begin; i < begin; ++i) {
    if (text()[i] == '\n') {
      ++position.line;
      lineStart = i + 1;
    }
  }
  position.col = begin - lineStart;
  LexedFile lexed = lexExpression(parser_.file_, begin, end, position, parser_.identifiers_);
  Parser inner(parser_.file_, lexed, parser_.arena_, parser_.identifiers_, parser_.diagnostics_);
  ExprNode *value = inner.parseFieldExpression(parser_.depth_ + 1);
  if (!value) {
    parser_.failHard(inner.error_.kind, inner.error_.range, inner.error_.message);
    return nullptr;
  }
  parser_.treeMayBeDeep_ |= lexed.hasLongLines;
  return value;
}

} // namespace trivium::frontend::detail
