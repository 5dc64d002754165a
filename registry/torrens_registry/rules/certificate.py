"""Certificate numbers: SJ + region 2 + registrar digit 1 + YYYYMM + serial 4 (G35 annex 6; domain.md 3.1).

There is no check digit, and 9,999 numbers a month for each registrar. After that the rule fails closed: it never wraps.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from torrens_registry.errors import BadCertificateNumber, SerialExhausted

MAX_SERIAL: Final = 9_999
_FORM: Final = re.compile(r"SJ(\d{2})(\d)(20\d{2})(0[1-9]|1[0-2])(\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class CertificateNumber:
    """One certificate number.

    Attributes:
        registrar: The registrar code: region * 10 + digit, as 331 for Hangzhou.
        year: 2000 to 2099.
        month: 1 to 12.
        serial: 1 to 9,999 within the month.
    """

    registrar: int
    year: int
    month: int
    serial: int

    def __post_init__(self) -> None:
        """Refuses parts that the printed form cannot carry."""
        if self.serial > MAX_SERIAL:
            raise SerialExhausted(
                f"registrar {self.registrar} has used all {MAX_SERIAL} numbers of {self.year}-{self.month:02}",
                registrar=self.registrar,
                month=self.yyyymm,
                serial=self.serial,
            )
        ok = 0 <= self.registrar <= 999 and 2000 <= self.year <= 2099 and 1 <= self.month <= 12 and self.serial >= 1
        if not ok:
            raise BadCertificateNumber(
                f"registrar {self.registrar}, month {self.yyyymm}, serial {self.serial} make no certificate number",
                registrar=self.registrar,
                month=self.yyyymm,
                serial=self.serial,
            )

    @property
    def yyyymm(self) -> int:
        """The month as the serial's id has it, as 202611."""
        return self.year * 100 + self.month

    def __str__(self) -> str:
        return f"SJ{self.registrar:03}{self.yyyymm:06}{self.serial:04}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Reads a printed number.

        Args:
            text: As printed.

        Returns:
            The number.

        Raises:
            BadCertificateNumber: It is not of the form.
        """
        match = _FORM.fullmatch(text)
        if match is None or match[5] == "0000":
            raise BadCertificateNumber(f"{text!r} is not a certificate number", text=text)
        return cls(int(match[1] + match[2]), int(match[3]), int(match[4]), int(match[5]))
