# while with else, break and continue.
def find(limit, stop):
    n = 0
    while n < limit:
        n += 1
        if n % 2:
            continue
        if n == stop:
            print("found", n)
            break
        print("saw", n)
    else:
        print("exhausted")
    return n


print(find(6, 4))
print(find(5, 99))
while False:
    pass
else:
    print("never entered")
