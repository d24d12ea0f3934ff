//! What goes on when a conversation leaves its place: which one gives way, who is free again, which calls are over.

use super::{Run, wait_of};
use crate::engine::{CallRequest, Effect, Observer, Thread, Waiting};
use crate::flow::{Method, Service};
use crate::model::BlockId;

impl<O: Observer> Run<'_, O> {
    /// The thread to lose when there are too many: the oldest that only waits for the subscriber to press or to
    /// answer, then the oldest that no person, no money and no reminder of a block's own hangs on.
    #[inline(never)]
    pub(super) fn giving_way(&self) -> usize {
        let threads = &self.session.threads;
        let keeps = |thread: &Thread| {
            let waits = wait_of(self, thread).is_some_and(|plan| plan.keeper.is_some());
            waits || thread.waiting == Waiting::Human || thread.entry == thread.block
        };
        let idle = |thread: &Thread| thread.waiting == Waiting::Reply && thread.due.is_none();
        let oldest =
            |fits: &dyn Fn(&Thread) -> bool| threads.iter().position(|thread| !keeps(thread) && fits(thread));
        oldest(&idle).or_else(|| oldest(&|_| true)).unwrap_or(0)
    }

    /// However a conversation with a person ends, the desk hears that the person is free.
    pub(super) fn release(&mut self, thread: &Thread) {
        if thread.waiting == Waiting::Human {
            let free = CallRequest {
                id: self.effect_id(),
                thread: 0,
                generation: 0,
                call: u32::MAX,
                service: Service::Desk,
                act: "free".into(),
                method: Method::Post,
                url: String::new(),
                headers: Vec::new(),
                body: String::new(),
            };
            self.effects.push(Effect::Tell(free));
        }
    }

    /// How many of the blocks that called each other still wait when a thread leaves its block for another: all
    /// within the same funnel, those up to its caller when the other is in that one's funnel, none elsewhere.
    pub(super) fn depth_of(&self, to: BlockId, from: BlockId, frames: &[BlockId]) -> usize {
        let funnel = |block: BlockId| self.flow.funnel_of(block).map(|funnel| &funnel.blocks);
        let same = |a: BlockId, b: BlockId| funnel(a) == funnel(b);
        match same(to, from) {
            true => frames.len(),
            false => frames.iter().rposition(|caller| same(to, *caller)).unwrap_or(0),
        }
    }
}
