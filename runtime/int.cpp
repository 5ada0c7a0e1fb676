// Arithmetic of int values: small ints by machine instructions, the rest by the magnitude kernels of bigint.cpp.
#include <cmath>

#include "runtime/abi/helpers.h"
#include "runtime/detail/bigint.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

extern "C" {
Shape trv_shape_long, trv_shape_bool;
BoolObj trv_true = {{&trv_shape_bool}, 1}, trv_false = {{&trv_shape_bool}, 0};
}

IntView::IntView(Value v) {
  if (isSmallInt(v)) {
    setSmall(smallIntOf(v));
  } else if (objectOf(v)->shape == &trv_shape_bool) {
    setSmall(as<BoolObj>(v)->value);
  } else {
    LongObj* o = as<LongObj>(v);
    sign = o->sign;
    used = o->used;
    digits = o->digits;
  }
}

bool smallOf(Value v, int64_t* out) {
  if (isSmallInt(v)) {
    *out = smallIntOf(v);
    return true;
  }
  if (objectOf(v)->shape == &trv_shape_bool) {
    *out = as<BoolObj>(v)->value;
    return true;
  }
  return false;
}

LongObj* newLongDigits(int64_t n) {
  LongObj* o = n > INT32_MAX ? nullptr : static_cast<LongObj*>(gcAllocUnzeroed(sizeof(LongObj) + static_cast<size_t>(n) * sizeof(Digit)));
  if (!o) {
    if (!hasPending()) raise(&trv_exc_MemoryError, "");
    return nullptr;
  }
  o->shape = &trv_shape_long;
  o->digits = reinterpret_cast<Digit*>(o + 1);
  return o;
}

Value normalize(LongObj* r, int sign, int64_t used) {
  used = magTrim(r->digits, used);
  if (used <= 1) {
    int64_t m = used ? static_cast<int64_t>(r->digits[0]) : 0;
    return fromSmallInt(sign < 0 ? -m : m);
  }
  if (used == 2 && r->digits[1] <= 4) {
    uint64_t m = r->digits[1] << kDigitBits | r->digits[0];
    int64_t v = sign < 0 ? static_cast<int64_t>(0 - m) : static_cast<int64_t>(m);
    if (m <= static_cast<uint64_t>(kSmallIntMax) + (sign < 0)) return fromSmallInt(v);
  }
  r->sign = sign;
  r->used = static_cast<int32_t>(used);
  return toValue(r);
}

Value newLong(int64_t i) {
  IntView view(i);
  LongObj* o = newLongDigits(2);
  o->sign = view.sign;
  o->used = static_cast<int32_t>(view.used);
  o->digits[0] = view.own[0];
  o->digits[1] = view.own[1];
  return toValue(o);
}

Value newIntU(uint64_t u) {
  if (u <= static_cast<uint64_t>(kSmallIntMax)) return fromSmallInt(static_cast<int64_t>(u));
  LongObj* o = newLongDigits(2);
  o->digits[0] = u & kDigitMask;
  o->digits[1] = u >> kDigitBits;
  return normalize(o, 1, 2);
}

extern "C" Value trv_new_int(int64_t i) { return newInt(i); }

Value exactInt(Value v) {
  int64_t i;
  if (smallOf(v, &i)) return fromSmallInt(i);
  LongObj* o = as<LongObj>(v);
  if (o->shape == &trv_shape_long) return v;
  LongObj* r = newLongDigits(o->used);
  memcpy(r->digits, o->digits, static_cast<size_t>(o->used) * sizeof(Digit));
  return normalize(r, o->sign, o->used);
}

Value newIntOfClass(ClassObj* cls, Value v) {
  IntView view(v);
  LongObj* o = static_cast<LongObj*>(allocInstance(cls));
  o->sign = view.sign;
  o->used = static_cast<int32_t>(view.used);
  o->digits = static_cast<Digit*>(gcAllocLeaf(static_cast<size_t>(view.used + 1) * sizeof(Digit)));
  memcpy(o->digits, view.digits, static_cast<size_t>(view.used) * sizeof(Digit));
  return toValue(o);
}

