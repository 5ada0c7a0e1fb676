import io
import json

buf = io.StringIO()
json.dump({"a": [1, 2, {"b": None}]}, buf, indent=2)
print(buf.getvalue())
buf.seek(0)
print(json.load(buf))
print(json.load(io.StringIO('[{"x": 1}]'), object_hook=lambda d: d["x"]))
print(json.load(io.BytesIO(b'"bytes"')))
