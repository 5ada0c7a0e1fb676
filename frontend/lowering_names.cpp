// Names: where the variable behind a name lives, and how it is read, bound and deleted (Language Reference 4.2).
//
// Locals are SSA variables; those that inner functions use are cells kept in such a variable. A free name of an inlined
// comprehension is a variable of the function around it, yet its errors are those of a free variable. A global that no code of its
// module binds is the built-in of that name, resolved here.
#include <algorithm>
#include <cassert>

#include "frontend/detail/lowering_impl.h"

namespace trivium::frontend {

namespace {

/// Built-ins that need a compiler, an interactive console or their caller's frame at run time, and what to do instead.
struct UnavailableBuiltin {
  std::string_view name, advice;
};
constexpr UnavailableBuiltin kUnavailable[] = {
    {"eval", "use int(), float() or json.loads() for data, a dictionary of functions for names"},
    {"exec", "define a function, or use setattr()"},
    {"compile", "define a function"},
    {"__import__", "use an import statement"},
    {"breakpoint", "use print()"},
    {"help", "use print(object.__doc__)"},
    {"aiter", "use iter()"},
    {"anext", "use next()"},
    {"locals", "only a plain call without arguments is"},
};

}  // namespace

// ---- places

Variable FunctionLowering::variableOf(NameContext& context, Identifier mangled) {
  const auto [at, isNew] = context.variables.try_emplace(mangled, 0);
  if (isNew) at->second = ssa_.addVariable();
  return at->second;
}

FunctionLowering::Place FunctionLowering::resolve(Identifier mangled) {
  const Scope* here = scope();
  const Symbol* symbol = here->find(mangled);
  const SymbolKind kind = symbol ? symbol->kind : SymbolKind::GlobalImplicit;
  Place place{Place::Kind::Global};
  if (here->kind == ScopeKind::Module) return place;
  if (here->kind == ScopeKind::Class) {
    if (kind == SymbolKind::GlobalExplicit) return place;
    if (kind == SymbolKind::Free) {
      place.kind = Place::Kind::ClassFree;
      place.index = closureIndex(mangled);
    } else {
      place.kind = Place::Kind::ClassName;
    }
    return place;
  }
  switch (kind) {
    case SymbolKind::Local:
    case SymbolKind::Cell:
      place.kind = module_.factsOf(here).captured.count(mangled) ? Place::Kind::Cell : Place::Kind::Local;
      place.variable = variableOf(contexts_.back(), mangled);
      place.isOwnCell = true;
      return place;
    case SymbolKind::Free: return resolveFree(mangled, contexts_.size() - 1);
    default: return place;
  }
}

/// The variable that a name means which is free in context number `inner`.
FunctionLowering::Place FunctionLowering::resolveFree(Identifier mangled, size_t inner) {
  Place place{Place::Kind::Local};
  for (size_t i = inner; i-- > 0;) {
    NameContext& context = contexts_[i];
    if (context.scope->kind == ScopeKind::Class) {
      if (!context.scope->needsClassCell || mangled->text != "__class__") continue;
      place.kind = Place::Kind::Cell;
      place.variable = variableOf(context, mangled);
      return place;
    }
    const Symbol* symbol = context.scope->find(mangled);
    if (!symbol || (symbol->kind != SymbolKind::Local && symbol->kind != SymbolKind::Cell)) continue;
    if (context.scope->kind == ScopeKind::Module) break;
    if (module_.factsOf(context.scope).captured.count(mangled)) place.kind = Place::Kind::Cell;
    place.variable = variableOf(context, mangled);
    return place;
  }
  place.kind = Place::Kind::FreeCell;
  place.index = closureIndex(mangled);
  return place;
}

uint32_t FunctionLowering::closureIndex(Identifier mangled) {
  const std::vector<Identifier>& closure = module_.factsOf(contexts_.front().scope).closure;
  const auto found = std::find(closure.begin(), closure.end(), mangled);
  assert(found != closure.end() && "a free name is not among the cells of its function");
  return static_cast<uint32_t>(found - closure.begin());
}

ir::Value* FunctionLowering::closureCell(uint32_t index) {
  Value*& cell = closureCells_[index];
  if (!cell) cell = ssa_.addEntryInstruction(Opcode::ClosureCell, {index});
  return cell;
}

/// The cell that a function made here captures for a name. The names of a class body are skipped: methods do not see them.
ir::Value* FunctionLowering::cellFor(Identifier mangled) {
  const Place place = resolveFree(mangled, contexts_.size());
  if (place.kind == Place::Kind::FreeCell) return closureCell(place.index);
  assert(place.kind == Place::Kind::Cell && "a captured name has no cell");
  return read(place.variable);
}

bool FunctionLowering::isBuiltin(Identifier name) {
  const Identifier mangled = mangle(name);
  const Symbol* symbol = scope()->find(mangled);
  if (scope()->kind != ScopeKind::Module && symbol && symbol->kind != SymbolKind::GlobalImplicit && symbol->kind != SymbolKind::GlobalExplicit)
    return false;
  return !module_.bindsGlobal(mangled->text) && isBuiltinName(mangled->text);
}

// ---- reading

ir::Value* FunctionLowering::loadName(Identifier name, const ast::Node* node) {
  if (name->text == "__debug__") {
    at(node);
    return boolean(true);
  }
  return loadMangled(mangle(name), node);
}

ir::Value* FunctionLowering::loadMangled(Identifier mangled, const ast::Node* node) {
  at(node);
  const Place place = resolve(mangled);
  switch (place.kind) {
    case Place::Kind::Local: {
      Value* value = read(place.variable);
      if (!ssa_.mayBeUnbound(value)) return value;
      std::vector<int64_t> attrs{module_.str(mangled)};
      if (!place.isOwnCell) attrs.push_back(1);  // see completeFreeChecks
      value = emit(Opcode::CheckBound, {value}, std::move(attrs));
      write(place.variable, value);
      return value;
    }
    case Place::Kind::Cell: return emit(Opcode::CellGet, {read(place.variable)}, {module_.str(mangled), !place.isOwnCell});
    case Place::Kind::FreeCell: return emit(Opcode::CellGet, {closureCell(place.index)}, {module_.str(mangled), 1});
    case Place::Kind::Global: return loadGlobal(mangled->text, node);
    case Place::Kind::ClassName: {
      refuseUnavailable(mangled, node);
      const bool isSureBuiltin = !module_.bindsGlobal(mangled->text) && isBuiltinName(mangled->text);
      const int64_t global = isSureBuiltin ? -1 : static_cast<int64_t>(module_.global(mangled->text));
      return emit(Opcode::NameGet, {namespace_}, {module_.str(mangled), global});
    }
    case Place::Kind::ClassFree: return emit(Opcode::NameGetCell, {namespace_, closureCell(place.index)}, {module_.str(mangled)});
  }
  __builtin_unreachable();
}

ir::Value* FunctionLowering::loadGlobal(std::string_view name, const ast::Node* node) {
  at(node);
  if (!module_.bindsGlobal(name) && isBuiltinName(name)) {
    if (refuseUnavailable(module_.intern(name), node)) return none();
    return builtin(name);
  }
  // Also for a name that nothing here binds: another module may set it as an attribute of this one.
  return emit(Opcode::GlobalGet, {}, {module_.global(name)});
}

/// Refuses a name that means a built-in Trivium cannot have. True when control does not go on.
bool FunctionLowering::refuseUnavailable(Identifier mangled, const ast::Node* node) {
  if (module_.bindsGlobal(mangled->text)) return false;
  for (const UnavailableBuiltin& builtin : kUnavailable) {
    if (builtin.name != mangled->text) continue;
    unsupported(node, std::string(builtin.name) + "() is not supported in compiled programs; " + std::string(builtin.advice));
    return true;
  }
  return false;
}

// ---- stores that would replace a built-in
//
// Built-in functions and classes are found when the program is compiled, so nothing may replace them. What the text does not show
// (`setattr(module, name, value)`) is an error when it happens: runtime/module.cpp.

bool FunctionLowering::isBuiltinsModule(const ast::Node* node) {
  const auto* name = ast::dynAs<ast::Name>(node);
  if (!name) return false;
  if (name->id->text == "__builtins__") return true;
  const Identifier mangled = mangle(name->id);
  for (const Scope* s = scope(); s; s = s->parent) {
    if (s != scope() && s->kind == ScopeKind::Class) continue;
    const Symbol* symbol = s->find(mangled);
    if (symbol && symbol->isBuiltins) return true;
    if (symbol && (symbol->kind == SymbolKind::Local || symbol->kind == SymbolKind::Cell)) return false;
  }
  return false;
}

/// `builtins.__dict__` or `vars(builtins)`.
bool FunctionLowering::isBuiltinsDict(ast::ExprNode* node) {
  if (const auto* attribute = ast::dynAs<ast::Attribute>(node)) return attribute->attr->text == "__dict__" && isBuiltinsModule(attribute->value);
  const auto* call = ast::dynAs<ast::Call>(node);
  const auto* callee = call ? ast::dynAs<ast::Name>(call->func) : nullptr;
  return callee && callee->id->text == "vars" && isBuiltin(callee->id) && call->args.size() == 1 && isBuiltinsModule(call->args[0]);
}

namespace {

std::string_view stringOf(const ast::Node* node) {
  const auto* constant = ast::dynAs<ast::Constant>(node);
  return constant && constant->valueKind == ast::ConstantKind::Str ? constant->text : std::string_view();
}

std::string replacesBuiltin(std::string_view name) {
  return "replacing or deleting the built-in '" + std::string(name) + "' is not supported in compiled programs; define a function of that name";
}

}  // namespace

void FunctionLowering::refuseBuiltinStore(ast::ExprNode* target) {
  std::string_view name;
  if (const auto* attribute = ast::dynAs<ast::Attribute>(target)) {
    if (isBuiltinsModule(attribute->value)) name = attribute->attr->text;
  } else if (const auto* item = ast::dynAs<ast::Subscript>(target)) {
    if (isBuiltinsDict(item->value)) name = stringOf(item->slice);
  }
  if (isBuiltinName(name)) module_.refuse(target, replacesBuiltin(name));
}

/// `setattr(builtins, "name", value)`, `delattr(builtins, "name")`.
void FunctionLowering::refuseBuiltinStore(ast::Call* node) {
  const auto* callee = ast::dynAs<ast::Name>(node->func);
  if (!callee || (callee->id->text != "setattr" && callee->id->text != "delattr") || !isBuiltin(callee->id)) return;
  if (node->args.size() < 2 || !isBuiltinsModule(node->args[0])) return;
  if (const std::string_view name = stringOf(node->args[1]); isBuiltinName(name)) module_.refuse(node, replacesBuiltin(name));
}

// ---- binding and deleting

void FunctionLowering::storeName(Identifier name, Value* value) {
  const Identifier mangled = mangle(name);
  const Place place = resolve(mangled);
  value = box(value);
  switch (place.kind) {
    case Place::Kind::Local: return write(place.variable, value);
    case Place::Kind::Cell: emit(Opcode::CellSet, {read(place.variable), value}); return;
    case Place::Kind::FreeCell:
    case Place::Kind::ClassFree: emit(Opcode::CellSet, {closureCell(place.index), value}); return;
    case Place::Kind::Global: emit(Opcode::GlobalSet, {value}, {module_.global(mangled->text)}); return;
    case Place::Kind::ClassName: emit(Opcode::NameSet, {namespace_, value}, {module_.str(mangled)}); return;
  }
}

void FunctionLowering::deleteName(Identifier name) {
  const Identifier mangled = mangle(name);
  const Place place = resolve(mangled);
  const int64_t text = module_.str(mangled);
  switch (place.kind) {
    case Place::Kind::Local: {
      Value* value = read(place.variable);
      if (ssa_.mayBeUnbound(value)) emit(Opcode::CheckBound, {value}, {text});
      return write(place.variable, ssa_.unbound());
    }
    case Place::Kind::Cell:
    case Place::Kind::FreeCell:
    case Place::Kind::ClassFree: {
      Value* cell = place.kind == Place::Kind::Cell ? read(place.variable) : closureCell(place.index);
      emit(Opcode::CellGet, {cell}, {text, !place.isOwnCell});
      emit(Opcode::CellSet, {cell, ssa_.unbound()});
      return;
    }
    case Place::Kind::Global: emit(Opcode::GlobalDel, {}, {module_.global(mangled->text)}); return;
    case Place::Kind::ClassName: emit(Opcode::NameDel, {namespace_}, {text}); return;
  }
}

// ---- namespaces

/// What locals() answers here.
ir::Value* FunctionLowering::currentNamespace(const ast::Node* node) {
  switch (scope()->kind) {
    case ScopeKind::Module: return moduleNamespace();
    case ScopeKind::Class: return namespace_;
    default: return localsDict(node);
  }
}

ir::Value* FunctionLowering::moduleNamespace() {
  Value* module = emit(Opcode::Import, {}, {module_.source.index});
  return emit(Opcode::AttrGet, {module}, {module_.str("__dict__")});
}

}  // namespace trivium::frontend
