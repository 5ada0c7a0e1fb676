# break, continue and return through try blocks in loops.
def f():
    out = []
    for i in range(6):
        try:
            if i == 1:
                continue
            if i == 2:
                raise ValueError(i)
            if i == 4:
                break
            out.append(("body", i))
        except ValueError as e:
            out.append(("except", e.args))
            continue
        else:
            out.append(("else", i))
        finally:
            out.append(("finally", i))
    return out


for item in f():
    print(item)


def retry(n):
    attempts = 0
    while True:
        try:
            attempts += 1
            if attempts < n:
                raise RuntimeError(f"attempt {attempts}")
            return attempts
        except RuntimeError as e:
            print(e)


print(retry(3))
