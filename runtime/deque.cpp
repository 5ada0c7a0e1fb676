// collections.deque: a ring of items that grows and shrinks at both ends. Library Reference "collections.deque", messages as CPython's
// Modules/_collectionsmodule.c.
//
// Item i lies at (head + i) modulo the capacity; unused places are 0. `changes` counts what iterators must not miss.
#include "runtime/detail/collections.h"
#include "runtime/detail/core.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

static ClassObj dequeClass, iteratorClass, reverseIteratorClass;

namespace {

struct DequeObj : Object {
  Value* items;
  int64_t capacity, head, length;
  int64_t maxLength;  ///< -1 = no limit
  uint64_t changes;
};
struct DequeIteratorObj : Object {
  DequeObj* deque;
  uint64_t changes;
  int64_t position, remaining;
};

DequeObj* dequeOf(Value v) { return as<DequeObj>(v); }
bool isDeque(Value v) { return isInstance(v, &dequeClass); }

Value& itemAt(DequeObj* d, int64_t i) {
  int64_t at = d->head + i;
  return d->items[at < d->capacity ? at : at - d->capacity];
}

int reserve(DequeObj* d, int64_t capacity) {
  if (capacity <= d->capacity) return 0;
  int64_t grown = d->capacity * 2 > capacity ? d->capacity * 2 : capacity;
  if (grown < 8) grown = 8;
  Value* items = newItems(&grown);
  if (!items) return -1;
  for (int64_t i = 0; i < d->length; ++i) items[i] = itemAt(d, i);
  d->items = items;
  d->capacity = grown;
  d->head = 0;
  return 0;
}

Value takeLeft(DequeObj* d) {
  Value item = d->items[d->head];
  d->items[d->head] = 0;
  if (++d->head == d->capacity) d->head = 0;
  --d->length;
  ++d->changes;
  return item;
}

Value takeRight(DequeObj* d) {
  Value& place = itemAt(d, d->length - 1);
  Value item = place;
  place = 0;
  --d->length;
  ++d->changes;
  return item;
}

int append(DequeObj* d, Value item) {
  if (d->maxLength == 0) return 0;
  if (d->length == d->maxLength) takeLeft(d);
  if (d->length == d->capacity && reserve(d, d->length + 1) < 0) return -1;
  ++d->length;
  ++d->changes;
  itemAt(d, d->length - 1) = item;
  return 0;
}

int appendLeft(DequeObj* d, Value item) {
  if (d->maxLength == 0) return 0;
  if (d->length == d->maxLength) takeRight(d);
  if (d->length == d->capacity && reserve(d, d->length + 1) < 0) return -1;
  d->head = d->head == 0 ? d->capacity - 1 : d->head - 1;
  ++d->length;
  ++d->changes;
  d->items[d->head] = item;
  return 0;
}

int appendItem(Value item, void* deque) { return append(static_cast<DequeObj*>(deque), item); }
int appendItemLeft(Value item, void* deque) { return appendLeft(static_cast<DequeObj*>(deque), item); }

int extend(DequeObj* d, Value iterable, int (*add)(Value, void*) = appendItem) {
  if (iterable == toValue(d) && !(iterable = listFrom(iterable))) return -1;
  return forEach(iterable, add, d) < 0 ? -1 : 0;
}

void clear(DequeObj* d) {
  if (d->length) ++d->changes;
  d->items = nullptr;
  d->capacity = d->head = d->length = 0;
}

/// Moves the last `n` items to the front (the first to the end where n is negative).
void rotate(DequeObj* d, int64_t n) {
  if (d->length <= 1) return;
  n %= d->length;
  if (n > d->length / 2) n -= d->length;
  if (n < -(d->length / 2)) n += d->length;
  bool full = d->length == d->capacity;
  for (; n > 0; --n) {
    if (full) {
      d->head = d->head == 0 ? d->capacity - 1 : d->head - 1;
      continue;
    }
    Value& last = itemAt(d, d->length - 1);
    Value item = last;
    last = 0;
    d->head = d->head == 0 ? d->capacity - 1 : d->head - 1;
    d->items[d->head] = item;
  }
  for (; n < 0; ++n) {
    Value item = d->items[d->head];
    if (!full) d->items[d->head] = 0;
    if (++d->head == d->capacity) d->head = 0;
    itemAt(d, d->length - 1) = item;
  }
  ++d->changes;
}

void removeAt(DequeObj* d, int64_t i) {
  if (i < d->length / 2) {
    for (; i > 0; --i) itemAt(d, i) = itemAt(d, i - 1);
    takeLeft(d);
  } else {
    for (; i + 1 < d->length; ++i) itemAt(d, i) = itemAt(d, i + 1);
    takeRight(d);
  }
}

Value newDeque(int64_t maxLength) {
  auto* d = reinterpret_cast<DequeObj*>(allocInstance(&dequeClass));
  d->maxLength = maxLength;
  return toValue(d);
}

/// A copy; of a subclass made by calling it. 0 = raised.
Value copyOf(Value self) {
  DequeObj* d = dequeOf(self);
  if (isExact(self, &dequeClass)) {
    Value copy = newDeque(d->maxLength);
    return extend(dequeOf(copy), self) < 0 ? 0 : copy;
  }
  Value args[] = {self, newInt(d->maxLength)};
  Value copy = call(toValue(classOf(self)), args, d->maxLength < 0 ? 1 : 2);
  if (copy && !isDeque(copy)) return raise(&trv_exc_TypeError, "%T() must return a deque, not %T", self, copy);
  return copy;
}

// ---- slots

Value dequeRepr(Value self) {
  ReprGuard guard(self);
  if (guard.state < 0) return 0;
  if (guard.state == 0) return toValue(newStr("[...]"));
  Value list = listFrom(self);
  Value text = list ? repr(list) : 0;
  if (!text) return 0;
  StrObj* name = classOf(self)->name;
  int64_t limit = dequeOf(self)->maxLength;
  return toValue(limit < 0 ? strFormat("%U(%U)", name, text) : strFormat("%U(%U, maxlen=%zd)", name, text, limit));
}

Value mutated() { return raise(&trv_exc_RuntimeError, "deque mutated during iteration"); }

Value dequeCompare(Value lhs, Value rhs, CompareOp op) {
  if (!isDeque(rhs)) return notImplemented();
  DequeObj *a = dequeOf(lhs), *b = dequeOf(rhs);
  bool onlyEquality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (onlyEquality && (a == b || a->length != b->length)) return fromBool((a == b) == (op == CompareOp::Eq));
  uint64_t changesA = a->changes, changesB = b->changes;
  int64_t i = 0;
  for (; i < a->length && i < b->length; ++i) {
    Value x = itemAt(a, i), y = itemAt(b, i);
    int equal = itemEquals(x, y);
    if (equal < 0) return 0;
    if (!equal) {
      int holds = compareBool(x, y, op);
      return holds < 0 ? 0 : fromBool(holds);
    }
    if (a->changes != changesA || b->changes != changesB) return mutated();
  }
  return fromBool(orderHolds(a->length, b->length, op));
}

int64_t dequeLen(Value self) { return dequeOf(self)->length; }

/// Position of an index argument; -1 = raised.
int64_t position(DequeObj* d, Value key) {
  if (!hasIndex(key)) return raiseInt(raise(&trv_exc_TypeError, "sequence index must be integer, not '%T'", key));
  int64_t i;
  if (indexValue(key, &i) < 0) return -1;
  if (i < 0) i += d->length;
  if (i < 0 || i >= d->length) return raiseInt(raise(&trv_exc_IndexError, "deque index out of range"));
  return i;
}

Value dequeGetItem(Value self, Value key) {
  int64_t i = position(dequeOf(self), key);
  return i < 0 ? 0 : itemAt(dequeOf(self), i);
}

int dequeSetItem(Value self, Value key, Value value) {
  int64_t i = position(dequeOf(self), key);
  if (i < 0) return -1;
  if (value) {
    itemAt(dequeOf(self), i) = value;
  } else {
    removeAt(dequeOf(self), i);
  }
  return 0;
}

constexpr int64_t kAbsent = -1, kRaised = -2;

/// The first position in [from, to) of an equal item, kAbsent or kRaised.
int64_t find(DequeObj* d, Value wanted, int64_t from, int64_t to) {
  uint64_t changes = d->changes;
  for (int64_t i = from; i < to; ++i) {
    int equal = itemEquals(itemAt(d, i), wanted);
    if (equal < 0) return kRaised;
    if (equal) return i;
    if (d->changes != changes) return mutated(), kRaised;
  }
  return kAbsent;
}

int dequeContains(Value self, Value item) {
  DequeObj* d = dequeOf(self);
  int64_t at = find(d, item, 0, d->length);
  return at == kRaised ? -1 : at != kAbsent;
}

Value newIterator(ClassObj* cls, Value self, int64_t at) {
  auto* it = gcNew<DequeIteratorObj>(cls->instanceShape);
  it->deque = dequeOf(self);
  it->changes = it->deque->changes;
  it->remaining = it->deque->length;
  it->position = at;
  return toValue(it);
}

Value dequeIter(Value self) { return newIterator(&iteratorClass, self, 0); }

Value dequeAdd(Value lhs, Value rhs) {
  if (!isDeque(lhs)) return notImplemented();
  if (!isDeque(rhs)) {
    auto other = classOf(rhs)->slots.binary[static_cast<int>(BinaryOp::Add)];
    Value result = other ? other(lhs, rhs) : notImplemented();
    if (result != notImplemented()) return result;
    return raise(&trv_exc_TypeError, "can only concatenate deque (not \"%T\") to deque", rhs);
  }
  Value copy = copyOf(lhs);
  return copy && extend(dequeOf(copy), rhs) == 0 ? copy : 0;
}

Value dequeInplaceAdd(Value lhs, Value rhs) { return extend(dequeOf(lhs), rhs) < 0 ? 0 : lhs; }

Value repeatInPlace(Value self, int64_t times) {
  DequeObj* d = dequeOf(self);
  int64_t n = d->length;
  if (n == 0 || times == 1) return self;
  if (times <= 0) {
    clear(d);
    return self;
  }
  int64_t total;
  if (d->maxLength >= 0 && times > (d->maxLength + n - 1) / n) times = (d->maxLength + n - 1) / n;
  if (__builtin_mul_overflow(n, times, &total) || total > (int64_t{1} << 40)) return raise(&trv_exc_MemoryError, "");
  ListObj* items = as<ListObj>(listFrom(self));
  for (int64_t i = n; i < total; ++i) {
    if (append(d, listItem(items, i % n)) < 0) return 0;
  }
  return self;
}

Value dequeMul(Value lhs, Value rhs) {
  bool left = isDeque(lhs);
  Value deque = left ? lhs : rhs, count = left ? rhs : lhs;
  if (!hasIndex(count)) {
    if (!left && isSequence(lhs)) return notImplemented();
    auto other = left ? numericMul(rhs) : nullptr;
    Value result = other && other != dequeMul ? other(lhs, rhs) : notImplemented();
    if (result != notImplemented()) return result;
    return raise(&trv_exc_TypeError, "can't multiply sequence by non-int of type '%T'", count);
  }
  int64_t times;
  if (repeatCount(count, &times) < 0) return 0;
  Value copy = copyOf(deque);
  return copy ? repeatInPlace(copy, times) : 0;
}

Value dequeInplaceMul(Value lhs, Value rhs) {
  if (!hasIndex(rhs)) return dequeMul(lhs, rhs);
  int64_t times;
  return repeatCount(rhs, &times) < 0 ? 0 : repeatInPlace(lhs, times);
}

Value dequeCreate(ClassObj* cls, const Value*, int64_t, Value) {
  auto* d = reinterpret_cast<DequeObj*>(allocInstance(cls));
  d->maxLength = -1;
  return toValue(d);
}

int dequeInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const kNames[] = {"iterable", "maxlen"};
  Value given[2];
  if (!bindArgs("deque", kNames, 2, 0, 0, args, nargs, kwnames, given)) return -1;
  DequeObj* d = dequeOf(self);
  int64_t maxLength = -1;
  if (given[1] && given[1] != none()) {
    if (!isInt(given[1])) return raiseInt(raise(&trv_exc_TypeError, "an integer is required"));
    if (!intFitsInt64(given[1], &maxLength)) {
      return raiseInt(raise(&trv_exc_OverflowError, "Python int too large to convert to C ssize_t"));
    }
    if (maxLength < 0) return raiseInt(raise(&trv_exc_ValueError, "maxlen must be non-negative"));
  }
  d->maxLength = maxLength;
  if (d->length) clear(d);
  return given[0] ? extend(d, given[0]) : 0;
}

