//! Does an answer fit what was asked?

use crate::flow::AnswerKind;
use crate::model::{Decimal, Value};

/// The value to keep, or `None` when the answer does not fit.
pub(super) fn accept(kind: AnswerKind, text: &str) -> Option<Value> {
    let text = text.trim();
    match kind {
        AnswerKind::Text { min, max } => {
            let len = text.chars().count();
            (min as usize <= len && len <= max as usize).then(|| Value::text(text))
        }
        AnswerKind::Number { min, max } => {
            let number = Decimal::parse(text)?;
            let fits = Decimal::from_int(min) <= number && number <= Decimal::from_int(max);
            fits.then_some(Value::Number(number))
        }
        AnswerKind::Email => is_email(text).then(|| Value::text(text)),
        AnswerKind::Phone => phone(text).map(Value::text),
    }
}

/// One `@`, something before it, a dot inside what follows, no white space; at most 254 characters.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let dotted = domain.rfind('.').is_some_and(|dot| dot > 0 && dot + 1 < domain.len());
    !local.is_empty()
        && dotted
        && !domain.contains('@')
        && !domain.starts_with('.')
        && !domain.contains("..")
        && text.len() <= 254
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | ';' | '<' | '>'))
}

/// `+` and 7 to 15 digits (E.164); a Russian number that begins with 8 becomes one of +7.
fn phone(text: &str) -> Option<String> {
    let mut digits = String::with_capacity(16);
    for (index, c) in text.char_indices() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if index == 0 => {}
            ' ' | '\u{a0}' | '-' | '–' | '(' | ')' | '.' => {}
            _ => return None,
        }
    }
    if digits.len() == 11 && digits.starts_with('8') && !text.starts_with('+') {
        digits.replace_range(..1, "7");
    }
    (7..=15).contains(&digits.len()).then(|| format!("+{digits}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_kept_in_one_form() {
        for (typed, kept) in [
            ("+79991234567", Some("+79991234567")),
            ("8 (999) 123-45-67", Some("+79991234567")),
            ("79991234567", Some("+79991234567")),
            ("call me", None),
            ("123", None),
            ("+7999+1234567", None),
        ] {
            assert_eq!(phone(typed).as_deref(), kept, "{typed}");
        }
    }

    #[test]
    fn addresses_need_a_name_and_a_dotted_domain() {
        for typed in ["anna@example.com", "анна@пример.рф", "a+b@x.co.uk"] {
            assert!(is_email(typed), "{typed}");
        }
        for typed in ["anna@", "anna@example", "@x.ru", "a@b@c.ru", "a b@c.ru", "a@.ru", "a@b..ru"] {
            assert!(!is_email(typed), "{typed}");
        }
    }
}
