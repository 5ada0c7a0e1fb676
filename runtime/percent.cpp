// `format % args` for str, bytes and bytearray. Library Reference "printf-style String Formatting"; errors as those of CPython's
// Objects/unicodeobject.c and bytesobject.c. A bytes template is handled as Latin-1 text.
#include "runtime/detail/bigint.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/format.h"

namespace trivium::runtime {

namespace {

struct Directive {
  bool left = false, plus = false, space = false, alternate = false, zero = false;
  int64_t width = -1, precision = -1;
  uint32_t type = 0;
  bool isPlain() const { return !(left | plus | space | alternate | zero) && width < 0 && precision < 0; }
};

/// Text of an argument before padding; numbers have a sign and prefix that zeros go behind.
struct Piece {
  StrObj* text = nullptr;       ///< or `digits`
  const char* digits = nullptr; ///< ends with a zero
  int64_t length = 0;
  bool numeric = false, negative = false;
  const char* prefix = "";
};

struct PercentFormatter {
  StrObj* format;
  bool isBytes;
  Value mapping = 0;            ///< what "(key)" looks up in, 0 = args is none
  Value args;                   ///< a tuple, or the only argument when `single`
  bool single;
  int64_t next = 0, count;      ///< arguments used and given
  int64_t at = 0;
  StrBuilder out;

