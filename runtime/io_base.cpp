// The abstract classes below all streams (module `_io`): what a stream can do with nothing but the methods of its subclass. Library
// Reference "io", class hierarchy; texts as CPython's Modules/_io/iobase.c, bufferedio.c and textio.c.
#include "runtime/detail/bytes.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/file.h"

namespace trivium::runtime {

ClassObj ioBaseClass, rawIoBaseClass, bufferedIoBaseClass, textIoBaseClass;

ClassObj* unsupportedOperationClass() {
  static Value cls;
  if (!cls) {
    gcAddRoots(&cls, 1);
    DictObj* ns = newDict();
    dictSetStr(ns, TRV_STR("__module__"), toValue(TRV_STR("io")));
    cls = newClass(&trv_class_type, TRV_STR("UnsupportedOperation"), makeTuple(toValue(&trv_exc_OSError), toValue(&trv_exc_ValueError)), ns, nullptr, 0);
  }
  return as<ClassObj>(cls);
}

Value unsupportedOperation(const char* text) {
  const Value e = callWith(toValue(unsupportedOperationClass()), toValue(newStr(text)));
  return e ? raiseObject(e) : 0;
}

Value streamCall(Value stream, StrObj* method) { return callMethod(stream, method, nullptr, 0); }
Value streamCall(Value stream, StrObj* method, Value argument) { return callMethod(stream, method, &argument, 1); }

bool sizeArgument(const Value* args, int64_t nargs, int64_t* size) {
  *size = -1;
  if (nargs == 0 || args[0] == none()) return true;
  if (!hasIndex(args[0])) return raise(&trv_exc_TypeError, "argument should be integer or None, not '%T'", args[0]), false;
  return indexValue(args[0], size) == 0;
}

namespace {

StrObj* closedName() { return TRV_STR("__IOBase_closed"); }

/// `self.closed`: 1, 0, -1 raised.
int isClosed(Value self) {
  const Value closed = getAttr(self, TRV_STR("closed"));
  return closed ? truth(closed) : -1;
}
bool checkOpen(Value self) {
  const int closed = isClosed(self);
  if (closed > 0) raise(&trv_exc_ValueError, "I/O operation on closed file.");
  return closed == 0;
}

template <const char* const& text> Value unsupported(Value, const Value*, int64_t) { return unsupportedOperation(text); }
template <const char* const& text> Value unsupportedRaw(Value, const Value*, int64_t, Value) { return unsupportedOperation(text); }
const char* const kSeek = "seek";
const char* const kTruncate = "truncate";
const char* const kFileno = "fileno";
const char* const kRead = "read";
const char* const kRead1 = "read1";
const char* const kReadLine = "readline";
const char* const kWrite = "write";
const char* const kDetach = "detach";

Value tell(Value self, const Value*, int64_t) {
  const Value args[] = {fromSmallInt(0), fromSmallInt(1)};
  return callMethod(self, TRV_STR("seek"), args, 2);
}

Value getClosed(Value self) {
  const Value v = getAttrOrEnd(self, closedName());
  return v ? fromBool(v != kEnd) : 0;
}
Value flush(Value self, const Value*, int64_t) {
  const Value closed = getClosed(self);
  if (!closed) return 0;
  return closed == fromBool(true) ? raise(&trv_exc_ValueError, "I/O operation on closed file.") : none();
}
Value close(Value self, const Value*, int64_t) {
  const Value closed = getClosed(self);
  if (!closed) return 0;
  if (closed == fromBool(true)) return none();
  const Value flushed = streamCall(self, TRV_STR("flush"));
  const Value failure = flushed ? 0 : takePending();
  if (setAttr(self, closedName(), fromBool(true)) < 0) return 0;
  return failure ? raiseObject(failure) : none();
}

Value falseMethod(Value, const Value*, int64_t) { return fromBool(false); }
Value isatty(Value self, const Value*, int64_t) { return checkOpen(self) ? fromBool(false) : 0; }

Value checkClosedMethod(Value self, const Value*, int64_t) { return checkOpen(self) ? none() : 0; }
Value checkAbility(Value self, StrObj* method, const char* text) {
  const Value able = streamCall(self, method);
  if (!able) return 0;
  return able == fromBool(true) ? able : unsupportedOperation(text);
}
Value checkReadableMethod(Value self, const Value*, int64_t) { return checkAbility(self, TRV_STR("readable"), "File or stream is not readable."); }
Value checkWritableMethod(Value self, const Value*, int64_t) { return checkAbility(self, TRV_STR("writable"), "File or stream is not writable."); }
Value checkSeekableMethod(Value self, const Value*, int64_t) { return checkAbility(self, TRV_STR("seekable"), "File or stream is not seekable."); }

Value enter(Value self, const Value*, int64_t) { return checkOpen(self) ? self : 0; }
Value leave(Value self, const Value*, int64_t) { return streamCall(self, TRV_STR("close")); }

/// A line found with peek() where there is one, else byte by byte.
Value readLine(Value self, const Value* args, int64_t nargs) {
  int64_t limit;
  if (!sizeArgument(args, nargs, &limit)) return 0;
  const Value peek = getAttrOrEnd(self, TRV_STR("peek"));
  if (!peek) return 0;
  ByteBuffer line;
  while (limit < 0 || line.length < limit) {
    int64_t wanted = 1;
    if (peek != kEnd) {
      const Value ahead = callWith(peek, fromSmallInt(1));
      if (!ahead) return 0;
      if (!isBytes(ahead)) return raise(&trv_exc_OSError, "peek() should have returned a bytes object, not '%T'", ahead);
      const ByteView b = viewOf(ahead);
      if (b.length > 0) {
        const void* end = memchr(b.data, '\n', static_cast<size_t>(b.length));
        wanted = end ? static_cast<const uint8_t*>(end) - b.data + 1 : b.length;
        if (limit >= 0 && wanted > limit - line.length) wanted = limit - line.length;
      }
    }
    const Value part = streamCall(self, TRV_STR("read"), newInt(wanted));
    if (!part) return 0;
    if (!isBytes(part)) return raise(&trv_exc_OSError, "read() should have returned a bytes object, not '%T'", part);
    const ByteView b = viewOf(part);
    if (b.length == 0) break;
    if (!line.reserve(line.length + b.length)) return 0;
    memcpy(line.data + line.length, b.data, static_cast<size_t>(b.length));
    line.length += b.length;
    if (b.data[b.length - 1] == '\n') break;
  }
  return newBytes(line.data, line.length);
}

Value readLines(Value self, const Value* args, int64_t nargs) {
  int64_t hint;
  if (!sizeArgument(args, nargs, &hint)) return 0;
  const Value iterator = iterOf(self);
  if (!iterator) return 0;
  ListObj* lines = newList();
  for (int64_t total = 0; hint <= 0 || total < hint;) {
    const Value line = nextOf(iterator);
    if (!line) return 0;
    if (line == kEnd) break;
    listAppend(lines, line);
    const int64_t n = lengthOf(line);
    if (n < 0) return 0;
    total += n;
  }
  return toValue(lines);
}

Value writeLines(Value self, const Value* args, int64_t) {
  if (!checkOpen(self)) return 0;
  const int r = forEach(
      args[0], [](Value line, void* stream) { return streamCall(toValue(stream), TRV_STR("write"), line) ? 0 : -1; }, objectOf(self));
  return r != 0 ? 0 : none();
}

Value iterSlot(Value self) { return checkOpen(self) ? self : 0; }
Value nextSlot(Value self) {
  const Value line = streamCall(self, TRV_STR("readline"));
  if (!line) return 0;
  const int64_t n = lengthOf(line);
  return n < 0 ? 0 : n == 0 ? kEnd : line;
}

const NativeDef kBaseMethods[] = {
    {"seek", unsupported<kSeek>, ArgKind::Positional, 0, -1},
    {"tell", tell, ArgKind::None},
    {"truncate", unsupported<kTruncate>, ArgKind::Positional, 0, -1},
    {"flush", flush, ArgKind::None},
    {"close", close, ArgKind::None},
    {"seekable", falseMethod, ArgKind::None},
    {"readable", falseMethod, ArgKind::None},
    {"writable", falseMethod, ArgKind::None},
    {"_checkClosed", checkClosedMethod, ArgKind::Positional, 0, -1},
    {"_checkSeekable", checkSeekableMethod, ArgKind::Positional, 0, -1},
    {"_checkReadable", checkReadableMethod, ArgKind::Positional, 0, -1},
    {"_checkWritable", checkWritableMethod, ArgKind::Positional, 0, -1},
    {"fileno", unsupported<kFileno>, ArgKind::None},
    {"isatty", isatty, ArgKind::None},
    {"__enter__", enter, ArgKind::None},
    {"__exit__", leave, ArgKind::Positional, 0, -1},
    {"readline", readLine, ArgKind::Positional, 0, 1},
    {"readlines", readLines, ArgKind::Positional, 0, 1},
    {"writelines", writeLines, ArgKind::One},
    {nullptr, nullptr},
};
const GetSetDef kBaseAttributes[] = {{"closed", getClosed, nullptr}, {"__dict__", instanceDict, nullptr}, {nullptr, nullptr, nullptr}};

// ---- raw streams

Value rawReadAll(Value self, const Value*, int64_t) {
  ByteBuffer all;
  for (;;) {
    const Value part = streamCall(self, TRV_STR("read"), fromSmallInt(8192));
    if (!part) return 0;
    if (part == none() && all.length == 0) return part;
    if (part == none()) break;
    if (!isBytes(part)) return raise(&trv_exc_TypeError, "read() should return bytes");
    const ByteView b = viewOf(part);
    if (b.length == 0) break;
    if (!all.reserve(all.length + b.length)) return 0;
    memcpy(all.data + all.length, b.data, static_cast<size_t>(b.length));
    all.length += b.length;
  }
  return newBytes(all.data, all.length);
}

Value rawRead(Value self, const Value* args, int64_t nargs) {
  int64_t n = -1;
  if (nargs > 0 && args[0] != none() && indexValue(args[0], &n) < 0) return 0;
  if (n < 0) return streamCall(self, TRV_STR("readall"));
  const Value into = newByteArray(nullptr, 0);
  auto* array = as<ByteArrayObj>(into);
  array->data = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(n) + 1));
  array->capacity = array->length = n;
  const Value got = streamCall(self, TRV_STR("readinto"), into);
  if (!got || got == none()) return got;
  int64_t count;
  if (indexValue(got, &count) < 0) return 0;
  if (count < 0 || count > n) return raise(&trv_exc_ValueError, "readinto returned %lld outside buffer size %lld", static_cast<long long>(count), static_cast<long long>(n));
  return newBytes(array->data, count);
}
Value notImplemented(Value, const Value*, int64_t) { return raise(&trv_exc_NotImplementedError, ""); }

