//! Opens the window and keeps it open until the person closes it.
//!
//! A machine without a display or without a library gets a sentence that says what to do, never a panic.

use super::app::{App, Opening, PictureOrder, Settings};
use super::command::ThemeChoice;
use crate::diag::Words;
use crate::model::Lang;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;

const ICON: &[u8] = include_bytes!("../../assets/icon/voronka-256.png");

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
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum StudioError {
    /// Neither X11 nor Wayland is there.
    #[error("there is no display")]
    NoDisplay,
    /// A display is named but does not answer, or a library of X11 is missing.
    #[error("the display does not answer: {0}")]
    DeadDisplay(String),
    /// The display cannot draw with OpenGL.
    #[error("there is no OpenGL: {0}")]
    NoOpenGl(String),
    /// A library of the system is missing.
    #[error("a library is missing: {0}")]
    NoLibrary(String),
    /// The picture of the window was not written.
    #[error("the picture was not written: {0}")]
    Picture(String),
    /// Something else.
    #[error("the window did not open: {0}")]
    Other(String),
}

impl StudioError {
    /// What happened and what to do about it.
    pub fn words(&self) -> Words {
        match self {
            Self::NoDisplay => Words::new(
                "Нет экрана: не заданы DISPLAY, WAYLAND_DISPLAY и WAYLAND_SOCKET. Поговорить с ботом можно в терминале: voronka play ПРОЕКТ",
                "No display: none of DISPLAY, WAYLAND_DISPLAY and WAYLAND_SOCKET is set. Talk to the bot in the terminal: voronka play PROJECT",
            ),
            Self::DeadDisplay(why) => Words::new(
                format!(
                    "Экран не отвечает или не хватает библиотек X11. Проверьте DISPLAY и поставьте libx11-6 libx11-xcb1 libxcursor1 libxi6. Система говорит: {why}"
                ),
                format!(
                    "The display does not answer, or libraries of X11 are missing. Check DISPLAY and install libx11-6 libx11-xcb1 libxcursor1 libxi6. The system says: {why}"
                ),
            ),
            Self::NoOpenGl(why) => Words::new(
                format!("Экран не умеет OpenGL. Поставьте libgl1 и libgl1-mesa-dri. Система говорит: {why}"),
                format!(
                    "The display has no OpenGL. Install libgl1 and libgl1-mesa-dri. The system says: {why}"
                ),
            ),
            Self::NoLibrary(why) => Words::new(
                format!(
                    "Не хватает библиотеки клавиатуры. Поставьте libxkbcommon-x11-0. Система говорит: {why}"
                ),
                format!(
                    "The keyboard library is missing. Install libxkbcommon-x11-0. The system says: {why}"
                ),
            ),
            Self::Picture(why) => Words::new(
                format!("Снимок окна не записан. Проверьте путь и место на диске. Система говорит: {why}"),
                format!(
                    "The picture of the window was not written. Check the path and the disk. The system says: {why}"
                ),
            ),
            Self::Other(why) => Words::new(
                format!("Окно не открылось. Система говорит: {why}"),
                format!("The window did not open. The system says: {why}"),
            ),
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
    let options = options(&settings);
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
    guarded(data_folder(), |started| {
        let create = move |context: &eframe::CreationContext<'_>| {
            started.store(true, Ordering::SeqCst);
            Ok(Box::new(App::new(&context.egui_ctx, opening)) as Box<dyn eframe::App>)
        };
        eframe::run_native("Voronka", options, Box::new(create))
    })?;
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
    run: impl FnOnce(Arc<AtomicBool>) -> eframe::Result,
) -> Result<(), StudioError> {
    let started = Arc::new(AtomicBool::new(false));
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
    let result = catch_unwind(AssertUnwindSafe(|| run(started.clone())));
    std::panic::set_hook(Box::new(move |panic| usual_hook(panic)));
    match result {
        Ok(result) => result.map_err(|err| explain(&err)),
        Err(panic) if started.load(Ordering::SeqCst) => resume_unwind(panic),
        Err(panic) => Err(explain_panic(&*panic)),
    }
}

fn explain(err: &eframe::Error) -> StudioError {
    let why = err.to_string();
    match err {
        eframe::Error::WinitEventLoop(_) if why.contains("XNotSupported") => StudioError::DeadDisplay(why),
        eframe::Error::WinitEventLoop(_) if why.contains("WAYLAND_DISPLAY") => StudioError::NoDisplay,
        eframe::Error::WinitEventLoop(_) => StudioError::DeadDisplay(why),
        eframe::Error::NoGlutinConfigs(..) | eframe::Error::Glutin(_) | eframe::Error::OpenGL(_) => {
            StudioError::NoOpenGl(why)
        }
        eframe::Error::AppCreation(_) | eframe::Error::Winit(_) => StudioError::Other(why),
    }
}

fn explain_panic(panic: &(dyn std::any::Any + Send)) -> StudioError {
    let why = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => (*text).to_owned(),
        (None, Some(text)) => text.clone(),
        (None, None) => String::new(),
    };
    if why.contains("xkbcommon") { StudioError::NoLibrary(why) } else { StudioError::Other(why) }
}

fn options(settings: &Settings) -> eframe::NativeOptions {
    let mut viewport = egui::ViewportBuilder::default()
        .with_title("Voronka")
        .with_app_id("voronka")
        .with_inner_size([settings.size.0, settings.size.1])
        .with_min_inner_size([980.0, 620.0]);
    if let Ok(icon) = eframe::icon_data::from_png_bytes(ICON) {
        viewport = viewport.with_icon(icon);
    }
    eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        // The emoji and the text face are our own: text looks the same on every machine.
        system_font_fallback: false,
        centered: true,
        ..Default::default()
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_of_a_missing_keyboard_library_becomes_a_sentence() {
        let words = explain_panic(&"Library libxkbcommon-x11.so could not be loaded.").words();
        assert!(words.ru.contains("libxkbcommon-x11-0"), "{}", words.ru);
        assert!(words.en.contains("libxkbcommon-x11-0"), "{}", words.en);
    }
}
