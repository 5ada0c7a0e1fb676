// Hashes of keys, with the common kinds in line.
#pragma once
#include "runtime/object.h"

namespace trivium::runtime {

/// hash(v); false = raised. Small ints below the modulus 2**61 - 1 hash to themselves, strings keep theirs.
inline bool hashKey(Value v, int64_t* hash) {
  if (isSmallInt(v)) {
    int64_t i = smallIntOf(v);
    constexpr int64_t kModulus = (int64_t{1} << 61) - 1;
    if (i > -kModulus && i < kModulus) {
      *hash = i == -1 ? -2 : i;
      return true;
    }
  } else if (objectOf(v)->shape == &trv_shape_str && as<StrObj>(v)->hash) {
    *hash = as<StrObj>(v)->hash;
    return true;
  }
  *hash = hashOf(v);
  return *hash != -1;
}

}  // namespace trivium::runtime
