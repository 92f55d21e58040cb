/* One run: start the program, watch its limits, end whatever it leaves behind. */
#define _GNU_SOURCE
#include "slot.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <math.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SLACK_BYTES (256ULL << 20) /* stacks of threads and mapped libraries; the resident size decides */
#define FIRST_LOOK_S 0.010
#define NEXT_LOOK_S 0.025
#define LONGEST_WAIT_S 3600.0
#define MOST_WORDS 64
#define MOST_PROCESSORS 16
#define MEMORY_WORD "{memory_mib}"

extern char **environ;

/* Raw calls, for between vfork and execve: glibc's own would lock, or speak to other threads. */
static int set_limit(int kind, uint64_t soft, uint64_t hard) {
    struct rlimit limit = {soft, hard};
    return syscall(SYS_prlimit64, 0, kind, &limit, 0);
}

static int set_limits(const struct config *config, const struct request *request) {
    uint64_t seconds = request->cpu_s < 1e9 ? (uint64_t)request->cpu_s + 2 : RLIM_INFINITY;
    uint64_t stack = config->stack_bytes ? config->stack_bytes : RLIM_INFINITY;
    int failed = set_limit(RLIMIT_CPU, seconds, seconds == RLIM_INFINITY ? seconds : seconds + 1);
    failed |= set_limit(RLIMIT_FSIZE, request->output_bytes + 1, request->output_bytes + 1);
    failed |= set_limit(RLIMIT_CORE, 0, 0);
    failed |= set_limit(RLIMIT_NOFILE, MOST_OPEN, MOST_OPEN);
    failed |= set_limit(RLIMIT_STACK, stack, stack);
    if (config->tier != NONE) failed |= set_limit(RLIMIT_NPROC, config->processes, config->processes);
    if (config->bound_address_space)
        failed |= set_limit(RLIMIT_AS, request->memory_bytes + SLACK_BYTES, request->memory_bytes + SLACK_BYTES);
    return failed;
}

/* The last steps of a child towards being the program: its limits, its user, its filter. The errno of what failed. */
static int become_bounded(const struct config *config, const struct request *request) {
    syscall(SYS_setsid);
    if (set_limits(config, request)) return errno;
    if (config->tier != USER_ID) return 0;
    if (syscall(SYS_setresgid, config->uid, config->uid, config->uid)) return errno;
    if (syscall(SYS_setresuid, config->uid, config->uid, config->uid)) return errno;
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct nothing[2] = {{0, 0, 0}, {0, 0, 0}};
    if (syscall(SYS_capset, &header, nothing)) return errno;
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)) return errno;
    return config->starts_others ? 0 : install_inner_filter(); /* a compiler */
}

/* In the child, whose memory is ours until execve: nothing but system calls. The errno of what failed. */
static int become_program(const struct config *config, const struct request *request, const int *descriptors, int count,
                          char **argv) {
    for (int i = 0; i < count; i++) {
        /* descriptors arrive above CONTROL; 0, 1, 2 and then 3, 4, ... are free to be taken in this order */
        int target = i;
        if (descriptors[i] == target) {
            if (syscall(SYS_fcntl, target, F_SETFD, 0)) return errno;
        } else if (syscall(SYS_dup3, descriptors[i], target, 0) < 0) return errno;
    }
    syscall(SYS_close_range, count, ~0U, 0);
    int failure = become_bounded(config, request);
    if (failure) return failure;
    syscall(SYS_execve, argv[0], argv, environ);
    return errno;
}

static double now_s(clockid_t clock) {
    struct timespec time;
    return clock_gettime(clock, &time) ? INFINITY : time.tv_sec + time.tv_nsec / 1e9;
}

/* The clock of a process's CPU time, as clock_getcpuclockid(3) makes it, without the call. */
static clockid_t cpu_clock(pid_t pid) { return (clockid_t)((~(unsigned)pid << 3) | 2); }

