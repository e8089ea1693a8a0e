"""`sciatica-coach texts`: brings the languages' files up to date."""

from typing import Annotated

import typer


def texts(
    add: Annotated[
        str | None, typer.Option(metavar="CODE", help="Begin a new language, such as fr.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="What its speakers call it, such as Français.")
    ] = None,
) -> None:
    """Bring the languages' files up to date: new texts empty, dead ones gone."""
    from sciatica_coach.language.catalog import TEXTS
    from sciatica_coach.texts import begin, language_problems, renew

    if bool(add) != bool(name):
        raise typer.BadParameter("give both --add and --name.")
    if add and name:
        begin(add, name)
    for path in sorted(TEXTS.glob("*.po")):
        renew(path)
    for path, problems in language_problems().items():
        print(f"{path}: {len(problems)} texts to translate or to mend; check names them")
