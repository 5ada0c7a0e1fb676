#include "jit/low_memory.h"

#include "llvm/ExecutionEngine/JITLink/JITLink.h"
#include "llvm/ExecutionEngine/Orc/Shared/AllocationActions.h"
#include "llvm/ExecutionEngine/Orc/Shared/MemoryFlags.h"

#include <sys/mman.h>
#include <unistd.h>

namespace trivium::jit {

using llvm::orc::ExecutorAddr;
using llvm::orc::MemLifetime;
using llvm::orc::shared::WrapperFunctionCall;

namespace {

/// What is left of an allocation once it is final.
struct Mapping {
  char* base;
  size_t size;
  std::vector<WrapperFunctionCall> undo; ///< run before the pages go
};

llvm::Error failure(const char* what) {
  return llvm::make_error<llvm::StringError>(std::string(what) + ": " + strerror(errno),
                                             std::error_code(errno, std::generic_category()));
}

class LowAllocation : public llvm::jitlink::JITLinkMemoryManager::InFlightAlloc {
public:
  LowAllocation(llvm::jitlink::BasicLayout layout, char* base, size_t size, size_t standardSize)
      : layout_(std::move(layout)), base_(base), size_(size), standardSize_(standardSize) {}

  void abandon(OnAbandonedFunction done) override {
    munmap(base_, size_);
    done(llvm::Error::success());
  }

  void finalize(OnFinalizedFunction done) override {
    const size_t page = static_cast<size_t>(getpagesize());
    for (auto& [group, segment] : layout_.segments()) {
      unsigned wanted = llvm::orc::toSysMemoryProtectionFlags(group.getMemProt());
      int protection = (wanted & llvm::sys::Memory::MF_READ ? PROT_READ : 0) |
                       (wanted & llvm::sys::Memory::MF_WRITE ? PROT_WRITE : 0) |
                       (wanted & llvm::sys::Memory::MF_EXEC ? PROT_EXEC : 0);
      size_t size = llvm::alignTo(segment.ContentSize + segment.ZeroFillSize, page);
      if (mprotect(segment.WorkingMem, size, protection) != 0) return done(failure("cannot make compiled code executable"));
    }
    auto undo = llvm::orc::shared::runFinalizeActions(layout_.graphAllocActions());
    if (!undo) return done(undo.takeError());
    if (size_ > standardSize_) munmap(base_ + standardSize_, size_ - standardSize_);
    auto* mapping = new Mapping{base_, standardSize_, std::move(*undo)};
    done(llvm::jitlink::JITLinkMemoryManager::FinalizedAlloc(ExecutorAddr::fromPtr(mapping)));
  }

private:
  llvm::jitlink::BasicLayout layout_;
  char* base_;
  size_t size_;
  size_t standardSize_; ///< what stays after finalisation; the rest was needed for it only
};

} // namespace

void LowMemoryManager::allocate(const llvm::jitlink::JITLinkDylib*, llvm::jitlink::LinkGraph& graph, OnAllocatedFunction done) {
  const size_t page = static_cast<size_t>(getpagesize());
  llvm::jitlink::BasicLayout layout(graph);
  auto sizes = layout.getContiguousPageBasedLayoutSizes(page);
  if (!sizes) return done(sizes.takeError());

  // A graph of nothing but absolute symbols has no bytes; it still needs an allocation that can be told apart.
  size_t total = std::max<size_t>(sizes->total(), page);
  void* base = mmap(nullptr, total, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
  if (base == MAP_FAILED) return done(failure("no memory for compiled code below 2 GiB"));

  char* standard = static_cast<char*>(base);
  char* temporary = standard + sizes->StandardSegs;
  for (auto& [group, segment] : layout.segments()) {
    char*& next = group.getMemLifetime() == MemLifetime::Standard ? standard : temporary;
    segment.WorkingMem = next;
    segment.Addr = ExecutorAddr::fromPtr(next);
    next += llvm::alignTo(segment.ContentSize + segment.ZeroFillSize, page);
  }
  if (llvm::Error error = layout.apply()) {
    munmap(base, total);
    return done(std::move(error));
  }
  size_t standardSize = sizes->StandardSegs ? sizes->StandardSegs : total;
  done(std::make_unique<LowAllocation>(std::move(layout), static_cast<char*>(base), total, standardSize));
}

void LowMemoryManager::deallocate(std::vector<FinalizedAlloc> allocations, OnDeallocatedFunction done) {
  llvm::Error errors = llvm::Error::success();
  for (FinalizedAlloc& allocation : llvm::reverse(allocations)) {
    std::unique_ptr<Mapping> mapping(allocation.release().toPtr<Mapping*>());
    errors = llvm::joinErrors(std::move(errors), llvm::orc::shared::runDeallocActions(mapping->undo));
    munmap(mapping->base, mapping->size);
  }
  done(std::move(errors));
}

} // namespace trivium::jit
