// Non-moving mark-sweep collector, conservative on stacks and object bodies.
//
// One large address range is reserved at the first allocation and used from its low end, so "may this word be a reference" is one
// subtraction and comparison. The heap is divided into blocks of 64 KiB. A block belongs to one size class and kind (scan or leaf), or
// is part of a large object's span, or is free. What the collector knows of a block lies outside of it, in two arrays indexed by
// block number: a BlockInfo and a bitmap with one mark bit for each 16 bytes. (In the block itself the headers of all blocks would fall
// into the same cache sets.)
//
// A collection marks from registered roots, stacks and registers with an explicit stack, then counts the marks of every block: blocks
// without marks become free, blocks with gaps are queued for their size class. Gaps ("holes") are found and zeroed when allocation
// gets to them; within a hole allocation bumps a pointer.
//
// Words in heap blocks and roots count when they are the exact start of a cell. Words on the stack may point anywhere into a cell, since
// compilers keep derived pointers only. A stale word may revive a free cell; that costs memory until the next collection and is otherwise
// harmless, because what a free cell holds are starts of cells or nothing.
//
// To find references that the collector does not see, the environment variable TRV_GC_STRESS=N makes every allocation take the slow path,
// every Nth of them collect, and every collection fill the free cells with words that are no addresses. With the address sanitizer, free
// cells of small blocks may not be touched in this mode, and every other cell stays free.
#include "runtime/gc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "runtime/object.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TRV_ADDRESS_SANITIZER 1
#endif
#endif
#if defined(TRV_ADDRESS_SANITIZER) || defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
// Locals must stay on the stack that is scanned; the heap is not malloc's, so leaks are not what they seem.
extern "C" const char* __asan_default_options() { return "detect_stack_use_after_return=0:detect_leaks=0"; }
#define TRV_POISON(address, bytes) __asan_poison_memory_region(reinterpret_cast<void*>(address), bytes)
#define TRV_UNPOISON(address, bytes) __asan_unpoison_memory_region(reinterpret_cast<void*>(address), bytes)
#else
#define TRV_POISON(address, bytes) static_cast<void>(0)
#define TRV_UNPOISON(address, bytes) static_cast<void>(0)
#endif
#define TRV_NO_SANITIZE __attribute__((no_sanitize("address", "thread")))

