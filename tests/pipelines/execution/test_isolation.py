"""What a program can see and touch: the toolchain, its own text and its three streams. Each test attacks one property."""

import os
import socket
import tempfile
from pathlib import Path

import pytest

from pipelines.execution.engine import Engine
from pipelines.execution.judging import judge
from pipelines.execution.toolchains import python_interpreter
from schemas.execution import Program, Verdict
from schemas.language import Language
from schemas.problem import Checker
from tests.pipelines.execution.programs import LIMITS, attack

REPOSITORY = Path(__file__).parents[3]
INTERPRETER_FOLDER = Path(python_interpreter()).parents[1]
ALLOWED_ENVIRONMENT = {
    *("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE"),
    *("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_CORETYPE"),
}

# System calls that lead out of the sandbox or leave something in it: (x86_64, aarch64), arguments that the kernel would take.
CALLS_OUT = {
    "unshare a user namespace": (272, 97, "0x10000000"),
    "clone into a user namespace": (56, 220, "0x10000000 | 17, 0, 0, 0, 0"),
    "clone3": (435, 435, "0, 0"),
    "setns": (308, 268, "-1, 0"),
    "mount": (165, 40, "0, 0, 0, 0, 0"),
    "umount": (166, 39, "0, 0"),
    "pivot_root": (155, 41, "0, 0"),
    "fsopen": (430, 430, "0, 0"),
    "bpf": (321, 280, "0, 0, 0"),
    "io_uring_setup": (425, 425, "1, 0"),
    "add_key": (248, 217, "0, 0, 0, 0, 0"),
    "keyctl": (250, 219, "0, -3, 0"),
    "userfaultfd": (323, 282, "1"),
    "perf_event_open": (298, 241, "0, 0, -1, -1, 0"),
    "ptrace process 1": (101, 117, "16, 1, 0, 0"),
    "read the memory of process 1": (310, 270, "1, 0, 0, 0, 0, 0"),
    "write the memory of process 1": (311, 271, "1, 0, 0, 0, 0, 0"),
    "shmget": (29, 194, "77, 4096, 0o1600"),
    "semget": (64, 190, "77, 1, 0o1600"),
    "msgget": (68, 186, "77, 0o1600"),
}


def test_nothing_of_the_host_is_visible_but_the_toolchain(engine: Engine) -> None:
    hidden = [
        "/etc/passwd",
        "/etc/shadow",
        "/etc/hostname",
        "/tmp",
        "/home",
        "/root",
        "/var",
        "/run",
        "/sys",
        "/dev/shm",
        "/boot",
    ]
    hidden += [str(Path.home()), str(REPOSITORY), __file__, tempfile.gettempdir(), os.getcwd()]
    hidden = [path for path in hidden if not Path(path).is_relative_to("/usr") and path not in ("/", "")]
    # the toolchain may lie in a home: then the way to it shows, but nothing beside it
    hidden = [path for path in hidden if not INTERPRETER_FOLDER.is_relative_to(path)]
    assert "/etc/passwd" in hidden
    assert any(map(os.path.lexists, hidden))
    outcome = attack(engine, f"import os\nprint([path for path in {hidden!r} if os.path.lexists(path)])")
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"[]\n")


def test_the_root_holds_the_toolchain_and_the_program_alone(engine: Engine) -> None:
    outcome = attack(engine, "import os\nfor folder in ('/', '/etc', '/dev'): print(*os.listdir(folder))")
    top, etc, dev = (set(line.split()) for line in outcome.output.decode().splitlines())
    assert top <= {"bin", "sbin", "lib", "lib32", "lib64", "libx32", "usr", "etc", "dev", "proc", "program", "zygote"} | {
        INTERPRETER_FOLDER.parts[1]
    }
    assert all(name in ("alternatives", "ld.so.cache") or name.startswith("java") for name in etc)
    assert dev <= {"null", "zero", "random", "urandom", "full", "fd", "stdin", "stdout", "stderr"}


def test_process_table_tells_nothing_of_the_host(engine: Engine) -> None:
    body = """
import os
found = []
for name in ("mem", "environ", "cmdline", "maps", "fd/0", "cwd", "root", "exe"):
    path = "/proc/1/" + name
    for look in (lambda: open(path, "rb").read(1), lambda: os.readlink(path), lambda: os.listdir(path)):
        try:
            look()
            found.append(path)
        except OSError:
            pass
others = [name for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())]
print(found, others)
"""
    assert attack(engine, body).output == b"[] []\n"


