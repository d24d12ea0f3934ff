#!/usr/bin/env bash
# Rebuilds every font file of this folder from its registry package, byte for byte.
#
#   assets/fonts/rebuild.sh           writes the files of this folder anew
#   assets/fonts/rebuild.sh --check   builds in a temporary folder and only compares
#
# Needs: npm, python3 with venv, a network. Leaves nothing behind but the files.
#
# Sources (versions pinned, packages checked by npm against the hashes below):
#   Onest 2.001, OFL-1.1   npm @expo-google-fonts/onest 0.4.2: the whole static faces of Google Fonts v11,
#                          copied unchanged. (@fontsource/onest carries the same faces cut into subsets;
#                          kerning between subsets, such as "Г" and a full stop, is lost in the cutting.)
#   Twemoji 15.0.3         npm twemoji-colr-font 15.0.3: font OFL-1.1, artwork CC BY 4.0; COLR version 0.
#                          Its WOFF2 is unpacked into TTF with fonttools 4.68.0 and brotli 1.2.1.
set -euo pipefail

onest='@expo-google-fonts/onest@0.4.2'
onest_hash='sha512-BJELCJFIZWmztzxvvzcQ5H6WXXnsdBgN/jhOQZkG4LQ+tYMqAZ6Z3Z7xe9yzbToe+Ul0RJ+hqPzAjkVJqvWVLg=='
twemoji='twemoji-colr-font@15.0.3'
twemoji_hash='sha512-UsK4JUpaczeVoMGeYMnKaMTxKt7fujg1nQOk4NaC0teZmdOo+uAai0DIuaSzsMkShtG4J75F0OEsVdGJ+Q1pHQ=='
fonttools='fonttools==4.68.0'
brotli='brotli==1.2.1'

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/out"
cd "$work"

# fetch PACKAGE HASH FOLDER: downloads a package, refuses one with another hash, unpacks it.
fetch() {
    echo "fonts: fetching $1"
    local file hash
    file=$(npm pack --silent "$1")
    hash="sha512-$(openssl dgst -sha512 -binary "$file" | base64 -w0)"
    [ "$hash" = "$2" ] || { echo "fonts: $1 is not the package this script knows: $hash" >&2; exit 1; }
    mkdir "$3"
    tar -xzf "$file" -C "$3" --strip-components=1
}

fetch "$onest" "$onest_hash" onest
for face in 400Regular 500Medium 600SemiBold 700Bold; do
    cp "onest/$face/Onest_$face.ttf" "out/Onest-${face#???}.ttf"
done
cp onest/LICENSE_FONT out/LICENSE-Onest.txt

fetch "$twemoji" "$twemoji_hash" twemoji
echo "fonts: unpacking Twemoji with $fonttools, $brotli"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check "$fonttools" "$brotli"
venv/bin/python - twemoji/twemoji.woff2 out/Twemoji.ttf <<'PY'
import sys
from fontTools.ttLib import TTFont

font = TTFont(sys.argv[1], recalcTimestamp=False)
font.flavor = None
font.save(sys.argv[2])
PY
cp twemoji/LICENSE out/LICENSE-Twemoji.md

if [ "${1:-}" = --check ]; then
    for file in out/*; do
        cmp "$file" "$here/${file#out/}"
    done
    echo 'fonts: every file equals its package'
else
    install -m 644 out/* "$here/"
    echo "fonts: written to $here"
fi
