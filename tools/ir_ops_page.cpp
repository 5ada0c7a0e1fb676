// Prints docs/ir-ops.md: facts from ir::infoOf, the order and the headings from the lines of ir/ops.def.
//
//   ir_ops_page                 prints the page
//   ir_ops_page --check FILE    compares the page with the file
#include "ir/ir.h"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>
#include <unordered_map>

using namespace trivium;

namespace {

const char* const kIntroduction =
    "# IR operations\n"
    "\n"
    "Printed by `ir_ops_page` (tools/ir_ops_page.cpp) from `ir/ops.def`; do not edit. After a change of the table:\n"
    "`cmake --build build/release --target ir_ops_page && build/release/bin/ir_ops_page > docs/ir-ops.md`.\n"
    "\n"
    "- Operands: `any` is a dynamic value, `i64`, `f64`, `i1` are raw ones; `num` is any of the four and `val` any value;\n"
    "  `any*` is a list. `const`, `int`, `float`, `bool`, `func`, `global`, `slot`, `state`, `module` are attributes, not values.\n"
    "- Result `same`: `any` when an operand is `any`, else what Python's rule gives for the raw types.\n"
    "- Effects: pure (may be removed or merged), reads and writes memory (writes includes calling unknown code), raises,\n"
    "  leaves (has an `overflow` edge to the dynamic code when it works on raw values), ends its block.\n"
    "- Helper: the runtime's entry point for the dynamic form. An operation without one has a handler in each engine.\n";

std::string effectsOf(const ir::OpInfo& info) {
  const std::pair<ir::Effect, const char*> kWords[] = {{ir::kPure, "pure"},     {ir::kReads, "reads"},      {ir::kWrites, "writes"},
                                                       {ir::kRaises, "raises"}, {ir::kOverflows, "leaves"}, {ir::kTerminator, "ends"}};
  std::string text;
  for (auto [effect, word] : kWords)
    if (info.has(effect)) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

const char* kindName(ir::OperandKind kind) {
  switch (kind) {
  case ir::OperandKind::Any: return "any";
  case ir::OperandKind::I64: return "i64";
  case ir::OperandKind::F64: return "f64";
  case ir::OperandKind::I1: return "i1";
  case ir::OperandKind::Num: return "num";
  case ir::OperandKind::Val: return "val";
  case ir::OperandKind::AnyList: return "any*";
  case ir::OperandKind::Const: return "const";
  case ir::OperandKind::Int: return "int";
  case ir::OperandKind::Float: return "float";
  case ir::OperandKind::Bool: return "bool";
  case ir::OperandKind::Func: return "func";
  case ir::OperandKind::Global: return "global";
  case ir::OperandKind::Slot: return "slot";
  case ir::OperandKind::State: return "state";
  case ir::OperandKind::Module: return "module";
  }
  return "";
}

/// Text for a cell of a table.
std::string cell(std::string_view text) {
  std::string result;
  for (char c : text) {
    if (c == '|' || c == '*' || c == '_' || c == '<' || c == '>') result += '\\';
    result += c;
  }
  return result;
}

std::string code(std::string_view text) {
  return text.empty() ? "" : "`" + std::string(text) + "`";
}

std::string rowOf(const ir::OpInfo& info) {
  std::string operands;
  for (const ir::OperandInfo& operand : info.operands)
    operands += (operands.empty() ? "" : " ") + std::string(operand.name) + ":" + kindName(operand.kind);
  return "| " + code(info.mnemonic) + " | " + code(operands) + " | " + code(info.result) + " | " + effectsOf(info) + " | " +
         code(info.helper) + " | " + cell(info.doc) + " |\n";
}

/// The page, or an empty text when the table cannot be read.
std::string makePage() {
  std::unordered_map<std::string_view, ir::Opcode> byName;
  for (unsigned i = 0; i < ir::kOpcodeCount; ++i) byName[ir::infoOf(static_cast<ir::Opcode>(i)).name] = static_cast<ir::Opcode>(i);
  std::ifstream table(TRV_OPS_DEF);
  if (!table) return {};
  std::string page = kIntroduction, line;
  bool isFirstRow = true;
  while (std::getline(table, line)) {
    const std::string_view kHeading = "// ---- ", kRow = "TRV_OP(";
    if (line.starts_with(kHeading)) {
      std::string title = line.substr(kHeading.size());
      title.resize(std::min(title.find_first_of(".(`"), title.size())); // what follows is a remark
      while (title.ends_with(' ')) title.pop_back();
      title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
      page += "\n## " + title + "\n\n";
      isFirstRow = true;
    } else if (line.starts_with(kRow)) {
      if (isFirstRow) page += "| op | operands | result | effects | helper | meaning |\n|---|---|---|---|---|---|\n";
      isFirstRow = false;
      const size_t start = kRow.size();
      page += rowOf(ir::infoOf(byName.at(std::string_view(line).substr(start, line.find(',') - start))));
    }
  }
  page += "\n" + std::to_string(ir::kOpcodeCount) + " operations.\n";
  return page;
}

} // namespace

int main(int argc, char** argv) {
  const std::string page = makePage();
  if (page.empty()) {
    std::fprintf(stderr, "ir_ops_page: cannot read %s\n", TRV_OPS_DEF);
    return 2;
  }
  if (argc < 3 || std::strcmp(argv[1], "--check") != 0) return std::fputs(page.c_str(), stdout) < 0;
  std::ifstream file(argv[2]);
  std::ostringstream content;
  content << file.rdbuf();
  if (content.str() == page) return 0;
  std::fprintf(stderr, "%s is not what ir/ops.def gives; print it anew: %s > %s\n", argv[2], argv[0], argv[2]);
  return 1;
}
