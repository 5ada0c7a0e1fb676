# A step past the end takes one item; nothing is added to it after that.
import sys

for text in ([1, 2, 3, 4], (1, 2, 3, 4), "abcd", b"abcd", bytearray(b"abcd")):
    print(text[1::sys.maxsize], text[2::-sys.maxsize], text[::sys.maxsize - 1])
items = [1, 2, 3, 4]
items[1::sys.maxsize] = [9]
print(items)
del items[0::sys.maxsize]
print(items)
data = bytearray(b"abcd")
data[1::sys.maxsize] = b"X"
del data[3::-sys.maxsize]
print(data)
