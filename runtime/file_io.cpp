// io.FileIO: a file descriptor with a name and the directions it is open for. Library Reference "io.FileIO"; texts as CPython's
// Modules/_io/fileio.c.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/abi/helpers.h"
#include "runtime/detail/bytes.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/file.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_file_io;
}

const char* fileNameOf(Value path, const char* what) {
  if (!isStr(path) && !isBytes(path)) {
    bool found = false;
    const Value converted = callSpecial(path, TRV_STR("__fspath__"), nullptr, 0, &found);
    if (found && !converted) return nullptr;
    if (!found) return raise(&trv_exc_TypeError, "%sstr, bytes or os.PathLike object, not %T", what, path), nullptr;
    if (!isStr(converted) && !isBytes(converted))
      return raise(&trv_exc_TypeError, "expected %T.__fspath__() to return str or bytes, not %T", path, converted), nullptr;
    path = converted;
  }
  const char* name;
  int64_t bytes;
  if (isStr(path)) {
    auto* text = as<StrObj>(path);
    if (hasSurrogates(text)) {
      const Value encoded = encodeStr(text, "utf-8", "surrogateescape");
      if (!encoded) return nullptr;
      name = reinterpret_cast<const char*>(as<BytesObj>(encoded)->data);
      bytes = as<BytesObj>(encoded)->length;
    } else {
      const char* utf8 = utf8Of(text, &bytes);
      char* copy = static_cast<char*>(gcAllocLeaf(static_cast<size_t>(bytes) + 1));
      memcpy(copy, utf8, static_cast<size_t>(bytes));
      name = copy;
    }
  } else {
    name = reinterpret_cast<const char*>(as<BytesObj>(path)->data);
    bytes = as<BytesObj>(path)->length;
  }
  if (memchr(name, 0, static_cast<size_t>(bytes))) return raise(&trv_exc_ValueError, "embedded null byte"), nullptr;
  return name;
}

int64_t readFd(int fd, uint8_t* into, int64_t bytes) {
  for (;;) {
    const ssize_t n = ::read(fd, into, static_cast<size_t>(bytes));
    if (n >= 0) return n;
    if (errno != EINTR) return raiseInt(raiseErrno(errno, 0));
    if (abi::trv_poll(currentThread()) < 0) return -1;
  }
}

namespace {

FileIoObj* fileOf(Value v) { return as<FileIoObj>(v); }

/// Bytes written by one system call, -1 raised.
int64_t writeSome(int fd, const uint8_t* data, int64_t bytes) {
  for (;;) {
    const ssize_t n = ::write(fd, data, static_cast<size_t>(bytes));
    if (n >= 0) return n;
    if (errno != EINTR) return raiseInt(raiseErrno(errno, 0));
    if (abi::trv_poll(currentThread()) < 0) return -1;
  }
}

bool checkOpen(FileIoObj* f) {
  if (f->fd >= 0) return true;
  raise(&trv_exc_ValueError, "I/O operation on closed file");
  return false;
}
bool checkReadable(FileIoObj* f) {
  if (!checkOpen(f)) return false;
  if (!f->readable) unsupportedOperation("File not open for reading");
  return f->readable;
}
bool checkWritable(FileIoObj* f) {
  if (!checkOpen(f)) return false;
  if (!f->writable) unsupportedOperation("File not open for writing");
  return f->writable;
}

const char* modeOf(const FileIoObj* f) {
  if (f->created) return f->readable ? "xb+" : "xb";
  if (f->appending) return f->readable ? "ab+" : "ab";
  if (f->readable) return f->writable ? "rb+" : "rb";
  return "wb";
}

Value readAll(Value self, const Value*, int64_t) {
  FileIoObj* f = fileOf(self);
  if (!checkReadable(f)) return 0;
  ByteBuffer all;
  struct stat info;
  const int fd = static_cast<int>(f->fd);
  int64_t expected = 0;
  if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) expected = info.st_size - lseek(fd, 0, SEEK_CUR);
  if (!all.reserve((expected > 0 ? expected : 0) + 8192)) return 0;
  for (;;) {
    if (all.capacity - all.length < 4096 && !all.reserve(all.capacity * 2)) return 0;
    const int64_t n = readFd(fd, all.data + all.length, all.capacity - all.length);
    if (n < 0) return 0;
    if (n == 0) return newBytes(all.data, all.length);
    all.length += n;
  }
}

