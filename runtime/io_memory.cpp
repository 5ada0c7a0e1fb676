// Module `_io`: io.BytesIO and io.StringIO, streams in memory, and the names of the other stream classes. Library Reference "io"; texts
// as CPython's Modules/_io/bytesio.c and stringio.c.
#include "runtime/detail/bytes.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/file.h"

namespace trivium::runtime {

static ClassObj bytesIoClass, stringIoClass;

namespace {

// ---- BytesIO

struct BytesIoObj : Object {
  ByteArrayObj* content;  ///< null once closed
  int64_t position;
};

BytesIoObj* bytesIoOf(Value v) { return as<BytesIoObj>(v); }

bool checkOpen(BytesIoObj* b) {
  if (b->content) return true;
  raise(&trv_exc_ValueError, "I/O operation on closed file.");
  return false;
}

int reserve(ByteArrayObj* a, int64_t bytes) {
  if (bytes < a->capacity) return 0;
  const int64_t capacity = bytes + bytes / 2 + 64;
  auto* data = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(capacity)));
  if (!data) return -1;
  if (a->length) memcpy(data, a->data, static_cast<size_t>(a->length));
  a->data = data;
  a->capacity = capacity;
  return 0;
}

int64_t rest(const BytesIoObj* b) { return b->position < b->content->length ? b->content->length - b->position : 0; }

Value takeBytes(BytesIoObj* b, int64_t n) {
  const int64_t from = b->position;
  b->position += n;
  return newBytes(n ? b->content->data + from : nullptr, n);
}

Value bytesRead(Value self, const Value* args, int64_t nargs) {
  BytesIoObj* b = bytesIoOf(self);
  int64_t n;
  if (!sizeArgument(args, nargs, &n) || !checkOpen(b)) return 0;
  return takeBytes(b, n < 0 || n > rest(b) ? rest(b) : n);
}

Value bytesLine(BytesIoObj* b, int64_t limit) {
  int64_t n = rest(b);
  if (n) {
    const void* end = memchr(b->content->data + b->position, '\n', static_cast<size_t>(n));
    if (end) n = static_cast<const uint8_t*>(end) - (b->content->data + b->position) + 1;
  }
  return takeBytes(b, limit >= 0 && limit < n ? limit : n);
}
Value bytesReadLine(Value self, const Value* args, int64_t nargs) {
  BytesIoObj* b = bytesIoOf(self);
  int64_t limit;
  if (!sizeArgument(args, nargs, &limit) || !checkOpen(b)) return 0;
  return bytesLine(b, limit);
}
Value bytesReadLines(Value self, const Value* args, int64_t nargs) {
  BytesIoObj* b = bytesIoOf(self);
  int64_t hint = -1, total = 0;
  if (nargs > 0 && args[0] != none() && !hasIndex(args[0])) return raise(&trv_exc_TypeError, "integer argument expected, got '%T'", args[0]);
  if (!sizeArgument(args, nargs, &hint) || !checkOpen(b)) return 0;
  ListObj* lines = newList();
  while (rest(b)) {
    const Value line = bytesLine(b, -1);
    listAppend(lines, line);
    total += as<BytesObj>(line)->length;
    if (hint > 0 && total >= hint) break;
  }
  return toValue(lines);
}
Value bytesNext(Value self) {
  if (!isExact(self, &bytesIoClass)) return ioBaseClass.slots.next(self);
  BytesIoObj* b = bytesIoOf(self);
  if (!checkOpen(b)) return 0;
  return rest(b) ? bytesLine(b, -1) : kEnd;
}

Value bytesReadInto(Value self, const Value* args, int64_t) {
  BytesIoObj* b = bytesIoOf(self);
  ByteView space;
  if (!checkOpen(b) || !writableBuffer(args[0], "readinto() argument", &space)) return 0;
  const int64_t n = space.length < rest(b) ? space.length : rest(b);
  if (n) memmove(const_cast<uint8_t*>(space.data), b->content->data + b->position, static_cast<size_t>(n));
  b->position += n;
  return newInt(n);
}

