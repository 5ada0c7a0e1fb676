// How small blocks of memory are handed out: the part of the collector's interface that generated code inlines. Cells of one size class
// are taken from a run of free, zeroed cells by moving a pointer; when the run is used up, gc.cpp provides the next.
#pragma once
#include <cstddef>
#include <cstdint>

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

}  // namespace trivium::runtime
