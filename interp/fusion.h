// Which IR instructions become part of another bytecode instruction, and which checks are known to hold: decided once for a function,
// before registers are assigned.
#pragma once
#include <cstdint>
#include <vector>

#include "ir/ir.h"

namespace trivium::interp {

struct FusionPlan {
  std::vector<uint32_t> uses;      ///< [value] operands and arguments that need the value in a register
  std::vector<char> absorbed;      ///< [value] computed by the one instruction that uses it; has no register
  std::vector<char> late;          ///< [value] computed by the instruction directly after it, which leaves it in its register
  std::vector<char> safe;          ///< [value] what its check would find is known: emitted without one
  std::vector<char> isImmediate;   ///< [value] the second operand is a constant inside the instruction
  std::vector<char> isReachable;   ///< [block] some edge that can be taken leads there

  /// Whether the instruction can leave along its overflow edge.
  bool takesOverflow(const ir::Instruction& inst) const {
    return inst.overflow && !(safe[inst.id] && inst.op != ir::Opcode::SlotSetF64 && inst.op != ir::Opcode::ListSetF64);
  }
};

/// The function must be numbered (ir::Function::renumber gave `valueCount`). With `keepChecks` nothing is `safe` and every block that has
/// an edge is reachable: code that is left for compiled code must hold all that lives there by the IR's own edges.
FusionPlan planFusion(const ir::Function& function, uint32_t valueCount, bool keepChecks);

/// Common raw type of the operands of a numeric op, Any when dynamic.
ir::Type rawKind(const ir::Instruction& inst);
/// The instruction that computes a value, null for a block's parameter.
const ir::Instruction* asInstruction(const ir::Value* v);
bool isConstant(const ir::Instruction& inst);
inline bool isCompare(ir::Opcode op) { return op >= ir::Opcode::Lt && op <= ir::Opcode::Ge; }
/// Small int that an instruction's second operand is, if it is one that fits a 32-bit field.
bool smallConstant(const ir::Function& function, const ir::Value* v, int64_t& n);
/// k for a raw constant 2**k, else -1.
int powerOfTwo(const ir::Value* v);

}  // namespace trivium::interp
