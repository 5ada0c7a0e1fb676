// What the files of the native module `math` share.
#pragma once
#include "runtime/object.h"

namespace trivium::runtime {

Value raiseMathDomain();                  ///< ValueError "math domain error"
Value raiseMathRange();                   ///< OverflowError "math range error"
double mathGamma(double x, int* error);   ///< *error: 0, EDOM or ERANGE
double mathLogGamma(double x, int* error);
/// Adds the functions on integers (gcd, comb, factorial …).
void addIntegerMath(Value module);
/// Adds the functions on many numbers (fsum, hypot, dist, prod).
void addMathSums(Value module);

}  // namespace trivium::runtime
