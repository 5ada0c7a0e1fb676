// list and its iterators. Library Reference "Sequence Types", messages as CPython's Objects/listobject.c.
//
// The items live in a scan block of their own. Slots behind the length are 0, so that what was removed does not stay alive.
// Functions that call back into Python (comparison, iteration) read length and items again afterwards.
#include "runtime/abi/helpers.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_list, trv_class_list_iterator, trv_class_list_reverseiterator;
Shape trv_shape_list, trv_shape_list_iterator, trv_shape_list_reverseiterator;
}

ListObj* newList(int64_t capacity) {
  ListObj* list = gcNew<ListObj>(&trv_shape_list);
  if (capacity > 0) {
    list->items = newItems(&capacity);
    if (!list->items) return nullptr;
    list->capacity = capacity;
  }
  return list;
}

int listReserve(ListObj* list, int64_t capacity) {
  if (capacity <= list->capacity) return 0;
  int64_t grown = list->capacity + (list->capacity >> 1) + 3;
  if (grown < capacity) grown = capacity;
  Value* items = newItems(&grown);
  if (!items) return -1;
  if (list->length) memcpy(items, list->items, static_cast<size_t>(list->length) * sizeof(Value));
  list->items = items;
  list->capacity = grown;
  return 0;
}

void listAppend(ListObj* list, Value item) {
  if (list->length == list->capacity && listReserve(list, list->length + 1) < 0) return;
  list->items[list->length++] = item;
}

namespace {

ListObj* listOf(Value v) { return as<ListObj>(v); }

/// Shortens to `length`, clearing what lies behind.
void truncate(ListObj* list, int64_t length) {
  if (length < list->length) {
    memset(list->items + length, 0, static_cast<size_t>(list->length - length) * sizeof(Value));
    list->length = length;
  }
}

ListObj* listFromItems(const Value* items, int64_t n) {
  ListObj* list = newList(n);
  if (!list) return nullptr;
  if (n) memcpy(list->items, items, static_cast<size_t>(n) * sizeof(Value));
  list->length = n;
  return list;
}

int appendItem(Value item, void* list) {
  ListObj* l = static_cast<ListObj*>(list);
  if (l->length == l->capacity && listReserve(l, l->length + 1) < 0) return -1;
  l->items[l->length++] = item;
  return 0;
}

/// Replaces items [low, high) by `n` items, which must not be those of the list itself.
int replaceRange(ListObj* list, int64_t low, int64_t high, const Value* items, int64_t n) {
  int64_t tail = list->length - high;
  int64_t length = low + n + tail;
  if (listReserve(list, length) < 0) return -1;
  if (tail && n != high - low) memmove(list->items + low + n, list->items + high, static_cast<size_t>(tail) * sizeof(Value));
  if (n) memcpy(list->items + low, items, static_cast<size_t>(n) * sizeof(Value));
  if (length < list->length) {
    truncate(list, length);
  } else {
    list->length = length;
  }
  return 0;
}

int extend(ListObj* list, Value iterable) {
  Value* items;
  int64_t n;
  if (sequenceItems(iterable, &items, &n)) {
    if (listReserve(list, list->length + n) < 0) return -1;
    if (listOf(iterable) == list) items = list->items;  // l.extend(l)
    if (n) memcpy(list->items + list->length, items, static_cast<size_t>(n) * sizeof(Value));
    list->length += n;
    return 0;
  }
  Value iterator = iterOf(iterable);
  if (!iterator) return -1;
  int64_t hint = lengthHint(iterable), room;
  if (hint < 0) return -1;
  if (hint > 0 && !__builtin_add_overflow(list->length, hint, &room) && listReserve(list, room) < 0) return -1;
  for (;;) {
    Value item = nextOf(iterator);
    if (item == kEnd) return 0;
    if (!item || appendItem(item, list) < 0) return -1;
  }
}

// ---- slots

Value listRepr(Value self) {
  if (listOf(self)->length == 0) return toValue(newStr("[]"));
  ReprGuard guard(self);
  if (guard.state < 0) return 0;
  if (guard.state == 0) return toValue(newStr("[...]"));
  StrBuilder out;
  out.append("[");
  for (int64_t i = 0; i < listOf(self)->length; ++i) {
    if (i) out.append(", ");
    if (!appendRepr(out, listOf(self)->items[i])) return 0;
  }
  out.append("]");
  return toValue(out.finish());
}

Value listCompare(Value a, Value b, CompareOp op) {
  if (!isList(b)) return notImplemented();
  return compareSequences(a, b, op);
}

int64_t listLen(Value self) { return listOf(self)->length; }

int listContains(Value self, Value item) {
  ListObj* list = listOf(self);
  for (int64_t i = 0; i < list->length; ++i) {
    int equal = itemEquals(list->items[i], item);
    if (equal) return equal;
  }
  return 0;
}

Value listSlice(ListObj* list, Value slice) {
  int64_t start, stop, step, count;
  if (sliceIndices(slice, list->length, &start, &stop, &step, &count) < 0) return 0;
  if (step == 1) return toValue(listFromItems(list->items + start, count));
  ListObj* result = newList(count);
  if (!result) return 0;
  for (int64_t i = 0; i < count; ++i) result->items[i] = list->items[start + i * step];
  result->length = count;
  return toValue(result);
}

Value listGetItem(Value self, Value key) {
  ListObj* list = listOf(self);
  if (hasIndex(key)) {
    int64_t i;
    if (indexValue(key, &i) < 0) return 0;
    if (i < 0) i += list->length;
    if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(list->length)) return raise(&trv_exc_IndexError, "list index out of range");
    return list->items[i];
  }
  if (isExact(key, &trv_class_slice)) return listSlice(list, key);
  return raise(&trv_exc_TypeError, "list indices must be integers or slices, not %T", key);
}

