// Streams: open(), the three standard ones, reading, writing, seeking, and the flush at exit.
#include "runtime/file.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/abi/helpers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_text_file, trv_class_buffered_reader, trv_class_buffered_writer, trv_class_buffered_random;
static Shape shapeTextFile, shapeBufferedReader, shapeBufferedWriter, shapeBufferedRandom;
}

FileObj* gStdin;
FileObj* gStdout;
FileObj* gStderr;

namespace {

constexpr int64_t kBufferBytes = 1 << 16;
FileObj* openFiles;

Value unsupported(const char* what) {
  Value io = programModule(newStr("io"));
  Value cls = io ? getAttrOrEnd(io, intern("UnsupportedOperation")) : kEnd;
  if (cls != kEnd && cls != 0) {
    Value exc = callWith(cls, toValue(newStr(what)));
    return exc ? raiseObject(exc) : 0;
  }
  return raise(&trv_exc_OSError, "%s", what);
}

FileObj* fileOf(Value v) { return as<FileObj>(v); }

bool checkOpen(FileObj* f) {
  if (!f->closed) return true;
  raise(&trv_exc_ValueError, "I/O operation on closed file.");
  return false;
}
bool checkReadable(FileObj* f) {
  if (!checkOpen(f)) return false;
  if (f->readable) return true;
  unsupported(f->binary ? "read" : "not readable");
  return false;
}
bool checkWritable(FileObj* f) {
  if (!checkOpen(f)) return false;
  if (f->writable) return true;
  unsupported(f->binary ? "write" : "not writable");
  return false;
}

int writeFully(FileObj* f, const uint8_t* data, int64_t n) {
  while (n > 0) {
    const ssize_t written = ::write(static_cast<int>(f->fd), data, static_cast<size_t>(n));
    if (written < 0) {
      if (errno == EINTR) {
        if (abi::trv_poll(currentThread()) < 0) return -1;
        continue;
      }
      return raiseInt(raiseErrno(errno, 0));
    }
    data += written;
    n -= written;
  }
  return 0;
}

int writeBytes(FileObj* f, const uint8_t* data, int64_t n) {
  if (f->unbuffered) return writeFully(f, data, n);
  if (f->writeCount + n > f->writeCapacity) {
    if (f->writeCount && fileFlush(f) < 0) return -1;
    if (n >= kBufferBytes) return writeFully(f, data, n);
    if (!f->writeData) {
      f->writeData = static_cast<uint8_t*>(gcAllocLeaf(kBufferBytes));
      f->writeCapacity = kBufferBytes;
    }
  }
  memcpy(f->writeData + f->writeCount, data, static_cast<size_t>(n));
  f->writeCount += n;
  return 0;
}

/// Before reading or seeking the descriptor must stand where the program believes it does.
int dropReadAhead(FileObj* f) {
  if (f->readStart < f->readEnd) lseek(static_cast<int>(f->fd), f->readStart - f->readEnd, SEEK_CUR);
  f->readStart = f->readEnd = 0;
  return 0;
}

/// Reads more bytes behind the unread ones. 0 at the end of the file, -1 raised, else the count.
int64_t fill(FileObj* f) {
  if (f->writeCount && fileFlush(f) < 0) return -1;
  if (f == gStdin && gStdout && !gStdout->closed && fileFlush(gStdout) < 0) clearPending();
  if (f->readStart > 0 && f->readStart == f->readEnd) f->readStart = f->readEnd = 0;
  if (f->readEnd == f->readCapacity) {
    if (f->readStart > 0) {
      memmove(f->readData, f->readData + f->readStart, static_cast<size_t>(f->readEnd - f->readStart));
      f->readEnd -= f->readStart;
      f->readStart = 0;
    } else {
      const int64_t capacity = f->readCapacity ? f->readCapacity * 2 : kBufferBytes;
      auto* larger = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(capacity)));
      if (f->readEnd) memcpy(larger, f->readData, static_cast<size_t>(f->readEnd));
      f->readData = larger;
      f->readCapacity = capacity;
    }
  }
  for (;;) {
    const ssize_t n = ::read(static_cast<int>(f->fd), f->readData + f->readEnd, static_cast<size_t>(f->readCapacity - f->readEnd));
    if (n >= 0) {
      f->readEnd += n;
      return n;
    }
    if (errno != EINTR) return raiseInt(raiseErrno(errno, f->name));
    if (abi::trv_poll(currentThread()) < 0) return -1;
  }
}

