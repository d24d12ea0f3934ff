//! Projects as nobody would make them: random but sound, from the forms of the real blocks.
#![allow(dead_code)]

use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;
use voronka::blocks::{BLOCK_TYPES, LIST_TYPES, ListType};
use voronka::model::*;

/// Any text, rich in the signs that file formats trip over.
pub fn text() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        4 => prop::sample::select(vec![
            '"', '\\', '#', '\n', '\r', '\t', ' ', '{', '}', '(', ')', ',', ':', '/', '*', '\0', '\u{1b}',
            '\u{85}', '\u{a0}', '\u{200d}', '\u{202e}', '\u{2028}', '\u{feff}', '🍕', 'ё', 'r', 'n', 'u',
        ]),
        4 => proptest::char::range('а', 'я'),
        1 => any::<char>(),
    ];
    prop::collection::vec(sign, 0..12).prop_map(|signs| signs.into_iter().collect())
}

fn prop(shape: &'static Shape) -> BoxedStrategy<Prop> {
    match shape {
        Shape::Int { min, max, .. } => (*min..=*max).prop_map(Prop::Int).boxed(),
        Shape::Flag => any::<bool>().prop_map(Prop::Flag).boxed(),
        Shape::Choice(choices) => {
            let names: Vec<_> = choices.iter().map(|choice| choice.name).collect();
            prop::sample::select(names).prop_map(|name| Prop::Text(name.to_owned())).boxed()
        }
        Shape::Lines => prop::collection::vec(text(), 0..4).prop_map(Prop::Lines).boxed(),
        Shape::List(form) => prop::collection::vec(record(form), 0..3).prop_map(Prop::List).boxed(),
        _ => text().prop_map(Prop::Text).boxed(),
    }
}

fn record(form: &'static Form) -> BoxedStrategy<Record> {
    let fields: Vec<_> = form
        .fields
        .iter()
        .map(|field| prop::option::weighted(0.4, prop(&field.shape)).prop_map(|prop| (field.name, prop)))
        .collect();
    fields
        .prop_map(|props| {
            props.into_iter().filter_map(|(name, prop)| Some((name.to_owned(), prop?))).collect()
        })
        .boxed()
}

/// A block of any kind; its wires are chosen among the blocks of the project later.
pub fn block() -> impl Strategy<Value = (Block, BTreeMap<String, Index>)> {
    let kind = prop::sample::select(BLOCK_TYPES.to_vec());
    kind.prop_flat_map(|kind| {
        (text(), record(kind.form), prop::collection::btree_map(text(), any::<Index>(), 0..4)).prop_map(
            move |(title, props, exits)| {
                (Block { title, props: props.into(), ..Block::new(kind.name) }, exits)
            },
        )
    })
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        text().prop_map(Value::text),
        (-1_000_000_000_000_i64..1_000_000_000_000).prop_map(|n| Value::Number(
            Decimal::parse(&format!("{}.{:06}", n / 1_000_000, n.abs() % 1_000_000)).unwrap()
        )),
        any::<bool>().prop_map(Value::Flag),
        (-700_000_i32..2_000_000).prop_map(Value::Date),
        (0_u32..86_400).prop_map(Value::Time),
        (-60_000_000_000_000_i64..200_000_000_000_000).prop_map(Value::Moment),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| prop::collection::vec(inner, 0..3).prop_map(Value::List))
}

fn field_kind() -> impl Strategy<Value = FieldKind> {
    use FieldKind::*;
    prop::sample::select(vec![Text, Number, Flag, Date, Time, Moment, List])
}

fn lines() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..3)
}

