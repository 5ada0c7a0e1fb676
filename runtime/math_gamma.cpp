// math.gamma and math.lgamma by the Lanczos approximation with the rational function for N = 13 and g = 6.0246… whose coefficients are
// published with the Boost libraries. The digits of libm's tgamma differ from CPython's, which computes this way too.
#include <cerrno>
#include <cmath>

#include "runtime/detail/math.h"

namespace trivium::runtime {
namespace {

constexpr int kTerms = 13;
constexpr double kG = 6.024680040776729583740234375, kGMinusHalf = 5.524680040776729583740234375;
constexpr double kPi = 3.141592653589793238462643383279502884197, kLogPi = 1.144729885849400174143427351353058711647;
constexpr double kNumerator[kTerms] = {
    23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};
constexpr double kDenominator[kTerms] = {0.0,       39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
                                         2637558.0, 357423.0,   32670.0,     1925.0,      66.0,        1.0};
constexpr int kExactCount = 23;  ///< (n - 1)! is a float exactly up to here

/// Both polynomials by Horner, for large x in 1/x so that nothing overflows.
double lanczosSum(double x) {
  double num = 0, den = 0;
  if (x < 5.0) {
    for (int i = kTerms - 1; i >= 0; --i) {
      num = num * x + kNumerator[i];
      den = den * x + kDenominator[i];
    }
  } else {
    for (int i = 0; i < kTerms; ++i) {
      num = num / x + kNumerator[i];
      den = den / x + kDenominator[i];
    }
  }
  return num / den;
}

/// sin(pi * x), exact at multiples of one half.
double sinPi(double x) {
  double y = std::fmod(std::fabs(x), 2.0), r;
  switch (static_cast<int>(std::round(2.0 * y))) {
  case 0: r = std::sin(kPi * y); break;
  case 1: r = std::cos(kPi * (y - 0.5)); break;
  case 2: r = std::sin(kPi * (1.0 - y)); break;
  case 3: r = -std::cos(kPi * (y - 1.5)); break;
  default: r = std::sin(kPi * (y - 2.0)); break;
  }
  return std::copysign(1.0, x) * r;
}

/// r * base^exponent (or divided by it), in two steps where the power alone would overflow.
double scaled(double r, double base, double exponent, bool split, bool divide) {
  double power = std::pow(base, split ? exponent / 2.0 : exponent);
  for (int i = 0; i < (split ? 2 : 1); ++i) r = divide ? r / power : r * power;
  return r;
}

}  // namespace

double mathGamma(double x, int* error) {
  if (!std::isfinite(x)) {
    if (std::isnan(x) || x > 0) return x;
    *error = EDOM;
    return x;
  }
  if (x == 0 || (x < 0 && x == std::floor(x))) {
    *error = EDOM;
    return x;
  }
  if (x == std::floor(x) && x <= kExactCount) {
    double product = 1;
    for (int i = 2; i < static_cast<int>(x); ++i) product *= i;
    return product;
  }
  double a = std::fabs(x);
  double r;
  if (a < 1e-20) {
    r = 1.0 / x;
  } else if (a > 200.0) {
    if (x < 0) return 0.0 / sinPi(x);
    r = HUGE_VAL;
  } else {
    double y = a + kGMinusHalf;
    // What rounding a + g - 1/2 lost.
    double lost = a > kGMinusHalf ? (y - a) - kGMinusHalf : (y - kGMinusHalf) - a;
    double z = lost * kG / y;
    bool split = a >= 140.0;
    if (x < 0) {
      r = -kPi / sinPi(a) / a * std::exp(y) / lanczosSum(a);
      r -= z * r;
    } else {
      r = lanczosSum(a) / std::exp(y);
      r += z * r;
    }
    r = scaled(r, y, a - 0.5, split, /*divide=*/x < 0);
  }
  if (std::isinf(r)) *error = ERANGE;
  return r;
}

double mathLogGamma(double x, int* error) {
  if (!std::isfinite(x)) return std::isnan(x) ? x : HUGE_VAL;
  if (x == std::floor(x) && x <= 2.0) {
    if (x > 0) return 0;
    *error = EDOM;
    return HUGE_VAL;
  }
  double a = std::fabs(x);
  if (a < 1e-20) return -std::log(a);
  double r = std::log(lanczosSum(a)) - kG;
  r += (a - 0.5) * (std::log(a + kG - 0.5) - 1);
  if (x < 0) r = kLogPi - std::log(std::fabs(sinPi(a))) - std::log(a) - r;
  if (std::isinf(r)) *error = ERANGE;
  return r;
}

}  // namespace trivium::runtime