void deleteRange(ListObj* list, int64_t start, int64_t count) {
  memmove(list->items + start, list->items + start + count, static_cast<size_t>(list->length - start - count) * sizeof(Value));
  truncate(list, list->length - count);
}

int deleteSlice(ListObj* list, int64_t start, int64_t step, int64_t count) {
  if (count <= 0) return 0;
  if (step < 0) {
    start += step * (count - 1);
    step = -step;
  }
  if (step == 1) {
    deleteRange(list, start, count);
    return 0;
  }
  int64_t to = start;
  int64_t next = start;
  for (int64_t from = start; from < list->length; ++from) {
    if (count > 0 && from == next) {
      if (--count > 0) next += step;
    } else {
      list->items[to++] = list->items[from];
    }
  }
  truncate(list, to);
  return 0;
}

int assignSlice(ListObj* list, Value slice, Value value) {
  int64_t start, stop, step, count;
  if (sliceIndices(slice, list->length, &start, &stop, &step, &count) < 0) return -1;
  if (!value) return deleteSlice(list, start, step, count);
  bool extended = step != 1;
  if (!classOf(value)->slots.iter && !classOf(value)->slots.getItem) {
    return raiseInt(raise(&trv_exc_TypeError, extended ? "must assign iterable to extended slice" : "can only assign an iterable"));
  }
  Value copied = listFrom(value);  // a copy also when the value is the list itself
  if (!copied) return -1;
  ListObj* items = listOf(copied);
  // Iterating may have shortened the list.
  if (!extended) {
    if (start > list->length) start = list->length;
    if (count > list->length - start) count = list->length - start;
    return replaceRange(list, start, start + count, items->items, items->length);
  }
  while (count > 0 && (start >= list->length || start + (count - 1) * step >= list->length)) --count;
  if (items->length != count) {
    return raiseInt(raise(&trv_exc_ValueError, "attempt to assign sequence of size %zd to extended slice of size %zd", items->length, count));
  }
  for (int64_t i = 0; i < count; ++i) list->items[start + i * step] = items->items[i];
  return 0;
}

