// The syntax tree of a program: plain structs in an arena, generated from ast.def. Node and field names are those of
// Python 3.11's `ast` module; every node knows its place in the source. The tree is built by the parser and read by
// scopes, inference and lowering; nobody changes it after parsing.
#pragma once

#include "support/arena.h"
#include "support/source.h"

#include <cassert>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

namespace trivium::frontend {

/// An interned identifier: equal texts have equal addresses, within one IdentifierTable. Text is NFKC-normalised UTF-8.
struct IdentifierText {
  std::string_view text;
  uint32_t hash;
  /// 0, or the number of the keyword with this text; see lexer.h.
  uint8_t keyword;
};
/// Compare with ==; null where an optional identifier is absent.
using Identifier = const IdentifierText *;

} // namespace trivium::frontend

namespace trivium::frontend::ast {

/// Binary operators of BinOp and AugAssign.
enum class Operator : uint8_t { Add, Sub, Mult, MatMult, Div, Mod, Pow, LShift, RShift, BitOr, BitXor, BitAnd, FloorDiv };
/// Operators of BoolOp.
enum class BoolOperator : uint8_t { And, Or };
/// Operators of UnaryOp.
enum class UnaryOperator : uint8_t { Invert, Not, UAdd, USub };
/// Operators of Compare.
enum class CompareOperator : uint8_t { Eq, NotEq, Lt, LtE, Gt, GtE, Is, IsNot, In, NotIn };
/// The operators of a chained comparison, one per comparator.
using CompareOperatorList = std::span<CompareOperator>;
/// Whether a target expression is read, written or deleted.
enum class ExprContext : uint8_t { Load, Store, Del };
/// What a Constant holds. BigInt is an int that does not fit 64 bits.
enum class ConstantKind : uint8_t { None, True, False, Ellipsis, Int, BigInt, Float, Complex, Str, Bytes };

/// The families of nodes: programs, statements, expressions, patterns, and parts of these.
enum class NodeGroup : uint8_t { Mod, Stmt, Expr, Pattern, Part };

/// Tag of a node, in the order of ast.def.
enum class NodeKind : uint8_t {
#define TRV_AST_NODE(type, group, pythonName, ...) type,
#include "frontend/ast.def"
};

/// Family of each kind.
constexpr NodeGroup groupOf(NodeKind kind) {
  constexpr NodeGroup kGroups[] = {
#define TRV_AST_NODE(type, group, pythonName, ...) NodeGroup::group,
#include "frontend/ast.def"
  };
  return kGroups[static_cast<size_t>(kind)];
}

/// The class name in Python's `ast` module.
const char *nodeName(NodeKind kind);

/// What all nodes have in common.
struct Node {
  NodeKind kind;
  support::SourceRange range;
};
/// Base of all programs.
struct ModNode : Node {
  static constexpr NodeGroup kGroup = NodeGroup::Mod;
};
/// Base of all statements.
struct StmtNode : Node {
  static constexpr NodeGroup kGroup = NodeGroup::Stmt;
};
/// Base of all expressions.
struct ExprNode : Node {
  static constexpr NodeGroup kGroup = NodeGroup::Expr;
  /// How many pairs of parentheses surround the expression; the parser needs it for a few rules and messages.
  uint8_t parentheses = 0;
};
/// Base of all patterns.
struct PatternNode : Node {
  static constexpr NodeGroup kGroup = NodeGroup::Pattern;
};
/// Base of the parts that are none of these, such as Arguments.
struct PartNode : Node {
  static constexpr NodeGroup kGroup = NodeGroup::Part;
};

#define TRV_AST_NODE(type, group, pythonName, ...) struct type;
#include "frontend/ast.def"

#define TRV_CHILD(T, name) T *name = nullptr;
#define TRV_OPTIONAL(T, name) T *name = nullptr;
#define TRV_LIST(T, name) std::span<T *> name;
#define TRV_OPTIONAL_LIST(T, name) std::span<T *> name;
#define TRV_IDENT(name) Identifier name = nullptr;
#define TRV_OPTIONAL_IDENT(name) Identifier name = nullptr;
#define TRV_IDENT_LIST(name) std::span<Identifier> name;
#define TRV_VALUE(T, name) T name{};
#define TRV_AST_SPECIAL(type, group, pythonName)
#define TRV_AST_NODE(type, group, pythonName, ...)                                                                     \
  /** A node of this kind; fields as in Python's `ast`. */                                                             \
  struct type : group##Node {                                                                                          \
    static constexpr NodeKind kKind = NodeKind::type;                                                                  \
    __VA_ARGS__                                                                                                        \
  };
