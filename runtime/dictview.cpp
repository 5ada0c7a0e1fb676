// Views of a dict (keys, values, items) with their set operations, and the iterators over dicts.
#include "runtime/detail/containers.h"
#include "runtime/detail/hash.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_dict_keys, trv_class_dict_values, trv_class_dict_items, trv_class_dict_keyiterator, trv_class_dict_valueiterator,
    trv_class_dict_itemiterator, trv_class_dict_reversekeyiterator, trv_class_dict_reversevalueiterator, trv_class_dict_reverseitemiterator;
Shape trv_shape_dict_keyiterator, trv_shape_dict_valueiterator, trv_shape_dict_itemiterator;
}
static Shape keysShape, valuesShape, itemsShape, reverseKeyShape, reverseValueShape, reverseItemShape;

Value newDictView(ClassObj* cls, DictObj* d) {
  Shape* shape = cls == &trv_class_dict_keys ? &keysShape : cls == &trv_class_dict_values ? &valuesShape : &itemsShape;
  auto* view = gcNew<DictViewObj>(shape);
  view->dict = d;
  return toValue(view);
}

Value dictIterator(Value dict, ClassObj* cls) {
  Shape* shape = cls == &trv_class_dict_keyiterator             ? &trv_shape_dict_keyiterator
                 : cls == &trv_class_dict_valueiterator         ? &trv_shape_dict_valueiterator
                 : cls == &trv_class_dict_itemiterator          ? &trv_shape_dict_itemiterator
                 : cls == &trv_class_dict_reversekeyiterator    ? &reverseKeyShape
                 : cls == &trv_class_dict_reversevalueiterator  ? &reverseValueShape
                                                                : &reverseItemShape;
  auto* it = gcNew<DictIteratorObj>(shape);
  DictObj* d = as<DictObj>(dict);
  it->dict = d;
  it->used = it->remaining = d->used;
  bool reverse = shape == &reverseKeyShape || shape == &reverseValueShape || shape == &reverseItemShape;
  it->position = reverse ? d->entryCount - 1 : 0;
  return toValue(it);
}

namespace {

Value changedDuringIteration(DictIteratorObj* it) {
  it->used = -1;  // stays broken
  return raise(&trv_exc_RuntimeError, "dictionary changed size during iteration");
}

/// What an iterator yields for an entry, by its class.
Value entryResult(const DictIteratorObj* it, Value key, Value value) {
  const Shape* shape = it->shape;
  if (shape == &trv_shape_dict_keyiterator || shape == &reverseKeyShape) return key;
  if (shape == &trv_shape_dict_valueiterator || shape == &reverseValueShape) return value;
  TupleObj* pair = newTuple(2);
  pair->items[0] = key;
  pair->items[1] = value;
  return toValue(pair);
}

Value reverseNext(Value self) {
  auto* it = as<DictIteratorObj>(self);
  DictObj* d = it->dict;
  if (!d) return kEnd;
  if (it->used != d->used) return changedDuringIteration(it);
  int64_t at = it->position < d->entryCount ? it->position : d->entryCount - 1;
  while (at >= 0 && !d->entries[at].key) --at;
  if (at < 0) {
    it->dict = nullptr;
    return kEnd;
  }
  it->position = at - 1;
  --it->remaining;
  return entryResult(it, d->entries[at].key, d->entries[at].value);
}

Value iteratorSelf(Value self) { return self; }

Value iteratorLengthHint(Value self, const Value*, int64_t) {
  auto* it = as<DictIteratorObj>(self);
  return fromSmallInt(it->dict && it->used == it->dict->used ? it->remaining : 0);
}

/// (iter, ([what is left],))
Value iteratorReduce(Value self, const Value*, int64_t) {
  DictIteratorObj rest = *as<DictIteratorObj>(self);
  auto next = classOf(self)->slots.next;
  ListObj* items = newList();
  for (;;) {
    Value item = next(toValue(&rest));
    if (!item) return 0;
    if (item == kEnd) break;
    listAppend(items, item);
  }
  Value iter = builtinGet(TRV_STR("iter"));
  return toValue(makeTuple(iter, toValue(makeTuple(toValue(items)))));
}

const NativeDef kIteratorMethods[] = {
    {"__length_hint__", iteratorLengthHint, ArgKind::None}, {"__reduce__", iteratorReduce, ArgKind::None}, {}};

}  // namespace

Value dictIteratorNext(Value self) {
  auto* it = as<DictIteratorObj>(self);
  DictObj* d = it->dict;
  if (!d) return kEnd;
  if (it->used != d->used) return changedDuringIteration(it);
  Value key, value;
  if (!dictNext(d, &it->position, &key, &value)) {
    it->dict = nullptr;
    return kEnd;
  }
  if (it->remaining-- == 0) {
    it->dict = nullptr;
    return raise(&trv_exc_RuntimeError, "dictionary keys changed during iteration");
  }
  return entryResult(it, key, value);
}

