#!/bin/sh
# Runs the whole flow over three machines: a client, a manager and a Docker host, each a network namespace with its own
# address. Docker and the manager's API are reached over TLS only. Needs root, Linux and Docker's daemon; cleans up
# everything it made. docs/three-machines.md describes the same for real machines.
#
#   .ci/three-machines.sh [--yes]
#
# It uses the images that this machine's own engine has from earlier runs or tests. --yes installs missing packages on
# Debian or Ubuntu. Where network namespaces cannot be created, it says so and skips the run.
set -eu

home=$(cd "$(dirname "$0")/.." && pwd -P)
cloud=$home/cloud
work=$(mktemp -d /var/tmp/three-machines.XXXXXX)
client=10.97.0.1 manager=10.97.0.2 docker_host=10.97.0.3
started=

say() { printf '== %s\n' "$*"; }

fail() {
    say "$*"
    exit 1
}

has() {
    command -v "$1" >/dev/null 2>&1
}

end() {
    trap - EXIT
    for pid in $started; do kill "$pid" 2>/dev/null || :; done
    for pid in $started; do wait "$pid" 2>/dev/null || :; done
    for machine in ec3-client ec3-manager ec3-docker ec3-switch; do ip netns del $machine 2>/dev/null || :; done
    # The daemon's mounts disappear when it stops, but not always immediately.
    mounts | sort -r | while read -r mount; do umount -l "$mount" 2>/dev/null || :; done
    rm -rf --one-file-system "$work" || :
}
trap end EXIT
trap 'exit 130' INT TERM HUP

mounts() {
    grep -o " $work/[^ ]*" /proc/mounts | tr -d ' '
}

# Prints what this run has left behind.
left_behind() {
    if [ -e "$work" ]; then echo "$work"; fi
    mounts || :
    ip netns list | grep '^ec3-' || :
    grep -lzF "$work/" /proc/[0-9]*/cmdline 2>/dev/null || :
}

# --- Requirements ---

[ "$(uname)" = Linux ] && [ "$(id -u)" = 0 ] || fail "this needs Linux and root"
missing=
for tool in openssl:openssl ip:iproute2 nsenter:util-linux curl:curl; do
    has "${tool%:*}" || missing="$missing ${tool#*:}"
done
if [ -n "$missing" ] && [ "${1:-}" = --yes ]; then
    say "installing$missing"
    apt-get -qq update
    # shellcheck disable=SC2086 # one word each
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y install --no-install-recommends $missing >/dev/null </dev/null
elif [ -n "$missing" ]; then
    fail "these packages are missing:$missing; --yes installs them"
fi
has dockerd || fail "Docker's daemon, dockerd, is not installed"
images="debian:trixie-slim elastic-cloud/base elastic-cloud/haproxy elastic-cloud/light"
for image in $images; do
    docker image inspect "$image" >/dev/null 2>&1 ||
        fail "this machine's engine has no image $image: run './cloud test', or a cloud with a light pod, to build it"
done
if ! ip netns add ec3-switch; then
    say "skipped: network namespaces cannot be created here"
    exit 0
fi
# Builds what is stale, which needs this machine's network.
"$cloud" --version

