// The class bytes: construction, operators, subscripts, iteration, repr. What bytearray shares is here too; the methods of both are in
// bytes_methods.cpp and bytes_split.cpp.
#include "runtime/detail/bytes.h"

#include "runtime/detail/containers.h"
#include "runtime/detail/str_methods.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_bytes;
Shape trv_shape_bytes;
}

namespace {

ClassObj iteratorClass, arrayIteratorClass;
Shape iteratorShape, arrayIteratorShape;
/// b"" and the 256 single bytes, made on demand.
Value emptyBytes, singleBytes[256];

}  // namespace

// ---- construction

Value newBytes(const void* data, int64_t n) {
  if (data && n == 1) {
    Value known = singleBytes[*static_cast<const uint8_t*>(data)];
    if (known) return known;
  }
  if (n == 0 && emptyBytes) return emptyBytes;
  if (n > INT64_MAX - 33) return raise(&trv_exc_OverflowError, "byte string is too large");  // less CPython's header and zero
  BytesObj* b = gcNewLeaf<BytesObj>(&trv_shape_bytes, static_cast<size_t>(n) + 1);
  if (!b) return 0;
  b->length = n;
  b->data = reinterpret_cast<uint8_t*>(b + 1);
  if (data && n) memcpy(b->data, data, static_cast<size_t>(n));
  if (n == 0) emptyBytes = toValue(b);
  if (data && n == 1) singleBytes[b->data[0]] = toValue(b);
  return toValue(b);
}

static Value newBytesOfClass(ClassObj* cls, Value plain) {
  BytesObj *source = as<BytesObj>(plain), *b = reinterpret_cast<BytesObj*>(allocInstance(cls));
  b->length = source->length;
  b->data = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(source->length) + 1));
  memcpy(b->data, source->data, static_cast<size_t>(source->length));
  return toValue(b);
}

bool ByteBuffer::reserve(int64_t n) {
  if (n <= capacity) return true;
  int64_t grown = capacity + capacity / 2 + 16;
  if (grown < n) grown = n;
  uint8_t* more = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(grown)));
  if (!more) return false;
  if (length) memcpy(more, data, static_cast<size_t>(length));
  data = more;
  capacity = static_cast<int64_t>(gcUsableBytes(static_cast<size_t>(grown)));
  return true;
}

namespace {

struct Collecting {
  ByteBuffer* out;
  const char* rangeText;
};
int collectByte(Value item, void* context) {
  auto* c = static_cast<Collecting*>(context);
  int byte = byteValue(item, c->rangeText);
  return byte < 0 || !c->out->append(static_cast<uint8_t>(byte)) ? -1 : 0;
}

}  // namespace

bool bytesFromIterable(Value source, const char* kind, ByteBuffer* out) {
  if (isStr(source) || (!classOf(source)->slots.iter && !classOf(source)->slots.getItem)) {
    raise(&trv_exc_TypeError, "cannot convert '%T' object to %s", source, kind);
    return false;
  }
  int64_t hint = strcmp(kind, "bytes") == 0 ? lengthHint(source) : 0;
  if (hint < 0 || (hint > 0 && !out->reserve(hint))) return false;
  Collecting c{out, strcmp(kind, "bytes") == 0 ? "bytes must be in range(0, 256)" : "byte must be in range(0, 256)"};
  return forEach(source, collectByte, &c) >= 0 && !hasPending();
}

Value encodedSource(const char* function, const Value* bound) {
  const char *encoding, *errors;
  if (!codecNameArg(bound[1], function, "encoding", &encoding) || !codecNameArg(bound[2], function, "errors", &errors)) return 0;
  bool text = bound[0] && isStr(bound[0]);
  if (encoding) return text ? encodeStr(as<StrObj>(bound[0]), encoding, errors) : raise(&trv_exc_TypeError, "encoding without a string argument");
  if (errors)
    return raise(&trv_exc_TypeError, text ? "string argument without an encoding" : "errors without a string argument");
  return text ? raise(&trv_exc_TypeError, "string argument without an encoding") : 0;
}

