"""Values that the coach never writes; `test_restore` tries them in whole files."""

import pytest

from sciatica_coach.records.backup_checks import check_row
from sciatica_coach.records.backup_rows import LineDamaged, backup_tables


@pytest.mark.parametrize(
    ("table", "row", "is_good"),
    [
        pytest.param("person", {"name": "Ann", "name_key": "ann"}, True, id="a name"),
        pytest.param("person", {"name": "Ann ", "name_key": "ann"}, False, id="a space"),
        pytest.param("pain", {"leg": 0, "back": 10, "lowest": None}, True, id="pain"),
        pytest.param("pain", {"leg": 0, "back": -1, "lowest": None}, False, id="less than none"),
        pytest.param("pain", {"leg": 0, "back": 0, "lowest": "nose"}, False, id="a place"),
        pytest.param("fault", {"side": None, "severity": "stop"}, True, id="a fault"),
        pytest.param("fault", {"side": None, "severity": "praise"}, False, id="no severity"),
        pytest.param("samples", {"kind": "angles", "count": 0}, True, id="samples"),
        pytest.param("samples", {"kind": "angles", "count": -1}, False, id="fewer than none"),
        pytest.param("setting", {"name": "retention", "value": {"months": 6}}, True, id="months"),
        pytest.param("setting", {"name": "retention", "value": {}}, False, id="no months"),
        pytest.param("therapist", {"anything": 1}, True, id="types say all"),
    ],
)
def test_a_row_is_what_the_coach_writes(table, row, is_good):
    assert table in {each.name for each in backup_tables()}
    if is_good:
        check_row(table, row)
        return
    with pytest.raises(LineDamaged):
        check_row(table, row)
