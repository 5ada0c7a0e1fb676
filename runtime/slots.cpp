// The table that ties dunder names to class slots, read in both directions: a class that defines a dunder method in Python gets a
// trampoline in the slot, a native class that fills a slot gets a "slot wrapper" object under the name.
#include <stddef.h>

#include "runtime/detail/core.h"

namespace trivium::runtime {

namespace {

const char* const kBinaryNames[kBinaryOpCount] = {"__add__", "__sub__", "__mul__", "__truediv__", "__floordiv__", "__mod__", "__pow__",
                                                  "__matmul__", "__lshift__", "__rshift__", "__and__", "__or__", "__xor__", "__divmod__"};
const char* const kReflectedNames[kBinaryOpCount] = {"__radd__", "__rsub__", "__rmul__", "__rtruediv__", "__rfloordiv__", "__rmod__", "__rpow__",
                                                     "__rmatmul__", "__rlshift__", "__rrshift__", "__rand__", "__ror__", "__rxor__", "__rdivmod__"};
const char* const kInplaceNames[kBinaryOpCount] = {"__iadd__", "__isub__", "__imul__", "__itruediv__", "__ifloordiv__", "__imod__", "__ipow__",
                                                   "__imatmul__", "__ilshift__", "__irshift__", "__iand__", "__ior__", "__ixor__", ""};
const char* const kCompareNames[6] = {"__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"};
const char* const kUnaryNames[kUnaryOpCount] = {"__neg__", "__pos__", "__invert__", "__abs__"};

template <class Tag, int op> StrObj* cachedName(const char* text) {
  static StrObj* name = nullptr;
  if (!name) name = internForever(text);
  return name;
}
struct LeftTag;
struct RightTag;
struct InplaceTag;

/// A method that fixupSlots found; it may have been removed since only through a change of the class that recomputed the slot.
Value callFound(Value self, StrObj* name, const Value* args, int64_t nargs) {
  bool found;
  Value r = callSpecial(self, name, args, nargs, &found);
  if (!found) return raiseNoAttribute(self, name);
  return r;
}
Value callOrNotImplemented(Value self, StrObj* name, Value arg) {
  bool found;
  Value r = callSpecial(self, name, &arg, 1, &found);
  return found ? r : notImplemented();
}

Value expectStr(Value r, const char* method) {
  if (r && !isStr(r)) return raise(&trv_exc_TypeError, "%s returned non-string (type %T)", method, r);
  return r;
}
Value reprTrampoline(Value self) {
  bool found;
  Value r = callSpecial(self, TRV_STR("__repr__"), nullptr, 0, &found);
  return found ? expectStr(r, "__repr__") : objectRepr(self);
}
Value strTrampoline(Value self) { return expectStr(callFound(self, TRV_STR("__str__"), nullptr, 0), "__str__"); }

int64_t hashTrampoline(Value self) {
  Value f = lookupOnClass(classOf(self), TRV_STR("__hash__"));
  if (!f || f == none()) return hashNotImplemented(self);
  Value r = callFound(self, TRV_STR("__hash__"), nullptr, 0);
  if (!r) return -1;
  if (!isInt(r)) return raiseInt(raise(&trv_exc_TypeError, "__hash__ method should return an integer"));
  int64_t h;
  if (!intFitsInt64(r, &h)) h = trv_class_int.slots.hash(r);
  return h == -1 ? -2 : h;
}

Value callTrampoline(Value self, const Value* args, int64_t nargs, Value kwnames) {
  Value f = lookupOnClass(classOf(self), TRV_STR("__call__"));
  if (!f) return raise(&trv_exc_TypeError, "'%T' object is not callable", self);
  if (hasShape(f, &trv_shape_function)) return callWithSelf(f, self, args, nargs, kwnames);
  f = bindAttr(f, self, toValue(classOf(self)));
  if (!f || !enterRecursion(" while calling a Python object")) return 0;  // f may be an object of the same class
  Value r = call(f, args, nargs, kwnames);
  leaveRecursion();
  return r;
}

Value getAttrTrampoline(Value self, StrObj* name) {
  ClassObj* cls = classOf(self);
  Value hook = lookupOnClass(cls, TRV_STR("__getattr__"));
  Value primary = lookupOnClass(cls, TRV_STR("__getattribute__"));
  Value r;
  Value key = toValue(name);
  bool native = primary && isExact(primary, &trv_class_wrapper_descriptor);
  if (native && as<WrapperObj>(primary)->slot == reinterpret_cast<void*>(genericGetAttr)) {
    if (!hook) return genericGetAttr(self, name);
    r = genericLookup(self, name);
  } else if (native) {
    r = reinterpret_cast<Value (*)(Value, StrObj*)>(as<WrapperObj>(primary)->slot)(self, name);
  } else {
    r = callFound(self, TRV_STR("__getattribute__"), &key, 1);
  }
  if (!hook) return r;
  if (!r) {
    if (!pendingIs(&trv_exc_AttributeError)) return 0;
    clearPending();
    r = kEnd;
  }
  return r == kEnd ? callFound(self, TRV_STR("__getattr__"), &key, 1) : r;
}

int setAttrTrampoline(Value self, StrObj* name, Value value) {
  Value args[] = {toValue(name), value};
  Value r = value ? callFound(self, TRV_STR("__setattr__"), args, 2) : callFound(self, TRV_STR("__delattr__"), args, 1);
  return r ? 0 : -1;
}

Value iterTrampoline(Value self) {
  Value f = lookupOnClass(classOf(self), TRV_STR("__iter__"));
  if (f == none()) return raise(&trv_exc_TypeError, "'%T' object is not iterable", self);
  return callFound(self, TRV_STR("__iter__"), nullptr, 0);
}
Value nextTrampoline(Value self) {
  Value r = callFound(self, TRV_STR("__next__"), nullptr, 0);
  if (!r && pendingIs(&trv_exc_StopIteration)) {
    clearPending();
    return kEnd;
  }
  return r;
}

/// Whether `name` found on b's class is another method than the one a's class has: a subclass that does not override the reflected
/// method gets no precedence.
bool isOverloaded(ClassObj* a, ClassObj* b, StrObj* name) {
  Value inB = lookupOnClass(b, name);
  if (!inB) return false;
  return lookupOnClass(a, name) != inB;
}

template <BinaryOp op> Value binaryTrampoline(Value a, Value b) {
  constexpr int k = static_cast<int>(op);
  StrObj* left = cachedName<LeftTag, k>(kBinaryNames[k]);
  StrObj* right = cachedName<RightTag, k>(kReflectedNames[k]);
  ClassObj *ca = classOf(a), *cb = classOf(b);
  auto self = &binaryTrampoline<op>;
  bool tryOther = ca != cb && cb->slots.binary[k] == self;
  if (ca->slots.binary[k] == self) {
    if (tryOther && isSubclass(cb, ca) && isOverloaded(ca, cb, right)) {
      Value r = callOrNotImplemented(b, right, a);
      if (r != notImplemented()) return r;
      tryOther = false;
    }
    Value r = callOrNotImplemented(a, left, b);
    if (r != notImplemented() || ca == cb) return r;
  }
  return tryOther ? callOrNotImplemented(b, right, a) : notImplemented();
}

template <BinaryOp op> Value inplaceTrampoline(Value a, Value b) {
  constexpr int k = static_cast<int>(op);
  return callOrNotImplemented(a, cachedName<InplaceTag, k>(kInplaceNames[k]), b);
}

template <int op> Value unaryTrampoline(Value self) {
  struct Tag;
  return callFound(self, cachedName<Tag, op>(kUnaryNames[op]), nullptr, 0);
}

Value compareTrampoline(Value a, Value b, CompareOp op) {
  static StrObj* names[6];
  if (!names[5])
    for (int i = 0; i < 6; ++i) names[i] = internForever(kCompareNames[i]);
  Value f = lookupOnClass(classOf(a), names[static_cast<int>(op)]);
  if (!f || f == none()) return notImplemented();
  return callOrNotImplemented(a, names[static_cast<int>(op)], b);
}

int64_t lenTrampoline(Value self) {
  Value r = callFound(self, TRV_STR("__len__"), nullptr, 0);
  if (!r) return -1;
  if (isSmallInt(r) && smallIntOf(r) >= 0) return smallIntOf(r);
  r = index(r);
  if (!r) return -1;
  if (intSign(r) < 0) return raiseInt(raise(&trv_exc_ValueError, "__len__() should return >= 0"));
  int64_t n;
  if (!intFitsInt64(r, &n)) return raiseInt(raise(&trv_exc_OverflowError, "cannot fit 'int' into an index-sized integer"));
  return n;
}
Value getItemTrampoline(Value self, Value key) { return callFound(self, TRV_STR("__getitem__"), &key, 1); }
int setItemTrampoline(Value self, Value key, Value value) {
  Value args[] = {key, value};
  Value r = value ? callFound(self, TRV_STR("__setitem__"), args, 2) : callFound(self, TRV_STR("__delitem__"), args, 1);
  return r ? 0 : -1;
}
int containsTrampoline(Value self, Value item) {
  Value f = lookupOnClass(classOf(self), TRV_STR("__contains__"));
  if (f == none()) return raiseInt(raise(&trv_exc_TypeError, "'%T' object is not a container", self));
  Value r = callFound(self, TRV_STR("__contains__"), &item, 1);
  return r ? truth(r) : -1;
}
int boolTrampoline(Value self) {
  Value r = callFound(self, TRV_STR("__bool__"), nullptr, 0);
  if (!r) return -1;
  if (r == toValue(&trv_true)) return 1;
  if (r == toValue(&trv_false)) return 0;
  return raiseInt(raise(&trv_exc_TypeError, "__bool__ should return bool, returned %T", r));
}
Value indexTrampoline(Value self) { return callFound(self, TRV_STR("__index__"), nullptr, 0); }
Value intTrampoline(Value self) { return callFound(self, TRV_STR("__int__"), nullptr, 0); }
Value floatTrampoline(Value self) { return callFound(self, TRV_STR("__float__"), nullptr, 0); }

Value descrGetTrampoline(Value self, Value instance, Value owner) {
  Value args[] = {instance ? instance : none(), owner ? owner : none()};
  bool found;
  Value r = callSpecial(self, TRV_STR("__get__"), args, 2, &found);
  return found ? r : self;
}
int descrSetTrampoline(Value self, Value instance, Value value) {
  Value args[] = {instance, value};
  bool found;
  Value r = value ? callSpecial(self, TRV_STR("__set__"), args, 2, &found) : callSpecial(self, TRV_STR("__delete__"), args, 1, &found);
  if (!found) raiseValue(&trv_exc_AttributeError, toValue(value ? TRV_STR("__set__") : TRV_STR("__delete__")));
  return found && r ? 0 : -1;
}

int initTrampoline(Value self, const Value* args, int64_t nargs, Value kwnames) {
  ClassObj* cls = classOf(self);
  Value f = lookupOnClass(cls, TRV_STR("__init__"));
  Value r;
  if (hasShape(f, &trv_shape_function)) {
    r = callWithSelf(f, self, args, nargs, kwnames);
  } else {
    f = bindAttr(f, self, toValue(cls));
    r = f ? call(f, args, nargs, kwnames) : 0;
  }
  if (!r) return -1;
  if (r != none()) return raiseInt(raise(&trv_exc_TypeError, "__init__() should return None, not '%T'", r));
  return 0;
}

Value createTrampoline(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  Value f = lookupOnClass(cls, TRV_STR("__new__"));
  if (!f) return raiseNoAttribute(toValue(cls), TRV_STR("__new__"));
  if (!hasShape(f, &trv_shape_function)) f = bindAttr(f, 0, toValue(cls));
  return f ? callWithSelf(f, toValue(cls), args, nargs, kwnames) : 0;
}

}  // namespace

#define TRV_SLOT(member) static_cast<uint16_t>(offsetof(Slots, member))
const SlotRow kSlotRows[] = {
    {"__repr__", TRV_SLOT(repr), SlotKind::Unary, 0, reinterpret_cast<void*>(reprTrampoline), "Return repr(self)."},
    {"__str__", TRV_SLOT(str), SlotKind::Unary, 0, reinterpret_cast<void*>(strTrampoline), "Return str(self)."},
    {"__hash__", TRV_SLOT(hash), SlotKind::Hash, 0, reinterpret_cast<void*>(hashTrampoline), "Return hash(self)."},
    {"__call__", TRV_SLOT(call), SlotKind::Call, 0, reinterpret_cast<void*>(callTrampoline), "Call self as a function."},
    {"__getattribute__", TRV_SLOT(getAttr), SlotKind::GetAttr, 0, reinterpret_cast<void*>(getAttrTrampoline), "Return getattr(self, name)."},
    {"__getattr__", TRV_SLOT(getAttr), SlotKind::GetAttrHook, 0, reinterpret_cast<void*>(getAttrTrampoline), ""},
    {"__setattr__", TRV_SLOT(setAttr), SlotKind::SetAttr, 0, reinterpret_cast<void*>(setAttrTrampoline), "Implement setattr(self, name, value)."},
    {"__delattr__", TRV_SLOT(setAttr), SlotKind::DelAttr, 0, reinterpret_cast<void*>(setAttrTrampoline), "Implement delattr(self, name)."},
    {"__iter__", TRV_SLOT(iter), SlotKind::Unary, 0, reinterpret_cast<void*>(iterTrampoline), "Implement iter(self)."},
    {"__next__", TRV_SLOT(next), SlotKind::Next, 0, reinterpret_cast<void*>(nextTrampoline), "Implement next(self)."},
    {"__add__", TRV_SLOT(binary[0]), SlotKind::BinaryLeft, 0, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Add>), "Return self+value."},
    {"__radd__", TRV_SLOT(binary[0]), SlotKind::BinaryRight, 0, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Add>), "Return value+self."},
    {"__sub__", TRV_SLOT(binary[1]), SlotKind::BinaryLeft, 1, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Sub>), "Return self-value."},
    {"__rsub__", TRV_SLOT(binary[1]), SlotKind::BinaryRight, 1, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Sub>), "Return value-self."},
    {"__mul__", TRV_SLOT(binary[2]), SlotKind::BinaryLeft, 2, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Mul>), "Return self*value."},
    {"__rmul__", TRV_SLOT(binary[2]), SlotKind::BinaryRight, 2, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Mul>), "Return value*self."},
    {"__truediv__", TRV_SLOT(binary[3]), SlotKind::BinaryLeft, 3, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::TrueDiv>), "Return self/value."},
    {"__rtruediv__", TRV_SLOT(binary[3]), SlotKind::BinaryRight, 3, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::TrueDiv>), "Return value/self."},
    {"__floordiv__", TRV_SLOT(binary[4]), SlotKind::BinaryLeft, 4, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::FloorDiv>), "Return self//value."},
    {"__rfloordiv__", TRV_SLOT(binary[4]), SlotKind::BinaryRight, 4, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::FloorDiv>), "Return value//self."},
    {"__mod__", TRV_SLOT(binary[5]), SlotKind::BinaryLeft, 5, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Mod>), "Return self%value."},
    {"__rmod__", TRV_SLOT(binary[5]), SlotKind::BinaryRight, 5, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Mod>), "Return value%self."},
    {"__pow__", TRV_SLOT(binary[6]), SlotKind::BinaryLeft, 6, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Pow>), "Return pow(self, value, mod)."},
    {"__rpow__", TRV_SLOT(binary[6]), SlotKind::BinaryRight, 6, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Pow>), "Return pow(value, self, mod)."},
    {"__matmul__", TRV_SLOT(binary[7]), SlotKind::BinaryLeft, 7, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::MatMul>), "Return self@value."},
    {"__rmatmul__", TRV_SLOT(binary[7]), SlotKind::BinaryRight, 7, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::MatMul>), "Return value@self."},
    {"__lshift__", TRV_SLOT(binary[8]), SlotKind::BinaryLeft, 8, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::LShift>), "Return self<<value."},
    {"__rlshift__", TRV_SLOT(binary[8]), SlotKind::BinaryRight, 8, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::LShift>), "Return value<<self."},
    {"__rshift__", TRV_SLOT(binary[9]), SlotKind::BinaryLeft, 9, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::RShift>), "Return self>>value."},
    {"__rrshift__", TRV_SLOT(binary[9]), SlotKind::BinaryRight, 9, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::RShift>), "Return value>>self."},
    {"__and__", TRV_SLOT(binary[10]), SlotKind::BinaryLeft, 10, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::And>), "Return self&value."},
    {"__rand__", TRV_SLOT(binary[10]), SlotKind::BinaryRight, 10, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::And>), "Return value&self."},
    {"__or__", TRV_SLOT(binary[11]), SlotKind::BinaryLeft, 11, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Or>), "Return self|value."},
    {"__ror__", TRV_SLOT(binary[11]), SlotKind::BinaryRight, 11, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Or>), "Return value|self."},
    {"__xor__", TRV_SLOT(binary[12]), SlotKind::BinaryLeft, 12, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Xor>), "Return self^value."},
    {"__rxor__", TRV_SLOT(binary[12]), SlotKind::BinaryRight, 12, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::Xor>), "Return value^self."},
    {"__divmod__", TRV_SLOT(binary[13]), SlotKind::BinaryLeft, 13, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::DivMod>), "Return divmod(self, value)."},
    {"__rdivmod__", TRV_SLOT(binary[13]), SlotKind::BinaryRight, 13, reinterpret_cast<void*>(binaryTrampoline<BinaryOp::DivMod>), "Return divmod(value, self)."},
    {"__iadd__", TRV_SLOT(inplace[0]), SlotKind::Inplace, 0, reinterpret_cast<void*>(inplaceTrampoline<BinaryOp::Add>), "Return self+=value."},
    {"__isub__", TRV_SLOT(inplace[1]), SlotKind::Inplace, 1, reinterpret_cast<void*>(inplaceTrampoline<BinaryOp::Sub>), "Return self-=value."},
    {"__imul__", TRV_SLOT(inplace[2]), SlotKind::Inplace, 2, reinterpret_cast<void*>(inplaceTrampoline<BinaryOp::Mul>), "Return self*=value."},
    {"__itruediv__", TRV_SLOT(inplace[3]), SlotKind::Inplace, 3, reinterpret_cast<void*>(inplaceTrampoline<BinaryOp::TrueDiv>), "Return self/=value."},
    {"__ifloordiv__", TRV_SLOT(inplace[4]), SlotKind::Inplace, 4, reinterpret_cast<void*>(inplaceTrampoline<BinaryOp::FloorDiv>), "Return self//=value."},
    {"__imod__", TRV_SLOT(inplace[5]), SlotKind::Inplace, 5, reinterpret_cast<void*>(inplaceTrampoline<BinaryOp::Mod>), "Return self%=value."},
    {"__ipow__", TRV_SLOT(inplace[6]), SlotKind::Inplace, 6, reinterpret_cast<void*>(inplaceTrampoline<BinaryOp::Pow>), "Return self**=value."},
    {"__imatmul__", TRV_SLOT(inplace[7]), SlotKind::Inplace, 7, reinterpret_cast<void*>(inplaceTrampoline<BinaryOp::MatMul>), "Return self@=value."},
    {"__ilshift__", TRV_SLOT(inplace[8]), SlotKind::Inplace, 8, reinterpret_cast<void*>(inplaceTrampoline<BinaryOp::LShift>), "Return self<<=value."},
    {"__irshift__", TRV_SLOT(inplace[9]), SlotKind::Inplace, 9, reinterpret_cast<void*>(inplaceTrampoline<BinaryOp::RShift>), "Return self>>=value."},
    {"__iand__", TRV_SLOT(inplace[10]), SlotKind::Inplace, 10, reinterpret_cast<void*>(inplaceTrampoline<BinaryOp::And>), "Return self&=value."},
    {"__ior__", TRV_SLOT(inplace[11]), SlotKind::Inplace, 11, reinterpret_cast<void*>(inplaceTrampoline<BinaryOp::Or>), "Return self|=value."},
    {"__ixor__", TRV_SLOT(inplace[12]), SlotKind::Inplace, 12, reinterpret_cast<void*>(inplaceTrampoline<BinaryOp::Xor>), "Return self^=value."},
    {"__neg__", TRV_SLOT(unary[0]), SlotKind::Unary, 0, reinterpret_cast<void*>(unaryTrampoline<0>), "-self"},
    {"__pos__", TRV_SLOT(unary[1]), SlotKind::Unary, 1, reinterpret_cast<void*>(unaryTrampoline<1>), "+self"},
    {"__invert__", TRV_SLOT(unary[2]), SlotKind::Unary, 2, reinterpret_cast<void*>(unaryTrampoline<2>), "~self"},
    {"__abs__", TRV_SLOT(unary[3]), SlotKind::Unary, 3, reinterpret_cast<void*>(unaryTrampoline<3>), "abs(self)"},
    {"__lt__", TRV_SLOT(compare), SlotKind::Compare, 0, reinterpret_cast<void*>(compareTrampoline), "Return self<value."},
    {"__le__", TRV_SLOT(compare), SlotKind::Compare, 1, reinterpret_cast<void*>(compareTrampoline), "Return self<=value."},
    {"__eq__", TRV_SLOT(compare), SlotKind::Compare, 2, reinterpret_cast<void*>(compareTrampoline), "Return self==value."},
    {"__ne__", TRV_SLOT(compare), SlotKind::Compare, 3, reinterpret_cast<void*>(compareTrampoline), "Return self!=value."},
    {"__gt__", TRV_SLOT(compare), SlotKind::Compare, 4, reinterpret_cast<void*>(compareTrampoline), "Return self>value."},
    {"__ge__", TRV_SLOT(compare), SlotKind::Compare, 5, reinterpret_cast<void*>(compareTrampoline), "Return self>=value."},
    {"__len__", TRV_SLOT(len), SlotKind::Len, 0, reinterpret_cast<void*>(lenTrampoline), "Return len(self)."},
    {"__getitem__", TRV_SLOT(getItem), SlotKind::GetItem, 0, reinterpret_cast<void*>(getItemTrampoline), "Return self[key]."},
    {"__setitem__", TRV_SLOT(setItem), SlotKind::SetItem, 0, reinterpret_cast<void*>(setItemTrampoline), "Set self[key] to value."},
    {"__delitem__", TRV_SLOT(setItem), SlotKind::DelItem, 0, reinterpret_cast<void*>(setItemTrampoline), "Delete self[key]."},
    {"__contains__", TRV_SLOT(contains), SlotKind::Contains, 0, reinterpret_cast<void*>(containsTrampoline), "Return key in self."},
    {"__bool__", TRV_SLOT(boolean), SlotKind::Bool, 0, reinterpret_cast<void*>(boolTrampoline), "True if self else False"},
    {"__index__", TRV_SLOT(index), SlotKind::Unary, 0, reinterpret_cast<void*>(indexTrampoline), "Return self converted to an integer, if self is suitable for use as an index into a list."},
    {"__int__", TRV_SLOT(toInt), SlotKind::Unary, 0, reinterpret_cast<void*>(intTrampoline), "int(self)"},
    {"__float__", TRV_SLOT(toFloat), SlotKind::Unary, 0, reinterpret_cast<void*>(floatTrampoline), "float(self)"},
    {"__get__", TRV_SLOT(descrGet), SlotKind::DescrGet, 0, reinterpret_cast<void*>(descrGetTrampoline), "Return an attribute of instance, which is of type owner."},
    {"__set__", TRV_SLOT(descrSet), SlotKind::DescrSet, 0, reinterpret_cast<void*>(descrSetTrampoline), "Set an attribute of instance to value."},
    {"__delete__", TRV_SLOT(descrSet), SlotKind::DescrDelete, 0, reinterpret_cast<void*>(descrSetTrampoline), "Delete an attribute of instance."},
    {"__init__", TRV_SLOT(init), SlotKind::Init, 0, reinterpret_cast<void*>(initTrampoline), "Initialize self.  See help(type(self)) for accurate signature."},
};
#undef TRV_SLOT
const int kSlotRowCount = sizeof kSlotRows / sizeof kSlotRows[0];

