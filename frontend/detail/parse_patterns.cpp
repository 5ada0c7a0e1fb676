// The match statement and its patterns. `match`, `case` and `_` are ordinary names elsewhere, so a line that begins with
// `match` is a match statement only if its header can be read as one.
#include "frontend/detail/parser_impl.h"

namespace trivium::frontend::detail {

using namespace ast;

// Returns false, with nothing consumed, if the line is an ordinary statement that begins with the name `match`.
bool Parser::parseMatch() {
  // Most such lines are recognised by the second token.
  switch (peek(1).kind) {
  case TokenKind::Equal:
  case TokenKind::Dot:
  case TokenKind::Comma:
  case TokenKind::RightParen:
  case TokenKind::Newline:
  case TokenKind::Colon:
    return false;
  default:
    break;
  }
  auto *match = make<Match>(cur_->range);
  bool isMatch = speculate([&] {
    advance();
    const SourceRange start = cur_->range;
    ExprNode *subject = parseStarNamedExpression();
    if (at(TokenKind::Comma)) {
      size_t items = mark();
      push(subject);
      while (accept(TokenKind::Comma) && startsExpression())
        push(parseStarNamedExpression());
      auto *tuple = make<Tuple>(from(start));
      tuple->elts = take<ExprNode>(items);
      subject = tuple;
    } else if (subject->kind == NodeKind::Starred) {
      failGeneric();
    }
    match->subject = subject;
    if (at(TokenKind::Newline))
      failAtCurrent("expected ':'");
    expect(TokenKind::Colon);
    if (!at(TokenKind::Newline))
      failGeneric();
    advanceLayout();
  });
  if (!isMatch)
    return hardError_;
  if (!at(TokenKind::Indent)) {
    if (at(TokenKind::Error))
      failGeneric();
    failHard(DiagnosticKind::IndentationError, startOf(cur_->range),
             "expected an indented block after 'match' statement on line " + std::to_string(match->range.line));
    return true;
  }
  advanceLayout();
  size_t cases = mark();
  if (!atSoftKeyword(caseWord_))
    failGeneric();
  while (atSoftKeyword(caseWord_))
    push(parseCase());
  match->cases = take<MatchCase>(cases);
  if (!failed_ && !at(TokenKind::Dedent))
    failGeneric();
  advanceLayout();
  match->range = from(match->range);
  push(match);
  return true;
}

MatchCase *Parser::parseCase() {
  auto *node = make<MatchCase>(cur_->range);
  advance();
  node->pattern = parsePatterns();
  if (accept(TokenKind::KwIf))
    node->guard = parseNamedExpression();
  expectColon();
  node->body = parseBlock("'case' statement", node->range.line);
  node->range = from(node->range);
  return node;
}

// patterns: one pattern, or a sequence pattern without brackets.
PatternNode *Parser::parsePatterns() {
  const SourceRange start = cur_->range;
  PatternNode *first = at(TokenKind::Star) ? parseStarPattern() : parsePattern();
  if (!at(TokenKind::Comma)) {
    if (first->kind == NodeKind::MatchStar)
      failGeneric();
    return first;
  }
  size_t items = mark();
  push(first);
  while (accept(TokenKind::Comma) && !at(TokenKind::Colon) && !at(TokenKind::KwIf))
    push(at(TokenKind::Star) ? parseStarPattern() : parsePattern());
  auto *sequence = make<MatchSequence>(from(start));
  sequence->patterns = take<PatternNode>(items);
  return sequence;
}

PatternNode *Parser::parsePattern() {
  DepthGuard guard(*this);
  const SourceRange start = cur_->range;
  PatternNode *pattern = parseOrPattern();
  if (!accept(TokenKind::KwAs))
    return pattern;
  if (atSoftKeyword(underscoreWord_))
    failSpecific(cur_->range, "cannot use '_' as a target");
  Identifier name = cur_->identifier;
  if (!at(TokenKind::Name)) {
    const Token *target = cur_;
    SourceRange range = target->range;
    if (diagnosing_ && speculate([&] { range = parseExpression()->range; })) {
      if (target->range.line)
        failSpecific(range, "invalid pattern target");
    }
    failGeneric();
    return &errorPattern_;
  }
  advance();
  auto *node = make<MatchAs>(from(start));
  node->pattern = pattern;
  node->name = name;
  return node;
}

PatternNode *Parser::parseOrPattern() {
  const SourceRange start = cur_->range;
  PatternNode *first = parseClosedPattern();
  if (!at(TokenKind::VerticalBar))
    return first;
  size_t items = mark();
  push(first);
  while (accept(TokenKind::VerticalBar))
    push(parseClosedPattern());
  auto *node = make<MatchOr>(from(start));
  node->patterns = take<PatternNode>(items);
  return node;
}

PatternNode *Parser::parseStarPattern() {
  const SourceRange start = cur_->range;
  advance();
  Identifier name = cur_->identifier;
  expect(TokenKind::Name);
  auto *node = make<MatchStar>(from(start));
  node->name = name == underscoreWord_ ? nullptr : name;
  return node;
}

PatternNode *Parser::parseClosedPattern() {
  const SourceRange start = cur_->range;
  auto value = [&](ExprNode *expr) -> PatternNode * {
    auto *node = make<MatchValue>(from(start));
    node->value = expr;
    return node;
  };
  auto singleton = [&](ConstantKind constant) -> PatternNode * {
    auto *node = make<MatchSingleton>(start);
    node->value = constant;
    advance();
    return node;
  };
  switch (kind()) {
  case TokenKind::Number:
  case TokenKind::Minus:
    return value(parsePatternNumber());
  case TokenKind::String:
    return value(parseStrings());
  case TokenKind::KwNone:
    return singleton(ConstantKind::None);
  case TokenKind::KwTrue:
    return singleton(ConstantKind::True);
  case TokenKind::KwFalse:
    return singleton(ConstantKind::False);
  case TokenKind::Name:
    return parseNamePattern();
  case TokenKind::LeftParen:
  case TokenKind::LeftBracket:
    return parseSequencePattern();
  case TokenKind::LeftBrace:
    return parseMappingPattern();
  default:
    failGeneric();
    return &errorPattern_;
  }
}

// A capture, a wildcard, a dotted value or a class pattern.
PatternNode *Parser::parseNamePattern() {
  const SourceRange start = cur_->range;
  Identifier id = cur_->identifier;
  auto *name = make<Name>(start);
  name->id = id;
  advance();
  ExprNode *expr = name;
  while (accept(TokenKind::Dot)) {
    Identifier attr = cur_->identifier;
    if (!expect(TokenKind::Name))
      return &errorPattern_;
    auto *attribute = make<Attribute>(from(start));
    attribute->value = expr;
    attribute->attr = attr;
    expr = attribute;
  }
  if (at(TokenKind::LeftParen))
    return parseClassPattern(expr, start);
  if (expr != name) {
    auto *node = make<MatchValue>(from(start));
    node->value = expr;
    return node;
  }
  auto *capture = make<MatchAs>(start);
  capture->name = id == underscoreWord_ ? nullptr : id;
  return capture;
}

PatternNode *Parser::parseClassPattern(ExprNode *cls, const SourceRange &start) {
  advance();
  std::vector<PatternNode *> positional, named;
  std::vector<Identifier> names;
  while (!at(TokenKind::RightParen) && !failed_) {
    if (at(TokenKind::Name) && peek(1).kind == TokenKind::Equal) {
      names.push_back(cur_->identifier);
      advance();
      advance();
      named.push_back(parsePattern());
    } else {
      PatternNode *pattern = parsePattern();
      if (!named.empty() && !failed_) {
        SourceRange range = pattern->range;
        speculate([&] {
          while (accept(TokenKind::Comma) && !at(TokenKind::RightParen) &&
                 !(at(TokenKind::Name) && peek(1).kind == TokenKind::Equal))
            range = SourceRange::between(range, parsePattern()->range);
        });
        failSpecific(range, "positional patterns follow keyword patterns");
        break;
      }
      positional.push_back(pattern);
    }
    if (!at(TokenKind::RightParen) && !expect(TokenKind::Comma))
      break;
  }
  expect(TokenKind::RightParen);
  auto *node = make<MatchClass>(from(start));
  node->cls = cls;
  node->patterns = list(positional);
  node->kwd_attrs = arena_.copy(names);
  node->kwd_patterns = list(named);
  return node;
}

// '(' or '[': a sequence, or a pattern in parentheses.
PatternNode *Parser::parseSequencePattern() {
  DepthGuard guard(*this);
  const SourceRange start = cur_->range;
  bool isParenthesized = at(TokenKind::LeftParen);
  const TokenKind close = isParenthesized ? TokenKind::RightParen : TokenKind::RightBracket;
  advance();
  size_t items = mark();
  bool sawComma = false;
  while (!at(close) && !failed_) {
    push(at(TokenKind::Star) ? parseStarPattern() : parsePattern());
    if (!at(TokenKind::Comma))
      break;
    advance();
    sawComma = true;
  }
  if (isParenthesized && !sawComma && stack_.size() == items + 1 && !failed_) {
    auto *single = static_cast<PatternNode *>(stack_.back());
    stack_.resize(items);
    if (single->kind == NodeKind::MatchStar) {
      // A starred pattern needs a comma to be a sequence.
      failGeneric();
    }
    expect(close);
    return single;
  }
  expect(close);
  auto *node = make<MatchSequence>(from(start));
  node->patterns = take<PatternNode>(items);
  return node;
}

PatternNode *Parser::parseMappingPattern() {
  DepthGuard guard(*this);
  const SourceRange start = cur_->range;
  advance();
  std::vector<ExprNode *> keys;
  std::vector<PatternNode *> patterns;
  Identifier rest = nullptr;
  while (!at(TokenKind::RightBrace) && !failed_) {
    if (accept(TokenKind::DoubleStar)) {
      if (atSoftKeyword(underscoreWord_))
        failGeneric();
      rest = cur_->identifier;
      expect(TokenKind::Name);
      accept(TokenKind::Comma);
      break;
    }
    const SourceRange keyStart = cur_->range;
    auto constant = [&](ConstantKind valueKind) {
      auto *node = make<Constant>(keyStart);
      node->valueKind = valueKind;
      advance();
      return node;
    };
    switch (kind()) {
    case TokenKind::Number:
    case TokenKind::Minus:
      keys.push_back(parsePatternNumber());
      break;
    case TokenKind::String:
      keys.push_back(parseStrings());
      break;
    case TokenKind::KwNone:
      keys.push_back(constant(ConstantKind::None));
      break;
    case TokenKind::KwTrue:
      keys.push_back(constant(ConstantKind::True));
      break;
    case TokenKind::KwFalse:
      keys.push_back(constant(ConstantKind::False));
      break;
    case TokenKind::Name: {
      // Only dotted names are values.
      auto *name = make<Name>(keyStart);
      name->id = cur_->identifier;
      ExprNode *expr = name;
      advance();
      if (!at(TokenKind::Dot)) {
        failGeneric();
        break;
      }
      while (accept(TokenKind::Dot)) {
        Identifier attr = cur_->identifier;
        if (!expect(TokenKind::Name))
          break;
        auto *attribute = make<Attribute>(from(keyStart));
        attribute->value = expr;
        attribute->attr = attr;
        expr = attribute;
      }
      keys.push_back(expr);
      break;
    }
    default:
      failGeneric();
    }
    expect(TokenKind::Colon);
    patterns.push_back(parsePattern());
    if (!at(TokenKind::RightBrace) && !expect(TokenKind::Comma))
      break;
  }
  expect(TokenKind::RightBrace);
  auto *node = make<MatchMapping>(from(start));
  node->keys = list(keys);
  node->patterns = list(patterns);
  node->rest = rest;
  return node;
}

// A number with an optional minus, or a complex number `real + imaginary`.
ExprNode *Parser::parsePatternNumber() {
  const SourceRange start = cur_->range;
  bool isNegative = accept(TokenKind::Minus);
  if (!at(TokenKind::Number)) {
    failGeneric();
    return errorExpr();
  }
  ExprNode *first = parseNumber();
  const bool isComplex = first->kind == NodeKind::Constant && as<Constant>(first)->valueKind == ConstantKind::Complex;
  const SourceRange firstRange = first->range;
  if (isNegative) {
    auto *negation = make<UnaryOp>(from(start));
    negation->op = UnaryOperator::USub;
    negation->operand = first;
    first = negation;
  }
  if (!at(TokenKind::Plus) && !at(TokenKind::Minus))
    return first;
  Operator op = at(TokenKind::Plus) ? Operator::Add : Operator::Sub;
  if (peek(1).kind == TokenKind::Number && isComplex) {
    failHard(DiagnosticKind::SyntaxError, firstRange, "real number required in complex literal");
    return errorExpr();
  }
  advance();
  if (!at(TokenKind::Number)) {
    failGeneric();
    return errorExpr();
  }
  ExprNode *second = parseNumber();
  if (!failed_ && as<Constant>(second)->valueKind != ConstantKind::Complex) {
    failHard(DiagnosticKind::SyntaxError, second->range, "imaginary number required in complex literal");
    return errorExpr();
  }
  auto *node = make<BinOp>(from(start));
  node->left = first;
  node->op = op;
  node->right = second;
  return node;
}

} // namespace trivium::frontend::detail
