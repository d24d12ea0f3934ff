//! A piece of a project that both changed, in words: where it is, how it is here and on the disk.

use crate::blocks::{block_type, list_type};
use crate::diag::Words;
use crate::edit::Piece;
use crate::model::{BlockId, Label, Mark, Project, Prop, Record};
use crate::studio::dialogs::MergeRow;
use crate::studio::words::shell as words;

/// The row of the dialog for a piece.
pub(super) fn row_of(piece: Piece, ours: &Project, theirs: &Project) -> MergeRow {
    let (mine, other) = (value_of(&piece, ours), value_of(&piece, theirs));
    MergeRow { place: place_of(&piece, ours, theirs), ours: mine, theirs: other, from_disk: false, piece }
}

fn same(text: impl Into<String>) -> Words {
    let text = text.into();
    Words::new(text.clone(), text)
}

fn nothing() -> Words {
    Words::new(words::NOTHING_THERE.ru, words::NOTHING_THERE.en)
}

fn text_or_nothing(text: Option<&str>) -> Words {
    text.filter(|text| !text.is_empty()).map_or_else(nothing, same)
}

/// Two words with a point between, in both languages.
fn joined(a: &Words, b: &Words) -> Words {
    Words::new(format!("{} · {}", a.ru, b.ru), format!("{} · {}", a.en, b.en))
}

fn labelled(label: Label) -> Words {
    Words::new(label.ru, label.en)
}

fn block_name(id: BlockId, ours: &Project, theirs: &Project) -> Words {
    let found = ours.block(id).or_else(|| theirs.block(id));
    let Some((_, block)) = found else { return same(id.to_string()) };
    match (block.title.as_str(), block_type(&block.kind)) {
        ("", Some(kind)) => labelled(kind.label),
        ("", None) => same(block.kind.as_str()),
        (title, _) => same(title),
    }
}

fn place_of(piece: &Piece, ours: &Project, theirs: &Project) -> Words {
    let block = |id: &BlockId| block_name(*id, ours, theirs);
    match piece {
        Piece::Setting(name) => setting_name(name),
        Piece::Field(_) => Words::new("Поле подписчика", "Field of subscribers"),
        Piece::Tag(_) => Words::new("Тег", "Tag"),
        Piece::FunnelTitle(name) => joined(&labelled(words::FUNNEL), &same(name.0.as_str())),
        Piece::Block(id) => block(id),
        Piece::Title(id) => joined(&block(id), &Words::new("название", "title")),
        Piece::Prop(id, name) => {
            let kind = ours.block(*id).or_else(|| theirs.block(*id)).and_then(|(_, b)| block_type(&b.kind));
            let field = kind.and_then(|kind| kind.form.field(name));
            let label = field.map_or_else(|| same(name.as_str()), |field| labelled(field.label));
            joined(&block(id), &label)
        }
        Piece::Wire(id, exit) => {
            joined(&block(id), &Words::new(format!("связь «{exit}»"), format!("wire “{exit}”")))
        }
        Piece::Row(list, name) => {
            let label = list_type(list).map_or_else(|| same(list.as_str()), |list| labelled(list.label));
            joined(&label, &same(name.as_str()))
        }
        Piece::Mark(Mark::Note(_)) => Words::new("Заметка на холсте", "Note on the canvas"),
        Piece::Mark(Mark::Frame(_)) => Words::new("Рамка на холсте", "Frame on the canvas"),
        Piece::Table(name) => Words::new(format!("Таблица «{name}»"), format!("Table “{name}”")),
        Piece::Text(layer, key) => {
            Words::new(format!("Тексты {layer} · {key}"), format!("Texts {layer} · {key}"))
        }
    }
}

fn setting_name(name: &str) -> Words {
    let (ru, en) = match name.split('.').next().unwrap_or_default() {
        "title" => ("Название проекта", "Title of the project"),
        "bot" => ("Профиль бота", "Profile of the bot"),
        "channels" => ("Мессенджеры", "Messengers"),
        "schedule" => ("Расписание", "Schedule"),
        "words" => ("Слова отписки и подписки", "Words that unsubscribe and subscribe"),
        "landing" => ("Минилендинг", "Minilanding"),
        "language" => ("Язык проекта", "Language of the project"),
        "consent" => ("Согласие", "Consent"),
        _ => ("Языковая модель", "Language model"),
    };
    Words::new(ru, en)
}

