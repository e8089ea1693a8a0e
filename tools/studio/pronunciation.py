"""How a text is pronounced, in the phonemes that the Kokoro voices were trained on."""

import ctypes
import re
from functools import cache
from unicodedata import normalize

_PAUSES = re.compile(r"\s*([.,;:!?]+)\s*")
_OPENING = re.compile("[¡¿]")
_RETRIEVAL, _UTF8, _IPA, _JOINED = 2, 1, 0x02, 0x80
_TIE = "^"
"""Stands between what is one sound, such as the two parts of a diphthong."""

_SOUNDS = {
    "a^ɪ": "I",
    "a^ʊ": "W",
    "d^z": "ʣ",
    "d^ʒ": "ʤ",
    "e^ɪ": "A",
    "o^ʊ": "O",
    "ə^ʊ": "Q",
    "t^s": "ʦ",
    "t^ʃ": "ʧ",
    "ɔ^ɪ": "Y",
}
"""Sounds that Kokoro writes with one sign."""
_ENGLISH = {
    "a^ɪ^ə": "Iə",
    "a^ɪ^ɚ": "Iəɹ",
    "ə^l": "ᵊl",
    "ʔn\u0329": "tᵊn",
    "ʔ": "t",
    "ɚ": "əɹ",
    "ɜːɹ": "ɜɹ",
    "ɜː": "ɜɹ",
    "ɪə": "iə",
    "ɐ": "ə",
    "o": "ɔ",
    "ɾ": "T",
    "r": "ɹ",
    "x": "k",
    "ʲ": "",
    "ː": "",
}
"""What Kokoro's American voices know by another sign, or do without."""
_JOINED_ARTICLE = re.compile(r"(?<=\S)ðə\b")
"""eSpeak NG makes one word of "with the": spoken so, the article is lost."""


def phonemes(text: str, accent: str) -> str:
    """The phonemes of a text, with its pauses.

    Parameters
    ----------
    accent
        eSpeak NG's name of a language, such as `en-us`.
    """
    pieces = _PAUSES.split(_OPENING.sub("", text))
    clauses = [_clause(piece, accent) if piece else "" for piece in pieces[::2]]
    pauses = [*pieces[1::2], ""]
    return " ".join(
        f"{clause}{pause}" for clause, pause in zip(clauses, pauses, strict=True)
    ).strip()


def _clause(words: str, accent: str) -> str:
    sounds = _espeak(words, accent)
    table = _SOUNDS | (_ENGLISH if accent.startswith("en") else {})
    for theirs in sorted(table, key=len, reverse=True):
        sounds = sounds.replace(theirs, table[theirs])
    return _JOINED_ARTICLE.sub(" ðə", sounds).replace(_TIE, "").replace("-", "")


def _espeak(words: str, accent: str) -> str:
    library = _library()
    if library.espeak_SetVoiceByName(accent.encode()) != 0:
        raise ValueError(f"eSpeak NG does not know {accent}")
    text = ctypes.create_string_buffer(normalize("NFC", words).encode())
    rest = ctypes.c_void_p(ctypes.addressof(text))
    mode = _IPA | _JOINED | (ord(_TIE) << 8)
    told = []
    while rest.value:
        told.append(library.espeak_TextToPhonemes(ctypes.byref(rest), _UTF8, mode).decode())
    return " ".join(told).strip()


@cache
def _library() -> ctypes.CDLL:
    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    data = espeakng_loader.get_data_path().encode()
    if library.espeak_Initialize(_RETRIEVAL, 0, data, 0) < 0:
        raise RuntimeError(f"eSpeak NG does not find its data in {data.decode()}")
    return library
