"""Message digests: MD5 (RFC 1321), SHA-1 and SHA-2 (FIPS 180-4).

Difference from CPython: no SHA-3, BLAKE2 or key derivation.
"""

from _sha512 import _primes, _root_bits

__all__ = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'new', 'algorithms_guaranteed', 'algorithms_available']

_M32 = 0xFFFFFFFF
_M64 = 0xFFFFFFFFFFFFFFFF


class _Hash:
    """A digest that grows with update(). Subclasses know the block size, the start and how a block is taken in."""

    name = ''
    block_size = 64
    digest_size = 0
    _length_bytes = 8
    _order = 'big'
    _word = 4

    def __init__(self, data=b''):
        self._state = self._start()
        self._rest = b''
        self._total = 0
        self.update(data)

    def update(self, data, /):
        """Takes in more bytes."""
        if isinstance(data, str):
            raise TypeError("Strings must be encoded before hashing")
        try:
            data = bytes(memoryview(data))
        except TypeError:
            raise TypeError("object supporting the buffer API required") from None
        self._total += len(data)
        data = self._rest + data
        size = self.block_size
        end = len(data) - len(data) % size
        for at in range(0, end, size):
            self._block(data[at:at + size])
        self._rest = data[end:]

    def digest(self):
        """The hash of what was taken in so far."""
        last = self.copy()
        size = self.block_size
        zeros = (size - 1 - self._length_bytes - len(self._rest)) % size
        last.update(b'\x80' + b'\0' * zeros + (self._total * 8).to_bytes(self._length_bytes, self._order))
        return b''.join([word.to_bytes(self._word, self._order) for word in last._state])[:self.digest_size]

    def hexdigest(self):
        return self.digest().hex()

    def copy(self):
        other = object.__new__(type(self))
        other._state = self._state[:]
        other._rest = self._rest
        other._total = self._total
        return other

    def __repr__(self):
        return f"<{self.name} _hashlib.HASH object @ {id(self):#x}>"


def _words(block, order, size=4):
    return [int.from_bytes(block[i:i + size], order) for i in range(0, len(block), size)]


def _sine_table():
    import math
    return [int(abs(math.sin(i + 1)) * 2 ** 32) for i in range(64)]


_md5_table = None
_MD5_SHIFTS = (7, 12, 17, 22), (5, 9, 14, 20), (4, 11, 16, 23), (6, 10, 15, 21)


class _MD5(_Hash):
    name = 'md5'
    digest_size = 16
    _order = 'little'

    def _start(self):
        global _md5_table
        if _md5_table is None:
            _md5_table = _sine_table()
        return [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476]

    def _block(self, block):
        m = _words(block, 'little')
        table = _md5_table
        a, b, c, d = self._state
        for i in range(64):
            kind = i >> 4
            if kind == 0:
                f, g = (b & c) | (~b & d), i
            elif kind == 1:
                f, g = (d & b) | (~d & c), (5 * i + 1) & 15
            elif kind == 2:
                f, g = b ^ c ^ d, (3 * i + 5) & 15
            else:
                f, g = c ^ (b | (~d & _M32)), (7 * i) & 15
            f = (f + a + table[i] + m[g]) & _M32
            shift = _MD5_SHIFTS[kind][i & 3]
            a, d, c, b = d, c, b, (b + ((f << shift) | (f >> 32 - shift))) & _M32
        self._state = [(x + y) & _M32 for x, y in zip(self._state, (a, b, c, d))]


class _SHA1(_Hash):
    name = 'sha1'
    digest_size = 20

    def _start(self):
        return [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]

    def _block(self, block):
        w = _words(block, 'big')
        for i in range(16, 80):
            x = w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16]
            w.append(((x << 1) | (x >> 31)) & _M32)
        a, b, c, d, e = self._state
        for i in range(80):
            if i < 20:
                f = ((b & c) | (~b & d)) + 0x5a827999
            elif i < 40:
                f = (b ^ c ^ d) + 0x6ed9eba1
            elif i < 60:
                f = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc
            else:
                f = (b ^ c ^ d) + 0xca62c1d6
            t = (((a << 5) | (a >> 27)) + f + e + w[i]) & _M32
            a, b, c, d, e = t, a, ((b << 30) | (b >> 2)) & _M32, c, d
        self._state = [(x + y) & _M32 for x, y in zip(self._state, (a, b, c, d, e))]


