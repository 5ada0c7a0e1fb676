// Class objects: readying native ones, linearisation of bases, lookup along the MRO with its cache.
#include "runtime/detail/core.h"

namespace trivium::runtime {

uint64_t trv_class_epoch = 1;

bool isSubclass(const ClassObj* cls, const ClassObj* base) {
  const TupleObj* mro = cls->mro;
  if (!mro) {
    for (; cls; cls = cls->base)
      if (cls == base) return true;
    return false;
  }
  for (int64_t i = 0; i < mro->length; ++i)
    if (as<ClassObj>(mro->items[i]) == base) return true;
  return false;
}

const char* nameOf(const ClassObj* cls) { return utf8Of(cls->name); }

int64_t hashNotImplemented(Value self) { return raiseInt(raise(&trv_exc_TypeError, "unhashable type: '%T'", self)); }

// ---- lookup

namespace {

struct CacheEntry {
  ClassObj* cls;
  StrObj* name;
  uint64_t epoch;
  ClassLookup found;
};
constexpr size_t kCacheSize = 1024;
CacheEntry gCache[kCacheSize];

size_t cacheIndex(const ClassObj* cls, const StrObj* name) {
  uintptr_t a = reinterpret_cast<uintptr_t>(cls) >> 4, b = reinterpret_cast<uintptr_t>(name) >> 4;
  return (a * 31 + b + (b >> 7)) & (kCacheSize - 1);
}

}  // namespace

ClassLookup findOnClass(ClassObj* cls, StrObj* name) {
  CacheEntry& e = gCache[cacheIndex(cls, name)];
  if (e.cls == cls && e.name == name && e.epoch == trv_class_epoch) return e.found;
  ClassLookup found;
  if (TupleObj* mro = cls->mro) {
    for (int64_t i = 0; i < mro->length; ++i) {
      auto* c = as<ClassObj>(mro->items[i]);
      DictObj* d = classDict(c);
      int64_t at = dictEntryIndex(d, name);
      if (at >= 0) {
        found = {d, c, at};
        break;
      }
    }
  }
  e = {cls, name, trv_class_epoch, found};
  return found;
}

Value lookupOnClass(ClassObj* cls, StrObj* name) {
  CacheEntry& e = gCache[cacheIndex(cls, name)];
  if (__builtin_expect(e.cls == cls && e.name == name && e.epoch == trv_class_epoch, 1)) return e.found.value();
  return findOnClass(cls, name).value();
}

// ---- C3 linearisation (The Python 2.3 Method Resolution Order)

static bool inTail(TupleObj* list, int64_t from, Value c) {
  for (int64_t i = from + 1; i < list->length; ++i)
    if (list->items[i] == c) return true;
  return false;
}

static Value raiseInconsistentMro(TupleObj** lists, int64_t* heads, int64_t n) {
  StrBuilder text;
  text.append("Cannot create a consistent method resolution\norder (MRO) for bases");
  ListObj* seen = newList();
  for (int64_t i = 0; i < n; ++i) {
    if (heads[i] >= lists[i]->length) continue;
    Value c = lists[i]->items[heads[i]];
    bool known = false;
    for (int64_t k = 0; k < seen->length; ++k) known |= seen->items[k] == c;
    if (known) continue;
    text.append(seen->length ? ", " : " ");
    text.append(as<ClassObj>(c)->name);
    listAppend(seen, c);
  }
  return raiseValue(&trv_exc_TypeError, toValue(text.finish()));
}

TupleObj* computeMro(ClassObj* cls, TupleObj* bases) {
  if (bases->length == 1) {
    TupleObj* m = as<ClassObj>(bases->items[0])->mro;
    TupleObj* r = newTuple(m->length + 1);
    r->items[0] = toValue(cls);
    for (int64_t i = 0; i < m->length; ++i) r->items[i + 1] = m->items[i];
    return r;
  }
  for (int64_t i = 0; i < bases->length; ++i)
    for (int64_t k = i + 1; k < bases->length; ++k)
      if (bases->items[i] == bases->items[k]) {
        raise(&trv_exc_TypeError, "duplicate base class %N", as<ClassObj>(bases->items[i]));
        return nullptr;
      }
  int64_t n = bases->length + 1;
  auto** lists = static_cast<TupleObj**>(gcAllocScan(static_cast<size_t>(n) * 8));
  auto* heads = static_cast<int64_t*>(gcAllocLeaf(static_cast<size_t>(n) * 8));
  for (int64_t i = 0; i + 1 < n; ++i) lists[i] = as<ClassObj>(bases->items[i])->mro;
  lists[n - 1] = bases;
  ListObj* out = newList(8);
  listAppend(out, toValue(cls));
  for (;;) {
    bool empty = true;
    Value next = 0;
    for (int64_t i = 0; i < n && !next; ++i) {
      if (heads[i] >= lists[i]->length) continue;
      empty = false;
      Value candidate = lists[i]->items[heads[i]];
      bool blocked = false;
      for (int64_t k = 0; k < n && !blocked; ++k) blocked = heads[k] < lists[k]->length && inTail(lists[k], heads[k], candidate);
      if (!blocked) next = candidate;
    }
    if (empty) return tupleOf(out->items, out->length);
    if (!next) {
      raiseInconsistentMro(lists, heads, n);
      return nullptr;
    }
    listAppend(out, next);
    for (int64_t i = 0; i < n; ++i)
      if (heads[i] < lists[i]->length && lists[i]->items[heads[i]] == next) ++heads[i];
  }
}

void linkSubclass(ClassObj* base, ClassObj* cls) {
  if (!base->subclasses) base->subclasses = toValue(newList());
  listAppend(as<ListObj>(base->subclasses), toValue(cls));
}

// ---- native classes

void readyClass(const ClassSpec& spec) {
  ClassObj* cls = spec.cls;
  gcAddRoots(reinterpret_cast<Value*>(cls), sizeof(ClassObj) / sizeof(Value));
  ClassObj* base = cls == &trv_class_object ? nullptr : spec.base ? spec.base : &trv_class_object;
  if (!cls->shape) cls->shape = base && base->shape ? base->shape : &trv_shape_type;
  cls->name = internForever(spec.name);
  cls->qualname = toValue(cls->name);
  cls->module = spec.module ? toValue(internForever(spec.module)) : 0;
  cls->base = base;
  cls->basicSize = spec.basicSize ? spec.basicSize : base ? base->basicSize : sizeof(Object);
  constexpr uint32_t kInherited = ~0xffu & ~kMatchSelf;
  cls->flags = spec.flags | (base ? base->flags & (kInherited | kHasDict | kMatchSelf) : 0);
  cls->methods = spec.methods;
  cls->getsets = spec.getsets;
  cls->nativeDoc = spec.doc;
  cls->inlineSlots = 2;
  cls->solid = !base || cls->basicSize > base->basicSize ? cls : base->solid;
  if (base && (cls->flags & ~base->flags & (kLongSubclass | kStrSubclass | kBytesSubclass | kTupleSubclass))) cls->solid = cls;

  auto* own = reinterpret_cast<void**>(&cls->slots);
  if (base) {
    // A class with its own equality is not hashed by its base's rule, and neither slot is inherited without the other.
    if (cls->slots.compare && !cls->slots.hash) cls->slots.hash = hashNotImplemented;
    bool ownCreate = cls->slots.create != nullptr || base == &trv_class_object;
    auto create = cls->slots.create;
    auto* inherited = reinterpret_cast<void* const*>(&base->slots);
    for (size_t i = 0; i < sizeof(Slots) / sizeof(void*); ++i)
      if (!own[i]) own[i] = inherited[i];
    if (ownCreate) cls->slots.create = create;
    linkSubclass(base, cls);
  }
  cls->bases = base ? makeTuple(toValue(base)) : newTuple(0);
  cls->mro = base ? computeMro(cls, cls->bases) : makeTuple(toValue(cls));

  Shape* shape = spec.shape ? spec.shape : newRootShape(cls);
  if (spec.shape) {
    initRootShape(shape, cls);
    gcAddRoots(reinterpret_cast<Value*>(shape), sizeof(Shape) / sizeof(Value));
  }
  cls->instanceShape = shape;
}

static const NativeDef kNoMethods = {};

void fillClassDict(ClassObj* cls) {
  const NativeDef* methods = cls->methods;
  const GetSetDef* getsets = cls->getsets;
  cls->methods = nullptr;
  cls->getsets = nullptr;
  if (cls->dict && !methods && !getsets) return;
  if (!cls->dict) cls->dict = newDict();
  DictObj* d = cls->dict;
  for (const NativeDef* m = methods ? methods : &kNoMethods; m->name; ++m) {
    StrObj* name = intern(m->name);
    Value v;
    if (m->method == MethodKind::Static) {
      v = newStaticMethod(newBuiltinFunction(m, 0, nullptr));
    } else {
      auto* b = gcNew<BuiltinFunctionObj>(m->method == MethodKind::Class ? trv_class_classmethod_descriptor.instanceShape : &trv_shape_method_descriptor);
      b->def = m;
      b->owner = cls;
      v = toValue(b);
    }
    dictSetStr(d, name, v);
  }
  for (const GetSetDef* g = getsets; g && g->name; ++g) dictSetStr(d, intern(g->name), newGetSet(g, cls));
  addSlotWrappers(cls);
  if (!dictGetStr(d, TRV_STR("__doc__"))) dictSetStr(d, TRV_STR("__doc__"), cls->nativeDoc ? toValue(newStr(cls->nativeDoc)) : none());
}

}  // namespace trivium::runtime
