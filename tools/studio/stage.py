"""Draws a scene, moment by moment."""

from dataclasses import dataclass, field
from typing import Self

import cv2
import numpy as np

from tools.studio.clothes import Shell, dressed
from tools.studio.geometry import FloatArray
from tools.studio.human import Stance
from tools.studio.mesh import box
from tools.studio.movements.movement import Movement
from tools.studio.pose import Pose
from tools.studio.renderer import Renderer
from tools.studio.rooms import things_in
from tools.studio.scene import Person, Picture, Scene, Shown
from tools.studio.surfaces import Look, Material


@dataclass(slots=True, eq=False)
class Stage:
    """Draws a scene. Used as a context: the graphics are given back at its end."""

    scene: Scene
    fine: bool = False
    seed: int = 0
    """Of the noise."""
    drawn: int = 0
    """Pictures drawn; less than those asked for while nobody moves."""
    _renderer: Renderer = field(init=False)
    _shells: dict[str, tuple[Movement, dict[str, Shell]]] = field(init=False)
    _rng: np.random.Generator = field(init=False)
    _last: tuple[bytes, FloatArray] | None = field(init=False, default=None)
    _solved: tuple[float, dict[str, tuple[Pose, Stance]]] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        scene = self.scene
        self._rng = np.random.default_rng(self.seed)
        self._renderer = Renderer(scene.camera.size_px, fine=self.fine)
        for name, mesh, look in things_in(scene.room, scene.person.movement):
            self._renderer.add_still(name, mesh, look)
        if scene.occluder:
            mesh = box(scene.occluder.low, scene.occluder.high)
            look = Look(Material.PLAIN, scene.occluder.colour)
            self._renderer.add_still("occluder", mesh, look)
        self._shells = {}
        people = {"companion": scene.companion, "person": scene.person}
        for name, person in people.items():
            if person:
                self._enter(name, person)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc_info: object) -> None:
        """Give the graphics back."""
        self._renderer.__exit__()

    def shown(self, time_s: float, frame_s: float = 0.0) -> Shown:
        """The frame at a moment.

        Parameters
        ----------
        time_s
            Seconds since the scene began.
        frame_s
            Seconds from one frame to the next, for motion blur.
        """
        sensor = self.scene.sensor
        open_s = frame_s * sensor.shutter if sensor.subframes > 1 else 0.0
        # The middle of the exposure is the frame's time.
        moments_s = (
            time_s + np.linspace(-0.5, 0.5, sensor.subframes) * open_s if open_s else [time_s]
        )
        light = np.mean([self._light(max(float(moment_s), 0.0)) for moment_s in moments_s], axis=0)
        picture = self._sensed(light)
        if self.scene.mirrored:
            picture = picture[:, ::-1]
        movement = self.scene.person.movement
        pose, stance = self._stances(time_s)["person"]
        return Shown(np.ascontiguousarray(picture), pose, movement.human.landmarks(stance))

    def _stances(self, time_s: float) -> dict[str, tuple[Pose, Stance]]:
        """How everybody stands at a moment; kept for the next who asks."""
        if self._solved is None or self._solved[0] != time_s:
            stances = {}
            for name, (movement, _) in self._shells.items():
                pose = movement.pose(time_s)
                stances[name] = (pose, movement.human.solve(pose))
            self._solved = (time_s, stances)
        return self._solved[1]

    def _enter(self, name: str, person: Person) -> None:
        shells = dressed(person.movement.human, person.outfit)
        for part, shell in shells.items():
            self._renderer.add(f"{name} {part}", shell.triangles, shell.look, shell.rest)
        self._shells[name] = (person.movement, shells)

    def _light(self, time_s: float) -> FloatArray:
        """(height, width, 3) what falls on the sensor; kept while nobody moves."""
        stances = {name: stance for name, (_, stance) in self._stances(time_s).items()}
        key = b"".join(_key(stance) for stance in stances.values())
        if self._last and self._last[0] == key:
            return self._last[1]
        for name, stance in stances.items():
            for part, shell in self._shells[name][1].items():
                self._renderer.place(f"{name} {part}", *shell.placed(stance))
        drawn = self._renderer.picture(self.scene.camera, self.scene.room.light)
        light = drawn.astype(np.float64)
        if self.scene.sensor.blur_px:
            light = np.asarray(
                cv2.GaussianBlur(light, (0, 0), self.scene.sensor.blur_px), dtype=np.float64
            )
        self.drawn += 1
        self._last = (key, light)
        return light

    def _sensed(self, light: FloatArray) -> Picture:
        noise = self.scene.sensor.noise
        brightness = self._rng.normal(0, noise, light.shape[:2])[..., None]
        colour = self._rng.normal(0, noise * 0.5, light.shape)
        return np.asarray(np.clip(light + brightness + colour, 0, 255).astype(np.uint8))


def _key(stance: Stance) -> bytes:
    return np.round(stance.turns, 5).tobytes() + np.round(stance.shifts, 5).tobytes()
