#!/bin/sh
# Installs the briefing bot of this checkout as a systemd service, or brings an installed one up to this checkout.
#
#   sudo deploy/systemd/install.sh                        install or upgrade; a second time it changes nothing
#   sudo deploy/systemd/install.sh --uninstall            undo that; settings, secrets and data stay
#   sudo deploy/systemd/install.sh --uninstall --purge    undo that; settings, secrets and data go too
#
# PYTHON=/path/to/python3 names another Python (3.11 or newer) than /usr/bin/python3. Packages are fetched from where
# pip fetches on this machine; with PIP_NO_INDEX=1 and PIP_FIND_LINKS=FOLDER, from a folder of files alone.
set -eu
umask 022

python=${PYTHON:-/usr/bin/python3}
home=/opt/briefing-bot
settings=/etc/briefing-bot
unit=/etc/systemd/system/briefing.service
command=/usr/local/sbin/briefing
here=$(cd "$(dirname "$0")" && pwd)
checkout=$(cd "$here/../.." && pwd)
scratch=

say() { echo "install: $*" >&2; }
refuse() { say "$*"; exit 1; }
tidy() { if [ -n "$scratch" ]; then rm -rf "$scratch"; fi; }
trap tidy EXIT

uninstall() {
  if [ -e "$unit" ]; then systemctl disable --quiet --now briefing.service; fi
  rm -rf "$unit" "$command" "$home"
  systemctl daemon-reload
  if [ "$1" = --purge ]; then
    rm -rf "$settings" "$unit.d"
    for kind in lib cache; do rm -rf "/var/$kind/private/briefing-bot" "/var/$kind/briefing-bot"; done
    say "all of it is gone, settings, secrets and data too"
  else
    say "the service is gone; $settings and /var/lib/private/briefing-bot are left (--purge removes them)"
  fi
}

# A copy of the checkout makes the release, so that nothing in the checkout changes hands or is left behind.
release() {
  scratch=$(mktemp -d)
  for part in bot digests corpus deploy requirements pyproject.toml README.md LICENSE; do
    cp -R "$checkout/$part" "$scratch/"
  done
  cd "$scratch"
  export PIP_NO_CACHE_DIR=1 UV_CACHE_DIR="${UV_CACHE_DIR:-$scratch/cache}"
  name=$("$python" -m deploy.release --name)
  "$python" -m deploy.release "$home/releases/$name"
  cd /
}

# What is there already is the operator's, and stays as it is.
configure() {
  install -d -m 0755 "$settings"
  install -d -m 0700 "$settings/credentials"
  if [ ! -e "$settings/briefing.toml" ]; then install -m 0644 "$here/briefing.toml" "$settings/briefing.toml"; fi
}

# The link is replaced in one step: the service starts the old release or the new one, never half of one.
switch() {
  before=$(readlink "$home/current" 2>/dev/null || true)
  ln -sfn "releases/$name" "$home/next"
  mv -T "$home/next" "$home/current"
  for old in "$home"/releases/*; do
    case "releases/${old##*/}" in "releases/$name" | "$before") ;; *) rm -rf "$old" ;; esac
  done
}

changed() {
  [ "$before" != "releases/$name" ] || ! cmp -s "$here/briefing.service" "$unit"
}

start() {
  if ! systemctl is-active --quiet briefing.service; then
    if [ -z "$(ls -A "$settings/credentials")" ]; then
      say "put the bot's token into $settings/credentials/telegram__token (or discord__token), then: systemctl start briefing"
      return
    fi
    say "starting"
  elif [ "$1" = changed ]; then
    say "restarting"
  else
    say "nothing has changed"
    return
  fi
  systemctl restart briefing.service || refuse "it does not start: see journalctl -u briefing. What ran before: ${before:-nothing}"
}

[ "$(id -u)" = 0 ] || refuse "only root can do this: sudo $0"
[ -d /run/systemd/system ] || refuse "systemd does not run this machine"
case "${1:-} ${2:-}" in
  " ") ;;
  "--uninstall ") uninstall --keep; exit ;;
  "--uninstall --purge") uninstall --purge; exit ;;
  *) refuse "what is ‘$*’? Say nothing, --uninstall, or --uninstall --purge" ;;
esac
[ -x "$python" ] || refuse "$python is not here: install Python 3.11 or newer (on Debian: apt install python3 python3-venv)"
case "$(readlink -f "$python")" in
  /home/* | /root/*) refuse "$python is in somebody's home, where the service does not see it: PYTHON=/usr/bin/python3 $0" ;;
esac

release
configure
switch
if changed; then state=changed; else state=same; fi
install -m 0644 "$here/briefing.service" "$unit"
install -m 0755 "$here/briefing.sh" "$command"
systemctl daemon-reload
systemctl enable --quiet briefing.service
start "$state"
say "$name is in place"
