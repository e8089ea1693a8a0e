"""Who is seen: random bodies, clothes and colours."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tools.studio.body import Body, blend, stored_body, with_hips_at_depth
from tools.studio.clothes import Outfit
from tools.studio.makehuman import MakeHuman, random_shape
from tools.studio.surfaces import BLACK, Colour

Random = np.random.Generator

_SKIN = ((0.90, 0.72, 0.62), (0.62, 0.42, 0.30), (0.30, 0.19, 0.14))
_HAIR = ((0.08, 0.07, 0.06), (0.27, 0.19, 0.13), (0.55, 0.42, 0.26), (0.62, 0.61, 0.60))
_STRIPED_SHARE = 0.15
_HIP_DEPTH = 0.53
"""Where the hip joints are between buttock (0) and groin (1). MakeHuman has them further back; here
a pose model's bias at the hip is like that on photographs."""


def random_body(rng: Random, makehuman: MakeHuman | None = None) -> Body:
    """A body: a random shape of MakeHuman's, or a mixture of the two that come with the studio."""
    if makehuman:
        body = makehuman.body(random_shape(rng)).scaled(rng.uniform(0.96, 1.05))
    else:
        mixed = blend(stored_body("male"), stored_body("female"), rng.beta(0.5, 0.5))
        body = mixed.scaled(rng.uniform(0.93, 1.07))
    return with_hips_at_depth(body, _HIP_DEPTH)


def random_outfit(rng: Random) -> Outfit:
    """Clothes and colours."""
    bright = rng.uniform(0.93, 1.05)
    red, green, blue = _between(_SKIN, rng.random() * (len(_SKIN) - 1))
    striped = rng.random() < _STRIPED_SHARE
    return Outfit(
        skin=(min(red * bright, 1.0), green * bright, blue * bright),
        hair=_between(_HAIR, rng.random() * (len(_HAIR) - 1)),
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


def _between(colours: Sequence[Colour], place: float) -> Colour:
    """A colour between two neighbours of a row of them."""
    steps = range(len(colours))
    red, green, blue = (
        float(np.interp(place, steps, parts)) for parts in zip(*colours, strict=True)
    )
    return red, green, blue


def makehuman_of(folder: Path | None) -> MakeHuman | None:
    """The bodies of an unpacked MPFB2 folder, if there is one."""
    return MakeHuman(folder) if folder else None
