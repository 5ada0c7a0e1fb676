// io.BufferedReader, BufferedWriter and BufferedRandom: one block of bytes between the program and a raw stream, which is a FileIO or
// any object with readinto() or write(). Library Reference "io", Buffered Streams; texts as CPython's Modules/_io/bufferedio.c.
//
// The block holds either what was read ahead (readStart to readEnd) or what waits to be written (writeCount bytes), never both; the raw
// stream stands behind the former and in front of the latter. Streams with bytes to write are in a chain that the exit of the program
// flushes. The collector does not follow the chain: before it reuses the memory of a forgotten stream the bytes are written and the
// descriptor is closed, as CPython does when the last reference goes away.
#include <errno.h>
#include <unistd.h>

#include "runtime/detail/bytes.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/file.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_buffered_reader, trv_class_buffered_writer, trv_class_buffered_random;
}

namespace {

constexpr int64_t kDefaultBytes = 8192;

BufferedObj* bufferedOf(Value v) { return as<BufferedObj>(v); }

// ---- the chain of open streams

BufferedObj* chain;

BufferedObj* revealed(uintptr_t hidden) { return hidden ? reinterpret_cast<BufferedObj*>(~hidden) : nullptr; }
uintptr_t hidden(BufferedObj* b) { return b ? ~reinterpret_cast<uintptr_t>(b) : 0; }

void unlink(BufferedObj* b) {
  if (!b->isLinked) return;
  BufferedObj *next = revealed(b->next), *previous = revealed(b->previous);
  if (previous) previous->next = hidden(next);
  else chain = next;
  if (next) next->previous = hidden(previous);
  b->isLinked = 0;
}
/// No exception can be raised from here; what the system refuses is lost.
void writeForgotten(FileIoObj* file, const uint8_t* data, int64_t bytes) {
  while (bytes > 0) {
    const ssize_t n = ::write(static_cast<int>(file->fd), data, static_cast<size_t>(bytes));
    if (n < 0 && errno != EINTR) return;
    if (n > 0) {
      data += n;
      bytes -= n;
    }
  }
}
void link(BufferedObj* b) {
  if (b->isLinked) return;
  b->next = hidden(chain);
  b->previous = 0;
  if (chain) chain->previous = hidden(b);
  chain = b;
  b->isLinked = 1;
}

// ---- the raw stream

bool checkReady(BufferedObj* b) {
  if (b->raw) return true;
  raise(&trv_exc_ValueError, b->bufferSize ? "raw stream has been detached" : "I/O operation on uninitialized object");
  return false;
}

/// 1, 0, -1 raised.
int isClosed(BufferedObj* b) {
  if (b->file) return b->file->fd < 0;
  const Value closed = getAttr(b->raw, TRV_STR("closed"));
  return closed ? truth(closed) : -1;
}
bool checkOpen(BufferedObj* b, const char* text) {
  if (!checkReady(b)) return false;
  const int closed = isClosed(b);
  if (closed > 0) raise(&trv_exc_ValueError, "%s", text);
  return closed == 0;
}

int64_t rawSeek(BufferedObj* b, int64_t offset, int whence) {
  if (b->file) {
    if (b->file->fd < 0) return raiseInt(raise(&trv_exc_ValueError, "I/O operation on closed file"));
    const off_t at = lseek(static_cast<int>(b->file->fd), offset, whence);
    return at < 0 ? raiseInt(raiseErrno(errno, 0)) : at;
  }
  const Value args[] = {newInt(offset), fromSmallInt(whence)};
  const Value at = callMethod(b->raw, TRV_STR("seek"), args, 2);
  int64_t position;
  if (!at || toInt64(at, &position) < 0) return -1;
  if (position < 0) return raiseInt(raise(&trv_exc_OSError, "Raw stream returned invalid position %lld", static_cast<long long>(position)));
  return position;
}
int64_t rawTell(BufferedObj* b) {
  if (b->file) return rawSeek(b, 0, SEEK_CUR);
  const Value at = streamCall(b->raw, TRV_STR("tell"));
  int64_t position;
  return !at || toInt64(at, &position) < 0 ? -1 : position;
}

/// One read of the raw stream; 0 at the end.
int64_t rawRead(BufferedObj* b, uint8_t* into, int64_t bytes) {
  if (b->file) return readFd(static_cast<int>(b->file->fd), into, bytes);
  const Value space = newByteArray(nullptr, 0);
  auto* array = as<ByteArrayObj>(space);
  array->data = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(bytes) + 1));
  array->length = array->capacity = bytes;
  const Value got = streamCall(b->raw, TRV_STR("readinto"), space);
  if (!got) return -1;
  if (got == none()) return 0;
  int64_t n;
  if (toInt64(got, &n) < 0) return -1;
  if (n < 0 || n > bytes || n > array->length)
    return raiseInt(raise(&trv_exc_OSError, "raw readinto() returned invalid length %lld (should have been between 0 and %lld)", static_cast<long long>(n),
                          static_cast<long long>(bytes)));
  memcpy(into, array->data, static_cast<size_t>(n));
  return n;
}

