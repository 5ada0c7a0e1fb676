// Checks of the program image that comes with stored bytecode: the runtime reads images as their writer made them.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "interp/bytecode.h"

namespace trivium::interp {

/// What an image says of one function, as far as its bytecode must agree.
struct ImageFunction {
  uint32_t paramCount = 0;
  uint32_t slotCount = 0;     ///< generator frame slots
  int64_t resumeFunction = -1;
};
struct ImageFacts {
  std::vector<ir::Constant::Kind> constants;
  uint64_t moduleCount = 0;
  std::vector<size_t> bodies;  ///< functions that are bodies of modules
  std::vector<ImageFunction> functions;
  std::vector<std::vector<std::pair<uint32_t, bool>>> layouts;  ///< of each field: slot, whether it is a raw float
};

/// Whether an image is whole and reaches nothing outside its own tables, which have the sizes that `program` says. Empty = good, else
/// what is wrong; `facts` is what it holds.
std::string verifyImage(const BytecodeProgram& program, ImageFacts& facts);

}  // namespace trivium::interp
