// Linear operations on magnitudes: sums, differences, products with one digit.
//
// Long operands go through vectors of four digits where the processor has AVX2. What a lane carries into the next is added after the lane
// was cut to 60 bits; that it overflows once more is as rare as digits of nothing but ones, and makes carries run through in a second pass.
#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

#include "runtime/detail/bigint.h"

namespace trivium::runtime {

namespace {

#if defined(__x86_64__)
#define TRV_AVX2 __attribute__((target("avx2")))

constexpr int64_t kVectorDigits = 16;  ///< shorter operands are not worth the call

bool detectAvx2() {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c >> 27 & 1)) return false;  // OSXSAVE
  unsigned low, high;
  asm("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  if ((low & 6) != 6) return false;  // the system keeps the wide registers
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 5 & 1);
}

bool hasAvx2() {
  static int8_t state;  // 1 yes, -1 no
  if (!state) state = detectAvx2() ? 1 : -1;
  return state > 0;
}

inline TRV_AVX2 __m256i load(const Digit* p) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)); }
inline TRV_AVX2 void store(Digit* p, __m256i v) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(p), v); }
/// The last lane of `before`, then the first three of `v`: what each lane of v carries, at the lane it goes to.
inline TRV_AVX2 __m256i toNext(__m256i before, __m256i v) {
  return _mm256_alignr_epi8(v, _mm256_permute2x128_si256(before, v, 0x21), 8);
}
inline TRV_AVX2 Digit lastLane(__m256i v) { return static_cast<Digit>(_mm256_extract_epi64(v, 3)); }
inline TRV_AVX2 bool anyBit(__m256i v) { return !_mm256_testz_si256(v, v); }

/// Lets what digits hold beyond 60 bits run through; the borrows of a difference are negative carries.
void settle(Digit* r, int64_t n, Digit* last) {
  int64_t carry = 0;
  for (int64_t i = 0; i < n; i++) {
    const int64_t sum = static_cast<int64_t>(r[i]) + carry;
    r[i] = static_cast<Digit>(sum) & kDigitMask;
    carry = sum >> kDigitBits;
  }
  *last += static_cast<Digit>(carry);
}

/// Adds the first n digits, a multiple of 4; *carry becomes what goes to the next.
TRV_AVX2 void addVectors(Digit* r, const Digit* a, const Digit* b, int64_t n, Digit* carry) {
  const __m256i mask = _mm256_set1_epi64x(static_cast<int64_t>(kDigitMask));
  __m256i before = _mm256_setzero_si256(), seen = before;
  for (int64_t i = 0; i < n; i += 4) {
    const __m256i sum = _mm256_add_epi64(load(a + i), load(b + i));
    const __m256i carries = _mm256_srli_epi64(sum, kDigitBits);
    const __m256i digits = _mm256_add_epi64(_mm256_and_si256(sum, mask), toNext(before, carries));
    seen = _mm256_or_si256(seen, digits);
    store(r + i, digits);
    before = carries;
  }
  *carry = lastLane(before);
  if (anyBit(_mm256_srli_epi64(seen, kDigitBits))) settle(r, n, carry);
}

TRV_AVX2 void subVectors(Digit* r, const Digit* a, const Digit* b, int64_t n, Digit* borrow) {
  const __m256i mask = _mm256_set1_epi64x(static_cast<int64_t>(kDigitMask));
  __m256i before = _mm256_setzero_si256(), seen = before;
  for (int64_t i = 0; i < n; i += 4) {
    const __m256i difference = _mm256_sub_epi64(load(a + i), load(b + i));
    const __m256i borrows = _mm256_srli_epi64(difference, 63);
    const __m256i digits = _mm256_sub_epi64(_mm256_and_si256(difference, mask), toNext(before, borrows));
    seen = _mm256_or_si256(seen, digits);
    store(r + i, digits);
    before = borrows;
  }
  Digit carry = 0 - lastLane(before);
  if (anyBit(_mm256_srli_epi64(seen, 63))) settle(r, n, &carry);
  *borrow = 0 - carry;
}

constexpr int kHalfBits = kDigitBits / 2;

