// A program image written by hand, whose one function is this file's C++: what the runtime reads from the image and how a program ends.
#include <gtest/gtest.h>

#include <string>

#include "runtime/abi/helpers.h"
#include "runtime/detail/errors.h"
#include "runtime/detail/program.h"
#include "tests/unit/runtime/program_image.h"

namespace trivium::runtime {
namespace {

// Bodies run on the program's own stack; what they find is checked afterwards.
Program* running;
std::string seen;

TEST(Program, readsConstantsNamesAndPositions) {
  Program program;
  running = &program;
  const int status = program.run([](ThreadState*, FunctionObj* self, const Value*) -> Value {
    const Value* c = running->constants;
    for (int i = 0; i < kConstantCount; ++i) {
      if (i) seen += ' ';
      seen += utf8Of(as<StrObj>(repr(c[i])));
    }
    seen += std::string(" | ") + self->info->file + " " + self->info->localNames[0];
    seen += " " + std::to_string(self->info->locs[1].line) + ":" + std::to_string(self->info->locs[1].col);
    seen += as<StrObj>(c[3])->interned ? " interned" : " plain";
    auto* module = as<ModuleObj>(moduleByIndex(0));
    moduleSet(module, intern("answer"), fromSmallInt(42));
    moduleSet(module, intern("other"), fromSmallInt(1));
    seen += running->globals[0] == fromSmallInt(42) && moduleGet(module, intern("other")) == fromSmallInt(1) ? " set" : " lost";
    return none();
  });
  EXPECT_EQ(status, 0);
  EXPECT_EQ(seen, "-7 123456789012345678901234567890 2.5 'name' 'h\xC3\xA9' True (-7, 'name') | test.py local 3:4 interned set");
}

TEST(Program, uncaughtExceptionsAndExitCodesBecomeTheStatus) {
  Program failing;
  testing::internal::CaptureStderr();
  EXPECT_EQ(failing.run([](ThreadState* ts, FunctionObj* self, const Value*) -> Value {
    raise(&trv_exc_ValueError, "no %s %d", "good", 5);
    abi::trv_add_traceback(ts, const_cast<FunctionInfo*>(self->info), 1);
    return 0;
  }), 1);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "Traceback (most recent call last):\n  File \"test.py\", line 3, in <module>\nValueError: no good 5\n");
  Program leaving;
  EXPECT_EQ(leaving.run([](ThreadState*, FunctionObj*, const Value*) -> Value { return raiseValue(&trv_exc_SystemExit, fromSmallInt(3)); }), 3);
  Program quiet;
  EXPECT_EQ(quiet.run([](ThreadState*, FunctionObj*, const Value*) -> Value { return raiseValue(&trv_exc_SystemExit, none()); }), 0);
}

TEST(Program, chainsContextsWithoutCycles) {
  Program program;
  EXPECT_EQ(program.run([](ThreadState* ts, FunctionObj*, const Value*) -> Value {
    Value args = toValue(newTuple(0));
    Value first = newException(&trv_exc_KeyError, args), second = newException(&trv_exc_OSError, args);
    ts->handled = first;
    raiseObject(second);
    clearPending();
    bool ok = exceptionOf(second)->context == first;
    // Raising the first while the second is handled would close the circle.
    ts->handled = second;
    raiseObject(first);
    clearPending();
    ok = ok && exceptionOf(first)->context == second && exceptionOf(second)->context == 0;
    ts->handled = 0;
    return ok ? none() : raise(&trv_exc_AssertionError, "");
  }), 0);
}

TEST(Program, refusesImagesOfOtherVersions) {
  Program program;
  program.image.bytes[4] = 99;
  EXPECT_EQ(program.run([](ThreadState*, FunctionObj*, const Value*) -> Value { return none(); }), 1);
}

}  // namespace
}  // namespace trivium::runtime
