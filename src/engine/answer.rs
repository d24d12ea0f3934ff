//! Does an answer fit what was asked?

use super::number::number;
use crate::flow::{
    AnswerKind, Attached, count_chars, is_letter, parse_date, parse_time_of_day, parts, split_at_sign,
    to_lower, whole,
};
use crate::model::{Decimal, Value, civil_from_days, days_from_civil, trimmed};

/// What a subscriber answers with.
#[derive(Clone, Copy)]
pub(super) enum Said<'a> {
    /// Words.
    Text(&'a str),
    /// Something that is not words, and its name or id.
    Media(Attached, &'a str),
    /// A place.
    Location(Decimal, Decimal),
    /// A telephone number.
    Contact(&'a str),
}

/// What an answer is read by.
#[derive(Clone, Copy, Default)]
pub(super) struct Here {
    /// The date on the subscriber's clock.
    pub today: i32,
    /// Whether the subscriber's language is Russian.
    pub russian: bool,
}

/// The value to keep, or `None` when the answer does not fit.
pub(super) fn accept(kind: AnswerKind, said: Said<'_>, here: Here) -> Option<Value> {
    match (kind, said) {
        (_, Said::Text(text)) if text.chars().any(is_hidden) => {
            let seen: String = text.chars().filter(|c| !is_hidden(*c)).collect();
            accept_text(kind, trimmed(&seen), here)
        }
        (_, Said::Text(text)) => accept_text(kind, trimmed(text), here),
        (AnswerKind::File(mask), Said::Media(kind, file)) if mask & kind.bit() != 0 => {
            Some(Value::text(if file.is_empty() { kind.name() } else { file }))
        }
        (AnswerKind::Location, Said::Location(lat, lon)) => Some(place(lat, lon)),
        (AnswerKind::Phone, Said::Contact(number)) => phone(number).map(Value::text),
        (_, Said::Media(..) | Said::Location(..) | Said::Contact(_)) => None,
    }
}

/// Signs that show nothing, and those that turn the words after them around: telephones are copied with them, and
/// a name with one would reverse the bot's own words. Joiners stay, they belong to letters and to emoji.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{feff}')
}

fn place(lat: Decimal, lon: Decimal) -> Value {
    Value::List(vec![Value::Number(lat), Value::Number(lon)])
}

fn accept_text(kind: AnswerKind, text: &str, Here { today, russian }: Here) -> Option<Value> {
    match kind {
        AnswerKind::Text { min, max } => {
            let len = count_chars(text);
            (min as usize <= len && len <= max as usize).then(|| Value::text(text))
        }
        AnswerKind::Number { min, max } => {
            let number = number(text, russian)?;
            let fits = Decimal::from_int(min) <= number && number <= Decimal::from_int(max);
            fits.then_some(Value::Number(number))
        }
        AnswerKind::Email => email(text).map(Value::text),
        AnswerKind::Phone => phone(text).map(Value::text),
        AnswerKind::Date { min, max } => {
            let day = date(text, today, max <= 0)?;
            let ahead = day.saturating_sub(today);
            (min <= ahead && ahead <= max).then_some(Value::Date(day))
        }
        AnswerKind::Time => time(text).map(Value::Time),
        AnswerKind::Location => {
            // `59,93 30,31`: where a blank parts two numbers, commas belong to them.
            let mut words = parts(text, b" ;\n").filter(|word| !word.is_empty());
            let (lat, lon) = match (words.next(), words.next(), words.next()) {
                (Some(lat), Some(lon), None) => (lat.strip_suffix(',').unwrap_or(lat), lon),
                _ => split_at_sign(text, b',')?,
            };
            let (lat, lon) = (Decimal::parse(lat)?, Decimal::parse(lon)?);
            let within = |number: Decimal, most: i64| {
                Decimal::from_int(-most) <= number && number <= Decimal::from_int(most)
            };
            (within(lat, 90) && within(lon, 180)).then(|| place(lat, lon))
        }
        AnswerKind::File(_) | AnswerKind::Press => None,
    }
}

fn lowered(text: &str) -> String {
    text.chars().map(to_lower).collect()
}

/// Words that stand between and after the numbers of a time.
fn is_unit(word: &str) -> bool {
    word.is_empty() || parts("ч час часа часов мин минут минута минуты минуту", b" ").any(|unit| unit == word)
}

/// A time of day as people write it: `14:30`, `14.30`, `14 30`, `14`, `в 7 вечера`, `7 часов 15 минут`, `7 pm`,
/// `полдень`.
#[inline(never)]
fn time(text: &str) -> Option<u32> {
    let text = lowered(text);
    let text = text.strip_prefix("в ").or_else(|| text.strip_prefix("at ")).unwrap_or(&text);
    match text {
        "полдень" | "noon" => return Some(12 * 3600),
        "полночь" | "midnight" => return Some(0),
        _ => {}
    }
    let after = text.bytes().rposition(|byte| byte.is_ascii_digit()).map_or(0, |last| last + 1);
    let (digits, half) = text.split_at_checked(after)?;
    let mut clock = String::with_capacity(8);
    for part in parts(digits, b":.- ").filter(|part| !is_unit(part)) {
        if !clock.is_empty() {
            clock.push(':');
        }
        clock.push_str(part);
    }
    if split_at_sign(&clock, b':').is_none() {
        clock.push_str(":00");
    }
    let secs = parse_time_of_day(&clock)?;
    let mut halves = parts(half, b" ").filter(|word| !is_unit(word));
    let half = halves.next().unwrap_or_default();
    if halves.next().is_some() {
        return None;
    }
    match half {
        "" => Some(secs),
        // Twelve at night begins the day: `12:30 am` is half past midnight.
        "утра" | "ночи" | "am" if secs / 3600 == 12 => Some(secs - 12 * 3600),
        "ночи" if (8..12).contains(&(secs / 3600)) => Some(secs + 12 * 3600),
        "утра" | "ночи" | "am" => Some(secs),
        "вечера" | "дня" | "pm" if secs < 12 * 3600 => Some(secs + 12 * 3600),
        "вечера" | "дня" | "pm" => Some(secs),
        _ => None,
    }
}

/// Beginnings of the names of months, Russian and English.
const MONTHS: [&str; 12] = [
    "янв jan",
    "фев feb",
    "мар mar",
    "апр apr",
    "май may",
    "июн jun",
    "июл jul",
    "авг aug",
    "сен sep",
    "окт oct",
    "ноя nov",
    "дек dec",
];

/// Beginnings of the names of weekdays from Monday, Russian, short and English.
const WEEKDAYS: [[&str; 3]; 7] = [
    ["понедельник", "пн", "monday"],
    ["вторник", "вт", "tuesday"],
    ["сред", "ср", "wednesday"],
    ["четверг", "чт", "thursday"],
    ["пятниц", "пт", "friday"],
    ["суббот", "сб", "saturday"],
    ["воскресень", "вс", "sunday"],
];

/// A day as it is said from today: `завтра`, `в пятницу`, `через неделю`, `через 3 дня`.
fn from_today(text: &str, today: i32, past: bool) -> Option<i32> {
    let text = text.strip_prefix("в ").or_else(|| text.strip_prefix("во ")).unwrap_or(text);
    let text = text.strip_prefix("on ").unwrap_or(text);
    let away = match text {
        "позавчера" => -2,
        "вчера" | "yesterday" => -1,
        "сегодня" | "today" => 0,
        "завтра" | "tomorrow" => 1,
        "послезавтра" => 2,
        _ => {
            if let Some(span) = text.strip_prefix("через ").or_else(|| text.strip_prefix("in ")) {
                let mut words = parts(span, b" ").filter(|word| !word.is_empty());
                let first = words.next()?;
                let (count, unit) = match whole(first) {
                    Some(count) => (count, words.next()?),
                    None => (1, first),
                };
                let days = match unit {
                    "день" | "дня" | "дней" | "day" | "days" => 1,
                    "неделю" | "недели" | "недель" | "week" | "weeks" => 7,
                    _ => return None,
                };
                let is_whole = words.next().is_none() && count <= 1_000;
                return today.checked_add(count as i32 * days).filter(|_| is_whole);
            }
            // The day itself is asked for as today: its name means the next one, or the one before.
            let is_named = |[long, short, english]: &[&str; 3]| {
                text == *short || text == *english || (text.starts_with(long) && !text.contains(' '))
            };
            let wanted = WEEKDAYS.iter().position(is_named)? as i32;
            let now = (today + 3).rem_euclid(7);
            if past { -((now - wanted - 1).rem_euclid(7) + 1) } else { (wanted - now - 1).rem_euclid(7) + 1 }
        }
    };
    today.checked_add(away)
}

/// What stands in a date and says nothing: `2027 года`, `5-го`.
fn is_filler(part: &str) -> bool {
    matches!(part, "" | "г" | "год" | "года" | "го" | "е" | "ое" | "of")
}

/// A date as people write it: `завтра`, `в пятницу`, `5.03`, `05.03.2027`, `2027-03-05`, `5 марта`, `March 5 2027`. Without a
/// year the nearest one to come, or when the `past` is asked for, the latest that was.
#[inline(never)]
fn date(text: &str, today: i32, past: bool) -> Option<i32> {
    let text = lowered(text);
    let text = text.trim_end_matches(['!', '.', ',']);
    if let Some(day) = from_today(text, today, past).or_else(|| parse_date(text)) {
        return Some(day);
    }
    let (mut numbers, mut month) = ([0i32; 3], None);
    let mut count = 0;
    for part in parts(text, b" ./,-").filter(|part| !is_filler(part)) {
        let part = ["th", "st", "nd", "rd"].into_iter().find_map(|end| part.strip_suffix(end)).map_or(
            part,
            |bare| {
                if whole(bare).is_some() { bare } else { part }
            },
        );
        // May is too short for three letters that all of its forms share.
        let part = if part == "мая" { "май" } else { part };
        let named = || MONTHS.iter().position(|names| parts(names, b" ").any(|name| part.starts_with(name)));
        match whole(part) {
            Some(number @ 0..=9_999) if count < 3 => {
                numbers[count] = number as i32;
                count += 1;
            }
            Some(_) => return None,
            None if month.is_some() => return None,
            None => month = Some(named()?),
        }
    }
    let (day, month, year) = match (month, count) {
        (Some(month), 1) => (numbers[0], month as i32 + 1, None),
        (Some(month), 2) => (numbers[0], month as i32 + 1, Some(numbers[1])),
        (None, 2) => (numbers[0], numbers[1], None),
        (None, 3) => (numbers[0], numbers[1], Some(numbers[2])),
        _ => return None,
    };
    let real = |year: i32| {
        let days = days_from_civil(year, month as u32, day as u32);
        (day > 0 && month > 0 && civil_from_days(days) == (year, month as u32, day as u32)).then_some(days)
    };
    let this_year = civil_from_days(today).0;
    match year {
        // Two digits are a year of birth unless it lies close ahead.
        Some(year @ 0..100) => {
            let ahead = if past { 0 } else { 10 };
            real(if 2000 + year > this_year + ahead { 1900 + year } else { 2000 + year })
        }
        Some(year) => real(year),
        None if past => (this_year - 8..=this_year).rev().filter_map(real).find(|day| *day <= today),
        None => (this_year..=this_year + 8).filter_map(real).find(|day| *day >= today),
    }
}

/// An address of mail: one `@`, words with dots between them on both sides, a domain whose last word is of letters;
/// at most 254 characters. A link's `mailto:` and the full stop of a sentence are no part of it.
#[inline(never)]
fn email(text: &str) -> Option<&str> {
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    let text = text.strip_suffix('.').unwrap_or(text);
    let (local, domain) = split_at_sign(text, b'@')?;
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '<' | '>' | ':');
    let is_label = |word: &str| !word.is_empty() && !word.starts_with('-') && !word.ends_with('-');
    let is_last = |word: &str| {
        word.starts_with("xn--")
            || (count_chars(word) > 1 && word.chars().all(|c| is_letter(c) && !c.is_ascii_digit()))
    };
    let fits = parts(local, b".").all(|word| !word.is_empty())
        && split_at_sign(domain, b'.').is_some()
        && parts(domain, b".").all(is_label)
        && parts(domain, b".").last().is_some_and(is_last)
        && split_at_sign(domain, b'@').is_none()
        && text.len() <= 254
        && !text.chars().any(odd);
    fits.then_some(text)
}

