// Methods that bytes and bytearray share: searching, trimming, padding, ASCII case, translate, decode. Library Reference "Bytes and
// Bytearray Operations"; error texts as CPython's Objects/bytes_methods.c. Results are of the kind of self.
#include "runtime/detail/bytes.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/str_methods.h"

namespace trivium::runtime {

bool wantBuffer(Value v, ByteView* out) {
  if (bufferOf(v, &out->data, &out->length)) return true;
  if (!hasPending()) raise(&trv_exc_TypeError, "a bytes-like object is required, not '%T'", v);
  return false;
}

int byteValue(Value v, const char* rangeText) {
  int64_t i;
  bool overflow = false;
  if (toInt64(v, &i, &overflow) < 0) return -1;
  if (overflow || i < 0 || i > 255) return raiseInt(raise(&trv_exc_ValueError, "%s", rangeText));
  return static_cast<int>(i);
}

namespace {

bool isUpperByte(uint8_t c) { return c >= 'A' && c <= 'Z'; }
bool isLowerByte(uint8_t c) { return c >= 'a' && c <= 'z'; }
bool isAlphaByte(uint8_t c) { return isUpperByte(c) || isLowerByte(c); }
bool isDigitByte(uint8_t c) { return c >= '0' && c <= '9'; }
bool isSpaceByte(uint8_t c) { return c == ' ' || (c >= 9 && c <= 13); }
uint8_t toLower(uint8_t c) { return isUpperByte(c) ? c | 0x20 : c; }
uint8_t toUpper(uint8_t c) { return isLowerByte(c) ? c & ~0x20 : c; }

const char* kindOf(Value self) { return isByteArray(self) ? "bytearray" : "bytes"; }

// ---- searching

/// Where the length of self stands: code that arguments run may change it.
const int64_t& lengthIn(Value self) { return isByteArray(self) ? as<ByteArrayObj>(self)->length : as<BytesObj>(self)->length; }

/// What find and its relatives look for: bytes, or a number as one byte in `one`.
bool needleOf(Value v, uint8_t* one, ByteView* out) {
  if (bufferOf(v, &out->data, &out->length)) return true;
  if (!hasIndex(v)) {
    raise(&trv_exc_TypeError, "argument should be integer or bytes-like object, not '%T'", v);
    return false;
  }
  int c = byteValue(v);
  if (c < 0) return false;
  *one = static_cast<uint8_t>(c);
  *out = {one, 1};
  return true;
}

enum class Search { Find, Rfind, Index, Rindex, Count };
constexpr const char* kSearchNames[] = {"find", "rfind", "index", "rindex", "count"};

template <Search kind> Value searchMethod(Value self, const Value* args, int64_t nargs, Value kwnames) {
  SearchArgs a;
  if (!searchArgs(kindOf(self), kSearchNames[static_cast<int>(kind)], args, nargs, kwnames, lengthIn(self), &a)) return 0;
  uint8_t one;
  ByteView needle;
  if (!needleOf(a.needle, &one, &needle)) return 0;
  ByteView b = viewOf(self);
  if (a.end > b.length) a.end = b.length;
  const uint8_t* from = b.data + a.start;
  int64_t n = a.end - a.start;
  if constexpr (kind == Search::Count) {
    if (n < needle.length) return fromSmallInt(0);
    if (needle.length == 0) return fromSmallInt(n + 1);
    int64_t count = 0;
    for (int64_t at = 0;; count++) {
      int64_t hit = findBytes(from + at, n - at, needle.data, needle.length);
      if (hit < 0) return fromSmallInt(count);
      at += hit + needle.length;
    }
  }
  constexpr bool fromRight = kind == Search::Rfind || kind == Search::Rindex;
  int64_t at = n < needle.length ? -1
               : fromRight       ? rfindBytes(from, n, needle.data, needle.length)
                                 : findBytes(from, n, needle.data, needle.length);
  if (at >= 0) return fromSmallInt(a.start + at);
  if (kind == Search::Index || kind == Search::Rindex) return raise(&trv_exc_ValueError, "subsection not found");
  return fromSmallInt(-1);
}

bool matchesEnd(ByteView b, ByteView part, const SearchArgs& a, bool atEnd) {
  if (a.end - part.length < a.start) return false;
  return part.length == 0 || memcmp(b.data + (atEnd ? a.end - part.length : a.start), part.data, static_cast<size_t>(part.length)) == 0;
}

template <bool atEnd> Value affixMethod(Value self, const Value* args, int64_t nargs, Value kwnames) {
  constexpr const char* name = atEnd ? "endswith" : "startswith";
  SearchArgs a;
  if (!searchArgs(kindOf(self), name, args, nargs, kwnames, lengthIn(self), &a)) return 0;
  ByteView part;
  if (isTuple(a.needle)) {
    TupleObj* parts = as<TupleObj>(a.needle);
    for (int64_t i = 0; i < parts->length; i++) {
      if (!wantBuffer(parts->items[i], &part)) return 0;
      if (matchesEnd(viewOf(self), part, a, atEnd)) return fromBool(true);
    }
    return fromBool(false);
  }
  if (!bufferOf(a.needle, &part.data, &part.length))
    return raise(&trv_exc_TypeError, "%s first arg must be bytes or a tuple of bytes, not %T", name, a.needle);
  return fromBool(matchesEnd(viewOf(self), part, a, atEnd));
}

Value removeAffix(Value self, Value affix, bool atEnd) {
  ByteView b = viewOf(self), part;
  if (!wantBuffer(affix, &part)) return 0;
  SearchArgs whole;
  whole.end = b.length;
  int64_t cut = matchesEnd(b, part, whole, atEnd) ? part.length : 0;
  return atEnd ? bytesPart(self, 0, b.length - cut) : bytesPart(self, cut, b.length);
}
Value removePrefix(Value self, const Value* args, int64_t) { return removeAffix(self, args[0], false); }
Value removeSuffix(Value self, const Value* args, int64_t) { return removeAffix(self, args[0], true); }

// ---- trimming and padding

enum Side { kLeft = 1, kRight = 2, kBoth = 3 };

template <int sides> Value stripMethod(Value self, const Value* args, int64_t nargs) {
  ByteView b = viewOf(self), set;
  bool spaces = nargs == 0 || args[0] == none();
  if (!spaces && !wantBuffer(args[0], &set)) return 0;
  auto drops = [&](uint8_t c) { return spaces ? isSpaceByte(c) : set.length && memchr(set.data, c, static_cast<size_t>(set.length)); };
  int64_t from = 0, to = b.length;
  if (sides & kLeft)
    while (from < to && drops(b.data[from])) from++;
  if (sides & kRight)
    while (to > from && drops(b.data[to - 1])) to--;
  return bytesPart(self, from, to);
}

Value pad(Value self, int64_t left, int64_t right, int fill) {
  ByteView b = viewOf(self);
  if (left < 0) left = 0;
  if (right < 0) right = 0;
  if (left + right == 0) return unchanged(self);
  if (left + right > (int64_t{1} << 40)) return raise(&trv_exc_MemoryError, "");
  Value result = bytesLike(self, nullptr, left + b.length + right);
  if (!result) return 0;
  uint8_t* data = const_cast<uint8_t*>(viewOf(result).data);
  memset(data, fill, static_cast<size_t>(left));
  if (b.length) memcpy(data + left, b.data, static_cast<size_t>(b.length));
  memset(data + left + b.length, fill, static_cast<size_t>(right));
  return result;
}

bool padArgs(const char* method, const Value* args, int64_t nargs, int64_t* width, int* fill) {
  *fill = ' ';
  if (!sizeArg(args[0], width)) return false;
  if (nargs < 2) return true;
  if ((isBytes(args[1]) || isByteArray(args[1])) && viewOf(args[1]).length == 1) {
    *fill = viewOf(args[1]).data[0];
    return true;
  }
  raise(&trv_exc_TypeError, "%s() argument 2 must be a byte string of length 1, not %U", method, argumentKind(args[1]));
  return false;
}

Value center(Value self, const Value* args, int64_t nargs) {
  int64_t width;
  int fill;
  if (!padArgs("center", args, nargs, &width, &fill)) return 0;
  int64_t margin = width - viewOf(self).length;
  if (margin <= 0) return unchanged(self);
  int64_t left = margin / 2 + (margin & width & 1);
  return pad(self, left, margin - left, fill);
}
Value ljust(Value self, const Value* args, int64_t nargs) {
  int64_t width;
  int fill;
  return padArgs("ljust", args, nargs, &width, &fill) ? pad(self, 0, width - viewOf(self).length, fill) : 0;
}
Value rjust(Value self, const Value* args, int64_t nargs) {
  int64_t width;
  int fill;
  return padArgs("rjust", args, nargs, &width, &fill) ? pad(self, width - viewOf(self).length, 0, fill) : 0;
}

Value zfill(Value self, const Value* args, int64_t) {
  int64_t width;
  if (!sizeArg(args[0], &width)) return 0;
  ByteView b = viewOf(self);
  int64_t fill = width - b.length;
  if (fill <= 0) return unchanged(self);
  Value result = pad(self, fill, 0, '0');
  if (!result || b.length == 0 || (b.data[0] != '+' && b.data[0] != '-')) return result;
  uint8_t* data = const_cast<uint8_t*>(viewOf(result).data);
  data[0] = b.data[0];
  data[fill] = '0';
  return result;
}

Value expandTabs(Value self, const Value* args, int64_t) {
  int64_t size = 8;
  if (!intArg(args[0], &size)) return 0;
  ByteView b = viewOf(self);
  ByteBuffer out;
  int64_t column = 0;
  for (int64_t i = 0; i < b.length; i++) {
    uint8_t c = b.data[i];
    if (c == '\t') {
      int64_t fill = size > 0 ? size - column % size : 0;
      column += fill;
      for (; fill > 0; fill--)
        if (!out.append(' ')) return 0;
    } else {
      column = c == '\n' || c == '\r' ? 0 : column + 1;
      if (!out.append(c)) return 0;
    }
  }
  return bytesLike(self, out.data, out.length);
}

// ---- case, predicates

/// A new object from map(byte), called in order.
template <class Map> Value mapBytes(Value self, Map map) {
  ByteView b = viewOf(self);
  Value result = bytesLike(self, nullptr, b.length);
  if (!result) return 0;
  uint8_t* data = const_cast<uint8_t*>(viewOf(result).data);
  for (int64_t i = 0; i < b.length; i++) data[i] = map(b.data[i]);
  return result;
}

Value lower(Value self, const Value*, int64_t) { return mapBytes(self, toLower); }
Value upper(Value self, const Value*, int64_t) { return mapBytes(self, toUpper); }
Value swapcase(Value self, const Value*, int64_t) {
  return mapBytes(self, [](uint8_t c) { return static_cast<uint8_t>(isAlphaByte(c) ? c ^ 0x20 : c); });
}
Value capitalize(Value self, const Value*, int64_t) {
  bool first = true;
  return mapBytes(self, [&first](uint8_t c) {
    uint8_t r = first ? toUpper(c) : toLower(c);
    first = false;
    return r;
  });
}
Value title(Value self, const Value*, int64_t) {
  bool inWord = false;
  return mapBytes(self, [&inWord](uint8_t c) {
    uint8_t r = inWord ? toLower(c) : toUpper(c);
    inWord = isAlphaByte(c);
    return r;
  });
}

template <class Test> Value allBytes(Value self, bool emptyAnswer, Test test) {
  ByteView b = viewOf(self);
  if (b.length == 0) return fromBool(emptyAnswer);
  for (int64_t i = 0; i < b.length; i++)
    if (!test(b.data[i])) return fromBool(false);
  return fromBool(true);
}
Value isAlnum(Value self, const Value*, int64_t) {
  return allBytes(self, false, [](uint8_t c) { return isAlphaByte(c) || isDigitByte(c); });
}
Value isAlpha(Value self, const Value*, int64_t) { return allBytes(self, false, isAlphaByte); }
Value isAscii(Value self, const Value*, int64_t) {
  return allBytes(self, true, [](uint8_t c) { return c < 128; });
}
Value isDigit(Value self, const Value*, int64_t) { return allBytes(self, false, isDigitByte); }
Value isSpace(Value self, const Value*, int64_t) { return allBytes(self, false, isSpaceByte); }

Value allCased(Value self, bool wantUpper) {
  ByteView b = viewOf(self);
  bool found = false;
  for (int64_t i = 0; i < b.length; i++) {
    if (wantUpper ? isLowerByte(b.data[i]) : isUpperByte(b.data[i])) return fromBool(false);
    found |= isAlphaByte(b.data[i]);
  }
  return fromBool(found);
}
Value isLower(Value self, const Value*, int64_t) { return allCased(self, false); }
Value isUpper(Value self, const Value*, int64_t) { return allCased(self, true); }
Value isTitle(Value self, const Value*, int64_t) {
  ByteView b = viewOf(self);
  bool found = false, inWord = false;
  for (int64_t i = 0; i < b.length; i++) {
    uint8_t c = b.data[i];
    if (inWord ? isUpperByte(c) : isLowerByte(c)) return fromBool(false);
    inWord = isAlphaByte(c);
    found |= inWord;
  }
  return fromBool(found);
}

// ---- translate, text

Value translate(Value self, const Value* args, int64_t) {
  ByteView table, removed, b = viewOf(self);
  bool mapped = args[0] != none();
  if (mapped) {
    if (!wantBuffer(args[0], &table)) return 0;
    if (table.length != 256) return raise(&trv_exc_ValueError, "translation table must be 256 characters long");
  }
  if (args[1] && !wantBuffer(args[1], &removed)) return 0;
  bool drop[256] = {};
  for (int64_t i = 0; i < removed.length; i++) drop[removed.data[i]] = true;
  ByteBuffer out;
  if (b.length && !out.reserve(b.length)) return 0;
  bool changed = false;
  for (int64_t i = 0; i < b.length; i++) {
    uint8_t c = b.data[i];
    if (drop[c]) continue;
    out.data[out.length++] = mapped ? table.data[c] : c;
    changed |= out.data[out.length - 1] != c;
  }
  if (!changed && out.length == b.length) return unchanged(self);
  return bytesLike(self, out.data, out.length);
}

Value maketrans(Value, const Value* args, int64_t) {
  ByteView from, to;
  if (!wantBuffer(args[0], &from) || !wantBuffer(args[1], &to)) return 0;
  if (from.length != to.length) return raise(&trv_exc_ValueError, "maketrans arguments must have same length");
  uint8_t table[256];
  for (int i = 0; i < 256; i++) table[i] = static_cast<uint8_t>(i);
  for (int64_t i = 0; i < from.length; i++) table[from.data[i]] = to.data[i];
  return newBytes(table, 256);
}

Value decode(Value self, const Value* args, int64_t) {
  const char *encoding, *errors;
  if (!codecNameArg(args[0], "decode", "encoding", &encoding) || !codecNameArg(args[1], "decode", "errors", &errors)) return 0;
  ByteView b = viewOf(self);
  return decodeBytes(b.data, b.length, encoding, errors, self);
}

Value hex(Value self, const Value* args, int64_t) {
  ByteView b = viewOf(self);
  return hexText(b.data, b.length, args);
}

int hexDigit(uint32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  uint32_t lowered = c | 0x20;
  return lowered >= 'a' && lowered <= 'f' ? static_cast<int>(lowered - 'a' + 10) : -1;
}

Value fromHex(Value cls, const Value* args, int64_t) {
  if (!wantStr(args[0], "fromhex", 0)) return 0;
  StrObj* s = as<StrObj>(args[0]);
  ByteBuffer out;
  auto bad = [](int64_t i) {
    return raise(&trv_exc_ValueError, "non-hexadecimal number found in fromhex() arg at position %lld", static_cast<long long>(i));
  };
  for (int64_t i = 0; i < s->length;) {
    uint32_t c = charAt(s, i);
    if (c < 128 && isSpaceByte(static_cast<uint8_t>(c))) {
      i++;
      continue;
    }
    int high = hexDigit(c);
    if (high < 0) return bad(i);
    int low = i + 1 < s->length ? hexDigit(charAt(s, i + 1)) : -1;
    if (low < 0) return bad(i + 1);
    if (!out.append(static_cast<uint8_t>(high << 4 | low))) return 0;
    i += 2;
  }
  if (cls == toValue(&trv_class_bytearray)) return newByteArray(out.data, out.length);
  Value made = newBytes(out.data, out.length);
  return cls == toValue(&trv_class_bytes) ? made : callWith(cls, made);
}

}  // namespace

const NativeDef kBytesMethods[] = {
    {"capitalize", capitalize, ArgKind::None},
    {"center", center, ArgKind::Positional, 1, 2},
    {"count", nullptr, ArgKind::Raw, 0, -1, nullptr, searchMethod<Search::Count>},
    {"decode", decode, ArgKind::Named, 0, -1, "encoding=, errors="},
    {"endswith", nullptr, ArgKind::Raw, 0, -1, nullptr, affixMethod<true>},
    {"expandtabs", expandTabs, ArgKind::Named, 0, -1, "tabsize="},
    {"find", nullptr, ArgKind::Raw, 0, -1, nullptr, searchMethod<Search::Find>},
    {"fromhex", fromHex, ArgKind::One, 0, -1, nullptr, nullptr, MethodKind::Class},
    {"hex", hex, ArgKind::Named, 0, -1, "sep=, bytes_per_sep="},
    {"index", nullptr, ArgKind::Raw, 0, -1, nullptr, searchMethod<Search::Index>},
    {"isalnum", isAlnum, ArgKind::None},
    {"isalpha", isAlpha, ArgKind::None},
    {"isascii", isAscii, ArgKind::None},
    {"isdigit", isDigit, ArgKind::None},
    {"islower", isLower, ArgKind::None},
    {"isspace", isSpace, ArgKind::None},
    {"istitle", isTitle, ArgKind::None},
    {"isupper", isUpper, ArgKind::None},
    {"join", bytesJoin, ArgKind::One},
    {"ljust", ljust, ArgKind::Positional, 1, 2},
    {"lower", lower, ArgKind::None},
    {"lstrip", stripMethod<kLeft>, ArgKind::Positional, 0, 1},
    {"maketrans", maketrans, ArgKind::Positional, 2, 2, nullptr, nullptr, MethodKind::Static},
    {"partition", bytesPartition, ArgKind::One},
    {"replace", bytesReplace, ArgKind::Positional, 2, 3},
    {"removeprefix", removePrefix, ArgKind::One},
    {"removesuffix", removeSuffix, ArgKind::One},
    {"rfind", nullptr, ArgKind::Raw, 0, -1, nullptr, searchMethod<Search::Rfind>},
    {"rindex", nullptr, ArgKind::Raw, 0, -1, nullptr, searchMethod<Search::Rindex>},
    {"rjust", rjust, ArgKind::Positional, 1, 2},
    {"rpartition", bytesRpartition, ArgKind::One},
    {"rsplit", bytesRsplit, ArgKind::Named, 0, -1, "sep=, maxsplit="},
    {"rstrip", stripMethod<kRight>, ArgKind::Positional, 0, 1},
    {"split", bytesSplit, ArgKind::Named, 0, -1, "sep=, maxsplit="},
    {"splitlines", bytesSplitlines, ArgKind::Named, 0, -1, "keepends="},
    {"startswith", nullptr, ArgKind::Raw, 0, -1, nullptr, affixMethod<false>},
    {"strip", stripMethod<kBoth>, ArgKind::Positional, 0, 1},
    {"swapcase", swapcase, ArgKind::None},
    {"title", title, ArgKind::None},
    {"translate", translate, ArgKind::Named, 0, -1, "table, /, delete="},
    {"upper", upper, ArgKind::None},
    {"zfill", zfill, ArgKind::One},
};
static_assert(sizeof kBytesMethods / sizeof kBytesMethods[0] == kBytesMethodCount);

}  // namespace trivium::runtime
