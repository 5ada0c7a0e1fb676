// The class float: arithmetic, text in both directions, rounding, hexadecimal form.
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "runtime/abi/helpers.h"
#include "runtime/detail/bigint.h"
#include "runtime/detail/text.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

extern "C" {
Shape trv_shape_float;
ClassObj trv_class_float;
}

Value newFloat(double d) {
  FloatObj* f = gcNewLeaf<FloatObj>(&trv_shape_float);
  f->value = d;
  return toValue(f);
}
extern "C" Value trv_new_float(double d) { return newFloat(d); }

bool doubleOperand(Value v, double* d) {
  if (isFloat(v)) {
    *d = floatOf(v);
    return true;
  }
  if (!isInt(v)) return false;
  bool overflow;
  *d = intToDouble(v, &overflow);
  if (overflow) raise(&trv_exc_OverflowError, "int too large to convert to float");
  return !overflow;
}

// ---- arithmetic

double floatMod(double a, double b) {
  double m = std::fmod(a, b);
  if (m) {
    if ((b < 0) != (m < 0)) m += b;
    return m;
  }
  return std::copysign(0.0, b);
}

static double divmodParts(double a, double b, double* mod) {
  double m = std::fmod(a, b);
  double div = (a - m) / b;
  if (m) {
    if ((b < 0) != (m < 0)) {
      m += b;
      div -= 1.0;
    }
  } else {
    m = std::copysign(0.0, b);
  }
  double floored;
  if (div) {
    floored = std::floor(div);
    if (div - floored > 0.5) floored += 1.0;
  } else {
    floored = std::copysign(0.0, a / b);
  }
  *mod = m;
  return floored;
}

double floatFloorDiv(double a, double b) {
  double mod;
  return divmodParts(a, b, &mod);
}

extern "C" double trv_float_floordiv(double a, double b) { return floatFloorDiv(a, b); }
extern "C" double trv_float_mod(double a, double b) { return floatMod(a, b); }

/// The special cases of C99 F.9.4.4 that platforms disagree on are decided here, as CPython does.
Value floatPow(double a, double b) {
  if (b == 0) return newFloat(1.0);
  if (std::isnan(a)) return newFloat(a);
  if (std::isnan(b)) return newFloat(a == 1.0 ? 1.0 : b);
  if (std::isinf(b)) {
    double m = std::fabs(a);
    if (m == 1.0) return newFloat(1.0);
    return newFloat((b > 0) == (m > 1.0) ? std::fabs(b) : 0.0);
  }
  bool oddInteger = std::fmod(std::fabs(b), 2.0) == 1.0;
  if (std::isinf(a)) {
    if (b > 0) return newFloat(oddInteger ? a : std::fabs(a));
    return newFloat(oddInteger ? std::copysign(0.0, a) : 0.0);
  }
  if (a == 0.0) {
    if (b < 0) return raise(&trv_exc_ZeroDivisionError, "0.0 cannot be raised to a negative power");
    return newFloat(oddInteger ? a : 0.0);
  }
  bool negate = false;
  if (a < 0) {
    if (b != std::floor(b)) return complexPow(a, 0, b, 0);
    a = -a;
    negate = oddInteger;
  }
  if (a == 1.0) return newFloat(negate ? -1.0 : 1.0);
  double r = std::pow(a, b);
  if (std::isinf(r)) return raiseObject(callWith(toValue(&trv_exc_OverflowError), fromSmallInt(ERANGE), toValue(newStr(strerror(ERANGE)))));
  return newFloat(negate ? -r : r);
}

extern "C" double trv_float_pow(double a, double b) { return std::pow(a, b); }

static bool operands(Value a, Value b, double* x, double* y, Value* failed) {
  if (doubleOperand(a, x) && doubleOperand(b, y)) return true;
  *failed = hasPending() ? 0 : notImplemented();
  return false;
}

