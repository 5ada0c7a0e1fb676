// slice objects and the arithmetic of slice bounds. Language Reference "Slicings", messages as CPython's Objects/sliceobject.c.
#include "runtime/abi/helpers.h"
#include "runtime/detail/bigint.h"
#include "runtime/detail/containers.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_slice;
}
static Shape sliceShape;

namespace {

SliceObj* sliceOf(Value v) { return as<SliceObj>(v); }

Value raiseBadBound() { return raise(&trv_exc_TypeError, "slice indices must be integers or None or have an __index__ method"); }

/// A bound that is not None, clamped to 64 bits.
int boundValue(Value v, int64_t* out) {
  if (isSmallInt(v)) {
    *out = smallIntOf(v);
    return 0;
  }
  if (!hasIndex(v)) return raiseInt(raiseBadBound());
  bool overflow = false;
  return toInt64(v, out, &overflow);
}

int64_t clamp(int64_t i, int64_t low, int64_t high) { return i < low ? low : i > high ? high : i; }

}  // namespace

int sliceIndices(Value slice, const int64_t& length, int64_t* start, int64_t* stop, int64_t* step, int64_t* count) {
  const SliceObj* s = sliceOf(slice);
  *step = 1;
  if (s->step != none()) {
    if (boundValue(s->step, step) < 0) return -1;
    if (*step == 0) return raiseInt(raise(&trv_exc_ValueError, "slice step cannot be zero"));
  }
  bool down = *step < 0;
  *start = down ? INT64_MAX : 0;
  *stop = down ? INT64_MIN : INT64_MAX;
  if (s->start != none() && boundValue(s->start, start) < 0) return -1;
  if (s->stop != none() && boundValue(s->stop, stop) < 0) return -1;
  // Negative bounds count from the end; then both are cut to where items are.
  *step = clamp(*step, -length - 2, length + 2);
  int64_t low = down ? -1 : 0, high = down ? length - 1 : length;
  if (*start < 0) *start += length;
  if (*stop < 0) *stop += length;
  *start = clamp(*start, low, high);
  *stop = clamp(*stop, low, high);
  if (down) {
    *count = *stop < *start ? (*start - *stop - 1) / -*step + 1 : 0;
  } else {
    *count = *start < *stop ? (*stop - *start - 1) / *step + 1 : 0;
  }
  return 0;
}

namespace {

/// The exact int of a bound that is not None.
Value boundIndex(Value v) {
  v = hasIndex(v) ? index(v) : raiseBadBound();
  return v ? exactInt(v) : 0;
}

}  // namespace

bool longSliceIndices(Value slice, Value length, Value* start, Value* stop, Value* step) {
  const SliceObj* s = sliceOf(slice);
  *step = s->step == none() ? fromSmallInt(1) : boundIndex(s->step);
  if (!*step) return false;
  int sign = intSign(*step);
  if (sign == 0) {
    raise(&trv_exc_ValueError, "slice step cannot be zero");
    return false;
  }
  bool down = sign < 0;
  Value low = fromSmallInt(down ? -1 : 0);
  Value high = down ? intSub(length, fromSmallInt(1)) : length;
  auto bound = [&](Value given, Value otherwise) -> Value {
    if (given == none()) return otherwise;
    Value v = boundIndex(given);
    if (!v) return 0;
    if (intSign(v) < 0) {
      v = intAdd(v, length);
      return intCompare(v, low) < 0 ? low : v;
    }
    return intCompare(v, high) > 0 ? high : v;
  };
  *start = bound(s->start, down ? high : low);
  if (!*start) return false;
  *stop = bound(s->stop, down ? low : high);
  return *stop != 0;
}

namespace {

Value newSlice(Value start, Value stop, Value step) {
  auto* s = gcNew<SliceObj>(&sliceShape);
  s->start = start;
  s->stop = stop;
  s->step = step;
  return toValue(s);
}

Value sliceCreate(ClassObj*, const Value* args, int64_t nargs, Value kwnames) {
  if ((kwnames && !refuseKeywords(kwnames, "slice")) || !checkArgCount("slice", nargs, 1, 3)) return 0;
  if (nargs == 1) return newSlice(none(), args[0], none());
  return newSlice(args[0], args[1], nargs > 2 ? args[2] : none());
}

Value sliceRepr(Value self) {
  const SliceObj* s = sliceOf(self);
  Value start = repr(s->start);
  Value stop = start ? repr(s->stop) : 0;
  Value step = stop ? repr(s->step) : 0;
  return step ? toValue(strFormat("slice(%U, %U, %U)", start, stop, step)) : 0;
}

Value sliceCompare(Value lhs, Value rhs, CompareOp op) {
  if (!isExact(rhs, &trv_class_slice)) return notImplemented();
  if (lhs == rhs) return fromBool(orderHolds(0, 0, op));
  const SliceObj *a = sliceOf(lhs), *b = sliceOf(rhs);
  return compareSequences(toValue(makeTuple(a->start, a->stop, a->step)), toValue(makeTuple(b->start, b->stop, b->step)), op);
}

Value methodIndices(Value self, const Value* args, int64_t) {
  Value length = index(args[0]);
  if (!length) return 0;
  if (intSign(length) < 0) return raise(&trv_exc_ValueError, "length should not be negative");
  Value start, stop, step;
  if (!longSliceIndices(self, length, &start, &stop, &step)) return 0;
  return toValue(makeTuple(start, stop, step));
}

Value methodReduce(Value self, const Value*, int64_t) {
  const SliceObj* s = sliceOf(self);
  return toValue(makeTuple(toValue(&trv_class_slice), toValue(makeTuple(s->start, s->stop, s->step))));
}

Value getStart(Value self) { return sliceOf(self)->start; }
Value getStop(Value self) { return sliceOf(self)->stop; }
Value getStep(Value self) { return sliceOf(self)->step; }
int refuseSet(Value, Value) { return raiseInt(raise(&trv_exc_AttributeError, "readonly attribute")); }

const NativeDef kMethods[] = {{"indices", methodIndices, ArgKind::One}, {"__reduce__", methodReduce, ArgKind::None}, {}};
const GetSetDef kAttributes[] = {{"start", getStart, refuseSet}, {"stop", getStop, refuseSet}, {"step", getStep, refuseSet}, {}};

}  // namespace

void readySliceClasses() {
  Slots& s = trv_class_slice.slots;
  s.repr = sliceRepr;
  s.compare = sliceCompare;
  s.hash = hashNotImplemented;
  s.create = sliceCreate;
  readyClass({&trv_class_slice, "slice", nullptr, sizeof(SliceObj), 0, kMethods, kAttributes,
              "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object.  This is used for extended slicing (e.g. a[0:10:2]).",
              &sliceShape});
}

extern "C" Value trv_slice_new(Value start, Value stop, Value step) {
  return newSlice(start ? start : none(), stop ? stop : none(), step ? step : none());
}

}  // namespace trivium::runtime