// ---- methods

Value methodAppend(Value self, const Value* args, int64_t) { return append(dequeOf(self), args[0]) < 0 ? 0 : none(); }
Value methodAppendLeft(Value self, const Value* args, int64_t) { return appendLeft(dequeOf(self), args[0]) < 0 ? 0 : none(); }
Value methodExtend(Value self, const Value* args, int64_t) { return extend(dequeOf(self), args[0]) < 0 ? 0 : none(); }
Value methodExtendLeft(Value self, const Value* args, int64_t) {
  return extend(dequeOf(self), args[0], appendItemLeft) < 0 ? 0 : none();
}

Value methodPop(Value self, const Value*, int64_t) {
  DequeObj* d = dequeOf(self);
  return d->length ? takeRight(d) : raise(&trv_exc_IndexError, "pop from an empty deque");
}
Value methodPopLeft(Value self, const Value*, int64_t) {
  DequeObj* d = dequeOf(self);
  return d->length ? takeLeft(d) : raise(&trv_exc_IndexError, "pop from an empty deque");
}

Value methodClear(Value self, const Value*, int64_t) {
  clear(dequeOf(self));
  return none();
}

Value methodCopy(Value self, const Value*, int64_t) { return copyOf(self); }

Value methodCount(Value self, const Value* args, int64_t) {
  DequeObj* d = dequeOf(self);
  uint64_t changes = d->changes;
  int64_t count = 0;
  for (int64_t i = 0; i < d->length; ++i) {
    int equal = itemEquals(itemAt(d, i), args[0]);
    if (equal < 0) return 0;
    if (d->changes != changes) return mutated();
    count += equal;
  }
  return fromSmallInt(count);
}

