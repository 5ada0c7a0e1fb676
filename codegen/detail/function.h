// Lowering of one IR function to one LLVM function.
//
// Status protocol: word 0 (or -1 of a status) from a helper means that an exception is pending. Where the instruction has an unwind
// edge control goes there; otherwise to the function's one exit block, which adds the traceback entry and returns 0. Both get the
// index of the source position through a phi.
//
// Values. An IR value is one LLVM value, but for the results of dynamic arithmetic that only arithmetic and comparisons read: those
// are pairs of a word and a double. The word is 0 when the result is a float, which then needs no object (`reals_`).
//
// Hot and cold. Code that runs at most once (module bodies outside loops, class bodies) calls the runtime for everything; elsewhere
// the usual cases are in line (fast_paths.cpp). Handlers and the way to a raise are laid out as cold code but have them too: programs that
// raise often spend their time there.
#pragma once

#include "codegen/detail/program.h"

#include "llvm/ADT/SmallVector.h"

#include <initializer_list>
#include <unordered_map>

namespace trivium::codegen {

using ir::isLikely, ir::Kinds;
using ir::kBool, ir::kDict, ir::kFloat, ir::kInt, ir::kList, ir::kNone, ir::kOther, ir::kRange, ir::kStr, ir::kTuple, ir::kUnknown;

/// What an LLVM function looks like to its callers.
enum class Form {
  /// (depth, FunctionObj*, Value…), the function object only if usesSelf(). The depth is that of the call itself. ThreadState::depth may be
  /// anything above the caller's and is so afterwards.
  Direct,
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
  void orderBlocks();
  void findLoops();
  void findPolledLoops();
  void findColdBlocks();
  /// Blocks on the way to a raise and those behind a handler's start.
  std::vector<char> coldBlocks() const;
  void planValues();
  void findSuperCalls();
  void prologue();
  void leave();
  /// Tells the runtime how deep the calls are: before all that may run Python code.
  void showDepth();
  void returnValue(llvm::Value* value);
  void finishExit();
  void lowerBlock(const ir::BasicBlock& block);
  void attachDebugInfo();
  void setDebugLocation(const Inst& inst);

  // ---- function.cpp: control flow
  llvm::BasicBlock* newBlock();
  llvm::BasicBlock* blockOf(const ir::BasicBlock* block) const { return blocks_[block->id]; }
  /// Where an edge leads: of a loop that polls its entry, from which it can be entered again.
  llvm::BasicBlock* targetOf(const ir::Edge& edge) const {
    llvm::BasicBlock* restart = restarts_[edge.target->id];
    return restart ? restart : blockOf(edge.target);
  }
  void addRestart(const ir::BasicBlock& header);
  bool isPollOfLoop(const ir::BasicBlock& block) const;
  void pollOfLoop(const Inst& inst, const ir::Edge& back);
  void addIncoming(const ir::Edge& edge, llvm::BasicBlock* from);
  void jump(const ir::Edge& edge);
  /// Branches on a computed condition.
  void condBr(const Inst& inst, llvm::Value* condition);
  /// Branch weights for the successors of a br.if, null when nothing is known.
  llvm::MDNode* weightsOf(const Inst& inst) const;
  void switchOn(const Inst& inst);
  void addRaise(const Inst& inst, llvm::BasicBlock* from);
  llvm::BasicBlock* raiseTarget(const Inst& inst);
  /// Goes on in a new block unless `failed`.
  void raiseIf(llvm::Value* failed, const Inst& inst);
  /// An exception is pending: ends the current block.
  void raiseAlways(const Inst& inst);
  /// Takes the instruction's overflow edge if `condition`.
  void overflowIf(llvm::Value* condition, const Inst& inst);
  /// Goes to `rare` if `condition`, which is not expected, else on in a new block.
  void leaveIf(llvm::Value* condition, llvm::BasicBlock* rare);
  void leaveUnless(llvm::Value* condition, llvm::BasicBlock* rare);

