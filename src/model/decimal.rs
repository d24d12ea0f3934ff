//! Fixed-point numbers: six decimal places in an `i64`, the same to the byte on every platform.

use serde::{Deserialize, Serialize};
use std::fmt;

const SCALE: i64 = 1_000_000;
const PLACES: usize = 6;

/// A number with six decimal places, from about −9.2 to +9.2 trillion.
///
/// Arithmetic saturates at the ends of the range; division by zero gives `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Decimal(i64);

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self(0);

    /// A whole number; saturates outside the range.
    pub const fn from_int(int: i64) -> Self {
        Self(int.saturating_mul(SCALE))
    }

    /// The whole part, rounded towards zero.
    pub const fn to_int(self) -> i64 {
        self.0 / SCALE
    }

    /// Reads `12`, `-3.5`, `1 200,75` and `+7`; a comma is a decimal point, spaces between digits group them.
    ///
    /// Digits after the sixth decimal place are cut. `None` for anything else or outside the range.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mut mantissa, mut places, mut seen) = (0i64, None::<usize>, false);
        for c in digits.chars() {
            match c {
                '0'..='9' => {
                    seen = true;
                    if places.is_some_and(|n| n >= PLACES) {
                        continue;
                    }
                    mantissa = mantissa.checked_mul(10)?.checked_add(i64::from(c as u8 - b'0'))?;
                    places = places.map(|n| n + 1);
                }
                '.' | ',' if places.is_none() && seen => places = Some(0),
                ' ' | '\u{a0}' | '\u{202f}' if seen && places.is_none() => {}
                _ => return None,
            }
        }
        if !seen {
            return None;
        }
        for _ in places.unwrap_or(0)..PLACES {
            mantissa = mantissa.checked_mul(10)?;
        }
        Some(Self(if negative { -mantissa } else { mantissa }))
    }

    /// Sum, saturating.
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Difference, saturating.
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Product, saturating, rounded towards zero.
    pub fn times(self, other: Self) -> Self {
        Self::clamp(i128::from(self.0) * i128::from(other.0) / i128::from(SCALE))
    }

    /// Quotient rounded towards zero; `None` when `other` is zero.
    pub fn over(self, other: Self) -> Option<Self> {
        (other.0 != 0).then(|| Self::clamp(i128::from(self.0) * i128::from(SCALE) / i128::from(other.0)))
    }

    fn clamp(wide: i128) -> Self {
        Self(wide.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.0.unsigned_abs();
        let (whole, mut part) = (size / SCALE as u64, size % SCALE as u64);
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{whole}")?;
        if part == 0 {
            return Ok(());
        }
        let mut width = PLACES;
        while part % 10 == 0 {
            part /= 10;
            width -= 1;
        }
        write!(f, ".{part:0width$}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_people_write_them() {
        for (text, shown) in [
            ("12", "12"),
            ("-3.50", "-3.5"),
            ("1 200,75", "1200.75"),
            ("+7", "7"),
            ("0.000001", "0.000001"),
            ("0.0000019", "0.000001"),
        ] {
            assert_eq!(Decimal::parse(text).map(|n| n.to_string()).as_deref(), Some(shown), "{text}");
        }
        for text in ["", "-", "1.2.3", "12a", ".5", "99999999999999999999"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn arithmetic_never_panics_at_the_ends() {
        let max = Decimal(i64::MAX);
        assert_eq!(max.plus(max), max);
        assert_eq!(max.times(max), max);
        assert_eq!(max.over(Decimal::ZERO), None);
        assert_eq!(
            Decimal::from_int(7).over(Decimal::from_int(2)).map(|n| n.to_string()).as_deref(),
            Some("3.5")
        );
    }
}
