//! `voronka triggers`: every way into the funnels, which of them overlap, and who answers a message.

use super::opened::Opened;
use super::{Context, Ending, Failure, Flag, FlagKind, JSON_FLAG, PROJECT_FLAG, Verb, disk};
use crate::compile::{Conflict, WayIn, conflicts, ways_in};
use crate::diag::Words;
use crate::emulator::asked;
use crate::model::{BlockId, Label, Lang, Project};
use clap::ArgMatches;
use serde_json::{Value, json};
use std::path::PathBuf;

pub(super) static TRIGGERS: Verb = Verb {
    name: "triggers",
    about: Label::new("Показать входы и что побеждает", "Show the ways in and which wins"),
    more: Label::new(
        "Печатает входы в том порядке, в котором бот их пробует, и где два входа подходят сразу: какой сработает и \
         почему. С --ask говорит, кто ответит на сообщение нового подписчика; с --misses проверяет файл с вопросами, \
         по одному в строке, и печатает те, которых бот не понял. Код выхода 1, если вход не сработает никогда или \
         вопрос не понят.",
        "Prints the ways in in the order in which the bot tries them, and where two fit at once: which one works and \
         why. With --ask it says who answers a new subscriber's message; with --misses it tries a file of questions, \
         one a line, and prints those that the bot does not understand. Exit code 1 when a way in never works or a \
         question is not understood.",
    ),
    examples: Label::new(
        "Примеры:\n  voronka triggers projects/checklist\n  voronka triggers подарок --ask \"сколько стоит доставка\"\n  \
         voronka triggers подарок --misses вопросы.txt",
        "Examples:\n  voronka triggers projects/checklist\n  voronka triggers gift --ask \"how much is delivery\"\n  \
         voronka triggers gift --misses questions.txt",
    ),
    flags: &[
        PROJECT_FLAG,
        Flag {
            name: "ask",
            kind: FlagKind::Value(Label::new("ТЕКСТ", "TEXT")),
            help: Label::new("Кто ответит на это сообщение", "Who answers this message"),
        },
        Flag {
            name: "misses",
            kind: FlagKind::Value(Label::new("ФАЙЛ", "FILE")),
            help: Label::new(
                "Каких вопросов из файла бот не понял",
                "Which questions of a file are not understood",
            ),
        },
        JSON_FLAG,
    ],
    run,
};

fn run(context: &mut Context<'_>, matches: &ArgMatches) -> Result<Ending, Failure> {
    let path = matches.get_one::<String>("project").cloned().unwrap_or_default();
    let opened = Opened::open(&PathBuf::from(&path), context.lang)?;
    let as_json = matches.get_flag("json");
    if let Some(text) = matches.get_one::<String>("ask") {
        return ask(context, &opened, text, as_json);
    }
    if let Some(file) = matches.get_one::<String>("misses") {
        let text = disk::read_text(&PathBuf::from(file), context.lang)?;
        let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        return misses(context, &opened, &lines, as_json);
    }
    table(context, &opened, as_json)
}

fn table(context: &mut Context<'_>, opened: &Opened, as_json: bool) -> Result<Ending, Failure> {
    let (project, lang) = (&opened.project, context.lang);
    let ways = ways_in(project, &opened.compiled);
    let found = conflicts(project, &opened.compiled);
    let never = found.iter().any(|conflict| conflict.never);
    if as_json {
        let ways: Vec<_> = ways.iter().map(|way| way_json(project, way, lang)).collect();
        let found: Vec<_> = found.iter().map(|conflict| conflict_json(project, conflict, lang)).collect();
        context.json(&json!({ "triggers": ways, "conflicts": found }))?;
        return Ok(Ending::of(!never));
    }
    for way in &ways {
        let priority = if way.priority == 0 { String::new() } else { format!("  [{:+}]", way.priority) };
        context.line(format!("{} → {}{priority}", way.words.of(lang), name(project, way.block, lang)))?;
    }
    if !found.is_empty() {
        context.line("")?;
    }
    for conflict in &found {
        context.line(sentence(project, conflict).of(lang))?;
    }
    let count = Words::new(
        format!("входов: {}, пересечений: {}", ways.len(), found.len()),
        format!("ways in: {}, overlaps: {}", ways.len(), found.len()),
    );
    context.line(count.of(lang))?;
    Ok(Ending::of(!never))
}

