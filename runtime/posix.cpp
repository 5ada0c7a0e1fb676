// Module `posix`, the system calls below module os: files and folders. Library Reference "os"; texts as CPython's
// Modules/posixmodule.c. Processes and the environment are in posix_process.cpp, directory listings in posix_scandir.cpp.
#include "runtime/detail/posix.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/abi/helpers.h"
#include "runtime/detail/bytes.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/errors.h"
#include "runtime/detail/program.h"
#include "runtime/file.h"

namespace trivium::runtime {

bool pathArgument(const char* function, const char* argument, Value v, unsigned kinds, PathArgument* out) {
  if ((kinds & kPathOrNone) && (!v || v == none())) {
    out->name = ".";
    out->given = 0;
    return true;
  }
  out->given = v;
  if (!isStr(v) && !isBytes(v)) {
    if ((kinds & kPathOrFd) && hasIndex(v)) return intArgument(v, &out->fd) == 0;
    bool found = false;
    const Value converted = callSpecial(v, TRV_STR("__fspath__"), nullptr, 0, &found);
    if (found && !converted) return false;
    if (!found || (!isStr(converted) && !isBytes(converted))) {
      static const char* const allowed[] = {"string, bytes or os.PathLike", "string, bytes, os.PathLike or integer", "string, bytes, os.PathLike or None",
                                            "string, bytes, os.PathLike, integer or None"};
      if (found) return raise(&trv_exc_TypeError, "expected %T.__fspath__() to return str or bytes, not %T", v, converted), false;
      return raise(&trv_exc_TypeError, "%s: %s should be %s, not %T", function, argument, allowed[kinds], v), false;
    }
    v = converted;
  }
  out->isBytes = isBytes(v);
  out->name = fileNameOf(v);
  if (out->name) return true;
  if (!out->isBytes) return false;
  clearPending();
  return raise(&trv_exc_ValueError, "%s: embedded null character in %s", function, argument), false;
}

Value systemText(const char* text, bool asBytes) {
  const auto n = static_cast<int64_t>(strlen(text));
  return asBytes ? newBytes(text, n) : decodeBytes(reinterpret_cast<const uint8_t*>(text), n, "utf-8", "surrogateescape", none());
}

Value raisePath(const PathArgument& path) { return raiseErrno(errno, path.name ? path.given : 0); }

int intArgument(Value v, int* out) {
  int64_t n;
  bool overflow = false;
  if (toInt64(v, &n, &overflow) < 0) return -1;
  if (overflow || n > INT_MAX || n < INT_MIN)
    return raiseInt(raise(&trv_exc_OverflowError, "Python int too %s to convert to C int", intSign(index(v)) < 0 ? "small" : "large"));
  *out = static_cast<int>(n);
  return 0;
}

bool noDirFd(const char* function, Value dirFd) {
  if (!dirFd || dirFd == none()) return true;
  raise(&trv_exc_NotImplementedError, "%s: dir_fd unavailable on this platform", function);
  return false;
}

namespace {

ClassObj statResultClass, terminalSizeClass;

Value raiseBoth(const PathArgument& from, const PathArgument& to) {
  const Value args[] = {fromSmallInt(errno), toValue(newStr(strerror(errno))), from.given, none(), to.given};
  return raiseObject(newExceptionOf(&trv_exc_OSError, args, 5));
}

// ---- stat

Value timeNs(const struct timespec& t) {
  const Value seconds = binaryOp(BinaryOp::Mul, newInt(t.tv_sec), newInt(1000000000));
  return seconds ? binaryOp(BinaryOp::Add, seconds, newInt(t.tv_nsec)) : 0;
}
Value timeFloat(const struct timespec& t) { return newFloat(static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec)); }

}  // namespace

