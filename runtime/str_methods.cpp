// Methods of str: searching, replacing, trimming, padding, encoding, formatting, and the table of all of them. Library Reference
// "String Methods"; error texts as CPython's Objects/unicodeobject.c. Splitting is in str_split.cpp, case in str_case.cpp.
#include "runtime/detail/str_methods.h"

#include "runtime/detail/containers.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

// ---- arguments

static bool boundArg(Value v, int64_t* out) {
  if (isSmallInt(v)) {
    *out = smallIntOf(v);
    return true;
  }
  if (v == none()) return true;
  if (!hasIndex(v)) {
    raise(&trv_exc_TypeError, "slice indices must be integers or None or have an __index__ method");
    return false;
  }
  bool overflow;
  return toInt64(v, out, &overflow) >= 0;
}

bool searchArgs(const char* cls, const char* method, const Value* args, int64_t nargs, Value kwnames, const int64_t& length, SearchArgs* out) {
  if (kwnames && as<TupleObj>(kwnames)->length) {
    raise(&trv_exc_TypeError, "%s.%s() takes no keyword arguments", cls, method);
    return false;
  }
  if (nargs < 1 || nargs > 3) {
    raise(&trv_exc_TypeError, "%s() takes at %s %d argument%s (%lld given)", method, nargs < 1 ? "least" : "most", nargs < 1 ? 1 : 3,
          nargs < 1 ? "" : "s", static_cast<long long>(nargs));
    return false;
  }
  out->needle = args[0];
  if (nargs > 1 && !boundArg(args[1], &out->start)) return false;
  if (nargs > 2 && !boundArg(args[2], &out->end)) return false;
  if (out->end > length) out->end = length;
  if (out->end < 0 && (out->end += length) < 0) out->end = 0;
  if (out->start < 0 && (out->start += length) < 0) out->start = 0;
  return true;
}

bool sizeArg(Value v, int64_t* out) {
  bool overflow = false;
  if (v && toInt64(v, out, &overflow) < 0) return false;
  if (overflow) raise(&trv_exc_OverflowError, "Python int too large to convert to C ssize_t");
  return !overflow;
}

bool intArg(Value v, int64_t* out) {
  bool overflow = false;
  if (v && toInt64(v, out, &overflow) < 0) return false;
  if (!overflow && *out <= INT32_MAX && *out >= INT32_MIN) return true;
  raise(&trv_exc_OverflowError, "Python int too large to convert to C int");
  return false;
}

bool wantStr(Value v, const char* method, int position) {
  if (isStr(v)) return true;
  if (position)
    raise(&trv_exc_TypeError, "%s() argument %d must be str, not %U", method, position, argumentKind(v));
  else
    raise(&trv_exc_TypeError, "%s() argument must be str, not %U", method, argumentKind(v));
  return false;
}

bool codecNameArg(Value v, const char* function, const char* parameter, const char** out) {
  *out = nullptr;
  if (!v) return true;
  if (!isStr(v)) {
    raise(&trv_exc_TypeError, "%s() argument '%s' must be str, not %U", function, parameter, argumentKind(v));
    return false;
  }
  int64_t n;
  *out = utf8Of(as<StrObj>(v), &n);
  if (!memchr(*out, 0, static_cast<size_t>(n))) return true;
  raise(&trv_exc_ValueError, "embedded null character");
  return false;
}

bool unitsEqualAt(const StrObj* s, int64_t at, const StrObj* part) {
  if (part->kind == s->kind)
    return memcmp(s->data + at * s->kind, part->data, static_cast<size_t>(part->length * part->kind)) == 0;
  if (part->kind > s->kind) return part->length == 0;
  for (int64_t i = 0; i < part->length; i++)
    if (charAt(s, at + i) != charAt(part, i)) return false;
  return true;
}

// ---- searching

