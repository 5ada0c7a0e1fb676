// Strings: construction, interning, hashing, concatenation, substrings, comparison, the builder.
//
// Characters normally follow the StrObj in the same leaf block. A string grown by `+=` (or by `+` once it is long) is a GrowingStrObj:
// its characters lie in a separate block with spare room. The next append to the string that ends where the block's used part ends
// writes behind it and makes only a new header; the older string keeps seeing its prefix. Appending to any other prefix copies. So a
// loop of `s += t` is linear without reference counts, and strings stay immutable.
#include "runtime/detail/text.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

extern "C" {
Shape trv_shape_str;
}

/// Block behind growing strings: header, then `capacity` bytes.
struct GrowBlock {
  int64_t capacity;
  int64_t used;
  uint8_t data[];
};
/// Scan memory, since it refers to its block.
struct GrowingStrObj : StrObj {
  GrowBlock* block;
};

// ---- construction

constexpr int64_t kLongestStr = int64_t{1} << 56;  ///< far beyond any memory; sizes in bytes cannot overflow

StrObj* newStrOfKind(int64_t length, int kind) {
  if (length > kLongestStr) {
    raise(&trv_exc_MemoryError, "");
    return nullptr;
  }
  const size_t bytes = sizeof(StrObj) + static_cast<size_t>((length + 1) * kind);
  StrObj* s = static_cast<StrObj*>(gcAllocUnzeroed(bytes));
  if (!s) return nullptr;
  if (bytes > kGcZeroedTogether) {
    *s = StrObj{};
    memset(reinterpret_cast<uint8_t*>(s + 1) + length * kind, 0, static_cast<size_t>(kind));
  }
  s->shape = &trv_shape_str;
  s->length = length;
  s->kind = static_cast<uint8_t>(kind);
  s->data = reinterpret_cast<uint8_t*>(s + 1);
  return s;
}

StrObj* emptyStr() { return TRV_STR(""); }

StrObj* newAscii(const char* text, int64_t n) {
  StrObj* s = newStrOfKind(n, 1);
  s->ascii = 1;
  memcpy(s->data, text, static_cast<size_t>(n));
  return s;
}

static bool isAsciiBytes(const uint8_t* p, int64_t n) {
  int64_t i = 0;
  for (; i + 8 <= n; i += 8) {
    uint64_t w;
    memcpy(&w, p + i, 8);
    if (w & 0x8080808080808080) return false;
  }
  for (; i < n; i++)
    if (p[i] & 0x80) return false;
  return true;
}

StrObj* newLatin1(const uint8_t* data, int64_t n) {
  if (n == 1) return charStr(data[0]);
  StrObj* s = newStrOfKind(n, 1);
  memcpy(s->data, data, static_cast<size_t>(n));
  s->ascii = isAsciiBytes(data, n);
  return s;
}

template <class T> StrObj* strFromUnits(const T* units, int64_t n) {
  T all = 0;
  for (int64_t i = 0; i < n; i++) all |= units[i];
  if (all < 256) {
    if (n == 1) return charStr(units[0]);
    if (n == 0) return emptyStr();
    StrObj* s = newStrOfKind(n, 1);
    for (int64_t i = 0; i < n; i++) s->data[i] = static_cast<uint8_t>(units[i]);
    s->ascii = all < 128;
    return s;
  }
  if (sizeof(T) == 2 || all < 65536) {
    StrObj* s = newStrOfKind(n, 2);
    for (int64_t i = 0; i < n; i++) chars<uint16_t>(s)[i] = static_cast<uint16_t>(units[i]);
    return s;
  }
  StrObj* s = newStrOfKind(n, 4);
  for (int64_t i = 0; i < n; i++) chars<uint32_t>(s)[i] = static_cast<uint32_t>(units[i]);
  return s;
}
template StrObj* strFromUnits(const uint8_t*, int64_t);
template StrObj* strFromUnits(const uint16_t*, int64_t);
template StrObj* strFromUnits(const uint32_t*, int64_t);
StrObj* strFromCodePoints(const uint32_t* points, int64_t n) { return strFromUnits(points, n); }

