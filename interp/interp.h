// Runs a program in the bytecode interpreter.
#pragma once
#include <string>

#include "interp/bytecode.h"

namespace trivium::interp {

/// Loads the program, runs it as trv_program_run describes and returns its exit status. The bytecode must stay alive until then and
/// after: functions of the program may be called from exit handlers.
int runProgram(BytecodeProgram& program, int argc, char** argv);

}  // namespace trivium::interp
