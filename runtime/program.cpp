// The life of a program: a stack of its own, start-up of the runtime, the image, the main module, the end (exit.cpp).
//
// Programs run on a large reserved stack, so that sys.setrecursionlimit can be raised far beyond what the system's stack would hold;
// only what is used takes memory. Its last part is kept free: reaching it is RecursionError (ThreadState::stackLimit).
#include <stdio.h>
#include <sys/mman.h>
#include <ucontext.h>

#include "runtime/detail/containers.h"
#include "runtime/detail/errors.h"
#include "runtime/detail/program.h"

namespace trivium::runtime {

int gArgc;
char** gArgv;

#define TRV_STARTUP(function) void function();
#include "runtime/startup.def"
#undef TRV_STARTUP

namespace {

constexpr size_t kStackBytes[] = {size_t{4} << 30, size_t{1} << 30, size_t{256} << 20, size_t{32} << 20};  ///< the first that the system grants
constexpr size_t kStackReserve = size_t{512} << 10;  ///< for what runs between two checks: the C library, the collector, handlers

struct Run {
  const ProgramDescriptor* program;
  ucontext_t outside;
  char* stackEnd;
  char* stackLimit;
  int status;
};
Run gRun;

void readyRuntime() {
  static bool isReady;
  if (isReady) return;
  isReady = true;
  readyObjectModel();
#define TRV_STARTUP(function) function();
#include "runtime/startup.def"
#undef TRV_STARTUP
  installSignalHandlers();
}

void runProgram() {
  ThreadState* ts = currentThread();
  gcSetStackBase(gRun.stackEnd);
  ts->stackLimit = gRun.stackLimit;
  readyRuntime();
  if (!loadProgram(gRun.program)) {
    fputs("trivium: the program was compiled for another version of the runtime\n", stderr);
    gRun.status = 1;
    return;
  }
  if (gRun.program->loaded) gRun.program->loaded(gRun.program->context);
  const Value uncaught = runMain() ? 0 : takePending();
  ts->handled = 0;
  gRun.status = finishProgram(uncaught);
}

}  // namespace

extern "C" int trv_program_run(const ProgramDescriptor* program, int argc, char** argv) {
  gRun.program = program;
  gArgc = argc;
  gArgv = argv;
  for (size_t bytes : kStackBytes) {
    void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (memory == MAP_FAILED) continue;
    madvise(memory, bytes, MADV_NOHUGEPAGE);  // a shallow program should not pay two megabytes for its first frame
    gRun.stackEnd = static_cast<char*>(memory) + bytes;
    gRun.stackLimit = static_cast<char*>(memory) + kStackReserve;
    ucontext_t inside;
    getcontext(&inside);
    inside.uc_stack.ss_sp = memory;
    inside.uc_stack.ss_size = bytes;
    inside.uc_link = &gRun.outside;
    makecontext(&inside, runProgram, 0);
    swapcontext(&gRun.outside, &inside);
    munmap(memory, bytes);
    return gRun.status;
  }
  fputs("trivium: the system refuses the address range of the program's stack\n", stderr);
  return 1;
}

}  // namespace trivium::runtime
