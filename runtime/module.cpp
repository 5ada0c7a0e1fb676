// Modules: the module object and its attributes, the table of built-ins, native modules.
//
// A variable of a program's module is a word of the program's array of globals, at a place known when the program was compiled. Names
// that the source does not mention (set from outside, or by the runtime) live in the module object's dict.
#include <initializer_list>

#include "runtime/detail/program.h"
#include "runtime/detail/text.h"

namespace trivium::runtime {

extern "C" {
ClassObj trv_class_module;
Shape trv_shape_module;
}

ProgramImage gProgram;
DictObj* gModules;

namespace {

DictObj* gBuiltins;
/// The entries of that many built-ins stay what they are: compiled code has looked them up.
int64_t gFixedBuiltins;

ModuleObj* moduleOf(Value v) { return as<ModuleObj>(v); }

DictObj* variablesOf(ModuleObj* m) {
  if (m->slots) return m->slots;
  m->slots = newDict();
  if (m->moduleIndex >= 0) {
    const ModuleImage& image = gProgram.modules[m->moduleIndex];
    for (int64_t i = 0; i < image.globalCount; ++i) dictSetStr(m->slots, gProgram.globalNames[image.globals[i]], fromSmallInt(image.globals[i]));
  }
  return m->slots;
}

}  // namespace

// ---- attributes

Value* moduleVariable(ModuleObj* m, StrObj* name) {
  if (m->moduleIndex < 0) return nullptr;
  const Value at = dictGetStr(variablesOf(m), name);
  return at ? gProgram.descriptor->globals + smallIntOf(at) : nullptr;
}

Value moduleGet(ModuleObj* m, StrObj* name) {
  if (Value* variable = moduleVariable(m, name))
    if (*variable) return *variable;
  return dictGetStr(m->dict, name);
}

/// Before an attribute of a module is replaced or removed.
static void noteChange(const ModuleObj* m) {
  if (toValue(m) == trv_math_callees[0]) trv_math_callees[0] = 0;
}

void moduleSet(ModuleObj* m, StrObj* name, Value value) {
  noteChange(m);
  if (Value* variable = moduleVariable(m, name)) *variable = value;
  else dictSetStr(m->dict, intern(name), value);
}

bool moduleDelete(ModuleObj* m, StrObj* name) {
  noteChange(m);
  Value* variable = moduleVariable(m, name);
  const bool wasBound = variable && *variable;
  if (wasBound) *variable = 0;
  return dictDel(m->dict, toValue(name)) == 1 || wasBound;
}

DictObj* moduleSnapshot(ModuleObj* m) {
  DictObj* all = newDict();
  int64_t position = 0;
  Value key, value;
  while (dictNext(variablesOf(m), &position, &key, &value))
    if (const Value v = gProgram.descriptor->globals[smallIntOf(value)]) dictSetStr(all, as<StrObj>(key), v);
  position = 0;
  while (dictNext(m->dict, &position, &key, &value))
    if (!dictGetStr(all, as<StrObj>(key))) dictSetStr(all, as<StrObj>(key), value);
  return all;
}

// ---- the module object

Value newModule(StrObj* name) {
  auto* m = gcNew<ModuleObj>(&trv_shape_module);
  m->name = name;
  m->dict = newDict();
  m->moduleIndex = -1;
  for (StrObj* attribute : {TRV_STR("__doc__"), TRV_STR("__package__"), TRV_STR("__loader__"), TRV_STR("__spec__")})
    dictSetStr(m->dict, attribute, none());
  dictSetStr(m->dict, TRV_STR("__name__"), toValue(name));
  return toValue(m);
}

Value moduleByIndex(int64_t index) {
  ModuleImage& image = gProgram.modules[index];
  if (image.object) return toValue(image.object);
  Value v = newModule(image.name);
  image.object = moduleOf(v);
  image.object->moduleIndex = index;
  if (image.body >= 0) {
    dictSetStr(image.object->dict, TRV_STR("__file__"), toValue(newStr(image.file)));
    Value builtins = importNamed(TRV_STR("builtins"));
    dictSetStr(image.object->dict, TRV_STR("__builtins__"), index == 0 ? builtins : moduleNamespace(moduleOf(builtins)));
  }
  return v;
}

namespace {

Value moduleRepr(Value self) {
  ModuleObj* m = moduleOf(self);
  Value name = moduleGet(m, TRV_STR("__name__")), file = moduleGet(m, TRV_STR("__file__"));
  if (!name) name = toValue(TRV_STR("?"));
  StrObj* text;
  if (file) text = strFormat("<module %R from %R>", name, file);
  else text = m->state ? strFormat("<module %R (built-in)>", name) : strFormat("<module %R>", name);
  return text ? toValue(text) : 0;
}

Value moduleGetAttr(Value self, StrObj* name) {
  ModuleObj* m = moduleOf(self);
  Value found = genericLookup(self, name);
  if (found != kEnd) return found;
  if (strEquals(name, "__annotations__")) {
    found = toValue(newDict());
    moduleSet(m, name, found);
    return found;
  }
  if (Value hook = moduleGet(m, TRV_STR("__getattr__"))) return callWith(hook, toValue(name));
  if (m->state != 1 || m->moduleIndex == 0) return raiseNoAttribute(self, name);
  raise(&trv_exc_AttributeError, "partially initialized module '%U' has no attribute '%U' (most likely due to a circular import)", m->name, name);
  auto* e = as<ExceptionObj>(currentThread()->pending);
  e->extra[0] = toValue(name);
  e->extra[1] = self;
  return 0;
}

int moduleSetAttr(Value self, StrObj* name, Value value) {
  if (checkModuleStore(moduleOf(self), name, value) < 0) return -1;
  if (Value found = lookupOnClass(classOf(self), name))
    if (auto set = classOf(found)->slots.descrSet) return set(found, self, value);
  if (value) {
    moduleSet(moduleOf(self), name, value);
    return 0;
  }
  if (moduleDelete(moduleOf(self), name)) return 0;
  return raiseInt(raise(&trv_exc_AttributeError, "'%T' object has no attribute '%U'", self, name));
}

Value moduleCreate(ClassObj*, const Value*, int64_t, Value) { return newModule(emptyStr()); }

int moduleInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  static const char* const names[] = {"name", "doc"};
  Value given[2];
  if (!bindArgs("module", names, 2, 0, 1, args, nargs, kwnames, given)) return -1;
  if (!isStr(given[0])) return raiseInt(raise(&trv_exc_TypeError, "module() argument 'name' must be str, not %T", given[0]));
  moduleOf(self)->name = as<StrObj>(given[0]);
  moduleSet(moduleOf(self), TRV_STR("__name__"), given[0]);
  if (given[1]) moduleSet(moduleOf(self), TRV_STR("__doc__"), given[1]);
  return 0;
}

Value moduleDir(Value self, const Value*, int64_t) {
  if (Value hook = moduleGet(moduleOf(self), TRV_STR("__dir__"))) return callWith(hook);
  return listFrom(toValue(moduleSnapshot(moduleOf(self))));
}

Value getNamespace(Value self) { return moduleNamespace(moduleOf(self)); }

const NativeDef kMethods[] = {{"__dir__", moduleDir, ArgKind::None}, {nullptr, nullptr}};
const GetSetDef kGetSets[] = {{"__dict__", getNamespace, nullptr}, {nullptr, nullptr, nullptr}};

}  // namespace