bool isTrampolineInit(const ClassObj* cls) { return cls->slots.init == initTrampoline; }

StrObj* slotRowName(int row) {
  static StrObj* names[sizeof kSlotRows / sizeof kSlotRows[0]];
  if (!names[row]) names[row] = internForever(kSlotRows[row].name);
  return names[row];
}

// ---- slots of classes made by class statements

static Value findInMro(ClassObj* cls, StrObj* name) {
  for (int64_t i = 0; i < cls->mro->length; ++i)
    if (Value v = dictGetStr(classDict(as<ClassObj>(cls->mro->items[i])), name)) return v;
  return 0;
}

/// Rows [first, end) share one slot.
static void computeSlot(ClassObj* cls, int first, int end) {
  void* specific = nullptr;
  bool generic = false;
  for (int i = first; i < end; ++i) {
    Value d = findInMro(cls, slotRowName(i));
    if (!d) continue;
    if (isExact(d, &trv_class_wrapper_descriptor) && as<WrapperObj>(d)->row == &kSlotRows[i] && isSubclass(cls, as<WrapperObj>(d)->owner)) {
      void* slot = as<WrapperObj>(d)->slot;
      if (specific && specific != slot) generic = true;
      specific = slot;
    } else if (d == none() && slotRowName(i) == TRV_STR("__hash__")) {
      specific = reinterpret_cast<void*>(hashNotImplemented);
    } else {
      generic = true;
    }
  }
  slotAt(cls->slots, kSlotRows[first].offset) = generic ? kSlotRows[first].trampoline : specific;
}

