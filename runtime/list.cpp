// list and its iterators. Library Reference "Sequence Types", messages as CPython's Objects/listobject.c.
//
// The items live in a block of their own, as words, doubles or bools (list_kinds.cpp). Words behind the length are 0, so that what was
// removed does not stay alive.
// Functions that call back into Python (comparison, iteration) read length and items again afterwards.
#include <cstdlib>

#include "runtime/abi/helpers.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_list, trv_class_list_iterator, trv_class_list_reverseiterator;
Shape trv_shape_list, trv_shape_list_f64, trv_shape_list_bool, trv_shape_list_iterator, trv_shape_list_typed_iterator,
    trv_shape_list_reverseiterator;
}

namespace {

ListObj* listOf(Value v) { return as<ListObj>(v); }

}  // namespace

int listExtend(ListObj* list, Value iterable) {
  if (!isSmallInt(iterable) && classOf(iterable)->slots.iter == trv_class_list.slots.iter) return listAppendAll(list, listOf(iterable));
  Value* items;
  int64_t n;
  if (sequenceItems(iterable, &items, &n)) return listAppendValues(list, items, n);
  Value iterator = iterOf(iterable);
  if (!iterator) return -1;
  int64_t hint = lengthHint(iterable), room;
  if (hint < 0) return -1;
  const auto reserve = [&] {
    return hint > 0 && !__builtin_add_overflow(list->length, hint, &room) ? listReserve(list, room) : 0;
  };
  constexpr int64_t kAbsurd = int64_t{1} << 40;
  bool reserved = !isOpen(list) || hint > kAbsurd;  // else once the first item has chosen the kind
  if (reserved && reserve() < 0) return -1;
  for (;;) {
    Value item = nextOf(iterator);
    if (item == kEnd) return 0;
    if (!item || listAppendItem(list, item) < 0) return -1;
    if (!reserved && reserve() < 0) return -1;
    reserved = true;
  }
}

namespace {

/// Moves the items from `from` on to `to`, within the list's block.
void moveItems(ListObj* list, int64_t to, int64_t from, int64_t n) {
  if (n > 0) memmove(itemAddress(list, to), itemAddress(list, from), static_cast<size_t>(n) * itemWidth(list));
}

/// Makes items [low, high) `n` that are still to be written.
int resizeRange(ListObj* list, int64_t low, int64_t high, int64_t n) {
  const int64_t tail = list->length - high, length = low + n + tail;
  if (listReserve(list, length) < 0) return -1;
  if (n != high - low) moveItems(list, low + n, high, tail);
  if (length < list->length) {
    listTruncate(list, length);
  } else {
    list->length = length;
  }
  return 0;
}

/// Brings a list that is to take items of `from`, which nobody else has yet, and `from` to the same kind; -1 = MemoryError.
int unifyKinds(ListObj* list, ListObj* from) {
  if (list->length == 0 && from->length && (isTyped(list) || isOpen(list)) && isTyped(from)) {
    listClear(list);
    list->shape = from->shape;
    return 0;
  }
  if (from->length == 0 || (isTyped(list) ? list->shape == from->shape : !isTyped(from))) return 0;
  return widenList(list) < 0 || widenList(from) < 0 ? -1 : 0;
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
    if (!appendRepr(out, listItem(listOf(self), i))) return 0;
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
  const int64_t at = listFind(listOf(self), item, 0, kSmallIntMax);
  return at == -2 ? -1 : at >= 0;
}

Value listSlice(ListObj* list, Value slice) {
  int64_t start, stop, step, count;
  if (sliceIndices(slice, list->length, &start, &stop, &step, &count) < 0) return 0;
  return toValue(listPart(list, start, step, count));
}

Value listGetItem(Value self, Value key) {
  ListObj* list = listOf(self);
  if (hasIndex(key)) {
    int64_t i;
    if (indexValue(key, &i) < 0) return 0;
    if (i < 0) i += list->length;
    if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(list->length)) return raise(&trv_exc_IndexError, "list index out of range");
    return listItem(list, i);
  }
  if (isExact(key, &trv_class_slice)) return listSlice(list, key);
  return raise(&trv_exc_TypeError, "list indices must be integers or slices, not %T", key);
}

