// A program in memory through LLVM ORC: object files made by codegen are linked by JITLink into the low 2 GiB of this process.
#pragma once

#include "engine/plugin.h"

#include <memory>
#include <span>

namespace llvm {
class MemoryBuffer;
}

namespace trivium::jit {

/// An ORC session: the runtime's symbols and the code linked so far. One thread at a time may add or look up.
class Jit {
public:
  virtual ~Jit() = default;
  /// Adds an object file; it is linked when one of its symbols is first looked up.
  virtual support::Result<void> add(std::unique_ptr<llvm::MemoryBuffer> object) = 0;
  /// Address of a symbol, linking what it needs.
  virtual support::Result<void*> address(const std::string& symbol) = 0;
};

/// Starts a session in which generated code can refer to `symbols`. debugInfo shows the code to gdb, perf to `perf`.
support::Result<std::unique_ptr<Jit>> startJit(std::span<const engine::RuntimeSymbol> symbols,
                                               const support::CompileOptions& options);

} // namespace trivium::jit