Value statResult(const struct stat& s) {
  const Value items[] = {newInt(s.st_mode),
                         newIntU(s.st_ino),
                         newIntU(s.st_dev),
                         newIntU(s.st_nlink),
                         newInt(s.st_uid),
                         newInt(s.st_gid),
                         newInt(s.st_size),
                         newInt(s.st_atim.tv_sec),
                         newInt(s.st_mtim.tv_sec),
                         newInt(s.st_ctim.tv_sec),
                         timeFloat(s.st_atim),
                         timeFloat(s.st_mtim),
                         timeFloat(s.st_ctim),
                         timeNs(s.st_atim),
                         timeNs(s.st_mtim),
                         timeNs(s.st_ctim),
                         newInt(s.st_blksize),
                         newInt(s.st_blocks),
                         newIntU(s.st_rdev)};
  return newStruct(&statResultClass, items, 19);
}

namespace {

Value statOf(const char* function, Value v, unsigned kinds, bool follow) {
  PathArgument path;
  if (!pathArgument(function, "path", v, kinds, &path)) return 0;
  if (!path.name || follow) flushForgottenFiles();
  struct stat info;
  const int failed = path.name ? (follow ? stat(path.name, &info) : lstat(path.name, &info)) : fstat(path.fd, &info);
  return failed ? raisePath(path) : statResult(info);
}
bool follows(Value flag, bool* out) {
  const int t = flag ? truth(flag) : 1;
  *out = t != 0;
  return t >= 0;
}
Value statFn(Value, const Value* args, int64_t) {
  bool follow;
  return noDirFd("stat", args[1]) && follows(args[2], &follow) ? statOf("stat", args[0], kPathOrFd, follow) : 0;
}
Value lstatFn(Value, const Value* args, int64_t) { return noDirFd("lstat", args[1]) ? statOf("lstat", args[0], kPathOnly, false) : 0; }
Value fstatFn(Value, const Value* args, int64_t) {
  int fd;
  if (intArgument(args[0], &fd) < 0) return 0;
  flushForgottenFiles();
  struct stat info;
  return fstat(fd, &info) < 0 ? raiseErrno(errno, 0) : statResult(info);
}

/// What os.path asks most: kind of file at a path (st_mode), -1 if there is none or the argument names nothing.
Value modeFn(Value, const Value* args, int64_t) {
  PathArgument path;
  if (!pathArgument("stat", "path", args[0], kPathOrFd, &path)) {
    if (!pendingIs(&trv_exc_ValueError)) return 0;
    clearPending();
    return fromSmallInt(-1);
  }
  struct stat info;
  const bool follow = args[1] == fromBool(true);
  const int failed = path.name ? (follow ? stat(path.name, &info) : lstat(path.name, &info)) : fstat(path.fd, &info);
  return failed ? fromSmallInt(-1) : newInt(info.st_mode);
}

Value accessFn(Value, const Value* args, int64_t) {
  PathArgument path;
  int mode;
  if (!pathArgument("access", "path", args[0], kPathOnly, &path) || intArgument(args[1], &mode) < 0 || !noDirFd("access", args[2])) return 0;
  return fromBool(access(path.name, mode) == 0);
}

// ---- names

/// A call that takes one path and answers nothing.
template <int (*system)(const char*), const char* const& function> Value onPath(Value, const Value* args, int64_t) {
  PathArgument path;
  if (!pathArgument(function, "path", args[0], kPathOnly, &path) || !noDirFd(function, args[1])) return 0;
  return system(path.name) < 0 ? raisePath(path) : none();
}
const char* const kRemove = "remove";
const char* const kUnlink = "unlink";
const char* const kRmdir = "rmdir";

Value chdirFn(Value, const Value* args, int64_t) {
  PathArgument path;
  if (!pathArgument("chdir", "path", args[0], kPathOrFd, &path)) return 0;
  return (path.name ? chdir(path.name) : fchdir(path.fd)) < 0 ? raisePath(path) : none();
}
Value mkdirFn(Value, const Value* args, int64_t) {
  PathArgument path;
  int mode = 0777;
  if (!pathArgument("mkdir", "path", args[0], kPathOnly, &path) || (args[1] && intArgument(args[1], &mode) < 0) || !noDirFd("mkdir", args[2])) return 0;
  return mkdir(path.name, static_cast<mode_t>(mode)) < 0 ? raisePath(path) : none();
}
Value chmodFn(Value, const Value* args, int64_t) {
  PathArgument path;
  int mode;
  if (!pathArgument("chmod", "path", args[0], kPathOrFd, &path) || intArgument(args[1], &mode) < 0 || !noDirFd("chmod", args[2])) return 0;
  return (path.name ? chmod(path.name, static_cast<mode_t>(mode)) : fchmod(path.fd, static_cast<mode_t>(mode))) < 0 ? raisePath(path) : none();
}

using TwoPaths = int (*)(const char*, const char*);
template <TwoPaths system, const char* const& function> Value onTwoPaths(Value, const Value* args, int64_t) {
  PathArgument from, to;
  if (!pathArgument(function, "src", args[0], kPathOnly, &from) || !pathArgument(function, "dst", args[1], kPathOnly, &to)) return 0;
  flushForgottenFiles();
  return system(from.name, to.name) < 0 ? raiseBoth(from, to) : none();
}
const char* const kRename = "rename";
const char* const kReplace = "replace";
const char* const kLink = "link";
const char* const kSymlink = "symlink";

Value readlinkFn(Value, const Value* args, int64_t) {
  PathArgument path;
  if (!pathArgument("readlink", "path", args[0], kPathOnly, &path) || !noDirFd("readlink", args[1])) return 0;
  char target[PATH_MAX + 1];
  const ssize_t n = readlink(path.name, target, PATH_MAX);
  if (n < 0) return raisePath(path);
  target[n] = 0;
  return systemText(target, path.isBytes);
}

template <bool asBytes> Value getcwdFn(Value, const Value*, int64_t) {
  char path[PATH_MAX];
  return getcwd(path, sizeof path) ? systemText(path, asBytes) : raiseErrno(errno, 0);
}

Value truncateFn(Value, const Value* args, int64_t) {
  PathArgument path;
  int64_t length;
  if (!pathArgument("truncate", "path", args[0], kPathOrFd, &path) || toInt64(args[1], &length) < 0) return 0;
  flushForgottenFiles();
  return (path.name ? truncate(path.name, length) : ftruncate(path.fd, length)) < 0 ? raisePath(path) : none();
}

bool timeArgument(Value v, struct timespec* out) {
  double seconds;
  if (isInt(v)) {
    int64_t whole;
    if (toInt64(v, &whole) < 0) return false;
    *out = {static_cast<time_t>(whole), 0};
    return true;
  }
  if (toDouble(v, &seconds) < 0) return false;
  const double whole = __builtin_floor(seconds);
  *out = {static_cast<time_t>(whole), static_cast<long>((seconds - whole) * 1e9)};
  return true;
}
Value utimeFn(Value, const Value* args, int64_t) {
  PathArgument path;
  if (!pathArgument("utime", "path", args[0], kPathOrFd, &path)) return 0;
  const bool hasTimes = args[1] && args[1] != none();
  struct timespec times[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
  if (hasTimes && args[2]) return raise(&trv_exc_ValueError, "utime: you may specify either 'times' or 'ns' but not both");
  if (hasTimes) {
    if (!isTuple(args[1]) || as<TupleObj>(args[1])->length != 2)
      return raise(&trv_exc_TypeError, "utime: 'times' must be either a tuple of two ints or None");
    for (int i = 0; i < 2; ++i)
      if (!timeArgument(as<TupleObj>(args[1])->items[i], &times[i])) return 0;
  } else if (args[2]) {
    if (!isTuple(args[2]) || as<TupleObj>(args[2])->length != 2) return raise(&trv_exc_TypeError, "utime: 'ns' must be a tuple of two ints");
    for (int i = 0; i < 2; ++i) {
      int64_t ns;
      if (toInt64(as<TupleObj>(args[2])->items[i], &ns) < 0) return 0;
      const int64_t rest = ns % 1000000000;
      times[i] = {static_cast<time_t>(ns / 1000000000 - (rest < 0)), static_cast<long>(rest < 0 ? rest + 1000000000 : rest)};
    }
  }
  flushForgottenFiles();
  return (path.name ? utimensat(AT_FDCWD, path.name, times, 0) : futimens(path.fd, times)) < 0 ? raisePath(path) : none();
}

// ---- descriptors

Value openFn(Value, const Value* args, int64_t) {
  PathArgument path;
  int flags, mode = 0777;
  if (!pathArgument("open", "path", args[0], kPathOnly, &path) || intArgument(args[1], &flags) < 0 || (args[2] && intArgument(args[2], &mode) < 0) ||
      !noDirFd("open", args[3]))
    return 0;
  flushForgottenFiles();
  const int fd = open(path.name, flags | O_CLOEXEC, mode);
  return fd < 0 ? raisePath(path) : newInt(fd);
}
Value closeFn(Value, const Value* args, int64_t) {
  int fd;
  if (intArgument(args[0], &fd) < 0) return 0;
  return close(fd) < 0 ? raiseErrno(errno, 0) : none();
}
Value readFn(Value, const Value* args, int64_t) {
  int fd;
  int64_t n;
  if (intArgument(args[0], &fd) < 0 || indexValue(args[1], &n) < 0) return 0;
  if (n < 0) {
    errno = EINVAL;
    return raiseErrno(errno, 0);
  }
  auto* data = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(n) + 1));
  const int64_t got = data ? readFd(fd, data, n) : -1;
  return got < 0 ? 0 : newBytes(data, got);
}
Value writeFn(Value, const Value* args, int64_t) {
  int fd;
  ByteView b;
  if (intArgument(args[0], &fd) < 0 || !wantBuffer(args[1], &b)) return 0;
  for (;;) {
    const ssize_t n = write(fd, b.data, static_cast<size_t>(b.length));
    if (n >= 0) return newInt(n);
    if (errno != EINTR) return raiseErrno(errno, 0);
    if (abi::trv_poll(currentThread()) < 0) return 0;
  }
}
Value lseekFn(Value, const Value* args, int64_t) {
  int fd, how;
  int64_t position;
  if (intArgument(args[0], &fd) < 0 || toInt64(args[1], &position) < 0 || intArgument(args[2], &how) < 0) return 0;
  const off_t at = lseek(fd, position, how);
  return at < 0 ? raiseErrno(errno, 0) : newInt(at);
}
Value pipeFn(Value, const Value*, int64_t) {
  int ends[2];
  return pipe2(ends, O_CLOEXEC) < 0 ? raiseErrno(errno, 0) : toValue(makeTuple(newInt(ends[0]), newInt(ends[1])));
}
Value dupFn(Value, const Value* args, int64_t) {
  int fd;
  if (intArgument(args[0], &fd) < 0) return 0;
  const int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  return copy < 0 ? raiseErrno(errno, 0) : newInt(copy);
}
Value dup2Fn(Value, const Value* args, int64_t) {
  int fd, to, inheritable = 1;
  if (intArgument(args[0], &fd) < 0 || intArgument(args[1], &to) < 0 || (args[2] && (inheritable = truth(args[2])) < 0)) return 0;
  return (inheritable ? dup2(fd, to) : dup3(fd, to, O_CLOEXEC)) < 0 ? raiseErrno(errno, 0) : newInt(to);
}
Value isattyFn(Value, const Value* args, int64_t) {
  int fd;
  return intArgument(args[0], &fd) < 0 ? 0 : fromBool(isatty(fd));
}
Value fsyncFn(Value, const Value* args, int64_t) {
  Value number = args[0];
  int fd;
  if (!hasIndex(number) && !(number = streamCall(number, TRV_STR("fileno")))) return 0;
  return intArgument(number, &fd) < 0 ? 0 : fsync(fd) < 0 ? raiseErrno(errno, 0) : none();
}
Value ftruncateFn(Value, const Value* args, int64_t) {
  int fd;
  int64_t length;
  if (intArgument(args[0], &fd) < 0 || toInt64(args[1], &length) < 0) return 0;
  return ftruncate(fd, length) < 0 ? raiseErrno(errno, 0) : none();
}
Value terminalSizeFn(Value, const Value* args, int64_t nargs) {
  int fd = 1;
  struct winsize size;
  if (nargs > 0 && intArgument(args[0], &fd) < 0) return 0;
  if (ioctl(fd, TIOCGWINSZ, &size) < 0) return raiseErrno(errno, 0);
  const Value items[] = {newInt(size.ws_col), newInt(size.ws_row)};
  return newStruct(&terminalSizeClass, items, 2);
}

