// IR to LLVM IR, the program as a whole: its data, its functions' declarations and the tables the runtime reads (program.h of the
// ABI). All of it has internal linkage but `trv_program` and `main`.
#include "codegen/codegen.h"

#include "codegen/detail/function.h"
#include "codegen/detail/program.h"
#include "engine/image.h"
#include "runtime/abi/program.h"
#include "runtime/abi/allocation.h"
#include "runtime/abi/site_cache.h"

#include "llvm/BinaryFormat/Dwarf.h"
#include "llvm/IR/DIBuilder.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Target/TargetMachine.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace trivium::codegen {

using runtime::SiteCache;
using runtime::FunctionInfo;

namespace {

/// A row of helpers.def: result and arguments as letters, "(V, P, I)".
struct HelperRow {
  std::string_view name, result, arguments;
};
constexpr HelperRow kHelpers[] = {
#define TRV_HELPER(name, result, arguments) {#name, #result, #arguments},
#include "runtime/abi/helpers.def"
#undef TRV_HELPER
};

/// Helpers that compiled code calls on errors only.
constexpr std::string_view kColdHelpers[] = {"trv_unbound_local", "trv_name_error",      "trv_zero_division",
                                             "trv_cell_unbound",  "trv_import_missing",
                                             "trv_poll",          "trv_recursion_error", "trv_add_traceback"};

/// Helpers that neither call Python code nor look at the depth of calls.
constexpr std::string_view kPlainHelpers[] = {
    "trv_add_traceback", "trv_builtin_get",    "trv_cell_new",      "trv_cell_unbound",   "trv_exc_catch",         "trv_exc_match", "trv_exc_match_any",
    "trv_float_floordiv", "trv_float_mod",     "trv_float_pow",     "trv_func_new",       "trv_gc_alloc_leaf",     "trv_gc_alloc_scan", "trv_gen_new",
    "trv_gen_sent",      "trv_global_missing", "trv_global_peek",   "trv_global_unbound", "trv_init_result",       "trv_is_same",  "trv_list_append",
    "trv_list_grow_append", "trv_list_iterator_at", "trv_list_new", "trv_list_to_tuple",  "trv_math_call",         "trv_name_error", "trv_new_float",
    "trv_new_int",       "trv_range_iterator", "trv_recursion_error", "trv_reraise",      "trv_slice_new",         "trv_str_join_parts", "trv_tuple_new",
    "trv_unbound_local", "trv_yield_from_result", "trv_zero_division"};

/// Helpers for what hardly ever happens.
constexpr std::string_view kRareHelpers[] = {"trv_unbound_local", "trv_name_error", "trv_zero_division", "trv_cell_unbound", "trv_poll", "trv_recursion_error",
                                             "trv_global_missing", "trv_new_int", "trv_gen_sent", "trv_gc_alloc_scan", "trv_list_grow_append", "trv_init_result"};

} // namespace

ProgramLowering::ProgramLowering(const ir::Module& theProgram, llvm::Module& theModule, const support::CompileOptions& theOptions,
                                 std::vector<const ir::Function*> unit)
    : program(theProgram), module(theModule), context(theModule.getContext()), options(theOptions),
      i1(llvm::Type::getInt1Ty(context)), i8(llvm::Type::getInt8Ty(context)), i32(llvm::Type::getInt32Ty(context)),
      i64(llvm::Type::getInt64Ty(context)), f64(llvm::Type::getDoubleTy(context)), voidType(llvm::Type::getVoidTy(context)),
      ptr(llvm::PointerType::get(context, 0)), functions_(std::move(unit)), isUnit_(!functions_.empty()) {
  if (!isUnit_)
    for (const auto& function : program.functions) functions_.push_back(function.get());
  llvm::MDBuilder metadata(context);
  unlikely = metadata.createBranchWeights(1, 4000);
  likely = metadata.createBranchWeights(4000, 1);
  invariant = llvm::MDNode::get(context, {});
}

ProgramLowering::~ProgramLowering() = default;

