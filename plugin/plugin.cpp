// The plugin's one exported function, and the way from a module to a running program or a file: lower, optimise, emit machine
// code, then either JITLink or LLD. The steps before the last are the same for both.
#include "aot/emit.h"
#include "codegen/codegen.h"
#include "jit/jit.h"
#include "support/write_file.h"

#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Target/TargetMachine.h"

#include <chrono>

namespace trivium {

using engine::EmitKind;
using support::CompileOptions;
using support::CompileReport;
using support::Failure;
using support::Result;

namespace {

/// Nanoseconds since the last call.
class Stopwatch {
public:
  long long lap() {
    auto now = std::chrono::steady_clock::now();
    auto elapsed = std::chrono::duration_cast<std::chrono::nanoseconds>(now - last_).count();
    last_ = now;
    return elapsed;
  }

private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// One compilation up to optimised LLVM IR.
struct Compilation {
  std::unique_ptr<llvm::TargetMachine> target;
  std::unique_ptr<llvm::LLVMContext> context = std::make_unique<llvm::LLVMContext>();
  std::unique_ptr<llvm::Module> module; ///< goes before its context
  CompileReport report;

  Result<void> run(const ir::Module& program, const CompileOptions& options) {
    Stopwatch watch;
    auto made = codegen::makeTarget(options);
    if (!made.ok()) return made.failure();
    target = std::move(*made);
    auto lowered = codegen::lower(program, *context, *target, options);
    if (!lowered.ok()) return lowered.failure();
    module = std::move(*lowered);
    report.lowerNs = watch.lap();
    codegen::optimise(*module, *target, options);
    report.optimiseNs = watch.lap();
    return {};
  }

  Result<std::unique_ptr<llvm::MemoryBuffer>> machineCode(bool assembly, const CompileOptions& options) {
    Stopwatch watch;
    auto bytes = codegen::emitMachineCode(*module, *target, assembly, options);
    if (!bytes.ok()) return bytes;
    report.codegenNs = watch.lap();
    if (!assembly) report.codeBytes = codegen::codeBytesOf(**bytes);
    return bytes;
  }
};

class InMemoryProgram : public engine::JitProgram {
public:
  InMemoryProgram(std::unique_ptr<jit::Jit> jit, CompileReport report) : jit_(std::move(jit)), report_(report) {}

  Result<void*> address(const std::string& symbol) override {
    Stopwatch watch;
    auto found = jit_->address(symbol);
    report_.linkNs += watch.lap();
    return found;
  }
  CompileReport report() const override { return report_; }

private:
  std::unique_ptr<jit::Jit> jit_;
  CompileReport report_;
};

class Session : public engine::JitSession {
public:
  Session(const ir::Module& program, std::unique_ptr<jit::Jit> jit, std::unique_ptr<llvm::TargetMachine> target, const CompileOptions& options)
      : program_(program), jit_(std::move(jit)), target_(std::move(target)), options_(options) {}

