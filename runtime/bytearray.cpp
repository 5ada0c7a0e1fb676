// The class bytearray: storage, slice assignment, the methods that change it. Library Reference "Bytearray Objects"; error texts as
// CPython's Objects/bytearrayobject.c. Views do not keep an array from being resized; a view checks its bounds at each access instead.
#include "runtime/detail/bytes.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/str_methods.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_bytearray;
}

namespace {

Shape byteArrayShape;

ByteArrayObj* arrayOf(Value v) { return as<ByteArrayObj>(v); }

bool reserve(ByteArrayObj* a, int64_t n) {
  if (n <= a->capacity) return true;
  int64_t grown = n + (n >> 3) + (n < 9 ? 3 : 6);
  uint8_t* data = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(grown)));
  if (!data) return false;
  if (a->length) memcpy(data, a->data, static_cast<size_t>(a->length));
  a->data = data;
  a->capacity = static_cast<int64_t>(gcUsableBytes(static_cast<size_t>(grown)));
  return true;
}

/// Puts n bytes, which are not the array's own, in place of [low, high).
bool replaceRange(ByteArrayObj* a, int64_t low, int64_t high, const uint8_t* bytes, int64_t n) {
  int64_t tail = a->length - high, length = low + n + tail;
  if (!reserve(a, length)) return false;
  if (tail && n != high - low) memmove(a->data + low + n, a->data + high, static_cast<size_t>(tail));
  if (n) memcpy(a->data + low, bytes, static_cast<size_t>(n));
  a->length = length;
  return true;
}

/// A copy of the bytes that the array itself lends out.
ByteView detached(ByteView b) {
  if (b.length == 0) return b;
  uint8_t* copy = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(b.length)));
  memcpy(copy, b.data, static_cast<size_t>(b.length));
  return {copy, b.length};
}

}  // namespace

Value newByteArray(const void* data, int64_t n) {
  ByteArrayObj* a = gcNew<ByteArrayObj>(&byteArrayShape);
  if (n && !reserve(a, n)) return 0;
  a->length = n;
  if (data && n) memcpy(a->data, data, static_cast<size_t>(n));
  return toValue(a);
}

namespace {

// ---- construction

Value createSlot(ClassObj* cls, const Value*, int64_t, Value) { return toValue(allocInstance(cls)); }

int initSlot(Value self, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"source", "encoding", "errors"};
  Value bound[3];
  if (!bindArgs("bytearray", names, 3, 0, 0, args, nargs, kwnames, bound)) return -1;
  ByteArrayObj* a = arrayOf(self);
  a->length = 0;
  Value source = bound[0];
  if (bound[1] || bound[2] || (source && isStr(source))) {
    Value encoded = encodedSource("bytearray", bound);
    return encoded && replaceRange(a, 0, 0, as<BytesObj>(encoded)->data, as<BytesObj>(encoded)->length) ? 0 : -1;
  }
  if (!source) return 0;
  if (hasIndex(source)) {
    int64_t n;
    if (repeatCount(source, &n) >= 0) {
      if (n < 0) return raiseInt(raise(&trv_exc_ValueError, "negative count"));
      if (!reserve(a, n)) return -1;
      if (n) memset(a->data, 0, static_cast<size_t>(n));
      a->length = n;
      return 0;
    }
    if (!pendingIs(&trv_exc_TypeError)) return -1;
    clearPending();
  }
  ByteView b;
  if (bufferOf(source, &b.data, &b.length)) return replaceRange(a, 0, 0, b.data, b.length) ? 0 : -1;
  ByteBuffer out;
  if (!bytesFromIterable(source, "bytearray", &out)) return -1;
  return replaceRange(a, 0, a->length, out.data, out.length) ? 0 : -1;
}

// ---- slots

Value reprSlot(Value self) {
  ByteView b = viewOf(self);
  int64_t n;
  const char* name = utf8Of(strFormat("%T(", self), &n);
  return toValue(bytesRepr(b.data, b.length, name, ")"));
}

Value compareSlot(Value a, Value b, CompareOp op) {
  ByteView x = viewOf(a), y;
  if (isStr(b) || !bufferOf(b, &y.data, &y.length)) return notImplemented();
  if ((op == CompareOp::Eq || op == CompareOp::Ne) && x.length != y.length) return fromBool(op == CompareOp::Ne);
  int64_t shorter = x.length < y.length ? x.length : y.length;
  int order = shorter ? memcmp(x.data, y.data, static_cast<size_t>(shorter)) : 0;
  return fromBool(orderHolds(order ? order : x.length - y.length, 0, op));
}

