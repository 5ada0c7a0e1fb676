// Descriptors found on classes (Language Reference 3.3.2.2): staticmethod, classmethod, computed attributes of native classes, members of
// __slots__, slot wrappers; and mappingproxy, through which a class shows its dict.
#include <initializer_list>

#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_staticmethod, trv_class_classmethod, trv_class_getset_descriptor, trv_class_member_descriptor, trv_class_wrapper_descriptor,
    trv_class_method_wrapper, trv_class_mappingproxy;
}

void readyObjectModel() {
  readyObjectClasses();
  readyFunctionClasses();
  readyDescriptorClasses();
  readyGeneratorClasses();
  readyAliasClasses();
  readyErrorClasses();
  readyModuleClasses();
}

namespace {

unsigned long long address(Value v) { return static_cast<unsigned long long>(v); }

bool checkReceiver(StrObj* name, ClassObj* owner, Value v) {
  if (isInstance(v, owner)) return true;
  raise(&trv_exc_TypeError, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", name, owner, v);
  return false;
}
Value qualnameIn(ClassObj* owner, StrObj* name) { return toValue(strFormat("%U.%U", owner->qualname, name)); }

// ---- staticmethod and classmethod

StaticMethodObj* method(Value v) { return as<StaticMethodObj>(v); }

Value newStatic(ClassObj* cls, Value function) {
  auto* m = reinterpret_cast<StaticMethodObj*>(allocInstance(cls));
  m->function = function;
  return toValue(m);
}
/// What functools.wraps copies, as both classes do since 3.10.
int copyFunctionAttributes(StaticMethodObj* m) {
  StrObj* const names[] = {TRV_STR("__module__"), TRV_STR("__name__"), TRV_STR("__qualname__"), TRV_STR("__doc__"), TRV_STR("__annotations__")};
  DictObj* d = newDict();
  m->dict = toValue(d);
  for (StrObj* name : names) {
    Value v = getAttrOrEnd(m->function, name);
    if (!v) return -1;
    if (v != kEnd) dictSetStr(d, name, v);
  }
  return 0;
}
/// The attributes are copied when somebody asks: most of these objects only serve calls.
DictObj* methodAttributes(StaticMethodObj* m) {
  if (!m->dict && copyFunctionAttributes(m) < 0) return nullptr;
  return as<DictObj>(m->dict);
}
Value staticNew(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  const char* name = isSubclass(cls, &trv_class_classmethod) ? "classmethod" : "staticmethod";
  if (cls == &trv_class_staticmethod || cls == &trv_class_classmethod) {
    if (!refuseKeywords(kwnames, name)) return 0;
    if (nargs != 1) return raise(&trv_exc_TypeError, "%s expected 1 argument, got %lld", name, static_cast<long long>(nargs));
  }
  return newStatic(cls, nargs ? args[0] : none());
}
int staticInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  const char* name = isInstance(self, &trv_class_classmethod) ? "classmethod" : "staticmethod";
  if (!refuseKeywords(kwnames, name)) return -1;
  if (nargs != 1) return raiseInt(raise(&trv_exc_TypeError, "%s expected 1 argument, got %lld", name, static_cast<long long>(nargs)));
  method(self)->function = args[0];
  method(self)->dict = 0;
  return 0;
}
Value staticGet(Value self, Value, Value) { return method(self)->function; }
Value staticCall(Value self, const Value* args, int64_t nargs, Value kwnames) { return call(method(self)->function, args, nargs, kwnames); }
Value classMethodGet(Value self, Value instance, Value owner) {
  Value cls = owner ? owner : toValue(classOf(instance));
  Value f = method(self)->function;
  if (hasShape(f, &trv_shape_function)) return newMethod(cls, f);
  // Another descriptor inside (a property for one) is bound to the class as if to an instance (3.9 to 3.12).
  if (auto get = classOf(f)->slots.descrGet) return get(f, cls, toValue(classOf(cls)));
  return newMethod(cls, f);
}
Value staticRepr(Value self) { return toValue(strFormat("<%T(%R)>", self, method(self)->function)); }
Value methodGetAttr(Value self, StrObj* name) {
  Value v = genericLookup(self, name);
  if (v != kEnd) {
    // __doc__ of the class gives way to the function's.
    if (name != TRV_STR("__doc__") && name != TRV_STR("__module__")) return v;
  }
  if (DictObj* d = methodAttributes(method(self))) {
    if (Value own = dictGetStr(d, name)) return own;
    return v == kEnd ? raiseNoAttribute(self, name) : v;
  }
  return 0;
}
int methodSetAttr(Value self, StrObj* name, Value value) {
  Value found = lookupOnClass(classOf(self), name);
  if (found)
    if (auto set = classOf(found)->slots.descrSet) return set(found, self, value);
  DictObj* d = methodAttributes(method(self));
  if (!d) return -1;
  if (value) return dictSetStr(d, name, value);
  return dictDel(d, toValue(name)) == 1 ? 0 : raiseInt(raiseNoAttribute(self, name));
}
int refuseWrite(Value, Value) { return raiseInt(raise(&trv_exc_AttributeError, "readonly attribute")); }
Value getFunction(Value self) { return method(self)->function; }
Value getAbstract(Value self) {
  Value v = getAttrOrEnd(method(self)->function, TRV_STR("__isabstractmethod__"));
  if (!v) return 0;
  int t = v == kEnd ? 0 : truth(v);
  return t < 0 ? 0 : fromBool(t);
}
Value getMethodDict(Value self) {
  DictObj* d = methodAttributes(method(self));
  return d ? toValue(d) : 0;
}
const GetSetDef kMethodGetSets[] = {
    {"__func__", getFunction, refuseWrite},
    {"__wrapped__", getFunction, refuseWrite},
    {"__isabstractmethod__", getAbstract, nullptr},
    {"__dict__", getMethodDict, nullptr},
    {nullptr, nullptr, nullptr},
};

// ---- computed attributes of native classes

GetSetObj* getset(Value v) { return as<GetSetObj>(v); }

Value getSetGet(Value self, Value instance, Value) {
  if (!instance) return self;
  GetSetObj* g = getset(self);
  if (__builtin_expect(!isInstance(instance, g->owner), 0)) return checkReceiver(newStr(g->def->name), g->owner, instance), 0;
  return g->def->get(instance);
}
int getSetSet(Value self, Value instance, Value value) {
  GetSetObj* g = getset(self);
  if (!isInstance(instance, g->owner)) return checkReceiver(newStr(g->def->name), g->owner, instance), -1;
  if (!g->def->set)
    return raiseInt(raise(&trv_exc_AttributeError, "attribute '%s' of '%N' objects is not writable", g->def->name, g->owner));
  return g->def->set(instance, value);
}
Value getSetRepr(Value self) { return toValue(strFormat("<attribute '%s' of '%N' objects>", getset(self)->def->name, getset(self)->owner)); }
Value getSetName(Value self) { return toValue(newStr(getset(self)->def->name)); }
Value getSetQualname(Value self) { return qualnameIn(getset(self)->owner, newStr(getset(self)->def->name)); }
Value getSetOwner(Value self) { return toValue(getset(self)->owner); }
Value noDoc(Value) { return none(); }
const GetSetDef kGetSetGetSets[] = {
    {"__name__", getSetName, nullptr}, {"__qualname__", getSetQualname, nullptr}, {"__objclass__", getSetOwner, nullptr},
    {"__doc__", noDoc, nullptr},       {nullptr, nullptr, nullptr},
};

// ---- members of __slots__

MemberObj* member(Value v) { return as<MemberObj>(v); }

Value memberGet(Value self, Value instance, Value) {
  if (!instance) return self;
  MemberObj* m = member(self);
  if (!checkReceiver(m->name, m->owner, instance)) return 0;
  Value v = slotValue(objectOf(instance), static_cast<uint32_t>(m->slot));
  return v ? v : raiseNoAttribute(instance, m->name);
}
int memberSet(Value self, Value instance, Value value) {
  MemberObj* m = member(self);
  if (!checkReceiver(m->name, m->owner, instance)) return -1;
  const auto slot = static_cast<uint32_t>(m->slot);
  if (!value && !slotValue(objectOf(instance), slot)) return raiseInt(raiseValue(&trv_exc_AttributeError, toValue(m->name)));
  setSlotValue(objectOf(instance), slot, value);
  return 0;
}
Value memberRepr(Value self) { return toValue(strFormat("<member '%U' of '%N' objects>", member(self)->name, member(self)->owner)); }
Value memberName(Value self) { return toValue(member(self)->name); }
Value memberQualname(Value self) { return qualnameIn(member(self)->owner, member(self)->name); }
Value memberOwner(Value self) { return toValue(member(self)->owner); }
const GetSetDef kMemberGetSets[] = {
    {"__name__", memberName, nullptr}, {"__qualname__", memberQualname, nullptr}, {"__objclass__", memberOwner, nullptr},
    {"__doc__", noDoc, nullptr},       {nullptr, nullptr, nullptr},
};

// ---- slot wrappers: the dunder methods of native classes, unbound and bound

WrapperObj* wrapper(Value v) { return as<WrapperObj>(v); }

Value wrapperGet(Value self, Value instance, Value) {
  WrapperObj* w = wrapper(self);
  if (!instance) return self;
  if (!checkReceiver(newStr(w->row->name), w->owner, instance)) return 0;
  return newWrapper(w->row, w->owner, w->slot, instance);
}
Value wrapperCall(Value self, const Value* args, int64_t nargs, Value kwnames) {
  WrapperObj* w = wrapper(self);
  if (nargs < 1) return raise(&trv_exc_TypeError, "descriptor '%s' of '%N' object needs an argument", w->row->name, w->owner);
  if (!isInstance(args[0], w->owner))
    return raise(&trv_exc_TypeError, "descriptor '%s' requires a '%N' object but received a '%T'", w->row->name, w->owner, args[0]);
  return callWrapper(w, args[0], args + 1, nargs - 1, kwnames);
}
Value wrapperRepr(Value self) { return toValue(strFormat("<slot wrapper '%s' of '%N' objects>", wrapper(self)->row->name, wrapper(self)->owner)); }

Value boundCall(Value self, const Value* args, int64_t nargs, Value kwnames) {
  return callWrapper(wrapper(self), wrapper(self)->self, args, nargs, kwnames);
}
Value boundRepr(Value self) {
  WrapperObj* w = wrapper(self);
  return toValue(strFormat("<method-wrapper '%s' of %T object at 0x%llx>", w->row->name, w->self, address(w->self)));
}
Value boundCompare(Value a, Value b, CompareOp op) {
  if (!isExact(b, &trv_class_method_wrapper) || (op != CompareOp::Eq && op != CompareOp::Ne)) return notImplemented();
  bool same = wrapper(a)->row == wrapper(b)->row && wrapper(a)->slot == wrapper(b)->slot && wrapper(a)->self == wrapper(b)->self;
  return fromBool(same == (op == CompareOp::Eq));
}
int64_t boundHash(Value self) {
  int64_t h = static_cast<int64_t>((wrapper(self)->self >> 4) ^ reinterpret_cast<uintptr_t>(wrapper(self)->row) * 1000003);
  return h == -1 ? -2 : h;
}
Value wrapperName(Value self) { return toValue(newStr(wrapper(self)->row->name)); }
Value wrapperQualname(Value self) { return qualnameIn(wrapper(self)->owner, newStr(wrapper(self)->row->name)); }
Value wrapperOwner(Value self) { return toValue(wrapper(self)->owner); }
Value wrapperDoc(Value self) { return toValue(newStr(wrapper(self)->row->doc)); }
Value wrapperSelf(Value self) { return wrapper(self)->self; }
const GetSetDef kWrapperGetSets[] = {
    {"__name__", wrapperName, nullptr}, {"__qualname__", wrapperQualname, nullptr}, {"__objclass__", wrapperOwner, nullptr},
    {"__doc__", wrapperDoc, nullptr},   {nullptr, nullptr, nullptr},
};
const GetSetDef kBoundGetSets[] = {
    {"__name__", wrapperName, nullptr}, {"__qualname__", wrapperQualname, nullptr}, {"__objclass__", wrapperOwner, nullptr},
    {"__doc__", wrapperDoc, nullptr},   {"__self__", wrapperSelf, nullptr},         {nullptr, nullptr, nullptr},
};

// ---- mappingproxy

Value mapping(Value v) { return as<MappingProxyObj>(v)->mapping; }

Value proxyNew(ClassObj*, const Value* args, int64_t nargs, Value kwnames) {
  Value given = 0;
  if (keywordCount(kwnames) == 1 && nargs == 0 && strEquals(as<StrObj>(as<TupleObj>(kwnames)->items[0]), "mapping")) given = args[0];
  else if (nargs == 1 && !keywordCount(kwnames)) given = args[0];
  else if (nargs + keywordCount(kwnames) == 0) return raise(&trv_exc_TypeError, "mappingproxy() missing required argument 'mapping' (pos 1)");
  else
    return raise(&trv_exc_TypeError, "mappingproxy() takes at most 1 argument (%lld given)",
                 static_cast<long long>(nargs + keywordCount(kwnames)));
  if (isSmallInt(given) || !classOf(given)->slots.getItem || isList(given) || isTuple(given))
    return raise(&trv_exc_TypeError, "mappingproxy() argument must be a mapping, not %T", given);
  return newMappingProxy(given);
}
Value proxyRepr(Value self) {
  Value inner = repr(mapping(self));
  return inner ? toValue(strFormat("mappingproxy(%U)", inner)) : 0;
}
Value proxyStr(Value self) { return str(mapping(self)); }
int64_t proxyLen(Value self) { return lengthOf(mapping(self)); }
Value proxyGetItem(Value self, Value key) { return getItem(mapping(self), key); }
int proxyContains(Value self, Value key) { return contains(mapping(self), key); }
Value proxyIter(Value self) { return iterOf(mapping(self)); }
Value proxyCompare(Value a, Value b, CompareOp op) { return compare(mapping(a), isExact(b, &trv_class_mappingproxy) ? mapping(b) : b, op); }
Value proxyOr(Value a, Value b) {
  if (isExact(a, &trv_class_mappingproxy)) a = mapping(a);
  if (isExact(b, &trv_class_mappingproxy)) b = mapping(b);
  return binaryOp(BinaryOp::Or, a, b);
}
Value proxyInplaceOr(Value, Value) {
  return raise(&trv_exc_TypeError, "'|=' is not supported by mappingproxy; use '|' instead");
}
template <const char* name> Value forward(Value self, const Value* args, int64_t nargs) {
  return callMethod(mapping(self), intern(name), args, nargs);
}
constexpr char kGet[] = "get", kKeys[] = "keys", kValues[] = "values", kItems[] = "items", kCopy[] = "copy", kReversed[] = "__reversed__";
const NativeDef kProxyMethods[] = {
    {"get", forward<kGet>, ArgKind::Positional, 1, 2},
    {"keys", forward<kKeys>, ArgKind::None},
    {"values", forward<kValues>, ArgKind::None},
    {"items", forward<kItems>, ArgKind::None},
    {"copy", forward<kCopy>, ArgKind::None},
    {"__reversed__", forward<kReversed>, ArgKind::None},
    kClassGetItem,
    {nullptr, nullptr},
};

}  // namespace

