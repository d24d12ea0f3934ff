//! Values of new subscribers' fields as they stand in the file: numbers, dates and times as people write them.

use super::doc::Doc;
use super::words;
use crate::diag::Words;
use crate::model::{Decimal, FieldKind, Value, civil_from_days, days_from_civil, iso_date};
use serde::Deserialize;

/// `number("3.5")`, `date("2026-12-31")`, `list([text("a")])`.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Entry {
    Text(String),
    Number(String),
    Flag(bool),
    Date(String),
    Time(String),
    Moment(String),
    List(Vec<Entry>),
}

impl Entry {
    /// The value it stands for.
    pub fn value(self) -> Result<Value, Words> {
        let bad = |text: &str, example| words::bad_default(text, example);
        Ok(match self {
            Self::Text(text) => Value::text(text),
            Self::Number(text) => {
                Value::Number(Decimal::parse(&text).ok_or_else(|| bad(&text, "number(\"3.5\")"))?)
            }
            Self::Flag(flag) => Value::Flag(flag),
            Self::Date(text) => {
                Value::Date(parse_date(&text).ok_or_else(|| bad(&text, "date(\"2026-12-31\")"))?)
            }
            Self::Time(text) => {
                let secs = parse_time(&text).and_then(|millis| u32::try_from(millis / 1000).ok());
                Value::Time(secs.ok_or_else(|| bad(&text, "time(\"10:00:00\")"))?)
            }
            Self::Moment(text) => {
                let millis = parse_moment(&text);
                Value::Moment(millis.ok_or_else(|| bad(&text, "moment(\"2026-12-31T10:00:00.000Z\")"))?)
            }
            Self::List(list) => Value::List(list.into_iter().map(Self::value).collect::<Result<_, _>>()?),
        })
    }
}

/// The name of a kind of field in the file.
pub(super) fn kind_name(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Text => "text",
        FieldKind::Number => "number",
        FieldKind::Flag => "flag",
        FieldKind::Date => "date",
        FieldKind::Time => "time",
        FieldKind::Moment => "moment",
        FieldKind::List => "list",
    }
}

/// A value for the file.
pub(super) fn doc(value: &Value) -> Doc {
    match value {
        Value::Text(text) => wrapped("text", Doc::text(text)),
        Value::Number(number) => wrapped("number", Doc::text(&number.to_string())),
        Value::Flag(flag) => wrapped("flag", Doc::Atom(flag.to_string())),
        Value::Date(days) => wrapped("date", Doc::text(&iso_date(*days))),
        Value::Time(secs) => wrapped("time", Doc::text(&time(*secs))),
        Value::Moment(millis) => {
            let (secs, rest) = (millis.div_euclid(1000), millis.rem_euclid(1000));
            let (days, secs) = (secs.div_euclid(86_400), secs.rem_euclid(86_400));
            let text = format!("{}T{}.{rest:03}Z", iso_date(days as i32), time(secs as u32));
            wrapped("moment", Doc::text(&text))
        }
        Value::List(list) => wrapped("list", Doc::list(list.iter().map(doc))),
    }
}

fn wrapped(word: &str, inner: Doc) -> Doc {
    Doc::Group { open: format!("{word}(").into(), close: ')', entries: vec![(None, inner)], tall: false }
}

fn time(secs: u32) -> String {
    format!("{:02}:{:02}:{:02}", secs / 3600, secs / 60 % 60, secs % 60)
}

fn parse_date(text: &str) -> Option<i32> {
    let (rest, day) = text.rsplit_once('-')?;
    let (year, month) = rest.rsplit_once('-')?;
    let (year, month, day) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let days = days_from_civil(year, month, day);
    (civil_from_days(days) == (year, month, day)).then_some(days)
}

/// Milliseconds since midnight of `10:00`, `10:00:00` or `10:00:00.000`.
fn parse_time(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let hours: u32 = parts.next()?.parse().ok()?;
    let minutes: u32 = parts.next()?.parse().ok()?;
    let (secs, millis) = parts.next().map_or(("0", "0"), |secs| secs.split_once('.').unwrap_or((secs, "0")));
    let (secs, millis): (u32, u32) = (secs.parse().ok()?, millis.parse().ok()?);
    let fits = parts.next().is_none() && minutes < 60 && secs < 60 && millis < 1000;
    fits.then(|| {
        (i64::from(hours) * 3600 + i64::from(minutes) * 60 + i64::from(secs)) * 1000 + i64::from(millis)
    })
}

fn parse_moment(text: &str) -> Option<i64> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    i64::from(parse_date(date)?).checked_mul(86_400_000)?.checked_add(parse_time(time)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_moments_round_trip() {
        for days in [-800_000, -719_468, -1, 0, 1, 20_000, 3_000_000] {
            assert_eq!(parse_date(&iso_date(days)), Some(days), "{}", iso_date(days));
        }
        assert_eq!(parse_moment("1970-01-02T00:00:01.005Z"), Some(86_401_005));
        assert_eq!(parse_time("24:60"), None);
        assert_eq!(parse_date("2026-02-30"), None);
    }
}
