// The collector's interface and its allocation fast path, a bump of a pointer that callers (and generated code) inline.
//
// Memory is handed out in cells of fixed size classes, separately for blocks that are scanned for references ("scan") and blocks
// that hold none ("leaf"). Cells come zeroed and never move. gc.cpp describes the heap behind the bump pointers.
#pragma once
#include <cstddef>
#include <cstdint>

#include "runtime/abi/allocation.h"
#include "runtime/abi/value.h"

namespace trivium::runtime {

void* gcAllocSlow(bool leaf, int sizeClass, bool zero = true);
/// Null with a pending MemoryError when the machine could never provide that much.
void* gcAllocLarge(bool leaf, size_t bytes, bool zero = true);
void* gcAllocUnzeroedSlow(size_t bytes);

inline __attribute__((always_inline)) void* gcAllocInline(bool leaf, size_t bytes) {
  if (__builtin_expect(bytes > kGcLargestSmall, 0)) return gcAllocLarge(leaf, bytes);
  int sizeClass = gcClassOf(bytes);
  GcBump& bump = trv_gc_bump[leaf][sizeClass];
  uintptr_t cell = bump.cursor;
  uintptr_t next = cell + (bytes <= 256 ? static_cast<size_t>(sizeClass + 1) * 16 : kGcClassBytes[sizeClass]);
  if (__builtin_expect(next > bump.limit, 0)) return gcAllocSlow(leaf, sizeClass);
  bump.cursor = next;
  return reinterpret_cast<void*>(cell);
}
/// Every word may be a reference to the start of another block. Null with a pending MemoryError for absurd sizes only, so callers
/// whose size does not come from a program's arithmetic need no check.
inline void* gcAllocScan(size_t bytes) { return gcAllocInline(false, bytes); }
/// Holds no references.
inline void* gcAllocLeaf(size_t bytes) { return gcAllocInline(true, bytes); }
constexpr size_t kGcZeroedTogether = 2048;  ///< cells up to this size are zeroed several at a time
/// As gcAllocLeaf, but what is in a cell of more than kGcZeroedTogether bytes is undefined. For blocks that are filled at once.
inline void* gcAllocUnzeroed(size_t bytes) { return bytes <= kGcZeroedTogether ? gcAllocLeaf(bytes) : gcAllocUnzeroedSlow(bytes); }
/// Bytes that a request of `bytes` really gets; containers use all of it.
inline size_t gcUsableBytes(size_t bytes) {
  if (bytes <= kGcLargestSmall) return kGcClassBytes[gcClassOf(bytes)];
  return (bytes + kGcBlockBytes - 1) & ~(kGcBlockBytes - 1);
}

/// Ends the process with a MemoryError message: for memory without which nothing can go on.
[[noreturn]] void gcFatal(const char* text);

/// Registers `count` words as roots for the rest of the process. Words that are no references do no harm.
void gcAddRoots(Value* first, size_t count);
/// Without `scanStacks` what only the stack refers to is lost: for the end of a program, when none of its code runs any more.
void gcCollect(bool scanStacks = true);
/// Zeroes that much of the stack below the caller's frame. What ended calls left there would show in the gaps of later frames, and keep alive what it
/// refers to, a large list perhaps. Every collection asks for it to be called where a program polls, since little is on the stack there.
template <size_t bytes> __attribute__((noinline)) void gcClearDeadStack() {
  char dead[bytes];
  __builtin_memset(dead, 0, bytes);
  asm volatile("" : : "r"(dead) : "memory");
}
/// Registers a stack that an engine keeps in memory of its own: every collection scans [*base, *top).
void gcAddEngineStack(Value* const* base, Value* const* top);
/// Highest address of the stack to scan (the program start may have switched to a stack of its own).
void gcSetStackBase(void* highest);
/// Switches automatic collection on or off (gc.disable); gcCollect works regardless.
void gcSetEnabled(bool enabled);
bool gcIsEnabled();

/// Called after marking and before any memory is reused: drop entries of weak tables whose object gcIsMarked denies.
void gcAddWeakHook(void (*hook)());
/// Called after marking, before the weak hooks: may mark objects that are to live on, with what they refer to.
void gcSetFinalizeHook(void (*hook)());
void gcMark(const void* object);
/// Only meaningful inside a hook. Objects outside the heap count as marked.
bool gcIsMarked(const void* object);

struct GcStatistics {
  uint64_t collections;
  uint64_t allocatedBytes;  ///< since the start, counted when free cells are handed to the bump pointers
  uint64_t liveBytes;       ///< found by the last collection
  uint64_t heapBytes;       ///< of blocks in use
  uint64_t collectNs;       ///< spent in collections
};
GcStatistics gcStatistics();

}  // namespace trivium::runtime