namespace {

Value bytesFromObject(Value v) {
  if (isExact(v, &trv_class_bytes)) return v;
  bool found = false;
  if (!isSmallInt(v) && !isExact(v, &trv_class_list) && !isExact(v, &trv_class_tuple)) {
    Value r = callSpecial(v, TRV_STR("__bytes__"), nullptr, 0, &found);
    if (found) return !r || isBytes(r) ? r : raise(&trv_exc_TypeError, "__bytes__ returned non-bytes (type %T)", r);
  }
  if (hasIndex(v)) {
    int64_t n;
    if (repeatCount(v, &n) >= 0) {
      if (n < 0) return raise(&trv_exc_ValueError, "negative count");
      return newBytes(nullptr, n);
    }
    if (!pendingIs(&trv_exc_TypeError)) return 0;
    clearPending();
  }
  ByteView b;
  if (bufferOf(v, &b.data, &b.length)) return newBytes(b.data, b.length);
  ByteBuffer out;
  return bytesFromIterable(v, "bytes", &out) ? newBytes(out.data, out.length) : 0;
}

Value createSlot(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"source", "encoding", "errors"};
  Value bound[3];
  if (!bindArgs("bytes", names, 3, 0, 0, args, nargs, kwnames, bound)) return 0;
  Value made;
  if (bound[1] || bound[2] || (bound[0] && isStr(bound[0]) && !lookupOnClass(classOf(bound[0]), TRV_STR("__bytes__")))) {
    made = encodedSource("bytes", bound);
  } else {
    made = bound[0] ? bytesFromObject(bound[0]) : newBytes(nullptr, 0);
  }
  return !made || cls == &trv_class_bytes ? made : newBytesOfClass(cls, made);
}

}  // namespace

// ---- repr

StrObj* bytesRepr(const uint8_t* data, int64_t n, const char* prefix, const char* suffix) {
  bool single = false, doubled = false;
  for (int64_t i = 0; i < n; i++) {
    single |= data[i] == '\'';
    doubled |= data[i] == '"';
  }
  uint8_t quote = single && !doubled ? '"' : '\'';
  bool escapesSingle = quote == '\'' || *prefix;  // bytearray's repr escapes ' inside of " too
  StrBuilder out;
  out.append(prefix);
  out.append("b");
  out.append(uint32_t{quote});
  for (int64_t i = 0; i < n; i++) {
    uint8_t c = data[i];
    if (c == '\\' || (c == '\'' && escapesSingle)) out.append("\\");
    if (c >= ' ' && c < 127) {
      out.append(uint32_t{c});
    } else if (c == '\t' || c == '\n' || c == '\r') {
      out.append(c == '\t' ? "\\t" : c == '\n' ? "\\n" : "\\r");
    } else {
      char text[5] = {'\\', 'x', "0123456789abcdef"[c >> 4], "0123456789abcdef"[c & 15], 0};
      out.append(text);
    }
  }
  out.append(uint32_t{quote});
  out.append(suffix);
  return out.finish();
}

// ---- slots shared with bytearray

int64_t bytesLength(Value self) { return viewOf(self).length; }

Value bytesGetItem(Value self, Value key) {
  ByteView b = viewOf(self);
  bool array = isByteArray(self);
  if (hasIndex(key)) {
    int64_t i;
    if (indexValue(key, &i) < 0) return 0;
    b = viewOf(self);
    if (i < 0) i += b.length;
    if (static_cast<uint64_t>(i) >= static_cast<uint64_t>(b.length))
      return raise(&trv_exc_IndexError, array ? "bytearray index out of range" : "index out of range");
    return fromSmallInt(b.data[i]);
  }
  if (!isExact(key, &trv_class_slice)) return raise(&trv_exc_TypeError, "%s indices must be integers or slices, not %T", array ? "bytearray" : "byte", key);
  int64_t start, stop, step, count;
  if (sliceIndices(key, array ? as<ByteArrayObj>(self)->length : b.length, &start, &stop, &step, &count) < 0) return 0;
  b = viewOf(self);
  if (step == 1) return count > 0 ? bytesPart(self, start, start + count) : bytesLike(self, nullptr, 0);
  uint8_t* out = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(count)));
  for (int64_t i = 0; i < count; i++) out[i] = b.data[start + i * step];
  return bytesLike(self, out, count);
}

