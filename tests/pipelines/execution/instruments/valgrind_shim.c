/* Compiled into a slot for valgrind (with -Dsyscall=slot_syscall), which up to 3.19 knows no pidfd_open and keeps the limit on
 * descriptors for itself. */
#undef syscall
#include <signal.h>
#include <stdarg.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define PIDFD_OPEN 434

long slot_syscall(long number, ...);

/* A descriptor that can be read once a child of ours has ended. */
static long open_ending(pid_t pid) {
    sigset_t ended;
    siginfo_t found = {0};
    struct timespec at_once = {0, 0};
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    sigprocmask(SIG_BLOCK, &ended, 0);
    while (sigtimedwait(&ended, 0, &at_once) > 0) {}
    if (!waitid(P_PID, (id_t)pid, &found, WEXITED | WNOHANG | WNOWAIT) && found.si_pid) kill(getpid(), SIGCHLD);
    return signalfd(-1, &ended, SFD_CLOEXEC);
}

long slot_syscall(long number, ...) {
    long a[6];
    va_list rest;
    va_start(rest, number);
    for (int i = 0; i < 6; i++) a[i] = va_arg(rest, long);
    va_end(rest);
    if (number == PIDFD_OPEN) return open_ending((pid_t)a[0]);
    if (number == SYS_prlimit64 && a[1] == RLIMIT_NOFILE) return 0;
    return syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
