// Finds, parses and numbers the modules of a program: the main file, then everything its import statements can reach, wherever
// they stand. A name is looked for among the modules that the runtime implements, next to the main file, then in Trivium's
// library. A module that is not found is no error here: importing it raises ModuleNotFoundError when the program runs.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "frontend/parser.h"
#include "frontend/scopes.h"
#include "support/diagnostics.h"
#include "support/source.h"
#include "support/source_stamp.h"

namespace trivium::frontend {

/// One module of the program. Without `program` it is implemented in the runtime.
struct SourceModule {
  uint32_t index = 0;  ///< in ModuleGraph::modules and ir::Module::modules
  std::string name;    ///< dotted; "__main__" for the program
  std::string file;    ///< as shown in tracebacks
  std::string package; ///< as `__package__`
  std::string directory;  ///< of a package: where its modules are
  bool isPackage = false;
  bool isLibrary = false;  ///< from Trivium's library
  std::unique_ptr<support::SourceFile> source;
  support::Diagnostics diagnostics;
  std::unique_ptr<Program> program;
  ScopeTree scopes;

  bool isNative() const { return program == nullptr; }
};

/// All modules of a program; number 0 is the main file.
class ModuleGraph {
 public:
  /// Loads the program that starts at `path`. False when the main file cannot be read or any module has errors.
  bool load(const std::string& path, const std::string& libraryPath);

  std::vector<std::unique_ptr<SourceModule>> modules;
  /// The files that were read, hashed as they were read (before decoding), and the paths where a module was looked for in vain.
  support::SourceList sources;

  /// The module of that dotted name, or null if it was not found or nothing imports it.
  SourceModule* find(std::string_view name) const;
  /// The absolute name that `from ..module import` means in `importer`; empty with `error` set when it leaves the package.
  static std::string absoluteName(const SourceModule& importer, std::string_view module, int level, std::string& error);

  /// What to print: messages of all modules in CPython's form.
  std::string messages() const;
  bool hasErrors() const;

 private:
  SourceModule* require(const std::string& name);
  SourceModule* search(const std::string& name, std::string_view lastPart, const std::vector<std::string>& folders,
                       const SourceModule* parent);
  SourceModule* addModule(const std::string& name, const std::string& path, bool isPackage, bool isLibrary);
  SourceModule* addNative(const std::string& name);
  void parse(SourceModule& module);
  void followImports(SourceModule& module);

  std::unordered_map<std::string, SourceModule*> byName_;  ///< null = looked for and not found
  std::string mainDirectory_, libraryPath_, failure_;
};

/// Whether the runtime implements a module of that name.
bool isNativeModule(std::string_view name);

/// Reads a source file into `text`, undecoded. False when it cannot be read; `messages` then gets one line that says why.
bool readSource(const std::string& path, std::string& text, std::string& messages);

}  // namespace trivium::frontend
