"""Smoothing of signals: causal for live use, zero-phase for recordings.

Both take irregular times, and treat NaN as not seen.
"""

import math
from collections.abc import Iterator

import numpy as np

from sciatica_coach.motion.pose import FloatArray

_SURE = 8.0
"""Uncertainty up to which a value is taken in full; from there its weight falls with the square."""

_BLOCK_ROWS = 1024
"""Frames that are smoothed at a time: a few megabytes."""


class OneEuro:
    """The 1 Euro filter (Casiez, Roussel and Vogel, CHI 2012) on an array of signals.

    A slow signal is smoothed much, a fast one little. A signal that was not seen for longer than
    `forget_s` starts afresh, so that no stale value pulls on a new one.
    """

    def __init__(
        self,
        *,
        min_cutoff_hz: float = 1.2,
        speed_gain: float = 0.02,
        speed_cutoff_hz: float = 1.0,
        forget_s: float = 0.5,
    ) -> None:
        self._min_cutoff_hz = min_cutoff_hz
        self._speed_gain = speed_gain
        self._speed_cutoff_hz = speed_cutoff_hz
        self._forget_s = forget_s
        self._values: FloatArray | None = None
        self._speeds: FloatArray
        self._seen_s: FloatArray

    def update(self, time_s: float, values: FloatArray) -> FloatArray:
        """The smoothed signals.

        Parameters
        ----------
        time_s
            Later than at the call before.
        values
            Any shape, the same at every call; NaN where a signal is not seen.

        Returns
        -------
        The same shape; NaN where `values` is NaN.
        """
        if self._values is None:
            self._values = np.full_like(values, np.nan)
            self._speeds = np.zeros_like(values)
            self._seen_s = np.full_like(values, -math.inf)
        seen = np.isfinite(values)
        elapsed_s = time_s - self._seen_s
        fresh = seen & ((elapsed_s > self._forget_s) | ~np.isfinite(self._values))
        self._values = np.where(fresh, values, self._values)
        self._speeds = np.where(fresh, 0.0, self._speeds)
        go_on = seen & ~fresh & (elapsed_s > 0)
        step_s = np.where(go_on, elapsed_s, 1.0)
        change = np.where(go_on, values - self._values, 0.0)
        weight = _weight(step_s, np.asarray(self._speed_cutoff_hz))
        self._speeds += np.where(go_on, weight * (change / step_s - self._speeds), 0.0)
        cutoff_hz = self._min_cutoff_hz + self._speed_gain * np.abs(self._speeds)
        self._values = self._values + _weight(step_s, cutoff_hz) * change
        self._seen_s = np.where(seen, time_s, self._seen_s)
        return np.where(seen, self._values, np.nan)


def _weight(step_s: FloatArray, cutoff_hz: FloatArray) -> FloatArray:
    turn = 2 * math.pi * cutoff_hz * step_s
    return np.asarray(turn / (turn + 1))


def _sureness(uncertainty: FloatArray | None) -> FloatArray:
    """0..1; 1 where nothing is known."""
    if uncertainty is None:
        return np.asarray(1.0)
    return np.asarray((_SURE / np.maximum(np.nan_to_num(uncertainty, nan=_SURE), _SURE)) ** 2)


def zero_phase(
    time_s: FloatArray,
    values: FloatArray,
    uncertainty: FloatArray | None = None,
    *,
    window_s: float = 0.4,
) -> FloatArray:
    """Signals freed of outliers and noise, neither delayed nor blunted at their peaks.

    Outliers go by a running median (Hampel), noise by a local quadratic fit (Savitzky and Golay,
    Anal Chem 1964, 36:1627), which follows a peak where an average would cut it.

    Parameters
    ----------
    time_s
        (n,) rising, not necessarily even.
    values
        (n, ...) signals; NaN where not seen.
    uncertainty
        Of the same shape and unit; NaN where it is not known. What is unsure pulls less.
    window_s
        Width of the fit.

    Returns
    -------
    (n, ...) the smoothed signals; NaN where `values` is NaN.
    """
    if len(time_s) < 3:
        return values.copy()
    columns = values.reshape(len(time_s), -1)
    sureness = np.broadcast_to(_sureness(uncertainty), values.shape).reshape(columns.shape)
    step_s = float(np.median(np.diff(time_s)))
    reach = max(1, round(window_s / 2 / step_s)) if step_s > 0 else 1
    clean = np.concatenate(
        [_without_outliers(columns, *around) for around in _windows(len(time_s), reach)]
    )
    fitted = np.concatenate(
        [
            _local_quadratic(clean, sureness, around, _away(time_s, around, inside) / window_s)
            for around, inside in _windows(len(time_s), reach)
        ]
    )
    return np.where(np.isfinite(clean), fitted, np.nan).reshape(values.shape)


def _windows(rows: int, reach: int) -> Iterator[tuple["np.ndarray", "np.ndarray"]]:
    """The rows around each row, and which of them there are; a block of rows at a time.

    The windows of a long recording of many frames a second would fill the memory.
    """
    for first in range(0, rows, _BLOCK_ROWS):
        block = np.arange(first, min(first + _BLOCK_ROWS, rows))
        around = np.arange(-reach, reach + 1) + block[:, np.newaxis]
        yield np.clip(around, 0, rows - 1), (around >= 0) & (around < rows)


def _away(time_s: FloatArray, around: "np.ndarray", inside: "np.ndarray") -> FloatArray:
    """Time from each row to those around it; infinite for those that there are not."""
    own = around[:, around.shape[1] // 2]
    return np.where(inside, time_s[around] - time_s[own][:, np.newaxis], np.inf)


def _without_outliers(
    columns: FloatArray, around: "np.ndarray", inside: "np.ndarray"
) -> FloatArray:
    """The columns of a block of rows."""
    windows = np.where(inside[..., np.newaxis], columns[around], np.nan)
    columns = columns[around[:, around.shape[1] // 2]]
    seen = np.isfinite(columns)
    windows = np.where(np.isfinite(windows).any(axis=1, keepdims=True), windows, 0.0)
    median = np.nanmedian(windows, axis=1)
    spread = 1.4826 * np.nanmedian(np.abs(windows - median[:, np.newaxis]), axis=1)
    return np.where(seen & (np.abs(columns - median) > 4 * spread + 5.0), median, columns)


def _local_quadratic(
    columns: FloatArray, sureness: FloatArray, around: "np.ndarray", away: FloatArray
) -> FloatArray:
    """Fit the columns around each row of a block.

    `away` is in widths of the fit, infinite for no neighbour.
    """
    closeness = np.clip(1 - np.abs(away) ** 3, 0, None) ** 3
    away = np.where(np.isfinite(away), away, 0.0)
    powers = np.stack([np.ones_like(away), away, away**2], axis=-1)
    fitted = np.full((len(around), columns.shape[1]), np.nan)
    for column in range(columns.shape[1]):
        signal = columns[around, column]
        weight = np.where(np.isfinite(signal), closeness * sureness[around, column], 0.0)
        normal = np.einsum("nw,nwp,nwq->npq", weight, powers, powers)
        normal += 1e-9 * np.eye(3)
        right = np.einsum("nw,nwp,nw->np", weight, powers, np.nan_to_num(signal))
        fitted[:, column] = np.linalg.solve(normal, right[..., np.newaxis])[:, 0, 0]
    return fitted
