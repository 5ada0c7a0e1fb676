# Random patterns over few letters, on strings of the same.
import random
import re

r = random.Random(20)
def atom(d):
    k=r.random()
    if k<0.35: return r.choice('abcx')
    if k<0.42: return '.'
    if k<0.5: return r.choice(['[ab]','[^a]','[a-c]','\\w','\\d','\\s','\\W','[^\\w]','[\\d_b]','[A-Ca]'])
    if k<0.55: return r.choice(['\\b','\\B','^','$','\\A','\\Z'])
    if k<0.58 and d>0: return '\\%d'%r.randint(1,2)
    if d<=0: return r.choice('ab')
    k=r.random()
    body=alt(d-1)
    if k<0.4: return '(%s)'%body
    if k<0.6: return '(?:%s)'%body
    if k<0.67: return '(?=%s)'%body
    if k<0.74: return '(?!%s)'%body
    if k<0.80: return '(?<=%s)'%r.choice(['a','b','ab','[ab]','(?:ab|ba)','\\w', '(a)'])
    if k<0.84: return '(?<!%s)'%r.choice(['a','b','ab','[ab]'])
    if k<0.90: return '(?:%s)'%body
    if k<0.95: return '(?(1)%s|%s)'%(seq(d-1),seq(d-1))
    return '(?i:%s)'%body
def quant():
    k=r.random()
    if k<0.5: return ''
    q=r.choice(['*','+','?','{2}','{1,2}','{0,1}','{,2}','{2,}','{1}'])
    k=r.random()
    return q+('?' if k<0.25 else '' if k<0.4 else '')
def seq(d): return ''.join(atom(d)+quant() for _ in range(r.randint(1,3)))
def alt(d):
    return '|'.join(seq(d) if r.random()<0.93 else '' for _ in range(1 if r.random()<0.7 else 2))
strs=['','a','b','ab','ba','aab','abab','aaaa','abcabc','xaby','aAbB','a b_c','\nab\na','caab1b2','abba ab','bbbaaabbb']
n=0
for i in range(150):
    p=alt(3); fl=r.choice([0,0,0,re.I,re.M,re.S,re.A,re.I|re.M])
    try: c=re.compile(p,int(fl))
    except re.error as e: print(p,'ERR',e); continue
    except Exception as e: print(p,type(e),e); continue
    for s in r.sample(strs,4):
        for f in (c.match,c.search,c.fullmatch):
            m=f(s)
            print(repr(p),int(fl),repr(s),m and (m.span(),m.groups(),m.regs,m.lastindex))
        print(c.findall(s), [m.span() for m in c.finditer(s)], c.split(s), c.sub('<>',s), c.subn(lambda m:'['+m.group()+']',s,2), c.search(s,1), c.findall(s,1,3))
        b=s.encode()
    try:
        cb=re.compile(p.encode(),int(fl)); print(cb.findall(b), cb.sub(b'-',b))
    except re.error as e: print(e)
