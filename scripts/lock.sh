#!/usr/bin/env bash
# Writes requirements.lock anew from the pins of pyproject.toml, in a clean environment. Usage: lock.sh [PYTHON]
set -euo pipefail

python=${1:-python3.11}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" - >"$work/direct.txt" <<'PY'
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))
pins = project["project"]["dependencies"] + project["project"]["optional-dependencies"]["dev"]
print("\n".join(pins + project["build-system"]["requires"]))
PY
"$python" -m venv "$work/venv"
pip=("$work/venv/bin/pip" --quiet --disable-pip-version-check)
"${pip[@]}" install "$(grep -E '^torch==' "$work/direct.txt")"
"${pip[@]}" install -r "$work/direct.txt"
{
    echo "# Every package of the environment, direct and indirect, at the version that was tested together."
    echo "# Made by scripts/lock.sh from pyproject.toml; torch goes in first (scripts/install.sh)."
    grep -E '^torch==' "$work/direct.txt"
    "$work/venv/bin/pip" freeze --all 2>/dev/null | grep -v -E '^(pip|torch)==' | LC_ALL=C sort -f
} >"$work/requirements.lock"
mv "$work/requirements.lock" requirements.lock
