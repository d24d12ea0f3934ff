//! Rules of IANA time zones for the engine, which knows no names: jiff with its bundled database, the same on
//! every machine. Also the shell's clock.

use crate::flow::{DAY_MS, ZoneRules};
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// Changes of the clock are known from 1970 to the end of this year; later ones keep the last offset.
pub const LAST_YEAR: i16 = 2060;

/// Rules of a zone from 1970 to [`LAST_YEAR`]; `None` when no zone has this name. `UTC` is one too.
///
/// Case does not matter. Asking twice for the same name computes once.
pub fn rules_of(name: &str) -> Option<ZoneRules> {
    static KNOWN: Mutex<BTreeMap<String, Option<ZoneRules>>> = Mutex::new(BTreeMap::new());
    // A poisoned table still holds whole entries only.
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(rules) = known.get(name) {
        return rules.clone();
    }
    let rules = database().get(name).ok().map(|zone| rules_from(&zone));
    // Names come from subscribers too, so the table must not grow without end by wrong ones.
    if rules.is_some() {
        known.insert(name.to_owned(), rules.clone());
    }
    rules
}

/// Whether a zone has this name, whatever its case; `UTC` is one too.
pub fn is_known(name: &str) -> bool {
    database().get(name).is_ok()
}

/// Names of all zones in alphabetical order, such as `Europe/Moscow`.
pub fn zone_names() -> impl Iterator<Item = &'static str> {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    let names = NAMES.get_or_init(|| database().available().map(|name| name.as_str().to_owned()).collect());
    names.iter().map(String::as_str)
}

/// The time now, milliseconds since 1970.
pub fn now_millis() -> i64 {
    Timestamp::now().as_millisecond()
}

/// The date now in UTC, days since 1970.
pub fn today() -> i32 {
    i32::try_from(now_millis().div_euclid(DAY_MS)).unwrap_or_default()
}

/// A moment as a person here would say it: `14:32` for today, `21.11 14:32` for another day of this machine.
pub fn said(millis: i64) -> String {
    let here = TimeZone::system();
    let at = Timestamp::from_millisecond(millis).unwrap_or_default().to_zoned(here.clone());
    let today = Timestamp::now().to_zoned(here).date();
    let form = if at.date() == today { "%H:%M" } else { "%d.%m %H:%M" };
    at.strftime(form).to_string()
}

/// A moment with its day in full, `21.11.2026 14:32`, and whether that is today on this machine.
pub fn dated(millis: i64) -> (String, bool) {
    let here = TimeZone::system();
    let at = Timestamp::from_millisecond(millis).unwrap_or_default().to_zoned(here.clone());
    let is_today = at.date() == Timestamp::now().to_zoned(here).date();
    (at.strftime(if is_today { "%H:%M" } else { "%d.%m.%Y %H:%M" }).to_string(), is_today)
}

fn database() -> &'static TimeZoneDatabase {
    static BUNDLED: OnceLock<TimeZoneDatabase> = OnceLock::new();
    BUNDLED.get_or_init(TimeZoneDatabase::bundled)
}

fn rules_from(zone: &TimeZone) -> ZoneRules {
    let start = Timestamp::UNIX_EPOCH;
    let mut rules = ZoneRules::fixed(zone.to_offset(start).seconds());
    for change in zone.following(start) {
        if zone.to_datetime(change.timestamp()).year() > LAST_YEAR {
            break;
        }
        rules.transitions.push((change.timestamp().as_millisecond(), change.offset().seconds()));
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::DAY_MS;
    use crate::model::days_from_civil;

    fn noon(year: i32, month: u32, day: u32) -> i64 {
        i64::from(days_from_civil(year, month, day)) * DAY_MS + DAY_MS / 2
    }

    #[test]
    fn moscow_has_kept_one_offset_since_2014_and_had_others_before() {
        let rules = rules_of("Europe/Moscow").unwrap();
        assert_eq!(rules.offset_at(noon(2026, 7, 1)), 3 * 3600);
        assert_eq!(rules.offset_at(noon(2026, 1, 1)), 3 * 3600);
        assert_eq!(rules.offset_at(noon(2012, 1, 1)), 4 * 3600);
    }

    #[test]
    fn berlin_changes_its_clock_twice_a_year_until_the_last_year() {
        let rules = rules_of("Europe/Berlin").unwrap();
        for year in [2026, 2040, i32::from(LAST_YEAR)] {
            assert_eq!(rules.offset_at(noon(year, 1, 15)), 3600, "{year}");
            assert_eq!(rules.offset_at(noon(year, 7, 15)), 7200, "{year}");
        }
        let spring = i64::from(days_from_civil(2026, 3, 29)) * DAY_MS + 3_600_000;
        assert_eq!((rules.offset_at(spring - 1), rules.offset_at(spring)), (3600, 7200));
    }

    #[test]
    fn an_unknown_name_has_no_rules() {
        for name in ["Europe/Nowhere", "", "../etc/passwd", "Москва"] {
            assert_eq!(rules_of(name), None, "{name}");
            assert!(!is_known(name), "{name}");
        }
    }

    #[test]
    fn every_listed_name_has_rules() {
        assert!(zone_names().count() > 300);
        for name in zone_names() {
            assert!(rules_of(name).is_some() && is_known(name), "{name}");
        }
    }

    #[test]
    fn another_day_is_told_in_full() {
        let (told, is_today) = dated(now_millis() - 40 * DAY_MS);
        let (day, time) = told.split_once(' ').unwrap();
        assert_eq!((day.len(), time.len(), is_today), ("21.11.2026".len(), "14:32".len(), false));
        assert_eq!(dated(now_millis()).0.len(), "14:32".len());
    }
}
