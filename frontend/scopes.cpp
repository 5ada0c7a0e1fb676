// From a syntax tree to its scopes, in two steps as CPython's symtable does it. ScopeBuilder first walks the tree in
// CPython's order and notes for every scope how it uses each name; then it decides, from the outermost scope inwards,
// which variable each name means (Language Reference 4.2.2). The first error of the walk is CPython's; only if the walk
// found none does the second step report its own, and only then does checks.cpp look at what CPython's code generator
// refuses. Rules and message texts were found by asking CPython 3.11.
#include "frontend/scopes.h"

#include <algorithm>

namespace trivium::frontend {

using namespace ast;
using support::DiagnosticKind;
using support::SourceRange;

const Symbol *Scope::find(Identifier mangledName) const {
  auto found = index_.find(mangledName);
  return found == index_.end() ? nullptr : &symbols[found->second];
}

Symbol *Scope::find(Identifier mangledName) {
  auto found = index_.find(mangledName);
  return found == index_.end() ? nullptr : &symbols[found->second];
}

std::vector<Identifier> Scope::cellNames() const {
  std::vector<Identifier> names;
  for (const Symbol &symbol : symbols)
    if (symbol.kind == SymbolKind::Cell)
      names.push_back(symbol.name);
  return names;
}

std::vector<Identifier> Scope::freeNames() const {
  std::vector<Identifier> names;
  for (const Symbol &symbol : symbols)
    if (symbol.kind == SymbolKind::Free || symbol.passesThrough)
      names.push_back(symbol.name);
  return names;
}

Scope *ScopeTree::scopeOf(const Node *node) const {
  auto found = byNode_.find(node);
  return found == byNode_.end() ? nullptr : found->second;
}

Identifier ScopeTree::mangle(const Scope *scope, Identifier name) const {
  if (!scope->privateName)
    return name;
  std::string_view text = name->text;
  if (!text.starts_with("__") || text.ends_with("__") || text.find('.') != std::string_view::npos)
    return name;
  std::string_view className = scope->privateName->text;
  className.remove_prefix(std::min(className.find_first_not_of('_'), className.size()));
  // A class whose name is nothing but underscores mangles nothing.
  if (className.empty())
    return name;
  return identifiers_->intern("_" + std::string(className) + std::string(text));
}

class ScopeBuilder : public Visitor<ScopeBuilder> {
public:
  ScopeBuilder(ScopeTree &tree, IdentifierTable &identifiers, support::Diagnostics &diagnostics)
      : tree_(tree), identifiers_(identifiers), diagnostics_(diagnostics), class_(identifiers.intern("__class__")),
        super_(identifiers.intern("super")), iterator_(identifiers.intern(".0")), star_(identifiers.intern("*")) {
    tree_.identifiers_ = &identifiers;
  }

  void build(Module *module);

  // --- statements
  void visitFunctionDef(FunctionDef *node) { visitFunction(node, /*isAsync=*/false); }
  void visitAsyncFunctionDef(AsyncFunctionDef *node) { visitFunction(node, /*isAsync=*/true); }
  void visitClassDef(ClassDef *node);
  void visitReturn(Return *node);
  void visitDelete(Delete *node);
  void visitAssign(Assign *node);
  void visitAnnAssign(AnnAssign *node);
  void visitAugAssign(AugAssign *node);
  void visitTry(Try *node) { visitTryParts(node); }
  void visitTryStar(TryStar *node) { visitTryParts(node); }
  void visitAlias(Alias *node);
  void visitGlobal(Global *node);
  void visitNonlocal(Nonlocal *node);
  void visitExpr(Expr *node) { visitStatementValue(node->value); }
  void visitExceptHandler(ExceptHandler *node);