/* Add a process to the account: its resident bytes, and the CPU seconds of those of its children that it has waited for. */
static void count_one(int processes, const char *pid, uint64_t *bytes, double *cpu_s) {
    char path[64], text[1024];
    unsigned long user, system, resident;
    snprintf(path, sizeof path, "%.20s/stat", pid);
    int file = openat(processes, path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    text[length > 0 ? length : 0] = 0;
    const char *fields = strrchr(text, ')'); /* a name may hold anything */
    if (!fields || sscanf(fields, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %lu %lu %*d %*d %*d %*d %*u %*u %lu",
                          &user, &system, &resident) != 3) return;
    *bytes += (uint64_t)resident * sysconf(_SC_PAGESIZE);
    *cpu_s += (double)(user + system) / sysconf(_SC_CLK_TCK);
}

struct entry { /* struct linux_dirent64 */
    uint64_t inode;
    int64_t next;
    unsigned short length;
    unsigned char kind;
    char name[];
};

/* Resident bytes and CPU seconds of all processes in here but ourselves. Outside a namespace of our own a program is
 * one process (it may not fork), and its own limits bound it. */
static void count_all(pid_t pid, uint64_t *bytes, double *cpu_s) {
    static char block[4096];
    int processes = open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    *bytes = 0, *cpu_s = 0;
    for (long length; processes >= 0 && (length = syscall(SYS_getdents64, processes, block, sizeof block)) > 0;)
        for (long at = 0; at < length; at += ((struct entry *)(block + at))->length) {
            const char *name = ((struct entry *)(block + at))->name;
            if (!isdigit(name[0]) || !strcmp(name, "1")) continue;
            count_one(processes, name, bytes, cpu_s);
            double spent = now_s(cpu_clock(atoi(name)));
            *cpu_s += isfinite(spent) ? spent : 0;
        }
    if (processes >= 0) close(processes);
    double own = now_s(cpu_clock(pid));
    if (isfinite(own) && own > *cpu_s) *cpu_s = own;
}

static double least(double a, double b) { return a < b ? a : b; }

/* Wait until the program ends, or end it; what the look at its memory saw is the least of what it used. */
static void watch(const struct config *config, const struct request *request, pid_t pid, double started,
                  struct answer *answer) {
    int ending = syscall(SYS_pidfd_open, pid, 0);
    struct pollfd polled[2] = {{ending, POLLIN, 0}, {CONTROL, POLLRDHUP, 0}};
    double look_s = FIRST_LOOK_S, processors = least(MOST_PROCESSORS, sysconf(_SC_NPROCESSORS_ONLN)); /* threads spend faster */
    for (;;) {
        double cpu_left = request->cpu_s - now_s(cpu_clock(pid)), wall_left = request->wall_s - (now_s(CLOCK_MONOTONIC) - started);
        if (!(cpu_left > -1e18)) cpu_left = look_s; /* it has no clock any more: it has ended */
        if (cpu_left <= 0 || wall_left <= 0) {
            answer->killed = cpu_left <= 0 ? BY_CPU : BY_WALL;
            break;
        }
        double wait_s = least(least(cpu_left / processors + 0.001, wall_left), least(look_s, LONGEST_WAIT_S));
        struct timespec wait = {(time_t)wait_s, (long)((wait_s - (time_t)wait_s) * 1e9)};
        int ready = ppoll(polled, 2, &wait, 0);
        if (ready > 0 && polled[1].revents) _exit(0); /* the client is gone; everything in here ends with us */
        if (ready > 0) break;
        look_s = NEXT_LOOK_S;
        if (config->tier != NAMESPACES) continue;
        uint64_t bytes;
        double cpu_s;
        count_all(pid, &bytes, &cpu_s);
        if (bytes > answer->memory_bytes) answer->memory_bytes = bytes;
        if (bytes > request->memory_bytes || cpu_s > request->cpu_s) {
            answer->killed = bytes > request->memory_bytes ? BY_MEMORY : BY_CPU;
            break;
        }
    }
    if (answer->killed) kill(pid, SIGKILL);
    if (ending >= 0) close(ending);
}

static double seconds(const struct timeval *time) { return time->tv_sec + time->tv_usec / 1e6; }

/* USER_ID: a child that is its user ends all that this user has; the kernel lets it reach nobody else. */
static void kill_all_of_user(int uid) {
    pid_t helper = vfork();
    if (helper == 0) {
        if (!syscall(SYS_setresuid, uid, uid, uid)) syscall(SYS_kill, -1, SIGKILL);
        _exit(0);
    }
    while (helper > 0 && waitpid(helper, 0, 0) < 0 && errno == EINTR) {}
}

/* End our own children; theirs become ours then. */
static void kill_children(void) {
    char text[4096];
    int file = open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    ssize_t length = file < 0 ? 0 : read(file, text, sizeof text - 1);
    if (file >= 0) close(file);
    text[length > 0 ? length : 0] = 0;
    for (char *word = text, *end; *word; word = end) {
        long pid = strtol(word, &end, 10);
        if (end == word) break;
        kill(pid, SIGKILL);
    }
}

/* Reap until nobody is left; with no child there is no descendant either, for orphans become our children. */
static void reap(const struct config *config, struct answer *answer) {
    for (int tries = 0;;) {
        struct rusage usage;
        pid_t pid = wait4(-1, 0, WNOHANG, &usage);
        if (pid > 0) {
            if (answer) answer->cpu_s += seconds(&usage.ru_utime) + seconds(&usage.ru_stime);
            continue;
        }
        if (pid < 0 && errno != EINTR) return;
        if (config->tier == NAMESPACES) kill(-1, SIGKILL); /* we are process 1: that is all in here but us */
        else if (config->tier == USER_ID) kill_all_of_user(config->uid);
        else kill_children();
        if (tries++) {
            struct timespec moment = {0, tries < 10 ? 100000 : 2000000};
            nanosleep(&moment, 0);
        }
    }
}

void end_children(const struct config *config) { reap(config, 0); }

/* `argv` with the memory limit put where a word asks for it (virtual machines bound their memory by a flag). */
static char **fill(char **argv, const struct request *request) {
    static char *filled[MOST_WORDS + 1];
    static char room[256];
    int count = 0;
    for (; argv[count] && count < MOST_WORDS; count++) {
        char *mark = strstr(argv[count], MEMORY_WORD);
        filled[count] = argv[count];
        if (mark && mark - argv[count] < 100) {
            snprintf(room, sizeof room, "%.*s%llu%s", (int)(mark - argv[count]), argv[count],
                     (unsigned long long)request->memory_bytes >> 20, mark + strlen(MEMORY_WORD));
            filled[count] = room;
        }
    }
    filled[count] = 0;
    return filled;
}

/* Watch a program that has been started and fill in its answer. */
static void finish(const struct config *config, const struct request *request, pid_t pid, double started,
                   struct answer *answer) {
    if (!answer->failure) watch(config, request, pid, started, answer);
    struct rusage usage = {0};
    while (wait4(pid, &answer->status, 0, &usage) < 0 && errno == EINTR) {}
    answer->wall_s = now_s(CLOCK_MONOTONIC) - started;
    answer->cpu_s = seconds(&usage.ru_utime) + seconds(&usage.ru_stime);
    if ((uint64_t)usage.ru_maxrss << 10 > answer->memory_bytes) answer->memory_bytes = (uint64_t)usage.ru_maxrss << 10;
    reap(config, answer);
}

void run(const struct config *config, const struct request *request, const int *descriptors, int count,
         struct answer *answer) {
    char **argv = fill(config->argv, request);
    volatile int failure = 0;
    double started = now_s(CLOCK_MONOTONIC);
    pid_t pid = vfork();
    if (pid == 0) {
        failure = become_program(config, request, descriptors, count, argv);
        _exit(127);
    }
    answer->failure = pid < 0 ? errno : failure;
    if (pid > 0) finish(config, request, pid, started, answer);
}

int run_forked(const struct config *config, const struct request *request, struct answer *answer) {
    double started = now_s(CLOCK_MONOTONIC);
    pid_t pid = fork();
    if (pid == 0) {
        int failure = become_bounded(config, request);
        if (!failure && config->tier != NONE && prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)) failure = errno; /* for /dev/stdin */
        if (failure) {
            errno = failure;
            greet('B', strerror(failure)); /* the client takes it for the answer, and gives this sandbox up */
            _exit(127);
        }
        syscall(SYS_close_range, CONTROL, ~0U, 0);
        return 1;
    }
    answer->failure = pid < 0 ? errno : 0;
    if (pid > 0) finish(config, request, pid, started, answer);
    return 0;
}
