// From IR to machine code, shared by both compilers: lower() makes LLVM IR, optimise() runs LLVM's passes, emitMachineCode()
// gives an object file or assembly. What JIT and AOT get is the same object file, byte for byte, for the same options: static
// relocations in the small code model, since both place code and runtime in the low 2 GiB.
#pragma once

#include "ir/ir.h"
#include "support/compile_options.h"
#include "support/result.h"

#include <memory>
#include <span>
#include <string>

namespace llvm {
class LLVMContext;
class MemoryBuffer;
class Module;
class TargetMachine;
} // namespace llvm

namespace trivium::codegen {

/// LLVM's description of the processor to compile for. Initialises LLVM's X86 back end on the first call.
support::Result<std::unique_ptr<llvm::TargetMachine>> makeTarget(const support::CompileOptions& options);

/// Translates a verified module. The result has the target's triple and data layout set.
support::Result<std::unique_ptr<llvm::Module>> lower(const ir::Module& module, llvm::LLVMContext& context,
                                                     llvm::TargetMachine& target, const support::CompileOptions& options);

/// Translates some functions of a program whose constants, globals and FunctionInfos exist in this process, under the names
/// trv_unit_constants, trv_unit_globals and trv_unit_infos. The result defines a table `name` of the functions' addresses, in order, and
/// `name`.loaded, to be called once before any of them. Functions may be copies that passes changed.
support::Result<std::unique_ptr<llvm::Module>> lowerUnit(const ir::Module& module, std::span<const ir::Function* const> functions,
                                                         const std::string& name, llvm::LLVMContext& context,
                                                         llvm::TargetMachine& target, const support::CompileOptions& options);

/// Runs the optimisation pipeline of `options.level` in place. Asserts that the module is well formed before.
void optimise(llvm::Module& module, llvm::TargetMachine& target, const support::CompileOptions& options);

/// Machine code of the module as an ELF object in memory, or as assembly text. Uses up the module's function bodies.
support::Result<std::unique_ptr<llvm::MemoryBuffer>> emitMachineCode(llvm::Module& module, llvm::TargetMachine& target,
                                                                     bool assembly, const support::CompileOptions& options);

/// Bytes in the executable sections of an object file.
long long codeBytesOf(const llvm::MemoryBuffer& object);

/// LLVM IR as text; only the function named by the symbol `function` unless that is empty. Empty text: no such function.
std::string printLlvm(const llvm::Module& module, const std::string& function);

} // namespace trivium::codegen
