/* Arguments, the guardian, the loop of requests of a program that is executed. */
#define _GNU_SOURCE
#include "slot.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_ARTIFACTS 4096

extern char **environ;

static _Noreturn void misuse(const char *argument) {
    fprintf(stderr, "slot: %s: no such argument; this program is started by codequorum only\n", argument);
    exit(2);
}

static void parse(int argc, char **argv, struct config *config) {
    memset(config, 0, sizeof *config);
    config->work = "/work";
    for (int i = 1; i < argc; i++) {
        char *value = strchr(argv[i], '=');
        if (!strcmp(argv[i], "--")) {
            config->argv = argv + i + 1;
            break;
        }
        if (!value) misuse(argv[i]);
        *value++ = 0;
        const char *key = argv[i];
        if (!strcmp(key, "tier")) config->tier = atoi(value);
        else if (!strcmp(key, "control")) config->control = atoi(value);
        else if (!strcmp(key, "client")) config->client = atoi(value);
        else if (!strcmp(key, "uid")) config->uid = atoi(value);
        else if (!strcmp(key, "processes")) config->processes = atoi(value);
        else if (!strcmp(key, "bound_address_space")) config->bound_address_space = atoi(value);
        else if (!strcmp(key, "execute")) config->execute = atoi(value);
        else if (!strcmp(key, "starts_others")) config->starts_others = atoi(value);
        else if (!strcmp(key, "work_bytes")) config->work_bytes = strtoull(value, 0, 10);
        else if (!strcmp(key, "stack_bytes")) config->stack_bytes = strtoull(value, 0, 10);
        else if (!strcmp(key, "root")) config->root = value;
        else if (!strcmp(key, "program")) config->program = value;
        else if (!strcmp(key, "zygote")) config->zygote = value;
        else if (!strcmp(key, "work")) config->work = value;
        else if (!strcmp(key, "place") && config->place_count < MOST_FILES) config->places[config->place_count++] = value;
        else if (!strcmp(key, "collect")) config->collect = value;
        else if (!strcmp(key, "show") && config->shown_count < MOST_PATHS) config->shown[config->shown_count++] = value;
        else if (!strcmp(key, "link") && config->link_count < MOST_PATHS) config->links[config->link_count].path = value;
        else if (!strcmp(key, "target") && config->link_count < MOST_PATHS)
            config->links[config->link_count++].target = value;
        else misuse(key);
    }
    if (!config->argv || !config->argv[0]) misuse("no program");
    if (config->tier < NAMESPACES || config->tier > NONE) misuse("tier");
}

/* Make the sandbox's own process and stay behind: whatever happens to the client, everything in here ends. The death of
 * the client is seen through its pidfd, not by a death signal (that comes when the *thread* that started us ends) and not
 * by the socket alone (somebody may have inherited the other end). */
static void guard(const struct config *config) {
    int client = syscall(SYS_pidfd_open, config->client, 0);
    if (client < 0) fail("pidfd_open");
    if (config->tier == NAMESPACES) enter_namespaces();
    else prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    pid_t child = fork();
    if (child < 0) fail("fork");
    if (child == 0) {
        close(client);
        prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
        return;
    }
    close(CONTROL);
    int ending = syscall(SYS_pidfd_open, child, 0);
    struct pollfd polled[2] = {{client, POLLIN, 0}, {ending, POLLIN, 0}};
    while (poll(polled, 2, -1) < 0 && errno == EINTR) {}
    if (!(polled[1].revents & POLLIN)) kill(child, SIGKILL); /* with process 1 its whole namespace dies */
    while (waitpid(child, 0, 0) < 0 && errno == EINTR) {} /* its times are now in the client's account */
    if (config->tier != NAMESPACES) end_children(config);
    _exit(0);
}

/* Copy a text that a compiler or a program is to find in its folder. Returns 0 or an errno. */
static int place(const struct config *config, const char *name, int folder, int from) {
    int to = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (to < 0) return errno;
    static char block[1 << 16];
    off_t at = 0;
    ssize_t length;
    int failure = 0;
    while (!failure && (length = pread(from, block, sizeof block, at)) > 0) {
        for (ssize_t done = 0, more; done < length && !failure; done += more)
            if ((more = write(to, block + done, length - done)) < 0) failure = errno;
        at += length;
    }
    if (config->tier == USER_ID && fchown(to, config->uid, config->uid)) failure = errno;
    close(to);
    return failure;
}

static int is_wanted(const struct config *config, const char *name) {
    if (strcmp(config->collect, "*")) return !strcmp(config->collect, name);
    for (int i = 0; i < config->place_count; i++)
        if (!strcmp(name, config->places[i])) return 0;
    return 1;
}

