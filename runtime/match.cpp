// Pattern matching (PEP 634) and unpacking. Texts as CPython's Python/ceval.c.
#include "runtime/abi/helpers.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

// ---- patterns

namespace {

/// Appends an attribute that a class pattern names. 1 done, 0 absent, -1 raised. `seen` refuses a name given twice.
int addAttribute(ListObj* out, Value subject, ClassObj* cls, Value name, SetObj* seen) {
  int known = setContains(seen, name);
  if (known) return known < 0 ? -1 : raiseInt(raise(&trv_exc_TypeError, "%N() got multiple sub-patterns for attribute %R", cls, name));
  if (setAdd(seen, name) < 0) return -1;
  Value v = getAttrOrEnd(subject, internedName(name));
  if (!v || v == kEnd) return v ? 0 : -1;
  listAppend(out, v);
  return 1;
}

/// Attributes for the positional sub-patterns, by __match_args__ or, for int, str …, the subject itself.
int addPositional(ListObj* out, Value subject, ClassObj* cls, int64_t count, SetObj* seen) {
  Value names = getAttrOrEnd(toValue(cls), TRV_STR("__match_args__"));
  if (!names) return -1;
  if (names != kEnd && !isExact(names, &trv_class_tuple))
    return raiseInt(raise(&trv_exc_TypeError, "%N.__match_args__ must be a tuple (got %T)", cls, names));
  const bool matchesSelf = names == kEnd && (cls->flags & kMatchSelf);
  auto* args = names == kEnd ? newTuple(0) : as<TupleObj>(names);
  const int64_t allowed = matchesSelf ? 1 : args->length;
  if (allowed < count)
    return raiseInt(raise(&trv_exc_TypeError, "%N() accepts %lld positional sub-pattern%s (%lld given)", cls, static_cast<long long>(allowed),
                          allowed == 1 ? "" : "s", static_cast<long long>(count)));
  if (matchesSelf) {
    listAppend(out, subject);
    return 1;
  }
  for (int64_t i = 0; i < count; ++i) {
    Value name = args->items[i];
    if (!isExact(name, &trv_class_str)) return raiseInt(raise(&trv_exc_TypeError, "__match_args__ elements must be strings (got %T)", name));
    int status = addAttribute(out, subject, cls, name, seen);
    if (status <= 0) return status;
  }
  return 1;
}

}  // namespace

extern "C" {
int64_t trv_match_sequence(Value v) { return (classOf(v)->flags & kMatchSequence) != 0; }
int64_t trv_match_mapping(Value v) { return (classOf(v)->flags & kMatchMapping) != 0; }

Value trv_match_keys(Value mapping, Value keysValue) {
  auto* keys = as<TupleObj>(keysValue);
  TupleObj* out = newTuple(keys->length);
  SetObj* seen = newSet();
  Value absent = 0;
  for (int64_t i = 0; i < keys->length; ++i) {
    Value key = keys->items[i];
    int known = setContains(seen, key);
    if (known < 0) return 0;
    if (known) return raise(&trv_exc_ValueError, "mapping pattern checks duplicate key (%R)", key);
    if (setAdd(seen, key) < 0) return 0;
    Value v;
    if (isExact(mapping, &trv_class_dict)) {
      v = dictLookup(as<DictObj>(mapping), key);
      if (!v) return hasPending() ? 0 : kEnd;
    } else {
      // A fresh object tells an absent key from any value.
      if (!absent) absent = toValue(allocInstance(&trv_class_object));
      Value args[] = {key, absent};
      v = callMethod(mapping, TRV_STR("get"), args, 2);
      if (!v) return 0;
      if (v == absent) return kEnd;
    }
    out->items[i] = v;
  }
  return toValue(out);
}

Value trv_match_rest(Value mapping, Value keys) {
  DictObj* rest = newDict();
  if (dictUpdateFrom(rest, mapping) < 0) return 0;
  for (int64_t i = 0; i < as<TupleObj>(keys)->length; ++i) {
    int removed = dictDel(rest, as<TupleObj>(keys)->items[i]);
    if (removed < 0) return 0;
    if (removed == 0) return raiseValue(&trv_exc_KeyError, as<TupleObj>(keys)->items[i]);
  }
  return toValue(rest);
}

Value trv_match_class(Value subject, Value clsValue, int64_t positional, Value names) {
  if (!isClass(clsValue)) return raise(&trv_exc_TypeError, "called match pattern must be a type");
  auto* cls = as<ClassObj>(clsValue);
  int is = isInstanceOf(subject, clsValue);
  if (is <= 0) return is < 0 ? 0 : kEnd;
  ListObj* out = newList();
  SetObj* seen = newSet();
  if (positional) {
    int status = addPositional(out, subject, cls, positional, seen);
    if (status <= 0) return status < 0 ? 0 : kEnd;
  }
  for (int64_t i = 0; i < keywordCount(names); ++i) {
    int status = addAttribute(out, subject, cls, as<TupleObj>(names)->items[i], seen);
    if (status <= 0) return status < 0 ? 0 : kEnd;
  }
  return toValue(tupleOf(out->items, out->length));
}
}

