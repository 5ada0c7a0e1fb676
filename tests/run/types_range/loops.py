# Loops over ranges with modified variables, nested, negative steps, big bounds.
for i in range(3):
    i += 10
    print(i, end=" ")
n = 3
for i in range(n):
    n = 10
    print(i, end=" ")
for i in range(10, 0, -4):
    for j in range(i, i + 2):
        print(j, end=" ")
for i in range(2 ** 63 - 2, 2 ** 63 + 2):
    print(i, end=" ")
for i in range(-2 ** 62 - 1, -2 ** 62 + 1):
    print(i, end=" ")
for i in range(5, 5):
    print("never")
total = 0
for i in range(0, 1000, 3):
    for j in range(0, i, 100):
        total += i * j
print(total, i)
it = iter(range(3))
print(next(it), list(it), list(it))
