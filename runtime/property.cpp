// property (Library Reference "property"; CPython's Objects/descrobject.c for texts).
#include <initializer_list>

#include "runtime/detail/core.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

ClassObj trv_class_property;

namespace {

PropertyObj* property(Value v) { return as<PropertyObj>(v); }
Value given(Value v) { return v == none() ? 0 : v; }

Value refuse(PropertyObj* p, Value instance, const char* what) {
  StrObj* cls = as<StrObj>(classOf(instance)->qualname);
  if (p->name) return raise(&trv_exc_AttributeError, "property %R of '%U' object has no %s", p->name, cls, what);
  return raise(&trv_exc_AttributeError, "property of '%U' object has no %s", cls, what);
}

Value get(Value self, Value instance, Value) {
  if (!instance) return self;
  PropertyObj* p = property(self);
  return p->get ? call(p->get, &instance, 1) : refuse(p, instance, "getter");
}

int set(Value self, Value instance, Value value) {
  PropertyObj* p = property(self);
  Value f = value ? p->set : p->del;
  if (!f) return raiseInt(refuse(p, instance, value ? "setter" : "deleter"));
  Value args[] = {instance, value};
  return call(f, args, value ? 2 : 1) ? 0 : -1;
}

Value create(ClassObj* cls, const Value*, int64_t, Value) { return toValue(allocInstance(cls)); }

int init(Value self, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"fget", "fset", "fdel", "doc"};
  Value bound[4];
  if (!bindArgs("property", names, 4, 0, 0, args, nargs, kwnames, bound)) return -1;
  PropertyObj* p = property(self);
  p->get = bound[0] ? given(bound[0]) : 0;
  p->set = bound[1] ? given(bound[1]) : 0;
  p->del = bound[2] ? given(bound[2]) : 0;
  p->doc = bound[3] ? given(bound[3]) : 0;
  p->name = 0;
  if (!p->doc && p->get) {
    // The getter's docstring serves; instances of subclasses keep it as an attribute, where their class's __doc__ does not hide it.
    Value doc = getAttrOrEnd(p->get, TRV_STR("__doc__"));
    if (!doc) return -1;
    if (doc == kEnd) return 0;
    if (doc != none()) p->doc = doc;
    if (classOf(self) != &trv_class_property) return setAttr(self, TRV_STR("__doc__"), doc);
  }
  return 0;
}

/// A property with one function replaced.
Value copyWith(Value self, Value getter, Value setter, Value deleter) {
  PropertyObj* p = property(self);
  auto orNone = [](Value a, Value b) { return a ? a : b ? b : none(); };
  // A docstring taken from the getter is taken again from a new one.
  Value doc = none();
  if (p->doc) {
    Value own = p->get ? getAttrOrEnd(p->get, TRV_STR("__doc__")) : kEnd;
    if (!own) return 0;
    if (own != p->doc || !getter) doc = p->doc;
  }
  Value made = callWith(toValue(classOf(self)), orNone(getter, p->get), orNone(setter, p->set), orNone(deleter, p->del), doc);
  if (made && isInstance(made, &trv_class_property)) property(made)->name = p->name;
  return made;
}
Value getterMethod(Value self, const Value* args, int64_t) { return copyWith(self, args[0], 0, 0); }
Value setterMethod(Value self, const Value* args, int64_t) { return copyWith(self, 0, args[0], 0); }
Value deleterMethod(Value self, const Value* args, int64_t) { return copyWith(self, 0, 0, args[0]); }
Value setName(Value self, const Value* args, int64_t nargs) {
  if (nargs != 2) return raise(&trv_exc_TypeError, "__set_name__() takes 2 positional arguments but %lld were given", static_cast<long long>(nargs));
  property(self)->name = args[1];
  return none();
}

Value orNone(Value v) { return v ? v : none(); }
Value getGetter(Value self) { return orNone(property(self)->get); }
Value getSetter(Value self) { return orNone(property(self)->set); }
Value getDeleter(Value self) { return orNone(property(self)->del); }
Value getDoc(Value self) { return orNone(property(self)->doc); }
int setDoc(Value self, Value value) {
  property(self)->doc = value;
  return 0;
}
int readOnly(Value, Value) { return raiseInt(raise(&trv_exc_AttributeError, "readonly attribute")); }
Value getAbstract(Value self) {
  PropertyObj* p = property(self);
  for (Value f : {p->get, p->set, p->del}) {
    if (!f) continue;
    Value v = getAttrOrEnd(f, TRV_STR("__isabstractmethod__"));
    if (!v) return 0;
    int t = v == kEnd ? 0 : truth(v);
    if (t) return t < 0 ? 0 : fromBool(true);
  }
  return fromBool(false);
}

const NativeDef kMethods[] = {
    {"getter", getterMethod, ArgKind::One, 0, -1, nullptr, nullptr, MethodKind::Instance, "Descriptor to obtain a copy of the property with a different getter."},
    {"setter", setterMethod, ArgKind::One, 0, -1, nullptr, nullptr, MethodKind::Instance, "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter", deleterMethod, ArgKind::One, 0, -1, nullptr, nullptr, MethodKind::Instance, "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__", setName},
    {nullptr, nullptr},
};
const GetSetDef kGetSets[] = {
    {"fget", getGetter, readOnly},
    {"fset", getSetter, readOnly},
    {"fdel", getDeleter, readOnly},
    {"__doc__", getDoc, setDoc},
    {"__isabstractmethod__", getAbstract, nullptr},
    {nullptr, nullptr, nullptr},
};

}  // namespace

void readyPropertyClass() {
  Slots& s = trv_class_property.slots;
  s.descrGet = get;
  s.descrSet = set;
  s.create = create;
  s.init = init;
  readyClass({&trv_class_property, "property", nullptr, sizeof(PropertyObj), kBaseType, kMethods, kGetSets, nullptr, nullptr});
}

}  // namespace trivium::runtime
