import io, sys
def t(f):
    try: print('ok', repr(f()))
    except BaseException as e: print(type(e).__module__, type(e).__name__, e)
p='x2'
data=['', 'abc', 'a\nb\nc', 'a\r\nb\rc\nd', 'é\nü€\n😀x\r\ny', '\r\n\r\r\n', 'y'*9000+'\r\n'+'é'*50]
for enc in ['utf-8']:
  for d in data:
    for nl in [None,'','\n','\r','\r\n']:
      try:
        with open(p,'w',encoding=enc,newline=nl) as f: f.write(d); 
      except UnicodeEncodeError as e:
        print(enc, e); continue
      raw=open(p,'rb').read()
      print(enc, repr(d[:20]), repr(nl), len(raw), raw[:40], hash(raw)==hash(raw))
      for nl2 in [None,'','\n','\r','\r\n']:
        with open(p,encoding=enc,newline=nl2) as f: a=f.read(); n1=f.newlines
        with open(p,encoding=enc,newline=nl2) as f: b=f.readlines()
        with open(p,encoding=enc,newline=nl2) as f: c=[f.read(3),f.readline(),f.read(1),f.readline(2),f.tell()%10**19 if 0 else 0,f.read(2),f.read()]
        with open(p,encoding=enc,newline=nl2) as f:
            cs=[]; ok=[]
            for i in range(6):
                cs.append(f.tell()); ok.append(f.readline())
            for i in range(6):
                f.seek(cs[i]); ok.append(f.readline()==ok[i])
        print(repr(nl2), len(a), repr(a[:30]), n1, [len(x) for x in b], [x[:10] for x in b], [x if isinstance(x,int) else x[:10] for x in c], '', [x if isinstance(x,bool) else len(x) for x in ok])
