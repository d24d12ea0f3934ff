//! Opens the window and keeps it open until the person closes it.
//!
//! With a graphics card `eframe` draws it, with OpenGL; without one the processor does, because OpenGL in software is
//! a program that compiles others and takes more memory than the studio. A machine without a display or without a
//! library gets a sentence that says what to do, never a panic.

mod card;
mod error;
mod pixels;
mod plain;

pub use error::StudioError;

use super::app::{App, Opening, PictureOrder, Settings};
use super::command::ThemeChoice;
use crate::model::Lang;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;

const ICON: &[u8] = include_bytes!("../../../assets/icon/voronka-256.png");

/// How the window opens.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// Folder of the project; the start screen without one.
    pub path: Option<PathBuf>,
    /// Language; what the person chose last, else the system's, when `None`.
    pub lang: Option<Lang>,
    /// Dark or light; what the person chose last when `None`.
    pub theme: Option<ThemeChoice>,
    /// Size in points; that of the last time when `None`.
    pub size: Option<(f32, f32)>,
    /// Writes a picture of the window with its project played to this PNG file and closes.
    pub picture: Option<PathBuf>,
    /// Who makes the pixels.
    pub painter: PainterChoice,
}

/// Who makes the pixels of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PainterChoice {
    /// The graphics card where there is one, the processor elsewhere.
    #[default]
    Fitting,
    /// OpenGL, be it a program.
    OpenGl,
    /// The processor.
    Processor,
}

impl PainterChoice {
    fn is_processor(self) -> bool {
        match self {
            Self::Fitting => cfg!(target_os = "linux") && !has_card(),
            Self::OpenGl => false,
            Self::Processor => true,
        }
    }
}

/// Opens the studio and returns when its window is closed.
///
/// # Errors
/// The reasons of [`StudioError`], all of them before the first picture.
pub fn run(start: Start) -> Result<(), StudioError> {
    if cfg!(target_os = "linux") && !has_display() {
        return Err(StudioError::NoDisplay);
    }
    let folder = Settings::folder();
    let mut settings = folder.as_deref().map(Settings::load).unwrap_or_default();
    settings.theme = start.theme.unwrap_or(settings.theme);
    settings.size = start.size.unwrap_or(settings.size);
    let viewport = viewport(&settings);
    let wants_picture = start.picture.is_some();
    let (done, taken) = channel();
    let opening = Opening {
        lang: start.lang.or(settings.lang).unwrap_or_else(system_lang),
        settings,
        // A picture is taken for somebody else: it leaves no trace in what this person opened last.
        settings_folder: folder.filter(|_| start.picture.is_none()),
        // Nor does it bring anything back or hold a project that a person has open.
        data_folder: data_folder().filter(|_| start.picture.is_none()),
        program: std::env::current_exe().ok(),
        path: start.path,
        beside: true,
        picture: start.picture.map(|file| PictureOrder { file, done }),
    };
    let started = Arc::new(AtomicBool::new(false));
    let opened = guarded(data_folder(), &started, || {
        let started = started.clone();
        let create = move |ctx: &egui::Context| {
            started.store(true, Ordering::SeqCst);
            App::new(ctx, opening)
        };
        if start.painter.is_processor() {
            plain::run(viewport, Box::new(create))
        } else {
            card::run(viewport, create)
        }
    });
    if start.painter == PainterChoice::Fitting && !started.load(Ordering::SeqCst) {
        // Nothing has begun yet, and the other painter may be able to.
        match &opened {
            Err(StudioError::NoOpenGl(_)) => again("processor"),
            Err(StudioError::NoPixels(_)) => again("opengl"),
            _ => {}
        }
    }
    opened?;
    match taken.try_recv() {
        Ok(written) => written.map_err(StudioError::Picture),
        Err(_) if wants_picture => Err(StudioError::Picture("the window was closed".into())),
        Err(_) => Ok(()),
    }
}

/// Runs the window. A missing keyboard library panics inside of the windowing crate instead of giving an error, so
/// that panics before the first picture become sentences; later ones stay what they are.
fn guarded(
    data: Option<PathBuf>,
    started: &Arc<AtomicBool>,
    run: impl FnOnce() -> Result<(), StudioError>,
) -> Result<(), StudioError> {
    let usual_hook = Arc::new(std::panic::take_hook());
    let (seen, hook) = (started.clone(), usual_hook.clone());
    std::panic::set_hook(Box::new(move |panic| {
        if seen.load(Ordering::SeqCst) {
            // Work beside the window is caught and told of at once; the window's own thread takes it along.
            if let Some(root) = data.as_deref().filter(|_| std::thread::current().name() == Some("main")) {
                super::crash::report(root, panic);
            }
            hook(panic);
        }
    }));
    let result = catch_unwind(AssertUnwindSafe(run));
    std::panic::set_hook(Box::new(move |panic| usual_hook(panic)));
    match result {
        Ok(result) => result,
        Err(panic) if started.load(Ordering::SeqCst) => resume_unwind(panic),
        Err(panic) => Err(error::explain_panic(&*panic)),
    }
}

/// Begins again with that painter, in place of this process: a window can be opened only once in one. Returns when
/// the system does not let it.
fn again(painter: &str) {
    let Ok(program) = std::env::current_exe() else { return };
    let mut command = std::process::Command::new(program);
    command.args(["--painter", painter]).args(std::env::args_os().skip(1));
    #[cfg(unix)]
    {
        // It comes back only with an error, and then the first reason is told.
        let _ = std::os::unix::process::CommandExt::exec(&mut command);
    }
    #[cfg(not(unix))]
    if let Ok(status) = command.status() {
        std::process::exit(status.code().unwrap_or(2));
    }
}

fn viewport(settings: &Settings) -> egui::ViewportBuilder {
    let viewport = egui::ViewportBuilder::default()
        .with_title("Voronka")
        .with_app_id("voronka")
        .with_inner_size([settings.size.0, settings.size.1])
        .with_min_inner_size([980.0, 620.0]);
    match eframe::icon_data::from_png_bytes(ICON) {
        Ok(icon) => viewport.with_icon(icon),
        Err(_) => viewport,
    }
}

/// A graphics card that this program may draw with and that shows what it draws.
fn has_card() -> bool {
    // A display of another machine shows nothing that the card of this one has drawn.
    let display = std::env::var("DISPLAY").unwrap_or_default();
    let is_far =
        display.split(':').next().is_some_and(|host| !matches!(host, "" | "unix") && !host.starts_with('/'));
    if is_far && std::env::var_os("WAYLAND_DISPLAY").is_none() {
        return false;
    }
    let nodes = std::fs::read_dir("/dev/dri").into_iter().flatten().flatten();
    let may_draw =
        |node: &std::path::Path| std::fs::File::options().read(true).write(true).open(node).is_ok();
    let mut nodes = nodes.filter(|node| node.file_name().to_string_lossy().starts_with("renderD"));
    // Drivers of NVIDIA and Windows under Linux stand elsewhere.
    nodes.any(|node| may_draw(&node.path()))
        || ["/dev/nvidia0", "/dev/dxg"].iter().any(|node| may_draw(std::path::Path::new(node)))
}

/// The system's folder for the data of this program; `None` where the system has none.
fn data_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "voronka").map(|dirs| dirs.data_local_dir().to_owned())
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Russian where the system speaks it, English elsewhere.
fn system_lang() -> Lang {
    let locale = sys_locale::get_locale().unwrap_or_default();
    if locale.starts_with("ru") { Lang::Ru } else { Lang::En }
}