template <BinaryOp op> static Value binarySlot(Value a, Value b) {
  double x, y;
  Value failed;
  if (!operands(a, b, &x, &y, &failed)) return failed;
  if constexpr (op == BinaryOp::Add) return newFloat(x + y);
  if constexpr (op == BinaryOp::Sub) return newFloat(x - y);
  if constexpr (op == BinaryOp::Mul) return newFloat(x * y);
  if constexpr (op == BinaryOp::Pow) return floatPow(x, y);
  if (y == 0)
    return raise(&trv_exc_ZeroDivisionError, op == BinaryOp::TrueDiv    ? "float division by zero"
                                             : op == BinaryOp::FloorDiv ? "float floor division by zero"
                                             : op == BinaryOp::DivMod   ? "float divmod()"
                                                                        : "float modulo");
  if constexpr (op == BinaryOp::TrueDiv) return newFloat(x / y);
  if constexpr (op == BinaryOp::FloorDiv) return newFloat(floatFloorDiv(x, y));
  if constexpr (op == BinaryOp::Mod) return newFloat(floatMod(x, y));
  if constexpr (op == BinaryOp::DivMod) {
    double mod, div = divmodParts(x, y, &mod);
    Value q = newFloat(div);
    return toValue(makeTuple(q, newFloat(mod)));
  }
  return notImplemented();
}

static Value negSlot(Value v) { return newFloat(-floatOf(v)); }
static Value posSlot(Value v) { return isExact(v, &trv_class_float) ? v : newFloat(floatOf(v)); }
static Value absSlot(Value v) { return newFloat(std::fabs(floatOf(v))); }
static int truthSlot(Value v) { return floatOf(v) != 0; }
static Value toIntSlot(Value v) { return intFromDouble(floatOf(v)); }

static Value compareSlot(Value a, Value b, CompareOp op) {
  double x = floatOf(a);
  bool lt, eq, gt;
  if (isFloat(b)) {
    double y = floatOf(b);
    lt = x < y;
    eq = x == y;
    gt = x > y;
  } else if (isInt(b)) {
    int order = std::isnan(x) ? 2 : intCompareDouble(b, x);
    lt = order == 1;
    eq = order == 0;
    gt = order == -1;
  } else {
    return notImplemented();
  }
  switch (op) {
    case CompareOp::Lt: return fromBool(lt);
    case CompareOp::Le: return fromBool(lt || eq);
    case CompareOp::Eq: return fromBool(eq);
    case CompareOp::Ne: return fromBool(!eq);
    case CompareOp::Gt: return fromBool(gt);
    case CompareOp::Ge: return fromBool(gt || eq);
  }
  return 0;
}

/// x mod 2^61 - 1 for the rational number x, as CPython's numeric hash.
int64_t hashDouble(double d) {
  constexpr int kBits = 61;
  constexpr uint64_t kModulus = (uint64_t{1} << kBits) - 1;
  if (std::isinf(d)) return d > 0 ? 314159 : -314159;
  if (std::isnan(d)) return 0;
  if (d >= -4e15 && d <= 4e15 && d == static_cast<double>(static_cast<int64_t>(d))) {
    int64_t i = static_cast<int64_t>(d);
    return i == -1 ? -2 : i;
  }
  int e;
  double m = std::frexp(std::fabs(d), &e);
  uint64_t x = 0;
  while (m) {
    x = ((x << 28) & kModulus) | x >> (kBits - 28);
    m *= 268435456.0;
    e -= 28;
    uint64_t y = static_cast<uint64_t>(m);
    m -= static_cast<double>(y);
    x += y;
    if (x >= kModulus) x -= kModulus;
  }
  e = e >= 0 ? e % kBits : kBits - 1 - ((-1 - e) % kBits);
  x = ((x << e) & kModulus) | x >> (kBits - e);
  int64_t h = d < 0 ? -static_cast<int64_t>(x) : static_cast<int64_t>(x);
  return h == -1 ? -2 : h;
}

static int64_t hashSlot(Value v) {
  double d = floatOf(v);
  if (!std::isnan(d)) return hashDouble(d);
  int64_t h = static_cast<int64_t>(v >> 4 | v << 60);  // NaNs differ from each other, so their identity hashes
  return h == -1 ? -2 : h;
}

// ---- to text

