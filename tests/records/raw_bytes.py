"""Looks for what was deleted in the bytes of files, whatever a database says about them."""

import json
import struct


def written(text):
    """All the ways in which a text may stand in a file."""
    forms = {text, text.casefold(), json.dumps(text)[1:-1]}
    return {form.encode(code) for form in forms for code in ("utf-8", "utf-16-le", "utf-16-be")}


def figure(value):
    """A float as SQLite and PostgreSQL write it, and as JSON does."""
    return {struct.pack(">d", value), struct.pack("<d", value), repr(value).encode()}


def files_with(needles, *folders, but=()):
    """Files that hold one of the needles in their content or their name."""
    found = []
    for path in sorted(path for folder in folders for path in folder.rglob("*")):
        if path.is_file() and not any(part in path.parts for part in but):
            content = path.name.encode() + b"\0" + path.read_bytes()
            if any(needle in content for needle in needles):
                found.append(path)
    return found
