// The iterator classes of the built-in functions: enumerate, zip, map, filter, reversed, iter(callable, sentinel), and iteration by
// __getitem__. Library Reference "Built-in Functions", messages as CPython's.
#include "runtime/detail/bigint.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_enumerate, trv_class_zip, trv_class_map, trv_class_filter, trv_class_reversed, trv_class_callable_iterator,
    trv_class_sequence_iterator;
}

namespace {

struct EnumerateObj : Object { Value iterator, count; };
struct ZipObj : Object {
  TupleObj* iterators;
  int64_t strict;
};
struct MapObj : Object {
  Value function;
  TupleObj* iterators;
};
struct FilterObj : Object { Value function, iterator; };
struct ReversedObj : Object {
  Value sequence;  ///< 0 when exhausted
  int64_t index;
};
struct CallableIteratorObj : Object { Value callable, sentinel; };  ///< callable 0 = exhausted
struct GetItemIteratorObj : Object {
  Value sequence;  ///< 0 when exhausted
  int64_t index;
};
static_assert(sizeof(GetItemIteratorObj) == sizeof(SequenceIteratorObj));

Value iteratorSelf(Value self) { return self; }
/// The next item of what iterOf answered.
inline Value advance(Value iterator) { return classOf(iterator)->slots.next(iterator); }

/// Iterators over each argument; null = raised.
TupleObj* iteratorsOf(const Value* args, int64_t n) {
  TupleObj* iterators = newTuple(n);
  for (int64_t i = 0; i < n; ++i) {
    iterators->items[i] = iterOf(args[i]);
    if (!iterators->items[i]) return nullptr;
  }
  return iterators;
}

/// Fills out[0 … n) with an item of each; the number of the one that ended (or raised, see *raised), else n.
int64_t advanceAll(const TupleObj* iterators, Value* out, bool* raised) {
  for (int64_t i = 0; i < iterators->length; ++i) {
    Value item = advance(iterators->items[i]);
    if (!item || item == kEnd) {
      *raised = !item;
      return i;
    }
    out[i] = item;
  }
  return iterators->length;
}

/// (class, its arguments): an iterator's state is in the iterators it draws from.
Value reduceAs(Value self, Value arguments) { return toValue(makeTuple(toValue(classOf(self)), arguments)); }

// ---- enumerate

Value enumerateCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  Value iterable = nargs > 0 ? args[0] : 0, start = nargs > 1 ? args[1] : 0;
  int64_t given = nargs + keywordCount(kwnames);
  if (given > 2) return raise(&trv_exc_TypeError, "enumerate() takes at most 2 arguments (%zd given)", given);
  for (int64_t i = 0; i < keywordCount(kwnames); ++i) {
    StrObj* name = as<StrObj>(as<TupleObj>(kwnames)->items[i]);
    if (strEquals(name, "iterable") && !iterable) {
      iterable = args[nargs + i];
    } else if (strEquals(name, "start") && !start && given == 2) {
      start = args[nargs + i];
    } else {
      return raise(&trv_exc_TypeError, "'%U' is an invalid keyword argument for enumerate()", name);
    }
  }
  if (!iterable) return raise(&trv_exc_TypeError, "enumerate() missing required argument 'iterable'");
  Value count = start ? index(start) : fromSmallInt(0);
  if (!count) return 0;
  count = exactInt(count);
  Value iterator = iterOf(iterable);
  if (!iterator) return 0;
  auto* e = reinterpret_cast<EnumerateObj*>(allocInstance(cls));
  e->iterator = iterator;
  e->count = count;
  return toValue(e);
}

Value enumerateNext(Value self) {
  auto* e = as<EnumerateObj>(self);
  Value item = advance(e->iterator);
  if (!item || item == kEnd) return item;
  TupleObj* pair = newTuple(2);
  pair->items[0] = e->count;
  pair->items[1] = item;
  if (isSmallInt(e->count)) {
    e->count = newInt(smallIntOf(e->count) + 1);
  } else {
    e->count = binaryOp(BinaryOp::Add, e->count, fromSmallInt(1));
    if (!e->count) return 0;
  }
  return toValue(pair);
}

Value enumerateReduce(Value self, const Value*, int64_t) {
  const auto* e = as<EnumerateObj>(self);
  return reduceAs(self, toValue(makeTuple(e->iterator, e->count)));
}

const NativeDef kEnumerateMethods[] = {{"__reduce__", enumerateReduce, ArgKind::None}, kClassGetItem, {}};

// ---- zip

