# The README's commands, for the scripts here, which source this from the root of the repository and run them as they stand.
# shellcheck shell=bash

step() { printf '\n== %s\n' "$*"; }
die() { printf '%s: %s\n' "$0" "$*" >&2; exit 1; }

# The one command in the fenced block that follows `<!-- NAME -->` in the README
readme_command() {
    local command
    command=$(awk -v marker="<!-- $1 -->" '
        $0 == marker { found = 1; next }
        found && /^```/ { if (inside) exit; inside = 1; next }
        inside { print }
    ' README.md)
    [[ -n $command ]] || die "README.md has no block marked <!-- $1 -->"
    [[ $command == *.venv* ]] || die "README.md's $1 does not make .venv"
    printf '%s\n' "$command"
}
