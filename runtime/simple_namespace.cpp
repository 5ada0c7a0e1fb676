// types.SimpleNamespace: attributes given as keywords; prints and compares by them. Library Reference "types"; texts as CPython's
// Objects/namespaceobject.c.
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_simple_namespace;
}

namespace {

Value create(ClassObj* cls, const Value*, int64_t, Value) { return toValue(allocInstance(cls)); }

int init(Value self, const Value* args, int64_t nargs, Value kwnames) {
  if (nargs > 0) return raiseInt(raise(&trv_exc_TypeError, "no positional arguments expected"));
  for (int64_t i = 0; i < keywordCount(kwnames); ++i)
    if (setAttr(self, intern(as<StrObj>(as<TupleObj>(kwnames)->items[i])), args[nargs + i]) < 0) return -1;
  return 0;
}

Value reprSlot(Value self) {
  StrBuilder out;
  if (isExact(self, &trv_class_simple_namespace)) out.append("namespace");
  else out.append(classOf(self)->name);
  out.append("(");
  ReprGuard guard(self);
  if (guard.state < 0) return 0;
  if (guard.state == 0) {
    out.append("...)");
    return toValue(out.finish());
  }
  const Value dict = instanceDict(self);
  const Value keys = dict ? listFrom(dict) : 0;
  if (!keys) return 0;
  bool first = true;
  for (int64_t i = 0; i < as<ListObj>(keys)->length; ++i) {
    const Value key = listItem(as<ListObj>(keys), i);
    if (!isStr(key) || as<StrObj>(key)->length == 0) continue;
    const Value value = dictLookup(as<DictObj>(dict), key);
    if (!value && hasPending()) return 0;
    if (!value) continue;
    if (!first) out.append(", ");
    first = false;
    out.append(as<StrObj>(key));
    out.append("=");
    if (!appendRepr(out, value)) return 0;
  }
  out.append(")");
  return toValue(out.finish());
}

Value compareSlot(Value a, Value b, CompareOp op) {
  if (!isInstance(a, &trv_class_simple_namespace) || !isInstance(b, &trv_class_simple_namespace)) return notImplemented();
  const Value left = instanceDict(a), right = left ? instanceDict(b) : 0;
  return right ? compare(left, right, op) : 0;
}

Value reduce(Value self, const Value*, int64_t) {
  const Value dict = instanceDict(self);
  return dict ? toValue(makeTuple(toValue(classOf(self)), toValue(newTuple(0)), dict)) : 0;
}

const NativeDef kMethods[] = {{"__reduce__", reduce, ArgKind::None}, {nullptr, nullptr}};
const GetSetDef kAttributes[] = {{"__dict__", instanceDict, nullptr}, {nullptr, nullptr, nullptr}};

}  // namespace

void readySimpleNamespace() {
  ClassObj& cls = trv_class_simple_namespace;
  cls.slots.create = create;
  cls.slots.init = init;
  cls.slots.repr = reprSlot;
  cls.slots.compare = compareSlot;
  readyClass({&cls, "SimpleNamespace", nullptr, sizeof(Object), kBaseType | kHasDict, kMethods, kAttributes,
              "A simple attribute-based namespace.\n\nSimpleNamespace(**kwargs)", nullptr, "types"});
}

}  // namespace trivium::runtime
