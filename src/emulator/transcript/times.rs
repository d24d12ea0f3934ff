//! Moments and spans of time as a `.chat` file writes them.

use super::Problem;
use crate::flow::{DAY_MS, DelayPlan, Now, ZoneRules, parse_date, parse_duration};
use crate::model::civil_from_days;

/// A span of time: calendar months and days keep the time of day, the rest is exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Calendar months.
    pub months: u32,
    /// Calendar days.
    pub days: u32,
    /// Exact milliseconds.
    pub millis: u64,
}

impl Span {
    /// The moment this span after another, on a clock of that zone.
    pub fn after(self, millis: i64, zone: &ZoneRules) -> i64 {
        let plan = DelayPlan { months: self.months, days: self.days, ..DelayPlan::default() };
        let day = plan.due(Now::at_home(millis, zone), None).unwrap_or(millis);
        day.saturating_add(i64::try_from(self.millis).unwrap_or(i64::MAX))
    }
}

/// Reads `1h 30m`, `2d`, `1w`, `250ms` and sums of them, in Russian units too.
pub fn parse_span(text: &str) -> Result<Span, Problem> {
    let mut span = Span::default();
    let mut rest = Vec::new();
    for word in text.split_whitespace() {
        match word.strip_suffix("ms").or_else(|| word.strip_suffix("мс")).and_then(|n| n.parse::<u32>().ok())
        {
            Some(millis) => span.millis += u64::from(millis),
            None => rest.push(word),
        }
    }
    if rest.is_empty() && !text.trim().is_empty() {
        return Ok(span);
    }
    let long = parse_duration(&rest.join(" ")).ok_or_else(|| Problem::BadTime(text.to_owned()))?;
    span.millis = span.millis.saturating_add(long.secs.saturating_mul(1000));
    Ok(Span { months: long.months, days: long.days, ..span })
}

/// Writes the span between two moments so that [`Span::after`] finds the second from the first.
pub(super) fn span_text(from: i64, to: i64, zone: &ZoneRules) -> String {
    let millis = to.saturating_sub(from).max(0) as u64;
    let days = u32::try_from(millis / DAY_MS as u64).unwrap_or(u32::MAX);
    let by_days = Span { days, months: 0, millis: millis % DAY_MS as u64 };
    let span = if by_days.after(from, zone) == to { by_days } else { Span { millis, ..Span::default() } };
    let units = [
        (u64::from(span.days), "d"),
        (span.millis / 3_600_000, "h"),
        (span.millis / 60_000 % 60, "m"),
        (span.millis / 1000 % 60, "s"),
        (span.millis % 1000, "ms"),
    ];
    let parts: Vec<String> =
        units.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n}{unit}")).collect();
    if parts.is_empty() { "0s".to_owned() } else { parts.join(" ") }
}

/// Reads `2026-11-23` and `10:02`, `10:02:30` or `10:02:30.250` as a wall clock.
pub(super) fn parse_moment(date: &str, time: &str) -> Option<i64> {
    let day = i64::from(parse_date(date)?) * DAY_MS;
    let (time, millis) = time.split_once('.').unwrap_or((time, "0"));
    let mut parts = time.split(':').map(|part| {
        let digits = (1..=2).contains(&part.len()) && part.bytes().all(|c| c.is_ascii_digit());
        if digits { part.parse::<i64>().ok() } else { None }
    });
    let (hours, minutes) = (parts.next()??, parts.next()??);
    let secs = match parts.next() {
        Some(secs) => secs?,
        None => 0,
    };
    let in_range = hours < 24 && minutes < 60 && secs < 60 && millis.len() <= 3 && parts.next().is_none();
    let millis = millis.parse::<u16>().ok()?;
    in_range.then_some(day + ((hours * 60 + minutes) * 60 + secs) * 1000 + i64::from(millis))
}

/// Writes a wall clock as `2026-11-23 10:02`, with seconds only where there are some.
pub(super) fn moment_text(local: i64) -> String {
    let (year, month, day) = civil_from_days(local.div_euclid(DAY_MS) as i32);
    let time = local.rem_euclid(DAY_MS);
    let mut text = format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", time / 3_600_000, time / 60_000 % 60);
    if time % 60_000 > 0 {
        text += &format!(":{:02}", time / 1000 % 60);
    }
    if time % 1000 > 0 {
        text += &format!(".{:03}", time % 1000);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_come_back_as_they_went_over_changes_of_the_clock() {
        let zone = ZoneRules { offset: 3600, transitions: vec![(50_000_000, 7200), (900_000_000, 3600)] };
        for from in [0, 40_000_000, 49_999_999, 899_000_000] {
            for to in [0, 1, 999, 3_600_000, 86_399_999, 86_400_000, 90_061_001, 1_000_000_000] {
                let text = span_text(from, from + to, &zone);
                assert_eq!(parse_span(&text).unwrap().after(from, &zone), from + to, "{from} {text}");
            }
        }
    }

    #[test]
    fn moments_come_back_as_they_went() {
        for text in ["2026-11-23 10:02", "2026-02-28 23:59:59", "2028-02-29 00:00:00.250"] {
            let (date, time) = text.split_once(' ').unwrap();
            assert_eq!(moment_text(parse_moment(date, time).unwrap()), text);
        }
        for time in ["", "10", "24:00", "10:60", "10:00:61", "1000:00", "10:00:00:00", "10:0x", "10:00.1234"]
        {
            assert_eq!(parse_moment("2026-11-23", time), None, "{time}");
        }
    }
}
