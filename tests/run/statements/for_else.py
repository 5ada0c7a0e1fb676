# for with else, break, continue; the loop variable stays bound.
for i in range(3):
    if i == 5:
        break
else:
    print("no break, i =", i)
for i in [1, 2, 3]:
    if i == 2:
        break
else:
    print("not printed")
print("i =", i)
for i in []:
    pass
else:
    print("empty; i still", i)
for a in range(3):
    for b in range(3):
        if b > a:
            break
        if a == 1 and b == 0:
            continue
        print(a, b, end="; ")
    else:
        print("inner done", end="; ")
print()
