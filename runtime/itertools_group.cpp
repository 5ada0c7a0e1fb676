// The tools of `itertools` that remember items: accumulate, pairwise, zip_longest, groupby, tee.
#include "runtime/abi/helpers.h"
#include "runtime/detail/itertools.h"

namespace trivium::runtime {
namespace {

ClassObj accumulateClass, pairwiseClass, zipLongestClass, groupByClass, grouperClass, teeClass;

// ---- accumulate

struct AccumulateObj : Object {
  Value iterator, function;  ///< function 0 = addition
  Value total;               ///< 0 before the first item
  Value initial;             ///< still to be yielded, or 0
};

Value accumulateCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const kNames[] = {"iterable", "func", "initial"};
  Value given[3];
  if (nargs > 2 && nargs + keywordCount(kwnames) <= 3) {
    return raise(&trv_exc_TypeError, "accumulate() takes at most 2 positional arguments (%zd given)", nargs);
  }
  if (!bindArgs("accumulate", kNames, 3, 0, 1, args, nargs, kwnames, given)) return 0;
  Value iterator = iterOf(given[0]);
  if (!iterator) return 0;
  auto* a = newTool<AccumulateObj>(cls);
  a->iterator = iterator;
  a->function = given[1] == none() ? 0 : given[1];
  a->initial = given[2] == none() ? 0 : given[2];
  return toValue(a);
}

Value accumulateNext(Value self) {
  auto* a = as<AccumulateObj>(self);
  if (a->initial) {
    a->total = a->initial;
    a->initial = 0;
    return a->total;
  }
  Value item = advance(a->iterator);
  if (!item || item == kEnd) return item;
  if (a->total) item = a->function ? callWith(a->function, a->total, item) : abi::trv_add(a->total, item);
  if (item) a->total = item;
  return item;
}

// ---- pairwise

struct PairwiseObj : Object { Value iterator, previous; };  ///< iterator 0 = exhausted

Value pairwiseCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  if (!refuseToolKeywords(cls, "pairwise", kwnames) || !checkArgCount("pairwise", nargs, 1, 1)) return 0;
  Value iterator = iterOf(args[0]);
  if (!iterator) return 0;
  auto* p = newTool<PairwiseObj>(cls);
  p->iterator = iterator;
  return toValue(p);
}

Value pairwiseNext(Value self) {
  auto* p = as<PairwiseObj>(self);
  if (!p->iterator) return kEnd;
  if (!p->previous) {
    Value first = advance(p->iterator);
    if (!first || first == kEnd) {
      p->iterator = 0;
      return first;
    }
    p->previous = first;
    if (!p->iterator) return kEnd;  // the call has exhausted this very tool
  }
  Value item = advance(p->iterator);
  if (!item || item == kEnd) {
    p->iterator = p->previous = 0;
    return item;
  }
  Value pair = toValue(makeTuple(p->previous, item));
  p->previous = item;
  return pair;
}

// ---- zip_longest

struct ZipLongestObj : Object {
  TupleObj* iterators;  ///< 0 = exhausted
  Value fill;
  int64_t active;
};

Value zipLongestCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  Value fill = none();
  for (int64_t i = 0; i < keywordCount(kwnames); ++i) {
    if (!strEquals(as<StrObj>(as<TupleObj>(kwnames)->items[i]), "fillvalue")) {
      return raise(&trv_exc_TypeError, "zip_longest() got an unexpected keyword argument");
    }
    fill = args[nargs + i];
  }
  TupleObj* iterators = newTuple(nargs);
  for (int64_t i = 0; i < nargs; ++i) {
    iterators->items[i] = iterOf(args[i]);
    if (!iterators->items[i]) return 0;
  }
  auto* z = newTool<ZipLongestObj>(cls);
  z->iterators = iterators;
  z->fill = fill;
  z->active = nargs;
  return toValue(z);
}

Value zipLongestNext(Value self) {
  auto* z = as<ZipLongestObj>(self);
  if (z->active == 0) return kEnd;
  TupleObj* result = newTuple(z->iterators->length);
  for (int64_t i = 0; i < result->length; ++i) {
    Value& iterator = z->iterators->items[i];
    Value item = iterator ? advance(iterator) : kEnd;
    if (!item) {
      z->active = 0;
      return 0;
    }
    if (item == kEnd) {
      if (iterator && --z->active == 0) return kEnd;
      iterator = 0;
      item = z->fill;
    }
    result->items[i] = item;
  }
  return toValue(result);
}

// ---- groupby

struct GroupByObj : Object {
  Value iterator, function;      ///< function 0 = the item is its own key
  Value target;                  ///< key of the group handed out last
  Value key, item;               ///< of the item read ahead; 0 = none
  Value grouper;                 ///< the group that may still read
};
struct GrouperObj : Object {
  GroupByObj* parent;
  Value target;
};

Value groupByCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const kNames[] = {"iterable", "key"};
  Value given[2];
  if (!bindArgs("groupby", kNames, 2, 0, 1, args, nargs, kwnames, given)) return 0;
  Value iterator = iterOf(given[0]);
  if (!iterator) return 0;
  auto* g = newTool<GroupByObj>(cls);
  g->iterator = iterator;
  g->function = given[1] == none() ? 0 : given[1];
  return toValue(g);
}

/// Reads one item ahead: kEnd, 0 = raised, else the item.
Value readAhead(GroupByObj* g) {
  Value item = advance(g->iterator);
  if (!item || item == kEnd) return item;
  Value key = g->function ? call(g->function, &item, 1) : item;
  if (!key) return 0;
  g->item = item;
  g->key = key;
  return item;
}

