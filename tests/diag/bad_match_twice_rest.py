match x:
    case {"k": v, **v}:
        pass
