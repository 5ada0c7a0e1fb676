#include "bench/report/report.h"

#include <nlohmann/json.hpp>

namespace trivium::bench {

std::string toJson(const Comparison& comparison) {
  using nlohmann::ordered_json;
  ordered_json root;
  root["schema"] = "trivium-compare-1";
  root["program"] = comparison.program;
  root["args"] = comparison.args;
  root["reference"] = comparison.reference;
  root["exitStatus"] = comparison.status;
  root["machine"] = {{"cpu", comparison.cpu}, {"cores", comparison.cores}};
  root["contenders"] = ordered_json::array();
  for (const Series& s : comparison.series) {
    ordered_json entry;
    entry["name"] = s.contender.name;
    entry["isReference"] = s.contender.isReference;
    entry["answersRight"] = s.failure.empty();
    if (!s.failure.empty()) entry["failure"] = s.failure;
    entry["samples"] = ordered_json::array();
    for (const Sample& sample : s.samples) {
      ordered_json one = {{"wallNs", sample.wallNs}, {"cpuNs", sample.cpuNs}, {"peakBytes", sample.peakBytes}};
      if (!s.contender.isReference) one["phases"] = ordered_json::parse(sample.report.toJson());
      entry["samples"].push_back(std::move(one));
    }
    if (!s.samples.empty())
      entry["median"] = {{"wallNs", medianOf(s, [](const Sample& x) { return x.wallNs; })},
                         {"cpuNs", medianOf(s, [](const Sample& x) { return x.cpuNs; })},
                         {"runNs", medianOf(s, [](const Sample& x) { return x.report.runNs; })},
                         {"peakBytes", medianOf(s, [](const Sample& x) { return x.peakBytes; })}};
    root["contenders"].push_back(std::move(entry));
  }
  return root.dump(2) + "\n";
}

} // namespace trivium::bench