#include "frontend/ast.def"

/// A literal. Which members count depends on valueKind:
/// Int: intValue; BigInt: text, either decimal digits or "0x" and hexadecimal digits, never negative;
/// Float: floatValue; Complex: floatValue is the imaginary part, the real part is 0;
/// Str: text is the decoded value in UTF-8, surrogates encoded as three bytes each (WTF-8), NUL allowed;
/// Bytes: text is the bytes.
struct Constant : ExprNode {
  static constexpr NodeKind kKind = NodeKind::Constant;
  ConstantKind valueKind = ConstantKind::None;
  /// The literal was written u'...'; only `ast.dump` cares.
  bool hasUPrefix = false;
  union {
    int64_t intValue = 0;
    double floatValue;
  };
  std::string_view text;
};

/// True if `node` (not null) is a T; T may be a base such as ExprNode.
template <typename T> bool isa(const Node *node) {
  if constexpr (requires { T::kKind; })
    return node->kind == T::kKind;
  else if constexpr (requires { T::kGroup; })
    return groupOf(node->kind) == T::kGroup;
  else
    return true;
}
/// The node as a T, which it must be.
template <typename T> T *as(Node *node) {
  assert(isa<T>(node) && "node is not of the requested kind");
  return static_cast<T *>(node);
}
template <typename T> const T *as(const Node *node) {
  assert(isa<T>(node) && "node is not of the requested kind");
  return static_cast<const T *>(node);
}
/// The node as a T, or null if it is something else or null.
template <typename T> T *dynAs(Node *node) { return node && isa<T>(node) ? static_cast<T *>(node) : nullptr; }
template <typename T> const T *dynAs(const Node *node) {
  return node && isa<T>(node) ? static_cast<const T *>(node) : nullptr;
}

/// Calls `function` with every direct child of a node of known type, in source order of fields; nulls are skipped.
#define TRV_CHILD(T, name) function(static_cast<Node *>(node->name));
#define TRV_OPTIONAL(T, name)                                                                                          \
  if (node->name)                                                                                                      \
    function(static_cast<Node *>(node->name));
#define TRV_LIST(T, name)                                                                                              \
  for (T *child : node->name)                                                                                          \
    function(static_cast<Node *>(child));
#define TRV_OPTIONAL_LIST(T, name)                                                                                     \
  for (T *child : node->name)                                                                                          \
    if (child)                                                                                                         \
      function(static_cast<Node *>(child));
#define TRV_AST_NODE(type, group, pythonName, ...)                                                                     \
  template <typename Function> void forEachChild([[maybe_unused]] const type *node,                                    \
                                                 [[maybe_unused]] Function &&function) {                               \
    __VA_ARGS__                                                                                                        \
  }
#include "frontend/ast.def"

/// Calls `function(T *)` with the node as its own type.
template <typename Function> decltype(auto) dispatch(Node *node, Function &&function) {
  switch (node->kind) {
#define TRV_AST_NODE(type, group, pythonName, ...)                                                                     \
  case NodeKind::type:                                                                                                 \
    return function(static_cast<type *>(node));
#include "frontend/ast.def"
  }
  __builtin_unreachable();
}

/// Base of passes over the tree. A pass defines `void visitIf(If *)` and the like for the kinds it cares about; the
/// default visits the children in field order. `Derived` hides what it overrides, so nothing is virtual.
template <typename Derived> class Visitor {
public:
  /// Visits a node, which must not be null.
  void visit(Node *node) {
    switch (node->kind) {
#define TRV_AST_NODE(type, group, pythonName, ...)                                                                     \
  case NodeKind::type:                                                                                                 \
    return derived().visit##type(static_cast<type *>(node));
#include "frontend/ast.def"
    }
  }
  /// Visits the direct children.
  template <typename T> void visitChildren(T *node) {
    forEachChild(node, [this](Node *child) { derived().visit(child); });
  }
  /// Visits each node of a list.
  template <typename T> void visitList(std::span<T *> nodes) {
    for (T *node : nodes)
      if (node)
        derived().visit(node);
  }

#define TRV_AST_NODE(type, group, pythonName, ...)                                                                     \
  void visit##type(type *node) { visitChildren(node); }
#include "frontend/ast.def"

private:
  Derived &derived() { return static_cast<Derived &>(*this); }
};

} // namespace trivium::frontend::ast
