// What the files of the class str share: argument helpers and the methods that the table in str_methods.cpp lists.
#pragma once
#include "runtime/detail/text.h"

namespace trivium::runtime {

/// Arguments of find, count, startswith …: what to look for and the bounds, adjusted to a sequence of `length` items; `start` may
/// still lie behind `end`.
struct SearchArgs {
  Value needle = 0;
  int64_t start = 0, end = INT64_MAX;
};
/// Reads one to three arguments of "cls.method"; false with TypeError pending.
bool searchArgs(const char* cls, const char* method, const Value* args, int64_t nargs, Value kwnames, const int64_t& length, SearchArgs* out);
/// An optional count or width (0 = absent keeps *out): any object with __index__, OverflowError beyond int64.
bool sizeArg(Value v, int64_t* out);
/// As sizeArg, for parameters that are a C int in CPython.
bool intArg(Value v, int64_t* out);
/// A str argument, else TypeError "method() argument N must be str, not X" ("method() argument must …" for position 0).
bool wantStr(Value v, const char* method, int position);
/// Name of an encoding or error handler as a C string, null for an absent one; false with an exception pending.
bool codecNameArg(Value v, const char* function, const char* parameter, const char** out);

/// Whether s[at …] begins with `part`, which fits there.
bool unitsEqualAt(const StrObj* s, int64_t at, const StrObj* part);
/// A str of `points`, narrowed; for results that were built four bytes wide.
inline Value strOfPoints(const uint32_t* points, int64_t n) { return toValue(strFromCodePoints(points, n)); }

// ---- str_split.cpp
Value strSplitMethod(Value self, const Value* args, int64_t nargs);
Value strRsplitMethod(Value self, const Value* args, int64_t nargs);
Value strSplitlinesMethod(Value self, const Value* args, int64_t nargs);
Value strPartitionMethod(Value self, const Value* args, int64_t nargs);
Value strRpartitionMethod(Value self, const Value* args, int64_t nargs);
Value strJoinMethod(Value self, const Value* args, int64_t nargs);

// ---- str_case.cpp
Value strCapitalizeMethod(Value self, const Value* args, int64_t nargs);
Value strCasefoldMethod(Value self, const Value* args, int64_t nargs);
Value strLowerMethod(Value self, const Value* args, int64_t nargs);
Value strSwapcaseMethod(Value self, const Value* args, int64_t nargs);
Value strTitleMethod(Value self, const Value* args, int64_t nargs);
Value strUpperMethod(Value self, const Value* args, int64_t nargs);
Value strIsAlnum(Value self, const Value* args, int64_t nargs);
Value strIsAlpha(Value self, const Value* args, int64_t nargs);
Value strIsAscii(Value self, const Value* args, int64_t nargs);
Value strIsDecimal(Value self, const Value* args, int64_t nargs);
Value strIsDigit(Value self, const Value* args, int64_t nargs);
Value strIsIdentifier(Value self, const Value* args, int64_t nargs);
Value strIsLower(Value self, const Value* args, int64_t nargs);
Value strIsNumeric(Value self, const Value* args, int64_t nargs);
Value strIsPrintable(Value self, const Value* args, int64_t nargs);
Value strIsSpace(Value self, const Value* args, int64_t nargs);
Value strIsTitle(Value self, const Value* args, int64_t nargs);
Value strIsUpper(Value self, const Value* args, int64_t nargs);
Value strTranslateMethod(Value self, const Value* args, int64_t nargs);
Value strMaketransMethod(Value self, const Value* args, int64_t nargs);

}  // namespace trivium::runtime