def test_nothing_can_be_written_anywhere(engine: Engine) -> None:
    body = """
import itertools, os
folders = ["/", "/tmp", "/var/tmp", "/dev", "/dev/shm", "/proc", "/proc/self", "/program", "/work", "/etc", os.getcwd()]
folders += [entry.path for top in ("/usr", "/etc") for entry in os.scandir(top) if entry.is_dir()]
done = []
def attempt(what, deed):
    try:
        deed()
        done.append(what)
    except OSError:
        pass
for folder in folders:
    path = folder.rstrip("/") + "/planted"
    attempt(path, lambda: open(path, "w"))
    attempt(path, lambda: os.mkdir(path))
    attempt(path, lambda: os.symlink("/", path))
    attempt(path, lambda: os.mkfifo(path))
    attempt(path, lambda: os.link("/program/solution.py", path))
for path in ("/program/solution.py", "/usr/bin/env", "/proc/self/oom_score_adj", "/proc/sys/kernel/hostname"):
    attempt(path, lambda: open(path, "r+b").write(b"x"))
    attempt(path, lambda: os.chmod(path, 0o777))
    attempt(path, lambda: os.rename(path, "/program/planted"))
    attempt(path, lambda: os.unlink(path))
    attempt(path, lambda: os.utime(path))
    attempt(path, lambda: os.truncate(path, 0))
print(len(folders) > 10, done)
"""
    assert attack(engine, body).output == b"True []\n"


def test_no_socket_of_any_family(engine: Engine) -> None:
    socket.socket(socket.AF_UNIX).close()  # what is refused inside works outside
    body = """
import socket
made = []
for family in range(64):
    for kind in (1, 2, 3, 5):
        try:
            made.append((family, kind, socket.socket(family, kind)))
        except OSError:
            pass
print(made)
"""
    assert attack(engine, body).output == b"[]\n"


def test_system_calls_that_lead_out_are_refused(engine: Engine) -> None:
    machine = os.uname().machine
    if machine not in ("x86_64", "aarch64"):
        pytest.skip(f"system call numbers of {machine} are not known here")
    calls = {name: f"{row[machine == 'aarch64']}, {row[2]}" for name, row in CALLS_OUT.items()}
    body = f"""
import ctypes, errno
libc = ctypes.CDLL(None, use_errno=True)
for name, call in {calls!r}.items():
    if eval(f"libc.syscall({{call}})") != -1 or ctypes.get_errno() not in (errno.EPERM, errno.ENOSYS):
        print(name, errno.errorcode.get(ctypes.get_errno()))
"""
    outcome = attack(engine, body)
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"")


def test_limits_and_processors_cannot_be_changed(engine: Engine) -> None:
    body = """
import os, resource
done = []
for what in ("RLIMIT_NPROC", "RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE"):
    try:
        resource.setrlimit(getattr(resource, what), (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        done.append(what)
    except (OSError, ValueError):
        pass
processors = os.sched_getaffinity(0)
for what, value in (("nice", (-5,)), ("sched_setaffinity", (0, processors)), ("setuid", (0,)), ("chroot", ("/usr",))):
    try:
        getattr(os, what)(*value)
        done.append(what)
    except OSError:
        pass
print(done)
"""
    assert attack(engine, body).output == b"[]\n"


def test_no_privileges_are_left(engine: Engine) -> None:
    body = """
import os
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print([int(status[name], 16) for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")], int(status["NoNewPrivs"]))
print(0 in os.getresuid() + os.getresgid())
"""
    assert attack(engine, body).output == b"[0, 0, 0, 0, 0] 1\nFalse\n"


@pytest.mark.parametrize(
    "language, body",
    [
        (Language.PYTHON3, "import os\nprint(*os.environ)"),
        (
            Language.C,
            'extern char **environ;\nvoid attack(void) { for (char **e = environ; *e; e++) printf("%s ", strtok(*e, "=")); }',
        ),
    ],
    ids=["python", "c"],
)
def test_environment_is_an_allow_list(engine: Engine, monkeypatch: pytest.MonkeyPatch, language: Language, body: str) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "of the worker")
    names = set(attack(engine, body, language=language).output.decode().split())
    assert "PATH" in names
    assert names <= ALLOWED_ENVIRONMENT