namespace trivium::runtime {

extern "C" {
GcBump trv_gc_bump[2][kGcClassCount];
}

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23
#endif

namespace {

constexpr int kBlockShift = 16;
constexpr size_t kMarkWords = kGcBlockBytes / 16 / 64;
constexpr size_t kHugePage = size_t{2} << 20;
constexpr uint32_t kHugePageBlocks = kHugePage >> kBlockShift;
constexpr uint32_t kSmallPageBlocks = 4 * kHugePageBlocks;  ///< the blocks before stay in pages of 4 KiB
constexpr size_t kZeroStep = 2 * kGcZeroedTogether;  ///< holes are zeroed in steps that stay in the first-level cache
constexpr uint32_t kNoBlock = ~uint32_t{0};

enum BlockKind : uint8_t { kFree, kSmall, kLargeHead, kLargeTail };

struct BlockInfo {
  uint32_t limit;    ///< cells lie below this offset; 0 unless cells of the block can be marked
  uint32_t size;     ///< bytes of a cell; kGcBlockBytes for a large head, whose only cell is at offset 0
  uint32_t inverse;  ///< ceil(2^32 / size)
  BlockKind kind;
  uint8_t leaf;
  uint8_t sizeClass;
  uint8_t dirty;     ///< memory may be non-zero
  uint64_t bytes;    ///< to scan when marked
  uint32_t next;     ///< link of sweep list or free list
  uint32_t span;     ///< large head, first block of a free run: blocks. Large tail: number of the head block
};
static_assert(sizeof(BlockInfo) == 32);

/// Where allocation of one size class continues.
struct Allocator {
  uintptr_t holeEnd = 0;         ///< the zeroed part up to bump.limit, the rest of the hole up to here
  uint32_t block = kNoBlock;     ///< being swept
  uint32_t position = 0;         ///< offset where to look for the next hole
  uint32_t sweepList = kNoBlock;
  uint32_t blocksTaken = 0;      ///< fresh blocks so far
};

struct MarkRange {
  uintptr_t begin, end;
};
struct RootRange {
  Value* first;
  size_t count;
};
/// A stack to scan; `low` is set when its thread stops for a collection.
struct StackRange {
  char* low;
  char* high;
};

struct Heap {
  uintptr_t base = 0;
  size_t blockLimit = 0;      ///< blocks that fit the reservation
  size_t blockCount = 0;      ///< blocks ever used
  BlockInfo* infos = nullptr;
  uint64_t* marks = nullptr;  ///< [block][kMarkWords]
  MarkRange* markStack = nullptr;
  size_t markTop = 0, markHighest = 0;
  uint32_t freeList = kNoBlock;  ///< runs in address order
  uint32_t longestRun = 0;       ///< upper bound of the lengths of free runs
  size_t sinceCollection = 0, budget = 0;
  size_t largestRequest = 0;
  size_t stress = 0, stressCount = 0;  ///< TRV_GC_STRESS, 0 = off; allocations since the last collection
  bool collecting = false, enabled = true;
  RootRange* roots = nullptr;
  size_t rootCount = 0, rootCapacity = 0;
  StackRange mainStack = {nullptr, nullptr};
  struct EngineStack {
    Value* const* base;
    Value* const* top;
  } engineStacks[4] = {};  ///< register stacks of an interpreter
  int engineStackCount = 0;
  void (*weakHooks[8])() = {};
  int weakHookCount = 0;
  void (*finalizeHook)() = nullptr;
  GcStatistics statistics = {};
  Allocator allocators[2][kGcClassCount];
};
Heap heap;

/// Allocation between collections: this much plus as much as was found live, of what is beyond kDoubled only the half: programs that hold
/// much feel the room more than the time. Trees of depth 16 (4 to 8 MB live) took 0.10 s with 8 MiB,
/// 0.09 with 16 and 0.12 with 2; programs that hold less took the same time with any of them.
constexpr size_t kMinBudget = size_t{8} << 20, kDoubled = size_t{4} << 20;
size_t budgetFor(size_t live) { return kMinBudget + (live < kDoubled ? live : kDoubled + (live - kDoubled) / 2); }

void* reserve(size_t bytes) {
  void* p = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return p == MAP_FAILED ? nullptr : p;
}

void initHeap() {
  // The mark stack needs an entry of 16 bytes for at most each 16-byte cell, but cells that hold references take 32 and more, and a
  // cell is on the stack only while its siblings are scanned: a quarter of the heap's size is never reached.
  for (size_t bytes = size_t{1} << 40; bytes >= (size_t{64} << 20); bytes >>= 1) {
    size_t blocks = bytes >> kBlockShift;
    size_t infoBytes = blocks * sizeof(BlockInfo);
    size_t markBytes = blocks * kMarkWords * 8;
    char* p = static_cast<char*>(reserve(bytes + infoBytes + markBytes + bytes / 4 + kHugePage));
    if (!p) continue;
    heap.base = (reinterpret_cast<uintptr_t>(p) + kHugePage - 1) & ~(kHugePage - 1);
    heap.infos = reinterpret_cast<BlockInfo*>(heap.base + bytes);
    heap.marks = reinterpret_cast<uint64_t*>(heap.base + bytes + infoBytes);
    heap.markStack = reinterpret_cast<MarkRange*>(heap.base + bytes + infoBytes + markBytes);
    heap.blockLimit = blocks;
    heap.budget = kMinBudget;
    if (const char* stress = getenv("TRV_GC_STRESS")) heap.stress = strtoul(stress, nullptr, 10);
    size_t physical = static_cast<size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<size_t>(sysconf(_SC_PAGESIZE));
    heap.largestRequest = physical < bytes / 2 ? physical : bytes / 2;
    return;
  }
  gcFatal("cannot reserve address space");
}

uintptr_t blockStart(uint32_t block) { return heap.base + (uintptr_t{block} << kBlockShift); }

/// A heap that has become large goes on in pages of 2 MiB where the system has them: page faults took a quarter of the time of programs
/// that fill a hundred megabytes. The first blocks stay in small pages, so that small programs remain small.
void useHugePages() {
  const uintptr_t from = blockStart(kSmallPageBlocks), to = heap.base + (uintptr_t{heap.blockLimit} << kBlockShift);
  madvise(reinterpret_cast<void*>(from), to - from, MADV_HUGEPAGE);
}

// ---- free runs

/// Takes `count` contiguous blocks; the caller fills in their infos. `dirty` of each tells whether to zero it.
uint32_t takeBlocks(uint32_t count) {
  if (count <= heap.longestRun) {
    uint32_t longest = 0;
    for (uint32_t* link = &heap.freeList; *link != kNoBlock; link = &heap.infos[*link].next) {
      uint32_t run = *link;
      BlockInfo& info = heap.infos[run];
      if (info.span >= count) {
        if (info.span == count) {
          *link = info.next;
        } else {
          BlockInfo& rest = heap.infos[run + count];
          rest.span = info.span - count;
          rest.next = info.next;
          *link = run + count;
        }
        return run;
      }
      if (info.span > longest) longest = info.span;
    }
    heap.longestRun = longest;
  }
  if (heap.blockCount + count > heap.blockLimit) gcFatal("the heap is full");
  uint32_t first = static_cast<uint32_t>(heap.blockCount);
  heap.blockCount += count;
  if (first < kSmallPageBlocks && heap.blockCount >= kSmallPageBlocks) useHugePages();
  return first;
}

// ---- marking

inline TRV_NO_SANITIZE void pushRange(uintptr_t begin, uintptr_t end) {
  heap.markStack[heap.markTop++] = {begin, end};
}

/// Marks the cell at `offset` of `block`; true when it was not marked yet.
inline TRV_NO_SANITIZE bool setMark(size_t block, uint32_t offset) {
  uint64_t* word = heap.marks + block * kMarkWords + (offset >> 10);
  uint64_t bit = uint64_t{1} << ((offset >> 4) & 63);
  if (*word & bit) return false;
  *word |= bit;
  return true;
}

/// A word of a heap block or root: counts when it is the start of a cell.
inline TRV_NO_SANITIZE void markExact(uintptr_t word, uintptr_t base, uintptr_t used) {
  uintptr_t distance = word - base;
  if (distance >= used || (word & 15)) return;
  size_t block = distance >> kBlockShift;
  uint32_t offset = static_cast<uint32_t>(distance & (kGcBlockBytes - 1));
  const BlockInfo& info = heap.infos[block];
  uint32_t index = static_cast<uint32_t>((uint64_t{offset} * info.inverse) >> 32);
  if (offset >= info.limit || index * info.size != offset) return;
  if (setMark(block, offset) && !info.leaf) {
    __builtin_prefetch(reinterpret_cast<void*>(word));
    pushRange(word, word + info.bytes);
  }
}

/// A word of a stack or register: counts when it points into a cell.
TRV_NO_SANITIZE void markInterior(uintptr_t word, uintptr_t base, uintptr_t used) {
  uintptr_t distance = word - base;
  if (distance >= used) return;
  size_t block = distance >> kBlockShift;
  uint32_t offset = static_cast<uint32_t>(distance & (kGcBlockBytes - 1));
  const BlockInfo* info = &heap.infos[block];
  if (info->kind == kLargeTail) {
    block = info->span;
    info = &heap.infos[block];
    offset = 0;
  } else {
    if (offset >= info->limit) return;
    uint32_t index = static_cast<uint32_t>((uint64_t{offset} * info->inverse) >> 32);
    offset = index * info->size;
  }
  if (setMark(block, offset) && !info->leaf) {
    uintptr_t start = blockStart(static_cast<uint32_t>(block)) + offset;
    pushRange(start, start + info->bytes);
  }
}

TRV_NO_SANITIZE void drainMarkStack() {
  // Ranges pass through a short queue between their prefetch and their scan, so that the cache misses of several overlap.
  constexpr size_t kQueue = 8;
  constexpr uintptr_t kLongest = 4096;
  MarkRange queue[kQueue] = {};
  size_t head = 0, queued = 0;
  const uintptr_t base = heap.base;
  const uintptr_t used = uintptr_t{heap.blockCount} << kBlockShift;
  for (;;) {
    while (queued < kQueue && heap.markTop > 0) {
      MarkRange range = heap.markStack[--heap.markTop];
      __builtin_prefetch(reinterpret_cast<void*>(range.begin));
      queue[(head + queued++) & (kQueue - 1)] = range;
    }
    if (queued == 0) return;
    MarkRange range = queue[head & (kQueue - 1)];
    ++head, --queued;
    if (range.end - range.begin > kLongest) {  // in pieces, so that a long list does not push all its items at once
      pushRange(range.begin + kLongest, range.end);
      range.end = range.begin + kLongest;
    }
    for (uintptr_t at = range.begin; at < range.end; at += 8) markExact(*reinterpret_cast<uintptr_t*>(at), base, used);
    if (heap.markTop > heap.markHighest) heap.markHighest = heap.markTop;
  }
}

TRV_NO_SANITIZE void markStackRange(const char* low, const char* high) {
  const uintptr_t used = uintptr_t{heap.blockCount} << kBlockShift;
  for (const char* at = low; at + 8 <= high; at += 8) {
    markInterior(*reinterpret_cast<const uintptr_t*>(at), heap.base, used);
    if (heap.markTop > 4096) drainMarkStack();
  }
  drainMarkStack();
}

/// Callee-saved registers go to this frame, which belongs to the range scanned.
__attribute__((noinline)) TRV_NO_SANITIZE void markStacks() {
  __builtin_unwind_init();
  char* low = static_cast<char*>(__builtin_frame_address(0));
#if defined(__x86_64__)
  asm volatile("movq %%rsp, %0" : "=r"(low));
#elif defined(__aarch64__)
  asm volatile("mov %0, sp" : "=r"(low));
#endif
  heap.mainStack.low = reinterpret_cast<char*>(reinterpret_cast<uintptr_t>(low) & ~uintptr_t{7});
  markStackRange(heap.mainStack.low, heap.mainStack.high);
  for (int i = 0; i < heap.engineStackCount; ++i)
    markStackRange(reinterpret_cast<const char*>(*heap.engineStacks[i].base), reinterpret_cast<const char*>(*heap.engineStacks[i].top));
}

TRV_NO_SANITIZE void markRoots() {
  const uintptr_t used = uintptr_t{heap.blockCount} << kBlockShift;
  for (size_t i = 0; i < heap.rootCount; ++i) {
    const RootRange& range = heap.roots[i];
    for (size_t k = 0; k < range.count; ++k) {
      markExact(range.first[k], heap.base, used);
      if (heap.markTop > 4096) drainMarkStack();
    }
  }
  drainMarkStack();
}

// ---- after marking

/// Counts marks, queues blocks with room for their size class, rebuilds the list of free runs.
size_t countBlocks() {
  size_t liveBytes = 0, heapBytes = 0;
  for (auto& kind : heap.allocators)
    for (Allocator& a : kind) {
      uint32_t taken = a.blocksTaken;
      a = Allocator{};
      a.blocksTaken = taken;
    }
  uint32_t* tails[2][kGcClassCount];
  for (int leaf = 0; leaf < 2; ++leaf)
    for (int c = 0; c < kGcClassCount; ++c) tails[leaf][c] = &heap.allocators[leaf][c].sweepList;

  heap.freeList = kNoBlock;
  heap.longestRun = 0;
  uint32_t* freeTail = &heap.freeList;
  uint32_t run = kNoBlock;
  auto addFree = [&](uint32_t block, uint32_t count) {
    for (uint32_t b = block; b < block + count; ++b) {
      BlockInfo& info = heap.infos[b];
      uint8_t dirty = info.dirty;
      info = BlockInfo{};
      info.dirty = dirty;
    }
    if (run != kNoBlock && run + heap.infos[run].span == block) {
      heap.infos[run].span += count;
    } else {
      run = block;
      heap.infos[run].span = count;
      heap.infos[run].next = kNoBlock;
      *freeTail = run;
      freeTail = &heap.infos[run].next;
    }
    if (heap.infos[run].span > heap.longestRun) heap.longestRun = heap.infos[run].span;
  };

  for (uint32_t block = 0; block < heap.blockCount;) {
    BlockInfo& info = heap.infos[block];
    uint32_t count = 1;
    if (info.kind == kSmall) {
      const uint64_t* words = heap.marks + size_t{block} * kMarkWords;
      uint32_t marked = 0;
      for (size_t w = 0; w < kMarkWords; ++w) marked += static_cast<uint32_t>(__builtin_popcountll(words[w]));
      if (marked == 0) {
        addFree(block, 1);
      } else {
        liveBytes += size_t{marked} * info.size;
        heapBytes += kGcBlockBytes;
        info.next = kNoBlock;
        if (marked * info.size < info.limit) {
          uint32_t*& tail = tails[info.leaf][info.sizeClass];
          *tail = block;
          tail = &info.next;
        }
      }
    } else if (info.kind == kLargeHead) {
      count = info.span;
      if (heap.marks[size_t{block} * kMarkWords] & 1) {
        liveBytes += info.bytes;
        heapBytes += size_t{count} << kBlockShift;
      } else {
        addFree(block, count);
      }
    } else {
      addFree(block, 1);
    }
    block += count;
  }
  heap.statistics.liveBytes = liveBytes;
  heap.statistics.heapBytes = heapBytes;
  return liveBytes;
}

/// Gives memory of free runs back to the system, except for what will be allocated until the next collection.
void releaseFreeMemory() {
  size_t keep = heap.budget + heap.budget / 4;
  for (uint32_t run = heap.freeList; run != kNoBlock; run = heap.infos[run].next) {
    uint32_t span = heap.infos[run].span;
    for (uint32_t b = run; b < run + span; ++b) {
      if (!heap.infos[b].dirty) continue;
      if (keep >= kGcBlockBytes) {
        keep -= kGcBlockBytes;
        continue;
      }
      uint32_t end = b;
      while (end < run + span && heap.infos[end].dirty) ++end;
      if (b >= kSmallPageBlocks) {  // whole pages: to split one costs more than it gives
        const uint32_t first = (b + kHugePageBlocks - 1) / kHugePageBlocks * kHugePageBlocks, last = end / kHugePageBlocks * kHugePageBlocks;
        if (first >= last) {
          b = end - 1;
          continue;
        }
        b = first, end = last;
      }
      for (uint32_t k = b; k < end; ++k) heap.infos[k].dirty = 0;
      madvise(reinterpret_cast<void*>(blockStart(b)), size_t{end - b} << kBlockShift, MADV_DONTNEED);
      b = end - 1;
    }
  }
  constexpr size_t kKeptStack = 65536;
  if (heap.markHighest * sizeof(MarkRange) > kKeptStack) {
    char* from = reinterpret_cast<char*>(heap.markStack) + kKeptStack;
    madvise(from, heap.markHighest * sizeof(MarkRange) - kKeptStack + kGcBlockBytes, MADV_DONTNEED);
  }
  heap.markHighest = 0;
}

/// Under TRV_GC_STRESS: what is read of a freed cell is the address of nothing, and neither 0 nor a small int.
TRV_NO_SANITIZE void spoilFreeMemory() {
  constexpr uint64_t kSpoilt = 0xDBDBDBDBDBDBDBD0;
  auto spoil = [](uintptr_t from, size_t bytes) TRV_NO_SANITIZE {
    for (uintptr_t at = from; at < from + bytes; at += 8) *reinterpret_cast<volatile uint64_t*>(at) = kSpoilt;
    TRV_POISON(from, bytes);
  };
  for (uint32_t block = 0; block < heap.blockCount; ++block) {
    const BlockInfo& info = heap.infos[block];
    const uint64_t* words = heap.marks + size_t{block} * kMarkWords;
    if (info.kind == kFree && info.dirty) spoil(blockStart(block), kGcBlockBytes);
    if (info.kind != kSmall) continue;
    for (uint32_t at = 0; at < info.limit; at += info.size)
      if (!(words[at >> 10] >> ((at >> 4) & 63) & 1)) spoil(blockStart(block) + at, info.size);
  }
}

// ---- allocation

void setSmallBlock(uint32_t block, bool leaf, int sizeClass) {
  BlockInfo& info = heap.infos[block];
  uint32_t size = kGcClassBytes[sizeClass];
  info.size = size;
  info.limit = static_cast<uint32_t>(kGcBlockBytes / size * size);
  info.inverse = static_cast<uint32_t>(((uint64_t{1} << 32) + size - 1) / size);
  info.kind = kSmall;
  info.leaf = leaf;
  info.sizeClass = static_cast<uint8_t>(sizeClass);
  info.bytes = size;
  info.next = kNoBlock;
}

/// Hands the next part of the current hole to the bump pointer, zeroed unless it is one cell that need not be.
void extendBump(GcBump& bump, Allocator& a, uint32_t size, bool zero) {
  uintptr_t from = bump.limit;
  size_t step = heap.stress ? size : kZeroStep / size * size;
  if (step < size) step = size;
  uintptr_t to = a.holeEnd - from > step ? from + step : a.holeEnd;
  TRV_UNPOISON(from, to - from);
  if (zero || to - from > size) memset(reinterpret_cast<void*>(from), 0, to - from);
  bump.limit = to;
}

/// Finds the next hole of the block being swept.
bool nextHole(GcBump& bump, Allocator& a) {
  const BlockInfo& info = heap.infos[a.block];
  const uint64_t* words = heap.marks + size_t{a.block} * kMarkWords;
  uint32_t at = a.position;
  while (at < info.limit) {
    uint32_t granule = at >> 4;
    uint64_t word = words[granule >> 6] >> (granule & 63);
    if (word & 1) {
      at += info.size;
      continue;
    }
    uint32_t end;
    if (word) {
      end = (granule + static_cast<uint32_t>(__builtin_ctzll(word))) << 4;
    } else {
      uint32_t w = (granule >> 6) + 1;
      while (w < kMarkWords && !words[w]) ++w;
      end = w < kMarkWords ? ((w << 6) + static_cast<uint32_t>(__builtin_ctzll(words[w]))) << 4 : info.limit;
    }
    uintptr_t start = blockStart(a.block);
    bump.cursor = bump.limit = start + at;
    a.holeEnd = start + end;
    a.position = end;
    heap.sinceCollection += end - at;
    heap.statistics.allocatedBytes += end - at;
    return true;
  }
  a.block = kNoBlock;
  return false;
}

bool canCollect() { return heap.enabled && !heap.collecting && heap.mainStack.high; }
bool collectionDue(size_t more) { return heap.sinceCollection + more > heap.budget && canCollect(); }

/// Counts an allocation under TRV_GC_STRESS; collects when it is its turn.
void stressAllocation() {
  if (++heap.stressCount < heap.stress || !canCollect()) return;
  heap.stressCount = 0;
  gcCollect();
}

}  // namespace

__attribute__((noinline)) void* gcAllocSlow(bool leaf, int sizeClass, bool zero) {
  if (!heap.base) initHeap();
  if (heap.stress) stressAllocation();
  uint32_t size = kGcClassBytes[sizeClass];
  GcBump& bump = trv_gc_bump[leaf][sizeClass];
  Allocator& a = heap.allocators[leaf][sizeClass];
  for (;;) {
    if (bump.limit < a.holeEnd) {
      extendBump(bump, a, size, zero);
      break;
    }
    if (a.block != kNoBlock && nextHole(bump, a)) continue;
    if (a.sweepList != kNoBlock) {
      a.block = a.sweepList;
      a.sweepList = heap.infos[a.block].next;
      a.position = 0;
      continue;
    }
    if (collectionDue(kGcBlockBytes)) {
      gcCollect();
      continue;
    }
    uint32_t block = takeBlocks(1);
    bool dirty = heap.infos[block].dirty;
    setSmallBlock(block, leaf, sizeClass);
    heap.infos[block].dirty = 1;
    heap.sinceCollection += kGcBlockBytes;
    heap.statistics.allocatedBytes += kGcBlockBytes;
    heap.statistics.heapBytes += kGcBlockBytes;
    uintptr_t start = blockStart(block);
    bump.cursor = start;
    a.holeEnd = start + heap.infos[block].limit;
    bump.limit = dirty || heap.stress ? start : a.holeEnd;  // untouched memory is zero already
    if (bump.limit != start) {
      // A class that needs a second block will fill it: one system call for its pages costs a third of 16 page faults.
      if (a.blocksTaken++ > 0) madvise(reinterpret_cast<void*>(start), kGcBlockBytes, MADV_POPULATE_WRITE);
      break;
    }
  }
  uintptr_t cell = bump.cursor;
  bump.cursor = cell + size;
  if (heap.stress && bump.cursor < a.holeEnd) {  // a gap shows who writes past the end
    TRV_POISON(bump.cursor, size);
    bump.cursor = bump.limit = bump.cursor + size;
  }
  return reinterpret_cast<void*>(cell);
}

__attribute__((noinline)) void* gcAllocLarge(bool leaf, size_t bytes, bool zero) {
  if (!heap.base) initHeap();
  if (bytes > heap.largestRequest) {
    raise(&trv_exc_MemoryError, "");
    return nullptr;
  }
  size_t count = (bytes + kGcBlockBytes - 1) >> kBlockShift;
  if (heap.stress) stressAllocation();
  if (collectionDue(bytes)) gcCollect();
  uint32_t first = takeBlocks(static_cast<uint32_t>(count));
  uintptr_t start = blockStart(first);
  TRV_UNPOISON(start, count << kBlockShift);
  for (size_t b = first; b < first + count; ++b) {
    BlockInfo& info = heap.infos[b];
    if (info.dirty && zero) {
      memset(reinterpret_cast<void*>(blockStart(static_cast<uint32_t>(b))), 0, kGcBlockBytes);
    }
    info = BlockInfo{};
    info.kind = kLargeTail;
    info.span = first;
    info.dirty = 1;
  }
  BlockInfo& head = heap.infos[first];
  head.kind = kLargeHead;
  head.limit = head.size = kGcBlockBytes;
  head.inverse = uint32_t{1} << (32 - kBlockShift);
  head.leaf = leaf;
  head.bytes = count << kBlockShift;
  head.span = static_cast<uint32_t>(count);
  head.next = kNoBlock;
  heap.sinceCollection += bytes;
  heap.statistics.allocatedBytes += bytes;
  heap.statistics.heapBytes += count << kBlockShift;
  return reinterpret_cast<void*>(start);
}

void* gcAllocUnzeroedSlow(size_t bytes) {
  if (bytes > kGcLargestSmall) return gcAllocLarge(true, bytes, false);
  const int sizeClass = gcClassOf(bytes);
  GcBump& bump = trv_gc_bump[1][sizeClass];
  const uintptr_t cell = bump.cursor;
  if (cell + kGcClassBytes[sizeClass] > bump.limit) return gcAllocSlow(true, sizeClass, false);
  bump.cursor = cell + kGcClassBytes[sizeClass];
  return reinterpret_cast<void*>(cell);
}

void gcFatal(const char* text) {
  fflush(stdout);
  fprintf(stderr, "MemoryError: %s\n", text);
  _exit(1);
}

void gcAddEngineStack(Value* const* base, Value* const* top) {
  heap.engineStacks[heap.engineStackCount++] = {base, top};
}

void gcAddRoots(Value* first, size_t count) {
  if (heap.rootCount == heap.rootCapacity) {
    heap.rootCapacity = heap.rootCapacity ? heap.rootCapacity * 2 : 256;
    heap.roots = static_cast<RootRange*>(realloc(heap.roots, heap.rootCapacity * sizeof(RootRange)));
    if (!heap.roots) gcFatal("no memory for roots");
  }
  heap.roots[heap.rootCount++] = {first, count};
}

void gcCollect(bool scanStacks) {
  if (!heap.base || !heap.mainStack.high || heap.collecting) return;
  timespec before, after;
  clock_gettime(CLOCK_MONOTONIC, &before);
  heap.collecting = true;
  for (auto& kind : trv_gc_bump)
    for (GcBump& bump : kind) bump = GcBump{};
  for (size_t block = 0; block < heap.blockCount; ++block) {
    BlockKind kind = heap.infos[block].kind;
    if (kind == kSmall) memset(heap.marks + block * kMarkWords, 0, kMarkWords * 8);
    if (kind == kLargeHead) heap.marks[block * kMarkWords] = 0;
  }
  markRoots();
  if (scanStacks) markStacks();
  if (heap.finalizeHook) heap.finalizeHook();
  for (int i = 0; i < heap.weakHookCount; ++i) heap.weakHooks[i]();
  size_t live = countBlocks();
  heap.budget = budgetFor(live);
  heap.sinceCollection = 0;
  releaseFreeMemory();
  if (heap.stress) spoilFreeMemory();
  heap.collecting = false;
  currentThread()->pollRequest = 1;
  ++heap.statistics.collections;
  clock_gettime(CLOCK_MONOTONIC, &after);
  heap.statistics.collectNs += static_cast<uint64_t>((after.tv_sec - before.tv_sec) * 1000000000 + (after.tv_nsec - before.tv_nsec));
}

void gcSetStackBase(void* highest) { heap.mainStack.high = static_cast<char*>(highest); }
void gcSetEnabled(bool enabled) { heap.enabled = enabled; }
bool gcIsEnabled() { return heap.enabled; }

void gcAddWeakHook(void (*hook)()) {
  if (heap.weakHookCount == static_cast<int>(sizeof heap.weakHooks / sizeof heap.weakHooks[0])) gcFatal("too many weak tables");
  heap.weakHooks[heap.weakHookCount++] = hook;
}

void gcSetFinalizeHook(void (*hook)()) { heap.finalizeHook = hook; }

void gcMark(const void* object) {
  markExact(reinterpret_cast<uintptr_t>(object), heap.base, uintptr_t{heap.blockCount} << kBlockShift);
  drainMarkStack();
}

bool gcIsMarked(const void* object) {
  uintptr_t distance = reinterpret_cast<uintptr_t>(object) - heap.base;
  if (distance >= uintptr_t{heap.blockCount} << kBlockShift) return true;
  size_t offset = distance & (kGcBlockBytes - 1);
  return heap.marks[(distance >> kBlockShift) * kMarkWords + (offset >> 10)] >> ((offset >> 4) & 63) & 1;
}

GcStatistics gcStatistics() { return heap.statistics; }

extern "C" {
void* trv_gc_alloc_scan(int64_t bytes) { return gcAllocScan(static_cast<size_t>(bytes)); }
void* trv_gc_alloc_leaf(int64_t bytes) { return gcAllocLeaf(static_cast<size_t>(bytes)); }
void trv_gc_add_roots(void* first, int64_t count) { gcAddRoots(static_cast<Value*>(first), static_cast<size_t>(count)); }
}

}  // namespace trivium::runtime
