match x:
    case (1 as y) as y:
        pass
