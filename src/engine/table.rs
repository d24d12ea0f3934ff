//! Tables and carts: rows found by what is known of the subscriber, lines that are added up.

use super::eval::{Scope, eval};
use super::show::money;
use crate::flow::{CartAct, CartPlan, CellTest, ChoicesPlan, LookupPlan, contains_text, fold_text, parts};
use crate::model::{Decimal, FieldId, Value, is_russian};
use std::mem::discriminant;

/// Fields to set after a lookup; `None` when no row fits.
#[inline(never)]
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
    // What has neither title nor article can be neither shown nor kept.
    let is_named = |row: &[Value]| {
        plan.list.is_none_or(|(_, [title, key, ..])| {
            [title, key].into_iter().flatten().any(|column| cell(row, column).is_some())
        })
    };
    let fits = |row: &[Value]| {
        let holds = |(column, test, value): &(usize, CellTest, Option<Value>)| {
            row.get(*column).is_some_and(|cell| holds(cell, *test, value.as_ref()))
        };
        is_named(row) && wanted.iter().all(holds)
    };
    let most = if plan.take == 0 { ChoicesPlan::LISTED_MAX } else { plan.take as usize };
    let near = match plan.nearest {
        Some((lat, lon, from)) => Some((lat as usize, lon as usize, point(scope.session.field(from)?)?)),
        None => None,
    };
    // The rows to take and how far each is, nearest first.
    let mut rows: Vec<(i64, &[Value])> = Vec::new();
    for row in &table.rows {
        if fits(row) {
            let far = near.map_or(0, |(lat, lon, here)| distance(here, row.get(lat), row.get(lon)));
            let at = rows.iter().rposition(|nearer| nearer.0 <= far).map_or(0, |at| at + 1);
            if at < most {
                rows.truncate(most - 1);
                rows.insert(at, (far, row));
            }
        }
    }
    let first = rows.first()?.1;
    let mut set: Vec<_> =
        plan.save.iter().map(|(column, field_id)| (*field_id, cell(first, *column).cloned())).collect();
    if let Some((field_id, columns)) = plan.list {
        let mut items = Vec::with_capacity(rows.len());
        for (_, row) in rows {
            let [mut title, key, text, media] = columns.map(|column| shown(row, column));
            if is_blank(&title) {
                title = key.clone();
            }
            items.push(Value::List(vec![title, key, text, media]));
        }
        set.push((field_id, Some(Value::List(items))));
    }
    Some(set)
}

fn cell(row: &[Value], column: u32) -> Option<&Value> {
    row.get(column as usize).filter(|cell| !matches!(cell, Value::Text(text) if text.is_empty()))
}

fn is_blank(value: &Value) -> bool {
    matches!(value, Value::Text(text) if text.is_empty())
}

fn shown(row: &[Value], column: Option<u32>) -> Value {
    column.and_then(|column| cell(row, column)).cloned().unwrap_or_else(|| Value::text(""))
}

fn holds(cell: &Value, test: CellTest, value: Option<&Value>) -> bool {
    let same = |a: &Value, b: &Value| match (a.as_number(), b.as_number()) {
        (Some(a), Some(b)) => a == b,
        _ => fold_text(&a.shown()) == fold_text(&b.shown()),
    };
    // Nothing in a cell is nothing to ask for; nothing known of the subscriber mentions nothing.
    if matches!(cell, Value::Text(text) if text.is_empty()) {
        return test == CellTest::Mentions;
    }
    let Some(value) = value else { return false };
    match test {
        CellTest::Same => same(cell, value),
        CellTest::AtMost | CellTest::AtLeast => {
            // Numbers, dates and times have an order; texts have none.
            let order = match (cell.as_number(), value.as_number()) {
                (Some(a), Some(b)) => a.cmp(&b),
                _ if matches!(cell, Value::Text(_)) || discriminant(cell) != discriminant(value) => {
                    return false;
                }
                _ => cell.cmp(value),
            };
            if test == CellTest::AtMost { order.is_le() } else { order.is_ge() }
        }
        CellTest::In => match value {
            Value::List(items) => items.iter().any(|item| same(cell, item)),
            value => same(cell, value),
        },
        CellTest::Mentions => {
            let said = fold_text(&value.shown());
            let named = |word: &str| !word.is_empty() && contains_text(&said, word);
            parts(&cell.shown(), b",").any(|word| named(&fold_text(word)))
        }
    }
}

