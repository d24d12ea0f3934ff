//! A schedule as people say it.

use crate::flow::{every_day, parse_duration, parse_weekdays, parse_window};
use crate::model::{Label, Lang, Schedule};
use crate::studio::widgets::spoken::{WEEKDAYS, duration_words, plural_ru};
use crate::zones;

/// Russian names of zones by their cities, for search.
const CITIES: [(&str, &str); 16] = [
    ("Europe/Kaliningrad", "Калининград"),
    ("Europe/Moscow", "Москва"),
    ("Europe/Samara", "Самара"),
    ("Asia/Yekaterinburg", "Екатеринбург"),
    ("Asia/Omsk", "Омск"),
    ("Asia/Novosibirsk", "Новосибирск"),
    ("Asia/Krasnoyarsk", "Красноярск"),
    ("Asia/Irkutsk", "Иркутск"),
    ("Asia/Yakutsk", "Якутск"),
    ("Asia/Vladivostok", "Владивосток"),
    ("Asia/Kamchatka", "Камчатка"),
    ("Europe/Minsk", "Минск"),
    ("Asia/Almaty", "Алматы"),
    ("Asia/Tashkent", "Ташкент"),
    ("Asia/Tbilisi", "Тбилиси"),
    ("Asia/Yerevan", "Ереван"),
];

/// The Russian name of a zone's city, of the usual ones.
pub(super) fn city(zone: &str) -> Option<&'static str> {
    CITIES.iter().find(|city| city.0 == zone).map(|city| city.1)
}

/// A zone with its offset at a moment: `Europe/Moscow · UTC+3`, in Russian with the city that people know it by.
pub(super) fn zone_words(zone: &str, now: i64, lang: Lang) -> String {
    let Some(rules) = zones::rules_of(zone) else { return zone.to_owned() };
    let minutes = rules.offset_at(now) / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    let rest = if rest == 0 { String::new() } else { format!(":{rest:02}") };
    let city = city(zone).filter(|_| lang == Lang::Ru).map(|city| format!("{city} · ")).unwrap_or_default();
    format!("{city}{zone} · UTC{sign}{hours}{rest}")
}

/// What a part of the sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    Days,
    Quiet,
    Cap,
    CapPer,
    Work,
    WorkDays,
}

/// A part of the sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Words between what is changed.
    Words(String),
    /// What is pressed and changed in its place.
    Held(Held, String),
}

/// What a part begins with that could be said and is not.
const COULD_BE: &str = "+ ";

/// The whole schedule in two or three sentences, as they are read out.
pub(super) fn sentence(parts: &[Part]) -> String {
    let said = parts.iter().filter_map(|part| match part {
        Part::Words(words) => Some(words.as_str()),
        Part::Held(_, shown) => Some(shown.as_str()).filter(|shown| !shown.starts_with(COULD_BE)),
    });
    said.collect::<String>().trim_end().to_owned()
}

/// The same, part by part.
pub(super) fn parts(schedule: &Schedule, lang: Lang) -> Vec<Part> {
    let mut said = Said { lang, parts: Vec::new() };
    said.writes(schedule);
    said.works(schedule);
    said.parts
}

struct Said {
    lang: Lang,
    parts: Vec<Part>,
}

impl Said {
    fn words(&mut self, ru: impl Into<String>, en: impl Into<String>) {
        let words = if self.lang == Lang::Ru { ru.into() } else { en.into() };
        self.parts.push(Part::Words(words));
    }

    fn held(&mut self, held: Held, shown: impl Into<String>) {
        self.parts.push(Part::Held(held, shown.into()));
    }

    fn could_be(&mut self, held: Held, label: Label) {
        self.parts.push(Part::Words(" ".into()));
        self.held(held, format!("{COULD_BE}{}", label.of(self.lang)));
    }