void deleteRange(ListObj* list, int64_t start, int64_t count) {
  moveItems(list, start, start + count, list->length - start - count);
  listTruncate(list, list->length - count);
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
      moveItems(list, to++, from, 1);
    }
  }
  listTruncate(list, to);
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
    if (unifyKinds(list, items) < 0 || resizeRange(list, start, start + count, items->length) < 0) return -1;
    if (items->length) memcpy(itemAddress(list, start), items->items, static_cast<size_t>(items->length) * itemWidth(list));
    return 0;
  }
  while (count > 0 && (start >= list->length || start + (count - 1) * step >= list->length)) --count;
  if (items->length != count) {
    return raiseInt(raise(&trv_exc_ValueError, "attempt to assign sequence of size %zd to extended slice of size %zd", items->length, count));
  }
  if (unifyKinds(list, items) < 0) return -1;
  if (isBools(list)) {
    for (int64_t i = 0; i < count; ++i) boolsOf(list)[start + i * step] = boolsOf(items)[i];
  } else {  // doubles are as wide as words
    for (int64_t i = 0; i < count; ++i) list->items[start + i * step] = items->items[i];
  }
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
    if (value) return listPut(list, i, value);
    deleteRange(list, i, 1);
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
  // The kind of both, else words, which hold anything.
  const ListObj* model = a->length ? a : b;
  const bool sameKind = a->length == 0 || b->length == 0 || (isTyped(a) && a->shape == b->shape);
  ListObj* result = newListOf(sameKind && isTyped(model) ? model->shape : &trv_shape_list, a->length + b->length);
  return !result || listAppendAll(result, a) < 0 || listAppendAll(result, b) < 0 ? 0 : toValue(result);
}

Value listInplaceAdd(Value lhs, Value rhs) {
  if (!isList(rhs) && hasFlag(rhs, kHeapType)) {
    auto other = classOf(rhs)->slots.binary[static_cast<int>(BinaryOp::Add)];
    if (other) {
      Value result = other(lhs, rhs);
      if (result != notImplemented()) return result;
    }
  }
  return listExtend(listOf(lhs), rhs) < 0 ? 0 : lhs;
}

/// Fills items[n …) with copies of the first n until there are n * times.
void repeatItems(ListObj* list, int64_t n, int64_t times) {
  const int64_t total = n * times;
  if (n == 1) {
    if (isBools(list)) {
      memset(boolsOf(list), boolsOf(list)[0], static_cast<size_t>(total));
      return;
    }
    for (int64_t i = 1; i < total; ++i) list->items[i] = list->items[0];  // doubles are as wide as words
    return;
  }
  for (int64_t done = n; done < total;) {
    int64_t more = done < total - done ? done : total - done;
    memcpy(itemAddress(list, done), list->items, static_cast<size_t>(more) * itemWidth(list));
    done += more;
  }
}

Value listRepeat(ListObj* list, int64_t times) {
  if (times <= 0 || list->length == 0) return toValue(newOpenList());
  int64_t total;
  if (__builtin_mul_overflow(list->length, times, &total)) return raise(&trv_exc_MemoryError, "");
  ListObj* result = newListOf(isTyped(list) ? list->shape : &trv_shape_list, total);
  if (!result) return 0;
  memcpy(result->items, list->items, static_cast<size_t>(list->length) * itemWidth(list));
  repeatItems(result, list->length, times);
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
    listTruncate(list, 0);
    return lhs;
  }
  int64_t total;
  if (__builtin_mul_overflow(list->length, times, &total)) return raise(&trv_exc_MemoryError, "");
  if (listReserve(list, total) < 0) return 0;
  if (list->length) repeatItems(list, list->length, times);
  list->length = total;
  return lhs;
}

Value listIter(Value self) {
  const bool mayBeTyped = isTyped(listOf(self)) || isOpen(listOf(self));
  return newSequenceIterator(mayBeTyped ? &trv_shape_list_typed_iterator : &trv_shape_list_iterator, self, 0);
}

}  // namespace

Value abi::trv_list_iterator_at(Value list, int64_t index) {
  const Value iterator = listIter(list);
  as<SequenceIteratorObj>(iterator)->index = index;
  return iterator;
}

namespace {

Value listCreate(ClassObj* cls, const Value*, int64_t, Value) { return toValue(allocInstance(cls)); }

int listInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  if ((kwnames && !refuseKeywords(kwnames, "list")) || !checkArgCount("list", nargs, 0, 1)) return -1;
  listTruncate(listOf(self), 0);
  return nargs ? listExtend(listOf(self), args[0]) : 0;
}

// ---- methods

Value methodAppend(Value self, const Value* args, int64_t) { return listAppendItem(listOf(self), args[0]) < 0 ? 0 : none(); }

Value methodExtend(Value self, const Value* args, int64_t) { return listExtend(listOf(self), args[0]) < 0 ? 0 : none(); }

