"""Rational numbers with exact arithmetic."""

import math
import numbers
import operator
import sys

__all__ = ['Fraction']


def _digits(text):
    """Value and number of decimal digits, which may have single underscores between them; -1 where there are none or others."""
    plain = text.replace('_', '')
    if not plain.isdecimal() or '__' in text or text[0] == '_' or text[-1] == '_':
        return -1, 0
    return int(plain), len(plain)


def _parse(text):
    """Numerator and denominator that a text stands for, None if it stands for no number."""
    body = text.strip()
    negative = body[:1] == '-'
    if body[:1] in ('-', '+'):
        body = body[1:]
    top, slash, bottom = body.partition('/')
    if slash:
        n, d = _digits(top)[0], _digits(bottom)[0]
        if n < 0 or d < 0:
            return None
        return (-n if negative else n), d
    mantissa, e, exponent = body.replace('E', 'e').partition('e')
    whole, point, decimals = mantissa.partition('.')
    n, places = 0, 0
    if whole:
        n = _digits(whole)[0]
    elif not decimals:
        return None
    if decimals:
        value, places = _digits(decimals)
        n = -1 if value < 0 or n < 0 else n * 10 ** places + value
    if n < 0:
        return None
    power = 0
    if e:
        power = _digits(exponent[1:] if exponent[:1] in ('-', '+') else exponent)[0]
        if power < 0:
            return None
        if exponent[0] == '-':
            power = -power
    power -= places
    if negative:
        n = -n
    return (n * 10 ** power, 1) if power >= 0 else (n, 10 ** -power)