Value bytesWrite(Value self, const Value* args, int64_t) {
  BytesIoObj* b = bytesIoOf(self);
  ByteView bytes;
  if (!checkOpen(b) || !wantBuffer(args[0], &bytes)) return 0;
  if (bytes.length == 0) return fromSmallInt(0);
  ByteArrayObj* content = b->content;
  const int64_t end = b->position + bytes.length;
  if (reserve(content, end) < 0) return 0;
  if (b->position > content->length) memset(content->data + content->length, 0, static_cast<size_t>(b->position - content->length));
  memmove(content->data + b->position, bytes.data, static_cast<size_t>(bytes.length));
  b->position = end;
  if (end > content->length) content->length = end;
  return newInt(bytes.length);
}
Value bytesWriteLines(Value self, const Value* args, int64_t) {
  if (!checkOpen(bytesIoOf(self))) return 0;
  const int r = forEach(
      args[0], [](Value line, void* stream) { return bytesWrite(toValue(stream), &line, 1) ? 0 : -1; }, objectOf(self));
  return r != 0 ? 0 : none();
}

Value bytesSeek(Value self, const Value* args, int64_t nargs) {
  BytesIoObj* b = bytesIoOf(self);
  int64_t at, whence = 0;
  if (indexValue(args[0], &at) < 0 || (nargs > 1 && toInt64(args[1], &whence) < 0) || !checkOpen(b)) return 0;
  if (at < 0 && whence == 0) return raise(&trv_exc_ValueError, "negative seek value %lld", static_cast<long long>(at));
  if (whence < 0 || whence > 2) return raise(&trv_exc_ValueError, "invalid whence (%lld, should be 0, 1 or 2)", static_cast<long long>(whence));
  const int64_t origin = whence == 0 ? 0 : whence == 1 ? b->position : b->content->length;
  if (at > INT64_MAX - origin) return raise(&trv_exc_OverflowError, "new position too large");
  at += origin;
  b->position = at < 0 ? 0 : at;
  return newInt(b->position);
}
Value bytesTell(Value self, const Value*, int64_t) { return checkOpen(bytesIoOf(self)) ? newInt(bytesIoOf(self)->position) : 0; }
Value bytesTruncate(Value self, const Value* args, int64_t nargs) {
  BytesIoObj* b = bytesIoOf(self);
  int64_t size = b->position;
  if (nargs > 0 && args[0] != none() && !sizeArgument(args, nargs, &size)) return 0;
  if (!checkOpen(b)) return 0;
  if (size < 0) return raise(&trv_exc_ValueError, "negative size value %lld", static_cast<long long>(size));
  if (size < b->content->length) b->content->length = size;
  return newInt(size);
}

Value bytesGetValue(Value self, const Value*, int64_t) {
  BytesIoObj* b = bytesIoOf(self);
  return checkOpen(b) ? newBytes(b->content->data, b->content->length) : 0;
}
Value bytesGetBuffer(Value self, const Value*, int64_t) {
  BytesIoObj* b = bytesIoOf(self);
  return checkOpen(b) ? callWith(builtinGet(TRV_STR("memoryview")), toValue(b->content)) : 0;
}
Value bytesClose(Value self, const Value*, int64_t) {
  bytesIoOf(self)->content = nullptr;
  return none();
}
Value bytesTrue(Value self, const Value*, int64_t) { return checkOpen(bytesIoOf(self)) ? fromBool(true) : 0; }
Value bytesFalse(Value self, const Value*, int64_t) { return checkOpen(bytesIoOf(self)) ? fromBool(false) : 0; }
Value bytesFlush(Value self, const Value*, int64_t) { return checkOpen(bytesIoOf(self)) ? none() : 0; }
Value bytesClosed(Value self) { return fromBool(!bytesIoOf(self)->content); }

