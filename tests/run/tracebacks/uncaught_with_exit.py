# An exception raised in __exit__ while another passes.
class M:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        raise RuntimeError("exit failed")


with M():
    raise ValueError("body failed")
