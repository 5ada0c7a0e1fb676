// Tuples with named fields, as sys.version_info and time.struct_time (CPython's "struct sequence").
#include <stdlib.h>
#include <utility>

#include "runtime/detail/program.h"

namespace trivium::runtime {

namespace {

constexpr int kMaxFields = 20;
constexpr int kMaxStructs = 12;

/// What is known of each class, for repr and construction.
StructSpec specs[kMaxStructs];
int specCount;

const StructSpec* specOf(const ClassObj* cls) {
  for (int i = 0; i < specCount; ++i)
    if (specs[i].cls == cls) return &specs[i];
  return nullptr;
}
int fieldCount(const StructSpec& spec) {
  int n = 0;
  while (spec.fields[n]) ++n;
  return n;
}

// Fields behind the visible ones lie behind the items.
template <size_t i> Value getField(Value self) {
  const Value v = as<TupleObj>(self)->items[i];
  return v ? v : none();
}
using Getter = Value (*)(Value);
template <size_t... i> constexpr Getter getter(size_t n, std::index_sequence<i...>) {
  constexpr Getter all[] = {getField<i>...};
  return all[n];
}

Value structRepr(Value self) {
  const StructSpec* spec = specOf(classOf(self));
  StrBuilder out;
  if (spec->module[0]) {
    out.append(spec->module);
    out.append(".");
  }
  out.append(spec->name);
  out.append("(");
  for (int i = 0; i < spec->visible; ++i) {
    if (i) out.append(", ");
    out.append(spec->fields[i]);
    out.append("=");
    const Value text = repr(as<TupleObj>(self)->items[i]);
    if (!text) return 0;
    out.append(as<StrObj>(text));
  }
  out.append(")");
  return toValue(out.finish());
}

Value structCreate(ClassObj* cls, const Value* args, int64_t nargs, Value kwnames) {
  const StructSpec* spec = specOf(cls);
  if (!spec->canCreate) return raise(&trv_exc_TypeError, "cannot create '%s.%s' instances", spec->module, spec->name);
  if (nargs != 1 || keywordCount(kwnames)) return raise(&trv_exc_TypeError, "structseq() missing required argument 'sequence' (pos 1)");
  const Value list = tupleFrom(args[0]);
  if (!list) return 0;
  auto* given = as<TupleObj>(list);
  const int total = fieldCount(*spec);
  if (given->length < spec->visible || given->length > total)
    return raise(&trv_exc_TypeError, "%s.%s() takes %s %d-sequence (%lld-sequence given)", spec->module, spec->name,
                 given->length > total ? "an at most" : total > spec->visible ? "an at least" : "a",
                 given->length > total ? total : spec->visible, static_cast<long long>(given->length));
  return newStruct(cls, given->items, static_cast<int>(given->length));
}

Value structReduce(Value self, const Value*, int64_t) {
  return toValue(makeTuple(toValue(classOf(self)), toValue(makeTuple(toValue(tupleOf(as<TupleObj>(self)->items, as<TupleObj>(self)->length))))));
}
const NativeDef kMethods[] = {{"__reduce__", structReduce, ArgKind::None}, {nullptr, nullptr}};

}  // namespace

void readyStruct(const StructSpec& spec) {
  if (specOf(spec.cls)) return;
  specs[specCount++] = spec;
  const int n = fieldCount(spec);
  auto* getsets = static_cast<GetSetDef*>(calloc(static_cast<size_t>(n) + 1, sizeof(GetSetDef)));
  for (int i = 0; i < n; ++i) getsets[i] = {spec.fields[i], getter(static_cast<size_t>(i), std::make_index_sequence<kMaxFields>()), nullptr};
  spec.cls->slots.repr = structRepr;
  spec.cls->slots.create = structCreate;
  readyClass({spec.cls, spec.name, &trv_class_tuple, sizeof(TupleObj), 0, kMethods, getsets, nullptr, nullptr, spec.module});
  dictSetStr(classDict(spec.cls), TRV_STR("n_fields"), fromSmallInt(n));
  dictSetStr(classDict(spec.cls), TRV_STR("n_sequence_fields"), fromSmallInt(spec.visible));
  dictSetStr(classDict(spec.cls), TRV_STR("n_unnamed_fields"), fromSmallInt(0));
}

Value newStruct(ClassObj* cls, const Value* items, int count) {
  const StructSpec* spec = specOf(cls);
  auto* t = static_cast<TupleObj*>(allocInstance(cls, static_cast<size_t>(fieldCount(*spec)) * sizeof(Value)));
  t->length = spec->visible;
  for (int i = 0; i < count; ++i) t->items[i] = items[i];
  return toValue(t);
}

}  // namespace trivium::runtime
