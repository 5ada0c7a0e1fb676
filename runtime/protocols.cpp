// Items, length, membership and iteration as engines call them: exact built-in containers here, the rest through operators.cpp.
#include "runtime/abi/helpers.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

extern "C" {
Value trv_getitem(Value v, Value key) {
  if (!isSmallInt(v)) {
    const Shape* shape = objectOf(v)->shape;
    if (isSmallInt(key)) {
      int64_t i = smallIntOf(key);
      if (shape == &trv_shape_list) {
        auto* list = as<ListObj>(v);
        if (i < 0) i += list->length;
        if (__builtin_expect(static_cast<uint64_t>(i) < static_cast<uint64_t>(list->length), 1)) return list->items[i];
      } else if (shape == &trv_shape_list_f64) {
        auto* list = as<ListObj>(v);
        if (i < 0) i += list->length;
        if (__builtin_expect(static_cast<uint64_t>(i) < static_cast<uint64_t>(list->length), 1)) return boxDouble(doublesOf(list)[i]);
      } else if (shape == &trv_shape_list_bool) {
        auto* list = as<ListObj>(v);
        if (i < 0) i += list->length;
        if (__builtin_expect(static_cast<uint64_t>(i) < static_cast<uint64_t>(list->length), 1)) return fromBool(boolsOf(list)[i]);
      } else if (shape == &trv_shape_tuple) {
        auto* tuple = as<TupleObj>(v);
        if (i < 0) i += tuple->length;
        if (__builtin_expect(static_cast<uint64_t>(i) < static_cast<uint64_t>(tuple->length), 1)) return tuple->items[i];
      } else if (shape == &trv_shape_str) {
        auto* s = as<StrObj>(v);
        if (i < 0) i += s->length;
        if (__builtin_expect(static_cast<uint64_t>(i) < static_cast<uint64_t>(s->length), 1)) return toValue(charStr(charAt(s, i)));
      }
    }
    if (shape == &trv_shape_dict) return dictSubscript(v, key);
  }
  return getItem(v, key);
}

int64_t trv_setitem(Value v, Value key, Value value) {
  if (!isSmallInt(v)) {
    const Shape* shape = objectOf(v)->shape;
    if (isSmallInt(key) && hasListShape(v)) {
      auto* list = as<ListObj>(v);
      int64_t i = smallIntOf(key);
      if (i < 0) i += list->length;
      if (__builtin_expect(static_cast<uint64_t>(i) < static_cast<uint64_t>(list->length), 1)) return listPut(list, i, value);
    }
    if (shape == &trv_shape_dict) return dictSet(as<DictObj>(v), key, value);
  }
  return setItem(v, key, value);
}

int64_t trv_delitem(Value v, Value key) { return setItem(v, key, 0); }

int64_t trv_len(Value v) {
  if (!isSmallInt(v)) {
    const Shape* shape = objectOf(v)->shape;
    if (hasListShape(v)) return as<ListObj>(v)->length;
    if (shape == &trv_shape_str) return as<StrObj>(v)->length;
    if (shape == &trv_shape_tuple) return as<TupleObj>(v)->length;
    if (shape == &trv_shape_dict) return as<DictObj>(v)->used;
  }
  return lengthOf(v);
}

int64_t trv_in(Value item, Value container) { return contains(container, item); }

int64_t trv_is_same(Value a, Value b) {
  if (a == b) return 1;
  if (!hasShape(a, &trv_shape_float) || !hasShape(b, &trv_shape_float)) return 0;
  // NaNs keep their identity as objects: `a is b or a == b` tells one from the other by it.
  const double x = as<FloatObj>(a)->value, y = as<FloatObj>(b)->value;
  return x == y && __builtin_bit_cast(uint64_t, x) == __builtin_bit_cast(uint64_t, y);
}

Value trv_iter(Value v) { return iterOf(v); }

Value trv_iter_next(Value iterator) {
  if (objectOf(iterator)->shape == &trv_shape_list_typed_iterator) return listIteratorNext(iterator);
  // trv_iter has seen to it that there is a slot; only native iterators that call Python code can leave StopIteration behind.
  Value v = objectOf(iterator)->shape->cls->slots.next(iterator);
  if (__builtin_expect(v == 0, 0) && pendingIs(&trv_exc_StopIteration)) {
    clearPending();
    return kEnd;
  }
  return v;
}
}

}  // namespace trivium::runtime
