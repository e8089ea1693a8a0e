"""The picture of an address."""

from sciatica_coach.ui.qr import qr_picture


def test_it_is_an_svg_on_white():
    picture = qr_picture("https://coach.example/#code=1234-5678-9ABC")
    assert picture.startswith("<svg")
    assert "white" in picture or "#fff" in picture
    assert "code=" not in picture
