// From LLVM IR to an executable on disk, linked in this process, on a module written by hand.
#include "aot/emit.h"
#include "codegen/codegen.h"
#include "support/write_file.h"

#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Target/TargetMachine.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

namespace trivium {
namespace {

/// A folder that goes away with the test.
class Folder {
public:
  Folder() : path_(testing::TempDir() + "trivium-aot-XXXXXX") { EXPECT_TRUE(mkdtemp(path_.data())); }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string operator/(const char* name) const { return path_ + "/" + name; }
  size_t fileCount() const {
    return static_cast<size_t>(std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator()));
  }

private:
  std::string path_;
};

std::string objectOf(const char* text) {
  support::CompileOptions options;
  llvm::LLVMContext context;
  llvm::SMDiagnostic problem;
  auto module = llvm::parseAssemblyString(text, problem, context);
  if (!module) ADD_FAILURE() << problem.getMessage().str();
  auto target = codegen::makeTarget(options);
  EXPECT_TRUE(target.ok());
  module->setTargetTriple((*target)->getTargetTriple());
  module->setDataLayout((*target)->createDataLayout());
  codegen::optimise(*module, **target, options);
  auto object = codegen::emitMachineCode(*module, **target, /*assembly=*/false, options);
  EXPECT_TRUE(object.ok());
  return (*object)->getBuffer().str();
}

const char* const kHello = R"(
  declare i32 @puts(ptr)
  declare double @fmod(double, double)
  @text = private constant [6 x i8] c"hello\00"
  define i32 @main(i32 %argc, ptr %argv) {
    call i32 @puts(ptr @text)
    %x = sitofp i32 %argc to double
    %y = call double @fmod(double 9.0, double %x)
    %r = fptosi double %y to i32
    ret i32 %r
  }
)";

TEST(Link, MakesAnExecutableWithoutACompiler) {
  Folder folder;
  std::string program = folder / "hello";
  setenv("PATH", "", 1);
  auto linked = aot::link(objectOf(kHello), program, {TRV_RUNTIME_ARCHIVE});
  ASSERT_TRUE(linked.ok()) << linked.message();
  EXPECT_EQ(folder.fileCount(), 1u);
  EXPECT_LT(std::filesystem::file_size(program), 64u << 10);
  FILE* pipe = popen((program + " 2 3 4").c_str(), "r");
  char line[16] = "";
  EXPECT_TRUE(fgets(line, sizeof line, pipe));
  EXPECT_STREQ(line, "hello\n");
  EXPECT_EQ(WEXITSTATUS(pclose(pipe)), 1); // 9 mod 4
}

TEST(Link, CanRunAgainAndReplacesTheOldFile) {
  Folder folder;
  std::string program = folder / "hello";
  for (int i = 0; i < 3; ++i) {
    auto linked = aot::link(objectOf(kHello), program, {TRV_RUNTIME_ARCHIVE, /*keepSymbols=*/i == 2});
    ASSERT_TRUE(linked.ok()) << linked.message();
  }
  EXPECT_EQ(folder.fileCount(), 1u);
}

TEST(Link, LeavesNothingWhenASymbolIsMissing) {
  Folder folder;
  auto linked = aot::link(objectOf("declare void @nowhere() define i32 @main() { call void @nowhere() ret i32 0 }"),
                          folder / "program", {TRV_RUNTIME_ARCHIVE});
  ASSERT_FALSE(linked.ok());
  EXPECT_NE(linked.message().find("undefined symbol: nowhere"), std::string::npos) << linked.message();
  EXPECT_EQ(folder.fileCount(), 0u);
}

TEST(Link, SaysWhyItCannotWrite) {
  auto linked = aot::link(objectOf(kHello), "/nonexistent/folder/program", {TRV_RUNTIME_ARCHIVE});
  ASSERT_FALSE(linked.ok());
  EXPECT_EQ(linked.message(), "cannot write /nonexistent/folder/program: No such file or directory");
}

TEST(WriteFile, WritesAllOrNothing) {
  Folder folder;
  EXPECT_TRUE(support::writeFile(folder / "a.o", "bytes").ok());
  std::ifstream file(folder / "a.o");
  std::string content{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(content, "bytes");
  EXPECT_EQ(folder.fileCount(), 1u);
  std::filesystem::create_directory(folder / "d");
  auto written = support::writeFile(folder / "d", "bytes");
  EXPECT_FALSE(written.ok());
  EXPECT_EQ(folder.fileCount(), 2u);
}

TEST(WriteFile, WritesToDevicesWithoutReplacingThem) {
  EXPECT_TRUE(support::writeFile("/dev/null", "bytes").ok());
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
  auto written = support::writeFile("/dev/full", "bytes");
  ASSERT_FALSE(written.ok());
  EXPECT_EQ(written.message(), "cannot write /dev/full: No space left on device");
}

} // namespace
} // namespace trivium
