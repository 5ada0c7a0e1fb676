// Generators: the object, send/throw/close, `yield from` (PEP 342, PEP 380) and StopIteration's conversion (PEP 479).
//
// The compiled resume function runs the body up to the next yield; what is here decides with what it is resumed. An exception to raise
// inside waits in `inject`. In front of a plain yield it comes out of trv_gen_sent; at a `yield from` trv_yield_from_step passes it on to
// the delegate first. While a generator is suspended it keeps the exception that it was handling; inside it, with none of its own,
// the exception its caller handles is current, as in CPython.
#include "runtime/abi/helpers.h"
#include "runtime/detail/core.h"
#include "runtime/detail/errors.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_generator;
Shape trv_shape_generator;
}

namespace {

GeneratorObj* generator(Value v) { return as<GeneratorObj>(v); }
bool isGenerator(Value v) { return hasShape(v, &trv_shape_generator); }

/// The body has ended. What it kept alive is let go.
__attribute__((noinline)) Value finish(GeneratorObj* g, Value v) {
  g->state = -1;
  g->blocked |= kFinished;
  g->handled = g->delegate = g->inject = 0;
  for (int64_t i = 0; i < g->slotCount; ++i) g->slots[i] = 0;
  if (v == kEnd || !pendingIs(&trv_exc_StopIteration)) return v;
  Value cause = takePending();
  raise(&trv_exc_RuntimeError, "generator raised StopIteration");
  ExceptionObj* e = exceptionOf(currentThread()->pending);
  e->cause = e->context = cause;
  e->suppressContext = 1;
  return 0;
}

Value raiseRunning() { return raise(&trv_exc_ValueError, "generator already executing"); }

/// Runs to the next yield: the value, kEnd with g->result, or raised. Needs: not running, not finished.
inline Value resume(GeneratorObj* g, Value sent) {
  ThreadState* ts = currentThread();
  if (!(g->info->flags & kHandlesExceptions)) {  // leaves ts->handled as it finds it, and never asks for ts->outerHandled
    g->blocked |= kRunning;
    Value v = g->info->resume(ts, g, sent);
    g->blocked &= ~int64_t{kRunning};
    return __builtin_expect(v != 0 && v != kEnd, 1) ? v : finish(g, v);
  }
  const Value outer = ts->handled, outermost = ts->outerHandled;
  ts->outerHandled = outer;
  if (__builtin_expect(g->handled != 0, 0)) ts->handled = g->handled;
  g->blocked |= kRunning;
  Value v = g->info->resume(ts, g, sent);
  g->blocked &= ~int64_t{kRunning};
  const Value inner = ts->handled;
  ts->handled = outer;
  ts->outerHandled = outermost;
  if (__builtin_expect(v != 0 && v != kEnd, 1)) {
    g->handled = inner == outer ? 0 : inner;
    return v;
  }
  return finish(g, v);
}

Value nextOfGenerator(GeneratorObj* g) {
  if (__builtin_expect(isRunning(g), 0)) return raiseRunning();
  if (__builtin_expect(g->state < 0, 0)) {
    g->result = 0;
    return kEnd;
  }
  return resume(g, none());
}

Value send(GeneratorObj* g, Value v) {
  if (g->state == 0 && !isRunning(g) && v != none()) return raise(&trv_exc_TypeError, "can't send non-None value to a just-started generator");
  if (isRunning(g)) return raiseRunning();
  if (g->state < 0) {
    g->result = 0;
    return kEnd;
  }
  return resume(g, v);
}

Value throwInto(GeneratorObj* g, Value exception) {
  if (isRunning(g)) return raiseRunning();
  if (g->state <= 0) {
    currentThread()->pending = exception;
    if (g->state < 0) return 0;
    if (g->info->locCount) abi::trv_add_traceback(currentThread(), const_cast<FunctionInfo*>(g->info), 0);
    return finish(g, 0);
  }
  g->inject = exception;
  return resume(g, none());
}

/// 0 done, -1 raised.
int close(GeneratorObj* g) {
  if (isRunning(g)) return raiseInt(raiseRunning());
  if (g->state <= 0) {
    if (g->state == 0) finish(g, kEnd);
    return 0;
  }
  g->inject = newException(&trv_exc_GeneratorExit, toValue(newTuple(0)));
  Value v = resume(g, none());
  if (v == kEnd) {
    g->result = 0;
    return 0;
  }
  if (v) return raiseInt(raise(&trv_exc_RuntimeError, "generator ignored GeneratorExit"));
  if (!pendingIs(&trv_exc_GeneratorExit)) return -1;
  clearPending();
  return 0;
}

// ---- delegation

/// The delegate has returned `value`.
Value delegateDone(GeneratorObj* g, Value value) {
  g->delegate = 0;
  g->result = value ? value : none();
  return kEnd;
}

/// Result of a call of a method of a delegate that is no generator: StopIteration means it has returned.
Value delegateResult(GeneratorObj* g, Value v) {
  if (v) return v;
  if (pendingIs(&trv_exc_StopIteration)) return delegateDone(g, exceptionOf(takePending())->extra[kStopValue]);
  g->delegate = 0;
  return 0;
}
Value delegateGenerator(GeneratorObj* g, GeneratorObj* delegate, Value v) {
  if (__builtin_expect(v != 0 && v != kEnd, 1)) return v;
  if (v == kEnd) {
    Value result = delegate->result;
    delegate->result = 0;
    return delegateDone(g, result);
  }
  g->delegate = 0;
  return 0;
}

/// The exception that waits in g->inject rises at the yield.
Value raiseInjected(GeneratorObj* g) {
  Value exception = g->inject;
  g->inject = 0;
  if (g->handled && g->handled != exception) return raiseObject(exception);
  currentThread()->pending = exception;
  return 0;
}

int closeDelegate(Value delegate) {
  if (isGenerator(delegate)) return close(generator(delegate));
  Value method = getAttrOrEnd(delegate, TRV_STR("close"));
  if (method == kEnd) return 0;
  return method && call(method, nullptr, 0) ? 0 : -1;
}

Value throwIntoDelegate(GeneratorObj* g) {
  Value exception = g->inject, delegate = g->delegate;
  if (isInstance(exception, &trv_exc_GeneratorExit)) {
    int status = closeDelegate(delegate);
    g->delegate = 0;
    if (status == 0) return raiseInjected(g);
    g->inject = 0;
    return 0;
  }
  if (isGenerator(delegate)) {
    g->inject = 0;
    return delegateGenerator(g, generator(delegate), throwInto(generator(delegate), exception));
  }
  Value method = getAttrOrEnd(delegate, TRV_STR("throw"));
  if (method == kEnd) {
    g->delegate = 0;
    return raiseInjected(g);
  }
  g->inject = 0;
  return delegateResult(g, method ? callWith(method, exception) : 0);
}

// ---- methods

/// What `throw(type, value, traceback)` raises; 0 = raised instead.
Value exceptionFrom(Value type, Value value, Value traceback) {
  if (traceback == none()) traceback = 0;
  if (value == none()) value = 0;
  if (traceback && !isExact(traceback, &trv_class_traceback)) return raise(&trv_exc_TypeError, "throw() third argument must be a traceback object");
  Value made;
  if (isExceptionClass(type)) {
    if (value && isInstance(value, as<ClassObj>(type))) made = value;
    else if (!value) made = call(type, nullptr, 0);
    else if (isTuple(value)) made = callTuple(type, value, 0);
    else made = callWith(type, value);
    if (made && !isException(made))
      return raise(&trv_exc_TypeError, "calling %R should have returned an instance of BaseException, not %R", type, toValue(classOf(made)));
  } else if (isException(type)) {
    if (value) return raise(&trv_exc_TypeError, "instance exception may not have a separate value");
    made = type;
  } else {
    return raise(&trv_exc_TypeError, "exceptions must be classes or instances deriving from BaseException, not %T", type);
  }
  if (made && traceback) exceptionOf(made)->traceback = traceback;
  return made;
}

inline Value orStop(Value v, Value self) { return v == kEnd ? raiseStopIteration(self) : v; }
Value methodSend(Value self, const Value* args, int64_t) { return orStop(send(generator(self), args[0]), self); }
Value methodThrow(Value self, const Value* args, int64_t nargs) {
  Value exception = exceptionFrom(args[0], nargs > 1 ? args[1] : 0, nargs > 2 ? args[2] : 0);
  return exception ? orStop(throwInto(generator(self), exception), self) : 0;
}
Value methodClose(Value self, const Value*, int64_t) { return close(generator(self)) < 0 ? 0 : none(); }

Value iterSlot(Value self) { return self; }
Value nextSlot(Value self) { return nextOfGenerator(generator(self)); }
Value reprSlot(Value self) {
  return toValue(strFormat("<generator object %U at 0x%llx>", generator(self)->qualname, static_cast<unsigned long long>(self)));
}

Value getName(Value self) { return generator(self)->name; }
Value getQualname(Value self) { return generator(self)->qualname; }
int setName(Value self, Value value) {
  if (!value || !isStr(value)) return raiseInt(raise(&trv_exc_TypeError, "__name__ must be set to a string object"));
  generator(self)->name = value;
  return 0;
}
int setQualname(Value self, Value value) {
  if (!value || !isStr(value)) return raiseInt(raise(&trv_exc_TypeError, "__qualname__ must be set to a string object"));
  generator(self)->qualname = value;
  return 0;
}
int readOnly(Value, Value) { return raiseInt(raise(&trv_exc_AttributeError, "readonly attribute")); }
Value getRunning(Value self) { return fromBool(isRunning(generator(self))); }
Value getSuspended(Value self) { return fromBool(!isRunning(generator(self)) && generator(self)->state > 0); }
Value getDelegate(Value self) { return generator(self)->delegate && !isRunning(generator(self)) ? generator(self)->delegate : none(); }
Value getCode(Value self) { return newCode(generator(self)->function->info); }

const NativeDef kMethods[] = {
    {"send", methodSend, ArgKind::One, 0, -1, nullptr, nullptr, MethodKind::Instance,
     "send(arg) -> send 'arg' into generator,\nreturn next yielded value or raise StopIteration."},
    {"throw", methodThrow, ArgKind::Positional, 1, 3},
    {"close", methodClose, ArgKind::None, 0, -1, nullptr, nullptr, MethodKind::Instance, "close() -> raise GeneratorExit inside generator."},
    {nullptr, nullptr},
};
const GetSetDef kGetSets[] = {
    {"__name__", getName, setName},
    {"__qualname__", getQualname, setQualname},
    {"gi_running", getRunning, nullptr},
    {"gi_suspended", getSuspended, nullptr},
    {"gi_yieldfrom", getDelegate, nullptr},
    {"gi_code", getCode, readOnly},
    {nullptr, nullptr, nullptr},
};

}  // namespace

