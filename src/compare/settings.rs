//! What the settings dialogs edit: every value by its section and name.

use super::name::{fixed, joined, own};
use super::{Comparison, Part, Subject, change};
use crate::diag::Words;
use crate::edit::Settings;
use crate::model::{Label, Project, START_REPLY, STOP_REPLY};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// The sections in the order of the settings.
const SECTIONS: [(&str, Label); 9] = [
    ("title", Label::new("Название проекта", "Title of the project")),
    ("language", Label::new("Язык проекта", "Language of the project")),
    ("channels", Label::new("Мессенджеры", "Messengers")),
    ("bot", Label::new("Профиль бота", "Profile of the bot")),
    ("schedule", Label::new("Расписание", "Schedule")),
    ("words", Label::new("Отписка и подписка", "Unsubscribing and subscribing")),
    ("consent", Label::new("Согласие", "Consent")),
    ("ai", Label::new("Нейросеть", "Language model")),
    ("landing", Label::new("Минилендинг", "Minilanding")),
];

/// Values inside sections.
const NAMES: &[(&str, Label)] = &[
    ("bot.name", Label::new("имя", "name")),
    ("bot.about", Label::new("о боте", "about")),
    ("bot.description", Label::new("описание", "description")),
    ("schedule.zone", Label::new("часовой пояс", "time zone")),
    ("schedule.quiet", Label::new("тихие часы", "quiet hours")),
    ("schedule.days", Label::new("дни отправки", "days of sending")),
    ("schedule.holidays", Label::new("выходные даты", "holidays")),
    ("schedule.cap", Label::new("не больше сообщений", "most messages")),
    ("schedule.cap_per", Label::new("за какое время", "in which span")),
    ("schedule.work", Label::new("рабочие часы", "working hours")),
    ("schedule.work_days", Label::new("рабочие дни", "working days")),
    ("words.stop", Label::new("слова отписки", "words that unsubscribe")),
    ("words.start", Label::new("слова подписки", "words that subscribe")),
    ("words.stop_reply", Label::new("ответ на стоп-слово", "answer to a stop word")),
    ("words.start_reply", Label::new("ответ на слово подписки", "answer to a start word")),
    ("consent.required", Label::new("нужно для рассылок", "needed for broadcasts")),
    ("consent.version", Label::new("версия текста", "version of the text")),
    ("landing.link", Label::new("ссылка", "link")),
    ("landing.author", Label::new("автор", "author")),
    ("landing.role", Label::new("кто это", "role")),
    ("landing.headline", Label::new("заголовок", "headline")),
    ("landing.promise", Label::new("обещание", "promise")),
    ("landing.ticks", Label::new("выгоды", "benefits")),
    ("landing.question", Label::new("вопрос", "question")),
    ("landing.qr_title", Label::new("подпись QR", "QR caption")),
    ("landing.qr_text", Label::new("текст под QR", "QR text")),
    ("landing.consent_url", Label::new("ссылка на согласие", "consent link")),
    ("landing.privacy_url", Label::new("политика данных", "privacy link")),
    ("landing.legal", Label::new("юридическая строка", "legal line")),
];

/// Compares the settings.
pub(super) fn compare(before: &Project, after: &Project, found: &mut Comparison) {
    let mut changes = Vec::new();
    for (section, label) in SECTIONS {
        let (old, new) = (value_of(before, section), value_of(after, section));
        match (&old, &new) {
            _ if old == new => {}
            (Value::Object(was), Value::Object(is)) => {
                for name in names(was, is) {
                    let (from, to) = (was.get(name), is.get(name));
                    if from != to {
                        let part = Part::Setting(section, name.clone());
                        let label = joined(&fixed(label), &name_of(section, name));
                        changes.push(change(part, label, from.and_then(shown), to.and_then(shown)));
                    }
                }
            }
            _ => {
                let part = Part::Setting(section, String::new());
                changes.push(change(part, fixed(label), shown(&old), shown(&new)));
            }
        }
    }
    found.push_changed(Subject::Settings, Words::new("Настройки проекта", "Project settings"), changes);
}

