//! Why a window does not open, in words that say what to do.

use crate::diag::Words;
use winit::error::EventLoopError;

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
    /// The display takes no pixels of a program.
    #[error("the display takes no pixels: {0}")]
    NoPixels(String),
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
                format!(
                    "Экран не умеет OpenGL. Поставьте libgl1 и libgl1-mesa-dri или запустите с --painter processor. Система говорит: {why}"
                ),
                format!(
                    "The display has no OpenGL. Install libgl1 and libgl1-mesa-dri, or start with --painter processor. The system says: {why}"
                ),
            ),
            Self::NoPixels(why) => Words::new(
                format!(
                    "Экран не принимает картинку: нужно 24 или 32 бита на точку. Смените глубину цвета или запустите с --painter opengl. Система говорит: {why}"
                ),
                format!(
                    "The display takes no picture: it needs 24 or 32 bits for each pixel. Change its colour depth, or start with --painter opengl. The system says: {why}"
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

/// What a refusal of the display means.
pub(super) fn loop_error(error: &EventLoopError) -> StudioError {
    let why = error.to_string();
    if why.contains("WAYLAND_DISPLAY") && !why.contains("XNotSupported") {
        StudioError::NoDisplay
    } else {
        StudioError::DeadDisplay(why)
    }
}

/// What an error of `eframe` means.
pub(super) fn explain(error: &eframe::Error) -> StudioError {
    let why = error.to_string();
    match error {
        eframe::Error::WinitEventLoop(error) => loop_error(error),
        eframe::Error::NoGlutinConfigs(..) | eframe::Error::Glutin(_) | eframe::Error::OpenGL(_) => {
            StudioError::NoOpenGl(why)
        }
        eframe::Error::AppCreation(_) | eframe::Error::Winit(_) => StudioError::Other(why),
    }
}

/// What a panic before the first picture means.
pub(super) fn explain_panic(panic: &(dyn std::any::Any + Send)) -> StudioError {
    let why = match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => (*text).to_owned(),
        (None, Some(text)) => text.clone(),
        (None, None) => String::new(),
    };
    if why.contains("xkbcommon") { StudioError::NoLibrary(why) } else { StudioError::Other(why) }
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
