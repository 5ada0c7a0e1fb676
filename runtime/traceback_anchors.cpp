// Finds, in the source text of an expression, what a traceback's second row marks with ^ between ~: the operator of a binary operation
// or the brackets of a subscript. Only the outermost operation counts and anything else has no anchors (PEP 657; CPython 3.11 parses
// the text and looks at the root of the tree, this file finds the root from the tokens by the precedences of Language Reference 6.17).
//
// As in CPython an operand in parentheses begins and ends inside them, so the first character behind a left operand `(a)` is the
// parenthesis; the positions here agree with that.
#include <string.h>

#include "runtime/detail/errors.h"

namespace trivium::runtime {

namespace {

enum class TokenKind : uint8_t { Name, Keyword, Number, String, Operator, Open, Close, End };

struct Token {
  TokenKind kind;
  int64_t begin, end;
};

constexpr int kMaxTokens = 512;  // a longer line gets plain carets

bool isNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || (c & 0x80);
}
bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

class Scanner {
 public:
  Scanner(const char* text, int64_t bytes) : text_(text), bytes_(bytes) {}

  /// False when the text is no line of tokens that this file understands.
  bool run() {
    for (int64_t at = 0; at < bytes_;) {
      const char c = text_[at];
      if (isBlank(c)) {
        ++at;
        continue;
      }
      if (count == kMaxTokens) return false;
      Token& t = tokens[count++];
      t.begin = at;
      if (isDigit(c) || (c == '.' && at + 1 < bytes_ && isDigit(text_[at + 1]))) {
        t.kind = TokenKind::Number;
        at = number(at);
      } else if (isNameByte(c)) {
        int64_t end = at;
        while (end < bytes_ && isNameByte(text_[end])) ++end;
        if (end < bytes_ && (text_[end] == '"' || text_[end] == '\'') && end - at <= 2 && strspn(text_ + at, "rRbBuUfF") >= static_cast<size_t>(end - at)) {
          t.kind = TokenKind::String;
          at = string(end);
        } else {
          t.kind = isKeyword(at, end) ? TokenKind::Keyword : TokenKind::Name;
          at = end;
        }
      } else if (c == '"' || c == '\'') {
        t.kind = TokenKind::String;
        at = string(at);
      } else if (strchr("([{", c)) {
        t.kind = TokenKind::Open;
        ++at;
      } else if (strchr(")]}", c)) {
        t.kind = TokenKind::Close;
        ++at;
      } else {
        t.kind = TokenKind::Operator;
        const int length = operatorLength(at);
        if (!length) return false;
        at += length;
      }
      if (at < 0) return false;
      t.end = at;
    }
    return count > 0;
  }

  Token tokens[kMaxTokens];
  int count = 0;

 private:
  int64_t number(int64_t at) {
    const bool isRadix = text_[at] == '0' && at + 1 < bytes_ && strchr("xXoObB", text_[at + 1]);
    for (; at < bytes_; ++at) {
      const char c = text_[at];
      if (isNameByte(c) || c == '.') continue;
      if ((c == '+' || c == '-') && !isRadix && (text_[at - 1] == 'e' || text_[at - 1] == 'E')) continue;
      break;
    }
    return at;
  }
  int64_t string(int64_t at) {
    const char quote = text_[at];
    const bool triple = at + 2 < bytes_ && text_[at + 1] == quote && text_[at + 2] == quote;
    at += triple ? 3 : 1;
    for (; at < bytes_; ++at) {
      if (text_[at] == '\\') {
        ++at;
      } else if (text_[at] == quote) {
        if (!triple) return at + 1;
        if (at + 2 < bytes_ && text_[at + 1] == quote && text_[at + 2] == quote) return at + 3;
      }
    }
    return -1;
  }
  int operatorLength(int64_t at) const {
    static const char* const operators[] = {"**=", "//=", ">>=", "<<=", "...", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "->", ":=",
                                            "+=",  "-=",  "*=",  "/=",  "%=",  "&=", "|=", "^=", "@=", "+",  "-",  "*",  "/",  "%",  "@",
                                            "&",   "|",   "^",   "~",   "<",   ">",  "=",  ",",  ":",  ".",  ";"};
    for (const char* op : operators) {
      const size_t n = strlen(op);
      if (at + static_cast<int64_t>(n) <= bytes_ && !memcmp(text_ + at, op, n)) return static_cast<int>(n);
    }
    return 0;
  }
  bool isKeyword(int64_t begin, int64_t end) const {
    static const char* const keywords[] = {"and",    "as",     "assert", "async", "await",  "break", "class",  "continue", "def",  "del",    "elif",
                                           "else",   "except", "finally", "for",  "from",   "global", "if",    "import",   "in",   "is",     "lambda",
                                           "nonlocal", "not",  "or",     "pass",  "raise",  "return", "try",   "while",    "with", "yield"};
    for (const char* k : keywords)
      if (strlen(k) == static_cast<size_t>(end - begin) && !memcmp(text_ + begin, k, static_cast<size_t>(end - begin))) return true;
    return false;
  }

