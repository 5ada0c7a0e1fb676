# Formats of the usual form on tagged and larger ints, and texts short and long enough for each way of reading them.
for v in (0, 1, -1, 42, -42, 255, -255, 123456, -123456, 2**61, -2**61, 2**62-1, -2**62, 2**63, -2**70, True):
    for f in ('', 'd', 'x', 'X', 'o', 'b', '0', '00', '05', '5', '06d', '6d', '06x', '8X', '012o', '63d', '063d', '063x', '64d', '064o', '99d', '0d', '0x', '#x', '+d', '1', '01', '02', 'c' if v == 42 else 'd', 'n', '100', '0100', '10o'):
        print(repr(format(v, f)), f'{v:06d}|{v:x}|{v:>4}')
for f in ('0q', 'q', '5q', '0-', '5.2', '05.2d', 's', '0s'):
    try:
        print(format(7, f))
    except Exception as e:
        print(type(e).__name__, e)
for t in ('0', '7', '+7', '-7', ' 12 ', '123456789012345678', '1234567890123456789', '-999999999999999999', '9' * 30, '1_000', '12a', '', '-', '+ 1', '0x1f', '007', '08'):
    for b in (10, 16, 8, 2, 36, 0, 7):
        try:
            print(t, b, int(t, b))
        except Exception as e:
            print(type(e).__name__, e)
for t in ('zzzzzzzzzzz', 'zzzzzzzzzzzz', '-zzzzzzzzzzz', 'ZzZ', 'fffffffffff', 'ffffffffffffffff', '-7fffffffffffffff', '0xfffffffffff', 'f_f', '__f', 'fg', '{', '`1', '@', '\x10'):
    for b in (16, 36, 11, 35):
        try:
            print(t, b, int(t, b))
        except Exception as e:
            print(type(e).__name__, e)