  Result<std::vector<void*>> compile(std::span<const ir::Function* const> functions) override {
    Stopwatch watch;
    const std::string name = "trivium.unit." + std::to_string(units_++);
    llvm::LLVMContext context;
    auto lowered = codegen::lowerUnit(program_, functions, name, context, *target_, options_);
    if (!lowered.ok()) return lowered.failure();
    report_.lowerNs += watch.lap();
    codegen::optimise(**lowered, *target_, options_);
    report_.optimiseNs += watch.lap();
    auto object = codegen::emitMachineCode(**lowered, *target_, /*assembly=*/false, options_);
    if (!object.ok()) return object.failure();
    report_.codeBytes += codegen::codeBytesOf(**object);
    report_.codegenNs += watch.lap();
    if (auto added = jit_->add(std::move(*object)); !added.ok()) return added.failure();
    auto table = jit_->address(name);
    if (!table.ok()) return table.failure();
    auto loaded = jit_->address(name + ".loaded");
    if (!loaded.ok()) return loaded.failure();
    report_.linkNs += watch.lap();
    reinterpret_cast<void (*)(void*)>(*loaded)(nullptr);
    auto* addresses = static_cast<void**>(*table);
    return std::vector<void*>(addresses, addresses + functions.size());
  }
  CompileReport report() const override { return report_; }

private:
  const ir::Module& program_;
  std::unique_ptr<jit::Jit> jit_;
  std::unique_ptr<llvm::TargetMachine> target_;
  CompileOptions options_;
  CompileReport report_;
  unsigned units_ = 0;
};

/// The part of assembly text from a function's label to its `.size`.
std::string functionFromAssembly(const std::string& text, const std::string& function) {
  size_t start = text.find("\n" + function + ":");
  if (start == std::string::npos) return "";
  size_t end = text.find("\t.size\t" + function + ",", start);
  return text.substr(start + 1, end == std::string::npos ? end : end - start - 1);
}

class Plugin : public engine::LlvmPlugin {
public:
  Result<std::unique_ptr<engine::JitProgram>> compile(const ir::Module& module, std::span<const engine::RuntimeSymbol> symbols,
                                                      const CompileOptions& options) override {
    Compilation compilation;
    if (auto done = compilation.run(module, options); !done.ok()) return done.failure();
    auto object = compilation.machineCode(/*assembly=*/false, options);
    if (!object.ok()) return object.failure();
    Stopwatch watch;
    auto jit = jit::startJit(symbols, options);
    if (!jit.ok()) return jit.failure();
    if (auto added = (*jit)->add(std::move(*object)); !added.ok()) return added.failure();
    compilation.report.linkNs = watch.lap();
    return std::unique_ptr<engine::JitProgram>(std::make_unique<InMemoryProgram>(std::move(*jit), compilation.report));
  }

  Result<std::unique_ptr<engine::JitSession>> startSession(const ir::Module& module, std::span<const engine::RuntimeSymbol> symbols,
                                                           const CompileOptions& options) override {
    auto target = codegen::makeTarget(options);
    if (!target.ok()) return target.failure();
    auto jit = jit::startJit(symbols, options);
    if (!jit.ok()) return jit.failure();
    return std::unique_ptr<engine::JitSession>(std::make_unique<Session>(module, std::move(*jit), std::move(*target), options));
  }

  Result<CompileReport> emit(const ir::Module& module, EmitKind kind, const std::string& path, const std::string& runtimeArchive,
                             const CompileOptions& options) override {
    Compilation compilation;
    if (auto done = compilation.run(module, options); !done.ok()) return done.failure();
    std::string text;
    std::unique_ptr<llvm::MemoryBuffer> machineCode;
    std::string_view bytes;
    if (kind == EmitKind::LlvmIr) {
      text = codegen::printLlvm(*compilation.module, "");
      bytes = text;
    } else {
      auto made = compilation.machineCode(kind == EmitKind::Assembly, options);
      if (!made.ok()) return made.failure();
      machineCode = std::move(*made);
      bytes = {machineCode->getBufferStart(), machineCode->getBufferSize()};
    }
    Stopwatch watch;
    auto written = kind == EmitKind::Executable ? aot::link(bytes, path, {runtimeArchive, /*keepSymbols=*/options.debugInfo})
                                                : support::writeFile(path, bytes);
    if (!written.ok()) return written.failure();
    compilation.report.linkNs = watch.lap();
    return compilation.report;
  }

  Result<std::string> dump(const ir::Module& module, EmitKind stage, const std::string& function,
                           const CompileOptions& options) override {
    Compilation compilation;
    if (auto done = compilation.run(module, options); !done.ok()) return done.failure();
    std::string text;
    if (stage == EmitKind::LlvmIr) {
      text = codegen::printLlvm(*compilation.module, function);
    } else {
      auto assembly = compilation.machineCode(/*assembly=*/true, options);
      if (!assembly.ok()) return assembly.failure();
      text = (*assembly)->getBuffer().str();
      if (!function.empty()) text = functionFromAssembly(text, function);
    }
    if (text.empty()) return Failure{"no function has the symbol " + function};
    return text;
  }
};

} // namespace
} // namespace trivium

extern "C" __attribute__((visibility("default"))) trivium::engine::LlvmPlugin* trv_llvm_plugin() {
  static trivium::Plugin plugin;
  return &plugin;
}
