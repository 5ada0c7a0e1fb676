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

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define TRV_STACK_OF_THREAD 1
#include <pthread.h>
#endif
#endif

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

#if defined(TRV_STACK_OF_THREAD)
/// These sanitizers know the stacks of threads only, and warn about every other.
bool runOnStack(void* memory, size_t bytes) {
  pthread_attr_t attributes;
  pthread_t thread;
  const auto body = [](void*) -> void* {
    runProgram();
    return nullptr;
  };
  pthread_attr_init(&attributes);
  const bool isStarted = pthread_attr_setstack(&attributes, memory, bytes) == 0 && pthread_create(&thread, &attributes, body, nullptr) == 0;
  pthread_attr_destroy(&attributes);
  return isStarted && pthread_join(thread, nullptr) == 0;
}
#else
bool runOnStack(void* memory, size_t bytes) {
  ucontext_t inside;
  getcontext(&inside);
  inside.uc_stack.ss_sp = memory;
  inside.uc_stack.ss_size = bytes;
  inside.uc_link = &gRun.outside;
  makecontext(&inside, runProgram, 0);
  return swapcontext(&gRun.outside, &inside) == 0;
}
#endif

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
    const bool hasRun = runOnStack(memory, bytes);
    munmap(memory, bytes);
    if (!hasRun) continue;
    return gRun.status;
  }
  fputs("trivium: the system refuses the address range of the program's stack\n", stderr);
  return 1;
}

}  // namespace trivium::runtime
