// str: split, rsplit, splitlines, partition, join. Library Reference "String Methods".
#include "runtime/detail/containers.h"
#include "runtime/detail/str_methods.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

namespace {

void addPart(ListObj* list, StrObj* s, int64_t from, int64_t to) { listAppend(list, toValue(strSubstring(s, from, to))); }

// ---- split

template <class T> void splitSpace(ListObj* list, StrObj* s, const T* p, int64_t limit) {
  int64_t n = s->length, i = 0;
  while (true) {
    while (i < n && isSpaceChar(p[i])) i++;
    if (i == n) return;
    int64_t from = i;
    if (limit-- <= 0) {
      addPart(list, s, from, n);  // with the space at its end
      return;
    }
    while (i < n && !isSpaceChar(p[i])) i++;
    addPart(list, s, from, i);
  }
}

template <class T> void rsplitSpace(ListObj* list, StrObj* s, const T* p, int64_t limit) {
  int64_t i = s->length;
  while (true) {
    while (i > 0 && isSpaceChar(p[i - 1])) i--;
    if (i == 0) return;
    int64_t to = i;
    if (limit-- <= 0) {
      addPart(list, s, 0, to);
      return;
    }
    while (i > 0 && !isSpaceChar(p[i - 1])) i--;
    addPart(list, s, i, to);
  }
}

void splitBy(ListObj* list, StrObj* s, StrObj* sep, int64_t limit) {
  int64_t from = 0;
  if (sep->length == 1 && sep->kind == 1 && s->kind == 1) {
    const uint8_t *p = s->data, *end = p + s->length;
    for (; limit > 0; limit--) {
      const void* hit = memchr(p, sep->data[0], static_cast<size_t>(end - p));
      if (!hit) break;
      const uint8_t* at = static_cast<const uint8_t*>(hit);
      addPart(list, s, p - s->data, at - s->data);
      p = at + 1;
    }
    from = p - s->data;
  } else {
    for (; limit > 0; limit--) {
      int64_t at = strFind(s, sep, from, s->length);
      if (at < 0) break;
      addPart(list, s, from, at);
      from = at + sep->length;
    }
  }
  addPart(list, s, from, s->length);
}

void rsplitBy(ListObj* list, StrObj* s, StrObj* sep, int64_t limit) {
  int64_t to = s->length;
  for (; limit > 0; limit--) {
    int64_t at = strRFind(s, sep, 0, to);
    if (at < 0) break;
    addPart(list, s, at + sep->length, to);
    to = at;
  }
  addPart(list, s, 0, to);
}

void reverseItems(ListObj* list) {
  for (int64_t i = 0, k = list->length - 1; i < k; i++, k--) {
    Value t = list->items[i];
    list->items[i] = list->items[k];
    list->items[k] = t;
  }
}

Value splitMethod(StrObj* s, Value sep, Value maxsplit, bool fromRight) {
  int64_t limit = -1;
  if (!sizeArg(maxsplit, &limit)) return 0;
  if (limit < 0) limit = INT64_MAX;
  ListObj* list = newList(8);
  if (!sep || sep == none()) {
    withUnits(s, [&](auto* p) { fromRight ? rsplitSpace(list, s, p, limit) : splitSpace(list, s, p, limit); });
  } else {
    if (!isStr(sep)) return raise(&trv_exc_TypeError, "must be str or None, not %T", sep);
    if (as<StrObj>(sep)->length == 0) return raise(&trv_exc_ValueError, "empty separator");
    fromRight ? rsplitBy(list, s, as<StrObj>(sep), limit) : splitBy(list, s, as<StrObj>(sep), limit);
  }
  if (fromRight) reverseItems(list);
  return toValue(list);
}

}  // namespace

Value strSplitMethod(Value self, const Value* args, int64_t) { return splitMethod(as<StrObj>(self), args[0], args[1], false); }
Value strRsplitMethod(Value self, const Value* args, int64_t) { return splitMethod(as<StrObj>(self), args[0], args[1], true); }