namespace {

DictObj* dictOfView(Value view) { return as<DictViewObj>(view)->dict; }
bool isKeys(Value v) { return isExact(v, &trv_class_dict_keys); }
bool isItems(Value v) { return isExact(v, &trv_class_dict_items); }
bool isSetLike(Value v) { return !isSmallInt(v) && (isAnySet(v) || isKeys(v) || isItems(v)); }

int64_t viewLen(Value self) { return dictOfView(self)->used; }

Value viewRepr(Value self) {
  ReprGuard guard(self);
  if (guard.state < 0) return 0;
  if (guard.state == 0) return toValue(newStr("..."));
  Value list = listFrom(self);
  if (!list) return 0;
  Value text = repr(list);
  return text ? toValue(strFormat("%N(%U)", classOf(self), text)) : 0;
}

Value keysIter(Value self) { return dictIterator(toValue(dictOfView(self)), &trv_class_dict_keyiterator); }
Value valuesIter(Value self) { return dictIterator(toValue(dictOfView(self)), &trv_class_dict_valueiterator); }
Value itemsIter(Value self) { return dictIterator(toValue(dictOfView(self)), &trv_class_dict_itemiterator); }
Value keysReversed(Value self, const Value*, int64_t) {
  return dictIterator(toValue(dictOfView(self)), &trv_class_dict_reversekeyiterator);
}
Value valuesReversed(Value self, const Value*, int64_t) {
  return dictIterator(toValue(dictOfView(self)), &trv_class_dict_reversevalueiterator);
}
Value itemsReversed(Value self, const Value*, int64_t) {
  return dictIterator(toValue(dictOfView(self)), &trv_class_dict_reverseitemiterator);
}

int keysContains(Value self, Value key) {
  int64_t hash;
  if (!hashKey(key, &hash)) return -1;
  if (dictFind(dictOfView(self), key, hash)) return 1;
  return hasPending() ? -1 : 0;
}

int itemsContains(Value self, Value item) {
  if (!isTuple(item) || as<TupleObj>(item)->length != 2) return 0;
  const TupleObj* pair = as<TupleObj>(item);
  int64_t hash;
  if (!hashKey(pair->items[0], &hash)) return -1;
  DictEntry* entry = dictFind(dictOfView(self), pair->items[0], hash);
  if (!entry) return hasPending() ? -1 : 0;
  return itemEquals(entry->value, pair->items[1]);
}

struct ContainedIn {
  Value container;
};
int stopUnlessContained(Value item, void* context) {
  int in = contains(static_cast<ContainedIn*>(context)->container, item);
  return in < 0 ? -1 : !in;
}
/// Whether all items of `a` are in `b`; -1 = raised.
int allContained(Value a, Value b) {
  ContainedIn context{b};
  int stopped = forEach(a, stopUnlessContained, &context);
  return stopped < 0 ? -1 : !stopped;
}

Value viewCompare(Value self, Value other, CompareOp op) {
  if (!isSetLike(other)) return notImplemented();
  int64_t mine = lengthOf(self), theirs = lengthOf(other);
  if (theirs < 0) return 0;
  int result = 0;
  switch (op) {
  case CompareOp::Eq:
  case CompareOp::Ne: result = mine == theirs ? allContained(self, other) : 0; break;
  case CompareOp::Lt: result = mine < theirs ? allContained(self, other) : 0; break;
  case CompareOp::Le: result = mine <= theirs ? allContained(self, other) : 0; break;
  case CompareOp::Gt: result = mine > theirs ? allContained(other, self) : 0; break;
  case CompareOp::Ge: result = mine >= theirs ? allContained(other, self) : 0; break;
  }
  if (result < 0) return 0;
  return fromBool(op == CompareOp::Ne ? !result : result);
}

int addToSet(Value item, void* set) { return setAdd(static_cast<SetObj*>(set), item); }
int discardFromSet(Value item, void* set) {
  int64_t hash;
  return !hashKey(item, &hash) || setDiscardHashed(static_cast<SetObj*>(set), item, hash) < 0 ? -1 : 0;
}

SetObj* setFrom(Value iterable) {
  SetObj* s = newSet();
  return forEach(iterable, addToSet, s) < 0 ? nullptr : s;
}

Value viewSub(Value lhs, Value rhs) {
  SetObj* result = setFrom(lhs);
  if (!result || forEach(rhs, discardFromSet, result) < 0) return 0;
  return toValue(result);
}

struct Intersection {
  SetObj* result;
  Value view;
};
int addIfContained(Value item, void* context) {
  auto* c = static_cast<Intersection*>(context);
  int in = contains(c->view, item);
  if (in < 0) return -1;
  return in && setAdd(c->result, item) < 0 ? -1 : 0;
}

Value viewAnd(Value lhs, Value rhs) {
  // The operators also come here with the view on the right; for two views the shorter one is walked.
  Value view = isKeys(lhs) || isItems(lhs) ? lhs : rhs;
  Value other = view == lhs ? rhs : lhs;
  if ((isKeys(other) || isItems(other)) && viewLen(other) > viewLen(view)) {
    Value swap = other;
    other = view;
    view = swap;
  }
  if (isExact(other, &trv_class_set) && viewLen(view) <= as<SetObj>(other)->used) return callMethod(other, TRV_STR("intersection"), &view, 1);
  Intersection context{newSet(), view};
  return forEach(other, addIfContained, &context) < 0 ? 0 : toValue(context.result);
}

Value viewOr(Value lhs, Value rhs) {
  SetObj* result = setFrom(lhs);
  if (!result || forEach(rhs, addToSet, result) < 0) return 0;
  return toValue(result);
}

int toggleInSet(Value item, void* set) {
  auto* s = static_cast<SetObj*>(set);
  int64_t hash;
  if (!hashKey(item, &hash)) return -1;
  int removed = setDiscardHashed(s, item, hash);
  if (removed < 0) return -1;
  return removed ? 0 : setAddHashed(s, item, hash) < 0 ? -1 : 0;
}

Value viewXor(Value lhs, Value rhs) {
  SetObj* result = setFrom(lhs);
  SetObj* other = result ? setFrom(rhs) : nullptr;
  if (!other || forEach(toValue(other), toggleInSet, result) < 0) return 0;
  return toValue(result);
}

int stopIfContained(Value item, void* context) { return contains(static_cast<ContainedIn*>(context)->container, item); }
Value methodIsDisjoint(Value self, const Value* args, int64_t) {
  Value other = args[0];
  Value walked = other, container = self;
  if (self == other) return fromBool(viewLen(self) == 0);
  if (isSetLike(other)) {
    int64_t n = lengthOf(other);
    if (n < 0) return 0;
    if (n > viewLen(self)) walked = self, container = other;
  }
  ContainedIn context{container};
  int stopped = forEach(walked, stopIfContained, &context);
  return stopped < 0 ? 0 : fromBool(!stopped);
}

Value getMapping(Value self) { return callWith(toValue(&trv_class_mappingproxy), toValue(dictOfView(self))); }

const GetSetDef kViewAttributes[] = {{"mapping", getMapping, nullptr}, {}};
const NativeDef kKeysMethods[] = {
    {"isdisjoint", methodIsDisjoint, ArgKind::One}, {"__reversed__", keysReversed, ArgKind::None}, {}};
const NativeDef kItemsMethods[] = {
    {"isdisjoint", methodIsDisjoint, ArgKind::One}, {"__reversed__", itemsReversed, ArgKind::None}, {}};
const NativeDef kValuesMethods[] = {{"__reversed__", valuesReversed, ArgKind::None}, {}};

void readySetLike(ClassObj* cls, const char* name, Value (*iter)(Value), int (*contains)(Value, Value), const NativeDef* methods,
                  Shape* shape) {
  Slots& s = cls->slots;
  s.repr = viewRepr;
  s.len = viewLen;
  s.iter = iter;
  s.contains = contains;
  s.compare = viewCompare;
  s.hash = hashNotImplemented;
  s.binary[static_cast<int>(BinaryOp::Sub)] = viewSub;
  s.binary[static_cast<int>(BinaryOp::And)] = viewAnd;
  s.binary[static_cast<int>(BinaryOp::Or)] = viewOr;
  s.binary[static_cast<int>(BinaryOp::Xor)] = viewXor;
  readyClass({cls, name, nullptr, sizeof(DictViewObj), 0, methods, kViewAttributes, nullptr, shape});
}

void readyIterator(ClassObj* cls, const char* name, Value (*next)(Value), Shape* shape) {
  cls->slots.iter = iteratorSelf;
  cls->slots.next = next;
  readyClass({cls, name, nullptr, sizeof(DictIteratorObj), 0, kIteratorMethods, nullptr, nullptr, shape});
}

}  // namespace

