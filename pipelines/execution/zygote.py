"""The interpreter of a sandbox: has read one Python program and forks itself for every input. Imports nothing of ours.

The slot (`slot/slot.c`) builds the sandbox and becomes this: `python3 zygote.py TIER UID PROCESSES STACK_BYTES PROGRAM`. The
program is compiled once, and the standard modules that it imports are imported beforehand; then `slot/zygote.c` answers the
requests and returns here in a child, once per run, where the program is begun and ended as the interpreter would do it.

Every page that a child touches is copied, which costs more than anything that it computes here. So what is the same for each
run is made ready before, and little is imported.
"""

import atexit
import gc
import os
import sys
import types

SIGINT, SIG_DFL = 2, 0

# Importing these runs library code only, prints nothing and starts nothing; anything else is imported by the program itself.
PRELOADABLE = frozenset(
    """abc array bisect calendar cmath collections contextlib copy dataclasses datetime decimal enum fractions functools
    heapq io itertools json math numbers operator os queue random re statistics string struct sys textwrap threading time types
    typing numpy""".split()
)

# Names by which a program would see that it was forked: it gets an interpreter of its own for each run.
TELLING = frozenset(
    """_getframe _current_frames orig_argv inspect extract_stack print_stack format_stack walk_stack tracemalloc faulthandler
    get_objects get_referrers get_referents getrefcount getallocatedblocks is_tracked multiprocessing concurrent getppid
    """.split()
)

leave = os._exit  # bound before any program could bind the name to something else
collect_garbage = gc.collect


def code_objects(code):
    """A program's code and that of everything defined in it."""
    waiting = [code]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += [constant for constant in one.co_consts if isinstance(constant, types.CodeType)]


def import_names(code):
    """The modules that import statements name, wherever they stand."""
    import opcode

    importing, extending = opcode.opmap["IMPORT_NAME"], opcode.opmap["EXTENDED_ARG"]
    for one in code_objects(code):
        words, extension = one.co_code, 0
        for place in range(0, len(words), 2):
            argument = extension | words[place + 1]
            extension = argument << 8 if words[place] == extending else 0
            if words[place] == importing:
                yield one.co_names[argument]


def wants_fresh_interpreter(code):
    """Whether a program looks at what a fork of ours cannot imitate: frames below its own, all objects, other processes."""
    return any(not TELLING.isdisjoint(one.co_names) for one in code_objects(code))


def read_program(path):
    """Compile the program: (code, "") or (None, the error as Python words it)."""
    with open(path, "rb") as file:
        source = file.read()
    try:
        return compile(source, path, "exec", dont_inherit=True), ""
    except Exception as error:
        import traceback

        return None, "".join(traceback.format_exception_only(type(error), error)).strip()


def import_beforehand(code):
    """Import what the program will import, as far as it is known to do nothing else."""
    for name in import_names(code):
        if name.split(".")[0] in PRELOADABLE:
            try:
                __import__(name)
            except Exception:
                continue


def make_main(path):
    """The module `__main__` and what else the interpreter prepares for a program."""
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=path, __builtins__=__builtins__, __annotations__={}, __cached__=None)
    sys.modules["__main__"] = main
    sys.argv = [path]
    sys.path[0] = os.path.dirname(path)


def wake_up():
    """What the interpreter does after a fork of its own, as far as a program could tell."""
    random = sys.modules.get("random")
    if random is not None:
        random._inst.seed()
    threading = sys.modules.get("threading")
    if threading is not None:
        threading._main_thread._set_native_id()


def execute(code):
    """Run the program; its exit status so far, None for an uncaught KeyboardInterrupt.

    Nobody but `sys.modules` holds its module, so that all that is in it ends when it is taken out there.
    """
    try:
        exec(code, sys.modules["__main__"].__dict__)
    except SystemExit as leaving:
        if leaving.code is None or isinstance(leaving.code, int):
            code = int(leaving.code or 0)
            return code if -(1 << 63) <= code < 1 << 63 else 255  # what no machine word holds is an error
        print(leaving.code, file=sys.stderr)
        return 1
    except BaseException as error:
        trace = error.__traceback__ and error.__traceback__.tb_next
        sys.excepthook(type(error), error.with_traceback(trace), trace)
        return None if isinstance(error, KeyboardInterrupt) else 1
    return 0


def hide_own_frames(below):
    """Make the recursion limit count from the program's first frame, as if ours were not there.

    `below`: how many frames lie between our caller and the program, which is one more call of C before Python 3.12.
    """
    frame, own = sys._getframe(1), below + (sys.version_info < (3, 12))
    while frame is not None:
        frame, own = frame.f_back, own + 1
    real_get, real_set = sys.getrecursionlimit, sys.setrecursionlimit
    real_set(real_get() + own)
    sys.getrecursionlimit = lambda: real_get() - own
    sys.setrecursionlimit = lambda limit, /: real_set(limit + own if limit > 0 else limit)


def end_program(status):
    """What Py_FinalizeEx does that can be seen from outside: threads, exit functions, flushing, finalizers."""
    try:
        threading = sys.modules.get("threading")
        if threading is not None:
            threading._shutdown()
        atexit._run_exitfuncs()
    except BaseException:
        pass
    flushed = flush_streams()
    # Files that nobody closed are flushed when they are destroyed; the program's own names are what keeps them. The first
    # collection is the interpreter's as well: it brings containers before their contents, files before their descriptors.
    collect_garbage()
    sys.stdin, sys.stdout, sys.stderr = sys.__stdin__, sys.__stdout__, sys.__stderr__
    sys.modules.pop("__main__", None)
    collect_garbage()
    return status if flush_streams() and flushed else 120


def flush_streams():
    """Whether both streams could be flushed; one that is closed needs none."""
    flushed = True
    for stream in (getattr(sys, "stdout", None), getattr(sys, "stderr", None)):
        try:
            if stream is not None and not getattr(stream, "closed", False):
                stream.flush()
        except BaseException:
            flushed = False
    return flushed


def run_program(code):
    """Be the program, to its end. Never returns."""
    status = 1
    try:
        wake_up()
        status = end_program(execute(code))
        if status is None:
            import signal

            status = 1
            signal.signal(SIGINT, SIG_DFL)
            os.kill(os.getpid(), SIGINT)
    finally:
        leave(status & 0xFF)


def main():
    import zygote_slot as slot  # lies beside this file, and is part of the slot

    os.environ.pop("LD_BIND_NOW", None)  # is for this process alone
    *numbers, path = sys.argv[1:]
    slot.prepare(*map(int, numbers))
    try:
        code, error = read_program(path)
    except OSError as failure:
        slot.say("B", str(failure)[:900])
        return
    if error:
        slot.say("E", error[-900:].encode(errors="replace").decode())
        return
    if wants_fresh_interpreter(code):
        slot.say("F", "")
        return
    import_beforehand(code)
    hide_own_frames(below=2)
    gc.collect()
    gc.freeze()
    make_main(path)  # after the freeze: what a program leaves in cycles around it is to be found by its last collection
    if slot.serve():
        run_program(code)


if __name__ == "__main__":
    main()
