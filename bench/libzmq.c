/* The C contender of the benchmark: libzmq through its own API, nothing around it. Same jobs, same command
   line and same lines on stdout as the workers in workers/ (see workers/lines.ts), and one more:

     version   says which libzmq this is */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zmq.h>

/* Below this a copy (zmq_send) is the fastest way to send, above it a message that points at our
   memory (zmq_msg_init_data): measured, so that libzmq shows the best it can. */
#define COPY_MAX 1024

/* Those of the example in zmq_curve(7), as in workers/curve.ts. */
#define SERVER_PUBLIC "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7"
#define SERVER_SECRET "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6"
#define CLIENT_PUBLIC "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID"
#define CLIENT_SECRET "D:)Q[IlAW!ahhC2ac:9*A}h:p?([4%wOTJ%JR%cs"

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

/* What is known of the job, from the command line: numbers behind the endpoint, then a word. */
static const char *endpoint, *api = "";
static size_t numbers[4];
static void *context;
static char *bytes;

static void *open_socket(int type, int is_server)
{
    void *socket = zmq_socket(context, type);
    int on = 1, backlog = 4096;
    zmq_setsockopt(socket, ZMQ_BACKLOG, &backlog, sizeof backlog);
    if (strstr(api, "curve") == NULL) return socket;
    if (is_server) {
        zmq_setsockopt(socket, ZMQ_CURVE_SERVER, &on, sizeof on);
        zmq_setsockopt(socket, ZMQ_CURVE_SECRETKEY, SERVER_SECRET, 41);
    } else {
        zmq_setsockopt(socket, ZMQ_CURVE_SERVERKEY, SERVER_PUBLIC, 41);
        zmq_setsockopt(socket, ZMQ_CURVE_PUBLICKEY, CLIENT_PUBLIC, 41);
        check(zmq_setsockopt(socket, ZMQ_CURVE_SECRETKEY, CLIENT_SECRET, 41) == 0, "CURVE");
    }
    return socket;
}

static void *bound(void *socket)
{
    check(zmq_bind(socket, endpoint) == 0, endpoint);
    say_bound(socket);
    return socket;
}

