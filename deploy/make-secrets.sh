#!/bin/sh
# Makes the secrets of compose.yaml, once: what is there already stays. `sh deploy/make-secrets.sh [folder]`
set -eu
folder=${1:-"$(dirname "$0")/secrets"}

# Only the folder's owner gets in. The files themselves are readable, for in the containers they belong to
# nobody that the containers know, and each container sees the files it was given and no others.
mkdir -p "$folder"
chmod 700 "$folder"

random() { od -An -N32 -tx1 /dev/urandom | tr -d ' \n'; }
write() {
  [ -s "$folder/$1" ] && return
  printf '%s\n' "$2" >"$folder/$1"
  chmod 444 "$folder/$1"
}

write secret-key "$(random)"
write postgres-password "$(random)"
write database-url "postgres://loggia:$(cat "$folder/postgres-password")@postgres:5432/loggia"
echo "The secrets are in $folder. Keep a copy of secret-key elsewhere: without it, saved keys cannot be opened."
