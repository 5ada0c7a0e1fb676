// tuple and its iterator. Library Reference "Sequence Types", messages and hash as CPython's Objects/tupleobject.c.
#include "runtime/abi/helpers.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_tuple, trv_class_tuple_iterator;
Shape trv_shape_tuple, trv_shape_tuple_iterator;
}

namespace {

/// The one empty tuple; `() is ()` holds as in CPython.
struct alignas(16) EmptyTuple {
  TupleObj head;
};
EmptyTuple emptyTuple = {{{&trv_shape_tuple}, 0, 0}};

TupleObj* tuplePtr(Value v) { return as<TupleObj>(v); }

}  // namespace

TupleObj* newTuple(int64_t n) {
  if (n == 0) return &emptyTuple.head;
  TupleObj* t = gcNew<TupleObj>(&trv_shape_tuple, static_cast<size_t>(n) * sizeof(Value));
  if (!t) return nullptr;
  t->length = n;
  return t;
}

TupleObj* tupleOf(const Value* items, int64_t n) {
  TupleObj* t = newTuple(n);
  for (int64_t i = 0; i < n; ++i) t->items[i] = items[i];
  return t;
}

Value tupleFrom(Value iterable) {
  if (isExact(iterable, &trv_class_tuple)) return iterable;
  if (hasListShape(iterable)) return toValue(tupleOfList(as<ListObj>(iterable)));
  Value* items;
  int64_t n;
  if (sequenceItems(iterable, &items, &n)) return toValue(tupleOf(items, n));
  // A list of words, which keeps the items themselves.
  ListObj* list = newList();
  return listExtend(list, iterable) < 0 ? 0 : toValue(tupleOf(list->items, list->length));
}

namespace {

Value tupleRepr(Value self) {
  TupleObj* t = tuplePtr(self);
  if (t->length == 0) return toValue(newStr("()"));
  ReprGuard guard(self);
  if (guard.state < 0) return 0;
  if (guard.state == 0) return toValue(newStr("(...)"));
  StrBuilder out;
  out.append("(");
  for (int64_t i = 0; i < t->length; ++i) {
    if (i) out.append(", ");
    if (!appendRepr(out, t->items[i])) return 0;
  }
  out.append(t->length == 1 ? ",)" : ")");
  return toValue(out.finish());
}

/// The xxHash-based mix of CPython, so that sets and dicts of tuples iterate in the same order.
int64_t tupleHash(Value self) {
  TupleObj* t = tuplePtr(self);
  if (t->hash) return t->hash;
  constexpr uint64_t kPrime1 = 11400714785074694791u, kPrime2 = 14029467366897019727u, kPrime5 = 2870177450012600261u;
  uint64_t acc = kPrime5;
  for (int64_t i = 0; i < t->length; ++i) {
    int64_t lane = hashOf(t->items[i]);
    if (lane == -1 && hasPending()) return -1;
    acc += static_cast<uint64_t>(lane) * kPrime2;
    acc = (acc << 31) | (acc >> 33);
    acc *= kPrime1;
  }
  acc += static_cast<uint64_t>(t->length) ^ (kPrime5 ^ 3527539);
  int64_t hash = acc == ~uint64_t{0} ? 1546275796 : static_cast<int64_t>(acc);
  if (t->length) t->hash = hash;
  return hash;
}

Value tupleCompare(Value a, Value b, CompareOp op) {
  if (!isTuple(b)) return notImplemented();
  return compareSequences(a, b, op);
}

int64_t tupleLen(Value self) { return tuplePtr(self)->length; }

int tupleContains(Value self, Value item) {
  TupleObj* t = tuplePtr(self);
  for (int64_t i = 0; i < t->length; ++i) {
    int equal = itemEquals(t->items[i], item);
    if (equal) return equal;
  }
  return 0;
}

Value tupleGetItem(Value self, Value key) {
  TupleObj* t = tuplePtr(self);
  if (hasIndex(key)) {
    int64_t i;
    if (indexValue(key, &i) < 0) return 0;
    if (i < 0) i += t->length;
    if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(t->length)) return raise(&trv_exc_IndexError, "tuple index out of range");
    return t->items[i];
  }
  if (isExact(key, &trv_class_slice)) {
    int64_t start, stop, step, count;
    if (sliceIndices(key, t->length, &start, &stop, &step, &count) < 0) return 0;
    if (count == t->length && step == 1 && isExact(self, &trv_class_tuple)) return self;
    TupleObj* result = newTuple(count);
    for (int64_t i = 0; i < count; ++i) result->items[i] = t->items[start + i * step];
    return toValue(result);
  }
  return raise(&trv_exc_TypeError, "tuple indices must be integers or slices, not %T", key);
}

