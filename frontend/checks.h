// What CPython refuses after its parser and symtable: statements and expressions in places where they mean nothing. Order,
// texts and positions are those of its code generator, which is the last stage that can refuse a program.
#pragma once

#include "frontend/ast.h"
#include "frontend/scopes.h"
#include "support/diagnostics.h"

namespace trivium::frontend {

/// Reports unknown features of `from __future__ import`; CPython looks at them before it builds scopes. False after an error.
bool checkFutureImports(const ast::Module *module, support::Diagnostics &diagnostics);

/// Reports `return` outside functions, `break` outside loops, wrong starred expressions, patterns that can never match and the
/// like, and the warnings of CPython's code generator. `scopes` must have been built without errors.
void checkProgram(ast::Module *module, const ScopeTree &scopes, support::Diagnostics &diagnostics);

} // namespace trivium::frontend