Value bytesGetState(Value self, const Value*, int64_t) {
  const Value content = bytesGetValue(self, nullptr, 0);
  if (!content) return 0;
  const Value dict = instanceDict(self);
  if (!dict) return 0;
  return toValue(makeTuple(content, newInt(bytesIoOf(self)->position), as<DictObj>(dict)->used ? dict : none()));
}
Value bytesSetState(Value self, const Value* args, int64_t) {
  if (!isTuple(args[0]) || as<TupleObj>(args[0])->length < 3)
    return raise(&trv_exc_TypeError, "%T.__setstate__ argument should be 3-tuple, got %T", self, args[0]);
  const Value* items = as<TupleObj>(args[0])->items;
  BytesIoObj* b = bytesIoOf(self);
  b->content->length = b->position = 0;
  if (!bytesWrite(self, items, 1) || toInt64(items[1], &b->position) < 0) return 0;
  if (items[2] == none()) return none();
  const Value dict = instanceDict(self);
  return dict && dictUpdateFrom(as<DictObj>(dict), items[2]) == 0 ? none() : 0;
}

const NativeDef kBytesIoMethods[] = {
    {"read", bytesRead, ArgKind::Positional, 0, 1},
    {"read1", bytesRead, ArgKind::Positional, 0, 1},
    {"readline", bytesReadLine, ArgKind::Positional, 0, 1},
    {"readlines", bytesReadLines, ArgKind::Positional, 0, 1},
    {"readinto", bytesReadInto, ArgKind::One},
    {"write", bytesWrite, ArgKind::One},
    {"writelines", bytesWriteLines, ArgKind::One},
    {"seek", bytesSeek, ArgKind::Positional, 1, 2},
    {"tell", bytesTell, ArgKind::None},
    {"truncate", bytesTruncate, ArgKind::Positional, 0, 1},
    {"getvalue", bytesGetValue, ArgKind::None},
    {"getbuffer", bytesGetBuffer, ArgKind::None},
    {"close", bytesClose, ArgKind::None},
    {"flush", bytesFlush, ArgKind::None},
    {"isatty", bytesFalse, ArgKind::None},
    {"readable", bytesTrue, ArgKind::None},
    {"writable", bytesTrue, ArgKind::None},
    {"seekable", bytesTrue, ArgKind::None},
    {"__getstate__", bytesGetState, ArgKind::None},
    {"__setstate__", bytesSetState, ArgKind::One},
    {nullptr, nullptr},
};
const GetSetDef kBytesIoAttributes[] = {{"closed", bytesClosed, nullptr}, {nullptr, nullptr, nullptr}};

Value bytesCreate(ClassObj* cls, const Value*, int64_t, Value) {
  auto* b = reinterpret_cast<BytesIoObj*>(allocInstance(cls));
  b->content = as<ByteArrayObj>(newByteArray(nullptr, 0));
  return toValue(b);
}
int bytesInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"initial_bytes"};
  Value initial;
  if (!bindArgs("BytesIO", names, 1, 0, 0, args, nargs, kwnames, &initial)) return -1;
  BytesIoObj* b = bytesIoOf(self);
  b->content = as<ByteArrayObj>(newByteArray(nullptr, 0));
  b->position = 0;
  if (initial && initial != none() && !bytesWrite(self, &initial, 1)) return -1;
  b->position = 0;
  return 0;
}

// ---- StringIO. Characters lie in a block of the narrowest width that was needed so far.

struct StringIoObj : Object {
  uint8_t* data;
  int64_t length, capacity, position;  ///< in characters
  uint8_t kind;
  uint8_t closed;
  uint8_t newline;       ///< NewlineMode
  uint8_t seenCr, seenLf, seenCrLf;
};

StringIoObj* stringIoOf(Value v) { return as<StringIoObj>(v); }

bool checkOpen(StringIoObj* s) {
  if (!s->closed) return true;
  raise(&trv_exc_ValueError, "I/O operation on closed file");
  return false;
}