int rawWrite(BufferedObj* b, const uint8_t* data, int64_t bytes) {
  if (b->file) {
    if (b->file->fd < 0) return raiseInt(raise(&trv_exc_ValueError, "write to closed file"));
    return writeFd(static_cast<int>(b->file->fd), data, bytes);
  }
  while (bytes > 0) {
    const Value wrote = streamCall(b->raw, TRV_STR("write"), newBytes(data, bytes));
    int64_t n;
    if (!wrote || toInt64(wrote, &n) < 0) return -1;
    if (n < 0 || n > bytes)
      return raiseInt(raise(&trv_exc_OSError, "raw write() returned invalid length %lld (should have been between 0 and %lld)", static_cast<long long>(n),
                            static_cast<long long>(bytes)));
    data += n;
    bytes -= n;
  }
  return 0;
}

// ---- the block

int64_t unread(const BufferedObj* b) { return b->readEnd - b->readStart; }

uint8_t* block(BufferedObj* b, int64_t bytes) {
  if (b->capacity < bytes) {
    b->data = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(bytes)));
    b->capacity = bytes;
  }
  return b->data;
}

/// Puts the raw stream where the program believes it to be, before a write or a seek.
int dropReadAhead(BufferedObj* b) {
  const int64_t ahead = unread(b);
  b->readStart = b->readEnd = 0;
  return ahead && rawSeek(b, -ahead, SEEK_CUR) < 0 ? -1 : 0;
}

/// Reads into the empty block. 0 at the end, -1 raised.
int64_t fill(BufferedObj* b, int64_t bytes) {
  if (b->writeCount && bufferedFlush(b) < 0) return -1;
  uint8_t* data = block(b, bytes > b->bufferSize ? bytes : b->bufferSize);
  const int64_t n = rawRead(b, data, bytes);
  b->readStart = 0;
  b->readEnd = n > 0 ? n : 0;
  return n;
}

bool checkReadable(BufferedObj* b, const char* closedText) {
  if (!checkReady(b)) return false;
  if (!b->readable) return unsupportedOperation("read"), false;
  return checkOpen(b, closedText);
}

}  // namespace

void closeForgottenStream(BufferedObj* b, const uint8_t* more, int64_t moreBytes) {
  unlink(b);
  if (!b->file || b->file->fd < 0) return;
  writeForgotten(b->file, b->data, b->writeCount);
  writeForgotten(b->file, more, moreBytes);
  b->writeCount = 0;
  if (!b->file->closesFd) return;
  ::close(static_cast<int>(b->file->fd));
  b->file->fd = -1;
}

void closeForgottenBuffers() {
  for (BufferedObj *b = chain, *next; b; b = next) {
    next = revealed(b->next);
    if (!gcIsMarked(b)) closeForgottenStream(b, nullptr, 0);
  }
}

