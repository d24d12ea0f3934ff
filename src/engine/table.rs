//! Tables and carts: rows found by what is known of the subscriber, lines that are added up.

use super::eval::{Scope, eval};
use super::show::money;
use crate::flow::{CartAct, CartPlan, CellTest, ChoicesPlan, LookupPlan, TablePlan, fold_text};
use crate::model::{Decimal, FieldId, Value};

/// Fields to set after a lookup; `None` when no row fits.
pub(super) fn look_up(scope: Scope<'_>, plan: &LookupPlan) -> Option<Vec<(FieldId, Option<Value>)>> {
    let table = scope.flow.tables.get(plan.table as usize)?;
    let wanted: Vec<_> = plan
        .filters
        .iter()
        .map(|(column, test, expr)| {
            let value = scope.flow.exprs.get(*expr as usize).and_then(|expr| eval(scope, expr));
            (*column as usize, *test, value)
        })
        .collect();
    let fits = |row: &&Vec<Value>| {
        wanted.iter().all(|(column, test, value)| {
            row.get(*column).is_some_and(|cell| holds(cell, *test, value.as_ref()))
        })
    };
    let mut rows: Vec<&Vec<Value>> = table.rows.iter().filter(fits).collect();
    if let Some((lat, lon, from)) = plan.nearest {
        let here = point(scope.session.field(from)?)?;
        rows.sort_by_key(|row| distance(here, row.get(lat as usize), row.get(lon as usize)));
    }
    let first = *rows.first()?;
    let mut set: Vec<_> =
        plan.save.iter().map(|(column, field_id)| (*field_id, cell(first, *column).cloned())).collect();
    if let Some((field_id, columns)) = plan.list {
        let most = if plan.take == 0 { ChoicesPlan::MAX } else { plan.take as usize };
        let item = |row: &&Vec<Value>| Value::List(columns.map(|column| shown(row, column)).into());
        set.push((field_id, Some(Value::List(rows.iter().take(most).map(item).collect()))));
    }
    Some(set)
}

fn cell(row: &[Value], column: u32) -> Option<&Value> {
    row.get(column as usize).filter(|cell| !matches!(cell, Value::Text(text) if text.is_empty()))
}

fn shown(row: &[Value], column: Option<u32>) -> Value {
    column.and_then(|column| cell(row, column)).cloned().unwrap_or_else(|| Value::text(""))
}

fn holds(cell: &Value, test: CellTest, value: Option<&Value>) -> bool {
    let same = |a: &Value, b: &Value| match (a.as_number(), b.as_number()) {
        (Some(a), Some(b)) => a == b,
        _ => fold_text(&a.to_string()) == fold_text(&b.to_string()),
    };
    let (Some(value), false) = (value, matches!(cell, Value::Text(text) if text.is_empty())) else {
        return test == CellTest::Mentions;
    };
    match test {
        CellTest::Same => same(cell, value),
        CellTest::AtMost | CellTest::AtLeast => match (cell.as_number(), value.as_number()) {
            (Some(a), Some(b)) if test == CellTest::AtMost => a <= b,
            (Some(a), Some(b)) => a >= b,
            _ => false,
        },
        CellTest::In => match value {
            Value::List(items) => items.iter().any(|item| same(cell, item)),
            value => same(cell, value),
        },
        CellTest::Mentions => {
            let said = fold_text(&value.to_string());
            cell.to_string().split(',').map(fold_text).any(|word| !word.is_empty() && said.contains(&word))
        }
    }
}

fn point(value: &Value) -> Option<(i64, i64)> {
    let Value::List(items) = value else { return None };
    Some((millionths(items.first())?, millionths(items.get(1))?))
}

fn millionths(value: Option<&Value>) -> Option<i64> {
    let scaled = value?.as_number()?.times(Decimal::from_int(1_000_000));
    Some(scaled.to_int())
}

/// Something that grows with the distance: the square of degrees, with degrees of longitude shortened by the
/// cosine of the latitude. Integers only, so that every platform agrees; enough to choose the nearest shop.
fn distance(here: (i64, i64), lat: Option<&Value>, lon: Option<&Value>) -> i128 {
    let (Some(lat), Some(lon)) = (millionths(lat), millionths(lon)) else { return i128::MAX };
    let north = i128::from(lat - here.0);
    let raw = (lon - here.1).rem_euclid(360_000_000);
    let east = i128::from(raw.min(360_000_000 - raw));
    let middle = i128::from((lat + here.0) / 2);
    north * north + east * east * cosine_squared(middle) / 1_000_000
}

