// Diagnostics about the user's program at compile time: collected, many per run, printed in CPython's form.
#pragma once

#include "support/source.h"

#include <cstdio>
#include <string>
#include <vector>

namespace trivium::support {

/// How bad a diagnostic is: an Error means there is nothing to run.
enum class Severity : uint8_t { Error, Warning };

/// What CPython would raise or warn with; see diagnostics.def.
enum class DiagnosticKind : uint8_t {
#define TRV_DIAGNOSTIC_KIND(name, text, severity) name,
#include "support/diagnostics.def"
};

/// The text shown before the colon, such as "SyntaxError".
const char *diagnosticKindName(DiagnosticKind kind);
/// Whether the kind stops the program from being run.
Severity diagnosticSeverity(DiagnosticKind kind);

/// One message about one place.
struct Diagnostic {
  DiagnosticKind kind;
  std::string message;
  /// Invalid (line 0) if the message is about the whole file.
  SourceRange range;
  /// CPython prints no caret line under some errors (those without a column).
  bool hasColumn = true;
};

/// The diagnostics of one source file, in the order in which they were reported.
class Diagnostics {
public:
  /// Adds a message. Messages after the first `kMaxErrors` errors are dropped.
  void report(DiagnosticKind kind, const SourceRange &range, std::string message, bool hasColumn = true);
  /// True once an error (not a warning) was reported.
  bool hasErrors() const { return errorCount_ != 0; }
  /// How many errors were reported.
  size_t errorCount() const { return errorCount_; }
  /// Everything reported so far.
  const std::vector<Diagnostic> &all() const { return all_; }
  /// Removes everything reported after the first `count` diagnostics; used when the parser tries a reading and gives it up.
  void truncate(size_t count);

  /// After this many errors further ones say nothing new.
  static constexpr size_t kMaxErrors = 50;

private:
  std::vector<Diagnostic> all_;
  size_t errorCount_ = 0;
};

/// One diagnostic in CPython's form: file line, source line, caret line, `Kind: message`, each ended by a newline.
std::string formatDiagnostic(const Diagnostic &diagnostic, const SourceFile &file);
/// Prints all diagnostics to `out`.
void printDiagnostics(const Diagnostics &diagnostics, const SourceFile &file, std::FILE *out);

} // namespace trivium::support
