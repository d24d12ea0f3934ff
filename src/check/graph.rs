//! Ways through the flow: what can be reached, and where it turns in a circle without a pause.

use crate::flow::{ButtonPlan, DelayPlan, ExprOp, Flow, Op, OpIdx, numbered_event_id};
use crate::model::BlockId;
use std::collections::BTreeSet;

/// The ways between operations.
pub(super) struct Graph {
    /// Where each operation can lead, at once or later.
    next: Vec<Vec<OpIdx>>,
    /// Whether the engine stops at the operation until something happens.
    pauses: Vec<bool>,
}

impl Graph {
    /// Reads the ways out of the operations.
    pub fn new(flow: &Flow) -> Self {
        let ops = flow.ops.iter().enumerate();
        let mut graph = Self {
            next: ops.map(|(at, op)| ways(flow, at as OpIdx, op)).collect(),
            pauses: flow.ops.iter().map(|op| pauses(flow, op)).collect(),
        };
        let begun = graph.begun_by_events(flow);
        for (op, to) in begun {
            graph.next[op as usize].push(to);
        }
        graph
    }

    /// Ways that an operation takes by an event of its own making: a tag put on begins what waits for that tag. A
    /// tag that is on already and a value that stays the same are no event, so they count only where the circle
    /// undoes them as well.
    fn begun_by_events(&self, flow: &Flow) -> Vec<(OpIdx, OpIdx)> {
        let mut begun = Vec::new();
        if flow.triggers.events.is_empty() {
            return begun;
        }
        for (at, op) in flow.ops.iter().enumerate() {
            let (event, undone) = if let Op::Mark(event) = *op {
                (event, None)
            } else if let Op::AddTag(tag) = *op {
                (numbered_event_id("tag:", tag.0.into()), Some(Op::DropTag(tag)))
            } else if let Op::DropTag(tag) = *op {
                (numbered_event_id("untag:", tag.0.into()), Some(Op::AddTag(tag)))
            } else if let Op::Set(field, expr) = *op
                && reckons(flow, expr)
            {
                (numbered_event_id("field:", field.0.into()), None)
            } else {
                continue;
            };
            let triggers = flow.triggers.events.iter().filter(|trigger| trigger.event == event);
            for to in triggers.map(|trigger| trigger.target.op) {
                let holds = |op: Op| self.reached_at_once(to).iter().any(|at| flow.ops[*at as usize] == op);
                if undone.is_none_or(holds) {
                    begun.push((at as OpIdx, to));
                }
            }
        }
        begun
    }

    /// Operations that are reached from one before anything is waited for.
    fn reached_at_once(&self, from: OpIdx) -> BTreeSet<OpIdx> {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(op) = open.pop() {
            if (op as usize) < self.next.len() && reached.insert(op) {
                open.extend(self.at_once(op as usize));
            }
        }
        reached
    }

    /// Operations that can be reached from some.
    pub fn reached(&self, from: impl IntoIterator<Item = OpIdx>) -> BTreeSet<OpIdx> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<OpIdx> = from.into_iter().collect();
        while let Some(op) = open.pop() {
            if reached.insert(op) {
                open.extend(self.next.get(op as usize).into_iter().flatten());
            }
        }
        reached
    }

    /// Circles that the engine would run through without a pause, each as its operations in order.
    pub fn circles(&self) -> Vec<Vec<OpIdx>> {
        let mut search = Search::new(self);
        for op in 0..self.next.len() {
            search.from(op);
        }
        let mut circles = search.circles;
        circles.sort();
        circles
    }

    /// Whether a way leads out of a circle.
    pub fn leaves(&self, circle: &[OpIdx]) -> bool {
        let ways = circle.iter().filter_map(|op| self.next.get(*op as usize)).flatten();
        ways.into_iter().any(|next| circle.binary_search(next).is_err())
    }

    /// Where an operation leads, at once or later.
    pub fn next(&self, op: usize) -> &[OpIdx] {
        self.next.get(op).map_or(&[], Vec::as_slice)
    }

    /// Where an operation leads without a pause.
    pub fn at_once(&self, op: usize) -> &[OpIdx] {
        if self.pauses[op] { &[] } else { &self.next[op] }
    }
}

/// The blocks of some operations, each once, in the order of their first operation.
pub(super) fn blocks_of(flow: &Flow, ops: &[OpIdx]) -> Vec<BlockId> {
    let mut seen = BTreeSet::new();
    let blocks = ops.iter().filter_map(|op| flow.origin.get(*op as usize));
    blocks.copied().filter(|block_id| seen.insert(*block_id)).collect()
}

