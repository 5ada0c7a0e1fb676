// The combinatoric tools of `itertools`: product, permutations, combinations, combinations_with_replacement. Each keeps the indices of
// its latest result and advances them in lexicographic order.
#include "runtime/detail/itertools.h"

namespace trivium::runtime {
namespace {

ClassObj productClass, permutationsClass, combinationsClass, withReplacementClass;

/// State of all four: r indices into one pool, or (product) into a pool each.
struct CombineObj : Object {
  TupleObj* pool;     ///< the items; of product the pools
  TupleObj* latest;   ///< null before the first result
  int64_t* indices;   ///< leaf block; permutations: of the whole pool
  int64_t* cycles;    ///< permutations only
  int64_t r;
  int64_t stopped;
};

/// Null with a pending MemoryError for an absurd number.
int64_t* newIndices(int64_t n) {
  if (n <= INT64_MAX / 64) return static_cast<int64_t*>(gcAllocLeaf(static_cast<size_t>(n ? n : 1) * sizeof(int64_t)));
  raise(&trv_exc_MemoryError, "");
  return nullptr;
}

/// A copy of the latest result, to be changed into the next one.
TupleObj* nextResult(const CombineObj* c) {
  TupleObj* t = newTuple(c->r);
  if (t && c->r) memcpy(t->items, c->latest->items, static_cast<size_t>(c->r) * sizeof(Value));
  return t;
}

Value finished(CombineObj* c) {
  c->stopped = 1;
  return kEnd;
}

// ---- product

TupleObj* poolOf(const CombineObj* c, int64_t i) { return as<TupleObj>(c->pool->items[i]); }

Value productCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  int64_t repeat = 1, named = keywordCount(kwnames);
  if (named > 1) return raise(&trv_exc_TypeError, "product() takes at most 1 keyword argument (%zd given)", named);
  for (int64_t i = 0; i < named; ++i) {
    StrObj* name = as<StrObj>(as<TupleObj>(kwnames)->items[i]);
    if (!strEquals(name, "repeat")) return raise(&trv_exc_TypeError, "'%U' is an invalid keyword argument for product()", name);
    bool overflow = false;
    if (toInt64(args[nargs + i], &repeat, &overflow) < 0) return 0;
    if (overflow) return raise(&trv_exc_OverflowError, "Python int too large to convert to C ssize_t");
    if (repeat < 0) return raise(&trv_exc_ValueError, "repeat argument cannot be negative");
  }
  int64_t n = repeat ? nargs : 0, r;
  if (__builtin_mul_overflow(n, repeat, &r) || r > (int64_t{1} << 32)) return raise(&trv_exc_OverflowError, "repeat argument too large");
  TupleObj* pools = newTuple(r);
  if (!pools) return 0;
  for (int64_t i = 0; i < n; ++i) {
    pools->items[i] = tupleFrom(args[i]);
    if (!pools->items[i]) return 0;
  }
  for (int64_t i = n; i < r; ++i) pools->items[i] = pools->items[i - n];
  auto* c = newTool<CombineObj>(cls);
  c->pool = pools;
  c->r = r;
  c->indices = newIndices(r);
  return c->indices ? toValue(c) : 0;
}

Value productNext(Value self) {
  auto* c = as<CombineObj>(self);
  if (c->stopped) return kEnd;
  TupleObj* result;
  if (!c->latest) {
    result = newTuple(c->r);
    if (!result) return 0;
    for (int64_t i = 0; i < c->r; ++i) {
      if (poolOf(c, i)->length == 0) return finished(c);
      result->items[i] = poolOf(c, i)->items[0];
    }
  } else {
    int64_t i = c->r - 1;
    while (i >= 0 && c->indices[i] + 1 == poolOf(c, i)->length) --i;
    if (i < 0) return finished(c);
    result = nextResult(c);
    if (!result) return 0;
    result->items[i] = poolOf(c, i)->items[++c->indices[i]];
    for (++i; i < c->r; ++i) {
      c->indices[i] = 0;
      result->items[i] = poolOf(c, i)->items[0];
    }
  }
  c->latest = result;
  return toValue(result);
}

// ---- permutations

/// Allocates the state for results of r items from a pool.
CombineObj* newCombination(ClassObj* cls, Value pool, int64_t r, bool stopped, int64_t indexCount) {
  auto* c = newTool<CombineObj>(cls);
  c->pool = as<TupleObj>(pool);
  c->r = r;
  c->stopped = stopped;
  if (!stopped && !(c->indices = newIndices(indexCount))) return nullptr;
  return c;
}

Value permutationsCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const kNames[] = {"iterable", "r"};
  Value given[2];
  if (!bindArgs("permutations", kNames, 2, 0, 1, args, nargs, kwnames, given)) return 0;
  Value pool = tupleFrom(given[0]);
  if (!pool) return 0;
  int64_t n = as<TupleObj>(pool)->length, r = n;
  if (given[1] && given[1] != none()) {
    if (!isInt(given[1])) return raise(&trv_exc_TypeError, "Expected int as r");
    if (!intFitsInt64(given[1], &r)) return raise(&trv_exc_OverflowError, "Python int too large to convert to C ssize_t");
    if (r < 0) return raise(&trv_exc_ValueError, "r must be non-negative");
  }
  CombineObj* c = newCombination(cls, pool, r, r > n, n);
  if (!c) return 0;
  if (!c->stopped) {
    c->cycles = newIndices(r);
    for (int64_t i = 0; i < n; ++i) c->indices[i] = i;
    for (int64_t i = 0; i < r; ++i) c->cycles[i] = n - i;
  }
  return toValue(c);
}

