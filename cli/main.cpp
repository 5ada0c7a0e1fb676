// The `trivium` command: parses options and calls the command.
#include "cli/commands.h"

#include <CLI/CLI.hpp>

namespace {

using namespace trivium;

const char* const kModes = "interp|jit|aot";

/// Options that decide what code is made.
void addCodeOptions(CLI::App* command, cli::CodeOptions& code) {
  command->add_option_function<std::string>("--types", [&code](const std::string& word) { code.types = word == "on"; },
                                            "off: every value stays dynamic")
      ->check(CLI::IsMember({"on", "off"}))->type_name("on|off");
  command->add_option_function<int>("-O", [&code](int level) { code.compile.level = level, code.hasLevel = true; },
                                    "optimisation level of LLVM (default 2, and 1 for --jit=tiered and lazy)")
      ->check(CLI::Range(0, 3))->type_name("0..3");
  command->add_option("--cpu", code.compile.cpu, "processor to compile for: native, x86-64, x86-64-v3, ...")->capture_default_str();
  command->add_flag("--debug", code.compile.debugInfo, "line table and function names for debuggers");
}

const char* const kJitHelp = "jit: compile what is hot, each function at its first call, or everything first (default tiered)";

/// What follows the options: the program's file and its arguments, none of which is an option of ours.
bool takeProgram(const CLI::App* command, cli::ProgramArgs& program) {
  std::vector<std::string> rest = command->remaining();
  if (!rest.empty() && rest.front() == "--") rest.erase(rest.begin());
  if (rest.empty()) {
    cli::fail(command->get_name() + " needs the Python file to run; see trivium " + command->get_name() + " --help");
    return false;
  }
  if (rest.front().size() > 1 && rest.front()[0] == '-') {
    cli::fail("unknown option '" + rest.front() + "'; see trivium " + command->get_name() + " --help");
    return false;
  }
  program.file = rest.front();
  program.args.assign(rest.begin() + 1, rest.end());
  return true;
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app{"Runs unmodified Python 3.11 programs as bytecode, through an LLVM JIT, or as native executables."};
  app.name("trivium");
  app.require_subcommand(1);
  app.set_version_flag("--version", "trivium " TRV_VERSION);

  cli::RunOptions run;
  CLI::App* runCommand = app.add_subcommand("run", "run a program: trivium run [options] prog.py [arguments]");
  runCommand->prefix_command();
  runCommand->add_option_function<std::string>("--mode", [&run](const std::string& word) { engine::modeFromName(word, &run.mode); },
                                               "how to run it (default interp)")
      ->check(CLI::IsMember({"interp", "jit", "aot"}))->type_name(kModes);
  addCodeOptions(runCommand, run.code);
  runCommand->add_option_function<std::string>("--jit", [&run](const std::string& word) {
    run.jit = word == "eager" ? cli::JitPolicy::Eager : word == "lazy" ? cli::JitPolicy::Lazy : cli::JitPolicy::Tiered;
  }, kJitHelp)->check(CLI::IsMember({"tiered", "lazy", "eager"}))->type_name("tiered|lazy|eager");
  runCommand->add_flag("--no-cache{false}", run.useCache, "interp: neither read nor write __trivium__/*.tbc");
  runCommand->add_option("--hot", run.hot, "jit, tiered: calls of a function or iterations of a loop before it is compiled")->type_name("N");
  runCommand->add_flag("--perf", run.code.compile.perf, "jit: write a jitdump so that perf can name the functions");
  runCommand->add_option("--report", run.reportFile, "write where the time went as JSON")->type_name("FILE");

  cli::BuildOptions build;
  build.code.compile.cpu = "x86-64";  // runs on any machine of the kind, as other compilers' output does
  CLI::App* buildCommand = app.add_subcommand("build", "make a native executable: trivium build prog.py -o prog");
  buildCommand->add_option("file", build.file, "Python program")->required()->type_name("prog.py");
  buildCommand->add_option("-o,--output", build.output, "file to write")->type_name("FILE");
  buildCommand->add_option("--emit", build.emit, "what to write")
      ->check(CLI::IsMember({"exe", "obj", "asm", "llvm", "ir", "bytecode"}))->type_name("exe|obj|asm|llvm|ir|bytecode")->capture_default_str();
  addCodeOptions(buildCommand, build.code);

  cli::CompareOptions compare;
  CLI::App* compareCommand = app.add_subcommand("compare", "time the modes on a program, every answer checked: trivium compare [options] prog.py [arguments]");
  compareCommand->prefix_command();
  compareCommand->add_option("--modes", compare.modes, "modes to compare, separated by commas")->delimiter(',')->allow_extra_args(false)
      ->check(CLI::IsMember({"interp", "jit", "aot"}))->type_name("interp,jit,aot");
  compareCommand->add_option("--runs", compare.runs, "processes of each mode")->check(CLI::Range(1, 1000))->capture_default_str();
  compareCommand->add_option("--python", compare.python, "the CPython 3.11 to check answers against")->capture_default_str();
  compareCommand->add_flag("--json", compare.json, "print the measurements as JSON");
  addCodeOptions(compareCommand, compare.code);
  compareCommand->add_option("--jit", compare.jit, kJitHelp)->check(CLI::IsMember({"tiered", "lazy", "eager"}))->type_name("tiered|lazy|eager");

  cli::DumpOptions dump;
  CLI::App* dumpCommand = app.add_subcommand("dump", "show one stage between source and machine code: trivium dump --stage=ir prog.py");
  dumpCommand->add_option("file", dump.file, "Python program")->required()->type_name("prog.py");
  dumpCommand->add_option("--stage", dump.stage, "which stage")
      ->check(CLI::IsMember({"tokens", "ast", "ir", "types", "bytecode", "llvm", "asm"}))
      ->type_name("tokens|ast|ir|types|bytecode|llvm|asm")->capture_default_str();
  dumpCommand->add_option("--function", dump.function, "only this function: its qualified name, for llvm and asm its symbol")->type_name("NAME");
  addCodeOptions(dumpCommand, dump.code);

  cli::ExplainOptions explain;
  CLI::App* explainCommand = app.add_subcommand("explain", "what stays dynamic or checked in a program's loops, and why: trivium explain prog.py. "
                                                           "The program is not run, so shares of time are not known");
  explainCommand->add_option("file", explain.file, "Python program")->required()->type_name("prog.py");
  explainCommand->add_option("--function", explain.function, "only this function: its qualified name")->type_name("NAME");
  explainCommand->add_flag("--all", explain.everything, "what is outside loops as well");
  explainCommand->add_flag("--json", explain.json, "print JSON");
  std::vector<std::string> unused;
  explainCommand->add_option("arguments", unused, "the program's; they change nothing here");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int status = app.exit(error);
    return status == 0 ? 0 : cli::kFailureStatus;
  }
  if (*runCommand) return takeProgram(runCommand, run.program) ? cli::runCommand(run) : cli::kFailureStatus;
  if (*compareCommand) return takeProgram(compareCommand, compare.program) ? cli::compareCommand(compare) : cli::kFailureStatus;
  if (*explainCommand) return cli::explainCommand(explain);
  if (*buildCommand) return cli::buildCommand(build);
  return cli::dumpCommand(dump);
}
