// The parser's class, shared by the parse_*.cpp files, one for each part of the grammar.
//
// Errors. A rule that cannot go on calls failGeneric(); from then on the current token reads as the end of the file, so
// every loop ends, every rule returns something harmless, and nobody has to check. The statement loop notices, and parses
// the failed statement once more with `diagnosing_` on. Only then are the costly questions asked that lead to specific
// messages ("perhaps you forgot a comma?"), at the places where CPython's second pass asks them. The first pass is thus
// free of them. A specific error is final, a generic one inside speculate() only means "try something else".
//
// Depth. Rules that nest count in `depth_`; the limit keeps the native stack and later recursive passes safe.
#pragma once

#include "frontend/ast.h"
#include "frontend/lexer.h"
#include "support/arena.h"
#include "support/diagnostics.h"

#include <initializer_list>
#include <string>
#include <unordered_set>
#include <vector>

namespace trivium::frontend::detail {

using support::DiagnosticKind;
using support::SourceRange;

/// How deep rules and trees may nest; CPython's compiler gives up at about the same depth.
inline constexpr uint32_t kMaxDepth = 2900;

/// Which expressions may be assigned to or deleted.
enum class TargetKind : uint8_t { Star, Delete, For };

/// "literal", "function call" and so on, as CPython's messages name an expression.
const char *describeExpr(const ast::ExprNode *expr);
/// The part of `expr` that cannot be a target, or null.
ast::ExprNode *findInvalidTarget(ast::ExprNode *expr, TargetKind kind);

/// One run over the tokens of a file or of an f-string's expression.
class Parser {
public:
  Parser(const support::SourceFile &file, const LexedFile &lexed, support::Arena &arena, IdentifierTable &identifiers,
         support::Diagnostics &diagnostics);

  /// Parses a file.
  ast::Module *parseModule();
  /// Parses the expression of an f-string's field; null after an error, which is then in `error()`.
  ast::ExprNode *parseFieldExpression(uint32_t depth);
  /// The error that stopped the parser.
  const support::Diagnostic &error() const { return error_; }

private:
  // --- tokens
  TokenKind kind() const { return cur_->kind; }
  bool at(TokenKind kind) const { return cur_->kind == kind; }
  const Token &peek(uint32_t offset) const;
  void advance() {
    prev_ = cur_;
    if (cur_ != &sentinel_)
      ++cur_;
  }
  /// Moves over Newline, Indent and Dedent, which do not count as the end of a node.
  void advanceLayout() {
    if (cur_ != &sentinel_)
      ++cur_;
  }
  bool accept(TokenKind kind) {
    if (!at(kind))
      return false;
    advance();
    return true;
  }
  bool expect(TokenKind kind) {
    if (accept(kind))
      return true;
    failGeneric();
    return false;
  }
  /// As expect(), with CPython's "expected ':'" at once.
  void expectForced(TokenKind kind);
  bool atSoftKeyword(Identifier word) const { return at(TokenKind::Name) && cur_->identifier == word; }

  // --- errors
  bool failed() const { return failed_; }
  void failGeneric();
  /// A specific error in the second pass; in the first pass it only fails.
  void failSpecific(const SourceRange &range, std::string message);
  /// A specific error whatever the pass.
  void failHard(DiagnosticKind kind, const SourceRange &range, std::string message);
  void failTooDeep();
  void failInvalidTarget(ast::ExprNode *expr, TargetKind targets);
  /// CPython's RAISE_SYNTAX_ERROR: at the last token looked at.
  void failAtCurrent(std::string message) { failSpecific(cur_->range, std::move(message)); }
  void reportError();
  void recover(const Token *start);
  /// Calls `rule`; if it fails generically, goes back to where it began and returns false.
  template <typename Rule> bool speculate(Rule &&rule) {
    const Token *cur = cur_, *prev = prev_;
    uint32_t depth = depth_;
    size_t items = stack_.size();
    ++speculating_;
    rule();
    --speculating_;
    if (!failed_)
      return true;
    depth_ = depth;
    stack_.resize(items);
    if (!hardError_) {
      failed_ = false;
      cur_ = cur;
      prev_ = prev;
    }
    return false;
  }
  /// Like speculate(), and goes back in case of success, too.
  template <typename Rule> bool lookahead(Rule &&rule) {
    const Token *cur = cur_, *prev = prev_;
    bool ok = speculate(rule);
    if (!hardError_) {
      cur_ = cur;
      prev_ = prev;
    }
    return ok;
  }

