//! Explaining costs nothing when nobody asks: `step` tells an observer by static dispatch.

use crate::flow::Outcome;
use crate::model::{BlockId, Value};

/// Something the engine decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Note<'a> {
    /// A trigger won and starts this entry block.
    Triggered(BlockId),
    /// A thread entered a block.
    Entered(BlockId),
    /// A thread left a block by an exit.
    Left(BlockId, &'a str),
    /// A condition was decided; its value.
    Decided(BlockId, Option<&'a Value>, bool),
    /// A timer, answer or press came for a suspension that is over, and was dropped.
    Late(BlockId),
    /// Nothing caught the input.
    Unheard,
    /// A thread ended.
    Ended(BlockId, Outcome),
}

/// Listens to what the engine decides.
pub trait Observer {
    /// Takes a note. The default forgets it.
    fn note(&mut self, note: Note<'_>) {
        let _ = note;
    }
}

/// An observer that costs nothing.
#[derive(Debug, Default)]
pub struct Silent;

impl Observer for Silent {}
