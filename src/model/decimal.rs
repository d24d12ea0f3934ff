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

    /// A number of so many millionths.
    pub const fn from_millionths(millionths: i64) -> Self {
        Self(millionths)
    }

    /// How many millionths it is.
    pub const fn millionths(self) -> i64 {
        self.0
    }

    /// The whole part, rounded towards zero.
    pub const fn to_int(self) -> i64 {
        self.0 / SCALE
    }

    /// Reads `12`, `-3.5`, `1 200,75` and `+7`; a comma is a decimal point, spaces group digits by three, so that
    /// `180 75` is not one number.
    ///
    /// Digits after the sixth decimal place are cut. `None` for anything else or outside the range.
    pub fn parse(text: &str) -> Option<Self> {
        let text = crate::model::trimmed(text);
        let (negative, digits) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (mut mantissa, mut places, mut seen) = (0i64, None::<usize>, false);
        // Digits since the last space, and how many there must be before the next one.
        let (mut run, mut groups) = (0u8, 1..=3u8);
        for c in digits.chars() {
            match c {
                '0'..='9' => {
                    seen = true;
                    run = run.saturating_add(u8::from(places.is_none()));
                    if places.is_some_and(|n| n >= PLACES) {
                        continue;
                    }
                    mantissa = mantissa.checked_mul(10)?.checked_add(i64::from(c as u8 - b'0'))?;
                    places = places.map(|n| n + 1);
                }
                '.' | ',' if places.is_none() && seen => places = Some(0),
                ' ' | '\u{a0}' | '\u{202f}' if places.is_none() && groups.contains(&run) => {
                    (run, groups) = (0, 3..=3)
                }
                _ => return None,
            }
        }
        let is_grouped = *groups.start() == 3;
        if !seen || (is_grouped && run != 3) {
            return None;
        }
        for _ in places.unwrap_or(0)..PLACES {
            mantissa = mantissa.checked_mul(10)?;
        }
        Some(Self(if negative { -mantissa } else { mantissa }))
    }

    /// The nearest whole number, halves away from zero.
    pub const fn rounded(self) -> Self {
        let half = if self.0 < 0 { -SCALE / 2 } else { SCALE / 2 };
        Self(self.0.saturating_add(half) / SCALE * SCALE)
    }

    /// Digits after the point, two of them, cut.
    pub const fn hundredths(self) -> i64 {
        self.0 % SCALE / (SCALE / 100)
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
        const UNIT: u64 = SCALE as u64;
        let (a, b) = (self.0.unsigned_abs(), other.0.unsigned_abs());
        // By wholes and parts: 128 bits would need a division of their own, a kilobyte in a page.
        let wholes = (a / UNIT).checked_mul(b / UNIT).and_then(|size| size.checked_mul(UNIT));
        let mixed = (a / UNIT).checked_mul(b % UNIT).zip((a % UNIT).checked_mul(b / UNIT));
        let size = wholes.zip(mixed).and_then(|(wholes, (left, right))| {
            wholes.checked_add(left)?.checked_add(right)?.checked_add((a % UNIT) * (b % UNIT) / UNIT)
        });
        Self::signed((self.0 < 0) != (other.0 < 0), size)
    }

    /// Quotient rounded towards zero; `None` when `other` is zero.
    pub fn over(self, other: Self) -> Option<Self> {
        let (a, b) = (self.0.unsigned_abs(), other.0.unsigned_abs());
        let mut rest = a.checked_rem(b)?;
        // `rest * SCALE / b` bit by bit: the product does not fit into 64 bits, what is left after each bit does.
        let (step, mut part) = (rest, 0);
        rest = 0;
        for bit in (0..SCALE.ilog2() + 1).rev() {
            part *= 2;
            rest *= 2;
            if rest >= b {
                (rest, part) = (rest - b, part + 1);
            }
            if SCALE >> bit & 1 == 1 {
                rest += step;
                if rest >= b {
                    (rest, part) = (rest - b, part + 1);
                }
            }
        }
        let size = (a / b).checked_mul(SCALE as u64).and_then(|whole| whole.checked_add(part));
        Some(Self::signed((self.0 < 0) != (other.0 < 0), size))
    }

    /// A number of that size, saturating; `None` is more than fits anything.
    fn signed(negative: bool, size: Option<u64>) -> Self {
        let size = size.unwrap_or(u64::MAX);
        Self(match i64::try_from(size) {
            Ok(size) if negative => -size,
            Ok(size) => size,
            Err(_) if negative => i64::MIN,
            Err(_) => i64::MAX,
        })
    }
}

impl Decimal {
    /// The number as people read it, without zeros at the end: `-3.5`. What [`fmt::Display`] shows, without
    /// the machinery behind it, which weighs too much in a page.
    pub fn push_to(self, text: &mut String) {
        if self.0 < 0 {
            text.push('-');
        }
        let size = self.0.unsigned_abs();
        push_digits(text, size / SCALE as u64, 1);
        let mut part = size % SCALE as u64;
        if part > 0 {
            let mut width = PLACES;
            while part.is_multiple_of(10) {
                part /= 10;
                width -= 1;
            }
            text.push('.');
            push_digits(text, part, width);
        }
    }
}

/// A text without white space at its ends, found from the front alone: the standard library's way weighs more
/// in a page.
pub fn trimmed(text: &str) -> &str {
    if let ([first, ..], [.., last]) = (text.as_bytes(), text.as_bytes())
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return text;
    }
    let (mut start, mut end) = (text.len(), 0);
    for (at, c) in text.char_indices() {
        if !c.is_whitespace() {
            start = start.min(at);
            end = at + c.len_utf8();
        }
    }
    text.get(start..end).unwrap_or_default()
}

/// Digits of a number, with zeros in front up to a width of at most 20.
pub fn push_digits(text: &mut String, mut number: u64, width: usize) {
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    for digit in digits.iter_mut().rev() {
        *digit += (number % 10) as u8;
        number /= 10;
        start -= 1;
        if number == 0 {
            break;
        }
    }
    let start = start.min(digits.len().saturating_sub(width));
    text.push_str(
        digits.get(start..).and_then(|digits| std::str::from_utf8(digits).ok()).unwrap_or_default(),
    );
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        self.push_to(&mut text);
        f.write_str(&text)
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
            ("12 345 678", "12345678"),
            ("+7", "7"),
            ("0.000001", "0.000001"),
            ("0.0000019", "0.000001"),
        ] {
            assert_eq!(Decimal::parse(text).map(|n| n.to_string()).as_deref(), Some(shown), "{text}");
        }
        for text in ["", "-", "1.2.3", "12a", ".5", "180 75", "1 2", "1234 567", "99999999999999999999"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn products_and_quotients_are_those_of_wider_numbers() {
        let ends = [0, 1, 7, 999_999, SCALE, 1_500_000, 123_456_789_012, 1 << 41, i64::MAX - 1, i64::MAX];
        let all: Vec<i64> = ends.iter().flat_map(|n| [*n, -n, !n]).collect();
        let fit = |wide: i128| wide.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64;
        for (a, b) in all.iter().flat_map(|a| all.iter().map(move |b| (*a, *b))) {
            let (x, y, scale) = (i128::from(a), i128::from(b), i128::from(SCALE));
            assert_eq!(Decimal(a).times(Decimal(b)).0, fit(x * y / scale), "{a} * {b}");
            let quotient = Decimal(a).over(Decimal(b)).map(|quotient| quotient.0);
            assert_eq!(quotient, (b != 0).then(|| fit(x * scale / y)), "{a} / {b}");
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
