// What the files of the codecs share: which codec a name means, error handlers.
#pragma once
#include "runtime/detail/bytes.h"

namespace trivium::runtime {

enum class Codec : uint8_t {
  Utf8, Utf8Sig, Ascii, Latin1, Utf16, Utf16Le, Utf16Be, Utf32, Utf32Le, Utf32Be, Cp1252, Latin9, UnicodeEscape, RawUnicodeEscape, Unknown
};
/// The codec of a name (null = utf-8), whatever its case and punctuation. Unknown with LookupError pending.
Codec codecOf(const char* name, bool encoding);

enum class OnError : uint8_t { Strict, Ignore, Replace, BackslashReplace, XmlCharRef, SurrogateEscape, SurrogatePass, Unknown };
/// The handler of a name (null = strict). Names are looked at only once there is an error, as in CPython.
OnError handlerOf(const char* name);
/// LookupError for an unknown handler, TypeError for one that cannot decode. CPython goes through its registry for most codecs, which
/// adds "encoding with 'x' codec failed"; `encoding` is the name as given.
Value badHandler(const char* name, Codec codec, const char* encoding, bool encodes);

/// Characters of single-byte code pages that differ from Latin-1; 0 = undefined.
struct CodePageEntry {
  uint8_t byte;
  uint16_t point;
};
struct CodePage {
  const CodePageEntry* entries;
  int count;
};
CodePage codePageOf(Codec codec);

}  // namespace trivium::runtime
