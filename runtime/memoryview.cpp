// The class memoryview over bytes and bytearray, one-dimensional. Library Reference "Memory Views"; error texts as CPython's
// Objects/memoryobject.c.
//
// A view names the object, an offset, a count of items and a stride. It does not keep a bytearray from being resized (there are no
// reference counts that would say when a forgotten view ends); each access checks that the memory is still there instead.
#include "runtime/array.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/str_methods.h"
#include "runtime/detail/unicode.h"

namespace trivium::runtime {

namespace {

ClassObj viewClass, iteratorClass;
Shape viewShape, iteratorShape;

struct MemoryViewObj : Object {
  Value owner;        ///< bytes or bytearray, 0 once released
  int64_t offset;     ///< of the first item in the owner's bytes
  int64_t count;      ///< items
  int64_t stride;     ///< bytes from item to item
  int64_t itemSize;
  uint8_t format;     ///< as in module struct
  uint8_t readonly;
};
MemoryViewObj* viewObj(Value v) { return as<MemoryViewObj>(v); }
bool isView(Value v) { return !isSmallInt(v) && objectOf(v)->shape == &viewShape; }

/// The owner's memory behind a view; null with an exception pending when it is released or has shrunk.
uint8_t* memoryOf(MemoryViewObj* m) {
  if (!m->owner) {
    raise(&trv_exc_ValueError, "operation forbidden on released memoryview object");
    return nullptr;
  }
  ByteView b = viewOf(m->owner);
  if (m->count) {
    int64_t last = m->offset + (m->count - 1) * m->stride, high = (last > m->offset ? last : m->offset) + m->itemSize;
    if (high > b.length) {
      raise(&trv_exc_BufferError, "the bytearray behind the memoryview has been re-sized");
      return nullptr;
    }
  }
  static uint8_t none[1];
  return b.data ? const_cast<uint8_t*>(b.data) + m->offset : none;
}

bool isContiguous(const MemoryViewObj* m) { return m->stride == m->itemSize || m->count <= 1; }

MemoryViewObj* newView(Value owner, int64_t offset, int64_t count, bool readonly) {
  MemoryViewObj* m = gcNew<MemoryViewObj>(&viewShape);
  m->owner = owner;
  m->offset = offset;
  m->count = count;
  m->stride = m->itemSize = 1;
  m->format = 'B';
  m->readonly = readonly;
  return m;
}
MemoryViewObj* copyView(const MemoryViewObj* from) {
  MemoryViewObj* m = newView(from->owner, from->offset, from->count, from->readonly);
  m->stride = from->stride;
  m->itemSize = from->itemSize;
  m->format = from->format;
  return m;
}

/// All bytes of a view in order.
ByteView contentOf(MemoryViewObj* m, const uint8_t* memory) {
  int64_t n = m->count * m->itemSize;
  if (isContiguous(m)) return {memory, n};
  uint8_t* copy = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(n)));
  for (int64_t i = 0; i < m->count; i++) memcpy(copy + i * m->itemSize, memory + i * m->stride, static_cast<size_t>(m->itemSize));
  return {copy, n};
}

}  // namespace

bool bufferOf(Value v, const uint8_t** data, int64_t* n) {
  if (isSmallInt(v)) return false;
  if (hasFlag(v, kBytesSubclass) || hasFlag(v, kByteArraySubclass)) {
    ByteView b = viewOf(v);
    *data = b.data;
    *n = b.length;
    return true;
  }
  if (!isView(v)) return false;
  uint8_t* memory = memoryOf(viewObj(v));
  if (!memory) return false;
  ByteView b = contentOf(viewObj(v), memory);
  *data = b.data;
  *n = b.length;
  return true;
}

bool writableBuffer(Value v, const char* what, ByteView* out) {
  if (isByteArray(v)) {
    *out = viewOf(v);
    return true;
  }
  if (isView(v) && !viewObj(v)->readonly && isContiguous(viewObj(v))) {
    out->data = memoryOf(viewObj(v));
    out->length = viewObj(v)->count * viewObj(v)->itemSize;
    return out->data != nullptr;
  }
  raise(&trv_exc_TypeError, "%s must be read-write bytes-like object, not %T", what, v);
  return false;
}

bool lendsFrom(Value v, Value array) { return v == array || (isView(v) && viewObj(v)->owner == array); }

