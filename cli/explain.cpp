// `trivium explain`: what typing left dynamic in the loops of a program, line by line, and what it took the values for.
#include "cli/commands.h"

#include "engine/plugin.h"
#include "ir/kinds.h"
#include "ir/passes/explain.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>

namespace trivium::cli {

namespace {

/// Source files by name, read when they are first asked for.
class Sources {
public:
  explicit Sources(const std::string& program) : program_(program) {}

  /// As the program was named if it is the program, else its path.
  const std::string& shown(const std::string& file) const {
    std::error_code error;
    return std::filesystem::equivalent(file, program_, error) ? program_ : file;
  }

  const std::string& line(const std::string& file, uint32_t number) {
    auto [entry, isNew] = files_.try_emplace(file);
    if (isNew) {
      std::ifstream in(file, std::ios::binary);
      for (std::string text; std::getline(in, text);) entry->second.push_back(text);
    }
    static const std::string none;
    return number >= 1 && number <= entry->second.size() ? entry->second[number - 1] : none;
  }

  std::string whole(const std::string& file, uint32_t number) {
    const std::string& text = line(file, number);
    const size_t first = text.find_first_not_of(" \t\f"), last = text.find_last_not_of(" \t\r\f");
    return first == std::string::npos ? "" : text.substr(first, last - first + 1);
  }

  /// The text of a range, as far as it lies in its first line.
  std::string part(const std::string& file, const ir::Loc& loc) {
    const std::string& text = line(file, loc.line);
    if (loc.col >= text.size()) return "";
    if (loc.endLine != loc.line) return whole(file, loc.line);
    return text.substr(loc.col, loc.endCol > loc.col ? loc.endCol - loc.col : 0);
  }

private:
  std::string program_;
  std::map<std::string, std::vector<std::string>> files_;
};

/// Equal findings of one place.
struct Entry {
  const ir::Finding* finding;
  unsigned count;
};

struct Line {
  std::string file, function;
  uint32_t number;
  unsigned depth;
  std::vector<Entry> entries;
};

const std::string& fileOf(const ir::Function& function) { return function.module->modules[function.moduleIndex].file; }

std::string nameOf(const ir::Function& function) {
  const ir::Function& shown = function.isResume && function.entry ? *function.entry : function;
  return shown.isModuleBody ? "<module>" : shown.qualname;
}

bool isSamePlace(const ir::Finding& a, const ir::Finding& b) { return a.kind == b.kind && a.op == b.op && a.loc == b.loc; }

/// By lines of functions, those in most loops first.
std::vector<Line> groupByLine(const std::vector<ir::Finding>& findings, const ExplainOptions& options) {
  const std::string library = engine::installedFolder() + "/lib/";
  std::vector<Line> lines;
  std::map<std::pair<const ir::Function*, uint32_t>, size_t> known;
  for (const ir::Finding& f : findings) {
    const std::string& file = fileOf(*f.function);
    if (file.starts_with(library) || (!options.function.empty() && nameOf(*f.function) != options.function)) continue;
    auto [place, isNew] = known.try_emplace({f.function, f.loc.line}, lines.size());
    if (isNew) lines.push_back({file, nameOf(*f.function), f.loc.line, 0, {}});
    Line& line = lines[place->second];
    line.depth = std::max(line.depth, f.depth);
    auto same = std::find_if(line.entries.begin(), line.entries.end(), [&](const Entry& e) { return isSamePlace(*e.finding, f); });
    if (same == line.entries.end()) line.entries.push_back({&f, 1});
    else ++same->count;
  }
  for (Line& line : lines)
    std::stable_sort(line.entries.begin(), line.entries.end(), [](const Entry& a, const Entry& b) {
      if (a.finding->kind != b.finding->kind) return a.finding->kind < b.finding->kind;
      return a.finding->loc.col < b.finding->loc.col;
    });
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    if (a.depth != b.depth) return a.depth > b.depth;
    return a.file != b.file ? a.file < b.file : a.number < b.number;
  });
  return lines;
}

std::string guessText(const ir::Guess& guess) {
  if ((guess.kinds & ~ir::kUnknown) == 0) return "unknown";
  std::string text = ir::kindsText(guess.kinds);
  if (guess.items) text += "[" + ir::kindsText(guess.items) + "]";
  return text;
}

// ---- text