static void computeCreate(ClassObj* cls) {
  Value d = findInMro(cls, TRV_STR("__new__"));
  if (d && isExact(d, &trv_class_builtin_function) && as<BuiltinFunctionObj>(d)->owner && isClass(as<BuiltinFunctionObj>(d)->self)) {
    // The native constructor of the layout wins over object's, which merely comes first in the MRO of a mix-in.
    ClassObj* owner = as<ClassObj>(as<BuiltinFunctionObj>(d)->self);
    cls->slots.create = owner == &trv_class_object ? cls->base->slots.create : owner->slots.create;
    if (cls->slots.create == createTrampoline) cls->slots.create = owner->slots.create;
  } else {
    cls->slots.create = d ? createTrampoline : cls->base->slots.create;
  }
}

void fixupSlots(ClassObj* cls) {
  for (int first = 0; first < kSlotRowCount;) {
    int end = first + 1;
    while (end < kSlotRowCount && kSlotRows[end].offset == kSlotRows[first].offset) ++end;
    computeSlot(cls, first, end);
    first = end;
  }
  computeCreate(cls);
}

void updateSlots(ClassObj* cls, StrObj* name) {
  if (name == TRV_STR("__new__")) computeCreate(cls);
  if (name == TRV_STR("__del__")) cls->flags |= kHasFinalizer;  // for instances from now on
  for (int i = 0; i < kSlotRowCount; ++i) {
    if (slotRowName(i) != name) continue;
    int first = i, end = i + 1;
    while (first > 0 && kSlotRows[first - 1].offset == kSlotRows[i].offset) --first;
    while (end < kSlotRowCount && kSlotRows[end].offset == kSlotRows[i].offset) ++end;
    computeSlot(cls, first, end);
  }
  if (!cls->subclasses) return;
  auto* list = as<ListObj>(cls->subclasses);
  for (int64_t i = 0; i < list->length; ++i) updateSlots(as<ClassObj>(list->items[i]), name);
}