Value tupleAdd(Value lhs, Value rhs) {
  if (!isTuple(lhs)) return notImplemented();
  if (!isTuple(rhs)) {
    auto other = classOf(rhs)->slots.binary[static_cast<int>(BinaryOp::Add)];
    if (other) {
      Value result = other(lhs, rhs);
      if (result != notImplemented()) return result;
    }
    return raise(&trv_exc_TypeError, "can only concatenate tuple (not \"%T\") to tuple", rhs);
  }
  TupleObj *a = tuplePtr(lhs), *b = tuplePtr(rhs);
  if (a->length == 0 && isExact(rhs, &trv_class_tuple)) return rhs;
  if (b->length == 0 && isExact(lhs, &trv_class_tuple)) return lhs;
  TupleObj* result = newTuple(a->length + b->length);
  for (int64_t i = 0; i < a->length; ++i) result->items[i] = a->items[i];
  for (int64_t i = 0; i < b->length; ++i) result->items[a->length + i] = b->items[i];
  return toValue(result);
}

Value tupleMul(Value lhs, Value rhs) {
  bool left = isTuple(lhs);
  Value tuple = left ? lhs : rhs, count = left ? rhs : lhs;
  if (!hasIndex(count)) {
    if (!left && isSequence(lhs)) return notImplemented();  // whose own error names the right operand
    if (auto other = left ? numericMul(rhs) : nullptr) {
      Value result = other(lhs, rhs);
      if (result != notImplemented()) return result;
    }
    return raise(&trv_exc_TypeError, "can't multiply sequence by non-int of type '%T'", count);
  }
  int64_t times;
  if (repeatCount(count, &times) < 0) return 0;
  TupleObj* t = tuplePtr(tuple);
  if ((times == 1 || t->length == 0) && isExact(tuple, &trv_class_tuple)) return tuple;
  if (times <= 0 || t->length == 0) return toValue(newTuple(0));
  int64_t total;
  if (__builtin_mul_overflow(t->length, times, &total) || total > (int64_t{1} << 40)) return raise(&trv_exc_MemoryError, "");
  TupleObj* result = newTuple(total);
  if (!result) return 0;
  for (int64_t i = 0; i < total; i += t->length) memcpy(result->items + i, t->items, static_cast<size_t>(t->length) * sizeof(Value));
  return toValue(result);
}

Value tupleIter(Value self) { return newSequenceIterator(&trv_shape_tuple_iterator, self, 0); }

Value tupleCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  bool exact = cls == &trv_class_tuple;
  // A subclass's __init__ may take keywords.
  if (exact && kwnames && !refuseKeywords(kwnames, "tuple")) return 0;
  if (!checkArgCount("tuple", nargs, 0, 1)) return 0;
  Value plain = nargs ? tupleFrom(args[0]) : toValue(newTuple(0));
  if (!plain || exact) return plain;
  TupleObj* source = tuplePtr(plain);
  size_t bytes = static_cast<size_t>(source->length) * sizeof(Value);
  TupleObj* result = reinterpret_cast<TupleObj*>(allocInstance(cls, bytes));
  result->length = source->length;
  memcpy(result->items, source->items, bytes);
  return toValue(result);
}

