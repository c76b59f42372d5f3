"""What the server of `warm` has in memory before the first run: the modules of every command, and the shipped styles.

Only to be imported there. A project with other styles reads and compiles its own.
"""

from pathlib import Path

import pikepdf

from bookletpress import packing, project, proofing, spreadsheets, tracing, translating, verbs, watching
from bookletpress.compose import environment_for, load_styles
from bookletpress.extraction import page_words
from bookletpress.locales import load_locales
from bookletpress.model import Interface
from bookletpress.templates import Voice

MODULES = (pikepdf, packing, proofing, spreadsheets, tracing, translating, verbs, watching)
ROOT = Path(__file__).parent.parent

page_words(project.pages(ROOT))
_styles, _english = load_styles(ROOT), load_locales(ROOT)[0]
_page = environment_for(_styles, Voice(Interface("en", {}), _english), _english)
for _name in _styles.templates:
    _page.get_template(_name)
