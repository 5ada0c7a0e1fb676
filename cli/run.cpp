// `trivium run`: one program in one mode.
#include "cli/commands.h"

#include "engine/plugin.h"
#include "interp/cache.h"
#include "interp/interp.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace trivium::cli {

namespace {

using engine::Mode;
using engine::RunReport;
using engine::Stopwatch;

void writeReport(const std::string& path, const RunReport& report) {
  if (path.empty()) return;
  std::FILE* file = std::fopen(path.c_str(), "w");
  const bool written = file && std::fputs((report.toJson() + "\n").c_str(), file) >= 0;
  if ((file && std::fclose(file) != 0) || !written) fail("cannot write " + path + ": " + std::strerror(errno));
}

int runInterpreter(const RunOptions& options, RunReport& report) {
  Stopwatch watch;
  auto* program = new interp::BytecodeProgram;  // stays alive: exit handlers of the program may run in it
  interp::CacheKey key{options.program.file, options.code.types, engine::installedFolder() + "/lib"};
  if (options.useCache && interp::loadCached(key, *program)) {
    report.fromCache = true;
    report.frontEndNs = watch.lapNs();
  } else {
    support::SourceList sources;
    int failure = 0;
    auto module = compileToIr(options.program.file, typingOf(options.code.types), failure, &report, options.useCache ? &sources : nullptr);
    if (!module) return failure;
    watch.lapNs();
    std::string error;
    if (!interp::compileProgram(*module, *program, error)) return fail(error);
    report.bytecodeNs = watch.lapNs();
    if (options.useCache && !sources.hasWarnings) interp::storeCached(key, sources, *program);
    watch.lapNs();
  }
  for (const interp::BytecodeFunction& fn : program->functions) report.codeBytes += static_cast<long long>(fn.code.size() * sizeof(interp::Word));
  int argc;
  char** argv = programArgv(options.program, &argc);
  const int status = interp::runProgram(*program, argc, argv);
  report.runNs = watch.lapNs();
  return status;
}

/// Ends as the child did, so that a signal that killed the program is seen by whoever waits for this process.
int statusOfChild(int status) {
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  std::signal(WTERMSIG(status), SIG_DFL);
  raise(WTERMSIG(status));
  return 128 + WTERMSIG(status);
}

/// A folder for one executable, which is removed again before the program starts.
class ScratchFolder {
public:
  ScratchFolder() {
    const char* base = std::getenv("TMPDIR");
    path_ = std::string(base && *base ? base : "/tmp") + "/trivium-XXXXXX";
    if (!mkdtemp(path_.data())) path_.clear();
  }
  ~ScratchFolder() { remove(); }
  bool ok() const { return !path_.empty(); }
  std::string file() const { return path_ + "/program"; }
  void remove() {
    if (path_.empty()) return;
    unlink(file().c_str());
    rmdir(path_.c_str());
    path_.clear();
  }

private:
  std::string path_;
};

int runAot(const RunOptions& options, RunReport& report) {
  int failure = 0;
  auto module = compileToIr(options.program.file, typingOf(options.code.types), failure, &report);
  if (!module) return failure;
  Stopwatch watch;
  auto plugin = engine::llvmPlugin();
  if (!plugin.ok()) return fail(plugin.message());
  report.pluginNs = watch.lapNs();
  ScratchFolder folder;
  if (!folder.ok()) return fail(std::string("cannot make a temporary folder: ") + std::strerror(errno));
  auto built = (*plugin)->emit(*module, engine::EmitKind::Executable, folder.file(), engine::installedFolder() + "/libtrivium_rt.a",
                               options.code.compile);
  if (!built.ok()) return fail(built.message());
  report.compile = *built;
  report.codeBytes = built->codeBytes;
  struct stat file;
  if (stat(folder.file().c_str(), &file) == 0) report.fileBytes = file.st_size;
  const int fd = open(folder.file().c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fail("cannot open the executable just built: " + std::string(std::strerror(errno)));
  folder.remove();
  int argc;
  char** argv = programArgv(options.program, &argc);
  watch.lapNs();
  if (options.reportFile.empty()) {
    fexecve(fd, argv, environ);
    return fail(std::string("cannot start the executable just built: ") + std::strerror(errno));
  }
  const pid_t child = fork();
  if (child < 0) return fail(std::string("cannot start a process: ") + std::strerror(errno));
  if (child == 0) {
    fexecve(fd, argv, environ);
    _exit(127);
  }
  std::signal(SIGINT, SIG_IGN);  // the program decides what it means
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  report.runNs = watch.lapNs();
  writeReport(options.reportFile, report);
  return statusOfChild(status);
}

} // namespace

char** programArgv(const ProgramArgs& program, int* argc) {
  auto** argv = static_cast<char**>(std::calloc(program.args.size() + 2, sizeof(char*)));
  int n = 0;
  argv[n++] = strdup(program.file.c_str());
  for (const std::string& arg : program.args) argv[n++] = strdup(arg.c_str());
  *argc = n;
  return argv;
}

int runCommand(const RunOptions& options) {
  RunReport report;
  switch (options.mode) {
  case Mode::Aot: return runAot(options, report);
  case Mode::Jit: {
    const int status = runJit(options, report);
    writeReport(options.reportFile, report);
    return status;
  }
  case Mode::Interp: break;
  }
  const int status = runInterpreter(options, report);
  writeReport(options.reportFile, report);
  return status;
}

} // namespace trivium::cli
