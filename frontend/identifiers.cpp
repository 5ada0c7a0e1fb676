// Interning: open addressing over identifiers that live in an arena.
#include "frontend/identifiers.h"

#include "frontend/lexer.h"

namespace trivium::frontend {

static uint32_t hashText(std::string_view text) {
  uint32_t hash = 2166136261u;
  for (char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash ^ (hash >> 15);
}

IdentifierTable::IdentifierTable() : slots_(1024) {
#define TRV_KEYWORD(name, text) insert(text, hashText(text), static_cast<uint8_t>(TokenKind::name));
#include "frontend/token.def"
}

Identifier IdentifierTable::intern(std::string_view text) { return insert(text, hashText(text), 0); }

Identifier IdentifierTable::insert(std::string_view text, uint32_t hash, uint8_t keyword) {
  size_t mask = slots_.size() - 1;
  for (size_t i = hash & mask;; i = (i + 1) & mask) {
    Identifier slot = slots_[i];
    if (!slot) {
      auto *entry = arena_.make<IdentifierText>(IdentifierText{arena_.copy(text), hash, keyword});
      slots_[i] = entry;
      if (++count_ * 2 > slots_.size())
        grow();
      return entry;
    }
    if (slot->hash == hash && slot->text == text)
      return slot;
  }
}

void IdentifierTable::grow() {
  std::vector<Identifier> old(slots_.size() * 2);
  old.swap(slots_);
  size_t mask = slots_.size() - 1;
  for (Identifier entry : old) {
    if (!entry)
      continue;
    size_t i = entry->hash & mask;
    while (slots_[i])
      i = (i + 1) & mask;
    slots_[i] = entry;
  }
}

} // namespace trivium::frontend
