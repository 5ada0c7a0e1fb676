// `trivium run --mode=jit`: the whole program compiled before it starts, or function by function while it runs.
//
// In the second case the program starts in the interpreter, with bytecode that counts (interp::CompileMode::Counting). What becomes hot is
// compiled on the spot and entered where it is: at the function's entry, or at a loop header with the values of the frame. LLVM is not
// even loaded before that.
#include "cli/commands.h"

#include "engine/plugin.h"
#include "interp/interp.h"
#include "ir/passes.h"
#include "ir/passes/osr.h"
#include "runtime/symbol_table.h"

#include <cstdio>

namespace trivium::cli {

namespace {

using engine::RunReport;
using engine::Stopwatch;

std::vector<engine::RuntimeSymbol> runtimeSymbols() {
  std::vector<engine::RuntimeSymbol> symbols(runtime::kRuntimeSymbolCount);
  for (size_t i = 0; i < symbols.size(); ++i) symbols[i] = {runtime::kRuntimeSymbols[i].name, runtime::kRuntimeSymbols[i].address};
  return symbols;
}

int runEager(const RunOptions& options, RunReport& report) {
  int failure = 0;
  auto module = compileToIr(options.program.file, typingOf(options.code.types), failure, &report);
  if (!module) return failure;
  Stopwatch watch;
  auto plugin = engine::llvmPlugin();
  if (!plugin.ok()) return fail(plugin.message());
  report.pluginNs = watch.lapNs();
  auto compiled = (*plugin)->compile(*module, runtimeSymbols(), options.code.compile);
  if (!compiled.ok()) return fail(compiled.message());
  auto main = (*compiled)->address("main");
  if (!main.ok()) return fail(main.message());
  report.compile = (*compiled)->report();
  report.codeBytes = report.compile.codeBytes;
  module.reset();
  watch.lapNs();
  int argc;
  char** argv = programArgv(options.program, &argc);
  const int status = reinterpret_cast<int (*)(int, char**)>(*main)(argc, argv);
  report.runNs = watch.lapNs();
  compiled->release(); // code may still be reached from exit handlers
  return status;
}

/// Compiles functions of the running program on demand.
class HotCompiler {
public:
  HotCompiler(ir::Module& module, const RunOptions& options) : module_(module), options_(options), compile_(options.code.compile) {
    if (!options.code.hasLevel) compile_.level = 1; // the program waits; see docs/decisions/0007-jit-compiles-once.md
  }

  interp::TierHooks hooks() {
    interp::TierHooks hooks;
    hooks.context = this;
    const bool isLazy = options_.jit == JitPolicy::Lazy;
    hooks.hotEntries = isLazy ? 1 : options_.hot ? options_.hot : kHotEntries;
    hooks.hotIterations = isLazy ? 0 : options_.hot ? options_.hot : kHotIterations;
    hooks.entryHot = [](void* self, uint32_t function) { return static_cast<HotCompiler*>(self)->compileEntry(function); };
    hooks.resumeHot = [](void* self, uint32_t function) { return static_cast<HotCompiler*>(self)->compileResume(function); };
    hooks.loopHot = [](void* self, uint32_t function, uint32_t point) { return static_cast<HotCompiler*>(self)->compileLoop(function, point); };
    return hooks;
  }

  /// Adds what compiling took, and takes it off the time of the run that it was part of.
  void addTo(RunReport& report) const {
    report.pluginNs = pluginNs_;
    report.passesNs += passesNs_;
    report.runNs -= pluginNs_ + passesNs_;
    if (!session_) return;
    report.compile = session_->report();
    report.runNs -= report.compile.lowerNs + report.compile.optimiseNs + report.compile.codegenNs + report.compile.linkNs;
    report.codeBytes = report.compile.codeBytes;
  }
  void release() { session_.release(); }

private:
  /// Compiling takes some ten thousand interpreted iterations; a tenth of that is a fair sign that more will come.
  static constexpr uint32_t kHotEntries = 1000, kHotIterations = 4000;

  bool ready() {
    if (session_) return true;
    if (hasFailed_) return false;
    Stopwatch watch;
    auto plugin = engine::llvmPlugin();
    if (!plugin.ok()) return failed(plugin.message());
    std::vector<engine::RuntimeSymbol> symbols = runtimeSymbols();
    const interp::ProgramTables tables = interp::programTables();
    symbols.push_back({"trv_unit_constants", tables.constants});
    symbols.push_back({"trv_unit_globals", tables.globals});
    symbols.push_back({"trv_unit_infos", tables.infos});
    auto session = (*plugin)->startSession(module_, symbols, compile_);
    if (!session.ok()) return failed(session.message());
    session_ = std::move(*session);
    pluginNs_ = watch.lapNs();
    return true;
  }

  /// The program can go on in the interpreter; it is told once why it is slower than asked for.
  bool failed(const std::string& message) {
    if (!hasFailed_) fail(message);
    hasFailed_ = true;
    return false;
  }

  void* compile(std::unique_ptr<ir::Function> function) {
    if (!ready()) return nullptr;
    Stopwatch watch;
    if (options_.code.types) ir::typeLocals(*function);
    passesNs_ += watch.lapNs();
    const ir::Function* unit[] = {function.get()};
    auto addresses = session_->compile(unit);
    if (!addresses.ok()) return failed(addresses.message()), nullptr;
    return addresses->front();
  }

  runtime::FunctionEntry compileEntry(uint32_t index) {
    void* address = compile(ir::cloneFunction(*module_.functions[index]));
    if (!address) return nullptr;
    const auto entry = reinterpret_cast<runtime::FunctionEntry>(address);
    interp::programTables().infos[index].entry = entry;
    interp::markCompiled(index);
    return entry;
  }

  runtime::ResumeEntry compileResume(uint32_t index) {
    void* address = compile(ir::cloneFunction(*module_.functions[index]));
    if (!address) return nullptr;
    const auto resume = reinterpret_cast<runtime::ResumeEntry>(address);
    interp::programTables().infos[module_.functions[index]->entry->index].resume = resume;
    return resume;
  }

  runtime::FunctionEntry compileLoop(uint32_t index, uint32_t number) {
    ir::Function& function = *module_.functions[index];
    return reinterpret_cast<runtime::FunctionEntry>(compile(ir::makeOsrEntry(function, ir::findOsrPoints(function)[number])));
  }

  ir::Module& module_;
  const RunOptions& options_;
  support::CompileOptions compile_;
  std::unique_ptr<engine::JitSession> session_;
  bool hasFailed_ = false;
  long long pluginNs_ = 0, passesNs_ = 0;
};

int runHot(const RunOptions& options, RunReport& report) {
  int failure = 0;
  auto module = compileToIr(options.program.file, options.code.types ? Typing::Guesses : Typing::Off, failure, &report);
  if (!module) return failure;
  Stopwatch watch;
  auto* program = new interp::BytecodeProgram; // stays alive: exit handlers of the program may run in it
  std::string error;
  if (!interp::compileProgram(*module, *program, error, interp::CompileMode::Counting)) return fail(error);
  report.bytecodeNs = watch.lapNs();
  HotCompiler compiler(*module, options);
  const interp::TierHooks hooks = compiler.hooks();
  int argc;
  char** argv = programArgv(options.program, &argc);
  const int status = interp::runProgram(*program, argc, argv, &hooks);
  report.runNs = watch.lapNs();
  compiler.addTo(report);
  compiler.release();
  return status;
}

} // namespace

int runJit(const RunOptions& options, RunReport& report) {
  return options.jit == JitPolicy::Eager ? runEager(options, report) : runHot(options, report);
}

} // namespace trivium::cli