bool bufferedIsOpen(BufferedObj* b) { return b->raw && isClosed(b) == 0; }

int bufferedFlush(BufferedObj* b) {
  if (b->writeCount == 0) return 0;
  const int64_t n = b->writeCount;
  b->writeCount = 0;  // what cannot be written is lost, as at the end of a program
  return rawWrite(b, b->data, n);
}

int bufferedWrite(BufferedObj* b, const uint8_t* bytes, int64_t n) {
  if (unread(b) && dropReadAhead(b) < 0) return -1;
  if (n > b->bufferSize - b->writeCount) {
    if (bufferedFlush(b) < 0) return -1;
    if (n > b->bufferSize) return rawWrite(b, bytes, n);
  }
  if (n == 0) return 0;
  memcpy(block(b, b->bufferSize) + b->writeCount, bytes, static_cast<size_t>(n));
  b->writeCount += n;
  return 0;
}

int64_t bufferedTake(BufferedObj* b, int64_t limit, const uint8_t** data) {
  if (!checkReadable(b, "read of closed file")) return -1;
  if (unread(b) == 0 && fill(b, limit > b->bufferSize ? limit : b->bufferSize) < 0) return -1;
  const int64_t n = unread(b) < limit ? unread(b) : limit;
  *data = b->data + b->readStart;
  b->readStart += n;
  return n;
}

Value bufferedReadAll(BufferedObj* b) {
  if (!checkReadable(b, "read of closed file")) return 0;
  if (b->writeCount && bufferedFlush(b) < 0) return 0;
  const int64_t ahead = unread(b);
  const uint8_t* start = b->data + b->readStart;
  b->readStart = b->readEnd = 0;
  const Value all = getAttrOrEnd(b->raw, TRV_STR("readall"));
  if (!all) return 0;
  ByteBuffer out;
  if (all != kEnd) {
    const Value rest = callWith(all);
    if (!rest) return 0;
    if (rest != none() && !isBytes(rest)) return raise(&trv_exc_TypeError, "readall() should return bytes");
    if (rest == none()) return ahead ? newBytes(start, ahead) : rest;
    if (ahead == 0) return rest;
    const ByteView r = viewOf(rest);
    if (!out.reserve(ahead + r.length)) return 0;
    memcpy(out.data, start, static_cast<size_t>(ahead));
    memcpy(out.data + ahead, r.data, static_cast<size_t>(r.length));
    return newBytes(out.data, ahead + r.length);
  }
  if (!out.reserve(ahead + kDefaultBytes)) return 0;
  if (ahead) memcpy(out.data, start, static_cast<size_t>(ahead));
  out.length = ahead;
  for (;;) {
    const Value part = streamCall(b->raw, TRV_STR("read"));
    if (!part) return 0;
    if (part != none() && !isBytes(part)) return raise(&trv_exc_TypeError, "read() should return bytes");
    if (part == none() || viewOf(part).length == 0) return newBytes(out.data, out.length);
    const ByteView r = viewOf(part);
    if (!out.reserve(out.length + r.length)) return 0;
    memcpy(out.data + out.length, r.data, static_cast<size_t>(r.length));
    out.length += r.length;
  }
}

