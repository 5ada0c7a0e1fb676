// UTF-8 and the few Unicode properties that the language itself needs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace trivium::frontend {

/// Appends a code point in UTF-8; surrogates become three bytes (WTF-8).
void appendUtf8(std::string &out, uint32_t codePoint);
/// Decodes the character at `position` and moves past it. The text must be valid UTF-8 or WTF-8.
uint32_t decodeUtf8(std::string_view text, size_t &position);
/// Offset of the first byte that is not part of valid UTF-8, or npos.
size_t findInvalidUtf8(std::string_view text);
/// May start an identifier; ASCII included.
bool isIdentifierStart(uint32_t codePoint);
/// May continue an identifier; ASCII included.
bool isIdentifierContinue(uint32_t codePoint);
/// As `str.isprintable` decides.
bool isPrintable(uint32_t codePoint);
/// What codePointByName() returns for a name it does not know.
inline constexpr uint32_t kNoCodePoint = UINT32_MAX;
/// The character with this Unicode name, for `\N{...}`. Knows ASCII, Latin-1, Greek and a choice of common symbols.
uint32_t codePointByName(std::string_view name);
/// The NFKC form of valid UTF-8.
std::string normalizeNfkc(std::string_view text);

} // namespace trivium::frontend