  const char* text_;
  int64_t bytes_;
};

class Finder {
 public:
  Finder(const char* text, const Scanner& scanner) : text_(text), tokens_(scanner.tokens) {}

  /// Anchors of the expression of tokens [from, to).
  bool find(int from, int to, Anchors* out) {
    if (from >= to || !balanced(from, to)) return false;
    stripParentheses(&from, &to);
    int best = -1, bestRank = 100;
    bool wantsOperand = true;
    for (int i = from; i < to;) {
      const Token& t = tokens_[i];
      if (t.kind == TokenKind::Keyword && !is(t, "await")) return false;  // a statement, or an operation of a lower rank
      if (t.kind == TokenKind::Operator) {
        const int rank = wantsOperand ? 0 : rankOf(t);
        if (wantsOperand && !is(t, "+") && !is(t, "-") && !is(t, "~") && !is(t, "...")) return false;
        if (!wantsOperand && rank < 0) return false;
        if (!wantsOperand && rank > 0) {
          // The loosest operator is the root; of equals the last, but the first of a chain of **.
          if (rank < bestRank || (rank == bestRank && rank != kPowerRank)) {
            best = i;
            bestRank = rank;
          }
          wantsOperand = true;
        } else if (is(t, "...")) {
          wantsOperand = false;
        }
        ++i;
        continue;
      }
      if (t.kind != TokenKind::Keyword) wantsOperand = false;
      i = t.kind == TokenKind::Open ? close(i, to) + 1 : i + 1;
    }
    if (wantsOperand) return false;
    const bool isSigned = tokens_[from].kind == TokenKind::Operator && !is(tokens_[from], "...");
    if (best >= 0 && !(isSigned && bestRank == kPowerRank)) return binary(from, best, to, out);
    return best < 0 && !isSigned && subscript(from, to, out);
  }

  /// End of the name `wanted` in a call `….wanted(…)`, of which the text may be only the beginning; -1 if it is something else.
  int64_t calledNameEnd(int count, const char* wanted) const {
    for (int i = 0; i + 1 < count; ++i) {
      const Token& t = tokens_[i];
      if (t.kind == TokenKind::Open) {
        int depth = 0, at = i;
        for (; at < count; ++at) {
          if (tokens_[at].kind == TokenKind::Open) ++depth;
          if (tokens_[at].kind == TokenKind::Close && --depth == 0) break;
        }
        i = at;
        continue;
      }
      if (t.kind != TokenKind::Name || !is(t, wanted) || !is(tokens_[i + 1], "(") || (i > 0 && !is(tokens_[i - 1], "."))) continue;
      int depth = 0, at = i + 1;
      for (; at < count; ++at) {
        if (tokens_[at].kind == TokenKind::Open) ++depth;
        if (tokens_[at].kind == TokenKind::Close && --depth == 0) break;
      }
      if (at >= count - 1) return t.end;
    }
    return -1;
  }

 private:
  static constexpr int kPowerRank = 7;