int intSign(Value v) { return isSmallInt(v) ? (smallIntOf(v) > 0) - (smallIntOf(v) < 0) : IntView(v).sign; }

bool intFitsInt64(Value v, int64_t* out) {
  if (smallOf(v, out)) return true;
  IntView a(v);
  if (a.used > 2 || (a.used == 2 && a.digits[1] > 8)) return false;
  uint64_t m = (a.used == 2 ? a.digits[1] << kDigitBits : 0) | (a.used ? a.digits[0] : 0);
  if (a.used == 2 && a.digits[1] == 8 && (a.sign > 0 || a.digits[0] != 0)) return false;
  *out = a.sign < 0 ? static_cast<int64_t>(0 - m) : static_cast<int64_t>(m);
  return true;
}

// ---- sums and products

static Value addSigned(const IntView& a, const IntView& b, int signB) {
  if (a.sign == 0 || signB == 0) {
    const IntView& other = a.sign == 0 ? b : a;
    LongObj* r = newLongDigits(other.used);
    memcpy(r->digits, other.digits, static_cast<size_t>(other.used) * sizeof(Digit));
    return normalize(r, a.sign == 0 ? signB : a.sign, other.used);
  }
  if (a.sign == signB) {
    LongObj* r = newLongDigits((a.used > b.used ? a.used : b.used) + 1);
    return normalize(r, a.sign, magAdd(r->digits, a.digits, a.used, b.digits, b.used));
  }
  int order = magCompare(a.digits, a.used, b.digits, b.used);
  if (order == 0) return fromSmallInt(0);
  if (order > 0) {
    LongObj* r = newLongDigits(a.used);
    return normalize(r, a.sign, magSub(r->digits, a.digits, a.used, b.digits, b.used));
  }
  LongObj* r = newLongDigits(b.used);
  return normalize(r, signB, magSub(r->digits, b.digits, b.used, a.digits, a.used));
}

Value intAdd(Value a, Value b) {
  int64_t x, y;
  if (smallOf(a, &x) && smallOf(b, &y)) return newInt(x + y);
  IntView va(a), vb(b);
  return addSigned(va, vb, vb.sign);
}

Value intSub(Value a, Value b) {
  int64_t x, y;
  if (smallOf(a, &x) && smallOf(b, &y)) return newInt(x - y);
  IntView va(a), vb(b);
  return addSigned(va, vb, -vb.sign);
}

Value intMul(Value a, Value b) {
  int64_t x, y, product;
  if (smallOf(a, &x) && smallOf(b, &y) && !__builtin_mul_overflow(x, y, &product)) return newInt(product);
  IntView va(a), vb(b);
  if (va.sign == 0 || vb.sign == 0) return fromSmallInt(0);
  LongObj* r = newLongDigits(va.used + vb.used);
  if (!r) return 0;
  return normalize(r, va.sign * vb.sign, magMul(r->digits, va.digits, va.used, vb.digits, vb.used));
}

Value intNegate(Value a) {
  int64_t x;
  if (smallOf(a, &x)) return newInt(-x);
  LongObj* o = as<LongObj>(a);
  LongObj* r = newLongDigits(o->used);
  memcpy(r->digits, o->digits, static_cast<size_t>(o->used) * sizeof(Digit));
  return normalize(r, -o->sign, o->used);
}

// ---- division

