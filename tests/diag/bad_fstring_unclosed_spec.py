f"{a:b"
