"""setup.sh, the lock files and .ci/run, on a pretended machine: nothing is installed, nothing is fetched."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
SHELLS = [
    words for words in (["sh"], ["dash"], ["busybox", "sh"], ["bash", "--posix"], ["ksh"]) if shutil.which(words[0])
]
PROGRAMS = ["pdftotext", "pdffonts", "pdftoppm", "qpdf", "zbarimg", "msgfmt", "chromium", "chromedriver"]
LIBRARIES = ["libpango-1.0", "libpangoft2-1.0", "libharfbuzz-subset"]
LOCK = "weasyprint==70.0 \\\n    --hash=sha256:00\n"
TEST_LOCK = LOCK + "pytest==9.2.0 \\\n    --hash=sha256:01\n"

# Stands for a system's Python: runs setup.sh's own questions, but over libraries and modules that are only
# pretended; `-m venv` and `-m pip` leave the traces that the real ones would leave.
PRETENDED_PYTHON = """
import os, sys
machine, me, version, *words = sys.argv[1:]
version = tuple(int(number) for number in version.split("."))
packages = ".venv/lib/python%d.%d/site-packages" % version[:2]
with open(machine + "/python-calls", "a") as log:
    log.write(" ".join(words).replace("\\n", " ") + "\\n")
with open(machine + "/lacks") as file:
    lacks = file.read().split()

def load(name):
    if any(library in name for library in lacks):
        raise OSError(name)
    return sys

if "-c" in words:
    import ctypes, importlib.util
    at = words.index("-c")
    sys.argv = ["-c", *words[at + 2 :]]
    sys.version_info = version
    sys.prefix = "venv" if "/.venv/" in "/" + me else sys.base_prefix
    ctypes.CDLL = load
    find = importlib.util.find_spec
    absent = {name.partition("@")[0] for name in lacks if name.partition("@")[2] in ("", os.path.basename(me))}
    importlib.util.find_spec = lambda name: None if name in absent else find(name)
    if os.path.exists(packages + "/weasyprint-70.0.dist-info"):
        sys.modules["weasyprint"] = sys
    exec(words[at + 1])
elif "venv" in words:
    os.makedirs(".venv/bin")
    os.makedirs(packages)
    open(".venv/pyvenv.cfg", "w").close()
    with open(me) as old, open(".venv/bin/python", "w") as new:
        new.write(old.read())
    os.chmod(".venv/bin/python", 0o755)
elif "--version" in words:
    sys.exit(0 if os.path.exists(packages) else 1)
elif "install" in words:
    if "network" in lacks:
        sys.exit("pip: no network")
    for line in open(words[-1]):
        if "==" in line:
            os.makedirs(packages + "/" + line.split()[0].replace("==", "-") + ".dist-info", exist_ok=True)
"""

PRETENDED_MANAGER = """#!/bin/sh
echo "${0##*/} $*" >>"$MACHINE/calls"
echo "(the package manager runs)"
cat >>"$MACHINE/heard"
case " $* " in
    *' update '*) [ ! -e "$MACHINE/update-fails" ] || exit 100 ;;
    *' install '* | *' add '*)
        [ ! -e "$MACHINE/install-fails" ] || exit 100
        [ ! -e "$MACHINE/install-does-nothing" ] || exit 0
        : >"$MACHINE/lacks"
        case " $* " in
            *poppler*) for name in $PROGRAMS; do ln -s "$(command -v true)" "$MACHINE/bin/$name"; done ;;
        esac
        ;;
