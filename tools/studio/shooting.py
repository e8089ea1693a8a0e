"""Renders a clip and writes its truth; or a sheet of stills to look at."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np

from tools.studio.clips import Take
from tools.studio.film import write_film
from tools.studio.scene import Picture
from tools.studio.stage import Stage
from tools.studio.truth import TruthBook, write_truth


def shoot(take: Take, folder: Path, fps: int, *, fine: bool = False) -> Path:
    """Write NAME.truth.json and NAME.mp4; the truth first, so that no film is without it."""
    folder.mkdir(parents=True, exist_ok=True)
    book = TruthBook(take.scene, fps)
    name = take.clip.name
    film = folder / f"{name}.mp4"
    rendered = folder / f".{name}.rendered.mp4"
    write_film(rendered, _pictures(take, book, fps, fine=fine), fps, take.scene.camera.size_px)
    write_truth(folder / f"{name}.truth.json", book.document(**take.about))
    rendered.replace(film)
    return film


def _pictures(take: Take, book: TruthBook, fps: int, *, fine: bool) -> Iterator[Picture]:
    with Stage(take.scene, fine=fine) as stage:
        for index in range(int(take.scene.person.movement.duration_s * fps)):
            shown = stage.shown(index / fps, 1 / fps)
            book.add(shown)
            yield shown.picture


def sheet(take: Take, times_s: Sequence[float]) -> Picture:
    """Stills of a clip beside each other, with name and time."""
    stills = []
    with Stage(take.scene) as stage:
        for time_s in times_s:
            still = stage.shown(time_s).picture.copy()
            words = f"{take.clip.name} {time_s:.1f}"
            cv2.putText(still, words, (6, 16), cv2.FONT_HERSHEY_SIMPLEX, 0.45, (200, 0, 0), 1)
            stills.append(still)
    return np.hstack(stills)
