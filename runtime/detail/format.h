// What the files of formatting share: parsing of format specifications, layout of number texts, texts of doubles.
#pragma once
#include "runtime/detail/text.h"

namespace trivium::runtime {

/// Reads a format specification; `type` and `align` of *out hold the defaults of the formatted class before. `value` is for error
/// texts. False with ValueError pending.
bool parseFormatSpec(StrObj* spec, Value value, FormatSpec* out, char defaultAlign);
/// ValueError "Unknown format code 'd' for object of type 'str'".
Value unknownFormatCode(uint32_t type, Value value);

/// A number before padding and grouping, in ASCII: sign, prefix ("0x"), integer digits, the rest (".5e+10", "inf").
struct NumberText {
  char sign = 0;               ///< '-', '+', ' ' or 0
  const char* prefix = nullptr;
  int64_t prefixLength = 0;
  const char* digits = nullptr;
  int64_t digitCount = 0;
  const char* rest = nullptr;
  int64_t restLength = 0;
};
/// The sign to show for a number under a specification's sign rule.
inline char signFor(bool negative, char rule) { return negative ? '-' : rule == '+' ? '+' : rule == ' ' ? ' ' : 0; }
/// Groups the integer digits, pads and aligns. `groupSize` digits lie between separators; 0 = no grouping.
Value layoutNumber(const FormatSpec& spec, const NumberText& number, int groupSize, char defaultAlign);
/// Pads text to the width; `defaultAlign` is for specifications without alignment.
Value padText(StrObj* s, const FormatSpec& spec, char defaultAlign);

/// Text of |d| in ASCII, without a sign.
struct DoubleText {
  char local[416];             ///< enough for any double with up to 90 decimals
  char* text = local;
  int64_t length = 0;
  int64_t integerDigits = 0;   ///< leading digits, 0 for inf and nan
  bool negative = false;       ///< of d itself; stays set for a -0 result unless coerced
};
/// Types e E f F g G and r (shortest that reads back). addDotZero: results that look like an int get ".0", as repr() does.
/// False with an exception pending (absurd precision).
bool doubleText(double d, char type, int64_t precision, bool alternate, bool addDotZero, bool zeroNegative, DoubleText* out);

/// A double under a parsed specification whose type is one of e E f F g G n % or 0.
Value formatDouble(double d, const FormatSpec& spec);

}  // namespace trivium::runtime
