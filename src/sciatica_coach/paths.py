"""Where files are: those that come with the product, and those that it keeps for itself."""

import os
from pathlib import Path

from platformdirs import user_data_path, user_state_path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]

ROOT = _CHECKOUT if (_CHECKOUT / "exercises").is_dir() else _PACKAGE / "share"
"""The folder that holds `app.py`, `exercises/` and `sample_videos/`: in a checkout, or inside an
installed wheel."""

EXERCISES = ROOT / "exercises"
SAMPLES = ROOT / "sample_videos"
MODELS = _PACKAGE / "capture" / "models"

DATA_VARIABLE = "SCIATICA_COACH_DATA"
"""Environment variable that moves the data folder."""
STATE_VARIABLE = "SCIATICA_COACH_STATE"
"""Environment variable that moves the state folder."""


def data_folder() -> Path:
    """Where records are kept; it need not exist yet."""
    given = os.environ.get(DATA_VARIABLE)
    return Path(given) if given else user_data_path("sciatica-coach", appauthor=False)


def state_folder() -> Path:
    """Where the state of visits, and files that are worked on, are kept; it need not exist yet."""
    given = os.environ.get(STATE_VARIABLE)
    return Path(given) if given else user_state_path("sciatica-coach", appauthor=False)
