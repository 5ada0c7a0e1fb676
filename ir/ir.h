// The intermediate representation: a control-flow graph in SSA form with block parameters.
//
// An instruction's meaning follows from its opcode and the types of its operands; type inference changes types, never opcodes.
// Lowering makes every value `any`; that form is executable as it is. Raw types (i64, f64, i1) appear through passes.
//
// Side exits. An instruction that may raise can carry an `unwind` edge to the handler of the enclosing try; without one the
// exception leaves the function. An instruction with the effect O on raw operands carries an `overflow` edge to the dynamic copy
// of the code. An instruction with a side exit is the last before its block's terminator, and that terminator is `br` (Raise and
// Reraise are terminators and carry `unwind` themselves). So values passed along a side exit are those before the instruction.
//
// Ownership: a Module owns its Functions, a Function its blocks, a block its instructions. Addresses are stable.
#pragma once
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ir/guess.h"

namespace trivium::ir {

enum class Type : uint8_t { Void, Any, I64, F64, I1 };

enum class Opcode : uint16_t {
#define TRV_OP(name, mnemonic, operands, result, effects, helper, doc) name,
#include "ir/ops.def"
#undef TRV_OP
};

class BasicBlock;
class Function;
class Module;
class Instruction;

/// Source range of an instruction, index into Function::locs. 0 = no position.
using LocIndex = uint32_t;
struct Loc {
  uint32_t line = 0, col = 0, endLine = 0, endCol = 0;  ///< 1-based lines, 0-based UTF-8 byte columns
  /// Inside a comprehension that is part of the function, where Python sees a frame of its own: which kind. Inside the copy of a called
  /// function (passes/inline_calls.cpp): kFirstFunction + its index; `outer` is the call then.
  enum Inlined : uint32_t { kNone, kListComp, kSetComp, kDictComp, kFirstFunction } inlined = kNone;
  LocIndex outer = 0;  ///< of the comprehension in the code around it, unless kNone
  bool operator==(const Loc&) const = default;
};

/// An SSA value: a block parameter or the result of an instruction.
class Value {
 public:
  enum class Kind : uint8_t { Parameter, Instruction };
  Kind kind;
  Type type = Type::Any;
  uint32_t id = 0;  ///< unique within the function, assigned by Function::renumber
  Guess guess;      ///< what type inference expects
  explicit Value(Kind k, Type t) : kind(k), type(t) {}
};

class BlockParameter : public Value {
 public:
  BasicBlock* block;
  BlockParameter(BasicBlock* b, Type t) : Value(Kind::Parameter, t), block(b) {}
};

/// A jump with the values its target's parameters receive.
struct Edge {
  BasicBlock* target = nullptr;
  std::vector<Value*> args;
  explicit operator bool() const { return target != nullptr; }
};

class Instruction : public Value {
 public:
  Opcode op;
  LocIndex loc = 0;
  BasicBlock* block = nullptr;
  std::vector<Value*> operands;
  std::vector<int64_t> attrs;     ///< attributes in row order; `func` attributes hold Function::index, floats their bits
  std::vector<Edge> successors;   ///< terminators only
  Edge unwind;                    ///< handler when it raises, or none
  Edge overflow;                  ///< dynamic continuation of a raw integer op, or none
  explicit Instruction(Opcode o, Type t) : Value(Kind::Instruction, t), op(o) {}
};

class BasicBlock {
 public:
  Function* parent;
  uint32_t id = 0;
  std::vector<std::unique_ptr<BlockParameter>> params;
  std::vector<std::unique_ptr<Instruction>> insts;
  explicit BasicBlock(Function* f) : parent(f) {}
  Instruction* terminator() const { return insts.empty() ? nullptr : insts.back().get(); }
  BlockParameter* addParam(Type t = Type::Any);
};

/// Parameters of a Python function, in flat order: positional-only, positional-or-keyword, keyword-only, *args, **kwargs.
struct Signature {
  std::vector<std::string> names;
  uint32_t posOnlyCount = 0, posCount = 0, kwOnlyCount = 0;  ///< posCount includes the positional-only ones
  bool hasVarArgs = false, hasVarKeywords = false;
};

/// One Python function, lambda, comprehension, class body or module body. blocks.front() is the entry; its parameters are the
/// function's parameters. A generator is two Functions: the entry makes the GeneratorObj (`resume` points to the second), the
/// resume function has no parameters and begins with `gen.state` and a switch.
class Function {
 public:
  Module* module;
  uint32_t index = 0;         ///< in Module::functions
  std::string name;           ///< __name__
  std::string qualname;       ///< __qualname__
  int64_t docConst = -1;      ///< constant, -1 = None
  uint32_t moduleIndex = 0;   ///< in Module::modules
  uint32_t firstLine = 0;
  Signature signature;
  bool isGenerator = false, isResume = false, isModuleBody = false, isClassBody = false;
  bool isOsrEntry = false;    ///< a copy that is entered at a loop header (passes/osr.h)
  Function* resume = nullptr; ///< of a generator's entry
  Function* entry = nullptr;  ///< of a resume function
  uint32_t slotCount = 0;     ///< generator frame slots (on the entry)
  uint32_t cellCount = 0;     ///< captured cells
  /// Variables of the Python function: plain ones, those that inner functions capture, free ones; parameters included.
  std::vector<std::string> localNames;
  uint32_t capturedNameCount = 0, freeNameCount = 0;  ///< of the second and third kind
  std::vector<Loc> locs{Loc{}};
  std::deque<std::unique_ptr<BasicBlock>> blocks;