const char* const kErrorNames[] = {"strict", "ignore", "replace", "surrogateescape", "backslashreplace"};
const char* const kEncodingNames[] = {"utf-8", "latin-1", "ascii"};

/// Bytes as str by the stream's encoding; 0 = raised.
StrObj* decode(FileObj* f, const uint8_t* data, int64_t n) {
  bool isAscii = true;
  for (int64_t i = 0; i < n && isAscii; ++i) isAscii = data[i] < 128;
  if (isAscii) {
    StrObj* s = newStrOfKind(n, 1);
    memcpy(s->data, data, static_cast<size_t>(n));
    s->ascii = 1;
    return s;
  }
  Value bytes = newBytes(data, n);
  Value args[] = {toValue(newStr(kEncodingNames[f->encoding])), toValue(newStr(kErrorNames[f->errors]))};
  return as<StrObj>(callMethod(bytes, intern("decode"), args, 2));
}

/// Line ends to \n in place for universal newlines.
StrObj* translateNewlines(FileObj* f, StrObj* text) {
  if (f->newline != kUniversal || !text) return text;
  int64_t at = 0;
  while (at < text->length && charAt(text, at) != '\r') ++at;
  if (at == text->length) return text;
  StrBuilder out;
  out.append(text, 0, at);
  for (; at < text->length; ++at) {
    const uint32_t c = charAt(text, at);
    if (c == '\r') {
      out.append(uint32_t{'\n'});
      if (at + 1 < text->length && charAt(text, at + 1) == '\n') ++at;
    } else {
      out.append(c);
    }
  }
  return out.finish();
}

Value result(FileObj* f, const uint8_t* data, int64_t n) {
  return f->binary ? newBytes(data, n) : toValue(translateNewlines(f, decode(f, data, n)));
}

/// Length of the longest prefix of data that ends between characters.
int64_t wholeCharacters(const uint8_t* data, int64_t n, int64_t wanted, int64_t* taken, bool latin) {
  int64_t at = 0, count = 0;
  while (at < n && count < wanted) {
    const int64_t length = latin || data[at] < 0x80 ? 1 : data[at] < 0xE0 ? 2 : data[at] < 0xF0 ? 3 : 4;
    if (at + length > n) break;
    at += length;
    ++count;
  }
  *taken = count;
  return at;
}

Value readAll(FileObj* f) {
  for (;;) {
    const int64_t n = fill(f);
    if (n < 0) return 0;
    if (n == 0) break;
  }
  const int64_t start = f->readStart, end = f->readEnd;
  f->readStart = f->readEnd;
  return result(f, f->readData + start, end - start);
}

Value fileRead(Value self, const Value* args, int64_t nargs) {
  FileObj* f = fileOf(self);
  if (!checkReadable(f)) return 0;
  int64_t wanted = -1;
  if (nargs > 0 && args[0] != none() && toInt64(args[0], &wanted) < 0) return 0;
  if (wanted < 0) return readAll(f);
  int64_t taken = 0, bytes = 0;
  for (;;) {
    bytes = f->binary ? (f->readEnd - f->readStart < wanted ? f->readEnd - f->readStart : wanted)
                      : wholeCharacters(f->readData + f->readStart, f->readEnd - f->readStart, wanted, &taken, f->encoding != kUtf8);
    if ((f->binary ? bytes : taken) >= wanted) break;
    const int64_t n = fill(f);
    if (n < 0) return 0;
    if (n == 0) {
      bytes = f->readEnd - f->readStart;
      break;
    }
  }
  const int64_t start = f->readStart;
  f->readStart += bytes;
  return result(f, f->readData + start, bytes);
}

