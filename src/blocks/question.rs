//! Question: asks, checks the answer, keeps it in a field.

use super::asking::{
    ATTEMPTS, Asked, Asking, FIELD, MEDIA, PROGRESS, RETRY, SKIP, TEXT, TYPING, answered, asking_exits,
    asking_preview, words,
};
use super::parts::{REMIND, TIMEOUT, field};
use super::{BlockType, ExitSpec, Family, Lower, PreviewLine};
use crate::flow::{AnswerKind, Attached, ButtonPlan, Request};
use crate::model::{Block, Choice, Exit, Form, Label, Shape};

/// Longest text answer kept; Telegram's message is 4,096 characters (core.telegram.org/bots/api#sendmessage).
const TEXT_MAX: i64 = 4_096;
const NUMBER_MAX: i64 = 1_000_000_000_000;
/// Farthest date that is asked for, in days: some 270 years.
const DAYS_MAX: i64 = 100_000;

static ANSWERS: &[Choice] = &[
    Choice { name: "text", label: Label::new("Текст", "Text") },
    Choice { name: "number", label: Label::new("Число", "Number") },
    Choice { name: "email", label: Label::new("Почта", "E-mail") },
    Choice { name: "phone", label: Label::new("Телефон", "Phone") },
    Choice { name: "date", label: Label::new("Дата", "Date") },
    Choice { name: "time", label: Label::new("Время", "Time") },
    Choice { name: "location", label: Label::new("Геопозиция", "Location") },
    Choice { name: "file", label: Label::new("Файл или фото", "File or picture") },
];

static FILES: &[Choice] = &[
    Choice { name: "any", label: Label::new("Любой файл", "Any file") },
    Choice { name: "image", label: Label::new("Картинка", "Picture") },
    Choice { name: "document", label: Label::new("Документ", "Document") },
    Choice {
        name: "image_document", label: Label::new("Картинка или документ", "Picture or document")
    },
    Choice { name: "voice", label: Label::new("Голосовое сообщение", "Voice message") },
    Choice { name: "audio", label: Label::new("Музыка или голос", "Music or voice") },
    Choice { name: "video", label: Label::new("Видео", "Video") },
];

static DATES: &[Choice] = &[
    Choice { name: "any", label: Label::new("Любая", "Any") },
    Choice {
        name: "ahead",
        label: Label::new("Сегодня и позже: запись, встреча", "Today and later: a visit"),
    },
    Choice {
        name: "past", label: Label::new("Прошедшая: день рождения", "Past: a birthday")
    },
];

