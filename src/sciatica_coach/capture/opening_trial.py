"""Opens a video file on trial, in a process that can be ended.

While FFmpeg reads what a file says about itself it cannot be interrupted: 22 MB of tags in a
Matroska file would keep it for an hour. Of MP4 files the parts are counted before
(`film_index`), and there its own limit of time holds.
"""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from sciatica_coach.capture.film_index import is_film

_SMALL_BYTES = 300_000
"""What a smaller file says about itself is read within a second."""
_TRIAL = """
import json, sys
path, options, seconds = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))  # should nobody be there to end it
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except ImportError:
    pass
import av
av.open(path, options=options, metadata_errors="replace", timeout=(float(seconds), None)).close()
"""


def opens_in_time(path: Path, url: str, options: Mapping[str, str], *, within_s: float) -> bool:
    """Whether FFmpeg comes to an end with opening a file; also if it then cannot open it.

    Parameters
    ----------
    path
        The file.
    url
        The same as FFmpeg is to be told.
    options
        Of FFmpeg.
    """
    with path.open("rb") as file:
        if path.stat().st_size < _SMALL_BYTES or is_film(file.read(8)):
            return True
    command = [sys.executable, "-c", _TRIAL, url, json.dumps(dict(options)), str(round(within_s))]
    try:
        subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=within_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return True
