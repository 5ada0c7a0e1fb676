#include "tests/unit/codegen/fixture.h"

#include "runtime/abi/helpers.h"
#include "runtime/gc.h"

#include <cstdlib>
#include <cstring>

namespace trivium::codegen {

using runtime::Value;

Seen seen;

namespace {

// Objects of generated code lie in the low 2 GiB; so do the statics of this executable.
alignas(16) int64_t dataObjects[64][16];
alignas(16) runtime::GcBump bump[2][runtime::kGcClassCount];
alignas(16) char cells[1 << 16];

template <int N> Value unexpected() {
  ADD_FAILURE() << "generated code calls a helper that the test does not expect";
  std::abort();
}

template <class Name> Value arithmetic(Value, Value) {
  ++seen.calls[Name::text];
  return seen.answer;
}
#define ARITHMETIC(name)                                                                                                           \
  struct Name_##name {                                                                                                             \
    static constexpr const char* text = #name;                                                                                     \
  };
ARITHMETIC(trv_add) ARITHMETIC(trv_sub) ARITHMETIC(trv_mul) ARITHMETIC(trv_truediv) ARITHMETIC(trv_floordiv) ARITHMETIC(trv_mod)
ARITHMETIC(trv_lshift) ARITHMETIC(trv_rshift) ARITHMETIC(trv_lt)
#undef ARITHMETIC

Value newInt(int64_t n) {
  ++seen.calls["trv_new_int"];
  return static_cast<Value>(n) & ~Value{15}; // something that is no small int
}
Value recursionError(void*) {
  ++seen.calls["trv_recursion_error"];
  return 0;
}
Value zeroDivision(void* text) {
  ++seen.calls[static_cast<const char*>(text)];
  return 0;
}
void addTraceback(void*, void*, int64_t loc) { seen.tracebackLocs.push_back(loc); }
Value excCatch(void*, void*, int64_t loc) { return small(loc); }
void addRoots(void*, int64_t) {}

} // namespace

std::vector<engine::RuntimeSymbol> countingRuntime() {
  std::map<std::string, void*> addresses;
#define TRV_HELPER(name, result, arguments) addresses[#name] = reinterpret_cast<void*>(&unexpected<__LINE__>);
#include "runtime/abi/helpers.def"
#undef TRV_HELPER
#define ARITHMETIC(name) addresses[#name] = reinterpret_cast<void*>(&arithmetic<Name_##name>);
  ARITHMETIC(trv_add) ARITHMETIC(trv_sub) ARITHMETIC(trv_mul) ARITHMETIC(trv_truediv) ARITHMETIC(trv_floordiv) ARITHMETIC(trv_mod)
  ARITHMETIC(trv_lshift) ARITHMETIC(trv_rshift) ARITHMETIC(trv_lt)
#undef ARITHMETIC
  addresses["trv_new_int"] = reinterpret_cast<void*>(&newInt);
  addresses["trv_recursion_error"] = reinterpret_cast<void*>(&recursionError);
  addresses["trv_zero_division"] = reinterpret_cast<void*>(&zeroDivision);
  addresses["trv_add_traceback"] = reinterpret_cast<void*>(&addTraceback);
  addresses["trv_exc_catch"] = reinterpret_cast<void*>(&excCatch);
  addresses["trv_gc_add_roots"] = reinterpret_cast<void*>(&addRoots);
  addresses["trv_program_run"] = reinterpret_cast<void*>(&unexpected<0>);
  addresses["trv_gc_bump"] = &bump;
  addresses["trv_thread"] = &Compiled::thread;
  size_t object = 0;
  for (const char* name :
       {"trv_none", "trv_not_implemented", "trv_ellipsis", "trv_true", "trv_false", "trv_class_epoch", "trv_shape_float",
        "trv_shape_long", "trv_shape_bool", "trv_shape_str", "trv_shape_list", "trv_shape_tuple", "trv_shape_dict", "trv_shape_function",
        "trv_shape_range_iterator", "trv_shape_list_iterator", "trv_shape_tuple_iterator", "trv_shape_bytes"})
    addresses[name] = dataObjects[object++];
  bump[1][0] = {reinterpret_cast<uintptr_t>(cells), reinterpret_cast<uintptr_t>(cells) + sizeof cells};
  static std::vector<std::string> names; // the symbols keep pointers into it
  names.clear();
  for (const auto& [name, address] : addresses) names.push_back(name);
  std::vector<engine::RuntimeSymbol> symbols;
  for (const std::string& name : names) symbols.push_back({name.c_str(), addresses[name]});
  return symbols;
}