/// What a setting is called, by its name in a merge, `title` or `schedule.quiet`, or by the key of its text for
/// translators.
pub fn setting_name(setting: &str) -> Words {
    let setting = match setting {
        STOP_REPLY => "words.stop_reply",
        START_REPLY => "words.start_reply",
        "link" => "landing.link",
        other => other,
    };
    let (section, name) = setting.split_once('.').unwrap_or((setting, ""));
    let Some((_, label)) = SECTIONS.iter().find(|(known, _)| *known == section) else { return own(setting) };
    let section_words = fixed(*label);
    if name.is_empty() { section_words } else { joined(&section_words, &name_of(section, name)) }
}

/// What a setting says, by its name in a merge; nothing when it is empty.
pub fn setting_value(project: &Project, setting: &str) -> Option<Words> {
    let (section, name) = setting.split_once('.').unwrap_or((setting, ""));
    let value = value_of(project, section);
    if name.is_empty() { shown(&value) } else { value.get(name).and_then(shown) }
}

/// Makes a setting of `project` what it is in `from`; an empty name means the whole section.
pub(super) fn copy(project: &mut Project, from: &Project, section: &str, name: &str) {
    let mut value = value_of(from, section);
    if !name.is_empty() {
        let mut mine = value_of(project, section);
        if let (Some(mine), Some(theirs)) = (mine.as_object_mut(), value.as_object_mut()) {
            match theirs.remove(name) {
                Some(value) => mine.insert(name.to_owned(), value),
                None => mine.remove(name),
            };
        }
        value = mine;
    }
    put(project, section, value);
}

/// Makes all settings of `project` what they are in `from`.
pub(super) fn copy_all(project: &mut Project, from: &Project) {
    for (section, _) in SECTIONS {
        copy(project, from, section, "");
    }
}

/// Names of the sections that differ between two versions.
pub(super) fn sections_between(before: &Settings, after: &Settings) -> Vec<Words> {
    let values = |s: &Settings| {
        [
            json!(s.title),
            json!(s.language),
            json!(s.channels),
            json!(s.bot),
            json!(s.schedule),
            json!(s.words),
            json!(s.consent),
            json!(s.ai),
            json!(s.landing),
        ]
    };
    let both = values(before).into_iter().zip(values(after)).zip(SECTIONS);
    both.filter(|((was, is), _)| was != is).map(|(_, (_, label))| fixed(label)).collect()
}

fn value_of(project: &Project, section: &str) -> Value {
    match section {
        "title" => json!(project.title),
        "language" => json!(project.language),
        "channels" => json!(project.channels),
        "bot" => json!(project.bot),
        "schedule" => json!(project.schedule),
        "words" => json!(project.words),
        "consent" => json!(project.consent),
        "ai" => json!(project.ai),
        _ => json!(project.landing),
    }
}

fn put(project: &mut Project, section: &str, value: Value) {
    /// A value that was made from another of its kind always fits.
    fn set<T: DeserializeOwned>(slot: &mut T, value: Value) {
        if let Ok(value) = serde_json::from_value(value) {
            *slot = value;
        }
    }
    match section {
        "title" => set(&mut project.title, value),
        "language" => set(&mut project.language, value),
        "channels" => set(&mut project.channels, value),
        "bot" => set(&mut project.bot, value),
        "schedule" => set(&mut project.schedule, value),
        "words" => set(&mut project.words, value),
        "consent" => set(&mut project.consent, value),
        "ai" => set(&mut project.ai, value),
        _ => set(&mut project.landing, value),
    }
}

/// Names of both, each once, in the order of the labels.
fn names<'v>(old: &'v Map<String, Value>, new: &'v Map<String, Value>) -> Vec<&'v String> {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    let place = |name: &String| {
        let ends = |known: &str| known.split_once('.').is_some_and(|(_, own)| own == name);
        NAMES.iter().position(|(known, _)| ends(known)).unwrap_or(NAMES.len())
    };
    names.sort_by_key(|name| (place(name), *name));
    names.dedup();
    names
}

fn name_of(section: &str, name: &str) -> Words {
    let full = format!("{section}.{name}");
    NAMES.iter().find(|(known, _)| *known == full).map_or_else(|| own(name), |(_, label)| fixed(*label))
}

fn shown(value: &Value) -> Option<Words> {
    let words = match value {
        Value::Bool(on) => {
            return Some(if *on { Words::new("да", "yes") } else { Words::new("нет", "no") });
        }
        other => own(plain(other)),
    };
    Some(words).filter(|words| !words.ru.is_empty())
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("\n"),
        Value::Object(parts) => parts.values().map(plain).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}
