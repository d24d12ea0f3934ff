//! The whole window without a display, and the hands on it. It does its work at once and remembers nothing.
#![allow(dead_code, reason = "each test binary uses its own part")]

use egui::{Key, Modifiers, Pos2, Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use std::path::PathBuf;
use voronka::model::{Lang, Project};
use voronka::studio::command::ThemeChoice;
use voronka::studio::{App, Opening, Settings};

/// A window of the studio.
pub type Window = Harness<'static, App>;

/// How a window opens: Russian, light, without settings and data of its own on the disk.
pub fn opening(path: Option<PathBuf>) -> Opening {
    Opening {
        lang: Lang::Ru,
        settings: Settings { theme: ThemeChoice::Light, ..Settings::default() },
        settings_folder: None,
        data_folder: None,
        program: None,
        path,
        beside: false,
        picture: None,
    }
}

/// Opens a window of the usual size.
pub fn window(opening: Opening) -> Window {
    window_of(opening, vec2(1400.0, 860.0))
}

/// Opens a window of this size, points.
pub fn window_of(opening: Opening, size: Vec2) -> Window {
    let mut window = Harness::builder()
        .with_size(size)
        .with_step_dt(1.0 / 60.0)
        .with_max_steps(300)
        .build_eframe(move |context| App::new(&context.egui_ctx, opening));
    window.run();
    window
}

/// The project that is open.
pub fn project(window: &Window) -> &Project {
    window.state().project().expect("a project is open")
}

/// Clicks what bears this label.
pub fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    window.run();
}

/// Presses a key once.
pub fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run();
}

/// Types into the field of this label, at its cursor.
pub fn type_into(window: &mut Window, label: &str, text: &str) {
    window.get_by_label(label).focus();
    window.run();
    window.get_by_label(label).type_text(text);
    window.run();
}

/// Types into the field of this label, instead of what stands there.
pub fn write(window: &mut Window, label: &str, text: &str) {
    window.get_by_label(label).focus();
    window.run();
    press(window, Modifiers::COMMAND, Key::A);
    window.get_by_label(label).type_text(text);
    window.run();
}

/// Drags slowly enough for the window to see the way.
pub fn drag(window: &mut Window, from: Pos2, to: Pos2) {
    window.hover_at(from);
    window.step();
    window.drag_at(from);
    window.step();
    for share in [0.1, 0.4, 0.7, 1.0] {
        window.hover_at(from.lerp(to, share));
        window.step();
    }
    window.drop_at(to);
    window.run();
}
