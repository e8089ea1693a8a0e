"""Who is seen: random bodies, clothes and colours."""

from pathlib import Path

import numpy as np

from studio.body import Body, blend, stored_body
from studio.clothes import Outfit
from studio.makehuman import MakeHuman, random_shape
from studio.surfaces import BLACK, Colour

Random = np.random.Generator

_LIGHT, _MIDDLE, _DARK = (0.90, 0.72, 0.62), (0.62, 0.42, 0.30), (0.30, 0.19, 0.14)
_STRIPED_SHARE = 0.15


def random_body(rng: Random, makehuman: MakeHuman | None = None) -> Body:
    """A body: a random shape of MakeHuman's, or a mixture of the two that come with the studio."""
    if makehuman:
        return makehuman.body(random_shape(rng)).scaled(rng.uniform(0.96, 1.05))
    mixed = blend(stored_body("male"), stored_body("female"), rng.beta(0.5, 0.5))
    return mixed.scaled(rng.uniform(0.93, 1.07))


def random_outfit(rng: Random) -> Outfit:
    """Clothes and colours."""
    skin = _skin(rng)
    striped = rng.random() < _STRIPED_SHARE
    return Outfit(
        skin=skin,
        hair=random_colour(rng, 0.05, 0.6),
        brow=(0.2, 0.15, 0.1),
        iris=(0.25, 0.18, 0.12),
        shirt=random_colour(rng),
        trousers=random_colour(rng, 0.05, 0.7),
        stripes=random_colour(rng) if striped else BLACK,
        shirt_hem_m=rng.uniform(0.86, 0.98),
        sleeve_m=float(rng.choice([0.15, 0.24, 0.5])),
        trouser_hem_m=float(rng.choice([0.14, 0.16, 0.3, 0.45, 0.6, 0.7])),
    )


def random_colour(rng: Random, low: float = 0.06, high: float = 0.9) -> Colour:
    """Mostly grey, somewhat tinted: as cloth is."""
    red, green, blue = np.clip(rng.uniform(low, high) + rng.normal(0, 0.12, 3), 0.03, 0.95)
    return float(red), float(green), float(blue)


def _skin(rng: Random) -> Colour:
    tone = rng.random() * 2
    red, green, blue = (
        float(np.interp(tone, [0, 1, 2], parts) * 1.0)
        for parts in zip(_LIGHT, _MIDDLE, _DARK, strict=True)
    )
    bright = rng.uniform(0.93, 1.05)
    return min(red * bright, 1.0), min(green * bright, 1.0), min(blue * bright, 1.0)


def makehuman_of(folder: Path | None) -> MakeHuman | None:
    """The bodies of an unpacked MPFB2 folder, if there is one."""
    return MakeHuman(folder) if folder else None
