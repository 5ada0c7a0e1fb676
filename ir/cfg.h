// Facts about a function's control flow: predecessors, order, dominators, loops, liveness. Computed from the function as it is; any
// change to its blocks or edges makes them stale. Block and value numbers are those of Function::renumber(), which the constructor calls.
#pragma once

#include <cstdint>
#include <vector>

#include "ir/ir.h"

namespace trivium::ir {

/// Calls fn(instruction, edge) for every edge that leaves the block, side exits included. `fn` may change the edge.
template <class Block, class F> void forEachEdge(Block& block, F&& fn) {
  for (auto& inst : block.insts) {
    if (inst->unwind) fn(*inst, inst->unwind);
    if (inst->overflow) fn(*inst, inst->overflow);
    for (auto& e : inst->successors) fn(*inst, e);
  }
}

/// An edge seen from its target.
struct IncomingEdge {
  Instruction* inst;  ///< that it leaves from
  Edge* edge;
};

/// Blocks, their order and their nesting in loops. Vectors are indexed by block id.
class Cfg {
 public:
  explicit Cfg(Function& function);

  static constexpr uint32_t kNone = UINT32_MAX;

  Function& function;
  uint32_t valueCount;
  std::vector<BasicBlock*> order;                 ///< reachable blocks in reverse postorder
  std::vector<std::vector<IncomingEdge>> preds;   ///< of reachable blocks, from reachable blocks
  std::vector<uint32_t> idom;                     ///< immediate dominator, kNone if unreachable; the entry's is itself
  std::vector<uint32_t> loopOf;                   ///< header of the innermost natural loop around the block, kNone outside loops
  std::vector<uint32_t> outerLoop;                ///< of a header: header of the next loop around it, kNone if none

  bool isReachable(const BasicBlock* b) const { return idom[b->id] != kNone; }
  bool dominates(uint32_t a, uint32_t b) const { return enter_[a] <= enter_[b] && leave_[b] <= leave_[a]; }
  bool isHeader(uint32_t block) const { return loopOf[block] == block; }
  /// Whether the block lies in the loop of that header.
  bool isInLoop(uint32_t block, uint32_t header) const;

 private:
  void findOrder();
  void findDominators();
  void findLoops();

  std::vector<uint32_t> enter_, leave_;  ///< numbering of the dominator tree
};

/// Which values are needed at the start of each block. A value is its id.
class Liveness {
 public:
  explicit Liveness(const Cfg& cfg);

  bool isLiveIn(uint32_t block, uint32_t value) const { return bits_[block * words_ + value / 64] >> (value % 64) & 1; }
  /// Values needed just before `inst`, in order of their ids.
  std::vector<uint32_t> before(const Instruction* inst) const;

 private:
  size_t words_;
  std::vector<uint64_t> bits_;  ///< live-in sets, by block id
};

/// Which values may be the word 0 because a variable has no value yet, by value id. They must not be unboxed.
std::vector<char> findUnbound(const Cfg& cfg);

}  // namespace trivium::ir
