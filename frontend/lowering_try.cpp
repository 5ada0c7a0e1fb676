// try, with, and what leaves them (Language Reference 8.4, 8.5).
//
// The exception handled before a statement is entered is read once (exc.handled) and made current again wherever control leaves a
// handler. While a handler's body runs, a cleanup handler around it does the same for exceptions, then hands them to the handler
// outside: by a jump to its `caught` entrance when that is in this function, else by a reraise, which adds nothing to the traceback.
//
// The body of finally is lowered once for every way out of the try: its normal end, each return, break and continue, and exceptions.
#include "frontend/detail/lowering_impl.h"

namespace trivium::frontend {

using namespace ast;

FunctionLowering::Handler FunctionLowering::newHandler() {
  Handler handler;
  handler.entry = newBlock();
  handler.caught = newBlock();
  handler.exception = ssa_.addVariable();
  return handler;
}

/// Continues in the handler, with the caught exception handled; null when nothing leads there.
ir::Value* FunctionLowering::startHandler(Handler& handler) {
  if (enter(handler.entry)) {
    Value* exception = emit(Opcode::ExcCatch);
    write(handler.exception, exception);
    jump(handler.caught);
  }
  if (!enter(handler.caught)) return nullptr;
  return read(handler.exception);
}

/// Hands an exception that is the handled one to the handler outside. `handled` is what was handled before it was caught.
void FunctionLowering::propagate(Value* handled, Value* exception) {
  if (handler_) {
    write(handler_->exception, exception);
    jump(handler_->caught);
    return;
  }
  emit(Opcode::ExcRestore, {handled});
  emit(Opcode::Reraise, {exception});
}

/// Lowers the handler of exceptions that a running handler raised.
void FunctionLowering::finishCleanup(Handler& cleanup, Value* handled, Identifier name) {
  Value* exception = startHandler(cleanup);
  if (!exception) return;
  if (name) clearName(name);
  propagate(handled, exception);
}

// ---- try

void FunctionLowering::tryStmt(Try* node) {
  if (node->finalbody.empty()) return tryExcept(node);
  tryFinally(node->finalbody, node, [&] {
    if (node->handlers.empty()) block(node->body);
    else tryExcept(node);
  });
}

void FunctionLowering::tryStarStmt(TryStar* node) {
  if (node->finalbody.empty()) return tryExceptStar(node);
  tryFinally(node->finalbody, node, [&] { tryExceptStar(node); });
}

template <class Body> void FunctionLowering::tryFinally(std::span<StmtNode*> finalBody, const Node* node, Body&& body) {
  Handler* outer = handler_;
  Block* end = newBlock();
  Handler handler = newHandler();
  at(node);
  Value* handled = emit(Opcode::ExcHandled);
  regions_.push_back({.kind = Region::Kind::Finally, .finalBody = finalBody, .outer = outer, .node = node});
  handler_ = &handler;
  body();
  regions_.pop_back();
  handler_ = outer;
  if (!dead_) {
    block(finalBody);
    if (!dead_) jump(end);
  }
  if (Value* exception = startHandler(handler)) {
    Handler cleanup = newHandler();
    regions_.push_back({.kind = Region::Kind::HandlerEnd, .handled = handled, .outer = outer, .node = node});
    handler_ = &cleanup;
    block(finalBody);
    regions_.pop_back();
    handler_ = outer;
    if (!dead_) propagate(handled, exception);
    finishCleanup(cleanup, handled, nullptr);
  }
  enter(end);
}

void FunctionLowering::tryExcept(Try* node) {
  Handler* outer = handler_;
  Block* end = newBlock();
  Handler handler = newHandler();
  at(node);
  Value* handled = emit(Opcode::ExcHandled);
  handler_ = &handler;
  block(node->body);
  handler_ = outer;
  if (!dead_) {
    block(node->orelse);
    if (!dead_) jump(end);
  }
  if (Value* exception = startHandler(handler)) exceptHandlers(node, handled, exception, end);
  enter(end);
}

void FunctionLowering::exceptHandlers(Try* node, Value* handled, Value* exception, Block* end) {
  Handler* outer = handler_;
  Handler shared = newHandler();  // for the expressions after `except` and the bodies of clauses that bind no name
  handler_ = &shared;
  for (ExceptHandler* clause : node->handlers) {
    Block* next = newBlock();
    if (clause->type) {
      Value* type = expr(clause->type);
      at(clause);
      Value* matches = emit(Opcode::ExcMatch, {exception, type});
      Block* body = newBlock();
      branchIf(matches, body, next);
      enter(body);
    }
    Handler own;
    if (clause->name) {
      at(clause);
      storeName(clause->name, exception);
      own = newHandler();
      handler_ = &own;
    }
    regions_.push_back(
        {.kind = Region::Kind::HandlerEnd, .handled = handled, .name = clause->name, .outer = outer, .node = clause});
    block(clause->body);
    regions_.pop_back();
    handler_ = outer;
    if (!dead_) {
      emit(Opcode::ExcRestore, {handled});
      if (clause->name) clearName(clause->name);
      jump(end);
    }
    if (clause->name) finishCleanup(own, handled, clause->name);
    handler_ = &shared;
    if (!enter(next)) break;
  }
  handler_ = outer;
  if (!dead_) propagate(handled, exception);
  finishCleanup(shared, handled, nullptr);
}

/// except*: every clause takes its part of the group; what clauses raise and what is left over is raised together in the end.
void FunctionLowering::tryExceptStar(TryStar* node) {
  Handler* outer = handler_;
  Block* end = newBlock();
  Handler handler = newHandler();
  at(node);
  Value* handled = emit(Opcode::ExcHandled);
  handler_ = &handler;
  block(node->body);
  handler_ = outer;
  if (!dead_) {
    block(node->orelse);
    if (!dead_) jump(end);
  }
  Value* exception = startHandler(handler);
  if (!exception) {
    enter(end);
    return;
  }
  Handler shared = newHandler();
  handler_ = &shared;
  Value* raised = emit(Opcode::ListNew);
  Value* none = this->none();
  const Variable rest = ssa_.addVariable();
  write(rest, exception);
  for (ExceptHandler* clause : node->handlers) {
    Value* type = expr(clause->type);
    at(clause);
    Value* parts = emit(Opcode::ExcGroupSplit, {read(rest), type});
    Value* match = emit(Opcode::TupleItem, {parts}, {0});
    write(rest, emit(Opcode::TupleItem, {parts}, {1}));
    Block* body = newBlock();
    Block* next = newBlock();
    branchIf(emit(Opcode::Is, {match, none}), next, body);
    enter(body);
    emit(Opcode::ExcRestore, {match});
    if (clause->name) storeName(clause->name, match);
    Handler own = newHandler();
    handler_ = &own;
    regions_.push_back(
        {.kind = Region::Kind::HandlerEnd, .handled = handled, .name = clause->name, .outer = outer, .node = clause});
    block(clause->body);
    regions_.pop_back();
    handler_ = &shared;
    if (!dead_) {
      if (clause->name) clearName(clause->name);
      jump(next);
    }
    if (Value* another = startHandler(own)) {
      if (clause->name) clearName(clause->name);
      emit(Opcode::ListAppend, {raised, another});
      jump(next);
    }
    enter(next);
  }
  emit(Opcode::ListAppend, {raised, read(rest)});
  at(node);
  Value* remaining = emit(Opcode::ExcGroupEnd, {exception, raised});
  Block* nothing = newBlock();
  Block* something = newBlock();
  branchIf(emit(Opcode::Is, {remaining, none}), nothing, something);
  handler_ = outer;
  enter(nothing);
  emit(Opcode::ExcRestore, {handled});
  jump(end);
  enter(something);
  emit(Opcode::ExcRestore, {remaining});
  propagate(handled, remaining);
  finishCleanup(shared, handled, nullptr);
  enter(end);
}

void FunctionLowering::bareRaise(const Node* node) {
  at(node);
  emit(Opcode::Raise, {ssa_.unbound(), ssa_.unbound()});
}

/// What happens to `name` at the end of `except … as name`: it may have been deleted, so it is bound first.
void FunctionLowering::clearName(Identifier name) {
  storeName(name, none());
  deleteName(name);
}

// ---- with

void FunctionLowering::withStmt(With* node, size_t item) {
  WithItem* manager = node->items[item];
  Handler* outer = handler_;
  Block* end = newBlock();
  Value* context = expr(manager->context_expr);
  at(node);
  Value* enterMethod = emit(Opcode::LookupSpecial, {context}, {module_.str("__enter__")});
  Value* exitMethod = emit(Opcode::LookupSpecial, {context}, {module_.str("__exit__")});
  Value* value = call(enterMethod, {});
  Value* handled = emit(Opcode::ExcHandled);
  Handler handler = newHandler();
  regions_.push_back({.kind = Region::Kind::With, .exit = exitMethod, .outer = outer, .node = node});
  handler_ = &handler;
  if (manager->optional_vars) store(manager->optional_vars, value);
  if (item + 1 < node->items.size()) withStmt(node, item + 1);
  else block(node->body);
  const Region region = regions_.back();
  regions_.pop_back();
  handler_ = outer;
  if (!dead_) {
    leaveRegion(region);
    jump(end);
  }
  if (Value* exception = startHandler(handler)) {
    Handler cleanup = newHandler();
    handler_ = &cleanup;
    at(node);
    Value* type = call(builtin("type"), {exception});
    Value* traceback = emit(Opcode::AttrGet, {exception}, {module_.str("__traceback__")});
    Value* answer = call(exitMethod, {type, exception, traceback});
    Block* suppressed = newBlock();
    Block* again = newBlock();
    branchIf(truth(answer), suppressed, again);
    handler_ = outer;
    enter(suppressed);
    emit(Opcode::ExcRestore, {handled});
    jump(end);
    enter(again);
    propagate(handled, exception);
    finishCleanup(cleanup, handled, nullptr);
  }
  enter(end);
}

// ---- ways out

/// Leaves all regions but the outermost `count`, innermost first. Control may end on the way: a finally may return.
void FunctionLowering::unwindRegions(size_t count) {
  std::vector<Region> all = regions_;
  Handler* handler = handler_;
  while (regions_.size() > count && !dead_) {
    const Region region = regions_.back();
    regions_.pop_back();
    handler_ = region.outer;
    leaveRegion(region);
  }
  regions_ = std::move(all);
  handler_ = handler;
}

void FunctionLowering::leaveRegion(const Region& region) {
  switch (region.kind) {
    case Region::Kind::Loop:
      if (region.iterator) emit(Opcode::IterDrop, {region.iterator, region.source}, {region.sourceName});
      return;
    case Region::Kind::Finally: return block(region.finalBody);
    case Region::Kind::HandlerEnd:
      emit(Opcode::ExcRestore, {region.handled});
      if (region.name) clearName(region.name);
      return;
    case Region::Kind::Drop: return drop(region.dropped);
    case Region::Kind::With:
      at(region.node);
      call(region.exit, {none(), none(), none()});
      return;
  }
}

}  // namespace trivium::frontend
