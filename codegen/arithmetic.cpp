// Dynamic arithmetic and comparison: small ints and floats in line, the rest in the runtime.
//
// A small int n is the word 2n + 1. So the tagged sum is a + (b - 1), the difference a - (b - 1), the product (a - 1) * (b >> 1) + 1,
// and an overflow of the machine's addition is an overflow of the small range.
#include "codegen/detail/function.h"

#include "runtime/abi/value.h"
#include "runtime/abi/allocation.h"

#include <bit>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace trivium::codegen {

using ir::Opcode;
using ir::Type;
using runtime::FloatObj;

namespace {

const char* truthHelperOf(Opcode comparison) {
  switch (comparison) {
  case Opcode::Lt: return "trv_lt_truth";
  case Opcode::Le: return "trv_le_truth";
  case Opcode::Eq: return "trv_eq_truth";
  case Opcode::Ne: return "trv_ne_truth";
  case Opcode::Gt: return "trv_gt_truth";
  default: return "trv_ge_truth";
  }
}

llvm::CmpInst::Predicate intPredicate(Opcode comparison) {
  switch (comparison) {
  case Opcode::Lt: return llvm::CmpInst::ICMP_SLT;
  case Opcode::Le: return llvm::CmpInst::ICMP_SLE;
  case Opcode::Eq: return llvm::CmpInst::ICMP_EQ;
  case Opcode::Ne: return llvm::CmpInst::ICMP_NE;
  case Opcode::Gt: return llvm::CmpInst::ICMP_SGT;
  default: return llvm::CmpInst::ICMP_SGE;
  }
}

llvm::CmpInst::Predicate floatPredicate(Opcode comparison) {
  switch (comparison) {
  case Opcode::Lt: return llvm::CmpInst::FCMP_OLT;
  case Opcode::Le: return llvm::CmpInst::FCMP_OLE;
  case Opcode::Eq: return llvm::CmpInst::FCMP_OEQ;
  case Opcode::Ne: return llvm::CmpInst::FCMP_UNE;
  case Opcode::Gt: return llvm::CmpInst::FCMP_OGT;
  default: return llvm::CmpInst::FCMP_OGE;
  }
}

} // namespace

llvm::Value* FunctionLowering::boxFloat(llvm::Value* real) {
  if (!isHot()) return call("trv_new_float", {real});
  // gcAllocInline() of a leaf object of 16 bytes.
  static_assert(sizeof(FloatObj) == 16 && offsetof(FloatObj, value) == 8 && sizeof(runtime::GcBump) == 16);
  constexpr int64_t kBump = sizeof(runtime::GcBump) * (runtime::kGcClassCount + runtime::gcClassOf(sizeof(FloatObj)));
  llvm::Value* bump = pointer(p_.runtimeData("trv_gc_bump"), kBump);
  Join join = newJoin();
  llvm::BasicBlock* slow = newBlock();
  llvm::Value* cell = b_.CreateLoad(p_.i64, bump);
  llvm::Value* next = b_.CreateAdd(cell, word(sizeof(FloatObj)));
  leaveIf(b_.CreateICmpUGT(next, b_.CreateLoad(p_.i64, pointer(bump, offsetof(runtime::GcBump, limit)))), slow);
  b_.CreateStore(next, bump);
  storeField(cell, 0, p_.runtimeWord("trv_shape_float"));
  storeField(cell, offsetof(FloatObj, value), real);
  arrive(join, cell);
  b_.SetInsertPoint(slow);
  arrive(join, call("trv_new_float", {real}));
  return meet(join);
}

FunctionLowering::Known FunctionLowering::known(const ir::Value* value) const {
  if (value->kind != ir::Value::Kind::Instruction) return {};
  const auto& inst = static_cast<const Inst&>(*value);
  switch (inst.op) {
  case Opcode::Const: {
    const ir::Constant& c = p_.program.constants[static_cast<size_t>(inst.attrs[0])];
    if (c.kind == ir::Constant::Kind::Float) return {Known::Float, 0, llvm::ConstantFP::get(p_.f64, c.real)};
    if (c.kind != ir::Constant::Kind::Int || !runtime::fitsSmallInt(c.integer)) return {Known::Other, 0, nullptr};
    const bool isExact = c.integer >= -kExactFloat && c.integer <= kExactFloat;
    return {Known::SmallInt, c.integer, isExact ? llvm::ConstantFP::get(p_.f64, static_cast<double>(c.integer)) : nullptr};
  }
  case Opcode::Box:
    if (inst.operands[0]->type == Type::F64) return {Known::Float, 0, valueOf(inst.operands[0])};
    return {inst.operands[0]->type == Type::I1 ? Known::Other : Known::Nothing, 0, nullptr};
  case Opcode::ListNew:
  case Opcode::TupleNew:
  case Opcode::SetNew:
  case Opcode::DictNew:
  case Opcode::ListToTuple:
  case Opcode::StrJoin:
  case Opcode::FormatValue:
  case Opcode::SliceNew:
  case Opcode::FuncNew: return {Known::Other, 0, nullptr};
  default: return {};
  }
}