Value umaskFn(Value, const Value* args, int64_t) {
  int mask;
  return intArgument(args[0], &mask) < 0 ? 0 : newInt(umask(static_cast<mode_t>(mask)));
}
Value strerrorFn(Value, const Value* args, int64_t) {
  int code;
  return intArgument(args[0], &code) < 0 ? 0 : toValue(newStr(strerror(code)));
}
Value urandomFn(Value, const Value* args, int64_t) {
  int64_t n;
  if (indexValue(args[0], &n) < 0) return 0;
  if (n < 0) return raise(&trv_exc_ValueError, "negative argument not allowed");
  auto* data = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(n) + 1));
  for (int64_t done = 0; done < n;) {
    const ssize_t got = getrandom(data + done, static_cast<size_t>(n - done), 0);
    if (got < 0 && errno != EINTR) return raiseErrno(errno, 0);
    if (got > 0) done += got;
  }
  return newBytes(data, n);
}
Value fspathFn(Value, const Value* args, int64_t) {
  if (isStr(args[0]) || isBytes(args[0])) return args[0];
  bool found = false;
  const Value path = callSpecial(args[0], TRV_STR("__fspath__"), nullptr, 0, &found);
  if (!found) return raise(&trv_exc_TypeError, "expected str, bytes or os.PathLike object, not %T", args[0]);
  if (path && !isStr(path) && !isBytes(path)) return raise(&trv_exc_TypeError, "expected %T.__fspath__() to return str or bytes, not %T", args[0], path);
  return path;
}

