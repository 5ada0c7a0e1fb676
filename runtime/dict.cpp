// dict: the table and the class. Views and iterators are in dictview.cpp.
//
// A compact table: entries in insertion order and a sparse array of their indices, probed as CPython's (i * 5 + perturb + 1). Removing
// leaves a hole in the entries; its `hash` says where the next live entry can be at the earliest, and whoever walks over holes makes the
// first one point further, so taking entries from the front again and again stays linear. Holes go when the table is rebuilt.
//
// A key's __eq__ may change the dict: after each call into Python the lookup checks that the table is still the same or starts again.
#include "runtime/abi/helpers.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/hash.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_dict;
Shape trv_shape_dict;
}

namespace {

constexpr int32_t kEmpty = -1, kDeleted = -2;
constexpr int64_t kAbsent = -1, kRaised = -2, kChanged = -3;

DictObj* dictOf(Value v) { return as<DictObj>(v); }

/// Index of the cell that holds `entry`.
int64_t cellOf(DictObj* d, int64_t entry) {
  uint64_t perturb = static_cast<uint64_t>(d->entries[entry].hash);
  uint64_t mask = static_cast<uint64_t>(d->indexMask);
  uint64_t i = perturb & mask;
  while (d->indices[i] != entry) {
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
  return static_cast<int64_t>(i);
}

void insertIndex(int32_t* indices, uint64_t mask, int64_t hash, int32_t entry) {
  uint64_t perturb = static_cast<uint64_t>(hash);
  uint64_t i = perturb & mask;
  while (indices[i] >= 0) {
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
  indices[i] = entry;
}

/// Compares keys of equal hash that are not identical.
int64_t keysEqual(DictObj* d, DictEntry* entry, Value key) {
  Value stored = entry->key;
  if (hasShape(stored, &trv_shape_str) && hasShape(key, &trv_shape_str)) {
    const StrObj *a = as<StrObj>(stored), *b = as<StrObj>(key);
    return !(a->interned && b->interned) && strEquals(a, b);
  }
  if (bothSmallInt(stored, key)) return 0;
  DictEntry* entries = d->entries;
  int equal = compareBool(stored, key, CompareOp::Eq);
  if (equal < 0) return kRaised;
  if (d->entries != entries || entry->key != stored) return kChanged;
  return equal;
}

/// findEntry when the first cell has not told.
__attribute__((noinline)) int64_t probe(DictObj* d, Value key, int64_t hash) {
again:
  uint64_t perturb = static_cast<uint64_t>(hash);
  const uint64_t mask = static_cast<uint64_t>(d->indexMask);
  const int32_t* indices = d->indices;
  for (uint64_t i = perturb & mask;; i = (i * 5 + perturb + 1) & mask) {
    int32_t at = indices[i];
    if (at >= 0) {
      DictEntry* entry = d->entries + at;
      if (entry->key == key) return at;
      if (entry->hash == hash) {
        int64_t equal = keysEqual(d, entry, key);
        if (equal > 0) return at;
        if (equal == kRaised) return kRaised;
        if (equal == kChanged) {
          if (!d->indices) return kAbsent;
          goto again;
        }
      }
    } else if (at == kEmpty) {
      return kAbsent;
    }
    perturb >>= 5;
  }
}

/// Index of a key's entry, or kAbsent or kRaised.
inline int64_t findEntry(DictObj* d, Value key, int64_t hash) {
  if (!d->indices) return kAbsent;
  const int32_t at = d->indices[hash & d->indexMask];
  if (at >= 0 && d->entries[at].key == key) return at;
  return at == kEmpty ? kAbsent : probe(d, key, hash);
}

/// As findEntry for a str; keys whose comparison would run Python code count as different.
int64_t findStr(const DictObj* d, StrObj* key, int64_t hash) {
  if (!d->indices) return kAbsent;
  uint64_t perturb = static_cast<uint64_t>(hash);
  const uint64_t mask = static_cast<uint64_t>(d->indexMask);
  for (uint64_t i = perturb & mask;; i = (i * 5 + perturb + 1) & mask) {
    int32_t at = d->indices[i];
    if (at >= 0) {
      const DictEntry* entry = d->entries + at;
      if (entry->key == toValue(key)) return at;
      if (entry->hash == hash && isStr(entry->key)) {
        const StrObj* stored = as<StrObj>(entry->key);
        if (!(stored->interned && key->interned) && strEquals(stored, key)) return at;
      }
    } else if (at == kEmpty) {
      return kAbsent;
    }
    perturb >>= 5;
  }
}

/// New tables with room for at least `capacity` entries, holding the live ones among from[0 … count).
int rebuildFrom(DictObj* d, int64_t capacity, const DictEntry* from, int64_t count) {
  int64_t cells = 8;
  while (cells * 2 / 3 < capacity) cells *= 2;
  if (cells > int64_t{1} << 31) return raiseInt(raise(&trv_exc_MemoryError, ""));
  int64_t usable = cells * 2 / 3;
  auto* indices = static_cast<int32_t*>(gcAllocLeaf(static_cast<size_t>(cells) * sizeof(int32_t)));
  auto* entries = static_cast<DictEntry*>(gcAllocScan(static_cast<size_t>(usable) * sizeof(DictEntry)));
  if (!indices || !entries) return -1;
  memset(indices, 0xff, static_cast<size_t>(cells) * sizeof(int32_t));
  int64_t n = 0;
  uint64_t mask = static_cast<uint64_t>(cells - 1);
  for (int64_t i = 0; i < count; ++i) {
    if (!from[i].key) continue;
    entries[n] = from[i];
    insertIndex(indices, mask, entries[n].hash, static_cast<int32_t>(n));
    ++n;
  }
  d->indices = indices;
  d->indexMask = cells - 1;
  d->entries = entries;
  d->entryCount = n;
  d->entryCapacity = usable;
  ++d->version;
  return 0;
}

int rebuild(DictObj* d, int64_t capacity) { return rebuildFrom(d, capacity, d->entries, d->entryCount); }

/// Appends an entry for a key that is absent.
int addEntry(DictObj* d, Value key, int64_t hash, Value value) {
  if (d->entryCount == d->entryCapacity) {
    // Measured by the live entries, so a table with many holes loses them without growing.
    if (rebuild(d, d->used + d->used / 2 + 1) < 0) return -1;
  }
  int64_t at = d->entryCount++;
  d->entries[at] = {key, value, hash};
  insertIndex(d->indices, static_cast<uint64_t>(d->indexMask), hash, static_cast<int32_t>(at));
  ++d->used;
  ++d->version;
  return 0;
}

/// Takes back the last entry's place. Its cell stays deleted and must count against the cells that can be filled until the next
/// rebuild, or lookups might find no empty cell to end at; so the capacity shrinks along.
void dropLastEntry(DictObj* d) {
  --d->entryCount;
  --d->entryCapacity;
}

Value removeEntry(DictObj* d, int64_t at) {
  DictEntry& entry = d->entries[at];
  d->indices[cellOf(d, at)] = kDeleted;
  Value value = entry.value;
  entry = {0, 0, at + 1};
  --d->used;
  ++d->version;
  if (at == d->entryCount - 1) dropLastEntry(d);
  if (d->used == 0) {
    int64_t cells = d->indexMask + 1;
    if (cells > 64) {
      dictClear(d);
    } else {
      memset(d->indices, 0xff, static_cast<size_t>(cells) * sizeof(int32_t));
      d->entryCount = 0;
      d->entryCapacity = cells * 2 / 3;
    }
  }
  return value;
}

/// First live entry at or behind `position`, entryCount if there is none.
int64_t skipHoles(DictObj* d, int64_t position) {
  if (position >= d->entryCount || d->entries[position].key) return position;
  int64_t at = position;
  do {
    at = d->entries[at].hash;
  } while (at < d->entryCount && !d->entries[at].key);
  if (at > d->entryCount) at = d->entryCount;
  d->entries[position].hash = at;
  return at;
}

}  // namespace

DictObj* newDict() { return gcNew<DictObj>(&trv_shape_dict); }

DictEntry* dictFind(DictObj* d, Value key, int64_t hash) {
  int64_t at = findEntry(d, key, hash);
  return at >= 0 ? d->entries + at : nullptr;
}

Value dictGet(DictObj* d, Value key, int64_t hash) {
  int64_t at = findEntry(d, key, hash);
  return at >= 0 ? d->entries[at].value : 0;
}

Value dictGetStr(DictObj* d, StrObj* key) {
  int64_t at = findStr(d, key, strHash(key));
  return at >= 0 ? d->entries[at].value : 0;
}

int64_t dictEntryIndex(DictObj* d, StrObj* key) { return findStr(d, key, strHash(key)); }

Value dictLookup(DictObj* d, Value key) {
  int64_t hash;
  return hashKey(key, &hash) ? dictGet(d, key, hash) : 0;
}

int dictSetHashed(DictObj* d, Value key, int64_t hash, Value value) {
  int64_t at = findEntry(d, key, hash);
  if (at >= 0) {
    d->entries[at].value = value;
    return 0;
  }
  return at == kRaised ? -1 : addEntry(d, key, hash, value);
}

int dictSet(DictObj* d, Value key, Value value) {
  int64_t hash;
  return hashKey(key, &hash) ? dictSetHashed(d, key, hash, value) : -1;
}

int dictSetStr(DictObj* d, StrObj* key, Value value) {
  int64_t hash = strHash(key);
  int64_t at = findStr(d, key, hash);
  if (at < 0) return addEntry(d, toValue(key), hash, value);
  d->entries[at].value = value;
  return 0;
}

Value dictTake(DictObj* d, Value key, int64_t hash) {
  int64_t at = findEntry(d, key, hash);
  return at >= 0 ? removeEntry(d, at) : 0;
}

int dictDel(DictObj* d, Value key) {
  int64_t hash;
  if (!hashKey(key, &hash)) return -1;
  int64_t at = findEntry(d, key, hash);
  if (at < 0) return at == kRaised ? -1 : 0;
  removeEntry(d, at);
  return 1;
}

bool dictNext(DictObj* d, int64_t* position, Value* key, Value* value) {
  int64_t at = skipHoles(d, *position);
  if (at >= d->entryCount) return false;
  *position = at + 1;
  if (key) *key = d->entries[at].key;
  if (value) *value = d->entries[at].value;
  return true;
}

void dictClear(DictObj* d) {
  d->used = d->entryCount = d->entryCapacity = d->indexMask = 0;
  d->entries = nullptr;
  d->indices = nullptr;
  ++d->version;
}

DictObj* dictCopy(DictObj* d) {
  DictObj* copy = newDict();
  if (d->used == 0) return copy;
  if (rebuildFrom(copy, d->used, d->entries, d->entryCount) < 0) return nullptr;
  copy->used = d->used;
  return copy;
}

namespace {

/// Stores all entries of a dict whose iteration is not redefined.
int mergeDict(DictObj* d, DictObj* from) {
  if (d == from || from->used == 0) return 0;
  if (d->used == 0) {
    if (rebuildFrom(d, from->used, from->entries, from->entryCount) < 0) return -1;
    d->used = from->used;
    ++d->version;
    return 0;
  }
  if (d->entryCapacity - d->entryCount < from->used && rebuild(d, d->used + from->used) < 0) return -1;
  int64_t used = from->used;
  for (int64_t position = 0; (position = skipHoles(from, position)) < from->entryCount; ++position) {
    DictEntry entry = from->entries[position];
    if (dictSetHashed(d, entry.key, entry.hash, entry.value) < 0) return -1;
    if (from->used != used) return raiseInt(raise(&trv_exc_RuntimeError, "dict mutated during update"));
  }
  return 0;
}

struct KeyMerge {
  DictObj* dict;
  Value mapping;
};
int mergeKey(Value key, void* context) {
  auto* merge = static_cast<KeyMerge*>(context);
  Value value = getItem(merge->mapping, key);
  return value ? dictSet(merge->dict, key, value) : -1;
}

int mergeKeysMethod(DictObj* d, Value mapping, Value keysMethod) {
  Value keys = call(keysMethod, nullptr, 0);
  if (!keys) return -1;
  if (!classOf(keys)->slots.iter && !classOf(keys)->slots.getItem)
    return raiseInt(raise(&trv_exc_TypeError, "%T.keys() returned a non-iterable (type %T)", mapping, keys));
  if (!isExact(keys, &trv_class_list)) keys = listFrom(keys);  // all of them, before any value is asked for
  if (!keys) return -1;
  KeyMerge merge{d, mapping};
  return forEach(keys, mergeKey, &merge) < 0 ? -1 : 0;
}

struct PairMerge {
  DictObj* dict;
  int64_t number;
};
int mergePair(Value pair, void* context) {
  auto* merge = static_cast<PairMerge*>(context);
  Value *items, list = 0;
  int64_t n;
  if (!sequenceItems(pair, &items, &n)) {
    list = listFrom(pair);
    if (!list) {
      if (pendingIs(&trv_exc_TypeError)) {
        clearPending();
        raise(&trv_exc_TypeError, "cannot convert dictionary update sequence element #%zd to a sequence", merge->number);
      }
      return -1;
    }
    sequenceItems(list, &items, &n);
  }
  if (n != 2) {
    return raiseInt(raise(&trv_exc_ValueError, "dictionary update sequence element #%zd has length %zd; 2 is required", merge->number, n));
  }
  ++merge->number;
  return dictSet(merge->dict, items[0], items[1]);
}

bool isPlainDict(Value v) { return isDict(v) && classOf(v)->slots.iter == trv_class_dict.slots.iter; }

int updateWithKeywords(Value self, const char* name, const Value* args, int64_t nargs, Value kwnames) {
  if (!checkArgCount(name, nargs, 0, 1)) return -1;
  if (nargs && dictUpdateFrom(dictOf(self), args[0]) < 0) return -1;
  if (kwnames) {
    const TupleObj* names = as<TupleObj>(kwnames);
    for (int64_t i = 0; i < names->length; ++i) {
      if (dictSet(dictOf(self), names->items[i], args[nargs + i]) < 0) return -1;
    }
  }
  return 0;
}

}  // namespace

int dictUpdateFrom(DictObj* d, Value other) {
  if (isPlainDict(other)) return mergeDict(d, dictOf(other));
  Value keys = getAttrOrEnd(other, TRV_STR("keys"));
  if (!keys) return -1;
  if (keys != kEnd) return mergeKeysMethod(d, other, keys);
  PairMerge merge{d, 0};
  return forEach(other, mergePair, &merge) < 0 ? -1 : 0;
}

int dictEqual(DictObj* a, DictObj* b) {
  if (a->used != b->used) return 0;
  for (int64_t position = 0; (position = skipHoles(a, position)) < a->entryCount; ++position) {
    DictEntry entry = a->entries[position];
    int64_t at = findEntry(b, entry.key, entry.hash);
    if (at < 0) return at == kRaised ? -1 : 0;
    int equal = itemEquals(entry.value, b->entries[at].value);
    if (equal <= 0) return equal;
  }
  return 1;
}

static Value subscriptHashed(Value self, Value key, int64_t hash) {
  DictObj* d = dictOf(self);
  int64_t at = findEntry(d, key, hash);
  if (at >= 0) return d->entries[at].value;
  if (at == kRaised) return 0;
  if (d->shape != &trv_shape_dict && !isExact(self, &trv_class_dict)) {
    bool found = true;
    Value result = callSpecial(self, TRV_STR("__missing__"), &key, 1, &found);
    if (found) return result;
  }
  return raiseValue(&trv_exc_KeyError, key);
}

Value dictSubscript(Value self, Value key) {
  int64_t hash;
  return hashKey(key, &hash) ? subscriptHashed(self, key, hash) : 0;
}

extern "C" Value trv_getitem_dict(Value self, Value key) {
  if (__builtin_expect(!hasShape(self, &trv_shape_dict), 0)) return abi::trv_getitem(self, key);
  auto* d = dictOf(self);
  int64_t hash;
  if (!hashKey(key, &hash)) return 0;
  if (__builtin_expect(d->indices != nullptr, 1)) {
    // The very key in the first place where it can be: no comparison runs.
    const int32_t at = d->indices[static_cast<uint64_t>(hash) & static_cast<uint64_t>(d->indexMask)];
    if (at >= 0 && d->entries[at].key == key) return d->entries[at].value;
  }
  return subscriptHashed(self, key, hash);
}

namespace {

// ---- slots

Value dictRepr(Value self) {
  DictObj* d = dictOf(self);
  if (d->used == 0) return toValue(newStr("{}"));
  ReprGuard guard(self);
  if (guard.state < 0) return 0;
  if (guard.state == 0) return toValue(newStr("{...}"));
  StrBuilder out;
  out.append("{");
  int64_t position = 0;
  Value key, value;
  for (bool first = true; dictNext(d, &position, &key, &value); first = false) {
    if (!first) out.append(", ");
    if (!appendRepr(out, key)) return 0;
    out.append(": ");
    if (!appendRepr(out, value)) return 0;
  }
  out.append("}");
  return toValue(out.finish());
}

Value dictCompare(Value a, Value b, CompareOp op) {
  if (!isDict(b) || (op != CompareOp::Eq && op != CompareOp::Ne)) return notImplemented();
  int equal = dictEqual(dictOf(a), dictOf(b));
  return equal < 0 ? 0 : fromBool((equal == 1) == (op == CompareOp::Eq));
}

int64_t dictLen(Value self) { return dictOf(self)->used; }

int dictSetItem(Value self, Value key, Value value) {
  if (value) return dictSet(dictOf(self), key, value);
  int removed = dictDel(dictOf(self), key);
  if (removed == 0) return raiseInt(raiseValue(&trv_exc_KeyError, key));
  return removed < 0 ? -1 : 0;
}

int dictContains(Value self, Value key) {
  int64_t hash;
  if (!hashKey(key, &hash)) return -1;
  int64_t at = findEntry(dictOf(self), key, hash);
  return at == kRaised ? -1 : at >= 0;
}

Value dictIter(Value self) { return dictIterator(self, &trv_class_dict_keyiterator); }

Value dictOr(Value a, Value b) {
  if (!isDict(a) || !isDict(b)) return notImplemented();
  DictObj* result = dictCopy(dictOf(a));
  return result && dictUpdateFrom(result, b) == 0 ? toValue(result) : 0;
}

Value dictInplaceOr(Value self, Value other) { return dictUpdateFrom(dictOf(self), other) < 0 ? 0 : self; }

Value dictCreate(ClassObj* cls, const Value*, int64_t, Value) { return toValue(allocInstance(cls)); }

int dictInit(Value self, const Value* args, int64_t nargs, Value kwnames) { return updateWithKeywords(self, "dict", args, nargs, kwnames); }

// ---- methods

Value methodGet(Value self, const Value* args, int64_t nargs) {
  int64_t hash;
  if (!hashKey(args[0], &hash)) return 0;
  int64_t at = findEntry(dictOf(self), args[0], hash);
  if (at >= 0) return dictOf(self)->entries[at].value;
  if (at == kRaised) return 0;
  return nargs > 1 ? args[1] : none();
}

Value methodSetDefault(Value self, const Value* args, int64_t nargs) {
  DictObj* d = dictOf(self);
  int64_t hash;
  if (!hashKey(args[0], &hash)) return 0;
  int64_t at = findEntry(d, args[0], hash);
  if (at >= 0) return d->entries[at].value;
  Value value = nargs > 1 ? args[1] : none();
  return at == kRaised || addEntry(d, args[0], hash, value) < 0 ? 0 : value;
}

Value methodPop(Value self, const Value* args, int64_t nargs) {
  DictObj* d = dictOf(self);
  int64_t hash;
  if (!hashKey(args[0], &hash)) return 0;
  int64_t at = findEntry(d, args[0], hash);
  if (at >= 0) return removeEntry(d, at);
  if (at == kRaised) return 0;
  return nargs > 1 ? args[1] : raiseValue(&trv_exc_KeyError, args[0]);
}

Value methodPopItem(Value self, const Value*, int64_t) {
  DictObj* d = dictOf(self);
  if (d->used == 0) return raise(&trv_exc_KeyError, "popitem(): dictionary is empty");
  while (!d->entries[d->entryCount - 1].key) dropLastEntry(d);
  int64_t at = d->entryCount - 1;
  Value key = d->entries[at].key;
  Value value = removeEntry(d, at);
  return toValue(makeTuple(key, value));
}

Value methodClear(Value self, const Value*, int64_t) {
  dictClear(dictOf(self));
  return none();
}

Value methodCopy(Value self, const Value*, int64_t) { return toValue(dictCopy(dictOf(self))); }

Value methodUpdate(Value self, const Value* args, int64_t nargs, Value kwnames) {
  return updateWithKeywords(self, "update", args, nargs, kwnames) < 0 ? 0 : none();
}

struct FromKeys {
  Value target, value;
};
int fromKey(Value key, void* context) {
  auto* c = static_cast<FromKeys*>(context);
  return isExact(c->target, &trv_class_dict) ? dictSet(dictOf(c->target), key, c->value) : setItem(c->target, key, c->value);
}
Value methodFromKeys(Value cls, const Value* args, int64_t nargs) {
  FromKeys context{call(cls, nullptr, 0), nargs > 1 ? args[1] : none()};
  if (!context.target) return 0;
  return forEach(args[0], fromKey, &context) < 0 ? 0 : context.target;
}

Value methodKeys(Value self, const Value*, int64_t) { return newDictView(&trv_class_dict_keys, dictOf(self)); }
Value methodValues(Value self, const Value*, int64_t) { return newDictView(&trv_class_dict_values, dictOf(self)); }
Value methodItems(Value self, const Value*, int64_t) { return newDictView(&trv_class_dict_items, dictOf(self)); }
Value methodReversed(Value self, const Value*, int64_t) { return dictIterator(self, &trv_class_dict_reversekeyiterator); }
Value methodSizeOf(Value self, const Value*, int64_t) {
  const DictObj* d = dictOf(self);
  return fromSmallInt(static_cast<int64_t>(sizeof(DictObj)) + (d->indices ? (d->indexMask + 1) * 4 : 0) + d->entryCapacity * 24);
}

const NativeDef kMethods[] = {
    {"get", methodGet, ArgKind::Positional, 1, 2},
    {"setdefault", methodSetDefault, ArgKind::Positional, 1, 2},
    {"pop", methodPop, ArgKind::Positional, 1, 2},
    {"popitem", methodPopItem, ArgKind::None},
    {"clear", methodClear, ArgKind::None},
    {"copy", methodCopy, ArgKind::None},
    {"update", nullptr, ArgKind::Raw, 0, -1, nullptr, methodUpdate},
    {"fromkeys", methodFromKeys, ArgKind::Positional, 1, 2, nullptr, nullptr, MethodKind::Class},
    {"keys", methodKeys, ArgKind::None},
    {"values", methodValues, ArgKind::None},
    {"items", methodItems, ArgKind::None},
    {"__reversed__", methodReversed, ArgKind::None},
    {"__sizeof__", methodSizeOf, ArgKind::None},
    kClassGetItem,
    {},
};

/// "module.function()" as call errors name a callee; the bare text of anything without a qualified name.
Value calleeText(Value callee) {
  Value name = getAttrOrEnd(callee, TRV_STR("__qualname__"));
  if (!name) return 0;
  if (name == kEnd) return str(callee);
  Value module = getAttrOrEnd(callee, TRV_STR("__module__"));
  if (!module) return 0;
  if (module == kEnd || module == none() || (isStr(module) && strEquals(as<StrObj>(module), "builtins"))) {
    return toValue(strFormat("%S()", name));
  }
  return toValue(strFormat("%S.%S()", module, name));
}

}  // namespace

void readyDictClasses() {
  Slots& s = trv_class_dict.slots;
  s.repr = dictRepr;
  s.hash = hashNotImplemented;
  s.compare = dictCompare;
  s.len = dictLen;
  s.getItem = dictSubscript;
  s.setItem = dictSetItem;
  s.contains = dictContains;
  s.iter = dictIter;
  s.binary[static_cast<int>(BinaryOp::Or)] = dictOr;
  s.inplace[static_cast<int>(BinaryOp::Or)] = dictInplaceOr;
  s.create = dictCreate;
  s.init = dictInit;
  readyClass({&trv_class_dict, "dict", nullptr, sizeof(DictObj), kBaseType | kDictSubclass | kMatchSelf | kMatchMapping, kMethods, nullptr,
              "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    (key, value) pairs\n"
              "dict(iterable) -> new dictionary initialized as if via:\n    d = {}\n    for k, v in iterable:\n        d[k] = v\n"
              "dict(**kwargs) -> new dictionary initialized with the name=value pairs\n    in the keyword argument list.  For example:  "
              "dict(one=1, two=2)",
              &trv_shape_dict});
}

extern "C" {
Value trv_dict_new(void* items, int64_t n) {
  const Value* v = static_cast<const Value*>(items);
  DictObj* d = newDict();
  if (n > 10 && rebuild(d, n / 2) < 0) return 0;
  for (int64_t i = 0; i + 1 < n; i += 2) {
    if (dictSet(d, v[i], v[i + 1]) < 0) return 0;
  }
  return toValue(d);
}

int64_t trv_dict_set(Value dict, Value key, Value value) { return dictSet(dictOf(dict), key, value); }

int64_t trv_dict_update(Value dict, Value mapping) {
  if (isPlainDict(mapping)) return mergeDict(dictOf(dict), dictOf(mapping));
  Value keys = getAttrOrEnd(mapping, TRV_STR("keys"));
  if (!keys) return -1;
  if (keys == kEnd) return raiseInt(raise(&trv_exc_TypeError, "'%T' object is not a mapping", mapping));
  return mergeKeysMethod(dictOf(dict), mapping, keys);
}

int64_t trv_dict_merge(Value dict, Value mapping, Value callee) {
  DictObj* d = dictOf(dict);
  DictObj* from = nullptr;
  if (isPlainDict(mapping)) {
    from = dictOf(mapping);
  } else {
    Value keys = getAttrOrEnd(mapping, TRV_STR("keys"));
    if (!keys) return -1;
    if (keys == kEnd) {
      Value text = calleeText(callee);
      return raiseInt(text ? raise(&trv_exc_TypeError, "%S argument after ** must be a mapping, not %T", text, mapping) : 0);
    }
    from = newDict();
    if (mergeKeysMethod(from, mapping, keys) < 0) return -1;
  }
  int64_t position = 0;
  Value key, value;
  while (dictNext(from, &position, &key, &value)) {
    int present = dictContains(dict, key);
    if (present < 0) return -1;
    if (present) {
      Value text = calleeText(callee);
      return raiseInt(text ? raise(&trv_exc_TypeError, "%S got multiple values for keyword argument '%S'", text, key) : 0);
    }
    if (dictSet(d, key, value) < 0) return -1;
  }
  return 0;
}
}

}  // namespace trivium::runtime
