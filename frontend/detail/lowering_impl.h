// The classes behind lowering. ProgramLowering owns what is numbered program-wide (globals, constants), ModuleLowering what one
// module's functions share (which names are globals, which built-ins), FunctionLowering turns one function into IR. Its members
// are spread over frontend/lowering_*.cpp by subject.
//
// Exceptions. `handler_` is where an exception goes from the current place, or null: out of the function. emit() gives every
// instruction that may raise an unwind edge there and continues in a fresh block, so the handler sees the variables as they were.
// A handler has two entrances: `entry`, reached by unwind edges, which takes the exception in flight; and `caught`, reached by
// jumps from inner handlers of the same function that did not keep the exception, when it is already the handled one.
//
// Regions are what `return`, `break` and `continue` have to leave in order: loops, try with finally, with, running handlers.
//
// Comprehensions except generator expressions become part of the function around them, with a NameContext of their own.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "frontend/loader.h"
#include "frontend/lowering_ssa.h"
#include "frontend/ownership.h"
#include "ir/ir.h"

namespace trivium::frontend {

/// Which names of a scope need cells once comprehensions are part of the function around them.
struct ScopeFacts {
  std::vector<Identifier> closure;           ///< cells the scope takes from outside, in the order of its function's cells
  std::unordered_set<Identifier> captured;   ///< own names that an inner function uses
  std::vector<Identifier> neededByFunctions; ///< names from outside that inner functions need (for a comprehension)
};

class ModuleLowering;

/// What is numbered program-wide.
class ProgramLowering {
 public:
  ProgramLowering(ModuleGraph& graph, ir::Module& module) : graph(graph), ir(module) {}

  void run();
  uint32_t globalIndex(uint32_t moduleIndex, std::string_view name);

  ModuleGraph& graph;
  ir::Module& ir;
  std::vector<std::unique_ptr<ModuleLowering>> modules;
  Ownership ownership;
  int64_t siteGlobal = -1;     ///< variable that holds the place of the last call; -1 in programs that never ask (lowering_sites.cpp)
  bool notesAllCalls = false;  ///< not only those of functions called `warn`

 private:
  void surveyCallSites();
  std::vector<std::unordered_map<std::string, uint32_t>> globals_;
};

/// A function whose IR is still to be made.
struct PendingFunction {
  ir::Function* function;
  const Scope* scope;
};

/// What the functions of a module share.
class ModuleLowering {
 public:
  ModuleLowering(ProgramLowering& program, SourceModule& module);

  /// Finds which globals the module's code binds. `from m import *` needs the names of other modules: call importStarNames until
  /// nothing changes.
  void collectGlobals();
  bool importStarNames();
  void run();

  /// Whether code of this module may bind the global.
  bool bindsGlobal(std::string_view name) const { return boundGlobals.count(std::string(name)) != 0; }
  /// Reports that Trivium cannot do what `node` asks for. Library modules are not refused: see FunctionLowering::unsupported.
  void refuse(const ast::Node* node, std::string message);
  uint32_t str(Identifier name);
  uint32_t str(std::string_view text) { return program.ir.addStr(text); }
  uint32_t global(std::string_view name) { return program.globalIndex(source.index, name); }
  uint32_t strTuple(const std::vector<uint32_t>& strings);
  const ScopeFacts& factsOf(const Scope* scope);
  /// The IR function of a scope, made at first use; its body is lowered later.
  ir::Function* functionFor(const Scope* scope);
  Identifier intern(std::string_view text) { return source.program->identifiers.intern(text); }
  Identifier mangle(const Scope* scope, Identifier name) const { return source.scopes.mangle(scope, name); }

  ProgramLowering& program;
  SourceModule& source;
  std::map<std::vector<uint32_t>, uint32_t> frozenSets;  ///< constants of kind FrozenSet by their sorted members
  std::unordered_set<std::string> boundGlobals;
  bool hasFutureAnnotations = false;
  const Scope* moduleScope = nullptr;