@pytest.mark.parametrize(
    "language, body",
    [
        (
            Language.PYTHON3,
            "import fcntl\nfor n in range(1024):\n    try: fcntl.fcntl(n, fcntl.F_GETFD); print(n)\n    except OSError: pass",
        ),
        (Language.C, 'void attack(void) { for (int i = 0; i < 1024; i++) if (fcntl(i, F_GETFD) != -1) printf("%d\\n", i); }'),
    ],
    ids=["python", "c"],
)
def test_open_descriptors_are_the_three_streams(engine: Engine, language: Language, body: str) -> None:
    with open(__file__) as secret:
        os.set_inheritable(secret.fileno(), True)
        assert attack(engine, body, language=language).output == b"0\n1\n2\n"


def test_standard_input_cannot_be_rewritten(engine: Engine) -> None:
    source = """
import mmap, os
changed = []
def attempt(what, deed):
    try:
        deed()
        changed.append(what)
    except (OSError, ValueError):
        pass
def rewrite(path):
    with open(path, "r+b", buffering=0) as file:
        file.write(b"forged")
for path in ("/dev/stdin", "/proc/self/fd/0", "/dev/fd/0"):
    attempt(path, lambda: rewrite(path))
    attempt(path, lambda: open(path, "wb").write(b"forged"))
attempt("truncate", lambda: os.ftruncate(0, 0))
attempt("grow", lambda: os.ftruncate(0, 1 << 20))
attempt("write", lambda: os.pwrite(0, b"forged", 0))
attempt("map", lambda: mmap.mmap(0, 0, mmap.MAP_SHARED, mmap.PROT_WRITE))
print(changed, open("/proc/self/fd/0").read())
"""
    content = b"the input as it was given"
    with engine.open(Program(Language.PYTHON3, source)) as session:
        for _ in range(2):
            assert session.run(content, LIMITS).output == b"[] " + content + b"\n"


def test_mutated_modules_are_invisible_to_the_next_run(engine: Engine) -> None:
    source = """
import builtins, decimal, gc, json, math, os, random, signal, string, sys
if input() == "mutate":
    random.seed(1); random.random = lambda: 4
    builtins.len = builtins.sorted = lambda *_: 42
    math.pi = 3; string.digits = "none"; json.dumps = repr
    sys.modules["collections"] = None; sys.path.append("/mine"); sys.setrecursionlimit(50)
    os.environ["MINE"] = "1"; decimal.getcontext().prec = 3
    signal.signal(signal.SIGTERM, signal.SIG_IGN); gc.disable(); os.umask(0)
    print = None
    sys.stdout.write("mutated")
    sys.exit()
import collections
print(random.random() == 4, len("abc"), math.pi, string.digits, json.dumps(None), collections.__name__, sys.path)
print(sorted(os.environ))
print(sys.getrecursionlimit(), decimal.Decimal(1) / 3, signal.getsignal(signal.SIGTERM), gc.isenabled(), os.umask(0))
"""
    with engine.open(Program(Language.PYTHON3, source)) as session:
        before = session.run(b"look", LIMITS)
        mutated = session.run(b"mutate", LIMITS)
        after = session.run(b"look", LIMITS)
    assert (mutated.verdict, mutated.output) == (Verdict.OK, b"mutated")
    assert before.verdict is Verdict.OK, before.detail
    assert after.output == before.output


def test_the_judges_own_failure_cannot_be_claimed(engine: Engine) -> None:
    for text in ("launcher: I failed", "cannot start the program: I failed", '{"failure": "I failed"}'):
        outcome = attack(engine, f"sys.stderr.write({text!r})\nsys.exit(127)")
        assert (outcome.verdict, outcome.exit_code) == (Verdict.RTE, 127)


@pytest.mark.parametrize(
    "body",
    [
        "import os\nos._exit(0)",
        "raise SystemExit",
        "import os, signal\nos.kill(0, signal.SIGKILL)",
        "class Right(str):\n    __eq__ = lambda *_: True\n    __hash__ = str.__hash__\nprint(Right('right'))",
        "sys.modules['__main__'].verdict = 'AC'\nsys.stdout = None",
    ],
)
def test_no_trick_makes_a_wrong_output_right(engine: Engine, body: str) -> None:
    assert judge(attack(engine, body), "42", Checker()).verdict in (Verdict.WA, Verdict.RTE)


def test_wrecking_the_frames_below_the_program_harms_nobody_else(engine: Engine) -> None:
    body = """
frame = sys._getframe()
write = sys.stdout.write
while frame:
    for name in list(frame.f_globals):
        if not name.startswith("__"):
            frame.f_globals[name] = None
    frame = frame.f_back
write("wrecked")
"""
    assert attack(engine, body).verdict in (Verdict.OK, Verdict.RTE)
