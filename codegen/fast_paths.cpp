// Dynamic operations with the usual case in line: truth, iteration, items, attributes, lengths. The layouts are those of
// runtime/abi/value.h; what a fast path does not cover goes to the helper that the interpreter calls.
#include "codegen/detail/function.h"

#include "runtime/abi/site_cache.h"
#include "runtime/abi/value.h"

#include <cassert>
#include <cstddef>

namespace trivium::codegen {

using ir::Opcode;
using ir::Type;
using runtime::AttrCache;
using runtime::FunctionInfo;
using runtime::GeneratorObj;
using runtime::ListObj;
using runtime::RangeIteratorObj;
using runtime::SequenceIteratorObj;
using runtime::SiteCache;
using runtime::SiteRow;
using runtime::SiteWay;
using runtime::StrObj;
using runtime::TupleObj;

// One load serves all of them, see lengthInLine() and elementAddress().
static_assert(offsetof(ListObj, length) == 8 && offsetof(TupleObj, length) == 8 && offsetof(runtime::StrObj, length) == 8 &&
              offsetof(runtime::DictObj, used) == 8);
static_assert(offsetof(ListObj, items) == offsetof(TupleObj, items));
static_assert(offsetof(AttrCache, kind) % 8 == 0 && offsetof(AttrCache, index) == offsetof(AttrCache, kind) + 4);

// ---- truth

void FunctionLowering::truthTest(const Inst& inst, Outcome& outcome) {
  llvm::Value* value = anyOf(inst.operands[0]);
  if (isHot()) {
    const auto when = [&](llvm::Value* condition, auto&& then) {
      llvm::BasicBlock *holds = newBlock(), *next = newBlock();
      b_.CreateCondBr(condition, holds, next);
      b_.SetInsertPoint(holds);
      then();
      b_.SetInsertPoint(next);
    };
    const Kinds kinds = kindsOf(inst.operands[0]);
    const auto isOne = [&](const char* name) { return b_.CreateICmpEQ(value, p_.runtimeWord(name)); };
    const bool orBool = isLikely(kinds, kBool), orNone = isLikely(kinds, kNone);
    if (orBool) when(isOne("trv_true"), [&] { decide(outcome, b_.getTrue()); });
    if (orBool || orNone) {
      llvm::Value* isFalse = orBool && orNone ? b_.CreateOr(isOne("trv_false"), isOne("trv_none")) : isOne(orBool ? "trv_false" : "trv_none");
      when(isFalse, [&] { decide(outcome, b_.getFalse()); });
    }
    const bool orList = isLikely(kinds, kList);
    if (isLikely(kinds, kInt) || orList) when(isSmallInt(value), [&] { decide(outcome, b_.CreateICmpNE(value, word(1))); });
    if (orList)
      when(shapeIs(loadField(value, 0), "trv_shape_list"),
           [&] { decide(outcome, b_.CreateICmpNE(loadField(value, offsetof(ListObj, length)), word(0))); });
  }
  decide(outcome, b_.CreateICmpNE(callStatus(inst, "trv_truth", {value}), word(0)));
}

// ---- identity

/// Whether a value can be told not to be a float without running the program.
static bool isNeverFloat(const ir::Function& function, const ir::Value* value) {
  if (value->kind != ir::Value::Kind::Instruction) return false;
  const auto* inst = static_cast<const ir::Instruction*>(value);
  switch (inst->op) {
  case Opcode::Const: return function.module->constants[static_cast<size_t>(inst->attrs[0])].kind != ir::Constant::Kind::Float;
  case Opcode::Box: return inst->operands[0]->type == Type::I64 || inst->operands[0]->type == Type::I1;
  case Opcode::BuiltinGet:
  case Opcode::FuncNew:
  case Opcode::TupleNew:
  case Opcode::ListNew:
  case Opcode::SetNew:
  case Opcode::DictNew: return true;
  default: return false;
  }
}

llvm::Value* FunctionLowering::isSame(const Inst& inst) {
  llvm::Value *lhs = anyOf(inst.operands[0]), *rhs = anyOf(inst.operands[1]);
  llvm::Value* isEqual = b_.CreateICmpEQ(lhs, rhs);
  if (isNeverFloat(function_, inst.operands[0]) || isNeverFloat(function_, inst.operands[1])) return isEqual;
  llvm::BasicBlock *different = newBlock(), *objects = newBlock(), *floats = newBlock();
  Join join = newJoin();
  const auto leave = [&](llvm::Value* condition, llvm::Value* result, llvm::BasicBlock* otherwise, llvm::MDNode* weights) {
    join.arrivals.push_back({result, nullptr, b_.GetInsertBlock()});
    b_.CreateCondBr(condition, join.block, otherwise, weights);
    b_.SetInsertPoint(otherwise);
  };
  leave(isEqual, b_.getTrue(), different, nullptr);
  llvm::Value* tags = b_.CreateAnd(b_.CreateOr(lhs, rhs), word(15));
  leave(b_.CreateICmpNE(tags, word(0)), b_.getFalse(), objects, nullptr);
  leave(b_.CreateNot(shapeIs(loadField(rhs, 0), "trv_shape_float")), b_.getFalse(), floats, nullptr);
  arrive(join, b_.CreateICmpNE(call("trv_is_same", {lhs, rhs}), word(0)));
  return meet(join);
}

// ---- iteration

/// Emits the step of a generator: resumes it as nextOfGenerator() in runtime/generator.cpp does.
void FunctionLowering::generatorStep(const Inst& inst, Join& item, llvm::BasicBlock* ended, llvm::BasicBlock* slow) {
  llvm::Value* generator = valueOf(inst.operands[0]);
  leaveUnless(shapeIs(loadField(generator, 0), "trv_shape_generator"), slow);
  leaveUnless(isNull(loadField(generator, offsetof(GeneratorObj, blocked))), slow);
  llvm::Value* info = b_.CreateLoad(p_.ptr, pointer(generator, offsetof(GeneratorObj, info)));
  llvm::Value* resume = b_.CreateLoad(p_.ptr, pointer(info, offsetof(FunctionInfo, resume)));
  auto* type = llvm::FunctionType::get(p_.i64, {p_.ptr, p_.ptr, p_.i64}, false);
  storeField(generator, offsetof(GeneratorObj, blocked), word(runtime::kRunning));
  showDepth();
  llvm::Value* next = b_.CreateCall(type, resume, {thread_, pointer(generator), p_.runtimeWord("trv_none")});
  storeField(generator, offsetof(GeneratorObj, blocked), word(0));
  llvm::BasicBlock *stops = newBlock(), *yields = newBlock();
  constexpr auto kEnd = static_cast<int64_t>(runtime::kEnd);
  b_.CreateCondBr(b_.CreateICmpEQ(b_.CreateOr(next, word(kEnd)), word(kEnd)), stops, yields, p_.unlikely);
  b_.SetInsertPoint(stops);
  callChecked(inst, "trv_gen_ended", {generator, next});
  b_.CreateBr(ended);
  b_.SetInsertPoint(yields);
  arrive(item, next);
}

/// Emits the steps of the iterators of range, list and tuple and of generators: the item arrives at `item`, the end is `ended`, all else
/// is `slow`.
void FunctionLowering::iterationSteps(const Inst& inst, Join& item, llvm::BasicBlock* ended, llvm::BasicBlock* slow) {
  const Kinds kinds = kindsOf(inst.operands[0]);
  const bool wantRange = isLikely(kinds, kRange), wantSequence = isLikely(kinds, kList) || isLikely(kinds, kTuple);
  const bool wantGenerator = (kinds & (ir::kGenerator | kOther | kUnknown)) || !kinds;
  llvm::Value* iterator = valueOf(inst.operands[0]);
  if (!wantRange && !wantSequence && !wantGenerator) {
    b_.CreateBr(slow);
    return;
  }
  if (!wantRange && !wantSequence) return generatorStep(inst, item, ended, slow);
  llvm::BasicBlock* last = slow; // where what is none of the above goes
  if (wantGenerator) slow = newBlock();
  llvm::Value* shape = loadField(iterator, 0);
  if (wantRange) {
    llvm::BasicBlock *isRange = newBlock(), *other = wantSequence ? newBlock() : slow, *goesOn = newBlock();
    b_.CreateCondBr(shapeIs(shape, "trv_shape_range_iterator"), isRange, other, wantSequence ? nullptr : p_.likely);
    b_.SetInsertPoint(isRange);
    llvm::Value* remaining = loadField(iterator, offsetof(RangeIteratorObj, remaining));
    b_.CreateCondBr(isNull(remaining), ended, goesOn);
    b_.SetInsertPoint(goesOn);
    storeField(iterator, offsetof(RangeIteratorObj, remaining), b_.CreateSub(remaining, word(1)));
    llvm::Value* next = loadField(iterator, offsetof(RangeIteratorObj, next));
    llvm::Value* step = loadField(iterator, offsetof(RangeIteratorObj, step));
    storeField(iterator, offsetof(RangeIteratorObj, next), b_.CreateAdd(next, step));
    arrive(item, tagged(next));
    b_.SetInsertPoint(other);
  }
  if (wantSequence) {
    llvm::Value* isList = shapeIs(shape, "trv_shape_list_iterator");
    leaveUnless(b_.CreateOr(isList, shapeIs(shape, "trv_shape_tuple_iterator")), slow);
    llvm::Value* sequence = loadField(iterator, offsetof(SequenceIteratorObj, sequence));
    leaveIf(isNull(sequence), slow);
    llvm::Value* index = loadField(iterator, offsetof(SequenceIteratorObj, index));
    leaveUnless(b_.CreateICmpULT(index, loadField(sequence, offsetof(ListObj, length))), slow);
    llvm::Value* inTuple = b_.CreateAdd(sequence, word(offsetof(TupleObj, items)));
    llvm::Value* items = b_.CreateSelect(isList, loadField(sequence, offsetof(ListObj, items)), inTuple);
    llvm::Value* found = b_.CreateLoad(p_.i64, b_.CreateInBoundsGEP(p_.i64, pointer(items), index));
    storeField(iterator, offsetof(SequenceIteratorObj, index), b_.CreateAdd(index, word(1)));
    arrive(item, found);
  }
  if (!wantGenerator) return;
  b_.SetInsertPoint(slow);
  generatorStep(inst, item, ended, last);
}

llvm::Value* FunctionLowering::iterNext(const Inst& inst) {
  if (!isHot()) return lowerGeneric(inst);
  Join item = newJoin();
  llvm::BasicBlock *ended = newBlock(), *slow = newBlock();
  iterationSteps(inst, item, ended, slow);
  b_.SetInsertPoint(ended);
  arrive(item, word(static_cast<int64_t>(runtime::kEnd)));
  b_.SetInsertPoint(slow);
  arrive(item, callChecked(inst, "trv_iter_next", {valueOf(inst.operands[0])}));
  return meet(item);
}

void FunctionLowering::iterNextOrEnd(const Inst& inst, const Inst& branch) {
  Join item = newJoin();
  llvm::BasicBlock *ended = newBlock(), *slow = newBlock();
  if (isHot()) iterationSteps(inst, item, ended, slow);
  else b_.CreateBr(slow);
  b_.SetInsertPoint(slow);
  llvm::Value* next = callChecked(inst, "trv_iter_next", {valueOf(inst.operands[0])});
  item.arrivals.push_back({next, nullptr, b_.GetInsertBlock()});
  b_.CreateCondBr(b_.CreateICmpEQ(next, word(static_cast<int64_t>(runtime::kEnd))), ended, item.block);
  values_[inst.id] = meet(item);
  jump(branch.successors[1]);
  b_.SetInsertPoint(ended);
  jump(branch.successors[0]);
}

// ---- items

/// Address of the item of an exact list (or tuple) at a small int index.
llvm::Value* FunctionLowering::elementAddress(const Inst& inst, bool mayBeTuple, llvm::BasicBlock* slow) {
  llvm::Value* object = valueOf(inst.operands[0]);
  const ir::Value* indexValue = inst.operands[1];
  llvm::Value* index = valueOf(indexValue);
  const bool isRaw = indexValue->type == Type::I64;
  const Known constant = isRaw ? Known{} : known(indexValue);
  if (isRaw || constant.kind == Known::SmallInt) leaveIf(isSmallInt(object), slow);
  else leaveUnless(isSmallInt(b_.CreateAnd(index, b_.CreateNot(object))), slow);
  llvm::Value* shape = loadField(object, 0);
  llvm::Value* isList = shapeIs(shape, "trv_shape_list");
  leaveUnless(mayBeTuple ? b_.CreateOr(isList, shapeIs(shape, "trv_shape_tuple")) : isList, slow);
  llvm::Value* length = loadField(object, offsetof(ListObj, length));
  if (constant.kind == Known::SmallInt) {
    index = word(constant.integer);
    if (constant.integer < 0) index = b_.CreateAdd(index, length);
  } else {
    if (!isRaw) index = b_.CreateAShr(index, 1); // negative ones are as good as too large: for the runtime
  }
  leaveUnless(b_.CreateICmpULT(index, length), slow);
  llvm::Value* items = loadField(object, offsetof(ListObj, items));
  if (mayBeTuple) items = b_.CreateSelect(isList, items, b_.CreateAdd(object, word(offsetof(TupleObj, items))));
  return b_.CreateInBoundsGEP(p_.i64, pointer(items), index);
}

/// Whether an index that is a small int is to be expected.
bool FunctionLowering::hasIntIndex(const Inst& inst) const {
  const ir::Value* index = inst.operands[1];
  if (!isHot()) return false;
  if (index->type == Type::I64) return true;
  return index->type == Type::Any && isLikely(kindsOf(index), kInt) && known(index).kind <= Known::SmallInt;
}

llvm::Value* FunctionLowering::itemGet(const Inst& inst) {
  const bool isRaw = inst.operands[1]->type == Type::I64;
  llvm::BasicBlock* slow = nullptr;
  Join join{nullptr, {}};
  const Kinds kinds = kindsOf(inst.operands[0]);
  const bool orTuple = isLikely(kinds, kTuple);
  if (isHot() && readsReal(inst)) {
    slow = newBlock();
    join = newJoin();
    arriveReal(inst, join, b_.CreateLoad(p_.f64, doubleAddress(inst, slow)));
    b_.SetInsertPoint(slow);
  } else if (hasIntIndex(inst) && (isLikely(kinds, kList) || orTuple)) {
    slow = newBlock();
    join = newJoin();
    arrive(join, b_.CreateLoad(p_.i64, elementAddress(inst, orTuple, slow)));
    b_.SetInsertPoint(slow);
  }
  llvm::Value* object = valueOf(inst.operands[0]);
  const bool isDict = !slow && (kinds & kDict);
  llvm::Value* found = isDict ? callChecked(inst, "trv_getitem_dict", {object, anyOf(inst.operands[1])})
                     : isRaw ? callChecked(inst, "trv_getitem_int", {object, valueOf(inst.operands[1])})
                             : callChecked(inst, "trv_getitem", {object, anyOf(inst.operands[1])});
  if (!slow) return found;
  arrive(join, found);
  return meet(join, isPair_[inst.id] ? &reals_[inst.id] : nullptr);
}

void FunctionLowering::itemSet(const Inst& inst) {
  const bool isRaw = inst.operands[1]->type == Type::I64;
  llvm::BasicBlock* done = nullptr;
  if (isHot() && takesReal(inst, 2)) {
    llvm::BasicBlock* slow = newBlock();
    done = newBlock();
    llvm::Value* real = plainDouble(inst.operands[2], slow);
    b_.CreateStore(real, doubleAddress(inst, slow));
    b_.CreateBr(done);
    b_.SetInsertPoint(slow);
  }
  llvm::Value* value = anyOf(inst.operands[2]);
  if (!done && hasIntIndex(inst) && isLikely(kindsOf(inst.operands[0]), kList)) {
    llvm::BasicBlock* slow = newBlock();
    done = newBlock();
    llvm::Value* address = elementAddress(inst, /*mayBeTuple=*/false, slow);
    b_.CreateStore(value, address);
    b_.CreateBr(done);
    b_.SetInsertPoint(slow);
  }
  llvm::Value* object = valueOf(inst.operands[0]);
  if (isRaw) callStatus(inst, "trv_setitem_int", {object, valueOf(inst.operands[1]), value});
  else callStatus(inst, "trv_setitem", {object, anyOf(inst.operands[1]), value});
  if (!done) return;
  b_.CreateBr(done);
  b_.SetInsertPoint(done);
}

void FunctionLowering::appendInLine(llvm::Value* list, llvm::Value* item) {
  llvm::BasicBlock *full = newBlock(), *done = newBlock();
  llvm::Value* length = loadField(list, offsetof(ListObj, length));
  leaveUnless(b_.CreateICmpSLT(length, loadField(list, offsetof(ListObj, capacity))), full);
  llvm::Value* items = loadField(list, offsetof(ListObj, items));
  b_.CreateStore(item, b_.CreateInBoundsGEP(p_.i64, pointer(items), length));
  storeField(list, offsetof(ListObj, length), b_.CreateAdd(length, word(1)));
  b_.CreateBr(done);
  b_.SetInsertPoint(full);
  call("trv_list_grow_append", {list, item});
  b_.CreateBr(done);
  b_.SetInsertPoint(done);
}

void FunctionLowering::listAppend(const Inst& inst) {
  if (!isHot()) {
    lowerGeneric(inst);
    return;
  }
  llvm::Value *list = valueOf(inst.operands[0]), *item = valueOf(inst.operands[1]);
  llvm::BasicBlock *other = newBlock(), *done = newBlock();
  if (takesReal(inst, 1)) {
    appendDouble(list, inst.operands[1], other);
  } else {
    leaveUnless(shapeIs(loadField(list, 0), "trv_shape_list"), other);
    appendInLine(list, item);
  }
  b_.CreateBr(done);
  b_.SetInsertPoint(other);
  call("trv_list_grow_append", {list, anyOf(inst.operands[1])});
  b_.CreateBr(done);
  b_.SetInsertPoint(done);
}

/// Length of a list, str, tuple or dict, whatever of them is to be expected; their subclasses have other Shapes.
llvm::Value* FunctionLowering::lengthInLine(llvm::Value* object, Kinds kinds, llvm::BasicBlock* slow) {
  leaveIf(isSmallInt(object), slow);
  llvm::Value* shape = loadField(object, 0);
  llvm::Value* isKnown = nullptr;
  const auto orShape = [&](Kinds kind, const char* name) {
    if (!isLikely(kinds, kind)) return;
    llvm::Value* is = shapeIs(shape, name);
    isKnown = isKnown ? b_.CreateOr(isKnown, is) : is;
  };
  orShape(kList, "trv_shape_list");
  orShape(kStr, "trv_shape_str");
  orShape(kTuple, "trv_shape_tuple");
  orShape(kDict, "trv_shape_dict");
  if (!isKnown) isKnown = b_.getFalse();
  leaveUnless(isKnown, slow);
  return loadField(object, offsetof(ListObj, length));
}

/// ord() of a character below U+0100.
llvm::Value* FunctionLowering::ordInLine(llvm::Value* object, llvm::BasicBlock* slow) {
  leaveIf(isSmallInt(object), slow);
  llvm::Value* isOne = b_.CreateICmpEQ(loadField(object, offsetof(StrObj, length)), word(1));
  leaveUnless(b_.CreateAnd(shapeIs(loadField(object, 0), "trv_shape_str"), isOne), slow);
  llvm::Value* kind = b_.CreateLoad(p_.i8, pointer(object, offsetof(StrObj, kind)));
  leaveUnless(b_.CreateICmpEQ(kind, b_.getInt8(1)), slow);
  llvm::Value* character = b_.CreateLoad(p_.i8, pointer(loadField(object, offsetof(StrObj, data))));
  return tagged(b_.CreateZExt(character, p_.i64));
}

/// chr() below U+0100 that has been asked for before.
llvm::Value* FunctionLowering::chrInLine(llvm::Value* object, llvm::BasicBlock* slow) {
  leaveUnless(b_.CreateAnd(isSmallInt(object), b_.CreateICmpULT(object, word(256 << 1))), slow);
  llvm::Value* offset = b_.CreateShl(b_.CreateLShr(object, 1), 3);
  llvm::Value* found = b_.CreateLoad(p_.i64, b_.CreateInBoundsGEP(p_.i8, p_.runtimeData("trv_latin1_strings"), offset));
  leaveIf(isNull(found), slow);
  return found;
}

llvm::Value* FunctionLowering::length(const Inst& inst) {
  if (!isHot()) return lowerGeneric(inst);
  llvm::BasicBlock* slow = newBlock();
  Join join = newJoin();
  llvm::Value* object = valueOf(inst.operands[0]);
  arrive(join, lengthInLine(object, kindsOf(inst.operands[0]), slow));
  b_.SetInsertPoint(slow);
  arrive(join, callStatus(inst, "trv_len", {object}));
  return meet(join);
}

// ---- attributes

llvm::Value* FunctionLowering::cacheHit(llvm::Value* object, llvm::Constant* cache, uint32_t kind, llvm::BasicBlock* slow) {
  leaveIf(isSmallInt(object), slow);
  llvm::Value* isHit = b_.CreateICmpEQ(loadField(object, 0), loadField(cache, offsetof(AttrCache, shape)));
  llvm::Value* kindAndIndex = loadField(cache, offsetof(AttrCache, kind));
  llvm::Value* epoch = b_.CreateLoad(p_.i64, p_.runtimeData("trv_class_epoch"));
  isHit = b_.CreateAnd(isHit, b_.CreateICmpEQ(b_.CreateTrunc(kindAndIndex, p_.i32), llvm::ConstantInt::get(p_.i32, kind)));
  isHit = b_.CreateAnd(isHit, b_.CreateICmpEQ(epoch, loadField(cache, offsetof(AttrCache, epoch))));
  leaveUnless(isHit, slow);
  return kindAndIndex;
}

llvm::Value* FunctionLowering::wayOf(llvm::Value* key, llvm::Constant* cache, llvm::BasicBlock* slow) {
  llvm::BasicBlock *hit = newBlock(), *other = newBlock(), *from = b_.GetInsertBlock();
  b_.CreateCondBr(b_.CreateICmpEQ(key, loadField(cache, offsetof(SiteCache, key))), hit, other, p_.likely);
  b_.SetInsertPoint(other);
  llvm::Value* rows = loadField(cache, offsetof(SiteCache, rows));
  leaveIf(isNull(rows), slow);
  static_assert(sizeof(SiteRow) == 32);
  llvm::Value* hash = b_.CreateMul(key, loadField(cache, offsetof(SiteCache, multiplier)));
  llvm::Value* offset = b_.CreateAnd(b_.CreateLShr(hash, 64 - runtime::kSiteRowBits - 5), word(((1 << runtime::kSiteRowBits) - 1) << 5));
  llvm::Value* row = b_.CreateInBoundsGEP(p_.i8, pointer(rows), offset);
  llvm::Value* found = pointer(row, offsetof(SiteRow, way));
  llvm::BasicBlock* last = b_.GetInsertBlock();
  b_.CreateCondBr(b_.CreateICmpEQ(key, loadField(row, offsetof(SiteRow, key))), hit, slow, p_.likely);
  b_.SetInsertPoint(hit);
  llvm::PHINode* phi = b_.CreatePHI(p_.ptr, 2);
  phi->addIncoming(pointer(cache, offsetof(SiteCache, way)), from);
  phi->addIncoming(found, last);
  return phi;
}

llvm::Value* FunctionLowering::wayOfObject(llvm::Value* object, llvm::Constant* cache, llvm::BasicBlock* slow) {
  leaveIf(isSmallInt(object), slow);
  return wayOf(loadField(object, 0), cache, slow);
}

llvm::Value* FunctionLowering::attrGet(const Inst& inst) {
  llvm::Value* object = valueOf(inst.operands[0]);
  if (!isHot() && (function_.isModuleBody || function_.isClassBody) && !inLoop_[inst.block->id])
    return callChecked(inst, "trv_getattr", {object, constant(inst.attrs[0])}); // runs once: a cache would not be read again
  llvm::Constant* cache = p_.newCache();
  if (!isHot()) return callChecked(inst, "trv_getattr_cached", {object, constant(inst.attrs[0]), p_.restOf(cache)});
  llvm::BasicBlock* slow = newBlock();
  Join join = newJoin();
  if (const ir::LayoutField* field = fieldOf(inst.operands[0], inst.attrs[0])) {
    llvm::Value* address = slotAddress(inst.operands[0], *field, slow);
    if (field->isFloat) arriveReal(inst, join, b_.CreateLoad(p_.f64, address));
    else arrive(join, b_.CreateLoad(p_.i64, address));
    b_.SetInsertPoint(slow);
    arrive(join, callChecked(inst, "trv_getattr_site", {object, constant(inst.attrs[0]), cache}));
    return meet(join, isPair_[inst.id] ? &reals_[inst.id] : nullptr);
  }
  llvm::Value* offset = loadField(wayOfObject(object, cache, slow), offsetof(SiteWay, first));
  llvm::Value* found = b_.CreateLoad(p_.i64, b_.CreateInBoundsGEP(p_.i8, pointer(object), offset));
  join.arrivals.push_back({found, nullptr, b_.GetInsertBlock()});
  b_.CreateCondBr(isNull(found), slow, join.block, p_.unlikely);
  b_.SetInsertPoint(slow);
  arrive(join, callChecked(inst, "trv_getattr_site", {object, constant(inst.attrs[0]), cache}));
  return meet(join);
}

void FunctionLowering::attrSet(const Inst& inst) {
  llvm::Value* object = valueOf(inst.operands[0]);
  if (!isHot() && (function_.isModuleBody || function_.isClassBody) && !inLoop_[inst.block->id]) {
    callStatus(inst, "trv_setattr", {object, constant(inst.attrs[0]), anyOf(inst.operands[1])});
    return;
  }
  llvm::Constant* cache = p_.newCache();
  if (!isHot()) {
    callStatus(inst, "trv_setattr_cached", {object, constant(inst.attrs[0]), anyOf(inst.operands[1]), p_.restOf(cache)});
    return;
  }
  llvm::BasicBlock *slow = newBlock(), *done = newBlock();
  if (const ir::LayoutField* field = fieldOf(inst.operands[0], inst.attrs[0])) {
    llvm::Value* stored = field->isFloat ? plainDouble(inst.operands[1], slow) : valueOf(inst.operands[1]);
    b_.CreateStore(stored, slotAddress(inst.operands[0], *field, slow));
    b_.CreateBr(done);
    // An object that gets its attributes now, or one of another class.
    b_.SetInsertPoint(slow);
    if (field->isFloat) {
      callStatus(inst, "trv_setattr_site", {object, constant(inst.attrs[0]), anyOf(inst.operands[1]), cache});
      b_.CreateBr(done);
      b_.SetInsertPoint(done);
      return;
    }
    slow = newBlock();
  }
  llvm::Value* value = valueOf(inst.operands[1]);
  llvm::Value* way = wayOfObject(object, cache, slow);
  b_.CreateStore(value, b_.CreateInBoundsGEP(p_.i8, pointer(object), loadField(way, offsetof(SiteWay, first))));
  storeField(object, 0, loadField(way, offsetof(SiteWay, second))); // another Shape if that added the attribute
  b_.CreateBr(done);
  b_.SetInsertPoint(slow);
  callStatus(inst, "trv_setattr_site", {object, constant(inst.attrs[0]), value, cache});
  b_.CreateBr(done);
  b_.SetInsertPoint(done);
}

} // namespace trivium::codegen
