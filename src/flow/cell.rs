//! Cells of tables as values: what a text obviously is, and what it is for a field of a kind. Tables are read
//! when compiling, so that the engine meets dates and numbers and never reads them.

use super::{TablePlan, parse_date, parse_moment, parse_time_of_day, parts, whole};
use crate::model::{Decimal, FieldKind, Table, Value, civil_from_days, days_from_civil};

/// Reads a date as tables and formulas write it: `2026-12-31`, `31.12.2026`. Never without the year, which would
/// be a number as well.
pub fn parse_full_date(text: &str) -> Option<i32> {
    parse_date(text).or_else(|| {
        let mut numbers = parts(text.trim(), b".");
        let (day, month, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
        if numbers.next().is_some() || day.len() > 2 || month.len() > 2 || year.len() != 4 {
            return None;
        }
        let (day, month, year) = (whole(day)?, whole(month)?, whole(year)? as i32);
        let days = days_from_civil(year, month, day);
        (civil_from_days(days) == (year, month, day)).then_some(days)
    })
}

/// What a text is when nothing says what it should be: a number, a date, a time of day, or text.
pub fn obvious_value(text: &str) -> Value {
    let trimmed = text.trim();
    if let Some(number) = Decimal::parse(trimmed).filter(|_| !is_code(trimmed)) {
        return Value::Number(number);
    }
    let of_time = |kind| value_as(trimmed, kind);
    of_time(FieldKind::Date).or_else(|| of_time(FieldKind::Time)).unwrap_or_else(|| Value::text(text))
}

/// A number that begins with `0` or `+` is a code or a telephone number, not an amount; `0,5` is one.
fn is_code(text: &str) -> bool {
    let mut signs = text.bytes();
    match signs.next() {
        Some(b'+') => true,
        Some(b'0') => signs.next().is_some_and(|next| next.is_ascii_digit() || next == b' '),
        _ => false,
    }
}

/// The value that a text is for a field of a kind, or `None` when it does not read as one. A list is parted at
/// commas and semicolons.
pub fn value_as(text: &str, kind: FieldKind) -> Option<Value> {
    let text = text.trim();
    match kind {
        FieldKind::Text => Some(Value::text(text)),
        FieldKind::Number => Decimal::parse(text).map(Value::Number),
        FieldKind::Flag => match text.to_lowercase().as_str() {
            "true" | "да" | "yes" | "1" | "+" => Some(Value::Flag(true)),
            "false" | "нет" | "no" | "0" | "-" => Some(Value::Flag(false)),
            _ => None,
        },
        FieldKind::Date => parse_full_date(text).map(Value::Date),
        FieldKind::Time => parse_time_of_day(text).map(Value::Time),
        FieldKind::Moment => parse_moment(text).map(Value::Moment),
        FieldKind::List => {
            let items = parts(text, b",;").map(str::trim).filter(|item| !item.is_empty());
            Some(Value::List(items.map(obvious_value).collect()))
        }
    }
}

impl TablePlan {
    /// The rows of a table of the project, cells as what they obviously are.
    pub fn of(table: &Table) -> Self {
        Self {
            name: table.name.clone(),
            columns: table.columns.clone(),
            rows: table.rows.iter().map(|row| row.iter().map(|cell| obvious_value(cell)).collect()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_what_it_obviously_is() {
        let day = |text: &str| Value::Date(parse_date(text).unwrap());
        let number = |text: &str| Value::Number(Decimal::parse(text).unwrap());
        for (cell, value) in [
            ("2026-12-31", day("2026-12-31")),
            (" 31.12.2026 ", day("2026-12-31")),
            ("1.2.2027", day("2027-02-01")),
            ("31.02.2026", Value::text("31.02.2026")),
            ("10:30", Value::Time(37_800)),
            ("9:00", Value::Time(32_400)),
            ("10:00-18:00", Value::text("10:00-18:00")),
            ("1 990,50", number("1990.5")),
            ("0,5", number("0.5")),
            ("0", number("0")),
            ("007", Value::text("007")),
            ("+79991234567", Value::text("+79991234567")),
            ("M1", Value::text("M1")),
            ("", Value::text("")),
        ] {
            assert_eq!(obvious_value(cell), value, "{cell}");
        }
    }

    #[test]
    fn a_cell_is_kept_as_its_field_wants_it_or_not_at_all() {
        assert_eq!(value_as("007", FieldKind::Number), Some(Value::Number(Decimal::from_int(7))));
        assert_eq!(value_as("Да", FieldKind::Flag), Some(Value::Flag(true)));
        assert_eq!(value_as("скоро", FieldKind::Date), None);
        assert_eq!(value_as("25:00", FieldKind::Time), None);
        let two = Value::List(vec![Value::text("S"), Value::text("M")]);
        assert_eq!(value_as("S, M", FieldKind::List), Some(two));
    }
}
