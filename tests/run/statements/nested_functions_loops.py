# Deeply nested blocks of all compound statements.
def deep(n):
    out = []
    for i in range(n):
        while True:
            try:
                with open("/dev/null"):
                    if i % 2:
                        for j in range(i):
                            if j == 2:
                                break
                            out.append((i, j))
                        else:
                            out.append(("else", i))
                    else:
                        out.append(i)
            finally:
                if i > 3:
                    break
            break
    return out


print(deep(6))
