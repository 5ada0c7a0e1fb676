// Module sys (Library Reference "sys"): what concerns the process, the interpreter's limits and the standard streams.
#include <float.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "runtime/detail/bigint.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/errors.h"
#include "runtime/detail/program.h"
#include "runtime/file.h"

namespace trivium::runtime {

namespace {

constexpr int64_t kHexVersion = 0x030B02F0;
ClassObj versionInfoClass, floatInfoClass, intInfoClass, hashInfoClass, flagsClass, threadInfoClass;
double switchInterval = 0.005;

Value text(const char* s) { return toValue(newStr(s)); }

// ---- functions

Value exitFn(Value, const Value* args, int64_t nargs) {
  if (nargs == 0 || args[0] == none()) return raise(&trv_exc_SystemExit, "");
  if (isTuple(args[0])) return raiseObject(newExceptionOf(&trv_exc_SystemExit, as<TupleObj>(args[0])->items, as<TupleObj>(args[0])->length));
  return raiseValue(&trv_exc_SystemExit, args[0]);
}

Value excInfoFn(Value, const Value*, int64_t) {
  const Value e = currentThread()->handled;
  if (!e) return toValue(makeTuple(none(), none(), none()));
  const Value tb = exceptionOf(e)->traceback;
  return toValue(makeTuple(toValue(classOf(e)), e, tb ? tb : none()));
}
Value exceptionFn(Value, const Value*, int64_t) {
  const Value e = currentThread()->handled;
  return e ? e : none();
}

Value getRecursionLimitFn(Value, const Value*, int64_t) { return newInt(currentThread()->recursionLimit); }
Value setRecursionLimitFn(Value, const Value* args, int64_t) {
  int64_t limit;
  bool overflow = false;
  if (toInt64(args[0], &limit, &overflow) < 0) return 0;
  if (overflow || limit > INT_MAX || limit < INT_MIN) return raise(&trv_exc_OverflowError, "Python int too large to convert to C int");
  if (limit < 1) return raise(&trv_exc_ValueError, "recursion limit must be greater or equal than 1");
  const int64_t depth = currentThread()->depth + 1;  // this call counts
  if (depth >= limit)
    return raise(&trv_exc_RecursionError, "cannot set the recursion limit to %lld at the recursion depth %lld: the limit is too low",
                 static_cast<long long>(limit), static_cast<long long>(depth));
  currentThread()->recursionLimit = limit;
  return none();
}

/// Sizes as CPython 3.11 on 64 bits would tell for the common types, so that programs that compare them see the usual relations.
int64_t sizeOf(Value v, bool* known) {
  *known = true;
  if (v == none() || v == notImplemented() || v == ellipsis()) return 16;
  if (isExact(v, &trv_class_bool)) return v == fromBool(true) ? 28 : 24;
  if (isInt(v)) {
    int64_t small;
    if (intFitsInt64(v, &small)) {
      uint64_t n = small < 0 ? 0 - static_cast<uint64_t>(small) : static_cast<uint64_t>(small);
      int digits = n == 0;  // 0 has one as well
      for (; n; n >>= 30) ++digits;
      return 24 + 4 * digits;
    }
    const auto* l = as<LongObj>(v);
    const int64_t bits = int64_t{l->used} * kDigitBits - __builtin_clzll(l->digits[l->used - 1]) + (64 - kDigitBits);
    return 24 + 4 * ((bits + 29) / 30);
  }
  ClassObj* cls = classOf(v);
  if (cls == &trv_class_float) return 24;
  if (cls == &trv_class_complex) return 32;
  if (cls == &trv_class_str) {
    const auto* s = as<StrObj>(v);
    return s->ascii ? 49 + s->length : 72 + s->kind * (s->length + 1);
  }
  if (cls == &trv_class_bytes) return 33 + as<BytesObj>(v)->length;
  if (cls == &trv_class_bytearray) return 57 + (as<ByteArrayObj>(v)->length ? as<ByteArrayObj>(v)->capacity : -1);
  if (cls == &trv_class_list) return 56 + wordBytesOf(as<ListObj>(v));
  if (cls == &trv_class_tuple) return 40 + 8 * as<TupleObj>(v)->length;
  if (cls == &trv_class_dict) {
    const int64_t used = as<DictObj>(v)->used;
    if (used == 0) return 64;
    int64_t cells = 8;
    while (cells * 2 / 3 < used) cells *= 2;
    return 64 + 32 + cells * (cells <= 128 ? 1 : cells <= 32768 ? 2 : 4) + cells * 2 / 3 * 24;
  }
  if (cls == &trv_class_set || cls == &trv_class_frozenset) {
    const int64_t mask = as<SetObj>(v)->mask;
    return mask <= 7 ? 216 : 216 + (mask + 1) * 16;
  }
  if (cls == &trv_class_range) return 48;
  if (cls == &trv_class_slice) return 56;
  if (cls == &trv_class_function) return 144;
  if (cls == &trv_class_generator) return 112 + 8 * as<GeneratorObj>(v)->slotCount;
  *known = false;
  return 0;
}
Value getSizeOfFn(Value, const Value* args, int64_t) {
  bool known;
  const int64_t bytes = sizeOf(args[0], &known);
  if (known) return newInt(bytes);
  bool found;
  Value own = callSpecial(args[0], TRV_STR("__sizeof__"), nullptr, 0, &found);
  if (!own) {
    if (args[1] && (!found || pendingIs(&trv_exc_TypeError))) {
      clearPending();
      return args[1];
    }
    return found ? 0 : raise(&trv_exc_TypeError, "Type %T doesn't define __sizeof__", args[0]);
  }
  int64_t n;
  if (toInt64(own, &n) < 0) return 0;
  return newInt(n + 16);
}

Value internFn(Value, const Value* args, int64_t) {
  if (!isExact(args[0], &trv_class_str))
    return isStr(args[0]) ? raise(&trv_exc_TypeError, "can't intern %T", args[0])
                          : raise(&trv_exc_TypeError, "intern() argument must be str, not %T", args[0]);
  return toValue(intern(as<StrObj>(args[0])));
}

Value getMaxStrDigitsFn(Value, const Value*, int64_t) { return newInt(intMaxStrDigits); }
Value setMaxStrDigitsFn(Value, const Value* args, int64_t) {
  int64_t n;
  bool overflow = false;
  if (toInt64(args[0], &n, &overflow) < 0) return 0;
  if (overflow || n > INT_MAX || n < INT_MIN) return raise(&trv_exc_OverflowError, "Python int too large to convert to C int");
  if (n != 0 && n < 640) return raise(&trv_exc_ValueError, "maxdigits must be 0 or larger than 640");
  intMaxStrDigits = n;
  return none();
}

Value getSwitchIntervalFn(Value, const Value*, int64_t) { return newFloat(switchInterval); }
Value setSwitchIntervalFn(Value, const Value* args, int64_t) {
  double seconds;
  if (toDouble(args[0], &seconds) < 0) return 0;
  if (!(seconds > 0)) return raise(&trv_exc_ValueError, "switch interval must be strictly positive");
  switchInterval = seconds;
  return none();
}

Value utf8Fn(Value, const Value*, int64_t) { return toValue(TRV_STR("utf-8")); }
Value encodeErrorsFn(Value, const Value*, int64_t) { return toValue(TRV_STR("surrogateescape")); }
Value isFinalizingFn(Value, const Value*, int64_t) { return fromBool(gFinalizing); }
Value noneFn(Value, const Value*, int64_t) { return none(); }

Value excepthookFn(Value, const Value* args, int64_t) {
  if (isException(args[1])) {
    if (isExact(args[2], &trv_class_traceback)) exceptionOf(args[1])->traceback = args[2];
    printUncaught(args[1]);
  }
  return none();
}

const NativeDef kFunctions[] = {
    {"exit", exitFn, ArgKind::Positional, 0, 1},
    {"exc_info", excInfoFn, ArgKind::None},
    {"exception", exceptionFn, ArgKind::None},
    {"getrecursionlimit", getRecursionLimitFn, ArgKind::None},
    {"setrecursionlimit", setRecursionLimitFn, ArgKind::One},
    {"getsizeof", getSizeOfFn, ArgKind::Named, 0, -1, "object, default="},
    {"intern", internFn, ArgKind::One},
    {"get_int_max_str_digits", getMaxStrDigitsFn, ArgKind::None},
    {"set_int_max_str_digits", setMaxStrDigitsFn, ArgKind::Named, 0, -1, "maxdigits"},
    {"getswitchinterval", getSwitchIntervalFn, ArgKind::None},
    {"setswitchinterval", setSwitchIntervalFn, ArgKind::One},
    {"getdefaultencoding", utf8Fn, ArgKind::None},
    {"getfilesystemencoding", utf8Fn, ArgKind::None},
    {"getfilesystemencodeerrors", encodeErrorsFn, ArgKind::None},
    {"is_finalizing", isFinalizingFn, ArgKind::None},
    {"gettrace", noneFn, ArgKind::None},
    {"getprofile", noneFn, ArgKind::None},
    {"excepthook", excepthookFn, ArgKind::Positional, 3, 3},
    {nullptr, nullptr},
};

// ---- values

Value versionInfo() {
  static const char* const fields[] = {"major", "minor", "micro", "releaselevel", "serial", nullptr};
  readyStruct({&versionInfoClass, "sys", "version_info", fields, 5, false});
  const Value items[] = {fromSmallInt(3), fromSmallInt(11), fromSmallInt(2), text("final"), fromSmallInt(0)};
  return newStruct(&versionInfoClass, items, 5);
}

Value floatInfo() {
  static const char* const fields[] = {"max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds", nullptr};
  readyStruct({&floatInfoClass, "sys", "float_info", fields, 11, false});
  const Value items[] = {newFloat(DBL_MAX),           fromSmallInt(DBL_MAX_EXP), fromSmallInt(DBL_MAX_10_EXP), newFloat(DBL_MIN),
                         fromSmallInt(DBL_MIN_EXP),   fromSmallInt(DBL_MIN_10_EXP), fromSmallInt(DBL_DIG),     fromSmallInt(DBL_MANT_DIG),
                         newFloat(DBL_EPSILON),       fromSmallInt(FLT_RADIX),   fromSmallInt(1)};
  return newStruct(&floatInfoClass, items, 11);
}

Value intInfo() {
  static const char* const fields[] = {"bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold", nullptr};
  readyStruct({&intInfoClass, "sys", "int_info", fields, 4, false});
  const Value items[] = {fromSmallInt(30), fromSmallInt(4), fromSmallInt(4300), fromSmallInt(640)};
  return newStruct(&intInfoClass, items, 4);
}

Value hashInfo() {
  static const char* const fields[] = {"width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff", nullptr};
  readyStruct({&hashInfoClass, "sys", "hash_info", fields, 9, false});
  const Value items[] = {fromSmallInt(64),      fromSmallInt((int64_t{1} << 61) - 1), fromSmallInt(314159), fromSmallInt(0), fromSmallInt(1000003),
                         text("siphash13"),     fromSmallInt(64),                     fromSmallInt(128),    fromSmallInt(0)};
  return newStruct(&hashInfoClass, items, 9);
}

Value threadInfo() {
  static const char* const fields[] = {"name", "lock", "version", nullptr};
  readyStruct({&threadInfoClass, "sys", "thread_info", fields, 3, false});
  const Value items[] = {text("pthread"), text("semaphore"), none()};
  return newStruct(&threadInfoClass, items, 3);
}

Value flags() {
  static const char* const fields[] = {"debug",        "inspect",         "interactive",         "optimize", "dont_write_bytecode", "no_user_site",
                                       "no_site",      "ignore_environment", "verbose",          "bytes_warning", "quiet",          "hash_randomization",
                                       "isolated",     "dev_mode",        "utf8_mode",           "warn_default_encoding", "safe_path", "int_max_str_digits",
                                       nullptr};
  readyStruct({&flagsClass, "sys", "flags", fields, 18, false});
  Value items[18];
  for (Value& item : items) item = fromSmallInt(0);
  items[13] = items[16] = fromBool(false);
  items[17] = fromSmallInt(-1);
  return newStruct(&flagsClass, items, 18);
}

Value implementation(Value version) {
  const Value v = toValue(allocInstance(&trv_class_simple_namespace));
  setAttr(v, intern("name"), text("trivium"));
  setAttr(v, intern("cache_tag"), none());
  setAttr(v, intern("version"), version);
  setAttr(v, intern("hexversion"), newInt(kHexVersion));
  return v;
}

Value executable() {
  char path[PATH_MAX];
  const ssize_t n = readlink("/proc/self/exe", path, sizeof path);
  return toValue(newStr(path, n > 0 ? n : 0));
}

/// The folder of the main file, as CPython puts it at the front of sys.path.
StrObj* scriptFolder() {
  const char* file = gProgram.moduleCount ? gProgram.modules[0].file : "";
  char* real = realpath(file, nullptr);
  if (!real) return emptyStr();
  char* slash = strrchr(real, '/');
  StrObj* folder = newStr(real, slash == real ? 1 : slash ? slash - real : 0);
  free(real);
  return folder;
}

}  // namespace

void initSysModule(Value module) {
  moduleAddFunctions(module, kFunctions);
  moduleAdd(module, "__excepthook__", moduleGet(as<ModuleObj>(module), TRV_STR("excepthook")));

  ListObj* argv = newList(gArgc);
  for (int i = 0; i < gArgc; ++i) listAppend(argv, text(gArgv[i]));
  if (gArgc == 0) listAppend(argv, toValue(emptyStr()));
  ListObj* path = newList();
  listAppend(path, toValue(scriptFolder()));
  TupleObj* natives;
  {
    static const char* const names[] = {
#define TRV_NATIVE_MODULE(name, function) name,
#include "runtime/modules.def"
#undef TRV_NATIVE_MODULE
    };
    ListObj* list = newList();
    for (const char* name : names) listAppend(list, text(name));
    sortList(list, 0, false);
    natives = tupleOf(list->items, list->length);
  }
  const Value version = versionInfo(), program = executable();
  const struct {
    const char* name;
    Value value;
  } rows[] = {
      {"argv", toValue(argv)},
      {"orig_argv", listFrom(toValue(argv))},
      {"path", toValue(path)},
      {"modules", toValue(gModules)},
      {"builtin_module_names", toValue(natives)},
      {"warnoptions", toValue(newList())},
      {"stdin", standardStreamValue(gStdin)},
      {"stdout", standardStreamValue(gStdout)},
      {"stderr", standardStreamValue(gStderr)},
      {"__stdin__", standardStreamValue(gStdin)},
      {"__stdout__", standardStreamValue(gStdout)},
      {"__stderr__", standardStreamValue(gStderr)},
      {"maxsize", newInt(INT64_MAX)},
      {"maxunicode", newInt(0x10FFFF)},
      {"byteorder", text("little")},
      {"platform", text("linux")},
      {"platlibdir", text("lib")},
      {"prefix", text("/usr")},
      {"exec_prefix", text("/usr")},
      {"base_prefix", text("/usr")},
      {"base_exec_prefix", text("/usr")},
      {"executable", program},
      {"version", text("3.11.2 (trivium)")},
      {"version_info", version},
      {"hexversion", newInt(kHexVersion)},
      {"api_version", newInt(1013)},
      {"implementation", implementation(version)},
      {"float_info", floatInfo()},
      {"int_info", intInfo()},
      {"hash_info", hashInfo()},
      {"thread_info", threadInfo()},
      {"flags", flags()},
      {"float_repr_style", text("short")},
      {"dont_write_bytecode", fromBool(true)},
      {"pycache_prefix", none()},
  };
  for (const auto& row : rows) moduleAdd(module, row.name, row.value);
  importNamed(TRV_STR("builtins"));  // sys.modules shows it in every program
}

}  // namespace trivium::runtime