Value read(Value self, const Value* args, int64_t nargs) {
  FileIoObj* f = fileOf(self);
  int64_t size;
  if (!checkReadable(f) || !sizeArgument(args, nargs, &size)) return 0;
  if (size < 0) return readAll(self, nullptr, 0);
  auto* data = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(size) + 1));
  const int64_t n = data ? readFd(static_cast<int>(f->fd), data, size) : -1;
  return n < 0 ? 0 : newBytes(data, n);
}

Value readInto(Value self, const Value* args, int64_t) {
  FileIoObj* f = fileOf(self);
  ByteView space;
  if (!checkReadable(f) || !writableBuffer(args[0], "readinto() argument", &space)) return 0;
  const int64_t n = readFd(static_cast<int>(f->fd), const_cast<uint8_t*>(space.data), space.length);
  return n < 0 ? 0 : newInt(n);
}

Value write(Value self, const Value* args, int64_t) {
  FileIoObj* f = fileOf(self);
  ByteView b;
  if (!checkWritable(f) || !wantBuffer(args[0], &b)) return 0;
  const int64_t n = writeSome(static_cast<int>(f->fd), b.data, b.length);
  return n < 0 ? 0 : newInt(n);
}

Value seek(Value self, const Value* args, int64_t nargs) {
  FileIoObj* f = fileOf(self);
  int64_t offset, whence = 0;
  if (!checkOpen(f) || toInt64(args[0], &offset) < 0 || (nargs > 1 && toInt64(args[1], &whence) < 0)) return 0;
  const off_t at = lseek(static_cast<int>(f->fd), offset, static_cast<int>(whence));
  return at < 0 ? raiseErrno(errno, 0) : newInt(at);
}
Value tell(Value self, const Value*, int64_t) {
  FileIoObj* f = fileOf(self);
  if (!checkOpen(f)) return 0;
  const off_t at = lseek(static_cast<int>(f->fd), 0, SEEK_CUR);
  return at < 0 ? raiseErrno(errno, 0) : newInt(at);
}
Value truncate(Value self, const Value* args, int64_t nargs) {
  FileIoObj* f = fileOf(self);
  if (!checkWritable(f)) return 0;
  int64_t size = lseek(static_cast<int>(f->fd), 0, SEEK_CUR);
  if (nargs > 0 && args[0] != none() && toInt64(args[0], &size) < 0) return 0;
  return ftruncate(static_cast<int>(f->fd), size) < 0 ? raiseErrno(errno, 0) : newInt(size);
}

Value close(Value self, const Value*, int64_t) {
  FileIoObj* f = fileOf(self);
  const int fd = static_cast<int>(f->fd);
  f->fd = -1;
  if (fd >= 0 && f->closesFd && ::close(fd) < 0) return raiseErrno(errno, 0);
  return none();
}

bool isSeekable(FileIoObj* f) {
  if (f->seekable < 0) f->seekable = lseek(static_cast<int>(f->fd), 0, SEEK_CUR) >= 0;
  return f->seekable;
}
Value seekable(Value self, const Value*, int64_t) { return checkOpen(fileOf(self)) ? fromBool(isSeekable(fileOf(self))) : 0; }
Value readable(Value self, const Value*, int64_t) { return checkOpen(fileOf(self)) ? fromBool(fileOf(self)->readable) : 0; }
Value writable(Value self, const Value*, int64_t) { return checkOpen(fileOf(self)) ? fromBool(fileOf(self)->writable) : 0; }
Value fileno(Value self, const Value*, int64_t) { return checkOpen(fileOf(self)) ? newInt(fileOf(self)->fd) : 0; }
Value isTerminal(Value self, const Value*, int64_t) {
  return checkOpen(fileOf(self)) ? fromBool(::isatty(static_cast<int>(fileOf(self)->fd))) : 0;
}

