// Which bytecode instruction stands for an IR op.
#pragma once
#include "interp/bytecode.h"

namespace trivium::interp {

using ir::Opcode;

/// Dynamic op with a fast handler of its own, or Op::Count.
inline Op fastDynamic(Opcode op) {
  switch (op) {
    case Opcode::Add: return Op::AddAny;
    case Opcode::Sub: return Op::SubAny;
    case Opcode::Mul: return Op::MulAny;
    case Opcode::TrueDiv: return Op::TrueDivAny;
    case Opcode::FloorDiv: return Op::FloorDivAny;
    case Opcode::Mod: return Op::ModAny;
    case Opcode::And: return Op::AndAny;
    case Opcode::Or: return Op::OrAny;
    case Opcode::Xor: return Op::XorAny;
    case Opcode::LShift: return Op::LShiftAny;
    case Opcode::RShift: return Op::RShiftAny;
    case Opcode::IAdd: return Op::IAddAny;
    case Opcode::ISub: return Op::ISubAny;
    case Opcode::IMul: return Op::IMulAny;
    case Opcode::Lt: return Op::LtAny;
    case Opcode::Le: return Op::LeAny;
    case Opcode::Eq: return Op::EqAny;
    case Opcode::Ne: return Op::NeAny;
    case Opcode::Gt: return Op::GtAny;
    case Opcode::Ge: return Op::GeAny;
    default: return Op::Count;
  }
}

inline Op unboxing(Opcode op) {
  switch (op) {
    case Opcode::UnboxInt: return Op::UnboxI64;
    case Opcode::UnboxFloat: return Op::UnboxF64;
    case Opcode::UnboxNumber: return Op::UnboxNumber;
    default: return Op::UnboxI1;
  }
}

/// Dynamic op whose second operand is a small int.
inline Op withSmall(Opcode op) {
  switch (op) {
    case Opcode::Add: return Op::AddSmall;
    case Opcode::Sub: return Op::SubSmall;
    case Opcode::IAdd: return Op::IAddSmall;
    case Opcode::ISub: return Op::ISubSmall;
    case Opcode::Mul: return Op::MulSmall;
    case Opcode::IMul: return Op::IMulSmall;
    case Opcode::Mod: return Op::ModSmall;
    case Opcode::IMod: return Op::IModSmall;
    case Opcode::FloorDiv: return Op::FloorDivSmall;
    case Opcode::IFloorDiv: return Op::IFloorDivSmall;
    case Opcode::And: return Op::AndSmall;
    default: return Op::RShiftSmall;
  }
}

/// JumpIf[Not]{Lt,Le,Eq,Ne}{I64,F64} for a comparison of raw values, whose operands are exchanged if it is a greater-than. A negated
/// (in)equality becomes its opposite; a negated float order test is an instruction of its own because of NaN.
inline Op rawBranch(Opcode op, bool isFloat, bool invert) {
  switch (op) {
    case Opcode::Lt:
    case Opcode::Gt: return isFloat ? (invert ? Op::JumpIfNotLtF64 : Op::JumpIfLtF64) : (invert ? Op::JumpIfNotLtI64 : Op::JumpIfLtI64);
    case Opcode::Le:
    case Opcode::Ge: return isFloat ? (invert ? Op::JumpIfNotLeF64 : Op::JumpIfLeF64) : (invert ? Op::JumpIfNotLeI64 : Op::JumpIfLeI64);
    default: {
      const bool equal = (op == Opcode::Eq) != invert;
      return isFloat ? (equal ? Op::JumpIfEqF64 : Op::JumpIfNeF64) : (equal ? Op::JumpIfEqI64 : Op::JumpIfNeI64);
    }
  }
}

}  // namespace trivium::interp
