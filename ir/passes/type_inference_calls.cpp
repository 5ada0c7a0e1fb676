// Calls: which functions they reach, what these get for their parameters, and what built-in functions and methods answer.
#include <algorithm>

#include "ir/passes/type_inference.h"

namespace trivium::ir {

namespace {

/// Results of built-in functions and methods whose names speak for themselves.
struct Result {
  std::string_view name;
  Kinds kinds;
};
constexpr Result kBuiltinResults[] = {
    {"len", kInt},        {"ord", kInt},      {"int", kInt},      {"hash", kInt},     {"id", kInt},          {"float", kFloat},      {"str", kStr},
    {"repr", kStr},       {"chr", kStr},      {"input", kStr},    {"hex", kStr},      {"bin", kStr},         {"oct", kStr},          {"ascii", kStr},
    {"format", kStr},     {"range", kRange},  {"isinstance", kBool}, {"issubclass", kBool}, {"callable", kBool}, {"hasattr", kBool}, {"bool", kBool},
    {"any", kBool},       {"all", kBool},     {"print", kNone},   {"bytes", kOther},  {"bytearray", kOther}, {"open", kOther},       {"complex", kOther},
    {"object", kOther},   {"slice", kOther},  {"vars", kDict},    {"globals", kDict}, {"setattr", kNone},    {"memoryview", kOther}, {"delattr", kNone}};
constexpr Result kMethodResults[] = {
    {"bit_length", kInt}, {"index", kInt},     {"find", kInt},      {"rfind", kInt},     {"count", kInt},      {"join", kStr},     {"strip", kStr},
    {"lower", kStr},      {"upper", kStr},     {"replace", kStr},   {"format", kStr},    {"rstrip", kStr},     {"lstrip", kStr},   {"title", kStr},
    {"ljust", kStr},      {"rjust", kStr},     {"center", kStr},    {"zfill", kStr},     {"capitalize", kStr}, {"append", kNone},  {"extend", kNone},
    {"sort", kNone},      {"insert", kNone},   {"add", kNone},      {"update", kNone},   {"reverse", kNone},   {"clear", kNone},   {"remove", kNone},
    {"startswith", kBool}, {"endswith", kBool}, {"isdigit", kBool}, {"isalpha", kBool},  {"isspace", kBool},   {"isalnum", kBool}, {"isupper", kBool},
    {"islower", kBool},   {"encode", kOther},  {"write", kInt},     {"readline", kStr},  {"read", kStr},       {"discard", kNone}, {"appendleft", kNone}};
constexpr std::string_view kFloatFunctions[] = {"sqrt", "sin",  "cos",  "tan",   "exp",     "log",     "log2",  "log10", "fabs",  "atan", "atan2", "asin", "acos", "sinh",
                                                "cosh", "tanh", "pow",  "hypot", "fsum",    "fmod",    "expm1", "log1p", "cbrt",  "dist", "radians", "degrees", "copysign", "perf_counter",
                                                "time", "monotonic", "process_time", "random", "uniform", "gauss"};
constexpr std::string_view kIntFunctions[] = {"floor", "ceil", "trunc", "gcd", "lcm", "isqrt", "factorial", "comb", "perm", "perf_counter_ns", "time_ns", "randint", "randrange", "getrandbits"};

template <size_t n> Kinds find(const Result (&rows)[n], std::string_view name) {
  for (const Result& row : rows)
    if (row.name == name) return row.kinds;
  return 0;
}
template <size_t n> bool contains(const std::string_view (&names)[n], std::string_view name) { return std::find(std::begin(names), std::end(names), name) != std::end(names); }

}  // namespace

TypeInference::Arguments TypeInference::argumentsOf(const Instruction& inst, size_t first, int64_t kwnames) const {
  Arguments arguments;
  const std::vector<uint32_t>* names = kwnames < 0 ? nullptr : &module_.constants[static_cast<size_t>(kwnames)].items;
  const size_t positional = inst.operands.size() - (names ? names->size() : 0);
  for (size_t k = first; k < inst.operands.size(); ++k) {
    TypeSet value = operand(inst, k);
    if (k < positional) arguments.positional.push_back(value);
    else arguments.keywords.push_back({(*names)[k - positional], value});
  }
  return arguments;
}

TypeSet TypeInference::call(const TypeSet& callee, const Arguments& arguments, const Instruction& site) {
  if (callee.isEmpty()) return orUnknown({});
  TypeSet result;
  for (uint32_t id : callee) {
    const Object& o = object(id);
    switch (o.kind) {
      case Object::Kind::Function: result.join(callFunction(*o.function, arguments, nullptr, site)); break;
      case Object::Kind::BoundMethod: {
        const TypeSet self = o.items;
        result.join(callFunction(*o.function, arguments, &self, site));
        break;
      }
      case Object::Kind::Class: {
        const uint32_t instance = o.partner;
        const TypeSet self = setOf(kInstance, instance);
        if (const int64_t init = nameConstant("__init__"); init >= 0)
          if (const TypeSet* found = classAttribute(id, init)) {
            const TypeSet inits = *found;
            for (uint32_t function : inits)
              if (object(function).kind == Object::Kind::Function) callFunction(*object(function).function, arguments, &self, site);
          }
        result.join(self);
        break;
      }
      case Object::Kind::Builtin:
        if (o.module < 0) result.join(callBuiltin(text(o.name), arguments, site));
        else result.join(nativeFunction(module_.modules[static_cast<size_t>(o.module)].name, text(o.name), arguments));
        break;
      case Object::Kind::Instance:
        if (const int64_t name = nameConstant("__call__"); name >= 0) result.join(callMethod(setOf(kInstance, id), name, arguments, site));
        break;
      default: result.kinds |= kUnknown;
    }
  }
  if (callee.hasMany || !callee.size()) result.kinds |= kUnknown;
  return result;
}

TypeSet TypeInference::callFunction(const Function& function, const Arguments& arguments, const TypeSet* self, const Instruction& site) {
  FunctionState& state = functions_[function.index];
  if (!state.isCalled) {
    state.isCalled = true;
    changed_ = true;
  }
  const Signature& signature = function.signature;
  const auto pass = [&](size_t param, const TypeSet& value) {
    if (param < state.params.size()) join(state.params[param], value);
  };
  size_t at = 0;
  TypeSet rest;
  const auto positional = [&](const TypeSet& value) {
    if (at < signature.posCount) pass(at++, value);
    else rest.join(value);
  };
  if (self) positional(*self);
  for (const TypeSet& value : arguments.positional) positional(value);
  const size_t named = signature.posCount + signature.kwOnlyCount;
  if (signature.hasVarArgs) pass(named, made(site, Object::Kind::Tuple, rest, function.index + 1));
  TypeSet others;
  for (const auto& [name, value] : arguments.keywords) {
    const auto found = std::find(signature.names.begin(), signature.names.end(), text(name));
    if (const auto index = static_cast<size_t>(found - signature.names.begin()); index < named) pass(index, value);
    else others.join(value);
  }
  if (signature.hasVarKeywords) {
    const TypeSet dict = made(site, Object::Kind::Dict, others, function.index + 1);
    store(dict, kStr, others);
    pass(named + (signature.hasVarArgs ? 1 : 0), dict);
  }
  return state.result;
}

int TypeInference::mathFunction(const Instruction& inst) const {
  constexpr std::string_view kNames[] = {
#define TRV_MATH(name) #name,
#include "runtime/abi/math_functions.def"
#undef TRV_MATH
  };
  const bool isMethod = inst.op == Opcode::CallMethod;
  if (inst.operands.size() != 2 || inst.attrs[isMethod ? 1 : 0] >= 0) return -1;
  const TypeSet callee = operand(inst, 0);
  if (callee.size() != 1) return -1;
  const Object& o = object(*callee.begin());
  const int64_t module = isMethod ? o.name : o.module, name = isMethod ? inst.attrs[0] : o.name;
  if (o.kind != (isMethod ? Object::Kind::Module : Object::Kind::Builtin) || module < 0 || module_.modules[static_cast<size_t>(module)].name != "math") return -1;
  const auto* found = std::find(std::begin(kNames), std::end(kNames), text(name));
  return found == std::end(kNames) ? -1 : static_cast<int>(found - std::begin(kNames));
}

TypeSet TypeInference::nativeFunction(const std::string& module, std::string_view name, const Arguments& arguments) {
  if (module == "math" || module == "time" || module == "random") {
    if (contains(kFloatFunctions, name)) return kFloat;
    if (contains(kIntFunctions, name)) return kInt;
  }
  if (name == "copy" || name == "deepcopy") return arguments.positional.empty() ? TypeSet(kUnknown) : arguments.positional[0];
  return kUnknown;
}

TypeSet TypeInference::callMethod(const TypeSet& of, int64_t name, const Arguments& arguments, const Instruction& site) {
  if (of.isEmpty()) return orUnknown({});
  TypeSet result;
  const std::string& method = text(name);
  bool isFound = false;
  for (uint32_t id : of) {
    const Object::Kind kind = object(id).kind;
    switch (kind) {
      case Object::Kind::Instance: {
        const TypeSet self = setOf(kInstance, id);
        if (const TypeSet* onClass = classAttribute(object(id).partner, name)) {
          const TypeSet functions = *onClass;
          for (uint32_t function : functions)
            if (object(function).kind == Object::Kind::Function) result.join(callFunction(*object(function).function, arguments, &self, site));
          isFound = true;
        }
        if (auto own = object(id).attributes.find(name); own != object(id).attributes.end()) {
          const TypeSet value = own->second;
          result.join(call(value, arguments, site));
          isFound = true;
        }
        break;
      }
      case Object::Kind::Class:
        if (const TypeSet* found = classAttribute(id, name)) {
          const TypeSet functions = *found;
          result.join(call(functions, arguments, site));
          isFound = true;
        }
        break;
      case Object::Kind::Module: {
        const ModuleInfo& module = module_.modules[static_cast<size_t>(object(id).name)];
        if (module.bodyFunction < 0) result.join(nativeFunction(module.name, method, arguments));
        else result.join(call(moduleAttribute(object(id).name, name), arguments, site));
        isFound = true;
        break;
      }
      case Object::Kind::Super: {
        // Behind the class that defines the calling method, in the order of the bases of what self is.
        const TypeSet self = object(id).items, behind = object(id).keys;
        for (uint32_t cls : behind) {
          if (object(cls).kind != Object::Kind::Class) continue;
          for (const TypeSet& base : object(cls).bases)
            for (uint32_t b : base)
              if (const TypeSet* found = object(b).kind == Object::Kind::Class ? classAttribute(b, name) : nullptr) {
                const TypeSet functions = *found;
                for (uint32_t function : functions)
                  if (object(function).kind == Object::Kind::Function) result.join(callFunction(*object(function).function, arguments, &self, site));
                isFound = true;
              }
        }
        break;
      }
      case Object::Kind::List:
      case Object::Kind::Tuple:
      case Object::Kind::Dict:
      case Object::Kind::Set:
      case Object::Kind::Iterator:
      case Object::Kind::Generator:
        result.join(containerMethod(id, method, arguments, site));
        isFound = true;
        break;
      default: break;
    }
  }
  if (of.kinds & kStr) {
    if (method == "split" || method == "splitlines" || method == "rsplit") result.join(made(site, Object::Kind::List, kStr));
    else if (method == "partition" || method == "rpartition") result.join(tupleOf(site, {kStr, kStr, kStr}));
    else if (const Kinds known = find(kMethodResults, method)) result.kinds |= known;
    else result.kinds |= kUnknown;
    isFound = true;
  }
  if (!isFound) {
    const Kinds known = find(kMethodResults, method);
    result.kinds |= known ? known : kUnknown;
  }
  return result;
}

TypeSet TypeInference::containerMethod(uint32_t container, std::string_view name, const Arguments& arguments, const Instruction& site) {
  const auto argument = [&](size_t k) { return k < arguments.positional.size() ? arguments.positional[k] : TypeSet(); };
  Object& o = object(container);
  const bool isDict = o.kind == Object::Kind::Dict;
  if (name == "append" || name == "add" || name == "appendleft") {
    join(o.items, argument(0));
    return kNone;
  }
  if (name == "insert") {
    join(o.items, argument(1));
    return kNone;
  }
  if (name == "extend") {
    const TypeSet items = itemsOf(argument(0));
    join(o.items, items);
    return kNone;
  }
  if (name == "update" && !isDict) {
    join(o.items, itemsOf(argument(0)));
    return kNone;
  }
  if (name == "update") {
    for (uint32_t id : argument(0))
      if (object(id).kind == Object::Kind::Dict) {
        join(o.keys, object(id).keys);
        join(o.items, object(id).items);
      }
    return kNone;
  }
  if (name == "sort") {
    for (const auto& [keyword, value] : arguments.keywords)
      if (text(keyword) == "key") {
        Arguments one;
        one.positional.push_back(o.items);
        call(value, one, site);
      }
    return kNone;
  }
  if (name == "pop" || name == "popleft" || name == "get" || name == "setdefault") {
    TypeSet result = o.items;
    if (name == "setdefault") join(o.items, argument(1)), join(o.keys, argument(0));
    if (name == "get" || (name == "pop" && isDict) || name == "setdefault") {
      if (arguments.positional.size() > 1) result.join(argument(1));
      else if (name == "get") result.kinds |= kNone;
    }
    return orUnknown(result);
  }
  if (name == "copy" || name == "union" || name == "difference" || name == "intersection" || name == "symmetric_difference") {
    if (!isDict) {
      TypeSet items = o.items;
      if (name != "copy") items.join(itemsOf(argument(0)));
      return made(site, o.kind, items, container + 1);
    }
    const TypeSet keys = o.keys, items = o.items;
    const TypeSet copy = made(site, Object::Kind::Dict, items, container + 1);
    join(object(*copy.begin()).keys, keys);
    return copy;
  }
  if (isDict && (name == "keys" || name == "values" || name == "items")) {
    const TypeSet keys = o.keys, values = o.items;
    if (name == "keys") return made(site, Object::Kind::Iterator, keys, container + 1);
    if (name == "values") return made(site, Object::Kind::Iterator, values, container + 1);
    return made(site, Object::Kind::Iterator, tupleOf(site, {keys, values}, container + 1), container + 1);
  }
  if (isDict && name == "popitem") return tupleOf(site, {o.keys, o.items}, container + 1);
  if (o.kind == Object::Kind::Generator && (name == "send" || name == "__next__")) return o.items;
  const Kinds known = find(kMethodResults, name);
  return known ? known : kUnknown;
}

TypeSet TypeInference::callBuiltin(std::string_view name, const Arguments& arguments, const Instruction& site) {
  const size_t count = arguments.positional.size();
  const auto argument = [&](size_t k) { return k < count ? arguments.positional[k] : TypeSet(); };
  if (count && argument(0).isEmpty() && !isSecondPhase_) return {};
  const auto keyword = [&](std::string_view wanted) {
    for (const auto& [key, value] : arguments.keywords)
      if (text(key) == wanted) return value;
    return TypeSet();
  };
  const auto withKey = [&](const TypeSet& items) {
    Arguments one;
    one.positional.push_back(items);
    if (const TypeSet key = keyword("key"); !key.isEmpty()) call(key, one, site);
  };
  if (name == "abs" && count == 1) return argument(0).kinds & (kInt | kFloat) ? TypeSet(argument(0).kinds & (kInt | kFloat)) : argument(0);
  if (name == "min" || name == "max") {
    TypeSet result;
    if (count == 1) result = itemsOf(argument(0));
    else
      for (size_t k = 0; k < count; ++k) result.join(argument(k));
    withKey(result);
    result.join(keyword("default"));
    return result;
  }
  if (name == "sum") {
    TypeSet result = itemsOf(argument(0));
    if (count > 1) result.join(argument(1));
    else result.kinds |= result.kinds & kFloat ? 0 : kInt;
    return result;
  }
  if (name == "round") return count == 1 ? kInt : argument(0).kinds & kInt ? TypeSet(argument(0).kinds) : TypeSet(kFloat);
  if (name == "divmod") return tupleOf(site, {argument(0).kinds | argument(1).kinds, argument(0).kinds | argument(1).kinds});
  if (name == "pow") return (argument(0).kinds | argument(1).kinds) & kFloat ? kFloat : (argument(0).kinds & kInt ? TypeSet(kInt) : TypeSet(kUnknown));
  if (name == "list" || name == "sorted") {
    const TypeSet items = count ? itemsOf(argument(0)) : TypeSet();
    if (name == "sorted") withKey(items);
    return made(site, Object::Kind::List, items);
  }
  if (name == "tuple") return made(site, Object::Kind::Tuple, count ? itemsOf(argument(0)) : TypeSet());
  if (name == "set" || name == "frozenset") return made(site, Object::Kind::Set, count ? itemsOf(argument(0)) : TypeSet());
  if (name == "dict") {
    const TypeSet dict = made(site, Object::Kind::Dict, {});
    for (uint32_t id : argument(0))
      if (object(id).kind == Object::Kind::Dict) {
        const TypeSet keys = object(id).keys, items = object(id).items;
        store(dict, keys, items);
      }
    if (count && !(argument(0).kinds & kDict)) {
      const TypeSet pairs = itemsOf(argument(0));
      store(dict, fieldOf(pairs, 0), fieldOf(pairs, 1));
    }
    for (const auto& [key, value] : arguments.keywords) store(dict, kStr, value);
    return dict;
  }
  if (name == "enumerate") return made(site, Object::Kind::Iterator, tupleOf(site, {kInt, itemsOf(argument(0))}));
  if (name == "zip") {
    std::vector<TypeSet> fields;
    for (const TypeSet& value : arguments.positional) fields.push_back(itemsOf(value));
    return made(site, Object::Kind::Iterator, tupleOf(site, std::move(fields)));
  }
  if (name == "reversed" || name == "iter") {
    if (argument(0).kinds & kRange) return kRange;
    return name == "iter" && count == 1 ? argument(0) : made(site, Object::Kind::Iterator, itemsOf(argument(0)));
  }
  if (name == "map") {
    Arguments each;
    for (size_t k = 1; k < count; ++k) each.positional.push_back(itemsOf(argument(k)));
    return made(site, Object::Kind::Iterator, call(argument(0), each, site));
  }
  if (name == "filter") {
    Arguments each;
    each.positional.push_back(itemsOf(argument(1)));
    if (argument(0).kinds & ~kNone) call(argument(0), each, site);
    return made(site, Object::Kind::Iterator, each.positional[0]);
  }
  if (name == "next") {
    TypeSet result = itemsOf(argument(0));
    if (count > 1) result.join(argument(1));
    return result;
  }
  if (name == "super") {
    const uint32_t id = siteObject(site, Object::Kind::Super);
    join(object(id).keys, argument(0));
    join(object(id).items, argument(1));
    return setOf(kOther, id);
  }
  if (name == "type" && count == 1) {
    TypeSet result(kOther);
    for (uint32_t id : argument(0))
      if (object(id).kind == Object::Kind::Instance) {
        result.kinds |= kClass;
        result.add(object(id).partner);
      }
    return result;
  }
  if (name == "getattr" || name == "staticmethod" || name == "classmethod" || name == "property") return name == "staticmethod" ? argument(0) : TypeSet(kUnknown);
  const Kinds known = find(kBuiltinResults, name);
  return known ? known : kUnknown;
}

}  // namespace trivium::ir