// ---- native classes: wrappers

static Value nativeNew(Value self, const Value* args, int64_t nargs, Value kwnames) {
  auto* owner = as<ClassObj>(self);
  if (nargs < 1) return raise(&trv_exc_TypeError, "%N.__new__(): not enough arguments", owner);
  if (!isClass(args[0])) return raise(&trv_exc_TypeError, "%N.__new__(X): X is not a type object (%T)", owner, args[0]);
  auto* cls = as<ClassObj>(args[0]);
  if (!isSubclass(cls, owner)) return raise(&trv_exc_TypeError, "%N.__new__(%N): %N is not a subtype of %N", owner, cls, cls, owner);
  ClassObj* native = cls;
  while (native && (native->flags & kHeapType)) native = native->base;
  if (native && native->slots.create != owner->slots.create)
    return raise(&trv_exc_TypeError, "%N.__new__(%N) is not safe, use %N.__new__()", owner, cls, native);
  return owner->slots.create(cls, args + 1, nargs - 1, kwnames);
}
static const NativeDef kNewDef = {"__new__", nullptr, ArgKind::Raw, 0, -1, nullptr, nativeNew, MethodKind::Static,
                                  "Create and return a new object.  See help(type) for accurate signature."};

void addSlotWrappers(ClassObj* cls) {
  ClassObj* base = cls->base;
  constexpr uint32_t kSequences = kStrSubclass | kListSubclass | kTupleSubclass | kBytesSubclass | kByteArraySubclass;
  for (int i = 0; i < kSlotRowCount; ++i) {
    const SlotRow& row = kSlotRows[i];
    void* slot = slotAt(cls->slots, row.offset);
    if (!slot || (base && slotAt(base->slots, row.offset) == slot) || row.kind == SlotKind::GetAttrHook) continue;
    if (row.kind == SlotKind::BinaryRight && row.op == static_cast<uint8_t>(BinaryOp::Add) && (cls->flags & kSequences)) continue;
    StrObj* name = slotRowName(i);
    if (dictGetStr(cls->dict, name)) continue;
    bool unhashable = slot == reinterpret_cast<void*>(hashNotImplemented);
    dictSetStr(cls->dict, name, unhashable ? none() : newWrapper(&row, cls, slot, 0));
  }
  if (cls->slots.create && (!base || base->slots.create != cls->slots.create))
    dictSetStr(cls->dict, TRV_STR("__new__"), newBuiltinFunction(&kNewDef, toValue(cls), cls));
}

