//! Numbers as people say them: spans of time, sizes of files, days of the week, plural forms.

use crate::flow::{Duration, every_day, parse_date, parse_weekdays};
use crate::model::{Label, Lang, Value, iso_date};

/// The Russian plural form of a count: 1 день, 2 дня, 5 дней.
pub fn plural_ru<'a>(count: u64, one: &'a str, few: &'a str, many: &'a str) -> &'a str {
    match (count % 10, count % 100) {
        (_, 11..=14) => many,
        (1, _) => one,
        (2..=4, _) => few,
        _ => many,
    }
}

/// A count with its unit, in full: `2 секунды`, `1 day`.
fn counted(count: u64, ru: [&str; 3], en: &str, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("{count} {}", plural_ru(count, ru[0], ru[1], ru[2])),
        Lang::En if count == 1 => format!("{count} {en}"),
        Lang::En => format!("{count} {en}s"),
    }
}

/// A span in full words, biggest unit first: `1 час 30 минут`; empty for no time at all.
pub fn duration_words(span: Duration, lang: Lang) -> String {
    let weeks = if span.days.is_multiple_of(7) { span.days / 7 } else { 0 };
    let days = if weeks > 0 { 0 } else { span.days };
    let parts = [
        (u64::from(span.months), ["месяц", "месяца", "месяцев"], "month"),
        (u64::from(weeks), ["неделя", "недели", "недель"], "week"),
        (u64::from(days), ["день", "дня", "дней"], "day"),
        (span.secs / 3600, ["час", "часа", "часов"], "hour"),
        (span.secs / 60 % 60, ["минута", "минуты", "минут"], "minute"),
        (span.secs % 60, ["секунда", "секунды", "секунд"], "second"),
    ];
    let parts = parts.into_iter().filter(|part| part.0 > 0);
    parts.map(|(count, ru, en)| counted(count, ru, en, lang)).collect::<Vec<_>>().join(" ")
}

/// A stretch of milliseconds as its biggest unit, and the next one where the first is small: `23 ч`,
/// `1 д 5 ч`, `40 с`. Less than a second is `0 с`.
pub fn millis_short(millis: i64, lang: Lang) -> String {
    let units = match lang {
        Lang::Ru => ["д", "ч", "мин", "с"],
        Lang::En => ["d", "h", "min", "s"],
    };
    let secs = millis.max(0) / 1000;
    let amounts = [secs / 86_400, secs / 3600 % 24, secs / 60 % 60, secs % 60];
    let Some(first) = amounts.iter().position(|amount| *amount > 0) else {
        return format!("0 {}", units[3]);
    };
    let next = first + 1;
    if next < 4 && amounts[first] < 3 && amounts[next] > 0 {
        format!("{} {} {} {}", amounts[first], units[first], amounts[next], units[next])
    } else {
        format!("{} {}", amounts[first], units[first])
    }
}

/// Size of a file: `512 Б`, `1,2 МБ`.
pub fn size_words(bytes: u64, lang: Lang) -> String {
    let (units, comma) = match lang {
        Lang::Ru => (["Б", "КБ", "МБ", "ГБ"], ','),
        Lang::En => (["B", "KB", "MB", "GB"], '.'),
    };
    if bytes < 1024 {
        return format!("{bytes} {}", units[0]);
    }
    let step = if bytes < 1024 * 1024 {
        1
    } else if bytes < 1024 * 1024 * 1024 {
        2
    } else {
        3
    };
    let unit = 1u64 << (10 * step);
    let tenths = bytes.saturating_mul(10).saturating_add(unit / 2) / unit;
    if tenths >= 100 || tenths.is_multiple_of(10) {
        format!("{} {}", tenths / 10, units[step])
    } else {
        format!("{}{comma}{} {}", tenths / 10, tenths % 10, units[step])
    }
}

/// Days of the week from Monday, short.
pub const WEEKDAYS: [Label; 7] = [
    Label::new("Пн", "Mon"),
    Label::new("Вт", "Tue"),
    Label::new("Ср", "Wed"),
    Label::new("Чт", "Thu"),
    Label::new("Пт", "Fri"),
    Label::new("Сб", "Sat"),
    Label::new("Вс", "Sun"),
];

/// Days of the week from Monday, in full.
pub const WEEKDAYS_FULL: [Label; 7] = [
    Label::new("Понедельник", "Monday"),
    Label::new("Вторник", "Tuesday"),
    Label::new("Среда", "Wednesday"),
    Label::new("Четверг", "Thursday"),
    Label::new("Пятница", "Friday"),
    Label::new("Суббота", "Saturday"),
    Label::new("Воскресенье", "Sunday"),
];

const EVERY_DAY: Label = Label::new("каждый день", "every day");

