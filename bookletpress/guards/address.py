"""Addresses that a booklet leads to: they mean what they look like, to a person who types them from paper.

`address` (error): not https, mailto or tel; or an address with a user name, a port, white space, a backslash or a
percent sign in its host; a host without a dot, of numbers (an IP address), in punycode or with letters outside ASCII.
Why: `https://cancer.gov@evil.example/` leads to evil.example, a Cyrillic letter looks like a Latin one, a script runs,
and whitespace inside a scheme is normalised into a working one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

WEB = ("https",)
EVERY = ("https", "mailto", "tel")
MAX_LENGTH = 2_000

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_OTHER_SIGN = re.compile(r"[^A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_NUMERIC = re.compile(r"[0-9.]+|0x[0-9a-f.x]+|\[.*")
_MAIL = re.compile(r"[A-Za-z0-9._+-]{1,64}@([A-Za-z0-9.-]{1,253})")
_PHONE = re.compile(r"\+?[0-9](?:[0-9-]{1,28}[0-9])?")
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})|%(?:0[0-9A-Fa-f]|1[0-9A-Fa-f]|7[Ff])")
_LOCAL = frozenset(("localhost", "local", "internal", "invalid", "onion", "lan", "home", "corp"))


@dataclass(frozen=True, slots=True)
class AddressFault:
    """Why an address is refused; `offset` counts characters from its start."""

    offset: int
    message: str
    hint: str


def fault(address: str, schemes: tuple[str, ...] = WEB) -> AddressFault | None:
    """The first thing that is wrong with an address, or None."""
    wanted = " or ".join(f"{scheme}:..." if scheme != "https" else "https://..." for scheme in schemes)
    if len(address) > MAX_LENGTH:
        return AddressFault(MAX_LENGTH, f"{len(address):,} characters; the limit is {MAX_LENGTH:,}", "shorten it")
    if other := _OTHER_SIGN.search(address):
        sign = other[0] if other[0].isprintable() and other[0] != " " else f"U+{ord(other[0]):04X}"
        what = "a letter that may look like another one" if other[0].isalpha() else "a sign that no address holds"
        return AddressFault(other.start(), f"'{sign}' is {what}", "type the address again, in a-z, 0-9 and signs")
    scheme = _SCHEME.match(address)
    if scheme is None or scheme[1] not in schemes:
        return AddressFault(0, f"{_quoted(address)} is not an {schemes[0]} address", f"write {wanted}")
    if escape := _BAD_ESCAPE.search(address):
        return AddressFault(escape.start(), f"'{address[escape.start() :][:3]}' stands for no letter", "write it out")
    rest = address[scheme.end() :]
    if scheme[1] == "tel":
        good = _PHONE.fullmatch(rest)
        return None if good else AddressFault(scheme.end(), "this is no telephone number", "write tel:+1-800-555-0100")
    if scheme[1] == "mailto":
        mail = _MAIL.fullmatch(rest)
        if mail is None:
            return AddressFault(scheme.end(), "this is no mail address", "write mailto:name@example.org and no more")
        return _host(mail[1], scheme.end() + mail.start(1))
    if not rest.startswith("//"):
        return AddressFault(scheme.end(), "the address has no '//'", "write https://...")
    return _web(address, scheme.end() + 2)


def _web(address: str, start: int) -> AddressFault | None:
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return AddressFault(start, "this is no host", "write https://, a name with a dot, and a path")
    if "@" in parts.netloc:
        message = f"it leads to '{parts.netloc.rpartition('@')[2][:60]}', not to what stands before the @"
        return AddressFault(start, message, "leave out everything up to the @")
    if port not in (None, 443):
        place = start + parts.netloc.rindex(":")
        return AddressFault(place, f"the port {port}", "name a page that is reached without a port")
    return _host(parts.netloc.partition(":")[0] if parts.netloc[:1] != "[" else parts.netloc, start)


def _host(host: str, start: int) -> AddressFault | None:
    host = host.lower()
    labels = host.split(".")
    if _NUMERIC.fullmatch(host):
        return AddressFault(start, f"'{host[:60]}' is a number, not a name", "write the name of the site")
    if any(label.startswith("xn--") for label in labels):
        return AddressFault(start, f"'{host[:60]}' is written in punycode", "name a page whose address is in a-z")
    if len(labels) < 2 or labels[-1] in _LOCAL:
        return AddressFault(start, f"'{host[:60]}' is no name that the world knows", "write the whole name of the site")
    if len(host) > 253 or not all(map(_LABEL.fullmatch, labels)) or labels[-1].isdecimal():
        return AddressFault(
            start, f"'{host[:60]}' is no name of a site", "write the name as it is, such as www.cancer.gov"
        )
    return None


def _quoted(address: str) -> str:
    return f"'{address[:60]}…'" if len(address) > 60 else f"'{address}'"
