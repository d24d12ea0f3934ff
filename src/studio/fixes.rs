//! What a press can do about a finding: the change that mends it, in one step of undo.
//!
//! Only what is surely meant is offered: a field that is named but not there, a way on for a button, an address
//! without its beginning. What needs words of the author is left to the author.

use super::command::Command;
use crate::blocks::block_type;
use crate::channels::channel;
use crate::diag::{Anchor, Diagnostic, Words};
use crate::edit::{Edit, Settings, Transaction, build};
use crate::model::{
    Block, BlockId, Exit, FieldKind, FunnelName, Label, Lang, Pos, Project, Prop, Shape, text_of,
};

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What the button says.
    pub label: Words,
    /// What must be done.
    pub command: Command,
}

/// The fix of a finding, if there is one that a press can do.
pub fn fix_of(project: &Project, finding: &Diagnostic, lang: Lang) -> Option<Fix> {
    match (finding.code, &finding.at) {
        ("unknown-variable", _) => new_field(project, quoted(&finding.message.ru)?),
        ("unknown-tag", _) => new_tag(project, quoted(&finding.message.ru)?),
        ("missing-stop-word", _) => Some(stop_words(project)),
        ("unknown-exit", Anchor::Exit(block_id, exit)) => Some(without_wire(*block_id, exit)),
        (code, Anchor::Exit(block_id, exit)) if code.ends_with("leads-nowhere") => {
            Some(next_message(*block_id, exit))
        }
        (code, Anchor::Block(block_id)) if code.ends_with("leads-nowhere") => {
            Some(next_message(*block_id, &Exit::next()))
        }
        (code, Anchor::Prop { block, prop, row }) => {
            let place = Place { project, block_id: *block, prop, row: *row };
            of_prop(code, &place, finding, lang)
        }
        _ => None,
    }
}

/// A property that is found fault with.
struct Place<'a> {
    project: &'a Project,
    block_id: BlockId,
    prop: &'a str,
    row: Option<usize>,
}

impl Place<'_> {
    fn block(&self) -> Option<&Block> {
        self.project.block(self.block_id).map(|found| found.1)
    }

    /// The text that stands there; nothing for a place deeper than a row of a list.
    fn text(&self) -> Option<String> {
        let block = self.block()?;
        match self.prop.split_once('.') {
            None => Some(block.text(self.prop).to_owned()),
            Some((list, prop)) if !prop.contains('.') => {
                Some(text_of(block.rows(list).get(self.row?)?, prop).to_owned())
            }
            Some(_) => None,
        }
    }

    /// Writes a text there; `None` clears it.
    fn set(&self, label: Words, step: Label, text: Option<String>) -> Option<Fix> {
        self.text()?;
        let value = text.map(Prop::Text);
        let set = match self.prop.split_once('.') {
            None => build::set_prop(self.project, self.block_id, self.prop, value),
            Some((list, prop)) => {
                build::set_in_row(self.project, self.block_id, (list, self.row?), prop, value)
            }
        };
        Some(edit(label, step, set.edits))
    }
}

fn of_prop(code: &str, place: &Place<'_>, finding: &Diagnostic, lang: Lang) -> Option<Fix> {
    const CLEAR: Label = Label::new("Очистить", "Clear");
    let clear = || place.set(Words::new(CLEAR.ru, CLEAR.en), CLEAR, None);
    match code {
        "question-without-field" => answer_field(place, lang),
        "empty-label" => {
            let number = place.row? + 1;
            let (ru, en) = (format!("Кнопка {number}"), format!("Button {number}"));
            let words = Words::new(format!("Назвать «{ru}»"), format!("Call it “{en}”"));
            let step = Label::new("Назвать кнопку", "Name the button");
            place.set(words, step, Some(if lang == Lang::Ru { ru } else { en }))
        }
        "split-without-weights" => equal_shares(place),
        "invalid-command" => plain_line(place, '_'),
        "start-payload-invalid" => plain_line(place, '-'),
        "media-missing" => {
            let step = Label::new("Убрать вложение", "Take the attachment off");
            place.set(Words::new(step.ru, step.en), step, None)
        }
        "broken-link" => with_scheme(place),
        "broken-template" => closed(place),
        "text-too-long" | "caption-too-long" => split_text(place, finding),
        "unknown-funnel" | "unknown-step" | "unknown-table" | "unknown-name" | "broken-time" => clear(),
        _ => None,
    }
}

fn edit(label: Words, step: Label, edits: Vec<Edit>) -> Fix {
    Fix { label, command: Command::Edit(Transaction::new(step, edits)) }
}

/// What a message of ours has in its first quotation marks.
fn quoted(message: &str) -> Option<&str> {
    let inside = message.split_once('«')?.1.split_once('»')?.0;
    (!inside.trim().is_empty()).then_some(inside)
}

