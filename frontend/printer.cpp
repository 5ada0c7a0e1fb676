// Tokens and trees as text. The tree's form is that of `ast.dump(tree, indent=2)`: a node whose fields are all simple and at
// most three stands on one line, a field that is None by default is left out, and values are written as repr() writes them.
#include "frontend/printer.h"

#include "frontend/loader.h"
#include "frontend/parser.h"
#include "frontend/unicode.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace trivium::frontend {

using namespace ast;

namespace {

void appendHex(std::string &out, const char *prefix, uint32_t code, int digits) {
  char number[16];
  std::snprintf(number, sizeof number, "%0*x", digits, code);
  out += prefix;
  out += number;
}

} // namespace

std::string quote(std::string_view text, bool isBytes) {
  char mark = text.find('\'') != std::string_view::npos && text.find('"') == std::string_view::npos ? '"' : '\'';
  std::string out(isBytes ? "b" : "");
  out += mark;
  for (size_t i = 0; i < text.size();) {
    size_t begin = i;
    uint32_t code = static_cast<unsigned char>(text[i]);
    if (isBytes || code < 0x80)
      ++i;
    else
      code = decodeUtf8(text, i);
    if (code == static_cast<uint32_t>(mark) || code == '\\') {
      out += '\\';
      out += static_cast<char>(code);
    } else if (code == '\n') {
      out += "\\n";
    } else if (code == '\r') {
      out += "\\r";
    } else if (code == '\t') {
      out += "\\t";
    } else if (code < 0x20 || code == 0x7F || (isBytes && code >= 0x80)) {
      appendHex(out, "\\x", code, 2);
    } else if (code < 0x80 || isPrintable(code)) {
      out += text.substr(begin, i - begin);
    } else if (code < 0x100) {
      appendHex(out, "\\x", code, 2);
    } else if (code < 0x10000) {
      appendHex(out, "\\u", code, 4);
    } else {
      appendHex(out, "\\U", code, 8);
    }
  }
  return out + mark;
}

namespace {

// repr() of a float: the shortest digits that read back as the same value, with an exponent below 1e-4 and from 1e16 on.
std::string formatFloat(double value, bool needsPoint) {
  if (std::isinf(value))
    return "inf";
  char digits[64];
  double size = std::fabs(value);
  bool hasExponent = size != 0 && (size < 1e-4 || size >= 1e16);
  auto [end, error] = std::to_chars(digits, digits + sizeof digits, value,
                                    hasExponent ? std::chars_format::scientific : std::chars_format::fixed);
  std::string text(digits, end);
  if (needsPoint && text.find_first_of(".e") == std::string::npos)
    text += ".0";
  return text;
}

// Hexadecimal digits to decimal ones: groups of nine decimal digits, least significant first.
std::string hexToDecimal(std::string_view digits) {
  constexpr uint64_t kGroup = 1'000'000'000;
  std::vector<uint32_t> groups{0};
  for (char c : digits) {
    uint64_t carry = static_cast<uint64_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    for (uint32_t &group : groups) {
      uint64_t value = group * uint64_t{16} + carry;
      group = static_cast<uint32_t>(value % kGroup);
      carry = value / kGroup;
    }
    if (carry)
      groups.push_back(static_cast<uint32_t>(carry));
  }
  std::string text = std::to_string(groups.back());
  for (size_t i = groups.size() - 1; i-- > 0;) {
    char number[16];
    std::snprintf(number, sizeof number, "%09u", groups[i]);
    text += number;
  }
  return text;
}

const char *constantName(ConstantKind kind) {
  switch (kind) {
  case ConstantKind::None:
    return "None";
  case ConstantKind::True:
    return "True";
  case ConstantKind::False:
    return "False";
  default:
    return "Ellipsis";
  }
}

} // namespace

std::string formatConstant(const Constant *node) {
  switch (node->valueKind) {
  case ConstantKind::Int:
    return std::to_string(node->intValue);
  case ConstantKind::BigInt:
    return node->text.starts_with("0x") ? hexToDecimal(node->text.substr(2)) : std::string(node->text);
  case ConstantKind::Float:
    return formatFloat(node->floatValue, /*needsPoint=*/true);
  case ConstantKind::Complex:
    return formatFloat(node->floatValue, /*needsPoint=*/false) + "j";
  case ConstantKind::Str:
    return quote(node->text, /*isBytes=*/false);
  case ConstantKind::Bytes:
    return quote(node->text, /*isBytes=*/true);
  default:
    return constantName(node->valueKind);
  }
}

