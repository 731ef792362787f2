#!/bin/sh
# Tests ./cloud in a fake checkout with fake JDKs, Maven and Docker: nothing is really built or installed.
# shellcheck disable=SC2016 # check evaluates its second argument, which is quoted on purpose
set -u

cloud=$(cd "$(dirname "$0")/.." && pwd -P)/cloud
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0

# --- The fake world ---

script() {
    mkdir -p "$(dirname "$1")"
    { echo '#!/bin/sh'; cat; } >"$1"
    chmod +x "$1"
}

# jdk FOLDER VERSION: makes a JDK whose java prints its version and its arguments, one per line.
jdk() {
    script "$1/bin/java" <<EOF
echo "java $2"
for word in "\$@"; do echo "[\$word]"; done
EOF
    script "$1/bin/javac" </dev/null
    echo "JAVA_VERSION=\"$2.0.1\"" >"$1/release"
}

new_world() {
    rm -rf "${work:?}"/*
    home=$work/checkout
    mkdir -p "$home/manager-core/src" "$home/console-app/src" "$home/.mvn"
    cp "$cloud" "$home/cloud"
    for file in pom.xml manager-core/pom.xml console-app/pom.xml manager-core/src/A.java console-app/src/B.java; do
        echo "$file" >"$home/$file"
    done
    script "$home/mvnw" <<'EOF'
echo "$JAVA_HOME $*" >>builds
echo "told by maven"
if [ -e maven-fails ]; then exit 7; fi
sleep 0.3
mkdir -p console-app/target/app
EOF
    jdk "$work/old/17" 17
    jdk "$work/jdks/25" 25
    for recorded in apt-get service systemctl dockerd debootstrap; do
        script "$work/bin/$recorded" <<EOF
echo "$recorded \$*" >>"$work/calls"
EOF
    done
    script "$work/bin/docker" <<EOF
echo "docker \$*" >>"$work/calls"
test -z "\${DOCKER_HOST:-}" && test -e "$work/docker-answers"
EOF
    : >"$work/calls"
    : >"$home/builds"
    : >"$work/docker-answers"
    path=$work/bin:$work/old/17/bin:/usr/bin:/bin
    jdks=$work/jdks
    variables=DISPLAY=:0
}

# run ARGUMENTS...: runs cloud in the fake world; sets status and writes out and err.
run() {
    # shellcheck disable=SC2086 # variables is a list
    env -i HOME="$work" PATH="$path" CLOUD_JDKS="$jdks" $variables "${started:-$home/cloud}" "$@" >"$work/out" 2>"$work/err"
    status=$?
}

check() {
    if eval "$2"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n    %s\n    status %s\n' "$1" "$2" "${status:-}"
        sed 's/^/    out: /' "$work/out"
        sed 's/^/    err: /' "$work/err"
        sed 's/^/    called: /' "$work/calls"
    fi
}

said() {
    grep -q -e "$1" "$work/err"
}

given() {
    grep -qxF -e "[$1]" "$work/out"
}

builds() {
    grep -c . "$home/builds"
}

installed() {
    grep -Eq '^(apt-get.* (install|update)|debootstrap|dockerd|service|systemctl)' "$work/calls"
}

# --- JDK ---

new_world
run help
check "finds JDK 25 with Java 17 first on PATH" '[ $status = 0 ] && grep -qx "java 25" "$work/out"'
check "builds with the JDK it found" 'grep -q "^$work/jdks/25 " "$home/builds"'

jdk "$work/jdks/27" 27
jdk "$work/jdks/9" 9
jdk "$work/jdks/mac/Contents/Home" 26
run help
check "takes the newest JDK of the usual folders" 'grep -qx "java 27" "$work/out"'

path=$work/bin:$work/jdks/mac/Contents/Home/bin:/usr/bin:/bin
run help
check "prefers a suitable JDK on PATH" 'grep -qx "java 26" "$work/out"'

variables=JAVA_HOME=$work/jdks/25
run help
check "prefers a suitable JAVA_HOME to all others" 'grep -qx "java 25" "$work/out"'

variables=JAVA_HOME=$work/old/17
run help
check "skips a JAVA_HOME that is too old" 'grep -qx "java 26" "$work/out"'

new_world
rm "$work/jdks/25/bin/javac"
run help
check "says in one sentence that there is no JDK" \
    '[ $status = 69 ] && [ ! -s "$work/out" ] && [ "$(grep -c . "$work/err")" = 1 ] && said "no JDK 25 or newer"'
check "builds nothing without a JDK" '[ "$(builds)" = 0 ]'

# --- Build ---

new_world
run help
run help
check "builds once while nothing changes" '[ $status = 0 ] && [ "$(builds)" = 1 ]'
check "keeps Maven's output off standard output" '! grep -q "told by maven" "$work/out"'
touch "$home/manager-core/src/A.java"
run help
check "does not build when only a date has changed" '[ "$(builds)" = 1 ]'
echo changed >"$home/manager-core/src/A.java"
run help
check "builds after an edit" '[ "$(builds)" = 2 ]'
rm "$home/console-app/src/B.java"
run help
check "builds after a file was removed" '[ "$(builds)" = 3 ]'

echo again >"$home/pom.xml"
touch "$home/maven-fails"
run help
check "shows the end of a failed build and where its log is" \
    '[ $status = 1 ] && said "told by maven" && said "$home/target/build.log" && [ ! -s "$work/out" ]'
rm "$home/maven-fails"
run help
check "builds again after a failure" '[ $status = 0 ] && [ "$(builds)" = 5 ]'

new_world
run help
: >"$home/console-app/target/app/library-1.0.jar"
echo "another version of the library" >>"$home/pom.xml"
run help
check "leaves no library of an earlier build" \
    '[ "$(builds)" = 2 ] && [ ! -e "$home/console-app/target/app/library-1.0.jar" ]'
cp "$home/pom.xml" "$work/good.xml"
echo "a mistake" >>"$home/pom.xml"
touch "$home/maven-fails"
run help
rm "$home/maven-fails"
cp "$work/good.xml" "$home/pom.xml"
run help
check "builds again after a failed build of a mistake that was taken back" '[ $status = 0 ] && [ "$(builds)" = 4 ]'

two_at_once() {
    run help &
    other=$!
    env -i HOME="$work" PATH="$path" CLOUD_JDKS="$jdks" "$home/cloud" help >"$work/out2" 2>&1
    wait $other
}
new_world
two_at_once
check "two launchers at once build once" '[ "$(builds)" = 1 ] && grep -q "java 25" "$work/out" && grep -q "java 25" "$work/out2"'

new_world
mkdir "$work/few"
for tool in basename cat cksum dirname env find grep id mkdir mv readlink rm sed sh sleep sort tail uname; do
    ln -s "$(command -v $tool)" "$work/few/$tool"
done
path=$work/bin:$work/few
two_at_once
check "two launchers at once build once without flock" '[ "$(builds)" = 1 ] && grep -q "java 25" "$work/out2"'
check "leaves no lock behind" '[ ! -e "$home/target/cloud.lock" ]'

# --- Docker ---

new_world
variables="DISPLAY=:0 DOCKER_HOST=unix:///nonexistent"
run serve
check "says that DOCKER_HOST does not answer, and offers the simulated cloud" \
    '[ $status = 69 ] && said "DOCKER_HOST=unix:///nonexistent" && said "cloud demo --simulated" && [ ! -s "$work/out" ]'
run serve --yes
check "installs no local engine when DOCKER_HOST is set" '[ $status = 69 ] && ! installed'

for words in serve console demo "bench reaction" test; do
    new_world
    rm "$work/docker-answers"
    # shellcheck disable=SC2086 # words is a list
    run $words
    check "without Docker and --yes, cloud $words changes nothing" '[ $status = 69 ] && said "no Docker" && ! installed'
done

for words in "serve --simulated" "demo --simulated --headless" help version --help "demo --help" -V \
    "pod ls" "job run light --wait" "-o json pod ls" "--url http://there:1 node ls" shell "completion bash" \
    bench "bench elasticity" "bench cli"; do
    new_world
    rm "$work/docker-answers"
    # shellcheck disable=SC2086
    run $words
    check "cloud $words does not ask for Docker" '[ $status = 0 ] && ! grep -q . "$work/calls"'
done

new_world
run serve
check "serve starts without installing anything when Docker and the image are there" '[ $status = 0 ] && given serve && ! installed'

new_world
rm "$work/docker-answers"
script "$work/bin/id" <<'EOF'
echo 0
EOF
for starter in service systemctl dockerd; do
    script "$work/bin/$starter" <<EOF
echo "$starter \$*" >>"$work/calls"
touch "$work/docker-answers"
EOF
done
if grep -Eq '^ID(_LIKE)?=.*(debian|ubuntu)' /etc/os-release 2>/dev/null; then
    run serve --yes
    check "starts Docker with --yes as root" '[ $status = 0 ] && installed && given serve'
fi

# --- Display ---

new_world
variables=
run
check "says that there is no display, and which commands need none" \
    '[ $status = 69 ] && said "no display" && said "demo --headless" && said "cloud serve"'
run console --simulated
check "opens no simulated console without a display" '[ $status = 69 ]'
run demo
check "runs the demo headless without a display" '[ $status = 0 ] && given -Dglass.platform=Headless && given -Dprism.order=sw'
run pod ls
check "queries a manager without a display" '[ $status = 0 ] && given pod && ! given -Dglass.platform=Headless'
run --data /elsewhere
check "takes the value of --data for no command" '[ $status = 69 ] && said "no display"'
run serve
check "serves without a display" '[ $status = 0 ] && ! given -Dglass.platform=Headless'
variables=WAYLAND_DISPLAY=wayland-0
run demo
check "runs the demo in a window where there is a display" '[ $status = 0 ] && ! given -Dglass.platform=Headless'
run shots --out x
check "takes pictures without a window" '[ $status = 0 ] && given -Dglass.platform=Headless && given --out'
run demo --headless
check "runs the demo headless when told so" '[ $status = 0 ] && given -Dglass.platform=Headless && given --headless'
run
check "opens the console where there is a display" '[ $status = 0 ]'

script "$work/bin/id" <<'EOF'
echo 0
EOF
script "$work/bin/apt-cache" <<'EOF'
exit 1
EOF
script "$work/bin/ldconfig" </dev/null
run --simulated
check "installs nothing for a window without --yes" '[ $status = 0 ] && ! installed'
if grep -Eq '^ID(_LIKE)?=.*(debian|ubuntu)' /etc/os-release 2>/dev/null; then
    run --simulated --yes
    check "installs what a window needs with --yes as root" \
        '[ $status = 0 ] && grep -q "^apt-get.* install .*libgtk-3-0 " "$work/calls"'
fi
: >"$work/calls"
run demo --headless --yes
check "installs nothing for a window when told to open none" '[ $status = 0 ] && ! installed'
echo 'echo "libgtk-3.so.0 (libc6,x86-64) => /lib/libgtk-3.so.0"' >>"$work/bin/ldconfig"
run --simulated --yes
check "installs nothing for a window where GTK is there" '[ $status = 0 ] && ! installed'

# --- Starting fast ---

new_world
run pod ls
check "starts commands that only query a manager with the quick options" 'given -XX:+UseSerialGC && given -XX:TieredStopAtLevel=1'
check "runs without the class cache when the build could not make one" '! grep -q AOTCache "$work/out"'
run serve
check "starts long-running programs with the full compiler" '! given -XX:TieredStopAtLevel=1'
check "runs a manager without a window with the serial collector" 'given -XX:+UseSerialGC'
: >"$home/console-app/target/commands.aot"
run pod ls
check "uses the class cache of the build" 'given "-XX:AOTCache=$home/console-app/target/commands.aot"'
run serve
check "uses the class cache for commands only" '! grep -q AOTCache "$work/out"'
jdk "$work/jdks/27" 27
run pod ls
check "starts commands with the JDK that the build used" 'grep -qx "java 25" "$work/out"'
run serve
check "looks for a newer JDK for long-running programs" 'grep -qx "java 27" "$work/out"'
rm -r "$work/jdks/25"
run pod ls
check "looks for another JDK when the build's JDK is gone" '[ $status = 0 ] && grep -qx "java 27" "$work/out"'
echo changed >"$home/manager-core/src/A.java"
run pod ls
check "builds before a command too when a source has changed" '[ "$(builds)" = 2 ]'
check "does not use the class cache of an older build" '! grep -q AOTCache "$work/out"'

new_world
run help
sleep 0.1
mkdir "$home/manager-core/src/empty"
run help
check "does not build for an empty folder" '[ $status = 0 ] && [ "$(builds)" = 1 ]'

# --- Handing over ---

new_world
mkdir "$work/else where"
ln -s ../checkout/cloud "$work/else where/link"
started="$work/else where/link"
cd "$work/else where" || exit 1
run job run light --param 'text=two words * "$HOME"'
cd "$work" || exit 1
started=
check "works through a link and from any folder" 'given "-Delasticcloud.home=$home"'
check "passes arguments on unchanged" 'given "text=two words * \"\$HOME\"" && given job && given run'

new_world
run test
check "test runs every check with the found JDK" '[ $status = 0 ] && grep -qx "$work/jdks/25 -B verify" "$home/builds"'
check "test shows Maven's output" 'grep -q "told by maven" "$work/out"'
run help
check "does not rebuild after a successful test" '[ "$(builds)" = 1 ]'
touch "$home/maven-fails"
run test
check "test ends with the exit code of Maven" '[ $status = 7 ]'

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
