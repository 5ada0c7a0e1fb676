// What kinds of values a program's variables, attributes, items and results are likely to hold. A guess from the text of the whole program,
// used to choose which cases of an operation are worth having in line; every one of them is still tested when the program runs.
#pragma once

#include "ir/ir.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace trivium::codegen {

/// A set of kinds.
using Kinds = uint16_t;
constexpr Kinds kInt = 1, kFloat = 2, kBool = 4, kNone = 8, kStr = 16, kList = 32, kTuple = 64, kDict = 128, kRange = 256, kOther = 512,
                kUnknown = 1024; ///< from code that says nothing about it

/// Whether values of a kind should be expected: the kind was seen, or nothing was.
constexpr bool isLikely(Kinds kinds, Kinds kind) { return (kinds & kind) || (kinds & ~kUnknown) == 0; }

/// Flow-insensitive: one set for each IR value, module variable, attribute name, parameter, result and generator slot, one for the items of
/// all containers together. Sets only grow, until nothing changes.
class LikelyKinds {
public:
  /// `unit`: functions to answer for; copies of functions of the program have the same index as these. Numbers the values of all.
  LikelyKinds(const ir::Module& program, const std::vector<const ir::Function*>& unit);
  /// `function` is one of the unit, unchanged since.
  Kinds of(const ir::Function& function, const ir::Value* value) const { return values_.at(&function)[value->id]; }

private:
  struct FunctionKinds {
    std::vector<Kinds> params, slots;
    Kinds result = 0;
    bool isCalled = false; ///< a call of it was found
  };

  void findFunctions();
  void visit(const ir::Function& function);
  Kinds resultOf(const ir::Function& function, const std::vector<Kinds>& values, const ir::Instruction& inst);
  Kinds arithmetic(ir::Opcode op, Kinds lhs, Kinds rhs) const;
  Kinds call(const std::vector<Kinds>& values, const ir::Instruction& inst);
  Kinds callMethod(const std::vector<Kinds>& values, const ir::Instruction& inst);
  Kinds builtinCall(const std::vector<Kinds>& values, std::string_view name, const ir::Instruction& inst);
  void passArguments(const std::vector<Kinds>& values, const ir::Function& callee, const ir::Instruction& inst, size_t firstOperand,
                     size_t firstParam, Kinds firstKind);
  /// Adds to a set and notes whether it grew.
  void join(Kinds& set, Kinds kinds) {
    if ((set | kinds) == set) return;
    set |= kinds;
    changed_ = true;
  }
  const std::string& textOf(int64_t constant) const { return program_.constants[static_cast<size_t>(constant)].text; }

  const ir::Module& program_;
  std::unordered_map<const ir::Function*, std::vector<Kinds>> values_; ///< [function][value]
  std::vector<const ir::Function*> all_;
  std::vector<FunctionKinds> functions_;
  std::vector<Kinds> globals_;
  std::unordered_map<int64_t, Kinds> attributes_; ///< by name constant
  Kinds items_ = 0;
  std::unordered_map<int64_t, std::vector<const ir::Function*>> methods_; ///< by name constant
  std::unordered_map<int64_t, const ir::Function*> functionOfGlobal_, initOfGlobal_;
  bool changed_ = true;
};

} // namespace trivium::codegen
