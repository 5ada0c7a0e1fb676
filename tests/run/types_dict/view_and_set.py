# Which of two equal elements `view & other` keeps: that of the set if it is not the shorter one.
d = {1: "a", 2: "b", 3.0: "c"}


class SetSub(set):
    def intersection(self, other):
        print("called")
        return 9


for s in ({True, 2.0, 3, 4}, {1.0}, {3, 1.0, 5, 6, 7}, frozenset({1.0, 2.0, 3, 4}), SetSub({1.0, 2, 3, 4}), [1.0, 2.0, True], {1.0: 0, 2.0: 0, 3: 1, 4: 1}, {}, set()):
    print(d.keys() & s, end=" ")
    try:
        print(s & d.keys(), end=" ")
    except TypeError as e:
        print(e)
    print(d.items() & ({(k, "a") for k in s}), {(k, "a") for k in s} & d.items())
print(d.keys() & {1.0: 0, 2.0: 0, 3: 1, 4: 1}.keys(), {1.0: 0, 2.0: 0, 3: 1, 4: 1}.keys() & d.keys())
try:
    print({1: []}.items() & {(1, 2)})
except TypeError as e:
    print(e)
try:
    print({1: []}.items() & {(1, 2), 3, 4})
except TypeError as e:
    print(e)
try:
    print({1: 2}.keys() & [[]])
except TypeError as e:
    print(e)
