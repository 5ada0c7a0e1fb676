import operator as op

print(op.add(2, 3), op.sub(2, 3), op.mul("a", 3), op.truediv(7, 2), op.floordiv(-7, 2), op.mod(-7, 3), op.pow(2, 10))
print(op.neg(3), op.pos(-3), op.abs(-3), op.invert(5), op.inv(0), op.not_([]), op.truth([0]))
print(op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.lshift(1, 5), op.rshift(32, 2))
print(op.lt(1, 2), op.le(2, 2), op.eq("a", "a"), op.ne(1, 2), op.ge(1, 2), op.gt(3, 2), op.is_(None, None), op.is_not(1, None))
print(op.concat([1], [2]), op.contains("abc", "b"), op.countOf([1, 2, 1, True], 1), op.indexOf("abc", "c"), op.getitem([1, 2], -1))
d = {"a": 1}
op.setitem(d, "b", 2)
op.delitem(d, "a")
print(d, op.index(True), op.length_hint([1, 2]), op.length_hint(object(), 7), op.call(max, 1, 2))
x = [1]
y = op.iadd(x, [2])
print(y is x, x, op.iadd(1, 2), op.imul(3, 4), op.iconcat([1], [2]), op.ior({1}, {2}), op.isub(5, 1), op.itruediv(1, 2))
print(sorted([(op, f(7, 3)) for op, f in {"+": op.add, "-": op.sub}.items()]))
for call in (lambda: op.add(1, "a"), lambda: op.index(1.5), lambda: op.indexOf([1], 2), lambda: op.concat(1, 2),
             lambda: op.getitem({}, 1), lambda: op.truediv(1, 0)):
    try:
        call()
    except Exception as e:
        print(type(e).__name__, e)
