/* Reference decoder of version 1 monitor events, after the description of get_monitor_event in
 * zmq_socket_monitor(3): the first of two parts holds a 16-bit event number and an unaligned 32-bit
 * value in host byte order and has more behind it; the second holds the address, without a terminator,
 * and has not. Messages come on stdin, one answer a line goes to stdout.
 *
 *   message:  u32 number of parts, then each part: u8 MORE flag, u32 length, bytes   (host byte order)
 *   answer:   "<event> <value> <address in hex>", or "SIZE <part>", "COUNT <part>", "MORE_FLAG <part>"
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct part {
    int more;
    uint32_t length;
    unsigned char *bytes;
};

static int read_exactly (void *to, size_t length)
{
    return fread (to, 1, length, stdin) == length;
}

/* What receiving the part number `index` of two comes to: NULL and a complaint, or the part. */
static const struct part *receive (const struct part *parts, uint32_t count, uint32_t index)
{
    if (index >= count) {
        printf ("COUNT %u\n", index);
        return NULL;
    }
    /* zmq_msg_more: set on the first, not on the last. */
    if (parts[index].more != (index == 0)) {
        printf ("MORE_FLAG %u\n", index);
        return NULL;
    }
    return &parts[index];
}

static void get_monitor_event (const struct part *parts, uint32_t count)
{
    const struct part *first = receive (parts, count, 0);
    if (!first)
        return;
    if (first->length != sizeof (uint16_t) + sizeof (uint32_t)) {
        printf ("SIZE 0\n");
        return;
    }
    uint16_t event;
    uint32_t value;
    memcpy (&event, first->bytes, sizeof event);
    memcpy (&value, first->bytes + sizeof event, sizeof value);

    const struct part *second = receive (parts, count, 1);
    if (!second)
        return;
    if (count != 2) {
        printf ("COUNT 2\n");
        return;
    }
    printf ("%u %u ", event, value);
    for (uint32_t at = 0; at < second->length; at++)
        printf ("%02x", second->bytes[at]);
    printf ("\n");
}

int main (void)
{
    uint32_t count;
    while (read_exactly (&count, sizeof count)) {
        struct part *parts = calloc (count ? count : 1, sizeof *parts);
        if (!parts)
            return 2;
        for (uint32_t index = 0; index < count; index++) {
            unsigned char more;
            struct part *part = &parts[index];
            if (!read_exactly (&more, 1) || !read_exactly (&part->length, sizeof part->length))
                return 3;
            part->more = more;
            part->bytes = malloc (part->length ? part->length : 1);
            if (!part->bytes || !read_exactly (part->bytes, part->length))
                return 3;
        }
        get_monitor_event (parts, count);
        for (uint32_t index = 0; index < count; index++)
            free (parts[index].bytes);
        free (parts);
    }
    return ferror (stdin) ? 4 : 0;
}