bool intDivMod(Value a, Value b, Value* quotient, Value* modulus, const char* zeroText) {
  int64_t x, y;
  if (smallOf(a, &x) && smallOf(b, &y)) {
    if (y == 0) {
      abi::trv_zero_division(const_cast<char*>(zeroText));
      return false;
    }
    int64_t q = x / y, r = x % y;
    if (r && (r < 0) != (y < 0)) {
      q--;
      r += y;
    }
    if (quotient) *quotient = newInt(q);
    if (modulus) *modulus = newInt(r);
    return true;
  }
  IntView va(a), vb(b);
  if (vb.sign == 0) {
    abi::trv_zero_division(const_cast<char*>(zeroText));
    return false;
  }
  bool opposite = va.sign * vb.sign < 0;
  if (magCompare(va.digits, va.used, vb.digits, vb.used) < 0) {
    bool adjust = opposite && va.sign;
    if (quotient) *quotient = fromSmallInt(adjust ? -1 : 0);
    if (modulus) *modulus = adjust ? intAdd(a, b) : exactInt(a);
    return true;
  }
  Digit digit;
  if (quotient && !modulus && !opposite && magDivideTops(&digit, va.digits, va.used, vb.digits, vb.used)) {
    *quotient = newIntU(digit);
    return true;
  }
  LongObj* q = quotient ? newLongDigits(va.used - vb.used + 2) : nullptr;
  // Whether the remainder is zero decides the rounding of a negative quotient.
  LongObj* r = modulus || opposite ? newLongDigits(vb.used + 1) : nullptr;
  magDivMod(q ? q->digits : nullptr, r ? r->digits : nullptr, va.digits, va.used, vb.digits, vb.used);
  int64_t remUsed = r ? magTrim(r->digits, vb.used) : 0;
  int64_t quotUsed = va.used - vb.used + 1;
  if (opposite && remUsed) {
    if (q) {
      Digit one = 1;
      q->digits[quotUsed] = 0;
      quotUsed = magAdd(q->digits, q->digits, quotUsed, &one, 1);
    }
    remUsed = magSub(r->digits, vb.digits, vb.used, r->digits, remUsed);
  }
  if (quotient) *quotient = normalize(q, opposite ? -1 : 1, quotUsed);
  if (modulus) *modulus = normalize(r, vb.sign, remUsed);
  return true;
}

double intFrexp(Value v, int64_t* exponent) {
  IntView a(v);
  int64_t bits = magBitLength(a.digits, a.used);
  uint64_t top;
  int64_t dropped = bits > 64 ? bits - 64 : 0;
  if (dropped == 0) {
    top = (a.used == 2 ? a.digits[1] << kDigitBits : 0) | a.digits[0];
  } else {
    // The 64 highest bits, the last of them also standing for everything below it.
    int64_t i = dropped / kDigitBits;
    int part = static_cast<int>(dropped % kDigitBits);
    top = a.digits[i] >> part;
    top |= a.digits[i + 1] << (kDigitBits - part);
    if (i + 2 < a.used && 2 * kDigitBits - part < 64) top |= a.digits[i + 2] << (2 * kDigitBits - part);
    bool sticky = (a.digits[i] & ((Digit{1} << part) - 1)) != 0;
    for (int64_t k = 0; k < i && !sticky; k++) sticky = a.digits[k] != 0;
    top |= sticky;
  }
  int e;
  double m = std::frexp(static_cast<double>(top), &e);
  *exponent = e + dropped;
  return a.sign < 0 ? -m : m;
}

double intToDouble(Value v, bool* overflow) {
  if (overflow) *overflow = false;
  int64_t x;
  if (smallOf(v, &x)) return static_cast<double>(x);
  if (as<LongObj>(v)->sign == 0) return 0;
  int64_t e;
  double m = intFrexp(v, &e);
  if (e > 1024) {
    if (overflow) *overflow = true;
    return m < 0 ? -HUGE_VAL : HUGE_VAL;
  }
  return std::ldexp(m, static_cast<int>(e));
}

