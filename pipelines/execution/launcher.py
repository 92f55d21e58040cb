"""Process 1 of a sandbox. Runs on its own (`python3 launcher.py CONFIG`), imports nothing of ours.

The client starts it with an inherited SEQPACKET socket. It builds the sandbox once: fresh user (when not root), mount,
pid, network, ipc and uts namespaces; a root that holds only the toolchain, read-only, and the program; no capabilities, no
new privileges, a user id of its own. Then it answers one request after the other: run the program on an input.

A request is a JSON object with descriptors attached: `{"cpu_s", "wall_s", "memory_bytes", "output_bytes"}` + [stdin]. The
answer is `{"status", "cpu_s", "wall_s", "memory_bytes", "killed"}` + [stdout, stderr], both memory files. Python
programs are forked from this process, which has compiled them and imported the standard modules that they use; all
others are executed. When the socket's other end closes, everything in here dies with process 1.

System calls that could leave this house, or leave something behind in it, are refused: sockets (not every address family
heeds the network namespace), new namespaces and mounts, shared memory and queues that outlive their process.

Not covered here: the rest of the kernel's surface stays reachable (the filter is a deny-list); memory is bounded per process,
not per program tree, and memory files count for none; the kernel's mount table tells the path of the program's folder.
"""

import ast
import atexit
import ctypes
import errno
import gc
import json
import os
import resource
import select
import signal
import socket
import struct
import sys
import threading
import time
import traceback
import types

CONTROL = 3
STACK_BYTES = 64 << 20
ADDRESS_SPACE_SLACK_BYTES = 256 << 20  # stacks of threads and mapped libraries; the resident size decides

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
MS_NOATIME, MS_NODIRATIME, MS_RELATIME, ST_RELATIME = 1024, 2048, 1 << 21, 4096
MNT_DETACH = 2
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 24, 38
SYS_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
LAST_CAPABILITY = 63
LONGEST_WAIT_S = 3600.0  # poll() takes its time as a C int of milliseconds

AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
SYS_CLONE = {"x86_64": 56, "aarch64": 220}
SYS_CLONE3 = 435
CLONE_NEW_ANY = 0x7E020000
# socket, ptrace, process_vm_readv/writev, mount, umount2, pivot_root, chroot, unshare, setns, bpf, perf_event_open,
# userfaultfd, add_key, request_key, keyctl, shmget, semget, msgget, mq_open, flock, sched_setaffinity: by machine, for their
# numbers differ
DENIED_CALLS = {
    "x86_64": (41, 101, 310, 311, 165, 166, 155, 161, 272, 308, 321, 298, 323, 248, 249, 250, 29, 64, 68, 240, 73, 203),
    "aarch64": (198, 117, 270, 271, 40, 39, 41, 51, 97, 268, 280, 241, 282, 217, 218, 219, 194, 190, 186, 180, 32, 122),
}
# io_uring (which would open sockets unseen), open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, mount_setattr: the same
# numbers everywhere
DENIED_CALLS_ANYWHERE = (425, 426, 427, 428, 429, 430, 431, 432, 433, 442)

# Importing these runs library code only, prints nothing and starts nothing; anything else is imported by the program itself.
PRELOADABLE = frozenset(
    """abc array bisect calendar cmath collections contextlib copy dataclasses datetime decimal enum fractions functools
    heapq io itertools math numbers operator os queue random re statistics string struct sys textwrap threading time types
    typing numpy""".split()
)

libc = ctypes.CDLL(None, use_errno=True)
leave = os._exit  # bound before any program could bind the name to something else
collect_garbage = gc.collect


def check(result, what):
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")


def mount(source, target, kind, flags, data=""):
    arguments = [ctypes.c_char_p(value.encode()) for value in (source, target, kind)]
    check(libc.mount(*arguments, ctypes.c_ulong(flags), ctypes.c_char_p(data.encode())), f"mount {source} on {target}")


def bind(source, target, extra_flags):
    """Show `source` at `target`; a bind mount obeys new flags only when it is mounted again, and may not lose old ones."""
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "w"):
            pass
    mount(source, target, "", MS_BIND | MS_REC)
    had = os.statvfs(target).f_flag
    inherited = had & (MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_NOATIME | MS_NODIRATIME)
    inherited |= MS_RELATIME if had & ST_RELATIME else 0
    mount("", target, "", MS_REMOUNT | MS_BIND | inherited | MS_NOSUID | extra_flags)


