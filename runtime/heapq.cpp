// The native modules `_heapq` and `_bisect`: heaps in lists and binary search. Library Reference "heapq", "bisect". Comparisons happen in
// the order of CPython's Modules/_heapqmodule.c and _bisectmodule.c, as a program's __lt__ can watch them.
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {
namespace {

/// The list of the first argument, turned into one of words: comparisons may run code that changes it, but not to another kind. Null =
/// raised.
ListObj* heapOf(const char* function, Value v, bool only) {
  if (isList(v)) return widenList(as<ListObj>(v)) < 0 ? nullptr : as<ListObj>(v);
  raise(&trv_exc_TypeError, "%s() argument %smust be list, not %T", function, only ? "" : "1 ", v);
  return nullptr;
}

/// Whether `a` belongs nearer to the root than `b`; -1 = raised.
template <bool largest> int goesBefore(Value a, Value b) { return largest ? itemLess(b, a) : itemLess(a, b); }

/// goesBefore with a check that the comparison left the list's size alone.
template <bool largest> int ordered(ListObj* h, int64_t size, Value a, Value b) {
  int before = goesBefore<largest>(a, b);
  if (before >= 0 && h->length != size) return raiseInt(raise(&trv_exc_RuntimeError, "list changed size during iteration"));
  return before;
}

/// Moves the item at `at` towards the root, at most up to `start`; -1 = raised.
template <bool largest> int moveUp(ListObj* h, int64_t start, int64_t at) {
  const int64_t size = h->length;
  const Value item = h->items[at];
  while (at > start) {
    int64_t parent = (at - 1) >> 1;
    int before = ordered<largest>(h, size, item, h->items[parent]);
    if (before < 0) return -1;
    if (!before) break;
    h->items[at] = h->items[parent];
    h->items[parent] = item;
    at = parent;
  }
  return 0;
}

/// Moves the item at `at` down to a leaf, always to the side of the child that goes first, and from there up again: fewer comparisons
/// than stopping where it belongs.
template <bool largest> int moveDown(ListObj* h, int64_t at) {
  const int64_t size = h->length, start = at, limit = size >> 1;
  while (at < limit) {
    int64_t child = 2 * at + 1;
    if (child + 1 < size) {
      int before = ordered<largest>(h, size, h->items[child], h->items[child + 1]);
      if (before < 0) return -1;
      child += !before;
    }
    Value item = h->items[child];
    h->items[child] = h->items[at];
    h->items[at] = item;
    at = child;
  }
  return moveUp<largest>(h, start, at);
}

Value raiseEmpty() { return raise(&trv_exc_IndexError, "index out of range"); }

Value heapPush(Value, const Value* args, int64_t) {
  ListObj* h = heapOf("heappush", args[0], false);
  if (!h) return 0;
  listAppend(h, args[1]);
  return moveUp<false>(h, 0, h->length - 1) < 0 ? 0 : none();
}

template <bool largest> Value pop(const char* function, Value heap) {
  ListObj* h = heapOf(function, heap, true);
  if (!h) return 0;
  if (h->length == 0) return raiseEmpty();
  Value last = h->items[--h->length];
  h->items[h->length] = 0;
  if (h->length == 0) return last;
  Value first = h->items[0];
  h->items[0] = last;
  return moveDown<largest>(h, 0) < 0 ? 0 : first;
}
Value heapPop(Value, const Value* args, int64_t) { return pop<false>("heappop", args[0]); }
Value heapPopMax(Value, const Value* args, int64_t) { return pop<true>("_heappop_max", args[0]); }

template <bool largest> Value replace(const char* function, const Value* args) {
  ListObj* h = heapOf(function, args[0], false);
  if (!h) return 0;
  if (h->length == 0) return raiseEmpty();
  Value first = h->items[0];
  h->items[0] = args[1];
  return moveDown<largest>(h, 0) < 0 ? 0 : first;
}
Value heapReplace(Value, const Value* args, int64_t) { return replace<false>("heapreplace", args); }
Value heapReplaceMax(Value, const Value* args, int64_t) { return replace<true>("_heapreplace_max", args); }

Value heapPushPop(Value, const Value* args, int64_t) {
  ListObj* h = heapOf("heappushpop", args[0], false);
  if (!h) return 0;
  if (h->length == 0) return args[1];
  int smaller = itemLess(h->items[0], args[1]);
  if (smaller <= 0) return smaller < 0 ? 0 : args[1];
  if (h->length == 0) return raiseEmpty();
  Value first = h->items[0];
  h->items[0] = args[1];
  return moveDown<false>(h, 0) < 0 ? 0 : first;
}

template <bool largest> Value makeHeap(const char* function, Value list) {
  ListObj* h = heapOf(function, list, true);
  if (!h) return 0;
  for (int64_t i = h->length / 2 - 1; i >= 0; --i) {
    if (moveDown<largest>(h, i) < 0) return 0;
  }
  return none();
}
Value heapify(Value, const Value* args, int64_t) { return makeHeap<false>("heapify", args[0]); }
Value heapifyMax(Value, const Value* args, int64_t) { return makeHeap<true>("_heapify_max", args[0]); }

const NativeDef kHeapFunctions[] = {
    {"heappush", heapPush, ArgKind::Positional, 2, 2},
    {"heappop", heapPop, ArgKind::One},
    {"heapreplace", heapReplace, ArgKind::Positional, 2, 2},
    {"heappushpop", heapPushPop, ArgKind::Positional, 2, 2},
    {"heapify", heapify, ArgKind::One},
    {"_heappop_max", heapPopMax, ArgKind::One},
    {"_heapreplace_max", heapReplaceMax, ArgKind::Positional, 2, 2},
    {"_heapify_max", heapifyMax, ArgKind::One},
    {},
};

// ---- bisect

/// args: a, x, lo, hi, key. The insertion point behind (right) or before equal items; -1 = raised. `compared` is what items are compared
/// with.
int64_t insertionPoint(const Value* args, Value compared, bool right) {
  int64_t low = 0, high = -1;
  if (args[2] && toInt64(args[2], &low) < 0) return -1;
  if (args[3] && args[3] != none()) {
    if (!hasIndex(args[3])) return raiseInt(raise(&trv_exc_TypeError, "argument should be integer or None, not '%T'", args[3]));
    if (toInt64(args[3], &high) < 0) return -1;
  }
  if (low < 0) return raiseInt(raise(&trv_exc_ValueError, "lo must be non-negative"));
  if (high == -1 && (high = lengthOf(args[0])) < 0) return -1;
  if (isDict(args[0])) return raiseInt(raise(&trv_exc_TypeError, "%T is not a sequence", args[0]));
  Value key = args[4] && args[4] != none() ? args[4] : 0;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    Value item = hasListShape(args[0]) && middle < as<ListObj>(args[0])->length ? listItem(as<ListObj>(args[0]), middle)
                                                                                            : getItem(args[0], newInt(middle));
    if (item && key) item = callWith(key, item);
    if (!item) return -1;
    int less = right ? itemLess(compared, item) : itemLess(item, compared);
    if (less < 0) return -1;
    if (less == right) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

Value bisect(const Value* args, bool right) {
  int64_t at = insertionPoint(args, args[1], right);
  return at < 0 ? 0 : newInt(at);
}
Value bisectRight(Value, const Value* args, int64_t) { return bisect(args, true); }
Value bisectLeft(Value, const Value* args, int64_t) { return bisect(args, false); }

Value insort(const Value* args, bool right) {
  Value compared = args[1];
  if (args[4] && args[4] != none() && !(compared = callWith(args[4], compared))) return 0;
  int64_t at = insertionPoint(args, compared, right);
  if (at < 0) return 0;
  Value given[] = {newInt(at), args[1]};
  return callMethod(args[0], TRV_STR("insert"), given, 2) ? none() : 0;
}
Value insortRight(Value, const Value* args, int64_t) { return insort(args, true); }
Value insortLeft(Value, const Value* args, int64_t) { return insort(args, false); }

constexpr const char* kParams = "a, x, lo=, hi=, *, key=";
const NativeDef kBisectFunctions[] = {
    {"bisect_right", bisectRight, ArgKind::Named, 0, -1, kParams},
    {"bisect_left", bisectLeft, ArgKind::Named, 0, -1, kParams},
    {"insort_right", insortRight, ArgKind::Named, 0, -1, kParams},
    {"insort_left", insortLeft, ArgKind::Named, 0, -1, kParams},
    {},
};

}  // namespace

void initHeapqModule(Value module) { moduleAddFunctions(module, kHeapFunctions); }
void initBisectModule(Value module) { moduleAddFunctions(module, kBisectFunctions); }

}  // namespace trivium::runtime
