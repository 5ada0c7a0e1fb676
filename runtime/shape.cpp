// Shapes (hidden classes): which attribute of an instance lives where. Adding an attribute follows or makes a transition, so instances
// filled in the same order share one Shape. Deleting any but the last attribute, asking for __dict__, or very many attributes move an
// instance to dictionary mode: a DictObj in the overflow word holds its attributes (slots of __slots__ members stay where they are).
//
// Raw floats. An attribute whose name the program's compiler takes for a float (StrObj::floatAttribute) is kept as a raw double when it is
// added with one: transitions are keyed by name and by that. A raw slot that is given anything else becomes a Value again, in a Shape with
// the same attributes in the same order. Each such case is evidence against the name, which after a few is a plain one.
//
// Layouts. For some classes the compiler guesses where the first attributes lie. A Shape says in one bit each whether a guess holds, so
// compiled code tests that bit and then reads and writes at constant places. The bits are computed when a Shape is made and again when a
// class changes in a way that could break the promise.
#include "runtime/detail/core.h"

namespace trivium::runtime {

Value* variableOverflowWord(Object* o) {
  auto* t = static_cast<TupleObj*>(o);
  return t->items + t->length;
}

void initRootShape(Shape* shape, ClassObj* cls) {
  bool variable = (cls->flags & kTupleSubclass) != 0;
  if (variable) cls->inlineSlots = 0;
  if (cls->inlineSlots < cls->reservedSlots) cls->inlineSlots = cls->reservedSlots;
  shape->cls = cls;
  shape->slotCount = cls->reservedSlots;
  shape->hasSlots = (cls->flags & kHasDict) != 0 || cls->reservedSlots > 0;
  shape->inlineSlots = static_cast<uint16_t>(shape->hasSlots ? cls->inlineSlots : 0);
  shape->slotOffset = variable ? 0 : cls->basicSize;
}

Shape* newRootShape(ClassObj* cls) {
  auto* shape = static_cast<Shape*>(gcAllocScan(sizeof(Shape)));
  initRootShape(shape, cls);
  return shape;
}

Object* allocInstance(ClassObj* cls, size_t variableBytes) {
  Shape* shape = cls->instanceShape;
  size_t bytes = cls->basicSize + variableBytes;
  if (shape->hasSlots) bytes += 8 + size_t{8} * shape->inlineSlots;
  auto* o = static_cast<Object*>(gcAllocScan(bytes));
  if (__builtin_expect(!o, 0)) return nullptr;
  o->shape = shape;
  if (__builtin_expect(cls->flags & kHasFinalizer, 0)) addFinalizable(toValue(o));
  return o;
}

// ---- lookup

namespace {

constexpr uint32_t kLinearLookup = 8;

uint32_t nameHash(const StrObj* name) { return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(name) >> 4) * 2654435761u; }

void buildTable(Shape* shape) {
  uint32_t count = 0;
  for (Shape* s = shape; s->parent; s = s->parent) ++count;
  uint32_t size = 16;
  while (size < count * 2) size *= 2;
  auto* table = static_cast<ShapeEntry*>(gcAllocScan(size * sizeof(ShapeEntry)));
  for (Shape* s = shape; s->parent; s = s->parent) {
    uint32_t i = nameHash(s->lastName) & (size - 1);
    while (table[i].name) i = (i + 1) & (size - 1);
    table[i] = {s->lastName, s->slotCount - 1};
  }
  shape->tableSize = size;
  shape->table = table;
}

}  // namespace

uint32_t findSlot(Shape* shape, StrObj* name) {
  uint32_t reserved = shape->cls->reservedSlots;
  if (shape->slotCount - reserved <= kLinearLookup) {
    for (Shape* s = shape; s->parent; s = s->parent)
      if (s->lastName == name) return s->slotCount - 1;
    return kNoSlot;
  }
  if (!shape->table) buildTable(shape);
  for (uint32_t i = nameHash(name) & (shape->tableSize - 1); shape->table[i].name; i = (i + 1) & (shape->tableSize - 1))
    if (shape->table[i].name == name) return shape->table[i].slot;
  return kNoSlot;
}

// ---- layouts