Value newStaticMethod(Value function) { return newStatic(&trv_class_staticmethod, function); }
Value newClassMethod(Value function) { return newStatic(&trv_class_classmethod, function); }

Value newGetSet(const GetSetDef* def, ClassObj* owner) {
  auto* g = gcNew<GetSetObj>(trv_class_getset_descriptor.instanceShape);
  g->def = def;
  g->owner = owner;
  return toValue(g);
}

Value newMember(StrObj* name, ClassObj* owner, uint32_t slot) {
  auto* m = gcNew<MemberObj>(trv_class_member_descriptor.instanceShape);
  m->name = name;
  m->owner = owner;
  m->slot = slot;
  return toValue(m);
}

Value newWrapper(const SlotRow* row, ClassObj* owner, void* slot, Value self) {
  auto* w = gcNew<WrapperObj>(self ? trv_class_method_wrapper.instanceShape : trv_class_wrapper_descriptor.instanceShape);
  w->row = row;
  w->owner = owner;
  w->slot = slot;
  w->self = self;
  return toValue(w);
}

Value newMappingProxy(Value inner) {
  auto* p = gcNew<MappingProxyObj>(trv_class_mappingproxy.instanceShape);
  p->mapping = inner;
  return toValue(p);
}

void readyPropertyClass();
void readySuperClass();

