// Operations on raw values. What leaves the plain cases takes the overflow edge to the dynamic copy of the code, which also raises
// what is to be raised; only divisions by zero raise here.
#include "codegen/detail/function.h"

#include "runtime/abi/value.h"

#include <cassert>
#include <cstddef>
#include <cstdint>

namespace trivium::codegen {

using ir::Opcode;
using ir::Type;
using runtime::FloatObj;

llvm::Value* FunctionLowering::intOf(const ir::Value* value) {
  llvm::Value* raw = valueOf(value);
  assert(value->type != Type::F64 && "a float where an int is computed");
  return value->type == Type::I1 ? b_.CreateZExt(raw, p_.i64) : raw;
}

llvm::Value* FunctionLowering::floatOf(const ir::Value* value) {
  return value->type == Type::F64 ? valueOf(value) : b_.CreateSIToFP(intOf(value), p_.f64);
}

void FunctionLowering::raiseZeroDivision(llvm::Value* isZero, const char* text, const Inst& inst) {
  llvm::BasicBlock* raises = newBlock();
  leaveIf(isZero, raises);
  llvm::BasicBlock* next = b_.GetInsertBlock();
  b_.SetInsertPoint(raises);
  call("trv_zero_division", {p_.text(text)});
  raiseAlways(inst);
  b_.SetInsertPoint(next);
}

llvm::Value* FunctionLowering::unbox(const Inst& inst) {
  llvm::Value* value = valueOf(inst.operands[0]);
  switch (inst.op) {
  case Opcode::UnboxInt:
    overflowIf(b_.CreateNot(isSmallInt(value)), inst);
    return b_.CreateAShr(value, 1);
  case Opcode::UnboxFloat:
    overflowIf(isSmallInt(value), inst);
    overflowIf(b_.CreateNot(shapeIs(loadField(value, 0), "trv_shape_float")), inst);
    return b_.CreateLoad(p_.f64, pointer(value, offsetof(FloatObj, value)));
  case Opcode::UnboxNumber: {
    Join join = newJoin();
    llvm::BasicBlock *isInt = newBlock(), *other = newBlock();
    b_.CreateCondBr(isSmallInt(value), isInt, other);
    b_.SetInsertPoint(isInt);
    llvm::Value* number = b_.CreateAShr(value, 1);
    overflowIf(b_.CreateICmpUGT(b_.CreateAdd(number, word(kExactFloat)), word(2 * kExactFloat)), inst);
    arrive(join, b_.CreateSIToFP(number, p_.f64));
    b_.SetInsertPoint(other);
    overflowIf(b_.CreateNot(shapeIs(loadField(value, 0), "trv_shape_float")), inst);
    arrive(join, b_.CreateLoad(p_.f64, pointer(value, offsetof(FloatObj, value))));
    return meet(join);
  }
  default: {
    llvm::Value* isTrue = b_.CreateICmpEQ(value, p_.runtimeWord("trv_true"));
    llvm::Value* isFalse = b_.CreateICmpEQ(value, p_.runtimeWord("trv_false"));
    overflowIf(b_.CreateNot(b_.CreateOr(isTrue, isFalse)), inst);
    return isTrue;
  }
  }
}

llvm::Value* FunctionLowering::truth(const Inst& inst) {
  llvm::Value* value = valueOf(inst.operands[0]);
  switch (inst.operands[0]->type) {
  case Type::I64: return b_.CreateICmpNE(value, word(0));
  case Type::F64: return b_.CreateFCmpUNE(value, llvm::ConstantFP::get(p_.f64, 0.0));
  default: return value;
  }
}

llvm::Value* FunctionLowering::rawArithmetic(const Inst& inst) {
  const Opcode op = plainOf(inst.op);
  if (inst.type == Type::F64) {
    const bool areInts = op == Opcode::TrueDiv && inst.operands[0]->type != Type::F64 && inst.operands[1]->type != Type::F64;
    return areInts ? rawIntQuotient(inst) : rawFloatArithmetic(inst, op);
  }
  if (inst.type == Type::I1) { // and, or, xor of truth values
    llvm::Value *a = valueOf(inst.operands[0]), *b = valueOf(inst.operands[1]);
    return op == Opcode::And ? b_.CreateAnd(a, b) : op == Opcode::Or ? b_.CreateOr(a, b) : b_.CreateXor(a, b);
  }
  return rawIntArithmetic(inst, op);
}

/// The value if it is a constant 1, 2, 4, 8 …, else null.
static const llvm::APInt* powerOfTwo(llvm::Value* value) {
  const auto* known = llvm::dyn_cast<llvm::ConstantInt>(value);
  return known && known->getSExtValue() > 0 && known->getValue().isPowerOf2() ? &known->getValue() : nullptr;
}

llvm::Value* FunctionLowering::rawIntArithmetic(const Inst& inst, Opcode op) {
  llvm::Value* a = intOf(inst.operands[0]);
  llvm::Value* b = inst.operands.size() > 1 ? intOf(inst.operands[1]) : nullptr;
  const auto checked = [&](llvm::Intrinsic::ID operation, llvm::Value* x, llvm::Value* y) {
    llvm::Value* both = b_.CreateBinaryIntrinsic(operation, x, y);
    llvm::Value* result = b_.CreateExtractValue(both, 0);
    overflowIf(b_.CreateExtractValue(both, 1), inst);
    return result;
  };
  switch (op) {
  case Opcode::Add: return checked(llvm::Intrinsic::sadd_with_overflow, a, b);
  case Opcode::Sub: return checked(llvm::Intrinsic::ssub_with_overflow, a, b);
  case Opcode::Mul: return checked(llvm::Intrinsic::smul_with_overflow, a, b);
  case Opcode::Neg: return checked(llvm::Intrinsic::ssub_with_overflow, word(0), a);
  case Opcode::Pos: return a;
  case Opcode::Invert: return b_.CreateNot(a);
  case Opcode::And: return b_.CreateAnd(a, b);
  case Opcode::Or: return b_.CreateOr(a, b);
  case Opcode::Xor: return b_.CreateXor(a, b);
  case Opcode::FloorDiv: {
    // Shifting rounds downwards, as Python does.
    if (const llvm::APInt* power = powerOfTwo(b)) return b_.CreateAShr(a, static_cast<uint64_t>(power->logBase2()));
    raiseZeroDivision(isNull(b), "integer division or modulo by zero", inst);
    overflowIf(b_.CreateAnd(b_.CreateICmpEQ(a, word(INT64_MIN)), b_.CreateICmpEQ(b, word(-1))), inst);
    // Towards zero becomes downwards where there is a remainder and the signs differ.
    llvm::Value *quotient = b_.CreateSDiv(a, b), *rest = b_.CreateSRem(a, b);
    llvm::Value* isAbove = b_.CreateAnd(b_.CreateICmpNE(rest, word(0)), b_.CreateICmpSLT(b_.CreateXor(rest, b), word(0)));
    return b_.CreateSub(quotient, b_.CreateZExt(isAbove, p_.i64));
  }
  case Opcode::Mod: {
    if (const llvm::APInt* power = powerOfTwo(b)) return b_.CreateAnd(a, word(power->getSExtValue() - 1));
    raiseZeroDivision(isNull(b), "integer modulo by zero", inst);
    // The machine cannot divide the least integer by -1; the remainder by 1 is the same.
    llvm::Value* divisor = b_.CreateSelect(b_.CreateICmpEQ(b, word(-1)), word(1), b);
    llvm::Value* rest = b_.CreateSRem(a, divisor);
    llvm::Value* isOther = b_.CreateAnd(b_.CreateICmpNE(rest, word(0)), b_.CreateICmpSLT(b_.CreateXor(rest, b), word(0)));
    llvm::Value* result = b_.CreateSelect(isOther, b_.CreateAdd(rest, b), rest);
    return result;
  }
  case Opcode::LShift: {
    overflowIf(b_.CreateICmpUGT(b, word(62)), inst);
    llvm::Value* shifted = b_.CreateShl(a, b);
    overflowIf(b_.CreateICmpNE(b_.CreateAShr(shifted, b), a), inst);
    return shifted;
  }
  case Opcode::RShift: {
    overflowIf(b_.CreateICmpSLT(b, word(0)), inst);
    return b_.CreateAShr(a, b_.CreateBinaryIntrinsic(llvm::Intrinsic::umin, b, word(63)));
  }
  case Opcode::Pow: {
    overflowIf(b_.CreateICmpSLT(b, word(0)), inst);
    llvm::CallInst* power = b_.CreateCall(p_.intPower(), {a, b});
    llvm::Value* result = b_.CreateExtractValue(power, 0);
    overflowIf(b_.CreateExtractValue(power, 1), inst);
    return result;
  }
  default: assert(false && "a raw int operation without a lowering"); return a;
  }
}

llvm::Value* FunctionLowering::rawFloatArithmetic(const Inst& inst, Opcode op) {
  llvm::Value* a = floatOf(inst.operands[0]);
  llvm::Value* b = inst.operands.size() > 1 ? floatOf(inst.operands[1]) : nullptr;
  llvm::Value* zero = llvm::ConstantFP::get(p_.f64, 0.0);
  switch (op) {
  case Opcode::Add: return b_.CreateFAdd(a, b);
  case Opcode::Sub: return b_.CreateFSub(a, b);
  case Opcode::Mul: return b_.CreateFMul(a, b);
  case Opcode::Neg: return b_.CreateFNeg(a);
  case Opcode::Pos: return a;
  case Opcode::TrueDiv: raiseZeroDivision(b_.CreateFCmpOEQ(b, zero), "float division by zero", inst); return b_.CreateFDiv(a, b);
  case Opcode::FloorDiv:
    raiseZeroDivision(b_.CreateFCmpOEQ(b, zero), "float floor division by zero", inst);
    return call("trv_float_floordiv", {a, b});
  case Opcode::Mod:
    raiseZeroDivision(b_.CreateFCmpOEQ(b, zero), "float modulo", inst);
    return call("trv_float_mod", {a, b});
  case Opcode::Pow: {
    // Zero, negative and NaN bases have rules of their own; an infinite result is an OverflowError or true infinity.
    overflowIf(b_.CreateNot(b_.CreateFCmpOGT(a, zero)), inst);
    llvm::Value* power = call("trv_float_pow", {a, b});
    llvm::Value* size = b_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, power);
    overflowIf(b_.CreateNot(b_.CreateFCmpOLT(size, llvm::ConstantFP::getInfinity(p_.f64))), inst);
    return power;
  }
  default: assert(false && "a raw float operation without a lowering"); return a;
  }
}

