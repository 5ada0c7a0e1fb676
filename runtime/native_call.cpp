// Native functions and methods: checking and distributing their arguments (texts of CPython's Objects/methodobject.c and
// Python/getargs.c) and the classes of the objects that hold them.
#include "runtime/detail/core.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_builtin_function, trv_class_method_descriptor, trv_class_classmethod_descriptor;
Shape trv_shape_builtin_function, trv_shape_method_descriptor;
}

// ---- named parameters

namespace {

constexpr int kMaxNamed = 24;

/// What a params string like "object, /, sep=, *, end=" says.
struct ParamSpec {
  ParamSpec* next;
  const NativeDef* def;
  int count, posOnly, posMax;
  uint32_t required;  ///< bit per parameter
  StrObj* names[kMaxNamed];
};
ParamSpec* gSpecs[256];

const ParamSpec* parseParams(const NativeDef* def, ParamSpec** bucket) {
  static bool rooted;
  if (!rooted) gcAddRoots(reinterpret_cast<Value*>(gSpecs), sizeof gSpecs / sizeof(Value));
  rooted = true;
  auto* spec = static_cast<ParamSpec*>(gcAllocScan(sizeof(ParamSpec)));
  spec->def = def;
  spec->posMax = -1;
  for (const char* p = def->params; *p;) {
    while (*p == ' ' || *p == ',') ++p;
    const char* start = p;
    while (*p && *p != ',' && *p != '=') ++p;
    const char* end = p;
    while (end > start && end[-1] == ' ') --end;
    bool optional = *p == '=';
    while (*p && *p != ',') ++p;
    if (end - start == 1 && *start == '/') {
      spec->posOnly = spec->count;
    } else if (end - start == 1 && *start == '*') {
      spec->posMax = spec->count;
    } else if (end > start) {
      spec->names[spec->count] = intern(newStr(start, end - start));
      if (!optional) spec->required |= 1u << spec->count;
      ++spec->count;
    }
  }
  if (spec->posMax < 0) spec->posMax = spec->count;
  spec->next = *bucket;
  *bucket = spec;
  return spec;
}

const ParamSpec* specOf(const NativeDef* def) {
  ParamSpec** bucket = &gSpecs[(reinterpret_cast<uintptr_t>(def) >> 3) % (sizeof gSpecs / sizeof *gSpecs)];
  for (ParamSpec* s = *bucket; s; s = s->next)
    if (s->def == def) return s;
  return parseParams(def, bucket);
}

bool sameName(Value a, StrObj* b) { return a == toValue(b) || strEquals(as<StrObj>(a), b); }

/// As bindArgs (arguments.cpp), with keyword-only parameters and required ones anywhere.
bool bindNamed(const char* function, const ParamSpec& spec, const Value* args, int64_t nargs, Value kwnames, Value* out) {
  const int count = spec.count, posOnly = spec.posOnly, posMax = spec.posMax;
  const uint32_t required = spec.required;
  StrObj* const* names = spec.names;
  const int64_t kwCount = keywordCount(kwnames);
  const Value* keywords = kwCount ? as<TupleObj>(kwnames)->items : nullptr;
  int needed = 0, positionalNeeded = 0;
  for (int i = 0; i < count; ++i) needed += required >> i & 1;
  while (positionalNeeded < posMax && (required >> positionalNeeded & 1)) ++positionalNeeded;
  if (nargs + kwCount > count) {
    raise(&trv_exc_TypeError, "%s() takes %s %d %sargument%s (%lld given)", function, needed == count ? "exactly" : "at most", count,
          nargs == 0 ? "keyword " : "", count == 1 ? "" : "s", static_cast<long long>(nargs + kwCount));
    return false;
  }
  if (nargs > posMax) {
    if (posMax == 0)
      raise(&trv_exc_TypeError, "%s() takes no positional arguments", function);
    else
      raise(&trv_exc_TypeError, "%s() takes %s %d positional argument%s (%lld given)", function, positionalNeeded == posMax ? "exactly" : "at most",
            posMax, posMax == 1 ? "" : "s", static_cast<long long>(nargs));
    return false;
  }
  int onlyNeeded = positionalNeeded < posOnly ? positionalNeeded : posOnly;
  if (nargs < onlyNeeded) {
    raise(&trv_exc_TypeError, "%s() takes %s %d positional argument%s (%lld given)", function, onlyNeeded < posMax ? "at least" : "exactly", onlyNeeded,
          onlyNeeded == 1 ? "" : "s", static_cast<long long>(nargs));
    return false;
  }
  for (int i = 0; i < count; ++i) out[i] = i < nargs ? args[i] : 0;
  int64_t used = 0;
  for (int i = static_cast<int>(nargs > posOnly ? nargs : posOnly); i < count; ++i) {
    for (int64_t k = 0; k < kwCount && used < kwCount; ++k)
      if (sameName(keywords[k], names[i])) {
        out[i] = args[nargs + k];
        ++used;
        break;
      }
    if (!out[i] && (required >> i & 1)) {
      raise(&trv_exc_TypeError, "%s() missing required argument '%U' (pos %d)", function, names[i], i + 1);
      return false;
    }
  }
  if (used == kwCount) return true;
  for (int i = posOnly; i < nargs; ++i)
    for (int64_t k = 0; k < kwCount; ++k)
      if (sameName(keywords[k], names[i])) {
        raise(&trv_exc_TypeError, "argument for %s() given by name ('%U') and position (%d)", function, names[i], i + 1);
        return false;
      }
  for (int64_t k = 0; k < kwCount; ++k) {
    bool known = false;
    for (int i = posOnly; i < count; ++i) known |= sameName(keywords[k], names[i]);
    if (known) continue;
    raise(&trv_exc_TypeError, "'%U' is an invalid keyword argument for %s()", keywords[k], function);
    return false;
  }
  return true;
}

// ---- calling

/// The class that a bound native method is named after: the receiver's, or the receiver itself if it is a class.
ClassObj* namingClass(Value self) { return isClass(self) ? as<ClassObj>(self) : classOf(self); }

/// "list.append()", "math.sqrt()", "len()".
StrObj* textOf(const NativeDef* def, ClassObj* owner, Value module) {
  if (owner) return strFormat("%U.%s()", owner->name, def->name);
  if (module && isStr(module) && !strEquals(as<StrObj>(module), "builtins")) return strFormat("%U.%s()", module, def->name);
  return strFormat("%s()", def->name);
}

__attribute__((noinline)) Value refuse(const NativeDef* def, ClassObj* owner, Value module, int64_t nargs, Value kwnames) {
  auto given = static_cast<long long>(nargs);
  if (keywordCount(kwnames)) return raise(&trv_exc_TypeError, "%U takes no keyword arguments", textOf(def, owner, module));
  if (def->kind == ArgKind::None) return raise(&trv_exc_TypeError, "%U takes no arguments (%lld given)", textOf(def, owner, module), given);
  if (def->kind == ArgKind::One) return raise(&trv_exc_TypeError, "%U takes exactly one argument (%lld given)", textOf(def, owner, module), given);
  int bound = nargs < def->minArgs ? def->minArgs : def->maxArgs;
  return raise(&trv_exc_TypeError, "%s expected %s%d argument%s, got %lld", def->name,
               def->minArgs == def->maxArgs ? "" : nargs < def->minArgs ? "at least " : "at most ", bound, bound == 1 ? "" : "s", given);
}

inline Value callDef(const NativeDef* def, Value self, ClassObj* owner, Value module, const Value* args, int64_t nargs, Value kwnames) {
  switch (def->kind) {
    case ArgKind::None:
      if (nargs || keywordCount(kwnames)) break;
      return def->fn(self, args, 0);
    case ArgKind::One:
      if (nargs != 1 || keywordCount(kwnames)) break;
      return def->fn(self, args, 1);
    case ArgKind::Positional:
      if (nargs < def->minArgs || (def->maxArgs >= 0 && nargs > def->maxArgs) || keywordCount(kwnames)) break;
      return def->fn(self, args, nargs);
    case ArgKind::Named: {
      const ParamSpec* spec = specOf(def);
      Value bound[kMaxNamed];
      if (!bindNamed(def->name, *spec, args, nargs, kwnames, bound)) return 0;
      return def->fn(self, bound, spec->count);
    }
    case ArgKind::Raw: return def->kwFn(self, args, nargs, kwnames);
  }
  return refuse(def, owner, module, nargs, kwnames);
}

}  // namespace

