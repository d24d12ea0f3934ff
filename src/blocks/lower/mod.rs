//! Writing operations: what a block type's lowering is given.

mod names;
mod said;
mod texts;
mod times;

pub use said::{Asked, layer_of, phrase_in};
pub use times::schedule_windows;

use crate::flow::{
    AlarmTrigger, EventTrigger, Expr, ExprIdx, ExprOp, Flow, KeywordTrigger, LinkTrigger, MediaKind,
    MediaPlan, Op, OpIdx, Outcome, ReplyPlan, StartPolicy, TemplateIdx, TriggerTarget, event_id,
};
use crate::model::{Block, BlockId, Decimal, Exit, FieldId, FieldKind, Project, Record, Value, text_of};
use std::collections::BTreeSet;
use std::ops::Range;

/// Something in a block that could not be understood; the flow plays on without it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the property; `buttons.label` inside a list.
    pub prop: String,
    /// Which row of the list.
    pub row: Option<usize>,
    /// Characters of the property's text.
    pub span: Option<Range<usize>>,
    /// What is wrong.
    pub kind: ProblemKind,
}

/// What could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// A template shows a value in a way that there is not.
    UnknownFilter(String),
    /// A property names a table that the project does not have.
    UnknownTable(String),
    /// A property names a column that the table does not have.
    UnknownColumn(String),
    /// A property names a row that the list of the project does not have: the list and the name.
    UnknownListed(&'static str, String),
    /// A template or formula names a field that the project does not have.
    UnknownField(String),
    /// A property names a tag that the project does not have.
    UnknownTag(String),
    /// A property names a block that the project does not have.
    UnknownBlock(String),
    /// A property names a funnel that the project does not have.
    UnknownFunnel(String),
    /// The block is of a kind that this program does not know.
    UnknownKind(String),
    /// `{{` is not closed or holds no name.
    BrokenTemplate,
    /// The formula breaks off or holds something else than expected.
    BrokenFormula(&'static str),
    /// A span of time, time of day, window or list of weekdays that does not read as one.
    BrokenTime(String),
    /// Degrees of a place that do not read as such.
    BrokenPlace(String),
    /// A cell of a table that does not read as what the field that keeps it holds.
    OddCell(String, FieldKind),
    /// A value that does not read as what the field holds that keeps it or is compared with it.
    OddValue(String, FieldKind),
}

/// A way into the flow that a block opens. Ways are tried by priority, then in order of funnel and block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// A deep link.
    Link(LinkTrigger),
    /// A command without its slash.
    Command(String, TriggerTarget),
    /// A keyword.
    Keyword(KeywordTrigger),
    /// An event.
    Event(EventTrigger),
    /// A moment.
    Alarm(AlarmTrigger),
    /// Everything that nothing else caught.
    Default(TriggerTarget),
    /// A stop word.
    Stop(TriggerTarget),
    /// A start word.
    Resume(TriggerTarget),
    /// What a plain start without a command of its own leads to; the first one counts.
    Greeting(TriggerTarget),
}

/// The place that a lowering writes to: one block of one project into one flow.
///
/// A lowering first asks for its exits, which writes the ways out, then calls [`Lower::begin`] and writes the
/// block's own operations.
pub struct Lower<'a> {
    /// The project.
    pub project: &'a Project,
    /// The block's id.
    pub block_id: BlockId,
    /// The block.
    pub block: &'a Block,
    /// What could not be understood so far.
    pub problems: Vec<Problem>,
    flow: &'a mut Flow,
    /// Jumps to other blocks, known when all blocks are written.
    pub wires: Vec<(OpIdx, BlockId)>,
    /// Ways in that the block opens, with their priorities; the highest comes first.
    pub ways: Vec<(i64, Way)>,
    start: Option<OpIdx>,
    at: (String, Option<usize>),
    asked: Option<Vec<Asked>>,
    places: Option<Vec<TextPlace>>,
    has_table: bool,
    clicked: Option<&'a BTreeSet<BlockId>>,
}

/// Where the author wrote a text that the layers may replace: its template, property and row.
pub type TextPlace = (TemplateIdx, String, Option<usize>);

