// Operators as engines call them: small ints, floats and strings here, everything else through the slots (operators.cpp). These are the
// hottest functions of the dynamic modes, so each first tests what is most frequent and leaves the rest to a call in tail position.
#include "runtime/abi/helpers.h"
#include "runtime/detail/bigint.h"
#include "runtime/detail/core.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

namespace {

/// Two floats, or a float and a small int.
inline bool bothDouble(Value a, Value b, double* x, double* y) {
  if (isSmallInt(a)) {
    if (!hasShape(b, &trv_shape_float)) return false;
    *x = static_cast<double>(smallIntOf(a));
    *y = floatOf(b);
    return true;
  }
  if (objectOf(a)->shape != &trv_shape_float) return false;
  *x = floatOf(a);
  if (isSmallInt(b)) *y = static_cast<double>(smallIntOf(b));
  else if (objectOf(b)->shape == &trv_shape_float) *y = floatOf(b);
  else return false;
  return true;
}
inline bool bothStr(Value a, Value b) { return hasShape(a, &trv_shape_str) && hasShape(b, &trv_shape_str); }
inline bool bothFloat(Value a, Value b) { return hasShape(a, &trv_shape_float) && hasShape(b, &trv_shape_float); }

/// The plain result of an operator, 0 when the operands are of other kinds. `grow`: a str may be extended in place.
template <BinaryOp op, bool grow> inline Value fast(Value a, Value b) {
  constexpr int64_t kExact = int64_t{1} << 53;
  if (__builtin_expect(bothSmallInt(a, b), 1)) {
    const int64_t x = smallIntOf(a), y = smallIntOf(b);
    int64_t r;
    switch (op) {
      // v = n << 1 | 1: the sum of words less one tag bit is the tagged sum.
      case BinaryOp::Add:
        return __builtin_add_overflow(static_cast<int64_t>(a - 1), static_cast<int64_t>(b), &r) ? newLong(x + y) : static_cast<Value>(r);
      case BinaryOp::Sub:
        return __builtin_sub_overflow(static_cast<int64_t>(a), static_cast<int64_t>(b - 1), &r) ? newLong(x - y) : static_cast<Value>(r);
      case BinaryOp::Mul:
        return __builtin_mul_overflow(static_cast<int64_t>(a - 1), y, &r) ? intMul(a, b) : static_cast<Value>(r) | 1;
      case BinaryOp::TrueDiv:
        if (y == 0 || x > kExact || x < -kExact || y > kExact || y < -kExact) return 0;
        return newFloat(static_cast<double>(x) / static_cast<double>(y));
      case BinaryOp::FloorDiv: {
        if (y == 0 || y == -1) return 0;
        int64_t q = x / y;
        if ((x % y != 0) && ((x < 0) != (y < 0))) --q;
        return fromSmallInt(q);
      }
      case BinaryOp::Mod: {
        if (y == 0) return 0;
        int64_t m = x % y;
        if (m && ((m < 0) != (y < 0))) m += y;
        return fromSmallInt(m);
      }
      case BinaryOp::LShift:
        if (y < 0 || y > 61) return 0;
        r = static_cast<int64_t>(static_cast<uint64_t>(x) << y);
        return (r >> y) == x && fitsSmallInt(r) ? fromSmallInt(r) : 0;
      case BinaryOp::RShift: return y < 0 ? 0 : fromSmallInt(x >> (y > 62 ? 62 : y));
      case BinaryOp::And: return a & b;
      case BinaryOp::Or: return a | b;
      case BinaryOp::Xor: return (a ^ b) | 1;
      default: return 0;
    }
  }
  double x, y;
  if constexpr (op <= BinaryOp::Pow) {
    if (bothDouble(a, b, &x, &y)) {
      switch (op) {
        case BinaryOp::Add: return newFloat(x + y);
        case BinaryOp::Sub: return newFloat(x - y);
        case BinaryOp::Mul: return newFloat(x * y);
        case BinaryOp::TrueDiv: return y == 0 ? 0 : newFloat(x / y);
        case BinaryOp::FloorDiv: return y == 0 ? 0 : newFloat(floatFloorDiv(x, y));
        case BinaryOp::Mod: return y == 0 ? 0 : newFloat(floatMod(x, y));
        default: return 0;
      }
    }
  }
  if constexpr (op == BinaryOp::Add)
    if (bothStr(a, b)) return toValue(grow ? strAppend(as<StrObj>(a), as<StrObj>(b)) : strConcat(as<StrObj>(a), as<StrObj>(b)));
  return 0;
}

// ---- comparison

template <CompareOp op, class T> inline bool holds(T a, T b) {
  switch (op) {
    case CompareOp::Lt: return a < b;
    case CompareOp::Le: return a <= b;
    case CompareOp::Eq: return a == b;
    case CompareOp::Ne: return a != b;
    case CompareOp::Gt: return a > b;
    case CompareOp::Ge: return a >= b;
  }
  return false;
}

/// 0 or 1, -1 when the operands are of other kinds.
template <CompareOp op> inline int fastCompare(Value a, Value b) {
  if (__builtin_expect(bothSmallInt(a, b), 1)) return holds<op>(static_cast<int64_t>(a), static_cast<int64_t>(b));
  if (bothFloat(a, b)) return holds<op>(floatOf(a), floatOf(b));
  if (bothStr(a, b)) {
    if constexpr (op == CompareOp::Eq) return a == b || strEquals(as<StrObj>(a), as<StrObj>(b));
    if constexpr (op == CompareOp::Ne) return a != b && !strEquals(as<StrObj>(a), as<StrObj>(b));
    return holds<op>(strCompare(as<StrObj>(a), as<StrObj>(b)), 0);
  }
  return -1;
}

template <CompareOp op> inline Value compareValue(Value a, Value b) {
  const int r = fastCompare<op>(a, b);
  return __builtin_expect(r >= 0, 1) ? fromBool(r) : compare(a, b, op);
}
template <CompareOp op> inline int64_t compareTruth(Value a, Value b) {
  const int r = fastCompare<op>(a, b);
  if (__builtin_expect(r >= 0, 1)) return r;
  const Value v = compare(a, b, op);
  return v ? truth(v) : -1;
}

}  // namespace