  /// The meeting point of several ways to compute one value.
  struct Arrival {
    llvm::Value* word;
    llvm::Value* real; ///< null unless the value is a pair
    llvm::BasicBlock* from;
  };
  struct Join {
    llvm::BasicBlock* block;
    llvm::SmallVector<Arrival, 4> arrivals;
  };
  Join newJoin() { return {newBlock(), {}}; }
  /// Ends the current block at the meeting point with this value.
  void arrive(Join& join, llvm::Value* word, llvm::Value* real = nullptr);
  /// Goes on at the meeting point; its value, of a pair also the double.
  llvm::Value* meet(Join& join, llvm::Value** real = nullptr);

  /// Where a test leads: to two blocks, or to a meeting point with an i1.
  struct Outcome {
    llvm::BasicBlock *yes = nullptr, *no = nullptr;
    llvm::MDNode* weights = nullptr;
    Join join = {nullptr, {}};
  };
  void decide(Outcome& outcome, llvm::Value* condition);
  /// Lowers a test and the br.if that it decides.
  template <class Test> void branchOn(const Inst& branch, Test&& test);
  template <class Test> llvm::Value* valueOfTest(Test&& test);

  // ---- function.cpp: values
  llvm::Value* valueOf(const ir::Value* value) const { return values_[value->id]; }
  /// The value as a word; makes the object of a pair.
  llvm::Value* anyOf(const ir::Value* value);
  llvm::Value* box(llvm::Value* raw, ir::Type type);
  llvm::Value* boxFloat(llvm::Value* real);
  llvm::Value* boxBool(llvm::Value* condition) {
    return b_.CreateSelect(condition, p_.runtimeWord("trv_true"), p_.runtimeWord("trv_false"));
  }
  llvm::ConstantInt* word(int64_t value) { return llvm::ConstantInt::getSigned(p_.i64, value); }
  llvm::Value* constant(int64_t index);
  llvm::Value* nameOrNone(int64_t index) { return index < 0 ? static_cast<llvm::Value*>(word(0)) : constant(index); }
  llvm::Value* pointer(llvm::Value* object, int64_t offset = 0);
  llvm::Value* loadField(llvm::Value* object, int64_t offset) { return b_.CreateLoad(p_.i64, pointer(object, offset)); }
  void storeField(llvm::Value* object, int64_t offset, llvm::Value* value) { b_.CreateStore(value, pointer(object, offset)); }
  llvm::Value* isNull(llvm::Value* value) { return b_.CreateICmpEQ(value, word(0)); }
  llvm::Value* isSmallInt(llvm::Value* value) { return b_.CreateTrunc(value, p_.i1); }
  /// The small int of an integer that fits.
  llvm::Value* tagged(llvm::Value* n) { return b_.CreateOr(b_.CreateShl(n, 1), word(1)); }
  llvm::Value* shapeIs(llvm::Value* shape, std::string_view name) { return b_.CreateICmpEQ(shape, p_.runtimeWord(name)); }
  llvm::Value* call(std::string_view helper, llvm::ArrayRef<llvm::Value*> args);
  /// Calls a helper and leaves for the handler when it raises. Result 0 counts as raised.
  llvm::Value* callChecked(const Inst& inst, std::string_view helper, llvm::ArrayRef<llvm::Value*> args);
  /// The same for helpers that answer -1 when they raise.
  llvm::Value* callStatus(const Inst& inst, std::string_view helper, llvm::ArrayRef<llvm::Value*> args);
  llvm::Value* check(const Inst& inst, llvm::Value* result);
  /// Stores operands from `first` on into the argument buffer, from its word `at` on.
  void storeArguments(const Inst& inst, size_t first, unsigned at);
  /// Address of a word of the argument buffer.
  llvm::Value* argument(unsigned at);
  llvm::Value* closure();