namespace {

const Layout* gLayouts;
uint32_t gLayoutCount;
Shape* gFirstWithLayouts;

/// Whether an instance attribute of that name is read and written without anything on the class having a say.
bool isPlainAttribute(ClassObj* cls, StrObj* name) {
  const Value v = lookupOnClass(cls, name);
  return !v || !classOf(v)->slots.descrSet;
}

bool hasLayout(const Shape* shape, const Layout& layout) {
  if (!layout.count || layout.count > shape->slotCount) return false;
  for (uint32_t i = 0; i < layout.count; ++i) {
    const LayoutField& f = layout.fields[i];
    if (f.slot >= shape->inlineSlots || isFloatSlot(shape, f.slot) != f.isFloat) return false;
    const Shape* s = shape;
    while (s->parent && s->slotCount - 1 != f.slot) s = s->parent;
    if (!s->parent || s->lastName != f.name || !isPlainAttribute(shape->cls, f.name)) return false;
  }
  return true;
}

uint64_t layoutsOf(const Shape* shape) {
  ClassObj* cls = shape->cls;
  if (!gLayoutCount || shape->isDictMode || shape->slotOffset + 8 != kFirstSlotOffset || !(cls->flags & kHasDict)) return 0;
  if (cls->slots.setAttr != genericSetAttr || !looksUpGenerically(cls)) return 0;
  uint64_t bits = 0;
  for (uint32_t i = 0; i < gLayoutCount; ++i)
    if (hasLayout(shape, gLayouts[i])) bits |= uint64_t{1} << i;
  return bits;
}

}  // namespace

void setLayouts(const Layout* layouts, uint32_t count) {
  gLayouts = layouts;
  gLayoutCount = count;
  for (uint32_t i = 0; i < count; ++i)
    for (uint32_t k = 0; k < layouts[i].count; ++k) layouts[i].fields[k].name->inLayout = 1;
  static bool isRoot;
  if (!isRoot) gcAddRoots(reinterpret_cast<Value*>(&gFirstWithLayouts), 1);
  isRoot = true;
}

void recheckLayouts(const StrObj* name) {
  // Names that are no fields matter where they change how attributes are found: of the class itself or of a descriptor's class.
  if (name && !name->inLayout && !nameIsDunder(name)) return;
  for (Shape* s = gFirstWithLayouts; s; s = s->nextWithLayouts) s->layouts = layoutsOf(s);
}

// ---- transitions

namespace {

constexpr uint8_t kTrust = 64;        ///< what a name's floatAttribute starts from
constexpr uint8_t kCostOfChange = 16; ///< an object that has to change its Shape
constexpr uint8_t kCostOfMixture = 1; ///< an object that is made unlike an earlier one

/// The attribute is not always a float.
void distrust(StrObj* name, uint8_t cost) {
  if (!name->floatAttribute) return;
  name->floatAttribute = name->floatAttribute > cost ? static_cast<uint8_t>(name->floatAttribute - cost) : uint8_t{0};
  // Caches of stores that add the attribute would go on making it a float.
  if (!name->floatAttribute) ++trv_class_epoch;
}

/// Null: there would be too many.
Shape* transition(Shape* shape, StrObj* name, bool isFloat) {
  int children = 0;
  for (ShapeTransition* t = shape->transitions; t; t = t->next, ++children)
    if (t->name == name && t->isFloat == isFloat) return t->child;
  // An object used as a dictionary would otherwise grow a Shape for each of its keys.
  if (shape->slotCount >= kMaxShapeSlots || children >= 128) return nullptr;
  auto* child = static_cast<Shape*>(gcAllocScan(sizeof(Shape)));
  *child = *shape;
  child->parent = shape;
  child->lastName = name;
  child->slotCount = shape->slotCount + 1;
  child->table = nullptr;
  child->tableSize = 0;
  child->transitions = nullptr;
  auto* t = static_cast<ShapeTransition*>(gcAllocScan(sizeof(ShapeTransition)));
  *t = {name, child, shape->transitions, isFloat};
  shape->transitions = t;
  if (isFloat) child->floatSlots |= uint64_t{1} << shape->slotCount;
  child->nextWithLayouts = nullptr;
  child->layouts = layoutsOf(child);
  if (child->layouts) {
    child->nextWithLayouts = gFirstWithLayouts;
    gFirstWithLayouts = child;
  }
  return child;
}

/// The Shape with the same attributes whose slot k is a Value; null: there would be too many. *name is the attribute's.
Shape* shapeWithValue(Shape* shape, uint32_t k, StrObj** name) {
  StrObj* names[kMaxShapeSlots];
  Shape* s = shape;
  for (; s->slotCount - 1 != k; s = s->parent) names[s->slotCount - 1] = s->lastName;
  *name = s->lastName;
  s = transition(s->parent, *name, /*isFloat=*/false);
  for (uint32_t i = k + 1; s && i < shape->slotCount; ++i) s = transition(s, names[i], isFloatSlot(shape, i));
  return s;
}

}  // namespace

