/* Drives slot/zygote.c as an interpreter would, without one: what it asks of Python is answered here, and the program that
 * its children become does what the first word of its input says. */
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#define CONTROL 3

struct method {
    const char *name;
    void *(*call)(void *self, void *arguments);
    int flags;
    const char *doc;
};
struct module {
    long references;
    void *type, *init;
    long index;
    void *copy;
    const char *name, *doc;
    long size;
    const struct method *methods;
};

void *PyInit_zygote_slot(void);
void *PyModule_Create2(struct module *definition, int version);
int PyArg_ParseTuple(void *arguments, const char *format, ...);
void *PyLong_FromLong(long value);

static struct module *loaded;
static long long given[] = {3, 1000, 9, 0}; /* tier, uid, processes, stack_bytes */
static const char *said[] = {"E", "a message"};

void *PyModule_Create2(struct module *definition, int version) {
    (void)version;
    return loaded = definition;
}

int PyArg_ParseTuple(void *arguments, const char *format, ...) {
    (void)arguments;
    va_list targets;
    va_start(targets, format);
    for (int i = 0; format[i]; i++) {
        if (format[i] == 'i') *va_arg(targets, int *) = (int)given[i];
        if (format[i] == 'K') *va_arg(targets, unsigned long long *) = (unsigned long long)given[i];
        if (format[i] == 's') *va_arg(targets, const char **) = said[i];
    }
    va_end(targets);
    return 1;
}

void *PyLong_FromLong(long value) {
    static long kept;
    kept = value;
    return &kept;
}

static long call(const char *name) {
    for (const struct method *method = loaded->methods; method->name; method++)
        if (!strcmp(method->name, name)) return *(long *)method->call(0, 0);
    fprintf(stderr, "zygote.c has no %s\n", name);
    exit(2);
}

static void be_program(void) {
    char word[64] = "";
    long length = read(0, word, sizeof word - 1);
    word[strcspn(word, "\n")] = 0;
    signal(SIGSEGV, SIG_DFL); /* a sanitizer would take it for its own */
    if (!strcmp(word, "segv")) raise(SIGSEGV);
    if (!strcmp(word, "spin")) for (volatile int i = 0;; i++) {}
    if (!strcmp(word, "sleep")) for (;;) sleep(99);
    while (!strcmp(word, "flood")) if (write(1, word, sizeof word) < 0) _exit(1);
    if (!strcmp(word, "kids") && (!fork() || !fork())) for (;;) sleep(99);
    if (length > 0 && write(1, word, strlen(word)) < 0) _exit(1);
    _exit(0);
}

int main(int argc, char **argv) {
    for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
        if (!strncmp(argv[i], "control=", 8)) dup2(atoi(argv[i] + 8), CONTROL);
    for (int number = CONTROL + 1; number < 64; number++) close(number);
    if (argc > 1 && !strcmp(argv[argc - 1], "fault")) { /* does a report reach whoever watches? */
        volatile char *block = malloc(8);
        block[argc + 8] = 1;
        free((void *)block);
    }
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0); /* as the slot has done before it becomes an interpreter */
    PyInit_zygote_slot();
    call("prepare");
    if (call("serve")) be_program();
    return 0;
}
