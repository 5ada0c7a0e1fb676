// A program image written by hand, of one module whose body is a C++ function of a test.
#pragma once
#include <string>

#include "runtime/abi/helpers.h"
#include "runtime/detail/program.h"
#include "tests/unit/runtime/image.h"

namespace trivium::runtime {

inline constexpr int kConstantCount = 7;

/// Module __main__ with the variable `answer` and the body `<module>`.
inline Image imageOfOneModule() {
  Image w;
  for (char c : std::string("TRVI")) w.bytes.push_back(static_cast<uint8_t>(c));
  w.u(kImageVersion);
  w.u(kConstantCount);
  w.u(kInt).s(-7);
  w.u(kBigInt).text("123456789012345678901234567890");
  w.u(kFloat).real(2.5);
  w.u(kStr).text("name");
  w.u(kStr).text("h\xC3\xA9");
  w.u(kBool).s(1);
  w.u(kTuple).u(2).u(0).u(3);
  w.u(1).text("__main__").text("test.py").u(0).s(0).u(1).u(0);
  w.u(1).text("answer").u(0);
  w.u(1).text("<module>").text("<module>").s(-1).u(0).u(1).u(kIsModuleBody).u(0).u(0).u(0).u(0).s(-1).u(0);
  w.u(1).text("local").u(0).u(0).u(0);
  w.u(2);
  for (int i = 0; i < 6; ++i) w.u(0);
  w.u(3).u(4).u(3).u(9).u(0).u(0);
  w.u(1).u(0).u(0);
  return w;
}

/// Runs C++ functions as the body of that module.
struct Program {
  Image image = imageOfOneModule();
  Value constants[kConstantCount] = {};
  Value globals[1] = {};
  FunctionInfo infos[1] = {};
  FunctionEntry entries[1] = {};
  ResumeEntry resumes[1] = {};

  int run(FunctionEntry body) {
    entries[0] = body;
    const ProgramDescriptor descriptor = {image.bytes.data(), image.bytes.size(), constants, globals, infos, entries, resumes, nullptr, nullptr, nullptr};
    char name[] = "test.py";
    char* argv[] = {name};
    return trv_program_run(&descriptor, 1, argv);
  }
};

}  // namespace trivium::runtime
