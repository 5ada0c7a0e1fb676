// Helpers that several containers share: argument checks, index conversion, the guard against endless repr, start-up.
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

bool refuseKeywords(Value kwnames, const char* function) {
  if (!kwnames || as<TupleObj>(kwnames)->length == 0) return true;
  raise(&trv_exc_TypeError, "%s() takes no keyword arguments", function);
  return false;
}

bool checkArgCount(const char* function, int64_t nargs, int64_t least, int64_t most) {
  if (nargs >= least && nargs <= most) return true;
  int64_t bound = nargs < least ? least : most;
  raise(&trv_exc_TypeError, "%s expected %s%zd argument%s, got %zd", function, least == most ? "" : nargs < least ? "at least " : "at most ",
        bound, bound == 1 ? "" : "s", nargs);
  return false;
}

int indexValue(Value v, int64_t* out) {
  if (isSmallInt(v)) {
    *out = smallIntOf(v);
    return 0;
  }
  bool overflow = false;
  if (toInt64(v, out, &overflow) < 0) return -1;
  if (overflow) return raiseInt(raise(&trv_exc_IndexError, "cannot fit '%T' into an index-sized integer", v));
  return 0;
}

int repeatCount(Value v, int64_t* out) {
  if (isSmallInt(v)) {
    *out = smallIntOf(v);
    return 0;
  }
  bool overflow = false;
  if (toInt64(v, out, &overflow) < 0) return -1;
  if (overflow) return raiseInt(raise(&trv_exc_OverflowError, "cannot fit '%T' into an index-sized integer", v));
  return 0;
}

int sliceArg(Value v, int64_t* out) {
  if (!v) return 0;
  if (!hasIndex(v)) {
    return raiseInt(raise(&trv_exc_TypeError, "slice indices must be integers or have an __index__ method"));
  }
  bool overflow = false;
  return toInt64(v, out, &overflow);
}

Value classGetItem(Value cls, const Value* args, int64_t) { return genericAliasOf(cls, args[0]); }

static ReprGuard* innermostRepr;

ReprGuard::ReprGuard(Value v) : object(v), outer(innermostRepr), state(1) {
  for (ReprGuard* g = innermostRepr; g; g = g->outer) {
    if (g->object == v) {
      state = 0;
      return;
    }
  }
  if (!enterRecursion(" while getting the repr of an object")) {
    state = -1;
    return;
  }
  innermostRepr = this;
}

ReprGuard::~ReprGuard() {
  if (state != 1) return;
  innermostRepr = outer;
  leaveRecursion();
}

int64_t lengthHint(Value v) {
  if (isSmallInt(v)) return 0;
  if (classOf(v)->slots.len) {
    int64_t n = lengthOf(v);
    if (n >= 0) return n;
    if (!pendingIs(&trv_exc_TypeError)) return -1;
    clearPending();
  }
  bool found = false;
  Value hint = callSpecial(v, TRV_STR("__length_hint__"), nullptr, 0, &found);
  if (!found) return hasPending() ? -1 : 0;
  if (!hint) {
    if (!pendingIs(&trv_exc_TypeError)) return -1;
    clearPending();
    return 0;
  }
  if (hint == notImplemented()) return 0;
  if (!isInt(hint)) return raiseInt(raise(&trv_exc_TypeError, "__length_hint__ must be an integer, not %T", hint));
  int64_t n;
  if (toInt64(hint, &n) < 0) return -1;
  return n < 0 ? raiseInt(raise(&trv_exc_ValueError, "__length_hint__() should return >= 0")) : n;
}

Value reduceSequenceIterator(const char* function, Value sequence, Value emptySequence, int64_t index) {
  Value callee = builtinGet(intern(function));
  if (!sequence) return toValue(makeTuple(callee, toValue(makeTuple(emptySequence))));
  return toValue(makeTuple(callee, toValue(makeTuple(sequence)), newInt(index)));
}

Value sequenceIteratorReduce(Value self, const Value*, int64_t) {
  const auto* it = as<SequenceIteratorObj>(self);
  return reduceSequenceIterator("iter", it->sequence, toValue(newTuple(0)), it->index);
}

Value sequenceIteratorSetState(Value self, const Value* args, int64_t) {
  auto* it = as<SequenceIteratorObj>(self);
  int64_t i;
  if (toInt64(args[0], &i) < 0) return 0;
  if (!it->sequence) return none();
  int64_t n = lengthOf(it->sequence);
  if (n < 0) return 0;
  it->index = i < 0 ? 0 : i > n ? n : i;
  return none();
}

void readyContainerClasses() {
  readyTupleClasses();
  readyListClasses();
  readyDictClasses();
  readyDictViewClasses();
  readySetClasses();
  readyRangeClasses();
  readySliceClasses();
  readyIteratorClasses();
  ClassObj* const builtins[] = {&trv_class_list,      &trv_class_tuple, &trv_class_dict, &trv_class_set, &trv_class_frozenset,
                                &trv_class_range,     &trv_class_slice, &trv_class_zip,  &trv_class_map, &trv_class_filter,
                                &trv_class_enumerate, &trv_class_reversed};
  for (ClassObj* cls : builtins) builtinAdd(nameOf(cls), toValue(cls));
}

}  // namespace trivium::runtime