llvm::Value* FunctionLowering::rawIntQuotient(const Inst& inst) {
  // Exact below 2**53 on both sides; beyond that the correctly rounded quotient, and the error for zero, come from the runtime.
  llvm::Value *a = intOf(inst.operands[0]), *b = intOf(inst.operands[1]);
  const auto isExact = [&](llvm::Value* n) { return b_.CreateICmpULT(b_.CreateAdd(n, word(kExactFloat - 1)), word(2 * kExactFloat - 1)); };
  llvm::BasicBlock* slow = newBlock();
  Join join = newJoin();
  leaveUnless(b_.CreateAnd(isExact(a), b_.CreateAnd(isExact(b), b_.CreateICmpNE(b, word(0)))), slow);
  arrive(join, b_.CreateFDiv(b_.CreateSIToFP(a, p_.f64), b_.CreateSIToFP(b, p_.f64)));
  b_.SetInsertPoint(slow);
  llvm::Value* first = call("trv_new_int", {a});
  llvm::Value* quotient = callChecked(inst, "trv_truediv", {first, call("trv_new_int", {b})});
  arrive(join, b_.CreateLoad(p_.f64, pointer(quotient, offsetof(FloatObj, value))));
  return meet(join);
}

llvm::Value* FunctionLowering::rawCompare(const Inst& inst) {
  const ir::Value *lhs = inst.operands[0], *rhs = inst.operands[1];
  if (lhs->type == Type::F64 || rhs->type == Type::F64) {
    llvm::Value *a = floatOf(lhs), *b = floatOf(rhs);
    switch (inst.op) {
    case Opcode::Lt: return b_.CreateFCmpOLT(a, b);
    case Opcode::Le: return b_.CreateFCmpOLE(a, b);
    case Opcode::Eq: return b_.CreateFCmpOEQ(a, b);
    case Opcode::Ne: return b_.CreateFCmpUNE(a, b);
    case Opcode::Gt: return b_.CreateFCmpOGT(a, b);
    default: return b_.CreateFCmpOGE(a, b);
    }
  }
  llvm::Value *a = intOf(lhs), *b = intOf(rhs);
  switch (inst.op) {
  case Opcode::Lt: return b_.CreateICmpSLT(a, b);
  case Opcode::Le: return b_.CreateICmpSLE(a, b);
  case Opcode::Eq: return b_.CreateICmpEQ(a, b);
  case Opcode::Ne: return b_.CreateICmpNE(a, b);
  case Opcode::Gt: return b_.CreateICmpSGT(a, b);
  default: return b_.CreateICmpSGE(a, b);
  }
}

} // namespace trivium::codegen