void readyDictViewClasses() {
  readySetLike(&trv_class_dict_keys, "dict_keys", keysIter, keysContains, kKeysMethods, &keysShape);
  readySetLike(&trv_class_dict_items, "dict_items", itemsIter, itemsContains, kItemsMethods, &itemsShape);
  Slots& s = trv_class_dict_values.slots;
  s.repr = viewRepr;
  s.len = viewLen;
  s.iter = valuesIter;
  readyClass({&trv_class_dict_values, "dict_values", nullptr, sizeof(DictViewObj), 0, kValuesMethods, kViewAttributes, nullptr, &valuesShape});
  readyIterator(&trv_class_dict_keyiterator, "dict_keyiterator", dictIteratorNext, &trv_shape_dict_keyiterator);
  readyIterator(&trv_class_dict_valueiterator, "dict_valueiterator", dictIteratorNext, &trv_shape_dict_valueiterator);
  readyIterator(&trv_class_dict_itemiterator, "dict_itemiterator", dictIteratorNext, &trv_shape_dict_itemiterator);
  readyIterator(&trv_class_dict_reversekeyiterator, "dict_reversekeyiterator", reverseNext, &reverseKeyShape);
  readyIterator(&trv_class_dict_reversevalueiterator, "dict_reversevalueiterator", reverseNext, &reverseValueShape);
  readyIterator(&trv_class_dict_reverseitemiterator, "dict_reverseitemiterator", reverseNext, &reverseItemShape);
}

}  // namespace trivium::runtime