Value zipCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  int strict = 0;
  if (keywordCount(kwnames) > 1) return raise(&trv_exc_TypeError, "zip() takes at most 1 keyword argument (%zd given)", keywordCount(kwnames));
  for (int64_t i = 0; i < keywordCount(kwnames); ++i) {
    StrObj* name = as<StrObj>(as<TupleObj>(kwnames)->items[i]);
    if (!strEquals(name, "strict")) return raise(&trv_exc_TypeError, "'%U' is an invalid keyword argument for zip()", name);
    strict = truth(args[nargs + i]);
    if (strict < 0) return 0;
  }
  TupleObj* iterators = iteratorsOf(args, nargs);
  if (!iterators) return 0;
  auto* z = reinterpret_cast<ZipObj*>(allocInstance(cls));
  z->iterators = iterators;
  z->strict = strict;
  return toValue(z);
}

Value raiseUneven(const char* what, int64_t i) {
  return raise(&trv_exc_ValueError, "zip() argument %zd is %s than argument%s%zd", i + 1, what, i == 1 ? " " : "s 1-", i);
}

Value zipNext(Value self) {
  auto* z = as<ZipObj>(self);
  int64_t n = z->iterators->length;
  if (n == 0) return kEnd;
  TupleObj* result = newTuple(n);
  bool raised = false;
  int64_t ended = advanceAll(z->iterators, result->items, &raised);
  if (ended == n) return toValue(result);
  if (raised) return 0;
  if (!z->strict) return kEnd;
  if (ended > 0) return raiseUneven("shorter", ended);
  for (int64_t i = 1; i < n; ++i) {
    Value item = advance(z->iterators->items[i]);
    if (!item) return 0;
    if (item != kEnd) return raiseUneven("longer", i);
  }
  return kEnd;
}

Value zipReduce(Value self, const Value*, int64_t) {
  const auto* z = as<ZipObj>(self);
  if (!z->strict) return reduceAs(self, toValue(z->iterators));
  return toValue(makeTuple(toValue(classOf(self)), toValue(z->iterators), fromBool(true)));
}

Value zipSetState(Value self, const Value* args, int64_t) {
  int strict = truth(args[0]);
  if (strict < 0) return 0;
  as<ZipObj>(self)->strict = strict;
  return none();
}

const NativeDef kZipMethods[] = {{"__reduce__", zipReduce, ArgKind::None}, {"__setstate__", zipSetState, ArgKind::One}, {}};

// ---- map

Value mapCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  if (cls == &trv_class_map && kwnames && !refuseKeywords(kwnames, "map")) return 0;
  if (nargs < 2) return raise(&trv_exc_TypeError, "map() must have at least two arguments.");
  TupleObj* iterators = iteratorsOf(args + 1, nargs - 1);
  if (!iterators) return 0;
  auto* m = reinterpret_cast<MapObj*>(allocInstance(cls));
  m->function = args[0];
  m->iterators = iterators;
  return toValue(m);
}

Value mapNext(Value self) {
  auto* m = as<MapObj>(self);
  int64_t n = m->iterators->length;
  if (n == 1) {
    Value item = advance(m->iterators->items[0]);
    return !item || item == kEnd ? item : call(m->function, &item, 1);
  }
  constexpr int64_t kFew = 8;
  Value few[kFew];
  Value* items = n <= kFew ? few : newTuple(n)->items;
  bool raised = false;
  if (advanceAll(m->iterators, items, &raised) < n) return raised ? 0 : kEnd;
  return call(m->function, items, n);
}

Value mapReduce(Value self, const Value*, int64_t) {
  const auto* m = as<MapObj>(self);
  TupleObj* arguments = newTuple(m->iterators->length + 1);
  arguments->items[0] = m->function;
  for (int64_t i = 0; i < m->iterators->length; ++i) arguments->items[i + 1] = m->iterators->items[i];
  return reduceAs(self, toValue(arguments));
}

const NativeDef kMapMethods[] = {{"__reduce__", mapReduce, ArgKind::None}, {}};

// ---- filter

Value filterCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  if (cls == &trv_class_filter && kwnames && !refuseKeywords(kwnames, "filter")) return 0;
  if (!checkArgCount("filter", nargs, 2, 2)) return 0;
  Value iterator = iterOf(args[1]);
  if (!iterator) return 0;
  auto* f = reinterpret_cast<FilterObj*>(allocInstance(cls));
  f->function = args[0];
  f->iterator = iterator;
  return toValue(f);
}

Value filterNext(Value self) {
  auto* f = as<FilterObj>(self);
  bool byTruth = f->function == none() || f->function == toValue(&trv_class_bool);
  for (;;) {
    Value item = advance(f->iterator);
    if (!item || item == kEnd) return item;
    Value verdict = byTruth ? item : call(f->function, &item, 1);
    int wanted = verdict ? truth(verdict) : -1;
    if (wanted < 0) return 0;
    if (wanted) return item;
  }
}

