// Source files and positions in them. A SourceFile owns the bytes of one program text; a SourceRange names a piece of it
// the way CPython's `ast` does (1-based lines, 0-based UTF-8 byte columns), so that positions can be compared with CPython's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace trivium::support {

/// A piece of a source file. Lines count from 1 and columns are byte offsets in the line from 0; the end is exclusive.
/// A range with line 0 is "nowhere".
struct SourceRange {
  uint32_t line = 0;
  uint32_t col = 0;
  uint32_t endLine = 0;
  uint32_t endCol = 0;

  /// True if the range points into a file.
  bool isValid() const { return line != 0; }
  /// The range from the start of `first` to the end of `last`.
  static SourceRange between(const SourceRange &first, const SourceRange &last) {
    return {first.line, first.col, last.endLine, last.endCol};
  }
  friend bool operator==(const SourceRange &, const SourceRange &) = default;
};

/// The text of one program and its name. The text is kept for as long as the file object lives; the AST and the
/// diagnostics refer to lines by number only.
class SourceFile {
public:
  /// Takes the text as it was read (any encoding, any line ends). `name` is what messages and tracebacks show.
  SourceFile(std::string name, std::string text);

  /// The name shown in messages.
  const std::string &name() const { return name_; }
  /// The whole text.
  std::string_view text() const { return text_; }
  /// Replaces the text by its UTF-8 form; the lexer calls it when a coding cookie asks for another encoding.
  void setText(std::string text);
  /// The text of a line (1-based) without its line end, empty if there is no such line. The first call builds a table.
  std::string_view lineText(uint32_t line) const;

private:
  std::string name_;
  std::string text_;
  mutable std::vector<uint32_t> lineStarts_;
};

} // namespace trivium::support
