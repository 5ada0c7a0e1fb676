# An uncaught exception with an explicit cause, over three levels.
class ConfigError(Exception):
    pass


def parse(text):
    try:
        return int(text)
    except ValueError as e:
        raise ConfigError(f"cannot parse {text!r}") from e


def load():
    try:
        parse("x1")
    except ConfigError as e:
        raise SystemError("load failed") from e


load()