  PercentFormatter(StrObj* format, Value args, bool isBytes);
  bool run();
  bool readDirective(Directive* d);
  bool readMappingKey();
  bool readStar(const char* tooLarge, int64_t least, int64_t most, int64_t* value);
  bool readDigits(const char* tooLarge, int64_t most, int64_t* value);
  Value argument();
  bool appendDirective(const Directive& d);
  bool textPiece(const Directive& d, Value v, Piece* piece);
  bool bytesPiece(const Directive& d, Value v, Piece* piece);
  bool characterPiece(Value v, Piece* piece);
  bool intPiece(const Directive& d, Value v, Piece* piece);
  bool floatPiece(const Directive& d, Value v, Piece* piece);
  void emit(const Directive& d, const Piece& piece);
  bool more() const { return at < format->length; }
  uint32_t peek() const { return charAt(format, at); }
};

bool failWith(ClassObj* cls, const char* text) {
  raise(cls, "%s", text);
  return false;
}

PercentFormatter::PercentFormatter(StrObj* format, Value args, bool isBytes) : format(format), isBytes(isBytes), args(args) {
  single = !isTuple(args);
  count = single ? 1 : as<TupleObj>(args)->length;
  bool isData = isBytes && !isSmallInt(args) && (classOf(args)->flags & (kBytesSubclass | kByteArraySubclass));
  if (single && !isStr(args) && !isData && classOf(args)->slots.getItem) mapping = args;
}

Value PercentFormatter::argument() {
  if (next >= count) return raise(&trv_exc_TypeError, "not enough arguments for format string");
  next++;
  return single ? args : as<TupleObj>(args)->items[next - 1];
}

// ---- directives

/// "(key)": the item becomes the only argument.
bool PercentFormatter::readMappingKey() {
  if (!mapping) return failWith(&trv_exc_TypeError, "format requires a mapping");
  int64_t from = ++at;
  for (int open = 1; more(); at++) {
    if (peek() == '(') open++;
    if (peek() == ')' && --open == 0) break;
  }
  if (!more()) return failWith(&trv_exc_ValueError, "incomplete format key");
  StrObj* name = strSubstring(format, from, at++);
  args = getItem(mapping, isBytes ? newBytes(name->data, name->length) : toValue(name));
  single = true;
  next = 0;
  count = 1;
  return args != 0;
}

/// "*": width or precision from the arguments.
bool PercentFormatter::readStar(const char* tooLarge, int64_t least, int64_t most, int64_t* value) {
  at++;
  Value v = argument();
  if (!v) return false;
  if (!isInt(v)) return failWith(&trv_exc_TypeError, "* wants int");
  if (!intFitsInt64(v, value) || *value < least || *value > most) return failWith(&trv_exc_OverflowError, tooLarge);
  return true;
}

bool PercentFormatter::readDigits(const char* tooLarge, int64_t most, int64_t* value) {
  *value = 0;
  for (; more() && peek() >= '0' && peek() <= '9'; at++) {
    int64_t digit = peek() - '0';
    if (*value > (most - digit) / 10) return failWith(&trv_exc_ValueError, tooLarge);
    *value = *value * 10 + digit;
  }
  return true;
}

/// Behind a '%', up to and with the conversion character.
bool PercentFormatter::readDirective(Directive* d) {
  if (more() && peek() == '(' && !readMappingKey()) return false;
  for (; more(); at++) {
    switch (peek()) {
      case '-': d->left = true; continue;
      case '+': d->plus = true; continue;
      case ' ': d->space = true; continue;
      case '#': d->alternate = true; continue;
      case '0': d->zero = true; continue;
      default: break;
    }
    break;
  }
  if (more() && peek() == '*') {
    if (!readStar("Python int too large to convert to C ssize_t", INT64_MIN + 1, INT64_MAX, &d->width)) return false;
    if (d->width < 0) {
      d->left = true;
      d->width = -d->width;
    }
  } else if (more() && peek() >= '0' && peek() <= '9') {
    if (!readDigits("width too big", INT64_MAX, &d->width)) return false;
  }
  if (more() && peek() == '.') {
    at++;
    if (more() && peek() == '*') {
      if (!readStar("Python int too large to convert to C int", INT32_MIN, INT32_MAX, &d->precision)) return false;
      if (d->precision < 0) d->precision = 0;
    } else if (!readDigits(isBytes ? "prec too big" : "precision too big", INT32_MAX, &d->precision)) {
      return false;
    }
  }
  if (more() && (peek() == 'h' || peek() == 'l' || peek() == 'L')) at++;
  if (!more()) return failWith(&trv_exc_ValueError, "incomplete format");
  d->type = peek();
  at++;
  return true;
}

// ---- arguments

bool PercentFormatter::textPiece(const Directive& d, Value v, Piece* piece) {
  Value text = d.type == 's' ? (isExact(v, &trv_class_str) ? v : str(v)) : d.type == 'r' && !isBytes ? repr(v) : ascii(v);
  if (!text) return false;
  piece->text = as<StrObj>(text);
  piece->length = piece->text->length;
  if (d.precision >= 0 && d.precision < piece->length) piece->length = d.precision;
  return true;
}

/// %s and %b of a bytes template.
bool PercentFormatter::bytesPiece(const Directive& d, Value v, Piece* piece) {
  const uint8_t* data;
  int64_t n;
  if (!bufferOf(v, &data, &n)) {
    bool found = false;
    Value made = callSpecial(v, TRV_STR("__bytes__"), nullptr, 0, &found);
    if (!found) {
      raise(&trv_exc_TypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'", v);
      return false;
    }
    if (!made) return false;
    if (!trivium::runtime::isBytes(made)) {
      raise(&trv_exc_TypeError, "__bytes__ returned non-bytes (type %T)", made);
      return false;
    }
    data = as<BytesObj>(made)->data;
    n = as<BytesObj>(made)->length;
  }
  piece->text = n ? newLatin1(data, n) : emptyStr();
  piece->length = d.precision >= 0 && d.precision < n ? d.precision : n;
  return true;
}

bool PercentFormatter::characterPiece(Value v, Piece* piece) {
  uint32_t c;
  const uint8_t* data;
  int64_t n;
  bool isByte = isBytes && !isSmallInt(v) && (classOf(v)->flags & (kBytesSubclass | kByteArraySubclass)) && bufferOf(v, &data, &n) && n == 1;
  if (isByte) {
    c = data[0];
  } else if (!isBytes && isStr(v) && as<StrObj>(v)->length == 1) {
    c = charAt(as<StrObj>(v), 0);
  } else {
    const char* text = isBytes ? "%c requires an integer in range(256) or a single byte" : "%c requires int or char";
    if (!hasIndex(v)) return failWith(&trv_exc_TypeError, text);
    Value number = index(v);
    if (!number) {
      if (!pendingIs(&trv_exc_TypeError)) return false;
      clearPending();
      return failWith(&trv_exc_TypeError, text);
    }
    int64_t i, limit = isBytes ? 256 : 0x110000;
    if (!intFitsInt64(number, &i) || i < 0 || i >= limit)
      return failWith(&trv_exc_OverflowError, isBytes ? "%c arg not in range(256)" : "%c arg not in range(0x110000)");
    c = static_cast<uint32_t>(i);
  }
  piece->text = charStr(c);
  piece->length = 1;
  return true;
}

bool PercentFormatter::intPiece(const Directive& d, Value v, Piece* piece) {
  bool radix = d.type == 'o' || d.type == 'x' || d.type == 'X';
  Value number = 0;
  if (isInt(v)) {
    number = v;
  } else if (radix) {
    if (hasIndex(v)) number = index(v);
  } else if (const Slots& s = classOf(v)->slots; s.index || s.toInt || s.toFloat) {
    number = callWith(toValue(&trv_class_int), v);
  }
  if (!number) {
    if (hasPending()) {
      if (!pendingIs(&trv_exc_TypeError)) return false;
      clearPending();
    }
    raise(&trv_exc_TypeError, "%%%c format: %s is required, not %T", static_cast<int>(isBytes && d.type == 'i' ? 'd' : d.type), radix ? "an integer" : "a real number", v);
    return false;
  }
  StrObj* text = intText(number, d.type == 'o' ? 8 : radix ? 16 : 10, false);
  if (!text) return false;
  if (d.type == 'X') text = strUpper(text);
  piece->numeric = true;
  piece->negative = text->data[0] == '-';
  piece->digits = reinterpret_cast<char*>(text->data) + piece->negative;
  piece->length = text->length - piece->negative;
  if (d.alternate && radix) piece->prefix = d.type == 'o' ? "0o" : d.type == 'x' ? "0x" : "0X";
  if (d.precision > piece->length) {
    char* padded = static_cast<char*>(gcAllocLeaf(static_cast<size_t>(d.precision + 1)));
    if (!padded) return false;
    memset(padded, '0', static_cast<size_t>(d.precision - piece->length));
    memcpy(padded + (d.precision - piece->length), piece->digits, static_cast<size_t>(piece->length));
    piece->digits = padded;
    piece->length = d.precision;
  }
  return true;
}

bool PercentFormatter::floatPiece(const Directive& d, Value v, Piece* piece) {
  double x;
  if (isFloat(v)) {
    x = floatOf(v);
  } else if (toDouble(v, &x) < 0) {
    if (isBytes && pendingIs(&trv_exc_TypeError)) {
      clearPending();
      raise(&trv_exc_TypeError, "float argument required, not %T", v);
    }
    return false;
  }
  int64_t n;
  char* text = floatText(x, static_cast<char>(d.type), d.precision < 0 ? 6 : d.precision, d.alternate, &n);
  if (!text) return false;
  piece->numeric = true;
  piece->negative = *text == '-';
  piece->digits = text + piece->negative;
  piece->length = n - piece->negative;
  return true;
}

/// Pads and writes a piece: sign and prefix come before zeros but behind spaces.
void PercentFormatter::emit(const Directive& d, const Piece& piece) {
  const char* sign = !piece.numeric ? "" : piece.negative ? "-" : d.plus ? "+" : d.space ? " " : "";
  int64_t used = piece.length + static_cast<int64_t>(strlen(sign) + strlen(piece.prefix));
  int64_t padding = d.width > used ? d.width - used : 0;
  bool zeros = d.zero && piece.numeric && !d.left;
  if (!d.left && !zeros)
    for (; padding > 0; padding--) out.append(uint32_t{' '});
  out.append(sign);
  out.append(piece.prefix);
  if (zeros)
    for (; padding > 0; padding--) out.append(uint32_t{'0'});
  if (piece.text)
    out.append(piece.text, 0, piece.length);
  else
    out.append(piece.digits);
  for (; padding > 0; padding--) out.append(uint32_t{' '});
}

bool PercentFormatter::appendDirective(const Directive& d) {
  int64_t position = at - 1;
  constexpr int64_t kMostWidth = int64_t{1} << 40;
  if (d.width > kMostWidth) return failWith(&trv_exc_MemoryError, "");
  Value v = argument();
  if (!v) return false;
  if (!isBytes && d.isPlain()) {
    if (d.type == 's' && isExact(v, &trv_class_str)) {
      out.append(as<StrObj>(v));
      return true;
    }
    if (d.type == 'd' && isSmallInt(v)) {
      out.append(intText(v, 10, false));
      return true;
    }
  }
  Piece piece;
  bool ok;
  switch (d.type) {
    case 's': ok = isBytes ? bytesPiece(d, v, &piece) : textPiece(d, v, &piece); break;
    case 'r': case 'a': ok = textPiece(d, v, &piece); break;
    case 'c': ok = characterPiece(v, &piece); break;
    case 'd': case 'i': case 'u': case 'o': case 'x': case 'X': ok = intPiece(d, v, &piece); break;
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': ok = floatPiece(d, v, &piece); break;
    default:
      if (isBytes && d.type == 'b') {
        ok = bytesPiece(d, v, &piece);
        break;
      }
      raise(&trv_exc_ValueError, "unsupported format character '%c' (0x%x) at index %zd",
            static_cast<int>(d.type > 31 && d.type < 128 ? d.type : '?'), d.type, position);
      return false;
  }
  if (ok) emit(d, piece);
  return ok;
}

bool PercentFormatter::run() {
  while (more()) {
    int64_t start = at;
    while (more() && peek() != '%') at++;
    out.append(format, start, at);
    if (!more()) break;
    at++;
    if (more() && peek() == '%') {
      out.append(uint32_t{'%'});
      at++;
      continue;
    }
    Directive d;
    if (!readDirective(&d) || !appendDirective(d)) return false;
  }
  if (next < count && !mapping)
    return failWith(&trv_exc_TypeError, isBytes ? "not all arguments converted during bytes formatting"
                                                : "not all arguments converted during string formatting");
  return true;
}

}  // namespace

Value strPercent(StrObj* format, Value args) {
  PercentFormatter f(format, args, /*isBytes=*/false);
  if (format->kind == 1 && !memchr(format->data, '%', static_cast<size_t>(format->length)))
    return f.run() ? toValue(format) : 0;
  return f.run() ? toValue(f.out.finish()) : 0;
}

Value bytesPercent(const uint8_t* format, int64_t n, Value args, bool byteArray) {
  PercentFormatter f(n ? newLatin1(format, n) : emptyStr(), args, /*isBytes=*/true);
  if (!f.run()) return 0;
  StrObj* text = f.out.finish();
  return byteArray ? newByteArray(text->data, text->length) : newBytes(text->data, text->length);
}

}  // namespace trivium::runtime
