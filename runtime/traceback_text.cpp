// The text of tracebacks as CPython 3.11 prints them (Python/pythonrun.c and Python/traceback.c say what comes in which order):
// chained exceptions first, then the entries with their source lines and position markers, then the exception line with a suggestion,
// then notes; members of groups indented behind a margin.
//
// Source lines are read when the text is made. A file that has changed or is gone shows other or no lines, as in CPython.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/detail/containers.h"
#include "runtime/detail/errors.h"
#include "runtime/file.h"

namespace trivium::runtime {

namespace {

constexpr int64_t kEntryLimit = 1000;    ///< entries shown of a traceback, the last ones
constexpr int kRepeatCutoff = 3;         ///< equal entries shown in a row
constexpr int64_t kGroupWidth = 15, kGroupDepth = 10;
constexpr char kCauseText[] = "The above exception was the direct cause of the following exception:\n";
constexpr char kContextText[] = "During handling of the above exception, another exception occurred:\n";

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

/// One source file at a time, since neighbouring entries are mostly of the same file.
class SourceLines {
 public:
  /// The bytes of a line, 1-based, without its end; null when there is no such line.
  const char* line(const char* path, uint32_t number, int64_t* bytes) {
    if (!path_ || strcmp(path, path_)) load(path);
    if (!data_ || number == 0) return nullptr;
    const char *at = data_, *end = data_ + size_;
    for (uint32_t i = 1; at < end; ++i) {
      const char* stop = at;
      while (stop < end && *stop != '\n' && *stop != '\r') ++stop;
      if (i == number) {
        *bytes = stop - at;
        return at;
      }
      at = stop + (stop + 1 < end && stop[0] == '\r' && stop[1] == '\n' ? 2 : 1);
    }
    return nullptr;
  }

 private:
  void load(const char* path) {
    path_ = path;
    data_ = nullptr;
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    struct stat info;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
      auto* data = static_cast<char*>(gcAllocLeaf(static_cast<size_t>(info.st_size) + 1));
      size_ = 0;
      while (size_ < info.st_size) {
        const ssize_t n = read(fd, data + size_, static_cast<size_t>(info.st_size - size_));
        if (n <= 0) break;
        size_ += n;
      }
      data_ = data;
      if (size_ >= 3 && !memcmp(data_, "\xEF\xBB\xBF", 3)) {
        data_ += 3;
        size_ -= 3;
      }
    }
    close(fd);
  }

  const char* path_ = nullptr;
  const char* data_ = nullptr;
  int64_t size_ = 0;
};

/// Characters in the first `bytes` bytes of UTF-8 text.
int64_t charactersIn(const char* text, int64_t bytes) {
  int64_t n = 0;
  for (int64_t i = 0; i < bytes; ++i) n += (text[i] & 0xC0) != 0x80;
  return n;
}

class Printer {
 public:
  Printer(StrBuilder& out, bool suggest) : out_(out), suggest_(suggest) {}

  /// An exception with what it was caused by and, if it is a group, its members.
  void exception(Value e, bool chain) {
    if (!enterRecursion(" while printing a traceback")) {
      clearPending();
      return;
    }
    if (chain) causeOrContext(e);
    if (isExceptionGroup(e)) group(e, chain);
    else single(e);
    leaveRecursion();
  }

  void entries(const TracebackObj* tb, int64_t limit) {
    int64_t depth = 0;
    for (const TracebackObj* t = tb; t; t = t->next) ++depth;
    for (; tb && depth > limit; tb = tb->next) --depth;
    const TracebackObj* last = nullptr;
    int64_t count = 0;
    for (; tb; tb = tb->next) {
      if (!last || lineOf(last) != lineOf(tb) || strcmp(last->info->file, tb->info->file) || frameNameOf(last) != frameNameOf(tb)) {
        repeated(count);
        last = tb;
        count = 0;
      }
      if (++count <= kRepeatCutoff) entry(tb);
    }
    repeated(count);
  }

 private:
  void spaces(int64_t n) {
    while (n-- > 0) out_.append(" ");
  }
  void margin() {
    spaces(2 * depth_);
    if (depth_) out_.append("| ");
  }
  void utf8(const char* text, int64_t bytes) { out_.append(newStr(text, bytes)); }

  // ---- entries

  void repeated(int64_t count) {
    count -= kRepeatCutoff;
    if (count > 0) out_.append(strFormat("  [Previous line repeated %lld more time%s]\n", static_cast<long long>(count), count > 1 ? "s" : ""));
  }

