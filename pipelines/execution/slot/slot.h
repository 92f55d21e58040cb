/* The slot: process 1 of a sandbox that is built once and runs one program on many inputs.
 *
 * slot.c     arguments, the guardian process, the loop of requests
 * confine.c  namespaces, the root, privileges, Landlock
 * filter.c   which system calls are refused
 * wire.c     messages
 * run.c      one run: start it, watch its limits, end what is left of it
 * zygote.c   the same loop for an interpreter that forks its runs (a library that zygote.py loads)
 *
 * Everything between client and slot goes over one SEQPACKET socket, descriptor CONTROL. First the slot says one greeting:
 * a letter and a text ('R' ready, 'S' no sandbox here, 'E' the program cannot be loaded, 'B' the judge's own failure, 'F' this
 * program is not to be forked).
 * Then every request (struct request + descriptors: standard input, output, error, and up to MOST_FILES more, which the
 * program finds as 3, 4, ...) is answered in order by a struct answer, followed by as many struct artifact messages as it
 * announces. Numbers are in this machine's byte order. Requests may be sent ahead. A closed socket ends everything. */
#ifndef SLOT_H
#define SLOT_H

#include <stdint.h>
#include <sys/types.h>

#define CONTROL 3
#define MOST_FILES 16
#define MOST_DESCRIPTORS (3 + MOST_FILES)
#define MOST_OPEN 64
#define MOST_PATHS 64
#define NAME_BYTES 256

enum tier { NAMESPACES = 1, USER_ID = 2, NONE = 3 };
enum killed { BY_ITSELF = 0, BY_CPU = 1, BY_WALL = 2, BY_MEMORY = 3 };

struct request {
    double cpu_s, wall_s;
    uint64_t memory_bytes, output_bytes;
};

struct answer {
    int32_t status, killed, failure, artifacts; /* wait status; enum killed; errno of what kept it from starting */
    double cpu_s, wall_s;
    uint64_t memory_bytes;
};

struct artifact {
    uint32_t executable;
    char name[NAME_BYTES];
};

struct link {
    const char *path, *target;
};

struct config {
    enum tier tier;
    int control, client, uid, processes, bound_address_space, execute, starts_others;
    uint64_t work_bytes, stack_bytes; /* work_bytes 0: nothing can be written; stack_bytes 0: bounded by memory alone */
    const char *root, *program, *zygote; /* where the root is built; folders shown as /program and /zygote */
    const char *work; /* NAMESPACES: /work; else an existing folder */
    const char *places[MOST_FILES], *collect; /* names that the first further descriptors are copied to; what to hand back */
    int place_count;
    const char *shown[MOST_PATHS];
    int shown_count;
    struct link links[MOST_PATHS];
    int link_count;
    char **argv;
};

/* confine.c: each ends the process by fail() where the machine refuses. */
void enter_namespaces(void);
void build_root(const struct config *config);
void drop_privileges(const struct config *config);
void landlock(const struct config *config);
void close_the_doors(const struct config *config);

/* filter.c */
void filter_calls(void);
void prepare_inner_filter(const struct config *config);
int install_inner_filter(void); /* 0, or an errno; safe after vfork */

/* run.c */
void run(const struct config *config, const struct request *request, const int *descriptors, int count,
         struct answer *answer);
int run_forked(const struct config *config, const struct request *request, struct answer *answer); /* 1 in the program */
void end_children(const struct config *config);

/* wire.c */
void greet(char letter, const char *text);
_Noreturn void fail(const char *what);                   /* what errno says of it, as a greeting; then the end */
int receive(struct request *request, int *descriptors); /* how many descriptors; 0: there are no more requests */

#endif
