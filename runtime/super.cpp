// super: attribute lookup that starts after a given class in an MRO. The form without arguments is lowered by the front end, which passes
// the class cell's content and the first parameter; the built-in refuses to guess them.
#include "runtime/detail/core.h"

namespace trivium::runtime {

extern "C" Shape trv_shape_super;
ClassObj trv_class_super;
Shape trv_shape_super;

namespace {

SuperObj* superOf(Value v) { return as<SuperObj>(v); }

/// The class whose MRO is walked: the object itself if it is a class below `cls`, else the object's class. 0 = raised.
Value classFor(ClassObj* cls, Value object) {
  if (isClass(object) && isSubclass(as<ClassObj>(object), cls)) return object;
  if (isInstance(object, cls)) return toValue(classOf(object));
  Value claimed = getAttrOrEnd(object, TRV_STR("__class__"));
  if (!claimed) return 0;
  if (claimed != kEnd && isClass(claimed) && isSubclass(as<ClassObj>(claimed), cls)) return claimed;
  return raise(&trv_exc_TypeError, "super(type, obj): obj must be an instance or subtype of type");
}

int fillSuper(SuperObj* s, const Value* args, int64_t nargs, Value kwnames) {
  if (keywordCount(kwnames)) return raiseInt(raise(&trv_exc_TypeError, "super() takes no keyword arguments"));
  if (nargs > 2) return raiseInt(raise(&trv_exc_TypeError, "super() expected at most 2 arguments, got %lld", static_cast<long long>(nargs)));
  if (nargs == 0) return raiseInt(raise(&trv_exc_RuntimeError, "super(): no arguments"));
  if (!isClass(args[0])) return raiseInt(raise(&trv_exc_TypeError, "super() argument 1 must be a type, not %T", args[0]));
  if (nargs == 2 && !args[1]) return raiseInt(raise(&trv_exc_RuntimeError, "super(): arg[0] deleted"));
  Value object = nargs == 2 && args[1] != none() ? args[1] : 0;
  Value selfClass = object ? classFor(as<ClassObj>(args[0]), object) : 0;
  if (object && !selfClass) return -1;
  s->thisClass = args[0];
  s->self = object;
  s->selfClass = selfClass;
  return 0;
}

Value superNew(ClassObj* cls, const Value*, int64_t, Value) { return toValue(allocInstance(cls)); }
int superInit(Value self, const Value* args, int64_t nargs, Value kwnames) { return fillSuper(superOf(self), args, nargs, kwnames); }

Value superGetAttr(Value self, StrObj* name) {
  SuperObj* s = superOf(self);
  // __class__ is the super object's own.
  if (s->selfClass && name != TRV_STR("__class__"))
    if (Value found = superLookup(s, name)) return bindAttr(found, s->self == s->selfClass ? 0 : s->self, s->selfClass);
  return genericGetAttr(self, name);
}

/// super(C) as a class attribute binds to the instance it is read through.
Value superGet(Value self, Value instance, Value) {
  SuperObj* s = superOf(self);
  if (!instance || s->self) return self;
  if (!hasShape(self, &trv_shape_super)) return callWith(toValue(classOf(self)), s->thisClass, instance);
  Value cls = classFor(as<ClassObj>(s->thisClass), instance);
  if (!cls) return 0;
  auto* bound = reinterpret_cast<SuperObj*>(allocInstance(&trv_class_super));
  bound->thisClass = s->thisClass;
  bound->self = instance;
  bound->selfClass = cls;
  return toValue(bound);
}

Value superRepr(Value self) {
  SuperObj* s = superOf(self);
  StrObj* of = s->thisClass ? as<ClassObj>(s->thisClass)->name : newStr("NULL");
  if (s->self) return toValue(strFormat("<super: <class '%U'>, <%N object>>", of, as<ClassObj>(s->selfClass)));
  return toValue(strFormat("<super: <class '%U'>, NULL>", of));
}

Value orNone(Value v) { return v ? v : none(); }
Value getThisClass(Value self) { return orNone(superOf(self)->thisClass); }
Value getSelf(Value self) { return orNone(superOf(self)->self); }
Value getSelfClass(Value self) { return orNone(superOf(self)->selfClass); }
int readOnly(Value, Value) { return raiseInt(raise(&trv_exc_AttributeError, "readonly attribute")); }
const GetSetDef kGetSets[] = {
    {"__thisclass__", getThisClass, readOnly}, {"__self__", getSelf, readOnly}, {"__self_class__", getSelfClass, readOnly}, {nullptr, nullptr, nullptr}};

}  // namespace

Value superLookup(SuperObj* s, StrObj* name) {
  TupleObj* mro = as<ClassObj>(s->selfClass)->mro;
  int64_t i = 0;
  while (i < mro->length && mro->items[i] != s->thisClass) ++i;
  for (++i; i < mro->length; ++i)
    if (Value v = dictGetStr(classDict(as<ClassObj>(mro->items[i])), name)) return v;
  return 0;
}

void readySuperClass() {
  Slots& s = trv_class_super.slots;
  s.create = superNew;
  s.init = superInit;
  s.getAttr = superGetAttr;
  s.descrGet = superGet;
  s.repr = superRepr;
  readyClass({&trv_class_super, "super", nullptr, sizeof(SuperObj), kBaseType, nullptr, kGetSets, nullptr, &trv_shape_super});
}

}  // namespace trivium::runtime
