//! Running operations until everything is suspended or over.

use super::effect::fillable;
use super::eval::{Scope, eval, render};
use super::menu;
use super::table::{change_cart, look_up};
use super::{
    CallRequest, Choice, Effect, EffectId, Message, Note, Notice, OPS_PER_INPUT_MAX, Observer, Session,
    TRAIL_MAX, Thread, Waiting,
};
use crate::flow::{
    CallPlan, ChoicesPlan, ExprIdx, Flow, Now, Op, OpIdx, Outcome, ReplyPlan, SplitPlan, TriggerTarget,
    event_id,
};
use crate::model::{BlockId, FieldId, TagId, Value};

/// How soon a timer looks again while a person talks without an end in sight.
const HUMAN_RECHECK_MS: i64 = 60 * 60_000;
/// Most threads that a subscriber may have at once; the oldest gives way.
const THREADS_MAX: usize = 16;

/// Most funnels that one input may begin, so that triggers that set each other off end.
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
        Self { flow, session, now, observer, effects, first_effect, ops_left, starts, happened }
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

    /// The next funnel that an operation wants begun, while there is room for one.
    pub fn next_start(&mut self) -> Option<TriggerTarget> {
        if self.starts.is_empty() { None } else { Some(self.starts.remove(0)) }
    }

    /// The next event of the flow's own making.
    pub fn next_happened(&mut self) -> Option<u32> {
        if self.happened.is_empty() { None } else { Some(self.happened.remove(0)) }
    }

    /// Begins a thread at an operation.
    pub fn begin(&mut self, entry: BlockId, op: OpIdx) {
        if self.session.threads.len() >= THREADS_MAX {
            self.end_at(0, Outcome::Replaced);
        }
        let id = self.session.next_thread;
        self.session.next_thread = id.checked_add(1).unwrap_or(1);
        self.note(Note::Entered(self.flow.origin.get(op as usize).copied().unwrap_or(entry)));
        self.go(id, entry, op, Vec::new());
    }

    /// Goes on with a suspended thread from an operation. `timer_is_spent` when its timer woke it.
    pub fn resume(&mut self, index: usize, op: OpIdx, timer_is_spent: bool) {
        let thread = self.session.threads.remove(index);
        if thread.due.is_some() && !timer_is_spent {
            self.effects.push(Effect::DropTimer { thread: thread.id });
        }
        self.go(thread.id, thread.entry, op, thread.frames.into());
    }

    /// Ends a suspended thread.
    pub fn end_at(&mut self, index: usize, outcome: Outcome) {
        let thread = self.session.threads.remove(index);
        if thread.due.is_some() {
            self.effects.push(Effect::DropTimer { thread: thread.id });
        }
        self.ended(thread.id, thread.block, outcome);
    }

    /// Ends all suspended threads.
    pub fn end_all(&mut self, outcome: Outcome) {
        while !self.session.threads.is_empty() {
            self.end_at(0, outcome);
        }
    }

    /// Sets the timer of a suspended thread anew.
    pub fn rearm(&mut self, index: usize, due: i64) {
        let thread = &mut self.session.threads[index];
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
    /// room. `allowed` is the first moment that the hours allow.
    pub fn must_wait(&mut self, block: BlockId, allowed: i64) -> Option<i64> {
        let now = self.now.millis;
        let human = self.session.with_human().map(|thread| thread.due.unwrap_or(now + HUMAN_RECHECK_MS));
        let cap = self.flow.cap.and_then(|cap| {
            let sent = &self.session.more.as_ref()?.unasked;
            let first = *sent.get(sent.len().checked_sub(usize::from(cap.count))?)?;
            Some(first.saturating_add(cap.per))
        });
        let later = [Some(allowed), human, cap].into_iter().flatten().max().filter(|later| *later > now)?;
        self.note(Note::Postponed(block, later));
        Some(later)
    }

    /// Does something that the subscriber did not ask for, and counts it when it has written.
    pub fn unasked(&mut self, act: impl FnOnce(&mut Self)) {
        let before = self.effects.len();
        act(self);
        let wrote = self.effects[before..].iter().any(|effect| matches!(effect, Effect::Send(_)));
        if let Some(cap) = self.flow.cap.filter(|_| wrote) {
            let now = self.now.millis;
            let sent = &mut self.session.more().unasked;
            if sent.len() >= usize::from(cap.count) {
                sent.remove(0);
            }
            sent.push(now);
        }
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
                    self.turn(op, &active, block, at).ok_or(Outcome::Lost)
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
    fn turn(&mut self, op: &Op, active: &Active, block: BlockId, at: OpIdx) -> Option<OpIdx> {
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
                let to = flow.start_of(to)?;
                self.entered(block, to);
                Some(to)
            }
            Op::Home => {
                if let Some(more) = &mut self.session.more {
                    more.trail.clear();
                }
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

    fn act(&mut self, op: &Op, active: &Active, block: BlockId) {
        match *op {
            Op::Say(reply) => self.say(reply, active.id, active.generation),
            Op::Set(field_id, expr) => {
                let value = self.value(expr);
                self.set(field_id, value);
            }
            Op::AddTag(tag_id) => self.tag(tag_id, true),
            Op::DropTag(tag_id) => self.tag(tag_id, false),
            Op::Leave(exit) => {
                if O::LISTENS
                    && let Some(exit) = self.flow.exits.get(exit as usize)
                {
                    self.observer.note(Note::Left(block, exit));
                }
            }
            Op::Subscribe(on) => self.session.subscribed = on,
            Op::Agree(given) => {
                let version = self.flow.consent_version;
                self.session.record_consent(version, given, self.now.millis);
            }
            Op::Mark(event) => {
                self.session.mark(event, self.now.millis);
                self.react(event);
            }
            Op::Tell(call) => {
                if let Some(request) = self.request(call, 0, 0) {
                    self.effects.push(Effect::Tell(request));
                }
            }
            Op::Start(target) => {
                if let Some(target) = self.flow.targets.get(target as usize)
                    && self.starts.len() < STARTS_MAX
                {
                    self.starts.push(*target);
                }
            }
            Op::Halt(funnel) => self.halt(funnel),
            Op::Cart(cart) => {
                if let Some(plan) = self.flow.carts.get(cart as usize) {
                    for (field_id, value) in change_cart(self.scope(), plan) {
                        self.set(field_id, value);
                    }
                }
            }
            Op::Wait(_)
            | Op::Sleep(_)
            | Op::Call(_)
            | Op::Human(_)
            | Op::Unless(..)
            | Op::Split(_)
            | Op::Jump(_)
            | Op::Gosub(_)
            | Op::Back
            | Op::Home
            | Op::Lookup(_)
            | Op::End(_) => {}
        }
    }

    /// Ends the suspended threads of a funnel, or all.
    fn halt(&mut self, funnel: u32) {
        let plan = self.flow.funnels.get(funnel as usize);
        let belongs = |block: BlockId| plan.is_none_or(|plan| plan.blocks.binary_search(&block).is_ok());
        while let Some(at) = self.session.threads.iter().position(|thread| belongs(thread.block)) {
            self.end_at(at, Outcome::Stopped);
        }
    }

    /// Sets a field; a change is an event of its own.
    pub fn set(&mut self, field_id: FieldId, value: Option<Value>) {
        if self.flow.triggers.events.is_empty() {
            return self.session.set_field(field_id, value);
        }
        let changed = self.session.field(field_id) != value.as_ref();
        self.session.set_field(field_id, value);
        if changed {
            self.react(event_id(&format!("field:{}", field_id.0)));
        }
    }

    fn tag(&mut self, tag_id: TagId, on: bool) {
        let changed = self.session.has_tag(tag_id) != on;
        self.session.set_tag(tag_id, on);
        if changed && !self.flow.triggers.events.is_empty() {
            self.react(event_id(&format!("{}:{}", if on { "tag" } else { "untag" }, tag_id.0)));
        }
    }

    fn react(&mut self, event: u32) {
        let wanted = self.flow.triggers.events.iter().any(|trigger| trigger.event == event);
        if wanted && self.happened.len() < STARTS_MAX {
            self.happened.push(event);
        }
    }

    fn decide(&mut self, block: BlockId, expr: u32) -> bool {
        let value = self.value(expr);
        let held = value.as_ref().is_some_and(Value::is_truthy);
        self.note(Note::Decided(block, value.as_ref(), held));
        held
    }

    /// Sends a reply; one that renders to nothing at all is not sent.
    pub fn say(&mut self, reply: u32, thread: u16, generation: u32) {
        let flow = self.flow;
        let Some(plan) = flow.replies.get(reply as usize) else { return };
        let (template, variant) = self.wording(plan, reply);
        let (text, spans) = render(self.scope(), template);
        let bare = plan.media.is_empty() && plan.cards.is_empty() && plan.extra.is_none();
        let no_keyboard = plan.rows.is_empty() && plan.quick.is_empty() && plan.choices.is_none();
        if text.trim().is_empty() && bare && no_keyboard {
            return;
        }
        let filled = fillable(plan).filter(|template| flow.fixed(*template).is_none());
        let filled = filled.map(|template| render(self.scope(), template).0).collect();
        let choices = plan.choices.as_ref().map_or_else(Vec::new, |choices| self.choices(choices));
        let id = self.effect_id();
        let message = Message { id, reply, thread, generation, text, spans, filled, variant, choices };
        self.effects.push(Effect::Send(message));
    }

    /// One wording of several, by a hash of subscriber and input.
    fn wording(&self, plan: &ReplyPlan, reply: u32) -> (u32, u8) {
        if plan.variants.is_empty() {
            return (plan.text, 0);
        }
        let seed = self.session.subscriber ^ u64::from(self.session.step) << 32 ^ u64::from(reply);
        let variant = (mixed(seed) % (plan.variants.len() as u64 + 1)) as usize;
        let template = variant.checked_sub(1).map_or(plan.text, |at| plan.variants[at]);
        (template, variant as u8)
    }

    fn choices(&self, plan: &ChoicesPlan) -> Vec<Choice> {
        let offered = |item: &Value| Choice {
            label: menu::part(item, 0),
            text: if plan.card.is_some() { menu::part(item, 2) } else { String::new() },
            media: if plan.card.is_some() { menu::part(item, 3) } else { String::new() },
        };
        menu::items(self.scope(), plan).iter().map(offered).collect()
    }

    /// Tells the presser of a button something short.
    pub fn notice(&mut self, notice: Notice) {
        let id = self.effect_id();
        self.effects.push(Effect::Notice(id, notice));
    }

    fn suspend(&mut self, active: Active, (block, at): (BlockId, OpIdx), waiting: Waiting, due: Option<i64>) {
        let (thread, generation) = (active.id, active.generation);
        if let Some(due) = due {
            self.effects.push(Effect::SetTimer { thread, generation, due });
        }
        let stage = self.flow.suspensions(block).iter().position(|suspension| suspension.1 == at);
        let thread = Thread {
            stage: stage.and_then(|stage| u8::try_from(stage).ok()).unwrap_or(0),
            id: thread,
            generation,
            version: self.flow.version,
            entry: active.entry,
            block,
            waiting,
            wrong: 0,
            reminded: false,
            pressed: 0,
            frames: active.frames.into(),
            due,
        };
        // Most subscribers have one thread: room for four would double the size of their session.
        self.session.threads.reserve_exact(1);
        self.session.threads.push(thread);
    }

    /// The moment a delay of the flow that begins now ends.
    pub fn due(&self, delay: u32) -> Option<i64> {
        let plan = self.flow.delays.get(delay as usize)?;
        plan.due(self.now, plan.from.and_then(|field_id| self.session.field(field_id)))
    }

    fn wait(&mut self, active: Active, place: (BlockId, OpIdx), wait: u32) {
        let flow = self.flow;
        let plan = flow.waits.get(wait as usize);
        let timer = plan.and_then(|plan| plan.reminder.or(plan.timeout));
        let due = timer.and_then(|timer| self.due(timer.delay));
        if flow.has_back && plan.is_some_and(|plan| plan.reply.is_some()) {
            self.leave_trail(place.0);
        }
        self.suspend(active, place, Waiting::Reply, due);
    }

    fn leave_trail(&mut self, block: BlockId) {
        let trail = &mut self.session.more().trail;
        if trail.last() == Some(&block) {
            return;
        }
        if trail.len() >= TRAIL_MAX {
            trail.remove(0);
        }
        trail.push(block);
    }

    /// Suspends for a pause and gives nothing, or where to go on when the pause takes no time.
    fn sleep(&mut self, active: &mut Active, place: (BlockId, OpIdx), delay: u32) -> Option<OpIdx> {
        let (now, next) = (self.now.millis, place.1 + 1);
        let past = self.flow.delays.get(delay as usize).and_then(|plan| plan.past).unwrap_or(next);
        match self.due(delay) {
            None => Some(past),
            Some(due) if due < now => Some(past),
            Some(due) if due == now => Some(next),
            Some(due) => {
                let frames = std::mem::take(&mut active.frames);
                let Active { id, generation, entry, .. } = *active;
                self.suspend(Active { id, generation, entry, frames }, place, Waiting::Timer, Some(due));
                None
            }
        }
    }

    fn hand_over(&mut self, active: Active, place: (BlockId, OpIdx), human: u32) {
        let until = self.flow.humans.get(human as usize).and_then(|plan| plan.until);
        let due = until.and_then(|delay| self.due(delay));
        self.suspend(active, place, Waiting::Human, due);
    }

    fn call(&mut self, active: Active, place: (BlockId, OpIdx), call: u32) {
        match self.request(call, active.id, active.generation) {
            Some(request) => {
                self.effects.push(Effect::Call(request));
                self.suspend(active, place, Waiting::Call, None);
            }
            None => self.ended(active.id, place.0, Outcome::Lost),
        }
    }

    fn request(&self, call: u32, thread: u16, generation: u32) -> Option<CallRequest> {
        let plan = self.flow.calls.get(call as usize)?;
        let fill = |template| render(self.scope(), template).0;
        Some(CallRequest {
            id: self.effect_id(),
            thread,
            generation,
            call,
            service: plan.service,
            act: plan.act.clone(),
            method: plan.method,
            url: fill(plan.url),
            headers: plan.headers.iter().map(|(name, value)| (name.clone(), fill(*value))).collect(),
            body: self.body(plan),
        })
    }

    /// A JSON object with the members of the plan as strings.
    fn body(&self, plan: &CallPlan) -> String {
        if plan.body.is_empty() {
            return String::new();
        }
        let mut body = String::from("{");
        for (index, (name, template)) in plan.body.iter().enumerate() {
            if index > 0 {
                body.push(',');
            }
            push_json_string(&mut body, name);
            body.push(':');
            push_json_string(&mut body, &render(self.scope(), *template).0);
        }
        body.push('}');
        body
    }
}

fn push_json_string(json: &mut String, text: &str) {
    json.push('"');
    for c in text.chars() {
        match c {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            c if c < ' ' => {
                json.push_str("\\u00");
                for digit in [c as u32 >> 4, c as u32 & 15] {
                    json.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            c => json.push(c),
        }
    }
    json.push('"');
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
