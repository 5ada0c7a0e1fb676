// `object`, the root class, and the singletons None, NotImplemented and Ellipsis.
#include <stdio.h>

#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

// ---- construction

static Value raiseAbstract(ClassObj* cls) {
  Value names = getAttr(toValue(cls), TRV_STR("__abstractmethods__"));
  Value list = names ? listFrom(names) : 0;
  if (!list || sortList(as<ListObj>(list), 0, false) < 0) return 0;
  StrBuilder joined;
  auto* l = as<ListObj>(list);
  for (int64_t i = 0; i < l->length; ++i) {
    const Value name = listItem(l, i);
    if (!isStr(name)) return raise(&trv_exc_TypeError, "sequence item %lld: expected str instance, %T found", static_cast<long long>(i), name);
    if (i) joined.append(", ");
    joined.append(as<StrObj>(name));
  }
  return raise(&trv_exc_TypeError, "Can't instantiate abstract class %N with abstract method%s %U", cls, l->length > 1 ? "s" : "", joined.finish());
}

Value objectNew(ClassObj* cls, const Value*, int64_t nargs, Value kwnames) {
  if (nargs || keywordCount(kwnames)) {
    if (cls->slots.create != objectNew)
      return raise(&trv_exc_TypeError, "object.__new__() takes exactly one argument (the type to instantiate)");
    if (cls->slots.init == objectInit) return raise(&trv_exc_TypeError, "%N() takes no arguments", cls);
  }
  if (cls->flags & kIsAbstract) return raiseAbstract(cls);
  return toValue(allocInstance(cls));
}

int objectInit(Value self, const Value*, int64_t nargs, Value kwnames) {
  if (nargs || keywordCount(kwnames)) {
    ClassObj* cls = classOf(self);
    if (cls->slots.init != objectInit)
      return raiseInt(raise(&trv_exc_TypeError, "object.__init__() takes exactly one argument (the instance to initialize)"));
    if (cls->slots.create == objectNew) return raiseInt(raise(&trv_exc_TypeError, "%N() takes no arguments", cls));
  }
  return 0;
}

// ---- protocols every object has

Value objectRepr(Value self) {
  char address[32];
  snprintf(address, sizeof address, "0x%llx", static_cast<unsigned long long>(self));
  return toValue(strFormat("<%U object at %s>", qualifiedName(classOf(self), false), address));
}
Value objectStr(Value self) {
  if (!(classOf(self)->flags & kHeapType)) return repr(self);
  // The __repr__ of a program's class answers for __str__: what it returns is looked at by str(), whose error names __str__.
  bool found;
  const Value r = callSpecial(self, TRV_STR("__repr__"), nullptr, 0, &found);
  return found ? r : repr(self);
}

Value objectCompare(Value a, Value b, CompareOp op) {
  if (op == CompareOp::Eq) return a == b ? fromBool(true) : notImplemented();
  if (op != CompareOp::Ne) return notImplemented();
  auto slot = classOf(a)->slots.compare;
  Value r = slot(a, b, CompareOp::Eq);
  if (!r || r == notImplemented()) return r;
  int t = truth(r);
  return t < 0 ? 0 : fromBool(!t);
}

int64_t objectHash(Value self) {
  int64_t h = static_cast<int64_t>(self >> 4 | self << 60);
  return h == -1 ? -2 : h;
}

// ---- methods

namespace {

Value objectFormat(Value self, const Value* args, int64_t) {
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "__format__() argument must be str, not %U", args[0] == none() ? TRV_STR("None") : classOf(args[0])->name);
  if (as<StrObj>(args[0])->length) return raise(&trv_exc_TypeError, "unsupported format string passed to %T.__format__", self);
  return str(self);
}

Value objectDir(Value self, const Value*, int64_t) {
  DictObj* names = newDict();
  if (!isSmallInt(self)) {
    // A property called __dict__ counts too.
    Value d = getAttrOrEnd(self, TRV_STR("__dict__"));
    if (!d) return 0;
    if (d != kEnd && isDict(d)) {
      int64_t position = 0;
      Value key, value;
      while (dictNext(as<DictObj>(d), &position, &key, &value))
        if (dictSet(names, key, none()) < 0) return 0;
    }
  }
  collectClassNames(classOf(self), names);
  return listFrom(toValue(names));
}

