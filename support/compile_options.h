// How hard and for what machine to compile: said once by the command line, read by code generation and both compilers.
#pragma once

#include <string>

namespace trivium::support {

/// Options of one compilation to machine code.
struct CompileOptions {
  int level = 2;              ///< optimisation level, 0 to 3
  std::string cpu = "native"; ///< "native", or a processor name of LLVM such as "x86-64-v3"
  bool debugInfo = false;     ///< line table and function names for debuggers
  bool perf = false;          ///< jit: write a perf jitdump so that `perf` can name the compiled functions
};

/// What a compilation took and made.
struct CompileReport {
  long long lowerNs = 0;    ///< IR to LLVM IR
  long long optimiseNs = 0; ///< LLVM's passes
  long long codegenNs = 0;  ///< LLVM IR to machine code
  long long linkNs = 0;     ///< JITLink or LLD
  long long codeBytes = 0;  ///< machine code of the program itself, the runtime not counted
};

} // namespace trivium::support
