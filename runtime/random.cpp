// The native module `_random`: the Mersenne Twister MT19937 (Matsumoto & Nishimura 1998) seeded and read as CPython does, so that
// every seed gives the same numbers.
#include <errno.h>
#include <sys/random.h>

#include "runtime/detail/bigint.h"
#include "runtime/detail/containers.h"
#include "runtime/detail/core.h"
#include "runtime/detail/hash.h"

namespace trivium::runtime {

static ClassObj randomClass;

namespace {

constexpr int kWords = 624, kShift = 397;

struct Twister {
  uint32_t words[kWords];
  int64_t index;  ///< of the next word to hand out; kWords = a new block is due
};
struct RandomObj : Object { Twister* twister; };  ///< leaf block

Twister* twisterOf(Value v) { return as<RandomObj>(v)->twister; }

uint32_t nextWord(Twister* t) {
  uint32_t* mt = t->words;
  if (t->index >= kWords) {
    auto mix = [&](int k, int next, int far) {
      uint32_t y = (mt[k] & 0x80000000u) | (mt[next] & 0x7fffffffu);
      mt[k] = mt[far] ^ (y >> 1) ^ (y & 1 ? 0x9908b0dfu : 0u);
    };
    int k = 0;
    for (; k < kWords - kShift; ++k) mix(k, k + 1, k + kShift);
    for (; k < kWords - 1; ++k) mix(k, k + 1, k + kShift - kWords);
    mix(kWords - 1, 0, kShift - 1);
    t->index = 0;
  }
  uint32_t y = mt[t->index++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

void seedByWord(Twister* t, uint32_t seed) {
  uint32_t* mt = t->words;
  mt[0] = seed;
  for (uint32_t i = 1; i < kWords; ++i) mt[i] = 1812433253u * (mt[i - 1] ^ (mt[i - 1] >> 30)) + i;
  t->index = kWords;
}

void seedByArray(Twister* t, const uint32_t* key, int64_t n) {
  seedByWord(t, 19650218u);
  uint32_t* mt = t->words;
  int i = 1;
  auto step = [&] {
    if (++i == kWords) {
      mt[0] = mt[kWords - 1];
      i = 1;
    }
  };
  int64_t j = 0;
  for (int64_t k = n > kWords ? n : kWords; k > 0; --k) {
    mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >> 30)) * 1664525u)) + key[j] + static_cast<uint32_t>(j);
    step();
    if (++j == n) j = 0;
  }
  for (int k = kWords - 1; k > 0; --k) {
    mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >> 30)) * 1566083941u)) - static_cast<uint32_t>(i);
    step();
  }
  mt[0] = 0x80000000u;
}

/// Seeds from an int's magnitude or another object's hash; 0 or None: from the system. -1 = raised.
int seedFrom(Value self, Value seed) {
  Twister* t = twisterOf(self);
  if (!seed || seed == none()) {
    uint32_t key[kWords];
    for (size_t done = 0; done < sizeof key;) {  // a signal may cut a request short
      ssize_t n = getrandom(reinterpret_cast<char*>(key) + done, sizeof key - done, 0);
      if (n < 0 && errno != EINTR) return raiseInt(raiseErrno(errno, 0));
      if (n > 0) done += static_cast<size_t>(n);
    }
    seedByArray(t, key, kWords);
    return 0;
  }
  Value magnitude;
  if (isInt(seed)) {
    magnitude = exactInt(seed);
    if (intSign(magnitude) < 0) magnitude = intNegate(magnitude);
  } else {
    int64_t hash;
    if (!hashKey(seed, &hash)) return -1;
    magnitude = newIntU(static_cast<uint64_t>(hash));
  }
  IntView view(magnitude);
  int64_t bits = magBitLength(view.digits, view.used);
  int64_t n = bits ? (bits - 1) / 32 + 1 : 1;
  uint32_t few[16];
  uint32_t* key = n <= 16 ? few : static_cast<uint32_t*>(gcAllocLeaf(static_cast<size_t>(n) * sizeof(uint32_t)));
  for (int64_t i = 0; i < n; ++i) {
    int64_t digit = i * 32 / kDigitBits;
    int offset = static_cast<int>(i * 32 % kDigitBits);
    uint64_t chunk = digit < view.used ? view.digits[digit] >> offset : 0;
    if (offset > kDigitBits - 32 && digit + 1 < view.used) chunk |= view.digits[digit + 1] << (kDigitBits - offset);
    key[i] = static_cast<uint32_t>(chunk);
  }
  seedByArray(t, key, n);
  return 0;
}

