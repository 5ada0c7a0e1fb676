// Passes over the IR. Each leaves a module that verifies and means the same.
#pragma once

#include "ir/ir.h"

namespace trivium::ir {

/// Guesses for every value of the program (Value::guess), layouts of classes and attributes that are floats (passes/type_inference.h).
/// Without `mayUnbox` the guesses decide which cases come first, and every value is stored boxed.
void inferTypes(Module& module, bool mayUnbox = true);

/// Copies small functions to the places in loops that call them, behind a test of the callee. Needs inferTypes; before the program's image
/// is written, since it adds source positions.
void inlineCalls(Module& module);

/// Gives raw types to int, float and bool values in loops where local inference finds them: counters, accumulators, `range` loops
/// and the arithmetic around them. Each function that gains from it gets a fast copy; what does not hold there (an int past 64 bits,
/// a value of another type than guessed) leaves for the dynamic copy at the same point and never comes back, so the guesses only
/// decide speed. Annotations are not read.
void typeLocals(Module& module);
/// The same for one function.
void typeLocals(Function& function);

}  // namespace trivium::ir
