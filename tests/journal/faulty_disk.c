/* Preloaded into a process: the FAULT_AT-th write or sync of a file fails (FAULT_KIND=fail), or the process is killed
 * before it (kill). Counted while the file FAULT_ARM exists, which is removed by the fault; standard input, output and
 * error are never touched. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long count;

static int faulty(int fd)
{
    const char *at = getenv("FAULT_AT"), *kind = getenv("FAULT_KIND"), *arm = getenv("FAULT_ARM");
    if (fd < 3 || !at || !kind || !arm || access(arm, F_OK) != 0)
        return 0;
    if (__sync_add_and_fetch(&count, 1) != atol(at))
        return 0;
    unlink(arm);
    if (strcmp(kind, "kill") == 0)
        kill(getpid(), SIGKILL);
    errno = EIO;
    return 1;
}

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *data, size_t size) { REAL(write); return faulty(fd) ? -1 : real(fd, data, size); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { REAL(pwrite); return faulty(fd) ? -1 : real(fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { REAL(pwrite64); return faulty(fd) ? -1 : real(fd, data, size, at); }
int fsync(int fd) { REAL(fsync); return faulty(fd) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return faulty(fd) ? -1 : real(fd); }
int ftruncate(int fd, off_t size) { REAL(ftruncate); return faulty(fd) ? -1 : real(fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); return faulty(fd) ? -1 : real(fd, size); }
