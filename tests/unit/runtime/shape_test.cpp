// Shapes with raw floats and with layouts, in a program whose image says that attribute `x` is a float and that instances of some class begin
// with x, a float, and y.
#include <gtest/gtest.h>

#include "runtime/abi/helpers.h"
#include "runtime/abi/program.h"
#include "runtime/detail/core.h"
#include "runtime/detail/program.h"
#include "runtime/detail/text.h"
#include "tests/unit/runtime/image.h"

namespace trivium::runtime {
using abi::trv_getattr_cached, abi::trv_is_same, abi::trv_setattr_cached;

namespace {

Image imageOf(bool storageKinds) {
  Image w;
  for (char c : std::string("TRVI")) w.bytes.push_back(static_cast<uint8_t>(c));
  w.u(kImageVersion);
  w.u(2).u(kStr).text("x").u(kStr).text("y");
  w.u(1).text("__main__").text("test.py").u(0).s(0).u(0);
  w.u(0);
  w.u(1).text("<module>").text("<module>").s(-1).u(0).u(1).u(kIsModuleBody).u(0).u(0).u(0).u(0).s(-1).u(0).u(0).u(0).u(0).u(0);
  w.u(1);
  for (int i = 0; i < 6; ++i) w.u(0);
  w.u(storageKinds).u(1).u(0);                   // floats: x
  w.u(2).u(2).u(0).u(0).u(1).u(1).u(1).u(0);     // layout 0: x in slot 0, float; y in slot 1
  w.u(1).u(1).u(0).u(0);                         // layout 1: y in slot 0
  return w;
}

/// Runs `body` as the main module.
void runWith(FunctionEntry body, bool storageKinds = true) {
  const Image image = imageOf(storageKinds);
  static Value constants[2];
  FunctionInfo infos[1] = {};
  const FunctionEntry entries[1] = {body};
  const ResumeEntry resumes[1] = {};
  const ProgramDescriptor descriptor = {image.bytes.data(), image.bytes.size(), constants, nullptr, infos, entries, resumes, nullptr, nullptr, nullptr};
  char name[] = "test.py";
  char* argv[] = {name};
  EXPECT_EQ(trv_program_run(&descriptor, 1, argv), 0);
}

StrObj* name(const char* text) { return intern(text); }

ClassObj* makeClass() { return as<ClassObj>(newClass(&trv_class_type, name("C"), newTuple(0), newDict(), nullptr, 0)); }

void set(Object* o, const char* attribute, Value value) { EXPECT_EQ(setAttr(toValue(o), name(attribute), value), 0); }
std::string get(Object* o, const char* attribute) { return utf8Of(as<StrObj>(repr(getAttr(toValue(o), name(attribute))))); }

Object* make(ClassObj* cls, Value x, Value y) {
  Object* o = allocInstance(cls);
  set(o, "x", x);
  set(o, "y", y);
  return o;
}

double rawAt(Object* o, uint32_t slot) { return reinterpret_cast<double*>(reinterpret_cast<char*>(o) + kFirstSlotOffset)[slot]; }

TEST(Shape, FloatsOfANamedAttributeAreRaw) {
  runWith([](ThreadState*, FunctionObj*, const Value*) -> Value {
    ClassObj* cls = makeClass();
    Object* o = make(cls, newFloat(1.5), newFloat(2.5));
    EXPECT_EQ(o->shape->floatSlots, 1u);
    EXPECT_EQ(rawAt(o, 0), 1.5);
    set(o, "x", newFloat(3.5));
    EXPECT_EQ(rawAt(o, 0), 3.5);
    EXPECT_EQ(get(o, "x") + get(o, "y"), "3.52.5");
    EXPECT_EQ(make(cls, newFloat(0), none())->shape, o->shape);

    Object* plain = make(cls, fromSmallInt(1), fromSmallInt(2));
    EXPECT_EQ(plain->shape->floatSlots, 0u);
    set(plain, "x", newFloat(0.5));
    EXPECT_EQ(plain->shape->floatSlots, 0u);
    EXPECT_EQ(get(plain, "x"), "0.5");

    set(o, "x", none());
    EXPECT_EQ(o->shape, plain->shape);
    EXPECT_EQ(get(o, "x") + get(o, "y"), "None2.5");
    Object* third = make(cls, newFloat(1.5), fromSmallInt(7));
    EXPECT_EQ(toDictMode(third)->used, 2);
    EXPECT_EQ(get(third, "x") + get(third, "y"), "1.57");
    return none();
  });
}

TEST(Shape, SlotsOutsideOfTheObjectHoldValues) {
  runWith([](ThreadState*, FunctionObj*, const Value*) -> Value {
    ClassObj* cls = makeClass();
    Object* o = allocInstance(cls);
    for (char c = 'a'; c < 'k'; ++c) set(o, std::string(1, c).c_str(), fromSmallInt(c));
    set(o, "x", newFloat(1.5));
    EXPECT_EQ(o->shape->floatSlots, 0u);
    EXPECT_EQ(get(o, "x"), "1.5");
    return none();
  });
}

TEST(Shape, ANameThatIsOftenNoFloatBecomesPlain) {
  runWith([](ThreadState*, FunctionObj*, const Value*) -> Value {
    ClassObj* cls = makeClass();
    for (int i = 0; i < 4; ++i) {
      Object* o = make(cls, newFloat(1.5), none());
      EXPECT_EQ(o->shape->floatSlots, 1u) << i;
      set(o, "x", fromSmallInt(i));
    }
    EXPECT_EQ(make(cls, newFloat(1.5), none())->shape->floatSlots, 0u);
    return none();
  });
}

TEST(Shape, WithoutStorageKindsAllAreValues) {
  runWith(
      [](ThreadState*, FunctionObj*, const Value*) -> Value {
        EXPECT_EQ(make(makeClass(), newFloat(1.5), none())->shape->floatSlots, 0u);
        return none();
      },
      /*storageKinds=*/false);
}

TEST(Shape, SaysWhichLayoutsHold) {
  runWith([](ThreadState*, FunctionObj*, const Value*) -> Value {
    ClassObj* cls = makeClass();
    Object* o = make(cls, newFloat(1.5), none());
    EXPECT_EQ(o->shape->layouts, 1u);
    EXPECT_EQ(make(cls, fromSmallInt(1), none())->shape->layouts, 0u);
    Object* other = allocInstance(cls);
    set(other, "y", none());
    EXPECT_EQ(other->shape->layouts, 2u);
    set(other, "z", none());
    EXPECT_EQ(other->shape->layouts, 2u);
    toDictMode(other);
    EXPECT_EQ(other->shape->layouts, 0u);

    // A subclass that hides y later: only its own instances are concerned.
    ClassObj* sub = as<ClassObj>(newClass(&trv_class_type, name("D"), makeTuple(toValue(cls)), newDict(), nullptr, 0));
    Object* derived = make(sub, newFloat(1.5), none());
    EXPECT_EQ(derived->shape->layouts, 1u);
    EXPECT_EQ(setAttr(toValue(sub), name("y"), callWith(toValue(&trv_class_property))), 0);
    EXPECT_EQ(derived->shape->layouts, 0u);
    EXPECT_EQ(o->shape->layouts, 1u);
    Object* hidden = allocInstance(sub);
    setInstanceAttr(hidden, name("x"), newFloat(1.5));
    setInstanceAttr(hidden, name("y"), none());
    EXPECT_EQ(hidden->shape, derived->shape);
    EXPECT_EQ(hidden->shape->layouts, 0u);
    EXPECT_EQ(setAttr(toValue(sub), name("y"), 0), 0);
    EXPECT_EQ(derived->shape->layouts, 1u);
    EXPECT_EQ(setAttr(toValue(cls), name("y"), fromSmallInt(3)), 0);
    EXPECT_EQ(derived->shape->layouts, 1u);

    EXPECT_EQ(setAttr(toValue(cls), name("__setattr__"), none()), 0);
    EXPECT_EQ(derived->shape->layouts | o->shape->layouts, 0u);
    EXPECT_EQ(setAttr(toValue(cls), name("__setattr__"), 0), 0);
    EXPECT_EQ(derived->shape->layouts & o->shape->layouts, 1u);
    EXPECT_EQ(setAttr(toValue(sub), name("__getattribute__"), none()), 0);
    EXPECT_EQ(derived->shape->layouts, 0u);
    EXPECT_EQ(o->shape->layouts, 1u);
    return none();
  });
}

TEST(Shape, CachesFollowTheKindOfSlot) {
  runWith([](ThreadState*, FunctionObj*, const Value*) -> Value {
    const Value x = toValue(name("x"));
    ClassObj* cls = makeClass();
    AttrCache add = {}, get = {}, put = {};
    Object *first = allocInstance(cls), *second = allocInstance(cls), *third = allocInstance(cls);
    EXPECT_EQ(trv_setattr_cached(toValue(first), x, newFloat(1.5), &add), 0);
    EXPECT_EQ(add.kind, uint32_t{kCacheInlineFloat});
    EXPECT_EQ(trv_setattr_cached(toValue(second), x, newFloat(2.5), &add), 0);
    EXPECT_EQ(second->shape, first->shape);
    EXPECT_EQ(rawAt(second, 0), 2.5);
    EXPECT_EQ(trv_setattr_cached(toValue(third), x, fromSmallInt(3), &add), 0);
    EXPECT_GE(add.kind, uint32_t{kCacheFirstPrivate});
    EXPECT_EQ(third->shape->floatSlots, 0u);
    for (int i = 0; i < 2; ++i) {
      EXPECT_EQ(as<FloatObj>(trv_getattr_cached(toValue(second), x, &get))->value, 2.5);
      EXPECT_EQ(get.kind, uint32_t{kCacheInlineFloat});
      EXPECT_EQ(trv_getattr_cached(toValue(third), x, &get), fromSmallInt(3));
      EXPECT_EQ(get.kind, uint32_t{kCacheInline});
    }
    EXPECT_EQ(trv_setattr_cached(toValue(second), x, newFloat(4.5), &put), 0);
    EXPECT_EQ(put.kind, uint32_t{kCacheInlineFloat});
    EXPECT_EQ(trv_setattr_cached(toValue(second), x, none(), &put), 0);
    EXPECT_EQ(second->shape, third->shape);
    EXPECT_EQ(trv_getattr_cached(toValue(second), x, &get), none());
    // An object made next by the site that last added an int: a float is still raw.
    Object* fourth = allocInstance(cls);
    EXPECT_EQ(trv_setattr_cached(toValue(fourth), x, newFloat(5.5), &add), 0);
    EXPECT_EQ(fourth->shape, first->shape);
    EXPECT_EQ(rawAt(fourth, 0), 5.5);
    return none();
  });
}

TEST(Shape, FloatsOfEqualBitsAreIdentical) {
  runWith([](ThreadState*, FunctionObj*, const Value*) -> Value {
    const Value nan = newFloat(__builtin_nan(""));
    EXPECT_TRUE(trv_is_same(newFloat(1.5), newFloat(1.5)));
    EXPECT_FALSE(trv_is_same(newFloat(0.0), newFloat(-0.0)));
    EXPECT_FALSE(trv_is_same(newFloat(1.0), fromSmallInt(1)));
    EXPECT_TRUE(trv_is_same(nan, nan));
    EXPECT_FALSE(trv_is_same(nan, newFloat(__builtin_nan(""))));
    EXPECT_FALSE(trv_is_same(none(), newFloat(1.5)));
    return none();
  });
}

}  // namespace
}  // namespace trivium::runtime