class Fraction(numbers.Rational):
    """A number numerator / denominator in lowest terms, made of two rational numbers, one number, or a text such as '-3/4' or '1.5e3'."""

    __slots__ = ('_numerator', '_denominator')

    def __new__(cls, numerator=0, denominator=None):
        self = super(Fraction, cls).__new__(cls)
        if denominator is None:
            if type(numerator) is int:
                self._numerator = numerator
                self._denominator = 1
                return self
            if isinstance(numerator, numbers.Rational):
                self._numerator = numerator.numerator
                self._denominator = numerator.denominator
                return self
            if isinstance(numerator, float) or hasattr(numerator, 'as_integer_ratio') and not isinstance(numerator, str):
                self._numerator, self._denominator = numerator.as_integer_ratio()
                return self
            if not isinstance(numerator, str):
                raise TypeError("argument should be a string or a Rational instance")
            parsed = _parse(numerator)
            if parsed is None:
                raise ValueError(f'Invalid literal for Fraction: {numerator!r}')
            numerator, denominator = parsed
        elif type(numerator) is int is type(denominator):
            pass
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            numerator, denominator = (numerator.numerator * denominator.denominator, denominator.numerator * numerator.denominator)
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError(f'Fraction({numerator}, 0)')
        common = math.gcd(numerator, denominator)
        if denominator < 0:
            common = -common
        self._numerator = numerator // common
        self._denominator = denominator // common
        return self

    @classmethod
    def from_float(cls, f):
        """The exact value of a float or an int."""
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls(*f.as_integer_ratio())

    @classmethod
    def from_decimal(cls, dec):
        """The exact value of a Decimal or an int."""
        return cls(*dec.as_integer_ratio())

    def as_integer_ratio(self):
        return (self._numerator, self._denominator)

    def limit_denominator(self, max_denominator=1000000):
        """The fraction nearest to self among those with a denominator of at most `max_denominator`."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # Convergents of the continued fraction, as far as the limit lets them grow.
        before, last = (0, 1), (1, 0)
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            bottom = before[1] + a * last[1]
            if bottom > max_denominator:
                break
            before, last = last, (before[0] + a * last[0], bottom)
            n, d = d, n - a * d
        k = (max_denominator - before[1]) // last[1]
        between = Fraction(before[0] + k * last[0], before[1] + k * last[1])
        convergent = Fraction(*last)
        return convergent if abs(convergent - self) <= abs(between - self) else between

    @property
    def numerator(self):
        return self._numerator

    @property
    def denominator(self):
        return self._denominator

    def __repr__(self):
        return f'{self.__class__.__name__}({self._numerator}, {self._denominator})'

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return f'{self._numerator}/{self._denominator}'

    def __add__(a, b):
        return _forward(a, b, _add, operator.add)

    def __radd__(b, a):
        return _reverse(b, a, _add, operator.add)

    def __sub__(a, b):
        return _forward(a, b, _sub, operator.sub)

    def __rsub__(b, a):
        return _reverse(b, a, _sub, operator.sub)

    def __mul__(a, b):
        return _forward(a, b, _mul, operator.mul)

    def __rmul__(b, a):
        return _reverse(b, a, _mul, operator.mul)

    def __truediv__(a, b):
        return _forward(a, b, _div, operator.truediv)

    def __rtruediv__(b, a):
        return _reverse(b, a, _div, operator.truediv)

    def __floordiv__(a, b):
        return _forward(a, b, _floordiv, operator.floordiv)

    def __rfloordiv__(b, a):
        return _reverse(b, a, _floordiv, operator.floordiv)

    def __divmod__(a, b):
        return _forward(a, b, _divmod, divmod)

    def __rdivmod__(b, a):
        return _reverse(b, a, _divmod, divmod)

    def __mod__(a, b):
        return _forward(a, b, _mod, operator.mod)

    def __rmod__(b, a):
        return _reverse(b, a, _mod, operator.mod)

    def __pow__(a, b):
        if not isinstance(b, numbers.Rational):
            return float(a) ** b
        if b.denominator != 1:
            return float(a) ** float(b)
        power = b.numerator
        if power >= 0:
            return _new(a._numerator ** power, a._denominator ** power)
        if a._numerator > 0:
            return _new(a._denominator ** -power, a._numerator ** -power)
        if a._numerator == 0:
            raise ZeroDivisionError(f'Fraction({a._denominator ** -power}, 0)')
        return _new((-a._denominator) ** -power, (-a._numerator) ** -power)

    def __rpow__(b, a):
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        if b._denominator == 1:
            return a ** b._numerator
        return a ** float(b)

    def __pos__(a):
        return _new(a._numerator, a._denominator)

    def __neg__(a):
        return _new(-a._numerator, a._denominator)

    def __abs__(a):
        return _new(abs(a._numerator), a._denominator)

    def __int__(a):
        return a.__trunc__()

    def __trunc__(a):
        return -(-a._numerator // a._denominator) if a._numerator < 0 else a._numerator // a._denominator

    def __floor__(a):
        return a._numerator // a._denominator

    def __ceil__(a):
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        if ndigits is None:
            floor, rest = divmod(self._numerator, self._denominator)
            if rest * 2 < self._denominator:
                return floor
            if rest * 2 > self._denominator:
                return floor + 1
            return floor + floor % 2
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self):
        # As for floats: the numerator times the inverse of the denominator in the field of hash values.
        try:
            inverse = pow(self._denominator, -1, sys.hash_info.modulus)
        except ValueError:
            value = sys.hash_info.inf
        else:
            value = hash(hash(abs(self._numerator)) * inverse)
        value = value if self._numerator >= 0 else -value
        return -2 if value == -1 else value

    def __eq__(a, b):
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, numbers.Complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            if math.isnan(b) or math.isinf(b):
                return 0.0 == b
            return a == a.from_float(b)
        return NotImplemented

    def _compare(self, other, op):
        if isinstance(other, numbers.Rational):
            return op(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return op(0.0, other)
            return op(self, self.from_float(other))
        return NotImplemented

    def __lt__(a, b):
        return a._compare(b, operator.lt)

    def __gt__(a, b):
        return a._compare(b, operator.gt)

    def __le__(a, b):
        return a._compare(b, operator.le)

    def __ge__(a, b):
        return a._compare(b, operator.ge)

    def __bool__(a):
        return bool(a._numerator)

    def __reduce__(self):
        return (self.__class__, (self._numerator, self._denominator))

    def __copy__(self):
        return self if type(self) is Fraction else self.__class__(self._numerator, self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()


def _new(numerator, denominator):
    """A fraction that is in lowest terms already."""
    result = object.__new__(Fraction)
    result._numerator = numerator
    result._denominator = denominator
    return result


def _forward(a, b, exact, other):
    """a op b: exact with rational numbers, else what floats or complex numbers give."""
    if isinstance(b, Fraction):
        return exact(a._numerator, a._denominator, b._numerator, b._denominator)
    if isinstance(b, int):
        return exact(a._numerator, a._denominator, int(b), 1)
    if isinstance(b, float):
        return other(float(a), b)
    if isinstance(b, complex):
        return other(complex(a), b)
    return NotImplemented


def _reverse(b, a, exact, other):
    """a op b where b is the fraction."""
    if isinstance(a, numbers.Rational):
        return exact(a.numerator, a.denominator, b._numerator, b._denominator)
    if isinstance(a, numbers.Real):
        return other(float(a), float(b))
    if isinstance(a, numbers.Complex):
        return other(complex(a), complex(b))
    return NotImplemented


def _reduced(n, d):
    common = math.gcd(n, d)
    if common != 1:
        n //= common
        d //= common
    return _new(n, d)


def _add(na, da, nb, db):
    return _reduced(na * db + nb * da, da * db)


def _sub(na, da, nb, db):
    return _reduced(na * db - nb * da, da * db)


def _mul(na, da, nb, db):
    return _reduced(na * nb, da * db)


def _div(na, da, nb, db):
    n, d = na * db, da * nb
    if d == 0:
        # The text of the error has the terms that are left when what both operands share is gone.
        common = math.gcd(na, nb)
        raise ZeroDivisionError(f'Fraction({(na // common if common else na) * db}, 0)')
    return _reduced(-n, -d) if d < 0 else _reduced(n, d)


def _floordiv(na, da, nb, db):
    return (na * db) // (da * nb)


def _divmod(na, da, nb, db):
    quotient, rest = divmod(na * db, nb * da)
    return quotient, _reduced(rest, da * db)


def _mod(na, da, nb, db):
    return _reduced((na * db) % (nb * da), da * db)