Value intTrueDivide(Value a, Value b) {
  int64_t x, y;
  constexpr int64_t kExact = int64_t{1} << 53;
  if (smallOf(a, &x) && smallOf(b, &y)) {
    if (y == 0) return raise(&trv_exc_ZeroDivisionError, "division by zero");
    if (x >= -kExact && x <= kExact && y >= -kExact && y <= kExact) return newFloat(static_cast<double>(x) / static_cast<double>(y));
  }
  IntView va(a), vb(b);
  if (vb.sign == 0) return raise(&trv_exc_ZeroDivisionError, "division by zero");
  bool negative = va.sign * vb.sign < 0;
  if (va.sign == 0) return newFloat(vb.sign < 0 ? -0.0 : 0.0);
  int64_t diff = magBitLength(va.digits, va.used) - magBitLength(vb.digits, vb.used);
  if (diff > 1024) return raise(&trv_exc_OverflowError, "integer division result too large for a float");
  if (diff < -1074 - 2) return newFloat(negative ? -0.0 : 0.0);
  // The quotient is scaled by 2^-shift to have 55 or 56 bits (fewer where the result is subnormal), the rest goes into a sticky bit.
  int64_t shift = (diff > -1021 ? diff : -1021) - 55;
  Value magnitude = va.sign < 0 ? intNegate(a) : exactInt(a);
  Value divisor = vb.sign < 0 ? intNegate(b) : exactInt(b);
  Value scaled = shift > 0 ? intShiftRight(magnitude, static_cast<uint64_t>(shift)) : intShiftLeft(magnitude, static_cast<uint64_t>(-shift));
  bool inexact = shift > 0 && intCompare(intShiftLeft(scaled, static_cast<uint64_t>(shift)), magnitude) != 0;
  Value q, r;
  intDivMod(scaled, divisor, &q, &r, "");
  inexact |= intSign(r) != 0;
  int64_t quotient = smallIntOf(q);
  int64_t bits = quotient ? 64 - __builtin_clzll(static_cast<uint64_t>(quotient)) : 0;
  int64_t extra = (bits > -1021 - shift ? bits : -1021 - shift) - 53;
  int64_t half = int64_t{1} << (extra - 1);
  int64_t low = quotient & (2 * half - 1);
  quotient -= low;
  if (low > half || (low == half && (inexact || (quotient & (2 * half))))) quotient += 2 * half;
  double result = std::ldexp(static_cast<double>(quotient), static_cast<int>(shift));
  if (std::isinf(result)) return raise(&trv_exc_OverflowError, "integer division result too large for a float");
  return newFloat(negative ? -result : result);
}

Value intFromDouble(double d) {
  if (std::isinf(d)) return raise(&trv_exc_OverflowError, "cannot convert float infinity to integer");
  if (std::isnan(d)) return raise(&trv_exc_ValueError, "cannot convert float NaN to integer");
  if (d > -4e18 && d < 4e18) return newInt(static_cast<int64_t>(d));
  int e;
  double m = std::frexp(d, &e);
  Value v = newInt(static_cast<int64_t>(std::ldexp(m, 53)));
  return intShiftLeft(v, static_cast<uint64_t>(e - 53));
}

// ---- powers

Value intPow(Value a, Value b) {
  int64_t x, n;
  if (!smallOf(b, &n)) {
    bool odd = IntView(b).digits[0] & 1;
    if (smallOf(a, &x) && x >= -1 && x <= 1) return fromSmallInt(x == -1 ? (odd ? -1 : 1) : x);
    return raise(&trv_exc_MemoryError, "");
  }
  if (n == 0) return fromSmallInt(1);
  if (smallOf(a, &x)) {
    if (x == 0 || x == 1) return fromSmallInt(x);
    if (x == -1) return fromSmallInt(n & 1 ? -1 : 1);
    if (x == 2) return intShiftLeft(fromSmallInt(1), static_cast<uint64_t>(n));
  }
  Value result = exactInt(a);
  for (int bit = 62 - __builtin_clzll(static_cast<uint64_t>(n)); bit >= 0; bit--) {
    result = intMul(result, result);
    if (result && (n >> bit & 1)) result = intMul(result, a);
    if (!result) return 0;
  }
  return result;
}

