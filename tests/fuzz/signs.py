"""Characters that are refused, that are allowed only somewhere, or that programs stumble over."""

from __future__ import annotations

REFUSED = (
    *("\0", "\x01", "\x08", "\t", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\x9b", "\xad"),
    *("\u115f", "\u200b", "\u2028", "\u2029", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"),
    *("\u2060", "\u2066", "\u2068", "\u2069", "\u3164", "\ue000", "\ufdd0", "\ufeff", "\ufff9", "\ufffd", "\uffff"),
    *("\U000e0041", "\U000f0000", "\U0010ffff"),
)
DELICATE = (
    *("\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\xa0", "\u202f", "\u2019", "\u00e9", "e\u0301", "\u1e9e"),
    *("\u0130", "\u0131", "\ufb01", "\u0430", "\u03b1", "\u00b5", "\u212b", "\u0344", "\u0f73", "\u1100\u1161"),
    *("می\u200cخواهم", "שלום \u2066dose 5\u2069", "เจ็บ", "क्\u200dष", "မြန်မာ", "👩\u200d⚕️", "\U0001f1fa\U0001f1f8"),
    *("½", "²", "٣", "५", "５", "Ⅳ", "🄰", "𝐀", "ǅ", "ß", "ŉ"),
)
BYTES = (
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xc0\x80",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\r",
    b"\r\n",
)
"""No UTF-8, byte order marks, and line ends of others."""

WORDS = tuple(sign.encode("utf-8") for sign in (*REFUSED, *DELICATE)) + BYTES
