#!/bin/sh
# Draws the password of PostgreSQL's administrator once; only the server and the jobs that make databases can read it.
set -eu
umask 027
dir=/run/trm/postgres
if [ ! -e "$dir/admin-url" ]; then
  password=$(od -An -N32 -tx1 /dev/urandom | tr -d ' \n')
  printf '%s' "$password" > "$dir/password"
  printf 'postgres://postgres:%s@postgres:5432/postgres\n' "$password" > "$dir/admin-url"
fi
