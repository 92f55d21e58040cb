"""Calls that lead out of the sandbox, outlive a run or reach somebody else are refused: in both engines, in every tier.

The filter is the same in T1 and T2; T2 adds that nothing can be forked.
"""

import contextlib
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.execution.engine import Engine
from schemas.execution import MEBIBYTE, RunLimits, Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import EVERY_ENGINE, EVERY_TIER, attack

X86_64, AARCH64 = "x86_64", "aarch64"

# System calls that lead out of the sandbox or leave something in it: (x86_64, aarch64), arguments that the kernel would take.
CALLS_OUT = {
    "unshare a user namespace": (272, 97, "0x10000000"),
    "clone into a user namespace": (56, 220, "0x10000000 | 17, 0, 0, 0, 0"),
    "setns": (308, 268, "-1, 0"),
    "mount": (165, 40, "0, 0, 0, 0, 0"),
    "umount": (166, 39, "0, 0"),
    "pivot_root": (155, 41, "0, 0"),
    "chroot": (161, 51, "b'/usr'"),
    "open_tree": (428, 428, "-100, b'/', 1"),
    "fsopen": (430, 430, "b'tmpfs', 0"),
    "name_to_handle_at": (303, 264, "-100, b'/', 0, 0, 0"),
    "open_by_handle_at": (304, 265, "0, 0, 0"),
    "bpf": (321, 280, "0, 0, 0"),
    "io_uring_setup": (425, 425, "1, 0"),
    "io_setup": (206, 0, "1, ctypes.byref(ctypes.c_ulong())"),
    "add_key": (248, 217, "b'user', b'a', b'b', 1, -3"),
    "keyctl": (250, 219, "0, -3, 0"),
    "userfaultfd": (323, 282, "1"),
    "perf_event_open": (298, 241, "0, 0, -1, -1, 0"),
    "ptrace process 1": (101, 117, "16, 1, 0, 0"),
    "ptrace its parent": (101, 117, "16, os.getppid(), 0, 0"),
    "be traced": (101, 117, "0, 0, 0, 0"),
    "read the memory of process 1": (310, 270, "1, 0, 0, 0, 0, 0"),
    "write the memory of its parent": (311, 271, "os.getppid(), 0, 0, 0, 0, 0"),
    "take its parent's descriptor": (438, 438, "libc.syscall(434, os.getppid(), 0), 3, 0"),
    "kcmp": (312, 272, "os.getpid(), os.getppid(), 0, 0, 0"),
    "shmget": (29, 194, "77, 4096, 0o1600"),
    "semget": (64, 190, "77, 1, 0o1600"),
    "msgget": (68, 186, "77, 0o1600"),
    "mq_open": (240, 180, "b'queue', 0o102, 0o600, 0"),
    "memfd_create": (319, 279, "b'hidden', 0"),
    "memfd_secret": (447, 447, "0"),
    "syslog": (103, 116, "3, 0, 0"),
}
CHANGES = {
    "its own hard limits": "resource.setrlimit(resource.RLIMIT_NOFILE, (1 << 20, 1 << 20))",
    "its processes": "resource.setrlimit(resource.RLIMIT_NPROC, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))",
    "its address space": "resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))",
    "its CPU time": "resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))",
    "its output": "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))",
    "its core dumps": "resource.setrlimit(resource.RLIMIT_CORE, (1 << 20, 1 << 20))",
    "limits of process 1": "resource.prlimit(1, resource.RLIMIT_CPU, (1, 1))",
    "limits of its parent": "resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (0, 0))",
    "look at its parent's limits": "resource.prlimit(os.getppid(), resource.RLIMIT_CPU)",
    "nice": "os.nice(-5)",
    "priority of process 1": "os.setpriority(os.PRIO_PROCESS, 1, 19)",
    "priority of its parent": "os.setpriority(os.PRIO_PROCESS, os.getppid(), 19)",
    "priority of its user": "os.setpriority(os.PRIO_USER, os.getuid(), 19)",
    "its processors": "os.sched_setaffinity(0, os.sched_getaffinity(0))",
    "processors of process 1": "os.sched_setaffinity(1, [0])",
    "its scheduler": "os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))",
    "scheduler of its parent": "os.sched_setscheduler(os.getppid(), os.SCHED_IDLE, os.sched_param(0))",
    "its user": "os.setuid(0)",
    "its group": "os.setgid(0)",
    "its groups": "os.setgroups([0])",
    "hiding from the accounts": "check(libc.prctl(4, 0, 0, 0, 0))",  # PR_SET_DUMPABLE
    "hiding from the accounts by a long number": "check(libc.prctl(4, ctypes.c_ulong(0), -1, -1, -1))",
}
LOCKS = {
    "flock": "fcntl.flock(file, fcntl.LOCK_SH)",
    "record lock": "fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)",
    "record lock that waits": "fcntl.lockf(file, fcntl.LOCK_SH)",
    "lock of an open file": "fcntl.fcntl(file, 37, bytes(32))",
    "lock of an open file that waits": "fcntl.fcntl(file, 38, bytes(32))",
    "lease": "fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)",
    "notice of changes": "fcntl.fcntl(os.open('/usr', os.O_RDONLY), fcntl.F_NOTIFY, 1)",
}


