// Finalization (Language Reference 3.3.1, object.__del__; PEP 442): __del__ of objects, and the `finally` and `with` blocks of generators
// that are dropped while suspended in one.
//
// CPython finalizes an object when its last reference goes. There are no reference counts here, so it happens when the collector finds
// the object unreachable, at the next poll, or else at the end of the program, while the program's variables still have their values.
// Each object is finalized once. The table of what is to be finalized does not keep it alive; what the collector found does, until its
// turn comes.
//
// At the end CPython's collector comes to the objects by breadth-first search from the variables of the main module: those that
// variables refer to come first, then what lists, attributes and so on refer to, lists and tuples from their ends.
#include <stdlib.h>

#include "runtime/abi/helpers.h"
#include "runtime/abi/program.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/detail/errors.h"

namespace trivium::runtime {

namespace {

/// Objects, the oldest first; outside of the collector's memory, so not scanned.
struct Table {
  Value* items = nullptr;
  size_t count = 0, capacity = 0;

  void add(Value v) {
    if (count == capacity) {
      capacity = capacity ? capacity * 2 : 64;
      items = static_cast<Value*>(realloc(items, capacity * sizeof(Value)));
      if (!items) gcFatal("no memory for finalizers");
    }
    items[count++] = v;
  }
};
Table gTable;
Table gOwned;        ///< of those in gTable: referred to from one place, which says when it lets go (trv_own, trv_drop)
Table gDue;          ///< found unreachable; the collector marks them from here
size_t gDueNext = 0;

/// False for generators that have ended and, unless `fresh`, for those that have not begun.
bool isPending(Value v, bool fresh = false) {
  return !hasShape(v, &trv_shape_generator) || isRunning(as<GeneratorObj>(v)) || as<GeneratorObj>(v)->state >= !fresh;
}

void compact(bool fresh) {
  size_t kept = 0;
  for (size_t i = 0; i < gTable.count; ++i)
    if (isPending(gTable.items[i], fresh)) gTable.items[kept++] = gTable.items[i];
  gTable.count = kept;
}

/// Takes an object out of a table, from whose end it is not far; false when it is not in there.
bool take(Table& table, Value v) {
  size_t at = table.count;
  while (at > 0 && table.items[at - 1] != v) --at;
  if (at == 0) return false;
  for (; at < table.count; ++at) table.items[at - 1] = table.items[at];
  --table.count;
  return true;
}

/// After marking. An object that only another unreachable one refers to is due as well, as in CPython, so all of them are found before
/// the first is marked.
void findDue() {
  size_t kept = 0;
  for (size_t i = 0; i < gOwned.count; ++i)
    if (gcIsMarked(objectOf(gOwned.items[i]))) gOwned.items[kept++] = gOwned.items[i];
  gOwned.count = kept;
  kept = 0;
  for (size_t i = 0; i < gTable.count; ++i) {
    const Value v = gTable.items[i];
    if (gcIsMarked(objectOf(v))) gTable.items[kept++] = v;
    else if (isPending(v)) gDue.add(v);
  }
  gTable.count = kept;
  for (size_t i = gDueNext; i < gDue.count; ++i) gcMark(objectOf(gDue.items[i]));
  if (gDueNext < gDue.count) currentThread()->pollRequest = 1;
}

void finalize(Value v) {
  if (hasShape(v, &trv_shape_generator)) return closeDropped(v);
  const Value function = lookupOnClass(classOf(v), TRV_STR("__del__"));
  if (!function) return;
  const Value method = bindAttr(function, v, toValue(classOf(v)));
  if (!method || !call(method, nullptr, 0)) reportIgnored("Exception ignored in", function);
}

class ObjectSet {
 public:
  ~ObjectSet() { free(cells_); }
  /// False when it was there.
  bool add(Value v) {
    if (count_ * 2 >= capacity_) grow();
    Value& cell = cells_[placeOf(v)];
    if (cell) return false;
    cell = v;
    ++count_;
    return true;
  }
  bool contains(Value v) const { return capacity_ && cells_[placeOf(v)]; }

 private:
  size_t placeOf(Value v) const {
    size_t at = (v >> 4) * 0x9E3779B97F4A7C15u & (capacity_ - 1);
    while (cells_[at] && cells_[at] != v) at = (at + 1) & (capacity_ - 1);
    return at;
  }
  void grow() {
    Value* old = cells_;
    const size_t oldCapacity = capacity_;
    capacity_ = capacity_ ? capacity_ * 2 : 1024;
    cells_ = static_cast<Value*>(calloc(capacity_, sizeof(Value)));
    if (!cells_) gcFatal("no memory for finalizers");
    for (size_t i = 0; i < oldCapacity; ++i)
      if (old[i]) cells_[placeOf(old[i])] = old[i];
    free(old);
  }

  Value* cells_ = nullptr;
  size_t count_ = 0, capacity_ = 0;
};

/// Breadth-first search over objects from the variables of the main module.
class Reach {
 public:
  ~Reach() { free(queue_.items); }
  /// Objects in the order in which they are found; at most as many as do not hold up the end of a program.
  const Table& run() {
    constexpr size_t kMost = 1 << 20;
    visitDict(moduleSnapshot(gProgram.modules[0].object));
    for (size_t i = 0; i < queue_.count; ++i)
      if (i < kMost) visitChildren(queue_.items[i]);
    return queue_;
  }
  bool found(Value v) const { return seen_.contains(v); }

