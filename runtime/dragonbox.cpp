// Shortest decimal digits of a double: the Dragonbox implementation in the header-only part of {fmt}, kept to this file.
#define FMT_HEADER_ONLY
#define FMT_ASSERT(condition, message) ((void)0)
#include <fmt/format.h>

#include "runtime/detail/text.h"

namespace trivium::runtime {

int shortestDigits(double d, char* digits, int* point) {
  auto decimal = fmt::detail::dragonbox::to_decimal(d);
  uint64_t m = decimal.significand;
  int e = decimal.exponent;
  while (m % 10 == 0) {
    m /= 10;
    e++;
  }
  char reversed[24];
  int n = 0;
  for (; m; m /= 10) reversed[n++] = static_cast<char>('0' + m % 10);
  for (int i = 0; i < n; i++) digits[i] = reversed[n - 1 - i];
  *point = n + e;
  return n;
}

}  // namespace trivium::runtime
