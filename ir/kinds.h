// Names of the kinds that guesses are made of.
#pragma once

#include <string>
#include <vector>

#include "ir/guess.h"

namespace trivium::ir {

/// Names in the order of their bits; "?" is kUnknown.
std::vector<std::string> kindNames(Kinds kinds);
/// The names with "|" between them, as the text form of the IR has them in its comments.
std::string kindsText(Kinds kinds);

}  // namespace trivium::ir