  // ---- function.cpp: operations
  /// The value of a non-terminator, null if it has none.
  llvm::Value* lower(const Inst& inst);
  llvm::Value* lowerGeneric(const Inst& inst);
  void lowerTerminator(const Inst& inst);
  /// Lowers the instructions from `at` on that end in a br.if and go together; false if they do not.
  bool lowerFused(const ir::BasicBlock& block, size_t at);
  llvm::Value* globalGet(const Inst& inst);
  llvm::Value* matchException(const Inst& inst);
  void poll(const Inst& inst);
  /// Emits what hardly ever happens if `condition`.
  template <class Emit> llvm::Value* rarely(bool condition, Emit&& emit) {
    isRare_ = condition;
    llvm::Value* result = emit();
    isRare_ = false;
    return result;
  }
  /// Whether the operands are numbers, as far as is known.
  bool areNumbers(const Inst& inst) const {
    for (const ir::Value* operand : inst.operands)
      if (const Kinds kinds = kindsOf(operand); !kinds || (kinds & ~(kInt | kFloat | kBool))) return false;
    return true;
  }
  static bool isDynamic(const Inst& inst);
  static std::string_view helperOf(const Inst& inst) { return ir::infoOf(inst.op).helper; }

  // ---- fast_paths.cpp: dynamic operations with the usual case in line
  bool isHot() const { return isHot_; }
  /// What the value is likely to be.
  Kinds kindsOf(const ir::Value* value) const;
  llvm::Value* truth(const Inst& inst);
  llvm::Value* isSame(const Inst& inst);
  llvm::Value* iterNext(const Inst& inst);
  void iterNextOrEnd(const Inst& inst, const Inst& branch);
  void iterationSteps(const Inst& inst, Join& item, llvm::BasicBlock* ended, llvm::BasicBlock* slow);
  void generatorStep(const Inst& inst, Join& item, llvm::BasicBlock* ended, llvm::BasicBlock* slow);
  void truthTest(const Inst& inst, Outcome& outcome);
  llvm::Value* itemGet(const Inst& inst);
  void itemSet(const Inst& inst);
  bool hasIntIndex(const Inst& inst) const;
  llvm::Value* elementAddress(const Inst& inst, bool mayBeTuple, llvm::BasicBlock* slow);
  void listAppend(const Inst& inst);
  void appendInLine(llvm::Value* list, llvm::Value* item);
  llvm::Value* length(const Inst& inst);
  llvm::Value* lengthInLine(llvm::Value* object, Kinds kinds, llvm::BasicBlock* slow);
  llvm::Value* ordInLine(llvm::Value* object, llvm::BasicBlock* slow);
  llvm::Value* chrInLine(llvm::Value* object, llvm::BasicBlock* slow);
  llvm::Value* attrGet(const Inst& inst);
  void attrSet(const Inst& inst);
  /// Tests an object against a cache; the cache's word of kind and index. Goes to `slow` unless both fit.
  llvm::Value* cacheHit(llvm::Value* object, llvm::Constant* cache, uint32_t kind, llvm::BasicBlock* slow);
  /// Finds the way of a SiteCache for a key, its address as the result. Goes to `slow` if there is none.
  llvm::Value* wayOf(llvm::Value* key, llvm::Constant* cache, llvm::BasicBlock* slow);
  /// The same for the Shape of an object.
  llvm::Value* wayOfObject(llvm::Value* object, llvm::Constant* cache, llvm::BasicBlock* slow);

  // ---- calls.cpp
  llvm::Value* callValue(const Inst& inst);
  llvm::Value* callMethod(const Inst& inst);
  llvm::Value* methodFind(const Inst& inst);
  llvm::Constant* cacheOf(const Inst& call);
  llvm::Value* callDirect(const Inst& inst);
  llvm::Value* callLikely(const Inst& inst, const ir::Function& likely, llvm::Value* callee, llvm::BasicBlock* slow);
  llvm::Value* callDirectly(const Inst& inst, const ir::Function& callee, llvm::Value* self, llvm::ArrayRef<llvm::Value*> arguments);
  void callOneOf(const Inst& inst, llvm::ArrayRef<const ir::Function*> likely, llvm::Value* way, llvm::Value* first, Join& join);
  /// A call super(cls, self) that is made for one method call.
  struct SuperCall {
    llvm::Constant* cache = nullptr; ///< of both
  };
  llvm::Value* wayOfSuper(const Inst& made, llvm::Constant* cache, llvm::BasicBlock* slow);
  llvm::Value* superNew(const Inst& inst, SuperCall& site);
  llvm::Value* callSuper(const Inst& inst, const Inst& made, const SuperCall& site);

