"""Averages, spread and simple relations of data. Sums are exact, so results do not depend on the order of the data.

Difference from CPython: NormalDist is not there, and Decimal data is not known.
"""

import math
from collections import Counter
from fractions import Fraction
from numbers import Number

__all__ = ['StatisticsError', 'correlation', 'covariance', 'fmean', 'geometric_mean', 'harmonic_mean', 'linear_regression', 'mean', 'median',
           'median_grouped', 'median_high', 'median_low', 'mode', 'multimode', 'pstdev', 'pvariance', 'quantiles', 'stdev', 'variance']


class StatisticsError(ValueError):
    pass


def _exact(x):
    """The value of a number as a Fraction, or the number itself when it is not finite."""
    if isinstance(x, float) and not math.isfinite(x):
        return x
    try:
        return Fraction(*x.as_integer_ratio())
    except AttributeError:
        pass
    try:
        return Fraction(x.numerator, x.denominator)
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator") from None


def _result_type(kinds):
    """The type that results of data of these types have."""
    result = int
    for kind in kinds:
        if kind is result or kind is bool:
            continue
        if result is int:
            result = kind
        elif issubclass(kind, result):
            result = kind
        elif issubclass(result, kind) or issubclass(kind, int):
            continue
        elif issubclass(result, int):
            result = kind
        elif issubclass(result, Fraction) and issubclass(kind, float):
            result = kind
        elif issubclass(result, float) and issubclass(kind, Fraction):
            continue
        else:
            raise TypeError(f"don't know how to coerce {result.__name__} and {kind.__name__}")
    return result


def _total(data):
    """(type, exact sum, number of items, exact sum of squares)."""
    kinds = set()
    count = 0
    by_denominator = {}
    special = None
    squares = {}
    for x in data:
        count += 1
        kinds.add(type(x))
        value = _exact(x)
        if isinstance(value, Fraction):
            n, d = value.numerator, value.denominator
            by_denominator[d] = by_denominator.get(d, 0) + n
            squares[d] = squares.get(d, 0) + n * n
        else:
            special = value if special is None else special + value
    kind = _result_type(kinds)
    if special is not None:
        return kind, special, count, special * special
    total = sum((Fraction(n, d) for d, n in by_denominator.items()), Fraction(0))
    return kind, total, count, sum((Fraction(n, d * d) for d, n in squares.items()), Fraction(0))


def _convert(value, kind):
    """An exact result as a number of the type of the data."""
    if type(value) is kind:
        return value
    if issubclass(kind, int) and value.denominator != 1:
        kind = float
    if issubclass(kind, Fraction):
        return kind(value)
    if isinstance(value, Fraction) and issubclass(kind, float):
        return kind(value.numerator / value.denominator)
    return kind(value)


def _as_list(data, message):
    data = list(data)
    if not data:
        raise StatisticsError(message)
    return data


def mean(data):
    """The arithmetic mean."""
    kind, total, n, _ = _total(data)
    if n < 1:
        raise StatisticsError('mean requires at least one data point')
    return _convert(total / n, kind)


def fmean(data, weights=None):
    """The arithmetic mean as a float."""
    if weights is None:
        data = list(data)
        if not data:
            raise StatisticsError('fmean requires at least one data point')
        return math.fsum(data) / len(data)
    data, weights = list(data), list(weights)
    if len(data) != len(weights):
        raise StatisticsError('data and weights must be the same length')
    numerator = math.fsum(x * w for x, w in zip(data, weights))
    denominator = math.fsum(weights)
    if not denominator:
        raise StatisticsError('sum of weights must be non-zero')
    return numerator / denominator


def geometric_mean(data):
    """The n-th root of the product of n numbers."""
    try:
        return math.exp(fmean(map(math.log, data)))
    except ValueError:
        raise StatisticsError('geometric mean requires a non-empty dataset containing positive numbers') from None


def harmonic_mean(data, weights=None):
    """The reciprocal of the mean of the reciprocals."""
    data = _as_list(data, 'harmonic_mean requires at least one data point')
    message = 'harmonic mean does not support negative values'
    if len(data) == 1 and weights is None:
        x = data[0]
        if not isinstance(x, Number):
            raise TypeError('unsupported type')
        if x < 0:
            raise StatisticsError(message)
        return x
    if weights is None:
        weights = [1] * len(data)
        total_weight = len(data)
    else:
        weights = list(weights)
        if len(weights) != len(data):
            raise StatisticsError('Number of weights does not match data size')
        if any(w < 0 for w in weights):
            raise StatisticsError(message)
        total_weight = _total(weights)[1]
    if any(x < 0 for x in data):
        raise StatisticsError(message)
    try:
        kind, total, _, _ = _total([w / x if w else 0 for w, x in zip(weights, data)])
    except ZeroDivisionError:
        return 0
    if total <= 0:
        raise StatisticsError('Weighted sum must be positive')
    return _convert(total_weight / total, kind)


