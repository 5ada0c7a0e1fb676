// The match statement (PEP 634, Language Reference 8.6). Every case tries its pattern against the subject and goes to the next case
// at the first part that does not match. Names are bound once the whole pattern has matched, before the guard.
#include "frontend/detail/lowering_impl.h"

namespace trivium::frontend {

using namespace ast;

namespace {

bool isWildcard(const PatternNode* node) {
  if (auto* capture = dynAs<MatchAs>(node)) return !capture->pattern && !capture->name;
  if (auto* star = dynAs<MatchStar>(node)) return !star->name;
  return false;
}

}  // namespace

void FunctionLowering::matchStmt(Match* node) {
  Value* subject = expr(node->subject);
  Block* end = newBlock();
  for (MatchCase* clause : node->cases) {
    Block* fail = newBlock();
    PatternCaptures captures;
    pattern(clause->pattern, subject, fail, captures);
    at(clause->pattern);
    for (auto [name, value] : captures.names) storeName(name, value);
    if (clause->guard) {
      Block* body = newBlock();
      cond(clause->guard, body, fail, clause->pattern);
      enter(body);
    }
    if (!dead_) {
      block(clause->body);
      if (!dead_) jump(end);
    }
    if (!enter(fail)) break;
  }
  if (!dead_) jump(end);
  enter(end);
}

ir::Value* FunctionLowering::integer(int64_t value) {
  ir::Constant c;
  c.kind = ir::Constant::Kind::Int;
  c.integer = value;
  return constant(module_.program.ir.addConstant(c));
}

void FunctionLowering::failUnless(Value* condition, Block* fail) {
  Block* next = newBlock();
  branchIf(condition, next, fail);
  enter(next);
}

void FunctionLowering::failIfEnd(Value* value, Block* fail) {
  Block* next = newBlock();
  branchIf(emit(Opcode::IsEnd, {value}), fail, next);
  enter(next);
}

void FunctionLowering::pattern(PatternNode* node, Value* subject, Block* fail, PatternCaptures& captures) {
  switch (node->kind) {
    case NodeKind::MatchValue: {
      Value* value = expr(as<MatchValue>(node)->value);
      at(node);
      failUnless(truth(emit(Opcode::Eq, {subject, value})), fail);
      return;
    }
    case NodeKind::MatchSingleton: {
      at(node);
      const ConstantKind kind = as<MatchSingleton>(node)->value;
      Value* value = kind == ConstantKind::None ? none() : boolean(kind == ConstantKind::True);
      failUnless(emit(Opcode::Is, {subject, value}), fail);
      return;
    }
    case NodeKind::MatchSequence: return sequencePattern(as<MatchSequence>(node), subject, fail, captures);
    case NodeKind::MatchMapping: return mappingPattern(as<MatchMapping>(node), subject, fail, captures);
    case NodeKind::MatchClass: return classPattern(as<MatchClass>(node), subject, fail, captures);
    case NodeKind::MatchStar:
      if (Identifier name = as<MatchStar>(node)->name) captures.names.emplace_back(name, subject);
      return;
    case NodeKind::MatchAs: {
      auto* capture = as<MatchAs>(node);
      if (capture->pattern) pattern(capture->pattern, subject, fail, captures);
      if (capture->name) captures.names.emplace_back(capture->name, subject);
      return;
    }
    case NodeKind::MatchOr: return orPattern(as<MatchOr>(node), subject, fail, captures);
    default: return;
  }
}

void FunctionLowering::sequencePattern(MatchSequence* node, Value* subject, Block* fail, PatternCaptures& captures) {
  const auto count = static_cast<int64_t>(node->patterns.size());
  int64_t star = -1;
  bool onlyWildcards = true;
  for (int64_t i = 0; i < count; ++i) {
    const PatternNode* part = node->patterns[static_cast<size_t>(i)];
    if (isa<MatchStar>(part)) star = i;
    onlyWildcards &= isWildcard(part);
  }
  at(node);
  failUnless(emit(Opcode::MatchSequence, {subject}), fail);
  Value* length = nullptr;
  if (star < 0 || count > 1) {
    length = box(emit(Opcode::Len, {subject}));
    Value* wanted = integer(star < 0 ? count : count - 1);
    failUnless(truth(emit(star < 0 ? Opcode::Eq : Opcode::Ge, {length, wanted})), fail);
  }
  if (onlyWildcards && count > 0) return;
  if (star >= 0 && isWildcard(node->patterns[static_cast<size_t>(star)])) {
    // Nobody looks at what the star stands for, so the other items are taken one by one.
    for (int64_t i = 0; i < count; ++i) {
      PatternNode* part = node->patterns[static_cast<size_t>(i)];
      if (i == star || isWildcard(part)) continue;
      at(node);
      Value* index = i < star ? integer(i) : emit(Opcode::Sub, {length, integer(count - i)});
      Value* item = emit(Opcode::ItemGet, {subject, index});
      pattern(part, item, fail, captures);
    }
    return;
  }
  at(node);
  Value* items =
      star < 0 ? emit(Opcode::UnpackSeq, {subject}, {count}) : emit(Opcode::UnpackEx, {subject}, {star, count - 1 - star});
  for (int64_t i = 0; i < count; ++i) {
    PatternNode* part = node->patterns[static_cast<size_t>(i)];
    if (isWildcard(part)) continue;
    at(node);
    Value* item = emit(Opcode::TupleItem, {items}, {i});
    pattern(part, item, fail, captures);
  }
}

void FunctionLowering::mappingPattern(MatchMapping* node, Value* subject, Block* fail, PatternCaptures& captures) {
  at(node);
  failUnless(emit(Opcode::MatchMapping, {subject}), fail);
  const auto count = static_cast<int64_t>(node->keys.size());
  if (count == 0 && !node->rest) return;
  if (count > 0) {
    Value* length = box(emit(Opcode::Len, {subject}));
    failUnless(truth(emit(Opcode::Ge, {length, integer(count)})), fail);
  }
  Value* keys = nullptr;
  if (const int64_t known = constantTuple(node->keys); known >= 0) {
    keys = constant(static_cast<uint32_t>(known));
  } else {
    std::vector<Value*> values = exprs(node->keys);
    at(node);
    keys = emit(Opcode::TupleNew, std::move(values));
  }
  Value* items = emit(Opcode::MatchKeys, {subject, keys});
  failIfEnd(items, fail);
  for (int64_t i = 0; i < count; ++i) {
    PatternNode* part = node->patterns[static_cast<size_t>(i)];
    if (isWildcard(part)) continue;
    at(node);
    Value* item = emit(Opcode::TupleItem, {items}, {i});
    pattern(part, item, fail, captures);
  }
  if (!node->rest) return;
  at(node);
  captures.names.emplace_back(node->rest, emit(Opcode::MatchRest, {subject, keys}));
}

void FunctionLowering::classPattern(MatchClass* node, Value* subject, Block* fail, PatternCaptures& captures) {
  Value* cls = expr(node->cls);
  std::vector<uint32_t> names;
  for (Identifier name : node->kwd_attrs) names.push_back(module_.str(name));
  at(node);
  Value* items = emit(Opcode::MatchClass, {subject, cls},
                      {static_cast<int64_t>(node->patterns.size()), static_cast<int64_t>(module_.strTuple(names))});
  failIfEnd(items, fail);
  int64_t index = 0;
  const auto match = [&](PatternNode* part) {
    const int64_t i = index++;
    if (isWildcard(part)) return;
    at(node);
    Value* item = emit(Opcode::TupleItem, {items}, {i});
    pattern(part, item, fail, captures);
  };
  for (PatternNode* part : node->patterns) match(part);
  for (PatternNode* part : node->kwd_patterns) match(part);
}

/// Every alternative binds the same names, in whatever order; each name is a variable that the alternative that matched has set.
void FunctionLowering::orPattern(MatchOr* node, Value* subject, Block* fail, PatternCaptures& captures) {
  std::vector<std::pair<Identifier, Variable>> variables;
  Block* matched = newBlock();
  for (size_t i = 0; i < node->patterns.size(); ++i) {
    const bool isLast = i + 1 == node->patterns.size();
    Block* next = isLast ? fail : newBlock();
    PatternCaptures own;
    pattern(node->patterns[i], subject, next, own);
    if (i == 0)
      for (auto& [name, value] : own.names) variables.emplace_back(name, ssa_.addVariable());
    for (auto [name, variable] : variables)
      for (auto& [ownName, value] : own.names)
        if (ownName == name) write(variable, value);
    jump(matched);
    if (!isLast) enter(next);
    if (dead_) break;
  }
  enter(matched);
  for (auto [name, variable] : variables) captures.names.emplace_back(name, read(variable));
}

}  // namespace trivium::frontend
