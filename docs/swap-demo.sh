#!/usr/bin/env bash
# Types in what swap-demo.md shows, and prints what is said: bash docs/swap-demo.sh [FOLDER], about a minute.
#   ESPALIER_HOME   the unpacked archive; by default the one that this file is part of, or the one that this source tree has built
# All that is left lies in FOLDER, by default a new one; the archive and containers that run are left alone.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
archive=$here
[ -x "$archive/bin/espalier" ] || archive=$here/distribution/target/espalier
export ESPALIER_HOME=${ESPALIER_HOME:-$archive}
export PATH=$ESPALIER_HOME/bin:${JAVA_HOME:+$JAVA_HOME/bin:}$PATH
folder=${1:-$(mktemp -d)}
mkdir -p "$folder/plugins"
cd "$folder"
# Drop-ins of its own, and out of sight for other terminals.
export ESPALIER_PLUGINS=$PWD/plugins XDG_STATE_HOME=$PWD/state

serve=
trap '[ -z "$serve" ] || kill "$serve" 2>/dev/null || :' EXIT

type_in() {
  printf '$ %s\n' "$1"
  eval "$1" 2>&1
}

# Waits for what somebody at the terminal would wait for, two minutes at most.
await() {
  local what=$1 end=$((SECONDS + 120))
  shift
  # All is read, or whoever writes would be told that nobody does.
  until "$@" 2>/dev/null | grep -- "$what" >/dev/null; do
    if ((SECONDS > end)); then
      echo "swap-demo: not within two minutes: $* says $what" >&2
      exit 1
    fi
  done
}

# The next version of the strategy's bundle. It would come from a build; here it is the same code under another version, so that
# the run can be compared with one that nobody has disturbed.
next_version() {
  cp "$ESPALIER_HOME"/bundles/org.espalier.ifno-*.jar ifno-0.1.1.jar
  echo 'Bundle-Version: 0.1.1' >version
  jar --update --file ifno-0.1.1.jar --manifest version 2>/dev/null
}

next_version
type_in 'espalier serve > serve.txt 2>&1 & serve=$!'
await 'serving with' cat serve.txt

type_in 'espalier run --detach darcy --set data.train=400 --set data.validation=40 --set data.test=40 --set epochs=24 --set workers=1 --set growth.modes.explained=0.4'
type_in 'espalier plugins | grep strategy'
await '"kind":"growth"' espalier history darcy --json

type_in 'espalier swap --dry-run --jar ifno-0.1.1.jar'
type_in 'cp ifno-0.1.1.jar plugins/'
await '"kind":"swap"' espalier history darcy --json
await 'strategy ifno serves' cat serve.txt
type_in 'grep serves serve.txt'
type_in 'espalier plugins | grep strategy'
type_in "espalier history darcy | grep swap"

type_in "espalier set darcy growth.modes.explained=0.7 --because 'modes come too late'"
type_in 'espalier pause darcy'

type_in 'espalier checkpoint darcy'
type_in "espalier fork darcy --set growth.modes=remove --name fixed --because 'what if no mode came any more?' --quiet"
type_in 'espalier resume darcy'
await '"step":[2-4][0-9][0-9],' espalier runs --json
type_in 'espalier compare darcy fixed'

type_in 'kill -9 $serve'
wait "$serve" 2>/dev/null || :
serve=
type_in 'espalier resume darcy --quiet'
type_in 'espalier compare darcy fixed'
type_in 'espalier history darcy'
type_in 'espalier replay darcy --quiet'
