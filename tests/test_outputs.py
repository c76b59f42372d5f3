"""The output folder: whole files or none, whatever happens between two steps, and nobody else's files touched."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from faults import interrupted, refused, write

from bookletpress.outputs import LIST, LOCK, TEMPORARY, Outputs, opened
from bookletpress.problems import EnvironmentFault, ProblemsFound

FIRST = {"en/a_DRAFT.pdf": b"first a", "en/b_DRAFT.pdf": b"first b", "es/c.pdf": b"first c", "en/kept.pdf": b"kept"}
SECOND = {"en/a_DRAFT.pdf": b"second a", "en/b.pdf": b"second b", "es/c.pdf": b"second c", "vi/new.pdf": b"new"}
KEPT = {"en/kept.pdf"}
FRONT = ("catalogue.json", "index.html")
FOREIGN = {"notes.txt": b"mine", "en/mine.pdf": b"my own", ".hidden": b"x"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is not waited for: what counts here is the order of the steps."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def front(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: f"{name} of {sorted(files)}".encode() for name in FRONT}


def build(folder: Path, files: dict[str, bytes], keep: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """A whole run, as build.py does it."""
    with opened(folder, "out") as outputs:
        try:
            for path, content in files.items():
                outputs.stage(path, content)
            outputs.publish(front(files), frozenset(keep))
        except BaseException:
            outputs.discard()
            raise


def found(folder: Path, hidden: bool = False) -> dict[str, bytes]:
    """The files of a folder; those that the press keeps for itself only if `hidden`."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    own = {LIST, LOCK}
    return {name: path.read_bytes() for name, path in files.items() if hidden or name not in own}


def listed(folder: Path) -> set[str]:
    return set(json.loads((folder / LIST).read_text("utf-8"))["files"])


