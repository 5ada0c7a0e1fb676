// Listings of folders for module os: listdir() and scandir() with its DirEntry. Library Reference "os.scandir"; texts as CPython's
// Modules/posixmodule.c.
#include <dirent.h>
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime/detail/containers.h"
#include "runtime/detail/posix.h"
#include "runtime/file.h"

namespace trivium::runtime {

namespace {

ClassObj entryClass, scanClass;

struct EntryObj : Object {
  Value name, path;
  uint64_t inode;
  uint8_t type;  ///< DT_ as the folder says
};
struct ScanObj : Object {
  ListObj* entries;  ///< null once closed
  int64_t next;
};

EntryObj* entryOf(Value v) { return as<EntryObj>(v); }

/// Opens the folder an argument names.
DIR* openFolder(const char* function, Value v, PathArgument* path) {
  if (!pathArgument(function, "path", v, kPathOrFd | kPathOrNone, path)) return nullptr;
  DIR* folder;
  if (path->name) {
    folder = opendir(path->name);
  } else {
    const int fd = dup(path->fd);  // closing the folder closes its descriptor
    folder = fd < 0 ? nullptr : fdopendir(fd);
    if (folder) rewinddir(folder);
  }
  if (!folder) raisePath(*path);
  return folder;
}
const struct dirent* nextEntry(DIR* folder) {
  for (;;) {
    const struct dirent* e = readdir(folder);
    if (!e || (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))) return e;
  }
}

Value listdirFn(Value, const Value* args, int64_t) {
  PathArgument path;
  DIR* folder = openFolder("listdir", args[0], &path);
  if (!folder) return 0;
  ListObj* names = newList();
  while (const struct dirent* e = nextEntry(folder)) listAppend(names, systemText(e->d_name, path.isBytes));
  closedir(folder);
  return toValue(names);
}

Value joined(const PathArgument& folder, const char* name) {
  const size_t n = strlen(folder.name), m = strlen(name);
  const bool slash = n > 0 && folder.name[n - 1] != '/';
  char* text = static_cast<char*>(gcAllocLeaf(n + m + 2));
  memcpy(text, folder.name, n);
  if (slash) text[n] = '/';
  memcpy(text + n + slash, name, m);
  return systemText(text, folder.isBytes);
}

Value scandirFn(Value, const Value* args, int64_t) {
  PathArgument path;
  DIR* folder = openFolder("scandir", args[0], &path);
  if (!folder) return 0;
  auto* scan = reinterpret_cast<ScanObj*>(allocInstance(&scanClass));
  scan->entries = newList();
  while (const struct dirent* e = nextEntry(folder)) {
    auto* entry = reinterpret_cast<EntryObj*>(allocInstance(&entryClass));
    entry->name = systemText(e->d_name, path.isBytes);
    entry->path = path.name && path.given ? joined(path, e->d_name) : path.name ? joined(path, e->d_name) : entry->name;
    entry->inode = e->d_ino;
    entry->type = e->d_type;
    listAppend(scan->entries, toValue(entry));
  }
  closedir(folder);
  return toValue(scan);
}

// ---- scandir()

Value scanSelf(Value self) { return self; }
Value scanNext(Value self) {
  auto* scan = as<ScanObj>(self);
  if (!scan->entries) return kEnd;
  if (scan->next < scan->entries->length) return scan->entries->items[scan->next++];
  scan->entries = nullptr;
  return kEnd;
}
Value scanClose(Value self, const Value*, int64_t) {
  as<ScanObj>(self)->entries = nullptr;
  return none();
}
Value scanEnter(Value self, const Value*, int64_t) { return self; }
const NativeDef kScanMethods[] = {
    {"__enter__", scanEnter, ArgKind::None}, {"__exit__", scanClose, ArgKind::Positional, 0, -1}, {"close", scanClose, ArgKind::None}, {nullptr, nullptr}};

// ---- DirEntry

/// 1 found, 0 not there any more, -1 raised.
int entryInfo(EntryObj* e, bool follow, struct stat* info) {
  const char* name = fileNameOf(e->path);
  if (!name) return -1;
  if ((follow ? stat(name, info) : lstat(name, info)) == 0) return 1;
  return errno == ENOENT ? 0 : raiseInt(raiseErrno(errno, e->path));
}
bool follows(Value flag, bool* out) {
  const int t = flag ? truth(flag) : 1;
  *out = t != 0;
  return t >= 0;
}
template <mode_t kind, uint8_t type> Value isKind(Value self, const Value* args, int64_t) {
  EntryObj* e = entryOf(self);
  bool follow;
  if (!follows(args[0], &follow)) return 0;
  if (e->type != DT_UNKNOWN && !(follow && e->type == DT_LNK)) return fromBool(e->type == type);
  struct stat info;
  const int found = entryInfo(e, follow, &info);
  return found < 0 ? 0 : fromBool(found && (info.st_mode & S_IFMT) == kind);
}
Value isSymlink(Value self, const Value*, int64_t) {
  EntryObj* e = entryOf(self);
  if (e->type != DT_UNKNOWN) return fromBool(e->type == DT_LNK);
  struct stat info;
  const int found = entryInfo(e, false, &info);
  return found < 0 ? 0 : fromBool(found && S_ISLNK(info.st_mode));
}
Value entryStat(Value self, const Value* args, int64_t) {
  bool follow;
  struct stat info;
  if (!follows(args[0], &follow)) return 0;
  const int found = entryInfo(entryOf(self), follow, &info);
  return found < 0 ? 0 : found ? statResult(info) : raiseErrno(ENOENT, entryOf(self)->path);
}
Value entryInode(Value self, const Value*, int64_t) { return newIntU(entryOf(self)->inode); }
Value entryFspath(Value self, const Value*, int64_t) { return entryOf(self)->path; }
Value entryRepr(Value self) { return toValue(strFormat("<DirEntry %R>", entryOf(self)->name)); }
Value entryName(Value self) { return entryOf(self)->name; }
Value entryPath(Value self) { return entryOf(self)->path; }

const NativeDef kEntryMethods[] = {
    {"is_dir", isKind<S_IFDIR, DT_DIR>, ArgKind::Named, 0, -1, "*, follow_symlinks="},
    {"is_file", isKind<S_IFREG, DT_REG>, ArgKind::Named, 0, -1, "*, follow_symlinks="},
    {"is_symlink", isSymlink, ArgKind::None},
    {"stat", entryStat, ArgKind::Named, 0, -1, "*, follow_symlinks="},
    {"inode", entryInode, ArgKind::None},
    {"__fspath__", entryFspath, ArgKind::None},
    kClassGetItem,
    {nullptr, nullptr},
};
const GetSetDef kEntryAttributes[] = {{"name", entryName, nullptr}, {"path", entryPath, nullptr}, {nullptr, nullptr, nullptr}};

const NativeDef kFunctions[] = {
    {"listdir", listdirFn, ArgKind::Named, 0, -1, "path="}, {"scandir", scandirFn, ArgKind::Named, 0, -1, "path="}, {nullptr, nullptr}};

}  // namespace

void addScandir(Value module) {
  entryClass.slots.repr = entryRepr;
  readyClass({&entryClass, "DirEntry", nullptr, sizeof(EntryObj), 0, kEntryMethods, kEntryAttributes, nullptr, nullptr, "posix"});
  scanClass.slots.iter = scanSelf;
  scanClass.slots.next = scanNext;
  readyClass({&scanClass, "ScandirIterator", nullptr, sizeof(ScanObj), 0, kScanMethods, nullptr, nullptr, nullptr, "posix"});
  moduleAdd(module, "DirEntry", toValue(&entryClass));
  moduleAddFunctions(module, kFunctions);
}

}  // namespace trivium::runtime
