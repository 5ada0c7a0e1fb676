// The ORC session, member by member from the inside out: process control (here: this process, no threads of ORC's own, memory
// in the low 2 GiB), symbols of the runtime, object linking layer with optional debugger and profiler plug-ins. Code generation
// is done before by codegen, so no IR layer is needed and objects can be kept by whoever wants to.
#include "jit/jit.h"

#include "jit/low_memory.h"
#include "jit/perf.h"

#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/Core.h"
#include "llvm/ExecutionEngine/Orc/Debugging/ELFDebugObjectPlugin.h"
#include "llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h"
#include "llvm/ExecutionEngine/Orc/SelfExecutorProcessControl.h"
#include "llvm/ExecutionEngine/Orc/TargetProcess/JITLoaderGDB.h"
#include "llvm/Support/MemoryBuffer.h"

#include <unistd.h>

namespace trivium::jit {

using support::Failure;
using support::Result;

namespace {

/// This process as ORC sees it. The debugger hook is looked up among the bootstrap symbols.
class ThisProcess : public llvm::orc::SelfExecutorProcessControl {
public:
  ThisProcess()
      : SelfExecutorProcessControl(std::make_shared<llvm::orc::SymbolStringPool>(),
                                   std::make_unique<llvm::orc::InPlaceTaskDispatcher>(), llvm::Triple("x86_64-unknown-linux-gnu"),
                                   static_cast<unsigned>(getpagesize()), std::make_unique<LowMemoryManager>()) {
    BootstrapSymbols["llvm_orc_registerJITLoaderGDBAllocAction"] =
        llvm::orc::ExecutorAddr::fromPtr(&llvm_orc_registerJITLoaderGDBAllocAction);
  }
};

class OrcJit : public Jit {
public:
  OrcJit() : session_(std::make_unique<ThisProcess>()), objects_(session_), library_(session_.createBareJITDylib("program")) {
    session_.setErrorReporter([this](llvm::Error error) { reported_ += llvm::toString(std::move(error)) + "; "; });
  }

  ~OrcJit() override {
    if (llvm::Error error = session_.endSession()) llvm::consumeError(std::move(error));
  }

  Result<void> start(std::span<const engine::RuntimeSymbol> symbols, const support::CompileOptions& options) {
    llvm::orc::SymbolMap map;
    map.reserve(static_cast<unsigned>(symbols.size()));
    for (const engine::RuntimeSymbol& symbol : symbols)
      map[session_.intern(symbol.name)] = {llvm::orc::ExecutorAddr::fromPtr(symbol.address),
                                           llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Absolute};
    if (llvm::Error error = library_.define(llvm::orc::absoluteSymbols(std::move(map)))) return failed(std::move(error));

    if (options.debugInfo) {
      llvm::Error error = llvm::Error::success();
      auto plugin = std::make_shared<llvm::orc::ELFDebugObjectPlugin>(session_, /*RequireDebugSections=*/false,
                                                                      /*AutoRegisterCode=*/true, error);
      if (error) return failed(std::move(error));
      objects_.addPlugin(std::move(plugin));
    }
    if (options.perf) addPerfSupport(session_, objects_);
    return {};
  }

  Result<void> add(std::unique_ptr<llvm::MemoryBuffer> object) override {
    if (llvm::Error error = objects_.add(library_, std::move(object))) return failed(std::move(error));
    return {};
  }

  Result<void*> address(const std::string& symbol) override {
    auto found = session_.lookup({&library_}, session_.intern(symbol));
    if (!found) return failed(found.takeError());
    return found->getAddress().toPtr<void*>();
  }

private:
  Failure failed(llvm::Error error) {
    Failure failure{"JIT: " + std::exchange(reported_, "") + llvm::toString(std::move(error))};
    return failure;
  }

  llvm::orc::ExecutionSession session_;
  llvm::orc::ObjectLinkingLayer objects_;
  llvm::orc::JITDylib& library_;
  std::string reported_; ///< what ORC reported beside the error it returned
};

} // namespace

Result<std::unique_ptr<Jit>> startJit(std::span<const engine::RuntimeSymbol> symbols, const support::CompileOptions& options) {
  auto jit = std::make_unique<OrcJit>();
  if (auto started = jit->start(symbols, options); !started.ok()) return started.failure();
  return std::unique_ptr<Jit>(std::move(jit));
}

} // namespace trivium::jit