Value objectSizeof(Value self, const Value*, int64_t) {
  ClassObj* cls = classOf(self);
  uint32_t bytes = cls->basicSize;
  if (!isSmallInt(self) && objectOf(self)->shape->hasSlots) bytes += 8 + 8u * objectOf(self)->shape->inlineSlots;
  return newInt(bytes);
}

void copyAttr(StrObj* name, Value value, void* into) { dictSetStr(static_cast<DictObj*>(into), name, value); }

/// What pickling and copying keep of an instance (object.__getstate__ of 3.11).
Value objectGetState(Value self, const Value*, int64_t) {
  ClassObj* cls = classOf(self);
  DictObj* attributes = nullptr;
  if (!isSmallInt(self) && (cls->flags & kHasDict)) {
    attributes = newDict();
    eachInstanceAttr(objectOf(self), copyAttr, attributes);
  }
  DictObj* slots = nullptr;
  for (int64_t i = 0; i < cls->mro->length; ++i) {
    auto* c = as<ClassObj>(cls->mro->items[i]);
    if (!(c->flags & kHeapType) || !c->slotNames) continue;
    auto* names = as<TupleObj>(c->slotNames);
    for (int64_t k = 0; k < names->length; ++k) {
      Value v = slotValue(objectOf(self), c->base->reservedSlots + static_cast<uint32_t>(k));
      if (!v) continue;
      if (!slots) slots = newDict();
      dictSetStr(slots, as<StrObj>(names->items[k]), v);
    }
  }
  Value state = attributes && attributes->used ? toValue(attributes) : none();
  return slots ? toValue(makeTuple(state, toValue(slots))) : state;
}

Value objectReduceEx(Value self, const Value* args, int64_t) {
  Value reduce = lookupOnClass(classOf(self), TRV_STR("__reduce__"));
  if (reduce && !isExact(reduce, &trv_class_method_descriptor)) {
    bool found;
    return callSpecial(self, TRV_STR("__reduce__"), nullptr, 0, &found);
  }
  (void)args;
  return raise(&trv_exc_TypeError, "cannot pickle '%T' object", self);
}
Value objectReduce(Value self, const Value*, int64_t) { return raise(&trv_exc_TypeError, "cannot pickle '%T' object", self); }
Value objectInitSubclass(Value, const Value*, int64_t) { return none(); }
Value objectSubclassHook(Value, const Value*, int64_t) { return notImplemented(); }

