"""Strings: concatenation, formatting, split, join, replace, search."""


def main(n):
    text = ""
    for i in range(n):
        text += f"{i:x},"
    parts = text.split(",")
    joined = "-".join(parts)
    return len(text), len(parts), joined.count("-f"), len(joined.replace("-1", "")), joined.find("ffff")


print(main(100_000))
