# nonlocal counters: independent per closure, shared between siblings.
def make():
    count = 0

    def inc(by=1):
        nonlocal count
        count += by
        return count

    def get():
        return count
    return inc, get


inc1, get1 = make()
inc2, get2 = make()
inc1()
inc1(10)
inc2()
print(get1(), get2())
