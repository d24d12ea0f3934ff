//! (to be written)
use super::{Effect, Observer, Session};
use crate::flow::{Flow, Now};
pub(super) struct Run<'a, O> {
    pub flow: &'a Flow,
    pub session: &'a mut Session,
    pub now: Now<'a>,
    pub effects: &'a mut Vec<Effect>,
    pub observer: &'a mut O,
}
impl<'a, O: Observer> Run<'a, O> {
    pub fn new(
        flow: &'a Flow,
        session: &'a mut Session,
        now: Now<'a>,
        effects: &'a mut Vec<Effect>,
        observer: &'a mut O,
    ) -> Self {
        Self { flow, session, now, effects, observer }
    }
}