fn new_field(project: &Project, name: &str) -> Option<Fix> {
    if project.field(name).is_some() {
        return None;
    }
    let added = build::add_field(project, name, FieldKind::Text).0;
    let label = Words::new(format!("Создать поле «{name}»"), format!("Create the field “{name}”"));
    Some(edit(label, added.label, added.edits))
}

fn new_tag(project: &Project, name: &str) -> Option<Fix> {
    if project.tag(name).is_some() {
        return None;
    }
    let added = build::add_tag(project, name).0;
    let label = Words::new(format!("Создать тег «{name}»"), format!("Create the tag “{name}”"));
    Some(edit(label, added.label, added.edits))
}

/// A wire that nobody goes along is taken away.
fn without_wire(block_id: BlockId, exit: &Exit) -> Fix {
    let step = Label::new("Убрать связь", "Take the wire away");
    let edits = vec![Edit::SetExit { block_id, exit: exit.clone(), to: None }];
    edit(Words::new(step.ru, step.en), step, edits)
}

fn next_message(block_id: BlockId, exit: &Exit) -> Fix {
    let label = Words::new("Вести к новому сообщению", "Lead to a new message");
    let from = Some((block_id, exit.clone()));
    Fix { label, command: Command::AddBlock { kind: "message".into(), at: None, from } }
}

/// How far to the right of a block the next one is put, canvas units.
const STEP: i32 = 320;
/// How much room a new block wants, canvas units.
const ROOM: (u32, u32) = (240, 130);

/// A free place to the right of a block.
pub fn beside(project: &Project, block_id: BlockId) -> Pos {
    let Some((funnel, _)) = project.block(block_id) else { return Pos::default() };
    let places = &project.layout.blocks;
    let own = places.get(&block_id).copied().unwrap_or_default();
    let taken: Vec<Pos> = funnel.blocks.keys().filter_map(|other| places.get(other).copied()).collect();
    let is_free =
        |at: Pos| taken.iter().all(|pos| pos.0.abs_diff(at.0) >= ROOM.0 || pos.1.abs_diff(at.1) >= ROOM.1);
    let mut at = Pos(own.0.saturating_add(STEP), own.1);
    while !is_free(at) && at.1 < i32::MAX - 1_000 {
        at.1 += 40;
    }
    at
}

fn stop_words(project: &Project) -> Fix {
    let mut settings = Settings::of(project);
    settings.words.stop = Project::new("").words.stop;
    let label = Words::new("Добавить «стоп» и «stop»", "Add “стоп” and “stop”");
    edit(
        label,
        Label::new("Добавить стоп-слова", "Add stop words"),
        vec![Edit::SetSettings(Box::new(settings))],
    )
}

/// A new field for the answer to a question.
fn answer_field(place: &Place<'_>, lang: Lang) -> Option<Fix> {
    let title = place.block()?.title.trim().to_lowercase();
    let stem = match (title.is_empty(), lang) {
        (false, _) => title.replace(' ', "_"),
        (true, Lang::Ru) => "ответ".to_owned(),
        (true, Lang::En) => "answer".to_owned(),
    };
    let numbered = (2..).map(|number| format!("{stem}_{number}"));
    let mut names = std::iter::once(stem.clone()).chain(numbered);
    let name = names.find(|name| place.project.field(name).is_none())?;
    let mut edits = build::add_field(place.project, &name, FieldKind::Text).0.edits;
    let set = build::set_prop(place.project, place.block_id, place.prop, Some(Prop::Text(name.clone())));
    edits.extend(set.edits);
    let label = Words::new(format!("Сохранять в поле «{name}»"), format!("Save into the field “{name}”"));
    Some(edit(label, Label::new("Сохранять ответ", "Save the answer"), edits))
}

fn equal_shares(place: &Place<'_>) -> Option<Fix> {
    let mut rows = place.block()?.rows(place.prop).to_vec();
    rows.iter_mut().for_each(|row| drop(row.remove("weight")));
    let set = build::set_prop(place.project, place.block_id, place.prop, Some(Prop::List(rows)));
    let step = Label::new("Разделить поровну", "Divide equally");
    Some(edit(Words::new(step.ru, step.en), step, set.edits))
}

/// One of several lines in letters that a messenger takes.
fn plain_line(place: &Place<'_>, dash: char) -> Option<Fix> {
    let mut lines = place.block()?.lines(place.prop).to_vec();
    let line = lines.get_mut(place.row?)?;
    let FunnelName(plain) = build::free_funnel_name(&Project::default(), line);
    let plain: String = plain.chars().map(|c| if c == '-' { dash } else { c }).take(32).collect();
    if plain == *line {
        return None;
    }
    let label = Words::new(format!("Заменить на «{plain}»"), format!("Write “{plain}”"));
    *line = plain;
    let set = build::set_prop(place.project, place.block_id, place.prop, Some(Prop::Lines(lines)));
    Some(edit(label, Label::new("Заменить буквы", "Replace letters"), set.edits))
}