fn value_of(piece: &Piece, project: &Project) -> Words {
    match piece {
        Piece::Setting(name) => setting_value(name, project),
        Piece::Field(id) => text_or_nothing(
            project.fields.iter().find(|field| field.id == *id).map(|field| field.name.as_str()),
        ),
        Piece::Tag(id) => {
            text_or_nothing(project.tags.iter().find(|tag| tag.id == *id).map(|tag| tag.name.as_str()))
        }
        Piece::FunnelTitle(name) => text_or_nothing(project.funnel(name).map(|funnel| funnel.title.as_str())),
        Piece::Block(id) => match project.block(*id) {
            Some(_) => Words::new("блок изменён", "the block is changed"),
            None => Words::new("блок удалён", "the block is deleted"),
        },
        Piece::Title(id) => text_or_nothing(project.block(*id).map(|(_, block)| block.title.as_str())),
        Piece::Prop(id, name) => {
            let prop = project.block(*id).and_then(|(_, block)| block.props.get(name));
            prop.map_or_else(nothing, |prop| same(prop_text(prop)))
        }
        Piece::Wire(id, exit) => {
            let to = project.block(*id).and_then(|(_, block)| block.exits.get(exit));
            to.map_or_else(nothing, |to| block_name(*to, project, project))
        }
        Piece::Mark(Mark::Note(id)) => {
            text_or_nothing(project.layout.notes.get(id).map(|note| note.text.as_str()))
        }
        Piece::Mark(Mark::Frame(id)) => {
            text_or_nothing(project.layout.frames.get(id).map(|frame| frame.title.as_str()))
        }
        Piece::Row(list, name) => project.listed(list, name).map_or_else(nothing, |row| same(row_text(row))),
        Piece::Table(name) => match project.table(name) {
            Some(table) => {
                let (rows, columns) = (table.rows.len(), table.columns.join(", "));
                Words::new(format!("строк: {rows}; {columns}"), format!("rows: {rows}; {columns}"))
            }
            None => nothing(),
        },
        Piece::Text(layer, key) => {
            let layer = project.layers.iter().find(|other| other.name == *layer);
            text_or_nothing(layer.and_then(|layer| layer.texts.get(key)).map(String::as_str))
        }
    }
}

fn setting_value(name: &str, project: &Project) -> Words {
    let (bot, schedule, landing, words) = (&project.bot, &project.schedule, &project.landing, &project.words);
    let text = match name {
        "title" => project.title.clone(),
        "language" => project.language.clone(),
        "ai" => return if project.ai { Words::new("да", "yes") } else { nothing() },
        "channels" => {
            let names =
                project.channels.iter().map(|setting| format!("{} {}", setting.channel, setting.address));
            names.collect::<Vec<_>>().join(", ")
        }
        "bot.name" => bot.name.clone(),
        "bot.about" => bot.about.clone(),
        "bot.description" => bot.description.clone(),
        "schedule.zone" => schedule.zone.clone(),
        "schedule.quiet" => schedule.quiet.clone(),
        "schedule.days" => schedule.days.clone(),
        "schedule.holidays" => schedule.holidays.join(", "),
        "schedule.cap" => schedule.cap.to_string(),
        "schedule.cap_per" => schedule.cap_per.clone(),
        "schedule.work" => schedule.work.clone(),
        "schedule.work_days" => schedule.work_days.clone(),
        "words.stop" => words.stop.join(", "),
        "words.start" => words.start.join(", "),
        "words.stop_reply" => words.stop_reply.clone(),
        "words.start_reply" => words.start_reply.clone(),
        "landing.ticks" => landing.ticks.join("\n"),
        "landing.headline" => landing.headline.clone(),
        "landing.promise" => landing.promise.clone(),
        "landing.author" => landing.author.clone(),
        "landing.role" => landing.role.clone(),
        "landing.question" => landing.question.clone(),
        "landing.qr_title" => landing.qr_title.clone(),
        "landing.qr_text" => landing.qr_text.clone(),
        "landing.consent_url" => landing.consent_url.clone(),
        "landing.privacy_url" => landing.privacy_url.clone(),
        "landing.legal" => landing.legal.clone(),
        "landing.link" => landing.link.clone(),
        _ => project.consent.version.clone(),
    };
    text_or_nothing(Some(&text))
}

fn prop_text(prop: &Prop) -> String {
    match prop {
        Prop::Text(text) => text.clone(),
        Prop::Int(int) => int.to_string(),
        Prop::Flag(on) => if *on { "✓" } else { "–" }.to_owned(),
        Prop::Lines(lines) => lines.join("\n"),
        Prop::List(rows) => rows.iter().map(row_text).collect::<Vec<_>>().join("\n"),
    }
}

/// The values of a row that a person wrote; keys are ours.
fn row_text(row: &Record) -> String {
    let values = row.iter().filter(|(name, _)| *name != "key").map(|(_, prop)| prop_text(prop));
    values.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}
