//! Civil time for the engine: instants, offsets handed in as data, and the windows in which a bot may write.
//!
//! Nothing here knows the name of a zone or reads a clock. Drivers make [`ZoneRules`] from IANA names.

use super::{DelayPlan, split_at_sign, whole};
use crate::model::{Value, civil_from_days, days_from_civil, trimmed};
use serde::{Deserialize, Serialize};

/// Milliseconds of a day without a change of offset.
pub const DAY_MS: i64 = 86_400_000;
const DAY_S: u32 = 86_400;
/// Enough for ten years of windows that open once a year; past it a pause is taken as it stands.
const WINDOW_STEPS_MAX: usize = 10_000;

/// The time as a driver hands it to the engine.
#[derive(Clone, Copy, Debug)]
pub struct Now<'a> {
    /// Milliseconds since 1970-01-01T00:00Z.
    pub millis: i64,
    /// Rules of the subscriber's zone around that instant.
    pub zone: &'a ZoneRules,
    /// Rules of the project's own zone around that instant.
    pub home: &'a ZoneRules,
}

impl<'a> Now<'a> {
    /// An instant for a subscriber who lives where the project does.
    pub const fn at_home(millis: i64, zone: &'a ZoneRules) -> Self {
        Self { millis, zone, home: zone }
    }
}

/// Offsets from UTC that a zone has, from some instant on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneRules {
    /// Offset before the first transition, seconds east of UTC.
    pub offset: i32,
    /// Instants in ascending order, milliseconds since 1970, and the offset from each on.
    pub transitions: Vec<(i64, i32)>,
}

impl ZoneRules {
    /// A zone without transitions.
    pub const fn fixed(offset: i32) -> Self {
        Self { offset, transitions: Vec::new() }
    }

    /// Seconds east of UTC at an instant.
    pub fn offset_at(&self, millis: i64) -> i32 {
        match self.transitions.partition_point(|(at, _)| *at <= millis) {
            0 => self.offset,
            after => self.transitions[after - 1].1,
        }
    }

    /// The wall clock at an instant, as milliseconds since 1970-01-01T00:00 on that clock.
    pub fn local_at(&self, millis: i64) -> i64 {
        millis + i64::from(self.offset_at(millis)) * 1000
    }

    /// The first instant, not before `from`, at which the wall clock shows `local` or, where the clock jumps
    /// over it, the first time after.
    pub fn instant_at(&self, local: i64, from: i64) -> i64 {
        let passed = self.transitions.partition_point(|(at, _)| *at <= from);
        let (mut start, mut offset) = (from, self.offset_at(from));
        for &(end, next) in self.transitions.iter().skip(passed).chain([&(i64::MAX, 0)]) {
            let instant = (local - i64::from(offset) * 1000).max(start);
            if instant < end {
                return instant;
            }
            (start, offset) = (end, next);
        }
        from
    }

    fn next_transition(&self, millis: i64) -> i64 {
        let after = self.transitions.partition_point(|(at, _)| *at <= millis);
        self.transitions.get(after).map_or(i64::MAX, |(at, _)| *at)
    }
}

/// A daily period in which a bot may write, on some days of the week.
///
/// The day is the calendar day on the subscriber's clock, for windows across midnight too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Opens, seconds since midnight.
    pub from: u32,
    /// Closes, seconds since midnight, not included; before `from` when the window crosses midnight,
    /// equal to it when it never closes.
    pub to: u32,
    /// Bit 0 is Monday, bit 6 is Sunday.
    pub days: u8,
    /// Days since 1970 on which it stays shut.
    pub holidays: Vec<i32>,
}

impl Default for Window {
    fn default() -> Self {
        Self { from: 0, to: 0, days: every_day(), holidays: Vec::new() }
    }
}

impl Window {
    /// The window of the rest of the day: quiet hours as the hours when one may write.
    pub fn inverted(&self) -> Self {
        Self { from: self.to, to: self.from, days: self.days, holidays: self.holidays.clone() }
    }

