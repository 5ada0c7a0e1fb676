// The classes int and bool: slots, constructor, methods, and text in both directions.
#include <cmath>

#include "runtime/detail/bigint.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_int, trv_class_bool;
}

int64_t intMaxStrDigits = 4300;
constexpr int64_t kDigitLimitThreshold = 640;  ///< texts up to here never count against the limit

// ---- to text

static const char kDigitPairs[] =
    "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849"
    "5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

static StrObj* smallText(int64_t v) {
  char buffer[24];
  char* end = buffer + sizeof buffer;
  char* at = end;
  uint64_t m = v < 0 ? 0 - static_cast<uint64_t>(v) : static_cast<uint64_t>(v);
  while (m >= 100) {
    at -= 2;
    memcpy(at, kDigitPairs + m % 100 * 2, 2);
    m /= 100;
  }
  if (m >= 10) {
    at -= 2;
    memcpy(at, kDigitPairs + m * 2, 2);
  } else {
    *--at = static_cast<char>('0' + m);
  }
  if (v < 0) *--at = '-';
  if (end - at == 1) return charStr(static_cast<uint8_t>(*at));
  return newAscii(at, end - at);
}

StrObj* intText(Value v, int base, bool prefix) {
  int64_t x;
  if (base == 10 && smallOf(v, &x)) return smallText(x);
  IntView a(v);
  if (base == 10 && intMaxStrDigits && magBitLength(a.digits, a.used) > intMaxStrDigits * 3) {
    // 10^limit has about limit * log2(10) bits; decide exactly only near it.
    double digits = static_cast<double>(magBitLength(a.digits, a.used)) * 0.30102999566398120;
    bool over = digits > static_cast<double>(intMaxStrDigits) + 1;
    if (!over && digits > static_cast<double>(intMaxStrDigits) - 1) {
      IntView limit(intPow(fromSmallInt(10), newInt(intMaxStrDigits)));
      over = magCompare(a.digits, a.used, limit.digits, limit.used) >= 0;
    }
    if (over) {
      raise(&trv_exc_ValueError,
            "Exceeds the limit (%lld digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit",
            static_cast<long long>(intMaxStrDigits));
      return nullptr;
    }
  }
  int64_t size = magTextSize(a.used, base) + 4;
  char local[160];
  char* buffer = size <= static_cast<int64_t>(sizeof local) ? local : static_cast<char*>(gcAllocLeaf(static_cast<size_t>(size)));
  int64_t n = magToText(buffer, size, a.digits, a.used, base);
  char* at = buffer + size - n;
  if (prefix) {
    *--at = base == 16 ? 'x' : base == 8 ? 'o' : 'b';
    *--at = '0';
  }
  if (a.sign < 0) *--at = '-';
  return newAscii(at, buffer + size - at);
}

Value intToStr(Value v, int base) { return toValue(intText(v, base, false)); }

// ---- from text

Value intFromText(const char* digits, size_t n, int base) {
  bool negative = n && digits[0] == '-';
  return magFromText(digits + negative, static_cast<int64_t>(n) - negative, base, negative);
}