  /// Parses what may follow a complete expression, from its operator on. In the second pass, what cannot be parsed is left
  /// alone as in CPython's grammar, so that questions about the expression before it are still asked.
  template <typename Rule> bool extend(Rule &&rule) {
    if (isSecondPass_)
      return speculate(rule);
    rule();
    return !failed_;
  }

  struct DepthGuard {
    explicit DepthGuard(Parser &parser) : parser(parser) {
      if (++parser.depth_ > kMaxDepth)
        parser.failTooDeep();
    }
    ~DepthGuard() { --parser.depth_; }
    Parser &parser;
  };

  // --- nodes
  template <typename T> T *make(const SourceRange &range) {
    T *node = arena_.make<T>();
    node->kind = T::kKind;
    node->range = range;
    return node;
  }
  /// From `start` to the last token consumed.
  SourceRange from(const SourceRange &start) const {
    return {start.line, start.col, prev_->range.endLine, prev_->range.endCol};
  }
  /// The place where `range` begins, which CPython marks with one caret.
  static SourceRange startOf(const SourceRange &range) { return {range.line, range.col, range.line, range.col}; }
  /// What failed rules return.
  ast::ExprNode *errorExpr() { return &errorExpr_; }
  template <typename T> std::span<T *> list(const std::vector<T *> &items) { return arena_.copy(items); }
  /// Collects items on one stack instead of in a vector each; take() copies what was pushed since `mark`.
  size_t mark() const { return stack_.size(); }
  void push(ast::Node *node) { stack_.push_back(node); }
  template <typename T> std::span<T *> take(size_t mark) {
    size_t count = stack_.size() - mark;
    T **data = static_cast<T **>(arena_.allocate(count * sizeof(T *)));
    for (size_t i = 0; i < count; ++i)
      data[i] = static_cast<T *>(stack_[mark + i]);
    stack_.resize(mark);
    return {data, count};
  }

  // --- statements (parse_statements.cpp)
  void parseStatements();
  void parseStatementOrRecover();
  void parseStatement();
  void parseSimpleStatements();
  ast::StmtNode *parseSimpleStatement();
  ast::StmtNode *parseExpressionStatement();
  ast::StmtNode *parseAnnotatedAssignment(ast::ExprNode *target, const SourceRange &start);
  ast::StmtNode *parseAugmentedAssignment(ast::ExprNode *target, ast::Operator op, const SourceRange &start);
  ast::StmtNode *parseAssignment(ast::ExprNode *first, const Token *start);
  ast::StmtNode *parseDelete();
  ast::StmtNode *parseReturn();
  ast::StmtNode *parseRaise();
  ast::StmtNode *parseAssert();
  ast::StmtNode *parseImport();
  ast::StmtNode *parseImportFrom();
  ast::StmtNode *parseGlobalOrNonlocal();
  Identifier parseDottedName();
  ast::Alias *parseImportAlias(bool dotted);
  bool parseCompoundStatement();
  /// `owner` completes "expected an indented block after ...".
  std::span<ast::StmtNode *> parseBlock(const char *owner, uint32_t line);
  void skipBlock();
  std::span<ast::StmtNode *> parseElse();
  ast::StmtNode *parseIf(const char *word);
  ast::StmtNode *parseWhile();
  ast::StmtNode *parseFor(const Token *async);
  ast::StmtNode *parseWith(const Token *async);
  ast::WithItem *parseWithItem();
  ast::StmtNode *parseTry();
  ast::StmtNode *parseFunction(const Token *async, std::span<ast::ExprNode *> decorators);
  ast::StmtNode *parseClass(std::span<ast::ExprNode *> decorators);
  ast::StmtNode *parseDecorated();
  ast::Arguments *parseParameters(bool isLambda);
  ast::Arg *parseParameter(bool isLambda, bool starAnnotation);
  void diagnoseParenthesizedParameters(bool isLambda);
  /// A header's ':' where CPython says "expected ':'" only at the end of the line.
  void expectColon();
  /// Turns a parsed expression into a target or fails.
  void makeTarget(ast::ExprNode *expr, TargetKind kind);
  void setContext(ast::ExprNode *expr, ast::ExprContext context);

