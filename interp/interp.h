// Runs a program in the bytecode interpreter.
#pragma once
#include <string>

#include "interp/bytecode.h"

namespace trivium::interp {

/// Asked by bytecode of CompileMode::Counting when something has become hot. Each answers compiled code to go on in, or null to stay
/// in the interpreter; it may also change FunctionInfo::entry and resume for later calls (see markCompiled).
struct TierHooks {
  void* context = nullptr;
  uint32_t hotEntries = 1;         ///< entries of a function until it counts as hot
  uint32_t hotIterations = 0;      ///< iterations of a loop until it counts as hot; 0 = never
  runtime::FunctionEntry (*entryHot)(void* context, uint32_t function) = nullptr;
  runtime::ResumeEntry (*resumeHot)(void* context, uint32_t function) = nullptr;  ///< `function` is the resume function
  /// The entry takes the values of ir::OsrPoint number `point` as its flat parameters.
  runtime::FunctionEntry (*loopHot)(void* context, uint32_t function, uint32_t point) = nullptr;
};

/// Where the running program's tables are, for code compiled later.
struct ProgramTables {
  runtime::Value *constants, *globals;
  runtime::FunctionInfo* infos;
};
ProgramTables programTables();
/// Says that calls of the function must go through FunctionInfo::entry from now on.
void markCompiled(uint32_t function);

/// Loads the program, runs it as trv_program_run describes and returns its exit status. The bytecode must stay alive until then and
/// after: functions of the program may be called from exit handlers.
int runProgram(BytecodeProgram& program, int argc, char** argv, const TierHooks* hooks = nullptr);

}  // namespace trivium::interp