/// An address with the `https://` that it lacks.
fn with_scheme(place: &Place<'_>) -> Option<Fix> {
    let text = place.text()?;
    let bare = text.trim();
    let is_bare = bare.contains('.') && !bare.contains([' ', ':', '@']) && !bare.starts_with(['.', '/']);
    let whole = is_bare.then(|| format!("https://{bare}"))?;
    let label = Words::new(format!("Заменить на {whole}"), format!("Write {whole}"));
    place.set(label, Label::new("Дописать https://", "Add https://"), Some(whole))
}

/// A template whose last variable is closed.
fn closed(place: &Place<'_>) -> Option<Fix> {
    let text = place.text()?;
    let open = text.rfind("{{")?;
    if text[open..].contains("}}") || text[open + 2..].trim().is_empty() {
        return None;
    }
    let label = Words::new("Закрыть скобки }}", "Close the braces }}");
    place.set(
        label,
        Label::new("Закрыть скобки", "Close the braces"),
        Some(format!("{} }}}}", text.trim_end())),
    )
}

/// A message that is too long, as two: the second takes the rest of the text, the buttons and the wires. Only where
/// no other language says the same text.
fn split_text(place: &Place<'_>, finding: &Diagnostic) -> Option<Fix> {
    let (project, block) = (place.project, place.block()?);
    if block.kind != "message" || place.prop != "text" || !project.layers.is_empty() {
        return None;
    }
    let caption = finding.code == "caption-too-long";
    let own = project.channels.iter().filter_map(|setting| channel(&setting.channel));
    let limits = own.map(|channel| {
        let caps = channel.caps();
        if caption { caps.caption.unwrap_or(caps.text).max } else { caps.text_with_buttons.max }
    });
    let text = block.text("text");
    let (first, rest) = halves(text, limits.min()?)?;
    let mut second = Block::new("message");
    second.props.insert("text".into(), Prop::Text(rest));
    let kept = ["media", "album", "voice", "typing"];
    let form = block_type("message")?.form;
    let moved = form.fields.iter().filter(|field| !kept.contains(&field.name) && field.name != "text");
    let moved: Vec<_> =
        moved.filter(|field| !matches!(field.shape, Shape::Text) || field.name == "unknown").collect();
    for field in &moved {
        if let Some(value) = block.props.get(field.name) {
            second.props.insert(field.name.to_owned(), value.clone());
        }
    }
    second.exits.clone_from(&block.exits);
    let funnel = project.block(place.block_id)?.0.name.clone();
    let (added, block_id) = build::add_block(project, &funnel, second, beside(project, place.block_id));
    let own = place.block_id;
    let mut edits = added.edits;
    edits.extend(block.exits.keys().map(|exit| Edit::SetExit {
        block_id: own,
        exit: exit.clone(),
        to: None,
    }));
    edits.extend(
        moved.iter().filter(|field| block.props.contains_key(field.name)).map(|field| Edit::SetProp {
            block_id: own,
            prop: field.name.to_owned(),
            value: None,
        }),
    );
    edits.push(Edit::SetProp { block_id: own, prop: "text".into(), value: Some(Prop::Text(first)) });
    edits.push(Edit::SetExit { block_id: own, exit: Exit::next(), to: Some(block_id) });
    let step = Label::new("Разделить на два сообщения", "Divide into two messages");
    Some(edit(Words::new(step.ru, step.en), step, edits))
}

