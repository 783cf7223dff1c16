/* Stands between a process and the files of one folder: counts what changes them, lets one such call fail or be the
 * last, or records all of them in order. Loaded with LD_PRELOAD; see torture_calls.py. Linux, one thread at a time. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FILES 4096
enum way { PASS, FAIL, KILL };

static char root[PATH_MAX];
static long calls, before, at;
static enum way way;
static int failure, lasting, record = -1;
static char mine[MOST_FILES];

/* From now on calls below `folder` are counted. The one of number `number`, from 1, and those after it when `all` is
 * set, fail with `error`; with error 0 the process dies of SIGKILL instead. `number` 0 only counts. With 2 for `all` the
 * folder is a stick that is pulled out: what reads counts and fails as well. What is done is written to the file `log`,
 * unless that is empty. */
void torture_arm(const char *folder, long number, int error, int all, const char *log) {
    before = calls; calls = 0; at = number; failure = error; lasting = all;
    way = number == 0 ? PASS : error == 0 ? KILL : FAIL;
    if (log[0]) record = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    snprintf(root, sizeof root, "%s", folder);
}

/* How many calls there were before the last arming. */
long torture_last(void) { return before; }

static int below(const char *path) {
    char whole[PATH_MAX];
    if (!root[0] || !path) return 0;
    if (path[0] != '/' && getcwd(whole, sizeof whole)) {
        strncat(whole, "/", sizeof whole - strlen(whole) - 1);
        strncat(whole, path, sizeof whole - strlen(whole) - 1);
        path = whole;
    }
    return strncmp(path, root, strlen(root)) == 0;
}

static int held(int fd) { return root[0] && fd >= 0 && fd < MOST_FILES && mine[fd]; }

/* Returns 1 when the call is to fail. */
static int struck(void) {
    calls++;
    if (way == PASS || calls < at || (calls > at && !lasting)) return 0;
    if (way == KILL) { kill(getpid(), SIGKILL); for (;;) pause(); }
    errno = failure;
    return 1;
}

static int struck_reading(void) { return lasting == 2 && struck(); }

/* Names of a stick that is pulled out lead nowhere. */
static int gone(const char *path) { return lasting == 2 && way == FAIL && calls >= at && below(path); }

