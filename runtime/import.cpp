// Import statements at run time (Language Reference 7.11). Which modules a program has was decided when it was compiled; here their
// bodies run at the first import, in CPython's order and with its errors.
#include <stdlib.h>

#include "runtime/abi/helpers.h"
#include "runtime/detail/errors.h"
#include "runtime/detail/program.h"

namespace trivium::runtime {

#define TRV_NATIVE_MODULE(name, function) void function(Value module);
#include "runtime/modules.def"
#undef TRV_NATIVE_MODULE

namespace {

constexpr NativeModule kNativeModules[] = {
#define TRV_NATIVE_MODULE(name, function) {name, function},
#include "runtime/modules.def"
#undef TRV_NATIVE_MODULE
};

const NativeModule* nativeModule(StrObj* name) {
  for (const NativeModule& m : kNativeModules)
    if (strEquals(name, m.name)) return &m;
  return nullptr;
}

/// Where a built-in stands that a global's name leads to, while the dicts that were looked into have these versions. By global.
struct MissingGlobal {
  uint64_t builtins, module;
  int64_t entry;
};
MissingGlobal* gMissingGlobals;

Value raiseImportError(ClassObj* cls, StrObj* text, Value name, Value path) {
  if (!text) return 0;
  const Value arg = toValue(text);
  const Value e = newExceptionOf(cls, &arg, 1);
  if (!e) return 0;
  exceptionOf(e)->extra[kImportName] = name;
  exceptionOf(e)->extra[kImportPath] = path;
  return raiseObject(e);
}

int64_t indexOf(StrObj* name) {
  for (int64_t i = 0; i < gProgram.moduleCount; ++i)
    if (strEquals(gProgram.modules[i].name, name)) return i;
  return -1;
}

int64_t lastDot(StrObj* name) {
  int64_t at = name->length;
  while (--at >= 0 && charAt(name, at) != '.') {
  }
  return at;
}

/// Runs the code of a module that has not run.
bool runModule(ModuleObj* m) {
  const ModuleImage* image = m->moduleIndex >= 0 ? &gProgram.modules[m->moduleIndex] : nullptr;
  if (!image || image->body < 0) {
    const NativeModule* native = nativeModule(m->name);
    if (!native) {
      raiseImportError(&trv_exc_ModuleNotFoundError, strFormat("No module named %R", toValue(m->name)), toValue(m->name), 0);
      return false;
    }
    native->init(toValue(m));
    return !hasPending();
  }
  FunctionInfo* info = gProgram.descriptor->infos + image->body;
  const Value function = abi::trv_func_new(info, 0, 0, 0, nullptr, 0);
  return function && info->entry(currentThread(), as<FunctionObj>(function), nullptr);
}

/// What stands in sys.modules; None there forbids the import.
Value knownModule(Value known, StrObj* name) {
  if (known != none()) return known;
  return raiseImportError(&trv_exc_ModuleNotFoundError, strFormat("import of %U halted; None in sys.modules", name), toValue(name), 0);
}

Value importModule(ModuleObj* m) {
  const Value known = dictGetStr(gModules, m->name);
  if (known && (m->state || known != toValue(m))) return knownModule(known, m->name);  // the program may have put another object there
  dictSetStr(gModules, m->name, toValue(m));
  if (m->state) return toValue(m);
  m->state = 1;
  if (!runModule(m)) {
    m->state = 0;
    dictDel(gModules, toValue(m->name));
    return 0;
  }
  m->state = 2;
  const int64_t dot = lastDot(m->name);
  if (dot > 0)
    if (Value parent = dictGetStr(gModules, strSubstring(m->name, 0, dot)))
      if (setAttr(parent, intern(strSubstring(m->name, dot + 1, m->name->length)), toValue(m)) < 0) return 0;
  const Value now = dictGetStr(gModules, m->name);  // a module may replace itself
  return now ? now : toValue(m);
}

Value notFound(StrObj* name) {
  return raiseImportError(&trv_exc_ModuleNotFoundError, strFormat("No module named %R", toValue(name)), toValue(name), 0);
}

/// import of a dotted name that the compiler did not resolve.
Value importByName(StrObj* name) {
  if (Value known = dictGetStr(gModules, name)) return knownModule(known, name);
  const int64_t dot = lastDot(name);
  if (dot > 0) {
    StrObj* parentName = strSubstring(name, 0, dot);
    Value parent = importByName(parentName);
    if (!parent) return 0;
    const Value path = getAttrOrEnd(parent, TRV_STR("__path__"));
    if (!path) return 0;
    if (path == kEnd)
      return raiseImportError(&trv_exc_ModuleNotFoundError,
                              strFormat("No module named %R; %R is not a package", toValue(name), toValue(parentName)), toValue(name), 0);
  }
  const int64_t index = indexOf(name);
  if (index >= 0) return importModule(as<ModuleObj>(moduleByIndex(index)));
  if (nativeModule(name)) return importModule(as<ModuleObj>(newModule(name)));
  return notFound(name);
}

Value importFn(Value, const Value* args, int64_t) {
  if (!isStr(args[0])) return raise(&trv_exc_TypeError, "__import__() argument 1 must be str, not %T", args[0]);
  auto* name = as<StrObj>(args[0]);
  if (name->length == 0) return raise(&trv_exc_ValueError, "Empty module name");
  const Value module = importByName(name);
  if (!module) return 0;
  int hasNames = 0;
  if (args[3] && (hasNames = truth(args[3])) < 0) return 0;
  int64_t dot = 0;
  while (dot < name->length && charAt(name, dot) != '.') ++dot;
  return hasNames || dot == name->length ? module : importByName(strSubstring(name, 0, dot));
}

const NativeDef kFunctions[] = {
    {"__import__", importFn, ArgKind::Named, 0, -1, "name, globals=, locals=, fromlist=, level="},
    {nullptr, nullptr},
};

/// `__name__` of what an import statement takes names from, 0 if it has none.
Value moduleNameOf(Value module) {
  const Value name = getAttrOrEnd(module, TRV_STR("__name__"));
  if (!name) clearPending();
  return name && name != kEnd && isStr(name) ? name : 0;
}

Value cannotImport(Value module, StrObj* name) {
  const Value moduleName = moduleNameOf(module);
  const Value shownName = moduleName ? moduleName : toValue(TRV_STR("<unknown module name>"));
  Value path = getAttrOrEnd(module, TRV_STR("__file__"));
  if (!path) clearPending();
  if (!path || path == kEnd || !isStr(path))
    return raiseImportError(&trv_exc_ImportError, strFormat("cannot import name %R from %R (unknown location)", toValue(name), shownName), shownName, 0);
  const bool isRunning = hasShape(module, &trv_shape_module) && as<ModuleObj>(module)->state == 1 && as<ModuleObj>(module)->moduleIndex != 0;
  return raiseImportError(&trv_exc_ImportError,
                          strFormat(isRunning ? "cannot import name %R from partially initialized module %R (most likely due to a circular import) (%S)"
                                              : "cannot import name %R from %R (%S)",
                                    toValue(name), shownName, path),
                          shownName, path);
}

int importAll(Value module, ModuleObj* into) {
  Value names = getAttrOrEnd(module, TRV_STR("__all__"));
  if (!names) return -1;
  const bool isExplicit = names != kEnd;
  if (!isExplicit) {
    names = hasShape(module, &trv_shape_module) ? toValue(moduleSnapshot(as<ModuleObj>(module))) : getAttrOrEnd(module, TRV_STR("__dict__"));
    if (!names) return -1;
    if (names == kEnd) return raiseInt(raise(&trv_exc_ImportError, "from-import-* object has no __dict__ and no __all__"));
  }
  names = tupleFrom(names);
  if (!names) return -1;
  auto* list = as<TupleObj>(names);
  for (int64_t i = 0; i < list->length; ++i) {
    const Value name = list->items[i];
    if (!isStr(name)) {
      const Value moduleName = moduleNameOf(module);
      return raiseInt(isExplicit ? raise(&trv_exc_TypeError, "Item in %S.__all__ must be str, not %T", moduleName ? moduleName : none(), name)
                                 : raise(&trv_exc_TypeError, "Key in %S.__dict__ must be str, not %T", moduleName ? moduleName : none(), name));
    }
    auto* s = intern(as<StrObj>(name));
    if (!isExplicit && s->length && charAt(s, 0) == '_') continue;
    Value value = getAttrOrEnd(module, s);
    if (value == kEnd) {
      // A submodule that __all__ names is imported by that.
      const Value moduleName = moduleNameOf(module);
      const int64_t index = moduleName ? indexOf(strFormat("%S.%U", moduleName, s)) : -1;
      value = index >= 0 ? importModule(as<ModuleObj>(moduleByIndex(index))) : getAttr(module, s);
    }
    if (!value) return -1;
    moduleSet(into, s, value);
  }
  return 0;
}

}  // namespace

Value programModule(StrObj* dottedName) {
  if (Value known = dictGetStr(gModules, dottedName)) return known;
  const int64_t index = indexOf(dottedName);
  if (index >= 0) return moduleByIndex(index);
  return 0;
}

Value importNamed(StrObj* dottedName) { return importByName(dottedName); }

Value runMain() {
  auto* m = as<ModuleObj>(moduleByIndex(0));
  dictSetStr(gModules, m->name, toValue(m));
  m->state = 1;
  if (!runModule(m)) return 0;
  m->state = 2;
  return toValue(m);
}

void readyImport() { builtinAddFunctions(kFunctions); }

extern "C" {
namespace abi {

V trv_import(I index) { return importModule(as<ModuleObj>(moduleByIndex(index))); }

V trv_import_missing(V name) { return importByName(as<StrObj>(name)); }

V trv_import_from(V module, V name) {
  auto* s = as<StrObj>(name);
  Value value = getAttrOrEnd(module, s);
  if (value != kEnd) return value;
  if (const Value moduleName = moduleNameOf(module)) {
    StrObj* full = strFormat("%S.%U", moduleName, s);
    if (Value known = dictGetStr(gModules, full)) return known;
    const int64_t index = indexOf(full);
    if (index >= 0) return importModule(as<ModuleObj>(moduleByIndex(index)));
  }
  return cannotImport(module, s);
}

I trv_import_star(V module, I into) { return importAll(module, as<ModuleObj>(moduleByIndex(into))); }

// ---- variables of modules

V trv_global_missing(I index) {
  DictObj* builtins = builtinTable();
  ModuleObj* m = gProgram.modules[gProgram.globalModules[index]].object;
  MissingGlobal* known = gMissingGlobals ? gMissingGlobals + index : nullptr;
  if (__builtin_expect(known && known->builtins == builtins->version && m && known->module == m->dict->version, 1))
    return builtins->entries[known->entry].value;
  StrObj* name = gProgram.globalNames[index];
  // Names that the runtime gave the module, or code outside of it.
  if (m)
    if (Value v = dictGetStr(m->dict, name)) return v;
  const int64_t entry = dictEntryIndex(builtins, name);
  if (entry < 0) return raiseNameError(name);
  if (!gMissingGlobals) gMissingGlobals = static_cast<MissingGlobal*>(calloc(static_cast<size_t>(gProgram.globalCount) + 1, sizeof(MissingGlobal)));
  if (m && gMissingGlobals) gMissingGlobals[index] = {builtins->version, m->dict->version, entry};
  return builtins->entries[entry].value;
}

V trv_global_unbound(I index) { return raiseNameError(gProgram.globalNames[index]); }

V trv_builtin_get(V name) {
  const Value v = builtinGet(as<StrObj>(name));
  return v ? v : raiseNameError(as<StrObj>(name));
}

}  // namespace abi
}

}  // namespace trivium::runtime
