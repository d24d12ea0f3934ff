//! What every asking block has: the question with its progress, another try after a wrong answer, a way to skip
//! it, and silence. One place, so that no asking block can be built that forgets one of them.

use super::parts::{field, silence, silence_exits};
use super::{Caption, ExitKind, ExitSpec, Lower, PreviewLine};
use crate::flow::{
    AnswerKind, AnswerPlan, ButtonPlan, CardPlan, ChoicesPlan, LatePolicy, Op, OpIdx, ReplyPlan, TicksPlan,
    TimeoutPlan, WaitPlan,
};
use crate::model::{Block, Exit, FieldId, FormField, Label, Shape};

/// Key of the button that skips a question, and name of its exit.
const SKIPPED: &str = "skip";

pub(super) const TEXT: FormField = field(
    "text",
    Label::new("Вопрос", "Question"),
    Label::new("Что спросит бот", "What the bot asks"),
    Shape::Text,
);

pub(super) const MEDIA: FormField = field(
    "media",
    Label::new("Вложение", "Attachment"),
    Label::new("Картинка или файл к вопросу", "A picture or file with the question"),
    Shape::Media,
);

pub(super) const PROGRESS: FormField = field(
    "progress",
    Label::new("Сколько осталось", "Progress"),
    Label::new("Строка над вопросом: 2 из 5", "A line above the question: 2 of 5"),
    Shape::Line,
)
.spoken();

pub(super) const FIELD: FormField = field(
    "field",
    Label::new("Сохранить в поле", "Keep in field"),
    Label::new("Куда записать ответ", "Where the answer is kept"),
    Shape::Field,
);

pub(super) const RETRY: FormField = field(
    "retry",
    Label::new("Если ответ не подошёл", "When the answer does not fit"),
    Label::new(
        "Что сказать перед новой попыткой; пусто — подсказка по виду ответа",
        "What to say before another try; empty for a hint by the kind of answer",
    ),
    Shape::Text,
);

pub(super) const ATTEMPTS: FormField = field(
    "attempts",
    Label::new("Сколько раз переспросить", "How often to ask again"),
    Label::new("Потом — выход «Не понял»; 0 — без предела", "Then the exit “Not understood”; 0 for no limit"),
    Shape::Int { min: 0, max: 100, default: 3 },
);

pub(super) const SKIP: FormField = field(
    "skip",
    Label::new("Кнопка «Пропустить»", "“Skip” button"),
    Label::new(
        "Надпись кнопки; пусто — пропустить нельзя",
        "Caption of the button; empty when the question cannot be skipped",
    ),
    Shape::Line,
)
.spoken();

pub(super) const CHANGE: FormField = field(
    "change",
    Label::new("Можно передумать", "May be answered anew"),
    Label::new(
        "Нажатие на кнопку отвеченного вопроса меняет ответ, и разговор идёт от него",
        "A press on a question that was answered changes the answer, and the talk goes on from it",
    ),
    Shape::Flag,
);

pub(super) const TYPING: FormField = field(
    "typing",
    Label::new("Пауза «печатает…» перед отправкой", "“Typing…” before sending"),
    Label::new("Сколько показывать «печатает…»: 2s", "How long to show “typing…”: 2s"),
    Shape::Duration,
);

pub(super) const COLUMNS: FormField = field(
    "columns",
    Label::new("Кнопок в ряду", "Buttons in a row"),
    Label::new(
        "Сколько кнопок поставить рядом; длинные надписи — по одной",
        "How many buttons stand beside each other; one for long captions",
    ),
    Shape::Int { min: 1, max: 8, default: 1 },
);

/// The exits of an asking block: its own, then skipping, failing and silence.
pub(super) fn asking_exits(block: &Block, own: impl IntoIterator<Item = ExitSpec>) -> Vec<ExitSpec> {
    let mut exits: Vec<_> = own.into_iter().collect();
    let skip = block.text("skip").trim();
    if !skip.is_empty() {
        exits.push(ExitSpec {
            exit: Exit::new(SKIPPED),
            caption: Caption::Own(skip.to_owned()),
            kind: ExitKind::Button,
        });
    }
    if attempts(block) > 0 {
        exits.push(ExitSpec {
            exit: Exit::new("fail"),
            caption: Caption::Fixed(Label::new("Не понял", "Not understood")),
            kind: ExitKind::Branch,
        });
    }
    exits.extend(silence_exits(block));
    exits
}

/// The exit of an answer.
pub(super) fn answered() -> ExitSpec {
    branch("next", Label::new("Ответ", "Answer"))
}

/// A branch of the block's own with words of the product.
pub(super) fn branch(exit: &str, caption: Label) -> ExitSpec {
    ExitSpec { exit: Exit::new(exit), caption: Caption::Fixed(caption), kind: ExitKind::Branch }
}

/// What the canvas shows of a question: its words and where the answer goes.
pub(super) fn asking_preview(block: &Block, what: Label) -> Vec<PreviewLine> {
    let field = block.text("field").trim();
    let kept = if field.is_empty() { String::new() } else { format!("→ {field}") };
    vec![PreviewLine::Text(block.text("text").to_owned()), PreviewLine::Muted(what, kept)]
}

