// Google Benchmark programs of two kinds:
//   phase/…     the front end and the passes in this process, on the sources in bench/programs;
//   process/…   one program in one mode as a process of its own (manual time: CPU seconds), start and compilation included, so that
//               what a user pays is what is measured. A wrong answer is an error, not a time.
// Answers are compared with the interpreter's.
#include "bench/harness/process.h"
#include "engine/engine.h"
#include "engine/plugin.h"
#include "frontend/compile.h"
#include "interp/bytecode.h"
#include "ir/passes.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace {

using namespace trivium;

std::string programFolder() { return TRV_BENCH_PROGRAMS; }
std::string triviumPath() { return TRV_BENCH_TRIVIUM; }

std::unique_ptr<ir::Module> compileFile(const std::string& file) {
  frontend::FrontendOptions options;
  options.libraryPath = TRV_BENCH_LIBRARY;
  std::string messages;
  return frontend::compileProgram(file, options, messages);
}

void frontEnd(benchmark::State& state, const std::string& file) {
  for (auto _ : state) benchmark::DoNotOptimize(compileFile(file));
}

void passes(benchmark::State& state, const std::string& file) {
  for (auto _ : state) {
    state.PauseTiming();
    auto module = compileFile(file);
    state.ResumeTiming();
    ir::typeLocals(*module);
  }
}

void bytecode(benchmark::State& state, const std::string& file) {
  auto module = compileFile(file);
  ir::typeLocals(*module);
  for (auto _ : state) {
    interp::BytecodeProgram program;
    std::string error;
    if (!interp::compileProgram(*module, program, error)) state.SkipWithError(error.c_str());
  }
}

/// What the interpreter prints; asked once a program.
const bench::ProcessResult& answerOf(const std::string& file, const std::string& size) {
  static std::map<std::string, bench::ProcessResult> answers;
  auto [at, isNew] = answers.try_emplace(file + " " + size);
  if (isNew) at->second = bench::runProcess({triviumPath(), "run", "--mode=interp", "--no-cache", file, size});
  return at->second;
}

void process(benchmark::State& state, const std::string& mode, const std::string& file, const std::string& size) {
  const bench::ProcessResult& wanted = answerOf(file, size);
  for (auto _ : state) {
    const bench::ProcessResult run = bench::runProcess({triviumPath(), "run", "--mode=" + mode, "--no-cache", file, size});
    if (!run.started || run.status != 0 || run.output != wanted.output) {
      state.SkipWithError("wrong answer");
      break;
    }
    state.SetIterationTime(static_cast<double>(run.cpuNs) * 1e-9);
    state.counters["peakMiB"] = static_cast<double>(run.peakBytes) / 1048576.0;
  }
}

std::vector<std::string> programsIn(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".py") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

/// Size of a workload in SIZES.tsv for tests; empty = the program's own.
std::string smallSize(const std::string& name) {
  std::FILE* file = std::fopen((programFolder() + "/SIZES.tsv").c_str(), "r");
  if (!file) return {};
  char line[256], word[128], size[64];
  std::string found;
  while (std::fgets(line, sizeof line, file))
    if (line[0] != '#' && std::sscanf(line, "%127s %63s", word, size) == 2 && name == word) found = size;
  std::fclose(file);
  return found;
}

void registerAll() {
  std::vector<std::string> modes;
  for (unsigned i = 0; i < engine::kModeCount; ++i)
    if (i == 0 || engine::llvmPlugin().ok()) modes.push_back(engine::modeName(static_cast<engine::Mode>(i)));
  for (const std::string& folder : {programFolder() + "/micro", programFolder()})
    for (const std::string& file : programsIn(folder)) {
      const std::string name = std::filesystem::path(file).stem().string();
      benchmark::RegisterBenchmark(("phase/front_end/" + name).c_str(), frontEnd, file)->Unit(benchmark::kMicrosecond);
      benchmark::RegisterBenchmark(("phase/passes/" + name).c_str(), passes, file)->Unit(benchmark::kMicrosecond);
      benchmark::RegisterBenchmark(("phase/bytecode/" + name).c_str(), bytecode, file)->Unit(benchmark::kMicrosecond);
      const bool isMicro = folder != programFolder();
      for (const std::string& mode : modes)
        benchmark::RegisterBenchmark(("process/" + mode + "/" + (isMicro ? "micro_" : "") + name).c_str(), process, mode, file, isMicro ? "" : smallSize(name))
            ->Unit(benchmark::kMillisecond)->UseManualTime();
    }
}

} // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  registerAll();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
