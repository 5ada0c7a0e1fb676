// Lowering of one IR function to one LLVM function.
//
// Status protocol: word 0 (or -1 of a status) from a helper means that an exception is pending. Where the instruction has an unwind
// edge control goes there; otherwise to the function's one exit block, which adds the traceback entry and returns 0. Both get the
// index of the source position through a phi.
#pragma once

#include "codegen/detail/program.h"

#include <initializer_list>

namespace trivium::codegen {

/// What an LLVM function looks like to its callers.
enum class Form {
  Direct, ///< (ThreadState*, FunctionObj*, Value…)
  Entry,  ///< FunctionEntry of the ABI
  Resume, ///< ResumeEntry of the ABI
};

class FunctionLowering {
public:
  FunctionLowering(ProgramLowering& program, const ir::Function& function, llvm::Function* target, Form form);
  void run();

private:
  using Inst = ir::Instruction;

  // ---- function.cpp: shape of the function
  void analyse();
  void prologue();
  void leave();
  void returnValue(llvm::Value* value);
  void lowerBlock(const ir::BasicBlock& block);
  void attachDebugInfo();
  void setDebugLocation(const Inst& inst);

  // ---- function.cpp: control flow
  llvm::BasicBlock* newBlock();
  llvm::BasicBlock* blockOf(const ir::BasicBlock* block) const { return blocks_[block->id]; }
  void addIncoming(const ir::Edge& edge, llvm::BasicBlock* from);
  llvm::BasicBlock* edgeBlock(const ir::Edge& edge);
  void jump(const ir::Edge& edge);
  void condBr(const Inst& inst);
  void switchOn(const Inst& inst);
  void addRaise(const Inst& inst, llvm::BasicBlock* from);
  llvm::BasicBlock* raiseTarget(const Inst& inst);
  /// Goes on in a new block unless `failed`.
  void raiseIf(llvm::Value* failed, const Inst& inst);
  /// An exception is pending: leaves the current block for good.
  void raiseAlways(const Inst& inst);
  /// Takes the instruction's overflow edge if `condition`.
  void overflowIf(llvm::Value* condition, const Inst& inst);
  void branchUnlikely(llvm::Value* condition, llvm::BasicBlock* rare, llvm::BasicBlock* usual);
  void branchLikely(llvm::Value* condition, llvm::BasicBlock* usual, llvm::BasicBlock* rare);

  // ---- function.cpp: values
  llvm::Value* valueOf(const ir::Value* value) const { return values_[value->id]; }
  llvm::Value* anyOf(const ir::Value* value) { return box(valueOf(value), value->type); }
  llvm::Value* box(llvm::Value* raw, ir::Type type);
  llvm::Value* boxFloat(llvm::Value* real);
  llvm::Value* word(int64_t value) { return llvm::ConstantInt::getSigned(p_.i64, value); }
  llvm::Value* constant(int64_t index);
  llvm::Value* nameOrNone(int64_t index) { return index < 0 ? word(0) : constant(index); }
  llvm::Value* pointer(llvm::Value* object, int64_t offset = 0);
  llvm::Value* loadWord(llvm::Value* address, int64_t offset = 0);
  llvm::Value* loadField(llvm::Value* object, int64_t offset) { return b_.CreateLoad(p_.i64, pointer(object, offset)); }
  void storeField(llvm::Value* object, int64_t offset, llvm::Value* value) { b_.CreateStore(value, pointer(object, offset)); }
  llvm::Value* isNull(llvm::Value* value) { return b_.CreateICmpEQ(value, word(0)); }
  llvm::Value* isSmallInt(llvm::Value* value) { return b_.CreateTrunc(value, p_.i1); }
  llvm::Value* shapeIs(llvm::Value* shape, std::string_view name) { return b_.CreateICmpEQ(shape, p_.runtimeWord(name)); }
  llvm::Value* call(std::string_view helper, std::initializer_list<llvm::Value*> args);
  /// Calls a helper and leaves for the handler when it raises. Result 0 counts as raised.
  llvm::Value* callChecked(const Inst& inst, std::string_view helper, std::initializer_list<llvm::Value*> args);
  llvm::Value* check(const Inst& inst, llvm::Value* result);
  /// Stores operands from `first` on into the argument buffer, from its word `at` on.
  void storeArguments(const Inst& inst, size_t first, unsigned at);
  llvm::Value* argument(unsigned at);

