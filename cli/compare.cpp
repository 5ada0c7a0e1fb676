// `trivium compare`: the modes, and CPython where it is there, on one program.
#include "cli/commands.h"

#include "bench/harness/compare.h"
#include "bench/report/report.h"

#include <cstdio>
#include <unistd.h>

namespace trivium::cli {

namespace {

std::string ownPath() {
  char buffer[4096];
  const ssize_t length = readlink("/proc/self/exe", buffer, sizeof buffer);
  return std::string(buffer, length > 0 ? static_cast<size_t>(length) : 0);
}

} // namespace

int compareCommand(const CompareOptions& options) {
  if (access(options.program.file.c_str(), R_OK) != 0) return fail("cannot read " + options.program.file);
  std::vector<std::string> modes = options.modes;
  if (modes.empty())
    for (unsigned i = 0; i < engine::kModeCount; ++i) modes.push_back(engine::modeName(static_cast<engine::Mode>(i)));
  std::vector<bench::Contender> contenders;
  const auto addProgram = [&](std::vector<std::string>& command) {
    command.push_back(options.program.file);
    command.insert(command.end(), options.program.args.begin(), options.program.args.end());
  };
  for (const std::string& mode : modes) {
    // The cache would hide what the front end costs.
    std::vector<std::string> command = {ownPath(), "run", "--mode=" + mode, "--no-cache", "--report", "{report}",
                                        "--types", options.code.types ? "on" : "off", "--cpu", options.code.compile.cpu};
    if (options.code.hasLevel) command.insert(command.end(), {"-O", std::to_string(options.code.compile.level)});
    if (mode == "jit") command.insert(command.end(), {"--jit", options.jit});
    addProgram(command);
    contenders.push_back({mode, std::move(command), false});
  }
  if (!options.python.empty()) {
    std::vector<std::string> command = {options.python};
    addProgram(command);
    contenders.push_back({"CPython", std::move(command), true});
  }
  const bench::Comparison result = bench::compareModes(options.program.file, options.program.args, std::move(contenders), options.runs);
  std::fputs((options.json ? bench::toJson(result) : bench::toTable(result)).c_str(), stdout);
  bool allRight = true;
  for (const bench::Series& s : result.series) allRight &= s.failure.empty() || s.contender.isReference;
  return allRight ? 0 : 1;
}

} // namespace trivium::cli