void setFloatAttribute(StrObj* name) { name->floatAttribute = kTrust; }

bool addingDependsOnValue(const Shape* shape, const StrObj* name) {
  return name->floatAttribute && trv_storage_kinds && shape->slotCount < shape->inlineSlots && shape->slotCount < 64;
}

Shape* shapeAfterAdding(Shape* shape, StrObj* name, Value value) {
  const bool isFloat = isPlainFloat(value) && addingDependsOnValue(shape, name);
  if (!isFloat && name->floatAttribute)
    for (ShapeTransition* t = shape->transitions; t; t = t->next)
      if (t->name == name && t->isFloat) {
        distrust(name, kCostOfMixture);
        break;
      }
  return transition(shape, name, isFloat);
}

// ---- slots

static Value* slotAddress(Object* o, uint32_t k) {
  Shape* s = o->shape;
  Value* word = overflowWord(o);
  if (k < s->inlineSlots) return word + 1 + k;
  return as<Value>(*word) + 1 + (k - s->inlineSlots);
}

/// A raw float as it lies in a slot.
static Value bitsOf(Value f) { return __builtin_bit_cast(Value, as<FloatObj>(f)->value); }

Value slotValue(Object* o, uint32_t k) {
  const Value word = *slotAddress(o, k);
  return isFloatSlot(o->shape, k) ? newFloat(__builtin_bit_cast(double, word)) : word;
}

void setSlotValue(Object* o, uint32_t k, Value value) {
  if (isFloatSlot(o->shape, k)) {
    if (isPlainFloat(value)) {
      *slotAddress(o, k) = bitsOf(value);
      return;
    }
    StrObj* name;
    Shape* after = shapeWithValue(o->shape, k, &name);
    distrust(name, kCostOfChange);
    if (!after) {
      dictSetStr(toDictMode(o), name, value);
      return;
    }
    o->shape = after;
  }
  *slotAddress(o, k) = value;
}

void addSlot(Object* o, Shape* after, Value value) {
  uint32_t slot = after->slotCount - 1;
  uint32_t inlineSlots = after->inlineSlots;
  Value* word = overflowWord(o);
  if (slot < inlineSlots) {
    word[1 + slot] = isFloatSlot(after, slot) ? bitsOf(value) : value;
  } else {
    uint32_t k = slot - inlineSlots;
    auto* block = as<Value>(*word);
    int64_t capacity = block ? smallIntOf(block[0]) : 0;
    if (k >= capacity) {
      int64_t grown = capacity ? capacity * 2 + 1 : 3;
      auto* bigger = static_cast<Value*>(gcAllocScan(static_cast<size_t>(grown + 1) * 8));
      for (int64_t i = 1; i <= capacity; ++i) bigger[i] = block[i];
      bigger[0] = fromSmallInt(grown);
      *word = toValue(bigger);
      block = bigger;
      ClassObj* cls = after->cls;
      // Later instances of this class get more room, a few times at most.
      if (cls->tuneCount > 0 && after->slotOffset && cls->instanceShape->inlineSlots == inlineSlots && slot < 48) {
        --cls->tuneCount;
        cls->inlineSlots = slot + 3;
        cls->instanceShape = newRootShape(cls);
      }
    }
    block[1 + k] = value;
  }
  o->shape = after;
}

void tuneInlineSlots(ClassObj* cls, Object* fresh) {
  --cls->tuneCount;
  Shape* s = fresh->shape;
  if (s->isDictMode || s->cls != cls || !s->slotOffset || s->slotCount == 0 || s->slotCount > 64) return;
  bool first = cls->instanceShape == s || cls->inlineSlots == s->inlineSlots;
  if (s->slotCount > cls->inlineSlots || (first && s->slotCount < cls->inlineSlots && cls->tuneCount >= 3)) {
    cls->inlineSlots = s->slotCount;
    cls->instanceShape = newRootShape(cls);
  }
}

// ---- dictionary mode

