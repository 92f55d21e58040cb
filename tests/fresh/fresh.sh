#!/bin/bash
# The README's commands in a clean Debian 12, with the time of each step: `make fresh`, or
# bash tests/fresh/fresh.sh [TARGET ...].
#
# A root is made by debootstrap (taken from apt where it is not installed) and entered by namespaces of its own. Exit code 77: it
# cannot be done here, and why. FRESH names the folder for it all (build/fresh), MIRROR another mirror of Debian, KEEP=1 keeps the root;
# PIP_INDEX_URL, http_proxy and https_proxy are handed on.
set -euo pipefail

here=$(cd "$(dirname "$0")/../.." && pwd)
fresh=${FRESH:-$here/build/fresh}
mirror=${MIRROR:-http://deb.debian.org/debian}
root=$fresh/root
[ $# -gt 0 ] || set -- demo test

skip() {
    echo "fresh: skipped: $*" >&2
    exit 77
}

step() {
    name=$1
    shift
    begun=$(date +%s)
    echo "fresh: $name ..." >&2
    if "$@" >"$fresh/log" 2>&1; then
        echo "fresh: $name: $(($(date +%s) - begun)) s"
    else
        tail -n 40 "$fresh/log" >&2
        echo "fresh: $name: FAILED after $(($(date +%s) - begun)) s; all that it said is in $fresh/log" >&2
        exit 1
    fi
}

# Run a command as root of the new system: its own mounts and processes, / being the new root, this machine's network.
inside() {
    # shellcheck disable=SC2016
    unshare --mount --pid --fork --kill-child sh -euc '
        root=$1 index=$2; shift 2
        mount --make-rprivate /
        mount --bind "$root" "$root"
        mount --rbind /dev "$root/dev"
        mount -t proc proc "$root/proc"
        mount -t tmpfs tmpfs "$root/tmp"
        mkdir -p "$root/old"
        cd "$root"
        pivot_root . old
        umount -l /old
        cd /root
        exec env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
            DEBIAN_FRONTEND=noninteractive PIP_CERT=/etc/ssl/certs/ca-certificates.crt "PIP_INDEX_URL=$index" \
            "http_proxy=${http_proxy:-}" "https_proxy=${https_proxy:-}" "$@"
    ' fresh "$root" "${PIP_INDEX_URL:-https://pypi.org/simple}" "$@"
}

bootstrap() {
    rm -rf --one-file-system "$root"
    "$@" --variant=minbase --include=ca-certificates bookworm "$root" "$mirror"
}

# The new system is on this machine's network: its names, its certificates, its proxy.
connect() {
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
    for file in /etc/apt/apt.conf.d/*proxy*; do
        [ ! -f "$file" ] || cp -L "$file" "$root$file"
    done
}

copy() {
    mkdir -p "$root/root/codequorum"
    cd "$here"
    git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' path; do
        [ ! -f "$path" ] || printf '%s\0' "$path"
    done | tar --null -T - -cf - | tar -C "$root/root/codequorum" -xf -
}

[ "$(uname -s)" = Linux ] || skip "this is no Linux"
[ "$(id -u)" = 0 ] || skip "only root can make a new system: try sudo"
unshare --mount --pid --fork true 2>/dev/null || skip "no namespaces can be made here"
mkdir -p "$fresh"
if command -v debootstrap >/dev/null; then
    step "make a clean Debian 12" bootstrap debootstrap
else
    command -v apt-get >/dev/null || skip "neither debootstrap nor apt-get is here"
    (cd "$fresh" && apt-get download debootstrap >"$fresh/log" 2>&1) || skip "debootstrap cannot be taken from apt: $(tail -n 1 "$fresh/log")"
    dpkg -x "$fresh"/debootstrap_*.deb "$fresh/tools"
    export DEBOOTSTRAP_DIR="$fresh/tools/usr/share/debootstrap"
    step "make a clean Debian 12" bootstrap "$fresh/tools/usr/sbin/debootstrap"
fi
step "reach its packages" connect
step "install what the README names" inside sh -c "apt-get update && apt-get install -y --no-install-recommends python3 python3-venv git make gcc libc6-dev"
step "copy this tree" copy
for target in "$@"; do
    step "make $target" inside make -C /root/codequorum "$target"
done
[ "${KEEP:-}" = 1 ] || rm -rf --one-file-system "$root"
