//! What the parts of a project are called and how their values read.

use crate::blocks::{Caption, block_type};
use crate::diag::{Words, counted};
use crate::model::{
    Block, BlockId, Exit, Funnel, FunnelName, Label, Lang, Project, Prop, Record, Shape, text_of,
};

/// Longest piece of a text that stands for it in a name, in characters.
const SNIPPET: usize = 28;
/// Properties that say what a row is, the most telling first.
const TELLING: &[&str] = &["label", "title", "name", "text", "word", "question", "value", "path", "key"];

/// An author's own words.
pub(super) fn own(text: impl Into<String>) -> Words {
    let text = text.into();
    Words::new(text.clone(), text)
}

/// A phrase of the product.
pub(super) fn fixed(label: Label) -> Words {
    Words::new(label.ru, label.en)
}

/// Two words with a point between.
pub(super) fn joined(a: &Words, b: &Words) -> Words {
    Words::new(format!("{} · {}", a.ru, b.ru), format!("{} · {}", a.en, b.en))
}

/// Words in quotation marks after a phrase.
pub(super) fn quoted(label: Label, text: &str) -> Words {
    Words::new(format!("{} «{text}»", label.ru), format!("{} “{text}”", label.en))
}

/// The first words of a text, in one line.
pub(super) fn snippet(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SNIPPET {
        return line;
    }
    let cut: String = line.chars().take(SNIPPET).collect();
    format!("{}…", cut.trim_end())
}

/// So many blocks.
pub(super) fn blocks(count: usize) -> Words {
    counted(count, ("блок", "блока", "блоков"), ("block", "blocks"))
}

/// What a block is called: its title, else its kind with the first words of its text.
pub fn block_name(block: &Block) -> Words {
    if !block.title.trim().is_empty() {
        return own(block.title.trim());
    }
    let Some(kind) = block_type(&block.kind) else { return own(block.kind.as_str()) };
    match snippet(block.text("text")) {
        text if text.is_empty() => fixed(kind.label),
        text => quoted(kind.label, &text),
    }
}

/// What the block of an id is called.
pub(super) fn block_of(project: &Project, block_id: BlockId) -> Words {
    match project.block(block_id) {
        Some((_, block)) => block_name(block),
        None => own(format!("№ {block_id}")),
    }
}

/// What a funnel is called.
pub(super) fn funnel_title(funnel: &Funnel) -> Words {
    Words::new(funnel.shown_title(Lang::Ru), funnel.shown_title(Lang::En))
}

/// What the funnel of a name is called.
pub(super) fn funnel_of(project: &Project, name: &FunnelName) -> Words {
    project.funnel(name).map_or_else(|| own(name.0.as_str()), funnel_title)
}

/// What a way out of a block is called; the first of the blocks that has it tells.
pub(super) fn exit_name(blocks: &[&Block], exit: &Exit) -> Words {
    let spec = blocks.iter().find_map(|block| {
        let exits = (block_type(&block.kind)?.exits)(block);
        exits.into_iter().find(|spec| &spec.exit == exit)
    });
    match spec.map(|spec| spec.caption) {
        Some(Caption::Own(text)) => Words::new(format!("«{text}»"), format!("“{text}”")),
        Some(Caption::Fixed(label)) => quoted_words(&fixed(label)),
        Some(Caption::With(label, value)) => {
            quoted_words(&Words::new(format!("{} {value}", label.ru), format!("{} {value}", label.en)))
        }
        None => quoted_words(&own(exit.0.as_str())),
    }
}

fn quoted_words(words: &Words) -> Words {
    Words::new(format!("«{}»", words.ru), format!("“{}”", words.en))
}

/// What a row of a list is called: the first words of what tells most of it.
pub(super) fn row_name(row: &Record) -> Words {
    let telling = TELLING.iter().map(|name| text_of(row, name)).find(|text| !text.trim().is_empty());
    let text = telling.map_or_else(|| snippet(&plain_row(row)), snippet);
    Words::new(format!("«{text}»"), format!("“{text}”"))
}

/// How a value reads.
pub(super) fn shown(project: &Project, shape: Option<&Shape>, prop: Option<&Prop>) -> Option<Words> {
    if let Some(Shape::Choice(choices)) = shape {
        let name = match prop {
            Some(Prop::Text(text)) => text.as_str(),
            _ => choices.first().map_or("", |choice| choice.name),
        };
        let choice = choices.iter().find(|choice| choice.name == name);
        return Some(choice.map_or_else(|| own(name), |choice| fixed(choice.label)));
    }
    if let Some(Shape::Flag) = shape {
        let on = matches!(prop, Some(Prop::Flag(true)));
        return Some(if on { Words::new("да", "yes") } else { Words::new("нет", "no") });
    }
    let words = match (prop, shape) {
        (None, Some(Shape::Int { default, .. })) => own(default.to_string()),
        (None, _) => return None,
        (Some(Prop::Text(text)), Some(Shape::Block)) => match text.parse() {
            Ok(id) => block_of(project, BlockId(id)),
            Err(_) => own(text.as_str()),
        },
        (Some(Prop::Text(text)), Some(Shape::Funnel)) => funnel_of(project, &FunnelName(text.clone())),
        (Some(prop), _) => own(plain(prop)),
    };
    Some(words).filter(|words| !words.ru.is_empty())
}

/// A value as one text.
fn plain(prop: &Prop) -> String {
    match prop {
        Prop::Text(text) => text.clone(),
        Prop::Int(int) => int.to_string(),
        Prop::Flag(on) => if *on { "✓" } else { "–" }.to_owned(),
        Prop::Lines(lines) => lines.join("\n"),
        Prop::List(rows) => rows.iter().map(plain_row).collect::<Vec<_>>().join("\n"),
    }
}

/// What a person wrote into a row; keys are ours.
pub(super) fn plain_row(row: &Record) -> String {
    let values = row.iter().filter(|(name, _)| *name != "key").map(|(_, prop)| plain(prop));
    values.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}