/// Next code point of well-formed (or surrogate-carrying) UTF-8.
static uint32_t nextCodePoint(const uint8_t*& p) {
  uint32_t c = *p++;
  if (c < 0x80) return c;
  if (c < 0xe0) return (c & 31) << 6 | (*p++ & 63);
  if (c < 0xf0) {
    c = (c & 15) << 12 | (p[0] & 63u) << 6 | (p[1] & 63u);
    p += 2;
    return c;
  }
  c = (c & 7) << 18 | (p[0] & 63u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
  p += 3;
  return c;
}

StrObj* newStr(const char* utf8, int64_t bytes) {
  if (bytes < 0) bytes = static_cast<int64_t>(strlen(utf8));
  const uint8_t* p = reinterpret_cast<const uint8_t*>(utf8);
  if (isAsciiBytes(p, bytes)) return bytes == 0 ? emptyStr() : bytes == 1 ? charStr(p[0]) : newAscii(utf8, bytes);
  int64_t n = 0;
  uint8_t lead = 0;
  for (int64_t i = 0; i < bytes; i++) {
    n += (p[i] & 0xc0) != 0x80;
    if (p[i] > lead) lead = p[i];
  }
  // Lead bytes grow with the code point: C2 C3 stay below U+0100, those from F0 on are beyond U+FFFF.
  StrObj* s = newStrOfKind(n, lead <= 0xc3 ? 1 : lead < 0xf0 ? 2 : 4);
  const uint8_t* end = p + bytes;
  for (int64_t i = 0; p < end; i++) {
    uint32_t c = nextCodePoint(p);
    if (s->kind == 1)
      s->data[i] = static_cast<uint8_t>(c);
    else if (s->kind == 2)
      chars<uint16_t>(s)[i] = static_cast<uint16_t>(c);
    else
      chars<uint32_t>(s)[i] = c;
  }
  return s;
}

extern "C" {
Value trv_latin1_strings[256];
}

StrObj* charStr(uint32_t c) {
  if (c < 256) {
    if (trv_latin1_strings[c]) return as<StrObj>(trv_latin1_strings[c]);
    if (!trv_latin1_strings['a']) {
      static bool registered;
      if (!registered) gcAddRoots(trv_latin1_strings, 256);
      registered = true;
    }
    StrObj* s = newStrOfKind(1, 1);
    s->data[0] = static_cast<uint8_t>(c);
    s->ascii = c < 128;
    s = intern(s);
    trv_latin1_strings[c] = toValue(s);
    return s;
  }
  StrObj* s = newStrOfKind(1, c < 65536 ? 2 : 4);
  if (c < 65536)
    chars<uint16_t>(s)[0] = static_cast<uint16_t>(c);
  else
    chars<uint32_t>(s)[0] = c;
  return s;
}

StrObj* exactStr(Value v) {
  StrObj* s = as<StrObj>(v);
  if (s->shape == &trv_shape_str) return s;
  StrObj* r = newStrOfKind(s->length, s->kind);
  memcpy(r->data, s->data, static_cast<size_t>(s->length * s->kind));
  r->ascii = s->ascii;
  return r;
}

Value newStrOfClass(ClassObj* cls, StrObj* s) {
  StrObj* o = static_cast<StrObj*>(static_cast<void*>(allocInstance(cls)));
  o->length = s->length;
  o->kind = s->kind;
  o->ascii = s->ascii;
  o->data = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>((s->length + 1) * s->kind)));
  memcpy(o->data, s->data, static_cast<size_t>(s->length * s->kind));
  return toValue(o);
}

// ---- hash, equality, interning

static inline uint64_t mix(uint64_t a, uint64_t b) {
  unsigned __int128 p = static_cast<unsigned __int128>(a) * b;
  return static_cast<uint64_t>(p) ^ static_cast<uint64_t>(p >> 64);
}

