"""Angles and poses of a set as compressed bytes, ten a second.

What is stored is whole numbers: tenths of a degree or pixel, hundredths of a share. Each is written
as its difference to the one before, which is small where a body moves steadily, and the bytes are
compressed. A figure that was not measured is the smallest whole number.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sciatica_coach.coaching.sets.record import AngleSeries
from sciatica_coach.motion.landmarks import LANDMARK_COUNT, SIDES
from sciatica_coach.motion.pose import FloatArray
from sciatica_coach.motion.quantities import QUANTITY_COUNT, Quantity, Unit

RATE_HZ = 10.0
"""Of what is kept: joints of people who exercise slowly move below 2 Hz."""
_NOT_MEASURED = np.iinfo(np.int32).min
_VERSION = 1
_LEVEL = 6
"""Of the compression: a higher one saves 2 % and takes three times as long."""
_LARGEST_BYTES = 200_000_000
"""Of what a stretch may unpack to: two hours of poses are a tenth."""


_STEPS_OF_QUANTITIES = np.array(
    [[1.0] if quantity.unit is Unit.DEG else [10.0] for quantity in Quantity]
)
"""(quantity, 1) What is a share of a length is kept ten times as finely as degrees."""


class SamplesDamaged(ValueError):  # noqa: N818  (it names what happened)
    """The bytes are not what was written."""


class SampleKind(StrEnum):
    """What a stretch of samples is of."""

    ANGLES = "angles"
    POSES = "poses"


@dataclass(frozen=True, slots=True, eq=False)
class PoseSeries:
    """The pose at some moments of a set, without its picture."""

    time_s: FloatArray
    """(frames,)"""
    pixels: FloatArray
    """(frames, 33, 2) x right, y down; NaN where nobody was found."""
    visibility: FloatArray
    """(frames, 33) 0..1"""
    size_px: tuple[int, int]
    """Width and height of the pictures."""


def thinned(time_s: Sequence[float] | FloatArray) -> NDArray[np.int64]:
    """Indices of the frames that are kept: the first of each tenth of a second."""
    times_s = np.asarray(time_s, dtype=np.float64)
    tenths = np.floor(times_s * RATE_HZ + 1e-6)
    return np.flatnonzero(np.diff(tenths, prepend=-np.inf) > 0)


def pack_angles(series: AngleSeries) -> bytes:
    """The series, thinned, as bytes."""
    kept = thinned(series.time_s)
    return _pack(
        {},
        {
            "time_s": (series.time_s[kept], 1000),
            "tracked": (series.tracked[kept], 1),
            "values": (series.values[kept] * _STEPS_OF_QUANTITIES, 10),
            "trust": (series.trust[kept], 50),
            "standard_error_deg": (series.standard_error_deg[kept], 10),
        },
    )


def unpack_angles(content: bytes) -> AngleSeries:
    """The series again.

    Raises
    ------
    SamplesDamaged
        If the bytes were not made by `pack_angles`.
    """
    _, arrays = _unpack(content)
    try:
        frames = len(arrays["time_s"])
        shape = (frames, QUANTITY_COUNT, len(SIDES))
        return AngleSeries(
            arrays["time_s"],
            arrays["tracked"].reshape(frames),
            arrays["values"].reshape(shape) / _STEPS_OF_QUANTITIES,
            arrays["trust"].reshape(shape),
            arrays["standard_error_deg"].reshape(shape),
        )
    except (KeyError, ValueError) as error:
        raise SamplesDamaged("they are no angles") from error


def pack_poses(series: PoseSeries) -> bytes:
    """The poses as bytes; what is to be kept of them was chosen before."""
    return _pack(
        {"size_px": list(series.size_px)},
        {
            "time_s": (series.time_s, 1000),
            "pixels": (series.pixels, 10),
            "visibility": (series.visibility, 100),
        },
    )


def unpack_poses(content: bytes) -> PoseSeries:
    """The poses again.

    Raises
    ------
    SamplesDamaged
        If the bytes were not made by `pack_poses`.
    """
    header, arrays = _unpack(content)
    try:
        frames = len(arrays["time_s"])
        width, height = header["size_px"]
        return PoseSeries(
            arrays["time_s"],
            arrays["pixels"].reshape(frames, LANDMARK_COUNT, 2),
            arrays["visibility"].reshape(frames, LANDMARK_COUNT),
            (int(width), int(height)),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SamplesDamaged("they are no poses") from error


def joined_angles(parts: Sequence[AngleSeries]) -> AngleSeries:
    """Stretches of one set, one after the other."""
    if not parts:
        return AngleSeries.empty()
    names = ("time_s", "tracked", "values", "trust", "standard_error_deg")
    return AngleSeries(*(np.concatenate([getattr(each, name) for each in parts]) for name in names))


def joined_poses(parts: Sequence[PoseSeries]) -> PoseSeries:
    """Stretches of one set, one after the other; there must be one at least."""
    names = ("time_s", "pixels", "visibility")
    time_s, pixels, visibility = (
        np.concatenate([getattr(each, name) for each in parts]) for name in names
    )
    return PoseSeries(time_s, pixels, visibility, parts[-1].size_px)


def _pack(header: dict[str, Any], arrays: dict[str, tuple[FloatArray, int]]) -> bytes:
    """Arrays whose first axis is time, each with its steps a unit."""
    columns = {name: [*array.shape[1:]] for name, (array, _) in arrays.items()}
    steps = {name: per_unit for name, (_, per_unit) in arrays.items()}
    frames = len(next(iter(arrays.values()))[0])
    told = {"version": _VERSION, "frames": frames, "columns": columns, "steps": steps} | header
    head = json.dumps(told, separators=(",", ":")).encode()
    body = b"".join(_differences(array, per_unit) for array, per_unit in arrays.values())
    return len(head).to_bytes(4, "little") + head + zlib.compress(body, _LEVEL)


def _differences(array: FloatArray, per_unit: int) -> bytes:
    whole = np.where(np.isfinite(array), np.round(array * per_unit), _NOT_MEASURED)
    width = int(np.prod(array.shape[1:]))
    numbers = whole.astype(np.int32).reshape(len(array), width)
    steps = np.diff(numbers, axis=0, prepend=np.zeros((1, width), dtype=np.int32))
    # Column by column, and all lowest bytes first: the high ones are nearly all zero.
    return np.ascontiguousarray(steps.T).view(np.uint8).reshape(-1, 4).T.tobytes()


def _unpack(content: bytes) -> tuple[dict[str, Any], dict[str, FloatArray]]:
    try:
        length = int.from_bytes(content[:4], "little")
        header = json.loads(content[4 : 4 + length])
        if header["version"] != _VERSION:
            raise SamplesDamaged("they were made by a newer version")
        body = _decompressed(content[4 + length :])
        arrays, start = {}, 0
        for name, columns in header["columns"].items():
            shape = (int(header["frames"]), *map(int, columns))
            size = 4 * int(np.prod(shape))
            part = body[start : start + size]
            arrays[name] = _summed(part, shape, int(header["steps"][name]))
            start += size
    except (KeyError, TypeError, ValueError, AttributeError, zlib.error) as error:
        raise SamplesDamaged(str(error)) from error
    if start != len(body):
        raise SamplesDamaged("there is more than was told")
    return header, arrays


def _decompressed(compressed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    body = unpacker.decompress(compressed, _LARGEST_BYTES)
    if not unpacker.eof:
        raise SamplesDamaged("they are cut, or too large")
    return body


def _summed(part: bytes, shape: tuple[int, ...], per_unit: int) -> FloatArray:
    width = int(np.prod(shape[1:]))
    as_bytes = np.frombuffer(part, dtype=np.uint8).reshape(4, -1).T
    steps = np.ascontiguousarray(as_bytes).view(np.int32).reshape(width, shape[0]).T
    numbers = np.cumsum(steps, axis=0, dtype=np.int32)
    values = np.where(numbers == _NOT_MEASURED, np.nan, numbers / per_unit)
    return np.asarray(values.reshape(shape), dtype=np.float64)