    /// Whether the window is open at that time on the wall clock, and when not, a wall-clock time before which
    /// it stays shut.
    pub fn open_at(&self, local: i64) -> Result<(), i64> {
        let day = local.div_euclid(DAY_MS);
        let time = (local.rem_euclid(DAY_MS) / 1000) as u32;
        let weekday = (day + 3).rem_euclid(7) as u8;
        let midnight = day * DAY_MS;
        if self.days & (1 << weekday) == 0 || self.holidays.contains(&(day as i32)) {
            return Err(midnight + DAY_MS);
        }
        if self.has_time(time) {
            return Ok(());
        }
        Err(if time < self.from { midnight + i64::from(self.from) * 1000 } else { midnight + DAY_MS })
    }

    /// Whether it is open at that time of its days, seconds since midnight.
    fn has_time(&self, time: u32) -> bool {
        match self.from.cmp(&self.to) {
            std::cmp::Ordering::Equal => true,
            std::cmp::Ordering::Less => self.from <= time && time < self.to,
            std::cmp::Ordering::Greater => self.from <= time || time < self.to,
        }
    }
}

/// The mask of all seven days of the week.
pub const fn every_day() -> u8 {
    0b111_1111
}

/// Whether all windows are open together at some time of some weekday, holidays apart.
pub fn meet(windows: &[Window]) -> bool {
    let days = windows.iter().fold(every_day(), |days, window| days & window.days);
    // What windows have in common begins at midnight or where one of them opens.
    let mut begins = std::iter::once(0).chain(windows.iter().map(|window| window.from));
    days != 0 && begins.any(|time| windows.iter().all(|window| window.has_time(time)))
}

/// The first instant, not before `from`, at which every window is open.
///
/// Windows that are never open together within about ten years do not hold a message back.
#[inline(never)]
pub fn first_allowed(windows: &[Window], from: i64, zone: &ZoneRules) -> i64 {
    if !meet(windows) {
        return from;
    }
    let mut instant = from;
    for _ in 0..WINDOW_STEPS_MAX {
        let local = zone.local_at(instant);
        let Some(shut_until) = windows.iter().filter_map(|window| window.open_at(local).err()).max() else {
            return instant;
        };
        // A change of offset may reopen a window before its next regular opening, so none is jumped over.
        instant = zone.instant_at(shut_until, instant).min(zone.next_transition(instant));
    }
    from
}

impl DelayPlan {
    /// The moment that a pause beginning now ends, milliseconds since 1970. Before `now` only when it counts
    /// from a date that has passed. `from` is the value of the field it counts from; `None` when that is empty.
    pub fn due(&self, now: Now<'_>, from: Option<&Value>) -> Option<i64> {
        let base = match (self.from, self.date) {
            (Some(_), _) => Some(moment_of(from?, now.zone)?),
            (None, Some(date)) => Some(midnight(date, now.zone)),
            (None, None) => None,
        };
        let sign = if self.before && base.is_some() { -1 } else { 1 };
        let mut due = base.unwrap_or(now.millis);
        if self.months > 0 || self.days > 0 {
            let local = now.zone.local_at(due);
            let (year, month, day) = civil_from_days(local.div_euclid(DAY_MS) as i32);
            let months =
                i64::from(year) * 12 + i64::from(month) - 1 + sign * i64::from(self.months.min(12_000));
            let (year, month) = (months.div_euclid(12) as i32, months.rem_euclid(12) as u32 + 1);
            let last = days_from_civil(year, month + 1, 1) - days_from_civil(year, month, 1);
            let date = i64::from(days_from_civil(year, month, day.min(last as u32)));
            let date = date + sign * i64::from(self.days);
            let floor = if sign < 0 { i64::MIN } else { due };
            due = now.zone.instant_at(date * DAY_MS + local.rem_euclid(DAY_MS), floor);
        }
        let secs = i64::try_from(self.secs).unwrap_or(i64::MAX).saturating_mul(1000);
        due = if sign < 0 { due.saturating_sub(secs) } else { due.saturating_add(secs) };
        due = self.clock_time(due, now, base.is_some());
        if base.is_some() && due < now.millis {
            return Some(due);
        }
        Some(first_allowed(&self.windows, due, now.zone))
    }

