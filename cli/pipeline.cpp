// Source file to IR, the part that all commands share.
#include "cli/commands.h"
#include "engine/plugin.h"
#include "frontend/compile.h"
#include "ir/passes.h"

#include <cstdio>

namespace trivium::cli {

int fail(const std::string& message) {
  std::fprintf(stderr, "trivium: %s\n", message.c_str());
  return kFailureStatus;
}

std::unique_ptr<ir::Module> compileToIr(const std::string& file, bool types, engine::RunReport* report, support::SourceList* sources) {
  engine::Stopwatch watch;
  frontend::FrontendOptions options;
  options.libraryPath = engine::installedFolder() + "/lib";
  std::string messages;
  auto module = frontend::compileProgram(file, options, messages, sources);
  if (!messages.empty()) std::fputs(messages.c_str(), stderr);
  if (report) report->frontEndNs = watch.lapNs();
  if (!module) return nullptr;
  module->storageKinds = types;
  if (types) ir::typeLocals(*module);
  if (report) report->passesNs = watch.lapNs();
  return module;
}

} // namespace trivium::cli
