#![allow(missing_docs)]

pub mod theme;
