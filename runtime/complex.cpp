// The class complex: construction from numbers and text, arithmetic, repr. The formulas (division, powers) and the errors are those of
// CPython's Objects/complexobject.c, so that results agree to the last bit.
#include <cerrno>
#include <cmath>

#include "runtime/detail/bigint.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_complex;
}

namespace {

Shape complexShape;

struct Parts {
  double re = 0, im = 0;
};
Parts partsOf(Value v) { return {as<ComplexObj>(v)->re, as<ComplexObj>(v)->im}; }
bool isComplex(Value v) { return isInstance(v, &trv_class_complex); }

}  // namespace

Value newComplex(double re, double im) {
  ComplexObj* c = gcNewLeaf<ComplexObj>(&complexShape);
  c->re = re;
  c->im = im;
  return toValue(c);
}

// ---- arithmetic

namespace {

Parts multiply(Parts a, Parts b) { return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }

/// Smith's method; false = division by zero.
bool divide(Parts a, Parts b, Parts* out) {
  double re = std::fabs(b.re), im = std::fabs(b.im);
  if (re >= im) {
    if (re == 0) return false;
    double ratio = b.im / b.re, denominator = b.re + b.im * ratio;
    *out = {(a.re + a.im * ratio) / denominator, (a.im - a.re * ratio) / denominator};
  } else if (im >= re) {
    double ratio = b.re / b.im, denominator = b.re * ratio + b.im;
    *out = {(a.re * ratio + a.im) / denominator, (a.im * ratio - a.re) / denominator};
  } else {
    out->re = out->im = std::nan("");
  }
  return true;
}

Parts powerUnsigned(Parts x, int64_t n) {
  Parts r{1, 0}, p = x;
  for (int64_t mask = 1; mask > 0 && n >= mask; mask <<= 1) {
    if (n & mask) r = multiply(r, p);
    p = multiply(p, p);
  }
  return r;
}

/// General exponents; false = zero to a negative or complex power.
bool powerGeneral(Parts a, Parts b, Parts* out) {
  if (b.re == 0 && b.im == 0) {
    *out = {1, 0};
    return true;
  }
  if (a.re == 0 && a.im == 0) {
    *out = {};
    return b.im == 0 && b.re >= 0;
  }
  double size = std::hypot(a.re, a.im), length = std::pow(size, b.re), angle = std::atan2(a.im, a.re), phase = angle * b.re;
  if (b.im != 0) {
    length /= std::exp(angle * b.im);
    phase += b.im * std::log(size);
  }
  *out = {length * std::cos(phase), length * std::sin(phase)};
  return true;
}

/// Parts of an int, float or complex; 0 = another class, -1 = raised.
int operand(Value v, Parts* out) {
  if (!isSmallInt(v) && isComplex(v)) {
    *out = partsOf(v);
    return 1;
  }
  out->im = 0;
  if (doubleOperand(v, &out->re)) return 1;
  return hasPending() ? -1 : 0;
}

template <BinaryOp op> Value binarySlot(Value a, Value b) {
  Parts x, y, r;
  int known = operand(a, &x);
  if (known > 0) known = operand(b, &y);
  if (known <= 0) return known < 0 ? 0 : notImplemented();
  if constexpr (op == BinaryOp::Add) return newComplex(x.re + y.re, x.im + y.im);
  if constexpr (op == BinaryOp::Sub) return newComplex(x.re - y.re, x.im - y.im);
  if constexpr (op == BinaryOp::Mul) {
    r = multiply(x, y);
    return newComplex(r.re, r.im);
  }
  if constexpr (op == BinaryOp::TrueDiv)
    return divide(x, y, &r) ? newComplex(r.re, r.im) : raise(&trv_exc_ZeroDivisionError, "complex division by zero");
  return complexPow(x.re, x.im, y.re, y.im);
}

Value negSlot(Value v) { return newComplex(-partsOf(v).re, -partsOf(v).im); }
Value posSlot(Value v) { return isExact(v, &trv_class_complex) ? v : newComplex(partsOf(v).re, partsOf(v).im); }
Value absSlot(Value v) {
  Parts p = partsOf(v);
  double r = std::hypot(p.re, p.im);
  if (std::isinf(r) && std::isfinite(p.re) && std::isfinite(p.im)) return raise(&trv_exc_OverflowError, "absolute value too large");
  return newFloat(r);
}
int truthSlot(Value v) { return partsOf(v).re != 0 || partsOf(v).im != 0; }

int64_t hashPart(Value self, double d) {
  if (std::isnan(d)) return static_cast<int64_t>(self >> 4 | self << 60);
  return hashDouble(d);
}
int64_t hashSlot(Value v) {
  Parts p = partsOf(v);
  uint64_t h = static_cast<uint64_t>(hashPart(v, p.re)) + 1000003 * static_cast<uint64_t>(hashPart(v, p.im));
  return static_cast<int64_t>(h) == -1 ? -2 : static_cast<int64_t>(h);
}

Value compareSlot(Value a, Value b, CompareOp op) {
  if (op != CompareOp::Eq && op != CompareOp::Ne) return notImplemented();
  Parts x = partsOf(a);
  bool equal;
  if (isInt(b)) {
    equal = x.im == 0 && !std::isnan(x.re) && intCompareDouble(b, x.re) == 0;
  } else if (isFloat(b)) {
    equal = x.im == 0 && x.re == floatOf(b);
  } else if (isComplex(b)) {
    equal = x.re == partsOf(b).re && x.im == partsOf(b).im;
  } else {
    return notImplemented();
  }
  return fromBool(equal == (op == CompareOp::Eq));
}

}  // namespace

