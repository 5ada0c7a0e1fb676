// The functions of `math` on integers: gcd, lcm, isqrt, factorial, comb, perm.
#include "runtime/detail/bigint.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/math.h"

namespace trivium::runtime {
namespace {

constexpr Value kZero = fromSmallInt(0), kOne = fromSmallInt(1);

Value magnitude(Value v) { return intSign(v) < 0 ? intNegate(v) : v; }

uint64_t gcdOfWords(uint64_t a, uint64_t b) {
  while (b) {
    uint64_t r = a % b;
    a = b;
    b = r;
  }
  return a;
}

uint64_t word(Value v) { return static_cast<uint64_t>(smallIntOf(v)); }

/// Greatest common divisor of non-negative ints by Lehmer's algorithm: many steps of Euclid's on the leading bits at once.
Value gcd(Value a, Value b) {
  if (intCompare(a, b) < 0) {
    Value swap = a;
    a = b;
    b = swap;
  }
  while (!isSmallInt(a)) {
    if (intSign(b) == 0) return a;
    int64_t drop = intBitLength(a) - 62;
    int64_t x = smallIntOf(intShiftRight(a, static_cast<uint64_t>(drop)));
    Value top = intShiftRight(b, static_cast<uint64_t>(drop));
    int64_t y = smallIntOf(top);
    // Cofactors stay below 2^31, so that their products with what is left of x and y cannot overflow.
    int64_t A = 1, B = 0, C = 0, D = 1;
    constexpr int64_t kLimit = int64_t{1} << 31;
    while (y + C != 0 && y + D != 0) {
      int64_t q = (x + A) / (y + C);
      if (q != (x + B) / (y + D) || q >= kLimit) break;
      int64_t nextC = A - q * C, nextD = B - q * D;
      if (nextC >= kLimit || nextC <= -kLimit || nextD >= kLimit || nextD <= -kLimit) break;
      A = C;
      B = D;
      C = nextC;
      D = nextD;
      int64_t r = x - q * y;
      x = y;
      y = r;
    }
    if (B == 0) {
      Value r;
      if (!intDivMod(a, b, nullptr, &r, "")) return 0;
      a = b;
      b = r;
      continue;
    }
    Value nextA = intAdd(intMul(a, newInt(A)), intMul(b, newInt(B)));
    b = intAdd(intMul(a, newInt(C)), intMul(b, newInt(D)));
    a = nextA;
  }
  return newIntU(gcdOfWords(word(a), word(b)));
}

Value gcdFn(Value, const Value* args, int64_t nargs) {
  Value result = kZero;
  for (int64_t i = 0; i < nargs; ++i) {
    Value v = index(args[i]);
    if (!v) return 0;
    result = gcd(result, magnitude(exactInt(v)));
  }
  return result;
}

Value lcmFn(Value, const Value* args, int64_t nargs) {
  Value result = kOne;
  for (int64_t i = 0; i < nargs; ++i) {
    Value v = index(args[i]);
    if (!v) return 0;
    v = magnitude(exactInt(v));
    if (result == kZero) continue;
    if (v == kZero) {
      result = kZero;
      continue;
    }
    Value quotient;
    if (!intDivMod(result, gcd(result, v), &quotient, nullptr, "")) return 0;
    result = intMul(quotient, v);
  }
  return result;
}

/// Each round doubles the number of correct leading bits of the root.
Value isqrtFn(Value, const Value* args, int64_t) {
  Value n = index(args[0]);
  if (!n) return 0;
  n = exactInt(n);
  if (intSign(n) < 0) return raise(&trv_exc_ValueError, "isqrt() argument must be nonnegative");
  if (n == kZero) return n;
  int64_t c = (intBitLength(n) - 1) / 2;
  int64_t rounds = c ? 64 - __builtin_clzll(static_cast<uint64_t>(c)) : 0;
  Value a = kOne;
  int64_t d = 0;
  for (int64_t s = rounds - 1; s >= 0; --s) {
    int64_t e = d;
    d = c >> s;
    Value quotient;
    if (!intDivMod(intShiftRight(n, static_cast<uint64_t>(2 * c - e - d + 1)), a, &quotient, nullptr, "")) return 0;
    a = intAdd(intShiftLeft(a, static_cast<uint64_t>(d - e - 1)), quotient);
  }
  return intCompare(intMul(a, a), n) > 0 ? intSub(a, kOne) : a;
}

/// low * (low + 1) * … * (high - 1), by halves so that factors have similar sizes.
Value productOfRange(int64_t low, int64_t high) {
  if (high - low <= 8) {
    Value result = kOne;
    for (int64_t i = low; i < high; ++i) result = intMul(result, newInt(i));
    return result;
  }
  int64_t middle = low + (high - low) / 2;
  Value left = productOfRange(low, middle);
  return intMul(left, productOfRange(middle, high));
}

Value factorialOf(Value v) {
  v = index(v);
  if (!v) return 0;
  if (intSign(v) < 0) return raise(&trv_exc_ValueError, "factorial() not defined for negative values");
  int64_t n;
  if (!intFitsInt64(v, &n)) {
    return raise(&trv_exc_OverflowError, "factorial() argument should not exceed %lld", static_cast<long long>(INT64_MAX));
  }
  return productOfRange(2, n + 1);
}
Value factorialFn(Value, const Value* args, int64_t) { return factorialOf(args[0]); }

/// n * (n - 1) * … , k factors.
Value fallingPower(Value n, int64_t k) {
  int64_t small;
  if (intFitsInt64(n, &small)) return productOfRange(small - k + 1, small + 1);
  Value result = n;
  for (int64_t i = 1; i < k; ++i) result = intMul(result, intSub(n, newInt(i)));
  return result;
}

Value binomial(Value n, int64_t k) {
  if (k == 0) return kOne;
  if (k == 1) return n;
  if (k <= 20) {
    Value quotient;
    return intDivMod(fallingPower(n, k), productOfRange(2, k + 1), &quotient, nullptr, "") ? quotient : 0;
  }
  // C(n, k) = C(n, j) * C(n - j, k - j) / C(k, j)
  int64_t j = k / 2;
  Value product = intMul(binomial(n, j), binomial(intSub(n, newInt(j)), k - j));
  Value quotient;
  return intDivMod(product, binomial(newInt(k), j < k - j ? j : k - j), &quotient, nullptr, "") ? quotient : 0;
}

/// The two arguments of comb and perm, not negative; false = raised.
bool sizes(const Value* args, Value* n, Value* k) {
  *n = index(args[0]);
  *k = *n ? index(args[1]) : 0;
  if (!*k) return false;
  *n = exactInt(*n);
  *k = exactInt(*k);
  const char* negative = intSign(*n) < 0 ? "n" : intSign(*k) < 0 ? "k" : nullptr;
  if (negative) raise(&trv_exc_ValueError, "%s must be a non-negative integer", negative);
  return !negative;
}

Value combFn(Value, const Value* args, int64_t) {
  Value n, k;
  if (!sizes(args, &n, &k)) return 0;
  Value rest = intSub(n, k);
  if (intSign(rest) < 0) return kZero;
  if (intCompare(rest, k) < 0) k = rest;
  int64_t count;
  if (!intFitsInt64(k, &count)) {
    return raise(&trv_exc_OverflowError, "min(n - k, k) must not exceed %lld", static_cast<long long>(INT64_MAX));
  }
  return binomial(n, count);
}

Value permFn(Value, const Value* args, int64_t nargs) {
  if (nargs < 2 || args[1] == none()) return factorialOf(args[0]);
  Value n, k;
  if (!sizes(args, &n, &k)) return 0;
  if (intCompare(n, k) < 0) return kZero;
  int64_t count;
  if (!intFitsInt64(k, &count)) {
    return raise(&trv_exc_OverflowError, "k must not exceed %lld", static_cast<long long>(INT64_MAX));
  }
  return count == 0 ? kOne : fallingPower(n, count);
}

const NativeDef kFunctions[] = {
    {"comb", combFn, ArgKind::Positional, 2, 2},
    {"factorial", factorialFn, ArgKind::One},
    {"gcd", gcdFn},
    {"isqrt", isqrtFn, ArgKind::One},
    {"lcm", lcmFn},
    {"perm", permFn, ArgKind::Positional, 1, 2},
    {},
};

}  // namespace

void addIntegerMath(Value module) { moduleAddFunctions(module, kFunctions); }

}  // namespace trivium::runtime
