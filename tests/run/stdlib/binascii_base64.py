# Hexadecimal, base 64, 32, 16 and checksums, both ways, with errors.
import base64
import binascii


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs), end="; ")
    except Exception as e:
        print(type(e).__name__, e, end="; ")


for n in range(12):
    data = bytes((i * 37 + n) % 256 for i in range(n))
    for encode, decode in ((base64.b64encode, base64.b64decode), (base64.urlsafe_b64encode, base64.urlsafe_b64decode), (base64.b32encode, base64.b32decode),
                           (base64.b16encode, base64.b16decode), (binascii.hexlify, binascii.unhexlify), (binascii.b2a_base64, binascii.a2b_base64),
                           (base64.encodebytes, base64.decodebytes)):
        text = encode(data)
        print(text, decode(text) == data, decode(text.decode()) == data if decode is not base64.decodebytes else "", end=" ")
    print(binascii.crc32(data), binascii.crc32(data, 5), binascii.crc_hqx(data, 0))
print(base64.encodebytes(b"z" * 130))
for text in ("YQ==", "YQ=", "YQ", "Y", "YWI=", "YWJj", "YW Jj\n", "YWJj=", "=YWJj", "YWJjZ", "Y!W@J#j", "", "=", "====", "YQ==YQ==", "\u00e9", b"YWJj", bytearray(b"YWJj"), 3):
    attempt(base64.b64decode, text)
    attempt(base64.b64decode, text, validate=True)
    attempt(binascii.a2b_base64, text)
print()
for text in ("MFRGG===", "mfrgg===", "MFRGG", "MFRGG!==", "ME======", "MFRGGZDF", "M=======", "00000000"):
    attempt(base64.b32decode, text)
    attempt(base64.b32decode, text, casefold=True)
print()
for text in ("616263", "6A6b", "6", "xy", b"6a", "", "\u00e9\u00e9", 5):
    attempt(binascii.unhexlify, text)
    attempt(base64.b16decode, text)
    attempt(base64.b16decode, text, True)
print()
attempt(binascii.hexlify, b"abcdef", "-")
attempt(binascii.hexlify, b"abcdef", ":", 2)
attempt(binascii.hexlify, b"abcdef", sep="_", bytes_per_sep=-4)
attempt(binascii.hexlify, "text")
attempt(base64.b64encode, "text")
attempt(base64.b64encode, b"\xfb\xff", b"@!")
attempt(base64.b64decode, b"@!8=", b"@!")
attempt(binascii.crc32, "text")
print(issubclass(binascii.Error, ValueError), binascii.crc32(b"123456789"), binascii.crc32(b"56789", binascii.crc32(b"1234")))
