// Module array: sequences of numbers of one C type. Library Reference "array"; error texts as CPython's Modules/arraymodule.c.
//
// An array is laid out as a bytearray and has its class flag, so whatever takes bytes-like objects takes arrays.
#include "runtime/array.h"

#include <limits.h>

#include "runtime/detail/containers.h"
#include "runtime/detail/str_methods.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

namespace {

ClassObj arrayClass, arrayIteratorClass;
Shape arrayIteratorShape;

constexpr char kCodes[] = "bBuhHiIlLqQfd";

ArrayObj* arrayOf(Value v) { return as<ArrayObj>(v); }
int64_t countOf(const ArrayObj* a) { return a->length / a->itemSize; }

int64_t sizeOfCode(char code) {
  switch (code) {
    case 'b': case 'B': return 1;
    case 'h': case 'H': return 2;
    case 'u': case 'i': case 'I': case 'f': return 4;
    default: return 8;
  }
}

// ---- items

template <typename T> T loadAs(const uint8_t* at) {
  T v;
  memcpy(&v, at, sizeof v);
  return v;
}
template <typename T> void storeAs(uint8_t* at, T v) { memcpy(at, &v, sizeof v); }

Value itemAt(const ArrayObj* a, int64_t i) {
  const uint8_t* at = a->data + i * a->itemSize;
  switch (a->code) {
    case 'b': return fromSmallInt(static_cast<int8_t>(*at));
    case 'B': return fromSmallInt(*at);
    case 'u': {
      StrBuilder out;
      out.append(loadAs<uint32_t>(at));
      return toValue(out.finish());
    }
    case 'h': return fromSmallInt(loadAs<int16_t>(at));
    case 'H': return fromSmallInt(loadAs<uint16_t>(at));
    case 'i': return fromSmallInt(loadAs<int32_t>(at));
    case 'I': return fromSmallInt(loadAs<uint32_t>(at));
    case 'l': case 'q': return newInt(loadAs<int64_t>(at));
    case 'L': case 'Q': return newIntU(loadAs<uint64_t>(at));
    case 'f': return newFloat(static_cast<double>(loadAs<float>(at)));
    default: return newFloat(loadAs<double>(at));
  }
}

int overflow(const char* text) { return raiseInt(raise(&trv_exc_OverflowError, "%s", text)); }

struct SignedLimits {
  char code;
  int64_t low, high;
  const char *tooLow, *tooHigh;
};
/// Checks in this order; some types are read as a larger one first, which has its own texts.
constexpr SignedLimits kLimits[] = {
    {'b', SHRT_MIN, SHRT_MAX, "signed short integer is less than minimum", "signed short integer is greater than maximum"},
    {'b', SCHAR_MIN, SCHAR_MAX, "signed char is less than minimum", "signed char is greater than maximum"},
    {'B', 0, UCHAR_MAX, "unsigned byte integer is less than minimum", "unsigned byte integer is greater than maximum"},
    {'h', SHRT_MIN, SHRT_MAX, "signed short integer is less than minimum", "signed short integer is greater than maximum"},
    {'H', INT_MIN, INT_MAX, "signed integer is less than minimum", "signed integer is greater than maximum"},
    {'H', 0, USHRT_MAX, "unsigned short is less than minimum", "unsigned short is greater than maximum"},
    {'i', INT_MIN, INT_MAX, "signed integer is less than minimum", "signed integer is greater than maximum"},
};

/// A number as the bits of an unsigned type; -1 raised.
int packUnsigned(char code, Value number, uint64_t* out) {
  const bool isQuad = code == 'Q';
  if (intSign(number) < 0) return overflow(isQuad ? "can't convert negative int to unsigned" : "can't convert negative value to unsigned int");
  int64_t i;
  if (intFitsInt64(number, &i)) {
    *out = static_cast<uint64_t>(i);
  } else {
    Value args[] = {fromSmallInt(8), toValue(TRV_STR("little"))};
    const Value bytes = callMethod(number, TRV_STR("to_bytes"), args, 2);
    if (!bytes) {
      clearPending();
      return overflow(isQuad ? "int too big to convert" : "Python int too large to convert to C unsigned long");
    }
    *out = loadAs<uint64_t>(as<BytesObj>(bytes)->data);
  }
  return code == 'I' && *out > UINT_MAX ? overflow("unsigned int is greater than maximum") : 0;
}

/// The bytes of a value as an item, into `out`; -1 raised.
int packItem(char code, Value v, uint8_t* out) {
  if (code == 'f' || code == 'd') {
    double d;
    if (toDouble(v, &d) < 0) return -1;
    code == 'f' ? storeAs(out, static_cast<float>(d)) : storeAs(out, d);
    return 0;
  }
  if (code == 'u') {
    if (!isStr(v)) return raiseInt(raise(&trv_exc_TypeError, "array item must be unicode character"));
    if (as<StrObj>(v)->length != 1) return raiseInt(raise(&trv_exc_TypeError, "array item must be unicode character"));
    storeAs(out, static_cast<uint32_t>(charAt(as<StrObj>(v), 0)));
    return 0;
  }
  const Value number = index(v);
  if (!number) return -1;
  uint64_t bits;
  if (code == 'I' || code == 'L' || code == 'Q') {
    if (packUnsigned(code, number, &bits) < 0) return -1;
  } else {
    int64_t i;
    if (!intFitsInt64(number, &i)) return overflow(code == 'q' ? "int too big to convert" : "Python int too large to convert to C long");
    for (const SignedLimits& limits : kLimits) {
      if (limits.code != code) continue;
      if (i < limits.low) return overflow(limits.tooLow);
      if (i > limits.high) return overflow(limits.tooHigh);
    }
    bits = static_cast<uint64_t>(i);
  }
  memcpy(out, &bits, static_cast<size_t>(sizeOfCode(code)));
  return 0;
}

// ---- storage

bool reserve(ArrayObj* a, int64_t bytes) {
  if (bytes <= a->capacity) return true;
  const int64_t grown = bytes + (bytes >> 3) + 8 * a->itemSize;
  auto* data = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(grown)));
  if (!data) return false;
  if (a->length) memcpy(data, a->data, static_cast<size_t>(a->length));
  a->data = data;
  a->capacity = static_cast<int64_t>(gcUsableBytes(static_cast<size_t>(grown)));
  return true;
}