FunctionLowering::Paths FunctionLowering::pathsOf(const Inst& inst) {
  const Opcode op = plainOf(inst.op);
  const bool isUnary = op == Opcode::Neg || op == Opcode::Invert;
  const bool isBinary = op == Opcode::Add || op == Opcode::Sub || op == Opcode::Mul || op == Opcode::TrueDiv || op == Opcode::FloorDiv ||
                        op == Opcode::Mod || op == Opcode::Pow || op == Opcode::LShift || op == Opcode::RShift || op == Opcode::And ||
                        op == Opcode::Or || op == Opcode::Xor || isComparison(op);
  if (!isHot() || !(isUnary || isBinary) || !isDynamic(inst)) return {};
  for (const ir::Value* operand : inst.operands)
    if (operand->type != Type::Any) return {};
  const Known left = known(inst.operands[0]), right = isUnary ? Known{} : known(inst.operands[1]);
  if (left.kind == Known::Other || right.kind == Known::Other) return {};
  const Kinds a = kindsOf(inst.operands[0]), b = isUnary ? Kinds{} : kindsOf(inst.operands[1]);
  Paths paths;
  paths.ints = left.kind != Known::Float && right.kind != Known::Float && isLikely(a, kInt) && isLikely(b, kInt);
  // A float takes an int for its partner where floats were seen, and a constant in any case.
  const auto isFloat = [&](Kinds own, const Known& value, Kinds other) {
    if (value.kind == Known::SmallInt) return value.real != nullptr;
    return isLikely(own, kFloat) || (!isComparison(op) && (own & kInt) && (other & kFloat));
  };
  const bool bothInts = left.kind == Known::SmallInt && right.kind == Known::SmallInt;
  paths.floats = !bothInts && isFloat(a, left, b) && (isUnary || isFloat(b, right, a));
  switch (op) {
  case Opcode::And:
  case Opcode::Or:
  case Opcode::Xor:
  case Opcode::LShift:
  case Opcode::RShift:
  case Opcode::Invert: paths.floats = false; break;
  case Opcode::FloorDiv:
  case Opcode::Mod:
    paths.floats = false;
    if (right.kind == Known::SmallInt && right.integer <= 0) paths.ints = false;
    break;
  case Opcode::Pow:
    if (right.kind != Known::SmallInt || right.integer != 2) paths = {};
    break;
  default: break;
  }
  return paths;
}

void FunctionLowering::arriveReal(const Inst& inst, Join& join, llvm::Value* real) {
  if (isPair_[inst.id]) arrive(join, word(0), real);
  else arrive(join, boxFloat(real));
}

llvm::Value* FunctionLowering::unlessOverflow(llvm::Intrinsic::ID operation, llvm::Value* lhs, llvm::Value* rhs,
                                              llvm::BasicBlock* slow) {
  llvm::Value* both = b_.CreateBinaryIntrinsic(operation, lhs, rhs);
  llvm::Value* result = b_.CreateExtractValue(both, 0);
  leaveIf(b_.CreateExtractValue(both, 1), slow);
  return result;
}

llvm::Value* FunctionLowering::dynamicArithmetic(const Inst& inst) {
  const ir::Value *lhs = inst.operands[0], *rhs = inst.operands[1];
  const Paths paths = pathsOf(inst);
  if (!paths.any()) {
    llvm::Value* first = anyOf(lhs);
    return callChecked(inst, helperOf(inst), {first, anyOf(rhs)});
  }
  const Opcode op = plainOf(inst.op);
  const Known left = known(lhs), right = known(rhs);
  llvm::BasicBlock* slow = newBlock();
  Join join = newJoin();
  if (paths.ints) {
    llvm::BasicBlock *isInt = newBlock(), *other = paths.floats ? newBlock() : slow;
    llvm::Value* tags = left.kind == Known::SmallInt    ? valueOf(rhs)
                        : right.kind == Known::SmallInt ? valueOf(lhs)
                                                        : b_.CreateAnd(valueOf(lhs), valueOf(rhs));
    b_.CreateCondBr(isSmallInt(tags), isInt, other, paths.floats ? nullptr : p_.likely);
    b_.SetInsertPoint(isInt);
    smallIntOperation(inst, op, left, right, join, slow);
    b_.SetInsertPoint(other);
  }
  if (paths.floats) {
    llvm::Value* reals[2];
    doublesOf(inst, left, right, /*isComparison=*/false, slow, reals);
    arriveReal(inst, join, floatOperation(op, reals[0], reals[1], slow));
  }
  if (slow->use_empty()) {
    slow->eraseFromParent();
  } else {
    b_.SetInsertPoint(slow);
    llvm::Value* first = anyOf(lhs);
    llvm::Value* second = anyOf(rhs);
    arrive(join, rarely(areNumbers(inst), [&] { return callChecked(inst, helperOf(inst), {first, second}); }));
  }
  return meet(join, isPair_[inst.id] ? &reals_[inst.id] : nullptr);
}

