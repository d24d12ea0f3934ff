//! What the chat says around the conversation.

use crate::diag::Words;
use crate::emulator::Dropped;
use crate::engine::CallError;
use crate::flow::{DAY_MS, Duration, Outcome};
use crate::model::{Label, Lang};
use crate::studio::widgets::spoken::{WEEKDAYS_FULL, clock_of, duration_words, weekday_of};

pub(super) const CHANNEL: Label = Label::new("Мессенджер", "Messenger");
pub(super) const CHANNEL_CLOSED: Label = Label::new(
    "Разговор пока показывается как в Telegram",
    "For now the conversation is shown as in Telegram",
);
pub(super) const BOT: Label = Label::new("бот", "bot");
pub(super) const NO_NAME: Label = Label::new("Бот без имени", "Bot without a name");
pub(super) const EMPTY: Label =
    Label::new("Поговорите с ботом, как это сделает подписчик", "Talk to the bot as a subscriber will");
pub(super) const START: Label = Label::new("Начать разговор", "Start talking");
pub(super) const EARLIER: Label = Label::new("Показать раньше", "Show earlier");
pub(super) const INPUT: Label = Label::new("Сообщение", "Message");
pub(super) const SEND: Label = Label::new("Отправить", "Send");
pub(super) const ATTACH: Label = Label::new("Отправить картинку без текста", "Send a picture without text");
pub(super) const ATTACHED: Label = Label::new("Картинка", "Picture");
pub(super) const OPENS: Label = Label::new("Откроет", "Opens");
pub(super) const ALREADY_PRESSED: Label = Label::new("эта кнопка уже нажата", "this button has been pressed");
pub(super) const BUTTON_IS_OLD: Label = Label::new("эта кнопка устарела", "this button is old");
pub(super) const BLOCKED: Label = Label::new("подписчик заблокировал бота", "the subscriber blocked the bot");

pub(super) const WAITS_FOR_SITE: Label = Label::new("Бот ждёт ответа сайта", "The bot waits for a site");
pub(super) const STATUS: Label = Label::new("Код ответа", "Status");
pub(super) const BODY: Label = Label::new("Тело ответа", "Body of the answer");
pub(super) const ANSWER: Label = Label::new("Ответить", "Answer");
pub(super) const NO_ANSWER: Label = Label::new("Нет ответа", "No answer");
pub(super) const BAD_STATUS: Label = Label::new("Число от 100 до 599", "A number from 100 to 599");

pub(super) const TO_START: Label = Label::new("К началу", "To the start");
pub(super) const PLAY: Label = Label::new("Пустить время", "Let time run");
pub(super) const PAUSE: Label = Label::new("Остановить время", "Stop time");
pub(super) const NEXT: Label = Label::new("К следующему событию", "To the next event");
pub(super) const TIMELINE: Label = Label::new("Время разговора", "Time of the conversation");
pub(super) const RESET: Label = Label::new("Сначала", "Start over");
pub(super) const TO_TEST: Label = Label::new("В тест", "To test");
pub(super) const TO_TEST_HELP: Label =
    Label::new("Сохранить разговор как тест проекта", "Keep the conversation as a test of the project");

pub(super) const TAGS: Label = Label::new("теги", "tags");
pub(super) const NO_TAGS: Label = Label::new("нет", "none");
pub(super) const WAITS: Label = Label::new("ждёт", "waits");
pub(super) const UNSET: Label = Label::new("не задано", "not set");
pub(super) const NOTHING_RUNS: Label = Label::new("ничего не идёт", "nothing runs");
pub(super) const LEFT: Label = Label::new("ещё", "left");
pub(super) const SITE: Label = Label::new("ответ сайта", "answer of a site");
pub(super) const UNSUBSCRIBED: Label = Label::new("отписан", "unsubscribed");

/// Where the clock stands: «Понедельник, 10:02».
pub(super) fn moment(local: i64, lang: Lang) -> String {
    format!("{}, {}", WEEKDAYS_FULL[weekday_of(local)].of(lang), clock_of(local))
}

/// Coming in by a link, or without one.
pub(super) fn opened(link: &str, lang: Lang) -> String {
    match (link, lang) {
        ("", Lang::Ru) => "начало разговора".to_owned(),
        ("", Lang::En) => "the conversation begins".to_owned(),
        (link, Lang::Ru) => format!("вход по ссылке {link}"),
        (link, Lang::En) => format!("came by the link {link}"),
    }
}

