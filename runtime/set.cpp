// set and frozenset: the table, the classes and the iterator. The methods are in set_methods.cpp.
//
// Programs see the order in which sets iterate, so the table does step for step what CPython's Objects/setobject.c does: where an entry
// goes (up to ten cells in a row, then the next start is i * 5 + 1 + perturb), when the table grows and to what size, that removing
// leaves a marker behind and adding reuses the last one on its path.
//
// A member's __eq__ may change the set: after each call into Python the lookup checks that the table is still the same or starts again.
#include "runtime/detail/set.h"

#include "runtime/abi/helpers.h"
#include "runtime/detail/core.h"
#include "runtime/detail/hash.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_set, trv_class_frozenset, trv_class_set_iterator;
Shape trv_shape_set, trv_shape_frozenset, trv_shape_set_iterator;
}

namespace {

constexpr int64_t kMinSize = 8;
constexpr uint64_t kLinearProbes = 9;
constexpr int kPerturbShift = 5;

/// The table of all empty sets; nothing is ever written to it.
SetEntry noEntries[kMinSize];

/// Compares a stored key with another one of equal hash: 1 equal, 0 different, -1 raised.
int keysEqual(Value stored, Value key) {
  if (stored == key) return 1;
  if (bothSmallInt(stored, key)) return 0;
  if (hasShape(stored, &trv_shape_str) && hasShape(key, &trv_shape_str)) {
    const StrObj *a = as<StrObj>(stored), *b = as<StrObj>(key);
    return !(a->interned && b->interned) && strEquals(a, b);
  }
  return compareBool(stored, key, CompareOp::Eq);
}

/// The entry of a key, or the first unused one on its path; null = raised. Calls removed(e) for each removed entry passed, and
/// removed(nullptr) when it starts again.
template <class Removed> SetEntry* findEntry(SetObj* s, Value key, int64_t hash, Removed removed) {
again:
  SetEntry* table = s->table;
  const uint64_t mask = static_cast<uint64_t>(s->mask);
  uint64_t perturb = static_cast<uint64_t>(hash);
  for (uint64_t i = perturb & mask;; i = (i * 5 + 1 + perturb) & mask) {
    SetEntry* entry = table + i;
    for (uint64_t probes = i + kLinearProbes <= mask ? kLinearProbes : 0;; --probes, ++entry) {
      if (!entry->key) return entry;
      if (entry->key == kDeletedKey) {
        removed(entry);
      } else if (entry->hash == hash) {
        Value stored = entry->key;
        int equal = keysEqual(stored, key);
        if (equal < 0) return nullptr;
        if (table != s->table || entry->key != stored) {
          removed(nullptr);
          goto again;
        }
        if (equal) return entry;
      }
      if (probes == 0) break;
    }
    perturb >>= kPerturbShift;
  }
}

SetEntry* findEntry(SetObj* s, Value key, int64_t hash) {
  return findEntry(s, key, hash, [](SetEntry*) {});
}

/// Stores a key that is absent into a table without removed entries.
void insertClean(SetEntry* table, uint64_t mask, Value key, int64_t hash) {
  uint64_t perturb = static_cast<uint64_t>(hash);
  for (uint64_t i = perturb & mask;; i = (i * 5 + 1 + perturb) & mask) {
    SetEntry* entry = table + i;
    for (uint64_t probes = i + kLinearProbes <= mask ? kLinearProbes : 0;; --probes, ++entry) {
      if (!entry->key) {
        entry->key = key;
        entry->hash = hash;
        return;
      }
      if (probes == 0) break;
    }
    perturb >>= kPerturbShift;
  }
}

SetEntry* newTable(int64_t size) { return static_cast<SetEntry*>(gcAllocScan(static_cast<size_t>(size) * sizeof(SetEntry))); }

/// Gives an empty set a table of its own before the first write.
int ownTable(SetObj* s) {
  if (s->table != noEntries) return 0;
  s->table = newTable(kMinSize);
  return s->table ? 0 : -1;
}

int64_t grownSize(const SetObj* s) { return s->used > 50000 ? s->used * 2 : s->used * 4; }

}  // namespace

void setEmpty(SetObj* s) {
  s->fill = s->used = s->hash = 0;
  s->mask = kMinSize - 1;
  s->table = noEntries;
}

int setResize(SetObj* s, int64_t least) {
  int64_t size = kMinSize;
  while (size <= least) {
    if (size > int64_t{1} << 54) return raiseInt(raise(&trv_exc_MemoryError, ""));
    size <<= 1;
  }
  if (size == s->mask + 1 && size == kMinSize && s->fill == s->used) return 0;
  const SetEntry* old = s->table;
  const int64_t oldMask = s->mask;
  SetEntry* table = newTable(size);
  if (!table) return -1;
  for (int64_t i = 0; i <= oldMask; ++i) {
    if (isLive(old[i])) insertClean(table, static_cast<uint64_t>(size - 1), old[i].key, old[i].hash);
  }
  s->table = table;
  s->mask = size - 1;
  s->fill = s->used;
  return 0;
}

