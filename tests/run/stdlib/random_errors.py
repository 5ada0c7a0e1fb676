import random

for call in (
    lambda: random.randint(5, 1),
    lambda: random.randrange(0),
    lambda: random.randrange(5, 5),
    lambda: random.randrange(1, 10, 0),
    lambda: random.randrange(1, 10, -1),
    lambda: random.choice([]),
    lambda: random.sample([1, 2], 3),
    lambda: random.sample({1, 2}, 1),
    lambda: random.choices([1, 2], [1]),
    lambda: random.choices([1, 2], [0, 0]),
    lambda: random.choices([1, 2], 3),
    lambda: random.choices([1, 2], [1, 1], cum_weights=[1, 2]),
    lambda: random.gammavariate(0, 1),
    lambda: random.shuffle((1, 2, 3)),
):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