namespace {

enum class Search { Find, Rfind, Index, Rindex, Count };
constexpr const char* kSearchNames[] = {"find", "rfind", "index", "rindex", "count"};

template <Search kind> Value searchMethod(Value self, const Value* args, int64_t nargs, Value kwnames) {
  StrObj* s = as<StrObj>(self);
  SearchArgs a;
  if (!searchArgs("str", kSearchNames[static_cast<int>(kind)], args, nargs, kwnames, s->length, &a)) return 0;
  if (!isStr(a.needle)) return raise(&trv_exc_TypeError, "must be str, not %T", a.needle);
  StrObj* needle = as<StrObj>(a.needle);
  if constexpr (kind == Search::Count) return fromSmallInt(strCount(s, needle, a.start, a.end));
  constexpr bool fromRight = kind == Search::Rfind || kind == Search::Rindex;
  int64_t at = fromRight ? strRFind(s, needle, a.start, a.end) : strFind(s, needle, a.start, a.end);
  if (at < 0 && (kind == Search::Index || kind == Search::Rindex)) return raise(&trv_exc_ValueError, "substring not found");
  return fromSmallInt(at);
}

bool matchesEnd(StrObj* s, StrObj* part, const SearchArgs& a, bool atEnd) {
  if (a.end - part->length < a.start) return false;
  return unitsEqualAt(s, atEnd ? a.end - part->length : a.start, part);
}

template <bool atEnd> Value affixMethod(Value self, const Value* args, int64_t nargs, Value kwnames) {
  constexpr const char* name = atEnd ? "endswith" : "startswith";
  StrObj* s = as<StrObj>(self);
  SearchArgs a;
  if (!searchArgs("str", name, args, nargs, kwnames, s->length, &a)) return 0;
  if (isStr(a.needle)) return fromBool(matchesEnd(s, as<StrObj>(a.needle), a, atEnd));
  if (!isTuple(a.needle)) return raise(&trv_exc_TypeError, "%s first arg must be str or a tuple of str, not %T", name, a.needle);
  TupleObj* parts = as<TupleObj>(a.needle);
  for (int64_t i = 0; i < parts->length; i++) {
    if (!isStr(parts->items[i])) return raise(&trv_exc_TypeError, "tuple for %s must only contain str, not %T", name, parts->items[i]);
    if (matchesEnd(s, as<StrObj>(parts->items[i]), a, atEnd)) return fromBool(true);
  }
  return fromBool(false);
}

// ---- replacing

/// Characters of the same width that replace one another, counted beforehand.
Value replaceChar(StrObj* s, uint8_t from, uint8_t to, int64_t limit) {
  const uint8_t* hit = static_cast<const uint8_t*>(memchr(s->data, from, static_cast<size_t>(s->length)));
  if (!hit || limit == 0) return toValue(exactStr(toValue(s)));
  StrObj* r = newStrOfKind(s->length, 1);
  memcpy(r->data, s->data, static_cast<size_t>(s->length));
  r->ascii = s->ascii && to < 128;
  for (uint8_t *p = r->data + (hit - s->data), *end = r->data + s->length; p && p < end && limit > 0; limit--) {
    *p++ = to;
    p = static_cast<uint8_t*>(memchr(p, from, static_cast<size_t>(end - p)));
  }
  if (s->ascii || to >= 128) return toValue(r);
  return toValue(newLatin1(r->data, r->length));
}

/// `to` before every character and at the end, `limit` times at most.
Value interleave(StrObj* s, StrObj* to, int64_t limit) {
  const int64_t count = limit <= s->length ? limit : s->length + 1;
  if (count == 0 || to->length == 0) return toValue(exactStr(toValue(s)));
  int64_t length;
  if (__builtin_mul_overflow(count, to->length, &length) || __builtin_add_overflow(s->length, length, &length))
    return raise(&trv_exc_OverflowError, "replace string is too long");
  const int kind = s->kind > to->kind ? s->kind : to->kind;
  StrObj* r = newStrOfKind(length, kind);
  if (!r) return 0;
  r->ascii = s->ascii & to->ascii;
  uint8_t* at = r->data;
  for (int64_t i = 0; i < count; i++) {
    copyUnits(at, kind, to, 0, to->length);
    at += to->length * kind;
    if (i == s->length) return toValue(r);
    copyUnits(at, kind, s, i, 1);
    at += kind;
  }
  copyUnits(at, kind, s, count, s->length - count);
  return toValue(r);
}

Value replaceText(StrObj* s, StrObj* from, StrObj* to, int64_t limit) {
  if (limit < 0) limit = INT64_MAX;
  if (from->length == 0) return interleave(s, to, limit);
  if (from->length == 1 && to->length == 1 && s->kind == 1 && from->kind == 1 && to->kind == 1 && s->length > 1)
    return replaceChar(s, from->data[0], to->data[0], limit);
  int64_t count = strCount(s, from, 0, s->length, limit);
  if (count == 0) return toValue(exactStr(toValue(s)));
  int64_t length;
  if (__builtin_mul_overflow(count, to->length - from->length, &length) || __builtin_add_overflow(s->length, length, &length))
    return raise(&trv_exc_OverflowError, "replace string is too long");
  if (length == 0) return toValue(emptyStr());
  // Built in the wider of the two kinds; narrowed afterwards if what was replaced made the text wide.
  int kind = s->kind > to->kind ? s->kind : to->kind;
  StrObj* r = newStrOfKind(length, kind);
  if (!r) return 0;
  uint8_t* at = r->data;
  int64_t done = 0;
  for (; count > 0; count--) {
    int64_t hit = strFind(s, from, done, s->length);
    copyUnits(at, kind, s, done, hit - done);
    at += (hit - done) * kind;
    copyUnits(at, kind, to, 0, to->length);
    at += to->length * kind;
    done = hit + from->length;
  }
  copyUnits(at, kind, s, done, s->length - done);
  if (s->ascii && to->ascii) {
    r->ascii = 1;
    return toValue(r);
  }
  return toValue(withUnits(r, [&](auto* p) { return strFromUnits(p, length); }));
}

Value replaceMethod(Value self, const Value* args, int64_t nargs) {
  if (!wantStr(args[0], "replace", 1) || !wantStr(args[1], "replace", 2)) return 0;
  int64_t limit = -1;
  if (nargs > 2 && !sizeArg(args[2], &limit)) return 0;
  return replaceText(as<StrObj>(self), as<StrObj>(args[0]), as<StrObj>(args[1]), limit);
}

Value expandTabs(Value self, const Value* args, int64_t) {
  StrObj* s = as<StrObj>(self);
  int64_t size = 8;
  if (!intArg(args[0], &size)) return 0;
  StrBuilder out;
  int64_t column = 0;
  for (int64_t i = 0; i < s->length; i++) {
    uint32_t c = charAt(s, i);
    if (c == '\t') {
      if (size <= 0) continue;
      int64_t fill = size - column % size;
      column += fill;
      for (; fill > 0; fill--) out.append(uint32_t{' '});
    } else {
      column = c == '\n' || c == '\r' ? 0 : column + 1;
      out.append(c);
    }
  }
  return toValue(out.finish());
}

// ---- trimming

enum Side { kLeft = 1, kRight = 2, kBoth = 3 };

template <class Test> Value trim(StrObj* s, int sides, Test test) {
  int64_t from = 0, to = s->length;
  if (sides & kLeft)
    while (from < to && test(charAt(s, from))) from++;
  if (sides & kRight)
    while (to > from && test(charAt(s, to - 1))) to--;
  return toValue(strSubstring(s, from, to));
}

Value stripMethod(Value self, const Value* args, int64_t nargs, int sides, const char* name) {
  StrObj* s = as<StrObj>(self);
  if (nargs == 0 || args[0] == none()) return trim(s, sides, [](uint32_t c) { return isSpaceChar(c); });
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "%s arg must be None or str", name);
  StrObj* set = as<StrObj>(args[0]);
  if (set->length == 1) {
    uint32_t only = charAt(set, 0);
    return trim(s, sides, [only](uint32_t c) { return c == only; });
  }
  return trim(s, sides, [set](uint32_t c) {
    if (set->kind == 1) return c < 256 && memchr(set->data, static_cast<int>(c), static_cast<size_t>(set->length)) != nullptr;
    for (int64_t i = 0; i < set->length; i++)
      if (charAt(set, i) == c) return true;
    return false;
  });
}
Value strip(Value self, const Value* args, int64_t nargs) { return stripMethod(self, args, nargs, kBoth, "strip"); }
Value lstrip(Value self, const Value* args, int64_t nargs) { return stripMethod(self, args, nargs, kLeft, "lstrip"); }
Value rstrip(Value self, const Value* args, int64_t nargs) { return stripMethod(self, args, nargs, kRight, "rstrip"); }

