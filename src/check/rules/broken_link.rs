//! An address that does not open.

use crate::check::address::{is_in_app, is_web, lacks_scheme};
use crate::check::forms::{Written, written};
use crate::check::{Context, Reads, Rule};
use crate::diag::{Diagnostic, Severity, Words};
use crate::flow::{Piece, parse_plain};
use crate::model::{FieldId, Label, Shape};

pub(super) static RULE: Rule = Rule {
    code: "broken-link",
    label: Label::new("Адрес не откроется", "An address does not open"),
    why: Label::new(
        "Мессенджер откажется от кнопки с таким адресом, а запрос не дойдёт: подписчик нажмёт впустую.",
        "The messenger refuses a button with such an address and a request goes astray: the press does nothing.",
    ),
    fix: Label::new(
        "Впишите адрес целиком, начиная с https://, без пробелов.",
        "Write the whole address, beginning with https://, without blanks.",
    ),
    reads: Reads::Block,
    check,
};

/// What stands in for a field's value inside an address: a host or a part of a path alike.
const SAMPLE: &str = "x.x";

fn check(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    written(context, |place| {
        if matches!(place.field.shape, Shape::Url) {
            found.extend(finding(&place));
        }
    });
    found
}

fn finding(place: &Written<'_>) -> Option<Diagnostic> {
    let source = place.text().trim();
    let url = filled(source)?;
    if is_web(&url) || is_in_app(&url) {
        return None;
    }
    // A request needs the whole address; some messengers complete the one of a button.
    let lacks = lacks_scheme(&url);
    let severity = if lacks && place.row.is_some() { Severity::Warning } else { Severity::Error };
    let (message, hint) = if lacks {
        (
            Words::new(
                format!("В адресе «{source}» нет начала https://: он откроется не в каждом мессенджере"),
                format!("The address “{source}” does not begin with https://: not every messenger opens it"),
            ),
            Words::new(format!("Впишите https://{source}"), format!("Write https://{source}")),
        )
    } else {
        (
            Words::new(
                format!("Адрес «{source}» не откроется: это не адрес сайта"),
                format!("The address “{source}” does not open: it is not a web address"),
            ),
            Words::new(
                "Впишите адрес целиком, начиная с https://, без пробелов",
                "Write the whole address, beginning with https://, without blanks",
            ),
        )
    };
    Some(Diagnostic::new(RULE.code, severity, place.at(), message, hint))
}

/// The address with samples for fields; `None` when it is empty or begins with a field, whose value nobody knows.
fn filled(source: &str) -> Option<String> {
    let (template, _) = parse_plain(source, |_| Some(FieldId::FIRST_OWN));
    let is_known = template.pieces.first().is_some_and(|piece| matches!(piece, Piece::Literal(_)));
    let literal = |piece: &Piece| match piece {
        Piece::Literal(text) => text.to_string(),
        Piece::Field(..) | Piece::Shown(_) => SAMPLE.to_owned(),
        Piece::Open(_) | Piece::Close(_) | Piece::Link(_) => String::new(),
    };
    is_known.then(|| template.pieces.iter().map(literal).collect())
}
