// Construction of block parameters, and the clean-up that follows it. The generator split is in lowering_generator.cpp.
#include "frontend/lowering_ssa.h"

#include <algorithm>
#include <cassert>
#include <unordered_set>
#include <utility>

namespace trivium::frontend {

using ir::BasicBlock;
using ir::Instruction;
using ir::Opcode;

// ---- DefinitionMap

namespace {
uint64_t keyOf(uint32_t block, Variable variable) { return uint64_t{block} << 32 | variable; }
size_t slotOf(uint64_t key, size_t size) { return (key * 0x9E3779B97F4A7C15u >> 20) & (size - 1); }
}  // namespace

ir::Value* DefinitionMap::find(uint32_t block, Variable variable) const {
  if (entries_.empty()) return nullptr;
  const uint64_t key = keyOf(block, variable);
  for (size_t at = slotOf(key, entries_.size());; at = (at + 1) & (entries_.size() - 1)) {
    if (entries_[at].key == key) return entries_[at].value;
    if (entries_[at].key == UINT64_MAX) return nullptr;
  }
}

void DefinitionMap::set(uint32_t block, Variable variable, ir::Value* value) {
  if (entries_.size() < 2 * (count_ + 1)) {
    std::vector<Entry> old(entries_.empty() ? 64 : entries_.size() * 4);
    old.swap(entries_);
    for (const Entry& e : old) {
      if (e.key == UINT64_MAX) continue;
      size_t at = slotOf(e.key, entries_.size());
      while (entries_[at].key != UINT64_MAX) at = (at + 1) & (entries_.size() - 1);
      entries_[at] = e;
    }
  }
  const uint64_t key = keyOf(block, variable);
  size_t at = slotOf(key, entries_.size());
  while (entries_[at].key != UINT64_MAX && entries_[at].key != key) at = (at + 1) & (entries_.size() - 1);
  if (entries_[at].key == UINT64_MAX) ++count_;
  entries_[at] = {key, value};
}

void DefinitionMap::clear() {
  entries_.clear();
  count_ = 0;
}

// ---- blocks and edges

SsaBuilder::SsaBuilder(ir::Function& function) : function_(function) {
  entry_ = root_ = addBlock();
  states_[entry_->id].sealed = true;
}

BasicBlock* SsaBuilder::addBlock() {
  BasicBlock* block = function_.addBlock();
  assert(block->id == states_.size());
  states_.emplace_back().block = block;
  return block;
}

ir::Value* SsaBuilder::unbound() {
  if (!unbound_) unbound_ = addEntryInstruction(Opcode::Unbound, {});
  return unbound_;
}

Instruction* SsaBuilder::addEntryInstruction(Opcode op, std::vector<int64_t> attrs) {
  auto inst = std::make_unique<Instruction>(op, ir::resultType(op, {}));
  inst->attrs = std::move(attrs);
  inst->block = entry_;
  entryInsts_.push_back(std::move(inst));
  return entryInsts_.back().get();
}

void SsaBuilder::branch(ir::Builder& builder, BasicBlock* target) {
  states_[target->id].preds.push_back({builder.br(target), 0});
  assert(!states_[target->id].sealed);
}

void SsaBuilder::condBranch(ir::Builder& builder, ir::Value* condition, BasicBlock* ifTrue, BasicBlock* ifFalse) {
  Instruction* inst = builder.condBr(condition, {ifTrue, {}}, {ifFalse, {}});
  states_[ifTrue->id].preds.push_back({inst, 0});
  states_[ifFalse->id].preds.push_back({inst, 1});
}

void SsaBuilder::addUnwind(Instruction* inst, BasicBlock* handler) {
  inst->unwind.target = handler;
  states_[handler->id].preds.push_back({inst, kUnwind});
}

void SsaBuilder::addResume(Instruction* inst, BasicBlock* resume) {
  states_[resume->id].preds.push_back({inst, kResume});
  yields_.push_back({inst, resume});
}

ir::Edge& SsaBuilder::edgeOf(const Pred& pred) {
  assert(pred.which != kResume);
  return pred.which == kUnwind ? pred.inst->unwind : pred.inst->successors[pred.which];
}

// ---- reading variables

SsaBuilder::Phi* SsaBuilder::phiOf(const ir::Value* value) {
  if (value->kind != ir::Value::Kind::Parameter) return nullptr;
  if (static_cast<const ir::BlockParameter*>(value)->block == entry_) return nullptr;
  return &phis_[value->id];
}

ir::Value* SsaBuilder::resolve(ir::Value* value) {
  for (;;) {
    if (Phi* phi = phiOf(value)) {
      if (!phi->replacement) return value;
      // Halve the path, as union-find does.
      if (Phi* next = phiOf(phi->replacement); next && next->replacement) phi->replacement = next->replacement;
      value = phi->replacement;
    } else if (value->kind == ir::Value::Kind::Instruction && value->id != 0) {
      value = checkReplacements_[value->id - 1];
    } else {
      return value;
    }
  }
}

uint32_t SsaBuilder::newPhi(Variable variable, uint32_t block) {
  const uint32_t index = static_cast<uint32_t>(phis_.size());
  Phi& phi = phis_.emplace_back();
  phi.param = std::make_unique<ir::BlockParameter>(states_[block].block, ir::Type::Any);
  phi.param->id = index;
  phi.variable = variable;
  phi.block = block;
  states_[block].phis.push_back(index);
  definitions_.set(block, variable, phi.param.get());
  return index;
}

/// The variable at the block's end, where a new phi may be left unfilled on `unfilled_`. Walks up single predecessors without
/// recursion, and remembers the answer in every block passed.
ir::Value* SsaBuilder::readOnce(Variable variable, uint32_t block) {
  ir::Value* value = nullptr;
  uint32_t at = block;
  for (;;) {
    value = definitions_.find(at, variable);
    if (value) break;
    BlockState& state = states_[at];
    if (!state.sealed) {
      value = phis_[newPhi(variable, at)].param.get();
      break;
    }
    if (state.preds.empty()) {
      value = unbound();
      definitions_.set(at, variable, value);
      break;
    }
    if (state.preds.size() > 1) {
      const uint32_t phi = newPhi(variable, at);
      unfilled_.push_back(phi);
      value = phis_[phi].param.get();
      break;
    }
    at = state.preds[0].inst->block->id;
  }
  value = resolve(value);
  for (uint32_t b = block; b != at; b = states_[b].preds[0].inst->block->id) definitions_.set(b, variable, value);
  return value;
}

void SsaBuilder::fillPhi(uint32_t index) {
  const uint32_t block = phis_[index].block;
  const Variable variable = phis_[index].variable;
  const size_t count = states_[block].preds.size();
  std::vector<ir::Value*> operands(count);
  for (size_t i = 0; i < count; ++i) {
    operands[i] = readOnce(variable, states_[block].preds[i].inst->block->id);
    if (Phi* used = phiOf(operands[i]); used && used != &phis_[index]) used->users.push_back(index);
  }
  phis_[index].operands = std::move(operands);
  phis_[index].filled = true;
}

void SsaBuilder::drainWork() {
  std::vector<uint32_t> filled;
  while (!unfilled_.empty()) {
    const uint32_t phi = unfilled_.back();
    unfilled_.pop_back();
    fillPhi(phi);
    filled.push_back(phi);
  }
  if (!filled.empty()) removeTrivial(std::move(filled));
}

ir::Value* SsaBuilder::readVariable(Variable variable, BasicBlock* block) {
  ir::Value* value = readOnce(variable, block->id);
  if (unfilled_.empty()) return value;
  drainWork();
  return resolve(value);
}

void SsaBuilder::seal(BasicBlock* block) {
  BlockState& state = states_[block->id];
  assert(!state.sealed);
  state.sealed = true;
  for (uint32_t phi : state.phis) unfilled_.push_back(phi);
  drainWork();
}

/// Replaces phis that merge one value with itself; their phi users are looked at again.
void SsaBuilder::removeTrivial(std::vector<uint32_t> work) {
  while (!work.empty()) {
    const uint32_t index = work.back();
    work.pop_back();
    Phi& phi = phis_[index];
    if (phi.replacement || !phi.filled) continue;
    ir::Value* same = nullptr;
    bool trivial = true;
    for (ir::Value*& operand : phi.operands) {
      operand = resolve(operand);
      if (operand == same || operand == phi.param.get()) continue;
      if (same) {
        trivial = false;
        break;
      }
      same = operand;
    }
    if (!trivial) continue;
    phi.replacement = same ? same : unbound();
    std::vector<uint32_t> users = std::move(phis_[index].users);
    if (Phi* target = phiOf(phis_[index].replacement))
      target->users.insert(target->users.end(), users.begin(), users.end());
    work.insert(work.end(), users.begin(), users.end());
  }
}

void SsaBuilder::removeAllTrivial() {
  std::vector<uint32_t> all;
  for (Phi& phi : phis_) phi.users.clear();
  for (uint32_t i = 0; i < phis_.size(); ++i) {
    if (phis_[i].replacement) continue;
    all.push_back(i);
    for (ir::Value*& operand : phis_[i].operands) {
      operand = resolve(operand);
      if (Phi* used = phiOf(operand)) used->users.push_back(i);
    }
  }
  removeTrivial(std::move(all));
}

bool SsaBuilder::mayBeUnbound(ir::Value* value) {
  value = resolve(value);
  return phiOf(value) || (value->kind == ir::Value::Kind::Instruction && static_cast<Instruction*>(value)->op == Opcode::Unbound);
}

// ---- finishing

/// Marks the blocks that control can reach.
void SsaBuilder::findLive() {
  for (BlockState& state : states_) state.live = false;
  std::vector<BasicBlock*> work{entry_};
  states_[entry_->id].live = true;
  const auto reach = [&](BasicBlock* block) {
    if (!block || states_[block->id].live) return;
    states_[block->id].live = true;
    work.push_back(block);
  };
  // Resume points are reached from their yields while the generator is whole, and from the dispatching switch afterwards.
  std::vector<std::pair<uint32_t, BasicBlock*>> resumes;
  for (const YieldPoint& y : yields_) resumes.emplace_back(y.inst->block->id, y.resume);
  std::sort(resumes.begin(), resumes.end(), [](auto& a, auto& b) { return a.first < b.first; });
  while (!work.empty()) {
    BasicBlock* block = work.back();
    work.pop_back();
    for (auto& inst : block->insts) {
      if (inst->unwind) reach(inst->unwind.target);
      for (ir::Edge& e : inst->successors) reach(e.target);
    }
    auto found = std::lower_bound(resumes.begin(), resumes.end(), block->id, [](auto& a, uint32_t id) { return a.first < id; });
    for (; found != resumes.end() && found->first == block->id; ++found) reach(found->second);
  }
}

/// Removes edges that come from unreachable blocks or from removed instructions (those without a block), and what phis got from them.
void SsaBuilder::prunePreds() {
  for (BlockState& state : states_) {
    if (!state.live) {
      state.preds.clear();
      for (uint32_t phi : state.phis) {
        phis_[phi].operands.clear();
        if (!phis_[phi].replacement) phis_[phi].replacement = unbound();
      }
      continue;
    }
    size_t kept = 0;
    for (size_t i = 0; i < state.preds.size(); ++i) {
      const BasicBlock* from = state.preds[i].inst->block;
      if (!from || !states_[from->id].live) continue;
      if (kept != i) {
        state.preds[kept] = state.preds[i];
        for (uint32_t phi : state.phis)
          if (!phis_[phi].operands.empty()) phis_[phi].operands[kept] = phis_[phi].operands[i];
      }
      ++kept;
    }
    if (kept == state.preds.size()) continue;
    state.preds.resize(kept);
    for (uint32_t phi : state.phis)
      if (!phis_[phi].operands.empty()) phis_[phi].operands.resize(kept);
  }
  std::erase_if(yields_, [&](const YieldPoint& y) { return !states_[y.inst->block->id].live; });
}

/// Removes check.bound where the variable is surely bound. Phis are taken to be bound unless an unbound definition reaches them.
void SsaBuilder::dropChecks() {
  std::vector<uint32_t> work;
  for (Phi& phi : phis_) phi.mark = false;
  const auto isUnboundOp = [](const ir::Value* v) {
    return v->kind == ir::Value::Kind::Instruction && static_cast<const Instruction*>(v)->op == Opcode::Unbound;
  };
  // `users` may name phis whose operand has been replaced since, so the lists are rebuilt here.
  for (Phi& phi : phis_) phi.users.clear();
  for (uint32_t i = 0; i < phis_.size(); ++i) {
    if (phis_[i].replacement) continue;
    for (ir::Value*& operand : phis_[i].operands) {
      operand = resolve(operand);
      if (Phi* used = phiOf(operand)) {
        used->users.push_back(i);
      } else if (isUnboundOp(operand) && !phis_[i].mark) {
        phis_[i].mark = true;
        work.push_back(i);
      }
    }
  }
  while (!work.empty()) {
    const uint32_t index = work.back();
    work.pop_back();
    for (uint32_t user : phis_[index].users)
      if (!phis_[user].mark) {
        phis_[user].mark = true;
        work.push_back(user);
      }
  }
  for (BlockState& state : states_) {
    if (!state.live) continue;
    for (auto& inst : state.block->insts) {
      if (inst->op != Opcode::CheckBound) continue;
      ir::Value* operand = resolve(inst->operands[0]);
      const Phi* phi = phiOf(operand);
      if (phi ? phi->mark : isUnboundOp(operand)) continue;
      checkReplacements_.push_back(operand);
      inst->id = static_cast<uint32_t>(checkReplacements_.size());
      inst->block = nullptr;  // tells prunePreds that its unwind edge is gone
    }
  }
}

/// Takes the removed check.bound instructions out of their blocks. Operands may still name them, so they live on until finish() ends.
void SsaBuilder::takeRemovedChecks() {
  for (BlockState& state : states_) {
    auto& insts = state.block->insts;
    const auto firstRemoved =
        std::stable_partition(insts.begin(), insts.end(), [](const auto& inst) { return inst->block != nullptr; });
    removedChecks_.insert(removedChecks_.end(), std::make_move_iterator(firstRemoved), std::make_move_iterator(insts.end()));
    insts.erase(firstRemoved, insts.end());
  }
}

void SsaBuilder::resolveOperands() {
  for (BlockState& state : states_) {
    if (!state.live) continue;
    for (auto& inst : state.block->insts)
      for (ir::Value*& operand : inst->operands) operand = resolve(operand);
  }
}

/// Puts the instructions of addEntryInstruction that are used into the entry.
void SsaBuilder::placeEntryInstructions() {
  std::unordered_set<const ir::Value*> used;
  const auto note = [&](const ir::Value* value) {
    if (value->kind != ir::Value::Kind::Instruction) return;
    const Opcode op = static_cast<const Instruction*>(value)->op;
    if (op == Opcode::Unbound || op == Opcode::ClosureCell) used.insert(value);
  };
  for (BlockState& state : states_) {
    if (!state.live) continue;
    for (auto& inst : state.block->insts) {
      for (const ir::Value* operand : inst->operands) note(operand);
      for (const ir::Edge& e : inst->successors)
        for (const ir::Value* arg : e.args) note(arg);
      for (const ir::Value* arg : inst->unwind.args) note(arg);
    }
  }
  std::erase_if(entryInsts_, [&](const std::unique_ptr<Instruction>& inst) { return !used.count(inst.get()); });
  auto& insts = entry_->insts;
  insts.insert(insts.begin(), std::make_move_iterator(entryInsts_.begin()), std::make_move_iterator(entryInsts_.end()));
  entryInsts_.clear();
}

/// Empty blocks that only jump on: their predecessors jump to the target themselves.
void SsaBuilder::threadJumps() {
  for (BlockState& state : states_) {
    if (!state.live || state.block == entry_ || state.block->insts.size() != 1) continue;
    Instruction* jump = state.block->insts[0].get();
    if (jump->op != Opcode::Br) continue;
    const bool ownsPhis = std::any_of(state.phis.begin(), state.phis.end(), [&](uint32_t p) { return !phis_[p].replacement; });
    if (ownsPhis || std::any_of(state.preds.begin(), state.preds.end(), [](const Pred& p) { return p.which >= kResume; })) continue;
    BlockState& target = states_[jump->successors[0].target->id];
    if (&target == &state) continue;
    const auto entryAt = std::find_if(target.preds.begin(), target.preds.end(), [&](const Pred& p) { return p.inst == jump; });
    assert(entryAt != target.preds.end());
    const size_t at = static_cast<size_t>(entryAt - target.preds.begin());
    if (state.preds.empty()) continue;
    // The first predecessor takes over the entry of the jump, the others are added.
    for (size_t i = 0; i < state.preds.size(); ++i) {
      edgeOf(state.preds[i]).target = target.block;
      if (i == 0) {
        target.preds[at] = state.preds[i];
        continue;
      }
      target.preds.push_back(state.preds[i]);
      for (uint32_t phi : target.phis)
        if (!phis_[phi].replacement) phis_[phi].operands.push_back(phis_[phi].operands[at]);
    }
    state.preds.clear();
    state.live = false;
  }
}

/// Joins a block with its only successor where that has no other predecessor.
void SsaBuilder::mergeBlocks() {
  for (BlockState& state : states_) {
    if (!state.live) continue;
    for (;;) {
      auto& insts = state.block->insts;
      Instruction* jump = insts.back().get();
      if (jump->op != Opcode::Br) break;
      if (insts.size() >= 2 && (insts[insts.size() - 2]->unwind || insts[insts.size() - 2]->overflow)) break;
      BlockState& next = states_[jump->successors[0].target->id];
      if (&next == &state || next.preds.size() != 1 || next.block == entry_) break;
      assert(std::all_of(next.phis.begin(), next.phis.end(), [&](uint32_t p) { return phis_[p].replacement != nullptr; }));
      insts.pop_back();
      for (auto& inst : next.block->insts) {
        inst->block = state.block;
        insts.push_back(std::move(inst));
      }
      next.block->insts.clear();
      next.preds.clear();
      next.live = false;
    }
  }
}

/// Marks the phis whose value an instruction needs, directly or through other phis.
void SsaBuilder::markUsedPhis() {
  std::vector<uint32_t> work;
  for (Phi& phi : phis_) phi.mark = false;
  const auto use = [&](ir::Value* value) {
    if (Phi* phi = phiOf(value); phi && !phi->mark) {
      phi->mark = true;
      work.push_back(value->id);
    }
  };
  for (BlockState& state : states_)
    if (state.live)
      for (auto& inst : state.block->insts)
        for (ir::Value* operand : inst->operands) use(operand);
  while (!work.empty()) {
    const uint32_t index = work.back();
    work.pop_back();
    for (ir::Value*& operand : phis_[index].operands) {
      operand = resolve(operand);
      use(operand);
    }
  }
}

/// Writes the phis that something uses into blocks and edges.
void SsaBuilder::materialise() {
  markUsedPhis();
  for (BlockState& state : states_) {
    if (!state.live) continue;
    for (uint32_t index : state.phis) {
      Phi& phi = phis_[index];
      if (phi.replacement || !phi.mark) continue;
      assert(phi.operands.size() == state.preds.size());
      for (size_t i = 0; i < state.preds.size(); ++i) edgeOf(state.preds[i]).args.push_back(phi.operands[i]);
      phi.param->block = state.block;
      state.block->params.push_back(std::move(phi.param));
    }
  }
}

/// Reverse postorder, handlers last; drops dead blocks.
void SsaBuilder::orderBlocks() {
  struct Step {
    BasicBlock* block;
    std::vector<BasicBlock*> next;
  };
  std::vector<bool> seen(states_.size());
  std::vector<BasicBlock*> order;
  const auto successorsOf = [](BasicBlock* block) {
    // Popped from the back: what is visited first ends last.
    std::vector<BasicBlock*> result;
    Instruction* last = block->terminator();
    for (ir::Edge& e : last->successors) result.push_back(e.target);
    for (auto& inst : block->insts)
      if (inst->unwind) result.push_back(inst->unwind.target);
    return result;
  };
  std::vector<Step> stack;
  seen[root_->id] = true;
  stack.push_back({root_, successorsOf(root_)});
  while (!stack.empty()) {
    if (stack.back().next.empty()) {
      order.push_back(stack.back().block);
      stack.pop_back();
      continue;
    }
    BasicBlock* next = stack.back().next.back();
    stack.back().next.pop_back();
    if (seen[next->id]) continue;
    seen[next->id] = true;
    stack.push_back({next, successorsOf(next)});
  }
  std::vector<std::unique_ptr<BasicBlock>> byId(states_.size());
  for (auto& block : function_.blocks) {
    const uint32_t id = block->id;
    byId[id] = std::move(block);
  }
  function_.blocks.clear();
  for (size_t i = order.size(); i-- > 0;) function_.blocks.push_back(std::move(byId[order[i]->id]));
}

void SsaBuilder::finish(uint32_t firstFreeSlot, uint32_t& slotCount) {
  slotCount = firstFreeSlot;
  for (BlockState& state : states_)
    if (!state.sealed) seal(state.block);
  findLive();
  prunePreds();
  removeAllTrivial();
  dropChecks();
  prunePreds();
  takeRemovedChecks();
  findLive();
  prunePreds();
  removeAllTrivial();
  resolveOperands();
  if (function_.isResume) {
    splitGenerator(firstFreeSlot, slotCount);
    removeAllTrivial();
    resolveOperands();
  }
  threadJumps();
  materialise();
  placeEntryInstructions();
  mergeBlocks();
  orderBlocks();
}

}  // namespace trivium::frontend