class _SHA2(_Hash):
    """The rounds that all of SHA-2 shares, for words of `_bits` bits."""

    _bits = 32
    _rounds = 64
    _big = (2, 13, 22), (6, 11, 25)
    _small = (7, 18, 3), (17, 19, 10)
    _tables = {}

    def _table(self):
        table = self._tables.get(self._bits)
        if table is None:
            table = self._tables[self._bits] = [_root_bits(p, True) >> 64 - self._bits for p in _primes(self._rounds)]
        return table

    def _start(self):
        return [_root_bits(p, False) >> 64 - self._bits for p in _primes(8)]

    def _block(self, block):
        bits = self._bits
        mask = (1 << bits) - 1
        (a1, a2, a3), (e1, e2, e3) = self._big
        (x1, x2, x3), (y1, y2, y3) = self._small
        w = _words(block, 'big', bits // 8)
        for i in range(16, self._rounds):
            x, y = w[i - 15], w[i - 2]
            s0 = ((x >> x1) | (x << bits - x1)) ^ ((x >> x2) | (x << bits - x2)) ^ (x >> x3)
            s1 = ((y >> y1) | (y << bits - y1)) ^ ((y >> y2) | (y << bits - y2)) ^ (y >> y3)
            w.append((w[i - 16] + (s0 & mask) + w[i - 7] + (s1 & mask)) & mask)
        a, b, c, d, e, f, g, h = self._state
        for k, word in zip(self._table(), w):
            s1 = ((e >> e1) | (e << bits - e1)) ^ ((e >> e2) | (e << bits - e2)) ^ ((e >> e3) | (e << bits - e3))
            t1 = h + (s1 & mask) + ((e & f) ^ (~e & g)) + k + word
            s0 = ((a >> a1) | (a << bits - a1)) ^ ((a >> a2) | (a << bits - a2)) ^ ((a >> a3) | (a << bits - a3))
            t2 = (s0 & mask) + ((a & b) ^ (a & c) ^ (b & c))
            h, g, f, e, d, c, b, a = g, f, e, (d + t1) & mask, c, b, a, (t1 + t2) & mask
        self._state = [(x + y) & mask for x, y in zip(self._state, (a, b, c, d, e, f, g, h))]


class _SHA256(_SHA2):
    name = 'sha256'
    digest_size = 32


class _SHA224(_SHA2):
    name = 'sha224'
    digest_size = 28

    def _start(self):
        return [_root_bits(p, False) & _M32 for p in _primes(16)[8:]]


class _SHA512(_SHA2):
    name = 'sha512'
    digest_size = 64
    block_size = 128
    _length_bytes = 16
    _word = 8
    _bits = 64
    _rounds = 80
    _big = (28, 34, 39), (14, 18, 41)
    _small = (1, 8, 7), (19, 61, 6)


class _SHA384(_SHA512):
    name = 'sha384'
    digest_size = 48

    def _start(self):
        return [_root_bits(p, False) for p in _primes(16)[8:]]


_classes = {c.name: c for c in (_MD5, _SHA1, _SHA224, _SHA256, _SHA384, _SHA512)}
algorithms_guaranteed = set(_classes)
algorithms_available = set(_classes)


def new(name, data=b'', *, usedforsecurity=True):
    """A hash object by name."""
    made = _classes.get(name.lower()) if isinstance(name, str) else None
    if made is None:
        raise ValueError(f'unsupported hash type {name}')
    return made(data)


def md5(string=b'', *, usedforsecurity=True):
    return _MD5(string)


def sha1(string=b'', *, usedforsecurity=True):
    return _SHA1(string)


def sha224(string=b'', *, usedforsecurity=True):
    return _SHA224(string)


def sha256(string=b'', *, usedforsecurity=True):
    return _SHA256(string)


def sha384(string=b'', *, usedforsecurity=True):
    return _SHA384(string)


def sha512(string=b'', *, usedforsecurity=True):
    return _SHA512(string)


def file_digest(fileobj, digest, /):
    """The hash object of the rest of a binary file."""
    made = new(digest) if isinstance(digest, str) else digest()
    while data := fileobj.read(1 << 18):
        made.update(data)
    return made