Value methodInsert(Value self, const Value* args, int64_t) {
  ListObj* list = listOf(self);
  int64_t i;
  if (toInt64(args[0], &i) < 0) return 0;
  if (i < 0 && (i += list->length) < 0) i = 0;
  if (i > list->length) i = list->length;
  if (i == list->length) return listAppendItem(list, args[1]) < 0 ? 0 : none();
  if (isTyped(list) && !(isDoubles(list) ? fitsDoubles(args[1]) : fitsBools(args[1])) && widenList(list) < 0) return 0;
  return resizeRange(list, i, i, 1) < 0 || listPut(list, i, args[1]) < 0 ? 0 : none();
}

Value methodPop(Value self, const Value* args, int64_t nargs) {
  ListObj* list = listOf(self);
  int64_t i = -1;
  if (nargs && toInt64(args[0], &i) < 0) return 0;
  if (list->length == 0) return raise(&trv_exc_IndexError, "pop from empty list");
  if (i < 0) i += list->length;
  if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(list->length)) return raise(&trv_exc_IndexError, "pop index out of range");
  Value item = listItem(list, i);
  deleteRange(list, i, 1);
  return item;
}

Value methodRemove(Value self, const Value* args, int64_t) {
  ListObj* list = listOf(self);
  const int64_t at = listFind(list, args[0], 0, kSmallIntMax);
  if (at == -2) return 0;
  if (at == -1) return raise(&trv_exc_ValueError, "list.remove(x): x not in list");
  if (at < list->length) deleteRange(list, at, 1);
  return none();
}

Value methodClear(Value self, const Value*, int64_t) {
  listClear(listOf(self));
  return none();
}

Value methodIndex(Value self, const Value* args, int64_t nargs) {
  ListObj* list = listOf(self);
  int64_t start = 0, stop = kSmallIntMax;
  if (nargs > 1 && sliceArg(args[1], &start) < 0) return 0;
  if (nargs > 2 && sliceArg(args[2], &stop) < 0) return 0;
  if (start < 0 && (start += list->length) < 0) start = 0;
  if (stop < 0 && (stop += list->length) < 0) stop = 0;
  const int64_t at = listFind(list, args[0], start, stop);
  if (at >= 0) return fromSmallInt(at);
  return at == -2 ? 0 : raise(&trv_exc_ValueError, "%R is not in list", args[0]);
}

Value methodCount(Value self, const Value* args, int64_t) {
  ListObj* list = listOf(self);
  int64_t count = 0;
  if (isBools(list) && fitsBools(args[0])) {
    for (int64_t i = 0; i < list->length; ++i) count += boolsOf(list)[i];
    return fromSmallInt(args[0] == fromBool(true) ? count : list->length - count);
  }
  int64_t at = -1;
  while ((at = listFind(list, args[0], at + 1, kSmallIntMax)) >= 0) ++count;
  return at == -2 ? 0 : fromSmallInt(count);
}

Value methodCopy(Value self, const Value*, int64_t) { return toValue(listPart(listOf(self), 0, 1, listOf(self)->length)); }

Value methodReverse(Value self, const Value*, int64_t) {
  ListObj* list = listOf(self);
  const auto swapEnds = [n = list->length](auto* items) {
    for (int64_t i = 0, k = n - 1; i < k; ++i, --k) {
      const auto item = items[i];
      items[i] = items[k];
      items[k] = item;
    }
  };
  if (isBools(list)) swapEnds(boolsOf(list));
  else swapEnds(list->items);  // doubles are as wide as words
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

Value methodSizeOf(Value self, const Value*, int64_t) {
  return fromSmallInt(40 + wordBytesOf(listOf(self)));
}

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
  if (it->index >= 0 && it->index < list->length) return listItem(list, it->index--);
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
  return reduceSequenceIterator(reverse && it->sequence ? "reversed" : "iter", it->sequence, toValue(newOpenList()), it->index);
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
  if (it->index < list->length) return listItem(list, it->index++);
  it->sequence = 0;
  return kEnd;
}

Value listFrom(Value iterable) {
  ListObj* list = newOpenList();
  return listExtend(list, iterable) < 0 ? 0 : toValue(list);
}