/// Puts bytes, which are not the array's own, in place of those of [low, high), all in bytes.
bool replaceRange(ArrayObj* a, int64_t low, int64_t high, const uint8_t* bytes, int64_t n) {
  const int64_t tail = a->length - high;
  if (!reserve(a, low + n + tail)) return false;
  if (tail && n != high - low) memmove(a->data + low + n, a->data + high, static_cast<size_t>(tail));
  if (n) memcpy(a->data + low, bytes, static_cast<size_t>(n));
  a->length = low + n + tail;
  return true;
}

ArrayObj* newArray(uint8_t code, const uint8_t* bytes, int64_t n) {
  auto* a = reinterpret_cast<ArrayObj*>(allocInstance(&arrayClass));
  a->code = code;
  a->itemSize = sizeOfCode(static_cast<char>(code));
  return replaceRange(a, 0, 0, bytes, n) ? a : nullptr;
}

/// A copy of the bytes of another array or of this one.
const uint8_t* detached(const ArrayObj* a) {
  auto* copy = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(a->length) + 1));
  if (copy && a->length) memcpy(copy, a->data, static_cast<size_t>(a->length));
  return copy;
}

int appendItem(Value item, void* context) {
  auto* a = static_cast<ArrayObj*>(context);
  uint8_t packed[8];
  if (packItem(static_cast<char>(a->code), item, packed) < 0) return -1;
  return replaceRange(a, a->length, a->length, packed, a->itemSize) ? 0 : -1;
}

