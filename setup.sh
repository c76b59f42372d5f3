#!/bin/sh
# Puts everything that the press needs into place. See usage below, or run: ./setup.sh --help
#
# For whoever changes this file: plain POSIX sh, run by dash, busybox and macOS alike. It works in three steps:
#   1. look      one short Python program (look_around) and a few `command -v`: a twentieth of a second;
#   2. system    what is missing from the system, by its package manager;
#   3. packages  the .venv folder, filled from a lock file by pip. A stamp inside says what it was filled with.
# Exit codes: 0 ready, 2 wrong usage, 3 something is missing that this script cannot put right.

set -u
unset CDPATH
exec </dev/null

usage() {
    cat <<'END'
usage: ./setup.sh [--test] [--help]

Gets this folder ready to make booklets. Run it once; running it again is quick and harmless.

  (no option)  what the press needs:
                 - a .venv folder beside this script, with the Python packages pinned in requirements.lock;
                 - Pango and HarfBuzz, the system libraries that set the type.
  --test       also what the tests need: the packages pinned in requirements-test.lock, and the programs
               poppler, qpdf, zbar, gettext and Chromium.
  --help       this text.

It needs Python 3.11 or newer. Before it installs anything it says what, why and how long it takes. System
parts come from apt-get, dnf, apk or brew, by sudo where you are not root. If it cannot install them, it prints
the line for you (or your IT department) to type. On Windows, run it inside WSL. To undo: delete .venv.

exit codes: 0 ready, 2 wrong option, 3 something is missing that this script could not install
END
}

say() { printf '%s\n' "$*"; }
warn() { printf '%s\n' "setup: $*" >&2; }
stop() { # stop CODE SENTENCE [LINE...]
    code=$1
    warn "$2"
    shift 2
    for line in "$@"; do say "$line" >&2; done
    exit "$code"
}

mode=run
for argument in "$@"; do
    case $argument in
        --test) mode='test' ;;
        -h | --help)
            usage
            exit 0
            ;;
        *)
            usage >&2
            stop 2 "I do not know the option '$argument'."
            ;;
    esac
done

