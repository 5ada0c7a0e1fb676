#include "frontend/ownership.h"

#include <algorithm>

namespace trivium::frontend {

using namespace ast;

namespace {

constexpr std::string_view kIterators[] = {"accumulate", "chain",     "compress", "cycle",     "dropwhile",   "enumerate", "filter", "filterfalse",
                                           "islice",     "iter",      "map",      "pairwise",  "starmap",     "takewhile", "zip",    "zip_longest"};
constexpr std::string_view kUsers[] = {"all",  "any",   "bool", "bytes", "dict", "format", "frozenset", "hash", "id",     "isinstance", "len",
                                       "list", "max",   "min",  "next",  "print", "repr",  "set",       "sorted", "str",  "sum",        "tuple",
                                       "type"};
constexpr std::string_view kGeneratorMethods[] = {"__next__", "close", "send", "throw"};

template <size_t n> bool isIn(const std::string_view (&names)[n], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

const Call* callOf(const ExprNode* node) { return dynAs<Call>(node); }

/// `f` of f(…), `m` of x.m(…); empty for other callees.
std::string_view calledName(const Call* call) {
  if (const auto* name = dynAs<Name>(call->func)) return name->id->text;
  if (const auto* attribute = dynAs<Attribute>(call->func)) return attribute->attr->text;
  return {};
}

/// Calls `function` for each direct child.
template <class Function> void eachChild(Node* node, Function&& function) {
  dispatch(node, [&](auto* typed) { forEachChild(typed, function); });
}

/// What of one function's own body makes dropping its generator visible.
class GeneratorBody {
 public:
  bool yields = false, yieldsInTry = false;
  std::vector<const ExprNode*> iterated;

  void visit(Node* node, bool inTry) {
    switch (node->kind) {
      case NodeKind::FunctionDef:
      case NodeKind::AsyncFunctionDef:
      case NodeKind::Lambda:
      case NodeKind::ClassDef:
      case NodeKind::GeneratorExp: return;
      case NodeKind::Yield:
      case NodeKind::YieldFrom:
        yields = true;
        yieldsInTry = yieldsInTry || inTry;
        if (auto* from = dynAs<YieldFrom>(node)) iterated.push_back(from->value);
        break;
      case NodeKind::For: iterated.push_back(as<For>(node)->iter); break;
      case NodeKind::Comprehension: iterated.push_back(as<Comprehension>(node)->iter); break;
      case NodeKind::Try:
      case NodeKind::TryStar:
      case NodeKind::With: inTry = true; break;
      default: break;
    }
    eachChild(node, [&](Node* child) { visit(child, inTry); });
  }
};

class NameCollector : public Visitor<NameCollector> {
 public:
  std::unordered_set<Identifier> names;
  void visitName(Name* node) { names.insert(node->id); }
};

bool usesNamespaces(Node* node) {
  NameCollector all;
  all.visit(node);
  return std::any_of(all.names.begin(), all.names.end(), [](Identifier id) {
    return id->text == "globals" || id->text == "locals" || id->text == "vars" || id->text == "dir" || id->text == "__import__";
  });
}

}  // namespace

bool Ownership::isIteratorOverArguments(const ExprNode* node) {
  const Call* call = callOf(node);
  return call && isIn(kIterators, calledName(call));
}
bool Ownership::usesUp(std::string_view builtin, size_t index, size_t count) {
  // next(x, default) and sum(x, start) may answer their second argument, max(a, b) any.
  if ((builtin == "next" || builtin == "sum") && index > 0) return false;
  if ((builtin == "max" || builtin == "min") && count > 1) return false;
  return isIn(kUsers, builtin);
}

bool Ownership::makesObject(const ExprNode* node) const {
  const Call* call = callOf(node);
  const auto* name = call ? dynAs<Name>(call->func) : nullptr;
  if (!name) return false;
  const auto found = classes_.find(name->id->text);
  return found != classes_.end() && found->second.isFinalized;
}

bool Ownership::makesGenerator(const ExprNode* node) const {
  const Call* call = callOf(node);
  return call && generators_.count(calledName(call));
}

bool Ownership::mayHoldGenerator(const ExprNode* node) const {
  if (generators_.empty()) return false;
  if (generators_.count("__iter__") || makesGenerator(node)) return true;
  if (const auto* expression = dynAs<GeneratorExp>(node))
    return std::any_of(expression->generators.begin(), expression->generators.end(), [this](const Comprehension* c) { return mayHoldGenerator(c->iter); });
  if (!isIteratorOverArguments(node)) return false;
  const Call* call = callOf(node);
  return std::any_of(call->args.begin(), call->args.end(), [this](const ExprNode* a) { return mayHoldGenerator(a); });
}

// ---- uses

/// Walks statements and rejects candidates of which a use may leave a second reference.
class UseChecker {
 public:
  enum class Kind : uint8_t { Unknown, Object, Generator };
  struct Candidate {
    Kind kind = Kind::Unknown;
    bool isRejected = false;
    int loops = 0;  ///< `for` loops over it around the present place
  };

