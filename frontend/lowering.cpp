// The program and its modules: numbering of globals and constants, which globals a module binds, which names need cells once
// comprehensions are part of the function around them, and the order in which functions are lowered (each at its first use).
// What CPython accepts and Trivium cannot do is refused here or where lowering meets it; library modules are never refused, since
// a program may import them without running that part.
#include "frontend/lowering.h"

#include <algorithm>
#include <cassert>

#include "frontend/detail/lowering_impl.h"

namespace trivium::frontend {

using support::DiagnosticKind;

/// Built-in names that modules of the runtime give a meaning of their own: after `from math import *` the name pow is math.pow. Any
/// other name that such an import brings is looked up when the program runs, like every name that nothing in the module binds.
struct NativeExport {
  std::string_view module, builtin;
};
static constexpr NativeExport kNativeExports[] = {{"math", "pow"}, {"posix", "open"}, {"_io", "open"}, {"sys", "exit"}};

bool isBuiltinName(std::string_view name) {
  static const std::unordered_set<std::string_view> names = {
#define TRV_BUILTIN_NAME(text) text,
#include "frontend/builtin_names.def"
  };
  return names.count(name) != 0;
}

const ast::Constant* docstringOf(std::span<ast::StmtNode*> body) {
  if (body.empty()) return nullptr;
  const auto* statement = ast::dynAs<ast::Expr>(body[0]);
  const auto* constant = statement ? ast::dynAs<ast::Constant>(statement->value) : nullptr;
  return constant && constant->valueKind == ast::ConstantKind::Str ? constant : nullptr;
}

namespace {

/// Whether code binds the name in the scope of `symbol`.
bool isBound(const Symbol& symbol) { return symbol.isAssigned || symbol.isImported || symbol.isAnnotated || symbol.isDeleted; }

/// What a module body holds besides its scopes: star imports, `__future__`, and `async def`.
class ModuleSurvey : public ast::Visitor<ModuleSurvey> {
 public:
  std::vector<const ast::ImportFrom*> starImports;
  std::vector<const ast::AsyncFunctionDef*> coroutines;
  std::vector<std::string_view> exports;  ///< string constants assigned to `__all__`
  bool hasFutureAnnotations = false;

  void visitImportFrom(ast::ImportFrom* node) {
    for (const ast::Alias* alias : node->names) {
      if (alias->name->text == "*") starImports.push_back(node);
      if (node->module && node->module->text == "__future__" && alias->name->text == "annotations") hasFutureAnnotations = true;
    }
  }
  // What stands inside is not looked at: the whole function is refused.
  void visitAsyncFunctionDef(ast::AsyncFunctionDef* node) { coroutines.push_back(node); }
  void visitAssign(ast::Assign* node) {
    for (const ast::ExprNode* target : node->targets)
      if (const auto* name = ast::dynAs<ast::Name>(target); name && name->id->text == "__all__") addExports(node->value);
    visitChildren(node);
  }
  void visitAugAssign(ast::AugAssign* node) {
    if (const auto* name = ast::dynAs<ast::Name>(node->target); name && name->id->text == "__all__") addExports(node->value);
    visitChildren(node);
  }

