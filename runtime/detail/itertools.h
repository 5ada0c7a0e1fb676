// What the files of the native module `itertools` share.
#pragma once
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

using CreateSlot = Value (*)(ClassObj*, const Value*, int64_t, Value);

/// The next item of what iterOf answered.
inline Value advance(Value iterator) { return classOf(iterator)->slots.next(iterator); }
template <class T> T* newTool(ClassObj* cls) { return reinterpret_cast<T*>(allocInstance(cls)); }
/// Readies a tool's class and adds it to the module under its name.
void addTool(Value module, ClassObj* cls, const char* name, CreateSlot create, Value (*next)(Value), uint32_t bytes,
             const NativeDef* methods = nullptr, Value (*repr)(Value) = nullptr);
/// Keywords are refused unless a subclass brings an __init__ that may take them; false = raised.
bool refuseToolKeywords(ClassObj* cls, const char* name, Value kwnames);

void addCombinatorics(Value module);  ///< product, permutations, combinations, combinations_with_replacement
void addGrouping(Value module);       ///< groupby, tee, zip_longest, pairwise, accumulate

}  // namespace trivium::runtime