  UseChecker(const Ownership& ownership, const SourceModule& module) : ownership_(ownership), module_(module) {}
  std::unordered_map<Identifier, Candidate> candidates;

  void visit(Node* node) {
    switch (node->kind) {
      case NodeKind::Name: reject(as<Name>(node)->id); return;
      case NodeKind::Attribute: return attribute(as<Attribute>(node), /*isCalled=*/false);
      case NodeKind::Call: return call(as<Call>(node));
      case NodeKind::FormattedValue:
        unlessUse(as<FormattedValue>(node)->value);
        if (as<FormattedValue>(node)->format_spec) visit(as<FormattedValue>(node)->format_spec);
        return;
      case NodeKind::Compare:
        unlessUse(as<Compare>(node)->left);
        for (ExprNode* e : as<Compare>(node)->comparators) unlessUse(e);
        return;
      case NodeKind::UnaryOp:
        if (as<UnaryOp>(node)->op == UnaryOperator::Not) return unlessUse(as<UnaryOp>(node)->operand);
        break;
      case NodeKind::Subscript:
        unlessUse(as<Subscript>(node)->value);
        return visit(as<Subscript>(node)->slice);
      case NodeKind::If:
        unlessUse(as<If>(node)->test);
        visitAll(as<If>(node)->body);
        return visitAll(as<If>(node)->orelse);
      case NodeKind::While:
        unlessUse(as<While>(node)->test);
        visitAll(as<While>(node)->body);
        return visitAll(as<While>(node)->orelse);
      case NodeKind::For: return forStmt(as<For>(node));
      case NodeKind::Comprehension:
        visit(as<Comprehension>(node)->target);
        iterate(as<Comprehension>(node)->iter);
        return visitAll(as<Comprehension>(node)->ifs);
      case NodeKind::Assign:
        if (as<Assign>(node)->targets.size() == 1 && isa<Name>(as<Assign>(node)->targets[0]))
          return assign(as<Name>(as<Assign>(node)->targets[0])->id, as<Assign>(node)->value);
        break;
      case NodeKind::Delete:
        for (ExprNode* target : as<Delete>(node)->targets) {
          const auto* name = dynAs<Name>(target);
          Candidate* found = name ? find(name->id) : nullptr;
          if (!found) visit(target);
          else if (found->loops) found->isRejected = true;
        }
        return;
      case NodeKind::FunctionDef:
      case NodeKind::AsyncFunctionDef:
      case NodeKind::ClassDef:
      case NodeKind::Lambda:
      case NodeKind::GeneratorExp: return inner(node);
      case NodeKind::Global:
        for (Identifier name : as<Global>(node)->names) reject(name);
        return;
      case NodeKind::Nonlocal:
        for (Identifier name : as<Nonlocal>(node)->names) reject(name);
        return;
      case NodeKind::ExceptHandler:
        if (as<ExceptHandler>(node)->name) reject(as<ExceptHandler>(node)->name);
        break;
      case NodeKind::Alias:
        reject(as<Alias>(node)->asname ? as<Alias>(node)->asname : as<Alias>(node)->name);
        return;
      case NodeKind::MatchAs:
        if (as<MatchAs>(node)->name) reject(as<MatchAs>(node)->name);
        break;
      case NodeKind::MatchStar:
        if (as<MatchStar>(node)->name) reject(as<MatchStar>(node)->name);
        break;
      case NodeKind::MatchMapping:
        if (as<MatchMapping>(node)->rest) reject(as<MatchMapping>(node)->rest);
        break;
      default: break;
    }
    eachChild(node, [this](Node* child) { visit(child); });
  }
  template <class T> void visitAll(std::span<T*> nodes) {
    for (T* node : nodes) visit(node);
  }

