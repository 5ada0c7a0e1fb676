// The native module `itertools`: endless iterators, selection, chaining. Library Reference "itertools", messages as CPython's
// Modules/itertoolsmodule.c. The other tools are in itertools_combine.cpp and itertools_group.cpp.
#include "runtime/detail/itertools.h"

#include "runtime/abi/helpers.h"

namespace trivium::runtime {

void addTool(Value module, ClassObj* cls, const char* name, CreateSlot create, Value (*next)(Value), uint32_t bytes,
             const NativeDef* methods, Value (*repr)(Value)) {
  cls->slots.create = create;
  cls->slots.iter = [](Value self) { return self; };
  cls->slots.next = next;
  cls->slots.repr = repr;
  readyClass({cls, name, nullptr, bytes, create ? static_cast<uint32_t>(kBaseType) : 0u, methods, nullptr, nullptr, nullptr, "itertools"});
  moduleAdd(module, name, toValue(cls));
}

bool refuseToolKeywords(ClassObj* cls, const char* name, Value kwnames) {
  if (!kwnames || cls->slots.init != trv_class_object.slots.init) return true;
  return refuseKeywords(kwnames, name);
}

namespace {

ClassObj countClass, cycleClass, repeatClass, chainClass, compressClass, takeWhileClass, dropWhileClass, filterFalseClass, starMapClass,
    isliceClass;

// ---- count

struct CountObj : Object { Value next, step; };

bool isNumber(Value v) {
  if (isSmallInt(v)) return true;
  const Slots& s = classOf(v)->slots;
  return s.index || s.toInt || s.toFloat || isInstance(v, &trv_class_complex);
}

Value countCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const kNames[] = {"start", "step"};
  Value given[2];
  if (!bindArgs("count", kNames, 2, 0, 0, args, nargs, kwnames, given)) return 0;
  if ((given[0] && !isNumber(given[0])) || (given[1] && !isNumber(given[1]))) return raise(&trv_exc_TypeError, "a number is required");
  auto* c = newTool<CountObj>(cls);
  c->next = given[0] ? given[0] : fromSmallInt(0);
  c->step = given[1] ? given[1] : fromSmallInt(1);
  return toValue(c);
}

Value countNext(Value self) {
  auto* c = as<CountObj>(self);
  Value item = c->next;
  Value next = bothSmallInt(item, c->step) ? newInt(smallIntOf(item) + smallIntOf(c->step)) : abi::trv_add(item, c->step);
  if (!next) return 0;
  c->next = next;
  return item;
}

Value countRepr(Value self) {
  const auto* c = as<CountObj>(self);
  if (c->step == fromSmallInt(1)) return toValue(strFormat("%U(%R)", classOf(self)->name, c->next));
  return toValue(strFormat("%U(%R, %R)", classOf(self)->name, c->next, c->step));
}

Value countReduce(Value self, const Value*, int64_t) {
  const auto* c = as<CountObj>(self);
  TupleObj* arguments = c->step == fromSmallInt(1) ? makeTuple(c->next) : makeTuple(c->next, c->step);
  return toValue(makeTuple(toValue(classOf(self)), toValue(arguments)));
}
const NativeDef kCountMethods[] = {{"__reduce__", countReduce, ArgKind::None}, {}};

// ---- cycle

struct CycleObj : Object {
  Value iterator;  ///< 0 once all items are saved
  ListObj* saved;
  int64_t index;
};

Value cycleCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  if (!refuseToolKeywords(cls, "cycle", kwnames) || !checkArgCount("cycle", nargs, 1, 1)) return 0;
  Value iterator = iterOf(args[0]);
  if (!iterator) return 0;
  auto* c = newTool<CycleObj>(cls);
  c->iterator = iterator;
  c->saved = newList();
  return toValue(c);
}

Value cycleNext(Value self) {
  auto* c = as<CycleObj>(self);
  if (c->iterator) {
    Value item = advance(c->iterator);
    if (item != kEnd) {
      if (item) listAppend(c->saved, item);
      return item;
    }
    c->iterator = 0;
  }
  if (c->saved->length == 0) return kEnd;
  Value item = c->saved->items[c->index];
  if (++c->index == c->saved->length) c->index = 0;
  return item;
}

// ---- repeat

struct RepeatObj : Object {
  Value object;
  int64_t left;  ///< -1 = for ever
};

Value repeatCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const kNames[] = {"object", "times"};
  Value given[2];
  if (!bindArgs("repeat", kNames, 2, 0, 1, args, nargs, kwnames, given)) return 0;
  int64_t times = -1;
  if (given[1]) {
    bool overflow = false;
    if (toInt64(given[1], &times, &overflow) < 0) return 0;
    if (overflow) return raise(&trv_exc_OverflowError, "Python int too large to convert to C ssize_t");
    if (times < 0) times = 0;
  }
  auto* r = newTool<RepeatObj>(cls);
  r->object = given[0];
  r->left = times;
  return toValue(r);
}

