from enum import Enum, Flag, IntEnum, auto
import copy

Animal = Enum("Animal", "ANT BEE CAT")
print(list(Animal), Animal.BEE.value, Animal, Animal.__name__)
print(list(Enum("E2", ["A", "B"], start=0)), list(Enum("E3", [("X", 10), ("Y", 20)])), list(Enum("E4", {"P": "p"})))
print(list(IntEnum("E5", "A,B")), list(Flag("E6", "A B C")), list(Enum("E7", "A B", type=int)))
print(copy.deepcopy([Animal.ANT])[0] is Animal.ANT, copy.copy(Animal.CAT))
print(sorted(n for n in dir(Animal) if not n.startswith("_")))
print(Animal.__members__["ANT"], hash(Animal.ANT) == hash(Animal.ANT), len({Animal.ANT, Animal.BEE, Animal.ANT}))
