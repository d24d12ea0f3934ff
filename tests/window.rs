//! The real window under a virtual display, by mouse and keyboard only: a stranger comes to the start page and
//! leaves with a bot that was played, changed and handed out. What is asserted is what stands on the disk.
//!
//! Where to press is told by a twin: the same studio without a window, which shows the same things in the same
//! places, and does what the window is told to do. Pictures of every step stay in the folder of the build.
#![cfg(feature = "studio")]

#[path = "support/hands.rs"]
mod hands;
#[path = "support/samples.rs"]
mod samples;
#[path = "support/screen.rs"]
mod screen;

use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::kittest::Queryable;
use hands::{Window, opening, window_of};
use samples::copy;
use screen::{Screen, wait};
use std::path::{Path, PathBuf};
use std::process::Command;
use voronka::model::{Label, Lang};
use voronka::studio::Opening;

/// The smallest window that is promised to be whole, in points.
const SMALL: (u16, u16) = (1280, 800);
/// A desktop of 2560×1440 at 200 %.
const FINE: (u16, u16) = (1280, 720);
const PROGRAM: &str = env!("CARGO_BIN_EXE_voronka");

/// The studio without a window, as large as the real one.
fn twin(lang: Lang, path: Option<PathBuf>, (width, height): (u16, u16)) -> Window {
    window_of(Opening { lang, ..opening(path) }, vec2(width.into(), height.into()))
}

/// A stranger before the window.
struct Stranger {
    lang: Lang,
    screen: Screen,
    twin: Window,
    pictures: PathBuf,
    steps: usize,
}

impl Stranger {
    /// Keeps a picture of what is seen now.
    fn picture(&mut self, name: &str) {
        self.steps += 1;
        self.screen.keep(&self.pictures.join(format!("{:02}-{name}.png", self.steps)));
    }

    fn press(&mut self, label: Label) {
        let at = self.twin.get_by_label(label.of(self.lang)).rect().center();
        self.screen.press(at.into());
        self.twin.get_by_label(label.of(self.lang)).click();
        self.twin.run();
    }

    /// Puts the cursor to the end of a text and goes on writing.
    fn write_on(&mut self, label: Label, text: &str) {
        let field = self.twin.get_by_role_and_label(Role::MultilineTextInput, label.of(self.lang));
        self.screen.press(field.rect().center().into());
        field.focus();
        self.screen.key("ctrl+End");
        self.screen.type_text(text);
        self.twin.run();
        self.twin.key_press_modifiers(Modifiers::COMMAND, Key::End);
        self.twin.get_by_role_and_label(Role::MultilineTextInput, label.of(self.lang)).type_text(text);
        self.twin.run();
    }
}

