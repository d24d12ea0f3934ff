#!/bin/sh
# Installs Voronka from this folder for one person, or for all with PREFIX=/usr/local; --uninstall takes it away again.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
prefix=${PREFIX:-${HOME:?}/.local}
case "$prefix" in /*) ;; *) prefix=$PWD/$prefix ;; esac

case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
    ru*) say() { echo "$1"; } ;;
    *) say() { echo "$2"; } ;;
esac

# refresh: tells the desktop of what came or went; without these programs it finds out by itself later.
refresh() {
    if command -v update-mime-database >/dev/null && [ -d "$prefix/share/mime/packages" ]; then
        update-mime-database "$prefix/share/mime" >/dev/null 2>&1 || true
    fi
    if command -v update-desktop-database >/dev/null && [ -d "$prefix/share/applications" ]; then
        update-desktop-database "$prefix/share/applications" >/dev/null 2>&1 || true
    fi
    if command -v gtk-update-icon-cache >/dev/null && [ -d "$prefix/share/icons/hicolor" ]; then
        gtk-update-icon-cache -q -t -f "$prefix/share/icons/hicolor" >/dev/null 2>&1 || true
    fi
}

# The program as it will lie there, written so that sed takes it as it is.
whole=$(printf '%s' "$prefix/bin/voronka" | sed 's/[&|\\]/\\&/g')

files() {
    (cd "$here" && find bin share -type f)
}

case "${1:-}" in
    '')
        files | while read -r file; do
            mode=644
            case "$file" in bin/*) mode=755 ;; esac
            mkdir -p "$prefix/$(dirname "$file")"
            # Beside its place and then into it: a program that runs just now goes on with the old file.
            case "$file" in
                # The desktop looks for programs in its own PATH, which need not have this folder.
                share/applications/*) sed -e "s|^Exec=voronka|Exec=\"$whole\"|" -e "s|^TryExec=voronka|TryExec=$whole|" \
                    "$here/$file" >"$prefix/$file.new" ;;
                *) cp "$here/$file" "$prefix/$file.new" ;;
            esac
            chmod "$mode" "$prefix/$file.new"
            mv -f "$prefix/$file.new" "$prefix/$file"
        done
        refresh
        say "Воронка поставлена: $prefix/bin/voronka" "Voronka is installed: $prefix/bin/voronka"
        case ":$PATH:" in
            *":$prefix/bin:"*) ;;
            *) say "Папки $prefix/bin нет в PATH: запускайте из меню или полным путём." \
                "The folder $prefix/bin is not in PATH: start it from the menu or by the whole path." ;;
        esac ;;
    --uninstall)
        files | while read -r file; do rm -f "$prefix/$file"; done
        refresh
        say "Воронка убрана. Проекты и настройки остались." "Voronka is gone. Projects and settings stay." ;;
    *)
        say "Так: ./install.sh или ./install.sh --uninstall; PREFIX=/usr/local ставит для всех." \
            "Thus: ./install.sh or ./install.sh --uninstall; PREFIX=/usr/local installs for everybody."
        exit 2 ;;
esac
