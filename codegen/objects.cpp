// Objects that generated code allocates itself: instances of the program's classes, tuples. The layouts are those of runtime/abi/value.h,
// the steps those of gcAllocInline() in runtime/gc.h.
#include "codegen/detail/function.h"

#include "runtime/abi/allocation.h"
#include "runtime/abi/site_cache.h"
#include "runtime/abi/value.h"

#include <cstddef>

namespace trivium::codegen {

using runtime::GcBump;
using runtime::SiteCache;
using runtime::TupleObj;

constexpr size_t kMostInLine = 8; ///< items of a tuple

/// A zeroed cell of `bytes` bytes that may hold references; `bump` is where its size class stands.
llvm::Value* FunctionLowering::allocateInLine(llvm::Value* bump, llvm::Value* bytes) {
  Join ready = newJoin();
  llvm::BasicBlock* full = newBlock();
  llvm::Value* cell = loadField(bump, offsetof(GcBump, cursor));
  llvm::Value* next = b_.CreateAdd(cell, bytes);
  leaveIf(b_.CreateICmpUGT(next, loadField(bump, offsetof(GcBump, limit))), full);
  storeField(bump, offsetof(GcBump, cursor), next);
  arrive(ready, cell);
  b_.SetInsertPoint(full);
  arrive(ready, b_.CreatePtrToInt(call("trv_gc_alloc_scan", {bytes}), p_.i64));
  return meet(ready);
}

llvm::Value* FunctionLowering::tupleNew(const Inst& inst) {
  const size_t count = inst.operands.size();
  if (!isHot() || count == 0 || count > kMostInLine) return lowerGeneric(inst);
  llvm::SmallVector<llvm::Value*, kMostInLine> items;
  for (const ir::Value* item : inst.operands) items.push_back(anyOf(item));
  return tupleInLine(items);
}

llvm::Value* FunctionLowering::tupleInLine(llvm::ArrayRef<llvm::Value*> items) {
  const size_t count = items.size();
  const int sizeClass = runtime::gcClassOf(sizeof(TupleObj) + 8 * count);
  llvm::Value* bump = pointer(p_.runtimeData("trv_gc_bump"), static_cast<int64_t>(sizeof(GcBump)) * sizeClass);
  llvm::Value* tuple = allocateInLine(bump, word(runtime::kGcClassBytes[sizeClass]));
  storeField(tuple, 0, p_.runtimeWord("trv_shape_tuple"));
  storeField(tuple, offsetof(TupleObj, length), word(static_cast<int64_t>(count)));
  for (size_t k = 0; k < count; ++k) storeField(tuple, static_cast<int64_t>(offsetof(TupleObj, items) + 8 * k), items[k]);
  return tuple;
}

/// A tuple of the right length is what its unpacking needs.
llvm::Value* FunctionLowering::unpack(const Inst& inst) {
  const Kinds kinds = kindsOf(inst.operands[0]);
  if (!isHot() || !(isLikely(kinds, kTuple) || (kinds & (kOther | kUnknown)))) return lowerGeneric(inst);
  Join join = newJoin();
  llvm::BasicBlock* slow = newBlock();
  llvm::Value* value = anyOf(inst.operands[0]);
  leaveIf(isSmallInt(value), slow);
  leaveUnless(shapeIs(loadField(value, 0), "trv_shape_tuple"), slow);
  leaveUnless(b_.CreateICmpEQ(loadField(value, offsetof(TupleObj, length)), word(inst.attrs[0])), slow);
  arrive(join, value);
  b_.SetInsertPoint(slow);
  arrive(join, callChecked(inst, "trv_unpack", {value, word(inst.attrs[0])}));
  return meet(join);
}

/// A new object as the site has noted it for the class; goes to `slow` if that is another one.
llvm::Value* FunctionLowering::allocateFresh(llvm::Constant* cache, llvm::Value* cls, llvm::BasicBlock* slow) {
  leaveUnless(b_.CreateICmpEQ(cls, loadField(cache, offsetof(SiteCache, key))), slow);
  llvm::Value* offset = loadField(cache, offsetof(SiteCache, fresh.bumpOffset));
  llvm::Value* bump = b_.CreateInBoundsGEP(p_.i8, p_.runtimeData("trv_gc_bump"), offset);
  llvm::Value* made = allocateInLine(bump, loadField(cache, offsetof(SiteCache, fresh.cellBytes)));
  storeField(made, 0, loadField(cache, offsetof(SiteCache, fresh.shape)));
  return made;
}

/// Makes the exception of a raise statement: allocation of it and its arguments in line, then its `__init__` if that is the program's.
llvm::Value* FunctionLowering::makeRaised(const Inst& inst, const ir::Function* likelyInit) {
  llvm::Constant* cache = p_.newCache();
  llvm::Value* cls = valueOf(inst.operands[0]);
  Join join = newJoin();
  llvm::BasicBlock* slow = newBlock();
  if (inst.operands.size() - 1 <= kMostInLine) {
    Join called = newJoin();
    llvm::BasicBlock *odd = newBlock(), *callsInit = newBlock();
    llvm::Value* made = allocateFresh(cache, cls, slow);
    llvm::SmallVector<llvm::Value*, kMostInLine> items;
    for (size_t k = 1; k < inst.operands.size(); ++k) items.push_back(anyOf(inst.operands[k]));
    storeField(made, runtime::kExceptionArgsOffset, tupleInLine(items));
    llvm::Value* way = pointer(cache, offsetof(SiteCache, way));
    llvm::BasicBlock* from = b_.GetInsertBlock();
    join.arrivals.push_back({made, nullptr, from});
    b_.CreateCondBr(isNull(loadField(way, offsetof(runtime::SiteWay, second))), join.block, callsInit);
    b_.SetInsertPoint(callsInit);
    llvm::SmallVector<const ir::Function*, 1> likely;
    if (likelyInit) likely.push_back(likelyInit);
    callOneOf(inst, likely, way, made, called);
    llvm::Value* result = meet(called);
    leaveUnless(b_.CreateICmpEQ(result, p_.runtimeWord("trv_none")), odd);
    arrive(join, made);
    b_.SetInsertPoint(odd);
    call("trv_init_result", {result});
    raiseAlways(inst);
  } else {
    b_.CreateBr(slow);
  }
  b_.SetInsertPoint(slow);
  storeArguments(inst, 1, 0);
  arrive(join, callChecked(inst, "trv_raised_site", {cls, argument(0), word(static_cast<int64_t>(inst.operands.size() - 1)), cache}));
  return meet(join);
}

/// Makes an instance of a class of the program: allocation in line, then its `__init__`.
llvm::Value* FunctionLowering::instantiate(const Inst& inst, const ir::Function* likelyInit) {
  llvm::Constant* cache = p_.newCache();
  llvm::Value* cls = valueOf(inst.operands[0]);
  Join join = newJoin(), called = newJoin();
  llvm::BasicBlock *slow = newBlock(), *odd = newBlock();
  llvm::Value* made = allocateFresh(cache, cls, slow);
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

} // namespace trivium::codegen
