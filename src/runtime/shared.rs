//! What subscribers share, in the live bot: answered inside the batch that asks, kept in the same transaction.

use super::RunError;
use super::store::Store;
use crate::engine::{CallError, CallRequest, Session};
use crate::flow::{Flow, Now};
use crate::shared::{Answer, Rules, World};
use std::collections::{BTreeSet, VecDeque};

/// An answer that a thread has not taken yet.
pub(super) struct Ready {
    pub chat: i64,
    pub request: CallRequest,
    pub result: Result<Answer, CallError>,
}

/// The shared world, what of it is not on disk yet, and answers on their way.
pub(super) struct Shared {
    world: World,
    rules: Rules,
    changed: BTreeSet<String>,
    pub ready: VecDeque<Ready>,
}

impl Shared {
    /// The world as the store has kept it.
    pub fn load(flow: &Flow, store: &Store) -> Result<Self, RunError> {
        let mut world = World::new();
        for (name, part) in store.shared()? {
            world.restore(name, part);
        }
        Ok(Self { world, rules: Rules::of(flow), changed: BTreeSet::new(), ready: VecDeque::new() })
    }

    /// Answers a question; `None` when the service is not a shared one.
    pub fn answer(
        &mut self,
        flow: &Flow,
        session: &Session,
        request: &CallRequest,
        now: Now<'_>,
    ) -> Option<Answer> {
        let answer = self.world.answer(&self.rules, flow, session, request, now)?;
        self.changed.extend(answer.changed.clone());
        Some(answer)
    }

    /// Puts what has changed into the transaction of the batch.
    pub fn save(&mut self, store: &Store) -> Result<(), RunError> {
        for name in std::mem::take(&mut self.changed) {
            if let Some(part) = self.world.part(&name) {
                store.put_shared(&name, part)?;
            }
        }
        Ok(())
    }
}
