// io.TextIOWrapper: str to and from a stream of bytes. Library Reference "io", Text I/O; the sizes in which bytes are read and written
// are CPython's (Modules/_io/textio.c), since what a mixture of text and binary access sees depends on them, as do positions in errors.
//
// Reading decodes one chunk at a time. Bytes at its end that begin a character, or a \r whose \n may follow, are carried over into the
// next chunk, so that each chunk can be decoded by itself. The chunk's bytes stay until the next one: tell() counts how many of them
// belong to the characters handed out.
#include <stdlib.h>

#include "runtime/detail/bytes.h"
#include "runtime/detail/codecs.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/file.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_text_file;
}

namespace {

constexpr int64_t kChunkBytes = 8192;
enum SeenNewlines : uint8_t { kSeenCr = 1, kSeenLf = 2, kSeenCrLf = 4 };

TextObj* textOf(Value v) { return as<TextObj>(v); }
Codec codecIn(const TextObj* f) { return static_cast<Codec>(f->codec); }

// ---- the chain of open streams, hidden from the collector (file_buffered.cpp)

TextObj* chain;

TextObj* revealed(uintptr_t hidden) { return hidden ? reinterpret_cast<TextObj*>(~hidden) : nullptr; }
uintptr_t hidden(TextObj* f) { return f ? ~reinterpret_cast<uintptr_t>(f) : 0; }

void unlink(TextObj* f) {
  if (!f->isLinked) return;
  TextObj *next = revealed(f->next), *previous = revealed(f->previous);
  if (previous) previous->next = hidden(next);
  else chain = next;
  if (next) next->previous = hidden(previous);
  f->isLinked = 0;
}
void link(TextObj* f) {
  if (f->isLinked) return;
  f->next = hidden(chain);
  f->previous = 0;
  if (chain) chain->previous = hidden(f);
  chain = f;
  f->isLinked = 1;
}
void closeForgotten() {
  for (TextObj *f = chain, *next; f; f = next) {
    next = revealed(f->next);
    if (gcIsMarked(f)) continue;
    unlink(f);
    if (f->binary) closeForgottenStream(f->binary, f->pending, f->pendingCount);
  }
  closeForgottenBuffers();
}

// ---- state

bool checkReady(TextObj* f) {
  if (f->buffer) return true;
  raise(&trv_exc_ValueError, f->encoding ? "underlying buffer has been detached" : "I/O operation on uninitialized object");
  return false;
}
/// 1, 0, -1 raised.
int isClosed(TextObj* f) {
  if (f->binary && f->binary->file) return f->binary->file->fd < 0;
  const Value closed = getAttr(f->buffer, TRV_STR("closed"));
  return closed ? truth(closed) : -1;
}
bool checkOpen(TextObj* f) {
  if (!checkReady(f)) return false;
  const int closed = isClosed(f);
  if (closed > 0) raise(&trv_exc_ValueError, "I/O operation on closed file.");
  return closed == 0;
}
/// Whether the buffer has the ability; the answer of a plain FileIO below costs nothing.
int ableTo(TextObj* f, bool reading) {
  if (f->binary && f->binary->file) return reading ? f->binary->readable : f->binary->writable;
  const Value able = streamCall(f->buffer, reading ? TRV_STR("readable") : TRV_STR("writable"));
  return able ? truth(able) : -1;
}
bool checkReadable(TextObj* f) {
  if (!checkOpen(f)) return false;
  const int able = ableTo(f, true);
  if (able == 0) unsupportedOperation("not readable");
  return able > 0;
}
bool checkWritable(TextObj* f) {
  if (!checkOpen(f)) return false;
  const int able = ableTo(f, false);
  if (able == 0) unsupportedOperation("not writable");
  return able > 0;
}

void forgetDecoded(TextObj* f) {
  f->decoded = nullptr;
  f->decodedAt = 0;
  f->chunk = nullptr;
  f->chunkBytes = f->carried = 0;
}

int64_t unread(const TextObj* f) { return f->decoded ? f->decoded->length - f->decodedAt : 0; }

// ---- decoding

int unitOf(Codec codec) {
  switch (codec) {
    case Codec::Utf16: case Codec::Utf16Le: case Codec::Utf16Be: return 2;
    case Codec::Utf32: case Codec::Utf32Le: case Codec::Utf32Be: return 4;
    default: return 1;
  }
}

/// How many bytes at the end begin a character that goes on behind them.
int64_t incomplete(Codec codec, const uint8_t* data, int64_t n) {
  switch (codec) {
    case Codec::Utf8Sig:
      if (n < 3 && memcmp(data, "\xef\xbb\xbf", static_cast<size_t>(n)) == 0) return n;
      [[fallthrough]];
    case Codec::Utf8:
      for (int64_t k = 1; k <= 3 && k <= n; ++k) {
        const uint8_t c = data[n - k];
        if ((c & 0xc0) == 0x80) continue;
        const int64_t length = c >= 0xf0 && c <= 0xf4 ? 4 : c >= 0xe0 && c < 0xf0 ? 3 : c >= 0xc2 && c < 0xe0 ? 2 : 1;
        if (length <= k) return 0;
        // Two bytes that no third can make valid are an error now.
        if (k > 1) {
          const uint8_t second = data[n - k + 1];
          if ((c == 0xe0 && second < 0xa0) || (c == 0xed && second > 0x9f) || (c == 0xf0 && second < 0x90) || (c == 0xf4 && second > 0x8f)) return 0;
        }
        return k;
      }
      return 0;
    case Codec::Utf16: case Codec::Utf16Le: case Codec::Utf16Be: {
      const int64_t odd = n & 1;
      if (n < 2) return n;
      const uint8_t high = data[n - odd - (codec == Codec::Utf16Be ? 2 : 1)];
      return (high & 0xfc) == 0xd8 ? odd + 2 : odd;
    }
    case Codec::Utf32: case Codec::Utf32Le: case Codec::Utf32Be: return n & 3;
    default: return 0;
  }
}

/// After the first bytes have been decoded the byte order mark is behind: what follows is decoded as what it said.
void settleOrder(TextObj* f, const uint8_t* data, int64_t n) {
  switch (codecIn(f)) {
    case Codec::Utf8Sig: f->codec = static_cast<uint8_t>(Codec::Utf8); f->codecName = "utf-8"; return;
    case Codec::Utf16: {
      const bool big = n >= 2 && data[0] == 0xfe && data[1] == 0xff;
      f->codec = static_cast<uint8_t>(big ? Codec::Utf16Be : Codec::Utf16Le);
      f->codecName = big ? "utf-16-be" : "utf-16-le";
      return;
    }
    case Codec::Utf32: {
      const bool big = n >= 4 && data[2] == 0xfe && data[3] == 0xff;
      f->codec = static_cast<uint8_t>(big ? Codec::Utf32Be : Codec::Utf32Le);
      f->codecName = big ? "utf-32-be" : "utf-32-le";
      return;
    }
    default: return;
  }
}

/// Line ends of a piece of text that does not end inside one: notes which there are, and makes them \n if that is wanted.
StrObj* translateNewlines(TextObj* f, StrObj* text) {
  bool hasCr = false;
  if (text->kind == 1) hasCr = memchr(text->data, '\r', static_cast<size_t>(text->length)) != nullptr;
  else
    for (int64_t i = 0; i < text->length && !hasCr; ++i) hasCr = charAt(text, i) == '\r';
  if (!hasCr) {
    if (f->seenNewlines & kSeenLf) return text;
    for (int64_t i = 0; i < text->length; ++i)
      if (charAt(text, i) == '\n') {
        f->seenNewlines |= kSeenLf;
        break;
      }
    return text;
  }
  StrBuilder out;
  int64_t from = 0;
  for (int64_t i = 0; i < text->length; ++i) {
    const uint32_t c = charAt(text, i);
    if (c == '\n') f->seenNewlines |= kSeenLf;
    if (c != '\r') continue;
    const bool pair = i + 1 < text->length && charAt(text, i + 1) == '\n';
    f->seenNewlines |= pair ? kSeenCrLf : kSeenCr;
    if (f->newline == kUniversal) {
      out.append(text, from, i);
      out.append(uint32_t{'\n'});
      from = i + 1 + pair;
    }
    i += pair;
  }
  if (f->newline != kUniversal) return text;
  out.append(text, from, text->length);
  return out.finish();
}

bool isCrAtEnd(Codec codec, const uint8_t* data, int64_t n) {
  const int unit = unitOf(codec);
  if (n < unit) return false;
  const bool big = codec == Codec::Utf16Be || codec == Codec::Utf32Be;
  for (int i = 0; i < unit; ++i)
    if (data[n - unit + i] != (i == (big ? unit - 1 : 0) ? '\r' : 0)) return false;
  return true;
}

/// Decodes n bytes, fewer by what has to be carried over (*rest) unless they are the last ones.
StrObj* decode(TextObj* f, const uint8_t* data, int64_t n, bool isLast, int64_t* rest) {
  *rest = isLast ? 0 : incomplete(codecIn(f), data, n);
  const bool universal = f->newline == kUniversal || f->newline == kUntranslated;
  if (!isLast && universal && isCrAtEnd(codecIn(f), data, n - *rest)) *rest += unitOf(codecIn(f));
  const int64_t whole = n - *rest;
  if (whole == 0) return emptyStr();
  StrObj* text = nullptr;
  bool isAscii = codecIn(f) == Codec::Utf8 || codecIn(f) == Codec::Ascii || codecIn(f) == Codec::Latin1;
  if (isAscii) {
    uint8_t all = 0;
    for (int64_t i = 0; i < whole; ++i) all |= data[i];
    isAscii = all < 128;
  }
  if (isAscii) {
    text = newStrOfKind(whole, 1);
    memcpy(text->data, data, static_cast<size_t>(whole));
    text->ascii = 1;
  } else {
    text = as<StrObj>(decodeBytes(data, whole, f->codecName, f->errorsName, none()));
    if (!text) return nullptr;
  }
  if (!f->hasDecoded) settleOrder(f, data, whole);
  f->hasDecoded = 1;
  return universal ? translateNewlines(f, text) : text;
}

/// Reads and decodes the next chunk. 1, 0 at the end, -1 raised.
int fill(TextObj* f) {
  const uint8_t* data;
  int64_t n;
  Value holder = 0;
  if (f->binary) {
    n = bufferedTake(f->binary, kChunkBytes, &data);
    if (n < 0) return -1;
  } else {
    Value method = getAttrOrEnd(f->buffer, TRV_STR("read1"));
    if (method == kEnd) method = getAttr(f->buffer, TRV_STR("read"));
    if (!method || !(holder = callWith(method, fromSmallInt(kChunkBytes)))) return -1;
    if (!bufferOf(holder, &data, &n))
      return raiseInt(hasPending() ? 0 : raise(&trv_exc_TypeError, "underlying read1() should have returned a bytes-like object, not '%T'", holder));
  }
  const bool isLast = n == 0;
  const int64_t all = f->carried + n;
  auto* chunk = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(all) + 1));
  if (f->carried) memcpy(chunk, f->chunk + f->chunkBytes, static_cast<size_t>(f->carried));
  if (n) memcpy(chunk + f->carried, data, static_cast<size_t>(n));
  int64_t rest;
  StrObj* text = decode(f, chunk, all, isLast, &rest);
  if (!text) {
    forgetDecoded(f);
    return -1;
  }
  f->decoded = text;
  f->decodedAt = 0;
  f->chunk = chunk;
  f->chunkBytes = all - rest;
  f->carried = rest;
  return isLast && text->length == 0 ? 0 : 1;
}

