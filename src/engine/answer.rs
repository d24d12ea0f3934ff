//! Does an answer fit what was asked?

use super::number::number;
use crate::flow::{
    AnswerKind, Attached, count_chars, parse_date, parse_time_of_day, parts, split_at_sign, to_lower, whole,
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

/// The value to keep, or `None` when the answer does not fit. `today` is the date on the subscriber's clock.
pub(super) fn accept(kind: AnswerKind, said: Said<'_>, today: i32) -> Option<Value> {
    match (kind, said) {
        (_, Said::Text(text)) => accept_text(kind, trimmed(text), today),
        (AnswerKind::File(mask), Said::Media(kind, file)) if mask & kind.bit() != 0 => {
            Some(Value::text(if file.is_empty() { kind.name() } else { file }))
        }
        (AnswerKind::Location, Said::Location(lat, lon)) => Some(place(lat, lon)),
        (AnswerKind::Phone, Said::Contact(number)) => phone(number).map(Value::text),
        (_, Said::Media(..) | Said::Location(..) | Said::Contact(_)) => None,
    }
}

fn place(lat: Decimal, lon: Decimal) -> Value {
    Value::List(vec![Value::Number(lat), Value::Number(lon)])
}

fn accept_text(kind: AnswerKind, text: &str, today: i32) -> Option<Value> {
    match kind {
        AnswerKind::Text { min, max } => {
            let len = count_chars(text);
            (min as usize <= len && len <= max as usize).then(|| Value::text(text))
        }
        AnswerKind::Number { min, max } => {
            let number = number(text)?;
            let fits = Decimal::from_int(min) <= number && number <= Decimal::from_int(max);
            fits.then_some(Value::Number(number))
        }
        AnswerKind::Email => is_email(text).then(|| Value::text(text)),
        AnswerKind::Phone => phone(text).map(Value::text),
        AnswerKind::Date { min, max } => {
            let day = date(text, today, max <= 0)?;
            let ahead = day.saturating_sub(today);
            (min <= ahead && ahead <= max).then_some(Value::Date(day))
        }
        AnswerKind::Time => time(text).map(Value::Time),
        AnswerKind::Location => {
            let (lat, lon) = split_at_sign(text, b',')?;
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

/// A time of day as people write it: `14:30`, `14.30`, `14 30`, `14`, `в 7 вечера`, `7 pm`.
#[inline(never)]
fn time(text: &str) -> Option<u32> {
    let text = lowered(text);
    let text = text.strip_prefix("в ").or_else(|| text.strip_prefix("at ")).unwrap_or(&text);
    let after = text.bytes().rposition(|byte| byte.is_ascii_digit()).map_or(0, |last| last + 1);
    let digits = text.get(..after)?;
    let half = trimmed(text.get(digits.len()..)?);
    let colon = |c| if matches!(c, '.' | '-' | ' ') { ':' } else { c };
    let mut clock: String = digits.chars().map(colon).collect();
    if split_at_sign(&clock, b':').is_none() {
        clock.push_str(":00");
    }
    let secs = parse_time_of_day(&clock)?;
    match half {
        "" | "ч" | "час" | "часа" | "часов" => Some(secs),
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
const MONTHS: [[&str; 2]; 12] = [
    ["янв", "jan"],
    ["фев", "feb"],
    ["мар", "mar"],
    ["апр", "apr"],
    ["май", "may"],
    ["июн", "jun"],
    ["июл", "jul"],
    ["авг", "aug"],
    ["сен", "sep"],
    ["окт", "oct"],
    ["ноя", "nov"],
    ["дек", "dec"],
];

/// A date as people write it: `завтра`, `5.03`, `05.03.2027`, `2027-03-05`, `5 марта`, `March 5 2027`. Without a
/// year the nearest one to come, or when the `past` is asked for, the latest that was.
#[inline(never)]
fn date(text: &str, today: i32, past: bool) -> Option<i32> {
    let text = lowered(text);
    match text.as_str() {
        "сегодня" | "today" => return Some(today),
        "завтра" | "tomorrow" => return today.checked_add(1),
        "послезавтра" => return today.checked_add(2),
        "вчера" | "yesterday" => return today.checked_sub(1),
        text => {
            if let Some(day) = parse_date(text) {
                return Some(day);
            }
        }
    }
    let (mut numbers, mut month) = ([0i32; 3], None);
    let mut count = 0;
    for part in parts(&text, b" ./,-").filter(|part| !part.is_empty() && *part != "г") {
        // May is too short for three letters that all of its forms share.
        let part = if part == "мая" { "май" } else { part };
        let named = || MONTHS.iter().position(|names| names.iter().any(|name| part.starts_with(name)));
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

/// One `@`, something before it, a dot inside what follows, no white space; at most 254 characters.
#[inline(never)]
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = split_at_sign(text, b'@') else { return false };
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '<' | '>');
    !local.is_empty()
        && split_at_sign(domain, b'.').is_some()
        && parts(domain, b".").all(|word| !word.is_empty())
        && split_at_sign(domain, b'@').is_none()
        && text.len() <= 254
        && !text.chars().any(odd)
}

/// `+` and 7 to 15 digits (E.164); a Russian number that begins with 8 becomes one of +7.
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
    if let (None, 12, Some(rest)) = (bare, number.len(), number.strip_prefix("+8")) {
        let mut own = String::from("+7");
        own.push_str(rest);
        number = own;
    }
    (8..=16).contains(&number.len()).then_some(number)
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
            ("March 5, 2027", 2027, 3, 5),
            ("29 февраля", 2028, 2, 29),
            ("5.3.85", 1985, 3, 5),
        ] {
            assert_eq!(date(typed, today, false), Some(days_from_civil(year, month, day)), "{typed}");
        }
        for typed in ["", "31.02.2027", "скоро", "5", "0.1", "1.2.3.4", "5 марта апреля", "5 мамонтов"]
        {
            assert_eq!(date(typed, today, false), None, "{typed}");
        }
        for (typed, year, month, day) in [
            ("вчера", 2026, 11, 21),
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
            ("12 ночи", 0, 0),
            ("2 ночи", 2, 0),
            ("11 ночи", 23, 0),
        ] {
            assert_eq!(time(typed), Some((hours * 60 + minutes) * 60), "{typed}");
        }
        for typed in ["", "вечером", "25:00", "14:3", "14:30:15", "7 яблок"] {
            assert_eq!(time(typed), None, "{typed}");
        }
    }

    #[test]
    fn typed_places_lie_on_the_earth() {
        let place = |text| accept_text(AnswerKind::Location, text, 0).is_some();
        assert!(place("55.75, 37.61") && place("-90,180"));
        assert!(!place("90.5, 10") && !place("10, -180.1") && !place("Москва, Мира 1"));
    }

    #[test]
    fn addresses_need_a_name_and_a_dotted_domain() {
        for typed in ["anna@example.com", "анна@пример.рф", "a+b@x.co.uk"] {
            assert!(is_email(typed), "{typed}");
        }
        for typed in ["anna@", "anna@example", "@x.ru", "a@b@c.ru", "a b@c.ru", "a@.ru", "a@b..ru"] {
            assert!(!is_email(typed), "{typed}");
        }
    }
}
