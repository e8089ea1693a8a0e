"""The 33 landmarks of MediaPipe's pose model, and the two sides of the person."""

from enum import IntEnum, StrEnum

LANDMARK_COUNT = 33


class Side(StrEnum):
    """The person's own left and right, never the picture's."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT

    @property
    def column(self) -> int:
        """Column of this side in arrays of shape (..., 2): left 0, right 1."""
        return 0 if self is Side.LEFT else 1


SIDES = (Side.LEFT, Side.RIGHT)


class Part(IntEnum):
    """Paired body parts; the value is the index of the left one, the right one follows it."""

    EAR = 7
    SHOULDER = 11
    ELBOW = 13
    WRIST = 15
    HIP = 23
    KNEE = 25
    ANKLE = 27
    HEEL = 29
    FOOT_INDEX = 31

    def of(self, side: Side) -> int:
        """Index of this part's landmark on one side."""
        return int(self) + side.column


NOSE = 0

LEG_PARTS = (Part.HIP, Part.KNEE, Part.ANKLE, Part.HEEL, Part.FOOT_INDEX)

MIRRORED = (
    *(NOSE, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9),  # eyes, ears, mouth
    *(index for left in range(11, LANDMARK_COUNT, 2) for index in (left + 1, left)),
)
"""For each landmark the one that takes its place in a mirror: left becomes right."""

SKELETON: tuple[tuple[int, int], ...] = (
    (NOSE, Part.EAR.of(Side.LEFT)),
    (NOSE, Part.EAR.of(Side.RIGHT)),
    (Part.SHOULDER.of(Side.LEFT), Part.SHOULDER.of(Side.RIGHT)),
    (Part.HIP.of(Side.LEFT), Part.HIP.of(Side.RIGHT)),
    *(
        (start.of(side), end.of(side))
        for side in SIDES
        for start, end in (
            (Part.EAR, Part.SHOULDER),
            (Part.SHOULDER, Part.ELBOW),
            (Part.ELBOW, Part.WRIST),
            (Part.SHOULDER, Part.HIP),
            (Part.HIP, Part.KNEE),
            (Part.KNEE, Part.ANKLE),
            (Part.ANKLE, Part.HEEL),
            (Part.HEEL, Part.FOOT_INDEX),
            (Part.ANKLE, Part.FOOT_INDEX),
        )
    ),
)
"""Pairs of landmark indices that are drawn as bones."""
