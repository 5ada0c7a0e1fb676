// The set table (set.cpp) as the methods (set_methods.cpp) use it.
#pragma once
#include "runtime/detail/containers.h"

namespace trivium::runtime {

inline SetObj* setOf(Value v) { return as<SetObj>(v); }
inline bool isLive(const SetEntry& e) { return e.key != 0 && e.key != kDeletedKey; }
inline bool isFrozen(Value v) { return hasFlag(v, kFrozenSetSubclass); }

/// Makes a zeroed instance an empty set.
void setEmpty(SetObj* s);
/// A table for more than `least` entries, without the removed ones; -1 = MemoryError.
int setResize(SetObj* s, int64_t least);
/// Adds the entries of another set.
int setMerge(SetObj* s, SetObj* other);
/// An empty set or frozenset, whichever `like` (or the base of its class) is.
SetObj* newSetLike(Value like);
/// A copy of that kind.
SetObj* setCopy(Value like, Value items);
/// Exchanges the contents of two sets.
void setSwap(SetObj* a, SetObj* b);
int64_t frozenSetHash(Value self);
/// Whether all members of a are in b; -1 = raised.
int setIsSubset(SetObj* a, SetObj* b);
/// As setContains, a set standing for the frozenset of the same members.
int setContainsKey(SetObj* s, Value key);
int setDiscardKey(SetObj* s, Value key);

// Binary slots and in-place slots.
Value setOr(Value lhs, Value rhs);
Value setAnd(Value lhs, Value rhs);
Value setSub(Value lhs, Value rhs);
Value setXor(Value lhs, Value rhs);
Value setInplaceOr(Value self, Value other);
Value setInplaceAnd(Value self, Value other);
Value setInplaceSub(Value self, Value other);
Value setInplaceXor(Value self, Value other);
extern const NativeDef kSetMethods[];
extern const NativeDef kFrozenSetMethods[];

}  // namespace trivium::runtime