    /// The next wanted weekday and time of day.
    fn clock_time(&self, due: i64, now: Now<'_>, dated: bool) -> i64 {
        if self.at.is_none() && self.weekdays == 0 {
            return due;
        }
        let local = now.zone.local_at(due);
        let at = self.at.map_or(local.rem_euclid(DAY_MS), |at| i64::from(at.min(DAY_S - 1)) * 1000);
        let mut day = local.div_euclid(DAY_MS);
        // Without a span "until 10:00" at ten sharp means tomorrow, or a daily message would never pause.
        let no_span = due == now.millis && !dated;
        let moved = day * DAY_MS + at;
        // A date names its day: ten o'clock of that day, whatever its own time.
        if !dated && (moved < local || (no_span && moved == local)) {
            day += 1;
        }
        let mask = if self.weekdays & every_day() == 0 { every_day() } else { self.weekdays };
        while mask & (1 << (day + 3).rem_euclid(7)) == 0 {
            day += 1;
        }
        now.zone.instant_at(day * DAY_MS + at, if dated { i64::MIN } else { due })
    }
}

/// The instant that a date, a moment or a text of a date means on the subscriber's clock.
fn moment_of(value: &Value, zone: &ZoneRules) -> Option<i64> {
    match value {
        Value::Date(days) => Some(midnight(*days, zone)),
        Value::Moment(millis) => Some(*millis),
        Value::Text(text) => parse_date(text).map(|days| midnight(days, zone)),
        Value::Number(_) | Value::Flag(_) | Value::Time(_) | Value::List(_) => None,
    }
}

fn midnight(days: i32, zone: &ZoneRules) -> i64 {
    zone.instant_at(i64::from(days) * DAY_MS, i64::MIN)
}

/// A span of time as an author writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Duration {
    /// Calendar months.
    pub months: u32,
    /// Calendar days.
    pub days: u32,
    /// Exact seconds.
    pub secs: u64,
}

impl Duration {
    /// Whether it takes no time at all.
    pub fn is_zero(self) -> bool {
        self == Self::default()
    }

    /// Its length where no calendar is at hand: a day has 24 hours, a month 30 days.
    pub fn about_secs(self) -> u64 {
        self.secs + (u64::from(self.days) + u64::from(self.months) * 30) * 86_400
    }
}

/// Reads `30s`, `5m`, `1h 30m`, `2d`, `1w`, `1mo` and sums of them; `None` for anything else.
///
/// Russian units are read too: `с`, `м` or `мин`, `ч`, `д`, `н`, `мес`.
pub fn parse_duration(text: &str) -> Option<Duration> {
    let mut span = Duration::default();
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let amount: u32 = rest[..digits].parse().ok()?;
        rest = rest[digits..].trim_start();
        let unit_len = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let unit = &rest[..unit_len];
        rest = rest[unit_len..].trim_start_matches([' ', '.', ',']);
        let secs = |each: u64| u64::from(amount) * each;
        match unit {
            "s" | "sec" | "с" | "сек" => span.secs = span.secs.checked_add(secs(1))?,
            "m" | "min" | "м" | "мин" => span.secs = span.secs.checked_add(secs(60))?,
            "h" | "ч" | "час" => span.secs = span.secs.checked_add(secs(3600))?,
            "d" | "д" | "дн" => span.days = span.days.checked_add(amount)?,
            "w" | "н" | "нед" => span.days = span.days.checked_add(amount.checked_mul(7)?)?,
            "mo" | "мес" => span.months = span.months.checked_add(amount)?,
            _ => return None,
        }
    }
    let within_a_century = span.months <= 1_200 && span.days <= 36_525 && span.secs <= 3_155_760_000;
    within_a_century.then_some(span)
}