Value repeatNext(Value self) {
  auto* r = as<RepeatObj>(self);
  if (r->left == 0) return kEnd;
  if (r->left > 0) --r->left;
  return r->object;
}

Value repeatRepr(Value self) {
  const auto* r = as<RepeatObj>(self);
  if (r->left < 0) return toValue(strFormat("%U(%R)", classOf(self)->name, r->object));
  return toValue(strFormat("%U(%R, %zd)", classOf(self)->name, r->object, r->left));
}

Value repeatLengthHint(Value self, const Value*, int64_t) {
  int64_t left = as<RepeatObj>(self)->left;
  return left < 0 ? raise(&trv_exc_TypeError, "len() of unsized object") : newInt(left);
}

Value repeatReduce(Value self, const Value*, int64_t) {
  const auto* r = as<RepeatObj>(self);
  TupleObj* arguments = r->left < 0 ? makeTuple(r->object) : makeTuple(r->object, newInt(r->left));
  return toValue(makeTuple(toValue(classOf(self)), toValue(arguments)));
}
const NativeDef kRepeatMethods[] = {
    {"__length_hint__", repeatLengthHint, ArgKind::None}, {"__reduce__", repeatReduce, ArgKind::None}, {}};

// ---- chain

struct ChainObj : Object { Value source, active; };  ///< iterator over the iterables, over the present one; 0 = none

Value newChain(ClassObj* cls, Value source) {
  if (!source) return 0;
  auto* c = newTool<ChainObj>(cls);
  c->source = source;
  return toValue(c);
}

Value chainCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  if (!refuseToolKeywords(cls, "chain", kwnames)) return 0;
  return newChain(cls, iterOf(toValue(tupleOf(args, nargs))));
}

Value chainFromIterable(Value cls, const Value* args, int64_t) { return newChain(as<ClassObj>(cls), iterOf(args[0])); }

Value chainNext(Value self) {
  auto* c = as<ChainObj>(self);
  while (c->source) {
    if (!c->active) {
      Value iterable = advance(c->source);
      if (iterable == kEnd) c->source = 0;
      if (!iterable || iterable == kEnd) return iterable;
      c->active = iterOf(iterable);
      if (!c->active) {
        c->source = 0;
        return 0;
      }
    }
    Value item = advance(c->active);
    if (item != kEnd) return item;
    c->active = 0;
  }
  return kEnd;
}
const NativeDef kChainMethods[] = {
    {"from_iterable", chainFromIterable, ArgKind::One, 0, -1, nullptr, nullptr, MethodKind::Class}, kClassGetItem, {}};

// ---- compress

struct CompressObj : Object { Value data, selectors; };

Value compressCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const kNames[] = {"data", "selectors"};
  Value given[2];
  if (!bindArgs("compress", kNames, 2, 0, 2, args, nargs, kwnames, given)) return 0;
  Value data = iterOf(given[0]);
  Value selectors = data ? iterOf(given[1]) : 0;
  if (!selectors) return 0;
  auto* c = newTool<CompressObj>(cls);
  c->data = data;
  c->selectors = selectors;
  return toValue(c);
}

Value compressNext(Value self) {
  const auto* c = as<CompressObj>(self);
  for (;;) {
    Value item = advance(c->data);
    if (!item || item == kEnd) return item;
    Value selector = advance(c->selectors);
    if (!selector || selector == kEnd) return selector;
    int wanted = truth(selector);
    if (wanted) return wanted < 0 ? 0 : item;
  }
}

// ---- takewhile, dropwhile, filterfalse, starmap: a function and an iterator

struct FunctionToolObj : Object {
  Value function, iterator;
  int64_t decided;  ///< takewhile: stopped; dropwhile: the first item was found
};

template <const char* const& name> Value functionToolCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  if (!refuseToolKeywords(cls, name, kwnames) || !checkArgCount(name, nargs, 2, 2)) return 0;
  Value iterator = iterOf(args[1]);
  if (!iterator) return 0;
  auto* t = newTool<FunctionToolObj>(cls);
  t->function = args[0];
  t->iterator = iterator;
  return toValue(t);
}
const char* const kTakeWhile = "takewhile";
const char* const kDropWhile = "dropwhile";
const char* const kFilterFalse = "filterfalse";
const char* const kStarMap = "starmap";

/// Truth of function(item); -1 = raised.
int holds(const FunctionToolObj* t, Value item) {
  Value verdict = call(t->function, &item, 1);
  return verdict ? truth(verdict) : -1;
}

Value takeWhileNext(Value self) {
  auto* t = as<FunctionToolObj>(self);
  if (t->decided) return kEnd;
  Value item = advance(t->iterator);
  if (!item || item == kEnd) return item;
  int wanted = holds(t, item);
  if (wanted > 0) return item;
  if (wanted < 0) return 0;
  t->decided = 1;
  return kEnd;
}