  // --- expressions
  void visitNamedExpr(NamedExpr *node);
  void visitLambda(Lambda *node);
  void visitIfExp(IfExp *node) { visitChildren(node); }
  void visitDict(Dict *node);
  void visitListComp(ListComp *node) { visitComprehensionScope(node, node->elt, nullptr, "<listcomp>"); }
  void visitSetComp(SetComp *node) { visitComprehensionScope(node, node->elt, nullptr, "<setcomp>"); }
  void visitDictComp(DictComp *node) { visitComprehensionScope(node, node->key, node->value, "<dictcomp>"); }
  void visitGeneratorExp(GeneratorExp *node) { visitComprehensionScope(node, node->elt, nullptr, "<genexpr>"); }
  void visitComprehension(Comprehension *node);
  void visitYield(Yield *node) { visitYieldExpression(node, node->value); }
  void visitYieldFrom(YieldFrom *node) { visitYieldExpression(node, node->value); }
  void visitAwait(Await *node);
  void visitName(Name *node);

  // --- patterns
  void visitMatchStar(MatchStar *node);
  void visitMatchMapping(MatchMapping *node);
  void visitMatchAs(MatchAs *node);

private:
  // How a scope uses a name.
  enum Use : uint32_t {
    kGlobal = 1,
    kLocal = 2,
    kParameter = 4,
    kNonlocal = 8,
    kRead = 16,
    kImport = 32,
    kAnnotated = 64,
    kIteration = 128,
    kDeleted = 256,
    kBuiltins = 512,
    kBound = kLocal | kParameter | kImport,
  };

  struct Directive {
    Identifier name;
    SourceRange range;
  };

  // What is known about a scope while the tree is walked.
  struct State {
    Scope *scope;
    State *parent;
    // uses[i] belongs to scope->symbols[i].
    std::vector<uint32_t> uses;
    std::vector<Directive> directives;
    std::vector<State *> children;
    // More than 0 inside the iterable of a comprehension's `for`.
    int inIterable = 0;
    bool inIterationTarget = false;
    // An annotation under `from __future__ import annotations`: errors count, names do not.
    bool isAnnotation = false;

    bool isComprehension() const { return scope->kind == ScopeKind::Comprehension; }
  };

  State *enter(ScopeKind kind, Node *node, Identifier name);
  void leave() { current_ = current_->parent; }
  void error(const SourceRange &range, std::string message) {
    diagnostics_.report(DiagnosticKind::SyntaxError, range, std::move(message));
  }
  static std::string quoted(Identifier name) { return "'" + std::string(name->text) + "'"; }
  Identifier mangle(Identifier name) const { return tree_.mangle(current_->scope, name); }
  // Index of the symbol, made if it is new.
  static uint32_t symbolIndex(State *state, Identifier mangled);
  uint32_t usesOf(State *state, Identifier name) const;
  void addUse(Identifier name, uint32_t use, const SourceRange &range) { addUse(current_, name, use, range); }
  void addUse(State *state, Identifier name, uint32_t use, const SourceRange &range);

  template <typename T> void visitFunction(T *node, bool isAsync);
  template <typename T> void visitTryParts(T *node);
  void visitDefaults(Arguments *args);
  void visitAnnotations(Node *function, Arguments *args, ExprNode *returns);
  void visitAnnotation(ExprNode *annotation);
  void visitParameters(Arguments *args);
  template <typename T> void visitComprehensionScope(T *node, ExprNode *element, ExprNode *value, const char *name);
  template <typename T> void visitYieldExpression(T *node, ExprNode *value);
  // A value that is used with nothing else waiting for it.
  void visitStatementValue(ExprNode *value) {
    plainYield_ = value;
    visit(value);
  }
  bool refuseInAnnotation(const char *what, const Node *node);
  bool bindNamedExpression(Name *target);
  template <typename T> void declare(T *node, uint32_t use, const char *word);
  bool findFutureAnnotations(Module *module);

  // --- second step
  void resolve(State *state);
  void resolveName(State *state, uint32_t index);
  State *findBinder(State *state, Identifier name) const;
  void passThrough(State *from, State *binder, Identifier name);
  void setQualifiedName(Scope *scope);

