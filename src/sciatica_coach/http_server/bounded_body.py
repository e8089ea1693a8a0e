"""Reads the body of a request, and stops as soon as it is too large."""

from starlette.requests import Request


class BodyTooLarge(Exception):  # noqa: N818  (it names what happened)
    """A body has more bytes than are taken."""


async def bounded_body(request: Request, *, most_bytes: int) -> bytes:
    """The whole body.

    Raises
    ------
    BodyTooLarge
        If the request announces more bytes, or sends more. No more than one part too many is read.
    """
    announced = request.headers.get("content-length", "0")
    if not (announced.isascii() and announced.isdigit() and int(announced[:20]) <= most_bytes):
        raise BodyTooLarge
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > most_bytes:
            raise BodyTooLarge
    return bytes(body)
