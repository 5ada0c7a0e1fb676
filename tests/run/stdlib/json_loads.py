import json

for text in ('{"a": [1, 2.5, -3e2, 1E+2, true, false, null], "b": {"c": "x"}}', ' [ ] ', '{ }', '"\\u00e9\\n\\"\\\\\\/ \\ud83d\\ude00"', "0", "-0", "-0.0",
             "1e5", "NaN", "-Infinity", "123456789012345678901234567890", '[[[]]]', '{"a":1,"a":2}', '"é"', "\t1\r\n", '"\\ud800"'):
    v = json.loads(text)
    print(ascii(v), type(v).__name__)
print(json.loads(b'{"k": "\xc3\xa9"}'), json.loads(bytearray(b"[1]")), json.loads("[1]".encode("utf-16")))
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())))
print(json.loads('{"b": 1, "a": {"c": 2}}', object_pairs_hook=lambda p: p))
print(json.loads("[1.5, 2, NaN]", parse_float=str, parse_int=lambda s: int(s) * 10, parse_constant=lambda s: "const " + s))
print(json.JSONDecoder().raw_decode("[1] tail"), json.JSONDecoder(strict=False).decode('"a\nb"'))
obj = {"x": [1, {"y": "z"}], "t": True, "f": 1.25, "n": None}
print(json.loads(json.dumps(obj)) == obj)
