"""What FFmpeg only writes into its log is noticed, in this thread, and is shown to nobody."""

import threading

import av.logging
import pytest

from sciatica_coach.capture.decoder_errors import decoder_errors, no_decoder_errors


def complain(message="corrupted macroblock", level=av.logging.ERROR):
    av.logging.log(level, "h264", message)


@pytest.mark.parametrize(
    ("level", "message", "taken"),
    [
        (av.logging.ERROR, "corrupted macroblock", True),
        (av.logging.FATAL, "cannot go on", True),
        (av.logging.WARNING, "increasing reorder buffer", False),
        (av.logging.ERROR, "unable to decode APP fields: invalid data", False),
    ],
)
def test_errors_are_taken_once(level, message, taken):
    with decoder_errors() as errors:
        complain(message, level)
        assert errors.taken() == taken
        assert not errors.taken()


def test_the_same_error_is_taken_again_when_a_file_is_read_again():
    for _ in range(2):
        with decoder_errors() as errors:
            complain()
            assert errors.taken()


def test_those_of_another_thread_are_not_taken():
    with decoder_errors() as errors:
        thread = threading.Thread(target=complain)
        thread.start()
        thread.join()
        assert not errors.taken()


def test_nothing_is_shown(capfd):
    with decoder_errors():
        complain()
        thread = threading.Thread(target=complain, args=("left block unavailable",))
        thread.start()
        thread.join()
    assert capfd.readouterr() == ("", "")


def test_ffmpeg_is_quiet_again_when_the_last_one_has_ended():
    with decoder_errors():
        with decoder_errors():
            pass
        assert av.logging.get_level() == av.logging.ERROR
    assert av.logging.get_level() is None


def test_decoders_with_threads_are_not_listened_to():
    with no_decoder_errors() as errors:
        complain()
        assert not errors.taken()
