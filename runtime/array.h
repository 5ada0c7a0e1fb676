// What module array lends to memoryview.
#pragma once
#include "runtime/detail/bytes.h"

namespace trivium::runtime {

/// `array.array`: to the rest of the runtime a bytearray whose bytes are those of the items.
struct ArrayObj : ByteArrayObj {
  int64_t itemSize;
  uint8_t code;  ///< type code
};
/// Whether a bytearray is one.
bool isArray(Value v);

}  // namespace trivium::runtime
