// Which files a result was made from, so that a stored result can be checked against what is on disk now (PEP 552's hash-based
// validation, for several files).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace trivium::support {

/// A file that was read, and a hash of its bytes as they were read.
struct SourceStamp {
  std::string path;
  uint64_t hash = 0;
};

/// What decided the outcome of looking for a program's modules.
struct SourceList {
  std::vector<SourceStamp> files;
  bool hasWarnings = false;        ///< compiling them printed something, which every run should print
  std::vector<std::string> absent;  ///< looked for and not there; a file that appears there changes the program
};

/// Hash of the content of a file (XXH3, 64 bits).
uint64_t contentHash(const void* data, size_t bytes);

} // namespace trivium::support
