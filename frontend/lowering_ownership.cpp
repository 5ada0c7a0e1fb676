// Fresh values (ownership.h): where the program lets go of an object that nothing else refers to, it is dropped, which finalizes it.
#include <utility>

#include "frontend/detail/lowering_impl.h"

namespace trivium::frontend {

using namespace ast;

/// As expr(). A fresh value is added to `temporaries`, to be dropped once what it is for is done; so are those in the arguments of
/// enumerate() and the like.
ir::Value* FunctionLowering::freshExpr(ExprNode* node, Temporaries& temporaries) {
  const Ownership& ownership = module_.program.ownership;
  if (!ownership.any() || module_.source.isLibrary) return expr(node);
  if (ownership.isFresh(node)) {
    Value* value = box(expr(node));
    if (Value* owned = own(value)) temporaries.push_back(owned);
    return value;
  }
  if (!ownership.mayHoldGenerator(node)) return expr(node);
  if (isa<GeneratorExp>(node)) {
    Value* value = expr(node);
    temporaries.push_back(emit(Opcode::Own, {value, ssa_.unbound()}, {-1}));
    return value;
  }
  if (!Ownership::isIteratorOverArguments(node)) return expr(node);
  at(node);
  temporaries_ = &temporaries;
  return callExpr(as<Call>(node));
}

ir::Value* FunctionLowering::freshIterable(ExprNode* node, Temporaries& temporaries) {
  return isa<Call>(node) || isa<GeneratorExp>(node) ? freshExpr(node, temporaries) : iterated(node);
}

/// What a loop iterates over may be what a method __iter__ made.
void FunctionLowering::ownIterator(ExprNode* node, Value* iterable, Value* iterator, Temporaries& temporaries) {
  const Ownership& ownership = module_.program.ownership;
  if (!ownership.any() || module_.source.isLibrary || ownership.isFresh(node) || !ownership.hasIterMethod()) return;
  temporaries.push_back(emit(Opcode::Own, {iterator, iterable}, {module_.str("__iter__")}));
}

/// Notes that the result of a call is fresh if the callee is what its name says: then the result, else unbound. Null for other values.
ir::Value* FunctionLowering::own(Value* made) {
  const auto* call = made->kind == ir::Value::Kind::Instruction ? static_cast<const ir::Instruction*>(made) : nullptr;
  if (!call || (call->op != Opcode::Call && call->op != Opcode::CallMethod && call->op != Opcode::CallEx)) return nullptr;
  Value* source = call->operands[0];
  if (const auto* found = source->kind == ir::Value::Kind::Instruction ? static_cast<const ir::Instruction*>(source) : nullptr;
      found && found->op == Opcode::MethodFind)
    source = found->operands[0];
  return emit(Opcode::Own, {made, source}, {call->op == Opcode::CallMethod ? call->attrs[0] : -1});
}

void FunctionLowering::drop(std::span<Value* const> values) {
  for (size_t i = values.size(); i-- > 0;) emit(Opcode::Drop, {values[i]});
}

// ---- variables

bool FunctionLowering::isOwner(const ExprNode* target) {
  const auto* name = dynAs<Name>(target);
  return name && contexts_.size() == 1 && owners_.count(name->id);
}

/// The variable's value or unbound.
ir::Value* FunctionLowering::peek(Identifier name) {
  const Place place = resolve(mangle(name));
  if (place.kind == Place::Kind::Local) return read(place.variable);
  return emit(Opcode::GlobalPeek, {}, {module_.global(mangle(name)->text)});
}

void FunctionLowering::assignOwner(Name* target, ExprNode* value) {
  Value* made = box(expr(value));
  own(made);
  Value* old = peek(target->id);
  store(target, made);
  emit(Opcode::Drop, {old});
}

void FunctionLowering::deleteOwner(Name* target) {
  Value* old = peek(target->id);
  at(target);
  deleteName(target->id);
  emit(Opcode::Drop, {old});
}

/// The function returns.
void FunctionLowering::dropLocals() {
  if (owners_.empty() || scope()->kind == ScopeKind::Module) return;
  for (const Symbol& symbol : contexts_.front().scope->symbols)
    if (owners_.count(symbol.name)) emit(Opcode::Drop, {peek(symbol.name)});
}

}  // namespace trivium::frontend
