// The functions of `math` that take many numbers: fsum, prod, hypot, dist. Results are rounded as CPython's are.
#include <cmath>

#include "runtime/abi/helpers.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/math.h"

namespace trivium::runtime {
namespace {

// ---- fsum: Shewchuk, "Adaptive Precision Floating-Point Arithmetic", partial sums that do not overlap

struct Partials {
  double* items;
  int64_t count = 0, capacity;
  double special = 0, infinities = 0;  ///< sums of the summands that are not finite, and of the infinite ones
};

int addSummand(Value item, void* context) {
  auto* p = static_cast<Partials*>(context);
  double x;
  if (toDouble(item, &x) < 0) return -1;
  const double summand = x;
  int64_t kept = 0;
  for (int64_t i = 0; i < p->count; ++i) {
    double y = p->items[i];
    if (std::fabs(x) < std::fabs(y)) {
      double swap = x;
      x = y;
      y = swap;
    }
    double high = x + y;
    double low = y - (high - x);
    if (low != 0) p->items[kept++] = low;
    x = high;
  }
  p->count = kept;
  if (x == 0) return 0;
  if (!std::isfinite(x)) {
    if (std::isfinite(summand)) return raiseInt(raise(&trv_exc_OverflowError, "intermediate overflow in fsum"));
    if (std::isinf(summand)) p->infinities += summand;
    p->special += summand;
    p->count = 0;
    return 0;
  }
  if (p->count == p->capacity) {
    auto* grown = static_cast<double*>(gcAllocLeaf(static_cast<size_t>(p->capacity) * 2 * sizeof(double)));
    memcpy(grown, p->items, static_cast<size_t>(p->count) * sizeof(double));
    p->items = grown;
    p->capacity *= 2;
  }
  p->items[p->count++] = x;
  return 0;
}

Value fsumFn(Value, const Value* args, int64_t) {
  constexpr int64_t kStart = 32;
  double first[kStart];
  Partials p;
  p.items = first;
  p.capacity = kStart;
  if (forEach(args[0], addSummand, &p) < 0) return 0;
  if (p.special != 0) {
    if (std::isnan(p.infinities)) return raise(&trv_exc_ValueError, "-inf + inf in fsum");
    return newFloat(p.special);
  }
  if (p.count == 0) return newFloat(0);
  double high = p.items[--p.count], low = 0;
  while (p.count > 0 && low == 0) {
    double x = high, y = p.items[--p.count];
    high = x + y;
    low = y - (high - x);
  }
  // A tie between two floats is decided by what is left below it.
  if (p.count > 0 && ((low < 0 && p.items[p.count - 1] < 0) || (low > 0 && p.items[p.count - 1] > 0))) {
    double y = low * 2, x = high + y;
    if (y == x - high) high = x;
  }
  return newFloat(high);
}

// ---- prod

struct Product {
  Value value;
};
int multiply(Value item, void* context) {
  auto* p = static_cast<Product*>(context);
  if (hasShape(p->value, &trv_shape_float) && (isSmallInt(item) || hasShape(item, &trv_shape_float))) {
    double y = isSmallInt(item) ? static_cast<double>(smallIntOf(item)) : floatOf(item);
    p->value = newFloat(floatOf(p->value) * y);
    return 0;
  }
  p->value = abi::trv_mul(p->value, item);
  return p->value ? 0 : -1;
}

Value prodFn(Value, const Value* args, int64_t) {
  Product p{args[1] ? args[1] : fromSmallInt(1)};
  return forEach(args[0], multiply, &p) < 0 ? 0 : p.value;
}

// ---- distances

/// Sum of squares kept exactly enough that the root comes out correctly rounded almost always: each summand is added to `sum` and what
/// the addition lost to a sum of its own.
struct SquareSum {
  double sum = 1.0, lost[3] = {0, 0, 0};
  void add(double x, int which) {
    double before = sum;
    sum += x;
    lost[which] += (before - sum) + x;
  }
  /// Adds sign * x * x, split so that the products are exact (Dekker).
  void addSquare(double x, double sign) {
    constexpr double kSplit = 134217729.0;  // 2^27 + 1
    double t = x * kSplit;
    double high = t - (t - x), low = x - high;
    add(sign * high * high, 0);
    add(sign * 2.0 * high * low, 1);
    add(sign * low * low, 2);
  }
  double value() const { return sum - 1.0 + (lost[0] + lost[1] + lost[2]); }
};

/// Euclidean norm of non-negative components of which `largest` is the largest.
double norm(const double* v, int64_t n, double largest, bool hasNan) {
  if (std::isinf(largest)) return largest;
  if (hasNan) return __builtin_nan("");
  if (largest == 0 || n <= 1) return largest;
  int exponent;
  std::frexp(largest, &exponent);
  SquareSum squares;
  if (exponent < -1023) {  // the scale would overflow
    for (int64_t i = 0; i < n; ++i) {
      double x = v[i] / largest;
      squares.add(x * x, 0);
    }
    return largest * std::sqrt(squares.sum - 1.0 + squares.lost[0]);
  }
  double scale = std::ldexp(1.0, -exponent);
  for (int64_t i = 0; i < n; ++i) squares.addSquare(v[i] * scale, 1.0);
  double h = std::sqrt(squares.value());
  // One step of Newton's method with the exact residue.
  squares.addSquare(h, -1.0);
  return (h + squares.value() / (2.0 * h)) / scale;
}

struct Components {
  double few[16];
  double* v = few;
  double largest = 0;
  bool hasNan = false;
  explicit Components(int64_t n) {
    if (n > 16) v = static_cast<double*>(gcAllocLeaf(static_cast<size_t>(n) * sizeof(double)));
  }
  void set(int64_t i, double x) {
    x = std::fabs(x);
    v[i] = x;
    hasNan |= std::isnan(x);
    if (x > largest) largest = x;
  }
};

Value hypotFn(Value, const Value* args, int64_t nargs) {
  Components c(nargs);
  for (int64_t i = 0; i < nargs; ++i) {
    double x;
    if (toDouble(args[i], &x) < 0) return 0;
    c.set(i, x);
  }
  return newFloat(norm(c.v, nargs, c.largest, c.hasNan));
}

Value distFn(Value, const Value* args, int64_t) {
  Value a = isTuple(args[0]) ? args[0] : tupleFrom(args[0]);
  Value b = a ? isTuple(args[1]) ? args[1] : tupleFrom(args[1]) : 0;
  if (!b) return 0;
  const TupleObj *p = as<TupleObj>(a), *q = as<TupleObj>(b);
  if (p->length != q->length) return raise(&trv_exc_ValueError, "both points must have the same number of dimensions");
  Components c(p->length);
  for (int64_t i = 0; i < p->length; ++i) {
    double x, y;
    if (toDouble(p->items[i], &x) < 0 || toDouble(q->items[i], &y) < 0) return 0;
    c.set(i, x - y);
  }
  return newFloat(norm(c.v, p->length, c.largest, c.hasNan));
}

const NativeDef kFunctions[] = {
    {"dist", distFn, ArgKind::Positional, 2, 2},
    {"fsum", fsumFn, ArgKind::One},
    {"hypot", hypotFn},
    {"prod", prodFn, ArgKind::Named, 0, -1, "iterable, /, *, start="},
    {},
};

}  // namespace

void addMathSums(Value module) { moduleAddFunctions(module, kFunctions); }

}  // namespace trivium::runtime
