// What typing left dynamic in the loops of a program, and which checks it kept: an analysis that changes nothing (`trivium explain`).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ir/ir.h"

namespace trivium::ir {

enum class FindingKind : uint8_t {
  Arithmetic,  ///< operands are values of any kind
  Attribute,   ///< looked up by name: no layout is known
  Item,        ///< container and index are values of any kind
  Call,        ///< nothing says what is called
  Iteration,   ///< through an iterator object
  Boxing,      ///< a raw float becomes an object
  Overflow,    ///< raw int arithmetic that may leave 64 bits
  Type,        ///< a value is tested before it is used raw
  Bounds,      ///< a list's storage and length are tested
  Layout,      ///< an instance's shape is tested
  Callee,      ///< a function is tested for being still the same
};

/// Stable name, as in JSON output: dynamic-arithmetic, check-overflow, …
const char* findingName(FindingKind kind);
/// Whether it stays dynamic; otherwise it is a check.
inline bool isDynamic(FindingKind kind) { return kind <= FindingKind::Boxing; }

/// Where kinds of a value come from.
struct Origin {
  const Function* function;
  Loc loc;
  Kinds kinds;
};

/// A value that takes part, and what inference expects it to be.
struct FindingOperand {
  const char* role;  ///< left, right, value, object, index, callee, iterable
  Guess guess;
  /// Of several kinds, or none: places that bring each of them, the first found for each.
  std::vector<Origin> origins;
};

struct Finding {
  FindingKind kind;
  const Function* function;
  Opcode op;
  Loc loc;
  unsigned depth;  ///< loops around it in its function
  std::vector<FindingOperand> operands;  ///< of what stays dynamic
};

/// What is left inside at least `leastDepth` loops of each function, in order of functions and code, after typeLocals. Of a function with
/// a fast copy that copy alone counts. Numbers the functions anew.
std::vector<Finding> explain(Module& module, unsigned leastDepth);

}  // namespace trivium::ir
