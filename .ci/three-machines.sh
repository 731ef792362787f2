#!/bin/sh
# Runs the whole flow over three machines: a client, a manager and a Docker host, each a network namespace with an
# address of its own. Docker and the manager's API are reached with TLS and nothing else. For root, on Linux with
# Docker's daemon installed; everything is taken away again. docs/three-machines.md tells the same for real machines.
set -eu

home=$(cd "$(dirname "$0")/.." && pwd -P)
cloud=$home/cloud
work=$(mktemp -d /var/tmp/three-machines.XXXXXX)
client=10.97.0.1 manager=10.97.0.2 docker_host=10.97.0.3
started=

say() { printf '== %s\n' "$*"; }

end() {
    trap - EXIT
    for pid in $started; do kill "$pid" 2>/dev/null || :; done
    for pid in $started; do wait "$pid" 2>/dev/null || :; done
    for machine in ec3-client ec3-manager ec3-docker; do ip netns del $machine 2>/dev/null || :; done
    ip link del ec3-switch 2>/dev/null || :
    # What the daemon has mounted goes with it, but not always at once.
    grep -o " $work/[^ ]*" /proc/mounts | sort -r | while read -r mount; do umount -l "$mount" 2>/dev/null || :; done
    rm -rf --one-file-system "$work" || :
}
trap end EXIT
trap 'exit 130' INT TERM HUP

await() {
    what=$1 tries=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || { say "$what did not come"; tail -n 20 "$work"/*.log; exit 1; }
        sleep 0.5
    done
}

# --- Three machines on one switch ---

machine() {
    ip netns add "$1"
    ip link add "$1-p" type veth peer name eth0 netns "$1"
    ip link set "$1-p" master ec3-switch up
    ip -n "$1" addr add "$2/24" dev eth0
    ip -n "$1" link set eth0 up
    ip -n "$1" link set lo up
}

ip link add ec3-switch type bridge
ip link set ec3-switch up
machine ec3-client $client
machine ec3-manager $manager
machine ec3-docker $docker_host

on() {
    place=$1
    shift
    ip netns exec "ec3-$place" "$@"
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
on docker dockerd --host "tcp://$docker_host:2376" --host "unix://$work/docker.sock" --tlsverify \
    --tlscacert "$work/ca.pem" --tlscert "$work/docker.pem" --tlskey "$work/docker.key" \
    --data-root "$work/docker" --exec-root "$work/exec" --pidfile "$work/docker.pid" >"$work/docker.log" 2>&1 &
started="$! $started"
await "the Docker host" 60 docker -H "unix://$work/docker.sock" version
# Images come from this machine's engine, as they would from a registry: no package need be fetched in the namespace.
for image in debian:trixie-slim elastic-cloud/base elastic-cloud/haproxy elastic-cloud/light; do
    if docker image inspect "$image" >/dev/null 2>&1; then
        docker save "${image%:*}" | docker -H "unix://$work/docker.sock" load >/dev/null
    fi
done

# --- The manager ---

say "a manager at $manager, its API with TLS"
DOCKER_HOST=tcp://$docker_host:2376 DOCKER_TLS_VERIFY=1 DOCKER_CERT_PATH=$work/docker-keys \
    on manager "$cloud" serve --data "$work/data" --listen $manager:8443 --tls "$work/manager.pem,$work/manager.key" \
    --publish $docker_host --port 8088 >"$work/manager.log" 2>&1 &
started="$! $started"
await "the manager" 240 test -s "$work/data/default.endpoint"
await "the first token" 20 grep -q "owner's token" "$work/manager.log"

# --- The client ---

token=$(sed -n "s/.*owner's token.*: //p" "$work/manager.log")
ask() {
    say "cloud $*"
    CLOUD_URL=https://$manager:8443 CLOUD_TOKEN=$token CLOUD_CERTIFICATE=$work/ca.pem XDG_CONFIG_HOME=$work/client \
        on client "$cloud" "$@"
}

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
on client curl -sS --max-time 20 "http://$docker_host:8088/light/run?top=1" | cut -c1-120
ask elasticity enable light 1 3 --wait
ask token create --role viewer 'the wall' -q >/dev/null
ask pause light --wait
ask resume light --wait
ask pod shutdown light --yes --wait --timeout 3m
nodes=$(docker -H "unix://$work/docker.sock" ps -q --filter label=dev.elasticcloud.node | wc -l)
[ "$nodes" = 0 ] || { say "$nodes nodes were left"; exit 1; }
say "all done: client $client, manager $manager, Docker $docker_host"
