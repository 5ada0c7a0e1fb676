// Names and lines of compiled code for the profiler `perf`.
#pragma once

namespace llvm::orc {
class ExecutionSession;
class ObjectLinkingLayer;
} // namespace llvm::orc

namespace trivium::jit {

/// Makes the layer write a jitdump file of everything it links from now on, for `perf inject -j`. The file lies in
/// $JITDUMPDIR/.debug/jit, or in .debug/jit of the home folder.
void addPerfSupport(llvm::orc::ExecutionSession& session, llvm::orc::ObjectLinkingLayer& objects);

} // namespace trivium::jit