void readyDescriptorClasses() {
  for (ClassObj* cls : {&trv_class_staticmethod, &trv_class_classmethod}) {
    cls->slots.create = staticNew;
    cls->slots.init = staticInit;
    cls->slots.repr = staticRepr;
    cls->slots.getAttr = methodGetAttr;
    cls->slots.setAttr = methodSetAttr;
  }
  trv_class_staticmethod.slots.descrGet = staticGet;
  trv_class_staticmethod.slots.call = staticCall;
  trv_class_classmethod.slots.descrGet = classMethodGet;
  readyClass({&trv_class_staticmethod, "staticmethod", nullptr, sizeof(StaticMethodObj), kBaseType, nullptr, kMethodGetSets,
              "staticmethod(function) -> method\n\nConvert a function to be a static method.", nullptr});
  readyClass({&trv_class_classmethod, "classmethod", nullptr, sizeof(StaticMethodObj), kBaseType, nullptr, kMethodGetSets,
              "classmethod(function) -> method\n\nConvert a function to be a class method.", nullptr});

  Slots& g = trv_class_getset_descriptor.slots;
  g.descrGet = getSetGet;
  g.descrSet = getSetSet;
  g.repr = getSetRepr;
  readyClass({&trv_class_getset_descriptor, "getset_descriptor", nullptr, sizeof(GetSetObj), 0, nullptr, kGetSetGetSets, nullptr, nullptr});

  Slots& m = trv_class_member_descriptor.slots;
  m.descrGet = memberGet;
  m.descrSet = memberSet;
  m.repr = memberRepr;
  readyClass({&trv_class_member_descriptor, "member_descriptor", nullptr, sizeof(MemberObj), 0, nullptr, kMemberGetSets, nullptr, nullptr});

  Slots& w = trv_class_wrapper_descriptor.slots;
  w.descrGet = wrapperGet;
  w.call = wrapperCall;
  w.repr = wrapperRepr;
  readyClass({&trv_class_wrapper_descriptor, "wrapper_descriptor", nullptr, sizeof(WrapperObj), 0, nullptr, kWrapperGetSets, nullptr, nullptr});

  Slots& b = trv_class_method_wrapper.slots;
  b.call = boundCall;
  b.repr = boundRepr;
  b.compare = boundCompare;
  b.hash = boundHash;
  readyClass({&trv_class_method_wrapper, "method-wrapper", nullptr, sizeof(WrapperObj), 0, nullptr, kBoundGetSets, nullptr, nullptr});

  Slots& p = trv_class_mappingproxy.slots;
  p.create = proxyNew;
  p.repr = proxyRepr;
  p.str = proxyStr;
  p.len = proxyLen;
  p.getItem = proxyGetItem;
  p.contains = proxyContains;
  p.iter = proxyIter;
  p.compare = proxyCompare;
  p.hash = hashNotImplemented;
  p.binary[static_cast<int>(BinaryOp::Or)] = proxyOr;
  p.inplace[static_cast<int>(BinaryOp::Or)] = proxyInplaceOr;
  readyClass({&trv_class_mappingproxy, "mappingproxy", nullptr, sizeof(MappingProxyObj), kMatchMapping, kProxyMethods, nullptr, nullptr, nullptr});

  readyPropertyClass();
  readySuperClass();
}

}  // namespace trivium::runtime
