//! What the chat says around the conversation.

use crate::diag::Words;
use crate::emulator::Dropped;
use crate::engine::{CallError, CallRequest};
use crate::flow::{Attached, DAY_MS, Duration, LinkKind, MediaKind, Outcome, Service};
use crate::model::{Label, Lang};
use crate::studio::widgets::spoken::{WEEKDAYS_FULL, clock_of, duration_words, weekday_of};

pub(super) const CHANNEL: Label = Label::new("Мессенджер", "Messenger");
pub(super) const BOT: Label = Label::new("бот", "bot");
pub(super) const BOT_TEXT: Label = Label::new("бот · только текст", "bot · text only");
pub(super) const NO_NAME: Label = Label::new("Бот без имени", "Bot without a name");
pub(super) const EMPTY: Label =
    Label::new("Поговорите с ботом, как это сделает подписчик", "Talk to the bot as a subscriber will");
pub(super) const START: Label = Label::new("Начать разговор", "Start talking");
pub(super) const EARLIER: Label = Label::new("Показать раньше", "Show earlier");
pub(super) const INPUT: Label = Label::new("Сообщение", "Message");
pub(super) const SEND: Label = Label::new("Отправить", "Send");
pub(super) const PLUS: Label = Label::new("Сделать за подписчика", "Do as the subscriber");
pub(super) const SEND_FILE: Label = Label::new("Файл…", "File…");
pub(super) const SEND_LOCATION: Label = Label::new("Место на карте…", "Location…");
pub(super) const SEND_CONTACT: Label = Label::new("Контакт…", "Contact…");
pub(super) const SEND_EVENT: Label = Label::new("Событие…", "Event…");
pub(super) const BLOCK_BOT: Label = Label::new("Заблокировать бота", "Block the bot");
pub(super) const ASKS_CONTACT: Label =
    Label::new("Подписчик делится номером телефона", "The subscriber shares the phone number");
pub(super) const ASKS_LOCATION: Label =
    Label::new("Подписчик делится местом", "The subscriber shares the location");
pub(super) const EVENT_TITLE: Label = Label::new("Событие вне чата", "An event outside the chat");
pub(super) const PHONE: Label = Label::new("Телефон", "Phone");
pub(super) const LATITUDE: Label = Label::new("Широта", "Latitude");
pub(super) const LONGITUDE: Label = Label::new("Долгота", "Longitude");
pub(super) const FILE_NAME: Label = Label::new("Имя файла", "File name");
pub(super) const EVENT: Label = Label::new("Что случилось", "What happens");
pub(super) const ABOUT: Label = Label::new("О чём: пост, страница", "About what: a post, a page");
pub(super) const VALUE: Label = Label::new("Значение", "Value");
pub(super) const LIKELY: Label = Label::new("Чего ждёт бот…", "What the bot waits for…");
pub(super) const NO_EVENTS: Label = Label::new("Этот бот не ждёт событий", "This bot waits for no events");
pub(super) const FIELD: Label = Label::new("Поле", "Field");
pub(super) const SET: Label = Label::new("Записать", "Set");
pub(super) const DONE: Label = Label::new("Готово", "Done");
pub(super) const CANCEL: Label = Label::new("Отмена", "Cancel");
pub(super) const CHOOSE: Label = Label::new("Выбрать", "Choose");
pub(super) const CLOSE_LIST: Label = Label::new("Закрыть список", "Close the list");
pub(super) const CARD: Label = Label::new("Карточка", "Card");
pub(super) const HUMAN_TALKS: Label = Label::new("Разговор ведёт менеджер", "A person is talking");
pub(super) const BOT_BACK: Label = Label::new("Вернуть боту", "To the bot");
pub(super) const WHO: Label = Label::new("Язык и вид", "Language and view");
pub(super) const LANGUAGE: Label = Label::new("Язык подписчика", "Language of the subscriber");
pub(super) const VIEW: Label = Label::new("Вид", "View");
pub(super) const AS_SMS: Label = Label::new("Только текст, как SMS", "Text only, like SMS");
pub(super) const ADD_TAG: Label = Label::new("Поставить тег", "Put a tag on");
pub(super) const DROP_TAG: Label = Label::new("Снять тег", "Take the tag off");
pub(super) const EDIT_FIELD: Label = Label::new("Нажмите, чтобы записать", "Press to set");
pub(super) const ALREADY_PRESSED: Label = Label::new("эта кнопка уже нажата", "this button has been pressed");
pub(super) const BUTTON_IS_OLD: Label = Label::new("эта кнопка устарела", "this button is old");
pub(super) const BLOCKED: Label = Label::new("подписчик заблокировал бота", "the subscriber blocked the bot");

