# Every function of statistics on data of several types, and its errors.
import random
import statistics as s
from fractions import Fraction as F


def attempt(f, *args, **kwargs):
    try:
        r = f(*args, **kwargs)
        print(f.__name__, type(r).__name__, repr(r))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


random.seed(5)
samples = [[1, 2, 3, 4], [1, 3], [2.5, 3.25, 5.5, 11.25, 11.75], [0.1] * 10, [F(1, 3), F(5, 2)], [1, 2.5, F(1, 2)], [True, False, True], [7], [],
           [1e16, 1, -1e16], [random.gauss(10, 3) for i in range(50)], [random.randrange(100) for i in range(31)], [1e-300, 2e-300, 5e-300],
           [float("inf"), 1.0], [float("nan"), 1.0], [10 ** 20, 10 ** 20 + 1, 10 ** 20 + 2], [1, 1, 2, 2, 3], [0.0, 0.0], [-1.5, 2.5]]
for data in samples:
    print(data if len(data) < 12 else len(data))
    for f in (s.mean, s.fmean, s.median, s.median_low, s.median_high, s.mode, s.multimode, s.pvariance, s.variance, s.pstdev, s.stdev,
              s.geometric_mean, s.harmonic_mean, s.quantiles, s.median_grouped):
        if any(x != x or x in (float("inf"),) for x in data) and f not in (s.mean, s.fmean, s.median):
            continue
        attempt(f, data)
attempt(s.mean, iter([1, 2, 6]))
attempt(s.mean, ["a"])
attempt(s.mode, "abracadabra")
attempt(s.multimode, "aabbc")
attempt(s.median, ["b", "a", "c"])
attempt(s.fmean, [1, 2, 3], [3, 1, 1])
attempt(s.fmean, [1, 2, 3], weights=[1, 2])
attempt(s.fmean, [1, 2], weights=[1, -1])
attempt(s.harmonic_mean, [40, 60], weights=[5, 30])
attempt(s.harmonic_mean, [1, 0, 2])
attempt(s.harmonic_mean, [1, -1])
attempt(s.geometric_mean, [1, 0])
attempt(s.median_grouped, [1, 3, 3, 5, 7], 2)
attempt(s.variance, [1, 2, 3], 2)
attempt(s.variance, [1.5, 2.5, 4.0], xbar=2.0)
attempt(s.pvariance, [1, 2, 3, 7], mu=3)
data = list(range(1, 20))
for n in (1, 2, 4, 10):
    attempt(s.quantiles, data, n=n)
    attempt(s.quantiles, data, n=n, method="inclusive")
attempt(s.quantiles, data, n=0)
attempt(s.quantiles, data, method="other")
x, y = [1, 2, 3, 4, 5.5], [2.1, 3.9, 6.2, 8.1, 10.0]
attempt(s.covariance, x, y)
attempt(s.correlation, x, y)
attempt(s.linear_regression, x, y)
attempt(s.linear_regression, x, y, proportional=True)
slope, intercept = s.linear_regression(x, y)
attempt(s.covariance, x, y[:2])
attempt(s.correlation, [1, 1], [2, 3])
attempt(s.linear_regression, [1, 1], [2, 3])
attempt(s.correlation, [1], [2])
print(issubclass(s.StatisticsError, ValueError))