  explicit Function(Module* m) : module(m) {}
  BasicBlock* addBlock();
  LocIndex addLoc(const Loc& loc);
  /// Gives every block and value its number in block order; call before printing or mapping values to arrays.
  /// Returns the count of values.
  uint32_t renumber();
};

struct Constant {
  enum class Kind : uint8_t { None, Bool, Int, BigInt, Float, Complex, Str, Bytes, Tuple, FrozenSet, Ellipsis };
  Kind kind = Kind::None;
  int64_t integer = 0;         ///< Bool, Int
  double real = 0, imag = 0;   ///< Float (real), Complex
  std::string text;            ///< Str (UTF-8, surrogates as WTF-8), Bytes, BigInt (decimal digits, optional '-')
  std::vector<uint32_t> items; ///< Tuple, FrozenSet: constant indices
  bool operator==(const Constant&) const;
};

struct Global {
  std::string name;
  uint32_t moduleIndex;
};

/// A Python module of the program. Module 0 is __main__.
struct ModuleInfo {
  std::string name;        ///< dotted; "__main__" for the program
  std::string file;        ///< as shown in tracebacks
  bool isPackage = false;
  int64_t bodyFunction = -1;          ///< Function index; -1 = implemented in the runtime (sys, math, …)
  std::vector<uint32_t> globals;      ///< indices into Module::globals of its variables
};

/// A guess about the instances of one class: where its first attributes lie. A hint: what relies on it tests the object's Shape.
struct LayoutField {
  uint32_t name;  ///< Str constant
  uint32_t slot;  ///< inline slot
  bool isFloat;   ///< holds raw floats
  bool operator==(const LayoutField&) const = default;
};
struct Layout {
  std::vector<LayoutField> fields;
  bool operator==(const Layout&) const = default;
};
constexpr size_t kMaxLayouts = 64;  ///< those after it are ignored

/// A whole program.
class Module {
 public:
  std::vector<Constant> constants;
  std::vector<Global> globals;
  std::vector<ModuleInfo> modules;
  std::deque<std::unique_ptr<Function>> functions;
  bool storageKinds = true;               ///< objects may hold raw floats; without it the two below are empty
  std::vector<uint32_t> floatAttributes;  ///< Str constants: attributes that seem to hold floats only
  std::vector<Layout> layouts;

  Function* addFunction();
  /// Index of an equal constant, added when new. 0.0 and -0.0, 1 and True stay apart.
  uint32_t addConstant(const Constant& c);
  uint32_t addStr(std::string_view utf8);
 private:
  std::vector<uint32_t> constantTable_;  ///< open hash index over `constants`
};

// ---- facts from ops.def

enum Effect : uint32_t { kPure = 1, kReads = 2, kWrites = 4, kRaises = 8, kTerminator = 16, kOverflows = 32 };
enum class OperandKind : uint8_t { Any, I64, F64, I1, Num, Val, AnyList, Const, Int, Float, Bool, Func, Global, Slot, State, Module };
constexpr bool isAttribute(OperandKind k) { return k >= OperandKind::Const; }

struct OperandInfo {
  std::string_view name;
  OperandKind kind;
};
struct OpInfo {
  std::string_view name, mnemonic, result, helper, doc;  ///< helper is empty when the op has none
  uint32_t effects;
  std::vector<OperandInfo> operands;
  bool has(Effect e) const { return effects & e; }
};
const OpInfo& infoOf(Opcode op);
constexpr unsigned kOpcodeCount = 0
#define TRV_OP(...) +1
#include "ir/ops.def"
#undef TRV_OP
    ;

/// The plain form of an in-place op; other ops stay. Raw values have no in-place behaviour of their own.
Opcode plainOf(Opcode op);
/// Result type of `op` on operands of these types (rows with `same` follow Python's rules for raw types).
Type resultType(Opcode op, const std::vector<Value*>& operands);
/// Whether this very instruction may raise (raw arithmetic may not, except division and shifts).
bool mayRaise(const Instruction& inst);
/// Whether it needs an overflow edge.
bool mayOverflow(const Instruction& inst);

// ---- text form (.tir), verifier

std::string print(const Function& function);
std::string print(const Module& module);
/// Parses the text form. On error returns null and fills `error` with "line:col: what was seen, then the rule".
std::unique_ptr<Module> parse(std::string_view text, std::string& error);
/// Empty when the module is well formed, else one line per violation.
std::vector<std::string> verify(const Module& module);
std::vector<std::string> verify(const Function& function);

/// Appends instructions to a block.
class Builder {
 public:
  Builder() = default;
  explicit Builder(BasicBlock* b) : block_(b) {}
  void setBlock(BasicBlock* b) { block_ = b; }
  BasicBlock* block() const { return block_; }
  void setLoc(LocIndex l) { loc_ = l; }
  LocIndex loc() const { return loc_; }
  /// Operands then attributes, each in row order. The result type follows from the row.
  Instruction* add(Opcode op, std::vector<Value*> operands = {}, std::vector<int64_t> attrs = {});
  Instruction* br(BasicBlock* target, std::vector<Value*> args = {});
  Instruction* condBr(Value* condition, Edge ifTrue, Edge ifFalse);
  bool terminated() const;
 private:
  BasicBlock* block_ = nullptr;
  LocIndex loc_ = 0;
};

}  // namespace trivium::ir