namespace {

// ---- reading

/// `wanted` bytes unless the end comes before, into `into`; how many, -1 raised.
int64_t readExactly(BufferedObj* b, uint8_t* into, int64_t wanted) {
  int64_t got = 0;
  while (got < wanted) {
    if (unread(b) == 0) {
      const int64_t rest = wanted - got;
      if (rest >= b->bufferSize) {  // straight into place
        if (b->writeCount && bufferedFlush(b) < 0) return -1;
        const int64_t n = rawRead(b, into + got, rest / b->bufferSize * b->bufferSize);
        if (n < 0) return -1;
        if (n == 0) break;
        got += n;
        continue;
      }
      const int64_t n = fill(b, b->bufferSize);
      if (n < 0) return -1;
      if (n == 0) break;
    }
    const int64_t n = unread(b) < wanted - got ? unread(b) : wanted - got;
    memcpy(into + got, b->data + b->readStart, static_cast<size_t>(n));
    b->readStart += n;
    got += n;
  }
  return got;
}

Value read(Value self, const Value* args, int64_t nargs) {
  BufferedObj* b = bufferedOf(self);
  int64_t wanted;
  if (!sizeArgument(args, nargs, &wanted)) return 0;
  if (wanted < -1) return raise(&trv_exc_ValueError, "read length must be non-negative or -1");
  if (wanted == -1) return bufferedReadAll(b);
  if (!checkReadable(b, "read of closed file")) return 0;
  if (wanted <= unread(b)) {
    b->readStart += wanted;
    return newBytes(b->data + b->readStart - wanted, wanted);
  }
  auto* into = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(wanted)));
  const int64_t n = into ? readExactly(b, into, wanted) : -1;
  return n < 0 ? 0 : newBytes(into, n);
}

Value read1(Value self, const Value* args, int64_t nargs) {
  BufferedObj* b = bufferedOf(self);
  int64_t wanted = -1;
  if (nargs > 0 && indexValue(args[0], &wanted) < 0) return 0;
  if (!checkReady(b)) return 0;
  if (wanted < 0) wanted = b->bufferSize;
  if (!checkReadable(b, "read of closed file")) return 0;
  if (wanted == 0) return newBytes(nullptr, 0);
  if (unread(b) == 0 && fill(b, wanted) < 0) return 0;
  const int64_t n = unread(b) < wanted ? unread(b) : wanted;
  b->readStart += n;
  return newBytes(b->data + b->readStart - n, n);
}

Value readInto(Value self, const Value* args, int64_t) {
  BufferedObj* b = bufferedOf(self);
  ByteView space;
  if (!checkReadable(b, "readinto of closed file") || !writableBuffer(args[0], "readinto() argument", &space)) return 0;
  const int64_t n = readExactly(b, const_cast<uint8_t*>(space.data), space.length);
  return n < 0 ? 0 : newInt(n);
}
Value readInto1(Value self, const Value* args, int64_t) {
  BufferedObj* b = bufferedOf(self);
  ByteView space;
  if (!checkReadable(b, "readinto of closed file") || !writableBuffer(args[0], "readinto1() argument", &space)) return 0;
  if (space.length == 0) return fromSmallInt(0);
  if (unread(b) == 0 && fill(b, b->bufferSize) < 0) return 0;
  const int64_t n = unread(b) < space.length ? unread(b) : space.length;
  memcpy(const_cast<uint8_t*>(space.data), b->data + b->readStart, static_cast<size_t>(n));
  b->readStart += n;
  return newInt(n);
}

Value peek(Value self, const Value* args, int64_t nargs) {
  BufferedObj* b = bufferedOf(self);
  int64_t unused;
  if (nargs > 0 && indexValue(args[0], &unused) < 0) return 0;
  if (!checkReadable(b, "peek of closed file")) return 0;
  if (unread(b) == 0 && fill(b, b->bufferSize) < 0) return 0;
  return newBytes(b->data + b->readStart, unread(b));
}