static int digitOf(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

static Value invalidLiteral(int base, Value original) {
  StrObj* shown = as<StrObj>(repr(original));
  if (!shown) return 0;
  if (shown->length > 200) shown = strSubstring(shown, 0, 200);
  return raise(&trv_exc_ValueError, "invalid literal for int() with base %d: %U", base, shown);
}

static bool isTextSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// Characters [text, text + n) as an int; `original` for the error text.
static Value parseAscii(const char* text, int64_t n, int base, Value original) {
  const char *p = text, *end = text + n;
  int shownBase = base;
  while (p < end && isTextSpace(*p)) p++;
  while (end > p && isTextSpace(end[-1])) end--;
  bool negative = false;
  if (p < end && (*p == '+' || *p == '-')) negative = *p++ == '-';
  bool prefixed = false;
  if (end - p >= 2 && *p == '0') {
    char c = static_cast<char>(p[1] | 0x20);
    int prefixBase = c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;
    if (prefixBase && (base == 0 || base == prefixBase)) {
      base = prefixBase;
      p += 2;
      prefixed = true;
    }
  }
  bool leadingZero = base == 0 && p < end && *p == '0';
  if (base == 0) base = 10;
  if (prefixed && p < end && *p == '_') p++;
  if (p == end || *p == '_' || end[-1] == '_') return invalidLiteral(shownBase, original);
  if (end - p <= (base <= 10 ? 18 : 11) && !leadingZero) {  // fits a tagged word
    int64_t v = 0;
    const char* q = p;
    for (; q < end; q++) {
      const int d = digitOf(*q);
      if (d >= base) break;
      v = v * base + d;
    }
    if (q == end) return fromSmallInt(negative ? -v : v);
  }
  int64_t digits = 0;
  bool nonZero = false, underscores = false;
  for (const char* q = p; q < end; q++) {
    if (*q == '_') {
      if (q[1] == '_') return invalidLiteral(shownBase, original);
      underscores = true;
      continue;
    }
    int d = digitOf(*q);
    if (d >= base) return invalidLiteral(shownBase, original);
    nonZero |= d != 0;
    digits++;
  }
  if (leadingZero && nonZero) return invalidLiteral(shownBase, original);
  if ((base & (base - 1)) && intMaxStrDigits && digits > kDigitLimitThreshold && digits > intMaxStrDigits)
    return raise(&trv_exc_ValueError,
                 "Exceeds the limit (%lld digits) for integer string conversion: value has %lld digits; use "
                 "sys.set_int_max_str_digits() to increase the limit",
                 static_cast<long long>(intMaxStrDigits), static_cast<long long>(digits));
  if (underscores) {
    char* copy = static_cast<char*>(gcAllocLeaf(static_cast<size_t>(digits)));
    int64_t k = 0;
    for (const char* q = p; q < end; q++)
      if (*q != '_') copy[k++] = *q;
    return magFromText(copy, digits, base, negative);
  }
  return magFromText(p, digits, base, negative);
}

Value intParse(StrObj* text, int base, Value original) {
  if (text->ascii) return parseAscii(reinterpret_cast<const char*>(text->data), text->length, base, original);
  int64_t n;
  const char* converted = numberText(text, &n);
  return parseAscii(converted, n, base, original);
}

// ---- constructor

/// Result of __int__ / __index__ / __trunc__, made an exact int.
static Value intFromObject(Value v) {
  ClassObj* cls = classOf(v);
  if (cls->slots.toInt || cls->slots.index) {
    Value r = cls->slots.toInt ? cls->slots.toInt(v) : cls->slots.index(v);
    if (!r) return 0;
    if (!isInt(r)) return raise(&trv_exc_TypeError, "%s returned non-int (type %T)", cls->slots.toInt ? "__int__" : "__index__", r);
    return exactInt(r);
  }
  bool found = true;
  Value r = callSpecial(v, TRV_STR("__trunc__"), nullptr, 0, &found);
  if (found) {
    if (!r) return 0;
    if (!isInt(r)) {
      if (!classOf(r)->slots.index)
        return raise(&trv_exc_TypeError, "__trunc__ returned non-Integral (type %T)", r);
      r = index(r);
      if (!r) return 0;
    }
    return exactInt(r);
  }
  if (isStr(v)) return intParse(as<StrObj>(v), 10, v);
  const uint8_t* data;
  int64_t n;
  if (bufferOf(v, &data, &n)) {
    for (int64_t i = 0; i < n; i++)
      if (data[i] >= 128 || data[i] == 0) return invalidLiteral(10, isExact(v, &trv_class_bytes) ? v : newBytes(data, n));
    return parseAscii(reinterpret_cast<const char*>(data), n, 10, isExact(v, &trv_class_bytearray) ? v : newBytes(data, n));
  }
  return raise(&trv_exc_TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%T'", v);
}

static Value intFromArgs(const Value* args, int64_t nargs, Value kwnames) {
  if (!kwnames && nargs >= 1 && nargs <= 2) {
    const Value v = args[0];
    if (hasShape(v, &trv_shape_str)) {
      if (nargs == 1) return intParse(as<StrObj>(v), 10, v);
      if (isSmallInt(args[1]) && smallIntOf(args[1]) >= 2 && smallIntOf(args[1]) <= 36)
        return intParse(as<StrObj>(v), static_cast<int>(smallIntOf(args[1])), v);
    }
    if (nargs == 1) return isSmallInt(v) ? v : intFromObject(v);
  }
  Value bound[2];
  static const char* const names[] = {"", "base"};
  if (!bindArgs("int", names, 2, 1, 0, args, nargs, kwnames, bound)) return 0;
  if (!bound[0]) return bound[1] ? raise(&trv_exc_TypeError, "int() missing string argument") : fromSmallInt(0);
  if (!bound[1]) return intFromObject(bound[0]);
  int64_t base;
  bool overflow = false;
  if (toInt64(bound[1], &base, &overflow) < 0) return 0;
  if (overflow || base < 0 || base == 1 || base > 36) return raise(&trv_exc_ValueError, "int() base must be >= 2 and <= 36, or 0");
  Value v = bound[0];
  if (isStr(v)) return intParse(as<StrObj>(v), static_cast<int>(base), v);
  const uint8_t* data;
  int64_t n;
  if ((isBytes(v) || hasFlag(v, kByteArraySubclass)) && bufferOf(v, &data, &n)) {
    for (int64_t i = 0; i < n; i++)
      if (data[i] >= 128 || data[i] == 0) return invalidLiteral(static_cast<int>(base), v);
    return parseAscii(reinterpret_cast<const char*>(data), n, static_cast<int>(base), v);
  }
  return raise(&trv_exc_TypeError, "int() can't convert non-string with explicit base");
}

static Value intCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  Value v = intFromArgs(args, nargs, kwnames);
  return v && cls != &trv_class_int ? newIntOfClass(cls, v) : v;
}

// ---- slots

template <BinaryOp op> static Value binarySlot(Value a, Value b) {
  if (!isInt(a) || !isInt(b)) return notImplemented();
  Value q, r;
  if constexpr (op == BinaryOp::Add) return intAdd(a, b);
  if constexpr (op == BinaryOp::Sub) return intSub(a, b);
  if constexpr (op == BinaryOp::Mul) return intMul(a, b);
  if constexpr (op == BinaryOp::TrueDiv) return intTrueDivide(a, b);
  if constexpr (op == BinaryOp::FloorDiv) return intDivMod(a, b, &q, nullptr, "integer division or modulo by zero") ? q : 0;
  if constexpr (op == BinaryOp::Mod) return intDivMod(a, b, nullptr, &r, "integer modulo by zero") ? r : 0;
  if constexpr (op == BinaryOp::DivMod)
    return intDivMod(a, b, &q, &r, "integer division or modulo by zero") ? toValue(makeTuple(q, r)) : 0;
  if constexpr (op == BinaryOp::And || op == BinaryOp::Or || op == BinaryOp::Xor) {
    int64_t x, y;
    if (smallOf(a, &x) && smallOf(b, &y)) return fromSmallInt(op == BinaryOp::And ? x & y : op == BinaryOp::Or ? x | y : x ^ y);
    return intBitwise(a, b, op);
  }
  if constexpr (op == BinaryOp::Pow) {
    if (intSign(b) >= 0) return intPow(a, b);
    double x, y;
    if (!doubleOperand(a, &x) || !doubleOperand(b, &y)) return 0;
    return floatPow(x, y);
  }
  if constexpr (op == BinaryOp::LShift || op == BinaryOp::RShift) {
    int sign = intSign(b);
    if (sign < 0) return raise(&trv_exc_ValueError, "negative shift count");
    int64_t n;
    if (!intFitsInt64(b, &n)) {
      if (intSign(a) == 0) return fromSmallInt(0);
      if (op == BinaryOp::LShift) return raise(&trv_exc_OverflowError, "too many digits in integer");
      return fromSmallInt(intSign(a) < 0 ? -1 : 0);
    }
    return op == BinaryOp::LShift ? intShiftLeft(a, static_cast<uint64_t>(n)) : intShiftRight(a, static_cast<uint64_t>(n));
  }
  return notImplemented();
}

static Value negSlot(Value v) { return intNegate(v); }
static Value posSlot(Value v) { return exactInt(v); }
static Value absSlot(Value v) { return intSign(v) < 0 ? intNegate(v) : exactInt(v); }
static Value invertSlot(Value v) {
  int64_t x;
  if (smallOf(v, &x)) return fromSmallInt(~x);
  return intSub(fromSmallInt(-1), v);
}
static Value compareSlot(Value a, Value b, CompareOp op) {
  if (!isInt(b)) return notImplemented();
  int order = a == b ? 0 : intCompare(a, b);
  switch (op) {
    case CompareOp::Lt: return fromBool(order < 0);
    case CompareOp::Le: return fromBool(order <= 0);
    case CompareOp::Eq: return fromBool(order == 0);
    case CompareOp::Ne: return fromBool(order != 0);
    case CompareOp::Gt: return fromBool(order > 0);
    case CompareOp::Ge: return fromBool(order >= 0);
  }
  return 0;
}
static Value reprSlot(Value v) { return toValue(intText(v, 10, false)); }
static int truthSlot(Value v) { return intSign(v) != 0; }
static Value toFloatSlot(Value v) {
  double d;
  return doubleOperand(v, &d) ? newFloat(d) : 0;
}

// ---- methods

static Value selfMethod(Value self, const Value*, int64_t) { return exactInt(self); }
static Value bitLength(Value self, const Value*, int64_t) { return newInt(intBitLength(self)); }
static Value bitCount(Value self, const Value*, int64_t) {
  IntView a(self);
  int64_t n = 0;
  for (int64_t i = 0; i < a.used; i++) n += __builtin_popcountll(a.digits[i]);
  return newInt(n);
}
static Value asIntegerRatio(Value self, const Value*, int64_t) { return toValue(makeTuple(exactInt(self), fromSmallInt(1))); }
static Value sizeOf(Value self, const Value*, int64_t) { return newInt(24 + (intBitLength(self) + 29) / 30 * 4); }
static Value getNewArgs(Value self, const Value*, int64_t) { return toValue(makeTuple(exactInt(self))); }
static Value formatMethod(Value self, const Value* args, int64_t) {
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "__format__() argument must be str, not %U", argumentKind(args[0]));
  return formatInt(self, as<StrObj>(args[0]));
}