Value raiseStopIteration(Value iterator) {
  Value result = isGenerator(iterator) ? generator(iterator)->result : 0;
  if (!result || result == none()) return raise(&trv_exc_StopIteration, "");
  generator(iterator)->result = 0;
  return raiseValue(&trv_exc_StopIteration, result);
}

void closeDropped(Value g) {
  if (!isRunning(generator(g)) && close(generator(g)) < 0) reportIgnored("Exception ignored in", g);
}

bool cameFrom(Value g, Value source, Value name) {
  const Value function = toValue(generator(g)->function);
  if (!source) return true;
  if (!name) return source == function || (hasShape(source, &trv_shape_method) && as<MethodObj>(source)->function == function);
  if (hasShape(source, &trv_shape_module)) return moduleGet(as<ModuleObj>(source), as<StrObj>(name)) == function;
  return lookupOnClass(classOf(source), as<StrObj>(name)) == function;
}

extern "C" {
int64_t trv_iter_drop(Value iterator, Value source, Value name) {
  if (!isGenerator(iterator)) return 0;
  GeneratorObj* g = generator(iterator);
  if (!isRunning(g) && g->state >= 0 && cameFrom(iterator, source, name)) closeDropped(iterator);
  return 0;
}

Value trv_gen_new(void* function, void* entry) {
  auto* info = static_cast<const FunctionInfo*>(entry);
  auto* g = gcNew<GeneratorObj>(&trv_shape_generator, size_t{info->slotCount} * sizeof(Value));
  g->info = info;
  g->function = static_cast<FunctionObj*>(function);
  g->name = g->function ? g->function->name : info->name;
  g->qualname = g->function ? g->function->qualname : info->qualname;
  g->slotCount = info->slotCount;
  g->blocked = info->flags & kHandlesExceptions ? kNeedsRuntime : 0;
  if (__builtin_expect(info->flags & kHasCleanup, 0)) addFinalizable(toValue(g));
  return toValue(g);
}

Value trv_gen_ended(void* gen, Value v) { return finish(static_cast<GeneratorObj*>(gen), v); }

Value trv_gen_sent(void* gen, Value sent) {
  auto* g = static_cast<GeneratorObj*>(gen);
  return __builtin_expect(g->inject == 0, 1) ? sent : raiseInjected(g);
}

Value trv_yield_from_step(void* gen, Value iterator, Value sent) {
  auto* g = static_cast<GeneratorObj*>(gen);
  if (!g->delegate) {
    // The first step: what was sent last belongs to an earlier yield.
    g->delegate = iterator;
    sent = none();
  } else if (__builtin_expect(g->inject != 0, 0)) {
    return throwIntoDelegate(g);
  }
  if (isGenerator(iterator)) return delegateGenerator(g, generator(iterator), send(generator(iterator), sent));
  if (sent != none()) return delegateResult(g, callMethod(iterator, TRV_STR("send"), &sent, 1));
  auto next = classOf(iterator)->slots.next;
  if (hasFlag(iterator, kHeapType)) {
    // A __next__ written in Python says in its StopIteration what the delegation is worth.
    bool found;
    Value v = callSpecial(iterator, TRV_STR("__next__"), nullptr, 0, &found);
    if (found) return delegateResult(g, v);
  }
  Value v = next ? next(iterator) : raise(&trv_exc_TypeError, "'%T' object is not an iterator", iterator);
  return v == kEnd ? delegateDone(g, 0) : delegateResult(g, v);
}

Value trv_yield_from_result(void* gen) {
  auto* g = static_cast<GeneratorObj*>(gen);
  Value result = g->result;
  g->result = 0;
  return result ? result : none();
}
}

void readyGeneratorClasses() {
  Slots& s = trv_class_generator.slots;
  s.repr = reprSlot;
  s.iter = iterSlot;
  s.next = nextSlot;
  readyClass({&trv_class_generator, "generator", nullptr, sizeof(GeneratorObj), 0, kMethods, kGetSets, nullptr, &trv_shape_generator});
}

}  // namespace trivium::runtime
