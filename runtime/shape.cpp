// Shapes (hidden classes): which attribute of an instance lives where. Adding an attribute follows or makes a transition, so instances
// filled in the same order share one Shape. Deleting any but the last attribute, asking for __dict__, or very many attributes move an
// instance to dictionary mode: a DictObj in the overflow word holds its attributes (slots of __slots__ members stay where they are).
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

Shape* shapeAfterAdding(Shape* shape, StrObj* name) {
  int children = 0;
  for (ShapeTransition* t = shape->transitions; t; t = t->next, ++children)
    if (t->name == name) return t->child;
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
  *t = {name, child, shape->transitions};
  shape->transitions = t;
  return child;
}

Value* slotAddress(Object* o, uint32_t k) {
  Shape* s = o->shape;
  Value* word = overflowWord(o);
  if (k < s->inlineSlots) return word + 1 + k;
  return as<Value>(*word) + 1 + (k - s->inlineSlots);
}

void addSlot(Object* o, Shape* after, Value value) {
  uint32_t slot = after->slotCount - 1;
  uint32_t inlineSlots = after->inlineSlots;
  Value* word = overflowWord(o);
  if (slot < inlineSlots) {
    word[1 + slot] = value;
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
  for (uint32_t k = first; k < count; ++k) fn(names[k - first], *slotAddress(o, k), context);
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
}

// ---- instance attributes

Value instanceAttr(Value self, StrObj* name) {
  if (isSmallInt(self)) return 0;
  Object* o = objectOf(self);
  Shape* s = o->shape;
  if (s->hasSlots) {
    if (s->isDictMode) return dictGetStr(dictModeDict(o), name);
    uint32_t slot = findSlot(s, name);
    return slot == kNoSlot ? 0 : *slotAddress(o, slot);
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
    *slotAddress(o, slot) = value;
    return;
  }
  if (Shape* after = shapeAfterAdding(s, name)) addSlot(o, after, value);
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
