// Lowering of one IR function: its shape, control flow, values, and the operations that need no fast path. The order of events (depth
// counting, traceback entries, state of generators) is the one of the interpreter, which see: interp/dispatch.cpp.
#include "codegen/detail/function.h"

#include "runtime/abi/value.h"

#include "llvm/IR/DIBuilder.h"
#include "llvm/IR/IntrinsicInst.h"

#include <cassert>
#include <cstddef>

namespace trivium::codegen {

using ir::Opcode;
using ir::Type;
using runtime::CellObj;
using runtime::FunctionObj;
using runtime::GeneratorObj;
using runtime::ThreadState;
using runtime::TupleObj;

FunctionLowering::FunctionLowering(ProgramLowering& program, const ir::Function& function, llvm::Function* target, Form form)
    : p_(program), function_(function), target_(target), form_(form), b_(program.context), self_(form != Form::Direct || usesSelf(function) ? target->getArg(1) : nullptr), sent_(form == Form::Resume ? target->getArg(2) : nullptr),
      thread_(program.runtimeData("trv_thread")), info_(program.infoOf(function)) {}

void FunctionLowering::run() {
  analyse();
  attachDebugInfo();
  prologue();
  for (const ir::BasicBlock* block : order_) lowerBlock(*block);
  finishExit();
}

// ---- shape of the function

void FunctionLowering::attachDebugInfo() {
  llvm::DIBuilder* debug = p_.debug();
  if (!debug) return;
  llvm::DIFile* file = p_.debugFile(function_);
  auto* type = debug->createSubroutineType(debug->getOrCreateTypeArray({}));
  auto flags = llvm::DISubprogram::SPFlagDefinition | llvm::DISubprogram::SPFlagLocalToUnit;
  if (p_.options.level > 0) flags |= llvm::DISubprogram::SPFlagOptimized;
  // Without a linkage name: debuggers take the name that Python's tracebacks show; the symbol stays for what is not unique.
  target_->setSubprogram(debug->createFunction(file, function_.qualname, "", file, function_.firstLine, type,
                                               function_.firstLine, llvm::DINode::FlagZero, flags));
  b_.SetCurrentDebugLocation(llvm::DILocation::get(p_.context, function_.firstLine, 0, target_->getSubprogram()));
}

void FunctionLowering::setDebugLocation(const Inst& inst) {
  if (!target_->getSubprogram()) return;
  const ir::Loc& loc = function_.locs[inst.loc];
  b_.SetCurrentDebugLocation(llvm::DILocation::get(p_.context, loc.line, loc.line ? loc.col + 1 : 0, target_->getSubprogram()));
}

llvm::BasicBlock* FunctionLowering::newBlock() { return llvm::BasicBlock::Create(p_.context, "", target_); }

void FunctionLowering::prologue() {
  b_.SetInsertPoint(newBlock());
  if (longestList_) {
    arguments_ = b_.CreateAlloca(llvm::ArrayType::get(p_.i64, longestList_));
    arguments_->setAlignment(llvm::Align(16));
  }
  for (const ir::BasicBlock* block : order_) blocks_[block->id] = newBlock();
  for (const ir::BasicBlock* block : order_) {
    if (block == order_.front()) continue;
    b_.SetInsertPoint(blockOf(block));
    for (const auto& param : block->params) values_[param->id] = b_.CreatePHI(p_.typeOf(param->type), 2);
    if (isPolled_[block->id]) addRestart(*block);
    if (block->insts.front()->op == Opcode::ExcCatch) catchLocs_[block->id] = b_.CreatePHI(p_.i64, 2);
  }
  b_.SetInsertPoint(&target_->getEntryBlock());

  llvm::BasicBlock* tooDeep = newBlock();
  auto* registerName = llvm::MDNode::get(p_.context, llvm::MDString::get(p_.context, "rsp"));
  llvm::Value* stack = b_.CreateIntrinsic(llvm::Intrinsic::read_register, {p_.i64},
                                          {llvm::MetadataAsValue::get(p_.context, registerName)});
  llvm::Value* limit = b_.CreateLoad(p_.i64, pointer(thread_, offsetof(ThreadState, stackLimit)));
  leaveIf(b_.CreateICmpULT(stack, limit), tooDeep);
  if (form_ == Form::Direct) {
    depth_ = target_->getArg(0);
  } else {
    callerDepth_ = b_.CreateLoad(p_.i64, pointer(thread_, offsetof(ThreadState, depth)));
    depth_ = b_.CreateAdd(callerDepth_, word(1));
  }
  llvm::Value* deepest = b_.CreateLoad(p_.i64, pointer(thread_, offsetof(ThreadState, recursionLimit)));
  leaveIf(b_.CreateICmpSGT(depth_, deepest), tooDeep);

  // The buffer lies where earlier calls left their values. A call that may run long must not keep those alive.
  if (arguments_ && std::find(inLoop_.begin(), inLoop_.end(), 1) != inLoop_.end())
    b_.CreateMemSet(arguments_, b_.getInt8(0), 8 * longestList_, llvm::Align(16));

  const auto& params = function_.blocks.front()->params;
  const unsigned firstParam = self_ ? 2 : 1;
  for (size_t k = 0; k < params.size(); ++k) {
    if (form_ == Form::Direct) values_[params[k]->id] = target_->getArg(firstParam + static_cast<unsigned>(k));
    else values_[params[k]->id] = b_.CreateLoad(p_.i64, pointer(target_->getArg(2), static_cast<int64_t>(8 * k)));
  }
  b_.CreateBr(blockOf(order_.front()));

  b_.SetInsertPoint(tooDeep);
  call("trv_recursion_error", {thread_});
  b_.CreateRet(word(0));
}

void FunctionLowering::leave() {
  if (callerDepth_) b_.CreateStore(callerDepth_, pointer(thread_, offsetof(ThreadState, depth)));
}

void FunctionLowering::showDepth() { b_.CreateStore(depth_, pointer(thread_, offsetof(ThreadState, depth))); }

void FunctionLowering::returnValue(llvm::Value* value) {
  if (form_ == Form::Resume) {
    b_.CreateStore(value, pointer(self_, offsetof(GeneratorObj, result)));
    b_.CreateStore(word(-1), pointer(self_, offsetof(GeneratorObj, state)));
    value = word(static_cast<int64_t>(runtime::kEnd));
  }
  leave();
  b_.CreateRet(value);
}

void FunctionLowering::finishExit() {
  if (!exit_) return;
  b_.SetInsertPoint(exit_);
  if (target_->getSubprogram()) b_.SetCurrentDebugLocation(llvm::DILocation::get(p_.context, 0, 0, target_->getSubprogram()));
  call("trv_add_traceback", {thread_, info_, exitLoc_});
  leave();
  b_.CreateRet(word(0));
}

void FunctionLowering::lowerBlock(const ir::BasicBlock& block) {
  b_.SetInsertPoint(blockOf(&block));
  isHot_ = !isSlow_[block.id] && (inLoop_[block.id] || !(function_.isModuleBody || function_.isClassBody));
  for (size_t k = 0; k < block.insts.size(); ++k) {
    const Inst& inst = *block.insts[k];
    setDebugLocation(inst);
    if (ir::infoOf(inst.op).has(ir::kTerminator)) return lowerTerminator(inst);
    if (uses_[inst.id] == 0 && ir::infoOf(inst.op).has(ir::kPure)) continue;
    if (lowerFused(block, k)) return;
    if (inst.op == Opcode::Poll && k + 2 == block.insts.size() && isPollOfLoop(block)) return pollOfLoop(inst, block.terminator()->successors[0]);
    values_[inst.id] = lower(inst);
  }
}

// ---- control flow

void FunctionLowering::addRestart(const ir::BasicBlock& header) {
  llvm::BasicBlock *inner = blockOf(&header), *restart = newBlock();
  restarts_[header.id] = restart;
  b_.SetInsertPoint(restart);
  for (const auto& param : header.params) {
    llvm::PHINode* phi = b_.CreatePHI(p_.typeOf(param->type), 2);
    restartValues_[param->id] = phi;
    llvm::cast<llvm::PHINode>(values_[param->id])->addIncoming(phi, restart);
  }
  b_.CreateBr(inner);
  b_.SetInsertPoint(inner);
}

void FunctionLowering::addIncoming(const ir::Edge& edge, llvm::BasicBlock* from) {
  const auto& phis = restarts_[edge.target->id] ? restartValues_ : values_;
  for (size_t k = 0; k < edge.args.size(); ++k) {
    llvm::Value* value = valueOf(edge.args[k]);
    assert(value && !reals_[edge.args[k]->id] && "a value goes along an edge before it is there");
    llvm::cast<llvm::PHINode>(phis[edge.target->params[k]->id])->addIncoming(value, from);
  }
}

void FunctionLowering::jump(const ir::Edge& edge) {
  addIncoming(edge, b_.GetInsertBlock());
  b_.CreateBr(targetOf(edge));
}

llvm::MDNode* FunctionLowering::weightsOf(const Inst& inst) const {
  const bool yes = isCold_[inst.successors[0].target->id], no = isCold_[inst.successors[1].target->id];
  return yes == no ? nullptr : yes ? p_.unlikely : p_.likely;
}

void FunctionLowering::condBr(const Inst& inst, llvm::Value* condition) {
  const ir::Edge &yes = inst.successors[0], &no = inst.successors[1];
  llvm::BasicBlock* from = b_.GetInsertBlock();
  // One block cannot give a phi two values.
  llvm::BasicBlock* other = yes.target == no.target ? newBlock() : targetOf(no);
  addIncoming(yes, from);
  b_.CreateCondBr(condition, targetOf(yes), other, weightsOf(inst));
  if (yes.target != no.target) return addIncoming(no, from);
  b_.SetInsertPoint(other);
  jump(no);
}

void FunctionLowering::switchOn(const Inst& inst) {
  std::vector<llvm::BasicBlock*> targets;
  llvm::BasicBlock* from = b_.GetInsertBlock();
  for (const ir::Edge& edge : inst.successors) {
    targets.push_back(newBlock());
    b_.SetInsertPoint(targets.back());
    jump(edge);
  }
  b_.SetInsertPoint(from);
  llvm::SwitchInst* made = b_.CreateSwitch(valueOf(inst.operands[0]), targets[0], static_cast<unsigned>(targets.size() - 1));
  for (size_t k = 1; k < targets.size(); ++k) made->addCase(word(static_cast<int64_t>(k - 1)), targets[k]);
}

llvm::BasicBlock* FunctionLowering::raiseTarget(const Inst& inst) {
  if (inst.unwind) return targetOf(inst.unwind);
  if (!exit_) {
    exit_ = newBlock();
    exitLoc_ = llvm::PHINode::Create(p_.i64, 8, "", exit_);
  }
  return exit_;
}

void FunctionLowering::addRaise(const Inst& inst, llvm::BasicBlock* from) {
  if (!inst.unwind) return exitLoc_->addIncoming(word(inst.loc), from);
  addIncoming(inst.unwind, from);
  if (llvm::PHINode* loc = catchLocs_[inst.unwind.target->id]) loc->addIncoming(word(inst.loc), from);
}

void FunctionLowering::raiseIf(llvm::Value* failed, const Inst& inst) {
  llvm::BasicBlock *target = raiseTarget(inst), *next = newBlock();
  addRaise(inst, b_.GetInsertBlock());
  b_.CreateCondBr(failed, target, next, p_.unlikely);
  b_.SetInsertPoint(next);
}

void FunctionLowering::raiseAlways(const Inst& inst) {
  llvm::BasicBlock* target = raiseTarget(inst);
  addRaise(inst, b_.GetInsertBlock());
  b_.CreateBr(target);
}

void FunctionLowering::overflowIf(llvm::Value* condition, const Inst& inst) {
  llvm::BasicBlock* next = newBlock();
  addIncoming(inst.overflow, b_.GetInsertBlock());
  b_.CreateCondBr(condition, targetOf(inst.overflow), next, p_.unlikely);
  b_.SetInsertPoint(next);
}

void FunctionLowering::leaveIf(llvm::Value* condition, llvm::BasicBlock* rare) {
  llvm::BasicBlock* next = newBlock();
  b_.CreateCondBr(condition, rare, next, p_.unlikely);
  b_.SetInsertPoint(next);
}

void FunctionLowering::leaveUnless(llvm::Value* condition, llvm::BasicBlock* rare) {
  llvm::BasicBlock* next = newBlock();
  b_.CreateCondBr(condition, next, rare, p_.likely);
  b_.SetInsertPoint(next);
}

void FunctionLowering::arrive(Join& join, llvm::Value* word, llvm::Value* real) {
  join.arrivals.push_back({word, real, b_.GetInsertBlock()});
  b_.CreateBr(join.block);
}

llvm::Value* FunctionLowering::meet(Join& join, llvm::Value** real) {
  b_.SetInsertPoint(join.block);
  assert(!join.arrivals.empty() && "nothing computes the value");
  const auto count = static_cast<unsigned>(join.arrivals.size());
  llvm::PHINode* phi = b_.CreatePHI(join.arrivals[0].word->getType(), count);
  for (const Arrival& arrival : join.arrivals) phi->addIncoming(arrival.word, arrival.from);
  if (real) {
    llvm::PHINode* second = b_.CreatePHI(p_.f64, count);
    for (const Arrival& arrival : join.arrivals)
      second->addIncoming(arrival.real ? arrival.real : llvm::PoisonValue::get(p_.f64), arrival.from);
    *real = second;
  }
  return phi;
}

void FunctionLowering::decide(Outcome& outcome, llvm::Value* condition) {
  if (!outcome.yes) return arrive(outcome.join, condition);
  if (auto* known = llvm::dyn_cast<llvm::ConstantInt>(condition)) b_.CreateBr(known->isOne() ? outcome.yes : outcome.no);
  else b_.CreateCondBr(condition, outcome.yes, outcome.no, outcome.weights);
}

template <class Test> void FunctionLowering::branchOn(const Inst& branch, Test&& test) {
  Outcome outcome{newBlock(), newBlock(), weightsOf(branch), {nullptr, {}}};
  test(outcome);
  b_.SetInsertPoint(outcome.yes);
  jump(branch.successors[0]);
  b_.SetInsertPoint(outcome.no);
  jump(branch.successors[1]);
}

template <class Test> llvm::Value* FunctionLowering::valueOfTest(Test&& test) {
  Outcome outcome{nullptr, nullptr, nullptr, newJoin()};
  test(outcome);
  return meet(outcome.join);
}

// ---- values

llvm::Value* FunctionLowering::pointer(llvm::Value* object, int64_t offset) {
  if (!object->getType()->isPointerTy()) object = b_.CreateIntToPtr(object, p_.ptr);
  return offset ? b_.CreateConstInBoundsGEP1_64(p_.i8, object, static_cast<uint64_t>(offset)) : object;
}

llvm::Value* FunctionLowering::anyOf(const ir::Value* value) {
  llvm::Value *known = valueOf(value), *real = reals_[value->id];
  if (!real) return box(known, value->type);
  Join join = newJoin();
  llvm::BasicBlock *isFloat = newBlock(), *from = b_.GetInsertBlock();
  b_.CreateCondBr(isNull(known), isFloat, join.block);
  join.arrivals.push_back({known, nullptr, from});
  b_.SetInsertPoint(isFloat);
  arrive(join, call("trv_new_float", {real}));
  return meet(join);
}

Kinds FunctionLowering::kindsOf(const ir::Value* value) const {
  const auto* inst = value->kind == ir::Value::Kind::Instruction ? static_cast<const Inst*>(value) : nullptr;
  const Type type = inst && inst->op == Opcode::Box ? inst->operands[0]->type : value->type;
  switch (type) {
  case Type::I64: return kInt;
  case Type::F64: return kFloat;
  case Type::I1: return kBool;
  default: return value->guess.kinds;
  }
}

llvm::Value* FunctionLowering::box(llvm::Value* raw, Type type) {
  switch (type) {
  case Type::Any: return raw;
  case Type::F64: return boxFloat(raw);
  case Type::I1: return boxBool(raw);
  case Type::I64: break;
  case Type::Void: assert(false && "a value without a type"); return raw;
  }
  if (auto* known = llvm::dyn_cast<llvm::ConstantInt>(raw); known && runtime::fitsSmallInt(known->getSExtValue()))
    return word(static_cast<int64_t>(runtime::fromSmallInt(known->getSExtValue())));
  Join join = newJoin();
  llvm::BasicBlock* large = newBlock();
  llvm::Value* doubled = b_.CreateBinaryIntrinsic(llvm::Intrinsic::sadd_with_overflow, raw, raw);
  llvm::Value* small = b_.CreateOr(b_.CreateExtractValue(doubled, 0), word(1));
  join.arrivals.push_back({small, nullptr, b_.GetInsertBlock()});
  b_.CreateCondBr(b_.CreateExtractValue(doubled, 1), large, join.block, p_.unlikely);
  b_.SetInsertPoint(large);
  arrive(join, call("trv_new_int", {raw}));
  return meet(join);
}

llvm::Value* FunctionLowering::constant(int64_t index) {
  const ir::Constant& c = p_.program.constants[static_cast<size_t>(index)];
  switch (c.kind) {
  case ir::Constant::Kind::None: return p_.runtimeWord("trv_none");
  case ir::Constant::Kind::Ellipsis: return p_.runtimeWord("trv_ellipsis");
  case ir::Constant::Kind::Bool: return p_.runtimeWord(c.integer ? "trv_true" : "trv_false");
  case ir::Constant::Kind::Int:
    if (runtime::fitsSmallInt(c.integer)) return word(static_cast<int64_t>(runtime::fromSmallInt(c.integer)));
    break;
  default: break;
  }
  llvm::LoadInst* load = b_.CreateLoad(p_.i64, p_.constantSlot(index));
  load->setMetadata(llvm::LLVMContext::MD_invariant_load, p_.invariant);
  return load;
}

llvm::Value* FunctionLowering::call(std::string_view helper, llvm::ArrayRef<llvm::Value*> args) {
  llvm::Function* callee = isRare_ || p_.isRare(helper) ? p_.rareHelper(helper) : p_.helper(helper);
  assert(callee->arg_size() == args.size() && "arguments do not fit the row of helpers.def");
  llvm::SmallVector<llvm::Value*, 8> list;
  for (size_t k = 0; k < args.size(); ++k) {
    llvm::Type* wanted = callee->getArg(static_cast<unsigned>(k))->getType();
    llvm::Value* arg = args[k];
    if (wanted->isPointerTy() && !arg->getType()->isPointerTy()) arg = b_.CreateIntToPtr(arg, wanted);
    else if (wanted == p_.i64 && arg->getType()->isPointerTy()) arg = b_.CreatePtrToInt(arg, wanted);
    else if (wanted == p_.i64 && arg->getType() == p_.i1) arg = b_.CreateZExt(arg, wanted);
    list.push_back(arg);
  }
  if (p_.mayRunPython(helper)) showDepth();
  llvm::CallInst* made = b_.CreateCall(callee, list);
  made->setCallingConv(callee->getCallingConv());
  return made;
}

llvm::Value* FunctionLowering::check(const Inst& inst, llvm::Value* result) {
  raiseIf(isNull(result), inst);
  return result;
}

llvm::Value* FunctionLowering::callChecked(const Inst& inst, std::string_view helper, llvm::ArrayRef<llvm::Value*> args) {
  return check(inst, call(helper, args));
}

llvm::Value* FunctionLowering::callStatus(const Inst& inst, std::string_view helper, llvm::ArrayRef<llvm::Value*> args) {
  llvm::Value* status = call(helper, args);
  raiseIf(b_.CreateICmpSLT(status, word(0)), inst);
  return status;
}

llvm::Value* FunctionLowering::argument(unsigned at) {
  if (!arguments_) return llvm::ConstantPointerNull::get(p_.ptr);
  return pointer(arguments_, 8 * static_cast<int64_t>(at));
}

void FunctionLowering::storeArguments(const Inst& inst, size_t first, unsigned at) {
  for (size_t k = first; k < inst.operands.size(); ++k)
    b_.CreateStore(anyOf(inst.operands[k]), argument(at + static_cast<unsigned>(k - first)));
}

llvm::Value* FunctionLowering::closure() {
  if (form_ != Form::Resume) return self_;
  llvm::LoadInst* function = b_.CreateLoad(p_.ptr, pointer(self_, offsetof(GeneratorObj, function)));
  function->setMetadata(llvm::LLVMContext::MD_invariant_load, p_.invariant);
  return function;
}

// ---- operations

bool FunctionLowering::isDynamic(const Inst& inst) {
  for (const ir::Value* operand : inst.operands)
    if (operand->type == Type::Any) return true;
  return false;
}

llvm::Value* FunctionLowering::lowerGeneric(const Inst& inst) {
  const ir::OpInfo& row = ir::infoOf(inst.op);
  llvm::SmallVector<llvm::Value*, 8> args;
  size_t operand = 0, attr = 0;
  for (const ir::OperandInfo& o : row.operands) {
    switch (o.kind) {
    case ir::OperandKind::Any:
    case ir::OperandKind::Num:
    case ir::OperandKind::Val: args.push_back(anyOf(inst.operands[operand++])); break;
    case ir::OperandKind::I64:
    case ir::OperandKind::F64:
    case ir::OperandKind::I1: args.push_back(valueOf(inst.operands[operand++])); break;
    case ir::OperandKind::AnyList:
      storeArguments(inst, operand, 0);
      args.push_back(argument(0));
      args.push_back(word(static_cast<int64_t>(inst.operands.size() - operand)));
      break;
    case ir::OperandKind::Const: args.push_back(nameOrNone(inst.attrs[attr++])); break;
    case ir::OperandKind::Func: args.push_back(p_.infoOf(*p_.program.functions[static_cast<size_t>(inst.attrs[attr++])])); break;
    case ir::OperandKind::Float:
      args.push_back(b_.CreateBitCast(word(inst.attrs[attr++]), p_.f64));
      break;
    case ir::OperandKind::Int:
    case ir::OperandKind::Bool:
    case ir::OperandKind::Global:
    case ir::OperandKind::Slot:
    case ir::OperandKind::State:
    case ir::OperandKind::Module: args.push_back(word(inst.attrs[attr++])); break;
    }
  }
  assert(!row.helper.empty() && "an op without a helper reached the generic form");
  llvm::Value* result = call(row.helper, args);
  const bool isWord = row.result == "any" || row.result == "same";
  if (row.has(ir::kRaises)) raiseIf(isWord ? isNull(result) : b_.CreateICmpSLT(result, word(0)), inst);
  if (row.result == "i1") return b_.CreateTrunc(result, p_.i1);
  return row.result == "void" ? nullptr : result;
}

llvm::Value* FunctionLowering::globalGet(const Inst& inst) {
  Join join = newJoin();
  llvm::BasicBlock* missing = newBlock();
  llvm::Value* value = b_.CreateLoad(p_.i64, p_.globalSlot(inst.attrs[0]));
  join.arrivals.push_back({value, nullptr, b_.GetInsertBlock()});
  b_.CreateCondBr(isNull(value), missing, join.block, p_.unlikely);
  b_.SetInsertPoint(missing);
  arrive(join, callChecked(inst, "trv_global_missing", {word(inst.attrs[0])}));
  return meet(join);
}

void FunctionLowering::poll(const Inst& inst) {
  llvm::BasicBlock *asked = newBlock(), *next = newBlock();
  llvm::Value* request = b_.CreateLoad(p_.i64, pointer(thread_, offsetof(ThreadState, pollRequest)), /*isVolatile=*/true);
  b_.CreateCondBr(isNull(request), next, asked, p_.likely);
  b_.SetInsertPoint(asked);
  callStatus(inst, "trv_poll", {thread_});
  b_.CreateBr(next);
  b_.SetInsertPoint(next);
}

bool FunctionLowering::isPollOfLoop(const ir::BasicBlock& block) const {
  const Inst& last = *block.terminator();
  return last.op == Opcode::Br && isPolled_[last.successors[0].target->id] && block.insts.size() > 1 &&
         block.insts[block.insts.size() - 2]->op == Opcode::Poll && position_[last.successors[0].target->id] <= position_[block.id];
}

/// The way on around the loop avoids the call, which goes through the loop's entry again: so the loop itself is free of calls, and LLVM
/// can move out of it what only a call could change.
void FunctionLowering::pollOfLoop(const Inst& inst, const ir::Edge& back) {
  llvm::BasicBlock* asked = newBlock();
  llvm::Value* request = b_.CreateLoad(p_.i64, pointer(thread_, offsetof(ThreadState, pollRequest)), /*isVolatile=*/true);
  for (size_t k = 0; k < back.args.size(); ++k)
    llvm::cast<llvm::PHINode>(values_[back.target->params[k]->id])->addIncoming(valueOf(back.args[k]), b_.GetInsertBlock());
  b_.CreateCondBr(isNull(request), blockOf(back.target), asked, p_.likely);
  b_.SetInsertPoint(asked);
  callStatus(inst, "trv_poll", {thread_});
  jump(back);
}

/// `except`: the class itself in line. A tuple that is made for it need not be there.
llvm::Value* FunctionLowering::matchException(const Inst& inst) {
  llvm::Value* exception = valueOf(inst.operands[0]);
  if (isMatchedOnly_[inst.operands[1]->id]) {
    const auto& tuple = static_cast<const Inst&>(*inst.operands[1]);
    storeArguments(tuple, 0, 0);
    llvm::Value* count = word(static_cast<int64_t>(tuple.operands.size()));
    return b_.CreateTrunc(callStatus(inst, "trv_exc_match_any", {exception, argument(0), count}), p_.i1);
  }
  llvm::BasicBlock* other = newBlock();
  Join join = newJoin();
  llvm::Value* type = valueOf(inst.operands[1]);
  llvm::Value* cls = loadField(loadField(exception, 0), offsetof(runtime::Shape, cls));
  join.arrivals.push_back({b_.getTrue(), nullptr, b_.GetInsertBlock()});
  b_.CreateCondBr(b_.CreateICmpEQ(cls, type), join.block, other);
  b_.SetInsertPoint(other);
  arrive(join, b_.CreateTrunc(callStatus(inst, "trv_exc_match", {exception, type}), p_.i1));
  return meet(join);
}

bool FunctionLowering::lowerFused(const ir::BasicBlock& block, size_t at) {
  const Inst& first = *block.insts[at];
  if (first.unwind || first.overflow) return false;
  const auto next = [&](size_t distance) { return at + distance < block.insts.size() ? block.insts[at + distance].get() : nullptr; };
  const auto isOnlyUse = [&](const Inst* user, Opcode op, const Inst& used) {
    return user && user->op == op && user->operands[0] == &used && !user->unwind;
  };
  switch (first.op) {
  case Opcode::IterNext:
    if (!isOnlyUse(next(1), Opcode::IsEnd, first) || uses_[next(1)->id] != 1 || !isOnlyUse(next(2), Opcode::CondBr, *next(1)))
      return false;
    for (const ir::Value* passed : next(2)->successors[0].args)
      if (passed == &first) return false;
    iterNextOrEnd(first, *next(2));
    return true;
  case Opcode::Truth:
    if (first.operands[0]->type != Type::Any || isTest_[first.operands[0]->id]) return false;
    if (uses_[first.id] != 1 || !isOnlyUse(next(1), Opcode::CondBr, first)) return false;
    branchOn(*next(1), [&](Outcome& outcome) { truthTest(first, outcome); });
    return true;
  default:
    if (!isComparison(first.op) || !isTest_[first.id]) return false;
    if (!isOnlyUse(next(1), Opcode::Truth, first) || uses_[next(1)->id] != 1 || !isOnlyUse(next(2), Opcode::CondBr, *next(1)))
      return false;
    branchOn(*next(2), [&](Outcome& outcome) { compareTest(first, outcome); });
    return true;
  }
}

// No default: the compiler reports an op that is not here.
llvm::Value* FunctionLowering::lower(const Inst& inst) {
  const auto operand = [&](size_t k) { return valueOf(inst.operands[k]); };
  switch (inst.op) {
  // ---- constants and conversions
  case Opcode::Const: return constant(inst.attrs[0]);
  case Opcode::ConstInt: return word(inst.attrs[0]);
  case Opcode::ConstFloat: return b_.CreateBitCast(word(inst.attrs[0]), p_.f64);
  case Opcode::ConstBool: return b_.getInt1(inst.attrs[0] != 0);
  case Opcode::Unbound: return word(0);
  case Opcode::Box:
    if (!isPair_[inst.id]) return anyOf(inst.operands[0]);
    reals_[inst.id] = operand(0);
    return word(0);
  case Opcode::UnboxInt:
  case Opcode::UnboxFloat:
  case Opcode::UnboxBool:
  case Opcode::UnboxNumber: return unbox(inst);
  case Opcode::RangeNext: return b_.CreateNSWAdd(operand(0), operand(1));
  case Opcode::IntToFloat: return b_.CreateSIToFP(operand(0), p_.f64);
  case Opcode::BoolToInt: return b_.CreateZExt(operand(0), p_.i64);
  case Opcode::Truth:
    if (isTest_[inst.operands[0]->id]) return operand(0);
    if (inst.operands[0]->type != Type::Any) return truth(inst);
    return valueOfTest([&](Outcome& outcome) { truthTest(inst, outcome); });
  case Opcode::BoolNot: return b_.CreateNot(operand(0));
  case Opcode::IsUnbound: return isNull(operand(0));
  case Opcode::IsEnd: return b_.CreateICmpEQ(operand(0), word(static_cast<int64_t>(runtime::kEnd)));
  case Opcode::CheckBound: {
    llvm::BasicBlock *unbound = newBlock(), *bound = newBlock();
    b_.CreateCondBr(isNull(operand(0)), unbound, bound, p_.unlikely);
    b_.SetInsertPoint(unbound);
    call("trv_unbound_local", {constant(inst.attrs[0])});
    raiseAlways(inst);
    b_.SetInsertPoint(bound);
    return operand(0);
  }

  // ---- arithmetic and comparison
  case Opcode::Add:
  case Opcode::Sub:
  case Opcode::Mul:
  case Opcode::TrueDiv:
  case Opcode::FloorDiv:
  case Opcode::Mod:
  case Opcode::Pow:
  case Opcode::LShift:
  case Opcode::RShift:
  case Opcode::And:
  case Opcode::Or:
  case Opcode::Xor:
  case Opcode::IAdd:
  case Opcode::ISub:
  case Opcode::IMul:
  case Opcode::ITrueDiv:
  case Opcode::IFloorDiv:
  case Opcode::IMod:
  case Opcode::IPow:
  case Opcode::ILShift:
  case Opcode::IRShift:
  case Opcode::IAnd:
  case Opcode::IOr:
  case Opcode::IXor: return isDynamic(inst) ? dynamicArithmetic(inst) : rawArithmetic(inst);
  case Opcode::Neg:
  case Opcode::Invert: return isDynamic(inst) ? dynamicNegation(inst) : rawArithmetic(inst);
  case Opcode::Pos: return isDynamic(inst) ? lowerGeneric(inst) : rawArithmetic(inst);
  case Opcode::Lt:
  case Opcode::Le:
  case Opcode::Eq:
  case Opcode::Ne:
  case Opcode::Gt:
  case Opcode::Ge:
    if (!isDynamic(inst)) return rawCompare(inst);
    if (isTest_[inst.id]) return valueOfTest([&](Outcome& outcome) { compareTest(inst, outcome); });
    return dynamicCompare(inst);
  case Opcode::Is: return isSame(inst);

  // ---- variables
  case Opcode::GlobalGet: return globalGet(inst);
  case Opcode::GlobalSet: b_.CreateStore(operand(0), p_.globalSlot(inst.attrs[0])); return nullptr;
  case Opcode::GlobalDel: {
    llvm::BasicBlock *unbound = newBlock(), *bound = newBlock();
    llvm::Constant* slot = p_.globalSlot(inst.attrs[0]);
    b_.CreateCondBr(isNull(b_.CreateLoad(p_.i64, slot)), unbound, bound, p_.unlikely);
    b_.SetInsertPoint(unbound);
    call("trv_global_unbound", {word(inst.attrs[0])});
    raiseAlways(inst);
    b_.SetInsertPoint(bound);
    b_.CreateStore(word(0), slot);
    return nullptr;
  }
  case Opcode::BuiltinGet: {
    llvm::LoadInst* known = b_.CreateLoad(p_.i64, p_.builtinSlot(inst.attrs[0]));
    known->setMetadata(llvm::LLVMContext::MD_invariant_load, p_.invariant);
    return known;
  }
  case Opcode::NameError:
    call("trv_name_error", {constant(inst.attrs[0])});
    raiseAlways(inst);
    b_.SetInsertPoint(newBlock()); // nobody enters what follows
    return word(0);
  case Opcode::CellGet: {
    llvm::BasicBlock *unbound = newBlock(), *bound = newBlock();
    llvm::Value* content = loadField(operand(0), offsetof(CellObj, content));
    b_.CreateCondBr(isNull(content), unbound, bound, p_.unlikely);
    b_.SetInsertPoint(unbound);
    call("trv_cell_unbound", {constant(inst.attrs[0]), word(inst.attrs[1])});
    raiseAlways(inst);
    b_.SetInsertPoint(bound);
    return content;
  }
  case Opcode::CellSet: storeField(operand(0), offsetof(CellObj, content), operand(1)); return nullptr;
  case Opcode::ClosureCell: {
    llvm::LoadInst* cell =
        b_.CreateLoad(p_.i64, pointer(closure(), static_cast<int64_t>(offsetof(FunctionObj, cells)) + 8 * inst.attrs[0]));
    cell->setMetadata(llvm::LLVMContext::MD_invariant_load, p_.invariant);
    return cell;
  }
  case Opcode::NameGet:
    return callChecked(inst, "trv_name_get", {operand(0), constant(inst.attrs[0]), word(inst.attrs[1])});

  // ---- attributes, items, containers, iteration, calls
  case Opcode::AttrGet: return attrGet(inst);
  case Opcode::AttrSet: attrSet(inst); return nullptr;
  case Opcode::ItemGet: return itemGet(inst);
  case Opcode::ItemSet: itemSet(inst); return nullptr;
  case Opcode::Len: return length(inst);
  case Opcode::ListAppend: listAppend(inst); return nullptr;
  case Opcode::TupleItem: return loadField(operand(0), static_cast<int64_t>(offsetof(TupleObj, items)) + 8 * inst.attrs[0]);
  case Opcode::IterNext: return iterNext(inst);
  case Opcode::Call: return callValue(inst);
  case Opcode::CallMethod: return callMethod(inst);
  case Opcode::MethodFind: return methodFind(inst);
  case Opcode::CallDirect: return callDirect(inst);
  case Opcode::CalleeIs: return calleeIs(inst);
  case Opcode::FrameCheck: {
    llvm::BasicBlock *tooMany = newBlock(), *next = newBlock();
    llvm::Value* deepest = b_.CreateLoad(p_.i64, pointer(thread_, offsetof(ThreadState, recursionLimit)));
    b_.CreateCondBr(b_.CreateICmpSGE(depth_, deepest), tooMany, next, p_.unlikely);
    b_.SetInsertPoint(tooMany);
    call("trv_recursion_error", {thread_});
    raiseAlways(inst);
    b_.SetInsertPoint(next);
    return nullptr;
  }

  // ---- typed access
  case Opcode::ListLen:
  case Opcode::ListGet:
  case Opcode::ListGetF64:
  case Opcode::ListGetBool:
  case Opcode::ListSet:
  case Opcode::ListSetF64:
  case Opcode::ListSetBool:
  case Opcode::ListItems:
  case Opcode::ItemsGet:
  case Opcode::ItemsGetF64:
  case Opcode::ItemsGetBool:
  case Opcode::ItemsSet:
  case Opcode::ItemsSetF64:
  case Opcode::ItemsSetBool:
  case Opcode::SlotGet:
  case Opcode::SlotGetF64:
  case Opcode::SlotSet:
  case Opcode::SlotSetF64: return typedAccess(inst);
  case Opcode::MathCall: return mathCall(inst);

  // ---- exceptions
  case Opcode::ExcCatch: return call("trv_exc_catch", {thread_, info_, catchLocs_[inst.block->id]});
  case Opcode::ExcMatch: return matchException(inst);
  case Opcode::ExcHandled: {
    llvm::Value* current = b_.CreateLoad(p_.i64, pointer(thread_, offsetof(ThreadState, handled)));
    llvm::Value* outer = b_.CreateLoad(p_.i64, pointer(thread_, offsetof(ThreadState, outerHandled)));
    return b_.CreateSelect(b_.CreateICmpEQ(current, outer), b_.getInt64(0), current);
  }
  case Opcode::ExcRestore: {
    llvm::Value* outer = b_.CreateLoad(p_.i64, pointer(thread_, offsetof(ThreadState, outerHandled)));
    llvm::Value* isOuter = b_.CreateICmpEQ(operand(0), b_.getInt64(0));
    b_.CreateStore(b_.CreateSelect(isOuter, outer, operand(0)), pointer(thread_, offsetof(ThreadState, handled)));
    return nullptr;
  }

  // ---- generators
  case Opcode::GenNew:
    return call("trv_gen_new", {self_, p_.infoOf(*p_.program.functions[static_cast<size_t>(inst.attrs[0])])});
  case Opcode::GenInit:
    storeField(operand(0), static_cast<int64_t>(offsetof(GeneratorObj, slots)) + 8 * inst.attrs[0], operand(1));
    return nullptr;
  case Opcode::GenState: return b_.CreateLoad(p_.i64, pointer(self_, offsetof(GeneratorObj, state)));
  case Opcode::GenLoad:
    return b_.CreateLoad(p_.i64, pointer(self_, static_cast<int64_t>(offsetof(GeneratorObj, slots)) + 8 * inst.attrs[0]));
  case Opcode::GenStore:
    b_.CreateStore(operand(0), pointer(self_, static_cast<int64_t>(offsetof(GeneratorObj, slots)) + 8 * inst.attrs[0]));
    return nullptr;
  case Opcode::GenSent: {
    Join join = newJoin();
    llvm::BasicBlock *injected = newBlock(), *from = b_.GetInsertBlock();
    join.arrivals.push_back({sent_, nullptr, from});
    b_.CreateCondBr(isNull(loadField(self_, offsetof(GeneratorObj, inject))), join.block, injected, p_.likely);
    b_.SetInsertPoint(injected);
    arrive(join, callChecked(inst, "trv_gen_sent", {self_, sent_}));
    return meet(join);
  }
  case Opcode::YieldFromStep: return callChecked(inst, "trv_yield_from_step", {self_, operand(0), sent_});
  case Opcode::YieldFromResult: return call("trv_yield_from_result", {self_});
  case Opcode::Poll: poll(inst); return nullptr;
  case Opcode::PollPending:
    return b_.CreateICmpNE(b_.CreateLoad(p_.i64, pointer(thread_, offsetof(ThreadState, pollRequest)), /*isVolatile=*/true), word(0));
  case Opcode::TupleNew: return isMatchedOnly_[inst.id] ? nullptr : tupleNew(inst);
  case Opcode::UnpackSeq: return unpack(inst);

  // ---- a helper call and nothing else
  case Opcode::MatMul:
  case Opcode::IMatMul:
  case Opcode::In:
  case Opcode::CellNew:
  case Opcode::NameGetCell:
  case Opcode::NameSet:
  case Opcode::NameDel:
  case Opcode::AttrDel:
  case Opcode::LookupSpecial:
  case Opcode::ItemDel:
  case Opcode::SliceNew:
  case Opcode::ListNew:
  case Opcode::SetNew:
  case Opcode::DictNew:
  case Opcode::ListExtend:
  case Opcode::ListToTuple:
  case Opcode::SetAdd:
  case Opcode::SetUpdate:
  case Opcode::DictSet:
  case Opcode::DictUpdate:
  case Opcode::DictMerge:
  case Opcode::StrJoin:
  case Opcode::FormatValue:
  case Opcode::UnpackEx:
  case Opcode::IterGet:
  case Opcode::IterDrop:
  case Opcode::Own:
  case Opcode::Drop:
  case Opcode::GlobalPeek:
  case Opcode::RangeIter:
  case Opcode::ListIter:
  case Opcode::CallEx:
  case Opcode::FuncNew:
  case Opcode::ClassBuild:
  case Opcode::Import:
  case Opcode::ImportMissing:
  case Opcode::ImportFrom:
  case Opcode::ImportStar:
  case Opcode::ExcGroupSplit:
  case Opcode::ExcGroupEnd:
  case Opcode::MatchSequence:
  case Opcode::MatchMapping:
  case Opcode::MatchKeys:
  case Opcode::MatchRest:
  case Opcode::MatchClass: return lowerGeneric(inst);

  // ---- terminators
  case Opcode::Br:
  case Opcode::CondBr:
  case Opcode::Switch:
  case Opcode::Return:
  case Opcode::Yield:
  case Opcode::Raise:
  case Opcode::Reraise:
  case Opcode::Unreachable: break;
  }
  assert(false && "a terminator stands inside a block");
  return nullptr;
}

void FunctionLowering::lowerTerminator(const Inst& inst) {
  switch (inst.op) {
  case Opcode::Br: return jump(inst.successors[0]);
  case Opcode::CondBr: return condBr(inst, valueOf(inst.operands[0]));
  case Opcode::Switch: return switchOn(inst);
  case Opcode::Return: return returnValue(anyOf(inst.operands[0]));
  case Opcode::Yield: {
    b_.CreateStore(word(inst.attrs[0]), pointer(self_, offsetof(GeneratorObj, state)));
    leave();
    b_.CreateRet(valueOf(inst.operands[0]));
    return;
  }
  case Opcode::Raise:
  case Opcode::Reraise:
    if (inst.op == Opcode::Raise) call("trv_raise", {valueOf(inst.operands[0]), valueOf(inst.operands[1])});
    else call("trv_reraise", {valueOf(inst.operands[0])});
    raiseAlways(inst);
    return;
  default:
    assert(inst.op == Opcode::Unreachable && "a terminator that is not in the list");
    b_.CreateUnreachable();
  }
}

} // namespace trivium::codegen
