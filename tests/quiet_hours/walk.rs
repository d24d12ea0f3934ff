//! What quiet hours promise, computed a second time: jiff's zones and a walk from minute to minute. Nothing here
//! calls the code that is tested.
//!
//! The promise. A pause adds months, then days on the subscriber's calendar (a day that the month lacks becomes
//! its last), then exact seconds, then waits for a time of day. A time that the clock shows twice means the
//! first; one that it jumps over means the moment of the jump. A time of day that the clock has shown on that
//! date is waited for on the next date; with no span before it, so is the time shown right now. Then comes the
//! first moment when all windows are open, day and time being those of the subscriber's clock. Windows that are
//! never open together hold nothing back.

use jiff::civil::{Date, DateTime, date};
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp};
use voronka::flow::{DelayPlan, Window};

const MINUTE_MS: i64 = 60_000;
const MINUTES_OF_DAY: u32 = 1440;

/// A zone as jiff knows it.
pub struct Clock {
    pub zone: TimeZone,
    /// Moments of 2005–2030 at which the offset changes, milliseconds since 1970.
    pub changes: Vec<i64>,
    /// Begin and end of these years.
    pub first: i64,
    pub last: i64,
}

impl Clock {
    pub fn of(name: &str) -> Self {
        let zone = TimeZoneDatabase::bundled().get(name).expect("a zone that jiff knows");
        let (first, last) = (start_of(2005), start_of(2031));
        let before = |at: Timestamp| zone.to_offset(at - Span::new().nanoseconds(1));
        let changes = zone
            .following(at(first))
            .take_while(|change| change.timestamp() < at(last))
            .filter(|change| change.offset() != before(change.timestamp()))
            .map(|change| change.timestamp().as_millisecond())
            .collect();
        Self { zone, changes, first, last }
    }

    /// What the clock shows.
    pub fn shows(&self, millis: i64) -> DateTime {
        self.zone.to_datetime(at(millis))
    }

    /// The end of a pause that begins at a moment.
    pub fn due(&self, delay: &DelayPlan, from: i64) -> i64 {
        self.first_open(&delay.windows, self.plain_end(delay, from))
    }

    /// The end of a pause when nothing is forbidden.
    pub fn plain_end(&self, delay: &DelayPlan, from: i64) -> i64 {
        let mut end = from;
        if delay.months > 0 || delay.days > 0 {
            let span = Span::new().months(delay.months).days(delay.days);
            end = self.first_showing(self.shows(from) + span, from);
            self.compare_with_zoned(span, from, end);
        }
        end += delay.secs as i64 * 1000;
        let Some(time) = delay.at else { return end };
        let shown = self.shows(end);
        let midnight = shown.date().to_datetime(jiff::civil::Time::midnight());
        let target = midnight + Span::new().seconds(time);
        let no_span = delay.months == 0 && delay.days == 0 && delay.secs == 0;
        let over = shown > target || (shown == target && no_span);
        self.first_showing(if over { target + Span::new().days(1) } else { target }, end)
    }

    /// The first moment, not before another, at which the clock shows a time; at a jump over it, the jump.
    fn first_showing(&self, shown: DateTime, not_before: i64) -> i64 {
        let moment =
            |offset: jiff::tz::Offset| offset.to_timestamp(shown).expect("a moment that can be told");
        let first = match self.zone.to_ambiguous_timestamp(shown).offset() {
            AmbiguousOffset::Unambiguous { offset } => moment(offset),
            AmbiguousOffset::Fold { before, .. } if moment(before) >= at(not_before) => moment(before),
            AmbiguousOffset::Fold { after, .. } => moment(after),
            AmbiguousOffset::Gap { before, .. } => self.jump_before(moment(before)),
        };
        first.as_millisecond()
    }

    fn jump_before(&self, moment: Timestamp) -> Timestamp {
        let after = moment + Span::new().nanoseconds(1);
        self.zone.preceding(after).next().expect("a gap has a jump").timestamp()
    }

