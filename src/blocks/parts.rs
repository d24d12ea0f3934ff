//! Forms and exits that several kinds of block share: rows, actions, silence.

use super::{Caption, ExitKind, ExitSpec, Lower, PreviewLine};
use crate::flow::{LatePolicy, Op, TimeoutPlan, WaitPlan};
use crate::model::{Block, Choice, Exit, Form, FormField, Label, Record, Shape, flag_of, text_of};

/// A field with a label and a help line.
pub(super) const fn field(name: &'static str, label: Label, help: Label, shape: Shape) -> FormField {
    FormField::new(name, label, help, shape)
}

/// The stable name of a row; exits are named by it.
pub(super) const KEY: FormField = field(
    "key",
    Label::new("Ключ", "Key"),
    Label::new("Постоянное имя выхода; задаётся само", "Lasting name of the exit; set by itself"),
    Shape::Line,
);

static ACTS: &[Choice] = &[
    Choice { name: "add_tag", label: Label::new("Поставить тег", "Put a tag on") },
    Choice { name: "drop_tag", label: Label::new("Снять тег", "Take a tag off") },
    Choice { name: "set", label: Label::new("Записать в поле", "Set a field") },
    Choice { name: "add", label: Label::new("Прибавить к полю", "Add to a field") },
    Choice { name: "multiply", label: Label::new("Умножить поле на", "Multiply a field by") },
    Choice { name: "divide", label: Label::new("Разделить поле на", "Divide a field by") },
    Choice { name: "round", label: Label::new("Округлить поле", "Round a field") },
    Choice { name: "clear", label: Label::new("Очистить поле", "Clear a field") },
    Choice { name: "event", label: Label::new("Отметить событие", "Record an event") },
];

/// A change of tags or fields.
pub(super) static ACTION_FORM: Form = Form {
    name: "action",
    fields: &[
        field(
            "act",
            Label::new("Что сделать", "What to do"),
            Label::new("Действие с тегом или полем", "What happens to the tag or field"),
            Shape::Choice(ACTS),
        ),
        field(
            "tag",
            Label::new("Тег", "Tag"),
            Label::new("Какой тег поставить или снять", "Which tag to put on or take off"),
            Shape::Tag,
        ),
        field(
            "field",
            Label::new("Поле", "Field"),
            Label::new("Какое поле изменить", "Which field to change"),
            Shape::Field,
        ),
        field(
            "value",
            Label::new("Значение", "Value"),
            Label::new("Текст или число, можно с полями в {{ }}", "Text or number, may hold fields in {{ }}"),
            Shape::Line,
        ),
        field(
            "formula",
            Label::new("Формула", "Formula"),
            Label::new("Вместо значения: score * 2 + 1", "Instead of a value: score * 2 + 1"),
            Shape::Formula,
        ),
    ],
};

/// Whether a button joins the row of the one before.
pub(super) const BESIDE: FormField = field(
    "beside",
    Label::new("В одном ряду с предыдущей", "In one row with the previous"),
    Label::new("Ставит кнопку справа от предыдущей", "Puts the button to the right of the previous one"),
    Shape::Flag,
);

/// What a press changes before the conversation goes on.
pub(super) const PRESS_ACTIONS: FormField = field(
    "actions",
    Label::new("При нажатии", "When pressed"),
    Label::new("Теги и поля, которые меняет нажатие", "Tags and fields that a press changes"),
    Shape::List(&ACTION_FORM),
);

/// What is said when a press was expected.
pub(super) const UNKNOWN: FormField = field(
    "unknown",
    Label::new("Если ответили текстом", "When answered by text"),
    Label::new(
        "Что сказать, если ждали нажатия, а пришёл текст",
        "What to say when a press was expected and text came",
    ),
    Shape::Text,
);

static LATE_WAYS: &[Choice] = &[
    Choice { name: "follow", label: Label::new("Перейти по кнопке", "Follow the button") },
    Choice {
        name: "ignore",
        label: Label::new("Сказать, что кнопка устарела", "Say that the button is old"),
    },
];

/// What a press on an old message does.
pub(super) const LATE: FormField = field(
    "late",
    Label::new("Нажали на старое сообщение", "Pressed on an old message"),
    Label::new(
        "Что делает кнопка, когда разговор ушёл дальше",
        "What a button does when the conversation has moved on",
    ),
    Shape::Choice(LATE_WAYS),
);

/// The wait for a press of a reply's buttons, by [`UNKNOWN`] and [`LATE`].
pub(super) fn press_wait(lower: &mut Lower<'_>, reply: u32) -> WaitPlan {
    let has_unknown = !lower.block.text("unknown").trim().is_empty();
    let unknown = has_unknown.then(|| lower.text_reply("unknown"));
    let late = if lower.block.text("late") == "ignore" { LatePolicy::Ignore } else { LatePolicy::Follow };
    WaitPlan { reply: Some(reply), unknown, late, ..WaitPlan::default() }
}

/// Writes the operation that waits.
pub(super) fn wait_for(lower: &mut Lower<'_>, wait: WaitPlan) {
    lower.flow().waits.push(wait);
    let wait = lower.flow().waits.len() - 1;
    lower.op(Op::Wait(wait as u32));
}

