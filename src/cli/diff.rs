//! `voronka diff`: what lies between two versions of a project, for those who review funnels.

use super::opened::Opened;
use super::{Context, Ending, Failure, Flag, FlagKind, JSON_FLAG, PROJECT_FLAG, Verb};
use crate::blocks::Registry;
use crate::compare::{Change, Comparison, Fate, Group, Run, Subject, Tone, compare};
use crate::diag::Words;
use crate::folder::git;
use crate::model::{Label, Lang, Mark, Project};
use clap::ArgMatches;
use serde_json::{Value, json};
use std::path::Path;

/// Longest stretch of a text that stayed which is printed whole, in characters.
const SAME_MAX: usize = 120;
/// How much of a longer one is left on each side.
const SAME_ENDS: usize = 40;

pub(super) static DIFF: Verb = Verb {
    name: "diff",
    about: Label::new("Сравнить две версии проекта", "Compare two versions of a project"),
    more: Label::new(
        "Показывает блок за блоком, что изменилось от первого проекта ко второму, а в текстах — слово за словом: \
         [-было-]{+стало+}. С одним проектом сравнивает с ним версию из git: --git HEAD~3, без --git — последнюю \
         записанную. Код выхода: 0 одинаковы, 1 различаются, 2 сравнить нельзя.",
        "Shows block by block what changed from the first project to the second, and word by word in texts: \
         [-was-]{+is+}. With one project compares a version of git with it: --git HEAD~3, without --git the last \
         one committed. Exit code: 0 the same, 1 they differ, 2 they cannot be compared.",
    ),
    examples: Label::new(
        "Примеры:\n  voronka diff подарок подарок-новый\n  voronka diff подарок\n  \
         voronka diff подарок --git main --json",
        "Examples:\n  voronka diff gift gift-new\n  voronka diff gift\n  voronka diff gift --git main --json",
    ),
    flags: &[
        PROJECT_FLAG,
        Flag {
            name: "other",
            kind: FlagKind::Maybe(Label::new("НОВЫЙ", "NEWER")),
            help: Label::new("Папка второго проекта", "Folder of the second project"),
        },
        Flag {
            name: "git",
            kind: FlagKind::Value(Label::new("ВЕРСИЯ", "REVISION")),
            help: Label::new(
                "Версия из git: коммит, ветка, HEAD~3",
                "A version of git: a commit, a branch, HEAD~3",
            ),
        },
        JSON_FLAG,
    ],
    run,
};

fn run(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    let value = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let root = Path::new(value("project").unwrap_or_default());
    let lang = context.lang;
    let (before, after, from) = match (value("other"), value("git")) {
        (Some(_), Some(_)) => {
            let words = Words::new(
                "Укажите одно: вторую папку или --git.",
                "Give one of the two: a second folder or --git.",
            );
            return Err(Failure::cannot(lang, &words));
        }
        (Some(other), None) => {
            let newer = Opened::open(Path::new(other), lang)?.project;
            (Opened::open(root, lang)?.project, newer, root.display().to_string())
        }
        (None, revision) => {
            let revision = revision.unwrap_or("HEAD");
            let now = Opened::open(root, lang)?.project;
            let then = git::project_at(root, revision, &Registry);
            let then = then.map_err(|error| Failure::cannot(lang, &error.words()))?;
            (then, now, revision.to_owned())
        }
    };
    let found = compare(&before, &after);
    if matches.get_flag("json") {
        let groups: Vec<Value> = found.groups.iter().map(|group| group_json(group, lang)).collect();
        let newer = value("other").unwrap_or_else(|| value("project").unwrap_or_default());
        let same = found.is_empty();
        context.json(&json!({ "before": from, "after": newer, "same": same, "changes": groups }))?;
    } else {
        print(context, &found, &before, &after)?;
    }
    Ok(Ending::of(found.is_empty()))
}