namespace {

// Writes a tree. Whether a node goes on one line depends on how many fields are shown and whether each is simple, so the fields
// are first measured, then written; both look at the node itself and at most at the number of fields of its children.
class AstPrinter {
public:
  void write(Node *node, int level);
  std::string take() { return std::move(out_); }

private:
  // What decides the layout of a node.
  struct Shape {
    int count = 0;
    bool isSimple = true;
  };

  // With `countsOnly`, isSimple is not found out.
  static Shape measure(Node *node, bool countsOnly) {
    AstPrinter printer;
    printer.isMeasuring_ = true;
    printer.countsOnly_ = countsOnly;
    dispatch(node, [&](auto *typed) { printer.fields(typed, 0); });
    return printer.shape_;
  }
  // Begins a field. False when nothing is to be written.
  bool begin(const char *name, bool isSimple, int level) {
    ++shape_.count;
    shape_.isSimple &= isSimple;
    if (isMeasuring_)
      return false;
    if (isShort_)
      out_ += shape_.count > 1 ? ", " : "";
    else
      newLine(shape_.count > 1, level);
    out_ += name;
    out_ += '=';
    return true;
  }
  void newLine(bool hasComma, int level) {
    out_ += hasComma ? ",\n" : "\n";
    out_.append(static_cast<size_t>(level) * 2, ' ');
  }

  void value(const char *name, std::string_view text, int level) {
    if (begin(name, /*isSimple=*/true, level))
      out_ += text;
  }
  void nodeField(const char *name, Node *node, int level) {
    if (begin(name, countsOnly_ || measure(node, /*countsOnly=*/true).count == 0, level))
      writeInner(node, level);
  }
  template <typename T, typename Write> void listField(const char *name, std::span<T> items, int level, Write &&writeItem) {
    if (!begin(name, items.empty(), level))
      return;
    out_ += '[';
    for (size_t i = 0; i < items.size(); ++i) {
      newLine(i > 0, level + 1);
      writeItem(items[i]);
    }
    out_ += ']';
  }
  template <typename T> void nodesField(const char *name, std::span<T *> nodes, int level) {
    listField(name, nodes, level, [&](T *node) {
      if (node)
        writeInner(node, level + 1);
      else
        out_ += "None";
    });
  }
  void writeInner(Node *node, int level) {
    Shape outer = shape_;
    bool outerIsShort = isShort_;
    write(node, level);
    shape_ = outer;
    isShort_ = outerIsShort;
  }

  void valueField(const char *name, int number, int level) { value(name, std::to_string(number), level); }
  void valueField(const char *name, ConstantKind kind, int level) { value(name, constantName(kind), level); }
  void valueField(const char *name, ExprContext context, int level) {
    static constexpr const char *kNames[] = {"Load()", "Store()", "Del()"};
    value(name, kNames[static_cast<size_t>(context)], level);
  }
  void valueField(const char *name, Operator op, int level) {
    static constexpr const char *kNames[] = {"Add()",    "Sub()",    "Mult()",  "MatMult()", "Div()",    "Mod()",     "Pow()",
                                             "LShift()", "RShift()", "BitOr()", "BitXor()",  "BitAnd()", "FloorDiv()"};
    value(name, kNames[static_cast<size_t>(op)], level);
  }
  void valueField(const char *name, BoolOperator op, int level) {
    value(name, op == BoolOperator::And ? "And()" : "Or()", level);
  }
  void valueField(const char *name, UnaryOperator op, int level) {
    static constexpr const char *kNames[] = {"Invert()", "Not()", "UAdd()", "USub()"};
    value(name, kNames[static_cast<size_t>(op)], level);
  }
  void valueField(const char *name, CompareOperatorList ops, int level) {
    static constexpr const char *kNames[] = {"Eq()",  "NotEq()", "Lt()",    "LtE()", "Gt()",
                                             "GtE()", "Is()",    "IsNot()", "In()",  "NotIn()"};
    listField(name, ops, level, [&](CompareOperator op) { out_ += kNames[static_cast<size_t>(op)]; });
  }