 private:
  std::unordered_map<const Scope*, ScopeFacts> facts_;
  std::unordered_map<const Scope*, ir::Function*> functions_;
  std::unordered_map<Identifier, uint32_t> strings_;
  std::deque<PendingFunction> pending_;
  std::vector<const SourceModule*> starImports_;
  std::unordered_set<std::string> exports_;  ///< names that `__all__` is seen to list
};

/// True for scopes that are lowered inside the function around them.
inline bool isInlined(const Scope* scope) {
  return scope->kind == ScopeKind::Comprehension && scope->node->kind != ast::NodeKind::GeneratorExp;
}
bool isBuiltinName(std::string_view name);
/// The docstring that begins a body, or null.
const ast::Constant* docstringOf(std::span<ast::StmtNode*> body);

/// Lowers one function, lambda, class body, module body or generator expression.
class FunctionLowering {
 public:
  FunctionLowering(ModuleLowering& module, const Scope* scope, ir::Function& function);
  void run();

 private:
  using Value = ir::Value;
  using Opcode = ir::Opcode;
  using Block = ir::BasicBlock;
  using Temporaries = std::vector<Value*>;  ///< fresh values of a construct

  struct Handler {
    Block* entry;
    Block* caught;
    Variable exception;
  };
  struct Region {
    enum class Kind : uint8_t { Loop, Finally, HandlerEnd, With, Drop } kind;
    Block* breakTarget = nullptr;     ///< Loop
    Block* continueTarget = nullptr;  ///< Loop
    std::span<ast::StmtNode*> finalBody{};  ///< Finally
    Value* handled = nullptr;         ///< HandlerEnd: what to restore
    Identifier name = nullptr;        ///< HandlerEnd: `except … as name`, or null
    Value* exit = nullptr;            ///< With: bound __exit__
    std::span<Value* const> dropped{};  ///< Drop: values that the construct owns
    Value* iterator = nullptr;        ///< Loop: to be dropped when the loop is left early, or null
    Value* source = nullptr;          ///< Loop with an iterator: operands of its iter.drop
    int64_t sourceName = -1;
    Handler* outer = nullptr;         ///< handler outside the region
    const ast::Node* node = nullptr;  ///< for positions
  };
  struct Place {
    enum class Kind : uint8_t { Local, Cell, FreeCell, Global, ClassName, ClassFree } kind;
    Variable variable = 0;   ///< Local, Cell
    uint32_t index = 0;      ///< FreeCell, ClassFree: of the function's cells
    bool isOwnCell = false;  ///< ClassFree never
  };
  struct NameContext {
    const Scope* scope;
    std::unordered_map<Identifier, Variable> variables{};
    ir::Loc::Inlined inlined = ir::Loc::kNone;  ///< of positions inside
    ir::LocIndex outer = 0;                     ///< of positions inside
  };
  struct PatternCaptures {
    std::vector<std::pair<Identifier, Value*>> names;
  };

