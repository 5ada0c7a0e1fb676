// Order of values: comparing items and sequences, and list.sort.
//
// Sorting is a stable merge sort: ascending or strictly descending runs that are there already are found first, short ones are
// extended to kMinRun by binary insertion, and runs are merged pairwise while the stack of pending runs keeps its lengths falling, as
// in timsort (without galloping, which pays only for rare inputs). Keys that are all small ints, all floats or all str are compared
// without dispatch.
#include "runtime/detail/containers.h"

namespace trivium::runtime {

int strOrder(const StrObj* a, const StrObj* b) {
  int64_t n = a->length < b->length ? a->length : b->length;
  if (a->kind == 1 && b->kind == 1) {
    int order = memcmp(a->data, b->data, static_cast<size_t>(n));
    if (order) return order;
  } else {
    for (int64_t i = 0; i < n; ++i) {
      uint32_t x = charAt(a, i), y = charAt(b, i);
      if (x != y) return x < y ? -1 : 1;
    }
  }
  return a->length < b->length ? -1 : a->length > b->length;
}

int itemLess(Value a, Value b) {
  if (bothSmallInt(a, b)) return static_cast<int64_t>(a) < static_cast<int64_t>(b);
  if (isObject(a) && isObject(b) && objectOf(a)->shape == objectOf(b)->shape) {
    const Shape* shape = objectOf(a)->shape;
    if (shape == &trv_shape_float) return floatOf(a) < floatOf(b);
    if (shape == &trv_shape_str) return strOrder(as<StrObj>(a), as<StrObj>(b)) < 0;
    if (shape == &trv_shape_tuple) {
      const TupleObj *x = as<TupleObj>(a), *y = as<TupleObj>(b);
      for (int64_t i = 0; i < x->length && i < y->length; ++i) {
        int equal = itemEquals(x->items[i], y->items[i]);
        if (equal < 0) return -1;
        if (equal) continue;
        if (!enterRecursion(" in comparison")) return -1;
        int less = itemLess(x->items[i], y->items[i]);
        leaveRecursion();
        return less;
      }
      return x->length < y->length;
    }
  }
  return compareBool(a, b, CompareOp::Lt);
}

namespace {
int64_t lengthOfItems(Value v) { return isList(v) ? as<ListObj>(v)->length : as<TupleObj>(v)->length; }
Value itemOf(Value v, int64_t i) { return isList(v) ? listItem(as<ListObj>(v), i) : as<TupleObj>(v)->items[i]; }

/// Index of the first items of two lists of the same typed kind that differ, or the shorter length.
int64_t firstDifference(const ListObj* a, const ListObj* b) {
  const int64_t n = a->length < b->length ? a->length : b->length;
  int64_t i = 0;
  if (isBools(a)) {
    while (i < n && boolsOf(a)[i] == boolsOf(b)[i]) ++i;
  } else {
    while (i < n && doublesOf(a)[i] == doublesOf(b)[i]) ++i;
  }
  return i;
}
}  // namespace

Value compareSequences(Value a, Value b, CompareOp op) {
  if ((op == CompareOp::Eq || op == CompareOp::Ne) && lengthOfItems(a) != lengthOfItems(b) && isList(a)) {
    return fromBool(op == CompareOp::Ne);
  }
  int64_t i = 0;
  if (isList(a) && isTyped(as<ListObj>(a)) && objectOf(a)->shape == objectOf(b)->shape) i = firstDifference(as<ListObj>(a), as<ListObj>(b));
  for (;; ++i) {
    if (i >= lengthOfItems(a) || i >= lengthOfItems(b)) return fromBool(orderHolds(lengthOfItems(a), lengthOfItems(b), op));
    int equal = itemEquals(itemOf(a, i), itemOf(b, i));
    if (equal < 0) return 0;
    if (equal) continue;
    if (op == CompareOp::Eq) return fromBool(false);
    if (op == CompareOp::Ne) return fromBool(true);
    if (i >= lengthOfItems(a) || i >= lengthOfItems(b)) return fromBool(orderHolds(lengthOfItems(a), lengthOfItems(b), op));
    return compare(itemOf(a, i), itemOf(b, i), op);
  }
}

namespace {

struct Keyed {
  uint64_t key;  ///< Value, or the bits of a double
  Value value;
};
inline uint64_t keyOf(Value v) { return v; }
inline uint64_t keyOf(const Keyed& k) { return k.key; }

struct LessInt {
  template <class E> int operator()(const E& a, const E& b) const {
    return static_cast<int64_t>(keyOf(a)) < static_cast<int64_t>(keyOf(b));
  }
};
struct LessDouble {
  template <class E> int operator()(const E& a, const E& b) const {
    return __builtin_bit_cast(double, keyOf(a)) < __builtin_bit_cast(double, keyOf(b));
  }
};
struct LessStr {
  template <class E> int operator()(const E& a, const E& b) const { return strOrder(as<StrObj>(keyOf(a)), as<StrObj>(keyOf(b))) < 0; }
};
struct LessAny {
  template <class E> int operator()(const E& a, const E& b) const { return itemLess(keyOf(a), keyOf(b)); }
};

constexpr int64_t kMinRun = 24;

template <class E, class Less> struct Sorter {
  E* items;
  E* buffer;  ///< room for half of the items
  Less less;
  struct Run {
    int64_t start, length;
  };
  Run runs[96];
  int runCount = 0;

  /// Length of the run at the start of [low, high), made ascending; -1 = raised.
  int64_t findRun(int64_t low, int64_t high) {
    if (low + 1 == high) return 1;
    int descending = less(items[low + 1], items[low]);
    if (descending < 0) return -1;
    int64_t end = low + 2;
    for (; end < high; ++end) {
      int is = less(items[end], items[end - 1]);
      if (is < 0) return -1;
      if (is != descending) break;
    }
    if (descending) {
      for (int64_t i = low, k = end - 1; i < k; ++i, --k) {
        E item = items[i];
        items[i] = items[k];
        items[k] = item;
      }
    }
    return end - low;
  }

  /// [low, sorted) is ascending; inserts [sorted, high) into it.
  int insertAll(int64_t low, int64_t sorted, int64_t high) {
    for (; sorted < high; ++sorted) {
      E pivot = items[sorted];
      int64_t left = low, right = sorted;
      while (left < right) {
        int64_t middle = left + (right - left) / 2;
        int is = less(pivot, items[middle]);
        if (is < 0) return -1;
        if (is) {
          right = middle;
        } else {
          left = middle + 1;
        }
      }
      memmove(items + left + 1, items + left, static_cast<size_t>(sorted - left) * sizeof(E));
      items[left] = pivot;
    }
    return 0;
  }

  int mergeAt(int at) {
    Run& a = runs[at];
    Run b = runs[at + 1];
    int64_t low = a.start, high = b.start + b.length;
    a.length += b.length;
    for (int i = at + 1; i + 1 < runCount; ++i) runs[i] = runs[i + 1];
    --runCount;
    return mergeRange(low, b.start, high);
  }

  /// Merges [low, middle) and [middle, high). On an exception all items are still there, in some order.
  int mergeRange(int64_t low, int64_t middle, int64_t high) {
    // What is in place already at both ends need not move; common when appending to a sorted list.
    int is = less(items[middle], items[middle - 1]);
    if (is <= 0) return is;
    int64_t left = low, right = middle;
    while (left < right) {
      int64_t m = left + (right - left) / 2;
      if ((is = less(items[middle], items[m])) < 0) return -1;
      if (is) {
        right = m;
      } else {
        left = m + 1;
      }
    }
    low = left;
    left = middle, right = high;
    while (left < right) {
      int64_t m = left + (right - left) / 2;
      if ((is = less(items[m], items[middle - 1])) < 0) return -1;
      if (is) {
        left = m + 1;
      } else {
        right = m;
      }
    }
    high = left;
    return middle - low <= high - middle ? mergeForward(low, middle, high) : mergeBackward(low, middle, high);
  }

  int mergeForward(int64_t low, int64_t middle, int64_t high) {
    int64_t n = middle - low;
    memcpy(buffer, items + low, static_cast<size_t>(n) * sizeof(E));
    int64_t a = 0, b = middle, to = low;
    int status = 0;
    while (a < n && b < high) {
      int is = less(items[b], buffer[a]);
      if (is < 0) {
        status = -1;
        break;
      }
      items[to++] = is ? items[b++] : buffer[a++];
    }
    memcpy(items + to, buffer + a, static_cast<size_t>(n - a) * sizeof(E));
    return status;
  }

  int mergeBackward(int64_t low, int64_t middle, int64_t high) {
    int64_t n = high - middle;
    memcpy(buffer, items + middle, static_cast<size_t>(n) * sizeof(E));
    int64_t a = middle, b = n, to = high;
    int status = 0;
    while (a > low && b > 0) {
      int is = less(buffer[b - 1], items[a - 1]);
      if (is < 0) {
        status = -1;
        break;
      }
      items[--to] = is ? items[--a] : buffer[--b];
    }
    memcpy(items + to - b, buffer, static_cast<size_t>(b) * sizeof(E));
    return status;
  }

  int sort(int64_t n) {
    for (int64_t low = 0; low < n;) {
      int64_t run = findRun(low, n);
      if (run < 0) return -1;
      if (run < kMinRun) {
        int64_t end = low + kMinRun < n ? low + kMinRun : n;
        if (insertAll(low, low + run, end) < 0) return -1;
        run = end - low;
      }
      runs[runCount++] = {low, run};
      low += run;
      while (runCount > 1) {
        int k = runCount - 2;
        if ((k > 0 && runs[k - 1].length <= runs[k].length + runs[k + 1].length) ||
            (k > 1 && runs[k - 2].length <= runs[k - 1].length + runs[k].length)) {
          if (runs[k - 1].length < runs[k + 1].length) --k;
        } else if (runs[k].length > runs[k + 1].length) {
          break;
        }
        if (mergeAt(k) < 0) return -1;
      }
    }
    while (runCount > 1) {
      int k = runCount - 2;
      if (k > 0 && runs[k - 1].length < runs[k + 1].length) --k;
      if (mergeAt(k) < 0) return -1;
    }
    return 0;
  }
};

template <class Less, class E> int sortWith(E* items, E* buffer, int64_t n) {
  Sorter<E, Less> sorter{items, buffer, Less{}, {}, 0};
  return sorter.sort(n);
}

enum class KeyKind { Int, Double, Str, Any };

template <class GetKey> KeyKind kindOfKeys(int64_t n, GetKey get) {
  Value first = get(0);
  if (isSmallInt(first)) {
    for (int64_t i = 1; i < n; ++i)
      if (!isSmallInt(get(i))) return KeyKind::Any;
    return KeyKind::Int;
  }
  const Shape* shape = objectOf(first)->shape;
  if (shape != &trv_shape_float && shape != &trv_shape_str) return KeyKind::Any;
  for (int64_t i = 1; i < n; ++i)
    if (!hasShape(get(i), shape)) return KeyKind::Any;
  return shape == &trv_shape_float ? KeyKind::Double : KeyKind::Str;
}

template <class E> void reverseItems(E* items, int64_t n) {
  for (int64_t i = 0, k = n - 1; i < k; ++i, --k) {
    E item = items[i];
    items[i] = items[k];
    items[k] = item;
  }
}

/// Sorts pairs; their values then go back to `items`. All keys and values are also held by blocks on the caller's stack.
int sortKeyed(Keyed* pairs, Keyed* buffer, Value* items, int64_t n, KeyKind kind) {
  int status;
  switch (kind) {
  case KeyKind::Int: status = sortWith<LessInt>(pairs, buffer, n); break;
  case KeyKind::Str: status = sortWith<LessStr>(pairs, buffer, n); break;
  case KeyKind::Double: status = sortWith<LessDouble>(pairs, buffer, n); break;
  default: status = sortWith<LessAny>(pairs, buffer, n); break;
  }
  for (int64_t i = 0; i < n; ++i) items[i] = pairs[i].value;
  return status;
}

int sortItems(Value* items, int64_t n, Value keyFunction, bool reverse) {
  // Reversing before and after keeps equal items in their order.
  if (reverse) reverseItems(items, n);
  int status = 0;
  if (keyFunction) {
    auto* pairs = static_cast<Keyed*>(gcAllocScan(static_cast<size_t>(n) * 2 * sizeof(Keyed)));
    if (!pairs) return -1;
    for (int64_t i = 0; i < n && status == 0; ++i) {
      pairs[i].key = call(keyFunction, &items[i], 1);
      pairs[i].value = items[i];
      if (!pairs[i].key) status = -1;
    }
    if (status == 0) {
      KeyKind kind = kindOfKeys(n, [&](int64_t i) { return pairs[i].key; });
      if (kind == KeyKind::Double) {
        for (int64_t i = 0; i < n; ++i) pairs[i].key = __builtin_bit_cast(uint64_t, floatOf(pairs[i].key));
      }
      status = sortKeyed(pairs, pairs + n, items, n, kind);
    }
  } else {
    KeyKind kind = kindOfKeys(n, [&](int64_t i) { return items[i]; });
    if (kind == KeyKind::Double) {
      auto* pairs = static_cast<Keyed*>(gcAllocScan(static_cast<size_t>(n) * 2 * sizeof(Keyed)));
      if (!pairs) return -1;
      for (int64_t i = 0; i < n; ++i) pairs[i] = {__builtin_bit_cast(uint64_t, floatOf(items[i])), items[i]};
      status = sortKeyed(pairs, pairs + n, items, n, kind);
    } else {
      auto* buffer = static_cast<Value*>(gcAllocScan(static_cast<size_t>(n / 2 + 1) * sizeof(Value)));
      if (!buffer) return -1;
      switch (kind) {
      case KeyKind::Int: status = sortWith<LessInt>(items, buffer, n); break;
      case KeyKind::Str: status = sortWith<LessStr>(items, buffer, n); break;
      default: status = sortWith<LessAny>(items, buffer, n); break;
      }
    }
  }
  if (reverse) reverseItems(items, n);
  return status;
}

}  // namespace

namespace {

/// Sorts doubles or bools by themselves: no NaN is among them, so their order is total but for the zeros, which keep theirs.
int sortTyped(ListObj* list, bool reverse) {
  const int64_t n = list->length;
  if (isBools(list)) {
    int64_t count = 0;
    for (int64_t i = 0; i < n; ++i) count += boolsOf(list)[i];
    const int64_t first = reverse ? count : n - count;
    memset(boolsOf(list), reverse, static_cast<size_t>(first));
    memset(boolsOf(list) + first, !reverse, static_cast<size_t>(n - first));
    return 0;
  }
  auto* buffer = static_cast<uint64_t*>(gcAllocLeaf(static_cast<size_t>(n / 2 + 1) * sizeof(uint64_t)));
  if (!buffer) return -1;
  uint64_t* items = list->items;
  if (reverse) reverseItems(items, n);
  sortWith<LessDouble>(items, buffer, n);
  if (reverse) reverseItems(items, n);
  return 0;
}

}  // namespace

int sortList(ListObj* list, Value key, bool reverse) {
  if (list->length < 2 && !key) return 0;
  if (isTyped(list) && !key) return sortTyped(list, reverse);
  // The list is empty while Python code runs, so that changes can be noticed. What it gets then is kept as words.
  if (widenList(list) < 0) return -1;
  static Value nothing[2];
  Value* items = list->items;
  int64_t n = list->length, capacity = list->capacity;
  list->items = nothing;
  list->length = list->capacity = 0;
  int status = n > 0 ? sortItems(items, n, key, reverse) : 0;
  bool modified = list->items != nothing;
  list->items = items;
  list->length = n;
  list->capacity = capacity;
  if (status == 0 && modified) return raiseInt(raise(&trv_exc_ValueError, "list modified during sort"));
  return status;
}

}  // namespace trivium::runtime
