/* What goes over the socket: see slot.h. */
#define _GNU_SOURCE
#include "slot.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

void greet(char letter, const char *text) {
    char message[1024];
    int length = snprintf(message, sizeof message, "%c%s", letter, text);
    if (length >= (int)sizeof message) length = sizeof message - 1;
    (void)!send(CONTROL, message, length, MSG_NOSIGNAL);
}

_Noreturn void fail(const char *what) {
    char text[900];
    snprintf(text, sizeof text, "%s: %s", what, strerror(errno));
    greet('S', text);
    _exit(1);
}

int receive(struct request *request, int *descriptors) {
    char ancillary[CMSG_SPACE(sizeof(int) * MOST_DESCRIPTORS)];
    struct iovec part = {request, sizeof *request};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = ancillary,
        .msg_controllen = CMSG_LEN(sizeof(int) * MOST_DESCRIPTORS)}; /* in the padding one more would find room */
    ssize_t length;
    do length = recvmsg(CONTROL, &message, MSG_CMSG_CLOEXEC);
    while (length < 0 && errno == EINTR);
    int count = 0;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&message); length >= 0 && c; c = CMSG_NXTHDR(&message, c))
        if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) {
            count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
            memcpy(descriptors, CMSG_DATA(c), count * sizeof(int));
        }
    if (length <= 0) return 0; /* the socket's other end is gone */
    if (length == sizeof *request && count >= 3 && !(message.msg_flags & (MSG_TRUNC | MSG_CTRUNC))) return count;
    greet('B', "a request that is none");
    return 0;
}
