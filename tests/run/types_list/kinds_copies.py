# Lists of floats and bools copied, written as JSON and drawn from at random.
import copy
import json
import random

f = [5.5, -1.0, 3.25, 0.0, 2.5, -0.0]
b = [True, False, True, True]
for l in (f, b):
    print(json.dumps(l), json.loads(json.dumps(l)) == l, copy.copy(l), copy.deepcopy([l, l]))
    random.seed(3)
    r = l[:]
    random.shuffle(r)
    print(sorted(r) == sorted(l), random.choice(l) in l, random.sample(l, 2)[0] in l, random.choices(l, k=3)[0] in l)
