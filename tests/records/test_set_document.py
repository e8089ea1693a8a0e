"""The record of a set as plain data, and back."""

import json

import numpy as np
import pytest
from pydantic import ValidationError

from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.records.set_document import SetDocument
from tests.records.built import record

INNER = TranslatableText("the left leg")
TOLD = TranslatableText("{leg} was hidden for {share:.0%} of the time", leg=INNER, share=0.4)


def test_a_record_comes_back_with_its_sentences():
    written = record(2, attempts=1, warnings=[TOLD])
    text = SetDocument.model_validate(written).model_dump_json()
    read = SetDocument.model_validate_json(text).record(written.angle_series)
    assert read.reps == written.reps
    assert read.faults == written.faults
    assert read.range_of_motion == written.range_of_motion
    assert [str(each) for each in read.warnings] == [str(TOLD)]
    assert read.angle_series is written.angle_series


def test_without_angles_it_has_none():
    document = SetDocument.model_validate(record())
    assert np.size(document.record().angle_series.time_s) == 0


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param({"text": "{leg}", "values": {"arm": "a"}}, id="a value is missing"),
        pytest.param({"text": "{0}", "values": {"arm": "a"}}, id="a value without a name"),
        pytest.param({"text": 1, "values": {}}, id="no text"),
        pytest.param({"text": "a", "values": {"b": [1]}}, id="a value that is none"),
        pytest.param("a", id="a mere text"),
    ],
)
def test_what_is_no_sentence_is_refused(sentence):
    told = json.loads(SetDocument.model_validate(record()).model_dump_json())
    with pytest.raises(ValidationError, match="sentence"):
        SetDocument.model_validate(told | {"warnings": [sentence]})
