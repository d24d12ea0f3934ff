//! What is wrong in a `.chat` file.

use crate::emulator::EmulatorError;
use crate::model::Lang;

/// Why a conversation cannot be read or played on, with the line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {}", problem.words(Lang::En))]
pub struct TranscriptError {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong in a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The line begins with none of the marks.
    UnknownMark(char),
    /// An indented line with nothing before it to belong to.
    NothingToContinue,
    /// Not a moment, a setting or a span of time; what stands there.
    BadTime(String),
    /// `@` without `name: value` or a moment.
    BadSetting(String),
    /// No zone has this name.
    UnknownZone(String),
    /// The clock, messenger and subscriber are set before anything is said.
    TooLate,
    /// A moment before the virtual clock.
    TimeBack,
    /// The project has no such field.
    UnknownField(String),
    /// The project has no such tag.
    UnknownTag(String),
    /// A value that a field of its kind cannot hold.
    BadValue(String),
    /// `=` without a status, `timeout` or `unreachable`.
    BadAnswer(String),
    /// `?` without something to look at.
    BadCheck(String),
    /// A button whose bracket is not closed, or with something after it.
    BadButton,
    /// No message shown so far has this button; captions of the last message.
    NoButton(String, Vec<String>),
    /// The emulator refused.
    Refused(EmulatorError),
    /// `+ next` while nothing is planned.
    NothingPlanned,
    /// A session that does not survive saving and loading.
    NotSaved,
    /// Bytes that are no text in UTF-8.
    NotText,
}

impl Problem {
    /// What is wrong and what to write, in a language of the product.
    pub fn words(&self, lang: Lang) -> String {
        match lang {
            Lang::Ru => self.russian(),
            Lang::En => self.english(),
        }
    }

    fn russian(&self) -> String {
        match self {
            Self::UnknownMark(mark) => {
                format!("строка начинается с «{mark}», а нужен один из знаков @ > < + ! = ? . -- #")
            }
            Self::NothingToContinue => {
                "строка с отступом продолжает сообщение, но перед ней сообщения нет".into()
            }
            Self::BadTime(text) => {
                format!("«{text}» не читается как время. Примеры: + 1h 30m, + 2d, + next, @ 2026-11-24 10:00")
            }
            Self::BadSetting(text) => {
                format!("«{text}» не читается как настройка. Примеры: @ first_name: Анна, @ tag: лид")
            }
            Self::UnknownZone(name) => {
                format!("нет часового пояса «{name}». Пример: Europe/Moscow")
            }
            Self::TooLate => "мессенджер и номер подписчика задаются до первого сообщения".into(),
            Self::TimeBack => "этот момент уже прошёл, часы назад не идут".into(),
            Self::UnknownField(name) => format!("в проекте нет поля «{name}»"),
            Self::UnknownTag(name) => format!("в проекте нет тега «{name}»"),
            Self::BadValue(value) => format!("значение «{value}» не подходит полю этого вида"),
            Self::BadAnswer(text) => {
                format!(
                    "«{text}» не читается как ответ. Примеры: = 200 {{\"id\":1}}, = timeout, = unreachable"
                )
            }
            Self::BadCheck(text) => format!(
                "«{text}» не читается как проверка. Примеры: ? score = 12, ? #лид, ? нет #лид, ? waits: Вопрос, ? ended"
            ),
            Self::BadButton => {
                "скобка кнопки не закрыта или после неё что-то есть. Если это текст, поставьте перед ним \\"
                    .into()
            }
            Self::NoButton(label, shown) if shown.is_empty() => {
                format!("кнопки «{label}» нет ни в одном сообщении, в последнем кнопок нет совсем")
            }
            Self::NoButton(label, shown) => {
                format!("кнопки «{label}» нет ни в одном сообщении; в последнем есть: {}", shown.join(", "))
            }
            Self::Refused(error) => error.words(Lang::Ru),
            Self::NothingPlanned => "ждать нечего: бот ничего не запланировал".into(),
            Self::NotSaved => "разговор не переживает сохранение".into(),
            Self::NotText => "это не текст в UTF-8. Сохраните файл в этой кодировке".into(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::UnknownMark(mark) => {
                format!("the line begins with “{mark}”, expected one of the marks @ > < + ! = ? . -- #")
            }
            Self::NothingToContinue => {
                "an indented line goes on with a message, but there is no message before it".into()
            }
            Self::BadTime(text) => {
                format!("“{text}” does not read as time. Examples: + 1h 30m, + 2d, + next, @ 2026-11-24 10:00")
            }
            Self::BadSetting(text) => {
                format!("“{text}” does not read as a setting. Examples: @ first_name: Anna, @ tag: lead")
            }
            Self::UnknownZone(name) => format!("there is no time zone “{name}”. Example: Europe/Moscow"),
            Self::TooLate => "messenger and subscriber are set before the first message".into(),
            Self::TimeBack => "this moment is over, the clock does not go back".into(),
            Self::UnknownField(name) => format!("the project has no field “{name}”"),
            Self::UnknownTag(name) => format!("the project has no tag “{name}”"),
            Self::BadValue(value) => format!("the value “{value}” does not fit a field of this kind"),
            Self::BadAnswer(text) => {
                format!("“{text}” does not read as an answer. Examples: = 200 {{\"id\":1}}, = timeout, = unreachable")
            }
            Self::BadCheck(text) => format!(
                "“{text}” does not read as a check. Examples: ? score = 12, ? #lead, ? no #lead, ? waits: Question, ? ended"
            ),
            Self::BadButton => {
                "the bracket of a button is not closed or something follows it. If it is text, put \\ before it".into()
            }
            Self::NoButton(label, shown) if shown.is_empty() => {
                format!("no message has the button “{label}”, the last one has no buttons at all")
            }
            Self::NoButton(label, shown) => {
                format!("no message has the button “{label}”; the last one has: {}", shown.join(", "))
            }
            Self::Refused(error) => error.words(Lang::En),
            Self::NothingPlanned => "there is nothing to wait for: the bot has planned nothing".into(),
            Self::NotSaved => "the conversation does not survive saving".into(),
            Self::NotText => "this is not text in UTF-8. Save the file in that encoding".into(),
        }
    }
}