uint32_t charOf(const StringIoObj* s, int64_t i) {
  return s->kind == 1 ? s->data[i] : s->kind == 2 ? reinterpret_cast<uint16_t*>(s->data)[i] : reinterpret_cast<uint32_t*>(s->data)[i];
}

template <class To, class From> void widen(uint8_t* to, const uint8_t* from, int64_t n) {
  for (int64_t i = 0; i < n; ++i) reinterpret_cast<To*>(to)[i] = static_cast<To>(reinterpret_cast<const From*>(from)[i]);
}
void copyChars(uint8_t* to, int toKind, const uint8_t* from, int fromKind, int64_t n) {
  if (toKind == fromKind) memmove(to, from, static_cast<size_t>(n * toKind));
  else if (toKind == 2) widen<uint16_t, uint8_t>(to, from, n);
  else if (fromKind == 1) widen<uint32_t, uint8_t>(to, from, n);
  else widen<uint32_t, uint16_t>(to, from, n);
}

int reserve(StringIoObj* s, int64_t characters, int kind) {
  if (kind < s->kind) kind = s->kind;
  if (characters <= s->capacity && kind == s->kind) return 0;
  const int64_t capacity = characters <= s->capacity ? s->capacity : characters + characters / 2 + 32;
  auto* data = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(capacity * kind)));
  if (!data) return -1;
  if (s->length) copyChars(data, kind, s->data, s->kind, s->length);
  s->data = data;
  s->capacity = capacity;
  s->kind = static_cast<uint8_t>(kind);
  return 0;
}

StrObj* substring(const StringIoObj* s, int64_t from, int64_t n) {
  if (n == 0) return emptyStr();
  const uint8_t* at = s->data + from * s->kind;
  if (s->kind == 1) return newLatin1(at, n);
  if (s->kind == 2) return strFromUnits(reinterpret_cast<const uint16_t*>(at), n);
  return strFromCodePoints(reinterpret_cast<const uint32_t*>(at), n);
}

/// Line ends as the stream keeps them. Text that goes on in a later write is looked at by itself, as CPython does.
StrObj* keptText(StringIoObj* s, StrObj* text) {
  const bool universal = s->newline == kUniversal || s->newline == kUntranslated;
  const char* end = s->newline == kCr ? "\r" : s->newline == kCrLf ? "\r\n" : s->newline == kUniversal ? "\n" : nullptr;
  if (!universal && !end) return text;
  StrBuilder out;
  for (int64_t i = 0; i < text->length; ++i) {
    const uint32_t c = charAt(text, i);
    if (universal && c == '\r') {
      const bool pair = i + 1 < text->length && charAt(text, i + 1) == '\n';
      (pair ? s->seenCrLf : s->seenCr) = 1;
      if (end) {
        out.append(end);
        i += pair;
      } else {
        out.append(c);
        if (pair) out.append(charAt(text, ++i));
      }
    } else if (c == '\n') {
      if (universal) s->seenLf = 1;
      if (end) out.append(end);
      else out.append(c);
    } else {
      out.append(c);
    }
  }
  return out.finish();
}

int writeText(StringIoObj* s, StrObj* text) {
  if (s->newline != kLf) text = keptText(s, text);
  if (text->length == 0) return 0;
  const int64_t end = s->position + text->length;
  if (reserve(s, end, text->kind) < 0) return -1;
  if (s->position > s->length) memset(s->data + s->length * s->kind, 0, static_cast<size_t>((s->position - s->length) * s->kind));
  copyChars(s->data + s->position * s->kind, s->kind, text->data, text->kind, text->length);
  s->position = end;
  if (end > s->length) s->length = end;
  return 0;
}

Value stringWrite(Value self, const Value* args, int64_t) {
  StringIoObj* s = stringIoOf(self);
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "string argument expected, got '%T'", args[0]);
  if (!checkOpen(s) || writeText(s, as<StrObj>(args[0])) < 0) return 0;
  return newInt(as<StrObj>(args[0])->length);
}

