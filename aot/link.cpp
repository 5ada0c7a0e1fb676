// The link step: LLD as a library. Only this file sees LLD.
#include "aot/emit.h"

#include "support/write_file.h"

#include "lld/Common/Driver.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/raw_ostream.h"

#include <cerrno>
#include <cstring>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

LLD_HAS_DRIVER(elf)

namespace trivium::aot {

using support::Failure;
using support::Result;

namespace {

/// The C library as this process has it: the same files the linked program will find on this machine.
struct SystemLibraries {
  std::string interpreter; ///< dynamic loader, from our own program header
  std::string libc, libm;
};

SystemLibraries findSystemLibraries() {
  SystemLibraries found;
  dl_iterate_phdr(
      [](dl_phdr_info* info, size_t, void* data) {
        auto& result = *static_cast<SystemLibraries*>(data);
        std::string_view name = info->dlpi_name;
        for (int i = 0; i < info->dlpi_phnum && result.interpreter.empty(); ++i)
          if (info->dlpi_phdr[i].p_type == PT_INTERP)
            result.interpreter = reinterpret_cast<const char*>(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
        if (name.ends_with("/libc.so.6")) result.libc = name;
        if (name.ends_with("/libm.so.6")) result.libm = name;
        return 0;
      },
      &found);
  return found;
}

/// A file without a name that holds `bytes`; LLD reads it as /proc/self/fd/N.
class MemoryFile {
public:
  explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("program.o", MFD_CLOEXEC)) {
    while (descriptor_ >= 0 && !bytes.empty()) {
      ssize_t written = write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) {
        close(descriptor_);
        descriptor_ = -1;
        break;
      }
      bytes.remove_prefix(static_cast<size_t>(written));
    }
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  bool ok() const { return descriptor_ >= 0; }
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
  int descriptor_;
};

/// Collects what is written to a pipe. LLD writes a regular output file through a mapping, which ends in SIGBUS when the disk is
/// full; a pipe it fills from memory, so that the file is ours to write.
class Collector {
public:
  Collector() {
    if (pipe2(ends_, O_CLOEXEC) == 0) reader_ = std::thread([this] { readAll(); });
  }
  Collector(const Collector&) = delete;
  Collector& operator=(const Collector&) = delete;
  ~Collector() { finish(); }
  bool ok() const { return ends_[1] >= 0; }
  std::string path() const { return "/proc/self/fd/" + std::to_string(ends_[1]); }
  /// Everything written, once no writer is left.
  const std::string& finish() {
    if (ends_[1] >= 0) {
      close(std::exchange(ends_[1], -1));
      reader_.join();
      close(ends_[0]);
    }
    return bytes_;
  }

private:
  void readAll() {
    constexpr size_t kStep = 1 << 16;
    for (size_t used = 0;;) {
      bytes_.resize(used + kStep);
      ssize_t count = read(ends_[0], bytes_.data() + used, kStep);
      if (count < 0 && errno == EINTR) continue;
      used += count > 0 ? static_cast<size_t>(count) : 0;
      bytes_.resize(used);
      if (count <= 0) return;
    }
  }

  int ends_[2] = {-1, -1};
  std::string bytes_;
  std::thread reader_;
};

/// The first complaint of LLD without its prefix.
std::string firstComplaint(std::string_view output) {
  size_t start = output.find("error: ");
  std::string line(output.substr(start == std::string_view::npos ? 0 : start + 7));
  line.resize(std::min(line.find('\n'), line.size()));
  return line;
}

} // namespace

Result<void> link(std::string_view object, const std::string& path, const LinkOptions& options) {
  if (access(options.runtimeArchive.c_str(), R_OK) != 0)
    return Failure{"cannot link: the runtime " + options.runtimeArchive + " is not there"};
  SystemLibraries system = findSystemLibraries();
  if (system.interpreter.empty() || system.libc.empty() || system.libm.empty())
    return Failure{"cannot link: this process does not run with glibc's libc.so.6 and libm.so.6"};
  MemoryFile input(object);
  if (!input.ok()) return Failure{std::string("cannot link: no memory for the object file: ") + strerror(errno)};
  std::string inputPath = input.path();

  Collector collector;
  if (!collector.ok()) return Failure{std::string("cannot link: ") + strerror(errno)};
  std::string outputPath = collector.path();

  std::vector<const char*> args = {"ld.lld", "-o", outputPath.c_str(), "-m", "elf_x86_64", "--no-pie", "--dynamic-linker",
                                   system.interpreter.c_str(), "--gc-sections", "--hash-style=gnu", "--build-id=none",
                                   "-z", "noseparate-code", "-z", "noexecstack", "--as-needed", "--allow-shlib-undefined",
                                   "--threads=1"};
  if (!options.keepSymbols) args.push_back("--strip-all");
  args.insert(args.end(), {inputPath.c_str(), options.runtimeArchive.c_str(), system.libc.c_str(), system.libm.c_str()});

  std::string output;
  llvm::raw_string_ostream stream(output);
  lld::Result result = lld::lldMain(args, stream, stream, {{lld::Gnu, &lld::elf::link}});
  const std::string& executable = collector.finish();
  if (result.retCode != 0) return Failure{"cannot link " + path + ": " + firstComplaint(output)};
  return support::writeFile(path, executable, /*isExecutable=*/true);
}

} // namespace trivium::aot