void FunctionLowering::smallIntOperation(const Inst& inst, Opcode op, Known left, Known right, Join& join, llvm::BasicBlock* slow) {
  llvm::Value *a = valueOf(inst.operands[0]), *b = valueOf(inst.operands[1]);
  const auto number = [&](llvm::Value* tagged) { return b_.CreateAShr(tagged, 1); };
  const auto untagged = [&](llvm::Value* tagged) { return b_.CreateSub(tagged, word(1)); };
  const auto tag = [&](llvm::Value* n) { return b_.CreateOr(b_.CreateShl(n, 1), word(1)); };
  switch (op) {
  case Opcode::Add:
    if (left.kind == Known::SmallInt) std::swap(a, b); // the constant loses its tag when this is compiled
    return arrive(join, unlessOverflow(llvm::Intrinsic::sadd_with_overflow, a, untagged(b), slow));
  case Opcode::Sub: return arrive(join, unlessOverflow(llvm::Intrinsic::ssub_with_overflow, a, untagged(b), slow));
  case Opcode::Mul:
    if (left.kind == Known::SmallInt) std::swap(a, b);
    return arrive(join, b_.CreateOr(unlessOverflow(llvm::Intrinsic::smul_with_overflow, untagged(a), number(b), slow), word(1)));
  case Opcode::Pow: // the exponent is 2
    return arrive(join, b_.CreateOr(unlessOverflow(llvm::Intrinsic::smul_with_overflow, untagged(a), number(a), slow), word(1)));
  case Opcode::TrueDiv: {
    // The quotient of two exact floats is correctly rounded.
    llvm::Value *x = number(a), *y = number(b);
    const auto isExact = [&](llvm::Value* n) {
      return b_.CreateICmpULE(b_.CreateAdd(n, word(kExactFloat)), word(2 * kExactFloat));
    };
    llvm::Value* isPlain = b_.CreateAnd(isExact(x), b_.CreateAnd(isExact(y), b_.CreateICmpNE(y, word(0))));
    leaveUnless(isPlain, slow);
    return arriveReal(inst, join, b_.CreateFDiv(b_.CreateSIToFP(x, p_.f64), b_.CreateSIToFP(y, p_.f64)));
  }
  case Opcode::FloorDiv:
  case Opcode::Mod: {
    if (right.kind == Known::SmallInt && std::has_single_bit(static_cast<uint64_t>(right.integer))) {
      if (op == Opcode::Mod) return arrive(join, b_.CreateAnd(a, word(2 * (right.integer - 1) + 1)));
      return arrive(join, b_.CreateOr(b_.CreateAShr(a, static_cast<uint64_t>(std::countr_zero(static_cast<uint64_t>(right.integer)))), word(1)));
    }
    if (right.kind != Known::SmallInt) leaveUnless(b_.CreateICmpSGT(b, word(1)), slow);
    llvm::Value *x = number(a), *y = number(b);
    // The machine rounds towards zero, Python downwards: they differ where the remainder is negative.
    llvm::Value* rest = b_.CreateSRem(x, y);
    llvm::Value* isBelow = b_.CreateAShr(rest, 63);
    if (op == Opcode::Mod) return arrive(join, tag(b_.CreateAdd(rest, b_.CreateAnd(isBelow, y))));
    return arrive(join, tag(b_.CreateAdd(b_.CreateSDiv(x, y), isBelow)));
  }
  case Opcode::And: return arrive(join, b_.CreateAnd(a, b));
  case Opcode::Or: return arrive(join, b_.CreateOr(a, b));
  case Opcode::Xor: return arrive(join, b_.CreateOr(b_.CreateXor(a, b), word(1)));
  case Opcode::LShift: {
    leaveIf(b_.CreateICmpUGT(b, word(static_cast<int64_t>(runtime::fromSmallInt(62)))), slow);
    llvm::Value *bits = untagged(a), *count = number(b);
    llvm::Value* shifted = b_.CreateShl(bits, count);
    leaveUnless(b_.CreateICmpEQ(b_.CreateAShr(shifted, count), bits), slow);
    return arrive(join, b_.CreateOr(shifted, word(1)));
  }
  case Opcode::RShift:
    leaveIf(b_.CreateICmpUGT(b, word(static_cast<int64_t>(runtime::fromSmallInt(62)))), slow);
    return arrive(join, b_.CreateOr(b_.CreateAShr(a, number(b)), word(1)));
  default: assert(false && "pathsOf() lets through an operation without a case for ints");
  }
}

