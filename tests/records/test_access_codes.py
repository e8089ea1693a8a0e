"""Codes open one person's page once, for a while; guessing is hopeless."""

import hashlib
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.access_codes import AccessCodes
from sciatica_coach.records.audit import Action, read_audit
from sciatica_coach.records.guesses import TooSoon
from sciatica_coach.records.tables import AccessCodeRow
from tests.records.clinic import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def codes(database, clock):
    return AccessCodes(database, now=clock)


def test_a_code_opens_its_persons_page_once(clinic, codes):
    code = codes.make(clinic.ann.id, clinic.mia.id)
    used = codes.use(code.text)
    assert (used.person_id, used.made_by) == (clinic.ann.id, clinic.mia.id)
    assert codes.use(code.text) is None


def test_it_has_sixty_bits_and_can_be_typed_as_people_type(clinic, codes):
    code = codes.make(clinic.ann.id, clinic.mia.id)
    assert re.fullmatch(r"(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}", code.text)
    typed = code.text.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert codes.use(f" {typed} ").person_id == clinic.ann.id


@pytest.mark.parametrize("typed", ["", "0000-0000-0000", "\udcff", "x" * 10_000, "' OR 1=1 --"])
def test_anything_else_opens_nothing(clinic, codes, typed):
    codes.make(clinic.ann.id, clinic.mia.id)
    assert codes.use(typed) is None


def test_it_is_too_old_after_ten_minutes(clinic, codes, clock):
    code = codes.make(clinic.ann.id, clinic.mia.id)
    clock.move(minutes=10)
    assert codes.use(code.text) is None
    clock.move(minutes=-5)
    assert codes.use(code.text) is None


def test_a_new_code_ends_the_one_before(clinic, codes):
    first = codes.make(clinic.ann.id, clinic.mia.id)
    second = codes.make(clinic.ann.id, clinic.mia.id)
    others = codes.make(clinic.bob.id, clinic.mia.id)
    assert codes.use(first.text) is None
    assert codes.use(second.text).person_id == clinic.ann.id
    assert codes.use(others.text).person_id == clinic.bob.id


def test_nobody_makes_one_for_somebody_elses_patient(clinic, codes):
    with pytest.raises(RecordsError, match="nobody like that"):
        codes.make(clinic.cho.id, clinic.mia.id)


def test_of_many_who_use_it_at_the_same_moment_exactly_one_wins(clinic, codes):
    for _ in range(5):
        text = codes.make(clinic.ann.id, clinic.mia.id).text

        def use(_, text=text):
            try:
                return codes.use(text)
            except TooSoon:
                return None

        with ThreadPoolExecutor(6) as threads:
            won = [each for each in threads.map(use, range(6)) if each is not None]
        assert [each.person_id for each in won] == [clinic.ann.id]
        codes._guesses.forget("codes")


def test_whoever_guesses_is_slowed_down_and_it_is_noted(clinic, codes):
    for _ in range(20):
        assert codes.use("0000-0000-0000") is None
    with pytest.raises(TooSoon):
        codes.use("0000-0000-0000")
    refused = [each for each in read_audit(clinic.database) if each.action == Action.CODE_REFUSED]
    assert len(refused) == 20


def test_the_code_itself_is_kept_nowhere(clinic, codes):
    code = codes.make(clinic.ann.id, clinic.mia.id)
    with clinic.database.reading() as connection:
        (kept,) = connection.execute(select(AccessCodeRow.code_hash)).scalars()
    signs = code.text.replace("-", "")
    assert kept == hashlib.sha256(signs.encode()).hexdigest()
    codes.use(code.text)
    told = repr(read_audit(clinic.database))
    assert signs not in told
    assert code.text not in told


def test_it_goes_with_the_person(clinic, codes):
    code = codes.make(clinic.ann.id, clinic.mia.id)
    clinic.access(clinic.mia).people.forget(clinic.ann.id)
    assert codes.use(code.text) is None
