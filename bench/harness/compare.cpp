#include "bench/harness/compare.h"

#include "bench/harness/process.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace trivium::bench {

namespace {

/// A report file, named anew for each comparison and removed at its end.
class ReportFile {
public:
  ReportFile() {
    const char* base = std::getenv("TMPDIR");
    path_ = std::string(base && *base ? base : "/tmp") + "/trivium-report-XXXXXX";
    const int fd = mkstemp(path_.data());
    if (fd >= 0) close(fd);
  }
  ~ReportFile() { unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

  engine::RunReport read() const {
    engine::RunReport report;
    std::ifstream file(path_);
    const auto json = nlohmann::json::parse(file, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) return report;
    const auto take = [&json](const char* name, auto& into) { into = json.value(name, into); };
    take("frontEndNs", report.frontEndNs);
    take("passesNs", report.passesNs);
    take("bytecodeNs", report.bytecodeNs);
    take("pluginNs", report.pluginNs);
    take("lowerNs", report.compile.lowerNs);
    take("optimiseNs", report.compile.optimiseNs);
    take("codegenNs", report.compile.codegenNs);
    take("linkNs", report.compile.linkNs);
    take("runNs", report.runNs);
    take("codeBytes", report.codeBytes);
    take("fileBytes", report.fileBytes);
    report.fromCache = json.value("fromCache", 0) != 0;
    return report;
  }

private:
  std::string path_;
};

std::string processorModel() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.rfind("model name", 0) == 0) return line.substr(std::min(line.size(), line.find(':') + 2));
  return "unknown processor";
}

std::string firstDifference(const ProcessResult& wanted, const ProcessResult& got) {
  if (got.status != wanted.status) {
    std::string last = got.errors.substr(0, got.errors.find_last_not_of('\n') + 1);
    last = last.substr(last.rfind('\n') + 1);
    return "exit status " + std::to_string(got.status) + " instead of " + std::to_string(wanted.status) + (last.empty() ? "" : ": " + last);
  }
  std::istringstream a(wanted.output), b(got.output);
  std::string lineA, lineB;
  for (int number = 1;; ++number) {
    const bool hasA = static_cast<bool>(std::getline(a, lineA)), hasB = static_cast<bool>(std::getline(b, lineB));
    if (!hasA && !hasB) return "output differs in its last line end";
    if (!hasA || !hasB || lineA != lineB) return "output differs in line " + std::to_string(number);
  }
}

} // namespace

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

Comparison compareModes(const std::string& program, const std::vector<std::string>& args, std::vector<Contender> contenders, int runs) {
  Comparison result{program, args, "", 0, {}, processorModel(), static_cast<int>(std::thread::hardware_concurrency())};
  ReportFile report;
  for (Contender& c : contenders) {
    for (std::string& word : c.command)
      if (word == "{report}") word = report.path();
    result.series.push_back({std::move(c), {}, ""});
  }
  // The untimed round: answers, and warm file caches for all alike.
  std::vector<ProcessResult> first;
  for (Series& s : result.series) first.push_back(runProcess(s.contender.command));
  size_t reference = result.series.size();
  for (size_t i = 0; i < first.size(); ++i)
    if (first[i].started && (reference == first.size() || result.series[i].contender.isReference)) reference = i;
  for (size_t i = 0; i < first.size(); ++i) {
    if (!first[i].started) result.series[i].failure = "cannot be started";
    else if (first[i].status != first[reference].status || first[i].output != first[reference].output)
      result.series[i].failure = firstDifference(first[reference], first[i]);
  }
  if (reference < first.size()) {
    result.reference = result.series[reference].contender.name;
    result.status = first[reference].status;
  }
  for (int run = 0; run < runs; ++run)
    for (size_t i = 0; i < result.series.size(); ++i) {
      // Another start each round, so that nobody always follows the same neighbour.
      Series& s = result.series[(i + static_cast<size_t>(run)) % result.series.size()];
      if (!s.failure.empty()) continue;
      const ProcessResult process = runProcess(s.contender.command);
      if (!process.started || process.status != first[reference].status || process.output != first[reference].output) {
        s.failure = process.started ? firstDifference(first[reference], process) : "cannot be started";
        s.samples.clear();
        continue;
      }
      s.samples.push_back({process.wallNs, process.cpuNs, process.peakBytes, report.read()});
    }
  return result;
}

} // namespace trivium::bench
