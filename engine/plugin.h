// The interface between the `trivium` executable, which has no LLVM in it, and trivium_llvm.so, which has. The plugin is
// opened when a mode needs it and exports the one C function trv_llvm_plugin(). Both sides are always built together, so C++
// types pass between them; each has its own copy of the code of `ir` and `support`, and neither relies on the other's.
#pragma once

#include "ir/ir.h"
#include "support/compile_options.h"
#include "support/result.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace trivium::engine {

/// A name that generated code refers to and where it lives in this process.
struct RuntimeSymbol {
  const char* name;
  void* address;
};

/// A program compiled into this process. Its code goes away with it.
class JitProgram {
public:
  virtual ~JitProgram() = default;
  /// Address of a function or variable that the compiled program defines.
  virtual support::Result<void*> address(const std::string& symbol) = 0;
  /// What compiling it took.
  virtual support::CompileReport report() const = 0;
};

/// Compiles functions of one program one after the other, while it runs. Not thread-safe.
class JitSession {
public:
  virtual ~JitSession() = default;
  /// Compiles the functions together and answers their addresses, in order: FunctionEntry, or ResumeEntry of a resume function.
  /// They may be copies that passes changed.
  virtual support::Result<std::vector<void*>> compile(std::span<const ir::Function* const> functions) = 0;
  /// What all of it has taken so far.
  virtual support::CompileReport report() const = 0;
};

/// What `emit` writes.
enum class EmitKind { Executable, Object, Assembly, LlvmIr };

/// What the plugin can do. The object is static in the plugin: nobody frees it.
class LlvmPlugin {
public:
  /// Compiles the whole module into memory. `symbols` must name everything generated code may refer to; the span is read
  /// during the call only, the addresses must stay good.
  virtual support::Result<std::unique_ptr<JitProgram>> compile(const ir::Module& module, std::span<const RuntimeSymbol> symbols,
                                                               const support::CompileOptions& options) = 0;

  /// Starts compiling functions of the module one by one. `symbols` as for compile, and trv_unit_constants, trv_unit_globals and
  /// trv_unit_infos with the program's tables, which must lie in the low 2 GiB. The module must outlive the session.
  virtual support::Result<std::unique_ptr<JitSession>> startSession(const ir::Module& module, std::span<const RuntimeSymbol> symbols,
                                                                    const support::CompileOptions& options) = 0;

  /// Writes the module to `path` in the form `kind`; the file appears whole or not at all. `runtimeArchive` is
  /// libtrivium_rt.a, needed for executables only.
  virtual support::Result<support::CompileReport> emit(const ir::Module& module, EmitKind kind, const std::string& path,
                                                       const std::string& runtimeArchive,
                                                       const support::CompileOptions& options) = 0;

  /// Text of the module as LLVM IR or assembly after optimisation. `function` restricts it to one function of the module
  /// by its symbol; empty means all.
  virtual support::Result<std::string> dump(const ir::Module& module, EmitKind stage, const std::string& function,
                                            const support::CompileOptions& options) = 0;

protected:
  ~LlvmPlugin() = default;
};

/// Opens the plugin on the first call; later calls give the same one. Fails with a sentence if it is not installed.
support::Result<LlvmPlugin*> llvmPlugin();

/// The folder with the plugin, libtrivium_rt.a and the Python modules: `../lib/trivium` seen from the executable.
std::string installedFolder();

} // namespace trivium::engine
