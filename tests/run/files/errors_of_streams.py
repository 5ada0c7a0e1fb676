import io
def t(f):
    try: print('ok', f())
    except BaseException as e: print(type(e).__module__, type(e).__name__, e)
p='x'
open(p,'w').write('abc')
print('---1')
t(lambda: open(p,'q')); t(lambda:open(p,'rr')); t(lambda:open(p,5)); t(lambda:open(p,'')); t(lambda: open(p,'rbt')); t(lambda:open(p,buffering=0)); t(lambda:open(p,buffering=-5)); t(lambda:open(p,buffering='x')); t(lambda: open(p,encoding=5));t(lambda: open(p,errors=5));t(lambda: open(p,newline=5));t(lambda: open(p,newline='x'));t(lambda: open(p,encoding='zz'));t(lambda: open(p,encoding='hex'));t(lambda: open(p,errors='zz').read()); t(lambda: open(p,'rb',encoding='utf8'));t(lambda: open(p,'rb',errors='strict'));t(lambda: open(p,'rb',newline='')); t(lambda: open()); t(lambda: open(p, closefd=False)); t(lambda: open(99)); t(lambda: open(-1)); t(lambda: open(p,opener=lambda a,b:-1)); t(lambda: open(p,opener=lambda a,b:'x')); t(lambda: open(10**30)); t(lambda: open('x'*300)); t(lambda: open(p+'/y')); t(lambda: open(p,'x'));t(lambda: open(p,'U'))
print('---2')
b=open(p,'rb'); t(lambda:b.write(b'x')); t(lambda:b.read('x')); t(lambda:b.read(-2)); t(lambda:b.read(1.5)); t(lambda:b.readline('x')); t(lambda:b.seek('x')); t(lambda:b.seek(0,7)); t(lambda:b.seek(-1)); t(lambda:b.readinto(b'z')); t(lambda:b.peek('z')); t(lambda:b.truncate()); t(lambda:b.readlines('x')); t(lambda:b.writelines([b'x']))
print('---3')
t(lambda: b.read1(-1)); t(lambda:b.detach()); t(lambda:b.read()); t(lambda: b.name); t(lambda: b.closed)
t(lambda: repr(b)); t(lambda: b.flush()); t(lambda: b.detach()); t(lambda: b.close())
b=open(p,'rb'); b.close(); print(b)
for n in ['read','readline','readlines','flush','tell','seekable','readable','writable','fileno','isatty','detach','peek','close','__enter__','__iter__','__next__','read1','truncate']:
    print(n, end=' '); t(lambda: getattr(b,n)())
t(lambda: b.seek(0)); t(lambda: b.readinto(bytearray(2)))
print('---4')
b=open(p,'wb')
for n in ['read','readline','readlines','peek','__next__','__iter__','read1']:
    print(n, end=' '); t(lambda: getattr(b,n)())
t(lambda: b.readinto(bytearray(2))); t(lambda: b.write('x')); t(lambda: b.write(5)); t(lambda: b.writelines('ab')); t(lambda: b.writelines(5))
b.close()
for n in ['flush','tell','seekable','readable','writable','fileno','isatty','detach','close','__enter__','__iter__','__next__','truncate']:
    print(n, end=' '); t(lambda: getattr(b,n)())
t(lambda: b.write(b'x'));t(lambda: b.writelines([b'x']));t(lambda: b.writelines([]))
print('---5')
f=open(p,'w+'); f.write('héllo\nwörld\r\nx'); f.seek(0)
t(lambda: f.read('x')); t(lambda: f.read(1.5)); t(lambda: f.readline('x')); t(lambda:f.readline(None)); t(lambda: f.seek('x')); t(lambda: f.seek(1,1)); t(lambda:f.seek(1,2)); t(lambda:f.seek(0,7)); t(lambda: f.seek(-1)); t(lambda: f.write(5)); t(lambda: f.write(b'x')); t(lambda: f.writelines(5)); t(lambda: f.writelines([5])); t(lambda: f.truncate('x')); t(lambda:f.tell()); 
f.seek(0); next(f); t(f.tell); t(lambda: f.readlines(3)); t(lambda:f.readlines('x')); t(lambda: f.detach() and 1); t(lambda: f.read()); t(lambda: repr(f)); t(lambda: f.name); t(lambda: f.closed); t(lambda: f.close())
f=open(p,'w+');f.close()
print('---6')
for n in ['read','readline','readlines','flush','tell','seekable','readable','writable','fileno','isatty','detach','close','__enter__','__iter__','__next__','truncate']:
    print(n, end=' '); t(lambda: getattr(f,n)())
t(lambda: f.write('x')); t(lambda: f.writelines(['x'])); t(lambda: f.seek(0)); print(f, f.closed, f.encoding, f.buffer, f.mode)
f=open(p,'w')
for n in ['read','readline','readlines','__iter__','__next__']:
    print(n, end=' '); t(lambda: getattr(f,n)() and 1)
t(lambda: f.read(3))
f=open(p,'r'); t(lambda: f.write('x')); t(lambda: f.writelines(['x'])); t(lambda: f.truncate()); 
print('---7')
t(lambda: io.TextIOWrapper()); t(lambda: io.TextIOWrapper(5)); t(lambda: io.TextIOWrapper(io.BytesIO(),newline='q')); t(lambda: io.TextIOWrapper(io.BytesIO(),5))
t(lambda: f.reconfigure(encoding='ascii')); f.read(1); t(lambda: f.reconfigure(encoding='ascii')); t(lambda:f.reconfigure(newline='')); t(lambda:f.reconfigure(line_buffering=True)); t(lambda: f.reconfigure(foo=1)); t(lambda:f.reconfigure(1))
t(lambda: io.BufferedReader(5)); t(lambda: io.BufferedReader(io.FileIO(p),-1)); t(lambda: io.BufferedReader(io.BytesIO(b'abc')).read()); t(lambda: io.BufferedWriter(io.FileIO(p))); t(lambda: io.BufferedReader(open('y','wb',0)))
print('---8')
i=io.IOBase()
for n in ['read','readline','readlines','flush','tell','seekable','readable','writable','fileno','isatty','detach','__next__','truncate','closed','close', 'flush','readable','__enter__','_checkClosed','_checkReadable','_checkSeekable','_checkWritable']:
    print(n, end=' '); t(lambda: getattr(i,n)())
for i in io.RawIOBase(), io.BufferedIOBase(), io.TextIOBase():
  for n in ['read','readline','readlines','flush','tell','seekable','readable','writable','fileno','isatty','detach','__next__','truncate','closed','close','encoding','newlines','errors','read1','readall']:
    print(n, end=' '); t(lambda: getattr(i,n)())
  t(lambda: i.write(5)); t(lambda: i.readinto(bytearray(4)))
