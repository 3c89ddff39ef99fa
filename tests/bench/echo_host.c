/* The floor: a native messaging host that returns every frame as it came. */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

static int read_all(char* to, size_t length) {
  while (length > 0) {
    const ssize_t count = read(0, to, length);
    if (count <= 0) return 0;
    to += count;
    length -= (size_t)count;
  }
  return 1;
}

int main(void) {
#ifdef _WIN32
  _setmode(0, _O_BINARY);
  _setmode(1, _O_BINARY);
#endif
  static char frame[sizeof(uint32_t) + 1024 * 1024];
  for (;;) {
    uint32_t length = 0;
    if (!read_all(frame, sizeof length)) return 0;
    __builtin_memcpy(&length, frame, sizeof length);
    if (length > 1024 * 1024 || !read_all(frame + sizeof length, length)) return 1;
    if (write(1, frame, sizeof length + length) < 0) return 1;
  }
}
