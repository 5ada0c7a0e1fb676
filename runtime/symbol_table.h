// The names generated code may refer to and where they are in this process, for the JIT. An executable that `trivium build`
// makes gets the same names from the linker, so only `trivium` itself links this table.
#pragma once
#include <cstddef>

namespace trivium::runtime {

struct RuntimeSymbolEntry {
  const char* name;
  void* address;
};

/// Every helper of runtime/abi/helpers.def, the static objects and shapes of runtime/abi/value.h, and the C library functions
/// that LLVM may call for an instruction.
extern const RuntimeSymbolEntry kRuntimeSymbols[];
extern const size_t kRuntimeSymbolCount;

}  // namespace trivium::runtime
