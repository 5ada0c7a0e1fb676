# bool is an int but prints as itself; its operators.
print(True + True, True * 3, -True, [True][0], [1, True, 0, False], True == 1, str(True), repr(False), int(True), float(True))
print(True and 5, True & 1, False | False, not 3, bool("False"), bool([]), True < 2, sum([True, True, False]), max(True, 0), {True: "x"}[1], f"{True}", f"{True:d}", "%d %s" % (True, True))
print(isinstance(True, int), type(True).__mro__, bool.__bases__, True.bit_length(), True.real, True // True, True / 2, True ** 2, 5 * False, "ab" * True, [0] * False)
print(bool(), bool(0.0), bool("0"), bool(None), any([0, False]), all([]), 3 > 2 > 1, (3 > 2) > 1, divmod(True, True), round(True), abs(True), ~False, +True, hash(True))
print(list(range(True, 3)), "abc"[True], format(True), format(True, "5"), format(True, "d"), "{:>6}".format(True), "{!s:>6}".format(True), "%5s|%-6r|" % (True, False))
