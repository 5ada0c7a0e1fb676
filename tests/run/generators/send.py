# send() passes values in; sending to a fresh generator fails.
def averager():
    total, count, average = 0, 0, None
    while True:
        value = yield average
        if value is None:
            return count
        total += value
        count += 1
        average = total / count


a = averager()
try:
    a.send(1)
except TypeError as e:
    print(type(e).__name__, e)
print(a.send(None), a.send(10), a.send(20), a.send(60))
try:
    a.send(None)
except StopIteration as e:
    print("count", e.value)
try:
    a.send(3)
except StopIteration as e:
    print("finished", e.value)


def echo():
    got = []
    for i in range(3):
        got.append((yield i))
    print(got)


e = echo()
next(e)
e.send("a")
next(e)
try:
    e.send("c")
except StopIteration:
    print("done")