fn settings() -> impl Strategy<Value = Project> {
    let bot = (text(), text(), text()).prop_map(|(name, about, description)| BotProfile {
        name,
        about,
        description,
    });
    let channel = (text(), text()).prop_map(|(channel, address)| ChannelSetting { channel, address });
    let limits = (0..30u32, text(), text(), text());
    let schedule =
        (text(), text(), text(), lines(), limits).prop_map(|(zone, quiet, days, holidays, limits)| {
            let (cap, cap_per, work, work_days) = limits;
            Schedule { zone, quiet, days, holidays, cap, cap_per, work, work_days }
        });
    let words = (lines(), lines(), text(), text()).prop_map(|(stop, start, stop_reply, start_reply)| {
        StopWords { stop, start, stop_reply, start_reply }
    });
    let texts = prop::array::uniform11(text());
    let landing = (texts, lines()).prop_map(|(texts, ticks)| {
        let [
            link,
            author,
            role,
            headline,
            promise,
            question,
            qr_title,
            qr_text,
            consent_url,
            privacy_url,
            legal,
        ] = texts;
        Landing {
            link,
            author,
            role,
            headline,
            promise,
            ticks,
            question,
            qr_title,
            qr_text,
            consent_url,
            privacy_url,
            legal,
        }
    });
    let channels = prop::collection::vec(channel, 0..3);
    (text(), bot, channels, schedule, words, landing).prop_map(
        |(title, bot, channels, schedule, words, landing)| Project {
            title,
            bot,
            channels,
            schedule,
            words,
            landing,
            ..Project::default()
        },
    )
}

/// A table; its cells hold everything but the line ends that git and editors replace.
pub fn table() -> impl Strategy<Value = Table> {
    let cell = || text().prop_map(|text| text.replace('\r', ""));
    (1_usize..4).prop_flat_map(move |width| {
        let columns = prop::collection::vec(cell(), width);
        let rows = prop::collection::vec(prop::collection::vec(cell(), width), 0..4);
        (columns, rows).prop_map(|(columns, rows)| {
            let named = columns.iter().enumerate().map(|(at, name)| format!("{at}{name}.")).collect();
            Table { columns: named, rows, ..Table::default() }
        })
    })
}

/// The rows of one list, or no list at all; names unique.
pub fn list(list: &'static ListType) -> impl Strategy<Value = Option<Vec<Record>>> {
    let rows = prop::collection::vec(record(list.form), 0..3).prop_map(|mut rows| {
        for (at, row) in rows.iter_mut().enumerate() {
            let name = format!("n{at}{}", text_of(row, "name"));
            row.insert("name".into(), Prop::Text(name));
        }
        rows
    });
    prop::option::of(rows)
}

/// The texts of some layers, by their key or by one that is none.
fn layers() -> impl Strategy<Value = Vec<Layer>> {
    let key = prop_oneof![text(), "[1-9][0-9]?\\.(text|buttons\\.b[0-9]\\.label)"];
    let texts = prop::collection::btree_map(key, text(), 0..5);
    let names = prop::sample::select(vec!["@whatsapp", "en", "en@vk", "kk", "pt-BR"]);
    let named = |(name, texts): (&str, _)| Layer { name: name.to_owned(), texts, ..Layer::default() };
    prop::collection::btree_map(names, texts, 0..4)
        .prop_map(move |layers| layers.into_iter().map(named).collect())
}

/// What a project keeps beside its drawings and its earlier settings.
fn beside() -> impl Strategy<Value = Project> {
    let rows: Vec<_> = LIST_TYPES.iter().map(|one| list(one)).collect();
    let language = prop::sample::select(vec!["", "ru", "en", "pt-BR"]);
    let tables = prop::collection::vec(table(), 0..3);
    let consent = (any::<bool>(), text()).prop_map(|(required, version)| Consent { required, version });
    (rows, language, tables, layers(), consent, any::<bool>()).prop_map(
        |(rows, language, tables, layers, consent, ai)| {
            let named = LIST_TYPES.iter().map(|list| list.name.to_owned()).zip(rows);
            let tables = tables.into_iter().enumerate();
            Project {
                language: language.into(),
                lists: named.filter_map(|(name, rows)| Some((name, rows?))).collect(),
                tables: tables.map(|(at, table)| Table { name: format!("t{at}"), ..table }).collect(),
                layers,
                consent,
                ai,
                ..Project::default()
            }
        },
    )
}