static void *connected(void *socket)
{
    check(zmq_connect(socket, endpoint) == 0, endpoint);
    return socket;
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

static void send_one(void *socket, size_t size)
{
    if (size < COPY_MAX) {
        check(zmq_send(socket, bytes, size, 0) >= 0, "zmq_send");
        return;
    }
    zmq_msg_t message;
    zmq_msg_init_data(&message, bytes, size, keep, NULL);
    check(zmq_msg_send(&message, socket, 0) >= 0, "zmq_msg_send");
}

static void receive_job(void)
{
    void *socket = bound(open_socket(ZMQ_PULL, 1));
    for (size_t done = 0; done < numbers[1]; done++) receive(socket, numbers[0]);
    double start = now();
    for (size_t done = 0; done < numbers[2]; done++) receive(socket, numbers[0]);
    say_seconds(now() - start);
    zmq_close(socket);
}

static void send_job(void)
{
    void *socket = connected(open_socket(ZMQ_PUSH, 0));
    for (size_t done = 0; done < numbers[1]; done++) send_one(socket, numbers[0]);
    zmq_close(socket);
}

static int answering_type(void)
{
    return strstr(api, "request") ? ZMQ_REP : strstr(api, "dealer") ? ZMQ_ROUTER : ZMQ_PAIR;
}

static int asking_type(void)
{
    return strstr(api, "request") ? ZMQ_REQ : strstr(api, "dealer") ? ZMQ_DEALER : ZMQ_PAIR;
}

static void echo_job(void)
{
    int type = answering_type();
    void *socket = bound(open_socket(type, 1));
    char name[256];
    for (size_t done = 0; done < numbers[1]; done++) {
        int length = type == ZMQ_ROUTER ? zmq_recv(socket, name, sizeof name, 0) : 0;
        receive(socket, numbers[0]);
        if (type == ZMQ_ROUTER) zmq_send(socket, name, length, ZMQ_SNDMORE);
        send_one(socket, numbers[0]);
    }
    zmq_close(socket);
}

/* Each socket has one message under way, and is waited for in turn. */
static void ask_job(int is_fresh_each_time)
{
    size_t warm_up = numbers[1], total = warm_up + numbers[2], peers = numbers[3], begun = 0;
    void **sockets = calloc(peers, sizeof *sockets);
    double start = now();
    for (; begun < peers; begun++) {
        sockets[begun] = connected(open_socket(asking_type(), 0));
        send_one(sockets[begun], numbers[0]);
    }
    for (size_t done = 0; done < total; done++) {
        void **socket = &sockets[done % peers];
        if (done == warm_up) start = now();
        receive(*socket, numbers[0]);
        if (is_fresh_each_time || begun >= total) zmq_close(*socket);
        if (begun++ >= total) continue;
        if (is_fresh_each_time) *socket = connected(open_socket(asking_type(), 0));
        send_one(*socket, numbers[0]);
    }
    say_seconds(now() - start);
}

static void ping_job(void)
{
    ask_job(0);
}

static void greet_job(void)
{
    ask_job(1);
}

static void publish_job(void)
{
    void *socket = open_socket(ZMQ_XPUB, 1);
    int on = 1;
    zmq_setsockopt(socket, ZMQ_XPUB_VERBOSE, &on, sizeof on);
    zmq_setsockopt(socket, ZMQ_XPUB_NODROP, &on, sizeof on);
    bound(socket);
    for (size_t done = 0; done < numbers[2]; done++) receive(socket, 1);
    for (size_t done = 0; done < numbers[1]; done++) send_one(socket, numbers[0]);
    zmq_close(socket);
}

static void subscribe_job(void)
{
    size_t peers = numbers[3];
    void **sockets = calloc(peers, sizeof *sockets);
    for (size_t peer = 0; peer < peers; peer++) {
        sockets[peer] = connected(open_socket(ZMQ_SUB, 0));
        zmq_setsockopt(sockets[peer], ZMQ_SUBSCRIBE, "", 0);
    }
    double start = now();
    for (size_t done = 0; done < numbers[1] + numbers[2]; done++) {
        if (done == numbers[1]) start = now();
        for (size_t peer = 0; peer < peers; peer++) receive(sockets[peer], numbers[0]);
    }
    say_seconds(now() - start);
    for (size_t peer = 0; peer < peers; peer++) zmq_close(sockets[peer]);
}

#define TOPIC_LENGTH 21
#define DIGITS_END 15

static void write_topic(char *topic, size_t index)
{
    sprintf(topic, "market/%08x/price", (uint32_t)index * 2654435761u);
}

/* Only the digits: it is done for every message. */
static void rewrite_topic(char *topic, uint32_t index)
{
    uint32_t number = index * 2654435761u;
    for (int at = DIGITS_END - 1; at >= DIGITS_END - 8; at--, number >>= 4) topic[at] = "0123456789abcdef"[number & 15];
}

static void match_job(void)
{
    size_t topics = numbers[0], warm_up = numbers[1], total = warm_up + numbers[2];
    void *publisher = open_socket(ZMQ_XPUB, 1), *subscriber = open_socket(ZMQ_SUB, 0);
    int unlimited = 0;
    zmq_setsockopt(publisher, ZMQ_RCVHWM, &unlimited, sizeof unlimited);
    bound(publisher);
    connected(subscriber);
    char topic[TOPIC_LENGTH + 1];
    for (size_t index = 0; index < topics; index++) {
        write_topic(topic, index);
        zmq_setsockopt(subscriber, ZMQ_SUBSCRIBE, topic, TOPIC_LENGTH);
    }
    for (size_t index = 0; index < topics; index++) receive(publisher, 1 + TOPIC_LENGTH);
    topic[TOPIC_LENGTH - 1] = 'E';
    double start = now();
    for (size_t sent = 0; sent < total; sent++) {
        if (sent == warm_up) start = now();
        rewrite_topic(topic, (uint32_t)sent * 2246822519u % (uint32_t)topics);
        zmq_send(publisher, topic, TOPIC_LENGTH, 0);
    }
    say_seconds(now() - start);
    zmq_close(subscriber);
    zmq_close(publisher);
}

static const struct {
    const char *name;
    void (*run)(void);
} jobs[] = {
    {"receive", receive_job},     {"send", send_job},           {"echo", echo_job},
    {"ping", ping_job},           {"greet", greet_job},         {"publish", publish_job},
    {"subscribe", subscribe_job}, {"match", match_job},
};

int main(int argc, char **argv)
{
    int major, minor, patch;
    zmq_version(&major, &minor, &patch);
    if (argc == 2 && strcmp(argv[1], "version") == 0) {
        printf("%d.%d.%d\n", major, minor, patch);
        return 0;
    }
    endpoint = argc > 2 ? argv[2] : "";
    for (int index = 3, count = 0; index < argc; index++) {
        char *rest;
        size_t number = strtoul(argv[index], &rest, 10);
        if (*rest != 0) api = argv[index];
        else if (count < 4) numbers[count++] = number;
    }
    for (size_t index = 0; argc > 2 && index < sizeof jobs / sizeof *jobs; index++) {
        if (strcmp(argv[1], jobs[index].name) != 0) continue;
        bytes = calloc(numbers[0] + 1, 1);
        context = zmq_ctx_new();
        jobs[index].run();
        zmq_ctx_term(context);
        return 0;
    }
    fprintf(stderr, "usage: %s JOB ENDPOINT NUMBERS… [API], see bench/workers/lines.ts\n", argv[0]);
    return 2;
}