fn attempts(block: &Block) -> u8 {
    block.int("attempts", 3).clamp(0, 100) as u8
}

/// The ways out that all asking blocks have.
pub(super) struct Asking {
    skip: Option<OpIdx>,
    fail: Option<OpIdx>,
    reminder: Option<TimeoutPlan>,
    pub timeout: Option<TimeoutPlan>,
}

/// What a block asks, beside what all of them have.
pub(super) struct Asked {
    /// Inline buttons, row by row.
    pub rows: Vec<Vec<ButtonPlan>>,
    /// Buttons that ask the messenger for something; skipping stands beside them.
    pub quick: Vec<Vec<ButtonPlan>>,
    /// Cards with a button each.
    pub cards: Vec<CardPlan>,
    /// Buttons made of a list.
    pub choices: Option<ChoicesPlan>,
    /// What is accepted.
    pub kind: AnswerKind,
    /// Where an answer that is not a press is kept.
    pub field: Option<FieldId>,
    /// Where a good answer leads.
    pub ok: OpIdx,
    /// What is said after a wrong answer when the author left it empty, in Russian and English: never silence.
    pub retry: [String; 2],
    /// Milliseconds of silence that end an answer in several messages.
    pub collect_ms: u32,
    /// Buttons that are ticked.
    pub ticks: Option<TicksPlan>,
    /// Whether the number of a button chooses it.
    pub numbered: bool,
    /// What an old button does.
    pub late: LatePolicy,
}

impl Asked {
    /// A question that is answered by its buttons.
    pub fn by_press(block: &Block, rows: Vec<Vec<ButtonPlan>>) -> Self {
        let late = if block.flag("change") { LatePolicy::Follow } else { LatePolicy::Ignore };
        Self {
            rows,
            retry: words(Label::new(
                "Выберите, пожалуйста, один из вариантов.",
                "Please choose one of the options.",
            )),
            late,
            ..Self::by_text(AnswerKind::Press, 0)
        }
    }

    /// A question that is answered in words.
    pub fn by_text(kind: AnswerKind, ok: OpIdx) -> Self {
        Self {
            rows: vec![],
            quick: vec![],
            cards: vec![],
            choices: None,
            kind,
            field: None,
            ok,
            retry: words(Label::new("Напишите, пожалуйста, ответ текстом.", "Please answer in words.")),
            collect_ms: 0,
            ticks: None,
            numbered: false,
            late: LatePolicy::Ignore,
        }
    }
}

/// A phrase as [`Asked::retry`] takes it.
pub(super) fn words(phrase: Label) -> [String; 2] {
    [phrase.ru.to_owned(), phrase.en.to_owned()]
}

impl Asking {
    /// Writes the ways out. Before [`Lower::begin`].
    pub fn exits(lower: &mut Lower<'_>) -> Self {
        let has_skip = !lower.block.text("skip").trim().is_empty();
        let has_fail = attempts(lower.block) > 0;
        let skip = has_skip.then(|| lower.exit(&Exit::new(SKIPPED), true));
        let fail = has_fail.then(|| lower.exit(&Exit::new("fail"), true));
        let (reminder, timeout) = silence(lower);
        Self { skip, fail, reminder, timeout }
    }

    /// Writes the question and the wait for its answer, and gives the operation that asks. After
    /// [`Lower::begin`].
    pub fn ask(self, lower: &mut Lower<'_>, asked: Asked) -> OpIdx {
        let typing_ms = lower.millis("typing");
        let media = lower.media("media");
        let text = lower.template_below("progress", "text");
        let Asked { mut rows, mut quick, cards, choices, kind, ok, .. } = asked;
        if let Some(to) = self.skip {
            lower.reading("skip", None);
            let label = lower.plain(lower.block.text("skip"));
            let button = vec![ButtonPlan { key: SKIPPED.into(), label, url: None, request: None, to }];
            // Below the items of a list, and beside buttons that only a keyboard can have.
            let below = quick.is_empty() && choices.is_none();
            if below { rows.push(button) } else { quick.push(button) }
        }
        let block = lower.block_id;
        let reply =
            ReplyPlan { block, text, media, cards, rows, quick, choices, typing_ms, ..ReplyPlan::default() };
        let reply = lower.reply(reply);
        let first = lower.op(Op::Say(reply));
        let text = lower.template_or("retry", [&asked.retry[0], &asked.retry[1]]);
        let retry = lower.reply(ReplyPlan { block, text, ..ReplyPlan::default() });
        let answer = AnswerPlan {
            kind,
            field: asked.field,
            ok,
            attempts: if self.fail.is_some() { attempts(lower.block) } else { 0 },
            retry,
            fail: self.fail.unwrap_or(ok),
            collect_ms: asked.collect_ms,
        };
        lower.flow().waits.push(WaitPlan {
            reply: Some(reply),
            answer: Some(answer),
            reminder: self.reminder,
            timeout: self.timeout,
            late: asked.late,
            ticks: asked.ticks,
            numbered: asked.numbered,
            ..WaitPlan::default()
        });
        let wait = lower.flow().waits.len() - 1;
        lower.op(Op::Wait(wait as u32));
        first
    }
}
