// `trivium build`: a program to a file on disk.
#include "cli/commands.h"

#include "engine/plugin.h"
#include "interp/cache.h"
#include "support/write_file.h"

#include <cstdio>

namespace trivium::cli {

namespace {

struct EmitRow {
  const char* name;
  const char* extension;  ///< of the default output file
};
constexpr EmitRow kEmits[] = {{"exe", ""}, {"obj", ".o"}, {"asm", ".s"}, {"llvm", ".ll"}, {"ir", ".tir"}, {"bytecode", ".tbc"}};

const EmitRow* findEmit(const std::string& name) {
  for (const EmitRow& row : kEmits)
    if (name == row.name) return &row;
  return nullptr;
}

/// prog.py -> prog + extension, in the current folder as compilers do.
std::string defaultOutput(const std::string& file, const EmitRow& emit) {
  const size_t slash = file.rfind('/');
  std::string name = slash == std::string::npos ? file : file.substr(slash + 1);
  if (name.size() > 3 && name.ends_with(".py")) name.resize(name.size() - 3);
  else if (!*emit.extension) name += ".out";  // never over the source
  return name + emit.extension;
}

} // namespace

int buildCommand(const BuildOptions& options) {
  const EmitRow* emit = findEmit(options.emit);
  if (!emit) return fail("--emit takes exe, obj, asm, llvm, ir or bytecode, not '" + options.emit + "'");
  const std::string output = options.output.empty() ? defaultOutput(options.file, *emit) : options.output;
  int failure = 0;
  auto module = compileToIr(options.file, typingOf(options.code.types), failure);
  if (!module) return failure;

  if (options.emit == "ir") {
    const std::string text = ir::print(*module);
    auto written = support::writeFile(output, text);
    return written.ok() ? 0 : fail(written.message());
  }
  if (options.emit == "bytecode") {
    interp::BytecodeProgram program;
    std::string error;
    if (!interp::compileProgram(*module, program, error)) return fail(error);
    const std::vector<uint8_t> bytes = interp::serialise(program, {});
    auto written = support::writeFile(output, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    return written.ok() ? 0 : fail(written.message());
  }
  auto plugin = engine::llvmPlugin();
  if (!plugin.ok()) return fail(plugin.message());
  const engine::EmitKind kind = options.emit == "exe"   ? engine::EmitKind::Executable
                                : options.emit == "obj" ? engine::EmitKind::Object
                                : options.emit == "asm" ? engine::EmitKind::Assembly
                                                        : engine::EmitKind::LlvmIr;
  auto built = (*plugin)->emit(*module, kind, output, engine::installedFolder() + "/libtrivium_rt.a", options.code.compile);
  return built.ok() ? 0 : fail(built.message());
}

} // namespace trivium::cli
