"""Renewal of a certificate; it moves the clock by years, so it has a chain of its own."""

from pathlib import Path

import pytest
from cases_kit import FILED, Hall

from torrens_contracts.words import GrantWord, Kind
from torrens_registry.cases.titles import life as title_life
from torrens_registry.errors import FieldOutOfRange
from torrens_registry.rules.renewal import latest_renewal, renewal_window

LONG = FILED + 20 * 366 * 86_400


def test_a_certificate_is_renewed_in_its_time(hall: Hall, table: Path) -> None:
    title, registrar, holder = hall.registered(table, until=LONG), hall.key("registrar"), hall.key("provider")
    former = GrantWord.unpack(hall.office.word(Kind.GRANT, title)).cert_until
    with pytest.raises(FieldOutOfRange, match="renewed from"):
        title_life.renew(hall.office, registrar, title, holder=holder)
    opens, _ = renewal_window(former)
    hall.at(opens)
    with pytest.raises(FieldOutOfRange):
        title_life.renew(hall.office, registrar, title, holder=holder, cert_until=former)
    done = title_life.renew(hall.office, registrar, title, holder=holder)
    assert (
        done.cert_until
        == latest_renewal(former, LONG)
        == GrantWord.unpack(hall.office.word(Kind.GRANT, title)).cert_until
    )