Value groupByNext(Value self) {
  auto* g = as<GroupByObj>(self);
  g->grouper = 0;
  for (;;) {  // skips what is left of the last group
    if (g->key) {
      if (!g->target) break;
      int same = compareBool(g->target, g->key, CompareOp::Eq);
      if (same < 0) return 0;
      if (!same) break;
    }
    Value item = readAhead(g);
    if (!item || item == kEnd) return item;
  }
  g->target = g->key;
  auto* grouper = gcNew<GrouperObj>(grouperClass.instanceShape);
  grouper->parent = g;
  grouper->target = g->key;
  g->grouper = toValue(grouper);
  return toValue(makeTuple(g->key, toValue(grouper)));
}

Value grouperNext(Value self) {
  const auto* grouper = as<GrouperObj>(self);
  GroupByObj* g = grouper->parent;
  if (g->grouper != self) return kEnd;
  if (!g->item) {
    Value item = readAhead(g);
    if (!item || item == kEnd) return item;
  }
  int same = compareBool(grouper->target, g->key, CompareOp::Eq);
  if (same <= 0) return same < 0 ? 0 : kEnd;
  Value item = g->item;
  g->item = g->key = 0;
  return item;
}

// ---- tee

constexpr int64_t kLinkItems = 57;

/// A piece of what the iterators of one tee have read, or have yet to read, from their source. Pieces that all have passed are garbage.
struct TeeLink {
  Value source;
  TeeLink* next;
  int64_t count;
  int64_t running;
  Value items[kLinkItems];
};
struct TeeObj : Object {
  TeeLink* link;
  int64_t index;
};

TeeLink* newLink(Value source) {
  auto* link = static_cast<TeeLink*>(gcAllocScan(sizeof(TeeLink)));
  link->source = source;
  return link;
}

Value newTee(TeeLink* link, int64_t index) {
  auto* t = gcNew<TeeObj>(teeClass.instanceShape);
  t->link = link;
  t->index = index;
  return toValue(t);
}

Value teeOf(Value iterable) {
  Value iterator = iterOf(iterable);
  if (!iterator) return 0;
  if (isExact(iterator, &teeClass)) return newTee(as<TeeObj>(iterator)->link, as<TeeObj>(iterator)->index);
  return newTee(newLink(iterator), 0);
}

Value teeNext(Value self) {
  auto* t = as<TeeObj>(self);
  if (t->index == kLinkItems) {
    if (!t->link->next) t->link->next = newLink(t->link->source);
    t->link = t->link->next;
    t->index = 0;
  }
  TeeLink* link = t->link;
  if (t->index == link->count) {
    if (link->running) return raise(&trv_exc_RuntimeError, "cannot re-enter the tee iterator");
    link->running = 1;
    Value item = advance(link->source);
    link->running = 0;
    if (!item || item == kEnd) return item;
    link->items[link->count++] = item;
  }
  return link->items[t->index++];
}

Value teeCopy(Value self, const Value*, int64_t) { return newTee(as<TeeObj>(self)->link, as<TeeObj>(self)->index); }

Value teeCreate(ClassObj*, const Value* args, int64_t nargs, Value kwnames) {
  if ((kwnames && !refuseKeywords(kwnames, "_tee")) || !checkArgCount("_tee", nargs, 1, 1)) return 0;
  return teeOf(args[0]);
}

Value teeFn(Value, const Value* args, int64_t nargs) {
  int64_t n = 2;
  if (nargs > 1) {
    bool overflow = false;
    if (toInt64(args[1], &n, &overflow) < 0) return 0;
    if (overflow) return raise(&trv_exc_OverflowError, "Python int too large to convert to C ssize_t");
  }
  if (n < 0) return raise(&trv_exc_ValueError, "n must be >= 0");
  if (n > (int64_t{1} << 32)) return raise(&trv_exc_MemoryError, "");
  TupleObj* result = newTuple(n);
  if (n == 0) return toValue(result);
  Value first = iterOf(args[0]);
  if (!first) return 0;
  // An iterator that can be copied need not be recorded.
  Value copy = getAttrOrEnd(first, TRV_STR("__copy__"));
  if (!copy) return 0;
  if (copy == kEnd) {
    first = newTee(newLink(first), 0);
    copy = getAttr(first, TRV_STR("__copy__"));
    if (!copy) return 0;
  }
  result->items[0] = first;
  for (int64_t i = 1; i < n; ++i) {
    result->items[i] = call(copy, nullptr, 0);
    if (!result->items[i]) return 0;
  }
  return toValue(result);
}

const NativeDef kTeeMethods[] = {{"__copy__", teeCopy, ArgKind::None}, {}};
const NativeDef kFunctions[] = {{"tee", teeFn, ArgKind::Positional, 1, 2}, {}};

}  // namespace

void addGrouping(Value module) {
  addTool(module, &accumulateClass, "accumulate", accumulateCreate, accumulateNext, sizeof(AccumulateObj));
  addTool(module, &pairwiseClass, "pairwise", pairwiseCreate, pairwiseNext, sizeof(PairwiseObj));
  addTool(module, &zipLongestClass, "zip_longest", zipLongestCreate, zipLongestNext, sizeof(ZipLongestObj));
  addTool(module, &groupByClass, "groupby", groupByCreate, groupByNext, sizeof(GroupByObj));
  addTool(module, &grouperClass, "_grouper", nullptr, grouperNext, sizeof(GrouperObj));
  addTool(module, &teeClass, "_tee", teeCreate, teeNext, sizeof(TeeObj), kTeeMethods);
  teeClass.flags &= ~static_cast<uint32_t>(kBaseType);
  moduleAddFunctions(module, kFunctions);
}

}  // namespace trivium::runtime
