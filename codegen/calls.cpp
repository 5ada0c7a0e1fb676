// Calls. In the order they are tried: the functions that the program's text suggests, called directly with their parameters in registers;
// any Python function that takes exactly the arguments given, through its entry; the runtime. Instances of the program's own classes are
// allocated in line.
#include "codegen/detail/function.h"

#include "runtime/abi/allocation.h"
#include "runtime/abi/site_cache.h"
#include "runtime/abi/value.h"

#include <cassert>
#include <cstddef>

namespace trivium::codegen {

using ir::Opcode;
using runtime::AttrCache;
using runtime::FunctionInfo;
using runtime::FunctionObj;
using runtime::SiteCache;
using runtime::SiteWay;

/// Calls a function of the program; its exception is the instruction's.
llvm::Value* FunctionLowering::callDirectly(const Inst& inst, const ir::Function& callee, llvm::Value* self,
                                            llvm::ArrayRef<llvm::Value*> arguments) {
  llvm::Function* direct = p_.directOf(callee);
  llvm::SmallVector<llvm::Value*, 8> args{thread_, pointer(self)};
  args.append(arguments.begin(), arguments.end());
  llvm::CallInst* made = b_.CreateCall(direct, args);
  made->setCallingConv(direct->getCallingConv());
  return check(inst, made);
}

/// Calls `callee` if it is a function object of `likely`, else goes to `slow`.
llvm::Value* FunctionLowering::callLikely(const Inst& inst, const ir::Function& likely, llvm::Value* callee, llvm::BasicBlock* slow) {
  leaveIf(isSmallInt(callee), slow);
  llvm::Value* isLikely = shapeIs(loadField(callee, 0), "trv_shape_function");
  llvm::Value* info = b_.CreateLoad(p_.ptr, pointer(callee, offsetof(FunctionObj, info)));
  leaveUnless(b_.CreateAnd(isLikely, b_.CreateICmpEQ(info, p_.infoOf(likely))), slow);
  llvm::SmallVector<llvm::Value*, 8> args;
  for (size_t k = 1; k < inst.operands.size(); ++k) args.push_back(valueOf(inst.operands[k]));
  return callDirectly(inst, likely, callee, args);
}

/// Calls the function that a way of a method or instantiation site names, with `first` in front of the arguments. The results arrive at
/// `join`.
void FunctionLowering::callOneOf(const Inst& inst, llvm::ArrayRef<const ir::Function*> likely, llvm::Value* way, llvm::Value* first,
                                 Join& join) {
  llvm::Value* function = loadField(way, offsetof(SiteWay, first));
  llvm::Value* info = b_.CreateLoad(p_.ptr, pointer(way, offsetof(SiteWay, second)));
  llvm::SmallVector<llvm::Value*, 8> args{first};
  for (size_t k = 1; k < inst.operands.size(); ++k) args.push_back(anyOf(inst.operands[k]));
  for (const ir::Function* candidate : likely) {
    llvm::BasicBlock *isIt = newBlock(), *other = newBlock();
    b_.CreateCondBr(b_.CreateICmpEQ(info, p_.infoOf(*candidate)), isIt, other, likely.size() == 1 ? p_.likely : nullptr);
    b_.SetInsertPoint(isIt);
    arrive(join, callDirectly(inst, *candidate, function, args));
    b_.SetInsertPoint(other);
  }
  for (unsigned k = 0; k < args.size(); ++k) b_.CreateStore(args[k], argument(k));
  llvm::Value* entry = b_.CreateLoad(p_.ptr, pointer(info, offsetof(FunctionInfo, entry)));
  auto* type = llvm::FunctionType::get(p_.i64, {p_.ptr, p_.ptr, p_.ptr}, false);
  arrive(join, check(inst, b_.CreateCall(type, entry, {thread_, pointer(function), argument(0)})));
}

/// Makes an instance of a class of the program: allocation in line, then its `__init__`.
llvm::Value* FunctionLowering::instantiate(const Inst& inst, const ir::Function* likelyInit) {
  llvm::Constant* cache = p_.newCache();
  llvm::Value* cls = valueOf(inst.operands[0]);
  Join join = newJoin(), ready = newJoin(), called = newJoin();
  llvm::BasicBlock *slow = newBlock(), *full = newBlock(), *odd = newBlock();
  leaveUnless(b_.CreateICmpEQ(cls, loadField(cache, offsetof(SiteCache, key))), slow);
  llvm::Value* bytes = loadField(cache, offsetof(SiteCache, fresh.cellBytes));
  llvm::Value* bump = b_.CreateInBoundsGEP(p_.i8, p_.runtimeData("trv_gc_bump"), loadField(cache, offsetof(SiteCache, fresh.bumpOffset)));
  llvm::Value* cell = loadField(bump, offsetof(runtime::GcBump, cursor));
  llvm::Value* next = b_.CreateAdd(cell, bytes);
  leaveIf(b_.CreateICmpUGT(next, loadField(bump, offsetof(runtime::GcBump, limit))), full);
  storeField(bump, offsetof(runtime::GcBump, cursor), next);
  arrive(ready, cell);
  b_.SetInsertPoint(full);
  arrive(ready, b_.CreatePtrToInt(call("trv_gc_alloc_scan", {bytes}), p_.i64));
  llvm::Value* made = meet(ready);
  storeField(made, 0, loadField(cache, offsetof(SiteCache, fresh.shape)));
  llvm::SmallVector<const ir::Function*, 1> likely;
  if (likelyInit) likely.push_back(likelyInit);
  callOneOf(inst, likely, pointer(cache, offsetof(SiteCache, way)), made, called);
  llvm::Value* result = meet(called);
  leaveUnless(b_.CreateICmpEQ(result, p_.runtimeWord("trv_none")), odd);
  arrive(join, made);
  b_.SetInsertPoint(odd);
  call("trv_init_result", {result});
  raiseAlways(inst);
  b_.SetInsertPoint(slow);
  storeArguments(inst, 1, 0);
  arrive(join, callChecked(inst, "trv_instantiate_site", {cls, argument(0), word(static_cast<int64_t>(inst.operands.size() - 1)), cache}));
  return meet(join);
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
  llvm::SmallVector<llvm::Value*, 8> args;
  for (size_t k = 1; k < inst.operands.size(); ++k) args.push_back(valueOf(inst.operands[k]));
  return callDirectly(inst, *p_.program.functions[static_cast<size_t>(inst.attrs[0])], valueOf(inst.operands[0]), args);
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
  const ir::Function* likelyInit;
  if (p_.isInstantiation(inst, &likelyInit)) return instantiate(inst, likelyInit);
  Join join = newJoin();
  llvm::BasicBlock* slow = newBlock();
  if (const ir::Function* likely = p_.likelyCallee(inst)) {
    arrive(join, callLikely(inst, *likely, callee, slow));
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

/// The cache of a method call, which it shares with a method.find before it: that one finds a function for the Shape means that the method
/// exists.
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
    if (p_.definesMethod(inst.attrs[0])) wayOfObject(object, cache, slow);
    else cacheHit(object, p_.restOf(cache), runtime::kCacheClassValue, slow);
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
    return callChecked(inst, "trv_call_method_cached", {object, name, kwnames, argument(1), word(count), p_.restOf(cacheOf(inst))});
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
  callOneOf(inst, p_.likelyMethods(inst), wayOfObject(object, cache, slow), object, join);
  b_.SetInsertPoint(slow);
  storeArguments(inst, 1, 1);
  arrive(join, callChecked(inst, "trv_call_method_site", {object, constant(inst.attrs[0]), kwnames, argument(1), word(count), cache}));
  return meet(join);
}

} // namespace trivium::codegen