int floatReprTo(char* out, double d, bool addDotZero) {
  char* p = out;
  if (std::isnan(d)) {
    memcpy(p, "nan", 3);
    return 3;
  }
  if (std::signbit(d)) *p++ = '-';
  d = std::fabs(d);
  if (std::isinf(d)) {
    memcpy(p, "inf", 3);
    return static_cast<int>(p - out) + 3;
  }
  char digits[24];
  int point = 1, n = 1;
  digits[0] = '0';
  if (d != 0) n = shortestDigits(d, digits, &point);
  if (point > 16 || point < -3) {
    *p++ = digits[0];
    if (n > 1) {
      *p++ = '.';
      memcpy(p, digits + 1, static_cast<size_t>(n - 1));
      p += n - 1;
    }
    int e = point - 1;
    *p++ = 'e';
    *p++ = e < 0 ? '-' : '+';
    if (e < 0) e = -e;
    if (e >= 100) *p++ = static_cast<char>('0' + e / 100);
    *p++ = static_cast<char>('0' + e / 10 % 10);
    *p++ = static_cast<char>('0' + e % 10);
    return static_cast<int>(p - out);
  }
  if (point <= 0) {
    *p++ = '0';
    *p++ = '.';
    for (int i = point; i < 0; i++) *p++ = '0';
    memcpy(p, digits, static_cast<size_t>(n));
    return static_cast<int>(p - out) + n;
  }
  for (int i = 0; i < point; i++) *p++ = i < n ? digits[i] : '0';
  if (n > point) {
    *p++ = '.';
    memcpy(p, digits + point, static_cast<size_t>(n - point));
    p += n - point;
  } else if (addDotZero) {
    *p++ = '.';
    *p++ = '0';
  }
  return static_cast<int>(p - out);
}

Value floatRepr(double d) {
  char buffer[40];
  int n = floatReprTo(buffer, d);
  return toValue(newAscii(buffer, n));
}
static Value reprSlot(Value v) { return floatRepr(floatOf(v)); }

// ---- from text

static bool matchWord(const char* text, int64_t n, const char* word) {
  if (n != static_cast<int64_t>(strlen(word))) return false;
  for (int64_t i = 0; i < n; i++)
    if ((text[i] | 0x20) != word[i]) return false;
  return true;
}

bool parseDouble(const char* text, int64_t n, double* out) {
  const char *p = text, *end = text + n;
  bool negative = false;
  if (p < end && (*p == '+' || *p == '-')) negative = *p++ == '-';
  if (matchWord(p, end - p, "inf") || matchWord(p, end - p, "infinity")) {
    *out = negative ? -HUGE_VAL : HUGE_VAL;
    return true;
  }
  if (matchWord(p, end - p, "nan")) {
    *out = std::copysign(std::nan(""), negative ? -1.0 : 1.0);
    return true;
  }
  const char* start = p;
  int64_t digits = 0;
  uint64_t mantissa = 0;
  int scale = 0;
  for (; p < end && *p >= '0' && *p <= '9'; p++, digits++)
    if (digits < 19) mantissa = mantissa * 10 + static_cast<uint64_t>(*p - '0');
  if (p < end && *p == '.') {
    p++;
    for (; p < end && *p >= '0' && *p <= '9'; p++, digits++, scale++)
      if (digits < 19) mantissa = mantissa * 10 + static_cast<uint64_t>(*p - '0');
  }
  if (digits == 0) return false;
  if (p == end && digits <= 19 && mantissa <= uint64_t{1} << 53 && scale <= 22) {
    // Clinger's fast path: both numbers are exact doubles, so one division rounds correctly.
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    double d = static_cast<double>(mantissa) / powers[scale];
    *out = negative ? -d : d;
    return true;
  }
  if (p < end && (*p | 0x20) == 'e') {
    p++;
    if (p < end && (*p == '+' || *p == '-')) p++;
    if (p == end) return false;
    for (; p < end; p++)
      if (*p < '0' || *p > '9') return false;
  }
  if (p != end) return false;
  char local[64];
  size_t length = static_cast<size_t>(end - start);
  char* copy = length < sizeof local ? local : static_cast<char*>(gcAllocLeaf(length + 1));
  memcpy(copy, start, length);
  copy[length] = 0;
  double d = strtod(copy, nullptr);
  *out = negative ? -d : d;
  return true;
}

