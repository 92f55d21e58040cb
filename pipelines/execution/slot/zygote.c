/* The loop of requests for an interpreter that forks its runs: `zygote.py` calls `next_run`, which returns in the program.
 *
 * What can be done before a fork is done before it, for every page that a child touches is copied. */
#define _GNU_SOURCE
#include "slot.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

static struct config house;
static sigset_t everything;
static int nothing = -1;

/* Called once, before the program is read. */
EXPORT void prepare(int tier, int uid, int processes, unsigned long stack_bytes) {
    house.tier = tier, house.uid = uid, house.processes = processes;
    house.stack_bytes = stack_bytes, house.bound_address_space = 1;
    fcntl(CONTROL, F_SETFD, FD_CLOEXEC);
    close_the_doors(&house);
    sigfillset(&everything);
    sigprocmask(SIG_BLOCK, &everything, 0); /* what a program sends us must not wait for the next one */
    nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing < 0) fail("/dev/null");
}

/* Before the standard streams of the next program go to their places, and once more when it has gone. */
static void put_in_place(const int *descriptors, int count) {
    for (int i = 0; i < count; i++) {
        dup2(descriptors ? descriptors[i] : nothing, i);
        if (descriptors) close(descriptors[i]);
    }
}

/* Answer requests; 0 in a child that is to be the program now, 1 when there are no more. */
EXPORT int next_run(void) {
    for (;;) {
        struct request request;
        struct answer answer = {0};
        int descriptors[MOST_DESCRIPTORS], count = receive(&request, descriptors);
        if (!count) return 1;
        for (int i = 3; i < count; i++) close(descriptors[i]); /* a forked program has its three streams and no more */
        put_in_place(descriptors, 3);
        if (run_forked(&house, &request, &answer)) {
            sigprocmask(SIG_UNBLOCK, &everything, 0);
            return 0;
        }
        put_in_place(0, 3);
        if (send(CONTROL, &answer, sizeof answer, MSG_NOSIGNAL) < 0) return 1;
    }
}

EXPORT void refuse_program(const char *why) { greet('E', why); }
EXPORT void report_failure(const char *why) { greet('B', why); }
EXPORT void ask_for_fresh_interpreter(void) { greet('F', ""); }
EXPORT void report_ready(void) { greet('R', ""); }
