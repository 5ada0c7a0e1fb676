// Making classes: type.__new__ and the class statement (Language Reference 3.3.3).
#include <algorithm>

#include "runtime/abi/helpers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

// ---- choosing metaclass and layout

static ClassObj* mostDerivedMeta(ClassObj* meta, TupleObj* bases) {
  for (int64_t i = 0; i < bases->length; ++i) {
    ClassObj* m = classOf(bases->items[i]);
    if (isSubclass(meta, m)) continue;
    if (isSubclass(m, meta)) {
      meta = m;
      continue;
    }
    raise(&trv_exc_TypeError,
          "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
    return nullptr;
  }
  return meta;
}

static ClassObj* chooseBase(TupleObj* bases) {
  ClassObj *winner = nullptr, *base = nullptr;
  for (int64_t i = 0; i < bases->length; ++i) {
    if (!isClass(bases->items[i])) {
      raise(&trv_exc_TypeError, "bases must be types");
      return nullptr;
    }
    auto* b = as<ClassObj>(bases->items[i]);
    if (!(b->flags & kBaseType)) {
      raise(&trv_exc_TypeError, "type '%N' is not an acceptable base type", b);
      return nullptr;
    }
    ClassObj* candidate = b->solid;
    if (!winner || (candidate != winner && isSubclass(candidate, winner))) {
      winner = candidate;
      base = b;
    } else if (!isSubclass(winner, candidate)) {
      raise(&trv_exc_TypeError, "multiple bases have instance lay-out conflict");
      return nullptr;
    }
  }
  return base;
}

// ---- __slots__

/// _Cls__name for names with two leading underscores that do not end in two.
static StrObj* mangle(StrObj* cls, StrObj* name) {
  if (name->length < 3 || charAt(name, 0) != '_' || charAt(name, 1) != '_' || nameIsDunder(name)) return name;
  int64_t skip = 0;
  while (skip < cls->length && charAt(cls, skip) == '_') ++skip;
  if (skip == cls->length) return name;
  return intern(strFormat("_%U%U", strSubstring(cls, skip, cls->length), name));
}

static bool isIdentifier(StrObj* s) {
  if (s->length == 0) return false;
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = charAt(s, i);
    bool letter = c == '_' || (c | 32) - 'a' < 26u || c >= 128;
    if (!letter && !(i > 0 && c - '0' < 10u)) return false;
  }
  return true;
}

struct SlotNames {
  TupleObj* names = nullptr;  ///< as members, mangled
  bool wantsDict = false;
  bool present = false;
};

static int readSlotNames(StrObj* className, ClassObj* base, DictObj* ns, SlotNames* out) {
  Value slots = dictGetStr(ns, TRV_STR("__slots__"));
  if (!slots) return 0;
  out->present = true;
  Value list = isStr(slots) ? toValue(makeTuple(slots)) : tupleFrom(slots);
  if (!list) return -1;
  auto* given = as<TupleObj>(list);
  ListObj* members = newList();
  for (int64_t i = 0; i < given->length; ++i) {
    Value v = given->items[i];
    if (!isStr(v)) return raiseInt(raise(&trv_exc_TypeError, "__slots__ items must be strings, not '%T'", v));
    StrObj* name = intern(as<StrObj>(v));
    if (!isIdentifier(name)) return raiseInt(raise(&trv_exc_TypeError, "__slots__ must be identifiers"));
    if (strEquals(name, "__dict__")) {
      if (out->wantsDict || (base->flags & kHasDict))
        return raiseInt(raise(&trv_exc_TypeError, "__dict__ slot disallowed: we already got one"));
      out->wantsDict = true;
      continue;
    }
    if (strEquals(name, "__weakref__")) continue;
    name = mangle(className, name);
    if (dictGetStr(ns, name) && !strEquals(name, "__qualname__") && !strEquals(name, "__classcell__"))
      return raiseInt(raise(&trv_exc_ValueError, "%R in __slots__ conflicts with class variable", toValue(name)));
    bool repeated = false;
    for (int64_t k = 0; k < members->length; ++k) repeated |= members->items[k] == toValue(name);
    if (!repeated) listAppend(members, toValue(name));
  }
  if (members->length && (base->flags & kTupleSubclass))
    return raiseInt(raise(&trv_exc_TypeError, "nonempty __slots__ not supported for subtype of '%N'", base));
  if (members->length && (base->flags & (kLongSubclass | kBytesSubclass | kTypeSubclass)))
    return raiseInt(raise(&trv_exc_TypeError, "nonempty __slots__ not supported for subtype of '%N'", base));
  out->names = tupleOf(members->items, members->length);
  return 0;
}

