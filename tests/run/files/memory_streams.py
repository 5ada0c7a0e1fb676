import io, sys
def t(f):
    try: print('ok', repr(f()))
    except BaseException as e: print(type(e).__module__, type(e).__name__, e)
for nl in [None,'','\n','\r','\r\n']:
  for d in ['', 'abc', 'a\nb\nc', 'a\r\nb\rc\nd', 'é\nü€\n😀x\r\ny', '\r\n\r\r\n', 'a\r']:
    s=io.StringIO(d,nl)
    print(repr(nl),repr(d),repr(s.getvalue()), s.newlines, list(s), s.tell(), s.seek(0), s.readline(), s.readline(3), s.read(1), s.readlines(), s.tell())
    s=io.StringIO(newline=nl); print(s.write(d), s.write('q\n'), s.tell(), repr(s.getvalue()), s.seek(1), s.write('Z'), repr(s.getvalue()), s.seek(50), s.write('end'), repr(s.getvalue()), s.truncate(3), s.tell(), repr(s.getvalue()), repr(s.read()))
s=io.StringIO('hello')
t(lambda: s.write(5)); t(lambda: s.write(b'')); t(lambda: s.read('x')); t(lambda: s.readline('x')); t(lambda: s.seek(-1)); t(lambda: s.seek(1,1)); t(lambda: s.seek(0,5)); t(lambda: s.seek('x')); t(lambda: s.truncate(-1)); t(lambda: s.truncate('x')); t(lambda: s.fileno()); t(lambda: s.detach()); t(lambda: s.isatty()); t(lambda: s.readable()); t(lambda: s.encoding); t(lambda:s.errors); t(lambda: s.line_buffering); t(lambda: s.name); t(lambda: io.StringIO(5)); t(lambda: io.StringIO(None).getvalue()); t(lambda: io.StringIO('', 5)); t(lambda: io.StringIO('', 'x')); t(lambda: io.StringIO(1,2,3)); t(lambda: io.StringIO(foo=1)); t(lambda: s.writelines(['a','b',5])); t(lambda: s.getvalue()); t(lambda: s.read(None)); t(lambda: s.readlines(2)); t(lambda: s.flush()); t(lambda: s.seekable()); t(lambda: s.buffer); t(lambda: s.getbuffer)
s.x=5; t(lambda: s.x); t(lambda: s.__dict__); t(lambda: s.__getstate__())
with s as q: print(q is s)
for n in ['read','readline','readlines','getvalue','tell','seekable','readable','writable','isatty','flush','close','closed','newlines','__iter__','__next__','truncate','line_buffering','__enter__']:
    print(n,end=' '); t(lambda: getattr(s,n)())
t(lambda: s.write('x')); t(lambda: s.seek(0))
b=io.BytesIO(b'hello\nworld\r\nfoo')
t(lambda: b.read(3)); t(lambda: b.readline()); t(lambda: b.readline(2)); t(lambda: b.readlines()); t(lambda: b.seek(0)); t(lambda: list(b)); t(lambda: b.seek(-3,2)); t(lambda: b.read1()); t(lambda: b.seek(2)); t(lambda: b.write(b'ZZ')); t(lambda: b.getvalue()); t(lambda: b.seek(20)); t(lambda: b.write(bytearray(b'end'))); t(lambda: b.getvalue()); t(lambda: b.truncate(4)); t(lambda: b.getvalue()); t(lambda: b.tell()); t(lambda: b.read()); t(lambda: b.readinto(bytearray(3)))
t(lambda: b.write('x')); t(lambda: b.write(5)); t(lambda: b.read('x')); t(lambda: b.readline('x')); t(lambda: b.seek(-1)); t(lambda: b.seek(-100,1)); t(lambda: b.seek(0,5)); t(lambda: b.seek('x')); t(lambda: b.truncate(-1)); t(lambda: b.truncate('x')); t(lambda: b.fileno()); t(lambda: b.detach()); t(lambda: b.isatty()); t(lambda: b.readlines('x')); t(lambda: b.readinto(b'x')); t(lambda: b.readinto('x')); t(lambda: io.BytesIO('x')); t(lambda: io.BytesIO(5)); t(lambda: io.BytesIO(None).getvalue()); t(lambda: io.BytesIO(foo=1)); t(lambda: io.BytesIO(1,2)); t(lambda: b.name); t(lambda: b.writelines([b'q',b'r'])); t(lambda: b.getbuffer()[0]); t(lambda: bytes(b.getbuffer())); t(lambda: b.getbuffer().nbytes)
for n in ['close','read','readline','readlines','getvalue','tell','seekable','readable','writable','isatty','flush','close','closed','__next__','truncate','getbuffer','read1']:
    print(n,end=' '); t(lambda: getattr(b,n)())