/// The whole way in a window of so many points, each of `scale` × `scale` pixels.
fn session(lang: Lang, theme: &str, painter: &str, points: (u16, u16), scale: u16) {
    let root = tempfile::tempdir().expect("a home");
    let home = root.path().join("home");
    std::fs::create_dir(&home).expect("a home");
    let Some(mut screen) = Screen::start(points, scale) else { return };
    let size = format!("{}x{}", points.0, points.1);
    let code = if lang == Lang::Ru { "ru" } else { "en" };
    let args = ["--lang", code, "--theme", theme, "--size", &size, "--painter", painter];
    screen.open(Path::new(PROGRAM), &home, &args);
    let pictures = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("window-{code}-{theme}"));
    // Those of an earlier run may be of other steps.
    let _ = std::fs::remove_dir_all(&pictures);
    let mut stranger = Stranger { lang, screen, twin: twin(lang, None, points), pictures, steps: 0 };

    stranger.picture("start");
    stranger.press(Label::new("Чек-лист по QR-коду", "Checklist by QR code"));
    stranger.screen.type_text("Bakery");
    stranger.picture("name");
    stranger.screen.key("Return");
    let made = home.join("Voronka/bakery");
    wait("a project folder", || made.join("project.ron").is_file().then_some(()));
    wait("the project on the screen", || stranger.screen.title().starts_with("Bakery").then_some(()));
    stranger.screen.settle();
    // The twin and the window do not meet in one folder.
    let beside = root.path().join("twin");
    copy(&made, &beside);
    stranger.twin = twin(lang, Some(beside), points);

    stranger.picture("tour");
    stranger.screen.key("Escape");
    stranger.picture("studio");
    stranger.press(Label::new("Начать разговор", "Start talking"));
    stranger.press(Label::new("Получить чек-лист", "Получить чек-лист"));
    stranger.picture("talk");
    stranger.press(Label::new("Блок: Приветствие", "Block: Приветствие"));
    stranger.write_on(Label::new("Текст", "Text"), " See you tomorrow");
    stranger.picture("text");
    stranger.screen.key("ctrl+s");
    let changed = || std::fs::read_to_string(made.join("funnels/main.ron")).unwrap_or_default();
    wait("the text on the disk", || changed().contains("слово «стоп». See you tomorrow\"").then_some(()));

    stranger.press(Label::new("Рост", "Growth"));
    stranger.picture("growth");
    stranger.press(Label::new("Записать файлы…", "Write the files…"));
    stranger.picture("where");
    // The folder is filled in and the keyboard is there already.
    stranger.screen.key("Return");
    let landing = made.join("export");
    wait("the minilanding", || find(&landing, "html"));
    stranger.screen.settle();
    stranger.picture("done");

    let (png, svg) = (find(&landing, "png"), find(&landing, "svg"));
    assert!(png.is_some() && svg.is_some(), "QR codes: {png:?} {svg:?}");
    let checked = Command::new(PROGRAM).arg("check").arg(&made).output().expect("the check runs");
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

/// A file of that kind in a folder or below.
fn find(folder: &Path, kind: &str) -> Option<PathBuf> {
    let entries: Vec<_> = std::fs::read_dir(folder).ok()?.flatten().map(|entry| entry.path()).collect();
    let mut here = entries.iter().filter(|path| path.extension().is_some_and(|end| end == kind));
    here.next()
        .cloned()
        .or_else(|| entries.iter().filter(|path| path.is_dir()).find_map(|path| find(path, kind)))
}

#[test]
fn a_stranger_makes_plays_changes_and_hands_out_a_bot_by_mouse_and_keyboard() {
    std::thread::scope(|scope| {
        scope.spawn(|| session(Lang::Ru, "light", "opengl", SMALL, 1));
        scope.spawn(|| session(Lang::En, "dark", "processor", FINE, 2));
    });
}

/// The window of a sample, as a picture, painted in one of the ways.
fn painted(place: &Path, painter: &str) -> Option<image::RgbImage> {
    let (file, home) = (place.join(format!("{painter}.png")), place.join(painter));
    std::fs::create_dir(&home).expect("a home");
    let screen = Screen::start(SMALL, 1)?;
    let size = format!("{}x{}", SMALL.0, SMALL.1);
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("projects/pizza");
    let (sample, written) = (sample.display().to_string(), file.display().to_string());
    let args = ["--lang", "ru", "--theme", "light", "--size", &size, "--painter", painter];
    screen.run(Path::new(PROGRAM), &home, &[&args[..], &[&sample, "--screenshot", &written]].concat());
    Some(image::open(&file).expect("a picture").into_rgb8())
}

#[test]
fn with_a_graphics_card_and_without_one_the_window_looks_the_same() {
    let place = tempfile::tempdir().expect("a folder");
    let by = |painter| painted(place.path(), painter);
    let (Some(card), Some(processor)) = (by("opengl"), by("processor")) else { return };
    assert_eq!(card.dimensions(), processor.dimensions());
    let differs = |(one, other): (&image::Rgb<u8>, &image::Rgb<u8>)| {
        one.0.iter().zip(other.0).any(|(one, other)| one.abs_diff(other) > 24)
    };
    let differing = card.pixels().zip(processor.pixels()).filter(|pair| differs(*pair)).count();
    // Pictures made smaller and edges at a slant are rounded otherwise by each of them.
    assert!(differing * 2_000 < (card.width() * card.height()) as usize, "{differing} pixels differ");
}