  // ---- emission (lowering_function.cpp)
  void at(const support::SourceRange& range);
  void at(const ast::Node* node) { at(node->range); }
  /// Positions in another NameContext are others, even of the same range.
  void forgetPosition() {
    lastRange_ = {};
    lastLoc_ = 0;
  }
  void atAttribute(const ast::Attribute* attribute, const support::SourceRange& whole);
  /// Adds an instruction, with an unwind edge to `handler_` if it may raise. After a terminator (return, raise, reraise …) the place
  /// is dead, as after terminate().
  ir::Instruction* emit(Opcode op, std::vector<Value*> operands = {}, std::vector<int64_t> attrs = {});
  Block* newBlock() { return ssa_.addBlock(); }
  /// Continues in `block`; the place is dead when no edge leads there yet.
  void start(Block* block);
  void sealAndStart(Block* block) {
    ssa_.seal(block);
    start(block);
  }
  /// Ends the block; from a dead place no edge is made.
  /// sealAndStart; false, with control dead, when nothing leads to the block.
  bool enter(Block* block) {
    sealAndStart(block);
    return !dead_;
  }
  void jump(Block* target);
  void branchIf(Value* condition, Block* ifTrue, Block* ifFalse);
  /// Says that control does not come here (an op before always raises); what follows goes into a block that is dropped.
  void terminate();
  void write(Variable variable, Value* value) { ssa_.writeVariable(variable, builder_.block(), value); }
  Value* read(Variable variable) { return ssa_.readVariable(variable, builder_.block()); }
  Value* constant(uint32_t index) { return emit(Opcode::Const, {}, {index}); }
  Value* none();
  Value* boolean(bool value);
  Value* text(std::string_view value) { return constant(module_.str(value)); }
  /// Raises an exception of a built-in class; the place is dead afterwards.
  void raiseBuiltin(std::string_view exceptionClass, std::string_view message);
  /// Refuses `node`; a library module raises NotImplementedError when control comes here instead, and the place is dead afterwards.
  Value* unsupported(const ast::Node* node, const std::string& message);
  Value* builtin(std::string_view name) { return emit(Opcode::BuiltinGet, {}, {module_.str(name)}); }
  Value* call(Value* callee, std::vector<Value*> args);
  Value* box(Value* value) { return value->type == ir::Type::Any ? value : emit(Opcode::Box, {value}); }
  Value* truth(Value* value);

  // ---- whole functions (lowering_function.cpp)
  void completeFreeChecks();
  void lowerModuleBody();
  void lowerClassBody();
  void lowerFunctionBody();
  void lowerGeneratorEntry(ir::Function& entry);
  void lowerGeneratorExpression();
  void bindParameters(const std::vector<Value*>& values);
  void makeCells(NameContext& context, bool unbindLocals);
  void defineFunction(ast::FunctionDef* node);
  /// `async def`, which only library modules may contain; calling the function raises.
  void defineAsyncFunction(ast::AsyncFunctionDef* node);
  void defineClass(ast::ClassDef* node);
  Value* decorate(std::span<ast::ExprNode*> nodes, const std::vector<Value*>& decorators, Value* value);
  Value* makeFunction(const ast::Node* node, ast::Arguments* args, ast::ExprNode* returns);
  Value* makeClosure(const Scope* scope, Value* defaults, Value* kwDefaults, Value* annotations);
  Value* makeAnnotations(const Scope* scope, ast::Arguments* args, ast::ExprNode* returns);
  Value* annotation(ast::ExprNode* node);

  // ---- names (lowering_names.cpp)
  const Scope* scope() const { return contexts_.back().scope; }
  Identifier mangle(Identifier name) const { return module_.mangle(scope(), name); }
  Place resolve(Identifier mangled);
  Place resolveFree(Identifier mangled, size_t inner);
  Variable variableOf(NameContext& context, Identifier mangled);
  Value* closureCell(uint32_t index);
  uint32_t closureIndex(Identifier mangled);
  Value* cellFor(Identifier mangled);
  Value* loadName(Identifier name, const ast::Node* node);
  Value* loadGlobal(std::string_view name, const ast::Node* node);
  Value* loadMangled(Identifier mangled, const ast::Node* node);
  void storeName(Identifier name, Value* value);
  void deleteName(Identifier name);
  bool isBuiltin(Identifier name);
  bool refuseUnavailable(Identifier mangled, const ast::Node* node);
  bool isBuiltinsModule(const ast::Node* node);
  bool isBuiltinsDict(ast::ExprNode* node);
  void refuseBuiltinStore(ast::ExprNode* target);
  void refuseBuiltinStore(ast::Call* node);
  Value* currentNamespace(const ast::Node* node);
  Value* moduleNamespace();