impl<'a> Lower<'a> {
    /// Prepares to write one block.
    pub fn new(project: &'a Project, block_id: BlockId, block: &'a Block, flow: &'a mut Flow) -> Self {
        Self {
            project,
            block_id,
            block,
            problems: Vec::new(),
            flow,
            wires: Vec::new(),
            ways: Vec::new(),
            start: None,
            at: (String::new(), None),
            asked: None,
            places: None,
            has_table: false,
            clicked: None,
        }
    }

    /// The same with what [`super::clicked`] has found, which saves every block a look at all others.
    pub fn knowing(self, clicked: &'a BTreeSet<BlockId>) -> Self {
        Self { clicked: Some(clicked), ..self }
    }

    /// Whether some block waits for clicks on the links of this one.
    pub fn is_clicked(&self) -> bool {
        match self.clicked {
            Some(clicked) => clicked.contains(&self.block_id),
            None => super::clicked(self.project).contains(&self.block_id),
        }
    }

    /// The block's first operation, once it has begun.
    pub fn start(&self) -> Option<OpIdx> {
        self.start
    }

    /// Whether the block looked into a table of the project, so that the flow's may be other than before.
    pub fn has_table(&self) -> bool {
        self.has_table
    }

    /// The flow's tables, for plans that only one kind of block has.
    pub fn flow(&mut self) -> &mut Flow {
        self.flow
    }

    /// Marks where the block's own operations begin.
    pub fn begin(&mut self) {
        self.start = Some(self.next_op());
    }

    /// The index that the next operation gets.
    pub fn next_op(&self) -> OpIdx {
        self.flow.ops.len() as OpIdx
    }

    /// Says that the block begins with an operation that was written already.
    pub fn begin_at(&mut self, first: OpIdx) {
        self.start = Some(first);
    }

    /// Writes an operation and gives its index.
    pub fn op(&mut self, op: Op) -> OpIdx {
        if matches!(op, Op::Wait(_) | Op::Sleep(_) | Op::Call(_) | Op::Human(_)) {
            self.flow.waiting.push((self.block_id, self.flow.ops.len() as OpIdx));
        }
        self.flow.ops.push(op);
        self.flow.origin.push(self.block_id);
        (self.flow.ops.len() - 1) as OpIdx
    }

    /// Lets a jump that was written before lead to an operation that is known now.
    pub fn patch(&mut self, jump: OpIdx, to: OpIdx) {
        if let Some(op) = self.flow.ops.get_mut(jump as usize) {
            *op = Op::Jump(to);
        }
    }

    /// Writes the way out by an exit and gives its first operation. Unconnected, a required exit is a dead end
    /// and any other the end.
    pub fn exit(&mut self, exit: &Exit, required: bool) -> OpIdx {
        self.exit_with(exit, required, "", &[])
    }

    /// Like [`Lower::exit`], with actions on the way; `list` names the property they stand in.
    pub fn exit_with(&mut self, exit: &Exit, required: bool, list: &str, actions: &[Record]) -> OpIdx {
        let first = self.next_op();
        self.actions(list, actions);
        let name = self.exit_name(exit);
        self.op(Op::Leave(name));
        match self.block.exits.get(exit) {
            Some(target) => {
                let jump = self.op(Op::Jump(0));
                self.wires.push((jump, *target));
            }
            None => {
                self.op(Op::End(if required { Outcome::DeadEnd } else { Outcome::Done }));
            }
        }
        first
    }

    fn exit_name(&mut self, exit: &Exit) -> u32 {
        let known = self.flow.exits.iter().position(|name| *name == exit.0);
        known.unwrap_or_else(|| {
            self.flow.exits.push(exit.0.clone());
            self.flow.exits.len() - 1
        }) as u32
    }

    /// Says which property is read next, for the places of problems.
    pub fn reading(&mut self, prop: impl Into<String>, row: Option<usize>) {
        self.at = (prop.into(), row);
    }

    /// Notes a problem in the property that is being read.
    pub fn problem(&mut self, span: Option<Range<usize>>, kind: ProblemKind) {
        let (prop, row) = self.at.clone();
        self.problems.push(Problem { prop, row, span, kind });
    }

    /// Where a trigger of this block leads, once the block has begun.
    pub fn target(&self, policy: StartPolicy, guard: Option<ExprIdx>) -> TriggerTarget {
        self.target_at(self.start.unwrap_or_default(), policy, guard)
    }

