#!/bin/sh
# Makes what is missing of the keys of one participant (or, with KEYS_OF=auditor, of the auditor) and adds the payload and justice
# keys of the weeks to come; with arguments, runs that command of `keys` instead (`token --role ROLE`).
# The key that signs tokens stays in the issuer's folder: who checks tokens gets the public set alone.
set -eu
umask 077
config=/app/infra/docker/config/${KEYS_OF:=participant}.json
export TRM_TOKEN_KEYS_FILE=/run/trm/issuer/token-keys.json
if [ "$#" -gt 0 ]; then
  exec node scripts/keys.ts "$@" --config "$config"
fi
if [ "$KEYS_OF" = auditor ]; then
  node scripts/keys.ts create --auditor --config "$config"
  install -m 0600 "$TRM_TOKEN_KEYS_FILE" /run/trm/auditor/token-keys.json
else
  node scripts/keys.ts create --config "$config"
  node scripts/keys.ts extend --config "$config"
  install -m 0600 "$TRM_TOKEN_KEYS_FILE" /run/trm/gateway/token-keys.json
fi
