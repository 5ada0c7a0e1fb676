// What whole-program inference says of a value (passes/type_inference.h): a guess that decides which cases are worth having in line or
// in a fast copy. Every use of it is tested when the program runs, so a wrong one costs time and nothing else.
#pragma once

#include <cstdint>

namespace trivium::ir {

/// A set of kinds of values.
using Kinds = uint16_t;
constexpr Kinds kInt = 1, kFloat = 2, kBool = 4, kNone = 8, kStr = 16, kList = 32, kTuple = 64, kDict = 128, kRange = 256, kOther = 512,
                kUnknown = 1024,  ///< from code that says nothing about it
                kInstance = 2048, kSet = 4096, kFunction = 8192, kGenerator = 16384, kClass = 32768;

/// Whether values of a kind should be expected: the kind was seen, or nothing was.
constexpr bool isLikely(Kinds kinds, Kinds kind) { return (kinds & kind) || (kinds & ~kUnknown) == 0; }

struct Guess {
  Kinds kinds = 0;      ///< 0: nothing is known
  Kinds items = 0;      ///< of what is in it, if it is a container
  int16_t layout = -1;  ///< Module::layouts that its instances have, -1 = none
  int32_t function = -1;  ///< of a call: the one Function::index that it reaches, -1 = none or several
  int8_t math = -1;     ///< of a call: the function of the module math that it reaches (runtime/abi/math_functions.def), -1 = none
  bool mayBeUnbound = false;  ///< no guess: a parameter of a loop's entry (passes/osr.h) that may be the word 0
  bool operator==(const Guess&) const = default;
};

}  // namespace trivium::ir