/// Inverse of a modulo m (m > 0), 0 with ValueError when there is none.
static Value inverseModulo(Value a, Value m) {
  Value r0 = m, r1, s0 = fromSmallInt(0), s1 = fromSmallInt(1);
  if (!intDivMod(a, m, nullptr, &r1, "")) return 0;
  while (intSign(r1)) {
    Value q, r;
    intDivMod(r0, r1, &q, &r, "");
    Value s = intSub(s0, intMul(q, s1));
    r0 = r1;
    r1 = r;
    s0 = s1;
    s1 = s;
  }
  if (intCompare(r0, fromSmallInt(1)) != 0) return raise(&trv_exc_ValueError, "base is not invertible for the given modulus");
  Value result;
  intDivMod(s0, m, nullptr, &result, "");
  return result;
}

Value intPowMod(Value a, Value b, Value m) {
  int sign = intSign(m);
  if (sign == 0) return raise(&trv_exc_ValueError, "pow() 3rd argument cannot be 0");
  Value modulus = sign < 0 ? intNegate(m) : exactInt(m);
  Value base;
  Value exponent = exactInt(b);
  if (intSign(b) < 0) {
    exponent = intNegate(b);
    base = inverseModulo(a, modulus);
    if (!base) return 0;
  } else {
    intDivMod(a, modulus, nullptr, &base, "");
  }
  Value result;
  intDivMod(fromSmallInt(1), modulus, nullptr, &result, "");
  int64_t sm, sb;
  if (smallOf(modulus, &sm) && smallOf(base, &sb)) {
    uint64_t um = static_cast<uint64_t>(sm), r = static_cast<uint64_t>(smallIntOf(result)), p = static_cast<uint64_t>(sb);
    IntView e(exponent);
    bool word = um < (uint64_t{1} << 32);
    for (int64_t bit = magBitLength(e.digits, e.used) - 1; bit >= 0; bit--) {
      bool set = e.digits[bit / kDigitBits] >> (bit % kDigitBits) & 1;
      if (word) {
        r = r * r % um;
        if (set) r = r * p % um;
      } else {
        auto mulMod = [um](uint64_t x, uint64_t y) {
          WideDigit product = static_cast<WideDigit>(x) * y;
          uint64_t rem;
          divideWide(static_cast<uint64_t>(product >> 64), static_cast<uint64_t>(product), um, &rem);
          return rem;
        };
        r = mulMod(r, r);
        if (set) r = mulMod(r, p);
      }
    }
    result = newIntU(r);
  } else {
    IntView e(exponent);
    for (int64_t bit = magBitLength(e.digits, e.used) - 1; bit >= 0; bit--) {
      intDivMod(intMul(result, result), modulus, nullptr, &result, "");
      if (e.digits[bit / kDigitBits] >> (bit % kDigitBits) & 1) intDivMod(intMul(result, base), modulus, nullptr, &result, "");
    }
  }
  if (sign < 0 && intSign(result)) result = intSub(result, modulus);
  return result;
}

// ---- bits

Value intShiftLeft(Value a, uint64_t bits) {
  int64_t x;
  if (smallOf(a, &x)) {
    if (x == 0) return fromSmallInt(0);
    if (bits < 62 && (x << bits) >> bits == x) return newInt(x << bits);
  }
  if (bits > uint64_t{1} << 36) return raise(&trv_exc_MemoryError, "");
  IntView v(a);
  if (v.sign == 0) return fromSmallInt(0);
  LongObj* r = newLongDigits(v.used + static_cast<int64_t>(bits / kDigitBits) + 1);
  if (!r) return 0;
  return normalize(r, v.sign, magShiftLeft(r->digits, v.digits, v.used, bits));
}

Value intShiftRight(Value a, uint64_t bits) {
  int64_t x;
  if (smallOf(a, &x)) return fromSmallInt(x >> (bits < 63 ? bits : 63));
  IntView v(a);
  if (v.sign == 0) return fromSmallInt(0);
  int64_t whole = bits / kDigitBits < static_cast<uint64_t>(v.used) ? static_cast<int64_t>(bits / kDigitBits) : v.used;
  LongObj* r = newLongDigits(v.used - whole + 2);  // rounding down may take one more, also where nothing is left
  int64_t used = whole < v.used ? magShiftRight(r->digits, v.digits, v.used, bits) : 0;
  if (v.sign < 0) {
    bool lost = whole == v.used || (v.digits[whole] & ((Digit{1} << bits % kDigitBits) - 1));
    for (int64_t i = 0; i < whole && !lost; i++) lost = v.digits[i] != 0;
    if (lost) {
      Digit one = 1;
      used = magAdd(r->digits, r->digits, used, &one, 1);
    }
  }
  return normalize(r, v.sign, used);
}