const NativeDef kFunctions[] = {
    {"stat", statFn, ArgKind::Named, 0, -1, "path, *, dir_fd=, follow_symlinks="},
    {"lstat", lstatFn, ArgKind::Named, 0, -1, "path, *, dir_fd="},
    {"fstat", fstatFn, ArgKind::Named, 0, -1, "fd"},
    {"_mode", modeFn, ArgKind::Positional, 2, 2},
    {"access", accessFn, ArgKind::Named, 0, -1, "path, mode, *, dir_fd=, effective_ids=, follow_symlinks="},
    {"remove", onPath<unlink, kRemove>, ArgKind::Named, 0, -1, "path, *, dir_fd="},
    {"unlink", onPath<unlink, kUnlink>, ArgKind::Named, 0, -1, "path, *, dir_fd="},
    {"rmdir", onPath<rmdir, kRmdir>, ArgKind::Named, 0, -1, "path, *, dir_fd="},
    {"chdir", chdirFn, ArgKind::Named, 0, -1, "path"},
    {"mkdir", mkdirFn, ArgKind::Named, 0, -1, "path, mode=, *, dir_fd="},
    {"chmod", chmodFn, ArgKind::Named, 0, -1, "path, mode, *, dir_fd=, follow_symlinks="},
    {"rename", onTwoPaths<rename, kRename>, ArgKind::Named, 0, -1, "src, dst, *, src_dir_fd=, dst_dir_fd="},
    {"replace", onTwoPaths<rename, kReplace>, ArgKind::Named, 0, -1, "src, dst, *, src_dir_fd=, dst_dir_fd="},
    {"link", onTwoPaths<link, kLink>, ArgKind::Named, 0, -1, "src, dst, *, src_dir_fd=, dst_dir_fd=, follow_symlinks="},
    {"symlink", onTwoPaths<symlink, kSymlink>, ArgKind::Named, 0, -1, "src, dst, target_is_directory=, *, dir_fd="},
    {"readlink", readlinkFn, ArgKind::Named, 0, -1, "path, *, dir_fd="},
    {"getcwd", getcwdFn<false>, ArgKind::None},
    {"getcwdb", getcwdFn<true>, ArgKind::None},
    {"truncate", truncateFn, ArgKind::Named, 0, -1, "path, length"},
    {"utime", utimeFn, ArgKind::Named, 0, -1, "path, times=, *, ns=, dir_fd=, follow_symlinks="},
    {"open", openFn, ArgKind::Named, 0, -1, "path, flags, mode=, *, dir_fd="},
    {"close", closeFn, ArgKind::Named, 0, -1, "fd"},
    {"read", readFn, ArgKind::Positional, 2, 2},
    {"write", writeFn, ArgKind::Positional, 2, 2},
    {"lseek", lseekFn, ArgKind::Positional, 3, 3},
    {"pipe", pipeFn, ArgKind::None},
    {"dup", dupFn, ArgKind::Positional, 1, 1},
    {"dup2", dup2Fn, ArgKind::Named, 0, -1, "fd, fd2, inheritable="},
    {"isatty", isattyFn, ArgKind::Positional, 1, 1},
    {"fsync", fsyncFn, ArgKind::Named, 0, -1, "fd"},
    {"ftruncate", ftruncateFn, ArgKind::Positional, 2, 2},
    {"get_terminal_size", terminalSizeFn, ArgKind::Positional, 0, 1},
    {"umask", umaskFn, ArgKind::Positional, 1, 1},
    {"strerror", strerrorFn, ArgKind::Positional, 1, 1},
    {"urandom", urandomFn, ArgKind::Positional, 1, 1},
    {"fspath", fspathFn, ArgKind::Named, 0, -1, "path"},
    {nullptr, nullptr},
};

