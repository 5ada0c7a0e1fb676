// Whole-program type inference: what every value of a program is likely to be.
//
// Abstract interpretation over the IR of all functions together, set-based: a value is a set of kinds (int, float, None, …) and of at most
// kMaxObjects abstract objects: functions, classes, instances of a class, and one object for each place that makes a list, tuple, dict or
// cell. What a container holds, an attribute, module variable, captured variable, parameter, result or yield is one set each. Sets only
// grow, until nothing changes.
//
// The result is a guess (ir/guess.h): code nobody sees here (native modules, computed attribute names) is taken to do nothing surprising.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ir/ir.h"

namespace trivium::ir {

/// What a value may be: kinds, and objects by their number in TypeInference.
class TypeSet {
 public:
  static constexpr unsigned kMaxObjects = 8;

  Kinds kinds = 0;
  bool hasMany = false;  ///< more objects than can be told apart; `objects` is empty then

  TypeSet() = default;
  TypeSet(Kinds k) : kinds(k) {}  // NOLINT: a set of kinds is a set
  unsigned size() const { return count_; }
  const uint32_t* begin() const { return objects_.data(); }
  const uint32_t* end() const { return objects_.data() + count_; }
  bool isEmpty() const { return kinds == 0; }
  /// Adds; whether something was new.
  bool add(uint32_t object);
  bool join(const TypeSet& other);

 private:
  uint8_t count_ = 0;
  std::array<uint32_t, kMaxObjects> objects_{};
};

/// An abstract object.
struct AbstractObject {
  enum class Kind : uint8_t { List, Tuple, Dict, Set, Iterator, Generator, Function, Class, Instance, Cell, BoundMethod, Super, Module, Builtin };
  Kind kind;
  const Function* function = nullptr;  ///< of Function, Generator, BoundMethod; of Class: its body
  int64_t name = -1;                   ///< Builtin: constant of its name; Module: index
  int64_t module = -1;                 ///< Builtin: native module that it is from, -1 = built-in function
  uint32_t partner = 0;                ///< of Class: its Instance; of Instance: its Class
  TypeSet items;                       ///< what it holds, yields; of BoundMethod and Super: self
  TypeSet keys;                        ///< of Dict; of Super: the class it starts behind
  std::vector<TypeSet> fields;         ///< of Tuple: its items if their count is known
  std::vector<TypeSet> bases;          ///< of Class
  std::map<int64_t, TypeSet> attributes;  ///< by name constant; of Class, Instance
};

class TypeInference {
 public:
  explicit TypeInference(Module& module);

  /// Computes the sets.
  void run();
  /// Writes every value's guess, the layouts of classes and the attributes that are floats into the module.
  void annotate();

 private:
  using Object = AbstractObject;
  struct FunctionState {
    std::vector<TypeSet> values;   ///< [Value::id]
    std::vector<TypeSet> params, slots, cells;
    TypeSet result, yields;
    bool isCalled = false;         ///< a call of it was found
    uint32_t object = 0, generator = 0;  ///< its Function and Generator
    int64_t owner = -1;            ///< the Class whose body defines it
  };
  struct Arguments {
    std::vector<TypeSet> positional;
    std::vector<std::pair<int64_t, TypeSet>> keywords;  ///< by name constant
  };

