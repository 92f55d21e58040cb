/* Which system calls are refused: a seccomp filter from one flat table.
 *
 * A deny-list: what leads out of the sandbox, outlives a run, or reaches other processes. The kernel answers calls that are
 * always allowed from a bitmap, so its length costs next to nothing. */
#define _GNU_SOURCE
#include "slot.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined __x86_64__
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined __aarch64__
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the system calls of this machine are not known here"
#endif

#define X32_BIT 0x40000000
#define NEW_NAMESPACES 0x7e020000 /* every CLONE_NEW* that clone can name */
#define MOST_STEPS 512

/* Calls younger than the headers of old distributions; the numbers are the same on every machine. */
enum {
    OPEN_TREE = 428, MOVE_MOUNT, FSOPEN, FSCONFIG, FSMOUNT, FSPICK, CLONE3 = 435, PIDFD_GETFD = 438, PROCESS_MADVISE = 440,
    MOUNT_SETATTR = 442, QUOTACTL_FD = 443, MEMFD_SECRET = 447, PROCESS_MRELEASE = 448, SET_MEMPOLICY_HOME_NODE = 450,
};

static const int REFUSED[] = {
    /* network: not every address family heeds the network namespace */
    SYS_socket,
    /* other processes */
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, PIDFD_GETFD, PROCESS_MADVISE, PROCESS_MRELEASE,
    SYS_move_pages, SYS_migrate_pages,
    /* mounts, roots, namespaces */
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_unshare, SYS_setns, OPEN_TREE, MOVE_MOUNT, FSOPEN, FSCONFIG,
    FSMOUNT, FSPICK, MOUNT_SETATTR, SYS_name_to_handle_at, SYS_open_by_handle_at,
    /* wide doors into the kernel */
    SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register,
    SYS_io_setup, SYS_vmsplice, SYS_syslog, SYS_add_key, SYS_request_key, SYS_keyctl, SYS_fanotify_init, SYS_quotactl,
    QUOTACTL_FD,
#ifdef SYS_modify_ldt
    SYS_modify_ldt,
#endif
    /* what outlives its process, or tells one run of another */
    SYS_shmget, SYS_semget, SYS_msgget, SYS_mq_open, SYS_flock, SYS_inotify_init1,
#ifdef SYS_inotify_init
    SYS_inotify_init,
#endif
    /* memory that no limit counts */
    SYS_memfd_create, MEMFD_SECRET,
    /* a share of the machine that is not the program's to choose */
    SYS_sched_setaffinity, SYS_sched_setscheduler, SYS_sched_setparam, SYS_sched_setattr, SYS_setpriority, SYS_ioprio_set,
    SYS_mbind, SYS_set_mempolicy, SET_MEMPOLICY_HOME_NODE,
};

/* Calls refused for some values of an argument alone. */
static const struct {
    int call, argument;
    uint32_t value;
} REFUSED_FOR[] = {
    /* locks and leases on files that other sandboxes see as well */
    {SYS_fcntl, 1, F_SETLK}, {SYS_fcntl, 1, F_SETLKW}, {SYS_fcntl, 1, F_OFD_SETLK}, {SYS_fcntl, 1, F_OFD_SETLKW},
    {SYS_fcntl, 1, F_SETLEASE}, {SYS_fcntl, 1, F_NOTIFY},
};

static struct sock_filter steps[MOST_STEPS];
static unsigned short step_count;

static void step(uint16_t code, uint8_t yes, uint8_t no, uint32_t value) {
    if (step_count == MOST_STEPS) {
        errno = ENOSPC;
        fail("seccomp table");
    }
    steps[step_count++] = (struct sock_filter){code, yes, no, value};
}

static void load(uint32_t place) { step(BPF_LD | BPF_W | BPF_ABS, 0, 0, place); }
static void load_number(void) { load(offsetof(struct seccomp_data, nr)); }
static void load_argument(int n) { load(offsetof(struct seccomp_data, args) + 8 * n); } /* both machines: low half first */
static void answer(uint32_t action) { step(BPF_RET | BPF_K, 0, 0, action); }
static void skip_unless_equal(uint32_t value, uint8_t steps_skipped) { step(BPF_JMP | BPF_JEQ | BPF_K, 0, steps_skipped, value); }

static void refuse(int call, int error) {
    skip_unless_equal(call, 1);
    answer(SECCOMP_RET_ERRNO | error);
}