Value methodIndex(Value self, const Value* args, int64_t nargs) {
  if (nargs < 1) return raise(&trv_exc_TypeError, "index() takes at least 1 argument (0 given)");
  if (nargs > 3) return raise(&trv_exc_TypeError, "index() takes at most 3 arguments (%zd given)", nargs);
  DequeObj* d = dequeOf(self);
  int64_t start = 0, stop = d->length;
  if (nargs > 1 && sliceArg(args[1], &start) < 0) return 0;
  if (nargs > 2 && sliceArg(args[2], &stop) < 0) return 0;
  if (start < 0 && (start += d->length) < 0) start = 0;
  if (stop < 0 && (stop += d->length) < 0) stop = 0;
  if (stop > d->length) stop = d->length;
  int64_t at = find(d, args[0], start, stop);
  if (at == kRaised) return 0;
  return at == kAbsent ? raise(&trv_exc_ValueError, "%R is not in deque", args[0]) : fromSmallInt(at);
}

Value methodInsert(Value self, const Value* args, int64_t nargs) {
  if (nargs != 2) return raise(&trv_exc_TypeError, "insert() takes exactly 2 arguments (%zd given)", nargs);
  DequeObj* d = dequeOf(self);
  int64_t i;
  if (indexValue(args[0], &i) < 0) return 0;
  if (d->maxLength == d->length) return raise(&trv_exc_IndexError, "deque already at its maximum size");
  if (i >= d->length) return append(d, args[1]) < 0 ? 0 : none();
  if (i <= -d->length || i == 0) return appendLeft(d, args[1]) < 0 ? 0 : none();
  if (i < 0) i += d->length;
  rotate(d, -i);
  if (appendLeft(d, args[1]) < 0) return 0;
  rotate(d, i);
  return none();
}

