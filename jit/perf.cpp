// LLVM's plug-in for perf collects the records of an object file and LLVM's executor part writes them; the format is
// tools/perf/Documentation/jitdump-specification.txt of Linux. Three things have to be added for perf to show every function with its
// lines: symbols must outlive dead-stripping, as must debug sections, and records must come in the order that perf expects.
#include "jit/perf.h"

#include "llvm/ExecutionEngine/Orc/Debugging/DebugInfoSupport.h"
#include "llvm/ExecutionEngine/Orc/Debugging/PerfSupportPlugin.h"
#include "llvm/ExecutionEngine/Orc/Shared/PerfSharedStructs.h"
#include "llvm/ExecutionEngine/Orc/TargetProcess/JITLoaderPerf.h"

namespace trivium::jit {

namespace {

using llvm::orc::ExecutorAddr;
using llvm::orc::PerfJITRecordBatch;
using llvm::orc::shared::CWrapperFunctionBuffer;
using llvm::orc::shared::WrapperFunctionBuffer;
using RecordCall = llvm::orc::shared::WrapperFunction<llvm::orc::shared::SPSError(llvm::orc::shared::SPSPerfJITRecordBatch)>;

/// Keeps the symbols of functions. Code refers to local functions by section and offset, so JITLink would drop the symbols, of which
/// the records are made.
class FunctionNames : public llvm::orc::ObjectLinkingLayer::Plugin {
public:
  void modifyPassConfig(llvm::orc::MaterializationResponsibility&, llvm::jitlink::LinkGraph&,
                        llvm::jitlink::PassConfiguration& passes) override {
    passes.PrePrunePasses.push_back([](llvm::jitlink::LinkGraph& graph) {
      for (llvm::jitlink::Symbol* symbol : graph.defined_symbols())
        if (symbol->hasName() && symbol->isCallable()) symbol->setLive(true);
      return llvm::Error::success();
    });
  }
  llvm::Error notifyFailed(llvm::orc::MaterializationResponsibility&) override { return llvm::Error::success(); }
  llvm::Error notifyRemovingResources(llvm::orc::JITDylib&, llvm::orc::ResourceKey) override { return llvm::Error::success(); }
  void notifyTransferringResources(llvm::orc::JITDylib&, llvm::orc::ResourceKey, llvm::orc::ResourceKey) override {}
};

/// The plug-in adds to the addresses of lines what precedes the code in the ELF file that perf makes of a function. perf (6.1 here) does
/// so itself.
constexpr uint64_t kAddedToLines = 0x40;

llvm::Error write(const PerfJITRecordBatch& batch) {
  llvm::Error result = llvm::Error::success();
  llvm::Error failed = RecordCall::call(
      [](const char* bytes, size_t size) { return WrapperFunctionBuffer(llvm_orc_registerJITLoaderPerfImpl(bytes, size)); }, result,
      batch);
  return llvm::joinErrors(std::move(failed), std::move(result));
}

/// Writes the records one function after the other. perf takes the lines of the record before a function's code for that function; a
/// batch as it is has all lines first and all code behind.
CWrapperFunctionBuffer writeInOrder(const char* bytes, size_t size) {
  return RecordCall::handle(bytes, size,
                            [](PerfJITRecordBatch& batch) -> llvm::Error {
                              for (auto& code : batch.CodeLoadRecords) {
                                PerfJITRecordBatch one{};
                                for (auto& lines : batch.DebugInfoRecords) {
                                  if (lines.CodeAddr != code.CodeAddr) continue;
                                  for (auto& entry : lines.Entries) entry.Addr -= kAddedToLines;
                                  one.DebugInfoRecords.push_back(std::move(lines));
                                  break;
                                }
                                one.CodeLoadRecords.push_back(std::move(code));
                                if (llvm::Error error = write(one)) return error;
                              }
                              return llvm::Error::success();
                            })
      .release();
}

} // namespace

void addPerfSupport(llvm::orc::ExecutionSession& session, llvm::orc::ObjectLinkingLayer& objects) {
  objects.addPlugin(std::make_shared<FunctionNames>());
  objects.addPlugin(std::make_shared<llvm::orc::DebugInfoPreservationPlugin>());
  objects.addPlugin(std::make_shared<llvm::orc::PerfSupportPlugin>(
      session.getExecutorProcessControl(), ExecutorAddr::fromPtr(&llvm_orc_registerJITLoaderPerfStart),
      ExecutorAddr::fromPtr(&llvm_orc_registerJITLoaderPerfEnd), ExecutorAddr::fromPtr(&writeInOrder), /*EmitDebugInfo=*/true,
      /*EmitUnwindInfo=*/false));
}

} // namespace trivium::jit