/// Multiply-and-fold hash in the manner of wyhash, of 32 bits, which is what a StrObj has room for.
int64_t hashBytes(const void* data, int64_t n) {
  const uint8_t* p = static_cast<const uint8_t*>(data);
  constexpr uint64_t k0 = 0xa0761d6478bd642f, k1 = 0xe7037ed1a0b428db;
  uint64_t h = k0 ^ static_cast<uint64_t>(n), x, y;
  int64_t left = n;
  for (; left > 16; left -= 16, p += 16) {
    memcpy(&x, p, 8);
    memcpy(&y, p + 8, 8);
    h = mix(x ^ k1, y ^ h);
  }
  if (left >= 8) {
    memcpy(&x, p, 8);
    memcpy(&y, p + left - 8, 8);
  } else if (left >= 4) {
    uint32_t a, b;
    memcpy(&a, p, 4);
    memcpy(&b, p + left - 4, 4);
    x = a;
    y = b;
  } else if (left) {
    x = static_cast<uint64_t>(p[0]) << 16 | static_cast<uint64_t>(p[left / 2]) << 8 | p[left - 1];
    y = 0;
  } else {
    x = y = 0;
  }
  const uint64_t r = mix(k1 ^ static_cast<uint64_t>(n), mix(x ^ k1, y ^ h));
  const int32_t folded = static_cast<int32_t>(r ^ r >> 32);
  return folded == -1 || folded == 0 ? -2 : folded;
}

int64_t strHash(StrObj* s) {
  if (!s->hash) s->hash = static_cast<int32_t>(hashBytes(s->data, s->length * s->kind));
  return s->hash;
}

/// memcmp's answer to equality, in line for short texts.
static inline bool sameBytes(const uint8_t* a, const uint8_t* b, size_t n) {
  const auto both = [&](auto word, size_t at) {
    decltype(word) x, y;
    memcpy(&x, a + at, sizeof x);
    memcpy(&y, b + at, sizeof y);
    return x ^ y;
  };
  if (n > 16) return memcmp(a, b, n) == 0;
  if (n >= 8) return (both(uint64_t{}, 0) | both(uint64_t{}, n - 8)) == 0;
  if (n >= 4) return (both(uint32_t{}, 0) | both(uint32_t{}, n - 4)) == 0;
  for (size_t i = 0; i < n; i++)
    if (a[i] != b[i]) return false;
  return true;
}

bool strEquals(const StrObj* a, const StrObj* b) {
  if (a == b) return true;
  if (a->length != b->length || a->kind != b->kind) return false;
  if (a->hash && b->hash && a->hash != b->hash) return false;
  return sameBytes(a->data, b->data, static_cast<size_t>(a->length * a->kind));
}

bool strEquals(const StrObj* a, const char* ascii) {
  int64_t n = static_cast<int64_t>(strlen(ascii));
  return a->length == n && a->kind == 1 && memcmp(a->data, ascii, static_cast<size_t>(n)) == 0;
}

template <class A, class B> static int compareUnits(const A* a, const B* b, int64_t n) {
  for (int64_t i = 0; i < n; i++)
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
}

int strCompare(const StrObj* a, const StrObj* b) {
  int64_t n = a->length < b->length ? a->length : b->length;
  int order;
  if (a->kind == 1 && b->kind == 1)
    order = memcmp(a->data, b->data, static_cast<size_t>(n));
  else
    order = withUnits(a, [&](auto* pa) { return withUnits(b, [&](auto* pb) { return compareUnits(pa, pb, n); }); });
  return order ? order : (a->length > b->length) - (a->length < b->length);
}

/// Open addressing, a power of two of cells; 0 = empty. Interned strings live as long as the program.
static Value internTable;  // scan block of `internMask + 1` Values
static int64_t internMask, internCount;

static Value* internCell(Value* table, int64_t mask, const StrObj* s, int64_t hash) {
  int64_t i = hash & mask;
  while (table[i] && !strEquals(as<StrObj>(table[i]), s)) i = (i + 1) & mask;
  return table + i;
}

