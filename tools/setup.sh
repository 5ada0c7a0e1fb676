#!/bin/sh
# Installs the Debian packages that building, testing and the CPython oracle need. Says nothing and changes nothing when
# all are there. Made for Debian 12, whose security archive carries LLVM 22.
set -eu

packages="make cmake ninja-build ccache python3 libc6-dev libstdc++-12-dev
clang-22 libclang-rt-22-dev lld-22 llvm-22-dev liblld-22-dev zlib1g-dev libzstd-dev libxml2-dev
libtommath-dev libutf8proc-dev libfmt-dev libcli11-dev nlohmann-json3-dev libxxhash-dev
libgtest-dev libgmock-dev libbenchmark-dev strace gdb linux-perf"

fail() {
  echo "setup: $*" >&2
  exit 1
}

command -v dpkg-query >/dev/null 2>&1 || fail "this is not a Debian system; install what tools/setup.sh lists by hand"

# One query for all: the installed ones are printed, the rest is what is missing.
# shellcheck disable=SC2086 # the list is meant to be split
installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $packages 2>/dev/null | sed -n 's/^installed //p')
missing=
for package in $packages; do
  case "
$installed
" in
    *"
$package
"*) ;;
    *) missing="$missing $package" ;;
  esac
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" -eq 0 ]; then
  as_root=
elif command -v sudo >/dev/null 2>&1; then
  as_root=sudo
else
  fail "needs root or sudo to install:$missing"
fi
echo "setup: installing$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -q || fail "apt-get update failed; is the network there?"
# shellcheck disable=SC2086
$as_root apt-get install -y -q --no-install-recommends $missing ||
  fail "apt-get could not install:$missing (LLVM 22 comes with Debian 12's bookworm-security or newer Debian)"
