// What the files of str, bytes, numbers and formatting share.
#pragma once
#include "runtime/object.h"

namespace trivium::runtime {

extern "C" Value trv_latin1_strings[256];  ///< what charStr has made below U+0100, else 0

/// Distributes positional and keyword arguments over `count` named parameters, the first `posOnly` of which are positional-only.
/// `out` gets 0 for absent ones. TypeErrors read as those of CPython's argument parser.
bool bindArgs(const char* function, const char* const* names, int count, int posOnly, int required, const Value* args, int64_t nargs,
              Value kwnames, Value* out);
/// How the argument parser's errors name the kind of a value: "None", or the class.
inline StrObj* argumentKind(Value v) { return v == none() ? TRV_STR("None") : classOf(v)->name; }
/// TypeError unless there are no keywords: "X() takes no keyword arguments".
bool noKeywords(const char* function, Value kwnames);

/// Whether the value is one of the built-in sequences that can be repeated.
inline bool isSequence(Value v) {
  return !isSmallInt(v) && (classOf(v)->flags & (kStrSubclass | kBytesSubclass | kByteArraySubclass | kListSubclass | kTupleSubclass));
}

// ---- numbers
/// Sets *d for int and float operands (not for others: false without exception; or false with OverflowError pending).
bool doubleOperand(Value v, double* d);
Value floatPow(double a, double b);
double floatMod(double a, double b);
double floatFloorDiv(double a, double b);
/// Shortest digits that read back as d (finite, positive): value = 0.digits * 10^*point. Returns the number of digits.
int shortestDigits(double d, char* digits, int* point);
/// As repr(d), into at most 32 characters; returns the length. `alternate` keeps ".0" away (format type of complex parts).
int floatReprTo(char* out, double d, bool addDotZero = true);
/// Reads a float from ASCII text of n characters without surrounding space or underscores; false if it is none.
bool parseDouble(const char* text, int64_t n, double* out);
/// float(text) for str, with whitespace, underscores and non-ASCII digits.
bool floatFromStr(StrObj* s, double* out);
Value complexFromStr(StrObj* s);
Value complexPow(double ar, double ai, double br, double bi);

void readyComplexClass();

// ---- str
/// A plain str of a C buffer of Latin-1 / ASCII characters.
StrObj* newAscii(const char* text, int64_t n);
StrObj* newLatin1(const uint8_t* data, int64_t n);
template <class T> StrObj* strFromUnits(const T* units, int64_t n);  ///< finds the narrowest kind
/// An exact str: the argument itself or a copy of a subclass instance.
StrObj* exactStr(Value v);
Value newStrOfClass(ClassObj* cls, StrObj* s);
StrObj* strRepeat(StrObj* s, int64_t n);
/// Concatenation for `a += b`: grows in place where a is the latest string of its block.
StrObj* strAppend(StrObj* a, StrObj* b);
StrObj* strRepr(StrObj* s);
/// Text with the characters beyond ASCII escaped, as ascii() does to a repr.
StrObj* strAscii(StrObj* s);
int strCompare(const StrObj* a, const StrObj* b);
/// First / last position of needle in s[from..to), -1 if none.
int64_t strFind(const StrObj* s, const StrObj* needle, int64_t from, int64_t to);
int64_t strRFind(const StrObj* s, const StrObj* needle, int64_t from, int64_t to);
int64_t strCount(const StrObj* s, const StrObj* needle, int64_t from, int64_t to, int64_t limit = INT64_MAX);
bool hasSurrogates(const StrObj* s);
/// ASCII text of decimal digits and spaces for number parsing: non-ASCII digits become 0-9, spaces ' '; others '?'. Collector-owned.
const char* numberText(StrObj* s, int64_t* n);
StrObj* strLower(StrObj* s);
StrObj* strUpper(StrObj* s);
extern const NativeDef kStrMethods[];
void readyStrClasses();

// ---- search in arrays of bytes, shared by str (kind 1) and bytes
int64_t findBytes(const uint8_t* s, int64_t n, const uint8_t* needle, int64_t m);
int64_t rfindBytes(const uint8_t* s, int64_t n, const uint8_t* needle, int64_t m);

// ---- codecs
/// str.encode(encoding, errors), bytes.decode. encoding/errors may be null for utf-8/strict.
Value encodeStr(StrObj* s, const char* encoding, const char* errors);
Value decodeBytes(const uint8_t* data, int64_t n, const char* encoding, const char* errors, Value object);

// ---- bytes
/// Bytes of a bytes-like object (bytes, bytearray, memoryview); false without exception if it is none.
bool bufferOf(Value v, const uint8_t** data, int64_t* n);
Value newByteArray(const void* data, int64_t n);
void readyBytesClasses();
StrObj* bytesRepr(const uint8_t* data, int64_t n, const char* prefix, const char* suffix);

// ---- format
struct FormatSpec {
  uint32_t fill = ' ';
  char align = 0;       ///< < > = ^ or 0
  char sign = '-';
  bool signGiven = false;
  bool zeroNegative = false;  ///< 'z'
  bool alternate = false;
  bool zero = false;
  int64_t width = -1;
  char grouping = 0;    ///< , _ or 0
  int64_t precision = -1;
  uint32_t type = 0;    ///< presentation type, 0 = none given
};
/// Value is an exact built-in or its `__format__` is the built-in one.
Value formatInt(Value v, StrObj* spec);
Value formatFloat(Value v, StrObj* spec);
Value formatComplex(Value v, StrObj* spec);
Value formatStr(StrObj* s, StrObj* spec);
/// `format % args`.
Value strPercent(StrObj* format, Value args);
Value bytesPercent(const uint8_t* format, int64_t n, Value args, bool byteArray);
/// str.format: kwargs a mapping or 0.
Value strFormatMethod(StrObj* format, const Value* args, int64_t nargs, Value mapping);
/// 'e', 'f', 'g', 'E', 'F', 'G' text of a float (no sign for non-negative ones) appended to an ASCII buffer owned by the collector.
char* floatText(double d, char type, int64_t precision, bool alternate, int64_t* length);

}  // namespace trivium::runtime
