#!/bin/sh
# Runs the console's journeys in a real window: on a display of its own that nobody sees, with mouse and keys, on this
# machine's Docker Engine. The pictures of the screen are in console-app/target/pictures/screen.
#
#   .ci/real-window.sh [--yes]
#
# --yes installs missing packages on Debian or Ubuntu: Xvfb, a small window manager, without which no window gets the
# keyboard, and GTK.
set -eu

home=$(cd "$(dirname "$0")/.." && pwd -P)
work=$(mktemp -d /var/tmp/real-window.XXXXXX)
started=

say() { printf '== %s\n' "$*"; }

fail() {
    say "$*" >&2
    exit 1
}

has() {
    command -v "$1" >/dev/null 2>&1
}

end() {
    trap - EXIT
    for pid in $started; do kill "$pid" 2>/dev/null || :; done
    for pid in $started; do wait "$pid" 2>/dev/null || :; done
    rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM HUP

missing=
has Xvfb || missing="$missing xvfb"
has openbox || missing="$missing openbox"
PATH=$PATH:/usr/sbin:/sbin
for library in libgtk-3:libgtk-3-0 libXtst:libxtst6 libXxf86vm:libxxf86vm1 libGL:libgl1; do
    ldconfig -p | grep -q "${library%:*}\.so" || missing="$missing ${library#*:}"
done
if [ -n "$missing" ]; then
    [ "${1:-}" = --yes ] && [ "$(id -u)" = 0 ] || fail "this needs$missing; as root, --yes installs it on Debian"
    say "installing$missing"
    DEBIAN_FRONTEND=noninteractive apt-get -qq update
    # shellcheck disable=SC2086 # several packages
    DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 install --no-install-recommends \
        $missing librsvg2-common >/dev/null
fi

# Prints the first JDK that can build the project.
jdk() {
    for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        if [ -x "$jdk/bin/javac" ] && grep -Eqs '^JAVA_VERSION="(2[5-9]|[3-9][0-9])' "$jdk/release"; then
            echo "$jdk"
            return
        fi
    done
    fail "this needs JDK 25 or newer in JAVA_HOME or /usr/lib/jvm"
}

JAVA_HOME=$(jdk)
export JAVA_HOME

say "opening a display"
Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp 3>"$work/display" 2>"$work/xvfb.log" &
started=$!
tries=50
until [ -s "$work/display" ]; do
    tries=$((tries - 1))
    [ $tries -gt 0 ] && kill -0 $started || fail "Xvfb did not start: $(cat "$work/xvfb.log")"
    sleep 0.2
done
DISPLAY=:$(cat "$work/display")
# GTK's dialogs keep their settings to themselves.
GSETTINGS_BACKEND=memory
export DISPLAY GSETTINGS_BACKEND
HOME=$work openbox >"$work/openbox.log" 2>&1 &
started="$started $!"

say "running the journeys on display $DISPLAY"
cd "$home"
rm -rf console-app/target/pictures/screen
# shellcheck disable=SC2086 # several options
./mvnw -q -B test -pl console-app -am -Dtest=RealWindowTest -Dsurefire.failIfNoSpecifiedTests=false \
    -Djavafx.test.platform=gtk -Dleft.out.tests= ${MAVEN_ARGS:-}
say "done: $(find console-app/target/pictures/screen -name '*.png' | wc -l) pictures of the screen in console-app/target/pictures/screen"
