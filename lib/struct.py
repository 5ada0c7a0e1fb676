"""Numbers as bytes, in the layouts of C.

A format is an order ('@' native with alignment, '=' native, '<' little, '>' and '!' big endian) and type letters with counts.
"""

__all__ = ['calcsize', 'pack', 'pack_into', 'unpack', 'unpack_from', 'iter_unpack', 'Struct', 'error']


class error(Exception):
    pass


error.__module__ = 'struct'

_STANDARD = {'b': 1, 'B': 1, '?': 1, 'h': 2, 'H': 2, 'e': 2, 'i': 4, 'I': 4, 'l': 4, 'L': 4, 'f': 4, 'q': 8, 'Q': 8, 'd': 8}
_NATIVE = {**_STANDARD, 'l': 8, 'L': 8, 'n': 8, 'N': 8, 'P': 8}
_UNSIGNED = frozenset('BHILQNP')
_RANGE_NAMES = {'b': 'byte', 'B': 'ubyte', 'h': 'short', 'H': 'ushort'}
_parsed = {}


def _parse(format):
    """(byte order, items (letter, size, count, offset), size, number of values, whether it is that of C itself) of a format."""
    text = format
    if isinstance(text, (bytes, bytearray)):
        text = str(text, 'latin-1')
    if not isinstance(text, str):
        raise TypeError(f"Struct() argument 1 must be a str or bytes object, not {type(format).__name__}")
    try:
        return _parsed[text]
    except KeyError:
        pass
    order, aligned, sizes = 'little', True, _NATIVE
    i = 0
    if text[:1] in ('@', '=', '<', '>', '!') and text:
        if text[0] != '@':
            aligned, sizes = False, _STANDARD
        if text[0] in '>!':
            order = 'big'
        i = 1
    items = []
    offset = values = 0
    while i < len(text):
        c = text[i]
        i += 1
        if c in ' \t\n\r\v\f':
            continue
        count = 1
        if c.isdecimal():
            start = i - 1
            while i < len(text) and text[i].isdecimal():
                i += 1
            count = int(text[start:i])
            if i == len(text):
                raise error('repeat count given without format specifier')
            c = text[i]
            i += 1
        if c in ('s', 'p', 'x', 'c'):
            size = 1
        elif c in sizes:
            size = sizes[c]
        else:
            raise error('bad char in struct format')
        if aligned and size > 1:
            offset += -offset % size
        if c == 'x':
            offset += count
            continue
        items.append((c, size, count, offset))
        offset += size * count
        values += 1 if c in 'sp' else count
        if offset > 2 ** 63 - 1:
            raise error('total struct size too long')
    result = order, items, offset, values, aligned
    if len(_parsed) > 100:
        _parsed.clear()
    _parsed[text] = result
    return result


def _half_bits(x):
    """IEEE 754 half precision, rounded to even."""
    import math
    sign = 0x8000 if math.copysign(1.0, x) < 0 else 0
    if x != x:
        return sign | 0x7e00
    x = abs(x)
    if x == math.inf:
        return sign | 0x7c00
    if x == 0:
        return sign
    mantissa, exponent = math.frexp(x)
    exponent = max(exponent - 1, -14)
    bits = round(math.ldexp(x, 10 - exponent))
    if bits >= 2048:
        bits >>= 1
        exponent += 1
    if exponent > 15:
        raise OverflowError('float too large to pack with e format')
    return sign | (bits if bits < 1024 else (exponent + 15 << 10) + bits - 1024)


def _half_value(bits):
    exponent, fraction = bits >> 10 & 31, bits & 1023
    if exponent == 31:
        value = float('nan') if fraction else float('inf')
    elif exponent:
        value = (1024 + fraction) * 2.0 ** (exponent - 25)
    else:
        value = fraction * 2.0 ** -24
    return -value if bits & 0x8000 else value


def _pack_float(letter, size, value, order, native):
    if not isinstance(value, (float, int)) and not hasattr(type(value), '__float__') and not hasattr(type(value), '__index__'):
        raise error('required argument is not a float')
    try:
        number = float(value)
    except OverflowError:
        raise error('required argument is not a float') from None
    try:
        return _float_bytes(letter, size, number, order, native)
    except OverflowError:
        if isinstance(value, int):
            raise error('int too large to convert') from None
        raise


def _float_bytes(letter, size, value, order, native):
    if letter == 'e':
        return _half_bits(value).to_bytes(2, order)
    store = bytearray(size)
    view = memoryview(store).cast(letter)
    view[0] = value
    if letter == 'f' and not native and view[0] in (float('inf'), float('-inf')) and value not in (float('inf'), float('-inf')):
        raise OverflowError('float too large to pack with f format')
    return bytes(store) if order == 'little' else bytes(store[::-1])


def _pack_int(letter, size, value, order):
    if not isinstance(value, int):
        index = getattr(type(value), '__index__', None)
        if index is None:
            raise error('required argument is not an integer')
        value = index(value)
    signed = letter not in _UNSIGNED
    low, high = (-1 << 8 * size - 1, (1 << 8 * size - 1) - 1) if signed else (0, (1 << 8 * size) - 1)
    if low <= value <= high:
        return int(value).to_bytes(size, order, signed=signed)
    if letter == 'P':
        if -1 << 63 <= value < 0:
            return int(value).to_bytes(size, order, signed=True)
        raise error('int too large to convert')
    # What does not even fit the C type that the value is read as has another text.
    if size == 8 or not (0 <= value < 1 << 64 if letter in 'IL' else -1 << 63 <= value < 1 << 63):
        raise error('argument out of range')
    kind = _RANGE_NAMES.get(letter)
    raise error(f"{kind if kind else repr(letter)} format requires {low} <= number <= {high}")


