// What the files of bytes, bytearray and memoryview share.
#pragma once
#include "runtime/detail/text.h"

namespace trivium::runtime {

/// Bytes of an object, valid until a bytearray is resized.
struct ByteView {
  const uint8_t* data = nullptr;
  int64_t length = 0;
};
/// Of an instance of bytes or bytearray.
inline ByteView viewOf(Value v) {
  if (isBytes(v)) return {as<BytesObj>(v)->data, as<BytesObj>(v)->length};
  return {as<ByteArrayObj>(v)->data, as<ByteArrayObj>(v)->length};
}
inline bool isByteArray(Value v) { return !isSmallInt(v) && hasFlag(v, kByteArraySubclass); }
/// A new plain object of self's kind.
inline Value bytesLike(Value self, const void* data, int64_t n) { return isByteArray(self) ? newByteArray(data, n) : newBytes(data, n); }
/// The result of a method that changes nothing: bytes themselves, a copy of anything mutable or derived.
inline Value unchanged(Value self) {
  if (isExact(self, &trv_class_bytes)) return self;
  ByteView b = viewOf(self);
  return bytesLike(self, b.data, b.length);
}
/// Part [from, to) as a new object of self's kind.
inline Value bytesPart(Value self, int64_t from, int64_t to) {
  ByteView b = viewOf(self);
  if (from == 0 && to == b.length) return unchanged(self);
  return bytesLike(self, b.data + from, to > from ? to - from : 0);
}
/// TypeError "a bytes-like object is required, not 'X'" unless v is one.
bool wantBuffer(Value v, ByteView* out);
/// The memory of a bytes-like object that may be written to; TypeError "`what` must be read-write bytes-like object, not X" for others.
bool writableBuffer(Value v, const char* what, ByteView* out);
/// A number in range(256), by __index__; ValueError `rangeText` otherwise. -1 = raised.
int byteValue(Value v, const char* rangeText = "byte must be in range(0, 256)");
/// Whether v's bytes are those of a bytearray: itself or a view of it.
bool lendsFrom(Value v, Value array);
/// Methods that bytes and bytearray share; each class appends its own.
extern const NativeDef kBytesMethods[];
constexpr int kBytesMethodCount = 42;

// ---- constructors' common part
struct ByteBuffer {
  uint8_t* data = nullptr;
  int64_t length = 0, capacity = 0;
  bool reserve(int64_t n);
  bool append(uint8_t c) {
    if (length == capacity && !reserve(length + 1)) return false;
    data[length++] = c;
    return true;
  }
};
/// Collects the items of an iterable of ints; `kind` is "bytes" or "bytearray" for error texts.
bool bytesFromIterable(Value source, const char* kind, ByteBuffer* out);
/// Encodes a str argument of a constructor, or raises what a wrong combination of arguments calls for. `bound`: source, encoding,
/// errors. Returns 0 without an exception when the source is none of the constructor's string business.
Value encodedSource(const char* function, const Value* bound);

// ---- slots that both classes use
Value bytesConcat(Value lhs, Value rhs);
Value bytesRepeat(Value lhs, Value rhs);
Value bytesModulo(Value lhs, Value rhs);
int bytesContains(Value self, Value item);
Value bytesGetItem(Value self, Value key);
int64_t bytesLength(Value self);
Value bytesIterator(Value self);

// ---- bytes_split.cpp
Value bytesSplit(Value self, const Value* args, int64_t nargs);
Value bytesRsplit(Value self, const Value* args, int64_t nargs);
Value bytesSplitlines(Value self, const Value* args, int64_t nargs);
Value bytesPartition(Value self, const Value* args, int64_t nargs);
Value bytesRpartition(Value self, const Value* args, int64_t nargs);
Value bytesJoin(Value self, const Value* args, int64_t nargs);
Value bytesReplace(Value self, const Value* args, int64_t nargs);
/// bytes.hex and its relatives: arguments sep and bytes_per_sep.
Value hexText(const uint8_t* data, int64_t n, const Value* args);

void readyByteArrayClass();
void readyMemoryViewClass();

}  // namespace trivium::runtime