/// A text in two, the first at most that many bytes-or-letters long: after a paragraph, a line, a sentence or a word.
fn halves(text: &str, max: usize) -> Option<(String, String)> {
    // The shortest unit of all messengers is a letter of two bytes: a first part of so many letters fits all.
    let end = text.char_indices().nth(max / 2).map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    let cut =
        ["\n\n", "\n", ". ", " "].into_iter().find_map(|end| head.rfind(end).map(|at| at + end.len()))?;
    let (first, rest) = (text[..cut].trim_end(), text[cut..].trim_start());
    (!first.is_empty() && !rest.is_empty()).then(|| (first.to_owned(), rest.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Known, check};
    use crate::compile::compile;
    use crate::model::{ChannelSetting, Record};

    fn found(project: &Project) -> Vec<Diagnostic> {
        check(project, &compile(project), Known::default())
    }

    /// Presses the fix of every finding of a code; gives whether there was one and the project after it.
    fn pressed(mut project: Project, code: &str) -> Project {
        let finding = found(&project).into_iter().find(|finding| finding.code == code);
        let finding = finding.unwrap_or_else(|| panic!("no {code}: {:?}", found(&project)));
        let fix = fix_of(&project, &finding, Lang::Ru).unwrap_or_else(|| panic!("no fix of {code}"));
        let before = project.clone();
        let undo = match fix.command {
            Command::Edit(transaction) => transaction.apply(&mut project).unwrap(),
            Command::AddBlock { kind, at: None, from } => {
                let funnel = project.funnels[0].name.clone();
                let (source, exit) = from.unwrap();
                let at = beside(&project, source);
                let (mut added, block_id) = build::add_block(&project, &funnel, Block::new(kind), at);
                added.edits.push(Edit::SetExit { block_id: source, exit, to: Some(block_id) });
                added.apply(&mut project).unwrap()
            }
            other => panic!("{other:?}"),
        };
        assert!(found(&project).iter().all(|finding| finding.code != code), "{code} is mended");
        let after = project.clone();
        undo.apply(&mut project).unwrap();
        assert_eq!(project, before, "{code} is undone");
        after
    }

    fn with(kind: &str, props: &[(&str, Prop)]) -> Project {
        let mut project = Project::new("п");
        project.channels.push(ChannelSetting { channel: "telegram".into(), address: "bot".into() });
        let mut block = Block::new(kind);
        block.props = props.iter().map(|(name, prop)| ((*name).to_owned(), prop.clone())).collect();
        project.funnels[0].blocks.insert(BlockId(1), block);
        project.next_block = 2;
        project
    }

    fn text(text: &str) -> Prop {
        Prop::Text(text.into())
    }

    fn rows(rows: &[&[(&str, Prop)]]) -> Prop {
        let row = |row: &&[(&str, Prop)]| -> Record {
            row.iter().map(|(name, prop)| ((*name).to_owned(), prop.clone())).collect()
        };
        Prop::List(rows.iter().map(row).collect())
    }

    #[test]
    fn a_press_mends_what_is_surely_meant_and_undo_takes_it_back() {
        let mended = pressed(with("message", &[("text", text("Ваш {{ город }}"))]), "unknown-variable");
        assert!(mended.field("город").is_some());
        let button = rows(&[&[("key", text("b1")), ("label", text("Да"))]]);
        let mended =
            pressed(with("message", &[("text", text("?")), ("buttons", button)]), "button-leads-nowhere");
        assert!(mended.block(BlockId(1)).unwrap().1.exits.contains_key(&Exit::new("b1")));
        let bare = rows(&[&[("key", text("b1"))]]);
        pressed(with("message", &[("text", text("?")), ("buttons", bare)]), "empty-label");
        let link = rows(&[&[("key", text("b1")), ("label", text("Да")), ("url", text("site.ru"))]]);
        pressed(with("message", &[("text", text("?")), ("buttons", link)]), "broken-link");
        pressed(with("message", &[("text", text("Да, {{ имя"))]), "broken-template");
        pressed(with("question", &[("text", text("Кто?"))]), "question-without-field");
        let mut odd = with("end", &[]);
        let block = odd.funnels[0].blocks.get_mut(&BlockId(1)).unwrap();
        block.exits.insert(Exit::new("чушь"), BlockId(1));
        assert!(pressed(odd, "unknown-exit").block(BlockId(1)).unwrap().1.exits.is_empty());
        let commands = Prop::Lines(vec!["Старт!".into()]);
        let mended = pressed(with("entry", &[("commands", commands)]), "invalid-command");
        assert_eq!(mended.block(BlockId(1)).unwrap().1.lines("commands"), ["start"]);
        let links = Prop::Lines(vec!["чек лист".into()]);
        pressed(with("entry", &[("links", links)]), "start-payload-invalid");
    }

    #[test]
    fn a_text_that_is_too_long_becomes_two_messages_and_loses_nothing() {
        let long = "Первое предложение о скидках. ".repeat(150);
        let button = rows(&[&[("key", text("b1")), ("label", text("Да"))]]);
        let mended = pressed(
            with("message", &[("text", text(&long)), ("buttons", button), ("media", text("a.png"))]),
            "caption-too-long",
        );
        let (first, second) = (mended.block(BlockId(1)).unwrap().1, mended.block(BlockId(2)).unwrap().1);
        assert_eq!(first.exits[&Exit::next()], BlockId(2));
        assert_eq!((first.text("media"), first.rows("buttons").len()), ("a.png", 0));
        assert_eq!(second.rows("buttons").len(), 1);
        let whole = format!("{} {}", first.text("text"), second.text("text"));
        assert_eq!(whole.split_whitespace().count(), long.split_whitespace().count());
    }
}