/// Trims spaces, checks and removes underscores (each between digits).
static bool parseLoose(const char* text, int64_t n, double* out) {
  const char *p = text, *end = text + n;
  while (p < end && (*p == ' ' || (*p >= '\t' && *p <= '\r'))) p++;
  while (end > p && (end[-1] == ' ' || (end[-1] >= '\t' && end[-1] <= '\r'))) end--;
  if (!memchr(p, '_', static_cast<size_t>(end - p))) return parseDouble(p, end - p, out);
  char* copy = static_cast<char*>(gcAllocLeaf(static_cast<size_t>(end - p)));
  int64_t k = 0;
  for (const char* q = p; q < end; q++) {
    if (*q != '_') {
      copy[k++] = *q;
      continue;
    }
    auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
    if (q == p || q + 1 == end || !isDigit(q[-1]) || !isDigit(q[1])) return false;
  }
  return parseDouble(copy, k, out);
}

bool floatFromStr(StrObj* s, double* out) {
  if (s->ascii) return parseLoose(reinterpret_cast<const char*>(s->data), s->length, out);
  int64_t n;
  const char* text = numberText(s, &n);
  return parseLoose(text, n, out);
}

// ---- constructor

static Value floatFromArg(Value v) {
  if (isExact(v, &trv_class_float)) return v;
  double d;
  if (isStr(v)) {
    if (!floatFromStr(as<StrObj>(v), &d)) return raise(&trv_exc_ValueError, "could not convert string to float: %R", v);
    return newFloat(d);
  }
  const uint8_t* data;
  int64_t n;
  if (bufferOf(v, &data, &n)) {
    bool plain = true;
    for (int64_t i = 0; i < n; i++) plain &= data[i] < 128 && data[i] != 0;
    if (!plain || !parseLoose(reinterpret_cast<const char*>(data), n, &d))
      return raise(&trv_exc_ValueError, "could not convert string to float: %R", v);
    return newFloat(d);
  }
  ClassObj* cls = classOf(v);
  if (!cls->slots.toFloat && !cls->slots.index)
    return raise(&trv_exc_TypeError, "float() argument must be a string or a real number, not '%T'", v);
  Value r;
  if (cls->slots.toFloat) {
    r = cls->slots.toFloat(v);
    if (!r) return 0;
    if (!isFloat(r)) return raise(&trv_exc_TypeError, "%T.__float__ returned non-float (type %T)", v, r);
    return newFloat(floatOf(r));
  }
  r = index(v);
  return r && doubleOperand(r, &d) ? newFloat(d) : 0;
}

static Value floatCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  if (cls == &trv_class_float && !noKeywords("float", kwnames)) return 0;
  if (nargs > 1) return raise(&trv_exc_TypeError, "float expected at most 1 argument, got %lld", static_cast<long long>(nargs));
  Value v = nargs ? floatFromArg(args[0]) : newFloat(0.0);
  if (!v || cls == &trv_class_float) return v;
  FloatObj* o = static_cast<FloatObj*>(allocInstance(cls));
  o->value = floatOf(v);
  return toValue(o);
}

// ---- methods

static Value isInteger(Value self, const Value*, int64_t) {
  double d = floatOf(self);
  return fromBool(std::isfinite(d) && std::floor(d) == d);
}
static Value selfMethod(Value self, const Value*, int64_t) { return posSlot(self); }
static Value truncMethod(Value self, const Value*, int64_t) { return intFromDouble(floatOf(self)); }
static Value floorMethod(Value self, const Value*, int64_t) { return intFromDouble(std::floor(floatOf(self))); }
static Value ceilMethod(Value self, const Value*, int64_t) { return intFromDouble(std::ceil(floatOf(self))); }

static Value asIntegerRatio(Value self, const Value*, int64_t) {
  double d = floatOf(self);
  if (std::isinf(d)) return raise(&trv_exc_OverflowError, "cannot convert Infinity to integer ratio");
  if (std::isnan(d)) return raise(&trv_exc_ValueError, "cannot convert NaN to integer ratio");
  int e;
  double m = std::frexp(d, &e);
  for (int i = 0; i < 300 && m != std::floor(m); i++) {
    m *= 2.0;
    e--;
  }
  Value numerator = intFromDouble(m), denominator = fromSmallInt(1);
  if (e > 0)
    numerator = intShiftLeft(numerator, static_cast<uint64_t>(e));
  else
    denominator = intShiftLeft(denominator, static_cast<uint64_t>(-e));
  return toValue(makeTuple(numerator, denominator));
}

