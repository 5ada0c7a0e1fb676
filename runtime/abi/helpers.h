// Declarations of the runtime's entry points, from helpers.def.
#pragma once
#include "runtime/abi/value.h"

extern "C" {
namespace trivium::runtime::abi {
using V = Value;
using P = void*;
using I = int64_t;
using F = double;
using v = void;
#define TRV_HELPER(name, result, arguments) result name arguments;
#include "runtime/abi/helpers.def"
#undef TRV_HELPER
}
}