    /// When the bot writes by itself.
    fn writes(&mut self, schedule: &Schedule) {
        let lang = self.lang;
        self.words("Сам бот пишет ", "By itself the bot writes ");
        self.held(Held::Days, days_words(&schedule.days, lang));
        let holidays = schedule.holidays.len();
        if holidays > 0 {
            let ru = plural_ru(holidays as u64, "праздничного дня", "праздничных дней", "праздничных дней");
            let en = if holidays == 1 { "holiday" } else { "holidays" };
            self.words(format!(", кроме {holidays} {ru}"), format!(" but for {holidays} {en}"));
        }
        match window_words(&schedule.quiet, lang) {
            Some(window) => {
                self.words(", молчит ", ", keeps silent ");
                self.held(Held::Quiet, window);
                self.words(" по часам подписчика", " by the subscriber’s clock");
            }
            None => {
                self.words(", ", ", ");
                let label = Label::new("в любое время суток", "at any hour");
                self.held(Held::Quiet, label.of(lang));
            }
        }
        if schedule.cap == 0 {
            self.words(".", ".");
            return self.could_be(Held::Cap, Label::new("предел сообщений", "limit of messages"));
        }
        let cap = schedule.cap;
        self.words(", ", ", ");
        let ru = plural_ru(u64::from(cap), "сообщения", "сообщений", "сообщений");
        let en = if cap == 1 { "message" } else { "messages" };
        let shown = match lang {
            Lang::Ru => format!("не больше {cap} {ru}"),
            Lang::En => format!("no more than {cap} {en}"),
        };
        self.held(Held::Cap, shown);
        self.words(" за ", " in ");
        let per = parse_duration(&schedule.cap_per).map(|span| duration_words(span, lang));
        let day = Label::new("1 день", "1 day").of(lang).to_owned();
        self.held(Held::CapPer, per.filter(|per| !per.is_empty()).unwrap_or(day));
        self.words(".", ".");
    }

    /// When people are there.
    fn works(&mut self, schedule: &Schedule) {
        if schedule.work.trim().is_empty() && schedule.work_days.trim().is_empty() {
            return self.could_be(Held::Work, Label::new("когда отвечают люди", "when people answer"));
        }
        self.words(" Люди отвечают ", " People answer ");
        self.held(Held::WorkDays, days_words(&schedule.work_days, self.lang));
        match window_words(&schedule.work, self.lang) {
            Some(window) => {
                self.words(" ", " ");
                self.held(Held::Work, window);
                self.words(".", ".");
            }
            None => {
                self.words(".", ".");
                self.could_be(Held::Work, Label::new("часы", "hours"));
            }
        }
    }
}

fn window_words(window: &str, lang: Lang) -> Option<String> {
    parse_window(window)?;
    let (from, to) = window.split_once(['-', '–', '—'])?;
    Some(match lang {
        Lang::Ru => format!("с {} до {}", from.trim(), to.trim()),
        Lang::En => format!("from {} to {}", from.trim(), to.trim()),
    })
}

fn days_words(days: &str, lang: Lang) -> String {
    const WORKING: u8 = 0b001_1111;
    const FREE: u8 = 0b110_0000;
    let mask = if days.trim().is_empty() { every_day() } else { parse_weekdays(days).unwrap_or(every_day()) };
    let (ru, en) = match mask {
        mask if mask == every_day() => ("каждый день", "every day"),
        WORKING => ("по будням", "on weekdays"),
        FREE => ("по выходным", "at weekends"),
        mask => {
            let on = (0..7).filter(|day| mask & (1 << day) != 0);
            let names: Vec<_> = on.map(|day| WEEKDAYS[day].of(lang)).collect();
            let names = names.join(", ");
            return match lang {
                Lang::Ru => format!("по дням: {}", names.to_lowercase()),
                Lang::En => format!("on {names}"),
            };
        }
    };
    Label::new(ru, en).of(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_reads_as_a_sentence() {
        let schedule_words = |schedule: &Schedule, lang| sentence(&parts(schedule, lang));
        let mut schedule = Schedule { zone: "Europe/Moscow".into(), ..Schedule::default() };
        assert_eq!(schedule_words(&schedule, Lang::Ru), "Сам бот пишет каждый день, в любое время суток.");
        schedule.quiet = "22:00-09:00".into();
        schedule.days = "mon-fri".into();
        schedule.holidays = vec!["2026-01-01".into()];
        schedule.cap = 2;
        schedule.work = "09:00-18:00".into();
        schedule.work_days = "mon,wed".into();
        assert_eq!(
            schedule_words(&schedule, Lang::Ru),
            "Сам бот пишет по будням, кроме 1 праздничного дня, молчит с 22:00 до 09:00 по часам подписчика, не \
             больше 2 сообщений за 1 день. Люди отвечают по дням: пн, ср с 09:00 до 18:00."
        );
        assert_eq!(
            schedule_words(&schedule, Lang::En),
            "By itself the bot writes on weekdays but for 1 holiday, keeps silent from 22:00 to 09:00 by the \
             subscriber’s clock, no more than 2 messages in 1 day. People answer on Mon, Wed from 09:00 to 18:00."
        );
        assert_eq!(zone_words("Asia/Kolkata", 0, Lang::Ru), "Asia/Kolkata · UTC+5:30");
        assert_eq!(
            zone_words("Europe/Moscow", 1_767_225_600_000, Lang::Ru),
            "Москва · Europe/Moscow · UTC+3"
        );
    }
}
