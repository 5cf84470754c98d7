#!/usr/bin/env bash
# Puts into a folder what test/real.mjs needs: VS Code as code-server has it, the Node that it is built for, what packs
# the extension, and what drives a browser. From npm alone; code-server's native modules are compiled (Debian: g++, make,
# python3, libkrb5-dev). It takes some minutes and 1 GB.
set -euo pipefail
folder=${1:?"usage: test/real-install.sh FOLDER"}
mkdir -p "$folder"
cd "$folder"
install() { npm install --no-audit --no-fund --no-package-lock --prefix "$1" "${@:2}"; }
[[ -x node/node_modules/node/bin/node ]] || install node node@24.21.0
node=$(dirname "$(echo "$PWD"/node/node_modules/node/node_modules/node-*/include)")
export PATH="$node/bin:$PATH" npm_config_nodedir="$node"
install . code-server@4.139.1 puppeteer-core@24.43.1 @vscode/vsce@3.9.2
