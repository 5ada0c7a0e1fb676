# The finally clause is there twice, for the way out and for exceptions, each with a loop: which of them a running call is in must
# be known when it changes over to compiled code.
def run(items, limit):
    count = 0
    try:
        if items[0]:
            items.append(limit)
    finally:
        while count < limit:
            count += 1
    items.append("finally")
    seen = []
    for item in items:
        seen.append(item)
    return count, seen, items


def nested(rows):
    total = 0
    for row in rows:
        try:
            for x in row:
                total += x
        finally:
            for x in reversed(row):
                total -= 0.5
        for x in row:
            total += len(row)
    for row in rows:
        total += len(row)
    return total


print(run([1, 2.5], 6))
print(run([0], 0))
print(nested([[1, 2, 3]] * 5))
try:
    run([], 7)
except IndexError as error:
    print(error)
try:
    nested([[1], [2, None], [3]])
except TypeError as error:
    print(error)
print(run([True] * 7, 3))