const NativeDef kRawMethods[] = {
    {"read", rawRead, ArgKind::Positional, 0, 1},
    {"readall", rawReadAll, ArgKind::None},
    {"readinto", notImplemented, ArgKind::Positional, 0, -1},
    {"write", notImplemented, ArgKind::Positional, 0, -1},
    {nullptr, nullptr},
};

// ---- buffered streams

Value readInto(Value self, Value target, StrObj* method) {
  ByteView space;
  if (!wantBuffer(target, &space)) return 0;
  const Value part = streamCall(self, method, newInt(space.length));
  if (!part) return 0;
  if (!isBytes(part)) return raise(&trv_exc_TypeError, "read() should return bytes");
  const ByteView b = viewOf(part);
  if (b.length > space.length)
    return raise(&trv_exc_ValueError, "read() returned too much data: %lld bytes requested, %lld returned", static_cast<long long>(space.length),
                 static_cast<long long>(b.length));
  memcpy(const_cast<uint8_t*>(space.data), b.data, static_cast<size_t>(b.length));
  return newInt(b.length);
}
Value bufferedReadInto(Value self, const Value* args, int64_t) { return readInto(self, args[0], TRV_STR("read")); }
Value bufferedReadInto1(Value self, const Value* args, int64_t) { return readInto(self, args[0], TRV_STR("read1")); }

