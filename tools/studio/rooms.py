"""Rooms: floor, walls and furniture, and the light in them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from tools.studio.geometry import FloatArray
from tools.studio.mesh import Mesh, box, ellipsoid
from tools.studio.movements.movement import Movement
from tools.studio.movements.supine import MAT_M
from tools.studio.people import Random, random_colour
from tools.studio.surfaces import Colour, Light, Look, Material

Thing = tuple[str, Mesh, Look]
"""Something in the room: its name, its shape and how it looks."""

_FLOORS = (Material.LAMINATE, Material.LAMINATE, Material.TILES, Material.FABRIC)
_WOOD: Colour = (0.50, 0.38, 0.28)
_WHITE: Colour = (0.90, 0.89, 0.87)


@dataclass(frozen=True, slots=True)
class Room:
    """The colours of a room, and its light."""

    floor: Colour
    wall: Colour
    mat: Colour
    sofa: Colour
    light: Light
    floor_material: Material = Material.LAMINATE
    furniture_seed: int = 4
    """Where sofa, plant and picture are; 4 is how the sample clips have them."""


DAY = Room(
    floor=(0.74, 0.62, 0.50),
    wall=(0.86, 0.84, 0.80),
    mat=(0.36, 0.56, 0.58),
    sofa=(0.55, 0.56, 0.58),
    light=Light(
        (0.45, 1.0, 0.85), (1.25, 1.18, 1.06), (0.62, 0.65, 0.70), (0.36, 0.33, 0.30), 0.92
    ),
)
EVENING = Room(
    floor=(0.60, 0.50, 0.44),
    wall=(0.76, 0.78, 0.80),
    mat=(0.46, 0.40, 0.58),
    sofa=(0.42, 0.36, 0.32),
    light=Light(
        (-0.55, 1.0, 0.7), (1.05, 0.92, 0.72), (0.42, 0.40, 0.38), (0.26, 0.23, 0.20), 0.85
    ),
)


def random_room(rng: Random) -> Room:
    """A room in other colours and another light."""
    base = DAY if rng.random() < 0.5 else EVENING
    mat = random_colour(rng) if rng.random() < 0.5 else _varied(rng, base.mat)
    return Room(
        floor=_varied(rng, base.floor),
        wall=_varied(rng, base.wall),
        mat=mat,
        sofa=_varied(rng, base.sofa),
        light=_random_light(rng, base.light),
        floor_material=_FLOORS[rng.integers(len(_FLOORS))],
        furniture_seed=int(rng.integers(1 << 16)),
    )


def _varied(rng: Random, colour: Colour) -> Colour:
    varied = np.array(colour) * rng.uniform(0.6, 1.1) + rng.normal(0, 0.06, 3)
    red, green, blue = np.clip(varied, 0.05, 0.95).tolist()
    return red, green, blue


def _random_light(rng: Random, base: Light) -> Light:
    sun = np.array(base.sun) * rng.uniform(0.5, 1.2) + rng.normal(0, 0.06, 3)
    red, green, blue = np.clip(sun, 0.1, 1.6).tolist()
    return replace(
        base,
        direction=(rng.uniform(-0.9, 0.9), 1.0, rng.uniform(0.1, 1.0)),
        sun=(red, green, blue),
        exposure=base.exposure * float(np.exp(rng.normal(0, 0.3))),
    )


def things_in(room: Room, movement: Movement) -> Iterator[Thing]:
    """All that stands in the room; where it matters, where the movement needs it."""
    yield from _shell(room)
    yield from _furniture(room)
    if movement.seat_m is not None:
        yield from _chair(float(movement.rest.root[0]), movement.seat_m)
    if movement.lying or movement.on_mat:
        yield "mat", box((-1.02, 0, -0.36), (1.10, MAT_M, 0.36)), Look(Material.FABRIC, room.mat)
    if movement.lying:
        yield _pillow(movement)
    for i, (low, high) in enumerate(movement.boxes):
        yield f"box {i}", box(low, high), Look(Material.PLAIN, _WOOD)


def _shell(room: Room) -> Iterator[Thing]:
    darker: Colour = (room.wall[0] * 0.95, room.wall[1] * 0.95, room.wall[2] * 0.95)
    yield "floor", box((-7, -0.1, -2), (7, 0, 8)), Look(room.floor_material, room.floor)
    yield "wall", box((-7, 0, -1.7), (7, 3, -1.6)), Look(Material.WALL, room.wall)
    yield "side wall", box((-3.5, 0, -2), (-3.4, 3, 8)), Look(Material.WALL, darker)
    yield "skirting", box((-7, 0, -1.6), (7, 0.09, -1.585)), Look(Material.PLAIN, _WHITE)


def _furniture(room: Room) -> Iterator[Thing]:
    rng = np.random.default_rng(room.furniture_seed)
    aside = 0.0 if room.furniture_seed == 4 else float(rng.uniform(-0.4, 0.8))
    sofa, frame = Look(Material.PLAIN, room.sofa), Look(Material.PLAIN, (0.30, 0.24, 0.18))
    yield "seat of sofa", box((0.75 + aside, 0, -1.55), (2.6 + aside, 0.40, -0.95)), sofa
    yield "back of sofa", box((0.75 + aside, 0.40, -1.58), (2.6 + aside, 0.82, -1.36)), sofa
    yield "frame", box((-1.35 + aside, 1.05, -1.6), (-0.75 + aside, 1.50, -1.57)), frame
    picture = Look(Material.PLAIN, (0.62, 0.70, 0.66))
    yield "picture", box((-1.30 + aside, 1.10, -1.57), (-0.80 + aside, 1.45, -1.565)), picture
    yield from _plant(np.array([-2.0 + 0.4 * aside, 0.62, -1.25]), rng)


def _plant(place: FloatArray, rng: Random) -> Iterator[Thing]:
    pot = ellipsoid((place[0], 0.16, place[2]), (0.15, 0.17, 0.15))
    yield "pot", pot, Look(Material.PLAIN, (0.70, 0.48, 0.38))
    for i in range(9):
        leaf = ellipsoid(place + rng.normal(0, [0.15, 0.14, 0.12]), rng.uniform(0.05, 0.16, 3), 10)
        yield f"leaf {i}", leaf, Look(Material.PLAIN, (0.28, 0.42 + 0.1 * rng.random(), 0.26))


def _pillow(movement: Movement) -> Thing:
    human, rest = movement.human, movement.rest
    marks = human.landmarks(human.solve(rest))
    ears = 0.5 * (marks["left_ear"] + marks["right_ear"])
    half_m = (human.lowest_m(rest, "head", percent=0.2) - MAT_M + 0.022) / 2
    pillow = ellipsoid(
        (ears[0] - 0.02, MAT_M + half_m, ears[2]), (0.19, max(half_m, 0.01) * 1.15, 0.28)
    )
    return "pillow", pillow, Look(Material.PLAIN, (0.88, 0.87, 0.84))


def _chair(x: float, seat_m: float) -> Iterator[Thing]:
    wood = Look(Material.PLAIN, _WOOD)
    yield "seat", box((x - 0.20, seat_m - 0.035, -0.23), (x + 0.26, seat_m, 0.23)), wood
    for i, (dx, dz) in enumerate(((-0.17, -0.2), (-0.17, 0.2), (0.23, -0.2), (0.23, 0.2))):
        top = seat_m + 0.42 if dx < 0 else seat_m
        low, high = (x + dx - 0.018, 0.0, dz - 0.018), (x + dx + 0.018, top, dz + 0.018)
        yield f"leg of chair {i}", box(low, high), wood
    for i in range(2):
        low = (x - 0.185, seat_m + 0.16 + 0.16 * i, -0.2)
        high = (x - 0.165, seat_m + 0.25 + 0.16 * i, 0.2)
        yield f"slat {i}", box(low, high), wood
