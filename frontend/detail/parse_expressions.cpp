// Expressions, from star_expressions down to atoms; binary operators by precedence climbing.
#include "frontend/detail/parser_impl.h"

namespace trivium::frontend::detail {

using namespace ast;

bool Parser::startsExpression() const {
  switch (kind()) {
  case TokenKind::Name:
  case TokenKind::Number:
  case TokenKind::String:
  case TokenKind::LeftParen:
  case TokenKind::LeftBracket:
  case TokenKind::LeftBrace:
  case TokenKind::Ellipsis:
  case TokenKind::Plus:
  case TokenKind::Minus:
  case TokenKind::Tilde:
  case TokenKind::Star:
  case TokenKind::KwNot:
  case TokenKind::KwLambda:
  case TokenKind::KwAwait:
  case TokenKind::KwNone:
  case TokenKind::KwTrue:
  case TokenKind::KwFalse:
    return true;
  default:
    return false;
  }
}

// star_expressions: one, or a tuple without parentheses.
ExprNode *Parser::parseStarExpressions() {
  const SourceRange start = cur_->range;
  ExprNode *first = parseStarExpression();
  if (!at(TokenKind::Comma))
    return first;
  size_t items = mark();
  push(first);
  while (accept(TokenKind::Comma) && startsExpression())
    push(parseStarExpression());
  auto *tuple = make<Tuple>(from(start));
  tuple->elts = take<ExprNode>(items);
  return tuple;
}

ExprNode *Parser::parseStarExpression() {
  if (!at(TokenKind::Star))
    return parseExpression();
  const SourceRange start = cur_->range;
  advance();
  ExprNode *value = parseBitwiseOr();
  auto *starred = make<Starred>(from(start));
  starred->value = value;
  return starred;
}

ExprNode *Parser::parseStarNamedExpression() {
  return at(TokenKind::Star) ? parseStarExpression() : parseNamedExpression();
}

// NAME ':=' expression; the caller has seen both tokens.
ExprNode *Parser::parseAssignmentExpression() {
  const SourceRange start = cur_->range;
  auto *target = make<Name>(start);
  target->id = cur_->identifier;
  target->ctx = ExprContext::Store;
  advance();
  advance();
  ExprNode *value = parseExpression();
  auto *named = make<NamedExpr>(from(start));
  named->target = target;
  named->value = value;
  return named;
}

ExprNode *Parser::parseNamedExpression() {
  if (at(TokenKind::Name) && peek(1).kind == TokenKind::ColonEqual)
    return parseAssignmentExpression();
  if (diagnosing_)
    diagnoseNamedExpression();
  ExprNode *expr = parseExpression();
  if (at(TokenKind::ColonEqual))
    failGeneric();
  return expr;
}

ExprNode *Parser::parseExpression() {
  DepthGuard guard(*this);
  if (diagnosing_)
    diagnoseExpression();
  if (at(TokenKind::KwLambda))
    return parseLambda();
  const SourceRange start = cur_->range;
  ExprNode *body = parseDisjunction();
  if (!at(TokenKind::KwIf))
    return body;
  ExprNode *test = nullptr, *orelse = nullptr;
  if (!extend([&] {
        advance();
        test = parseDisjunction();
        expect(TokenKind::KwElse);
        orelse = parseExpression();
      }))
    return body;
  auto *conditional = make<IfExp>(from(start));
  conditional->test = test;
  conditional->body = body;
  conditional->orelse = orelse;
  return conditional;
}

ExprNode *Parser::parseLambda() {
  const SourceRange start = cur_->range;
  advance();
  Arguments *args = parseParameters(/*isLambda=*/true);
  expect(TokenKind::Colon);
  ExprNode *body = parseExpression();
  auto *lambda = make<Lambda>(from(start));
  lambda->args = args;
  lambda->body = body;
  return lambda;
}

ExprNode *Parser::parseDisjunction() {
  const SourceRange start = cur_->range;
  ExprNode *first = parseConjunction();
  if (!at(TokenKind::KwOr))
    return first;
  size_t items = mark();
  push(first);
  while (at(TokenKind::KwOr) && extend([this] {
           advance();
           push(parseConjunction());
         })) {
  }
  if (stack_.size() == items + 1) {
    stack_.resize(items);
    return first;
  }
  auto *node = make<BoolOp>(from(start));
  node->op = BoolOperator::Or;
  node->values = take<ExprNode>(items);
  return node;
}

ExprNode *Parser::parseConjunction() {
  const SourceRange start = cur_->range;
  ExprNode *first = parseInversion();
  if (!at(TokenKind::KwAnd))
    return first;
  size_t items = mark();
  push(first);
  while (at(TokenKind::KwAnd) && extend([this] {
           advance();
           push(parseInversion());
         })) {
  }
  if (stack_.size() == items + 1) {
    stack_.resize(items);
    return first;
  }
  auto *node = make<BoolOp>(from(start));
  node->op = BoolOperator::And;
  node->values = take<ExprNode>(items);
  return node;
}

ExprNode *Parser::parseInversion() {
  if (!at(TokenKind::KwNot))
    return parseComparison();
  DepthGuard guard(*this);
  const SourceRange start = cur_->range;
  advance();
  ExprNode *operand = parseInversion();
  auto *node = make<UnaryOp>(from(start));
  node->op = UnaryOperator::Not;
  node->operand = operand;
  return node;
}

ExprNode *Parser::parseComparison() {
  const SourceRange start = cur_->range;
  ExprNode *left = parseBitwiseOr();
  size_t items = mark();
  std::vector<CompareOperator> ops;
  auto finish = [&]() -> ExprNode * {
    if (ops.empty() || failed_)
      return left;
    auto *node = make<Compare>(from(start));
    node->left = left;
    node->ops = arena_.copy(ops);
    node->comparators = take<ExprNode>(items);
    return node;
  };
  for (;;) {
    CompareOperator op;
    switch (kind()) {
    case TokenKind::Less:
      op = CompareOperator::Lt;
      break;
    case TokenKind::LessEqual:
      op = CompareOperator::LtE;
      break;
    case TokenKind::Greater:
      op = CompareOperator::Gt;
      break;
    case TokenKind::GreaterEqual:
      op = CompareOperator::GtE;
      break;
    case TokenKind::EqualEqual:
      op = CompareOperator::Eq;
      break;
    case TokenKind::NotEqual:
      op = CompareOperator::NotEq;
      break;
    case TokenKind::KwIn:
      op = CompareOperator::In;
      break;
    case TokenKind::KwIs:
      op = peek(1).kind == TokenKind::KwNot ? CompareOperator::IsNot : CompareOperator::Is;
      break;
    case TokenKind::KwNot:
      if (peek(1).kind == TokenKind::KwIn) {
        op = CompareOperator::NotIn;
        break;
      }
      // `not` must be followed by `in` here, so the error is behind it.
      if (isSecondPass_)
        return finish();
      advance();
      failGeneric();
      return left;
    default:
      return finish();
    }
    if (!extend([&] {
          advance();
          if (op == CompareOperator::IsNot || op == CompareOperator::NotIn)
            advance();
          push(parseBitwiseOr());
        }))
      return finish();
    ops.push_back(op);
  }
}

namespace {
struct BinaryOperator {
  int precedence; // 0: not a binary operator
  Operator op;
};
BinaryOperator binaryOperator(TokenKind kind) {
  switch (kind) {
  case TokenKind::VerticalBar:
    return {1, Operator::BitOr};
  case TokenKind::Caret:
    return {2, Operator::BitXor};
  case TokenKind::Ampersand:
    return {3, Operator::BitAnd};
  case TokenKind::LeftShift:
    return {4, Operator::LShift};
  case TokenKind::RightShift:
    return {4, Operator::RShift};
  case TokenKind::Plus:
    return {5, Operator::Add};
  case TokenKind::Minus:
    return {5, Operator::Sub};
  case TokenKind::Star:
    return {6, Operator::Mult};
  case TokenKind::Slash:
    return {6, Operator::Div};
  case TokenKind::DoubleSlash:
    return {6, Operator::FloorDiv};
  case TokenKind::Percent:
    return {6, Operator::Mod};
  case TokenKind::At:
    return {6, Operator::MatMult};
  default:
    return {0, Operator::Add};
  }
}
} // namespace

// Precedence climbing over the left-associative operators.
ExprNode *Parser::parseBinary(int minPrecedence) {
  const SourceRange start = cur_->range;
  ExprNode *left = parseUnary();
  for (;;) {
    BinaryOperator found = binaryOperator(kind());
    if (found.precedence < minPrecedence || found.precedence == 0)
      return left;
    ExprNode *right = nullptr;
    if (!extend([&] {
          advance();
          right = parseBinary(found.precedence + 1);
        }))
      return left;
    auto *node = make<BinOp>(from(start));
    node->left = left;
    node->op = found.op;
    node->right = right;
    left = node;
  }
}

ExprNode *Parser::parseUnary() {
  UnaryOperator op;
  switch (kind()) {
  case TokenKind::Plus:
    op = UnaryOperator::UAdd;
    break;
  case TokenKind::Minus:
    op = UnaryOperator::USub;
    break;
  case TokenKind::Tilde:
    op = UnaryOperator::Invert;
    break;
  default:
    return parsePower();
  }
  DepthGuard guard(*this);
  const SourceRange start = cur_->range;
  advance();
  ExprNode *operand = parseUnary();
  auto *node = make<UnaryOp>(from(start));
  node->op = op;
  node->operand = operand;
  return node;
}

ExprNode *Parser::parsePower() {
  const SourceRange start = cur_->range;
  ExprNode *base;
  if (accept(TokenKind::KwAwait)) {
    ExprNode *value = parsePrimary();
    auto *await = make<Await>(from(start));
    await->value = value;
    base = await;
  } else {
    base = parsePrimary();
  }
  if (!at(TokenKind::DoubleStar))
    return base;
  DepthGuard guard(*this);
  ExprNode *exponent = nullptr;
  if (!extend([&] {
        advance();
        exponent = parseUnary();
      }))
    return base;
  auto *node = make<BinOp>(from(start));
  node->left = base;
  node->op = Operator::Pow;
  node->right = exponent;
  return node;
}

ExprNode *Parser::parsePrimary() {
  const SourceRange start = cur_->range;
  ExprNode *primary = parseAtom();
  while (!failed_ && (at(TokenKind::Dot) || at(TokenKind::LeftParen) || at(TokenKind::LeftBracket))) {
    ExprNode *longer = nullptr;
    if (!extend([&] {
          if (at(TokenKind::LeftParen)) {
            longer = parseCall(primary);
          } else if (at(TokenKind::LeftBracket)) {
            longer = parseSubscript(primary);
          } else {
            advance();
            auto *attribute = make<Attribute>(cur_->range);
            attribute->value = primary;
            attribute->attr = cur_->identifier;
            longer = attribute;
            expect(TokenKind::Name);
          }
        }))
      break;
    longer->range = from(start);
    primary = longer;
  }
  return failed_ ? errorExpr() : primary;
}

ExprNode *Parser::parseAtom() {
  auto constant = [this](ConstantKind valueKind) {
    auto *node = make<Constant>(cur_->range);
    node->valueKind = valueKind;
    advance();
    return node;
  };
  switch (kind()) {
  case TokenKind::Name: {
    auto *name = make<Name>(cur_->range);
    name->id = cur_->identifier;
    advance();
    return name;
  }
  case TokenKind::Number:
    return parseNumber();
  case TokenKind::String:
    return parseStrings();
  case TokenKind::LeftParen:
    return parseParenthesized();
  case TokenKind::LeftBracket:
    return parseListDisplay();
  case TokenKind::LeftBrace:
    return parseBraceDisplay();
  case TokenKind::KwNone:
    return constant(ConstantKind::None);
  case TokenKind::KwTrue:
    return constant(ConstantKind::True);
  case TokenKind::KwFalse:
    return constant(ConstantKind::False);
  case TokenKind::Ellipsis:
    return constant(ConstantKind::Ellipsis);
  default:
    failGeneric();
    return errorExpr();
  }
}

ExprNode *Parser::parseYield() {
  DepthGuard guard(*this);
  const SourceRange start = cur_->range;
  advance();
  if (accept(TokenKind::KwFrom)) {
    ExprNode *value = parseExpression();
    auto *node = make<YieldFrom>(from(start));
    node->value = value;
    return node;
  }
  ExprNode *value = startsExpression() ? parseStarExpressions() : nullptr;
  auto *node = make<Yield>(from(start));
  node->value = value;
  return node;
}

// '(' : a tuple, a group or a generator expression.
ExprNode *Parser::parseParenthesized() {
  const SourceRange start = cur_->range;
  advance();
  if (accept(TokenKind::RightParen))
    return make<Tuple>(from(start));
  if (at(TokenKind::KwYield)) {
    ExprNode *yield = parseYield();
    expect(TokenKind::RightParen);
    yield->parentheses = 1;
    return yield;
  }
  if (diagnosing_ && at(TokenKind::DoubleStar) && lookahead([&] {
        advance();
        parseExpression();
        expect(TokenKind::RightParen);
      })) {
    failSpecific(cur_->range, "cannot use double starred expression here");
    return errorExpr();
  }
  ExprNode *first = parseStarNamedExpression();
  if (at(TokenKind::RightParen) && first->kind == NodeKind::Starred && !failed_) {
    failSpecific(first->range, "cannot use starred expression here");
    return errorExpr();
  }
  if (accept(TokenKind::RightParen)) {
    if (first->parentheses < 255)
      ++first->parentheses;
    return first;
  }
  if (atComprehension()) {
    if (first->kind == NodeKind::Starred) {
      if (diagnosing_ && lookahead([&] { parseComprehensionClauses(); }))
        failSpecific(first->range, "iterable unpacking cannot be used in comprehension");
      failGeneric();
      return errorExpr();
    }
    std::span<Comprehension *> generators = parseComprehensionClauses();
    expect(TokenKind::RightParen);
    auto *node = make<GeneratorExp>(from(start));
    node->elt = first;
    node->generators = generators;
    return node;
  }
  size_t items = mark();
  push(first);
  if (!at(TokenKind::Comma))
    failGeneric();
  while (accept(TokenKind::Comma) && startsExpression())
    push(parseStarNamedExpression());
  expect(TokenKind::RightParen);
  auto *tuple = make<Tuple>(from(start));
  tuple->elts = take<ExprNode>(items);
  // The parentheses are part of a tuple, but rules about targets want to know that it has them.
  tuple->parentheses = 1;
  return tuple;
}

// '[' : a list or a list comprehension.
ExprNode *Parser::parseListDisplay() {
  const SourceRange start = cur_->range;
  advance();
  if (accept(TokenKind::RightBracket))
    return make<List>(from(start));
  const Token *inner = cur_;
  ExprNode *first = parseStarNamedExpression();
  if (atComprehension()) {
    if (first->kind == NodeKind::Starred) {
      if (diagnosing_ && lookahead([&] { parseComprehensionClauses(); }))
        failSpecific(first->range, "iterable unpacking cannot be used in comprehension");
      failGeneric();
      return errorExpr();
    }
    std::span<Comprehension *> generators = parseComprehensionClauses();
    expect(TokenKind::RightBracket);
    auto *node = make<ListComp>(from(start));
    node->elt = first;
    node->generators = generators;
    return node;
  }
  size_t items = mark();
  push(first);
  while (accept(TokenKind::Comma) && startsExpression())
    push(parseStarNamedExpression());
  if (diagnosing_ && atComprehension()) {
    cur_ = inner;
    diagnoseComprehensionTarget();
  }
  expect(TokenKind::RightBracket);
  auto *node = make<List>(from(start));
  node->elts = take<ExprNode>(items);
  return node;
}

// '{' : a dict, a set, or a comprehension of either.
ExprNode *Parser::parseBraceDisplay() {
  const Token *open = cur_;
  const SourceRange start = cur_->range;
  advance();
  if (accept(TokenKind::RightBrace))
    return make<Dict>(from(start));
  const Token *inner = cur_;
  if (at(TokenKind::DoubleStar))
    return parseDictDisplay(open, nullptr);
  ExprNode *first = at(TokenKind::Name) && peek(1).kind == TokenKind::ColonEqual ? parseNamedExpression()
                    : at(TokenKind::Star)                                         ? parseStarExpression()
                                                                                  : parseExpression();
  if (at(TokenKind::Colon) && first->kind != NodeKind::Starred &&
      (first->kind != NodeKind::NamedExpr || first->parentheses))
    return parseDictDisplay(open, first);
  if (diagnosing_ && !failed_) {
    cur_ = inner;
    first = parseStarNamedExpression();
  }
  if (atComprehension()) {
    if (first->kind == NodeKind::Starred) {
      if (diagnosing_ && lookahead([&] { parseComprehensionClauses(); }))
        failSpecific(first->range, "iterable unpacking cannot be used in comprehension");
      failGeneric();
      return errorExpr();
    }
    std::span<Comprehension *> generators = parseComprehensionClauses();
    expect(TokenKind::RightBrace);
    auto *node = make<SetComp>(from(start));
    node->elt = first;
    node->generators = generators;
    return node;
  }
  size_t items = mark();
  push(first);
  while (accept(TokenKind::Comma) && startsExpression())
    push(parseStarNamedExpression());
  if (diagnosing_ && atComprehension()) {
    cur_ = inner;
    diagnoseComprehensionTarget();
  }
  if (!at(TokenKind::RightBrace) && diagnosing_ && !failed_)
    diagnoseDict(open);
  expect(TokenKind::RightBrace);
  auto *node = make<Set>(from(start));
  node->elts = take<ExprNode>(items);
  return node;
}

// The rest of a dict whose first key, if it has one, is parsed; a null key stands for `**`.
ExprNode *Parser::parseDictDisplay(const Token *open, ExprNode *firstKey) {
  const SourceRange start = open->range;
  size_t items = mark();
  ExprNode *key = firstKey;
  bool isFirst = true;
  auto diagnose = [&] {
    if (diagnosing_ && !failed_)
      diagnoseDict(open);
  };
  do {
    if (!isFirst && at(TokenKind::RightBrace))
      break;
    ExprNode *value;
    if (!(isFirst && firstKey) && accept(TokenKind::DoubleStar)) {
      key = nullptr;
      value = parseBitwiseOr();
    } else {
      if (!(isFirst && firstKey))
        key = startsExpression() && !at(TokenKind::Star) ? parseExpression() : (failGeneric(), errorExpr());
      if (!at(TokenKind::Colon) && !failed_) {
        diagnose();
        failGeneric();
      }
      advance();
      if (!startsExpression() || at(TokenKind::Star)) {
        diagnose();
        failGeneric();
      }
      value = parseExpression();
    }
    if (isFirst && atComprehension() && !failed_) {
      if (!key) {
        if (!diagnosing_ || !lookahead([&] { parseComprehensionClauses(); })) {
          failGeneric();
          return errorExpr();
        }
        failSpecific(SourceRange{start.line, start.col + 1, start.line, start.col + 3},
                     "dict unpacking cannot be used in dict comprehension");
        return errorExpr();
      }
      std::span<Comprehension *> generators = parseComprehensionClauses();
      expect(TokenKind::RightBrace);
      auto *node = make<DictComp>(from(start));
      node->key = key;
      node->value = value;
      node->generators = generators;
      return node;
    }
    push(key);
    push(value);
    isFirst = false;
  } while (accept(TokenKind::Comma));
  expect(TokenKind::RightBrace);
  auto *node = make<Dict>(from(start));
  size_t count = (stack_.size() - items) / 2;
  auto **keys = static_cast<ExprNode **>(arena_.allocate(count * sizeof(ExprNode *)));
  auto **values = static_cast<ExprNode **>(arena_.allocate(count * sizeof(ExprNode *)));
  for (size_t i = 0; i < count; ++i) {
    keys[i] = static_cast<ExprNode *>(stack_[items + 2 * i]);
    values[i] = static_cast<ExprNode *>(stack_[items + 2 * i + 1]);
  }
  stack_.resize(items);
  node->keys = {keys, count};
  node->values = {values, count};
  return node;
}

// for_if_clauses.
std::span<Comprehension *> Parser::parseComprehensionClauses() {
  size_t items = mark();
  while (atComprehension()) {
    auto *clause = make<Comprehension>(cur_->range);
    clause->is_async = accept(TokenKind::KwAsync);
    advance();
    const Token *target = cur_;
    clause->target = parseTargets();
    if (!at(TokenKind::KwIn) && diagnosing_ && !hardError_) {
      cur_ = target;
      failed_ = false;
      diagnoseInvalidFor();
    }
    expect(TokenKind::KwIn);
    clause->iter = parseDisjunction();
    size_t conditions = mark();
    while (accept(TokenKind::KwIf))
      push(parseDisjunction());
    clause->ifs = take<ExprNode>(conditions);
    clause->range = from(clause->range);
    push(clause);
  }
  return take<Comprehension>(items);
}

// star_targets of `for`: parsed as bitwise_or, since `in` must not be taken as an operator.
ExprNode *Parser::parseTargets() {
  const SourceRange start = cur_->range;
  auto one = [this] { return at(TokenKind::Star) ? parseStarExpression() : parseBitwiseOr(); };
  ExprNode *target = one();
  if (at(TokenKind::Comma)) {
    size_t items = mark();
    push(target);
    while (accept(TokenKind::Comma) && startsExpression())
      push(one());
    auto *tuple = make<Tuple>(from(start));
    tuple->elts = take<ExprNode>(items);
    target = tuple;
  }
  if (diagnosing_ && !failed_ && findInvalidTarget(target, TargetKind::Star))
    failGeneric(); // the caller asks what is wrong
  makeTarget(target, TargetKind::Star);
  return target;
}

// primary '(' ... ')'; the caller sets the range.
ExprNode *Parser::parseCall(ExprNode *func) {
  auto *call = make<Call>(cur_->range);
  call->func = func;
  const Token *open = cur_;
  advance();
  if (accept(TokenKind::RightParen))
    return call;
  parseArguments(call->args, call->keywords);
  // A lone generator expression may use the parentheses of the call.
  if (call->args.size() == 1 && call->keywords.empty() && atComprehension() && !failed_ &&
      prev_->kind != TokenKind::Comma && call->args[0]->kind != NodeKind::Starred) {
    ExprNode *elt = call->args[0];
    std::span<Comprehension *> generators = parseComprehensionClauses();
    if (at(TokenKind::RightParen)) {
      advance();
      auto *generator = make<GeneratorExp>(from(open->range));
      generator->elt = elt;
      generator->generators = generators;
      call->args[0] = generator;
      return call;
    }
  }
  if (!at(TokenKind::RightParen) && diagnosing_ && !failed_)
    diagnoseArguments(open);
  expect(TokenKind::RightParen);
  return call;
}

// The arguments of a call or a class definition, up to but without the closing parenthesis.
void Parser::parseArguments(std::span<ExprNode *> &args, std::span<Keyword *> &keywords) {
  size_t positional = mark();
  std::vector<Keyword *> named;
  bool sawDoubleStar = false;
  const SourceRange first = cur_->range;
  SourceRange end = first;
  bool isFirst = true;
  while (!at(TokenKind::RightParen)) {
    const SourceRange start = cur_->range;
    if (!isFirst && at(TokenKind::Star)) {
      // CPython's rule says this of every star that cannot be an argument.
      auto isArgument = [this] {
        return lookahead([this] {
          advance();
          parseExpression();
        });
      };
      if (sawDoubleStar || (diagnosing_ && !isArgument())) {
        failSpecific(SourceRange::between(first, end), "iterable argument unpacking follows keyword argument unpacking");
        break;
      }
    }
    if (at(TokenKind::DoubleStar)) {
      advance();
      ExprNode *value = parseExpression();
      auto *keyword = make<Keyword>(from(start));
      keyword->value = value;
      named.push_back(keyword);
      sawDoubleStar = true;
    } else if (at(TokenKind::Name) && peek(1).kind == TokenKind::Equal) {
      Identifier name = cur_->identifier;
      if (diagnosing_)
        diagnoseKeywordArgument();
      advance();
      advance();
      ExprNode *value = parseExpression();
      auto *keyword = make<Keyword>(from(start));
      keyword->arg = name;
      keyword->value = value;
      named.push_back(keyword);
    } else if (at(TokenKind::Star)) {
      advance();
      ExprNode *value = parseExpression();
      auto *starred = make<Starred>(from(start));
      starred->value = value;
      push(starred);
    } else {
      if (diagnosing_ && at(TokenKind::Name) == false)
        diagnoseKeywordArgument();
      ExprNode *value = at(TokenKind::Name) && peek(1).kind == TokenKind::ColonEqual ? parseAssignmentExpression()
                                                                                     : parseExpression();
      if (at(TokenKind::Equal) && !failed_) {
        failSpecific({start.line, start.col, cur_->range.endLine, cur_->range.endCol},
                     "expression cannot contain assignment, perhaps you meant \"==\"?");
        break;
      }
      push(value);
      if (!named.empty() && !atComprehension() && !failed_) {
        // The rule for such arguments takes as many as it can before it complains.
        if (diagnosing_) {
          speculate([&] {
            while (accept(TokenKind::Comma) && !at(TokenKind::RightParen) && startsExpression() &&
                   !(at(TokenKind::Name) && peek(1).kind == TokenKind::Equal))
              parseExpression();
          });
        }
        failAtCurrent(sawDoubleStar ? "positional argument follows keyword argument unpacking"
                                    : "positional argument follows keyword argument");
        break;
      }
    }
    end = prev_->range;
    isFirst = false;
    if (!accept(TokenKind::Comma))
      break;
  }
  args = take<ExprNode>(positional);
  keywords = list(named);
}

// primary '[' slices ']'; the caller sets the range.
ExprNode *Parser::parseSubscript(ExprNode *value) {
  auto *node = make<Subscript>(cur_->range);
  node->value = value;
  advance();
  const SourceRange start = cur_->range;
  auto one = [this]() -> ExprNode * {
    if (!at(TokenKind::Star))
      return parseSlice();
    const SourceRange starStart = cur_->range;
    advance();
    ExprNode *starredValue = parseExpression();
    auto *starred = make<Starred>(from(starStart));
    starred->value = starredValue;
    return starred;
  };
  ExprNode *slice = one();
  if (at(TokenKind::Comma) || slice->kind == NodeKind::Starred) {
    size_t items = mark();
    push(slice);
    while (accept(TokenKind::Comma) && (startsExpression() || at(TokenKind::Colon)))
      push(one());
    auto *tuple = make<Tuple>(from(start));
    tuple->elts = take<ExprNode>(items);
    slice = tuple;
  }
  node->slice = slice;
  expect(TokenKind::RightBracket);
  return node;
}

ExprNode *Parser::parseSlice() {
  const SourceRange start = cur_->range;
  ExprNode *lower = nullptr;
  if (!at(TokenKind::Colon)) {
    lower = parseNamedExpression();
    if (!at(TokenKind::Colon) || (lower->kind == NodeKind::NamedExpr && !lower->parentheses))
      return lower;
  }
  auto atBoundEnd = [this] {
    return at(TokenKind::Colon) || at(TokenKind::Comma) || at(TokenKind::RightBracket);
  };
  advance();
  ExprNode *upper = atBoundEnd() ? nullptr : parseExpression();
  ExprNode *step = nullptr;
  if (accept(TokenKind::Colon))
    step = atBoundEnd() ? nullptr : parseExpression();
  auto *node = make<Slice>(from(start));
  node->lower = lower;
  node->upper = upper;
  node->step = step;
  return node;
}

} // namespace trivium::frontend::detail
