# Case mappings beyond ASCII: expansions, the final sigma, title case letters, casefold.


def show(*calls):
    for call in calls:
        try:
            print(repr(call()))
        except Exception as e:
            print(type(e).__name__, e)


show(
    lambda: ascii("\u00df".upper()), lambda: ascii("\ufb01x".upper()), lambda: ascii("\u0130".lower()),
    lambda: ascii("\u00b5\u00ff".upper()), lambda: ascii("A\u03a3".lower()), lambda: ascii("\u03a3".lower()),
    lambda: ascii("A\u03a3B".lower()), lambda: ascii("A\u03a3.B A\u03a3.".lower()),
    lambda: ascii("\u01c4\u01c5\u01c6".title()), lambda: ascii("\u01c4\u01c5\u01c6".swapcase()),
    lambda: ascii("\u01c6x".capitalize()), lambda: ascii("\u00df\u1e9e".casefold()),
    lambda: ascii("\u03a3\u03c3\u03c2".casefold()), lambda: ascii("hello wORLD it's 3rd".title()),
    lambda: ascii("\u00e9COLE \u00e9cole".capitalize()), lambda: ascii("\u00c9COLE".swapcase()),
    lambda: "\u01c5".istitle(), lambda: "\u01c5".isupper(), lambda: "\u01c5".islower(), lambda: "\u00aa".islower(),
    lambda: "\u2160".isupper(), lambda: "A1".isupper(), lambda: "1".isupper(), lambda: "Hello World".istitle(),
    lambda: "HEllo".istitle(), lambda: "A A".istitle(), lambda: "".istitle(), lambda: "\u00b2".isdigit(),
    lambda: "\u00b2".isdecimal(), lambda: "\u00bd".isnumeric(), lambda: "\u00bd".isdigit(),
    lambda: "\u4e00".isnumeric(), lambda: "\u0661".isdecimal(), lambda: "\u2003\x1f".isspace(),
    lambda: "\u200b".isspace(), lambda: "a\u0301".isidentifier(), lambda: "1a".isidentifier(),
    lambda: "\u65e5\u672c".isidentifier(), lambda: "a b".isprintable(), lambda: "\u00a0".isprintable(),
    lambda: "".isprintable(), lambda: "\ud800".isprintable(), lambda: "\u00e9".isalnum(), lambda: "\u0300".isalpha(),
    lambda: "abc".isascii(), lambda: "\u0080".isascii(), lambda: "".isascii(),
)
