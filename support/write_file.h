// Writing output files so that each appears whole or not at all: under a temporary name beside its place, then renamed.
#pragma once

#include "support/result.h"

#include <string>
#include <string_view>

namespace trivium::support {

/// Writes `bytes` to `path`, replacing what is there. A device or pipe is written to as it is.
Result<void> writeFile(const std::string& path, std::string_view bytes, bool isExecutable = false);

} // namespace trivium::support