  void entry(const TracebackObj* tb) {
    margin();
    out_.append(strFormat("  File \"%s\", line %d, in %U\n", tb->info->file, static_cast<int>(lineOf(tb)), frameNameOf(tb)));
    int64_t bytes = 0;
    const char* line = gFinalizing ? nullptr : lines_.line(tb->info->file, lineOf(tb), &bytes);
    if (!line) return;
    int64_t indent = 0;
    while (indent < bytes && isBlank(line[indent])) ++indent;
    margin();
    spaces(4);
    utf8(line + indent, bytes - indent);
    out_.append("\n");
    if (tb->locIndex < tb->info->locCount) markers(tb->info->locs[tb->locIndex], line, bytes, indent, tb->next ? nullptr : missing_);
  }

  /// The row of ^ and ~ under the part of the line that the entry is about; none when that is the whole line. `missing` is the name of
  /// an attribute that was not found: in a call of that method CPython marks what comes before the arguments.
  void markers(SourcePos pos, const char* line, int64_t bytes, int64_t indent, const char* missing) {
    if (pos.line == 0 || pos.endLine == 0) return;
    if (missing && pos.col < bytes) {
      const int64_t to = pos.line == pos.endLine && pos.endCol < bytes ? pos.endCol : bytes;
      const int64_t end = to > pos.col ? findCalledName(line + pos.col, to - pos.col, missing) : -1;
      if (end >= 0) {
        pos.endLine = pos.line;
        pos.endCol = pos.col + static_cast<uint32_t>(end);
      }
    }
    const int64_t length = charactersIn(line, bytes);
    const auto characters = [&](uint32_t column) { return charactersIn(line, column > bytes ? bytes : column); };
    const int64_t start = characters(pos.col);
    int64_t end = characters(pos.endCol);
    int64_t left = -1, right = -1;
    if (pos.line == pos.endLine) {
      const int64_t from = pos.col > bytes ? bytes : pos.col, to = pos.endCol > bytes ? bytes : pos.endCol;
      Anchors anchors;
      if (to > from && findAnchors(line + from, to - from, &anchors)) {
        left = start + charactersIn(line + from, anchors.left);
        right = start + charactersIn(line + from, anchors.right);
      }
    } else {
      // Of an expression over several lines all of this one is marked. (The position is one of characters used on bytes, as in CPython.)
      int64_t i = length;
      while (--i >= 0 && isBlank(line[i])) {
      }
      end = i + 1;
    }
    const bool hasAnchors = left != -1 || right != -1;
    if (end - start == length - indent && !hasAnchors) return;
    margin();
    for (int64_t at = indent - 4 + 1; at <= end; ++at)
      out_.append(at <= start ? " " : hasAnchors ? (left < at && at <= right ? "^" : "~") : "^");
    out_.append("\n");
  }

  // ---- one exception

  void single(Value e) {
    const Value tb = exceptionOf(e)->traceback;
    if (tb && tb != none()) {
      const bool isGroup = isExceptionGroup(e);
      if (isGroup && depth_ == 1) out_.append("  + ");
      else margin();
      out_.append(isGroup ? "Exception Group Traceback (most recent call last):\n" : "Traceback (most recent call last):\n");
      noteMissing(e);
      entries(as<TracebackObj>(tb), kEntryLimit);
    }
    withoutTraceback(e);
  }

  void noteMissing(Value e) {
    const Value name = isInstance(e, &trv_exc_AttributeError) ? exceptionOf(e)->extra[kAttributeName] : 0;
    missing_ = name && isStr(name) ? utf8Of(as<StrObj>(name)) : nullptr;
  }

 public:
  /// The lines that name the exception, and its notes.
  void withoutTraceback(Value e) {
    Value notes = getAttrOrEnd(e, TRV_STR("__notes__"));
    if (!notes) clearPending();
    Value shown = isInstance(e, &trv_exc_SyntaxError) ? syntaxErrorPlace(e) : e;
    message(classOf(e), shown);
    if (suggest_)
      if (Value name = suggestionFor(e)) {
        out_.append(". Did you mean: '");
        out_.append(as<StrObj>(name));
        out_.append("'?");
      }
    out_.append("\n");
    if (notes && notes != kEnd) noteLines(notes);
  }

  /// One entry of the traceback of an exception (or 0).
  void oneEntry(const TracebackObj* tb, Value e) {
    if (e) noteMissing(e);
    entry(tb);
  }

