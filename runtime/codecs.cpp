// Names of codecs and error handlers, and encoding: str to bytes. Decoding is in codecs_decode.cpp. Library Reference "codecs"; texts
// of errors and the extent of each error as CPython's Objects/unicodeobject.c and Python/codecs.c.
#include "runtime/detail/codecs.h"

#include "runtime/detail/unicode.h"

namespace trivium::runtime {

// ---- names

namespace {

struct CodecName {
  const char* name;
  Codec codec;
};
constexpr CodecName kCodecNames[] = {
    {"utf_8", Codec::Utf8}, {"utf8", Codec::Utf8}, {"u8", Codec::Utf8}, {"utf", Codec::Utf8}, {"cp65001", Codec::Utf8},
    {"utf8_ucs2", Codec::Utf8}, {"utf8_ucs4", Codec::Utf8}, {"utf_8_sig", Codec::Utf8Sig},
    {"ascii", Codec::Ascii}, {"us_ascii", Codec::Ascii}, {"646", Codec::Ascii}, {"us", Codec::Ascii}, {"iso646_us", Codec::Ascii},
    {"ansi_x3.4_1968", Codec::Ascii}, {"ansi_x3_4_1968", Codec::Ascii}, {"ansi_x3.4_1986", Codec::Ascii}, {"cp367", Codec::Ascii},
    {"csascii", Codec::Ascii}, {"ibm367", Codec::Ascii}, {"iso_646.irv_1991", Codec::Ascii}, {"iso_ir_6", Codec::Ascii},
    {"latin_1", Codec::Latin1}, {"latin1", Codec::Latin1}, {"latin", Codec::Latin1}, {"l1", Codec::Latin1}, {"8859", Codec::Latin1},
    {"iso8859", Codec::Latin1}, {"iso8859_1", Codec::Latin1}, {"iso_8859_1", Codec::Latin1}, {"iso_8859_1_1987", Codec::Latin1},
    {"iso_ir_100", Codec::Latin1}, {"cp819", Codec::Latin1}, {"ibm819", Codec::Latin1}, {"csisolatin1", Codec::Latin1},
    {"utf_16", Codec::Utf16}, {"utf16", Codec::Utf16}, {"u16", Codec::Utf16}, {"utf_16_le", Codec::Utf16Le}, {"utf_16le", Codec::Utf16Le},
    {"unicodelittleunmarked", Codec::Utf16Le}, {"utf_16_be", Codec::Utf16Be}, {"utf_16be", Codec::Utf16Be},
    {"unicodebigunmarked", Codec::Utf16Be}, {"utf_32", Codec::Utf32}, {"utf32", Codec::Utf32}, {"u32", Codec::Utf32},
    {"utf_32_le", Codec::Utf32Le}, {"utf_32le", Codec::Utf32Le}, {"utf_32_be", Codec::Utf32Be}, {"utf_32be", Codec::Utf32Be},
    {"cp1252", Codec::Cp1252}, {"1252", Codec::Cp1252}, {"windows_1252", Codec::Cp1252},
    {"iso8859_15", Codec::Latin9}, {"iso_8859_15", Codec::Latin9}, {"l9", Codec::Latin9}, {"latin9", Codec::Latin9},
    {"unicode_escape", Codec::UnicodeEscape}, {"raw_unicode_escape", Codec::RawUnicodeEscape},
};
/// Codecs of CPython that do not turn str into bytes.
constexpr const char* kOtherCodecs[] = {"rot13", "rot_13", "hex", "hex_codec", "base64", "base64_codec", "base_64", "bz2", "bz2_codec",
                                        "zlib", "zlib_codec", "zip", "uu", "uu_codec", "quopri", "quopri_codec", "quoted_printable"};

constexpr CodePageEntry kCp1252[] = {
    {0x80, 0x20ac}, {0x81, 0}, {0x82, 0x201a}, {0x83, 0x192}, {0x84, 0x201e}, {0x85, 0x2026}, {0x86, 0x2020}, {0x87, 0x2021},
    {0x88, 0x2c6}, {0x89, 0x2030}, {0x8a, 0x160}, {0x8b, 0x2039}, {0x8c, 0x152}, {0x8d, 0}, {0x8e, 0x17d}, {0x8f, 0},
    {0x90, 0}, {0x91, 0x2018}, {0x92, 0x2019}, {0x93, 0x201c}, {0x94, 0x201d}, {0x95, 0x2022}, {0x96, 0x2013}, {0x97, 0x2014},
    {0x98, 0x2dc}, {0x99, 0x2122}, {0x9a, 0x161}, {0x9b, 0x203a}, {0x9c, 0x153}, {0x9d, 0}, {0x9e, 0x17e}, {0x9f, 0x178},
};
constexpr CodePageEntry kLatin9[] = {
    {0xa4, 0x20ac}, {0xa6, 0x160}, {0xa8, 0x161}, {0xb4, 0x17d}, {0xb8, 0x17e}, {0xbc, 0x152}, {0xbd, 0x153}, {0xbe, 0x178},
};

/// Lower case, with one underscore for each run of characters that are neither letters, digits nor dots, none at the ends.
bool normalizeName(const char* name, char* out, size_t size) {
  size_t n = 0;
  bool gap = false;
  for (; *name; name++) {
    char c = *name;
    if (c >= 'A' && c <= 'Z') c |= 0x20;
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.')) {
      gap = true;
      continue;
    }
    if (n + 3 > size) return false;
    if (gap && n) out[n++] = '_';
    gap = false;
    out[n++] = c;
  }
  out[n] = 0;
  return true;
}

}  // namespace

