/* Namespaces, the root, privileges, Landlock: what a program can see, reach and become. Done once, before any program. */
#define _GNU_SOURCE
#include "slot.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LAST_CAPABILITY 63
#define INNER_ID 1000 /* what an ordinary user is called inside its own user namespace */

/* Landlock's interface, by the numbers of the kernel's landlock.h: older headers lack the younger ones. */
#define LANDLOCK_CREATE_RULESET 444
#define LANDLOCK_ADD_RULE 445
#define LANDLOCK_RESTRICT_SELF 446
#define EXECUTE (1ULL << 0)
#define WRITE_FILE (1ULL << 1)
#define READ_FILE (1ULL << 2)
#define READ_DIR (1ULL << 3)
#define ALL_OF_ABI_1 ((1ULL << 13) - 1)
#define REFER (1ULL << 13)
#define TRUNCATE (1ULL << 14)
#define TCP (3ULL)

static void require(int result, const char *what) {
    if (result) fail(what);
}

static void write_file(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0 || write(file, text, strlen(text)) != (ssize_t)strlen(text)) fail(path);
    close(file);
}

void enter_namespaces(void) {
    int flags = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
    uid_t uid = geteuid();
    gid_t gid = getegid();
    char map[64];
    if (uid == 0) {
        require(unshare(flags), "unshare");
        return;
    }
    require(unshare(flags | CLONE_NEWUSER), "unshare");
    write_file("/proc/self/setgroups", "deny");
    snprintf(map, sizeof map, "%d %d 1", INNER_ID, (int)uid);
    write_file("/proc/self/uid_map", map);
    snprintf(map, sizeof map, "%d %d 1", INNER_ID, (int)gid);
    write_file("/proc/self/gid_map", map);
}

static void make_parents(const char *path) {
    char part[PATH_MAX];
    snprintf(part, sizeof part, "%s", path);
    for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (mkdir(part, 0755) && errno != EEXIST) fail(part);
        *slash = '/';
    }
}

