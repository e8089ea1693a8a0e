"""What the operating system is asked to forbid this process, native libraries included.

The kernel ends a process that breaks a rule with the signal SIGSYS: no code can catch and hide it.
The rules hold for all threads and for child processes, and cannot be taken back.
"""

import ctypes
import os
import platform
import struct
from collections.abc import Iterator
from enum import StrEnum
from socket import AF_INET, AF_INET6

_NO_NEW_PRIVILEGES = 38
_SET_FILTER, _ALL_THREADS = 1, 1
_LOAD, _IS, _HAS_BITS, _RETURN = 0x20, 0x15, 0x45, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16

# Names of calls to their numbers: the kernel's tables.
_CALLS = {
    "x86_64": (
        0xC000003E,
        {
            "seccomp": 317,
            "socket": 41,
            "connect": 42,
            "sendto": 44,
            "open": 2,
            "openat": 257,
            "creat": 85,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {"seccomp": 277, "socket": 198, "connect": 203, "sendto": 206, "openat": 56},
    ),
}


class Rule(StrEnum):
    """What can be forbidden."""

    INTERNET = "internet"
    """Opening a socket of the internet families at all, be it to this computer."""
    CONNECTING = "connecting"
    """Connecting a socket, or sending to an address; serving others goes on."""
    NEW_FILES = "new_files"
    """Creating a file anywhere."""


def forbid(*rules: Rule) -> None:
    """Forbid this from now on.

    Raises
    ------
    OSError
        If the kernel does not take the rules.
    """
    architecture, calls = _CALLS[platform.machine()]
    lines = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IS, 1, 0, architecture),
        (_RETURN, 0, 0, _KILL),
        *(line for rule in rules for line in _lines(rule, calls)),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    program = Program(len(lines), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or libc.syscall(
        calls["seccomp"], _SET_FILTER, _ALL_THREADS, ctypes.byref(program)
    ):
        raise OSError(ctypes.get_errno(), "the kernel does not take the rules")


def _lines(rule: Rule, calls: dict[str, int]) -> Iterator[tuple[int, int, int, int]]:
    match rule:
        case Rule.INTERNET:
            for family in (AF_INET, AF_INET6):
                yield from _kill(calls["socket"], argument=0, test=_IS, value=family)
        case Rule.CONNECTING:
            yield from ((_LOAD, 0, 0, _NUMBER), (_IS, 0, 1, calls["connect"]))
            yield (_RETURN, 0, 0, _KILL)
            # An address is given: the pointer to it is not null. Its lower half is enough.
            yield from _kill(calls["sendto"], argument=4, test=_HAS_BITS, value=0xFFFFFFFF)
        case Rule.NEW_FILES:
            for name, flags in (("openat", 2), ("open", 1)):
                if name in calls:
                    yield from _kill(calls[name], flags, test=_HAS_BITS, value=os.O_CREAT)
            if "creat" in calls:
                yield from ((_LOAD, 0, 0, _NUMBER), (_IS, 0, 1, calls["creat"]))
                yield (_RETURN, 0, 0, _KILL)


def _kill(
    call: int, argument: int, *, test: int, value: int
) -> Iterator[tuple[int, int, int, int]]:
    """End the process at this call if the test of its argument holds."""
    yield (_LOAD, 0, 0, _NUMBER)
    yield (_IS, 0, 3, call)
    yield (_LOAD, 0, 0, _ARGUMENTS + 8 * argument)
    yield (test, 0, 1, value)
    yield (_RETURN, 0, 0, _KILL)