// ---- unpacking

static Value iteratorToUnpack(Value v) {
  const Slots& s = classOf(v)->slots;
  if (!s.iter && (!s.getItem || isDict(v))) return raise(&trv_exc_TypeError, "cannot unpack non-iterable %T object", v);
  return iterOf(v);
}
static Value raiseTooFew(const char* atLeast, int64_t expected, int64_t got) {
  return raise(&trv_exc_ValueError, "not enough values to unpack (expected %s%lld, got %lld)", atLeast, static_cast<long long>(expected),
               static_cast<long long>(got));
}
static Value raiseTooMany(int64_t expected) {
  return raise(&trv_exc_ValueError, "too many values to unpack (expected %lld)", static_cast<long long>(expected));
}

extern "C" {
Value trv_unpack(Value v, int64_t count) {
  if (hasShape(v, &trv_shape_tuple) || hasListShape(v)) {
    const bool isTuple = objectOf(v)->shape == &trv_shape_tuple;
    const int64_t n = isTuple ? as<TupleObj>(v)->length : as<ListObj>(v)->length;
    if (__builtin_expect(n == count, 1)) return isTuple ? v : toValue(tupleOfList(as<ListObj>(v)));
    return n < count ? raiseTooFew("", count, n) : raiseTooMany(count);
  }
  Value iterator = iteratorToUnpack(v);
  if (!iterator) return 0;
  TupleObj* out = newTuple(count);
  for (int64_t i = 0; i < count; ++i) {
    Value item = nextOf(iterator);
    if (!item) return 0;
    if (item == kEnd) return raiseTooFew("", count, i);
    out->items[i] = item;
  }
  Value more = nextOf(iterator);
  if (more == kEnd) return toValue(out);
  return more ? raiseTooMany(count) : 0;
}

Value trv_unpack_ex(Value v, int64_t before, int64_t after) {
  Value iterator = iteratorToUnpack(v);
  if (!iterator) return 0;
  TupleObj* out = newTuple(before + 1 + after);
  for (int64_t i = 0; i < before; ++i) {
    Value item = nextOf(iterator);
    if (!item) return 0;
    if (item == kEnd) return raiseTooFew("at least ", before + after, i);
    out->items[i] = item;
  }
  Value restValue = listFrom(iterator);
  if (!restValue) return 0;
  auto* rest = as<ListObj>(restValue);
  if (rest->length < after) return raiseTooFew("at least ", before + after, before + rest->length);
  for (int64_t i = 0; i < after; ++i) {
    out->items[before + 1 + i] = listItem(rest, rest->length - after + i);
  }
  listTruncate(rest, rest->length - after);
  out->items[before] = restValue;
  return toValue(out);
}
}

}  // namespace trivium::runtime
