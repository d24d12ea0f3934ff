//! What is handed to other people's machines: icons of one drawing, the entry of the desktop, the packages.
#![cfg(all(feature = "studio", target_os = "linux"))]

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Sides of the icons that desktops ask for.
const SIDES: [u32; 8] = [16, 24, 32, 48, 64, 128, 256, 512];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

fn drawn(side: u32) -> Pixmap {
    let tree = Tree::from_str(&text("assets/icon/voronka.svg"), &Options::default()).unwrap();
    let scale = side as f32 / tree.size().width();
    let mut picture = Pixmap::new(side, side).unwrap();
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    picture
}

/// `UPDATE_ICONS=1` draws them again.
#[test]
fn every_icon_is_the_one_drawing_at_its_size() {
    for side in SIDES {
        let path = root().join(format!("assets/icon/voronka-{side}.png"));
        let drawn = drawn(side);
        if std::env::var_os("UPDATE_ICONS").is_some() {
            drawn.save_png(&path).unwrap();
        }
        let kept = Pixmap::load_png(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!((kept.width(), kept.height()), (side, side));
        let differs = |(a, b): (&u8, &u8)| a.abs_diff(*b) > 8;
        let wrong = kept.data().iter().zip(drawn.data()).filter(|pair| differs(*pair)).count();
        assert!(wrong * 100 <= kept.data().len(), "{side}: {wrong} bytes differ from the drawing");
    }
}

/// Keys of the entry of the desktop.
fn entry() -> BTreeMap<String, String> {
    let text = text("packaging/voronka.desktop");
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

#[test]
fn the_desktop_starts_the_program_with_the_file_that_it_claims() {
    let entry = entry();
    assert_eq!(entry["Exec"], "voronka %f");
    assert_eq!(entry["Icon"], "voronka");
    // The class that the window tells, so that the desktop shows it under this entry.
    assert_eq!(entry["StartupWMClass"], "voronka");
    for key in ["Name", "GenericName", "Comment"] {
        assert!(entry.contains_key(&format!("{key}[ru]")), "{key} has no Russian");
    }
    let kind = entry["MimeType"].trim_end_matches(';');
    let kinds = text("packaging/voronka.xml");
    assert!(kinds.contains(&format!("type=\"{kind}\"")), "the kind {kind} is not described");
    assert!(kinds.contains("pattern=\"project.ron\""));
    assert!(text("packaging/voronka.metainfo.xml").contains(kind));
    let check = Command::new("desktop-file-validate").arg(root().join("packaging/voronka.desktop")).output();
    match check {
        Ok(output) => assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout)),
        Err(_) => println!("desktop-file-validate is not here: the entry is not checked by it"),
    }
}

/// A program that says its version, and no more: packing does not care what it packs.
fn small_program(folder: &Path) -> PathBuf {
    let path = folder.join("voronka");
    std::fs::write(&path, "#!/bin/sh\necho \"voronka $1\"\n").unwrap();
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
    path
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn pack(folder: &Path, out: &str) -> Vec<PathBuf> {
    let mut command = Command::new(root().join("packaging/package.sh"));
    command.arg(small_program(folder)).arg(folder.join(out)).env("SOURCE_DATE_EPOCH", "1790000000");
    run(&mut command).lines().map(PathBuf::from).collect()
}

#[test]
fn packages_of_equal_programs_are_equal() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (pack(folder.path(), "first"), pack(folder.path(), "second"));
    assert!(!first.is_empty());
    for (one, other) in first.iter().zip(&second) {
        assert_eq!(std::fs::read(one).unwrap(), std::fs::read(other).unwrap(), "{}", one.display());
    }
}

#[test]
fn the_tarball_installs_into_a_home_and_leaves_it_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let packages = pack(folder.path(), "out");
    let tarball = packages.iter().find(|path| path.extension().is_some_and(|ending| ending == "gz")).unwrap();
    run(Command::new("tar").arg("-xzf").arg(tarball).arg("-C").arg(folder.path()));
    let name = tarball.file_name().unwrap().to_str().unwrap().trim_end_matches(".tar.gz");
    let (script, prefix) =
        (folder.path().join(name).join("install.sh"), folder.path().join("home with space"));
    run(Command::new(&script).env("PREFIX", &prefix));
    assert_eq!(run(Command::new(prefix.join("bin/voronka")).arg("--version")), "voronka --version\n");
    for path in [
        "share/applications/voronka.desktop",
        "share/mime/packages/voronka.xml",
        "share/icons/hicolor/scalable/apps/voronka.svg",
        "share/icons/hicolor/48x48/apps/voronka.png",
    ] {
        assert!(prefix.join(path).is_file(), "{path} is missing");
    }
    // The desktop starts it, whatever its PATH is.
    let entry = std::fs::read_to_string(prefix.join("share/applications/voronka.desktop")).unwrap();
    let program = prefix.join("bin/voronka").display().to_string();
    for line in [format!("Exec=\"{program}\" %f"), format!("TryExec={program}")] {
        assert!(entry.lines().any(|own| own == line), "{line} is missing in\n{entry}");
    }
    std::fs::write(prefix.join("bin/other"), "").unwrap();
    run(Command::new(&script).arg("--uninstall").env("PREFIX", &prefix));
    assert!(!prefix.join("bin/voronka").exists());
    assert!(prefix.join("bin/other").exists());
}

#[test]
fn the_debian_package_unpacks_into_a_program_and_names_what_it_needs() {
    let folder = tempfile::tempdir().unwrap();
    let packages = pack(folder.path(), "out");
    let Some(package) = packages.iter().find(|path| path.extension().is_some_and(|ending| ending == "deb"))
    else {
        return println!("dpkg-deb is not here: no .deb was made");
    };
    let info = run(Command::new("dpkg-deb").arg("--info").arg(package));
    for needed in ["Package: voronka", env!("CARGO_PKG_VERSION"), "libx11-xcb1", "libxkbcommon-x11-0"] {
        assert!(info.contains(needed), "{needed} is missing in\n{info}");
    }
    let unpacked = folder.path().join("unpacked");
    run(Command::new("dpkg-deb").arg("-x").arg(package).arg(&unpacked));
    assert_eq!(run(Command::new(unpacked.join("usr/bin/voronka")).arg("--version")), "voronka --version\n");
    assert!(unpacked.join("usr/share/doc/voronka/copyright").is_file());
}

#[test]
fn the_window_is_built_with_the_clipboard_of_the_system() {
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let window = lock.split("[[package]]").find(|package| package.contains("name = \"egui-winit\"")).unwrap();
    // Without them what is copied stays inside the program and nothing can be pasted from another one.
    for part in ["arboard", "smithay-clipboard"] {
        assert!(window.contains(part), "eframe is taken without its feature `clipboard`");
    }
}
