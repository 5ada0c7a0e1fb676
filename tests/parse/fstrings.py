# f-strings: fields, conversions, specifications, nesting, braces, neighbours.
f''
f'a'
f'{a}'
f'{a}{b}'
f'a{b}c{d}e'
f'{{}}'
f'{{{a}}}'
f'{a!r}{a!s}{a!a}'
f'{a:>10}{a!r:^{width}}{a:{b}{c}}{a:{b!r}x{c:}}'
f'{a=}{a = }{a=!s}{a=:>5}{a + 1 = }'
f'{a["b"]}' f"{a['c']}"
f'{lambda_(x)}' 'plain' f'{y}' "{not a field}"
'before' f'{x}' 'after'
f'{(lambda x: 1)}'
f'{ {1: 2}[1] }'
f'{a if b else c}'
f'{a != b}{a == b}{a <= b}{a >= b}'
f'{yield_}'
f'{*a, b}'
f'{a, b}'
f'{a:%Y-%m-%d}'
f'{a:{{}}}'
rf'\d{a}\{b}'
f'\n{a}\t'
f'\N{BULLET}{a}'
f'''
{a}
  {
    b
  }
'''
f"{f'{a}'}"
f'{a!r:}'
f'{"x" "y"}'
f'{[x for x in y]}'
f'{x:=^10}'
f'{(x:=10)}'
u'a' f'{b}'
f'{3.4:10}'
f'é{ä}ö'
