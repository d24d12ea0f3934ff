//! Formulas and values of a block.

use super::{Lower, ProblemKind};
use crate::flow::{Expr, ExprIdx, ExprOp, Filter, FormulaError, Names, Piece, parse_formula, value_as};
use crate::model::{Decimal, FieldId, FieldKind, Project, TagId, Value};

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
        let written = &self.flow.templates[template as usize];
        // The value of another field as a whole stays what it is: a moment, a list, a number.
        if let [Piece::Field(field_id, fallback)] = written.pieces.as_slice()
            && kind != FieldKind::Text
            && fallback.is_empty()
        {
            return vec![ExprOp::Field(*field_id)];
        }
        // So does what is known of itself: `{{ сегодня }}` is a date.
        if let [Piece::Shown(shown)] = written.pieces.as_slice()
            && let (Some(known), Filter::Plain, true) =
                (shown.known, &shown.filter, shown.fallback.is_empty())
            && kind != FieldKind::Text
        {
            return vec![ExprOp::Known(known)];
        }
        let Some(text) = written.as_literal().map(str::to_owned) else {
            return vec![ExprOp::Template(template)];
        };
        let value = match kind {
            FieldKind::Text | FieldKind::List => None,
            FieldKind::Number | FieldKind::Flag | FieldKind::Date | FieldKind::Time | FieldKind::Moment => {
                let value = value_as(&text, kind);
                if value.is_none() && !text.trim().is_empty() {
                    self.problem(None, ProblemKind::OddValue(text.clone(), kind));
                }
                value
            }
        };
        vec![ExprOp::Const(value.unwrap_or_else(|| Value::text(text)))]
    }

    /// What is added to a text or a list: a number where it reads as one, or a template.
    pub fn amount(&mut self, source: &str) -> Vec<ExprOp> {
        let mut ops = self.value(source, FieldKind::Text);
        if let [ExprOp::Const(Value::Text(text))] = ops.as_slice()
            && let Some(number) = Decimal::parse(text)
        {
            ops = vec![ExprOp::Const(Value::Number(number))];
        }
        ops
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