void ProgramLowering::run() {
  startDebugInfo();
  findLikelyCallees();
  declareData();
  declareFunctions();
  lowerFunctions();
  defineTables();
  defineMain();
  if (debug_) debug_->finalize();
}

void ProgramLowering::runUnit(const std::string& name) {
  startDebugInfo();
  findLikelyCallees();
  declareData();
  declareFunctions();
  lowerFunctions();
  std::vector<llvm::Constant*> words;
  for (const ir::Function* function : functions_) words.push_back(addressOf(*function));
  auto* type = llvm::ArrayType::get(ptr, words.size());
  auto* table = new llvm::GlobalVariable(module, type, true, llvm::GlobalValue::ExternalLinkage, llvm::ConstantArray::get(type, words), name);
  table->setDSOLocal(true);
  llvm::Function* loaded = defineLoaded(name + ".loaded");
  loaded->setLinkage(llvm::GlobalValue::ExternalLinkage);
  loaded->setDSOLocal(true);
  if (debug_) debug_->finalize();
}

void ProgramLowering::startDebugInfo() {
  if (!options.debugInfo && !options.perf) return;
  module.addModuleFlag(llvm::Module::Warning, "Debug Info Version", llvm::DEBUG_METADATA_VERSION);
  module.addModuleFlag(llvm::Module::Max, "Dwarf Version", 5);
  debug_ = std::make_unique<llvm::DIBuilder>(module);
  files_.resize(program.modules.size());
  const std::string& file = program.modules.empty() ? std::string("program") : program.modules[0].file;
  llvm::SmallString<128> folder; // what relative names are relative to
  if (llvm::sys::fs::current_path(folder)) folder = ".";
  debugUnit_ = debug_->createCompileUnit(llvm::DISourceLanguageName(llvm::dwarf::DW_LANG_Python), debug_->createFile(file, folder),
                                         "trivium", options.level > 0, "", 0, "", llvm::DICompileUnit::FullDebug, 0, true, false,
                                         /* gdb 13 finds no lines by address through .debug_names */
                                         llvm::DICompileUnit::DebugNameTableKind::None);
}

void ProgramLowering::lowerFunctions() {
  for (const ir::Function* function : functions_) {
    if (function->isResume) {
      FunctionLowering(*this, *function, resumes_[function->index], Form::Resume).run();
    } else if (llvm::Function* direct = directs_[function->index]) {
      FunctionLowering(*this, *function, direct, Form::Direct).run();
      // The entry takes the parameters out of the array and goes on in the direct form.
      llvm::Function* entry = entries_[function->index];
      llvm::IRBuilder<> b(llvm::BasicBlock::Create(context, "", entry));
      llvm::Constant* depth = runtimeData("trv_thread");
      static_assert(offsetof(runtime::ThreadState, depth) == 0);
      llvm::Value* callerDepth = b.CreateLoad(i64, depth);
      std::vector<llvm::Value*> args{b.CreateAdd(callerDepth, llvm::ConstantInt::get(i64, 1))};
      if (usesSelf(*function)) args.push_back(entry->getArg(1));
      for (size_t i = 0; i < function->blocks.front()->params.size(); ++i)
        args.push_back(b.CreateLoad(i64, b.CreateConstInBoundsGEP1_64(i64, entry->getArg(2), i)));
      llvm::CallInst* call = b.CreateCall(direct, args);
      call->setCallingConv(direct->getCallingConv());
      b.CreateStore(callerDepth, depth);
      if (options.debugInfo) call->setIsNoInline(); // the entry has no lines to show
      b.CreateRet(call);
    } else {
      FunctionLowering(*this, *function, entries_[function->index], Form::Entry).run();
    }
  }
}

llvm::Type* ProgramLowering::typeOf(ir::Type type) const {
  switch (type) {
  case ir::Type::Void: return voidType;
  case ir::Type::Any:
  case ir::Type::I64: return i64;
  case ir::Type::F64: return f64;
  case ir::Type::I1: return i1;
  }
  return voidType;
}

