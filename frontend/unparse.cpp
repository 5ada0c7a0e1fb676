// Text of expressions. Parentheses stand where precedence needs them (Language Reference 6.17): every operand is written with the
// lowest level that may stand there bare. The choices of blanks and quotes were found by asking CPython 3.11.
#include "frontend/unparse.h"

#include "frontend/printer.h"

namespace trivium::frontend {

using namespace ast;

namespace {

/// From what binds least to what binds most.
enum Level { kTuple, kTest, kOr, kAnd, kNot, kCompare, kBitOr, kBitXor, kBitAnd, kShift, kArithmetic, kTerm, kFactor, kPower, kAwait, kAtom };

struct BinaryText {
  const char* text;
  Level level;
};
BinaryText binaryText(Operator op) {
  switch (op) {
    case Operator::Add: return {" + ", kArithmetic};
    case Operator::Sub: return {" - ", kArithmetic};
    case Operator::Mult: return {" * ", kTerm};
    case Operator::MatMult: return {" @ ", kTerm};
    case Operator::Div: return {" / ", kTerm};
    case Operator::Mod: return {" % ", kTerm};
    case Operator::LShift: return {" << ", kShift};
    case Operator::RShift: return {" >> ", kShift};
    case Operator::BitOr: return {" | ", kBitOr};
    case Operator::BitXor: return {" ^ ", kBitXor};
    case Operator::BitAnd: return {" & ", kBitAnd};
    case Operator::FloorDiv: return {" // ", kTerm};
    case Operator::Pow: return {" ** ", kPower};
  }
  __builtin_unreachable();
}

const char* compareText(CompareOperator op) {
  switch (op) {
    case CompareOperator::Eq: return " == ";
    case CompareOperator::NotEq: return " != ";
    case CompareOperator::Lt: return " < ";
    case CompareOperator::LtE: return " <= ";
    case CompareOperator::Gt: return " > ";
    case CompareOperator::GtE: return " >= ";
    case CompareOperator::Is: return " is ";
    case CompareOperator::IsNot: return " is not ";
    case CompareOperator::In: return " in ";
    case CompareOperator::NotIn: return " not in ";
  }
  __builtin_unreachable();
}

constexpr Level above(Level level) { return static_cast<Level>(level + 1); }

class Unparser {
 public:
  std::string out;

