"""A correction of angles learnt from examples: small networks, each without a fifth of the scenes.

What a network has not seen tells how far it can be trusted: the stated uncertainties are widened
until nine of ten angles of unseen scenes lie within twice as much.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sciatica_coach.motion.correction import CORRECTED
from studio.examples import Examples
from studio.geometry import FloatArray

FOLDS = 5
_HIDDEN = (160, 96)
_NAMING_HIDDEN = (96, 48)
_EPOCHS, _NAMING_EPOCHS, _BATCH = 40, 24, 256
_RATE, _DECAY = 4e-3, 1e-3
_INPUT_NOISE = 0.05
"""Standard deviations of the inputs: no value is believed to the last digit."""
_LEAK = 0.1
_COVERED = 0.92
"""A little more than promised: real people are not rendered."""
_BINS, _RAREST = 24, 4.0
"""Rare angles weigh more, else the network would draw everything to the middle."""
_SCALE_DEG = 10.0
_NEWTON_STEPS = 12

Tell = Callable[[int], None]


@dataclass(slots=True, eq=False)
class _Network:
    weights: list[FloatArray]
    biases: list[FloatArray]

    def layers(self, inputs: FloatArray) -> list[FloatArray]:
        """What goes into each layer, and at last what comes out."""
        values = [inputs]
        for layer, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            out = values[-1] @ weight + bias
            last = layer == len(self.weights) - 1
            values.append(out if last else np.maximum(out, _LEAK * out))
        return values

    def gradients(self, layers: list[FloatArray], slope: FloatArray) -> list[FloatArray]:
        """Of the weights, then of the biases, for the loss's slope at the output."""
        weights, biases = [], []
        for layer in reversed(range(len(self.weights))):
            weights.append(layers[layer].T @ slope)
            biases.append(slope.sum(axis=0))
            slope = slope @ self.weights[layer].T
            if layer:
                slope = slope * np.where(layers[layer] > 0, 1.0, _LEAK)
        return weights[::-1] + biases[::-1]


@dataclass(frozen=True, slots=True, eq=False)
class Learnt:
    """A correction, and how right it is on scenes that its networks have not seen."""

    arrays: dict[str, FloatArray]
    """As `sciatica_coach.motion.correction.Correction` takes them."""
    error_deg: FloatArray
    """(joint,) mean absolute error."""
    raw_error_deg: FloatArray
    """(joint,) the same of the model alone."""
    named_rightly: float
    """Share of the frames of unseen scenes whose legs are told apart."""


def learn(examples: Examples, tell: Tell = lambda fold: None) -> Learnt:
    """Learn a correction; takes minutes.

    Parameters
    ----------
    tell
        Is called with the number of each network that is done.
    """
    mean = examples.inputs.mean(axis=0)
    spread = examples.inputs.std(axis=0) + 1e-3
    known, other = (
        np.clip((seen - mean) / spread, -4, 4).astype(np.float32)
        for seen in (examples.inputs, examples.misnamed)
    )
    weight = _rarity(examples)
    arrays: dict[str, FloatArray] = {"mean": mean.astype("f4"), "spread": spread.astype("f4")}
    guess = np.zeros_like(examples.off_deg)
    sigma = np.ones_like(examples.off_deg)
    joints = len(CORRECTED)
    for fold in range(FOLDS):
        unseen = examples.scene % FOLDS == fold
        network = _trained(known[~unseen], examples.where(~unseen), weight[~unseen], fold)
        out = network.layers(known[unseen])[-1]
        guess[unseen] = _SCALE_DEG * out[:, :joints]
        sigma[unseen] = np.exp(np.clip(out[:, joints : 2 * joints], -1, 4))
        for layer, (of, bias) in enumerate(zip(network.weights, network.biases, strict=True)):
            arrays[f"weight_{fold}_{layer}"] = of.astype("f2")
            arrays[f"bias_{fold}_{layer}"] = bias.astype("f4")
        tell(fold)
    unseen = examples.scene % FOLDS == 0
    naming = _trained_to_name(known[~unseen], other[~unseen])
    for layer, (of, bias) in enumerate(zip(naming.weights, naming.biases, strict=True)):
        arrays[f"naming_weight_0_{layer}"] = of.astype("f2")
        arrays[f"naming_bias_0_{layer}"] = bias.astype("f4")
    odds, odds_of_other = (_of_frames(naming.layers(legs[unseen])[-1]) for legs in (known, other))
    model_right = examples.named_rightly[unseen][::2] > 0
    arrays["naming_line"] = naming_line(np.where(model_right, odds, odds_of_other), model_right)
    error = np.abs(examples.off_deg - guess)
    arrays["widening"] = np.quantile(error / sigma, _COVERED, axis=0) / 2
    raw_error = np.abs(examples.off_deg)
    return Learnt(arrays, error.mean(axis=0), raw_error.mean(axis=0), float((odds > 0).mean()))


def _rarity(examples: Examples) -> FloatArray:
    """(rows, joint) weights that make every angle of a movement count alike, within limits."""
    weight = np.ones_like(examples.true_deg)
    for kind in np.unique(examples.kind):
        rows = examples.kind == kind
        for joint in range(weight.shape[1]):
            angles = examples.true_deg[rows, joint]
            counts, edges = np.histogram(angles, _BINS)
            share = counts[np.digitize(angles, edges[1:-1])] / len(angles) + 0.01
            rarity = 1 / share
            weight[rows, joint] = np.clip(rarity / rarity.mean(), 1 / _RAREST, _RAREST)
    return weight