/* Show `from` at `to`. A bind mount obeys new flags only when it is mounted again, and may not lose old ones. */
static void bind_mount(const char *from, const char *to, unsigned long extra) {
    struct stat status;
    require(stat(from, &status), from);
    make_parents(to);
    if (S_ISDIR(status.st_mode)) {
        if (mkdir(to, 0755) && errno != EEXIST) fail(to);
    } else {
        int file = open(to, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        if (file < 0) fail(to);
        close(file);
    }
    require(mount(from, to, "", MS_BIND | MS_REC, ""), from);
    struct statvfs had;
    require(statvfs(to, &had), to);
    unsigned long kept = had.f_flag & (ST_RDONLY | ST_NOSUID | ST_NODEV | ST_NOEXEC | ST_NOATIME | ST_NODIRATIME);
    if (had.f_flag & ST_RELATIME) kept |= MS_RELATIME;
    require(mount("", to, "", MS_REMOUNT | MS_BIND | MS_NOSUID | kept | extra, ""), to);
}

/* Where `path` lies below the new root; the place is overwritten by the next call. */
static const char *below(const struct config *config, const char *path) {
    static char place[PATH_MAX];
    if (snprintf(place, sizeof place, "%s%s", config->root, path) >= (int)sizeof place) {
        errno = ENAMETOOLONG;
        fail(path);
    }
    return place;
}

static void make_devices(const struct config *config) {
    static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"};
    static const struct link links[] = {{"/dev/fd", "/proc/self/fd"},
                                        {"/dev/stdin", "/proc/self/fd/0"},
                                        {"/dev/stdout", "/proc/self/fd/1"},
                                        {"/dev/stderr", "/proc/self/fd/2"}};
    for (unsigned i = 0; i < sizeof devices / sizeof *devices; i++) bind_mount(devices[i], below(config, devices[i]), 0);
    for (unsigned i = 0; i < sizeof links / sizeof *links; i++)
        require(symlink(links[i].target, below(config, links[i].path)), links[i].path);
}

void build_root(const struct config *config) {
    char options[128];
    require(mount("", "/", "", MS_REC | MS_PRIVATE, ""), "mount / private");
    require(mount("tmpfs", config->root, "tmpfs", MS_NOSUID | MS_NODEV, "size=64k,mode=755"), "mount a root");
    for (int i = 0; i < config->link_count; i++) {
        make_parents(below(config, config->links[i].path));
        require(symlink(config->links[i].target, below(config, config->links[i].path)), config->links[i].path);
    }
    for (int i = 0; i < config->shown_count; i++)
        bind_mount(config->shown[i], below(config, config->shown[i]), MS_RDONLY | MS_NODEV);
    make_devices(config);
    require(mkdir(below(config, "/proc"), 0755), "/proc");
    require(mount("proc", below(config, "/proc"), "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, "hidepid=2"),
            "mount /proc");
    if (config->work_bytes) {
        int length = snprintf(options, sizeof options, "size=%llu,mode=700", (unsigned long long)config->work_bytes);
        if (getuid() == 0)
            snprintf(options + length, sizeof options - length, ",uid=%d,gid=%d", config->uid, config->uid);
        require(mkdir(below(config, "/work"), 0755), "/work");
        require(mount("tmpfs", below(config, "/work"), "tmpfs", MS_NOSUID | MS_NODEV, options), "mount /work");
    }
    if (config->program) bind_mount(config->program, below(config, "/program"), MS_RDONLY | MS_NODEV);
    if (config->zygote) bind_mount(config->zygote, below(config, "/zygote"), MS_RDONLY | MS_NODEV);
    require(chdir(config->root), config->root);
    require(syscall(SYS_pivot_root, ".", "."), "pivot_root");
    require(umount2(".", MNT_DETACH), "umount of the old root");
    require(chdir(config->work_bytes ? "/work" : "/"), "chdir");
    require(mount("", "/", "", MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, ""), "mount / read-only");
}

/* NAMESPACES: become the sandbox's own user, without any capability. USER_ID: stay root, whom no program can signal, with
 * just what it takes to start programs as that user and to end them. Neither can gain a privilege again. */
void drop_privileges(const struct config *config) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{0, 0, 0}, {0, 0, 0}};
    uint32_t kept = 0;
    if (config->tier == NAMESPACES) (void)!sethostname("sandbox", 7);
    if (config->tier == USER_ID) {
        kept = 1u << CAP_SETUID | 1u << CAP_SETGID | 1u << CAP_KILL | 1u << CAP_DAC_OVERRIDE | 1u << CAP_CHOWN;
        /* an interpreter that we become would lose them otherwise; it takes them from the programs that it forks */
        require(syscall(SYS_capget, &header, data), "capget");
        data[0].inheritable = config->execute ? kept : 0;
        require(syscall(SYS_capset, &header, data), "capset");
    }
    for (int capability = 0; capability <= LAST_CAPABILITY; capability++)
        prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
    if (getuid() == 0) require(setgroups(0, 0), "setgroups");
    if (config->tier == NAMESPACES && getuid() == 0) {
        require(setresgid(config->uid, config->uid, config->uid), "setresgid");
        require(setresuid(config->uid, config->uid, config->uid), "setresuid");
    }
    memset(data, 0, sizeof data);
    data[0].effective = data[0].permitted = kept;
    data[0].inheritable = config->execute ? kept : 0;
    require(syscall(SYS_capset, &header, data), "capset");
    require(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs");
}

/* The last of all, in what stays: the slot, or the interpreter that it has become (execve and new ids undo these). Programs
 * may share our user id and must neither trace us nor take from our memory. */
void close_the_doors(const struct config *config) {
    if (config->tier == NONE) return;
    require(prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable");
    require(prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0), "pdeathsig");
    prepare_inner_filter(config);
    if (config->tier == NAMESPACES && (errno = install_inner_filter())) fail("seccomp");
}

struct ruleset {
    uint64_t files, network, scoped;
};
struct rule {
    uint64_t allowed;
    int32_t folder;
} __attribute__((packed));

static void allow(int ruleset, uint64_t rights, const char *path) {
    int place = open(path, O_PATH | O_CLOEXEC);
    if (place < 0) return; /* what is not there needs no rule */
    struct stat status;
    struct rule rule = {rights, place};
    if (!fstat(place, &status) && !S_ISDIR(status.st_mode)) rule.allowed &= EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE;
    if (syscall(LANDLOCK_ADD_RULE, ruleset, 1, &rule, 0)) fail(path);
    close(place);
}

/* A second wall behind the mounts, and the only one where there are no mounts. Where the kernel has none (before 5.13, or
 * switched off) NAMESPACES stands without it; USER_ID cannot. */
void landlock(const struct config *config) {
    int abi = syscall(LANDLOCK_CREATE_RULESET, 0, 0, 1);
    if (abi < 1) {
        if (config->tier == NAMESPACES) return;
        fail("Landlock");
    }
    uint64_t writing = ALL_OF_ABI_1 & ~EXECUTE & ~READ_FILE & ~READ_DIR;
    if (abi >= 2) writing |= REFER;
    if (abi >= 3) writing |= TRUNCATE;
    uint64_t reading = EXECUTE | READ_FILE | READ_DIR;
    struct ruleset handled = {reading | writing, TCP, 0};
    int ruleset = syscall(LANDLOCK_CREATE_RULESET, &handled, abi >= 4 ? 16 : 8, 0);
    if (ruleset < 0) fail("Landlock ruleset");
    uint64_t device = READ_FILE | WRITE_FILE | (abi >= 3 ? TRUNCATE : 0);
    if (config->tier == NAMESPACES) {
        allow(ruleset, reading, "/");
    } else {
        for (int i = 0; i < config->shown_count; i++) allow(ruleset, reading, config->shown[i]);
        if (config->program) allow(ruleset, reading, config->program);
        if (config->zygote) allow(ruleset, reading, config->zygote);
    }
    static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/random", "/dev/urandom"};
    for (unsigned i = 0; i < sizeof devices / sizeof *devices; i++) allow(ruleset, device, devices[i]);
    if (config->work_bytes) allow(ruleset, reading | writing, config->work);
    if (syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0)) fail("Landlock");
    close(ruleset);
}