Value methodRemove(Value self, const Value* args, int64_t) {
  DequeObj* d = dequeOf(self);
  uint64_t changes = d->changes;
  int64_t n = d->length;
  for (int64_t i = 0; i < n; ++i) {
    int equal = itemEquals(itemAt(d, i), args[0]);
    if (equal < 0) return 0;
    if (d->changes != changes) return raise(&trv_exc_IndexError, "deque mutated during iteration");
    if (equal) {
      removeAt(d, i);
      return none();
    }
  }
  return raise(&trv_exc_ValueError, "%R is not in deque", args[0]);
}

Value methodReverse(Value self, const Value*, int64_t) {
  DequeObj* d = dequeOf(self);
  for (int64_t i = 0, k = d->length - 1; i < k; ++i, --k) {
    Value item = itemAt(d, i);
    itemAt(d, i) = itemAt(d, k);
    itemAt(d, k) = item;
  }
  return none();
}

Value methodRotate(Value self, const Value* args, int64_t nargs) {
  int64_t n = 1;
  if (!checkArgCount("deque.rotate", nargs, 0, 1) || (nargs && toInt64(args[0], &n) < 0)) return 0;
  rotate(dequeOf(self), n);
  return none();
}

Value methodReversed(Value self, const Value*, int64_t) {
  return newIterator(&reverseIteratorClass, self, dequeOf(self)->length - 1);
}

