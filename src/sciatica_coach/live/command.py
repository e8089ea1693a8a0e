"""What a person can ask of a session by a button."""

from enum import StrEnum

from sciatica_coach.coaching.session.session import Session


class Command(StrEnum):
    """A button of the session page."""

    PAUSE = "pause"
    RESUME = "resume"
    GO_ON = "go_on"
    """Begin with the view as it is, or end the rest now."""

    def apply_to(self, session: Session) -> None:
        """Do what the button says."""
        match self:
            case Command.PAUSE:
                session.pause()
            case Command.RESUME:
                session.resume()
            case Command.GO_ON:
                session.go_on()
