"""SHA-512 of a byte string (FIPS 180-4), for seeding random numbers from text."""

_MASK = 0xFFFFFFFFFFFFFFFF


def _root_bits(n, cubic):
    """The first 64 bits of the fractional part of n's square or cube root."""
    target = n << (192 if cubic else 128)
    low, high = 0, 1 << 70
    while low < high:
        mid = (low + high + 1) >> 1
        if (mid * mid * mid if cubic else mid * mid) <= target:
            low = mid
        else:
            high = mid - 1
    return low & _MASK


def _primes(count):
    found = []
    n = 2
    while len(found) < count:
        for p in found:
            if n % p == 0:
                break
        else:
            found.append(n)
        n += 1
    return found


def digest(data):
    """The 64 bytes of the hash."""
    primes = _primes(80)
    k = [_root_bits(p, cubic=True) for p in primes]
    state = [_root_bits(p, cubic=False) for p in primes[:8]]
    length = len(data)
    data = data + b'\x80' + b'\0' * ((111 - length) % 128) + (length * 8).to_bytes(16, 'big')
    for start in range(0, len(data), 128):
        w = [int.from_bytes(data[i:i + 8], 'big') for i in range(start, start + 128, 8)]
        for i in range(16, 80):
            x = w[i - 15]
            y = w[i - 2]
            s0 = ((x >> 1) | (x << 63)) ^ ((x >> 8) | (x << 56)) ^ (x >> 7)
            s1 = ((y >> 19) | (y << 45)) ^ ((y >> 61) | (y << 3)) ^ (y >> 6)
            w.append((w[i - 16] + (s0 & _MASK) + w[i - 7] + (s1 & _MASK)) & _MASK)
        a, b, c, d, e, f, g, h = state
        for i in range(80):
            s1 = ((e >> 14) | (e << 50)) ^ ((e >> 18) | (e << 46)) ^ ((e >> 41) | (e << 23))
            t1 = h + (s1 & _MASK) + ((e & f) ^ (~e & g)) + k[i] + w[i]
            s0 = ((a >> 28) | (a << 36)) ^ ((a >> 34) | (a << 30)) ^ ((a >> 39) | (a << 25))
            t2 = (s0 & _MASK) + ((a & b) ^ (a & c) ^ (b & c))
            h, g, f, e, d, c, b, a = g, f, e, (d + t1) & _MASK, c, b, a, (t1 + t2) & _MASK
        state = [(s + v) & _MASK for s, v in zip(state, (a, b, c, d, e, f, g, h))]
    return b''.join([s.to_bytes(8, 'big') for s in state])
