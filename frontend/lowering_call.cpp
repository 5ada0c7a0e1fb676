// Calls (Language Reference 6.3.4). The callee is evaluated first, then positional arguments and keywords as written; stars and
// double stars collect into a tuple and a dict. The built-ins that look at their caller (super, locals, globals, vars, dir) are
// resolved here, where the caller is known.
#include <algorithm>
#include <cassert>
#include <utility>

#include "frontend/detail/lowering_impl.h"

namespace trivium::frontend {

namespace {

// Up to this many arguments CPython calls a method without making it an object first, and gives the call the method name's line.
constexpr size_t kMaxMethodArguments = 15;

bool hasUnpacking(const ast::Call* node) {
  return std::any_of(node->args.begin(), node->args.end(), [](const ast::ExprNode* a) { return ast::isa<ast::Starred>(a); }) ||
         std::any_of(node->keywords.begin(), node->keywords.end(), [](const ast::Keyword* k) { return k->arg == nullptr; });
}

/// Built-ins whose calls hardly ever do more than compute.
constexpr std::string_view kQuietBuiltins[] = {"abs", "bool", "chr", "float", "hash", "id",  "int",   "isinstance", "len",
                                               "max", "min",  "ord", "range", "repr", "round", "str", "tuple",      "type"};

}  // namespace

/// Whether the program can tell when an expression is evaluated, apart from which of two exceptions it gets. Operators and attributes
/// are taken for quiet: seeing the difference takes one that prints beside a method that does not exist.
bool FunctionLowering::mayHaveEffects(ast::Node* node) {
  switch (node->kind) {
    case ast::NodeKind::Lambda: return false;
    case ast::NodeKind::Await:
    case ast::NodeKind::Yield:
    case ast::NodeKind::YieldFrom:
    case ast::NodeKind::NamedExpr:
    case ast::NodeKind::ListComp:
    case ast::NodeKind::SetComp:
    case ast::NodeKind::DictComp:
    case ast::NodeKind::GeneratorExp: return true;
    case ast::NodeKind::Call: {
      const auto* callee = ast::dynAs<ast::Name>(static_cast<ast::Call*>(node)->func);
      const bool isQuiet = callee && std::ranges::find(kQuietBuiltins, callee->id->text) != std::end(kQuietBuiltins) && isBuiltin(callee->id);
      if (!isQuiet) return true;
      break;
    }
    default: break;
  }
  bool any = false;
  ast::dispatch(node, [&](auto* typed) { ast::forEachChild(typed, [&](ast::Node* child) { any = any || mayHaveEffects(child); }); });
  return any;
}

bool FunctionLowering::argumentsMayHaveEffects(ast::Call* node) {
  return std::ranges::any_of(node->args, [this](ast::ExprNode* a) { return mayHaveEffects(a); }) ||
         std::ranges::any_of(node->keywords, [this](ast::Keyword* k) { return mayHaveEffects(k->value); });
}

ir::Value* FunctionLowering::callExpr(ast::Call* node) {
  Temporaries* outer = std::exchange(temporaries_, nullptr);
  refuseBuiltinStore(node);
  if (Value* special = callBuiltinSpecial(node)) return special;
  const auto* attribute = ast::dynAs<ast::Attribute>(node->func);
  if (hasUnpacking(node)) return callEx(node, box(expr(node->func)));

  // Fresh arguments live as long as the iterator made of them or until a built-in has used them up.
  const Ownership& ownership = module_.program.ownership;
  const auto* name = ast::dynAs<ast::Name>(node->func);
  Temporaries own;
  const bool mayUseUp = ownership.any() && name && isBuiltin(name->id);
  const auto argument = [&](size_t i) {
    ast::ExprNode* arg = node->args[i];
    if (outer) return box(freshExpr(arg, *outer));
    return box(mayUseUp && Ownership::usesUp(name->id->text, i, node->args.size()) ? freshExpr(arg, own) : expr(arg));
  };
  const bool isMethodOfFresh = attribute && ownership.makesObject(attribute->value);

  std::vector<Value*> operands{box(isMethodOfFresh ? freshExpr(attribute->value, own) : expr(attribute ? attribute->value : node->func))};
  const int64_t methodName = attribute ? module_.str(mangle(attribute->attr)) : -1;
  if (attribute && argumentsMayHaveEffects(node)) {
    atMethod(node, attribute);
    operands[0] = emit(Opcode::MethodFind, {operands[0]}, {methodName});
  }
  for (size_t i = 0; i < node->args.size(); ++i) operands.push_back(argument(i));
  std::vector<uint32_t> names;
  for (ast::Keyword* keyword : node->keywords) {
    operands.push_back(box(expr(keyword->value)));
    names.push_back(module_.str(keyword->arg));
  }
  const int64_t keywordNames = names.empty() ? int64_t{-1} : module_.strTuple(names);
  Value* result = nullptr;
  droppingAfter(own, [&] {
    attribute ? atMethod(node, attribute) : at(node);
    noteCallSite(node);
    result = attribute ? emit(Opcode::CallMethod, std::move(operands), {methodName, keywordNames})
                       : emit(Opcode::Call, std::move(operands), {keywordNames});
  });
  return result;
}

/// The position of a method call. A function of an imported module is no method: its call keeps that of the whole expression.
void FunctionLowering::atMethod(const ast::Call* node, const ast::Attribute* attribute) {
  const auto* owner = ast::dynAs<ast::Name>(attribute->value);
  const Symbol* symbol = owner ? module_.moduleScope->find(owner->id) : nullptr;
  const size_t count = node->args.size() + node->keywords.size() + (node->keywords.empty() ? 0 : 1);
  if ((symbol && symbol->isImported) || count >= kMaxMethodArguments)
    at(node);
  else
    atAttribute(attribute, node->range);
}

/// A call with `*` or `**`.
ir::Value* FunctionLowering::callEx(ast::Call* node, Value* callee) {
  Value* args = argumentTuple(node->args, node);
  Value* keywords = keywordDict(node->keywords, node, callee);
  at(node);
  noteCallSite(node);
  return emit(Opcode::CallEx, {callee, args, keywords});
}

/// The positional arguments of a call.ex, after `first` and `second` if given. A single star is passed on as it is: the call itself
/// makes a tuple of it and names the callee in its error.
ir::Value* FunctionLowering::argumentTuple(std::span<ast::ExprNode*> args, const ast::Node* node, Value* first, Value* second) {
  std::vector<Value*> items;
  if (first) items.push_back(first);
  if (second) items.push_back(second);
  if (items.empty() && args.size() == 1)
    if (auto* star = ast::dynAs<ast::Starred>(args[0])) return box(expr(star->value));
  size_t plain = 0;
  while (plain < args.size() && !ast::isa<ast::Starred>(args[plain])) ++plain;
  for (ast::ExprNode* arg : args.first(plain)) items.push_back(box(expr(arg)));
  at(node);
  if (plain == args.size()) return emit(Opcode::TupleNew, std::move(items));
  Value* list = emit(Opcode::ListNew, std::move(items));
  for (ast::ExprNode* arg : args.subspan(plain)) {
    auto* star = ast::dynAs<ast::Starred>(arg);
    Value* value = box(expr(star ? star->value : arg));
    at(node);
    emit(star ? Opcode::ListExtend : Opcode::ListAppend, {list, value});
  }
  return emit(Opcode::ListToTuple, {list});
}

/// The keywords of a call.ex as a new dict, or unbound when there are none.
ir::Value* FunctionLowering::keywordDict(std::span<ast::Keyword*> keywords, const ast::Node* node, Value* callee) {
  Value* dict = nullptr;
  std::vector<Value*> items;
  const auto flush = [&] {
    at(node);
    Value* part = emit(Opcode::DictNew, std::move(items));
    items.clear();
    if (dict) emit(Opcode::DictMerge, {dict, part, callee});
    else dict = part;
  };
  for (ast::Keyword* keyword : keywords) {
    if (keyword->arg) {
      Value* value = box(expr(keyword->value));
      items.push_back(text(keyword->arg->text));
      items.push_back(value);
      continue;
    }
    if (!dict || !items.empty()) flush();
    Value* mapping = box(expr(keyword->value));
    at(node);
    emit(Opcode::DictMerge, {dict, mapping, callee});
  }
  if (!items.empty()) flush();
  return dict ? dict : ssa_.unbound();
}

// ---- built-ins that look at their caller

/// Null when the call is an ordinary one.
ir::Value* FunctionLowering::callBuiltinSpecial(ast::Call* node) {
  const auto* name = ast::dynAs<ast::Name>(node->func);
  if (!name || !node->keywords.empty() || node->args.size() > 1 || !isBuiltin(name->id)) return nullptr;
  const std::string_view which = name->id->text;
  if (node->args.empty()) {
    at(node);
    if (which == "super") return superCall(node);
    if (which == "globals") return moduleNamespace();
    if (which == "locals" || which == "vars") return currentNamespace(node);
    if (which == "dir") return call(builtin("sorted"), {currentNamespace(node)});
    return nullptr;
  }
  if (which != "__import__") return nullptr;
  const auto* argument = ast::dynAs<ast::Constant>(node->args[0]);
  if (!argument || argument->valueKind != ast::ConstantKind::Str) return nullptr;
  // Only for modules of the runtime and those that an import statement brings into the program.
  if (!isNativeModule(argument->text) && !module_.program.graph.find(argument->text)) return nullptr;
  Value* callee = builtin(which);
  Value* module = box(expr(node->args[0]));
  at(node);
  return call(callee, {module});
}

/// super() is super(__class__, first argument).
ir::Value* FunctionLowering::superCall(ast::Call* node) {
  at(node);
  const auto fail = [&](std::string_view message) {
    raiseBuiltin("RuntimeError", message);
    return none();
  };
  const Scope* function = contexts_.front().scope;
  const bool isGeneratorExpression = function->kind == ScopeKind::Comprehension;
  if (contexts_.size() == 1 && !isGeneratorExpression && (!function->isFunctionLike() || callSignature().posCount == 0))
    return fail("super(): no arguments");
  const Identifier name = module_.intern("__class__");
  const std::vector<Identifier>& closure = module_.factsOf(function).closure;
  const bool isInClassBody = function->kind == ScopeKind::Class && function->needsClassCell;
  if (!isInClassBody && std::find(closure.begin(), closure.end(), name) == closure.end())
    return fail("super(): __class__ cell not found");
  Value* callee = builtin("super");
  Value* cls = emit(Opcode::CellGet, {cellFor(name)}, {module_.str(name), 1});
  // The first argument of a comprehension is its iterator, which super() refuses.
  Value* self;
  if (contexts_.size() > 1) self = emit(Opcode::TupleNew);
  else if (isGeneratorExpression) self = firstParameter_;
  else if (const Place place = resolve(function->symbols[0].name); place.kind == Place::Kind::Local) self = read(place.variable);  // may be unbound
  else self = loadMangled(function->symbols[0].name, node);
  at(node);
  return call(callee, {cls, self});
}

/// The variables of a function or comprehension that are bound, in CPython's order: its own, then its other cells, then free ones.
ir::Value* FunctionLowering::localsDict(const ast::Node* node) {
  at(node);
  Value* dict = emit(Opcode::DictNew);
  const auto add = [&](const Symbol& symbol) {
    const Place place = resolve(symbol.name);
    Block* next = newBlock();
    if (place.kind == Place::Kind::Local) {
      Value* value = read(place.variable);
      Block* bound = newBlock();
      if (ssa_.mayBeUnbound(value)) branchIf(emit(Opcode::IsUnbound, {value}), next, bound);
      else jump(bound);
      sealAndStart(bound);
      emit(Opcode::DictSet, {dict, text(symbol.name->text), value});
      jump(next);
    } else {
      // An empty cell raises when it is read; that ends here.
      Value* handled = emit(Opcode::ExcHandled);
      Handler* outer = handler_;
      Handler empty{newBlock(), nullptr, 0};
      handler_ = &empty;
      Value* cell = place.kind == Place::Kind::Cell ? read(place.variable) : closureCell(place.index);
      Value* value = emit(Opcode::CellGet, {cell}, {module_.str(symbol.name), 1});
      handler_ = outer;
      emit(Opcode::DictSet, {dict, text(symbol.name->text), value});
      jump(next);
      sealAndStart(empty.entry);
      emit(Opcode::ExcCatch);
      emit(Opcode::ExcRestore, {handled});
      jump(next);
    }
    sealAndStart(next);
  };
  const auto addAll = [&](auto&& selects) {
    for (const Symbol& symbol : scope()->symbols)
      if (selects(symbol) && symbol.name->text != ".0") add(symbol);
  };
  addAll([](const Symbol& s) { return s.kind == SymbolKind::Local || (s.kind == SymbolKind::Cell && s.isParameter); });
  addAll([](const Symbol& s) { return s.kind == SymbolKind::Cell && !s.isParameter; });
  addAll([](const Symbol& s) { return s.kind == SymbolKind::Free; });
  return dict;
}

}  // namespace trivium::frontend
