"""Two people side by side, one who lies and one who sits, and where they are."""

LEFT_SUPINE, RIGHT_SEATED = 470, 1175
"""Where the hips of both are, in pixels."""


def hips_x_px(pose):
    return float(pose.pixels[[23, 24], 0].mean())


def prefers(x_px):
    """A score that prefers the person at this place."""
    return lambda pose: 1.0 if abs(hips_x_px(pose) - x_px) < 200 else 0.15