 private:
  void message(ClassObj* cls, Value shown) {
    margin();
    const Value module = classModule(cls);
    if (!isStr(module)) {
      out_.append("<unknown>.");
    } else if (!strEquals(as<StrObj>(module), "builtins") && !strEquals(as<StrObj>(module), "__main__")) {
      out_.append(as<StrObj>(module));
      out_.append(".");
    }
    out_.append(isStr(cls->qualname) ? as<StrObj>(cls->qualname) : cls->name);
    if (shown == none()) return;
    const Value text = str(shown);
    if (!text) {
      clearPending();
      out_.append(": <exception str() failed>");
    } else if (as<StrObj>(text)->length) {
      out_.append(": ");
      out_.append(as<StrObj>(text));
    }
  }

  /// The lines that a SyntaxError shows of the source it is about; the answer is what its last line says.
  Value syntaxErrorPlace(Value e) {
    const auto attribute = [&](StrObj* name) {
      Value v = getAttrOrEnd(e, name);
      if (!v) clearPending();
      return !v || v == kEnd ? none() : v;
    };
    const Value line = attribute(TRV_STR("lineno")), text = attribute(TRV_STR("text"));
    Value file = attribute(TRV_STR("filename"));
    int64_t lineNumber, offset = 0, endOffset = 0;
    if (!isInt(line) || !intFitsInt64(line, &lineNumber)) return e;
    if (file == none()) file = toValue(TRV_STR("<string>"));
    const Value at = attribute(TRV_STR("offset")), to = attribute(TRV_STR("end_offset"));
    if (at != none() && (!isInt(at) || !intFitsInt64(at, &offset))) return e;
    if (to != none() && (!isInt(to) || !intFitsInt64(to, &endOffset))) return e;
    margin();
    StrObj* place = strFormat("  File \"%S\", line %lld\n", file, static_cast<long long>(lineNumber));
    if (!place) clearPending();
    else out_.append(place);
    if (isStr(text)) syntaxErrorLine(as<StrObj>(text), offset, endOffset);
    return attribute(TRV_STR("msg"));
  }

  void syntaxErrorLine(StrObj* text, int64_t offset, int64_t endOffset) {
    const int64_t count = endOffset > 0 && endOffset > offset ? endOffset - offset : 1;
    int64_t from = 0, to = text->length;
    --offset;
    while (from < to && isBlank(static_cast<char>(charAt(text, from)))) ++from, --offset;
    if (to > from && charAt(text, to - 1) == '\n') --to;
    if (offset > to - from) offset = to - from;
    for (int64_t i = from; i < to && i - from < offset; ++i)
      if (charAt(text, i) == '\n') {
        offset -= i + 1 - from;
        from = i + 1;
      }
    margin();
    spaces(4);
    out_.append(text, from, to);
    out_.append("\n");
    if (offset < 0) return;
    margin();
    spaces(4 + offset);
    for (int64_t i = 0; i < count; ++i) out_.append("^");
    out_.append("\n");
  }

  void noteLines(Value notes) {
    if (!isList(notes) && !isTuple(notes)) {
      margin();
      Value text = repr(notes);
      if (!text) clearPending();
      if (text) out_.append(as<StrObj>(text));
      else out_.append("<__notes__ repr() failed>");
      return;  // without an end of line, as CPython 3.11
    }
    for (int64_t i = 0; i < lengthOf(notes); ++i) {
      const Value note = isList(notes) ? listItem(as<ListObj>(notes), i) : as<TupleObj>(notes)->items[i];
      const Value text = str(note);
      if (!text) {
        clearPending();
        margin();
        out_.append("<note str() failed>");
      } else {
        auto* s = as<StrObj>(text);
        for (int64_t from = 0; from < s->length;) {
          int64_t to = from;
          while (to < s->length && charAt(s, to) != '\n') ++to;
          if (to < s->length) ++to;
          margin();
          out_.append(s, from, to);
          from = to;
        }
      }
      out_.append("\n");
    }
  }

  // ---- chains and groups

  bool wasSeen(Value e) {
    for (int64_t i = 0; i < seen_->length; ++i)
      if (seen_->items[i] == e) return true;
    return false;
  }

  void causeOrContext(Value e) {
    listAppend(seen_, e);
    const ExceptionObj* x = exceptionOf(e);
    Value before = x->cause;
    const char* text = kCauseText;
    if (!before) {
      if (x->suppressContext) return;
      before = x->context;
      text = kContextText;
    }
    if (!before || wasSeen(before)) return;
    const bool needClose = needClose_;
    exception(before, true);
    needClose_ = needClose;
    margin();
    out_.append("\n");
    margin();
    out_.append(text);
    margin();
    out_.append("\n");
  }

