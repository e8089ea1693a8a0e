"""How decimals are written in a table for spreadsheets of a country."""

from enum import StrEnum


class DecimalMark(StrEnum):
    """What separates the decimals of a figure from its whole number."""

    POINT = "point"
    COMMA = "comma"

    @property
    def separator(self) -> str:
        """What then separates the columns, as spreadsheets of such countries expect it."""
        return "," if self is DecimalMark.POINT else ";"

    def written(self, value: float) -> str:
        """Four decimals, never three: many countries would read `2.402` as 2402."""
        text = f"{value:.4f}"
        return text if self is DecimalMark.POINT else text.replace(".", ",")
