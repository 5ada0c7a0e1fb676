// What lowering wants to know of an IR function beforehand: the order of its blocks, which lie in loops, which hardly ever run,
// how often values are used and for what.
#include "codegen/detail/function.h"

#include <algorithm>

namespace trivium::codegen {

using ir::Opcode;

namespace {

template <class Visit> void forEachEdge(const ir::BasicBlock& block, Visit&& visit) {
  for (const auto& inst : block.insts) {
    for (const ir::Edge& edge : inst->successors) visit(edge);
    if (inst->unwind) visit(inst->unwind);
    if (inst->overflow) visit(inst->overflow);
  }
}

bool sameEdge(const ir::Edge& a, const ir::Edge& b) { return a.target == b.target && a.args == b.args; }

} // namespace

void FunctionLowering::analyse() {
  const uint32_t count = const_cast<ir::Function&>(function_).renumber();
  values_.assign(count, nullptr);
  reals_.assign(count, nullptr);
  uses_.assign(count, 0);
  isTest_.assign(count, 0);
  isPair_.assign(count, 0);
  blocks_.assign(function_.blocks.size(), nullptr);
  catchLocs_.assign(function_.blocks.size(), nullptr);
  restarts_.assign(function_.blocks.size(), nullptr);
  restartValues_.assign(count, nullptr);
  orderBlocks();
  findPolledLoops();
  findLoops();
  findColdBlocks();
  planValues();
}

void FunctionLowering::orderBlocks() {
  std::vector<std::vector<const ir::BasicBlock*>> successors(function_.blocks.size());
  std::vector<char> seen(function_.blocks.size(), 0);
  std::vector<const ir::BasicBlock*> stack{function_.blocks.front().get()};
  seen[stack.back()->id] = 1;
  const auto list = [&](const ir::BasicBlock* block) {
    forEachEdge(*block, [&](const ir::Edge& edge) { successors[block->id].push_back(edge.target); });
  };
  list(stack.back());
  // Edges are taken from the back of the list, so that the first successor comes first in the order.
  while (!stack.empty()) {
    const ir::BasicBlock* block = stack.back();
    auto& rest = successors[block->id];
    if (rest.empty()) {
      order_.push_back(block);
      stack.pop_back();
      continue;
    }
    const ir::BasicBlock* next = rest.back();
    rest.pop_back();
    if (seen[next->id]) continue;
    seen[next->id] = 1;
    stack.push_back(next);
    list(next);
  }
  std::reverse(order_.begin(), order_.end());
}

void FunctionLowering::findLoops() {
  // Strongly connected components after Tarjan 1972; a block is in a loop if its component has an edge inside.
  const size_t count = function_.blocks.size();
  inLoop_.assign(count, 0);
  std::vector<uint32_t> number(count, 0), low(count, 0);
  std::vector<char> onStack(count, 0);
  std::vector<std::vector<uint32_t>> successors(count);
  for (const ir::BasicBlock* block : order_)
    forEachEdge(*block, [&](const ir::Edge& edge) {
      successors[block->id].push_back(edge.target->id);
      if (edge.target == block) inLoop_[block->id] = 1;
    });
  struct Visit {
    uint32_t block;
    size_t next;
  };
  std::vector<Visit> visits;
  std::vector<uint32_t> component;
  uint32_t clock = 0;
  const auto enter = [&](uint32_t block) {
    number[block] = low[block] = ++clock;
    component.push_back(block);
    onStack[block] = 1;
    visits.push_back({block, 0});
  };
  enter(order_.front()->id);
  while (!visits.empty()) {
    const uint32_t block = visits.back().block;
    if (visits.back().next < successors[block].size()) {
      const uint32_t next = successors[block][visits.back().next++];
      if (!number[next]) enter(next);
      else if (onStack[next]) low[block] = std::min(low[block], number[next]);
      continue;
    }
    visits.pop_back();
    if (!visits.empty()) low[visits.back().block] = std::min(low[visits.back().block], low[block]);
    if (low[block] != number[block]) continue;
    const bool isLoop = component.back() != block;
    for (uint32_t member = UINT32_MAX; member != block;) {
      member = component.back();
      component.pop_back();
      onStack[member] = 0;
      if (isLoop) inLoop_[member] = 1;
    }
  }
}

void FunctionLowering::findPolledLoops() {
  isPolled_.assign(function_.blocks.size(), 1);
  position_.assign(function_.blocks.size(), UINT32_MAX);
  for (uint32_t k = 0; k < order_.size(); ++k) position_[order_[k]->id] = k;
  std::vector<char> isHeader(function_.blocks.size(), 0);
  for (const ir::BasicBlock* block : order_) {
    if (!isPollOfLoop(*block)) continue;
    const ir::BasicBlock* header = block->terminator()->successors[0].target;
    isHeader[header->id] = header != order_.front() && header->insts.front()->op != Opcode::ExcCatch;
  }
  isPolled_ = std::move(isHeader);
}

std::vector<char> FunctionLowering::coldBlocks() const {
  const size_t count = function_.blocks.size();
  std::vector<char> isCold(count, 0);
  std::vector<std::vector<uint32_t>> predecessors(count);
  for (const ir::BasicBlock* block : order_) {
    forEachEdge(*block, [&](const ir::Edge& edge) { predecessors[edge.target->id].push_back(block->id); });
    const Opcode last = block->terminator()->op;
    isCold[block->id] = block->insts.front()->op == Opcode::ExcCatch || last == Opcode::Raise || last == Opcode::Reraise ||
                         last == Opcode::Unreachable;
  }
  for (size_t k = order_.size(); k-- > 0;) {
    const ir::Instruction& last = *order_[k]->terminator();
    if (!last.successors.empty() && last.op != Opcode::Yield &&
        std::all_of(last.successors.begin(), last.successors.end(), [&](const ir::Edge& edge) { return isCold[edge.target->id]; }))
      isCold[order_[k]->id] = 1;
  }
  for (size_t k = 1; k < order_.size(); ++k) {
    const auto& from = predecessors[order_[k]->id];
    if (std::all_of(from.begin(), from.end(), [&](uint32_t block) { return isCold[block]; })) isCold[order_[k]->id] = 1;
  }
  return isCold;
}

void FunctionLowering::findColdBlocks() {
  const size_t count = function_.blocks.size();
  isCold_ = coldBlocks();
  isSlow_.assign(count, 0); // raising is what some programs do for a living
  // Dynamic copies of typed loops (ir/passes) that only an overflow of 64 bits leads to. A value of another type than guessed leads to
  // its copy for good reasons, which stays warm.
  std::vector<char> isReached(count, 0);
  std::vector<const ir::BasicBlock*> stack{order_.front()};
  isReached[stack.back()->id] = 1;
  while (!stack.empty()) {
    const ir::BasicBlock* block = stack.back();
    stack.pop_back();
    const auto reach = [&](const ir::Edge& edge) {
      if (!edge || isReached[edge.target->id]) return;
      isReached[edge.target->id] = 1;
      stack.push_back(edge.target);
    };
    for (const auto& inst : block->insts) {
      for (const ir::Edge& edge : inst->successors) reach(edge);
      reach(inst->unwind);
      const bool isGuess = inst->op == Opcode::UnboxInt || inst->op == Opcode::UnboxFloat || inst->op == Opcode::UnboxBool ||
                           inst->op == Opcode::UnboxNumber || (inst->op >= Opcode::ListLen && inst->op <= Opcode::MathCall);
      if (isGuess) reach(inst->overflow);
    }
  }
  for (const ir::BasicBlock* block : order_) {
    if (!isReached[block->id]) isCold_[block->id] = isSlow_[block->id] = 1;
    // The way there is taken once.
    for (const auto& inst : block->insts)
      if (inst->overflow) isCold_[inst->overflow.target->id] = isSlow_[inst->overflow.target->id] = 1;
  }
}

void FunctionLowering::findSuperCalls() {
  const auto isHot = [&](const Inst& inst) {
    return !isSlow_[inst.block->id] && (inLoop_[inst.block->id] || !(function_.isModuleBody || function_.isClassBody));
  };
  for (const ir::BasicBlock* block : order_)
    for (const auto& inst : block->insts) {
      if (inst->op != Opcode::CallMethod || inst->attrs[1] >= 0 || inst->operands[0]->kind != ir::Value::Kind::Instruction) continue;
      const auto& made = static_cast<const Inst&>(*inst->operands[0]);
      if (made.op != Opcode::Call || made.attrs[0] >= 0 || made.operands.size() != 3 || uses_[made.id] != 1) continue;
      if (made.operands[0]->kind != ir::Value::Kind::Instruction) continue;
      const auto& callee = static_cast<const Inst&>(*made.operands[0]);
      if (callee.op != Opcode::BuiltinGet || p_.program.constants[static_cast<size_t>(callee.attrs[0])].text != "super") continue;
      if (isHot(made) && isHot(*inst)) superCalls_[&made] = {};
    }
}

void FunctionLowering::planValues() {
  std::vector<uint32_t> numericUses(uses_.size(), 0);
  for (const ir::BasicBlock* block : order_)
    for (const auto& inst : block->insts) {
      const bool isNumeric = isDynamic(*inst) && ir::infoOf(inst->op).operands.size() > 0 &&
                             ir::infoOf(inst->op).operands[0].kind == ir::OperandKind::Num;
      for (size_t k = 0; k < inst->operands.size(); ++k) {
        ++uses_[inst->operands[k]->id];
        if (isNumeric || takesReal(*inst, k)) ++numericUses[inst->operands[k]->id];
      }
      const auto passed = [&](const ir::Edge& edge) {
        for (const ir::Value* argument : edge.args) ++uses_[argument->id];
      };
      for (const ir::Edge& edge : inst->successors) passed(edge);
      passed(inst->unwind);
      passed(inst->overflow);

      size_t listed = 0;
      const auto& kinds = ir::infoOf(inst->op).operands;
      if (!kinds.empty() && kinds.back().kind == ir::OperandKind::AnyList) listed = inst->operands.size();
      longestList_ = std::max(longestList_, listed);
    }
  findSuperCalls();
  isRaised_.assign(uses_.size(), 0);
  for (const ir::BasicBlock* block : order_)
    if (const Inst& last = *block->terminator(); last.op == Opcode::Raise && last.operands[0]->kind == ir::Value::Kind::Instruction)
      if (const auto& made = static_cast<const Inst&>(*last.operands[0]); made.op == Opcode::Call)
        isRaised_[made.id] = uses_[made.id] == 1 && made.attrs[0] < 0;
  isMatchedOnly_.assign(uses_.size(), 0);
  for (const ir::BasicBlock* block : order_)
    for (const auto& inst : block->insts)
      if (inst->op == Opcode::ExcMatch && inst->operands[1]->kind == ir::Value::Kind::Instruction)
        if (const auto& tuple = static_cast<const Inst&>(*inst->operands[1]); tuple.op == Opcode::TupleNew && !tuple.operands.empty())
          isMatchedOnly_[tuple.id] = uses_[tuple.id] == 1;
  for (const ir::BasicBlock* block : order_) {
    isHot_ = !isSlow_[block->id] && (inLoop_[block->id] || !(function_.isModuleBody || function_.isClassBody));
    for (const auto& inst : block->insts) {
      if (inst->op == Opcode::Truth && inst->operands[0]->kind == ir::Value::Kind::Instruction) {
        // Only the truth of a comparison counts if this is its one use and both raise to the same place.
        const auto& compared = static_cast<const Inst&>(*inst->operands[0]);
        if (isComparison(compared.op) && isDynamic(compared) && uses_[compared.id] == 1 &&
            sameEdge(compared.unwind, inst->unwind))
          isTest_[compared.id] = 1;
      }
      const bool mayBeReal = readsReal(*inst) ? isHot_ : pathsOf(*inst).floats && !isComparison(inst->op);
      isPair_[inst->id] = uses_[inst->id] > 0 && numericUses[inst->id] == uses_[inst->id] && mayBeReal;
    }
  }
}

} // namespace trivium::codegen
