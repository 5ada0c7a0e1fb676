// How a program reaches the runtime, the same in all three modes.
//
// The front end's Module is written once as a *program image*: constants, names, function tables, modules and source positions,
// independent of how the code was compiled (engine/image.h writes it, runtime/program.cpp reads it). Next to the image an engine
// supplies zeroed arrays for what the image describes and one entry point per function.
#pragma once
#include "runtime/abi/value.h"

namespace trivium::runtime {

constexpr uint32_t kImageVersion = 5;

struct ProgramDescriptor {
  const uint8_t* image;
  uint64_t imageBytes;
  Value* constants;          ///< [constant], filled by trv_program_run; collector roots
  Value* globals;            ///< [program-wide global], 0 = unbound; collector roots
  FunctionInfo* infos;       ///< [function], filled from the image; entry/resume/engineData from below
  const FunctionEntry* entries;  ///< [function]; null where the function is a generator's resume part
  const ResumeEntry* resumes;    ///< [function]; set at the index of the generator's *resume* function
  void* const* engineData;   ///< [function] or null
  /// Called once the constants are there, before any code of the program runs; may be null.
  void (*loaded)(void* context);
  void* context;
};

extern "C" {
/// Runs the program: readies the runtime, loads the image, executes the body of module 0, prints an uncaught exception's
/// traceback, flushes. Returns the process exit status (1 for an uncaught exception, 130 after KeyboardInterrupt, else as
/// sys.exit says). `argv[0]` becomes sys.argv[0].
int trv_program_run(const ProgramDescriptor* program, int argc, char** argv);
}

// Image layout. All integers are LEB128 varints (u) or zig-zag varints (s); strings are u length + bytes.
//   "TRVI" u version
//   u constantCount, then per constant: u8 kind (ir::Constant::Kind order: None Bool Int BigInt Float Complex Str Bytes Tuple FrozenSet
//     Ellipsis) and: Bool/Int s; BigInt string (decimal); Float 8 bytes; Complex 16 bytes; Str/Bytes string; Tuple/FrozenSet u n, u index each
//     (always of earlier constants)
//   u moduleCount, per module: string name, string file, u isPackage, s bodyFunction (-1 native), u globalCount, u program-wide global index each
//   u globalCount, per global: string name, u module
//   u functionCount, per function: string name, string qualname, s docConst, u module, u firstLine, u flags, u posOnly, u posCount, u kwOnly,
//     u paramCount, string each, s resumeFunction (-1 none), u slotCount, u localCount, string each, u capturedCount, u freeCount, u selfAttributes, u locCount,
//     per loc: u line, u col, u endLine, u endCol, u inlined, u outer
//   u storageKinds: whether objects may hold raw floats
//   u floatAttributeCount, u Str constant each: names of attributes that seem to hold floats only
//   u layoutCount (at most 64), per layout: u fieldCount, per field: u Str constant of the name, u inline slot, u isFloat

}  // namespace trivium::runtime
