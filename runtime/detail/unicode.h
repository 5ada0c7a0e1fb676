// Properties and case mappings of code points (tables of Unicode 14.0, which CPython 3.11 has), and access to the units of strings.
#pragma once
#include "runtime/object.h"

namespace trivium::runtime {

enum CharFlags : uint16_t {
  kCharAlpha = 1, kCharDecimal = 2, kCharDigit = 4, kCharNumeric = 8, kCharSpace = 16, kCharUpper = 32, kCharLower = 64, kCharTitle = 128,
  kCharPrintable = 256, kCharIdStart = 512, kCharIdContinue = 1024, kCharCased = 2048, kCharCaseIgnorable = 4096, kCharLineBreak = 8192,
};
/// CharFlags of a code point.
uint16_t charFlags(uint32_t c);
/// Value of a decimal digit (kCharDecimal), else -1.
int decimalValue(uint32_t c);
/// Full case mappings: up to three code points into `out`, the count returned.
int upperOf(uint32_t c, uint32_t* out);
int lowerOf(uint32_t c, uint32_t* out);
int titleOf(uint32_t c, uint32_t* out);
int foldOf(uint32_t c, uint32_t* out);

inline bool isSpaceChar(uint32_t c) {
  constexpr uint64_t kAsciiSpaces = uint64_t{0x1f} << 9 | uint64_t{0xf} << 28 | uint64_t{1} << 32;  // \t to \r, FS to US, space
  return c < 128 ? c <= ' ' && (kAsciiSpaces >> c & 1) : (charFlags(c) & kCharSpace) != 0;
}

/// Calls f with the characters as const uint8_t*, uint16_t* or uint32_t*.
template <class F> inline auto withUnits(const StrObj* s, F f) {
  if (s->kind == 1) return f(static_cast<const uint8_t*>(s->data));
  if (s->kind == 2) return f(chars<uint16_t>(s));
  return f(chars<uint32_t>(s));
}

/// Copies s[from..from + n) to an array of `kind`-byte units, kind >= s->kind.
void copyUnits(uint8_t* out, int kind, const StrObj* s, int64_t from, int64_t n);
int64_t hashBytes(const void* data, int64_t n);

inline uint8_t* putUtf8(uint8_t* q, uint32_t c) {
  if (c < 0x80) {
    *q++ = static_cast<uint8_t>(c);
  } else if (c < 0x800) {
    *q++ = static_cast<uint8_t>(0xc0 | c >> 6);
    *q++ = static_cast<uint8_t>(0x80 | (c & 63));
  } else if (c < 0x10000) {
    *q++ = static_cast<uint8_t>(0xe0 | c >> 12);
    *q++ = static_cast<uint8_t>(0x80 | (c >> 6 & 63));
    *q++ = static_cast<uint8_t>(0x80 | (c & 63));
  } else {
    *q++ = static_cast<uint8_t>(0xf0 | c >> 18);
    *q++ = static_cast<uint8_t>(0x80 | (c >> 12 & 63));
    *q++ = static_cast<uint8_t>(0x80 | (c >> 6 & 63));
    *q++ = static_cast<uint8_t>(0x80 | (c & 63));
  }
  return q;
}

}  // namespace trivium::runtime
