// The end of a program: what an uncaught exception means for the exit status, exit handlers, the last flush. As CPython's
// Python/pythonrun.c and pylifecycle.c order it.
#include <signal.h>
#include <unistd.h>

#include "runtime/detail/errors.h"
#include "runtime/detail/program.h"
#include "runtime/file.h"

namespace trivium::runtime {

namespace {

constexpr int kFlushFailed = 120;

/// Tuples (callee, args, keywords or 0), the oldest first.
ListObj* gHandlers;

ListObj* handlers() {
  if (!gHandlers) {
    gcAddRoots(reinterpret_cast<Value*>(&gHandlers), 1);
    gHandlers = newList();
  }
  return gHandlers;
}

/// A name of the sys module as it is now, 0 when the program has no such module or removed the name.
Value sysGet(StrObj* name) {
  const Value sys = dictGetStr(gModules, TRV_STR("sys"));
  return sys && hasShape(sys, &trv_shape_module) ? moduleGet(as<ModuleObj>(sys), name) : 0;
}

/// Flushes what print() and the program wrote before the report of an exception follows on the same terminal.
void flushStandardStreams() {
  if (fileFlush(gStdout) < 0) clearPending();
  const Value out = currentStdout();
  if (out && out != toValue(gStdout) && !callMethod(out, TRV_STR("flush"), nullptr, 0)) clearPending();
}

int exitStatusOf(Value systemExit) {
  Value code = getAttrOrEnd(systemExit, TRV_STR("code"));
  if (!code) clearPending();
  if (!code || code == kEnd) code = systemExit;
  if (code == none()) return 0;
  if (isInt(code)) {
    int64_t status;
    return intFitsInt64(code, &status) ? static_cast<int>(status) : -1;
  }
  StrBuilder out;
  Value text = str(code);
  if (!text) clearPending();
  if (text) out.append(as<StrObj>(text));
  out.append("\n");
  writeErrorText(out.finish());
  return 1;
}

/// Prints an exception that nobody caught, through sys.excepthook if the program set one; the exit status.
int report(Value exception) {
  flushStandardStreams();
  if (isInstance(exception, &trv_exc_SystemExit)) return exitStatusOf(exception);
  const Value hook = sysGet(TRV_STR("excepthook"));
  if (!hook || hook == sysGet(TRV_STR("__excepthook__"))) {
    printUncaught(exception);
    return 1;
  }
  const Value tb = exceptionOf(exception)->traceback;
  if (callWith(hook, toValue(classOf(exception)), exception, tb ? tb : none())) return 1;
  const Value inHook = takePending();
  if (isInstance(inHook, &trv_exc_SystemExit)) return exitStatusOf(inHook);
  writeErrorText(newStr("Error in sys.excepthook:\n"));
  printUncaught(inHook);
  writeErrorText(newStr("\nOriginal exception was:\n"));
  printUncaught(exception);
  return 1;
}

bool flushAtExit() {
  bool ok = true;
  const Value out = currentStdout();
  const auto flushOrReport = [&](Value file) {
    if (file == toValue(gStdout) ? fileFlush(gStdout) == 0 : callMethod(file, TRV_STR("flush"), nullptr, 0) != 0) return;
    reportIgnored("Exception ignored in", file);
    ok = false;
  };
  if (out && !(out == toValue(gStdout) && fileIsClosed(gStdout))) flushOrReport(out);
  return flushAllFiles() == 0 && ok;
}

}  // namespace

void addExitHandler(Value callee, Value args, Value keywords) {
  TupleObj* handler = newTuple(3);
  handler->items[0] = callee;
  handler->items[1] = args;
  handler->items[2] = keywords;
  listAppend(handlers(), toValue(handler));
}

int removeExitHandler(Value callee) {
  ListObj* list = handlers();
  for (int64_t i = 0; i < list->length;) {
    const int same = equals(as<TupleObj>(list->items[i])->items[0], callee);
    if (same < 0) return -1;
    if (same && i < list->length) {
      for (int64_t k = i + 1; k < list->length; ++k) list->items[k - 1] = list->items[k];
      --list->length;
    } else {
      ++i;
    }
  }
  return 0;
}

void clearExitHandlers() { handlers()->length = 0; }
int64_t exitHandlerCount() { return handlers()->length; }

void runExitHandlers() {
  // Handlers may register others, which run next.
  for (ListObj* list = handlers(); list->length;) {
    auto* handler = as<TupleObj>(list->items[--list->length]);
    if (callTuple(handler->items[0], handler->items[1], handler->items[2])) continue;
    reportIgnored("Exception ignored in atexit callback", handler->items[0]);
  }
}

int finishProgram(Value uncaught) {
  int status = uncaught ? report(uncaught) : 0;
  currentThread()->handled = 0;
  const bool wasInterrupted = uncaught && classOf(uncaught) == &trv_exc_KeyboardInterrupt;
  runExitHandlers();
  finalizeAll();
  if (!flushAtExit()) status = kFlushFailed;
  if (!wasInterrupted) return status;
  // The parent should see what stopped the program, so the signal does it, as in CPython.
  signal(SIGINT, SIG_DFL);
  kill(getpid(), SIGINT);
  return 128 + SIGINT;
}

}  // namespace trivium::runtime
