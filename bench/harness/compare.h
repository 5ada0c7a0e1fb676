// The measurements behind `trivium compare`: every contender runs the same program in processes of its own, in turn, and a time
// counts only if the answer was right.
#pragma once

#include "engine/engine.h"

#include <string>
#include <vector>

namespace trivium::bench {

/// Something that runs the program: a mode, or another implementation of Python.
struct Contender {
  std::string name;
  std::vector<std::string> command;  ///< "{report}" stands for the file that receives a RunReport
  bool isReference = false;          ///< its output is what the others are checked against
};

/// One process of a contender.
struct Sample {
  long long wallNs = 0, cpuNs = 0, peakBytes = 0;
  engine::RunReport report;  ///< zeros for other implementations
};

struct Series {
  Contender contender;
  std::vector<Sample> samples;  ///< in the order they were taken
  std::string failure;          ///< why there are no figures; empty = all answers were right
};

struct Comparison {
  std::string program;
  std::vector<std::string> args;
  std::string reference;        ///< whose output was the right one
  int status = 0;               ///< exit status of the program
  std::vector<Series> series;
  std::string cpu;              ///< model of the processor
  int cores = 0;
};

/// Runs the contenders `runs` times in turn, after one untimed round that finds out whether each gives the reference's answer
/// (standard output and exit status). A reference that cannot be started is left out and the first contender takes its place.
Comparison compareModes(const std::string& program, const std::vector<std::string>& args, std::vector<Contender> contenders, int runs);

/// Median of one figure over a series; `figure` picks it from a sample.
template <class F> double medianOf(const Series& series, F&& figure);
double median(std::vector<double> values);

template <class F> double medianOf(const Series& series, F&& figure) {
  std::vector<double> values;
  for (const Sample& s : series.samples) values.push_back(static_cast<double>(figure(s)));
  return median(std::move(values));
}

} // namespace trivium::bench