Value readLineMethod(Value self, const Value* args, int64_t nargs) {
  FileObj* f = fileOf(self);
  if (!checkReadable(f)) return 0;
  int64_t limit = -1;
  if (nargs > 0 && args[0] != none() && toInt64(args[0], &limit) < 0) return 0;
  return fileReadLine(f, limit);
}

int64_t lengthOfLine(Value line) { return isStr(line) ? as<StrObj>(line)->length : as<BytesObj>(line)->length; }

Value fileNext(Value self) {
  FileObj* f = fileOf(self);
  if (!checkReadable(f)) return 0;
  Value line = fileReadLine(f, -1);
  if (!line) return 0;
  return lengthOfLine(line) == 0 ? kEnd : line;
}
Value fileIter(Value self) { return checkOpen(fileOf(self)) ? self : 0; }

Value fileReadLines(Value self, const Value*, int64_t) {
  FileObj* f = fileOf(self);
  if (!checkReadable(f)) return 0;
  ListObj* lines = newList();
  for (;;) {
    Value line = fileReadLine(f, -1);
    if (!line) return 0;
    if (lengthOfLine(line) == 0) return toValue(lines);
    listAppend(lines, line);
  }
}

Value fileWrite(Value self, const Value* args, int64_t) {
  FileObj* f = fileOf(self);
  if (!checkWritable(f)) return 0;
  if (f->binary) {
    const uint8_t* data;
    int64_t n;
    if (isBytes(args[0])) {
      data = as<BytesObj>(args[0])->data;
      n = as<BytesObj>(args[0])->length;
    } else if (!isSmallInt(args[0]) && hasFlag(args[0], kByteArraySubclass)) {
      data = as<ByteArrayObj>(args[0])->data;
      n = as<ByteArrayObj>(args[0])->length;
    } else {
      return raise(&trv_exc_TypeError, "a bytes-like object is required, not '%T'", args[0]);
    }
    if (dropReadAhead(f) < 0 || writeBytes(f, data, n) < 0) return 0;
    return newInt(n);
  }
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "write() argument must be str, not %T", args[0]);
  if (fileWriteStr(f, as<StrObj>(args[0])) < 0) return 0;
  return newInt(as<StrObj>(args[0])->length);
}

Value fileWriteLines(Value self, const Value* args, int64_t) {
  const int r = forEach(
      args[0], [](Value item, void* context) { return fileWrite(toValue(context), &item, 1) ? 0 : -1; }, fileOf(self));
  return r != 0 ? 0 : none();
}

Value fileFlushMethod(Value self, const Value*, int64_t) {
  FileObj* f = fileOf(self);
  if (!checkOpen(f)) return 0;
  return fileFlush(f) < 0 ? 0 : none();
}

void unlinkOpen(FileObj* f) {
  if (f->previousOpen) f->previousOpen->nextOpen = f->nextOpen;
  else if (openFiles == f) openFiles = f->nextOpen;
  if (f->nextOpen) f->nextOpen->previousOpen = f->previousOpen;
  f->nextOpen = f->previousOpen = nullptr;
}

Value fileClose(Value self, const Value*, int64_t) {
  FileObj* f = fileOf(self);
  if (f->closed) return none();
  const int flushed = fileFlush(f);
  f->closed = 1;
  unlinkOpen(f);
  if (f->ownsFd) ::close(static_cast<int>(f->fd));
  f->fd = -1;
  return flushed < 0 ? 0 : none();
}

Value fileEnter(Value self, const Value*, int64_t) { return checkOpen(fileOf(self)) ? self : 0; }
Value fileExit(Value self, const Value*, int64_t) { return fileClose(self, nullptr, 0); }

