// Lowering: the syntax trees of a program to one IR module in which every value is `any`. Order of evaluation, scoping and
// positions are CPython 3.11's. What CPython accepts and Trivium cannot do is reported here, before anything runs.
#pragma once

#include <memory>

#include "frontend/loader.h"
#include "ir/ir.h"

namespace trivium::frontend {

/// Lowers a loaded program. Null when something was refused; the messages are then in the modules' diagnostics.
std::unique_ptr<ir::Module> lowerProgram(ModuleGraph& graph);

}  // namespace trivium::frontend