def median(data):
    """The middle of the sorted data, the mean of the two in the middle of an even number."""
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    if n % 2:
        return data[n // 2]
    return (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    """The smaller of the two in the middle."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[(len(data) - 1) // 2]


def median_high(data):
    """The greater of the two in the middle."""
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data[len(data) // 2]


def median_grouped(data, interval=1):
    """The median of data that stand for classes of that width, by interpolation within the class."""
    from bisect import bisect_left, bisect_right
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    x = data[n // 2]
    try:
        interval = float(interval)
        x = float(x)
    except ValueError:
        raise TypeError('Value cannot be converted to a float')
    first = bisect_left(data, x)
    after = bisect_right(data, x, lo=first)
    return (x - interval / 2.0) + interval * (n / 2 - first) / (after - first)


def mode(data):
    """The most common item, the first of several."""
    most = Counter(iter(data)).most_common(1)
    if not most:
        raise StatisticsError('no mode for empty data')
    return most[0][0]


def multimode(data):
    """All items that are as common as the most common one, in order of appearance."""
    counts = Counter(iter(data))
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method='exclusive'):
    """The n - 1 places that cut the data into n parts."""
    if n < 1:
        raise StatisticsError('n must be at least 1')
    data = sorted(data)
    size = len(data)
    if size < 2:
        raise StatisticsError('must have at least two data points')
    result = []
    if method == 'inclusive':
        for i in range(1, n):
            j, rest = divmod(i * (size - 1), n)
            result.append((data[j] * (n - rest) + data[j + 1] * rest) / n)
        return result
    if method == 'exclusive':
        for i in range(1, n):
            j = min(max(i * (size + 1) // n, 1), size - 1)
            rest = i * (size + 1) - j * n
            result.append((data[j - 1] * (n - rest) + data[j] * rest) / n)
        return result
    raise ValueError(f'Unknown method: {method!r}')


def _squares(data, center):
    """(type, exact sum of squared distances from the mean or `center`, number of items)."""
    data = list(data)
    if center is not None:
        kind, total, n, _ = _total([(d := x - center) * d for x in data])
        return kind, total, n
    kind, total, n, squares = _total(data)
    if n == 0:
        return kind, Fraction(0), 0
    if not isinstance(total, Fraction):
        return kind, float('nan') if math.isnan(total) else total - total, n
    return kind, squares - total * total / n, n


def variance(data, xbar=None):
    """The variance of a sample."""
    kind, ss, n = _squares(data, xbar)
    if n < 2:
        raise StatisticsError('variance requires at least two data points')
    return _convert(ss / (n - 1), kind)


def pvariance(data, mu=None):
    """The variance of a population."""
    kind, ss, n = _squares(data, mu)
    if n < 1:
        raise StatisticsError('pvariance requires at least one data point')
    return _convert(ss / n, kind)


def _root(x):
    """The float nearest to the square root of a Fraction."""
    if not isinstance(x, Fraction):
        return math.sqrt(x)
    n, d = x.numerator, x.denominator
    if n == 0:
        return 0.0
    # 109 bits of quotient make a root of 55 bits: two more than a float has, the last of which says whether something was cut off.
    shift = (n.bit_length() - d.bit_length() - 109) // 2
    if shift >= 0:
        d <<= 2 * shift
    else:
        n <<= -2 * shift
    root = math.isqrt(n // d)
    root |= root * root * d != n
    return root * 2 ** shift / 1 if shift >= 0 else root / (1 << -shift)


def stdev(data, xbar=None):
    """The square root of the variance of a sample."""
    kind, ss, n = _squares(data, xbar)
    if n < 2:
        raise StatisticsError('stdev requires at least two data points')
    return _root(ss / (n - 1))


def pstdev(data, mu=None):
    """The square root of the variance of a population."""
    kind, ss, n = _squares(data, mu)
    if n < 1:
        raise StatisticsError('pstdev requires at least one data point')
    return _root(ss / n)


def _pairs(x, y, what):
    x, y = list(x), list(y)
    if len(x) != len(y):
        raise StatisticsError(f'{what} requires that both inputs have same number of data points')
    if len(x) < 2:
        raise StatisticsError(f'{what} requires at least two data points')
    return x, y


def covariance(x, y, /):
    """The covariance of two samples."""
    x, y = _pairs(x, y, 'covariance')
    n = len(x)
    xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
    return math.fsum((xi - xbar) * (yi - ybar) for xi, yi in zip(x, y)) / (n - 1)


def correlation(x, y, /):
    """Pearson's correlation coefficient."""
    x, y = _pairs(x, y, 'correlation')
    n = len(x)
    xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
    sxy = math.fsum((xi - xbar) * (yi - ybar) for xi, yi in zip(x, y))
    sxx = math.fsum((d := xi - xbar) * d for xi in x)
    syy = math.fsum((d := yi - ybar) * d for yi in y)
    try:
        return sxy / math.sqrt(sxx * syy)
    except ZeroDivisionError:
        raise StatisticsError('at least one of the inputs is constant')


def linear_regression(x, y, /, *, proportional=False):
    """Slope and intercept of the line that is nearest to the points by least squares."""
    from collections import namedtuple
    x, y = _pairs(x, y, 'linear regression')
    n = len(x)
    if proportional:
        sxy = math.fsum(xi * yi for xi, yi in zip(x, y))
        sxx = math.fsum(xi * xi for xi in x)
    else:
        xbar, ybar = math.fsum(x) / n, math.fsum(y) / n
        sxy = math.fsum((xi - xbar) * (yi - ybar) for xi, yi in zip(x, y))
        sxx = math.fsum((d := xi - xbar) * d for xi in x)
    try:
        slope = sxy / sxx
    except ZeroDivisionError:
        raise StatisticsError('x is constant')
    LinearRegression = namedtuple('LinearRegression', ('slope', 'intercept'))
    return LinearRegression(slope=slope, intercept=0.0 if proportional else ybar - slope * xbar)