  // ---- function.cpp: operations
  /// The value of a non-terminator, null if it has none.
  llvm::Value* lower(const Inst& inst);
  llvm::Value* lowerGeneric(const Inst& inst);
  void lowerTerminator(const Inst& inst);
  llvm::Value* globalGet(const Inst& inst);
  void poll(const Inst& inst);
  bool isDynamic(const Inst& inst) const;

  // ---- fast_paths.cpp: dynamic operations with the usual case in line
  bool isHot() const { return isHot_; }
  llvm::Value* dynamicArithmetic(const Inst& inst);
  llvm::Value* dynamicUnary(const Inst& inst);
  llvm::Value* dynamicCompare(const Inst& inst, bool wantTruth, const Inst& raiser);
  llvm::Value* truth(const Inst& inst);
  llvm::Value* itemGet(const Inst& inst);
  void itemSet(const Inst& inst);
  llvm::Value* listElement(llvm::Value* object, llvm::Value* index, bool isRawIndex, bool mayBeTuple, llvm::BasicBlock* slow);
  llvm::Value* iterNext(const Inst& inst);
  void listAppend(const Inst& inst);
  llvm::Value* length(const Inst& inst);
  llvm::Value* attrGet(const Inst& inst);
  void attrSet(const Inst& inst);
  llvm::Value* callValue(const Inst& inst);
  llvm::Value* callMethod(const Inst& inst);
  llvm::Value* builtinGet(const Inst& inst);
  llvm::Value* cacheHit(llvm::Value* object, llvm::Constant* cache, uint32_t kind, llvm::BasicBlock* slow);
  void functionTakes(llvm::Value* callee, int64_t count, llvm::BasicBlock* slow, llvm::Value** entry);
  llvm::Value* callEntry(llvm::Value* entry, llvm::Value* callee, llvm::Value* args);

  // ---- raw.cpp: operations on raw values
  llvm::Value* rawArithmetic(const Inst& inst);
  llvm::Value* rawIntArithmetic(const Inst& inst, ir::Opcode op);
  llvm::Value* rawFloatArithmetic(const Inst& inst, ir::Opcode op);
  llvm::Value* rawCompare(const Inst& inst);
  llvm::Value* intOf(const ir::Value* value);
  llvm::Value* floatOf(const ir::Value* value);
  void raiseZeroDivision(llvm::Value* isZero, const char* text, const Inst& inst);
  llvm::Value* unbox(const Inst& inst);

  ProgramLowering& p_;
  const ir::Function& function_;
  llvm::Function* target_;
  Form form_;
  llvm::IRBuilder<> b_;
  llvm::Argument *thread_ = nullptr, *self_ = nullptr, *sent_ = nullptr;
  llvm::Constant* info_ = nullptr;
  llvm::AllocaInst* arguments_ = nullptr; ///< buffer for outgoing arguments, as long as the longest list
  bool countsDepth_ = false;
  bool isHot_ = true;
  llvm::BasicBlock* exit_ = nullptr; ///< adds the traceback entry and returns 0
  llvm::PHINode* exitLoc_ = nullptr;
  std::vector<llvm::Value*> values_;           ///< [ir::Value::id]
  std::vector<llvm::BasicBlock*> blocks_;      ///< [ir::BasicBlock::id]
  std::vector<llvm::PHINode*> catchLocs_;      ///< [ir::BasicBlock::id]; position of what raised, where exc.catch needs it
  std::vector<uint32_t> uses_;                 ///< [ir::Value::id]
  std::vector<char> inLoop_, isCold_;          ///< [ir::BasicBlock::id]
  std::vector<const ir::BasicBlock*> order_;   ///< reachable blocks in reverse postorder
};

} // namespace trivium::codegen