  // ---- type_inference.cpp
  void visit(Function& function);
  TypeSet valueOf(const Instruction& inst);
  TypeSet arithmetic(const Instruction& inst);
  TypeSet constant(uint32_t index, const Instruction& site);
  void join(TypeSet& set, const TypeSet& more) { changed_ |= set.join(more); }
  TypeSet operand(const Instruction& inst, size_t k) const { return current_->values[inst.operands[k]->id]; }
  uint32_t newObject(Object::Kind kind);
  /// The object that an instruction makes; `which` tells several apart.
  uint32_t siteObject(const Instruction& inst, Object::Kind kind, unsigned which = 0);
  TypeSet made(const Instruction& inst, Object::Kind kind, const TypeSet& items, unsigned which = 0);
  TypeSet tupleOf(const Instruction& inst, std::vector<TypeSet> fields, unsigned which = 0);
  static TypeSet setOf(Kinds kinds, uint32_t object);
  /// The set, or what stands for code nobody sees.
  TypeSet orUnknown(const TypeSet& set) const { return set.isEmpty() && isSecondPhase_ ? TypeSet(kUnknown) : set; }
  const Object& object(uint32_t id) const { return *objects_[id]; }
  Object& object(uint32_t id) { return *objects_[id]; }
  const std::string& text(int64_t constant) const { return module_.constants[static_cast<size_t>(constant)].text; }
  int64_t nameConstant(std::string_view name) const;

  // ---- what is in values
  TypeSet itemsOf(const TypeSet& container) const;       ///< by iteration
  TypeSet elementOf(const TypeSet& container, const TypeSet& index, const Value* indexValue) const;  ///< container[index]
  void store(const TypeSet& container, const TypeSet& key, const TypeSet& value);
  TypeSet fieldOf(const TypeSet& tuple, size_t index) const;
  TypeSet attributeOf(const TypeSet& object, int64_t name, const Instruction* site);
  void setAttribute(const TypeSet& object, int64_t name, const TypeSet& value);
  /// Attribute of a class or its bases, null if there is none.
  const TypeSet* classAttribute(uint32_t cls, int64_t name, int depth = 0) const;
  TypeSet moduleAttribute(int64_t moduleIndex, int64_t name);

  // ---- type_inference_calls.cpp
  Arguments argumentsOf(const Instruction& inst, size_t first, int64_t kwnames) const;
  TypeSet call(const TypeSet& callee, const Arguments& arguments, const Instruction& site);
  TypeSet callFunction(const Function& function, const Arguments& arguments, const TypeSet* self, const Instruction& site);
  TypeSet callMethod(const TypeSet& object, int64_t name, const Arguments& arguments, const Instruction& site);
  TypeSet callBuiltin(std::string_view name, const Arguments& arguments, const Instruction& site);
  TypeSet containerMethod(uint32_t container, std::string_view name, const Arguments& arguments, const Instruction& site);
  /// Which function of the module math a call reaches with one argument, -1 if none.
  int mathFunction(const Instruction& inst) const;
  TypeSet nativeFunction(const std::string& module, std::string_view name, const Arguments& arguments);

  // ---- layouts.cpp
  void findLayouts();
  bool collectFields(uint32_t cls, const Function& function, std::vector<int64_t>& names, int depth);
  const Function* methodOf(uint32_t cls, int64_t name) const;
  int layoutFor(const TypeSet& set) const;
  bool isFloatAttribute(int64_t name) const;

  Module& module_;
  std::vector<std::unique_ptr<Object>> objects_;
  std::unordered_map<const Instruction*, std::vector<std::pair<unsigned, uint32_t>>> sites_;
  std::vector<FunctionState> functions_;  ///< [Function::index]
  std::vector<TypeSet> globals_;          ///< [index in Module::globals]
  std::vector<uint32_t> modules_;         ///< objects of the modules
  std::vector<std::unordered_map<std::string_view, uint32_t>> globalByName_;  ///< [module]
  std::unordered_map<std::string_view, int64_t> names_;  ///< str constants
  std::unordered_map<const Function*, uint32_t> classOfBody_;
  std::map<std::pair<int64_t, int64_t>, uint32_t> natives_;  ///< by module and name
  std::vector<uint32_t> classes_;
  std::unordered_map<uint32_t, int> layoutOfClass_;
  std::map<int64_t, Kinds> attributeKinds_;  ///< by name, over all classes
  FunctionState* current_ = nullptr;
  Function* function_ = nullptr;
  bool changed_ = true;
  /// First what has not been reached yet is nothing; once that has settled, what nothing was found for comes from code nobody sees.
  bool isSecondPhase_ = false;
};

}  // namespace trivium::ir
