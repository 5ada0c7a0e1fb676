// Arithmetic on magnitudes (arrays of 60-bit digits) and views of int values, shared by the int files.
#pragma once
#include "runtime/object.h"

namespace trivium::runtime {

using Digit = uint64_t;
using WideDigit = unsigned __int128;
constexpr Digit kDigitMask = (Digit{1} << kDigitBits) - 1;

/// Quotient and remainder of a two-word number by one word; needs high < d.
inline uint64_t divideWide(uint64_t high, uint64_t low, uint64_t d, uint64_t* rem) {
#if defined(__x86_64__)
  uint64_t q;
  asm("divq %4" : "=a"(q), "=d"(*rem) : "0"(low), "1"(high), "r"(d) : "cc");
  return q;
#else
  // Knuth's algorithm D with 32-bit digits.
  int s = __builtin_clzll(d);
  d <<= s;
  uint64_t d1 = d >> 32, d0 = d & 0xffffffff;
  uint64_t n32 = s ? high << s | low >> (64 - s) : high, n10 = low << s;
  uint64_t n1 = n10 >> 32, n0 = n10 & 0xffffffff;
  auto step = [&](uint64_t top, uint64_t next) {
    uint64_t q = top / d1, r = top % d1;
    while (q >> 32 || q * d0 > (r << 32 | next)) {
      q--;
      r += d1;
      if (r >> 32) break;
    }
    return q;
  };
  uint64_t q1 = step(n32, n1);
  uint64_t n21 = (n32 << 32 | n1) - q1 * d;
  uint64_t q0 = step(n21, n0);
  *rem = ((n21 << 32 | n0) - q0 * d) >> s;
  return q1 << 32 | q0;
#endif
}

/// A product of two digits as the two digits it has. One factor comes shifted to the top of its word, which puts the border between them
/// where the processor splits the product, so that loops carry no more than a bit from digit to digit.
struct DigitPair {
  Digit low, high;
};
constexpr int kSpareBits = 64 - kDigitBits;
inline DigitPair multiplyDigits(Digit a, Digit shiftedFactor) {
  const WideDigit product = static_cast<WideDigit>(a) * shiftedFactor;
  return {static_cast<Digit>(product) >> kSpareBits, static_cast<Digit>(product >> 64)};
}

/// Sign and magnitude of any int (small, LongObj, bool) without copying. Must not be moved: a small value's digits live inside.
struct IntView {
  int sign = 0;
  int64_t used = 0;
  const Digit* digits = nullptr;
  Digit own[2];
  explicit IntView(Value v);
  explicit IntView(int64_t i) { setSmall(i); }
  IntView(const IntView&) = delete;
  void setSmall(int64_t i) {
    sign = i < 0 ? -1 : i > 0;
    uint64_t m = i < 0 ? 0 - static_cast<uint64_t>(i) : static_cast<uint64_t>(i);
    own[0] = m & kDigitMask;
    own[1] = m >> kDigitBits;
    used = own[1] ? 2 : own[0] ? 1 : 0;
    digits = own;
  }
};

/// int64 value of an int that is small or bool; other ints are false.
bool smallOf(Value v, int64_t* out);
/// An int with room for `n` digits, uninitialised; finish with normalize().
LongObj* newLongDigits(int64_t n);
/// Drops leading zero digits and turns values of the small range into small ints.
Value normalize(LongObj* r, int sign, int64_t used);
/// The value as an exact int (small or plain LongObj): instances of subclasses and bools are converted.
Value exactInt(Value v);
/// A new instance of an int subclass.
Value newIntOfClass(ClassObj* cls, Value v);

// Magnitudes. `r` may be the same array as `a` where it says so. Results may have leading zeros; counts returned are without them.
int64_t magTrim(const Digit* a, int64_t n);
int magCompare(const Digit* a, int64_t na, const Digit* b, int64_t nb);
int64_t magAdd(Digit* r, const Digit* a, int64_t na, const Digit* b, int64_t nb);   ///< r: max(na, nb) + 1 digits; may be a
int64_t magSub(Digit* r, const Digit* a, int64_t na, const Digit* b, int64_t nb);   ///< a >= b; r: na digits; may be a
int64_t magMul(Digit* r, const Digit* a, int64_t na, const Digit* b, int64_t nb);   ///< r: na + nb digits, not a or b
int64_t magMulSmall(Digit* r, const Digit* a, int64_t n, Digit factor, Digit carry);///< r: n + 1 digits; may be a; factor < 2^60
Digit magDivSmall(Digit* q, const Digit* a, int64_t n, Digit divisor);              ///< q: n digits, may be a; remainder returned
/// Quotient (na - nb + 1 digits) and remainder (nb digits); either may be null. Needs na >= nb, b's top digit non-zero.
void magDivMod(Digit* q, Digit* rem, const Digit* a, int64_t na, const Digit* b, int64_t nb);
/// The quotient of two magnitudes of similar size where their highest digits tell that it is one digit and which. Needs na >= nb.
bool magDivideTops(Digit* q, const Digit* a, int64_t na, const Digit* b, int64_t nb);
int64_t magShiftLeft(Digit* r, const Digit* a, int64_t n, uint64_t bits);           ///< r: n + bits / 60 + 1 digits
int64_t magShiftRight(Digit* r, const Digit* a, int64_t n, uint64_t bits);          ///< r: n - bits / 60 digits; may be a
int64_t magBitLength(const Digit* a, int64_t n);
/// Text of a magnitude in a base; returns the number of characters, written at the end of `out[0..size)`.
int64_t magToText(char* out, int64_t size, const Digit* a, int64_t n, int base);
/// Characters that magToText needs at most.
int64_t magTextSize(int64_t n, int base);
/// Value of n characters that are digits of `base` (checked by the caller).
Value magFromText(const char* text, int64_t n, int base, bool negative);

Value intAdd(Value a, Value b);
Value intSub(Value a, Value b);
Value intMul(Value a, Value b);
/// Floor quotient and modulus; either may be null. False with ZeroDivisionError `zeroText` pending.
bool intDivMod(Value a, Value b, Value* quotient, Value* modulus, const char* zeroText);
Value intPow(Value a, Value b);                      ///< b >= 0
Value intPowMod(Value a, Value b, Value m);          ///< pow(a, b, m)
Value intShiftLeft(Value a, uint64_t bits);
Value intShiftRight(Value a, uint64_t bits);
Value intBitwise(Value a, Value b, BinaryOp op);
Value intNegate(Value a);
Value intTrueDivide(Value a, Value b);               ///< correctly rounded float
int intCompare(Value a, Value b);
int intCompareDouble(Value a, double d);             ///< d is not NaN
int64_t intHash(Value a);
int64_t intBitLength(Value a);
/// Mantissa in [0.5, 1) and exponent of a non-zero int, rounded half to even.
double intFrexp(Value a, int64_t* exponent);
/// Text in a base with sign and, if asked, prefix; obeys the digit limit. Null with ValueError pending.
StrObj* intText(Value v, int base, bool prefix);
/// int(text, base): whitespace, sign, prefix, underscores. `original` is what error texts show.
Value intParse(StrObj* text, int base, Value original);
extern int64_t intMaxStrDigits;                      ///< sys.set_int_max_str_digits; 0 = no limit

}  // namespace trivium::runtime
