//! Running operations until everything is suspended or over.

mod act;
mod leave;
mod say;
mod suspend;

use super::eval::{Scope, eval};
use super::route::wait_of;
use super::table::look_up;
use super::{Effect, EffectId, Note, OPS_PER_INPUT_MAX, Observer, Session, Thread, Waiting};
use crate::flow::{CapPlan, ExprIdx, Flow, Now, Op, OpIdx, Outcome, SplitPlan, TriggerTarget};
use crate::model::{BlockId, Value};

/// How soon a timer looks again while a person talks without an end in sight.
const HUMAN_RECHECK_MS: i64 = 60 * 60_000;
/// Most threads that a subscriber may have at once; one gives way, see [`Run::giving_way`].
const THREADS_MAX: usize = 16;
/// Most funnels and reactions that may wait at once for the thread to suspend that wants them; what is more is
/// dropped, and the observer is told. What they set off in a circle ends with [`OPS_PER_INPUT_MAX`].
const STARTS_MAX: usize = 16;
/// Deepest nesting of funnels that call each other.
const FRAMES_MAX: usize = 16;

/// One input being worked off.
pub(super) struct Run<'a, O> {
    pub flow: &'a Flow,
    pub session: &'a mut Session,
    pub now: Now<'a>,
    observer: &'a mut O,
    effects: &'a mut Vec<Effect>,
    first_effect: usize,
    ops_left: u32,
    /// Funnels to begin when the running thread has suspended.
    starts: Vec<TriggerTarget>,
    /// Events of the flow's own making to react to after that: a tag set, a field changed.
    happened: Vec<u32>,
    /// The wait that the running thread was woken from, while nothing has begun since.
    left: Option<Left>,
    /// Whether the subscriber did not ask for what the input has led to.
    nobody_asked: bool,
}

/// A suspension that a thread has just left.
#[derive(Clone, Copy)]
struct Left {
    block: BlockId,
    stage: u8,
    due: Option<i64>,
    reminded: bool,
}

/// The thread that is running now; it is not in the session while it runs.
struct Active {
    id: u16,
    generation: u32,
    entry: BlockId,
    frames: Vec<BlockId>,
}

impl<'a, O: Observer> Run<'a, O> {
    pub fn new(
        flow: &'a Flow,
        session: &'a mut Session,
        now: Now<'a>,
        effects: &'a mut Vec<Effect>,
        observer: &'a mut O,
    ) -> Self {
        session.step = session.step.wrapping_add(1);
        let first_effect = effects.len();
        let ops_left = OPS_PER_INPUT_MAX;
        let (starts, happened) = (Vec::new(), Vec::new());
        Self {
            flow,
            session,
            now,
            observer,
            effects,
            first_effect,
            ops_left,
            starts,
            happened,
            left: None,
            nobody_asked: false,
        }
    }

    pub fn note(&mut self, note: Note<'_>) {
        if O::LISTENS {
            self.observer.note(note);
        }
    }