int64_t rest(const StringIoObj* s) { return s->position < s->length ? s->length - s->position : 0; }

Value takeText(StringIoObj* s, int64_t n) {
  const int64_t from = s->position;
  s->position += n;
  return toValue(substring(s, from, n));
}

Value stringRead(Value self, const Value* args, int64_t nargs) {
  StringIoObj* s = stringIoOf(self);
  int64_t n;
  if (!sizeArgument(args, nargs, &n) || !checkOpen(s)) return 0;
  return takeText(s, n < 0 || n > rest(s) ? rest(s) : n);
}

Value stringLine(StringIoObj* s, int64_t limit) {
  int64_t end = s->length;
  for (int64_t i = s->position; i < s->length; ++i) {
    const uint32_t c = charOf(s, i);
    bool ends = false;
    if (s->newline == kUntranslated) ends = c == '\n' || (c == '\r' && !(i + 1 < s->length && charOf(s, i + 1) == '\n'));
    else if (s->newline == kCr) ends = c == '\r';
    else ends = c == '\n' && (s->newline != kCrLf || (i > s->position && charOf(s, i - 1) == '\r'));
    if (ends) {
      end = i + 1;
      break;
    }
  }
  const int64_t n = rest(s) ? end - s->position : 0;
  return takeText(s, limit >= 0 && limit < n ? limit : n);
}
Value stringReadLine(Value self, const Value* args, int64_t nargs) {
  StringIoObj* s = stringIoOf(self);
  int64_t limit;
  if (!sizeArgument(args, nargs, &limit) || !checkOpen(s)) return 0;
  return stringLine(s, limit);
}
Value stringNext(Value self) {
  StringIoObj* s = stringIoOf(self);
  if (!checkOpen(s)) return 0;
  if (!isExact(self, &stringIoClass)) return ioBaseClass.slots.next(self);
  return rest(s) ? stringLine(s, -1) : kEnd;
}

Value stringSeek(Value self, const Value* args, int64_t nargs) {
  StringIoObj* s = stringIoOf(self);
  int64_t at, whence = 0;
  if (indexValue(args[0], &at) < 0 || (nargs > 1 && toInt64(args[1], &whence) < 0) || !checkOpen(s)) return 0;
  if (whence < 0 || whence > 2) return raise(&trv_exc_ValueError, "Invalid whence (%lld, should be 0, 1 or 2)", static_cast<long long>(whence));
  if (whence == 0 && at < 0) return raise(&trv_exc_ValueError, "Negative seek position %lld", static_cast<long long>(at));
  if (whence != 0 && at != 0) return raise(&trv_exc_OSError, "Can't do nonzero cur-relative seeks");
  s->position = whence == 0 ? at : whence == 1 ? s->position : s->length;
  return newInt(s->position);
}
Value stringTell(Value self, const Value*, int64_t) { return checkOpen(stringIoOf(self)) ? newInt(stringIoOf(self)->position) : 0; }
Value stringTruncate(Value self, const Value* args, int64_t nargs) {
  StringIoObj* s = stringIoOf(self);
  int64_t size = s->position;
  if (nargs > 0 && args[0] != none() && !sizeArgument(args, nargs, &size)) return 0;
  if (!checkOpen(s)) return 0;
  if (size < 0) return raise(&trv_exc_ValueError, "Negative size value %lld", static_cast<long long>(size));
  if (size < s->length) s->length = size;
  return newInt(size);
}
Value stringGetValue(Value self, const Value*, int64_t) {
  StringIoObj* s = stringIoOf(self);
  return checkOpen(s) ? toValue(substring(s, 0, s->length)) : 0;
}
Value stringClose(Value self, const Value*, int64_t) {
  StringIoObj* s = stringIoOf(self);
  s->closed = 1;
  s->data = nullptr;
  s->length = s->capacity = s->position = 0;
  return none();
}
Value stringTrue(Value self, const Value*, int64_t) { return checkOpen(stringIoOf(self)) ? fromBool(true) : 0; }
Value stringClosed(Value self) { return fromBool(stringIoOf(self)->closed); }
Value stringFalse(Value self) { return checkOpen(stringIoOf(self)) ? fromBool(false) : 0; }
Value stringNewlines(Value self) {
  StringIoObj* s = stringIoOf(self);
  if (!checkOpen(s)) return 0;
  Value found[3];
  int count = 0;
  if (s->seenCr) found[count++] = toValue(TRV_STR("\r"));
  if (s->seenLf) found[count++] = toValue(TRV_STR("\n"));
  if (s->seenCrLf) found[count++] = toValue(TRV_STR("\r\n"));
  return count == 0 ? none() : count == 1 ? found[0] : toValue(tupleOf(found, count));
}

