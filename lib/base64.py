"""Base 64, 32 and 16 (RFC 4648)."""

import binascii

__all__ = ['b64encode', 'b64decode', 'standard_b64encode', 'standard_b64decode', 'urlsafe_b64encode', 'urlsafe_b64decode', 'b32encode',
           'b32decode', 'b16encode', 'b16decode', 'encodebytes', 'decodebytes']

_B32 = b'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'


def _text(s):
    if isinstance(s, str):
        try:
            return s.encode('ascii')
        except UnicodeEncodeError:
            raise ValueError('string argument should contain only ASCII characters')
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError(f"argument should be a bytes-like object or ASCII string, not {type(s).__name__!r}") from None


def b64encode(s, altchars=None):
    """Base 64; `altchars` are two characters in place of + and /."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b'+/', altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    """The bytes behind base 64 text."""
    s = _text(s)
    if altchars is not None:
        altchars = _text(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b'+/'))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    """Base 64 with - and _ for + and /."""
    return b64encode(s, b'-_')


def urlsafe_b64decode(s):
    return b64decode(s, b'-_')


def b32encode(s):
    """Base 32."""
    s = memoryview(s).tobytes()
    out = bytearray()
    for i in range(0, len(s), 5):
        group = s[i:i + 5]
        bits = int.from_bytes(group + b'\0' * (5 - len(group)), 'big')
        used = (len(group) * 8 + 4) // 5
        for k in range(8):
            out.append(_B32[bits >> 35 - 5 * k & 31] if k < used else 0x3d)
    return bytes(out)


def b32decode(s, casefold=False, map01=None):
    """The bytes behind base 32 text."""
    s = _text(s)
    if len(s) % 8:
        raise binascii.Error('Incorrect padding')
    if map01 is not None:
        map01 = _text(map01)
        s = s.translate(bytes.maketrans(b'01', b'O' + map01))
    if casefold:
        s = s.upper()
    length = len(s)
    s = s.rstrip(b'=')
    pads = length - len(s)
    bits = 0
    out = bytearray()
    for i, c in enumerate(s):
        at = _B32.find(c)
        if at < 0:
            raise binascii.Error('Non-base32 digit found')
        bits = bits << 5 | at
        if i % 8 == 7:
            out += bits.to_bytes(5, 'big')
            bits = 0
    if pads not in (0, 1, 3, 4, 6):
        raise binascii.Error('Incorrect padding')
    if pads and length:
        out += (bits << 5 * pads).to_bytes(5, 'big')[:5 - (5 * pads + 7) // 8]
    return bytes(out)


def b16encode(s):
    """Upper case hexadecimal digits."""
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    s = _text(s)
    if casefold:
        s = s.upper()
    if not all(c in b'0123456789ABCDEF' for c in s):
        raise binascii.Error('Non-base16 digit found')
    return binascii.unhexlify(s)


def encodebytes(s):
    """Base 64 in lines of 76 characters."""
    return b''.join([binascii.b2a_base64(s[i:i + 57]) for i in range(0, len(s), 57)])


def decodebytes(s):
    return binascii.a2b_base64(s)
