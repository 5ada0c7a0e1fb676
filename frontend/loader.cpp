// Loading a program: a queue of modules; each is parsed, checked and searched for import statements, which add to the queue.
// Where a name is looked for follows CPython's path-based finder (Language Reference 5.5): in each folder first a package, then
// a module, at last a folder without `__init__.py` (a namespace package).
#include "frontend/loader.h"

#include "frontend/checks.h"

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>

namespace trivium::frontend {

namespace {

bool isFile(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && !S_ISDIR(info.st_mode);
}

bool isFolder(const std::string& path) {
  struct stat info;
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

// Folder of a file with symbolic links resolved, as CPython's sys.path[0].
std::string folderOf(const std::string& path) {
  char* resolved = realpath(path.c_str(), nullptr);
  std::string text = resolved ? resolved : path;
  std::free(resolved);
  size_t slash = text.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : text.substr(0, slash);
}

// The main file is shown with its full path, not otherwise normalised.
std::string absolutePath(const std::string& path) {
  if (path.starts_with('/')) return path;
  char* folder = getcwd(nullptr, 0);
  const std::string text = folder ? std::string(folder) + "/" + path : path;
  std::free(folder);
  return text;
}

std::string join(const std::string& folder, std::string_view name) {
  return folder + (folder.ends_with('/') ? "" : "/") + std::string(name);
}

// Everything before the last dot; empty for a top-level name.
std::string_view parentOf(std::string_view name) {
  size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : name.substr(0, dot);
}

}  // namespace

bool isNativeModule(std::string_view name) {
  static constexpr std::string_view kNames[] = {
#define TRV_NATIVE_MODULE(name) name,
#include "frontend/native_modules.def"
  };
  for (std::string_view native : kNames)
    if (native == name) return true;
  return false;
}

bool readSource(const std::string& path, std::string& text, std::string& messages) {
  auto fail = [&](int error) {
    if (error == EISDIR) {
      messages += "trivium: can't find '__main__' module in '" + path + "'\n";
      return false;
    }
    messages += "trivium: can't open file '" + path + "': [Errno " + std::to_string(error) + "] " + std::strerror(error) + "\n";
    return false;
  };
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (!file) return fail(errno);
  char buffer[1 << 16];
  size_t count;
  while ((count = std::fread(buffer, 1, sizeof buffer, file)) != 0) text.append(buffer, count);
  // A folder can be opened, but not read.
  const int error = std::ferror(file) ? errno : 0;
  std::fclose(file);
  return error == 0 || fail(error);
}

std::string ModuleGraph::absoluteName(const SourceModule& importer, std::string_view module, int level, std::string& error) {
  if (level == 0) return std::string(module);
  if (importer.package.empty()) {
    error = "attempted relative import with no known parent package";
    return {};
  }
  std::string_view package = importer.package;
  for (int i = 1; i < level; ++i) {
    package = parentOf(package);
    if (package.empty()) {
      error = "attempted relative import beyond top-level package";
      return {};
    }
  }
  return module.empty() ? std::string(package) : std::string(package) + "." + std::string(module);
}

SourceModule* ModuleGraph::find(std::string_view name) const {
  auto found = byName_.find(std::string(name));
  return found == byName_.end() ? nullptr : found->second;
}

SourceModule* ModuleGraph::addNative(const std::string& name) {
  auto module = std::make_unique<SourceModule>();
  module->index = static_cast<uint32_t>(modules.size());
  module->name = name;
  module->package = parentOf(name);
  modules.push_back(std::move(module));
  return modules.back().get();
}

SourceModule* ModuleGraph::addModule(const std::string& name, const std::string& path, bool isPackage, bool isLibrary) {
  SourceModule* module = addNative(name);
  module->file = path;
  module->isPackage = isPackage;
  module->isLibrary = isLibrary;
  if (isPackage) {
    module->package = name;
    module->directory = folderOf(path);
  }
  std::string text;
  // A namespace package has no file.
  if (!isPackage || isFile(path)) {
    if (!readSource(path, text, failure_)) return module;
    sources.files.push_back({path, support::contentHash(text.data(), text.size())});
  } else {
    module->directory = path.substr(0, path.rfind('/'));
  }
  module->source = std::make_unique<support::SourceFile>(path, std::move(text));
  parse(*module);
  return module;
}

// Looks for the last part of a dotted name in folders; null if it is in none of them.
SourceModule* ModuleGraph::search(const std::string& name, std::string_view lastPart, const std::vector<std::string>& folders,
                                  const SourceModule* parent) {
  std::string namespaceFolder;
  for (const std::string& folder : folders) {
    const bool isLibrary = parent ? parent->isLibrary : folder == libraryPath_;
    const std::string base = join(folder, lastPart);
    const std::string package = base + "/__init__.py", module = base + ".py";
    if (isFile(package)) return addModule(name, package, /*isPackage=*/true, isLibrary);
    sources.absent.push_back(package);
    if (isFile(module)) return addModule(name, module, /*isPackage=*/false, isLibrary);
    sources.absent.push_back(module);
    if (namespaceFolder.empty() && isFolder(base)) namespaceFolder = base;
  }
  if (namespaceFolder.empty()) return nullptr;
  return addModule(name, namespaceFolder + "/__init__.py", /*isPackage=*/true, /*isLibrary=*/false);
}

// The module of an absolute name with all packages around it; null if it cannot be found.
SourceModule* ModuleGraph::require(const std::string& name) {
  if (auto known = byName_.find(name); known != byName_.end()) return known->second;
  byName_[name] = nullptr;
  SourceModule* found = nullptr;
  if (std::string_view parentName = parentOf(name); !parentName.empty()) {
    SourceModule* parent = require(std::string(parentName));
    if (!parent) return nullptr;
    if (isNativeModule(name))
      found = addNative(name);
    else if (parent->isPackage)
      found = search(name, std::string_view(name).substr(parentName.size() + 1), {parent->directory}, parent);
  } else if (isNativeModule(name)) {
    found = addNative(name);
  } else if (!name.empty()) {
    found = search(name, name, {mainDirectory_, libraryPath_}, nullptr);
  }
  byName_[name] = found;
  return found;
}

void ModuleGraph::parse(SourceModule& module) {
  module.program = parseProgram(*module.source, module.diagnostics);
  if (module.diagnostics.hasErrors()) return;
  if (!checkFutureImports(module.program->module, module.diagnostics)) return;
  module.scopes = buildScopes(module.program->module, module.program->identifiers, module.diagnostics);
  if (!module.diagnostics.hasErrors()) checkProgram(module.program->module, module.scopes, module.diagnostics);
}

void ModuleGraph::followImports(SourceModule& importer) {
  // Import statements are found only among statements, so expressions are left out of the walk.
  std::vector<ast::Node*> work;
  auto pushAll = [&work](auto nodes) {
    for (size_t i = nodes.size(); i-- > 0;) work.push_back(nodes[i]);
  };
  pushAll(importer.program->module->body);
  while (!work.empty()) {
    ast::Node* node = work.back();
    work.pop_back();
    if (auto* import = ast::dynAs<ast::Import>(node)) {
      for (ast::Alias* alias : import->names) require(std::string(alias->name->text));
    } else if (auto* from = ast::dynAs<ast::ImportFrom>(node)) {
      std::string error;
      std::string name = absoluteName(importer, from->module ? from->module->text : std::string_view(), from->level, error);
      SourceModule* module = name.empty() ? nullptr : require(name);
      if (!module || !module->isPackage) continue;
      // What is imported may be a module of the package.
      for (ast::Alias* alias : from->names)
        if (alias->name->text != "*") require(name + "." + std::string(alias->name->text));
    } else {
      std::vector<ast::Node*> inner;
      ast::dispatch(node, [&inner](auto* typed) {
        ast::forEachChild(typed, [&inner](ast::Node* child) {
          if (ast::isa<ast::StmtNode>(child) || child->kind == ast::NodeKind::ExceptHandler ||
              child->kind == ast::NodeKind::MatchCase)
            inner.push_back(child);
        });
      });
      pushAll(std::span(inner));
    }
  }
}

bool ModuleGraph::load(const std::string& path, const std::string& libraryPath) {
  mainDirectory_ = folderOf(path);
  libraryPath_ = libraryPath;
  byName_["__main__"] = addModule("__main__", absolutePath(path), /*isPackage=*/false, /*isLibrary=*/false);
  // Modules that are found on the way join the end of the list.
  for (size_t i = 0; i < modules.size(); ++i)
    if (!modules[i]->isNative() && !modules[i]->diagnostics.hasErrors()) followImports(*modules[i]);
  return !hasErrors();
}

bool ModuleGraph::hasErrors() const {
  if (!failure_.empty()) return true;
  for (const auto& module : modules)
    if (module->diagnostics.hasErrors()) return true;
  return false;
}

std::string ModuleGraph::messages() const {
  std::string text = failure_;
  for (const auto& module : modules) {
    if (!module->source) continue;
    for (const support::Diagnostic& diagnostic : module->diagnostics.all())
      // CPython keeps these to itself unless asked.
      if (diagnostic.kind != support::DiagnosticKind::DeprecationWarning)
        text += support::formatDiagnostic(diagnostic, *module->source);
  }
  return text;
}

}  // namespace trivium::frontend