Value filterReduce(Value self, const Value*, int64_t) {
  const auto* f = as<FilterObj>(self);
  return reduceAs(self, toValue(makeTuple(f->function, f->iterator)));
}

const NativeDef kFilterMethods[] = {{"__reduce__", filterReduce, ArgKind::None}, {}};

// ---- reversed

Value reversedCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  if (cls == &trv_class_reversed && kwnames && !refuseKeywords(kwnames, "reversed")) return 0;
  if (!checkArgCount("reversed", nargs, 1, 1)) return 0;
  Value v = args[0];
  Value method = lookupOnClass(classOf(v), TRV_STR("__reversed__"));
  if (method && method != none()) {
    bool found = true;
    return callSpecial(v, TRV_STR("__reversed__"), nullptr, 0, &found);
  }
  if (method || isDict(v) || !classOf(v)->slots.getItem) return raise(&trv_exc_TypeError, "'%T' object is not reversible", v);
  int64_t n = lengthOf(v);
  if (n < 0) return 0;
  auto* r = reinterpret_cast<ReversedObj*>(allocInstance(cls));
  r->sequence = v;
  r->index = n - 1;
  return toValue(r);
}

/// Item `i`; kEnd where IndexError or StopIteration says that there is none.
Value itemOrEnd(Value sequence, int64_t i) {
  Value item = getItem(sequence, newInt(i));
  if (item) return item;
  if (!pendingIs(&trv_exc_IndexError) && !pendingIs(&trv_exc_StopIteration)) return 0;
  clearPending();
  return kEnd;
}

Value reversedNext(Value self) {
  auto* r = as<ReversedObj>(self);
  if (!r->sequence) return kEnd;
  if (r->index >= 0) {
    Value item = itemOrEnd(r->sequence, r->index);
    if (item && item != kEnd) {
      --r->index;
      return item;
    }
    if (!item) return 0;
  }
  r->index = -1;
  r->sequence = 0;
  return kEnd;
}

Value reversedLengthHint(Value self, const Value*, int64_t) {
  const auto* r = as<ReversedObj>(self);
  if (!r->sequence) return fromSmallInt(0);
  int64_t n = lengthOf(r->sequence);
  if (n < 0) return 0;
  return newInt(n < r->index + 1 ? 0 : r->index + 1);
}

Value reversedReduce(Value self, const Value*, int64_t) {
  const auto* r = as<ReversedObj>(self);
  if (!r->sequence) return reduceAs(self, toValue(makeTuple(toValue(newTuple(0)))));
  return toValue(makeTuple(toValue(classOf(self)), toValue(makeTuple(r->sequence)), newInt(r->index)));
}

Value reversedSetState(Value self, const Value* args, int64_t) {
  auto* r = as<ReversedObj>(self);
  int64_t i;
  if (toInt64(args[0], &i) < 0) return 0;
  if (!r->sequence) return none();
  int64_t n = lengthOf(r->sequence);
  if (n < 0) return 0;
  r->index = i < -1 ? -1 : i > n - 1 ? n - 1 : i;
  return none();
}

const NativeDef kReversedMethods[] = {
    {"__length_hint__", reversedLengthHint, ArgKind::None},
    {"__reduce__", reversedReduce, ArgKind::None},
    {"__setstate__", reversedSetState, ArgKind::One},
    {},
};

// ---- iter(callable, sentinel)

Value callableNext(Value self) {
  auto* it = as<CallableIteratorObj>(self);
  if (!it->callable) return kEnd;
  Value result = call(it->callable, nullptr, 0);
  if (result) {
    if (!it->callable) return kEnd;  // the call has exhausted this very iterator
    int equal = compareBool(it->sentinel, result, CompareOp::Eq);
    if (equal < 0) return 0;
    if (!equal) return result;
  } else {
    if (!pendingIs(&trv_exc_StopIteration)) return 0;
    clearPending();
  }
  it->callable = it->sentinel = 0;
  return kEnd;
}

/// An exhausted iterator pickles as one over nothing.
Value reduceAsIter(Value first, Value second) {
  Value iter = builtinGet(TRV_STR("iter"));
  TupleObj* arguments = !first ? makeTuple(toValue(newTuple(0))) : second ? makeTuple(first, second) : makeTuple(first);
  return toValue(makeTuple(iter, toValue(arguments)));
}

