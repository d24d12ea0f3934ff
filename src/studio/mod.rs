//! How a project is drawn and what can be asked for. Panels are functions over state that push commands.

mod app;
pub mod canvas;
pub mod chat;
mod comfort;
pub mod command;
mod controls;
mod crash;
mod desktop;
mod dialogs;
pub mod find;
mod fixes;
mod growth;
mod history;
pub mod inspector;
pub mod keyboard;
mod left_panel;
mod letters;
mod notice;
mod palette;
mod problems;
pub mod settings;
mod start;
mod status_bar;
pub mod theme;
mod top_bar;
mod tour;
pub mod widgets;
mod window;
mod words;

pub use app::{App, Opening, PictureOrder, Settings};
pub use comfort::{MotionChoice, SCALES, ScaleStep};
pub use top_bar::Workspace;
pub use window::{PainterChoice, Start, StudioError, run};