    /// jiff's own calendar arithmetic agrees, but for skipped times, which it moves on by the length of the gap.
    fn compare_with_zoned(&self, span: Span, from: i64, end: i64) {
        let theirs = (at(from).to_zoned(self.zone.clone()) + span).timestamp();
        match self.zone.to_ambiguous_timestamp(self.shows(from) + span).offset() {
            AmbiguousOffset::Gap { .. } => assert_eq!(self.jump_before(theirs), at(end)),
            AmbiguousOffset::Unambiguous { .. } | AmbiguousOffset::Fold { .. } => assert_eq!(theirs, at(end)),
        }
    }

    /// Whether one may write at a moment.
    pub fn is_open(&self, windows: &[Window], millis: i64) -> bool {
        let shown = self.shows(millis);
        let days = Days::of(windows);
        days.allow(shown.date()) && time_is_open(windows, minute_of(shown))
    }

    /// The first moment, not before another, when one may write.
    pub fn first_open(&self, windows: &[Window], from: i64) -> i64 {
        if self.is_open(windows, from) {
            return from;
        }
        let days = Days::of(windows);
        let begin = from.div_euclid(MINUTE_MS) + 1;
        let mut minute = begin;
        loop {
            // Between two changes of the offset the clock counts minutes like anybody.
            let moment = at(minute * MINUTE_MS);
            let shown = self.zone.to_datetime(moment);
            assert_eq!(shown.second(), 0, "offsets of these years are whole minutes");
            let next_change = self.zone.following(moment).next();
            let until = next_change.map_or(i64::MAX, |change| change.timestamp().as_second() / 60);
            let (mut day, mut of_day) = (shown.date(), minute_of(shown));
            let mut day_is_open = days.allow(day);
            while minute < until {
                if day_is_open && time_is_open(windows, of_day) {
                    return minute * MINUTE_MS;
                }
                if minute - begin == 8 * i64::from(MINUTES_OF_DAY) && never_open(windows) {
                    return from;
                }
                minute += 1;
                of_day += 1;
                if of_day == MINUTES_OF_DAY {
                    (day, of_day) = (day.tomorrow().expect("a day after"), 0);
                    day_is_open = days.allow(day);
                }
            }
        }
    }
}

/// Whether no minute of a week without holidays is open in all windows.
pub fn never_open(windows: &[Window]) -> bool {
    let time_is_never = !(0..MINUTES_OF_DAY).any(|minute| time_is_open(windows, minute));
    time_is_never || !(0..7).any(|weekday| windows.iter().all(|window| window.days >> weekday & 1 == 1))
}

/// The days on which windows open, with holidays as dates.
struct Days<'a> {
    windows: &'a [Window],
    holidays: Vec<Date>,
}

impl<'a> Days<'a> {
    fn of(windows: &'a [Window]) -> Self {
        let holidays = windows.iter().flat_map(|window| &window.holidays);
        let holidays = holidays.map(|days| date(1970, 1, 1) + Span::new().days(*days)).collect();
        Self { windows, holidays }
    }

    fn allow(&self, day: Date) -> bool {
        let weekday = day.weekday().to_monday_zero_offset();
        !self.holidays.contains(&day) && self.windows.iter().all(|window| window.days >> weekday & 1 == 1)
    }
}

fn time_is_open(windows: &[Window], minute: u32) -> bool {
    windows.iter().all(|window| {
        let (from, to) = (window.from / 60, window.to / 60);
        if from < to { (from..to).contains(&minute) } else { from == to || !(to..from).contains(&minute) }
    })
}

fn minute_of(shown: DateTime) -> u32 {
    shown.hour() as u32 * 60 + shown.minute() as u32
}

fn start_of(year: i16) -> i64 {
    date(year, 1, 1).to_zoned(TimeZone::UTC).expect("a year").timestamp().as_millisecond()
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).expect("a moment that can be told")
}
