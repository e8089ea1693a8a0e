"""Where the files are that come with the product: in a checkout, or inside an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parents[1]

ROOT = _CHECKOUT if (_CHECKOUT / "exercises").is_dir() else _PACKAGE / "share"
"""The folder that holds `app.py`, `exercises/` and `sample_videos/`."""

EXERCISES = ROOT / "exercises"
SAMPLES = ROOT / "sample_videos"
MODELS = _PACKAGE / "capture" / "models"
