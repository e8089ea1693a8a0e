"""What a person may be called in the records."""

import unicodedata

from sciatica_coach.errors import RecordsError
from sciatica_coach.language.translatable_text import TranslatableText

MOST_LETTERS = 60
_BESIDE_LETTERS = " -_.'\u2019"
"""What names hold besides letters and digits."""


def person_name(text: str) -> str:
    """The name in one way of writing, so that it is found again.

    Raises
    ------
    ValueError
        If it cannot be a name.
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    if not any(sign.isalnum() for sign in name):
        raise ValueError(TranslatableText("the name must have a letter or a digit"))
    if len(name) > MOST_LETTERS:
        raise ValueError(
            TranslatableText("the name must have at most {most} letters", most=MOST_LETTERS)
        )
    odd = sorted({sign for sign in name if not (_is_letter(sign) or sign in _BESIDE_LETTERS)})
    if odd:
        raise ValueError(
            TranslatableText(
                "the name must have letters, digits, spaces and - _ . ' only, not {odd}",
                odd=repr(odd[0]),
            )
        )
    return name


def name_key(name: str) -> str:
    """The name as it is compared.

    Raises
    ------
    ValueError
        If it cannot be a name.
    """
    return person_name(name).casefold()


def unknown_person() -> RecordsError:
    """Said of a stranger and of somebody else's patient alike."""
    return RecordsError(TranslatableText("There is nobody like that in these records."))


def _is_letter(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LNM"