static FORM: Form = Form {
    name: "block question",
    fields: &[
        TEXT,
        MEDIA,
        PROGRESS,
        field(
            "answer",
            Label::new("Что принять в ответ", "Accepted answer"),
            Label::new("Ответ проверяется до записи", "The answer is checked before it is kept"),
            Shape::Choice(ANSWERS),
        ),
        field(
            "files",
            Label::new("Какой файл", "Which file"),
            Label::new("Что подписчик должен прислать", "What the subscriber must send"),
            Shape::Choice(FILES),
        ),
        field(
            "dates",
            Label::new("Какая дата", "Which date"),
            Label::new(
                "День без года станет ближайшим в эту сторону: 5 марта",
                "A day without a year becomes the nearest in that direction: 5 March",
            ),
            Shape::Choice(DATES),
        ),
        field(
            "min",
            Label::new("Не меньше", "At least"),
            Label::new(
                "Знаков в тексте, величина числа, дней от сегодня до даты",
                "Characters of a text, size of a number, days between today and a date",
            ),
            Shape::Int { min: -NUMBER_MAX, max: NUMBER_MAX, default: 0 },
        ),
        field(
            "max",
            Label::new("Не больше", "At most"),
            Label::new(
                "Знаков в тексте, величина числа, дней от сегодня до даты; 0 — без предела",
                "Characters of a text, size of a number, days between today and a date; 0 for no limit",
            ),
            Shape::Int { min: -NUMBER_MAX, max: NUMBER_MAX, default: 0 },
        ),
        field(
            "share",
            Label::new("Кнопка «Поделиться»", "“Share” button"),
            Label::new(
                "Надпись кнопки, которая отправит номер или геопозицию; пусто — без кнопки",
                "Caption of the button that sends the number or the location; empty for no button",
            ),
            Shape::Line,
        )
        .spoken(),
        field(
            "collect",
            Label::new("Собирать сообщения", "Collect messages"),
            Label::new(
                "Текст или файлы в нескольких сообщениях: сколько молчания заканчивает ответ, например 10s",
                "Text or files in several messages: how much silence ends the answer, such as 10s",
            ),
            Shape::Duration,
        ),
        FIELD,
        RETRY,
        ATTEMPTS,
        SKIP,
        TYPING,
        REMIND,
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
    also: Label::new(
        "спросить, ввод, ответ, имя, телефон, почта, email, анкета, опрос, квиз, форма",
        "ask, input, answer, name, phone, email, form, survey, quiz",
    ),
    form: &FORM,
    exits,
    preview,
    lower,
};

fn exits(block: &Block) -> Vec<ExitSpec> {
    asking_exits(block, [answered()])
}

fn preview(block: &Block) -> Vec<PreviewLine> {
    let kind = ANSWERS.iter().find(|choice| choice.name == block.text("answer")).unwrap_or(&ANSWERS[0]);
    asking_preview(block, kind.label)
}

fn lower(lower: &mut Lower<'_>) {
    let ok = lower.exit(&Exit::next(), true);
    let asking = Asking::exits(lower);
    lower.begin();
    let collect_ms = if can_collect(lower.block) { lower.millis("collect") } else { 0 };
    let kind = answer_kind(lower.block, collect_ms > 0);
    let quick = share_button(lower, kind, ok);
    lower.reading("field", None);
    let field = lower.field(lower.block.text("field")).map(|field| field.0);
    let retry = retry(kind);
    asking.ask(lower, Asked { quick, field, retry, collect_ms, ..Asked::by_text(kind, ok) });
}

/// The button that sends what is asked for.
fn share_button(lower: &mut Lower<'_>, kind: AnswerKind, ok: u32) -> Vec<Vec<ButtonPlan>> {
    let request = match kind {
        AnswerKind::Phone => Request::Contact,
        AnswerKind::Location => Request::Location,
        _ => return vec![],
    };
    let caption = lower.block.text("share");
    if caption.trim().is_empty() {
        return vec![];
    }
    lower.reading("share", None);
    let label = lower.plain(caption);
    vec![vec![ButtonPlan { key: "share".into(), label, url: None, request: Some(request), to: ok }]]
}

fn answer_kind(block: &Block, is_collected: bool) -> AnswerKind {
    let (min, max) = (block.int("min", 0), block.int("max", 0));
    match block.text("answer") {
        "number" => AnswerKind::Number {
            min: if min == 0 && max == 0 { -NUMBER_MAX } else { min },
            max: if max == 0 { NUMBER_MAX } else { max },
        },
        "email" => AnswerKind::Email,
        "phone" => AnswerKind::Phone,
        "date" => date_kind(block.text("dates"), min, max),
        "time" => AnswerKind::Time,
        "location" => AnswerKind::Location,
        "file" => AnswerKind::File(file_mask(block.text("files"))),
        _ => {
            // Several messages together may be longer than one can be.
            let most = if is_collected { u32::MAX.into() } else { TEXT_MAX };
            AnswerKind::Text {
                min: min.clamp(1, TEXT_MAX) as u32,
                max: if max <= 0 { most } else { max.min(most) } as u32,
            }
        }
    }
}

/// Whether an answer of this kind may come in several messages: two numbers are no number.
pub fn can_collect(block: &Block) -> bool {
    matches!(block.text("answer"), "" | "text" | "file")
}

/// Days from today; in the past they count backwards.
fn date_kind(dates: &str, min: i64, max: i64) -> AnswerKind {
    let most = if max == 0 { DAYS_MAX } else { max };
    let (from, to) = match dates {
        "ahead" => (min.max(0), most),
        "past" => (-most, -min.max(0)),
        _ if min == 0 => (-DAYS_MAX, most),
        _ => (min, most),
    };
    let days = |days: i64| days.clamp(-DAYS_MAX, DAYS_MAX) as i32;
    AnswerKind::Date { min: days(from), max: days(to) }
}

fn file_mask(files: &str) -> u8 {
    let bits = |kinds: &[Attached]| kinds.iter().fold(0, |mask, kind| mask | kind.bit());
    match files {
        "image" => Attached::Image.bit(),
        "document" => Attached::File.bit(),
        "image_document" => bits(&[Attached::Image, Attached::File]),
        "voice" => Attached::Voice.bit(),
        "audio" => bits(&[Attached::Audio, Attached::Voice]),
        "video" => Attached::Video.bit(),
        // Everything but a sticker, which nobody means as a file.
        _ => bits(&[Attached::Image, Attached::Video, Attached::Audio, Attached::Voice, Attached::File]),
    }
}

/// What is said after a wrong answer when the author left it empty: never silence.
fn retry(kind: AnswerKind) -> [String; 2] {
    words(match kind {
        AnswerKind::Text { min, max } => return text_retry(min.into(), max.into()),
        AnswerKind::Number { min, max } => return number_retry(min, max),
        AnswerKind::Email => Label::new(
            "Не похоже на адрес почты. Пример: anna@example.com",
            "This does not look like an e-mail address. Example: anna@example.com",
        ),
        AnswerKind::Phone => Label::new(
            "Не похоже на номер телефона. Пример: +79991234567",
            "This does not look like a telephone number. Example: +447911123456",
        ),
        AnswerKind::Date { min: 0.., .. } => Label::new(
            "Нужна дата не раньше сегодняшней, например «завтра» или 05.03.2027.",
            "A date from today on is needed, such as “tomorrow” or 2027-03-05.",
        ),
        AnswerKind::Date { max: ..=0, .. } => Label::new(
            "Нужна прошедшая дата, например 05.03.1990.",
            "A past date is needed, such as 1990-03-05.",
        ),
        AnswerKind::Date { .. } => {
            Label::new("Нужна дата, например 05.03.2027.", "A date is needed, such as 2027-03-05.")
        }
        AnswerKind::Time => Label::new("Нужно время, например 14:30.", "A time is needed, such as 14:30."),
        AnswerKind::Location => Label::new(
            "Пришлите, пожалуйста, геопозицию: скрепка → «Геопозиция».",
            "Please share your location: the paper clip, then “Location”.",
        ),
        AnswerKind::File(mask) => file_retry(mask),
        AnswerKind::Press => {
            Label::new("Выберите, пожалуйста, один из вариантов.", "Please choose one of the options.")
        }
    })
}

fn text_retry(min: i64, max: i64) -> [String; 2] {
    let (ru, en) = match (min > 1, max < TEXT_MAX) {
        (false, false) => (String::new(), String::new()),
        (true, false) => (format!(" Знаков: от {min}."), format!(" Characters: {min} or more.")),
        (false, true) => (format!(" Знаков: до {max}."), format!(" Characters: up to {max}.")),
        (true, true) => (format!(" Знаков: от {min} до {max}."), format!(" Characters: {min} to {max}.")),
    };
    [format!("Напишите, пожалуйста, ответ текстом.{ru}"), format!("Please answer in words.{en}")]
}

fn number_retry(min: i64, max: i64) -> [String; 2] {
    match (min > -NUMBER_MAX, max < NUMBER_MAX) {
        (true, true) => {
            [format!("Нужно число от {min} до {max}."), format!("A number from {min} to {max} is needed.")]
        }
        (true, false) => [format!("Нужно число от {min}."), format!("A number of {min} or more is needed.")],
        (false, true) => [format!("Нужно число до {max}."), format!("A number of {max} or less is needed.")],
        (false, false) => {
            words(Label::new("Нужно число, например 1200.", "A number is needed, such as 1200."))
        }
    }
}

fn file_retry(mask: u8) -> Label {
    const IMAGE: u8 = Attached::Image.bit();
    const DOCUMENT: u8 = Attached::File.bit();
    const VOICE: u8 = Attached::Voice.bit();
    const VIDEO: u8 = Attached::Video.bit();
    match mask {
        IMAGE => Label::new("Пришлите, пожалуйста, картинку.", "Please send a picture."),
        DOCUMENT => Label::new("Пришлите, пожалуйста, документ файлом.", "Please send a document as a file."),
        VOICE => Label::new("Запишите, пожалуйста, голосовое сообщение.", "Please record a voice message."),
        VIDEO => Label::new("Пришлите, пожалуйста, видео.", "Please send a video."),
        _ => Label::new("Пришлите, пожалуйста, файл.", "Please send a file."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_bounded_in_the_direction_that_is_asked_for() {
        for (dates, min, max, from, to) in [
            ("", 0, 0, -DAYS_MAX, DAYS_MAX),
            ("ahead", 0, 0, 0, DAYS_MAX),
            ("ahead", 1, 30, 1, 30),
            ("past", 0, 0, -DAYS_MAX, 0),
            ("past", 6_575, 0, -DAYS_MAX, -6_575),
            ("any", -7, 7, -7, 7),
        ] {
            let (min_days, max_days) = (from as i32, to as i32);
            let kind = AnswerKind::Date { min: min_days, max: max_days };
            assert_eq!(date_kind(dates, min, max), kind, "{dates} {min} {max}");
        }
    }

    #[test]
    fn every_kind_of_file_has_a_mask_of_its_own_without_stickers() {
        let masks: std::collections::BTreeSet<_> = FILES.iter().map(|kind| file_mask(kind.name)).collect();
        assert_eq!(masks.len(), FILES.len());
        assert!(masks.iter().all(|mask| *mask != 0 && mask & Attached::Sticker.bit() == 0));
    }
}