/// The next n characters of what is decoded.
StrObj* take(TextObj* f, int64_t n) {
  const int64_t from = f->decodedAt;
  f->decodedAt += n;
  if (from == 0 && n == f->decoded->length) return f->decoded;
  return strSubstring(f->decoded, from, from + n);
}

int writePending(TextObj* f) {
  const int64_t n = f->pendingCount;
  if (n == 0) return 0;
  f->pendingCount = 0;
  if (f->binary) {
    if (!bufferedIsOpen(f->binary)) return raiseInt(raise(&trv_exc_ValueError, "write to closed file"));
    return bufferedWrite(f->binary, f->pending, n);
  }
  return streamCall(f->buffer, TRV_STR("write"), newBytes(f->pending, n)) ? 0 : -1;
}

// ---- reading

Value readAll(TextObj* f) {
  Value bytes;
  if (f->binary) bytes = bufferedReadAll(f->binary);
  else bytes = streamCall(f->buffer, TRV_STR("read"));
  if (!bytes) return 0;
  if (bytes == none()) bytes = newBytes(nullptr, 0);
  const uint8_t* data;
  int64_t n;
  if (!bufferOf(bytes, &data, &n)) return hasPending() ? 0 : raise(&trv_exc_TypeError, "decoder should return a string result, not '%T'", bytes);
  if (f->carried) {
    auto* joined = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(f->carried + n)));
    memcpy(joined, f->chunk + f->chunkBytes, static_cast<size_t>(f->carried));
    memcpy(joined + f->carried, data, static_cast<size_t>(n));
    data = joined;
    n += f->carried;
  }
  StrObj* ahead = unread(f) ? take(f, unread(f)) : nullptr;
  int64_t rest;
  StrObj* text = decode(f, data, n, true, &rest);
  forgetDecoded(f);
  if (!text) return 0;
  return toValue(ahead ? strConcat(ahead, text) : text);
}

