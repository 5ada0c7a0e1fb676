// LLVM IR to machine code: target description, optimisation pipeline, object files and assembly.
#include "codegen/codegen.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Analysis/TargetLibraryInfo.h"
#include "llvm/CodeGen/Passes.h"
#include "llvm/CodeGen/TargetPassConfig.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Object/ObjectFile.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Target/TargetOptions.h"
#include "llvm/TargetParser/Host.h"

namespace trivium::codegen {

using support::CompileOptions;
using support::Failure;
using support::Result;

static llvm::CodeGenOptLevel codegenLevel(int level) {
  // None selects FastISel, nine times faster than the rest; Less keeps the good instruction selection.
  switch (level) {
  case 0: return llvm::CodeGenOptLevel::None;
  case 1:
  case 2: return llvm::CodeGenOptLevel::Less;
  default: return llvm::CodeGenOptLevel::Aggressive;
  }
}

Result<std::unique_ptr<llvm::TargetMachine>> makeTarget(const CompileOptions& options) {
  static const bool initialised = [] {
    llvm::InitializeNativeTarget();
    llvm::InitializeNativeTargetAsmPrinter();
    llvm::InitializeNativeTargetAsmParser();
    return true;
  }();
  (void)initialised;

  llvm::Triple triple("x86_64-unknown-linux-gnu");
  std::string problem;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(triple, problem);
  if (!target) return Failure{"LLVM cannot compile for this machine: " + problem};

  std::string cpu = options.cpu, features;
  if (cpu == "native") {
    cpu = llvm::sys::getHostCPUName().str();
    for (const auto& feature : llvm::sys::getHostCPUFeatures())
      features += (features.empty() ? "" : ",") + std::string(feature.second ? "+" : "-") + feature.first().str();
  } else {
    std::unique_ptr<llvm::MCSubtargetInfo> info(target->createMCSubtargetInfo(triple, "", ""));
    if (!info->isCPUStringValid(cpu))
      return Failure{"unknown processor '" + cpu + "'; examples: native, x86-64, x86-64-v3, znver4"};
  }

  llvm::TargetOptions targetOptions;
  targetOptions.AllowFPOpFusion = llvm::FPOpFusion::Strict; // as CPython: every operation rounds
  targetOptions.FunctionSections = true;                    // the linker drops what a program does not reach
  targetOptions.DataSections = true;
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      triple, cpu, features, targetOptions, llvm::Reloc::Static, llvm::CodeModel::Small, codegenLevel(options.level)));
  return machine;
}

void optimise(llvm::Module& module, llvm::TargetMachine& target, const CompileOptions& options) {
  assert(!llvm::verifyModule(module, &llvm::errs()) && "lowering made LLVM IR that is not well formed");
  if (options.level == 0) return; // nothing in generated code needs a pass to be compiled

  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager callGraph;
  llvm::ModuleAnalysisManager modules;
  llvm::PipelineTuningOptions tuning;
  tuning.LoopUnrolling = options.level > 1;
  tuning.LoopVectorization = options.level > 1;
  tuning.SLPVectorization = options.level > 1;
  llvm::PassBuilder builder(&target, tuning);
  functions.registerPass([&] { return llvm::TargetLibraryAnalysis(llvm::TargetLibraryInfoImpl(target.getTargetTriple())); });
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(callGraph);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, callGraph, modules);
  if (options.level >= 3) {
    builder.buildPerModuleDefaultPipeline(llvm::OptimizationLevel::O3).run(module, modules);
    return;
  }
  // Generated code is tests and calls for the most part, of which LLVM's standard pipelines make little: their O1 and O2 took 2 to 5 times
  // as long as these and the programs of bench ran no faster.
  const char* const quick = "function(early-cse<memssa>,simplifycfg)";
  const char* const thorough = "function(simplifycfg,early-cse<memssa>,instcombine<no-verify-fixpoint;max-iterations=1>,loop-mssa(licm),"
                               "gvn,jump-threading,simplifycfg,adce)";
  llvm::ModulePassManager passes;
  llvm::cantFail(builder.parsePassPipeline(passes, options.level == 1 ? quick : thorough));
  passes.run(module, modules);
}

namespace {

/// LLVM's code generator without passes over machine code that took a sixth of its time and made nothing faster: expressions were put
/// where they belong before, in LLVM IR.
class QuickCodegen : public llvm::legacy::PassManager {
public:
  void add(llvm::Pass* pass) override {
    // The configuration comes first and decides what is added after it.
    if (pass->getPassID() == &llvm::TargetPassConfig::ID) {
      auto* config = static_cast<llvm::TargetPassConfig*>(pass);
      for (llvm::AnalysisID left : {&llvm::EarlyMachineLICMID, &llvm::MachineLICMID, &llvm::MachineCSELegacyID, &llvm::MachineSinkingLegacyID,
                                    &llvm::MachineCopyPropagationID})
        config->disablePass(left);
    }
    llvm::legacy::PassManager::add(pass);
  }
};

} // namespace

Result<std::unique_ptr<llvm::MemoryBuffer>> emitMachineCode(llvm::Module& module, llvm::TargetMachine& target, bool assembly,
                                                            const CompileOptions& options) {
  llvm::SmallVector<char, 0> bytes;
  {
    llvm::raw_svector_ostream stream(bytes);
    llvm::legacy::PassManager full;
    QuickCodegen quick;
    llvm::legacy::PassManager& passes = options.level == 1 ? quick : full;
    auto kind = assembly ? llvm::CodeGenFileType::AssemblyFile : llvm::CodeGenFileType::ObjectFile;
    if (target.addPassesToEmitFile(passes, stream, nullptr, kind))
      return Failure{"LLVM cannot write this kind of file for the target"};
    passes.run(module);
  }
  return std::unique_ptr<llvm::MemoryBuffer>(
      std::make_unique<llvm::SmallVectorMemoryBuffer>(std::move(bytes), "program.o", /*RequiresNullTerminator=*/false));
}

long long codeBytesOf(const llvm::MemoryBuffer& object) {
  auto file = llvm::object::ObjectFile::createObjectFile(object.getMemBufferRef());
  if (!file) {
    llvm::consumeError(file.takeError());
    return 0;
  }
  long long total = 0;
  for (const llvm::object::SectionRef& section : (*file)->sections())
    if (section.isText()) total += static_cast<long long>(section.getSize());
  return total;
}

std::string printLlvm(const llvm::Module& module, const std::string& function) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  if (function.empty()) {
    module.print(stream, nullptr);
  } else if (const llvm::Function* found = module.getFunction(function)) {
    found->print(stream);
  }
  return text;
}

} // namespace trivium::codegen