Value methodIndex(Value self, const Value* args, int64_t nargs) {
  TupleObj* t = tuplePtr(self);
  int64_t start = 0, stop = kSmallIntMax;
  if (nargs > 1 && sliceArg(args[1], &start) < 0) return 0;
  if (nargs > 2 && sliceArg(args[2], &stop) < 0) return 0;
  if (start < 0 && (start += t->length) < 0) start = 0;
  if (stop < 0 && (stop += t->length) < 0) stop = 0;
  for (int64_t i = start; i < stop && i < t->length; ++i) {
    int equal = itemEquals(t->items[i], args[0]);
    if (equal < 0) return 0;
    if (equal) return fromSmallInt(i);
  }
  return raise(&trv_exc_ValueError, "tuple.index(x): x not in tuple");
}

Value methodCount(Value self, const Value* args, int64_t) {
  TupleObj* t = tuplePtr(self);
  int64_t count = 0;
  for (int64_t i = 0; i < t->length; ++i) {
    int equal = itemEquals(t->items[i], args[0]);
    if (equal < 0) return 0;
    count += equal;
  }
  return fromSmallInt(count);
}

Value methodGetNewArgs(Value self, const Value*, int64_t) {
  return toValue(makeTuple(toValue(tupleOf(tuplePtr(self)->items, tuplePtr(self)->length))));
}

const NativeDef kMethods[] = {
    {"index", methodIndex, ArgKind::Positional, 1, 3},
    {"count", methodCount, ArgKind::One},
    {"__getnewargs__", methodGetNewArgs, ArgKind::None},
    kClassGetItem,
    {},
};

Value iteratorSelf(Value self) { return self; }

Value iteratorLengthHint(Value self, const Value*, int64_t) {
  auto* it = as<SequenceIteratorObj>(self);
  return fromSmallInt(it->sequence ? tuplePtr(it->sequence)->length - it->index : 0);
}

const NativeDef kIteratorMethods[] = {
    {"__length_hint__", iteratorLengthHint, ArgKind::None},
    {"__reduce__", sequenceIteratorReduce, ArgKind::None},
    {"__setstate__", sequenceIteratorSetState, ArgKind::One},
    {},
};

}  // namespace

Value tupleIteratorNext(Value self) {
  auto* it = as<SequenceIteratorObj>(self);
  if (!it->sequence) return kEnd;
  TupleObj* t = tuplePtr(it->sequence);
  if (it->index < t->length) return t->items[it->index++];
  it->sequence = 0;
  return kEnd;
}

void readyTupleClasses() {
  Slots& s = trv_class_tuple.slots;
  s.repr = tupleRepr;
  s.hash = tupleHash;
  s.compare = tupleCompare;
  s.len = tupleLen;
  s.getItem = tupleGetItem;
  s.contains = tupleContains;
  s.iter = tupleIter;
  s.binary[static_cast<int>(BinaryOp::Add)] = tupleAdd;
  s.binary[static_cast<int>(BinaryOp::Mul)] = tupleMul;
  s.create = tupleCreate;
  readyClass({&trv_class_tuple, "tuple", nullptr, sizeof(TupleObj), kBaseType | kTupleSubclass | kMatchSelf | kMatchSequence, kMethods,
              nullptr,
              "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified "
              "the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
              &trv_shape_tuple});
  trv_class_tuple_iterator.slots.iter = iteratorSelf;
  trv_class_tuple_iterator.slots.next = tupleIteratorNext;
  readyClass({&trv_class_tuple_iterator, "tuple_iterator", nullptr, sizeof(SequenceIteratorObj), 0, kIteratorMethods, nullptr, nullptr,
              &trv_shape_tuple_iterator});
}

extern "C" Value trv_tuple_new(void* items, int64_t n) { return toValue(tupleOf(static_cast<Value*>(items), n)); }

}  // namespace trivium::runtime
