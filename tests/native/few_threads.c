/* LD_PRELOAD: as with RLIMIT_NPROC, which does not bind root, pthread_create fails while as many threads as
   few_threads() allows are running. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_int limit = -1, running;
static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

struct work {
  void *(*run)(void *);
  void *argument;
};

static void ended(void *unused) {
  (void)unused;
  atomic_fetch_sub(&running, 1);
}

static void make_key(void) { pthread_key_create(&key, ended); }

static void *begin(void *given) {
  struct work work = *(struct work *)given;
  free(given);
  pthread_setspecific(key, &key);
  return work.run(work.argument);
}

/* How many threads may run besides those that do now; -1: as many as there can be. */
void few_threads(int more) { atomic_store(&limit, more < 0 ? -1 : atomic_load(&running) + more); }

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument) {
  static int (*next)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
  if (!next) next = dlsym(RTLD_NEXT, "pthread_create");
  pthread_once(&once, make_key);
  const int most = atomic_load(&limit);
  if (atomic_fetch_add(&running, 1) >= most && most >= 0) {
    atomic_fetch_sub(&running, 1);
    return EAGAIN;
  }
  struct work *work = malloc(sizeof *work);
  work->run = run;
  work->argument = argument;
  const int failed = next(thread, attributes, begin, work);
  if (failed) {
    free(work);
    atomic_fetch_sub(&running, 1);
  }
  return failed;
}