llvm::Function* ProgramLowering::helper(std::string_view name) {
  static const auto rows = [] {
    std::unordered_map<std::string_view, const HelperRow*> map;
    for (const HelperRow& row : kHelpers) map[row.name] = &row;
    return map;
  }();
  llvm::Function*& declared = helpers_[name];
  if (declared) return declared;
  auto found = rows.find(name);
  assert(found != rows.end() && "generated code calls a helper that is not in helpers.def");
  const HelperRow& row = *found->second;
  const auto typeOfLetter = [this](char letter) -> llvm::Type* {
    switch (letter) {
    case 'V':
    case 'I': return i64;
    case 'P': return ptr;
    case 'F': return f64;
    default: return voidType;
    }
  };
  std::vector<llvm::Type*> parameters;
  for (char c : row.arguments)
    if (std::isalpha(static_cast<unsigned char>(c))) parameters.push_back(typeOfLetter(c));
  declared = llvm::Function::Create(llvm::FunctionType::get(typeOfLetter(row.result[0]), parameters, false),
                                    llvm::GlobalValue::ExternalLinkage, llvm::StringRef(row.name), module);
  declared->setDoesNotThrow();
  declared->setDSOLocal(true);
  if (std::find(std::begin(kColdHelpers), std::end(kColdHelpers), name) != std::end(kColdHelpers))
    declared->addFnAttr(llvm::Attribute::Cold);
  if (name == "trv_float_floordiv" || name == "trv_float_mod" || name == "trv_float_pow" || name == "trv_math_call")
    declared->setMemoryEffects(llvm::MemoryEffects::none());
  return declared;
}

bool ProgramLowering::isRare(std::string_view helper) {
  return std::find(std::begin(kRareHelpers), std::end(kRareHelpers), helper) != std::end(kRareHelpers);
}

llvm::Function* ProgramLowering::rareHelper(std::string_view name) {
  llvm::Function*& made = rareHelpers_[name];
  if (made) return made;
  llvm::Function* called = helper(name);
  made = llvm::Function::Create(called->getFunctionType(), llvm::GlobalValue::InternalLinkage, "rare." + llvm::StringRef(name), module);
  made->setCallingConv(llvm::CallingConv::PreserveMost);
  made->setDoesNotThrow();
  made->setDSOLocal(true);
  for (llvm::Attribute::AttrKind kind : {llvm::Attribute::NoInline, llvm::Attribute::Cold, llvm::Attribute::OptimizeForSize}) made->addFnAttr(kind);
  if (debug_) made->addFnAttr("frame-pointer", "all");
  llvm::IRBuilder<> b(llvm::BasicBlock::Create(context, "", made));
  llvm::SmallVector<llvm::Value*, 6> args;
  for (llvm::Argument& arg : made->args()) args.push_back(&arg);
  llvm::CallInst* result = b.CreateCall(called, args);
  if (result->getType()->isVoidTy()) b.CreateRetVoid();
  else b.CreateRet(result);
  return made;
}

llvm::Constant* ProgramLowering::runtimeData(std::string_view name) {
  llvm::Constant*& declared = data_[name];
  if (declared) return declared;
  llvm::Type* type = name == "trv_gc_bump" ? static_cast<llvm::Type*>(llvm::ArrayType::get(i64, sizeof runtime::trv_gc_bump / 8)) : i64;
  auto* variable = new llvm::GlobalVariable(module, type, false, llvm::GlobalValue::ExternalLinkage, nullptr, llvm::StringRef(name));
  variable->setDSOLocal(true);
  variable->setAlignment(llvm::Align(16));
  return declared = variable;
}

llvm::Constant* ProgramLowering::runtimeWord(std::string_view name) {
  return llvm::ConstantExpr::getPtrToInt(runtimeData(name), i64);
}

