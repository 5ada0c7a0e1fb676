// Atomic writing of output files.
#include "aot/emit.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace trivium::aot {

support::Result<void> writeFile(const std::string& path, std::string_view bytes) {
  auto failed = [&] { return support::Failure{"cannot write " + path + ": " + strerror(errno)}; };
  std::string temporary = path + ".XXXXXX";
  int file = mkstemp(temporary.data());
  if (file < 0) return failed();
  auto abandon = [&] {
    support::Failure failure = failed();
    close(file);
    unlink(temporary.c_str());
    return failure;
  };
  while (!bytes.empty()) {
    ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return abandon();
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  // mkstemp made it private to us; an output file gets what open() would have given it.
  mode_t mask = umask(0);
  umask(mask);
  if (fchmod(file, 0666 & ~mask) != 0) return abandon();
  if (rename(temporary.c_str(), path.c_str()) != 0) return abandon();
  if (close(file) != 0) return failed();
  return {};
}

} // namespace trivium::aot
