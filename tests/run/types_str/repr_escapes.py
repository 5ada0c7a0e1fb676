# repr and ascii of strings: quotes, escapes, non-printable characters.
for s in (
        "plain", "it's", 'say "hi"', "both ' and \"", "\n\t\r\\", "\x00\x1f\x7f", "\x80\x9f\xa0\xad", "é日😀",
        "\u200b\u2028", "\ud800", "\ue000", "\U0010ffff", "", "'", '"', "\x1b[0m", "tab\there", "ﬀ",
):
    print(ascii(s), repr(s).encode("unicode_escape").decode())
print(["it's", 'q"', "\n"], {"k'": "v\\"}, ("\t",), str(["é"]), ascii("é日😀\n"), ascii(["é"]), f"{'é'!a}", "%a" % "ü")
