// Arithmetic on magnitudes: arrays of 60-bit digits, least significant first (the layout of LibTomMath's mp_digit).
// Schoolbook multiplication and Knuth's division are done here straight into the result's memory, what is linear in bigint_linear.cpp;
// only products of many digits go to LibTomMath (Karatsuba, Toom-Cook), which looks at the same digits through mp_int views.
#include <cstdlib>
#include <tommath.h>

#include "runtime/detail/bigint.h"

static_assert(MP_DIGIT_BIT == trivium::runtime::kDigitBits && sizeof(mp_digit) == sizeof(uint64_t));

namespace trivium::runtime {

int64_t magTrim(const Digit* a, int64_t n) {
  while (n > 0 && a[n - 1] == 0) n--;
  return n;
}

int magCompare(const Digit* a, int64_t na, const Digit* b, int64_t nb) {
  if (na != nb) return na < nb ? -1 : 1;
  for (int64_t i = na - 1; i >= 0; i--)
    if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
}

/// Column by column, so that a column's carries are split off once. A column of up to 256 products fits 128 bits.
static void multiplySchool(Digit* r, const Digit* a, int64_t na, const Digit* b, int64_t nb) {
  WideDigit sum = 0;
  for (int64_t k = 0; k < na + nb - 1; k++) {
    int64_t first = k >= nb ? k - nb + 1 : 0, last = k < na ? k : na - 1;
    const Digit *pa = a + first, *end = a + last + 1, *pb = b + (k - first);
    for (; pa != end; pa++, pb--) sum += static_cast<WideDigit>(*pa) * *pb;
    r[k] = static_cast<Digit>(sum) & kDigitMask;
    sum >>= kDigitBits;
  }
  r[na + nb - 1] = static_cast<Digit>(sum);
}

static mp_int viewOf(const Digit* a, int64_t n) {
  mp_int view;
  view.used = view.alloc = static_cast<int>(n);
  view.sign = MP_ZPOS;
  view.dp = const_cast<mp_digit*>(a);
  return view;
}

int64_t magMul(Digit* r, const Digit* a, int64_t na, const Digit* b, int64_t nb) {
  if (na < nb) {
    const Digit* t = a;
    a = b;
    b = t;
    int64_t tn = na;
    na = nb;
    nb = tn;
  }
  if (nb == 0) return 0;
  if (nb == 1) return magMulSmall(r, a, na, b[0], 0);
  constexpr int64_t kKaratsubaDigits = 70;  // below it the column loop was faster than mp_mul
  if (nb < kKaratsubaDigits) {
    multiplySchool(r, a, na, b, nb);
    return magTrim(r, na + nb);
  }
  mp_int va = viewOf(a, na), vb = viewOf(b, nb), product;
  mp_err status = mp_init(&product);
  if (status == MP_OKAY) status = a == b && na == nb ? mp_sqr(&va, &product) : mp_mul(&va, &vb, &product);
  if (status != MP_OKAY) gcFatal("no memory for a product");  // the collector's own limit comes first in practice
  int64_t n = product.used;
  memcpy(r, product.dp, static_cast<size_t>(n) * sizeof(Digit));
  memset(r + n, 0, static_cast<size_t>(na + nb - n) * sizeof(Digit));
  mp_clear(&product);
  return n;
}

Digit magDivSmall(Digit* q, const Digit* a, int64_t n, Digit divisor) {
  Digit rem = 0;
  for (int64_t i = n - 1; i >= 0; i--)
    q[i] = divideWide(rem >> 4, rem << kDigitBits | a[i], divisor, &rem);
  return rem;
}

/// Scratch digits that stay until the next call in this thread.
static Digit* scratchDigits(int64_t n) {
  static __thread Digit* scratch;
  static __thread int64_t capacity;
  if (n > capacity) {
    free(scratch);
    capacity = n + n / 2 + 64;
    scratch = static_cast<Digit*>(malloc(static_cast<size_t>(capacity) * sizeof(Digit)));
    if (!scratch) gcFatal("no memory for digits");
  }
  return scratch;
}

bool magDivideTops(Digit* q, const Digit* a, int64_t na, const Digit* b, int64_t nb) {
  if (nb < 3 || na - nb > 1) return false;
  // The highest two digits of b as v, shifted so that the top bit is set, and what of a lies above the same position as u. As b < v + 1 and
  // a >= u in that unit, the quotient is between u / (v + 1) and u / v.
  const int shift = __builtin_clzll(b[nb - 1]) - (64 - kDigitBits), down = kDigitBits - shift;
  const auto shifted = [=](Digit high, Digit low) { return (high << shift | low >> down) & kDigitMask; };
  const Digit v1 = shifted(b[nb - 1], b[nb - 2]), v2 = shifted(b[nb - 2], b[nb - 3]);
  const Digit top = na > nb ? a[nb] : 0;
  if (top >> down) return false;
  const Digit u0 = shifted(top, a[nb - 1]), u1 = shifted(a[nb - 1], a[nb - 2]), u2 = shifted(a[nb - 2], a[nb - 3]);
  if (u0 >= v1) return false;
  Digit rest;
  Digit guess = divideWide(u0 >> 4, u0 << kDigitBits | u1, v1, &rest);
  while (rest <= kDigitMask && static_cast<WideDigit>(guess) * v2 > (static_cast<WideDigit>(rest) << kDigitBits | u2)) {
    guess--;
    rest += v1;
  }
  if ((static_cast<WideDigit>(rest) << kDigitBits | u2) - static_cast<WideDigit>(guess) * v2 < guess) return false;
  *q = guess;
  return true;
}

/// Knuth, The Art of Computer Programming 4.3.1, algorithm D.
void magDivMod(Digit* q, Digit* rem, const Digit* a, int64_t na, const Digit* b, int64_t nb) {
  if (nb == 1) {
    Digit* quotient = q ? q : scratchDigits(na);
    Digit r = magDivSmall(quotient, a, na, b[0]);
    if (rem) rem[0] = r;
    return;
  }
  int shift = __builtin_clzll(b[nb - 1]) - (64 - kDigitBits);
  Digit* v = scratchDigits(na + nb + 2);
  Digit* u = v + nb;
  Digit carry = 0;
  for (int64_t i = 0; i < nb; i++) {
    v[i] = (b[i] << shift | carry) & kDigitMask;
    carry = shift ? b[i] >> (kDigitBits - shift) : 0;
  }
  carry = 0;
  for (int64_t i = 0; i < na; i++) {
    u[i] = (a[i] << shift | carry) & kDigitMask;
    carry = shift ? a[i] >> (kDigitBits - shift) : 0;
  }
  u[na] = carry;
  Digit v1 = v[nb - 1], v2 = v[nb - 2];
  for (int64_t j = na - nb; j >= 0; j--) {
    Digit top = u[j + nb];
    Digit guess, r;
    if (top >= v1) {
      guess = kDigitMask;
      r = u[j + nb - 1] + v1;  // top == v1: top * 2^60 + next - guess * v1
    } else {
      guess = divideWide(top >> 4, top << kDigitBits | u[j + nb - 1], v1, &r);
    }
    while (r <= kDigitMask && static_cast<WideDigit>(guess) * v2 > (static_cast<WideDigit>(r) << kDigitBits | u[j + nb - 2])) {
      guess--;
      r += v1;
    }
    const Digit factor = guess << kSpareBits;
    Digit high = 0;
    int64_t borrow = 0;  // 0 to -2
    for (int64_t i = 0; i < nb; i++) {
      const DigitPair product = multiplyDigits(v[i], factor);
      const int64_t rest = static_cast<int64_t>(u[i + j] - product.low - high) + borrow;
      u[i + j] = static_cast<Digit>(rest) & kDigitMask;
      borrow = rest >> kDigitBits;
      high = product.high;
    }
    Digit d = top - high + static_cast<Digit>(borrow);
    if (d >> 63) {
      guess--;
      carry = 0;
      for (int64_t i = 0; i < nb; i++) {
        Digit s = u[i + j] + v[i] + carry;
        carry = s >> kDigitBits;
        u[i + j] = s & kDigitMask;
      }
    }
    u[j + nb] = 0;
    if (q) q[j] = guess;
  }
  if (rem) magShiftRight(rem, u, nb, static_cast<uint64_t>(shift));
}

int64_t magShiftLeft(Digit* r, const Digit* a, int64_t n, uint64_t bits) {
  int64_t whole = static_cast<int64_t>(bits / kDigitBits);
  int part = static_cast<int>(bits % kDigitBits);
  Digit carry = 0;
  memset(r, 0, static_cast<size_t>(whole) * sizeof(Digit));
  for (int64_t i = 0; i < n; i++) {
    r[i + whole] = (a[i] << part | carry) & kDigitMask;
    carry = part ? a[i] >> (kDigitBits - part) : 0;
  }
  r[n + whole] = carry;
  return magTrim(r, n + whole + 1);
}

int64_t magShiftRight(Digit* r, const Digit* a, int64_t n, uint64_t bits) {
  int64_t whole = static_cast<int64_t>(bits / kDigitBits);
  int part = static_cast<int>(bits % kDigitBits);
  if (whole >= n) return 0;
  for (int64_t i = whole; i < n; i++) {
    Digit above = i + 1 < n && part ? a[i + 1] << (kDigitBits - part) : 0;
    r[i - whole] = (a[i] >> part | above) & kDigitMask;
  }
  return magTrim(r, n - whole);
}

int64_t magBitLength(const Digit* a, int64_t n) {
  return n ? n * kDigitBits - (__builtin_clzll(a[n - 1]) - (64 - kDigitBits)) : 0;
}

// ---- text

static const char kDigitChars[] = "0123456789abcdefghijklmnopqrstuvwxyz";
constexpr Digit kTenTo18 = 1000000000000000000;

int64_t magTextSize(int64_t n, int base) {
  int bitsPerChar = 31 - __builtin_clz(static_cast<unsigned>(base));
  return n * kDigitBits / bitsPerChar + 2;
}

/// `width` decimal digits of a value below 10^18.
static void writeDecimal(char* out, Digit value, int width) {
  for (int i = width - 1; i >= 0; i--) {
    out[i] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
}

/// The decimal digits of a, which is overwritten, right-aligned in out[0..size); returns how many there are.
static int64_t decimalText(char* out, int64_t size, Digit* a, int64_t n) {
  int64_t at = size;
  while (n > 1 || (n == 1 && a[0] >= kTenTo18)) {
    Digit rem = magDivSmall(a, a, n, kTenTo18);
    n = magTrim(a, n);
    at -= 18;
    writeDecimal(out + at, rem, 18);
  }
  if (n == 1)
    for (Digit v = a[0]; v; v /= 10) out[--at] = static_cast<char>('0' + v % 10);
  return size - at;
}

int64_t magToText(char* out, int64_t size, const Digit* a, int64_t n, int base) {
  if (n == 0) {
    out[size - 1] = '0';
    return 1;
  }
  int64_t at = size;
  if ((base & (base - 1)) == 0) {
    int width = __builtin_ctz(static_cast<unsigned>(base));
    int64_t bits = magBitLength(a, n);
    for (int64_t bit = 0; bit < bits; bit += width) {
      int64_t i = bit / kDigitBits;
      int part = static_cast<int>(bit % kDigitBits);
      Digit d = a[i] >> part;
      if (part && i + 1 < n) d |= a[i + 1] << (kDigitBits - part);
      out[--at] = kDigitChars[d & static_cast<Digit>(base - 1)];
    }
    return size - at;
  }
  Digit* work = scratchDigits(n);
  memcpy(work, a, static_cast<size_t>(n) * sizeof(Digit));
  if (base == 10) return decimalText(out, size, work, n);
  while (n) {
    Digit rem = magDivSmall(work, work, n, static_cast<Digit>(base));
    n = magTrim(work, n);
    out[--at] = kDigitChars[rem];
  }
  return size - at;
}

static int digitValue(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

/// Halves the text until multiplication by a small power is cheapest; powers are made by squaring, so LibTomMath's fast
/// multiplication carries the cost of long texts.
static Value textToInt(const char* text, int64_t n, int base) {
  int perDigit = 1;  // characters whose value fits one digit
  Digit power = static_cast<Digit>(base);
  while (power <= kDigitMask / static_cast<Digit>(base)) {
    power *= static_cast<Digit>(base);
    perDigit++;
  }
  if (n > 4000) {
    int64_t low = n / 2;
    Value high = textToInt(text, n - low, base);
    Value scale = intPow(fromSmallInt(base), newInt(low));
    return intAdd(intMul(high, scale), textToInt(text + (n - low), low, base));
  }
  LongObj* r = newLongDigits(n / perDigit + 2);
  int64_t used = 0;
  for (int64_t i = 0; i < n;) {
    int64_t take = (n - i) % perDigit ? (n - i) % perDigit : perDigit;
    Digit part = 0, scale = 1;
    for (int64_t k = 0; k < take; k++, i++) {
      part = part * static_cast<Digit>(base) + static_cast<Digit>(digitValue(text[i]));
      scale *= static_cast<Digit>(base);
    }
    used = magMulSmall(r->digits, r->digits, used, scale, part);
  }
  return normalize(r, 1, used);
}

Value magFromText(const char* text, int64_t n, int base, bool negative) {
  Value v = textToInt(text, n, base);
  return negative ? intNegate(v) : v;
}

}  // namespace trivium::runtime

// LibTomMath was compiled to call these libgcc functions, which emitted programs do not link.
extern "C" {
__attribute__((weak)) unsigned __int128 __udivti3(unsigned __int128 a, unsigned __int128 b) {
  using trivium::runtime::divideWide;
  uint64_t bh = static_cast<uint64_t>(b >> 64), bl = static_cast<uint64_t>(b);
  uint64_t ah = static_cast<uint64_t>(a >> 64), al = static_cast<uint64_t>(a);
  uint64_t rem = 0;
  if (bh == 0) {
    uint64_t qh = ah / bl;
    uint64_t ql = divideWide(ah % bl, al, bl, &rem);
    return static_cast<unsigned __int128>(qh) << 64 | ql;
  }
  unsigned __int128 q = 0, r = 0;
  for (int i = 127; i >= 0; i--) {
    r = r << 1 | (a >> i & 1);
    if (r >= b) {
      r -= b;
      q |= static_cast<unsigned __int128>(1) << i;
    }
  }
  return q;
}
__attribute__((weak)) __int128 __divti3(__int128 a, __int128 b) {
  bool negative = (a < 0) != (b < 0);
  unsigned __int128 ua = a < 0 ? -static_cast<unsigned __int128>(a) : static_cast<unsigned __int128>(a);
  unsigned __int128 ub = b < 0 ? -static_cast<unsigned __int128>(b) : static_cast<unsigned __int128>(b);
  unsigned __int128 q = __udivti3(ua, ub);
  return static_cast<__int128>(negative ? -q : q);
}
}
