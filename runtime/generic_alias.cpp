// Parameterised built-in classes (list[int], PEP 585) and unions of classes (int | str, PEP 604).
#include <initializer_list>

#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_generic_alias, trv_class_union;
}

namespace {

GenericAliasObj* alias(Value v) { return as<GenericAliasObj>(v); }
TupleObj* argsOf(Value v) { return as<TupleObj>(alias(v)->args); }
TupleObj* membersOf(Value v) { return as<TupleObj>(as<UnionObj>(v)->args); }
bool isAlias(Value v) { return isExact(v, &trv_class_generic_alias); }
bool isUnion(Value v) { return isExact(v, &trv_class_union); }

/// How an argument is shown: classes by their qualified name, "..." for Ellipsis, None for its class inside unions.
bool appendItem(StrBuilder& out, Value v, bool inUnion) {
  if (v == ellipsis()) return out.append("..."), true;
  if (inUnion && v == toValue(&trv_class_none)) return out.append("None"), true;
  Value text;
  if (isList(v)) {
    out.append("[");
    for (int64_t i = 0; i < as<ListObj>(v)->length; ++i) {
      if (i) out.append(", ");
      if (!appendItem(out, listItem(as<ListObj>(v), i), false)) return false;
    }
    out.append("]");
    return true;
  }
  if (isClass(v)) {
    text = toValue(qualifiedName(as<ClassObj>(v), /*hideMain=*/false));
  } else {
    Value qualname = isAlias(v) || isUnion(v) ? kEnd : getAttrOrEnd(v, TRV_STR("__qualname__"));
    Value module = qualname && qualname != kEnd ? getAttrOrEnd(v, TRV_STR("__module__")) : kEnd;
    if (!qualname || !module) return false;
    if (module == kEnd || module == none()) text = repr(v);
    else if (isStr(module) && strEquals(as<StrObj>(module), "builtins")) text = str(qualname);
    else text = toValue(strFormat("%S.%S", module, qualname));
  }
  if (!text) return false;
  out.append(as<StrObj>(text));
  return true;
}

bool addParameter(ListObj* into, Value v) {
  for (int64_t i = 0; i < into->length; ++i)
    if (into->items[i] == v) return true;
  listAppend(into, v);
  return true;
}
/// Type variables among the arguments, each once, in order of appearance.
Value parametersOf(TupleObj* args) {
  ListObj* found = newList();
  for (int64_t i = 0; i < args->length; ++i) {
    Value v = args->items[i];
    if (isSmallInt(v) || isClass(v)) continue;
    if (lookupOnClass(classOf(v), TRV_STR("__typing_subst__"))) {
      addParameter(found, v);
      continue;
    }
    Value inner = getAttrOrEnd(v, TRV_STR("__parameters__"));
    if (!inner) return 0;
    if (inner == kEnd || !isTuple(inner)) continue;
    for (int64_t k = 0; k < as<TupleObj>(inner)->length; ++k) addParameter(found, as<TupleObj>(inner)->items[k]);
  }
  return toValue(tupleOf(found->items, found->length));
}

/// Arguments with the parameters replaced by what a subscript gives; null = raised.
TupleObj* substitute(Value self, TupleObj* args, TupleObj* parameters, Value key) {
  if (parameters->length == 0) {
    raise(&trv_exc_TypeError, "%R is not a generic class", self);
    return nullptr;
  }
  TupleObj* given = isTuple(key) ? as<TupleObj>(key) : makeTuple(key);
  if (given->length != parameters->length) {
    raise(&trv_exc_TypeError, "Too %s arguments for %R; actual %lld, expected %lld", given->length > parameters->length ? "many" : "few", self,
          static_cast<long long>(given->length), static_cast<long long>(parameters->length));
    return nullptr;
  }
  TupleObj* out = newTuple(args->length);
  for (int64_t i = 0; i < args->length; ++i) {
    Value v = args->items[i];
    out->items[i] = v;
    for (int64_t k = 0; k < parameters->length; ++k)
      if (parameters->items[k] == v) out->items[i] = given->items[k];
    if (out->items[i] != v || isSmallInt(v) || isClass(v)) continue;
    Value inner = getAttrOrEnd(v, TRV_STR("__parameters__"));
    if (!inner) return nullptr;
    if (inner == kEnd || !isTuple(inner) || as<TupleObj>(inner)->length == 0) continue;
    TupleObj* names = as<TupleObj>(inner);
    TupleObj* nested = newTuple(names->length);
    for (int64_t j = 0; j < names->length; ++j) {
      nested->items[j] = names->items[j];
      for (int64_t k = 0; k < parameters->length; ++k)
        if (parameters->items[k] == names->items[j]) nested->items[j] = given->items[k];
    }
    out->items[i] = getItem(v, nested->length == 1 ? nested->items[0] : toValue(nested));
    if (!out->items[i]) return nullptr;
  }
  return out;
}

// ---- aliases

Value aliasNew(ClassObj*, const Value* args, int64_t nargs, Value kwnames) {
  if (keywordCount(kwnames)) return raise(&trv_exc_TypeError, "GenericAlias() takes no keyword arguments");
  if (nargs != 2) return raise(&trv_exc_TypeError, "GenericAlias expected 2 arguments, got %lld", static_cast<long long>(nargs));
  return newGenericAlias(args[0], args[1]);
}
Value aliasRepr(Value self) {
  StrBuilder out;
  if (!appendItem(out, alias(self)->origin, false)) return 0;
  out.append("[");
  TupleObj* args = argsOf(self);
  for (int64_t i = 0; i < args->length; ++i) {
    if (i) out.append(", ");
    if (!appendItem(out, args->items[i], false)) return 0;
  }
  if (args->length == 0) out.append("()");
  out.append("]");
  return toValue(out.finish());
}
Value aliasCall(Value self, const Value* args, int64_t nargs, Value kwnames) {
  Value made = call(alias(self)->origin, args, nargs, kwnames);
  if (!made) return 0;
  if (setAttr(made, TRV_STR("__orig_class__"), self) < 0) {
    if (!pendingIs(&trv_exc_AttributeError) && !pendingIs(&trv_exc_TypeError)) return 0;
    clearPending();
  }
  return made;
}
bool isOwnName(StrObj* name) {
  static const char* const names[] = {"__class__",   "__bases__",     "__origin__", "__args__", "__parameters__", "__mro_entries__",
                                      "__reduce_ex__", "__reduce__",  "__copy__",   "__deepcopy__", "__unpacked__"};
  for (const char* n : names)
    if (strEquals(name, n)) return true;
  return false;
}
Value aliasGetAttr(Value self, StrObj* name) { return isOwnName(name) ? genericGetAttr(self, name) : getAttr(alias(self)->origin, name); }
Value aliasCompare(Value a, Value b, CompareOp op) {
  if (!isAlias(b) || (op != CompareOp::Eq && op != CompareOp::Ne)) return notImplemented();
  int same = equals(alias(a)->origin, alias(b)->origin);
  if (same > 0) same = equals(alias(a)->args, alias(b)->args);
  return same < 0 ? 0 : fromBool((same != 0) == (op == CompareOp::Eq));
}
int64_t aliasHash(Value self) {
  int64_t a = hashOf(alias(self)->origin), b = a == -1 ? -1 : hashOf(alias(self)->args);
  if (b == -1) return -1;
  return (a ^ b) == -1 ? -2 : a ^ b;
}
Value aliasGetItem(Value self, Value key) {
  Value parameters = parametersOf(argsOf(self));
  TupleObj* args = parameters ? substitute(self, argsOf(self), as<TupleObj>(parameters), key) : nullptr;
  return args ? newGenericAlias(alias(self)->origin, toValue(args)) : 0;
}
Value aliasMroEntries(Value self, const Value*, int64_t) { return toValue(makeTuple(alias(self)->origin)); }
Value getOrigin(Value self) { return alias(self)->origin; }
Value getArgs(Value self) { return alias(self)->args; }
Value getParameters(Value self) {
  if (!alias(self)->parameters) alias(self)->parameters = parametersOf(argsOf(self));
  return alias(self)->parameters;
}
Value getUnpacked(Value) { return fromBool(false); }

const NativeDef kAliasMethods[] = {{"__mro_entries__", aliasMroEntries, ArgKind::One}, {nullptr, nullptr}};
const GetSetDef kAliasGetSets[] = {
    {"__origin__", getOrigin, nullptr}, {"__args__", getArgs, nullptr}, {"__parameters__", getParameters, nullptr},
    {"__unpacked__", getUnpacked, nullptr}, {nullptr, nullptr, nullptr}};

// ---- unions

bool isUnionable(Value v) { return v == none() || isClass(v) || isAlias(v) || isUnion(v); }

/// Adds a member unless an equal one is there; false = raised.
bool addMember(ListObj* members, Value v) {
  if (v == none()) v = toValue(&trv_class_none);
  for (int64_t i = 0; i < members->length; ++i) {
    int same = members->items[i] == v ? 1 : isAlias(v) && isAlias(members->items[i]) ? equals(members->items[i], v) : 0;
    if (same < 0) return false;
    if (same) return true;
  }
  listAppend(members, v);
  return true;
}
Value unionOf(ListObj* members) {
  if (members->length == 1) return members->items[0];
  auto* u = gcNew<UnionObj>(trv_class_union.instanceShape);
  u->args = toValue(tupleOf(members->items, members->length));
  return toValue(u);
}

Value unionRepr(Value self) {
  StrBuilder out;
  TupleObj* members = membersOf(self);
  for (int64_t i = 0; i < members->length; ++i) {
    if (i) out.append(" | ");
    if (!appendItem(out, members->items[i], true)) return 0;
  }
  return toValue(out.finish());
}
/// Equal as sets of members.
Value unionCompare(Value a, Value b, CompareOp op) {
  if (!isUnion(b) || (op != CompareOp::Eq && op != CompareOp::Ne)) return notImplemented();
  TupleObj *x = membersOf(a), *y = membersOf(b);
  bool same = x->length == y->length;
  for (int64_t i = 0; i < x->length && same; ++i) {
    int known = contains(toValue(y), x->items[i]);
    if (known < 0) return 0;
    same = known != 0;
  }
  return fromBool(same == (op == CompareOp::Eq));
}
int64_t unionHash(Value self) {
  uint64_t h = 0x5bd1e995;
  for (int64_t i = 0; i < membersOf(self)->length; ++i) {
    int64_t one = hashOf(membersOf(self)->items[i]);
    if (one == -1) return -1;
    h ^= static_cast<uint64_t>(one) * 0x9e3779b97f4a7c15u;
  }
  return static_cast<int64_t>(h) == -1 ? -2 : static_cast<int64_t>(h);
}
Value unionGetItem(Value self, Value key) {
  Value parameters = parametersOf(membersOf(self));
  TupleObj* args = parameters ? substitute(self, membersOf(self), as<TupleObj>(parameters), key) : nullptr;
  if (!args) return 0;
  ListObj* members = newList();
  for (int64_t i = 0; i < args->length; ++i)
    if (!addMember(members, args->items[i])) return 0;
  return unionOf(members);
}
Value getMembers(Value self) { return as<UnionObj>(self)->args; }
Value getUnionParameters(Value self) { return parametersOf(membersOf(self)); }
Value instanceCheck(Value self, const Value* args, int64_t) {
  int r = isInstanceOf(args[0], self);
  return r < 0 ? 0 : fromBool(r);
}
Value subclassCheck(Value self, const Value* args, int64_t) {
  int r = isSubclassOf(args[0], self);
  return r < 0 ? 0 : fromBool(r);
}
const NativeDef kUnionMethods[] = {
    {"__instancecheck__", instanceCheck, ArgKind::One}, {"__subclasscheck__", subclassCheck, ArgKind::One}, {nullptr, nullptr}};
const GetSetDef kUnionGetSets[] = {{"__args__", getMembers, nullptr}, {"__parameters__", getUnionParameters, nullptr}, {nullptr, nullptr, nullptr}};

}  // namespace

