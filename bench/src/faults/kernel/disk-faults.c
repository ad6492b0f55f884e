/*
 * A disk that fails when it is told to, for any program started with LD_PRELOAD: while the file named by FAULT_SWITCH
 * holds "<call> <errno>", the call (fsync, which is fdatasync too, or pwrite) fails on every file whose path begins
 * with FAULT_PATH. An fsync fails after the real one was made: whether the data is on the disk, nobody can say.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int failing(int fd, const char *call) {
  const char *file = getenv("FAULT_SWITCH"), *path = getenv("FAULT_PATH");
  if (!file || !path) return 0;
  int kept = errno, on = open(file, O_RDONLY | O_CLOEXEC);
  char told[64] = {0}, name[32] = {0}, link[64], at[4096];
  int code = 0;
  if (on >= 0) {
    if (read(on, told, sizeof told - 1) < 0) told[0] = 0;
    close(on);
  }
  errno = kept;
  if (sscanf(told, "%31s %d", name, &code) != 2 || strcmp(name, call)) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, at, sizeof at - 1);
  errno = kept;
  if (length < 0) return 0;
  at[length] = 0;
  return strncmp(at, path, strlen(path)) ? 0 : code;
}

#define REAL(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name))

int fsync(int fd) {
  int done = REAL(int, "fsync", int)(fd), code = failing(fd, "fsync");
  return code ? (errno = code, -1) : done;
}
int fdatasync(int fd) {
  int done = REAL(int, "fdatasync", int)(fd), code = failing(fd, "fsync");
  return code ? (errno = code, -1) : done;
}
ssize_t pwrite(int fd, const void *from, size_t size, off_t at) {
  int code = failing(fd, "pwrite");
  return code ? (errno = code, -1) : REAL(ssize_t, "pwrite", int, const void *, size_t, off_t)(fd, from, size, at);
}
ssize_t pwrite64(int fd, const void *from, size_t size, off64_t at) {
  int code = failing(fd, "pwrite");
  return code ? (errno = code, -1) : REAL(ssize_t, "pwrite64", int, const void *, size_t, off64_t)(fd, from, size, at);
}
