// The built-in functions (Library Reference, "Built-in Functions") that are not classes.
#include <math.h>
#include <unistd.h>

#include "runtime/abi/helpers.h"
#include "runtime/detail/bigint.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/file.h"

namespace trivium::runtime {
namespace {

Value absFn(Value, const Value* args, int64_t) {
  if (isSmallInt(args[0])) return newInt(smallIntOf(args[0]) < 0 ? -smallIntOf(args[0]) : smallIntOf(args[0]));
  if (hasShape(args[0], &trv_shape_float)) return newFloat(fabs(floatOf(args[0])));
  auto slot = classOf(args[0])->slots.unary[static_cast<int>(UnaryOp::Abs)];
  return slot ? slot(args[0]) : raise(&trv_exc_TypeError, "bad operand type for abs(): '%T'", args[0]);
}

Value allFn(Value, const Value* args, int64_t) {
  const int r = forEach(
      args[0],
      [](Value item, void*) {
        const int t = truth(item);
        return t < 0 ? -1 : t == 0 ? 1 : 0;
      },
      nullptr);
  return r < 0 || hasPending() ? 0 : fromBool(r == 0);
}
Value anyFn(Value, const Value* args, int64_t) {
  const int r = forEach(
      args[0],
      [](Value item, void*) {
        const int t = truth(item);
        return t < 0 ? -1 : t;
      },
      nullptr);
  return r < 0 || hasPending() ? 0 : fromBool(r != 0);
}

Value asciiFn(Value, const Value* args, int64_t) { return ascii(args[0]); }
Value reprFn(Value, const Value* args, int64_t) { return repr(args[0]); }
Value callableFn(Value, const Value* args, int64_t) { return fromBool(classOf(args[0])->slots.call != nullptr); }
Value idFn(Value, const Value* args, int64_t) { return newIntU(args[0]); }
Value hashFn(Value, const Value* args, int64_t) {
  const int64_t h = hashOf(args[0]);
  return h == -1 && hasPending() ? 0 : newInt(h);
}
Value lenFn(Value, const Value* args, int64_t) {
  const int64_t n = lengthOf(args[0]);
  return n < 0 ? 0 : newInt(n);
}

Value inBase(Value v, int base, const char* prefix) {
  Value i = index(v);
  if (!i) return 0;
  Value digits = intToStr(i, base);
  if (!digits) return 0;
  StrObj* text = as<StrObj>(digits);
  const bool negative = text->length > 0 && text->data[0] == '-';
  StrBuilder out;
  if (negative) out.append("-");
  out.append(prefix);
  out.append(text, negative, text->length);
  return toValue(out.finish());
}
Value binFn(Value, const Value* args, int64_t) { return inBase(args[0], 2, "0b"); }
Value octFn(Value, const Value* args, int64_t) { return inBase(args[0], 8, "0o"); }
Value hexFn(Value, const Value* args, int64_t) { return inBase(args[0], 16, "0x"); }

Value chrFn(Value, const Value* args, int64_t) {
  int64_t c;
  bool overflow = false;
  if (toInt64(args[0], &c, &overflow) < 0) return 0;
  if (overflow || c > INT32_MAX || c < INT32_MIN) return raise(&trv_exc_OverflowError, "Python int too large to convert to C int");
  if (c < 0 || c > 0x10FFFF) return raise(&trv_exc_ValueError, "chr() arg not in range(0x110000)");
  return toValue(charStr(static_cast<uint32_t>(c)));
}
Value ordFn(Value, const Value* args, int64_t) {
  const Value v = args[0];
  int64_t n;
  if (isStr(v)) {
    n = as<StrObj>(v)->length;
    if (n == 1) return newInt(charAt(as<StrObj>(v), 0));
  } else if (isBytes(v)) {
    n = as<BytesObj>(v)->length;
    if (n == 1) return newInt(as<BytesObj>(v)->data[0]);
  } else if (!isSmallInt(v) && hasFlag(v, kByteArraySubclass)) {
    n = as<ByteArrayObj>(v)->length;
    if (n == 1) return newInt(as<ByteArrayObj>(v)->data[0]);
  } else {
    return raise(&trv_exc_TypeError, "ord() expected string of length 1, but %T found", v);
  }
  return raise(&trv_exc_TypeError, "ord() expected a character, but string of length %zd found", n);
}

Value dirFn(Value, const Value* args, int64_t nargs) {
  if (nargs == 0) {
    DictObj* names = moduleSnapshot(as<ModuleObj>(moduleByIndex(0)));
    Value list = listFrom(toValue(names));
    return !list || sortList(as<ListObj>(list), 0, false) < 0 ? 0 : list;
  }
  return dirOf(args[0]);
}
Value varsFn(Value, const Value* args, int64_t nargs) {
  if (nargs == 0) return toValue(moduleSnapshot(as<ModuleObj>(moduleByIndex(0))));
  Value dict = getAttrOrEnd(args[0], intern("__dict__"));
  return dict == kEnd ? raise(&trv_exc_TypeError, "vars() argument must have __dict__ attribute") : dict;
}
Value globalsFn(Value, const Value*, int64_t) { return moduleNamespace(as<ModuleObj>(moduleByIndex(0))); }

Value divmodFn(Value, const Value* args, int64_t) { return binaryOp(BinaryOp::DivMod, args[0], args[1]); }

Value powFn(Value, const Value* args, int64_t) {
  if (!args[2] || args[2] == none()) return abi::trv_pow(args[0], args[1]);
  if (isInt(args[0]) && isInt(args[1]) && isInt(args[2])) return intPowMod(args[0], args[1], args[2]);
  bool found = false;
  Value pair[] = {args[1], args[2]};
  if (isInstance(args[0], &trv_class_complex) || isInstance(args[1], &trv_class_complex) || isInstance(args[2], &trv_class_complex))
    return raise(&trv_exc_ValueError, "complex modulo");
  if (!isInt(args[0]) && !isFloat(args[0])) {
    Value r = callSpecial(args[0], intern("__pow__"), pair, 2, &found);
    if (found) return r;
  }
  if (isFloat(args[0]) || isFloat(args[1]) || isFloat(args[2]))
    return raise(&trv_exc_TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
  return raise(&trv_exc_TypeError, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", args[0], args[1], args[2]);
}

Value roundFn(Value, const Value* args, int64_t) {
  const bool hasDigits = args[1] && args[1] != none();
  bool found = false;
  Value r = callSpecial(args[0], intern("__round__"), args + 1, hasDigits ? 1 : 0, &found);
  return found ? r : raise(&trv_exc_TypeError, "type %T doesn't define __round__ method", args[0]);
}

Value formatFn(Value, const Value* args, int64_t nargs) {
  if (nargs > 1 && !isStr(args[1])) return raise(&trv_exc_TypeError, "format() argument 2 must be str, not %T", args[1]);
  return format(args[0], nargs > 1 ? args[1] : 0);
}

// ---- attributes
StrObj* attributeName(Value v, const char* function) {
  if (!isStr(v)) {
    if (*function == 's' || *function == 'd' || *function == 'g' || *function == 'h')
      raise(&trv_exc_TypeError, "attribute name must be string, not '%T'", v);
    return nullptr;
  }
  return internedName(v);
}
Value getattrFn(Value, const Value* args, int64_t nargs) {
  StrObj* name = attributeName(args[1], "getattr");
  if (!name) return 0;
  if (nargs < 3) return getAttr(args[0], name);
  Value v = getAttrOrEnd(args[0], name);
  return v == kEnd ? args[2] : v;
}
Value hasattrFn(Value, const Value* args, int64_t) {
  StrObj* name = attributeName(args[1], "hasattr");
  if (!name) return 0;
  Value v = getAttrOrEnd(args[0], name);
  return v == 0 ? 0 : fromBool(v != kEnd);
}
Value setattrFn(Value, const Value* args, int64_t) {
  StrObj* name = attributeName(args[1], "setattr");
  return !name || setAttr(args[0], name, args[2]) < 0 ? 0 : none();
}
Value delattrFn(Value, const Value* args, int64_t) {
  StrObj* name = attributeName(args[1], "delattr");
  return !name || setAttr(args[0], name, 0) < 0 ? 0 : none();
}
Value isinstanceFn(Value, const Value* args, int64_t) {
  const int r = isInstanceOf(args[0], args[1]);
  return r < 0 ? 0 : fromBool(r);
}
Value issubclassFn(Value, const Value* args, int64_t) {
  const int r = isSubclassOf(args[0], args[1]);
  return r < 0 ? 0 : fromBool(r);
}

// ---- iteration
Value iterFn(Value, const Value* args, int64_t nargs) {
  if (nargs == 1) return iterOf(args[0]);
  if (!classOf(args[0])->slots.call) return raise(&trv_exc_TypeError, "iter(v, w): v must be callable");
  return newCallableIterator(args[0], args[1]);
}
Value nextFn(Value, const Value* args, int64_t nargs) {
  if (!classOf(args[0])->slots.next) return raise(&trv_exc_TypeError, "'%T' object is not an iterator", args[0]);
  Value v = nextOf(args[0]);
  if (v != kEnd) return v;
  if (nargs > 1) return args[1];
  // A generator that has just returned leaves its result behind; it is what StopIteration carries.
  Value result = hasShape(args[0], &trv_shape_generator) ? as<GeneratorObj>(args[0])->result : 0;
  if (!result || result == none()) return raise(&trv_exc_StopIteration, "");
  as<GeneratorObj>(args[0])->result = 0;
  return raiseValue(&trv_exc_StopIteration, result);
}

/// The sum of a list of doubles or bools without boxing its items, if the start is a number that allows it; else 0.
Value sumOfTyped(const ListObj* list, Value start) {
  if (isBools(list)) {
    if (!isSmallInt(start)) return 0;
    int64_t count = 0;
    for (int64_t i = 0; i < list->length; ++i) count += boolsOf(list)[i];
    return newInt(smallIntOf(start) + count);
  }
  if (list->length == 0 || (!isSmallInt(start) && !hasShape(start, &trv_shape_float))) return 0;
  double total = isSmallInt(start) ? static_cast<double>(smallIntOf(start)) : floatOf(start);
  for (int64_t i = 0; i < list->length; ++i) total += doublesOf(list)[i];
  return newFloat(total);
}

struct SumState {
  Value total;
};
Value sumFn(Value, const Value* args, int64_t) {
  Value start = args[1] ? args[1] : fromSmallInt(0);
  if (isStr(start)) return raise(&trv_exc_TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
  if (isBytes(start)) return raise(&trv_exc_TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
  if (!isSmallInt(start) && hasFlag(start, kByteArraySubclass)) return raise(&trv_exc_TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
  if (hasListShape(args[0]) && isTyped(as<ListObj>(args[0])))
    if (Value total = sumOfTyped(as<ListObj>(args[0]), start)) return total;
  SumState state{start};
  const int r = forEach(
      args[0],
      [](Value item, void* context) {
        auto* s = static_cast<SumState*>(context);
        int64_t sum;
        if (bothSmallInt(s->total, item) && !__builtin_add_overflow(static_cast<int64_t>(s->total - 1), static_cast<int64_t>(item), &sum)) {
          s->total = static_cast<Value>(sum);
          return 0;
        }
        s->total = abi::trv_add(s->total, item);
        return s->total ? 0 : -1;
      },
      &state);
  return r != 0 ? 0 : state.total;
}

struct Extreme {
  Value best = 0, bestKey = 0, key = 0;
  bool wantsMax = false;
};
int considerExtreme(Value item, void* context) {
  auto* e = static_cast<Extreme*>(context);
  Value k = item;
  if (e->key && !(k = callWith(e->key, item))) return -1;
  if (!e->best) {
    e->best = item;
    e->bestKey = k;
    return 0;
  }
  int better;
  if (bothSmallInt(k, e->bestKey)) {
    better = e->wantsMax ? static_cast<int64_t>(k) > static_cast<int64_t>(e->bestKey) : static_cast<int64_t>(k) < static_cast<int64_t>(e->bestKey);
  } else {
    better = compareBool(k, e->bestKey, e->wantsMax ? CompareOp::Gt : CompareOp::Lt);
  }
  if (better < 0) return -1;
  if (better) {
    e->best = item;
    e->bestKey = k;
  }
  return 0;
}
/// The first least or greatest of doubles.
Value extremeOfDoubles(const ListObj* list, bool wantsMax) {
  double best = doublesOf(list)[0];
  for (int64_t i = 1; i < list->length; ++i) {
    const double d = doublesOf(list)[i];
    if (wantsMax ? d > best : d < best) best = d;
  }
  return newFloat(best);
}
Value minMax(const char* function, bool wantsMax, const Value* args, int64_t nargs, Value kwnames) {
  Extreme e;
  e.wantsMax = wantsMax;
  if (nargs == 0) return raise(&trv_exc_TypeError, "%s expected at least 1 argument, got 0", function);
  Value fallback = 0;
  for (int64_t i = 0; i < keywordCount(kwnames); ++i) {
    StrObj* name = as<StrObj>(as<TupleObj>(kwnames)->items[i]);
    if (strEquals(name, "key")) e.key = args[nargs + i] == none() ? 0 : args[nargs + i];
    else if (strEquals(name, "default")) fallback = args[nargs + i];
    else return raise(&trv_exc_TypeError, "'%U' is an invalid keyword argument for %s()", name, function);
  }
  if (nargs > 1) {
    if (fallback) return raise(&trv_exc_TypeError, "Cannot specify a default for %s() with multiple positional arguments", function);
    for (int64_t i = 0; i < nargs; ++i)
      if (considerExtreme(args[i], &e) != 0) return 0;
    return e.best;
  }
  if (!e.key && hasListShape(args[0]) && isDoubles(as<ListObj>(args[0])) && as<ListObj>(args[0])->length)
    return extremeOfDoubles(as<ListObj>(args[0]), wantsMax);
  if (forEach(args[0], considerExtreme, &e) != 0) return 0;
  if (e.best) return e.best;
  if (fallback) return fallback;
  return raise(&trv_exc_ValueError, "%s() arg is an empty sequence", function);
}
Value minFn(Value, const Value* args, int64_t nargs, Value kwnames) { return minMax("min", false, args, nargs, kwnames); }
Value maxFn(Value, const Value* args, int64_t nargs, Value kwnames) { return minMax("max", true, args, nargs, kwnames); }

/// sorted() passes its keywords on to list.sort(), which is what their errors name.
Value sortedFn(Value, const Value* args, int64_t nargs, Value kwnames) {
  if (nargs != 1) return raise(&trv_exc_TypeError, "sorted expected 1 argument, got %lld", static_cast<long long>(nargs));
  Value list = listFrom(args[0]);
  if (!list) return 0;
  Value key = 0;
  int reverse = 0;
  for (int64_t i = 0; i < keywordCount(kwnames); ++i) {
    StrObj* name = as<StrObj>(as<TupleObj>(kwnames)->items[i]);
    const Value v = args[1 + i];
    if (strEquals(name, "key")) key = v == none() ? 0 : v;
    else if (!strEquals(name, "reverse")) return raise(&trv_exc_TypeError, "'%U' is an invalid keyword argument for sort()", name);
    else if ((reverse = truth(v)) < 0) return 0;
  }
  return sortList(as<ListObj>(list), key, reverse != 0) < 0 ? 0 : list;
}

// ---- console
int writeTo(Value file, Value text) {
  if (isExact(file, &trv_class_text_file)) return fileWriteChecked(as<TextObj>(file), as<StrObj>(text));
  bool failed;
  if (isStr(text) && stringIoWrite(file, as<StrObj>(text), &failed)) return failed ? -1 : 0;
  return callMethod(file, TRV_STR("write"), &text, 1) ? 0 : -1;
}
bool separator(Value v, const char* name, Value* out) {
  if (!v || v == none()) return true;
  if (!isStr(v)) return raise(&trv_exc_TypeError, "%s must be None or a string, not %T", name, v), false;
  *out = v;
  return true;
}
Value printFn(Value, const Value* args, int64_t nargs, Value kwnames) {
  static StrObj *space, *newline;
  if (!space) {
    space = internForever(" ");
    newline = internForever("\n");
  }
  Value sep = toValue(space), end = toValue(newline), file = 0;
  bool flush = false;
  for (int64_t i = 0; i < keywordCount(kwnames); ++i) {
    StrObj* name = as<StrObj>(as<TupleObj>(kwnames)->items[i]);
    const Value v = args[nargs + i];
    if (strEquals(name, "sep")) {
      if (!separator(v, "sep", &sep)) return 0;
    } else if (strEquals(name, "end")) {
      if (!separator(v, "end", &end)) return 0;
    } else if (strEquals(name, "file")) {
      file = v == none() ? 0 : v;
    } else if (strEquals(name, "flush")) {
      const int t = truth(v);
      if (t < 0) return 0;
      flush = t != 0;
    } else {
      return raise(&trv_exc_TypeError, "'%U' is an invalid keyword argument for print()", name);
    }
  }
  if (!file && !(file = currentStdout())) return none();
  if (file == toValue(gStdout) && nargs == 1 && isExact(args[0], &trv_class_str)) {
    if (writeTo(file, args[0]) < 0 || writeTo(file, end) < 0) return 0;
  } else {
    for (int64_t i = 0; i < nargs; ++i) {
      if (i && writeTo(file, sep) < 0) return 0;
      Value text = str(args[i]);
      if (!text || writeTo(file, text) < 0) return 0;
    }
    if (writeTo(file, end) < 0) return 0;
  }
  if (flush && !callMethod(file, TRV_STR("flush"), nullptr, 0)) return 0;
  return none();
}

Value inputFn(Value, const Value* args, int64_t nargs) {
  const Value in = currentStream(TRV_STR("stdin"), gStdin);
  if (!in) return raise(&trv_exc_RuntimeError, "input(): lost sys.stdin");
  const Value out = currentStdout();
  if (!out) return raise(&trv_exc_RuntimeError, "input(): lost sys.stdout");
  if (!currentStream(TRV_STR("stderr"), gStderr)) return raise(&trv_exc_RuntimeError, "input(): lost sys.stderr");
  if (nargs > 0) {
    Value text = str(args[0]);
    if (!text || writeTo(out, text) < 0) return 0;
  }
  if (!callMethod(out, TRV_STR("flush"), nullptr, 0)) return 0;
  const Value line = in == toValue(gStdin) ? fileReadLine(gStdin, -1) : callMethod(in, TRV_STR("readline"), nullptr, 0);
  if (!line) return 0;
  if (!isStr(line)) return raise(&trv_exc_TypeError, "object.readline() returned non-string");
  StrObj* s = as<StrObj>(line);
  if (s->length == 0) return raise(&trv_exc_EOFError, "EOF when reading a line");
  return charAt(s, s->length - 1) == '\n' ? toValue(strSubstring(s, 0, s->length - 1)) : line;
}

Value openFn(Value, const Value* args, int64_t) { return openFile(args[0], args[1], args[2], args[3], args[4], args[5], args[6], args[7]); }

Value exitFn(Value, const Value* args, int64_t nargs) { return raiseValue(&trv_exc_SystemExit, nargs ? args[0] : none()); }

/// A class statement whose bases or keywords are unpacked is a call of this.
Value buildClassFn(Value, const Value* args, int64_t nargs, Value kwnames) {
  if (nargs < 2) return raise(&trv_exc_TypeError, "__build_class__: not enough arguments");
  if (!hasShape(args[0], &trv_shape_function)) return raise(&trv_exc_TypeError, "__build_class__: func must be a function");
  if (!isStr(args[1])) return raise(&trv_exc_TypeError, "__build_class__: name is not a string");
  return abi::trv_class_build(args[0], args[1], kwnames, const_cast<Value*>(args + 2), nargs - 2 + keywordCount(kwnames));
}

const NativeDef kFunctions[] = {
    {"__build_class__", nullptr, ArgKind::Raw, 0, -1, nullptr, buildClassFn},
    {"abs", absFn, ArgKind::One},
    {"all", allFn, ArgKind::One},
    {"any", anyFn, ArgKind::One},
    {"ascii", asciiFn, ArgKind::One},
    {"bin", binFn, ArgKind::One},
    {"callable", callableFn, ArgKind::One},
    {"chr", chrFn, ArgKind::One},
    {"delattr", delattrFn, ArgKind::Positional, 2, 2},
    {"dir", dirFn, ArgKind::Positional, 0, 1},
    {"divmod", divmodFn, ArgKind::Positional, 2, 2},
    {"exit", exitFn, ArgKind::Positional, 0, 1},
    {"format", formatFn, ArgKind::Positional, 1, 2},
    {"getattr", getattrFn, ArgKind::Positional, 2, 3},
    {"globals", globalsFn, ArgKind::None},
    {"hasattr", hasattrFn, ArgKind::Positional, 2, 2},
    {"hash", hashFn, ArgKind::One},
    {"hex", hexFn, ArgKind::One},
    {"id", idFn, ArgKind::One},
    {"input", inputFn, ArgKind::Positional, 0, 1},
    {"isinstance", isinstanceFn, ArgKind::Positional, 2, 2},
    {"issubclass", issubclassFn, ArgKind::Positional, 2, 2},
    {"iter", iterFn, ArgKind::Positional, 1, 2},
    {"len", lenFn, ArgKind::One},
    {"max", nullptr, ArgKind::Raw, 0, -1, nullptr, maxFn},
    {"min", nullptr, ArgKind::Raw, 0, -1, nullptr, minFn},
    {"next", nextFn, ArgKind::Positional, 1, 2},
    {"oct", octFn, ArgKind::One},
    {"open", openFn, ArgKind::Named, 0, -1, "file, mode=, buffering=, encoding=, errors=, newline=, closefd=, opener="},
    {"ord", ordFn, ArgKind::One},
    {"pow", powFn, ArgKind::Named, 0, -1, "base, exp, mod="},
    {"print", nullptr, ArgKind::Raw, 0, -1, nullptr, printFn},
    {"quit", exitFn, ArgKind::Positional, 0, 1},
    {"repr", reprFn, ArgKind::One},
    {"round", roundFn, ArgKind::Named, 0, -1, "number, ndigits="},
    {"setattr", setattrFn, ArgKind::Positional, 3, 3},
    {"sorted", nullptr, ArgKind::Raw, 0, -1, nullptr, sortedFn},
    {"sum", sumFn, ArgKind::Named, 0, -1, "iterable, /, start="},
    {"vars", varsFn, ArgKind::Positional, 0, 1},
    {nullptr, nullptr},
};

}  // namespace

void readyBuiltinFunctions() {
  builtinAddFunctions(kFunctions);
  builtinAdd("__debug__", fromBool(true));
}

}  // namespace trivium::runtime
