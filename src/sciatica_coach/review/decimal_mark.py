"""How decimals are written in a table for spreadsheets of a country."""

import re
from enum import StrEnum

_COMMA = re.compile(
    r"(bg|cs|da|de|el|es|et|fi|fr|hr|hu|id|it|lt|lv|nb|nl|nn|no|pl|pt|ro|ru|sk|sl|sr|sv|tr|uk|vi)"
    r"(-(?!CH|LI|419|DO|GT|HN|MX|NI|PA|PE|PR|SV|US)\w+)?"
)
"""Languages in which decimals are written with a comma, but for the countries that speak them and
write a point; by the Unicode locale data."""


class DecimalMark(StrEnum):
    """What separates the decimals of a figure from its whole number."""

    POINT = "point"
    COMMA = "comma"

    @classmethod
    def of_locale(cls, locale: str | None) -> "DecimalMark":
        """The mark where people live who have set their computer to this, such as `de-DE`."""
        comma = _COMMA.fullmatch((locale or "").replace("_", "-"))
        return cls.COMMA if comma else cls.POINT

    @property
    def separator(self) -> str:
        """What then separates the columns, as spreadsheets of such countries expect it."""
        return "," if self is DecimalMark.POINT else ";"

    def written(self, value: float) -> str:
        """Four decimals, never three: many countries would read `2.402` as 2402."""
        text = f"{value:.4f}"
        return text if self is DecimalMark.POINT else text.replace(".", ",")
