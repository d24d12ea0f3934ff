//! Formulas: `score >= 12 and has("lead")`, parsed once when compiling into a small postfix program.

use super::{TemplateIdx, event_id, value_as};
use crate::model::{Decimal, FieldId, FieldKind, TagId, Value};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Deepest nesting of parentheses, so that hostile text cannot exhaust the stack.
const DEPTH_MAX: usize = 64;

/// A postfix program that leaves exactly one value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expr {
    /// Operations in order of execution.
    pub ops: Vec<ExprOp>,
}

/// One operation of an expression. Comparisons of unlike values compare what people see; arithmetic on what
/// is not a number gives no value, and a comparison with no value is false.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExprOp {
    /// Pushes a constant.
    Const(Value),
    /// Pushes a field's value, or nothing when it is not set.
    Field(FieldId),
    /// Pushes whether the subscriber has the tag.
    HasTag(TagId),
    /// Pushes a rendered template as text.
    Template(TemplateIdx),
    /// Pushes what the engine knows by itself.
    Known(Known),
    /// Pushes when an event of [`super::event_id`] happened last, or nothing.
    Happened(u32),
    /// Pushes how often an event has happened.
    Times(u32),
    /// Pushes whether the subscriber agreed to the text of that hash.
    Agreed(u32),
    /// Pushes whether a window of [`super::Flow::windows`] is open now.
    Open(u32),
    /// Whether the moment lies at most so many seconds back; nothing does not.
    Within(u64),
    /// Whether the first text begins with the second, folded.
    Starts,
    /// Length of a list, or of a text in characters; nothing has none.
    Len,
    /// The nearest whole number.
    Round,
    /// The smaller number.
    Min,
    /// The larger number.
    Max,
    /// `+` on numbers, joining on texts.
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`; by zero gives no value.
    Div,
    /// `=`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// Both.
    And,
    /// Either.
    Or,
    /// The opposite.
    Not,
    /// Whether the first text contains the second, folded.
    Contains,
    /// Whether there is a value that is not empty.
    IsSet,
}

/// What the engine knows of a subscriber without a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Known {
    /// The present moment.
    Now,
    /// Today's date on the subscriber's clock.
    Today,
    /// The time of day on the subscriber's clock.
    Clock,
    /// Day of the week on the subscriber's clock, Monday is 1.
    Weekday,
    /// When the subscriber did something last, the present input not counted.
    LastSeen,
    /// When the subscriber came first.
    Since,
    /// How many visits there were; a visit begins after 30 minutes of silence.
    Visits,
    /// Whether the bot may write without being asked.
    Subscribed,
    /// Whether a person of the project talks to the subscriber.
    WithHuman,
}

impl Known {
    /// Every known value with its name and its Russian name.
    pub const ALL: [(Self, &'static str, &'static str); 9] = [
        (Self::Now, "now", "сейчас"),
        (Self::Today, "today", "сегодня"),
        (Self::Clock, "clock", "время_суток"),
        (Self::Weekday, "weekday", "день_недели"),
        (Self::LastSeen, "last_seen", "был_на_связи"),
        (Self::Since, "since", "подписчик_с"),
        (Self::Visits, "visits", "визиты"),
        (Self::Subscribed, "subscribed", "подписан"),
        (Self::WithHuman, "with_human", "говорит_с_человеком"),
    ];

    /// The known value of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.1 == name || known.2 == name).map(|known| known.0)
    }
}

/// Resolves the names in a formula.
pub trait Names {
    /// The field of that name.
    fn field(&self, name: &str) -> Option<FieldId>;
    /// The tag of that name.
    fn tag(&self, name: &str) -> Option<TagId>;
}

/// What is wrong in a formula, by character range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormulaError {
    /// No field has this name.
    UnknownField(String, Range<usize>),
    /// No tag has this name.
    UnknownTag(String, Range<usize>),
    /// Something else was expected; the second text names it.
    Syntax(Range<usize>, &'static str),
}

impl FormulaError {
    /// Characters of the source that are meant.
    pub fn span(&self) -> Range<usize> {
        match self {
            Self::UnknownField(_, span) | Self::UnknownTag(_, span) | Self::Syntax(span, _) => span.clone(),
        }
    }
}

/// Parses a formula: numbers, dates (`31.12.2026`, `2026-12-31`, `date("2026-12-31")`), times of day (`10:30`,
/// `time("10:30")`), "texts", field names (several words in brackets: `[дата визита]`), [`Known`] names, `has("tag")`, `set(field)`, `len(list)`,
/// `round(x)`, `min(a, b)`, `max(a, b)`, `happened("event")`, `times("event")`, `+ - * /`,
/// `= != < <= > >=`, `contains`, `starts`, `and or not` (`и или не`), parentheses.
pub fn parse_formula(source: &str, names: &dyn Names) -> Result<Expr, FormulaError> {
    let mut parser = Parser { tokens: tokens(source)?, at: 0, names, ops: Vec::new(), depth: 0 };
    parser.binary(0)?;
    match parser.next() {
        (Token::End, _) => Ok(Expr { ops: parser.ops }),
        (_, span) => Err(FormulaError::Syntax(span, "end of formula")),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// A number, a date or a time of day.
    Literal(Value),
    Text(String),
    Name(String),
    /// A field in brackets, whose name may be of several words.
    Field(String),
    Sign(&'static str),
    End,
}

const SIGNS: [&str; 15] = ["!=", "<>", "<=", ">=", "==", "≥", "≤", "≠", "=", "<", ">", "+", "-", "*", "/"];

fn tokens(source: &str) -> Result<Vec<(Token, Range<usize>)>, FormulaError> {
    let chars: Vec<char> = source.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        let c = chars[at];
        let run = |from: usize, keep: fn(char) -> bool| {
            chars[from..].iter().position(|c| !keep(*c)).map_or(chars.len(), |len| from + len)
        };
        let token = if c.is_whitespace() {
            at += 1;
            continue;
        } else if c.is_ascii_digit() {
            at = literal_end(&chars, start);
            let literal: String = chars[start..at].iter().collect();
            Token::Literal(literal_value(&literal).map_err(|wanted| FormulaError::Syntax(start..at, wanted))?)
        } else if matches!(c, '"' | '\'' | '«') {
            let close = if c == '«' { '»' } else { c };
            let end = chars[at + 1..].iter().position(|c| *c == close);
            let end = at + 1 + end.ok_or(FormulaError::Syntax(start..chars.len(), "closing quote"))?;
            at = end + 1;
            Token::Text(chars[start + 1..end].iter().collect())
        } else if c == '[' {
            let end = chars[at + 1..].iter().position(|c| *c == ']');
            let end = at + 1 + end.ok_or(FormulaError::Syntax(start..chars.len(), "closing bracket"))?;
            at = end + 1;
            Token::Field(chars[start + 1..end].iter().collect::<String>().trim().to_owned())
        } else if c.is_alphabetic() || c == '_' {
            at = run(at, |c| c.is_alphanumeric() || c == '_');
            Token::Name(chars[start..at].iter().collect())
        } else if let Some(bracket) = ["(", ")", ","].into_iter().find(|sign| sign.starts_with(c)) {
            at += 1;
            Token::Sign(bracket)
        } else {
            let rest: String = chars[at..chars.len().min(at + 2)].iter().collect();
            let sign = SIGNS.into_iter().find(|sign| rest.starts_with(sign));
            let sign = sign.ok_or(FormulaError::Syntax(start..start + 1, "operator"))?;
            at += sign.chars().count();
            Token::Sign(sign)
        };
        found.push((token, start..at));
    }
    found.push((Token::End, chars.len()..chars.len()));
    Ok(found)
}

/// Where a literal that begins with a digit ends: `12.5`, `10:30`, `31.12.2026`, `2026-12-31`. A minus belongs to it
/// only in the last of these shapes, for `8-3` is five.
fn literal_end(chars: &[char], start: usize) -> usize {
    const DATE: &str = "0000-00-00";
    let is_like = |(c, like): (&char, char)| if like == '0' { c.is_ascii_digit() } else { *c == like };
    let end = start + DATE.len();
    let is_over = chars.get(end).is_none_or(|c| !c.is_ascii_digit());
    if end <= chars.len() && is_over && chars[start..end].iter().zip(DATE.chars()).all(is_like) {
        return end;
    }
    let len = chars[start..].iter().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ':')).count();
    start + len
}

/// The value of a literal, or what it should have been.
fn literal_value(literal: &str) -> Result<Value, &'static str> {
    if literal.contains('-') || literal.matches('.').count() > 1 {
        return value_as(literal, FieldKind::Date).ok_or("date");
    }
    if literal.contains(':') {
        return value_as(literal, FieldKind::Time).ok_or("time");
    }
    value_as(literal, FieldKind::Number).ok_or("number")
}

struct Parser<'a> {
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
    names: &'a dyn Names,
    ops: Vec<ExprOp>,
    depth: usize,
}

/// Binding strength and operation of a binary operator.
fn operator(token: &Token) -> Option<(u8, ExprOp)> {
    let word = match token {
        Token::Sign(sign) => sign,
        Token::Name(name) => name.as_str(),
        Token::Literal(_) | Token::Text(_) | Token::Field(_) | Token::End => return None,
    };
    Some(match word {
        "or" | "или" => (1, ExprOp::Or),
        "and" | "и" => (2, ExprOp::And),
        "=" | "==" => (3, ExprOp::Eq),
        "!=" | "<>" | "≠" => (3, ExprOp::Ne),
        "<" => (3, ExprOp::Lt),
        "<=" | "≤" => (3, ExprOp::Le),
        ">" => (3, ExprOp::Gt),
        ">=" | "≥" => (3, ExprOp::Ge),
        "contains" | "содержит" => (3, ExprOp::Contains),
        "starts" | "начинается" => (3, ExprOp::Starts),
        "+" => (4, ExprOp::Add),
        "-" => (4, ExprOp::Sub),
        "*" => (5, ExprOp::Mul),
        "/" => (5, ExprOp::Div),
        _ => return None,
    })
}

impl Parser<'_> {
    fn next(&mut self) -> (Token, Range<usize>) {
        let token = self.tokens[self.at.min(self.tokens.len() - 1)].clone();
        self.at += 1;
        token
    }

    fn binary(&mut self, floor: u8) -> Result<(), FormulaError> {
        self.unary()?;
        while let Some((strength, op)) = operator(&self.tokens[self.at.min(self.tokens.len() - 1)].0) {
            if strength <= floor {
                break;
            }
            self.at += 1;
            self.binary(strength)?;
            self.ops.push(op);
        }
        Ok(())
    }

    fn unary(&mut self) -> Result<(), FormulaError> {
        self.depth += 1;
        let (token, span) = self.next();
        if self.depth > DEPTH_MAX {
            return Err(FormulaError::Syntax(span, "fewer parentheses"));
        }
        match token {
            Token::Literal(value) => self.ops.push(ExprOp::Const(value)),
            Token::Text(text) => self.ops.push(ExprOp::Const(Value::text(text))),
            Token::Sign("(") => {
                self.binary(0)?;
                self.take_sign(")")?;
            }
            Token::Sign("-") => {
                self.ops.push(ExprOp::Const(Value::Number(Decimal::ZERO)));
                self.unary()?;
                self.ops.push(ExprOp::Sub);
            }
            Token::Field(name) => {
                let field_id = self.names.field(&name).ok_or(FormulaError::UnknownField(name, span))?;
                self.ops.push(ExprOp::Field(field_id));
            }
            Token::Name(name) => self.name(&name, span)?,
            Token::Sign(_) | Token::End => return Err(FormulaError::Syntax(span, "value")),
        }
        self.depth -= 1;
        Ok(())
    }

    fn name(&mut self, name: &str, span: Range<usize>) -> Result<(), FormulaError> {
        match name {
            "not" | "не" => {
                self.binary(2)?;
                self.ops.push(ExprOp::Not);
            }
            "true" | "да" => self.ops.push(ExprOp::Const(Value::Flag(true))),
            "false" | "нет" => self.ops.push(ExprOp::Const(Value::Flag(false))),
            "has" | "тег" => {
                self.take_sign("(")?;
                let (Token::Text(tag) | Token::Name(tag), span) = self.next() else {
                    return Err(FormulaError::Syntax(span, "tag name"));
                };
                let tag_id = self.names.tag(&tag).ok_or(FormulaError::UnknownTag(tag, span))?;
                self.take_sign(")")?;
                self.ops.push(ExprOp::HasTag(tag_id));
            }
            "set" | "задано" => self.function(1, ExprOp::IsSet)?,
            "len" | "длина" => self.function(1, ExprOp::Len)?,
            "round" | "округлить" => self.function(1, ExprOp::Round)?,
            "min" | "мин" => self.function(2, ExprOp::Min)?,
            "max" | "макс" => self.function(2, ExprOp::Max)?,
            "happened" | "было" | "times" | "сколько_раз" => {
                self.take_sign("(")?;
                let (Token::Text(event) | Token::Name(event), _) = self.next() else {
                    return Err(FormulaError::Syntax(span, "event name"));
                };
                let event = event_id(&event);
                let counts = matches!(name, "times" | "сколько_раз");
                self.ops.push(if counts { ExprOp::Times(event) } else { ExprOp::Happened(event) });
                self.take_sign(")")?;
            }
            "date" | "дата" if self.opens() => self.quoted(FieldKind::Date, "date")?,
            "time" | "время" if self.opens() => self.quoted(FieldKind::Time, "time")?,
            _ => {
                let field = self.names.field(name);
                if let (None, Some(known)) = (field, Known::parse(name)) {
                    self.ops.push(ExprOp::Known(known));
                    return Ok(());
                }
                let field_id = field.ok_or_else(|| FormulaError::UnknownField(name.into(), span))?;
                self.ops.push(ExprOp::Field(field_id));
            }
        }
        Ok(())
    }

    /// The arguments of a function by commas, then its operation.
    fn function(&mut self, arguments: usize, op: ExprOp) -> Result<(), FormulaError> {
        self.take_sign("(")?;
        for argument in 0..arguments {
            if argument > 0 {
                self.take_sign(",")?;
            }
            self.binary(0)?;
        }
        self.take_sign(")")?;
        self.ops.push(op);
        Ok(())
    }

    /// Whether a parenthesis comes next: `дата` alone may be a field.
    fn opens(&self) -> bool {
        self.tokens.get(self.at).is_some_and(|token| token.0 == Token::Sign("("))
    }

    /// A constant in quotes: `date("2026-12-31")`.
    fn quoted(&mut self, kind: FieldKind, wanted: &'static str) -> Result<(), FormulaError> {
        self.take_sign("(")?;
        let (token, span) = self.next();
        let value = match token {
            Token::Text(text) => value_as(&text, kind),
            Token::Literal(value) => Some(value).filter(|value| value_as(&value.shown(), kind).is_some()),
            Token::Name(_) | Token::Field(_) | Token::Sign(_) | Token::End => None,
        };
        self.ops.push(ExprOp::Const(value.ok_or(FormulaError::Syntax(span, wanted))?));
        self.take_sign(")")
    }

    fn take_sign(&mut self, sign: &'static str) -> Result<(), FormulaError> {
        match self.next() {
            (Token::Sign(found), _) if found == sign => Ok(()),
            (_, span) => Err(FormulaError::Syntax(span, sign)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Demo;
    impl Names for Demo {
        fn field(&self, name: &str) -> Option<FieldId> {
            (name == "счёт" || name == "score").then_some(FieldId(32))
        }
        fn tag(&self, name: &str) -> Option<TagId> {
            (name == "lead").then_some(TagId(1))
        }
    }

    #[test]
    fn operators_bind_as_in_school() {
        let expr = parse_formula("score + 2 * 3 >= 12 and not has(\"lead\")", &Demo);
        let ops = expr.map(|expr| expr.ops).unwrap_or_default();
        let shape: Vec<_> =
            ops.iter().filter(|op| !matches!(op, ExprOp::Const(_) | ExprOp::Field(_))).collect();
        assert_eq!(
            shape,
            [&ExprOp::Mul, &ExprOp::Add, &ExprOp::Ge, &ExprOp::HasTag(TagId(1)), &ExprOp::Not, &ExprOp::And]
        );
    }

    #[test]
    fn dates_and_times_are_written_plainly_or_in_quotes() {
        let one = |source: &str| parse_formula(source, &Demo).map(|expr| expr.ops);
        let new_year = Ok(vec![ExprOp::Const(Value::Date(20_818))]);
        for source in
            ["31.12.2026", "2026-12-31", "date(\"2026-12-31\")", "дата(«31.12.2026»)", "date(31.12.2026)"]
        {
            assert_eq!(one(source), new_year, "{source}");
        }
        for source in ["10:30", "time(\"10:30\")", "время(10:30)"] {
            assert_eq!(one(source), Ok(vec![ExprOp::Const(Value::Time(37_800))]), "{source}");
        }
        for (source, span, wanted) in [
            ("score > date(\"31.02.2026\")", 13..25, "date"),
            ("31.12.26", 0..8, "date"),
            ("2026-13-01", 0..10, "date"),
            ("25:00", 0..5, "time"),
            ("time(\"утро\")", 5..11, "time"),
            ("date(score)", 5..10, "date"),
        ] {
            assert_eq!(one(source), Err(FormulaError::Syntax(span, wanted)), "{source}");
        }
        assert_eq!(one("8-3").map(|ops| ops.len()), Ok(3));
        assert_eq!(one("2026-1").map(|ops| ops.len()), Ok(3));
    }

    #[test]
    fn errors_say_where_and_what() {
        assert_eq!(parse_formula("счет > 1", &Demo), Err(FormulaError::UnknownField("счет".into(), 0..4)));
        assert_eq!(parse_formula("score >", &Demo), Err(FormulaError::Syntax(7..7, "value")));
        assert_eq!(
            parse_formula("[нет такого]", &Demo),
            Err(FormulaError::UnknownField("нет такого".into(), 0..12))
        );
        assert!(parse_formula("[ счёт ] + 1", &Demo).is_ok());
        assert_eq!(parse_formula("score 5", &Demo), Err(FormulaError::Syntax(6..7, "end of formula")));
        assert!(parse_formula(&"(".repeat(5000), &Demo).is_err());
        assert!(parse_formula(&"not ".repeat(5000), &Demo).is_err());
    }
}