  // ---- objects.cpp
  llvm::Value* allocateInLine(llvm::Value* bump, llvm::Value* bytes);
  llvm::Value* tupleNew(const Inst& inst);
  llvm::Value* unpack(const Inst& inst);
  llvm::Value* instantiate(const Inst& inst, const ir::Function* likelyInit);
  llvm::Value* makeRaised(const Inst& inst, const ir::Function* likelyInit);
  llvm::Value* allocateFresh(llvm::Constant* cache, llvm::Value* cls, llvm::BasicBlock* slow);
  llvm::Value* tupleInLine(llvm::ArrayRef<llvm::Value*> items);
  llvm::Value* callEntryOf(llvm::Value* callee, int64_t count, llvm::BasicBlock* slow);

  // ---- arithmetic.cpp: dynamic arithmetic and comparison
  /// What is known of a dynamic operand when the program is compiled.
  struct Known {
    enum Kind { Nothing, SmallInt, Float, Other } kind = Nothing;
    int64_t integer = 0;          ///< SmallInt
    llvm::Value* real = nullptr;  ///< Float, and SmallInt as a float where that is exact
  };
  Known known(const ir::Value* value) const;
  /// Which cases of an operation on numbers are in line.
  struct Paths {
    bool ints = false, floats = false;
    bool any() const { return ints || floats; }
  };
  Paths pathsOf(const Inst& inst);
  llvm::Value* dynamicArithmetic(const Inst& inst);
  llvm::Value* dynamicNegation(const Inst& inst);
  llvm::Value* dynamicCompare(const Inst& inst);
  void compareTest(const Inst& inst, Outcome& outcome);
  void compareInLine(const Inst& inst, llvm::function_ref<void(llvm::Value*)> answer, llvm::BasicBlock* slow);
  void smallIntOperation(const Inst& inst, ir::Opcode op, Known lhs, Known rhs, Join& join, llvm::BasicBlock* slow);
  llvm::Value* floatOperation(ir::Opcode op, llvm::Value* lhs, llvm::Value* rhs, llvm::BasicBlock* slow);
  void arriveReal(const Inst& inst, Join& join, llvm::Value* real);
  /// The operand as a double, a small int converted if `orInt`; leaves for `slow` otherwise.
  llvm::Value* doubleOf(const ir::Value* value, const Known& known, bool orInt, llvm::BasicBlock* slow);
  void doublesOf(const Inst& inst, const Known& lhs, const Known& rhs, bool isComparison, llvm::BasicBlock* slow, llvm::Value* out[2]);
  llvm::Value* unlessOverflow(llvm::Intrinsic::ID operation, llvm::Value* lhs, llvm::Value* rhs, llvm::BasicBlock* slow);

  // ---- raw.cpp: operations on raw values
  llvm::Value* rawArithmetic(const Inst& inst);
  llvm::Value* rawIntArithmetic(const Inst& inst, ir::Opcode op);
  llvm::Value* rawFloatArithmetic(const Inst& inst, ir::Opcode op);
  llvm::Value* rawIntQuotient(const Inst& inst);
  llvm::Value* rawCompare(const Inst& inst);
  llvm::Value* intOf(const ir::Value* value);
  llvm::Value* floatOf(const ir::Value* value);
  void raiseZeroDivision(llvm::Value* isZero, const char* text, const Inst& inst);
  llvm::Value* unbox(const Inst& inst);

