//! Numbers as people answer with them: `12,5`, `1 000`, `5 шт.`, `двадцать пять`, `twenty-five`.

use crate::flow::{fold_text, is_letter, parts, split_at_sign};
use crate::model::{Decimal, trimmed};

/// Number words in order of their value: 0 to 19, then 20, 30 to 100. One text for all: in a page a list of texts
/// weighs more than its letters.
const RUSSIAN: &str = "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать \
    тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок \
    пятьдесят шестьдесят семьдесят восемьдесят девяносто сто одна две";
const ENGLISH: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen \
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred";
/// Beginnings of words that make a number another one: `5 тысяч`, `5 с половиной`, `half`.
const SCALES: &str = "тыс млн млрд мил полов half thous mil bil дюж doz";

/// Most words that say what is counted: `5 полных лет`.
const COUNTED_MAX: usize = 2;

/// The number that a text is. What is counted may follow it, as long as it leaves the number what it is.
#[inline(never)]
pub(super) fn number(text: &str, russian: bool) -> Option<Decimal> {
    in_digits(trimmed(text), russian)
        .or_else(|| counted(text, russian))
        .or_else(|| in_words(&fold_text(text)))
}

/// Digits with points and commas as each language writes them: `1,000.50` and `1.000,50` by the sign that comes last,
/// `1,000,000` in groups. One sign before three digits, `1,000`, groups them in English and may mean either in
/// Russian, where only a comma before digits that are not all noughts is sure to begin a fraction.
fn in_digits(text: &str, russian: bool) -> Option<Decimal> {
    let count = |sign| text.bytes().filter(|byte| *byte == sign).count();
    let last = text.bytes().rfind(|byte| matches!(byte, b'.' | b','));
    match (last, count(b','), count(b'.')) {
        (Some(sign), 1, 0) | (Some(sign), 0, 1) => {
            let (whole, rest) = split_at_sign(text, sign)?;
            if !is_group(rest, 3) || !is_first_group(whole) {
                return Decimal::parse(text);
            }
            match (russian, sign) {
                (false, b',') => grouped(text, sign),
                (false, _) => Decimal::parse(text),
                (true, b',') if rest != "000" => Decimal::parse(text),
                (true, _) => None,
            }
        }
        (Some(b'.'), 1.., 1) => with_fraction(text, b','),
        (Some(b','), 1, 1..) => with_fraction(text, b'.'),
        (Some(sign), 2.., 0) | (Some(sign), 0, 2..) => grouped(text, sign),
        (Some(_), ..) => None,
        (None, ..) => Decimal::parse(text),
    }
}

/// Groups with a sign between them, then a fraction after the other sign.
fn with_fraction(text: &str, sign: u8) -> Option<Decimal> {
    let at = text.bytes().rposition(|byte| matches!(byte, b'.' | b','))?;
    let (groups, fraction) = text.split_at_checked(at)?;
    if fraction.len() < 2 {
        return None;
    }
    let mut number = grouped_text(groups, sign)?;
    number.push_str(fraction);
    Decimal::parse(&number)
}

fn grouped(text: &str, sign: u8) -> Option<Decimal> {
    Decimal::parse(&grouped_text(text, sign)?)
}

/// The digits without the sign between their groups; `None` when a group has not three of them.
fn grouped_text(text: &str, sign: u8) -> Option<String> {
    let mut digits = String::with_capacity(text.len());
    for (index, group) in parts(text, if sign == b',' { b"," } else { b"." }).enumerate() {
        if !(if index == 0 { is_first_group(group) } else { is_group(group, 3) }) {
            return None;
        }
        digits.push_str(group);
    }
    Some(digits)
}

/// One to three digits, not beginning with a nought; a sign may stand before them.
fn is_first_group(text: &str) -> bool {
    let bare = text.trim_start_matches(['-', '−', '+']);
    !bare.starts_with('0') && (1..=3).any(|len| is_group(bare, len))
}

fn is_group(text: &str, len: usize) -> bool {
    text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// `5 шт.`, `25 лет`, `10%`, `990 ₽`.
fn counted(text: &str, russian: bool) -> Option<Decimal> {
    let end = text.bytes().rposition(|byte| byte.is_ascii_digit())? + 1;
    let (digits, what) = text.split_at_checked(end)?;
    let what = fold_text(what);
    let fits = |c: char| is_letter(c) || matches!(c, ' ' | '%' | '₽' | '$' | '€' | '°');
    let is_known = what.chars().all(fits) && is_what(parts(&what, b" "));
    if is_known { in_digits(trimmed(digits), russian) } else { None }
}

/// Whether these words say what is counted and no more.
fn is_what<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    let mut left = COUNTED_MAX;
    for word in words.filter(|word| !word.is_empty()) {
        let is_scale = matches!(word, "к" | "k" | "m" | "м")
            || parts(SCALES, b" ").any(|scale| word.starts_with(scale))
            || value_of(word).is_some();
        if is_scale || left == 0 {
            return false;
        }
        left -= 1;
    }
    true
}

