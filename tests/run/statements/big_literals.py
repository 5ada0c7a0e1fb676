# Literals of all kinds: prefixes, underscores, exponents, escapes.
print(0b1010, 0o777, 0xDEAD_beef, 1_000_000, 0b_1, 0X1F, 0B11, 0O17, 00, 0_0)
print(1e3, 1.5e-7, .5, 5., 1_0.0_1, 1E5, 0e0, 1e400, -1e400)
print(3j, 1.5J, 1e2j, 0xFFFFFFFFFFFFFFFFFFFF)
print("a\tb\\n\x41\u00e9\U0001F600\N{GREEK SMALL LETTER ALPHA}\101\0".encode())
print(r"\n\t", b"\x00\xff\n", rb"\x", Rb'\d', bR"\s", u"u", "\
joined")
print('single "double"', "double 'single'", 'both \' "', """triple "quoted" 'text'
second line""")
print("\a\b\f\v\r".encode(), '\'')
