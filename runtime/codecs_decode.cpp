// Decoding: bytes to str. Each decoder walks over the input and hands every part that is invalid to the error handler; which bytes
// belong to one error follows CPython (for UTF-8 the "maximal subpart" of the Unicode standard, section 3.9).
#include "runtime/detail/codecs.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

namespace {

struct Decoder {
  const uint8_t* data;
  int64_t n;
  const char* name;    ///< in error texts
  const char* errors;
  Value object;        ///< what is being decoded
  Codec codec;
  const char* encoding;
  StrBuilder out;

  bool fail(int64_t from, int64_t to, const char* reason);
  /// Deals with data[from, to) and answers where to go on; -1 = raised. `unit` is the size of the codec's units.
  int64_t handle(int64_t from, int64_t to, const char* reason, int unit = 1, bool bigEndian = false);
  int64_t passSurrogate(int64_t from, int unit, bool bigEndian);
  uint32_t unitAt(int64_t i, int unit, bool bigEndian) const;
};

bool Decoder::fail(int64_t from, int64_t to, const char* reason) {
  Value bytes = isExact(object, &trv_class_bytes) && as<BytesObj>(object)->data == data ? object : newBytes(data, n);
  Value e = callWith(toValue(&trv_exc_UnicodeDecodeError), toValue(newStr(name)), bytes, newInt(from), newInt(to), toValue(newStr(reason)));
  if (e) raiseObject(e);
  return false;
}

uint32_t Decoder::unitAt(int64_t i, int unit, bool bigEndian) const {
  uint32_t c = 0;
  for (int k = 0; k < unit; k++) c |= static_cast<uint32_t>(data[i + (bigEndian ? unit - 1 - k : k)]) << 8 * k;
  return c;
}

/// A surrogate encoded at `from`, which the handler "surrogatepass" lets through; 0 if there is none.
int64_t Decoder::passSurrogate(int64_t from, int unit, bool bigEndian) {
  uint32_t c;
  int64_t size = unit;
  if (unit == 1) {
    size = 3;
    if (n - from < 3 || data[from] != 0xed || (data[from + 1] & 0xc0) != 0x80 || (data[from + 2] & 0xc0) != 0x80) return 0;
    c = 0xd000u | (data[from + 1] & 63u) << 6 | (data[from + 2] & 63u);
  } else {
    if (n - from < unit) return 0;
    c = unitAt(from, unit, bigEndian);
  }
  if (c - 0xd800 >= 0x800) return 0;
  out.append(c);
  return size;
}

int64_t Decoder::handle(int64_t from, int64_t to, const char* reason, int unit, bool bigEndian) {
  switch (handlerOf(errors)) {
    case OnError::Strict: return fail(from, to, reason), -1;
    case OnError::Ignore: return to;
    case OnError::Replace: out.append(uint32_t{0xfffd}); return to;
    case OnError::BackslashReplace:
      for (; from < to; from++) {
        char text[] = {'\\', 'x', "0123456789abcdef"[data[from] >> 4], "0123456789abcdef"[data[from] & 15], 0};
        out.append(text);
      }
      return to;
    case OnError::SurrogateEscape:
      if (data[from] < 128) return fail(from, to, reason), -1;
      for (; from < to && data[from] >= 128; from++) out.append(uint32_t{0xdc00} + data[from]);
      return from;
    case OnError::SurrogatePass: {
      int64_t size = passSurrogate(from, unit, bigEndian);
      if (size == 0) return fail(from, to, reason), -1;
      return from + size;
    }
    case OnError::XmlCharRef: case OnError::Unknown: return raiseInt(badHandler(errors, codec, encoding, /*encodes=*/false));
  }
  return -1;
}

// ---- UTF-8

/// Length of the valid sequence at p, or 0: then *bad is how many bytes are invalid together, and *reason why.
int sequenceAt(const uint8_t* p, const uint8_t* end, int* bad, const char** reason) {
  uint8_t lead = p[0];
  *bad = 1;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) {
    *reason = "invalid start byte";
    return 0;
  }
  int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  uint8_t low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80, high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
  for (int i = 1; i < length; i++) {
    *bad = i;
    if (p + i == end) {
      *reason = "unexpected end of data";
      return 0;
    }
    if (p[i] < low || p[i] > high) {
      *reason = "invalid continuation byte";
      return 0;
    }
    low = 0x80;
    high = 0xbf;
  }
  return length;
}

/// End of the valid part that begins at `from`.
int64_t validUntil(const uint8_t* data, int64_t from, int64_t n, int* bad, const char** reason) {
  const uint8_t *p = data + from, *end = data + n;
  while (p < end) {
    while (end - p >= 8) {
      uint64_t w;
      memcpy(&w, p, 8);
      if (w & 0x8080808080808080) break;
      p += 8;
    }
    if (p == end) break;
    int length = sequenceAt(p, end, bad, reason);
    if (length == 0) break;
    p += length;
  }
  return p - data;
}