StrObj* intern(StrObj* s) {
  if (s->interned) return s;
  if (!internTable) {
    gcAddRoots(&internTable, 1);
    internMask = 4095;
    internTable = toValue(gcAllocScan(static_cast<size_t>(internMask + 1) * sizeof(Value)));
  }
  int64_t hash = strHash(s);
  Value* cell = internCell(as<Value>(internTable), internMask, s, hash);
  if (*cell) return as<StrObj>(*cell);
  if (s->shape != &trv_shape_str) s = exactStr(toValue(s));
  s->hash = static_cast<int32_t>(hash);
  s->interned = 1;
  *cell = toValue(s);
  if (++internCount * 2 > internMask) {
    Value old = internTable;
    int64_t oldMask = internMask;
    internMask = oldMask * 4 + 3;
    Value fresh = toValue(gcAllocScan(static_cast<size_t>(internMask + 1) * sizeof(Value)));
    for (int64_t i = 0; i <= oldMask; i++) {
      Value v = as<Value>(old)[i];
      if (v) *internCell(as<Value>(fresh), internMask, as<StrObj>(v), as<StrObj>(v)->hash) = v;
    }
    internTable = fresh;
  }
  return s;
}

StrObj* intern(const char* ascii) {
  // A probe object on the stack avoids an allocation when the string is there already.
  StrObj probe{};
  int64_t n = static_cast<int64_t>(strlen(ascii));
  probe.shape = &trv_shape_str;
  probe.length = n;
  probe.kind = 1;
  probe.data = reinterpret_cast<uint8_t*>(const_cast<char*>(ascii));
  if (internTable) {
    Value found = *internCell(as<Value>(internTable), internMask, &probe, strHash(&probe));
    if (found) return as<StrObj>(found);
  }
  return intern(isAsciiBytes(probe.data, n) ? newAscii(ascii, n) : newStr(ascii, n));
}

StrObj* internForever(const char* ascii) { return intern(ascii); }

// ---- concatenation, substrings

/// Copies s[from..from + n) to `out`, an array of `kind`-byte units, kind >= s->kind.
void copyUnits(uint8_t* out, int kind, const StrObj* s, int64_t from, int64_t n) {
  if (kind == s->kind) {
    memcpy(out, s->data + from * kind, static_cast<size_t>(n * kind));
  } else if (kind == 2) {
    for (int64_t i = 0; i < n; i++) reinterpret_cast<uint16_t*>(out)[i] = s->data[from + i];
  } else if (s->kind == 1) {
    for (int64_t i = 0; i < n; i++) reinterpret_cast<uint32_t*>(out)[i] = s->data[from + i];
  } else {
    for (int64_t i = 0; i < n; i++) reinterpret_cast<uint32_t*>(out)[i] = chars<uint16_t>(s)[from + i];
  }
}

StrObj* strConcat(StrObj* a, StrObj* b) {
  if (a->length == 0) return exactStr(toValue(b));
  if (b->length == 0) return exactStr(toValue(a));
  int kind = a->kind > b->kind ? a->kind : b->kind;
  // A long left operand and a short right one: probably a loop that builds a text with `s = s + t`.
  if (a->growing || (a->length > 1024 && b->length < a->length / 8)) return strAppend(a, b);
  StrObj* r = newStrOfKind(a->length + b->length, kind);
  if (!r) return nullptr;
  copyUnits(r->data, kind, a, 0, a->length);
  copyUnits(r->data + a->length * kind, kind, b, 0, b->length);
  r->ascii = a->ascii & b->ascii;
  return r;
}

static StrObj* newGrowing(GrowBlock* block, int64_t length, int kind, bool ascii) {
  GrowingStrObj* s = gcNew<GrowingStrObj>(&trv_shape_str);
  s->length = length;
  s->kind = static_cast<uint8_t>(kind);
  s->ascii = ascii;
  s->growing = 1;
  s->data = block->data;
  s->block = block;
  return s;
}