llvm::Constant* ProgramLowering::elementOf(llvm::GlobalVariable* array, int64_t byteOffset) {
  return llvm::ConstantExpr::getInBoundsGetElementPtr(i8, array, llvm::ConstantInt::getSigned(i64, byteOffset));
}
llvm::Constant* ProgramLowering::constantSlot(int64_t index) { return elementOf(constants_, index * 8); }
llvm::Constant* ProgramLowering::globalSlot(int64_t index) { return elementOf(globals_, index * 8); }
llvm::Constant* ProgramLowering::infoOf(const ir::Function& function) {
  return elementOf(infos_, static_cast<int64_t>(function.index * sizeof(FunctionInfo)));
}
llvm::Constant* ProgramLowering::newCache() { return elementOf(caches_, static_cast<int64_t>(sizeof(SiteCache)) * cacheCount_++); }
llvm::Constant* ProgramLowering::seenCallee(const ir::Function& function) { return elementOf(callees_, 8 * seenCallees_.at(function.index)); }
bool ProgramLowering::mayRunPython(std::string_view helper) {
  return std::find(std::begin(kPlainHelpers), std::end(kPlainHelpers), helper) == std::end(kPlainHelpers);
}
llvm::Constant* ProgramLowering::restOf(llvm::Constant* cache) {
  return llvm::ConstantExpr::getInBoundsGetElementPtr(i8, cache, llvm::ConstantInt::get(i64, offsetof(SiteCache, rest)));
}
llvm::Constant* ProgramLowering::builtinSlot(int64_t nameConstant) {
  return elementOf(builtinWords_, 8 * builtins_.at(nameConstant));
}

llvm::Constant* ProgramLowering::text(const char* content) {
  llvm::Constant*& made = texts_[content];
  if (made) return made;
  llvm::Constant* bytes = llvm::ConstantDataArray::getString(context, content);
  auto* variable = new llvm::GlobalVariable(module, bytes->getType(), true, llvm::GlobalValue::PrivateLinkage, bytes, "text");
  variable->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
  return made = variable;
}

llvm::GlobalVariable* ProgramLowering::zeroed(llvm::Type* type, const char* name, unsigned alignment, bool isExternal) {
  auto* variable = new llvm::GlobalVariable(module, type, false,
                                            isExternal ? llvm::GlobalValue::ExternalLinkage : llvm::GlobalValue::InternalLinkage,
                                            isExternal ? nullptr : llvm::ConstantAggregateZero::get(type), name);
  variable->setAlignment(llvm::Align(alignment));
  variable->setDSOLocal(true);
  return variable;
}

bool usesSelf(const ir::Function& function) {
  for (const auto& block : function.blocks)
    for (const auto& inst : block->insts)
      if (inst->op == ir::Opcode::ClosureCell || inst->op == ir::Opcode::GenNew) return true;
  return false;
}

void ProgramLowering::declareData() {
  // Built-ins that instructions name get a word each that remembers them.
  uint64_t caches = 0;
  for (const ir::Function* function : functions_)
    for (const auto& block : function->blocks)
      for (const auto& inst : block->insts) switch (inst->op) {
        case ir::Opcode::AttrGet:
        case ir::Opcode::AttrSet:
        case ir::Opcode::MethodFind:
        case ir::Opcode::CallMethod: ++caches; break;
        case ir::Opcode::Call:
          caches += isInstantiation(*inst, nullptr);
          if (const ir::Function* likely = likelyCallee(*inst)) seenCallees_.try_emplace(likely->index, static_cast<int64_t>(seenCallees_.size()));
          break;
        case ir::Opcode::Raise: ++caches; break;
        case ir::Opcode::CalleeIs: seenCallees_.try_emplace(static_cast<uint32_t>(inst->attrs[0]), static_cast<int64_t>(seenCallees_.size())); break;
        case ir::Opcode::BuiltinGet: builtins_.try_emplace(inst->attrs[0], static_cast<int64_t>(builtins_.size())); break;
        default: break;
        }
  const auto array = [this](uint64_t count) { return llvm::ArrayType::get(i64, count); };
  constants_ = zeroed(array(program.constants.size()), isUnit_ ? "trv_unit_constants" : "constants", 16, isUnit_);
  globals_ = zeroed(array(program.globals.size()), isUnit_ ? "trv_unit_globals" : "globals", 16, isUnit_);
  infos_ = zeroed(array(program.functions.size() * sizeof(FunctionInfo) / 8), isUnit_ ? "trv_unit_infos" : "infos", 16, isUnit_);
  caches_ = zeroed(array(caches * sizeof(SiteCache) / 8), "caches", 64);
  callees_ = zeroed(array(seenCallees_.size()), "callees", 16);
  builtinWords_ = zeroed(array(builtins_.size()), "builtins", 16);
}

