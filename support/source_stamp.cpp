#include "support/source_stamp.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace trivium::support {

uint64_t contentHash(const void* data, size_t bytes) { return XXH3_64bits(data, bytes); }

} // namespace trivium::support