def machine() -> str:
    name = os.uname().machine
    if name not in (X86_64, AARCH64):
        pytest.skip(f"system call numbers of {name} are not known here")
    return name


@EVERY_ENGINE
def test_no_socket_of_any_family(engine: Engine) -> None:
    socket.socket(socket.AF_UNIX).close()  # what is refused inside works outside
    body = """
import errno, socket
made, errors = [], set()
for family in range(64):
    for kind in (1, 2, 3, 5):
        try:
            made.append((family, kind, socket.socket(family, kind)))
        except OSError as error:
            errors.add(errno.errorcode[error.errno])
print(made, errors)
"""
    assert attack(engine, body).output == b"[] {'EPERM'}\n"


@EVERY_ENGINE
def test_system_calls_that_lead_out_are_refused(engine: Engine) -> None:
    of_arm = machine() == AARCH64
    calls = {name: f"{row[of_arm]}, {row[2]}" for name, row in CALLS_OUT.items()}
    body = f"""
import ctypes, errno, os
libc = ctypes.CDLL(None, use_errno=True)
for name, call in {calls!r}.items():
    ctypes.set_errno(0)
    if eval(f"libc.syscall({{call}})") != -1 or ctypes.get_errno() != errno.EPERM:
        print(name, errno.errorcode.get(ctypes.get_errno()))
"""
    outcome = attack(engine, body)
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"")


@EVERY_ENGINE
def test_clone3_is_said_not_to_exist(engine: Engine) -> None:
    """ENOSYS and nothing else: the C library then takes clone, whose flags a filter can see; threads go on working."""
    body = """
import ctypes, errno, threading
libc = ctypes.CDLL(None, use_errno=True)
room = (ctypes.c_ulong * 11)(*[0] * 4, 17)
for size in (0, 64, 88):
    print(libc.syscall(435, ctypes.byref(room), size), errno.errorcode[ctypes.get_errno()])
thread = threading.Thread(target=print, args=("thread",))
thread.start()
thread.join()
"""
    outcome = attack(engine, body)
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"-1 ENOSYS\n" * 3 + b"thread\n")


@pytest.fixture(scope="module")
def of_x86() -> None:
    if os.uname().machine != X86_64:
        pytest.skip("only x86_64 has a second and a third way in")


@EVERY_TIER
def test_calls_by_the_numbers_of_32_bits_are_the_end(engine: Engine, of_x86: None) -> None:
    body = 'void attack(void) { long r; __asm__ volatile("int $0x80" : "=a"(r) : "a"(20)); printf("%ld", r); }'
    outcome = attack(engine, body, language=Language.C)
    assert (outcome.verdict, outcome.output) == (Verdict.RTE, b"")
    assert "SIGSYS" in outcome.detail


@EVERY_TIER
def test_calls_by_the_numbers_of_x32_are_refused(engine: Engine, of_x86: None) -> None:
    body = """void attack(void) {
    for (int n = 0; n < 600; n++)
        if (syscall(0x40000000 | n, 0, 0, 0, 0, 0, 0) != -1 || errno != EPERM) printf("%d ", n);
}"""
    outcome = attack(engine, body, language=Language.C)
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"")


@EVERY_ENGINE
def test_limits_priorities_and_processors_cannot_be_changed(engine: Engine) -> None:
    body = f"""
import ctypes, os, resource
libc = ctypes.CDLL(None, use_errno=True)
def check(result):
    if result: raise OSError
before = [resource.getrlimit(number) for number in range(16)]
done = []
for name, deed in {CHANGES!r}.items():
    try:
        eval(deed)
        done.append(name)
    except (OSError, ValueError):
        pass
print(done, before == [resource.getrlimit(number) for number in range(16)], resource.getrlimit(resource.RLIMIT_CORE))
"""
    assert attack(engine, body).output == b"[] True (0, 0)\n"


