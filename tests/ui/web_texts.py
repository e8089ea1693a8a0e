"""Where the browser side uses the texts that the server sends it."""

import re
from collections.abc import Iterable

from sciatica_coach.ui.files import WEB


def sources(*names: str) -> str:
    """Files, or all modules of folders, one after the other."""
    found = []
    for name in names:
        path = WEB / name
        paths = sorted(path.glob("*.js")) if path.is_dir() else [path]
        found += [each.read_text(encoding="utf-8") for each in paths]
    return "\n".join(found)


def marked(html: str, attribute: str) -> set[str]:
    """The keys that a page's elements name."""
    return set(re.findall(rf'data-{attribute}="(\w+)"', html))


def read_of(code: str, name: str = "texts") -> set[str]:
    """The keys that code reads of a table of texts."""
    return set(re.findall(rf"\b{name}\.(\w+)", code)) - {"js"}


def unused(keys: Iterable[str], source: str) -> list[str]:
    """The keys that nothing names."""
    return [key for key in keys if not re.search(rf"\b{key}\b", source)]


def places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def unfilled(text: str, code: str) -> list[str]:
    """The places of a text that no table of values in the code has: `{ name: ... }`, `{ name }`."""
    return [name for name in sorted(places(text)) if not re.search(rf"\b{name}(:| \}}|,)", code)]
