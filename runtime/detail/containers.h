// What the files of containers and iterators share.
#pragma once
#include <initializer_list>

#include "runtime/object.h"

namespace trivium::runtime {

// ---- start-up: each file readies its classes
void readyListClasses();
void readyTupleClasses();
void readyDictClasses();
void readyDictViewClasses();
void readySetClasses();
void readyRangeClasses();
void readySliceClasses();
void readyIteratorClasses();
/// All of the above, called once by the start of the runtime.
void readyContainerClasses();

// ---- arguments
/// "list() takes no keyword arguments"; false = raised. `function` without parentheses.
bool refuseKeywords(Value kwnames, const char* function);
/// "tuple expected at most 1 argument, got 2"; false = raised.
bool checkArgCount(const char* function, int64_t nargs, int64_t least, int64_t most);
/// Whether the value can be an index (an int, or a class with __index__).
inline bool hasIndex(Value v) { return isSmallInt(v) || classOf(v)->slots.index; }
/// Index of an item: an int64 from __index__, IndexError when it does not fit. -1 = raised.
int indexValue(Value v, int64_t* out);
/// Count of a repetition: OverflowError when it does not fit.
int repeatCount(Value v, int64_t* out);
/// The other operand's multiplication where it is a numeric one, which goes before the repetition of a sequence; null for the
/// repetition of a built-in sequence, which does not.
inline Value (*numericMul(Value other))(Value, Value) {
  constexpr int kMul = static_cast<int>(BinaryOp::Mul);
  auto slot = classOf(other)->slots.binary[kMul];
  for (const ClassObj* c : {&trv_class_list, &trv_class_tuple, &trv_class_str, &trv_class_bytes, &trv_class_bytearray}) {
    if (slot == c->slots.binary[kMul]) return nullptr;
  }
  return slot;
}
/// Start and stop arguments of index(): clamped instead of refused. 0 as `v` leaves *out as it is.
int sliceArg(Value v, int64_t* out);
/// __class_getitem__ of generic containers: list[int] is a types.GenericAlias.
Value classGetItem(Value cls, const Value* args, int64_t nargs);
constexpr NativeDef kClassGetItem = {"__class_getitem__", classGetItem, ArgKind::One, 0, -1, nullptr, nullptr, MethodKind::Class};

// ---- comparison of items
/// a == b with identity first, fast for ints and strings. -1 = raised.
inline int itemEquals(Value a, Value b) {
  if (a == b) return 1;
  if (bothSmallInt(a, b)) return 0;
  if (hasShape(a, &trv_shape_str) && hasShape(b, &trv_shape_str)) return strEquals(as<StrObj>(a), as<StrObj>(b));
  return compareBool(a, b, CompareOp::Eq);
}
/// a < b, fast for numbers, strings and tuples of them. -1 = raised.
int itemLess(Value a, Value b);
/// Code point order: negative, 0, positive.
int strOrder(const StrObj* a, const StrObj* b);
/// Comparison of two sequences: finds the first difference and compares there, or the lengths. Reads both lengths again after each
/// comparison because an item's __eq__ may change a list.
Value compareSequences(Value a, Value b, CompareOp op);
inline bool orderHolds(int64_t a, int64_t b, CompareOp op) {
  switch (op) {
  case CompareOp::Lt: return a < b;
  case CompareOp::Le: return a <= b;
  case CompareOp::Eq: return a == b;
  case CompareOp::Ne: return a != b;
  case CompareOp::Gt: return a > b;
  case CompareOp::Ge: return a >= b;
  }
  return false;
}

// ---- repr of containers that may hold themselves
struct ReprGuard {
  Value object;
  ReprGuard* outer;
  int state;  ///< 1 entered, 0 already being printed, -1 raised
  explicit ReprGuard(Value v);
  ~ReprGuard();
  ReprGuard(const ReprGuard&) = delete;
};
/// Appends repr(v); false = raised.
inline bool appendRepr(StrBuilder& out, Value v) {
  Value r = repr(v);
  if (!r) return false;
  out.append(as<StrObj>(r));
  return true;
}

// ---- items
/// A scan block for at least *capacity items; *capacity becomes what fits. Null with a pending MemoryError.
inline Value* newItems(int64_t* capacity) {
  if (static_cast<uint64_t>(*capacity) > (uint64_t{1} << 56)) {
    raise(&trv_exc_MemoryError, "");
    return nullptr;
  }
  size_t bytes = static_cast<size_t>(*capacity) * sizeof(Value);
  *capacity = static_cast<int64_t>(gcUsableBytes(bytes) / sizeof(Value));
  return static_cast<Value*>(gcAllocScan(bytes));
}
/// Makes room for `capacity` items in all, of whatever kind the list has; -1 = MemoryError.
int listReserve(ListObj* list, int64_t capacity);
/// Items of an exact list or tuple or subclass that does not redefine __iter__; false for anything else. Those of a list of doubles or
/// bools are a copy.
bool sequenceItems(Value v, Value** items, int64_t* count);
/// As sliceIndices for bounds of any size: start, stop and step that a sequence of `length` (any int) items uses. False = raised.
bool longSliceIndices(Value slice, Value length, Value* start, Value* stop, Value* step);
/// len or __length_hint__, for sizing results; 0 when neither tells, -1 = raised.
int64_t lengthHint(Value v);

// ---- storage kinds of lists (list_kinds.cpp; see ListObj)
inline bool isDoubles(const ListObj* list) { return list->shape == &trv_shape_list_f64; }
inline bool isBools(const ListObj* list) { return list->shape == &trv_shape_list_bool; }
inline bool isTyped(const ListObj* list) { return isDoubles(list) || isBools(list); }
/// Whether a value of the exact class list, with any storage kind.
inline bool hasListShape(Value v) {
  return isObject(v) && (objectOf(v)->shape == &trv_shape_list || objectOf(v)->shape == &trv_shape_list_f64 ||
                         objectOf(v)->shape == &trv_shape_list_bool);
}
inline bool isOpen(const ListObj* list) { return !list->items && list->shape == &trv_shape_list && trv_storage_kinds; }
inline bool fitsDoubles(Value v) {
  return !isSmallInt(v) && objectOf(v)->shape == &trv_shape_float && as<FloatObj>(v)->value == as<FloatObj>(v)->value;
}
inline bool fitsBools(Value v) { return v == fromBool(true) || v == fromBool(false); }
/// Kind for a list that begins with this item.
inline Shape* listShapeFor(Value item) {
  return fitsDoubles(item) ? &trv_shape_list_f64 : fitsBools(item) ? &trv_shape_list_bool : &trv_shape_list;
}
inline size_t itemWidth(const ListObj* list) { return isBools(list) ? 1 : sizeof(Value); }
/// Bytes that the items would take as words: what sys.getsizeof tells, so that it does not depend on the kind.
inline int64_t wordBytesOf(const ListObj* list) { return isBools(list) ? (list->length + 1) / 2 * 16 : list->capacity * 8; }
/// Where an item lies, of any kind.
inline uint8_t* itemAddress(const ListObj* list, int64_t i) {
  return reinterpret_cast<uint8_t*>(list->items) + static_cast<size_t>(i) * itemWidth(list);
}
/// newFloat in line.
inline Value boxDouble(double d) {
  auto* f = gcNewLeaf<FloatObj>(&trv_shape_float);
  f->value = d;
  return toValue(f);
}
/// Item of a list of any kind, boxed where needed. The index must be in range.
inline Value listItem(const ListObj* list, int64_t i) {
  if (isDoubles(list)) return boxDouble(doublesOf(list)[i]);
  if (isBools(list)) return fromBool(boolsOf(list)[i]);
  return list->items[i];
}
/// Turns a list into one of words, for good; -1 = MemoryError, the list is as it was. Identity of floats begins here.
int widenList(ListObj* list);
/// Widens and stores.
int listPutWidening(ListObj* list, int64_t i, Value value);
/// list[i] = value for an index in range; widens where the value does not fit. -1 = MemoryError.
inline int listPut(ListObj* list, int64_t i, Value value) {
  if (isDoubles(list)) {
    if (__builtin_expect(!fitsDoubles(value), 0)) return listPutWidening(list, i, value);
    doublesOf(list)[i] = floatOf(value);
  } else if (isBools(list)) {
    if (__builtin_expect(!fitsBools(value), 0)) return listPutWidening(list, i, value);
    boolsOf(list)[i] = value == fromBool(true);
  } else {
    list->items[i] = value;
  }
  return 0;
}
/// As listAppend; -1 = MemoryError.
int listAppendItem(ListObj* list, Value item);
/// An empty list with room, of the given one of the three Shapes. Open when it is trv_shape_list and capacity 0. Null = MemoryError.
ListObj* newListOf(Shape* shape, int64_t capacity);
/// A list of the kind that all items fit.
ListObj* listFromItems(const Value* items, int64_t n);
/// Part of a list in a new one of the class list: `count` items from `start` on at a distance of `step`.
ListObj* listPart(const ListObj* list, int64_t start, int64_t step, int64_t count);
/// list.extend(iterable); -1 = raised.
int listExtend(ListObj* list, Value iterable);
/// Copies all items of `from` behind those of `list`, which may be the same list.
int listAppendAll(ListObj* list, const ListObj* from);
/// Copies `n` values behind the items.
int listAppendValues(ListObj* list, const Value* values, int64_t n);
/// Shortens to `length`, clearing what lies behind.
void listTruncate(ListObj* list, int64_t length);
/// Empties the list and lets go of its memory.
void listClear(ListObj* list);
/// First index in [start, stop) whose item is or equals `item`; -1 none, -2 raised. Reads the length again after each comparison.
int64_t listFind(ListObj* list, Value item, int64_t start, int64_t stop);
/// The items as a tuple.
TupleObj* tupleOfList(const ListObj* list);

// ---- dict internals used by views, iterators and other containers
DictEntry* dictFind(DictObj* d, Value key, int64_t hash);  ///< null: absent, or raised (check hasPending)
int dictSetHashed(DictObj* d, Value key, int64_t hash, Value value);
/// Removes and answers the value; 0 absent or raised.
Value dictTake(DictObj* d, Value key, int64_t hash);
DictObj* dictCopy(DictObj* d);
void dictClear(DictObj* d);
/// d.update(other): a dict, something with keys(), or pairs.
int dictUpdateFrom(DictObj* d, Value other);
int dictEqual(DictObj* a, DictObj* b);
Value dictSubscript(Value d, Value key);  ///< d[key] with __missing__ of subclasses
Value dictIterator(Value d, ClassObj* iteratorClass);
extern "C" {
extern ClassObj trv_class_dict_keyiterator, trv_class_dict_valueiterator, trv_class_dict_itemiterator, trv_class_dict_reversekeyiterator,
    trv_class_dict_reversevalueiterator, trv_class_dict_reverseitemiterator, trv_class_set_iterator, trv_class_list_iterator,
    trv_class_list_reverseiterator, trv_class_tuple_iterator, trv_class_range_iterator, trv_class_longrange_iterator,
    trv_class_callable_iterator, trv_class_sequence_iterator;
extern Shape trv_shape_dict_keyiterator, trv_shape_dict_valueiterator, trv_shape_dict_itemiterator, trv_shape_set_iterator,
    trv_shape_frozenset;
}
struct DictIteratorObj : Object {
  DictObj* dict;      ///< null when exhausted
  int64_t position;
  int64_t used;       ///< size at the start, -1 after a change was reported
  int64_t remaining;
};
Value dictIteratorNext(Value iterator);
struct DictViewObj : Object { DictObj* dict; };
Value newDictView(ClassObj* cls, DictObj* d);

// ---- set internals
struct SetIteratorObj : Object {
  SetObj* set;        ///< null when exhausted
  int64_t used;
  int64_t position;
  int64_t remaining;
};
Value setIteratorNext(Value iterator);
int setUpdateFrom(SetObj* s, Value iterable);
/// Next live entry from *position; null at the end.
SetEntry* setNextEntry(SetObj* s, int64_t* position);
int setAddHashed(SetObj* s, Value key, int64_t hash);
int setContainsHashed(SetObj* s, Value key, int64_t hash);
int setDiscardHashed(SetObj* s, Value key, int64_t hash);
void setClear(SetObj* s);
/// Storage changed while iterating? Raises RuntimeError "Set changed size during iteration".
Value listIteratorNext(Value iterator);
Value tupleIteratorNext(Value iterator);
Value rangeIteratorNext(Value iterator);
Value newSequenceIterator(Shape* shape, Value sequence, int64_t index);
/// What __reduce__ of an iterator answers: (iter, (sequence,), index), sequence 0 = exhausted.
Value reduceSequenceIterator(const char* function, Value sequence, Value emptySequence, int64_t index);
/// __reduce__ and __setstate__ of iterators that are a SequenceIteratorObj going forward.
Value sequenceIteratorReduce(Value self, const Value* args, int64_t nargs);
Value sequenceIteratorSetState(Value self, const Value* args, int64_t nargs);
/// iter(callable, sentinel)
Value newCallableIterator(Value callable, Value sentinel);
/// The iterator over an object that has __getitem__ only, called with 0, 1, 2 … until IndexError.
Value newGetItemIterator(Value sequence);
/// A range of whole-number bounds (step not 0).
Value newRange(Value start, Value stop, Value step);

}  // namespace trivium::runtime