namespace {

// ---- items

int64_t sizeOfFormat(char format) {
  switch (format) {
    case 'b': case 'B': case 'c': case '?': return 1;
    case 'h': case 'H': return 2;
    case 'i': case 'I': case 'f': return 4;
    case 'l': case 'L': case 'q': case 'Q': case 'n': case 'N': case 'd': case 'P': return 8;
    default: return 0;
  }
}
bool isSignedFormat(char format) { return strchr("bhilqn", format) != nullptr; }

Value itemAt(const MemoryViewObj* m, const uint8_t* at) {
  char format = static_cast<char>(m->format);
  if (format == 'c') return newBytes(at, 1);
  if (format == '?') return fromBool(*at != 0);
  if (format == 'f') {
    float f;
    memcpy(&f, at, 4);
    return newFloat(static_cast<double>(f));
  }
  if (format == 'd') {
    double d;
    memcpy(&d, at, 8);
    return newFloat(d);
  }
  uint64_t bits = 0;
  memcpy(&bits, at, static_cast<size_t>(m->itemSize));
  if (!isSignedFormat(format)) return newIntU(bits);
  int unused = static_cast<int>(64 - 8 * m->itemSize);
  return newInt(static_cast<int64_t>(bits << unused) >> unused);
}

int failType(const MemoryViewObj* m) { return raiseInt(raise(&trv_exc_TypeError, "memoryview: invalid type for format '%c'", m->format)); }
int failValue(const MemoryViewObj* m) { return raiseInt(raise(&trv_exc_ValueError, "memoryview: invalid value for format '%c'", m->format)); }

/// The bytes of a value as an item, into `out`.
int packItem(const MemoryViewObj* m, Value v, uint8_t* out) {
  char format = static_cast<char>(m->format);
  if (format == 'c') {
    if (!isBytes(v)) return failType(m);
    if (as<BytesObj>(v)->length != 1) return failValue(m);
    out[0] = as<BytesObj>(v)->data[0];
    return 0;
  }
  if (format == '?') {
    int t = truth(v);
    out[0] = t == 1;
    return t < 0 ? -1 : 0;
  }
  if (format == 'f' || format == 'd') {
    double d;
    if (toDouble(v, &d) < 0) {
      clearPending();
      return failType(m);
    }
    float f = static_cast<float>(d);
    memcpy(out, format == 'f' ? static_cast<void*>(&f) : &d, static_cast<size_t>(m->itemSize));
    return 0;
  }
  if (!hasIndex(v)) return failType(m);
  Value number = index(v);
  if (!number) return -1;
  int64_t i;
  bool fits = intFitsInt64(number, &i);
  if (isSignedFormat(format)) {
    int64_t limit = m->itemSize == 8 ? INT64_MAX : (int64_t{1} << (8 * m->itemSize - 1)) - 1;
    if (!fits || i > limit || i < -limit - 1) return failValue(m);
  } else if (m->itemSize == 8) {
    if (fits ? i < 0 : intSign(number) < 0) return failValue(m);
    if (!fits) {
      Value args[] = {fromSmallInt(8), toValue(newStr("little"))};
      Value bytes = callMethod(number, intern("to_bytes"), args, 2);
      if (!bytes) {
        clearPending();
        return failValue(m);
      }
      memcpy(out, as<BytesObj>(bytes)->data, 8);
      return 0;
    }
  } else if (!fits || i < 0 || i >= int64_t{1} << 8 * m->itemSize) {
    return failValue(m);
  }
  memcpy(out, &i, static_cast<size_t>(m->itemSize));
  return 0;
}

// ---- subscripts

/// Position of an item from an index; -1 = raised.
int64_t itemPosition(MemoryViewObj* m, Value key) {
  int64_t i;
  if (indexValue(key, &i) < 0) return -1;
  if (i < 0) i += m->count;
  if (i < 0 || i >= m->count) return raiseInt(raise(&trv_exc_IndexError, "index out of bounds on dimension 1"));
  return i;
}

Value badKey(Value key) {
  if (isTuple(key)) {
    int64_t n = as<TupleObj>(key)->length;
    if (n == 0) return raise(&trv_exc_NotImplementedError, "sub-views are not implemented");
    return raise(&trv_exc_TypeError, "cannot index 1-dimension view with %lld-element tuple", static_cast<long long>(n));
  }
  return raise(&trv_exc_TypeError, "memoryview: invalid slice key");
}

MemoryViewObj* sliceOf(MemoryViewObj* m, Value key) {
  int64_t start, stop, step, count;
  if (sliceIndices(key, m->count, &start, &stop, &step, &count) < 0) return nullptr;
  MemoryViewObj* part = copyView(m);
  part->offset += start * m->stride;
  part->count = count;
  part->stride *= step;
  return part;
}

Value getItemSlot(Value self, Value key) {
  MemoryViewObj* m = viewObj(self);
  uint8_t* memory = memoryOf(m);
  if (!memory) return 0;
  if (isTuple(key) && as<TupleObj>(key)->length == 1) key = as<TupleObj>(key)->items[0];
  if (hasIndex(key)) {
    int64_t i = itemPosition(m, key);
    if (i < 0 || !(memory = memoryOf(m))) return 0;  // finding the position may have run code
    return itemAt(m, memory + i * m->stride);
  }
  if (isExact(key, &trv_class_slice)) return toValue(sliceOf(m, key));
  return badKey(key);
}

int assignSlice(MemoryViewObj* m, Value key, Value value) {
  MemoryViewObj* target = sliceOf(m, key);
  if (!target) return -1;
  ByteView source;
  if (!wantBuffer(value, &source)) return -1;
  char format = isView(value) ? static_cast<char>(viewObj(value)->format) : 'B';
  if (format != m->format || source.length != target->count * target->itemSize)
    return raiseInt(raise(&trv_exc_ValueError, "memoryview assignment: lvalue and rvalue have different structures"));
  uint8_t* memory = memoryOf(target);
  if (!memory) return -1;
  // The source may overlap the target.
  uint8_t* copy = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(source.length)));
  if (source.length) memcpy(copy, source.data, static_cast<size_t>(source.length));
  for (int64_t i = 0; i < target->count; i++)
    memcpy(memory + i * target->stride, copy + i * target->itemSize, static_cast<size_t>(target->itemSize));
  return 0;
}