int listSetItem(Value self, Value key, Value value) {
  ListObj* list = listOf(self);
  if (hasIndex(key)) {
    int64_t i;
    if (indexValue(key, &i) < 0) return -1;
    if (i < 0) i += list->length;
    if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(list->length)) {
      return raiseInt(raise(&trv_exc_IndexError, "list assignment index out of range"));
    }
    if (value) {
      list->items[i] = value;
    } else {
      deleteRange(list, i, 1);
    }
    return 0;
  }
  if (isExact(key, &trv_class_slice)) return assignSlice(list, key, value);
  return raiseInt(raise(&trv_exc_TypeError, "list indices must be integers or slices, not %T", key));
}

Value listAdd(Value lhs, Value rhs) {
  if (!isList(lhs)) return notImplemented();
  if (!isList(rhs)) {
    // Lists have no numeric addition, so the other side's __radd__ goes first.
    auto other = classOf(rhs)->slots.binary[static_cast<int>(BinaryOp::Add)];
    if (other) {
      Value result = other(lhs, rhs);
      if (result != notImplemented()) return result;
    }
    return raise(&trv_exc_TypeError, "can only concatenate list (not \"%T\") to list", rhs);
  }
  ListObj *a = listOf(lhs), *b = listOf(rhs);
  ListObj* result = newList(a->length + b->length);
  if (!result) return 0;
  if (a->length) memcpy(result->items, a->items, static_cast<size_t>(a->length) * sizeof(Value));
  if (b->length) memcpy(result->items + a->length, b->items, static_cast<size_t>(b->length) * sizeof(Value));
  result->length = a->length + b->length;
  return toValue(result);
}

Value listInplaceAdd(Value lhs, Value rhs) {
  if (!isList(rhs) && hasFlag(rhs, kHeapType)) {
    auto other = classOf(rhs)->slots.binary[static_cast<int>(BinaryOp::Add)];
    if (other) {
      Value result = other(lhs, rhs);
      if (result != notImplemented()) return result;
    }
  }
  return extend(listOf(lhs), rhs) < 0 ? 0 : lhs;
}

/// Fills items[n …) with copies of the first n until there are n * times.
void repeatItems(Value* items, int64_t n, int64_t times) {
  int64_t total = n * times;
  if (n == 1) {
    for (int64_t i = 1; i < total; ++i) items[i] = items[0];
    return;
  }
  for (int64_t done = n; done < total;) {
    int64_t more = done < total - done ? done : total - done;
    memcpy(items + done, items, static_cast<size_t>(more) * sizeof(Value));
    done += more;
  }
}

Value listRepeat(ListObj* list, int64_t times) {
  if (times <= 0 || list->length == 0) return toValue(newList());
  int64_t total;
  if (__builtin_mul_overflow(list->length, times, &total)) return raise(&trv_exc_MemoryError, "");
  ListObj* result = newList(total);
  if (!result) return 0;
  memcpy(result->items, list->items, static_cast<size_t>(list->length) * sizeof(Value));
  repeatItems(result->items, list->length, times);
  result->length = total;
  return toValue(result);
}

Value listMul(Value lhs, Value rhs) {
  bool left = isList(lhs);
  Value list = left ? lhs : rhs, count = left ? rhs : lhs;
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
  return listRepeat(listOf(list), times);
}

Value listInplaceMul(Value lhs, Value rhs) {
  if (!hasIndex(rhs)) return listMul(lhs, rhs);
  int64_t times;
  if (repeatCount(rhs, &times) < 0) return 0;
  ListObj* list = listOf(lhs);
  if (times <= 0) {
    truncate(list, 0);
    return lhs;
  }
  int64_t total;
  if (__builtin_mul_overflow(list->length, times, &total)) return raise(&trv_exc_MemoryError, "");
  if (listReserve(list, total) < 0) return 0;
  if (list->length) repeatItems(list->items, list->length, times);
  list->length = total;
  return lhs;
}

Value listIter(Value self) { return newSequenceIterator(&trv_shape_list_iterator, self, 0); }

Value listCreate(ClassObj* cls, const Value*, int64_t, Value) { return toValue(allocInstance(cls)); }

int listInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  if ((kwnames && !refuseKeywords(kwnames, "list")) || !checkArgCount("list", nargs, 0, 1)) return -1;
  truncate(listOf(self), 0);
  return nargs ? extend(listOf(self), args[0]) : 0;
}

// ---- methods

