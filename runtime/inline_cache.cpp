// Inline caches of attribute sites: each remembers for one Shape where the attribute was found (Hölzle, Chambers & Ungar 1991, in the
// monomorphic form). A site that meets another Shape is filled again; looking up is then what it costs without a cache.
//
// What may be remembered follows from two facts: a Shape fixes which instance attributes exist and where, and trv_class_epoch changes
// whenever a class gains or loses a name, or a descriptor on it is replaced. Replacing plain data on a class leaves the epoch alone, so
// such values are remembered as a place in the class's dict, not as a value.
#include "runtime/abi/helpers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

namespace {

/// Kinds beyond those that engines know. "of class": the object is itself the class in `nextShape`.
enum : uint32_t {
  kClassEntry = kCacheFirstPrivate,  ///< entry `index` of the class dict `value`
  kConstant,        ///< method sites: `value` is the callee, without the object
  kBindFunction,    ///< get sites: bound method of the function `value`
  kBindNative,      ///< get sites: bound built-in of the method descriptor `value`
  kDescriptor,      ///< __get__ / __set__ of `value`
  kProperty,        ///< property whose getter / setter is `value`
  kGetSet,          ///< GetSetObj `value`
  kAddWord,         ///< as kCacheInline with `nextShape`, unless what is stored is a float, which would lead to another Shape
  kOfClassValue,    ///< `value`
  kOfClassEntry,    ///< entry `index` of the class dict `value`
  kOfClassMethod,   ///< method sites: function `value` of a classmethod
  kModuleEntry,     ///< entry `index` of the dict `value` of module `nextShape`, whose version is `epoch`
  kModuleVariable,  ///< variable at address `value` of module `nextShape`
  kSuper,           ///< SuperHit `value`
};

struct SuperHit {
  Value thisClass, selfClass, found;
};

inline void fill(AttrCache* c, Shape* shape, uint32_t kind, Value value, uint32_t index = 0, const void* next = nullptr) {
  c->value = value;
  c->kind = kind;
  c->index = index;
  c->nextShape = static_cast<Shape*>(const_cast<void*>(next));
  c->epoch = trv_class_epoch;
  c->shape = shape;
}

/// Fills a cache with the place of slot k of o. False where slots follow a variable part.
bool fillSlot(AttrCache* c, Object* o, uint32_t k, Shape* after = nullptr) {
  Shape* s = o->shape;
  if (!s->slotOffset) return false;
  const uint32_t kind = isFloatSlot(after ? after : s, k) ? kCacheInlineFloat
                        : after && addingDependsOnValue(s, after->lastName) ? uint32_t{kAddWord} : kCacheInline;
  if (k < s->inlineSlots) fill(c, s, kind, 0, s->slotOffset + 8 + 8 * k, after);
  else fill(c, s, kCacheOverflow, 0, 1 + k - s->inlineSlots, after);
  return true;
}

/// Sites that meet several Shapes in turn would look everything up again each time: what they find is kept once more by Shape and name, for
/// all sites of a sort together.
enum Site : uint8_t { kGetSite, kCallSite, kSetSite };
struct SharedCache {
  Value name;
  AttrCache cache;
};
constexpr size_t kSharedRows = 1024;
SharedCache gShared[3][kSharedRows];

inline SharedCache& sharedRow(Site site, const Shape* shape, Value name) {
  uint64_t h = (toValue(shape) >> 4) * 0x9E3779B97F4A7C15u + (name >> 4) * 0xC2B2AE3D27D4EB4Fu;
  return gShared[site][h >> 54];
}
static_assert(kSharedRows == 1u << (64 - 54));

/// Fills a site's cache with what another time found for this Shape.
inline bool takeShared(AttrCache* c, Site site, Shape* shape, Value name) {
  const SharedCache& row = sharedRow(site, shape, name);
  if (row.name != name || row.cache.shape != shape || row.cache.epoch != trv_class_epoch) return false;
  *c = row.cache;
  return true;
}

void share(const AttrCache* c, Site site, Value name) {
  if (!c->shape || c->kind >= kOfClassValue) return;  // what depends on more than the Shape stays with the site
  static bool isRoot = false;
  if (!isRoot) gcAddRoots(reinterpret_cast<Value*>(gShared), sizeof gShared / sizeof(Value));
  isRoot = true;
  sharedRow(site, c->shape, name) = {name, *c};
}

inline Value entryOf(const AttrCache* c) { return as<DictObj>(c->value)->entries[c->index].value; }

/// What a filled cache knows of the attribute; false = it does not apply. *out 0 = raised.
inline bool readCache(Value self, const AttrCache* c, Value* out) {
  if (shapeOf(self) != c->shape) return false;
  if (__builtin_expect(c->kind != kModuleEntry && c->epoch != trv_class_epoch, 0)) return false;
  switch (c->kind) {
    case kCacheInline:
      *out = *reinterpret_cast<Value*>(reinterpret_cast<char*>(self) + c->index);
      return *out != 0;
    case kCacheInlineFloat:
      *out = newFloat(*reinterpret_cast<const double*>(reinterpret_cast<char*>(self) + c->index));
      return true;
    case kCacheOverflow:
      *out = as<Value>(*overflowWord(objectOf(self)))[c->index];
      return *out != 0;
    case kCacheClassValue: case kConstant: *out = c->value; return true;
    case kClassEntry: *out = entryOf(c); return *out != 0;
    case kBindFunction: *out = newMethod(self, c->value); return true;
    case kBindNative: {
      auto* b = as<BuiltinFunctionObj>(c->value);
      *out = newBuiltinFunction(b->def, self, b->owner);
      return true;
    }
    case kDescriptor: *out = classOf(c->value)->slots.descrGet(c->value, self, toValue(classOf(self))); return true;
    case kProperty: *out = call(c->value, &self, 1); return true;
    case kGetSet: *out = as<GetSetObj>(c->value)->def->get(self); return true;
    case kOfClassValue:
      *out = c->value;
      return toValue(c->nextShape) == self;
    case kOfClassEntry:
      if (toValue(c->nextShape) != self) return false;
      *out = entryOf(c);
      return *out != 0;
    case kModuleEntry:
      if (toValue(c->nextShape) != self || as<DictObj>(c->value)->version != c->epoch) return false;
      *out = entryOf(c);
      return *out != 0;
    case kModuleVariable:
      if (toValue(c->nextShape) != self) return false;
      *out = *as<Value>(c->value);
      return *out != 0;
    default: return false;
  }
}

/// The result of the plain rules, or what __getattr__ makes of their failure (0 with AttributeError, kEnd = absent).
Value orHook(Value r, Value self, StrObj* name) {
  if (__builtin_expect(r != 0 && r != kEnd, 1)) return r;
  ClassObj* cls = classOf(self);
  if (cls->slots.getAttr == genericGetAttr) return r == kEnd ? raiseNoAttribute(self, name) : noteAttribute(self, name);
  if (r == 0) {
    if (!pendingIs(&trv_exc_AttributeError)) return 0;
    clearPending();
  }
  Value key = toValue(name);
  bool found;
  r = callSpecial(self, TRV_STR("__getattr__"), &key, 1, &found);
  if (!found) return raiseNoAttribute(self, name);
  return r ? r : noteAttribute(self, name);
}

Value getOfClass(Value self, StrObj* name, AttrCache* c, bool isCall) {
  auto* cls = as<ClassObj>(self);
  Shape* shape = cls->shape;
  Value onMeta = lookupOnClass(shape->cls, name);
  if (onMeta && classOf(onMeta)->slots.descrGet && classOf(onMeta)->slots.descrSet) return typeGetAttr(self, name);
  ClassLookup own = findOnClass(cls, name);
  Value v = own.value();
  if (!v) return typeGetAttr(self, name);
  if (isPlainData(v)) {
    fill(c, shape, kOfClassEntry, toValue(own.dict), static_cast<uint32_t>(own.index), cls);
    return v;
  }
  if (hasShape(v, &trv_shape_function) || hasShape(v, &trv_shape_method_descriptor)) {
    fill(c, shape, kOfClassValue, v, 0, cls);
    return v;
  }
  if (isExact(v, &trv_class_staticmethod)) {
    fill(c, shape, kOfClassValue, as<StaticMethodObj>(v)->function, 0, cls);
    return as<StaticMethodObj>(v)->function;
  }
  if (isCall && isExact(v, &trv_class_classmethod) && hasShape(as<StaticMethodObj>(v)->function, &trv_shape_function))
    fill(c, shape, kOfClassMethod, as<StaticMethodObj>(v)->function, 0, cls);
  return bindAttr(v, 0, self);
}

Value getOfModule(Value self, StrObj* name, AttrCache* c) {
  auto* m = as<ModuleObj>(self);
  if (!lookupOnClass(&trv_class_module, name)) {
    Value* variable = moduleVariable(m, name);
    if (variable && *variable) {
      fill(c, m->shape, kModuleVariable, toValue(variable), 0, m);
      return *variable;
    }
    int64_t at = !variable && m->dict ? dictEntryIndex(m->dict, name) : -1;
    if (at >= 0) {
      fill(c, m->shape, kModuleEntry, toValue(m->dict), static_cast<uint32_t>(at), m);
      c->epoch = m->dict->version;
      return entryOf(c);
    }
  }
  return getAttr(self, name);
}

/// Full lookup that leaves in the cache what it found out. At a method site (`isCall`) a function or native method is not bound: *unbound
/// is set and the result wants the object as first argument.
Value getAndFill(Value self, StrObj* name, AttrCache* c, bool isCall, bool* unbound) {
  Shape* shape = shapeOf(self);
  ClassObj* cls = shape->cls;
  c->shape = nullptr;
  if (!looksUpGenerically(cls)) {
    if (cls->slots.getAttr == typeGetAttr) return getOfClass(self, name, c, isCall);
    if (shape == &trv_shape_module) return getOfModule(self, name, c);
    return getAttr(self, name);
  }
  ClassLookup found = findOnClass(cls, name);
  Value v = found.value();
  const Slots* slots = v ? &classOf(v)->slots : nullptr;
  if (v && slots->descrGet && slots->descrSet) {
    if (isExact(v, &trv_class_member_descriptor) && as<MemberObj>(v)->owner == found.owner && shape->slotOffset) {
      fillSlot(c, objectOf(self), static_cast<uint32_t>(as<MemberObj>(v)->slot));
    } else if (isExact(v, &trv_class_property) && as<PropertyObj>(v)->get && as<PropertyObj>(v)->get != none()) {
      fill(c, shape, kProperty, as<PropertyObj>(v)->get);
      return orHook(call(as<PropertyObj>(v)->get, &self, 1), self, name);
    } else if (isExact(v, &trv_class_getset_descriptor) && as<GetSetObj>(v)->owner == found.owner) {
      fill(c, shape, kGetSet, v);
    } else {
      fill(c, shape, kDescriptor, v);
    }
    // The descriptor may change classes, after which the epoch stored above no longer holds.
    return orHook(slots->descrGet(v, self, toValue(cls)), self, name);
  }
  bool fixed = true;  // no instance attribute of that name can appear without a change of Shape
  if (shape->hasSlots) {
    if (shape->isDictMode) {
      if (Value own = dictGetStr(dictModeDict(objectOf(self)), name)) return own;
      fixed = false;
    } else {
      uint32_t slot = findSlot(shape, name);
      if (slot != kNoSlot) {
        fillSlot(c, objectOf(self), slot);
        return slotValue(objectOf(self), slot);
      }
    }
  } else if (shape == &trv_shape_function) {
    if (Value own = instanceAttr(self, name)) return own;
    fixed = false;
  }
  if (!v) return orHook(kEnd, self, name);
  if (hasShape(v, &trv_shape_function) || hasShape(v, &trv_shape_method_descriptor)) {
    bool isFunction = hasShape(v, &trv_shape_function);
    if (fixed) fill(c, shape, isCall ? uint32_t{kCacheClassValue} : isFunction ? uint32_t{kBindFunction} : uint32_t{kBindNative}, v);
    if (isCall) {
      *unbound = true;
      return v;
    }
    return slots->descrGet(v, self, toValue(cls));
  }
  if (isExact(v, &trv_class_staticmethod)) {
    v = as<StaticMethodObj>(v)->function;
    if (fixed) fill(c, shape, isCall ? uint32_t{kConstant} : uint32_t{kCacheClassValue}, v);
    return v;
  }
  if (!slots->descrGet) {
    if (fixed && !slots->descrSet) fill(c, shape, kClassEntry, toValue(found.dict), static_cast<uint32_t>(found.index));
    return v;
  }
  if (fixed) fill(c, shape, kDescriptor, v);
  return orHook(slots->descrGet(v, self, toValue(cls)), self, name);
}

inline Value callFound(Value found, Value self, const Value* args, int64_t nargs, Value kwnames) {
  if (__builtin_expect(hasShape(found, &trv_shape_method_descriptor), 1)) {
    auto* b = as<BuiltinFunctionObj>(found);
    return callNative(b->def, self, b->owner, args, nargs, kwnames);
  }
  return callWithSelf(found, self, args, nargs, kwnames);
}

/// super().method(…): the attribute without binding, from the cache if it is about the same pair of classes.
Value callOnSuper(SuperObj* s, StrObj* name, const Value* args, int64_t nargs, Value kwnames, AttrCache* c) {
  Value found = 0;
  if (c->shape == &trv_shape_super && c->kind == kSuper && c->epoch == trv_class_epoch) {
    auto* hit = as<SuperHit>(c->value);
    if (hit->thisClass == s->thisClass && hit->selfClass == s->selfClass) found = hit->found;
  }
  if (!found) {
    c->shape = nullptr;
    found = s->selfClass ? superLookup(s, name) : 0;
    if (!found) {
      Value v = getAttr(toValue(s), name);
      return v ? call(v, args, nargs, kwnames) : 0;
    }
    auto* hit = static_cast<SuperHit*>(gcAllocScan(sizeof(SuperHit)));
    *hit = {s->thisClass, s->selfClass, found};
    fill(c, &trv_shape_super, kSuper, toValue(hit));
  }
  if (s->self != s->selfClass) {
    if (hasShape(found, &trv_shape_function) || hasShape(found, &trv_shape_method_descriptor)) return callFound(found, s->self, args, nargs, kwnames);
    if (isExact(found, &trv_class_wrapper_descriptor)) return callWrapper(as<WrapperObj>(found), s->self, args, nargs, kwnames);
  }
  found = bindAttr(found, s->self == s->selfClass ? 0 : s->self, s->selfClass);
  return found ? call(found, args, nargs, kwnames) : 0;
}

int setAndFill(Value self, StrObj* name, Value value, AttrCache* c) {
  c->shape = nullptr;
  Shape* shape = shapeOf(self);
  ClassObj* cls = shape->cls;
  if (cls->slots.setAttr != genericSetAttr) {
    if (shape == &trv_shape_module && !lookupOnClass(cls, name))
      if (Value* variable = moduleVariable(as<ModuleObj>(self), name)) fill(c, shape, kModuleVariable, toValue(variable), 0, objectOf(self));
    return setAttr(self, name, value);
  }
  Value found = lookupOnClass(cls, name);
  if (found && classOf(found)->slots.descrSet) {
    if (isExact(found, &trv_class_member_descriptor) && shape->slotOffset && isSubclass(cls, as<MemberObj>(found)->owner))
      fillSlot(c, objectOf(self), static_cast<uint32_t>(as<MemberObj>(found)->slot));
    else
      fill(c, shape, kDescriptor, found);
    return classOf(found)->slots.descrSet(found, self, value);
  }
  if (!shape->hasSlots || shape->isDictMode || !(cls->flags & kHasDict)) return genericSetAttr(self, name, value);
  Object* o = objectOf(self);
  uint32_t slot = findSlot(shape, name);
  if (slot != kNoSlot) {
    setSlotValue(o, slot, value);
    if (o->shape == shape) fillSlot(c, o, slot);
    return 0;
  }
  Shape* after = shapeAfterAdding(shape, name, value);
  if (!after) return genericSetAttr(self, name, value);
  fillSlot(c, o, after->slotCount - 1, after);
  addSlot(o, after, value);
  return 0;
}

}  // namespace