SetObj* newSet(bool frozen) {
  SetObj* s = gcNew<SetObj>(frozen ? &trv_shape_frozenset : &trv_shape_set);
  setEmpty(s);
  return s;
}

int setAddHashed(SetObj* s, Value key, int64_t hash) {
  SetEntry* removed = nullptr;
  SetEntry* entry = findEntry(s, key, hash, [&](SetEntry* e) { removed = e; });
  if (!entry) return -1;
  if (entry->key) return 0;
  if (removed) {
    ++s->used;
    *removed = {key, hash};
    return 0;
  }
  if (s->table == noEntries) {
    int64_t at = entry - noEntries;
    if (ownTable(s) < 0) return -1;
    entry = s->table + at;
  }
  ++s->fill;
  ++s->used;
  entry->key = key;
  entry->hash = hash;
  return s->fill * 5 < s->mask * 3 ? 0 : setResize(s, grownSize(s));
}

int setContainsHashed(SetObj* s, Value key, int64_t hash) {
  const SetEntry* entry = findEntry(s, key, hash);
  return entry ? entry->key != 0 : -1;
}

int setDiscardHashed(SetObj* s, Value key, int64_t hash) {
  SetEntry* entry = findEntry(s, key, hash);
  if (!entry) return -1;
  if (!entry->key) return 0;
  entry->key = kDeletedKey;
  entry->hash = -1;
  --s->used;
  return 1;
}

int setAdd(SetObj* s, Value item) {
  int64_t hash;
  return hashKey(item, &hash) ? setAddHashed(s, item, hash) : -1;
}

int setContains(SetObj* s, Value item) {
  int64_t hash;
  return hashKey(item, &hash) ? setContainsHashed(s, item, hash) : -1;
}

void setClear(SetObj* s) { setEmpty(s); }

SetEntry* setNextEntry(SetObj* s, int64_t* position) {
  int64_t i = *position;
  while (i <= s->mask && !isLive(s->table[i])) ++i;
  *position = i + 1;
  return i <= s->mask ? s->table + i : nullptr;
}

int setMerge(SetObj* s, SetObj* other) {
  if (s == other || other->used == 0) return 0;
  // One resize at the start instead of several on the way.
  if ((s->fill + other->used) * 5 >= s->mask * 3 && setResize(s, (s->used + other->used) * 2) < 0) return -1;
  if (ownTable(s) < 0) return -1;
  if (s->fill == 0 && s->mask == other->mask && other->fill == other->used) {
    memcpy(s->table, other->table, static_cast<size_t>(s->mask + 1) * sizeof(SetEntry));
    s->fill = other->fill;
    s->used = other->used;
    return 0;
  }
  if (s->fill == 0) {
    for (int64_t i = 0; i <= other->mask; ++i) {
      const SetEntry& e = other->table[i];
      if (isLive(e)) insertClean(s->table, static_cast<uint64_t>(s->mask), e.key, e.hash);
    }
    s->fill = s->used = other->used;
    return 0;
  }
  for (int64_t i = 0; i <= other->mask; ++i) {
    SetEntry e = other->table[i];
    if (isLive(e) && setAddHashed(s, e.key, e.hash) < 0) return -1;
  }
  return 0;
}

namespace {

int addItem(Value item, void* set) { return setAdd(static_cast<SetObj*>(set), item); }

int addDictKeys(SetObj* s, DictObj* d) {
  if ((s->fill + d->used) * 5 >= s->mask * 3 && setResize(s, (s->used + d->used) * 2) < 0) return -1;
  Value key;
  for (int64_t position = 0; dictNext(d, &position, &key, nullptr);) {
    if (setAddHashed(s, key, d->entries[position - 1].hash) < 0) return -1;
  }
  return 0;
}

}  // namespace

int setUpdateFrom(SetObj* s, Value iterable) {
  if (isAnySet(iterable)) return setMerge(s, setOf(iterable));
  if (isExact(iterable, &trv_class_dict)) return addDictKeys(s, as<DictObj>(iterable));
  return forEach(iterable, addItem, s) < 0 ? -1 : 0;
}

SetObj* newSetLike(Value like) { return newSet(isFrozen(like)); }

SetObj* setCopy(Value like, Value items) {
  SetObj* s = newSetLike(like);
  return setUpdateFrom(s, items) < 0 ? nullptr : s;
}

