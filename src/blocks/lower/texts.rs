//! Texts, formulas and values of a block, with what other languages and channels say in their place.

use super::{Lower, ProblemKind};
use crate::flow::{
    Expr, ExprIdx, ExprOp, FormulaError, Names, Template, TemplateError, TemplateIdx, parse_formula,
    parse_plain, parse_template, parse_time_of_day,
};
use crate::model::{FieldId, FieldKind, Layer, Project, TagId, Value, text_key, text_of};

/// A parser of templates: the source and what its names mean.
type Parse = fn(&str, &dyn Fn(&str) -> Option<FieldId>) -> (Template, Vec<TemplateError>);

impl Lower<'_> {
    /// Parses a template of the property that is being read.
    pub fn template(&mut self, source: &str) -> TemplateIdx {
        self.said(source, |source, field| parse_template(source, field))
    }

    /// Parses a text without formatting: an address, a caption, a value.
    pub fn plain(&mut self, source: &str) -> TemplateIdx {
        self.said(source, |source, field| parse_plain(source, field))
    }

    /// Keeps a template and what other languages and channels say in its place.
    fn said(&mut self, source: &str, parse: Parse) -> TemplateIdx {
        let project = self.project;
        let field = |name: &str| project.field(name).map(|field| field.0);
        let template = self.keep_template(parse(source, &field));
        if project.layers.is_empty() {
            return template;
        }
        let key = self.text_key();
        for index in 0..self.flow.layers.len() {
            let plan = &self.flow.layers[index];
            let fits = |layer: &&Layer| layer.language() == plan.language && layer.channel() == plan.channel;
            let own = project.layers.iter().find(fits).and_then(|layer| layer.texts.get(&key));
            if let Some(own) = own.filter(|own| !own.trim().is_empty()) {
                let replacing = self.keep_template(parse(own, &field));
                self.flow.layers[index].texts.push((template, replacing));
            }
        }
        template
    }

    /// The key of the property that is being read, for the layers.
    fn text_key(&self) -> String {
        let (prop, row) = &self.at;
        let list = prop.split('.').next().unwrap_or_default();
        let row = row.map(|row| match self.block.rows(list).get(row).map(|record| text_of(record, "key")) {
            Some("") | None => row.to_string(),
            Some(key) => key.to_owned(),
        });
        text_key(self.block_id, prop, row.as_deref())
    }

    fn keep_template(&mut self, (template, errors): (Template, Vec<TemplateError>)) -> TemplateIdx {
        for error in errors {
            let kind = match &error {
                TemplateError::UnknownField(name, _) => ProblemKind::UnknownField(name.clone()),
                TemplateError::UnknownFilter(name, _) => ProblemKind::UnknownFilter(name.clone()),
                TemplateError::Unclosed(_) | TemplateError::Empty(_) => ProblemKind::BrokenTemplate,
            };
            self.problem(Some(error.span()), kind);
        }
        self.push_template(template)
    }

    fn push_template(&mut self, template: Template) -> TemplateIdx {
        self.flow.templates.push(template);
        (self.flow.templates.len() - 1) as TemplateIdx
    }

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