Value read(Value self, const Value* args, int64_t nargs) {
  TextObj* f = textOf(self);
  int64_t wanted;
  if (!checkReady(f) || !sizeArgument(args, nargs, &wanted) || !checkReadable(f) || writePending(f) < 0) return 0;
  if (wanted < 0) return readAll(f);
  StrBuilder out;
  int64_t got = 0;
  while (got < wanted) {
    if (unread(f) == 0) {
      const int more = fill(f);
      if (more < 0) return 0;
      if (more == 0) break;
      continue;
    }
    const int64_t n = unread(f) < wanted - got ? unread(f) : wanted - got;
    if (got == 0 && n == wanted) return toValue(take(f, n));
    out.append(take(f, n));
    got += n;
  }
  return toValue(out.finish());
}

/// End of the line that begins at `from`, or -1. `*scanned` of the text needs no second look.
int64_t lineEnd(const TextObj* f, const StrObj* text, int64_t from) {
  if (f->newline == kUniversal || f->newline == kLf) {
    if (text->kind == 1) {
      const void* at = memchr(text->data + from, '\n', static_cast<size_t>(text->length - from));
      return at ? static_cast<const uint8_t*>(at) - text->data + 1 : -1;
    }
    for (int64_t i = from; i < text->length; ++i)
      if (charAt(text, i) == '\n') return i + 1;
    return -1;
  }
  for (int64_t i = from; i < text->length; ++i) {
    const uint32_t c = charAt(text, i);
    if (f->newline == kUntranslated) {
      if (c == '\n') return i + 1;
      if (c == '\r') return i + 1 < text->length && charAt(text, i + 1) == '\n' ? i + 2 : i + 1;
    } else if (f->newline == kCr ? c == '\r' : c == '\n' && i > from && charAt(text, i - 1) == '\r') {
      return i + 1;
    }
  }
  return -1;
}

}  // namespace

