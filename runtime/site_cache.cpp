// The helpers behind the inline caches of generated code (abi/site_cache.h): each does what the site wants in the general way, then notes
// in a way of the site how code may do it alone the next time.
#include "runtime/abi/allocation.h"
#include "runtime/abi/helpers.h"
#include "runtime/abi/site_cache.h"
#include "runtime/detail/core.h"
#include "runtime/detail/errors.h"

namespace trivium::runtime {

namespace {

SiteCache gEndOfList;  ///< nextFilled of the last one; null is for sites that are not in the list
SiteCache* gFilled = &gEndOfList;

constexpr uint64_t kRows = 1u << kSiteRowBits;
inline SiteRow* rowOf(SiteRow* rows, uint64_t multiplier, uint64_t key) { return &rows[(key * multiplier) >> (64 - kSiteRowBits)]; }

/// Looks for a multiplier that gives every key of the table and one more a row of its own, and arranges the rows accordingly.
bool rearrange(SiteCache* site, uint64_t key) {
  uint64_t multiplier = site->multiplier;
  for (int attempt = 0; attempt < 64; ++attempt) {
    multiplier = (multiplier * 6364136223846793005u + 1442695040888963407u) | 1;
    SiteRow fresh[kRows] = {};
    rowOf(fresh, multiplier, key)->key = key;
    bool fits = true;
    for (const SiteRow* row = site->rows; fits && row < site->rows + kRows; ++row) {
      if (!row->key) continue;
      SiteRow* place = rowOf(fresh, multiplier, row->key);
      fits = !place->key;
      *place = *row;
    }
    if (!fits) continue;
    site->multiplier = multiplier;
    for (uint64_t i = 0; i < kRows; ++i) site->rows[i] = fresh[i];
    return true;
  }
  return false;
}

/// The way for a key: the site's own, or a row of its table. With more keys than the table can hold they replace each other.
SiteWay* wayFor(SiteCache* site, uint64_t key) {
  if (!site->nextFilled) {
    site->nextFilled = gFilled;
    gFilled = site;
  }
  if (!site->key) site->key = key;
  if (site->key == key) return &site->way;
  if (!site->rows) {
    site->rows = static_cast<SiteRow*>(gcAllocScan(kRows * sizeof(SiteRow)));
    site->multiplier = 0x9E3779B97F4A7C15u;
  }
  SiteRow* row = rowOf(site->rows, site->multiplier, key);
  if (row->key && row->key != key && rearrange(site, key)) row = rowOf(site->rows, site->multiplier, key);
  row->key = key;
  return &row->way;
}

/// Whether the site's AttrCache has just learned about `shape` what a way can hold.
bool knows(const SiteCache* site, const Shape* shape, uint32_t kind) {
  return site->rest.shape == shape && site->rest.kind == kind && site->rest.epoch == trv_class_epoch;
}

/// The `__init__` with which an engine may make instances of `callee` alone; null unless nothing but allocation comes before it.
FunctionObj* plainInit(Value callee, int64_t nargs) {
  if (!isClass(callee)) return nullptr;
  auto* cls = as<ClassObj>(callee);
  if (cls->shape->cls->slots.call != typeCall || cls->slots.create != objectNew || !isTrampolineInit(cls)) return nullptr;
  if ((cls->flags & (kIsAbstract | kHasFinalizer)) || cls->tuneCount > 0) return nullptr;
  Value init = lookupOnClass(cls, TRV_STR("__init__"));
  return hasShape(init, &trv_shape_function) && takesExactly(as<FunctionObj>(init)->info, nargs + 1) ? as<FunctionObj>(init) : nullptr;
}

/// Notes what instances of a class are to be.
bool noteFresh(SiteCache* site, const ClassObj* cls) {
  Shape* shape = cls->instanceShape;
  const size_t bytes = cls->basicSize + (shape->hasSlots ? 8 + size_t{8} * shape->inlineSlots : 0);
  if (bytes > kGcLargestSmall) return false;
  const int sizeClass = gcClassOf(bytes);
  site->key = 0;  // the class seen last is the one kept
  site->fresh = {shape, static_cast<uint64_t>(sizeClass) * sizeof(GcBump), kGcClassBytes[sizeClass]};
  return true;
}

}  // namespace

void classesChanged() {
  ++trv_class_epoch;
  while (gFilled != &gEndOfList) {
    SiteCache* site = gFilled;
    gFilled = site->nextFilled;
    site->nextFilled = nullptr;
    site->key = 0;
    site->rows = nullptr;
  }
}

extern "C" {
Value trv_getattr_site(Value self, Value name, void* cache) {
  auto* site = static_cast<SiteCache*>(cache);
  const Shape* shape = shapeOf(self);
  Value v = abi::trv_getattr_cached(self, name, &site->rest);
  if (knows(site, shape, kCacheInline)) wayFor(site, toValue(shape))->first = site->rest.index;
  return v;
}

int64_t trv_setattr_site(Value self, Value name, Value value, void* cache) {
  auto* site = static_cast<SiteCache*>(cache);
  Shape* shape = shapeOf(self);
  int64_t status = abi::trv_setattr_cached(self, name, value, &site->rest);
  if (knows(site, shape, kCacheInline)) *wayFor(site, toValue(shape)) = {site->rest.index, toValue(site->rest.nextShape ? site->rest.nextShape : shape), 0};
  return status;
}

Value trv_call_method_site(Value self, Value name, Value kwnames, void* values, int64_t count, void* cache) {
  auto* site = static_cast<SiteCache*>(cache);
  const Shape* shape = shapeOf(self);
  Value result = abi::trv_call_method_cached(self, name, kwnames, values, count, &site->rest);
  if (!knows(site, shape, kCacheClassValue) || !hasShape(site->rest.value, &trv_shape_function)) return result;
  const FunctionInfo* info = as<FunctionObj>(site->rest.value)->info;
  if (!keywordCount(kwnames) && takesExactly(info, count + 1)) *wayFor(site, toValue(shape)) = {site->rest.value, toValue(info), 0};
  return result;
}

Value trv_call_super_site(Value object, Value name, void* values, int64_t count, void* cache) {
  auto* site = static_cast<SiteCache*>(cache);
  auto* s = as<SuperObj>(object);
  const Shape* shape = s->self ? shapeOf(s->self) : nullptr;  // before the call, as the next time
  Value result = abi::trv_call_method_cached(object, name, 0, values, count, &site->rest);
  if (!shape || shape->isDictMode || isClass(s->self) || toValue(shape->cls) != s->selfClass) return result;
  Value found = superLookup(s, as<StrObj>(name));
  if (hasShape(found, &trv_shape_function) && takesExactly(as<FunctionObj>(found)->info, count + 1))
    *wayFor(site, toValue(shape)) = {found, toValue(as<FunctionObj>(found)->info), s->thisClass};
  else if (found && (hasShape(found, &trv_shape_method_descriptor) || isExact(found, &trv_class_wrapper_descriptor)))
    *wayFor(site, toValue(shape)) = {found, 0, s->thisClass};
  return result;
}

Value trv_call_super_found(Value found, Value self, void* values, int64_t count) {
  auto* args = static_cast<const Value*>(values);
  if (!hasShape(found, &trv_shape_method_descriptor)) return callWrapper(as<WrapperObj>(found), self, args, count, 0);
  auto* method = as<BuiltinFunctionObj>(found);
  return callNative(method->def, self, method->owner, args, count, 0);
}

Value trv_instantiate_site(Value callee, void* values, int64_t count, void* cache) {
  auto* site = static_cast<SiteCache*>(cache);
  Value result = call(callee, static_cast<const Value*>(values), count);
  FunctionObj* init = plainInit(callee, count);
  if (!init) return result;
  if (noteFresh(site, as<ClassObj>(callee))) *wayFor(site, callee) = {toValue(init), toValue(init->info), 0};
  return result;
}

Value trv_raised_site(Value callee, void* values, int64_t count, void* cache) {
  auto* site = static_cast<SiteCache*>(cache);
  Value result = call(callee, static_cast<const Value*>(values), count);
  if (!result || !isExceptionClass(callee)) return result;
  auto* cls = as<ClassObj>(callee);
  if (cls->shape->cls->slots.call != typeCall || cls->slots.create != exceptionNew || (cls->flags & (kIsAbstract | kHasFinalizer))) return result;
  if (cls->slots.init == exceptionInit) {  // would find what exceptionNew has stored
    if (noteFresh(site, cls)) *wayFor(site, callee) = {};
  } else if (isTrampolineInit(cls)) {
    Value init = lookupOnClass(cls, TRV_STR("__init__"));
    if (!hasShape(init, &trv_shape_function) || !takesExactly(as<FunctionObj>(init)->info, count + 1)) return result;
    if (noteFresh(site, cls)) *wayFor(site, callee) = {init, toValue(as<FunctionObj>(init)->info), 0};
  }
  return result;
}

/// What `__init__` answered is not None.
Value trv_init_result(Value result) { return raise(&trv_exc_TypeError, "__init__() should return None, not '%T'", result); }
}

}  // namespace trivium::runtime
