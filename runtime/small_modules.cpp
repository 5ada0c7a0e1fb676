// Modules atexit, gc and errno.
#include <errno.h>

#include <initializer_list>

#include "runtime/detail/program.h"

namespace trivium::runtime {

namespace {

// ---- atexit

Value registerFn(Value, const Value* args, int64_t nargs, Value kwnames) {
  if (nargs == 0) return raise(&trv_exc_TypeError, "register() takes at least 1 argument (0 given)");
  if (!classOf(args[0])->slots.call) return raise(&trv_exc_TypeError, "the first argument must be callable");
  DictObj* keywords = nullptr;
  for (int64_t i = 0; i < keywordCount(kwnames); ++i) {
    if (!keywords) keywords = newDict();
    dictSetStr(keywords, as<StrObj>(as<TupleObj>(kwnames)->items[i]), args[nargs + i]);
  }
  addExitHandler(args[0], toValue(tupleOf(args + 1, nargs - 1)), keywords ? toValue(keywords) : 0);
  return args[0];
}
Value unregisterFn(Value, const Value* args, int64_t) { return removeExitHandler(args[0]) < 0 ? 0 : none(); }
Value clearFn(Value, const Value*, int64_t) {
  clearExitHandlers();
  return none();
}
Value runFn(Value, const Value*, int64_t) {
  runExitHandlers();
  return none();
}
Value countFn(Value, const Value*, int64_t) { return newInt(exitHandlerCount()); }

const NativeDef kAtexit[] = {
    {"register", nullptr, ArgKind::Raw, 0, -1, nullptr, registerFn},
    {"unregister", unregisterFn, ArgKind::One},
    {"_clear", clearFn, ArgKind::None},
    {"_run_exitfuncs", runFn, ArgKind::None},
    {"_ncallbacks", countFn, ArgKind::None},
    {nullptr, nullptr},
};

// ---- gc. There are no generations; their thresholds and counts are kept for programs that print or restore them.

int64_t thresholds[3] = {700, 10, 10};

Value collectFn(Value, const Value* args, int64_t) {
  int64_t generation = 2;
  if (args[0] && toInt64(args[0], &generation) < 0) return 0;
  if (generation < 0 || generation > 2) return raise(&trv_exc_ValueError, "invalid generation");
  gcCollect();
  finalizeDue();
  return fromSmallInt(0);
}
Value enableFn(Value, const Value*, int64_t) {
  gcSetEnabled(true);
  return none();
}
Value disableFn(Value, const Value*, int64_t) {
  gcSetEnabled(false);
  return none();
}
Value isEnabledFn(Value, const Value*, int64_t) { return fromBool(gcIsEnabled()); }
Value getCountFn(Value, const Value*, int64_t) { return toValue(makeTuple(fromSmallInt(0), fromSmallInt(0), fromSmallInt(0))); }
Value getThresholdFn(Value, const Value*, int64_t) { return toValue(makeTuple(newInt(thresholds[0]), newInt(thresholds[1]), newInt(thresholds[2]))); }
Value setThresholdFn(Value, const Value* args, int64_t nargs) {
  for (int64_t i = 0; i < nargs; ++i)
    if (toInt64(args[i], &thresholds[i]) < 0) return 0;
  return none();
}
Value freezeFn(Value, const Value*, int64_t) { return none(); }
Value zeroFn(Value, const Value*, int64_t) { return fromSmallInt(0); }
/// Whether an object can refer to others, so that it could be part of a cycle.
Value isTrackedFn(Value, const Value* args, int64_t) {
  const Value v = args[0];
  if (isSmallInt(v)) return fromBool(false);
  const ClassObj* cls = classOf(v);
  for (const ClassObj* atom : {&trv_class_int, &trv_class_bool, &trv_class_float, &trv_class_complex, &trv_class_str, &trv_class_bytes,
                               &trv_class_bytearray, &trv_class_none, &trv_class_ellipsis, &trv_class_not_implemented, &trv_class_range})
    if (cls == atom) return fromBool(false);
  return fromBool(true);
}

const NativeDef kGc[] = {
    {"collect", collectFn, ArgKind::Named, 0, -1, "generation="},
    {"enable", enableFn, ArgKind::None},
    {"disable", disableFn, ArgKind::None},
    {"isenabled", isEnabledFn, ArgKind::None},
    {"get_count", getCountFn, ArgKind::None},
    {"get_threshold", getThresholdFn, ArgKind::None},
    {"set_threshold", setThresholdFn, ArgKind::Positional, 1, 3},
    {"freeze", freezeFn, ArgKind::None},
    {"unfreeze", freezeFn, ArgKind::None},
    {"get_freeze_count", zeroFn, ArgKind::None},
    {"is_tracked", isTrackedFn, ArgKind::One},
    {nullptr, nullptr},
};

// ---- errno

const struct {
  const char* name;
  int value;
} kErrors[] = {
#define TRV_ERRNO(name) {#name, name},
    TRV_ERRNO(EPERM) TRV_ERRNO(ENOENT) TRV_ERRNO(ESRCH) TRV_ERRNO(EINTR) TRV_ERRNO(EIO) TRV_ERRNO(ENXIO) TRV_ERRNO(E2BIG) TRV_ERRNO(ENOEXEC)
    TRV_ERRNO(EBADF) TRV_ERRNO(ECHILD) TRV_ERRNO(EAGAIN) TRV_ERRNO(ENOMEM) TRV_ERRNO(EACCES) TRV_ERRNO(EFAULT) TRV_ERRNO(EBUSY) TRV_ERRNO(EEXIST)
    TRV_ERRNO(EXDEV) TRV_ERRNO(ENODEV) TRV_ERRNO(ENOTDIR) TRV_ERRNO(EISDIR) TRV_ERRNO(EINVAL) TRV_ERRNO(ENFILE) TRV_ERRNO(EMFILE) TRV_ERRNO(ENOTTY)
    TRV_ERRNO(ETXTBSY) TRV_ERRNO(EFBIG) TRV_ERRNO(ENOSPC) TRV_ERRNO(ESPIPE) TRV_ERRNO(EROFS) TRV_ERRNO(EMLINK) TRV_ERRNO(EPIPE) TRV_ERRNO(EDOM)
    TRV_ERRNO(ERANGE) TRV_ERRNO(EDEADLK) TRV_ERRNO(ENAMETOOLONG) TRV_ERRNO(ENOLCK) TRV_ERRNO(ENOSYS) TRV_ERRNO(ENOTEMPTY) TRV_ERRNO(ELOOP)
    TRV_ERRNO(EOVERFLOW) TRV_ERRNO(EILSEQ) TRV_ERRNO(ENOTSOCK) TRV_ERRNO(EADDRINUSE) TRV_ERRNO(ENETUNREACH) TRV_ERRNO(ECONNABORTED)
    TRV_ERRNO(ECONNRESET) TRV_ERRNO(ENOBUFS) TRV_ERRNO(EISCONN) TRV_ERRNO(ENOTCONN) TRV_ERRNO(ESHUTDOWN) TRV_ERRNO(ETIMEDOUT)
    TRV_ERRNO(ECONNREFUSED) TRV_ERRNO(EHOSTUNREACH) TRV_ERRNO(EALREADY) TRV_ERRNO(EINPROGRESS) TRV_ERRNO(EWOULDBLOCK) TRV_ERRNO(ENOTSUP)
    TRV_ERRNO(EOPNOTSUPP) TRV_ERRNO(ECANCELED) TRV_ERRNO(EPROTO) TRV_ERRNO(EMSGSIZE)
#undef TRV_ERRNO
};

}  // namespace

void initAtexitModule(Value module) { moduleAddFunctions(module, kAtexit); }
void initGcModule(Value module) {
  moduleAddFunctions(module, kGc);
  moduleAdd(module, "garbage", toValue(newList()));
  moduleAdd(module, "callbacks", toValue(newList()));
}
void initErrnoModule(Value module) {
  DictObj* codes = newDict();
  for (const auto& e : kErrors) {
    moduleAdd(module, e.name, fromSmallInt(e.value));
    const Value known = dictLookup(codes, fromSmallInt(e.value));
    if (!known) dictSet(codes, fromSmallInt(e.value), toValue(intern(e.name)));
  }
  moduleAdd(module, "errorcode", toValue(codes));
}

}  // namespace trivium::runtime