const char* newlineText(uint8_t mode) { return mode == kLf ? "\n" : mode == kCr ? "\r" : mode == kCrLf ? "\r\n" : ""; }

Value stringGetState(Value self, const Value*, int64_t) {
  StringIoObj* s = stringIoOf(self);
  const Value content = stringGetValue(self, nullptr, 0);
  const Value dict = content ? instanceDict(self) : 0;
  if (!dict) return 0;
  const Value newline = s->newline == kUniversal ? none() : toValue(newStr(newlineText(s->newline)));
  return toValue(makeTuple(content, newline, newInt(s->position), as<DictObj>(dict)->used ? dict : none()));
}

int setNewline(StringIoObj* s, Value newline) {
  s->newline = kLf;
  if (!newline) return 0;
  if (newline != none() && !isStr(newline)) return raiseInt(raise(&trv_exc_TypeError, "newline must be str or None, not %T", newline));
  if (newline == none()) {
    s->newline = kUniversal;
    return 0;
  }
  for (uint8_t mode : {kUntranslated, kLf, kCr, kCrLf})
    if (strEquals(as<StrObj>(newline), newlineText(mode))) {
      s->newline = mode;
      return 0;
    }
  return raiseInt(raise(&trv_exc_ValueError, "illegal newline value: %R", newline));
}

int stringReset(StringIoObj* s, Value initial, Value newline) {
  s->closed = s->seenCr = s->seenLf = s->seenCrLf = 0;
  s->length = s->position = 0;
  if (setNewline(s, newline) < 0) return -1;
  if (initial && initial != none() && !isStr(initial))
    return raiseInt(raise(&trv_exc_TypeError, "initial_value must be str or None, not %T", initial));
  if (initial && initial != none() && writeText(s, as<StrObj>(initial)) < 0) return -1;
  s->position = 0;
  return 0;
}

Value stringSetState(Value self, const Value* args, int64_t) {
  StringIoObj* s = stringIoOf(self);
  if (!checkOpen(s)) return 0;
  if (!isTuple(args[0]) || as<TupleObj>(args[0])->length < 4)
    return raise(&trv_exc_TypeError, "%T.__setstate__ argument should be 4-tuple, got %T", self, args[0]);
  const Value* items = as<TupleObj>(args[0])->items;
  if (!isStr(items[0])) return raise(&trv_exc_TypeError, "initial_value must be str or None, not %T", items[0]);
  if (stringReset(s, 0, items[1]) < 0) return 0;
  const uint8_t newline = s->newline;
  s->newline = kLf;  // what was kept is kept as it is
  const int written = writeText(s, as<StrObj>(items[0]));
  s->newline = newline;
  if (written < 0 || toInt64(items[2], &s->position) < 0) return 0;
  if (items[3] == none()) return none();
  const Value dict = instanceDict(self);
  return dict && dictUpdateFrom(as<DictObj>(dict), items[3]) == 0 ? none() : 0;
}