Value complexPow(double ar, double ai, double br, double bi) {
  Parts a{ar, ai}, r;
  bool defined;
  if (bi == 0 && br == std::floor(br) && std::fabs(br) <= 100) {
    int64_t n = static_cast<int64_t>(br);
    defined = n > 0;
    r = powerUnsigned(a, n > 0 ? n : -n);
    if (!defined) defined = divide({1, 0}, r, &r);
  } else {
    defined = powerGeneral(a, {br, bi}, &r);
  }
  if (!defined) return raise(&trv_exc_ZeroDivisionError, "0.0 to a negative or complex power");
  if (std::isinf(r.re) || std::isinf(r.im)) return raise(&trv_exc_OverflowError, "complex exponentiation");
  return newComplex(r.re, r.im);
}

// ---- text

namespace {

/// Decimal text of a part without ".0".
void appendPart(StrBuilder& out, double d, bool sign) {
  char buffer[40];
  buffer[floatReprTo(buffer, d, /*addDotZero=*/false)] = 0;
  if (sign && *buffer != '-') out.append("+");
  out.append(buffer);
}

Value reprSlot(Value v) {
  Parts p = partsOf(v);
  StrBuilder out;
  if (p.re == 0 && !std::signbit(p.re)) {
    appendPart(out, p.im, false);
    out.append("j");
    return toValue(out.finish());
  }
  out.append("(");
  appendPart(out, p.re, false);
  appendPart(out, p.im, true);
  out.append("j)");
  return toValue(out.finish());
}

bool isSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool wordAt(const char* p, const char* end, const char* word, int64_t n) {
  if (end - p < n) return false;
  for (int64_t i = 0; i < n; i++)
    if ((p[i] | 0x20) != word[i]) return false;
  return true;
}

/// End of the longest float at p, p itself if there is none.
const char* floatEnd(const char* p, const char* end) {
  const char* start = p;
  if (p < end && (*p == '+' || *p == '-')) p++;
  if (wordAt(p, end, "infinity", 8)) return p + 8;
  if (wordAt(p, end, "inf", 3) || wordAt(p, end, "nan", 3)) return p + 3;
  bool digits = false;
  for (; p < end && isDigit(*p); p++) digits = true;
  if (p < end && *p == '.') {
    p++;
    for (; p < end && isDigit(*p); p++) digits = true;
  }
  if (!digits) return start;
  if (p < end && (*p | 0x20) == 'e') {
    const char* q = p + 1;
    if (q < end && (*q == '+' || *q == '-')) q++;
    if (q < end && isDigit(*q)) {
      while (q < end && isDigit(*q)) q++;
      p = q;
    }
  }
  return p;
}

/// "x", "x+yj", "yj", "x+j", "-j", perhaps in parentheses and spaces.
bool parseComplex(const char* p, const char* end, Parts* out) {
  auto skipSpace = [&] {
    while (p < end && isSpace(*p)) p++;
  };
  auto number = [&](double* d) {
    const char* stop = floatEnd(p, end);
    if (stop == p || !parseDouble(p, stop - p, d)) return false;
    p = stop;
    return true;
  };
  auto atSign = [&] { return p < end && (*p == '+' || *p == '-'); };
  auto unit = [&] { return *p++ == '-' ? -1.0 : 1.0; };
  auto takeJ = [&] { return p < end && (*p | 0x20) == 'j' && ++p; };

  skipSpace();
  bool parens = p < end && *p == '(' && ++p;
  if (parens) skipSpace();
  double first;
  if (number(&first)) {
    if (atSign()) {
      out->re = first;
      if (!number(&out->im)) out->im = unit();
      if (!takeJ()) return false;
    } else if (takeJ()) {
      out->im = first;
    } else {
      out->re = first;
    }
  } else {
    out->im = atSign() ? unit() : 1.0;
    if (!takeJ()) return false;
  }
  skipSpace();
  if (parens) {
    if (p == end || *p != ')') return false;
    p++;
    skipSpace();
  }
  return p == end;
}

}  // namespace