Value methodAppend(Value self, const Value* args, int64_t) { return appendItem(args[0], listOf(self)) < 0 ? 0 : none(); }

Value methodExtend(Value self, const Value* args, int64_t) { return extend(listOf(self), args[0]) < 0 ? 0 : none(); }

Value methodInsert(Value self, const Value* args, int64_t) {
  ListObj* list = listOf(self);
  int64_t i;
  if (toInt64(args[0], &i) < 0) return 0;
  if (i < 0 && (i += list->length) < 0) i = 0;
  if (i > list->length) i = list->length;
  return replaceRange(list, i, i, &args[1], 1) < 0 ? 0 : none();
}

Value methodPop(Value self, const Value* args, int64_t nargs) {
  ListObj* list = listOf(self);
  int64_t i = -1;
  if (nargs && toInt64(args[0], &i) < 0) return 0;
  if (list->length == 0) return raise(&trv_exc_IndexError, "pop from empty list");
  if (i < 0) i += list->length;
  if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(list->length)) return raise(&trv_exc_IndexError, "pop index out of range");
  Value item = list->items[i];
  if (i == list->length - 1) {
    list->items[--list->length] = 0;
  } else {
    deleteRange(list, i, 1);
  }
  return item;
}

Value methodRemove(Value self, const Value* args, int64_t) {
  ListObj* list = listOf(self);
  for (int64_t i = 0; i < list->length; ++i) {
    int equal = itemEquals(list->items[i], args[0]);
    if (equal < 0) return 0;
    if (equal) {
      if (i < list->length) deleteRange(list, i, 1);
      return none();
    }
  }
  return raise(&trv_exc_ValueError, "list.remove(x): x not in list");
}

Value methodClear(Value self, const Value*, int64_t) {
  ListObj* list = listOf(self);
  list->length = list->capacity = 0;
  list->items = nullptr;
  return none();
}

Value methodIndex(Value self, const Value* args, int64_t nargs) {
  ListObj* list = listOf(self);
  int64_t start = 0, stop = kSmallIntMax;
  if (nargs > 1 && sliceArg(args[1], &start) < 0) return 0;
  if (nargs > 2 && sliceArg(args[2], &stop) < 0) return 0;
  if (start < 0 && (start += list->length) < 0) start = 0;
  if (stop < 0 && (stop += list->length) < 0) stop = 0;
  for (int64_t i = start; i < stop && i < list->length; ++i) {
    int equal = itemEquals(list->items[i], args[0]);
    if (equal < 0) return 0;
    if (equal) return fromSmallInt(i);
  }
  return raise(&trv_exc_ValueError, "%R is not in list", args[0]);
}

Value methodCount(Value self, const Value* args, int64_t) {
  ListObj* list = listOf(self);
  int64_t count = 0;
  for (int64_t i = 0; i < list->length; ++i) {
    int equal = itemEquals(list->items[i], args[0]);
    if (equal < 0) return 0;
    count += equal;
  }
  return fromSmallInt(count);
}

Value methodCopy(Value self, const Value*, int64_t) { return toValue(listFromItems(listOf(self)->items, listOf(self)->length)); }

Value methodReverse(Value self, const Value*, int64_t) {
  ListObj* list = listOf(self);
  for (int64_t i = 0, k = list->length - 1; i < k; ++i, --k) {
    Value item = list->items[i];
    list->items[i] = list->items[k];
    list->items[k] = item;
  }
  return none();
}

Value methodSort(Value self, const Value* args, int64_t) {
  bool reverse = false;
  if (args[1]) {
    if (!hasIndex(args[1])) return raise(&trv_exc_TypeError, "'%T' object cannot be interpreted as an integer", args[1]);
    int64_t flag;
    bool overflow = false;
    if (toInt64(args[1], &flag, &overflow) < 0) return 0;
    reverse = flag != 0;
  }
  Value key = args[0] && args[0] != none() ? args[0] : 0;
  return sortList(listOf(self), key, reverse) < 0 ? 0 : none();
}

Value methodReversed(Value self, const Value*, int64_t) {
  return newSequenceIterator(&trv_shape_list_reverseiterator, self, listOf(self)->length - 1);
}

