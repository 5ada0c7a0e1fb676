# deque against a list model over a long pseudo-random sequence, with and without maxlen.
from collections import deque

state = 42


def below(n):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    return (state >> 33) % n


def clip(model, limit, left):
    while limit is not None and len(model) > limit:
        model.pop() if left else model.pop(0)


for limit in (None, 0, 1, 5, 17):
    d, model = deque(maxlen=limit), []
    for step in range(400):
        op = below(16)
        x = below(10)
        if op < 3:
            d.append(x)
            model.append(x)
            clip(model, limit, False)
        elif op < 6:
            d.appendleft(x)
            model.insert(0, x)
            clip(model, limit, True)
        elif op == 6 and model:
            assert d.pop() == model.pop()
        elif op == 7 and model:
            assert d.popleft() == model.pop(0)
        elif op == 8:
            xs = [below(10) for _ in range(below(12))]
            d.extend(xs)
            model.extend(xs)
            clip(model, limit, False)
        elif op == 9:
            xs = [below(10) for _ in range(below(5))]
            d.extendleft(xs)
            for v in xs:
                model.insert(0, v)
                clip(model, limit, True)
        elif op == 10:
            n = below(41) - 20
            d.rotate(n)
            if model:
                n %= len(model)
                model = model[-n:] + model[:-n]
        elif op == 11 and model:
            i = below(2 * len(model)) - len(model)
            assert d[i] == model[i]
            del d[i]
            del model[i]
        elif op == 12 and model:
            i = below(len(model))
            d[i] = x
            model[i] = x
        elif op == 13:
            try:
                d.remove(x)
                model.remove(x)
            except ValueError as e:
                assert x not in model, e
        elif op == 14 and (limit is None or len(model) < limit):
            i = below(30) - 15
            d.insert(i, x)
            model.insert(i, x)
        elif op == 15 and below(20) == 0:
            d.reverse()
            model.reverse()
        assert list(d) == model and len(d) == len(model), (op, d, model)
        assert d.count(x) == model.count(x) and (x in d) == (x in model)
        if len(model) > 60:
            d.clear()
            model.clear()
    print(d, list(reversed(d)) == model[::-1])