Value fileReadLine(TextObj* f, int64_t limit) {
  if (f->pendingCount && writePending(f) < 0) return 0;
  StrBuilder out;
  bool isSplit = false, endsWithCr = false;
  int64_t length = 0;
  for (;;) {
    if (unread(f) == 0) {
      const int more = fill(f);
      if (more < 0) return 0;
      if (more == 0) return toValue(isSplit ? out.finish() : emptyStr());
      if (unread(f) == 0) continue;
    }
    int64_t end = lineEnd(f, f->decoded, f->decodedAt);
    if (endsWithCr && charAt(f->decoded, f->decodedAt) == '\n') end = f->decodedAt + 1;
    int64_t n = (end < 0 ? f->decoded->length : end) - f->decodedAt;
    bool isDone = end >= 0;
    if (limit >= 0 && length + n >= limit) {
      n = limit - length;
      isDone = true;
    }
    if (isDone && !isSplit) return toValue(take(f, n));
    StrObj* part = take(f, n);
    out.append(part);
    length += n;
    isSplit = true;
    if (isDone) return toValue(out.finish());
    endsWithCr = f->newline == kCrLf && charAt(part, part->length - 1) == '\r';
  }
}

namespace {

Value readLine(Value self, const Value* args, int64_t nargs) {
  TextObj* f = textOf(self);
  int64_t limit = -1;
  if (!checkReady(f) || (nargs > 0 && indexValue(args[0], &limit) < 0) || !checkReadable(f)) return 0;
  return fileReadLine(f, limit);
}

Value nextSlot(Value self) {
  TextObj* f = textOf(self);
  if (!checkReady(f)) return 0;
  f->isTelling = 0;
  if (!isExact(self, &trv_class_text_file)) {
    const Value line = streamCall(self, TRV_STR("readline"));
    if (!line) return 0;
    if (!isStr(line)) return raise(&trv_exc_OSError, "readline() should have returned a str object, not '%T'", line);
    if (as<StrObj>(line)->length) return line;
    f->isTelling = 1;
    return kEnd;
  }
  if (!checkReadable(f)) return 0;
  const Value line = fileReadLine(f, -1);
  if (!line || as<StrObj>(line)->length) return line;
  f->isTelling = 1;
  return kEnd;
}

// ---- writing

const char* lineEndOf(const TextObj* f) { return f->newline == kCr ? "\r" : f->newline == kCrLf ? "\r\n" : nullptr; }

StrObj* withLineEnds(StrObj* text, const char* end) {
  StrBuilder out;
  int64_t from = 0;
  for (int64_t i = 0; i < text->length; ++i) {
    if (charAt(text, i) != '\n') continue;
    out.append(text, from, i);
    out.append(end);
    from = i + 1;
  }
  out.append(text, from, text->length);
  return out.finish();
}

bool hasChar(const StrObj* text, char c) {
  if (text->kind == 1) return memchr(text->data, c, static_cast<size_t>(text->length)) != nullptr;
  for (int64_t i = 0; i < text->length; ++i)
    if (charAt(text, i) == static_cast<uint8_t>(c)) return true;
  return false;
}

/// The encoding without its byte order mark, for all but the first text.
const char* unmarkedName(const TextObj* f) {
  switch (codecIn(f)) {
    case Codec::Utf8Sig: return "utf-8";
    case Codec::Utf16: return "utf-16-le";
    case Codec::Utf32: return "utf-32-le";
    default: return f->codecName;
  }
}

int addPending(TextObj* f, const uint8_t* data, int64_t n) {
  if (f->pendingCount + n > f->pendingCapacity) {
    int64_t capacity = f->pendingCapacity ? f->pendingCapacity * 2 : 512;
    while (capacity < f->pendingCount + n) capacity *= 2;
    auto* grown = static_cast<uint8_t*>(gcAllocLeaf(static_cast<size_t>(capacity)));
    if (!grown) return -1;
    if (f->pendingCount) memcpy(grown, f->pending, static_cast<size_t>(f->pendingCount));
    f->pending = grown;
    f->pendingCapacity = capacity;
  }
  memcpy(f->pending + f->pendingCount, data, static_cast<size_t>(n));
  f->pendingCount += n;
  return 0;
}

}  // namespace

int fileWriteStr(TextObj* f, StrObj* text) {
  const char* end = lineEndOf(f);
  const bool needsFlush = f->lineBuffering && (hasChar(text, '\n') || hasChar(text, '\r'));
  if (end && hasChar(text, '\n')) text = withLineEnds(text, end);
  const uint8_t* data;
  int64_t n;
  if (text->ascii && (codecIn(f) == Codec::Utf8 || codecIn(f) == Codec::Ascii || codecIn(f) == Codec::Latin1)) {
    data = text->data;
    n = text->length;
  } else if (codecIn(f) == Codec::Utf8 && !hasSurrogates(text)) {
    data = reinterpret_cast<const uint8_t*>(utf8Of(text, &n));
  } else {
    const Value bytes = encodeStr(text, f->hasEncoded ? unmarkedName(f) : f->codecName, f->errorsName);
    if (!bytes) return -1;
    data = as<BytesObj>(bytes)->data;
    n = as<BytesObj>(bytes)->length;
    f->hasEncoded = 1;
  }
  if (f->pendingCount + n > kChunkBytes && writePending(f) < 0) return -1;
  if (n >= kChunkBytes && f->binary) {
    if (!bufferedIsOpen(f->binary)) return raiseInt(raise(&trv_exc_ValueError, "write to closed file"));
    if (bufferedWrite(f->binary, data, n) < 0) return -1;
  } else if (addPending(f, data, n) < 0) {
    return -1;
  }
  if ((f->pendingCount >= kChunkBytes || needsFlush || f->writeThrough) && writePending(f) < 0) return -1;
  if (needsFlush) {
    if (f->binary ? bufferedFlush(f->binary) < 0 : !streamCall(f->buffer, TRV_STR("flush"))) return -1;
  }
  if (f->decoded || f->carried) forgetDecoded(f);
  return 0;
}

