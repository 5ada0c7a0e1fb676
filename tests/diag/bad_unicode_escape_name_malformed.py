x = "\Nabc"
