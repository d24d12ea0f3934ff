//! A piece of a project that both changed, in words: where it is, how it is here and on the disk.

use crate::blocks::{block_type, list_type};
use crate::compare::{self, Change, Comparison, Subject, compare, setting_name, setting_value};
use crate::diag::Words;
use crate::edit::Piece;
use crate::model::{BlockId, Label, Mark, Project, Prop, Record};
use crate::studio::dialogs::MergeRow;
use crate::studio::words::shell as words;

/// The rows of the dialog. Two sides that read alike in short are told at length: nobody can choose between equals.
pub(super) fn rows_of(pieces: Vec<Piece>, ours: &Project, theirs: &Project) -> Vec<MergeRow> {
    let mut differences = None;
    let row = |piece: Piece| {
        let mut sides = (value_of(&piece, ours), value_of(&piece, theirs));
        if sides.0 == sides.1 {
            let found: &Comparison = differences.get_or_insert_with(|| compare(ours, theirs));
            sides = at_length(&piece, found).unwrap_or(sides);
        }
        let place = place_of(&piece, ours, theirs);
        let (ours, theirs) = sides;
        MergeRow { piece, place, ours, theirs, from_disk: false, runs: None, is_whole: false }
    };
    pieces.into_iter().map(row).collect()
}

/// Everything that differs in a piece, on both sides.
fn at_length(piece: &Piece, found: &Comparison) -> Option<(Words, Words)> {
    let subject = match piece {
        Piece::Field(id) => Subject::Field(*id),
        Piece::Mark(mark) => Subject::Mark(*mark),
        Piece::Table(name) => Subject::Table(name.clone()),
        Piece::Row(list, name) => Subject::Row(list.clone(), name.clone()),
        Piece::Block(id) | Piece::Title(id) | Piece::Prop(id, _) | Piece::Wire(id, _) => Subject::Block(*id),
        Piece::Setting(_) | Piece::Tag(_) | Piece::FunnelTitle(_) | Piece::Text(..) => return None,
    };
    let group = found.groups.iter().find(|group| group.subject == subject)?;
    let side = |of: fn(&Change) -> &Option<Words>| {
        let lines: Vec<Words> =
            group.changes.iter().map(|change| of(change).clone().unwrap_or_else(nothing)).collect();
        let join = |words: fn(&Words) -> &str| lines.iter().map(words).collect::<Vec<_>>().join("\n");
        Words::new(join(|words| &words.ru), join(|words| &words.en))
    };
    Some((side(|change| &change.before), side(|change| &change.after)))
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
    found.map_or_else(|| same(id.to_string()), |(_, block)| compare::block_name(block))
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

fn value_of(piece: &Piece, project: &Project) -> Words {
    match piece {
        Piece::Setting(name) => setting_value(project, name).unwrap_or_else(nothing),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks::Registry;
    use crate::edit::merge3;
    use crate::model::{FieldDef, FieldId, FieldKind, Lang, Value};
    use std::collections::BTreeSet;

    /// What is asked about when two make something else of the same project.
    fn asked(base: &Project, ours: fn(&mut Project), theirs: fn(&mut Project)) -> Vec<MergeRow> {
        let (mut mine, mut other) = (base.clone(), base.clone());
        ours(&mut mine);
        theirs(&mut other);
        let merged = merge3(base, &mine, &other, &Registry, &BTreeSet::new());
        rows_of(merged.conflicts, &mine, &other)
    }

    #[test]
    fn a_setting_that_both_changed_is_shown_as_it_is_on_either_side() {
        let rows = asked(
            &Project::new("п"),
            |ours| {
                ours.consent.version = "2026-03".into();
                ours.schedule.cap = 2;
                ours.landing.headline = "Наш".into();
            },
            |theirs| {
                theirs.consent.version = "2026-04".into();
                theirs.schedule.cap = 3;
                theirs.landing.headline = "Их".into();
            },
        );
        let said = |row: &MergeRow| {
            [&row.place, &row.ours, &row.theirs].map(|words| words.of(Lang::Ru).to_owned()).join(" | ")
        };
        let rows: Vec<_> = rows.iter().map(said).collect();
        assert_eq!(
            rows,
            [
                "Согласие · версия текста | 2026-03 | 2026-04",
                "Минилендинг · заголовок | Наш | Их",
                "Расписание · не больше сообщений | 2 | 3",
            ]
        );
    }

    #[test]
    fn whether_consent_is_needed_is_said_and_not_the_version_of_its_text() {
        let mut needed = Project::new("п");
        needed.consent.required = true;
        needed.consent.version = "2026-03".into();
        let free = Project {
            consent: crate::model::Consent { required: false, ..needed.consent.clone() },
            ..needed.clone()
        };
        let [row] = &rows_of(vec![Piece::Setting("consent.required")], &needed, &free)[..] else { panic!() };
        let said = [&row.ours, &row.theirs].map(|words| words.of(Lang::Ru));
        assert_eq!(said, ["да", "нет"]);
    }

    #[test]
    fn two_sides_that_read_alike_in_short_are_told_at_length() {
        let mut base = Project::new("п");
        let id = FieldId::FIRST_OWN;
        base.fields.push(FieldDef { id, name: "балл".into(), kind: FieldKind::Text, default: None });
        let rows = asked(
            &base,
            |ours| ours.fields[0].kind = FieldKind::Number,
            |theirs| theirs.fields[0].default = Some(Value::Text("нет".into())),
        );
        let [row] = &rows[..] else { panic!("{rows:?}") };
        let said = [&row.ours, &row.theirs].map(|words| words.of(Lang::Ru));
        assert_eq!(said, ["балл · число", "балл · текст = нет"]);
    }
}
