//! Lines of a recorded conversation in plain words: without the marks of its file, in the language of the window.

use crate::flow::parse_duration;
use crate::model::{Label, Lang};
use crate::studio::widgets::spoken::duration_words;

const fn say(ru: &'static str, en: &'static str) -> Label {
    Label::new(ru, en)
}

/// Who or what a line is of, by its mark.
const WHO: &[(char, Label)] = &[
    ('<', say("Бот", "Bot")),
    ('.', say("Бот", "Bot")),
    ('>', say("Подписчик", "Subscriber")),
    ('-', say("Время", "Time")),
    ('+', say("Прошло", "Passed")),
    ('!', say("Запрос", "Request")),
    ('=', say("Ответ", "Answer")),
    ('?', say("Проверка", "Check")),
    ('@', say("Дано", "Given")),
    ('*', say("Событие", "Event")),
];

/// What a conversation comes to when no message comes of it.
const NOTES: &[(&str, Label)] = &[
    ("old button", say("кнопка устарела", "the button is old")),
    ("already pressed", say("кнопка уже нажата", "the button has been pressed")),
    ("ignored", say("молчит: пришло слишком поздно", "silence: it came too late")),
    ("unheard", say("молчит: на это ничто не отвечает", "silence: nothing answers this")),
    ("left to a person", say("молчит: разговор ведёт менеджер", "silence: a person talks")),
    ("postponed", say("отложено до разрешённого времени", "put off until an allowed time")),
    ("no consent", say("молчит: нет согласия на сообщения", "silence: no consent to messages")),
    ("dead end", say("молчит: дальше связи нет", "silence: no wire leads on")),
    ("endless loop", say("молчит: блоки ходят по кругу без паузы", "silence: blocks run in a circle")),
    ("lost block", say("молчит: блока больше нет", "silence: the block is gone")),
    ("too many timers", say("паузы идут без конца", "pauses without end")),
    ("no answer in time", say("ответа вовремя нет", "no answer in time")),
];

/// What a subscriber sends that is not text.
const SENT: &[(&str, Label)] = &[
    ("image", say("картинка", "picture")),
    ("video", say("видео", "video")),
    ("audio", say("аудио", "audio")),
    ("voice", say("голосовое", "voice message")),
    ("sticker", say("стикер", "sticker")),
    ("file", say("файл", "file")),
    ("card", say("карточка", "card")),
    ("location", say("место", "place")),
    ("contact", say("контакт", "contact")),
];

const BUTTONS: Label = say("Кнопки", "Buttons");
const QUICK: Label = say("Ответы", "Replies");
const PRESSES: Label = say("нажимает", "presses");
const BLOCKS: Label = say("блокирует бота", "blocks the bot");
const NEXT: Label = say("время до следующего события", "the time to the next event");
const WAITS: Label = say("разговор ждёт в блоке", "the conversation waits in the block");
const ENDED: Label = say("разговор окончен", "the conversation has ended");
const SUBSCRIBED: Label = say("подписан", "subscribed");
const UNSUBSCRIBED: Label = say("отписан", "unsubscribed");
const TAGGED: Label = say("есть тег", "has the tag");
const UNTAGGED: Label = say("нет тега", "lacks the tag");

/// The mark of the record that a line is of: its own, or for text that goes on that of the line `before`.
pub(crate) fn mark_of(line: &str, before: char) -> char {
    line.chars().next().filter(|mark| *mark != ' ').unwrap_or(before)
}

/// Who or what a line is of, `None` for text that goes on, and what it says. `of` is the mark of its record.
pub(crate) fn told(line: &str, of: char, lang: Lang) -> (Option<&'static str>, String) {
    let is_said = matches!(of, '<' | '>');
    let Some(mark) = line.chars().next().filter(|mark| *mark != ' ') else {
        // The indent of the record is not that of the text.
        let rest = line.strip_prefix("  ").unwrap_or(line);
        return match buttons(rest).filter(|_| is_said) {
            Some((open, labels)) => {
                let what = if open == '[' { BUTTONS } else { QUICK };
                (Some(what.of(lang)), labels.join(" · "))
            }
            None if is_said => (None, spoken(rest, lang)),
            None => (None, plain(rest)),
        };
    };
    let rest = line.get(mark.len_utf8()..).unwrap_or_default();
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let who = WHO.iter().find(|known| known.0 == mark).map(|known| known.1.of(lang));
    let text = match mark {
        '.' => note(rest, lang),
        '-' => rest.trim_matches(['-', ' ']).to_owned(),
        '+' if rest == "next" => NEXT.of(lang).to_owned(),
        '+' => parse_duration(rest).map_or_else(|| rest.to_owned(), |span| duration_words(span, lang)),
        '?' => check(rest, lang),
        '!' => plain(rest.strip_prefix("→ ").unwrap_or(rest)),
        '>' => match buttons(rest) {
            Some((_, labels)) => format!("{} {}", PRESSES.of(lang), quoted(&labels.join(" "), lang)),
            None => spoken(rest, lang),
        },
        '<' => spoken(rest, lang),
        _ => plain(rest),
    };
    (who, text)
}