void moduleAdd(Value module, const char* name, Value value) { moduleSet(moduleOf(module), intern(name), value); }

void moduleAddFunctions(Value module, const NativeDef* rows) {
  for (; rows->name; ++rows) moduleAdd(module, rows->name, newBuiltinFunction(rows, module, nullptr, toValue(moduleOf(module)->name)));
}

// ---- built-ins

void builtinAdd(const char* name, Value value) { dictSetStr(builtinTable(), intern(name), value); }

void builtinAddFunctions(const NativeDef* rows) {
  for (; rows->name; ++rows) builtinAdd(rows->name, newBuiltinFunction(rows));
}

Value builtinGet(StrObj* name) { return dictGetStr(builtinTable(), name); }

DictObj* builtinTable() {
  if (!gBuiltins) {
    static_assert(sizeof gBuiltins == sizeof(Value));
    gcAddRoots(reinterpret_cast<Value*>(&gBuiltins), 1);
    gBuiltins = newDict();
  }
  return gBuiltins;
}

int checkModuleStore(ModuleObj* m, StrObj* name, Value value) {
  if (m->dict != gBuiltins) return 0;
  const int64_t entry = dictEntryIndex(gBuiltins, intern(name));
  if (entry < 0 || entry >= gFixedBuiltins || gBuiltins->entries[entry].value == value) return 0;
  return raiseInt(raise(&trv_exc_NotImplementedError, "replacing or deleting the built-in '%U' is not supported in compiled programs", name));
}

/// The module shares the table, so that what one changes the other sees.
void initBuiltinsModule(Value module) {
  DictObj* table = builtinTable();
  gFixedBuiltins = table->entryCount;
  int64_t position = 0;
  Value key, value;
  while (dictNext(moduleOf(module)->dict, &position, &key, &value)) dictSetStr(table, as<StrObj>(key), value);
  moduleOf(module)->dict = table;
}

void readyModuleClasses() {
  Slots& s = trv_class_module.slots;
  s.repr = moduleRepr;
  s.getAttr = moduleGetAttr;
  s.setAttr = moduleSetAttr;
  s.create = moduleCreate;
  s.init = moduleInit;
  readyClass({&trv_class_module, "module", nullptr, sizeof(ModuleObj), 0, kMethods, kGetSets, nullptr, &trv_shape_module});

  gcAddRoots(reinterpret_cast<Value*>(&gModules), 1);
  gModules = newDict();
  const struct {
    const char* name;
    Value value;
  } rows[] = {
      {"None", none()},
      {"True", fromBool(true)},
      {"False", fromBool(false)},
      {"Ellipsis", ellipsis()},
      {"NotImplemented", notImplemented()},
      {"object", toValue(&trv_class_object)},
      {"int", toValue(&trv_class_int)},
      {"bool", toValue(&trv_class_bool)},
      {"float", toValue(&trv_class_float)},
      {"complex", toValue(&trv_class_complex)},
      {"str", toValue(&trv_class_str)},
      {"bytes", toValue(&trv_class_bytes)},
      {"bytearray", toValue(&trv_class_bytearray)},
      {"type", toValue(&trv_class_type)},
      {"property", toValue(&trv_class_property)},
      {"staticmethod", toValue(&trv_class_staticmethod)},
      {"classmethod", toValue(&trv_class_classmethod)},
      {"super", toValue(&trv_class_super)},
  };
  for (const auto& row : rows) builtinAdd(row.name, row.value);
}

}  // namespace trivium::runtime
