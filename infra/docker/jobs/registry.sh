#!/bin/sh
# Makes and signs version 1 of the trust registry at the first start; with `renew`, makes and signs the next version.
# One job holds all three registry keys, because one person evaluates on one host; in earnest each of them lies with
# another person on another machine.
set -eu
umask 077
dir=/run/trm/registry

make_version() {
  node scripts/registry.ts create --dir "$dir" "$@"
  node scripts/registry.ts sign --dir "$dir" --key 1
  node scripts/registry.ts sign --dir "$dir" --key 2
}

if [ ! -e "$dir/versions/1.json" ]; then
  set --
  for folder in /run/trm/participants/*; do
    set -- "$@" --participant "${folder##*/}=$folder"
  done
  make_version "$@" --auditor regional=/run/trm/auditor
elif [ "${1:-}" = renew ]; then
  make_version
else
  # Repeated signatures count once: this mends a first start that was cut short.
  node scripts/registry.ts sign --dir "$dir" --key 1
  node scripts/registry.ts sign --dir "$dir" --key 2
fi
