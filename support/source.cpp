// Lines of a source file, found on first use: only diagnostics and tracebacks ask for them.
#include "support/source.h"

#include <utility>

namespace trivium::support {

SourceFile::SourceFile(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {}

void SourceFile::setText(std::string text) {
  text_ = std::move(text);
  lineStarts_.clear();
}

std::string_view SourceFile::lineText(uint32_t line) const {
  if (lineStarts_.empty()) {
    lineStarts_.push_back(0);
    for (size_t i = 0; i < text_.size(); ++i)
      if (text_[i] == '\n')
        lineStarts_.push_back(static_cast<uint32_t>(i + 1));
  }
  if (line == 0 || line > lineStarts_.size())
    return {};
  size_t begin = lineStarts_[line - 1];
  size_t end = line < lineStarts_.size() ? lineStarts_[line] - 1 : text_.size();
  return std::string_view(text_).substr(begin, end - begin);
}

} // namespace trivium::support