int extendWith(ArrayObj* a, Value source) {
  if (!isArray(source)) return forEach(source, appendItem, a);
  const ArrayObj* other = arrayOf(source);
  if (other->code != a->code) return raiseInt(raise(&trv_exc_TypeError, "can only extend with array of same kind"));
  const uint8_t* bytes = detached(other);
  return bytes && replaceRange(a, a->length, a->length, bytes, other->length) ? 0 : -1;
}

int addText(ArrayObj* a, StrObj* text) {
  for (int64_t i = 0; i < text->length; ++i) {
    uint8_t packed[4];
    storeAs(packed, static_cast<uint32_t>(charAt(text, i)));
    if (!replaceRange(a, a->length, a->length, packed, 4)) return -1;
  }
  return 0;
}

int addBytes(ArrayObj* a, ByteView b) {
  if (b.length % a->itemSize) return raiseInt(raise(&trv_exc_ValueError, "bytes length not a multiple of item size"));
  return replaceRange(a, a->length, a->length, b.data, b.length) ? 0 : -1;
}

// ---- construction

Value createSlot(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  if (cls == &arrayClass && kwnames && as<TupleObj>(kwnames)->length) return raise(&trv_exc_TypeError, "array.array() takes no keyword arguments");
  if (nargs < 1) return raise(&trv_exc_TypeError, "array() takes at least 1 argument (0 given)");
  if (nargs > 2) return raise(&trv_exc_TypeError, "array() takes at most 2 arguments (%lld given)", static_cast<long long>(nargs));
  if (!isStr(args[0]) || as<StrObj>(args[0])->length != 1)
    return raise(&trv_exc_TypeError, "array() argument 1 must be a unicode character, not %T", args[0]);
  const uint32_t code = charAt(as<StrObj>(args[0]), 0);
  if (code >= 128 || !strchr(kCodes, static_cast<int>(code)) || !code)
    return raise(&trv_exc_ValueError, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  const Value source = nargs > 1 ? args[1] : 0;
  if (code != 'u' && source) {
    if (isStr(source)) return raise(&trv_exc_TypeError, "cannot use a str to initialize an array with typecode '%c'", static_cast<int>(code));
    if (isArray(source) && arrayOf(source)->code == 'u')
      return raise(&trv_exc_TypeError, "cannot use a unicode array to initialize an array with typecode '%c'", static_cast<int>(code));
  }
  auto* a = reinterpret_cast<ArrayObj*>(allocInstance(cls));
  a->code = static_cast<uint8_t>(code);
  a->itemSize = sizeOfCode(static_cast<char>(code));
  if (!source) return toValue(a);
  if (isStr(source)) return addText(a, as<StrObj>(source)) < 0 ? 0 : toValue(a);
  if (!isArray(source) && (isBytes(source) || isByteArray(source))) return addBytes(a, viewOf(source)) < 0 ? 0 : toValue(a);
  if (isArray(source) && arrayOf(source)->code == code) return extendWith(a, source) < 0 ? 0 : toValue(a);
  if (isArray(source)) {
    for (int64_t i = 0; i < countOf(arrayOf(source)); ++i)
      if (appendItem(itemAt(arrayOf(source), i), a) < 0) return 0;
    return toValue(a);
  }
  return forEach(source, appendItem, a) < 0 ? 0 : toValue(a);
}

// ---- slots

Value toList(Value self, const Value*, int64_t) {
  ListObj* list = newList();
  for (int64_t i = 0; i < countOf(arrayOf(self)); ++i) listAppend(list, itemAt(arrayOf(self), i));
  return toValue(list);
}

Value toUnicode(Value self, const Value*, int64_t) {
  const ArrayObj* a = arrayOf(self);
  if (a->code != 'u') return raise(&trv_exc_ValueError, "tounicode() may only be called on unicode type arrays");
  StrBuilder out;
  for (int64_t i = 0; i < countOf(a); ++i) out.append(loadAs<uint32_t>(a->data + 4 * i));
  return toValue(out.finish());
}

Value reprSlot(Value self) {
  const ArrayObj* a = arrayOf(self);
  if (!a->length) return toValue(strFormat("%U('%c')", classOf(self)->name, static_cast<int>(a->code)));
  const Value items = a->code == 'u' ? toUnicode(self, nullptr, 0) : toList(self, nullptr, 0);
  const Value text = items ? repr(items) : 0;
  return text ? toValue(strFormat("%U('%c', %U)", classOf(self)->name, static_cast<int>(a->code), text)) : 0;
}

Value compareSlot(Value lhs, Value rhs, CompareOp op) {
  if (!isArray(lhs) || !isArray(rhs)) return notImplemented();
  const ArrayObj *a = arrayOf(lhs), *b = arrayOf(rhs);
  const bool forEquality = op == CompareOp::Eq || op == CompareOp::Ne;
  if (forEquality && countOf(a) != countOf(b)) return fromBool(op == CompareOp::Ne);
  for (int64_t i = 0; i < countOf(a) && i < countOf(b); ++i) {
    const Value x = itemAt(a, i), y = itemAt(b, i);
    const int same = equals(x, y);
    if (same < 0) return 0;
    if (same) continue;
    return forEquality ? fromBool(op == CompareOp::Ne) : compare(x, y, op);
  }
  return fromBool(orderHolds(countOf(a) - countOf(b), 0, op));
}

int64_t lenSlot(Value self) { return countOf(arrayOf(self)); }

Value getItemSlot(Value self, Value key) {
  ArrayObj* a = arrayOf(self);
  if (isExact(key, &trv_class_slice)) {
    int64_t start, stop, step, count;
    if (sliceIndices(key, countOf(a), &start, &stop, &step, &count) < 0) return 0;
    if (step == 1) {
      ArrayObj* part = newArray(a->code, a->data + start * a->itemSize, count > 0 ? count * a->itemSize : 0);
      return part ? toValue(part) : 0;
    }
    ArrayObj* part = newArray(a->code, nullptr, 0);
    if (!part || !reserve(part, count * a->itemSize)) return 0;
    for (int64_t i = 0; i < count; ++i)
      memcpy(part->data + i * a->itemSize, a->data + (start + i * step) * a->itemSize, static_cast<size_t>(a->itemSize));
    part->length = count > 0 ? count * a->itemSize : 0;
    return toValue(part);
  }
  if (!hasIndex(key)) return raise(&trv_exc_TypeError, "array indices must be integers");
  int64_t i;
  if (indexValue(key, &i) < 0) return 0;
  if (i < 0) i += countOf(a);
  if (i < 0 || i >= countOf(a)) return raise(&trv_exc_IndexError, "array index out of range");
  return itemAt(a, i);
}

int setSlice(ArrayObj* a, Value key, Value value) {
  const uint8_t* bytes = nullptr;
  int64_t n = 0;
  if (value) {
    if (!isArray(value)) return raiseInt(raise(&trv_exc_TypeError, "can only assign array (not \"%T\") to array slice", value));
    if (arrayOf(value)->code != a->code) return raiseInt(raise(&trv_exc_TypeError, "bad argument type for built-in operation"));
    bytes = detached(arrayOf(value));
    n = arrayOf(value)->length;
  }
  const int64_t size = a->itemSize;
  int64_t start, stop, step, count;
  if (sliceIndices(key, countOf(a), &start, &stop, &step, &count) < 0) return -1;
  if (count < 0) count = 0;
  if (step == 1) return replaceRange(a, start * size, (start + count) * size, bytes, n) ? 0 : -1;
  if (!n) {
    // Deletes, also for an empty array as in CPython.
    if (step < 0) {
      start += step * (count - 1);
      step = -step;
    }
    for (int64_t k = count; k-- > 0;)
      if (!replaceRange(a, (start + k * step) * size, (start + k * step + 1) * size, nullptr, 0)) return -1;
    return 0;
  }
  if (n != count * size)
    return raiseInt(raise(&trv_exc_ValueError, "attempt to assign array of size %zd to extended slice of size %zd", n / size, count));
  for (int64_t i = 0; i < count; ++i) memcpy(a->data + (start + i * step) * size, bytes + i * size, static_cast<size_t>(size));
  return 0;
}

int setItemSlot(Value self, Value key, Value value) {
  ArrayObj* a = arrayOf(self);
  if (isExact(key, &trv_class_slice)) return setSlice(a, key, value);
  if (!hasIndex(key)) return raiseInt(raise(&trv_exc_TypeError, "array indices must be integers"));
  int64_t i;
  if (indexValue(key, &i) < 0) return -1;
  if (i < 0) i += countOf(a);
  if (i < 0 || i >= countOf(a)) return raiseInt(raise(&trv_exc_IndexError, "array assignment index out of range"));
  if (!value) return replaceRange(a, i * a->itemSize, (i + 1) * a->itemSize, nullptr, 0) ? 0 : -1;
  uint8_t packed[8];
  if (packItem(static_cast<char>(a->code), value, packed) < 0) return -1;
  if (i >= countOf(a)) return raiseInt(raise(&trv_exc_IndexError, "array assignment index out of range"));  // the value's __index__ cut it
  memcpy(a->data + i * a->itemSize, packed, static_cast<size_t>(a->itemSize));
  return 0;
}

/// Index of the first equal item in [from, to), -1 absent, -2 raised.
int64_t find(Value self, Value item, int64_t from, int64_t to) {
  for (int64_t i = from; i < to && i < countOf(arrayOf(self)); ++i) {
    const int same = equals(itemAt(arrayOf(self), i), item);
    if (same) return same < 0 ? -2 : i;
  }
  return -1;
}

int containsSlot(Value self, Value item) {
  const int64_t at = find(self, item, 0, INT64_MAX);
  return at == -2 ? -1 : at >= 0;
}

Value concatSlot(Value lhs, Value rhs) {
  if (!isArray(lhs)) return notImplemented();
  if (!isArray(rhs)) return raise(&trv_exc_TypeError, "can only append array (not \"%T\") to array", rhs);
  const ArrayObj *a = arrayOf(lhs), *b = arrayOf(rhs);
  if (a->code != b->code) return raise(&trv_exc_TypeError, "bad argument type for built-in operation");
  ArrayObj* sum = newArray(a->code, a->data, a->length);
  return sum && replaceRange(sum, sum->length, sum->length, b->data, b->length) ? toValue(sum) : 0;
}

Value extendInPlace(Value self, Value other) {
  if (!isArray(other)) return raise(&trv_exc_TypeError, "can only extend array with array (not \"%T\")", other);
  return extendWith(arrayOf(self), other) < 0 ? 0 : self;
}

bool repeatInto(ArrayObj* result, const ArrayObj* source, int64_t times) {
  const int64_t n = source->length;
  int64_t total;
  if (times < 0) times = 0;
  if (__builtin_mul_overflow(n, times, &total)) return raise(&trv_exc_MemoryError, ""), false;
  const uint8_t* bytes = detached(source);
  if (!bytes || !reserve(result, total)) return false;
  for (int64_t i = 0; i < times && n; ++i) memcpy(result->data + i * n, bytes, static_cast<size_t>(n));
  result->length = total;
  return true;
}

Value repeatSlot(Value lhs, Value rhs) {
  const bool left = isArray(lhs);
  const Value self = left ? lhs : rhs, count = left ? rhs : lhs;
  if (!hasIndex(count)) {
    if (!left && isSequence(lhs)) return notImplemented();  // whose own error names the right operand
    const auto other = left ? numericMul(rhs) : nullptr;
    const Value result = other && other != repeatSlot ? other(lhs, rhs) : notImplemented();
    return result != notImplemented() ? result : raise(&trv_exc_TypeError, "can't multiply sequence by non-int of type '%T'", count);
  }
  int64_t times;
  if (repeatCount(count, &times) < 0) return 0;
  ArrayObj* result = newArray(arrayOf(self)->code, nullptr, 0);
  return result && repeatInto(result, arrayOf(self), times) ? toValue(result) : 0;
}

Value repeatInPlace(Value self, Value count) {
  if (!hasIndex(count)) return notImplemented();
  int64_t times;
  if (repeatCount(count, &times) < 0) return 0;
  return repeatInto(arrayOf(self), arrayOf(self), times) ? self : 0;
}

Value iterSlot(Value self) { return newSequenceIterator(&arrayIteratorShape, self, 0); }

Value iteratorSelf(Value self) { return self; }
Value iteratorNext(Value self) {
  auto* it = as<SequenceIteratorObj>(self);
  if (!it->sequence) return kEnd;
  if (it->index < countOf(arrayOf(it->sequence))) return itemAt(arrayOf(it->sequence), it->index++);
  it->sequence = 0;
  return kEnd;
}

// ---- methods

Value append(Value self, const Value* args, int64_t) { return appendItem(args[0], arrayOf(self)) < 0 ? 0 : none(); }
Value extend(Value self, const Value* args, int64_t) { return extendWith(arrayOf(self), args[0]) < 0 ? 0 : none(); }

Value insert(Value self, const Value* args, int64_t) {
  ArrayObj* a = arrayOf(self);
  int64_t i;
  uint8_t packed[8];
  if (!sizeArg(args[0], &i) || packItem(static_cast<char>(a->code), args[1], packed) < 0) return 0;
  if (i < 0 && (i += countOf(a)) < 0) i = 0;
  if (i > countOf(a)) i = countOf(a);
  return replaceRange(a, i * a->itemSize, i * a->itemSize, packed, a->itemSize) ? none() : 0;
}

Value pop(Value self, const Value* args, int64_t nargs) {
  ArrayObj* a = arrayOf(self);
  int64_t i = -1;
  if (nargs && !sizeArg(args[0], &i)) return 0;
  if (!a->length) return raise(&trv_exc_IndexError, "pop from empty array");
  if (i < 0) i += countOf(a);
  if (i < 0 || i >= countOf(a)) return raise(&trv_exc_IndexError, "pop index out of range");
  const Value item = itemAt(a, i);
  return replaceRange(a, i * a->itemSize, (i + 1) * a->itemSize, nullptr, 0) ? item : 0;
}

Value removeItem(Value self, const Value* args, int64_t) {
  ArrayObj* a = arrayOf(self);
  const int64_t at = find(self, args[0], 0, INT64_MAX);
  if (at == -2) return 0;
  if (at < 0) return raise(&trv_exc_ValueError, "array.remove(x): x not in array");
  return replaceRange(a, at * a->itemSize, (at + 1) * a->itemSize, nullptr, 0) ? none() : 0;
}

Value indexOf(Value self, const Value* args, int64_t nargs) {
  int64_t from = 0, to = INT64_MAX;
  if ((nargs > 1 && sliceArg(args[1], &from) < 0) || (nargs > 2 && sliceArg(args[2], &to) < 0)) return 0;
  const int64_t n = countOf(arrayOf(self));
  if (from < 0 && (from += n) < 0) from = 0;
  if (to < 0) to += n;
  const int64_t at = find(self, args[0], from, to);
  if (at == -2) return 0;
  return at < 0 ? raise(&trv_exc_ValueError, "array.index(x): x not in array") : newInt(at);
}

Value count(Value self, const Value* args, int64_t) {
  int64_t n = 0;
  for (int64_t at = -1; (at = find(self, args[0], at + 1, INT64_MAX)) >= 0; ++n) {
  }
  return hasPending() ? 0 : newInt(n);
}

Value reverse(Value self, const Value*, int64_t) {
  ArrayObj* a = arrayOf(self);
  const auto size = static_cast<size_t>(a->itemSize);
  uint8_t kept[8];
  for (int64_t i = 0, k = countOf(a) - 1; i < k; ++i, --k) {
    uint8_t *low = a->data + i * a->itemSize, *high = a->data + k * a->itemSize;
    memcpy(kept, low, size);
    memcpy(low, high, size);
    memcpy(high, kept, size);
  }
  return none();
}

Value byteSwap(Value self, const Value*, int64_t) {
  ArrayObj* a = arrayOf(self);
  for (int64_t i = 0; i < a->length; i += a->itemSize)
    for (int64_t low = i, high = i + a->itemSize - 1; low < high; ++low, --high) {
      const uint8_t kept = a->data[low];
      a->data[low] = a->data[high];
      a->data[high] = kept;
    }
  return none();
}

Value toBytes(Value self, const Value*, int64_t) { return newBytes(arrayOf(self)->data, arrayOf(self)->length); }

Value fromBytes(Value self, const Value* args, int64_t) {
  ByteView b;
  if (!wantBuffer(args[0], &b)) return 0;
  if (args[0] == self) b.data = detached(arrayOf(self));
  return addBytes(arrayOf(self), b) < 0 ? 0 : none();
}

Value fromList(Value self, const Value* args, int64_t) {
  if (!isList(args[0])) return raise(&trv_exc_TypeError, "arg must be list");
  ArrayObj* a = arrayOf(self);
  const int64_t before = a->length;
  if (forEach(args[0], appendItem, a) == 0) return none();
  a->length = before;
  return 0;
}

Value fromUnicode(Value self, const Value* args, int64_t) {
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "fromunicode() argument must be str, not %T", args[0]);
  if (arrayOf(self)->code != 'u') return raise(&trv_exc_ValueError, "fromunicode() may only be called on unicode type arrays");
  return addText(arrayOf(self), as<StrObj>(args[0])) < 0 ? 0 : none();
}