/// Words of a folded text that say a whole number up to 100.
fn in_words(folded: &str) -> Option<Decimal> {
    let mut words = parts(folded, b" -").filter(|word| !word.is_empty());
    let first = value_of(words.next()?)?;
    let mut rest = words.clone();
    let number = match (first, rest.next().and_then(value_of)) {
        // `one hundred` and `twenty five`, never `five twenty`.
        (1, Some(100)) => 100,
        (20..=90, Some(ones @ 1..=9)) => first + ones,
        _ => {
            rest = words;
            first
        }
    };
    is_what(rest).then(|| Decimal::from_int(number.into()))
}

/// The number from 0 to 100 that a folded word is.
pub(super) fn value_of(word: &str) -> Option<u8> {
    let at = parts(RUSSIAN, b" ").position(|known| known == word);
    let at = at.or_else(|| parts(ENGLISH, b" ").position(|known| known == word))?;
    Some(match at as u8 {
        at @ 0..20 => at,
        // After a hundred come the feminine one and two.
        at @ 29.. => at - 28,
        at => (at - 18) * 10,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (typed, read) in [
            ("5", "5"),
            ("5,5", "5.5"),
            ("1 000", "1000"),
            ("5 шт", "5"),
            ("5шт.", "5"),
            ("25 лет!", "25"),
            ("1 990 ₽", "1990"),
            ("-3 °", "-3"),
            ("пять", "5"),
            ("Пять.", "5"),
            ("двадцать пять", "25"),
            ("сто", "100"),
            ("две", "2"),
            ("ноль", "0"),
            ("девяносто девять", "99"),
            ("five", "5"),
            ("Twenty-five", "25"),
            ("one hundred", "100"),
            ("nineteen", "19"),
            ("пять яблок", "5"),
            ("двадцать пять полных лет", "25"),
            ("two, please", "2"),
        ] {
            assert_eq!(
                number(typed, true).map(|number| number.to_string()).as_deref(),
                Some(read),
                "{typed}"
            );
        }
    }

    #[test]
    fn what_may_be_another_number_is_none() {
        for typed in [
            "",
            "много",
            "5 тысяч",
            "5к",
            "2 с половиной",
            "5-6",
            "5 или 6",
            "10:30",
            "пять двадцать",
            "двадцать сто",
            "пять шесть",
            "5+",
            "сто пять",
            "пять тысяч",
            "пять с половиной",
            "два раза по три",
            "5 вопросов у вас",
            "один из нас не ест мясо",
            "half",
            "3 dozen",
        ] {
            assert_eq!(number(typed, true), None, "{typed}");
            assert_eq!(number(typed, false), None, "{typed}");
        }
    }

    #[test]
    fn points_and_commas_are_read_by_their_order_and_by_the_language() {
        for (typed, russian, english) in [
            ("1,000.50", Some("1000.5"), Some("1000.5")),
            ("1.000,50", Some("1000.5"), Some("1000.5")),
            ("-1,234,567.5", Some("-1234567.5"), Some("-1234567.5")),
            ("1,000,000", Some("1000000"), Some("1000000")),
            ("1.000.000", Some("1000000"), Some("1000000")),
            ("1,000", None, Some("1000")),
            ("1.000", None, Some("1")),
            ("12,500 руб", Some("12.5"), Some("12500")),
            ("1,250", Some("1.25"), Some("1250")),
            ("1.250", None, Some("1.25")),
            ("0,125", Some("0.125"), Some("0.125")),
            ("12,5", Some("12.5"), Some("12.5")),
            ("1990.50", Some("1990.5"), Some("1990.5")),
            ("5.3.85", None, None),
            ("1,00.5", None, None),
            ("1,000.", None, None),
            ("1,000,00", None, None),
            ("1.000,50.1", None, None),
        ] {
            let read = |russian| number(typed, russian).map(|number| number.to_string());
            assert_eq!((read(true).as_deref(), read(false).as_deref()), (russian, english), "{typed}");
        }
    }
}
