"""What a person answered about warning signs, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert, select, update

from sciatica_coach.records.tables import ScreeningRow
from sciatica_coach.safety.screening import Answer, Tier


@dataclass(frozen=True, slots=True)
class PastScreening:
    """The answers of one moment."""

    id: UUID
    answered_at: datetime
    tier: Tier
    """What they led to."""
    answers: Mapping[str, Answer]
    """By the questions' ids."""
    has_confirmed: bool
    """Whether the person said what that tier asks them to say."""


def screenings_of(connection: Connection, person_id: UUID) -> tuple[PastScreening, ...]:
    """All of a person, oldest first."""
    found = select(ScreeningRow).where(ScreeningRow.person_id == person_id)
    rows = connection.execute(found.order_by(ScreeningRow.answered_at))
    return tuple(
        PastScreening(
            row.id,
            row.answered_at,
            Tier(row.tier),
            {key: Answer(answer) for key, answer in row.answers.items()},
            row.has_confirmed,
        )
        for row in rows
    )


def keep_screening(
    connection: Connection, person_id: UUID, tier: Tier, answers: Mapping[str, Answer]
) -> UUID:
    """Write answers that were given now; the id by which they are confirmed."""
    screening_id = uuid4()
    connection.execute(
        insert(ScreeningRow).values(
            id=screening_id,
            person_id=person_id,
            answered_at=datetime.now(UTC),
            tier=tier,
            answers={key: str(answer) for key, answer in answers.items()},
            has_confirmed=False,
        )
    )
    return screening_id


def confirm_screening(connection: Connection, person_id: UUID, screening_id: UUID) -> None:
    """Write that the person has said what was asked of them."""
    is_it = ScreeningRow.id == screening_id, ScreeningRow.person_id == person_id
    connection.execute(update(ScreeningRow).where(*is_it).values(has_confirmed=True))