 private:
  Candidate* find(Identifier name) {
    const auto found = candidates.find(name);
    return found == candidates.end() || found->second.isRejected ? nullptr : &found->second;
  }
  void reject(Identifier name) {
    if (Candidate* c = find(name)) c->isRejected = true;
  }
  Candidate* candidateOf(Node* node) {
    const auto* name = dynAs<Name>(node);
    return name && name->ctx == ExprContext::Load ? find(name->id) : nullptr;
  }
  /// A use of the variable itself is fine here.
  void unlessUse(Node* node) {
    if (!candidateOf(node)) visit(node);
  }

  void attribute(Attribute* node, bool isCalled) {
    const auto* base = dynAs<Name>(node->value);
    Candidate* c = base ? find(base->id) : nullptr;
    if (!c) return visit(node->value);
    if (isCalled || node->ctx != ExprContext::Load) return;
    // A bound method would be another reference.
    if (ownership_.methods_.count(node->attr->text) || isIn(kGeneratorMethods, node->attr->text)) c->isRejected = true;
  }

  void call(Call* node) {
    const auto* name = dynAs<Name>(node->func);
    if (auto* callee = dynAs<Attribute>(node->func)) attribute(callee, /*isCalled=*/true);
    else visit(node->func);
    const bool isBuiltin = name && !ownership_.functions_.count(name->id->text);
    for (size_t i = 0; i < node->args.size(); ++i)
      if (isBuiltin && Ownership::usesUp(name->id->text, i, node->args.size())) unlessUse(node->args[i]);
      else visit(node->args[i]);
    for (Keyword* keyword : node->keywords) visit(keyword->value);
  }

  void iterate(ExprNode* iter) {
    Candidate* c = candidateOf(iter);
    if (!c) return visit(iter);
    // The iterator of an object may refer to it for longer.
    if (c->kind == Kind::Object) c->isRejected = true;
  }

  void forStmt(For* node) {
    visit(node->target);
    iterate(node->iter);
    Candidate* c = candidateOf(node->iter);
    if (c) ++c->loops;
    visitAll(node->body);
    if (c) --c->loops;
    visitAll(node->orelse);
  }

  void assign(Identifier name, ExprNode* value) {
    Candidate* c = find(name);
    if (c && ownership_.isFresh(value)) {
      const Kind kind = ownership_.makesObject(value) ? Kind::Object : Kind::Generator;
      if ((c->kind != Kind::Unknown && c->kind != kind) || c->loops) c->isRejected = true;
      c->kind = kind;
    } else if (c && (!isa<Constant>(value) || c->loops)) {
      c->isRejected = true;
    }
    visit(value);
  }

  /// What an inner function, class or generator expression takes from around it lives as long as that.
  void inner(Node* node) {
    if (auto* function = dynAs<FunctionDef>(node)) {
      reject(function->name);
      visitAll(function->decorator_list);
      visit(function->args);
    } else if (auto* cls = dynAs<ClassDef>(node)) {
      reject(cls->name);
      visitAll(cls->decorator_list);
      visitAll(cls->bases);
      visitAll(cls->keywords);
    } else if (auto* lambda = dynAs<Lambda>(node)) {
      visit(lambda->args);
    } else if (auto* generator = dynAs<GeneratorExp>(node)) {
      visit(generator->generators[0]->iter);
    }
    if (const Scope* scope = module_.scopes.scopeOf(node)) rejectTaken(*scope);
  }
  void rejectTaken(const Scope& scope) {
    for (const Symbol& symbol : scope.symbols)
      if (symbol.kind != SymbolKind::Local && symbol.kind != SymbolKind::Cell) reject(symbol.name);
    for (const Scope* child : scope.children) rejectTaken(*child);
  }

