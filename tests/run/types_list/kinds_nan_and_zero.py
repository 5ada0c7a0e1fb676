# NaN is found by identity only; the two zeros are equal and keep their signs and places.
import math

nan = float("nan")
other = math.inf - math.inf
l = [1.0, nan, 2.0]
print(nan in l, other in l, float("nan") in l, l.count(nan), l.count(other), l.index(nan))
print(l == [1.0, nan, 2.0], l == [1.0, other, 2.0], [nan] == [nan], [nan] == [other], [float("nan")] == [float("nan")])
print(l[1] is nan, l[:][1] is nan, (l * 2)[4] is nan, l.copy()[1] is nan, list(l)[1] is nan)

floats = [1.0, 2.0, 3.0]
floats.append(nan)
print(floats, nan in floats, other in floats, floats.index(nan))
floats = [1.0, 2.0, 3.0]
floats[1] = nan
print(floats, nan in floats, other in floats, floats.index(nan), floats == floats, floats == [1.0, nan, 3.0], floats == [1.0, other, 3.0])
floats = [0.0] * 4
floats[1:2] = [nan, nan]
print(floats, floats.count(nan))
floats.remove(nan)
print(floats)
floats = [0.0] * 4
floats.insert(2, nan)
floats.extend([nan, 1.0])
print(floats, floats.count(nan), floats.count(other))
made = [x / 2 for x in range(4)] + [nan]
print(made, nan in made)
made = [nan if x == 2 else float(x) for x in range(5)]
print(made, nan in made, made.index(nan))
first_nan = [nan]
first_nan.append(1.0)
print(first_nan, nan in first_nan)

for size in (5, 40):
    zeros = [0.0, -0.0, 1.0, -1.0, -0.0] * (size // 5)
    print(sorted(zeros))
    print(sorted(zeros, reverse=True))
    zeros.sort()
    print(zeros, zeros.index(0.0), zeros.index(-0.0), zeros.count(-0.0), 0 in zeros, False in zeros)
print([0.0] == [-0.0], [0.0] < [-0.0], [0.0, 1.0] < [-0.0, 2.0], [0.0] == [0], [0] == [-0.0], [False] == [-0.0], [True] == [1.0])
print(min([0.0, -0.0]), min([-0.0, 0.0]), max([0.0, -0.0]), max([-0.0, 0.0]), sum([-0.0]), sum([-0.0, -0.0]), sum([], -0.0))
print(min([2.0, nan, 1.0]), max([nan, 1.0]), max([1.0, nan]), sum([1.0, nan]))

inf = math.inf
infinite = [inf, -inf, 0.0, -0.0, 1e308, -5e-324]
print(sorted(infinite), sorted(infinite, reverse=True), infinite.index(-inf), max(infinite), min(infinite))
big = [9007199254740992.0, 9007199254740993.0, 1.8446744073709552e19]
print(9007199254740992 in big, 9007199254740993 in big, 2**64 in big, 2**64 + 1 in big, 10**400 in big, big.count(2**53), True in [1.0], 1 in [True], 1.0 in [True],
      0.5 in [True, False], 2 in [True], -0.0 in [False], 0j in [False], 1j in [1.0], (1+0j) in [1.0], "a" in [1.0], None in [False])


class Equal:
    def __eq__(self, other):
        print("compared with", repr(other))
        return other == 2.0


print(Equal() in [1.0, 2.0, 3.0], [1.0, 2.0].index(Equal()), [False, True].count(Equal()))


class Float(float):
    pass


class Grows(float):
    def __eq__(self, other):
        if len(target) < 6:
            target.append("grown")
        return False


subs = [1.0, Float(2.0)]
subs.append(Float(3.0))
print(subs, [type(x).__name__ for x in subs], Float(1.0) in [1.0], [1.0].index(Float(1.0)))
target = [1.0, 2.0]
print(target.count(Grows(1.0)), target)