Value methodSizeOf(Value self, const Value*, int64_t) { return fromSmallInt(40 + 8 * listOf(self)->capacity); }

const NativeDef kMethods[] = {
    {"append", methodAppend, ArgKind::One},
    {"extend", methodExtend, ArgKind::One},
    {"insert", methodInsert, ArgKind::Positional, 2, 2},
    {"pop", methodPop, ArgKind::Positional, 0, 1},
    {"remove", methodRemove, ArgKind::One},
    {"clear", methodClear, ArgKind::None},
    {"index", methodIndex, ArgKind::Positional, 1, 3},
    {"count", methodCount, ArgKind::One},
    {"copy", methodCopy, ArgKind::None},
    {"reverse", methodReverse, ArgKind::None},
    {"sort", methodSort, ArgKind::Named, 0, -1, "*, key=, reverse="},
    {"__reversed__", methodReversed, ArgKind::None},
    {"__sizeof__", methodSizeOf, ArgKind::None},
    kClassGetItem,
    {},
};

// ---- iterators

Value iteratorSelf(Value self) { return self; }

Value reverseIteratorNext(Value self) {
  auto* it = as<SequenceIteratorObj>(self);
  if (!it->sequence) return kEnd;
  ListObj* list = listOf(it->sequence);
  if (it->index >= 0 && it->index < list->length) return list->items[it->index--];
  it->sequence = 0;
  return kEnd;
}

Value iteratorLengthHint(Value self, const Value*, int64_t) {
  auto* it = as<SequenceIteratorObj>(self);
  if (!it->sequence) return fromSmallInt(0);
  int64_t n = it->shape == &trv_shape_list_reverseiterator ? it->index + 1 : listOf(it->sequence)->length - it->index;
  return fromSmallInt(n < 0 ? 0 : n);
}

Value iteratorReduce(Value self, const Value*, int64_t) {
  const auto* it = as<SequenceIteratorObj>(self);
  bool reverse = it->shape == &trv_shape_list_reverseiterator;
  return reduceSequenceIterator(reverse && it->sequence ? "reversed" : "iter", it->sequence, toValue(newList()), it->index);
}

Value iteratorSetState(Value self, const Value* args, int64_t) {
  auto* it = as<SequenceIteratorObj>(self);
  int64_t i;
  if (toInt64(args[0], &i) < 0) return 0;
  if (!it->sequence) return none();
  bool reverse = it->shape == &trv_shape_list_reverseiterator;
  int64_t least = reverse ? -1 : 0, most = listOf(it->sequence)->length - reverse;
  it->index = i < least ? least : i > most ? most : i;
  return none();
}

const NativeDef kIteratorMethods[] = {
    {"__length_hint__", iteratorLengthHint, ArgKind::None},
    {"__reduce__", iteratorReduce, ArgKind::None},
    {"__setstate__", iteratorSetState, ArgKind::One},
    {},
};

}  // namespace

Value newSequenceIterator(Shape* shape, Value sequence, int64_t index) {
  auto* it = gcNew<SequenceIteratorObj>(shape);
  it->sequence = sequence;
  it->index = index;
  return toValue(it);
}

Value listIteratorNext(Value self) {
  auto* it = as<SequenceIteratorObj>(self);
  if (!it->sequence) return kEnd;
  ListObj* list = listOf(it->sequence);
  if (it->index < list->length) return list->items[it->index++];
  it->sequence = 0;
  return kEnd;
}

bool sequenceItems(Value v, Value** items, int64_t* count) {
  if (isSmallInt(v)) return false;
  auto iter = classOf(v)->slots.iter;
  if (iter == trv_class_list.slots.iter) {
    *items = as<ListObj>(v)->items;
    *count = as<ListObj>(v)->length;
    return true;
  }
  if (iter == trv_class_tuple.slots.iter) {
    *items = as<TupleObj>(v)->items;
    *count = as<TupleObj>(v)->length;
    return true;
  }
  return false;
}

Value listFrom(Value iterable) {
  ListObj* list = newList();
  return extend(list, iterable) < 0 ? 0 : toValue(list);
}

