//! Seeded chance for the tests of quiet hours: zones, moments, windows, days and delays, the same on every run.

use super::walk::Clock;
use voronka::flow::{DAY_MS, DelayPlan, Window};

pub const MINUTE_MS: i64 = 60_000;
pub const HOUR_MS: i64 = 3_600_000;

/// Zones that change their clocks, changed their rules, skipped a day, or differ by odd minutes; and calm ones.
pub const ZONES: &[&str] = &[
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/El_Aaiun",
    "Africa/Johannesburg",
    "Africa/Juba",
    "Africa/Khartoum",
    "Africa/Sao_Tome",
    "Africa/Tripoli",
    "Africa/Windhoek",
    "America/Argentina/San_Luis",
    "America/Asuncion",
    "America/Caracas",
    "America/Chihuahua",
    "America/Cuiaba",
    "America/Godthab",
    "America/Havana",
    "America/Mexico_City",
    "America/Montevideo",
    "America/New_York",
    "America/Port-au-Prince",
    "America/Santiago",
    "America/Sao_Paulo",
    "America/Scoresbysund",
    "America/St_Johns",
    "America/Tijuana",
    "America/Whitehorse",
    "Antarctica/Casey",
    "Antarctica/Troll",
    "Asia/Almaty",
    "Asia/Amman",
    "Asia/Anadyr",
    "Asia/Baku",
    "Asia/Beirut",
    "Asia/Chita",
    "Asia/Colombo",
    "Asia/Damascus",
    "Asia/Dhaka",
    "Asia/Gaza",
    "Asia/Hovd",
    "Asia/Jerusalem",
    "Asia/Kamchatka",
    "Asia/Kathmandu",
    "Asia/Kolkata",
    "Asia/Novosibirsk",
    "Asia/Pyongyang",
    "Asia/Tehran",
    "Asia/Tokyo",
    "Asia/Vladivostok",
    "Asia/Yekaterinburg",
    "Atlantic/Azores",
    "Australia/Adelaide",
    "Australia/Lord_Howe",
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/Chisinau",
    "Europe/Dublin",
    "Europe/Istanbul",
    "Europe/Kaliningrad",
    "Europe/Kyiv",
    "Europe/London",
    "Europe/Moscow",
    "Europe/Samara",
    "Europe/Saratov",
    "Europe/Volgograd",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Fakaofo",
    "Pacific/Fiji",
    "Pacific/Kiritimati",
    "Pacific/Norfolk",
    "UTC",
];

/// A source of numbers that depends on its seed alone.
pub struct Dice(u64);

impl Dice {
    /// Dice of one case: cases do not depend on each other.
    pub fn of(seed: u64, case: u64) -> Self {
        let mut dice = Self(seed ^ case.wrapping_mul(0xd134_2543_de82_ef95));
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// A number of `low..=high`.
    pub fn within(&mut self, low: i64, high: i64) -> i64 {
        low + (self.next() % (high - low + 1) as u64) as i64
    }

    /// True in so many cases of a hundred.
    pub fn percent(&mut self, share: u64) -> bool {
        self.next() % 100 < share
    }

    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.within(0, from.len() as i64 - 1) as usize]
    }

    /// A moment of 2005–2030; mostly within two days of a change of that clock, when it ever changes.
    pub fn moment(&mut self, clock: &Clock) -> i64 {
        let moment = if !clock.changes.is_empty() && self.percent(70) {
            let change = self.pick(&clock.changes);
            match self.within(0, 9) {
                0 => return change + self.within(-1, 1),
                1..=5 => change + self.within(-3 * HOUR_MS, 3 * HOUR_MS),
                _ => change + self.within(-2 * DAY_MS, 2 * DAY_MS),
            }
        } else {
            self.within(clock.first, clock.last)
        };
        // People and timers like whole minutes, and borders are found there.
        if self.percent(50) { moment.div_euclid(MINUTE_MS) * MINUTE_MS } else { moment }
    }

    /// A pause without windows. `hard` is a time of day near which the clock plays tricks, seconds.
    pub fn delay(&mut self, hard: u32) -> DelayPlan {
        let mut delay = DelayPlan::default();
        match self.within(0, 9) {
            0 => {}
            1 => delay.secs = self.within(1, 90) as u64,
            2 => delay.secs = self.within(1, 48 * 60) as u64 * 60,
            3..=5 => delay.days = self.within(1, 40) as u32,
            6 => delay.months = self.within(1, 24) as u32,
            7 => (delay.months, delay.days) = (self.within(0, 3) as u32, self.within(0, 9) as u32),
            _ => (delay.days, delay.secs) = (self.within(0, 3) as u32, self.within(0, 86_400) as u64),
        }
        if self.percent(30) {
            delay.at = Some(self.time_of_day(hard));
        }
        delay
    }

    /// A whole minute of the day, seconds; near the hard time more often than elsewhere.
    pub fn time_of_day(&mut self, hard: u32) -> u32 {
        let minutes = match self.within(0, 3) {
            0 | 1 => (i64::from(hard / 60) + self.within(-60, 60)).rem_euclid(1440),
            2 => self.within(0, 95) * 15,
            _ => self.within(0, 1439),
        };
        minutes as u32 * 60
    }

    /// The time of day of some change of that clock; three in the morning when it never changes.
    pub fn hard_time(&mut self, clock: &Clock) -> u32 {
        if clock.changes.is_empty() {
            return 3 * 3600;
        }
        time_of(clock.shows(self.pick(&clock.changes)))
    }

    /// A window without holidays: by day, across midnight, narrow, or open all day; on some weekdays or none.
    pub fn window(&mut self, hard: u32) -> Window {
        let from = self.time_of_day(hard);
        let to = match self.within(0, 9) {
            0 => from,
            1..=3 => (from + self.within(1, 90) as u32 * 60) % 86_400,
            _ => self.time_of_day(hard),
        };
        Window { from, to, days: self.weekdays(), holidays: Vec::new() }
    }

    /// A mask of weekdays; seldom an empty one.
    pub fn weekdays(&mut self) -> u8 {
        match self.within(0, 19) {
            0..=8 => 0b111_1111,
            9..=12 => 0b001_1111,
            13 | 14 => 1 << self.within(0, 6),
            15 if self.percent(40) => 0,
            _ => self.within(1, 0b111_1111) as u8,
        }
    }

    /// Up to five dates, days since 1970, from shortly before a day to two weeks after.
    pub fn holidays(&mut self, day: i32) -> Vec<i32> {
        let count = if self.percent(50) { 0 } else { self.within(1, 5) };
        let last = self.pick(&[3, 14]);
        (0..count).map(|_| day + self.within(-1, last) as i32).collect()
    }
}

/// The whole minute of the day that a clock shows, seconds.
pub fn time_of(shown: jiff::civil::DateTime) -> u32 {
    (i64::from(shown.hour()) * 3600 + i64::from(shown.minute()) * 60) as u32
}
