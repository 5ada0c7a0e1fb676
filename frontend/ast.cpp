// The names of the nodes.
#include "frontend/ast.h"

namespace trivium::frontend::ast {

const char *nodeName(NodeKind kind) {
  static constexpr const char *kNames[] = {
#define TRV_AST_NODE(type, group, pythonName, ...) pythonName,
#include "frontend/ast.def"
  };
  return kNames[static_cast<size_t>(kind)];
}

} // namespace trivium::frontend::ast
