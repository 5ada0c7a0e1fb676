# x if c else y: only one branch evaluated, nesting, precedence with lambda.
def say(x):
    print("say", x)
    return x


print(say(1) if say(True) else say(2))
print(say(1) if say(0) else say(2))
for n in range(-1, 2):
    print("neg" if n < 0 else "zero" if n == 0 else "pos")
f = lambda x: x if x > 0 else -x
print(f(-3), f(4))
print([1, 2][0 if False else 1], (1 if True else 2) + 10, 1 if True else 2 + 10)
