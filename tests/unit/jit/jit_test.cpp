// The way from LLVM IR through code generation and ORC into running code, on modules written by hand.
#include "codegen/codegen.h"
#include "jit/jit.h"

#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Target/TargetMachine.h"

#include <gtest/gtest.h>

namespace trivium {
namespace {

int64_t calls = 0;

extern "C" int64_t trv_test_twice(int64_t value) {
  ++calls;
  return 2 * value;
}

const engine::RuntimeSymbol kSymbols[] = {{"trv_test_twice", reinterpret_cast<void*>(&trv_test_twice)},
                                          {"trv_test_calls", &calls}};

std::unique_ptr<llvm::MemoryBuffer> objectOf(const char* text, const support::CompileOptions& options) {
  llvm::LLVMContext context;
  llvm::SMDiagnostic problem;
  auto module = llvm::parseAssemblyString(text, problem, context);
  if (!module) ADD_FAILURE() << problem.getMessage().str();
  auto target = codegen::makeTarget(options);
  if (!target.ok()) ADD_FAILURE() << target.message();
  module->setTargetTriple((*target)->getTargetTriple());
  module->setDataLayout((*target)->createDataLayout());
  codegen::optimise(*module, **target, options);
  auto object = codegen::emitMachineCode(*module, **target, /*assembly=*/false, options);
  EXPECT_TRUE(object.ok());
  return std::move(*object);
}

const char* const kProgram = R"(
  declare i64 @trv_test_twice(i64)
  @trv_test_calls = external global i64
  @table = internal global [2 x ptr] [ptr @trv_test_twice, ptr @plus]
  define internal i64 @plus(i64 %x) { %r = add i64 %x, 1  ret i64 %r }
  define i64 @entry(i64 %x, i64 %which) {
    %a = call i64 @trv_test_twice(i64 %x)
    %slot = getelementptr [2 x ptr], ptr @table, i64 0, i64 %which
    %f = load volatile ptr, ptr %slot
    %b = call i64 %f(i64 %a)
    %n = load i64, ptr @trv_test_calls
    %r = add i64 %b, %n
    ret i64 %r
  }
)";

class JitLevel : public testing::TestWithParam<int> {};

TEST_P(JitLevel, CallsRuntimeAndReadsItsData) {
  support::CompileOptions options;
  options.level = GetParam();
  auto jit = jit::startJit(kSymbols, options);
  ASSERT_TRUE(jit.ok()) << jit.message();
  ASSERT_TRUE((*jit)->add(objectOf(kProgram, options)).ok());
  auto entry = (*jit)->address("entry");
  ASSERT_TRUE(entry.ok()) << entry.message();
  EXPECT_LT(reinterpret_cast<uintptr_t>(*entry), uintptr_t{1} << 31);
  calls = 0;
  auto run = reinterpret_cast<int64_t (*)(int64_t, int64_t)>(*entry);
  EXPECT_EQ(run(10, 0), 40 + 2);
  EXPECT_EQ(run(10, 1), 21 + 3);
}

INSTANTIATE_TEST_SUITE_P(Levels, JitLevel, testing::Values(0, 1, 2, 3));

TEST(Jit, NamesWhatIsMissing) {
  support::CompileOptions options;
  auto jit = jit::startJit({}, options);
  ASSERT_TRUE(jit.ok());
  ASSERT_TRUE((*jit)->add(objectOf("declare void @nowhere() define void @entry() { call void @nowhere() ret void }", options)).ok());
  auto entry = (*jit)->address("entry");
  ASSERT_FALSE(entry.ok());
  EXPECT_NE(entry.message().find("nowhere"), std::string::npos) << entry.message();
}

TEST(Jit, ShowsCodeToDebuggers) {
  support::CompileOptions options;
  options.debugInfo = true;
  auto jit = jit::startJit(kSymbols, options);
  ASSERT_TRUE(jit.ok()) << jit.message();
  ASSERT_TRUE((*jit)->add(objectOf(kProgram, options)).ok());
  auto entry = (*jit)->address("entry");
  ASSERT_TRUE(entry.ok()) << entry.message();
}

TEST(Target, RefusesUnknownProcessor) {
  support::CompileOptions options;
  options.cpu = "abacus";
  EXPECT_FALSE(codegen::makeTarget(options).ok());
}

} // namespace
} // namespace trivium
