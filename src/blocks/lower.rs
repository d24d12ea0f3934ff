//! Writing operations: what a block type's lowering is given.

use super::parts::{is_beside, keyboard_rows};
use crate::flow::{
    ButtonPlan, DelayPlan, Expr, ExprIdx, ExprOp, Flow, FormulaError, MediaKind, MediaPlan, Names, Op, OpIdx,
    Outcome, ReplyPlan, Template, TemplateError, TemplateIdx, UrlButtonPlan, Window, parse_duration,
    parse_formula, parse_plain, parse_template, parse_time_of_day, parse_weekdays, parse_window,
};
use crate::model::{
    Block, BlockId, Exit, FieldId, FieldKind, Project, Record, TagId, Value, rows_of, text_of,
};
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
    /// A template or formula names a field that the project does not have.
    UnknownField(String),
    /// A property names a tag that the project does not have.
    UnknownTag(String),
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
    start: Option<OpIdx>,
    at: (String, Option<usize>),
}

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
            start: None,
            at: (String::new(), None),
        }
    }

    /// The block's first operation, once it has begun.
    pub fn start(&self) -> Option<OpIdx> {
        self.start
    }

    /// The flow's tables, for plans that only one kind of block has.
    pub fn flow(&mut self) -> &mut Flow {
        self.flow
    }

    /// Marks where the block's own operations begin.
    pub fn begin(&mut self) {
        self.start = Some(self.flow.ops.len() as OpIdx);
    }

    /// Writes an operation and gives its index.
    pub fn op(&mut self, op: Op) -> OpIdx {
        if matches!(op, Op::Wait(_) | Op::Sleep(_) | Op::Call(_)) {
            self.flow.waiting.push((self.block_id, self.flow.ops.len() as OpIdx));
        }
        self.flow.ops.push(op);
        self.flow.origin.push(self.block_id);
        (self.flow.ops.len() - 1) as OpIdx
    }

    /// Writes the way out by an exit and gives its first operation. Unconnected, a required exit is a dead end
    /// and any other the end.
    pub fn exit(&mut self, exit: &Exit, required: bool) -> OpIdx {
        self.exit_with(exit, required, "", &[])
    }

    /// Like [`Lower::exit`], with actions on the way; `list` names the property they stand in.
    pub fn exit_with(&mut self, exit: &Exit, required: bool, list: &str, actions: &[Record]) -> OpIdx {
        let first = self.flow.ops.len() as OpIdx;
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

    /// Parses a template of the property that is being read.
    pub fn template(&mut self, source: &str) -> TemplateIdx {
        let project = self.project;
        let parsed = parse_template(source, |name| project.field(name).map(|field| field.0));
        self.keep_template(parsed)
    }

    fn keep_template(&mut self, (template, errors): (Template, Vec<TemplateError>)) -> TemplateIdx {
        for error in errors {
            let kind = match &error {
                TemplateError::UnknownField(name, _) => ProblemKind::UnknownField(name.clone()),
                TemplateError::Unclosed(_) | TemplateError::Empty(_) => ProblemKind::BrokenTemplate,
            };
            self.problem(Some(error.span()), kind);
        }
        self.push_template(template)
    }

    /// Parses a text without formatting: an address, a caption, a value.
    pub fn plain(&mut self, source: &str) -> TemplateIdx {
        let project = self.project;
        let parsed = parse_plain(source, |name| project.field(name).map(|field| field.0));
        self.keep_template(parsed)
    }

    fn push_template(&mut self, template: Template) -> TemplateIdx {
        self.flow.templates.push(template);
        (self.flow.templates.len() - 1) as TemplateIdx
    }

    /// Parses a formula of the property that is being read; a broken one is never true.
    pub fn formula(&mut self, source: &str) -> Expr {
        match parse_formula(source, &ProjectNames(self.project)) {
            Ok(expr) => expr,
            Err(error) => {
                let kind = match &error {
                    FormulaError::UnknownField(name, _) => ProblemKind::UnknownField(name.clone()),
                    FormulaError::UnknownTag(name, _) => ProblemKind::UnknownTag(name.clone()),
                    FormulaError::Syntax(_, expected) => ProblemKind::BrokenFormula(expected),
                };
                self.problem(Some(error.span()), kind);
                Expr { ops: vec![ExprOp::Const(Value::Flag(false))] }
            }
        }
    }

    /// Keeps an expression.
    pub fn expr(&mut self, expr: Expr) -> ExprIdx {
        self.flow.exprs.push(expr);
        (self.flow.exprs.len() - 1) as ExprIdx
    }

    /// A value as an expression: a literal of the field's kind, or a template.
    pub fn value(&mut self, source: &str, kind: FieldKind) -> Vec<ExprOp> {
        let template = self.plain(source);
        let literal = self.flow.templates[template as usize].as_literal().map(str::to_owned);
        match (literal.as_deref(), kind) {
            (Some(text), FieldKind::Number) => match crate::model::Decimal::parse(text) {
                Some(number) => vec![ExprOp::Const(Value::Number(number))],
                None => vec![ExprOp::Const(Value::text(text))],
            },
            (Some(text), FieldKind::Flag) => {
                vec![ExprOp::Const(Value::Flag(matches!(text.trim(), "true" | "да" | "yes" | "1")))]
            }
            (Some(text), _) => vec![ExprOp::Const(Value::text(text))],
            (None, _) => vec![ExprOp::Template(template)],
        }
    }

    /// The field that a property names, or `None` with a problem when there is no such field.
    pub fn field(&mut self, name: &str) -> Option<(FieldId, FieldKind)> {
        let name = name.trim();
        let found = self.project.field(name);
        if found.is_none() && !name.is_empty() {
            self.problem(None, ProblemKind::UnknownField(name.into()));
        }
        found
    }

    /// The tag that a property names, or `None` with a problem when there is no such tag.
    pub fn tag(&mut self, name: &str) -> Option<TagId> {
        let name = name.trim();
        let found = self.project.tag(name);
        if found.is_none() && !name.is_empty() {
            self.problem(None, ProblemKind::UnknownTag(name.into()));
        }
        found
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
            self.reading(format!("{list}.field"), row);
            let Some((field_id, kind)) = self.field(text_of(record, "field")) else { continue };
            let mut ops = match (act, text_of(record, "formula")) {
                ("clear", _) => vec![],
                (_, "") => {
                    self.reading(format!("{list}.value"), row);
                    let kind = if act == "add" { FieldKind::Number } else { kind };
                    self.value(text_of(record, "value"), kind)
                }
                (_, formula) => {
                    self.reading(format!("{list}.formula"), row);
                    self.formula(formula).ops
                }
            };
            if act == "add" {
                ops.insert(0, ExprOp::Field(field_id));
                ops.push(ExprOp::Add);
            }
            let expr = self.expr(Expr { ops });
            self.op(Op::Set(field_id, expr));
        }
    }

    /// Buttons of a list property with their ways out, row by row.
    pub fn buttons(&mut self, list: &str) -> Vec<Vec<ButtonPlan>> {
        let block = self.block;
        let mut plans = Vec::new();
        for (row, record) in block.rows(list).iter().enumerate() {
            let key = text_of(record, "key").to_owned();
            let url = text_of(record, "url").trim();
            self.reading(format!("{list}.label"), Some(row));
            let label = self.plain(text_of(record, "label"));
            let plan = if url.is_empty() {
                let to = self.exit_with(
                    &Exit::new(key.clone()),
                    true,
                    &format!("{list}.actions"),
                    rows_of(record, "actions"),
                );
                ButtonPlan { key, label, url: None, to }
            } else {
                self.reading(format!("{list}.url"), Some(row));
                let url = Some(UrlButtonPlan { url: self.plain(url) });
                ButtonPlan { key, label, url, to: 0 }
            };
            plans.push((is_beside(record), plan));
        }
        keyboard_rows(plans)
    }

    /// A media file as a reply carries it; pictures by their ending, everything else as a document.
    pub fn media(&self, name: &str) -> Option<MediaPlan> {
        let path = self.block.text(name).trim();
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        let is_image = matches!(ending.as_str(), "png" | "jpg" | "jpeg" | "webp" | "gif");
        let kind = if is_image { MediaKind::Image } else { MediaKind::File };
        (!path.is_empty()).then(|| MediaPlan { kind, path: path.to_owned() })
    }

    /// Keeps a reply and gives its index.
    pub fn reply(&mut self, reply: ReplyPlan) -> u32 {
        self.flow.replies.push(reply);
        (self.flow.replies.len() - 1) as u32
    }

    /// A reply of plain text from a property.
    pub fn text_reply(&mut self, prop: &str, fallback: &str) -> u32 {
        self.reading(prop, None);
        let source = self.block.text(prop);
        let text = self.template(if source.trim().is_empty() { fallback } else { source });
        self.reply(ReplyPlan { block: self.block_id, text, ..ReplyPlan::default() })
    }

    /// Milliseconds of a short span property such as a typing pause; 0 when empty.
    pub fn millis(&mut self, prop: &str) -> u32 {
        self.reading(prop, None);
        let source = self.block.text(prop).trim();
        match parse_duration(source) {
            Some(span) => u32::try_from(span.secs.saturating_mul(1000)).unwrap_or(u32::MAX),
            None => {
                self.broken_time(source);
                0
            }
        }
    }

    /// The delay of a span property within the project's schedule, when the property is filled in.
    pub fn delay(&mut self, prop: &str, in_schedule: bool) -> Option<u32> {
        self.reading(prop, None);
        let source = self.block.text(prop).trim();
        let span = parse_duration(source);
        if span.is_none() {
            self.broken_time(source);
        }
        let span = span?;
        let mut plan =
            DelayPlan { months: span.months, days: span.days, secs: span.secs, ..DelayPlan::default() };
        if in_schedule {
            plan.windows = schedule_windows(self.project);
        }
        Some(self.push_delay(plan))
    }

    /// Keeps a delay and gives its index.
    pub fn push_delay(&mut self, plan: DelayPlan) -> u32 {
        self.flow.delays.push(plan);
        (self.flow.delays.len() - 1) as u32
    }

    /// A time-of-day property; a broken one is a problem.
    pub fn time_of_day(&mut self, prop: &str) -> Option<u32> {
        self.reading(prop, None);
        let source = self.block.text(prop).trim();
        let parsed = parse_time_of_day(source);
        if parsed.is_none() {
            self.broken_time(source);
        }
        parsed
    }

    /// The block's own window and weekdays as a window, when one of them is filled in.
    pub fn window(&mut self, window: &str, days: &str) -> Option<Window> {
        let (hours, mask) = (self.block.text(window).trim(), self.block.text(days).trim());
        let mut plan = Window::default();
        self.reading(window, None);
        match parse_window(hours) {
            Some(parsed) => plan = parsed,
            None => self.broken_time(hours),
        }
        self.reading(days, None);
        match parse_weekdays(mask) {
            Some(parsed) => plan.days = parsed,
            None => self.broken_time(mask),
        }
        (plan != Window::default()).then_some(plan)
    }

    fn broken_time(&mut self, source: &str) {
        if !source.is_empty() {
            self.problem(None, ProblemKind::BrokenTime(source.into()));
        }
    }
}

/// The project's schedule as windows that delays keep to. What does not read is reported by the compiler.
pub fn schedule_windows(project: &Project) -> Vec<Window> {
    let schedule = &project.schedule;
    let mut window = parse_window(&schedule.quiet).map(|quiet| quiet.inverted()).unwrap_or_default();
    window.days = parse_weekdays(&schedule.days).unwrap_or(window.days);
    window.holidays = schedule.holidays.iter().filter_map(|date| crate::flow::parse_date(date)).collect();
    if window == Window::default() { vec![] } else { vec![window] }
}

struct ProjectNames<'a>(&'a Project);

impl Names for ProjectNames<'_> {
    fn field(&self, name: &str) -> Option<FieldId> {
        self.0.field(name).map(|field| field.0)
    }

    fn tag(&self, name: &str) -> Option<TagId> {
        self.0.tag(name)
    }
}
