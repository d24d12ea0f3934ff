//! Formulas and values of a block.

use super::{Lower, ProblemKind};
use crate::flow::{Expr, ExprIdx, ExprOp, FormulaError, Names, parse_formula, parse_time_of_day};
use crate::model::{FieldId, FieldKind, Project, TagId, Value};

impl Lower<'_> {
    /// Parses a formula of the property that is being read; a broken one is never true.
    pub fn formula(&mut self, source: &str) -> Expr {
        match parse_formula(source, &ProjectNames(self.project)) {
            Ok(expr) => expr,
            Err(error) => {
                let kind = match &error {
                    FormulaError::UnknownField(name, _) => ProblemKind::UnknownField(name.clone()),
                    FormulaError::UnknownTag(name, _) => ProblemKind::UnknownTag(name.clone()),
                    FormulaError::Syntax(_, expected) => ProblemKind::BrokenFormula(expected),
                };
                self.problem(Some(error.span()), kind);
                Expr { ops: vec![ExprOp::Const(Value::Flag(false))] }
            }
        }
    }

    /// Keeps an expression.
    pub fn expr(&mut self, expr: Expr) -> ExprIdx {
        self.flow.exprs.push(expr);
        (self.flow.exprs.len() - 1) as ExprIdx
    }

    /// A value as an expression: a literal of the field's kind, or a template.
    pub fn value(&mut self, source: &str, kind: FieldKind) -> Vec<ExprOp> {
        let template = self.plain(source);
        let literal = self.flow.templates[template as usize].as_literal().map(str::to_owned);
        match (literal.as_deref(), kind) {
            (Some(text), FieldKind::Number) => match crate::model::Decimal::parse(text) {
                Some(number) => vec![ExprOp::Const(Value::Number(number))],
                None => vec![ExprOp::Const(Value::text(text))],
            },
            (Some(text), FieldKind::Flag) => {
                vec![ExprOp::Const(Value::Flag(matches!(text.trim(), "true" | "да" | "yes" | "1")))]
            }
            (Some(text), FieldKind::Date) => match crate::flow::parse_date(text) {
                Some(days) => vec![ExprOp::Const(Value::Date(days))],
                None => vec![ExprOp::Const(Value::text(text))],
            },
            (Some(text), FieldKind::Time) => match parse_time_of_day(text) {
                Some(secs) => vec![ExprOp::Const(Value::Time(secs))],
                None => vec![ExprOp::Const(Value::text(text))],
            },
            (Some(text), _) => vec![ExprOp::Const(Value::text(text))],
            (None, _) => vec![ExprOp::Template(template)],
        }
    }
}

struct ProjectNames<'a>(&'a Project);

impl Names for ProjectNames<'_> {
    fn field(&self, name: &str) -> Option<FieldId> {
        self.0.field(name).map(|field| field.0)
    }

    fn tag(&self, name: &str) -> Option<TagId> {
        self.0.tag(name)
    }
}