StrObj* strAppend(StrObj* a, StrObj* b) {
  if (a->length == 0) return exactStr(toValue(b));
  if (b->length == 0) return exactStr(toValue(a));
  int64_t length = a->length + b->length;
  if (a->growing && b->kind <= a->kind) {
    GrowBlock* block = static_cast<GrowingStrObj*>(a)->block;
    int64_t end = a->length * a->kind, more = b->length * a->kind;
    if (end == block->used && more <= block->capacity - end) {
      copyUnits(block->data + end, a->kind, b, 0, b->length);
      block->used = end + more;
      return newGrowing(block, length, a->kind, a->ascii & b->ascii);
    }
  }
  int kind = a->kind > b->kind ? a->kind : b->kind;
  constexpr int64_t kGrowBytes = 64;  // shorter results are cheaper to copy than to share
  if (length * kind < kGrowBytes) {
    StrObj* r = newStrOfKind(length, kind);
    copyUnits(r->data, kind, a, 0, a->length);
    copyUnits(r->data + a->length * kind, kind, b, 0, b->length);
    r->ascii = a->ascii & b->ascii;
    return r;
  }
  int64_t capacity = length * kind * 2;
  GrowBlock* block = static_cast<GrowBlock*>(gcAllocLeaf(sizeof(GrowBlock) + static_cast<size_t>(capacity)));
  if (!block) return nullptr;
  block->capacity = capacity;
  block->used = length * kind;
  copyUnits(block->data, kind, a, 0, a->length);
  copyUnits(block->data + a->length * kind, kind, b, 0, b->length);
  return newGrowing(block, length, kind, a->ascii & b->ascii);
}

StrObj* strSubstring(StrObj* s, int64_t from, int64_t to) {
  if (from >= to) return emptyStr();
  if (from == 0 && to == s->length) return exactStr(toValue(s));
  int64_t n = to - from;
  if (n == 1) return charStr(charAt(s, from));
  if (s->ascii) return newAscii(reinterpret_cast<const char*>(s->data) + from, n);
  return withUnits(s, [&](auto* p) { return strFromUnits(p + from, n); });
}

StrObj* strRepeat(StrObj* s, int64_t n) {
  if (n <= 0 || s->length == 0) return emptyStr();
  if (n == 1) return exactStr(toValue(s));
  int64_t length;
  if (__builtin_mul_overflow(s->length, n, &length)) {
    raise(&trv_exc_OverflowError, "repeated string is too long");
    return nullptr;
  }
  StrObj* r = newStrOfKind(length, s->kind);
  if (!r) return nullptr;
  r->ascii = s->ascii;
  int64_t unit = s->length * s->kind, total = unit * n;
  if (unit == 1) {
    memset(r->data, s->data[0], static_cast<size_t>(total));
  } else {
    memcpy(r->data, s->data, static_cast<size_t>(unit));
    for (int64_t done = unit; done < total;) {
      int64_t take = done < total - done ? done : total - done;
      memcpy(r->data + done, r->data, static_cast<size_t>(take));
      done += take;
    }
  }
  return r;
}

// ---- UTF-8

const char* utf8Of(StrObj* s, int64_t* bytes) {
  // A prefix of a growing block may be followed by more characters instead of a zero.
  if (s->ascii && !s->growing) {
    if (bytes) *bytes = s->length;
    return reinterpret_cast<const char*>(s->data);
  }
  int64_t n = 0;
  withUnits(s, [&](auto* p) {
    for (int64_t i = 0; i < s->length; i++) n += p[i] < 0x80 ? 1 : p[i] < 0x800 ? 2 : uint32_t{p[i]} < 0x10000 ? 3 : 4;
  });
  uint8_t* out = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(n + 1)));
  uint8_t* q = out;
  withUnits(s, [&](auto* p) {
    for (int64_t i = 0; i < s->length; i++) q = putUtf8(q, p[i]);
  });
  if (bytes) *bytes = n;
  return reinterpret_cast<const char*>(out);
}

