"""Knows files that are no video by their first bytes."""

from sciatica_coach.language.marking import N_

HEAD_BYTES = 4096
"""Enough for every mark that is looked for, behind the comments at the head of a drawing too."""

IS_PICTURE = N_("is a picture, not a video; give the video file itself.")
PICTURE_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"mif2", b"msf1"}
    | {b"avif", b"avis", b"avio", b"jxl ", b"miaf"}
)
"""HEIF, AVIF and their like: pictures in the container of MP4, which can hold a film as well."""

_ARCHIVE = N_("is an archive, not a video; unpack it and give the video file itself.")
_ZIP = N_("is a zip or office file, not a video; unpack it and give the video file itself.")
_LOCKED_ZIP = N_("is a zip file locked with a password; unlock it and give the video inside.")
_OFFICE = N_(
    "is an office file, perhaps locked with a password, not a video; give the video file itself."
)
_ANIMATION = N_("is an animated picture that cannot be read here; save it as a video (MP4).")

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", N_("is a PDF, not a video; give the video file itself.")),
    (b"PK\x03\x04", _ZIP),
    (b"\xd0\xcf\x11\xe0", _OFFICE),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\xff\xd8\xff", IS_PICTURE),  # JPEG
    (b"II*\0", IS_PICTURE),  # TIFF, and most raw formats of cameras: DNG, NEF, ARW, CR2
    (b"MM\0*", IS_PICTURE),
    (b"II+\0", IS_PICTURE),  # large TIFF
    (b"MM\0+", IS_PICTURE),
    (b"IIU\0", IS_PICTURE),  # raw, Panasonic
    (b"IIRO", IS_PICTURE),  # raw, Olympus
    (b"IIRS", IS_PICTURE),
    (b"MMOR", IS_PICTURE),
    (b"FUJIFILMCCD-RAW", IS_PICTURE),
    (b"FOVb", IS_PICTURE),  # raw, Sigma
    (b"\0MRM", IS_PICTURE),  # raw, Minolta
    (b"\xff\x0a", IS_PICTURE),  # JPEG XL
    (b"\0\0\0\x0cJXL ", IS_PICTURE),
    (b"\0\0\0\x0cjP  ", IS_PICTURE),  # JPEG 2000
    (b"\xff\x4f\xff\x51", IS_PICTURE),
    (b"8BPS", IS_PICTURE),  # Photoshop
    (b"gimp xcf", IS_PICTURE),
    (b"\0\0\1\0", IS_PICTURE),  # icon
    (b"v/1\1", IS_PICTURE),  # OpenEXR
    (b"#?RADIANCE", IS_PICTURE),
    (b"qoif", IS_PICTURE),
    (b"DDS ", IS_PICTURE),
)
_BOX_TYPE, _BRAND = slice(4, 8), slice(8, 12)
_RAW_BRAND = b"crx "
"""Canon's raw pictures, which have an index like a film."""


def other_file(head: bytes, *, has_film_index: bool) -> str | None:
    """What a file is if it is no video, in a sentence to follow its name; None if it may be one.

    Parameters
    ----------
    head
        Its first bytes, `HEAD_BYTES` of them.
    has_film_index
        Whether it has the index of an MP4 film.
    """
    if head.startswith(b"PK\x03\x04") and len(head) > 6 and head[6] & 1:
        return _LOCKED_ZIP
    if head[_BOX_TYPE] == b"ftyp":
        brand = head[_BRAND]
        is_picture = brand == _RAW_BRAND or (brand in PICTURE_BRANDS and not has_film_index)
        return IS_PICTURE if is_picture else None
    if head.startswith(b"RIFF") and head[_BRAND] == b"WEBP":
        return _ANIMATION if b"ANIM" in head else IS_PICTURE
    if head.startswith(b"\x89PNG") and b"acTL" in head:
        return None  # an animation, which can be a film
    if head.startswith(b"\x89PNG") or _is_bitmap(head) or _is_drawing(head):
        return IS_PICTURE
    return next((sentence for mark, sentence in _SIGNATURES if head.startswith(mark)), None)


def _is_bitmap(head: bytes) -> bool:
    return head.startswith(b"BM") and len(head) >= 18 and head[6:10] == bytes(4)


def _is_drawing(head: bytes) -> bool:
    """Whether it is SVG."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return text.startswith(b"<svg") or (text.startswith((b"<?xml", b"<!--")) and b"<svg" in text)
