# round to even, with digits, of big and special values.
for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1.005, 2.4, 2.6, -2.5, 1e20, 0.49999999999999994, 4503599627370497.5):
    print(round(x), round(x, 2), round(x, 1), round(x, 0), round(x, -1))
print(round(1234.5678, -2), round(1e300, 5), round(1e300, -299), round(0.15, 1), round(0.25, 1), round(0.35, 1))
print(round(-0.0), round(-0.4), round(2.5, None), type(round(2.5)).__name__, type(round(2.5, 0)).__name__)
print(round(5e-324, 400), round(123.456, 1000), round(123.456, -1000))
for x in (float("inf"), float("nan")):
    try:
        round(x)
    except Exception as e:
        print(type(e).__name__, e)
    print(round(x, 2))
