"""The guard of addresses."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from bookletpress.guards import address
from bookletpress.problems import Location, error

from . import grammar
from .law import READ, Page, hold, told
from .target import Target


def law(raw: bytes) -> frozenset[str]:
    """An address that is taken leads, for every program, where a person reads that it leads."""
    written = raw.decode("utf-8", "surrogateescape")
    codes: set[str] = set()
    for schemes in (address.WEB, address.EVERY):
        fault = address.fault(written, schemes)
        if fault is None:
            _leads_where_it_says(written, schemes)
            codes.add(READ)
            continue
        hold(0 <= fault.offset <= len(written), "a fault behind the end", fault)
        problem = error("address", fault.message, Location("links.yaml", 1, fault.offset + 1), fault.hint)
        codes |= told([problem], Page("links.yaml", (len(written),)).has)
    hold(codes != {READ} or address.fault(written, address.EVERY) is None, "https alone is taken, with others not")
    return frozenset(codes)


def _leads_where_it_says(written: str, schemes: tuple[str, ...]) -> None:
    hold(written.isascii() and written.isprintable() and " " not in written, "signs that may look like others")
    scheme, _, rest = written.partition(":")
    hold(scheme in schemes, "another scheme", scheme)
    parts = urlsplit(written)
    hold(parts.scheme == scheme, "a scheme that is read otherwise", parts)
    if scheme == "https":
        host = rest[2:].replace("?", "/").replace("#", "/").partition("/")[0].removesuffix(":443").removesuffix(":")
        hold(rest.startswith("//") and host.lower() == parts.hostname, "a host that is read otherwise", parts)
        hold(parts.username is None and "\\" not in host and unquote(host) == host, "a host in disguise", parts)
        hold("." in host.strip(".") and not host.replace(".", "").isdigit(), "no name of a site", host)
    else:
        hold(not {*"?#&%"} & {*rest}, "a telephone number or mail address with more behind it", rest)


TARGET = Target(
    "address",
    "an address that is taken holds printable ASCII only, and Python's own reader finds the scheme and host that stand "
    "there: no user name, no number, nothing behind a telephone number",
    law,
    grammar.addresses,
    grammar.ADDRESS_WORDS,
    most_bytes=300,
)