 private:
  void addExports(const ast::ExprNode* value) {
    std::span<ast::ExprNode*> items;
    if (const auto* list = ast::dynAs<ast::List>(value)) items = list->elts;
    if (const auto* tuple = ast::dynAs<ast::Tuple>(value)) items = tuple->elts;
    for (const ast::ExprNode* item : items)
      if (const auto* constant = ast::dynAs<ast::Constant>(item); constant && constant->valueKind == ast::ConstantKind::Str)
        exports.push_back(constant->text);
  }
};

/// Variables that every module has before its first statement runs, in CPython's order; in between come those of some modules.
constexpr std::string_view kFirstGlobals[] = {"__name__", "__doc__", "__package__", "__loader__", "__spec__"};
constexpr std::string_view kLastGlobals[] = {"__file__", "__cached__"};

}  // namespace

// ---- the program

std::unique_ptr<ir::Module> lowerProgram(ModuleGraph& graph) {
  auto module = std::make_unique<ir::Module>();
  ProgramLowering program(graph, *module);
  program.run();
  return graph.hasErrors() ? nullptr : std::move(module);
}

void ProgramLowering::run() {
  globals_.resize(graph.modules.size());
  for (const auto& source : graph.modules) {
    ir::ModuleInfo& info = ir.modules.emplace_back();
    info.name = source->name;
    info.file = source->file;
    info.isPackage = source->isPackage;
    modules.push_back(source->isNative() ? nullptr : std::make_unique<ModuleLowering>(*this, *source));
  }
  for (auto& module : modules)
    if (module) module->collectGlobals();
  for (bool changed = true; changed;) {
    changed = false;
    for (auto& module : modules)
      if (module) changed |= module->importStarNames();
  }
  ownership.survey(graph);
  surveyCallSites();
  for (auto& module : modules)
    if (module) module->run();
}

uint32_t ProgramLowering::globalIndex(uint32_t moduleIndex, std::string_view name) {
  const auto [at, isNew] = globals_[moduleIndex].try_emplace(std::string(name), static_cast<uint32_t>(ir.globals.size()));
  if (isNew) {
    ir.globals.push_back({std::string(name), moduleIndex});
    ir.modules[moduleIndex].globals.push_back(at->second);
  }
  return at->second;
}

// ---- a module

ModuleLowering::ModuleLowering(ProgramLowering& program, SourceModule& module)
    : program(program), source(module), moduleScope(module.scopes.moduleScope()) {}

void ModuleLowering::collectGlobals() {
  ModuleSurvey survey;
  survey.visit(source.program->module);
  hasFutureAnnotations = survey.hasFutureAnnotations;
  if (!source.isLibrary) {
    for (const ast::AsyncFunctionDef* node : survey.coroutines) {
      support::SourceRange range = node->range;
      range.endLine = range.line;
      range.endCol = range.col + 5;  // the word `async`
      source.diagnostics.report(DiagnosticKind::Unsupported, range,
                                "coroutines are not supported; write a generator, or a function that runs to its end");
    }
  }
  const auto bind = [&](std::string_view name) {
    if (boundGlobals.insert(std::string(name)).second) global(name);
  };
  for (std::string_view name : kFirstGlobals) bind(name);
  if (source.index == 0) bind("__annotations__");
  if (source.isPackage) bind("__path__");
  for (std::string_view name : kLastGlobals) bind(name);
  for (const Symbol& symbol : moduleScope->symbols)
    if (isBound(symbol)) bind(symbol.name->text);
  std::vector<const Scope*> work(moduleScope->children.begin(), moduleScope->children.end());
  while (!work.empty()) {
    const Scope* scope = work.back();
    work.pop_back();
    for (const Symbol& symbol : scope->symbols)
      if (symbol.kind == SymbolKind::GlobalExplicit && isBound(symbol)) bind(symbol.name->text);
    work.insert(work.end(), scope->children.begin(), scope->children.end());
  }
  for (std::string_view name : survey.exports) exports_.insert(std::string(name));
  for (const ast::ImportFrom* node : survey.starImports) {
    std::string error;
    const std::string name = ModuleGraph::absoluteName(source, node->module ? node->module->text : "", node->level, error);
    if (const SourceModule* from = error.empty() ? program.graph.find(name) : nullptr) starImports_.push_back(from);
  }
}

bool ModuleLowering::importStarNames() {
  const size_t before = boundGlobals.size();
  for (const SourceModule* from : starImports_) {
    const ModuleLowering* module = program.modules[from->index].get();
    if (!module) {
      for (const NativeExport& name : kNativeExports)
        if (name.module == from->name) boundGlobals.insert(std::string(name.builtin));
      continue;
    }
    if (module == this) continue;
    // `__all__` decides when the program runs, so what it can name counts as bound: the module's variables and its submodules.
    const bool hasExports = module->boundGlobals.count("__all__") != 0;
    for (const std::string& name : module->boundGlobals)
      if (hasExports || name[0] != '_') boundGlobals.insert(name);
    boundGlobals.insert(module->exports_.begin(), module->exports_.end());
  }
  return boundGlobals.size() != before;
}

void ModuleLowering::run() {
  ir::Function* body = functionFor(moduleScope);
  program.ir.modules[source.index].bodyFunction = body->index;
  while (!pending_.empty()) {
    const PendingFunction next = pending_.front();
    pending_.pop_front();
    ir::Function& function = next.function->resume ? *next.function->resume : *next.function;
    FunctionLowering(*this, next.scope, function).run();
  }
}

void ModuleLowering::refuse(const ast::Node* node, std::string message) {
  if (source.isLibrary) return;
  // A `finally` body is lowered once per way out of its try.
  for (const support::Diagnostic& known : source.diagnostics.all())
    if (known.kind == DiagnosticKind::Unsupported && known.range == node->range) return;
  source.diagnostics.report(DiagnosticKind::Unsupported, node->range, std::move(message));
}

uint32_t ModuleLowering::str(Identifier name) {
  const auto [at, isNew] = strings_.try_emplace(name, 0);
  if (isNew) at->second = program.ir.addStr(name->text);
  return at->second;
}

uint32_t ModuleLowering::strTuple(const std::vector<uint32_t>& strings) {
  ir::Constant constant;
  constant.kind = ir::Constant::Kind::Tuple;
  constant.items = strings;
  return program.ir.addConstant(constant);
}

// ---- scopes

namespace {

void addOnce(std::vector<Identifier>& names, Identifier name) {
  if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
}

/// Whether inner functions find the name in this scope. The names of a class body are its namespace's; only `__class__` is a cell.
bool providesCell(const Scope* scope, Identifier name) {
  if (scope->kind == ScopeKind::Class) return scope->needsClassCell && name->text == "__class__";
  if (!scope->isFunctionLike()) return false;
  const Symbol* symbol = scope->find(name);
  return symbol && (symbol->kind == SymbolKind::Local || symbol->kind == SymbolKind::Cell);
}

}  // namespace

const ScopeFacts& ModuleLowering::factsOf(const Scope* scope) {
  if (const auto found = facts_.find(scope); found != facts_.end()) return found->second;
  ScopeFacts facts;
  for (const Symbol& symbol : scope->symbols)
    if (symbol.kind == SymbolKind::Free) addOnce(facts.closure, symbol.name);
  for (const Scope* child : scope->children) {
    const ScopeFacts& inner = factsOf(child);
    for (Identifier name : isInlined(child) ? inner.neededByFunctions : inner.closure) {
      if (providesCell(scope, name)) {
        facts.captured.insert(name);
      } else {
        addOnce(facts.neededByFunctions, name);
        addOnce(facts.closure, name);
      }
    }
    if (!isInlined(child)) continue;
    for (Identifier name : inner.closure)
      if (!providesCell(scope, name)) addOnce(facts.closure, name);
  }
  return facts_.emplace(scope, std::move(facts)).first->second;
}

namespace {

void addParameters(ir::Signature& signature, const ModuleLowering& module, const Scope* scope, const ast::Arguments* args) {
  const auto add = [&](const ast::Arg* arg) { signature.names.emplace_back(module.mangle(scope, arg->arg)->text); };
  for (const ast::Arg* arg : args->posonlyargs) add(arg);
  for (const ast::Arg* arg : args->args) add(arg);
  for (const ast::Arg* arg : args->kwonlyargs) add(arg);
  if (args->vararg) add(args->vararg);
  if (args->kwarg) add(args->kwarg);
  signature.posOnlyCount = static_cast<uint32_t>(args->posonlyargs.size());
  signature.posCount = signature.posOnlyCount + static_cast<uint32_t>(args->args.size());
  signature.kwOnlyCount = static_cast<uint32_t>(args->kwonlyargs.size());
  signature.hasVarArgs = args->vararg != nullptr;
  signature.hasVarKeywords = args->kwarg != nullptr;
}

template <typename Definition> void describeDefinition(ir::Function& f, ModuleLowering& module, const Scope* scope, const Definition* node) {
  addParameters(f.signature, module, scope, node->args);
  if (const ast::Constant* doc = docstringOf(node->body)) f.docConst = module.str(doc->text);
  if (!node->decorator_list.empty()) f.firstLine = node->decorator_list[0]->range.line;
}

}  // namespace

ir::Function* ModuleLowering::functionFor(const Scope* scope) {
  if (const auto found = functions_.find(scope); found != functions_.end()) return found->second;
  ir::Function* f = program.ir.addFunction();
  functions_.emplace(scope, f);
  pending_.push_back({f, scope});
  f->name = scope->name->text;
  f->qualname = scope->qualifiedName;
  f->moduleIndex = source.index;
  f->firstLine = scope->node->range.line;
  f->cellCount = static_cast<uint32_t>(factsOf(scope).closure.size());
  if (scope->isFunctionLike()) {
    for (SymbolKind kind : {SymbolKind::Local, SymbolKind::Cell, SymbolKind::Free})
      for (const Symbol& symbol : scope->symbols) {
        if (symbol.kind != kind) continue;
        f->localNames.emplace_back(symbol.name->text);
        f->capturedNameCount += kind == SymbolKind::Cell;
        f->freeNameCount += kind == SymbolKind::Free;
      }
  }
  switch (scope->node->kind) {
    case ast::NodeKind::Module:
      f->isModuleBody = true;
      f->firstLine = 1;
      break;
    case ast::NodeKind::ClassDef: {
      const auto* node = ast::as<ast::ClassDef>(scope->node);
      f->isClassBody = true;
      f->signature.names = {".namespace"};
      f->signature.posOnlyCount = f->signature.posCount = 1;
      if (!node->decorator_list.empty()) f->firstLine = node->decorator_list[0]->range.line;
      break;
    }
    case ast::NodeKind::GeneratorExp:
      f->signature.names = {".0"};
      f->signature.posOnlyCount = f->signature.posCount = 1;
      break;
    case ast::NodeKind::Lambda: addParameters(f->signature, *this, scope, ast::as<ast::Lambda>(scope->node)->args); break;
    case ast::NodeKind::FunctionDef: describeDefinition(*f, *this, scope, ast::as<ast::FunctionDef>(scope->node)); break;
    case ast::NodeKind::AsyncFunctionDef: describeDefinition(*f, *this, scope, ast::as<ast::AsyncFunctionDef>(scope->node)); break;
    default: assert(false && "the scope is part of the function around it");
  }
  if (!scope->isGenerator && !scope->isCoroutine && scope->node->kind != ast::NodeKind::GeneratorExp) return f;
  f->isGenerator = true;
  ir::Function* resume = program.ir.addFunction();
  f->resume = resume;
  resume->entry = f;
  resume->isResume = true;
  resume->name = f->name;
  resume->qualname = f->qualname;
  resume->moduleIndex = f->moduleIndex;
  resume->firstLine = f->firstLine;
  resume->docConst = f->docConst;
  resume->cellCount = f->cellCount;
  resume->localNames = f->localNames;
  resume->capturedNameCount = f->capturedNameCount;
  resume->freeNameCount = f->freeNameCount;
  return f;
}

}  // namespace trivium::frontend