/// A span that has passed: «прошёл 1 день»; seconds are left out of spans of an hour and more.
pub(super) fn passed(millis: i64, lang: Lang) -> String {
    let secs = (millis.max(0) / 1000) as u64;
    let secs = if secs >= 3600 { secs / 60 * 60 } else { secs };
    let day = (DAY_MS / 1000) as u64;
    let span = Duration { months: 0, days: (secs / day) as u32, secs: secs % day };
    let said = duration_words(span, lang);
    match lang {
        Lang::Ru if said.is_empty() => "прошло меньше секунды".to_owned(),
        Lang::Ru => format!("{} {said}", passed_verb(&said)),
        Lang::En if said.is_empty() => "less than a second passed".to_owned(),
        Lang::En => format!("{said} passed"),
    }
}

/// The verb agrees with the first unit: прошёл день, прошла минута, прошло пять дней.
fn passed_verb(said: &str) -> &'static str {
    match said.split(' ').nth(1) {
        Some("день" | "час") => "прошёл",
        Some("минута" | "секунда" | "неделя") => "прошла",
        Some(_) | None => "прошло",
    }
}

/// What ended a running funnel, and whether it is bad news; `None` for an ending that the conversation
/// shows by itself.
pub(super) fn ended(outcome: Outcome, block: &str) -> Option<(Words, bool)> {
    let (words, bad) = match outcome {
        Outcome::Done => (Words::new("воронка пройдена", "the funnel is done"), false),
        Outcome::DeadEnd => {
            let words =
                Words::new(format!("дальше связи нет · «{block}»"), format!("no wire leads on · “{block}”"));
            (words, true)
        }
        Outcome::Stopped => (Words::new("подписчик отписался", "the subscriber unsubscribed"), false),
        Outcome::NoConsent => (Words::new("нет согласия на сообщения", "no consent to messages"), false),
        Outcome::Replaced => return None,
        Outcome::LoopLimit => {
            let words = Words::new(
                format!("блоки ходят по кругу без паузы · «{block}»"),
                format!("blocks run in a circle without a pause · “{block}”"),
            );
            (words, true)
        }
        Outcome::Lost => {
            let words =
                Words::new("блока, в котором ждал подписчик, больше нет", "the block that waited is gone");
            (words, true)
        }
    };
    Some((words, bad))
}

/// A person handed the conversation back.
pub(super) const HUMAN_DONE: Label =
    Label::new("менеджер закончил, дальше отвечает бот", "the person has finished, the bot goes on");

/// Why the bot did nothing.
pub(super) fn dropped(dropped: Dropped) -> Words {
    match dropped {
        Dropped::Late(_) => Words::new("пришло слишком поздно", "came too late"),
        Dropped::Unheard => {
            Words::new("бот молчит: на это ничто не отвечает", "silence: nothing answers this")
        }
        Dropped::LeftToHuman => {
            Words::new("разговор ведёт менеджер, бот молчит", "a person talks, the bot is silent")
        }
        Dropped::Postponed(..) => {
            Words::new("отложено до разрешённого времени", "put off until an allowed time")
        }
        Dropped::TooManyTimers => {
            Words::new("паузы идут без конца, часы остановлены", "pauses without end, the clock stopped")
        }
    }
}

/// How a request failed.
pub(super) fn failed(error: CallError) -> Words {
    match error {
        CallError::Timeout => Words::new("сайт не ответил", "the site did not answer"),
        CallError::Status(status) => {
            Words::new(format!("сайт ответил: {status}"), format!("the site answered: {status}"))
        }
        CallError::Unreachable => Words::new("сайт недоступен", "the site is out of reach"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verb_agrees_with_what_has_passed() {
        assert_eq!(passed(DAY_MS, Lang::Ru), "прошёл 1 день");
        assert_eq!(passed(60_000, Lang::Ru), "прошла 1 минута");
        assert_eq!(passed(5 * DAY_MS, Lang::Ru), "прошло 5 дней");
        assert_eq!(passed(90_000, Lang::En), "1 minute 30 seconds passed");
        assert_eq!(passed(3_600_000 + 1_000, Lang::Ru), "прошёл 1 час");
        assert_eq!(moment(0, Lang::Ru), "Четверг, 00:00");
    }
}
