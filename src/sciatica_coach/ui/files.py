"""Serves the browser side: its modules and pictures, the sample clips, the recorded phrases."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from sciatica_coach import paths
from sciatica_coach.language.voices import RECORDINGS

WEB = Path(__file__).parents[1] / "web"
"""The browser side: JavaScript, style sheets, HTML, pictures."""
MODULES = "/coach-modules"
_MODULES_AGAIN = f"{MODULES}/again-{{attempt:int}}"
"""A browser keeps in mind that a module has failed: the next attempt has other addresses."""
CLIPS = "/coach-clips"
PICTURES = "/coach-pictures"
VOICES = "/coach-voice"
"""Under it a folder for each language."""
_ASK_EACH_TIME = "no-cache"
"""Or a new version of one module would meet old versions of the others."""
_KEEP = "public, max-age=31536000, immutable"


def file_routes() -> list[Route]:
    """Routes for modules and pictures, the clips and the recorded phrases."""
    return [
        folder_route(_MODULES_AGAIN, WEB, "**/*.js", "text/javascript"),
        folder_route(MODULES, WEB, "**/*.js", "text/javascript"),
        folder_route(PICTURES, WEB / "pictures", "*.svg", "image/svg+xml"),
        folder_route(CLIPS, paths.SAMPLES, "*.mp4", "video/mp4"),
        # A name goes with what is spoken and how: another recording has another name.
        folder_route(VOICES, RECORDINGS, "*/*.mp3", "audio/mpeg", cache_control=_KEEP),
    ]


def read_web_file(name: str) -> str:
    """One file of the browser side as text; `name` is its path there."""
    return (WEB / name).read_text(encoding="utf-8")


def folder_route(
    prefix: str,
    folder: Path,
    pattern: str,
    media_type: str,
    *,
    cache_control: str = _ASK_EACH_TIME,
) -> Route:
    """A route for the files of a folder that fit the pattern, and for no others.

    The files are listed once, at the start. A request looks its path up in that list, so no path
    leads out of the folder.
    """
    files = {path.relative_to(folder).as_posix(): path for path in folder.glob(pattern)}

    async def serve(request: Request) -> Response:
        path = files.get(request.path_params["path"])
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, media_type=media_type, headers={"Cache-Control": cache_control})

    return Route(prefix + "/{path:path}", serve)
