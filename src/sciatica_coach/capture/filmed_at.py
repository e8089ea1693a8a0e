"""When a video was filmed, as its camera has noted in it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sciatica_coach.capture.video_container import opened

_TAGS = ("com.apple.quicktime.creationdate", "creation_time")
"""In the order in which they are believed: the first one knows the time zone of the place."""
_FIRST_DAY = datetime(2000, 1, 1, tzinfo=UTC)
"""A camera whose clock was never set counts from 1904 or 1970."""
_AHEAD = timedelta(days=1)
"""Clocks of cameras are set by hand: a little ahead is no nonsense."""
_NOON = time(12)


def filmed_at(path: Path, *, now: datetime) -> datetime | None:
    """The moment, with the time zone of the place or else of this computer; None if nobody knows.

    Parameters
    ----------
    path
        A video that was read before.
    now
        What lies after it is no moment at which anybody filmed.

    Raises
    ------
    SourceError
        If it is no video.
    """
    with opened(path, is_checked=True) as container:
        tags = dict(container.metadata)
        for stream in container.streams.video:
            tags = {**stream.metadata, **tags}
    return moment_told(tags, now=now)


def moment_told(tags: Mapping[str, str], *, now: datetime) -> datetime | None:
    """The moment that the tags of a video tell of; see `filmed_at`."""
    for tag in _TAGS:
        moment = _moment(tags.get(tag, ""))
        if moment is not None and _FIRST_DAY <= moment <= now + _AHEAD:
            return moment
    return None


def on_day(day: date, noted: datetime | None) -> datetime:
    """A moment of that day: the one that is noted, or noon at this computer's place."""
    if noted is not None and noted.date() == day:
        return noted
    return datetime.combine(day, _NOON).astimezone()


def _moment(told: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(told.strip())
        knows_place = moment.tzinfo is not None and moment.utcoffset() != timedelta()
        # Cameras that know no place write UTC: the day is that of this computer's place then.
        return moment if knows_place else moment.replace(tzinfo=UTC).astimezone()
    except (ValueError, OverflowError):
        return None