await() {
    what=$1 tries=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        # Give up at once if the process started last has died.
        kill -0 "${started%% *}" 2>/dev/null || tries=0
        [ $tries -gt 0 ] || { say "gave up waiting for $what"; tail -n 20 "$work"/*.log; exit 1; }
        sleep 0.5
    done
}

# --- Three machines on one switch ---

machine() {
    ip netns add "$1"
    ip link add "$1-p" netns ec3-switch type veth peer name eth0 netns "$1"
    ip -n ec3-switch link set "$1-p" master switch up
    ip -n "$1" addr add "$2/24" dev eth0
    ip -n "$1" link set eth0 up
    ip -n "$1" link set lo up
}

# The switch has its own namespace, so that this machine's Docker firewall does not drop forwarded packets.
ip -n ec3-switch link add switch type bridge
ip -n ec3-switch link set switch up
machine ec3-client $client
machine ec3-manager $manager
machine ec3-docker $docker_host

on() {
    place=$1
    shift
    nsenter --net="/run/netns/ec3-$place" "$@"
}

refused() {
    what=$1
    shift
    if "$@" >"$work/refused" 2>&1; then
        fail "$what was not refused: $(cat "$work/refused")"
    fi
    say "$what is refused: $(tail -n 1 "$work/refused" | cut -c1-160)"
}

# --- Certificates ---

keys() {
    openssl req -new -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout "$work/$1.key" -out "$work/$1.csr" 2>/dev/null
    printf 'subjectAltName=IP:%s\nextendedKeyUsage=serverAuth,clientAuth\n' "$2" >"$work/ext"
    openssl x509 -req -in "$work/$1.csr" -CA "$work/ca.pem" -CAkey "$work/ca.key" -CAcreateserial -days 2 \
        -extfile "$work/ext" -out "$work/$1.pem" 2>/dev/null
}

openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=three-machines -keyout "$work/ca.key" -out "$work/ca.pem" 2>/dev/null
keys docker $docker_host
keys manager $manager
mkdir "$work/docker-keys" "$work/data" "$work/client"
cp "$work/ca.pem" "$work/docker-keys/ca.pem"
cp "$work/manager.pem" "$work/docker-keys/cert.pem"
cp "$work/manager.key" "$work/docker-keys/key.pem"

# --- The Docker host ---

say "a Docker host at $docker_host, TLS only"
nsenter --net=/run/netns/ec3-docker dockerd --host "tcp://$docker_host:2376" --host "unix://$work/docker.sock" --tlsverify \
    --tlscacert "$work/ca.pem" --tlscert "$work/docker.pem" --tlskey "$work/docker.key" \
    --data-root "$work/docker" --exec-root "$work/exec" --pidfile "$work/docker.pid" \
    --containerd-namespace ec3 --containerd-plugins-namespace ec3-plugins >"$work/docker.log" 2>&1 &
started="$! $started"
await "the Docker host" 60 docker -H "unix://$work/docker.sock" version
# Copy the images from this machine's engine, as if from a registry: the namespace has no network to build them with.
for image in $images; do
    docker save "${image%:*}" | docker -H "unix://$work/docker.sock" load >/dev/null
done
refused "Docker without a client certificate" \
    on manager curl -sS --max-time 10 --cacert "$work/ca.pem" "https://$docker_host:2376/version"

# --- The manager ---

say "a manager at $manager, its API with TLS"
DOCKER_HOST=tcp://$docker_host:2376 DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=$work/docker-keys \
    nsenter --net=/run/netns/ec3-manager "$cloud" serve --data "$work/data" --listen $manager:8443 --tls "$work/manager.pem,$work/manager.key" \
    --publish $docker_host --port 8088 >"$work/manager.log" 2>&1 &
started="$! $started"
await "the manager" 240 test -s "$work/data/default.endpoint"
await "the owner's token" 20 grep -q "owner's token" "$work/manager.log"

# --- The client ---

token=$(sed -n "s/.*owner's token.*: //p" "$work/manager.log")
ask() {
    say "cloud $*"
    CLOUD_URL=https://$manager:8443 CLOUD_CERTIFICATE=$work/ca.pem on client "$cloud" "$@"
}

export CLOUD_TOKEN="$token" XDG_CONFIG_HOME="$work/client"
refused "the API without its certificate" on client "$cloud" --url https://$manager:8443 pod ls
refused "the API without TLS" on client "$cloud" --url http://$manager:8443 --certificate "$work/ca.pem" pod ls
CLOUD_TOKEN=guessed refused "a guessed token" \
    on client "$cloud" --url https://$manager:8443 --certificate "$work/ca.pem" pod ls

ask init light=1 --wait --timeout 5m
ask elasticity disable light --wait
ask register first-1 light --wait
ask launch light first-1 --wait --timeout 3m
ask elasticity lower_threshold light 30
ask elasticity upper_threshold light 70
ask pod ls
ask node ls light
ask request light
ask job run light --param top=3 --wait
ask job run light --count 20 --wait --timeout 3m -q
ask events --tail 5
ask logs light-1 --tail 3
say "straight to the balancer, from the client"
on client curl -fsS --max-time 20 "http://$docker_host:8088/light/run?top=1"
echo
ask elasticity enable light 1 3 --wait
ask token create --role viewer 'the wall' -q >/dev/null
ask pause light --wait
ask resume light --wait
ask pod shutdown light --yes --wait --timeout 3m
nodes=$(docker -H "unix://$work/docker.sock" ps -q --filter label=dev.elasticcloud.node | wc -l)
[ "$nodes" = 0 ] || fail "$nodes nodes were left"
end
left=$(left_behind)
[ -z "$left" ] || fail "this was left behind: $left"
say "all done: client $client, manager $manager, Docker $docker_host"