std::string ProgramLowering::symbolOf(const ir::Function& function) {
  std::string symbol = program.modules.empty() ? "" : program.modules[function.moduleIndex].name + ".";
  symbol += function.qualname;
  if (function.isResume) symbol += ".resume";
  // Functions of the same name: the first keeps it.
  if (unsigned count = symbols_[symbol]++) symbol += "." + std::to_string(count);
  return symbol;
}

void ProgramLowering::setAttributes(llvm::Function* function, const ir::Function& of) {
  function->setDoesNotThrow();
  function->setDSOLocal(true);
  for (unsigned k = 0; k < 2 && k < function->arg_size(); ++k)
    if (function->getArg(k)->getType()->isPointerTy()) function->addParamAttr(k, llvm::Attribute::NonNull);
  if (debug_) function->addFnAttr("frame-pointer", "all");
  // Run once: nothing in there is worth inlining or duplicating.
  if (of.isModuleBody || of.isClassBody) {
    function->addFnAttr(llvm::Attribute::OptimizeForSize);
    function->addFnAttr(llvm::Attribute::Cold);
  }
}

void ProgramLowering::findLikelyCallees() {
  isLowered_.assign(program.functions.size(), 0);
  for (const ir::Function* function : functions_)
    if (!function->isOsrEntry) isLowered_[function->index] = 1;
  const auto made = [](const ir::Value* value, ir::Opcode op) {
    const auto* inst = value->kind == ir::Value::Kind::Instruction ? static_cast<const ir::Instruction*>(value) : nullptr;
    return inst && inst->op == op ? inst : nullptr;
  };
  const auto functionMade = [&](const ir::Value* value) -> const ir::Function* {
    const ir::Instruction* inst = made(value, ir::Opcode::FuncNew);
    return inst ? program.functions[static_cast<size_t>(inst->attrs[0])].get() : nullptr;
  };
  const auto note = [](std::unordered_map<int64_t, const ir::Function*>& map, int64_t key, const ir::Function* function) {
    auto [known, isNew] = map.try_emplace(key, function);
    if (!isNew && known->second != function) known->second = nullptr;
  };
  for (const auto& function : program.functions)
    for (const auto& block : function->blocks)
      for (const auto& inst : block->insts)
        if (inst->op == ir::Opcode::GlobalSet) {
          note(functionOfGlobal_, inst->attrs[0], functionMade(inst->operands[0]));
          const ir::Instruction* build = made(inst->operands[0], ir::Opcode::ClassBuild);
          note(classOfGlobal_, inst->attrs[0], build ? functionMade(build->operands[0]) : nullptr);
        } else if (inst->op == ir::Opcode::NameSet) {
          std::vector<const ir::Function*>& methods = methodsOfName_[inst->attrs[0]];
          if (const ir::Function* method = functionMade(inst->operands[1])) methods.push_back(method);
        }
}

bool ProgramLowering::takesExactly(const ir::Function& function, size_t count) const {
  return function.signature.posCount == count && function.signature.names.size() == count && isLowered_[function.index];
}

const ir::Function* ProgramLowering::likelyCallee(const ir::Instruction& call) const {
  if (call.op != ir::Opcode::Call || call.attrs[0] >= 0 || call.operands[0]->kind != ir::Value::Kind::Instruction) return nullptr;
  const auto& callee = static_cast<const ir::Instruction&>(*call.operands[0]);
  const ir::Function* likely = nullptr;
  if (callee.op == ir::Opcode::GlobalGet) {
    auto found = functionOfGlobal_.find(callee.attrs[0]);
    if (found != functionOfGlobal_.end()) likely = found->second;
  } else if (callee.op == ir::Opcode::FuncNew) {
    likely = program.functions[static_cast<size_t>(callee.attrs[0])].get();
  }
  return likely && takesExactly(*likely, call.operands.size() - 1) ? likely : nullptr;
}