  // ---- expressions (lowering_expr.cpp)
  Value* expr(ast::ExprNode* node);
  std::vector<Value*> exprs(std::span<ast::ExprNode*> nodes);
  void cond(ast::ExprNode* node, Block* ifTrue, Block* ifFalse, const ast::Node* place);
  Value* boolOp(ast::BoolOp* node);
  Value* unaryOp(ast::UnaryOp* node);
  Value* compare(ast::Compare* node);
  Value* compareRaw(ast::CompareOperator op, Value* lhs, Value* rhs);
  Value* comparand(ast::CompareOperator op, ast::ExprNode* node, Temporaries& temporaries);
  Value* iterated(ast::ExprNode* node);
  Value* conditional(ast::IfExp* node);
  Value* joinedStr(ast::JoinedStr* node);
  Value* formatted(ast::FormattedValue* node);
  Value* subscript(ast::Subscript* node);
  Value* listDisplay(std::span<ast::ExprNode*> elements, const ast::Node* node);
  Value* tupleDisplay(std::span<ast::ExprNode*> elements, const ast::Node* node);
  Value* setDisplay(ast::Set* node);
  Value* dictDisplay(ast::Dict* node);

  // ---- constants (lowering_constants.cpp)
  int64_t constantOf(const ast::ExprNode* node);
  int constantTruth(const ast::ExprNode* node);
  int64_t constantTuple(std::span<ast::ExprNode*> elements);
  int64_t constantFrozenSet(std::span<ast::ExprNode*> elements);

  // ---- yields and comprehensions (lowering_iteration.cpp)
  Value* yield(ast::Yield* node);
  void suspend(Value* value);
  Value* yieldFrom(ast::YieldFrom* node);
  Value* comprehension(ast::ExprNode* node);
  void comprehensionLoop(ast::ExprNode* node, std::span<ast::Comprehension*> generators, size_t depth, Value* iterator,
                         Value* result);
  void comprehensionItem(ast::ExprNode* node, Value* result);
  Value* generatorExpression(ast::GeneratorExp* node);

  // ---- calls (lowering_call.cpp)
  Value* callExpr(ast::Call* node);
  bool mayHaveEffects(ast::Node* node);
  bool argumentsMayHaveEffects(ast::Call* node);
  void atMethod(const ast::Call* node, const ast::Attribute* attribute);
  Value* callEx(ast::Call* node, Value* callee);
  Value* callBuiltinSpecial(ast::Call* node);
  Value* superCall(ast::Call* node);
  /// Of the function itself; a generator's parameters are those of its entry.
  const ir::Signature& callSignature() const { return function_.entry ? function_.entry->signature : function_.signature; }
  Value* localsDict(const ast::Node* node);
  Value* argumentTuple(std::span<ast::ExprNode*> args, const ast::Node* node, Value* first = nullptr, Value* second = nullptr);
  Value* keywordDict(std::span<ast::Keyword*> keywords, const ast::Node* node, Value* callee);

  // ---- statements (lowering_stmt.cpp)
  void block(std::span<ast::StmtNode*> body);
  void stmt(ast::StmtNode* node);
  void assign(ast::Assign* node);
  void augAssign(ast::AugAssign* node);
  void annAssign(ast::AnnAssign* node);
  void store(ast::ExprNode* target, Value* value);
  void unpack(std::span<ast::ExprNode*> targets, Value* value, const ast::Node* node);
  void remove(ast::ExprNode* target);
  void ifStmt(ast::If* node);
  void whileStmt(ast::While* node);
  void forStmt(ast::For* node);
  void forLoop(ast::For* node, Value* iterable, Value* iterator, const Temporaries& temporaries);
  void noteSource(Region& loop, const ast::ExprNode* node, Value* iterable, Value* iterator);
  void loopEnd(Block* header, Block* latch, const ast::Node* node);
  void returnStmt(ast::Return* node);
  void leaveLoop(bool isBreak);
  void raiseStmt(ast::Raise* node);
  void assertStmt(ast::Assert* node);

  // ---- exceptions (lowering_try.cpp)
  Handler newHandler();
  Value* startHandler(Handler& handler);
  void propagate(Value* handled, Value* exception);
  void finishCleanup(Handler& cleanup, Value* handled, Identifier name);
  void tryStmt(ast::Try* node);
  void tryStarStmt(ast::TryStar* node);
  template <class Body> void tryFinally(std::span<ast::StmtNode*> finalBody, const ast::Node* node, Body&& body);
  void tryExcept(ast::Try* node);
  void tryExceptStar(ast::TryStar* node);
  void exceptHandlers(ast::Try* node, Value* handled, Value* exception, Block* end);
  void withStmt(ast::With* node, size_t item);
  void unwindRegions(size_t count);
  void leaveRegion(const Region& region);
  void clearName(Identifier name);
  void bareRaise(const ast::Node* node);