 private:
  void visit(Value v) {
    if (isObject(v) && seen_.add(v)) queue_.add(v);
  }
  void visitAll(const Value* items, int64_t count) {
    for (int64_t i = 0; i < count; ++i) visit(items[i]);
  }
  void visitDict(const DictObj* d) {
    for (int64_t i = 0; i < d->entryCount; ++i)
      if (d->entries[i].key) {
        visit(d->entries[i].key);
        visit(d->entries[i].value);
      }
  }
  void visitChildren(Value v) {
    if (v & kCellsOf) {
      const auto* f = as<FunctionObj>(v & ~kCellsOf);
      return visitAll(f->cells, f->cellCount);
    }
    if (v & kDictOf) return visitDict(classDict(as<ClassObj>(v & ~kDictOf)));
    Object* o = objectOf(v);
    if (isClass(v)) {
      if (as<ClassObj>(v)->flags & kHeapType) queue_.add(v | kDictOf);
      return;
    }
    if (isList(v) && isTyped(as<ListObj>(v))) return;
    if (isList(v)) {
      for (int64_t i = as<ListObj>(v)->length; --i >= 0;) visit(as<ListObj>(v)->items[i]);
    } else if (isTuple(v)) {
      for (int64_t i = as<TupleObj>(v)->length; --i >= 0;) visit(as<TupleObj>(v)->items[i]);
    } else if (isDict(v)) {
      visitDict(as<DictObj>(v));
    } else if (hasFlag(v, kSetSubclass)) {
      const auto* s = as<SetObj>(v);
      for (int64_t i = 0; s->table && i <= s->mask; ++i)
        if (s->table[i].key != kDeletedKey) visit(s->table[i].key);
    } else if (hasShape(v, &trv_shape_function)) {
      if (as<FunctionObj>(v)->cellCount) queue_.add(v | kCellsOf);
    } else if (hasShape(v, &trv_shape_cell)) {
      visit(as<CellObj>(v)->content);
    } else if (hasShape(v, &trv_shape_method)) {
      visit(as<MethodObj>(v)->function);
      visit(as<MethodObj>(v)->self);
    } else if (hasShape(v, &trv_shape_generator)) {
      visitAll(as<GeneratorObj>(v)->slots, as<GeneratorObj>(v)->slotCount);
    }
    if (!o->shape->hasSlots) return;
    if (o->shape->isDictMode) return visitDict(dictModeDict(o));
    for (uint32_t k = 0; k < o->shape->slotCount; ++k)
      if (!isFloatSlot(o->shape, k)) visit(slotValue(o, k));
  }

  /// In the queue: stand for the tuple of a function's cells and the dict of a class, which are objects of CPython.
  static constexpr Value kCellsOf = 1, kDictOf = 2;
  Table queue_;
  ObjectSet seen_;
};

/// Closing a generator closes the one it delegates to.
bool isDelegating(Value v) { return hasShape(v, &trv_shape_generator) && as<GeneratorObj>(v)->delegate && !isRunning(as<GeneratorObj>(v)); }

/// Puts what is to be finalized in the order of the search, the rest behind.
void sortByReach() {
  ObjectSet pending;
  for (size_t i = 0; i < gTable.count; ++i) pending.add(gTable.items[i]);
  Table sorted;
  Reach reach;
  const Table& order = reach.run();
  for (size_t i = 0; i < order.count; ++i)
    if (pending.contains(order.items[i]) || isDelegating(order.items[i])) sorted.add(order.items[i]);
  for (size_t i = 0; i < gTable.count; ++i)
    if (!reach.found(gTable.items[i])) sorted.add(gTable.items[i]);
  free(gTable.items);
  gTable = sorted;
}

}  // namespace

bool gFinalizing = false;

void addFinalizable(Value v) {
  if (!gTable.items) gcSetFinalizeHook(findDue);
  if (gTable.count == gTable.capacity) compact(/*fresh=*/true);
  gTable.add(v);
}

extern "C" {
Value trv_own(Value v, Value source, Value name) {
  if (!isObject(v)) return 0;
  const bool isFresh = hasShape(v, &trv_shape_generator) ? as<GeneratorObj>(v)->state == 0 && cameFrom(v, source, name)
                                                          : hasFlag(v, kHasFinalizer) && toValue(classOf(v)) == source;
  if (!isFresh) return 0;
  gOwned.add(v);
  return v;
}

int64_t trv_drop(Value v) {
  if (!isObject(v) || !(hasShape(v, &trv_shape_generator) || hasFlag(v, kHasFinalizer)) || !take(gOwned, v)) return 0;
  if (take(gTable, v) || hasShape(v, &trv_shape_generator)) finalize(v);
  return 0;
}

Value trv_global_peek(int64_t index) { return gProgram.descriptor->globals[index]; }
}

void finalizeDue() {
  // A finalizer that leads here again continues with the next object.
  while (gDueNext < gDue.count) {
    const Value v = gDue.items[gDueNext++];
    finalize(v);
  }
  gDue.count = gDueNext = 0;
}

void finalizeAll() {
  gFinalizing = true;
  compact(/*fresh=*/false);
  if (!gTable.count && !gDue.count) return;
  // What nothing refers to any more would be gone before the program's end in CPython.
  gcCollect(/*scanStacks=*/false);
  finalizeDue();
  sortByReach();
  // Finalizers may make objects that have one; those get their turn, but not for ever.
  constexpr int kRounds = 8;
  for (int round = 0; round < kRounds && gTable.count; ++round) {
    for (size_t i = 0; i < gTable.count; ++i) gDue.add(gTable.items[i]);
    gTable.count = 0;
    while (gDueNext < gDue.count) {
      const Value v = gDue.items[gDueNext++];
      if (isPending(v)) finalize(v);
    }
    gDue.count = gDueNext = 0;
  }
}

}  // namespace trivium::runtime