  bool is(const Token& t, const char* text) const {
    return strlen(text) == static_cast<size_t>(t.end - t.begin) && !memcmp(text_ + t.begin, text, static_cast<size_t>(t.end - t.begin));
  }
  /// Of an operator behind an operand: 1 binds loosest; 0 = `.`, which belongs to the operand; -1 = not part of an arithmetic expression.
  int rankOf(const Token& t) const {
    static const struct {
      const char* text;
      int rank;
    } ranks[] = {{"|", 1}, {"^", 2}, {"&", 3}, {"<<", 4}, {">>", 4}, {"+", 5}, {"-", 5}, {"*", 6}, {"/", 6}, {"//", 6}, {"%", 6}, {"@", 6}, {"**", kPowerRank}, {".", 0}};
    for (const auto& r : ranks)
      if (is(t, r.text)) return r.rank;
    return -1;
  }
  bool balanced(int from, int to) const {
    int depth = 0;
    for (int i = from; i < to; ++i) {
      if (tokens_[i].kind == TokenKind::Open) ++depth;
      if (tokens_[i].kind == TokenKind::Close && --depth < 0) return false;
    }
    return depth == 0;
  }
  /// The bracket that closes the one at `open`.
  int close(int open, int to) const {
    int depth = 0;
    for (int i = open; i < to; ++i) {
      if (tokens_[i].kind == TokenKind::Open) ++depth;
      if (tokens_[i].kind == TokenKind::Close && --depth == 0) return i;
    }
    return to - 1;
  }
  /// Whether the parentheses at [from, to) only group: no tuple, no generator expression.
  bool onlyGroups(int from, int to) const {
    if (!is(tokens_[from], "(") || close(from, to) != to - 1 || to - from == 2) return false;
    bool inLambda = false;
    for (int i = from + 1; i < to - 1; ++i) {
      const Token& t = tokens_[i];
      if (t.kind == TokenKind::Open) i = close(i, to);
      else if (is(t, "lambda")) inLambda = true;
      else if (is(t, ":")) inLambda = false;
      else if (is(t, "for") || is(t, "async") || (is(t, ",") && !inLambda)) return false;
    }
    return true;
  }
  void stripParentheses(int* from, int* to) const {
    while (*to - *from > 2 && onlyGroups(*from, *to)) {
      ++*from;
      --*to;
    }
  }
  int64_t beginOf(int from, int to) const {
    stripParentheses(&from, &to);
    return tokens_[from].begin;
  }
  int64_t endOf(int from, int to) const {
    stripParentheses(&from, &to);
    return tokens_[to - 1].end;
  }

  bool binary(int from, int at, int to, Anchors* out) const {
    const int64_t end = beginOf(at + 1, to);
    for (int64_t i = endOf(from, at); i < end; ++i) {
      if (isBlank(text_[i])) continue;
      *out = {i, i + 1};
      if (i + 1 < end && !isBlank(text_[i + 1])) ++out->right;
      return true;
    }
    return false;
  }

  bool subscript(int from, int to, Anchors* out) const {
    if (!is(tokens_[to - 1], "]")) return false;
    int open = to - 1;
    for (int i = from; i < to; ++i)
      if (tokens_[i].kind == TokenKind::Open) {
        open = i;
        i = close(i, to);
      }
    if (open == from || open + 1 >= to - 1) return false;  // a list, or nothing between the brackets
    if (tokens_[open - 1].kind == TokenKind::Keyword) return false;
    *out = {endOf(from, open), endOf(open + 1, to - 1) + 1};
    return true;
  }

  const char* text_;
  const Token* tokens_;
};

}  // namespace

bool findAnchors(const char* segment, int64_t bytes, Anchors* out) {
  Scanner scanner(segment, bytes);
  return scanner.run() && Finder(segment, scanner).find(0, scanner.count, out);
}

int64_t findCalledName(const char* segment, int64_t bytes, const char* name) {
  Scanner scanner(segment, bytes);
  return scanner.run() ? Finder(segment, scanner).calledNameEnd(scanner.count, name) : -1;
}

}  // namespace trivium::runtime
