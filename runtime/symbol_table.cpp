#include "runtime/symbol_table.h"

#include <cmath>
#include <cstring>

#include "runtime/abi/helpers.h"
#include "runtime/abi/program.h"
#include "runtime/abi/value.h"
#include "runtime/detail/text.h"
#include "runtime/gc.h"

namespace trivium::runtime {

#define TRV_DATA(name) {#name, &name},
#define TRV_MATH1(name) {#name, reinterpret_cast<void*>(static_cast<double (*)(double)>(&::name))},
#define TRV_MATH2(name) {#name, reinterpret_cast<void*>(static_cast<double (*)(double, double)>(&::name))},

const RuntimeSymbolEntry kRuntimeSymbols[] = {
#define TRV_HELPER(name, result, arguments) {#name, reinterpret_cast<void*>(&abi::name)},
#include "runtime/abi/helpers.def"
#undef TRV_HELPER
    {"trv_program_run", reinterpret_cast<void*>(&trv_program_run)},
    // clang-format off
    TRV_DATA(trv_none) TRV_DATA(trv_not_implemented) TRV_DATA(trv_ellipsis) TRV_DATA(trv_true) TRV_DATA(trv_false)
    TRV_DATA(trv_thread) TRV_DATA(trv_class_epoch) TRV_DATA(trv_gc_bump) TRV_DATA(trv_math_callees)
    TRV_DATA(trv_shape_float) TRV_DATA(trv_shape_long) TRV_DATA(trv_shape_bool) TRV_DATA(trv_shape_str)
    TRV_DATA(trv_shape_list) TRV_DATA(trv_shape_list_f64) TRV_DATA(trv_shape_list_bool) TRV_DATA(trv_storage_kinds)
    TRV_DATA(trv_shape_list_typed_iterator) TRV_DATA(trv_shape_tuple) TRV_DATA(trv_shape_dict) TRV_DATA(trv_shape_set)
    TRV_DATA(trv_shape_function) TRV_DATA(trv_shape_method) TRV_DATA(trv_shape_cell) TRV_DATA(trv_shape_range)
    TRV_DATA(trv_shape_range_iterator) TRV_DATA(trv_shape_list_iterator) TRV_DATA(trv_shape_tuple_iterator)
    TRV_DATA(trv_shape_generator) TRV_DATA(trv_shape_bytes) TRV_DATA(trv_latin1_strings)
    TRV_MATH1(floor) TRV_MATH1(ceil) TRV_MATH1(trunc) TRV_MATH1(rint) TRV_MATH1(nearbyint) TRV_MATH1(round)
    TRV_MATH1(sqrt) TRV_MATH1(exp) TRV_MATH1(exp2) TRV_MATH1(log) TRV_MATH1(log2) TRV_MATH1(log10)
    TRV_MATH1(sin) TRV_MATH1(cos) TRV_MATH1(tan) TRV_MATH1(fabs)
    TRV_MATH2(fmod) TRV_MATH2(pow) TRV_MATH2(atan2) TRV_MATH2(fmin) TRV_MATH2(fmax) TRV_MATH2(copysign)
    // clang-format on
    {"memcpy", reinterpret_cast<void*>(&::memcpy)},
    {"memmove", reinterpret_cast<void*>(&::memmove)},
    {"memset", reinterpret_cast<void*>(&::memset)},
    {"memcmp", reinterpret_cast<void*>(&::memcmp)},
    {"bcmp", reinterpret_cast<void*>(&::bcmp)},
    {"strlen", reinterpret_cast<void*>(&::strlen)},
};
const size_t kRuntimeSymbolCount = sizeof kRuntimeSymbols / sizeof kRuntimeSymbols[0];

}  // namespace trivium::runtime