llvm::SmallVector<const ir::Function*, 4> ProgramLowering::likelyMethods(const ir::Instruction& call) const {
  constexpr size_t kMost = 4;
  llvm::SmallVector<const ir::Function*, 4> likely;
  if (call.op != ir::Opcode::CallMethod || call.attrs[1] >= 0) return likely;
  auto found = methodsOfName_.find(call.attrs[0]);
  if (found == methodsOfName_.end() || found->second.size() > kMost) return likely;
  for (const ir::Function* method : found->second)
    if (takesExactly(*method, call.operands.size())) likely.push_back(method);
  return likely;
}

bool ProgramLowering::isInstantiation(const ir::Instruction& call, const ir::Function** init) const {
  if (call.op != ir::Opcode::Call || call.attrs[0] >= 0 || call.operands[0]->kind != ir::Value::Kind::Instruction) return false;
  const auto& callee = static_cast<const ir::Instruction&>(*call.operands[0]);
  if (callee.op != ir::Opcode::GlobalGet) return false;
  auto body = classOfGlobal_.find(callee.attrs[0]);
  if (body == classOfGlobal_.end() || !body->second) return false;
  if (!init) return true;
  *init = nullptr;
  for (const auto& block : body->second->blocks)
    for (const auto& inst : block->insts) {
      if (inst->op != ir::Opcode::NameSet || inst->operands[1]->kind != ir::Value::Kind::Instruction) continue;
      if (program.constants[static_cast<size_t>(inst->attrs[0])].text != "__init__") continue;
      const auto& made = static_cast<const ir::Instruction&>(*inst->operands[1]);
      if (made.op != ir::Opcode::FuncNew) continue;
      const ir::Function& function = *program.functions[static_cast<size_t>(made.attrs[0])];
      if (takesExactly(function, call.operands.size())) *init = &function;
    }
  return true;
}

void ProgramLowering::declareFunctions() {
  const size_t count = program.functions.size();
  directs_.assign(count, nullptr);
  entries_.assign(count, nullptr);
  resumes_.assign(count, nullptr);
  std::vector<char> isCalledDirectly(count, 0);
  for (const ir::Function* function : functions_)
    for (const auto& block : function->blocks)
      for (const auto& inst : block->insts)
        if (inst->op == ir::Opcode::CallDirect) isCalledDirectly[static_cast<size_t>(inst->attrs[0])] = 1;
        else if (const ir::Function* likely = likelyCallee(*inst)) isCalledDirectly[likely->index] = 1;
        else if (const ir::Function* init = nullptr; isInstantiation(*inst, &init) && init) isCalledDirectly[init->index] = 1;
        else
          for (const ir::Function* method : likelyMethods(*inst)) isCalledDirectly[method->index] = 1;
  auto* entryType = llvm::FunctionType::get(i64, {ptr, ptr, ptr}, false);
  auto* resumeType = llvm::FunctionType::get(i64, {ptr, ptr, i64}, false);
  const auto declare = [&](llvm::FunctionType* type, const std::string& name, const ir::Function& of) {
    auto* made = llvm::Function::Create(type, llvm::GlobalValue::InternalLinkage, name, module);
    setAttributes(made, of);
    return made;
  };
  for (const ir::Function* function : functions_) {
    std::string symbol = symbolOf(*function);
    uint32_t index = function->index;
    if (function->isResume) {
      resumes_[index] = declare(resumeType, symbol, *function);
      continue;
    }
    if (isCalledDirectly[index] && !function->isOsrEntry) {
      std::vector<llvm::Type*> types{i64};
      if (usesSelf(*function)) types.push_back(ptr);
      types.resize(types.size() + function->blocks.front()->params.size(), i64);
      directs_[index] = declare(llvm::FunctionType::get(i64, types, false), symbol, *function);
      directs_[index]->setCallingConv(llvm::CallingConv::Fast);
      symbol += ".entry";
    }
    entries_[index] = declare(entryType, symbol, *function);
  }
}

