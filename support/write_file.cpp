// Atomic writing of output files.
#include "support/write_file.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace trivium::support {

namespace {

/// Writes everything; false leaves the reason in errno.
bool writeAll(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

} // namespace

Result<void> writeFile(const std::string& path, std::string_view bytes, bool isExecutable) {
  auto failed = [&] { return Failure{"cannot write " + path + ": " + strerror(errno)}; };

  struct stat info;
  if (stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode)) {
    // A device or pipe is written to, never replaced.
    int file = open(path.c_str(), O_WRONLY | O_CLOEXEC);
    bool done = file >= 0 && writeAll(file, bytes);
    Failure failure = failed();
    if (file >= 0) close(file);
    return done ? Result<void>() : failure;
  }

  std::string temporary = path + ".XXXXXX";
  int file = mkstemp(temporary.data());
  if (file < 0) return failed();
  // mkstemp made it private to us; an output file gets what open() would have given it.
  mode_t mask = umask(0);
  umask(mask);
  bool done = writeAll(file, bytes) && fchmod(file, (isExecutable ? 0777 : 0666) & ~mask) == 0;
  Failure failure = failed();
  if (close(file) != 0 && done) {
    failure = failed();
    done = false;
  }
  if (done && rename(temporary.c_str(), path.c_str()) == 0) return {};
  if (done) failure = failed();
  unlink(temporary.c_str());
  return failure;
}

} // namespace trivium::support