def test_a_first_and_a_second_build(tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    build(out, FIRST)
    assert found(out) == FIRST | front(FIRST)
    assert listed(out) == set(FIRST) | set(FRONT)
    write(out, FOREIGN)  # type: ignore[arg-type]
    build(out, SECOND, KEPT)
    assert found(out) == SECOND | {"en/kept.pdf": b"kept"} | front(SECOND) | FOREIGN
    assert listed(out) == set(SECOND) | KEPT | set(FRONT)


def test_everything_reaches_the_disk_before_it_gets_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    replace = os.replace
    monkeypatch.setattr(os, "fsync", lambda _: steps.append("sync"))
    monkeypatch.setattr(os, "replace", lambda old, new: (steps.append(Path(new).name), replace(old, new)))
    build(tmp_path / "out", {"en/a.pdf": b"a"})
    new_list = ["sync", LIST, "sync"]
    assert steps == [*new_list, *["sync"] * 3, *new_list, "a.pdf", "sync", *FRONT, "sync", *new_list]


def test_a_third_build_that_changes_nothing_works_too(tmp_path: Path) -> None:
    for _ in range(3):
        build(tmp_path / "out", FIRST)
    assert found(tmp_path / "out") == FIRST | front(FIRST)


# --------------------------------------------------------------------------------------------- whatever happens between


def full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def prepared(folder: Path) -> Path:
    """An output folder in use, copied from one that was made once."""
    model = folder.parent / "model"
    if not model.exists():
        build(model, FIRST)
        write(model, FOREIGN)  # type: ignore[arg-type]
    return Path(shutil.copytree(model, folder, symlinks=True))


def count(tmp_path: Path, first: bool) -> int:
    """How many steps a build takes."""
    folder = tmp_path / "counted"
    if not first:
        prepared(folder)
    with interrupted(0, full) as reached:
        build(folder, FIRST if first else SECOND, set() if first else KEPT)
    return len(reached)


def assert_whole(folder: Path, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Each file is as it was or as it will be, never between; none is lost that is not replaced."""
    now = {name: content for name, content in found(folder).items() if not name.endswith(TEMPORARY)}
    for name, content in now.items():
        assert content in (old.get(name), new.get(name)), name
    for name in set(old) & set(new):
        assert name in now


OLD = FIRST | front(FIRST) | FOREIGN
NEW = SECOND | {"en/kept.pdf": b"kept"} | front(SECOND) | FOREIGN


@pytest.mark.parametrize("first", [True, False], ids=["first build", "second build"])
def test_a_failure_at_any_step_loses_nothing_and_the_next_run_works(tmp_path: Path, first: bool) -> None:
    steps = count(tmp_path, first)
    assert steps > 20
    untold: list[str] = []
    for number in range(1, steps + 1):
        folder = tmp_path / f"out-{number}"
        old, new = ({}, FIRST | front(FIRST)) if first else (OLD, NEW)
        if not first:
            prepared(folder)
        with interrupted(number, full) as reached:
            try:
                build(folder, FIRST if first else SECOND, set() if first else KEPT)
            except EnvironmentFault as failed:
                told = (failed.problem.code, failed.problem.message)
                assert told == ("output-failed", "cannot write: No space left on device")
            else:
                assert found(folder) == new, "a failure that is not told does no harm"
                untold.append(reached[number - 1])
                continue
        assert_whole(folder, old, new)
        if "replace" not in reached[: number - 1] and not first:
            assert found(folder) == old, "nothing was published yet"
        if folder.exists():
            assert not [name for name in found(folder) if TEMPORARY in name]
        build(folder, FIRST if first else SECOND, set() if first else KEPT)
        assert found(folder) == new


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a kill is pretended in a child process")
@pytest.mark.parametrize("first", [True, False], ids=["first build", "second build"])
def test_a_kill_at_any_step_loses_nothing_and_the_next_run_works(tmp_path: Path, first: bool) -> None:
    for number in range(1, count(tmp_path, first) + 1):
        folder = tmp_path / f"out-{number}"
        old, new = ({}, FIRST | front(FIRST)) if first else (OLD, NEW)
        if not first:
            prepared(folder)
        child = os.fork()
        if not child:
            with interrupted(number, lambda: os._exit(9)):
                build(folder, FIRST if first else SECOND, set() if first else KEPT)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        if folder.exists():
            assert_whole(folder, old, new)
        build(folder, FIRST if first else SECOND, set() if first else KEPT)
        assert found(folder) == new


def test_an_interrupted_run_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    before = found(folder, hidden=True)
    with opened(folder, "out") as outputs:
        outputs.stage("vi/new.pdf", b"new")
        outputs.stage("en/a_DRAFT.pdf", b"second a")
        outputs.discard()
    assert found(folder, hidden=True) == before
    assert not (folder / "vi").exists()


# -------------------------------------------------------------------------------------------------------- foreign files


def publish(folder: Path, path: str) -> None:
    build(folder, {path: b"ours"})


@pytest.mark.parametrize("path", ["en/mine.pdf", "notes.txt"])
def test_a_file_of_somebody_else_is_never_overwritten(tmp_path: Path, path: str) -> None:
    folder = prepared(tmp_path / "out")
    before = found(folder, hidden=True)
    assert refused(publish, folder, path) == [("output-foreign", 0, 0)]
    assert found(folder, hidden=True) == before


def test_a_file_of_ours_that_somebody_changed_is_theirs(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    write(folder, {"en/a_DRAFT.pdf": "with my comments", "en/b_DRAFT.pdf": "with more comments"})
    assert refused(build, folder, SECOND, KEPT) == [("output-foreign", 0, 0)]
    build(folder, {"es/c.pdf": b"c"}, KEPT)
    assert found(folder)["en/a_DRAFT.pdf"] == b"with my comments"
    assert found(folder)["en/b_DRAFT.pdf"] == b"with more comments"


def test_a_catalogue_of_somebody_else_stops_before_the_first_change(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    (folder / "index.html").write_text("my page", "utf-8")
    before = found(folder, hidden=True)
    assert refused(build, folder, SECOND, KEPT) == [("output-foreign", 0, 0)]
    assert found(folder, hidden=True) == before


def test_folders_and_links_in_the_way(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    elsewhere = write(tmp_path / "elsewhere", {"secret": "kept"})
    (folder / "en/x.pdf").mkdir()
    (folder / "en/y.pdf").symlink_to(elsewhere / "secret")
    (folder / "en/z.pdf").symlink_to("nowhere")
    (folder / "vi").symlink_to(elsewhere)
    for path in ("en/x.pdf", "en/y.pdf", "en/z.pdf", "vi/secret", "vi/new.pdf"):
        assert refused(publish, folder, path) == [("output-foreign", 0, 0)]
    assert found(elsewhere) == {"secret": b"kept"}
    assert os.readlink(folder / "en/z.pdf") == "nowhere"
    with pytest.raises(EnvironmentFault, match=r"File exists|Not a directory"):
        publish(folder, "notes.txt/a.pdf")


def test_a_temporary_link_is_not_followed(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    elsewhere = write(tmp_path / "elsewhere", {"secret": "kept"})
    (folder / f"en/.x.pdf{TEMPORARY}").symlink_to(elsewhere / "secret")
    (folder / f"{LIST}{TEMPORARY}").symlink_to(elsewhere / "secret")
    (folder / f"en/.y.pdf{TEMPORARY}").mkdir()
    publish(folder, "en/x.pdf")
    assert found(elsewhere) == {"secret": b"kept"}


LISTS = {
    "torn": '{"version": 2, "files": {"en/a_DR',
    "empty": "",
    "of another version": '{"version": 3, "files": {}}',
    "no mapping": "[]",
    "no files": '{"version": 2}',
    "files as a list": '{"version": 2, "files": ["en/a_DRAFT.pdf"]}',
    "files as a number": '{"version": 2, "files": 7}',
    "digests as a number": '{"version": 2, "files": {"en/a_DRAFT.pdf": 7}}',
    "deep": '{"version": 2, "files": ' + "[" * 100_000,
}


@pytest.mark.parametrize("name", LISTS)
def test_from_a_torn_list_nothing_is_known_to_be_ours(tmp_path: Path, name: str) -> None:
    folder = prepared(tmp_path / "out")
    (folder / LIST).write_text(LISTS[name], "utf-8")
    assert refused(build, folder, SECOND, KEPT) == [("output-foreign", 0, 0)]
    build(folder.with_name("other"), FIRST)
    publish(folder.with_name("other"), "en/new.pdf")
    assert found(folder) == OLD


def test_a_list_that_was_tampered_with_reaches_nothing_outside(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    outside = write(tmp_path, {"precious": "kept"}) / "precious"
    digest = hashlib.sha256(b"kept").hexdigest()
    paths = ("../precious", str(outside), "en/../../precious", LOCK, "..\\precious", "C:precious", "")
    (folder / LIST).write_text(json.dumps({"version": 2, "files": {path: [digest] for path in paths}}), "utf-8")
    with opened(folder, "out") as outputs:
        outputs.stage("fr/new.pdf", b"new")
        outputs.publish({}, frozenset())
    assert outside.read_text("utf-8") == "kept"
    assert listed(folder) == {"fr/new.pdf"}


# ------------------------------------------------------------------------------------------------------- which folders


def enter(folder: Path) -> None:
    with opened(folder, "out"):
        pass


def test_the_home_the_root_and_a_project_are_no_output_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    write(tmp_path, {"home/.profile": "", "p/booklets/b/booklet.yaml": "", "p/styles/a": ""})
    (tmp_path / "link").symlink_to(tmp_path / "home")
    (tmp_path / "empty-home").mkdir()
    inside = [tmp_path / "p" / name for name in ("", "booklets", "booklets/out", "styles/out", "locales", ".git/out")]
    for folder in (Path("/"), tmp_path / "home", tmp_path / "link", tmp_path / "home/../home", *inside):
        assert refused(enter, folder) == [("output-folder", 0, 0)], folder
    monkeypatch.setenv("HOME", str(tmp_path / "empty-home"))
    assert refused(enter, tmp_path / "empty-home") == [("output-folder", 0, 0)]
    assert not (tmp_path / "p/booklets/out").exists()
    enter(tmp_path / "p/dist/here")


def test_a_folder_with_files_of_others_is_no_output_folder(tmp_path: Path) -> None:
    write(tmp_path, {"out/thesis.txt": "x", "other/.hidden": "x", "third/sub/x": "x"})
    for name in ("out", "other", "third"):
        before = found(tmp_path / name, hidden=True)
        assert refused(enter, tmp_path / name) == [("output-folder", 0, 0)]
        assert found(tmp_path / name, hidden=True) == before


@pytest.mark.parametrize("leftover", [LOCK, f"{LIST}{TEMPORARY}"])
def test_what_a_killed_first_build_left_is_no_file_of_others(tmp_path: Path, leftover: str) -> None:
    write(tmp_path, {f"out/{leftover}": ""})
    build(tmp_path / "out", FIRST)
    assert found(tmp_path / "out") == FIRST | front(FIRST)


def test_a_file_or_a_loop_in_the_place_of_the_folder(tmp_path: Path) -> None:
    write(tmp_path, {"out": "a file"})
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "locked/" / LOCK).mkdir(parents=True)
    for name in ("out", "out/below", "loop", "locked"):
        with pytest.raises(EnvironmentFault) as failed:
            enter(tmp_path / name)
        assert failed.value.problem.code == "output-failed"


def test_a_lock_that_leads_elsewhere_truncates_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"secret": "kept", f"out/{LIST}": "{}"})
    (tmp_path / "out" / LOCK).symlink_to(tmp_path / "secret")
    with pytest.raises(EnvironmentFault):
        enter(tmp_path / "out")
    assert (tmp_path / "secret").read_text("utf-8") == "kept"


def test_a_folder_without_rights_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", deny)
    with pytest.raises(EnvironmentFault, match=r"out:1:1: error: cannot write: Permission denied \[output-failed\]"):
        enter(tmp_path / "out")


# -------------------------------------------------------------------------------------------------------- one at a time


def test_a_second_build_is_refused_at_once(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    before = found(folder, hidden=True)
    with opened(folder, "out"):
        with pytest.raises(EnvironmentFault) as failed:
            build(folder, SECOND)
        assert failed.value.problem.code == "output-locked"
        assert found(folder, hidden=True) == before
    build(folder, SECOND, KEPT)


def test_a_build_in_another_process_is_seen_and_its_death_frees_the_folder(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    code = "import sys, time; from pathlib import Path; from bookletpress.outputs import opened\n"
    code += "with opened(Path(sys.argv[1]), 'out'): print('in', flush=True); time.sleep(60)\n"
    root = str(Path(__file__).parent.parent)
    with subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, cwd=root) as other:
        try:
            assert other.stdout
            assert other.stdout.readline() == b"in\n"
            with pytest.raises(EnvironmentFault) as failed:
                enter(folder)
            assert failed.value.problem.code == "output-locked"
        finally:
            other.kill()
    build(folder, SECOND, KEPT)
    assert found(folder) == NEW


def test_the_lock_is_free_after_a_refusal(tmp_path: Path) -> None:
    folder = prepared(tmp_path / "out")
    with pytest.raises(ProblemsFound), opened(folder, "out") as outputs:
        outputs.stage("notes.txt", b"")
    with opened(folder, "out") as outputs:
        assert isinstance(outputs, Outputs)