void ProgramLowering::defineTables() {
  const auto table = [this](const std::vector<llvm::Function*>& functions, const char* name) {
    std::vector<llvm::Constant*> words;
    for (llvm::Function* f : functions) words.push_back(f ? static_cast<llvm::Constant*>(f) : llvm::ConstantPointerNull::get(ptr));
    auto* type = llvm::ArrayType::get(ptr, words.size());
    return new llvm::GlobalVariable(module, type, true, llvm::GlobalValue::InternalLinkage, llvm::ConstantArray::get(type, words),
                                    name);
  };
  llvm::GlobalVariable* entries = table(entries_, "entries");
  llvm::GlobalVariable* resumes = table(resumes_, "resumes");

  std::vector<uint8_t> imageBytes = engine::writeImage(program);
  assert(program.constants.size() == constants_->getValueType()->getArrayNumElements() && "a constant was added too late");
  llvm::Constant* content = llvm::ConstantDataArray::get(context, imageBytes);
  auto* image = new llvm::GlobalVariable(module, content->getType(), true, llvm::GlobalValue::InternalLinkage, content, "image");

  using runtime::ProgramDescriptor;
  static_assert(sizeof(ProgramDescriptor) == 80 && offsetof(ProgramDescriptor, engineData) == 56 &&
                    offsetof(ProgramDescriptor, loaded) == 64,
                "the members below follow the order of ProgramDescriptor");
  llvm::Constant* null = llvm::ConstantPointerNull::get(ptr);
  auto* type = llvm::StructType::get(ptr, i64, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr);
  auto* value = llvm::ConstantStruct::get(type, {image, llvm::ConstantInt::get(i64, imageBytes.size()), constants_, globals_, infos_,
                                                 entries, resumes, null, defineLoaded("loaded"), null});
  auto* descriptor = new llvm::GlobalVariable(module, type, true, llvm::GlobalValue::ExternalLinkage, value, "trv_program");
  descriptor->setDSOLocal(true);
}

llvm::Function* ProgramLowering::defineLoaded(const std::string& name) {
  // Inline caches name Shapes: as roots they keep them alive, so that no other Shape can appear at the same address. Built-ins cannot be
  // replaced, so those that the program names are looked up once.
  auto* loaded = llvm::Function::Create(llvm::FunctionType::get(voidType, {ptr}, false), llvm::GlobalValue::InternalLinkage, name,
                                        module);
  loaded->setDoesNotThrow();
  llvm::IRBuilder<> b(llvm::BasicBlock::Create(context, "", loaded));
  for (llvm::GlobalVariable* words : {caches_, callees_})
    b.CreateCall(helper("trv_gc_add_roots"), {words, llvm::ConstantInt::get(i64, words->getValueType()->getArrayNumElements())});
  for (const auto& [name, slot] : builtins_)
    b.CreateStore(b.CreateCall(helper("trv_builtin_get"), {b.CreateLoad(i64, constantSlot(name))}), elementOf(builtinWords_, 8 * slot));
  b.CreateRetVoid();
  return loaded;
}

void ProgramLowering::defineMain() {
  auto* run = llvm::Function::Create(llvm::FunctionType::get(i32, {ptr, i32, ptr}, false), llvm::GlobalValue::ExternalLinkage,
                                     "trv_program_run", module);
  run->setDSOLocal(true);
  auto* main = llvm::Function::Create(llvm::FunctionType::get(i32, {i32, ptr}, false), llvm::GlobalValue::ExternalLinkage, "main",
                                      module);
  main->setDSOLocal(true);
  main->setDoesNotThrow();
  llvm::IRBuilder<> b(llvm::BasicBlock::Create(context, "", main));
  b.CreateRet(b.CreateCall(run, {module.getNamedGlobal("trv_program"), main->getArg(0), main->getArg(1)}));
}

llvm::DIFile* ProgramLowering::debugFile(const ir::Function& function) {
  llvm::DIFile*& file = files_[function.moduleIndex];
  if (!file) {
    const std::string& path = program.modules[function.moduleIndex].file;
    size_t slash = path.rfind('/');
    file = slash == std::string::npos ? debug_->createFile(path, ".") : debug_->createFile(path.substr(slash + 1), path.substr(0, slash));
  }
  return file;
}

