// Memory for compiled code in the low 2 GiB. The executable is linked at a fixed low address, so code placed there reaches the
// runtime with direct calls and 32-bit addresses, exactly as in an executable that `trivium build` links: the JIT needs neither
// a position-independent variant of the code nor stubs.
#pragma once

#include "llvm/ExecutionEngine/JITLink/JITLinkMemoryManager.h"

namespace trivium::jit {

/// Maps each linked object into pages of its own with MAP_32BIT. Thread-safe: it has no state.
class LowMemoryManager : public llvm::jitlink::JITLinkMemoryManager {
public:
  void allocate(const llvm::jitlink::JITLinkDylib* library, llvm::jitlink::LinkGraph& graph, OnAllocatedFunction done) override;
  void deallocate(std::vector<FinalizedAlloc> allocations, OnDeallocatedFunction done) override;
  using JITLinkMemoryManager::allocate;
  using JITLinkMemoryManager::deallocate;
};

} // namespace trivium::jit