class _Adam:
    """Adam (Kingma and Ba, ICLR 2015) with a rate that falls to nothing."""

    def __init__(self, network: _Network, steps: int) -> None:
        self._values = network.weights + network.biases
        self._decaying = len(network.weights)
        self._first = [np.zeros_like(value) for value in self._values]
        self._second = [np.zeros_like(value) for value in self._values]
        self._steps, self._step = steps, 0

    def descend(self, gradients: list[FloatArray]) -> None:
        """One step down."""
        self._step += 1
        rate = _RATE * (1 + np.cos(np.pi * self._step / self._steps)) / 2
        for number, (value, gradient) in enumerate(zip(self._values, gradients, strict=True)):
            if number < self._decaying:
                gradient = gradient + _DECAY * value
            self._first[number] = 0.9 * self._first[number] + 0.1 * gradient
            self._second[number] = 0.999 * self._second[number] + 0.001 * gradient**2
            size = np.sqrt(self._second[number] / (1 - 0.999**self._step)) + 1e-8
            value -= rate * self._first[number] / (1 - 0.9**self._step) / size


def _trained(known: FloatArray, examples: Examples, weight: FloatArray, seed: int) -> _Network:
    rng = np.random.default_rng(seed)
    joints = len(CORRECTED)
    network = _fresh([known.shape[1], *_HIDDEN, 2 * joints + 3], rng)
    network.biases[-1][joints : 2 * joints] = np.log(8)
    adam = _Adam(network, _EPOCHS * (len(known) // _BATCH))
    for rows in _batches(len(known), _EPOCHS, rng):
        layers = network.layers(_noisy(known[rows], rng))
        slope = _slope(layers[-1], examples.off_deg[rows], examples.camera[rows], weight[rows])
        adam.descend(network.gradients(layers, slope))
    return network


def _trained_to_name(known: FloatArray, other: FloatArray) -> _Network:
    """Of a frame's two legs the sum is above 0 if they are named rightly."""
    rng = np.random.default_rng(0)
    network = _fresh([known.shape[1], *_NAMING_HIDDEN, 1], rng)
    frames = np.concatenate([_of_frames(known), _of_frames(other)])
    right = np.arange(len(frames)) < len(frames) // 2
    adam = _Adam(network, _NAMING_EPOCHS * (len(frames) // _BATCH))
    for rows in _batches(len(frames), _NAMING_EPOCHS, rng):
        legs = frames[rows].reshape(2 * len(rows), -1)
        layers = network.layers(_noisy(legs, rng))
        odds = _of_frames(layers[-1])
        slope = (1 / (1 + np.exp(-odds)) - right[rows]) / len(rows)
        adam.descend(network.gradients(layers, np.repeat(slope, 2)[:, np.newaxis]))
    return network


def naming_line(odds: FloatArray, right: FloatArray) -> FloatArray:
    """(2,) offset and slope that make of the network's odds those of the model's own names.

    The network was taught with right poses under wrong names. A model that takes left for right
    bends the body to its error, and such a pose looks less wrong than that. Logistic regression by
    Newton's method, on frames that the network has not seen, right and wrong ones weighing alike.

    Parameters
    ----------
    odds
        (frames,) what the network says of the names that the model gave.
    right
        (frames,) whether they were right.
    """
    columns = np.column_stack([np.ones_like(odds), odds])
    weight = np.where(right, 0.5 / max(right.mean(), 1e-6), 0.5 / max(1 - right.mean(), 1e-6))
    line = np.zeros(2)
    for _ in range(_NEWTON_STEPS):
        believed = 1 / (1 + np.exp(-columns @ line))
        slope = columns.T @ (weight * (right - believed))
        bend = (columns * (weight * believed * (1 - believed))[:, np.newaxis]).T @ columns
        line += np.linalg.solve(bend + 1e-6 * np.eye(2), slope)
    return line


def _of_frames(legs: FloatArray) -> FloatArray:
    """Rows of legs as rows of frames: single values are summed, inputs laid side by side."""
    if legs.shape[1] == 1:
        return np.asarray(legs.reshape(-1, 2).sum(axis=1))
    return np.asarray(legs.reshape(len(legs) // 2, -1))


def _noisy(values: FloatArray, rng: np.random.Generator) -> FloatArray:
    return np.asarray(values + rng.normal(0, _INPUT_NOISE, values.shape))


def _fresh(sizes: list[int], rng: np.random.Generator) -> _Network:
    weights = [rng.normal(0, np.sqrt(2 / a), (a, b)) for a, b in pairwise(sizes)]
    weights[-1] *= 0.1
    return _Network(weights, [np.zeros(size) for size in sizes[1:]])


def _batches(count: int, epochs: int, rng: np.random.Generator) -> Iterator["np.ndarray"]:
    for _ in range(epochs):
        order = rng.permutation(count)
        for start in range(0, count - _BATCH + 1, _BATCH):
            yield order[start : start + _BATCH]


def _slope(
    out: FloatArray, off_deg: FloatArray, camera: FloatArray, weight: FloatArray
) -> FloatArray:
    """Of the loss: Laplace's likelihood of each angle with its width, squares for the camera."""
    joints = off_deg.shape[1]
    slope = np.zeros_like(out)
    miss = _SCALE_DEG * out[:, :joints] - off_deg
    size = np.sqrt(miss**2 + 1.0)  # rounded at the bottom, so that it has a slope there
    narrow = np.exp(-np.clip(out[:, joints : 2 * joints], -3, 5))
    share = 0.3 / len(out)
    slope[:, :joints] = share * weight * miss / size * _SCALE_DEG * narrow
    slope[:, joints : 2 * joints] = share * weight * (1 - size * narrow)
    slope[:, 2 * joints :] = 2 * (out[:, 2 * joints :] - camera) / len(out)
    return slope
