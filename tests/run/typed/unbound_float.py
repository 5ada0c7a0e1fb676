# A variable that a loop makes a float later on has no value yet when the loop starts: nothing may be read from it.
def scaled(limit):
    w = 0
    while w < 4:
        w += 1
        for i in range(limit):
            i *= 2.0
        print(w)
    return i


def halves(rows):
    total = 0.0
    for row in rows:
        for x in row:
            x = x * 0.5
            total += x
        if total > 100.0:
            print("large", x)
    print(x)
    return total


for limit in (3, 0):
    try:
        print(scaled(limit))
    except UnboundLocalError as error:
        print(error)
for rows in ([[1.5, 2.5], [400.0]], [[], []], [[]] * 3 + [[7.0]]):
    try:
        print(halves(rows))
    except UnboundLocalError as error:
        print(error)
