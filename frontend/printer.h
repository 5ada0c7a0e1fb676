// Tokens and syntax trees as text, for `trivium dump`.
#pragma once

#include <string>

namespace trivium::frontend {

/// The tokens of the file, one a line: position, kind, text. False after an error; `messages` receives what to print on standard error.
bool printTokens(const std::string& path, std::string& text, std::string& messages);
/// The syntax tree of the file, letter by letter what Python's `ast.dump(ast.parse(source), indent=2)` gives, and a line end.
bool printAst(const std::string& path, std::string& text, std::string& messages);

} // namespace trivium::frontend