int deleteSlice(ByteArrayObj* a, int64_t start, int64_t step, int64_t count) {
  if (count <= 0) return 0;
  if (step < 0) {
    start += step * (count - 1);
    step = -step;
  }
  int64_t to = start;
  for (int64_t from = start, next = start; from < a->length; from++) {
    if (count > 0 && from == next) {
      if (--count > 0) next += step;
    } else {
      a->data[to++] = a->data[from];
    }
  }
  a->length = to;
  return 0;
}

int setSlice(Value self, Value key, Value value) {
  ByteArrayObj* a = arrayOf(self);
  ByteView b;
  if (value) {
    if (!bufferOf(value, &b.data, &b.length)) {
      const Slots& s = classOf(value)->slots;
      if (isStr(value) || s.index || s.toInt || s.toFloat)
        return raiseInt(raise(&trv_exc_TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
      ByteBuffer items;
      if (!bytesFromIterable(value, "bytearray", &items)) return -1;
      b = {items.data, items.length};
    } else if (!isBytes(value)) {
      b = detached(b);
    }
  }
  int64_t start, stop, step, count;
  if (sliceIndices(key, a->length, &start, &stop, &step, &count) < 0) return -1;
  if (step == 1) return replaceRange(a, start, start + count, b.data, b.length) ? 0 : -1;
  if (b.length == 0) return deleteSlice(a, start, step, count);
  if (b.length != count)
    return raiseInt(raise(&trv_exc_ValueError, "attempt to assign bytes of size %zd to extended slice of size %zd", b.length, count));
  for (int64_t i = 0; i < count; i++) a->data[start + i * step] = b.data[i];
  return 0;
}

int setItemSlot(Value self, Value key, Value value) {
  if (isExact(key, &trv_class_slice)) return setSlice(self, key, value);
  if (!hasIndex(key)) return raiseInt(raise(&trv_exc_TypeError, "bytearray indices must be integers or slices, not %T", key));
  int64_t i;
  if (indexValue(key, &i) < 0) return -1;
  ByteArrayObj* a = arrayOf(self);
  if (i < 0) i += a->length;
  int c = value ? byteValue(value) : 0;  // first, because its __index__ may change the array
  if (c < 0) return -1;
  if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(a->length))
    return raiseInt(raise(&trv_exc_IndexError, "bytearray index out of range"));
  if (!value) return replaceRange(a, i, i + 1, nullptr, 0) ? 0 : -1;
  a->data[i] = static_cast<uint8_t>(c);
  return 0;
}

Value appendInPlace(Value self, Value other) {
  ByteView b;
  if (!bufferOf(other, &b.data, &b.length)) return raise(&trv_exc_TypeError, "can't concat %T to %T", other, self);
  // The operand lends its bytes while the array grows, as in CPython.
  if (b.length && lendsFrom(other, self)) return raise(&trv_exc_BufferError, "Existing exports of data: object cannot be re-sized");
  ByteArrayObj* a = arrayOf(self);
  return replaceRange(a, a->length, a->length, b.data, b.length) ? self : 0;
}

Value repeatInPlace(Value self, Value count) {
  if (!hasIndex(count)) return notImplemented();
  int64_t times;
  if (repeatCount(count, &times) < 0) return 0;
  Value repeated = bytesRepeat(self, newInt(times < 0 ? 0 : times));
  if (!repeated) return 0;
  ByteArrayObj *a = arrayOf(self), *r = arrayOf(repeated);
  if (a != r) {
    a->data = r->data;
    a->length = r->length;
    a->capacity = r->capacity;
  }
  return self;
}

// ---- methods

Value append(Value self, const Value* args, int64_t) {
  int c = byteValue(args[0]);
  if (c < 0) return 0;
  ByteArrayObj* a = arrayOf(self);
  if (!reserve(a, a->length + 1)) return 0;
  a->data[a->length++] = static_cast<uint8_t>(c);
  return none();
}

Value extend(Value self, const Value* args, int64_t) {
  ByteView b;
  ByteArrayObj* a = arrayOf(self);
  if (bufferOf(args[0], &b.data, &b.length)) {
    if (args[0] == self) b = detached(b);
  } else {
    if (!classOf(args[0])->slots.iter && !classOf(args[0])->slots.getItem)
      return raise(&trv_exc_TypeError, "can't extend bytearray with %T", args[0]);
    ByteBuffer out;
    Value source = args[0];
    if (isStr(source)) {
      if (as<StrObj>(source)->length == 0) return none();
      return raise(&trv_exc_TypeError, "'str' object cannot be interpreted as an integer");
    }
    if (!bytesFromIterable(source, "bytearray", &out)) return 0;
    b = {out.data, out.length};
  }
  return replaceRange(a, a->length, a->length, b.data, b.length) ? none() : 0;
}

Value insert(Value self, const Value* args, int64_t) {
  int64_t i;
  if (!sizeArg(args[0], &i)) return 0;
  int c = byteValue(args[1]);
  if (c < 0) return 0;
  ByteArrayObj* a = arrayOf(self);
  if (i < 0 && (i += a->length) < 0) i = 0;
  if (i > a->length) i = a->length;
  uint8_t byte = static_cast<uint8_t>(c);
  return replaceRange(a, i, i, &byte, 1) ? none() : 0;
}

Value pop(Value self, const Value* args, int64_t nargs) {
  int64_t i = -1;
  if (nargs && !sizeArg(args[0], &i)) return 0;
  ByteArrayObj* a = arrayOf(self);
  if (a->length == 0) return raise(&trv_exc_IndexError, "pop from empty bytearray");
  if (i < 0) i += a->length;
  if (i < 0 || i >= a->length) return raise(&trv_exc_IndexError, "pop index out of range");
  Value byte = fromSmallInt(a->data[i]);
  return replaceRange(a, i, i + 1, nullptr, 0) ? byte : 0;
}

Value removeByte(Value self, const Value* args, int64_t) {
  int c = byteValue(args[0]);
  if (c < 0) return 0;
  ByteArrayObj* a = arrayOf(self);
  const void* at = a->length ? memchr(a->data, c, static_cast<size_t>(a->length)) : nullptr;
  if (!at) return raise(&trv_exc_ValueError, "value not found in bytearray");
  int64_t i = static_cast<const uint8_t*>(at) - a->data;
  return replaceRange(a, i, i + 1, nullptr, 0) ? none() : 0;
}

Value reverse(Value self, const Value*, int64_t) {
  ByteArrayObj* a = arrayOf(self);
  for (int64_t i = 0, k = a->length - 1; i < k; i++, k--) {
    uint8_t t = a->data[i];
    a->data[i] = a->data[k];
    a->data[k] = t;
  }
  return none();
}

Value clear(Value self, const Value*, int64_t) {
  arrayOf(self)->length = 0;
  return none();
}
Value copy(Value self, const Value*, int64_t) { return unchanged(self); }
Value alloc(Value self, const Value*, int64_t) { return newInt(arrayOf(self)->length ? arrayOf(self)->length + 1 : 0); }
Value sizeOf(Value self, const Value*, int64_t) { return newInt(56 + (arrayOf(self)->length ? arrayOf(self)->length + 1 : 0)); }

const NativeDef kOwnMethods[] = {
    {"append", append, ArgKind::One},
    {"clear", clear, ArgKind::None},
    {"copy", copy, ArgKind::None},
    {"extend", extend, ArgKind::One},
    {"insert", insert, ArgKind::Positional, 2, 2},
    {"pop", pop, ArgKind::Positional, 0, 1},
    {"remove", removeByte, ArgKind::One},
    {"reverse", reverse, ArgKind::None},
    {"__alloc__", alloc, ArgKind::None},
    {"__sizeof__", sizeOf, ArgKind::None},
    {nullptr, nullptr},
};
NativeDef methods[kBytesMethodCount + sizeof kOwnMethods / sizeof kOwnMethods[0]];

}  // namespace

