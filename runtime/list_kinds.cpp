// How lists keep their items: words, doubles or bools (see ListObj in runtime/abi/value.h), and what moves items without calling
// Python code.
//
// The kind follows what is stored. An open list takes the kind of its first item; a list of doubles or bools that gets something
// else is widened, in place, to words. There is no way back for a list of words once it has items: code that has seen
// one may go on reading words. Only a list of doubles or bools can be emptied into an open list.
#include <cstdlib>

#include "runtime/detail/containers.h"

namespace trivium::runtime {

extern "C" {
int64_t trv_storage_kinds = 1;
}

namespace {

/// What `items` of an empty list of words points to, which is not open any more.
alignas(16) Value noItems[2];

/// A block for *capacity items or more; *capacity becomes what fits. Null = MemoryError.
Value* newBlock(const Shape* shape, int64_t* capacity) {
  if (shape != &trv_shape_list_f64 && shape != &trv_shape_list_bool) return newItems(capacity);
  if (static_cast<uint64_t>(*capacity) > (uint64_t{1} << 56)) {
    raise(&trv_exc_MemoryError, "");
    return nullptr;
  }
  const size_t width = shape == &trv_shape_list_bool ? 1 : sizeof(double);
  const size_t bytes = static_cast<size_t>(*capacity) * width;
  *capacity = static_cast<int64_t>(gcUsableBytes(bytes) / width);
  return static_cast<Value*>(gcAllocLeaf(bytes));
}

/// The kind that all values fit.
Shape* shapeForAll(const Value* items, int64_t n) {
  if (n == 0 || !trv_storage_kinds) return &trv_shape_list;
  Shape* shape = listShapeFor(items[0]);
  if (shape == &trv_shape_list_f64) {
    for (int64_t i = 1; i < n; ++i)
      if (!fitsDoubles(items[i])) return &trv_shape_list;
  } else if (shape == &trv_shape_list_bool) {
    for (int64_t i = 1; i < n; ++i)
      if (!fitsBools(items[i])) return &trv_shape_list;
  }
  return shape;
}

/// Writes values that fit the list's kind at `at`, where there is room.
void writeFitting(ListObj* list, int64_t at, const Value* values, int64_t n) {
  if (isDoubles(list)) {
    for (int64_t i = 0; i < n; ++i) doublesOf(list)[at + i] = floatOf(values[i]);
  } else if (isBools(list)) {
    for (int64_t i = 0; i < n; ++i) boolsOf(list)[at + i] = values[i] == fromBool(true);
  } else if (n) {
    memcpy(list->items + at, values, static_cast<size_t>(n) * sizeof(Value));
  }
}

bool fitAll(const ListObj* list, const Value* values, int64_t n) {
  if (isDoubles(list)) {
    for (int64_t i = 0; i < n; ++i)
      if (!fitsDoubles(values[i])) return false;
  } else if (isBools(list)) {
    for (int64_t i = 0; i < n; ++i)
      if (!fitsBools(values[i])) return false;
  }
  return true;
}

}  // namespace

ListObj* newListOf(Shape* shape, int64_t capacity) {
  Value* items = nullptr;
  if (capacity > 0 && !(items = newBlock(shape, &capacity))) return nullptr;
  ListObj* list = gcNew<ListObj>(shape);
  if (items) {
    list->items = items;
    list->capacity = capacity;
  }
  return list;
}

ListObj* newList(int64_t capacity) {
  ListObj* list = newListOf(&trv_shape_list, capacity);
  if (list && !list->items) list->items = noItems;
  return list;
}

ListObj* newOpenList() { return gcNew<ListObj>(&trv_shape_list); }

ListObj* listFromItems(const Value* items, int64_t n) {
  ListObj* list = newListOf(shapeForAll(items, n), n);
  if (!list) return nullptr;
  writeFitting(list, 0, items, n);
  list->length = n;
  return list;
}

int listReserve(ListObj* list, int64_t capacity) {
  if (capacity <= list->capacity) return 0;
  int64_t grown = list->capacity + (list->capacity >> 1) + 3;
  if (grown < capacity) grown = capacity;
  Value* items = newBlock(list->shape, &grown);
  if (!items) return -1;
  if (list->length) memcpy(items, list->items, static_cast<size_t>(list->length) * itemWidth(list));
  list->items = items;
  list->capacity = grown;
  return 0;
}

int widenList(ListObj* list) {
  if (!isTyped(list)) {
    if (!list->items) list->items = noItems;
    return 0;
  }
  int64_t capacity = list->length;
  Value* items = noItems;
  if (capacity) {
    if (!(items = newItems(&capacity))) return -1;
    for (int64_t i = 0; i < list->length; ++i) items[i] = listItem(list, i);
  }
  list->items = items;
  list->capacity = capacity;
  list->shape = &trv_shape_list;
  return 0;
}

int listPutWidening(ListObj* list, int64_t i, Value value) {
  if (widenList(list) < 0) return -1;
  list->items[i] = value;
  return 0;
}

int listAppendItem(ListObj* list, Value item) {
  if (__builtin_expect(list->length < list->capacity && fitAll(list, &item, 1), 1)) {
    writeFitting(list, list->length++, &item, 1);
    return 0;
  }
  if (isTyped(list) && !fitAll(list, &item, 1)) {
    if (list->length == 0) listClear(list);
    else if (widenList(list) < 0) return -1;
  }
  if (isOpen(list)) list->shape = listShapeFor(item);
  if (listReserve(list, list->length + 1) < 0) return -1;
  writeFitting(list, list->length++, &item, 1);
  return 0;
}

void listAppend(ListObj* list, Value item) { listAppendItem(list, item); }

int listAppendValues(ListObj* list, const Value* values, int64_t n) {
  if (isOpen(list)) list->shape = shapeForAll(values, n);
  if (!fitAll(list, values, n) && widenList(list) < 0) return -1;
  if (listReserve(list, list->length + n) < 0) return -1;
  writeFitting(list, list->length, values, n);
  list->length += n;
  return 0;
}

int listAppendAll(ListObj* list, const ListObj* from) {
  const int64_t n = from->length;
  if (n == 0) return 0;
  if (isOpen(list)) {
    if (!isTyped(from)) return listAppendValues(list, from->items, n);
    list->shape = from->shape;
  }
  if (isTyped(list) && list->shape != from->shape) {
    if (!isTyped(from)) return listAppendValues(list, from->items, n);
    if (widenList(list) < 0) return -1;
  }
  if (listReserve(list, list->length + n) < 0) return -1;
  if (isTyped(from) && !isTyped(list)) {
    for (int64_t i = 0; i < n; ++i) list->items[list->length++] = listItem(from, i);
    return 0;
  }
  memcpy(itemAddress(list, list->length), from->items, static_cast<size_t>(n) * itemWidth(list));
  list->length += n;
  return 0;
}

ListObj* listPart(const ListObj* list, int64_t start, int64_t step, int64_t count) {
  ListObj* result = newListOf(isTyped(list) ? list->shape : &trv_shape_list, count);
  if (!result || count <= 0) return result;
  if (step == 1) {
    memcpy(result->items, itemAddress(list, start), static_cast<size_t>(count) * itemWidth(list));
  } else if (isBools(list)) {
    for (int64_t i = 0; i < count; ++i) boolsOf(result)[i] = boolsOf(list)[start + i * step];
  } else {  // doubles are as wide as words
    for (int64_t i = 0; i < count; ++i) result->items[i] = list->items[start + i * step];
  }
  result->length = count;
  return result;
}

void listTruncate(ListObj* list, int64_t length) {
  if (length >= list->length) return;
  if (!isTyped(list)) memset(list->items + length, 0, static_cast<size_t>(list->length - length) * sizeof(Value));
  list->length = length;
}

void listClear(ListObj* list) {
  if (isTyped(list)) {
    list->shape = &trv_shape_list;
    list->items = nullptr;
  } else if (list->capacity) {
    list->items = noItems;
  }
  list->length = list->capacity = 0;
}

TupleObj* tupleOfList(const ListObj* list) {
  if (!isTyped(list)) return tupleOf(list->items, list->length);
  TupleObj* tuple = newTuple(list->length);
  for (int64_t i = 0; i < list->length; ++i) tuple->items[i] = listItem(list, i);
  return tuple;
}

namespace {

/// What a number is as a double when it is one exactly; false for anything else, whose comparison is the number's own affair.
bool asExactDouble(Value v, double* out) {
  if (isSmallInt(v)) {
    const int64_t i = smallIntOf(v);
    *out = static_cast<double>(i);
    return i <= (int64_t{1} << 53) && i >= -(int64_t{1} << 53);
  }
  if (hasShape(v, &trv_shape_float)) {
    *out = floatOf(v);
    return true;
  }
  *out = v == fromBool(true);
  return fitsBools(v);
}

}  // namespace

int64_t listFind(ListObj* list, Value item, int64_t start, int64_t stop) {
  double wanted;
  if (isTyped(list) && asExactDouble(item, &wanted)) {
    if (stop > list->length) stop = list->length;
    if (isBools(list)) {
      if (start >= stop || (wanted != 0 && wanted != 1)) return -1;
      const auto* found = static_cast<const uint8_t*>(memchr(boolsOf(list) + start, wanted != 0, static_cast<size_t>(stop - start)));
      return found ? found - boolsOf(list) : -1;
    }
    for (int64_t i = start; i < stop; ++i)
      if (doublesOf(list)[i] == wanted) return i;
    return -1;
  }
  for (int64_t i = start; i < stop && i < list->length; ++i) {
    int equal = itemEquals(listItem(list, i), item);
    if (equal < 0) return -2;
    if (equal) return i;
  }
  return -1;
}

bool sequenceItems(Value v, Value** items, int64_t* count) {
  if (isSmallInt(v)) return false;
  auto iter = classOf(v)->slots.iter;
  if (iter == trv_class_list.slots.iter) {
    const auto* list = as<ListObj>(v);
    *items = list->items;
    *count = list->length;
    if (isTyped(list)) {
      *items = static_cast<Value*>(gcAllocScan(static_cast<size_t>(list->length + 1) * sizeof(Value)));
      if (!*items) *count = 0;
      for (int64_t i = 0; i < *count; ++i) (*items)[i] = listItem(list, i);
    }
    return true;
  }
  if (iter == trv_class_tuple.slots.iter) {
    *items = as<TupleObj>(v)->items;
    *count = as<TupleObj>(v)->length;
    return true;
  }
  return false;
}

}  // namespace trivium::runtime