t(lambda: b.write(b'x'))
# wrappers
r=io.BytesIO()
w=io.TextIOWrapper(r, encoding='utf-8', newline='\r\n'); w.write('é\nx'); print(r.getvalue()); w.flush(); print(r.getvalue(), w.tell()); w.seek(0); t(lambda: w.read()); print(w); t(lambda: w.name); t(lambda: w.mode)
w2=io.TextIOWrapper(io.BytesIO(b'a\nb\r\nc'*3)); print(w2.readlines(), w2.newlines, w2.encoding)
w3=io.TextIOWrapper(io.BytesIO(b'a\nb\r\nc'), newline='', line_buffering=True, write_through=True); print(list(w3), w3.line_buffering, w3.write_through)
print(w3.detach().getvalue()); t(lambda: w3.read())
br=io.BufferedReader(io.BytesIO(b'0123456789'), 4); print(br.read(3), br.peek(), br.read1(), br.tell(), br.seek(1), br.read(2), br.read(), br)
bw=io.BufferedWriter(rr:=io.BytesIO(), 4); print(bw.write(b'ab'), rr.getvalue(), bw.write(b'cdefg'), rr.getvalue(), bw.flush(), rr.getvalue(), bw.tell())
brn=io.BufferedRandom(io.BytesIO(b'0123456789')); print(brn.read(2), brn.write(b'XX'), brn.read(2), brn.seek(0), brn.read())
class Raw(io.RawIOBase):
    def __init__(s,d): s.d=d; s.p=0; s.out=[]
    def readable(s): return True
    def writable(s): return True
    def readinto(s,b):
        n=min(len(b),3,len(s.d)-s.p); b[:n]=s.d[s.p:s.p+n]; s.p+=n; return n
    def write(s,b): s.out.append(bytes(b)); return len(b)
r=Raw(b'hello\nworld\nxyz'); print(r.read(2), r.readline(), r.readlines(), r.read(), r.readall())
br=io.BufferedReader(Raw(b'hello\nworld\nxyz')); print(br.readline(), br.read(2), br.read1(10), list(br))
tw=io.TextIOWrapper(io.BufferedReader(Raw('hé\r\nworld\nxyz'.encode()))); print(list(tw))
r=Raw(b''); bw=io.BufferedWriter(r); bw.write(b'abc'); bw.close(); print(r.out, r.closed)
class T(io.TextIOBase):
    def __init__(s): s.out=[]
    def write(s,x): s.out.append(x); return len(x)
o=T(); print('a',1,file=o); print(o.out); o.writelines(['x','y']); print(o.out, o.closed, o.encoding)
class S(io.StringIO):
    def write(self, x): return super().write(x.upper())
s=S(); print('hi',5,file=s); print(s.getvalue())
class L(io.StringIO):
    def readline(self, n=-1): return super().readline(n)[:2]
print(list(L('abc\nde\nf')))
old=sys.stdout; sys.stdout=io.StringIO(); print('captured'); x=sys.stdout.getvalue(); sys.stdout=old; print(repr(x))
print([issubclass(a,b) for a in (io.StringIO,io.BytesIO,io.FileIO,io.BufferedReader,io.TextIOWrapper,io.RawIOBase,T) for b in (io.IOBase,io.RawIOBase,io.BufferedIOBase,io.TextIOBase)])
print(isinstance(sys.stdout, io.TextIOBase), isinstance(sys.stdin.buffer, io.BufferedIOBase), io.UnsupportedOperation.__mro__, io.DEFAULT_BUFFER_SIZE, io.SEEK_SET, io.SEEK_CUR, io.SEEK_END, io.open is open)
import copy
print(copy.copy(io.BytesIO(b'abc')).getvalue(), copy.deepcopy(io.StringIO('zzz')).getvalue())
sys.stdin = io.StringIO('line one\nline two\nlast')
print(input('p>'), input(), input())
t(input)
f = io.open('x9','w'); print(f.name, f.mode, f.buffer.mode, f.buffer.raw.mode, f.fileno()>2, f.isatty(), f.buffer.raw.closefd)
sys.stdout.buffer.write(b'raw\n'); print('after'); sys.stdout.flush(); sys.stdout.buffer.write(b'raw2\n'); sys.stdout.buffer.flush(); print('z')
