"""Bodies of every build from the CC0 data of MakeHuman / MPFB2, unpacked into a folder."""

import gzip
import itertools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from tools.studio.body import Body, body_of
from tools.studio.geometry import FloatArray

_GROUPS = ("body", "helper-tights", "helper-hair", "helper-l-eye", "helper-r-eye")
_METRES = 0.1
"""The data are in decimetres."""
_IGNORED_SHARE = 0.02

Mixture = Mapping[str, float]
"""Shares by name, 1 in all."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The build of a person, as mixtures of MakeHuman's extremes."""

    gender: Mixture
    age: Mixture
    ethnicity: Mixture
    muscle: Mixture
    weight: Mixture


def random_shape(rng: np.random.Generator) -> Shape:
    """A build; corners are likelier than the middle, as the middle is one person."""
    return Shape(
        gender=_mixture(rng, ("male", "female"), 0.3),
        age=_mixture(rng, ("young", "old"), 0.6),
        ethnicity=_mixture(rng, ("african", "asian", "caucasian"), 0.4),
        muscle=_mixture(rng, ("minmuscle", "averagemuscle", "maxmuscle"), 0.7),
        weight=_mixture(rng, ("minweight", "averageweight", "maxweight"), 0.7),
    )


def _mixture(rng: np.random.Generator, names: tuple[str, ...], evenness: float) -> Mixture:
    shares = rng.dirichlet([evenness] * len(names)).tolist()
    return dict(zip(names, shares, strict=True))


class MakeHuman:
    """The unpacked folder `mpfb2`, read when it is needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._mesh = _read_mesh(folder / "3dobjs/base.obj")
        rigs = folder / "rigs/standard"
        self._rig: dict[str, Any] = _read_json(rigs / "rig.game_engine.json")
        self._bones = _parents_first(self._rig)
        weights = _read_json(rigs / "weights.game_engine.json")["weights"]
        self._weights = self._weight_table(weights)

    def body(self, shape: Shape) -> Body:
        """The body of a person of this build."""
        vertices = self._mesh.vertices + self._change(shape)
        corners = self._mesh.corners
        names = self._bones
        ground = np.array([0.0, vertices[corners["joint-ground"], 1].mean(), 0.0])
        heads = np.array([_point(self._rig[name]["head"], vertices, corners) for name in names])
        parents = [
            names.index(self._rig[name]["parent"]) if self._rig[name]["parent"] else -1
            for name in names
        ]
        arrays: dict[str, Any] = {
            "verts": (vertices - ground) * _METRES,
            "names": names,
            "parents": parents,
            "heads": (heads - ground) * _METRES,
            "weights": self._weights,
        }
        for group in _GROUPS:
            arrays[f"quads_{group}"] = [(*quad, quad[-1])[:4] for quad in self._mesh.quads[group]]
        for name, used in corners.items():
            centre = (vertices[used].mean(0) - ground) * _METRES
            arrays[f"cube_{name.removeprefix('joint-')}"] = centre
        return body_of(arrays)

    def _change(self, shape: Shape) -> FloatArray:
        """(vertices, 3) from the base mesh to the build."""
        folder = self._folder / "targets/macrodetails"
        change = np.zeros_like(self._mesh.vertices)
        for (gender, a), (age, b) in itertools.product(shape.gender.items(), shape.age.items()):
            for ethnicity, c in shape.ethnicity.items():
                name = f"{ethnicity}-{gender}-{age}"
                change += _share_of(folder, name, a * b * c, len(change))
            for (muscle, d), (weight, e) in itertools.product(
                shape.muscle.items(), shape.weight.items()
            ):
                name = f"universal-{gender}-{age}-{muscle}-{weight}"
                change += _share_of(folder, name, a * b * d * e, len(change))
        return change

    def _weight_table(self, weights: Mapping[str, list[list[float]]]) -> FloatArray:
        table = np.zeros((len(self._mesh.vertices), len(self._bones)))
        for column, name in enumerate(self._bones):
            pairs = np.array(weights[name], dtype=np.float64).reshape(-1, 2)
            table[pairs[:, 0].astype(int), column] = pairs[:, 1]
        return table


@dataclass(frozen=True, slots=True, eq=False)
class _BaseMesh:
    vertices: FloatArray
    quads: Mapping[str, list[tuple[int, ...]]]

    @property
    def corners(self) -> dict[str, Any]:
        """Vertices of the small cubes that mark joints."""
        return {
            group: np.unique(np.concatenate([np.array(quad) for quad in quads]))
            for group, quads in self.quads.items()
            if group.startswith("joint-")
        }


def _read_mesh(path: Path) -> _BaseMesh:
    vertices: list[list[float]] = []
    quads: dict[str, list[tuple[int, ...]]] = {}
    group = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, *parts = line.split() or [""]
        if kind == "v":
            vertices.append([float(part) for part in parts[:3]])
        elif kind == "g":
            group = parts[0]
        elif kind == "f":
            face = tuple(int(part.split("/")[0]) - 1 for part in parts)
            quads.setdefault(group, []).append(face)
    return _BaseMesh(np.array(vertices), quads)


def _read_json(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def _share_of(folder: Path, name: str, share: float, count: int) -> FloatArray | float:
    if share <= _IGNORED_SHARE:
        return 0.0
    return share * _target(folder / f"{name}.target.gz", count)


@cache
def _target(path: Path, count: int) -> FloatArray:
    """(count, 3) how far each vertex moves."""
    change = np.zeros((count, 3))
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            parts = line.split()
            if len(parts) == 4 and parts[0].isdigit():
                change[int(parts[0])] = [float(part) for part in parts[1:]]
    return change


def _parents_first(rig: Mapping[str, Any]) -> list[str]:
    names: list[str] = []
    waiting = [name for name in rig if not rig[name]["parent"]]
    while waiting:
        name = waiting.pop(0)
        names.append(name)
        waiting += [child for child in rig if rig[child]["parent"] == name]
    return names


def _point(spec: Mapping[str, Any], vertices: FloatArray, corners: Mapping[str, Any]) -> FloatArray:
    if spec["strategy"] == "CUBE":
        return np.asarray(vertices[corners[spec["cube_name"]]].mean(0))
    if spec["strategy"] == "VERTEX":
        return np.asarray(vertices[spec["vertex_index"]])
    return np.asarray(vertices[spec["vertex_indices"]].mean(0))
