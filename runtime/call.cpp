// Calls: dispatch by kind of callee, and binding of arguments to the parameters of Python functions (Language Reference 6.3.4, 8.7).
// The texts of binding errors are CPython's; a function is named by its __qualname__.
#include <alloca.h>

#include "runtime/abi/helpers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

namespace {

/// Room for n values: on the stack while it is little. Only for the calling function's lifetime.
#define TRV_SCRATCH(n) static_cast<Value*>((n) <= 512 ? alloca(static_cast<size_t>(n) * sizeof(Value)) : gcAllocScan(static_cast<size_t>(n) * sizeof(Value)))

// ---- binding errors

/// 'a', 'b', and 'c'
StrObj* nameList(Value* names, int64_t n) {
  StrBuilder out;
  for (int64_t i = 0; i < n; ++i) {
    if (i) out.append(i + 1 < n ? ", " : n == 2 ? " and " : ", and ");
    out.append(as<StrObj>(repr(names[i])));
  }
  return out.finish();
}

bool raiseMissing(FunctionObj* f, const Value* flat, int64_t first, int64_t end, const char* kind) {
  ListObj* names = newList();
  for (int64_t i = first; i < end; ++i)
    if (!flat[i]) listAppend(names, f->info->paramNames[i]);
  raise(&trv_exc_TypeError, "%U() missing %lld required %s argument%s: %U", f->qualname, static_cast<long long>(names->length), kind,
        names->length == 1 ? "" : "s", nameList(names->items, names->length));
  return false;
}

bool raiseTooMany(FunctionObj* f, const Value* flat, int64_t given) {
  const FunctionInfo* info = f->info;
  long long posCount = info->posCount, kwGiven = 0;
  for (int64_t i = 0; i < info->kwOnlyCount; ++i) kwGiven += flat[posCount + i] != 0;
  long long defaults = f->defaults ? as<TupleObj>(f->defaults)->length : 0;
  StrObj* takes = defaults ? strFormat("from %lld to %lld", posCount - defaults, posCount) : strFormat("%lld", posCount);
  StrObj* keywords = kwGiven ? strFormat(" positional argument%s (and %lld keyword-only argument%s)", given == 1 ? "" : "s", kwGiven,
                                         kwGiven == 1 ? "" : "s")
                             : emptyStr();
  raise(&trv_exc_TypeError, "%U() takes %U positional argument%s but %lld%U %s given", f->qualname, takes, defaults || posCount != 1 ? "s" : "",
        static_cast<long long>(given), keywords, given == 1 && !kwGiven ? "was" : "were");
  return false;
}

/// A keyword that no parameter takes: it may name positional-only ones, which reads differently.
bool raiseUnexpected(FunctionObj* f, Value kwnames, Value keyword) {
  const FunctionInfo* info = f->info;
  StrBuilder wrong;
  for (uint32_t i = 0; i < info->posOnlyCount; ++i)
    for (int64_t k = 0; k < keywordCount(kwnames); ++k)
      if (strEquals(as<StrObj>(info->paramNames[i]), as<StrObj>(as<TupleObj>(kwnames)->items[k]))) {
        if (wrong.length) wrong.append(", ");
        wrong.append(as<StrObj>(info->paramNames[i]));
      }
  if (wrong.length)
    raise(&trv_exc_TypeError, "%U() got some positional-only arguments passed as keyword arguments: '%U'", f->qualname, wrong.finish());
  else
    raise(&trv_exc_TypeError, "%U() got an unexpected keyword argument '%S'", f->qualname, keyword);
  return false;
}

/// Position of the parameter of that name that may be passed by keyword, -1 if none.
int64_t findParameter(const FunctionInfo* info, Value name) {
  int64_t named = info->posCount + info->kwOnlyCount;
  for (int64_t i = info->posOnlyCount; i < named; ++i)
    if (info->paramNames[i] == name) return i;
  if (as<StrObj>(name)->interned) return -1;
  for (int64_t i = info->posOnlyCount; i < named; ++i)
    if (strEquals(as<StrObj>(info->paramNames[i]), as<StrObj>(name))) return i;
  return -1;
}

bool bindArguments(FunctionObj* f, const Value* args, int64_t nargs, Value kwnames, Value* flat) {
  const FunctionInfo* info = f->info;
  const int64_t posCount = info->posCount, named = posCount + info->kwOnlyCount;
  int64_t taken = nargs < posCount ? nargs : posCount;
  for (int64_t i = 0; i < taken; ++i) flat[i] = args[i];
  for (int64_t i = taken; i < named; ++i) flat[i] = 0;
  int64_t rest = named;
  if (info->flags & kHasVarArgs) flat[rest++] = toValue(tupleOf(args + taken, nargs - taken));
  DictObj* extra = nullptr;
  if (info->flags & kHasVarKeywords) flat[rest] = toValue(extra = newDict());

  const int64_t kwCount = keywordCount(kwnames);
  for (int64_t k = 0; k < kwCount; ++k) {
    Value name = as<TupleObj>(kwnames)->items[k], value = args[nargs + k];
    if (!isStr(name)) return raise(&trv_exc_TypeError, "%U() keywords must be strings", f->qualname), false;
    int64_t at = findParameter(info, name);
    if (at < 0) {
      if (!extra) return raiseUnexpected(f, kwnames, name);
      if (dictSet(extra, name, value) < 0) return false;
      continue;
    }
    if (flat[at]) return raise(&trv_exc_TypeError, "%U() got multiple values for argument '%S'", f->qualname, name), false;
    flat[at] = value;
  }
  if (nargs > posCount && !(info->flags & kHasVarArgs)) return raiseTooMany(f, flat, nargs);

  if (nargs < posCount) {
    auto* defaults = f->defaults ? as<TupleObj>(f->defaults) : nullptr;
    int64_t required = posCount - (defaults ? defaults->length : 0);
    for (int64_t i = nargs; i < required; ++i)
      if (!flat[i]) return raiseMissing(f, flat, 0, required, "positional");
    for (int64_t i = required > nargs ? required : nargs; i < posCount; ++i)
      if (!flat[i]) flat[i] = defaults->items[i - required];
  }
  bool missing = false;
  for (int64_t i = posCount; i < named; ++i) {
    if (flat[i]) continue;
    if (f->kwDefaults) flat[i] = dictGetStr(as<DictObj>(f->kwDefaults), as<StrObj>(info->paramNames[i]));
    missing |= !flat[i];
  }
  return missing ? raiseMissing(f, flat, posCount, named, "keyword-only") : true;
}

/// Calls what was found on the class of `self` without making a bound object for plain functions and methods.
inline Value callUnbound(Value found, Value self, const Value* args, int64_t nargs, Value kwnames) {
  if (hasShape(found, &trv_shape_function)) return callWithSelf(found, self, args, nargs, kwnames);
  if (hasShape(found, &trv_shape_method_descriptor)) {
    auto* b = as<BuiltinFunctionObj>(found);
    return callNative(b->def, self, b->owner, args, nargs, kwnames);
  }
  if (isExact(found, &trv_class_wrapper_descriptor)) return callWrapper(as<WrapperObj>(found), self, args, nargs, kwnames);
  found = bindAttr(found, self, toValue(classOf(self)));
  return found ? call(found, args, nargs, kwnames) : 0;
}

}  // namespace

