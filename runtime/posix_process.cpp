// Module `posix`: the process, its children and its environment. Library Reference "os"; texts as CPython's Modules/posixmodule.c.
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runtime/detail/containers.h"
#include "runtime/detail/posix.h"
#include "runtime/detail/program.h"
#include "runtime/file.h"

extern char** environ;

namespace trivium::runtime {

namespace {

ClassObj unameClass, timesClass;

template <class T, T (*get)()> Value numberFn(Value, const Value*, int64_t) { return newInt(get()); }

Value exitFn(Value, const Value* args, int64_t) {
  int status;
  if (intArgument(args[0], &status) < 0) return 0;
  _exit(status);
}
Value abortFn(Value, const Value*, int64_t) { abort(); }
Value killFn(Value, const Value* args, int64_t) {
  int pid, number;
  if (intArgument(args[0], &pid) < 0 || intArgument(args[1], &number) < 0) return 0;
  return kill(pid, number) < 0 ? raiseErrno(errno, 0) : none();
}
Value forkFn(Value, const Value*, int64_t) {
  const pid_t pid = fork();
  return pid < 0 ? raiseErrno(errno, 0) : newInt(pid);
}
Value waitpidFn(Value, const Value* args, int64_t) {
  int pid, options, status = 0;
  if (intArgument(args[0], &pid) < 0 || intArgument(args[1], &options) < 0) return 0;
  pid_t got;
  while ((got = waitpid(pid, &status, options)) < 0 && errno == EINTR) {
  }
  return got < 0 ? raiseErrno(errno, 0) : toValue(makeTuple(newInt(got), newInt(status)));
}
Value waitFn(Value, const Value*, int64_t) {
  const Value args[] = {fromSmallInt(-1), fromSmallInt(0)};
  return waitpidFn(0, args, 2);
}
Value systemFn(Value, const Value* args, int64_t) {
  if (!isStr(args[0]) && !isBytes(args[0])) return raise(&trv_exc_TypeError, "expected str, bytes or os.PathLike object, not %T", args[0]);
  const char* command = fileNameOf(args[0]);
  if (!command) return 0;
  const Value out = currentStdout();
  if (out && !callMethod(out, TRV_STR("flush"), nullptr, 0)) clearPending();
  return newInt(system(command));
}
template <class T, T (*get)(int)> Value statusFn(Value, const Value* args, int64_t) {
  int status;
  return intArgument(args[0], &status) < 0 ? 0 : get(status);
}
Value exited(int s) { return fromBool(WIFEXITED(s)); }
Value exitStatus(int s) { return newInt(WEXITSTATUS(s)); }
Value signaled(int s) { return fromBool(WIFSIGNALED(s)); }
Value termSignal(int s) { return newInt(WTERMSIG(s)); }
Value stopped(int s) { return fromBool(WIFSTOPPED(s)); }
Value stopSignal(int s) { return newInt(WSTOPSIG(s)); }
Value exitCode(int s) {
  if (WIFEXITED(s)) return newInt(WEXITSTATUS(s));
  if (WIFSIGNALED(s)) return newInt(-WTERMSIG(s));
  return raise(&trv_exc_ValueError, "invalid wait status: %d", s);
}

Value cpuCountFn(Value, const Value*, int64_t) {
  const long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? none() : newInt(n);
}
Value affinityFn(Value, const Value* args, int64_t) {
  int pid;
  if (intArgument(args[0], &pid) < 0) return 0;
  cpu_set_t cpus;
  CPU_ZERO(&cpus);
  if (sched_getaffinity(pid, sizeof cpus, &cpus) < 0) return raiseErrno(errno, 0);
  SetObj* set = newSet();
  for (int i = 0; i < CPU_SETSIZE; ++i)
    if (CPU_ISSET(i, &cpus)) setAdd(set, fromSmallInt(i));
  return toValue(set);
}
Value unameFn(Value, const Value*, int64_t) {
  struct utsname u;
  if (uname(&u) < 0) return raiseErrno(errno, 0);
  const Value items[] = {systemText(u.sysname, false), systemText(u.nodename, false), systemText(u.release, false), systemText(u.version, false),
                         systemText(u.machine, false)};
  return newStruct(&unameClass, items, 5);
}
Value timesFn(Value, const Value*, int64_t) {
  struct tms t;
  const clock_t elapsed = times(&t);
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  const Value items[] = {newFloat(static_cast<double>(t.tms_utime) / ticks), newFloat(static_cast<double>(t.tms_stime) / ticks),
                         newFloat(static_cast<double>(t.tms_cutime) / ticks), newFloat(static_cast<double>(t.tms_cstime) / ticks),
                         newFloat(static_cast<double>(elapsed) / ticks)};
  return newStruct(&timesClass, items, 5);
}
Value getloginFn(Value, const Value*, int64_t) {
  const char* name = getlogin();
  return name ? systemText(name, false) : raiseErrno(errno, 0);
}
Value loadFn(Value, const Value*, int64_t) {
  double load[3];
  if (getloadavg(load, 3) != 3) return raise(&trv_exc_OSError, "Load averages are unobtainable");
  return toValue(makeTuple(newFloat(load[0]), newFloat(load[1]), newFloat(load[2])));
}

Value putenvFn(Value, const Value* args, int64_t) {
  const char* name = fileNameOf(args[0]);
  const char* value = name ? fileNameOf(args[1]) : nullptr;
  if (!value) return 0;
  if (!*name || strchr(name, '=')) return raise(&trv_exc_ValueError, "illegal environment variable name");
  return setenv(name, value, 1) < 0 ? raiseErrno(errno, 0) : none();
}
Value unsetenvFn(Value, const Value* args, int64_t) {
  const char* name = fileNameOf(args[0]);
  return !name ? 0 : unsetenv(name) < 0 ? raiseErrno(errno, 0) : none();
}

const NativeDef kFunctions[] = {
    {"getpid", numberFn<pid_t, getpid>, ArgKind::None},
    {"getppid", numberFn<pid_t, getppid>, ArgKind::None},
    {"getuid", numberFn<uid_t, getuid>, ArgKind::None},
    {"geteuid", numberFn<uid_t, geteuid>, ArgKind::None},
    {"getgid", numberFn<gid_t, getgid>, ArgKind::None},
    {"getegid", numberFn<gid_t, getegid>, ArgKind::None},
    {"getlogin", getloginFn, ArgKind::None},
    {"getloadavg", loadFn, ArgKind::None},
    {"_exit", exitFn, ArgKind::Named, 0, -1, "status"},
    {"abort", abortFn, ArgKind::None},
    {"kill", killFn, ArgKind::Positional, 2, 2},
    {"fork", forkFn, ArgKind::None},
    {"wait", waitFn, ArgKind::None},
    {"waitpid", waitpidFn, ArgKind::Positional, 2, 2},
    {"system", systemFn, ArgKind::Named, 0, -1, "command"},
    {"WIFEXITED", statusFn<Value, exited>, ArgKind::Named, 0, -1, "status"},
    {"WEXITSTATUS", statusFn<Value, exitStatus>, ArgKind::Named, 0, -1, "status"},
    {"WIFSIGNALED", statusFn<Value, signaled>, ArgKind::Named, 0, -1, "status"},
    {"WTERMSIG", statusFn<Value, termSignal>, ArgKind::Named, 0, -1, "status"},
    {"WIFSTOPPED", statusFn<Value, stopped>, ArgKind::Named, 0, -1, "status"},
    {"WSTOPSIG", statusFn<Value, stopSignal>, ArgKind::Named, 0, -1, "status"},
    {"waitstatus_to_exitcode", statusFn<Value, exitCode>, ArgKind::Named, 0, -1, "status"},
    {"cpu_count", cpuCountFn, ArgKind::None},
    {"sched_getaffinity", affinityFn, ArgKind::Positional, 1, 1},
    {"uname", unameFn, ArgKind::None},
    {"times", timesFn, ArgKind::None},
    {"putenv", putenvFn, ArgKind::Positional, 2, 2},
    {"unsetenv", unsetenvFn, ArgKind::Positional, 1, 1},
    {nullptr, nullptr},
};

DictObj* environment() {
  DictObj* variables = newDict();
  for (char** e = environ; e && *e; ++e) {
    const char* equals = strchr(*e, '=');
    if (!equals) continue;
    const Value name = decodeBytes(reinterpret_cast<const uint8_t*>(*e), equals - *e, "utf-8", "surrogateescape", none());
    if (!dictLookup(variables, name)) dictSet(variables, name, systemText(equals + 1, false));
  }
  return variables;
}

}  // namespace

void addPosixProcesses(Value module) {
  static const char* const unameFields[] = {"sysname", "nodename", "release", "version", "machine", nullptr};
  readyStruct({&unameClass, "posix", "uname_result", unameFields, 5, true});
  static const char* const timesFields[] = {"user", "system", "children_user", "children_system", "elapsed", nullptr};
  readyStruct({&timesClass, "posix", "times_result", timesFields, 5, true});
  moduleAddFunctions(module, kFunctions);
  moduleAdd(module, "environ", toValue(environment()));
  moduleAdd(module, "WNOHANG", fromSmallInt(WNOHANG));
  moduleAdd(module, "WUNTRACED", fromSmallInt(WUNTRACED));
}

}  // namespace trivium::runtime
