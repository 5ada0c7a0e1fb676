# Explicit and implicit line joining, semicolons, comments inside brackets.
total = 1 + \
    2 + \
    3
print(total)
values = [
    1,  # one

    2,
    # a comment line
    3,
]
print(values); print(len(values)); x = 5; print(x)
result = (
    "implicit "
    "concatenation "
    'of ' """strings"""
)
print(result)
if (total > 3 and
        x == 5):
    print("joined condition")


def f(a,
      b=2,
      *args,
      c=3,
      ):
    return a, b, args, c


print(f(
    1,
    c=4,
))