llvm::Function* ProgramLowering::intPower() {
  if (intPower_) return intPower_;
  auto* resultType = llvm::StructType::get(i64, i1);
  intPower_ = llvm::Function::Create(llvm::FunctionType::get(resultType, {i64, i64}, false), llvm::GlobalValue::InternalLinkage,
                                     "trivium.int.power", module);
  intPower_->setDoesNotThrow();
  intPower_->setMemoryEffects(llvm::MemoryEffects::none());
  llvm::IRBuilder<> b(context);
  auto* entry = llvm::BasicBlock::Create(context, "", intPower_);
  auto* loop = llvm::BasicBlock::Create(context, "", intPower_);
  auto* square = llvm::BasicBlock::Create(context, "", intPower_);
  auto* done = llvm::BasicBlock::Create(context, "", intPower_);
  auto* over = llvm::BasicBlock::Create(context, "", intPower_);
  b.SetInsertPoint(entry);
  b.CreateBr(loop);
  b.SetInsertPoint(loop);
  llvm::PHINode *base = b.CreatePHI(i64, 2), *exponent = b.CreatePHI(i64, 2), *result = b.CreatePHI(i64, 2);
  // result * base counts only where the exponent's bit is set; its overflow likewise.
  auto* product = b.CreateBinaryIntrinsic(llvm::Intrinsic::smul_with_overflow, result, base);
  auto* isOdd = b.CreateTrunc(exponent, i1);
  auto* next = b.CreateSelect(isOdd, b.CreateExtractValue(product, 0), result);
  auto* isOver = b.CreateAnd(isOdd, b.CreateExtractValue(product, 1));
  auto* rest = b.CreateLShr(exponent, 1);
  auto* check = llvm::BasicBlock::Create(context, "", intPower_);
  b.CreateCondBr(isOver, over, check, unlikely);
  b.SetInsertPoint(check);
  b.CreateCondBr(b.CreateICmpEQ(rest, llvm::ConstantInt::get(i64, 0)), done, square);
  b.SetInsertPoint(square);
  auto* squared = b.CreateBinaryIntrinsic(llvm::Intrinsic::smul_with_overflow, base, base);
  base->addIncoming(intPower_->getArg(0), entry);
  base->addIncoming(b.CreateExtractValue(squared, 0), square);
  b.CreateCondBr(b.CreateExtractValue(squared, 1), over, loop, unlikely);
  exponent->addIncoming(intPower_->getArg(1), entry);
  exponent->addIncoming(rest, square);
  result->addIncoming(llvm::ConstantInt::get(i64, 1), entry);
  result->addIncoming(next, square);
  b.SetInsertPoint(done);
  b.CreateRet(b.CreateInsertValue(b.CreateInsertValue(llvm::PoisonValue::get(resultType), next, 0), b.getFalse(), 1));
  b.SetInsertPoint(over);
  b.CreateRet(b.CreateInsertValue(b.CreateInsertValue(llvm::PoisonValue::get(resultType), llvm::ConstantInt::get(i64, 0), 0),
                                  b.getTrue(), 1));
  return intPower_;
}

support::Result<std::unique_ptr<llvm::Module>> lower(const ir::Module& program, llvm::LLVMContext& context,
                                                     llvm::TargetMachine& target, const support::CompileOptions& options) {
  auto module = std::make_unique<llvm::Module>("program", context);
  module->setTargetTriple(target.getTargetTriple());
  module->setDataLayout(target.createDataLayout());
  ProgramLowering(program, *module, options).run();
  return module;
}

support::Result<std::unique_ptr<llvm::Module>> lowerUnit(const ir::Module& program, std::span<const ir::Function* const> functions,
                                                         const std::string& name, llvm::LLVMContext& context,
                                                         llvm::TargetMachine& target, const support::CompileOptions& options) {
  auto module = std::make_unique<llvm::Module>(name, context);
  module->setTargetTriple(target.getTargetTriple());
  module->setDataLayout(target.createDataLayout());
  ProgramLowering(program, *module, options, {functions.begin(), functions.end()}).runUnit(name);
  return module;
}

} // namespace trivium::codegen