bool looksUpGenerically(ClassObj* cls) {
  if (cls->slots.getAttr == genericGetAttr) return true;
  Value primary = lookupOnClass(cls, TRV_STR("__getattribute__"));
  return primary && isExact(primary, &trv_class_wrapper_descriptor) && (cls->flags & kHeapType) &&
         as<WrapperObj>(primary)->slot == reinterpret_cast<void*>(genericGetAttr);
}

extern "C" {
Value trv_getattr_cached(Value self, Value name, void* site) {
  auto* c = static_cast<AttrCache*>(site);
  Value v;
  if (__builtin_expect(readCache(self, c, &v), 1)) return __builtin_expect(v != 0, 1) ? v : orHook(v, self, as<StrObj>(name));
  if (takeShared(c, kGetSite, shapeOf(self), name) && readCache(self, c, &v)) return v ? v : orHook(v, self, as<StrObj>(name));
  bool unbound = false;
  v = getAndFill(self, as<StrObj>(name), c, /*isCall=*/false, &unbound);
  share(c, kGetSite, name);
  return v;
}

int64_t trv_setattr_cached(Value self, Value name, Value value, void* site) {
  auto* c = static_cast<AttrCache*>(site);
  if (!isSmallInt(self) && ((objectOf(self)->shape == c->shape && c->epoch == trv_class_epoch) ||
                            takeShared(c, kSetSite, objectOf(self)->shape, name))) {
    Object* o = objectOf(self);
    switch (c->kind) {
      case kCacheInline:
        *reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + c->index) = value;
        if (c->nextShape) o->shape = c->nextShape;
        return 0;
      case kCacheInlineFloat:
        if (!isPlainFloat(value)) break;
        *reinterpret_cast<double*>(reinterpret_cast<char*>(o) + c->index) = as<FloatObj>(value)->value;
        if (c->nextShape) o->shape = c->nextShape;
        return 0;
      case kAddWord:
        if (hasShape(value, &trv_shape_float)) break;
        *reinterpret_cast<Value*>(reinterpret_cast<char*>(o) + c->index) = value;
        o->shape = c->nextShape;
        return 0;
      case kCacheOverflow:
        if (c->nextShape) addSlot(o, c->nextShape, value);
        else as<Value>(*overflowWord(o))[c->index] = value;
        return 0;
      case kDescriptor: return classOf(c->value)->slots.descrSet(c->value, self, value);
      case kModuleVariable:
        if (toValue(c->nextShape) != self) break;
        *as<Value>(c->value) = value;
        return 0;
      default: break;
    }
  }
  int status = setAndFill(self, as<StrObj>(name), value, c);
  share(c, kSetSite, name);
  return status;
}