void readyByteArrayClass() {
  memcpy(methods, kBytesMethods, sizeof kBytesMethods[0] * kBytesMethodCount);
  memcpy(methods + kBytesMethodCount, kOwnMethods, sizeof kOwnMethods);
  Slots& s = trv_class_bytearray.slots;
  s.repr = reprSlot;
  s.str = reprSlot;
  s.compare = compareSlot;
  s.len = bytesLength;
  s.getItem = bytesGetItem;
  s.setItem = setItemSlot;
  s.contains = bytesContains;
  s.iter = bytesIterator;
  s.create = createSlot;
  s.init = initSlot;
  s.binary[static_cast<int>(BinaryOp::Add)] = bytesConcat;
  s.binary[static_cast<int>(BinaryOp::Mul)] = bytesRepeat;
  s.binary[static_cast<int>(BinaryOp::Mod)] = bytesModulo;
  s.inplace[static_cast<int>(BinaryOp::Add)] = appendInPlace;
  s.inplace[static_cast<int>(BinaryOp::Mul)] = repeatInPlace;
  readyClass({&trv_class_bytearray, "bytearray", nullptr, sizeof(ByteArrayObj), kBaseType | kByteArraySubclass | kMatchSelf, methods, nullptr,
              "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> "
              "mutable copy of bytes_or_buffer\nbytearray(int) -> bytes array of size given by the parameter initialized with null "
              "bytes\nbytearray() -> empty bytes array\n\nConstruct a mutable bytearray object from:\n  - an iterable yielding integers in "
              "range(256)\n  - a text string encoded using the specified encoding\n  - a bytes or a buffer object\n  - any object "
              "implementing the buffer API.\n  - an integer",
              &byteArrayShape});
}

}  // namespace trivium::runtime
