#!/usr/bin/env bash
# Installs what a few tests use from the system: LibreOffice makes and reads old Office formats and, with poppler, turns a
# .docx into pages, with fonts to print them; Chromium looks at the pages of the workplace.
# Only on Debian and as root, and only what is missing; elsewhere those tests skip with a reason.
set -euo pipefail

missing=()
command -v soffice >/dev/null || missing+=(libreoffice-writer)
command -v localc >/dev/null || missing+=(libreoffice-calc)
command -v pdftoppm >/dev/null || missing+=(poppler-utils)
command -v chromium >/dev/null || missing+=(chromium)
fc-list 2>/dev/null | grep -q 'Noto.*CJK' || missing+=(fontconfig fonts-noto-cjk)

if [ ${#missing[@]} -eq 0 ]; then
    exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "缺少 ${missing[*]}：相关测试会跳过。" >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