/// Products with a factor below 2^30, of the halves of each digit.
TRV_AVX2 void mulVectors(Digit* r, const Digit* a, int64_t n, Digit factor, Digit* carry) {
  const __m256i mask = _mm256_set1_epi64x(static_cast<int64_t>(kDigitMask));
  const __m256i half = _mm256_set1_epi64x((int64_t{1} << kHalfBits) - 1);
  const __m256i factors = _mm256_set1_epi64x(static_cast<int64_t>(factor));
  __m256i before = _mm256_set_epi64x(static_cast<int64_t>(*carry), 0, 0, 0), seen = _mm256_setzero_si256();
  for (int64_t i = 0; i < n; i += 4) {
    const __m256i digit = load(a + i);
    const __m256i low = _mm256_mul_epu32(_mm256_and_si256(digit, half), factors);
    const __m256i high = _mm256_mul_epu32(_mm256_srli_epi64(digit, kHalfBits), factors);
    const __m256i sum = _mm256_add_epi64(low, _mm256_slli_epi64(_mm256_and_si256(high, half), kHalfBits));
    const __m256i carries = _mm256_add_epi64(_mm256_srli_epi64(high, kHalfBits), _mm256_srli_epi64(sum, kDigitBits));
    const __m256i digits = _mm256_add_epi64(_mm256_and_si256(sum, mask), toNext(before, carries));
    seen = _mm256_or_si256(seen, digits);
    store(r + i, digits);
    before = carries;
  }
  *carry = lastLane(before);
  if (anyBit(_mm256_srli_epi64(seen, kDigitBits))) settle(r, n, carry);
}

#else
constexpr int64_t kVectorDigits = INT64_MAX, kHalfBits = 0;
bool hasAvx2() { return false; }
void addVectors(Digit*, const Digit*, const Digit*, int64_t, Digit*) {}
void subVectors(Digit*, const Digit*, const Digit*, int64_t, Digit*) {}
void mulVectors(Digit*, const Digit*, int64_t, Digit, Digit*) {}
#endif

}  // namespace

int64_t magAdd(Digit* r, const Digit* a, int64_t na, const Digit* b, int64_t nb) {
  if (na < nb) {
    const Digit* t = a;
    a = b;
    b = t;
    int64_t tn = na;
    na = nb;
    nb = tn;
  }
  Digit carry = 0;
  int64_t i = 0;
  if (nb >= kVectorDigits && hasAvx2()) addVectors(r, a, b, i = nb & ~int64_t{3}, &carry);
  for (; i < nb; i++) {
    Digit s = a[i] + b[i] + carry;
    carry = s >> kDigitBits;
    r[i] = s & kDigitMask;
  }
  for (; i < na && carry; i++) {
    Digit s = a[i] + carry;
    carry = s >> kDigitBits;
    r[i] = s & kDigitMask;
  }
  if (i < na && r != a) memcpy(r + i, a + i, static_cast<size_t>(na - i) * sizeof(Digit));
  r[na] = carry;
  return na + (carry != 0);
}

int64_t magSub(Digit* r, const Digit* a, int64_t na, const Digit* b, int64_t nb) {
  Digit borrow = 0;
  int64_t i = 0;
  if (nb >= kVectorDigits && hasAvx2()) subVectors(r, a, b, i = nb & ~int64_t{3}, &borrow);
  for (; i < nb; i++) {
    Digit d = a[i] - b[i] - borrow;
    borrow = d >> 63;
    r[i] = d & kDigitMask;
  }
  for (; i < na && borrow; i++) {
    Digit d = a[i] - borrow;
    borrow = d >> 63;
    r[i] = d & kDigitMask;
  }
  if (i < na && r != a) memcpy(r + i, a + i, static_cast<size_t>(na - i) * sizeof(Digit));
  return magTrim(r, na);
}

int64_t magMulSmall(Digit* r, const Digit* a, int64_t n, Digit factor, Digit carry) {
  int64_t i = 0;
  if (n >= kVectorDigits && factor >> kHalfBits == 0 && hasAvx2()) mulVectors(r, a, i = n & ~int64_t{3}, factor, &carry);
  factor <<= kSpareBits;
  Digit high = carry;
  carry = 0;
  for (; i < n; i++) {
    const DigitPair product = multiplyDigits(a[i], factor);
    const Digit sum = product.low + high + carry;
    r[i] = sum & kDigitMask;
    carry = sum >> kDigitBits;
    high = product.high;
  }
  r[n] = high + carry;
  return magTrim(r, n + 1);
}

}  // namespace trivium::runtime
