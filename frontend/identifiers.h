// The table of interned identifiers: one address per text, so that names are compared and hashed as pointers.
#pragma once

#include "frontend/ast.h"

#include <string_view>
#include <vector>

namespace trivium::frontend {

/// Owns the identifiers of a program. Knows the keywords from the start.
class IdentifierTable {
public:
  IdentifierTable();

  /// The identifier with this text, made if it is new.
  Identifier intern(std::string_view text);

private:
  Identifier insert(std::string_view text, uint32_t hash, uint8_t keyword);
  void grow();

  support::Arena arena_;
  std::vector<Identifier> slots_;
  size_t count_ = 0;
};

} // namespace trivium::frontend
