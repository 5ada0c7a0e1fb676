// Parser: tokens to syntax tree, the whole grammar of Python 3.11 (Language Reference chapter 10) by recursive descent.
// The first error reported is the one CPython would show; after an error the parser goes on with the next statement.
#pragma once

#include "frontend/ast.h"
#include "frontend/identifiers.h"
#include "support/arena.h"
#include "support/diagnostics.h"
#include "support/source.h"

#include <memory>

namespace trivium::frontend {

/// A parsed program and the memory its tree lives in. The source file must outlive it only for messages.
struct Program {
  support::Arena arena;
  IdentifierTable identifiers;
  /// Never null; after errors it holds the statements that could be parsed.
  ast::Module *module = nullptr;
};

/// Parses a whole file. `file` may get its text replaced by its UTF-8 form. Errors go to `diagnostics`.
std::unique_ptr<Program> parseProgram(support::SourceFile &file, support::Diagnostics &diagnostics);

} // namespace trivium::frontend