Value callableReduce(Value self, const Value*, int64_t) {
  const auto* it = as<CallableIteratorObj>(self);
  return reduceAsIter(it->callable, it->sentinel);
}

const NativeDef kCallableMethods[] = {{"__reduce__", callableReduce, ArgKind::None}, {}};

// ---- iteration by __getitem__

Value getItemNext(Value self) {
  auto* it = as<GetItemIteratorObj>(self);
  if (!it->sequence) return kEnd;
  Value item = itemOrEnd(it->sequence, it->index);
  if (!item) return 0;
  if (item == kEnd) {
    it->sequence = 0;
    return kEnd;
  }
  ++it->index;
  return item;
}

Value getItemLengthHint(Value self, const Value*, int64_t) {
  const auto* it = as<GetItemIteratorObj>(self);
  if (!it->sequence) return fromSmallInt(0);
  if (!classOf(it->sequence)->slots.len) return notImplemented();
  int64_t n = lengthOf(it->sequence);
  if (n < 0) return 0;
  return fromSmallInt(n > it->index ? n - it->index : 0);
}

Value getItemReduce(Value self, const Value*, int64_t) {
  const auto* it = as<GetItemIteratorObj>(self);
  if (!it->sequence) return reduceAsIter(0, 0);
  Value iter = builtinGet(TRV_STR("iter"));
  return toValue(makeTuple(iter, toValue(makeTuple(it->sequence)), newInt(it->index)));
}

Value getItemSetState(Value self, const Value* args, int64_t) {
  auto* it = as<GetItemIteratorObj>(self);
  int64_t i;
  if (toInt64(args[0], &i) < 0) return 0;
  if (it->sequence) it->index = i < 0 ? 0 : i;
  return none();
}

const NativeDef kGetItemMethods[] = {
    {"__length_hint__", getItemLengthHint, ArgKind::None},
    {"__reduce__", getItemReduce, ArgKind::None},
    {"__setstate__", getItemSetState, ArgKind::One},
    {},
};

void ready(ClassObj* cls, const char* name, Value (*create)(ClassObj*, const Value*, int64_t, Value), Value (*next)(Value), uint32_t bytes,
           const NativeDef* methods, const char* doc = nullptr) {
  cls->slots.create = create;
  cls->slots.iter = iteratorSelf;
  cls->slots.next = next;
  readyClass({cls, name, nullptr, bytes, create ? static_cast<uint32_t>(kBaseType) : 0u, methods, nullptr, doc, nullptr});
}

}  // namespace

Value newCallableIterator(Value callable, Value sentinel) {
  auto* it = gcNew<CallableIteratorObj>(trv_class_callable_iterator.instanceShape);
  it->callable = callable;
  it->sentinel = sentinel;
  return toValue(it);
}

Value newGetItemIterator(Value sequence) { return newSequenceIterator(trv_class_sequence_iterator.instanceShape, sequence, 0); }

void readyIteratorClasses() {
  ready(&trv_class_enumerate, "enumerate", enumerateCreate, enumerateNext, sizeof(EnumerateObj), kEnumerateMethods,
        "Return an enumerate object.\n\n  iterable\n    an object supporting iteration\n\nThe enumerate object yields pairs containing a "
        "count (from start, which\ndefaults to zero) and a value yielded by the iterable argument.\n\nenumerate is useful for obtaining an "
        "indexed list:\n    (0, seq[0]), (1, seq[1]), (2, seq[2]), ...");
  ready(&trv_class_zip, "zip", zipCreate, zipNext, sizeof(ZipObj), kZipMethods);
  ready(&trv_class_map, "map", mapCreate, mapNext, sizeof(MapObj), kMapMethods,
        "map(func, *iterables) --> map object\n\nMake an iterator that computes the function using arguments from\neach of the iterables.  "
        "Stops when the shortest iterable is exhausted.");
  ready(&trv_class_filter, "filter", filterCreate, filterNext, sizeof(FilterObj), kFilterMethods,
        "filter(function or None, iterable) --> filter object\n\nReturn an iterator yielding those items of iterable for which "
        "function(item)\nis true. If function is None, return the items that are true.");
  ready(&trv_class_reversed, "reversed", reversedCreate, reversedNext, sizeof(ReversedObj), kReversedMethods,
        "Return a reverse iterator over the values of the given sequence.");
  ready(&trv_class_callable_iterator, "callable_iterator", nullptr, callableNext, sizeof(CallableIteratorObj), kCallableMethods);
  ready(&trv_class_sequence_iterator, "iterator", nullptr, getItemNext, sizeof(GetItemIteratorObj), kGetItemMethods);
}

}  // namespace trivium::runtime
