// Collecting diagnostics and printing them as CPython prints a SyntaxError: file line, source line without its
// indentation, carets under the range, kind and message.
#include "support/diagnostics.h"

#include <algorithm>

namespace trivium::support {

const char *diagnosticKindName(DiagnosticKind kind) {
  static constexpr const char *kNames[] = {
#define TRV_DIAGNOSTIC_KIND(name, text, severity) text,
#include "support/diagnostics.def"
  };
  return kNames[static_cast<size_t>(kind)];
}

Severity diagnosticSeverity(DiagnosticKind kind) {
  static constexpr Severity kSeverities[] = {
#define TRV_DIAGNOSTIC_KIND(name, text, severity) Severity::severity,
#include "support/diagnostics.def"
  };
  return kSeverities[static_cast<size_t>(kind)];
}

void Diagnostics::report(DiagnosticKind kind, const SourceRange &range, std::string message, bool hasColumn) {
  if (diagnosticSeverity(kind) == Severity::Error) {
    if (errorCount_ == kMaxErrors)
      return;
    ++errorCount_;
  }
  all_.push_back({kind, std::move(message), range, hasColumn});
}

void Diagnostics::truncate(size_t count) {
  all_.resize(std::min(count, all_.size()));
  errorCount_ = static_cast<size_t>(std::count_if(all_.begin(), all_.end(), [](const Diagnostic &diagnostic) {
    return diagnosticSeverity(diagnostic.kind) == Severity::Error;
  }));
}

// Number of characters in UTF-8 text: bytes that do not continue one.
static size_t characterCount(std::string_view text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string formatDiagnostic(const Diagnostic &diagnostic, const SourceFile &file) {
  std::string result;
  const SourceRange &range = diagnostic.range;
  if (diagnosticSeverity(diagnostic.kind) == Severity::Warning) {
    result += file.name() + ":" + std::to_string(range.line) + ": " + diagnosticKindName(diagnostic.kind) + ": " +
              diagnostic.message + "\n";
    std::string_view line = file.lineText(range.line);
    line.remove_prefix(std::min(line.find_first_not_of(" \t\f"), line.size()));
    if (!line.empty())
      result += "  " + std::string(line) + "\n";
    return result;
  }
  if (range.isValid()) {
    result += "  File \"" + file.name() + "\", line " + std::to_string(range.line) + "\n";
    std::string_view line = file.lineText(range.line);
    size_t stripped = std::min(line.find_first_not_of(" \t\f"), line.size());
    if (stripped < line.size()) {
      result += "    " + std::string(line.substr(stripped)) + "\n";
      if (diagnostic.hasColumn && range.col >= stripped) {
        size_t begin = std::min<size_t>(range.col, line.size());
        size_t end = range.endLine > range.line ? line.size() : std::min<size_t>(range.endCol, line.size());
        size_t carets = end > begin ? characterCount(line.substr(begin, end - begin)) : 1;
        result += "    " + std::string(characterCount(line.substr(stripped, begin - stripped)), ' ') +
                  std::string(carets, '^') + "\n";
      }
    }
  }
  result += std::string(diagnosticKindName(diagnostic.kind)) + ": " + diagnostic.message + "\n";
  return result;
}

void printDiagnostics(const Diagnostics &diagnostics, const SourceFile &file, std::FILE *out) {
  for (const Diagnostic &diagnostic : diagnostics.all()) {
    std::string text = formatDiagnostic(diagnostic, file);
    std::fwrite(text.data(), 1, text.size(), out);
  }
}

} // namespace trivium::support