extern "C" {
#define TRV_BINARY(name, op)                             \
  Value trv_##name(Value a, Value b) {                   \
    const Value r = fast<BinaryOp::op, false>(a, b);     \
    return __builtin_expect(r != 0, 1) ? r : binaryOp(BinaryOp::op, a, b); \
  }                                                      \
  Value trv_i##name(Value a, Value b) {                  \
    const Value r = fast<BinaryOp::op, true>(a, b);      \
    return __builtin_expect(r != 0, 1) ? r : inplaceOp(BinaryOp::op, a, b); \
  }
TRV_BINARY(add, Add)
TRV_BINARY(sub, Sub)
TRV_BINARY(mul, Mul)
TRV_BINARY(truediv, TrueDiv)
TRV_BINARY(floordiv, FloorDiv)
TRV_BINARY(mod, Mod)
TRV_BINARY(lshift, LShift)
TRV_BINARY(rshift, RShift)
TRV_BINARY(and, And)
TRV_BINARY(or, Or)
TRV_BINARY(xor, Xor)
#undef TRV_BINARY

// A power that fails must not be tried again through the slots.
Value trv_pow(Value a, Value b) {
  double x, y;
  if (bothSmallInt(a, b) && smallIntOf(b) >= 0) return intPow(a, b);
  if (bothDouble(a, b, &x, &y)) return floatPow(x, y);
  return binaryOp(BinaryOp::Pow, a, b);
}
Value trv_ipow(Value a, Value b) {
  double x, y;
  if (bothSmallInt(a, b) && smallIntOf(b) >= 0) return intPow(a, b);
  if (bothDouble(a, b, &x, &y)) return floatPow(x, y);
  return inplaceOp(BinaryOp::Pow, a, b);
}
Value trv_matmul(Value a, Value b) { return binaryOp(BinaryOp::MatMul, a, b); }
Value trv_imatmul(Value a, Value b) { return inplaceOp(BinaryOp::MatMul, a, b); }

Value trv_neg(Value a) {
  if (isSmallInt(a)) return newInt(-smallIntOf(a));
  if (objectOf(a)->shape == &trv_shape_float) return newFloat(-floatOf(a));
  return unaryOp(UnaryOp::Neg, a);
}
Value trv_pos(Value a) { return isSmallInt(a) ? a : unaryOp(UnaryOp::Pos, a); }
Value trv_invert(Value a) { return isSmallInt(a) ? fromSmallInt(~smallIntOf(a)) : unaryOp(UnaryOp::Invert, a); }

#define TRV_COMPARE(name, op)                                                       \
  Value trv_##name(Value a, Value b) { return compareValue<CompareOp::op>(a, b); }  \
  int64_t trv_##name##_truth(Value a, Value b) { return compareTruth<CompareOp::op>(a, b); }
TRV_COMPARE(lt, Lt)
TRV_COMPARE(le, Le)
TRV_COMPARE(eq, Eq)
TRV_COMPARE(ne, Ne)
TRV_COMPARE(gt, Gt)
TRV_COMPARE(ge, Ge)
#undef TRV_COMPARE

int64_t trv_truth(Value v) { return truth(v); }
}

}  // namespace trivium::runtime
