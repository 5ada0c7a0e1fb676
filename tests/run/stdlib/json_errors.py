import json

for text in ("", "  ", "{", "[", "[1", "[1,", "[1,]", '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', "{a: 1}", "{'a': 1}", '{"a" 1}', '{"a":1 "b":2}',
             "[1 2]", '"abc', '"a\nb"', '"\\x"', '"\\u12"', '"\\u12G4"', "tru", "nul", "01", "1.", "-", "+1", ".5", "1 2", "[]]", '{"a":1}}', "\ufeff[]", "nan", '"\\', '{1:2}', "[1,\n2,\n  x]", "[,1]"):
    try:
        print(json.loads(text))
    except json.JSONDecodeError as e:
        print(ascii(text), "->", e, "|", e.msg, e.pos, e.lineno, e.colno)
try:
    json.loads(5)
except TypeError as e:
    print(e)
print(issubclass(json.JSONDecodeError, ValueError), json.decoder.JSONDecodeError is json.JSONDecodeError)