// ---- dispatch

Value callFunction(FunctionObj* f, const Value* args, int64_t nargs, Value kwnames) {
  const FunctionInfo* info = f->info;
  if (__builtin_expect(takesExactly(info, nargs) && !keywordCount(kwnames), 1)) return info->entry(currentThread(), f, args);
  Value* flat = TRV_SCRATCH(info->paramCount + 1);
  if (!bindArguments(f, args, nargs, kwnames, flat)) return 0;
  return info->entry(currentThread(), f, flat);
}

Value call(Value callee, const Value* args, int64_t nargs, Value kwnames) {
  if (__builtin_expect(isObject(callee), 1)) {
    Shape* shape = objectOf(callee)->shape;
    if (shape == &trv_shape_function) return callFunction(as<FunctionObj>(callee), args, nargs, kwnames);
    if (auto slot = shape->cls->slots.call) return slot(callee, args, nargs, kwnames);
  }
  return raise(&trv_exc_TypeError, "'%T' object is not callable", callee);
}

Value callWithSelf(Value callee, Value self, const Value* args, int64_t nargs, Value kwnames) {
  int64_t count = nargs + keywordCount(kwnames);
  Value* all = TRV_SCRATCH(count + 1);
  all[0] = self;
  for (int64_t i = 0; i < count; ++i) all[i + 1] = args[i];
  if (hasShape(callee, &trv_shape_function)) return callFunction(as<FunctionObj>(callee), all, nargs + 1, kwnames);
  return call(callee, all, nargs + 1, kwnames);
}