Value lineOf(BufferedObj* b, int64_t limit) {
  ByteBuffer line;  // of a line that goes over several blocks
  for (;;) {
    if (unread(b) == 0) {
      const int64_t n = fill(b, b->bufferSize);
      if (n < 0) return 0;
      if (n == 0) return newBytes(line.data, line.length);
    }
    const uint8_t* start = b->data + b->readStart;
    int64_t n = unread(b);
    if (limit >= 0 && n > limit - line.length) n = limit - line.length;
    const void* end = memchr(start, '\n', static_cast<size_t>(n));
    if (end) n = static_cast<const uint8_t*>(end) - start + 1;
    b->readStart += n;
    const bool isDone = end || (limit >= 0 && line.length + n == limit);
    if (isDone && line.length == 0) return newBytes(start, n);
    if (!line.reserve(line.length + n)) return 0;
    memcpy(line.data + line.length, start, static_cast<size_t>(n));
    line.length += n;
    if (isDone) return newBytes(line.data, line.length);
  }
}
Value readLine(Value self, const Value* args, int64_t nargs) {
  BufferedObj* b = bufferedOf(self);
  int64_t limit;
  if (!sizeArgument(args, nargs, &limit) || !checkReadable(b, "readline of closed file")) return 0;
  return lineOf(b, limit);
}
Value nextSlot(Value self) {
  BufferedObj* b = bufferedOf(self);
  const ClassObj* cls = classOf(self);
  if (cls != &trv_class_buffered_reader && cls != &trv_class_buffered_random) return ioBaseClass.slots.next(self);
  if (!checkReadable(b, "readline of closed file")) return 0;
  const Value line = lineOf(b, -1);
  return line && as<BytesObj>(line)->length == 0 ? kEnd : line;
}

// ---- writing

Value write(Value self, const Value* args, int64_t) {
  BufferedObj* b = bufferedOf(self);
  ByteView bytes;
  if (!checkReady(b) || !wantBuffer(args[0], &bytes) || !checkOpen(b, "write to closed file")) return 0;
  return bufferedWrite(b, bytes.data, bytes.length) < 0 ? 0 : newInt(bytes.length);
}

Value flush(Value self, const Value*, int64_t) {
  BufferedObj* b = bufferedOf(self);
  if (!b->writable) {  // only the raw stream's business
    if (!checkOpen(b, "I/O operation on closed file.")) return 0;
    return streamCall(b->raw, TRV_STR("flush"));
  }
  if (!checkOpen(b, "flush of closed file") || bufferedFlush(b) < 0 || (unread(b) && dropReadAhead(b) < 0)) return 0;
  return none();
}

// ---- position

Value seek(Value self, const Value* args, int64_t nargs) {
  BufferedObj* b = bufferedOf(self);
  int64_t whence = 0, offset;
  if (nargs > 1 && indexValue(args[1], &whence) < 0) return 0;
  if (whence < 0 || whence > 4) return raise(&trv_exc_ValueError, "whence value %lld unsupported", static_cast<long long>(whence));
  if (!checkOpen(b, "seek of closed file") || toInt64(args[0], &offset) < 0) return 0;
  if (bufferedFlush(b) < 0) return 0;
  // Inside what was read ahead there is nothing to do but to move.
  if (whence != SEEK_END && unread(b) > 0) {
    const int64_t behind = rawTell(b);
    if (behind < 0) return 0;
    const int64_t target = whence == SEEK_SET ? offset : behind - unread(b) + offset;
    if (target >= behind - b->readEnd && target <= behind) {
      b->readStart = b->readEnd - (behind - target);
      return newInt(target);
    }
    offset = target;
    whence = SEEK_SET;
  }
  b->readStart = b->readEnd = 0;
  const int64_t at = rawSeek(b, offset, static_cast<int>(whence));
  return at < 0 ? 0 : newInt(at);
}
Value tell(Value self, const Value*, int64_t) {
  BufferedObj* b = bufferedOf(self);
  if (!checkReady(b)) return 0;
  const int64_t at = rawTell(b);
  return at < 0 ? 0 : newInt(at - unread(b) + b->writeCount);
}
Value truncate(Value self, const Value* args, int64_t nargs) {
  BufferedObj* b = bufferedOf(self);
  if (!checkOpen(b, "truncate of closed file")) return 0;
  if (!b->writable) return unsupportedOperation("truncate");
  if (bufferedFlush(b) < 0 || (unread(b) && dropReadAhead(b) < 0)) return 0;
  return callMethod(b->raw, TRV_STR("truncate"), args, nargs);
}

