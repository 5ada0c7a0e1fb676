"""What an expression answers or raises, on one line."""


def attempt(label, function, *args):
    try:
        text = repr(function(*args))
    except Exception as e:
        print(label, "!!", type(e).__name__, e)
    else:
        print(label, "->", text if len(text) < 100 else f"{text[:20]}... {len(text)} characters")