/// How long to wait for an answer.
pub(super) const TIMEOUT: FormField = field(
    "timeout",
    Label::new("Если молчит", "When silent for"),
    Label::new(
        "Через сколько пойти по выходу «Молчит»: 30m, 1d. Если задано напоминание, считается от него",
        "After how long to leave by the exit “Silent”: 30m, 1d. With a reminder it counts from the reminder",
    ),
    Shape::Duration,
);

/// After how much silence to remind.
pub(super) const REMIND: FormField = field(
    "remind",
    Label::new("Напомнить через", "Remind after"),
    Label::new(
        "Через сколько молчания один раз пойти по выходу «Напомнить»: 1h. Вопрос остаётся в силе, \
         а срок «Если молчит» начинается заново: 1h и 1d — напомнит через час, закончит через 25 часов",
        "After how much silence to leave once by the exit “Remind”: 1h. The question stays in force and “When silent \
         for” begins anew: with 1h and 1d it reminds after an hour and ends after 25 hours",
    ),
    Shape::Duration,
);

/// The exits of silence that the block has: the reminder beside the wait, then the end of waiting.
pub(super) fn silence_exits(block: &Block) -> impl Iterator<Item = ExitSpec> {
    let remind = block.text("remind").trim();
    let remind = (!remind.is_empty()).then(|| ExitSpec {
        exit: Exit::new("remind"),
        caption: Caption::With(Label::new("Напомнить", "Remind"), remind.to_owned()),
        kind: ExitKind::Branch,
    });
    remind.into_iter().chain(timeout_exit(block))
}

/// Writes the ways out by silence: the reminder and the timeout of a wait. Before [`Lower::begin`].
pub(super) fn silence(lower: &mut Lower<'_>) -> (Option<TimeoutPlan>, Option<TimeoutPlan>) {
    let mut way = |prop: &str| {
        let delay = lower.delay(prop, true)?;
        Some(TimeoutPlan { delay, to: lower.exit(&Exit::new(prop), true) })
    };
    let reminder = way("remind");
    (reminder, way("timeout"))
}

/// The exit taken when nobody answers, when the block has a timeout.
pub(super) fn timeout_exit(block: &Block) -> Option<ExitSpec> {
    let timeout = block.text("timeout").trim();
    (!timeout.is_empty()).then(|| ExitSpec {
        exit: Exit::new("timeout"),
        caption: Caption::With(Label::new("Молчит", "Silent"), timeout.to_owned()),
        kind: ExitKind::Timeout,
    })
}

/// An exit that the product names.
pub(super) fn fixed_exit(name: &str, label: Label, kind: ExitKind) -> ExitSpec {
    ExitSpec { exit: Exit::new(name), caption: Caption::Fixed(label), kind }
}

/// What the author calls a way; where nothing is written yet, what its row is and its number: `Ветка 2`.
pub(super) fn own_or_number(text: &str, what: Label, row: usize) -> Caption {
    if text.trim().is_empty() {
        return Caption::With(what, (row + 1).to_string());
    }
    Caption::Own(text.to_owned())
}

/// Exits of rows that have a key and a caption.
pub(super) fn row_exits(rows: &[Record], kind: ExitKind) -> impl Iterator<Item = ExitSpec> + '_ {
    rows.iter().map(move |row| {
        let label = text_of(row, "label");
        ExitSpec { exit: Exit::new(text_of(row, "key")), caption: Caption::Own(label.to_owned()), kind }
    })
}

/// Rows of a keyboard: a row marked `beside` joins the one before.
pub(super) fn keyboard_rows<T>(buttons: impl IntoIterator<Item = (bool, T)>) -> Vec<Vec<T>> {
    let mut rows: Vec<Vec<T>> = Vec::new();
    for (beside, button) in buttons {
        match rows.last_mut() {
            Some(row) if beside => row.push(button),
            _ => rows.push(vec![button]),
        }
    }
    rows
}

/// Whether a row joins the one before.
pub(super) fn is_beside(row: &Record) -> bool {
    flag_of(row, "beside")
}

/// What the canvas shows of actions.
pub(super) fn action_lines(rows: &[Record]) -> Vec<PreviewLine> {
    let line = |row: &Record| {
        let value = match text_of(row, "formula") {
            "" => text_of(row, "value"),
            formula => formula,
        };
        let field = text_of(row, "field");
        match text_of(row, "act") {
            "" | "add_tag" => PreviewLine::Tag(text_of(row, "tag").to_owned(), true),
            "drop_tag" => PreviewLine::Tag(text_of(row, "tag").to_owned(), false),
            "clear" => PreviewLine::Muted(Label::new("очистить", "clear"), field.to_owned()),
            "add" => PreviewLine::Muted(Label::new("", ""), format!("{field} + {value}")),
            "multiply" => PreviewLine::Muted(Label::new("", ""), format!("{field} × {value}")),
            "divide" => PreviewLine::Muted(Label::new("", ""), format!("{field} ÷ {value}")),
            "round" => PreviewLine::Muted(Label::new("округлить", "round"), field.to_owned()),
            "event" => PreviewLine::Muted(Label::new("событие", "event"), value.to_owned()),
            _ => PreviewLine::Muted(Label::new("", ""), format!("{field} = {value}")),
        }
    };
    rows.iter().map(line).collect()
}
