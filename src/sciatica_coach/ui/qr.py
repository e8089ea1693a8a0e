"""An address as a picture that phones read."""

_SCALE = 6


def qr_picture(address: str) -> str | None:
    """Dark on white in every theme; None without the package for it."""
    try:
        import segno  # an extra
    except ImportError:
        return None
    return segno.make(address, error="m").svg_inline(scale=_SCALE, border=4, light="white")
