// Lookup in the generated tables of character properties (detail/unicode_tables.py writes them).
#include "runtime/detail/unicode.h"

#include "runtime/detail/unicode_tables.h"

namespace trivium::runtime {

static const CharRecord& recordOf(uint32_t c) {
  if (c >= 0x110000) return kCharRecords[kCharIndex[0]];
  return kCharRecords[kCharIndex[kCharBlocks[c >> 7] << 7 | (c & 127)]];
}

uint16_t charFlags(uint32_t c) { return recordOf(c).flags; }
int decimalValue(uint32_t c) { return recordOf(c).decimal; }

/// A mapping is a difference, or 2^24 + (count << 20) + position of an expansion.
static int mapped(uint32_t c, int32_t mapping, uint32_t* out) {
  if (mapping < 1 << 24) {
    *out = c + static_cast<uint32_t>(mapping);
    return 1;
  }
  int n = mapping >> 20 & 15;
  for (int i = 0; i < n; i++) out[i] = kCharExpansions[(mapping & 0xfffff) + i];
  return n;
}

int upperOf(uint32_t c, uint32_t* out) { return mapped(c, recordOf(c).upper, out); }
int lowerOf(uint32_t c, uint32_t* out) { return mapped(c, recordOf(c).lower, out); }
int titleOf(uint32_t c, uint32_t* out) { return mapped(c, recordOf(c).title, out); }
int foldOf(uint32_t c, uint32_t* out) { return mapped(c, recordOf(c).fold, out); }

}  // namespace trivium::runtime