Value getName(Value self) { return fileOf(self)->name ? fileOf(self)->name : raiseNoAttribute(self, TRV_STR("name")); }
int setName(Value self, Value value) {
  fileOf(self)->name = value;
  return 0;
}
Value getMode(Value self) { return toValue(newStr(modeOf(fileOf(self)))); }
Value getClosed(Value self) { return fromBool(fileOf(self)->fd < 0); }
Value getCloseFd(Value self) { return fromBool(fileOf(self)->closesFd); }

Value reprSlot(Value self) {
  FileIoObj* f = fileOf(self);
  if (f->fd < 0) return toValue(TRV_STR("<_io.FileIO [closed]>"));
  const char* closes = f->closesFd ? "True" : "False";
  if (!f->name) return toValue(strFormat("<_io.FileIO fd=%lld mode='%s' closefd=%s>", static_cast<long long>(f->fd), modeOf(f), closes));
  const Value name = repr(f->name);
  return name ? toValue(strFormat("<_io.FileIO name=%S mode='%s' closefd=%s>", name, modeOf(f), closes)) : 0;
}

const NativeDef kMethods[] = {
    {"read", read, ArgKind::Positional, 0, 1},
    {"readall", readAll, ArgKind::None},
    {"readinto", readInto, ArgKind::One},
    {"write", write, ArgKind::One},
    {"seek", seek, ArgKind::Positional, 1, 2},
    {"tell", tell, ArgKind::None},
    {"truncate", truncate, ArgKind::Positional, 0, 1},
    {"close", close, ArgKind::None},
    {"seekable", seekable, ArgKind::None},
    {"readable", readable, ArgKind::None},
    {"writable", writable, ArgKind::None},
    {"fileno", fileno, ArgKind::None},
    {"isatty", isTerminal, ArgKind::None},
    {nullptr, nullptr},
};
const GetSetDef kAttributes[] = {
    {"name", getName, setName}, {"mode", getMode, nullptr}, {"closed", getClosed, nullptr}, {"closefd", getCloseFd, nullptr}, {nullptr, nullptr, nullptr}};

int openerResult(Value opener, Value path, int flags) {
  const Value result = callWith(opener, path, fromSmallInt(flags));
  if (!result) return -1;
  if (!isInt(result)) return raiseInt(raise(&trv_exc_TypeError, "expected integer from opener"));
  int64_t fd;
  if (toInt64(result, &fd) < 0) return -1;
  if (fd < 0) return raiseInt(raise(&trv_exc_ValueError, "opener returned %lld", static_cast<long long>(fd)));
  return static_cast<int>(fd);
}

Value createSlot(ClassObj* cls, const Value*, int64_t, Value) {
  auto* f = reinterpret_cast<FileIoObj*>(allocInstance(cls));
  f->fd = -1;
  f->closesFd = 1;
  f->seekable = -1;
  return toValue(f);
}

int initSlot(Value self, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"file", "mode", "closefd", "opener"};
  Value bound[4];
  if (!bindArgs("FileIO", names, 4, 0, 1, args, nargs, kwnames, bound)) return -1;
  const char* mode = "r";
  if (bound[1]) {
    if (!isStr(bound[1])) return raiseInt(raise(&trv_exc_TypeError, "FileIO() argument 'mode' must be str, not %U", argumentKind(bound[1])));
    mode = utf8Of(as<StrObj>(bound[1]));
  }
  const int closes = bound[2] ? truth(bound[2]) : 1;
  if (closes < 0) return -1;
  FileIoObj* f = fileOf(self);
  if (f->fd >= 0 && !close(self, nullptr, 0)) return -1;
  return openFileIo(f, bound[0], mode, closes != 0, bound[3] && bound[3] != none() ? bound[3] : 0);
}

}  // namespace

int writeFd(int fd, const uint8_t* data, int64_t bytes) {
  while (bytes > 0) {
    const int64_t n = writeSome(fd, data, bytes);
    if (n < 0) return -1;
    data += n;
    bytes -= n;
  }
  return 0;
}

