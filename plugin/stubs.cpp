// Definitions that LLD asks for and Trivium does not have: it names the initialisers of every target LLVM was built with, and
// Polly. Linking them all would make the plugin two and a half times as large. Only X86 is real; the others do nothing.
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Plugins/PassPlugin.h"

// The tables of LLVM's configuration name every target. X86 becomes a name nobody asks for.
#define X86 Replaced
#define TRV_STUB(function) void function() {}
#define TRV_TARGET_STUBS(target)                                                                                               \
  TRV_STUB(LLVMInitialize##target##TargetInfo)                                                                                 \
  TRV_STUB(LLVMInitialize##target##Target) TRV_STUB(LLVMInitialize##target##TargetMC)
#define TRV_PRINTER_STUB(target) TRV_STUB(LLVMInitialize##target##AsmPrinter)
#define TRV_PARSER_STUB(target) TRV_STUB(LLVMInitialize##target##AsmParser)

extern "C" {
#define LLVM_TARGET(target) TRV_TARGET_STUBS(target)
#include "llvm/Config/Targets.def"
#define LLVM_ASM_PRINTER(target) TRV_PRINTER_STUB(target)
#include "llvm/Config/AsmPrinters.def"
#define LLVM_ASM_PARSER(target) TRV_PARSER_STUB(target)
#include "llvm/Config/AsmParsers.def"
}

/// The list of LLVM's extensions has Polly in it on Debian.
llvm::PassPluginLibraryInfo getPollyPluginInfo() {
  return {LLVM_PLUGIN_API_VERSION, "none", "", [](llvm::PassBuilder&) {}};
}
