// Calls. In the order they are tried: the function that the program's text suggests, called directly with its parameters in registers;
// any Python function that takes exactly the arguments given, through its entry; the runtime.
#include "codegen/detail/function.h"

#include "runtime/abi/value.h"

#include <cassert>
#include <cstddef>

namespace trivium::codegen {

using ir::Opcode;
using runtime::AttrCache;
using runtime::FunctionInfo;
using runtime::FunctionObj;

/// Calls `callee` if it is a function object of `likely`, else goes to `slow`. Arguments are the operands from `firstArgument` on.
llvm::Value* FunctionLowering::callLikely(const Inst& inst, const ir::Function& likely, llvm::Value* callee, size_t firstArgument,
                                          llvm::BasicBlock* slow) {
  llvm::Value* isLikely = nullptr;
  if (inst.op == Opcode::Call) { // methods are functions or native ones, whose second word is no FunctionInfo
    leaveIf(isSmallInt(callee), slow);
    isLikely = shapeIs(loadField(callee, 0), "trv_shape_function");
  }
  llvm::Value* info = b_.CreateLoad(p_.ptr, pointer(callee, offsetof(FunctionObj, info)));
  llvm::Value* isInfo = b_.CreateICmpEQ(info, p_.infoOf(likely));
  leaveUnless(isLikely ? b_.CreateAnd(isLikely, isInfo) : isInfo, slow);
  llvm::Function* direct = p_.directOf(likely);
  llvm::SmallVector<llvm::Value*, 8> args{thread_, pointer(callee)};
  for (size_t k = firstArgument; k < inst.operands.size(); ++k) args.push_back(valueOf(inst.operands[k]));
  llvm::CallInst* made = b_.CreateCall(direct, args);
  made->setCallingConv(direct->getCallingConv());
  return check(inst, made);
}

/// Calls any Python function that takes `count` positional arguments and nothing else; they are in the argument buffer.
llvm::Value* FunctionLowering::callEntryOf(llvm::Value* callee, int64_t count, llvm::BasicBlock* slow) {
  leaveIf(isSmallInt(callee), slow);
  leaveUnless(shapeIs(loadField(callee, 0), "trv_shape_function"), slow);
  llvm::Value* info = b_.CreateLoad(p_.ptr, pointer(callee, offsetof(FunctionObj, info)));
  const auto isCount = [&](int64_t offset) {
    return b_.CreateICmpEQ(b_.CreateLoad(p_.i32, pointer(info, offset)), llvm::ConstantInt::get(p_.i32, static_cast<uint64_t>(count)));
  };
  leaveUnless(b_.CreateAnd(isCount(offsetof(FunctionInfo, posCount)), isCount(offsetof(FunctionInfo, paramCount))), slow);
  llvm::Value* entry = b_.CreateLoad(p_.ptr, pointer(info, offsetof(FunctionInfo, entry)));
  auto* type = llvm::FunctionType::get(p_.i64, {p_.ptr, p_.ptr, p_.ptr}, false);
  return b_.CreateCall(type, entry, {thread_, pointer(callee), argument(0)});
}

llvm::Value* FunctionLowering::callDirect(const Inst& inst) {
  llvm::Function* direct = p_.directOf(*p_.program.functions[static_cast<size_t>(inst.attrs[0])]);
  llvm::SmallVector<llvm::Value*, 8> args{thread_, pointer(valueOf(inst.operands[0]))};
  for (size_t k = 1; k < inst.operands.size(); ++k) args.push_back(valueOf(inst.operands[k]));
  llvm::CallInst* made = b_.CreateCall(direct, args);
  made->setCallingConv(direct->getCallingConv());
  return check(inst, made);
}

llvm::Value* FunctionLowering::callValue(const Inst& inst) {
  llvm::Value *callee = valueOf(inst.operands[0]), *kwnames = nameOrNone(inst.attrs[0]);
  const auto count = static_cast<int64_t>(inst.operands.size() - 1);
  const auto throughRuntime = [&] { return callChecked(inst, "trv_call_values", {callee, kwnames, argument(0), word(count)}); };
  if (!isHot() || inst.attrs[0] >= 0) {
    storeArguments(inst, 1, 0);
    return throughRuntime();
  }
  const auto* origin = inst.operands[0]->kind == ir::Value::Kind::Instruction ? static_cast<const Inst*>(inst.operands[0]) : nullptr;
  if (origin && origin->op == Opcode::BuiltinGet) {
    storeArguments(inst, 1, 0);
    if (count != 1 || p_.program.constants[static_cast<size_t>(origin->attrs[0])].text != "len") return throughRuntime();
    Join join = newJoin();
    llvm::BasicBlock* slow = newBlock();
    llvm::Value* length = lengthInLine(valueOf(inst.operands[1]), kindsOf(inst.operands[1]), slow);
    arrive(join, b_.CreateOr(b_.CreateShl(length, 1), word(1)));
    b_.SetInsertPoint(slow);
    arrive(join, throughRuntime());
    return meet(join);
  }
  Join join = newJoin();
  llvm::BasicBlock* slow = newBlock();
  if (const ir::Function* likely = p_.likelyCallee(inst)) {
    arrive(join, callLikely(inst, *likely, callee, 1, slow));
    b_.SetInsertPoint(slow);
    storeArguments(inst, 1, 0);
  } else {
    storeArguments(inst, 1, 0);
    arrive(join, check(inst, callEntryOf(callee, count, slow)));
    b_.SetInsertPoint(slow);
  }
  arrive(join, throughRuntime());
  return meet(join);
}

/// The cache of a method call, which it shares with a method.find before it: what the call remembers tells that the method exists.
llvm::Constant* FunctionLowering::cacheOf(const Inst& call) {
  const auto* find = call.operands[0]->kind == ir::Value::Kind::Instruction ? static_cast<const Inst*>(call.operands[0]) : nullptr;
  if (!find || find->op != Opcode::MethodFind) return p_.newCache();
  llvm::Constant*& cache = methodCaches_[find];
  return cache ? cache : cache = p_.newCache();
}

llvm::Value* FunctionLowering::methodFind(const Inst& inst) {
  llvm::Value* object = valueOf(inst.operands[0]);
  const auto throughRuntime = [&] { return callChecked(inst, "trv_method_find", {object, constant(inst.attrs[0])}); };
  if (!isHot()) return throughRuntime();
  Join join = newJoin();
  llvm::BasicBlock* slow = newBlock();
  if (p_.program.constants[static_cast<size_t>(inst.attrs[0])].text == "append" && isLikely(kindsOf(inst.operands[0]), kList)) {
    leaveIf(isSmallInt(object), slow);
    leaveUnless(shapeIs(loadField(object, 0), "trv_shape_list"), slow);
  } else {
    llvm::Constant*& cache = methodCaches_[&inst];
    if (!cache) cache = p_.newCache();
    cacheHit(object, cache, runtime::kCacheClassValue, slow);
  }
  arrive(join, object);
  b_.SetInsertPoint(slow);
  arrive(join, throughRuntime());
  return meet(join);
}

llvm::Value* FunctionLowering::callMethod(const Inst& inst) {
  llvm::Value *object = valueOf(inst.operands[0]), *kwnames = nameOrNone(inst.attrs[1]);
  const auto count = static_cast<int64_t>(inst.operands.size() - 1);
  // The object stands before the other arguments, as a Python function takes them.
  const auto throughRuntime = [&] {
    llvm::Value* name = constant(inst.attrs[0]);
    if (!isHot() && !inLoop_[inst.block->id] && (function_.isModuleBody || function_.isClassBody))
      return callChecked(inst, "trv_call_method", {object, name, kwnames, argument(1), word(count)});
    return callChecked(inst, "trv_call_method_cached", {object, name, kwnames, argument(1), word(count), cacheOf(inst)});
  };
  const bool isAppend = count == 1 && p_.program.constants[static_cast<size_t>(inst.attrs[0])].text == "append";
  if (!isHot() || inst.attrs[1] >= 0 || (!isAppend && !p_.definesMethod(inst.attrs[0]))) {
    storeArguments(inst, 1, 1);
    return throughRuntime();
  }
  Join join = newJoin();
  if (isAppend && isLikely(kindsOf(inst.operands[0]), kList)) {
    llvm::BasicBlock *other = newBlock(), *isObject = newBlock(), *isList = newBlock();
    b_.CreateCondBr(isSmallInt(object), other, isObject, p_.unlikely);
    b_.SetInsertPoint(isObject);
    b_.CreateCondBr(shapeIs(loadField(object, 0), "trv_shape_list"), isList, other, p_.likely);
    b_.SetInsertPoint(isList);
    appendInLine(object, valueOf(inst.operands[1]));
    arrive(join, p_.runtimeWord("trv_none"));
    b_.SetInsertPoint(other);
    storeArguments(inst, 1, 1);
    arrive(join, throughRuntime());
    return meet(join);
  }
  llvm::BasicBlock* slow = newBlock();
  llvm::Constant* cache = cacheOf(inst);
  const ir::Function* likely = p_.likelyCallee(inst);
  if (!likely) storeArguments(inst, 0, 0);
  cacheHit(object, cache, runtime::kCacheClassValue, slow);
  llvm::Value* method = loadField(cache, offsetof(AttrCache, value));
  if (likely) arrive(join, callLikely(inst, *likely, method, 0, slow));
  else arrive(join, check(inst, callEntryOf(method, count + 1, slow)));
  b_.SetInsertPoint(slow);
  if (likely) storeArguments(inst, 1, 1);
  arrive(join, callChecked(inst, "trv_call_method_cached", {object, constant(inst.attrs[0]), kwnames, argument(1), word(count), cache}));
  return meet(join);
}

} // namespace trivium::codegen