Value newFileIo(int fd, Value name, bool readable, bool writable) {
  FileIoObj* f = fileOf(createSlot(&trv_class_file_io, nullptr, 0, 0));
  f->fd = fd;
  f->name = name;
  f->readable = readable;
  f->writable = writable;
  f->blockSize = 8192;
  return toValue(f);
}

int openFileIo(FileIoObj* f, Value path, const char* mode, bool closeFd, Value opener) {
  bool chosen = false, plus = false;
  f->readable = f->writable = f->appending = f->created = 0;
  int flags = 0;
  for (const char* p = mode; *p; ++p) {
    const bool isKind = *p == 'r' || *p == 'w' || *p == 'a' || *p == 'x';
    if (*p != 'b' && *p != '+' && !isKind) return raiseInt(raise(&trv_exc_ValueError, "invalid mode: %s", mode));
    if ((isKind && chosen) || (*p == '+' && plus))
      return raiseInt(raise(&trv_exc_ValueError, "Must have exactly one of create/read/write/append mode and at most one plus"));
    chosen |= isKind;
    plus |= *p == '+';
    if (*p == 'r') f->readable = 1;
    if (*p == 'w') flags |= O_CREAT | O_TRUNC;
    if (*p == 'a') flags |= O_CREAT | O_APPEND;
    if (*p == 'x') flags |= O_CREAT | O_EXCL;
    if (isKind && *p != 'r') f->writable = 1;
    f->appending |= *p == 'a';
    f->created |= *p == 'x';
  }
  if (!chosen) return raiseInt(raise(&trv_exc_ValueError, "Must have exactly one of create/read/write/append mode and at most one plus"));
  if (plus) f->readable = f->writable = 1;
  flags |= f->readable && f->writable ? O_RDWR : f->writable ? O_WRONLY : O_RDONLY;
  flags |= O_CLOEXEC;
  f->closesFd = closeFd;
  f->name = path;
  int64_t number = 0;
  const bool isNumber = isInt(path) && intFitsInt64(path, &number) && number <= INT_MAX && number >= INT_MIN;
  if (isNumber) {
    if (number < 0) return raiseInt(raise(&trv_exc_ValueError, "negative file descriptor"));
    f->fd = number;
  } else {
    const char* name = fileNameOf(path);
    if (!name) return -1;
    if (!closeFd) return raiseInt(raise(&trv_exc_ValueError, "Cannot use closefd=False with file name"));
    if (opener) {
      const int fd = openerResult(opener, path, flags);
      if (fd < 0) return -1;
      f->fd = fd;
    } else {
      int fd = ::open(name, flags, 0666);
      if (fd < 0 && (errno == EMFILE || errno == ENFILE)) {
        gcCollect();  // closes the files that nothing refers to
        fd = ::open(name, flags, 0666);
      }
      if (fd < 0) return raiseInt(raiseErrno(errno, path));
      f->fd = fd;
    }
  }
  struct stat info;
  const int failed = fstat(static_cast<int>(f->fd), &info) < 0 ? errno : 0;
  if (failed || S_ISDIR(info.st_mode)) {
    if (!isNumber) ::close(static_cast<int>(f->fd));
    f->fd = -1;
    return raiseInt(failed ? raiseErrno(failed, 0) : raiseErrno(EISDIR, path));
  }
  f->blockSize = info.st_blksize > 1 ? info.st_blksize : 8192;
  if (f->appending) lseek(static_cast<int>(f->fd), 0, SEEK_END);
  return 0;
}

void readyFileIoClass() {
  ClassObj& cls = trv_class_file_io;
  cls.slots.repr = reprSlot;
  cls.slots.create = createSlot;
  cls.slots.init = initSlot;
  readyClass({&cls, "FileIO", &rawIoBaseClass, sizeof(FileIoObj), kBaseType | kHasDict, kMethods, kAttributes, "Open a file.", nullptr, "_io"});
}

}  // namespace trivium::runtime
