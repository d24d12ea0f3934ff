#!/bin/sh
# package.sh BINARY FOLDER: makes a .deb and a tarball of a program that is built already. `./x package` calls it.
# Equal inputs give equal bytes: times are those of the last commit, or SOURCE_DATE_EPOCH.
set -eu

[ $# -eq 2 ] || { echo "package.sh BINARY FOLDER" >&2; exit 2; }
binary=$1
root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$2"
out=$(cd "$2" && pwd)
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -n 1)
moment=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || date +%s)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# put MODE SOURCE TARGET: one file with its folders.
put() {
    mkdir -p "$(dirname "$3")"
    cp "$2" "$3"
    chmod "$1" "$3"
}

# tree PREFIX: what both packages carry.
tree() {
    put 755 "$binary" "$1/bin/voronka"
    put 644 "$root/packaging/voronka.desktop" "$1/share/applications/voronka.desktop"
    put 644 "$root/packaging/voronka.xml" "$1/share/mime/packages/voronka.xml"
    put 644 "$root/packaging/voronka.metainfo.xml" "$1/share/metainfo/voronka.metainfo.xml"
    put 644 "$root/packaging/voronka.1" "$1/share/man/man1/voronka.1"
    gzip -n9 "$1/share/man/man1/voronka.1"
    put 644 "$root/assets/icon/voronka.svg" "$1/share/icons/hicolor/scalable/apps/voronka.svg"
    for picture in "$root"/assets/icon/voronka-*.png; do
        size=${picture##*-}
        size=${size%.png}
        put 644 "$picture" "$1/share/icons/hicolor/${size}x$size/apps/voronka.png"
    done
    put 644 "$root/README.md" "$1/share/doc/voronka/README.md"
    put 644 "$root/packaging/copyright" "$1/share/doc/voronka/copyright"
    for licence in "$root"/assets/*/LICENSE-*; do
        put 644 "$licence" "$1/share/doc/voronka/$(basename "$licence")"
    done
}

# settle FOLDER: the same time and the same rights on every machine.
settle() {
    find "$1" -type d -exec chmod 755 {} +
    find "$1" -exec touch -h -d "@$moment" {} +
}

# glibc: the C library that the program was linked to, as Debian names versions.
glibc() {
    newest=$(objdump -T "$binary" 2>/dev/null | sed -n 's/.*GLIBC_\([0-9.]*\).*/\1/p' | sort -Vu | tail -n 1)
    echo "${newest:-2.36}"
}

machine=$(uname -m)
name=voronka-$version-linux-$machine
tree "$work/$name"
put 755 "$root/packaging/install.sh" "$work/$name/install.sh"
put 644 "$root/LICENSE-MIT" "$work/$name/LICENSE-MIT"
put 644 "$root/LICENSE-APACHE" "$work/$name/LICENSE-APACHE"
settle "$work/$name"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner -cf - "$name" | gzip -n9 >"$out/$name.tar.gz"
echo "$out/$name.tar.gz"

if ! command -v dpkg-deb >/dev/null; then exit 0; fi
arch=$(dpkg --print-architecture)
deb=$work/deb
tree "$deb/usr"
put 644 "$root/packaging/changelog" "$deb/usr/share/doc/voronka/changelog"
gzip -n9 "$deb/usr/share/doc/voronka/changelog"
mkdir -p "$deb/DEBIAN"
cat >"$deb/DEBIAN/control" <<CONTROL
Package: voronka
Version: $version
Section: misc
Priority: optional
Architecture: $arch
Maintainer: Voronka developers <voronka@voronka.example>
Installed-Size: $(du -sk "$deb/usr" | cut -f1)
Depends: libc6 (>= $(glibc)), libgcc-s1, libx11-6, libx11-xcb1, libxcursor1, libxi6, libxkbcommon-x11-0
Recommends: xdg-desktop-portal | zenity, libgl1, libgl1-mesa-dri
Suggests: libwayland-client0, libwayland-egl1, libegl1
Description: studio for messenger marketing
 Draw a chatbot funnel on a canvas, talk to it in a built-in chat with a
 virtual clock, be told what would break before a subscriber sees it, export
 links, QR codes and a landing page, publish to Telegram and run the bot.
 Works offline, in Russian and English.
CONTROL
(cd "$deb" && find usr -type f | LC_ALL=C sort | xargs md5sum >DEBIAN/md5sums)
chmod 644 "$deb/DEBIAN/control" "$deb/DEBIAN/md5sums"
settle "$deb"
SOURCE_DATE_EPOCH=$moment dpkg-deb --root-owner-group -Zxz --build "$deb" "$out/voronka_${version}_$arch.deb" >/dev/null
echo "$out/voronka_${version}_$arch.deb"
