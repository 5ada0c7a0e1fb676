// Scopes: which variable every name means, decided once for the whole program as CPython's symtable does (Language
// Reference 4.2). One Scope per module, function, lambda, class and comprehension; each maps the names that occur in it
// to symbols. Name mangling of `__x` inside classes, the `__class__` cell of `super()`, and what makes a function a
// generator are decided here too. Errors that CPython's symtable reports are reported here, in its order.
#pragma once

#include "frontend/ast.h"
#include "frontend/identifiers.h"
#include "support/diagnostics.h"

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace trivium::frontend {

/// What owns a scope. A comprehension or generator expression is a function of its own whose only parameter is the
/// iterator of the first `for`, evaluated outside.
enum class ScopeKind : uint8_t { Module, Function, Lambda, Class, Comprehension };

/// Where a name of a scope lives. In a Module scope Local means a global of the module, in a Class scope an entry of the
/// class namespace (which is looked up first, then as global or builtin; a Free name: first the namespace, then the cell).
enum class SymbolKind : uint8_t {
  Local,          ///< bound here, used by no inner scope
  Cell,           ///< bound here and used by inner scopes
  Free,           ///< bound in an enclosing function (or the class's `__class__`)
  GlobalExplicit, ///< declared with `global`
  GlobalImplicit, ///< bound nowhere around: module global, then builtin
};

/// One name in one scope.
struct Symbol {
  /// The mangled name.
  Identifier name = nullptr;
  SymbolKind kind = SymbolKind::GlobalImplicit;
  bool isParameter = false;
  /// Bound by assignment, `for`, `with`, `except`, `import`, `def`, `class`, `:=`, `del` or a pattern.
  bool isAssigned = false;
  /// Read somewhere in this scope itself.
  bool isReferenced = false;
  bool isImported = false;
  /// An `import` binds it to the module `builtins`.
  bool isBuiltins = false;
  bool isAnnotated = false;
  /// Declared with `nonlocal`.
  bool isNonlocal = false;
  /// Declared with `global` in this very scope.
  bool isDeclaredGlobal = false;
  /// Target of a comprehension's `for`.
  bool isIterationVariable = false;
  /// Bound by `del` somewhere, so it may be unbound at any later use.
  bool isDeleted = false;
  /// Class scope: inner functions take a variable of this name from a function around the class; the class body's own name is
  /// another variable.
  bool passesThrough = false;
};

/// The names of one module, function, lambda, class or comprehension.
class Scope {
public:
  ScopeKind kind;
  /// Module, FunctionDef, AsyncFunctionDef, Lambda, ClassDef, ListComp, SetComp, DictComp or GeneratorExp.
  ast::Node *node = nullptr;
  /// The scope around, null for the module.
  Scope *parent = nullptr;
  /// "<module>", the function's or class's own name, "<lambda>", "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>".
  Identifier name = nullptr;
  /// As `__qualname__`: "Outer.method.<locals>.inner".
  std::string qualifiedName;
  /// Inner scopes in source order.
  std::vector<Scope *> children;
  /// In order of first occurrence; parameters come first, in the order of CPython's co_varnames
  /// (positional-only, positional, keyword-only, *args, **kwargs).
  std::vector<Symbol> symbols;
  /// How many of `symbols` are parameters.
  uint32_t parameterCount = 0;
  /// Class scope: a method uses `super` or `__class__`, so the class body owns a cell `__class__`.
  bool needsClassCell = false;
  /// Contains `yield` or `yield from` (also a generator expression).
  bool isGenerator = false;
  /// `async def`, or a comprehension that awaits.
  bool isCoroutine = false;
  /// Has a `return` with a value.
  bool hasReturnValue = false;
  /// Contains a `yield` whose value or result is used inside a bigger expression, so the evaluation stack must survive it.
  bool hasYieldInExpression = false;
  /// Contains `from m import *`.
  bool hasImportStar = false;
  /// Lies inside a function (at any depth), so names may be free.
  bool isNested = false;

  /// True for Function, Lambda and Comprehension.
  bool isFunctionLike() const { return kind != ScopeKind::Module && kind != ScopeKind::Class; }
  /// The symbol of an already mangled name, or null if the name does not occur in this scope.
  const Symbol *find(Identifier mangledName) const;
  Symbol *find(Identifier mangledName);
  /// Names of Cell symbols and Free symbols, in order of `symbols`.
  std::vector<Identifier> cellNames() const;
  std::vector<Identifier> freeNames() const;

  /// Class whose name mangles private names here; null outside classes.
  Identifier privateName = nullptr;

private:
  friend class ScopeBuilder;
  /// Index into `symbols`.
  std::unordered_map<Identifier, uint32_t> index_;
};

/// All scopes of a program.
class ScopeTree {
public:
  /// The scope that `node` opens, or null if it opens none.
  Scope *scopeOf(const ast::Node *node) const;
  /// The module's scope.
  Scope *moduleScope() const { return module_; }
  /// The name as it is stored when written `name` inside `scope`: `__x` becomes `_Class__x`.
  Identifier mangle(const Scope *scope, Identifier name) const;
  /// What the name written `name` means in `scope`; null if it does not occur there.
  const Symbol *lookup(const Scope *scope, Identifier name) const { return scope->find(mangle(scope, name)); }

private:
  friend class ScopeBuilder;
  IdentifierTable *identifiers_ = nullptr;
  std::deque<Scope> scopes_;
  std::unordered_map<const ast::Node *, Scope *> byNode_;
  Scope *module_ = nullptr;
};

/// Builds the scopes of a module. Errors go to `diagnostics`; the tree is then incomplete and must not be lowered.
/// Trees deeper than CPython allows are refused here, so later recursive passes need no depth check of their own.
ScopeTree buildScopes(ast::Module *module, IdentifierTable &identifiers, support::Diagnostics &diagnostics);

} // namespace trivium::frontend
