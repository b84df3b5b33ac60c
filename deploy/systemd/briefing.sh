#!/bin/sh
# `briefing ...` as the service runs it: its user, its settings, its secrets, its data. For root alone.
set -eu
if [ -t 0 ] && [ -t 1 ]; then how=--pty; else how=--pipe; fi
exec systemd-run --quiet --collect --wait "$how" \
  -p DynamicUser=yes -p User=briefing-bot -p UMask=0077 -p LimitCORE=0 -p NoNewPrivileges=yes \
  -p ProtectSystem=strict -p ProtectHome=read-only -p PrivateTmp=yes -p PrivateDevices=yes \
  -p StateDirectory=briefing-bot -p StateDirectoryMode=0700 \
  -p CacheDirectory=briefing-bot -p CacheDirectoryMode=0700 \
  -p LoadCredential=briefing:/etc/briefing-bot/credentials \
  -E BRIEFING_CONFIG=/etc/briefing-bot/briefing.toml -E XDG_STATE_HOME=/var/lib -E XDG_CACHE_HOME=/var/cache \
  /opt/briefing-bot/current/bin/briefing "$@"
