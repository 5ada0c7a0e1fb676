// range and its iterators. Library Reference "Ranges", messages as CPython's Objects/rangeobject.c.
//
// Bounds are ints of any size. A range whose bounds and length are small ints iterates by a RangeIteratorObj, which engines inline;
// any other by a longrange_iterator, which computes with int objects.
#include "runtime/abi/helpers.h"
#include "runtime/detail/bigint.h"
#include "runtime/detail/containers.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_range, trv_class_range_iterator, trv_class_longrange_iterator;
Shape trv_shape_range, trv_shape_range_iterator;
}
static Shape longRangeShape;

namespace {

struct LongRangeIteratorObj : Object { Value start, step, length, index; };

RangeObj* rangeOf(Value v) { return as<RangeObj>(v); }
constexpr Value kZero = fromSmallInt(0), kOne = fromSmallInt(1);

Value rangeLength(Value start, Value stop, Value step) {
  if (bothSmallInt(start, stop) && isSmallInt(step)) {
    int64_t low = smallIntOf(start), high = smallIntOf(stop), by = smallIntOf(step);
    if (by < 0) {
      int64_t swap = low;
      low = high;
      high = swap;
      by = -by;
    }
    return newInt(low < high ? (high - 1 - low) / by + 1 : 0);
  }
  bool down = intSign(step) < 0;
  Value low = down ? stop : start, high = down ? start : stop;
  if (intCompare(low, high) >= 0) return kZero;
  Value quotient;
  if (!intDivMod(intSub(intSub(high, low), kOne), down ? intNegate(step) : step, &quotient, nullptr, "")) return 0;
  return intAdd(quotient, kOne);
}

Value itemAt(const RangeObj* r, Value i) {
  if (r->step == kOne) return intAdd(r->start, i);
  return intAdd(r->start, intMul(i, r->step));
}

/// Whether an exact int or bool is in the range.
bool holdsInt(const RangeObj* r, Value v) {
  v = exactInt(v);
  if (bothSmallInt(v, r->start) && bothSmallInt(r->stop, r->step)) {
    int64_t x = smallIntOf(v), start = smallIntOf(r->start), stop = smallIntOf(r->stop), step = smallIntOf(r->step);
    if (step > 0 ? x < start || x >= stop : x > start || x <= stop) return false;
    return (x - start) % step == 0;
  }
  bool down = intSign(r->step) < 0;
  if (down ? intCompare(v, r->start) > 0 || intCompare(v, r->stop) <= 0 : intCompare(v, r->start) < 0 || intCompare(v, r->stop) >= 0) {
    return false;
  }
  Value modulus;
  return intDivMod(intSub(v, r->start), r->step, nullptr, &modulus, "") && intSign(modulus) == 0;
}

bool isPlainInt(Value v) { return isSmallInt(v) || isExact(v, &trv_class_int) || isExact(v, &trv_class_bool); }

Value rangeCreate(ClassObj*, const Value* args, int64_t nargs, Value kwnames) {
  if ((kwnames && !refuseKeywords(kwnames, "range")) || !checkArgCount("range", nargs, 1, 3)) return 0;
  Value bounds[3];
  for (int64_t i = 0; i < nargs; ++i) {
    bounds[i] = index(args[i]);
    if (!bounds[i]) return 0;
    bounds[i] = exactInt(bounds[i]);
  }
  if (nargs == 1) return newRange(kZero, bounds[0], kOne);
  if (nargs == 3 && bounds[2] == kZero) return raise(&trv_exc_ValueError, "range() arg 3 must not be zero");
  return newRange(bounds[0], bounds[1], nargs > 2 ? bounds[2] : kOne);
}

// ---- slots

Value rangeRepr(Value self) {
  const RangeObj* r = rangeOf(self);
  if (r->step == kOne) return toValue(strFormat("range(%R, %R)", r->start, r->stop));
  return toValue(strFormat("range(%R, %R, %R)", r->start, r->stop, r->step));
}

int64_t rangeHash(Value self) {
  const RangeObj* r = rangeOf(self);
  bool some = r->length != kZero;
  return hashOf(toValue(makeTuple(r->length, some ? r->start : none(), some && r->length != kOne ? r->step : none())));
}

bool sameRange(const RangeObj* a, const RangeObj* b) {
  if (a == b) return true;
  if (intCompare(a->length, b->length) != 0) return false;
  if (a->length == kZero) return true;
  if (intCompare(a->start, b->start) != 0) return false;
  return a->length == kOne || intCompare(a->step, b->step) == 0;
}

Value rangeCompare(Value lhs, Value rhs, CompareOp op) {
  if (!isExact(rhs, &trv_class_range) || (op != CompareOp::Eq && op != CompareOp::Ne)) return notImplemented();
  return fromBool(sameRange(rangeOf(lhs), rangeOf(rhs)) == (op == CompareOp::Eq));
}

int64_t rangeLen(Value self) {
  int64_t n;
  if (intFitsInt64(rangeOf(self)->length, &n)) return n;
  return raiseInt(raise(&trv_exc_OverflowError, "Python int too large to convert to C ssize_t"));
}

int rangeBool(Value self) { return rangeOf(self)->length != kZero; }

Value rangeSlice(RangeObj* r, Value slice) {
  Value start, stop, step;
  if (!longSliceIndices(slice, r->length, &start, &stop, &step)) return 0;
  return newRange(itemAt(r, start), itemAt(r, stop), intMul(step, r->step));
}

Value rangeGetItem(Value self, Value key) {
  RangeObj* r = rangeOf(self);
  if (hasIndex(key)) {
    Value i = index(key);
    if (!i) return 0;
    if (intSign(i) < 0) i = intAdd(i, r->length);
    if (intSign(i) < 0 || intCompare(i, r->length) >= 0) return raise(&trv_exc_IndexError, "range object index out of range");
    return itemAt(r, i);
  }
  if (isExact(key, &trv_class_slice)) return rangeSlice(r, key);
  return raise(&trv_exc_TypeError, "range indices must be integers or slices, not %T", key);
}

/// The first or, for `count`, every item that equals a value which is no plain int.
struct Search {
  Value wanted;
  int64_t index = 0, matches = 0;
  bool all;
};
int searchItem(Value item, void* context) {
  auto* s = static_cast<Search*>(context);
  int equal = compareBool(item, s->wanted, CompareOp::Eq);
  if (equal < 0) return -1;
  s->matches += equal;
  if (equal && !s->all) return 1;
  ++s->index;
  return 0;
}

int rangeContains(Value self, Value item) {
  if (isPlainInt(item)) return holdsInt(rangeOf(self), item);
  Search s{item, 0, 0, false};
  return forEach(self, searchItem, &s);
}

Value newRangeIterator(int64_t start, int64_t step, int64_t count) {
  auto* it = gcNewLeaf<RangeIteratorObj>(&trv_shape_range_iterator);
  it->next = start;
  it->step = step;
  it->remaining = count;
  return toValue(it);
}

Value newLongRangeIterator(Value start, Value step, Value length) {
  auto* it = gcNew<LongRangeIteratorObj>(&longRangeShape);
  it->start = start;
  it->step = step;
  it->length = length;
  it->index = kZero;
  return toValue(it);
}

bool isSmallRange(const RangeObj* r) { return bothSmallInt(r->start, r->stop) && bothSmallInt(r->step, r->length); }

Value rangeIter(Value self) {
  const RangeObj* r = rangeOf(self);
  if (isSmallRange(r)) return newRangeIterator(smallIntOf(r->start), smallIntOf(r->step), smallIntOf(r->length));
  return newLongRangeIterator(r->start, r->step, r->length);
}

// ---- methods

Value methodReversed(Value self, const Value*, int64_t) {
  const RangeObj* r = rangeOf(self);
  if (isSmallRange(r)) {
    int64_t n = smallIntOf(r->length), step = smallIntOf(r->step);
    return newRangeIterator(n ? smallIntOf(r->start) + (n - 1) * step : 0, -step, n);
  }
  return newLongRangeIterator(itemAt(r, intSub(r->length, kOne)), intNegate(r->step), r->length);
}

Value methodCount(Value self, const Value* args, int64_t) {
  if (isPlainInt(args[0])) return fromSmallInt(holdsInt(rangeOf(self), args[0]));
  Search s{args[0], 0, 0, true};
  return forEach(self, searchItem, &s) < 0 ? 0 : fromSmallInt(s.matches);
}

Value methodIndex(Value self, const Value* args, int64_t) {
  const RangeObj* r = rangeOf(self);
  if (!isPlainInt(args[0])) {
    Search s{args[0], 0, 0, false};
    int found = forEach(self, searchItem, &s);
    if (found < 0) return 0;
    return found ? fromSmallInt(s.index) : raise(&trv_exc_ValueError, "sequence.index(x): x not in sequence");
  }
  if (!holdsInt(r, args[0])) return raise(&trv_exc_ValueError, "%R is not in range", args[0]);
  Value distance = intSub(exactInt(args[0]), r->start);
  if (r->step == kOne) return distance;
  Value quotient;
  return intDivMod(distance, r->step, &quotient, nullptr, "") ? quotient : 0;
}

Value methodReduce(Value self, const Value*, int64_t) {
  const RangeObj* r = rangeOf(self);
  return toValue(makeTuple(toValue(&trv_class_range), toValue(makeTuple(r->start, r->stop, r->step))));
}

Value getStart(Value self) { return rangeOf(self)->start; }
Value getStop(Value self) { return rangeOf(self)->stop; }
Value getStep(Value self) { return rangeOf(self)->step; }
int refuseSet(Value, Value) { return raiseInt(raise(&trv_exc_AttributeError, "readonly attribute")); }

const NativeDef kMethods[] = {
    {"__reversed__", methodReversed, ArgKind::None},
    {"__reduce__", methodReduce, ArgKind::None},
    {"count", methodCount, ArgKind::One},
    {"index", methodIndex, ArgKind::One},
    {},
};
const GetSetDef kAttributes[] = {{"start", getStart, refuseSet}, {"stop", getStop, refuseSet}, {"step", getStep, refuseSet}, {}};

// ---- iterators

Value iteratorSelf(Value self) { return self; }

/// (iter, (the range that is left,), 0)
Value reduceTo(Value range) {
  Value iter = builtinGet(TRV_STR("iter"));
  return toValue(makeTuple(iter, toValue(makeTuple(range)), kZero));
}

Value iteratorLengthHint(Value self, const Value*, int64_t) { return newInt(as<RangeIteratorObj>(self)->remaining); }

Value iteratorReduce(Value self, const Value*, int64_t) {
  const auto* it = as<RangeIteratorObj>(self);
  Value start = newInt(it->next), step = newInt(it->step);
  return reduceTo(newRange(start, intAdd(start, intMul(newInt(it->remaining), step)), step));
}

/// Skips to an item, counted from the present one.
Value iteratorSetState(Value self, const Value* args, int64_t) {
  auto* it = as<RangeIteratorObj>(self);
  int64_t i;
  if (toInt64(args[0], &i) < 0) return 0;
  i = i < 0 ? 0 : i > it->remaining ? it->remaining : i;
  it->next += i * it->step;
  it->remaining -= i;
  return none();
}

Value longNext(Value self) {
  auto* it = as<LongRangeIteratorObj>(self);
  if (intCompare(it->index, it->length) >= 0) return kEnd;
  Value item = intAdd(it->start, intMul(it->index, it->step));
  it->index = intAdd(it->index, kOne);
  return item;
}

Value longLengthHint(Value self, const Value*, int64_t) {
  const auto* it = as<LongRangeIteratorObj>(self);
  return intSub(it->length, it->index);
}

Value longReduce(Value self, const Value*, int64_t) {
  const auto* it = as<LongRangeIteratorObj>(self);
  Value start = intAdd(it->start, intMul(it->index, it->step));
  return reduceTo(newRange(start, intAdd(it->start, intMul(it->length, it->step)), it->step));
}

const NativeDef kIteratorMethods[] = {
    {"__length_hint__", iteratorLengthHint, ArgKind::None},
    {"__reduce__", iteratorReduce, ArgKind::None},
    {"__setstate__", iteratorSetState, ArgKind::One},
    {},
};
const NativeDef kLongIteratorMethods[] = {
    {"__length_hint__", longLengthHint, ArgKind::None}, {"__reduce__", longReduce, ArgKind::None}, {}};

}  // namespace

