/* Stands between a process and the C library, counts the calls that touch files below one folder, and makes one of
   them fail, or ends the process at it. Loaded by LD_PRELOAD; does nothing before fault_arm() is called.
   Linux with glibc only: these are the names that CPython calls there. */

#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MOST 4096

enum { COUNT, FAIL, FAIL_ON, DIE, HALF_FAIL, HALF_DIE };
enum { READS, WRITES };

static char below[PATH_MAX];
static size_t length;
static long target, reached;
static int armed, reason, how, logged = -1, disk_is_gone;
static char *names[MOST]; /* of the descriptors that were opened below the folder */
static int written[MOST];

void fault_arm(const char *folder, long number, int error, int mode, int log) {
    snprintf(below, sizeof below, "%s/", folder);
    length = strlen(below);
    target = number, reason = error, how = mode, logged = log, reached = 0, disk_is_gone = 0;
    armed = 1;
}

void fault_disarm(void) { armed = 0; }

static int mine(const char *path) { return armed && path && !strncmp(path, below, length); }

static const char *resolved(int folder, const char *path, char *room) {
    if (!armed || !path) return NULL;
    if (path[0] == '/' || folder == AT_FDCWD) return path;
    if (folder < 0 || folder >= MOST || !names[folder]) return NULL;
    snprintf(room, PATH_MAX, "%s/%s", names[folder], path);
    return room;
}

static void note(const char *call, const char *path, const char *to) {
    char line[2 * PATH_MAX + 64];
    int size = snprintf(line, sizeof line, "%ld\t%s\t%s\t%s\n", reached, call, mine(path) ? path + length : path,
                        to ? (mine(to) ? to + length : to) : "");
    if (logged >= 0) syscall(SYS_write, logged, line, size);
}

static void end(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) pause();
}

/* Whether this call is to fail now; errno says why. `space` is for calls that need room on the disk. */
static int fails(const char *call, const char *path, const char *to, int kind, int space) {
    reached++;
    note(call, path, to);
    if (disk_is_gone && kind == WRITES && (reason != ENOSPC || space)) {
        errno = reason;
        return 1;
    }
    if (reached != target) return 0;
    if (how == FAIL || how == FAIL_ON) {
        disk_is_gone = how == FAIL_ON;
        errno = reason;
        return 1;
    }
    return 0;
}

/* After a call: the moment to die, if it was the one. */
static void after(void) {
    if (armed && reached == target && how == DIE) end();
}

#define REAL(type, name, ...)                                                                                          \
    static type (*real)(__VA_ARGS__);                                                                                  \
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, name)

#define AROUND(value, call)                                                                                            \
    do {                                                                                                               \
        value = (call);                                                                                                \
        int kept = errno;                                                                                              \
        after();                                                                                                       \
        errno = kept;                                                                                                  \
    } while (0)

static int opened(int fd, const char *path, int writes) {
    if (fd >= 0 && fd < MOST) {
        free(names[fd]);
        names[fd] = strdup(path), written[fd] = writes;
    }
    return fd;
}

static const char *named(int fd) { return armed && fd >= 0 && fd < MOST ? names[fd] : NULL; }