esac
exit 0
"""

PRETENDED_SUDO = """#!/bin/sh
echo "sudo $*" >>"$MACHINE/calls"
[ "$1" != -n ] || shift
exec "$@"
"""


@dataclass
class Machine:
    """A pretended machine: its PATH holds only what stands in its bin folder."""

    place: Path
    shell: tuple[str, ...] = ("sh",)

    @property
    def press(self) -> Path:
        return self.place / "the press"

    @property
    def venv(self) -> Path:
        return self.press / ".venv"

    def add(self, name: str, text: str) -> None:
        path = self.place / "bin" / name
        path.unlink(missing_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def add_python(self, name: str, version: str) -> None:
        real, stub = sys.executable, self.place / "pretended.py"
        self.add(name, f'#!/bin/sh\nexec "{real}" -I -S "{stub}" "{self.place}" "$0" {version} "$@"\n')

    def add_manager(self, name: str) -> None:
        self.add(name, PRETENDED_MANAGER)

    def add_user(self, number: int, *, sudo: bool = False) -> None:
        self.add("id", f"#!/bin/sh\necho {number}\n")
        if sudo:
            self.add("sudo", PRETENDED_SUDO)

    def add_programs(self, *names: str) -> None:
        for name in names:
            self.add(name, "#!/bin/sh\n")

    def lacks(self, *names: str) -> None:
        (self.place / "lacks").write_text(" ".join(names))

    def note(self, name: str) -> None:
        (self.place / name).touch()

    def calls(self) -> list[str]:
        """What was asked of package managers and sudo since the last time."""
        return self._read("calls")

    def python_calls(self) -> list[str]:
        """What Python was asked since the last time: questions (-c), -m venv, -m pip install."""
        return self._read("python-calls")

    def _read(self, name: str) -> list[str]:
        path = self.place / name
        lines = path.read_text().splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines

    def setup(self, *options: str, folder: Path | None = None, typed: str = "") -> subprocess.CompletedProcess[str]:
        command = [shutil.which(self.shell[0]) or "", *self.shell[1:]]
        script = (folder or self.press) / "setup.sh"
        return subprocess.run(
            [*command, str(script), *options],
            cwd=self.place,
            env={"PATH": str(self.place / "bin"), "MACHINE": str(self.place), "PROGRAMS": " ".join(PROGRAMS)},
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A machine with Python 3.12, every library, root, and no package manager."""
    made = Machine(tmp_path)
    made.press.mkdir()
    shutil.copy(ROOT / "setup.sh", made.press)
    (made.press / "requirements.lock").write_text(LOCK)
    (made.press / "requirements-test.lock").write_text(TEST_LOCK)
    (tmp_path / "pretended.py").write_text(PRETENDED_PYTHON)
    (tmp_path / "bin").mkdir()
    for name in ["cat", "env", "ln", "ls", "rm", "sed", "true"]:
        (tmp_path / "bin" / name).symlink_to(shutil.which(name) or name)
    made.add("grep", "#!/bin/sh\nexit 1\n")  # asked only whether this is Ubuntu
    made.add_python("python3.12", "3.12.1")
    made.add_user(0)
    made.lacks()
    return made


def pip_installs(calls: list[str]) -> list[str]:
    return [call.split()[-1] for call in calls if "pip install" in call]


# ------------------------------------------------------------------------------------------- the command line


@pytest.mark.parametrize("shell", SHELLS, ids=" ".join)
def test_is_plain_posix_shell(shell: list[str]) -> None:
    subprocess.run([*shell, "-n", str(ROOT / "setup.sh")], check=True)


def test_can_be_started_as_it_is() -> None:
    for name in ["setup.sh", "make_pdf.py", ".ci/run"]:
        assert os.access(ROOT / name, os.X_OK), name


@pytest.mark.parametrize("options", [["--help"], ["-h"], ["--test", "--help"]])
def test_help_says_what_it_does_and_does_nothing(machine: Machine, options: list[str]) -> None:
    result = machine.setup(*options)
    assert (result.returncode, result.stderr) == (0, "")
    for word in ["--test", ".venv", "requirements.lock", "Pango", "Chromium", "Python 3.11", "exit codes"]:
        assert word in result.stdout
    assert not machine.venv.exists()
    assert machine.python_calls() == []


@pytest.mark.parametrize("options", [["--tset"], ["test"], ["--test", "-x"], [""]])
def test_an_unknown_option_is_wrong_usage(machine: Machine, options: list[str]) -> None:
    result = machine.setup(*options)
    assert result.returncode == 2
    assert f"I do not know the option '{options[-1]}'" in result.stderr
    assert not machine.venv.exists()


# ------------------------------------------------------------------------------------------- first and second run