Value decodeUtf8(Decoder& d) {
  int bad;
  const char* reason;
  int64_t valid = validUntil(d.data, 0, d.n, &bad, &reason);
  if (valid == d.n) return toValue(newStr(reinterpret_cast<const char*>(d.data), d.n));
  for (int64_t i = 0; i < d.n;) {
    if (valid > i) d.out.append(newStr(reinterpret_cast<const char*>(d.data) + i, valid - i));
    if (valid == d.n) break;
    i = d.handle(valid, valid + bad, reason);
    if (i < 0) return 0;
    valid = validUntil(d.data, i, d.n, &bad, &reason);
  }
  return toValue(d.out.finish());
}

// ---- single bytes

Value decodeAscii(Decoder& d) {
  for (int64_t i = 0; i < d.n;) {
    if (d.data[i] < 128) {
      d.out.append(uint32_t{d.data[i++]});
    } else if ((i = d.handle(i, i + 1, "ordinal not in range(128)")) < 0) {
      return 0;
    }
  }
  return toValue(d.out.finish());
}

Value decodePage(Decoder& d, CodePage page) {
  for (int64_t i = 0; i < d.n;) {
    uint32_t c = d.data[i];
    for (int k = 0; k < page.count; k++)
      if (page.entries[k].byte == d.data[i]) c = page.entries[k].point;
    if (c || !d.data[i]) {
      d.out.append(c);
      i++;
    } else if ((i = d.handle(i, i + 1, "character maps to <undefined>")) < 0) {
      return 0;
    }
  }
  return toValue(d.out.finish());
}

// ---- UTF-16 and UTF-32

Value decodeUtf16(Decoder& d, bool bigEndian, int64_t start) {
  d.name = bigEndian ? "utf-16-be" : "utf-16-le";
  for (int64_t i = start; i < d.n;) {
    const char* reason;
    int64_t end = i + 2;
    if (d.n - i < 2) {
      reason = "truncated data";
      end = d.n;
    } else {
      uint32_t c = d.unitAt(i, 2, bigEndian);
      if (c - 0xd800 >= 0x800) {
        d.out.append(c);
        i += 2;
        continue;
      }
      if (c >= 0xdc00) {
        reason = "illegal encoding";
      } else if (d.n - i < 4) {
        reason = "unexpected end of data";
        end = d.n;
      } else {
        uint32_t low = d.unitAt(i + 2, 2, bigEndian);
        if (low - 0xdc00 < 0x400) {
          d.out.append(0x10000 + ((c & 0x3ff) << 10 | (low & 0x3ff)));
          i += 4;
          continue;
        }
        reason = "illegal UTF-16 surrogate";
      }
    }
    if ((i = d.handle(i, end, reason, 2, bigEndian)) < 0) return 0;
  }
  return toValue(d.out.finish());
}

Value decodeUtf32(Decoder& d, bool bigEndian, int64_t start) {
  d.name = bigEndian ? "utf-32-be" : "utf-32-le";
  for (int64_t i = start; i < d.n;) {
    const char* reason;
    int64_t end = i + 4;
    if (d.n - i < 4) {
      reason = "truncated data";
      end = d.n;
    } else {
      uint32_t c = d.unitAt(i, 4, bigEndian);
      if (c < 0x110000 && c - 0xd800 >= 0x800) {
        d.out.append(c);
        i += 4;
        continue;
      }
      reason = c < 0x110000 ? "code point in surrogate code point range(0xd800, 0xe000)" : "code point not in range(0x110000)";
    }
    if ((i = d.handle(i, end, reason, 4, bigEndian)) < 0) return 0;
  }
  return toValue(d.out.finish());
}

/// With a byte order mark if there is one, else in the machine's order.
Value decodeMarked(Decoder& d, int unit) {
  bool bigEndian = false;
  int64_t start = 0;
  if (d.n >= unit) {
    uint32_t mark = d.unitAt(0, unit, false);
    bigEndian = mark == (unit == 2 ? 0xfffe : 0xfffe0000);
    start = mark == 0xfeff || bigEndian ? unit : 0;
  }
  return unit == 2 ? decodeUtf16(d, bigEndian, start) : decodeUtf32(d, bigEndian, start);
}

// ---- escapes