@EVERY_ENGINE
def test_no_privileges_are_left(engine: Engine) -> None:
    body = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
libc.capget(header, sets)
bounding = [n for n in range(64) if libc.prctl(23, n, 0, 0, 0) == 1]  # PR_CAPBSET_READ
ambient = [n for n in range(64) if libc.prctl(47, 1, n, 0, 0) == 1]  # PR_CAP_AMBIENT_IS_SET
print([*sets], bounding, ambient, libc.prctl(39, 0, 0, 0, 0), 0 in os.getresuid() + os.getresgid(), os.getgroups())
"""
    assert attack(engine, body).output == b"[0, 0, 0, 0, 0, 0] [] [] 1 False []\n"


@EVERY_ENGINE
def test_files_cannot_be_locked(engine: Engine) -> None:
    """What two sandboxes both see, they could speak to each other by: the interpreter's text, the program's own."""
    body = f"""
import errno, fcntl, os, sys
for path in (sys.executable, __file__, os.__file__):
    file = open(path, "rb")
    for name, deed in {LOCKS!r}.items():
        try: eval(deed); print(name, "done")
        except OSError as error: print(errno.errorcode[error.errno])
"""
    outcome = attack(engine, body)
    assert outcome.output.decode().split() == ["EPERM"] * 3 * len(LOCKS)


@EVERY_TIER
def test_files_cannot_be_watched(engine: Engine) -> None:
    """Watching is a channel as locking is: one sandbox opens files, the other one is told of it."""
    body = """
import ctypes, os, sys
libc = ctypes.CDLL(None)
watch = libc.inotify_init1(0)
print(libc.inotify_add_watch(watch, os.path.realpath(sys.executable).encode(), 0xfff))
"""
    assert attack(engine, body).output == b"-1\n"


@pytest.fixture
def mailboxes() -> Iterator[dict[str, socket.socket]]:
    """Sockets of the machine's that everybody may write to, as /dev/log is: by path and by abstract name."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name, contextlib.ExitStack() as open_ends:
        folder = Path(name)
        folder.chmod(0o755)
        ends = {}
        for address in (str(folder / "log"), f"\0codequorum-test-{os.getpid()}"):
            end = ends[address] = open_ends.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
            end.bind(address)
            end.setblocking(False)
        (folder / "log").chmod(0o666)
        yield ends


@pytest.mark.parametrize(
    "engine",
    ["T1 zygote", "T1 native", "T2 zygote", "T2 native"],
    indirect=True,
)
def test_a_pair_of_sockets_cannot_speak_to_others(engine: Engine, mailboxes: dict[str, socket.socket]) -> None:
    """Datagrams need no connection: whoever has any such socket could send to the machine's services."""
    body = f"""
import socket
for address in {list(mailboxes)!r}:
    for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_STREAM, socket.SOCK_SEQPACKET):
        for deed in ("sendto(b'escaped', address)", "connect(address)", "send(b'escaped')"):
            try:
                eval(f"socket.socketpair(socket.AF_UNIX, kind)[0].{{deed}}")
            except OSError: pass
"""
    assert attack(engine, body).verdict is Verdict.OK
    for end in mailboxes.values():
        with pytest.raises(BlockingIOError):
            end.recv(100)


@EVERY_ENGINE
def test_descriptors_that_a_program_sends_to_itself_lead_nowhere(engine: Engine) -> None:
    """Pairs of sockets within a process are allowed: they hold little, take no rights along, and end with the run."""
    body = """
import array, os, socket
held, sent = [], 0
try:
    while sent < 10000:
        a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        a.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, a.fileno(), b.fileno()]))])
        held.append((a.detach(), b.detach()))
        sent += 1
except OSError:
    pass
os.close(held.pop()[0])
a, b = (socket.socket(fileno=number) for number in held[0])
message, numbers, _, _ = socket.recv_fds(b, 1, 3)
try: os.write(numbers[0], b"forged")
except OSError: print(sent < 64, len(numbers), os.pread(numbers[0], 10, 0))
for family in (2, 10, 16):
    try: socket.socketpair(family)
    except OSError: print("no")
"""
    limits = RunLimits(cpu_s=5.0, wall_s=60.0, memory_bytes=256 * MEBIBYTE, output_bytes=MEBIBYTE)
    outcome = attack(engine, body, limits)
    assert outcome.output == b"True 3 b'attack\\n'\nno\nno\nno\n", outcome.detail
