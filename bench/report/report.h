// A comparison as text for people and as JSON for programs.
#pragma once

#include "bench/harness/compare.h"

#include <string>

namespace trivium::bench {

/// Table of medians, one row a phase and one column a contender, and after how many runs compiling pays off.
std::string toTable(const Comparison& comparison);
/// All samples and their medians; the schema's version is in it.
std::string toJson(const Comparison& comparison);

} // namespace trivium::bench
