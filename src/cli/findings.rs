//! Findings on the command line: for people with place, reason and hint, for programs as JSON.

use super::{Context, Failure};
use crate::blocks::{Caption, block_type};
use crate::check::unknown_zone;
use crate::diag::{Anchor, Diagnostic, Severity};
use crate::model::{Block, BlockId, Exit, Form, Label, Lang, Project, Shape};
use crate::zones;
use serde_json::{Value, json};

/// Prints findings for people, errors first.
pub(super) fn print(
    context: &mut Context<'_>,
    project: &Project,
    findings: &[Diagnostic],
) -> Result<(), Failure> {
    for finding in sorted(findings) {
        let severity = match finding.severity {
            Severity::Error => Label::new("ошибка", "error"),
            Severity::Warning => Label::new("внимание", "warning"),
        };
        let place = place(project, &finding.at, context.lang);
        let severity = context.say(severity);
        context.line(format!("{severity}: {place} [{}]", finding.code))?;
        context.line(format!("  {}", finding.message.of(context.lang)))?;
        if !finding.hint.of(context.lang).is_empty() {
            context.line(format!("  → {}", finding.hint.of(context.lang)))?;
        }
    }
    Ok(())
}

/// Findings as JSON, errors first.
pub(super) fn to_json(project: &Project, findings: &[Diagnostic], lang: Lang) -> Value {
    let one = |finding: &Diagnostic| {
        let funnel = match &finding.at {
            Anchor::Funnel(name) => Some(name.0.clone()),
            at => at
                .block()
                .and_then(|block_id| project.block(block_id))
                .map(|(funnel, _)| funnel.name.0.clone()),
        };
        let (property, row) = match &finding.at {
            Anchor::Prop { prop, row, .. } => (Some(prop), *row),
            _ => (None, None),
        };
        let exit = match &finding.at {
            Anchor::Exit(_, exit) => Some(&exit.0),
            _ => None,
        };
        json!({
            "code": finding.code,
            "severity": match finding.severity { Severity::Error => "error", Severity::Warning => "warning" },
            "place": place(project, &finding.at, lang),
            "funnel": funnel,
            "block": finding.at.block().map(|block_id| block_id.0),
            "exit": exit,
            "property": property,
            "row": row,
            "span": finding.span.as_ref().map(|span| [span.start, span.end]),
            "message": finding.message.of(lang),
            "hint": finding.hint.of(lang),
        })
    };
    Value::Array(sorted(findings).map(one).collect())
}

/// Says beside the result of a command that makes a bot live, that it will reckon time by the wrong zone.
pub(super) fn remark_zone(context: &mut Context<'_>, project: &Project) -> Result<(), Failure> {
    let zone = project.schedule.zone.trim();
    if zones::is_known(zone) {
        return Ok(());
    }
    let finding = unknown_zone(zone);
    context.remark(&finding.message)?;
    context.remark(&finding.hint)
}

fn sorted(findings: &[Diagnostic]) -> impl Iterator<Item = &Diagnostic> {
    let of = |severity| findings.iter().filter(move |finding| finding.severity == severity);
    of(Severity::Error).chain(of(Severity::Warning))
}

/// Where to look, from the outside inwards: funnel › block › property.
fn place(project: &Project, at: &Anchor, lang: Lang) -> String {
    let parts = match at {
        Anchor::Project => {
            vec![Label::new("настройки проекта", "settings of the project").of(lang).to_owned()]
        }
        Anchor::Funnel(name) => vec![format!("funnels/{name}.ron")],
        Anchor::File(place) => vec![place.to_string()],
        Anchor::Block(block_id) => block(project, *block_id, lang),
        Anchor::Exit(block_id, exit) => {
            let mut parts = block(project, *block_id, lang);
            parts.extend(project.block(*block_id).map(|(_, block)| exit_name(block, exit, lang)));
            parts
        }
        Anchor::Prop { block: block_id, prop, row } => {
            let mut parts = block(project, *block_id, lang);
            let form =
                project.block(*block_id).and_then(|(_, block)| block_type(&block.kind)).map(|kind| kind.form);
            parts.extend(form.map(|form| prop_name(form, prop, *row, lang)));
            parts
        }
    };
    parts.join(" › ")
}

fn block(project: &Project, block_id: BlockId, lang: Lang) -> Vec<String> {
    let Some((funnel, block)) = project.block(block_id) else { return vec![block_id.to_string()] };
    let kind = block_type(&block.kind).map_or(block.kind.as_str(), |kind| kind.label.of(lang));
    let title = match block.title.trim() {
        "" => format!("{kind} {block_id}"),
        title => format!("«{title}»"),
    };
    vec![format!("funnels/{}.ron", funnel.name), title]
}

fn exit_name(block: &Block, exit: &Exit, lang: Lang) -> String {
    let specs = block_type(&block.kind).map(|kind| (kind.exits)(block)).unwrap_or_default();
    match specs.into_iter().find(|spec| spec.exit == *exit).map(|spec| spec.caption) {
        Some(Caption::Own(words)) => format!("«{words}»"),
        Some(Caption::Fixed(label)) => label.of(lang).to_owned(),
        Some(Caption::With(label, value)) => format!("{} {value}", label.of(lang)),
        None => exit.to_string(),
    }
}

/// `buttons.label` in row 1 as `Кнопки 2 › Надпись`; the key of a row inside a row is left out.
fn prop_name(form: &'static Form, prop: &str, row: Option<usize>, lang: Lang) -> String {
    let mut form = Some(form);
    let mut row = row;
    let mut parts = Vec::new();
    for name in prop.split('.') {
        let field = form.and_then(|form| form.field(name));
        if field.is_none() && form.is_some() && !parts.is_empty() {
            continue;
        }
        let mut words = field.map_or(name, |field| field.label.of(lang)).to_owned();
        form = match field.map(|field| field.shape) {
            Some(Shape::List(inner)) => Some(inner),
            _ => None,
        };
        if form.is_some()
            && let Some(row) = row.take()
        {
            words += &format!(" {}", row + 1);
        }
        parts.push(words);
    }
    parts.join(" › ")
}
