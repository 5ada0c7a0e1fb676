// The parser's frame: the passes over a statement, which of several errors is shown, and going on after an error.
#include "frontend/parser.h"

#include "frontend/detail/parser_impl.h"

#include <algorithm>

namespace trivium::frontend::detail {

using namespace ast;

Parser::Parser(const support::SourceFile &file, const LexedFile &lexed, support::Arena &arena,
               IdentifierTable &identifiers, support::Diagnostics &diagnostics)
    : file_(file), lexed_(lexed), arena_(arena), identifiers_(identifiers), diagnostics_(diagnostics),
      cur_(lexed.tokens.data()), prev_(lexed.tokens.data()), treeMayBeDeep_(lexed.hasLongLines),
      matchWord_(identifiers.intern("match")), caseWord_(identifiers.intern("case")),
      underscoreWord_(identifiers.intern("_")), printWord_(identifiers.intern("print")),
      execWord_(identifiers.intern("exec")) {
  sentinel_.kind = TokenKind::EndMarker;
  errorExpr_.kind = NodeKind::Constant;
  errorPattern_.kind = NodeKind::MatchAs;
}

const Token &Parser::peek(uint32_t offset) const {
  const Token *token = cur_;
  while (offset-- && token->kind != TokenKind::EndMarker && token->kind != TokenKind::Error)
    ++token;
  return *token;
}

void Parser::expectForced(TokenKind kind) {
  if (accept(kind) || failed_)
    return;
  if (at(TokenKind::Error)) {
    failGeneric();
    return;
  }
  failHard(DiagnosticKind::SyntaxError, cur_->range, std::string("expected '") + tokenText(kind) + "'");
}

void Parser::failGeneric() {
  if (failed_)
    return;
  failed_ = true;
  if (isSecondPass_ && at(TokenKind::Error)) {
    // What the second pass wants to read is an error of the lexer, which is final.
    hardError_ = true;
    failToken_ = cur_;
    error_ = {lexed_.error.kind, lexed_.error.message, lexed_.error.range, true};
    cur_ = &sentinel_;
    return;
  }
  // A generic error is shown at the furthest token that the first pass looked at, which may be one of an attempt that
  // was given up; the second pass may look further.
  if (!diagnosing_) {
    if (!failToken_ || cur_ > failToken_)
      failToken_ = cur_;
    error_ = {DiagnosticKind::SyntaxError, "invalid syntax", failToken_->range, true};
  }
  cur_ = &sentinel_;
}

void Parser::failSpecific(const SourceRange &range, std::string message) {
  if (diagnosing_ && cur_->kind != TokenKind::Error)
    failHard(DiagnosticKind::SyntaxError, range, std::move(message));
  else
    failGeneric();
}

void Parser::failHard(DiagnosticKind kind, const SourceRange &range, std::string message) {
  if (failed_)
    return;
  failed_ = hardError_ = true;
  failToken_ = cur_;
  error_ = {kind, std::move(message), range, true};
  cur_ = &sentinel_;
}

void Parser::failTooDeep() {
  failHard(DiagnosticKind::RecursionError, cur_->range, "maximum recursion depth exceeded during compilation");
}

// Reports the error of a failed statement, or the error of the lexer that CPython would prefer.
void Parser::reportError() {
  const LexerError &lexerError = lexed_.error;
  bool atLexerError = failToken_->kind == TokenKind::Error;
  bool fromParser = error_.kind == DiagnosticKind::SyntaxError || error_.kind == DiagnosticKind::IndentationError;
  if (diagnostics_.hasErrors()) {
    // Only the first error competes with the lexer's.
    if (lexerError.present && atLexerError && !hardError_)
      return;
  } else if (!hardError_ && (failToken_->kind == TokenKind::Indent || failToken_->kind == TokenKind::Dedent)) {
    // CPython looks no further.
  } else if (lexerError.present && ((atLexerError && !hardError_) || (lexerError.beatsParser && fromParser))) {
    diagnostics_.report(lexerError.kind, lexerError.range, lexerError.message);
    return;
  } else if (fromParser && lexed_.unclosedBracket.isValid() &&
             failToken_->range.line > lexed_.unclosedBracket.line) {
    diagnostics_.report(DiagnosticKind::SyntaxError, lexed_.unclosedBracket,
                        std::string("'") + lexed_.unclosedBracketText + "' was never closed");
    return;
  }
  if (!hardError_ && failToken_->kind == TokenKind::Indent) {
    error_.kind = DiagnosticKind::IndentationError;
    error_.message = "unexpected indent";
  } else if (!hardError_ && failToken_->kind == TokenKind::Dedent) {
    error_.kind = DiagnosticKind::IndentationError;
    error_.message = "unexpected unindent";
  }
  const SourceRange place = startOf(failToken_->range);
  if ((failToken_->kind == TokenKind::Dedent || failToken_->kind == TokenKind::EndMarker) && startOf(error_.range) == place) {
    // Tokens without text have no column, and those at the end of the file no line of their own.
    std::string_view text = file_.text();
    auto lines = static_cast<uint32_t>(std::count(text.begin(), text.end(), '\n')) + !text.ends_with('\n');
    error_.hasColumn = false;
    error_.range.line = std::min(error_.range.line, lines);
  }
  diagnostics_.report(error_.kind, error_.range, error_.message, error_.hasColumn);
}

// Finds the next place where a statement may begin, at or after the token that could not be used.
void Parser::recover(const Token *start) {
  const Token *token = failToken_ > start ? failToken_ : start;
  const Token *last = &lexed_.tokens.back();
  bool atLineStart = token > start && (token[-1].kind == TokenKind::Newline || token[-1].kind == TokenKind::Dedent);
  if (!atLineStart || token->kind == TokenKind::Indent) {
    while (token < last && token->kind != TokenKind::Newline && token->kind != TokenKind::Indent)
      ++token;
    if (token < last && token->kind == TokenKind::Newline)
      ++token;
    // The block of a broken header belongs to it.
    if (token < last && token->kind == TokenKind::Indent) {
      int level = 0;
      do {
        level += token->kind == TokenKind::Indent;
        level -= token->kind == TokenKind::Dedent;
        ++token;
      } while (token < last && level > 0);
    }
  }
  cur_ = token;
  prev_ = token > lexed_.tokens.data() ? token - 1 : token;
}

// A tree is at most as deep as its longest statement has tokens, so only files with such statements come here. The walk
// keeps its own stack.
static bool isTooDeep(Module *module) {
  std::vector<std::pair<Node *, uint32_t>> work{{module, 0}};
  while (!work.empty()) {
    auto [node, depth] = work.back();
    work.pop_back();
    if (depth > kMaxDepth)
      return true;
    dispatch(node, [&work, depth = depth](auto *typed) {
      forEachChild(typed, [&](Node *child) { work.push_back({child, depth + 1}); });
    });
  }
  return false;
}

Module *Parser::parseModule() {
  SourceRange start{1, 0, 1, 0};
  auto *module = make<Module>(start);
  size_t first = mark();
  parseStatements();
  module->body = take<StmtNode>(first);
  if (!diagnostics_.hasErrors() && treeMayBeDeep_ && isTooDeep(module)) {
    diagnostics_.report(DiagnosticKind::RecursionError, {}, "maximum recursion depth exceeded during compilation");
    module->body = {};
  }
  return module;
}

ExprNode *Parser::parseFieldExpression(uint32_t depth) {
  isField_ = true;
  depth_ = depth;
  const Token *start = cur_;
  ExprNode *expr = parseStarExpressions();
  if (failed_ && !hardError_) {
    support::Diagnostic generic = error_;
    const Token *genericToken = failToken_;
    cur_ = prev_ = start;
    failed_ = false;
    diagnosing_ = isSecondPass_ = true;
    parseStarExpressions();
    diagnosing_ = isSecondPass_ = false;
    if (!hardError_) {
      failToken_ = genericToken;
      error_ = generic;
    }
  }
  if (!failed_ && !hardError_)
    return expr;
  if (failToken_->kind == TokenKind::Error && !hardError_) {
    error_ = {lexed_.error.kind, lexed_.error.message, lexed_.error.range, true};
  } else if (lexed_.error.present && lexed_.error.beatsParser) {
    error_ = {lexed_.error.kind, lexed_.error.message, lexed_.error.range, true};
  } else if (!error_.message.starts_with("f-string: ")) {
    error_.message = "f-string: " + error_.message;
  }
  return nullptr;
}

} // namespace trivium::frontend::detail

namespace trivium::frontend {

std::unique_ptr<Program> parseProgram(support::SourceFile &file, support::Diagnostics &diagnostics) {
  auto program = std::make_unique<Program>();
  LexedFile lexed = lexFile(file, program->identifiers);
  for (const support::Diagnostic &warning : lexed.warnings)
    diagnostics.report(warning.kind, warning.range, warning.message);
  detail::Parser parser(file, lexed, program->arena, program->identifiers, diagnostics);
  program->module = parser.parseModule();
  return program;
}

} // namespace trivium::frontend