def enter_namespaces(client_pid):
    """New namespaces, of a user of ours where we are not root; afterwards the caller is process 1 of them."""
    client = os.pidfd_open(client_pid)
    flags = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS
    uid, gid = os.geteuid(), os.getegid()
    if uid != 0:
        flags |= CLONE_NEWUSER
    check(libc.unshare(flags), "unshare")
    if uid != 0:
        for name, text in (("setgroups", "deny"), ("uid_map", f"1000 {uid} 1"), ("gid_map", f"1000 {gid} 1")):
            with open(f"/proc/self/{name}", "w") as file:
                file.write(text)
    child = os.fork()
    if child:
        os.close(CONTROL)
        # Not a death signal: that would come when the client's *thread* that started us ends, not its process.
        poll = select.poll()
        ending = os.pidfd_open(child)
        for descriptor in (client, ending):
            poll.register(descriptor, select.POLLIN)
        if any(descriptor == ending for descriptor, _ in poll.poll()):
            os.waitpid(child, 0)  # so that the times of all runs are in the client's account
        os._exit(0)  # whatever lives inside dies by its death signal
    os.close(client)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def build_root(config):
    """A root of a fresh tmpfs, the toolchain's folders and the program, all read-only, entered by pivot_root."""
    root = config["root"]
    mount("", "/", "", MS_REC | MS_PRIVATE)
    mount("tmpfs", root, "tmpfs", MS_NOSUID | MS_NODEV, "size=64k,mode=755")
    for path, target in config["links"]:
        os.makedirs(os.path.dirname(root + path), exist_ok=True)
        os.symlink(target, root + path)
    for path in config["folders"]:
        bind(path, root + path, MS_RDONLY | MS_NODEV)
    for name in ("null", "zero", "random", "urandom"):
        bind(f"/dev/{name}", f"{root}/dev/{name}", 0)
    for name, target in (("fd", ""), ("stdin", "/0"), ("stdout", "/1"), ("stderr", "/2")):
        os.symlink(f"/proc/self/fd{target}", f"{root}/dev/{name}")
    os.mkdir(root + "/proc")
    mount("proc", root + "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY, "hidepid=2")
    if config.get("work_bytes"):
        os.mkdir(root + "/work")
        owner = f",uid={config['uid']},gid={config['uid']}" if os.getuid() == 0 else ""
        mount("tmpfs", root + "/work", "tmpfs", MS_NOSUID | MS_NODEV, f"size={config['work_bytes']},mode=700{owner}")
    if config.get("program"):
        os.mkdir(root + "/program")
        bind(config["program"], root + "/program", MS_RDONLY | MS_NODEV)
    os.chdir(root)
    here = ctypes.c_char_p(b".")
    check(libc.syscall(SYS_PIVOT_ROOT[os.uname().machine], here, here), "pivot_root")
    check(libc.umount2(here, MNT_DETACH), "umount of the old root")
    os.chdir("/work" if config.get("work_bytes") else "/")
    mount("", "/", "", MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV)


def drop_privileges(config):
    """No capability, no way to gain one, and a user id that no other sandbox has (it is what bounds processes)."""
    libc.sethostname(b"sandbox", 7)
    for capability in range(LAST_CAPABILITY + 1):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    if os.getuid() == 0:
        os.setgroups([])
        os.setresgid(config["uid"], config["uid"], config["uid"])
        os.setresuid(config["uid"], config["uid"], config["uid"])
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # _LINUX_CAPABILITY_VERSION_3, this process
    check(libc.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    check(libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    # Programs share our user id: without this they could trace us. Changing ids clears the death signal: set it again.
    check(libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0), "dumpable")
    check(libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "pdeathsig")


def filter_calls():
    """Refuse the denied system calls from now on, here and in every child: a seccomp filter, in classic BPF."""
    machine = os.uname().machine
    load, jump_equal, jump_above, jump_bits, answer = 0x20, 0x15, 0x35, 0x45, 0x06  # operations of <linux/bpf_common.h>
    allow, kill, refuse = 0x7FFF0000, 0x80000000, 0x00050000  # SECCOMP_RET_ALLOW, _KILL_PROCESS, _ERRNO
    number, architecture, first_argument = 0, 4, 16  # places in struct seccomp_data; both machines are little-endian
    steps = [(load, 0, 0, architecture), (jump_equal, 1, 0, AUDIT_ARCH[machine]), (answer, 0, 0, kill)]
    steps += [(load, 0, 0, number)]
    steps += [(jump_above, 0, 1, 0x40000000), (answer, 0, 0, refuse | errno.EPERM)]  # x32 calls by other numbers
    for call in DENIED_CALLS[machine] + DENIED_CALLS_ANYWHERE:
        steps += [(jump_equal, 0, 1, call), (answer, 0, 0, refuse | errno.EPERM)]
    # clone3's flags lie in memory, out of a filter's sight; whoever is told that there is none takes clone
    steps += [(jump_equal, 0, 1, SYS_CLONE3), (answer, 0, 0, refuse | errno.ENOSYS)]
    steps += [(jump_equal, 0, 3, SYS_CLONE[machine]), (load, 0, 0, first_argument)]
    steps += [(jump_bits, 0, 1, CLONE_NEW_ANY), (answer, 0, 0, refuse | errno.EPERM), (answer, 0, 0, allow)]
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    header = struct.pack("HP", len(steps), ctypes.addressof(program))
    check(libc.prctl(PR_SET_SECCOMP, 2, ctypes.c_char_p(header), 0, 0), "seccomp")


def limit(kind, soft, hard=None):
    hard_now = resource.getrlimit(kind)[1]
    hard = soft if hard is None else hard
    if hard_now != resource.RLIM_INFINITY:
        soft, hard = min(soft, hard_now), min(hard, hard_now)
    resource.setrlimit(kind, (soft, hard))


def become_program(config, request, descriptors, telling):
    """In the child: standard streams, nothing else open but `telling`, limits set."""
    os.setsid()
    for target, descriptor in enumerate(descriptors):
        os.dup2(descriptor, target)
    os.closerange(3, telling)
    os.closerange(telling + 1, 256)
    whole_seconds = int(request["cpu_s"]) + 2
    limit(resource.RLIMIT_CPU, whole_seconds, whole_seconds + 1)
    limit(resource.RLIMIT_FSIZE, request["output_bytes"] + 1)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_STACK, STACK_BYTES)
    limit(resource.RLIMIT_NOFILE, 64)
    limit(resource.RLIMIT_NPROC, config["processes"])
    if config["bound_address_space"]:
        limit(resource.RLIMIT_AS, request["memory_bytes"] + ADDRESS_SPACE_SLACK_BYTES)


def spawn(config, request, descriptors, code):
    """Fork a child that becomes the program: its pid, and a pipe in which it says what kept it from that, if anything did."""
    listening, telling = os.pipe()  # closed by execve: nothing that the program says can come through it
    pid = os.fork()
    if pid == 0:
        try:
            become_program(config, request, descriptors, telling)
            if code is not None:
                os.close(telling)
                libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
                run_python(code, config["argv"])
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it, and what is ignored stays so across exec
            argv = [part.replace("{memory_mib}", str(request["memory_bytes"] >> 20)) for part in config["argv"]]
            os.execve(argv[0], argv, config["environment"])
        except BaseException as error:  # nothing may return into the launcher's loop
            os.write(telling, str(error).encode(errors="replace")[:2000] or b"?")
        finally:
            leave(127)
    os.close(telling)
    return pid, listening


def watch(pid, request, started):
    """Wait for `pid` within its limits: (wait status, CPU s, wall s, peak resident bytes, what ended it or "")."""
    clock = (~pid << 3) | 2  # the kernel's name of a process's CPU-time clock, see clock_getcpuclockid(3)
    ending = os.pidfd_open(pid)
    poll = select.poll()
    poll.register(ending, select.POLLIN)
    poll.register(CONTROL, select.POLLIN)
    killed = ""
    while True:
        try:
            cpu_left = request["cpu_s"] - time.clock_gettime(clock)
        except OSError:
            cpu_left = 0.001
        wall_left = request["wall_s"] - (time.monotonic() - started)
        if cpu_left <= 0 or wall_left <= 0:
            killed = "cpu" if cpu_left <= 0 else "wall"
            os.kill(pid, signal.SIGKILL)
            break
        ready = poll.poll(min(cpu_left, wall_left, LONGEST_WAIT_S) * 1000 + 1)
        if any(descriptor == CONTROL for descriptor, _ in ready):
            os._exit(0)  # the client is gone; everything here dies with us
        if ready:
            break
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - started
    os.close(ending)
    try:
        os.kill(-1, signal.SIGKILL)
        while True:
            os.waitpid(-1, 0)
    except (ProcessLookupError, ChildProcessError):
        pass
    return status, usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024, killed


def import_names(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def load_python(path):
    """Compile the program and import what it will import; (code, "") or (None, the error as Python words it)."""
    with open(path, "rb") as file:
        source = file.read()
    try:
        code = compile(source, path, "exec", dont_inherit=True)
    except Exception as error:
        return None, "".join(traceback.format_exception_only(type(error), error)).strip()
    try:
        names = list(import_names(ast.parse(source, path)))
    except Exception:
        names = []  # a text may be too deep for a tree of Python objects and yet compile
    for name in names:
        if name.split(".")[0] in PRELOADABLE:
            try:
                __import__(name)
            except Exception:
                continue
    gc.collect()
    gc.freeze()
    return code, ""


def run_python(code, argv):
    """The program as `__main__`, begun and ended as the interpreter would do it. Never returns."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    sys.argv = [argv[-1]]
    sys.path[0] = os.path.dirname(argv[-1])
    status = 1
    try:
        status = end_python(execute(code, argv[-1]))
        if status == -signal.SIGINT:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGINT)
    finally:
        leave(status & 0xFF)


def execute(code, path):
    """Run the program; its exit status so far, minus SIGINT for an uncaught KeyboardInterrupt."""
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=path, __builtins__=__builtins__, __annotations__={}, __cached__=None)
    sys.modules["__main__"] = main
    hide_own_frames()
    try:
        exec(code, main.__dict__)
    except SystemExit as leaving:
        if leaving.code is None or isinstance(leaving.code, int):
            return leaving.code or 0
        print(leaving.code, file=sys.stderr)
        return 1
    except BaseException as error:
        trace = error.__traceback__ and error.__traceback__.tb_next
        sys.excepthook(type(error), error.with_traceback(trace), trace)
        return -signal.SIGINT if isinstance(error, KeyboardInterrupt) else 1
    return 0


def hide_own_frames():
    """Make the recursion limit count from the program's first frame, as if ours were not below it."""
    frame, own = sys._getframe(2), 2  # our caller and, before 3.12, the call of exec() itself
    own -= sys.version_info >= (3, 12)
    while frame is not None:
        frame, own = frame.f_back, own + 1
    real_get, real_set = sys.getrecursionlimit, sys.setrecursionlimit
    real_set(real_get() + own)
    sys.getrecursionlimit = lambda: real_get() - own
    sys.setrecursionlimit = lambda limit, /: real_set(limit + own if limit > 0 else limit)


def end_python(status):
    """What Py_FinalizeEx does that can be seen from outside: threads, exit functions, flushing, finalizers."""
    try:
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


def pack_work(names):
    """A tar of what a compiler left in /work, in a memory file. Only regular files, links are not followed."""
    import tarfile  # only here: it costs a fifth of a launcher's start

    packed = os.memfd_create("artifacts")
    with open(os.dup(packed), "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
        for name in sorted(os.listdir("/work")):
            if name in names:
                continue
            try:
                descriptor = os.open(f"/work/{name}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            except OSError:
                continue
            with open(descriptor, "rb") as content:
                status = os.fstat(descriptor)
                if (status.st_mode & 0o170000) == 0o100000:
                    entry = tarfile.TarInfo(name)
                    entry.size = status.st_size
                    entry.mode = 0o755 if status.st_mode & 0o111 else 0o644
                    tar.addfile(entry, content)
    return packed


def serve(config, control):
    code, error = (None, "")
    if config.get("python"):
        try:
            code, error = load_python(config["argv"][-1])
        except OSError as failure:
            control.send(json.dumps({"broken": str(failure)}).encode())
            return
    control.send(json.dumps({"ready": not error, "detail": error[-2000:]}).encode())
    if error:
        return
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1 << 16, 4)
        if not message:
            return
        request = json.loads(message)
        if "file" in request:  # compilation: the source text comes as a memory file
            with open(f"/work/{request['file']}", "wb") as target, open(descriptors[0], "rb") as source:
                target.write(source.read())
            descriptors = [os.open(os.devnull, os.O_RDONLY)]
        output, error_output = os.memfd_create("stdout"), os.memfd_create("stderr")
        started = time.monotonic()
        pid, listening = spawn(config, request, [descriptors[0], output, error_output], code)
        status, cpu, wall, memory, killed = watch(pid, request, started)
        failure = os.read(listening, 4096).decode(errors="replace")
        os.close(listening)
        answer = {"status": status, "cpu_s": cpu, "wall_s": wall, "memory_bytes": memory, "killed": killed, "failure": failure}
        answered = [output, error_output] + ([pack_work([request["file"]])] if "file" in request else [])
        socket.send_fds(control, [json.dumps(answer).encode()], answered)
        for descriptor in descriptors + answered:
            os.close(descriptor)


def main():
    config = json.loads(sys.argv[1])
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE):
        signal.signal(number, signal.SIG_DFL)  # Python's own handlers would let a program end us by a signal
    if config["control"] != CONTROL:
        os.dup2(config["control"], CONTROL)
        os.close(config["control"])
    control = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET, fileno=CONTROL)
    try:
        enter_namespaces(config["client"])
        build_root(config)
        drop_privileges(config)
        filter_calls()
    except OSError as error:
        control.send(json.dumps({"ready": False, "sandbox": str(error)}).encode())
        return
    os.environ.clear()
    os.environ.update(config["environment"])
    try:
        serve(config, control)
    except (BrokenPipeError, ConnectionError):
        return


if __name__ == "__main__":
    main()