int fileFlush(TextObj* f) {
  if (!f->buffer) return 0;
  if (writePending(f) < 0) return -1;
  if (f->binary) return bufferedFlush(f->binary);
  return streamCall(f->buffer, TRV_STR("flush")) ? 0 : -1;
}

bool fileIsClosed(TextObj* f) { return !f->buffer || isClosed(f) != 0; }

int flushTextFiles(bool* standardOutput) {
  int status = 0;
  for (TextObj* f = chain; f; f = revealed(f->next)) {
    if (!f->buffer || !f->pendingCount || isClosed(f) != 0) continue;
    if (writePending(f) == 0) continue;
    status = -1;
    if (f == gStdout) *standardOutput = true;
    clearPending();
  }
  return status;
}

int fileWriteChecked(TextObj* f, StrObj* text) { return checkWritable(f) ? fileWriteStr(f, text) : -1; }

namespace {

Value write(Value self, const Value* args, int64_t) {
  TextObj* f = textOf(self);
  if (!checkReady(f)) return 0;
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "write() argument must be str, not %T", args[0]);
  if (!checkWritable(f)) return 0;
  return fileWriteStr(f, as<StrObj>(args[0])) < 0 ? 0 : newInt(as<StrObj>(args[0])->length);
}

Value flush(Value self, const Value*, int64_t) {
  TextObj* f = textOf(self);
  if (!checkOpen(f)) return 0;
  f->isTelling = 1;
  return fileFlush(f) < 0 ? 0 : none();
}

// ---- position

int64_t bufferTell(TextObj* f) {
  const Value at = streamCall(f->buffer, TRV_STR("tell"));
  int64_t position;
  return !at || toInt64(at, &position) < 0 ? -1 : position;
}

int64_t bytesOf(Codec codec, const TextObj* f, uint32_t c) {
  switch (codec) {
    case Codec::Utf8: case Codec::Utf8Sig:
      if (c - 0xdc80 < 0x80 && f->errorsName && strcmp(f->errorsName, "surrogateescape") == 0) return 1;
      return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    case Codec::Utf16: case Codec::Utf16Le: case Codec::Utf16Be: return c > 0xffff ? 4 : 2;
    default: return unitOf(codec);
  }
}

/// Bytes of the chunk behind the characters that were handed out. Decodes the chunk again, without touching its line ends.
int64_t unreadBytes(TextObj* f) {
  if (!f->decoded || f->decodedAt == f->decoded->length) return f->carried;
  const bool plain = f->decoded->length == f->chunkBytes;  // one byte for each character
  if (plain) return f->chunkBytes - f->decodedAt + f->carried;
  auto* text = as<StrObj>(decodeBytes(f->chunk, f->chunkBytes, f->codecName, f->errorsName, none()));
  if (!text) {
    clearPending();
    return f->carried;
  }
  int64_t bytes = 0, count = 0;
  for (int64_t i = text->length; i-- > 0;) {  // from the end: a byte order mark at the front does not disturb
    if (count == f->decoded->length - f->decodedAt) break;
    bytes += bytesOf(codecIn(f), f, charAt(text, i));
    if (f->newline == kUniversal && charAt(text, i) == '\n' && i > 0 && charAt(text, i - 1) == '\r') {
      bytes += unitOf(codecIn(f));
      --i;
    }
    ++count;
  }
  return bytes + f->carried;
}

bool checkSeekable(TextObj* f) {
  const Value able = streamCall(f->buffer, TRV_STR("seekable"));
  const int t = able ? truth(able) : -1;
  if (t == 0) unsupportedOperation("underlying stream is not seekable");
  return t > 0;
}

Value tell(Value self, const Value*, int64_t) {
  TextObj* f = textOf(self);
  if (!checkOpen(f) || !checkSeekable(f)) return 0;
  if (!f->isTelling) return raise(&trv_exc_OSError, "telling position disabled by next() call");
  if (fileFlush(f) < 0) return 0;
  const int64_t at = bufferTell(f);
  return at < 0 ? 0 : newInt(at - unreadBytes(f));
}

/// The decoder and the encoder are as at the start of the stream, or in the middle of it.
void resetCodec(TextObj* f, bool atStart) {
  const char* name = utf8Of(f->encoding);
  const bool isMarked = codecOf(name, true) != codecIn(f);
  if (atStart || !f->hasDecoded) {
    f->codec = static_cast<uint8_t>(codecOf(name, true));
    f->codecName = name;
  }
  f->hasDecoded = !atStart && isMarked;
  f->hasEncoded = !atStart;
}

