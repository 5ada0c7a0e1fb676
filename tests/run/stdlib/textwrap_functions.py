# wrap, fill, shorten, dedent, indent with their options, on chosen and on made-up texts.
import random
import textwrap

text = ("Hello there -- you goof-ball, use the -b option! This is a well-known state-of-the-art mother-in-law's \"e-mail\".  "
        "A sentence ends here. Another one!  'Quoted.' x--y a---b --long-option foo--bar it's-a-b 3-4 a-1 ab-1 1-ab -x- end-")
for width in (1, 5, 10, 20, 45, 70, 200):
    print(textwrap.wrap(text, width))
options = [{"break_on_hyphens": False}, {"break_long_words": False}, {"drop_whitespace": False}, {"fix_sentence_endings": True},
           {"initial_indent": "* ", "subsequent_indent": "    "}, {"max_lines": 2}, {"max_lines": 1, "placeholder": "..."},
           {"replace_whitespace": False}, {"expand_tabs": False}, {"tabsize": 2},
           {"break_long_words": False, "break_on_hyphens": False}, {"max_lines": 3, "initial_indent": "  ", "placeholder": " (more)"}]
texts = [text, "", "   ", "a", "word " * 30, "averyveryverylongwordthatdoesnotfit in here", "tabs\tand\nlines\r\nand  spaces\n\n  paragraph",
         "  leading and trailing  ", "supercali-fragilistic-expiali-docious and pneumono-ultra", "---- -- - a-b-c-d aa-bb-cc--dd--",
         "\u00e4\u00f6-\u00fc\u00df \u4e2d\u6587-\u6f22\u5b57 nbsp\u00a0here"]
for option in options:
    print(option)
    for t in texts:
        for width in (8, 13, 30):
            try:
                print(textwrap.wrap(t, width, **option))
            except ValueError as e:
                print(e)
random.seed(3)
for i in range(300):
    t = "".join(random.choice("ab-  .\t\nA1'\"") for k in range(random.randrange(60)))
    width = random.randrange(1, 20)
    print(textwrap.wrap(t, width), textwrap.wrap(t, width, **random.choice(options[:5] + options[7:11])))
print(textwrap.shorten("Hello  world, this is   long", width=12), textwrap.shorten("Hello world", 11), textwrap.shorten("Hello  world!", 11),
      textwrap.shorten("Hello world", width=10, placeholder="..."), textwrap.shorten("", 5))
try:
    textwrap.wrap("x", 0)
except ValueError as e:
    print(e)
try:
    textwrap.shorten("hello world", 3)
except ValueError as e:
    print(e)
for t in ("  a\n    b\n  c\n", "\ta\n\t  b", "\ta\n  b", "a\n  b", "   \n  x\n \n    y\n", "", "\n", "  one", "  a\n\n  b\n   ", "  a\r\n  b\r\n",
          "\t  a\n\t b\n \tc"):
    print(repr(textwrap.dedent(t)), repr(textwrap.indent(t, "> ")), repr(textwrap.indent(t, "> ", lambda line: True)))
print(textwrap.fill("some words to fill into lines", width=10))
w = textwrap.TextWrapper(width=12)
w.initial_indent = "- "
print(w.fill("change an attribute after it was made"))
