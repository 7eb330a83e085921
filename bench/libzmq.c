/* The C contender of the benchmark: libzmq through its own API, nothing around it. Same command line
   and same lines on stdout as the workers in workers/ (see workers/lines.ts).

     receive ENDPOINT SIZE WARMUP COUNT   PULL, binds, says how long COUNT messages took
     send    ENDPOINT SIZE COUNT          PUSH, connects
     echo    ENDPOINT SIZE COUNT          PAIR, binds, sends back COUNT messages
     ping    ENDPOINT SIZE WARMUP COUNT   PAIR, connects, says how long COUNT round trips took
     version                              says which libzmq this is */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zmq.h>

/* Below this a copy (zmq_send) is the fastest way to send, above it a message that points at our
   memory (zmq_msg_init_data): measured, so that libzmq shows the best it can. */
#define COPY_MAX 1024

static void check(int succeeded, const char *what)
{
    if (succeeded) return;
    fprintf(stderr, "%s: %s\n", what, zmq_strerror(zmq_errno()));
    exit(1);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void say_bound(void *socket)
{
    char endpoint[256];
    size_t length = sizeof endpoint;
    check(zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, endpoint, &length) == 0, "ZMQ_LAST_ENDPOINT");
    printf("bound %s\n", endpoint);
    fflush(stdout);
}

static void say_seconds(double seconds)
{
    printf("seconds %.9f\n", seconds);
    fflush(stdout);
}

static void receive(void *socket, size_t size)
{
    zmq_msg_t message;
    zmq_msg_init(&message);
    check(zmq_msg_recv(&message, socket, 0) >= 0, "zmq_msg_recv");
    if (zmq_msg_size(&message) != size) {
        fprintf(stderr, "a message of %zu bytes came, not %zu\n", zmq_msg_size(&message), size);
        exit(1);
    }
    zmq_msg_close(&message);
}

static void keep(void *memory, void *hint)
{
    (void)memory;
    (void)hint;
}

static void send_one(void *socket, char *bytes, size_t size)
{
    if (size < COPY_MAX) {
        check(zmq_send(socket, bytes, size, 0) >= 0, "zmq_send");
        return;
    }
    zmq_msg_t message;
    zmq_msg_init_data(&message, bytes, size, keep, NULL);
    check(zmq_msg_send(&message, socket, 0) >= 0, "zmq_msg_send");
}

int main(int argc, char **argv)
{
    int major, minor, patch;
    zmq_version(&major, &minor, &patch);
    if (argc == 2 && strcmp(argv[1], "version") == 0) {
        printf("%d.%d.%d\n", major, minor, patch);
        return 0;
    }
    if (argc < 5) {
        fprintf(stderr, "usage: %s receive|send|echo|ping ENDPOINT SIZE [WARMUP] COUNT\n", argv[0]);
        return 2;
    }
    const char *job = argv[1], *endpoint = argv[2];
    size_t size = strtoul(argv[3], NULL, 10);
    long first = strtol(argv[4], NULL, 10);
    long count = argc > 5 ? strtol(argv[5], NULL, 10) : 0;
    char *bytes = calloc(size + 1, 1);
    void *context = zmq_ctx_new();

    if (strcmp(job, "receive") == 0) {
        void *socket = zmq_socket(context, ZMQ_PULL);
        check(zmq_bind(socket, endpoint) == 0, endpoint);
        say_bound(socket);
        for (long done = 0; done < first; done++) receive(socket, size);
        double start = now();
        for (long done = 0; done < count; done++) receive(socket, size);
        say_seconds(now() - start);
        zmq_close(socket);
    } else if (strcmp(job, "send") == 0) {
        void *socket = zmq_socket(context, ZMQ_PUSH);
        check(zmq_connect(socket, endpoint) == 0, endpoint);
        for (long done = 0; done < first; done++) send_one(socket, bytes, size);
        zmq_close(socket);
    } else if (strcmp(job, "echo") == 0) {
        void *socket = zmq_socket(context, ZMQ_PAIR);
        check(zmq_bind(socket, endpoint) == 0, endpoint);
        say_bound(socket);
        for (long done = 0; done < first; done++) {
            receive(socket, size);
            send_one(socket, bytes, size);
        }
        zmq_close(socket);
    } else if (strcmp(job, "ping") == 0) {
        void *socket = zmq_socket(context, ZMQ_PAIR);
        check(zmq_connect(socket, endpoint) == 0, endpoint);
        double start = 0;
        for (long done = 0; done < first + count; done++) {
            if (done == first) start = now();
            send_one(socket, bytes, size);
            receive(socket, size);
        }
        say_seconds(now() - start);
        zmq_close(socket);
    } else {
        fprintf(stderr, "unknown job %s\n", job);
        return 2;
    }
    zmq_ctx_term(context);
    free(bytes);
    return 0;
}
