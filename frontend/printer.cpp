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

class AstPrinter {
public:
  // Appends the node's text to out(); returns whether it counts as simple: a node without fields.
  bool print(Node *node, int level);
  std::string &out() { return out_; }

private:
  // A field's text and whether it is simple.
  struct Field {
    std::string text;
    bool isSimple;
  };

  std::string formatted(Node *node, int level) {
    std::string outer;
    outer.swap(out_);
    print(node, level);
    outer.swap(out_);
    return outer;
  }
  void add(const char *name, std::string value, bool isSimple) {
    fields_.push_back({std::string(name) + "=" + std::move(value), isSimple});
  }
  void addNode(const char *name, Node *node, int level) {
    std::string text;
    text.swap(out_);
    std::vector<Field> fields;
    fields.swap(fields_);
    bool isSimple = print(node, level);
    text.swap(out_);
    fields.swap(fields_);
    add(name, std::move(text), isSimple);
  }
  void addItems(const char *name, const std::vector<std::string> &items, int level) {
    if (items.empty()) {
      add(name, "[]", true);
      return;
    }
    std::string text = "[";
    for (size_t i = 0; i < items.size(); ++i) {
      text += i ? "," : "";
      text += newLine(level + 1);
      text += items[i];
    }
    add(name, text + "]", false);
  }
  template <typename T> void addList(const char *name, std::span<T *> nodes, int level) {
    std::vector<Field> fields;
    fields.swap(fields_);
    std::vector<std::string> items;
    for (T *node : nodes)
      items.push_back(node ? formatted(node, level + 1) : "None");
    fields.swap(fields_);
    addItems(name, items, level);
  }
  void addNames(const char *name, std::span<Identifier> names, int level) {
    std::vector<std::string> items;
    for (Identifier item : names)
      items.push_back(quote(item->text, /*isBytes=*/false));
    addItems(name, items, level);
  }
  void addValue(const char *name, int value, int) { add(name, std::to_string(value), true); }
  void addValue(const char *name, ConstantKind kind, int) { add(name, constantName(kind), true); }
  void addValue(const char *name, ExprContext context, int) {
    static constexpr const char *kNames[] = {"Load()", "Store()", "Del()"};
    add(name, kNames[static_cast<size_t>(context)], true);
  }
  void addValue(const char *name, Operator op, int) {
    static constexpr const char *kNames[] = {"Add()",    "Sub()",   "Mult()",   "MatMult()", "Div()",    "Mod()",     "Pow()",
                                             "LShift()", "RShift()", "BitOr()", "BitXor()",  "BitAnd()", "FloorDiv()"};
    add(name, kNames[static_cast<size_t>(op)], true);
  }
  void addValue(const char *name, BoolOperator op, int) { add(name, op == BoolOperator::And ? "And()" : "Or()", true); }
  void addValue(const char *name, UnaryOperator op, int) {
    static constexpr const char *kNames[] = {"Invert()", "Not()", "UAdd()", "USub()"};
    add(name, kNames[static_cast<size_t>(op)], true);
  }
  void addValue(const char *name, CompareOperatorList ops, int level) {
    static constexpr const char *kNames[] = {"Eq()", "NotEq()", "Lt()",    "LtE()", "Gt()",
                                             "GtE()", "Is()",   "IsNot()", "In()",  "NotIn()"};
    std::vector<std::string> items;
    for (CompareOperator op : ops)
      items.push_back(kNames[static_cast<size_t>(op)]);
    addItems(name, items, level);
  }
  static std::string newLine(int level) { return "\n" + std::string(static_cast<size_t>(level) * 2, ' '); }

  void addFields(Constant *node, int) {
    add("value", formatConstant(node), true);
    if (node->hasUPrefix)
      add("kind", "'u'", true);
  }
#define TRV_CHILD(T, name) addNode(#name, node->name, level);
#define TRV_OPTIONAL(T, name)                                                                                          \
  if (node->name)                                                                                                      \
    addNode(#name, node->name, level);
#define TRV_LIST(T, name) addList(#name, node->name, level);
#define TRV_OPTIONAL_LIST(T, name) addList(#name, node->name, level);
#define TRV_IDENT(name) add(#name, quote(node->name->text, /*isBytes=*/false), true);
#define TRV_OPTIONAL_IDENT(name)                                                                                       \
  if (node->name)                                                                                                      \
    add(#name, quote(node->name->text, /*isBytes=*/false), true);
#define TRV_IDENT_LIST(name) addNames(#name, node->name, level);
#define TRV_VALUE(T, name) addValue(#name, node->name, level);
#define TRV_AST_SPECIAL(type, group, pythonName)
#define TRV_AST_NODE(type, group, pythonName, ...)                                                                     \
  void addFields([[maybe_unused]] type *node, [[maybe_unused]] int level) { __VA_ARGS__ }
#include "frontend/ast.def"

  std::string out_;
  std::vector<Field> fields_;
};

bool AstPrinter::print(Node *node, int level) {
  ++level;
  std::vector<Field> outer;
  outer.swap(fields_);
  dispatch(node, [&](auto *typed) { addFields(typed, level); });
  if (node->kind == NodeKind::Module)
    add("type_ignores", "[]", true);
  outer.swap(fields_);
  const std::vector<Field> &fields = outer;
  bool isShort = fields.size() <= 3;
  for (const Field &field : fields)
    isShort &= field.isSimple;
  out_ += nodeName(node->kind);
  out_ += "(";
  for (size_t i = 0; i < fields.size(); ++i) {
    if (isShort) {
      out_ += i ? ", " : "";
    } else {
      out_ += i ? "," : "";
      out_ += newLine(level);
    }
    out_ += fields[i].text;
  }
  out_ += ")";
  return fields.empty();
}

} // namespace

std::string printAst(const Module *module) {
  AstPrinter printer;
  // Printing reads only; the visitor functions take what the parser made as it is.
  printer.print(const_cast<Module *>(module), 0);
  return std::move(printer.out()) + "\n";
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
