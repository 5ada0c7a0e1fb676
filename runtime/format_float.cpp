// Texts of floats and complex numbers: presentation types e f g and "shortest", their place in the format mini-language.
//
// Digits for a given precision are those of the exact binary value rounded half to even, as the C library's printf gives them; numbers
// of everyday size with fixed decimals take a shorter way through 128-bit integers to the same digits. What CPython's
// Python/pystrtod.c adds (when an exponent is used, ".0") is done here.
#include <cmath>
#include <cstdio>

#include "runtime/detail/format.h"

namespace trivium::runtime {

// ---- digits

namespace {

/// d >= 0 with `precision` <= 17 decimals, when d * 10^precision stays below 10^18; false = not possible this way.
bool fixedSmall(double d, int precision, DoubleText* out) {
  static constexpr uint64_t kPowers[] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
                                         100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000,
                                         10000000000000000, 100000000000000000};
  if (precision > 17 || !(d * static_cast<double>(kPowers[precision]) < 9e17)) return false;
  uint64_t bits;
  memcpy(&bits, &d, 8);
  int exponent = static_cast<int>(bits >> 52) - 1075;
  uint64_t mantissa = bits & ((uint64_t{1} << 52) - 1);
  if (bits >> 52)
    mantissa |= uint64_t{1} << 52;
  else
    exponent++;
  // mantissa < 2^53 and the power < 2^57, so the product fits; d = mantissa * 2^exponent.
  unsigned __int128 product = static_cast<unsigned __int128>(mantissa) * kPowers[precision];
  uint64_t value;
  if (exponent >= 0) {
    value = static_cast<uint64_t>(product << exponent);
  } else if (exponent <= -127) {
    value = 0;  // below 2^-16: nowhere near a half
  } else {
    value = static_cast<uint64_t>(product >> -exponent);
    unsigned __int128 rest = product & ((static_cast<unsigned __int128>(1) << -exponent) - 1);
    unsigned __int128 half = static_cast<unsigned __int128>(1) << (-exponent - 1);
    if (rest > half || (rest == half && (value & 1))) value++;
  }
  char digits[24];
  int n = 0;
  while (value || n <= precision) {
    digits[n++] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
  char* p = out->text;
  for (int i = n - 1; i >= precision; i--) *p++ = digits[i];
  if (precision) {
    *p++ = '.';
    for (int i = precision - 1; i >= 0; i--) *p++ = digits[i];
  }
  out->length = p - out->text;
  return true;
}

void reserve(DoubleText* out, int64_t size) {
  if (size > static_cast<int64_t>(sizeof out->local)) out->text = static_cast<char*>(gcAllocLeaf(static_cast<size_t>(size)));
}

/// Type g with ".0" for results without an exponent, which is used one digit earlier: format(12.0, ".2") is "1.2e+01".
void generalWithDot(double d, int precision, bool alternate, DoubleText* out) {
  if (precision == 0) precision = 1;
  reserve(out, precision + 32);
  char* p = out->text;
  snprintf(p, static_cast<size_t>(precision) + 32, "%.*e", precision - 1, d);
  char* mark = strchr(p, 'e');
  int point = atoi(mark + 1) + 1;
  if (point <= -4 || point > precision - 1) {
    out->length = snprintf(p, static_cast<size_t>(precision) + 32, alternate ? "%#.*e" : "%.*e", precision - 1, d);
    if (alternate || precision == 1) return;
    // Trailing zeros of the mantissa go.
    mark = strchr(p, 'e');
    char* end = mark;
    while (end[-1] == '0') end--;
    if (end[-1] == '.') end--;
    size_t tail = static_cast<size_t>(out->length - (mark - p));
    memmove(end, mark, tail + 1);
    out->length -= mark - end;
    return;
  }
  int64_t n = snprintf(p, static_cast<size_t>(precision) + 32, "%.*f", precision - point, d);
  if (!alternate) {
    while (p[n - 1] == '0' && p[n - 2] != '.') n--;
  }
  out->length = n;
}

void shortest(double d, bool alternate, bool addDotZero, DoubleText* out) {
  out->length = floatReprTo(out->text, d, addDotZero);
  if (!alternate || memchr(out->text, '.', static_cast<size_t>(out->length))) return;
  // The alternate form always has a point: behind the digits, before an exponent.
  char* mark = static_cast<char*>(memchr(out->text, 'e', static_cast<size_t>(out->length)));
  char* at = mark ? mark : out->text + out->length;
  memmove(at + 1, at, static_cast<size_t>(out->text + out->length - at));
  *at = '.';
  out->length++;
}

/// Whether the text of a finite number is zero in all its digits.
bool isZeroText(const DoubleText& t) {
  for (int64_t i = 0; i < t.length && (t.text[i] | 0x20) != 'e'; i++)
    if (t.text[i] >= '1' && t.text[i] <= '9') return false;
  return true;
}

}  // namespace

bool doubleText(double d, char type, int64_t precision, bool alternate, bool addDotZero, bool zeroNegative, DoubleText* out) {
  bool upper = type >= 'A' && type <= 'Z';
  char lower = static_cast<char>(type | 0x20);
  if (std::isnan(d)) {
    memcpy(out->text, upper ? "NAN" : "nan", 3);
    out->length = 3;
    return true;
  }
  out->negative = std::signbit(d);
  d = std::fabs(d);
  if (std::isinf(d)) {
    memcpy(out->text, upper ? "INF" : "inf", 3);
    out->length = 3;
    return true;
  }
  if (precision > (1 << 30)) {
    raise(&trv_exc_MemoryError, "");
    return false;
  }
  int digits = static_cast<int>(precision);
  if (type == 'r') {
    shortest(d, alternate, addDotZero, out);
  } else if (lower == 'g' && addDotZero) {
    generalWithDot(d, digits, alternate, out);
  } else if (lower != 'f' || alternate || !fixedSmall(d, digits, out)) {
    reserve(out, precision + 340);
    char spec[] = {'%', '#', '.', '*', type, 0};
    if (!alternate) memmove(spec + 1, spec + 2, 4);
    out->length = snprintf(out->text, static_cast<size_t>(precision) + 340, spec, digits, d);
    if (out->length < 0) {  // the C library found no memory for its own copy
      raise(&trv_exc_MemoryError, "");
      return false;
    }
  }
  int64_t n = 0;
  while (n < out->length && out->text[n] >= '0' && out->text[n] <= '9') n++;
  out->integerDigits = n;
  if (zeroNegative && out->negative && isZeroText(*out)) out->negative = false;
  return true;
}

char* floatText(double d, char type, int64_t precision, bool alternate, int64_t* length) {
  DoubleText t;
  if (!doubleText(d, type, precision, alternate, false, false, &t)) return nullptr;
  char* out = static_cast<char*>(gcAllocLeaf(static_cast<size_t>(t.length + 2)));
  int64_t n = 0;
  if (t.negative) out[n++] = '-';
  memcpy(out + n, t.text, static_cast<size_t>(t.length));
  *length = n + t.length;
  return out;
}

// ---- the mini-language

namespace {

bool isFloatType(uint32_t type) { return type == 0 || (type < 128 && strchr("eEfFgGn%", static_cast<int>(type))); }

/// Text of one double under a specification, by the rules of its type. `addDotZero` is for floats without a type.
bool textUnder(double d, const FormatSpec& spec, bool addDotZero, DoubleText* out) {
  char type = spec.type == 0 ? 'r' : spec.type == 'n' ? 'g' : spec.type == '%' ? 'f' : static_cast<char>(spec.type);
  int64_t precision = spec.precision;
  bool dot = type == 'r' && addDotZero;
  if (precision < 0)
    precision = 6;
  else if (type == 'r')
    type = 'g';
  return doubleText(d, type, precision, spec.alternate, dot, spec.zeroNegative, out);
}

void numberOf(const DoubleText& text, const FormatSpec& spec, NumberText* out) {
  out->sign = signFor(text.negative, spec.sign);
  out->digits = text.text;
  out->digitCount = text.integerDigits;
  out->rest = text.text + text.integerDigits;
  out->restLength = text.length - text.integerDigits;
}

}  // namespace

Value formatDouble(double d, const FormatSpec& spec) {
  if (spec.precision > INT32_MAX) return raise(&trv_exc_ValueError, "precision too big");
  DoubleText text;
  if (!textUnder(spec.type == '%' ? d * 100 : d, spec, true, &text)) return 0;
  if (spec.type == '%') {
    if (text.length + 1 > static_cast<int64_t>(sizeof text.local) && text.text == text.local) {
      char* longer = static_cast<char*>(gcAllocLeaf(static_cast<size_t>(text.length + 1)));
      memcpy(longer, text.text, static_cast<size_t>(text.length));
      text.text = longer;
    }
    text.text[text.length++] = '%';
  }
  NumberText number;
  numberOf(text, spec, &number);
  return layoutNumber(spec, number, spec.grouping ? 3 : 0, '>');
}

Value formatFloat(Value v, StrObj* specText) {
  if (!specText || specText->length == 0) return isExact(v, &trv_class_float) ? floatRepr(floatOf(v)) : str(v);
  FormatSpec spec;
  if (!parseFormatSpec(specText, v, &spec, '>')) return 0;
  if (!isFloatType(spec.type)) return unknownFormatCode(spec.type, v);
  return formatDouble(floatOf(v), spec);
}

Value formatComplex(Value v, StrObj* specText) {
  if (!specText || specText->length == 0) return str(v);
  FormatSpec spec;
  if (!parseFormatSpec(specText, v, &spec, '>')) return 0;
  if (!isFloatType(spec.type) || spec.type == '%') return unknownFormatCode(spec.type, v);
  if (spec.precision > INT32_MAX) return raise(&trv_exc_ValueError, "precision too big");
  if (spec.fill == '0') return raise(&trv_exc_ValueError, "Zero padding is not allowed in complex format specifier");
  if (spec.align == '=') return raise(&trv_exc_ValueError, "'=' alignment flag is not allowed in complex format specifier");
  double re = as<ComplexObj>(v)->re, im = as<ComplexObj>(v)->im;
  bool imaginaryOnly = spec.type == 0 && re == 0 && !std::signbit(re), parens = spec.type == 0 && !imaginaryOnly;

  // Both parts are laid out without padding, which goes around the whole.
  FormatSpec part = spec;
  part.width = -1;
  StrBuilder out;
  if (parens) out.append("(");
  for (int i = imaginaryOnly; i < 2; i++) {
    DoubleText text;
    if (!textUnder(i ? im : re, spec, false, &text)) return 0;
    if (i && !imaginaryOnly) part.sign = '+';
    NumberText number;
    numberOf(text, part, &number);
    Value laidOut = layoutNumber(part, number, spec.grouping ? 3 : 0, '<');
    if (!laidOut) return 0;
    out.append(as<StrObj>(laidOut));
  }
  out.append(parens ? "j)" : "j");
  return padText(out.finish(), spec, '>');
}

}  // namespace trivium::runtime