Codec codecOf(const char* name, bool encoding) {
  if (!name || strcmp(name, "utf-8") == 0) return Codec::Utf8;
  char plain[32];
  if (normalizeName(name, plain, sizeof plain)) {
    for (const CodecName& c : kCodecNames)
      if (strcmp(c.name, plain) == 0) return c.codec;
    for (const char* other : kOtherCodecs)
      if (strcmp(other, plain) == 0) {
        raise(&trv_exc_LookupError, "'%s' is not a text encoding; use codecs.%s() to handle arbitrary codecs", name,
              encoding ? "encode" : "decode");
        return Codec::Unknown;
      }
  }
  raise(&trv_exc_LookupError, "unknown encoding: %s", name);
  return Codec::Unknown;
}

OnError handlerOf(const char* name) {
  static constexpr const char* kNames[] = {"strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape",
                                           "surrogatepass"};
  if (!name) return OnError::Strict;
  for (size_t i = 0; i < sizeof kNames / sizeof kNames[0]; i++)
    if (strcmp(name, kNames[i]) == 0) return static_cast<OnError>(i);
  return OnError::Unknown;
}
Value badHandler(const char* name, Codec codec, const char* encoding, bool encodes) {
  bool unknown = handlerOf(name) == OnError::Unknown;
  ClassObj* cls = unknown ? &trv_exc_LookupError : &trv_exc_TypeError;
  StrObj* text = unknown ? strFormat("unknown error handler name '%s'", name)
                         : newStr("don't know how to handle UnicodeDecodeError in error callback");
  switch (codec) {
    case Codec::Utf8: case Codec::Ascii: case Codec::Latin1: case Codec::Utf16: case Codec::Utf32: return raise(cls, "%U", text);
    default: return raise(cls, "%s with '%s' codec failed (%N: %U)", encodes ? "encoding" : "decoding", encoding, cls, text);
  }
}

CodePage codePageOf(Codec codec) {
  if (codec == Codec::Cp1252) return {kCp1252, sizeof kCp1252 / sizeof kCp1252[0]};
  if (codec == Codec::Latin9) return {kLatin9, sizeof kLatin9 / sizeof kLatin9[0]};
  return {nullptr, 0};
}

// ---- encoding

namespace {

struct Encoder {
  StrObj* s;
  Codec codec;
  const char* errors;
  const char* encoding;
  ByteBuffer out;
  const char* name;    ///< in error texts
  const char* reason;
  bool bigEndian = false;
  int unit = 1;        ///< bytes of a code unit