/// (class, arguments, attributes or None, iterator over the items)
Value methodReduce(Value self, const Value*, int64_t) {
  int64_t limit = dequeOf(self)->maxLength;
  Value state = none();
  if (classOf(self)->flags & kHasDict) {
    state = instanceDict(self);
    if (!state) return 0;
    if (as<DictObj>(state)->used == 0) state = none();
  }
  TupleObj* arguments = limit < 0 ? newTuple(0) : makeTuple(toValue(newTuple(0)), newInt(limit));
  Value items = iterOf(self);
  return items ? toValue(makeTuple(toValue(classOf(self)), toValue(arguments), state, items)) : 0;
}

Value methodSizeOf(Value self, const Value*, int64_t) { return fromSmallInt(88 + 8 * dequeOf(self)->capacity); }

Value getMaxLength(Value self) {
  int64_t limit = dequeOf(self)->maxLength;
  return limit < 0 ? none() : newInt(limit);
}

const NativeDef kMethods[] = {
    {"append", methodAppend, ArgKind::One},
    {"appendleft", methodAppendLeft, ArgKind::One},
    {"clear", methodClear, ArgKind::None},
    {"copy", methodCopy, ArgKind::None},
    {"count", methodCount, ArgKind::One},
    {"extend", methodExtend, ArgKind::One},
    {"extendleft", methodExtendLeft, ArgKind::One},
    {"index", methodIndex},
    {"insert", methodInsert},
    {"pop", methodPop, ArgKind::None},
    {"popleft", methodPopLeft, ArgKind::None},
    {"remove", methodRemove, ArgKind::One},
    {"reverse", methodReverse, ArgKind::None},
    {"rotate", methodRotate},
    {"__copy__", methodCopy, ArgKind::None},
    {"__reversed__", methodReversed, ArgKind::None},
    {"__reduce__", methodReduce, ArgKind::None},
    {"__sizeof__", methodSizeOf, ArgKind::None},
    kClassGetItem,
    {},
};
const GetSetDef kAttributes[] = {{"maxlen", getMaxLength, nullptr}, {}};

