// Running one process and what it cost, by the system's own account.
#pragma once

#include <string>
#include <vector>

namespace trivium::bench {

/// How a process ended and what it took.
struct ProcessResult {
  bool started = false;      ///< false: the command could not be executed
  int status = 0;            ///< exit status; 128 + signal when killed
  std::string output;        ///< standard output, whole
  std::string errors;        ///< standard error, whole
  long long wallNs = 0;      ///< from before the fork to the end
  long long cpuNs = 0;       ///< user and system time, children that were waited for included
  long long peakBytes = 0;   ///< largest resident set; not less than this process's own when it was started
};

/// Runs `command` (argv; the first is looked up in PATH) with an empty standard input and waits for it.
ProcessResult runProcess(const std::vector<std::string>& command);

} // namespace trivium::bench
