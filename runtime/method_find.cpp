// What `object.name(arguments)` does before its arguments are evaluated when that order can be seen (Language Reference 6.3.4): a missing
// attribute raises, and code that runs for the lookup (__getattr__, properties, descriptors) runs now. Where the lookup has no effects
// the answer is the object itself and call.method looks the method up as always; otherwise it is a FoundMethodObj, which call.method
// unwraps. Programs never see one.
//
// A small table remembers for which pairs of Shape (or module) and name the lookup is that of a plain method.
#include "runtime/abi/helpers.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

Shape trv_shape_found_method;

namespace {

ClassObj gFoundMethodClass;

constexpr size_t kRows = 256;
struct Row {
  const void* owner;  ///< Shape, or module whose `variable` holds the attribute
  StrObj* name;
  uint64_t epoch;
  Value* variable;    ///< null for Shapes; bound while the row holds
};
Row gRows[kRows];

Row& rowOf(const void* owner, StrObj* name) {
  return gRows[(reinterpret_cast<uintptr_t>(owner) / 16 * 31 + reinterpret_cast<uintptr_t>(name) / 16) % kRows];
}

Value found(Value callee) {
  if (!callee) return 0;
  auto* made = gcNew<FoundMethodObj>(&trv_shape_found_method);
  made->callee = callee;
  return toValue(made);
}

/// Whether binding this class attribute to an instance runs no code of the program.
bool bindsQuietly(Value v) {
  return isPlainData(v) || hasShape(v, &trv_shape_function) || hasShape(v, &trv_shape_method_descriptor) ||
         isExact(v, &trv_class_wrapper_descriptor) || isExact(v, &trv_class_staticmethod) || isExact(v, &trv_class_classmethod);
}

/// Whether instances of this Shape have a plain method of that name, whatever their attributes' values.
bool isPlainMethod(Shape* shape, StrObj* name) {
  const Value v = lookupOnClass(shape->cls, name);
  if (shape->cls->slots.getAttr != genericGetAttr || !v || !bindsQuietly(v)) return false;
  if (shape->hasSlots) return !shape->isDictMode && findSlot(shape, name) == kNoSlot;
  return shape != &trv_shape_function;
}

bool isPlainClassMethod(ClassObj* cls, StrObj* name) {
  const Value onMeta = lookupOnClass(cls->shape->cls, name);
  if (cls->shape->cls->slots.getAttr != typeGetAttr || (onMeta && classOf(onMeta)->slots.descrSet)) return false;
  const Value v = lookupOnClass(cls, name);
  return v && bindsQuietly(v);
}

Value findSlowly(Value self, StrObj* name, Shape* shape) {
  if (isPlainMethod(shape, name)) {
    rowOf(shape, name) = {shape, name, trv_class_epoch, nullptr};
    return self;
  }
  if (isClass(self) && isPlainClassMethod(as<ClassObj>(self), name)) return self;
  if (shape == &trv_shape_module && !lookupOnClass(shape->cls, name)) {
    auto* m = as<ModuleObj>(self);
    if (Value* variable = moduleVariable(m, name); variable && *variable) {
      rowOf(m, name) = {m, name, trv_class_epoch, variable};
      return self;
    }
  }
  if (shape == &trv_shape_super) {
    const Value v = as<SuperObj>(self)->selfClass ? superLookup(as<SuperObj>(self), name) : 0;
    if (v && bindsQuietly(v)) return self;
  }
  return found(getAttr(self, name));
}

}  // namespace

void readyFoundMethodClass() {
  gcAddRoots(reinterpret_cast<Value*>(gRows), kRows * (sizeof(Row) / sizeof(Value)));
  readyClass({&gFoundMethodClass, "found_method", nullptr, sizeof(FoundMethodObj), 0, nullptr, nullptr, nullptr, &trv_shape_found_method});
}

extern "C" {
Value trv_method_find(Value self, Value nameValue) {
  auto* name = as<StrObj>(nameValue);
  Shape* shape = shapeOf(self);
  const void* owner = shape == &trv_shape_module ? static_cast<const void*>(objectOf(self)) : shape;
  const Row& row = rowOf(owner, name);
  if (__builtin_expect(row.owner == owner && row.name == name && row.epoch == trv_class_epoch, 1) && (!row.variable || *row.variable)) return self;
  return findSlowly(self, name, shape);
}
}

}  // namespace trivium::runtime
