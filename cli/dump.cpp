// `trivium dump`: one stage between source and machine code, as text.
#include "cli/commands.h"

#include "engine/plugin.h"
#include "frontend/printer.h"
#include "interp/bytecode.h"

#include <cstdio>

namespace trivium::cli {

namespace {

/// The functions of that qualified name (a generator has two); nothing when there is none.
std::string printFunctions(const ir::Module& module, const std::string& name) {
  if (name.empty()) return ir::print(module);
  std::string text;
  for (const auto& function : module.functions)
    if (function->qualname == name) text += ir::print(*function);
  return text;
}

std::string printBytecode(const ir::Module& module, const std::string& name, std::string& error) {
  interp::BytecodeProgram program;
  if (!interp::compileProgram(module, program, error)) return {};
  if (name.empty()) return interp::disassemble(program, module);
  std::string text;
  for (const auto& function : module.functions)
    if (function->qualname == name) text += interp::disassemble(program, module, function->index);
  return text;
}

} // namespace

int dumpCommand(const DumpOptions& options) {
  std::string text;
  if (options.stage == "tokens" || options.stage == "ast") {
    std::string messages;
    const bool good = options.stage == "ast" ? frontend::printAst(options.file, text, messages)
                                             : frontend::printTokens(options.file, text, messages);
    std::fputs(messages.c_str(), stderr);
    std::fputs(text.c_str(), stdout);
    return good ? 0 : 1;
  }
  int failure = 0;
  auto module = compileToIr(options.file, typingOf(options.code.types && options.stage != "ir"), failure);
  if (!module) return failure;
  if (options.stage == "ir" || options.stage == "types") {
    text = printFunctions(*module, options.function);
  } else if (options.stage == "bytecode") {
    std::string error;
    text = printBytecode(*module, options.function, error);
    if (!error.empty()) return fail(error);
  } else {
    auto plugin = engine::llvmPlugin();
    if (!plugin.ok()) return fail(plugin.message());
    auto dumped = (*plugin)->dump(*module, options.stage == "llvm" ? engine::EmitKind::LlvmIr : engine::EmitKind::Assembly,
                                  options.function, options.code.compile);
    if (!dumped.ok()) return fail(dumped.message());
    text = *dumped;
  }
  if (text.empty() && !options.function.empty()) return fail("no function is called '" + options.function + "'");
  std::fputs(text.c_str(), stdout);
  return std::fflush(stdout) == 0 ? 0 : fail("cannot write to standard output");
}

} // namespace trivium::cli
