// Storing and loading bytecode; the rules stand in cache.h. Integers are stored as they lie in memory (the file never leaves the
// machine's kind: the tables' hash covers the layout), arrays with their count first.
#include "interp/cache.h"

#include <elf.h>
#include <link.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

#include "runtime/abi/program.h"
#include "support/write_file.h"

namespace trivium::interp {

namespace {

constexpr char kMagic[8] = {'T', 'R', 'V', 'B', 'C', '\r', '\n', '\0'};

/// Layouts that stored bytecode relies on.
constexpr char kTables[] =
#define TRV_OP(name, mnemonic, operands, result, effects, helper, doc) mnemonic operands result #effects #helper
#include "ir/ops.def"
#undef TRV_OP
#define TRV_BC(name, format, origin) #name format
#include "interp/bytecode.def"
#undef TRV_BC
#define TRV_HELPER(name, result, arguments) #name #result #arguments
#include "runtime/abi/helpers.def"
#undef TRV_HELPER
    ;

/// The build of this executable (the linker's note, see "build-id" in the ELF gABI supplements): whatever wrote a file, a program built
/// from other sources does not take it. 0 if it was linked without one.
uint64_t buildHash() {
  uint64_t hash = 0;
  dl_iterate_phdr(
      [](dl_phdr_info* info, size_t, void* result) {
        for (int i = 0; i < info->dlpi_phnum; ++i) {
          const ElfW(Phdr)& header = info->dlpi_phdr[i];
          if (header.p_type != PT_NOTE) continue;
          const auto* note = reinterpret_cast<const uint8_t*>(info->dlpi_addr + header.p_vaddr);
          *static_cast<uint64_t*>(result) ^= support::contentHash(note, header.p_memsz);
        }
        return 1;  // the executable comes first and is all that counts
      },
      &hash);
  return hash;
}

/// Raised when the form of the file changes.
constexpr uint64_t kFormatVersion = 3;

/// Everything whose change makes stored bytecode meaningless: the tables by which it was made, and what made it.
uint64_t tablesHash() {
  static const uint64_t hash = support::contentHash(kTables, sizeof kTables) ^ kFormatVersion ^ uint64_t{runtime::kImageVersion} << 32 ^ buildHash();
  return hash;
}

struct Header {
  char magic[8];
  uint64_t tables;
  uint64_t payloadHash;
  uint64_t payloadBytes;
};

class Writer {
 public:
  std::vector<uint8_t> bytes;
  template <class T> void number(T n) { raw(&n, sizeof n); }
  void raw(const void* data, size_t count) {
    const auto* p = static_cast<const uint8_t*>(data);
    bytes.insert(bytes.end(), p, p + count);
  }
  void text(const std::string& s) {
    number<uint64_t>(s.size());
    raw(s.data(), s.size());
  }
  template <class T> void array(const std::vector<T>& items) {
    number<uint64_t>(items.size());
    raw(items.data(), items.size() * sizeof(T));
  }
};

/// Reads what Writer wrote; past the end it answers zeros and remembers that it failed.
class Reader {
 public:
  Reader(const uint8_t* data, size_t bytes) : at_(data), end_(data + bytes) {}
  bool ok() const { return ok_; }
  bool atEnd() const { return at_ == end_; }
  template <class T> T number() {
    T n{};
    raw(&n, sizeof n);
    return n;
  }
  void raw(void* data, size_t count) {
    if (count > static_cast<size_t>(end_ - at_)) {
      ok_ = false;
      at_ = end_;
      return;
    }
    std::memcpy(data, at_, count);
    at_ += count;
  }
  uint64_t count(size_t itemBytes) {
    const auto n = number<uint64_t>();
    if (n > static_cast<size_t>(end_ - at_) / itemBytes) ok_ = false;
    return ok_ ? n : 0;
  }
  std::string text() {
    std::string s(count(1), '\0');
    raw(s.data(), s.size());
    return s;
  }
  template <class T> void array(std::vector<T>& items) {
    items.resize(count(sizeof(T)));
    if (!items.empty()) raw(static_cast<void*>(items.data()), items.size() * sizeof(T));
  }

