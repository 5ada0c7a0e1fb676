// The front end in one call: from the main file to IR.
#pragma once

#include <memory>
#include <string>

#include "ir/ir.h"
#include "support/source_stamp.h"

namespace trivium::frontend {

struct FrontendOptions {
  std::string libraryPath;  ///< folder of Trivium's Python modules
  /// Run the IR verifier on the result and report what it finds as messages.
#ifdef NDEBUG
  bool verify = false;
#else
  bool verify = true;
#endif
};

/// Compiles the program that starts at `path`. Null after errors; `messages` receives what to print on standard error, warnings
/// included, and `sources` (if not null) the files that were read and the paths where a module was looked for in vain.
std::unique_ptr<ir::Module> compileProgram(const std::string& path, const FrontendOptions& options, std::string& messages,
                                           support::SourceList* sources = nullptr);

}  // namespace trivium::frontend