void setSwap(SetObj* a, SetObj* b) {
  SetObj kept = *a;
  a->fill = b->fill;
  a->used = b->used;
  a->mask = b->mask;
  a->table = b->table;
  b->fill = kept.fill;
  b->used = kept.used;
  b->mask = kept.mask;
  b->table = kept.table;
  a->hash = b->hash = 0;
}

int setIsSubset(SetObj* a, SetObj* b) {
  if (a->used > b->used) return 0;
  int64_t position = 0;
  while (SetEntry* e = setNextEntry(a, &position)) {
    int in = setContainsHashed(b, e->key, e->hash);
    if (in <= 0) return in;
  }
  return 1;
}

namespace {

/// Hash of a key; a set that does not hash stands for a frozenset of its members, which then is what *key becomes. False = raised.
bool hashLookupKey(Value* key, int64_t* hash) {
  if (hashKey(*key, hash)) return true;
  if (isSmallInt(*key) || !hasFlag(*key, kSetSubclass) || !pendingIs(&trv_exc_TypeError)) return false;
  clearPending();
  SetObj* frozen = newSet(/*frozen=*/true);
  if (setMerge(frozen, setOf(*key)) < 0) return false;
  *key = toValue(frozen);
  *hash = frozenSetHash(*key);
  return true;
}

uint64_t shuffleBits(uint64_t h) { return ((h ^ 89869747) ^ (h << 16)) * 3644798167u; }

}  // namespace

int setContainsKey(SetObj* s, Value key) {
  int64_t hash;
  return hashLookupKey(&key, &hash) ? setContainsHashed(s, key, hash) : -1;
}

int setDiscardKey(SetObj* s, Value key) {
  int64_t hash;
  return hashLookupKey(&key, &hash) ? setDiscardHashed(s, key, hash) : -1;
}

/// The same for any order of the members, and CPython's value, as it decides the order of sets of frozensets.
int64_t frozenSetHash(Value self) {
  SetObj* s = setOf(self);
  if (s->hash) return s->hash;
  uint64_t hash = 0;
  for (int64_t i = 0; i <= s->mask; ++i) {
    if (isLive(s->table[i])) hash ^= shuffleBits(static_cast<uint64_t>(s->table[i].hash));
  }
  hash ^= (static_cast<uint64_t>(s->used) + 1) * 1927868237;
  hash ^= (hash >> 11) ^ (hash >> 25);
  hash = hash * 69069 + 907133923;
  if (hash == ~uint64_t{0}) hash = 590923713;
  s->hash = static_cast<int64_t>(hash);
  return s->hash;
}

// ---- slots

namespace {

Value setRepr(Value self) {
  ReprGuard guard(self);
  if (guard.state < 0) return 0;
  if (guard.state == 0) return toValue(strFormat("%T(...)", self));
  if (setOf(self)->used == 0) return toValue(strFormat("%T()", self));
  Value list = listFrom(self);
  if (!list) return 0;
  bool plain = isExact(self, &trv_class_set);
  StrBuilder out;
  if (!plain) {
    out.append(classOf(self)->name);
    out.append("(");
  }
  out.append("{");
  ListObj* items = as<ListObj>(list);
  for (int64_t i = 0; i < items->length; ++i) {
    if (i) out.append(", ");
    if (!appendRepr(out, listItem(items, i))) return 0;
  }
  out.append(plain ? "}" : "})");
  return toValue(out.finish());
}

Value setCompare(Value lhs, Value rhs, CompareOp op) {
  if (!isAnySet(rhs)) return notImplemented();
  SetObj *a = setOf(lhs), *b = setOf(rhs);
  int result = 0;
  switch (op) {
  case CompareOp::Eq:
  case CompareOp::Ne:
    result = a->used == b->used && !(a->hash && b->hash && a->hash != b->hash) ? setIsSubset(a, b) : 0;
    if (result >= 0 && op == CompareOp::Ne) result = !result;
    break;
  case CompareOp::Le: result = setIsSubset(a, b); break;
  case CompareOp::Ge: result = setIsSubset(b, a); break;
  case CompareOp::Lt: result = a->used < b->used ? setIsSubset(a, b) : 0; break;
  case CompareOp::Gt: result = a->used > b->used ? setIsSubset(b, a) : 0; break;
  }
  return result < 0 ? 0 : fromBool(result);
}

int64_t setLen(Value self) { return setOf(self)->used; }

int containsSlot(Value self, Value key) { return setContainsKey(setOf(self), key); }

Value setIter(Value self) {
  auto* it = gcNew<SetIteratorObj>(&trv_shape_set_iterator);
  it->set = setOf(self);
  it->used = it->remaining = it->set->used;
  return toValue(it);
}

Value setCreate(ClassObj* cls, const Value*, int64_t, Value) {
  auto* s = reinterpret_cast<SetObj*>(allocInstance(cls));
  setEmpty(s);
  return toValue(s);
}

int setInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  if ((kwnames && !refuseKeywords(kwnames, "set")) || !checkArgCount(nameOf(classOf(self)), nargs, 0, 1)) return -1;
  if (setOf(self)->fill) setClear(setOf(self));
  return nargs ? setUpdateFrom(setOf(self), args[0]) : 0;
}

