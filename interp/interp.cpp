// Loading of bytecode: tables for the runtime, constants, inline caches, the stack of frames.
#include "interp/interp.h"

#include <sys/mman.h>

#include <cstdio>
#include <cstdlib>

#include "interp/vm.h"
#include "runtime/gc.h"

namespace trivium::interp {

using namespace runtime;

namespace {
constexpr size_t kStackBytes = size_t{1} << 32;  // reserved, touched only as deep as calls go

/// Zeroed memory in the low 2 GiB, where compiled code reaches it with 32-bit addresses; elsewhere if there is none.
template <class T> T* allocateTable(size_t count) {
  const size_t bytes = (count + 1) * sizeof(T);
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_32BIT, -1, 0);
  return static_cast<T*>(memory == MAP_FAILED ? std::calloc(1, bytes) : memory);
}
}

ProgramTables programTables() { return {active.constants, active.globals, active.infos}; }

void markCompiled(uint32_t function) {
  active.functions[function].isSimple = false;
  active.functions[function].simpleCount = UINT32_MAX;
}

bool readyVmStack() {
  if (vmStack.base) return true;
  void* memory = mmap(nullptr, kStackBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return false;
  vmStack.base = vmStack.top = static_cast<Value*>(memory);
  vmStack.limit = vmStack.base + kStackBytes / sizeof(Value) - 70000;  // any frame fits past the limit check
  gcAddEngineStack(&vmStack.base, &vmStack.top);
  return true;
}

int runProgram(BytecodeProgram& program, int argc, char** argv, const TierHooks* hooks) {
  if (hooks) tierHooks = *hooks;
  if (!readyVmStack()) {
    std::fputs("trivium: the system refuses the address range of the interpreter's stack\n", stderr);
    return 1;
  }
  const size_t n = program.functions.size();
  // One zeroed block, never freed: what it holds is the program.
  auto* constants = allocateTable<Value>(program.constantCount);
  auto* globals = allocateTable<Value>(program.globalCount);
  auto* builtins = allocateTable<Value>(program.constantCount);
  auto* infos = allocateTable<FunctionInfo>(n);
  auto* entries = static_cast<FunctionEntry*>(std::calloc(n, sizeof(FunctionEntry)));
  auto* resumes = static_cast<ResumeEntry*>(std::calloc(n, sizeof(ResumeEntry)));
  auto* data = static_cast<void**>(std::calloc(n, sizeof(void*)));
  size_t caches = 0, constantRegisters = 0;
  for (const BytecodeFunction& fn : program.functions) {
    caches += fn.cacheCount;
    constantRegisters += fn.constants.size();
  }
  auto* cache = static_cast<AttrCache*>(std::calloc(caches + 1, sizeof(AttrCache)));
  auto* registers = static_cast<Value*>(std::calloc(constantRegisters + 1, sizeof(Value)));
  gcAddRoots(builtins, program.constantCount);
  gcAddRoots(reinterpret_cast<Value*>(sharedWays), kSharedWays * (sizeof(SharedWay) / sizeof(Value)));
  gcAddRoots(reinterpret_cast<Value*>(cache), caches * sizeof(AttrCache) / sizeof(Value));
  for (size_t i = 0; i < n; ++i) {
    BytecodeFunction& fn = program.functions[i];
    fn.info = &infos[i];
    fn.entryLimit = tierHooks.hotEntries;
    for (const auto& point : fn.loopPoints) point.limit = tierHooks.hotIterations;
    if (fn.resumeIndex >= 0) fn.resume = &program.functions[static_cast<size_t>(fn.resumeIndex)];
    fn.caches = cache;
    cache += fn.cacheCount;
    fn.entry = fn.code.data();
    fn.simpleCount = fn.isSimple ? fn.paramCount : UINT32_MAX;
    fn.constantCount = static_cast<uint32_t>(fn.constants.size());
    fn.constantValues = registers;
    registers += fn.constants.size();
    data[i] = &fn;
    if (fn.isResume) resumes[i] = resumeGenerator;
    else entries[i] = enterFunction;
  }
  active = {constants, globals, builtins, infos, program.functions.data()};
  const ProgramDescriptor descriptor = {program.image.data(), program.image.size(), constants, globals, infos, entries, resumes, data,
                                        [](void* context) {
                                          for (BytecodeFunction& fn : static_cast<BytecodeProgram*>(context)->functions)
                                            for (size_t k = 0; k < fn.constants.size(); ++k)
                                              fn.constantValues[k] = fn.constants[k].isRaw ? static_cast<Value>(fn.constants[k].value)
                                                                                           : active.constants[fn.constants[k].value];
                                        },
                                        &program};
  return trv_program_run(&descriptor, argc, argv);
}

}  // namespace trivium::interp
