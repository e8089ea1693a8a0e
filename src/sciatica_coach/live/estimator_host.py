"""Opens, uses and closes the pose estimator of one session."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from sciatica_coach.capture.memory import give_back
from sciatica_coach.capture.normalisation import PictureNormaliser
from sciatica_coach.capture.people import Bystanders, Point, hip_centre
from sciatica_coach.capture.picture_quality import about_person, picture_quality
from sciatica_coach.capture.still_picture import STANDS_STILL_S, StillPictureDetector
from sciatica_coach.live.estimator import LiveEstimator
from sciatica_coach.motion.picture import PictureQuality
from sciatica_coach.motion.pose import Frame, Image, Pose


@dataclass(frozen=True, slots=True, eq=False)
class LiveObservation:
    """What one live frame showed."""

    time_s: float
    pose: Pose | None
    """Of the person who is followed; None if they were not found."""
    people: int
    """How many people were in the picture lately."""
    bystanders: Bystanders
    picture: PictureQuality
    """How well the picture shows the person."""


class EstimatorHost:
    """Holds the estimator of one session, which may be closed and opened again.

    An open estimator costs memory, so it is opened with the first frame and closed whenever no
    frames come. The host remembers where a selected person was last, and selects them again in the
    next estimator. It is not safe to use from several threads at a time.

    Parameters
    ----------
    open_estimator
        Makes an estimator.
    person_at
        Where the person to follow is; None to follow who fits the exercise best.
    """

    def __init__(
        self, open_estimator: Callable[[], LiveEstimator], *, person_at: Point | None = None
    ) -> None:
        self._open_estimator = open_estimator
        self._estimator: LiveEstimator | None = None
        self._still, self._normaliser = StillPictureDetector(), PictureNormaliser()
        self._last_pose: Pose | None = None
        self.person_at = person_at
        """Where the selected person was last; None if nobody was selected."""
        self.frames = 0
        """How many frames have been processed."""

    @property
    def is_open(self) -> bool:
        """Whether an estimator is open."""
        return self._estimator is not None

    def select_person(self, point: Point) -> None:
        """Follow the person at this point of the picture."""
        self.person_at = point
        if self._estimator is not None:
            self._estimator.select_person(point)

    def process(self, image: Image, time_s: float) -> LiveObservation:
        """Find the person in a picture.

        Parameters
        ----------
        time_s
            Later than that of the picture before.

        Raises
        ------
        ModelError
            If the model fails, or its file is missing or damaged.
        """
        if self._estimator is None:
            self._estimator = self._opened()
        estimator = self._estimator
        picture = replace(
            picture_quality(image, self._last_pose),
            stands_still=self._still.update(image, time_s) >= STANDS_STILL_S,
        )
        shown = self._normaliser.shown(image, picture, time_s)
        pose = estimator.estimate(Frame(shown, time_s, self.frames))
        bystanders = estimator.bystanders
        if pose is not None and bystanders.is_chosen:
            self.person_at = hip_centre(pose)
        self.frames += 1
        self._last_pose = pose
        if pose is not None:
            picture = about_person(picture, image, pose)
            pose = replace(pose, picture=picture)
        return LiveObservation(time_s, pose, estimator.people, bystanders, picture)

    def close(self) -> None:
        """Close the estimator and give back its memory; the next frame opens another one."""
        estimator, self._estimator = self._estimator, None
        if estimator is not None:
            estimator.__exit__(None, None, None)
            give_back()

    def _opened(self) -> LiveEstimator:
        estimator = self._open_estimator()
        if self.person_at is not None:
            estimator.select_person(self.person_at)
        return estimator