fn ways(flow: &Flow, at: OpIdx, op: &Op) -> Vec<OpIdx> {
    let following = at + 1;
    match *op {
        Op::Say(_) | Op::Set(..) | Op::AddTag(_) | Op::DropTag(_) | Op::Tell(_) | Op::Cart(_) => {
            vec![following]
        }
        Op::Leave(_) | Op::Subscribe(_) | Op::Agree(_) | Op::Mark(_) | Op::Halt(_) => vec![following],
        Op::Sleep(delay) => {
            let past = flow.delays.get(delay as usize).and_then(|delay| delay.past);
            [Some(following), past].into_iter().flatten().collect()
        }
        Op::Start(target) => {
            let begun = flow.targets.get(target as usize).map(|target| target.op);
            [Some(following), begun].into_iter().flatten().collect()
        }
        // What is called comes back to the exit of the block that called it.
        Op::Gosub(to) => {
            let back = flow.origin.get(at as usize).and_then(|block| flow.return_of(*block));
            [Some(to), back].into_iter().flatten().collect()
        }
        // Back and home lead to menus that were reached before.
        Op::Back | Op::Home => vec![],
        Op::Human(human) => {
            flow.humans.get(human as usize).map_or(vec![], |human| vec![human.done, human.timeout])
        }
        Op::Lookup(lookup) => {
            let none = flow.lookups.get(lookup as usize).map(|lookup| lookup.none);
            [Some(following), none].into_iter().flatten().collect()
        }
        Op::Unless(_, otherwise) => vec![following, otherwise],
        Op::Jump(to) => vec![to],
        Op::End(_) => vec![],
        Op::Split(split) => {
            let arms = flow.splits.get(split as usize).into_iter().flat_map(|split| &split.arms);
            arms.filter(|arm| arm.0 > 0).map(|arm| arm.1).collect()
        }
        Op::Call(call) => {
            let Some(call) = flow.calls.get(call as usize) else { return vec![] };
            [call.ok, call.fail].into_iter().chain(call.outcomes.iter().map(|outcome| outcome.1)).collect()
        }
        Op::Wait(wait) => {
            let Some(wait) = flow.waits.get(wait as usize) else { return vec![] };
            let reply = wait.reply.and_then(|reply| flow.replies.get(reply as usize));
            let cards = reply.into_iter().flat_map(|reply| &reply.cards).flat_map(|card| &card.buttons);
            let buttons = reply.into_iter().flat_map(|reply| reply.rows.iter().chain(&reply.quick)).flatten();
            let pressable = |button: &&ButtonPlan| button.url.is_none() && button.request.is_none();
            let mut ways: Vec<_> = buttons.chain(cards).filter(pressable).map(|button| button.to).collect();
            ways.extend(reply.and_then(|reply| reply.choices.as_ref()).map(|choices| choices.to));
            ways.extend(wait.answer.iter().flat_map(|answer| [answer.ok, answer.fail]));
            ways.extend([wait.timeout, wait.reminder].into_iter().flatten().map(|timeout| timeout.to));
            ways.extend(wait.events.iter().map(|event| event.1).chain(wait.all));
            ways
        }
    }
}

/// Whether a value is worked out of another, so that it may be a new one every time.
fn reckons(flow: &Flow, expr: u32) -> bool {
    let ops = flow.exprs.get(expr as usize).map_or(&[][..], |expr| &expr.ops);
    let has = |is: fn(&ExprOp) -> bool| ops.iter().any(is);
    has(|op| matches!(op, ExprOp::Field(_)))
        && has(|op| matches!(op, ExprOp::Add | ExprOp::Sub | ExprOp::Mul | ExprOp::Div))
}

/// A sleep of no time is no pause: its timer fires at once.
fn pauses(flow: &Flow, op: &Op) -> bool {
    match op {
        Op::Wait(_) | Op::Call(_) | Op::Human(_) | Op::End(_) => true,
        Op::Sleep(delay) => flow.delays.get(*delay as usize).is_some_and(takes_time),
        Op::Say(_) | Op::Set(..) | Op::AddTag(_) | Op::DropTag(_) | Op::Unless(..) | Op::Tell(_) => false,
        Op::Split(_) | Op::Jump(_) | Op::Leave(_) | Op::Subscribe(_) | Op::Agree(_) | Op::Mark(_) => false,
        Op::Gosub(_) | Op::Start(_) | Op::Halt(_) | Op::Lookup(_) | Op::Cart(_) => false,
        // They lead to a menu, which waits.
        Op::Back | Op::Home => true,
    }
}

fn takes_time(delay: &DelayPlan) -> bool {
    delay.months > 0 || delay.days > 0 || delay.secs > 0 || delay.at.is_some() || delay.weekdays != 0
}

/// Tarjan's search for circles, without recursion, so that a funnel of any length fits.
struct Search<'a> {
    graph: &'a Graph,
    /// Number of each operation in order of discovery, 0 for not yet.
    index: Vec<usize>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    count: usize,
    circles: Vec<Vec<OpIdx>>,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Graph) -> Self {
        let size = graph.next.len();
        Self {
            graph,
            index: vec![0; size],
            low: vec![0; size],
            on_stack: vec![false; size],
            stack: Vec::new(),
            count: 0,
            circles: Vec::new(),
        }
    }

    fn from(&mut self, root: usize) {
        if self.index[root] > 0 {
            return;
        }
        // Operations being looked at, with how many of their ways are done.
        let mut work = vec![(root, 0)];
        self.discover(root);
        while let Some((op, done)) = work.pop() {
            match self.graph.at_once(op).get(done).map(|next| *next as usize) {
                Some(next) if next >= self.index.len() => work.push((op, done + 1)),
                Some(next) => {
                    work.push((op, done + 1));
                    if self.index[next] == 0 {
                        self.discover(next);
                        work.push((next, 0));
                    } else if self.on_stack[next] {
                        self.low[op] = self.low[op].min(self.index[next]);
                    }
                }
                None => {
                    if let Some((above, _)) = work.last() {
                        self.low[*above] = self.low[*above].min(self.low[op]);
                    }
                    self.close(op);
                }
            }
        }
    }

    fn discover(&mut self, op: usize) {
        self.count += 1;
        self.index[op] = self.count;
        self.low[op] = self.count;
        self.stack.push(op);
        self.on_stack[op] = true;
    }

    /// Takes a finished component off the stack and keeps it when it is a circle.
    fn close(&mut self, op: usize) {
        if self.low[op] != self.index[op] {
            return;
        }
        let from = self.stack.iter().rposition(|other| *other == op).unwrap_or(0);
        let mut component: Vec<OpIdx> = self.stack.drain(from..).map(|op| op as OpIdx).collect();
        for op in &component {
            self.on_stack[*op as usize] = false;
        }
        if component.len() > 1 || self.graph.at_once(op).contains(&(op as OpIdx)) {
            component.sort_unstable();
            self.circles.push(component);
        }
    }
}