    /// Where a trigger of this block leads that begins at an operation of its own.
    pub fn target_at(&self, op: OpIdx, policy: StartPolicy, guard: Option<ExprIdx>) -> TriggerTarget {
        TriggerTarget { block: self.block_id, op, policy, guard }
    }

    /// Opens a way into the flow.
    pub fn way(&mut self, priority: i64, way: Way) {
        self.ways.push((priority, way));
    }

    /// Writes changes of tags and fields.
    pub fn actions(&mut self, list: &str, rows: &[Record]) {
        for (row, record) in rows.iter().enumerate() {
            let row = if list == "actions" { Some(row) } else { self.at.1 };
            let list = if list.is_empty() { "actions" } else { list };
            let act = text_of(record, "act");
            if matches!(act, "" | "add_tag" | "drop_tag") {
                self.reading(format!("{list}.tag"), row);
                if let Some(tag_id) = self.tag(text_of(record, "tag")) {
                    self.op(if act == "drop_tag" { Op::DropTag(tag_id) } else { Op::AddTag(tag_id) });
                }
                continue;
            }
            if act == "event" {
                let event = text_of(record, "value").trim();
                if !event.is_empty() {
                    self.op(Op::Mark(event_id(event)));
                }
                continue;
            }
            self.reading(format!("{list}.field"), row);
            let Some((field_id, own_kind)) = self.field(text_of(record, "field")) else { continue };
            let mut ops = match (act, text_of(record, "formula")) {
                ("clear", _) => vec![],
                ("round", _) => vec![ExprOp::Field(field_id), ExprOp::Round],
                (_, "") => {
                    self.reading(format!("{list}.value"), row);
                    let is_joined = matches!(own_kind, FieldKind::Text | FieldKind::List);
                    match act {
                        "add" if is_joined => self.amount(text_of(record, "value")),
                        "add" | "multiply" | "divide" => {
                            self.value(text_of(record, "value"), FieldKind::Number)
                        }
                        _ => self.value(text_of(record, "value"), own_kind),
                    }
                }
                (_, formula) => {
                    self.reading(format!("{list}.formula"), row);
                    self.formula(formula).ops
                }
            };
            match act {
                "add" => ops = added(field_id, own_kind, ops),
                "multiply" | "divide" => {
                    ops.insert(0, ExprOp::Field(field_id));
                    ops.push(if act == "divide" { ExprOp::Div } else { ExprOp::Mul });
                }
                _ => {}
            }
            let expr = self.expr(Expr { ops });
            self.op(Op::Set(field_id, expr));
        }
    }

    /// A media file as a reply carries it, by its ending.
    pub fn media(&self, name: &str) -> Vec<MediaPlan> {
        media_plan(self.block.text(name)).into_iter().collect()
    }

    /// Keeps a reply and gives its index.
    pub fn reply(&mut self, reply: ReplyPlan) -> u32 {
        self.flow.replies.push(reply);
        (self.flow.replies.len() - 1) as u32
    }

    /// A reply of plain text from a property.
    pub fn text_reply(&mut self, prop: &str) -> u32 {
        self.reading(prop, None);
        let text = self.template(self.block.text(prop));
        self.reply(ReplyPlan { block: self.block_id, text, ..ReplyPlan::default() })
    }
}

/// What adds a value to a field. A list that is empty still takes its first item; a date that is not known has no
/// day after it.
fn added(field_id: FieldId, kind: FieldKind, value: Vec<ExprOp>) -> Vec<ExprOp> {
    let field = ExprOp::Field(field_id);
    let (before, after) = match kind {
        FieldKind::List => {
            (vec![ExprOp::Const(Value::List(Vec::new())), field, ExprOp::Add], vec![ExprOp::Add])
        }
        FieldKind::Date | FieldKind::Moment | FieldKind::Time => {
            (vec![field, ExprOp::Const(Value::Number(Decimal::ZERO))], vec![ExprOp::Sub, ExprOp::Sub])
        }
        FieldKind::Text | FieldKind::Number | FieldKind::Flag => (vec![field], vec![ExprOp::Add]),
    };
    before.into_iter().chain(value).chain(after).collect()
}

/// A media file by its path and ending; `None` for an empty path.
pub(super) fn media_plan(path: &str) -> Option<MediaPlan> {
    let path = path.trim();
    (!path.is_empty()).then(|| MediaPlan { kind: MediaKind::of_path(path), path: path.to_owned() })
}