Value intBitwise(Value a, Value b, BinaryOp op) {
  IntView va(a), vb(b);
  int64_t n = (va.used > vb.used ? va.used : vb.used) + 1;
  LongObj* r = newLongDigits(n);
  auto combine = [op](Digit x, Digit y) { return op == BinaryOp::And ? x & y : op == BinaryOp::Or ? x | y : x ^ y; };
  // Digits of the two's complement: inverted and one added, the borrowed one running upwards.
  Digit carryA = va.sign < 0, carryB = vb.sign < 0;
  for (int64_t i = 0; i < n; i++) {
    Digit x = i < va.used ? va.digits[i] : 0, y = i < vb.used ? vb.digits[i] : 0;
    if (va.sign < 0) {
      x = (~x & kDigitMask) + carryA;
      carryA = x >> kDigitBits;
      x &= kDigitMask;
    }
    if (vb.sign < 0) {
      y = (~y & kDigitMask) + carryB;
      carryB = y >> kDigitBits;
      y &= kDigitMask;
    }
    r->digits[i] = combine(x, y);
  }
  bool negative = combine(va.sign < 0, vb.sign < 0);
  if (negative) {
    Digit carry = 1;
    for (int64_t i = 0; i < n; i++) {
      Digit x = (~r->digits[i] & kDigitMask) + carry;
      carry = x >> kDigitBits;
      r->digits[i] = x & kDigitMask;
    }
  }
  return normalize(r, negative ? -1 : 1, n);
}

int64_t intBitLength(Value v) {
  IntView a(v);
  return magBitLength(a.digits, a.used);
}

// ---- comparison, hash

int intCompare(Value a, Value b) {
  int64_t x, y;
  if (smallOf(a, &x) && smallOf(b, &y)) return (x > y) - (x < y);
  IntView va(a), vb(b);
  if (va.sign != vb.sign) return va.sign < vb.sign ? -1 : 1;
  int order = magCompare(va.digits, va.used, vb.digits, vb.used);
  return va.sign < 0 ? -order : order;
}

int intCompareDouble(Value a, double d) {
  int64_t x;
  constexpr int64_t kExact = int64_t{1} << 53;
  if (smallOf(a, &x) && x >= -kExact && x <= kExact) {
    double f = static_cast<double>(x);
    return (f > d) - (f < d);
  }
  if (std::isinf(d)) return d > 0 ? -1 : 1;
  double whole = std::trunc(d);
  int order = intCompare(a, intFromDouble(whole));
  if (order) return order;
  return (whole > d) - (whole < d);
}

int64_t intHash(Value v) {
  constexpr uint64_t kModulus = (uint64_t{1} << 61) - 1;
  uint64_t h = 0;
  int sign;
  int64_t x;
  if (smallOf(v, &x)) {
    sign = x < 0 ? -1 : 1;
    h = static_cast<uint64_t>(x < 0 ? -x : x);
    if (h >= kModulus) h = (h & kModulus) + (h >> 61);
    if (h >= kModulus) h -= kModulus;
  } else {
    IntView a(v);
    sign = a.sign;
    for (int64_t i = a.used - 1; i >= 0; i--) {
      h = (h << kDigitBits & kModulus) | h >> (61 - kDigitBits);
      h += a.digits[i];
      if (h >= kModulus) h -= kModulus;
    }
  }
  int64_t result = sign < 0 ? -static_cast<int64_t>(h) : static_cast<int64_t>(h);
  return result == -1 ? -2 : result;
}

}  // namespace trivium::runtime
