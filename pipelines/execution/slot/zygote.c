/* The loop of requests for an interpreter that forks its runs: `zygote.py` calls `serve`, which returns in the program.
 *
 * What can be done before a fork is done before it, for every page that a child touches is copied. */
#define _GNU_SOURCE
#include "slot.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

/* As much of the interpreter as is needed to be a module of its own: Python's stable ABI (PEP 384), declared here because its
 * headers are on no fresh machine. `ctypes` could call us without, but costs each fork a dozen mappings and pages. */
typedef struct object PyObject;
struct method {
    const char *name;
    PyObject *(*call)(PyObject *self, PyObject *arguments);
    int flags;
    const char *doc;
};
struct module {
    ssize_t references;
    void *type, *init;
    ssize_t index;
    void *copy;
    const char *name, *doc;
    ssize_t size;
    const struct method *methods;
    void *slots, *traverse, *clear, *free;
};
extern PyObject *PyModule_Create2(struct module *definition, int api_version);
extern int PyArg_ParseTuple(PyObject *arguments, const char *format, ...);
extern PyObject *PyLong_FromLong(long value);
#define METH_VARARGS 1
#define PYTHON_ABI_VERSION 3

static struct config house;
static sigset_t everything;
static int nothing = -1;

/* prepare(tier, uid, processes, stack_bytes): called once, before the program is read. */
static PyObject *prepare(PyObject *self, PyObject *arguments) {
    (void)self;
    unsigned long long stack_bytes;
    int tier;
    if (!PyArg_ParseTuple(arguments, "iiiK", &tier, &house.uid, &house.processes, &stack_bytes)) return 0;
    house.tier = tier, house.stack_bytes = stack_bytes, house.bound_address_space = 1;
    fcntl(CONTROL, F_SETFD, FD_CLOEXEC);
    close_the_doors(&house);
    sigfillset(&everything);
    sigprocmask(SIG_BLOCK, &everything, 0); /* what a program sends us must not wait for the next one */
    nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing < 0) fail("/dev/null");
    return PyLong_FromLong(0);
}

/* Before the standard streams of the next program go to their places, and once more when it has gone. */
static void put_in_place(const int *descriptors, int count) {
    for (int i = 0; i < count; i++) {
        dup2(descriptors ? descriptors[i] : nothing, i);
        if (descriptors) close(descriptors[i]);
    }
}

/* Answer requests; 1 in a child that is to be the program now, 0 when there are no more. */
static int next_run(void) {
    for (;;) {
        struct request request;
        struct answer answer = {0};
        int descriptors[MOST_DESCRIPTORS], count = receive(&request, descriptors);
        if (!count) return 0;
        for (int i = 3; i < count; i++) close(descriptors[i]); /* a forked program has its three streams and no more */
        put_in_place(descriptors, 3);
        if (run_forked(&house, &request, &answer)) {
            sigprocmask(SIG_UNBLOCK, &everything, 0);
            return 1;
        }
        put_in_place(0, 3);
        if (send(CONTROL, &answer, sizeof answer, MSG_NOSIGNAL) < 0) return 0;
    }
}

/* serve(): says that the program is ready; true in a child that is to be the program now, false when there are no more. */
static PyObject *serve(PyObject *self, PyObject *arguments) {
    (void)self, (void)arguments;
    greet('R', "");
    return PyLong_FromLong(next_run());
}

/* say(letter, text): a greeting other than "ready". */
static PyObject *say(PyObject *self, PyObject *arguments) {
    (void)self;
    const char *letter, *text;
    if (!PyArg_ParseTuple(arguments, "ss", &letter, &text)) return 0;
    greet(letter[0], text);
    return PyLong_FromLong(0);
}

__attribute__((visibility("default"))) PyObject *PyInit_zygote_slot(void) {
    static const struct method methods[] = {{"prepare", prepare, METH_VARARGS, ""},
                                            {"serve", serve, METH_VARARGS, ""},
                                            {"say", say, METH_VARARGS, ""},
                                            {0, 0, 0, 0}};
    static struct module module = {.references = 1, .name = "zygote_slot", .doc = "", .size = -1, .methods = methods};
    return PyModule_Create2(&module, PYTHON_ABI_VERSION);
}
