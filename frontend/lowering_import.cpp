// Import statements (Language Reference 7.11). Which modules a program has is known when it is compiled; when they run is not, so
// every form becomes `import` ops that run a module's body if that has not happened yet, package by package from the left. A module
// that was not found is looked up in sys.modules, and raises ModuleNotFoundError where CPython would.
#include "frontend/detail/lowering_impl.h"

namespace trivium::frontend {

void FunctionLowering::importStmt(ast::Import* node) {
  for (const ast::Alias* alias : node->names) {
    at(node);
    const std::string name(alias->name->text);
    Value* module = importModule(name, node);
    if (dead_) return;
    if (alias->asname) {
      storeName(alias->asname, module);
      continue;
    }
    const size_t dot = name.find('.');
    if (dot == std::string::npos) {
      storeName(alias->name, module);
      continue;
    }
    // `import a.b.c` binds `a`.
    const std::string first = name.substr(0, dot);
    storeName(module_.intern(first), importModule(first, node));
  }
}

void FunctionLowering::importFrom(ast::ImportFrom* node) {
  at(node);
  const ModuleGraph& graph = module_.program.graph;
  const std::string_view written = node->module ? node->module->text : std::string_view();
  // What the features of `__future__` do was decided by the parser; their names are bound where that module exists.
  if (node->level == 0 && written == "__future__" && !graph.find("__future__")) return;
  std::string error;
  const std::string name = ModuleGraph::absoluteName(module_.source, written, node->level, error);
  if (!error.empty()) return raiseImportError("ImportError", error, {});
  Value* module = importModule(name, node);
  if (dead_) return;
  const SourceModule* source = graph.find(name);
  if (node->names.size() == 1 && node->names[0]->name->text == "*") {
    emit(Opcode::ImportStar, {module}, {module_.source.index});
    return;
  }
  // Modules of a package that it does not hold under another meaning are run before anything is taken from it.
  if (source && source->isPackage) {
    const ModuleLowering* package = module_.program.modules[source->index].get();
    for (const ast::Alias* alias : node->names) {
      const SourceModule* inner = graph.find(name + "." + std::string(alias->name->text));
      if (inner && !(package && package->boundGlobals.count(std::string(alias->name->text)))) emit(Opcode::Import, {}, {inner->index});
    }
  }
  for (const ast::Alias* alias : node->names) {
    Value* value = emit(Opcode::ImportFrom, {module}, {module_.str(alias->name)});
    storeName(alias->asname ? alias->asname : alias->name, value);
  }
}

/// Runs the packages around a module and the module itself, which is the result. The place is dead when there can be no such module.
ir::Value* FunctionLowering::importModule(const std::string& dottedName, const ast::Node* node) {
  at(node);
  const ModuleGraph& graph = module_.program.graph;
  Value* module = nullptr;
  const SourceModule* parent = nullptr;
  for (size_t end = 0; end != std::string::npos;) {
    end = dottedName.find('.', end ? end + 1 : 0);
    const std::string name = dottedName.substr(0, end);
    const SourceModule* source = graph.find(name);
    if (!source) {
      if (parent && !parent->isPackage) {
        raiseImportError("ModuleNotFoundError", "No module named '" + name + "'; '" + parent->name + "' is not a package", name);
      } else {
        // The program may have put something under that name into sys.modules.
        module = emit(Opcode::ImportMissing, {}, {module_.str(name)});
        parent = nullptr;
        continue;
      }
      return none();
    }
    module = emit(Opcode::Import, {}, {source->index});
    parent = source;
  }
  return module;
}

/// Raises ImportError or its subclass with the module's name as attribute; the place is dead afterwards.
void FunctionLowering::raiseImportError(std::string_view kind, const std::string& message, const std::string& name) {
  std::vector<Value*> operands{builtin(kind), text(message)};
  int64_t keywords = -1;
  if (!name.empty()) {
    operands.push_back(text(name));
    keywords = module_.strTuple({module_.str("name")});
  }
  Value* exception = emit(Opcode::Call, std::move(operands), {keywords});
  emit(Opcode::Raise, {exception, ssa_.unbound()});
}

}  // namespace trivium::frontend