  void write(const ExprNode* node, Level level) {
    switch (node->kind) {
      case NodeKind::BoolOp: {
        auto* n = as<BoolOp>(node);
        const bool isAnd = n->op == BoolOperator::And;
        const Level own = isAnd ? kAnd : kOr;
        return inParentheses(level > own, [&] { list(n->values, above(own), isAnd ? " and " : " or "); });
      }
      case NodeKind::NamedExpr: {
        auto* n = as<NamedExpr>(node);
        return inParentheses(level > kTuple, [&] {
          write(n->target, kAtom);
          out += " := ";
          write(n->value, kAtom);
        });
      }
      case NodeKind::BinOp: {
        auto* n = as<BinOp>(node);
        const BinaryText op = binaryText(n->op);
        const bool fromRight = n->op == Operator::Pow;
        return inParentheses(level > op.level, [&] {
          write(n->left, fromRight ? above(op.level) : op.level);
          out += op.text;
          write(n->right, fromRight ? op.level : above(op.level));
        });
      }
      case NodeKind::UnaryOp: {
        auto* n = as<UnaryOp>(node);
        const Level own = n->op == UnaryOperator::Not ? kNot : kFactor;
        return inParentheses(level > own, [&] {
          switch (n->op) {
            case UnaryOperator::Invert: out += "~"; break;
            case UnaryOperator::Not: out += "not "; break;
            case UnaryOperator::UAdd: out += "+"; break;
            case UnaryOperator::USub: out += "-"; break;
          }
          write(n->operand, own);
        });
      }
      case NodeKind::Lambda: {
        auto* n = as<Lambda>(node);
        return inParentheses(level > kTest, [&] {
          // Without positional parameters CPython writes no blank: `lambda*a: 0`.
          out += n->args->posonlyargs.empty() && n->args->args.empty() ? "lambda" : "lambda ";
          parameters(n->args);
          out += ": ";
          write(n->body, kTest);
        });
      }
      case NodeKind::IfExp: {
        auto* n = as<IfExp>(node);
        return inParentheses(level > kTest, [&] {
          write(n->body, above(kTest));
          out += " if ";
          write(n->test, above(kTest));
          out += " else ";
          write(n->orelse, kTest);
        });
      }
      case NodeKind::Dict: return dict(as<Dict>(node));
      case NodeKind::Set: return brackets("{", as<Set>(node)->elts, "}");
      case NodeKind::List: return brackets("[", as<List>(node)->elts, "]");
      case NodeKind::ListComp: return comprehension("[", as<ListComp>(node), "]");
      case NodeKind::SetComp: return comprehension("{", as<SetComp>(node), "}");
      case NodeKind::GeneratorExp: return comprehension("(", as<GeneratorExp>(node), ")");
      case NodeKind::DictComp: {
        auto* n = as<DictComp>(node);
        out += "{";
        write(n->key, kTest);
        out += ": ";
        write(n->value, kTest);
        generators(n->generators);
        out += "}";
        return;
      }
      case NodeKind::Await: {
        auto* n = as<Await>(node);
        return inParentheses(level > kAwait, [&] {
          out += "await ";
          write(n->value, kAtom);
        });
      }
      case NodeKind::Yield: {
        auto* n = as<Yield>(node);
        out += "(yield";
        if (n->value) {
          out += " ";
          write(n->value, kTest);
        }
        out += ")";
        return;
      }
      case NodeKind::YieldFrom:
        out += "(yield from ";
        write(as<YieldFrom>(node)->value, kTest);
        out += ")";
        return;
      case NodeKind::Compare: {
        auto* n = as<Compare>(node);
        return inParentheses(level > kCompare, [&] {
          write(n->left, above(kCompare));
          for (size_t i = 0; i < n->ops.size(); ++i) {
            out += compareText(n->ops[i]);
            write(n->comparators[i], above(kCompare));
          }
        });
      }
      case NodeKind::Call: return call(as<Call>(node));
      case NodeKind::FormattedValue:
      case NodeKind::JoinedStr: {
        Unparser body;
        body.fString(node, /*isSpec=*/false);
        out += "f" + quote(body.out, /*isBytes=*/false);
        return;
      }
      case NodeKind::Constant: return constant(as<Constant>(node));
      case NodeKind::Attribute: {
        auto* n = as<Attribute>(node);
        write(n->value, kAtom);
        // `1.real` would be a float.
        auto* number = dynAs<Constant>(n->value);
        if (number && (number->valueKind == ConstantKind::Int || number->valueKind == ConstantKind::BigInt)) out += " ";
        out += ".";
        out += n->attr->text;
        return;
      }
      case NodeKind::Subscript: {
        auto* n = as<Subscript>(node);
        write(n->value, kAtom);
        out += "[";
        write(n->slice, kTuple);
        out += "]";
        return;
      }
      case NodeKind::Starred:
        out += "*";
        return write(as<Starred>(node)->value, kBitOr);
      case NodeKind::Name: out += as<Name>(node)->id->text; return;
      case NodeKind::Tuple: {
        auto* n = as<Tuple>(node);
        if (n->elts.empty()) {
          out += "()";
          return;
        }
        return inParentheses(level > kTuple, [&] {
          list(n->elts, kTest, ", ");
          if (n->elts.size() == 1) out += ",";
        });
      }
      case NodeKind::Slice: {
        auto* n = as<Slice>(node);
        if (n->lower) write(n->lower, kTest);
        out += ":";
        if (n->upper) write(n->upper, kTest);
        if (n->step) {
          out += ":";
          write(n->step, kTest);
        }
        return;
      }
      default: return;
    }
  }

 private:
  template <class Body> void inParentheses(bool needed, Body&& body) {
    if (needed) out += "(";
    body();
    if (needed) out += ")";
  }

  template <class T> void list(std::span<T*> nodes, Level level, const char* separator) {
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (i) out += separator;
      write(nodes[i], level);
    }
  }

  void brackets(const char* open, std::span<ExprNode*> elements, const char* close) {
    out += open;
    list(elements, kTest, ", ");
    out += close;
  }

