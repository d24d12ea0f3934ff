//! Question: asks, checks the answer, keeps it in a field.

use super::parts::{TIMEOUT, field, timeout_exit};
use super::{BlockType, Caption, ExitKind, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{AnswerKind, AnswerPlan, Op, ReplyPlan, TimeoutPlan, WaitPlan};
use crate::model::{Block, Choice, Exit, Form, Label, Shape};

/// Longest text answer kept; Telegram's message is 4,096 characters (core.telegram.org/bots/api#sendmessage).
const TEXT_MAX: i64 = 4_096;
const NUMBER_MAX: i64 = 1_000_000_000_000;

static ANSWERS: &[Choice] = &[
    Choice { name: "text", label: Label::new("Текст", "Text") },
    Choice { name: "number", label: Label::new("Число", "Number") },
    Choice { name: "email", label: Label::new("Почта", "E-mail") },
    Choice { name: "phone", label: Label::new("Телефон", "Phone") },
];

static FORM: Form = Form {
    name: "block question",
    fields: &[
        field(
            "text",
            Label::new("Вопрос", "Question"),
            Label::new("Что спросит бот", "What the bot asks"),
            Shape::Text,
        ),
        field(
            "media",
            Label::new("Вложение", "Attachment"),
            Label::new("Картинка или файл к вопросу", "A picture or file with the question"),
            Shape::Media,
        ),
        field(
            "answer",
            Label::new("Что принять в ответ", "Accepted answer"),
            Label::new("Ответ проверяется до записи", "The answer is checked before it is kept"),
            Shape::Choice(ANSWERS),
        ),
        field(
            "min",
            Label::new("Не меньше", "At least"),
            Label::new("Знаков в тексте или величина числа", "Characters of a text or size of a number"),
            Shape::Int { min: -NUMBER_MAX, max: NUMBER_MAX, default: 0 },
        ),
        field(
            "max",
            Label::new("Не больше", "At most"),
            Label::new(
                "Знаков в тексте или величина числа; 0 — без предела",
                "Characters of a text or size of a number; 0 for no limit",
            ),
            Shape::Int { min: -NUMBER_MAX, max: NUMBER_MAX, default: 0 },
        ),
        field(
            "field",
            Label::new("Сохранить в поле", "Keep in field"),
            Label::new("Куда записать ответ", "Where the answer is kept"),
            Shape::Field,
        ),
        field(
            "retry",
            Label::new("Если ответ не подошёл", "When the answer does not fit"),
            Label::new("Что сказать перед новой попыткой", "What to say before another try"),
            Shape::Text,
        ),
        field(
            "attempts",
            Label::new("Сколько раз переспросить", "How often to ask again"),
            Label::new(
                "Потом — выход «Не понял»; 0 — без предела",
                "Then the exit “Not understood”; 0 for no limit",
            ),
            Shape::Int { min: 0, max: 100, default: 3 },
        ),
        field(
            "typing",
            Label::new("Пауза «печатает…» перед отправкой", "“Typing…” before sending"),
            Label::new("Сколько показывать «печатает…»: 2s", "How long to show “typing…”: 2s"),
            Shape::Duration,
        ),
        TIMEOUT,
    ],
};

/// Asks and waits for an answer that fits.
pub(super) static QUESTION: BlockType = BlockType {
    name: "question",
    family: Family::Ask,
    icon: "circle-question-mark",
    label: Label::new("Вопрос", "Question"),
    summary: Label::new(
        "Спрашивает, проверяет ответ и сохраняет его в поле",
        "Asks, checks the answer and keeps it in a field",
    ),
    form: &FORM,
    exits,
    preview,
    lower,
};

fn exits(block: &Block) -> Vec<ExitSpec> {
    let mut exits = vec![ExitSpec {
        exit: Exit::next(),
        caption: Caption::Fixed(Label::new("Ответ", "Answer")),
        kind: ExitKind::Branch,
    }];
    if block.int("attempts", 3) > 0 {
        exits.push(ExitSpec {
            exit: Exit::new("fail"),
            caption: Caption::Fixed(Label::new("Не понял", "Not understood")),
            kind: ExitKind::Branch,
        });
    }
    exits.extend(timeout_exit(block));
    exits
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let mut lines = vec![PreviewLine::Text(block.text("text").to_owned())];
    let kind = ANSWERS.iter().find(|choice| choice.name == block.text("answer")).unwrap_or(&ANSWERS[0]);
    let field = block.text("field");
    if field.is_empty() {
        lines.push(PreviewLine::Muted(kind.label, String::new()));
    } else {
        lines.push(PreviewLine::Muted(kind.label, format!("→ {field}")));
    }
    lines
}

fn lower(lower: &mut Lower<'_>) {
    let ok = lower.exit(&Exit::next(), true);
    let attempts = lower.block.int("attempts", 3).clamp(0, 100) as u8;
    let fail = if attempts > 0 { lower.exit(&Exit::new("fail"), true) } else { ok };
    let timeout = lower.delay("timeout", true);
    let timeout = timeout.map(|delay| TimeoutPlan { delay, to: lower.exit(&Exit::new("timeout"), true) });
    lower.begin();
    let typing_ms = lower.millis("typing");
    lower.reading("text", None);
    let text = lower.template(lower.block.text("text"));
    let media = lower.media("media");
    let reply =
        lower.reply(ReplyPlan { block: lower.block_id, text, media, typing_ms, ..ReplyPlan::default() });
    lower.op(Op::Say(reply));
    let kind = answer_kind(lower.block);
    let retry = lower.text_reply("retry", default_retry(kind));
    lower.reading("field", None);
    let field = lower.field(lower.block.text("field")).map(|field| field.0);
    let answer = Some(AnswerPlan { kind, field, ok, attempts, retry, fail, collect_ms: 0 });
    lower.flow().waits.push(WaitPlan { reply: Some(reply), answer, timeout, ..WaitPlan::default() });
    let wait = lower.flow().waits.len() - 1;
    lower.op(Op::Wait(wait as u32));
}

fn answer_kind(block: &Block) -> AnswerKind {
    let (min, max) = (block.int("min", 0), block.int("max", 0));
    match block.text("answer") {
        "number" => AnswerKind::Number {
            min: if min == 0 && max == 0 { -NUMBER_MAX } else { min },
            max: if max == 0 { NUMBER_MAX } else { max },
        },
        "email" => AnswerKind::Email,
        "phone" => AnswerKind::Phone,
        _ => AnswerKind::Text {
            min: min.clamp(1, TEXT_MAX) as u32,
            max: if max <= 0 { TEXT_MAX as u32 } else { max.min(TEXT_MAX) as u32 },
        },
    }
}

/// What is said after a wrong answer when the author left it empty: never silence.
fn default_retry(kind: AnswerKind) -> &'static str {
    match kind {
        AnswerKind::Text { .. } => "Напишите, пожалуйста, ответ текстом.",
        AnswerKind::Number { .. } => "Нужно число, например 1200.",
        AnswerKind::Email => "Не похоже на адрес почты. Пример: anna@example.com",
        AnswerKind::Phone => "Не похоже на номер телефона. Пример: +79991234567",
        AnswerKind::Date { .. } => "Нужна дата, например 05.03.2027.",
        AnswerKind::Time => "Нужно время, например 14:30.",
        AnswerKind::Location => "Пришлите, пожалуйста, геопозицию.",
        AnswerKind::File(_) => "Пришлите, пожалуйста, файл.",
        AnswerKind::Press => "Выберите, пожалуйста, один из вариантов.",
    }
}
