# Line numbers of calls spread over several lines.
class Chain:
    def add(self, x):
        if x < 0:
            raise ValueError(
                "negative: "
                + str(x)
            )
        return self


(Chain()
 .add(1)
 .add(2)
 .add(-3)
 .add(4))