const NativeDef kBufferedMethods[] = {
    {"detach", unsupported<kDetach>, ArgKind::None},
    {"read", unsupported<kRead>, ArgKind::Positional, 0, -1},
    {"read1", unsupported<kRead1>, ArgKind::Positional, 0, -1},
    {"readinto", bufferedReadInto, ArgKind::One},
    {"readinto1", bufferedReadInto1, ArgKind::One},
    {"write", unsupported<kWrite>, ArgKind::Positional, 0, -1},
    {nullptr, nullptr},
};

// ---- text streams

Value noneProperty(Value) { return none(); }
const NativeDef kTextMethods[] = {
    {"detach", unsupported<kDetach>, ArgKind::Positional, 0, -1},
    {"read", unsupported<kRead>, ArgKind::Positional, 0, -1},
    {"readline", unsupported<kReadLine>, ArgKind::Positional, 0, -1},
    {"write", unsupported<kWrite>, ArgKind::Positional, 0, -1},
    {nullptr, nullptr},
};
const GetSetDef kTextAttributes[] = {
    {"encoding", noneProperty, nullptr}, {"newlines", noneProperty, nullptr}, {"errors", noneProperty, nullptr}, {nullptr, nullptr, nullptr}};

Value createPlain(ClassObj* cls, const Value*, int64_t, Value) { return toValue(allocInstance(cls)); }

}  // namespace

void readyIoBaseClasses() {
  const auto ready = [](ClassObj* cls, const char* name, ClassObj* base, const NativeDef* methods, const GetSetDef* attributes, const char* doc) {
    cls->slots.create = createPlain;
    readyClass({cls, name, base, sizeof(Object), kBaseType | kHasDict, methods, attributes, doc, nullptr, "_io"});
  };
  ioBaseClass.slots.iter = iterSlot;
  ioBaseClass.slots.next = nextSlot;
  ready(&ioBaseClass, "_IOBase", nullptr, kBaseMethods, kBaseAttributes, "The abstract base class for all I/O classes.");
  ready(&rawIoBaseClass, "_RawIOBase", &ioBaseClass, kRawMethods, nullptr, "Base class for raw binary I/O.");
  ready(&bufferedIoBaseClass, "_BufferedIOBase", &ioBaseClass, kBufferedMethods, nullptr, "Base class for buffered IO objects.");
  ready(&textIoBaseClass, "_TextIOBase", &ioBaseClass, kTextMethods, kTextAttributes, "Base class for text I/O.");
}

}  // namespace trivium::runtime