    pub fn scope(&self) -> Scope<'_> {
        Scope { flow: self.flow, session: self.session, now: self.now }
    }

    /// The value of an expression of the flow.
    pub fn value(&self, expr: ExprIdx) -> Option<Value> {
        self.flow.exprs.get(expr as usize).and_then(|expr| eval(self.scope(), expr))
    }

    pub fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    fn effect_id(&self) -> EffectId {
        let position = (self.effects.len() - self.first_effect).min(usize::from(u16::MAX)) as u16;
        EffectId { subscriber: self.session.subscriber, step: self.session.step, position }
    }

    /// The next funnel that an operation wants begun.
    pub fn next_start(&mut self) -> Option<TriggerTarget> {
        if self.starts.is_empty() { None } else { Some(self.starts.remove(0)) }
    }

    /// The next event of the flow's own making.
    pub fn next_happened(&mut self) -> Option<u32> {
        if self.happened.is_empty() { None } else { Some(self.happened.remove(0)) }
    }

    /// The suspended thread in that place.
    pub fn thread(&self, index: usize) -> &Thread {
        &self.session.threads[index]
    }

    /// The suspended thread in that place, to be changed.
    pub fn thread_mut(&mut self, index: usize) -> &mut Thread {
        &mut self.session.threads[index]
    }

    /// Begins a thread at an operation.
    pub fn begin(&mut self, entry: BlockId, op: OpIdx) {
        if self.session.threads.len() >= THREADS_MAX {
            self.end_at(self.giving_way(), Outcome::Replaced);
        }
        let id = self.session.next_thread;
        self.session.next_thread = id.checked_add(1).unwrap_or(1);
        self.note(Note::Entered(self.flow.origin.get(op as usize).copied().unwrap_or(entry)));
        self.left = None;
        self.go(id, entry, op, Vec::new());
    }

    /// Goes on with a suspended thread from an operation. `timer_is_spent` when its timer woke it.
    pub fn resume(&mut self, index: usize, op: OpIdx, timer_is_spent: bool) {
        let thread = self.session.threads.remove(index);
        if thread.due.is_some() && !timer_is_spent {
            self.effects.push(Effect::DropTimer { thread: thread.id });
        }
        self.release(&thread);
        let Thread { block, stage, due, reminded, .. } = thread;
        self.left = Some(Left { block, stage, due, reminded });
        self.go(thread.id, thread.entry, op, thread.frames.into());
    }

    /// Ends a suspended thread.
    pub fn end_at(&mut self, index: usize, outcome: Outcome) {
        let thread = self.session.threads.remove(index);
        if thread.due.is_some() {
            self.effects.push(Effect::DropTimer { thread: thread.id });
        }
        self.release(&thread);
        self.ended(thread.id, thread.block, outcome);
    }

    /// Ends all suspended threads.
    pub fn end_all(&mut self, outcome: Outcome) {
        while !self.session.threads.is_empty() {
            self.end_at(0, outcome);
        }
    }

    /// Ends what gives way to another funnel. What a block does later by itself, such as the reminder of a
    /// booking, is no funnel that runs: it began in its own block, is still there and only waits for its time.
    pub fn replace_all(&mut self) {
        let gives_way = |thread: &Thread| thread.waiting != Waiting::Timer || thread.entry != thread.block;
        while let Some(at) = self.session.threads.iter().position(gives_way) {
            self.end_at(at, Outcome::Replaced);
        }
    }

    /// Sets the timer of a suspended thread anew.
    pub fn rearm(&mut self, index: usize, due: i64) {
        let thread = self.thread_mut(index);
        thread.due = Some(due);
        let (thread, generation) = (thread.id, thread.generation);
        self.effects.push(Effect::SetTimer { thread, generation, due });
    }

    fn ended(&mut self, thread: u16, block: BlockId, outcome: Outcome) {
        self.note(Note::Ended(block, outcome));
        self.effects.push(Effect::Ended { thread, block, outcome });
    }

    /// Whether the bot may write to the subscriber without being asked.
    pub fn may_write_unasked(&self) -> bool {
        self.session.subscribed && !self.session.blocked && self.lacks_consent().is_none()
    }

    /// The consent that is required and not given.
    pub fn lacks_consent(&self) -> Option<u32> {
        self.flow.consent.filter(|version| !self.session.agreed(*version))
    }

    /// When what is due must wait: until a person has finished, until the hours allow it, until the cap has
    /// room. `allowed` is the first moment that the hours allow; `generation` is that of the waiting thread, or
    /// the newest when it begins only now.
    pub fn must_wait(&mut self, block: BlockId, allowed: i64, generation: u32) -> Option<i64> {
        let now = self.now.millis;
        let cap = self.flow.cap.and_then(|cap| self.room_at(cap, generation));
        let human = self.held_by_human();
        let later = human.into_iter().chain(Some(allowed)).chain(cap).max().filter(|later| *later > now)?;
        self.note(Note::Postponed(block, later));
        Some(later)
    }

    /// When to look again while a person talks to the subscriber.
    pub fn held_by_human(&self) -> Option<i64> {
        let recheck = self.now.millis.saturating_add(HUMAN_RECHECK_MS);
        self.session.with_human().map(|thread| thread.due.unwrap_or(recheck))
    }

    /// When the cap has room for a thread; `None` when it has room now. Threads that are due and wait for longer
    /// go first, or two that always come due together would starve the one that is behind.
    fn room_at(&self, cap: CapPlan, generation: u32) -> Option<i64> {
        let now = self.now.millis;
        let sent = self.session.more.as_ref().map_or(&[][..], |more| &more.unasked);
        let taken = sent.iter().filter(|at| at.saturating_add(cap.per) > now).count();
        let count = usize::from(cap.count);
        if taken >= count {
            return Some(sent[sent.len() - count].saturating_add(cap.per));
        }
        let is_ahead = |thread: &&Thread| {
            thread.due.is_some_and(|due| due <= now)
                && matches!(thread.waiting, Waiting::Timer | Waiting::Reply)
                && generation.wrapping_sub(thread.generation).cast_signed() > 0
        };
        let ahead = self.session.threads.iter().filter(is_ahead).count();
        (taken + ahead >= count).then_some(now + 1)
    }

    /// Does something that the subscriber did not ask for, and counts the messages that it has written. A
    /// request to the outside world counts as well: what it brings is said afterwards.
    pub fn unasked(&mut self, act: impl FnOnce(&mut Self)) {
        let before = self.effects.len();
        self.nobody_asked = true;
        act(self);
        let says = |effect: &&Effect| matches!(effect, Effect::Send(_) | Effect::Call(_));
        let wrote = self.effects[before..].iter().filter(says).count();
        if let Some(cap) = self.flow.cap {
            let (now, count) = (self.now.millis, usize::from(cap.count));
            for _ in 0..wrote.min(count) {
                let sent = &mut self.session.more().unasked;
                if sent.len() >= count {
                    sent.remove(0);
                }
                sent.push(now);
            }
        }
    }

    /// Does something that the input has led to besides: unasked when the rest of it was.
    pub fn besides(&mut self, act: impl FnOnce(&mut Self)) {
        if self.nobody_asked { self.unasked(act) } else { act(self) }
    }

    fn go(&mut self, id: u16, entry: BlockId, op: OpIdx, frames: Vec<BlockId>) {
        let generation = self.session.next_generation;
        self.session.next_generation = generation.wrapping_add(1).max(1);
        let mut active = Active { id, generation, entry, frames };
        let mut at = op;
        let flow = self.flow;
        loop {
            let (Some(op), Some(&block)) = (flow.ops.get(at as usize), flow.origin.get(at as usize)) else {
                return self.ended(id, entry, Outcome::Lost);
            };
            if self.ops_left == 0 {
                return self.ended(id, block, Outcome::LoopLimit);
            }
            self.ops_left -= 1;
            let next = match *op {
                Op::Wait(wait) => return self.wait(active, (block, at), wait),
                Op::Call(call) => return self.call(active, (block, at), call),
                Op::Human(human) => return self.hand_over(active, (block, at), human),
                Op::End(outcome) => self.finish(&mut active, block, outcome),
                Op::Sleep(delay) => match self.sleep(&mut active, (block, at), delay) {
                    Some(next) => Ok(next),
                    None => return,
                },
                Op::Gosub(to) => {
                    // A block that calls again before its call has ended, as in a circle of menus, takes the
                    // place of its earlier call, or the circle would end at the deepest nesting.
                    if let Some(again) = active.frames.iter().position(|caller| *caller == block) {
                        active.frames.truncate(again);
                    }
                    if active.frames.len() >= FRAMES_MAX {
                        return self.ended(id, block, Outcome::LoopLimit);
                    }
                    active.frames.push(block);
                    self.entered(block, to);
                    Ok(to)
                }
                Op::Jump(to) => {
                    self.entered(block, to);
                    Ok(to)
                }
                Op::Unless(..) | Op::Split(_) | Op::Back | Op::Home | Op::Lookup(_) => {
                    self.turn(op, &mut active, block, at).ok_or(Outcome::Lost)
                }
                Op::Say(_)
                | Op::Set(..)
                | Op::AddTag(_)
                | Op::DropTag(_)
                | Op::Leave(_)
                | Op::Subscribe(_)
                | Op::Agree(_)
                | Op::Mark(_)
                | Op::Tell(_)
                | Op::Start(_)
                | Op::Halt(_)
                | Op::Cart(_) => {
                    self.act(op, &active, block);
                    Ok(at + 1)
                }
            };
            match next {
                Ok(next) => at = next,
                Err(outcome) => return self.ended(id, block, outcome),
            }
        }
    }

    /// A natural end comes back to the block that called the funnel.
    fn finish(&mut self, active: &mut Active, block: BlockId, outcome: Outcome) -> Result<OpIdx, Outcome> {
        let caller = active.frames.pop().filter(|_| outcome == Outcome::Done).ok_or(outcome)?;
        let back = self.flow.return_of(caller).ok_or(Outcome::Lost)?;
        self.entered(block, back);
        Ok(back)
    }

    /// Operations that choose where to go on; `None` when that place is not there.
    fn turn(&mut self, op: &Op, active: &mut Active, block: BlockId, at: OpIdx) -> Option<OpIdx> {
        let flow = self.flow;
        match *op {
            Op::Unless(expr, otherwise) => Some(if self.decide(block, expr) { at + 1 } else { otherwise }),
            Op::Split(split) => {
                let plan = flow.splits.get(split as usize)?;
                let anew = if plan.anew { u64::from(self.session.step) << 32 } else { 0 };
                Some(arm(plan, self.session.subscriber ^ anew))
            }
            Op::Back => {
                let to = self.step_back(block).unwrap_or(active.entry);
                let depth = self.depth_of(to, block, &active.frames);
                active.frames.truncate(depth);
                let to = flow.start_of(to)?;
                self.entered(block, to);
                Some(to)
            }
            Op::Home => {
                if let Some(more) = &mut self.session.more {
                    more.trail.clear();
                }
                active.frames.clear();
                let to = flow.start_of(active.entry)?;
                self.entered(block, to);
                Some(to)
            }
            Op::Lookup(lookup) => {
                let plan = flow.lookups.get(lookup as usize)?;
                let found = look_up(self.scope(), plan);
                self.note(Note::Decided(block, None, found.is_some()));
                let to = if found.is_some() { at + 1 } else { plan.none };
                for (field_id, value) in found.into_iter().flatten() {
                    self.set(field_id, value);
                }
                Some(to)
            }
            Op::Say(_)
            | Op::Wait(_)
            | Op::Sleep(_)
            | Op::Call(_)
            | Op::Tell(_)
            | Op::Human(_)
            | Op::Set(..)
            | Op::AddTag(_)
            | Op::DropTag(_)
            | Op::Jump(_)
            | Op::Leave(_)
            | Op::Subscribe(_)
            | Op::Agree(_)
            | Op::Mark(_)
            | Op::Gosub(_)
            | Op::Start(_)
            | Op::Halt(_)
            | Op::Cart(_)
            | Op::End(_) => None,
        }
    }

    /// Goes on with a suspended thread where the press of a message leads that it has left behind.
    pub fn resume_from(&mut self, index: usize, pressed: BlockId, op: OpIdx) {
        let thread = &self.session.threads[index];
        let depth = self.depth_of(pressed, thread.block, &thread.frames);
        let frames = &mut self.session.threads[index].frames;
        if depth < frames.len() {
            *frames = frames[..depth].into();
        }
        self.resume(index, op, false);
    }

    /// The menu shown before this one, taking both off the trail.
    fn step_back(&mut self, block: BlockId) -> Option<BlockId> {
        let trail = &mut self.session.more.as_mut()?.trail;
        let at = trail.iter().rposition(|shown| *shown == block)?;
        trail.truncate(at);
        trail.pop()
    }

    fn entered(&mut self, from: BlockId, to: OpIdx) {
        if O::LISTENS
            && let Some(&block) = self.flow.origin.get(to as usize)
            && (block != from || self.flow.start_of(block) == Some(to))
        {
            self.note(Note::Entered(block));
        }
    }

    fn decide(&mut self, block: BlockId, expr: u32) -> bool {
        let value = self.value(expr);
        let held = value.as_ref().is_some_and(Value::is_truthy);
        self.note(Note::Decided(block, value.as_ref(), held));
        held
    }
}

/// SplitMix64's finish: every bit of the result depends on every bit of the seed.
fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The arm of a subscriber: a hash of subscriber and experiment, so that it is the same every time.
fn arm(plan: &SplitPlan, subscriber: u64) -> OpIdx {
    let z = mixed(subscriber ^ plan.experiment);
    let total: u64 = plan.arms.iter().map(|arm| u64::from(arm.0)).sum();
    let mut rest = z % total.max(1);
    for (weight, to) in &plan.arms {
        if rest < u64::from(*weight) {
            return *to;
        }
        rest -= u64::from(*weight);
    }
    plan.arms.last().map_or(OpIdx::MAX, |arm| arm.1)
}
