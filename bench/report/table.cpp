#include "bench/report/report.h"

#include <cmath>
#include <cstdio>
#include <functional>

namespace trivium::bench {

namespace {

using Figure = std::function<double(const Sample&)>;

struct Row {
  const char* label;
  Figure figure;
  bool isTime;          ///< nanoseconds, else bytes
  bool ofModesOnly;     ///< other implementations do not tell
};

double accountedNs(const Sample& s) {
  const engine::RunReport& r = s.report;
  return static_cast<double>(r.frontEndNs + r.passesNs + r.bytecodeNs + r.pluginNs + r.compile.lowerNs + r.compile.optimiseNs +
                             r.compile.codegenNs + r.compile.linkNs + r.runNs);
}

const Row kRows[] = {
    {"start and end", [](const Sample& s) { return static_cast<double>(s.wallNs) - accountedNs(s); }, true, true},
    {"front end", [](const Sample& s) { return static_cast<double>(s.report.frontEndNs + s.report.passesNs); }, true, true},
    {"bytecode", [](const Sample& s) { return static_cast<double>(s.report.bytecodeNs); }, true, true},
    {"load LLVM", [](const Sample& s) { return static_cast<double>(s.report.pluginNs); }, true, true},
    {"LLVM optimise", [](const Sample& s) { return static_cast<double>(s.report.compile.lowerNs + s.report.compile.optimiseNs); }, true, true},
    {"LLVM code", [](const Sample& s) { return static_cast<double>(s.report.compile.codegenNs); }, true, true},
    {"link", [](const Sample& s) { return static_cast<double>(s.report.compile.linkNs); }, true, true},
    {"run", [](const Sample& s) { return static_cast<double>(s.report.runNs); }, true, true},
    {"total", [](const Sample& s) { return static_cast<double>(s.wallNs); }, true, false},
    {"CPU time", [](const Sample& s) { return static_cast<double>(s.cpuNs); }, true, false},
    {"peak memory", [](const Sample& s) { return static_cast<double>(s.peakBytes); }, false, false},
    {"code", [](const Sample& s) { return static_cast<double>(s.report.codeBytes); }, false, true},
    {"executable", [](const Sample& s) { return static_cast<double>(s.report.fileBytes); }, false, true},
};

std::string formatNumber(double value, const char* unit) {
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, value >= 100 ? "%.0f %s" : value >= 10 ? "%.1f %s" : "%.2f %s", value, unit);
  return buffer;
}
std::string formatTime(double ns) {
  if (ns < 1e6) return formatNumber(ns / 1e3, "us");
  return ns < 1e9 ? formatNumber(ns / 1e6, "ms") : formatNumber(ns / 1e9, "s ");
}
std::string formatBytes(double bytes) {
  if (bytes < 1024) return formatNumber(bytes, "B");
  return bytes < 1048576 ? formatNumber(bytes / 1024, "KiB") : formatNumber(bytes / 1048576, "MiB");
}

void appendRight(std::string& line, const std::string& text, size_t width) {
  if (text.size() < width) line.append(width - text.size(), ' ');
  line += text;
}

double compileNs(const Sample& s) {
  return static_cast<double>(s.report.pluginNs + s.report.compile.lowerNs + s.report.compile.optimiseNs + s.report.compile.codegenNs + s.report.compile.linkNs);
}

/// After how many runs of the program a mode that compiles has made up for it, against the interpreter that needs no compiling.
std::string breakEven(const Comparison& c) {
  const Series* interp = nullptr;
  for (const Series& s : c.series)
    if (s.contender.name == "interp" && !s.samples.empty()) interp = &s;
  if (!interp) return {};
  const auto run = [](const Sample& s) { return s.report.runNs; };
  const double interpRun = medianOf(*interp, run);
  std::string text;
  for (const Series& s : c.series) {
    if (&s == interp || s.samples.empty() || s.contender.isReference) continue;
    const double compile = medianOf(s, compileNs), gain = interpRun - medianOf(s, run);
    char line[160];
    if (gain <= 0) std::snprintf(line, sizeof line, "%s: compiling does not pay off here, a run is no faster than interpreted\n", s.contender.name.c_str());
    else std::snprintf(line, sizeof line, "%s: compiling pays off from run %.0f on\n", s.contender.name.c_str(), std::max(1.0, std::ceil(compile / gain)));
    text += line;
  }
  return text;
}

} // namespace

std::string toTable(const Comparison& comparison) {
  constexpr size_t kLabel = 14, kColumn = 12;
  size_t runs = 0;
  for (const Series& s : comparison.series) runs = std::max(runs, s.samples.size());
  std::string text = comparison.program;
  for (const std::string& arg : comparison.args) text += " " + arg;
  text += ": medians of " + std::to_string(runs) + " processes each, in turn; answers checked against " + comparison.reference + "\n" +
          comparison.cpu + ", " + std::to_string(comparison.cores) + " cores\n\n";
  std::string line(kLabel, ' ');
  for (const Series& s : comparison.series) appendRight(line, s.contender.name, kColumn);
  text += line + "\n";
  for (const Row& row : kRows) {
    line = row.label;
    line.resize(kLabel, ' ');
    bool anything = false;
    for (const Series& s : comparison.series) {
      std::string cell = "-";
      if (!s.samples.empty() && !(row.ofModesOnly && s.contender.isReference)) {
        const double value = medianOf(s, row.figure);
        if (value > 0) {
          cell = row.isTime ? formatTime(value) : formatBytes(value);
          anything = true;
        }
      }
      appendRight(line, cell, kColumn);
    }
    if (anything) text += line + "\n";
  }
  text += "\n" + breakEven(comparison);
  for (const Series& s : comparison.series)
    if (!s.failure.empty()) text += s.contender.name + ": no figures, " + s.failure + "\n";
  return text;
}

} // namespace trivium::bench