/// The other Shapes of a class that has been readied.
void readyFurtherShape(Shape* shape, ClassObj* cls) {
  initRootShape(shape, cls);
  gcAddRoots(reinterpret_cast<Value*>(shape), sizeof(Shape) / sizeof(Value));
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
  readyFurtherShape(&trv_shape_list_f64, &trv_class_list);
  readyFurtherShape(&trv_shape_list_bool, &trv_class_list);
  // For tests, which compare both ways.
  if (const char* kinds = getenv("TRV_STORAGE_KINDS")) trv_storage_kinds = trv_storage_kinds && strcmp(kinds, "0") != 0;
  trv_class_list_iterator.slots.iter = iteratorSelf;
  trv_class_list_iterator.slots.next = listIteratorNext;
  readyClass({&trv_class_list_iterator, "list_iterator", nullptr, sizeof(SequenceIteratorObj), 0, kIteratorMethods, nullptr, nullptr,
              &trv_shape_list_iterator});
  readyFurtherShape(&trv_shape_list_typed_iterator, &trv_class_list_iterator);
  trv_class_list_reverseiterator.slots.iter = iteratorSelf;
  trv_class_list_reverseiterator.slots.next = reverseIteratorNext;
  readyClass({&trv_class_list_reverseiterator, "list_reverseiterator", nullptr, sizeof(SequenceIteratorObj), 0, kIteratorMethods, nullptr,
              nullptr, &trv_shape_list_reverseiterator});
}

static __attribute__((noinline)) Value getItemSlowly(Value v, int64_t index) {
  if (hasListShape(v)) {
    const ListObj* list = listOf(v);
    int64_t i = index < 0 ? index + list->length : index;
    if (static_cast<uint64_t>(i) < static_cast<uint64_t>(list->length)) return listItem(list, i);
    return raise(&trv_exc_IndexError, "list index out of range");
  }
  if (hasShape(v, &trv_shape_tuple)) {
    TupleObj* tuple = as<TupleObj>(v);
    int64_t i = index < 0 ? index + tuple->length : index;
    if (static_cast<uint64_t>(i) < static_cast<uint64_t>(tuple->length)) return tuple->items[i];
    return raise(&trv_exc_IndexError, "tuple index out of range");
  }
  return getItem(v, newInt(index));
}

static __attribute__((noinline)) int64_t setItemSlowly(Value v, int64_t index, Value value) {
  if (hasListShape(v)) {
    ListObj* list = listOf(v);
    int64_t i = index < 0 ? index + list->length : index;
    if (static_cast<uint64_t>(i) < static_cast<uint64_t>(list->length)) return listPut(list, i, value);
    return raiseInt(raise(&trv_exc_IndexError, "list assignment index out of range"));
  }
  return setItem(v, newInt(index), value);
}

extern "C" {
Value trv_list_new(void* items, int64_t n) { return toValue(listFromItems(static_cast<Value*>(items), n)); }

int64_t trv_list_append(Value list, Value item) { return listAppendItem(listOf(list), item); }

int64_t trv_list_grow_append(Value list, Value item) { return listAppendItem(listOf(list), item); }

int64_t trv_list_extend_star(Value list, Value items) {
  if (!classOf(items)->slots.iter && !classOf(items)->slots.getItem) {
    return raiseInt(raise(&trv_exc_TypeError, "Value after * must be an iterable, not %T", items));
  }
  return listExtend(listOf(list), items);
}

Value trv_list_to_tuple(Value list) { return toValue(tupleOfList(listOf(list))); }

// What needs a call of its own is a tail call, so that the usual cases save no registers.
Value trv_getitem_int(Value v, int64_t index) {
  if (!isSmallInt(v)) {
    const Shape* shape = objectOf(v)->shape;
    const auto* list = as<ListObj>(v);
    if (shape == &trv_shape_list_f64) {
      if (static_cast<uint64_t>(index) < static_cast<uint64_t>(list->length)) return newFloat(doublesOf(list)[index]);
    } else if (shape == &trv_shape_list_bool) {
      if (static_cast<uint64_t>(index) < static_cast<uint64_t>(list->length)) return fromBool(boolsOf(list)[index]);
    }
  }
  return getItemSlowly(v, index);
}

int64_t trv_setitem_int(Value v, int64_t index, Value value) {
  if (!isSmallInt(v)) {
    const Shape* shape = objectOf(v)->shape;
    const auto* list = as<ListObj>(v);
    if (shape == &trv_shape_list_f64) {
      if (static_cast<uint64_t>(index) < static_cast<uint64_t>(list->length) && fitsDoubles(value)) {
        doublesOf(list)[index] = floatOf(value);
        return 0;
      }
    } else if (shape == &trv_shape_list_bool) {
      if (static_cast<uint64_t>(index) < static_cast<uint64_t>(list->length) && fitsBools(value)) {
        boolsOf(list)[index] = value == fromBool(true);
        return 0;
      }
    }
  }
  return setItemSlowly(v, index, value);
}
}

}  // namespace trivium::runtime
