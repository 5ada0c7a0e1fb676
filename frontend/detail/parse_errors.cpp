// The questions of the second pass: what CPython's `invalid_...` rules look for, in the order in which they are asked.
// Each function looks ahead from the current token and either reports a specific error or leaves everything as it was.
#include "frontend/detail/parser_impl.h"

namespace trivium::frontend::detail {

using namespace ast;

const char *describeExpr(const ExprNode *expr) {
  switch (expr->kind) {
  case NodeKind::Attribute:
    return "attribute";
  case NodeKind::Subscript:
    return "subscript";
  case NodeKind::Starred:
    return "starred";
  case NodeKind::Name:
    return "name";
  case NodeKind::List:
    return "list";
  case NodeKind::Tuple:
    return "tuple";
  case NodeKind::Lambda:
    return "lambda";
  case NodeKind::Call:
    return "function call";
  case NodeKind::BoolOp:
  case NodeKind::BinOp:
  case NodeKind::UnaryOp:
    return "expression";
  case NodeKind::GeneratorExp:
    return "generator expression";
  case NodeKind::Yield:
  case NodeKind::YieldFrom:
    return "yield expression";
  case NodeKind::Await:
    return "await expression";
  case NodeKind::ListComp:
    return "list comprehension";
  case NodeKind::SetComp:
    return "set comprehension";
  case NodeKind::DictComp:
    return "dict comprehension";
  case NodeKind::Dict:
    return "dict literal";
  case NodeKind::Set:
    return "set display";
  case NodeKind::JoinedStr:
  case NodeKind::FormattedValue:
    return "f-string expression";
  case NodeKind::Compare:
    return "comparison";
  case NodeKind::IfExp:
    return "conditional expression";
  case NodeKind::NamedExpr:
    return "named expression";
  case NodeKind::Constant:
    switch (as<Constant>(expr)->valueKind) {
    case ConstantKind::None:
      return "None";
    case ConstantKind::True:
      return "True";
    case ConstantKind::False:
      return "False";
    case ConstantKind::Ellipsis:
      return "ellipsis";
    default:
      return "literal";
    }
  default:
    return "expression";
  }
}

ExprNode *findInvalidTarget(ExprNode *expr, TargetKind targets) {
  auto firstOf = [targets](std::span<ExprNode *> elements) -> ExprNode * {
    for (ExprNode *element : elements)
      if (ExprNode *invalid = findInvalidTarget(element, targets))
        return invalid;
    return nullptr;
  };
  switch (expr->kind) {
  case NodeKind::List:
    return firstOf(as<List>(expr)->elts);
  case NodeKind::Tuple:
    return firstOf(as<Tuple>(expr)->elts);
  case NodeKind::Starred:
    return targets == TargetKind::Delete ? expr : findInvalidTarget(as<Starred>(expr)->value, targets);
  case NodeKind::Compare:
    // `for a in b` was read as a comparison.
    if (targets == TargetKind::For)
      return as<Compare>(expr)->ops[0] == CompareOperator::In ? findInvalidTarget(as<Compare>(expr)->left, targets)
                                                              : nullptr;
    return expr;
  case NodeKind::Name:
  case NodeKind::Subscript:
  case NodeKind::Attribute:
    return nullptr;
  default:
    return expr;
  }
}

void Parser::failInvalidTarget(ExprNode *expr, TargetKind targets) {
  ExprNode *invalid = findInvalidTarget(expr, targets);
  if (!invalid || failed_) {
    failGeneric();
    return;
  }
  failSpecific(invalid->range, std::string(targets == TargetKind::Delete ? "cannot delete " : "cannot assign to ") +
                                   describeExpr(invalid));
}

// invalid_expression and invalid_legacy_expression.
void Parser::diagnoseExpression() {
  if (failed_ || !askOnce(0))
    return;
  const Token *start = cur_, *beforeStart = prev_;
  auto rewind = [&] {
    cur_ = start;
    prev_ = beforeStart;
  };
  bool isSoftKeyword = atSoftKeyword(matchWord_) || atSoftKeyword(caseWord_) || atSoftKeyword(underscoreWord_);
  bool isBadPrefix = at(TokenKind::Name) && peek(1).kind == TokenKind::String;
  ExprNode *left = nullptr;
  // A lambda is no disjunction.
  if (!at(TokenKind::KwLambda) && speculate([&] { left = parseDisjunction(); })) {
    const Token *afterLeft = cur_;
    bool isLegacyCall = left->kind == NodeKind::Name && !left->parentheses &&
                        (as<Name>(left)->id == printWord_ || as<Name>(left)->id == execWord_);
    if (!isSoftKeyword && !isBadPrefix && !isLegacyCall && startsExpression() && !at(TokenKind::Star)) {
      ExprNode *right = nullptr;
      diagnosing_ = false;
      const Token *furthest = failToken_;
      bool found = speculate([&] { right = parseExpression(); });
      diagnosing_ = true;
      failToken_ = furthest;
      if (hardError_)
        return;
      if (found && prev_->level != 0) {
        failSpecific(SourceRange::between(start->range, right->parentheses ? prev_->range : right->range),
                     "invalid syntax. Perhaps you forgot a comma?");
        return;
      }
      cur_ = afterLeft;
    }
    if (at(TokenKind::KwIf)) {
      advance();
      ExprNode *test = nullptr;
      if (speculate([&] { test = parseDisjunction(); }) && !at(TokenKind::KwElse) && !at(TokenKind::Colon)) {
        failSpecific(SourceRange::between(left->range, test->range), "expected 'else' after 'if' expression");
        return;
      }
    }
  }
  if (hardError_)
    return;
  rewind();
  if (at(TokenKind::Name) && (cur_->identifier == printWord_ || cur_->identifier == execWord_) &&
      peek(1).kind != TokenKind::LeftParen) {
    std::string name(cur_->identifier->text);
    advance();
    ExprNode *argument = nullptr;
    if (startsExpression() && speculate([&] { argument = parseStarExpressions(); })) {
      failSpecific(SourceRange::between(start->range, argument->range),
                   "Missing parentheses in call to '" + name + "'. Did you mean " + name + "(...)?");
      return;
    }
    if (hardError_)
      return;
    rewind();
  }
}

// invalid_named_expression.
void Parser::diagnoseNamedExpression() {
  if (failed_ || !askOnce(1))
    return;
  const Token *start = cur_, *beforeStart = prev_;
  auto rewind = [&] {
    cur_ = start;
    prev_ = beforeStart;
  };
  ExprNode *left = nullptr;
  if (speculate([&] { left = parseExpression(); }) && at(TokenKind::ColonEqual)) {
    advance();
    if (lookahead([&] { parseExpression(); })) {
      failSpecific(left->range, std::string("cannot use assignment expressions with ") + describeExpr(left));
      return;
    }
  }
  if (hardError_)
    return;
  rewind();
  auto parseRight = [&] {
    ExprNode *right = nullptr;
    if (!speculate([&] { right = parseBitwiseOr(); }) || at(TokenKind::Equal) || at(TokenKind::ColonEqual))
      return static_cast<ExprNode *>(nullptr);
    return right;
  };
  if (at(TokenKind::Name) && peek(1).kind == TokenKind::Equal) {
    advance();
    advance();
    if (ExprNode *right = parseRight()) {
      failSpecific(SourceRange::between(start->range, right->range),
                   "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
      return;
    }
    if (hardError_)
      return;
    rewind();
  }
  bool isExempt = at(TokenKind::KwTrue) || at(TokenKind::KwFalse) || at(TokenKind::KwNone);
  if (!isExempt && speculate([&] { left = parseBitwiseOr(); })) {
    // Displays at the start are exempt: an assignment to them has its own message.
    const Token *first = start;
    isExempt = first->kind == TokenKind::LeftBracket || first->kind == TokenKind::LeftParen;
    if (isExempt) {
      const Token *afterLeft = cur_;
      rewind();
      isExempt = false;
      lookahead([&] {
        ExprNode *atom = parseAtom();
        isExempt = atom->kind == NodeKind::List || (atom->kind == NodeKind::Tuple && atom->parentheses) ||
                   (atom->kind == NodeKind::GeneratorExp && !atom->parentheses);
      });
      cur_ = afterLeft;
    }
    if (!isExempt && at(TokenKind::Equal) && !hardError_) {
      advance();
      if (parseRight()) {
        failSpecific(left->range, std::string("cannot assign to ") + describeExpr(left) +
                                      " here. Maybe you meant '==' instead of '='?");
        return;
      }
    }
  }
  if (!hardError_)
    rewind();
}

// invalid_for_target: the target of a `for` whose `in` is missing.
void Parser::diagnoseInvalidFor() {
  ExprNode *targets = nullptr;
  if (speculate([&] { targets = parseStarExpressions(); })) {
    if (findInvalidTarget(targets, TargetKind::For))
      failInvalidTarget(targets, TargetKind::For);
    else
      failGeneric();
  } else if (!hardError_) {
    failGeneric();
  }
}

// invalid_kwarg.
void Parser::diagnoseKeywordArgument() {
  if (failed_ || !askOnce(2))
    return;
  const Token *start = cur_, *beforeStart = prev_;
  bool isConstant = at(TokenKind::KwTrue) || at(TokenKind::KwFalse) || at(TokenKind::KwNone);
  if (isConstant && peek(1).kind == TokenKind::Equal) {
    failSpecific(SourceRange::between(start->range, peek(1).range),
                 std::string("cannot assign to ") + tokenText(kind()));
    return;
  }
  if (at(TokenKind::Name) && peek(1).kind == TokenKind::Equal) {
    SourceRange range = SourceRange::between(start->range, peek(1).range);
    if (lookahead([&] {
          advance();
          advance();
          parseExpression();
          if (!atComprehension())
            failGeneric();
          parseComprehensionClauses();
        }))
      failSpecific(range, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
  }
  if (!failed_) {
    cur_ = start;
    prev_ = beforeStart;
  }
}

// invalid_arguments: called where a call's arguments end without a closing parenthesis.
void Parser::diagnoseArguments(const Token *open) {
  if (failed_)
    return;
  const Token *stuck = cur_, *beforeStuck = prev_;
  cur_ = open;
  advance();
  // A generator expression among other arguments.
  while (!at(TokenKind::RightParen) && cur_ < stuck + 1) {
    ExprNode *arg = nullptr;
    if (!speculate([&] {
          if (at(TokenKind::Star) || at(TokenKind::DoubleStar))
            advance();
          if (at(TokenKind::Name) && peek(1).kind == TokenKind::Equal) {
            advance();
            advance();
          }
          arg = parseExpression();
        }))
      break;
    if (atComprehension()) {
      std::span<Comprehension *> generators;
      if (!speculate([&] { generators = parseComprehensionClauses(); }))
        break;
      if (at(TokenKind::Comma) || at(TokenKind::RightParen)) {
        Comprehension *last = generators.back();
        const SourceRange end = last->ifs.empty() ? last->iter->range : last->ifs.back()->range;
        failSpecific(SourceRange::between(arg->range, end), "Generator expression must be parenthesized");
        return;
      }
      break;
    }
    if (!accept(TokenKind::Comma))
      break;
  }
  if (hardError_)
    return;
  cur_ = stuck;
  prev_ = beforeStuck;
}

// invalid_comprehension for `[a, b for ...]`; called with the current token behind the opening bracket.
void Parser::diagnoseComprehensionTarget() {
  if (failed_)
    return;
  const SourceRange start = cur_->range;
  SourceRange end = start;
  if (speculate([&] {
        parseStarNamedExpression();
        end = cur_->range;
        accept(TokenKind::Comma);
        while (startsExpression()) {
          end = parseStarNamedExpression()->range;
          if (!accept(TokenKind::Comma))
            break;
        }
        parseComprehensionClauses();
      }))
    failSpecific(SourceRange::between(start, end), "did you forget parentheses around the comprehension target?");
  else if (!hardError_)
    failGeneric();
}

// invalid_double_starred_kvpairs: walks the pairs of a broken dict display.
void Parser::diagnoseDict(const Token *open) {
  if (failed_ || !diagnosing_)
    return;
  const Token *stuck = cur_, *beforeStuck = prev_;
  cur_ = open;
  advance();
  bool isFirst = true;
  for (;;) {
    bool next = speculate([&] {
      if (accept(TokenKind::DoubleStar)) {
        parseBitwiseOr();
        return;
      }
      const Token *keyStart = cur_;
      ExprNode *key = parseExpression();
      if (!at(TokenKind::Colon)) {
        // The first pair may as well be the element of a set.
        if (!isFirst && !failed_ && keyStart->kind != TokenKind::EndMarker) {
          SourceRange range = key->range;
          range.col = range.endCol > 0 ? range.endCol - 1 : 0;
          range.line = range.endLine;
          failSpecific(range, "':' expected after dictionary key");
        }
        failGeneric();
        return;
      }
      const SourceRange colon = cur_->range;
      advance();
      if (at(TokenKind::Star)) {
        const SourceRange star = cur_->range;
        advance();
        ExprNode *value = parseBitwiseOr();
        if (!failed_)
          failSpecific(SourceRange::between(star, value->range),
                       "cannot use a starred expression in a dictionary value");
        return;
      }
      if (at(TokenKind::RightBrace) || at(TokenKind::Comma))
        failSpecific(colon, "expression expected after dictionary key and ':'");
      parseExpression();
    });
    if (hardError_)
      return;
    if (!next || !accept(TokenKind::Comma))
      break;
    isFirst = false;
  }
  cur_ = stuck;
  prev_ = beforeStuck;
}

// `def f(a, (b, c))`.
void Parser::diagnoseParenthesizedParameters(bool isLambda) {
  const SourceRange start = cur_->range;
  SourceRange end = start;
  if (lookahead([&] {
        advance();
        do {
          if (at(TokenKind::RightParen))
            break;
          parseParameter(isLambda, /*starAnnotation=*/false);
        } while (accept(TokenKind::Comma));
        end = cur_->range;
        expect(TokenKind::RightParen);
      }))
    failSpecific(SourceRange::between(start, end), isLambda ? "Lambda expression parameters cannot be parenthesized"
                                                            : "Function parameters cannot be parenthesized");
}

} // namespace trivium::frontend::detail
