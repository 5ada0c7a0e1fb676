# Case conversion methods, with non-ASCII letters.
for s in ("hello World", "ÀÉÎ straße", "ǆ ŉ", "", "123abc", "they're bill's", "ΑΣ", "ﬁn", "HELLO", "x-y_z", "İi"):
    print(s.upper(), s.lower(), s.title(), s.capitalize(), s.swapcase(), s.casefold(), sep="|")