// ---- builder

/// Makes room for `extra` more units of `kind`. False = no memory.
static bool growBuilder(StrBuilder* b, int64_t extra, int kind) {
  if (b->failed) return false;
  if (kind <= b->kind && b->length + extra <= b->capacity) return true;
  int newKind = kind > b->kind ? kind : b->kind;
  int64_t capacity = b->capacity;
  if (b->length + extra > capacity) {
    capacity = (b->length + extra) * 3 / 2;
    if (capacity < 48) capacity = 48;
  }
  uint8_t* data = static_cast<uint8_t*>(gcAllocUnzeroed(static_cast<size_t>(capacity * newKind)));
  if (!data) {
    b->failed = true;
    return false;
  }
  StrObj view{};
  view.kind = static_cast<uint8_t>(b->kind);
  view.data = b->data;
  copyUnits(data, newKind, &view, 0, b->length);
  b->data = data;
  b->capacity = capacity;
  b->kind = newKind;
  return true;
}

void StrBuilder::append(StrObj* s) { append(s, 0, s->length); }
void StrBuilder::append(StrObj* s, int64_t from, int64_t to) {
  if (from >= to) return;
  if (s->kind > kind && to - from < s->length) {  // the part may be narrower than the whole
    for (int64_t i = from; i < to; i++) append(charAt(s, i));
    return;
  }
  if (!growBuilder(this, to - from, s->kind)) return;
  copyUnits(data + length * kind, kind, s, from, to - from);
  length += to - from;
  uint32_t top = s->ascii ? 127 : s->kind == 1 ? 255 : s->kind == 2 ? 0xffff : 0x10ffff;
  if (top > maxChar) maxChar = top;
}
void StrBuilder::append(const char* ascii) {
  int64_t n = static_cast<int64_t>(strlen(ascii));
  if (!growBuilder(this, n, 1)) return;
  StrObj view{};
  view.kind = 1;
  view.data = reinterpret_cast<uint8_t*>(const_cast<char*>(ascii));
  copyUnits(data + length * kind, kind, &view, 0, n);
  length += n;
  if (n && maxChar < 127) maxChar = 127;
}
void StrBuilder::append(uint32_t c) {
  if (!growBuilder(this, 1, c < 256 ? 1 : c < 65536 ? 2 : 4)) return;
  if (kind == 1)
    data[length] = static_cast<uint8_t>(c);
  else if (kind == 2)
    reinterpret_cast<uint16_t*>(data)[length] = static_cast<uint16_t>(c);
  else
    reinterpret_cast<uint32_t*>(data)[length] = c;
  length++;
  if (c > maxChar) maxChar = c;
}
StrObj* StrBuilder::finish() {
  if (failed) {
    if (!hasPending()) raise(&trv_exc_MemoryError, "");
    return nullptr;
  }
  if (length == 0) return emptyStr();
  if (kind == 1 && maxChar < 128) return length == 1 ? charStr(data[0]) : newAscii(reinterpret_cast<char*>(data), length);
  if (kind == 1) return strFromUnits(data, length);
  if (kind == 2) return strFromUnits(reinterpret_cast<uint16_t*>(data), length);
  return strFromUnits(reinterpret_cast<uint32_t*>(data), length);
}

// ---- search

int64_t findBytes(const uint8_t* s, int64_t n, const uint8_t* needle, int64_t m) {
  if (m == 0) return 0;
  if (m > n) return -1;
  // Most searches end after a few candidates for the first byte; memmem, which guarantees linear time, takes long to set up.
  const uint8_t *p = s, *last = s + (n - m);
  for (int candidates = 0; candidates < 16; candidates++) {
    p = static_cast<const uint8_t*>(memchr(p, needle[0], static_cast<size_t>(last - p + 1)));
    if (!p) return -1;
    if (memcmp(p + 1, needle + 1, static_cast<size_t>(m - 1)) == 0) return p - s;
    if (++p > last) return -1;
  }
  const void* at = memmem(p, static_cast<size_t>(s + n - p), needle, static_cast<size_t>(m));
  return at ? static_cast<const uint8_t*>(at) - s : -1;
}