int hexDigitValue(uint8_t c) {
  if (c >= '0' && c <= '9') return c - '0';
  uint8_t lower = c | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// \xhh, \uhhhh or \Uhhhhhhhh whose digits begin at i; where to go on, -1 = raised.
int64_t decodeHexEscape(Decoder& d, int64_t backslash, int digits) {
  uint32_t c = 0;
  int64_t i = backslash + 2, end = i + digits;
  for (; i < end && i < d.n && hexDigitValue(d.data[i]) >= 0; i++) c = c << 4 | static_cast<uint32_t>(hexDigitValue(d.data[i]));
  if (i < end)
    return d.handle(backslash, i, digits == 2 ? "truncated \\xXX escape" : digits == 4 ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape");
  if (c > 0x10ffff) return d.handle(backslash, i, "illegal Unicode character");
  d.out.append(c);
  return i;
}

/// The escape whose backslash is at i. Character names (\N{…}) are not known at run time.
int64_t decodeEscape(Decoder& d, int64_t i) {
  if (i + 1 == d.n) return d.handle(i, i + 1, "\\ at end of string");
  uint8_t c = d.data[i + 1];
  static constexpr char kFrom[] = "\\'\"abfnrtv", kTo[] = "\\'\"\a\b\f\n\r\t\v";
  if (c == '\n') return i + 2;
  if (const void* at = c ? memchr(kFrom, c, sizeof kFrom - 1) : nullptr) {
    d.out.append(static_cast<uint32_t>(kTo[static_cast<const char*>(at) - kFrom]));
    return i + 2;
  }
  if (c >= '0' && c <= '7') {
    uint32_t value = 0;
    int64_t k = i + 1;
    for (; k < d.n && k < i + 4 && d.data[k] >= '0' && d.data[k] <= '7'; k++) value = value * 8 + (d.data[k] - '0');
    d.out.append(value);
    return k;
  }
  if (c == 'x' || c == 'u' || c == 'U') return decodeHexEscape(d, i, c == 'x' ? 2 : c == 'u' ? 4 : 8);
  if (c == 'N') {
    const void* close = i + 2 < d.n && d.data[i + 2] == '{' ? memchr(d.data + i, '}', static_cast<size_t>(d.n - i)) : nullptr;
    if (!close) return d.handle(i, i + 2, "malformed \\N character escape");
    return d.handle(i, static_cast<const uint8_t*>(close) + 1 - d.data, "unknown Unicode character name");
  }
  d.out.append(uint32_t{'\\'});
  d.out.append(uint32_t{c});
  return i + 2;
}

Value decodeEscapes(Decoder& d, bool raw) {
  d.name = raw ? "rawunicodeescape" : "unicodeescape";
  for (int64_t i = 0; i < d.n;) {
    uint8_t c = d.data[i], next = i + 1 < d.n ? d.data[i + 1] : 0;
    if (c != '\\') {
      d.out.append(uint32_t{c});
      i++;
    } else if (!raw) {
      i = decodeEscape(d, i);
    } else if (next == 'u' || next == 'U') {
      i = decodeHexEscape(d, i, next == 'u' ? 4 : 8);
    } else {
      d.out.append(uint32_t{c});
      if (i + 1 < d.n) d.out.append(uint32_t{next});
      i += 2;
    }
    if (i < 0) return 0;
  }
  return toValue(d.out.finish());
}

}  // namespace

Value decodeBytes(const uint8_t* data, int64_t n, const char* encoding, const char* errors, Value object) {
  if (n == 0) return toValue(emptyStr());  // without a look at the names, as CPython
  Codec codec = codecOf(encoding, /*encoding=*/false);
  Decoder d{data, n, "utf-8", errors, object, codec, encoding, {}};
  switch (codec) {
    case Codec::Utf8: return decodeUtf8(d);
    case Codec::Utf8Sig:
      if (n >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
        d.data += 3;
        d.n -= 3;
      }
      return decodeUtf8(d);
    case Codec::Ascii: d.name = "ascii"; return decodeAscii(d);
    case Codec::Latin1: return toValue(newLatin1(data, n));
    case Codec::Cp1252: case Codec::Latin9: d.name = "charmap"; return decodePage(d, codePageOf(codec));
    case Codec::Utf16: return decodeMarked(d, 2);
    case Codec::Utf16Le: return decodeUtf16(d, false, 0);
    case Codec::Utf16Be: return decodeUtf16(d, true, 0);
    case Codec::Utf32: return decodeMarked(d, 4);
    case Codec::Utf32Le: return decodeUtf32(d, false, 0);
    case Codec::Utf32Be: return decodeUtf32(d, true, 0);
    case Codec::UnicodeEscape: return decodeEscapes(d, false);
    case Codec::RawUnicodeEscape: return decodeEscapes(d, true);
    case Codec::Unknown: return 0;
  }
  return 0;
}

}  // namespace trivium::runtime