Value complexFromStr(StrObj* s) {
  int64_t n;
  const char* text = numberText(s, &n);
  if (strchr(text, '_')) {
    // Underscores may stand between digits only.
    char* copy = static_cast<char*>(gcAllocLeaf(static_cast<size_t>(n)));
    int64_t kept = 0;
    for (int64_t i = 0; i < n; i++) {
      if (text[i] != '_') {
        copy[kept++] = text[i];
        continue;
      }
      if (i == 0 || i + 1 == n || !isDigit(text[i - 1]) || !isDigit(text[i + 1]))
        return raise(&trv_exc_ValueError, "could not convert string to complex: %R", toValue(s));
    }
    text = copy;
    n = kept;
  }
  Parts p;
  if (!parseComplex(text, text + n, &p)) return raise(&trv_exc_ValueError, "complex() arg is a malformed string");
  return newComplex(p.re, p.im);
}

// ---- constructor

namespace {

/// The number an argument stands for; *isReal = false when it was complex itself.
bool argumentParts(Value v, const char* error, Parts* out, bool* isReal) {
  *isReal = !isComplex(v);
  if (!*isReal) {
    *out = partsOf(v);
    return true;
  }
  if (isInt(v) || isFloat(v)) return doubleOperand(v, &out->re);
  const Slots& s = classOf(v)->slots;
  if (s.toFloat) {
    Value r = s.toFloat(v);
    if (!r) return false;
    if (!isFloat(r)) {
      raise(&trv_exc_TypeError, "%T.__float__ returned non-float (type %T)", v, r);
      return false;
    }
    out->re = floatOf(r);
    return true;
  }
  if (s.index) {
    Value r = index(v);
    return r && doubleOperand(r, &out->re);
  }
  raise(&trv_exc_TypeError, error, v);
  return false;
}

Value valueFromArgs(Value re, Value im) {
  if (re && isStr(re)) {
    if (im) return raise(&trv_exc_TypeError, "complex() can't take second arg if first is a string");
    return complexFromStr(as<StrObj>(re));
  }
  if (im && isStr(im)) return raise(&trv_exc_TypeError, "complex() second arg can't be a string");
  if (re && !isSmallInt(re) && !isFloat(re) && !isExact(re, &trv_class_complex)) {
    bool found = false;
    Value r = callSpecial(re, TRV_STR("__complex__"), nullptr, 0, &found);
    if (found) {
      if (!r) return 0;
      if (!isComplex(r)) return raise(&trv_exc_TypeError, "__complex__ returned non-complex (type %T)", r);
      re = r;
    }
  }
  Parts x, y;
  bool xReal = true, yReal = true;
  if (re && !argumentParts(re, "complex() first argument must be a string or a number, not '%T'", &x, &xReal)) return 0;
  if (!im) return newComplex(x.re, x.im);
  if (!argumentParts(im, "complex() second argument must be a number, not '%T'", &y, &yReal)) return 0;
  // x + y * 1j, where either may be complex.
  return newComplex(yReal ? x.re : x.re - y.im, xReal ? y.re : y.re + x.im);
}

Value createSlot(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"real", "imag"};
  Value bound[2];
  if (!bindArgs("complex", names, 2, 0, 0, args, nargs, kwnames, bound)) return 0;
  if (cls == &trv_class_complex && bound[0] && !bound[1] && isExact(bound[0], cls)) return bound[0];
  Value made = valueFromArgs(bound[0], bound[1]);
  if (!made || cls == &trv_class_complex) return made;
  ComplexObj* c = reinterpret_cast<ComplexObj*>(allocInstance(cls));
  c->re = partsOf(made).re;
  c->im = partsOf(made).im;
  return toValue(c);
}

