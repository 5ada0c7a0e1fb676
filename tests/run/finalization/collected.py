# Objects with __del__ are finalized once each, whether the collector finds them or the end of the program.
import gc

counts = {"made": 0, "released": 0}


class Counted:
    def __init__(self):
        counts["made"] += 1
        self.cycle = self

    def __del__(self):
        counts["released"] += 1
        if counts["released"] == 1010:
            print(counts)


for i in range(1000):
    Counted()
    if i % 100 == 0:
        gc.collect()
gc.collect()
last = [Counted() for i in range(10)]
del last
