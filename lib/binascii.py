"""Bytes as text and back: hexadecimal digits and base 64; checksums."""

__all__ = ['hexlify', 'unhexlify', 'b2a_hex', 'a2b_hex', 'b2a_base64', 'a2b_base64', 'crc32', 'crc_hqx', 'Error', 'Incomplete']


class Error(ValueError):
    pass


class Incomplete(Exception):
    pass


_ALPHABET = b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
_VALUES = {c: i for i, c in enumerate(_ALPHABET)}
_crc_table = []


def _data(value):
    if isinstance(value, str):
        raise TypeError(f"a bytes-like object is required, not '{type(value).__name__}'")
    try:
        return bytes(memoryview(value))
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(value).__name__}'") from None


def _text(value):
    if isinstance(value, str):
        if not value.isascii():
            raise ValueError('string argument should contain only ASCII characters')
        return value.encode('ascii')
    try:
        return bytes(memoryview(value))
    except TypeError:
        raise TypeError(f"argument should be bytes, buffer or ASCII string, not '{type(value).__name__}'") from None


def hexlify(data, *separator, sep=None, bytes_per_sep=1):
    """Two hexadecimal digits a byte, optionally in groups."""
    if separator:
        sep = separator[0]
        if len(separator) > 1:
            bytes_per_sep = separator[1]
    data = _data(data)
    return (data.hex() if sep is None else data.hex(sep, bytes_per_sep)).encode('ascii')


def unhexlify(hexstr):
    """The bytes that pairs of hexadecimal digits stand for."""
    text = _text(hexstr)
    if len(text) % 2:
        raise Error('Odd-length string')
    if not all(c in b'0123456789abcdefABCDEF' for c in text):
        raise Error('Non-hexadecimal digit found')
    return bytes.fromhex(text.decode('ascii'))


b2a_hex = hexlify
a2b_hex = unhexlify


def b2a_base64(data, *, newline=True):
    """Base 64 of the bytes as one line."""
    data = _data(data)
    out = bytearray()
    for i in range(0, len(data), 3):
        group = data[i:i + 3]
        bits = int.from_bytes(group + b'\0' * (3 - len(group)), 'big')
        for shift in (18, 12, 6, 0)[:len(group) + 1]:
            out.append(_ALPHABET[bits >> shift & 63])
        out += b'=' * (3 - len(group))
    if newline:
        out += b'\n'
    return bytes(out)


def a2b_base64(data, /, *, strict_mode=False):
    """The bytes that base 64 text stands for. Other characters are passed over unless `strict_mode`."""
    text = _text(data)
    out = bytearray()
    bits = quad = pads = 0
    if strict_mode and text[:1] == b'=':
        raise Error('Leading padding not allowed')
    for i, c in enumerate(text):
        if c == 0x3d:
            pads += 1
            if quad >= 2 and quad + pads >= 4:
                if strict_mode and i + 1 < len(text):
                    raise Error('Excess data after padding')
                return bytes(out)
            continue
        value = _VALUES.get(c)
        if value is None:
            if strict_mode:
                raise Error('Only base64 data is allowed')
            continue
        if strict_mode and pads:
            raise Error('Discontinuous padding not allowed')
        pads = 0
        bits = (bits << 6 | value) & 0xFFFFFF
        quad += 1
        if quad == 2:
            out.append(bits >> 4 & 255)
        elif quad == 3:
            out.append(bits >> 2 & 255)
        elif quad == 4:
            out.append(bits & 255)
            quad = 0
    if quad == 1:
        raise Error(f'Invalid base64-encoded string: number of data characters ({len(out) // 3 * 4 + 1}) cannot be 1 more than a multiple of 4')
    if quad:
        raise Error('Incorrect padding')
    return bytes(out)


def crc32(data, crc=0, /):
    """The CRC-32 checksum, continued from `crc`."""
    if not _crc_table:
        for n in range(256):
            for _ in range(8):
                n = n >> 1 ^ 0xEDB88320 if n & 1 else n >> 1
            _crc_table.append(n)
    crc = crc & 0xFFFFFFFF ^ 0xFFFFFFFF
    table = _crc_table
    for byte in _data(data):
        crc = crc >> 8 ^ table[(crc ^ byte) & 255]
    return crc ^ 0xFFFFFFFF


def crc_hqx(data, crc, /):
    """The 16-bit CCITT checksum, continued from `crc`."""
    crc &= 0xFFFF
    for byte in _data(data):
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021) & 0xFFFF if crc & 0x8000 else crc << 1
    return crc