Value fileSeek(Value self, const Value* args, int64_t nargs) {
  FileObj* f = fileOf(self);
  if (!checkOpen(f)) return 0;
  int64_t offset, whence = 0;
  if (toInt64(args[0], &offset) < 0 || (nargs > 1 && toInt64(args[1], &whence) < 0)) return 0;
  if (!f->binary && whence == 1 && offset != 0) return unsupported("can't do nonzero cur-relative seeks");
  if (!f->binary && whence == 2 && offset != 0) return unsupported("can't do nonzero end-relative seeks");
  if (offset < 0 && whence == 0) return raise(&trv_exc_ValueError, "negative seek position %lld", static_cast<long long>(offset));
  if (fileFlush(f) < 0 || dropReadAhead(f) < 0) return 0;
  const off_t at = lseek(static_cast<int>(f->fd), offset, static_cast<int>(whence));
  return at < 0 ? raiseErrno(errno, 0) : newInt(at);
}
Value fileTell(Value self, const Value*, int64_t) {
  FileObj* f = fileOf(self);
  if (!checkOpen(f)) return 0;
  const off_t at = lseek(static_cast<int>(f->fd), 0, SEEK_CUR);
  return at < 0 ? raiseErrno(errno, 0) : newInt(at + f->writeCount - (f->readEnd - f->readStart));
}
Value fileTruncate(Value self, const Value* args, int64_t nargs) {
  FileObj* f = fileOf(self);
  if (!checkWritable(f) || fileFlush(f) < 0) return 0;
  int64_t size = 0;
  if (nargs > 0 && args[0] != none()) {
    if (toInt64(args[0], &size) < 0) return 0;
  } else {
    size = lseek(static_cast<int>(f->fd), 0, SEEK_CUR) - (f->readEnd - f->readStart);
  }
  return ftruncate(static_cast<int>(f->fd), size) < 0 ? raiseErrno(errno, 0) : newInt(size);
}
Value fileFileno(Value self, const Value*, int64_t) { return checkOpen(fileOf(self)) ? newInt(fileOf(self)->fd) : 0; }
Value fileIsatty(Value self, const Value*, int64_t) { return checkOpen(fileOf(self)) ? fromBool(isatty(static_cast<int>(fileOf(self)->fd))) : 0; }
Value fileReadable(Value self, const Value*, int64_t) { return checkOpen(fileOf(self)) ? fromBool(fileOf(self)->readable) : 0; }
Value fileWritable(Value self, const Value*, int64_t) { return checkOpen(fileOf(self)) ? fromBool(fileOf(self)->writable) : 0; }
Value fileSeekable(Value self, const Value*, int64_t) {
  return checkOpen(fileOf(self)) ? fromBool(lseek(static_cast<int>(fileOf(self)->fd), 0, SEEK_CUR) >= 0) : 0;
}
Value fileReconfigure(Value self, const Value*, int64_t, Value) { return self ? none() : 0; }

Value getName(Value self) { return fileOf(self)->name; }
Value getMode(Value self) { return fileOf(self)->mode; }
Value getClosed(Value self) { return fromBool(fileOf(self)->closed); }
Value getEncoding(Value self) { return toValue(newStr(kEncodingNames[fileOf(self)->encoding])); }
Value getErrors(Value self) { return toValue(newStr(kErrorNames[fileOf(self)->errors])); }
Value getLineBuffering(Value self) { return fromBool(fileOf(self)->lineBuffered); }
Value getNewlines(Value) { return none(); }

