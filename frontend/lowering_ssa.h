// SSA construction on the fly (Braun et al. 2013, "Simple and Efficient Construction of Static Single Assignment Form"), for
// lowering. Source variables and the temporaries of lowering are numbers; writeVariable and readVariable say what they hold at the
// end of a block, and block parameters appear where definitions meet. Parameters are kept beside the IR until finish(), which
// drops what turned out superfluous and writes the rest into blocks and edges.
//
// Invariants: a block is sealed once all its predecessors are known; edges are made through branch/condBranch/addUnwind/addResume
// only, so that `preds` is complete; nothing is written to a variable between an instruction with an unwind edge and its block's end.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "ir/ir.h"

namespace trivium::frontend {

/// A variable of lowering: a Python local, a cell, or a temporary.
using Variable = uint32_t;

/// Map from (block, variable) to the value the variable holds at the block's end; open addressing.
class DefinitionMap {
 public:
  ir::Value* find(uint32_t block, Variable variable) const;
  void set(uint32_t block, Variable variable, ir::Value* value);
  void clear();

 private:
  struct Entry {
    uint64_t key = UINT64_MAX;
    ir::Value* value = nullptr;
  };
  std::vector<Entry> entries_;
  size_t count_ = 0;
};

/// Builds one IR function in SSA form.
class SsaBuilder {
 public:
  explicit SsaBuilder(ir::Function& function);

  /// A new block without predecessors, not sealed.
  ir::BasicBlock* addBlock();
  /// The first block; it is sealed and has no predecessors.
  ir::BasicBlock* entry() const { return entry_; }
  Variable addVariable() { return nextVariable_++; }

  void writeVariable(Variable variable, ir::BasicBlock* block, ir::Value* value) {
    definitions_.set(block->id, variable, value);
  }
  /// The value at the block's end; the `unbound` value where no definition arrives.
  ir::Value* readVariable(Variable variable, ir::BasicBlock* block);
  /// Says that all predecessors of the block are known.
  void seal(ir::BasicBlock* block);
  /// Whether an edge leads to the block so far.
  bool hasPredecessors(const ir::BasicBlock* block) const { return !states_[block->id].preds.empty(); }

  /// The one `unbound` value, placed in the entry.
  ir::Value* unbound();
  /// An instruction without operands placed at the start of the entry.
  ir::Instruction* addEntryInstruction(ir::Opcode op, std::vector<int64_t> attrs);

  void branch(ir::Builder& builder, ir::BasicBlock* target);
  void condBranch(ir::Builder& builder, ir::Value* condition, ir::BasicBlock* ifTrue, ir::BasicBlock* ifFalse);
  /// Gives `inst` an unwind edge.
  void addUnwind(ir::Instruction* inst, ir::BasicBlock* handler);
  /// Says that control continues in `resume` after the Yield `inst`; the edge exists until the generator is split.
  void addResume(ir::Instruction* inst, ir::BasicBlock* resume);

  /// Whether `value` may need a check.bound: a merge of definitions or `unbound` itself.
  bool mayBeUnbound(ir::Value* value);
  /// Removes what is not needed and completes the function. With yields the function becomes a resume function: frame slots from
  /// `firstFreeSlot` on hold what lives across a yield, and `slotCount` receives how many slots there are.
  void finish(uint32_t firstFreeSlot, uint32_t& slotCount);

 private:
  static constexpr uint32_t kUnwind = UINT32_MAX;
  static constexpr uint32_t kResume = UINT32_MAX - 1;

  /// An edge seen from its target: the instruction it leaves from and its successor number, kUnwind or kResume.
  struct Pred {
    ir::Instruction* inst;
    uint32_t which;
  };
  struct BlockState {
    ir::BasicBlock* block = nullptr;
    std::vector<Pred> preds;
    std::vector<uint32_t> phis;
    bool sealed = false;
    bool live = false;
  };
  /// A block parameter to be; param->id is its index here.
  struct Phi {
    std::unique_ptr<ir::BlockParameter> param;
    Variable variable = 0;
    uint32_t block = 0;
    std::vector<ir::Value*> operands;  ///< one per predecessor once filled
    std::vector<uint32_t> users;       ///< phis that have this one as operand
    ir::Value* replacement = nullptr;
    bool filled = false, mark = false;
  };
  struct YieldPoint {
    ir::Instruction* inst;
    ir::BasicBlock* resume;
  };

  Phi* phiOf(const ir::Value* value);
  ir::Value* resolve(ir::Value* value);
  ir::Value* readOnce(Variable variable, uint32_t block);
  uint32_t newPhi(Variable variable, uint32_t block);
  void fillPhi(uint32_t index);
  void drainWork();
  void removeTrivial(std::vector<uint32_t> work);
  void removeAllTrivial();

  void findLive();
  void prunePreds();
  void dropChecks();
  void takeRemovedChecks();
  void splitGenerator(uint32_t firstFreeSlot, uint32_t& slotCount);
  void resolveOperands();
  void markUsedPhis();
  void materialise();
  void placeEntryInstructions();
  void threadJumps();
  void mergeBlocks();
  void orderBlocks();
  ir::Edge& edgeOf(const Pred& pred);

  ir::Function& function_;
  ir::BasicBlock* entry_;
  ir::BasicBlock* root_;  ///< first block in the end: the entry, or what dispatches to it in a resume function
  std::vector<BlockState> states_;  ///< by BasicBlock::id
  std::vector<Phi> phis_;
  DefinitionMap definitions_;
  Variable nextVariable_ = 0;
  std::vector<uint32_t> unfilled_;  ///< phis of sealed blocks whose operands are still to be read
  std::vector<std::unique_ptr<ir::Instruction>> entryInsts_;
  ir::Value* unbound_ = nullptr;
  std::vector<YieldPoint> yields_;
  std::vector<ir::Value*> checkReplacements_;  ///< of removed check.bound instructions, whose id is 1 + index here
  std::vector<std::unique_ptr<ir::Instruction>> removedChecks_;
};

}  // namespace trivium::frontend
