// The commands of `trivium`. Each takes its parsed options and returns the process exit status; messages about the toolkit's own
// failures go to stderr as one sentence.
#pragma once

#include "engine/engine.h"
#include "ir/ir.h"
#include "support/compile_options.h"
#include "support/source_stamp.h"

#include <memory>
#include <string>
#include <vector>

namespace trivium::cli {

/// Exit status when the toolkit itself fails (a missing file, a full disk), apart from those of programs.
constexpr int kFailureStatus = 2;

/// The Python program, and what it gets as sys.argv[1:].
struct ProgramArgs {
  std::string file;
  std::vector<std::string> args;
};

/// Options that decide what code is made from a program.
struct CodeOptions {
  bool types = true;  ///< --types=on|off: off makes every value dynamic
  support::CompileOptions compile;
  bool hasLevel = false;  ///< compile.level was asked for and is not a mode's default
};

/// When the JIT compiles: everything before the program starts, each function at its first call, or what the interpreter found hot.
enum class JitPolicy { Tiered, Lazy, Eager };

struct RunOptions {
  ProgramArgs program;
  engine::Mode mode = engine::Mode::Interp;
  CodeOptions code;
  bool useCache = true;
  JitPolicy jit = JitPolicy::Tiered;
  unsigned hot = 0;        ///< tiered: calls or iterations before something is compiled; 0 = what pays as a rule
  std::string reportFile;  ///< receives a RunReport; empty = none
};

struct BuildOptions {
  std::string file, output;
  std::string emit = "exe";  ///< exe, obj, asm, llvm, ir, bytecode
  CodeOptions code;
};

struct DumpOptions {
  std::string file;
  std::string stage = "ir";  ///< tokens, ast, ir, types, bytecode, llvm, asm
  std::string function;      ///< qualified name or symbol; empty = all
  CodeOptions code;
};

struct ExplainOptions {
  std::string file;
  std::string function;     ///< qualified name; empty = all
  bool json = false;
  bool everything = false;  ///< what is outside loops as well
};

struct CompareOptions {
  ProgramArgs program;
  std::vector<std::string> modes;  ///< empty = all of this build
  int runs = 7;                    ///< processes a mode
  std::string python = "python3";  ///< the reference; left out when it cannot be started
  bool json = false;
  CodeOptions code;
  std::string jit = "tiered";
};

int runCommand(const RunOptions& options);
int buildCommand(const BuildOptions& options);
int dumpCommand(const DumpOptions& options);
int explainCommand(const ExplainOptions& options);
int compareCommand(const CompareOptions& options);

/// `trivium run --mode=jit` (jit.cpp).
int runJit(const RunOptions& options, engine::RunReport& report);
/// argv as the program sees it, its own file name first. Never freed: sys.argv may be read until the process ends.
char** programArgv(const ProgramArgs& program, int* argc);

// ---- shared by the commands (pipeline.cpp)

/// How much is made of types: nothing (--types=off, every value is stored boxed), guesses for whoever compiles functions later, or guesses
/// and fast copies of functions.
enum class Typing { Off, Guesses, Full };
inline Typing typingOf(bool types) { return types ? Typing::Full : Typing::Off; }

/// Source to IR ready for an engine: front end, then typing. Null after errors, which have been printed;
/// `status` is then the exit status CPython has for them: 2 for a file that cannot be read, 1 for what is wrong in it. `sources`
/// receives the files it was made from.
std::unique_ptr<ir::Module> compileToIr(const std::string& file, Typing typing, int& status, engine::RunReport* report = nullptr,
                                        support::SourceList* sources = nullptr);
/// Prints "trivium: message" and returns kFailureStatus.
int fail(const std::string& message);
} // namespace trivium::cli
