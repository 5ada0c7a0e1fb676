// What the functions of a program share while they are lowered: LLVM types, the program's data, declarations of runtime helpers,
// the LLVM functions that IR functions become, debug information.
#pragma once

#include "ir/ir.h"
#include "support/compile_options.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace llvm {
class DIBuilder;
class DICompileUnit;
class DIFile;
} // namespace llvm

namespace trivium::codegen {

/// Whether a function refers to its function object.
bool usesSelf(const ir::Function& function);

/// What a load or store of typed code touches, for alias analysis.
enum class Memory { Shape, ListHeader, Items, FloatItems, BoolItems, Slots, FloatSlots };

class ProgramLowering {
public:
  /// `unit`: the functions to lower when the rest of the program exists elsewhere; empty = the whole program.
  ProgramLowering(const ir::Module& program, llvm::Module& module, const support::CompileOptions& options,
                  std::vector<const ir::Function*> unit = {});
  ~ProgramLowering();
  ProgramLowering(const ProgramLowering&) = delete;
  ProgramLowering& operator=(const ProgramLowering&) = delete;

  /// Lowers everything, with the tables of the program and `main`.
  void run();
  /// Lowers the functions of the unit. `name` becomes a table of their addresses in order, `name`.loaded a function that is to be
  /// called before any of them. Constants, globals and FunctionInfos are external (trv_unit_constants and so on).
  void runUnit(const std::string& name);

  const ir::Module& program;
  llvm::Module& module;
  llvm::LLVMContext& context;
  const support::CompileOptions& options;
  llvm::IntegerType *i1, *i8, *i32, *i64;
  llvm::Type *f64, *voidType;
  llvm::PointerType* ptr;
  llvm::MDNode *unlikely, *likely; ///< branch weights
  llvm::MDNode* invariant;         ///< of loads whose memory never changes while compiled code runs

  llvm::Type* typeOf(ir::Type type) const;
  /// A runtime entry point of helpers.def.
  llvm::Function* helper(std::string_view name);
  /// The same for calls that hardly ever happen: changes no register but that of its result, so that code around the call need not make
  /// room in others.
  llvm::Function* rareHelper(std::string_view name);
  /// Whether generated code calls a helper hardly ever, wherever it does.
  static bool isRare(std::string_view helper);
  /// A variable of the runtime.
  llvm::Constant* runtimeData(std::string_view name);
  /// Address of a variable of the runtime as a word.
  llvm::Constant* runtimeWord(std::string_view name);
  /// Where the Value of a constant of the pool stands once the program is loaded.
  llvm::Constant* constantSlot(int64_t index);
  llvm::Constant* globalSlot(int64_t index);
  llvm::Constant* infoOf(const ir::Function& function);
  /// Word with a function object of that function, the one that was called last where the program's text suggests it; 0 = none yet.
  llvm::Constant* seenCallee(const ir::Function& function);
  /// Whether a helper may call Python code or ask how deep calls are.
  static bool mayRunPython(std::string_view helper);
  /// A new inline cache (SiteCache).
  llvm::Constant* newCache();
  /// Metadata for accesses to one kind of memory, disjoint from the others.
  llvm::MDNode* memory(Memory kind);
  /// Its part for one Shape and anything (AttrCache).
  llvm::Constant* restOf(llvm::Constant* cache);
  /// Word that holds a built-in from the start.
  llvm::Constant* builtinSlot(int64_t nameConstant);
  /// C string in read-only memory.
  llvm::Constant* text(const char* text);

  /// The function with one LLVM parameter per Python parameter; only for functions that call.direct names.
  llvm::Function* directOf(const ir::Function& function) const { return directs_[function.index]; }
  /// The function that a call of this program most likely reaches, if it takes exactly the arguments given: the only one stored in the
  /// global, the only method of the name. Null when there is no such function. The call still has to compare the callee's FunctionInfo.
  const ir::Function* likelyCallee(const ir::Instruction& call) const;
  /// The functions that a method call may reach, if they are few: those that classes of the program have under the name and that take
  /// exactly the arguments given.
  llvm::SmallVector<const ir::Function*, 4> likelyMethods(const ir::Instruction& call) const;
  /// Whether some class of the program defines a function under that name.
  bool definesMethod(int64_t nameConstant) const { return methodsOfName_.count(nameConstant) != 0; }
  /// Whether the call most likely makes an instance of a class that the program defines. *init becomes its `__init__` if that is known and
  /// takes exactly the object and the arguments given, else null.
  bool isInstantiation(const ir::Instruction& call, const ir::Function** init) const;
  /// Integer power by squaring: {i64 result, i1 overflowed} (i64 base, i64 exponent >= 0).
  llvm::Function* intPower();

  /// Null without debug information.
  llvm::DIBuilder* debug() const { return debug_.get(); }
  llvm::DIFile* debugFile(const ir::Function& function);

private:
  void startDebugInfo();
  void lowerFunctions();
  llvm::Function* addressOf(const ir::Function& function) const {
    return function.isResume ? resumes_[function.index] : entries_[function.index];
  }
  void declareData();
  void findLikelyCallees();
  void declareFunctions();
  void defineTables();
  llvm::Function* defineLoaded(const std::string& name);
  void defineMain();
  std::string symbolOf(const ir::Function& function);
  llvm::GlobalVariable* zeroed(llvm::Type* type, const char* name, unsigned alignment, bool isExternal = false);
  llvm::Constant* elementOf(llvm::GlobalVariable* array, int64_t byteOffset);
  void setAttributes(llvm::Function* function, const ir::Function& of);

  std::vector<const ir::Function*> functions_; ///< to be lowered
  bool isUnit_;
  std::unordered_map<std::string_view, llvm::Function*> helpers_, rareHelpers_;
  std::unordered_map<std::string_view, llvm::Constant*> data_;
  std::unordered_map<std::string, llvm::Constant*> texts_;
  std::unordered_map<int64_t, int64_t> builtins_;
  std::unordered_map<std::string, unsigned> symbols_;
  std::vector<char> isLowered_; ///< [function] is defined here under its own entry
  std::vector<llvm::Function*> directs_, entries_, resumes_;
  /// Whether the function is lowered here and takes that many positional arguments and nothing else.
  bool takesExactly(const ir::Function& function, size_t count) const;

  std::unordered_map<int64_t, const ir::Function*> functionOfGlobal_; ///< null: several
  std::unordered_map<int64_t, const ir::Function*> classOfGlobal_;    ///< bodies of classes; null: several
  std::unordered_map<int64_t, std::vector<const ir::Function*>> methodsOfName_;
  llvm::GlobalVariable *constants_ = nullptr, *globals_ = nullptr, *infos_ = nullptr, *caches_ = nullptr, *callees_ = nullptr, *builtinWords_ = nullptr;
  int64_t cacheCount_ = 0;
  std::unordered_map<uint32_t, int64_t> seenCallees_; ///< by function
  std::array<llvm::MDNode*, 7> memoryTags_{};
  llvm::Function* intPower_ = nullptr;
  std::unique_ptr<llvm::DIBuilder> debug_;
  llvm::DICompileUnit* debugUnit_ = nullptr;
  std::vector<llvm::DIFile*> files_;
};

} // namespace trivium::codegen