  Encoder(StrObj* s, Codec codec, const char* errors, const char* encoding);
  bool run();
  bool canEncode(uint32_t c) const;
  bool put(uint32_t c);
  bool putUnit(uint32_t c);
  bool putText(const char* ascii);
  bool handle(int64_t* at);
  bool fail(int64_t from, int64_t to);
};

Encoder::Encoder(StrObj* s, Codec codec, const char* errors, const char* encoding)
    : s(s), codec(codec), errors(errors), encoding(encoding), reason("surrogates not allowed") {
  switch (codec) {
    case Codec::Ascii: name = "ascii"; reason = "ordinal not in range(128)"; break;
    case Codec::Latin1: name = "latin-1"; reason = "ordinal not in range(256)"; break;
    case Codec::Cp1252: case Codec::Latin9: name = "charmap"; reason = "character maps to <undefined>"; break;
    case Codec::Utf16: name = "utf-16"; unit = 2; break;
    case Codec::Utf16Le: name = "utf-16-le"; unit = 2; break;
    case Codec::Utf16Be: name = "utf-16-be"; unit = 2; bigEndian = true; break;
    case Codec::Utf32: name = "utf-32"; unit = 4; break;
    case Codec::Utf32Le: name = "utf-32-le"; unit = 4; break;
    case Codec::Utf32Be: name = "utf-32-be"; unit = 4; bigEndian = true; break;
    default: name = "utf-8"; break;
  }
}

bool isSurrogate(uint32_t c) { return c - 0xd800 < 0x800; }

bool Encoder::canEncode(uint32_t c) const {
  switch (codec) {
    case Codec::Ascii: return c < 128;
    case Codec::Latin1: return c < 256;
    case Codec::Cp1252: case Codec::Latin9: {
      if (c < 128) return true;
      CodePage page = codePageOf(codec);
      for (int i = 0; i < page.count; i++)
        if (page.entries[i].point == c) return true;
      if (c > 255) return false;
      for (int i = 0; i < page.count; i++)
        if (page.entries[i].byte == c) return false;
      return true;
    }
    default: return !isSurrogate(c);
  }
}

bool Encoder::putUnit(uint32_t c) {
  for (int i = 0; i < unit; i++)
    if (!out.append(static_cast<uint8_t>(c >> 8 * (bigEndian ? unit - 1 - i : i)))) return false;
  return true;
}

/// Writes a character; surrogates as such.
bool Encoder::put(uint32_t c) {
  if (unit == 2 && c > 0xffff) return putUnit(0xd7c0 + (c >> 10)) && putUnit(0xdc00 | (c & 0x3ff));
  if (unit > 1 || codec == Codec::Ascii || codec == Codec::Latin1) return putUnit(c);
  if (codec == Codec::Cp1252 || codec == Codec::Latin9) {
    CodePage page = codePageOf(codec);
    for (int i = 0; i < page.count; i++)
      if (page.entries[i].point == c && c) return out.append(page.entries[i].byte);
    return out.append(static_cast<uint8_t>(c));
  }
  if (!out.reserve(out.length + 4)) return false;
  out.length = putUtf8(out.data + out.length, c) - out.data;
  return true;
}

bool Encoder::putText(const char* ascii) {
  for (; *ascii; ascii++)
    if (!putUnit(static_cast<uint8_t>(*ascii))) return false;
  return true;
}

bool Encoder::fail(int64_t from, int64_t to) {
  Value e = callWith(toValue(&trv_exc_UnicodeEncodeError), toValue(newStr(name)), toValue(exactStr(toValue(s))), newInt(from), newInt(to),
                     toValue(newStr(reason)));
  if (e) raiseObject(e);
  return false;
}

/// s[*at] cannot be encoded: does what the handler says about it and its neighbours that cannot be either.
bool Encoder::handle(int64_t* at) {
  int64_t from = *at, to = from + 1;
  if (unit == 1)
    while (to < s->length && !canEncode(charAt(s, to))) to++;
  *at = to;
  OnError handler = handlerOf(errors);
  switch (handler) {
    case OnError::Strict: return fail(from, to);
    case OnError::Ignore: return true;
    case OnError::Unknown: return badHandler(errors, codec, encoding, /*encodes=*/true), false;
    case OnError::SurrogateEscape:
      if (codePageOf(codec).count)  // all of the run or nothing
        for (int64_t i = from; i < to; i++)
          if (charAt(s, i) - 0xdc80 >= 0x80) return fail(from, to);
      if (unit == 1)
        while (from < to && charAt(s, from) - 0xdc80 < 0x80)
          if (!out.append(static_cast<uint8_t>(charAt(s, from++) & 255))) return false;
      return from == to || fail(from, to);
    case OnError::SurrogatePass:
      if (codec == Codec::Ascii || codec == Codec::Latin1 || codePageOf(codec).count) return fail(from, to);
      for (; from < to; from++)
        if (!put(charAt(s, from))) return false;
      return true;
    default: break;
  }
  for (; from < to; from++) {
    uint32_t c = charAt(s, from);
    char text[16] = "?";
    if (handler == OnError::XmlCharRef) {
      StrObj* reference = strFormat("&#%u;", c);
      if (!putText(reinterpret_cast<char*>(reference->data))) return false;
      continue;
    }
    if (handler == OnError::BackslashReplace) {
      int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
      text[0] = '\\';
      text[1] = digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
      for (int i = 0; i < digits; i++) text[2 + i] = "0123456789abcdef"[c >> 4 * (digits - 1 - i) & 15];
      text[2 + digits] = 0;
    }
    if (!putText(text)) return false;
  }
  return true;
}

bool Encoder::run() {
  if (!out.reserve(s->length * unit + 8)) return false;
  if (codec == Codec::Utf8Sig && !put(0xfeff)) return false;
  if ((codec == Codec::Utf16 || codec == Codec::Utf32) && !putUnit(0xfeff)) return false;
  for (int64_t i = 0; i < s->length;) {
    uint32_t c = charAt(s, i);
    if (canEncode(c) ? !put(c) : !handle(&i)) return false;
    if (canEncode(c)) i++;
  }
  return true;
}

Value encodeEscapes(StrObj* s, bool raw) {
  ByteBuffer out;
  for (int64_t i = 0; i < s->length; i++) {
    uint32_t c = charAt(s, i);
    bool plain = raw ? c < 256 : c >= ' ' && c < 127 && c != '\\';
    if (plain) {
      if (!out.append(static_cast<uint8_t>(c))) return 0;
      continue;
    }
    char text[16] = {'\\'};
    char named = c == '\n' ? 'n' : c == '\r' ? 'r' : c == '\t' ? 't' : c == '\\' ? '\\' : 0;
    if (named) {
      text[1] = named;
    } else {
      int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
      text[1] = digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
      for (int k = 0; k < digits; k++) text[2 + k] = "0123456789abcdef"[c >> 4 * (digits - 1 - k) & 15];
    }
    for (const char* p = text; *p; p++)
      if (!out.append(static_cast<uint8_t>(*p))) return 0;
  }
  return newBytes(out.data, out.length);
}

}  // namespace

Value encodeStr(StrObj* s, const char* encoding, const char* errors) {
  Codec codec = codecOf(encoding, /*encoding=*/true);
  if (codec == Codec::Unknown) return 0;
  if (s->ascii && (codec == Codec::Utf8 || codec == Codec::Ascii || codec == Codec::Latin1)) return newBytes(s->data, s->length);
  if (s->kind == 1 && codec == Codec::Latin1) return newBytes(s->data, s->length);
  if (codec == Codec::Utf8 && !hasSurrogates(s)) {
    int64_t n;
    const char* text = utf8Of(s, &n);
    return newBytes(text, n);
  }
  if (codec == Codec::UnicodeEscape || codec == Codec::RawUnicodeEscape) return encodeEscapes(s, codec == Codec::RawUnicodeEscape);
  Encoder encoder(s, codec, errors, encoding);
  return encoder.run() ? newBytes(encoder.out.data, encoder.out.length) : 0;
}

}  // namespace trivium::runtime