llvm::Value* FunctionLowering::floatOperation(Opcode op, llvm::Value* lhs, llvm::Value* rhs, llvm::BasicBlock* slow) {
  switch (op) {
  case Opcode::Add: return b_.CreateFAdd(lhs, rhs);
  case Opcode::Sub: return b_.CreateFSub(lhs, rhs);
  case Opcode::Mul: return b_.CreateFMul(lhs, rhs);
  case Opcode::TrueDiv:
    leaveIf(b_.CreateFCmpOEQ(rhs, llvm::ConstantFP::get(p_.f64, 0.0)), slow);
    return b_.CreateFDiv(lhs, rhs);
  default: {
    assert(op == Opcode::Pow && "an operation without a case for floats");
    llvm::Value* power = call("trv_float_pow", {lhs, rhs});
    // Not finite: OverflowError or a true infinity, the runtime decides.
    llvm::Value* size = b_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, power);
    leaveUnless(b_.CreateFCmpOLT(size, llvm::ConstantFP::getInfinity(p_.f64)), slow);
    return power;
  }
  }
}

llvm::Value* FunctionLowering::doubleOf(const ir::Value* value, const Known& known, bool orInt, llvm::BasicBlock* slow) {
  if (known.real) return known.real;
  llvm::Value *tagged = valueOf(value), *real = reals_[value->id];
  Join join = newJoin();
  const auto unless = [&](llvm::Value* condition, llvm::Value* result) {
    llvm::BasicBlock* next = newBlock();
    join.arrivals.push_back({result, nullptr, b_.GetInsertBlock()});
    b_.CreateCondBr(condition, join.block, next);
    b_.SetInsertPoint(next);
  };
  if (real) unless(isNull(tagged), real);
  if (orInt) {
    llvm::BasicBlock *isInt = newBlock(), *other = newBlock();
    b_.CreateCondBr(isSmallInt(tagged), isInt, other);
    b_.SetInsertPoint(isInt);
    arrive(join, b_.CreateSIToFP(b_.CreateAShr(tagged, 1), p_.f64));
    b_.SetInsertPoint(other);
  } else {
    leaveIf(isSmallInt(tagged), slow);
  }
  leaveUnless(shapeIs(loadField(tagged, 0), "trv_shape_float"), slow);
  arrive(join, b_.CreateLoad(p_.f64, pointer(tagged, offsetof(FloatObj, value))));
  return meet(join);
}

void FunctionLowering::doublesOf(const Inst& inst, const Known& left, const Known& right, bool isComparison, llvm::BasicBlock* slow,
                                 llvm::Value* out[2]) {
  const ir::Value *lhs = inst.operands[0], *rhs = inst.operands[1];
  // Ints take part if they are expected next to floats. Comparisons are exact, not in floats.
  const bool leftOrInt = !isComparison && right.kind != Known::SmallInt && (kindsOf(lhs) & kInt);
  const bool rightOrInt = !isComparison && left.kind != Known::SmallInt && (kindsOf(rhs) & kInt);
  const bool bothPlain = left.kind == Known::Nothing && right.kind == Known::Nothing && !reals_[lhs->id] && !reals_[rhs->id] &&
                         (leftOrInt == rightOrInt || lhs == rhs);
  if (!bothPlain) {
    out[0] = doubleOf(lhs, left, leftOrInt, slow);
    out[1] = lhs == rhs ? out[0] : doubleOf(rhs, right, rightOrInt, slow);
    return;
  }
  llvm::Value *a = valueOf(lhs), *b = valueOf(rhs);
  leaveIf(isSmallInt(b_.CreateOr(a, b)), slow);
  llvm::Value* isFloat = shapeIs(loadField(a, 0), "trv_shape_float");
  if (a != b) isFloat = b_.CreateAnd(isFloat, shapeIs(loadField(b, 0), "trv_shape_float"));
  leaveUnless(isFloat, slow);
  out[0] = b_.CreateLoad(p_.f64, pointer(a, offsetof(FloatObj, value)));
  out[1] = a == b ? out[0] : b_.CreateLoad(p_.f64, pointer(b, offsetof(FloatObj, value)));
}