void readyListClasses() {
  Slots& s = trv_class_list.slots;
  s.repr = listRepr;
  s.hash = hashNotImplemented;
  s.compare = listCompare;
  s.len = listLen;
  s.getItem = listGetItem;
  s.setItem = listSetItem;
  s.contains = listContains;
  s.iter = listIter;
  s.binary[static_cast<int>(BinaryOp::Add)] = listAdd;
  s.binary[static_cast<int>(BinaryOp::Mul)] = listMul;
  s.inplace[static_cast<int>(BinaryOp::Add)] = listInplaceAdd;
  s.inplace[static_cast<int>(BinaryOp::Mul)] = listInplaceMul;
  s.create = listCreate;
  s.init = listInit;
  readyClass({&trv_class_list, "list", nullptr, sizeof(ListObj), kBaseType | kListSubclass | kMatchSelf | kMatchSequence, kMethods, nullptr,
              "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an "
              "iterable if specified.",
              &trv_shape_list});
  trv_class_list_iterator.slots.iter = iteratorSelf;
  trv_class_list_iterator.slots.next = listIteratorNext;
  readyClass({&trv_class_list_iterator, "list_iterator", nullptr, sizeof(SequenceIteratorObj), 0, kIteratorMethods, nullptr, nullptr,
              &trv_shape_list_iterator});
  trv_class_list_reverseiterator.slots.iter = iteratorSelf;
  trv_class_list_reverseiterator.slots.next = reverseIteratorNext;
  readyClass({&trv_class_list_reverseiterator, "list_reverseiterator", nullptr, sizeof(SequenceIteratorObj), 0, kIteratorMethods, nullptr,
              nullptr, &trv_shape_list_reverseiterator});
}

extern "C" {
Value trv_list_new(void* items, int64_t n) { return toValue(listFromItems(static_cast<Value*>(items), n)); }

int64_t trv_list_append(Value list, Value item) {
  ListObj* l = listOf(list);
  if (__builtin_expect(l->length < l->capacity, 1)) {
    l->items[l->length++] = item;
    return 0;
  }
  return appendItem(item, l);
}

int64_t trv_list_grow_append(Value list, Value item) { return appendItem(item, listOf(list)); }

int64_t trv_list_extend_star(Value list, Value items) {
  if (!classOf(items)->slots.iter && !classOf(items)->slots.getItem) {
    return raiseInt(raise(&trv_exc_TypeError, "Value after * must be an iterable, not %T", items));
  }
  return extend(listOf(list), items);
}

Value trv_list_to_tuple(Value list) { return toValue(tupleOf(listOf(list)->items, listOf(list)->length)); }

Value trv_getitem_int(Value v, int64_t index) {
  if (!isSmallInt(v)) {
    const Shape* shape = objectOf(v)->shape;
    if (shape == &trv_shape_list) {
      ListObj* list = listOf(v);
      int64_t i = index < 0 ? index + list->length : index;
      if (static_cast<uint64_t>(i) < static_cast<uint64_t>(list->length)) return list->items[i];
      return raise(&trv_exc_IndexError, "list index out of range");
    }
    if (shape == &trv_shape_tuple) {
      TupleObj* tuple = as<TupleObj>(v);
      int64_t i = index < 0 ? index + tuple->length : index;
      if (static_cast<uint64_t>(i) < static_cast<uint64_t>(tuple->length)) return tuple->items[i];
      return raise(&trv_exc_IndexError, "tuple index out of range");
    }
  }
  return getItem(v, newInt(index));
}

int64_t trv_setitem_int(Value v, int64_t index, Value value) {
  if (hasShape(v, &trv_shape_list)) {
    ListObj* list = listOf(v);
    int64_t i = index < 0 ? index + list->length : index;
    if (static_cast<uint64_t>(i) < static_cast<uint64_t>(list->length)) {
      list->items[i] = value;
      return 0;
    }
    return raiseInt(raise(&trv_exc_IndexError, "list assignment index out of range"));
  }
  return setItem(v, newInt(index), value);
}
}

}  // namespace trivium::runtime
