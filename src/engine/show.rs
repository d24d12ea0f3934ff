//! Values shown in a way of their own: money, dates, plurals.

use super::eval::Scope;
use crate::flow::{DAY_MS, Filter, Shown, parts, to_upper};
use crate::model::{Decimal, Value, civil_from_days, is_russian, push_digits};

const MONTHS_RU: &str = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря";
const MONTHS_EN: &str =
    "January February March April May June July August September October November December";
const DAYS_RU: &str = "понедельник вторник среда четверг пятница суббота воскресенье";
const DAYS_EN: &str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday";

/// Shows a value; its fallback when there is none or none that the filter can show. A program gets what no filter
/// is named for as it is.
#[inline(never)]
pub(super) fn shown(scope: Scope<'_>, shown: &Shown, language: &str, is_person: bool, text: &mut String) {
    let known = shown.known.map(|known| scope.known(known));
    let value = shown.field.and_then(|field_id| scope.session.field(field_id)).or(known.as_ref());
    let before = text.len();
    if let Some(value) = value.filter(|_| !is_person && shown.filter == Filter::Plain) {
        return value.push_to(text);
    }
    if value.and_then(|value| filtered(scope, &shown.filter, value, is_russian(language), text)).is_none() {
        text.truncate(before);
        text.push_str(&shown.fallback);
    }
}

fn filtered(scope: Scope<'_>, filter: &Filter, value: &Value, ru: bool, text: &mut String) -> Option<()> {
    match filter {
        Filter::Plain => plain(scope, value, ru, text),
        Filter::Money => money(value.as_number()?, ru, text),
        Filter::Plural(forms) => text.push_str(plural(value.as_number()?, forms)),
        Filter::Upper => text.extend(value.shown().chars().map(to_upper)),
        Filter::Capital => {
            let plain = value.shown();
            let mut chars = plain.chars();
            text.push(to_upper(chars.next()?));
            text.push_str(chars.as_str());
        }
        Filter::Date => date(day_of(scope, value)?, ru, false, text),
        Filter::FullDate => date(day_of(scope, value)?, ru, true, text),
        Filter::Weekday => {
            let weekday = (i64::from(day_of(scope, value)?) + 3).rem_euclid(7) as usize;
            text.push_str(nth(if ru { DAYS_RU } else { DAYS_EN }, weekday));
        }
        Filter::Time => clock(secs_of(scope, value)?, text),
        Filter::DateTime => {
            let (day, secs) = (day_of(scope, value)?, secs_of(scope, value)?);
            date(day, ru, false, text);
            text.push_str(if ru { " в " } else { " at " });
            clock(secs, text);
        }
    }
    Some(())
}

/// A value as people say it: a comma in a Russian number, yes or no, a moment on the subscriber's clock.
#[inline(never)]
pub(super) fn plain(scope: Scope<'_>, value: &Value, ru: bool, text: &mut String) {
    match value {
        Value::Number(number) => {
            let before = text.len();
            number.push_to(text);
            if ru && let Some(at) = text[before..].find('.') {
                text.replace_range(before + at..=before + at, ",");
            }
        }
        Value::Flag(flag) => text.push_str(match (ru, flag) {
            (true, true) => "да",
            (true, false) => "нет",
            (false, true) => "yes",
            (false, false) => "no",
        }),
        Value::Moment(_) => {
            filtered(scope, &Filter::DateTime, value, ru, text);
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push_str(", ");
                }
                plain(scope, item, ru, text);
            }
        }
        Value::Text(_) | Value::Date(_) | Value::Time(_) => value.push_to(text),
    }
}

/// Name of a month, 1 to 12, as it stands in a date: `января`, `January`. Empty for any other number.
pub fn month_name(month: u32, russian: bool) -> &'static str {
    nth(if russian { MONTHS_RU } else { MONTHS_EN }, (month as usize).wrapping_sub(1))
}