Value newRange(Value start, Value stop, Value step) {
  Value length = rangeLength(start, stop, step);
  if (!length) return 0;
  auto* r = gcNew<RangeObj>(&trv_shape_range);
  r->start = start;
  r->stop = stop;
  r->step = step;
  r->length = length;
  return toValue(r);
}

Value rangeIteratorNext(Value self) {
  auto* it = as<RangeIteratorObj>(self);
  if (it->remaining <= 0) return kEnd;
  --it->remaining;
  int64_t item = it->next;
  it->next = static_cast<int64_t>(static_cast<uint64_t>(item) + static_cast<uint64_t>(it->step));
  return fromSmallInt(item);
}

void readyRangeClasses() {
  Slots& s = trv_class_range.slots;
  s.repr = rangeRepr;
  s.hash = rangeHash;
  s.compare = rangeCompare;
  s.len = rangeLen;
  s.boolean = rangeBool;
  s.getItem = rangeGetItem;
  s.contains = rangeContains;
  s.iter = rangeIter;
  s.create = rangeCreate;
  readyClass({&trv_class_range, "range", nullptr, sizeof(RangeObj), kMatchSequence, kMethods, kAttributes,
              "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\nReturn an object that produces a sequence of "
              "integers from start (inclusive)\nto stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.\nstart defaults "
              "to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.\nThese are exactly the valid indices for a list of 4 elements.\n"
              "When step is given, it specifies the increment (or decrement).",
              &trv_shape_range});
  trv_class_range_iterator.slots.iter = iteratorSelf;
  trv_class_range_iterator.slots.next = rangeIteratorNext;
  readyClass({&trv_class_range_iterator, "range_iterator", nullptr, sizeof(RangeIteratorObj), 0, kIteratorMethods, nullptr, nullptr,
              &trv_shape_range_iterator});
  trv_class_longrange_iterator.slots.iter = iteratorSelf;
  trv_class_longrange_iterator.slots.next = longNext;
  readyClass({&trv_class_longrange_iterator, "longrange_iterator", nullptr, sizeof(LongRangeIteratorObj), 0, kLongIteratorMethods, nullptr,
              nullptr, &longRangeShape});
}

/// The rest of a `for` over a range whose loop kept its position in raw ints.
Value abi::trv_range_iterator(int64_t next, int64_t stop, int64_t step) {
  const int64_t distance = step > 0 ? stop - next : next - stop, stride = step > 0 ? step : -step;
  return newRangeIterator(next, step, distance > 0 ? (distance - 1) / stride + 1 : 0);
}

}  // namespace trivium::runtime
