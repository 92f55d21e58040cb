"""What a program can see and touch: the toolchain, its own text and its three streams. Each test attacks one property.

In T1 what is hidden is not there (ENOENT); in T2 its name still is, for there are no mounts, but nothing of it can be opened
(EACCES).
"""

import os
import tempfile
from pathlib import Path

import pytest

from pipelines.execution.engine import Engine
from pipelines.execution.slot_build import slot_folder
from pipelines.execution.toolchains import python_interpreter
from schemas.execution import Tier, Verdict
from schemas.language import Language
from tests.pipelines.execution.programs import EVERY_ENGINE, EVERY_TIER, attack, tier_of

REPOSITORY = Path(__file__).parents[3]
INTERPRETER_FOLDER = Path(python_interpreter()).parents[1]
ALLOWED_ENVIRONMENT = {
    *("PATH", "LANG", "LC_ALL", "HOME", "TMPDIR", "PYTHONHASHSEED", "PYTHONDONTWRITEBYTECODE"),
    *("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_CORETYPE"),
}
HIDDEN = ("passwd", "shadow", "hostname", "hosts", "machine-id")
OUTSIDE = ("/tmp", "/home", "/root", "/var", "/run", "/sys", "/dev/shm", "/boot", "/srv", "/opt")


def hidden_paths() -> list[str]:
    """What of this machine no program may read: it all exists, as far as this machine has such a thing."""
    paths = [f"/etc/{name}" for name in HIDDEN] + [*OUTSIDE, str(Path.home()), str(REPOSITORY), __file__]
    paths += [tempfile.gettempdir(), os.getcwd(), f"/proc/{os.getpid()}/environ", f"/proc/{os.getpid()}/maps"]
    paths = [path for path in paths if os.path.lexists(path) and path != "/" and not Path(path).is_relative_to("/usr")]
    # the toolchain may lie in a home: then the way to it shows, but nothing beside it
    return [path for path in paths if not INTERPRETER_FOLDER.is_relative_to(path)]


@EVERY_ENGINE
def test_nothing_of_the_host_can_be_read_but_the_toolchain(engine: Engine) -> None:
    hidden = hidden_paths()
    assert "/etc/passwd" in hidden
    body = f"""
import errno, os
for path in {hidden!r}:
    for look in (lambda: open(path, "rb"), lambda: os.listdir(path), lambda: os.open(path, os.O_RDONLY | os.O_DIRECTORY)):
        try:
            look()
            print("read", path)
        except OSError as error:
            print(errno.errorcode[error.errno])
"""
    outcome = attack(engine, body)
    said = set(outcome.output.decode().split())
    assert outcome.verdict is Verdict.OK
    assert said == {"ENOENT"} if tier_of(engine) is Tier.NAMESPACES else said <= {"EACCES", "ENOENT", "ENOTDIR"}


@EVERY_TIER
def test_a_c_program_cannot_read_it_either(engine: Engine) -> None:
    paths = ", ".join(f'"{path}"' for path in hidden_paths())
    body = f"""void attack(void) {{
    const char *paths[] = {{{paths}}};
    for (unsigned i = 0; i < sizeof paths / sizeof *paths; i++)
        if (open(paths[i], O_RDONLY) >= 0 || (errno != ENOENT && errno != EACCES)) puts(paths[i]);
}}"""
    outcome = attack(engine, body, language=Language.C)
    assert (outcome.verdict, outcome.output) == (Verdict.OK, b"")


@EVERY_ENGINE
def test_the_root_holds_the_toolchain_and_the_program_alone(engine: Engine) -> None:
    body = """
import os
for folder in ('/', '/etc', '/dev'):
    try: print(*os.listdir(folder))
    except PermissionError: print()
"""
    outcome = attack(engine, body)
    top, etc, dev = (set(line.split()) for line in outcome.output.decode().split("\n")[:3])
    if tier_of(engine) is Tier.USER_ID:  # the machine's own folders: not even their names are told
        assert (top, etc, dev) == (set(), set(), set())
        return
    assert top <= {"bin", "sbin", "lib", "lib32", "lib64", "libx32", "usr", "etc", "dev", "proc", "program", "zygote"} | {
        INTERPRETER_FOLDER.parts[1]
    }
    assert all(name in ("alternatives", "ld.so.cache") or name.startswith("java") for name in etc)
    assert dev <= {"null", "zero", "random", "urandom", "full", "fd", "stdin", "stdout", "stderr"}


@EVERY_ENGINE
def test_process_table_tells_nothing_of_others(engine: Engine) -> None:
    body = f"""
import os
found = []
for process in (1, os.getppid(), {os.getpid()}):
    for name in ("mem", "environ", "cmdline", "maps", "fd/0", "fd/3", "cwd", "root", "exe", "stack", "syscall", "map_files"):
        path = f"/proc/{{process}}/{{name}}"
        for look in (lambda: open(path, "rb").read(1), lambda: os.readlink(path), lambda: os.listdir(path)):
            try:
                look()
                found.append(path)
            except OSError:
                pass
try:
    found += [name for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())]
except PermissionError:
    pass  # T2 sees no process table at all
print(found)
"""
    assert attack(engine, body).output == b"[]\n"


