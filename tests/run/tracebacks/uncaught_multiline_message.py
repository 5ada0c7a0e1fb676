# A message with several lines.
raise ValueError("first line\nsecond line\n\nfourth é")
