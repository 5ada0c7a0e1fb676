// What the files of the native module `_collections` share.
#pragma once
#include "runtime/detail/containers.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

void addDeque(Value module);  ///< readies deque and its iterators and adds them

}  // namespace trivium::runtime
