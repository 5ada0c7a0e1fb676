// The link step of ahead-of-time compilation. The executable appears whole or not at all (support/write_file.h).
#pragma once

#include "support/result.h"

#include <string>
#include <string_view>

namespace trivium::aot {

/// What link() needs to know.
struct LinkOptions {
  std::string runtimeArchive; ///< path of libtrivium_rt.a
  bool keepSymbols = false;   ///< keep the symbol table and debug information
};

/// Links an object file in memory with the runtime into an executable at `path`, using LLD in this process: no other program
/// is started. The executable is dynamically linked against the libc.so.6 and libm.so.6 that this process runs with, has
/// `_start` from the runtime and is placed at a fixed address. Not thread-safe: LLD has global state.
support::Result<void> link(std::string_view object, const std::string& path, const LinkOptions& options);

} // namespace trivium::aot
