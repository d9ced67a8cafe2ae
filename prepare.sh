#!/bin/sh
# Sets this checkout up, and can be run again at any time: Debian packages, .venv, typeface, speech model.
# usage: ./prepare.sh run | test        (called by the Makefile; prints only what it does)
set -eu
cd "$(dirname "$0")"
purpose=${1:-run}
case "$purpose" in
    run | test) ;;
    *) sed -n '2,3s/^# //p' "$0"; exit 2 ;;
esac

packages="python3-venv libatomic1 libusb-1.0-0"
lock=requirements.lock
if [ "$purpose" = test ]; then
    # Real parts for the tests: a browser with a Chinese typeface, network namespaces, slow discs, unit checks,
    # Unicode's word on which characters are in 通用规范汉字表.
    packages="$packages chromium fonts-noto-cjk iproute2 strace systemd unicode-data"
    lock=requirements-dev.lock
fi

missing=""
for package in $packages; do
    state=$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null || true)
    case "$state" in *"ok installed"*) ;; *) missing="$missing $package" ;; esac
done
python=${PYTHON:-python3}
# A python with a working venv (built from source, say) needs no Debian package for it.
if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    missing=$(printf '%s' "$missing" | sed 's/ python3-venv//')
fi
if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then sudo=""
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then sudo="sudo"
    else
        echo "These Debian packages are missing and may not be installed by this user:$missing" >&2
        echo "Ask an administrator to run:  apt-get install$missing   and then try again." >&2
        exit 1
    fi
    echo "Installing Debian packages:$missing"
    $sudo apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
fi

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed; this is $("$python" --version). Set PYTHON=... to another one." >&2
    exit 1
}
[ -x .venv/bin/python ] || { echo "Making .venv"; "$python" -m venv .venv; }
# The dev lock holds the runtime lock, so a machine prepared for tests is prepared for running too.
if ! cmp -s requirements-dev.lock .venv/installed.lock && ! cmp -s "$lock" .venv/installed.lock; then
    echo "Installing Python packages from $lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    site=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    pwd > "$site/xiangyin.pth"
    printf '#!%s/.venv/bin/python\nimport sys\nfrom village.command import main\nsys.exit(main())\n' "$(pwd)" > .venv/bin/village
    chmod +x .venv/bin/village
    cp "$lock" .venv/installed.lock
fi

.venv/bin/python -m village.web.typeface

# Without a network the kiosk still works by touch; the command says what is missing, so its failure is no stop.
if ! .venv/bin/village models fetch --if-missing; then
    [ "$purpose" = run ] || exit 1
    echo "Going on without the speech model: the kiosk works by touch and speaks, it cannot listen yet." >&2
fi