/// round(self, n): negative n rounds to a multiple of 10^-n, halves to even.
static Value roundMethod(Value self, const Value* args, int64_t nargs) {
  if (nargs == 0) return exactInt(self);
  Value n = index(args[0]);
  if (!n) return 0;
  if (intSign(n) >= 0) return exactInt(self);
  int64_t digits;
  // More digits than the number has: the result is 0 without computing the power.
  if (!intFitsInt64(n, &digits) || -digits > intBitLength(self) / 3 + 2) return fromSmallInt(0);
  Value unit = intPow(fromSmallInt(10), newInt(-digits)), q, r;
  intDivMod(self, unit, &q, &r, "");
  int order = intCompare(intShiftLeft(r, 1), unit);
  Value odd = intBitwise(q, fromSmallInt(1), BinaryOp::And);
  Value result = intSub(self, r);
  return order > 0 || (order == 0 && intSign(odd)) ? intAdd(result, unit) : result;
}

static bool littleEndian(Value order, bool* little) {
  if (!order) {
    *little = false;
    return true;
  }
  if (!isStr(order)) {
    raise(&trv_exc_TypeError, "byteorder must be str, not %T", order);
    return false;
  }
  *little = strEquals(as<StrObj>(order), "little");
  if (*little || strEquals(as<StrObj>(order), "big")) return true;
  raise(&trv_exc_ValueError, "byteorder must be either 'little' or 'big'");
  return false;
}