Value trv_call_method_cached(Value self, Value name, Value kwnames, void* values, int64_t count, void* site) {
  auto* c = static_cast<AttrCache*>(site);
  auto* args = static_cast<const Value*>(values);
  int64_t nargs = count - keywordCount(kwnames);
  Shape* shape = shapeOf(self);
  if (__builtin_expect(shape == c->shape && c->kind == kCacheClassValue && c->epoch == trv_class_epoch, 1))
    return callFound(c->value, self, args, nargs, kwnames);
  if (shape != c->shape && takeShared(c, kCallSite, shape, name) && c->kind == kCacheClassValue)
    return callFound(c->value, self, args, nargs, kwnames);
  if (shape == &trv_shape_found_method) return call(as<FoundMethodObj>(self)->callee, args, nargs, kwnames);
  if (shape == &trv_shape_super) return callOnSuper(as<SuperObj>(self), as<StrObj>(name), args, nargs, kwnames, c);
  if (shape == c->shape && c->kind == kOfClassMethod && toValue(c->nextShape) == self && c->epoch == trv_class_epoch)
    return callWithSelf(c->value, self, args, nargs, kwnames);
  Value v;
  bool unbound = false;
  if (readCache(self, c, &v)) {
    if (__builtin_expect(v == 0, 0)) v = orHook(v, self, as<StrObj>(name));
  } else {
    v = getAndFill(self, as<StrObj>(name), c, /*isCall=*/true, &unbound);
    share(c, kCallSite, name);
  }
  if (__builtin_expect(!v, 0)) return 0;
  return unbound ? callFound(v, self, args, nargs, kwnames) : call(v, args, nargs, kwnames);
}
}

}  // namespace trivium::runtime
