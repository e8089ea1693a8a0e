"""PINs and pass phrases of therapists: which will do, and how they are kept.

Kept is only what a slow function makes of it with salt of its own: whoever reads the database has
to try every PIN anew for each therapist. Six digits are found out all the same by who holds the
database and has days: a pass phrase is not.
"""

import base64
import hashlib
import hmac
import os
import threading
import unicodedata
from itertools import pairwise

from sciatica_coach.language.translatable_text import TranslatableText

LEAST_DIGITS = 6
"""With one try an hour, half of all PINs of six digits take 57 years (`lock_out.py`)."""
LEAST_LETTERS = 10
"""Of a pass phrase."""
MOST_LETTERS = 128
_LOG2_N, _R, _P = 15, 8, 3
"""OWASP, Password Storage Cheat Sheet: one of its equal settings of scrypt, with 32 MB."""
_MOST_MEMORY_BYTES = 64 * 1024 * 1024
_SALT_BYTES = 16
_one_at_a_time = threading.Lock()
"""Many guesses at once would take all memory."""


def checked_pin(text: str) -> str:
    """The PIN or pass phrase in one way of writing.

    Raises
    ------
    ValueError
        If it is too easily guessed.
    """
    pin = unicodedata.normalize("NFKC", text.strip())
    if len(pin) > MOST_LETTERS:
        raise ValueError(
            TranslatableText("the PIN must have at most {most} letters", most=MOST_LETTERS)
        )
    least = LEAST_DIGITS if pin.isdecimal() else LEAST_LETTERS
    if len(pin) < least:
        raise ValueError(
            TranslatableText(
                "choose a PIN of {digits} digits or more, or a pass phrase of {letters} letters or "
                "more",
                digits=LEAST_DIGITS,
                letters=LEAST_LETTERS,
            )
        )
    if _is_plain(pin):
        raise ValueError(
            TranslatableText(
                "choose a PIN that is not one sign again and again, nor signs in their order"
            )
        )
    return pin


def hashed_pin(pin: str) -> str:
    """What is kept of a PIN."""
    salt = os.urandom(_SALT_BYTES)
    key = _derived(pin, salt, _LOG2_N, _R, _P)
    return "$".join(["scrypt", str(_LOG2_N), str(_R), str(_P), _text(salt), _text(key)])


def is_right_pin(given: str, kept: str | None) -> bool:
    """Whether this is the PIN; with none to compare it takes as long to say no."""
    kind, *numbers, salt, key = (kept or _NOBODYS).split("$")
    log2_n, r, p = map(int, numbers)
    pin = unicodedata.normalize("NFKC", given.strip())[:MOST_LETTERS]
    derived = _derived(pin, base64.b64decode(salt), log2_n, r, p)
    is_same = hmac.compare_digest(derived, base64.b64decode(key))
    return is_same and kept is not None and kind == "scrypt"


def _derived(pin: str, salt: bytes, log2_n: int, r: int, p: int) -> bytes:
    with _one_at_a_time:
        return hashlib.scrypt(
            pin.encode("utf-8", "surrogatepass"),
            salt=salt,
            n=2**log2_n,
            r=r,
            p=p,
            maxmem=_MOST_MEMORY_BYTES,
        )


def _is_plain(pin: str) -> bool:
    steps = {ord(after) - ord(before) for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def _text(content: bytes) -> str:
    return base64.b64encode(content).decode()


_NOBODYS = "$".join(["scrypt", str(_LOG2_N), str(_R), str(_P), _text(bytes(16)), _text(bytes(64))])
"""Compared with where there is no PIN: no pass phrase leads to it."""