 private:
  const uint8_t *at_, *end_;
  bool ok_ = true;
};

/// Whole file; false when it cannot be read.
bool readFile(const char* path, std::vector<uint8_t>& bytes) {
  std::FILE* file = std::fopen(path, "rbe");
  if (!file) return false;
  struct stat info;
  bool ok = fstat(fileno(file), &info) == 0 && S_ISREG(info.st_mode);
  if (ok) {
    bytes.resize(static_cast<size_t>(info.st_size));
    ok = std::fread(bytes.data(), 1, bytes.size(), file) == bytes.size();
  }
  std::fclose(file);
  return ok;
}

bool isFresh(const support::SourceList& sources) {
  std::vector<uint8_t> bytes;
  for (const support::SourceStamp& s : sources.files)
    if (!readFile(s.path.c_str(), bytes) || support::contentHash(bytes.data(), bytes.size()) != s.hash) return false;
  for (const std::string& path : sources.absent)
    if (access(path.c_str(), F_OK) == 0) return false;
  return true;
}

std::string cacheFolder(const CacheKey& key) {
  const size_t slash = key.file.rfind('/');
  return (slash == std::string::npos ? "" : key.file.substr(0, slash + 1)) + "__trivium__";
}

}  // namespace

std::string cachePath(const CacheKey& key) {
  const size_t slash = key.file.rfind('/');
  std::string name = slash == std::string::npos ? key.file : key.file.substr(slash + 1);
  if (name.size() > 3 && name.compare(name.size() - 3, 3, ".py") == 0) name.resize(name.size() - 3);
  const std::string identity = key.file + '\0' + (key.types ? "typed" : "untyped") + '\0' + key.libraryPath;
  char hash[20];
  std::snprintf(hash, sizeof hash, "%016llx", static_cast<unsigned long long>(support::contentHash(identity.data(), identity.size())));
  return cacheFolder(key) + "/" + name + "-" + hash + ".tbc";
}

std::vector<uint8_t> serialise(const BytecodeProgram& program, const support::SourceList& sources) {
  Writer w;
  w.bytes.resize(sizeof(Header));
  w.number<uint64_t>(sources.files.size());
  for (const support::SourceStamp& s : sources.files) {
    w.text(s.path);
    w.number(s.hash);
  }
  w.number<uint64_t>(sources.absent.size());
  for (const std::string& path : sources.absent) w.text(path);
  w.array(program.image);
  w.number(program.constantCount);
  w.number(program.globalCount);
  w.number<uint64_t>(program.functions.size());
  for (const BytecodeFunction& fn : program.functions) {
    w.number(fn.index);
    w.number(fn.paramCount);
    w.number(fn.registerCount);
    w.number(fn.cacheCount);
    w.number(fn.resumeIndex);
    w.number<uint8_t>(static_cast<uint8_t>(fn.isResume | fn.isSimple << 1));
    w.array(fn.code);
    w.number<uint64_t>(fn.constants.size());
    for (const auto& c : fn.constants) {
      w.number(c.value);
      w.number<uint8_t>(c.isRaw);
    }
    w.array(fn.handlers);
    w.array(fn.locs);
  }
  Header header;
  std::memcpy(header.magic, kMagic, sizeof kMagic);
  header.tables = tablesHash();
  header.payloadBytes = w.bytes.size() - sizeof(Header);
  header.payloadHash = support::contentHash(w.bytes.data() + sizeof(Header), header.payloadBytes);
  std::memcpy(w.bytes.data(), &header, sizeof header);
  return std::move(w.bytes);
}

bool deserialise(const uint8_t* data, size_t bytes, BytecodeProgram& program, support::SourceList& sources) {
  Header header;
  if (bytes < sizeof header) return false;
  std::memcpy(&header, data, sizeof header);
  data += sizeof header;
  bytes -= sizeof header;
  if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0 || header.tables != tablesHash() || header.payloadBytes != bytes ||
      header.payloadHash != support::contentHash(data, bytes))
    return false;
  Reader r(data, bytes);
  sources.files.resize(r.count(16));
  for (support::SourceStamp& s : sources.files) {
    s.path = r.text();
    s.hash = r.number<uint64_t>();
  }
  sources.absent.resize(r.count(8));
  for (std::string& path : sources.absent) path = r.text();
  r.array(program.image);
  program.constantCount = r.number<uint32_t>();
  program.globalCount = r.number<uint32_t>();
  program.functions.resize(r.count(32));
  for (BytecodeFunction& fn : program.functions) {
    fn.index = r.number<uint32_t>();
    fn.paramCount = r.number<uint32_t>();
    fn.registerCount = r.number<uint32_t>();
    fn.cacheCount = r.number<uint32_t>();
    fn.resumeIndex = r.number<int64_t>();
    const auto flags = r.number<uint8_t>();
    fn.isResume = flags & 1;
    fn.isSimple = flags & 2;
    r.array(fn.code);
    fn.constants.resize(r.count(9));
    for (auto& c : fn.constants) {
      c.value = r.number<int64_t>();
      c.isRaw = r.number<uint8_t>();
    }
    r.array(fn.handlers);
    r.array(fn.locs);
  }
  return r.ok() && r.atEnd() && verifyBytecode(program).empty();
}

bool loadCached(const CacheKey& key, BytecodeProgram& program) {
  std::vector<uint8_t> bytes;
  support::SourceList sources;
  if (readFile(cachePath(key).c_str(), bytes) && deserialise(bytes.data(), bytes.size(), program, sources) && isFresh(sources)) return true;
  program = {};
  return false;
}

void storeCached(const CacheKey& key, const support::SourceList& sources, const BytecodeProgram& program) {
  mkdir(cacheFolder(key).c_str(), 0777);
  const std::vector<uint8_t> bytes = serialise(program, sources);
  // A folder that cannot be written to is a place without a cache, as for CPython.
  (void)support::writeFile(cachePath(key), {reinterpret_cast<const char*>(bytes.data()), bytes.size()}).ok();
}

}  // namespace trivium::interp
