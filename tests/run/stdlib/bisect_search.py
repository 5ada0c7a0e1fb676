import bisect

a = [1, 3, 3, 3, 5, 8]
print([bisect.bisect(a, x) for x in range(10)], [bisect.bisect_left(a, x) for x in range(10)])
print(bisect.bisect_right(a, 3, 0, 2), bisect.bisect_left(a, 3, 2), bisect.bisect_left([], 1))
for x in (3, 0, 9, 4):
    bisect.insort(a, x)
print(a)
bisect.insort_left(a, 3.0)
print(a)
w = ["a", "bb", "dddd"]
print(bisect.bisect(w, 2, key=len), bisect.bisect_left(w, 2, key=len))
bisect.insort(w, "ccc", key=len)
print(w)
print([("FDCBA"[bisect.bisect([60, 70, 80, 90], s)]) for s in (33, 99, 77, 70, 89, 90, 100)])
try:
    bisect.bisect([1], 2, -1)
except ValueError as e:
    print(e)
try:
    bisect.bisect([1], "a")
except TypeError as e:
    print(e)