/// A sound project: ids counted, names unique, wires and places of blocks that are there.
pub fn project() -> impl Strategy<Value = Project> {
    let blocks = prop::collection::vec((block(), 1_u32..4, prop::option::of(any::<(i32, i32)>())), 0..7);
    let funnels = prop::collection::vec((text(), blocks), 0..4);
    let fields = prop::collection::vec((text(), field_kind(), prop::option::of(value())), 0..4);
    let tags = prop::collection::vec(text(), 0..4);
    let drawn = prop::collection::vec((note(), frame()), 0..3);
    (settings(), beside(), funnels, fields, tags, drawn).prop_map(
        |(settings, beside, funnels, fields, tags, drawn)| {
            let mut project = assemble((settings, beside, funnels, fields, tags));
            let Some(first) = project.funnels.first().map(|funnel| funnel.name.clone()) else {
                return project;
            };
            let ids: Vec<BlockId> = project.funnels[0].blocks.keys().copied().collect();
            for (at, (note, mut frame)) in drawn.into_iter().enumerate() {
                let id = 1 + 3 * at as u32;
                frame.folded = ids.iter().copied().filter(|id| at == 1 && id.0 % 2 == 0).collect();
                frame.folded_marks = [Mark::Note(NoteId(id)), Mark::Frame(FrameId(1))]
                    .into_iter()
                    .filter(|_| at == 1)
                    .collect();
                project.layout.notes.insert(NoteId(id), Note { funnel: first.clone(), ..note });
                project.layout.frames.insert(FrameId(id), Frame { funnel: first.clone(), ..frame });
            }
            project
        },
    )
}

fn pos() -> impl Strategy<Value = Pos> {
    any::<(i32, i32)>().prop_map(|(x, y)| Pos(x, y))
}

pub fn note() -> impl Strategy<Value = Note> {
    let hue = prop::sample::select(Hue::ALL.to_vec());
    (pos(), pos(), text(), hue).prop_map(|(at, size, text, hue)| Note {
        at,
        size,
        text,
        hue,
        ..Note::default()
    })
}

pub fn frame() -> impl Strategy<Value = Frame> {
    let hue = prop::sample::select(Hue::ALL.to_vec());
    (pos(), pos(), text(), hue).prop_map(|(at, size, title, hue)| Frame {
        at,
        size,
        title,
        hue,
        ..Frame::default()
    })
}

type Drawn = ((Block, BTreeMap<String, Index>), u32, Option<(i32, i32)>);

type DrawnFunnel = (String, Vec<Drawn>);
type DrawnField = (String, FieldKind, Option<Value>);

fn assemble(
    (settings, beside, funnels, fields, tags): (
        Project,
        Project,
        Vec<DrawnFunnel>,
        Vec<DrawnField>,
        Vec<String>,
    ),
) -> Project {
    let Project { title, bot, channels, schedule, words, landing, .. } = settings;
    let mut project = Project { title, bot, channels, schedule, words, landing, ..beside };
    let mut next = 1;
    let mut wires = Vec::new();
    let mut ids = Vec::new();
    for (at, (title, blocks)) in funnels.into_iter().enumerate() {
        let mut funnel = Funnel { name: FunnelName(format!("f{at}-main")), title, ..Funnel::default() };
        for ((block, exits), gap, pos) in blocks {
            let block_id = BlockId(next);
            next += gap;
            ids.push(block_id);
            wires.push((at, block_id, exits));
            funnel.blocks.insert(block_id, block);
            if let Some((x, y)) = pos {
                project.layout.blocks.insert(block_id, Pos(x, y));
            }
        }
        project.funnels.push(funnel);
    }
    for (at, block_id, exits) in wires {
        let block = project.funnels[at].blocks.get_mut(&block_id).unwrap();
        block.exits = exits.into_iter().map(|(exit, to)| (Exit(exit), *to.get(&ids))).collect();
    }
    for (at, (name, kind, default)) in fields.into_iter().enumerate() {
        let id = FieldId(FieldId::FIRST_OWN.0 + 2 * at as u16);
        project.fields.push(FieldDef { id, name: format!("f{at}{name}"), kind, default });
    }
    for (at, name) in tags.into_iter().enumerate() {
        project.tags.push(TagDef { id: TagId(1 + at as u16), name: format!("t{at}{name}") });
    }
    project.next_block = next;
    project.next_field = 64;
    project.next_tag = 8;
    project
}
