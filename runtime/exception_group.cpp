// BaseExceptionGroup and ExceptionGroup (PEP 654) and what `except*` needs of them. Steps and texts as CPython's Objects/exceptions.c.
#include "runtime/abi/helpers.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/errors.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

namespace {

TupleObj* membersOf(Value group) { return as<TupleObj>(exceptionOf(group)->extra[kGroupExceptions]); }

Value groupNew(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  if (keywordCount(kwnames)) return raise(&trv_exc_TypeError, "BaseExceptionGroup.__new__() takes no keyword arguments");
  if (nargs != 2)
    return raise(&trv_exc_TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%lld given)", static_cast<long long>(nargs));
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not %T", args[0]);
  const Value given = args[1];
  if (isSmallInt(given) || isDict(given) || !classOf(given)->slots.getItem || isClass(given))
    return raise(&trv_exc_TypeError, "second argument (exceptions) must be a sequence");
  const Value tuple = tupleFrom(given);
  if (!tuple) return 0;
  auto* members = as<TupleObj>(tuple);
  if (members->length == 0) return raise(&trv_exc_ValueError, "second argument (exceptions) must be a non-empty sequence");
  bool onlyExceptions = true;
  for (int64_t i = 0; i < members->length; ++i) {
    if (!isException(members->items[i]))
      return raise(&trv_exc_ValueError, "Item %lld of second argument (exceptions) is not an exception", static_cast<long long>(i));
    onlyExceptions &= isInstance(members->items[i], &trv_exc_Exception);
  }
  if (cls == &trv_exc_BaseExceptionGroup) {
    if (onlyExceptions) cls = &trv_exc_ExceptionGroup;
  } else if (!onlyExceptions && isSubclass(cls, &trv_exc_Exception)) {
    return cls == &trv_exc_ExceptionGroup ? raise(&trv_exc_TypeError, "Cannot nest BaseExceptions in an ExceptionGroup")
                                          : raise(&trv_exc_TypeError, "Cannot nest BaseExceptions in '%N'", cls);
  }
  Value self = exceptionNew(cls, args, nargs, 0);
  exceptionOf(self)->extra[kGroupMessage] = args[0];
  exceptionOf(self)->extra[kGroupExceptions] = tuple;
  return self;
}

Value groupStr(Value self) {
  const int64_t n = membersOf(self)->length;
  StrObj* s = strFormat("%S (%lld sub-exception%s)", exceptionOf(self)->extra[kGroupMessage], static_cast<long long>(n), n > 1 ? "s" : "");
  return s ? toValue(s) : 0;
}

Value getMessage(Value self) { return exceptionOf(self)->extra[kGroupMessage]; }
Value getExceptions(Value self) { return exceptionOf(self)->extra[kGroupExceptions]; }

/// A group with some of a group's members that keeps everything else of it; None without members.
Value subsetOf(Value group, ListObj* members) {
  if (members->length == 0) return none();
  Value list = toValue(members);
  Value made = callMethod(group, TRV_STR("derive"), &list, 1);
  if (!made) return 0;
  if (!isExceptionGroup(made)) return raise(&trv_exc_TypeError, "derive must return an instance of BaseExceptionGroup");
  ExceptionObj *to = exceptionOf(made), *from = exceptionOf(group);
  to->traceback = from->traceback;
  to->context = from->context;
  to->cause = from->cause;
  to->suppressContext = 1;
  Value notes = getAttrOrEnd(group, TRV_STR("__notes__"));
  if (!notes) return 0;
  if (notes != kEnd && (isList(notes) || isTuple(notes))) {
    Value copy = listFrom(notes);
    if (!copy || setAttr(made, TRV_STR("__notes__"), copy) < 0) return 0;
  }
  return made;
}

Value groupDerive(Value self, const Value* args, int64_t) {
  return callWith(toValue(&trv_exc_BaseExceptionGroup), exceptionOf(self)->extra[kGroupMessage], args[0]);
}

enum class Matcher { ByType, ByFunction, Members };
bool readMatcher(Value v, Matcher* kind) {
  if (isExact(v, &trv_class_function)) return *kind = Matcher::ByFunction, true;
  bool isType = isExceptionClass(v);
  if (!isType && isTuple(v)) {
    isType = true;
    for (int64_t i = 0; i < as<TupleObj>(v)->length; ++i) isType &= isExceptionClass(as<TupleObj>(v)->items[i]);
  }
  *kind = Matcher::ByType;
  if (!isType) raise(&trv_exc_TypeError, "expected a function, exception type or tuple of exception types");
  return isType;
}

/// Whether an exception as a whole matches. `Members` looks for the members of a list by identity.
int matchesWhole(Value exception, Matcher kind, Value matcher) {
  if (kind == Matcher::ByFunction) {
    Value r = call(matcher, &exception, 1);
    return r ? truth(r) : -1;
  }
  if (kind == Matcher::ByType) {
    if (!isTuple(matcher)) return isInstance(exception, as<ClassObj>(matcher));
    for (int64_t i = 0; i < as<TupleObj>(matcher)->length; ++i)
      if (isInstance(exception, as<ClassObj>(as<TupleObj>(matcher)->items[i]))) return 1;
    return 0;
  }
  if (isExceptionGroup(exception)) return 0;
  auto* list = as<ListObj>(matcher);
  for (int64_t i = 0; i < list->length; ++i)
    if (list->items[i] == exception) return 1;
  return 0;
}

/// Splits into what matches and, if `rest` is given, what does not; None for an empty part. False = raised.
bool splitInto(Value exception, Matcher kind, Value matcher, Value* match, Value* rest) {
  *match = none();
  if (rest) *rest = none();
  const int whole = matchesWhole(exception, kind, matcher);
  if (whole < 0) return false;
  if (whole) {
    *match = exception;
    return true;
  }
  if (!isExceptionGroup(exception)) {
    if (rest) *rest = exception;
    return true;
  }
  if (!enterRecursion(" in exceptiongroup_split_recursive")) return false;
  ListObj *matching = newList(), *others = newList();
  TupleObj* members = membersOf(exception);
  bool ok = true;
  for (int64_t i = 0; i < members->length && ok; ++i) {
    Value partMatch, partRest = none();
    ok = splitInto(members->items[i], kind, matcher, &partMatch, rest ? &partRest : nullptr);
    if (!ok) break;
    if (partMatch != none()) listAppend(matching, partMatch);
    if (partRest != none()) listAppend(others, partRest);
  }
  leaveRecursion();
  if (!ok || !(*match = subsetOf(exception, matching))) return false;
  return !rest || (*rest = subsetOf(exception, others)) != 0;
}

Value groupSplit(Value self, const Value* args, int64_t) {
  Matcher kind;
  Value match, rest;
  if (!readMatcher(args[0], &kind) || !splitInto(self, kind, args[0], &match, &rest)) return 0;
  return toValue(makeTuple(match, rest));
}
Value groupSubgroup(Value self, const Value* args, int64_t) {
  Matcher kind;
  Value match;
  return readMatcher(args[0], &kind) && splitInto(self, kind, args[0], &match, nullptr) ? match : 0;
}

const NativeDef kMethods[] = {
    {"derive", groupDerive, ArgKind::One},
    {"split", groupSplit, ArgKind::One},
    {"subgroup", groupSubgroup, ArgKind::One},
    kClassGetItem,
    {nullptr, nullptr},
};
const GetSetDef kGetSets[] = {
    {"message", getMessage, nullptr},
    {"exceptions", getExceptions, nullptr},
    {nullptr, nullptr, nullptr},
};

// ---- except*

Value newGroup(Value members) { return callWith(toValue(&trv_exc_BaseExceptionGroup), toValue(emptyStr()), members); }

/// (what a clause of except* handles, what is left), None for nothing.
Value starSplit(Value exception, Value types) {
  const auto check = [](Value type) {
    if (!isExceptionClass(type)) {
      raise(&trv_exc_TypeError, "catching classes that do not inherit from BaseException is not allowed");
    } else if (isSubclass(as<ClassObj>(type), &trv_exc_BaseExceptionGroup)) {
      raise(&trv_exc_TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
    }
    return !hasPending();
  };
  if (isTuple(types)) {
    for (int64_t i = 0; i < as<TupleObj>(types)->length; ++i)
      if (!check(as<TupleObj>(types)->items[i])) return 0;
  } else if (!check(types)) {
    return 0;
  }
  if (exception == none()) return toValue(makeTuple(none(), none()));
  if (matchesWhole(exception, Matcher::ByType, types)) {
    if (isExceptionGroup(exception)) return toValue(makeTuple(exception, none()));
    Value group = newGroup(toValue(makeTuple(exception)));
    return group ? toValue(makeTuple(group, none())) : 0;
  }
  if (!isExceptionGroup(exception)) return toValue(makeTuple(none(), exception));
  Value pair = callMethod(exception, TRV_STR("split"), &types, 1);
  if (!pair) return 0;
  if (!isTuple(pair)) return raise(&trv_exc_TypeError, "%T.split must return a tuple, not %T", exception, pair);
  const int64_t n = as<TupleObj>(pair)->length;
  if (n < 2) return raise(&trv_exc_TypeError, "%T.split must return a 2-tuple, got tuple of size %lld", exception, static_cast<long long>(n));
  return toValue(makeTuple(as<TupleObj>(pair)->items[0], as<TupleObj>(pair)->items[1]));
}

/// A part that handlers left alone carries what the group they came from carries.
bool samePlace(Value a, Value b) {
  if (!isExceptionGroup(a) || !isExceptionGroup(b)) return false;
  const ExceptionObj *x = exceptionOf(a), *y = exceptionOf(b);
  return x->traceback == y->traceback && x->cause == y->cause && x->context == y->context;
}

void collectLeaves(Value exception, ListObj* into) {
  if (!isExceptionGroup(exception)) {
    listAppend(into, exception);
    return;
  }
  for (int64_t i = 0; i < membersOf(exception)->length; ++i) collectLeaves(membersOf(exception)->items[i], into);
}

/// The exception to raise after all clauses, from a list of what they raised and what nobody handled; None when nothing is left.
Value starResult(Value original, ListObj* given) {
  if (!isExceptionGroup(original)) {
    // A plain exception: at most one clause ran, so there is at most one to raise.
    for (int64_t i = 0; i < given->length; ++i)
      if (given->items[i] != none()) return given->items[i];
    return none();
  }
  ListObj *raised = newList(), *leaves = newList();
  for (int64_t i = 0; i < given->length; ++i) {
    const Value e = given->items[i];
    if (e == none()) continue;
    if (samePlace(e, original)) collectLeaves(e, leaves);
    else listAppend(raised, e);
  }
  // What was not handled, in the shape the original had.
  Value left = none();
  if (leaves->length && !splitInto(original, Matcher::Members, toValue(leaves), &left, nullptr)) return 0;
  if (raised->length == 0) return left;
  if (left != none()) listAppend(raised, left);
  return newGroup(toValue(raised));  // a single one is wrapped too
}

}  // namespace

void readyBaseExceptionGroup() {
  trv_exc_BaseExceptionGroup.slots.create = groupNew;
  trv_exc_BaseExceptionGroup.slots.str = groupStr;
  readyClass({&trv_exc_BaseExceptionGroup, "BaseExceptionGroup", &trv_exc_BaseException, sizeof(ExceptionObj), kBaseType, kMethods, kGetSets,
              "A combination of multiple unrelated exceptions.", nullptr});
  builtinAdd("BaseExceptionGroup", toValue(&trv_exc_BaseExceptionGroup));
}

/// The one built-in class that derives from two others.
void readyExceptionGroup() {
  readyClass({&trv_exc_ExceptionGroup, "ExceptionGroup", &trv_exc_BaseExceptionGroup, sizeof(ExceptionObj), kBaseType, nullptr, nullptr, nullptr,
              nullptr});
  trv_exc_ExceptionGroup.bases = makeTuple(toValue(&trv_exc_BaseExceptionGroup), toValue(&trv_exc_Exception));
  trv_exc_ExceptionGroup.mro = computeMro(&trv_exc_ExceptionGroup, trv_exc_ExceptionGroup.bases);
  linkSubclass(&trv_exc_Exception, &trv_exc_ExceptionGroup);
  builtinAdd("ExceptionGroup", toValue(&trv_exc_ExceptionGroup));
}

extern "C" {
namespace abi {
V trv_exc_group_split(V exception, V type) { return starSplit(exception, type); }
V trv_exc_group_end(V exception, V raised) { return starResult(exception, as<ListObj>(raised)); }
}  // namespace abi
}

}  // namespace trivium::runtime
