// `type`: attributes of classes, instantiation, and what type objects answer about themselves. Making classes is in class_build.cpp.
#include "runtime/detail/core.h"
#include "runtime/detail/errors.h"

namespace trivium::runtime {

Shape trv_shape_type;

// ---- attributes of classes

bool isPlainData(Value v) {
  const Slots& s = classOf(v)->slots;
  return !s.descrGet && !s.descrSet;
}

bool nameIsDunder(const StrObj* name) {
  int64_t n = name->length;
  return n > 4 && charAt(name, 0) == '_' && charAt(name, 1) == '_' && charAt(name, n - 1) == '_' && charAt(name, n - 2) == '_';
}

Value typeLookup(ClassObj* cls, StrObj* name) {
  ClassObj* meta = cls->shape->cls;
  Value self = toValue(cls);
  Value onMeta = lookupOnClass(meta, name);
  const Slots* metaSlots = onMeta ? &classOf(onMeta)->slots : nullptr;
  if (metaSlots && metaSlots->descrGet && metaSlots->descrSet) return metaSlots->descrGet(onMeta, self, toValue(meta));
  if (Value own = lookupOnClass(cls, name)) return bindAttr(own, 0, self);
  if (onMeta) return metaSlots->descrGet ? metaSlots->descrGet(onMeta, self, toValue(meta)) : onMeta;
  return kEnd;
}

Value typeGetAttr(Value self, StrObj* name) {
  Value r = typeLookup(as<ClassObj>(self), name);
  return r == kEnd ? raiseNoAttribute(self, name) : r;
}

static void setClassEntry(ClassObj* cls, StrObj* name, Value value) {
  DictObj* d = classDict(cls);
  Value old = dictGetStr(d, name);
  dictSetStr(d, name, value);
  bool dunder = nameIsDunder(name);
  if (!old || dunder || !isPlainData(old) || !isPlainData(value)) classesChanged();
  if (dunder) updateSlots(cls, name);
  recheckLayouts(name);
}

int typeSetAttr(Value self, StrObj* name, Value value) {
  auto* cls = as<ClassObj>(self);
  if (!(cls->flags & kHeapType))
    return raiseInt(raise(&trv_exc_TypeError, "cannot set '%U' attribute of immutable type '%N'", name, cls));
  ClassObj* meta = cls->shape->cls;
  Value onMeta = lookupOnClass(meta, name);
  if (onMeta)
    if (auto set = classOf(onMeta)->slots.descrSet) return set(onMeta, self, value);
  if (value) {
    setClassEntry(cls, name, value);
    return 0;
  }
  DictObj* d = classDict(cls);
  if (!dictGetStr(d, name)) {
    raiseNoAttribute(self, name);
    return -1;
  }
  dictDel(d, toValue(name));
  classesChanged();
  if (nameIsDunder(name)) updateSlots(cls, name);
  recheckLayouts(name);
  return 0;
}

Value classModule(ClassObj* cls) {
  if (cls->flags & kHeapType) {
    Value m = dictGetStr(classDict(cls), TRV_STR("__module__"));
    return m ? m : toValue(TRV_STR("builtins"));
  }
  return cls->module ? cls->module : toValue(TRV_STR("builtins"));
}

StrObj* qualifiedName(ClassObj* cls, bool hideMain) {
  Value module = classModule(cls);
  auto* qualname = as<StrObj>(cls->qualname);
  if (!isStr(module) || strEquals(as<StrObj>(module), "builtins") || (hideMain && strEquals(as<StrObj>(module), "__main__"))) return qualname;
  return strFormat("%U.%U", as<StrObj>(module), qualname);
}

// ---- instantiation

Value typeCall(Value self, const Value* args, int64_t nargs, Value kwnames) {
  auto* cls = as<ClassObj>(self);
  if (__builtin_expect(cls->slots.create == objectNew && !(cls->flags & kIsAbstract) && isTrampolineInit(cls), 1)) {
    Value init = lookupOnClass(cls, TRV_STR("__init__"));
    if (hasShape(init, &trv_shape_function)) {
      Object* o = allocInstance(cls);
      Value r = callWithSelf(init, toValue(o), args, nargs, kwnames);
      if (__builtin_expect(r != none(), 0))
        return r ? raise(&trv_exc_TypeError, "__init__() should return None, not '%T'", r) : 0;
      if (__builtin_expect(cls->tuneCount > 0, 0)) tuneInlineSlots(cls, o);
      return toValue(o);
    }
  }
  if (cls->slots.create == exceptionNew && !(cls->flags & kIsAbstract) && !keywordCount(kwnames)) {
    Value init = isTrampolineInit(cls) ? lookupOnClass(cls, TRV_STR("__init__")) : 0;
    if (cls->slots.init == exceptionInit) return exceptionNew(cls, args, nargs, 0);
    if (init && hasShape(init, &trv_shape_function)) {
      Value made = exceptionNew(cls, args, nargs, 0);
      Value r = callWithSelf(init, made, args, nargs, 0);
      if (__builtin_expect(r != none(), 0))
        return r ? raise(&trv_exc_TypeError, "__init__() should return None, not '%T'", r) : 0;
      return made;
    }
  }
  if (cls == &trv_class_type) {
    if (nargs == 1 && !keywordCount(kwnames)) return toValue(classOf(args[0]));
    if (nargs != 3) return raise(&trv_exc_TypeError, "type() takes 1 or 3 arguments");
  }
  if (!cls->slots.create) return raise(&trv_exc_TypeError, "cannot create '%U' instances", qualifiedName(cls, false));
  Value o = cls->slots.create(cls, args, nargs, kwnames);
  if (!o) return 0;
  ClassObj* made = classOf(o);
  if (made != cls && !isSubclass(made, cls)) return o;
  const bool initIgnores = made->slots.init == objectInit && made->slots.create != objectNew;  // whatever the arguments
  if (made->slots.init && !initIgnores && made->slots.init(o, args, nargs, kwnames) < 0) return 0;
  return o;
}

// ---- attributes of `type`

namespace {

Value typeRepr(Value self) {
  return toValue(strFormat("<class '%U'>", qualifiedName(as<ClassObj>(self), false)));
}

Value getName(Value self) { return toValue(as<ClassObj>(self)->name); }
Value getQualname(Value self) { return as<ClassObj>(self)->qualname; }
Value getModule(Value self) { return classModule(as<ClassObj>(self)); }
Value getBases(Value self) { return toValue(as<ClassObj>(self)->bases); }
Value getMro(Value self) { return toValue(as<ClassObj>(self)->mro); }
Value getBase(Value self) {
  ClassObj* base = as<ClassObj>(self)->base;
  return base ? toValue(base) : none();
}
Value getDict(Value self) { return newMappingProxy(toValue(classDict(as<ClassObj>(self)))); }
Value getDoc(Value self) {
  Value d = dictGetStr(classDict(as<ClassObj>(self)), TRV_STR("__doc__"));
  return d ? bindAttr(d, 0, self) : none();
}
Value getFlags(Value self) {
  uint32_t f = as<ClassObj>(self)->flags;
  return newInt((f & kHeapType ? 1 << 9 : 0) | (f & kBaseType ? 1 << 10 : 0) | (f & kIsAbstract ? 1 << 20 : 0));
}
Value getAbstract(Value self) {
  auto* cls = as<ClassObj>(self);
  Value v = cls == &trv_class_type ? 0 : dictGetStr(classDict(cls), TRV_STR("__abstractmethods__"));
  return v ? v : raiseNoAttribute(self, TRV_STR("__abstractmethods__"));
}
Value getAnnotations(Value self) {
  auto* cls = as<ClassObj>(self);
  if (!(cls->flags & kHeapType)) return raiseNoAttribute(self, TRV_STR("__annotations__"));
  Value v = dictGetStr(classDict(cls), TRV_STR("__annotations__"));
  if (!v) {
    v = toValue(newDict());
    setClassEntry(cls, TRV_STR("__annotations__"), v);
  }
  return v;
}
Value getBasicSize(Value self) { return newInt(as<ClassObj>(self)->basicSize); }

int requireMutable(Value self, Value value, const char* name) {
  auto* cls = as<ClassObj>(self);
  if (!(cls->flags & kHeapType))
    return raiseInt(raise(&trv_exc_TypeError, "cannot set '%s' attribute of immutable type '%N'", name, cls));
  if (!value) return raiseInt(raise(&trv_exc_TypeError, "cannot delete '%s' attribute of type '%N'", name, cls));
  return 0;
}
int setName(Value self, Value value) {
  if (requireMutable(self, value, "__name__") < 0) return -1;
  if (!isStr(value)) return raiseInt(raise(&trv_exc_TypeError, "can only assign string to %N.__name__, not '%T'", as<ClassObj>(self), value));
  as<ClassObj>(self)->name = as<StrObj>(value);
  return 0;
}
int setQualname(Value self, Value value) {
  if (requireMutable(self, value, "__qualname__") < 0) return -1;
  if (!isStr(value))
    return raiseInt(raise(&trv_exc_TypeError, "can only assign string to %N.__qualname__, not '%T'", as<ClassObj>(self), value));
  as<ClassObj>(self)->qualname = value;
  return 0;
}
int setModule(Value self, Value value) {
  if (requireMutable(self, value, "__module__") < 0) return -1;
  setClassEntry(as<ClassObj>(self), TRV_STR("__module__"), value);
  return 0;
}
int setDoc(Value self, Value value) {
  if (requireMutable(self, value, "__doc__") < 0) return -1;
  setClassEntry(as<ClassObj>(self), TRV_STR("__doc__"), value);
  return 0;
}
int setAnnotations(Value self, Value value) {
  auto* cls = as<ClassObj>(self);
  if (!(cls->flags & kHeapType))
    return raiseInt(raise(&trv_exc_TypeError, "cannot set '__annotations__' attribute of immutable type '%N'", cls));
  if (value) setClassEntry(cls, TRV_STR("__annotations__"), value);
  else if (dictDel(classDict(cls), toValue(TRV_STR("__annotations__"))) == 1) classesChanged();
  return 0;
}
int setAbstract(Value self, Value value) {
  auto* cls = as<ClassObj>(self);
  if (!value) {
    cls->flags &= ~static_cast<uint32_t>(kIsAbstract);
    dictDel(classDict(cls), toValue(TRV_STR("__abstractmethods__")));
    classesChanged();
    return 0;
  }
  int any = truth(value);
  if (any < 0) return -1;
  setClassEntry(cls, TRV_STR("__abstractmethods__"), value);
  if (any) cls->flags |= kIsAbstract;
  else cls->flags &= ~static_cast<uint32_t>(kIsAbstract);
  return 0;
}
int setBases(Value self, Value value) {
  if (requireMutable(self, value, "__bases__") < 0) return -1;
  auto* cls = as<ClassObj>(self);
  if (!isTuple(value) || as<TupleObj>(value)->length == 0)
    return raiseInt(raise(&trv_exc_TypeError, "can only assign non-empty tuple to %N.__bases__, not %s", cls, isTuple(value) ? "()" : nameOf(classOf(value))));
  auto* bases = as<TupleObj>(value);
  for (int64_t i = 0; i < bases->length; ++i) {
    if (!isClass(bases->items[i]))
      return raiseInt(raise(&trv_exc_TypeError, "%N.__bases__ must be tuple of classes, not '%T'", cls, bases->items[i]));
    if (isSubclass(as<ClassObj>(bases->items[i]), cls)) return raiseInt(raise(&trv_exc_TypeError, "a __bases__ item causes an inheritance cycle"));
    if (as<ClassObj>(bases->items[i])->solid != cls->base->solid)
      return raiseInt(raise(&trv_exc_TypeError, "__bases__ assignment: '%N' object layout differs from '%N'", as<ClassObj>(bases->items[i]), cls->base));
  }
  TupleObj* mro = computeMro(cls, bases);
  if (!mro) return -1;
  cls->bases = bases;
  cls->base = as<ClassObj>(bases->items[0]);
  cls->mro = mro;
  for (int64_t i = 0; i < bases->length; ++i) linkSubclass(as<ClassObj>(bases->items[i]), cls);
  classesChanged();
  fixupSlots(cls);
  recheckLayouts(nullptr);
  return 0;
}

Value typeMro(Value self, const Value*, int64_t) {
  TupleObj* m = computeMro(as<ClassObj>(self), as<ClassObj>(self)->bases);
  return m ? listFrom(toValue(m)) : 0;
}
Value typeSubclasses(Value self, const Value*, int64_t) {
  Value list = as<ClassObj>(self)->subclasses;
  return list ? listFrom(list) : toValue(newList());
}
Value typePrepare(Value, const Value*, int64_t, Value) { return toValue(newDict()); }
Value typeInstanceCheck(Value self, const Value* args, int64_t) {
  Value v = args[0];
  if (isInstance(v, as<ClassObj>(self))) return fromBool(true);
  // An object may claim another class through a __class__ property (proxies, mocks).
  Value claimed = lookupOnClass(classOf(v), TRV_STR("__class__"));
  if (claimed && isExact(claimed, &trv_class_property)) {
    Value c = getAttr(v, TRV_STR("__class__"));
    if (!c) return 0;
    return fromBool(isClass(c) && isSubclass(as<ClassObj>(c), as<ClassObj>(self)));
  }
  return fromBool(false);
}
Value typeSubclassCheck(Value self, const Value* args, int64_t) {
  if (!isClass(args[0])) return raise(&trv_exc_TypeError, "issubclass() arg 1 must be a class");
  return fromBool(isSubclass(as<ClassObj>(args[0]), as<ClassObj>(self)));
}
Value typeDir(Value self, const Value*, int64_t) {
  DictObj* names = newDict();
  collectClassNames(as<ClassObj>(self), names);
  return listFrom(toValue(names));
}
int typeInit(Value, const Value*, int64_t nargs, Value) {
  if (nargs != 1 && nargs != 3) return raiseInt(raise(&trv_exc_TypeError, "type.__init__() takes 1 or 3 arguments"));
  return 0;
}
Value typeOr(Value a, Value b) { return newUnion(a, b); }

const NativeDef kTypeMethods[] = {
    {"mro", typeMro, ArgKind::None},
    {"__subclasses__", typeSubclasses, ArgKind::None},
    {"__prepare__", nullptr, ArgKind::Raw, 0, -1, nullptr, typePrepare, MethodKind::Class},
    {"__instancecheck__", typeInstanceCheck, ArgKind::One},
    {"__subclasscheck__", typeSubclassCheck, ArgKind::One},
    {"__dir__", typeDir, ArgKind::None},
    {nullptr, nullptr},
};
const GetSetDef kTypeGetSets[] = {
    {"__name__", getName, setName},
    {"__qualname__", getQualname, setQualname},
    {"__module__", getModule, setModule},
    {"__bases__", getBases, setBases},
    {"__mro__", getMro, nullptr},
    {"__base__", getBase, nullptr},
    {"__dict__", getDict, nullptr},
    {"__doc__", getDoc, setDoc},
    {"__flags__", getFlags, nullptr},
    {"__basicsize__", getBasicSize, nullptr},
    {"__abstractmethods__", getAbstract, setAbstract},
    {"__annotations__", getAnnotations, setAnnotations},
    {nullptr, nullptr, nullptr},
};

}  // namespace

void collectClassNames(ClassObj* cls, DictObj* into) {
  for (int64_t i = cls->mro->length; i-- > 0;) {
    int64_t position = 0;
    Value key, value;
    while (dictNext(classDict(as<ClassObj>(cls->mro->items[i])), &position, &key, &value)) dictSet(into, key, none());
  }
}

// ---- isinstance, issubclass

static int checkClass(Value v, Value cls, StrObj* hook, int (*plain)(Value, ClassObj*), const char* error) {
  if (isSmallInt(cls)) return raiseInt(raise(&trv_exc_TypeError, "%s", error));
  if (classOf(cls) == &trv_class_type) return plain(v, as<ClassObj>(cls));
  if (isTuple(cls) || isExact(cls, &trv_class_union)) {
    auto* t = isTuple(cls) ? as<TupleObj>(cls) : as<TupleObj>(as<UnionObj>(cls)->args);
    if (!enterRecursion(" in __instancecheck__")) return -1;
    int r = 0;
    for (int64_t i = 0; i < t->length && r == 0; ++i) {
      Value member = t->items[i] == none() ? toValue(&trv_class_none) : t->items[i];
      r = checkClass(v, member, hook, plain, error);
    }
    leaveRecursion();
    return r;
  }
  Value f = lookupOnClass(classOf(cls), hook);
  if (f && !isExact(cls, &trv_class_generic_alias)) {
    bool found;
    Value r = callSpecial(cls, hook, &v, 1, &found);
    return r ? truth(r) : -1;
  }
  if (isExact(cls, &trv_class_generic_alias)) return raiseInt(raise(&trv_exc_TypeError, "%s", strstr(error, "isinstance") ? "isinstance() argument 2 cannot be a parameterized generic" : "issubclass() argument 2 cannot be a parameterized generic"));
  if (isClass(cls)) return plain(v, as<ClassObj>(cls));
  return raiseInt(raise(&trv_exc_TypeError, "%s", error));
}

int isInstanceOf(Value v, Value cls) {
  if (!isSmallInt(cls) && toValue(classOf(v)) == cls) return 1;
  auto plain = [](Value x, ClassObj* c) -> int {
    if (isInstance(x, c)) return 1;
    Value r = typeInstanceCheck(toValue(c), &x, 1);
    return r ? r == fromBool(true) : -1;
  };
  return checkClass(v, cls, TRV_STR("__instancecheck__"), plain, "isinstance() arg 2 must be a type, a tuple of types, or a union");
}

int isSubclassOf(Value v, Value cls) {
  auto plain = [](Value x, ClassObj* c) -> int {
    if (!isClass(x)) return raiseInt(raise(&trv_exc_TypeError, "issubclass() arg 1 must be a class"));
    return isSubclass(as<ClassObj>(x), c);
  };
  return checkClass(v, cls, TRV_STR("__subclasscheck__"), plain, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
}

ClassObj trv_class_type;

void readyTypeClass() {
  Slots& s = trv_class_type.slots;
  s.repr = typeRepr;
  s.call = typeCall;
  s.getAttr = typeGetAttr;
  s.setAttr = typeSetAttr;
  s.create = typeNew;
  s.init = typeInit;
  s.binary[static_cast<int>(BinaryOp::Or)] = typeOr;
  trv_class_type.shape = &trv_shape_type;
  readyClass({&trv_class_type, "type", nullptr, sizeof(ClassObj), kBaseType | kTypeSubclass, kTypeMethods, kTypeGetSets,
              "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type", &trv_shape_type});
}

}  // namespace trivium::runtime
