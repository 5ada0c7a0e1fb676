// What `globals()` and a module's `__dict__` answer: a dict that shows the module's names and passes changes on to them.
//
// The names of a module live elsewhere (module.cpp), so the dict is a copy that is brought up to date before every operation on it,
// and after an operation that changes it the module is made to agree. Its class calls itself `dict`; code that reads dicts without
// going through their class, like `f(**globals())`, sees the names as of the last operation, at the latest the call of globals().
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

namespace {

struct ModuleDictObj : DictObj {
  ModuleObj* module;
};
ClassObj namespaceClass;
Shape namespaceShape;

ModuleDictObj* namespaceOf(Value v) { return as<ModuleDictObj>(v); }

/// Module to dict. Names keep their places, new ones come last.
void readModule(Value self) {
  ModuleDictObj* ns = namespaceOf(self);
  DictObj* now = moduleSnapshot(ns->module);
  ListObj* gone = newList();
  int64_t position = 0;
  Value key, value;
  while (dictNext(ns, &position, &key, &value))
    if (isStr(key) && !dictGetStr(now, as<StrObj>(key))) listAppend(gone, key);
  for (int64_t i = 0; i < gone->length; ++i) dictDel(ns, gone->items[i]);
  position = 0;
  while (dictNext(now, &position, &key, &value)) dictSetStr(ns, as<StrObj>(key), value);
}

/// Dict to module; -1 raised at the first change that is not allowed. Keys that are no str exist in the dict only.
int writeModule(Value self) {
  ModuleDictObj* ns = namespaceOf(self);
  DictObj* before = moduleSnapshot(ns->module);
  int64_t position = 0;
  Value key, value;
  while (dictNext(before, &position, &key, &value)) {
    if (dictGetStr(ns, as<StrObj>(key))) continue;
    if (checkModuleStore(ns->module, as<StrObj>(key), 0) < 0) return -1;
    moduleDelete(ns->module, as<StrObj>(key));
  }
  position = 0;
  while (dictNext(ns, &position, &key, &value)) {
    if (!isStr(key) || dictGetStr(before, as<StrObj>(key)) == value) continue;
    if (checkModuleStore(ns->module, as<StrObj>(key), value) < 0) return -1;
    moduleSet(ns->module, as<StrObj>(key), value);
  }
  return 0;
}

const Slots& dictSlots() { return trv_class_dict.slots; }

Value nsRepr(Value self) { return readModule(self), dictSlots().repr(self); }
Value nsIter(Value self) { return readModule(self), dictSlots().iter(self); }
int64_t nsLen(Value self) { return readModule(self), dictSlots().len(self); }
int nsContains(Value self, Value key) { return readModule(self), dictSlots().contains(self, key); }
Value nsGetItem(Value self, Value key) { return readModule(self), dictSlots().getItem(self, key); }
Value nsCompare(Value self, Value other, CompareOp op) { return readModule(self), dictSlots().compare(self, other, op); }
int nsSetItem(Value self, Value key, Value value) {
  readModule(self);
  const int r = dictSlots().setItem(self, key, value);
  return writeModule(self) < 0 ? -1 : r;
}

/// A method of dict, found by name, between the two copies.
Value through(const char* method, bool changes, Value self, const Value* args, int64_t nargs, Value kwnames) {
  readModule(self);
  const Value r = callWithSelf(lookupOnClass(&trv_class_dict, intern(method)), self, args, nargs, kwnames);
  return changes && writeModule(self) < 0 ? 0 : r;
}
#define TRV_READS(name) \
  {#name, nullptr, ArgKind::Raw, 0, -1, nullptr, [](Value self, const Value* args, int64_t nargs, Value kwnames) { return through(#name, false, self, args, nargs, kwnames); }}
#define TRV_CHANGES(name) \
  {#name, nullptr, ArgKind::Raw, 0, -1, nullptr, [](Value self, const Value* args, int64_t nargs, Value kwnames) { return through(#name, true, self, args, nargs, kwnames); }}
const NativeDef kMethods[] = {
    TRV_READS(get),      TRV_READS(keys),         TRV_READS(values), TRV_READS(items),    TRV_READS(copy),    TRV_READS(__reversed__),
    TRV_CHANGES(pop),    TRV_CHANGES(setdefault), TRV_CHANGES(clear), TRV_CHANGES(update), TRV_CHANGES(popitem), {nullptr, nullptr},
};

void readyNamespaceClass() {
  Slots& s = namespaceClass.slots;
  s.repr = nsRepr;
  s.iter = nsIter;
  s.len = nsLen;
  s.contains = nsContains;
  s.getItem = nsGetItem;
  s.setItem = nsSetItem;
  s.compare = nsCompare;
  s.hash = hashNotImplemented;
  readyClass({&namespaceClass, "dict", &trv_class_dict, sizeof(ModuleDictObj), 0, kMethods, nullptr, nullptr, &namespaceShape});
}

}  // namespace

Value moduleNamespace(ModuleObj* m) {
  if (!m->ns) {
    if (!namespaceShape.cls) readyNamespaceClass();  // most programs never ask
    auto* ns = gcNew<ModuleDictObj>(&namespaceShape);
    ns->module = m;
    m->ns = toValue(ns);
  }
  readModule(m->ns);
  return m->ns;
}

}  // namespace trivium::runtime