pub(super) const VALUES: Label = Label::new("Что придёт с ответом, JSON", "What comes along, JSON");
pub(super) const BAD_JSON: Label = Label::new("Это не JSON", "This is no JSON");
pub(super) const STATUS: Label = Label::new("Код ответа", "Status");
pub(super) const BODY: Label = Label::new("Тело ответа", "Body of the answer");
pub(super) const ANSWER: Label = Label::new("Ответить", "Answer");
pub(super) const NO_ANSWER: Label = Label::new("Нет ответа", "No answer");
pub(super) const BAD_STATUS: Label = Label::new("Число от 100 до 599", "A number from 100 to 599");

pub(super) const TO_START: Label = Label::new("К началу", "To the start");
pub(super) const PLAY: Label = Label::new("Пустить время", "Let time run");
pub(super) const PAUSE: Label = Label::new("Остановить время", "Stop time");
pub(super) const NEXT: Label = Label::new("К следующему событию", "To the next event");
pub(super) const PULL_ON: Label = Label::new(
    "Потяните вперёд: время пройдёт. Назад — «Сначала»",
    "Pull on: time goes by. Back is “Start over”",
);
pub(super) const NOTHING_AHEAD: Label = Label::new(
    "Впереди ничего не назначено. Назад — «Сначала»",
    "Nothing is due ahead. Back is “Start over”",
);
pub(super) const SHOW_WAITING: Label =
    Label::new("Показать этот блок на холсте", "Show this block on the canvas");
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
pub(super) const SITE: Label = Label::new("ответ", "an answer");
pub(super) const PERSON: Label = Label::new("менеджер", "a person");
pub(super) const UNSUBSCRIBED: Label = Label::new("отписан", "unsubscribed");

/// The heading of the card on which the author answers for a service.
pub(super) fn waits_for(service: Service) -> Label {
    match service {
        Service::Http => Label::new("Бот ждёт ответа сайта", "The bot waits for a site"),
        Service::Pool => Label::new("Бот просит код из запаса", "The bot asks the pool for a code"),
        Service::Counter => Label::new("Бот спрашивает общий счётчик", "The bot asks a shared counter"),
        Service::Calendar => Label::new("Бот спрашивает календарь записи", "The bot asks the calendar"),
        Service::Stock => Label::new("Бот спрашивает остатки", "The bot asks the stock"),
        Service::Payment => Label::new("Бот просит выставить счёт", "The bot asks for an invoice"),
        Service::Desk => Label::new("Бот ищет менеджера", "The bot looks for a person"),
        Service::Crm => Label::new("Бот ждёт ответа CRM", "The bot waits for the CRM"),
        Service::Sheet => Label::new("Бот ждёт ответа таблицы", "The bot waits for the sheet"),
        Service::Ai => Label::new("Бот спрашивает ИИ", "The bot asks the AI"),
        Service::Analytics => Label::new("Бот ждёт ответа аналитики", "The bot waits for the analytics"),
    }
}

/// A request in one line: who is asked and for what.
pub(super) fn request(call: &CallRequest, lang: Lang) -> String {
    let who = match call.service {
        Service::Http => return format!("{} {}", call.method.name(), call.url),
        Service::Pool => Label::new("запас кодов", "pool"),
        Service::Counter => Label::new("счётчик", "counter"),
        Service::Calendar => Label::new("календарь", "calendar"),
        Service::Stock => Label::new("остатки", "stock"),
        Service::Payment => Label::new("оплата", "payment"),
        Service::Desk => Label::new("менеджеры", "people"),
        Service::Crm => Label::new("CRM", "CRM"),
        Service::Sheet => Label::new("таблица", "sheet"),
        Service::Ai => Label::new("ИИ", "AI"),
        Service::Analytics => Label::new("аналитика", "analytics"),
    };
    let what = act(&call.act, lang);
    let what = if call.url.is_empty() { what.to_owned() } else { format!("{what} · {}", call.url) };
    format!("{}: {what}", who.of(lang))
}

/// What is asked of a service, as people say it; an unknown word as it is.
fn act(name: &str, lang: Lang) -> &str {
    let label = match name {
        "take" => Label::new("взять код", "take a code"),
        "add" => Label::new("прибавить", "add"),
        "slots" => Label::new("свободное время", "free slots"),
        "book" => Label::new("записать", "book"),
        "cancel" => Label::new("отменить", "cancel"),
        "list" => Label::new("что есть", "what there is"),
        "reserve" => Label::new("отложить", "reserve"),
        "release" => Label::new("вернуть", "release"),
        "invoice" => Label::new("счёт", "invoice"),
        "assign" => Label::new("найти свободного", "find somebody free"),
        "notify" => Label::new("сообщить", "notify"),
        "contact" => Label::new("контакт", "contact"),
        "deal" => Label::new("сделка", "deal"),
        "status" => Label::new("этап", "status"),
        "read" => Label::new("прочитать", "read"),
        "append" => Label::new("дописать строку", "append a row"),
        "update" => Label::new("изменить строку", "update a row"),
        "answer" => Label::new("ответить", "answer"),
        "goal" => Label::new("цель", "goal"),
        _ => return name,
    };
    label.of(lang)
}