Value randomCreate(ClassObj* cls, const Value*, int64_t, Value) {
  Value self = toValue(allocInstance(cls));
  as<RandomObj>(self)->twister = static_cast<Twister*>(gcAllocLeaf(sizeof(Twister)));
  return self;
}

int randomInit(Value self, const Value* args, int64_t nargs, Value kwnames) {
  if (kwnames && !refuseKeywords(kwnames, "Random")) return -1;
  if (nargs > 1) return raiseInt(raise(&trv_exc_TypeError, "Random() requires 0 or 1 argument"));
  return seedFrom(self, nargs ? args[0] : 0);
}

Value methodSeed(Value self, const Value* args, int64_t nargs) { return seedFrom(self, nargs ? args[0] : 0) < 0 ? 0 : none(); }

/// 53 random bits over 2^53.
Value methodRandom(Value self, const Value*, int64_t) {
  Twister* t = twisterOf(self);
  uint32_t high = nextWord(t) >> 5, low = nextWord(t) >> 6;
  return newFloat((high * 67108864.0 + low) * (1.0 / 9007199254740992.0));
}

Value methodGetRandBits(Value self, const Value* args, int64_t) {
  int64_t k;
  bool overflow = false;
  if (toInt64(args[0], &k, &overflow) < 0) return 0;
  if (overflow || k > INT32_MAX || k < INT32_MIN) return raise(&trv_exc_OverflowError, "Python int too large to convert to C int");
  if (k < 0) return raise(&trv_exc_ValueError, "number of bits must be non-negative");
  if (k == 0) return fromSmallInt(0);
  Twister* t = twisterOf(self);
  if (k <= 32) return fromSmallInt(nextWord(t) >> (32 - k));
  // Words from the least significant one up; the last gives its high bits.
  int64_t digits = (k + kDigitBits - 1) / kDigitBits;
  LongObj* result = newLongDigits(digits);
  for (int64_t i = 0; i < digits; ++i) result->digits[i] = 0;
  for (int64_t at = 0; k > 0; at += 32, k -= 32) {
    uint64_t word = nextWord(t);
    if (k < 32) word >>= 32 - k;
    int64_t digit = at / kDigitBits;
    int offset = static_cast<int>(at % kDigitBits);
    result->digits[digit] |= (word << offset) & kDigitMask;
    if (offset > kDigitBits - 32 && digit + 1 < digits) result->digits[digit + 1] |= word >> (kDigitBits - offset);
  }
  return normalize(result, 1, digits);
}

Value methodGetState(Value self, const Value*, int64_t) {
  const Twister* t = twisterOf(self);
  TupleObj* state = newTuple(kWords + 1);
  for (int i = 0; i < kWords; ++i) state->items[i] = fromSmallInt(t->words[i]);
  state->items[kWords] = fromSmallInt(t->index);
  return toValue(state);
}

Value methodSetState(Value self, const Value* args, int64_t) {
  if (!isTuple(args[0])) return raise(&trv_exc_TypeError, "state vector must be a tuple");
  const TupleObj* state = as<TupleObj>(args[0]);
  if (state->length != kWords + 1) return raise(&trv_exc_ValueError, "state vector is the wrong size");
  Twister fresh;
  for (int i = 0; i <= kWords; ++i) {
    Value v = state->items[i];
    int64_t word;
    if (!isInt(v)) return raise(&trv_exc_TypeError, "an integer is required");
    if (i < kWords && intSign(v) < 0) return raise(&trv_exc_OverflowError, "can't convert negative value to unsigned int");
    if (!intFitsInt64(v, &word)) return raise(&trv_exc_OverflowError, "Python int too large to convert to C unsigned long");
    if (i < kWords) {
      fresh.words[i] = static_cast<uint32_t>(word);
    } else if (word < 0 || word > kWords) {
      return raise(&trv_exc_ValueError, "invalid state");
    } else {
      fresh.index = word;
    }
  }
  *twisterOf(self) = fresh;
  return none();
}

const NativeDef kMethods[] = {
    {"random", methodRandom, ArgKind::None},
    {"seed", methodSeed, ArgKind::Positional, 0, 1},
    {"getrandbits", methodGetRandBits, ArgKind::One},
    {"getstate", methodGetState, ArgKind::None},
    {"setstate", methodSetState, ArgKind::One},
    {},
};

}  // namespace

void initRandomModule(Value module) {
  randomClass.slots.create = randomCreate;
  randomClass.slots.init = randomInit;
  readyClass({&randomClass, "Random", nullptr, sizeof(RandomObj), kBaseType, kMethods, nullptr,
              "Random() -> create a random number generator with its own internal state.", nullptr, "_random"});
  moduleAdd(module, "Random", toValue(&randomClass));
}

}  // namespace trivium::runtime
