// What except* does with groups (Language Reference 8.4.2): splits the part a clause catches off a group, and puts together what is
// left over and what the clauses raised. Rules of the last step: CPython's _PyExc_PrepReraiseStar.
#include "runtime/abi/helpers.h"
#include "runtime/detail/errors.h"

namespace trivium::runtime {

namespace {

bool catchesGroup(Value type) {
  return isExceptionClass(type) && isSubclass(as<ClassObj>(type), &trv_exc_BaseExceptionGroup);
}

/// The checks of `except* type`; false = raised.
bool checkType(Value type) {
  const bool isMany = isTuple(type);
  const int64_t count = isMany ? as<TupleObj>(type)->length : 1;
  bool groups = false;
  for (int64_t i = 0; i < count; ++i) {
    const Value t = isMany ? as<TupleObj>(type)->items[i] : type;
    if (!isExceptionClass(t)) {
      raise(&trv_exc_TypeError, "catching classes that do not inherit from BaseException is not allowed");
      return false;
    }
    groups |= catchesGroup(t);
  }
  if (groups) raise(&trv_exc_TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
  return !groups;
}

/// Whether an exception was passed on by the statement rather than raised anew: then it is a part of the original.
bool isPartOf(Value exception, Value original) {
  const ExceptionObj *a = exceptionOf(exception), *b = exceptionOf(original);
  return a->notes == b->notes && a->traceback == b->traceback && a->cause == b->cause && a->context == b->context;
}

void addLeaves(Value exception, ListObj* leaves) {
  if (!isExceptionGroup(exception)) return listAppend(leaves, exception);
  auto* parts = as<TupleObj>(exceptionOf(exception)->extra[kGroupExceptions]);
  for (int64_t i = 0; i < parts->length; ++i) addLeaves(parts->items[i], leaves);
}

bool holds(const ListObj* list, Value item) {
  for (int64_t i = 0; i < list->length; ++i)
    if (list->items[i] == item) return true;
  return false;
}

/// The group with only those leaves that `leaves` holds, in the shape it has; None when nothing is left, 0 = raised.
Value keepLeaves(Value exception, const ListObj* leaves) {
  if (!isExceptionGroup(exception)) return holds(leaves, exception) ? exception : none();
  if (!enterRecursion(" in exceptiongroup_split_recursive")) return 0;
  ListObj* kept = newList();
  auto* parts = as<TupleObj>(exceptionOf(exception)->extra[kGroupExceptions]);
  for (int64_t i = 0; i < parts->length; ++i) {
    const Value part = keepLeaves(parts->items[i], leaves);
    if (!part) return leaveRecursion(), 0;
    if (part != none()) listAppend(kept, part);
  }
  leaveRecursion();
  if (kept->length == 0) return none();
  const Value list = toValue(kept);
  const Value made = callMethod(exception, TRV_STR("derive"), &list, 1);
  if (!made) return 0;
  if (!isExceptionGroup(made)) return raise(&trv_exc_TypeError, "derive must return an instance of BaseExceptionGroup");
  ExceptionObj *to = exceptionOf(made), *from = exceptionOf(exception);
  to->traceback = from->traceback;
  to->context = from->context;
  to->cause = from->cause;
  if (from->notes) {
    to->notes = listFrom(from->notes);
    if (!to->notes) return 0;
  }
  return made;
}

}  // namespace

extern "C" {
namespace abi {

V trv_exc_group_split(V exception, V type) {
  if (!checkType(type)) return 0;
  if (exception == none()) return toValue(makeTuple(none(), none()));
  const int64_t matches = trv_exc_match(exception, type);
  if (matches < 0) return 0;
  if (matches) {
    if (isExceptionGroup(exception)) return toValue(makeTuple(exception, none()));
    // A plain exception reaches the clause as a group of one.
    const Value group = callWith(toValue(&trv_exc_BaseExceptionGroup), toValue(emptyStr()), toValue(makeTuple(exception)));
    return group ? toValue(makeTuple(group, none())) : 0;
  }
  if (!isExceptionGroup(exception)) return toValue(makeTuple(none(), exception));
  const Value pair = callMethod(exception, TRV_STR("split"), &type, 1);
  if (!pair) return 0;
  if (!isTuple(pair)) return raise(&trv_exc_TypeError, "%N.split must return a tuple, not %T", classOf(exception), pair);
  if (as<TupleObj>(pair)->length < 2)
    return raise(&trv_exc_TypeError, "%N.split must return a 2-tuple, got tuple of size %lld", classOf(exception),
                 static_cast<long long>(as<TupleObj>(pair)->length));
  return pair;
}

V trv_exc_group_end(V exception, V raised) {
  auto* all = as<ListObj>(raised);
  if (!isExceptionGroup(exception)) {
    // At most one clause has run, so there is at most one exception.
    for (int64_t i = 0; i < all->length; ++i)
      if (all->items[i] != none()) return all->items[i];
    return none();
  }
  ListObj *fresh = newList(), *leaves = newList();
  for (int64_t i = 0; i < all->length; ++i) {
    const Value item = all->items[i];
    if (item == none()) continue;
    if (isPartOf(item, exception)) addLeaves(item, leaves);
    else listAppend(fresh, item);
  }
  const Value rest = leaves->length ? keepLeaves(exception, leaves) : none();
  if (!rest || fresh->length == 0) return rest;
  if (rest != none()) listAppend(fresh, rest);
  if (fresh->length == 1) return fresh->items[0];
  return callWith(toValue(&trv_exc_ExceptionGroup), toValue(emptyStr()), toValue(fresh));
}

}  // namespace abi
}

}  // namespace trivium::runtime