Value toFile(Value self, const Value* args, int64_t) {
  const Value bytes = toBytes(self, nullptr, 0);
  return bytes && callMethod(args[0], TRV_STR("write"), &bytes, 1) ? none() : 0;
}

Value fromFile(Value self, const Value* args, int64_t) {
  ArrayObj* a = arrayOf(self);
  int64_t n;
  if (!sizeArg(args[1], &n)) return 0;
  if (n < 0) return raise(&trv_exc_ValueError, "negative count");
  const Value size = newInt(n * a->itemSize), bytes = callMethod(args[0], TRV_STR("read"), &size, 1);
  if (!bytes) return 0;
  if (!isBytes(bytes)) return raise(&trv_exc_TypeError, "read() didn't return bytes");
  if (addBytes(a, viewOf(bytes)) < 0) return 0;
  return as<BytesObj>(bytes)->length == n * a->itemSize ? none() : raise(&trv_exc_EOFError, "read() didn't return enough bytes");
}

Value bufferInfo(Value self, const Value*, int64_t) {
  return toValue(makeTuple(newInt(static_cast<int64_t>(reinterpret_cast<uintptr_t>(arrayOf(self)->data))), newInt(countOf(arrayOf(self)))));
}

Value copy(Value self, const Value*, int64_t) {
  const ArrayObj* a = arrayOf(self);
  ArrayObj* result = newArray(a->code, a->data, a->length);
  return result ? toValue(result) : 0;
}

