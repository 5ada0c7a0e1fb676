// Calls. In the order they are tried: the functions that the program's text suggests, called directly with their parameters in registers;
// any Python function that takes exactly the arguments given, through its entry; the runtime.
#include "codegen/detail/function.h"

#include "runtime/abi/site_cache.h"
#include "runtime/abi/value.h"

#include <cassert>
#include <cstddef>

namespace trivium::codegen {

using ir::Opcode;
using runtime::AttrCache;
using runtime::FunctionInfo;
using runtime::FunctionObj;
using runtime::SiteWay;

/// Whether a call may take long: the function has loops.
static bool runsLong(const ir::Function& callee) {
  for (const auto& block : callee.blocks)
    for (const auto& inst : block->insts)
      if (inst->op == Opcode::Poll) return true;
  return false;
}

/// Calls a function of the program; its exception is the instruction's.
llvm::Value* FunctionLowering::callDirectly(const Inst& inst, const ir::Function& callee, llvm::Value* self,
                                            llvm::ArrayRef<llvm::Value*> arguments) {
  // The frame will lie where earlier calls left their values, which show where it has nothing spilled yet.
  if (!inLoop_[inst.block->id] && runsLong(callee)) call("trv_clear_dead_stack", {thread_});
  llvm::Function* direct = p_.directOf(callee);
  llvm::SmallVector<llvm::Value*, 8> args{b_.CreateAdd(depth_, word(1))};
  if (usesSelf(callee)) args.push_back(pointer(self));
  args.append(arguments.begin(), arguments.end());
  llvm::CallInst* made = b_.CreateCall(direct, args);
  made->setCallingConv(direct->getCallingConv());
  return check(inst, made);
}

/// Calls `callee` if it is a function object of `likely`, else goes to `slow`.
llvm::Value* FunctionLowering::callLikely(const Inst& inst, const ir::Function& likely, llvm::Value* callee, llvm::BasicBlock* slow) {
  const auto* origin = static_cast<const Inst*>(inst.operands[0]);
  if (origin->op != Opcode::FuncNew) { // what the instruction makes is known
    llvm::BasicBlock *other = newBlock(), *isIt = newBlock();
    llvm::Constant* seen = p_.seenCallee(likely);
    b_.CreateCondBr(b_.CreateICmpEQ(callee, b_.CreateLoad(p_.i64, seen)), isIt, other, p_.likely);
    b_.SetInsertPoint(other);
    leaveIf(isSmallInt(callee), slow);
    llvm::Value* isLikely = shapeIs(loadField(callee, 0), "trv_shape_function");
    llvm::Value* info = b_.CreateLoad(p_.ptr, pointer(callee, offsetof(FunctionObj, info)));
    leaveUnless(b_.CreateAnd(isLikely, b_.CreateICmpEQ(info, p_.infoOf(likely))), slow);
    b_.CreateStore(callee, seen);
    b_.CreateBr(isIt);
    b_.SetInsertPoint(isIt);
  }
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
  showDepth();
  arrive(join, check(inst, b_.CreateCall(type, entry, {thread_, pointer(function), argument(0)})));
}

/// Whether the site has a way for calling a method of super(cls, self): its address as the result.
llvm::Value* FunctionLowering::wayOfSuper(const Inst& made, llvm::Constant* cache, llvm::BasicBlock* slow) {
  llvm::Value* self = valueOf(made.operands[2]);
  leaveIf(isNull(self), slow); // deleted
  llvm::Value* way = wayOfObject(self, cache, slow);
  leaveUnless(b_.CreateICmpEQ(loadField(way, offsetof(SiteWay, third)), valueOf(made.operands[1])), slow);
  return way;
}

/// super(cls, self) whose one use is a method call: where the site of that knows what it will find, the object is not made.
llvm::Value* FunctionLowering::superNew(const Inst& inst, SuperCall& site) {
  site.cache = p_.newCache();
  llvm::BasicBlock* slow = newBlock();
  Join join = newJoin();
  wayOfSuper(inst, site.cache, slow);
  arrive(join, word(0));
  b_.SetInsertPoint(slow);
  storeArguments(inst, 1, 0);
  arrive(join, callChecked(inst, "trv_call_values", {valueOf(inst.operands[0]), word(0), argument(0), word(2)}));
  return meet(join);
}

llvm::Value* FunctionLowering::callSuper(const Inst& inst, const Inst& made, const SuperCall& site) {
  llvm::Value *object = valueOf(&made), *self = valueOf(made.operands[2]);
  const auto count = static_cast<int64_t>(inst.operands.size() - 1);
  llvm::BasicBlock *native = newBlock(), *gone = newBlock();
  Join join = newJoin(), generally{newBlock(), {}};
  llvm::BasicBlock *notMade = newBlock(), *from = b_.GetInsertBlock();
  generally.arrivals.push_back({object, nullptr, from});
  b_.CreateCondBr(isNull(object), notMade, generally.block, p_.likely);
  b_.SetInsertPoint(notMade);
  llvm::Value* way = wayOfSuper(made, site.cache, gone);
  leaveIf(isNull(loadField(way, offsetof(SiteWay, second))), native);
  callOneOf(inst, p_.likelyMethods(inst), way, self, join);
  b_.SetInsertPoint(native);
  storeArguments(inst, 1, 0);
  llvm::Value* found = loadField(way, offsetof(SiteWay, first));
  arrive(join, callChecked(inst, "trv_call_super_found", {found, self, argument(0), word(count)}));
  b_.SetInsertPoint(gone); // the evaluation of the arguments has changed classes
  b_.CreateStore(valueOf(made.operands[1]), argument(0));
  b_.CreateStore(self, argument(1));
  arrive(generally, callChecked(inst, "trv_call_values", {valueOf(made.operands[0]), word(0), argument(0), word(2)}));
  object = meet(generally);
  storeArguments(inst, 1, 0);
  arrive(join, callChecked(inst, "trv_call_super_site", {object, constant(inst.attrs[0]), argument(0), word(count), site.cache}));
  return meet(join);
}

/// Calls any Python function that takes `count` positional arguments and nothing else; they are in the argument buffer.
llvm::Value* FunctionLowering::callEntryOf(llvm::Value* callee, int64_t count, llvm::BasicBlock* slow) {
  leaveIf(isSmallInt(callee), slow);
  leaveUnless(shapeIs(loadField(callee, 0), "trv_shape_function"), slow);
  llvm::Value* info = b_.CreateLoad(p_.ptr, pointer(callee, offsetof(FunctionObj, info)));
  static_assert(offsetof(FunctionInfo, paramCount) == offsetof(FunctionInfo, posCount) + 4);
  llvm::Value* counts = b_.CreateAlignedLoad(p_.i64, pointer(info, offsetof(FunctionInfo, posCount)), llvm::Align(4));
  leaveUnless(b_.CreateICmpEQ(counts, word(count << 32 | count)), slow);
  llvm::Value* entry = b_.CreateLoad(p_.ptr, pointer(info, offsetof(FunctionInfo, entry)));
  auto* type = llvm::FunctionType::get(p_.i64, {p_.ptr, p_.ptr, p_.ptr}, false);
  showDepth();
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
  if (auto super = superCalls_.find(&inst); super != superCalls_.end()) return superNew(inst, super->second);
  const ir::Function* likelyInit = nullptr;
  const bool isInstantiation = p_.isInstantiation(inst, &likelyInit);
  if (isRaised_[inst.id] && count > 0 && (isInstantiation || (origin && origin->op == Opcode::BuiltinGet))) return makeRaised(inst, likelyInit);
  if (origin && origin->op == Opcode::BuiltinGet) {
    storeArguments(inst, 1, 0);
    const std::string_view name = p_.program.constants[static_cast<size_t>(origin->attrs[0])].text;
    if (count != 1 || (name != "len" && name != "ord" && name != "chr")) return throughRuntime();
    Join join = newJoin();
    llvm::BasicBlock* slow = newBlock();
    arrive(join, name == "len" ? tagged(lengthInLine(valueOf(inst.operands[1]), kindsOf(inst.operands[1]), slow))
                 : name == "ord" ? ordInLine(valueOf(inst.operands[1]), slow)
                                 : chrInLine(valueOf(inst.operands[1]), slow));
    b_.SetInsertPoint(slow);
    arrive(join, throughRuntime());
    return meet(join);
  }
  if (isInstantiation) return instantiate(inst, likelyInit);
  Join join = newJoin();
  llvm::BasicBlock* slow = newBlock();
  if (const ir::Function* likely = p_.likelyCallee(inst)) {
    arrive(join, callLikely(inst, *likely, callee, slow));
    b_.SetInsertPoint(slow);
    storeArguments(inst, 1, 0);
    arrive(join, rarely(true, throughRuntime));
    return meet(join);
  }
  storeArguments(inst, 1, 0);
  arrive(join, check(inst, callEntryOf(callee, count, slow)));
  b_.SetInsertPoint(slow);
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
  if (const auto* made = static_cast<const Inst*>(inst.operands[0]); made->kind == ir::Value::Kind::Instruction)
    if (auto super = superCalls_.find(made); super != superCalls_.end()) return callSuper(inst, *made, super->second);
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
    if (takesReal(inst, 1)) {
      b_.CreateBr(isList);
      b_.SetInsertPoint(isList);
      appendDouble(object, inst.operands[1], other);
    } else {
      b_.CreateCondBr(shapeIs(loadField(object, 0), "trv_shape_list"), isList, other, p_.likely);
      b_.SetInsertPoint(isList);
      appendInLine(object, valueOf(inst.operands[1]));
    }
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