/// What another class makes of an operation with bytes on the left; kEnd = nothing.
static Value askOther(BinaryOp op, Value lhs, Value rhs) {
  auto own = classOf(lhs)->slots.binary[static_cast<int>(op)], other = classOf(rhs)->slots.binary[static_cast<int>(op)];
  if (!other || other == own) return kEnd;
  Value result = other(lhs, rhs);
  return result == notImplemented() ? kEnd : result;
}

static bool isBytesOrArray(Value v) { return isBytes(v) || isByteArray(v); }

Value bytesConcat(Value lhs, Value rhs) {
  if (!isBytesOrArray(lhs)) return notImplemented();
  ByteView a = viewOf(lhs), b;
  if (!bufferOf(rhs, &b.data, &b.length)) {
    Value result = askOther(BinaryOp::Add, lhs, rhs);
    return result != kEnd ? result : raise(&trv_exc_TypeError, "can't concat %T to %T", rhs, lhs);
  }
  if (!isByteArray(lhs)) {
    if (a.length == 0 && isExact(rhs, &trv_class_bytes)) return rhs;
    if (b.length == 0 && isExact(lhs, &trv_class_bytes)) return lhs;
  }
  Value result = bytesLike(lhs, nullptr, a.length + b.length);
  if (!result) return 0;
  uint8_t* out = const_cast<uint8_t*>(viewOf(result).data);
  if (a.length) memcpy(out, a.data, static_cast<size_t>(a.length));
  if (b.length) memcpy(out + a.length, b.data, static_cast<size_t>(b.length));
  return result;
}

Value bytesRepeat(Value lhs, Value rhs) {
  bool left = isBytesOrArray(lhs);
  Value self = left ? lhs : rhs, count = left ? rhs : lhs;
  if (!hasIndex(count)) {
    if (!left && isSequence(lhs)) return notImplemented();  // whose own error names the right operand
    Value result = left ? askOther(BinaryOp::Mul, lhs, rhs) : kEnd;
    return result != kEnd ? result : raise(&trv_exc_TypeError, "can't multiply sequence by non-int of type '%T'", count);
  }
  int64_t times, total;
  if (repeatCount(count, &times) < 0) return 0;
  ByteView b = viewOf(self);
  if (times == 1) return unchanged(self);
  if (times < 0) times = 0;
  if (__builtin_mul_overflow(b.length, times, &total)) {
    if (isByteArray(self)) return raise(&trv_exc_MemoryError, "");
    return raise(&trv_exc_OverflowError, "repeated bytes are too long");
  }
  Value result = bytesLike(self, nullptr, total);
  if (!result || total == 0) return result;
  uint8_t* out = const_cast<uint8_t*>(viewOf(result).data);
  memcpy(out, b.data, static_cast<size_t>(b.length));
  for (int64_t done = b.length; done < total;) {
    int64_t take = done < total - done ? done : total - done;
    memcpy(out + done, out, static_cast<size_t>(take));
    done += take;
  }
  return result;
}

Value bytesModulo(Value lhs, Value rhs) {
  if (!isBytesOrArray(lhs)) return notImplemented();
  ByteView b = viewOf(lhs);
  return bytesPercent(b.data, b.length, rhs, isByteArray(lhs));
}

int bytesContains(Value self, Value item) {
  ByteView part;
  if (hasIndex(item)) {
    int c = byteValue(item);
    if (c < 0) return -1;
    ByteView b = viewOf(self);
    return b.length && memchr(b.data, c, static_cast<size_t>(b.length)) != nullptr;
  }
  if (!wantBuffer(item, &part)) return -1;
  ByteView b = viewOf(self);
  return findBytes(b.data, b.length, part.data, part.length) >= 0;
}

// ---- iteration

