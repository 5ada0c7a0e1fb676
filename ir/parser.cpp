// Text form (.tir) to module; the grammar is in printer.cpp. What it reads back prints as the same text.
//
// A value may be used above its definition in the text (blocks stand in any order), so the operands of a function are looked up when
// all of it has been read. Numbers of constants, globals, modules and functions are positions: they must count up from 0. Whether the
// module makes sense beyond that is the verifier's business.
#include <cctype>
#include <charconv>
#include <cstring>
#include <unordered_map>

#include "ir/ir.h"

namespace trivium::ir {
namespace {

enum class TokenKind : uint8_t { End, Word, Number, Text, Sigil, Mark };

struct Token {
  TokenKind kind = TokenKind::End;
  std::string_view text;  ///< as written; of a sigil its character and number
  int64_t number = 0;     ///< Number, Sigil
  uint64_t bits = 0;      ///< Number written in hexadecimal
  std::string string;     ///< Text: the decoded value
  uint32_t line = 1, col = 1;
};

/// Recursive descent. After an error `failed_` is set, tokens stay where they are, and all loops end.
class Parser {
 public:
  Parser(std::string_view text, std::string& error) : text_(text), error_(error), module_(std::make_unique<Module>()) { advance(); }

  std::unique_ptr<Module> run() {
    while (!failed_ && token_.kind != TokenKind::End) {
      if (isWord("const")) parseConstant();
      else if (isWord("global")) parseGlobal();
      else if (isWord("module")) parseModule();
      else if (takeWord("words")) module_->storageKinds = false;
      else if (isWord("floats")) parseFloats();
      else if (isWord("layout")) parseLayout();
      else if (isWord("func")) parseFunction();
      else fail("a module consists of const, global, module, words, floats, layout and func");
    }
    if (!failed_) linkResumes();
    return failed_ ? nullptr : std::move(module_);
  }

 private:
  struct OperandUse {
    Instruction* inst;
    size_t index;
    int64_t id;
    Token token;
  };
  /// Which edge of an instruction: a successor's number, or one of these.
  static constexpr size_t kUnwindEdge = SIZE_MAX, kOverflowEdge = SIZE_MAX - 1;
  struct EdgeUse {
    Instruction* inst;
    size_t which;
    int64_t block;
    std::vector<int64_t> args;
    Token token;
  };
  struct ResumeUse {
    Function* function;
    int64_t entry;
    Token token;
  };

  // ---- tokens

