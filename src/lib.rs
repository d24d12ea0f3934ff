//! Voronka: a studio for messenger funnels. One pure function, [`engine::step`], runs a funnel;
//! everything else compiles for it, checks it, drives it or draws it.
//!
//! The modules stand in layer order; `ARCHITECTURE.md` says what each may use and `tests/tidy.rs` holds it.
#![forbid(unsafe_code)]
#![deny(missing_docs)]

/// Keeps memory between frames, where the system's own gives it back and asks again.
#[cfg(feature = "shell")]
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub mod model;

pub mod diag;

pub mod file;

pub mod uses;

pub mod edit;

pub mod arrange;

pub mod flow;

pub mod blocks;

pub mod compare;

pub mod compile;

pub mod translate;

pub mod engine;

pub mod travel;

pub mod channels;

pub mod check;

pub mod export;

pub mod shared;

pub mod emulator;

#[cfg(feature = "shell")]
pub mod zones;

#[cfg(feature = "shell")]
pub mod folder;

#[cfg(feature = "shell")]
pub mod journal;

#[cfg(feature = "shell")]
pub mod gallery;

#[cfg(feature = "live")]
pub mod runtime;

#[cfg(feature = "studio")]
pub mod studio;

#[cfg(feature = "shell")]
pub mod cli;