Value seek(Value self, const Value* args, int64_t nargs) {
  TextObj* f = textOf(self);
  if (!checkOpen(f)) return 0;
  int64_t whence = 0;
  if (nargs > 1 && indexValue(args[1], &whence) < 0) return 0;
  Value cookie = args[0];
  if (!checkSeekable(f)) return 0;
  const int isZero = equals(cookie, fromSmallInt(0));
  if (isZero < 0) return 0;
  if (whence == 1) {
    if (!isZero) return unsupportedOperation("can't do nonzero cur-relative seeks");
    cookie = streamCall(self, TRV_STR("tell"));
    if (!cookie) return 0;
  } else if (whence == 2) {
    if (!isZero) return unsupportedOperation("can't do nonzero end-relative seeks");
    if (fileFlush(f) < 0) return 0;
    forgetDecoded(f);
    const Value end[] = {fromSmallInt(0), fromSmallInt(2)};
    const Value at = callMethod(f->buffer, TRV_STR("seek"), end, 2);
    if (!at) return 0;
    resetCodec(f, at == fromSmallInt(0));
    return at;
  } else if (whence != 0) {
    return raise(&trv_exc_ValueError, "invalid whence (%lld, should be 0, 1 or 2)", static_cast<long long>(whence));
  }
  const int negative = compareBool(cookie, fromSmallInt(0), CompareOp::Lt);
  if (negative < 0) return 0;
  if (negative) return raise(&trv_exc_ValueError, "negative seek position %R", cookie);
  if (fileFlush(f) < 0) return 0;
  if (!streamCall(f->buffer, TRV_STR("seek"), cookie)) return 0;
  forgetDecoded(f);
  f->isTelling = 1;
  resetCodec(f, cookie == fromSmallInt(0));
  return cookie;
}

Value truncate(Value self, const Value* args, int64_t nargs) {
  TextObj* f = textOf(self);
  if (!checkOpen(f) || fileFlush(f) < 0) return 0;
  Value size = nargs > 0 ? args[0] : none();
  // The buffer stands behind what was read ahead.
  if (size == none() && (unread(f) || f->carried) && !(size = tell(self, nullptr, 0))) return 0;
  return streamCall(f->buffer, TRV_STR("truncate"), size);
}

// ---- the rest

Value close(Value self, const Value*, int64_t) {
  TextObj* f = textOf(self);
  if (!checkReady(f)) return 0;
  const int closed = isClosed(f);
  if (closed) return closed < 0 ? 0 : none();
  const Value flushed = isExact(self, &trv_class_text_file) ? flush(self, nullptr, 0) : streamCall(self, TRV_STR("flush"));
  const Value failure = flushed ? 0 : takePending();
  unlink(f);
  forgetDecoded(f);
  const Value done = streamCall(f->buffer, TRV_STR("close"));
  return failure ? raiseObject(failure) : done;
}

Value detach(Value self, const Value*, int64_t) {
  TextObj* f = textOf(self);
  if (!checkReady(f) || !streamCall(self, TRV_STR("flush"))) return 0;
  const Value buffer = f->buffer;
  unlink(f);
  f->buffer = 0;
  f->binary = nullptr;
  forgetDecoded(f);
  return buffer;
}

template <const char* const& name> Value delegate(Value self, const Value*, int64_t) {
  return checkReady(textOf(self)) ? streamCall(textOf(self)->buffer, intern(name)) : 0;
}
const char* const kSeekable = "seekable";
const char* const kReadable = "readable";
const char* const kWritable = "writable";
const char* const kFileno = "fileno";
const char* const kIsatty = "isatty";

template <const char* const& name> Value delegateAttr(Value self) {
  return checkReady(textOf(self)) ? getAttr(textOf(self)->buffer, intern(name)) : 0;
}
const char* const kName = "name";
const char* const kClosed = "closed";
Value getBuffer(Value self) { return textOf(self)->buffer ? textOf(self)->buffer : checkReady(textOf(self)) ? 0 : 0; }
Value getEncoding(Value self) { return textOf(self)->encoding ? toValue(textOf(self)->encoding) : raiseNoAttribute(self, TRV_STR("encoding")); }
Value getErrors(Value self) { return textOf(self)->errors ? toValue(textOf(self)->errors) : raiseNoAttribute(self, TRV_STR("errors")); }
Value getLineBuffering(Value self) { return fromBool(textOf(self)->lineBuffering); }
Value getWriteThrough(Value self) { return fromBool(textOf(self)->writeThrough); }
Value getChunkSize(Value self) { return checkReady(textOf(self)) ? fromSmallInt(kChunkBytes) : 0; }
int setChunkSize(Value, Value) { return 0; }

Value getNewlines(Value self) {
  if (!checkReady(textOf(self))) return 0;
  const uint8_t seen = textOf(self)->seenNewlines;
  Value found[3];
  int count = 0;
  if (seen & kSeenCr) found[count++] = toValue(TRV_STR("\r"));
  if (seen & kSeenLf) found[count++] = toValue(TRV_STR("\n"));
  if (seen & kSeenCrLf) found[count++] = toValue(TRV_STR("\r\n"));
  return count == 0 ? none() : count == 1 ? found[0] : toValue(tupleOf(found, count));
}