// ---- calling a wrapper

static Value wrapperResult(int status) { return status < 0 ? 0 : none(); }

Value callWrapper(WrapperObj* w, Value self, const Value* args, int64_t nargs, Value kwnames) {
  const SlotRow& row = *w->row;
  int expected = 0, most = 0;
  switch (row.kind) {
    case SlotKind::Call: return reinterpret_cast<decltype(Slots::call)>(w->slot)(self, args, nargs, kwnames);
    case SlotKind::Init: return wrapperResult(reinterpret_cast<decltype(Slots::init)>(w->slot)(self, args, nargs, kwnames));
    case SlotKind::BinaryLeft: case SlotKind::BinaryRight: case SlotKind::Inplace: case SlotKind::Compare: case SlotKind::GetItem:
    case SlotKind::DelItem: case SlotKind::Contains: case SlotKind::GetAttr: case SlotKind::DelAttr: case SlotKind::DescrDelete:
      expected = most = 1;
      break;
    case SlotKind::SetItem: case SlotKind::SetAttr: case SlotKind::DescrSet: expected = most = 2; break;
    case SlotKind::DescrGet: expected = 1; most = 2; break;
    default: break;
  }
  if (row.op == static_cast<uint8_t>(BinaryOp::Pow) && (row.kind == SlotKind::BinaryLeft || row.kind == SlotKind::BinaryRight)) most = 2;
  if (kwnames && as<TupleObj>(kwnames)->length) return raise(&trv_exc_TypeError, "wrapper %s() takes no keyword arguments", row.name);
  if (nargs < expected || nargs > most) {
    if (expected == most) return raise(&trv_exc_TypeError, "expected %d argument%s, got %lld", expected, expected == 1 ? "" : "s", static_cast<long long>(nargs));
    return raise(&trv_exc_TypeError, "expected at %s %d argument%s, got %lld", nargs < expected ? "least" : "most", nargs < expected ? expected : most,
                 (nargs < expected ? expected : most) == 1 ? "" : "s", static_cast<long long>(nargs));
  }
  switch (row.kind) {
    case SlotKind::Unary: return reinterpret_cast<Value (*)(Value)>(w->slot)(self);
    case SlotKind::Next: {
      Value r = reinterpret_cast<Value (*)(Value)>(w->slot)(self);
      return r == kEnd ? raiseStopIteration(self) : r;
    }
    case SlotKind::Hash: {
      int64_t h = reinterpret_cast<decltype(Slots::hash)>(w->slot)(self);
      return h == -1 ? 0 : newInt(h);
    }
    case SlotKind::Len: {
      int64_t n = reinterpret_cast<decltype(Slots::len)>(w->slot)(self);
      return n < 0 ? 0 : newInt(n);
    }
    case SlotKind::Bool: {
      int b = reinterpret_cast<decltype(Slots::boolean)>(w->slot)(self);
      return b < 0 ? 0 : fromBool(b);
    }
    case SlotKind::BinaryLeft: {
      if (nargs == 2 && args[1] != none()) {
        Value all[] = {self, args[0], args[1]};
        Value pow = builtinGet(TRV_STR("pow"));
        return pow ? call(pow, all, 3) : notImplemented();
      }
      return reinterpret_cast<Value (*)(Value, Value)>(w->slot)(self, args[0]);
    }
    case SlotKind::Inplace: case SlotKind::GetItem: return reinterpret_cast<Value (*)(Value, Value)>(w->slot)(self, args[0]);
    case SlotKind::BinaryRight: return reinterpret_cast<Value (*)(Value, Value)>(w->slot)(args[0], self);
    case SlotKind::Compare: return reinterpret_cast<decltype(Slots::compare)>(w->slot)(self, args[0], static_cast<CompareOp>(row.op));
    case SlotKind::SetItem: return wrapperResult(reinterpret_cast<decltype(Slots::setItem)>(w->slot)(self, args[0], args[1]));
    case SlotKind::DelItem: return wrapperResult(reinterpret_cast<decltype(Slots::setItem)>(w->slot)(self, args[0], 0));
    case SlotKind::Contains: {
      int b = reinterpret_cast<decltype(Slots::contains)>(w->slot)(self, args[0]);
      return b < 0 ? 0 : fromBool(b);
    }
    case SlotKind::GetAttr: {
      StrObj* name = internedName(args[0]);
      return name ? reinterpret_cast<decltype(Slots::getAttr)>(w->slot)(self, name) : 0;
    }
    case SlotKind::SetAttr: case SlotKind::DelAttr: {
      StrObj* name = internedName(args[0]);
      if (!name) return 0;
      // object.__setattr__ must not get around what a native class between object and the instance's class does.
      ClassObj* native = classOf(self);
      while (native && (native->flags & kHeapType)) native = native->base;
      if (native && reinterpret_cast<void*>(native->slots.setAttr) != w->slot && isSubclass(native, w->owner) && native != w->owner)
        return raise(&trv_exc_TypeError, "can't apply this %s to %N object", row.name, classOf(self));
      return wrapperResult(reinterpret_cast<decltype(Slots::setAttr)>(w->slot)(self, name, row.kind == SlotKind::SetAttr ? args[1] : 0));
    }
    case SlotKind::DescrGet: {
      Value instance = args[0] == none() ? 0 : args[0];
      Value owner = nargs > 1 && args[1] != none() ? args[1] : instance ? toValue(classOf(instance)) : 0;
      if (!instance && !owner) return raise(&trv_exc_TypeError, "__get__(None, None) is invalid");
      return reinterpret_cast<decltype(Slots::descrGet)>(w->slot)(self, instance, owner);
    }
    case SlotKind::DescrSet: return wrapperResult(reinterpret_cast<decltype(Slots::descrSet)>(w->slot)(self, args[0], args[1]));
    case SlotKind::DescrDelete: return wrapperResult(reinterpret_cast<decltype(Slots::descrSet)>(w->slot)(self, args[0], 0));
    default: return raise(&trv_exc_SystemError, "slot %s cannot be called", row.name);
  }
}

}  // namespace trivium::runtime