// ---- methods

Value conjugate(Value self, const Value*, int64_t) { return newComplex(partsOf(self).re, -partsOf(self).im); }
Value dunderComplex(Value self, const Value*, int64_t) { return posSlot(self); }
Value dunderFormat(Value self, const Value* args, int64_t) {
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "__format__() argument must be str, not %U", argumentKind(args[0]));
  return formatComplex(self, as<StrObj>(args[0]));
}
Value getNewArgs(Value self, const Value*, int64_t) {
  Value re = newFloat(partsOf(self).re);
  return toValue(makeTuple(re, newFloat(partsOf(self).im)));
}
const NativeDef kMethods[] = {
    {"conjugate", conjugate, ArgKind::None},
    {"__complex__", dunderComplex, ArgKind::None},
    {"__format__", dunderFormat, ArgKind::One},
    {"__getnewargs__", getNewArgs, ArgKind::None},
    {nullptr, nullptr},
};

Value getReal(Value self) { return newFloat(partsOf(self).re); }
Value getImag(Value self) { return newFloat(partsOf(self).im); }
int setPart(Value, Value) { return raiseInt(raise(&trv_exc_AttributeError, "readonly attribute")); }
const GetSetDef kGetSets[] = {{"real", getReal, setPart}, {"imag", getImag, setPart}, {nullptr, nullptr, nullptr}};

}  // namespace

void readyComplexClass() {
  Slots& s = trv_class_complex.slots;
  s.repr = reprSlot;
  s.hash = hashSlot;
  s.compare = compareSlot;
  s.boolean = truthSlot;
  s.create = createSlot;
  s.binary[static_cast<int>(BinaryOp::Add)] = binarySlot<BinaryOp::Add>;
  s.binary[static_cast<int>(BinaryOp::Sub)] = binarySlot<BinaryOp::Sub>;
  s.binary[static_cast<int>(BinaryOp::Mul)] = binarySlot<BinaryOp::Mul>;
  s.binary[static_cast<int>(BinaryOp::TrueDiv)] = binarySlot<BinaryOp::TrueDiv>;
  s.binary[static_cast<int>(BinaryOp::Pow)] = binarySlot<BinaryOp::Pow>;
  s.unary[static_cast<int>(UnaryOp::Neg)] = negSlot;
  s.unary[static_cast<int>(UnaryOp::Pos)] = posSlot;
  s.unary[static_cast<int>(UnaryOp::Abs)] = absSlot;
  readyClass({&trv_class_complex, "complex", nullptr, sizeof(ComplexObj), kBaseType, kMethods, kGetSets,
              "Create a complex number from a real part and an optional imaginary part.\n\nThis is equivalent to (real + imag*1j) where "
              "imag defaults to 0.",
              &complexShape});
}

}  // namespace trivium::runtime