Value removePrefix(Value self, const Value* args, int64_t) {
  if (!wantStr(args[0], "removeprefix", 0)) return 0;
  StrObj *s = as<StrObj>(self), *part = as<StrObj>(args[0]);
  bool has = part->length <= s->length && unitsEqualAt(s, 0, part);
  return toValue(strSubstring(s, has ? part->length : 0, s->length));
}
Value removeSuffix(Value self, const Value* args, int64_t) {
  if (!wantStr(args[0], "removesuffix", 0)) return 0;
  StrObj *s = as<StrObj>(self), *part = as<StrObj>(args[0]);
  bool has = part->length <= s->length && unitsEqualAt(s, s->length - part->length, part);
  return toValue(strSubstring(s, 0, s->length - (has ? part->length : 0)));
}

// ---- padding

Value pad(StrObj* s, int64_t left, int64_t right, uint32_t fill) {
  if (left <= 0 && right <= 0) return toValue(exactStr(toValue(s)));
  if (left < 0) left = 0;
  if (right < 0) right = 0;
  int kind = fill < 256 ? 1 : fill < 65536 ? 2 : 4;
  if (s->kind > kind) kind = s->kind;
  int64_t length = left + s->length + right;
  StrObj* r = newStrOfKind(length, kind);
  if (!r) return 0;
  r->ascii = s->ascii && fill < 128;
  auto put = [&](int64_t from, int64_t n) {
    if (kind == 1) {
      memset(r->data + from, static_cast<int>(fill), static_cast<size_t>(n));
    } else {
      for (int64_t i = from; i < from + n; i++)
        if (kind == 2)
          chars<uint16_t>(r)[i] = static_cast<uint16_t>(fill);
        else
          chars<uint32_t>(r)[i] = fill;
    }
  };
  put(0, left);
  copyUnits(r->data + left * kind, kind, s, 0, s->length);
  put(left + s->length, right);
  return toValue(r);
}

