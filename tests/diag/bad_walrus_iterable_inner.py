[x for x in a for y in (b := c)]
