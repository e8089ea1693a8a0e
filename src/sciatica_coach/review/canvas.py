"""Panels, letters and rings on a picture, in sizes that follow the picture's own."""

import cv2
import numpy as np

from sciatica_coach.motion.pose import Image

Colour = tuple[int, int, int]
"""Blue, green, red."""
Point = tuple[float, float]

INK: Colour = (24, 20, 8)
PAPER: Colour = (255, 255, 255)
MARK: Colour = (74, 213, 255)
"""The measured joint, as on the live page."""

_TRACK: Colour = (128, 122, 106)
_BOLD, _PLAIN = 650, 450
_FONT = cv2.FontFace("sans")
_PANEL_OPACITY = 0.72
"""Of a panel: below 1, so that what is behind it stays visible."""


class Canvas:
    """Draws on one picture.

    Attributes
    ----------
    unit
        Pixels in one hundredth of the picture's shorter side: all sizes are given in it.
    """

    def __init__(self, image: Image) -> None:
        self.image = image
        self.height: int = image.shape[0]
        self.width: int = image.shape[1]
        self.unit: float = min(self.width, self.height) / 100

    def panel(self, left: float, top: float, right: float, bottom: float, colour: Colour) -> None:
        """A panel with rounded corners to write on; in pixels."""
        x0, y0, x1, y1 = (round(each) for each in (left, top, right, bottom))
        x0, y0, x1, y1 = max(x0, 0), max(y0, 0), min(x1, self.width), min(y1, self.height)
        part = self.image[y0:y1, x0:x1]
        if not part.size:
            return
        sheet = part.copy()
        radius = round(min(2 * self.unit, (x1 - x0) / 2, (y1 - y0) / 2))
        width, height = x1 - x0, y1 - y0
        cv2.rectangle(sheet, (radius, 0), (width - radius, height), colour, cv2.FILLED)
        cv2.rectangle(sheet, (0, radius), (width, height - radius), colour, cv2.FILLED)
        for x in (radius, width - radius - 1):
            for y in (radius, height - radius - 1):
                cv2.circle(sheet, (x, y), radius, colour, cv2.FILLED, cv2.LINE_AA)
        cv2.addWeighted(sheet, _PANEL_OPACITY, part, 1 - _PANEL_OPACITY, 0, dst=part)

    def line(self, start: Point, end: Point, colour: Colour, width: float) -> None:
        """A line with round ends; `width` in units."""
        thickness = max(round(width * self.unit), 1)
        cv2.line(self.image, _pixel(start), _pixel(end), colour, thickness, cv2.LINE_AA)

    def dot(self, centre: Point, colour: Colour, radius: float) -> None:
        """A filled circle; `radius` in units."""
        size = max(round(radius * self.unit), 1)
        cv2.circle(self.image, _pixel(centre), size, colour, cv2.FILLED, cv2.LINE_AA)

    def ring(self, centre: Point, share: float, radius: float, colour: Colour) -> None:
        """A ring that is closed clockwise from the top as `share` rises to 1; radius in units."""
        size, width = round(radius * self.unit), max(round(1.6 * self.unit), 2)
        cv2.circle(self.image, _pixel(centre), size, _TRACK, width, cv2.LINE_AA)
        turn = 360 * min(max(share, 0.0), 1.0)
        if turn > 0:
            axes = (size, size)
            cv2.ellipse(self.image, _pixel(centre), axes, -90, 0, turn, colour, width, cv2.LINE_AA)

    def text_width(self, words: str, size: float, *, bold: bool = False) -> float:
        """Pixels that words take; `size` in units."""
        weight = _BOLD if bold else _PLAIN
        _, _, width, _ = cv2.getTextSize((0, 0), words, (0, 0), _FONT, self._px(size), weight)
        return float(width)

    def text(
        self, words: str, place: Point, colour: Colour, size: float, *, bold: bool = False
    ) -> None:
        """Words whose base line begins at a place; `size` in units."""
        weight = _BOLD if bold else _PLAIN
        cv2.putText(self.image, words, _pixel(place), colour, _FONT, self._px(size), weight)

    def outlined(self, words: str, centre: Point, colour: Colour, size: float) -> None:
        """Words about a point, edged so that they are read on any ground, kept in the picture."""
        width = self.text_width(words, size, bold=True)
        x = float(np.clip(centre[0] - width / 2, 0, max(self.width - width, 0)))
        y = float(np.clip(centre[1] + self._px(size) * 0.36, self._px(size), self.height - 1))
        edge = max(0.45 * self.unit, 1.0)
        for angle in np.linspace(0, 2 * np.pi, 8, endpoint=False):
            place = (x + edge * float(np.cos(angle)), y + edge * float(np.sin(angle)))
            self.text(words, place, INK, size, bold=True)
        self.text(words, (x, y), colour, size, bold=True)

    def wrapped(self, words: str, size: float, width: float, *, bold: bool = False) -> list[str]:
        """The words in lines no longer than `width` pixels."""
        lines: list[str] = []
        for word in words.split():
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.text_width(longer, size, bold=bold) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _px(self, size: float) -> int:
        return max(round(size * self.unit), 6)


def _pixel(place: Point) -> tuple[int, int]:
    return round(place[0]), round(place[1])
