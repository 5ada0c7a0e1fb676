import io, sys
def t(f):
    try: print('ok', repr(f()))
    except BaseException as e: print(type(e).__module__, type(e).__name__, e)
p='x2'
data=['', 'abc', 'a\nb\nc', 'a\r\nb\rc\nd', 'é\nü€\n😀x\r\ny', '\r\n\r\r\n', 'y'*9000+'\r\n'+'é'*50]
# append & update
with open(p,'w') as f: f.write('hello\nworld\n')
with open(p,'a') as f: print(f.tell()); f.write('more'); print(f.tell())
with open(p,'r+') as f:
    print(f.readline(), f.tell()); f.write('XX'); print(f.tell())
print(open(p).read())
with open(p,'r+') as f:
    f.seek(6); f.write('W'); f.seek(0); print(f.read())
with open(p,'w+') as f:
    f.write('abc'); print(f.tell(), f.seek(0), f.read(), f.seek(0,2), f.write('d'), f.seek(1), f.truncate(), f.seek(0), f.read())
with open(p,'a+') as f:
    print(f.tell(), repr(f.read())); f.seek(0); print(f.read()); f.write('zz'); f.seek(0); print(f.read())
with open(p,'x') if 0 else open(p,'rb+') as f:
    print(f.read(2), f.tell(), f.write(b'QQ'), f.tell(), f.seek(0), f.read(), f.seek(-2,2), f.read(1), f.seek(-1,1), f.readline(), f.peek(3))
with open(p,'wb') as f:
    f.write(b'line1\nline2\r\nline3'); f.writelines([b'a', bytearray(b'b'), memoryview(b'c')])
with open(p,'rb') as f:
    print(f.readlines()); f.seek(0); print(list(f)); f.seek(0); print(f.readline(3), f.readline(), f.read1(2), f.peek()[:3]); ba=bytearray(4); print(f.readinto(ba), ba, f.readinto1(ba), ba)
with open(p,'wb',0) as f: print(f, f.write(b'xyz'), f.tell())
with open(p,'rb',0) as f: print(f.read(2), f.read(), f.read(), f.seek(1), f.readall(), f.seek(0), f.readline(), f.readlines())
f=open(p,'w'); f.write('x'); print(f.closed); f.close(); print(f.closed); f.close()
try:
    with f: pass
except ValueError as e: print(e)
print('a','b',sep='-',end='!\n',file=sys.stdout, flush=True)
with open(p,'w') as f: print('to file', 1, file=f); print(file=f); print('x',end='',file=f)
t(lambda: open(p).read())
t(lambda: print('x', file=5)); t(lambda: print('x', sep=5)); t(lambda: print('x', end=b'')); t(lambda: print('x', foo=1)); t(lambda: print(file=None))
f=open(p,'wb'); t(lambda: print('x', file=f)); f.close()
f=open(p,'w'); f.close(); t(lambda: print('x', file=f))
open(p,'wb').write(b'ok\n'+b'\xff\xfe bad\n'+b'caf\xc3')
for err in ['strict','ignore','replace','surrogateescape','backslashreplace','zz','xmlcharrefreplace']:
    for enc in ['utf-8','ascii','latin-1']:
        f=open(p,encoding=enc,errors=err); t(f.readline); t(f.readline); t(f.read); t(f.errors.upper)
for err in ['strict','ignore','replace','surrogateescape','backslashreplace','xmlcharrefreplace']:
    for enc in ['utf-8','ascii','latin-1']:
        def w():
            with open(p,'w',encoding=enc,errors=err) as f: f.write('aé€😀\udc80b')
            return open(p,'rb').read()
        t(w)