static int writing(int flags) { return (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0; }

static int open_any(int folder, const char *path, int flags, mode_t mode) {
    REAL(int, "openat64", int, const char *, int, ...);
    char room[PATH_MAX];
    const char *whole = resolved(folder, path, room);
    if (!mine(whole)) return real(folder, path, flags, mode);
    int writes = writing(flags), fd;
    const char *call = writes ? "create" : flags & O_DIRECTORY ? "list" : "open";
    if (fails(call, whole, NULL, writes ? WRITES : READS, writes)) return -1;
    AROUND(fd, opened(real(folder, path, flags, mode), whole, writes));
    return fd;
}

#define MODE(flags)                                                                                                    \
    mode_t mode = 0;                                                                                                   \
    if ((flags) & (O_CREAT | O_TMPFILE)) {                                                                             \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode = va_arg(more, mode_t);                                                                                   \
        va_end(more);                                                                                                  \
    }

int open(const char *path, int flags, ...) { MODE(flags) return open_any(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return open_any(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags) return open_any(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags) return open_any(folder, path, flags, mode); }

DIR *opendir(const char *path) {
    REAL(DIR *, "opendir", const char *);
    if (mine(path) && fails("list", path, NULL, READS, 0)) return NULL;
    return real(path);
}

ssize_t read(int fd, void *into, size_t size) {
    REAL(ssize_t, "read", int, void *, size_t);
    if (named(fd) && fails("read", named(fd), NULL, READS, 0)) return -1;
    return real(fd, into, size);
}

ssize_t write(int fd, const void *from, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    ssize_t done;
    if (!named(fd)) return real(fd, from, size);
    if (fails("write", named(fd), NULL, WRITES, 1)) return -1;
    if (reached == target && (how == HALF_FAIL || how == HALF_DIE)) {
        done = real(fd, from, size / 2);
        if (how == HALF_DIE) end();
        disk_is_gone = 1;
        return done;
    }
    AROUND(done, real(fd, from, size));
    return done;
}

int close(int fd) {
    REAL(int, "close", int);
    char *name = (char *)named(fd);
    int failed = name && written[fd] && fails("close", name, NULL, WRITES, 0), kept = errno, done = real(fd);
    if (name) free(names[fd]), names[fd] = NULL;
    if (name && written[fd]) after();
    if (!failed) return done;
    errno = kept;
    return -1;
}

#define ON_DESCRIPTOR(call, kind, space, name, ...)                                                                    \
    if (named(fd) && fails(call, named(fd), NULL, kind, space)) return -1;                                             \
    int done;                                                                                                          \
    AROUND(done, real(__VA_ARGS__));                                                                                   \
    return done;

int fsync(int fd) { REAL(int, "fsync", int); ON_DESCRIPTOR("fsync", WRITES, 1, fsync, fd) }
int fdatasync(int fd) { REAL(int, "fdatasync", int); ON_DESCRIPTOR("fsync", WRITES, 1, fdatasync, fd) }
int flock(int fd, int what) { REAL(int, "flock", int, int); ON_DESCRIPTOR("lock", READS, 0, flock, fd, what) }
int fchmod(int fd, mode_t mode) { REAL(int, "fchmod", int, mode_t); ON_DESCRIPTOR("chmod", WRITES, 0, fchmod, fd, mode) }
int ftruncate64(int fd, off64_t size) {
    REAL(int, "ftruncate64", int, off64_t);
    ON_DESCRIPTOR("truncate", WRITES, 0, ftruncate64, fd, size)
}
int fstat64(int fd, struct stat64 *facts) { REAL(int, "fstat64", int, struct stat64 *); ON_DESCRIPTOR("stat", READS, 0, fstat64, fd, facts) }

#define ON_PATH(call, path, to, kind, space, ...)                                                                      \
    if ((mine(path) || mine(to)) && fails(call, path, to, kind, space)) return -1;                             \
    int done;                                                                                                          \
    AROUND(done, real(__VA_ARGS__));                                                                                   \
    return done;

int rename(const char *old, const char *to) {
    REAL(int, "rename", const char *, const char *);
    ON_PATH("rename", old, to, WRITES, 1, old, to)
}
int link(const char *old, const char *to) {
    REAL(int, "link", const char *, const char *);
    ON_PATH("link", old, to, WRITES, 1, old, to)
}
int linkat(int from, const char *old, int at, const char *to, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    ON_PATH("link", old, to, WRITES, 1, from, old, at, to, flags)
}
int mkdir(const char *path, mode_t mode) {
    REAL(int, "mkdir", const char *, mode_t);
    ON_PATH("mkdir", path, (char *)NULL, WRITES, 1, path, mode)
}
int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    ON_PATH("unlink", path, (char *)NULL, WRITES, 0, path)
}
int rmdir(const char *path) {
    REAL(int, "rmdir", const char *);
    ON_PATH("rmdir", path, (char *)NULL, WRITES, 0, path)
}
int chmod(const char *path, mode_t mode) {
    REAL(int, "chmod", const char *, mode_t);
    ON_PATH("chmod", path, (char *)NULL, WRITES, 0, path, mode)
}
int unlinkat(int folder, const char *path, int flags) {
    REAL(int, "unlinkat", int, const char *, int);
    char room[PATH_MAX];
    const char *whole = resolved(folder, path, room);
    ON_PATH(flags & AT_REMOVEDIR ? "rmdir" : "unlink", whole, (char *)NULL, WRITES, 0, folder, path, flags)
}
int stat64(const char *path, struct stat64 *facts) {
    REAL(int, "stat64", const char *, struct stat64 *);
    ON_PATH("stat", path, (char *)NULL, READS, 0, path, facts)
}
int lstat64(const char *path, struct stat64 *facts) {
    REAL(int, "lstat64", const char *, struct stat64 *);
    ON_PATH("stat", path, (char *)NULL, READS, 0, path, facts)
}
int fstatat64(int folder, const char *path, struct stat64 *facts, int flags) {
    REAL(int, "fstatat64", int, const char *, struct stat64 *, int);
    char room[PATH_MAX];
    const char *whole = resolved(folder, path, room);
    ON_PATH("stat", whole, (char *)NULL, READS, 0, folder, path, facts, flags)
}
ssize_t readlink(const char *path, char *into, size_t size) {
    REAL(ssize_t, "readlink", const char *, char *, size_t);
    if (mine(path) && fails("readlink", path, NULL, READS, 0)) return -1;
    return real(path, into, size);
}