/// Reads `10:00`, `9:05` or `24:00` as seconds since midnight.
pub fn parse_time_of_day(text: &str) -> Option<u32> {
    let (hours, minutes) = split_at_sign(trimmed(text), b':')?;
    if hours.len() > 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes) = (whole(hours)?, whole(minutes)?);
    let secs = hours * 3600 + minutes * 60;
    (minutes < 60 && secs <= DAY_S).then_some(secs % DAY_S)
}

/// Reads `10:00-20:00`; a dash of any length; may cross midnight.
pub fn parse_window(text: &str) -> Option<Window> {
    let (from, to) = text.split_once(['-', '–', '—'])?;
    Some(Window { from: parse_time_of_day(from)?, to: parse_time_of_day(to)?, ..Window::default() })
}

/// Reads `mon-fri`, `mon,wed,sat`, `sat-mon` or the Russian `пн-пт` as a mask; bit 0 is Monday.
pub fn parse_weekdays(text: &str) -> Option<u8> {
    const NAMES: [(&str, &str); 7] = [
        ("mon", "пн"),
        ("tue", "вт"),
        ("wed", "ср"),
        ("thu", "чт"),
        ("fri", "пт"),
        ("sat", "сб"),
        ("sun", "вс"),
    ];
    let day = |name: &str| {
        let name = name.trim().to_lowercase();
        NAMES.iter().position(|(en, ru)| name == *en || name == *ru)
    };
    let mut mask = 0;
    for part in text.split(',') {
        let (first, last) = part.split_once(['-', '–', '—']).unwrap_or((part, part));
        let (first, last) = (day(first)?, day(last)?);
        let count = (last + 7 - first) % 7;
        for step in 0..=count {
            mask |= 1 << ((first + step) % 7);
        }
    }
    Some(mask)
}

/// Reads `2026-12-31` as days since 1970.
pub fn parse_date(text: &str) -> Option<i32> {
    let (year, rest) = split_at_sign(trimmed(text), b'-')?;
    let (month, day) = split_at_sign(rest, b'-')?;
    if year.len() != 4 || month.len() != 2 || day.len() != 2 {
        return None;
    }
    let (year, month, day) = (whole(year)? as i32, whole(month)?, whole(day)?);
    let days = days_from_civil(year, month, day);
    (civil_from_days(days) == (year, month, day)).then_some(days)
}