  void group(Value e, bool chain) {
    if (depth_ > kGroupDepth) {
      margin();
      out_.append(strFormat("... (max_group_depth is %d)\n", static_cast<int>(kGroupDepth)));
      return;
    }
    const bool outermost = depth_ == 0;
    if (outermost) ++depth_;
    single(e);
    auto* members = as<TupleObj>(exceptionOf(e)->extra[kGroupExceptions]);
    const int64_t shown = members->length <= kGroupWidth ? members->length : kGroupWidth + 1;
    needClose_ = false;
    for (int64_t i = 0; i < shown; ++i) {
      const bool isLast = i == shown - 1, isCut = i == kGroupWidth;
      if (isLast) needClose_ = true;  // unless a group inside closes the frame
      spaces(2 * depth_);
      out_.append(i == 0 ? "+-" : "  ");
      if (isCut) out_.append("+---------------- ... ----------------\n");
      else out_.append(strFormat("+---------------- %lld ----------------\n", static_cast<long long>(i + 1)));
      ++depth_;
      if (isCut) {
        const int64_t rest = members->length - kGroupWidth;
        margin();
        out_.append(strFormat("and %lld more exception%s\n", static_cast<long long>(rest), rest > 1 ? "s" : ""));
      } else {
        exception(members->items[i], chain);
      }
      if (isLast && needClose_) {
        spaces(2 * depth_);
        out_.append("+------------------------------------\n");
        needClose_ = false;
      }
      --depth_;
    }
    if (outermost) --depth_;
  }

  StrBuilder& out_;
  const bool suggest_;
  SourceLines lines_;
  ListObj* seen_ = newList();
  int64_t depth_ = 0;     ///< of the exception group being printed
  bool needClose_ = false;
  const char* missing_ = nullptr;  ///< attribute that an AttributeError is about
};

}  // namespace

StrObj* exceptionText(Value exception, unsigned flags) {
  // str() of an exception is code of the program: it starts without anything pending or handled and leaves nothing behind.
  ThreadState* ts = currentThread();
  const Value pending = ts->pending, handled = ts->handled;
  ts->pending = 0;
  StrBuilder out;
  Printer(out, (flags & kSuggest) != 0).exception(exception, (flags & kChain) != 0);
  ts->pending = pending;
  ts->handled = handled;
  return out.finish();
}

StrObj* exceptionOnlyText(Value exception) {
  StrBuilder out;
  Printer(out, false).withoutTraceback(exception);
  return out.finish();
}

StrObj* entryText(const TracebackObj* entry, Value exception) {
  StrBuilder out;
  Printer(out, false).oneEntry(entry, exception);
  return out.finish();
}

StrObj* formatException(Value exception, bool chain) { return exceptionText(exception, chain ? kChain : 0); }

StrObj* tracebackText(Value traceback, int64_t limit) {
  StrBuilder out;
  if (traceback && traceback != none()) Printer(out, false).entries(as<TracebackObj>(traceback), limit);
  return out.finish();
}

void writeStderr(const char* data, int64_t bytes) {
  while (bytes > 0) {
    const ssize_t n = ::write(2, data, static_cast<size_t>(bytes));
    if (n <= 0) return;
    data += n;
    bytes -= n;
  }
}

void writeErrorText(StrObj* text) {
  const Value file = gModules ? currentStream(TRV_STR("stderr"), gStderr) : toValue(gStderr);
  if (!file) return;
  if (file == toValue(gStderr)) {
    if (fileWriteStr(gStderr, text) == 0) fileFlush(gStderr);
  } else {
    Value arg = toValue(text);
    if (callMethod(file, TRV_STR("write"), &arg, 1)) callMethod(file, TRV_STR("flush"), nullptr, 0);
  }
  clearPending();
}

void printUncaught(Value exception) { writeErrorText(exceptionText(exception, kChain | kSuggest)); }

void reportIgnored(const char* message, Value object) {
  const Value exception = takePending();
  if (!exception) return;
  StrBuilder out;
  out.append(message);
  if (object) {
    out.append(": ");
    Value text = repr(object);
    if (!text) clearPending();
    if (text) out.append(as<StrObj>(text));
    else out.append("<object repr() failed>");
    out.append("\n");
  } else {
    out.append(":\n");
  }
  // The exception alone: what it was raised during is not shown here, nor notes and suggestions.
  const Value tb = exceptionOf(exception)->traceback;
  if (tb && tb != none()) {
    out.append("Traceback (most recent call last):\n");
    out.append(tracebackText(tb, kEntryLimit));
  }
  out.append(qualifiedName(classOf(exception), true));
  Value text = str(exception);
  if (!text) {
    clearPending();
    out.append(": <exception str() failed>");
  } else if (as<StrObj>(text)->length) {
    out.append(": ");
    out.append(as<StrObj>(text));
  }
  out.append("\n");
  writeErrorText(out.finish());
}

}  // namespace trivium::runtime
