// Storage kinds of lists: which items choose which, and what widening keeps.
#include <gtest/gtest.h>

#include <cmath>

#include "runtime/detail/containers.h"
#include "tests/unit/runtime/program_image.h"

namespace trivium::runtime {
namespace {

/// Runs `body`, which needs a started runtime.
template <void (*body)()> void inProgram() {
  Program program;
  EXPECT_EQ(program.run([](ThreadState*, FunctionObj*, const Value*) -> Value {
    body();
    return none();
  }), 0);
}

ListObj* listOfItems(std::initializer_list<Value> items) { return listFromItems(items.begin(), static_cast<int64_t>(items.size())); }
Value yes() { return fromBool(true); }
Value no() { return fromBool(false); }

TEST(ListKinds, displaysTakeTheKindThatAllItemsFit) {
  inProgram<[] {
    EXPECT_EQ(listOfItems({newFloat(1), newFloat(-0.0)})->shape, &trv_shape_list_f64);
    EXPECT_EQ(listOfItems({yes(), no()})->shape, &trv_shape_list_bool);
    EXPECT_EQ(listOfItems({fromSmallInt(1), fromSmallInt(2)})->shape, &trv_shape_list);
    EXPECT_EQ(listOfItems({newFloat(1), fromSmallInt(2)})->shape, &trv_shape_list);
    EXPECT_EQ(listOfItems({newFloat(1), newFloat(NAN)})->shape, &trv_shape_list);
    EXPECT_EQ(listOfItems({yes(), none()})->shape, &trv_shape_list);
    EXPECT_TRUE(isOpen(listOfItems({})));
    EXPECT_EQ(classOf(toValue(listOfItems({yes()}))), &trv_class_list);
  }>();
}

TEST(ListKinds, theFirstItemChoosesForAnOpenList) {
  inProgram<[] {
    for (Value item : {newFloat(2.5), yes(), fromSmallInt(3), newFloat(NAN)}) {
      ListObj* list = newOpenList();
      EXPECT_EQ(listAppendItem(list, item), 0);
      EXPECT_EQ(list->shape, listShapeFor(item));
      EXPECT_EQ(list->length, 1);
      ListObj* closed = newList();
      EXPECT_EQ(listAppendItem(closed, item), 0);
      EXPECT_EQ(closed->shape, &trv_shape_list);
      EXPECT_EQ(closed->items[0], item);
    }
  }>();
}

TEST(ListKinds, wideningKeepsItemsAndMakesOneObjectOfEach) {
  inProgram<[] {
    ListObj* list = newOpenList();
    for (int i = 0; i < 1000; ++i) listAppendItem(list, newFloat(i / 2.0));
    EXPECT_TRUE(isDoubles(list));
    EXPECT_EQ(widenList(list), 0);
    ASSERT_EQ(list->shape, &trv_shape_list);
    EXPECT_EQ(list->length, 1000);
    EXPECT_GE(list->capacity, 1000);
    gcCollect();
    for (int i = 0; i < 1000; ++i) ASSERT_EQ(floatOf(list->items[i]), i / 2.0);
    EXPECT_EQ(listItem(list, 7), listItem(list, 7));

    ListObj* bools = listOfItems({yes(), no(), yes()});
    EXPECT_EQ(widenList(bools), 0);
    EXPECT_EQ(bools->items[0], yes());
    EXPECT_EQ(bools->items[1], no());
  }>();
}

TEST(ListKinds, storingAnotherTypeWidensWithoutConversion) {
  inProgram<[] {
    ListObj* list = listOfItems({newFloat(1), newFloat(2)});
    EXPECT_EQ(listPut(list, 0, newFloat(8)), 0);
    EXPECT_TRUE(isDoubles(list));
    EXPECT_EQ(listPut(list, 1, fromSmallInt(3)), 0);
    EXPECT_EQ(list->shape, &trv_shape_list);
    EXPECT_EQ(list->items[1], fromSmallInt(3));
    EXPECT_EQ(floatOf(list->items[0]), 8);

    const Value nan = newFloat(NAN);
    list = listOfItems({newFloat(1)});
    EXPECT_EQ(listAppendItem(list, nan), 0);
    EXPECT_EQ(list->shape, &trv_shape_list);
    EXPECT_EQ(list->items[1], nan);

    list = listOfItems({yes()});
    EXPECT_EQ(listAppendItem(list, fromSmallInt(1)), 0);
    EXPECT_EQ(list->items[1], fromSmallInt(1));
    EXPECT_EQ(list->items[0], yes());
  }>();
}

TEST(ListKinds, wordsStayWordsWhenTheyAreEmptied) {
  inProgram<[] {
    ListObj* words = listOfItems({fromSmallInt(1)});
    const Value iterator = trv_class_list.slots.iter(toValue(words));
    EXPECT_EQ(objectOf(iterator)->shape, &trv_shape_list_iterator);
    listClear(words);
    EXPECT_FALSE(isOpen(words));
    listAppendItem(words, newFloat(1.5));
    EXPECT_EQ(words->shape, &trv_shape_list);

    ListObj* widened = newOpenList();
    EXPECT_EQ(widenList(widened), 0);
    listAppendItem(widened, yes());
    EXPECT_EQ(widened->shape, &trv_shape_list);

    ListObj* floats = listOfItems({newFloat(1)});
    EXPECT_EQ(objectOf(trv_class_list.slots.iter(toValue(floats)))->shape, &trv_shape_list_typed_iterator);
    EXPECT_EQ(objectOf(trv_class_list.slots.iter(toValue(newOpenList())))->shape, &trv_shape_list_typed_iterator);
    listTruncate(floats, 0);
    EXPECT_TRUE(isDoubles(floats));
    listAppendItem(floats, no());
    EXPECT_TRUE(isBools(floats));
    listClear(floats);
    EXPECT_TRUE(isOpen(floats));
  }>();
}

TEST(ListKinds, boolsTakeAByteEach) {
  inProgram<[] {
    ListObj* list = newListOf(&trv_shape_list_bool, 100000);
    EXPECT_LT(list->capacity, 200000);
    EXPECT_EQ(itemAddress(list, 5) - itemAddress(list, 0), 5);
  }>();
}

TEST(ListKinds, switchedOffEveryListHasWords) {
  inProgram<[] {
    const int64_t before = trv_storage_kinds;
    trv_storage_kinds = 0;
    EXPECT_EQ(listOfItems({newFloat(1)})->shape, &trv_shape_list);
    ListObj* list = newOpenList();
    listAppendItem(list, yes());
    EXPECT_EQ(list->shape, &trv_shape_list);
    EXPECT_EQ(objectOf(trv_class_list.slots.iter(toValue(newOpenList())))->shape, &trv_shape_list_iterator);
    trv_storage_kinds = before;
  }>();
}

}  // namespace
}  // namespace trivium::runtime
