//! Numbers as people answer with them: `12,5`, `1 000`, `5 шт.`, `двадцать пять`, `twenty-five`.

use crate::flow::{fold_text, is_letter, parts};
use crate::model::Decimal;

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
pub(super) fn number(text: &str) -> Option<Decimal> {
    Decimal::parse(text).or_else(|| counted(text)).or_else(|| in_words(&fold_text(text)))
}

/// `5 шт.`, `25 лет`, `10%`, `990 ₽`.
fn counted(text: &str) -> Option<Decimal> {
    let end = text.bytes().rposition(|byte| byte.is_ascii_digit())? + 1;
    let (digits, what) = text.split_at_checked(end)?;
    let what = fold_text(what);
    let fits = |c: char| is_letter(c) || matches!(c, ' ' | '%' | '₽' | '$' | '€' | '°');
    let is_known = what.chars().all(fits) && is_what(parts(&what, b" "));
    if is_known { Decimal::parse(digits) } else { None }
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
            assert_eq!(number(typed).map(|number| number.to_string()).as_deref(), Some(read), "{typed}");
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
            assert_eq!(number(typed), None, "{typed}");
        }
    }
}