const struct {
  const char* name;
  int value;
} kConstants[] = {
#define TRV_CONSTANT(name) {#name, name},
    TRV_CONSTANT(F_OK) TRV_CONSTANT(R_OK) TRV_CONSTANT(W_OK) TRV_CONSTANT(X_OK) TRV_CONSTANT(O_RDONLY) TRV_CONSTANT(O_WRONLY)
    TRV_CONSTANT(O_RDWR) TRV_CONSTANT(O_CREAT) TRV_CONSTANT(O_EXCL) TRV_CONSTANT(O_TRUNC) TRV_CONSTANT(O_APPEND) TRV_CONSTANT(O_NONBLOCK)
    TRV_CONSTANT(O_SYNC) TRV_CONSTANT(O_CLOEXEC) TRV_CONSTANT(O_DIRECTORY) TRV_CONSTANT(O_NOFOLLOW)
#undef TRV_CONSTANT
};

}  // namespace

void addPosixFiles(Value module) {
  static const char* const fields[] = {"st_mode",     "st_ino",      "st_dev",      "st_nlink",   "st_uid",    "st_gid",    "st_size",
                                       "st_atime",    "st_mtime",    "st_ctime",    "st_atime",   "st_mtime",  "st_ctime",  "st_atime_ns",
                                       "st_mtime_ns", "st_ctime_ns", "st_blksize",  "st_blocks",  "st_rdev",   nullptr};
  readyStruct({&statResultClass, "os", "stat_result", fields, 10, true});
  static const char* const sizeFields[] = {"columns", "lines", nullptr};
  readyStruct({&terminalSizeClass, "os", "terminal_size", sizeFields, 2, true});
  moduleAdd(module, "stat_result", toValue(&statResultClass));
  moduleAdd(module, "terminal_size", toValue(&terminalSizeClass));
  moduleAddFunctions(module, kFunctions);
  for (const auto& c : kConstants) moduleAdd(module, c.name, fromSmallInt(c.value));
}

void initPosixModule(Value module) {
  addPosixFiles(module);
  addScandir(module);
  addPosixProcesses(module);
}

}  // namespace trivium::runtime