fn print(
    context: &mut Context<'_>,
    found: &Comparison,
    before: &Project,
    after: &Project,
) -> Result<(), Failure> {
    let lang = context.lang;
    let mut funnel = None;
    for group in &found.groups {
        if group.funnel.is_some() && group.funnel != funnel {
            funnel.clone_from(&group.funnel);
            let title = group.funnel.as_ref().and_then(|name| after.funnel(name).or(before.funnel(name)));
            let title = title.map(|f| if f.title.is_empty() { f.name.to_string() } else { f.title.clone() });
            let heading = Words::new("Воронка", "Funnel");
            context.line(format!("{}: {}", heading.of(lang), title.unwrap_or_default()))?;
        }
        let inset = if group.funnel.is_some() { "  " } else { "" };
        let number = match &group.subject {
            Subject::Block(id) => format!("  № {id}"),
            _ => String::new(),
        };
        context.line(format!("{inset}{} {}{number}", sign(group.tone), group.title.of(lang)))?;
        for change in &group.changes {
            let text = marked(change, lang).replace('\n', &format!("\n{inset}        "));
            context.line(format!("{inset}    {}: {text}", change.label.of(lang)))?;
        }
    }
    let count = |tone| found.count(tone);
    let [added, removed, changed, moved] =
        [Tone::Added, Tone::Removed, Tone::Changed, Tone::Moved].map(count);
    let words = if found.is_empty() {
        Words::new("различий нет", "no differences")
    } else {
        Words::new(
            format!("добавлено: {added}, удалено: {removed}, изменено: {changed}, передвинуто: {moved}"),
            format!("added: {added}, removed: {removed}, changed: {changed}, moved: {moved}"),
        )
    };
    context.line(words.of(lang))
}

fn sign(tone: Tone) -> char {
    match tone {
        Tone::Added => '+',
        Tone::Removed => '-',
        Tone::Changed => '~',
        Tone::Moved => '>',
    }
}

/// A change with what went and what came marked.
fn marked(change: &Change, lang: Lang) -> String {
    let mark = |run: &Run| match run.fate {
        Fate::Same => shortened(&run.text),
        Fate::Removed => format!("[-{}-]", run.text),
        Fate::Added => format!("{{+{}+}}", run.text),
    };
    change.runs(lang).iter().map(mark).collect()
}

fn shortened(text: &str) -> String {
    let count = text.chars().count();
    if count <= SAME_MAX {
        return text.to_owned();
    }
    let head: String = text.chars().take(SAME_ENDS).collect();
    let tail: String = text.chars().skip(count - SAME_ENDS).collect();
    format!("{head} … {tail}")
}

fn group_json(group: &Group, lang: Lang) -> Value {
    let changes: Vec<Value> = group
        .changes
        .iter()
        .map(|change| {
            let side = |words: &Option<Words>| words.as_ref().map(|words| words.of(lang).to_owned());
            let runs: Vec<Value> = change
                .runs(lang)
                .iter()
                .map(|run| {
                    let fate = match run.fate {
                        Fate::Same => "same",
                        Fate::Removed => "removed",
                        Fate::Added => "added",
                    };
                    json!({ "fate": fate, "text": run.text })
                })
                .collect();
            json!({
                "what": change.label.of(lang),
                "change": tone_name(change.tone),
                "before": side(&change.before),
                "after": side(&change.after),
                "words": runs,
            })
        })
        .collect();
    let (kind, name) = subject_json(&group.subject);
    json!({
        "kind": kind,
        "id": name,
        "title": group.title.of(lang),
        "funnel": group.funnel.as_ref().map(|name| &name.0),
        "change": tone_name(group.tone),
        "parts": changes,
    })
}

fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Added => "added",
        Tone::Removed => "removed",
        Tone::Changed => "changed",
        Tone::Moved => "moved",
    }
}

fn subject_json(subject: &Subject) -> (&'static str, Value) {
    match subject {
        Subject::Settings => ("settings", Value::Null),
        Subject::Order(_) => ("order", Value::Null),
        Subject::Field(id) => ("field", json!(id.0)),
        Subject::Tag(id) => ("tag", json!(id.0)),
        Subject::Funnel(name) => ("funnel", json!(name.0)),
        Subject::Block(id) => ("block", json!(id.0)),
        Subject::Mark(Mark::Note(id)) => ("note", json!(id.0)),
        Subject::Mark(Mark::Frame(id)) => ("frame", json!(id.0)),
        Subject::Row(list, name) => ("list", json!(format!("{list}/{name}"))),
        Subject::Table(name) => ("table", json!(name)),
        Subject::Layer(name) => ("texts", json!(name)),
    }
}
