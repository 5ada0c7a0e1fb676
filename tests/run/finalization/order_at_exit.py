# At the end of a program what variables refer to is finalized first, then what lists, dicts and attributes refer to.
class Resource:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("release", self.name)


class Owner:
    pass


class Again:
    def __del__(self):
        print("once")
        keep.append(self)


keep = []
again = Again()
listed = [Resource("listed 0"), Resource("listed 1")]
for i in range(2, 4):
    listed.append(Resource(f"listed {i}"))
first = Resource("first")
mapped = {key: Resource(key) for key in ("a", "b", "c")}
owner = Owner()
owner.x = Resource("owner.x")
owner.y = (Resource("in tuple 0"), Resource("in tuple 1"))
second = Resource("second")


def function(default=Resource("default")):
    return default


cycle = Owner()
cycle.me = cycle
cycle.resource = Resource("in cycle")
del cycle
print("end")