namespace {

Value iteratorSelf(Value self) { return self; }
Value iteratorNext(Value self) {
  auto* it = as<SequenceIteratorObj>(self);
  if (!it->sequence) return kEnd;
  ByteView b = viewOf(it->sequence);
  if (it->index < b.length) return fromSmallInt(b.data[it->index++]);
  it->sequence = 0;
  return kEnd;
}
Value iteratorLengthHint(Value self, const Value*, int64_t) {
  auto* it = as<SequenceIteratorObj>(self);
  int64_t left = it->sequence ? viewOf(it->sequence).length - it->index : 0;
  return fromSmallInt(left > 0 ? left : 0);
}
const NativeDef kIteratorMethods[] = {
    {"__length_hint__", iteratorLengthHint, ArgKind::None},
    {"__reduce__", sequenceIteratorReduce, ArgKind::None},
    {"__setstate__", sequenceIteratorSetState, ArgKind::One},
    {},
};

void readyIterator(ClassObj* cls, const char* name, Shape* shape) {
  cls->slots.iter = iteratorSelf;
  cls->slots.next = iteratorNext;
  readyClass({cls, name, nullptr, sizeof(SequenceIteratorObj), 0, kIteratorMethods, nullptr, nullptr, shape});
}

}  // namespace

Value bytesIterator(Value self) { return newSequenceIterator(isByteArray(self) ? &arrayIteratorShape : &iteratorShape, self, 0); }

// ---- the class

namespace {

Value reprSlot(Value self) {
  ByteView b = viewOf(self);
  return toValue(bytesRepr(b.data, b.length, "", ""));
}

int64_t hashSlot(Value self) {
  BytesObj* b = as<BytesObj>(self);
  if (!b->hash) b->hash = hashBytes(b->data, b->length);
  return b->hash;
}

Value compareSlot(Value a, Value b, CompareOp op) {
  if (!isBytes(b)) return notImplemented();
  ByteView x = viewOf(a), y = viewOf(b);
  if ((op == CompareOp::Eq || op == CompareOp::Ne) && x.length != y.length) return fromBool(op == CompareOp::Ne);
  int order = memcmp(x.data, y.data, static_cast<size_t>(x.length < y.length ? x.length : y.length));
  return fromBool(orderHolds(order ? order : x.length - y.length, 0, op));
}

Value dunderBytes(Value self, const Value*, int64_t) { return unchanged(self); }
Value getNewArgs(Value self, const Value*, int64_t) {
  ByteView b = viewOf(self);
  return toValue(makeTuple(newBytes(b.data, b.length)));
}
Value sizeOf(Value self, const Value*, int64_t) { return newInt(33 + viewOf(self).length); }

NativeDef methods[kBytesMethodCount + 4];
const NativeDef kOwnMethods[] = {{"__bytes__", dunderBytes, ArgKind::None},
                                 {"__getnewargs__", getNewArgs, ArgKind::None},
                                 {"__sizeof__", sizeOf, ArgKind::None},
                                 {nullptr, nullptr}};

}  // namespace

void readyBytesClasses() {
  gcAddRoots(&emptyBytes, 1);
  gcAddRoots(singleBytes, 256);
  memcpy(methods, kBytesMethods, sizeof kBytesMethods[0] * kBytesMethodCount);
  memcpy(methods + kBytesMethodCount, kOwnMethods, sizeof kOwnMethods);
  Slots& s = trv_class_bytes.slots;
  s.repr = reprSlot;
  s.str = reprSlot;
  s.hash = hashSlot;
  s.compare = compareSlot;
  s.len = bytesLength;
  s.getItem = bytesGetItem;
  s.contains = bytesContains;
  s.iter = bytesIterator;
  s.create = createSlot;
  s.binary[static_cast<int>(BinaryOp::Add)] = bytesConcat;
  s.binary[static_cast<int>(BinaryOp::Mul)] = bytesRepeat;
  s.binary[static_cast<int>(BinaryOp::Mod)] = bytesModulo;
  readyClass({&trv_class_bytes, "bytes", nullptr, sizeof(BytesObj), kBaseType | kBytesSubclass | kMatchSelf, methods, nullptr,
              "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of "
              "bytes_or_buffer\nbytes(int) -> bytes object of size given by the parameter initialized with null bytes\nbytes() -> empty "
              "bytes object\n\nConstruct an immutable array of bytes from:\n  - an iterable yielding integers in range(256)\n  - a text "
              "string encoded using the specified encoding\n  - any object implementing the buffer API.\n  - an integer",
              &trv_shape_bytes});
  readyIterator(&iteratorClass, "bytes_iterator", &iteratorShape);
  readyIterator(&arrayIteratorClass, "bytearray_iterator", &arrayIteratorShape);
  readyByteArrayClass();
  readyMemoryViewClass();
}

}  // namespace trivium::runtime