static void tell(char what, int fd, int64_t place, const char *first, const char *second, const void *data, uint32_t size) {
    if (record < 0) return;
    uint32_t lengths[3] = {first ? strlen(first) : 0, second ? strlen(second) : 0, size};
    struct iovec parts[] = {{&what, 1}, {&fd, 4}, {&place, 8}, {lengths, 12}, {(void *)first, lengths[0]},
                            {(void *)second, lengths[1]}, {(void *)data, size}};
    syscall(SYS_writev, record, parts, 7);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int opened(int fd, const char *path, int flags) {
    if (fd >= 0 && fd < MOST_FILES) {
        mine[fd] = below(path);
        if (mine[fd]) tell('o', fd, flags, path, NULL, NULL, 0);
    }
    return fd;
}

static int makes(const char *path, int flags) {
    return below(path) && (flags & (O_CREAT | O_TRUNC)) && (flags & O_ACCMODE) != O_RDONLY &&
           ((flags & O_TRUNC) || syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0);
}

#define OPEN(name)                                                                        \
    int name(const char *path, int flags, ...) {                                          \
        va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        if (makes(path, flags) ? struck() : below(path) && struck_reading()) return -1;   \
        return opened(REAL(name)(path, flags, mode), path, flags);                        \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                      \
    int name(int folder, const char *path, int flags, ...) {                              \
        va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
        if (makes(path, flags) ? struck() : below(path) && struck_reading()) return -1;   \
        return opened(REAL(name)(folder, path, flags, mode), path, flags);                \
    }
OPENAT(openat)
OPENAT(openat64)

int close(int fd) {
    if (held(fd)) { tell('c', fd, 0, NULL, NULL, NULL, 0); mine[fd] = 0; }
    return REAL(close)(fd);
}

ssize_t write(int fd, const void *data, size_t size) {
    if (!held(fd)) return REAL(write)(fd, data, size);
    if (struck()) return -1;
    int flags = fcntl(fd, F_GETFL);
    off_t place = lseek(fd, 0, flags & O_APPEND ? SEEK_END : SEEK_CUR);
    ssize_t done = REAL(write)(fd, data, size);
    if (done > 0) tell('w', fd, place, NULL, NULL, data, done);
    return done;
}

ssize_t read(int fd, void *data, size_t size) {
    return held(fd) && struck_reading() ? -1 : REAL(read)(fd, data, size);
}

#define PREAD(name, off)                                                                  \
    ssize_t name(int fd, void *data, size_t size, off place) {                            \
        return held(fd) && struck_reading() ? -1 : REAL(name)(fd, data, size, place);     \
    }
PREAD(pread, off_t)
PREAD(pread64, off64_t)

#define STAT(name, kind)                                                                  \
    int name(const char *path, struct kind *found) {                                      \
        if (gone(path)) { errno = ENOENT; return -1; }                                    \
        return REAL(name)(path, found);                                                   \
    }
STAT(stat, stat)
STAT(stat64, stat64)
STAT(lstat, stat)
STAT(lstat64, stat64)

#define STATAT(name, kind)                                                                \
    int name(int folder, const char *path, struct kind *found, int flags) {               \
        if (gone(path)) { errno = ENOENT; return -1; }                                    \
        return REAL(name)(folder, path, found, flags);                                    \
    }
STATAT(fstatat, stat)
STATAT(fstatat64, stat64)

#define PWRITE(name, off)                                                                 \
    ssize_t name(int fd, const void *data, size_t size, off place) {                      \
        if (held(fd) && struck()) return -1;                                              \
        ssize_t done = REAL(name)(fd, data, size, place);                                 \
        if (done > 0 && held(fd)) tell('w', fd, place, NULL, NULL, data, done);           \
        return done;                                                                      \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

#define TRUNCATE(name, off)                                                               \
    int name(int fd, off size) {                                                          \
        if (held(fd) && struck()) return -1;                                              \
        int done = REAL(name)(fd, size);                                                  \
        if (done == 0 && held(fd)) tell('t', fd, size, NULL, NULL, NULL, 0);              \
        return done;                                                                      \
    }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define SYNC(name)                                                                        \
    int name(int fd) {                                                                    \
        if (held(fd) && struck()) return -1;                                              \
        if (held(fd)) tell('s', fd, 0, NULL, NULL, NULL, 0);                              \
        return REAL(name)(fd);                                                            \
    }
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *from, const char *to) {
    if ((below(from) || below(to)) && struck()) return -1;
    int done = REAL(rename)(from, to);
    if (done == 0 && (below(from) || below(to))) tell('r', 0, 0, from, to, NULL, 0);
    return done;
}

int link(const char *from, const char *to) {
    if (below(to) && struck()) return -1;
    int done = REAL(link)(from, to);
    if (done == 0 && below(to)) tell('l', 0, 0, from, to, NULL, 0);
    return done;
}

int unlink(const char *path) {
    if (below(path) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0 && struck()) return -1;
    int done = REAL(unlink)(path);
    if (done == 0 && below(path)) tell('u', 0, 0, path, NULL, NULL, 0);
    return done;
}

int mkdir(const char *path, mode_t mode) {
    if (below(path) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0 && struck()) return -1;
    return REAL(mkdir)(path, mode);
}

/* What copies inside the kernel is not seen; whoever is refused it copies by reading and writing. */
ssize_t sendfile(int to, int from, off_t *place, size_t size) { errno = EINVAL; return -1; }
ssize_t sendfile64(int to, int from, off64_t *place, size_t size) { errno = EINVAL; return -1; }
ssize_t copy_file_range(int a, off64_t *b, int c, off64_t *d, size_t size, unsigned flags) { errno = EINVAL; return -1; }