Value strSplitlinesMethod(Value self, const Value* args, int64_t) {
  StrObj* s = as<StrObj>(self);
  int64_t keep = 0;
  if (!intArg(args[0], &keep)) return 0;
  ListObj* list = newList();
  withUnits(s, [&](auto* p) {
    int64_t n = s->length;
    for (int64_t i = 0; i < n;) {
      int64_t from = i;
      while (i < n && !(p[i] < 128 ? (p[i] >= 10 && p[i] <= 13) || (p[i] >= 28 && p[i] <= 30) : charFlags(p[i]) & kCharLineBreak)) i++;
      int64_t to = i;
      if (i < n) i += p[i] == '\r' && i + 1 < n && p[i + 1] == '\n' ? 2 : 1;
      addPart(list, s, from, keep ? i : to);
    }
  });
  return toValue(list);
}

// ---- partition

static Value partition(StrObj* s, Value sep, bool last) {
  if (!isStr(sep)) return raise(&trv_exc_TypeError, "must be str, not %T", sep);
  StrObj* separator = as<StrObj>(sep);
  if (separator->length == 0) return raise(&trv_exc_ValueError, "empty separator");
  int64_t at = last ? strRFind(s, separator, 0, s->length) : strFind(s, separator, 0, s->length);
  Value empty = toValue(emptyStr()), whole = toValue(s);
  if (at < 0) return toValue(last ? makeTuple(empty, empty, whole) : makeTuple(whole, empty, empty));
  Value before = toValue(strSubstring(s, 0, at)), after = toValue(strSubstring(s, at + separator->length, s->length));
  return toValue(makeTuple(before, sep, after));
}
Value strPartitionMethod(Value self, const Value* args, int64_t) { return partition(as<StrObj>(self), args[0], false); }
Value strRpartitionMethod(Value self, const Value* args, int64_t) { return partition(as<StrObj>(self), args[0], true); }

// ---- join

Value strJoinMethod(Value self, const Value* args, int64_t) {
  StrObj* sep = as<StrObj>(self);
  Value* items;
  int64_t count;
  if (!sequenceItems(args[0], &items, &count)) {
    Value list = classOf(args[0])->slots.iter || classOf(args[0])->slots.getItem ? listFrom(args[0]) : 0;
    if (!list) {
      // Whatever keeps the argument from being iterated over reads the same; errors of the iteration itself do not.
      if (hasPending()) return 0;
      return raise(&trv_exc_TypeError, "can only join an iterable");
    }
    sequenceItems(list, &items, &count);
  }
  if (count == 0) return toValue(emptyStr());
  int64_t length;
  bool tooLong = __builtin_mul_overflow(sep->length, count - 1, &length);
  int kind = count > 1 && sep->length ? sep->kind : 1;
  bool ascii = kind == 1 && (count == 1 || sep->ascii || sep->length == 0);
  for (int64_t i = 0; i < count; i++) {
    if (!isStr(items[i]))
      return raise(&trv_exc_TypeError, "sequence item %lld: expected str instance, %T found", static_cast<long long>(i), items[i]);
    StrObj* s = as<StrObj>(items[i]);
    tooLong |= __builtin_add_overflow(length, s->length, &length);
    if (s->kind > kind) kind = s->kind;
    ascii = ascii && s->ascii;
  }
  if (count == 1) return toValue(exactStr(items[0]));
  if (length == 0) return toValue(emptyStr());
  if (tooLong) return raise(&trv_exc_OverflowError, "join() result is too long for a Python string");
  StrObj* r = newStrOfKind(length, kind);
  if (!r) return 0;
  r->ascii = ascii;
  uint8_t* at = r->data;
  int64_t sepBytes = sep->length * kind;
  if (kind == 1 && sepBytes == 1) {
    uint8_t c = sep->data[0];
    for (int64_t i = 0; i < count; i++) {
      if (i) *at++ = c;
      StrObj* s = as<StrObj>(items[i]);
      memcpy(at, s->data, static_cast<size_t>(s->length));
      at += s->length;
    }
    return toValue(r);
  }
  for (int64_t i = 0; i < count; i++) {
    if (i && sepBytes) {
      copyUnits(at, kind, sep, 0, sep->length);
      at += sepBytes;
    }
    StrObj* s = as<StrObj>(items[i]);
    copyUnits(at, kind, s, 0, s->length);
    at += s->length * kind;
  }
  return toValue(r);
}

}  // namespace trivium::runtime
