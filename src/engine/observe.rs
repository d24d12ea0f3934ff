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
    /// A condition of a block was decided: the value of its expression and whether it held.
    Decided(BlockId, Option<&'a Value>, bool),
    /// A timer, answer or press came for a suspension that is over, and was dropped.
    Late(BlockId),
    /// Nothing caught the input.
    Unheard,
    /// A person talks to the subscriber, so the bot says nothing.
    LeftToHuman,
    /// What was due waits until this moment: quiet hours, the cap, or a person who talks.
    Postponed(BlockId, i64),
    /// A thread ended.
    Ended(BlockId, Outcome),
}

/// Listens to what the engine decides.
pub trait Observer {
    /// Whether notes are wanted at all; when not, none is even made.
    const LISTENS: bool = true;

    /// Takes a note.
    fn note(&mut self, note: Note<'_>);
}

/// An observer that costs nothing.
#[derive(Debug, Default)]
pub struct Silent;

impl Observer for Silent {
    const LISTENS: bool = false;

    fn note(&mut self, _: Note<'_>) {}
}