  // --- match statement (parse_patterns.cpp)
  bool parseMatch();
  ast::MatchCase *parseCase();
  ast::PatternNode *parsePatterns();
  ast::PatternNode *parsePattern();
  ast::PatternNode *parseOrPattern();
  ast::PatternNode *parseClosedPattern();
  ast::PatternNode *parseStarPattern();
  ast::PatternNode *parseNamePattern();
  ast::PatternNode *parseClassPattern(ast::ExprNode *cls, const SourceRange &start);
  ast::PatternNode *parseSequencePattern();
  ast::PatternNode *parseMappingPattern();
  ast::ExprNode *parsePatternNumber();

  // --- expressions (parse_expressions.cpp)
  ast::ExprNode *parseStarExpressions();
  ast::ExprNode *parseStarExpression();
  ast::ExprNode *parseStarNamedExpression();
  ast::ExprNode *parseNamedExpression();
  ast::ExprNode *parseAssignmentExpression();
  ast::ExprNode *parseExpression();
  ast::ExprNode *parseDisjunction();
  ast::ExprNode *parseConjunction();
  ast::ExprNode *parseInversion();
  ast::ExprNode *parseComparison();
  ast::ExprNode *parseBitwiseOr() { return parseBinary(1); }
  ast::ExprNode *parseBinary(int minPrecedence);
  ast::ExprNode *parseUnary();
  ast::ExprNode *parsePower();
  ast::ExprNode *parsePrimary();
  ast::ExprNode *parseAtom();
  ast::ExprNode *parseLambda();
  ast::ExprNode *parseYield();
  ast::ExprNode *parseParenthesized();
  ast::ExprNode *parseListDisplay();
  ast::ExprNode *parseBraceDisplay();
  ast::ExprNode *parseDictDisplay(const Token *open, ast::ExprNode *firstKey);
  ast::ExprNode *parseCall(ast::ExprNode *func);
  void parseArguments(std::span<ast::ExprNode *> &args, std::span<ast::Keyword *> &keywords);
  ast::ExprNode *parseSubscript(ast::ExprNode *value);
  ast::ExprNode *parseSlice();
  std::span<ast::Comprehension *> parseComprehensionClauses();
  bool atComprehension() const {
    return at(TokenKind::KwFor) || (at(TokenKind::KwAsync) && peek(1).kind == TokenKind::KwFor);
  }
  ast::ExprNode *parseTargets();
  bool startsExpression() const;

  // --- questions of the second pass (parse_errors.cpp)
  void diagnoseExpression();
  void diagnoseNamedExpression();
  void diagnoseInvalidFor();
  void diagnoseKeywordArgument();
  void diagnoseArguments(const Token *open);
  void diagnoseComprehensionTarget();
  void diagnoseDict(const Token *open);

  // --- literals (parse_literals.cpp)
  ast::ExprNode *parseNumber();
  ast::ExprNode *parseStrings();
  class StringBuilder;

  const support::SourceFile &file_;
  const LexedFile &lexed_;
  support::Arena &arena_;
  IdentifierTable &identifiers_;
  support::Diagnostics &diagnostics_;

  const Token *cur_;
  const Token *prev_;
  Token sentinel_{};
  uint32_t depth_ = 0;
  uint32_t speculating_ = 0;
  bool isField_ = false;

  bool failed_ = false;
  bool hardError_ = false;
  bool diagnosing_ = false;
  /// As diagnosing_, but also where questions are off for a while.
  bool isSecondPass_ = false;
  bool treeMayBeDeep_ = false;
  const Token *failToken_ = nullptr;
  support::Diagnostic error_{};
  /// Places that the second pass has asked about already: a token and the number of the question.
  std::unordered_set<uint64_t> asked_;
  bool askOnce(uint32_t question) {
    return asked_.insert(static_cast<uint64_t>(reinterpret_cast<uintptr_t>(cur_)) << 3 | question).second;
  }

  std::vector<ast::Node *> stack_;
  ast::Constant errorExpr_{};
  ast::MatchAs errorPattern_{};
  Identifier matchWord_, caseWord_, underscoreWord_, printWord_, execWord_;
};

} // namespace trivium::frontend::detail