/// `+` and 7 to 15 digits (E.164). Numbers as they are dialled in Russia become those of +7: eleven digits from 8,
/// ten from 9; `00` is the `+` of a telephone. A number of +7 has eleven digits.
#[inline(never)]
fn phone(text: &str) -> Option<String> {
    let bare = text.strip_prefix('+');
    let mut number = String::with_capacity(16);
    number.push('+');
    for c in bare.unwrap_or(text).chars() {
        match c {
            '0'..='9' => number.push(c),
            ' ' | '\u{a0}' | '-' | '–' | '(' | ')' | '.' => {}
            _ => return None,
        }
    }
    if bare.is_none() {
        let rest = match (number.len(), number.as_bytes()) {
            (12, [_, b'8', ..]) => Some(("+7", 2)),
            (11, [_, b'9', ..]) => Some(("+7", 1)),
            (_, [_, b'0', b'0', ..]) => Some(("+", 3)),
            _ => None,
        };
        if let Some((head, skipped)) = rest {
            let mut own = String::from(head);
            own.push_str(number.get(skipped..)?);
            number = own;
        }
    }
    let fits = if number.starts_with("+7") { number.len() == 12 } else { (8..=16).contains(&number.len()) };
    fits.then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_kept_in_one_form() {
        for (typed, kept) in [
            ("+79991234567", Some("+79991234567")),
            ("8 (999) 123-45-67", Some("+79991234567")),
            ("79991234567", Some("+79991234567")),
            ("call me", None),
            ("123", None),
            ("+7999+1234567", None),
            ("916 123-45-67", Some("+79161234567")),
            ("+7 999 123-45-6", None),
            ("+7 999 123-45-678", None),
            ("0049 30 1234567", Some("+49301234567")),
            ("+375 29 123-45-67", Some("+375291234567")),
        ] {
            assert_eq!(phone(typed).as_deref(), kept, "{typed}");
        }
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let today = days_from_civil(2026, 11, 22);
        for (typed, year, month, day) in [
            ("завтра", 2026, 11, 23),
            ("5.03", 2027, 3, 5),
            ("05.03.2027", 2027, 3, 5),
            ("2027-03-05", 2027, 3, 5),
            ("5 марта", 2027, 3, 5),
            ("1 мая 2027 г", 2027, 5, 1),
            ("9 май", 2027, 5, 9),
            ("Завтра!", 2026, 11, 23),
            ("5 декабря 2026 года", 2026, 12, 5),
            ("5-го декабря", 2026, 12, 5),
            ("December 5th", 2026, 12, 5),
            ("в пятницу", 2026, 11, 27),
            ("воскресенье", 2026, 11, 29),
            ("ср", 2026, 11, 25),
            ("через неделю", 2026, 11, 29),
            ("через 3 дня", 2026, 11, 25),
            ("March 5, 2027", 2027, 3, 5),
            ("29 февраля", 2028, 2, 29),
            ("5.3.85", 1985, 3, 5),
        ] {
            assert_eq!(date(typed, today, false), Some(days_from_civil(year, month, day)), "{typed}");
        }
        for typed in [
            "",
            "31.02.2027",
            "скоро",
            "5",
            "0.1",
            "1.2.3.4",
            "5 марта апреля",
            "5 мамонтов",
            "через год",
            "пятница 13",
        ] {
            assert_eq!(date(typed, today, false), None, "{typed}");
        }
        for (typed, year, month, day) in [
            ("вчера", 2026, 11, 21),
            ("позавчера", 2026, 11, 20),
            ("в пятницу", 2026, 11, 20),
            ("5 марта", 2026, 3, 5),
            ("23.11", 2025, 11, 23),
            ("29.02", 2024, 2, 29),
            ("5.3.27", 1927, 3, 5),
            ("5.3.26", 2026, 3, 5),
        ] {
            assert_eq!(date(typed, today, true), Some(days_from_civil(year, month, day)), "{typed}");
        }
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (typed, hours, minutes) in [
            ("14:30", 14, 30),
            ("14.30", 14, 30),
            ("9 05", 9, 5),
            ("18", 18, 0),
            ("В 7 вечера", 19, 0),
            ("12:15 pm", 12, 15),
            ("10 утра", 10, 0),
            ("12:30 am", 0, 30),
            ("12am", 0, 0),
            ("полдень", 12, 0),
            ("в полночь", 0, 0),
            ("7 часов вечера", 19, 0),
            ("10 часов 30 минут", 10, 30),
            ("12 ночи", 0, 0),
            ("2 ночи", 2, 0),
            ("11 ночи", 23, 0),
        ] {
            assert_eq!(time(typed), Some((hours * 60 + minutes) * 60), "{typed}");
        }
        for typed in ["", "вечером", "25:00", "14:3", "14:30:15", "7 яблок", "с 10 до 20", "7 или 8"]
        {
            assert_eq!(time(typed), None, "{typed}");
        }
    }

    #[test]
    fn typed_places_lie_on_the_earth() {
        let place = |text| accept_text(AnswerKind::Location, text, Here::default()).is_some();
        assert!(place("55.75, 37.61") && place("-90,180"));
        assert!(!place("90.5, 10") && !place("10, -180.1") && !place("Москва, Мира 1"));
    }

    #[test]
    fn signs_that_show_nothing_are_no_part_of_an_answer() {
        let kept = |kind, typed| accept(kind, Said::Text(typed), Here::default());
        let words = AnswerKind::Text { min: 1, max: 20 };
        assert_eq!(kept(words, "\u{200b}\u{2800}"), None);
        assert_eq!(kept(words, "Аня\u{202e}"), Some(Value::text("Аня")));
        assert_eq!(kept(words, "👩\u{200d}🍳"), Some(Value::text("👩\u{200d}🍳")), "joined emoji stay whole");
        let copied = "\u{202a}+7 999 123-45-67\u{202c}";
        assert_eq!(kept(AnswerKind::Phone, copied), Some(Value::text("+79991234567")));
    }

    #[test]
    fn addresses_need_a_name_and_a_dotted_domain() {
        for typed in ["anna@example.com", "анна@пример.рф", "a+b@x.co.uk"] {
            assert_eq!(email(typed), Some(typed));
        }
        assert_eq!(email("mailto:anna@example.com."), Some("anna@example.com"));
        for typed in [
            "anna@",
            "anna@example",
            "@x.ru",
            "a@b@c.ru",
            "a b@c.ru",
            "a@.ru",
            "a@b..ru",
            ".a@b.ru",
            "a..b@c.ru",
            "a@-b.ru",
            "a@1.2.3.4",
            "a@b.r1",
        ] {
            assert_eq!(email(typed), None, "{typed}");
        }
    }
}