@pytest.mark.parametrize("shell", SHELLS, ids=" ".join)
def test_the_second_run_only_looks(machine: Machine, shell: list[str]) -> None:
    machine.shell = tuple(shell)
    first = machine.setup()
    assert first.returncode == 0, first.stderr
    assert first.stdout.splitlines()[-1] == "Ready. Next: .venv/bin/python make_pdf.py"
    assert pip_installs(machine.python_calls()) == ["requirements.lock"]

    second = machine.setup()
    assert (second.returncode, second.stdout, second.stderr) == (0, "Everything is in place.\n", "")
    (question,) = machine.python_calls()
    assert "-m" not in question.split()
    assert machine.calls() == []


def test_runs_where_standard_input_is_closed(machine: Machine) -> None:
    script = machine.press / "setup.sh"
    environment = {"PATH": str(machine.place / "bin"), "MACHINE": str(machine.place), "CI": "true"}
    closed = ["/bin/sh", "-c", 'exec "$0" "$1" <&-', "/bin/sh", str(script)]
    result = subprocess.run(closed, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_nothing_that_it_starts_can_swallow_what_comes_after_it(machine: Machine) -> None:
    machine.add_manager("apk")
    machine.lacks(*LIBRARIES)
    assert machine.setup(typed="the next command of a script\n").returncode == 0
    assert (machine.place / "heard").read_text() == ""


def test_pip_takes_only_what_the_lock_names(machine: Machine) -> None:
    machine.setup()
    (install,) = [call for call in machine.python_calls() if "pip install" in call]
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(install.split())
    assert "index" not in install


def test_the_tests_environment_also_serves_the_press(machine: Machine) -> None:
    machine.add_programs(*PROGRAMS)
    assert machine.setup("--test").stdout.endswith("Next: .venv/bin/python -m pytest\n")
    assert pip_installs(machine.python_calls()) == ["requirements-test.lock"]
    assert machine.setup().stdout == "Everything is in place.\n"


def test_the_press_environment_grows_for_the_tests(machine: Machine) -> None:
    machine.add_programs(*PROGRAMS)
    machine.setup()
    machine.python_calls()
    assert machine.setup("--test").returncode == 0
    calls = machine.python_calls()
    assert pip_installs(calls) == ["requirements-test.lock"]
    assert not [call for call in calls if "-m venv" in call]


def test_a_broken_environment_for_the_tests_becomes_one_for_the_press(machine: Machine) -> None:
    machine.add_programs(*PROGRAMS)
    machine.setup("--test")
    _moved(machine)
    machine.python_calls()
    machine.setup()
    assert pip_installs(machine.python_calls()) == ["requirements.lock"]
    assert machine.setup().stdout == "Everything is in place.\n"


def test_a_changed_lock_is_installed_into_the_same_environment(machine: Machine) -> None:
    machine.setup()
    machine.python_calls()
    with (machine.press / "requirements.lock").open("a") as lock:
        lock.write("rich==15.0.0 \\\n    --hash=sha256:02\n")
    machine.setup()
    calls = machine.python_calls()
    assert pip_installs(calls) == ["requirements.lock"]
    assert not [call for call in calls if "-m venv" in call]
    assert machine.setup().stdout == "Everything is in place.\n"


def test_a_lost_package_is_brought_back(machine: Machine) -> None:
    machine.setup()
    (package,) = machine.venv.glob("lib/*/site-packages/*")
    package.rmdir()
    assert machine.setup().returncode == 0
    assert package.exists()


def _moved(machine: Machine) -> None:
    (machine.venv / "press-stamp").write_text(
        (machine.venv / "press-stamp").read_text().replace(str(machine.press), "/somewhere/else")
    )


def _dangling(machine: Machine) -> None:
    (machine.venv / "bin" / "python").unlink()
    (machine.venv / "bin" / "python").symlink_to("/no/such/python")


def _half_made(machine: Machine) -> None:
    (machine.venv / "press-stamp").unlink()
    shutil.rmtree(machine.venv / "lib")


def _newer_python_underneath(machine: Machine) -> None:
    machine.add_python("python3.12", "3.13.0")
    shutil.copy(machine.place / "bin" / "python3.12", machine.venv / "bin" / "python")


@pytest.mark.parametrize("damage", [_moved, _dangling, _half_made, _newer_python_underneath])
def test_a_broken_environment_is_made_anew(machine: Machine, damage) -> None:
    machine.setup()
    damage(machine)
    (machine.venv / "old").touch()
    result = machine.setup()
    assert result.returncode == 0, result.stderr
    assert "making it anew" in result.stdout
    assert not (machine.venv / "old").exists()
    assert machine.setup().stdout == "Everything is in place.\n"


def test_a_moved_folder_is_noticed(machine: Machine) -> None:
    machine.setup()
    elsewhere = machine.place / "moved here"
    machine.press.rename(elsewhere)
    assert "making it anew" in machine.setup(folder=elsewhere).stdout


def test_a_folder_that_is_no_environment_is_left_alone(machine: Machine) -> None:
    machine.venv.mkdir()
    (machine.venv / "thesis.txt").write_text("ten years of work")
    result = machine.setup()
    assert result.returncode == 3
    assert "leave it alone" in result.stderr
    assert (machine.venv / "thesis.txt").exists()


def test_a_failed_pip_is_tried_again_next_time(machine: Machine) -> None:
    machine.lacks("network")
    result = machine.setup()
    assert result.returncode == 3
    assert "proxy" in result.stderr
    machine.lacks()
    assert machine.setup().stdout.splitlines()[-1].startswith("Ready.")


def test_a_folder_without_its_lock_is_named(machine: Machine) -> None:
    (machine.press / "requirements.lock").unlink()
    result = machine.setup()
    assert result.returncode == 3
    assert "requirements.lock is not here" in result.stderr


# ------------------------------------------------------------------------------------------- which Python


def test_an_older_python_is_refused(machine: Machine) -> None:
    (machine.place / "bin" / "python3.12").unlink()
    machine.add_python("python3", "3.9.2")
    machine.add_manager("dnf")
    result = machine.setup()
    assert result.returncode == 3
    assert "needs Python 3.11 or newer. This machine has only Python 3.9." in result.stderr
    assert "\n    sudo dnf install python3.12\n" in result.stderr
    assert machine.calls() == []


def test_no_python_at_all(machine: Machine) -> None:
    (machine.place / "bin" / "python3.12").unlink()
    machine.add_manager("apt-get")
    result = machine.setup()
    assert result.returncode == 3
    assert "This machine has none." in result.stderr
    assert "\n    sudo apt-get install python3 python3-venv\n" in result.stderr


def test_a_python_that_does_not_start_is_passed_over(machine: Machine) -> None:
    machine.add("python3.13", "#!/bin/sh\necho 'python3.13: command not found' >&2\nexit 127\n")
    result = machine.setup()
    assert result.returncode == 0
    assert "Python 3.12" in result.stdout
    assert result.stderr == ""


def test_the_newest_python_is_taken(machine: Machine) -> None:
    machine.add_python("python3.13", "3.13.0")
    machine.add_python("python3", "3.11.2")
    assert "Python 3.13" in machine.setup().stdout


def test_a_python_that_can_make_an_environment_goes_before_a_newer_one_that_cannot(machine: Machine) -> None:
    machine.add_python("python3.13", "3.13.0")
    machine.lacks("ensurepip@python3.13")
    machine.add_manager("apt-get")
    assert "Python 3.12" in machine.setup().stdout
    assert machine.calls() == []


# ------------------------------------------------------------------------------------------- parts of the system

ALL_APT = (
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils qpdf zbar-tools gettext chromium "
    "chromium-driver"
)
INSTALLS = {
    "apt-get": [
        "apt-get -o DPkg::Lock::Timeout=300 -q update",
        f"apt-get -o DPkg::Lock::Timeout=300 -q install -y --no-install-recommends {ALL_APT}",
    ],
    "dnf": ["dnf install -y pango harfbuzz poppler-utils qpdf zbar gettext chromium chromedriver"],
    "apk": [
        "apk add --update-cache pango so:libharfbuzz-subset.so.0"
        " poppler-utils qpdf zbar gettext chromium chromium-chromedriver"
    ],
}
not_on_a_mac = pytest.mark.skipif(sys.platform == "darwin", reason="looks into /Applications for a browser")


@not_on_a_mac
@pytest.mark.parametrize("manager", INSTALLS)
def test_root_installs_what_is_missing_and_nothing_afterwards(machine: Machine, manager: str) -> None:
    machine.add_manager(manager)
    machine.lacks(*LIBRARIES)
    result = machine.setup("--test")
    assert result.returncode == 0, result.stderr
    assert machine.calls() == INSTALLS[manager]
    assert machine.setup("--test").stdout == "Everything is in place.\n"
    assert machine.calls() == []


@not_on_a_mac
@pytest.mark.parametrize("manager", INSTALLS)
def test_others_install_by_sudo_which_never_waits_for_a_password_unseen(machine: Machine, manager: str) -> None:
    machine.add_manager(manager)
    machine.add_user(1000, sudo=True)
    machine.lacks(*LIBRARIES)
    assert machine.setup("--test").returncode == 0
    calls = machine.calls()
    assert [call for call in calls if not call.startswith("sudo")] == INSTALLS[manager]
    for asked, ran in zip(calls[0::2], calls[1::2], strict=True):
        assert asked in {f"sudo -n {ran}", f"sudo -n env DEBIAN_FRONTEND=noninteractive {ran}"}


def test_homebrew_needs_no_sudo(machine: Machine) -> None:
    machine.add_manager("brew")
    machine.add_user(501)
    machine.lacks(*LIBRARIES)
    result = machine.setup()
    assert result.returncode == 0
    assert "sudo" not in result.stdout
    assert machine.calls() == ["brew install pango harfbuzz"]


@not_on_a_mac
def test_ubuntu_calls_its_browser_otherwise(machine: Machine) -> None:
    machine.add_manager("apt-get")
    machine.add("grep", "#!/bin/sh\nexit 0\n")
    machine.setup("--test")
    assert machine.calls()[-1].endswith("gettext chromium-browser chromium-chromedriver")


def test_any_browser_of_the_family_will_do(machine: Machine) -> None:
    machine.add_programs(*PROGRAMS, "google-chrome")
    (machine.place / "bin" / "chromium").unlink()
    assert machine.setup("--test").returncode == 0


def test_the_package_manager_is_left_in_peace_where_nothing_is_missing(machine: Machine) -> None:
    machine.add_manager("apt-get")
    assert machine.setup().returncode == 0
    assert machine.calls() == []


def test_says_what_and_why_before_it_installs(machine: Machine) -> None:
    machine.add_manager("apt-get")
    machine.lacks("libharfbuzz-subset")
    before, _, _ = machine.setup().stdout.partition("(the package manager runs)")
    assert "libharfbuzz-subset0    puts into a PDF only the letters it uses" in before
    assert "half a minute" in before
    assert "\n    apt-get update && apt-get install -y --no-install-recommends libharfbuzz-subset0\n" in before


@pytest.mark.parametrize(("python", "package"), [("python3.12", "python3.12-venv"), ("python3", "python3-venv")])
def test_debians_python_comes_without_venv(machine: Machine, python: str, package: str) -> None:
    (machine.place / "bin" / "python3.12").rename(machine.place / "bin" / python)
    machine.add_manager("apt-get")
    machine.lacks("ensurepip")
    assert machine.setup().returncode == 0
    assert machine.calls()[-1].endswith(f"--no-install-recommends {package}")


def test_without_a_package_manager_prints_the_line_to_type(machine: Machine) -> None:
    machine.lacks(*LIBRARIES)
    result = machine.setup()
    assert result.returncode == 3
    assert (
        "\n    sudo apt-get update && sudo apt-get install -y --no-install-recommends"
        " libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0\n"
    ) in result.stderr
    assert not machine.venv.exists()


def test_without_root_and_sudo_prints_the_line_for_an_administrator(machine: Machine) -> None:
    machine.add_manager("dnf")
    machine.add_user(1000)
    machine.lacks(*LIBRARIES)
    result = machine.setup()
    assert result.returncode == 3
    assert "Ask one to type:\n    dnf install -y pango harfbuzz\n" in result.stderr
    assert machine.calls() == []
    assert not machine.venv.exists()


@pytest.mark.parametrize(
    ("trouble", "said"),
    [("install-fails", "could not install that"), ("install-does-nothing", "still missing: pango pangoft2")],
)
def test_a_failed_installation_prints_the_line_to_type(machine: Machine, trouble: str, said: str) -> None:
    machine.add_manager("apk")
    machine.add_user(1000, sudo=True)
    machine.note(trouble)
    machine.lacks(*LIBRARIES)
    result = machine.setup()
    assert result.returncode == 3
    assert said in result.stderr
    assert "\n    sudo apk add --update-cache pango so:libharfbuzz-subset.so.0\n" in result.stderr
    assert not machine.venv.exists()


def test_old_package_lists_may_do(machine: Machine) -> None:
    machine.add_manager("apt-get")
    machine.note("update-fails")
    machine.lacks(*LIBRARIES)
    result = machine.setup()
    assert result.returncode == 0
    assert "going on with the lists" in result.stderr


def test_a_part_lost_later_is_brought_back_without_touching_the_packages(machine: Machine) -> None:
    machine.add_manager("apt-get")
    machine.setup()
    machine.python_calls()
    machine.lacks("libpangoft2")
    assert machine.setup().returncode == 0
    assert machine.calls()[-1].endswith(" libpangoft2-1.0-0")
    assert pip_installs(machine.python_calls()) == []


# ------------------------------------------------------------------------------------------- the lock files


def locked(name: str) -> dict[str, str]:
    """Each package of a lock file with everything that stands behind it: version, marker, hashes."""
    text = re.sub(r"^\s*#.*\n", "", (ROOT / name).read_text(), flags=re.MULTILINE)
    entries = text.replace("\\\n", " ").splitlines()
    return {canonicalize_name(entry.split("==")[0]): entry for entry in entries}


LOCKS = [f"requirements{what}.lock" for what in ("", "-test", "-cluster", "-bench")]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_and_hashes_every_package_and_names_no_host(name: str) -> None:
    for package, entry in locked(name).items():
        pin, *hashes = re.split(r"\s+--hash=", entry)
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)?", pin), package
        assert hashes, package
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), package
    text = (ROOT / name).read_text()
    for forbidden in ["://", "index", "find-links", "trusted", "@ "]:
        assert forbidden not in text
    assert "uv pip compile pyproject.toml" in text.splitlines()[1]


