/* Compiled into a slot with sanitizers: its environment is an allow-list, in which no option could come. No leak check, for
 * it traces its own process, which a slot forbids; valgrind looks for leaks. */
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);

const char *__asan_default_options(void) { return "detect_leaks=0:exitcode=99"; }
const char *__ubsan_default_options(void) { return "halt_on_error=1:exitcode=98"; }
