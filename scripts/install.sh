#!/usr/bin/env bash
# Makes the virtual environment and installs the locked versions into it. Usage: install.sh PYTHON VENV
# Safe to run again: pip skips what is already there.
set -euo pipefail

python=$1
venv=$2
cd "$(dirname "$0")/.."

if ! "$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
    echo "需要 Python 3.11。请先安装，再运行：make run PYTHON=/path/to/python3.11" >&2
    exit 2
fi

if [ ! -x "$venv/bin/pip" ]; then
    echo "① 建立虚拟环境 $venv" >&2
    "$python" -m venv "$venv"
fi

# On a terminal pip shows its progress; in a log only its errors.
pip=("$venv/bin/pip" install --disable-pip-version-check)
[ -t 1 ] || pip+=(--quiet --quiet)

# torch goes first and by itself: with it in place no other package asks for a build with GPU libraries.
echo "② 安装 PyTorch（约 200 MB，只装一次）" >&2
"${pip[@]}" "$(grep -E '^torch==' requirements.lock)"

echo "③ 安装其余依赖（版本见 requirements.lock）" >&2
"${pip[@]}" -r requirements.lock

echo "④ 安装 dafu" >&2
"${pip[@]}" --no-deps --no-build-isolation --editable .
