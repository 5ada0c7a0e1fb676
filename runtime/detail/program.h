// What the files that start, run and end a program share.
#pragma once
#include "runtime/abi/program.h"
#include "runtime/detail/core.h"

namespace trivium::runtime {

// ---- program_image.cpp
/// Reads the image into gProgram, the constants and the FunctionInfo table. False: it is none of this version.
bool loadProgram(const ProgramDescriptor* program);

// ---- import.cpp
/// Imports a module by its dotted name as an import statement would.
Value importNamed(StrObj* dottedName);
/// Runs the body of module 0. 0 = raised.
Value runMain();

// ---- program.cpp
/// Command line of the program; argv[0] is its name.
extern int gArgc;
extern char** gArgv;

// ---- exit.cpp
/// Ends the program: reports what `uncaught` (0 = none) is, runs exit handlers, flushes. Answers the exit status.
int finishProgram(Value uncaught);
/// Called at exit, the latest first.
void addExitHandler(Value callee, Value args, Value keywords);
/// Removes all handlers equal to callee. -1 = raised.
int removeExitHandler(Value callee);
void runExitHandlers();
void clearExitHandlers();
int64_t exitHandlerCount();

// ---- structseq.cpp
/// A tuple class with named fields, like sys.version_info. The first `visible` fields are items, the rest attributes only.
struct StructSpec {
  ClassObj* cls;
  const char* module;
  const char* name;
  const char* const* fields;  ///< ends with null
  int visible;
  bool canCreate;             ///< may be called with a sequence
};
void readyStruct(const StructSpec& spec);
/// An instance; `items` one Value per field, hidden ones included.
Value newStruct(ClassObj* cls, const Value* items, int count);

}  // namespace trivium::runtime