// ---- iterators

Value iteratorSelf(Value self) { return self; }

template <int step> Value iteratorNext(Value self) {
  auto* it = as<DequeIteratorObj>(self);
  if (it->changes != it->deque->changes) {
    it->remaining = 0;
    return mutated();
  }
  if (it->remaining == 0) return kEnd;
  --it->remaining;
  Value item = itemAt(it->deque, it->position);
  it->position += step;
  return item;
}

Value iteratorLengthHint(Value self, const Value*, int64_t) { return fromSmallInt(as<DequeIteratorObj>(self)->remaining); }

Value iteratorReduce(Value self, const Value*, int64_t) {
  const auto* it = as<DequeIteratorObj>(self);
  Value arguments = toValue(makeTuple(toValue(it->deque), fromSmallInt(it->deque->length - it->remaining)));
  return toValue(makeTuple(toValue(classOf(self)), arguments));
}

/// _deque_iterator(deque, index=0): what copying an iterator calls.
Value iteratorCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  const char* name = nameOf(cls);
  if ((kwnames && !refuseKeywords(kwnames, name)) || !checkArgCount(name, nargs, 1, 2)) return 0;
  if (!isDeque(args[0])) return raise(&trv_exc_TypeError, "%s() argument 1 must be collections.deque, not %T", name, args[0]);
  int64_t skipped = 0;
  if (nargs > 1 && indexValue(args[1], &skipped) < 0) return 0;
  bool reverse = cls == &reverseIteratorClass;
  Value v = newIterator(cls, args[0], reverse ? dequeOf(args[0])->length - 1 : 0);
  auto* it = as<DequeIteratorObj>(v);
  skipped = skipped < 0 ? 0 : skipped > it->remaining ? it->remaining : skipped;
  it->remaining -= skipped;
  it->position += reverse ? -skipped : skipped;
  return v;
}

const NativeDef kIteratorMethods[] = {
    {"__length_hint__", iteratorLengthHint, ArgKind::None}, {"__reduce__", iteratorReduce, ArgKind::None}, {}};

void readyIterator(ClassObj* cls, const char* name, Value (*next)(Value)) {
  cls->slots.create = iteratorCreate;
  cls->slots.iter = iteratorSelf;
  cls->slots.next = next;
  readyClass({cls, name, nullptr, sizeof(DequeIteratorObj), 0, kIteratorMethods, nullptr, nullptr, nullptr, "_collections"});
}

}  // namespace

void addDeque(Value module) {
  Slots& s = dequeClass.slots;
  s.repr = dequeRepr;
  s.compare = dequeCompare;
  s.hash = hashNotImplemented;
  s.len = dequeLen;
  s.getItem = dequeGetItem;
  s.setItem = dequeSetItem;
  s.contains = dequeContains;
  s.iter = dequeIter;
  s.binary[static_cast<int>(BinaryOp::Add)] = dequeAdd;
  s.binary[static_cast<int>(BinaryOp::Mul)] = dequeMul;
  s.inplace[static_cast<int>(BinaryOp::Add)] = dequeInplaceAdd;
  s.inplace[static_cast<int>(BinaryOp::Mul)] = dequeInplaceMul;
  s.create = dequeCreate;
  s.init = dequeInit;
  readyClass({&dequeClass, "deque", nullptr, sizeof(DequeObj), kBaseType | kMatchSequence, kMethods, kAttributes,
              "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints.", nullptr,
              "collections"});
  readyIterator(&iteratorClass, "_deque_iterator", iteratorNext<1>);
  readyIterator(&reverseIteratorClass, "_deque_reverse_iterator", iteratorNext<-1>);
  moduleAdd(module, "deque", toValue(&dequeClass));
  moduleAdd(module, "_deque_iterator", toValue(&iteratorClass));
  moduleAdd(module, "_deque_reverse_iterator", toValue(&reverseIteratorClass));
}

}  // namespace trivium::runtime