// ---- type.__new__

static Value getObjectDict(Value self) { return instanceDict(self); }
static int setObjectDict(Value self, Value value) {
  if (!value) {
    // `del obj.__dict__` leaves an empty one.
    value = toValue(newDict());
  } else if (!isDict(value)) {
    return raiseInt(raise(&trv_exc_TypeError, "__dict__ must be set to a dictionary, not a '%T'", value));
  }
  if (!instanceDict(self)) return -1;
  if (objectOf(self)->shape->isDictMode) *overflowWord(objectOf(self)) = value;
  return 0;
}
static Value getWeakref(Value) { return none(); }
static const GetSetDef kDictGetSet = {"__dict__", getObjectDict, setObjectDict};
static const GetSetDef kWeakrefGetSet = {"__weakref__", getWeakref, nullptr};

/// Calls __set_name__ of the namespace's values, in order.
static int announceNames(ClassObj* cls, DictObj* ns) {
  int64_t position = 0;
  Value key, value;
  while (dictNext(ns, &position, &key, &value)) {
    if (isSmallInt(value) || !lookupOnClass(classOf(value), TRV_STR("__set_name__"))) continue;
    Value args[] = {toValue(cls), key};
    bool found;
    if (callSpecial(value, TRV_STR("__set_name__"), args, 2, &found)) continue;
    Value cause = takePending();
    raise(&trv_exc_RuntimeError, "Error calling __set_name__ on '%T' instance %R in '%N'", value, key, cls);
    Value e = takePending();
    as<ExceptionObj>(e)->cause = cause;
    as<ExceptionObj>(e)->context = cause;
    as<ExceptionObj>(e)->suppressContext = 1;
    return raiseInt(raiseObject(e));
  }
  return 0;
}

static int announceSubclass(ClassObj* cls, const Value* kwValues, Value kwnames) {
  StrObj* name = TRV_STR("__init_subclass__");
  for (int64_t i = 1; i < cls->mro->length; ++i) {
    auto* c = as<ClassObj>(cls->mro->items[i]);
    Value f = dictGetStr(classDict(c), name);
    if (!f) continue;
    if (c == &trv_class_object && !keywordCount(kwnames)) return 0;
    f = bindAttr(f, 0, toValue(cls));
    return f && call(f, kwValues, 0, kwnames) ? 0 : -1;
  }
  return 0;
}

static void wrapInDict(DictObj* d, StrObj* name, Value (*wrap)(Value)) {
  Value f = dictGetStr(d, name);
  if (f && hasShape(f, &trv_shape_function)) dictSetStr(d, name, wrap(f));
}

/// Whether what a metaclass's mro() answered can stand as the linearisation of `cls`; false = raised.
bool isUsableMro(ClassObj* cls, TupleObj* mro) {
  if (mro->length == 0) {
    raise(&trv_exc_TypeError, "type MRO must not be empty");
    return false;
  }
  for (int64_t i = 0; i < mro->length; ++i) {
    if (!isClass(mro->items[i])) {
      raise(&trv_exc_TypeError, "mro() returned a non-class ('%T')", mro->items[i]);
      return false;
    }
    auto* c = as<ClassObj>(mro->items[i]);
    if (!isSubclass(cls->solid, c->solid)) {
      raise(&trv_exc_TypeError, "mro() returned base with unsuitable layout ('%N')", c);
      return false;
    }
  }
  return true;
}