static void check_architecture(void) {
    load(offsetof(struct seccomp_data, arch));
    step(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, ARCHITECTURE);
    answer(SECCOMP_RET_KILL_PROCESS); /* 32-bit calls go by other numbers */
    load_number();
    step(BPF_JMP | BPF_JGE | BPF_K, 0, 1, X32_BIT);
    answer(SECCOMP_RET_ERRNO | EPERM);
}

static int install(void) {
    struct sock_fprog program = {step_count, steps};
    /* speculation controls are the machine's business: they would slow every program down, and guard no secret here */
    if (!syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_SPEC_ALLOW, &program)) return 0;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) ? errno : 0;
}

void filter_calls(void) {
    step_count = 0;
    check_architecture();
    for (unsigned i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) refuse(REFUSED[i], EPERM);
    /* clone3's flags lie in memory, out of a filter's sight; whoever is told that there is none takes clone */
    refuse(CLONE3, ENOSYS);
    skip_unless_equal(SYS_clone, 4);
    load_argument(0);
    step(BPF_JMP | BPF_JSET | BPF_K, 0, 1, NEW_NAMESPACES);
    answer(SECCOMP_RET_ERRNO | EPERM);
    load_number();
    /* two connected ends within one process lead nowhere, and virtual machines ask for them */
    skip_unless_equal(SYS_socketpair, 8);
    load_argument(0);
    step(BPF_JMP | BPF_JEQ | BPF_K, 0, 4, AF_UNIX);
    load_argument(1); /* a datagram may be sent to any address, its pair notwithstanding */
    step(BPF_ALU | BPF_AND | BPF_K, 0, 0, 0xf);
    step(BPF_JMP | BPF_JEQ | BPF_K, 2, 0, SOCK_STREAM);
    step(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, SOCK_SEQPACKET);
    answer(SECCOMP_RET_ERRNO | EPERM);
    load_number();
    /* the limits of any process but its own: ours would be within reach, we have the same user id */
    skip_unless_equal(SYS_prlimit64, 4);
    load_argument(0);
    step(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 0);
    answer(SECCOMP_RET_ERRNO | EPERM);
    load_number();
    for (unsigned i = 0; i < sizeof REFUSED_FOR / sizeof *REFUSED_FOR; i++) {
        skip_unless_equal(REFUSED_FOR[i].call, 4);
        load_argument(REFUSED_FOR[i].argument);
        skip_unless_equal(REFUSED_FOR[i].value, 1);
        answer(SECCOMP_RET_ERRNO | EPERM);
        load_number();
    }
    answer(SECCOMP_RET_ALLOW);
    if ((errno = install())) fail("seccomp");
}

/* What a program may not do and its sandbox must: built in advance, for nothing can be computed between vfork and execve. */
void prepare_inner_filter(const struct config *config) {
    step_count = 0;
    check_architecture();
    if (config->tier == USER_ID) { /* one process: there is no namespace whose end would take others along */
#ifdef SYS_fork
        refuse(SYS_fork, EPERM);
        refuse(SYS_vfork, EPERM);
#endif
        skip_unless_equal(SYS_clone, 4);
        load_argument(0);
        step(BPF_JMP | BPF_JSET | BPF_K, 1, 0, CLONE_THREAD);
        answer(SECCOMP_RET_ERRNO | EPERM);
        load_number();
        skip_unless_equal(SYS_prctl, 4); /* its death signal ties it to us */
        load_argument(0);
        skip_unless_equal(PR_SET_PDEATHSIG, 1);
        answer(SECCOMP_RET_ERRNO | EPERM);
        load_number();
    }
    /* whoever cannot be traced cannot be counted either: /proc hides him from us */
    skip_unless_equal(SYS_prctl, 6);
    load_argument(0);
    skip_unless_equal(PR_SET_DUMPABLE, 3);
    load_argument(1);
    skip_unless_equal(0, 1);
    answer(SECCOMP_RET_ERRNO | EPERM);
    load_number();
    /* children that the kernel reaps by itself take their CPU time along: nobody asks it not to tell */
    skip_unless_equal(SYS_rt_sigaction, 7);
    load_argument(0);
    step(BPF_JMP | BPF_JEQ | BPF_K, 0, 4, SIGCHLD);
    load_argument(1);
    step(BPF_JMP | BPF_JEQ | BPF_K, 0, 1, 0);
    step(BPF_JMP | BPF_JA | BPF_K, 0, 0, 1);
    answer(SECCOMP_RET_ERRNO | 0); /* as if it were done */
    load_number();
    answer(SECCOMP_RET_ALLOW);
}

int install_inner_filter(void) { return install(); }
