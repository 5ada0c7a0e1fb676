// Statements, simple and compound, parameters, and the loop over statements with its recovery.
#include "frontend/detail/parser_impl.h"

namespace trivium::frontend::detail {

using namespace ast;

// Statements up to a DEDENT or the end of the file; pushes them.
void Parser::parseStatements() {
  while (!at(TokenKind::EndMarker) && !at(TokenKind::Dedent)) {
    if (at(TokenKind::Error) && diagnostics_.hasErrors()) {
      // The rest of the file was not cut into tokens.
      cur_ = &sentinel_;
      return;
    }
    const Token *start = cur_;
    parseStatementOrRecover();
    if (cur_ == start)
      cur_ = cur_->kind == TokenKind::Error ? &sentinel_ : cur_ + 1;
  }
}

void Parser::parseStatementOrRecover() {
  const Token *start = cur_, *beforeStart = prev_;
  size_t items = mark();
  uint32_t depth = depth_;
  bool outerDiagnosing = diagnosing_;
  failToken_ = cur_;
  parseStatement();
  if (!failed_)
    return;
  depth_ = depth;
  if (!hardError_ && !outerDiagnosing && failToken_->kind != TokenKind::Error) {
    // Second pass: the same statement again, now asking what went wrong.
    support::Diagnostic generic = error_;
    const Token *genericToken = failToken_;
    stack_.resize(items);
    cur_ = start;
    prev_ = beforeStart;
    failed_ = false;
    diagnosing_ = isSecondPass_ = true;
    asked_.clear();
    parseStatement();
    diagnosing_ = isSecondPass_ = false;
    depth_ = depth;
    if (!hardError_) {
      error_ = generic;
      failToken_ = genericToken;
    }
  }
  stack_.resize(items);
  reportError();
  failed_ = hardError_ = false;
  recover(start);
}

void Parser::parseStatement() {
  DepthGuard guard(*this);
  if (!parseCompoundStatement())
    parseSimpleStatements();
}

// simple_stmts: statements on one line, separated by semicolons.
void Parser::parseSimpleStatements() {
  for (;;) {
    push(parseSimpleStatement());
    if (!accept(TokenKind::Semicolon))
      break;
    if (at(TokenKind::Newline))
      break;
  }
  if (!at(TokenKind::Newline)) {
    failGeneric();
    return;
  }
  advanceLayout();
}

StmtNode *Parser::parseSimpleStatement() {
  auto bare = [this]<typename T>(T *statement) {
    advance();
    return statement;
  };
  switch (kind()) {
  case TokenKind::KwReturn:
    return parseReturn();
  case TokenKind::KwImport:
    return parseImport();
  case TokenKind::KwFrom:
    return parseImportFrom();
  case TokenKind::KwRaise:
    return parseRaise();
  case TokenKind::KwDel:
    return parseDelete();
  case TokenKind::KwAssert:
    return parseAssert();
  case TokenKind::KwPass:
    return bare(make<Pass>(cur_->range));
  case TokenKind::KwBreak:
    return bare(make<Break>(cur_->range));
  case TokenKind::KwContinue:
    return bare(make<Continue>(cur_->range));
  case TokenKind::KwGlobal:
  case TokenKind::KwNonlocal:
    return parseGlobalOrNonlocal();
  default:
    return parseExpressionStatement();
  }
}

static const struct {
  TokenKind token;
  Operator op;
} kAugmented[] = {
    {TokenKind::PlusEqual, Operator::Add},          {TokenKind::MinusEqual, Operator::Sub},
    {TokenKind::StarEqual, Operator::Mult},         {TokenKind::AtEqual, Operator::MatMult},
    {TokenKind::SlashEqual, Operator::Div},         {TokenKind::PercentEqual, Operator::Mod},
    {TokenKind::DoubleStarEqual, Operator::Pow},    {TokenKind::LeftShiftEqual, Operator::LShift},
    {TokenKind::RightShiftEqual, Operator::RShift}, {TokenKind::VerticalBarEqual, Operator::BitOr},
    {TokenKind::CaretEqual, Operator::BitXor},      {TokenKind::AmpersandEqual, Operator::BitAnd},
    {TokenKind::DoubleSlashEqual, Operator::FloorDiv},
};

// An expression, or an assignment of one of the three kinds.
StmtNode *Parser::parseExpressionStatement() {
  const Token *start = cur_;
  ExprNode *expr = at(TokenKind::KwYield) ? parseYield() : parseStarExpressions();
  switch (kind()) {
  case TokenKind::Equal:
    return parseAssignment(expr, start);
  case TokenKind::Colon:
    if (!failed_ && expr->kind != NodeKind::Yield && expr->kind != NodeKind::YieldFrom)
      return parseAnnotatedAssignment(expr, start->range);
    break;
  case TokenKind::ColonEqual:
    if (diagnosing_ && !failed_) {
      cur_ = start;
      parseStarNamedExpression();
      if (!hardError_)
        failGeneric();
    }
    break;
  default:
    if (kind() >= TokenKind::PlusEqual && kind() <= TokenKind::DoubleSlashEqual)
      for (auto [token, op] : kAugmented)
        if (at(token))
          return parseAugmentedAssignment(expr, op, start->range);
  }
  auto *statement = make<Expr>(from(start->range));
  statement->value = expr;
  return statement;
}

// (star_targets '=')+ value.
StmtNode *Parser::parseAssignment(ExprNode *first, const Token *start) {
  size_t targets = mark();
  ExprNode *value = first;
  while (at(TokenKind::Equal) && !failed_) {
    if (value->kind == NodeKind::Yield || value->kind == NodeKind::YieldFrom) {
      if (!value->parentheses) {
        failSpecific(value->range, "assignment to yield expression not possible");
        break;
      }
    }
    bool isParenthesizedStar = value->kind == NodeKind::Starred && value->parentheses;
    if (findInvalidTarget(value, TargetKind::Star) || isParenthesizedStar) {
      if (diagnosing_) {
        // CPython gets here by way of the rules for named expressions, which have their own message.
        const Token *cur = cur_;
        cur_ = start;
        parseStarNamedExpression();
        while (accept(TokenKind::Comma) && startsExpression())
          parseStarNamedExpression();
        if (failed_ && hardError_)
          break;
        failed_ = false;
        cur_ = cur;
      }
      failInvalidTarget(value, TargetKind::Star);
      break;
    }
    setContext(value, ExprContext::Store);
    push(value);
    advance();
    value = at(TokenKind::KwYield) ? parseYield() : parseStarExpressions();
  }
  auto *statement = make<Assign>(from(start->range));
  statement->targets = take<ExprNode>(targets);
  statement->value = value;
  return statement;
}

StmtNode *Parser::parseAnnotatedAssignment(ExprNode *target, const SourceRange &start) {
  bool isTarget = target->kind == NodeKind::Name || target->kind == NodeKind::Attribute ||
                  target->kind == NodeKind::Subscript;
  if (!isTarget) {
    const Token *colon = cur_;
    bool annotated = diagnosing_ && lookahead([&] {
      advance();
      parseExpression();
    });
    if (annotated) {
      cur_ = colon;
      if (target->kind == NodeKind::List)
        failSpecific(target->range, "only single target (not list) can be annotated");
      else if (target->kind == NodeKind::Tuple)
        failSpecific(target->parentheses ? target->range : as<Tuple>(target)->elts[0]->range,
                     "only single target (not tuple) can be annotated");
      else
        failSpecific(target->range, "illegal target for annotation");
    }
    failGeneric();
    return make<Pass>(target->range);
  }
  setContext(target, ExprContext::Store);
  auto *statement = make<AnnAssign>(start);
  statement->target = target;
  statement->simple = target->kind == NodeKind::Name && !target->parentheses;
  advance();
  statement->annotation = parseExpression();
  if (accept(TokenKind::Equal))
    statement->value = at(TokenKind::KwYield) ? parseYield() : parseStarExpressions();
  statement->range = from(start);
  return statement;
}

StmtNode *Parser::parseAugmentedAssignment(ExprNode *target, Operator op, const SourceRange &start) {
  bool isTarget = target->kind == NodeKind::Name || target->kind == NodeKind::Attribute ||
                  target->kind == NodeKind::Subscript;
  if (!isTarget && !diagnosing_) {
    failGeneric();
    return make<Pass>(target->range);
  }
  advance();
  ExprNode *value = at(TokenKind::KwYield) ? parseYield() : parseStarExpressions();
  if (!isTarget && !failed_) {
    failSpecific(target->range, std::string("'") + describeExpr(target) +
                                    "' is an illegal expression for augmented assignment");
  }
  if (failed_)
    return make<Pass>(target->range);
  setContext(target, ExprContext::Store);
  auto *statement = make<AugAssign>(from(start));
  statement->target = target;
  statement->op = op;
  statement->value = value;
  return statement;
}

void Parser::setContext(ExprNode *expr, ExprContext context) {
  switch (expr->kind) {
  case NodeKind::Name:
    as<Name>(expr)->ctx = context;
    break;
  case NodeKind::Attribute:
    as<Attribute>(expr)->ctx = context;
    break;
  case NodeKind::Subscript:
    as<Subscript>(expr)->ctx = context;
    break;
  case NodeKind::Starred:
    as<Starred>(expr)->ctx = context;
    setContext(as<Starred>(expr)->value, context);
    break;
  case NodeKind::Tuple:
    as<Tuple>(expr)->ctx = context;
    for (ExprNode *element : as<Tuple>(expr)->elts)
      setContext(element, context);
    break;
  case NodeKind::List:
    as<List>(expr)->ctx = context;
    for (ExprNode *element : as<List>(expr)->elts)
      setContext(element, context);
    break;
  default:
    break;
  }
}

void Parser::makeTarget(ExprNode *expr, TargetKind targets) {
  if (failed_)
    return;
  if (findInvalidTarget(expr, targets)) {
    failInvalidTarget(expr, targets);
    return;
  }
  setContext(expr, targets == TargetKind::Delete ? ExprContext::Del : ExprContext::Store);
}

StmtNode *Parser::parseDelete() {
  const SourceRange start = cur_->range;
  advance();
  auto *statement = make<Delete>(start);
  const Token *first = cur_;
  ExprNode *targets = parseStarExpressions();
  if (!failed_ && !at(TokenKind::Semicolon) && !at(TokenKind::Newline))
    failGeneric();
  if (!failed_ && findInvalidTarget(targets, TargetKind::Delete)) {
    if (!diagnosing_)
      cur_ = first;
    failInvalidTarget(targets, TargetKind::Delete);
  }
  if (failed_)
    return statement;
  setContext(targets, ExprContext::Del);
  if (targets->kind == NodeKind::Tuple && !targets->parentheses) {
    statement->targets = as<Tuple>(targets)->elts;
  } else {
    size_t items = mark();
    push(targets);
    statement->targets = take<ExprNode>(items);
  }
  statement->range = from(start);
  return statement;
}

StmtNode *Parser::parseReturn() {
  const SourceRange start = cur_->range;
  advance();
  ExprNode *value = startsExpression() ? parseStarExpressions() : nullptr;
  auto *statement = make<Return>(from(start));
  statement->value = value;
  return statement;
}

StmtNode *Parser::parseRaise() {
  const SourceRange start = cur_->range;
  advance();
  ExprNode *exc = nullptr, *cause = nullptr;
  if (startsExpression() && !at(TokenKind::Star)) {
    exc = parseExpression();
    if (accept(TokenKind::KwFrom))
      cause = parseExpression();
  }
  auto *statement = make<Raise>(from(start));
  statement->exc = exc;
  statement->cause = cause;
  return statement;
}

StmtNode *Parser::parseAssert() {
  const SourceRange start = cur_->range;
  advance();
  ExprNode *test = parseExpression();
  ExprNode *message = accept(TokenKind::Comma) ? parseExpression() : nullptr;
  auto *statement = make<Assert>(from(start));
  statement->test = test;
  statement->msg = message;
  return statement;
}

StmtNode *Parser::parseGlobalOrNonlocal() {
  const SourceRange start = cur_->range;
  bool isGlobal = at(TokenKind::KwGlobal);
  std::vector<Identifier> names;
  do {
    advance();
    names.push_back(cur_->identifier);
    if (!expect(TokenKind::Name))
      break;
  } while (at(TokenKind::Comma));
  if (isGlobal) {
    auto *statement = make<Global>(from(start));
    statement->names = arena_.copy(names);
    return statement;
  }
  auto *statement = make<Nonlocal>(from(start));
  statement->names = arena_.copy(names);
  return statement;
}

// NAME ('.' NAME)*, as one identifier.
Identifier Parser::parseDottedName() {
  Identifier name = cur_->identifier;
  if (!expect(TokenKind::Name) || !at(TokenKind::Dot))
    return name;
  std::string text(name->text);
  while (accept(TokenKind::Dot)) {
    Identifier part = cur_->identifier;
    if (!expect(TokenKind::Name))
      return name;
    text += '.';
    text += part->text;
  }
  return identifiers_.intern(text);
}

Alias *Parser::parseImportAlias(bool dotted) {
  const SourceRange start = cur_->range;
  Identifier name = cur_->identifier;
  if (dotted)
    name = parseDottedName();
  else
    expect(TokenKind::Name);
  Identifier asName = nullptr;
  if (accept(TokenKind::KwAs)) {
    asName = cur_->identifier;
    expect(TokenKind::Name);
  }
  auto *alias = make<Alias>(from(start));
  alias->name = name;
  alias->asname = asName;
  return alias;
}

StmtNode *Parser::parseImport() {
  const SourceRange start = cur_->range;
  size_t names = mark();
  do {
    advance();
    push(parseImportAlias(/*dotted=*/true));
  } while (at(TokenKind::Comma));
  auto *statement = make<Import>(from(start));
  statement->names = take<Alias>(names);
  return statement;
}

StmtNode *Parser::parseImportFrom() {
  const SourceRange start = cur_->range;
  advance();
  int level = 0;
  for (; at(TokenKind::Dot) || at(TokenKind::Ellipsis); advance())
    level += at(TokenKind::Dot) ? 1 : 3;
  Identifier module = nullptr;
  if (level == 0 || !at(TokenKind::KwImport))
    module = parseDottedName();
  expect(TokenKind::KwImport);
  size_t names = mark();
  if (at(TokenKind::Star)) {
    auto *alias = make<Alias>(cur_->range);
    alias->name = identifiers_.intern("*");
    push(alias);
    advance();
  } else {
    bool inParentheses = accept(TokenKind::LeftParen);
    push(parseImportAlias(/*dotted=*/false));
    while (accept(TokenKind::Comma)) {
      if (inParentheses && at(TokenKind::RightParen))
        break;
      if (!inParentheses && at(TokenKind::Newline)) {
        failAtCurrent("trailing comma not allowed without surrounding parentheses");
        break;
      }
      push(parseImportAlias(/*dotted=*/false));
    }
    if (inParentheses)
      expect(TokenKind::RightParen);
  }
  auto *statement = make<ImportFrom>(from(start));
  statement->module = module;
  statement->level = level;
  statement->names = take<Alias>(names);
  return statement;
}

// Returns false if the statement at hand is a simple one.
bool Parser::parseCompoundStatement() {
  switch (kind()) {
  case TokenKind::KwIf:
    push(parseIf("if"));
    return true;
  case TokenKind::KwWhile:
    push(parseWhile());
    return true;
  case TokenKind::KwFor:
    push(parseFor(nullptr));
    return true;
  case TokenKind::KwTry:
    push(parseTry());
    return true;
  case TokenKind::KwWith:
    push(parseWith(nullptr));
    return true;
  case TokenKind::KwDef:
    push(parseFunction(nullptr, {}));
    return true;
  case TokenKind::KwClass:
    push(parseClass({}));
    return true;
  case TokenKind::At:
    push(parseDecorated());
    return true;
  case TokenKind::KwAsync: {
    const Token *async = cur_;
    advance();
    if (at(TokenKind::KwDef))
      push(parseFunction(async, {}));
    else if (at(TokenKind::KwFor))
      push(parseFor(async));
    else if (at(TokenKind::KwWith))
      push(parseWith(async));
    else
      failGeneric();
    return true;
  }
  case TokenKind::Name:
    return cur_->identifier == matchWord_ && parseMatch();
  default:
    return false;
  }
}

void Parser::expectColon() {
  if (accept(TokenKind::Colon))
    return;
  if (at(TokenKind::Newline))
    failAtCurrent("expected ':'");
  else
    failGeneric();
}

// block: an indented suite or simple statements on the same line. The ':' has been consumed.
std::span<StmtNode *> Parser::parseBlock(const char *owner, uint32_t line) {
  if (failed_)
    return {};
  size_t items = mark();
  if (!at(TokenKind::Newline)) {
    parseSimpleStatements();
    return take<StmtNode>(items);
  }
  advanceLayout();
  if (!at(TokenKind::Indent)) {
    if (at(TokenKind::Error))
      failGeneric();
    failHard(DiagnosticKind::IndentationError, startOf(cur_->range),
             std::string("expected an indented block after ") + owner + " on line " + std::to_string(line));
    return {};
  }
  if (diagnosing_ && !speculating_) {
    // The statements of the block were parsed in the first pass; what is wrong is not in them.
    skipBlock();
    return {};
  }
  advanceLayout();
  parseStatements();
  if (at(TokenKind::Dedent))
    advanceLayout();
  return take<StmtNode>(items);
}

void Parser::skipBlock() {
  int level = 0;
  do {
    level += at(TokenKind::Indent);
    level -= at(TokenKind::Dedent);
    if (at(TokenKind::EndMarker) || at(TokenKind::Error))
      return;
    advanceLayout();
  } while (level > 0);
}

std::span<StmtNode *> Parser::parseElse() {
  if (!at(TokenKind::KwElse))
    return {};
  uint32_t line = cur_->range.line;
  advance();
  expectForced(TokenKind::Colon);
  return parseBlock("'else' statement", line);
}

// `if` and `elif` alike: an `elif` is an If alone in the orelse of the one before. The chain is kept in a loop, since
// hundreds of branches are common in generated code.
StmtNode *Parser::parseIf(const char *word) {
  std::vector<If *> chain;
  std::span<StmtNode *> orelse;
  for (;;) {
    auto *node = make<If>(cur_->range);
    uint32_t line = cur_->range.line;
    advance();
    node->test = parseNamedExpression();
    expectColon();
    node->body = parseBlock(word[0] == 'i' ? "'if' statement" : "'elif' statement", line);
    chain.push_back(node);
    if (!at(TokenKind::KwElif)) {
      orelse = parseElse();
      break;
    }
    word = "elif";
  }
  if (depth_ + chain.size() > kMaxDepth)
    failTooDeep();
  // Statements end where the last statement inside ends, which is what was consumed last.
  for (size_t i = chain.size(); i-- > 0;) {
    chain[i]->orelse = orelse;
    chain[i]->range = from(chain[i]->range);
    size_t items = mark();
    push(chain[i]);
    if (i > 0)
      orelse = take<StmtNode>(items);
    else
      stack_.resize(items);
  }
  return chain[0];
}

StmtNode *Parser::parseWhile() {
  auto *node = make<While>(cur_->range);
  advance();
  node->test = parseNamedExpression();
  expectColon();
  node->body = parseBlock("'while' statement", node->range.line);
  node->orelse = parseElse();
  node->range = from(node->range);
  return node;
}

StmtNode *Parser::parseFor(const Token *async) {
  const SourceRange start = async ? async->range : cur_->range;
  uint32_t line = cur_->range.line;
  advance();
  const Token *first = cur_;
  ExprNode *target = parseTargets();
  if (!at(TokenKind::KwIn) && diagnosing_ && !hardError_) {
    cur_ = first;
    failed_ = false;
    diagnoseInvalidFor();
  }
  expect(TokenKind::KwIn);
  ExprNode *iter = parseStarExpressions();
  expectColon();
  std::span<StmtNode *> body = parseBlock("'for' statement", line);
  std::span<StmtNode *> orelse = parseElse();
  auto fill = [&](auto *node) {
    node->target = target;
    node->iter = iter;
    node->body = body;
    node->orelse = orelse;
    return node;
  };
  if (async)
    return fill(make<AsyncFor>(from(start)));
  return fill(make<For>(from(start)));
}

WithItem *Parser::parseWithItem() {
  auto *item = make<WithItem>(cur_->range);
  item->context_expr = parseExpression();
  if (accept(TokenKind::KwAs)) {
    const Token *first = cur_;
    ExprNode *target = at(TokenKind::Star) ? parseStarExpression() : parsePrimary();
    bool ends = at(TokenKind::Comma) || at(TokenKind::RightParen) || at(TokenKind::Colon) ||
                (diagnosing_ && at(TokenKind::Newline));
    if (!failed_ && ends && !findInvalidTarget(target, TargetKind::Star)) {
      setContext(target, ExprContext::Store);
    } else if (diagnosing_ && !hardError_) {
      cur_ = first;
      failed_ = false;
      speculate([&] {
        target = parseExpression();
        if (at(TokenKind::Comma) || at(TokenKind::RightParen) || at(TokenKind::Colon))
          failInvalidTarget(target, TargetKind::Star);
        failGeneric();
      });
      failGeneric();
    } else {
      failGeneric();
    }
    item->optional_vars = target;
  }
  item->range = from(item->range);
  return item;
}

StmtNode *Parser::parseWith(const Token *async) {
  const SourceRange start = async ? async->range : cur_->range;
  uint32_t line = cur_->range.line;
  advance();
  size_t items = mark();
  auto parseItems = [&] {
    do {
      if (prev_->kind == TokenKind::Comma && at(TokenKind::RightParen))
        break;
      push(parseWithItem());
    } while (accept(TokenKind::Comma));
  };
  bool parenthesized = at(TokenKind::LeftParen) && speculate([&] {
                         advance();
                         parseItems();
                         expect(TokenKind::RightParen);
                         if (at(TokenKind::Newline) && diagnosing_)
                           failAtCurrent("expected ':'");
                         if (!at(TokenKind::Colon))
                           failGeneric();
                       });
  if (!parenthesized) {
    stack_.resize(items);
    do {
      push(parseWithItem());
    } while (accept(TokenKind::Comma));
  }
  expectColon();
  std::span<WithItem *> withItems = take<WithItem>(items);
  std::span<StmtNode *> body = parseBlock("'with' statement", line);
  auto fill = [&](auto *node) {
    node->items = withItems;
    node->body = body;
    return node;
  };
  if (async)
    return fill(make<AsyncWith>(from(start)));
  return fill(make<With>(from(start)));
}

StmtNode *Parser::parseTry() {
  const SourceRange start = cur_->range;
  advance();
  expectForced(TokenKind::Colon);
  std::span<StmtNode *> body = parseBlock("'try' statement", start.line);
  size_t items = mark();
  bool sawStar = false, sawPlain = false;
  while (at(TokenKind::KwExcept)) {
    auto *handler = make<ExceptHandler>(cur_->range);
    const SourceRange word = cur_->range;
    uint32_t line = word.line;
    advance();
    bool isStar = at(TokenKind::Star);
    const SourceRange star = cur_->range;
    bool mixed = isStar ? sawPlain : sawStar;
    if (mixed && !diagnosing_) {
      failGeneric();
      break;
    }
    if (isStar)
      advance();
    (isStar ? sawStar : sawPlain) = true;
    if (isStar && (at(TokenKind::Newline) || at(TokenKind::Colon))) {
      failAtCurrent("expected one or more exception types");
      break;
    }
    if (!at(TokenKind::Colon)) {
      if (at(TokenKind::Newline)) {
        expectColon();
        break;
      }
      const SourceRange typeStart = cur_->range;
      handler->type = parseExpression();
      if (at(TokenKind::Comma) && !failed_) {
        if (diagnosing_) {
          speculate([&] {
            advance();
            parseStarExpressions();
            if (accept(TokenKind::KwAs))
              expect(TokenKind::Name);
            SourceRange types = from(typeStart);
            expect(TokenKind::Colon);
            failSpecific(types, "multiple exception types must be parenthesized");
          });
        }
        failGeneric();
      }
      if (accept(TokenKind::KwAs)) {
        handler->name = cur_->identifier;
        expect(TokenKind::Name);
      }
    }
    if (mixed && at(TokenKind::Colon)) {
      failSpecific(isStar ? SourceRange::between(word, star) : word,
                   "cannot have both 'except' and 'except*' on the same 'try'");
      break;
    }
    expectColon();
    handler->body = parseBlock(isStar ? "'except*' statement" : "'except' statement", line);
    handler->range = from(handler->range);
    push(handler);
    if (failed_)
      break;
  }
  std::span<ExceptHandler *> handlers = take<ExceptHandler>(items);
  std::span<StmtNode *> orelse, finalbody;
  if (!handlers.empty())
    orelse = parseElse();
  if (at(TokenKind::KwFinally)) {
    uint32_t line = cur_->range.line;
    advance();
    expectForced(TokenKind::Colon);
    finalbody = parseBlock("'finally' statement", line);
  } else if (handlers.empty() && !failed_) {
    failAtCurrent("expected 'except' or 'finally' block");
  }
  auto fill = [&](auto *node) {
    node->body = body;
    node->handlers = handlers;
    node->orelse = orelse;
    node->finalbody = finalbody;
    return node;
  };
  if (sawStar)
    return fill(make<TryStar>(from(start)));
  return fill(make<Try>(from(start)));
}

StmtNode *Parser::parseDecorated() {
  size_t items = mark();
  while (accept(TokenKind::At)) {
    push(parseNamedExpression());
    if (!at(TokenKind::Newline))
      failGeneric();
    advanceLayout();
  }
  std::span<ExprNode *> decorators = take<ExprNode>(items);
  if (at(TokenKind::KwClass))
    return parseClass(decorators);
  const Token *async = nullptr;
  if (at(TokenKind::KwAsync)) {
    async = cur_;
    advance();
  }
  if (at(TokenKind::KwDef))
    return parseFunction(async, decorators);
  failGeneric();
  return make<Pass>(cur_->range);
}

StmtNode *Parser::parseFunction(const Token *async, std::span<ExprNode *> decorators) {
  const SourceRange start = async ? async->range : cur_->range;
  uint32_t line = cur_->range.line;
  advance();
  Identifier name = cur_->identifier;
  expect(TokenKind::Name);
  expectForced(TokenKind::LeftParen);
  Arguments *args = parseParameters(/*isLambda=*/false);
  expect(TokenKind::RightParen);
  ExprNode *returns = nullptr;
  if (at(TokenKind::Arrow)) {
    const Token *arrow = cur_;
    advance();
    // If what follows is no expression, CPython takes the arrow back and misses the ':'.
    if (!startsExpression()) {
      cur_ = arrow;
      expectForced(TokenKind::Colon);
    }
    returns = parseExpression();
  }
  expectForced(TokenKind::Colon);
  std::span<StmtNode *> body = parseBlock("function definition", line);
  auto fill = [&](auto *node) {
    node->name = name;
    node->args = args;
    node->body = body;
    node->decorator_list = decorators;
    node->returns = returns;
    return node;
  };
  if (async)
    return fill(make<AsyncFunctionDef>(from(start)));
  return fill(make<FunctionDef>(from(start)));
}

StmtNode *Parser::parseClass(std::span<ExprNode *> decorators) {
  auto *node = make<ClassDef>(cur_->range);
  uint32_t line = cur_->range.line;
  advance();
  node->name = cur_->identifier;
  node->decorator_list = decorators;
  expect(TokenKind::Name);
  if (at(TokenKind::LeftParen)) {
    const Token *open = cur_;
    advance();
    parseArguments(node->bases, node->keywords);
    if (!at(TokenKind::RightParen) && diagnosing_ && !failed_ && !atComprehension())
      diagnoseArguments(open);
    expect(TokenKind::RightParen);
  }
  expectColon();
  node->body = parseBlock("class definition", line);
  node->range = from(node->range);
  return node;
}

Arg *Parser::parseParameter(bool isLambda, bool starAnnotation) {
  auto *arg = make<Arg>(cur_->range);
  arg->arg = cur_->identifier;
  expect(TokenKind::Name);
  if (!isLambda && accept(TokenKind::Colon))
    arg->annotation = starAnnotation ? parseStarExpression() : parseExpression();
  arg->range = from(arg->range);
  return arg;
}

// Parameters of a function (up to ')') or of a lambda (up to ':').
Arguments *Parser::parseParameters(bool isLambda) {
  auto *arguments = make<Arguments>(cur_->range);
  const TokenKind end = isLambda ? TokenKind::Colon : TokenKind::RightParen;
  std::vector<Arg *> positional, keywordOnly;
  std::vector<ExprNode *> defaults, keywordDefaults;
  bool sawSlash = false, sawStar = false;
  auto atEnd = [&] { return at(end) || at(TokenKind::Comma); };
  auto parseDefault = [&]() -> ExprNode * {
    const SourceRange equal = cur_->range;
    if (!accept(TokenKind::Equal))
      return nullptr;
    if (at(TokenKind::RightParen) || at(TokenKind::Comma)) {
      failSpecific(equal, "expected default value expression");
      return nullptr;
    }
    return parseExpression();
  };
  while (!at(end) && !failed_) {
    const SourceRange start = cur_->range;
    if (at(TokenKind::Slash)) {
      if (sawStar)
        failSpecific(start, "/ must be ahead of *");
      else if (sawSlash)
        failSpecific(start, "/ may appear only once");
      else if (positional.empty() && peek(1).kind == TokenKind::Comma)
        failSpecific(start, "at least one argument must precede /");
      else if (positional.empty())
        failGeneric();
      sawSlash = true;
      advance();
      if (at(TokenKind::Star))
        failSpecific(cur_->range, "expected comma between / and *");
      arguments->posonlyargs = list(positional);
      positional.clear();
    } else if (at(TokenKind::DoubleStar)) {
      advance();
      arguments->kwarg = parseParameter(isLambda, /*starAnnotation=*/false);
      if (at(TokenKind::Equal))
        failSpecific(cur_->range, "var-keyword argument cannot have default value");
      accept(TokenKind::Comma);
      if (at(TokenKind::Name) || at(TokenKind::Star) || at(TokenKind::DoubleStar) || at(TokenKind::Slash))
        failSpecific(cur_->range, "arguments cannot follow var-keyword argument");
      if (!at(end))
        failGeneric();
      break;
    } else if (at(TokenKind::Star)) {
      if (sawStar) {
        failSpecific(start, "* argument may appear only once");
        break;
      }
      sawStar = true;
      advance();
      bool isBare = at(end) || (at(TokenKind::Comma) && (peek(1).kind == end || peek(1).kind == TokenKind::DoubleStar));
      if (isBare) {
        if (isLambda && at(TokenKind::Comma))
          advance();
        failSpecific(isLambda ? cur_->range : start, "named arguments must follow bare *");
      } else if (!at(TokenKind::Comma)) {
        arguments->vararg = parseParameter(isLambda, /*starAnnotation=*/true);
        if (at(TokenKind::Equal))
          failSpecific(cur_->range, "var-positional argument cannot have default value");
      }
    } else if (at(TokenKind::Name)) {
      Arg *arg = parseParameter(isLambda, /*starAnnotation=*/false);
      ExprNode *value = parseDefault();
      if (sawStar) {
        keywordOnly.push_back(arg);
        keywordDefaults.push_back(value);
      } else {
        if (!value && !defaults.empty() && atEnd())
          failSpecific(arg->range, "non-default argument follows default argument");
        positional.push_back(arg);
        if (value)
          defaults.push_back(value);
      }
    } else {
      if (at(TokenKind::LeftParen) && diagnosing_ && !sawStar && defaults.empty())
        diagnoseParenthesizedParameters(isLambda);
      failGeneric();
      break;
    }
    if (!at(end) && !accept(TokenKind::Comma))
      failGeneric();
  }
  arguments->args = list(positional);
  arguments->kwonlyargs = list(keywordOnly);
  arguments->defaults = list(defaults);
  arguments->kw_defaults = list(keywordDefaults);
  return arguments;
}

} // namespace trivium::frontend::detail
