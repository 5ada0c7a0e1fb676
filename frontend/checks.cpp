// One walk over the tree in the order in which CPython generates code, with what its code generator knows on the way: the kind
// of function, and the blocks that a jump would have to leave. `here_` is its current position, which is often that of a node
// around the culprit. Texts and positions were found by asking CPython 3.11.
#include "frontend/checks.h"

#include "frontend/printer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <unordered_set>
#include <vector>

namespace trivium::frontend {

using namespace ast;
using support::DiagnosticKind;
using support::SourceRange;

namespace {

// CPython's limit for statements that need a block: loops, try, with.
constexpr size_t kMaxBlocks = 20;
// A starred target may have this many targets before it, and a million times as many behind it.
constexpr size_t kMaxBeforeStar = 1 << 8;

class Checker : public Visitor<Checker> {
public:
  Checker(const ScopeTree &scopes, support::Diagnostics &diagnostics) : scopes_(scopes), diagnostics_(diagnostics) {}

  void check(Module *module) {
    futureLine_ = lastFutureLine(module);
    Unit unit{UnitKind::Module, scopes_.moduleScope(), {}};
    unit_ = &unit;
    here_ = {1, 0, 1, 0};
    block(module->body);
  }

  // --- statements
  void visitFunctionDef(FunctionDef *node) { function(node, UnitKind::Function); }
  void visitAsyncFunctionDef(AsyncFunctionDef *node) { function(node, UnitKind::AsyncFunction); }
  void visitClassDef(ClassDef *node);
  void visitReturn(Return *node);
  void visitDelete(Delete *node) { visitList(node->targets); }
  void visitAssign(Assign *node);
  void visitAugAssign(AugAssign *node);
  void visitAnnAssign(AnnAssign *node);
  void visitFor(For *node) { forLoop(node); }
  void visitAsyncFor(AsyncFor *node);
  void visitWhile(While *node);
  void visitIf(If *node);
  void visitWith(With *node) { with(node, 0); }
  void visitAsyncWith(AsyncWith *node);
  void visitMatch(Match *node);
  void visitTry(Try *node) { tryStatement(node, /*isStar=*/false); }
  void visitTryStar(TryStar *node) { tryStatement(node, /*isStar=*/true); }
  void visitAssert(Assert *node);
  void visitImport(Import *node);
  void visitImportFrom(ImportFrom *node);
  void visitExpr(Expr *node) { expr(node->value); }
  void visitBreak(Break *) { leaveLoop("'break' outside loop"); }
  void visitContinue(Continue *) { leaveLoop("'continue' not properly in loop"); }

  // --- expressions
  void visitNamedExpr(NamedExpr *node) {
    expr(node->value);
    expr(node->target);
  }
  void visitLambda(Lambda *node);
  void visitIfExp(IfExp *node) {
    expr(node->test);
    expr(node->body);
    expr(node->orelse);
  }
  void visitDict(Dict *node);
  void visitListComp(ListComp *node) { comprehension(node, node->elt, nullptr); }
  void visitSetComp(SetComp *node) { comprehension(node, node->elt, nullptr); }
  void visitDictComp(DictComp *node) { comprehension(node, node->key, node->value); }
  void visitGeneratorExp(GeneratorExp *node) { comprehension(node, node->elt, nullptr); }
  void visitYield(Yield *node);
  void visitYieldFrom(YieldFrom *node);
  void visitAwait(Await *node);
  void visitCompare(Compare *node);
  void visitCall(Call *node);
  void visitAttribute(Attribute *node);
  void visitSubscript(Subscript *node);
  void visitStarred(Starred *node);
  void visitName(Name *node) { checkName(node->id, node->ctx); }
  void elements(std::span<ExprNode *> elements, ExprContext ctx);
  void visitSet(Set *node) { elements(node->elts, ExprContext::Load); }
  void visitList(List *node) { elements(node->elts, node->ctx); }
  void visitTuple(Tuple *node) { elements(node->elts, node->ctx); }
  using Visitor<Checker>::visitList;