FileObj* newFile(int fd, Value name, const char* mode, bool readable, bool writable, bool binary) {
  Shape* shape = !binary ? &shapeTextFile : readable && writable ? &shapeBufferedRandom : writable ? &shapeBufferedWriter : &shapeBufferedReader;
  auto* f = gcNew<FileObj>(shape);
  f->fd = fd;
  f->readable = readable;
  f->writable = writable;
  f->binary = binary;
  f->name = name;
  f->mode = toValue(newStr(mode));
  f->nextOpen = openFiles;
  if (openFiles) openFiles->previousOpen = f;
  openFiles = f;
  return f;
}

/// The binary stream below a text stream shares its descriptor; what was written before is flushed first.
Value getBuffer(Value self) {
  FileObj* f = fileOf(self);
  if (!f->buffer) {
    FileObj* raw = newFile(static_cast<int>(f->fd), f->name, f->readable ? "rb" : "wb", f->readable, f->writable, true);
    raw->unbuffered = 1;
    f->buffer = toValue(raw);
  }
  if (fileFlush(f) < 0) return 0;
  return f->buffer;
}

Value fileRepr(Value self) {
  FileObj* f = fileOf(self);
  Value name = repr(f->name);
  if (!name) return 0;
  if (f->binary) return toValue(strFormat("<_io.%T name=%S>", self, name));
  return toValue(strFormat("<_io.TextIOWrapper name=%S mode=%R encoding='%s'>", name, f->mode, kEncodingNames[f->encoding]));
}

const NativeDef kMethods[] = {
    {"read", fileRead, ArgKind::Positional, 0, 1},
    {"readline", readLineMethod, ArgKind::Positional, 0, 1},
    {"readlines", fileReadLines, ArgKind::Positional, 0, 1},
    {"write", fileWrite, ArgKind::One},
    {"writelines", fileWriteLines, ArgKind::One},
    {"flush", fileFlushMethod, ArgKind::None},
    {"close", fileClose, ArgKind::None},
    {"seek", fileSeek, ArgKind::Positional, 1, 2},
    {"tell", fileTell, ArgKind::None},
    {"truncate", fileTruncate, ArgKind::Positional, 0, 1},
    {"fileno", fileFileno, ArgKind::None},
    {"isatty", fileIsatty, ArgKind::None},
    {"readable", fileReadable, ArgKind::None},
    {"writable", fileWritable, ArgKind::None},
    {"seekable", fileSeekable, ArgKind::None},
    {"reconfigure", nullptr, ArgKind::Raw, 0, -1, nullptr, fileReconfigure},
    {"__enter__", fileEnter, ArgKind::None},
    {"__exit__", fileExit, ArgKind::Positional, 0, 3},
    {nullptr, nullptr},
};
const GetSetDef kTextAttributes[] = {
    {"name", getName, nullptr},         {"mode", getMode, nullptr},     {"closed", getClosed, nullptr},
    {"encoding", getEncoding, nullptr}, {"errors", getErrors, nullptr}, {"line_buffering", getLineBuffering, nullptr},
    {"newlines", getNewlines, nullptr}, {"buffer", getBuffer, nullptr}, {nullptr, nullptr, nullptr},
};
const GetSetDef kBinaryAttributes[] = {
    {"name", getName, nullptr}, {"mode", getMode, nullptr}, {"closed", getClosed, nullptr}, {nullptr, nullptr, nullptr}};

FileObj* standardStream(int fd, const char* name, bool writable) {
  FileObj* f = newFile(fd, toValue(newStr(name)), writable ? "w" : "r", !writable, writable, false);
  if (writable) f->lineBuffered = isatty(fd) != 0;
  return f;
}

}  // namespace

int fileFlush(FileObj* f) {
  if (f->closed || f->writeCount == 0) return 0;
  const int64_t n = f->writeCount;
  f->writeCount = 0;  // what cannot be written is lost, as in CPython's final flush
  return writeFully(f, f->writeData, n);
}

