x = "abc\x1"
