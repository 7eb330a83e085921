// Driver for libzmq in C: ./driver {endpoint} {mode} {socket} {mechanism}. It has no "open": a process for each socket.
// cc -o driver libzmq.c -lzmq
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zmq.h>

static const char *const names[] = {"PAIR", "PUB", "SUB", "REQ", "REP", "DEALER", "ROUTER", "PULL", "PUSH", "XPUB", "XSUB"};

static void *sock;
static int type, reading = 1;
static char pending[1 << 24];

static void hex_out(const unsigned char *octets, size_t size) {
  for (size_t i = 0; i < size; i++) printf("%02x", octets[i]);
}

// The next string of octets in hex behind `at`; returns what follows its closing quote, or NULL.
static const char *hex_in(const char *at, unsigned char *octets, size_t *size) {
  const char *start = strchr(at, '"'), *end = start ? strchr(start + 1, '"') : NULL;
  if (!end) return NULL;
  *size = (size_t)(end - start - 1) / 2;
  for (size_t i = 0; i < *size; i++) {
    unsigned value = 0;
    if (sscanf(start + 1 + 2 * i, "%2x", &value) != 1) return NULL;
    octets[i] = (unsigned char)value;
  }
  return end + 1;
}

static void fail(void) {
  if (errno == EAGAIN) puts("{\"error\":\"again\"}");
  else printf("{\"error\":\"%s\"}\n", zmq_strerror(errno));
}

static void send_parts(const char *list, const char *line) {
  static unsigned char octets[1 << 23];
  const char *wait = strstr(line, "\"wait\"");
  int ms = wait ? atoi(strchr(wait, ':') + 1) : 500;
  zmq_setsockopt(sock, ZMQ_SNDTIMEO, &ms, sizeof ms);
  const char *end = strchr(list, ']');
  for (const char *at = list; at && end;) {
    size_t size;
    at = hex_in(at, octets, &size);
    const char *more = at ? strchr(at, '"') : NULL;
    int is_last = !more || more > end;
    if (!at || zmq_send(sock, octets, size, is_last ? 0 : ZMQ_SNDMORE) < 0) return fail();
    if (is_last) break;
  }
  puts("{\"sent\":true}");
}

static void subscribe(const char *at, int option) {
  unsigned char topic[4096];
  size_t size;
  if (!hex_in(at, topic, &size) || zmq_setsockopt(sock, option, topic, size)) return fail();
  printf("{\"subscribed\":%s}\n", option == ZMQ_SUBSCRIBE ? "true" : "false");
}

static void obey(const char *line) {
  const char *at;
  if (strstr(line, "\"close\"")) {
    if (sock) zmq_close(sock);
    sock = NULL;
    puts("{\"closed\":true}");
  } else if (!sock) puts("{\"error\":\"closed\"}");
  else if ((at = strstr(line, "\"send\""))) send_parts(at + 6, line);
  else if ((at = strstr(line, "\"unsubscribe\""))) subscribe(at + 13, ZMQ_UNSUBSCRIBE);
  else if ((at = strstr(line, "\"subscribe\""))) subscribe(at + 11, ZMQ_SUBSCRIBE);
  else if ((at = strstr(line, "\"read\""))) {
    reading = strstr(at, "true") != NULL;
    printf("{\"read\":%s}\n", reading ? "true" : "false");
  } else puts("{\"error\":\"unsupported\"}");
}

// One message, if there is one.
static int receive(void) {
  int more = 1;
  size_t size = sizeof more;
  for (int first = 1; more; first = 0) {
    zmq_msg_t part;
    zmq_msg_init(&part);
    if (zmq_msg_recv(&part, sock, ZMQ_DONTWAIT) < 0) return 0;
    printf(first ? "{\"recv\":[\"" : ",\"");
    hex_out(zmq_msg_data(&part), zmq_msg_size(&part));
    putchar('"');
    zmq_msg_close(&part);
    zmq_getsockopt(sock, ZMQ_RCVMORE, &more, &size);
  }
  puts("]}");
  return 1;
}

int main(int argc, char **argv) {
  if (argc < 5) return 2;
  setvbuf(stdout, NULL, _IOFBF, 1 << 16);
  void *context = zmq_ctx_new();
  for (type = 0; type < 11 && strcmp(names[type], argv[3]); type++);
  sock = type < 11 && !strcmp(argv[4], "NULL") ? zmq_socket(context, type) : NULL;
  int zero = 0, is_bind = !strcmp(argv[2], "bind"), major, minor, patch;
  char endpoint[256];
  size_t size = sizeof endpoint;
  if (!sock) puts("{\"error\":\"unsupported\"}");
  else if (zmq_setsockopt(sock, ZMQ_LINGER, &zero, sizeof zero) ||
           (is_bind ? zmq_bind : zmq_connect)(sock, argv[1]) ||
           zmq_getsockopt(sock, ZMQ_LAST_ENDPOINT, endpoint, &size)) fail();
  else {
    zmq_version(&major, &minor, &patch);
    printf("{\"ready\":\"%s\",\"name\":\"libzmq %d.%d.%d\",\"can\":[\"zmtp3\",\"zmtp2\",\"zmtp1\",\"heartbeat\"", endpoint, major, minor, patch);
    for (int each = 1; each < 11; each++)
      if (each < 7 || each > 8) printf(",\"%s\"", names[each]);
    puts("]}");
  }
  fflush(stdout);
  for (size_t have = 0;;) {
    int receives = sock && reading && type != ZMQ_PUSH && type != ZMQ_PUB;
    zmq_pollitem_t items[] = {{NULL, 0, ZMQ_POLLIN, 0}, {sock, 0, ZMQ_POLLIN, 0}};
    zmq_poll(items, receives ? 2 : 1, -1);
    for (int count = 0; receives && count < 1000 && receive(); count++);
    if (items[0].revents) {
      ssize_t got = read(0, pending + have, sizeof pending - have - 1);
      if (got <= 0) break;
      pending[have += (size_t)got] = 0;
      char *line = pending, *end;
      for (; (end = strchr(line, '\n')); line = end + 1) {
        *end = 0;
        obey(line);
      }
      memmove(pending, line, strlen(line) + 1);
      have = strlen(pending);
    }
    fflush(stdout);
  }
  if (sock) zmq_close(sock);
  zmq_ctx_term(context);
  return 0;
}
