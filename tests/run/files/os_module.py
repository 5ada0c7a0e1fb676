import os, os.path
from os.path import join as J, basename
import os.path as osp
HERE = os.path.realpath(os.getcwd())


def t(f):
    try: print('ok', repr(f()).replace(HERE, '.'))
    except BaseException as e: print(type(e).__module__, type(e).__name__, str(e).replace(HERE, '.'))
start = os.getcwd()
os.chdir('/')
ps=['','/','//','///','a','a/b','/a/b','a/','/a/','a//b','./a','../a','a/..','a/../..','/..','a/./b','.bashrc','a.b.c','/x/.y','..','...','.a.b','a.','x/y.tar.gz','~','~/x','$HOME/x','${HOME}x','$NOPE','${','$','a$$b', b'a/b.c', b'/x/', '//a/b/../c', '///a']
for p in ps:
    print(repr(p), [getattr(osp,n)(p) for n in ['split','splitext','basename','dirname','isabs','normpath','splitdrive','normcase','expanduser','expandvars']])
    t(lambda: osp.abspath(J('/base', p))); t(lambda: osp.relpath(p)); t(lambda: osp.realpath(J('/none', p)))
    for q in ps[:10]+[b'z']:
        try: print(J(p,q), end=' ')
        except TypeError as e: print(e)
        try: print(osp.relpath(p,q), end=' ')
        except Exception as e: print(type(e),e)
    print()
for l in [[],['a'],['/a/b','/a/c'],['a/b','a/c/d'],['abc','abd'],['/a','b'],['',''],[b'a/b',b'a/c'],['a',b'b'],(1,2)]:
    t(lambda: osp.commonprefix(l)); t(lambda: osp.commonpath(l))
t(lambda: J(1)); t(lambda: J('a',1)); t(lambda: J('a',b'b')); t(lambda: osp.split(None)); t(lambda: osp.basename(5)); t(lambda: osp.exists(None)); t(lambda: osp.exists('a\0b')); t(lambda: osp.exists(1)); t(lambda: osp.exists(99)); t(lambda: osp.isfile(3.5)); t(lambda: osp.getsize('/nonexist')); t(lambda: J('a','b','/c','d'));t(lambda: J())
base=os.path.abspath('osd')
os.chdir(start)
base = os.path.abspath('osd')
if osp.isdir(base):
    for r,d,f in os.walk(base, topdown=False):
        for n in f: os.remove(J(r,n))
        for n in d:
            if osp.islink(J(r,n)): os.unlink(J(r,n))
            else: os.rmdir(J(r,n))
    os.rmdir(base)
os.mkdir(base); os.chdir(base); print(os.path.basename(os.getcwd()), os.path.basename(os.getcwdb()))
t(lambda: os.mkdir(base)); t(lambda: os.makedirs('a/b/c')); t(lambda: os.makedirs('a/b/c')); t(lambda: os.makedirs('a/b/c', exist_ok=True)); t(lambda: os.makedirs('a/b/d/'))
open('f.txt','w').write('hello'); open('a/g.txt','w').write('hi')
print(sorted(os.listdir()), sorted(os.listdir(b'.')), sorted(os.listdir('a')), osp.getsize('f.txt'), osp.isfile('f.txt'), osp.isdir('a'), osp.exists('nope'), osp.islink('f.txt'))
t(lambda: os.listdir('nope')); t(lambda: os.listdir('f.txt')); t(lambda: os.listdir(1.5)); t(lambda: os.remove('nope')); t(lambda: os.remove('a')); t(lambda: os.rmdir('a')); t(lambda: os.rmdir('f.txt')); t(lambda: os.rename('nope','x')); t(lambda: os.rename('f.txt','f2.txt')); t(lambda: os.replace('f2.txt','f3.txt')); t(lambda: sorted(os.listdir('.'))); t(lambda: os.rename(1,2)); t(lambda: os.mkdir(5)); t(lambda: os.stat(None)); t(lambda: os.stat('a\0')); t(lambda: os.chdir('nope')); t(lambda: os.unlink(None)); t(lambda: os.mkdir()); t(lambda: os.mkdir('x',mode=0o700)); t(lambda: oct(os.stat('x').st_mode)); t(lambda: os.access('x', os.W_OK)); t(lambda: os.symlink('f3.txt','ln')); t(lambda: os.readlink('ln')); t(lambda: osp.islink('ln')); t(lambda: osp.realpath('ln')); t(lambda: os.readlink('f3.txt')); t(lambda: os.link('f3.txt','hard')); t(lambda: os.stat('hard').st_nlink); t(lambda: osp.samefile('hard','f3.txt')); t(lambda: os.symlink('loop','loop')); t(lambda: osp.exists('loop')); t(lambda: osp.lexists('loop')); t(lambda: osp.realpath('loop')); t(lambda: osp.realpath('loop',strict=True)); t(lambda: os.chmod('f3.txt',0o600)); t(lambda: oct(os.stat('f3.txt').st_mode)); t(lambda: os.utime('f3.txt',(100,200.5))); t(lambda: (os.stat('f3.txt').st_atime, os.stat('f3.txt').st_mtime, os.stat('f3.txt').st_mtime_ns, os.stat('f3.txt')[8], osp.getmtime('f3.txt'))); t(lambda: os.truncate('f3.txt',2)); t(lambda: open('f3.txt').read())
for r,d,f in os.walk('.'): d.sort(); print(r,d,sorted(f))
print(sorted((r,sorted(d),sorted(f)) for r,d,f in os.walk('.',topdown=False)))
with os.scandir() as it:
    for e in sorted(it,key=lambda e:e.name): print(e, e.name, e.path, e.name!='loop' and (e.is_dir(), e.is_file()), e.is_symlink(), os.fspath(e), e.is_dir(follow_symlinks=False))
