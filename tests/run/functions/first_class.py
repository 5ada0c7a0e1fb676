# Functions as values: in containers, as arguments, as results, compose.
def compose(*fs):
    def run(x):
        for f in reversed(fs):
            x = f(x)
        return x
    return run


def inc(x):
    return x + 1


def double(x):
    return x * 2


print(compose(inc, double)(5), compose(double, inc)(5), compose()(5))
table = [inc, double, str, abs, len]
print([f.__name__ for f in table])
print(list(map(double, [1, 2])), max([3, -7, 5], key=abs))


def apply_n(f, n, x):
    return x if n == 0 else apply_n(f, n - 1, f(x))


print(apply_n(double, 10, 1))
print(inc == inc, inc == double, hash(inc) == hash(inc), {inc: 1}[inc])