// ---- the rest

Value close(Value self, const Value*, int64_t) {
  BufferedObj* b = bufferedOf(self);
  if (!checkReady(b)) return 0;
  const int closed = isClosed(b);
  if (closed) return closed < 0 ? 0 : none();
  const bool isOwn = classOf(self) == &trv_class_buffered_reader || classOf(self) == &trv_class_buffered_writer || classOf(self) == &trv_class_buffered_random;
  const Value flushed = isOwn ? flush(self, nullptr, 0) : streamCall(self, TRV_STR("flush"));
  const Value failure = flushed ? 0 : takePending();
  unlink(b);
  b->readStart = b->readEnd = 0;
  const Value done = streamCall(b->raw, TRV_STR("close"));
  return failure ? raiseObject(failure) : done;
}

Value detach(Value self, const Value*, int64_t) {
  BufferedObj* b = bufferedOf(self);
  if (!checkReady(b) || !streamCall(self, TRV_STR("flush"))) return 0;
  const Value raw = b->raw;
  unlink(b);
  b->raw = 0;
  b->file = nullptr;
  return raw;
}

template <const char* const& name> Value delegate(Value self, const Value*, int64_t) {
  return checkReady(bufferedOf(self)) ? streamCall(bufferedOf(self)->raw, intern(name)) : 0;
}
const char* const kSeekable = "seekable";
const char* const kReadable = "readable";
const char* const kWritable = "writable";
const char* const kFileno = "fileno";
const char* const kIsatty = "isatty";

template <const char* const& name> Value delegateAttr(Value self) {
  return checkReady(bufferedOf(self)) ? getAttr(bufferedOf(self)->raw, intern(name)) : 0;
}
const char* const kName = "name";
const char* const kMode = "mode";
const char* const kClosed = "closed";
Value getRaw(Value self) { return bufferedOf(self)->raw ? bufferedOf(self)->raw : raiseNoAttribute(self, TRV_STR("raw")); }

Value reprSlot(Value self) {
  const Value name = getAttrOrEnd(self, TRV_STR("name"));
  if (!name) {
    if (!pendingIs(&trv_exc_ValueError)) return 0;
    clearPending();
  }
  StrObj* cls = qualifiedName(classOf(self), false);
  if (!name || name == kEnd) return toValue(strFormat("<%U>", cls));
  return toValue(strFormat("<%U name=%R>", cls, name));
}

constexpr NativeDef kSeekRow = {"seek", seek, ArgKind::Positional, 1, 2};
constexpr NativeDef kEnd_ = {nullptr, nullptr};
#define TRV_COMMON_ROWS                                                                                                              \
  {"detach", detach, ArgKind::None}, {"seekable", delegate<kSeekable>, ArgKind::None}, {"fileno", delegate<kFileno>, ArgKind::None}, \
      {"isatty", delegate<kIsatty>, ArgKind::None}, {"close", close, ArgKind::None}, {"flush", flush, ArgKind::None}, kSeekRow,       \
      {"tell", tell, ArgKind::None}, {"truncate", truncate, ArgKind::Positional, 0, 1}
#define TRV_READ_ROWS                                                                                                              \
  {"read", read, ArgKind::Positional, 0, 1}, {"read1", read1, ArgKind::Positional, 0, 1}, {"readinto", readInto, ArgKind::One},    \
      {"readinto1", readInto1, ArgKind::One}, {"readline", readLine, ArgKind::Positional, 0, 1}, {"peek", peek, ArgKind::Positional, 0, 1}, \
      {"readable", delegate<kReadable>, ArgKind::None}
