// The running interpreter: its stack of frames and the tables of the active program.
#pragma once
#include "interp/bytecode.h"
#include "interp/interp.h"
#include "runtime/abi/program.h"
#include "runtime/abi/value.h"

namespace trivium::interp {

/// Stands directly below the registers of its function on the interpreter's stack.
struct Frame {
  const Word* callPc;      ///< call instruction in the caller, where an exception continues
  const Word* returnPc;    ///< instruction after it
  runtime::Value* callerRegs;
  const BytecodeFunction* fn;
  runtime::FunctionObj* self;
  runtime::GeneratorObj* gen;  ///< of a resume function
  runtime::Value sent;
  uint32_t raiseLoc;       ///< position of the exception the next `Catch` takes
  uint32_t dest;           ///< caller's register for the result, or kBaseFrame
};
constexpr uint32_t kBaseFrame = 65536;  ///< entered from C: returning leaves the dispatch loop

/// One program is active at a time; the arrays belong to the engine that loaded it.
struct ActiveProgram {
  runtime::Value* constants = nullptr;
  runtime::Value* globals = nullptr;
  runtime::Value* builtins = nullptr;  ///< by constant that names them; 0 = not looked up yet
  runtime::FunctionInfo* infos = nullptr;
  BytecodeFunction* functions = nullptr;
};
extern ActiveProgram active;
extern TierHooks tierHooks;

/// What sites that see objects of several Shapes found, by Shape and name: the slot of an attribute, or the function that a method is.
/// It holds while `epoch` is trv_class_epoch.
struct SharedWay {
  runtime::Shape* shape;
  runtime::Value name;   ///< constant; a method's with the low bit set
  runtime::Value value;  ///< byte offset in the instance, or the FunctionObj
  uint64_t epoch;
};
constexpr size_t kSharedWays = 1024;
extern SharedWay sharedWays[kSharedWays];
inline SharedWay* sharedWay(const runtime::Shape* shape, runtime::Value name) {
  return &sharedWays[((reinterpret_cast<uintptr_t>(shape) ^ name << 2) * 0x9E3779B97F4A7C15u) >> 54];
}

/// The interpreter's stack, a reserved range of memory that the collector scans up to `top`.
struct VmStack {
  runtime::Value* base = nullptr;
  runtime::Value* limit = nullptr;
  runtime::Value* top = nullptr;
};
extern VmStack vmStack;
/// Reserves the stack on the first call. False when the system refuses.
bool readyVmStack();

runtime::Value enterFunction(runtime::ThreadState* ts, runtime::FunctionObj* self, const runtime::Value* flat);
runtime::Value resumeGenerator(runtime::ThreadState* ts, runtime::GeneratorObj* gen, runtime::Value sent);

}  // namespace trivium::interp
