// The thread state and raising: how an exception becomes the pending one, gets its __context__, is matched, caught and passed on.
// Rules: Language Reference 8.4 and 7.8; the order of steps and the texts are those of CPython's Python/errors.c and ceval.c.
//
// Each frame an exception passes adds itself to the traceback, once: when it leaves the frame (trv_add_traceback) or when a handler
// takes it (trv_exc_catch). A frame that passes on an exception which it has caught is in the traceback already, so trv_reraise and
// a bare `raise` suppress the entry that the engine is about to add.
#include <errno.h>
#include <signal.h>
#include <string.h>

#include "runtime/abi/program.h"
#include "runtime/abi/helpers.h"
#include "runtime/detail/errors.h"

namespace trivium::runtime {

ThreadState trv_thread;

namespace {

bool gSkipEntry;  ///< the next entry is one that the traceback has
volatile sig_atomic_t gInterrupted;

/// `from` an exception on the chain of contexts that leads back to `value` would be a cycle: it is cut there.
void cutContextCycle(Value from, Value value) {
  ExceptionObj *at = exceptionOf(from), *slow = at;
  bool moveSlow = false;
  while (at->context) {
    if (at->context == value) {
      at->context = 0;
      return;
    }
    at = exceptionOf(at->context);
    if (at == slow) return;  // a cycle that was there before
    if (moveSlow) slow = exceptionOf(slow->context);
    moveSlow = !moveSlow;
  }
}

/// Makes an exception of what a raise statement names: an instance stays, a class is called.
Value instanceFrom(Value v) {
  if (isExceptionClass(v)) {
    Value made = call(v, nullptr, 0);
    if (made && !isException(made))
      return raise(&trv_exc_TypeError, "calling %R should have returned an instance of BaseException, not %R", v, toValue(classOf(made)));
    return made;
  }
  return isException(v) ? v : raise(&trv_exc_TypeError, "exceptions must derive from BaseException");
}

/// isSubclass for classes of exceptions. All ancestors of `type` come after it in the order of `cls`, so it stands among the first.
inline bool isSubclassInLine(const ClassObj* cls, Value type) {
  if (toValue(cls) == type) return true;
  const TupleObj *order = cls->mro, *rest = as<ClassObj>(type)->mro;
  if (order && rest)
    for (int64_t i = 1, last = order->length - rest->length; i <= last; ++i)
      if (order->items[i] == type) return true;
  // A metaclass may have made an order of its own.
  return __builtin_expect(!order || cls->shape->cls != &trv_class_type, 0) && isSubclass(cls, as<ClassObj>(type));
}

int raiseNoExceptionClass() {
  return raiseInt(raise(&trv_exc_TypeError, "catching classes that do not inherit from BaseException is not allowed"));
}

bool matches(ClassObj* cls, Value type) {
  if (!isTuple(type)) return isExceptionClass(type) && isSubclassInLine(cls, type);
  auto* types = as<TupleObj>(type);
  for (int64_t i = 0; i < types->length; ++i)
    if (matches(cls, types->items[i])) return true;
  return false;
}

void onInterrupt(int) {
  gInterrupted = 1;
  trv_thread.pollRequest = 1;
}

}  // namespace

bool hasPending() { return trv_thread.pending != 0; }
bool pendingIs(ClassObj* cls) { return trv_thread.pending && isInstance(trv_thread.pending, cls); }
void clearPending() { trv_thread.pending = 0; }
Value takePending() {
  Value e = trv_thread.pending;
  trv_thread.pending = 0;
  return e;
}

// ---- raising

Value raiseObject(Value exception) {
  if (!exception) return 0;  // making it has raised
  gSkipEntry = false;
  const Value handled = trv_thread.handled;
  if (handled && handled != exception) {
    cutContextCycle(handled, exception);
    exceptionOf(exception)->context = handled;
  }
  trv_thread.pending = exception;
  return 0;
}

Value newException(ClassObj* cls, Value args) { return newExceptionOf(cls, as<TupleObj>(args)->items, as<TupleObj>(args)->length); }

/// The str of a text that is in the program or the runtime for good; texts of exceptions that are raised again and again are kept.
struct FixedText {
  const char* text;
  StrObj* made;
};
static FixedText gFixedTexts[64];
static inline FixedText& fixedTextRow(const char* text) {
  static_assert(sizeof gFixedTexts / sizeof(FixedText) == 1u << (64 - 58));
  return gFixedTexts[(reinterpret_cast<uintptr_t>(text) * 0x9E3779B97F4A7C15u) >> 58];
}
static StrObj* fixedText(const char* text) {
  FixedText& row = fixedTextRow(text);
  if (row.text != text) row = {text, newStr(text)};
  return row.made;
}

Value raise(ClassObj* cls, const char* format, ...) {
  if (!*format) return raiseObject(newExceptionOf(cls, nullptr, 0));
  if (fixedTextRow(format).text == format || !strchr(format, '%')) return raiseValue(cls, toValue(fixedText(format)));
  va_list args;
  va_start(args, format);
  StrObj* text = strFormatV(format, args);
  va_end(args);
  return text ? raiseValue(cls, toValue(text)) : 0;
}

Value raiseValue(ClassObj* cls, Value arg) { return raiseObject(newExceptionOf(cls, &arg, 1)); }

Value raiseErrno(int err, Value filename) {
  Value args[] = {fromSmallInt(err), toValue(newStr(strerror(err))), filename};
  return raiseObject(newExceptionOf(&trv_exc_OSError, args, filename ? 3 : 2));
}

Value raiseNameError(StrObj* name) {
  raise(&trv_exc_NameError, "name '%U' is not defined", name);
  exceptionOf(trv_thread.pending)->extra[kNameName] = toValue(name);
  return 0;
}

void readyErrorClasses() {
  gcAddRoots(&trv_thread.pending, 1);
  gcAddRoots(&trv_thread.handled, 1);
  gcAddRoots(&trv_thread.outerHandled, 1);
  gcAddRoots(reinterpret_cast<Value*>(gFixedTexts), 2 * sizeof gFixedTexts / sizeof(FixedText));
  trv_thread.recursionLimit = 1000;
  readyExceptions();
  readyTracebackClasses();
}

void installSignalHandlers() {
  struct sigaction old;
  // A process started with SIGINT ignored, as by a shell's `&`, keeps it so.
  if (sigaction(SIGINT, nullptr, &old) == 0 && old.sa_handler == SIG_DFL) {
    struct sigaction action = {};
    action.sa_handler = onInterrupt;
    sigaction(SIGINT, &action, nullptr);
  }
  signal(SIGPIPE, SIG_IGN);
}

extern "C" {
namespace abi {

// ---- statements

I trv_raise(V exception, V cause) {
  if (!exception) {
    if (!trv_thread.handled) return raiseInt(raise(&trv_exc_RuntimeError, "No active exception to reraise"));
    trv_thread.pending = trv_thread.handled;
    gSkipEntry = true;
    return -1;
  }
  const Value made = instanceFrom(exception);
  if (!made) return -1;
  if (cause) {
    Value because = 0;
    if (isExceptionClass(cause)) {
      because = call(cause, nullptr, 0);
      if (!because) return -1;
      if (!isException(because))
        return raiseInt(raise(&trv_exc_TypeError, "calling %R should have returned an instance of BaseException, not %R", cause,
                              toValue(classOf(because))));
    } else if (isException(cause)) {
      because = cause;
    } else if (cause != none()) {
      return raiseInt(raise(&trv_exc_TypeError, "exception causes must derive from BaseException"));
    }
    exceptionOf(made)->cause = because;
    exceptionOf(made)->suppressContext = 1;
  }
  return raiseInt(raiseObject(made));
}

I trv_reraise(V exception) {
  trv_thread.pending = exception;
  gSkipEntry = true;
  return -1;
}

static __attribute__((noinline)) I matchTuple(V exception, V type) {
  bool valid = isTuple(type);
  for (int64_t i = 0; valid && i < as<TupleObj>(type)->length; ++i) valid = isExceptionClass(as<TupleObj>(type)->items[i]);
  return valid ? matches(classOf(exception), type) : raiseNoExceptionClass();
}

I trv_exc_match(V exception, V type) {
  if (__builtin_expect(!isExceptionClass(type), 0)) return matchTuple(exception, type);
  return isSubclassInLine(objectOf(exception)->shape->cls, type);
}

I trv_exc_match_any(V exception, P list, I count) {
  auto* types = static_cast<const Value*>(list);
  const ClassObj* cls = objectOf(exception)->shape->cls;
  I any = 0;
  for (I i = 0; i < count; ++i) {
    if (__builtin_expect(!isExceptionClass(types[i]), 0)) return raiseNoExceptionClass();
    any |= isSubclassInLine(cls, types[i]);
  }
  return any;
}

}

/// Where a function lists a position that a copy of it has.
static uint32_t positionIn(const FunctionInfo* function, const SourcePos& position) {
  uint32_t at = 0;
  while (at < function->locCount && (function->locs[at].line != position.line || function->locs[at].col != position.col ||
                                     function->locs[at].endLine != position.endLine || function->locs[at].endCol != position.endCol))
    ++at;
  return at;
}

namespace abi {

/// The frames that Python sees inside the code around a position, the nearest to the raise first; what is around them all as the result.
static __attribute__((noinline)) uint32_t addInlined(ExceptionObj* e, const FunctionInfo* function, uint32_t at) {
  for (; at < function->locCount && function->locs[at].inlined; at = function->locs[at].outer) {
    const SourcePos& position = function->locs[at];
    if (position.inlined < kFirstInlinedFunction) {  // a comprehension that is part of the function
      e->traceback = newTracebackEntry(function, at, e->traceback);
    } else {
      const FunctionInfo* called = &gProgram.descriptor->infos[position.inlined - kFirstInlinedFunction];
      e->traceback = newTracebackEntry(called, positionIn(called, position), e->traceback);
    }
  }
  return at;
}

/// This frame joins the traceback of the pending exception, unless it is in it.
static inline __attribute__((always_inline)) void addEntry(P info, I loc) {
  if (gSkipEntry) {
    gSkipEntry = false;
    return;
  }
  ExceptionObj* e = exceptionOf(trv_thread.pending);
  auto* function = static_cast<const FunctionInfo*>(info);
  auto at = static_cast<uint32_t>(loc);
  if (at < function->locCount && function->locs[at].inlined) at = addInlined(e, function, at);
  e->traceback = newTracebackEntry(function, at, e->traceback);
}

void trv_add_traceback(P, P info, I loc) {
  if (trv_thread.pending) addEntry(info, loc);
}

V trv_exc_catch(P, P info, I loc) {
  addEntry(info, loc);
  const Value e = trv_thread.pending;
  trv_thread.pending = 0;
  return trv_thread.handled = e;
}

// ---- errors that generated code finds

V trv_unbound_local(V name) {
  return raise(&trv_exc_UnboundLocalError, "cannot access local variable '%U' where it is not associated with a value", name);
}

V trv_cell_unbound(V name, I isFree) {
  if (!isFree) return trv_unbound_local(name);
  raise(&trv_exc_NameError, "cannot access free variable '%U' where it is not associated with a value in enclosing scope", name);
  exceptionOf(trv_thread.pending)->extra[kNameName] = name;
  return 0;
}

V trv_name_error(V name) { return raiseNameError(as<StrObj>(name)); }

V trv_zero_division(P text) { return raiseValue(&trv_exc_ZeroDivisionError, toValue(fixedText(static_cast<const char*>(text)))); }

V trv_recursion_error(P) { return raise(&trv_exc_RecursionError, "maximum recursion depth exceeded"); }

I trv_poll(P thread) {
  static_cast<ThreadState*>(thread)->pollRequest = 0;
  finalizeDue();
  if (!gInterrupted) return 0;
  gInterrupted = 0;
  return raiseInt(raise(&trv_exc_KeyboardInterrupt, ""));
}

}  // namespace abi
}

}  // namespace trivium::runtime