Value reprSlot(Value self) {
  TextObj* f = textOf(self);
  if (!f->encoding) return raise(&trv_exc_ValueError, "I/O operation on uninitialized object");
  StrBuilder out;
  out.append("<");
  out.append(qualifiedName(classOf(self), false));
  for (StrObj* attribute : {TRV_STR("name"), TRV_STR("mode")}) {
    const Value value = f->buffer || attribute != TRV_STR("name") ? getAttrOrEnd(self, attribute) : kEnd;
    if (!value && !pendingIs(&trv_exc_ValueError)) return 0;
    if (!value) clearPending();
    if (!value || value == kEnd) continue;
    const Value shown = repr(value);
    if (!shown) return 0;
    out.append(" ");
    out.append(attribute);
    out.append("=");
    out.append(as<StrObj>(shown));
  }
  out.append(strFormat(" encoding=%R>", toValue(f->encoding)));
  return toValue(out.finish());
}

bool isOptionalText(const char* function, const char* name, Value v) {
  if (!v || v == none() || isStr(v)) return true;
  raise(&trv_exc_TypeError, "%s() argument '%s' must be str or None, not %U", function, name, argumentKind(v));
  return false;
}

int setNewline(TextObj* f, Value newline) {
  if (!newline || newline == none()) {
    f->newline = kUniversal;
    return 0;
  }
  auto* text = as<StrObj>(newline);
  if (text->length == 0) f->newline = kUntranslated;
  else if (strEquals(text, "\n")) f->newline = kLf;
  else if (strEquals(text, "\r")) f->newline = kCr;
  else if (strEquals(text, "\r\n")) f->newline = kCrLf;
  else return raiseInt(raise(&trv_exc_ValueError, "illegal newline value: %U", text));
  return 0;
}

int setEncoding(TextObj* f, StrObj* encoding, StrObj* errors) {
  const char* name = utf8Of(encoding);
  const Codec codec = codecOf(name, true);
  if (codec == Codec::Unknown) {
    // The text that names the function to use instead is the one of files.
    const Value e = takePending();
    const Value text = str(e);
    const char* message = text ? utf8Of(as<StrObj>(text)) : "";
    return raiseInt(strstr(message, "not a text") ? raise(&trv_exc_LookupError, "'%s' is not a text encoding; use codecs.open() to handle arbitrary codecs", name)
                                                  : raiseObject(e));
  }
  f->encoding = encoding;
  f->errors = errors;
  f->codec = static_cast<uint8_t>(codec);
  f->codecName = name;
  f->errorsName = strEquals(errors, "strict") ? nullptr : utf8Of(errors);
  f->hasDecoded = 0;
  return 0;
}

const char* localeName() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* value = getenv(name);
    if (value && *value) return value;
  }
  return "C";
}

/// What open() uses when the program names no encoding: UTF-8, spelt as the locale spells it.
StrObj* defaultEncoding() {
  const char *mode = getenv("PYTHONUTF8"), *locale = localeName();
  const bool isPlain = (mode && strcmp(mode, "1") == 0) || strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
  return isPlain ? TRV_STR("utf-8") : TRV_STR("UTF-8");
}

Value createSlot(ClassObj* cls, const Value*, int64_t, Value) { return toValue(allocInstance(cls)); }

int init(TextObj* f, Value buffer, Value encoding, Value errors, Value newline, bool lineBuffering, bool writeThrough) {
  f->buffer = 0;
  f->encoding = nullptr;
  if (setNewline(f, newline) < 0) return -1;
  StrObj* encodingText = !encoding || encoding == none() ? defaultEncoding() : as<StrObj>(encoding);
  if (strEquals(encodingText, "locale")) encodingText = defaultEncoding();
  StrObj* errorsText = !errors || errors == none() ? TRV_STR("strict") : as<StrObj>(errors);
  if (setEncoding(f, encodingText, errorsText) < 0) return -1;
  const ClassObj* cls = classOf(buffer);
  const bool isPlain = cls == &trv_class_buffered_reader || cls == &trv_class_buffered_writer || cls == &trv_class_buffered_random;
  f->binary = isPlain && as<BufferedObj>(buffer)->raw ? as<BufferedObj>(buffer) : nullptr;
  f->lineBuffering = lineBuffering;
  f->writeThrough = writeThrough;
  f->isTelling = 1;
  f->seenNewlines = 0;
  f->pendingCount = 0;
  forgetDecoded(f);
  f->hasEncoded = 0;
  if (!f->binary || !f->binary->file) {
    // What any stream must be able to answer.
    if (!streamCall(buffer, TRV_STR("readable"))) return -1;
    const Value seekable = streamCall(buffer, TRV_STR("seekable")), writable = seekable ? streamCall(buffer, TRV_STR("writable")) : 0;
    if (!writable) return -1;
    const int able = truth(seekable), writes = truth(writable);
    if (able < 0 || writes < 0) return -1;
    if (able && writes) {
      const Value at = streamCall(buffer, TRV_STR("tell"));
      if (!at) return -1;
      f->hasEncoded = at != fromSmallInt(0);
    }
  } else if (f->binary->writable && codecIn(f) != Codec::Utf8) {
    const Value seekable = streamCall(buffer, TRV_STR("seekable"));
    if (!seekable) return -1;
    if (seekable == fromBool(true)) {
      const Value at = streamCall(buffer, TRV_STR("tell"));
      if (!at) return -1;
      f->hasEncoded = at != fromSmallInt(0);
    }
  }
  f->buffer = buffer;
  link(f);
  return 0;
}

