// The generator split: turns a function whose yields still continue in their resume block into a resume function, which begins
// with `gen.state` and a switch over resume points. A value that lives across a yield is stored in a frame slot before the yield
// and loaded after it; what has no operands and no effect (constants, closure cells) is made again instead.
//
// Steps: liveness at the resume blocks; a slot and a variable per value that is live there; a load per value and resume block as a
// second definition of that variable; then every use reads the variable, which places new block parameters as for any variable.
#include <algorithm>
#include <cassert>
#include <unordered_map>
#include <utility>

#include "frontend/lowering_ssa.h"

namespace trivium::frontend {

using ir::BasicBlock;
using ir::Instruction;
using ir::Opcode;

namespace {

struct Use {
  uint32_t value;  ///< number of the value
  uint32_t block;  ///< where it must be available
  ir::Instruction* inst;  ///< user, or null for a phi
  uint32_t phi;
  uint32_t operand;
};

struct Spilled {
  ir::Value* value;
  uint32_t block;  ///< of the definition
  Variable variable = 0;
  int64_t slot = -1;  ///< -1: made again instead of loaded
  bool isSpilled = false;
};

bool canBeMadeAgain(const ir::Value* value) {
  if (value->kind != ir::Value::Kind::Instruction) return false;
  const auto* inst = static_cast<const Instruction*>(value);
  return inst->operands.empty() && ir::infoOf(inst->op).effects == ir::kPure;
}

}  // namespace

void SsaBuilder::splitGenerator(uint32_t firstFreeSlot, uint32_t& slotCount) {
  slotCount = firstFreeSlot;
  markUsedPhis();

  std::vector<Spilled> values;
  std::unordered_map<ir::Value*, uint32_t> numbers;
  std::vector<Use> uses;
  const auto addUse = [&](ir::Value* value, uint32_t block, Instruction* inst, uint32_t phi, uint32_t operand) {
    const Phi* p = phiOf(value);
    const uint32_t definition = p ? p->block : static_cast<Instruction*>(value)->block->id;
    if (definition == block) return;
    const auto [at, isNew] = numbers.try_emplace(value, static_cast<uint32_t>(values.size()));
    if (isNew) values.push_back({value, definition});
    uses.push_back({at->second, block, inst, phi, operand});
  };
  for (BlockState& state : states_) {
    if (!state.live) continue;
    for (auto& inst : state.block->insts)
      for (uint32_t i = 0; i < inst->operands.size(); ++i) addUse(inst->operands[i], state.block->id, inst.get(), 0, i);
    for (uint32_t index : state.phis) {
      if (phis_[index].replacement || !phis_[index].mark) continue;
      for (uint32_t i = 0; i < phis_[index].operands.size(); ++i)
        addUse(phis_[index].operands[i], state.preds[i].inst->block->id, nullptr, index, i);
    }
  }

  // Liveness, value by value, only where it matters: at the resume blocks.
  std::vector<uint32_t> resumeOf(states_.size(), UINT32_MAX);
  for (uint32_t i = 0; i < yields_.size(); ++i) resumeOf[yields_[i].resume->id] = i;
  std::vector<std::vector<uint32_t>> liveAt(yields_.size());
  std::sort(uses.begin(), uses.end(), [](const Use& a, const Use& b) { return a.value < b.value; });
  std::vector<uint32_t> stamp(states_.size(), UINT32_MAX);
  std::vector<uint32_t> work;
  for (const Use& use : uses) {
    Spilled& v = values[use.value];
    work.push_back(use.block);
    while (!work.empty()) {
      const uint32_t block = work.back();
      work.pop_back();
      if (block == v.block || stamp[block] == use.value) continue;
      stamp[block] = use.value;
      if (resumeOf[block] != UINT32_MAX) {
        liveAt[resumeOf[block]].push_back(use.value);
        v.isSpilled = true;
      }
      for (const Pred& p : states_[block].preds) work.push_back(p.inst->block->id);
    }
  }

  for (Spilled& v : values) {
    if (!v.isSpilled) continue;
    assert(v.value->type == ir::Type::Any && "a raw value lives across a yield");
    v.variable = addVariable();
    definitions_.set(v.block, v.variable, v.value);
    if (canBeMadeAgain(v.value)) continue;
    auto* inst = v.value->kind == ir::Value::Kind::Instruction ? static_cast<Instruction*>(v.value) : nullptr;
    v.slot = inst && inst->op == Opcode::GenLoad ? inst->attrs[0] : static_cast<int64_t>(slotCount++);
  }

  // Second definitions after each resume point.
  for (uint32_t i = 0; i < yields_.size(); ++i) {
    BasicBlock* resume = yields_[i].resume;
    std::vector<std::unique_ptr<Instruction>> loads;
    for (uint32_t number : liveAt[i]) {
      Spilled& v = values[number];
      auto* original = v.slot < 0 ? static_cast<Instruction*>(v.value) : nullptr;
      auto inst = std::make_unique<Instruction>(original ? original->op : Opcode::GenLoad, ir::Type::Any);
      inst->attrs = original ? original->attrs : std::vector<int64_t>{v.slot};
      inst->block = resume;
      definitions_.set(resume->id, v.variable, inst.get());
      loads.push_back(std::move(inst));
    }
    resume->insts.insert(resume->insts.begin(), std::make_move_iterator(loads.begin()), std::make_move_iterator(loads.end()));
  }

  // The dispatching entry takes the place of the edges from the yields.
  root_ = addBlock();
  BasicBlock* impossible = addBlock();
  states_[root_->id].sealed = states_[root_->id].live = true;
  states_[impossible->id].sealed = states_[impossible->id].live = true;
  ir::Builder builder(impossible);
  builder.add(Opcode::Unreachable);
  builder.setBlock(root_);
  Instruction* dispatch = builder.add(Opcode::Switch, {builder.add(Opcode::GenState)});
  dispatch->successors.push_back({impossible, {}});
  dispatch->successors.push_back({entry_, {}});
  states_[impossible->id].preds.push_back({dispatch, 0});
  states_[entry_->id].preds.push_back({dispatch, 1});
  for (uint32_t i = 0; i < yields_.size(); ++i) {
    yields_[i].inst->attrs[0] = i + 1;
    dispatch->successors.push_back({yields_[i].resume, {}});
    states_[yields_[i].resume->id].preds = {{dispatch, i + 2}};
  }

  for (const Use& use : uses) {
    const Spilled& v = values[use.value];
    if (!v.isSpilled) continue;
    ir::Value* now = readVariable(v.variable, states_[use.block].block);
    if (use.inst)
      use.inst->operands[use.operand] = now;
    else
      phis_[use.phi].operands[use.operand] = now;
  }
  for (uint32_t i = 0; i < yields_.size(); ++i) {
    Instruction* yield = yields_[i].inst;
    std::vector<std::unique_ptr<Instruction>> stores;
    for (uint32_t number : liveAt[i]) {
      const Spilled& v = values[number];
      if (v.slot < 0) continue;
      ir::Value* now = readVariable(v.variable, yield->block);
      // A value that was loaded from its slot is still there.
      if (now->kind == ir::Value::Kind::Instruction) {
        auto* load = static_cast<Instruction*>(now);
        if (load->op == Opcode::GenLoad && load->attrs[0] == v.slot) continue;
      }
      auto inst = std::make_unique<Instruction>(Opcode::GenStore, ir::Type::Void);
      inst->operands = {now};
      inst->attrs = {v.slot};
      inst->loc = yield->loc;
      inst->block = yield->block;
      stores.push_back(std::move(inst));
    }
    auto& insts = yield->block->insts;
    insts.insert(insts.end() - 1, std::make_move_iterator(stores.begin()), std::make_move_iterator(stores.end()));
  }
  yields_.clear();
}

}  // namespace trivium::frontend
