// Register bytecode: its instruction set, one compiled function, and helpers to walk over instructions.
//
// A function's frame is an array of 64-bit registers:
//   [0, paramCount)                        parameters
//   [paramCount, paramCount + constCount)  constants, copied in at entry, so that instructions need no separate constant operands
//   [.., registerCount)                    everything else
#pragma once
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "ir/ir.h"
#include "runtime/abi/value.h"

namespace trivium::interp {

/// Generic instructions come first, in the order of ir::Opcode; those without a helper are never emitted.
enum class Op : uint16_t {
#define TRV_OP(name, mnemonic, operands, result, effects, helper, doc) Generic_##name,
#include "ir/ops.def"
#undef TRV_OP
#define TRV_BC(name, format, origin) name,
#include "interp/bytecode.def"
#undef TRV_BC
  Count
};
constexpr unsigned kOpCount = static_cast<unsigned>(Op::Count);

/// Eight bytes: opcode and three operands; longer instructions go on in further words.
struct Word {
  uint16_t unit[4];
};

/// Operand letters of an instruction, as explained in bytecode.def.
std::string_view formatOf(Op op);
std::string_view nameOf(Op op);

inline int32_t read32(const uint16_t* unit) {
  int32_t n;
  std::memcpy(&n, unit, sizeof n);
  return n;
}
inline void write32(uint16_t* unit, int32_t n) { std::memcpy(unit, &n, sizeof n); }
/// Length of an instruction in words.
uint32_t lengthOf(const Word* inst);

/// Where an exception raised in [first, last) continues. Entries do not overlap and are sorted.
struct HandlerRange {
  uint32_t first, last, target;  ///< word indices
};
/// Source position of the instructions from word `first` on.
struct LocRange {
  uint32_t first;
  uint32_t loc;  ///< index into the function's positions
};

struct BytecodeFunction {
  // What a call looks at, in one cache line; the first four are filled when the program is loaded, never stored.
  const Word* entry = nullptr;               ///< code.data()
  runtime::Value* constantValues = nullptr;  ///< [constantCount]
  uint32_t constantCount = 0;                ///< constants.size()
  uint32_t simpleCount = UINT32_MAX;         ///< parameters, if isSimple
  uint32_t paramCount = 0;
  uint32_t registerCount = 0;

  uint32_t index = 0;          ///< function in the program
  uint32_t cacheCount = 0;     ///< inline caches
  int64_t resumeIndex = -1;    ///< of a generator's entry: its resume function
  bool isResume = false;
  bool isSimple = false;       ///< positional parameters only: a call with paramCount arguments needs no binding
  std::vector<Word> code;
  /// Constant registers: index into the program's constants, or a raw value when `isRaw`.
  struct ConstantRegister {
    int64_t value;
    bool isRaw;
  };
  std::vector<ConstantRegister> constants;
  std::vector<HandlerRange> handlers;
  std::vector<LocRange> locs;

  /// A loop header at which a running call can change over to compiled code (ir/passes/osr.h).
  struct LoopPoint {
    uint32_t block;  ///< of the IR function
    int32_t outer;   ///< number of the next loop around it, -1 if there is none
    mutable uint32_t count = 0, limit = 0;  ///< iterations so far, and at how many the loop counts as hot
    mutable runtime::FunctionEntry compiled = nullptr;  ///< what goes on at this point, once it was hot
  };
  std::vector<LoopPoint> loopPoints;  ///< only with CompileMode::Counting, never stored

  // Filled when the program is loaded, never stored.
  mutable uint32_t entryCount = 0, entryLimit = 0;  ///< entries so far, and at how many the function counts as hot
  const runtime::FunctionInfo* info = nullptr;
  const BytecodeFunction* resume = nullptr;  ///< of a generator's entry
  runtime::AttrCache* caches = nullptr;      ///< [cacheCount]
};

/// The whole program's bytecode, one entry per ir::Function.
struct BytecodeProgram {
  std::vector<uint8_t> image;  ///< program image, see runtime/abi/program.h
  std::vector<BytecodeFunction> functions;
  uint32_t constantCount = 0, globalCount = 0;
};

/// Plain: bytecode as it is cached. Counting: it counts entries and iterations for an engine that compiles what is hot (TierHooks).
enum class CompileMode : uint8_t { Plain, Counting };

/// Translates a verified module. On failure (a function past 65,535 registers) `error` says which and why.
bool compileProgram(const ir::Module& module, BytecodeProgram& out, std::string& error, CompileMode mode = CompileMode::Plain);
/// Readable listing; `function` -1 = all.
std::string disassemble(const BytecodeProgram& program, const ir::Module& module, int64_t function = -1);

}  // namespace trivium::interp