static Value toBytes(Value self, const Value* args, int64_t) {
  int64_t length = 1;
  bool little;
  if (args[0] && toInt64(args[0], &length) < 0) return 0;
  if (!littleEndian(args[1], &little)) return 0;
  int isSigned = args[2] ? truth(args[2]) : 0;
  if (isSigned < 0) return 0;
  if (length < 0) return raise(&trv_exc_ValueError, "length argument must be non-negative");
  IntView a(self);
  if (a.sign < 0 && !isSigned) return raise(&trv_exc_OverflowError, "can't convert negative int to unsigned");
  int64_t bits = magBitLength(a.digits, a.used);
  if (length > INT64_MAX / 8) return newBytes(nullptr, length);  // raises
  // A signed value of n bytes lies in [-2^(8n-1), 2^(8n-1)).
  bool fits = isSigned ? bits < 8 * length : bits <= 8 * length;
  if (!fits && isSigned && a.sign < 0 && bits == 8 * length) {
    fits = a.digits[a.used - 1] == Digit{1} << ((bits - 1) % kDigitBits);
    for (int64_t i = 0; i + 1 < a.used && fits; i++) fits = a.digits[i] == 0;
  }
  if (!fits && a.sign) return raise(&trv_exc_OverflowError, "int too big to convert");
  BytesObj* result = as<BytesObj>(newBytes(nullptr, length));
  if (!result) return 0;
  unsigned carry = a.sign < 0;
  for (int64_t k = 0; k < length; k++) {
    int64_t i = k * 8 / kDigitBits;
    int part = static_cast<int>(k * 8 % kDigitBits);
    Digit d = i < a.used ? a.digits[i] >> part : 0;
    if (part > kDigitBits - 8 && i + 1 < a.used) d |= a.digits[i + 1] << (kDigitBits - part);
    unsigned byte = static_cast<unsigned>(d & 255);
    if (a.sign < 0) {
      byte = (~byte & 255) + carry;
      carry = byte >> 8;
    }
    result->data[little ? k : length - 1 - k] = static_cast<uint8_t>(byte);
  }
  return toValue(result);
}

