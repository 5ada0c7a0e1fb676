// open() and the three standard streams; what the exit of the program flushes. Library Reference "open"; texts as CPython's
// Modules/_io/_iomodule.c.
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/detail/text.h"
#include "runtime/file.h"

namespace trivium::runtime {

TextObj* gStdin;
TextObj* gStdout;
TextObj* gStderr;

namespace {

/// By descriptor: closed from the start.
bool isMissing[3];

bool isTerminal(FileIoObj* f) { return ::isatty(static_cast<int>(f->fd)); }

/// A standard stream. One whose descriptor is closed is made as well, but sys has None in its place.
TextObj* standardStream(int fd, const char* name, bool writes, const char* errors) {
  isMissing[fd] = fcntl(fd, F_GETFD) < 0;
  const Value raw = newFileIo(fd, toValue(newStr(name)), !writes, writes);
  as<FileIoObj>(raw)->closesFd = 0;
  const Value buffer = newBuffered(writes ? &trv_class_buffered_writer : &trv_class_buffered_reader, raw, 8192);
  const Value text = newText(buffer, toValue(TRV_STR("utf-8")), toValue(newStr(errors)), toValue(TRV_STR("\n")), fd == 2 || isTerminal(as<FileIoObj>(raw)));
  if (!writes) as<TextObj>(text)->newline = kUniversal;
  setAttr(text, TRV_STR("mode"), toValue(writes ? TRV_STR("w") : TRV_STR("r")));
  return as<TextObj>(text);
}

bool isOptionalText(const char* name, Value v) {
  if (!v || v == none() || isStr(v)) return true;
  raise(&trv_exc_TypeError, "open() argument '%s' must be str or None, not %U", name, argumentKind(v));
  return false;
}

}  // namespace

Value openFile(Value path, Value modeValue, Value buffering, Value encoding, Value errors, Value newline, Value closeFd, Value opener) {
  if (modeValue && !isStr(modeValue)) return raise(&trv_exc_TypeError, "open() argument 'mode' must be str, not %U", argumentKind(modeValue));
  int64_t bufferSize = -1;
  if (buffering && indexValue(buffering, &bufferSize) < 0) return 0;
  if (!isOptionalText("encoding", encoding) || !isOptionalText("errors", errors) || !isOptionalText("newline", newline)) return 0;
  const int closes = closeFd ? truth(closeFd) : 1;
  if (closes < 0) return 0;
  if (!isInt(path)) {  // something with __fspath__ is asked once
    if (!isStr(path) && !isBytes(path)) {
      bool found = false;
      const Value converted = callSpecial(path, TRV_STR("__fspath__"), nullptr, 0, &found);
      if (found && !converted) return 0;
      if (found && (isStr(converted) || isBytes(converted))) path = converted;
      else if (!fileNameOf(path)) return 0;
    }
  }
  const char* mode = modeValue ? utf8Of(as<StrObj>(modeValue)) : "r";
  static constexpr char kLetters[] = "rwax+bt";
  bool has[7] = {};
  for (const char* p = mode; *p; ++p) {
    const char* letter = strchr(kLetters, *p);
    if (!letter || has[letter - kLetters]) return raise(&trv_exc_ValueError, "invalid mode: %R", modeValue);
    has[letter - kLetters] = true;
  }
  const bool reading = has[0], updating = has[4], binary = has[5], isText = has[6];
  const auto given = [](Value v) { return v && v != none(); };
  if (isText && binary) return raise(&trv_exc_ValueError, "can't have text and binary mode at once");
  if (has[0] + has[1] + has[2] + has[3] > 1) return raise(&trv_exc_ValueError, "must have exactly one of create/read/write/append mode");
  if (binary && given(encoding)) return raise(&trv_exc_ValueError, "binary mode doesn't take an encoding argument");
  if (binary && given(errors)) return raise(&trv_exc_ValueError, "binary mode doesn't take an errors argument");
  if (binary && given(newline)) return raise(&trv_exc_ValueError, "binary mode doesn't take a newline argument");

  flushForgottenFiles();
  char rawMode[4] = {};
  int n = 0;
  for (int i = 0; i < 5; ++i)
    if (has[i]) rawMode[n++] = kLetters[i];
  const Value raw = newFileIo(-1, path, false, false);
  auto* file = as<FileIoObj>(raw);
  if (openFileIo(file, path, rawMode, closes != 0, given(opener) ? opener : 0) < 0) return 0;
  const auto abandon = [&]() -> Value {
    const Value failure = takePending();
    streamCall(raw, TRV_STR("close"));
    return raiseObject(failure);
  };
  const bool terminal = bufferSize < 0 || bufferSize == 1 ? isTerminal(file) : false;
  const bool lineBuffering = bufferSize == 1 || (bufferSize < 0 && terminal);
  if (bufferSize < 0 || bufferSize == 1) bufferSize = file->blockSize;
  if (bufferSize == 0) {
    if (binary) return raw;
    raise(&trv_exc_ValueError, "can't have unbuffered text I/O");
    return abandon();
  }
  ClassObj* cls = updating ? &trv_class_buffered_random : reading ? &trv_class_buffered_reader : &trv_class_buffered_writer;
  const Value buffer = newBuffered(cls, raw, bufferSize);
  if (!buffer) return abandon();
  if (binary) return buffer;
  const Value text = newText(buffer, encoding, errors, newline, lineBuffering);
  if (!text) return abandon();
  return setAttr(text, TRV_STR("mode"), modeValue ? modeValue : toValue(TRV_STR("r"))) < 0 ? 0 : text;
}

int flushAllFiles() {
  bool standardOutput = false;
  flushTextFiles(&standardOutput);
  if (!standardOutput && gStdout->binary && bufferedIsOpen(gStdout->binary) && bufferedFlush(gStdout->binary) < 0) {
    standardOutput = true;
    clearPending();
  }
  flushBufferedFiles();
  return standardOutput ? -1 : 0;
}

void flushForgottenFiles() {
  // Whether a stream is forgotten only a collection could tell; that it is written earlier than it has to be does no harm. The standard
  // streams keep what they have.
  bool unused = false;
  const int64_t out = gStdout->pendingCount, err = gStderr->pendingCount;
  gStdout->pendingCount = gStderr->pendingCount = 0;
  flushTextFiles(&unused);
  gStdout->pendingCount = out;
  gStderr->pendingCount = err;
  flushBufferedFiles();
}

Value standardStreamValue(const TextObj* stream) {
  return isMissing[stream == gStdin ? 0 : stream == gStdout ? 1 : 2] ? none() : toValue(stream);
}

Value currentStream(StrObj* name, const TextObj* standard) {
  const Value sys = dictGetStr(gModules, TRV_STR("sys"));
  const Value stream = sys ? moduleGet(as<ModuleObj>(sys), name) : standardStreamValue(standard);
  return stream == none() ? 0 : stream;
}

Value currentStdout() { return currentStream(TRV_STR("stdout"), gStdout); }

void readyFileClasses() {
  readyIoBaseClasses();
  readyFileIoClass();
  readyBufferedClasses();
  readyTextClass();
  for (TextObj** stream : {&gStdin, &gStdout, &gStderr}) gcAddRoots(reinterpret_cast<Value*>(stream), 1);
  const char* errors = isPlainLocale() ? "surrogateescape" : "strict";
  gStdin = standardStream(0, "<stdin>", false, errors);
  gStdout = standardStream(1, "<stdout>", true, errors);
  gStderr = standardStream(2, "<stderr>", true, "backslashreplace");
  signal(SIGPIPE, SIG_IGN);  // a closed pipe is BrokenPipeError
}

}  // namespace trivium::runtime