fn note(words: &str, lang: Lang) -> String {
    let ticked = words.strip_prefix("ticked ").map(|caption| ("✓", caption));
    let ticked = ticked.or_else(|| words.strip_prefix("unticked ").map(|caption| ("✗", caption)));
    let known = || NOTES.iter().find(|note| note.0 == words).map(|note| note.1.of(lang).to_owned());
    match ticked {
        Some((sign, caption)) => format!("{sign} {caption}"),
        None => known().unwrap_or_else(|| words.to_owned()),
    }
}

fn check(words: &str, lang: Lang) -> String {
    let of = |label: Label, name: &str| format!("{} {}", label.of(lang), quoted(name, lang));
    match words {
        "ended" => ENDED.of(lang).to_owned(),
        "subscribed" => SUBSCRIBED.of(lang).to_owned(),
        "unsubscribed" => UNSUBSCRIBED.of(lang).to_owned(),
        _ => match (words.strip_prefix("waits: "), words.strip_prefix('#'), words.split_once(" #")) {
            (Some(block), _, _) => of(WAITS, block),
            (_, Some(tag), _) => of(TAGGED, tag),
            (_, _, Some((not, tag))) if !not.contains(' ') => of(UNTAGGED, tag),
            (None, None, _) => words.to_owned(),
        },
    }
}

/// A line of a message: text, buttons, or something else in braces.
fn spoken(line: &str, lang: Lang) -> String {
    if let Some((open, labels)) = buttons(line) {
        let what = if open == '[' { BUTTONS } else { QUICK };
        return format!("{}: {}", what.of(lang), labels.join(" · "));
    }
    if let Some(inner) = line.strip_prefix('{').and_then(|line| line.strip_suffix('}')) {
        if inner == "blocked" {
            return BLOCKS.of(lang).to_owned();
        }
        let (kind, rest) = inner.split_once(' ').unwrap_or((inner, ""));
        let known = SENT.iter().find(|known| known.0 == kind).map(|known| known.1.of(lang));
        return known
            .map_or_else(|| format!("📎 {inner}"), |kind| format!("📎 {kind} {rest}").trim_end().to_owned());
    }
    plain(line)
}

/// A line of text without what keeps its ends.
fn plain(line: &str) -> String {
    let line = line.strip_prefix('\\').unwrap_or(line);
    line.strip_suffix('\\').unwrap_or(line).to_owned()
}

/// The captions of a row of buttons and the bracket they stand in.
fn buttons(line: &str) -> Option<(char, Vec<String>)> {
    let open = line.chars().next().filter(|open| matches!(open, '[' | '('))?;
    let close = if open == '[' { ']' } else { ')' };
    let (mut labels, mut chars) = (Vec::new(), line.chars());
    while let Some(c) = chars.next() {
        if c != open {
            continue;
        }
        let mut label = String::new();
        loop {
            match chars.next()? {
                '\\' => {
                    label.push(chars.next().map_or(' ', |c| if matches!(c, 'n' | 'r') { ' ' } else { c }))
                }
                c if c == close => break,
                c => label.push(c),
            }
        }
        labels.push(label);
    }
    Some((open, labels))
}

fn quoted(text: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("«{text}»"),
        Lang::En => format!("“{text}”"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_of_the_file_is_left_in_what_the_author_reads() {
        for (line, who, text) in [
            ("< {menu.png}", Some("Бот"), "📎 menu.png"),
            ("  [Маргарита] [Сайт \\→ → https://a.ru]", Some("Кнопки"), "Маргарита · Сайт → → https://a.ru"),
            ("  (Да) (Нет)", Some("Ответы"), "Да · Нет"),
            ("> [Заказать]", Some("Подписчик"), "нажимает «Заказать»"),
            ("> {voice}", Some("Подписчик"), "📎 голосовое"),
            ("> Сколько стоит?", Some("Подписчик"), "Сколько стоит?"),
            (". dead end", Some("Бот"), "молчит: дальше связи нет"),
            (". ticked Сыр", Some("Бот"), "✓ Сыр"),
            ("-- 2026-11-24 10:02 --", Some("Время"), "2026-11-24 10:02"),
            ("+ 1d", Some("Прошло"), "1 день"),
            ("? waits: Вопрос", Some("Проверка"), "разговор ждёт в блоке «Вопрос»"),
            ("? нет #лид", Some("Проверка"), "нет тега «лид»"),
            ("? счёт = 12", Some("Проверка"), "счёт = 12"),
            ("  \\[не кнопка]", None, "[не кнопка]"),
            ("    - пункт", None, "  - пункт"),
            ("  слово \\", None, "слово "),
        ] {
            assert_eq!(told(line, mark_of(line, '<'), Lang::Ru), (who, text.to_owned()), "{line}");
        }
    }

    #[test]
    fn every_note_that_a_conversation_can_hold_has_its_words() {
        let printed = include_str!("../../emulator/transcript/print.rs");
        let from = printed.find("fn output(").unwrap();
        let until = printed.find("fn message(").unwrap();
        let notes = printed[from..until]
            .lines()
            .filter_map(|line| line.trim().split_once("=> \"")?.1.strip_suffix("\","));
        let notes: Vec<_> = notes.collect();
        assert!(notes.contains(&"dead end") && notes.len() == NOTES.len(), "{notes:?}");
        for note in notes {
            assert!(NOTES.iter().any(|known| known.0 == note), "{note:?}");
        }
    }
}