print(sorted(e.path for e in os.scandir('a')))
fd=os.open('raw',os.O_RDWR|os.O_CREAT|os.O_TRUNC); print(os.write(fd,b'hello'), os.lseek(fd,1,os.SEEK_SET), os.read(fd,10), os.fstat(fd).st_size); os.close(fd); t(lambda: os.close(fd)); t(lambda: os.read(fd,1))
r,w=os.pipe(); os.write(w,b'ping'); print(os.read(r,4)); os.close(r)
with os.fdopen(w,'w') as f: pass
t(lambda: os.fdopen('x'))
os.environ['TRV_X']='1'; print(os.environ['TRV_X'], os.getenv('TRV_X'), os.getenv('NOPE'), os.getenv('NOPE','d'), 'TRV_X' in os.environ, os.environ.get('TRV_X')); del os.environ['TRV_X']; t(lambda: os.environ['TRV_X']); t(lambda: os.environ.__setitem__('a',1)); t(lambda: os.getenv(5)); t(lambda: os.environ.pop('zz',None)); t(lambda: os.environ.pop('zz')); t(lambda: os.environ.__delitem__('qq'))
print(type(os.environ).__name__, repr(os.environ)[:9], len(os.environ)>0, os.system('exit 3'), os.system('true'))
print(os.getpid()>0, os.getppid()>0, os.cpu_count()>0, os.name, os.sep, os.linesep, os.curdir, os.pardir, os.extsep, os.altsep, os.pathsep, os.devnull, os.path.sep, os.strerror(2), os.error)
class P:
    def __fspath__(self): return 'f3.txt'
class Q:
    def __fspath__(self): return 5
t(lambda: os.fspath(P())); t(lambda: os.fspath(Q())); t(lambda: os.fspath(5)); t(lambda: open(P()).read()); t(lambda: open(Q())); t(lambda: isinstance(P(), os.PathLike)); t(lambda: osp.exists(P())); t(lambda: os.stat(Q())); t(lambda: J(P(),'x')); t(lambda: os.fsencode('é')); t(lambda: os.fsdecode(b'\xff')); t(lambda: osp.basename(P()))
st=os.stat('f3.txt'); print(type(st), st[6], st.st_size, len(st), repr(st)[:20], os.stat_result.n_fields>15)
t(lambda: os.removedirs('a/b/c')); t(lambda: sorted(os.listdir('a'))); t(lambda: os.renames('f3.txt','new/deep/f')); t(lambda: sorted(os.listdir('new/deep'))); t(lambda: os.umask(0o22)>=0); t(lambda: len(os.urandom(5))); t(lambda: os.urandom(-1)); t(lambda: os.isatty(0) in (0,1)); t(lambda: os.get_terminal_size(99)); t(lambda: os.terminal_size((80,24))); t(lambda: os.getlogin and 1); t(lambda: os.uname().sysname); t(lambda: os.times().user>=0); t(lambda: os.waitstatus_to_exitcode(256))
pid=os.fork()
if pid==0: os._exit(7)
print(os.waitstatus_to_exitcode(os.waitpid(pid,0)[1]))