Value newClass(ClassObj* meta, StrObj* name, TupleObj* bases, DictObj* given, const Value* kwValues, Value kwnames) {
  if (bases->length == 0) bases = makeTuple(toValue(&trv_class_object));
  ClassObj* base = chooseBase(bases);
  if (!base) return 0;

  // The class gets its own dict; keys become interned so that lookups may compare addresses.
  DictObj* ns = newDict();
  int64_t position = 0;
  Value key, value;
  while (dictNext(given, &position, &key, &value)) {
    if (isExact(key, &trv_class_str)) dictSetStr(ns, intern(as<StrObj>(key)), value);
    else if (dictSet(ns, key, value) < 0) return 0;
  }
  SlotNames slots;
  if (readSlotNames(name, base, ns, &slots) < 0) return 0;

  auto* cls = reinterpret_cast<ClassObj*>(allocInstance(meta));
  cls->name = name;
  cls->base = base;
  cls->bases = bases;
  cls->solid = slots.names && slots.names->length ? cls : base->solid;
  cls->basicSize = base->basicSize;
  cls->reservedSlots = base->reservedSlots + (slots.names ? static_cast<uint32_t>(slots.names->length) : 0);
  constexpr uint32_t kInherited = ~0xffu | kHasDict | kHasFinalizer;
  cls->flags = kHeapType | kBaseType | (base->flags & kInherited);
  for (int64_t i = 0; i < bases->length; ++i)
    cls->flags |= as<ClassObj>(bases->items[i])->flags & (kHasDict | kMatchSequence | kMatchMapping | kHasFinalizer);
  if (dictGetStr(ns, TRV_STR("__del__"))) cls->flags |= kHasFinalizer;
  bool addsDict = !(base->flags & (kHasDict | kTypeSubclass)) && (!slots.present || slots.wantsDict);
  if (addsDict) cls->flags |= kHasDict;
  if (cls->flags & kHasDict) {
    // As many as __init__ stores, besides what the base's instances have; a class without one of its own is like its base.
    const uint32_t inherited = base->flags & kHeapType ? base->inlineSlots : 0;
    Value init = dictGetStr(ns, TRV_STR("__init__"));
    const uint32_t stored = init && hasShape(init, &trv_shape_function) ? as<FunctionObj>(init)->info->selfAttributes : 0;
    cls->inlineSlots = stored ? std::max(inherited, cls->reservedSlots) + std::min(stored, 48u) : std::max(inherited, cls->reservedSlots + 4);
    cls->tuneCount = 4;
  }
  if (cls->flags & kTypeSubclass) cls->flags &= ~static_cast<uint32_t>(kHasDict);

  Value qualname = dictGetStr(ns, TRV_STR("__qualname__"));
  if (qualname) {
    if (!isStr(qualname)) return raise(&trv_exc_TypeError, "type __qualname__ must be a str, not %T", qualname);
    dictDel(ns, toValue(TRV_STR("__qualname__")));
  }
  cls->qualname = qualname ? qualname : toValue(name);
  if (!dictGetStr(ns, TRV_STR("__module__"))) dictSetStr(ns, TRV_STR("__module__"), toValue(TRV_STR("__main__")));
  Value cell = dictGetStr(ns, TRV_STR("__classcell__"));
  if (cell) {
    if (!hasShape(cell, &trv_shape_cell)) return raise(&trv_exc_TypeError, "type.__new__(): __classcell__ must be a nonlocal cell, not <class '%T'>", cell);
    as<CellObj>(cell)->content = toValue(cls);
    dictDel(ns, toValue(TRV_STR("__classcell__")));
  }
  wrapInDict(ns, TRV_STR("__new__"), newStaticMethod);
  wrapInDict(ns, TRV_STR("__init_subclass__"), newClassMethod);
  wrapInDict(ns, TRV_STR("__class_getitem__"), newClassMethod);
  if (dictGetStr(ns, TRV_STR("__eq__")) && !dictGetStr(ns, TRV_STR("__hash__"))) dictSetStr(ns, TRV_STR("__hash__"), none());
  if (slots.names) {
    cls->slotNames = toValue(slots.names);
    for (int64_t i = 0; i < slots.names->length; ++i) {
      auto* member = as<StrObj>(slots.names->items[i]);
      dictSetStr(ns, member, newMember(member, cls, base->reservedSlots + static_cast<uint32_t>(i)));
    }
  }
  if (addsDict) dictSetStr(ns, TRV_STR("__dict__"), newGetSet(&kDictGetSet, cls));
  if (addsDict && !slots.present && !(base->flags & kTupleSubclass)) dictSetStr(ns, TRV_STR("__weakref__"), newGetSet(&kWeakrefGetSet, cls));
  if (!dictGetStr(ns, TRV_STR("__doc__"))) dictSetStr(ns, TRV_STR("__doc__"), none());
  cls->dict = ns;

  cls->mro = computeMro(cls, bases);
  if (!cls->mro) return 0;
  // A metaclass may replace the linearisation.
  Value mro = lookupOnClass(meta, TRV_STR("mro"));
  if (mro && hasShape(mro, &trv_shape_function)) {
    mro = callWith(mro, toValue(cls));
    mro = mro ? tupleFrom(mro) : 0;
    if (!mro || !isUsableMro(cls, as<TupleObj>(mro))) return 0;
    cls->mro = as<TupleObj>(mro);
  }
  cls->instanceShape = newRootShape(cls);
  fixupSlots(cls);
  for (int64_t i = 0; i < bases->length; ++i) linkSubclass(as<ClassObj>(bases->items[i]), cls);

  if (announceNames(cls, given) < 0) return 0;
  if (announceSubclass(cls, kwValues, kwnames) < 0) return 0;
  return toValue(cls);
}