static Value fromBytes(Value cls, const Value* args, int64_t) {
  bool little;
  if (!littleEndian(args[1], &little)) return 0;
  int isSigned = args[2] ? truth(args[2]) : 0;
  if (isSigned < 0) return 0;
  const uint8_t* data;
  int64_t n;
  Value source = args[0];
  if (!bufferOf(source, &data, &n)) {
    if (isStr(source) || isInt(source) || !(classOf(source)->slots.iter || classOf(source)->slots.getItem))
      return raise(&trv_exc_TypeError, "cannot convert '%T' object to bytes", source);
    source = callWith(toValue(&trv_class_bytes), source);
    if (!source || !bufferOf(source, &data, &n)) return 0;
  }
  LongObj* r = newLongDigits(n * 8 / kDigitBits + 2);
  bool negative = isSigned && n && (data[little ? n - 1 : 0] & 128);
  unsigned carry = negative;
  for (int64_t k = 0; k < n; k++) {
    unsigned byte = data[little ? k : n - 1 - k];
    if (negative) {
      byte = (~byte & 255) + carry;
      carry = byte >> 8;
      byte &= 255;
    }
    int64_t i = k * 8 / kDigitBits;
    int part = static_cast<int>(k * 8 % kDigitBits);
    r->digits[i] |= static_cast<Digit>(byte) << part & kDigitMask;
    if (part > kDigitBits - 8) r->digits[i + 1] |= static_cast<Digit>(byte) >> (kDigitBits - part);
  }
  Value v = normalize(r, negative ? -1 : 1, n * 8 / kDigitBits + 2);
  return cls == toValue(&trv_class_int) ? v : callWith(cls, v);
}

static const NativeDef kIntMethods[] = {
    {"as_integer_ratio", asIntegerRatio, ArgKind::None},
    {"bit_count", bitCount, ArgKind::None},
    {"bit_length", bitLength, ArgKind::None},
    {"conjugate", selfMethod, ArgKind::None},
    {"from_bytes", fromBytes, ArgKind::Named, 0, -1, "bytes, byteorder=, *, signed=", nullptr, MethodKind::Class},
    {"to_bytes", toBytes, ArgKind::Named, 0, -1, "length=, byteorder=, *, signed="},
    {"__ceil__", selfMethod, ArgKind::None},
    {"__floor__", selfMethod, ArgKind::None},
    {"__trunc__", selfMethod, ArgKind::None},
    {"__round__", roundMethod, ArgKind::Positional, 0, 1},
    {"__format__", formatMethod, ArgKind::One},
    {"__getnewargs__", getNewArgs, ArgKind::None},
    {"__sizeof__", sizeOf, ArgKind::None},
    {nullptr, nullptr},
};
static Value getSelf(Value self) { return exactInt(self); }
static Value getZero(Value) { return fromSmallInt(0); }
static Value getOne(Value) { return fromSmallInt(1); }
static const GetSetDef kIntGetSets[] = {
    {"real", getSelf, nullptr}, {"imag", getZero, nullptr}, {"numerator", getSelf, nullptr}, {"denominator", getOne, nullptr},
    {nullptr, nullptr, nullptr}};

