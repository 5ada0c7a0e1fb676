// What the files of module `posix` share.
#pragma once
#include <sys/stat.h>

#include "runtime/detail/core.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

/// A file named by an argument of a function of module os.
struct PathArgument {
  const char* name = nullptr;  ///< for the system; null where `fd` counts
  int fd = -1;
  Value given = 0;             ///< what errors show
  bool isBytes = false;
};
enum PathKinds : unsigned { kPathOnly = 0, kPathOrFd = 1, kPathOrNone = 2 };
/// False = raised: TypeError "stat: path should be string, bytes, os.PathLike or integer, not X", ValueError for a null character.
bool pathArgument(const char* function, const char* argument, Value v, unsigned kinds, PathArgument* out);
/// Text as the system gave it, str (undecodable bytes as lone surrogates) or bytes.
Value systemText(const char* text, bool asBytes);
/// OSError by errno with the path's name.
Value raisePath(const PathArgument& path);
int intArgument(Value v, int* out);
/// Refuses dir_fd and its kind, which nothing here supports. False = raised.
bool noDirFd(const char* function, Value dirFd);
Value statResult(const struct stat& info);

void addPosixFiles(Value module);
void addPosixProcesses(Value module);
void addScandir(Value module);

}  // namespace trivium::runtime
