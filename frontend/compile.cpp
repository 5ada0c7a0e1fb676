// The front end's steps in a row: load, lower, verify.
#include "frontend/compile.h"

#include "frontend/loader.h"
#include "frontend/lowering.h"

namespace trivium::frontend {

std::unique_ptr<ir::Module> compileProgram(const std::string& path, const FrontendOptions& options, std::string& messages,
                                           support::SourceList* sources) {
  ModuleGraph graph;
  std::unique_ptr<ir::Module> module;
  if (graph.load(path, options.libraryPath)) module = lowerProgram(graph);
  messages += graph.messages();
  if (sources) {
    *sources = graph.sources;
    sources->hasWarnings = !messages.empty();
  }
  if (!module || !options.verify) return module;
  const std::vector<std::string> violations = ir::verify(*module);
  for (const std::string& violation : violations) messages += "trivium: the front end made bad IR: " + violation + "\n";
  return violations.empty() ? std::move(module) : nullptr;
}

}  // namespace trivium::frontend
