"""Serves the files that the camera component loads by itself: modules, clips, recorded words."""

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from sciatica_coach import paths
from sciatica_coach.language.voices import RECORDINGS

MODULES = "/coach-modules"
CLIPS = "/coach-clips"
PICTURES = "/coach-pictures"
VOICES = "/coach-voice"
"""Under it a folder for each language."""
_CAMERA = Path(__file__).with_name("camera")


def file_routes() -> list[Route]:
    """Routes for the component's modules and pictures, the clips and the recorded phrases."""
    return [
        folder_route(MODULES, _CAMERA, "*.js", "text/javascript"),
        folder_route(PICTURES, _CAMERA / "pictures", "*.svg", "image/svg+xml"),
        folder_route(CLIPS, paths.SAMPLES, "*.mp4", "video/mp4"),
        _recordings(),
    ]


def read_camera_file(name: str) -> str:
    """One of the component's files as text."""
    return (_CAMERA / name).read_text(encoding="utf-8")


def folder_route(prefix: str, folder: Path, pattern: str, media_type: str) -> Route:
    """A route for the files of one folder; names are looked up, so no name leads out of it."""
    files = {path.name: path for path in folder.glob(pattern)}

    async def serve(request: Request) -> Response:
        path = files.get(request.path_params["name"])
        if path is None:
            raise HTTPException(404)
        # Asked for again each time, or a new version would meet modules of the old one.
        return FileResponse(path, media_type=media_type, headers={"Cache-Control": "no-cache"})

    return Route(prefix + "/{name}", serve)


def _recordings() -> Route:
    """The phrases of all languages."""
    files = {(path.parent.name, path.name): path for path in RECORDINGS.glob("*/*.mp3")}

    async def serve(request: Request) -> Response:
        path = files.get((request.path_params["language"], request.path_params["name"]))
        if path is None:
            raise HTTPException(404)
        # A name goes with what is spoken and how: another recording has another name.
        cached = {"Cache-Control": "public, max-age=31536000, immutable"}
        return FileResponse(path, media_type="audio/mpeg", headers=cached)

    return Route(VOICES + "/{language}/{name}", serve)