void eachInstanceAttr(Object* o, void (*fn)(StrObj* name, Value value, void* context), void* context) {
  Shape* s = o->shape;
  if (!s->hasSlots) return;
  if (s->isDictMode) {
    int64_t position = 0;
    Value key, value;
    while (dictNext(dictModeDict(o), &position, &key, &value))
      if (isStr(key)) fn(as<StrObj>(key), value, context);
    return;
  }
  StrObj* names[kMaxShapeSlots + 1];
  uint32_t first = s->cls->reservedSlots, count = s->slotCount;
  for (Shape* p = s; p->parent; p = p->parent) names[p->slotCount - 1 - first] = p->lastName;
  for (uint32_t k = first; k < count; ++k) fn(names[k - first], slotValue(o, k), context);
}

static Shape* dictShapeOf(ClassObj* cls) {
  if (!cls->dictShape) {
    Shape* s = newRootShape(cls);
    s->isDictMode = 1;
    s->hasSlots = 1;
    s->inlineSlots = static_cast<uint16_t>(cls->reservedSlots);
    cls->dictShape = s;
  }
  return cls->dictShape;
}

DictObj* toDictMode(Object* o) {
  if (o->shape->isDictMode) return dictModeDict(o);
  DictObj* d = newDict();
  eachInstanceAttr(o, [](StrObj* name, Value value, void* into) { dictSetStr(static_cast<DictObj*>(into), name, value); }, d);
  Shape* s = o->shape;
  Value* word = overflowWord(o);
  for (uint32_t k = s->cls->reservedSlots; k < s->inlineSlots; ++k) word[1 + k] = 0;
  *word = toValue(d);
  o->shape = dictShapeOf(s->cls);
  return d;
}

void changeClass(Object* o, ClassObj* cls) {
  if (cls->flags & kHasDict) {
    toDictMode(o);
    o->shape = dictShapeOf(cls);
  } else {
    o->shape = cls->instanceShape;
  }
  recheckLayouts(nullptr);  // it may be a descriptor
}

// ---- instance attributes

Value instanceAttr(Value self, StrObj* name) {
  if (isSmallInt(self)) return 0;
  Object* o = objectOf(self);
  Shape* s = o->shape;
  if (s->hasSlots) {
    if (s->isDictMode) return dictGetStr(dictModeDict(o), name);
    uint32_t slot = findSlot(s, name);
    return slot == kNoSlot ? 0 : slotValue(o, slot);
  }
  if (s == &trv_shape_function) {
    Value d = as<FunctionObj>(self)->dict;
    return d ? dictGetStr(as<DictObj>(d), name) : 0;
  }
  if (s == &trv_shape_module) return moduleGet(as<ModuleObj>(self), name);
  return 0;
}

void setInstanceAttr(Object* o, StrObj* name, Value value) {
  Shape* s = o->shape;
  if (s->isDictMode) {
    dictSetStr(dictModeDict(o), name, value);
    return;
  }
  uint32_t slot = findSlot(s, name);
  if (slot != kNoSlot) {
    setSlotValue(o, slot, value);
    return;
  }
  if (Shape* after = shapeAfterAdding(s, name, value)) addSlot(o, after, value);
  else dictSetStr(toDictMode(o), name, value);
}

bool removeInstanceAttr(Object* o, StrObj* name) {
  Shape* s = o->shape;
  if (!s->hasSlots) return false;
  if (!s->isDictMode) {
    uint32_t slot = findSlot(s, name);
    if (slot == kNoSlot) return false;
    if (slot == s->slotCount - 1) {
      *slotAddress(o, slot) = 0;
      o->shape = s->parent;
      return true;
    }
  }
  return dictDel(toDictMode(o), toValue(name)) == 1;
}

Value instanceDict(Value self) {
  if (!isSmallInt(self)) {
    Object* o = objectOf(self);
    if (o->shape == &trv_shape_function) return functionDict(as<FunctionObj>(self));
    if (o->shape == &trv_shape_module) return toValue(moduleSnapshot(as<ModuleObj>(self)));
    if (o->shape->cls->flags & kTypeSubclass) return newMappingProxy(toValue(classDict(as<ClassObj>(self))));
    if (o->shape->cls->flags & kHasDict) return toValue(toDictMode(o));
  }
  return raiseNoAttribute(self, TRV_STR("__dict__"));
}

}  // namespace trivium::runtime