bool padArgs(const Value* args, int64_t nargs, int64_t* width, uint32_t* fill) {
  *fill = ' ';
  if (!sizeArg(args[0], width)) return false;
  if (nargs < 2) return true;
  if (!isStr(args[1])) {
    raise(&trv_exc_TypeError, "The fill character must be a unicode character, not %T", args[1]);
    return false;
  }
  if (as<StrObj>(args[1])->length != 1) {
    raise(&trv_exc_TypeError, "The fill character must be exactly one character long");
    return false;
  }
  *fill = charAt(as<StrObj>(args[1]), 0);
  return true;
}

Value center(Value self, const Value* args, int64_t nargs) {
  StrObj* s = as<StrObj>(self);
  int64_t width;
  uint32_t fill;
  if (!padArgs(args, nargs, &width, &fill)) return 0;
  int64_t margin = width - s->length;
  if (margin <= 0) return toValue(exactStr(self));
  // An odd margin leans left when the width is odd too.
  int64_t left = margin / 2 + (margin & width & 1);
  return pad(s, left, margin - left, fill);
}
Value ljust(Value self, const Value* args, int64_t nargs) {
  int64_t width;
  uint32_t fill;
  return padArgs(args, nargs, &width, &fill) ? pad(as<StrObj>(self), 0, width - as<StrObj>(self)->length, fill) : 0;
}
Value rjust(Value self, const Value* args, int64_t nargs) {
  int64_t width;
  uint32_t fill;
  return padArgs(args, nargs, &width, &fill) ? pad(as<StrObj>(self), width - as<StrObj>(self)->length, 0, fill) : 0;
}

Value zfill(Value self, const Value* args, int64_t) {
  StrObj* s = as<StrObj>(self);
  int64_t width;
  if (!sizeArg(args[0], &width)) return 0;
  int64_t fill = width - s->length;
  if (fill <= 0) return toValue(exactStr(self));
  Value padded = pad(s, fill, 0, '0');
  if (!padded || s->length == 0) return padded;
  uint32_t sign = charAt(s, 0);
  if (sign != '+' && sign != '-') return padded;
  StrObj* r = as<StrObj>(padded);
  auto put = [&](int64_t i, uint32_t c) {
    if (r->kind == 1)
      r->data[i] = static_cast<uint8_t>(c);
    else if (r->kind == 2)
      chars<uint16_t>(r)[i] = static_cast<uint16_t>(c);
    else
      chars<uint32_t>(r)[i] = c;
  };
  put(0, sign);
  put(fill, '0');
  return padded;
}

// ---- encoding, formatting, the rest

Value encode(Value self, const Value* args, int64_t) {
  const char *encoding, *errors;
  if (!codecNameArg(args[0], "encode", "encoding", &encoding) || !codecNameArg(args[1], "encode", "errors", &errors)) return 0;
  return encodeStr(as<StrObj>(self), encoding, errors);
}

Value formatMethod(Value self, const Value* args, int64_t nargs, Value kwnames) {
  DictObj* mapping = newDict();
  int64_t count = kwnames ? as<TupleObj>(kwnames)->length : 0;
  for (int64_t i = 0; i < count; i++) dictSetStr(mapping, as<StrObj>(as<TupleObj>(kwnames)->items[i]), args[nargs + i]);
  return strFormatMethod(as<StrObj>(self), args, nargs, toValue(mapping));
}
Value formatMap(Value self, const Value* args, int64_t) { return strFormatMethod(as<StrObj>(self), nullptr, -1, args[0]); }
Value dunderFormat(Value self, const Value* args, int64_t) {
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "__format__() argument must be str, not %U", argumentKind(args[0]));
  StrObj* spec = as<StrObj>(args[0]);
  if (spec->length == 0) return isExact(self, &trv_class_str) ? self : str(self);
  return formatStr(as<StrObj>(self), spec);
}
Value getNewArgs(Value self, const Value*, int64_t) {
  return toValue(makeTuple(toValue(exactStr(self))));
}
Value sizeOf(Value self, const Value*, int64_t) {
  // What CPython's layout takes: 48 bytes of header for ASCII, 72 for wider texts with a terminator of their width.
  StrObj* s = as<StrObj>(self);
  return newInt(s->ascii || s->length == 0 ? 49 + s->length : 72 + (s->length + 1) * s->kind);
}

}  // namespace

