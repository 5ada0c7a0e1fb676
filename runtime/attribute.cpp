// Attribute access (Language Reference 3.3.2): the rules of object.__getattribute__ and __setattr__, names in class bodies and the lookup
// of special methods by statements. Inline caches are in inline_cache.cpp.
#include "runtime/abi/helpers.h"
#include "runtime/abi/program.h"
#include "runtime/detail/core.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

// ---- errors

Value raiseNoAttribute(Value self, StrObj* name) {
  if (isClass(self))
    raise(&trv_exc_AttributeError, "type object '%N' has no attribute '%U'", as<ClassObj>(self), name);
  else if (hasShape(self, &trv_shape_module))
    raise(&trv_exc_AttributeError, "module '%U' has no attribute '%U'", as<ModuleObj>(self)->name, name);
  else
    raise(&trv_exc_AttributeError, "'%T' object has no attribute '%U'", self, name);
  // AttributeError.name and .obj, from which the traceback printer makes its suggestion.
  if (Value e = currentThread()->pending; e && isInstance(e, &trv_exc_AttributeError)) {
    as<ExceptionObj>(e)->extra[0] = toValue(name);
    as<ExceptionObj>(e)->extra[1] = self;
  }
  return 0;
}

Value noteAttribute(Value self, StrObj* name) {
  const Value e = currentThread()->pending;
  if (!e || !isInstance(e, &trv_exc_AttributeError)) return 0;
  Value* extra = as<ExceptionObj>(e)->extra;
  if (!extra[0] && !extra[1]) {
    extra[0] = toValue(name);
    extra[1] = self;
  }
  return 0;
}

StrObj* internedName(Value name) {
  if (!isStr(name)) {
    raise(&trv_exc_TypeError, "attribute name must be string, not '%T'", name);
    return nullptr;
  }
  auto* s = as<StrObj>(name);
  return s->interned ? s : intern(exactStr(name));
}

// ---- reading

Value genericLookup(Value self, StrObj* name) {
  ClassObj* cls = classOf(self);
  Value found = lookupOnClass(cls, name);
  const Slots* slots = found ? &classOf(found)->slots : nullptr;
  if (found && slots->descrGet && slots->descrSet) return slots->descrGet(found, self, toValue(cls));
  if (Value own = instanceAttr(self, name)) return own;
  if (!found) return kEnd;
  return slots->descrGet ? slots->descrGet(found, self, toValue(cls)) : found;
}

Value genericGetAttr(Value self, StrObj* name) {
  Value r = genericLookup(self, name);
  return r == kEnd ? raiseNoAttribute(self, name) : r;
}

Value getAttr(Value self, StrObj* name) {
  const Value v = classOf(self)->slots.getAttr(self, name);
  return __builtin_expect(v != 0, 1) ? v : noteAttribute(self, name);
}

Value getAttrOrEnd(Value self, StrObj* name) {
  auto slot = classOf(self)->slots.getAttr;
  Value r = slot == genericGetAttr ? genericLookup(self, name) : slot == typeGetAttr ? typeLookup(as<ClassObj>(self), name) : slot(self, name);
  if (r) return r;
  if (!pendingIs(&trv_exc_AttributeError)) return 0;
  clearPending();
  return kEnd;
}

// ---- writing

/// Of an attribute that cannot be stored or deleted. Unlike reading, this leaves the exception's name and obj empty, and so without a
/// suggestion.
static int raiseCannotWrite(Value self, StrObj* name) {
  if (isClass(self)) return raiseInt(raise(&trv_exc_AttributeError, "type object '%N' has no attribute '%U'", as<ClassObj>(self), name));
  return raiseInt(raise(&trv_exc_AttributeError, "'%T' object has no attribute '%U'", self, name));
}