@pytest.mark.parametrize("name", LOCKS)
def test_the_locks_agree(name: str) -> None:
    everything = locked("requirements-test.lock")
    for package, entry in locked(name).items():
        assert everything.get(package, entry) == entry


@pytest.mark.parametrize(("name", "extra"), [(lock, lock[13:-5]) for lock in LOCKS])
def test_the_locks_answer_what_the_project_asks_for(name: str, extra: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *(project["optional-dependencies"][extra] if extra else [])]
    pins = locked(name)
    for requirement in map(Requirement, asked):
        version = pins[canonicalize_name(requirement.name)].split("==")[1].split()[0]
        assert requirement.specifier.contains(version), requirement


@pytest.mark.parametrize("name", ["setup.sh", ".ci/run", "pyproject.toml", "make_pdf.py"])
def test_no_file_names_a_host_or_a_folder_of_one_machine(name: str) -> None:
    text = (ROOT / name).read_text()
    for forbidden in ["://", "/home/", "/root", "/work", "/tmp"]:
        assert forbidden not in text


# ------------------------------------------------------------------------------------------- continuous integration


@pytest.mark.parametrize(("setup", "pytest_says", "status"), [(0, 0, 0), (3, 0, 3), (0, 1, 1), (0, 5, 5)])
def test_ci_says_what_it_runs_and_fails_as_it_fails(tmp_path: Path, setup: int, pytest_says: int, status: int) -> None:
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    for name, code in [("setup.sh", setup), (".venv/bin/python", pytest_says)]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "ran {name} $*"\nexit {code}\n')
        path.chmod(0o755)
    command = ["bash", str(tmp_path / ".ci" / "run")]
    result = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    assert result.returncode == status
    said = result.stdout.splitlines()
    assert said[:2] == ["$ ./setup.sh --test && .venv/bin/python -m pytest", "ran setup.sh --test"]
    assert said[2:] == ([] if setup else ["ran .venv/bin/python -m pytest"])


README = ROOT / "README.md"


@pytest.mark.skipif(not README.exists(), reason="there is no README yet")
def test_the_readme_says_the_two_commands() -> None:
    text = README.read_text()
    assert "./setup.sh && .venv/bin/python make_pdf.py\n" in text
    assert "./setup.sh --test && .venv/bin/python -m pytest\n" in text
