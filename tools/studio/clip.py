"""What is to be seen in a clip; the sets are in `clips` and `negatives`."""

from collections.abc import Callable
from dataclasses import dataclass

from tools.studio.human import Human
from tools.studio.movements.movement import Movement
from tools.studio.people import Random
from tools.studio.shots import Framing, Sensor

Act = Callable[[Human, Random], Movement]
Visit = Callable[[Human, Random], Movement]
"""A second person."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What is to be seen in a clip."""

    name: str
    note: str
    act: Act
    framing: Framing
    oblique: bool = False
    """The camera stands 15 to 26 degrees off side-on."""
    sensor: Sensor | None = None
    """None: a random one."""
    visit: Visit | None = None
    hidden: str = ""
    """What an occluder hides, if anything: a key of the occluders below."""
    exposure: float = 1.0