int fileWriteStr(FileObj* f, StrObj* text) {
  if (f->readStart < f->readEnd) dropReadAhead(f);
  const uint8_t* data = text->data;
  int64_t n = text->length;
  if (!text->ascii) {
    if (f->encoding == kUtf8 && f->errors == kStrict) {
      bool hasSurrogate = false;
      if (text->kind > 1)
        for (int64_t i = 0; i < text->length && !hasSurrogate; ++i) hasSurrogate = (charAt(text, i) & 0xFFFFF800u) == 0xD800;
      if (!hasSurrogate) {
        data = reinterpret_cast<const uint8_t*>(utf8Of(text, &n));
      } else {
        Value args[] = {toValue(newStr("utf-8"))};
        if (!callMethod(toValue(text), intern("encode"), args, 1)) return -1;  // raises UnicodeEncodeError
      }
    } else {
      Value args[] = {toValue(newStr(kEncodingNames[f->encoding])), toValue(newStr(kErrorNames[f->errors]))};
      Value bytes = callMethod(toValue(text), intern("encode"), args, 2);
      if (!bytes) return -1;
      data = as<BytesObj>(bytes)->data;
      n = as<BytesObj>(bytes)->length;
    }
  }
  if (f->newline == kCr || f->newline == kCrLf) {
    int64_t from = 0;
    for (int64_t i = 0; i < n; ++i)
      if (data[i] == '\n') {
        if (writeBytes(f, data + from, i - from) < 0 || writeBytes(f, reinterpret_cast<const uint8_t*>("\r\n"), f->newline == kCr ? 1 : 2) < 0) return -1;
        from = i + 1;
      }
    return writeBytes(f, data + from, n - from);
  }
  if (writeBytes(f, data, n) < 0) return -1;
  if (f->lineBuffered && memchr(data, '\n', static_cast<size_t>(n))) return fileFlush(f);
  return 0;
}

Value fileReadLine(FileObj* f, int64_t limit) {
  const bool anyEnd = !f->binary && (f->newline == kUniversal || f->newline == kUntranslated);
  int64_t scanned = 0;
  for (;;) {
    const uint8_t* data = f->readData + f->readStart;
    const int64_t n = f->readEnd - f->readStart;
    int64_t length = -1;
    if (anyEnd) {
      for (int64_t i = scanned; i < n; ++i) {
        if (data[i] == '\n') {
          length = i + 1;
          break;
        }
        if (data[i] == '\r') {
          if (i + 1 < n) length = data[i + 1] == '\n' ? i + 2 : i + 1;
          else {
            scanned = i;  // the next byte decides
            break;
          }
          break;
        }
        scanned = i + 1;
      }
    } else {
      const uint8_t last = f->newline == kCr ? '\r' : '\n';
      for (int64_t i = scanned; i < n; ++i)
        if (data[i] == last && (f->newline != kCrLf || (i > 0 && data[i - 1] == '\r'))) {
          length = i + 1;
          break;
        }
      scanned = n;
    }
    if (limit >= 0 && (length > limit || (length < 0 && n >= limit))) length = limit;
    if (length >= 0) {
      f->readStart += length;
      return result(f, f->readData + f->readStart - length, length);
    }
    const int64_t got = fill(f);
    if (got < 0) return 0;
    if (got == 0) {
      const int64_t rest = f->readEnd - f->readStart;
      f->readStart = f->readEnd;
      return result(f, f->readData + f->readEnd - rest, rest);
    }
  }
}