/// The square of a cosine in millionths, of an angle in millionths of a degree, by Bhaskara's approximation
/// cos x ≈ (32400 − 4x²) / (32400 + x²); off by at most 0.002.
fn cosine_squared(angle: i128) -> i128 {
    let square = (angle / 1_000) * (angle / 1_000) / 1_000_000;
    let cosine = (32_400 - 4 * square) * 1_000_000 / (32_400 + square);
    cosine * cosine / 1_000_000
}

/// Changes a cart and what is kept of it.
pub(super) fn change_cart(scope: Scope<'_>, plan: &CartPlan) -> Vec<(FieldId, Option<Value>)> {
    let value = |expr: u32| scope.flow.exprs.get(expr as usize).and_then(|expr| eval(scope, expr));
    let mut lines = match scope.session.field(plan.cart) {
        Some(Value::List(lines)) if plan.act != CartAct::Clear => lines.clone(),
        Some(_) | None => Vec::new(),
    };
    let sku = value(plan.line[0]).filter(|_| plan.act != CartAct::Clear);
    if let Some(sku) = sku {
        let amount = value(plan.quantity).and_then(|value| value.as_number()).unwrap_or(Decimal::from_int(1));
        let at = lines.iter().position(|line| item(line, 0) == Some(&sku));
        let before = at.and_then(|at| item(&lines[at], 3)?.as_number()).unwrap_or_default();
        let quantity = if plan.act == CartAct::Add { before.plus(amount) } else { amount };
        match (at, quantity > Decimal::ZERO) {
            (Some(at), false) => drop(lines.remove(at)),
            (Some(at), true) => {
                if let Value::List(cells) = &mut lines[at] {
                    cells[3] = Value::Number(quantity);
                }
            }
            (None, true) => {
                let text = |expr| value(expr).unwrap_or_else(|| Value::text(""));
                let line = [sku, text(plan.line[1]), text(plan.line[2]), Value::Number(quantity)];
                lines.push(Value::List(line.into()));
            }
            (None, false) => {}
        }
    }
    let mut set = Vec::with_capacity(3);
    if let Some(field_id) = plan.total {
        set.push((field_id, Some(Value::Number(total(&lines)))));
    }
    if let Some(field_id) = plan.text {
        let text = lines.iter().map(line_text).collect::<Vec<_>>().join("\n");
        set.push((field_id, if lines.is_empty() { None } else { Some(Value::text(text)) }));
    }
    set.push((plan.cart, if lines.is_empty() { None } else { Some(Value::List(lines)) }));
    set
}

fn item(line: &Value, index: usize) -> Option<&Value> {
    match line {
        Value::List(cells) => cells.get(index),
        _ => None,
    }
}

fn number(line: &Value, index: usize) -> Decimal {
    item(line, index).and_then(Value::as_number).unwrap_or_default()
}

fn total(lines: &[Value]) -> Decimal {
    lines.iter().fold(Decimal::ZERO, |sum, line| sum.plus(number(line, 2).times(number(line, 3))))
}

fn line_text(line: &Value) -> String {
    let mut text = item(line, 1).map(ToString::to_string).unwrap_or_default();
    text.push_str(" × ");
    money(number(line, 3), &mut text);
    text.push_str(" = ");
    money(number(line, 2).times(number(line, 3)), &mut text);
    text
}

/// The columns of a table as the engine holds them; cells that read as numbers are numbers.
impl TablePlan {
    /// The rows of a table of the project.
    pub fn of(table: &crate::model::Table) -> Self {
        let cell = |text: &String| match Decimal::parse(text) {
            // A number that begins with 0 or + is a code or a telephone number, not an amount.
            Some(number) if number.to_string() == *text || !text.starts_with(['0', '+']) => {
                Value::Number(number)
            }
            Some(_) | None => Value::text(text.as_str()),
        };
        Self {
            name: table.name.clone(),
            columns: table.columns.clone(),
            rows: table.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_shop_is_the_nearest_on_the_globe() {
        let at = |lat: i64, lon: i64| {
            (Value::Number(Decimal::from_int(lat)), Value::Number(Decimal::from_int(lon)))
        };
        let far = |here: (i64, i64), (lat, lon): (Value, Value)| distance(here, Some(&lat), Some(&lon));
        // At 60° north a degree of longitude is half a degree of latitude.
        let here = (60_000_000, 30_000_000);
        assert!(far(here, at(60, 31)) < far(here, at(61, 30)));
        assert!(far(here, at(60, 33)) > far(here, at(61, 30)));
        // Across the date line.
        assert!(far((0, 179_000_000), at(0, -179)) < far((0, 179_000_000), at(0, 170)));
    }
}
