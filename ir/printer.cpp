// Module to text form. The grammar is the one parser.cpp reads:
//
//   module    = { const | global | moddecl | kinds | function }
//   const     = "const" "#" N "=" ( "none" | "true" | "false" | "ellipsis" | "int" I | "bigint" S | "float" 0xBITS | "complex" 0xBITS 0xBITS
//             | "str" S | "bytes" S | "tuple" "(" {#N} ")" | "frozenset" "(" {#N} ")" )
//   global    = "global" "@" N "=" S "module" N
//   moddecl   = "module" N "=" S "file" S ["package"] ["body" "$" N] { "@" N }
//   kinds     = "words" | "floats" { #N } | "layout" { #N I ["float"] }    objects hold words only; attributes that are floats; name and slot
//   function  = "func" "$" N S qualname:S { attribute } "(" [ param { "," param } ] ")" "{" { block } "}"
//   attribute = "module" N | "line" N | "doc" N | "generator" | "resumes" "$" N | "modulebody" | "classbody" | "slots" N | "cells" N
//             | "locals" { S }
//   param     = ["/" | "=" | "*" | "**"] S          positional-only, keyword-only, *args, **kwargs
//   block     = "^" N "(" { "%" N ":" type } ")" ":" { inst }
//   inst      = ["%" N "="] mnemonic { operand } [":" type] { edge } [loc]
//   loc       = "!" line ":" col "-" line ":" col [ ("listcomp" | "setcomp" | "dictcomp") loc ]
//   operand   = "%" N | "#" N | "$" N | "@" N | I
//   edge      = ("->" | "unwind" | "overflow") "^" N "(" { "%" N } ")"
#include <cstdio>
#include <cstring>

#include "ir/ir.h"
#include "ir/kinds.h"

namespace trivium::ir {
namespace {

const char* typeName(Type t) {
  switch (t) {
    case Type::Void: return "void";
    case Type::Any: return "any";
    case Type::I64: return "i64";
    case Type::F64: return "f64";
    case Type::I1: return "i1";
  }
  return "?";
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (unsigned char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c < 32 || c == 127) {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\x%02x", c);
      out += buffer;
    } else {
      out += static_cast<char>(c);
    }
  }
  return out + '"';
}

std::string hexBits(double d) {
  uint64_t bits;
  std::memcpy(&bits, &d, sizeof bits);
  char buffer[24];
  std::snprintf(buffer, sizeof buffer, "0x%016llx", static_cast<unsigned long long>(bits));
  return buffer;
}

std::string value(const Value* v) { return v ? "%" + std::to_string(v->id) : "%null"; }

std::string edge(const Edge& e) {
  std::string out = "^" + std::to_string(e.target->id) + "(";
  for (size_t i = 0; i < e.args.size(); ++i) out += (i ? ", " : "") + value(e.args[i]);
  return out + ")";
}

/// What inference expects, as a comment.
std::string guessText(const Guess& guess) {
  std::string out = kindsText(guess.kinds);
  if (guess.items) out += "[" + kindsText(guess.items) + "]";
  if (guess.layout >= 0) out += " layout " + std::to_string(guess.layout);
  return out;
}

void printInstruction(std::string& out, const Instruction& inst, const Function& function) {
  const OpInfo& info = infoOf(inst.op);
  out += "  ";
  if (inst.type != Type::Void) out += value(&inst) + " = ";
  out += info.mnemonic;
  size_t operand = 0, attr = 0;
  const char* separator = " ";
  auto item = [&](const std::string& text) {
    out += separator + text;
    separator = ", ";
  };
  for (const OperandInfo& o : info.operands) {
    if (o.kind == OperandKind::AnyList) {
      while (operand < inst.operands.size()) item(value(inst.operands[operand++]));
    } else if (!isAttribute(o.kind)) {
      item(operand < inst.operands.size() ? value(inst.operands[operand++]) : "%missing");
    } else if (attr < inst.attrs.size()) {
      const int64_t a = inst.attrs[attr++];
      const char* sigil = o.kind == OperandKind::Const ? "#" : o.kind == OperandKind::Func ? "$" : o.kind == OperandKind::Global ? "@" : "";
      item(sigil + std::to_string(a));
    }
  }
  if (info.result == "same") out += std::string(" : ") + typeName(inst.type);
  for (const Edge& e : inst.successors) out += " -> " + edge(e);
  if (inst.unwind) out += " unwind " + edge(inst.unwind);
  if (inst.overflow) out += " overflow " + edge(inst.overflow);
  for (LocIndex at = inst.loc; at;) {
    const Loc& l = function.locs[at];
    out += " !" + std::to_string(l.line) + ":" + std::to_string(l.col) + "-" + std::to_string(l.endLine) + ":" + std::to_string(l.endCol);
    if (!l.inlined) break;
    if (l.inlined >= Loc::kFirstFunction) out += " in $" + std::to_string(l.inlined - Loc::kFirstFunction);
    else out += l.inlined == Loc::kListComp ? " listcomp" : l.inlined == Loc::kSetComp ? " setcomp" : " dictcomp";
    at = l.outer;
  }
  if (inst.type == Type::Any && inst.guess.kinds) out += "  ; " + guessText(inst.guess);
  out += '\n';
}

std::string constantText(const Constant& c) {
  auto items = [&] {
    std::string out = " (";
    for (size_t i = 0; i < c.items.size(); ++i) out += (i ? ", #" : "#") + std::to_string(c.items[i]);
    return out + ")";
  };
  switch (c.kind) {
    case Constant::Kind::None: return "none";
    case Constant::Kind::Bool: return c.integer ? "true" : "false";
    case Constant::Kind::Int: return "int " + std::to_string(c.integer);
    case Constant::Kind::BigInt: return "bigint " + quoted(c.text);
    case Constant::Kind::Float: return "float " + hexBits(c.real);
    case Constant::Kind::Complex: return "complex " + hexBits(c.real) + " " + hexBits(c.imag);
    case Constant::Kind::Str: return "str " + quoted(c.text);
    case Constant::Kind::Bytes: return "bytes " + quoted(c.text);
    case Constant::Kind::Tuple: return "tuple" + items();
    case Constant::Kind::FrozenSet: return "frozenset" + items();
    case Constant::Kind::Ellipsis: return "ellipsis";
  }
  return "?";
}

}  // namespace

