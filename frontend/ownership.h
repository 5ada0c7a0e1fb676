// Ownership: which objects are referred to from one place only, so that the program's text shows when the last reference goes.
//
// CPython finalizes such an object at once: it runs __del__, or closes a generator that is suspended in try or with. The runtime has no
// reference counts and would do it when the collector finds the object. Programs where the difference can be seen are rare, and they
// are the only ones this finds anything in.
//
// Fresh is what a call of a class with __del__ or of a generator function with a yield inside try or with answers, as the program
// writes it: `A()`, `numbers()`, `tree.walk()`. A fresh value that an expression uses up belongs to that expression; a variable that
// only fresh values and constants are assigned to and whose every use leaves no second reference owns them. Names decide here;
// whether the value is what its name says is checked when the program runs (trv_own).
#pragma once

#include <memory>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "frontend/loader.h"

namespace trivium::frontend {

class Ownership {
 public:
  /// Looks at all modules of the program but the library's.
  void survey(const ModuleGraph& graph);
  /// Whether the program has anything that can be fresh.
  bool any() const { return !generators_.empty() || !classes_.empty(); }

  bool hasIterMethod() const { return generators_.count("__iter__") != 0; }
  /// A call of a class with __del__.
  bool makesObject(const ast::ExprNode* node) const;
  /// A call of a generator function whose dropping has effects.
  bool makesGenerator(const ast::ExprNode* node) const;
  bool isFresh(const ast::ExprNode* node) const { return makesObject(node) || makesGenerator(node); }
  /// Whether iterating over `node` may hold a fresh generator: one that it makes, a generator expression over one, an iterator such as
  /// enumerate() over one, or what a method __iter__ made.
  bool mayHoldGenerator(const ast::ExprNode* node) const;
  /// A call whose result alone keeps the arguments, as long as it lives: of enumerate, zip, islice …
  static bool isIteratorOverArguments(const ast::ExprNode* node);
  /// Whether the built-in lets argument `index` of `count` go when it returns: next, list, sum, print …
  static bool usesUp(std::string_view builtin, size_t index, size_t count);
  /// Whether reading an attribute of that name may make a bound method.
  bool isMethod(std::string_view name) const { return methods_.count(name) != 0; }

  /// The variables of a function or of the main module that own what is assigned to them.
  std::unordered_set<Identifier> ownersIn(const SourceModule& module, const Scope* scope) const;

 private:
  friend class UseChecker;
  struct Class {
    const ast::ClassDef* node;
    const SourceModule* module;
    bool isFinalized = false, leaks = false;
  };

  void addFunctions(ast::Node* node, std::vector<ast::FunctionDef*>& functions, const SourceModule& module);
  bool leaksSelf(const Class& cls) const;

  std::unordered_set<std::string_view> generators_;
  std::unordered_map<std::string_view, Class> classes_;
  std::unordered_set<std::string_view> functions_;  ///< all that the program defines
  std::vector<std::pair<std::string_view, const ast::ExprNode*>> classStores_;  ///< `Name.attribute = value` anywhere
  std::unordered_set<std::string_view> methods_;  ///< names of functions in classes that are finalized
};

}  // namespace trivium::frontend