case $0 in
    */*) cd -- "${0%/*}" || stop 3 "cannot enter the folder of $0" ;;
esac
here=$(pwd -P)

# ---------------------------------------------------------------- 1. look

# Runs in any Python, even a very old one. Prints three lines: version; what is missing; a digest of the lock.
look_around='
import sys
if sys.version_info < (3, 11):
    sys.exit(11)
import ctypes, hashlib, importlib.util
print("%d.%d" % sys.version_info[:2])
mac = sys.platform == "darwin"
def loads(stem, number):
    name = "%s.%d.dylib" % (stem, number) if mac else "%s.so.%d" % (stem, number)
    for folder in ["", "/opt/homebrew/lib/", "/usr/local/lib/", "/opt/local/lib/"] if mac else [""]:
        try:
            return bool(ctypes.CDLL(folder + name))
        except OSError:
            pass
missing = []
in_venv = sys.prefix != sys.base_prefix
if not in_venv and not (importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv")):
    missing.append("venv")
for_pango = [("libgobject-2.0", 0), ("libpango-1.0", 0), ("libharfbuzz", 0), ("libfontconfig", 1)]
if not all(loads(*library) for library in for_pango):
    missing.append("pango")
if not loads("libpangoft2-1.0", 0):
    missing.append("pangoft2")
if not loads("libharfbuzz-subset", 0):
    missing.append("harfbuzz-subset")
print(" ".join(missing))
print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())
'

look_with() { # look_with PYTHON: sets version, missing and digest; fails where that Python will not do
    seen=$("$1" -I -c "$look_around" "$lock" 2>/dev/null) || return
    { read -r version && read -r missing && read -r digest; } <<END
$seen
END
}

find_python() { # sets python, version, missing and digest; prefers one that can make a .venv as it is
    older=
    usable=
    for python in python3.13 python3.12 python3.11 python3; do
        command -v "$python" >/dev/null 2>&1 || continue
        look_with "$python"
        case $? in
            0) ;;
            11) older=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); continue ;;
            *) continue ;;
        esac
        case " $missing " in
            *' venv '*) usable=${usable:-$python} ;;
            *) return 0 ;;
        esac
    done
    python=$usable
    [ -n "$python" ] && look_with "$python"
}

have() { command -v "$1" >/dev/null 2>&1; }
have_browser() {
    have chromium || have chromium-browser || have google-chrome || have google-chrome-stable ||
        [ -d "/Applications/Google Chrome.app" ] || [ -d "/Applications/Chromium.app" ]
}

find_missing_programs() { # adds to missing
    [ "$mode" = test ] || return 0
    { have pdftotext && have pdffonts && have pdftoppm; } || missing="$missing poppler"
    have qpdf || missing="$missing qpdf"
    have zbarimg || missing="$missing zbar"
    have msgfmt || missing="$missing gettext"
    have_browser || missing="$missing chromium"
    have chromedriver || [ -d /Applications ] || missing="$missing chromedriver"
}

packages_now() { # one line for each package in .venv, to see that none was lost or changed
    LC_ALL=C ls -d .venv/lib/python*/site-packages/*.dist-info 2>/dev/null
}

expected_stamp() {
    say "press $filled_for python $version"
    say "folder $here"
    say "lock $digest"
    packages_now
}

# An environment filled for the tests can run the press too: leave it as it is.
stamp=.venv/press-stamp
filled_for=$mode
if [ -f "$stamp" ]; then
    read -r word was rest <"$stamp"
    [ "${word:-}" = press ] && [ "${was:-}" = test ] && filled_for='test'
fi
case $filled_for in
    test) lock=requirements-test.lock ;;
    *) lock=requirements.lock ;;
esac
[ -f "$lock" ] || stop 3 "$lock is not here. Is this folder a whole copy of the project?"

state=absent
python=.venv/bin/python
if [ -e .venv ] || [ -h .venv ]; then
    state=broken
    if [ -x "$python" ] && look_with "$python"; then
        if [ -f "$stamp" ] && [ "$(expected_stamp)" = "$(cat "$stamp")" ]; then
            state=ready
        elif { [ ! -f "$stamp" ] || [ "$(sed -n 2p "$stamp")" = "folder $here" ]; } &&
            "$python" -I -m pip --version >/dev/null 2>&1; then
            state=outdated
        fi
    fi
fi
if [ "$state" = absent ] || [ "$state" = broken ]; then
    find_python || {
        wanted='python3 python3-venv'
        [ -z "$older" ] || wanted='python3.11 python3.11-venv'
        typed=
        have brew && typed="brew install python@3.13"
        have apk && typed="sudo apk add python3"
        have dnf && typed="sudo dnf install python3.12"
        have apt-get && typed="sudo apt-get install $wanted"
        [ -n "$typed" ] || typed="(install it from your system's software catalogue)"
        stop 3 "The press needs Python 3.11 or newer. This machine has ${older:+only Python }${older:-none}. Type:" \
            "    $typed" "and run ./setup.sh again."
    }
fi
find_missing_programs

if [ "$state" = ready ] && [ -z "$missing" ]; then
    say "Everything is in place."
    exit 0
fi

# ---------------------------------------------------------------- 2. parts of the system

manager=
for manager in apt-get dnf apk brew none; do
    have "$manager" && break
done

on_ubuntu() { grep -q '^ID=ubuntu' /etc/os-release 2>/dev/null; }

package_for() { # package_for PART: its name for this package manager; nothing where another part brings it
    case $manager:$1 in
        apt-get:venv) case $python in python3) say python3-venv ;; *) say "python$version-venv" ;; esac ;;
        apt-get:pango) say libpango-1.0-0 ;;
        apt-get:pangoft2) say libpangoft2-1.0-0 ;;
        apt-get:harfbuzz-subset) say libharfbuzz-subset0 ;;
        apt-get:poppler | dnf:poppler | apk:poppler) say poppler-utils ;;
        apt-get:zbar) say zbar-tools ;;
        apt-get:chromium) if on_ubuntu; then say chromium-browser; else say chromium; fi ;;
        apt-get:chromedriver) if on_ubuntu; then say chromium-chromedriver; else say chromium-driver; fi ;;
        dnf:venv) say "python$version" ;;
        dnf:pangoft2 | apk:pangoft2 | brew:pangoft2) say pango ;;
        dnf:harfbuzz-subset | brew:harfbuzz-subset) say harfbuzz ;;
        apk:venv) say python3 ;;
        apk:harfbuzz-subset) say so:libharfbuzz-subset.so.0 ;;
        apk:chromedriver) say chromium-chromedriver ;;
        brew:venv) say "python@$version" ;;
        brew:chromium) say google-chrome ;;
        *) say "$1" ;;
    esac
}

purpose_of() {
    case $1 in
        venv) say "makes the .venv folder" ;;
        pango | pangoft2) say "sets the type on the page" ;;
        harfbuzz-subset) say "puts into a PDF only the letters it uses" ;;
        poppler) say "reads the finished PDFs back" ;;
        qpdf) say "checks that the PDFs are sound" ;;
        zbar) say "reads QR codes back from the pages" ;;
        gettext) say "checks the translations' files" ;;
        chromium) say "opens the download page" ;;
        chromedriver) say "lets the tests steer Chromium" ;;
    esac
}

install_line() { # the whole line, as a person would type it
    case $manager in
        apt-get) say "${1}apt-get update && ${1}apt-get install -y --no-install-recommends$packages" ;;
        dnf) say "${1}dnf install -y$packages" ;;
        apk) say "${1}apk add --update-cache$packages" ;;
        brew) say "brew install$packages" ;;
    esac
}

run_install() {
    # $as_root and $packages are lists of words on purpose.
    # shellcheck disable=SC2086
    case $manager in
        apt-get)
            patience='-o DPkg::Lock::Timeout=300'
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get $patience -q update ||
                warn "apt-get update did not succeed; going on with the lists of packages that are here."
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get $patience -q install -y --no-install-recommends $packages
            ;;
        dnf) $as_root dnf install -y $packages ;;
        apk) $as_root apk add --update-cache $packages ;;
        brew) HOMEBREW_NO_ENV_HINTS=1 brew install $packages ;;
    esac
}

name_packages() { # sets packages, each once
    packages=
    for part in $missing; do
        package=$(package_for "$part")
        case "$packages " in
            *" $package "*) ;;
            *) packages="$packages $package" ;;
        esac
    done
}

install_system_parts() {
    say "The system lacks:"
    for part in $missing; do printf '  %-22s %s\n' "$(package_for "$part")" "$(purpose_of "$part")"; done

    if [ "$manager" = none ]; then
        manager=apt-get
        name_packages
        stop 3 "I know no package manager here (apt-get, dnf, apk or brew), so I cannot install that." \
            "On Debian or Ubuntu one would type:" \
            "    $(install_line 'sudo ')" \
            "Install what matches on this system, then run ./setup.sh again."
    fi
    name_packages

    as_root=
    if [ "$manager" != brew ] && [ "$(id -u)" != 0 ]; then
        have sudo || stop 3 "That needs an administrator, and sudo is not here. Ask one to type:" \
            "    $(install_line '')" "and run ./setup.sh again."
        as_root=sudo
        # Nobody there to type a password: fail at once, do not wait for ever.
        if [ -n "${CI:-}" ] || [ ! -t 2 ]; then as_root='sudo -n'; fi
    fi

    minutes='about half a minute'
    case $missing in *chromium*) minutes='one to three minutes, mostly Chromium' ;; esac
    say "Installing it now with $manager${as_root:+ (sudo may ask for your password)}; this takes $minutes."
    say "    $(install_line "${as_root:+sudo }")"
    run_install || stop 3 "$manager could not install that (its own message stands above). Type it yourself:" \
        "    $(install_line "${as_root:+sudo }")" "and run ./setup.sh again."

    look_with "$python"
    find_missing_programs
    [ -z "$missing" ] || stop 3 "$manager has finished, but this is still missing: ${missing# }." \
        "Type this and look at what it says:" "    $(install_line "${as_root:+sudo }")"
}

[ -z "$missing" ] || install_system_parts

# ---------------------------------------------------------------- 3. Python packages, in .venv

if [ "$state" = broken ]; then
    say "The .venv folder belongs to another place or another Python, or is incomplete: making it anew."
    if [ ! -h .venv ] && [ ! -e .venv/pyvenv.cfg ] && [ -n "$(ls -A .venv 2>/dev/null)" ]; then
        stop 3 "...but it does not look like a Python environment, so I leave it alone. Move .venv away, run me again."
    fi
    { [ -w . ] && [ -w .venv ]; } || stop 3 "the folder .venv belongs to somebody else; make your own copy (git clone)."
    rm -rf .venv 2>/dev/null || stop 3 "cannot delete the folder .venv; please delete it and run ./setup.sh again."
    state=absent
fi
if [ "$state" = absent ]; then
    lock=requirements.lock
    [ "$mode" != test ] || lock=requirements-test.lock
    filled_for=$mode
    say "Making the folder .venv with Python $version (a few seconds)."
    "$python" -m venv .venv || stop 3 "Python could not make the .venv folder (its own message stands above)."
    python=.venv/bin/python
fi
if [ "$state" != ready ]; then
    say "Installing the Python packages of $lock into .venv; this takes half a minute or so."
    # The lock is complete (--no-deps), its hashes let nothing else in, and nothing is compiled (--only-binary).
    PIP_USER=0 "$python" -I -m pip install -qq --disable-pip-version-check --no-input \
        --only-binary :all: --no-deps --require-hashes -r "$lock" ||
        stop 3 "pip could not install the packages (its own message stands above)." \
            "If it speaks of a connection: this step needs the network, or your proxy's settings." \
            "Then run ./setup.sh again; it goes on from here."
    if ! look_with "$python" || ! "$python" -I -c 'import weasyprint' >/dev/null; then
        rescue=
        [ ! -d /opt/homebrew/lib ] || rescue="If it speaks of a library: export DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib"
        stop 3 "The new .venv does not work (the message above says why)." ${rescue:+"$rescue"} \
            "Otherwise delete the folder .venv and run ./setup.sh again."
    fi
    expected_stamp >"$stamp" || stop 3 "cannot write $stamp (is the disk full?)"
fi
case $mode in
    test) say "Ready. Next: .venv/bin/python -m pytest" ;;
    *) say "Ready. Next: .venv/bin/python make_pdf.py" ;;
esac