#define TRV_WRITE_ROWS {"write", write, ArgKind::One}, {"writable", delegate<kWritable>, ArgKind::None}
const NativeDef kReaderMethods[] = {TRV_COMMON_ROWS, TRV_READ_ROWS, kEnd_};
const NativeDef kWriterMethods[] = {TRV_COMMON_ROWS, TRV_WRITE_ROWS, kEnd_};
const NativeDef kRandomMethods[] = {TRV_COMMON_ROWS, TRV_READ_ROWS, TRV_WRITE_ROWS, kEnd_};
const GetSetDef kAttributes[] = {{"raw", getRaw, nullptr},
                                 {"name", delegateAttr<kName>, nullptr},
                                 {"mode", delegateAttr<kMode>, nullptr},
                                 {"closed", delegateAttr<kClosed>, nullptr},
                                 {nullptr, nullptr, nullptr}};

Value createSlot(ClassObj* cls, const Value*, int64_t, Value) { return toValue(allocInstance(cls)); }

int init(BufferedObj* b, Value raw, int64_t size) {
  if (size <= 0) return raiseInt(raise(&trv_exc_ValueError, "buffer size must be strictly positive"));
  const Value self = toValue(b);
  b->readable = isInstance(self, &trv_class_buffered_reader) || isInstance(self, &trv_class_buffered_random);
  b->writable = isInstance(self, &trv_class_buffered_writer) || isInstance(self, &trv_class_buffered_random);
  b->file = isExact(raw, &trv_class_file_io) ? as<FileIoObj>(raw) : nullptr;
  const auto check = [&](StrObj* method, const char* text) {
    const Value able = streamCall(raw, method);
    if (!able) return false;
    if (able != fromBool(true)) return unsupportedOperation(text), false;
    return true;
  };
  if (b->writable && b->readable && !b->file && !check(TRV_STR("seekable"), "File or stream is not seekable.")) return -1;
  if (b->readable && !check(TRV_STR("readable"), "File or stream is not readable.")) return -1;
  if (b->writable && !check(TRV_STR("writable"), "File or stream is not writable.")) return -1;
  b->raw = raw;
  b->bufferSize = size;
  b->data = nullptr;
  b->capacity = b->readStart = b->readEnd = b->writeCount = 0;
  link(b);
  return 0;
}

int initSlot(Value self, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"raw", "buffer_size"};
  Value bound[2];
  if (!bindArgs(nameOf(classOf(self)), names, 2, 0, 1, args, nargs, kwnames, bound)) return -1;
  int64_t size = kDefaultBytes;
  if (bound[1] && indexValue(bound[1], &size) < 0) return -1;
  return init(bufferedOf(self), bound[0], size);
}

}  // namespace

Value newBuffered(ClassObj* cls, Value raw, int64_t size) {
  const Value b = createSlot(cls, nullptr, 0, 0);
  return init(bufferedOf(b), raw, size) < 0 ? 0 : b;
}

int flushBufferedFiles() {
  int status = 0;
  for (BufferedObj* b = chain; b; b = revealed(b->next))
    if (b->raw && b->writeCount && (!b->file || b->file->fd >= 0) && bufferedFlush(b) < 0) {
      status = -1;
      clearPending();
    }
  return status;
}

void readyBufferedClasses() {
  const auto ready = [](ClassObj* cls, const char* name, const NativeDef* methods, const char* doc) {
    cls->slots.repr = reprSlot;
    cls->slots.create = createSlot;
    cls->slots.init = initSlot;
    cls->slots.next = nextSlot;
    readyClass({cls, name, &bufferedIoBaseClass, sizeof(BufferedObj), kBaseType | kHasDict, methods, kAttributes, doc, nullptr, "_io"});
  };
  ready(&trv_class_buffered_reader, "BufferedReader", kReaderMethods, "Create a new buffered reader using the given readable raw IO object.");
  ready(&trv_class_buffered_writer, "BufferedWriter", kWriterMethods, "A buffer for a writeable sequential RawIO object.");
  ready(&trv_class_buffered_random, "BufferedRandom", kRandomMethods, "A buffered interface to random access streams.");
}

}  // namespace trivium::runtime
