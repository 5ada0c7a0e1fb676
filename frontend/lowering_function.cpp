// Emission of instructions with their positions and unwind edges, and whole functions: bodies of modules, classes, functions and
// generators, and the def, lambda and class forms that make function objects (Language Reference 8.7, 8.8; PEP 3107 annotations).
#include <algorithm>
#include <cassert>

#include "frontend/detail/lowering_impl.h"
#include "frontend/unparse.h"

namespace trivium::frontend {

// ---- emission

void FunctionLowering::at(const support::SourceRange& range) {
  if (!(range == lastRange_)) {
    lastRange_ = range;
    const NameContext& context = contexts_.back();
    lastLoc_ = range.isValid()
                   ? function_.addLoc({range.line, range.col, range.endLine, range.endCol, context.inlined, context.outer})
                   : 0;
  }
  builder_.setLoc(lastLoc_);
}

/// CPython gives an attribute on another line than its object the line of the name, so that chains of calls can be told apart.
void FunctionLowering::atAttribute(const ast::Attribute* attribute, const support::SourceRange& whole) {
  support::SourceRange range = whole;
  if (range.line != attribute->range.endLine) {
    range.line = attribute->range.endLine;
    const auto length = static_cast<uint32_t>(attribute->attr->text.size());
    range.col = attribute->range.endCol >= length ? attribute->range.endCol - length : 0;
  }
  at(range);
}

ir::Instruction* FunctionLowering::emit(Opcode op, std::vector<Value*> operands, std::vector<int64_t> attrs) {
  ir::Instruction* inst = builder_.add(op, std::move(operands), std::move(attrs));
  const bool isTerminator = ir::infoOf(op).has(ir::kTerminator);
  if (!dead_ && handler_ && ir::mayRaise(*inst)) {
    ssa_.addUnwind(inst, handler_->entry);
    if (!isTerminator) {
      Block* next = newBlock();
      ssa_.branch(builder_, next);
      sealAndStart(next);
    }
  }
  if (isTerminator) terminate();
  return inst;
}

void FunctionLowering::start(Block* block) {
  builder_.setBlock(block);
  dead_ = block != ssa_.entry() && !ssa_.hasPredecessors(block);
}

void FunctionLowering::terminate() {
  if (!builder_.terminated()) {
    if (dead_) return;
    builder_.add(Opcode::Unreachable);
  }
  Block* rest = newBlock();
  ssa_.seal(rest);
  builder_.setBlock(rest);
  dead_ = true;
}

void FunctionLowering::jump(Block* target) {
  if (!dead_) ssa_.branch(builder_, target);
  terminate();
}

void FunctionLowering::branchIf(Value* condition, Block* ifTrue, Block* ifFalse) {
  assert(condition->type == ir::Type::I1 && "a condition is a raw truth value");
  if (!dead_) ssa_.condBranch(builder_, condition, ifTrue, ifFalse);
  terminate();
}

ir::Value* FunctionLowering::none() { return constant(module_.program.ir.addConstant({})); }

ir::Value* FunctionLowering::boolean(bool value) {
  ir::Constant constant;
  constant.kind = ir::Constant::Kind::Bool;
  constant.integer = value;
  return this->constant(module_.program.ir.addConstant(constant));
}

ir::Value* FunctionLowering::call(Value* callee, std::vector<Value*> args) {
  args.insert(args.begin(), callee);
  return emit(Opcode::Call, std::move(args), {-1});
}

ir::Value* FunctionLowering::truth(Value* value) { return value->type == ir::Type::I1 ? value : emit(Opcode::Truth, {value}); }

void FunctionLowering::raiseBuiltin(std::string_view exceptionClass, std::string_view message) {
  Value* exception = call(builtin(exceptionClass), {text(message)});
  emit(Opcode::Raise, {exception, ssa_.unbound()});
}

ir::Value* FunctionLowering::unsupported(const ast::Node* node, const std::string& message) {
  module_.refuse(node, message);
  // After a refusal lowering goes on to find what else cannot be done.
  if (!module_.source.isLibrary) return none();
  at(node);
  raiseBuiltin("NotImplementedError", message);
  return none();
}

// ---- whole functions

FunctionLowering::FunctionLowering(ModuleLowering& module, const Scope* scope, ir::Function& function)
    : module_(module), function_(function), ssa_(function), builder_(ssa_.entry()) {
  contexts_.push_back({scope, {}});
}

void FunctionLowering::run() {
  owners_ = module_.program.ownership.ownersIn(module_.source, scope());
  switch (scope()->node->kind) {
    case ast::NodeKind::Module: lowerModuleBody(); break;
    case ast::NodeKind::ClassDef: lowerClassBody(); break;
    case ast::NodeKind::GeneratorExp: lowerGeneratorExpression(); break;
    default: lowerFunctionBody();
  }
  assert(contexts_.size() == 1 && regions_.empty() && !handler_ && "a construct was entered and not left");
  uint32_t slotCount = 0;
  ssa_.finish(parameterSlots_, slotCount);
  if (function_.isResume) function_.entry->slotCount = slotCount;
  completeFreeChecks();
}

/// A variable of the function around an inlined comprehension is free there, and CPython's message for an unbound one says so. The
/// checks that are left are marked by a second attribute; the error comes from reading a cell.
void FunctionLowering::completeFreeChecks() {
  for (auto& block : function_.blocks) {
    for (size_t i = 0; i < block->insts.size(); ++i) {
      ir::Instruction* check = block->insts[i].get();
      if (check->op != Opcode::CheckBound || check->attrs.size() == 1) continue;
      auto cell = std::make_unique<ir::Instruction>(Opcode::CellNew, ir::Type::Any);
      cell->operands = check->operands;
      cell->loc = check->loc;
      cell->block = block.get();
      check->op = Opcode::CellGet;
      check->operands = {cell.get()};
      block->insts.insert(block->insts.begin() + static_cast<ptrdiff_t>(i), std::move(cell));
      ++i;
    }
  }
}

namespace {

/// Whether a body, its inner blocks included, has annotated assignments; then it begins with an empty `__annotations__`.
class AnnotationFinder : public ast::Visitor<AnnotationFinder> {
 public:
  bool found = false;
  void visitAnnAssign(ast::AnnAssign*) { found = true; }
  void visitFunctionDef(ast::FunctionDef*) {}
  void visitAsyncFunctionDef(ast::AsyncFunctionDef*) {}
  void visitClassDef(ast::ClassDef*) {}
  void visitLambda(ast::Lambda*) {}
};

bool hasAnnotations(std::span<ast::StmtNode*> body) {
  AnnotationFinder finder;
  finder.visitList(body);
  return finder.found;
}

}  // namespace

void FunctionLowering::lowerModuleBody() {
  const SourceModule& source = module_.source;
  const auto body = source.program->module->body;
  const auto set = [&](std::string_view name, Value* value) { emit(Opcode::GlobalSet, {value}, {module_.global(name)}); };
  const bool isMain = source.index == 0;
  set("__name__", text(source.name));
  const ast::Constant* doc = docstringOf(body);
  set("__doc__", doc ? text(doc->text) : none());
  set("__package__", isMain ? none() : text(source.package));
  set("__loader__", none());
  set("__spec__", none());
  set("__file__", text(source.file));
  set("__cached__", none());
  if (source.isPackage) set("__path__", emit(Opcode::ListNew, {text(source.directory)}));
  if (isMain || hasAnnotations(body)) set("__annotations__", emit(Opcode::DictNew));
  keepCallSite();
  block(body);
  if (!dead_) emit(Opcode::Return, {none()});
}

void FunctionLowering::lowerClassBody() {
  const auto* node = ast::as<ast::ClassDef>(scope()->node);
  namespace_ = ssa_.entry()->addParam();
  at(node);
  makeCells(contexts_.front(), /*unbindLocals=*/false);
  const auto set = [&](std::string_view name, Value* value) { emit(Opcode::NameSet, {namespace_, value}, {module_.str(name)}); };
  keepCallSite();
  if (hasAnnotations(node->body)) set("__annotations__", emit(Opcode::DictNew));
  if (const ast::Constant* doc = docstringOf(node->body)) {
    at(doc);
    set("__doc__", text(doc->text));
  }
  block(node->body);
  if (dead_) return;
  Value* result;
  if (scope()->needsClassCell) {
    result = cellFor(module_.intern("__class__"));
    set("__classcell__", result);
  } else {
    result = none();
  }
  emit(Opcode::Return, {result});
}

void FunctionLowering::lowerFunctionBody() {
  const ast::Node* node = scope()->node;
  at(node);
  std::vector<Value*> values;
  if (function_.isResume) {
    lowerGeneratorEntry(*function_.entry);
    for (uint32_t slot = 0; slot < parameterSlots_; ++slot) values.push_back(emit(Opcode::GenLoad, {}, {slot}));
  } else {
    for (size_t i = 0; i < function_.signature.names.size(); ++i) values.push_back(ssa_.entry()->addParam());
  }
  bindParameters(values);
  makeCells(contexts_.front(), /*unbindLocals=*/false);
  keepCallSite();

  if (const auto* lambda = ast::dynAs<ast::Lambda>(node)) {
    Value* value = box(expr(lambda->body));
    // What the body of a generator lambda evaluates to is dropped.
    if (!dead_) emit(Opcode::Return, {function_.isResume ? none() : value});
    return;
  }
  if (ast::isa<ast::AsyncFunctionDef>(node)) {
    raiseBuiltin("NotImplementedError", "coroutines are not supported");
    return;
  }
  block(ast::as<ast::FunctionDef>(node)->body);
  if (dead_) return;
  dropLocals();
  emit(Opcode::Return, {none()});
}

void FunctionLowering::lowerGeneratorExpression() {
  auto* node = ast::as<ast::GeneratorExp>(scope()->node);
  at(node);
  lowerGeneratorEntry(*function_.entry);
  firstParameter_ = emit(Opcode::GenLoad, {}, {0});
  makeCells(contexts_.front(), /*unbindLocals=*/false);
  Temporaries temporaries;
  const Ownership& ownership = module_.program.ownership;
  if (!module_.source.isLibrary && ownership.mayHoldGenerator(node->generators[0]->iter)) temporaries.push_back(firstParameter_);
  droppingAfter(temporaries, [&] { comprehensionLoop(node, node->generators, 0, firstParameter_, nullptr); });
  if (!dead_) emit(Opcode::Return, {none()});
}

/// The function that is called: makes the generator object and moves the arguments into its frame.
void FunctionLowering::lowerGeneratorEntry(ir::Function& entry) {
  ir::BasicBlock* only = entry.addBlock();
  ir::Builder builder(only);
  const support::SourceRange& range = scope()->node->range;
  builder.setLoc(entry.addLoc({range.line, range.col, range.endLine, range.endCol}));
  std::vector<Value*> params;
  for (size_t i = 0; i < entry.signature.names.size(); ++i) params.push_back(only->addParam());
  Value* generator = builder.add(Opcode::GenNew, {}, {entry.index});
  for (size_t i = 0; i < params.size(); ++i) builder.add(Opcode::GenInit, {generator, params[i]}, {static_cast<int64_t>(i)});
  builder.add(Opcode::Return, {generator});
  parameterSlots_ = static_cast<uint32_t>(params.size());
}

void FunctionLowering::bindParameters(const std::vector<Value*>& values) {
  NameContext& context = contexts_.front();
  const ScopeFacts& facts = module_.factsOf(context.scope);
  assert(context.scope->parameterCount == values.size() && "scopes and signature count the same parameters");
  for (size_t i = 0; i < values.size(); ++i) {
    Identifier name = context.scope->symbols[i].name;
    write(variableOf(context, name), facts.captured.count(name) ? emit(Opcode::CellNew, {values[i]}) : values[i]);
  }
  if (!values.empty()) firstParameter_ = values[0];
}

/// New empty cells for the captured names of a scope; its other names are unbound where the scope is entered again and again.
void FunctionLowering::makeCells(NameContext& context, bool unbindLocals) {
  const ScopeFacts& facts = module_.factsOf(context.scope);
  if (context.scope->kind == ScopeKind::Class) {
    if (context.scope->needsClassCell)
      write(variableOf(context, module_.intern("__class__")), emit(Opcode::CellNew, {ssa_.unbound()}));
    return;
  }
  if (!context.scope->isFunctionLike()) return;
  for (const Symbol& symbol : context.scope->symbols) {
    if (symbol.isParameter || (symbol.kind != SymbolKind::Local && symbol.kind != SymbolKind::Cell)) continue;
    if (facts.captured.count(symbol.name))
      write(variableOf(context, symbol.name), emit(Opcode::CellNew, {ssa_.unbound()}));
    else if (unbindLocals)
      write(variableOf(context, symbol.name), ssa_.unbound());
  }
}

// ---- def, lambda, class

ir::Value* FunctionLowering::decorate(std::span<ast::ExprNode*> nodes, const std::vector<Value*>& decorators, Value* value) {
  for (size_t i = nodes.size(); i-- > 0;) {
    at(nodes[i]);
    value = call(decorators[i], {value});
  }
  return value;
}

void FunctionLowering::defineFunction(ast::FunctionDef* node) {
  const std::vector<Value*> decorators = exprs(node->decorator_list);
  at(node);
  Value* function = makeFunction(node, node->args, node->returns);
  storeName(node->name, decorate(node->decorator_list, decorators, function));
}

void FunctionLowering::defineAsyncFunction(ast::AsyncFunctionDef* node) {
  const std::vector<Value*> decorators = exprs(node->decorator_list);
  at(node);
  Value* function = makeFunction(node, node->args, node->returns);
  storeName(node->name, decorate(node->decorator_list, decorators, function));
}

void FunctionLowering::defineClass(ast::ClassDef* node) {
  const std::vector<Value*> decorators = exprs(node->decorator_list);
  at(node);
  Value* body = makeClosure(module_.source.scopes.scopeOf(node), nullptr, nullptr, nullptr);
  const bool hasUnpacking =
      std::any_of(node->bases.begin(), node->bases.end(), [](const ast::ExprNode* b) { return ast::isa<ast::Starred>(b); }) ||
      std::any_of(node->keywords.begin(), node->keywords.end(), [](const ast::Keyword* k) { return k->arg == nullptr; });
  Value* made;
  if (hasUnpacking) {
    Value* callee = builtin("__build_class__");
    Value* args = argumentTuple(node->bases, node, body, text(node->name->text));
    Value* keywords = keywordDict(node->keywords, node, callee);
    at(node);
    made = emit(Opcode::CallEx, {callee, args, keywords});
  } else {
    std::vector<Value*> operands{body};
    for (ast::ExprNode* base : node->bases) operands.push_back(box(expr(base)));
    std::vector<uint32_t> names;
    for (ast::Keyword* keyword : node->keywords) {
      operands.push_back(box(expr(keyword->value)));
      names.push_back(module_.str(keyword->arg));
    }
    at(node);
    const int64_t keywordNames = names.empty() ? int64_t{-1} : module_.strTuple(names);
    made = emit(Opcode::ClassBuild, std::move(operands), {module_.str(node->name), keywordNames});
  }
  storeName(node->name, decorate(node->decorator_list, decorators, made));
}

ir::Value* FunctionLowering::makeFunction(const ast::Node* node, ast::Arguments* args, ast::ExprNode* returns) {
  const Scope* inner = module_.source.scopes.scopeOf(node);
  Value* defaults = nullptr;
  if (!args->defaults.empty()) {
    std::vector<Value*> values = exprs(args->defaults);
    for (Value*& value : values) value = box(value);
    at(node);
    defaults = emit(Opcode::TupleNew, std::move(values));
  }
  std::vector<Value*> keywordDefaults;
  for (size_t i = 0; i < args->kwonlyargs.size(); ++i) {
    if (!args->kw_defaults[i]) continue;
    Value* value = box(expr(args->kw_defaults[i]));
    keywordDefaults.push_back(text(module_.mangle(inner, args->kwonlyargs[i]->arg)->text));
    keywordDefaults.push_back(value);
  }
  at(node);
  Value* kwDefaults = keywordDefaults.empty() ? nullptr : emit(Opcode::DictNew, std::move(keywordDefaults));
  Value* annotations = makeAnnotations(inner, args, returns);
  at(node);
  return makeClosure(inner, defaults, kwDefaults, annotations);
}

ir::Value* FunctionLowering::makeClosure(const Scope* scope, Value* defaults, Value* kwDefaults, Value* annotations) {
  const auto orUnbound = [&](Value* value) { return value ? value : ssa_.unbound(); };
  std::vector<Value*> operands{orUnbound(defaults), orUnbound(kwDefaults), orUnbound(annotations)};
  for (Identifier name : module_.factsOf(scope).closure) operands.push_back(cellFor(name));
  return emit(Opcode::FuncNew, std::move(operands), {module_.functionFor(scope)->index});
}

/// The `__annotations__` of a function in the order in which CPython evaluates them, or null when there are none.
ir::Value* FunctionLowering::makeAnnotations(const Scope* scope, ast::Arguments* args, ast::ExprNode* returns) {
  std::vector<Value*> items;
  const auto add = [&](const ast::Arg* arg) {
    if (!arg || !arg->annotation) return;
    Value* value = annotation(arg->annotation);
    items.push_back(text(module_.mangle(scope, arg->arg)->text));
    items.push_back(value);
  };
  for (const ast::Arg* arg : args->args) add(arg);
  for (const ast::Arg* arg : args->posonlyargs) add(arg);
  add(args->vararg);
  for (const ast::Arg* arg : args->kwonlyargs) add(arg);
  add(args->kwarg);
  if (returns) {
    Value* value = annotation(returns);
    items.push_back(text("return"));
    items.push_back(value);
  }
  return items.empty() ? nullptr : emit(Opcode::DictNew, std::move(items));
}

ir::Value* FunctionLowering::annotation(ast::ExprNode* node) {
  if (module_.hasFutureAnnotations) return text(unparse(node));
  // `*args: *Ts` means the one item of the iterable.
  if (const auto* starred = ast::dynAs<ast::Starred>(node)) {
    Value* value = box(expr(starred->value));
    at(node);
    return emit(Opcode::TupleItem, {emit(Opcode::UnpackSeq, {value}, {1})}, {0});
  }
  return box(expr(node));
}

}  // namespace trivium::frontend