Value frozenSetCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  // A subclass's __init__ may take keywords.
  bool ownInit = cls->slots.init != trv_class_frozenset.slots.init;
  if (kwnames && !ownInit && !refuseKeywords(kwnames, "frozenset")) return 0;
  if (!checkArgCount(nameOf(cls), nargs, 0, 1)) return 0;
  if (cls == &trv_class_frozenset && nargs && isExact(args[0], cls)) return args[0];
  auto* s = reinterpret_cast<SetObj*>(allocInstance(cls));
  setEmpty(s);
  return nargs && setUpdateFrom(s, args[0]) < 0 ? 0 : toValue(s);
}

Value iteratorSelf(Value self) { return self; }

Value iteratorLengthHint(Value self, const Value*, int64_t) {
  auto* it = as<SetIteratorObj>(self);
  return fromSmallInt(it->set && it->used == it->set->used ? it->remaining : 0);
}

/// (iter, ([what is left],))
Value iteratorReduce(Value self, const Value*, int64_t) {
  SetIteratorObj rest = *as<SetIteratorObj>(self);
  ListObj* items = newList();
  for (;;) {
    Value item = setIteratorNext(toValue(&rest));
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

Value setIteratorNext(Value self) {
  auto* it = as<SetIteratorObj>(self);
  SetObj* s = it->set;
  if (!s) return kEnd;
  if (it->used != s->used) {
    it->used = -1;  // stays broken
    return raise(&trv_exc_RuntimeError, "Set changed size during iteration");
  }
  SetEntry* entry = setNextEntry(s, &it->position);
  if (!entry) {
    it->set = nullptr;
    return kEnd;
  }
  --it->remaining;
  return entry->key;
}

static void readySetLike(ClassObj* cls) {
  Slots& s = cls->slots;
  s.repr = setRepr;
  s.compare = setCompare;
  s.len = setLen;
  s.contains = containsSlot;
  s.iter = setIter;
  s.binary[static_cast<int>(BinaryOp::Or)] = setOr;
  s.binary[static_cast<int>(BinaryOp::And)] = setAnd;
  s.binary[static_cast<int>(BinaryOp::Sub)] = setSub;
  s.binary[static_cast<int>(BinaryOp::Xor)] = setXor;
}

void readySetClasses() {
  readySetLike(&trv_class_set);
  Slots& s = trv_class_set.slots;
  s.hash = hashNotImplemented;
  s.inplace[static_cast<int>(BinaryOp::Or)] = setInplaceOr;
  s.inplace[static_cast<int>(BinaryOp::And)] = setInplaceAnd;
  s.inplace[static_cast<int>(BinaryOp::Sub)] = setInplaceSub;
  s.inplace[static_cast<int>(BinaryOp::Xor)] = setInplaceXor;
  s.create = setCreate;
  s.init = setInit;
  readyClass({&trv_class_set, "set", nullptr, sizeof(SetObj), kBaseType | kSetSubclass | kMatchSelf, kSetMethods, nullptr,
              "set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered collection of unique elements.",
              &trv_shape_set});
  readySetLike(&trv_class_frozenset);
  trv_class_frozenset.slots.hash = frozenSetHash;
  trv_class_frozenset.slots.create = frozenSetCreate;
  readyClass({&trv_class_frozenset, "frozenset", nullptr, sizeof(SetObj), kBaseType | kFrozenSetSubclass | kMatchSelf, kFrozenSetMethods,
              nullptr,
              "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object\n\nBuild an immutable unordered collection of "
              "unique elements.",
              &trv_shape_frozenset});
  trv_class_set_iterator.slots.iter = iteratorSelf;
  trv_class_set_iterator.slots.next = setIteratorNext;
  readyClass({&trv_class_set_iterator, "set_iterator", nullptr, sizeof(SetIteratorObj), 0, kIteratorMethods, nullptr, nullptr,
              &trv_shape_set_iterator});
}

extern "C" {
Value trv_set_new(void* items, int64_t n) {
  const Value* v = static_cast<const Value*>(items);
  SetObj* s = newSet();
  for (int64_t i = 0; i < n; ++i) {
    if (setAdd(s, v[i]) < 0) return 0;
  }
  return toValue(s);
}

int64_t trv_set_add(Value set, Value item) { return setAdd(setOf(set), item); }

int64_t trv_set_update(Value set, Value items) { return setUpdateFrom(setOf(set), items); }
}

}  // namespace trivium::runtime
