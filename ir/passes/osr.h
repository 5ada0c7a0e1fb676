// On-stack replacement: a copy of a function that is entered at a loop header, with what lives there as its parameters, so that a
// call which is already running in the interpreter can go on in compiled code.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "ir/ir.h"

namespace trivium::ir {

/// A place where a running call can change over: the start of a loop header.
struct OsrPoint {
  uint32_t block = 0;                 ///< id of the header
  int32_t outer = -1;                 ///< number of the point of the next loop around it that has one; -1 if there is none
  std::vector<const Value*> values;   ///< what the copy takes as parameters, in order; all of type any
  std::vector<char> mayBeUnbound;     ///< [values]
};

/// The loop headers of a function at which everything that lives is a dynamic value. Values that can be made again (constants) are
/// left out. The function's numbers (Function::renumber) are fresh afterwards and must stay until compilation is over.
std::vector<OsrPoint> findOsrPoints(Function& function);

/// The copy for entry at `point`, one of findOsrPoints(function). It belongs to the same module but is not listed in it; index, names
/// and positions are those of the function. Its entry block has one parameter for each of point.values.
std::unique_ptr<Function> makeOsrEntry(const Function& function, const OsrPoint& point);

/// A copy of the function that can be changed without touching it.
std::unique_ptr<Function> cloneFunction(const Function& function);

}  // namespace trivium::ir
