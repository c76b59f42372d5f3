"""What page templates are given of a clinic, and of the place where an edition can be downloaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from bookletpress import cldr, qr
from bookletpress.clinic import Clinic, Words
from bookletpress.edition import Asset
from bookletpress.model import LocaleInfo, Text

EDITION_QR, CLINIC_QR = "clinic/qr-edition.svg", "clinic/qr-clinic.svg"
_SVG = "image/svg+xml"
NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class Imprint:
    """A clinic, or none, and the address of the edition itself, or ""."""

    clinic: Clinic | None = None
    download: str = ""


@dataclass(frozen=True, slots=True)
class Tongue:
    """What a language is called, and in which language that is said."""

    name: str
    language: str


def values(imprint: Imprint, locale: LocaleInfo) -> dict[str, object]:
    """The names that templates know. Words of the clinic's are asked for with `own`, in lines."""
    clinic = imprint.clinic

    def own(words: Words) -> tuple[Text, ...]:
        return words.within(locale.name)

    own_lines: Callable[[Words], tuple[Text, ...]] = own
    return {
        "clinic": clinic,
        "own": own_lines,
        "tongues": tuple(_tongue(code, locale) for code in clinic.languages) if clinic else (),
        "degrees": _degrees(clinic, locale),
        "download": imprint.download,
        "dialled": dialled,
        "breaks": Markup("<br/>"),
    }


def dialled(phone: str) -> str:
    """The `tel:` address of a number, as it is dialled where the clinic is; an extension behind it."""
    number, _, extension = phone.partition(" x")
    digits = "".join(sign for sign in number if sign.isdecimal())
    return f"tel:{'+' if number.startswith('+') else ''}{digits}{f';ext={extension}' if extension else ''}"


def assets(imprint: Imprint) -> dict[str, Asset]:
    """The pictures of an imprint, by name."""
    clinic = imprint.clinic
    found = [asset for asset in (clinic.logo, clinic.map and clinic.map.asset) if asset] if clinic else []
    if clinic and clinic.lead:
        found.append(Asset(CLINIC_QR, _SVG, qr.drawing(clinic.lead.address)))
    if imprint.download:
        found.append(Asset(EDITION_QR, _SVG, qr.drawing(imprint.download)))
    return {asset.name: asset for asset in found}


def _tongue(code: str, locale: LocaleInfo) -> Tongue:
    name, language = cldr.language_names(code, locale.cldr)
    return Tongue(name, "" if locale.cldr.split("_")[0] == language else language)


def _degrees(clinic: Clinic | None, locale: LocaleInfo) -> str:
    """The temperature with its unit, in both if the clinic names both: "100.4 °F (38 °C)"."""
    if clinic is None or clinic.fever is None:
        return ""
    first, *second = (
        f"{number.replace('.', locale.decimal)}{NO_BREAK}°{unit}" for number, unit in clinic.fever.degrees
    )
    return f"{first} ({second[0]})" if second else first
