"""Characters: what hides or reorders words is refused, what honest writing needs is not."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookletpress.guards.text import faults, normalise

# One honest line each, with the invisible signs that its writers really use.
HONEST = {
    "Spanish": "¿Cuánto cuesta? Niños, pingüinos: 2.5\u00a0mL",
    "French, narrow no-break space": "Attention\u202f!",
    "German, soft hyphen": "Knochen\u00admark",
    "Vietnamese": "Thuốc này giúp đỡ trẻ em; hỏi bác sĩ của bạn.",
    "Arabic, right-to-left mark": "اتصل بالطبيب (911)\u200f فورًا",
    "Arabic, isolated number": "اتصل على \u20661-800-227-2345\u2069 الآن",
    "Arabic, letter mark": "\u061c5 ملغ",
    "Arabic, embedded Latin": "دواء \u202aDinutuximab\u202c جديد",
    "Persian, non-joiner": "می\u200cشود و کتاب\u200cها",
    "Persian, non-joiner behind a foreign word": "کلید Enter\u200c را بزنید",
    "Persian, two joiners together": "ه\u200d\u200cه",
    "Urdu": "ڈاکٹر سے پوچھیں۔",
    "Dari, non-joiner before a space": "خانه\u200c ما",
    "Hebrew, left-to-right mark": "שלום (C++\u200e) עולם",
    "Yiddish": "ייִדיש",
    "Hindi, joiner": "क्\u200dष और क्\u200cष",
    "Sinhala, joiner": "ශ්\u200dරී ලංකා",
    "Bengali, joiner": "র\u200d্যাব",
    "Malayalam, joiner": "അവന്\u200d",
    "Tamil": "மருத்துவரிடம் கேளுங்கள்",
    "Burmese, zero-width space": "ဆေး\u200bသောက်ပါ။",
    "Khmer, zero-width space after a sign": "ប្រើ «True»\u200b ឬ។\u200b",
    "Thai, zero-width space": "กิน\u200bยา",
    "Lao": "ກິນຢາ",
    "Tibetan": "སྨན་ཟ།",
    "Chinese": "请问医生。",
    "Japanese": "お医者さんに聞いてください。",
    "Korean": "의사에게 물어보세요.",
    "Russian": "Спросите врача.",
    "Amharic": "ሐኪምዎን ይጠይቁ።",
    "Hmong": "Nug koj tus kws kho mob.",
    "Haitian Creole": "Mande doktè ou.",
    "a picture of a doctor": "\U0001f469\U0001f3fd\u200d\u2695\ufe0f",
    "an isolated name": "the trial \u2068דוד\u2069 began",
    "two lines": "one\ntwo\r\nthree",
}

REFUSED = [
    ("\x00", "control"),
    ("\t", "tab"),
    ("\r", "carriage return"),
    ("\x1b", "control"),
    ("\x7f", "control"),
    ("\x85", "control"),
    ("\u061c", "direction mark"),
    ("\u115f", "filler"),
    ("\u200b", "zero-width space"),
    ("\u200c", "joiner"),
    ("\u200d", "joiner"),
    ("\u200e", "direction mark"),
    ("\u200f", "direction mark"),
    ("\u2028", "separator"),
    ("\u202a", "embedding"),
    ("\u202c", "embedding"),
    ("\u202d", "override"),
    ("\u202e", "override"),
    ("\u2060", "invisible"),
    ("\u2067", "isolate"),
    ("\u2069", "isolate"),
    ("\u206a", "invisible"),
    ("\u3164", "filler"),
    ("\ud800", "surrogate"),
    ("\ue000", "private-use"),
    ("\ufdd0", "no character"),
    ("\ufeff", "byte order mark"),
    ("\uffa0", "filler"),
    ("\ufff9", "invisible"),
    ("\ufffd", "lost"),
    ("\uffff", "no character"),
    ("\U0001fffe", "no character"),
    ("\U000e0041", "tag"),
    ("\U000f0000", "private-use"),
    ("\U0010fffd", "private-use"),
]


@pytest.mark.parametrize("line", HONEST.values(), ids=HONEST.keys())
def test_honest_writing_passes(line: str) -> None:
    assert faults(line) == ()


@pytest.mark.parametrize(("sign", "words"), REFUSED, ids=[f"U+{ord(sign):04X}" for sign, _ in REFUSED])
def test_refused_in_english_with_its_place(sign: str, words: str) -> None:
    (fault,) = faults(f"ab{sign}cd")
    assert (fault.offset, fault.character) == (2, sign)
    assert words in fault.message
    assert fault.hint


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2060", "\ufeff", "\u2067"])
def test_a_right_to_left_script_does_not_excuse_everything(sign: str) -> None:
    assert [fault.offset for fault in faults(f"من{sign}من")] == [2]


def test_a_joiner_needs_a_letter_of_its_script_beside_it() -> None:
    assert [fault.offset for fault in faults("می\u200cشود and a\u200cb")] == [12]


def test_a_picture_joiner_needs_two_pictures() -> None:
    assert [fault.offset for fault in faults("\U0001f469\u200d")] == [1]


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("\u2067a\u2068b\u2069c\u2069", []),
        ("\u2067a\u2068b\u2069c", [0]),
        ("\u2067a\u2069\u2069", [3]),
        ("\u2067a\n\nb\u2069", [0, 5]),
        ("\u2067a\nb\u2069", []),
        ("a \u202ab\u202c", [2, 4]),
        ("من \u202ab\u202c", []),
        ("من\u202a\u2068x\u202c\u2069", [2, 5]),
    ],
)
def test_isolates_close_in_order_within_their_paragraph(text: str, offsets: list[int]) -> None:
    assert sorted(fault.offset for fault in faults(text)) == sorted(offsets)


def test_all_faults_in_one_run_in_order() -> None:
    assert [fault.offset for fault in faults("\x00a\u202eb\ue000")] == [0, 2, 4]


VISIBLE = st.characters(
    categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u115f\u1160\u3164\uffa0\ufffd\ufffc"
)


@given(st.text(VISIBLE))
def test_letters_digits_and_signs_always_pass(text: str) -> None:
    assert faults(text) == ()


@given(st.text())
def test_every_fault_names_the_sign_that_stands_there(text: str) -> None:
    found = faults(text)
    assert all(text[fault.offset] == fault.character for fault in found)
    assert [fault.offset for fault in found] == sorted({fault.offset for fault in found})


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_normalise_is_nfc_and_settles(text: str) -> None:
    assert unicodedata.is_normalized("NFC", normalise(text))
    assert normalise(normalise(text)) == normalise(text)


def test_a_large_text_is_judged_quickly() -> None:
    text = "می\u200cشود \u2067x\u2069 " * 20_000
    start = time.perf_counter()
    assert faults(text) == ()
    assert time.perf_counter() - start < 2