int genericSetAttr(Value self, StrObj* name, Value value) {
  ClassObj* cls = classOf(self);
  Value found = lookupOnClass(cls, name);
  if (found)
    if (auto set = classOf(found)->slots.descrSet) return set(found, self, value);
  if (!isSmallInt(self) && (cls->flags & kHasDict) && objectOf(self)->shape->hasSlots) {
    Object* o = objectOf(self);
    if (value) {
      setInstanceAttr(o, name, value);
      return 0;
    }
    return removeInstanceAttr(o, name) ? 0 : raiseCannotWrite(self, name);
  }
  if (!found) return raiseCannotWrite(self, name);
  return raiseInt(raise(&trv_exc_AttributeError, "'%N' object attribute '%U' is read-only", cls, name));
}

int setAttr(Value self, StrObj* name, Value value) { return classOf(self)->slots.setAttr(self, name, value); }

Value dirOf(Value v) {
  bool found;
  Value names = callSpecial(v, TRV_STR("__dir__"), nullptr, 0, &found);
  if (!found) return raise(&trv_exc_TypeError, "object does not provide __dir__");
  Value list = names ? listFrom(names) : 0;
  return list && sortList(as<ListObj>(list), 0, false) == 0 ? list : 0;
}

extern "C" {
Value trv_getattr(Value self, Value name) { return getAttr(self, as<StrObj>(name)); }
int64_t trv_setattr(Value self, Value name, Value value) { return setAttr(self, as<StrObj>(name), value); }
int64_t trv_delattr(Value self, Value name) { return setAttr(self, as<StrObj>(name), 0); }

Value trv_lookup_special(Value self, Value nameValue) {
  auto* name = as<StrObj>(nameValue);
  ClassObj* cls = classOf(self);
  if (Value found = lookupOnClass(cls, name)) return bindAttr(found, self, toValue(cls));
  if (strEquals(name, "__exit__"))
    return raise(&trv_exc_TypeError, "'%N' object does not support the context manager protocol (missed __exit__ method)", cls);
  if (strEquals(name, "__enter__")) return raise(&trv_exc_TypeError, "'%N' object does not support the context manager protocol", cls);
  return raiseNoAttribute(self, name);
}
}

// ---- names in class bodies: the namespace is what __prepare__ returned, mostly a dict

/// 0 = absent (no exception) or raised.
static Value namespaceGet(Value ns, Value name) {
  if (isExact(ns, &trv_class_dict)) return dictGetStr(as<DictObj>(ns), as<StrObj>(name));
  Value v = getItem(ns, name);
  if (!v && pendingIs(&trv_exc_KeyError)) clearPending();
  return v;
}

extern "C" {
Value trv_name_get(Value ns, Value name, int64_t global) {
  Value v = namespaceGet(ns, name);
  if (v || hasPending()) return v;
  if (global >= 0) {
    v = gProgram.descriptor->globals[global];
    return v ? v : abi::trv_global_missing(global);
  }
  v = builtinGet(as<StrObj>(name));
  return v ? v : raiseNameError(as<StrObj>(name));
}

Value trv_name_get_cell(Value ns, Value cell, Value name) {
  Value v = namespaceGet(ns, name);
  if (v || hasPending()) return v;
  v = as<CellObj>(cell)->content;
  return v ? v : abi::trv_cell_unbound(name, /*isFree=*/1);
}

int64_t trv_name_set(Value ns, Value name, Value value) {
  if (isExact(ns, &trv_class_dict)) return dictSetStr(as<DictObj>(ns), as<StrObj>(name), value);
  return setItem(ns, name, value);
}

int64_t trv_name_del(Value ns, Value name) {
  if (isExact(ns, &trv_class_dict)) {
    if (dictDel(as<DictObj>(ns), name) == 1) return 0;
  } else {
    if (setItem(ns, name, 0) == 0) return 0;
    if (!pendingIs(&trv_exc_KeyError)) return -1;
    clearPending();
  }
  return raiseInt(raiseNameError(as<StrObj>(name)));
}
}

}  // namespace trivium::runtime
