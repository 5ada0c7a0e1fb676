// Simple statements, if and loops (Language Reference, chapters 7 and 8). Order of evaluation and positions are CPython 3.11's. What
// follows a statement that control does not leave is not lowered.
#include "frontend/detail/lowering_impl.h"

namespace trivium::frontend {

using namespace ast;

namespace {

ir::Opcode inPlaceOpcode(Operator op) {
  switch (op) {
    case Operator::Add: return ir::Opcode::IAdd;
    case Operator::Sub: return ir::Opcode::ISub;
    case Operator::Mult: return ir::Opcode::IMul;
    case Operator::MatMult: return ir::Opcode::IMatMul;
    case Operator::Div: return ir::Opcode::ITrueDiv;
    case Operator::Mod: return ir::Opcode::IMod;
    case Operator::Pow: return ir::Opcode::IPow;
    case Operator::LShift: return ir::Opcode::ILShift;
    case Operator::RShift: return ir::Opcode::IRShift;
    case Operator::BitOr: return ir::Opcode::IOr;
    case Operator::BitXor: return ir::Opcode::IXor;
    case Operator::BitAnd: return ir::Opcode::IAnd;
    case Operator::FloorDiv: return ir::Opcode::IFloorDiv;
  }
  __builtin_unreachable();
}

/// The elements of a tuple or list display, or nothing for other expressions.
std::span<ExprNode*> elementsOf(ExprNode* node) {
  if (auto* tuple = dynAs<Tuple>(node)) return tuple->elts;
  if (auto* list = dynAs<List>(node)) return list->elts;
  return {};
}

bool hasStar(std::span<ExprNode*> elements) {
  for (const ExprNode* e : elements)
    if (isa<Starred>(e)) return true;
  return false;
}

}  // namespace

void FunctionLowering::block(std::span<StmtNode*> body) {
  for (StmtNode* node : body) {
    if (dead_) return;
    stmt(node);
  }
}

void FunctionLowering::stmt(StmtNode* node) {
  switch (node->kind) {
    case NodeKind::FunctionDef: return defineFunction(as<FunctionDef>(node));
    case NodeKind::ClassDef: return defineClass(as<ClassDef>(node));
    case NodeKind::Return: return returnStmt(as<Return>(node));
    case NodeKind::Delete:
      for (ExprNode* target : as<Delete>(node)->targets) remove(target);
      return;
    case NodeKind::Assign: return assign(as<Assign>(node));
    case NodeKind::AugAssign: return augAssign(as<AugAssign>(node));
    case NodeKind::AnnAssign: return annAssign(as<AnnAssign>(node));
    case NodeKind::For: return forStmt(as<For>(node));
    case NodeKind::While: return whileStmt(as<While>(node));
    case NodeKind::If: return ifStmt(as<If>(node));
    case NodeKind::With: return withStmt(as<With>(node), 0);
    case NodeKind::Match: return matchStmt(as<Match>(node));
    case NodeKind::Raise: return raiseStmt(as<Raise>(node));
    case NodeKind::Try: return tryStmt(as<Try>(node));
    case NodeKind::TryStar: return tryStarStmt(as<TryStar>(node));
    case NodeKind::Assert: return assertStmt(as<Assert>(node));
    case NodeKind::Import: return importStmt(as<Import>(node));
    case NodeKind::ImportFrom: return importFrom(as<ImportFrom>(node));
    case NodeKind::Expr:
      if (constantOf(as<Expr>(node)->value) < 0) {
        Temporaries temporaries;
        freshExpr(as<Expr>(node)->value, temporaries);
        drop(temporaries);
      }
      return;
    case NodeKind::Break: return leaveLoop(/*isBreak=*/true);
    case NodeKind::Continue: return leaveLoop(/*isBreak=*/false);
    case NodeKind::AsyncFunctionDef: return defineAsyncFunction(as<AsyncFunctionDef>(node));
    default: return;  // global, nonlocal, pass; the bodies of coroutines are not lowered
  }
}

// ---- assignment

void FunctionLowering::assign(Assign* node) {
  // `a, b = b, a` needs no tuple in between: all values are there before the first is stored.
  if (node->targets.size() == 1) {
    const std::span<ExprNode*> targets = elementsOf(node->targets[0]);
    if (auto* tuple = dynAs<Tuple>(node->value);
        tuple && !targets.empty() && targets.size() == tuple->elts.size() && !hasStar(targets) && !hasStar(tuple->elts)) {
      const std::vector<Value*> values = exprs(tuple->elts);
      for (size_t i = 0; i < targets.size(); ++i) store(targets[i], values[i]);
      return;
    }
  }
  if (node->targets.size() == 1 && isOwner(node->targets[0])) return assignOwner(as<Name>(node->targets[0]), node->value);
  Temporaries temporaries;
  const bool unpacks = node->targets.size() == 1 && (isa<Tuple>(node->targets[0]) || isa<List>(node->targets[0]));
  Value* value = unpacks ? freshExpr(node->value, temporaries) : expr(node->value);
  droppingAfter(temporaries, [&] {
    for (ExprNode* target : node->targets) store(target, value);
  });
}

void FunctionLowering::store(ExprNode* target, Value* value) {
  switch (target->kind) {
    case NodeKind::Name:
      at(target);
      return storeName(as<Name>(target)->id, value);
    case NodeKind::Attribute: {
      refuseBuiltinStore(target);
      auto* attribute = as<Attribute>(target);
      Value* object = expr(attribute->value);
      atAttribute(attribute, target->range);
      emit(Opcode::AttrSet, {object, value}, {module_.str(mangle(attribute->attr))});
      return;
    }
    case NodeKind::Subscript: {
      refuseBuiltinStore(target);
      auto* item = as<Subscript>(target);
      Value* object = expr(item->value);
      Value* index = expr(item->slice);
      at(target);
      emit(Opcode::ItemSet, {object, index, value});
      return;
    }
    case NodeKind::Starred: return store(as<Starred>(target)->value, value);
    default: return unpack(elementsOf(target), value, target);
  }
}

void FunctionLowering::unpack(std::span<ExprNode*> targets, Value* value, const Node* node) {
  const auto count = static_cast<int64_t>(targets.size());
  int64_t star = -1;
  for (int64_t i = 0; i < count; ++i)
    if (isa<Starred>(targets[static_cast<size_t>(i)])) star = i;
  at(node);
  Value* items = star < 0 ? emit(Opcode::UnpackSeq, {value}, {count}) : emit(Opcode::UnpackEx, {value}, {star, count - 1 - star});
  for (int64_t i = 0; i < count; ++i) {
    at(node);
    Value* item = emit(Opcode::TupleItem, {items}, {i});
    store(targets[static_cast<size_t>(i)], item);
  }
}

void FunctionLowering::remove(ExprNode* target) {
  switch (target->kind) {
    case NodeKind::Name:
      if (isOwner(target)) return deleteOwner(as<Name>(target));
      at(target);
      return deleteName(as<Name>(target)->id);
    case NodeKind::Attribute: {
      refuseBuiltinStore(target);
      auto* attribute = as<Attribute>(target);
      Value* object = expr(attribute->value);
      atAttribute(attribute, target->range);
      emit(Opcode::AttrDel, {object}, {module_.str(mangle(attribute->attr))});
      return;
    }
    case NodeKind::Subscript: {
      refuseBuiltinStore(target);
      auto* item = as<Subscript>(target);
      Value* object = expr(item->value);
      Value* index = expr(item->slice);
      at(target);
      emit(Opcode::ItemDel, {object, index});
      return;
    }
    default:
      for (ExprNode* element : elementsOf(target)) remove(element);
  }
}

/// Object and index of the target are evaluated once, before the value.
void FunctionLowering::augAssign(AugAssign* node) {
  const Opcode op = inPlaceOpcode(node->op);
  if (auto* name = dynAs<Name>(node->target)) {
    Value* old = loadName(name->id, name);
    Value* operand = expr(node->value);
    at(node);
    Value* result = emit(op, {old, operand});
    store(name, result);
  } else if (auto* attribute = dynAs<Attribute>(node->target)) {
    refuseBuiltinStore(attribute);
    const uint32_t attr = module_.str(mangle(attribute->attr));
    Value* object = expr(attribute->value);
    atAttribute(attribute, attribute->range);
    Value* old = emit(Opcode::AttrGet, {object}, {attr});
    Value* operand = expr(node->value);
    at(node);
    Value* result = emit(op, {old, operand});
    atAttribute(attribute, attribute->range);
    emit(Opcode::AttrSet, {object, result}, {attr});
  } else {
    refuseBuiltinStore(node->target);
    auto* item = as<Subscript>(node->target);
    Value* object = expr(item->value);
    Value* index = expr(item->slice);
    at(item);
    Value* old = emit(Opcode::ItemGet, {object, index});
    Value* operand = expr(node->value);
    at(node);
    Value* result = emit(op, {old, operand});
    at(item);
    emit(Opcode::ItemSet, {object, index, result});
  }
}

/// The value is assigned first. Annotations are evaluated in modules and classes only; those of simple names are kept.
void FunctionLowering::annAssign(AnnAssign* node) {
  if (node->value) {
    Value* value = expr(node->value);
    store(node->target, value);
  }
  const bool evaluates = !scope()->isFunctionLike();
  if (auto* name = dynAs<Name>(node->target); name && node->simple) {
    if (!evaluates) return;
    Value* value = annotation(node->annotation);
    at(node);
    Value* annotations = loadMangled(module_.intern("__annotations__"), node);
    Value* key = text(mangle(name->id)->text);
    emit(Opcode::ItemSet, {annotations, key, value});
    return;
  }
  if (!node->value) {
    if (auto* attribute = dynAs<Attribute>(node->target)) {
      expr(attribute->value);
    } else if (auto* item = dynAs<Subscript>(node->target)) {
      expr(item->value);
      expr(item->slice);
    }
  }
  if (evaluates && !module_.hasFutureAnnotations) expr(node->annotation);
}

// ---- branches and loops

void FunctionLowering::ifStmt(If* node) {
  Block* ifTrue = newBlock();
  Block* ifFalse = newBlock();
  Block* end = newBlock();
  cond(node->test, ifTrue, ifFalse, node);
  if (enter(ifTrue)) {
    block(node->body);
    if (!dead_) jump(end);
  }
  if (enter(ifFalse)) {
    block(node->orelse);
    if (!dead_) jump(end);
  }
  enter(end);
}

void FunctionLowering::whileStmt(While* node) {
  Block* header = newBlock();
  Block* latch = newBlock();
  Block* body = newBlock();
  Block* otherwise = newBlock();
  Block* end = newBlock();
  jump(header);
  start(header);
  cond(node->test, body, otherwise, node);
  if (enter(body)) {
    regions_.push_back({.kind = Region::Kind::Loop, .breakTarget = end, .continueTarget = latch, .outer = handler_, .node = node});
    block(node->body);
    regions_.pop_back();
    if (!dead_) jump(latch);
  }
  loopEnd(header, latch, node);
  if (enter(otherwise)) {
    block(node->orelse);
    if (!dead_) jump(end);
  }
  enter(end);
}

void FunctionLowering::forStmt(For* node) {
  Temporaries temporaries;
  Value* iterable = freshIterable(node->iter, temporaries);
  at(node);
  Value* iterator = emit(Opcode::IterGet, {iterable});
  ownIterator(node->iter, iterable, iterator, temporaries);
  droppingAfter(temporaries, [&] { forLoop(node, iterable, iterator, temporaries); });
}

void FunctionLowering::forLoop(For* node, Value* iterable, Value* iterator, const Temporaries& temporaries) {
  Block* header = newBlock();
  Block* latch = newBlock();
  Block* body = newBlock();
  Block* otherwise = newBlock();
  Block* end = newBlock();
  jump(header);
  start(header);
  at(node);
  Value* item = emit(Opcode::IterNext, {iterator});
  branchIf(emit(Opcode::IsEnd, {item}), otherwise, body);
  enter(body);
  store(node->target, item);
  regions_.push_back({.kind = Region::Kind::Loop, .breakTarget = end, .continueTarget = latch, .outer = handler_, .node = node});
  noteSource(regions_.back(), node->iter, iterable, iterator);
  block(node->body);
  regions_.pop_back();
  if (!dead_) jump(latch);
  loopEnd(header, latch, node);
  enter(otherwise);
  if (!dead_) drop(temporaries);
  block(node->orelse);
  if (!dead_) jump(end);
  enter(end);
}

/// CPython closes a generator when its last reference goes, which is at once when a loop over a fresh one is left early. Ours would be
/// closed never, so such a loop says what its iterator came from.
void FunctionLowering::noteSource(Region& loop, const ExprNode* node, Value* iterable, Value* iterator) {
  if (node->kind == NodeKind::GeneratorExp) {
    loop.iterator = iterator;
    loop.source = ssa_.unbound();
    return;
  }
  const auto* call = iterable->kind == ir::Value::Kind::Instruction ? static_cast<const ir::Instruction*>(iterable) : nullptr;
  if (node->kind != NodeKind::Call || !call || (call->op != Opcode::Call && call->op != Opcode::CallMethod)) return;
  Value* source = call->operands[0];
  const auto* made = source->kind == ir::Value::Kind::Instruction ? static_cast<const ir::Instruction*>(source) : nullptr;
  if (made && made->op == Opcode::BuiltinGet) return;  // range, enumerate, …: no generators
  if (made && made->op == Opcode::MethodFind) source = made->operands[0];
  loop.iterator = iterator;
  loop.source = source;
  if (call->op == Opcode::CallMethod) loop.sourceName = call->attrs[0];
}

/// Ends a loop: everything that continues it jumps to `latch`, which goes back to `header`.
void FunctionLowering::loopEnd(Block* header, Block* latch, const Node* node) {
  if (enter(latch)) {
    at(node);
    emit(Opcode::Poll);
    jump(header);
  }
  ssa_.seal(header);
}

// ---- leaving

void FunctionLowering::returnStmt(Return* node) {
  at(node);
  Value* value = node->value ? expr(node->value) : none();
  unwindRegions(0);
  if (dead_) return;
  dropLocals();
  at(node);
  emit(Opcode::Return, {value});
}

void FunctionLowering::leaveLoop(bool isBreak) {
  size_t loop = regions_.size();
  while (regions_[loop - 1].kind != Region::Kind::Loop) --loop;
  Block* target = isBreak ? regions_[loop - 1].breakTarget : regions_[loop - 1].continueTarget;
  unwindRegions(loop);
  if (dead_) return;
  if (isBreak) leaveRegion(regions_[loop - 1]);
  jump(target);
}

void FunctionLowering::raiseStmt(Raise* node) {
  if (!node->exc) {
    bareRaise(node);
    return;
  }
  Value* exception = expr(node->exc);
  Value* cause = node->cause ? expr(node->cause) : ssa_.unbound();
  at(node);
  emit(Opcode::Raise, {exception, cause});
}

/// The comparison that CPython's compiler tests last in a condition; a failed assertion is reported there. Null if there is none.
static const Node* lastComparison(const ExprNode* test) {
  switch (test->kind) {
    case NodeKind::Compare: return test;
    case NodeKind::UnaryOp: {
      const auto* unary = as<UnaryOp>(test);
      return unary->op == UnaryOperator::Not ? lastComparison(unary->operand) : nullptr;
    }
    case NodeKind::BoolOp: {
      const auto values = as<BoolOp>(test)->values;
      for (size_t i = values.size(); i-- > 0;)
        if (const Node* found = lastComparison(values[i])) return found;
      return nullptr;
    }
    case NodeKind::IfExp: {
      const auto* choice = as<IfExp>(test);
      for (const ExprNode* part : {choice->orelse, choice->body, choice->test})
        if (const Node* found = lastComparison(part)) return found;
      return nullptr;
    }
    default: return nullptr;
  }
}

void FunctionLowering::assertStmt(Assert* node) {
  Block* passed = newBlock();
  Block* failed = newBlock();
  cond(node->test, passed, failed, node);
  if (enter(failed)) {
    const Node* comparison = lastComparison(node->test);
    const Node* place = comparison ? comparison : node;
    at(place);
    Value* exception = builtin("AssertionError");
    if (node->msg) {
      Value* message = expr(node->msg);
      at(place);
      exception = call(exception, {message});
    }
    emit(Opcode::Raise, {exception, ssa_.unbound()});
  }
  enter(passed);
}

}  // namespace trivium::frontend