std::string print(const Function& function) {
  const_cast<Function&>(function).renumber();
  std::string out = "func $" + std::to_string(function.index) + " " + quoted(function.name) + " " + quoted(function.qualname);
  auto number = [&](const char* word, int64_t n) { out += std::string(" ") + word + " " + std::to_string(n); };
  number("module", function.moduleIndex);
  number("line", function.firstLine);
  if (function.docConst >= 0) number("doc", function.docConst);
  if (function.isGenerator) out += " generator";
  if (function.isResume) out += " resumes $" + std::to_string(function.entry->index);
  if (function.isModuleBody) out += " modulebody";
  if (function.isClassBody) out += " classbody";
  if (function.slotCount) number("slots", function.slotCount);
  if (function.cellCount) number("cells", function.cellCount);
  if (!function.localNames.empty()) {
    out += " locals";
    for (const std::string& name : function.localNames) out += " " + quoted(name);
  }
  out += " (";
  const Signature& s = function.signature;
  for (size_t i = 0; i < s.names.size(); ++i) {
    if (i) out += ", ";
    const bool isVarArgs = s.hasVarArgs && i == s.posCount + s.kwOnlyCount;
    const bool isVarKeywords = s.hasVarKeywords && i + 1 == s.names.size();
    if (isVarArgs) out += "*";
    else if (isVarKeywords) out += "**";
    else if (i < s.posOnlyCount) out += "/";
    else if (i >= s.posCount) out += "=";
    out += quoted(s.names[i]);
  }
  out += ") {\n";
  for (auto& block : function.blocks) {
    out += "^" + std::to_string(block->id) + "(";
    for (size_t i = 0; i < block->params.size(); ++i)
      out += (i ? ", " : "") + value(block->params[i].get()) + ": " + typeName(block->params[i]->type);
    out += "):";
    for (auto& p : block->params)
      if (p->type == Type::Any && p->guess.kinds) out += "  ; " + value(p.get()) + " " + guessText(p->guess);
    out += "\n";
    for (auto& inst : block->insts) printInstruction(out, *inst, function);
  }
  return out + "}\n";
}

std::string print(const Module& module) {
  std::string out;
  for (size_t i = 0; i < module.constants.size(); ++i) out += "const #" + std::to_string(i) + " = " + constantText(module.constants[i]) + "\n";
  for (size_t i = 0; i < module.globals.size(); ++i)
    out += "global @" + std::to_string(i) + " = " + quoted(module.globals[i].name) + " module " + std::to_string(module.globals[i].moduleIndex) + "\n";
  for (size_t i = 0; i < module.modules.size(); ++i) {
    const ModuleInfo& m = module.modules[i];
    out += "module " + std::to_string(i) + " = " + quoted(m.name) + " file " + quoted(m.file);
    if (m.isPackage) out += " package";
    if (m.bodyFunction >= 0) out += " body $" + std::to_string(m.bodyFunction);
    for (uint32_t g : m.globals) out += " @" + std::to_string(g);
    out += "\n";
  }
  if (!module.storageKinds) out += "words\n";
  if (!module.floatAttributes.empty()) {
    out += "floats";
    for (uint32_t name : module.floatAttributes) out += " #" + std::to_string(name);
    out += "\n";
  }
  for (const Layout& layout : module.layouts) {
    out += "layout";
    for (const LayoutField& f : layout.fields) out += " #" + std::to_string(f.name) + " " + std::to_string(f.slot) + (f.isFloat ? " float" : "");
    out += "\n";
  }
  for (auto& f : module.functions) out += "\n" + print(*f);
  return out;
}

std::vector<std::string> kindNames(Kinds kinds) {
  constexpr const char* kNames[] = {"int",   "float", "bool", "None",     "str", "list",     "tuple",     "dict",
                                    "range", "other", "?",    "instance", "set", "function", "generator", "class"};
  std::vector<std::string> names;
  for (unsigned k = 0; k < 16; ++k)
    if (kinds >> k & 1) names.emplace_back(kNames[k]);
  return names;
}

std::string kindsText(Kinds kinds) {
  std::string out;
  for (const std::string& name : kindNames(kinds)) out += (out.empty() ? "" : "|") + name;
  return out;
}

}  // namespace trivium::ir