Value dropWhileNext(Value self) {
  auto* t = as<FunctionToolObj>(self);
  for (;;) {
    Value item = advance(t->iterator);
    if (!item || item == kEnd || t->decided) return item;
    int dropped = holds(t, item);
    if (dropped < 0) return 0;
    if (!dropped) {
      t->decided = 1;
      return item;
    }
  }
}

Value filterFalseNext(Value self) {
  const auto* t = as<FunctionToolObj>(self);
  bool byTruth = t->function == none() || t->function == toValue(&trv_class_bool);
  for (;;) {
    Value item = advance(t->iterator);
    if (!item || item == kEnd) return item;
    int unwanted = byTruth ? truth(item) : holds(t, item);
    if (unwanted <= 0) return unwanted < 0 ? 0 : item;
  }
}

Value starMapNext(Value self) {
  const auto* t = as<FunctionToolObj>(self);
  Value arguments = advance(t->iterator);
  if (!arguments || arguments == kEnd) return arguments;
  if (!isTuple(arguments) && !(arguments = tupleFrom(arguments))) return 0;
  return call(t->function, as<TupleObj>(arguments)->items, as<TupleObj>(arguments)->length);
}

// ---- islice

struct IsliceObj : Object {
  Value iterator;  ///< 0 when exhausted
  int64_t next, stop, step, taken;  ///< stop -1 = none
};

/// A bound from a program; -1 for anything that is none (also where no integer was given).
int64_t sliceBound(Value v) {
  int64_t i;
  if (!hasIndex(v)) return -1;
  bool overflow = false;
  if (toInt64(v, &i, &overflow) < 0) {
    clearPending();
    return -1;
  }
  return overflow ? -1 : i;
}

Value isliceCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  if (!refuseToolKeywords(cls, "islice", kwnames) || !checkArgCount("islice", nargs, 2, 4)) return 0;
  int64_t start = 0, stop = -1, step = 1;
  Value last = args[nargs == 2 ? 1 : 2];
  if (nargs > 2 && args[1] != none()) start = sliceBound(args[1]);
  if (last != none() && (stop = sliceBound(last)) == -1) {
    return raise(&trv_exc_ValueError, "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  }
  if (start < 0 || stop < -1) {
    return raise(&trv_exc_ValueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
  }
  if (nargs > 3 && args[3] != none() && (step = sliceBound(args[3])) < 1) {
    return raise(&trv_exc_ValueError, "Step for islice() must be a positive integer or None.");
  }
  Value iterator = iterOf(args[0]);
  if (!iterator) return 0;
  auto* s = newTool<IsliceObj>(cls);
  s->iterator = iterator;
  s->next = start;
  s->stop = stop;
  s->step = step;
  return toValue(s);
}

Value isliceNext(Value self) {
  auto* s = as<IsliceObj>(self);
  if (!s->iterator) return kEnd;
  for (; s->taken < s->next; ++s->taken) {
    Value skipped = advance(s->iterator);
    if (!skipped || skipped == kEnd) return skipped;
  }
  if (s->stop < 0 || s->taken < s->stop) {
    Value item = advance(s->iterator);
    if (item && item != kEnd) {
      ++s->taken;
      bool beyond = __builtin_add_overflow(s->next, s->step, &s->next) || (s->stop >= 0 && s->next > s->stop);
      if (beyond) s->next = s->stop < 0 ? INT64_MAX : s->stop;
      return item;
    }
    if (!item) {
      s->iterator = 0;
      return 0;
    }
  }
  s->iterator = 0;
  return kEnd;
}

}  // namespace

void initItertoolsModule(Value module) {
  addTool(module, &countClass, "count", countCreate, countNext, sizeof(CountObj), kCountMethods, countRepr);
  addTool(module, &cycleClass, "cycle", cycleCreate, cycleNext, sizeof(CycleObj));
  addTool(module, &repeatClass, "repeat", repeatCreate, repeatNext, sizeof(RepeatObj), kRepeatMethods, repeatRepr);
  addTool(module, &chainClass, "chain", chainCreate, chainNext, sizeof(ChainObj), kChainMethods);
  addTool(module, &compressClass, "compress", compressCreate, compressNext, sizeof(CompressObj));
  addTool(module, &takeWhileClass, kTakeWhile, functionToolCreate<kTakeWhile>, takeWhileNext, sizeof(FunctionToolObj));
  addTool(module, &dropWhileClass, kDropWhile, functionToolCreate<kDropWhile>, dropWhileNext, sizeof(FunctionToolObj));
  addTool(module, &filterFalseClass, kFilterFalse, functionToolCreate<kFilterFalse>, filterFalseNext, sizeof(FunctionToolObj));
  addTool(module, &starMapClass, kStarMap, functionToolCreate<kStarMap>, starMapNext, sizeof(FunctionToolObj));
  addTool(module, &isliceClass, "islice", isliceCreate, isliceNext, sizeof(IsliceObj));
  addCombinatorics(module);
  addGrouping(module);
}

}  // namespace trivium::runtime
