// The format mini-language (Library Reference "Format Specification Mini-Language"): specifications, layout, ints and strings.
// Floats are in format_float.cpp. Error texts and the order of checks follow CPython's Python/formatter_unicode.c.
#include "runtime/detail/format.h"

#include "runtime/detail/bigint.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

// ---- specifications

namespace {

bool isAlign(uint32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

bool raiseValueError(const char* text) {
  raise(&trv_exc_ValueError, "%s", text);
  return false;
}

/// How error texts show a presentation type.
struct ShownCode {
  char text[16];
  explicit ShownCode(uint32_t c) {
    if (c > 32 && c < 128) {
      text[0] = static_cast<char>(c);
      text[1] = 0;
      return;
    }
    int n = 0;
    text[n++] = '\\';
    text[n++] = 'x';
    int digits = 1;
    while (digits < 8 && c >> 4 * digits) digits++;
    for (int i = digits - 1; i >= 0; i--) text[n++] = "0123456789abcdef"[c >> 4 * i & 15];
    text[n] = 0;
  }
};

/// Reads decimal digits of any script; -1 = ValueError pending, else how many there were.
int64_t readNumber(StrObj* spec, int64_t* at, int64_t* out) {
  int64_t value = 0, from = *at;
  while (*at < spec->length) {
    int digit = decimalValue(charAt(spec, *at));
    if (digit < 0) break;
    if (value > (INT64_MAX - digit) / 10) {
      raiseValueError("Too many decimal digits in format string");
      return -1;
    }
    value = value * 10 + digit;
    ++*at;
  }
  if (*at > from) *out = value;
  return *at - from;
}

bool checkGrouping(char grouping, uint32_t type) {
  if (!grouping || type == 0 || (type < 128 && strchr("defgEG%F", static_cast<int>(type)))) return true;
  if (grouping == '_' && type < 128 && strchr("boxX", static_cast<int>(type))) return true;
  raise(&trv_exc_ValueError, "Cannot specify '%c' with '%s'.", grouping, ShownCode(type).text);
  return false;
}

}  // namespace

Value unknownFormatCode(uint32_t type, Value value) {
  return raise(&trv_exc_ValueError, "Unknown format code '%s' for object of type '%T'", ShownCode(type).text, value);
}

bool parseFormatSpec(StrObj* spec, Value value, FormatSpec* out, char defaultAlign) {
  int64_t n = spec->length, at = 0;
  auto peek = [&](int64_t i) { return i < n ? charAt(spec, i) : 0; };
  bool fillGiven = false;
  if (n >= 2 && isAlign(peek(1))) {
    out->fill = peek(0);
    out->align = static_cast<char>(peek(1));
    fillGiven = true;
    at = 2;
  } else if (n >= 1 && isAlign(peek(0))) {
    out->align = static_cast<char>(peek(0));
    at = 1;
  }
  if (uint32_t c = peek(at); c == ' ' || c == '+' || c == '-') {
    out->sign = static_cast<char>(c);
    out->signGiven = true;
    at++;
  }
  if (peek(at) == 'z') out->zeroNegative = true, at++;
  if (peek(at) == '#') out->alternate = true, at++;
  if (!fillGiven && peek(at) == '0') {
    out->fill = '0';
    out->zero = true;
    if (!out->align && defaultAlign == '>') out->align = '=';
    at++;
  }
  if (readNumber(spec, &at, &out->width) < 0) return false;
  if (peek(at) == ',') out->grouping = ',', at++;
  if (peek(at) == '_') {
    if (out->grouping) return raiseValueError("Cannot specify both ',' and '_'.");
    out->grouping = '_';
    at++;
  }
  if (peek(at) == ',' && out->grouping == '_') return raiseValueError("Cannot specify both ',' and '_'.");
  if (peek(at) == '.') {
    at++;
    int64_t digits = readNumber(spec, &at, &out->precision);
    if (digits < 0) return false;
    if (digits == 0) return raiseValueError("Format specifier missing precision");
  }
  if (n - at > 1) {
    raise(&trv_exc_ValueError, "Invalid format specifier '%U' for object of type '%T'", spec, value);
    return false;
  }
  if (n - at == 1) out->type = peek(at);
  return checkGrouping(out->grouping, out->type);
}

// ---- layout

namespace {

/// Writes units of one width from left to right.
struct UnitWriter {
  StrObj* s;
  int64_t at = 0;
  void put(uint32_t c, int64_t count) {
    if (count <= 0) return;
    if (s->kind == 1)
      memset(s->data + at, static_cast<int>(c), static_cast<size_t>(count));
    else
      for (int64_t i = at; i < at + count; i++)
        if (s->kind == 2)
          chars<uint16_t>(s)[i] = static_cast<uint16_t>(c);
        else
          chars<uint32_t>(s)[i] = c;
    at += count;
  }
  void put(const char* text, int64_t n) {
    if (n <= 0) return;
    StrObj view{};
    view.kind = 1;
    view.data = reinterpret_cast<uint8_t*>(const_cast<char*>(text));
    copyUnits(s->data + at * s->kind, s->kind, &view, 0, n);
    at += n;
  }
};

StrObj* newPadded(int64_t length, uint32_t fill, bool padded, int kind, bool ascii) {
  if (length > (int64_t{1} << 40)) {
    raise(&trv_exc_MemoryError, "");
    return nullptr;
  }
  if (padded && fill >= 256) kind = fill >= 65536 ? 4 : kind < 2 ? 2 : kind;
  StrObj* r = newStrOfKind(length, kind);
  if (r) r->ascii = ascii && !(padded && fill >= 128);
  return r;
}

/// Digits shown for `count` digits in groups when zeros fill up to `minWidth` characters; *separators gets how many there are.
int64_t groupedDigits(int64_t count, int64_t minWidth, int groupSize, int64_t* separators) {
  *separators = 0;
  if (count == 0) return 0;  // inf, nan and characters are padded outside
  if (!groupSize) return count > minWidth ? count : minWidth;
  int64_t shown = 0;
  for (bool first = true;; first = false) {
    if (!first) ++*separators, --minWidth;
    int64_t most = count > minWidth ? count : minWidth;
    int64_t take = most < 1 ? 1 : most < groupSize ? most : groupSize;
    shown += take;
    count = count > take ? count - take : 0;
    minWidth -= take;
    if (count <= 0 && minWidth <= 0) return shown;
  }
}

void putGrouped(UnitWriter& w, const NumberText& number, int64_t shown, int groupSize, char separator) {
  int64_t zeros = shown - number.digitCount;
  if (!groupSize) {
    w.put(uint32_t{'0'}, zeros);
    w.put(number.digits, number.digitCount);
    return;
  }
  for (int64_t i = 0; i < shown; i++) {
    if (i && (shown - i) % groupSize == 0) w.put(static_cast<uint32_t>(separator), 1);
    w.put(i < zeros ? uint32_t{'0'} : static_cast<uint32_t>(number.digits[i - zeros]), 1);
  }
}

}  // namespace

Value layoutNumber(const FormatSpec& spec, const NumberText& number, int groupSize, char defaultAlign) {
  char align = spec.align ? spec.align : defaultAlign;
  int64_t around = (number.sign != 0) + number.prefixLength + number.restLength;
  int64_t minWidth = spec.fill == '0' && align == '=' ? spec.width - around : 0;
  int64_t separators;
  int64_t shown = groupedDigits(number.digitCount, minWidth, groupSize, &separators);
  int64_t length = around + shown + separators;
  int64_t padding = spec.width > length ? spec.width - length : 0;
  StrObj* r = newPadded(length + padding, spec.fill, padding > 0, 1, true);
  if (!r) return 0;
  UnitWriter w{r};
  int64_t left = align == '>' ? padding : align == '^' ? padding / 2 : 0;
  w.put(spec.fill, left);
  if (number.sign) w.put(static_cast<uint32_t>(number.sign), 1);
  w.put(number.prefix, number.prefixLength);
  if (align == '=') w.put(spec.fill, padding);
  putGrouped(w, number, shown, groupSize, spec.grouping);
  w.put(number.rest, number.restLength);
  w.put(spec.fill, length + padding - w.at);
  return toValue(r);
}

Value padText(StrObj* s, const FormatSpec& spec, char defaultAlign) {
  int64_t padding = spec.width - s->length;
  if (padding <= 0) return toValue(exactStr(toValue(s)));
  char align = spec.align ? spec.align : defaultAlign;
  int64_t left = align == '<' ? 0 : align == '^' ? padding / 2 : padding;  // '=' of a character has no sign to stand behind
  StrObj* r = newPadded(spec.width, spec.fill, true, s->kind, s->ascii);
  if (!r) return 0;
  UnitWriter w{r};
  w.put(spec.fill, left);
  copyUnits(r->data + w.at * r->kind, r->kind, s, 0, s->length);
  w.at += s->length;
  w.put(spec.fill, padding - left);
  return toValue(r);
}

// ---- str

Value formatStr(StrObj* s, StrObj* specText) {
  if (!specText || specText->length == 0) return toValue(exactStr(toValue(s)));
  FormatSpec spec;
  spec.type = 's';
  if (!parseFormatSpec(specText, toValue(s), &spec, '<')) return 0;
  if (spec.type != 's') return unknownFormatCode(spec.type, toValue(s));
  if (spec.signGiven)
    return raise(&trv_exc_ValueError, "%s not allowed in string format specifier", spec.sign == ' ' ? "Space" : "Sign");
  if (spec.zeroNegative) return raise(&trv_exc_ValueError, "Negative zero coercion (z) not allowed in string format specifier");
  if (spec.alternate) return raise(&trv_exc_ValueError, "Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=') return raise(&trv_exc_ValueError, "'=' alignment not allowed in string format specifier");
  if (spec.precision >= 0 && spec.precision < s->length) s = strSubstring(s, 0, spec.precision);
  return padText(s, spec, '<');
}

// ---- int

namespace {

Value formatCharacter(Value v, const FormatSpec& spec) {
  if (spec.signGiven) return raise(&trv_exc_ValueError, "Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) return raise(&trv_exc_ValueError, "Alternate form (#) not allowed with integer format specifier 'c'");
  int64_t c;
  if (!intFitsInt64(v, &c)) return raise(&trv_exc_OverflowError, "Python int too large to convert to C long");
  if (c < 0 || c > 0x10ffff) return raise(&trv_exc_OverflowError, "%%c arg not in range(0x110000)");
  return padText(charStr(static_cast<uint32_t>(c)), spec, '>');
}

Value formatInteger(Value v, const FormatSpec& spec) {
  if (spec.precision >= 0) return raise(&trv_exc_ValueError, "Precision not allowed in integer format specifier");
  if (spec.zeroNegative) return raise(&trv_exc_ValueError, "Negative zero coercion (z) not allowed in integer format specifier");
  if (spec.type == 'c') return formatCharacter(v, spec);
  int base = spec.type == 'b' ? 2 : spec.type == 'o' ? 8 : spec.type == 'x' || spec.type == 'X' ? 16 : 10;
  NumberText number;
  char buffer[72];
  int64_t small;
  bool negative;
  if (base != 2 && smallOf(v, &small)) {
    char* at = buffer + sizeof buffer;
    negative = small < 0;
    uint64_t m = negative ? 0 - static_cast<uint64_t>(small) : static_cast<uint64_t>(small);
    if (base == 10) {
      do *--at = static_cast<char>('0' + m % 10);
      while (m /= 10);
    } else {
      int shift = base == 16 ? 4 : 3;
      do *--at = (spec.type == 'X' ? "0123456789ABCDEF" : "0123456789abcdef")[m & static_cast<uint64_t>(base - 1)];
      while (m >>= shift);
    }
    number.digits = at;
    number.digitCount = buffer + sizeof buffer - at;
  } else {
    StrObj* text = intText(v, base, false);
    if (!text) return 0;
    if (spec.type == 'X') text = strUpper(text);
    negative = text->data[0] == '-';
    number.digits = reinterpret_cast<char*>(text->data) + negative;
    number.digitCount = text->length - negative;
  }
  number.sign = signFor(negative, spec.sign);
  if (spec.alternate && base != 10) {
    number.prefix = base == 2 ? "0b" : base == 8 ? "0o" : spec.type == 'X' ? "0X" : "0x";
    number.prefixLength = 2;
  }
  return layoutNumber(spec, number, !spec.grouping ? 0 : base == 10 ? 3 : 4, '>');
}

/// A tagged int by a format of the usual form, `0`, a width below 64 and one of d x X o, each of which may be missing. 0 without an exception
/// if the format is of another form.
Value formatPlain(int64_t value, const uint8_t* spec, int64_t length) {
  constexpr int64_t kWidest = 64;
  const uint8_t *p = spec, *end = spec + length;
  const bool zero = p < end && *p == '0';
  if (zero) ++p;
  int64_t width = 0;
  while (p < end && *p >= '0' && *p <= '9' && width < kWidest) width = width * 10 + (*p++ - '0');
  const uint8_t type = p < end ? *p++ : 'd';
  if (p != end || width >= kWidest || (type != 'd' && type != 'x' && type != 'X' && type != 'o')) return 0;

  char buffer[kWidest];
  char* const last = buffer + kWidest;
  char* at = last;
  uint64_t rest = value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  if (type == 'd') {
    do *--at = static_cast<char>('0' + rest % 10);
    while (rest /= 10);
  } else {
    const char* const digits = type == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
    const int shift = type == 'o' ? 3 : 4;
    do *--at = digits[rest & ((uint64_t{1} << shift) - 1)];
    while (rest >>= shift);
  }
  if (zero)
    while (last - at + (value < 0) < width) *--at = '0';
  if (value < 0) *--at = '-';
  while (last - at < width) *--at = ' ';
  return toValue(newAscii(at, last - at));
}

}  // namespace

Value formatInt(Value v, StrObj* specText) {
  if (!specText || specText->length == 0) return isSmallInt(v) || isExact(v, &trv_class_int) ? toValue(intText(v, 10, false)) : str(v);
  if (isSmallInt(v) && specText->ascii && specText->length <= 4)
    if (Value text = formatPlain(smallIntOf(v), specText->data, specText->length)) return text;
  FormatSpec spec;
  spec.type = 'd';
  if (!parseFormatSpec(specText, v, &spec, '>')) return 0;
  switch (spec.type) {
    case 'b': case 'c': case 'd': case 'o': case 'x': case 'X': case 'n': return formatInteger(v, spec);
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case '%': {
      double d;
      return doubleOperand(v, &d) ? formatDouble(d, spec) : 0;
    }
    default: return unknownFormatCode(spec.type, v);
  }
}

}  // namespace trivium::runtime
