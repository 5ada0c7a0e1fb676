// Finding modules: where names are looked for, packages, relative imports, and what is reported before the program runs.
#include "frontend/loader.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trivium::frontend {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class LoaderTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "loader-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    folder_ = fs::canonical(pattern);
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  bool load(const std::string& text) {
    write("main.py", text);
    return graph_.load((folder_ / "main.py").string(), (folder_ / "lib").string());
  }
  std::vector<std::string> names() {
    std::vector<std::string> result;
    for (const auto& module : graph_.modules) result.push_back(module->name);
    return result;
  }

  fs::path folder_;
  ModuleGraph graph_;
};

TEST_F(LoaderTest, FollowsImportsWhereverTheyStand) {
  write("a.py", "import b\n");
  write("b.py", "import a\n");
  write("c.py", "");
  ASSERT_TRUE(load("def f():\n  try:\n    import a\n  except ImportError:\n    if x:\n      from c import y\n"));
  EXPECT_THAT(names(), UnorderedElementsAre("__main__", "a", "b", "c"));
  EXPECT_EQ(graph_.modules[0]->name, "__main__");
  for (uint32_t i = 0; i < graph_.modules.size(); ++i) EXPECT_EQ(graph_.modules[i]->index, i);
}

TEST_F(LoaderTest, AbsentModulesAreNoError) {
  ASSERT_TRUE(load("import nowhere.at.all\nfrom gone import x\n"));
  EXPECT_THAT(names(), UnorderedElementsAre("__main__"));
  EXPECT_EQ(graph_.find("nowhere"), nullptr);
  EXPECT_THAT(graph_.messages(), IsEmpty());
  // Should one of them appear, a stored result is out of date.
  EXPECT_THAT(graph_.sources.absent, testing::Contains((folder_ / "gone.py").string()));
}

TEST_F(LoaderTest, ProgramsFolderComesBeforeTheLibrary) {
  write("lib/both.py", "");
  write("lib/only.py", "");
  write("both.py", "");
  ASSERT_TRUE(load("import both, only, sys\n"));
  EXPECT_FALSE(graph_.find("both")->isLibrary);
  EXPECT_EQ(graph_.find("both")->file, (folder_ / "both.py").string());
  EXPECT_TRUE(graph_.find("only")->isLibrary);
  EXPECT_TRUE(graph_.find("sys")->isNative());
}

TEST_F(LoaderTest, Packages) {
  write("pack/__init__.py", "from .one import x\nfrom . import two\n");
  write("pack/one.py", "from ..outside import y\nfrom .inner.deep import z\n");
  write("pack/two.py", "");
  write("pack/inner/__init__.py", "");
  write("pack/inner/deep.py", "from ...pack import two, three\n");
  write("pack/three.py", "");
  write("space/part.py", "");
  ASSERT_TRUE(load("import pack\nimport space.part as p\n"));
  EXPECT_THAT(names(), UnorderedElementsAre("__main__", "pack", "pack.one", "pack.two", "pack.inner", "pack.inner.deep", "space", "space.part"));
  EXPECT_EQ(graph_.find("pack.inner.deep")->package, "pack.inner");
  EXPECT_EQ(graph_.find("pack")->package, "pack");
  EXPECT_TRUE(graph_.find("space")->isPackage);
}

TEST_F(LoaderTest, RelativeNames) {
  SourceModule importer;
  importer.package = "a.b";
  std::string error;
  EXPECT_EQ(ModuleGraph::absoluteName(importer, "c", 0, error), "c");
  EXPECT_EQ(ModuleGraph::absoluteName(importer, "c", 1, error), "a.b.c");
  EXPECT_EQ(ModuleGraph::absoluteName(importer, "", 2, error), "a");
  EXPECT_THAT(error, IsEmpty());
  EXPECT_EQ(ModuleGraph::absoluteName(importer, "c", 3, error), "");
  EXPECT_EQ(error, "attempted relative import beyond top-level package");
  importer.package.clear();
  EXPECT_EQ(ModuleGraph::absoluteName(importer, "c", 1, error), "");
  EXPECT_EQ(error, "attempted relative import with no known parent package");
}

TEST_F(LoaderTest, ErrorsOfImportedModulesAreReported) {
  write("bad.py", "x = (1\n");
  EXPECT_FALSE(load("import bad\n"));
  EXPECT_EQ(graph_.messages(), "  File \"" + (folder_ / "bad.py").string() + "\", line 1\n    x = (1\n        ^\nSyntaxError: '(' was never closed\n");
}

TEST_F(LoaderTest, UnreadableMainFile) {
  EXPECT_FALSE(graph_.load((folder_ / "none.py").string(), ""));
  EXPECT_THAT(graph_.messages(), HasSubstr("none.py': [Errno 2] No such file or directory\n"));
  ModuleGraph other;
  EXPECT_FALSE(other.load(folder_.string(), ""));
  EXPECT_THAT(other.messages(), HasSubstr("can't find '__main__' module in '"));
}

} // namespace
} // namespace trivium::frontend