const NativeDef kStrMethods[] = {
    {"encode", encode, ArgKind::Named, 0, -1, "encoding=, errors="},
    {"replace", replaceMethod, ArgKind::Positional, 2, 3},
    {"split", strSplitMethod, ArgKind::Named, 0, -1, "sep=, maxsplit="},
    {"rsplit", strRsplitMethod, ArgKind::Named, 0, -1, "sep=, maxsplit="},
    {"join", strJoinMethod, ArgKind::One},
    {"capitalize", strCapitalizeMethod, ArgKind::None},
    {"casefold", strCasefoldMethod, ArgKind::None},
    {"title", strTitleMethod, ArgKind::None},
    {"center", center, ArgKind::Positional, 1, 2},
    {"count", nullptr, ArgKind::Raw, 0, -1, nullptr, searchMethod<Search::Count>},
    {"expandtabs", expandTabs, ArgKind::Named, 0, -1, "tabsize="},
    {"find", nullptr, ArgKind::Raw, 0, -1, nullptr, searchMethod<Search::Find>},
    {"partition", strPartitionMethod, ArgKind::One},
    {"index", nullptr, ArgKind::Raw, 0, -1, nullptr, searchMethod<Search::Index>},
    {"ljust", ljust, ArgKind::Positional, 1, 2},
    {"lower", strLowerMethod, ArgKind::None},
    {"lstrip", lstrip, ArgKind::Positional, 0, 1},
    {"rfind", nullptr, ArgKind::Raw, 0, -1, nullptr, searchMethod<Search::Rfind>},
    {"rindex", nullptr, ArgKind::Raw, 0, -1, nullptr, searchMethod<Search::Rindex>},
    {"rjust", rjust, ArgKind::Positional, 1, 2},
    {"rstrip", rstrip, ArgKind::Positional, 0, 1},
    {"rpartition", strRpartitionMethod, ArgKind::One},
    {"splitlines", strSplitlinesMethod, ArgKind::Named, 0, -1, "keepends="},
    {"strip", strip, ArgKind::Positional, 0, 1},
    {"swapcase", strSwapcaseMethod, ArgKind::None},
    {"translate", strTranslateMethod, ArgKind::One},
    {"upper", strUpperMethod, ArgKind::None},
    {"startswith", nullptr, ArgKind::Raw, 0, -1, nullptr, affixMethod<false>},
    {"endswith", nullptr, ArgKind::Raw, 0, -1, nullptr, affixMethod<true>},
    {"removeprefix", removePrefix, ArgKind::One},
    {"removesuffix", removeSuffix, ArgKind::One},
    {"isascii", strIsAscii, ArgKind::None},
    {"islower", strIsLower, ArgKind::None},
    {"isupper", strIsUpper, ArgKind::None},
    {"istitle", strIsTitle, ArgKind::None},
    {"isspace", strIsSpace, ArgKind::None},
    {"isdecimal", strIsDecimal, ArgKind::None},
    {"isdigit", strIsDigit, ArgKind::None},
    {"isnumeric", strIsNumeric, ArgKind::None},
    {"isalpha", strIsAlpha, ArgKind::None},
    {"isalnum", strIsAlnum, ArgKind::None},
    {"isidentifier", strIsIdentifier, ArgKind::None},
    {"isprintable", strIsPrintable, ArgKind::None},
    {"zfill", zfill, ArgKind::One},
    {"format", nullptr, ArgKind::Raw, 0, -1, nullptr, formatMethod},
    {"format_map", formatMap, ArgKind::One},
    {"__format__", dunderFormat, ArgKind::One},
    {"maketrans", strMaketransMethod, ArgKind::Positional, 1, 3, nullptr, nullptr, MethodKind::Static},
    {"__sizeof__", sizeOf, ArgKind::None},
    {"__getnewargs__", getNewArgs, ArgKind::None},
    {nullptr, nullptr},
};

}  // namespace trivium::runtime