  const Ownership& ownership_;
  const SourceModule& module_;
};

// ---- survey

void Ownership::addFunctions(Node* node, std::vector<FunctionDef*>& functions, const SourceModule& module) {
  if (auto* function = dynAs<FunctionDef>(node)) {
    functions.push_back(function);
    functions_.insert(function->name->text);
  }
  if (auto* cls = dynAs<ClassDef>(node)) {
    const auto [at, isNew] = classes_.try_emplace(cls->name->text, Class{cls, &module});
    if (!isNew) at->second.leaks = true;  // two of one name
  }
  if (auto* assign = dynAs<Assign>(node))
    for (const ExprNode* target : assign->targets)
      if (const auto* attribute = dynAs<Attribute>(target))
        if (const auto* base = dynAs<Name>(attribute->value)) classStores_.emplace_back(base->id->text, assign->value);
  eachChild(node, [&](Node* child) { addFunctions(child, functions, module); });
}

/// Whether reading the attribute calls the method.
static bool isProperty(const FunctionDef* method) {
  return std::any_of(method->decorator_list.begin(), method->decorator_list.end(), [](const ExprNode* decorator) {
    const auto* id = dynAs<Name>(decorator);
    const auto* part = dynAs<Attribute>(decorator);
    return (id && id->id->text == "property") || (part && (part->attr->text == "setter" || part->attr->text == "deleter"));
  });
}

/// Whether an attribute of a class with this value can be no function of the program.
static bool isPlainValue(const ExprNode* node) {
  switch (node->kind) {
    case NodeKind::Constant:
    case NodeKind::List:
    case NodeKind::Tuple:
    case NodeKind::Dict:
    case NodeKind::Set:
    case NodeKind::UnaryOp:
    case NodeKind::BinOp: return true;
    default: return false;
  }
}

/// Whether a method, once it has returned, may leave a reference to its object behind.
bool Ownership::leaksSelf(const Class& cls) const {
  if (!cls.node->decorator_list.empty() || !cls.node->keywords.empty()) return true;
  for (StmtNode* stmt : cls.node->body) {
    if (auto* assign = dynAs<Assign>(stmt); assign && !isPlainValue(assign->value)) return true;
    auto* method = dynAs<FunctionDef>(stmt);
    if (!method) {
      if (isa<Assign>(stmt) || isa<AnnAssign>(stmt) || isa<Expr>(stmt) || isa<Pass>(stmt)) continue;
      return true;
    }
    const std::string_view name = method->name->text;
    if (name == "__new__" || name == "__getattr__" || name == "__getattribute__") return true;
    for (const ExprNode* decorator : method->decorator_list) {
      const auto* id = dynAs<Name>(decorator);
      const auto* part = dynAs<Attribute>(decorator);
      const bool isKnown = (id && (id->id->text == "property" || id->id->text == "staticmethod" || id->id->text == "classmethod")) ||
                           (part && (part->attr->text == "setter" || part->attr->text == "deleter"));
      if (!isKnown) return true;
    }
    GeneratorBody body;  // a generator keeps its arguments
    for (StmtNode* inner : method->body) body.visit(inner, false);
    if (body.yields) return true;
    const auto& args = *method->args;
    const Arg* self = !args.posonlyargs.empty() ? args.posonlyargs[0] : !args.args.empty() ? args.args[0] : nullptr;
    if (!self) continue;
    UseChecker checker(*this, *cls.module);
    checker.candidates[self->arg].kind = UseChecker::Kind::Object;
    checker.visitAll(method->body);
    if (checker.candidates[self->arg].isRejected) return true;
  }
  return false;
}

void Ownership::survey(const ModuleGraph& graph) {
  std::vector<FunctionDef*> functions;
  for (const auto& module : graph.modules)
    if (!module->isNative() && !module->isLibrary) addFunctions(module->program->module, functions, *module);

  for (const auto& [name, value] : classStores_)
    if (const auto found = classes_.find(name); found != classes_.end() && !isPlainValue(value)) found->second.leaks = true;

  // Generator functions, then those that iterate over their generators.
  std::vector<std::pair<FunctionDef*, GeneratorBody>> bodies;
  for (FunctionDef* function : functions) {
    if (!function->decorator_list.empty()) continue;
    GeneratorBody body;
    for (StmtNode* stmt : function->body) body.visit(stmt, false);
    if (!body.yields) continue;
    if (body.yieldsInTry) generators_.insert(function->name->text);
    bodies.emplace_back(function, std::move(body));
  }
  for (bool changed = !generators_.empty(); changed;) {
    changed = false;
    for (const auto& [function, body] : bodies)
      if (!generators_.count(function->name->text) &&
          std::any_of(body.iterated.begin(), body.iterated.end(), [this](const ExprNode* e) { return mayHoldGenerator(e); }))
        changed = generators_.insert(function->name->text).second || changed;
  }

  // Classes with __del__ and those that derive from them.
  const auto definesDel = [](const Class& cls) {
    return std::any_of(cls.node->body.begin(), cls.node->body.end(), [](const StmtNode* stmt) {
      const auto* method = dynAs<FunctionDef>(stmt);
      return method && method->name->text == "__del__";
    });
  };
  for (auto& [name, cls] : classes_) cls.isFinalized = definesDel(cls);
  for (bool changed = true; changed;) {
    changed = false;
    for (auto& [name, cls] : classes_)
      for (const ExprNode* base : cls.node->bases) {
        const auto* id = dynAs<Name>(base);
        const auto found = id ? classes_.find(id->id->text) : classes_.end();
        const bool isKnown = id && (found != classes_.end() || id->id->text == "object");
        if (!isKnown && !cls.leaks) changed = cls.leaks = true;
        if (found == classes_.end()) continue;
        if (found->second.isFinalized && !cls.isFinalized) changed = cls.isFinalized = true;
        if (found->second.leaks && !cls.leaks) changed = cls.leaks = true;
      }
  }
  if (std::none_of(classes_.begin(), classes_.end(), [](const auto& entry) { return entry.second.isFinalized; })) {
    classes_.clear();
    return;
  }
  for (const auto& [name, cls] : classes_)
    for (const StmtNode* stmt : cls.node->body)
      if (const auto* method = dynAs<FunctionDef>(stmt); method && !isProperty(method)) methods_.insert(method->name->text);
  for (auto& [name, cls] : classes_) cls.leaks = cls.leaks || leaksSelf(cls);
  for (bool changed = true; changed;) {
    changed = false;
    for (auto& [name, cls] : classes_)
      for (const ExprNode* base : cls.node->bases) {
        const auto* id = dynAs<Name>(base);
        const auto found = id ? classes_.find(id->id->text) : classes_.end();
        if (found != classes_.end() && found->second.leaks && !cls.leaks) changed = cls.leaks = true;
      }
  }
  std::erase_if(classes_, [](const auto& entry) { return !entry.second.isFinalized || entry.second.leaks; });
}

// ---- variables

std::unordered_set<Identifier> Ownership::ownersIn(const SourceModule& module, const Scope* scope) const {
  std::unordered_set<Identifier> owners;
  const bool isModule = scope->kind == ScopeKind::Module;
  if (!any() || module.isLibrary || (isModule && module.index != 0)) return owners;
  if (!isModule && (scope->kind != ScopeKind::Function || scope->isGenerator || scope->isCoroutine)) return owners;
  UseChecker checker(*this, module);
  for (const Symbol& symbol : scope->symbols)
    if (symbol.isAssigned && !symbol.isParameter && (isModule || symbol.kind == SymbolKind::Local)) checker.candidates[symbol.name];
  std::span<StmtNode*> body;
  if (isModule) body = module.program->module->body;
  else if (auto* function = dynAs<FunctionDef>(scope->node)) body = function->body;
  if (checker.candidates.empty() || body.empty() || usesNamespaces(scope->node)) return owners;
  checker.visitAll(body);
  for (const auto& [name, candidate] : checker.candidates)
    if (!candidate.isRejected && candidate.kind != UseChecker::Kind::Unknown) owners.insert(name);
  return owners;
}

}  // namespace trivium::frontend