/// Days of the week in few letters: «пн–пт», «вт, чт», «каждый день».
pub fn days_words(mask: u8, lang: Lang) -> String {
    let day = |index: usize| match lang {
        Lang::Ru => WEEKDAYS[index].of(lang).to_lowercase(),
        Lang::En => WEEKDAYS[index].of(lang).to_owned(),
    };
    if mask & every_day() == every_day() {
        return EVERY_DAY.of(lang).to_owned();
    }
    let mut parts = Vec::new();
    let mut at = 0;
    while at < 7 {
        if mask & (1 << at) == 0 {
            at += 1;
            continue;
        }
        let first = at;
        while at < 6 && mask & (1 << (at + 1)) != 0 {
            at += 1;
        }
        match at - first {
            0 => parts.push(day(first)),
            1 => parts.extend([day(first), day(at)]),
            _ => parts.push(format!("{}–{}", day(first), day(at))),
        }
        at += 1;
    }
    parts.join(", ")
}

/// A date as people of a language write it.
pub fn date_words(day: i32, lang: Lang) -> String {
    match lang {
        Lang::Ru => Value::Date(day).shown().into_owned(),
        Lang::En => iso_date(day),
    }
}

/// Days of the week and dates in words where a text names nothing but days, dates and times: `fri 17:00` becomes
/// «пт 17:00», `2026-12-31 10:00` «31.12.2026 10:00».
pub fn days_named(text: &str, lang: Lang) -> Option<String> {
    if let Some(mask) = parse_weekdays(text).filter(|_| text.starts_with(char::is_alphabetic)) {
        return Some(days_words(mask, lang));
    }
    let mut any = false;
    let said = text.split_whitespace().map(|word| {
        if let Some(day) = parse_date(word) {
            any = true;
            return Some(date_words(day, lang));
        }
        if word.starts_with(|sign: char| sign.is_ascii_digit()) {
            return Some(word.to_owned());
        }
        any = true;
        parse_weekdays(word).map(|mask| days_words(mask, lang))
    });
    let said: Vec<_> = said.collect::<Option<_>>()?;
    any.then(|| said.join(" "))
}

/// Day of the week, from 0 for Monday, of a wall clock given in milliseconds since 1970.
pub fn weekday_of(local: i64) -> usize {
    (local.div_euclid(crate::flow::DAY_MS) + 3).rem_euclid(7) as usize
}

/// Time of day `10:02` of a wall clock given in milliseconds since 1970.
pub fn clock_of(local: i64) -> String {
    let minutes = local.rem_euclid(crate::flow::DAY_MS) / 60_000;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::parse_duration;

    #[test]
    fn spans_are_said_in_full_in_both_languages() {
        for (text, ru, en) in [
            ("2s", "2 секунды", "2 seconds"),
            ("1h 30m", "1 час 30 минут", "1 hour 30 minutes"),
            ("11d", "11 дней", "11 days"),
            ("2w", "2 недели", "2 weeks"),
            ("1mo", "1 месяц", "1 month"),
            ("21m", "21 минута", "21 minutes"),
        ] {
            let span = parse_duration(text).unwrap();
            assert_eq!(duration_words(span, Lang::Ru), ru);
            assert_eq!(duration_words(span, Lang::En), en);
        }
    }

    #[test]
    fn sizes_and_waits_are_short() {
        assert_eq!(size_words(1_258_291, Lang::Ru), "1,2 МБ");
        assert_eq!(size_words(900, Lang::En), "900 B");
        assert_eq!(size_words(2048, Lang::En), "2 KB");
        assert_eq!(millis_short(23 * 3_600_000, Lang::Ru), "23 ч");
        assert_eq!(millis_short(29 * 3_600_000, Lang::Ru), "1 д 5 ч");
        assert_eq!(millis_short(0, Lang::En), "0 s");
        assert_eq!(weekday_of(0), 3);
        assert_eq!(clock_of(-60_000), "23:59");
    }

    #[test]
    fn days_are_said_in_few_letters() {
        for (mask, ru, en) in [
            (0b001_1111, "пн–пт", "Mon–Fri"),
            (0b000_1010, "вт, чт", "Tue, Thu"),
            (0b110_0000, "сб, вс", "Sat, Sun"),
            (0b111_1111, "каждый день", "every day"),
        ] {
            assert_eq!(days_words(mask, Lang::Ru), ru);
            assert_eq!(days_words(mask, Lang::En), en);
        }
        assert_eq!(days_named("fri 17:00", Lang::En).as_deref(), Some("Fri 17:00"));
        assert_eq!(days_named("10:00-20:00 mon-fri", Lang::Ru).as_deref(), Some("10:00-20:00 пн–пт"));
        assert_eq!(days_named("mon, thu", Lang::Ru).as_deref(), Some("пн, чт"));
        assert_eq!(days_named("2026-12-31 10:00", Lang::Ru).as_deref(), Some("31.12.2026 10:00"));
        assert_eq!([days_named("sun city", Lang::En), days_named("10:00", Lang::En)], [None, None]);
    }
}
