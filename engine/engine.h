// Modes by name, and what running a program in one of them took.
#pragma once

#include "support/compile_options.h"

#include <chrono>
#include <string>
#include <string_view>

namespace trivium::engine {

/// One way to run a program; see engines.def.
enum class Mode : uint8_t {
#define TRV_ENGINE(name, mode, description) name,
#include "engine/engines.def"
};
constexpr unsigned kModeCount = 0
#define TRV_ENGINE(name, mode, description) +1
#include "engine/engines.def"
    ;

/// The word of `--mode`.
const char* modeName(Mode mode);
/// The mode of that word; false if there is none.
bool modeFromName(std::string_view name, Mode* mode);

/// Wall time since the last lap, or since construction.
class Stopwatch {
public:
  long long lapNs() {
    const auto now = std::chrono::steady_clock::now();
    const auto elapsed = std::chrono::duration_cast<std::chrono::nanoseconds>(now - last_).count();
    last_ = now;
    return elapsed;
  }

private:
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

/// Where the time of one process went, wall nanoseconds. A phase that the mode does not have is 0.
struct RunReport {
  long long frontEndNs = 0;  ///< source to IR; with a bytecode cache hit: reading and checking the cache
  long long passesNs = 0;    ///< IR to typed IR
  long long bytecodeNs = 0;  ///< IR to bytecode
  bool fromCache = false;    ///< the bytecode came from the cache
  long long pluginNs = 0;    ///< opening the LLVM plugin
  support::CompileReport compile;
  long long runNs = 0;       ///< the program itself
  long long codeBytes = 0;   ///< bytecode or machine code of the program, the runtime not counted
  long long fileBytes = 0;   ///< aot: size of the executable
  /// As a JSON object on one line.
  std::string toJson() const;
};

} // namespace trivium::engine
