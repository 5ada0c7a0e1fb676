// bytes and bytearray: split, rsplit, splitlines, partition, join, replace, hex.
#include "runtime/detail/bytes.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/str_methods.h"

namespace trivium::runtime {

namespace {

bool isSpaceByte(uint8_t c) { return c == ' ' || (c >= 9 && c <= 13); }

void addPart(ListObj* list, Value self, int64_t from, int64_t to) { listAppend(list, bytesPart(self, from, to)); }

void splitSpace(ListObj* list, Value self, int64_t limit) {
  ByteView b = viewOf(self);
  for (int64_t i = 0;;) {
    while (i < b.length && isSpaceByte(b.data[i])) i++;
    if (i == b.length) return;
    int64_t from = i;
    if (limit-- <= 0) {
      addPart(list, self, from, b.length);
      return;
    }
    while (i < b.length && !isSpaceByte(b.data[i])) i++;
    addPart(list, self, from, i);
  }
}

void rsplitSpace(ListObj* list, Value self, int64_t limit) {
  ByteView b = viewOf(self);
  for (int64_t i = b.length;;) {
    while (i > 0 && isSpaceByte(b.data[i - 1])) i--;
    if (i == 0) return;
    int64_t to = i;
    if (limit-- <= 0) {
      addPart(list, self, 0, to);
      return;
    }
    while (i > 0 && !isSpaceByte(b.data[i - 1])) i--;
    addPart(list, self, i, to);
  }
}

void splitBy(ListObj* list, Value self, ByteView sep, int64_t limit) {
  ByteView b = viewOf(self);
  int64_t from = 0;
  for (; limit > 0; limit--) {
    int64_t at = findBytes(b.data + from, b.length - from, sep.data, sep.length);
    if (at < 0) break;
    addPart(list, self, from, from + at);
    from += at + sep.length;
  }
  addPart(list, self, from, b.length);
}

void rsplitBy(ListObj* list, Value self, ByteView sep, int64_t limit) {
  ByteView b = viewOf(self);
  int64_t to = b.length;
  for (; limit > 0; limit--) {
    int64_t at = sep.length > to ? -1 : rfindBytes(b.data, to, sep.data, sep.length);
    if (at < 0) break;
    addPart(list, self, at + sep.length, to);
    to = at;
  }
  addPart(list, self, 0, to);
}

Value split(Value self, const Value* args, bool fromRight) {
  int64_t limit = -1;
  if (!sizeArg(args[1], &limit)) return 0;
  if (limit < 0) limit = INT64_MAX;
  ListObj* list = newList();
  if (!args[0] || args[0] == none()) {
    fromRight ? rsplitSpace(list, self, limit) : splitSpace(list, self, limit);
  } else {
    ByteView sep;
    if (!wantBuffer(args[0], &sep)) return 0;
    if (sep.length == 0) return raise(&trv_exc_ValueError, "empty separator");
    fromRight ? rsplitBy(list, self, sep, limit) : splitBy(list, self, sep, limit);
  }
  if (fromRight) {
    for (int64_t i = 0, k = list->length - 1; i < k; i++, k--) {
      Value t = list->items[i];
      list->items[i] = list->items[k];
      list->items[k] = t;
    }
  }
  return toValue(list);
}

Value partition(Value self, Value separator, bool last) {
  ByteView sep, b = viewOf(self);
  if (!wantBuffer(separator, &sep)) return 0;
  if (sep.length == 0) return raise(&trv_exc_ValueError, "empty separator");
  int64_t at = sep.length > b.length ? -1
               : last               ? rfindBytes(b.data, b.length, sep.data, sep.length)
                                    : findBytes(b.data, b.length, sep.data, sep.length);
  if (at < 0) {
    Value whole = isByteArray(self) ? unchanged(self) : self;
    Value e1 = bytesLike(self, nullptr, 0), e2 = bytesLike(self, nullptr, 0);
    return toValue(last ? makeTuple(e1, e2, whole) : makeTuple(whole, e1, e2));
  }
  Value before = bytesPart(self, 0, at), middle = isByteArray(self) ? newByteArray(sep.data, sep.length) : separator;
  return toValue(makeTuple(before, middle, bytesPart(self, at + sep.length, b.length)));
}

}  // namespace

Value bytesSplit(Value self, const Value* args, int64_t) { return split(self, args, false); }
Value bytesRsplit(Value self, const Value* args, int64_t) { return split(self, args, true); }
Value bytesPartition(Value self, const Value* args, int64_t) { return partition(self, args[0], false); }
Value bytesRpartition(Value self, const Value* args, int64_t) { return partition(self, args[0], true); }

Value bytesSplitlines(Value self, const Value* args, int64_t) {
  int64_t keep = 0;
  if (!intArg(args[0], &keep)) return 0;
  ByteView b = viewOf(self);
  ListObj* list = newList();
  for (int64_t i = 0; i < b.length;) {
    int64_t from = i;
    while (i < b.length && b.data[i] != '\n' && b.data[i] != '\r') i++;
    int64_t to = i;
    if (i < b.length) i += b.data[i] == '\r' && i + 1 < b.length && b.data[i + 1] == '\n' ? 2 : 1;
    addPart(list, self, from, keep ? i : to);
  }
  return toValue(list);
}

Value bytesJoin(Value self, const Value* args, int64_t) {
  ByteView sep = viewOf(self);
  Value* items;
  int64_t count;
  if (!sequenceItems(args[0], &items, &count)) {
    if (!classOf(args[0])->slots.iter && !classOf(args[0])->slots.getItem) return raise(&trv_exc_TypeError, "can only join an iterable");
    Value list = listFrom(args[0]);
    if (!list) return 0;
    sequenceItems(list, &items, &count);
  }
  if (count == 1 && isExact(items[0], &trv_class_bytes) && !isByteArray(self)) return items[0];
  int64_t length = count > 1 ? sep.length * (count - 1) : 0;
  for (int64_t i = 0; i < count; i++) {
    ByteView part;
    if (!bufferOf(items[i], &part.data, &part.length))
      return raise(&trv_exc_TypeError, "sequence item %lld: expected a bytes-like object, %T found", static_cast<long long>(i), items[i]);
    length += part.length;
  }
  Value result = bytesLike(self, nullptr, length);
  if (!result) return 0;
  uint8_t* at = const_cast<uint8_t*>(viewOf(result).data);
  for (int64_t i = 0; i < count; i++) {
    if (i && sep.length) at = static_cast<uint8_t*>(mempcpy(at, sep.data, static_cast<size_t>(sep.length)));
    ByteView part;
    bufferOf(items[i], &part.data, &part.length);
    if (part.length) at = static_cast<uint8_t*>(mempcpy(at, part.data, static_cast<size_t>(part.length)));
  }
  return result;
}

// ---- replace

static int64_t countBytes(ByteView b, ByteView part, int64_t limit) {
  int64_t count = 0;
  for (int64_t at = 0; count < limit; count++) {
    int64_t hit = findBytes(b.data + at, b.length - at, part.data, part.length);
    if (hit < 0) break;
    at += hit + part.length;
  }
  return count;
}

Value bytesReplace(Value self, const Value* args, int64_t nargs) {
  ByteView from, to, b = viewOf(self);
  int64_t limit = -1;
  if (!wantBuffer(args[0], &from) || !wantBuffer(args[1], &to)) return 0;
  if (nargs > 2 && !sizeArg(args[2], &limit)) return 0;
  if (limit < 0) limit = INT64_MAX;
  bool between = from.length == 0;
  int64_t count = between ? (b.length + 1 < limit ? b.length + 1 : limit) : countBytes(b, from, limit);
  if (count == 0) return unchanged(self);
  Value result = bytesLike(self, nullptr, b.length + count * (to.length - from.length));
  if (!result) return 0;
  uint8_t* at = const_cast<uint8_t*>(viewOf(result).data);
  int64_t done = 0;
  auto copy = [&at](const uint8_t* data, int64_t n) {
    if (n) at = static_cast<uint8_t*>(mempcpy(at, data, static_cast<size_t>(n)));
  };
  for (int64_t k = 0; k < count; k++) {
    int64_t hit = between ? (k ? 1 : 0) : findBytes(b.data + done, b.length - done, from.data, from.length);
    copy(b.data + done, hit);
    copy(to.data, to.length);
    done += hit + from.length;
  }
  copy(b.data + done, b.length - done);
  return result;
}

// ---- hex

Value hexText(const uint8_t* data, int64_t n, const Value* args) {
  uint8_t separator = 0;
  int64_t group = 1;
  if (args[1] && !intArg(args[1], &group)) return 0;
  if (!args[0]) group = 0;
  if (args[0]) {
    int64_t length = lengthOf(args[0]);
    if (length < 0) return 0;
    if (length != 1) return raise(&trv_exc_ValueError, "sep must be length 1.");
    ByteView b;
    if (isStr(args[0])) {
      if (!as<StrObj>(args[0])->ascii) return raise(&trv_exc_ValueError, "sep must be ASCII.");
      separator = as<StrObj>(args[0])->data[0];
    } else if (bufferOf(args[0], &b.data, &b.length)) {
      if (b.data[0] > 127) return raise(&trv_exc_ValueError, "sep must be ASCII.");
      separator = b.data[0];
    } else {
      return raise(&trv_exc_TypeError, "sep must be str or bytes.");
    }
  }
  if (n == 0) return toValue(emptyStr());
  // Groups are counted from the right for a positive size.
  int64_t size = group < 0 ? -group : group;
  int64_t separators = size ? (n - 1) / size : 0;
  StrObj* r = newStrOfKind(n * 2 + separators, 1);
  if (!r) return 0;
  r->ascii = 1;
  uint8_t* at = r->data;
  for (int64_t i = 0; i < n; i++) {
    if (i && size && (group > 0 ? (n - i) % size == 0 : i % size == 0)) *at++ = separator;
    *at++ = static_cast<uint8_t>("0123456789abcdef"[data[i] >> 4]);
    *at++ = static_cast<uint8_t>("0123456789abcdef"[data[i] & 15]);
  }
  return toValue(r);
}

}  // namespace trivium::runtime
