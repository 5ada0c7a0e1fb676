# A loop that is left early closes a generator that only it held, at once.
def numbers(name):
    try:
        for i in range(5):
            yield i
    finally:
        print("closed", name)


class Box:
    def items(self):
        with Guard():
            yield "a"
            yield "b"

    def __iter__(self):
        return self.items()


class Guard:
    def __enter__(self):
        print("enter")

    def __exit__(self, *details):
        print("exit")


def first(source):
    for item in numbers(source):
        return item


for n in numbers("break"):
    if n == 1:
        break
print("after break")
print(first("return"))
for item in Box().items():
    print(item)
    break
print("after method")
kept = numbers("kept")
for n in kept:
    break
print("still open", next(kept))
kept.close()
for a in numbers("outer"):
    for b in numbers("inner"):
        break
    else:
        print("not reached")
    if a == 1:
        break
for n in numbers("whole"):
    pass
print("end")
