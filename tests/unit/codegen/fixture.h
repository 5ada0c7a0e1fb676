// IR functions built by hand, compiled and run in this process against a runtime that only counts.
#pragma once

#include "codegen/codegen.h"
#include "jit/jit.h"
#include "runtime/abi/program.h"
#include "runtime/abi/value.h"

#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

namespace trivium::codegen {

/// What the counting runtime saw.
struct Seen {
  std::map<std::string, int> calls;
  std::vector<int64_t> tracebackLocs;
  runtime::Value answer = 0; ///< what the next arithmetic helper returns
};
extern Seen seen;
std::vector<engine::RuntimeSymbol> countingRuntime();

/// A module with one Python module and helpers to fill it.
class Program {
public:
  Program();
  /// A function with that many positional parameters; its entry block is the builder's.
  ir::Function& function(const std::string& name, unsigned params);
  ir::Value* param(unsigned k) const { return current_->blocks.front()->params[k].get(); }
  ir::BasicBlock* block() { return current_->addBlock(); }
  /// Adds an instruction whose overflow goes to a block that returns the constant, and goes on in a new block.
  ir::Instruction* checked(ir::Opcode op, std::vector<ir::Value*> operands, int64_t onOverflow);
  ir::Value* number(int64_t n);
  void ret(ir::Value* value) { b.add(ir::Opcode::Return, {value}); }

  ir::Module module;
  ir::Builder b;

private:
  ir::Function* current_ = nullptr;
};

/// Lowers a module and checks what comes out; the text of the verifier's complaint, empty if there is none.
std::string lowerAndVerify(const ir::Module& module, int level, bool debugInfo = false);

/// A compiled module.
class Compiled {
public:
  Compiled(const ir::Module& module, int level);
  /// Calls function `index` through its entry.
  runtime::Value call(size_t index, std::vector<runtime::Value> args);

  static runtime::ThreadState thread; ///< what generated code knows as trv_thread

private:
  std::unique_ptr<jit::Jit> jit_;
  const runtime::ProgramDescriptor* descriptor_ = nullptr;
};

inline runtime::Value small(int64_t n) { return runtime::fromSmallInt(n); }

} // namespace trivium::codegen
