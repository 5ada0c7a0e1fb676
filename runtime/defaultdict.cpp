// The native module `_collections`: defaultdict and what counts for Counter; deque is in deque.cpp. Messages as CPython's
// Modules/_collectionsmodule.c.
#include "runtime/abi/helpers.h"
#include "runtime/detail/collections.h"
#include "runtime/detail/core.h"
#include "runtime/detail/hash.h"

namespace trivium::runtime {

static ClassObj defaultDictClass;

namespace {

struct DefaultDictObj : DictObj { Value factory; };  ///< 0 or None = none

DefaultDictObj* defaultDictOf(Value v) { return as<DefaultDictObj>(v); }
Value factoryOf(Value self) { return defaultDictOf(self)->factory ? defaultDictOf(self)->factory : none(); }

Value create(ClassObj* cls, const Value*, int64_t, Value) { return toValue(allocInstance(cls)); }

int init(Value self, const Value* args, int64_t nargs, Value kwnames) {
  Value factory = 0;
  if (nargs) {
    factory = args[0];
    if (factory != none() && !classOf(factory)->slots.call) {
      return raiseInt(raise(&trv_exc_TypeError, "first argument must be callable or None"));
    }
  }
  defaultDictOf(self)->factory = factory;
  return trv_class_dict.slots.init(self, args + (nargs ? 1 : 0), nargs ? nargs - 1 : 0, kwnames);
}

Value defaultDictRepr(Value self) {
  Value items = trv_class_dict.slots.repr(self);
  if (!items) return 0;
  Value factory = factoryOf(self);
  ReprGuard guard(factory);
  if (guard.state < 0) return 0;
  Value text = guard.state == 0 ? toValue(newStr("...")) : repr(factory);
  return text ? toValue(strFormat("%U(%U, %U)", classOf(self)->name, text, items)) : 0;
}

/// type(like)(like.default_factory, items)
Value rebuiltAs(Value like, Value items) { return callWith(toValue(classOf(like)), factoryOf(like), items); }

Value defaultDictOr(Value lhs, Value rhs) {
  bool left = isInstance(lhs, &defaultDictClass);
  if (!isDict(left ? rhs : lhs)) return notImplemented();
  Value result = rebuiltAs(left ? lhs : rhs, lhs);
  return result && dictUpdateFrom(as<DictObj>(result), rhs) == 0 ? result : 0;
}

Value methodMissing(Value self, const Value* args, int64_t) {
  Value factory = factoryOf(self);
  if (factory == none()) return raiseValue(&trv_exc_KeyError, args[0]);
  Value value = call(factory, nullptr, 0);
  return value && setItem(self, args[0], value) == 0 ? value : 0;
}

Value methodCopy(Value self, const Value*, int64_t) { return rebuiltAs(self, self); }

/// (class, (factory,), None, None, iterator over the pairs)
Value methodReduce(Value self, const Value*, int64_t) {
  Value arguments = factoryOf(self) == none() ? toValue(newTuple(0)) : toValue(makeTuple(factoryOf(self)));
  Value items = callMethod(self, TRV_STR("items"), nullptr, 0);
  Value iterator = items ? iterOf(items) : 0;
  return iterator ? toValue(makeTuple(toValue(classOf(self)), arguments, none(), none(), iterator)) : 0;
}

Value getFactory(Value self) { return factoryOf(self); }
int setFactory(Value self, Value value) {
  defaultDictOf(self)->factory = value;
  return 0;
}

const NativeDef kMethods[] = {
    {"__missing__", methodMissing, ArgKind::One}, {"copy", methodCopy, ArgKind::None},  {"__copy__", methodCopy, ArgKind::None},
    {"__reduce__", methodReduce, ArgKind::None},  kClassGetItem,                        {},
};
const GetSetDef kAttributes[] = {{"default_factory", getFactory, setFactory}, {}};

// ---- _count_elements(mapping, iterable)

struct Counting {
  Value mapping;
  Value get;  ///< mapping.get, 0 for a mapping whose items are stored as a dict's
};
int countItem(Value item, void* context) {
  auto* c = static_cast<Counting*>(context);
  if (c->get) {
    Value old = callWith(c->get, item, fromSmallInt(0));
    Value count = old ? abi::trv_add(old, fromSmallInt(1)) : 0;
    return count ? setItem(c->mapping, item, count) : -1;
  }
  auto* d = as<DictObj>(c->mapping);
  int64_t hash;
  if (!hashKey(item, &hash)) return -1;
  DictEntry* entry = dictFind(d, item, hash);
  if (!entry) return hasPending() ? -1 : dictSetHashed(d, item, hash, fromSmallInt(1));
  if (isSmallInt(entry->value)) {
    entry->value = newInt(smallIntOf(entry->value) + 1);
    return 0;
  }
  Value count = abi::trv_add(entry->value, fromSmallInt(1));
  return count ? dictSetHashed(d, item, hash, count) : -1;
}

/// Counter's loop: adds 1 to the count of each element.
Value countElements(Value, const Value* args, int64_t) {
  Counting c{args[0], 0};
  StrObj* get = TRV_STR("get");
  bool plain = isDict(args[0]) && lookupOnClass(classOf(args[0]), get) == lookupOnClass(&trv_class_dict, get) &&
               classOf(args[0])->slots.setItem == trv_class_dict.slots.setItem;
  if (!plain && !(c.get = getAttr(args[0], get))) return 0;
  return forEach(args[1], countItem, &c) < 0 ? 0 : none();
}

const NativeDef kFunctions[] = {{"_count_elements", countElements, ArgKind::Positional, 2, 2}, {}};

}  // namespace

void initCollectionsModule(Value module) {
  addDeque(module);
  Slots& s = defaultDictClass.slots;
  s.repr = defaultDictRepr;
  s.binary[static_cast<int>(BinaryOp::Or)] = defaultDictOr;
  s.create = create;
  s.init = init;
  readyClass({&defaultDictClass, "defaultdict", &trv_class_dict, sizeof(DefaultDictObj), kBaseType, kMethods, kAttributes,
              "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments "
              "to produce\na new value when a key is not present, in __getitem__ only.\nA defaultdict compares equal to a dict with the same "
              "items.\nAll remaining arguments are treated the same as if they were\npassed to the dict constructor, including keyword "
              "arguments.",
              nullptr, "collections"});
  moduleAdd(module, "defaultdict", toValue(&defaultDictClass));
  moduleAddFunctions(module, kFunctions);
}

}  // namespace trivium::runtime
