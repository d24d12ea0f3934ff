//! What a field of a subscriber can hold.

use super::Decimal;
use super::decimal::push_digits;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// The kind of value that a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Any text.
    #[default]
    Text,
    /// A [`Decimal`].
    Number,
    /// Yes or no.
    Flag,
    /// A calendar date.
    Date,
    /// A time of day.
    Time,
    /// An instant.
    Moment,
    /// Several values.
    List,
}

/// A value of a field. No floats, so that every platform agrees to the byte.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Value {
    /// Text as the subscriber or the author wrote it.
    Text(Box<str>),
    /// A fixed-point number.
    Number(Decimal),
    /// Yes or no.
    Flag(bool),
    /// Days since 1970-01-01.
    Date(i32),
    /// Seconds since midnight, 0..86 400.
    Time(u32),
    /// Milliseconds since 1970-01-01T00:00Z.
    Moment(i64),
    /// Several values in order.
    List(Vec<Value>),
}

impl Value {
    /// Text from anything that becomes a boxed string.
    pub fn text(text: impl Into<Box<str>>) -> Self {
        Self::Text(text.into())
    }

    /// The number this value is or reads as.
    pub fn as_number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => Decimal::parse(text),
            Self::Flag(flag) => Some(Decimal::from_int(i64::from(*flag))),
            Self::Date(_) | Self::Time(_) | Self::Moment(_) | Self::List(_) => None,
        }
    }

    /// Whether a condition takes this value for true: not empty, not zero, not `false`.
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) => *number != Decimal::ZERO,
            Self::Flag(flag) => *flag,
            Self::List(list) => !list.is_empty(),
            Self::Date(_) | Self::Time(_) | Self::Moment(_) => true,
        }
    }
}

/// Year, month 1–12 and day 1–31 of a day number counted from 1970-01-01 (proleptic Gregorian).
pub fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let z = i64::from(days) + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    let year = yoe + era * 400 + i64::from(month <= 2);
    (year as i32, month as u32, (doy - (153 * mp + 2) / 5 + 1) as u32)
}

/// A day number counted from 1970-01-01 as files, links and tables have it: `2026-12-31`.
pub fn iso_date(days: i32) -> String {
    let mut text = String::new();
    push_iso(&mut text, days);
    text
}

/// Day number counted from 1970-01-01 of a civil date; months and days outside their range carry over.
pub fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let months = i64::from(year) * 12 + i64::from(month) - 1;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let y = year - i64::from(month <= 2);
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + i64::from(day) - 1;
    let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    (era * 146_097 + doe - 719_468) as i32
}

impl Value {
    /// The value as people read it: what [`fmt::Display`] shows, without the machinery behind it, which weighs
    /// too much in a page.
    pub fn push_to(&self, text: &mut String) {
        match self {
            Self::Text(value) => text.push_str(value),
            Self::Number(number) => number.push_to(text),
            Self::Flag(flag) => text.push_str(if *flag { "true" } else { "false" }),
            Self::Date(days) => {
                let (year, month, day) = civil_from_days(*days);
                push_parts(text, &[(day, 2, '.'), (month, 2, '.')]);
                push_year(text, year);
            }
            Self::Time(secs) => push_time(text, *secs),
            Self::Moment(millis) => {
                let secs = millis.div_euclid(1000);
                push_iso(text, secs.div_euclid(86_400) as i32);
                text.push('T');
                push_time(text, secs.rem_euclid(86_400) as u32);
                text.push('Z');
            }
            Self::List(list) => {
                for (index, value) in list.iter().enumerate() {
                    if index > 0 {
                        text.push_str(", ");
                    }
                    value.push_to(text);
                }
            }
        }
    }

    /// The value as people read it; a text is not copied.
    pub fn shown(&self) -> Cow<'_, str> {
        if let Self::Text(text) = self {
            return Cow::Borrowed(text);
        }
        let mut text = String::new();
        self.push_to(&mut text);
        Cow::Owned(text)
    }
}

/// Numbers, each with its least width and what follows it.
fn push_parts(text: &mut String, parts: &[(u32, usize, char)]) {
    for (number, width, after) in parts {
        push_digits(text, u64::from(*number), *width);
        text.push(*after);
    }
}

fn push_year(text: &mut String, year: i32) {
    if year < 0 {
        text.push('-');
    }
    push_digits(text, u64::from(year.unsigned_abs()), if year < 0 { 3 } else { 4 });
}

fn push_iso(text: &mut String, days: i32) {
    let (year, month, day) = civil_from_days(days);
    push_year(text, year);
    text.push('-');
    push_parts(text, &[(month, 2, '-')]);
    push_digits(text, u64::from(day), 2);
}

fn push_time(text: &mut String, secs: u32) {
    push_parts(text, &[(secs / 3600, 2, ':')]);
    push_digits(text, u64::from(secs / 60 % 60), 2);
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn civil_dates_round_trip_over_leap_years() {
        for days in (-800_000..800_000).step_by(13) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
        }
        assert_eq!(civil_from_days(0), (1970, 1, 1));
        assert_eq!(days_from_civil(2024, 2, 29) + 1, days_from_civil(2024, 3, 1));
    }
}
