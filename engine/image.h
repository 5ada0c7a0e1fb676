// Writes the program image: what the runtime needs to know of a program whatever the engine (layout in runtime/abi/program.h).
#pragma once
#include <cstdint>
#include <vector>

#include "ir/ir.h"

namespace trivium::engine {

/// The image of a module, position independent and the same for every engine.
std::vector<uint8_t> writeImage(const ir::Module& module);

}  // namespace trivium::engine
