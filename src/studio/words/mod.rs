//! Every fixed phrase of the window, in Russian and English, one file for each part of the window.
//!
//! Phrases are constants that the library does not export: one that nobody shows fails the build as dead code.

pub(crate) mod canvas;
pub(crate) mod command;
pub(crate) mod help;
pub(crate) mod history;
pub(crate) mod shell;
pub(crate) mod told;