Value codeText(Value self) {
  const char code[] = {static_cast<char>(arrayOf(self)->code), 0};
  return toValue(newStr(code));
}

Value reduce(Value self, const Value*, int64_t) {
  const Value items = arrayOf(self)->code == 'u' ? toUnicode(self, nullptr, 0) : toList(self, nullptr, 0);
  Value state = none();
  if (classOf(self)->flags & kHasDict) state = instanceDict(self);
  return items && state ? toValue(makeTuple(toValue(classOf(self)), toValue(makeTuple(codeText(self), items)), state)) : 0;
}

Value sizeOf(Value self, const Value*, int64_t) { return newInt(80 + arrayOf(self)->length); }
Value getItemSize(Value self) { return newInt(arrayOf(self)->itemSize); }

const NativeDef kMethods[] = {
    {"append", append, ArgKind::One},
    {"buffer_info", bufferInfo, ArgKind::None},
    {"byteswap", byteSwap, ArgKind::None},
    {"count", count, ArgKind::One},
    {"extend", extend, ArgKind::One},
    {"frombytes", fromBytes, ArgKind::One},
    {"fromfile", fromFile, ArgKind::Positional, 2, 2},
    {"fromlist", fromList, ArgKind::One},
    {"fromunicode", fromUnicode, ArgKind::One},
    {"index", indexOf, ArgKind::Positional, 1, 3},
    {"insert", insert, ArgKind::Positional, 2, 2},
    {"pop", pop, ArgKind::Positional, 0, 1},
    {"remove", removeItem, ArgKind::One},
    {"reverse", reverse, ArgKind::None},
    {"tobytes", toBytes, ArgKind::None},
    {"tofile", toFile, ArgKind::One},
    {"tolist", toList, ArgKind::None},
    {"tounicode", toUnicode, ArgKind::None},
    {"__copy__", copy, ArgKind::None},
    {"__deepcopy__", copy, ArgKind::One},
    {"__reduce_ex__", reduce, ArgKind::One},
    {"__sizeof__", sizeOf, ArgKind::None},
    kClassGetItem,
    {},
};
const GetSetDef kGetSets[] = {{"typecode", codeText, nullptr}, {"itemsize", getItemSize, nullptr}, {}};
const NativeDef kIteratorMethods[] = {
    {"__reduce__", sequenceIteratorReduce, ArgKind::None}, {"__setstate__", sequenceIteratorSetState, ArgKind::One}, {}};

}  // namespace

