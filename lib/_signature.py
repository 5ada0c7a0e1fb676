"""Binds call arguments to parameters decided at run time, with the TypeErrors of a plain function."""


def _quoted(names):
    names = [repr(n) for n in names]
    if len(names) < 3:
        return ' and '.join(names)
    return ', '.join(names[:-1]) + ', and ' + names[-1]


def bind(function, params, defaults, args, kwargs, kwonly=()):
    """The values of `params` and then `kwonly`, in order.

    function: the name in messages. params, kwonly: names, without the first parameter (self or cls), which messages
    count as well. defaults: {name: value}.
    """
    values = dict(zip(params, args))
    for key, value in kwargs.items():
        if key not in params and key not in kwonly:
            raise TypeError(f"{function}() got an unexpected keyword argument {key!r}")
        if key in values:
            raise TypeError(f"{function}() got multiple values for argument {key!r}")
        values[key] = value
    if len(args) > len(params):
        most = len(params) + 1
        least = most - len([p for p in params if p in defaults])
        given = len(args) + 1
        takes = f"from {least} to {most}" if least != most else f"{most}"
        also = len([k for k in kwonly if k in values])
        if also:
            given = (f"{given} positional argument{'s' if given != 1 else ''} (and {also} keyword-only argument"
                     f"{'s' if also != 1 else ''})")
        raise TypeError(f"{function}() takes {takes} positional argument{'s' if most != 1 else ''} but {given} "
                        f"{'was' if given == 1 else 'were'} given")
    for kind, names in (('positional', params), ('keyword-only', kwonly)):
        lacking = [n for n in names if n not in values and n not in defaults]
        if lacking:
            raise TypeError(f"{function}() missing {len(lacking)} required {kind} argument"
                            f"{'s' if len(lacking) != 1 else ''}: {_quoted(lacking)}")
    return [values[n] if n in values else defaults[n] for n in (*params, *kwonly)]
