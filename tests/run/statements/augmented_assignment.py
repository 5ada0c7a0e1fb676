# Augmented assignment: all operators; the target is evaluated once.
n = 17
n += 3
n -= 1
n *= 2
print(n)
n //= 3
n %= 7
n **= 3
print(n)
n <<= 4
n >>= 2
n |= 3
n &= 0xFE
n ^= 0x55
print(n)
n /= 4
print(n)
trace = []


def index():
    trace.append("index")
    return 1


data = [1, 2, 3]
data[index()] += 10
print(data, trace)
s = "ab"
s += "cd"
s *= 2
print(s)
t = (1,)
t += (2, 3)
print(t)
alias = data
data += (9, 8)
print(alias, alias is data)
data *= 2
print(alias)
u = {1, 2}
v = u
u |= {3}
u &= {2, 3, 4}
u -= {2}
u ^= {7}
print(u, u is v)