def _pack(parsed, values):
    order, items, size, count, native = parsed
    if len(values) != count:
        raise error(f'pack expected {count} items for packing (got {len(values)})')
    result = bytearray(size)
    at = 0
    for letter, width, repeat, offset in items:
        if letter in 'sp':
            value = values[at]
            at += 1
            if not isinstance(value, (bytes, bytearray)):
                raise error(f"argument for '{letter}' must be a bytes object")
            if letter == 'p' and repeat:
                value = value[:min(repeat - 1, 255)]
                value = bytes([len(value)]) + value
            value = value[:repeat]
            result[offset:offset + len(value)] = value
            continue
        for k in range(repeat):
            value = values[at]
            at += 1
            if letter == 'c':
                if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
                    raise error('char format requires a bytes object of length 1')
                packed = value
            elif letter == '?':
                packed = b'\1' if value else b'\0'
            elif letter in 'fde':
                packed = _pack_float(letter, width, value, order, native)
            else:
                packed = _pack_int(letter, width, value, order)
            start = offset + k * width
            result[start:start + width] = packed
    return result


def _unpack(parsed, data):
    order, items, size, count, native = parsed
    values = []
    for letter, width, repeat, offset in items:
        if letter == 's':
            values.append(bytes(data[offset:offset + repeat]))
            continue
        if letter == 'p':
            length = min(data[offset], repeat - 1) if repeat else 0
            values.append(bytes(data[offset + 1:offset + 1 + length]))
            continue
        for start in range(offset, offset + repeat * width, width):
            raw = bytes(data[start:start + width])
            if letter == 'c':
                values.append(raw)
            elif letter == '?':
                values.append(raw != b'\0')
            elif letter == 'e':
                values.append(_half_value(int.from_bytes(raw, order)))
            elif letter in 'fd':
                values.append(memoryview(raw if order == 'little' else raw[::-1]).cast(letter)[0])
            else:
                values.append(int.from_bytes(raw, order, signed=letter not in _UNSIGNED))
    return tuple(values)


class Struct:
    """A format that is used again and again."""

    def __init__(self, format):
        self._parsed = _parse(format)
        self.format = format if isinstance(format, str) else str(format, 'latin-1')
        self.size = self._parsed[2]

    def __repr__(self):
        return f"<_struct.Struct object at {id(self):#x}>"

    def pack(self, *values):
        """The values as bytes."""
        return bytes(_pack(self._parsed, values))

    def pack_into(self, buffer, offset, *values):
        """Writes the values into a writable buffer at `offset`."""
        if len(values) != self._parsed[3]:
            raise error(f'pack_into expected {self._parsed[3]} items for packing (got {len(values)})')
        view = _bytes_of(buffer)
        offset = _place(offset, len(view), self.size, 'pack_into', 'packing')
        view[offset:offset + self.size] = _pack(self._parsed, values)

    def unpack(self, buffer):
        """The values in a buffer of exactly the right size."""
        view = _bytes_of(buffer)
        if len(view) != self.size:
            raise error(f'unpack requires a buffer of {self.size} bytes')
        return _unpack(self._parsed, view)

    def unpack_from(self, buffer, offset=0):
        """The values in a buffer at `offset`."""
        view = _bytes_of(buffer)
        offset = _place(offset, len(view), self.size, 'unpack_from', 'unpacking')
        return _unpack(self._parsed, view[offset:offset + self.size])

    def iter_unpack(self, buffer):
        """An iterator over the groups of values in a buffer that holds several."""
        if not self.size:
            raise error('cannot iteratively unpack with a struct of length 0')
        view = _bytes_of(buffer)
        if len(view) % self.size:
            raise error(f'iterative unpacking requires a buffer of a multiple of {self.size} bytes')
        return map(lambda at: _unpack(self._parsed, view[at:at + self.size]), range(0, len(view), self.size))


def _bytes_of(buffer):
    try:
        view = memoryview(buffer)
    except TypeError:
        raise TypeError(f"a bytes-like object is required, not '{type(buffer).__name__}'") from None
    return view.cast('B')


def _place(offset, length, size, function, doing):
    if offset < 0:
        if function == 'pack_into' and offset + size > 0:
            raise error(f'no space to pack {size} bytes at offset {offset}')
        if function == 'unpack_from' and offset + size > 0:
            raise error(f'not enough data to unpack {size} bytes at offset {offset}')
        if offset + length < 0:
            raise error(f'offset {offset} out of range for {length}-byte buffer')
        offset += length
    if length - offset < size:
        raise error(f'{function} requires a buffer of at least {size + offset} bytes for {doing} {size} bytes at offset {offset} '
                    f'(actual buffer size is {length})')
    return offset


_structs = {}


def _struct(format):
    try:
        return _structs[format]
    except KeyError:
        pass
    made = Struct(format)
    if len(_structs) > 100:
        _structs.clear()
    _structs[format] = made
    return made


def calcsize(format):
    """Number of bytes of a format."""
    return _struct(format).size


def pack(format, *values):
    return _struct(format).pack(*values)


def pack_into(format, buffer, offset, *values):
    _struct(format).pack_into(buffer, offset, *values)


def unpack(format, buffer, /):
    return _struct(format).unpack(buffer)


def unpack_from(format, /, buffer, offset=0):
    return _struct(format).unpack_from(buffer, offset)


def iter_unpack(format, buffer, /):
    return _struct(format).iter_unpack(buffer)