int initSlot(Value self, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"buffer", "encoding", "errors", "newline", "line_buffering", "write_through"};
  Value bound[6];
  if (!bindArgs("TextIOWrapper", names, 6, 0, 1, args, nargs, kwnames, bound)) return -1;
  for (int i = 1; i <= 3; ++i)
    if (!isOptionalText("TextIOWrapper", names[i], bound[i])) return -1;
  const int lines = bound[4] ? truth(bound[4]) : 0, through = bound[5] ? truth(bound[5]) : 0;
  if (lines < 0 || through < 0) return -1;
  return init(textOf(self), bound[0], bound[1], bound[2], bound[3], lines != 0, through != 0);
}

Value reconfigure(Value self, const Value* args, int64_t) {
  TextObj* f = textOf(self);
  static const char* const names[] = {"encoding", "errors", "newline"};
  for (int i = 0; i < 3; ++i)
    if (!isOptionalText("reconfigure", names[i], args[i])) return 0;
  if (!checkReady(f)) return 0;
  const bool changes = (args[0] && args[0] != none()) || (args[1] && args[1] != none()) || args[2];
  if (f->decoded && changes)
    return unsupportedOperation("It is not possible to set the encoding or newline of stream after the first read");
  int lines = f->lineBuffering, through = f->writeThrough;
  if (args[3] && args[3] != none() && (lines = truth(args[3])) < 0) return 0;
  if (args[4] && args[4] != none() && (through = truth(args[4])) < 0) return 0;
  if (!streamCall(self, TRV_STR("flush"))) return 0;
  if (args[2] && setNewline(f, args[2]) < 0) return 0;
  if ((args[0] && args[0] != none()) || (args[1] && args[1] != none())) {
    StrObj* errors = args[1] && args[1] != none() ? as<StrObj>(args[1]) : args[0] && args[0] != none() ? TRV_STR("strict") : f->errors;
    if (setEncoding(f, args[0] && args[0] != none() ? as<StrObj>(args[0]) : f->encoding, errors) < 0) return 0;
  }
  f->lineBuffering = lines != 0;
  f->writeThrough = through != 0;
  return none();
}

const NativeDef kMethods[] = {
    {"read", read, ArgKind::Positional, 0, 1},
    {"readline", readLine, ArgKind::Positional, 0, 1},
    {"write", write, ArgKind::One},
    {"flush", flush, ArgKind::None},
    {"close", close, ArgKind::None},
    {"seek", seek, ArgKind::Positional, 1, 2},
    {"tell", tell, ArgKind::None},
    {"truncate", truncate, ArgKind::Positional, 0, 1},
    {"detach", detach, ArgKind::None},
    {"reconfigure", reconfigure, ArgKind::Named, 0, -1, "*, encoding=, errors=, newline=, line_buffering=, write_through="},
    {"fileno", delegate<kFileno>, ArgKind::None},
    {"isatty", delegate<kIsatty>, ArgKind::None},
    {"readable", delegate<kReadable>, ArgKind::None},
    {"writable", delegate<kWritable>, ArgKind::None},
    {"seekable", delegate<kSeekable>, ArgKind::None},
    {nullptr, nullptr},
};
const GetSetDef kAttributes[] = {
    {"name", delegateAttr<kName>, nullptr},
    {"closed", delegateAttr<kClosed>, nullptr},
    {"encoding", getEncoding, nullptr},
    {"errors", getErrors, nullptr},
    {"line_buffering", getLineBuffering, nullptr},
    {"write_through", getWriteThrough, nullptr},
    {"newlines", getNewlines, nullptr},
    {"buffer", getBuffer, nullptr},
    {"_CHUNK_SIZE", getChunkSize, setChunkSize},
    {nullptr, nullptr, nullptr},
};

}  // namespace

bool isPlainLocale() {
  const char* locale = localeName();
  return strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0 || strcmp(locale, "C.UTF-8") == 0 || strcmp(locale, "C.utf8") == 0;
}

Value newText(Value buffer, Value encoding, Value errors, Value newline, bool lineBuffering) {
  const Value f = createSlot(&trv_class_text_file, nullptr, 0, 0);
  return init(textOf(f), buffer, encoding, errors, newline, lineBuffering, false) < 0 ? 0 : f;
}

void readyTextClass() {
  ClassObj& cls = trv_class_text_file;
  cls.slots.repr = reprSlot;
  cls.slots.next = nextSlot;
  cls.slots.create = createSlot;
  cls.slots.init = initSlot;
  readyClass({&cls, "TextIOWrapper", &textIoBaseClass, sizeof(TextObj), kBaseType | kHasDict, kMethods, kAttributes,
              "Character and line based layer over a BufferedIOBase object, buffer.", nullptr, "_io"});
  gcAddWeakHook(closeForgotten);
}

}  // namespace trivium::runtime