Value callNative(const NativeDef* def, Value self, ClassObj* owner, const Value* args, int64_t nargs, Value kwnames) {
  return callDef(def, self, owner, 0, args, nargs, kwnames);
}

// ---- built-in functions and bound native methods

Value newBuiltinFunction(const NativeDef* def, Value self, ClassObj* owner, Value module) {
  auto* b = gcNew<BuiltinFunctionObj>(&trv_shape_builtin_function);
  b->def = def;
  b->self = self;
  b->owner = owner;
  b->module = module;
  return toValue(b);
}

namespace {

BuiltinFunctionObj* native(Value v) { return as<BuiltinFunctionObj>(v); }

Value functionCall(Value self, const Value* args, int64_t nargs, Value kwnames) {
  auto* b = native(self);
  // Functions of fixed arity count as a call of their own: where repr(), len() … recurse, the limit is hit at the same place as in CPython.
  if (!b->owner && b->def->kind <= ArgKind::One) {
    if (!enterRecursion(" while calling a Python object")) return 0;
    Value r = callDef(b->def, b->self, nullptr, b->module, args, nargs, kwnames);
    leaveRecursion();
    return r;
  }
  return callDef(b->def, b->self, b->owner && b->self ? namingClass(b->self) : b->owner, b->module, args, nargs, kwnames);
}

Value functionRepr(Value self) {
  auto* b = native(self);
  if (!b->self || hasShape(b->self, &trv_shape_module)) {
    if (b->def->method != MethodKind::Static || !b->owner) return toValue(strFormat("<built-in function %s>", b->def->name));
    return toValue(strFormat("<built-in method %s of type object at 0x%llx>", b->def->name, static_cast<unsigned long long>(toValue(b->owner))));
  }
  return toValue(strFormat("<built-in method %s of %T object at 0x%llx>", b->def->name, b->self, static_cast<unsigned long long>(b->self)));
}

Value functionCompare(Value a, Value b, CompareOp op) {
  if (!isExact(b, &trv_class_builtin_function) || (op != CompareOp::Eq && op != CompareOp::Ne)) return notImplemented();
  bool same = native(a)->def == native(b)->def && native(a)->self == native(b)->self;
  return fromBool(same == (op == CompareOp::Eq));
}
int64_t functionHash(Value self) {
  auto* b = native(self);
  int64_t h = static_cast<int64_t>((b->self >> 4) ^ (reinterpret_cast<uintptr_t>(b->def) >> 3) * 1000003);
  return h == -1 ? -2 : h;
}

Value getName(Value self) { return toValue(newStr(native(self)->def->name)); }
Value getQualname(Value self) {
  auto* b = native(self);
  if (!b->owner) return getName(self);
  bool isBound = b->self && isExact(self, &trv_class_builtin_function);
  return toValue(strFormat("%U.%s", (isBound ? namingClass(b->self) : b->owner)->qualname, b->def->name));
}
Value getSelf(Value self) { return native(self)->self ? native(self)->self : none(); }
Value getModule(Value self) {
  auto* b = native(self);
  if (b->module) return b->module;
  return b->owner || (b->self && !hasShape(b->self, &trv_shape_module)) ? none() : toValue(TRV_STR("builtins"));
}
int setModule(Value self, Value value) {
  native(self)->module = value ? value : none();
  return 0;
}
Value getDoc(Value self) {
  const char* doc = native(self)->def->doc;
  return doc ? toValue(newStr(doc)) : none();
}
Value getSignature(Value) { return none(); }
Value getOwner(Value self) { return toValue(native(self)->owner); }

const GetSetDef kFunctionGetSets[] = {
    {"__name__", getName, nullptr},     {"__qualname__", getQualname, nullptr},           {"__self__", getSelf, nullptr},
    {"__module__", getModule, setModule}, {"__doc__", getDoc, nullptr}, {"__text_signature__", getSignature, nullptr}, {nullptr, nullptr, nullptr},
};

// ---- methods as they stand in a class

bool checkReceiver(BuiltinFunctionObj* b, Value v) {
  if (isInstance(v, b->owner)) return true;
  raise(&trv_exc_TypeError, "descriptor '%s' for '%N' objects doesn't apply to a '%T' object", b->def->name, b->owner, v);
  return false;
}

Value methodCall(Value self, const Value* args, int64_t nargs, Value kwnames) {
  auto* b = native(self);
  if (nargs < 1) return raise(&trv_exc_TypeError, "unbound method %U.%s() needs an argument", b->owner->name, b->def->name);
  if (!checkReceiver(b, args[0])) return 0;
  return callDef(b->def, args[0], b->owner, 0, args + 1, nargs - 1, kwnames);
}
Value methodGet(Value self, Value instance, Value) {
  if (!instance) return self;
  auto* b = native(self);
  return checkReceiver(b, instance) ? newBuiltinFunction(b->def, instance, b->owner) : 0;
}
Value methodRepr(Value self) { return toValue(strFormat("<method '%s' of '%N' objects>", native(self)->def->name, native(self)->owner)); }

bool checkClass(BuiltinFunctionObj* b, Value cls) {
  if (!isClass(cls)) {
    raise(&trv_exc_TypeError, "descriptor '%s' for type '%N' needs a type, not a '%T' as arg 2", b->def->name, b->owner, cls);
    return false;
  }
  if (isSubclass(as<ClassObj>(cls), b->owner)) return true;
  raise(&trv_exc_TypeError, "descriptor '%s' requires a subtype of '%N' but received '%N'", b->def->name, b->owner, as<ClassObj>(cls));
  return false;
}
Value classMethodGet(Value self, Value instance, Value owner) {
  auto* b = native(self);
  Value cls = owner ? owner : toValue(classOf(instance));
  // Methods of `type` itself bind to the class that is looked at, whatever it is an instance of.
  return checkClass(b, cls) ? newBuiltinFunction(b->def, cls, b->owner) : 0;
}
Value classMethodCall(Value self, const Value* args, int64_t nargs, Value kwnames) {
  auto* b = native(self);
  if (nargs < 1) return raise(&trv_exc_TypeError, "descriptor '%s' of '%N' object needs an argument", b->def->name, b->owner);
  if (!checkClass(b, args[0])) return 0;
  return callDef(b->def, args[0], b->owner, 0, args + 1, nargs - 1, kwnames);
}

const GetSetDef kMethodGetSets[] = {
    {"__name__", getName, nullptr}, {"__qualname__", getQualname, nullptr}, {"__objclass__", getOwner, nullptr},
    {"__doc__", getDoc, nullptr},   {"__text_signature__", getSignature, nullptr}, {nullptr, nullptr, nullptr},
};

}  // namespace

void readyNativeFunctionClasses() {
  Slots& f = trv_class_builtin_function.slots;
  f.call = functionCall;
  f.repr = functionRepr;
  f.compare = functionCompare;
  f.hash = functionHash;
  readyClass({&trv_class_builtin_function, "builtin_function_or_method", nullptr, sizeof(BuiltinFunctionObj), 0, nullptr, kFunctionGetSets, nullptr,
              &trv_shape_builtin_function});

  Slots& m = trv_class_method_descriptor.slots;
  m.call = methodCall;
  m.descrGet = methodGet;
  m.repr = methodRepr;
  readyClass({&trv_class_method_descriptor, "method_descriptor", nullptr, sizeof(BuiltinFunctionObj), 0, nullptr, kMethodGetSets, nullptr,
              &trv_shape_method_descriptor});

  Slots& c = trv_class_classmethod_descriptor.slots;
  c.call = classMethodCall;
  c.descrGet = classMethodGet;
  c.repr = methodRepr;
  readyClass({&trv_class_classmethod_descriptor, "classmethod_descriptor", nullptr, sizeof(BuiltinFunctionObj), 0, nullptr, kMethodGetSets, nullptr,
              nullptr});
}

}  // namespace trivium::runtime
