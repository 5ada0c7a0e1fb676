// The collector's interface and its allocation fast path, a bump of a pointer that callers (and generated code) inline.
//
// Memory is handed out in cells of fixed size classes, separately for blocks that are scanned for references ("scan") and blocks
// that hold none ("leaf"). Cells come zeroed and never move. gc.cpp describes the heap behind the bump pointers.
#pragma once
#include <cstddef>
#include <cstdint>

#include "runtime/abi/value.h"

namespace trivium::runtime {

constexpr size_t kGcBlockBytes = 65536;     ///< unit in which the heap is divided among size classes
constexpr size_t kGcLargestSmall = 32768;   ///< requests above this get whole blocks of their own
constexpr int kGcClassCount = 41;
/// Bytes of each size class: steps of 16 up to 256, then four steps to each doubling, then what divides a block well.
inline constexpr uint32_t kGcClassBytes[kGcClassCount] = {
    16,   32,   48,   64,   80,   96,   112,  128,  144,  160,  176,  192,   208,   224,   240,   256,  320,  384,  448,  512, 640,
    768,  896,  1024, 1280, 1536, 1792, 2048, 2560, 3072, 3584, 4096, 5120,  6144,  7168,  8192,  10912, 13104, 16384, 21840, 32768};

/// Size class of a request of at most kGcLargestSmall bytes; 0 bytes count as 1.
constexpr int gcClassOf(size_t bytes) {
  if (bytes <= 256) return bytes == 0 ? 0 : static_cast<int>((bytes - 1) >> 4);
  if (bytes <= 8192) {
    // Four classes to a doubling: the two bits below the leading bit of (bytes - 1) choose among them.
    int top = 63 - __builtin_clzll(bytes - 1);
    int step = static_cast<int>((bytes - 1) >> (top - 2)) & 3;
    return 16 + (top - 8) * 4 + step;
  }
  int c = 36;
  while (kGcClassBytes[c] < bytes) ++c;
  return c;
}
static_assert(gcClassOf(257) == 16 && gcClassOf(320) == 16 && gcClassOf(321) == 17 && gcClassOf(512) == 19 && gcClassOf(513) == 20 &&
              gcClassOf(8192) == 35 && gcClassOf(8193) == 36 && gcClassOf(32768) == 40);

/// Free cells [cursor, limit) of one size class, already zero.
struct GcBump {
  uintptr_t cursor, limit;
};
extern "C" {
extern GcBump trv_gc_bump[2][kGcClassCount];  ///< [leaf][size class]
}
void* gcAllocSlow(bool leaf, int sizeClass);
/// Null with a pending MemoryError when the machine could never provide that much.
void* gcAllocLarge(bool leaf, size_t bytes);

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
/// Bytes that a request of `bytes` really gets; containers use all of it.
inline size_t gcUsableBytes(size_t bytes) {
  if (bytes <= kGcLargestSmall) return kGcClassBytes[gcClassOf(bytes)];
  return (bytes + kGcBlockBytes - 1) & ~(kGcBlockBytes - 1);
}

/// Registers `count` words as roots for the rest of the process. Words that are no references do no harm.
void gcAddRoots(Value* first, size_t count);
void gcCollect();
/// Registers a stack that an engine keeps in memory of its own: every collection scans [*base, *top).
void gcAddEngineStack(Value* const* base, Value* const* top);
/// Highest address of the stack to scan (the program start may have switched to a stack of its own).
void gcSetStackBase(void* highest);
/// Switches automatic collection on or off (gc.disable); gcCollect works regardless.
void gcSetEnabled(bool enabled);
bool gcIsEnabled();

/// Called after marking and before any memory is reused: drop entries of weak tables whose object gcIsMarked denies.
void gcAddWeakHook(void (*hook)());
/// Only meaningful inside a weak hook. Objects outside the heap count as marked.
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