/* A regular file of the work folder, never through a link, never a pipe that would keep us waiting: its descriptor or -1. */
static int open_artifact(int folder, const char *name, struct stat *status) {
    int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) return -1;
    if (!fstat(file, status) && S_ISREG(status->st_mode)) return file;
    close(file);
    return -1;
}

static int send_with(const void *data, size_t size, int descriptor) {
    char ancillary[CMSG_SPACE(sizeof(int))] = {0};
    struct iovec part = {(void *)data, size};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = ancillary, .msg_controllen = sizeof ancillary};
    struct cmsghdr *c = CMSG_FIRSTHDR(&message);
    c->cmsg_level = SOL_SOCKET, c->cmsg_type = SCM_RIGHTS, c->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(c), &descriptor, sizeof(int));
    return sendmsg(CONTROL, &message, MSG_NOSIGNAL) < 0 ? -1 : 0;
}

/* Hand back what lies in the work folder: first how many files (in the answer), then a message each. */
static int send_artifacts(const struct config *config, struct answer *answer) {
    static char names[MOST_ARTIFACTS][NAME_BYTES];
    int folder = open(config->work, O_RDONLY | O_DIRECTORY | O_CLOEXEC), count = 0;
    DIR *entries = folder < 0 ? 0 : fdopendir(folder);
    struct stat status;
    for (struct dirent *entry; entries && (entry = readdir(entries)) && count < MOST_ARTIFACTS;) {
        int file = is_wanted(config, entry->d_name) ? open_artifact(folder, entry->d_name, &status) : -1;
        if (file < 0) continue;
        close(file);
        snprintf(names[count++], NAME_BYTES, "%s", entry->d_name);
    }
    answer->artifacts = count;
    int failed = send(CONTROL, answer, sizeof *answer, MSG_NOSIGNAL) < 0;
    for (int i = 0; i < count && !failed; i++) {
        int file = open_artifact(folder, names[i], &status);
        if (file < 0) failed = 1; /* nobody else is left who could have taken it away */
        else {
            struct artifact artifact = {.executable = !!(status.st_mode & 0111)};
            memcpy(artifact.name, names[i], NAME_BYTES);
            failed = send_with(&artifact, sizeof artifact, file);
            close(file);
        }
    }
    if (entries) closedir(entries);
    return failed;
}

/* Copy the first further descriptors to their places. Returns 0 or an errno. */
static int place_all(const struct config *config, const int *descriptors, int count) {
    int folder = open(config->work, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int failure = folder < 0 ? errno : count < 3 + config->place_count ? EBADMSG : 0;
    for (int i = 0; i < config->place_count && !failure; i++)
        failure = place(config, config->places[i], folder, descriptors[3 + i]);
    if (folder >= 0) close(folder);
    return failure;
}

static int serve_one(const struct config *config, const struct request *request, int *descriptors, int count) {
    struct answer answer = {0};
    if (config->place_count) answer.failure = place_all(config, descriptors, count);
    /* what has been placed is not shown a second time: the program finds further ones only where nothing is placed */
    if (!answer.failure) run(config, request, descriptors, config->place_count ? 3 : count, &answer);
    for (int i = 0; i < count; i++) close(descriptors[i]); /* before the answer: nobody else holds the output then */
    if (config->collect && !answer.failure) return send_artifacts(config, &answer);
    return send(CONTROL, &answer, sizeof answer, MSG_NOSIGNAL) < 0;
}

static void serve(const struct config *config) {
    greet('R', "");
    for (;;) {
        struct request request;
        int descriptors[MOST_DESCRIPTORS], count = receive(&request, descriptors);
        if (!count || serve_one(config, &request, descriptors, count)) return;
    }
}

int main(int argc, char **argv) {
    struct config config;
    parse(argc, argv, &config);
    if (config.control != CONTROL && dup2(config.control, CONTROL) < 0) return 2;
    fcntl(CONTROL, F_SETFD, config.execute ? 0 : FD_CLOEXEC);
    syscall(SYS_close_range, CONTROL + 1, ~0U, 0);
    if (config.tier != NONE && config.uid <= 0) {
        errno = EPERM;
        fail("programs never run as user 0");
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
    for (int number = 1; number < NSIG; number++)
        if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
    guard(&config);
    if (config.tier == NAMESPACES) build_root(&config);
    else if (chdir(config.work_bytes ? config.work : "/")) fail("chdir");
    if (config.tier != NONE) {
        drop_privileges(&config);
        landlock(&config);
        filter_calls();
    }
    if (config.tier != NAMESPACES) prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    if (config.execute) {
        /* the stack of an interpreter that forks its runs has its place in memory from here on */
        struct rlimit stack = {config.stack_bytes, config.stack_bytes};
        if (config.stack_bytes) setrlimit(RLIMIT_STACK, &stack);
        execve(config.argv[0], config.argv, environ);
        greet('B', strerror(errno));
        return 1;
    }
    close_the_doors(&config);
    serve(&config);
    return 0;
}