  // ---- fresh values (lowering_ownership.cpp)
  bool isUsedUpByReading(const ast::Attribute* node) const;
  Value* freshExpr(ast::ExprNode* node, Temporaries& temporaries);
  Value* freshIterable(ast::ExprNode* node, Temporaries& temporaries);
  void ownIterator(ast::ExprNode* node, Value* iterable, Value* iterator, Temporaries& temporaries);
  Value* own(Value* made);
  void drop(std::span<Value* const> values);
  /// Lowers `body`, after which, however it ends, the values are let go.
  template <class Body> void droppingAfter(const Temporaries& values, Body&& body);
  bool isOwner(const ast::ExprNode* target);
  void assignOwner(ast::Name* target, ast::ExprNode* value);
  void deleteOwner(ast::Name* target);
  Value* peek(Identifier name);
  void dropLocals();

  // ---- match (lowering_match.cpp)
  void matchStmt(ast::Match* node);
  void pattern(ast::PatternNode* node, Value* subject, Block* fail, PatternCaptures& captures);
  void sequencePattern(ast::MatchSequence* node, Value* subject, Block* fail, PatternCaptures& captures);
  void mappingPattern(ast::MatchMapping* node, Value* subject, Block* fail, PatternCaptures& captures);
  void classPattern(ast::MatchClass* node, Value* subject, Block* fail, PatternCaptures& captures);
  void orPattern(ast::MatchOr* node, Value* subject, Block* fail, PatternCaptures& captures);
  Value* integer(int64_t value);
  void failUnless(Value* condition, Block* fail);
  void failIfEnd(Value* value, Block* fail);

  // ---- places of calls (lowering_sites.cpp)
  void keepCallSite();
  void noteCallSite(const ast::Call* node);

  // ---- imports (lowering_import.cpp)
  void importStmt(ast::Import* node);
  void importFrom(ast::ImportFrom* node);
  Value* importModule(const std::string& dottedName, const ast::Node* node);
  void raiseImportError(std::string_view kind, const std::string& message, const std::string& name);

  ModuleLowering& module_;
  ir::Function& function_;
  SsaBuilder ssa_;
  ir::Builder builder_;
  std::deque<NameContext> contexts_;
  std::unordered_map<uint32_t, Value*> closureCells_;
  std::vector<Region> regions_;
  Handler* handler_ = nullptr;
  std::unordered_set<Identifier> owners_;  ///< variables that own their values
  Temporaries* temporaries_ = nullptr;     ///< where the call about to be lowered leaves fresh arguments
  bool dead_ = false;               ///< control cannot come here
  Value* namespace_ = nullptr;      ///< class body
  Value* firstParameter_ = nullptr; ///< of the function itself, for super()
  uint32_t parameterSlots_ = 0;     ///< generator
  support::SourceRange lastRange_;
  std::optional<Variable> callerSite_;  ///< place of the call of this function, where that is kept
  ir::LocIndex lastLoc_ = 0;
};

template <class Body> void FunctionLowering::droppingAfter(const Temporaries& values, Body&& body) {
  if (values.empty()) return body();
  Handler* outer = handler_;
  Block* end = newBlock();
  Handler handler = newHandler();
  Value* handled = emit(Opcode::ExcHandled);
  regions_.push_back({.kind = Region::Kind::Drop, .dropped = values, .outer = outer});
  handler_ = &handler;
  body();
  regions_.pop_back();
  handler_ = outer;
  if (!dead_) {
    drop(values);
    jump(end);
  }
  if (Value* exception = startHandler(handler)) {
    drop(values);
    propagate(handled, exception);
  }
  enter(end);
}

}  // namespace trivium::frontend