Value openFile(Value path, Value modeValue, Value buffering, Value encoding, Value errors, Value newline) {
  const char* mode = "r";
  if (modeValue) {
    if (!isStr(modeValue)) return raise(&trv_exc_TypeError, "open() argument 'mode' must be str, not %T", modeValue);
    mode = utf8Of(as<StrObj>(modeValue));
  }
  bool reading = false, writing = false, appending = false, creating = false, updating = false, binary = false, text = false;
  for (const char* p = mode; *p; ++p) {
    bool* flag = *p == 'r' ? &reading : *p == 'w' ? &writing : *p == 'a' ? &appending : *p == 'x' ? &creating : *p == '+' ? &updating : *p == 'b' ? &binary : *p == 't' ? &text : nullptr;
    if (!flag || *flag) return raise(&trv_exc_ValueError, "invalid mode: %R", modeValue);
    *flag = true;
  }
  if (text && binary) return raise(&trv_exc_ValueError, "can't have text and binary mode at once");
  if (reading + writing + appending + creating != 1) return raise(&trv_exc_ValueError, "must have exactly one of create/read/write/append mode");
  if (binary && encoding && encoding != none()) return raise(&trv_exc_ValueError, "binary mode doesn't take an encoding argument");
  if (binary && errors && errors != none()) return raise(&trv_exc_ValueError, "binary mode doesn't take an errors argument");
  if (binary && newline && newline != none()) return raise(&trv_exc_ValueError, "binary mode doesn't take a newline argument");

  uint8_t encodingCode = kUtf8, errorsCode = kStrict, newlineCode = kUniversal;
  if (encoding && encoding != none()) {
    if (!isStr(encoding)) return raise(&trv_exc_TypeError, "open() argument 'encoding' must be str or None, not %T", encoding);
    char name[32];
    size_t n = 0;
    for (const char* p = utf8Of(as<StrObj>(encoding)); *p && n < sizeof name - 1; ++p)
      if (*p != '-' && *p != '_' && *p != ' ') name[n++] = static_cast<char>(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    name[n] = 0;
    if (!strcmp(name, "utf8")) encodingCode = kUtf8;
    else if (!strcmp(name, "latin1") || !strcmp(name, "iso88591")) encodingCode = kLatin1;
    else if (!strcmp(name, "ascii") || !strcmp(name, "usascii")) encodingCode = kAscii;
    else return raise(&trv_exc_LookupError, "unknown encoding: %S", encoding);
  }
  if (errors && errors != none()) {
    const char* name = isStr(errors) ? utf8Of(as<StrObj>(errors)) : "";
    int found = -1;
    for (int i = 0; i < 5; ++i)
      if (!strcmp(name, kErrorNames[i])) found = i;
    if (found < 0) return raise(&trv_exc_LookupError, "unknown error handler name '%s'", name);
    errorsCode = static_cast<uint8_t>(found);
  }
  if (newline && newline != none()) {
    if (!isStr(newline)) return raise(&trv_exc_TypeError, "open() argument 'newline' must be str or None, not %T", newline);
    StrObj* n = as<StrObj>(newline);
    if (n->length == 0) newlineCode = kUntranslated;
    else if (strEquals(n, "\n")) newlineCode = kLf;
    else if (strEquals(n, "\r")) newlineCode = kCr;
    else if (strEquals(n, "\r\n")) newlineCode = kCrLf;
    else return raise(&trv_exc_ValueError, "illegal newline value: %R", newline);
  } else if (writing || appending || creating) {
    newlineCode = updating ? kUniversal : kLf;  // '\n' is os.linesep here
  }
  int64_t bufferSize = -1;
  if (buffering && toInt64(buffering, &bufferSize) < 0) return 0;
  if (bufferSize == 0 && !binary) return raise(&trv_exc_ValueError, "can't have unbuffered text I/O");

  const bool readable = reading || updating, writable = !reading || updating;
  int flags = readable && writable ? O_RDWR : writable ? O_WRONLY : O_RDONLY;
  if (writing) flags |= O_CREAT | O_TRUNC;
  if (appending) flags |= O_CREAT | O_APPEND;
  if (creating) flags |= O_CREAT | O_EXCL;
  int fd;
  if (isSmallInt(path)) {
    fd = static_cast<int>(smallIntOf(path));
  } else {
    bool found = false;
    if (!isStr(path) && !isBytes(path)) {
      Value converted = callSpecial(path, intern("__fspath__"), nullptr, 0, &found);
      if (found && !converted) return 0;
      if (!found) return raise(&trv_exc_TypeError, "expected str, bytes or os.PathLike object, not %T", path);
      path = converted;
    }
    const char* name = isStr(path) ? utf8Of(as<StrObj>(path)) : reinterpret_cast<const char*>(as<BytesObj>(path)->data);
    const int64_t length = isStr(path) ? -1 : as<BytesObj>(path)->length;
    if (isStr(path)) {
      for (int64_t i = 0; i < as<StrObj>(path)->length; ++i)
        if (charAt(as<StrObj>(path), i) == 0) return raise(&trv_exc_ValueError, "embedded null byte");
    } else if (strlen(name) != static_cast<size_t>(length)) {
      return raise(&trv_exc_ValueError, "embedded null byte");
    }
    fd = ::open(name, flags | O_CLOEXEC, 0666);
    if (fd < 0) return raiseErrno(errno, path);
    struct stat info;
    if (fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
      ::close(fd);
      return raiseErrno(EISDIR, path);
    }
  }
  FileObj* f = newFile(fd, path, mode, readable, writable, binary);
  f->ownsFd = 1;
  f->appending = appending;
  f->encoding = encodingCode;
  f->errors = errorsCode;
  f->newline = newlineCode;
  f->unbuffered = bufferSize == 0;
  f->lineBuffered = !binary && (bufferSize == 1 || (writable && isatty(fd)));
  if (appending) lseek(fd, 0, SEEK_END);
  return toValue(f);
}

int flushAllFiles() {
  int status = 0;
  for (FileObj* f = openFiles; f; f = f->nextOpen)
    if (fileFlush(f) < 0) {
      if (f == gStdout) status = -1;
      clearPending();
    }
  return status;
}

Value currentStdout() {
  Value sys = dictGetStr(gModules, TRV_STR("sys"));
  if (!sys) return toValue(gStdout);
  Value out = moduleGet(as<ModuleObj>(sys), TRV_STR("stdout"));
  return out == none() ? 0 : out;
}

void readyFileClasses() {
  auto slots = [](ClassObj& cls) {
    cls.slots.repr = fileRepr;
    cls.slots.iter = fileIter;
    cls.slots.next = fileNext;
  };
  slots(trv_class_text_file);
  slots(trv_class_buffered_reader);
  slots(trv_class_buffered_writer);
  slots(trv_class_buffered_random);
  const uint32_t size = sizeof(FileObj);
  readyClass({&trv_class_text_file, "TextIOWrapper", nullptr, size, 0, kMethods, kTextAttributes, nullptr, &shapeTextFile, "_io"});
  readyClass({&trv_class_buffered_reader, "BufferedReader", nullptr, size, 0, kMethods, kBinaryAttributes, nullptr, &shapeBufferedReader, "_io"});
  readyClass({&trv_class_buffered_writer, "BufferedWriter", nullptr, size, 0, kMethods, kBinaryAttributes, nullptr, &shapeBufferedWriter, "_io"});
  readyClass({&trv_class_buffered_random, "BufferedRandom", nullptr, size, 0, kMethods, kBinaryAttributes, nullptr, &shapeBufferedRandom, "_io"});
  static Value roots[4];
  gStdin = standardStream(0, "<stdin>", false);
  gStdout = standardStream(1, "<stdout>", true);
  gStderr = standardStream(2, "<stderr>", true);
  gStderr->unbuffered = 1;
  gStderr->errors = kBackslashReplace;
  roots[0] = toValue(gStdin);
  roots[1] = toValue(gStdout);
  roots[2] = toValue(gStderr);
  gcAddRoots(roots, 3);
  static_assert(sizeof(openFiles) == sizeof(Value));
  gcAddRoots(reinterpret_cast<Value*>(&openFiles), 1);
  signal(SIGPIPE, SIG_IGN);  // a closed pipe is BrokenPipeError
}

}  // namespace trivium::runtime
