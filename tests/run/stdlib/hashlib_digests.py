# Digests of texts of all lengths around the block sizes, update in parts, copy, names, errors.
import hashlib

texts = [b"", b"a", b"abc", b"message digest", bytes(range(256))] + [b"x" * n for n in (55, 56, 57, 63, 64, 65, 111, 112, 113, 119, 127, 128, 129, 300)]
for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512"):
    make = getattr(hashlib, name)
    h = make()
    print(name, h.name, h.digest_size, h.block_size, h.hexdigest())
    for text in texts:
        print(make(text).hexdigest())
        h.update(text)
    print(h.hexdigest(), h.digest() == bytes.fromhex(h.hexdigest()))
    other = h.copy()
    other.update(b"more")
    print(other.hexdigest() != h.hexdigest(), hashlib.new(name, b"abc").hexdigest() == make(b"abc").hexdigest(), name in hashlib.algorithms_guaranteed)
print(hashlib.md5(bytearray(b"abc")).hexdigest(), hashlib.sha1(memoryview(b"abc")).hexdigest(), hashlib.md5(b"x", usedforsecurity=False).hexdigest())
for bad in ("text", 3, None):
    try:
        hashlib.md5(bad)
    except TypeError as e:
        print(e)
try:
    hashlib.new("nothing")
except ValueError as e:
    print(e)