Value newGenericAlias(Value origin, Value args) {
  auto* a = gcNew<GenericAliasObj>(trv_class_generic_alias.instanceShape);
  a->origin = origin;
  a->args = isTuple(args) ? args : toValue(makeTuple(args));
  return toValue(a);
}
Value genericAliasOf(Value cls, Value key) { return newGenericAlias(cls, key); }

Value newUnion(Value a, Value b) {
  if (!isUnionable(a) || !isUnionable(b) || (a == none() && b == none())) return notImplemented();
  ListObj* members = newList();
  for (Value v : {a, b}) {
    if (!isUnion(v)) {
      if (!addMember(members, v)) return 0;
      continue;
    }
    for (int64_t i = 0; i < membersOf(v)->length; ++i)
      if (!addMember(members, membersOf(v)->items[i])) return 0;
  }
  return unionOf(members);
}

void readyAliasClasses() {
  constexpr int kOr = static_cast<int>(BinaryOp::Or);
  Slots& a = trv_class_generic_alias.slots;
  a.create = aliasNew;
  a.repr = aliasRepr;
  a.call = aliasCall;
  a.getAttr = aliasGetAttr;
  a.compare = aliasCompare;
  a.hash = aliasHash;
  a.getItem = aliasGetItem;
  a.binary[kOr] = newUnion;
  readyClass({&trv_class_generic_alias, "GenericAlias", nullptr, sizeof(GenericAliasObj), kBaseType, kAliasMethods, kAliasGetSets, nullptr, nullptr, "types"});

  Slots& u = trv_class_union.slots;
  u.repr = unionRepr;
  u.compare = unionCompare;
  u.hash = unionHash;
  u.getItem = unionGetItem;
  u.binary[kOr] = newUnion;
  readyClass({&trv_class_union, "UnionType", nullptr, sizeof(UnionObj), 0, kUnionMethods, kUnionGetSets, nullptr, nullptr, "types"});
}

}  // namespace trivium::runtime