template <class T> static int64_t rfindUnits(const T* s, int64_t n, const T* needle, int64_t m) {
  if (m == 0) return n;
  T last = needle[m - 1];
  for (int64_t i = n - m; i >= 0; i--)
    if (s[i + m - 1] == last && memcmp(s + i, needle, static_cast<size_t>(m) * sizeof(T)) == 0) return i;
  return -1;
}

int64_t rfindBytes(const uint8_t* s, int64_t n, const uint8_t* needle, int64_t m) {
  if (m == 1) {
    const void* at = memrchr(s, needle[0], static_cast<size_t>(n));
    return at ? static_cast<const uint8_t*>(at) - s : -1;
  }
  return rfindUnits(s, n, needle, m);
}

template <class T> static int64_t findUnits(const T* s, int64_t n, const T* needle, int64_t m) {
  if constexpr (sizeof(T) == 1) return findBytes(s, n, needle, m);
  if (m == 0) return 0;
  if (m > n) return -1;
  // memmem on the bytes may hit between units: then go on behind that hit. Keeps the linear worst case for repetitive texts.
  const uint8_t* base = reinterpret_cast<const uint8_t*>(s);
  const uint8_t *p = base, *end = base + static_cast<size_t>(n) * sizeof(T);
  while (true) {
    const uint8_t* at = static_cast<const uint8_t*>(memmem(p, static_cast<size_t>(end - p), needle, static_cast<size_t>(m) * sizeof(T)));
    if (!at) return -1;
    if ((at - base) % static_cast<int64_t>(sizeof(T)) == 0) return (at - base) / static_cast<int64_t>(sizeof(T));
    p = at + 1;
  }
}

/// The needle's units as wide as those of a text of `kind`.
static const uint8_t* widened(const StrObj* needle, int kind) {
  if (needle->kind == kind) return needle->data;
  uint8_t* copy = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(needle->length * kind + 1)));
  copyUnits(copy, kind, needle, 0, needle->length);
  return copy;
}

int64_t strFind(const StrObj* s, const StrObj* needle, int64_t from, int64_t to) {
  if (to - from < needle->length || needle->kind > s->kind) return -1;
  const uint8_t* pattern = widened(needle, s->kind);
  int64_t at = withUnits(s, [&](auto* p) {
    return findUnits(p + from, to - from, reinterpret_cast<decltype(p)>(pattern), needle->length);
  });
  return at < 0 ? -1 : from + at;
}

int64_t strRFind(const StrObj* s, const StrObj* needle, int64_t from, int64_t to) {
  if (to - from < needle->length || needle->kind > s->kind) return -1;
  const uint8_t* pattern = widened(needle, s->kind);
  int64_t at = withUnits(s, [&](auto* p) {
    return rfindUnits(p + from, to - from, reinterpret_cast<decltype(p)>(pattern), needle->length);
  });
  return at < 0 ? -1 : from + at;
}

int64_t strCount(const StrObj* s, const StrObj* needle, int64_t from, int64_t to, int64_t limit) {
  if (to - from < needle->length || needle->kind > s->kind) return 0;
  if (needle->length == 0) return to - from + 1 < limit ? to - from + 1 : limit;
  const uint8_t* pattern = widened(needle, s->kind);
  return withUnits(s, [&](auto* p) {
    using T = decltype(p);
    int64_t count = 0, m = needle->length;
    if (m == 1) {
      auto c = reinterpret_cast<T>(pattern)[0];
      for (int64_t i = from; i < to && count < limit; i++) count += p[i] == c;
      return count;
    }
    for (int64_t at = from; count < limit;) {
      int64_t hit = findUnits(p + at, to - at, reinterpret_cast<T>(pattern), m);
      if (hit < 0) break;
      count++;
      at += hit + m;
    }
    return count;
  });
}

}  // namespace trivium::runtime
