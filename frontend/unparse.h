// Expressions back to source text, as CPython writes annotations under `from __future__ import annotations`.
#pragma once

#include <string>

#include "frontend/ast.h"

namespace trivium::frontend {

/// The text that CPython 3.11 keeps for an annotation that is not evaluated (PEP 563): blanks, quotes and parentheses normalised.
std::string unparse(ast::ExprNode* node);

}  // namespace trivium::frontend