/// Reads `2026-12-31T07:00Z`, `2026-12-31T07:00:15Z` and `2026-12-31T10:00:00+03:00` as milliseconds since 1970;
/// fractions of a second are cut.
pub fn parse_moment(text: &str) -> Option<i64> {
    let (date, time) = text.trim().split_once('T')?;
    let (time, ahead) = match time.strip_suffix('Z') {
        Some(time) => (time, 0),
        None => {
            let (time, offset) = time.split_at(time.rfind(['+', '-'])?);
            let secs = i64::from(parse_time_of_day(offset.get(1..)?)?);
            (time, if offset.starts_with('-') { -secs } else { secs })
        }
    };
    let (clock, secs) = match time.len() {
        5 => (time, 0),
        8.. => (time.get(..5)?, time.get(5..8)?.strip_prefix(':')?.parse::<u32>().ok()?),
        _ => return None,
    };
    let of_day = i64::from(parse_time_of_day(clock)? + secs.min(59)) * 1000;
    Some(i64::from(parse_date(date)?) * DAY_MS + of_day - ahead * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_read_with_the_offset_that_they_were_written_with() {
        let at = parse_moment("2026-12-31T07:00:15Z");
        assert!(at.is_some());
        for text in
            ["2026-12-31T10:00:15+03:00", "2026-12-31T02:00:15.250-05:00", "2026-12-31T12:45:15+05:45"]
        {
            assert_eq!(parse_moment(text), at, "{text}");
        }
        for text in ["2026-12-31T07:00", "2026-12-31", "2026-12-31T07:00+", "2026-12-31T07:00+25:00"] {
            assert_eq!(parse_moment(text), None, "{text}");
        }
    }

    #[test]
    fn spans_windows_and_weekdays_read_as_people_write_them() {
        assert_eq!(parse_duration("1h 30m").map(|span| span.secs), Some(5_400));
        assert_eq!(parse_duration("2 д").map(|span| span.days), Some(2));
        assert_eq!(parse_duration("1mo").map(|span| span.months), Some(1));
        for text in ["", "5", "h", "5y", "99999999999h", "-1h"] {
            assert_eq!(parse_duration(text), None, "{text}");
        }
        assert_eq!(
            parse_window("22:00–06:00").map(|window| (window.from, window.to)),
            Some((79_200, 21_600))
        );
        for text in ["25:00", "10:60", "10", "1:1"] {
            assert_eq!(parse_time_of_day(text), None, "{text}");
        }
        assert_eq!(parse_weekdays("пн-пт"), Some(0b001_1111));
        assert_eq!(parse_weekdays("sat-mon"), Some(0b110_0001));
        assert_eq!(parse_date("2026-02-29"), None);
    }

    #[test]
    fn friday_evening_plus_an_hour_on_weekdays_nine_to_six_is_monday_at_nine() {
        let zone = ZoneRules::fixed(3 * 3600);
        let window = Window { from: 9 * 3600, to: 18 * 3600, days: 0b001_1111, ..Window::default() };
        let delay = DelayPlan { secs: 3600, windows: vec![window], ..DelayPlan::default() };
        let friday_19 = i64::from(days_from_civil(2026, 11, 20)) * DAY_MS + 16 * 3_600_000;
        let monday_9 = i64::from(days_from_civil(2026, 11, 23)) * DAY_MS + 6 * 3_600_000;
        assert_eq!(delay.due(Now::at_home(friday_19, &zone), None), Some(monday_9));
    }

    /// The first allowed minute by walking every minute: slow and obviously right.
    fn walk(window: &Window, from: i64, zone: &ZoneRules) -> i64 {
        (0..)
            .map(|minute| from + minute * 60_000)
            .find(|t| window.open_at(zone.local_at(*t)).is_ok())
            .unwrap_or(from)
    }

    #[test]
    fn windows_hold_over_both_changes_of_the_clock() {
        let day = i64::from(days_from_civil(2026, 3, 29)) * DAY_MS;
        let zone = ZoneRules {
            offset: 3600,
            transitions: vec![(day + 3_600_000, 7200), (day + 210 * DAY_MS + 3_600_000, 3600)],
        };
        for season in [day, day + 210 * DAY_MS] {
            for (from, to) in [(9000, 10_800), (3600, 9000), (79_200, 9000), (7200, 7260)] {
                let window = Window { from, to, ..Window::default() };
                for minute in (-600..1500).step_by(7) {
                    let start = season + minute * 60_000;
                    let found = first_allowed(std::slice::from_ref(&window), start, &zone);
                    assert_eq!(
                        found.div_euclid(60_000),
                        walk(&window, start, &zone).div_euclid(60_000),
                        "{from}-{to} {minute}"
                    );
                }
            }
        }
    }

    #[test]
    fn until_ten_at_ten_sharp_is_tomorrow_and_a_day_later_until_ten_is_that_day() {
        let (zone, ten) = (ZoneRules::fixed(0), 10 * 3_600_000);
        let now = Now::at_home(ten, &zone);
        let until = DelayPlan { at: Some(36_000), ..DelayPlan::default() };
        assert_eq!(until.due(now, None), Some(ten + DAY_MS));
        assert_eq!(DelayPlan { days: 1, ..until }.due(now, None), Some(ten + DAY_MS));
    }

    #[test]
    fn a_month_after_the_last_of_january_is_the_last_of_february() {
        let zone = ZoneRules::fixed(0);
        let delay = DelayPlan { months: 1, ..DelayPlan::default() };
        let start = i64::from(days_from_civil(2027, 1, 31)) * DAY_MS;
        let due = delay.due(Now::at_home(start, &zone), None);
        assert_eq!(due, Some(i64::from(days_from_civil(2027, 2, 28)) * DAY_MS));
    }
}