fn nth(words: &'static str, index: usize) -> &'static str {
    parts(words, b" ").nth(index).unwrap_or_default()
}

fn day_of(scope: Scope<'_>, value: &Value) -> Option<i32> {
    match value {
        Value::Date(days) => Some(*days),
        Value::Moment(millis) => Some(scope.now.zone.local_at(*millis).div_euclid(DAY_MS) as i32),
        Value::Text(text) => crate::flow::parse_date(text),
        Value::Number(_) | Value::Flag(_) | Value::Time(_) | Value::List(_) => None,
    }
}

fn secs_of(scope: Scope<'_>, value: &Value) -> Option<u32> {
    match value {
        Value::Time(secs) => Some(*secs),
        Value::Moment(millis) => Some((scope.now.zone.local_at(*millis).rem_euclid(DAY_MS) / 1000) as u32),
        Value::Text(text) => crate::flow::parse_time_of_day(text),
        Value::Number(_) | Value::Flag(_) | Value::Date(_) | Value::List(_) => None,
    }
}

fn two(number: u32, text: &mut String) {
    push_digits(text, u64::from(number % 100), 2);
}

fn clock(secs: u32, text: &mut String) {
    two(secs / 3600, text);
    text.push(':');
    two(secs / 60 % 60, text);
}

/// `5 марта 2027` or `March 5, 2027`.
fn date(days: i32, ru: bool, with_year: bool, text: &mut String) {
    let (year, month, day) = civil_from_days(days);
    let month = month_name(month, ru);
    if ru {
        push_digits(text, u64::from(day), 1);
        text.push(' ');
        text.push_str(month);
    } else {
        text.push_str(month);
        text.push(' ');
        push_digits(text, u64::from(day), 1);
    }
    if with_year {
        text.push_str(match (ru, year < 0) {
            (true, false) => " ",
            (false, false) => ", ",
            (true, true) => " -",
            (false, true) => ", -",
        });
        push_digits(text, u64::from(year.unsigned_abs()), 1);
    }
}

/// Thousands apart, by a space that does not break a line or by the English comma; two decimals when there are any.
pub(super) fn money(number: Decimal, ru: bool, text: &mut String) {
    let (whole, hundredths) = (number.to_int(), number.hundredths().unsigned_abs());
    if number < Decimal::ZERO {
        text.push('−');
    }
    let mut digits = String::new();
    push_digits(&mut digits, whole.unsigned_abs(), 1);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(if ru { '\u{a0}' } else { ',' });
        }
        text.push(digit);
    }
    if hundredths > 0 {
        text.push(if ru { ',' } else { '.' });
        two(hundredths as u32, text);
    }
}

/// The form of a word that goes with a number. Rules of CLDR for English (two forms) and Russian (three): a fraction
/// takes the second of either, `1,5 дня`, `1.5 days`.
fn plural(number: Decimal, forms: &[Box<str>]) -> &str {
    let whole = number.to_int();
    let is_fraction = Decimal::from_int(whole) != number;
    let number = whole.unsigned_abs();
    let form = match (forms.len(), number % 10, number % 100) {
        _ if is_fraction => 1,
        (2, ..) => usize::from(number != 1),
        (_, 1, rest) if rest != 11 => 0,
        (_, 2..=4, rest) if !(12..=14).contains(&rest) => 1,
        _ => 2,
    };
    forms.get(form).map_or("", |form| form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_words_go_with_their_numbers() {
        let forms: Vec<Box<str>> = ["день", "дня", "дней"].map(Into::into).to_vec();
        for (number, form) in [
            (1, "день"),
            (2, "дня"),
            (5, "дней"),
            (11, "дней"),
            (21, "день"),
            (112, "дней"),
            (-3, "дня"),
            (0, "дней"),
        ] {
            assert_eq!(plural(Decimal::from_int(number), &forms), form, "{number}");
        }
        assert_eq!(plural(Decimal::parse("1,5").unwrap(), &forms), "дня");
        let forms: Vec<Box<str>> = ["day", "days"].map(Into::into).to_vec();
        let english = [1, 0, 21].map(|number| plural(Decimal::from_int(number), &forms));
        assert_eq!(english, ["day", "days", "days"]);
        assert_eq!(plural(Decimal::parse("1.5").unwrap(), &forms), "days");
    }

    #[test]
    fn money_is_grouped_by_thousands() {
        for (number, shown) in
            [("0", "0"), ("990", "990"), ("1234567.5", "1 234 567,50"), ("-1000", "−1 000"), ("0.05", "0,05")]
        {
            let mut text = String::new();
            money(Decimal::parse(number).unwrap_or_default(), true, &mut text);
            assert_eq!(text.replace('\u{a0}', " "), shown);
        }
        let mut english = String::new();
        money(Decimal::parse("-1234567.5").unwrap_or_default(), false, &mut english);
        assert_eq!(english, "−1,234,567.50");
    }

    #[test]
    fn dates_are_written_as_people_say_them() {
        let days = crate::model::days_from_civil(2027, 3, 5);
        for (ru, with_year, shown) in [(true, false, "5 марта"), (false, true, "March 5, 2027")] {
            let mut text = String::new();
            date(days, ru, with_year, &mut text);
            assert_eq!(text, shown);
        }
    }
}