// ---- bool

static Value boolCreate(ClassObj*, const Value* args, int64_t nargs, Value kwnames) {
  if (!noKeywords("bool", kwnames)) return 0;
  if (nargs > 1) return raise(&trv_exc_TypeError, "bool expected at most 1 argument, got %lld", static_cast<long long>(nargs));
  int t = nargs ? truth(args[0]) : 0;
  return t < 0 ? 0 : fromBool(t);
}
static Value boolRepr(Value v) {
  return toValue(as<BoolObj>(v)->value ? TRV_STR("True") : TRV_STR("False"));
}
template <BinaryOp op> static Value boolBinary(Value a, Value b) {
  if (!hasShape(a, &trv_shape_bool) || !hasShape(b, &trv_shape_bool)) return binarySlot<op>(a, b);
  int64_t x = as<BoolObj>(a)->value, y = as<BoolObj>(b)->value;
  return fromBool(op == BinaryOp::And ? x & y : op == BinaryOp::Or ? x | y : x ^ y);
}

template <BinaryOp op> static void setBinary(Slots& s) { s.binary[static_cast<int>(op)] = binarySlot<op>; }

void readyIntClasses() {
  Slots& s = trv_class_int.slots;
  s.repr = reprSlot;
  s.hash = intHash;
  s.compare = compareSlot;
  s.boolean = truthSlot;
  s.index = s.toInt = exactInt;
  s.toFloat = toFloatSlot;
  s.create = intCreate;
  setBinary<BinaryOp::Add>(s);
  setBinary<BinaryOp::Sub>(s);
  setBinary<BinaryOp::Mul>(s);
  setBinary<BinaryOp::TrueDiv>(s);
  setBinary<BinaryOp::FloorDiv>(s);
  setBinary<BinaryOp::Mod>(s);
  setBinary<BinaryOp::Pow>(s);
  setBinary<BinaryOp::LShift>(s);
  setBinary<BinaryOp::RShift>(s);
  setBinary<BinaryOp::And>(s);
  setBinary<BinaryOp::Or>(s);
  setBinary<BinaryOp::Xor>(s);
  setBinary<BinaryOp::DivMod>(s);
  s.unary[static_cast<int>(UnaryOp::Neg)] = negSlot;
  s.unary[static_cast<int>(UnaryOp::Pos)] = posSlot;
  s.unary[static_cast<int>(UnaryOp::Abs)] = absSlot;
  s.unary[static_cast<int>(UnaryOp::Invert)] = invertSlot;
  readyClass({&trv_class_int, "int", nullptr, sizeof(LongObj), kBaseType | kLongSubclass | kMatchSelf, kIntMethods, kIntGetSets,
              "int([x]) -> integer\nint(x, base=10) -> integer", &trv_shape_long});
  Slots& b = trv_class_bool.slots;
  b.repr = boolRepr;
  b.create = boolCreate;
  b.binary[static_cast<int>(BinaryOp::And)] = boolBinary<BinaryOp::And>;
  b.binary[static_cast<int>(BinaryOp::Or)] = boolBinary<BinaryOp::Or>;
  b.binary[static_cast<int>(BinaryOp::Xor)] = boolBinary<BinaryOp::Xor>;
  readyClass({&trv_class_bool, "bool", &trv_class_int, sizeof(LongObj), kLongSubclass | kMatchSelf, nullptr, nullptr,
              "bool(x) -> bool", &trv_shape_bool});
}

}  // namespace trivium::runtime