  void advance() {
    if (failed_) return;
    skipSpace();
    token_ = {};
    token_.line = line_;
    token_.col = static_cast<uint32_t>(at_ - lineStart_) + 1;
    if (at_ == text_.size()) return;
    const size_t begin = at_;
    const char c = text_[at_];
    if (std::isalpha(static_cast<unsigned char>(c)) || c == '_') {
      while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_' || text_[at_] == '.')) ++at_;
      token_.kind = TokenKind::Word;
    } else if (std::isdigit(static_cast<unsigned char>(c)) || (c == '-' && at_ + 1 < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_ + 1])))) {
      token_.kind = TokenKind::Number;
      readNumber();
    } else if (c == '"') {
      token_.kind = TokenKind::Text;
      readText();
    } else if (std::strchr("%#$@^", c) && at_ + 1 < text_.size() &&
               (std::isdigit(static_cast<unsigned char>(text_[at_ + 1])) || text_[at_ + 1] == '-')) {
      ++at_;
      token_.kind = TokenKind::Sigil;
      readNumber();
    } else {
      token_.kind = TokenKind::Mark;
      at_ += (text_.substr(at_, 2) == "->" || text_.substr(at_, 2) == "**") ? 2 : 1;
    }
    token_.text = text_.substr(begin, at_ - begin);
  }

  void skipSpace() {
    while (at_ < text_.size()) {
      if (text_[at_] == '\n') {
        ++line_;
        lineStart_ = ++at_;
      } else if (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\r') {
        ++at_;
      } else if (text_[at_] == ';') {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
      } else {
        return;
      }
    }
  }

  void readNumber() {
    const char* begin = text_.data() + at_;
    const char* end = text_.data() + text_.size();
    std::from_chars_result result{};
    if (text_.substr(at_, 2) == "0x") result = std::from_chars(begin + 2, end, token_.bits, 16);
    else result = std::from_chars(begin, end, token_.number);
    if (result.ec != std::errc()) failAt(token_, "a number", "a number fits 64 bits");
    at_ = static_cast<size_t>(result.ptr - text_.data());
  }

  void readText() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\n') break;
      if (text_[at_] != '\\') {
        token_.string += text_[at_];
        continue;
      }
      if (++at_ < text_.size() && text_[at_] == 'x') {
        unsigned value = 0;
        const char* digits = text_.data() + at_ + 1;
        const auto result = std::from_chars(digits, digits + (text_.size() - at_ > 2 ? 2 : 0), value, 16);
        if (result.ptr != digits + 2) return failAt(token_, "a text with a bad escape", "an escape is \\x with two digits, \\\" or \\\\");
        token_.string += static_cast<char>(value);
        at_ += 2;
      } else if (at_ < text_.size()) {
        token_.string += text_[at_];
      }
    }
    if (at_ >= text_.size() || text_[at_] != '"') return failAt(token_, "a text without end", "a text ends with \" on the line on which it begins");
    ++at_;
  }

  void failAt(const Token& token, std::string_view seen, std::string_view rule) {
    if (failed_) return;
    failed_ = true;
    error_ = std::to_string(token.line) + ":" + std::to_string(token.col) + ": " + std::string(seen) + "; " + std::string(rule);
  }
  static std::string described(const Token& token) {
    return token.kind == TokenKind::End ? "the end of the text" : "`" + std::string(token.text) + "`";
  }
  void fail(std::string_view rule) { failAt(token_, described(token_), rule); }

  bool isWord(std::string_view word) const { return token_.kind == TokenKind::Word && token_.text == word; }
  bool isMark(std::string_view mark) const { return token_.kind == TokenKind::Mark && token_.text == mark; }
  bool isSigil(char c) const { return token_.kind == TokenKind::Sigil && token_.text[0] == c; }
  bool takeWord(std::string_view word) { return isWord(word) && (advance(), true); }
  bool takeMark(std::string_view mark) { return isMark(mark) && (advance(), true); }
  void expectMark(std::string_view mark, std::string_view rule) {
    if (!takeMark(mark)) fail(rule);
  }
  int64_t number(std::string_view rule) {
    if (token_.kind != TokenKind::Number) return fail(rule), 0;
    const int64_t value = token_.number;
    advance();
    return value;
  }
  int64_t sigil(char c, std::string_view rule) {
    if (!isSigil(c)) return fail(rule), 0;
    const int64_t value = token_.number;
    advance();
    return value;
  }
  std::string text(std::string_view rule) {
    if (token_.kind != TokenKind::Text) return fail(rule), std::string();
    std::string value = std::move(token_.string);
    advance();
    return value;
  }
  /// A position that must be the next of its table.
  void expectNext(int64_t found, const Token& token, size_t next, std::string_view what) {
    if (found != static_cast<int64_t>(next))
      failAt(token, "`" + std::string(token.text) + "`", std::string(what) + " are numbered in order; the next one is " + std::to_string(next));
  }

  // ---- module level

  void parseConstant() {
    advance();
    const Token name = token_;
    expectNext(sigil('#', "a constant's name is # and a number"), name, module_->constants.size(), "constants");
    expectMark("=", "`=` follows a constant's name");
    Constant c;
    if (takeWord("none")) c.kind = Constant::Kind::None;
    else if (takeWord("ellipsis")) c.kind = Constant::Kind::Ellipsis;
    else if (isWord("true") || isWord("false")) {
      c.kind = Constant::Kind::Bool;
      c.integer = isWord("true");
      advance();
    } else if (takeWord("int")) {
      c.kind = Constant::Kind::Int;
      c.integer = number("`int` is followed by a number");
    } else if (takeWord("bigint")) {
      c.kind = Constant::Kind::BigInt;
      c.text = text("`bigint` is followed by a text of digits");
    } else if (takeWord("float")) {
      c.kind = Constant::Kind::Float;
      c.real = bits();
    } else if (takeWord("complex")) {
      c.kind = Constant::Kind::Complex;
      c.real = bits();
      c.imag = bits();
    } else if (takeWord("str")) {
      c.kind = Constant::Kind::Str;
      c.text = text("`str` is followed by a text");
    } else if (takeWord("bytes")) {
      c.kind = Constant::Kind::Bytes;
      c.text = text("`bytes` is followed by a text");
    } else if (isWord("tuple") || isWord("frozenset")) {
      c.kind = isWord("tuple") ? Constant::Kind::Tuple : Constant::Kind::FrozenSet;
      advance();
      expectMark("(", "items stand in parentheses");
      while (!failed_ && !isMark(")")) {
        const Token item = token_;
        const int64_t index = sigil('#', "an item is # and a number");
        if (!failed_ && (index < 0 || index >= static_cast<int64_t>(module_->constants.size())))
          failAt(item, described(item), "items are constants that stand above");
        c.items.push_back(static_cast<uint32_t>(index));
        if (!takeMark(",")) break;
      }
      expectMark(")", "items are separated by `,` and end with `)`");
    } else {
      fail("a constant is none, true, false, ellipsis, int, bigint, float, complex, str, bytes, tuple or frozenset");
    }
    module_->constants.push_back(std::move(c));
  }

  double bits() {
    if (token_.kind != TokenKind::Number || !token_.text.starts_with("0x")) return fail("a float is written as its bits, 0x and digits"), 0;
    double value;
    std::memcpy(&value, &token_.bits, sizeof value);
    advance();
    return value;
  }

  void parseGlobal() {
    advance();
    const Token name = token_;
    expectNext(sigil('@', "a global's name is @ and a number"), name, module_->globals.size(), "globals");
    expectMark("=", "`=` follows a global's name");
    Global g;
    g.name = text("a global has a name in quotes");
    if (!takeWord("module")) fail("`module` and its number follow a global's name");
    g.moduleIndex = static_cast<uint32_t>(number("a module's number follows `module`"));
    module_->globals.push_back(std::move(g));
  }

  void parseModule() {
    advance();
    const Token name = token_;
    expectNext(number("a module has a number"), name, module_->modules.size(), "modules");
    expectMark("=", "`=` follows a module's number");
    ModuleInfo m;
    m.name = text("a module has a name in quotes");
    if (!takeWord("file")) fail("`file` follows a module's name");
    m.file = text("a file name in quotes follows `file`");
    m.isPackage = takeWord("package");
    if (takeWord("body")) m.bodyFunction = sigil('$', "`body` is followed by $ and a function's number");
    while (isSigil('@')) m.globals.push_back(static_cast<uint32_t>(sigil('@', "")));
    module_->modules.push_back(std::move(m));
  }

  /// # and the number of a text constant that stands above.
  uint32_t attributeName() {
    const Token name = token_;
    const int64_t index = sigil('#', "an attribute's name is # and a number");
    const auto& constants = module_->constants;
    if (!failed_ && (index < 0 || index >= static_cast<int64_t>(constants.size()) || constants[static_cast<size_t>(index)].kind != Constant::Kind::Str))
      failAt(name, described(name), "attributes' names are str constants that stand above");
    return static_cast<uint32_t>(index);
  }

  void parseFloats() {
    advance();
    while (!failed_ && isSigil('#')) module_->floatAttributes.push_back(attributeName());
  }

  void parseLayout() {
    advance();
    Layout layout;
    while (!failed_ && isSigil('#')) {
      LayoutField f{};
      f.name = attributeName();
      f.slot = static_cast<uint32_t>(number("a slot follows an attribute's name"));
      f.isFloat = takeWord("float");
      layout.fields.push_back(f);
    }
    module_->layouts.push_back(std::move(layout));
  }

  // ---- functions

  void parseFunction() {
    advance();
    const Token name = token_;
    expectNext(sigil('$', "a function's number is $ and a number"), name, module_->functions.size(), "functions");
    function_ = module_->addFunction();
    function_->name = text("a function's name in quotes follows its number");
    function_->qualname = text("a function's qualified name in quotes follows its name");
    parseAttributes();
    expectMark("(", "an attribute of a function, or `(` and its parameters, stands here");
    parseSignature();
    expectMark(")", "parameters are separated by `,` and end with `)`");
    expectMark("{", "a function's blocks stand in braces");
    values_.clear();
    operands_.clear();
    edges_.clear();
    while (!failed_ && isSigil('^')) parseBlock();
    if (!failed_ && !isMark("}")) fail("a block begins with ^ and its number, a function ends with `}`");
    resolve();
    advance();
  }

  void parseAttributes() {
    for (; !failed_ && token_.kind == TokenKind::Word;) {
      if (takeWord("module")) function_->moduleIndex = static_cast<uint32_t>(number("a module's number follows `module`"));
      else if (takeWord("line")) function_->firstLine = static_cast<uint32_t>(number("a line follows `line`"));
      else if (takeWord("doc")) function_->docConst = number("a constant's number follows `doc`");
      else if (takeWord("generator")) function_->isGenerator = true;
      else if (takeWord("modulebody")) function_->isModuleBody = true;
      else if (takeWord("classbody")) function_->isClassBody = true;
      else if (takeWord("slots")) function_->slotCount = static_cast<uint32_t>(number("a count follows `slots`"));
      else if (takeWord("cells")) function_->cellCount = static_cast<uint32_t>(number("a count follows `cells`"));
      else if (takeWord("locals")) {
        while (token_.kind == TokenKind::Text) function_->localNames.push_back(text(""));
      } else if (takeWord("resumes")) {
        const Token entry = token_;
        function_->isResume = true;
        resumes_.push_back({function_, sigil('$', "`resumes` is followed by $ and a function's number"), entry});
      } else {
        fail("attributes of a function are module, line, doc, generator, resumes, modulebody, classbody, slots, cells and locals");
      }
    }
  }

  void parseSignature() {
    Signature& s = function_->signature;
    enum { kPosOnly, kPositional, kKeywordOnly, kVarArgs, kVarKeywords } stage = kPosOnly;
    while (!failed_ && !isMark(")")) {
      const auto kind = isMark("/") ? kPosOnly : isMark("=") ? kKeywordOnly : isMark("*") ? kVarArgs : isMark("**") ? kVarKeywords : kPositional;
      if (kind < stage) fail("parameters are ordered: positional-only, positional, keyword-only, *args, **kwargs");
      stage = kind;
      if (kind != kPositional) advance();
      s.names.push_back(text("a parameter is a name in quotes, after /, =, * or ** if it is of that kind"));
      s.posOnlyCount += kind == kPosOnly;
      s.posCount += kind == kPosOnly || kind == kPositional;
      s.kwOnlyCount += kind == kKeywordOnly;
      s.hasVarArgs |= kind == kVarArgs;
      s.hasVarKeywords |= kind == kVarKeywords;
      if (!takeMark(",")) break;
    }
  }

  void parseBlock() {
    const Token name = token_;
    expectNext(sigil('^', ""), name, function_->blocks.size(), "blocks");
    BasicBlock* block = function_->addBlock();
    expectMark("(", "`(` and a block's parameters follow its number");
    while (!failed_ && !isMark(")")) {
      const Token param = token_;
      const int64_t id = sigil('%', "a block's parameter is % and a number");
      expectMark(":", "`:` and a type follow a parameter");
      define(id, block->addParam(type()), param);
      if (!takeMark(",")) break;
    }
    expectMark(")", "a block's parameters are separated by `,` and end with `)`");
    expectMark(":", "`:` follows a block's parameters");
    while (!failed_ && (isSigil('%') || token_.kind == TokenKind::Word)) parseInstruction(block);
  }

  Type type() {
    if (takeWord("any")) return Type::Any;
    if (takeWord("i64")) return Type::I64;
    if (takeWord("f64")) return Type::F64;
    if (takeWord("i1")) return Type::I1;
    fail("a type is any, i64, f64 or i1");
    return Type::Any;
  }

  void define(int64_t id, Value* value, const Token& token) {
    if (failed_) return;
    if (!values_.emplace(id, value).second) failAt(token, described(token), "a value has one definition");
  }

  static const std::unordered_map<std::string_view, Opcode>& opcodes() {
    static const std::unordered_map<std::string_view, Opcode> table = [] {
      std::unordered_map<std::string_view, Opcode> t;
      for (unsigned i = 0; i < kOpcodeCount; ++i) t.emplace(infoOf(static_cast<Opcode>(i)).mnemonic, static_cast<Opcode>(i));
      return t;
    }();
    return table;
  }

  static Type fixedResult(const OpInfo& info) {
    return info.result == "void" ? Type::Void
           : info.result == "i64" ? Type::I64
           : info.result == "f64" ? Type::F64
           : info.result == "i1"  ? Type::I1
                                  : Type::Any;
  }

  void parseInstruction(BasicBlock* block) {
    const Token first = token_;
    const bool hasResult = isSigil('%');
    int64_t id = 0;
    if (hasResult) {
      id = sigil('%', "");
      expectMark("=", "`=` follows the name of a result");
    }
    const Token mnemonic = token_;
    const auto known = token_.kind == TokenKind::Word ? opcodes().find(token_.text) : opcodes().end();
    if (known == opcodes().end()) return fail("an instruction begins with an operation of ops.def, after its result's name and `=` if it has one");
    advance();
    const OpInfo& info = infoOf(known->second);
    const bool isVoid = info.result == "void";
    if (hasResult == isVoid)
      return failAt(hasResult ? first : mnemonic, described(hasResult ? first : mnemonic),
                    std::string(info.mnemonic) + (isVoid ? " has no result" : " has a result, which needs a name"));
    block->insts.push_back(std::make_unique<Instruction>(known->second, fixedResult(info)));
    Instruction* inst = block->insts.back().get();
    inst->block = block;
    parseOperands(inst, info);
    if (info.result == "same") {
      expectMark(":", "the type of the result follows the operands of " + std::string(info.mnemonic));
      inst->type = type();
    }
    if (hasResult) define(id, inst, first);
    while (!failed_) {
      if (takeMark("->")) {
        inst->successors.emplace_back();
        parseEdge(inst, inst->successors.size() - 1);
      } else if (takeWord("unwind")) {
        parseEdge(inst, kUnwindEdge);
      } else if (takeWord("overflow")) {
        parseEdge(inst, kOverflowEdge);
      } else {
        break;
      }
    }
    if (isMark("!")) inst->loc = parseLoc();
  }

  void parseOperands(Instruction* inst, const OpInfo& info) {
    bool isFirst = true;
    const auto separator = [&] {
      if (!isFirst) expectMark(",", "operands are separated by `,`; " + std::string(info.mnemonic) + " needs more");
      isFirst = false;
    };
    for (const OperandInfo& o : info.operands) {
      if (failed_) return;
      if (o.kind == OperandKind::AnyList) {
        while (!failed_ && (isFirst ? isSigil('%') : isMark(","))) {
          separator();
          operand(inst, o);
        }
        continue;
      }
      separator();
      if (!isAttribute(o.kind)) {
        operand(inst, o);
        continue;
      }
      const std::string rule = "operand `" + std::string(o.name) + "` of " + std::string(info.mnemonic) + " is ";
      switch (o.kind) {
        case OperandKind::Const: inst->attrs.push_back(sigil('#', rule + "a constant, # and a number")); break;
        case OperandKind::Func: inst->attrs.push_back(sigil('$', rule + "a function, $ and a number")); break;
        case OperandKind::Global: inst->attrs.push_back(sigil('@', rule + "a global, @ and a number")); break;
        default: inst->attrs.push_back(number(rule + "a number"));
      }
    }
  }

  void operand(Instruction* inst, const OperandInfo& info) {
    const Token use = token_;
    const int64_t id = sigil('%', "operand `" + std::string(info.name) + "` is a value, % and a number");
    operands_.push_back({inst, inst->operands.size(), id, use});
    inst->operands.push_back(nullptr);
  }

  void parseEdge(Instruction* inst, size_t which) {
    EdgeUse use{inst, which, 0, {}, token_};
    use.block = sigil('^', "an edge leads to a block, ^ and a number");
    expectMark("(", "`(` and the values for the target's parameters follow the target");
    while (!failed_ && !isMark(")")) {
      use.args.push_back(sigil('%', "an edge passes values, % and a number"));
      if (!takeMark(",")) break;
    }
    expectMark(")", "the values of an edge are separated by `,` and end with `)`");
    edges_.push_back(std::move(use));
  }

  LocIndex parseLoc() {
    advance();
    Loc loc;
    const auto part = [&](uint32_t& to) { to = static_cast<uint32_t>(number("a position is line:col-line:col")); };
    part(loc.line);
    expectMark(":", "a position is line:col-line:col");
    part(loc.col);
    // A column and the minus sign before the last line are one token if nothing stands between: `12-13` reads as 12 and -13.
    const int64_t endLine = number("a position is line:col-line:col");
    loc.endLine = static_cast<uint32_t>(-endLine);
    expectMark(":", "a position is line:col-line:col");
    part(loc.endCol);
    loc.inlined = takeWord("listcomp") ? Loc::kListComp : takeWord("setcomp") ? Loc::kSetComp : takeWord("dictcomp") ? Loc::kDictComp : Loc::kNone;
    if (loc.inlined) {
      if (!isMark("!")) fail("the position of the comprehension follows its kind");
      else loc.outer = parseLoc();
    }
    return failed_ ? 0 : function_->addLoc(loc);
  }

  // ---- after a function, after the module

  Value* valueOf(int64_t id, const Token& token) {
    const auto found = values_.find(id);
    if (found != values_.end()) return found->second;
    failAt(token, "%" + std::to_string(id), "a value is defined somewhere in its function");
    return nullptr;
  }

  void resolve() {
    for (const OperandUse& use : operands_) {
      if (failed_) return;
      use.inst->operands[use.index] = valueOf(use.id, use.token);
    }
    for (const EdgeUse& use : edges_) {
      if (failed_) return;
      if (use.block < 0 || use.block >= static_cast<int64_t>(function_->blocks.size()))
        return failAt(use.token, described(use.token), "an edge leads to a block of its function");
      Edge& e = use.which == kUnwindEdge ? use.inst->unwind : use.which == kOverflowEdge ? use.inst->overflow : use.inst->successors[use.which];
      e.target = function_->blocks[static_cast<size_t>(use.block)].get();
      for (const int64_t arg : use.args) e.args.push_back(valueOf(arg, use.token));
    }
  }

  void linkResumes() {
    for (const ResumeUse& use : resumes_) {
      if (use.entry < 0 || use.entry >= static_cast<int64_t>(module_->functions.size()))
        return failAt(use.token, described(use.token), "`resumes` names a function of the module");
      use.function->entry = module_->functions[static_cast<size_t>(use.entry)].get();
      use.function->entry->resume = use.function;
    }
  }

  std::string_view text_;
  std::string& error_;
  std::unique_ptr<Module> module_;
  bool failed_ = false;
  size_t at_ = 0, lineStart_ = 0;
  uint32_t line_ = 1;
  Token token_;

  Function* function_ = nullptr;
  std::unordered_map<int64_t, Value*> values_;
  std::vector<OperandUse> operands_;
  std::vector<EdgeUse> edges_;
  std::vector<ResumeUse> resumes_;
};

}  // namespace

std::unique_ptr<Module> parse(std::string_view text, std::string& error) {
  error.clear();
  return Parser(text, error).run();
}

}  // namespace trivium::ir
