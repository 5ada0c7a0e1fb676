import random

random.seed(2024)
for call in (
    lambda: random.gauss(0, 1),
    lambda: random.normalvariate(10, 2),
    lambda: random.triangular(0, 10, 3),
    lambda: random.triangular(),
    lambda: random.betavariate(2, 3),
    lambda: random.expovariate(1.5),
    lambda: random.gammavariate(2.5, 1.5),
    lambda: random.gammavariate(0.5, 1),
    lambda: random.gammavariate(1, 2),
    lambda: random.lognormvariate(0, 0.25),
    lambda: random.vonmisesvariate(1, 4),
    lambda: random.vonmisesvariate(0, 0),
    lambda: random.paretovariate(3),
    lambda: random.weibullvariate(1, 1.5),
):
    print([call() for _ in range(3)])
