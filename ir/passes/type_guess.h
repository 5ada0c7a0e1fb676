// Which values of a function could be raw in a fast copy of it (see type_guess.cpp).
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "ir/cfg.h"
#include "ir/ir.h"

namespace trivium::ir {

/// A `for` over range() whose iterator can be a raw int.
struct RangeLoop {
  const Instruction* call;    ///< call of the built-in range
  const Instruction* iterGet;
  const Instruction* iterNext;
  const Value *start, *stop, *step;  ///< start null = 0, step null = 1
  int64_t constantStep;       ///< 0: known at run time only, then the fast copy is for steps above 0
  uint32_t header;            ///< block of iterNext
};

/// A `for` over a list whose iterator can be a raw index.
struct ListLoop {
  const Instruction* iterGet;
  const Instruction* iterNext;
  Opcode get;                 ///< list.get for the kind of its items
  uint32_t header;            ///< block of iterNext
  const BasicBlock* body;     ///< entered with an item
};

/// An instruction whose typed form replaces it.
struct TypedForm {
  bool isUsed = false;
  Opcode op = Opcode::Unreachable;
  int16_t layout = 0, slot = 0;  ///< of slot.get and slot.set
};

/// What a fast copy should look like. Types are indexed by value id: Any or a raw type.
struct TypeGuess {
  std::vector<Type> typeOf;
  /// Operations to be done on raw operands, by value id; their operands are unboxed where they are not raw.
  std::vector<char> isRawOp;
  /// Type that the operands of a raw operation are brought to, by value id.
  std::vector<Type> operandType;
  std::vector<RangeLoop> rangeLoops;
  std::vector<ListLoop> listLoops;
  std::vector<TypedForm> typed;   ///< by value id
  /// Headers of loops in which nothing can change the length or kind of a list, by block id.
  std::vector<char> isQuiet;
  /// Calls of the built-in len() that become `len`.
  std::vector<char> isLenCall;
  /// Whether a fast copy is worth having.
  bool pays = false;
};

TypeGuess guessTypes(const Cfg& cfg);

/// A constant with a raw form: Int within 63 bits, Float.
bool rawConstant(const Value* value, Type* type, int64_t* bits);
inline const Instruction* asInstruction(const Value* v) {
  return v->kind == Value::Kind::Instruction ? static_cast<const Instruction*>(v) : nullptr;
}
inline uint32_t blockOf(const Value* v) {
  return v->kind == Value::Kind::Parameter ? static_cast<const BlockParameter*>(v)->block->id : static_cast<const Instruction*>(v)->block->id;
}
bool isComparison(Opcode op);
/// Arithmetic with a raw form, in-place forms included.
bool isArithmetic(Opcode op);
/// Types the operands of a raw `op` take, given raw types of both; false if it has no raw form for them.
bool rawOperands(Opcode op, Type lhs, Type rhs, Type* operandType);

}  // namespace trivium::ir