/// The name of an answer as people read it; an unknown one as it is.
pub(super) fn outcome(name: &str, lang: Lang) -> String {
    let label = match name {
        "ok" => Label::new("Получилось", "Done"),
        "empty" => Label::new("Пусто", "Empty"),
        "paid" => Label::new("Оплачено", "Paid"),
        "failed" => Label::new("Не прошло", "Failed"),
        "expired" => Label::new("Срок вышел", "Expired"),
        "taken" | "busy" => Label::new("Занято", "Taken"),
        "none" => Label::new("Ничего нет", "None"),
        "short" => Label::new("Не хватает", "Not enough"),
        "refused" => Label::new("Отказано", "Refused"),
        "limit" | "full" => Label::new("Предел достигнут", "Limit reached"),
        name => return name.to_owned(),
    };
    label.of(lang).to_owned()
}

/// The name of an event, with what it means where that is known.
pub(super) fn event(name: &str, lang: Lang) -> String {
    let stem = name.split_once(':').map_or(name, |(stem, _)| stem);
    let label = match stem {
        "comment" => Label::new("комментарий", "comment"),
        "reaction" | "like" => Label::new("реакция", "reaction"),
        "join" => Label::new("вступление в группу", "joined the group"),
        "leave" => Label::new("выход из группы", "left the group"),
        "purchase" => Label::new("покупка", "purchase"),
        "paid" => Label::new("оплата прошла", "payment came"),
        "failed" => Label::new("оплата не прошла", "payment failed"),
        "expired" => Label::new("срок оплаты вышел", "payment expired"),
        "read" => Label::new("сообщение прочитано", "message read"),
        "delivered" => Label::new("сообщение доставлено", "message delivered"),
        "clicked" => Label::new("переход по ссылке", "link clicked"),
        _ => return name.to_owned(),
    };
    format!("{name} · {}", label.of(lang))
}

/// What a link button does.
pub(super) fn link(kind: LinkKind) -> Label {
    match kind {
        LinkKind::Open => Label::new("Откроет", "Opens"),
        LinkKind::Call => Label::new("Наберёт", "Dials"),
        LinkKind::Share => Label::new("Предложит отправить друзьям:", "Offers to friends:"),
        LinkKind::Copy => Label::new("Скопирует", "Copies"),
    }
}

/// What media that is no picture is.
pub(super) fn media(kind: MediaKind) -> Label {
    match kind {
        MediaKind::Image => Label::new("картинка", "picture"),
        MediaKind::Video => Label::new("видео", "video"),
        MediaKind::Audio => Label::new("аудио", "audio"),
        MediaKind::Voice => Label::new("голосовое", "voice message"),
        MediaKind::File => Label::new("файл", "file"),
    }
}

/// What a subscriber sends.
pub(super) fn attached(kind: Attached) -> Label {
    match kind {
        Attached::Image => Label::new("Картинка", "Picture"),
        Attached::Video => Label::new("Видео", "Video"),
        Attached::Audio => Label::new("Аудио", "Audio"),
        Attached::Voice => Label::new("Голосовое сообщение", "Voice message"),
        Attached::File => Label::new("Файл", "File"),
        Attached::Sticker => Label::new("Стикер", "Sticker"),
    }
}

/// The name of a language; its code when it is a rare one.
pub(super) fn language(code: &str, lang: Lang) -> String {
    let label = match code {
        "ru" => Label::new("русский", "Russian"),
        "en" => Label::new("английский", "English"),
        "de" => Label::new("немецкий", "German"),
        "fr" => Label::new("французский", "French"),
        "es" => Label::new("испанский", "Spanish"),
        "uk" => Label::new("украинский", "Ukrainian"),
        "kk" => Label::new("казахский", "Kazakh"),
        "uz" => Label::new("узбекский", "Uzbek"),
        "zh" => Label::new("китайский", "Chinese"),
        code => return code.to_owned(),
    };
    format!("{code} · {}", label.of(lang))
}

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
        Dropped::NoAnswer => Words::new("ответа вовремя нет", "no answer in time"),
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
