// Finds and opens the LLVM plugin beside the executable.
#include "engine/plugin.h"

#include <dlfcn.h>
#include <unistd.h>

namespace trivium::engine {

std::string installedFolder() {
  char buffer[4096];
  ssize_t length = readlink("/proc/self/exe", buffer, sizeof buffer);
  std::string path(buffer, length > 0 ? static_cast<size_t>(length) : 0);
  for (int step = 0; step < 2; ++step) {
    size_t slash = path.rfind('/');
    path.resize(slash == std::string::npos ? 0 : slash);
  }
  return path + "/lib/trivium";
}

support::Result<LlvmPlugin*> llvmPlugin() {
  static LlvmPlugin* opened = nullptr;
  if (opened) return opened;
  std::string path = installedFolder() + "/trivium_llvm.so";
  if (access(path.c_str(), F_OK) != 0)
    return support::Failure{"the modes jit and aot need " + path + ", which is not there; this build may be without LLVM"};
  void* handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!handle) return support::Failure{std::string("cannot open the LLVM plugin: ") + dlerror()};
  auto entry = reinterpret_cast<LlvmPlugin* (*)()>(dlsym(handle, "trv_llvm_plugin"));
  if (!entry) return support::Failure{path + " is not the plugin of this version of trivium"};
  opened = entry();
  return opened;
}

} // namespace trivium::engine
