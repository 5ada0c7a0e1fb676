# global binds module variables, creates and deletes them.
counter = 0


def bump():
    global counter
    counter += 1


def create():
    global made, also
    made = "made"
    also = 2


def remove():
    global made
    del made


def shadow():
    counter = 99
    return counter


bump()
bump()
print(counter, shadow(), counter)
create()
print(made, also)
remove()
try:
    print(made)
except NameError as e:
    print(e)


def outer():
    counter = 5

    def inner():
        global counter
        counter = 50
    inner()
    return counter


print(outer(), counter)


class Holder:
    global from_class
    from_class = "set in class body"


print(from_class, hasattr(Holder, "from_class"))