static Value roundMethod(Value self, const Value* args, int64_t nargs) {
  double d = floatOf(self);
  if (nargs == 0 || args[0] == none()) return intFromDouble(std::nearbyint(d));
  int64_t n;
  bool overflow;
  if (toInt64(args[0], &n, &overflow) < 0) return 0;
  if (!std::isfinite(d)) return newFloat(d);
  if (n > 323) return newFloat(d);
  if (n < -308) return newFloat(std::copysign(0.0, d));
  // Correct rounding from the exact decimal expansion, half to even, as snprintf does; digits left of the point by way of 'e'.
  char buffer[700];
  if (n >= 0) {
    snprintf(buffer, sizeof buffer, "%.*f", static_cast<int>(n), d);
  } else {
    int e = d == 0 ? 0 : static_cast<int>(std::floor(std::log10(std::fabs(d))));
    // log10 may be off by one next to a power of ten; let the digits themselves say.
    snprintf(buffer, sizeof buffer, "%.17e", d);
    if (d != 0) e = atoi(strchr(buffer, 'e') + 1);
    int64_t precision = e + n;
    if (precision < -1) return newFloat(std::copysign(0.0, d));
    if (precision == -1) {
      // One digit before the first: up to 10^-n when more than half of it, an exact half goes to the even 0.
      double unit = std::pow(10.0, static_cast<double>(-n));
      double r = std::fabs(d) > unit / 2 ? unit : 0.0;
      return newFloat(std::copysign(r, d));
    }
    snprintf(buffer, sizeof buffer, "%.*e", static_cast<int>(precision), d);
  }
  double r = strtod(buffer, nullptr);
  if (std::isinf(r)) return raise(&trv_exc_OverflowError, "rounded value too large to represent");
  return newFloat(r);
}

static Value hexMethod(Value self, const Value*, int64_t) {
  double d = floatOf(self);
  if (!std::isfinite(d)) return reprSlot(self);
  if (d == 0) return toValue(newStr(std::signbit(d) ? "-0x0.0p+0" : "0x0.0p+0"));
  int e;
  double m = std::frexp(std::fabs(d), &e);
  int shift = 1 - (-1021 - e > 0 ? -1021 - e : 0);
  m = std::ldexp(m, shift);
  e -= shift;
  char buffer[40];
  char* p = buffer;
  if (d < 0) *p++ = '-';
  *p++ = '0';
  *p++ = 'x';
  int digit = static_cast<int>(m);
  *p++ = static_cast<char>('0' + digit);
  m -= digit;
  *p++ = '.';
  for (int i = 0; i < 13; i++) {
    m *= 16.0;
    digit = static_cast<int>(m);
    *p++ = "0123456789abcdef"[digit];
    m -= digit;
  }
  p += snprintf(p, 16, "p%+d", e);
  return toValue(newAscii(buffer, p - buffer));
}

static Value fromHex(Value cls, const Value* args, int64_t) {
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "bad argument type for built-in operation");
  int64_t n;
  const char* p = utf8Of(as<StrObj>(args[0]), &n);
  const char* end = p + n;
  auto invalid = [] { return raise(&trv_exc_ValueError, "invalid hexadecimal floating-point string"); };
  auto isSpace = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (p < end && isSpace(*p)) p++;
  while (end > p && isSpace(end[-1])) end--;
  bool negative = false;
  if (p < end && (*p == '+' || *p == '-')) negative = *p++ == '-';
  double d;
  if (matchWord(p, end - p, "inf") || matchWord(p, end - p, "infinity")) {
    d = HUGE_VAL;
  } else if (matchWord(p, end - p, "nan")) {
    d = std::nan("");
  } else {
    if (end - p >= 2 && p[0] == '0' && (p[1] | 0x20) == 'x') p += 2;
    auto isHex = [](char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); };
    const char* digits = p;
    int64_t count = 0;
    while (p < end && isHex(*p)) p++, count++;
    if (p < end && *p == '.') {
      p++;
      while (p < end && isHex(*p)) p++, count++;
    }
    if (count == 0) return invalid();
    const char* digitsEnd = p;
    if (p < end && (*p | 0x20) == 'p') {
      p++;
      if (p < end && (*p == '+' || *p == '-')) p++;
      if (p == end) return invalid();
      for (; p < end; p++)
        if (*p < '0' || *p > '9') return invalid();
    }
    if (p != end) return invalid();
    // strtod rounds hexadecimal texts correctly; it wants the prefix.
    size_t length = static_cast<size_t>(end - digits);
    char* copy = static_cast<char*>(gcAllocLeaf(length + 3));
    copy[0] = '0';
    copy[1] = 'x';
    memcpy(copy + 2, digits, length);
    d = strtod(copy, nullptr);
    bool zero = true;
    for (const char* q = digits; q < digitsEnd; q++) zero &= *q == '0' || *q == '.';
    if (std::isinf(d) && !zero) return raise(&trv_exc_OverflowError, "hexadecimal value too large to represent as a float");
  }
  Value v = newFloat(negative ? -d : d);
  return cls == toValue(&trv_class_float) ? v : callWith(cls, v);
}

