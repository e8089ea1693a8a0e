"""
Every error this package raises on purpose.

* CoachError
  + DefinitionError     a file of definitions does not say what it must
    - ExerciseFileError   one in `exercises/`
    - SafetyFileError     the warning signs, the pain rules or the steps of a program
    - LanguageFileError   the texts of one language
  + SourceError         a video or camera cannot be opened or read
  + ModelError          the pose model is missing or will not load
  + RecordsError        what is kept of a person cannot be read or written
  + ProgramFileError    a plan file from elsewhere cannot be used
  + OutputError         a result cannot be written where it was asked for

Wrong arguments from a programmer stay `ValueError` and `TypeError`.
"""

from collections.abc import Sequence
from pathlib import Path


class CoachError(Exception):
    """Base class: the command line and the app catch this one, print it, and go on."""


class DefinitionError(CoachError):
    """A file of definitions has problems; all of them are listed at once.

    Attributes
    ----------
    path
        The file at fault.
    problems
        One line per problem, each opening with the key it is about.
    """

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        self.path = path
        self.problems = tuple(problems)
        super().__init__("\n  ".join([f"{path}:", *problems]))


class ExerciseFileError(DefinitionError):
    """An exercise file has problems."""


class SafetyFileError(DefinitionError):
    """The file of warning signs, of pain rules or of the steps of a program has problems."""


class LanguageFileError(DefinitionError):
    """The file of texts of a language has problems."""


class SourceError(CoachError):
    """A video or camera cannot be opened or read."""


class ModelError(CoachError):
    """The pose model is missing or will not load."""


class OutputError(CoachError):
    """A result cannot be written where it was asked for."""


class RecordsError(CoachError):
    """What is kept of a person cannot be read, written or deleted."""


class ProgramFileError(CoachError):
    """A plan file from elsewhere is cut, foreign, newer, or holds what cannot be."""