int setItemSlot(Value self, Value key, Value value) {
  MemoryViewObj* m = viewObj(self);
  if (!memoryOf(m)) return -1;
  if (m->readonly) return raiseInt(raise(&trv_exc_TypeError, "cannot modify read-only memory"));
  if (!value) return raiseInt(raise(&trv_exc_TypeError, "cannot delete memory"));
  if (isTuple(key) && as<TupleObj>(key)->length == 1) key = as<TupleObj>(key)->items[0];
  if (hasIndex(key)) {
    int64_t i = itemPosition(m, key);
    uint8_t packed[8];
    if (i < 0 || packItem(m, value, packed) < 0) return -1;
    uint8_t* memory = memoryOf(m);
    if (!memory) return -1;
    memcpy(memory + i * m->stride, packed, static_cast<size_t>(m->itemSize));
    return 0;
  }
  if (isExact(key, &trv_class_slice)) return assignSlice(m, key, value);
  return raiseInt(badKey(key));
}

// ---- other slots

Value createSlot(ClassObj*, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"object"};
  Value object;
  if (!bindArgs("memoryview", names, 1, 0, 1, args, nargs, kwnames, &object)) return 0;
  if (isView(object)) return memoryOf(viewObj(object)) ? toValue(copyView(viewObj(object))) : 0;
  bool array = isByteArray(object);
  if (!array && !isBytes(object)) return raise(&trv_exc_TypeError, "memoryview: a bytes-like object is required, not '%T'", object);
  MemoryViewObj* view = newView(object, 0, viewOf(object).length, !array);
  if (array && isArray(object)) {
    view->itemSize = view->stride = as<ArrayObj>(object)->itemSize;
    view->count /= view->itemSize;
    view->format = as<ArrayObj>(object)->code == 'u' ? 'w' : as<ArrayObj>(object)->code;
  }
  return toValue(view);
}

Value reprSlot(Value self) {
  return toValue(strFormat(viewObj(self)->owner ? "<memory at %p>" : "<released memory at %p>", as<void>(self)));
}

int64_t lenSlot(Value self) { return memoryOf(viewObj(self)) ? viewObj(self)->count : -1; }