const NativeDef kStringIoMethods[] = {
    {"read", stringRead, ArgKind::Positional, 0, 1},
    {"readline", stringReadLine, ArgKind::Positional, 0, 1},
    {"write", stringWrite, ArgKind::One},
    {"seek", stringSeek, ArgKind::Positional, 1, 2},
    {"tell", stringTell, ArgKind::None},
    {"truncate", stringTruncate, ArgKind::Positional, 0, 1},
    {"getvalue", stringGetValue, ArgKind::None},
    {"close", stringClose, ArgKind::None},
    {"readable", stringTrue, ArgKind::None},
    {"writable", stringTrue, ArgKind::None},
    {"seekable", stringTrue, ArgKind::None},
    {"__getstate__", stringGetState, ArgKind::None},
    {"__setstate__", stringSetState, ArgKind::One},
    {nullptr, nullptr},
};
const GetSetDef kStringIoAttributes[] = {
    {"closed", stringClosed, nullptr}, {"line_buffering", stringFalse, nullptr}, {"newlines", stringNewlines, nullptr}, {nullptr, nullptr, nullptr}};

Value stringCreate(ClassObj* cls, const Value*, int64_t, Value) {
  auto* s = reinterpret_cast<StringIoObj*>(allocInstance(cls));
  s->kind = 1;
  s->newline = kLf;
  return toValue(s);
}
int stringInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"initial_value", "newline"};
  Value bound[2];
  if (!bindArgs("StringIO", names, 2, 0, 0, args, nargs, kwnames, bound)) return -1;
  return stringReset(stringIoOf(self), bound[0], bound[1]);
}

// ---- functions

Value openCode(Value, const Value* args, int64_t) { return openFile(args[0], toValue(TRV_STR("rb")), 0, 0, 0, 0, 0, 0); }
Value textEncoding(Value, const Value* args, int64_t) { return args[0] == none() ? toValue(TRV_STR("locale")) : args[0]; }

const NativeDef kFunctions[] = {
    {"open_code", openCode, ArgKind::Named, 0, -1, "path"},
    {"text_encoding", textEncoding, ArgKind::Positional, 1, 2},
    {nullptr, nullptr},
};

}  // namespace

bool stringIoWrite(Value stream, StrObj* text, bool* failed) {
  if (classOf(stream) != &stringIoClass) return false;
  *failed = !checkOpen(stringIoOf(stream)) || writeText(stringIoOf(stream), text) < 0;
  return true;
}

void initIoModule(Value module) {
  bytesIoClass.slots.create = bytesCreate;
  bytesIoClass.slots.init = bytesInit;
  bytesIoClass.slots.next = bytesNext;
  readyClass({&bytesIoClass, "BytesIO", &bufferedIoBaseClass, sizeof(BytesIoObj), kBaseType | kHasDict, kBytesIoMethods, kBytesIoAttributes,
              "Buffered I/O implementation using an in-memory bytes buffer.", nullptr, "_io"});
  stringIoClass.slots.create = stringCreate;
  stringIoClass.slots.init = stringInit;
  stringIoClass.slots.next = stringNext;
  readyClass({&stringIoClass, "StringIO", &textIoBaseClass, sizeof(StringIoObj), kBaseType | kHasDict, kStringIoMethods, kStringIoAttributes,
              "Text I/O implementation using an in-memory buffer.", nullptr, "_io"});
  for (ClassObj* cls : {&ioBaseClass, &rawIoBaseClass, &bufferedIoBaseClass, &textIoBaseClass, &trv_class_file_io, &trv_class_buffered_reader,
                        &trv_class_buffered_writer, &trv_class_buffered_random, &trv_class_text_file, &bytesIoClass, &stringIoClass})
    moduleAdd(module, utf8Of(cls->name), toValue(cls));
  moduleAdd(module, "UnsupportedOperation", toValue(unsupportedOperationClass()));
  moduleAdd(module, "DEFAULT_BUFFER_SIZE", fromSmallInt(8192));
  moduleAdd(module, "open", builtinGet(TRV_STR("open")));
  moduleAddFunctions(module, kFunctions);
}

}  // namespace trivium::runtime