fn point(value: &Value) -> Option<(i64, i64)> {
    let Value::List(items) = value else { return None };
    Some((millionths(items.first())?, millionths(items.get(1))?))
}

fn millionths(value: Option<&Value>) -> Option<i64> {
    let scaled = value?.as_number()?.times(Decimal::from_int(1_000_000));
    // Once around the globe is more than any place needs, and squares of it fit into 64 bits.
    Some(scaled.to_int().clamp(-360_000_000, 360_000_000))
}

/// Something that grows with the distance: the square of degrees, with degrees of longitude shortened by the
/// cosine of the latitude. Integers only, so that every platform agrees; enough to choose the nearest shop.
fn distance(here: (i64, i64), lat: Option<&Value>, lon: Option<&Value>) -> i64 {
    let (Some(lat), Some(lon)) = (millionths(lat), millionths(lon)) else { return i64::MAX };
    let north = lat - here.0;
    let raw = (lon - here.1).rem_euclid(360_000_000);
    let east = raw.min(360_000_000 - raw) * cosine((lat + here.0) / 2) / 1_000_000;
    north * north + east * east
}

/// A cosine in millionths, of an angle in millionths of a degree, by Bhaskara's approximation
/// cos x ≈ (32400 − 4x²) / (32400 + x²); off by at most 0.002.
fn cosine(angle: i64) -> i64 {
    let square = (angle / 1_000) * (angle / 1_000) / 1_000_000;
    (32_400 - 4 * square) * 1_000_000 / (32_400 + square)
}

/// Changes a cart and what is kept of it.
#[inline(never)]
pub(super) fn change_cart(scope: Scope<'_>, plan: &CartPlan) -> Vec<(FieldId, Option<Value>)> {
    let value = |expr: u32| scope.flow.exprs.get(expr as usize).and_then(|expr| eval(scope, expr));
    let mut lines = match scope.session.field(plan.cart) {
        Some(Value::List(lines)) if plan.act != CartAct::Clear => lines.clone(),
        Some(_) | None => Vec::new(),
    };
    let sku = value(plan.line[0]).filter(|_| plan.act != CartAct::Clear);
    if let Some(sku) = sku {
        let amount = value(plan.quantity).and_then(|value| value.as_number()).unwrap_or(Decimal::from_int(1));
        let at = lines.iter().position(|line| item(line, 1) == Some(&sku));
        let before = at.and_then(|at| item(&lines[at], 3)?.as_number()).unwrap_or_default();
        let quantity = if plan.act == CartAct::Add { before.plus(amount) } else { amount };
        match (at, quantity > Decimal::ZERO) {
            (Some(at), false) => drop(lines.remove(at)),
            (Some(at), true) => {
                if let Value::List(cells) = &mut lines[at] {
                    // A list that came from elsewhere, such as the answer of a shop, may have no place for it yet.
                    let missing = 3usize.saturating_sub(cells.len());
                    cells.extend(std::iter::repeat_n(Value::text(""), missing));
                    cells.truncate(3);
                    cells.push(Value::Number(quantity));
                }
            }
            // What is not in the cart and has no price here would be got for nothing.
            (None, true)
                if plan.act == CartAct::Set
                    && value(plan.line[2]).and_then(|price| price.as_number()).is_none() => {}
            (None, true) => {
                let title = value(plan.line[1]).filter(Value::is_truthy).unwrap_or_else(|| sku.clone());
                let price = value(plan.line[2]).unwrap_or_else(|| Value::text(""));
                // Caption and value as choices take them, so that a cart is a list to choose from.
                let line = [title, sku, price, Value::Number(quantity)];
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
        let mut text = String::new();
        for line in &lines {
            if !text.is_empty() {
                text.push('\n');
            }
            push_line(line, is_russian(scope.language()), &mut text);
        }
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

fn push_line(line: &Value, ru: bool, text: &mut String) {
    if let Some(title) = item(line, 0) {
        title.push_to(text);
    }
    text.push_str(" × ");
    money(number(line, 3), ru, text);
    text.push_str(" = ");
    money(number(line, 2).times(number(line, 3)), ru, text);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_without_a_value_mentions_nothing() {
        let (word, blank) = (Value::text("торт"), Value::text(""));
        let said = Value::text("Хочу ТОРТ на завтра");
        assert!(holds(&word, CellTest::Mentions, Some(&said)));
        assert!(!holds(&word, CellTest::Mentions, None));
        assert!(holds(&blank, CellTest::Mentions, None));
    }

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