std::string toText(const std::vector<Line>& lines, Sources& sources) {
  std::string out;
  for (const Line& line : lines) {
    out += sources.shown(line.file) + ":" + std::to_string(line.number) + " in " + line.function;
    out += line.depth ? ", " + std::to_string(line.depth) + (line.depth == 1 ? " loop\n" : " loops\n") : ", no loop\n";
    out += "    " + sources.whole(line.file, line.number) + "\n";
    std::string checks;
    for (const Entry& e : line.entries) {
      const ir::Finding& f = *e.finding;
      if (!ir::isDynamic(f.kind)) continue;
      out += "  " + std::string(ir::findingName(f.kind)) + "  " + sources.part(line.file, f.loc) + "  (";
      for (size_t i = 0; i < f.operands.size(); ++i) out += (i ? ", " : "") + std::string(f.operands[i].role) + " " + guessText(f.operands[i].guess);
      out += ")\n";
      for (const ir::FindingOperand& operand : f.operands)
        for (const ir::Origin& o : operand.origins) {
          const std::string& file = fileOf(*o.function);
          out += "      " + std::string(operand.role) + ": " + ir::kindsText(o.kinds) + " from " + (file == line.file ? "line " : sources.shown(file) + ":") +
                 std::to_string(o.loc.line) + "  " + sources.part(file, o.loc) + "\n";
        }
    }
    std::map<ir::FindingKind, unsigned> counts;
    for (const Entry& e : line.entries)
      if (!ir::isDynamic(e.finding->kind)) counts[e.finding->kind] += e.count;
    for (auto [kind, count] : counts) checks += (checks.empty() ? "  " : ", ") + std::string(ir::findingName(kind)) + " " + std::to_string(count);
    if (!checks.empty()) out += checks + "\n";
  }
  return out.empty() ? "nothing is dynamic or checked in the loops\n" : out;
}

// ---- JSON

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char code[8];
      std::snprintf(code, sizeof code, "\\u%04x", static_cast<unsigned>(c));
      out += code;
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string kindList(ir::Kinds kinds) {
  std::string out;
  for (const std::string& name : ir::kindNames(kinds)) out += (out.empty() ? "" : ", ") + quoted(name);
  return "[" + out + "]";
}

std::string operandJson(const ir::FindingOperand& operand, Sources& sources) {
  std::string origins;
  for (const ir::Origin& o : operand.origins) {
    const std::string& file = fileOf(*o.function);
    origins += std::string(origins.empty() ? "" : ", ") + "{\"file\": " + quoted(sources.shown(file)) + ", \"line\": " + std::to_string(o.loc.line) +
               ", \"text\": " + quoted(sources.part(file, o.loc)) + ", \"kinds\": " + kindList(o.kinds) + "}";
  }
  return "{\"role\": \"" + std::string(operand.role) + "\", \"kinds\": " + kindList(operand.guess.kinds) + ", \"items\": " + kindList(operand.guess.items) +
         ", \"origins\": [" + origins + "]}";
}

std::string toJson(const std::vector<Line>& lines, const ExplainOptions& options, Sources& sources) {
  std::string out = "{\"schema\": \"trivium-explain-1\", \"program\": " + quoted(options.file) + ", \"lines\": [";
  for (size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    out += std::string(i ? "," : "") + "\n  {\"file\": " + quoted(sources.shown(line.file)) + ", \"line\": " + std::to_string(line.number) + ", \"function\": " + quoted(line.function) +
           ", \"loopDepth\": " + std::to_string(line.depth) + ", \"source\": " + quoted(sources.whole(line.file, line.number)) + ", \"findings\": [";
    for (size_t k = 0; k < line.entries.size(); ++k) {
      const ir::Finding& f = *line.entries[k].finding;
      std::string operands;
      for (const ir::FindingOperand& o : f.operands) operands += (operands.empty() ? "" : ", ") + operandJson(o, sources);
      out += std::string(k ? "," : "") + "\n    {\"kind\": \"" + ir::findingName(f.kind) + "\", \"op\": " + quoted(std::string(ir::infoOf(f.op).mnemonic)) +
             ", \"column\": " + std::to_string(f.loc.col) + ", \"text\": " + quoted(sources.part(line.file, f.loc)) +
             ", \"count\": " + std::to_string(line.entries[k].count) + ", \"operands\": [" + operands + "]}";
    }
    out += "]}";
  }
  return out + "]}\n";
}

} // namespace

int explainCommand(const ExplainOptions& options) {
  int failure = 0;
  auto module = compileToIr(options.file, Typing::Full, failure);
  if (!module) return failure;
  const std::vector<ir::Finding> findings = ir::explain(*module, options.everything ? 0 : 1);
  const std::vector<Line> lines = groupByLine(findings, options);
  Sources sources(options.file);
  std::fputs((options.json ? toJson(lines, options, sources) : toText(lines, sources)).c_str(), stdout);
  return std::fflush(stdout) == 0 ? 0 : fail("cannot write to standard output");
}

} // namespace trivium::cli