Value getClass(Value self) { return toValue(classOf(self)); }
int setClass(Value self, Value value) {
  if (!value) return raiseInt(raise(&trv_exc_TypeError, "can't delete __class__ attribute"));
  if (!isClass(value)) return raiseInt(raise(&trv_exc_TypeError, "__class__ must be set to a class, not '%T' object", value));
  ClassObj *from = classOf(self), *to = as<ClassObj>(value);
  if (!(from->flags & kHeapType) || !(to->flags & kHeapType))
    return raiseInt(raise(&trv_exc_TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses"));
  auto sameSlots = [](ClassObj* a, ClassObj* b) {
    if (a->solid == b->solid) return true;
    return a->reservedSlots == b->reservedSlots && a->slotNames && b->slotNames && a->base->solid == b->base->solid && equals(a->slotNames, b->slotNames) == 1;
  };
  if (!sameSlots(from, to) || ((from->flags ^ to->flags) & kHasDict))
    return raiseInt(raise(&trv_exc_TypeError, "__class__ assignment: '%N' object layout differs from '%N'", to, from));
  changeClass(objectOf(self), to);
  return 0;
}

const NativeDef kObjectMethods[] = {
    {"__format__", objectFormat, ArgKind::One},
    {"__dir__", objectDir, ArgKind::None},
    {"__sizeof__", objectSizeof, ArgKind::None},
    {"__getstate__", objectGetState, ArgKind::None},
    {"__reduce_ex__", objectReduceEx, ArgKind::One},
    {"__reduce__", objectReduce, ArgKind::None},
    {"__init_subclass__", objectInitSubclass, ArgKind::None, 0, 0, nullptr, nullptr, MethodKind::Class},
    {"__subclasshook__", objectSubclassHook, ArgKind::Positional, 0, -1, nullptr, nullptr, MethodKind::Class},
    {nullptr, nullptr},
};
const GetSetDef kObjectGetSets[] = {
    {"__class__", getClass, setClass},
    {nullptr, nullptr, nullptr},
};

// ---- singletons

Value noneRepr(Value) { return toValue(TRV_STR("None")); }
int noneBool(Value) { return 0; }
Value noneNew(ClassObj* cls, const Value*, int64_t nargs, Value kwnames) {
  if (nargs || keywordCount(kwnames)) return raise(&trv_exc_TypeError, "%N takes no arguments", cls);
  return none();
}
Value notImplementedRepr(Value) { return toValue(TRV_STR("NotImplemented")); }
Value notImplementedNew(ClassObj* cls, const Value*, int64_t nargs, Value kwnames) {
  if (nargs || keywordCount(kwnames)) return raise(&trv_exc_TypeError, "%N takes no arguments", cls);
  return notImplemented();
}
Value ellipsisRepr(Value) { return toValue(TRV_STR("Ellipsis")); }
Value ellipsisNew(ClassObj* cls, const Value*, int64_t nargs, Value kwnames) {
  if (nargs || keywordCount(kwnames)) return raise(&trv_exc_TypeError, "%N takes no arguments", cls);
  return ellipsis();
}
Value noneOr(Value a, Value b) { return newUnion(a, b); }

Shape gNoneShape, gNotImplementedShape, gEllipsisShape;

}  // namespace

ClassObj trv_class_object, trv_class_none, trv_class_not_implemented, trv_class_ellipsis;
NoneObj trv_none, trv_not_implemented, trv_ellipsis;

void readyTypeClass();

void readyObjectClasses() {
  Slots& s = trv_class_object.slots;
  s.repr = objectRepr;
  s.str = objectStr;
  s.hash = objectHash;
  s.compare = objectCompare;
  s.getAttr = genericGetAttr;
  s.setAttr = genericSetAttr;
  s.create = objectNew;
  s.init = objectInit;
  readyClass({&trv_class_object, "object", nullptr, sizeof(Object), kBaseType, kObjectMethods, kObjectGetSets,
              "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\n"
              "instance that has no instance attributes and cannot be given any.\n", nullptr});
  readyTypeClass();

  trv_class_none.slots.repr = noneRepr;
  trv_class_none.slots.boolean = noneBool;
  trv_class_none.slots.create = noneNew;
  trv_class_none.slots.binary[static_cast<int>(BinaryOp::Or)] = noneOr;
  readyClass({&trv_class_none, "NoneType", nullptr, sizeof(NoneObj), 0, nullptr, nullptr, nullptr, &gNoneShape});
  trv_none.shape = &gNoneShape;
  trv_class_not_implemented.slots.repr = notImplementedRepr;
  trv_class_not_implemented.slots.create = notImplementedNew;
  readyClass({&trv_class_not_implemented, "NotImplementedType", nullptr, sizeof(NoneObj), 0, nullptr, nullptr, nullptr, &gNotImplementedShape});
  trv_not_implemented.shape = &gNotImplementedShape;
  trv_class_ellipsis.slots.repr = ellipsisRepr;
  trv_class_ellipsis.slots.create = ellipsisNew;
  readyClass({&trv_class_ellipsis, "ellipsis", nullptr, sizeof(NoneObj), 0, nullptr, nullptr, nullptr, &gEllipsisShape});
  trv_ellipsis.shape = &gEllipsisShape;
}

}  // namespace trivium::runtime
