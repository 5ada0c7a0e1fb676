"""The place of the last call. The compiler stores it in `site` before calls in programs that ask for it: None, or a tuple
((file, line, module, function), site of the call of that function)."""


def chain(depth=None):
    """Places of the calls that led here, the innermost first."""
    at = site
    places = []
    while at is not None and len(places) != depth:
        places.append(at[0])
        at = at[1]
    return places


def forget():
    """The next chain() of a call that nothing was stored for is empty."""
    global site
    site = None
