"""What the commands import runs on Windows and macOS too: nothing in it is of POSIX alone.

The modules are found by following imports from the commands, those within functions included. The
kiosk is left out: it needs Linux, and `run --kiosk` says so elsewhere.
"""

import ast
import re
from pathlib import Path

import pytest

from sciatica_coach.cli import main
from sciatica_coach.paths import ROOT

SOURCE = ROOT / "src"
COMMANDS = ("run", "analyse", "check", "doctor", "bench")
PAGES = ("sciatica_coach.ui.__main__", "sciatica_coach.ui.main")
"""What `run` starts in a process of its own."""
KIOSK = "sciatica_coach.kiosk"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


POSIX_MODULES = _words("fcntl grp posix pty pwd resource syslog termios tty curses readline")
POSIX_NAMES = {
    "os": _words(
        """
        chown chroot confstr ctermid fchdir fchmod fchown fork forkpty getegid geteuid getgid
        getgroups getloadavg getpgid getpgrp getpriority getsid getuid initgroups killpg lchown
        major makedev minor mkfifo mknod nice openpty pathconf pipe2 posix_fadvise posix_spawn
        pread pwrite sched_getaffinity sched_setaffinity sched_yield setegid seteuid setgid
        setpgid setpriority setsid setuid statvfs sync sysconf tcgetpgrp ttyname uname wait
        wait3 wait4 waitid
        """
    ),
    "signal": _words(
        """
        SIGALRM SIGBUS SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP SIGUSR1
        SIGUSR2 SIGWINCH SIGXFSZ alarm pause pthread_kill pthread_sigmask setitimer sigwait
        """
    ),
    "socket": _words("AF_UNIX SO_REUSEPORT"),
}
POSIX_KEYWORDS = frozenset({"preexec_fn", "start_new_session", "process_group"})
POSIX_FOLDERS = ("/proc", "/sys", "/dev", "/tmp", "/etc", "/var", "/run", "/usr")


def file_of(module: str) -> Path | None:
    base = SOURCE.joinpath(*module.split("."))
    return next(
        (path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None
    )


def imported(tree: ast.AST) -> set[str]:
    """Every module that is named in an import, and what might be one."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return found


def parsed(module: str) -> ast.Module:
    path = file_of(module)
    assert path is not None, module
    return ast.parse(path.read_text(encoding="utf-8"))


def reached(starts: tuple[str, ...]) -> set[str]:
    """The package's modules that are imported from the starts on."""
    found, ahead = set(), set(starts)
    while ahead:
        module = ahead.pop()
        found.add(module)
        packages = {module.rpartition(".")[0]} - {""}
        names = {
            each
            for each in imported(parsed(module)) | packages
            if each.startswith("sciatica_coach") and not each.startswith(KIOSK) and file_of(each)
        }
        ahead |= names - found
    return found


def _guards(function: ast.AST) -> list[int]:
    """The lines from which on a function knows which system it runs on."""
    return [
        node.lineno
        for node in ast.walk(function)
        if isinstance(node, ast.If | ast.IfExp)
        and any(word in ast.unparse(node.test) for word in ("sys.platform", "hasattr(os"))
    ]


def _is_posix(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        return _imports_posix(node)
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.attr in POSIX_NAMES.get(node.value.id, ())
    if isinstance(node, ast.Call):
        return ast.unparse(node).startswith("ctypes.CDLL(None")
    return isinstance(node, ast.keyword) and node.arg in POSIX_KEYWORDS


def _imports_posix(node: ast.Import | ast.ImportFrom) -> bool:
    names = {each.name for each in node.names}
    if isinstance(node, ast.Import):
        return bool({name.split(".")[0] for name in names} & POSIX_MODULES)
    module = (node.module or "").split(".")[0]
    return module in POSIX_MODULES or bool(names & POSIX_NAMES.get(module, set()))


def _is_posix_path(node: ast.AST) -> bool:
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return False
    return any(node.value == each or node.value.startswith(f"{each}/") for each in POSIX_FOLDERS)


def _has_no_encoding(node: ast.AST) -> bool:
    """Windows takes another encoding than UTF-8 unless it is told."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("read_text", "write_text")
        and "encoding" not in {each.arg for each in node.keywords}
    )


def posix_only(source: str) -> list[str]:
    """What of a module is of POSIX alone, or goes wrong elsewhere; each with its line."""
    tree = ast.parse(source)
    functions = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    guarded = {
        node
        for function in functions
        for first in _guards(function)[:1]
        for node in ast.walk(function)
        if getattr(node, "lineno", 0) >= first
    }
    # A file of Linux that need not be there: who reads it goes on without it, or asks before.
    may_be_missing = any(
        ("except" in line and "OSError" in line) or re.search(r"if \w+\.is_dir\(\)", line)
        for line in source.splitlines()
    )
    return [
        f"{getattr(node, 'lineno', 0)}: {ast.unparse(node)}"
        for node in ast.walk(tree)
        if node not in guarded
        and (
            _is_posix(node)
            or _has_no_encoding(node)
            or (_is_posix_path(node) and not may_be_missing)
        )
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_imports_nothing_of_posix_alone(command):
    starts = (f"sciatica_coach.cli.{command}", *(PAGES if command == "run" else ()))
    modules = reached(starts)
    assert len(modules) > 20
    found = {module: posix_only(file_of(module).read_text(encoding="utf-8")) for module in modules}
    assert {module: lines for module, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    [
        "import fcntl",
        "from resource import getrusage",
        "from os import fork",
        "def f():\n    import pwd",
        "os.getuid()",
        "signal.signal(signal.SIGKILL, f)",
        "len(os.sched_getaffinity(0))",
        "Path('/proc/self/status')",
        "Popen(command, start_new_session=True)",
        "ctypes.CDLL(None).prctl(1)",
        "path.read_text()",
        "def f():\n    os.getuid()\n    if sys.platform == 'linux':\n        pass",
    ],
)
def test_what_is_of_posix_alone_is_found(source):
    assert posix_only(source)


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    if hasattr(os, 'nice'):\n        return os.nice(0)",
        "def f():\n    if sys.platform != 'linux':\n        return\n    Path('/dev').glob('v*')",
        "try:\n    Path('/proc/x').stat()\nexcept OSError:\n    pass",
        "path.write_text(text, encoding='utf-8')",
        "os.getpid()",
        "url = '/device'",
    ],
)
def test_what_runs_everywhere_is_let_pass(source):
    assert not posix_only(source)


def test_the_kiosk_is_of_linux_alone_and_so_is_not_among_them():
    path = file_of("sciatica_coach.kiosk.supervised_process")
    assert posix_only(path.read_text(encoding="utf-8"))


def test_the_kiosk_says_so(capsys, monkeypatch):
    monkeypatch.setattr("sys.platform", "darwin")
    assert main(["run", "--kiosk"]) == 1
    assert "the kiosk needs Linux" in capsys.readouterr().err
