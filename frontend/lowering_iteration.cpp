// Yields, comprehensions and generator expressions (Language Reference 6.2.4, 6.2.8, 6.2.9).
//
// A comprehension becomes loops in the function around it. Its names have a NameContext of their own, so the iteration variables do
// not leak; the iterator of the first `for` is made outside that context. A generator expression is a function whose parameter is
// that iterator.
#include "frontend/detail/lowering_impl.h"

namespace trivium::frontend {

using namespace ast;

/// Ends the block with a yield; control continues in a fresh block when the generator is resumed.
void FunctionLowering::suspend(Value* value) {
  ir::Instruction* inst = emit(Opcode::Yield, {value}, {0});
  Block* resume = newBlock();
  ssa_.addResume(inst, resume);
  sealAndStart(resume);
}

ir::Value* FunctionLowering::yield(Yield* node) {
  Value* value = nullptr;
  if (node->value) value = expr(node->value);
  at(node);
  suspend(value ? value : none());
  return emit(Opcode::GenSent);
}

ir::Value* FunctionLowering::yieldFrom(YieldFrom* node) {
  Value* value = expr(node->value);
  at(node);
  Value* iterator = emit(Opcode::IterGet, {value});
  Block* step = newBlock();
  Block* more = newBlock();
  Block* done = newBlock();
  jump(step);
  start(step);
  Value* item = emit(Opcode::YieldFromStep, {iterator});
  branchIf(emit(Opcode::IsEnd, {item}), done, more);
  enter(more);
  suspend(item);
  jump(step);
  ssa_.seal(step);
  enter(done);
  return emit(Opcode::YieldFromResult);
}

ir::Value* FunctionLowering::comprehension(ExprNode* node) {
  std::span<Comprehension*> generators;
  if (auto* list = dynAs<ListComp>(node)) generators = list->generators;
  else if (auto* set = dynAs<SetComp>(node)) generators = set->generators;
  else generators = as<DictComp>(node)->generators;
  Temporaries temporaries;
  Value* iterable = freshIterable(generators[0]->iter, temporaries);
  at(node);
  Value* iterator = emit(Opcode::IterGet, {iterable});
  ownIterator(generators[0]->iter, iterable, iterator, temporaries);
  const ir::Loc::Inlined kind =
      isa<ListComp>(node) ? ir::Loc::kListComp : isa<SetComp>(node) ? ir::Loc::kSetComp : ir::Loc::kDictComp;
  contexts_.push_back({module_.source.scopes.scopeOf(node), {}, kind, builder_.loc()});
  forgetPosition();
  at(node);
  makeCells(contexts_.back(), /*unbindLocals=*/true);
  Value* result = emit(isa<ListComp>(node) ? Opcode::ListNew : isa<SetComp>(node) ? Opcode::SetNew : Opcode::DictNew);
  // After an exception the traceback keeps the frame of the comprehension, and that its first iterator.
  comprehensionLoop(node, generators, 0, iterator, result);
  drop(temporaries);
  contexts_.pop_back();
  forgetPosition();
  at(node);
  return result;
}

/// The `for` clause number `depth` and what is inside it. `iterator` is given for the first one and where it is owned.
void FunctionLowering::comprehensionLoop(ExprNode* node, std::span<Comprehension*> generators, size_t depth, Value* iterator,
                                         Value* result) {
  Comprehension* clause = generators[depth];
  if (depth > 0 && !iterator && module_.program.ownership.mayHoldGenerator(clause->iter) && !module_.source.isLibrary) {
    Temporaries temporaries;
    Value* iterable = freshIterable(clause->iter, temporaries);
    at(node);
    iterator = emit(Opcode::IterGet, {iterable});
    ownIterator(clause->iter, iterable, iterator, temporaries);
    return droppingAfter(temporaries, [&] { comprehensionLoop(node, generators, depth, iterator, result); });
  }
  // `for y in [f(x)]` assigns; nothing is iterated.
  std::span<ExprNode*> only;
  if (auto* list = dynAs<List>(clause->iter)) only = list->elts;
  else if (auto* tuple = dynAs<Tuple>(clause->iter)) only = tuple->elts;
  const bool assigns = !iterator && only.size() == 1 && !isa<Starred>(only[0]);

  Block* header = nullptr;
  Block* latch = newBlock();
  Block* end = newBlock();
  if (assigns) {
    Value* value = expr(only[0]);
    store(clause->target, value);
  } else {
    if (!iterator) {
      Value* iterable = iterated(clause->iter);
      at(node);
      iterator = emit(Opcode::IterGet, {iterable});
    }
    header = newBlock();
    jump(header);
    start(header);
    at(node);
    Value* item = emit(Opcode::IterNext, {iterator});
    Block* body = newBlock();
    branchIf(emit(Opcode::IsEnd, {item}), end, body);
    enter(body);
    store(clause->target, item);
  }
  for (ExprNode* test : clause->ifs) {
    Block* next = newBlock();
    cond(test, next, latch, node);
    enter(next);
    if (dead_) break;
  }
  if (!dead_) {
    if (depth + 1 < generators.size()) comprehensionLoop(node, generators, depth + 1, nullptr, result);
    else comprehensionItem(node, result);
    if (!dead_) jump(latch);
  }
  if (assigns) {
    enter(latch);
    if (!dead_) jump(end);
  } else {
    loopEnd(header, latch, node);
  }
  enter(end);
}

void FunctionLowering::comprehensionItem(ExprNode* node, Value* result) {
  if (auto* list = dynAs<ListComp>(node)) {
    Value* item = expr(list->elt);
    at(node);
    emit(Opcode::ListAppend, {result, item});
  } else if (auto* set = dynAs<SetComp>(node)) {
    Value* item = expr(set->elt);
    at(node);
    emit(Opcode::SetAdd, {result, item});
  } else if (auto* dict = dynAs<DictComp>(node)) {
    Value* key = expr(dict->key);
    Value* value = expr(dict->value);
    at(node);
    emit(Opcode::DictSet, {result, key, value});
  } else {
    Value* item = expr(as<GeneratorExp>(node)->elt);
    at(node);
    suspend(item);
    emit(Opcode::GenSent);
  }
}

ir::Value* FunctionLowering::generatorExpression(GeneratorExp* node) {
  Temporaries temporaries;  // the first iterator belongs to the generator, whose body drops it
  Value* iterable = freshIterable(node->generators[0]->iter, temporaries);
  at(node);
  Value* iterator = emit(Opcode::IterGet, {iterable});
  ownIterator(node->generators[0]->iter, iterable, iterator, temporaries);
  Value* function = makeClosure(module_.source.scopes.scopeOf(node), nullptr, nullptr, nullptr);
  at(node);
  return call(function, {iterator});
}

}  // namespace trivium::frontend