  void fields(Constant *node, int level) {
    value("value", isMeasuring_ ? std::string() : formatConstant(node), level);
    if (node->hasUPrefix)
      value("kind", "'u'", level);
  }
#define TRV_CHILD(T, name) nodeField(#name, node->name, level);
#define TRV_OPTIONAL(T, name)                                                                                          \
  if (node->name)                                                                                                      \
    nodeField(#name, node->name, level);
#define TRV_LIST(T, name) nodesField(#name, node->name, level);
#define TRV_OPTIONAL_LIST(T, name) nodesField(#name, node->name, level);
#define TRV_IDENT(name) value(#name, quote(node->name->text, /*isBytes=*/false), level);
#define TRV_OPTIONAL_IDENT(name)                                                                                       \
  if (node->name)                                                                                                      \
    value(#name, quote(node->name->text, /*isBytes=*/false), level);
#define TRV_IDENT_LIST(name)                                                                                           \
  listField(#name, node->name, level, [&](Identifier item) { out_ += quote(item->text, /*isBytes=*/false); });
#define TRV_VALUE(T, name) valueField(#name, node->name, level);
#define TRV_AST_SPECIAL(type, group, pythonName)
#define TRV_AST_NODE(type, group, pythonName, ...)                                                                     \
  void fields([[maybe_unused]] type *node, [[maybe_unused]] int level) { __VA_ARGS__ }
#include "frontend/ast.def"

  std::string out_;
  Shape shape_;
  bool isShort_ = false;
  bool isMeasuring_ = false;
  bool countsOnly_ = false;
};

void AstPrinter::write(Node *node, int level) {
  ++level;
  const bool isModule = node->kind == NodeKind::Module;
  Shape shape = measure(node, /*countsOnly=*/false);
  shape.count += isModule;
  isShort_ = shape.isSimple && shape.count <= 3;
  shape_ = {};
  out_ += nodeName(node->kind);
  out_ += '(';
  dispatch(node, [&](auto *typed) { fields(typed, level); });
  if (isModule)
    value("type_ignores", "[]", level);
  out_ += ')';
}

} // namespace

std::string printAst(const Module *module) {
  AstPrinter printer;
  // Printing reads only; the visitor functions take what the parser made as it is.
  printer.write(const_cast<Module *>(module), 0);
  return printer.take() + "\n";
}

std::string printTokens(const LexedFile &lexed, const support::SourceFile &file) {
  static constexpr const char *kNames[] = {
#define TRV_TOKEN(name, description) #name,
#define TRV_PUNCTUATION(name, text) "Operator",
#define TRV_KEYWORD(name, text) "Keyword",
#include "frontend/token.def"
  };
  std::string out;
  for (const Token &token : lexed.tokens) {
    if (token.kind == TokenKind::Error)
      break;
    const support::SourceRange &range = token.range;
    std::string position = std::to_string(range.line) + "," + std::to_string(range.col) + "-" + std::to_string(range.endLine) +
                           "," + std::to_string(range.endCol) + ":";
    position.resize(std::max<size_t>(position.size() + 1, 20), ' ');
    std::string kind = kNames[static_cast<size_t>(token.kind)];
    kind.resize(std::max<size_t>(kind.size() + 1, 12), ' ');
    out += position + kind + quote(file.text().substr(token.begin, token.end - token.begin), /*isBytes=*/false) + "\n";
  }
  return out;
}

bool printTokens(const std::string &path, std::string &text, std::string &messages) {
  std::string bytes;
  if (!readSource(path, bytes, messages))
    return false;
  support::SourceFile file(path, std::move(bytes));
  IdentifierTable identifiers;
  LexedFile lexed = lexFile(file, identifiers);
  text += printTokens(lexed, file);
  if (lexed.error.present)
    messages += formatDiagnostic({lexed.error.kind, lexed.error.message, lexed.error.range}, file);
  return !lexed.error.present;
}

bool printAst(const std::string &path, std::string &text, std::string &messages) {
  std::string bytes;
  if (!readSource(path, bytes, messages))
    return false;
  support::SourceFile file(path, std::move(bytes));
  support::Diagnostics diagnostics;
  std::unique_ptr<Program> program = parseProgram(file, diagnostics);
  for (const support::Diagnostic &diagnostic : diagnostics.all())
    messages += formatDiagnostic(diagnostic, file);
  if (diagnostics.hasErrors())
    return false;
  text += printAst(program->module);
  return true;
}

} // namespace trivium::frontend
