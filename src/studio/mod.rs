//! How a project is drawn and what can be asked for. Panels are functions over state that push commands.
#![allow(missing_docs)]

pub mod canvas;
pub mod command;
pub mod inspector;
pub mod theme;
pub mod widgets;
mod words;
