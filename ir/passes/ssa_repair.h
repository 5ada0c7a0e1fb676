// SSA form after new ways have been opened into existing code.
#pragma once

#include <vector>

#include "ir/ir.h"

namespace trivium::ir {

/// A block that was entered from elsewhere: its parameters are new definitions of `values`, in order.
struct SlowCut {
  BasicBlock* block;
  std::vector<Value*> values;
};

/// Removes the blocks that cannot be reached and gives every use of the `values` the definition that reaches it: the value itself
/// where it still is defined, a parameter of a cut, or a new block parameter where ways meet. Values that can be computed without
/// operands (constants and the like) are made again in the blocks that use them.
void repairSsa(Function& function, const std::vector<SlowCut>& cuts, const std::vector<Value*>& values);

}  // namespace trivium::ir
