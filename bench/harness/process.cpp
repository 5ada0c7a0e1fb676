#include "bench/harness/process.h"

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace trivium::bench {

namespace {

/// Reads both pipes until both are closed.
void readAll(int out, int err, ProcessResult& result) {
  pollfd fds[2] = {{out, POLLIN, 0}, {err, POLLIN, 0}};
  std::string* texts[2] = {&result.output, &result.errors};
  char buffer[65536];
  int open = 2;
  while (open > 0) {
    if (poll(fds, 2, -1) < 0 && errno != EINTR) break;
    for (int i = 0; i < 2; ++i) {
      if (fds[i].fd < 0 || !fds[i].revents) continue;
      const ssize_t n = read(fds[i].fd, buffer, sizeof buffer);
      if (n > 0) {
        texts[i]->append(buffer, static_cast<size_t>(n));
      } else if (n == 0 || errno != EINTR) {
        close(fds[i].fd);
        fds[i].fd = -1;
        --open;
      }
    }
  }
}

long long toNs(const timeval& t) { return t.tv_sec * 1000000000LL + t.tv_usec * 1000LL; }

} // namespace

ProcessResult runProcess(const std::vector<std::string>& command) {
  ProcessResult result;
  std::vector<char*> argv;
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  int out[2], err[2], failure[2];
  if (pipe2(out, O_CLOEXEC) != 0) return result;
  if (pipe2(err, O_CLOEXEC) != 0) return close(out[0]), close(out[1]), result;
  if (pipe2(failure, O_CLOEXEC) != 0) return close(out[0]), close(out[1]), close(err[0]), close(err[1]), result;
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    const int null = open("/dev/null", O_RDONLY);
    dup2(null, 0);
    dup2(out[1], 1);
    dup2(err[1], 2);
    execvp(argv[0], argv.data());
    const char byte = 1;  // the pipe closes without a byte when the program was started
    (void)!write(failure[1], &byte, 1);
    _exit(127);
  }
  close(out[1]);
  close(err[1]);
  close(failure[1]);
  if (child > 0) {
    char byte;
    result.started = read(failure[0], &byte, 1) == 0;
    readAll(out[0], err[0], result);
    int status = 0;
    rusage usage{};
    while (wait4(child, &status, 0, &usage) < 0 && errno == EINTR) {
    }
    result.wallNs = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - start).count();
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    result.cpuNs = toNs(usage.ru_utime) + toNs(usage.ru_stime);
    result.peakBytes = usage.ru_maxrss * 1024LL;
  } else {
    close(out[0]);
    close(err[0]);
  }
  close(failure[0]);
  return result;
}

} // namespace trivium::bench
