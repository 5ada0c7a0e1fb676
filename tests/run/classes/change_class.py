# Assigning to __class__ and adding methods to classes at run time.
class Caterpillar:
    def move(self):
        return "crawl"


class Butterfly:
    def move(self):
        return "fly"


c = Caterpillar()
print(c.move(), type(c).__name__)
c.__class__ = Butterfly
print(c.move(), type(c).__name__, isinstance(c, Caterpillar))
Butterfly.land = lambda self: "landed"
print(c.land())
del Butterfly.land
try:
    c.land()
except AttributeError as e:
    print(e)
for bad in (5, int):
    try:
        c.__class__ = bad
    except TypeError as e:
        print(e)