Program::Program() {
  module.modules.push_back({});
  module.modules[0].name = "__main__";
  module.modules[0].file = "test.py";
}

ir::Function& Program::function(const std::string& name, unsigned params) {
  current_ = module.addFunction();
  current_->name = current_->qualname = name;
  current_->signature.posCount = params;
  ir::BasicBlock* entry = current_->addBlock();
  for (unsigned k = 0; k < params; ++k) {
    current_->signature.names.push_back("p" + std::to_string(k));
    entry->addParam();
  }
  b.setBlock(entry);
  return *current_;
}

ir::Value* Program::number(int64_t n) {
  ir::Constant c;
  c.kind = ir::Constant::Kind::Int;
  c.integer = n;
  return b.add(ir::Opcode::Const, {}, {static_cast<int64_t>(module.addConstant(c))});
}

ir::Instruction* Program::checked(ir::Opcode op, std::vector<ir::Value*> operands, int64_t onOverflow) {
  ir::Instruction* inst = b.add(op, std::move(operands));
  ir::BasicBlock *next = block(), *over = block();
  if (ir::mayOverflow(*inst)) inst->overflow = {over, {}};
  b.br(next);
  b.setBlock(over);
  ret(number(onOverflow));
  b.setBlock(next);
  return inst;
}

std::string lowerAndVerify(const ir::Module& module, int level, bool debugInfo) {
  for (const std::string& error : ir::verify(module)) return "IR: " + error;
  support::CompileOptions options;
  options.level = level;
  options.debugInfo = debugInfo;
  auto target = makeTarget(options);
  if (!target.ok()) return target.message();
  llvm::LLVMContext context;
  auto lowered = lower(module, context, **target, options);
  if (!lowered.ok()) return lowered.message();
  std::string complaint;
  llvm::raw_string_ostream stream(complaint);
  if (!llvm::verifyModule(**lowered, &stream)) return "";
  return complaint + printLlvm(**lowered, "");
}

runtime::ThreadState Compiled::thread;

Compiled::Compiled(const ir::Module& module, int level) {
  seen = {};
  thread = {};
  thread.recursionLimit = 100;
  support::CompileOptions options;
  options.level = level;
  auto target = makeTarget(options);
  if (!target.ok()) ADD_FAILURE() << target.message();
  llvm::LLVMContext context;
  auto lowered = lower(module, context, **target, options);
  if (!lowered.ok()) ADD_FAILURE() << lowered.message();
  EXPECT_FALSE(llvm::verifyModule(**lowered, &llvm::errs()));
  optimise(**lowered, **target, options);
  auto object = emitMachineCode(**lowered, **target, /*assembly=*/false, options);
  if (!object.ok()) ADD_FAILURE() << object.message();
  auto jit = jit::startJit(countingRuntime(), options);
  if (!jit.ok()) ADD_FAILURE() << jit.message();
  jit_ = std::move(*jit);
  EXPECT_TRUE(jit_->add(std::move(*object)).ok());
  auto found = jit_->address("trv_program");
  if (!found.ok()) ADD_FAILURE() << found.message();
  descriptor_ = static_cast<const runtime::ProgramDescriptor*>(*found);
}

Value Compiled::call(size_t index, std::vector<Value> args) {
  args.push_back(0);
  alignas(16) static char function[256]; // nothing in the tests looks into it
  return descriptor_->entries[index](&thread, reinterpret_cast<runtime::FunctionObj*>(function), args.data());
}

} // namespace trivium::codegen