Value typeNew(ClassObj* meta, const Value* args, int64_t nargs, Value kwnames) {
  if (nargs != 3) {
    if (nargs == 1 && meta == &trv_class_type && !keywordCount(kwnames)) return toValue(classOf(args[0]));
    return raise(&trv_exc_TypeError, "type.__new__() takes exactly 3 arguments (%lld given)", static_cast<long long>(nargs));
  }
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "type.__new__() argument 1 must be str, not %T", args[0]);
  int64_t nameBytes;
  const char* name = utf8Of(as<StrObj>(args[0]), &nameBytes);
  if (memchr(name, 0, static_cast<size_t>(nameBytes))) return raise(&trv_exc_ValueError, "type name must not contain null characters");
  if (!isTuple(args[1])) return raise(&trv_exc_TypeError, "type.__new__() argument 2 must be tuple, not %T", args[1]);
  if (!isDict(args[2])) return raise(&trv_exc_TypeError, "type.__new__() argument 3 must be dict, not %T", args[2]);
  auto* bases = as<TupleObj>(args[1]);
  for (int64_t i = 0; i < bases->length; ++i)
    if (!isClass(bases->items[i]) && lookupOnClass(classOf(bases->items[i]), TRV_STR("__mro_entries__")))
      return raise(&trv_exc_TypeError, "type() doesn't support MRO entry resolution; use types.new_class()");
  ClassObj* winner = mostDerivedMeta(meta, bases);
  if (!winner) return 0;
  if (winner != meta && winner->slots.create != typeNew) return winner->slots.create(winner, args, nargs, kwnames);
  return newClass(winner, intern(as<StrObj>(args[0])), bases, as<DictObj>(args[2]), args + 3, kwnames);
}

// ---- the class statement

/// Bases with __mro_entries__ replaced; the same tuple when there are none.
static TupleObj* resolveBases(TupleObj* bases) {
  ListObj* resolved = nullptr;
  for (int64_t i = 0; i < bases->length; ++i) {
    Value b = bases->items[i];
    Value entries = 0;
    if (!isClass(b) && !isSmallInt(b)) {
      Value f = getAttrOrEnd(b, TRV_STR("__mro_entries__"));
      if (!f) return nullptr;
      if (f != kEnd) {
        entries = callWith(f, toValue(bases));
        if (!entries) return nullptr;
        if (!isTuple(entries)) {
          raise(&trv_exc_TypeError, "__mro_entries__ must return a tuple");
          return nullptr;
        }
      }
    }
    if (entries && !resolved) {
      resolved = newList();
      for (int64_t k = 0; k < i; ++k) listAppend(resolved, bases->items[k]);
    }
    if (!resolved) continue;
    if (!entries) {
      listAppend(resolved, b);
      continue;
    }
    for (int64_t k = 0; k < as<TupleObj>(entries)->length; ++k) listAppend(resolved, as<TupleObj>(entries)->items[k]);
  }
  return resolved ? tupleOf(resolved->items, resolved->length) : bases;
}

static int setInNamespace(Value ns, StrObj* name, Value value) {
  if (isExact(ns, &trv_class_dict)) return dictSetStr(as<DictObj>(ns), name, value);
  return setItem(ns, toValue(name), value);
}