  // Expressions have a position of their own while they are looked at.
  void visit(Node *node) {
    if (!isa<ExprNode>(node)) {
      Visitor<Checker>::visit(node);
      return;
    }
    SourceRange outer = here_;
    here_ = node->range;
    Visitor<Checker>::visit(node);
    here_ = outer;
  }

private:
  enum class UnitKind : uint8_t { Module, Class, Function, AsyncFunction, Lambda, Comprehension };
  enum class BlockKind : uint8_t { Loop, Other, StarHandler };
  struct Unit {
    UnitKind kind;
    const Scope *scope;
    std::vector<BlockKind> blocks;
  };
  // Enters a function or class for the lifetime of the object.
  struct UnitGuard {
    UnitGuard(Checker &checker, UnitKind kind, const Node *node)
        : checker(checker), unit{kind, checker.scopes_.scopeOf(node), {}}, outer(checker.unit_) {
      checker.unit_ = &unit;
    }
    ~UnitGuard() { checker.unit_ = outer; }
    Checker &checker;
    Unit unit;
    Unit *outer;
  };
  struct PatternState {
    std::vector<Identifier> names;
    bool allowsIrrefutable = false;
  };

  void error(std::string message) { diagnostics_.report(DiagnosticKind::SyntaxError, here_, std::move(message)); }
  void warn(std::string message) { diagnostics_.report(DiagnosticKind::SyntaxWarning, here_, std::move(message)); }
  static std::string quoted(Identifier name) { return "'" + std::string(name->text) + "'"; }

  static uint32_t lastFutureLine(const Module *module);
  bool isInFunction() const { return unit_->kind != UnitKind::Module && unit_->kind != UnitKind::Class; }
  void block(std::span<StmtNode *> body) {
    for (StmtNode *statement : body) {
      here_ = statement->range;
      visit(statement);
    }
  }
  void expr(ExprNode *node) {
    if (node)
      visit(node);
  }
  void pushBlock(BlockKind kind) {
    if (unit_->blocks.size() == kMaxBlocks)
      error("too many statically nested blocks");
    unit_->blocks.push_back(kind);
  }
  void popBlock() { unit_->blocks.pop_back(); }

  void checkName(Identifier name, ExprContext ctx) {
    if (ctx != ExprContext::Load && name->text == "__debug__")
      error(ctx == ExprContext::Store ? "cannot assign to __debug__" : "cannot delete __debug__");
  }
  void checkKeywords(std::span<Keyword *> keywords);
  void keywordValues(std::span<Keyword *> keywords) {
    for (Keyword *keyword : keywords)
      expr(keyword->value);
  }
  void checkParameterNames(Arguments *args);
  void defaults(Arguments *args) {
    visitList(args->defaults);
    visitList(args->kw_defaults);
  }
  void annotations(Arguments *args, ExprNode *returns);
  template <typename T> void function(T *node, UnitKind kind);
  template <typename T> void forLoop(T *node);
  template <typename T> void with(T *node, size_t item);
  template <typename T> void tryStatement(T *node, bool isStar);
  template <typename T> void handlers(T *node, bool isStar);
  void leaveLoop(const char *message);
  template <typename T> void comprehension(T *node, ExprNode *element, ExprNode *value);

  void pattern(PatternNode *node, PatternState &state);
  void subpattern(PatternNode *node, PatternState &state) {
    bool allowed = state.allowsIrrefutable;
    state.allowsIrrefutable = true;
    pattern(node, state);
    state.allowsIrrefutable = allowed;
  }
  void capture(Identifier name, PatternState &state);
  void mappingPattern(MatchMapping *node, PatternState &state);
  void classPattern(MatchClass *node, PatternState &state);
  void orPattern(MatchOr *node, PatternState &state);
  void sequencePattern(MatchSequence *node, PatternState &state);

