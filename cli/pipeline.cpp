// Source file to IR, the part that all commands share.
#include "cli/commands.h"
#include "engine/plugin.h"
#include "frontend/compile.h"
#include "ir/passes.h"

#include <cstdio>
#include <sys/stat.h>

namespace trivium::cli {

int fail(const std::string& message) {
  std::fprintf(stderr, "trivium: %s\n", message.c_str());
  return kFailureStatus;
}

std::unique_ptr<ir::Module> compileToIr(const std::string& file, Typing typing, int& status, engine::RunReport* report, support::SourceList* sources) {
  engine::Stopwatch watch;
  frontend::FrontendOptions options;
  options.libraryPath = engine::installedFolder() + "/lib";
  std::string messages;
  support::SourceList read;
  if (!sources) sources = &read;
  auto module = frontend::compileProgram(file, options, messages, sources);
  if (!messages.empty()) std::fputs(messages.c_str(), stderr);
  if (report) report->frontEndNs = watch.lapNs();
  if (!module) {
    // CPython takes a folder for a package without a __main__.py, which is no failure to read something.
    struct stat info;
    const bool isFolder = stat(file.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
    status = sources->files.empty() && !isFolder ? kFailureStatus : 1;
    return nullptr;
  }
  ir::inferTypes(*module, typing != Typing::Off);
  if (typing != Typing::Off) ir::inlineCalls(*module);
  if (typing == Typing::Full) ir::typeLocals(*module);
  if (report) report->passesNs = watch.lapNs();
  return module;
}

} // namespace trivium::cli