  ScopeTree &tree_;
  IdentifierTable &identifiers_;
  support::Diagnostics &diagnostics_;
  const Identifier class_, super_, iterator_, star_;
  std::deque<State> states_;
  State *current_ = nullptr;
  const Node *plainYield_ = nullptr;
  bool futureAnnotations_ = false;
};

ScopeBuilder::State *ScopeBuilder::enter(ScopeKind kind, Node *node, Identifier name) {
  Scope &scope = tree_.scopes_.emplace_back();
  State &state = states_.emplace_back();
  scope.kind = kind;
  scope.node = node;
  scope.name = name;
  state.scope = &scope;
  state.parent = current_;
  if (current_) {
    scope.parent = current_->scope;
    scope.privateName = current_->scope->privateName;
    scope.isNested = current_->scope->isNested || current_->scope->isFunctionLike();
    state.inIterable = current_->inIterable;
    // Scopes inside an annotation that is never evaluated belong to nothing.
    if (!current_->isAnnotation) {
      current_->scope->children.push_back(&scope);
      current_->children.push_back(&state);
    }
  }
  if (node)
    tree_.byNode_[node] = &scope;
  current_ = &state;
  return &state;
}

uint32_t ScopeBuilder::symbolIndex(State *state, Identifier mangled) {
  Scope *scope = state->scope;
  auto [entry, isNew] = scope->index_.try_emplace(mangled, static_cast<uint32_t>(scope->symbols.size()));
  if (isNew) {
    scope->symbols.emplace_back().name = mangled;
    state->uses.push_back(0);
  }
  return entry->second;
}

uint32_t ScopeBuilder::usesOf(State *state, Identifier name) const {
  auto found = state->scope->index_.find(tree_.mangle(state->scope, name));
  return found == state->scope->index_.end() ? 0 : state->uses[found->second];
}

void ScopeBuilder::addUse(State *state, Identifier name, uint32_t use, const SourceRange &range) {
  // The name is mangled as the code that is being read sees it, which is inside the same class as `state`.
  Identifier mangled = mangle(name);
  uint32_t index = symbolIndex(state, mangled);
  uint32_t &uses = state->uses[index];
  if ((use & kParameter) && (uses & kParameter)) {
    error(range, "duplicate argument " + quoted(name) + " in function definition");
    return;
  }
  uses |= use;
  if (state->inIterationTarget) {
    if (uses & (kGlobal | kNonlocal)) {
      error(range, "comprehension inner loop cannot rebind assignment expression target " + quoted(name));
      return;
    }
    uses |= kIteration;
  }
  if (use & kParameter)
    ++state->scope->parameterCount;
}

bool ScopeBuilder::findFutureAnnotations(Module *module) {
  bool isFirst = true;
  for (StmtNode *statement : module->body) {
    if (isFirst && isa<Expr>(statement)) {
      auto *constant = dynAs<Constant>(as<Expr>(statement)->value);
      isFirst = false;
      if (constant && constant->valueKind == ConstantKind::Str)
        continue;
    }
    auto *import = dynAs<ImportFrom>(statement);
    if (!import || !import->module || import->module->text != "__future__")
      return false;
    for (Alias *alias : import->names)
      if (alias->name->text == "annotations")
        return true;
    isFirst = false;
  }
  return false;
}

void ScopeBuilder::build(Module *module) {
  futureAnnotations_ = findFutureAnnotations(module);
  State *top = enter(ScopeKind::Module, module, identifiers_.intern("<module>"));
  tree_.module_ = top->scope;
  visitList(module->body);
  if (!diagnostics_.hasErrors())
    resolve(top);
}

// --- statements

void ScopeBuilder::visitDefaults(Arguments *args) {
  visitList(args->defaults);
  visitList(args->kw_defaults);
}

// Annotations of parameters in CPython's order, then that of the result.
void ScopeBuilder::visitAnnotations(Node *, Arguments *args, ExprNode *returns) {
  auto one = [this](Arg *arg) {
    if (arg && arg->annotation)
      visitAnnotation(arg->annotation);
  };
  for (Arg *arg : args->posonlyargs)
    one(arg);
  for (Arg *arg : args->args)
    one(arg);
  one(args->vararg);
  one(args->kwarg);
  for (Arg *arg : args->kwonlyargs)
    one(arg);
  if (returns)
    visitAnnotation(returns);
}

void ScopeBuilder::visitAnnotation(ExprNode *annotation) {
  if (!futureAnnotations_) {
    visit(annotation);
    return;
  }
  // A scope that nobody keeps: not among the children of the one around it.
  State *outer = current_;
  State *state = enter(outer->scope->kind, nullptr, outer->scope->name);
  state->isAnnotation = true;
  if (!outer->isAnnotation) {
    outer->scope->children.pop_back();
    outer->children.pop_back();
  }
  visit(annotation);
  leave();
}

void ScopeBuilder::visitParameters(Arguments *args) {
  auto one = [this](Arg *arg) {
    if (arg)
      addUse(arg->arg, kParameter, arg->range);
  };
  for (Arg *arg : args->posonlyargs)
    one(arg);
  for (Arg *arg : args->args)
    one(arg);
  for (Arg *arg : args->kwonlyargs)
    one(arg);
  one(args->vararg);
  one(args->kwarg);
}

template <typename T> void ScopeBuilder::visitFunction(T *node, bool isAsync) {
  addUse(node->name, kLocal, node->range);
  visitDefaults(node->args);
  visitAnnotations(node, node->args, node->returns);
  visitList(node->decorator_list);
  State *state = enter(ScopeKind::Function, node, node->name);
  state->scope->isCoroutine = isAsync;
  visitParameters(node->args);
  visitList(node->body);
  leave();
}

void ScopeBuilder::visitClassDef(ClassDef *node) {
  addUse(node->name, kLocal, node->range);
  visitList(node->bases);
  visitList(node->keywords);
  visitList(node->decorator_list);
  State *state = enter(ScopeKind::Class, node, node->name);
  state->scope->privateName = node->name;
  visitList(node->body);
  leave();
}

void ScopeBuilder::visitReturn(Return *node) {
  if (!node->value)
    return;
  visitStatementValue(node->value);
  current_->scope->hasReturnValue = true;
}

void ScopeBuilder::visitDelete(Delete *node) { visitList(node->targets); }

void ScopeBuilder::visitAssign(Assign *node) {
  visitList(node->targets);
  visitStatementValue(node->value);
}

void ScopeBuilder::visitAugAssign(AugAssign *node) {
  visit(node->target);
  visit(node->value);
}

void ScopeBuilder::visitAnnAssign(AnnAssign *node) {
  if (auto *name = dynAs<Name>(node->target)) {
    uint32_t uses = usesOf(current_, name->id);
    if ((uses & (kGlobal | kNonlocal)) && current_->scope->kind != ScopeKind::Module && node->simple)
      error(node->range, "annotated name " + quoted(name->id) +
                             (uses & kGlobal ? " can't be global" : " can't be nonlocal"));
    if (node->simple)
      addUse(name->id, kAnnotated | kLocal, name->range);
    else if (node->value)
      addUse(name->id, kLocal, name->range);
  } else {
    visit(node->target);
  }
  visitAnnotation(node->annotation);
  if (node->value)
    visitStatementValue(node->value);
}

// CPython reads the else clause before the handlers.
template <typename T> void ScopeBuilder::visitTryParts(T *node) {
  visitList(node->body);
  visitList(node->orelse);
  visitList(node->handlers);
  visitList(node->finalbody);
}

void ScopeBuilder::visitExceptHandler(ExceptHandler *node) {
  if (node->type)
    visit(node->type);
  // The name is unbound when the handler ends.
  if (node->name)
    addUse(node->name, kLocal | kDeleted, node->range);
  visitList(node->body);
}

void ScopeBuilder::visitAlias(Alias *node) {
  if (node->name == star_ && !node->asname) {
    if (current_->scope->kind != ScopeKind::Module)
      error(node->range, "import * only allowed at module level");
    current_->scope->hasImportStar = true;
    return;
  }
  Identifier name = node->asname ? node->asname : node->name;
  // `import a.b` binds `a`.
  if (size_t dot = name->text.find('.'); dot != std::string_view::npos)
    name = identifiers_.intern(name->text.substr(0, dot));
  addUse(name, node->name->text == "builtins" ? kImport | kBuiltins : kImport, node->range);
}

// `global` or `nonlocal`.
template <typename T> void ScopeBuilder::declare(T *node, uint32_t use, const char *word) {
  for (Identifier name : node->names) {
    uint32_t uses = usesOf(current_, name);
    std::string message;
    if (uses & kParameter)
      message = "name " + quoted(name) + " is parameter and " + word;
    else if (uses & kRead)
      message = "name " + quoted(name) + " is used prior to " + word + " declaration";
    else if (uses & kAnnotated)
      message = "annotated name " + quoted(name) + " can't be " + word;
    else if (uses & kLocal)
      message = "name " + quoted(name) + " is assigned to before " + word + " declaration";
    if (!message.empty())
      error(node->range, std::move(message));
    addUse(name, use, node->range);
    current_->directives.push_back({mangle(name), node->range});
  }
}

void ScopeBuilder::visitGlobal(Global *node) { declare(node, kGlobal, "global"); }
void ScopeBuilder::visitNonlocal(Nonlocal *node) { declare(node, kNonlocal, "nonlocal"); }

// --- expressions

bool ScopeBuilder::refuseInAnnotation(const char *what, const Node *node) {
  if (!current_->isAnnotation)
    return false;
  error(node->range, "'" + std::string(what) + "' can not be used within an annotation");
  return true;
}

void ScopeBuilder::visitNamedExpr(NamedExpr *node) {
  if (refuseInAnnotation("named expression", node))
    return;
  if (current_->inIterable > 0) {
    error(node->range, "assignment expression cannot be used in a comprehension iterable expression");
    return;
  }
  if (current_->isComprehension() && !bindNamedExpression(as<Name>(node->target)))
    return;
  visit(node->value);
  visit(node->target);
}

// The target of `:=` in a comprehension belongs to the nearest function or module around (PEP 572).
bool ScopeBuilder::bindNamedExpression(Name *target) {
  for (State *state = current_; state; state = state->parent) {
    if (state->isComprehension()) {
      if (usesOf(state, target->id) & kIteration) {
        error(target->range, "assignment expression cannot rebind comprehension iteration variable " + quoted(target->id));
        return false;
      }
      continue;
    }
    if (state->isAnnotation)
      return true;
    switch (state->scope->kind) {
    case ScopeKind::Class:
      error(target->range, "assignment expression within a comprehension cannot be used in a class body");
      return false;
    case ScopeKind::Module:
      addUse(target->id, kGlobal, target->range);
      current_->directives.push_back({mangle(target->id), target->range});
      addUse(state, target->id, kGlobal, target->range);
      return true;
    default:
      addUse(target->id, usesOf(state, target->id) & kGlobal ? kGlobal : kNonlocal, target->range);
      current_->directives.push_back({mangle(target->id), target->range});
      addUse(state, target->id, kLocal, target->range);
      return true;
    }
  }
  return true;
}

void ScopeBuilder::visitLambda(Lambda *node) {
  visitDefaults(node->args);
  enter(ScopeKind::Lambda, node, identifiers_.intern("<lambda>"));
  visitParameters(node->args);
  visit(node->body);
  leave();
}

void ScopeBuilder::visitDict(Dict *node) {
  visitList(node->keys);
  visitList(node->values);
}

template <typename T>
void ScopeBuilder::visitComprehensionScope(T *node, ExprNode *element, ExprNode *value, const char *name) {
  Comprehension *outermost = node->generators[0];
  // The first iterable is evaluated outside.
  ++current_->inIterable;
  visit(outermost->iter);
  --current_->inIterable;
  State *state = enter(ScopeKind::Comprehension, node, identifiers_.intern(name));
  Scope *scope = state->scope;
  scope->isCoroutine = outermost->is_async;
  addUse(iterator_, kParameter, node->range);
  state->inIterationTarget = true;
  visit(outermost->target);
  state->inIterationTarget = false;
  visitList(outermost->ifs);
  for (Comprehension *clause : node->generators.subspan(1))
    visit(clause);
  if (value)
    visit(value);
  visit(element);
  scope->isGenerator = node->kind == NodeKind::GeneratorExp;
  bool awaits = scope->isCoroutine && !scope->isGenerator;
  leave();
  current_->scope->isCoroutine |= awaits;
}

void ScopeBuilder::visitComprehension(Comprehension *node) {
  current_->inIterationTarget = true;
  visit(node->target);
  current_->inIterationTarget = false;
  ++current_->inIterable;
  visit(node->iter);
  --current_->inIterable;
  visitList(node->ifs);
  current_->scope->isCoroutine |= node->is_async != 0;
}

template <typename T> void ScopeBuilder::visitYieldExpression(T *node, ExprNode *value) {
  if (refuseInAnnotation("yield expression", node))
    return;
  bool isPlain = plainYield_ == node;
  if (value)
    visit(value);
  current_->scope->isGenerator = true;
  current_->scope->hasYieldInExpression |= !isPlain;
  if (!current_->isComprehension())
    return;
  switch (current_->scope->node->kind) {
  case NodeKind::ListComp:
    error(node->range, "'yield' inside list comprehension");
    break;
  case NodeKind::SetComp:
    error(node->range, "'yield' inside set comprehension");
    break;
  case NodeKind::DictComp:
    error(node->range, "'yield' inside dict comprehension");
    break;
  default:
    error(node->range, "'yield' inside generator expression");
  }
}

void ScopeBuilder::visitAwait(Await *node) {
  if (refuseInAnnotation("await expression", node))
    return;
  visit(node->value);
  current_->scope->isCoroutine = true;
}

void ScopeBuilder::visitName(Name *node) {
  uint32_t use = node->ctx == ExprContext::Load ? kRead : node->ctx == ExprContext::Del ? kLocal | kDeleted : kLocal;
  addUse(node->id, use, node->range);
  // `super()` without arguments needs the class around.
  if (node->id == super_ && node->ctx == ExprContext::Load && current_->scope->isFunctionLike())
    addUse(class_, kRead, node->range);
}

// --- patterns

void ScopeBuilder::visitMatchStar(MatchStar *node) {
  if (node->name)
    addUse(node->name, kLocal, node->range);
}

void ScopeBuilder::visitMatchMapping(MatchMapping *node) {
  visitChildren(node);
  if (node->rest)
    addUse(node->rest, kLocal, node->range);
}

void ScopeBuilder::visitMatchAs(MatchAs *node) {
  visitChildren(node);
  if (node->name)
    addUse(node->name, kLocal, node->range);
}

// --- second step: what the names mean

// The scope around `state` that binds `name`, or null if the name is global there. A `global` statement in a function hides
// outer bindings from the functions inside; classes are no part of the chain, except that they bind `__class__`.
ScopeBuilder::State *ScopeBuilder::findBinder(State *state, Identifier name) const {
  for (State *around = state->parent; around; around = around->parent) {
    if (around->scope->kind == ScopeKind::Module)
      return nullptr;
    if (around->scope->kind == ScopeKind::Class) {
      if (name == class_)
        return around;
      continue;
    }
    auto found = around->scope->index_.find(name);
    if (found == around->scope->index_.end())
      continue;
    uint32_t uses = around->uses[found->second];
    if (uses & kGlobal)
      return nullptr;
    if ((uses & kBound) && !(uses & kNonlocal))
      return around;
  }
  return nullptr;
}

// The variable of `binder` becomes a cell, and every scope between has to hand it on.
void ScopeBuilder::passThrough(State *from, State *binder, Identifier name) {
  for (State *around = from->parent; around != binder; around = around->parent) {
    Symbol *symbol = around->scope->find(name);
    if (!symbol) {
      around->scope->symbols[symbolIndex(around, name)].kind = SymbolKind::Free;
    } else if (around->scope->kind == ScopeKind::Class) {
      // The class may have an entry of that name in its namespace, which the inner functions do not see.
      if (symbol->kind != SymbolKind::Free)
        symbol->passesThrough = true;
    } else {
      symbol->kind = SymbolKind::Free;
    }
  }
  if (binder->scope->kind == ScopeKind::Class)
    binder->scope->needsClassCell = true;
  else
    binder->scope->find(name)->kind = SymbolKind::Cell;
}

void ScopeBuilder::resolveName(State *state, uint32_t index) {
  uint32_t uses = state->uses[index];
  Symbol &symbol = state->scope->symbols[index];
  Identifier name = symbol.name;
  symbol.isParameter = uses & kParameter;
  symbol.isAssigned = uses & (kLocal | kImport);
  symbol.isReferenced = uses & kRead;
  symbol.isImported = uses & kImport;
  symbol.isBuiltins = uses & kBuiltins;
  symbol.isAnnotated = uses & kAnnotated;
  symbol.isNonlocal = uses & kNonlocal;
  symbol.isDeclaredGlobal = uses & kGlobal;
  symbol.isIterationVariable = uses & kIteration;
  symbol.isDeleted = uses & kDeleted;
  auto directiveError = [&](std::string message) {
    for (const Directive &directive : state->directives)
      if (directive.name == name) {
        error(directive.range, std::move(message));
        return;
      }
  };
  if (uses & kGlobal) {
    if (uses & kNonlocal)
      directiveError("name " + quoted(name) + " is nonlocal and global");
    symbol.kind = SymbolKind::GlobalExplicit;
    return;
  }
  if (uses & kNonlocal) {
    if (state->scope->kind == ScopeKind::Module) {
      directiveError("nonlocal declaration not allowed at module level");
      return;
    }
    State *binder = findBinder(state, name);
    if (!binder) {
      directiveError("no binding for nonlocal " + quoted(name) + " found");
      return;
    }
    symbol.kind = SymbolKind::Free;
    passThrough(state, binder, name);
    return;
  }
  if (uses & kBound) {
    symbol.kind = SymbolKind::Local;
    return;
  }
  // A name that an inner scope passes through has no use of its own and is resolved already.
  if (uses == 0)
    return;
  if (State *binder = findBinder(state, name)) {
    symbol.kind = SymbolKind::Free;
    passThrough(state, binder, name);
    return;
  }
  symbol.kind = SymbolKind::GlobalImplicit;
}

void ScopeBuilder::setQualifiedName(Scope *scope) {
  scope->qualifiedName = std::string(scope->name->text);
  Scope *parent = scope->parent;
  if (!parent || parent->kind == ScopeKind::Module)
    return;
  if (scope->kind == ScopeKind::Function || scope->kind == ScopeKind::Class) {
    // A function or class whose name is declared global is a global one.
    const Symbol *symbol = tree_.lookup(parent, scope->name);
    if (symbol && symbol->kind == SymbolKind::GlobalExplicit)
      return;
  }
  const char *middle = parent->kind == ScopeKind::Function || parent->kind == ScopeKind::Lambda ? ".<locals>." : ".";
  scope->qualifiedName = parent->qualifiedName + middle + scope->qualifiedName;
}

void ScopeBuilder::resolve(State *state) {
  for (uint32_t index = 0; index < state->scope->symbols.size(); ++index)
    resolveName(state, index);
  setQualifiedName(state->scope);
  for (State *child : state->children)
    resolve(child);
}

ScopeTree buildScopes(Module *module, IdentifierTable &identifiers, support::Diagnostics &diagnostics) {
  ScopeTree tree;
  ScopeBuilder(tree, identifiers, diagnostics).build(module);
  return tree;
}

} // namespace trivium::frontend
