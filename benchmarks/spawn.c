/* The limit that an engine is measured against: posix_spawn of a program, over and over, with nothing around it.
 *
 * `spawn TIMES INPUT PROGRAM [ARGUMENT...]` runs PROGRAM with the file INPUT as its standard input and a memory file as its
 * standard output, TIMES in a row, and prints "WALL CPU OUTPUT": seconds of all runs, and the bytes that the last one wrote.
 * Exit code 1 where a run fails. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static double now_s(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static double cpu_s(int who) {
    struct rusage usage;
    getrusage(who, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv) {
    if (argc < 4) return 2;
    int output = memfd_create("output", MFD_CLOEXEC), nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    off_t written = 0;
    double started = now_s();
    for (int left = atoi(argv[1]); left > 0; left--) {
        posix_spawn_file_actions_t streams;
        int input = open(argv[2], O_RDONLY | O_CLOEXEC), status;
        pid_t pid;
        if (input < 0 || ftruncate(output, 0) || lseek(output, 0, SEEK_SET)) return 1;
        posix_spawn_file_actions_init(&streams);
        posix_spawn_file_actions_adddup2(&streams, input, 0);
        posix_spawn_file_actions_adddup2(&streams, output, 1);
        posix_spawn_file_actions_adddup2(&streams, nothing, 2);
        if (posix_spawn(&pid, argv[3], &streams, 0, argv + 3, environ)) return 1;
        posix_spawn_file_actions_destroy(&streams);
        if (waitpid(pid, &status, 0) != pid || status) return 1;
        close(input);
        written = lseek(output, 0, SEEK_END);
    }
    printf("%.6f %.6f %ld\n", now_s() - started, cpu_s(RUSAGE_SELF) + cpu_s(RUSAGE_CHILDREN), (long)written);
    return 0;
}