Value permutationsNext(Value self) {
  auto* c = as<CombineObj>(self);
  if (c->stopped) return kEnd;
  int64_t n = c->pool->length, r = c->r;
  if (!c->latest) {
    c->latest = tupleOf(c->pool->items, r);
    return toValue(c->latest);
  }
  TupleObj* result = nextResult(c);
  for (int64_t i = r - 1; i >= 0; --i) {
    if (--c->cycles[i] == 0) {
      // Every item has been at place i: rotate the rest back and move on to the place before it.
      int64_t first = c->indices[i];
      memmove(c->indices + i, c->indices + i + 1, static_cast<size_t>(n - 1 - i) * sizeof(int64_t));
      c->indices[n - 1] = first;
      c->cycles[i] = n - i;
      continue;
    }
    int64_t other = n - c->cycles[i], index = c->indices[i];
    c->indices[i] = c->indices[other];
    c->indices[other] = index;
    for (int64_t k = i; k < r; ++k) result->items[k] = c->pool->items[c->indices[k]];
    c->latest = result;
    return toValue(result);
  }
  return finished(c);
}

// ---- combinations

/// Binds (iterable, r); the pool, 0 = raised.
Value poolAndSize(const char* name, const Value* args, int64_t nargs, Value kwnames, int64_t* r) {
  static const char* const kNames[] = {"iterable", "r"};
  Value given[2];
  if (!bindArgs(name, kNames, 2, 0, 2, args, nargs, kwnames, given)) return 0;
  bool overflow = false;
  if (toInt64(given[1], r, &overflow) < 0) return 0;
  if (overflow) return raise(&trv_exc_OverflowError, "Python int too large to convert to C ssize_t");
  Value pool = tupleFrom(given[0]);
  if (pool && *r < 0) return raise(&trv_exc_ValueError, "r must be non-negative");
  return pool;
}

Value combinationsCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  int64_t r;
  Value pool = poolAndSize("combinations", args, nargs, kwnames, &r);
  if (!pool) return 0;
  CombineObj* c = newCombination(cls, pool, r, r > as<TupleObj>(pool)->length, r);
  if (!c) return 0;
  if (!c->stopped) {
    for (int64_t i = 0; i < r; ++i) c->indices[i] = i;
  }
  return toValue(c);
}

Value combinationsNext(Value self) {
  auto* c = as<CombineObj>(self);
  if (c->stopped) return kEnd;
  int64_t n = c->pool->length, r = c->r;
  if (!c->latest) {
    c->latest = tupleOf(c->pool->items, r);
    return toValue(c->latest);
  }
  int64_t i = r - 1;
  while (i >= 0 && c->indices[i] == i + n - r) --i;
  if (i < 0) return finished(c);
  TupleObj* result = nextResult(c);
  int64_t next = c->indices[i] + 1;
  for (; i < r; ++i, ++next) {
    c->indices[i] = next;
    result->items[i] = c->pool->items[next];
  }
  c->latest = result;
  return toValue(result);
}

Value withReplacementCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  int64_t r;
  Value pool = poolAndSize("combinations_with_replacement", args, nargs, kwnames, &r);
  if (!pool) return 0;
  return toValue(newCombination(cls, pool, r, as<TupleObj>(pool)->length == 0 && r > 0, r));
}

Value withReplacementNext(Value self) {
  auto* c = as<CombineObj>(self);
  if (c->stopped) return kEnd;
  int64_t n = c->pool->length, r = c->r;
  TupleObj* result;
  if (!c->latest) {
    result = newTuple(r);
    if (!result) return 0;
    for (int64_t i = 0; i < r; ++i) result->items[i] = c->pool->items[0];
  } else {
    int64_t i = r - 1;
    while (i >= 0 && c->indices[i] == n - 1) --i;
    if (i < 0) return finished(c);
    result = nextResult(c);
    if (!result) return 0;
    int64_t next = c->indices[i] + 1;
    for (; i < r; ++i) {
      c->indices[i] = next;
      result->items[i] = c->pool->items[next];
    }
  }
  c->latest = result;
  return toValue(result);
}

}  // namespace

void addCombinatorics(Value module) {
  addTool(module, &productClass, "product", productCreate, productNext, sizeof(CombineObj));
  addTool(module, &permutationsClass, "permutations", permutationsCreate, permutationsNext, sizeof(CombineObj));
  addTool(module, &combinationsClass, "combinations", combinationsCreate, combinationsNext, sizeof(CombineObj));
  addTool(module, &withReplacementClass, "combinations_with_replacement", withReplacementCreate, withReplacementNext, sizeof(CombineObj));
}

}  // namespace trivium::runtime
