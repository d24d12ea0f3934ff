//! What kinds of block that begin a funnel share: properties, the once-in-a-life rule, hours for what nobody
//! asked for.

use super::lower::schedule_windows;
use super::parts::field;
use super::rules::segment_expr;
use super::{Lower, PreviewLine};
use crate::flow::{DelayPlan, Expr, ExprIdx, ExprOp, Op, OpIdx, StartPolicy, event_id, fold_text};
use crate::model::{Block, Choice, Exit, FormField, Label, Shape};

static MEANWHILE: &[Choice] = &[
    Choice {
        name: "replace", label: Label::new("Заменить то, что идёт", "Replace what runs")
    },
    Choice { name: "beside", label: Label::new("Идти рядом", "Run beside") },
    Choice {
        name: "not_now", label: Label::new("Не начинать второй раз", "Not while it runs")
    },
];

static MEANWHILE_BESIDE: &[Choice] = &[
    Choice { name: "beside", label: Label::new("Идти рядом", "Run beside") },
    Choice {
        name: "replace", label: Label::new("Заменить то, что идёт", "Replace what runs")
    },
    Choice {
        name: "not_now", label: Label::new("Не начинать второй раз", "Not while it runs")
    },
];

const MEANWHILE_LABEL: Label = Label::new("Если другая воронка идёт", "When a funnel runs");
const MEANWHILE_HELP: Label =
    Label::new("Что делать с тем, что уже начато", "What happens to what has begun");

/// What happens to what runs; a word or a link replaces it unless told otherwise.
pub(super) const MEANWHILE_FIELD: FormField =
    field("meanwhile", MEANWHILE_LABEL, MEANWHILE_HELP, Shape::Choice(MEANWHILE));

/// What happens to what runs; an event or a date runs beside it unless told otherwise.
pub(super) const BESIDE_FIELD: FormField =
    field("meanwhile", MEANWHILE_LABEL, MEANWHILE_HELP, Shape::Choice(MEANWHILE_BESIDE));

/// For whom.
pub(super) const SEGMENT_FIELD: FormField = field(
    "segment",
    Label::new("Только для", "Only for"),
    Label::new("Сегмент; пусто — для всех", "A segment; empty for everybody"),
    Shape::Named("segments"),
);

/// Once in the life of a subscriber.
pub(super) const ONCE_FIELD: FormField = field(
    "once",
    Label::new("Один раз на подписчика", "Once per subscriber"),
    Label::new("Второй раз этот вход не сработает", "This entry does not work a second time"),
    Shape::Flag,
);

/// Which of several entries wins.
pub(super) const PRIORITY_FIELD: FormField = field(
    "priority",
    Label::new("Важность", "Priority"),
    Label::new(
        "Если подходят несколько входов, сработает тот, у которого число больше",
        "When several entries fit, the one with the greater number works",
    ),
    Shape::Int { min: -100, max: 100, default: 0 },
);

/// Words that must not occur.
pub(super) const EXCEPT_FIELD: FormField = field(
    "except",
    Label::new("Кроме слов", "But not with"),
    Label::new(
        "Если в тексте есть такое слово, вход не сработает",
        "The entry does not work when the text holds such a word",
    ),
    Shape::Lines,
);

/// Heard in the middle of a question.
pub(super) const INTERRUPTS_FIELD: FormField = field(
    "interrupts",
    Label::new("Даже во время вопроса", "Even in a question"),
    Label::new(
        "Сработает и тогда, когда бот ждёт ответа любыми словами; вопрос, если он ещё ждёт, бот потом повторит",
        "Works even when the bot waits for an answer in any words; a question that still waits is asked again",
    ),
    Shape::Flag,
);

/// Writing at night too.
pub(super) const ANY_TIME_FIELD: FormField = field(
    "any_time",
    Label::new("Можно и в тихие часы", "Quiet hours too"),
    Label::new(
        "Писать сразу, не дожидаясь разрешённых часов проекта",
        "Write at once, without waiting for the project's allowed hours",
    ),
    Shape::Flag,
);

/// What happens to threads that run already, when the author chose; `usual` otherwise.
pub(super) fn policy(block: &Block, usual: StartPolicy) -> StartPolicy {
    match block.text("meanwhile") {
        "replace" => StartPolicy::Replace,
        "beside" => StartPolicy::Beside,
        "not_now" => StartPolicy::NotNow,
        _ => usual,
    }
}

/// The priority of the block's ways.
pub(super) fn priority(block: &Block) -> i64 {
    block.int("priority", 0)
}

/// The words of a list property as the engine compares them; empty lines do not count.
pub(super) fn folded(block: &Block, list: &str) -> Vec<String> {
    block.lines(list).iter().map(|word| fold_text(word)).filter(|word| !word.is_empty()).collect()
}

/// The segment that an entry is for and, when it works once, that it has not worked yet.
pub(super) fn guard(lower: &mut Lower<'_>, segment: &str) -> Option<ExprIdx> {
    let mut ops = Vec::new();
    if !segment.trim().is_empty() {
        ops.extend(segment_expr(lower, segment));
    }
    if lower.block.flag("once") {
        let is_narrow = !ops.is_empty();
        ops.extend([ExprOp::Happened(once(lower)), ExprOp::IsSet, ExprOp::Not]);
        if is_narrow {
            ops.push(ExprOp::And);
        }
    }
    if ops.is_empty() { None } else { Some(lower.expr(Expr { ops })) }
}

/// The event that says that an entry has worked.
fn once(lower: &Lower<'_>) -> u32 {
    event_id(&format!("entered:{}", lower.block_id))
}

/// Begins the block: notes that it has worked, waits for allowed hours when nobody asked for what follows, and
/// gives what is written before it goes on by its exit.
pub(super) fn begin(lower: &mut Lower<'_>, unasked: bool) -> OpIdx {
    let next = lower.exit(&Exit::next(), true);
    lower.begin();
    if lower.block.flag("once") {
        let once = once(lower);
        lower.op(Op::Mark(once));
    }
    if unasked {
        let windows = if lower.block.flag("any_time") { vec![] } else { schedule_windows(lower.project) };
        let pause = lower.push_delay(DelayPlan { windows, capped: true, ..DelayPlan::default() });
        lower.op(Op::Sleep(pause));
    }
    next
}

/// Words in quotes for the canvas: `«цена», «сколько»`.
pub(super) fn quoted(words: &[String]) -> String {
    words.iter().map(|word| format!("«{word}»")).collect::<Vec<_>>().join(", ")
}

/// What the canvas shows of the properties that all entries share.
pub(super) fn common_lines(block: &Block) -> Vec<PreviewLine> {
    let mut lines = Vec::new();
    if !block.lines("except").is_empty() {
        lines.push(PreviewLine::Muted(Label::new("кроме", "but not"), quoted(block.lines("except"))));
    }
    if !block.text("segment").is_empty() {
        lines.push(PreviewLine::Muted(Label::new("для", "for"), block.text("segment").to_owned()));
    }
    if block.flag("once") {
        lines.push(PreviewLine::Muted(Label::new("один раз", "once"), String::new()));
    }
    lines
}