Value callTuple(Value callee, Value args, Value keywords) {
  auto* positional = as<TupleObj>(args);
  if (!keywords || as<DictObj>(keywords)->used == 0) return call(callee, positional->items, positional->length);
  auto* dict = as<DictObj>(keywords);
  TupleObj* names = newTuple(dict->used);
  Value* all = TRV_SCRATCH(positional->length + dict->used);
  for (int64_t i = 0; i < positional->length; ++i) all[i] = positional->items[i];
  int64_t position = 0, n = 0;
  Value key, value;
  while (n < names->length && dictNext(dict, &position, &key, &value)) {
    if (!isStr(key)) return raise(&trv_exc_TypeError, "keywords must be strings");
    names->items[n] = key;
    all[positional->length + n++] = value;
  }
  return call(callee, all, positional->length, toValue(names));
}

static Value callMethodKw(Value self, StrObj* name, const Value* args, int64_t nargs, Value kwnames) {
  ClassObj* cls = classOf(self);
  if (cls->slots.getAttr == genericGetAttr) {
    Value found = lookupOnClass(cls, name);
    if (found && (hasShape(found, &trv_shape_function) || hasShape(found, &trv_shape_method_descriptor)) && !instanceAttr(self, name))
      return callUnbound(found, self, args, nargs, kwnames);
  }
  Value method = getAttr(self, name);
  return method ? call(method, args, nargs, kwnames) : 0;
}

Value callMethod(Value self, StrObj* name, const Value* args, int64_t nargs) { return callMethodKw(self, name, args, nargs, 0); }

Value callSpecial(Value self, StrObj* name, const Value* args, int64_t nargs, bool* found) {
  Value method = lookupOnClass(classOf(self), name);
  *found = method != 0;
  return method ? callUnbound(method, self, args, nargs, 0) : 0;
}

StrObj* functionText(Value callee) {
  Value name = getAttrOrEnd(callee, TRV_STR("__qualname__"));
  if (!name) return nullptr;
  if (name == kEnd) return as<StrObj>(str(callee));
  Value module = getAttrOrEnd(callee, TRV_STR("__module__"));
  if (!module) return nullptr;
  if (module == kEnd || module == none() || (isStr(module) && strEquals(as<StrObj>(module), "builtins"))) return strFormat("%S()", name);
  return strFormat("%S.%S()", module, name);
}

// ---- depth of calls

bool enterRecursion(const char* where) {
  ThreadState* ts = currentThread();
  char here;
  if (__builtin_expect(ts->depth < ts->recursionLimit && &here > ts->stackLimit, 1)) {
    ++ts->depth;
    return true;
  }
  raise(&trv_exc_RecursionError, "maximum recursion depth exceeded%s", where);
  return false;
}
void leaveRecursion() { --currentThread()->depth; }

// ---- entry points of engines

extern "C" {
Value trv_call_values(Value callee, Value kwnames, void* args, int64_t count) {
  return call(callee, static_cast<const Value*>(args), count - keywordCount(kwnames), kwnames);
}
Value trv_call_method(Value self, Value name, Value kwnames, void* args, int64_t count) {
  if (hasShape(self, &trv_shape_found_method))
    return call(as<FoundMethodObj>(self)->callee, static_cast<const Value*>(args), count - keywordCount(kwnames), kwnames);
  return callMethodKw(self, as<StrObj>(name), static_cast<const Value*>(args), count - keywordCount(kwnames), kwnames);
}
Value trv_call_ex(Value callee, Value args, Value keywords) {
  if (!isExact(args, &trv_class_tuple)) {  // f(*iterable)
    if (!classOf(args)->slots.iter && !classOf(args)->slots.getItem) {
      StrObj* text = functionText(callee);
      return text ? raise(&trv_exc_TypeError, "%U argument after * must be an iterable, not %T", text, args) : 0;
    }
    if (!(args = tupleFrom(args))) return 0;
  }
  return callTuple(callee, args, keywords);
}
}

}  // namespace trivium::runtime
