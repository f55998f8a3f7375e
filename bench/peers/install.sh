#!/usr/bin/env bash
# Makes bench/.venv-peers, the environment of the peers of `make bench`: bash bench/peers/install.sh
#
# It sees the project's packages through a .pth file, so that torch and faiss are not installed twice, and nothing of
# the peers gets into the project's environment. A package that cannot be installed is written down with the reason in
# not-installed.txt; its peer then stands in the table without figures.
set -euo pipefail
cd "$(dirname "$0")/../.."
project=.venv
peers=bench/.venv-peers
list=bench/peers/requirements.txt

if [ ! -x "$project/bin/python" ]; then
  echo "还没有项目环境 $project：请先运行 make install，再运行 bash bench/peers/install.sh" >&2
  exit 1
fi
"$project/bin/python" -m venv "$peers"
site() { "$1/bin/python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])'; }
site "$project" > "$(site "$peers")/project.pth"
failed=$peers/not-installed.txt
rm -f "$failed"
if ! "$peers/bin/python" -m pip install --quiet -r "$list"; then
  echo "有的软件装不上，逐个再试一次。" >&2
  grep -E '^[A-Za-z]' "$list" | while read -r pin; do
    if ! said=$("$peers/bin/python" -m pip install --quiet "$pin" 2>&1); then
      printf '%s\t%s\n' "${pin%%==*}" "$(grep -m1 ERROR <<<"$said" || tail -1 <<<"$said")" >> "$failed"
      echo "没有装上：$pin" >&2
    fi
  done
fi
touch "$peers/.installed"
echo "对比软件的环境在 $peers；现在可以运行 make bench"
