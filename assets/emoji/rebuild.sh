#!/usr/bin/env bash
# Rebuilds emoji.tsv: every emoji that the font of this program has, with the words that people look for it by.
#
# Needs: npm, python3, a network. Source: npm emojibase-data 17.0.0 (MIT; words of Unicode CLDR).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
file=$(npm pack --silent emojibase-data@17.0.0)
hash="sha512-$(openssl dgst -sha512 -binary "$file" | base64 -w0)"
[ "$hash" = 'sha512-Yvgb5AWoHViHV/gq1qr5ZAarcBip+B27/ZLRsUJkbgAEaLlZ/fof9g882LTpmEpyhBNEC0m2SEmItljHsTygjA==' ] || { echo "emoji: another package: $hash" >&2; exit 1; }
tar -xzf "$file"
python3 - package "$here/emoji.tsv" <<'PYTHON'
import json, sys

def read(language):
    return json.load(open(f"{sys.argv[1]}/{language}/data.json", encoding="utf-8"))

def words(entry):
    seen = []
    for word in [entry.get("label", "")] + entry.get("tags", []):
        word = word.strip().lower()
        if word and not any(word in other for other in seen):
            seen.append(word)
    return " ".join(seen)

russian = {entry["hexcode"]: entry for entry in read("ru")}
lines = []
for entry in sorted(read("en"), key=lambda entry: entry.get("order", 99999)):
    # Group 2 is parts of emoji; the font knows what Unicode 15 knows.
    if "group" in entry and entry["group"] != 2 and entry.get("version", 99) <= 15:
        lines.append("\t".join([entry["emoji"], words(russian.get(entry["hexcode"], {})), words(entry)]))
with open(sys.argv[2], "w", encoding="utf-8") as out:
    out.write("\n".join(lines) + "\n")
PYTHON