  // ---- typed_access.cpp: items and attributes where the layout is what was guessed
  llvm::Value* typedAccess(const Inst& inst);
  /// Address of an item of a list of that Shape; takes the overflow edge if there is none.
  llvm::Value* itemAddress(const Inst& inst, std::string_view listShape, llvm::Type* itemType);
  /// The same from the place of the items and the length, operands 0 and 1.
  llvm::Value* itemAddress(const Inst& inst, llvm::Type* itemType);
  llvm::Value* slotAddress(const Inst& inst);
  llvm::Value* mathCall(const Inst& inst);
  llvm::Value* calleeIs(const Inst& inst);
  /// The field in which inference expects an attribute of the object, or null.
  const ir::LayoutField* fieldOf(const ir::Value* object, int64_t name) const;
  /// Address of the field; leaves for `other` if the object has another layout.
  llvm::Value* slotAddress(const ir::Value* object, const ir::LayoutField& field, llvm::BasicBlock* other);
  bool isFloatList(const ir::Value* list) const;
  /// Whether the result is likely a double that no object holds yet; whether that operand is stored as a double.
  bool readsReal(const Inst& inst) const;
  bool takesReal(const Inst& user, size_t operand) const;
  /// The value as a double that can be stored raw; leaves for `other` if it is none.
  llvm::Value* plainDouble(const ir::Value* value, llvm::BasicBlock* other);
  llvm::Value* doubleAddress(const Inst& inst, llvm::BasicBlock* other);
  void appendDouble(llvm::Value* list, const ir::Value* item, llvm::BasicBlock* other);

  ProgramLowering& p_;
  const ir::Function& function_;
  llvm::Function* target_;
  Form form_;
  llvm::IRBuilder<> b_;
  llvm::Argument *self_ = nullptr, *sent_ = nullptr;
  llvm::Value *thread_ = nullptr, *depth_ = nullptr;
  llvm::Value* callerDepth_ = nullptr;    ///< what ThreadState::depth is to be afterwards; null: anything
  llvm::Constant* info_ = nullptr;
  llvm::AllocaInst* arguments_ = nullptr; ///< buffer for outgoing arguments, as long as the longest list
  size_t longestList_ = 0;
  std::unordered_map<const Inst*, llvm::Constant*> methodCaches_;  ///< by method.find, see cacheOf
  std::unordered_map<const Inst*, SuperCall> superCalls_;          ///< by the call of super
  bool isHot_ = true;
  bool isRare_ = false;                  ///< helpers are called for what hardly ever happens
  llvm::BasicBlock* exit_ = nullptr; ///< adds the traceback entry and returns 0
  llvm::PHINode* exitLoc_ = nullptr;
  std::vector<llvm::Value*> values_;           ///< [ir::Value::id]
  std::vector<llvm::Value*> reals_;            ///< [ir::Value::id]; the double of a pair, else null
  std::vector<llvm::BasicBlock*> blocks_;      ///< [ir::BasicBlock::id]
  std::vector<llvm::PHINode*> catchLocs_;      ///< [ir::BasicBlock::id]; position of what raised, where exc.catch needs it
  std::vector<uint32_t> uses_;                 ///< [ir::Value::id]
  std::vector<char> isTest_;                   ///< [ir::Value::id]; a comparison of which only the truth is wanted: an i1
  std::vector<char> isPair_;                   ///< [ir::Value::id]
  std::vector<char> isMatchedOnly_;            ///< [ir::Value::id]; a tuple.new for one exc.match and nothing else
  std::vector<char> isRaised_;                 ///< [ir::Value::id]; a call for one raise and nothing else
  std::vector<char> inLoop_, isCold_;          ///< [ir::BasicBlock::id]
  std::vector<char> isPolled_;                 ///< [ir::BasicBlock::id]; header of a loop that polls at its end
  std::vector<uint32_t> position_;             ///< [ir::BasicBlock::id] in order_
  std::vector<llvm::BasicBlock*> restarts_;    ///< [ir::BasicBlock::id]; entry of a loop that polls, else null
  std::vector<llvm::Value*> restartValues_;    ///< [ir::Value::id] of its parameters
  std::vector<char> isSlow_;                   ///< [ir::BasicBlock::id]; only an overflow of 64 bits leads there
  std::vector<const ir::BasicBlock*> order_;   ///< reachable blocks in reverse postorder
};

/// Integers up to here are floats without rounding.
constexpr int64_t kExactFloat = int64_t{1} << 53;
inline bool isComparison(ir::Opcode op) { return op >= ir::Opcode::Lt && op <= ir::Opcode::Ge; }

} // namespace trivium::codegen