/// A conflict as a line of the table.
fn sentence(project: &Project, conflict: &Conflict) -> Words {
    let say = |lang: Lang| {
        let (winner, loser) = (&conflict.winner, &conflict.loser);
        let side = |way: &WayIn| match way.block {
            Some(_) => format!("{} → {}", way.words.of(lang), name(project, way.block, lang)),
            None => way.words.of(lang).to_owned(),
        };
        let mark = if conflict.never { "✗" } else { "~" };
        let on =
            if conflict.sample.is_empty() { String::new() } else { format!(" «{}»:", conflict.sample) };
        let never = Label::new("; второй не сработает никогда", "; the other never works").of(lang);
        let wins = Label::new("побеждает", "the winner is").of(lang);
        let over = Label::new("а не", "not").of(lang);
        format!(
            "{mark}{on} {wins} {}, {over} {} ({}{})",
            side(winner),
            side(loser),
            conflict.why.words().of(lang),
            if conflict.never { never } else { "" }
        )
    };
    Words::new(say(Lang::Ru), say(Lang::En))
}

fn ask(context: &mut Context<'_>, opened: &Opened, text: &str, as_json: bool) -> Result<Ending, Failure> {
    let (answer, lang) = (asked(&opened.compiled.flow, text), context.lang);
    let who = name(&opened.project, answer.block, lang);
    if as_json {
        context.json(&json!({
            "ask": text,
            "understood": answer.understood,
            "block": answer.block.map(|block_id| block_id.0),
            "title": who,
            "says": answer.said,
        }))?;
        return Ok(Ending::of(answer.understood));
    }
    let words = match (answer.block, answer.understood) {
        (Some(_), true) => Words::new(&who, &who),
        (Some(_), false) => Words::new(
            format!("не понято; ответит {who}, у него ответ на всё остальное"),
            format!("not understood; {who} answers everything else"),
        ),
        (None, true) => Words::new("слово самого проекта", "a word of the project itself"),
        (None, false) => Words::new("не ответит никто", "nobody answers"),
    };
    context.line(words.of(lang))?;
    for said in &answer.said {
        context.line(format!("< {}", said.replace('\n', "\n  ")))?;
    }
    Ok(Ending::of(answer.understood))
}

fn misses(
    context: &mut Context<'_>,
    opened: &Opened,
    lines: &[&str],
    as_json: bool,
) -> Result<Ending, Failure> {
    let missed: Vec<_> = lines.iter().filter(|line| !asked(&opened.compiled.flow, line).understood).collect();
    let understood = lines.len() - missed.len();
    if as_json {
        context.json(&json!({ "asked": lines.len(), "understood": understood, "missed": missed }))?;
        return Ok(Ending::of(missed.is_empty()));
    }
    for line in &missed {
        context.line(line)?;
    }
    let count = Words::new(
        format!("понято вопросов: {understood} из {}", lines.len()),
        format!("questions understood: {understood} of {}", lines.len()),
    );
    context.line(count.of(context.lang))?;
    Ok(Ending::of(missed.is_empty()))
}

fn name(project: &Project, block: Option<BlockId>, lang: Lang) -> String {
    let Some(block_id) = block else { return String::new() };
    let Some((_, block)) = project.block(block_id) else { return block_id.to_string() };
    match block.title.trim() {
        "" => {
            let kind = crate::blocks::block_type(&block.kind).map(|kind| kind.label.of(lang));
            format!("{} {block_id}", kind.unwrap_or(&block.kind))
        }
        title => format!("«{title}»"),
    }
}

fn way_json(project: &Project, way: &WayIn, lang: Lang) -> Value {
    json!({
        "trigger": way.words.of(lang),
        "name": way.name,
        "block": way.block.map(|block_id| block_id.0),
        "title": name(project, way.block, lang),
        "priority": way.priority,
    })
}

fn conflict_json(project: &Project, conflict: &Conflict, lang: Lang) -> Value {
    json!({
        "winner": way_json(project, &conflict.winner, lang),
        "loser": way_json(project, &conflict.loser, lang),
        "never": conflict.never,
        "why": conflict.why.words().of(lang),
        "sample": conflict.sample,
    })
}
