// Lexer: source text to tokens, with INDENT and DEDENT, as in chapter 2 of the Language Reference and with the errors of
// CPython's tokenizer. The whole file is cut before parsing begins, since CPython shows some errors of the tokenizer in
// preference to earlier errors of the parser.
#pragma once

#include "frontend/identifiers.h"
#include "support/diagnostics.h"
#include "support/source.h"

#include <string>
#include <string_view>
#include <vector>

namespace trivium::frontend {

/// See token.def.
enum class TokenKind : uint8_t {
#define TRV_TOKEN(name, description) name,
#include "frontend/token.def"
};

/// Text of punctuation and keywords, a description of the others.
const char *tokenText(TokenKind kind);

/// One token. `begin` and `end` are byte offsets in the text of the file.
struct Token {
  TokenKind kind;
  /// How many brackets are open after the token.
  uint8_t level;
  uint32_t begin;
  uint32_t end;
  support::SourceRange range;
  /// Of names and keywords, null for others.
  Identifier identifier;
};

/// Why the lexer stopped before the end of the file.
struct LexerError {
  support::DiagnosticKind kind = support::DiagnosticKind::SyntaxError;
  std::string message;
  support::SourceRange range;
  /// CPython shows such an error even if the parser fails earlier in the file.
  bool beatsParser = true;
  bool present = false;
};

/// What the lexer made of a file.
struct LexedFile {
  /// Ends with EndMarker, or with Error if `error` is present.
  std::vector<Token> tokens;
  LexerError error;
  /// The innermost bracket that is still open at the end of the file; line 0 if none.
  support::SourceRange unclosedBracket;
  char unclosedBracketText = 0;
  /// Some logical line has so many tokens that its tree might be too deep.
  bool hasLongLines = false;
  /// Warnings such as a number that touches a keyword.
  std::vector<support::Diagnostic> warnings;
};

/// Cuts a whole file. Decodes it first: byte order mark, coding cookie, line ends become '\n' (`file` is changed).
LexedFile lexFile(support::SourceFile &file, IdentifierTable &identifiers);

/// Cuts the part [begin, end) of a file as if it stood in parentheses, for expressions in f-strings. The tokens start with
/// such a parenthesis and end with one and an EndMarker. `position` is that of `begin`.
LexedFile lexExpression(const support::SourceFile &file, uint32_t begin, uint32_t end, support::SourceRange position,
                        IdentifierTable &identifiers);

} // namespace trivium::frontend