int64_t hashSlot(Value self) {
  MemoryViewObj* m = viewObj(self);
  uint8_t* memory = memoryOf(m);
  if (!memory) return -1;
  if (!m->readonly) return raiseInt(raise(&trv_exc_ValueError, "cannot hash writable memoryview object"));
  if (!strchr("Bbc", m->format)) return raiseInt(raise(&trv_exc_ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
  ByteView b = contentOf(m, memory);
  return hashBytes(b.data, b.length);
}

Value compareSlot(Value a, Value b, CompareOp op) {
  if (op != CompareOp::Eq && op != CompareOp::Ne) return notImplemented();
  MemoryViewObj* x = viewObj(a);
  bool wanted = op == CompareOp::Eq;
  if (a == b && x->format != 'f' && x->format != 'd') return fromBool(wanted);
  if (!x->owner || (isView(b) && !viewObj(b)->owner)) return fromBool((a == b) == wanted);
  if (!isView(b) && !isBytes(b) && !isByteArray(b)) return notImplemented();
  MemoryViewObj* y = isView(b) ? viewObj(b) : newView(b, 0, viewOf(b).length, true);
  const uint8_t *p = memoryOf(x), *q = memoryOf(y);
  if (!p || !q) return 0;
  bool equal = x->count == y->count;
  for (int64_t i = 0; i < x->count && equal; i++) {
    const uint8_t *left = p + i * x->stride, *right = q + i * y->stride;
    if (x->format == y->format && x->format != 'f' && x->format != 'd') {
      equal = memcmp(left, right, static_cast<size_t>(x->itemSize)) == 0;
      continue;
    }
    int same = compareBool(itemAt(x, left), itemAt(y, right), CompareOp::Eq);
    if (same < 0) return 0;
    equal = same;
  }
  return fromBool(equal == wanted);
}

Value iterSlot(Value self) { return memoryOf(viewObj(self)) ? newSequenceIterator(&iteratorShape, self, 0) : 0; }
Value iteratorSelf(Value self) { return self; }
Value iteratorNext(Value self) {
  auto* it = as<SequenceIteratorObj>(self);
  if (!it->sequence) return kEnd;
  MemoryViewObj* m = viewObj(it->sequence);
  uint8_t* memory = memoryOf(m);
  if (!memory) return 0;
  if (it->index < m->count) return itemAt(m, memory + it->index++ * m->stride);
  it->sequence = 0;
  return kEnd;
}

// ---- methods

Value toBytes(Value self, const Value* args, int64_t) {
  MemoryViewObj* m = viewObj(self);
  uint8_t* memory = memoryOf(m);
  if (!memory) return 0;
  if (args[0] && args[0] != none()) {
    if (!isStr(args[0])) return raise(&trv_exc_TypeError, "tobytes() argument 'order' must be str or None, not %T", args[0]);
    StrObj* order = as<StrObj>(args[0]);
    if (!strEquals(order, "C") && !strEquals(order, "F") && !strEquals(order, "A"))
      return raise(&trv_exc_ValueError, "order must be 'C', 'F' or 'A'");
  }
  ByteView b = contentOf(m, memory);
  return newBytes(b.length ? b.data : nullptr, b.length);
}

Value toList(Value self, const Value*, int64_t) {
  MemoryViewObj* m = viewObj(self);
  uint8_t* memory = memoryOf(m);
  if (!memory) return 0;
  ListObj* list = newList(m->count);
  for (int64_t i = 0; list && i < m->count; i++) listAppend(list, itemAt(m, memory + i * m->stride));
  return toValue(list);
}

Value hex(Value self, const Value* args, int64_t) {
  MemoryViewObj* m = viewObj(self);
  uint8_t* memory = memoryOf(m);
  if (!memory) return 0;
  ByteView b = contentOf(m, memory);
  return hexText(b.data, b.length, args);
}

Value toReadonly(Value self, const Value*, int64_t) {
  if (!memoryOf(viewObj(self))) return 0;
  MemoryViewObj* m = copyView(viewObj(self));
  m->readonly = 1;
  return toValue(m);
}

Value release(Value self, const Value*, int64_t) {
  viewObj(self)->owner = 0;
  return none();
}
Value enter(Value self, const Value*, int64_t) { return memoryOf(viewObj(self)) ? self : 0; }
Value leave(Value self, const Value*, int64_t) { return release(self, nullptr, 0); }

Value cast(Value self, const Value* args, int64_t) {
  MemoryViewObj* m = viewObj(self);
  if (!memoryOf(m)) return 0;
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "cast() argument 'format' must be str, not %U", argumentKind(args[0]));
  if (args[1]) return raise(&trv_exc_NotImplementedError, "memoryview.cast() with a shape is not supported");
  if (!isContiguous(m)) return raise(&trv_exc_TypeError, "memoryview: casts are restricted to C-contiguous views");
  StrObj* text = as<StrObj>(args[0]);
  int64_t at = text->length == 2 && charAt(text, 0) == '@';
  uint32_t format = text->length == at + 1 ? charAt(text, at) : 0;
  int64_t size = format && format < 128 ? sizeOfFormat(static_cast<char>(format)) : 0;
  if (!size)
    return raise(&trv_exc_ValueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'");
  if (!strchr("Bbc", m->format) && !strchr("Bbc", static_cast<int>(format)))
    return raise(&trv_exc_TypeError, "memoryview: cannot cast between two non-byte formats");
  int64_t bytes = m->count * m->itemSize;
  if (bytes % size) return raise(&trv_exc_TypeError, "memoryview: length is not a multiple of itemsize");
  MemoryViewObj* r = copyView(m);
  r->format = static_cast<uint8_t>(format);
  r->itemSize = r->stride = size;
  r->count = bytes / size;
  return toValue(r);
}

const NativeDef kMethods[] = {
    {"release", release, ArgKind::None},
    {"tobytes", toBytes, ArgKind::Named, 0, -1, "order="},
    {"hex", hex, ArgKind::Named, 0, -1, "sep=, bytes_per_sep="},
    {"tolist", toList, ArgKind::None},
    {"cast", cast, ArgKind::Named, 0, -1, "format, shape="},
    {"toreadonly", toReadonly, ArgKind::None},
    {"__enter__", enter, ArgKind::None},
    {"__exit__", leave, ArgKind::Positional, 0, -1},
    {nullptr, nullptr},
};

/// A property that needs the view not to be released.
template <Value (*get)(MemoryViewObj*)> Value property(Value self) { return memoryOf(viewObj(self)) ? get(viewObj(self)) : 0; }

Value ownerProperty(MemoryViewObj* m) { return m->owner; }
Value nbytesProperty(MemoryViewObj* m) { return newInt(m->count * m->itemSize); }
Value readonlyProperty(MemoryViewObj* m) { return fromBool(m->readonly); }
Value itemSizeProperty(MemoryViewObj* m) { return newInt(m->itemSize); }
Value formatProperty(MemoryViewObj* m) { return toValue(charStr(m->format)); }
Value ndimProperty(MemoryViewObj*) { return fromSmallInt(1); }
Value shapeProperty(MemoryViewObj* m) { return toValue(makeTuple(newInt(m->count))); }
Value stridesProperty(MemoryViewObj* m) { return toValue(makeTuple(newInt(m->stride))); }
Value suboffsetsProperty(MemoryViewObj*) { return toValue(newTuple(0)); }
Value contiguousProperty(MemoryViewObj* m) { return fromBool(isContiguous(m)); }

const GetSetDef kGetSets[] = {
    {"obj", property<ownerProperty>, nullptr},
    {"nbytes", property<nbytesProperty>, nullptr},
    {"readonly", property<readonlyProperty>, nullptr},
    {"itemsize", property<itemSizeProperty>, nullptr},
    {"format", property<formatProperty>, nullptr},
    {"ndim", property<ndimProperty>, nullptr},
    {"shape", property<shapeProperty>, nullptr},
    {"strides", property<stridesProperty>, nullptr},
    {"suboffsets", property<suboffsetsProperty>, nullptr},
    {"c_contiguous", property<contiguousProperty>, nullptr},
    {"f_contiguous", property<contiguousProperty>, nullptr},
    {"contiguous", property<contiguousProperty>, nullptr},
    {nullptr, nullptr, nullptr},
};

}  // namespace

void readyMemoryViewClass() {
  Slots& s = viewClass.slots;
  s.repr = reprSlot;
  s.hash = hashSlot;
  s.compare = compareSlot;
  s.len = lenSlot;
  s.getItem = getItemSlot;
  s.setItem = setItemSlot;
  s.iter = iterSlot;
  s.create = createSlot;
  readyClass({&viewClass, "memoryview", nullptr, sizeof(MemoryViewObj), kMatchSequence, kMethods, kGetSets,
              "Create a new memoryview object which references the given object.", &viewShape});
  iteratorClass.slots.iter = iteratorSelf;
  iteratorClass.slots.next = iteratorNext;
  readyClass({&iteratorClass, "memory_iterator", nullptr, sizeof(SequenceIteratorObj), 0, nullptr, nullptr, nullptr, &iteratorShape});
  builtinAdd("memoryview", toValue(&viewClass));
}

}  // namespace trivium::runtime
