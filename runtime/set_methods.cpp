// Methods and operators of set and frozenset. Which operand is walked and which is asked decides the order of the result, so every
// choice follows CPython's Objects/setobject.c.
#include "runtime/detail/core.h"
#include "runtime/detail/hash.h"
#include "runtime/detail/set.h"

namespace trivium::runtime {
namespace {

struct Walk {
  SetObj* result;
  SetObj* asked;
};

int addIfMember(Value item, void* context) {
  auto* w = static_cast<Walk*>(context);
  int64_t hash;
  if (!hashKey(item, &hash)) return -1;
  int in = setContainsHashed(w->asked, item, hash);
  if (in < 0) return -1;
  return in && setAddHashed(w->result, item, hash) < 0 ? -1 : 0;
}

/// Null = raised.
SetObj* intersection(Value self, Value other) {
  if (self == other) return setCopy(self, self);
  SetObj* result = newSetLike(self);
  SetObj* s = setOf(self);
  if (!isAnySet(other)) {
    Walk walk{result, s};
    return forEach(other, addIfMember, &walk) < 0 ? nullptr : result;
  }
  SetObj* walked = setOf(other);
  if (walked->used > s->used) {
    walked = s;
    s = setOf(other);
  }
  int64_t position = 0;
  while (SetEntry* entry = setNextEntry(walked, &position)) {
    SetEntry e = *entry;
    int in = setContainsHashed(s, e.key, e.hash);
    if (in < 0 || (in && setAddHashed(result, e.key, e.hash) < 0)) return nullptr;
  }
  return result;
}

SetObj* intersectionOfAll(Value self, const Value* args, int64_t nargs) {
  if (nargs == 0) return setCopy(self, self);
  SetObj* result = setOf(self);
  for (int64_t i = 0; i < nargs && result; ++i) result = intersection(toValue(result), args[i]);
  return result;
}

int discardItem(Value item, void* set) {
  int64_t hash;
  return !hashKey(item, &hash) || setDiscardHashed(static_cast<SetObj*>(set), item, hash) < 0 ? -1 : 0;
}

int differenceUpdate(SetObj* s, Value other) {
  if (toValue(s) == other) {
    setClear(s);
    return 0;
  }
  if (isAnySet(other)) {
    SetObj* o = setOf(other);
    // Of a much larger set only what both have matters.
    if (o->used >> 3 > s->used && !(o = intersection(toValue(s), other))) return -1;
    int64_t position = 0;
    while (SetEntry* e = setNextEntry(o, &position)) {
      if (setDiscardHashed(s, e->key, e->hash) < 0) return -1;
    }
  } else if (forEach(other, discardItem, s) < 0) {
    return -1;
  }
  if (s->fill - s->used <= s->mask / 4) return 0;
  return setResize(s, s->used > 50000 ? s->used * 2 : s->used * 4);
}

SetObj* copyWithout(Value self, Value other) {
  SetObj* result = setCopy(self, self);
  return result && differenceUpdate(result, other) == 0 ? result : nullptr;
}

SetObj* difference(Value self, Value other) {
  SetObj* s = setOf(self);
  bool otherIsDict = isExact(other, &trv_class_dict);
  if (!otherIsDict && !isAnySet(other)) return copyWithout(self, other);
  int64_t otherUsed = otherIsDict ? as<DictObj>(other)->used : setOf(other)->used;
  if (s->used >> 2 > otherUsed) return copyWithout(self, other);
  SetObj* result = newSetLike(self);
  int64_t position = 0;
  while (SetEntry* entry = setNextEntry(s, &position)) {
    SetEntry e = *entry;
    int in;
    if (otherIsDict) {
      in = dictFind(as<DictObj>(other), e.key, e.hash) != nullptr;
      if (!in && hasPending()) in = -1;
    } else {
      in = setContainsHashed(setOf(other), e.key, e.hash);
    }
    if (in < 0 || (!in && setAddHashed(result, e.key, e.hash) < 0)) return nullptr;
  }
  return result;
}

int toggle(SetObj* s, Value key, int64_t hash) {
  int removed = setDiscardHashed(s, key, hash);
  return removed ? (removed < 0 ? -1 : 0) : setAddHashed(s, key, hash);
}

int symmetricDifferenceUpdate(SetObj* s, Value other) {
  if (toValue(s) == other) {
    setClear(s);
    return 0;
  }
  if (isExact(other, &trv_class_dict)) {
    DictObj* d = as<DictObj>(other);
    Value key;
    for (int64_t position = 0; dictNext(d, &position, &key, nullptr);) {
      if (toggle(s, key, d->entries[position - 1].hash) < 0) return -1;
    }
    return 0;
  }
  SetObj* o = isAnySet(other) ? setOf(other) : setCopy(toValue(s), other);
  if (!o) return -1;
  int64_t position = 0;
  while (SetEntry* entry = setNextEntry(o, &position)) {
    SetEntry e = *entry;
    if (toggle(s, e.key, e.hash) < 0) return -1;
  }
  return 0;
}

SetObj* symmetricDifference(Value self, Value other) {
  SetObj* result = setCopy(self, other);
  return result && symmetricDifferenceUpdate(result, self) == 0 ? result : nullptr;
}

bool bothSets(Value a, Value b) { return isAnySet(a) && isAnySet(b); }

// ---- methods of both classes

Value methodCopy(Value self, const Value*, int64_t) {
  if (isExact(self, &trv_class_frozenset)) return self;
  return toValue(setCopy(self, self));
}

Value methodUnion(Value self, const Value* args, int64_t nargs) {
  SetObj* result = setCopy(self, self);
  for (int64_t i = 0; result && i < nargs; ++i) {
    if (args[i] != self && setUpdateFrom(result, args[i]) < 0) return 0;
  }
  return toValue(result);
}

Value methodIntersection(Value self, const Value* args, int64_t nargs) { return toValue(intersectionOfAll(self, args, nargs)); }

Value methodDifference(Value self, const Value* args, int64_t nargs) {
  if (nargs == 0) return toValue(setCopy(self, self));
  SetObj* result = difference(self, args[0]);
  for (int64_t i = 1; result && i < nargs; ++i) {
    if (differenceUpdate(result, args[i]) < 0) return 0;
  }
  return toValue(result);
}

Value methodSymmetricDifference(Value self, const Value* args, int64_t) { return toValue(symmetricDifference(self, args[0])); }

int stopIfMember(Value item, void* set) { return setContains(static_cast<SetObj*>(set), item); }

Value methodIsDisjoint(Value self, const Value* args, int64_t) {
  SetObj* s = setOf(self);
  Value other = args[0];
  if (self == other) return fromBool(s->used == 0);
  if (isExact(other, &trv_class_set) || isExact(other, &trv_class_frozenset)) {
    SetObj* walked = setOf(other);
    if (walked->used > s->used) {
      walked = s;
      s = setOf(other);
    }
    int64_t position = 0;
    while (SetEntry* e = setNextEntry(walked, &position)) {
      int in = setContainsHashed(s, e->key, e->hash);
      if (in) return in < 0 ? 0 : fromBool(false);
    }
    return fromBool(true);
  }
  int found = forEach(other, stopIfMember, s);
  return found < 0 ? 0 : fromBool(!found);
}

Value methodIsSubset(Value self, const Value* args, int64_t) {
  if (!isAnySet(args[0])) {
    SetObj* common = intersection(self, args[0]);
    return common ? fromBool(common->used == setOf(self)->used) : 0;
  }
  int subset = setIsSubset(setOf(self), setOf(args[0]));
  return subset < 0 ? 0 : fromBool(subset);
}

int stopUnlessMember(Value item, void* set) {
  int in = setContains(static_cast<SetObj*>(set), item);
  return in < 0 ? -1 : !in;
}

Value methodIsSuperset(Value self, const Value* args, int64_t) {
  int superset;
  if (isAnySet(args[0])) {
    superset = setIsSubset(setOf(args[0]), setOf(self));
  } else {
    int stopped = forEach(args[0], stopUnlessMember, setOf(self));
    superset = stopped < 0 ? -1 : !stopped;
  }
  return superset < 0 ? 0 : fromBool(superset);
}

Value methodContains(Value self, const Value* args, int64_t) {
  int in = setContainsKey(setOf(self), args[0]);
  return in < 0 ? 0 : fromBool(in);
}

/// (class, ([members],), attributes or None)
Value methodReduce(Value self, const Value*, int64_t) {
  Value list = listFrom(self);
  if (!list) return 0;
  Value state = none();
  if (classOf(self)->flags & kHasDict) {
    state = instanceDict(self);
    if (!state) return 0;
    if (as<DictObj>(state)->used == 0) state = none();
  }
  return toValue(makeTuple(toValue(classOf(self)), toValue(makeTuple(list)), state));
}

Value methodSizeOf(Value self, const Value*, int64_t) {
  const SetObj* s = setOf(self);
  return fromSmallInt(200 + (s->mask > 7 ? (s->mask + 1) * static_cast<int64_t>(sizeof(SetEntry)) : 0));
}

// ---- methods of set

Value methodAdd(Value self, const Value* args, int64_t) { return setAdd(setOf(self), args[0]) < 0 ? 0 : none(); }

Value methodUpdate(Value self, const Value* args, int64_t nargs) {
  for (int64_t i = 0; i < nargs; ++i) {
    if (setUpdateFrom(setOf(self), args[i]) < 0) return 0;
  }
  return none();
}

Value methodIntersectionUpdate(Value self, const Value* args, int64_t nargs) {
  SetObj* result = intersectionOfAll(self, args, nargs);
  if (!result) return 0;
  setSwap(setOf(self), result);
  return none();
}

Value methodDifferenceUpdate(Value self, const Value* args, int64_t nargs) {
  for (int64_t i = 0; i < nargs; ++i) {
    if (differenceUpdate(setOf(self), args[i]) < 0) return 0;
  }
  return none();
}

Value methodSymmetricDifferenceUpdate(Value self, const Value* args, int64_t) {
  return symmetricDifferenceUpdate(setOf(self), args[0]) < 0 ? 0 : none();
}

Value methodDiscard(Value self, const Value* args, int64_t) { return setDiscardKey(setOf(self), args[0]) < 0 ? 0 : none(); }

Value methodRemove(Value self, const Value* args, int64_t) {
  int removed = setDiscardKey(setOf(self), args[0]);
  if (removed < 0) return 0;
  return removed ? none() : raiseValue(&trv_exc_KeyError, args[0]);
}

/// Takes the first member at or behind where the last pop stopped.
Value methodPop(Value self, const Value*, int64_t) {
  SetObj* s = setOf(self);
  if (s->used == 0) return raise(&trv_exc_KeyError, "pop from an empty set");
  int64_t i = s->finger & s->mask;
  while (!isLive(s->table[i])) i = i == s->mask ? 0 : i + 1;
  Value key = s->table[i].key;
  s->table[i] = {kDeletedKey, -1};
  --s->used;
  s->finger = i + 1;
  return key;
}

Value methodClear(Value self, const Value*, int64_t) {
  setClear(setOf(self));
  return none();
}

}  // namespace

// ---- operators

Value setOr(Value lhs, Value rhs) {
  if (!bothSets(lhs, rhs)) return notImplemented();
  SetObj* result = setCopy(lhs, lhs);
  if (!result) return 0;
  return lhs != rhs && setMerge(result, setOf(rhs)) < 0 ? 0 : toValue(result);
}

Value setAnd(Value lhs, Value rhs) { return bothSets(lhs, rhs) ? toValue(intersection(lhs, rhs)) : notImplemented(); }
Value setSub(Value lhs, Value rhs) { return bothSets(lhs, rhs) ? toValue(difference(lhs, rhs)) : notImplemented(); }
Value setXor(Value lhs, Value rhs) { return bothSets(lhs, rhs) ? toValue(symmetricDifference(lhs, rhs)) : notImplemented(); }

Value setInplaceOr(Value self, Value other) {
  if (!isAnySet(other)) return notImplemented();
  return setMerge(setOf(self), setOf(other)) < 0 ? 0 : self;
}

Value setInplaceAnd(Value self, Value other) {
  if (!isAnySet(other)) return notImplemented();
  SetObj* result = intersection(self, other);
  if (!result) return 0;
  setSwap(setOf(self), result);
  return self;
}

Value setInplaceSub(Value self, Value other) {
  if (!isAnySet(other)) return notImplemented();
  return differenceUpdate(setOf(self), other) < 0 ? 0 : self;
}

Value setInplaceXor(Value self, Value other) {
  if (!isAnySet(other)) return notImplemented();
  return symmetricDifferenceUpdate(setOf(self), other) < 0 ? 0 : self;
}

#define TRV_SHARED_SET_METHODS                                                   \
  {"copy", methodCopy, ArgKind::None},                                           \
  {"union", methodUnion},                                                        \
  {"intersection", methodIntersection},                                          \
  {"difference", methodDifference},                                              \
  {"symmetric_difference", methodSymmetricDifference, ArgKind::One},             \
  {"isdisjoint", methodIsDisjoint, ArgKind::One},                                \
  {"issubset", methodIsSubset, ArgKind::One},                                    \
  {"issuperset", methodIsSuperset, ArgKind::One},                                \
  {"__contains__", methodContains, ArgKind::One},                                \
  {"__reduce__", methodReduce, ArgKind::None},                                   \
  {"__sizeof__", methodSizeOf, ArgKind::None},                                   \
  kClassGetItem

const NativeDef kSetMethods[] = {
    {"add", methodAdd, ArgKind::One},
    {"update", methodUpdate},
    {"intersection_update", methodIntersectionUpdate},
    {"difference_update", methodDifferenceUpdate},
    {"symmetric_difference_update", methodSymmetricDifferenceUpdate, ArgKind::One},
    {"discard", methodDiscard, ArgKind::One},
    {"remove", methodRemove, ArgKind::One},
    {"pop", methodPop, ArgKind::None},
    {"clear", methodClear, ArgKind::None},
    TRV_SHARED_SET_METHODS,
    {},
};

const NativeDef kFrozenSetMethods[] = {TRV_SHARED_SET_METHODS, {}};

}  // namespace trivium::runtime
