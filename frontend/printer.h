// Text forms of what the front end makes, for `trivium dump` and the tests that compare it with CPython.
#pragma once

#include "frontend/ast.h"
#include "frontend/lexer.h"
#include "support/source.h"

#include <string>
#include <string_view>

namespace trivium::frontend {

/// One line a token: position as `line,column-line,column:`, kind, source text as a Python string literal. An error of the
/// lexer is not part of it.
std::string printTokens(const LexedFile &lexed, const support::SourceFile &file);
/// The tree exactly as CPython's `ast.dump(tree, indent=2)` prints it, and a newline.
std::string printAst(const ast::Module *module);
/// repr() of a str (UTF-8 or WTF-8) or of bytes.
std::string quote(std::string_view text, bool isBytes);
/// repr() of a literal's value.
std::string formatConstant(const ast::Constant *node);

/// Reads a file and appends its tokens to `text` and its errors and warnings, as CPython shows them, to `messages`. False after
/// an error; `text` then holds the tokens before it.
bool printTokens(const std::string &path, std::string &text, std::string &messages);
/// Reads a file and appends its tree to `text`, errors and warnings to `messages`. False after an error; `text` is then unchanged.
bool printAst(const std::string &path, std::string &text, std::string &messages);

} // namespace trivium::frontend
