/* A relay between client and server that holds back what the client says for a millisecond: a round trip takes that much
 * longer, however much is in it.
 *
 *   delay FOLDER PORT SERVER_FOLDER   listens on FOLDER/.s.PGSQL.PORT for one connection after the other */
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define DELAY 1e-3

struct piece {
    struct piece *next;
    double due;
    ssize_t size, sent;
    char bytes[65536];
};

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec + at.tv_nsec / 1e9;
}

static struct sockaddr_un address(const char *folder, const char *port)
{
    struct sockaddr_un where = {.sun_family = AF_UNIX};
    snprintf(where.sun_path, sizeof where.sun_path, "%s/.s.PGSQL.%s", folder, port);
    return where;
}

static int send_all(int to, const char *bytes, ssize_t size)
{
    while (size > 0) {
        ssize_t sent = send(to, bytes, size, MSG_NOSIGNAL);
        if (sent <= 0) return 0;
        bytes += sent;
        size -= sent;
    }
    return 1;
}

static void relay(int client, int server)
{
    static char buffer[65536];
    struct piece *first = NULL, **last = &first;
    for (;;) {
        struct timespec wait, *limit = NULL;
        struct pollfd ends[] = {{.fd = client, .events = POLLIN}, {.fd = server, .events = POLLIN}};
        if (first) {
            double left = first->due - now();
            if (left <= 0) {
                struct piece *piece = first;
                if (!send_all(server, piece->bytes, piece->size)) break;
                if ((first = piece->next) == NULL) last = &first;
                free(piece);
                continue;
            }
            wait = (struct timespec){.tv_nsec = (long)(left * 1e9)};
            limit = &wait;
        }
        if (ppoll(ends, 2, limit, NULL) < 0 && errno != EINTR) break;
        if (ends[0].revents) {
            struct piece *piece = malloc(sizeof *piece);
            piece->next = NULL;
            if ((piece->size = recv(client, piece->bytes, sizeof piece->bytes, 0)) <= 0) {
                free(piece);
                break;
            }
            piece->due = now() + DELAY;
            *last = piece;
            last = &piece->next;
        }
        if (ends[1].revents) {
            ssize_t size = recv(server, buffer, sizeof buffer, 0);
            if (size <= 0 || !send_all(client, buffer, size)) break;
        }
    }
    while (first) {
        struct piece *piece = first;
        first = piece->next;
        free(piece);
    }
}

int main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: delay FOLDER PORT SERVER_FOLDER\n");
        return 64;
    }
    struct sockaddr_un here = address(argv[1], argv[2]), there = address(argv[3], argv[2]);
    int listening = socket(AF_UNIX, SOCK_STREAM, 0);
    if (bind(listening, (struct sockaddr *)&here, sizeof here) != 0 || listen(listening, 8) != 0) {
        perror("delay");
        return 70;
    }
    for (;;) {
        int client = accept(listening, NULL, NULL), server = socket(AF_UNIX, SOCK_STREAM, 0);
        if (client >= 0 && connect(server, (struct sockaddr *)&there, sizeof there) == 0) relay(client, server);
        close(client);
        close(server);
    }
}
