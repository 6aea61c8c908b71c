/* A disk that fails: the n-th write below a folder, or every one from the n-th on, answers ENOSPC or EIO. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char below[4096];
static long fails_at, seen;
static unsigned long trail[1 << 16]; /* Of each write: which call, on which file. */
static int goes_on, answer;

void disk_fails(const char *folder, long at, int from_then_on, int error) {
    strncpy(below, folder, sizeof below - 1);
    fails_at = at, goes_on = from_then_on, answer = error, seen = 0;
}
long disk_was_asked(void) { return seen; }
unsigned long disk_trail(long n) { return trail[n & 0xffff]; }

static int fails(const char *path, const char *call) {
    if (!*below || !strstr(path, below)) return 0;
    unsigned long sign = 5381;
    for (const char *c = call; *c; c++) sign = 33 * sign + *c;
    for (const char *c = path; *c; c++) sign = 33 * sign + *c;
    trail[++seen & 0xffff] = sign;
    if (seen != fails_at && !(goes_on && fails_at && seen > fails_at)) return 0;
    errno = answer;
    return 1;
}
static int fails_on(int file, const char *call) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return fails(path, call);
}
#define TRUE_CALL(kind, name) static kind (*real)(); if (!real) real = (kind (*)()) dlsym(RTLD_NEXT, name)

ssize_t write(int f, const void *b, size_t n) { TRUE_CALL(ssize_t, "write"); return fails_on(f, "write") ? -1 : real(f, b, n); }
ssize_t pwrite64(int f, const void *b, size_t n, off_t o) { TRUE_CALL(ssize_t, "pwrite64"); return fails_on(f, "pwrite64") ? -1 : real(f, b, n, o); }
ssize_t pwrite(int f, const void *b, size_t n, off_t o) { TRUE_CALL(ssize_t, "pwrite"); return fails_on(f, "pwrite") ? -1 : real(f, b, n, o); }
ssize_t sendfile64(int o, int i, off_t *p, size_t n) { TRUE_CALL(ssize_t, "sendfile64"); return fails_on(o, "sendfile64") ? -1 : real(o, i, p, n); }
ssize_t sendfile(int o, int i, off_t *p, size_t n) { TRUE_CALL(ssize_t, "sendfile"); return fails_on(o, "sendfile") ? -1 : real(o, i, p, n); }
int fsync(int f) { TRUE_CALL(int, "fsync"); return fails_on(f, "fsync") ? -1 : real(f); }
int fdatasync(int f) { TRUE_CALL(int, "fdatasync"); return fails_on(f, "fdatasync") ? -1 : real(f); }
int ftruncate64(int f, off_t n) { TRUE_CALL(int, "ftruncate64"); return fails_on(f, "ftruncate64") ? -1 : real(f, n); }
int ftruncate(int f, off_t n) { TRUE_CALL(int, "ftruncate"); return fails_on(f, "ftruncate") ? -1 : real(f, n); }
int rename(const char *a, const char *b) { TRUE_CALL(int, "rename"); return fails(b, "rename") ? -1 : real(a, b); }
int mkdir(const char *a, mode_t m) { TRUE_CALL(int, "mkdir"); return fails(a, "mkdir") ? -1 : real(a, m); }
