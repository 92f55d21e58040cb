"""Process 1 of a sandbox. Runs on its own (`python3 launcher.py CONFIG`), imports nothing of ours.

The client starts it with an inherited SEQPACKET socket. It builds the sandbox once: fresh user (when not root), mount,
pid, network, ipc and uts namespaces; a root that holds only the toolchain, read-only, and the program; no capabilities, no
new privileges, a user id of its own. Then it answers one request after the other: run the program on an input.

A request is a JSON object with descriptors attached: `{"cpu_s", "wall_s", "memory_bytes", "output_bytes"}` + [stdin]. The
answer is `{"status", "cpu_s", "wall_s", "memory_bytes", "killed"}` + [stdout, stderr], both memory files. Python
programs are forked from this process, which has compiled them and imported the standard modules that they use; all
others are executed. When the socket's other end closes, everything in here dies with process 1.

Not covered here: system calls are not filtered (no seccomp), so the kernel's whole surface is reachable; memory is bounded
per process, not per program tree.
"""

import ast
import atexit
import ctypes
import gc
import json
import os
import resource
import select
import signal
import socket
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
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 38
SYS_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
LAST_CAPABILITY = 63

# Importing these runs library code only, prints nothing and starts nothing; anything else is imported by the program itself.
PRELOADABLE = frozenset(
    """abc array bisect calendar cmath collections contextlib copy dataclasses datetime decimal enum fractions functools
    heapq io itertools math numbers operator os queue random re statistics string struct sys textwrap threading time types
    typing numpy""".split()
)

libc = ctypes.CDLL(None, use_errno=True)


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


def enter_namespaces():
    """New namespaces, of a user of ours where we are not root; afterwards the caller is process 1 of them."""
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
        for descriptor in (0, 1, 2):
            os.dup2(os.open(os.devnull, os.O_RDWR), descriptor)
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        status = os.waitpid(child, 0)[1]
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
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
    mount("proc", root + "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC | MS_RDONLY)
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


def limit(kind, soft, hard=None):
    hard_now = resource.getrlimit(kind)[1]
    hard = soft if hard is None else hard
    if hard_now != resource.RLIM_INFINITY:
        soft, hard = min(soft, hard_now), min(hard, hard_now)
    resource.setrlimit(kind, (soft, hard))


def become_program(config, request, descriptors):
    """In the child: standard streams, nothing else open, limits set."""
    os.setsid()
    for target, descriptor in enumerate(descriptors):
        os.dup2(descriptor, target)
    os.closerange(3, 256)
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
    """Fork a child that becomes the program; its pid. Where it cannot be executed the child exits with 127."""
    pid = os.fork()
    if pid:
        return pid
    try:
        become_program(config, request, descriptors)
        if code is not None:
            libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
            run_python(code, config["argv"])
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it, and what is ignored stays so across exec
        argv = [part.replace("{memory_mib}", str(request["memory_bytes"] >> 20)) for part in config["argv"]]
        os.execve(argv[0], argv, config["environment"])
    except BaseException as error:  # nothing may return into the launcher's loop
        os.write(2, f"launcher: {error}".encode(errors="replace"))
    finally:
        os._exit(127)


def watch(pid, request):
    """Wait for `pid` within its limits: (wait status, CPU s, wall s, peak resident bytes, what ended it or "")."""
    started = time.monotonic()
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
        ready = poll.poll(min(cpu_left, wall_left) * 1000 + 1)
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
        tree = ast.parse(source, path)
        code = compile(tree, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return None, "".join(traceback.format_exception_only(type(error), error)).strip()
    for name in import_names(tree):
        if name.split(".")[0] in PRELOADABLE:
            try:
                __import__(name)
            except Exception:
                continue
    gc.collect()
    gc.freeze()
    return code, ""


def run_python(code, argv):
    """The program as `__main__`, ended as the interpreter would end it."""
    main = types.ModuleType("__main__")
    main.__dict__.update(__file__=argv[-1], __builtins__=__builtins__)
    sys.modules["__main__"] = main
    sys.argv = [argv[-1]]
    sys.path[0] = os.path.dirname(argv[-1])
    sys.setrecursionlimit(1000 + 6)  # the frames of ours below the program's first
    status = 0
    try:
        exec(code, main.__dict__)
    except SystemExit as leaving:
        if leaving.code is not None and not isinstance(leaving.code, int):
            print(leaving.code, file=sys.stderr)
        status = leaving.code if isinstance(leaving.code, int) else 0 if leaving.code is None else 1
    except BaseException as error:
        trace = error.__traceback__.tb_next if error.__traceback__ else None
        traceback.print_exception(type(error), error, trace)
        status = 1
    try:
        threading._shutdown()
        atexit._run_exitfuncs()
        sys.stdout.flush()
    except BaseException:
        status = status or 120
    try:
        sys.stderr.flush()
    finally:
        os._exit(status & 0xFF)


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
        code, error = load_python(config["argv"][-1])
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
        status, cpu, wall, memory, killed = watch(spawn(config, request, [descriptors[0], output, error_output], code), request)
        answer = {"status": status, "cpu_s": cpu, "wall_s": wall, "memory_bytes": memory, "killed": killed}
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
        enter_namespaces()
        build_root(config)
        drop_privileges(config)
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