@EVERY_ENGINE
def test_nothing_can_be_written_anywhere(engine: Engine) -> None:
    body = """
import os
folders = ["/", "/tmp", "/var/tmp", "/dev", "/dev/shm", "/proc", "/proc/self", "/program", "/zygote", "/work", "/etc"]
folders += ["/run/lock", os.getcwd(), os.path.dirname(__file__)]
folders += [entry.path for entry in os.scandir("/usr") if entry.is_dir()]
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
    attempt(path, lambda: os.link(__file__, path))
    attempt(folder, lambda: os.open(folder, os.O_TMPFILE | os.O_RDWR))
    attempt(folder, lambda: os.chmod(folder, 0o777))
for path in (__file__, "/usr/bin/env", "/proc/self/oom_score_adj", "/proc/sys/kernel/hostname", "/dev/null", "/dev/urandom"):
    if not path.startswith("/dev"): attempt(path, lambda: open(path, "r+b", 0).write(b"x"))
    attempt(path, lambda: os.chmod(path, 0o777))
    attempt(path, lambda: os.rename(path, os.path.dirname(__file__) + "/planted"))
    attempt(path, lambda: os.unlink(path))
    if not path.startswith("/dev"): attempt(path, lambda: os.truncate(path, 0))
    attempt(path, lambda: os.setxattr(path, "user.planted", b"x"))
print(len(folders) > 10, done)
"""
    assert attack(engine, body).output == b"True []\n"


@EVERY_ENGINE
def test_what_a_run_is_made_of_cannot_be_changed(engine: Engine) -> None:
    """Its text, its interpreter, the standard library and, where it is forked, the text of what forked it."""
    places = ("/zygote", str(slot_folder()))
    body = f"""
import json, os
paths = [sys.executable, __file__, json.__file__]
paths += [place + "/" + name for place in {places!r} for name in {sorted(path.name for path in slot_folder().iterdir())!r}]
done = []
for path in paths:
    folder = os.path.dirname(path)
    for deed in (lambda: open(path, "r+b"), lambda: open(path, "ab"), lambda: os.chmod(path, 0o777), lambda: os.utime(path),
                 lambda: os.unlink(path), lambda: os.rename(path, path + "x"), lambda: open(folder + "/planted.py", "w"),
                 lambda: os.chown(path, os.getuid(), -1)):
        try:
            deed()
            done.append(path)
        except OSError:
            pass
print(done)
"""
    assert attack(engine, body).output == b"[]\n"


@EVERY_ENGINE
def test_its_own_entry_in_the_process_table_cannot_be_written(engine: Engine) -> None:
    body = """
import os
names = "mem oom_adj oom_score_adj coredump_filter comm clear_refs autogroup loginuid uid_map gid_map setgroups".split()
names += ["timerslack_ns", "attr/current", "attr/exec", "make-it-fail", "sched", "projid_map", f"task/{os.getpid()}/comm"]
done = []
for name in names:
    for start in ("/proc/self/", f"/proc/{os.getpid()}/", "/proc/thread-self/"):
        try: os.open(start + name, os.O_WRONLY); done.append(start + name)
        except OSError: pass
print(done)
"""
    assert attack(engine, body).output == b"[]\n"


@EVERY_TIER
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


@EVERY_TIER
@pytest.mark.parametrize(
    "language, body",
    [
        (
            Language.PYTHON3,
            "import os\nfor n in range(1 << 16):\n    try: os.get_inheritable(n); print(n)\n    except OSError: pass",
        ),
        (
            Language.C,
            'void attack(void) { for (int i = 0; i < 1 << 16; i++) if (fcntl(i, F_GETFD) != -1) printf("%d\\n", i); }',
        ),
    ],
    ids=["python", "c"],
)
def test_open_descriptors_are_the_three_streams(engine: Engine, language: Language, body: str) -> None:
    """Neither a file of the worker's nor the socket to it: nothing else can be closed, read or spoken to."""
    with open(__file__) as secret:
        os.set_inheritable(secret.fileno(), True)
        assert attack(engine, body, language=language).output == b"0\n1\n2\n"


@EVERY_ENGINE
def test_streams_opened_anew_are_the_same_streams(engine: Engine) -> None:
    """A program may open /dev/fd/N; what it gets is what it has, and no number leads to anything else."""
    body = """
import errno, os
print(open("/dev/stdin").read(), end="")
opened = []
for number in range(64):
    for start in ("/dev/fd/", "/proc/self/fd/", "/proc/thread-self/fd/"):
        try: os.close(os.open(f"{start}{number}", os.O_RDONLY)); opened.append(number)
        except OSError: pass
print(sorted(set(opened)))
"""
    assert attack(engine, body).output == b"attack\n[0, 1, 2]\n"