llvm::Value* FunctionLowering::dynamicNegation(const Inst& inst) {
  const ir::Value* value = inst.operands[0];
  const Paths paths = pathsOf(inst);
  if (!paths.any()) return callChecked(inst, helperOf(inst), {anyOf(value)});
  llvm::BasicBlock* slow = newBlock();
  Join join = newJoin();
  llvm::Value* tagged = valueOf(value);
  if (paths.ints) {
    llvm::BasicBlock *isInt = newBlock(), *other = paths.floats ? newBlock() : slow;
    b_.CreateCondBr(isSmallInt(tagged), isInt, other, paths.floats ? nullptr : p_.likely);
    b_.SetInsertPoint(isInt);
    // -(2n + 1) + 2 = 2(-n) + 1, and the complement of all bits but the tag.
    if (inst.op == Opcode::Neg) arrive(join, unlessOverflow(llvm::Intrinsic::ssub_with_overflow, word(2), tagged, slow));
    else arrive(join, b_.CreateXor(tagged, word(-2)));
    b_.SetInsertPoint(other);
  }
  if (paths.floats) arriveReal(inst, join, b_.CreateFNeg(doubleOf(value, {}, /*orInt=*/false, slow)));
  b_.SetInsertPoint(slow);
  arrive(join, callChecked(inst, helperOf(inst), {anyOf(value)}));
  return meet(join, isPair_[inst.id] ? &reals_[inst.id] : nullptr);
}

// ---- comparison

void FunctionLowering::compareInLine(const Inst& inst, llvm::function_ref<void(llvm::Value*)> answer, llvm::BasicBlock* slow) {
  const ir::Value *lhs = inst.operands[0], *rhs = inst.operands[1];
  const Known left = known(lhs), right = known(rhs);
  const Paths paths = pathsOf(inst);
  if (paths.ints) {
    llvm::BasicBlock *isInt = newBlock(), *other = paths.floats ? newBlock() : slow;
    llvm::Value* tags = left.kind == Known::SmallInt    ? valueOf(rhs)
                        : right.kind == Known::SmallInt ? valueOf(lhs)
                                                        : b_.CreateAnd(valueOf(lhs), valueOf(rhs));
    b_.CreateCondBr(isSmallInt(tags), isInt, other, paths.floats ? nullptr : p_.likely);
    b_.SetInsertPoint(isInt);
    answer(b_.CreateICmp(intPredicate(inst.op), valueOf(lhs), valueOf(rhs)));
    b_.SetInsertPoint(other);
  }
  if (!paths.floats) return;
  llvm::Value* reals[2];
  doublesOf(inst, left, right, /*isComparison=*/true, slow, reals);
  answer(b_.CreateFCmp(floatPredicate(inst.op), reals[0], reals[1]));
}

void FunctionLowering::compareTest(const Inst& inst, Outcome& outcome) {
  if (pathsOf(inst).any()) {
    llvm::BasicBlock* slow = newBlock();
    compareInLine(inst, [&](llvm::Value* condition) { decide(outcome, condition); }, slow);
    if (slow->use_empty()) return slow->eraseFromParent(), void();
    b_.SetInsertPoint(slow);
  }
  llvm::Value* first = anyOf(inst.operands[0]);
  llvm::Value* second = anyOf(inst.operands[1]);
  llvm::Value* status = rarely(areNumbers(inst), [&] { return callStatus(inst, truthHelperOf(inst.op), {first, second}); });
  decide(outcome, b_.CreateICmpNE(status, word(0)));
}

llvm::Value* FunctionLowering::dynamicCompare(const Inst& inst) {
  Join join = newJoin();
  if (pathsOf(inst).any()) {
    llvm::BasicBlock* slow = newBlock();
    compareInLine(inst, [&](llvm::Value* condition) { arrive(join, boxBool(condition)); }, slow);
    if (slow->use_empty()) {
      slow->eraseFromParent();
      return meet(join);
    }
    b_.SetInsertPoint(slow);
  }
  llvm::Value* first = anyOf(inst.operands[0]);
  arrive(join, callChecked(inst, helperOf(inst), {first, anyOf(inst.operands[1])}));
  return meet(join);
}

} // namespace trivium::codegen