static Value buildClass(FunctionObj* body, StrObj* name, TupleObj* given, Value* kwValues, TupleObj* kwnames) {
  TupleObj* bases = resolveBases(given);
  if (!bases) return 0;
  // Take metaclass=… out of the keywords.
  Value meta = 0;
  int64_t kwCount = kwnames ? kwnames->length : 0;
  for (int64_t i = 0; i < kwCount; ++i) {
    if (!strEquals(as<StrObj>(kwnames->items[i]), "metaclass")) continue;
    meta = kwValues[i];
    TupleObj* rest = newTuple(kwCount - 1);
    for (int64_t k = 0, to = 0; k < kwCount; ++k)
      if (k != i) rest->items[to++] = kwnames->items[k];
    for (int64_t k = i; k + 1 < kwCount; ++k) kwValues[k] = kwValues[k + 1];
    kwnames = rest;
    --kwCount;
    break;
  }
  bool metaIsClass = true;
  if (!meta) meta = bases->length ? toValue(classOf(bases->items[0])) : toValue(&trv_class_type);
  else metaIsClass = isClass(meta);
  if (metaIsClass) {
    ClassObj* winner = mostDerivedMeta(as<ClassObj>(meta), bases);
    if (!winner) return 0;
    meta = toValue(winner);
  }
  Value kwTuple = kwCount ? toValue(kwnames) : 0;

  Value ns;
  if (meta == toValue(&trv_class_type)) {
    ns = toValue(newDict());
  } else {
    Value prepare = getAttrOrEnd(meta, TRV_STR("__prepare__"));
    if (!prepare) return 0;
    if (prepare == kEnd) {
      ns = toValue(newDict());
    } else {
      auto* args = static_cast<Value*>(__builtin_alloca(static_cast<size_t>(kwCount + 2) * 8));
      args[0] = toValue(name);
      args[1] = toValue(bases);
      for (int64_t i = 0; i < kwCount; ++i) args[i + 2] = kwValues[i];
      ns = call(prepare, args, 2, kwTuple);
      if (!ns) return 0;
      if (!isDict(ns) && !classOf(ns)->slots.getItem)
        return raise(&trv_exc_TypeError, "%s.__prepare__() must return a mapping, not %T", metaIsClass ? nameOf(as<ClassObj>(meta)) : "<metaclass>", ns);
    }
  }
  if (setInNamespace(ns, TRV_STR("__module__"), body->module ? body->module : toValue(TRV_STR("__main__"))) < 0) return 0;
  if (setInNamespace(ns, TRV_STR("__qualname__"), body->qualname) < 0) return 0;
  Value cell = call(toValue(body), &ns, 1, 0);
  if (!cell) return 0;
  if (bases != given && setInNamespace(ns, TRV_STR("__orig_bases__"), toValue(given)) < 0) return 0;

  if (meta == toValue(&trv_class_type)) return newClass(&trv_class_type, name, bases, as<DictObj>(ns), kwValues, kwTuple);
  const auto checked = [&](Value cls) -> Value {
    // A body whose methods use `__class__` answers their cell; the metaclass must have passed it on.
    if (!cls || !isClass(cls) || !hasShape(cell, &trv_shape_cell)) return cls;
    const Value found = as<CellObj>(cell)->content;
    if (found == cls) return cls;
    if (found) return raise(&trv_exc_TypeError, "__class__ set to %R defining %R as %R", found, toValue(name), cls);
    return raise(&trv_exc_RuntimeError, "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?", toValue(name), cls);
  };
  auto* args = static_cast<Value*>(__builtin_alloca(static_cast<size_t>(kwCount + 3) * 8));
  args[0] = toValue(name);
  args[1] = toValue(bases);
  args[2] = ns;
  for (int64_t i = 0; i < kwCount; ++i) args[i + 3] = kwValues[i];
  return checked(call(meta, args, 3, kwTuple));
}

extern "C" Value trv_class_build(Value body, Value name, Value kwnames, void* values, int64_t count) {
  auto* args = static_cast<const Value*>(values);
  int64_t kwCount = keywordCount(kwnames);
  auto* kwValues = static_cast<Value*>(__builtin_alloca(static_cast<size_t>(kwCount + 1) * 8));
  for (int64_t i = 0; i < kwCount; ++i) kwValues[i] = args[count - kwCount + i];
  TupleObj* bases = tupleOf(args, count - kwCount);
  return buildClass(as<FunctionObj>(body), as<StrObj>(name), bases, kwValues, kwnames ? as<TupleObj>(kwnames) : nullptr);
}

}  // namespace trivium::runtime