bool isArray(Value v) { return isInstance(v, &arrayClass); }

void initArrayModule(Value module) {
  Slots& s = arrayClass.slots;
  s.repr = reprSlot;
  s.compare = compareSlot;
  s.hash = hashNotImplemented;
  s.len = lenSlot;
  s.getItem = getItemSlot;
  s.setItem = setItemSlot;
  s.contains = containsSlot;
  s.iter = iterSlot;
  s.create = createSlot;
  s.binary[static_cast<int>(BinaryOp::Add)] = concatSlot;
  s.binary[static_cast<int>(BinaryOp::Mul)] = repeatSlot;
  s.inplace[static_cast<int>(BinaryOp::Add)] = extendInPlace;
  s.inplace[static_cast<int>(BinaryOp::Mul)] = repeatInPlace;
  readyClass({&arrayClass, "array", nullptr, sizeof(ArrayObj), kBaseType | kByteArraySubclass | kMatchSequence, kMethods, kGetSets,
              "array(typecode [, initializer]) -> array", nullptr, "array"});
  arrayIteratorClass.slots.iter = iteratorSelf;
  arrayIteratorClass.slots.next = iteratorNext;
  readyClass({&arrayIteratorClass, "arrayiterator", nullptr, sizeof(SequenceIteratorObj), 0, kIteratorMethods, nullptr, nullptr,
              &arrayIteratorShape, "array"});
  moduleAdd(module, "array", toValue(&arrayClass));
  moduleAdd(module, "ArrayType", toValue(&arrayClass));
  moduleAdd(module, "typecodes", toValue(newStr(kCodes)));
}

}  // namespace trivium::runtime