  void dict(const Dict* node) {
    out += "{";
    for (size_t i = 0; i < node->values.size(); ++i) {
      if (i) out += ", ";
      if (node->keys[i]) {
        write(node->keys[i], kTest);
        out += ": ";
        write(node->values[i], kTest);
      } else {
        out += "**";
        write(node->values[i], kBitOr);
      }
    }
    out += "}";
  }

  template <class T> void comprehension(const char* open, const T* node, const char* close) {
    out += open;
    write(node->elt, kTest);
    generators(node->generators);
    out += close;
  }

  void generators(std::span<Comprehension*> clauses) {
    for (const Comprehension* clause : clauses) {
      out += clause->is_async ? " async for " : " for ";
      write(clause->target, kTuple);
      out += " in ";
      write(clause->iter, above(kTest));
      for (const ExprNode* test : clause->ifs) {
        out += " if ";
        write(test, above(kTest));
      }
    }
  }

  void call(const Call* node) {
    write(node->func, kAtom);
    if (node->args.size() == 1 && node->keywords.empty() && isa<GeneratorExp>(node->args[0])) return write(node->args[0], kTest);
    out += "(";
    list(node->args, kTest, ", ");
    bool isFirst = node->args.empty();
    for (const Keyword* keyword : node->keywords) {
      if (!isFirst) out += ", ";
      isFirst = false;
      if (keyword->arg) {
        out += keyword->arg->text;
        out += "=";
      } else {
        out += "**";
      }
      write(keyword->value, kTest);
    }
    out += ")";
  }

  void parameters(const Arguments* args) {
    bool isFirst = true;
    const auto separate = [&] {
      if (!isFirst) out += ", ";
      isFirst = false;
    };
    const auto withDefault = [&](const Arg* arg, const ExprNode* value) {
      separate();
      out += arg->arg->text;
      if (!value) return;
      out += "=";
      write(value, kTest);
    };
    const size_t positional = args->posonlyargs.size() + args->args.size();
    const size_t required = positional - args->defaults.size();
    for (size_t i = 0; i < positional; ++i) {
      const bool isPositionalOnly = i < args->posonlyargs.size();
      const Arg* arg = isPositionalOnly ? args->posonlyargs[i] : args->args[i - args->posonlyargs.size()];
      withDefault(arg, i < required ? nullptr : args->defaults[i - required]);
      if (i + 1 == args->posonlyargs.size()) out += ", /";
    }
    if (args->vararg || !args->kwonlyargs.empty()) {
      separate();
      out += "*";
      if (args->vararg) out += args->vararg->arg->text;
    }
    for (size_t i = 0; i < args->kwonlyargs.size(); ++i) withDefault(args->kwonlyargs[i], args->kw_defaults[i]);
    if (args->kwarg) {
      separate();
      out += "**";
      out += args->kwarg->arg->text;
    }
  }

  /// The inside of an f-string, not quoted yet.
  void fString(const ExprNode* node, bool isSpec) {
    if (auto* joined = dynAs<JoinedStr>(node)) {
      for (const ExprNode* value : joined->values) fString(value, isSpec);
    } else if (auto* literal = dynAs<Constant>(node)) {
      for (char c : literal->text) {
        out += c;
        if (c == '{' || c == '}') out += c;
      }
    } else if (auto* field = dynAs<FormattedValue>(node)) {
      Unparser value;
      value.write(field->value, above(kTest));
      out += value.out.starts_with('{') ? "{ " : "{";
      out += value.out;
      if (field->conversion > 0) {
        out += "!";
        out += static_cast<char>(field->conversion);
      }
      if (field->format_spec) {
        out += ":";
        fString(field->format_spec, /*isSpec=*/true);
      }
      out += "}";
    }
  }

  void constant(const Constant* node) {
    if (node->valueKind == ConstantKind::Ellipsis) {
      out += "...";
      return;
    }
    if (node->valueKind == ConstantKind::Str && node->hasUPrefix) out += "u";
    std::string text = formatConstant(node);
    // A literal that overflows must overflow again.
    if (text == "inf" || text == "infj") text.replace(0, 3, "1e309");
    out += text;
  }
};

}  // namespace

std::string unparse(ExprNode* node) {
  Unparser unparser;
  unparser.write(node, kTest);
  return unparser.out;
}

}  // namespace trivium::frontend
