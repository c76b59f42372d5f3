"""The manual: every code that the press can say has a page, every page speaks of a code, and the file is of today."""

from __future__ import annotations

from collections import Counter

import rules


def test_every_code_has_a_rule_and_every_rule_a_code() -> None:
    told = Counter(code for rule in rules.rules() for code in rule.codes)
    assert {code: where for code, where in rules.emitted().items() if code not in told} == {}
    assert sorted(told - Counter(set(told))) == []  # none is told twice
    assert set(told) - rules.spelled() == set()


def test_rules_of_every_module_are_in_the_manual() -> None:
    """A module that tells a rule in its docstring belongs to a chapter."""
    listed = {module for modules in rules.chapters().values() for module in modules}
    telling = {
        path.relative_to(rules.PACKAGE).as_posix()
        for path in rules.PACKAGE.rglob("*.py")
        if list(rules._of(path.relative_to(rules.PACKAGE).as_posix()))
    }
    assert telling <= listed


def test_what_the_guards_refuse_is_shown() -> None:
    shown = rules.examples()
    guards = {code for rule in rules.rules() if rule.module.startswith("guards/") for code in rule.codes}
    unread = {"file-missing", "file-unreadable", "file-too-large", "path-outside", "messages-too-many"}
    workbooks = {code for code in guards if code.startswith("workbook-")}  # no text: test_spreadsheet.py builds them
    assert guards - shown.keys() == unread | workbooks
    assert all(example.bad != example.good for example in shown.values())


def test_the_manual_is_of_today() -> None:
    """After a change: PYTHONPATH=. .venv/bin/python tests/rules.py"""
    assert rules.PAGE.read_text("utf-8") == rules.page()