static Value formatMethod(Value self, const Value* args, int64_t) {
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "__format__() argument must be str, not %U", argumentKind(args[0]));
  return formatFloat(self, as<StrObj>(args[0]));
}
static Value getNewArgs(Value self, const Value*, int64_t) { return toValue(makeTuple(newFloat(floatOf(self)))); }
static Value getFormat(Value, const Value* args, int64_t) {
  if (isStr(args[0]) && (strEquals(as<StrObj>(args[0]), "double") || strEquals(as<StrObj>(args[0]), "float")))
    return toValue(newStr("IEEE, little-endian"));
  return raise(&trv_exc_ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
}

static const NativeDef kFloatMethods[] = {
    {"as_integer_ratio", asIntegerRatio, ArgKind::None},
    {"conjugate", selfMethod, ArgKind::None},
    {"fromhex", fromHex, ArgKind::One, 0, -1, nullptr, nullptr, MethodKind::Class},
    {"hex", hexMethod, ArgKind::None},
    {"is_integer", isInteger, ArgKind::None},
    {"__trunc__", truncMethod, ArgKind::None},
    {"__floor__", floorMethod, ArgKind::None},
    {"__ceil__", ceilMethod, ArgKind::None},
    {"__round__", roundMethod, ArgKind::Positional, 0, 1},
    {"__format__", formatMethod, ArgKind::One},
    {"__getnewargs__", getNewArgs, ArgKind::None},
    {"__getformat__", getFormat, ArgKind::One, 0, -1, nullptr, nullptr, MethodKind::Class},
    {nullptr, nullptr},
};
static Value getReal(Value self) { return posSlot(self); }
static Value getImag(Value) { return newFloat(0.0); }
static const GetSetDef kFloatGetSets[] = {{"real", getReal, nullptr}, {"imag", getImag, nullptr}, {nullptr, nullptr, nullptr}};

void readyFloatClass() {
  Slots& s = trv_class_float.slots;
  s.repr = reprSlot;
  s.hash = hashSlot;
  s.compare = compareSlot;
  s.boolean = truthSlot;
  s.toInt = toIntSlot;
  s.toFloat = posSlot;
  s.create = floatCreate;
  s.binary[static_cast<int>(BinaryOp::Add)] = binarySlot<BinaryOp::Add>;
  s.binary[static_cast<int>(BinaryOp::Sub)] = binarySlot<BinaryOp::Sub>;
  s.binary[static_cast<int>(BinaryOp::Mul)] = binarySlot<BinaryOp::Mul>;
  s.binary[static_cast<int>(BinaryOp::TrueDiv)] = binarySlot<BinaryOp::TrueDiv>;
  s.binary[static_cast<int>(BinaryOp::FloorDiv)] = binarySlot<BinaryOp::FloorDiv>;
  s.binary[static_cast<int>(BinaryOp::Mod)] = binarySlot<BinaryOp::Mod>;
  s.binary[static_cast<int>(BinaryOp::DivMod)] = binarySlot<BinaryOp::DivMod>;
  s.binary[static_cast<int>(BinaryOp::Pow)] = binarySlot<BinaryOp::Pow>;
  s.unary[static_cast<int>(UnaryOp::Neg)] = negSlot;
  s.unary[static_cast<int>(UnaryOp::Pos)] = posSlot;
  s.unary[static_cast<int>(UnaryOp::Abs)] = absSlot;
  readyClass({&trv_class_float, "float", nullptr, sizeof(FloatObj), kBaseType | kFloatSubclass | kMatchSelf, kFloatMethods, kFloatGetSets,
              "Convert a string or number to a floating point number, if possible.", &trv_shape_float});
}

}  // namespace trivium::runtime