  const ScopeTree &scopes_;
  support::Diagnostics &diagnostics_;
  Unit *unit_ = nullptr;
  SourceRange here_;
  uint32_t futureLine_ = 0;
};

// Calls `function` for each `from __future__ import` at the head of the module; stops when it returns false.
template <typename Function> void forEachFutureImport(const Module *module, Function &&function) {
  for (size_t i = 0; i < module->body.size(); ++i) {
    const StmtNode *statement = module->body[i];
    if (auto *expression = dynAs<Expr>(statement); i == 0 && expression) {
      auto *constant = dynAs<Constant>(expression->value);
      if (constant && constant->valueKind == ConstantKind::Str)
        continue;
    }
    auto *import = dynAs<ImportFrom>(statement);
    if (!import || !import->module || import->module->text != "__future__" || !function(import))
      return;
  }
}

uint32_t Checker::lastFutureLine(const Module *module) {
  uint32_t line = 0;
  forEachFutureImport(module, [&line](const ImportFrom *import) {
    line = import->range.line;
    return true;
  });
  return line;
}

// The type name of a value that is plain from its expression, or null. Numbers may carry a sign.
const char *plainType(const ExprNode *node) {
  switch (node->kind) {
  case NodeKind::Constant:
    switch (as<Constant>(node)->valueKind) {
    case ConstantKind::None:
      return "NoneType";
    case ConstantKind::True:
    case ConstantKind::False:
      return "bool";
    case ConstantKind::Ellipsis:
      return "ellipsis";
    case ConstantKind::Int:
    case ConstantKind::BigInt:
      return "int";
    case ConstantKind::Float:
      return "float";
    case ConstantKind::Complex:
      return "complex";
    case ConstantKind::Str:
      return "str";
    case ConstantKind::Bytes:
      return "bytes";
    }
    return nullptr;
  case NodeKind::Tuple:
    return "tuple";
  case NodeKind::List:
  case NodeKind::ListComp:
    return "list";
  case NodeKind::Dict:
  case NodeKind::DictComp:
    return "dict";
  case NodeKind::Set:
  case NodeKind::SetComp:
    return "set";
  case NodeKind::GeneratorExp:
    return "generator";
  case NodeKind::Lambda:
    return "function";
  case NodeKind::JoinedStr:
  case NodeKind::FormattedValue:
    return "str";
  default:
    return nullptr;
  }
}

// A tuple that CPython folds into a constant, or a constant.
bool isConstant(const ExprNode *node) {
  if (auto *tuple = dynAs<Tuple>(node))
    return std::all_of(tuple->elts.begin(), tuple->elts.end(), [](const ExprNode *element) { return isConstant(element); });
  if (auto *unary = dynAs<UnaryOp>(node))
    return unary->op != UnaryOperator::Not && isConstant(unary->operand);
  return node->kind == NodeKind::Constant;
}

// --- statements

void Checker::checkParameterNames(Arguments *args) {
  auto one = [this](Arg *arg) {
    if (arg)
      checkName(arg->arg, ExprContext::Store);
  };
  std::for_each(args->posonlyargs.begin(), args->posonlyargs.end(), one);
  std::for_each(args->args.begin(), args->args.end(), one);
  one(args->vararg);
  std::for_each(args->kwonlyargs.begin(), args->kwonlyargs.end(), one);
  one(args->kwarg);
}

void Checker::annotations(Arguments *args, ExprNode *returns) {
  auto one = [this](Arg *arg) {
    if (arg)
      // `*args: *Ts` has a starred annotation, which is not an error.
      expr(arg->annotation && arg->annotation->kind == NodeKind::Starred ? as<Starred>(arg->annotation)->value
                                                                         : arg->annotation);
  };
  std::for_each(args->args.begin(), args->args.end(), one);
  std::for_each(args->posonlyargs.begin(), args->posonlyargs.end(), one);
  one(args->vararg);
  std::for_each(args->kwonlyargs.begin(), args->kwonlyargs.end(), one);
  one(args->kwarg);
  expr(returns);
}

template <typename T> void Checker::function(T *node, UnitKind kind) {
  checkParameterNames(node->args);
  visitList(node->decorator_list);
  defaults(node->args);
  annotations(node->args, node->returns);
  SourceRange outer = here_;
  {
    UnitGuard guard(*this, kind, node);
    block(node->body);
  }
  here_ = outer;
  checkName(node->name, ExprContext::Store);
}

void Checker::visitLambda(Lambda *node) {
  checkParameterNames(node->args);
  defaults(node->args);
  UnitGuard guard(*this, UnitKind::Lambda, node);
  expr(node->body);
}

void Checker::visitClassDef(ClassDef *node) {
  visitList(node->decorator_list);
  SourceRange outer = here_;
  {
    UnitGuard guard(*this, UnitKind::Class, node);
    block(node->body);
  }
  here_ = outer;
  checkKeywords(node->keywords);
  for (ExprNode *base : node->bases)
    expr(base->kind == NodeKind::Starred ? as<Starred>(base)->value : base);
  keywordValues(node->keywords);
  checkName(node->name, ExprContext::Store);
}

void Checker::visitReturn(Return *node) {
  if (!isInFunction())
    error("'return' outside function");
  else if (node->value && unit_->scope->isCoroutine && unit_->scope->isGenerator)
    error("'return' with value in async generator");
  expr(node->value);
  for (BlockKind kind : unit_->blocks)
    if (kind == BlockKind::StarHandler) {
      error("'break', 'continue' and 'return' cannot appear in an except* block");
      return;
    }
}

void Checker::leaveLoop(const char *message) {
  for (size_t i = unit_->blocks.size(); i-- > 0;) {
    if (unit_->blocks[i] == BlockKind::Loop)
      return;
    if (unit_->blocks[i] == BlockKind::StarHandler) {
      error("'break', 'continue' and 'return' cannot appear in an except* block");
      return;
    }
  }
  error(message);
}

void Checker::visitAssign(Assign *node) {
  expr(node->value);
  visitList(node->targets);
}

void Checker::visitAugAssign(AugAssign *node) {
  // The target is read first; what may be said about it is said once.
  if (auto *attribute = dynAs<Attribute>(node->target))
    expr(attribute->value);
  if (auto *subscript = dynAs<Subscript>(node->target)) {
    expr(subscript->value);
    expr(subscript->slice);
  }
  expr(node->value);
  SourceRange outer = here_;
  here_ = node->target->range;
  if (auto *name = dynAs<Name>(node->target))
    checkName(name->id, ExprContext::Store);
  if (auto *attribute = dynAs<Attribute>(node->target))
    checkName(attribute->attr, ExprContext::Store);
  here_ = outer;
}

void Checker::visitAnnAssign(AnnAssign *node) {
  if (node->value) {
    expr(node->value);
    expr(node->target);
  }
  if (auto *name = dynAs<Name>(node->target)) {
    if (!node->value)
      checkName(name->id, ExprContext::Store);
  } else if (!node->value) {
    if (auto *attribute = dynAs<Attribute>(node->target)) {
      checkName(attribute->attr, ExprContext::Store);
      expr(attribute->value);
    } else if (auto *subscript = dynAs<Subscript>(node->target)) {
      expr(subscript->value);
      expr(subscript->slice);
    }
  }
  // In functions, annotations of variables are not evaluated, but they are looked at.
  if (!isInFunction())
    expr(node->annotation);
}

template <typename T> void Checker::forLoop(T *node) {
  expr(node->iter);
  pushBlock(BlockKind::Loop);
  expr(node->target);
  block(node->body);
  popBlock();
  block(node->orelse);
}

void Checker::visitAsyncFor(AsyncFor *node) {
  if (unit_->kind != UnitKind::AsyncFunction)
    error("'async for' outside async function");
  forLoop(node);
}

void Checker::visitWhile(While *node) {
  pushBlock(BlockKind::Loop);
  expr(node->test);
  block(node->body);
  popBlock();
  block(node->orelse);
}

void Checker::visitIf(If *node) {
  // Chains of elif are long in generated code, so they are walked in a loop.
  for (;;) {
    expr(node->test);
    block(node->body);
    if (node->orelse.size() != 1 || node->orelse[0]->kind != NodeKind::If)
      break;
    node = as<If>(static_cast<Node *>(node->orelse[0]));
    here_ = node->range;
  }
  block(node->orelse);
}

template <typename T> void Checker::with(T *node, size_t index) {
  WithItem *item = node->items[index];
  expr(item->context_expr);
  pushBlock(BlockKind::Other);
  expr(item->optional_vars);
  if (index + 1 == node->items.size())
    block(node->body);
  else
    with(node, index + 1);
  popBlock();
}

void Checker::visitAsyncWith(AsyncWith *node) {
  if (unit_->kind != UnitKind::AsyncFunction)
    error("'async with' outside async function");
  with(node, 0);
}

template <typename T> void Checker::tryStatement(T *node, bool isStar) {
  if (!node->finalbody.empty())
    pushBlock(BlockKind::Other);
  if (node->handlers.empty())
    block(node->body);
  else
    handlers(node, isStar);
  if (node->finalbody.empty())
    return;
  popBlock();
  pushBlock(BlockKind::Other);
  block(node->finalbody);
  popBlock();
}

template <typename T> void Checker::handlers(T *node, bool isStar) {
  pushBlock(BlockKind::Other);
  block(node->body);
  popBlock();
  block(node->orelse);
  pushBlock(isStar ? BlockKind::StarHandler : BlockKind::Other);
  for (size_t i = 0; i < node->handlers.size(); ++i) {
    ExceptHandler *handler = node->handlers[i];
    here_ = handler->range;
    if (!handler->type && i + 1 < node->handlers.size())
      error("default 'except:' must be last");
    expr(handler->type);
    if (handler->name)
      checkName(handler->name, ExprContext::Store);
    pushBlock(BlockKind::Other);
    block(handler->body);
    popBlock();
  }
  popBlock();
}

void Checker::visitAssert(Assert *node) {
  auto *tuple = dynAs<Tuple>(node->test);
  if (tuple && !tuple->elts.empty())
    warn("assertion is always true, perhaps remove parentheses?");
  expr(node->test);
  expr(node->msg);
}

void Checker::visitImport(Import *node) {
  for (Alias *alias : node->names) {
    std::string_view name = alias->asname ? alias->asname->text : alias->name->text;
    if (name.substr(0, name.find('.')) == "__debug__")
      error("cannot assign to __debug__");
  }
}

void Checker::visitImportFrom(ImportFrom *node) {
  if (node->module && node->module->text == "__future__" && node->range.line > futureLine_)
    error("from __future__ imports must occur at the beginning of the file");
  for (Alias *alias : node->names)
    checkName(alias->asname ? alias->asname : alias->name, ExprContext::Store);
}

// --- expressions

void Checker::visitDict(Dict *node) {
  for (size_t i = 0; i < node->values.size(); ++i) {
    expr(node->keys[i]);
    expr(node->values[i]);
  }
}

template <typename T> void Checker::comprehension(T *node, ExprNode *element, ExprNode *value) {
  const UnitKind outer = unit_->kind;
  {
    UnitGuard guard(*this, UnitKind::Comprehension, node);
    if (unit_->scope->isCoroutine && node->kind != NodeKind::GeneratorExp && outer != UnitKind::AsyncFunction &&
        outer != UnitKind::Comprehension)
      error("asynchronous comprehension outside of an asynchronous function");
    for (size_t i = 0; i < node->generators.size(); ++i) {
      Comprehension *clause = node->generators[i];
      if (i > 0)
        expr(clause->iter);
      expr(clause->target);
      visitList(clause->ifs);
    }
    expr(element);
    expr(value);
  }
  expr(node->generators[0]->iter);
}

void Checker::visitYield(Yield *node) {
  if (!isInFunction())
    error("'yield' outside function");
  expr(node->value);
}

void Checker::visitYieldFrom(YieldFrom *node) {
  if (!isInFunction())
    error("'yield' outside function");
  else if (unit_->kind == UnitKind::AsyncFunction)
    error("'yield from' inside async function");
  expr(node->value);
}

void Checker::visitAwait(Await *node) {
  if (!isInFunction())
    error("'await' outside function");
  else if (unit_->kind != UnitKind::AsyncFunction && unit_->kind != UnitKind::Comprehension)
    error("'await' outside async function");
  expr(node->value);
}

// Comparing identity with a literal.
void Checker::visitCompare(Compare *node) {
  auto isIdentity = [](const ExprNode *operand) {
    if (auto *constant = dynAs<Constant>(operand))
      return constant->valueKind == ConstantKind::None || constant->valueKind == ConstantKind::True ||
             constant->valueKind == ConstantKind::False || constant->valueKind == ConstantKind::Ellipsis;
    return !isConstant(operand);
  };
  bool left = isIdentity(node->left);
  for (size_t i = 0; i < node->ops.size(); ++i) {
    bool right = isIdentity(node->comparators[i]);
    if (!left || !right) {
      if (node->ops[i] == CompareOperator::Is) {
        warn("\"is\" with a literal. Did you mean \"==\"?");
        break;
      }
      if (node->ops[i] == CompareOperator::IsNot) {
        warn("\"is not\" with a literal. Did you mean \"!=\"?");
        break;
      }
    }
    left = right;
  }
  expr(node->left);
  visitList(node->comparators);
}

void Checker::checkKeywords(std::span<Keyword *> keywords) {
  for (size_t i = 0; i < keywords.size(); ++i) {
    if (!keywords[i]->arg)
      continue;
    checkName(keywords[i]->arg, ExprContext::Store);
    for (size_t k = i + 1; k < keywords.size(); ++k) {
      if (keywords[k]->arg != keywords[i]->arg)
        continue;
      SourceRange outer = here_;
      here_ = keywords[k]->range;
      error("keyword argument repeated: " + std::string(keywords[i]->arg->text));
      here_ = outer;
      return;
    }
  }
}

void Checker::visitCall(Call *node) {
  checkKeywords(node->keywords);
  const char *type = plainType(node->func);
  if (type && node->func->kind != NodeKind::Lambda)
    warn(std::string("'") + type + "' object is not callable; perhaps you missed a comma?");
  expr(node->func);
  for (ExprNode *arg : node->args)
    expr(arg->kind == NodeKind::Starred ? as<Starred>(arg)->value : arg);
  keywordValues(node->keywords);
}

void Checker::visitAttribute(Attribute *node) {
  expr(node->value);
  checkName(node->attr, node->ctx);
}

void Checker::visitSubscript(Subscript *node) {
  if (node->ctx == ExprContext::Load) {
    const char *type = plainType(node->value);
    const char *index = plainType(node->slice);
    std::string_view typeName = type ? type : "";
    if (typeName == "str" || typeName == "bytes" || typeName == "tuple" || typeName == "list") {
      bool isString = node->value->kind == NodeKind::JoinedStr || typeName == "str";
      std::string_view indexName = index ? index : "";
      if (index && indexName != "int" && indexName != "bool")
        warn((isString ? "str" : std::string(typeName)) + " indices must be integers or slices, not " + index +
             "; perhaps you missed a comma?");
    } else if (type && node->value->kind != NodeKind::Dict && node->value->kind != NodeKind::DictComp) {
      warn("'" + std::string(typeName) + "' object is not subscriptable; perhaps you missed a comma?");
    }
  }
  expr(node->value);
  if (auto *tuple = dynAs<Tuple>(node->slice))
    elements(tuple->elts, ExprContext::Load);
  else
    expr(node->slice);
}

void Checker::visitStarred(Starred *node) {
  error(node->ctx == ExprContext::Store ? "starred assignment target must be in a list or tuple"
                                        : "can't use starred expression here");
}

// Elements of a list or tuple, where stars are allowed, though only one among targets.
void Checker::elements(std::span<ExprNode *> elements, ExprContext ctx) {
  if (ctx == ExprContext::Store) {
    bool sawStar = false;
    for (size_t i = 0; i < elements.size(); ++i) {
      if (elements[i]->kind != NodeKind::Starred)
        continue;
      if (sawStar) {
        error("multiple starred expressions in assignment");
        return;
      }
      if (i >= kMaxBeforeStar) {
        error("too many expressions in star-unpacking assignment");
        return;
      }
      sawStar = true;
    }
  }
  for (ExprNode *element : elements)
    expr(element->kind == NodeKind::Starred ? as<Starred>(element)->value : element);
}

// --- match

void Checker::visitMatch(Match *node) {
  expr(node->subject);
  for (size_t i = 0; i < node->cases.size(); ++i) {
    MatchCase *clause = node->cases[i];
    here_ = clause->pattern->range;
    PatternState state;
    state.allowsIrrefutable = clause->guard || i + 1 == node->cases.size();
    pattern(clause->pattern, state);
    for (Identifier name : state.names)
      checkName(name, ExprContext::Store);
    expr(clause->guard);
    block(clause->body);
  }
}

void Checker::capture(Identifier name, PatternState &state) {
  if (!name)
    return;
  checkName(name, ExprContext::Store);
  if (std::find(state.names.begin(), state.names.end(), name) != state.names.end())
    error("multiple assignments to name " + quoted(name) + " in pattern");
  else
    state.names.push_back(name);
}

void Checker::pattern(PatternNode *node, PatternState &state) {
  here_ = node->range;
  switch (node->kind) {
  case NodeKind::MatchValue: {
    ExprNode *value = as<MatchValue>(node)->value;
    if (!isConstant(value) && value->kind != NodeKind::Attribute && value->kind != NodeKind::BinOp)
      error("patterns may only match literals and attribute lookups");
    expr(value);
    break;
  }
  case NodeKind::MatchSequence:
    sequencePattern(as<MatchSequence>(node), state);
    break;
  case NodeKind::MatchMapping:
    mappingPattern(as<MatchMapping>(node), state);
    break;
  case NodeKind::MatchClass:
    classPattern(as<MatchClass>(node), state);
    break;
  case NodeKind::MatchStar:
    capture(as<MatchStar>(node)->name, state);
    break;
  case NodeKind::MatchAs: {
    auto *capturePattern = as<MatchAs>(node);
    if (capturePattern->pattern) {
      pattern(capturePattern->pattern, state);
    } else if (!state.allowsIrrefutable) {
      error(capturePattern->name
                ? "name capture " + quoted(capturePattern->name) + " makes remaining patterns unreachable"
                : "wildcard makes remaining patterns unreachable");
    }
    capture(capturePattern->name, state);
    break;
  }
  case NodeKind::MatchOr:
    orPattern(as<MatchOr>(node), state);
    break;
  default:
    break;
  }
}

void Checker::sequencePattern(MatchSequence *node, PatternState &state) {
  bool sawStar = false;
  for (size_t i = 0; i < node->patterns.size(); ++i) {
    if (node->patterns[i]->kind != NodeKind::MatchStar)
      continue;
    if (sawStar) {
      error("multiple starred names in sequence pattern");
      return;
    }
    if (i >= kMaxBeforeStar) {
      error("too many expressions in star-unpacking sequence pattern");
      return;
    }
    sawStar = true;
  }
  for (PatternNode *item : node->patterns)
    subpattern(item, state);
}

// What tells keys apart: the kind of a literal, so far as it matters for equality, and its value; empty for others. `shown` gets
// the value as messages show it.
std::string keyOf(const ExprNode *node, std::string &shown) {
  auto *unary = dynAs<UnaryOp>(node);
  auto *constant = dynAs<Constant>(unary ? unary->operand : node);
  if (!constant)
    return {};
  shown = (unary ? "-" : "") + formatConstant(constant);
  switch (constant->valueKind) {
  case ConstantKind::True:
    return "1";
  case ConstantKind::False:
    return "0";
  case ConstantKind::Float: {
    // A float may equal an int.
    char text[400];
    std::snprintf(text, sizeof text, "%s%.17g", unary ? "-" : "", constant->floatValue);
    if (constant->floatValue == std::floor(constant->floatValue) && !std::isinf(constant->floatValue))
      std::snprintf(text, sizeof text, "%s%.0f", unary && constant->floatValue != 0 ? "-" : "", constant->floatValue);
    return text;
  }
  default:
    return shown == "-0" ? "0" : shown;
  }
}

void Checker::mappingPattern(MatchMapping *node, PatternState &state) {
  std::unordered_set<std::string> seen;
  for (ExprNode *key : node->keys) {
    std::string shown, text = keyOf(key, shown);
    if (!text.empty() && !seen.insert(text).second)
      error("mapping pattern checks duplicate key (" + shown + ")");
    else if (!isConstant(key) && key->kind != NodeKind::Attribute && key->kind != NodeKind::BinOp)
      error("mapping pattern keys may only match literals and attribute lookups");
    expr(key);
  }
  for (PatternNode *value : node->patterns)
    subpattern(value, state);
  capture(node->rest, state);
}

void Checker::classPattern(MatchClass *node, PatternState &state) {
  const SourceRange outer = here_;
  for (size_t i = 0; i < node->kwd_attrs.size(); ++i) {
    here_ = node->kwd_patterns[i]->range;
    checkName(node->kwd_attrs[i], ExprContext::Store);
    for (size_t k = i + 1; k < node->kwd_attrs.size(); ++k) {
      if (node->kwd_attrs[i] != node->kwd_attrs[k])
        continue;
      here_ = node->kwd_patterns[k]->range;
      error("attribute name repeated in class pattern: " + std::string(node->kwd_attrs[i]->text));
      return;
    }
  }
  here_ = outer;
  expr(node->cls);
  for (PatternNode *item : node->patterns)
    subpattern(item, state);
  for (PatternNode *item : node->kwd_patterns)
    subpattern(item, state);
}

void Checker::orPattern(MatchOr *node, PatternState &state) {
  std::vector<Identifier> control;
  for (size_t i = 0; i < node->patterns.size(); ++i) {
    PatternState alternative;
    alternative.allowsIrrefutable = i + 1 == node->patterns.size() && state.allowsIrrefutable;
    pattern(node->patterns[i], alternative);
    if (i == 0) {
      control = alternative.names;
      continue;
    }
    bool isSame = control.size() == alternative.names.size() &&
                  std::all_of(control.begin(), control.end(), [&](Identifier name) {
                    return std::find(alternative.names.begin(), alternative.names.end(), name) != alternative.names.end();
                  });
    if (!isSame) {
      error("alternative patterns bind different names");
      return;
    }
  }
  for (Identifier name : control)
    capture(name, state);
}

} // namespace

bool checkFutureImports(const Module *module, support::Diagnostics &diagnostics) {
  bool isGood = true;
  forEachFutureImport(module, [&](const ImportFrom *import) {
    static constexpr std::string_view kFeatures[] = {
        "nested_scopes",    "generators",      "division",         "absolute_import", "with_statement",
        "print_function",   "unicode_literals", "barry_as_FLUFL",  "generator_stop",  "annotations"};
    for (Alias *alias : import->names) {
      std::string_view name = alias->name->text;
      if (std::find(std::begin(kFeatures), std::end(kFeatures), name) != std::end(kFeatures))
        continue;
      const SourceRange &start = import->range;
      diagnostics.report(DiagnosticKind::SyntaxError, {start.line, start.col, start.line, start.col},
                         name == "braces" ? "not a chance"
                                          : "future feature " + std::string(name) + " is not defined");
      isGood = false;
      break;
    }
    return isGood;
  });
  return isGood;
}

void checkProgram(Module *module, const ScopeTree &scopes, support::Diagnostics &diagnostics) {
  Checker(scopes, diagnostics).check(module);
}

} // namespace trivium::frontend
