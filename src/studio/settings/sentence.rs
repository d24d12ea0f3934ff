//! A schedule as people say it.

use crate::flow::{every_day, parse_duration, parse_weekdays, parse_window};
use crate::model::{Lang, Schedule};
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

/// The whole schedule in two or three sentences.
pub(super) fn schedule_words(schedule: &Schedule, lang: Lang) -> String {
    let mut sentences = vec![writes(schedule, lang)];
    let work = work_words(schedule, lang);
    sentences.extend(work);
    sentences.join(" ")
}

/// When the bot writes by itself.
fn writes(schedule: &Schedule, lang: Lang) -> String {
    let days = days_words(&schedule.days, lang);
    let mut text = match lang {
        Lang::Ru => format!("Сам бот пишет {days}"),
        Lang::En => format!("By itself the bot writes {days}"),
    };
    let holidays = schedule.holidays.len();
    if holidays > 0 {
        text.push_str(&match lang {
            Lang::Ru => {
                let word =
                    plural_ru(holidays as u64, "праздничного дня", "праздничных дней", "праздничных дней");
                format!(", кроме {holidays} {word}")
            }
            Lang::En if holidays == 1 => " but for 1 holiday".to_owned(),
            Lang::En => format!(" but for {holidays} holidays"),
        });
    }
    match window_words(&schedule.quiet, lang) {
        Some(window) => text.push_str(&match lang {
            Lang::Ru => format!(", молчит {window} по часам подписчика"),
            Lang::En => format!(", keeps silent {window} by the subscriber’s clock"),
        }),
        None => text.push_str(match lang {
            Lang::Ru => ", в любое время суток",
            Lang::En => ", at any hour",
        }),
    }
    if schedule.cap > 0 {
        let per = parse_duration(&schedule.cap_per).map(|span| duration_words(span, lang));
        let per = per.filter(|per| !per.is_empty()).unwrap_or_else(|| match lang {
            Lang::Ru => "1 день".to_owned(),
            Lang::En => "1 day".to_owned(),
        });
        let count = schedule.cap;
        text.push_str(&match lang {
            Lang::Ru => {
                let word = plural_ru(u64::from(count), "сообщения", "сообщений", "сообщений");
                format!(", не больше {count} {word} за {per}")
            }
            Lang::En => {
                format!(", no more than {count} message{} in {per}", if count == 1 { "" } else { "s" })
            }
        });
    }
    text.push('.');
    text
}

/// When people are there; nothing when that is not said.
fn work_words(schedule: &Schedule, lang: Lang) -> Option<String> {
    if schedule.work.trim().is_empty() && schedule.work_days.trim().is_empty() {
        return None;
    }
    let days = days_words(&schedule.work_days, lang);
    let window = window_words(&schedule.work, lang).map(|window| format!(" {window}")).unwrap_or_default();
    Some(match lang {
        Lang::Ru => format!("Люди отвечают {days}{window}."),
        Lang::En => format!("People answer {days}{window}."),
    })
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
    crate::model::Label::new(ru, en).of(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_reads_as_a_sentence() {
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
             subscriber’s clock, no more than 2 messages in 1 day. People answer on Mo, We from 09:00 to 18:00."
        );
        assert_eq!(zone_words("Asia/Kolkata", 0, Lang::Ru), "Asia/Kolkata · UTC+5:30");
        assert_eq!(
            zone_words("Europe/Moscow", 1_767_225_600_000, Lang::Ru),
            "Москва · Europe/Moscow · UTC+3"
        );
    }
}
