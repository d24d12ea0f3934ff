//! Edits: a transaction is undone exactly or never happened; builders leave nothing dangling.

mod arbitrary;

use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeSet;
use voronka::blocks::{LIST_TYPES, Registry};
use voronka::compile::compile;
use voronka::edit::{Edit, EditError, History, Settings, Transaction, build};
use voronka::file::{self, Before};
use voronka::model::*;
use voronka::uses;

const LABEL: Label = Label::new("случай", "random");

/// Ids and names that sometimes exist.
fn block_id() -> impl Strategy<Value = BlockId> {
    (0_u32..24).prop_map(BlockId)
}

fn funnel_name() -> impl Strategy<Value = FunnelName> {
    prop::sample::select(vec!["f0-main", "f1-main", "f2-main", "new", "Плохое имя"])
        .prop_map(|name| FunnelName(name.to_owned()))
}

fn exit() -> impl Strategy<Value = Exit> {
    prop::sample::select(vec!["next", "b1", "timeout"]).prop_map(Exit::new)
}

fn edit() -> impl Strategy<Value = Edit> {
    let block = (arbitrary::block(), prop::option::of(block_id())).prop_map(|((mut block, _), to)| {
        block.exits.extend(to.map(|to| (Exit::next(), to)));
        block
    });
    let insert_block = (funnel_name(), block_id(), block)
        .prop_map(|(funnel, block_id, block)| Edit::InsertBlock { funnel, block_id, block });
    let insert_funnel = (0_usize..5, funnel_name(), block_id()).prop_map(|(at, name, block_id)| {
        let blocks = [(block_id, Block::new("end"))].into();
        Edit::InsertFunnel { at, funnel: Funnel { name, title: "новая".into(), blocks } }
    });
    let field = (0_usize..5, 30_u16..40, arbitrary::text()).prop_map(|(at, id, name)| Edit::InsertField {
        at,
        field: FieldDef { id: FieldId(id), name, kind: FieldKind::Text, default: None },
    });
    let tag = (0_usize..5, 0_u16..9, arbitrary::text())
        .prop_map(|(at, id, name)| Edit::InsertTag { at, tag: TagDef { id: TagId(id), name } });
    let language = prop::sample::select(vec!["", "en", "русский"]);
    let settings = (arbitrary::text(), language, any::<bool>()).prop_map(|(title, language, ai)| {
        Edit::SetSettings(Box::new(Settings { title, language: language.into(), ai, ..Settings::default() }))
    });
    prop_oneof![
        4 => beside(),
        12 => drawn(insert_block, insert_funnel, field, tag, settings),
    ]
}

/// An edit of tables, layers and lists; sometimes one that does not fit.
fn beside() -> impl Strategy<Value = Edit> {
    let name = prop::sample::select(vec!["t0", "t1", "new", "Плохое имя"]).prop_map(str::to_owned);
    let layer = prop::sample::select(vec!["en", "EN", "kk", "en@vk", "русский"]).prop_map(str::to_owned);
    let table = (arbitrary::table(), any::<bool>()).prop_map(|(mut table, is_ragged)| {
        let _ = is_ragged && table.rows.iter_mut().any(|row| row.pop().is_some());
        Box::new(table)
    });
    let row = arbitrary::text().prop_map(|name| Record::from([("name".to_owned(), Prop::Text(name))]));
    let texts = prop::collection::btree_map(arbitrary::text(), arbitrary::text(), 0..3);
    prop_oneof![
        (name.clone(), prop::option::of(table)).prop_map(|(name, table)| Edit::SetTable { name, table }),
        (name, 0_usize..3, 0_usize..3, arbitrary::text())
            .prop_map(|(table, row, column, text)| Edit::SetCell { table, row, column, text }),
        (layer.clone(), prop::option::of(texts)).prop_map(|(name, texts)| {
            let layer = texts.map(|texts| {
                let originals = texts.keys().cloned().zip(7..).take(2).collect();
                Box::new(Layer { texts, originals, ..Layer::default() })
            });
            Edit::SetLayer { name, layer }
        }),
        (layer, arbitrary::text(), prop::option::of(arbitrary::text()), prop::option::of(0_u32..9))
            .prop_map(|(layer, key, text, original)| Edit::SetText { layer, key, text, original }),
        prop::option::of(prop::collection::vec(row, 0..3))
            .prop_map(|rows| Edit::SetList { list: "team".into(), rows }),
    ]
}

/// An edit of the drawings and of what the parameters make.
fn drawn(
    insert_block: impl Strategy<Value = Edit> + 'static,
    insert_funnel: impl Strategy<Value = Edit> + 'static,
    field: impl Strategy<Value = Edit> + 'static,
    tag: impl Strategy<Value = Edit> + 'static,
    settings: impl Strategy<Value = Edit> + 'static,
) -> impl Strategy<Value = Edit> {
    prop_oneof![
        insert_block,
        insert_funnel,
        field,
        tag,
        settings,
        block_id().prop_map(|block_id| Edit::RemoveBlock { block_id }),
        (block_id(), arbitrary::text()).prop_map(|(block_id, title)| Edit::SetTitle { block_id, title }),
        (block_id(), prop::option::of(arbitrary::text())).prop_map(|(block_id, text)| Edit::SetProp {
            block_id,
            prop: "text".into(),
            value: text.map(Prop::Text),
        }),
        (block_id(), exit(), prop::option::of(block_id())).prop_map(|(block_id, exit, to)| Edit::SetExit {
            block_id,
            exit,
            to
        }),
        (block_id(), prop::option::of(any::<(i32, i32)>()))
            .prop_map(|(block_id, to)| Edit::MoveBlock { block_id, to: to.map(|(x, y)| Pos(x, y)) }),
        prop_oneof![
            (0_u32..6, prop::option::of((arbitrary::note(), funnel_name()))).prop_map(|(id, note)| {
                let note = note.map(|(note, funnel)| Box::new(Note { funnel, ..note }));
                Edit::SetNote { note_id: NoteId(id), note }
            }),
            (0_u32..6, prop::option::of((arbitrary::frame(), funnel_name(), block_id()))).prop_map(
                |(id, frame)| {
                    let frame = frame.map(|(frame, funnel, block_id)| {
                        Box::new(Frame { funnel, folded: [block_id].into(), ..frame })
                    });
                    Edit::SetFrame { frame_id: FrameId(id), frame }
                }
            ),
        ],
        funnel_name().prop_map(|name| Edit::RemoveFunnel { name }),
        (funnel_name(), arbitrary::text()).prop_map(|(name, title)| Edit::SetFunnelTitle { name, title }),
        (30_u16..40).prop_map(|id| Edit::RemoveField { field_id: FieldId(id) }),
        (0_u16..9).prop_map(|id| Edit::RemoveTag { tag_id: TagId(id) }),
        (0_u32..40, 30_u16..80, 0_u16..12).prop_map(|(block, field, tag)| Edit::SetNextIds {
            block,
            field,
            tag
        }),
    ]
}

/// Something that an author does through the builders.
#[derive(Clone, Debug)]
enum Wish {
    Add(Index, Block),
    Delete(Vec<Index>),
    Connect(Index, Exit, Option<Index>),
    Move(Index, Pos),
    Fill(Index, String),
    DropRows(Index),
    Duplicate(Vec<Index>),
    AddFunnel(String),
    RemoveFunnel(Index),
    AddField(String),
    AddTag(String),
    SetTable(Table),
    Translate(Index, String),
    SetList(Vec<Record>),
    Paste(Index, Vec<Index>, Pos),
    Fold(Index),
}

fn wish() -> impl Strategy<Value = Wish> {
    let pos = || any::<(i16, i16)>().prop_map(|(x, y)| Pos(x.into(), y.into()));
    let paste = (any::<Index>(), prop::collection::vec(any::<Index>(), 0..4), pos());
    prop_oneof![
        1 => paste.prop_map(|(funnel, blocks, pos)| Wish::Paste(funnel, blocks, pos)),
        3 => (any::<Index>(), arbitrary::block()).prop_map(|(funnel, (block, _))| Wish::Add(funnel, block)),
        2 => prop::collection::vec(any::<Index>(), 1..4).prop_map(Wish::Delete),
        3 => (any::<Index>(), exit(), prop::option::of(any::<Index>())).prop_map(|(a, b, c)| Wish::Connect(a, b, c)),
        1 => (any::<Index>(), pos()).prop_map(|(block, pos)| Wish::Move(block, pos)),
        2 => (any::<Index>(), arbitrary::text()).prop_map(|(block, text)| Wish::Fill(block, text)),
        1 => any::<Index>().prop_map(Wish::DropRows),
        1 => prop::collection::vec(any::<Index>(), 1..4).prop_map(Wish::Duplicate),
        1 => arbitrary::text().prop_map(Wish::AddFunnel),
        1 => any::<Index>().prop_map(Wish::RemoveFunnel),
        1 => any::<Index>().prop_map(Wish::Fold),
        1 => arbitrary::text().prop_map(Wish::AddField),
        1 => arbitrary::text().prop_map(Wish::AddTag),
        1 => arbitrary::table().prop_map(|table| Wish::SetTable(Table { name: "goods".into(), ..table })),
        2 => (any::<Index>(), arbitrary::text()).prop_map(|(block, text)| Wish::Translate(block, text)),
        1 => arbitrary::list(LIST_TYPES[2]).prop_map(|rows| Wish::SetList(rows.unwrap_or_default())),
    ]
}

/// The transaction of a wish; `None` when the project has nothing it could be about.
fn transaction(project: &Project, wish: Wish) -> Option<Transaction> {
    let ids: Vec<_> = project.blocks().map(|(_, block_id, _)| block_id).collect();
    let pick = |index: Index| (!ids.is_empty()).then(|| *index.get(&ids));
    let funnel =
        |index: Index| (!project.funnels.is_empty()).then(|| index.get(&project.funnels).name.clone());
    let picks = |list: Vec<Index>| list.into_iter().map(pick).collect::<Option<Vec<_>>>();
    Some(match wish {
        Wish::Add(at, block) => build::add_block(project, &funnel(at)?, block, Pos(7, 7)).0,
        Wish::Delete(list) => build::delete_blocks(project, &picks(list)?),
        Wish::Connect(from, exit, to) => {
            let to = to.map(|to| pick(to).ok_or(())).transpose().ok()?;
            build::connect(pick(from)?, exit, to)
        }
        Wish::Move(block, pos) => build::move_blocks(&[(pick(block)?, pos)]),
        Wish::Fill(block, text) => {
            let block_id = pick(block)?;
            let has_text = matches!(project.block(block_id)?.1.kind.as_str(), "message" | "question");
            if has_text {
                build::set_prop(project, block_id, "text", Some(Prop::Text(text)))
            } else {
                build::set_title(project, block_id, text)
            }
        }
        Wish::DropRows(block) => build::set_prop(project, pick(block)?, "buttons", None),
        Wish::Duplicate(list) => build::duplicate_blocks(project, &picks(list)?, Pos(40, 40)).0,
        Wish::AddFunnel(title) => build::add_funnel(project, &title).0,
        Wish::RemoveFunnel(at) => build::remove_funnel(project, &funnel(at)?),
        Wish::AddField(name) => build::add_field(project, &name, FieldKind::Number).0,
        Wish::AddTag(name) => build::add_tag(project, &name).0,
        Wish::SetTable(table) => build::set_table(project, table),
        Wish::Translate(block, text) => {
            build::set_text(project, "en", &text_key(pick(block)?, "text", None), text)
        }
        Wish::Paste(at, list, pos) => {
            let fragment = build::copy(project, &Registry, &picks(list)?, &marks(project));
            build::paste(project, &Registry, &funnel(at)?, &fragment, pos).transaction
        }
        Wish::Fold(block) => {
            let frame_id = *project.layout.frames.keys().next()?;
            let marks = marks(project).into_iter().filter(|mark| *mark != Mark::Frame(frame_id)).collect();
            build::fold(project, frame_id, [pick(block)?].into(), marks)
        }
        Wish::SetList(rows) => build::set_list(project, LIST_TYPES[2].name, rows),
    })
}

/// All notes and frames of a project.
fn marks(project: &Project) -> Vec<Mark> {
    let notes = project.layout.notes.keys().copied().map(Mark::Note);
    notes.chain(project.layout.frames.keys().copied().map(Mark::Frame)).collect()
}

/// No wire and no place belongs to a block that is not there; every id is below its counter.
fn assert_sound(project: &Project) {
    let ids: BTreeSet<_> = project.blocks().map(|(_, block_id, _)| block_id).collect();
    for (_, block_id, block) in project.blocks() {
        assert!(block_id.0 < project.next_block);
        assert!(block.exits.values().all(|to| ids.contains(to)), "a wire of {block_id} leads nowhere");
    }
    let layout = &project.layout;
    assert!(layout.blocks.keys().all(|block_id| ids.contains(block_id)), "a place without a block");
    assert!(layout.frames.values().all(|frame| frame.folded.is_subset(&ids)), "a frame folds what is gone");
    let mut held = layout.frames.values().flat_map(|frame| &frame.folded_marks);
    assert!(held.all(|mark| layout.has(*mark)), "a frame folds a note or frame that is gone");
    let funnels = layout.notes.values().map(|one| &one.funnel);
    let mut funnels = funnels.chain(layout.frames.values().map(|one| &one.funnel));
    assert!(funnels.all(|name| project.funnel(name).is_some()), "a note on a funnel that is gone");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 80, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_transaction_is_undone_exactly_or_never_happened(
        mut project in arbitrary::project(),
        transactions in prop::collection::vec(prop::collection::vec(edit(), 0..4), 0..24),
    ) {
        for edits in transactions {
            let before = project.clone();
            match Transaction::new(LABEL, edits).apply(&mut project) {
                Err(error) => {
                    prop_assert_eq!(&project, &before);
                    prop_assert!(!error.words().ru.is_empty() && !error.words().en.is_empty());
                }
                Ok(undo) => {
                    assert_sound(&project);
                    let mut undone = project.clone();
                    undo.apply(&mut undone).map_err(|error| TestCaseError::fail(error.to_string()))?;
                    prop_assert_eq!(undone, before);
                }
            }
        }
    }

    #[test]
    fn undoing_all_gives_the_first_bytes_and_redoing_all_the_last(
        first in arbitrary::project(),
        wishes in prop::collection::vec(wish(), 0..24),
    ) {
        let mut project = first.clone();
        let mut history = History::default();
        let mut states = vec![(history.revision(), first.clone())];
        for wish in wishes {
            let Some(transaction) = transaction(&project, wish) else { continue };
            if history.apply(&mut project, transaction).is_ok() {
                assert_sound(&project);
                states.push((history.revision(), project.clone()));
            }
        }
        let last = project.clone();
        for (revision, state) in states.iter().rev().skip(1) {
            prop_assert!(history.undo(&mut project).is_some());
            prop_assert_eq!((history.revision(), &project), (*revision, state));
        }
        prop_assert!(history.undo(&mut project).is_none());
        prop_assert_eq!(file::write(&project, &Registry), file::write(&first, &Registry));
        for (revision, state) in &states[1..] {
            prop_assert!(history.redo(&mut project).is_some());
            prop_assert_eq!((history.revision(), &project), (*revision, state));
        }
        prop_assert!(history.redo(&mut project).is_none());
        prop_assert_eq!(project, last);
    }

    #[test]
    fn what_the_builders_made_can_always_be_saved_and_opened(
        first in arbitrary::project(),
        wishes in prop::collection::vec(wish(), 0..16),
    ) {
        let was = file::write(&first, &Registry);
        let mut project = first.clone();
        for wish in wishes {
            if let Some(transaction) = transaction(&project, wish) {
                let _ = transaction.apply(&mut project);
            }
        }
        let files = file::write(&project, &Registry);
        let since = file::read_since(Before { files: &was, project: &first }, &files, &Registry, &file::one_by_one);
        prop_assert_eq!(since.as_ref(), Ok(&project));
        prop_assert_eq!(file::read(&files, &Registry), Ok(project));
    }
}

/// Ids, places and fields of a fragment as the first that was pasted into an empty project would have them.
fn renumbered(fragment: &Fragment) -> (Project, Fragment) {
    let mut project = Project::new("п");
    let main = FunnelName("main".into());
    let corner = fragment.corner();
    let pasted = build::paste(&project, &Registry, &main, fragment, corner);
    pasted.transaction.apply(&mut project).unwrap();
    let again = build::copy(&project, &Registry, &pasted.blocks, &pasted.marks);
    (project, again)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_copied_survives_the_clipboard_and_pasting_into_another_project(project in arbitrary::project()) {
        let ids: Vec<_> = project.blocks().map(|(_, block_id, _)| block_id).step_by(2).collect();
        let fragment = build::copy(&project, &Registry, &ids, &marks(&project));
        let text = file::write_fragment(&fragment, &Registry);
        prop_assert!(file::is_fragment(&text));
        prop_assert_eq!(file::read_fragment(&text, &Registry), Ok(fragment.clone()));
        let (target, first) = renumbered(&fragment);
        assert_sound(&target);
        // From then on only the ids are new: pasting once more gives the same again.
        let (_, second) = renumbered(&first);
        prop_assert_eq!(&second, &first);
        prop_assert_eq!(first.blocks.len(), fragment.blocks.len());
        for (now, before) in first.blocks.values().zip(fragment.blocks.values()) {
            prop_assert_eq!((&now.kind, &now.title), (&before.kind, &before.title));
            prop_assert!(now.exits.keys().eq(before.exits.keys()));
        }
        prop_assert_eq!(first.notes, fragment.notes);
    }
}

#[test]
fn pasting_makes_the_fields_and_tags_that_the_blocks_name_and_leaves_other_wires_behind() {
    let (mut project, first, second) = pair();
    for name in ["бюджет", "город"] {
        build::add_field(&project, name, FieldKind::Number).0.apply(&mut project).unwrap();
    }
    build::add_tag(&project, "лид").0.apply(&mut project).unwrap();
    let text = |text: &str| Some(Prop::Text(text.to_owned()));
    let says = text("Город? {{ бюджет | 0 }} {% if %}");
    build::set_prop(&project, first, "text", says).apply(&mut project).unwrap();
    build::set_prop(&project, first, "media", text("7.pdf")).apply(&mut project).unwrap();
    let fragment = build::copy(&project, &Registry, &[first], &[]);
    assert_eq!(fragment.fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), ["бюджет"]);
    assert_eq!(fragment.tags, Vec::<String>::new());
    assert!(fragment.blocks[&first].exits.is_empty(), "the other end was not copied");
    let mut other = Project::new("другой");
    let main = FunnelName("main".into());
    let pasted = build::paste(&other, &Registry, &main, &fragment, Pos(500, 70));
    let before = other.clone();
    let undo = pasted.transaction.apply(&mut other).unwrap();
    assert_eq!(other.field("бюджет").map(|(_, kind)| kind), Some(FieldKind::Number));
    assert_eq!(other.layout.blocks[&pasted.blocks[0]], Pos(500, 70));
    assert_eq!(build::media_of(&fragment, &Registry), BTreeSet::from(["7.pdf".to_owned()]));
    undo.apply(&mut other).unwrap();
    assert_eq!(other, before);
    assert!(second > first);
}

#[test]
fn a_damaged_fragment_says_where() {
    for (text, says) in [
        ("// voronka fragment 9\n(blocks: {})", "newer"),
        ("// voronka fragment 1\n(blocks: {1: mesage()})", "message"),
        ("// voronka fragment 1\n(blocks: {1: message(text: \"а", "quote"),
    ] {
        assert!(file::is_fragment(text));
        let error = file::read_fragment(text, &Registry).expect_err(text);
        assert!(error.message.en.contains(says), "{text}: {}", error.message.en);
    }
    assert!(!file::is_fragment("просто текст"));
}

#[test]
fn pushing_the_same_things_over_the_canvas_is_one_step() {
    let (mut project, first, second) = pair();
    let before = project.clone();
    let mut history = History::default();
    for step in 1..4 {
        let places = [(first, Pos(step * 11, 0)), (second, Pos(300 + step * 11, 0))];
        let push = build::move_things(&project, &places, &[], Pos(0, 0));
        history.apply_typing(&mut project, push).unwrap();
    }
    history.undo(&mut project);
    assert_eq!(project, before);
}

/// Two blocks with two wires between them.
fn pair() -> (Project, BlockId, BlockId) {
    let mut project = Project::new("п");
    let main = FunnelName("main".into());
    let (add, first) = build::add_block(&project, &main, Block::new("message"), Pos(0, 0));
    add.apply(&mut project).unwrap();
    let (add, second) = build::add_block(&project, &main, Block::new("end"), Pos(300, 0));
    add.apply(&mut project).unwrap();
    let rows = |keys: &[&str]| {
        let row = |key: &&str| Record::from([("key".to_owned(), Prop::Text((*key).to_owned()))]);
        Prop::List(keys.iter().map(row).collect())
    };
    build::set_prop(&project, first, "buttons", Some(rows(&["b1", "b2"]))).apply(&mut project).unwrap();
    for exit in ["b1", "b2"] {
        build::connect(first, Exit::new(exit), Some(second)).apply(&mut project).unwrap();
    }
    (project, first, second)
}

#[test]
fn undo_of_a_deletion_brings_the_incoming_wires_and_the_place_back() {
    let (mut project, first, second) = pair();
    let before = project.clone();
    let mut history = History::default();
    let delete = build::delete_blocks(&project, &[second]);
    history.apply(&mut project, delete).unwrap();
    assert!(project.block(first).unwrap().1.exits.is_empty());
    assert_eq!(project.layout.blocks.len(), 1);
    history.undo(&mut project);
    assert_eq!(project, before);
}

#[test]
fn a_number_is_not_handed_out_again_after_a_deletion() {
    let (mut project, _, second) = pair();
    build::delete_blocks(&project, &[second]).apply(&mut project).unwrap();
    let (_, third) = build::add_block(&project, &FunnelName("main".into()), Block::new("end"), Pos(0, 0));
    assert!(third > second);
}

#[test]
fn a_button_takes_its_wire_with_it_and_no_other() {
    let (mut project, first, second) = pair();
    let row = Record::from([("key".to_owned(), Prop::Text("b2".into()))]);
    build::set_prop(&project, first, "buttons", Some(Prop::List(vec![row]))).apply(&mut project).unwrap();
    let exits: Vec<_> = project.block(first).unwrap().1.exits.clone().into_iter().collect();
    assert_eq!(exits, [(Exit::new("b2"), second)]);
    assert_eq!(build::next_key(project.block(first).unwrap().1), "b3");
    assert_eq!(build::next_key(&Block::new("message")), "b1");
}

#[test]
fn copies_keep_the_wires_among_themselves_only() {
    let (mut project, first, second) = pair();
    let (both, copies) = build::duplicate_blocks(&project, &[first, second], Pos(10, 20));
    both.apply(&mut project).unwrap();
    let copy = project.block(copies[0]).unwrap().1;
    assert!(copy.exits.values().all(|to| *to == copies[1]) && copy.exits.len() == 2);
    assert_eq!(project.layout.blocks[&copies[1]], Pos(310, 20));
    let (one, copies) = build::duplicate_blocks(&project, &[first], Pos(10, 20));
    one.apply(&mut project).unwrap();
    assert!(project.block(copies[0]).unwrap().1.exits.is_empty());
}

#[test]
fn texts_of_other_languages_go_with_their_blocks_and_rows_and_come_with_copies() {
    let (mut project, first, second) = pair();
    for (key, text) in
        [("1.text", "one"), ("1.buttons.b1.label", "yes"), ("1.buttons.b2.label", "no"), ("11.text", "x")]
    {
        build::set_text(&project, "en", key, text).apply(&mut project).unwrap();
    }
    let keys = |project: &Project| project.layers[0].texts.keys().cloned().collect::<Vec<_>>();
    let before = project.clone();
    let row = Record::from([("key".to_owned(), Prop::Text("b2".into()))]);
    let undo =
        build::set_prop(&project, first, "buttons", Some(Prop::List(vec![row]))).apply(&mut project).unwrap();
    assert_eq!(keys(&project), ["1.buttons.b2.label", "1.text", "11.text"]);
    undo.apply(&mut project).unwrap();
    assert_eq!(project, before);
    let (copy, ids) = build::duplicate_blocks(&project, &[first], Pos(0, 0));
    let undo = copy.apply(&mut project).unwrap();
    assert_eq!(project.layers[0].texts[&text_key(ids[0], "buttons.label", Some("b1"))], "yes");
    undo.apply(&mut project).unwrap();
    build::delete_blocks(&project, &[first, second]).apply(&mut project).unwrap();
    assert_eq!(keys(&project), ["11.text"]);
}

#[test]
fn tables_layers_and_lists_that_no_file_keeps_are_refused() {
    let mut project = Project::new("п");
    let table = |name: &str, columns: &[&str], row: &[&str]| Table {
        name: name.into(),
        columns: columns.iter().map(|text| (*text).to_owned()).collect(),
        rows: vec![row.iter().map(|text| (*text).to_owned()).collect()],
    };
    let named = |name: &str| Record::from([("name".to_owned(), Prop::Text(name.into()))]);
    let cases = [
        (
            build::set_table(&project, table("Товары", &["a"], &["1"])),
            EditError::BadTableName("Товары".into()),
        ),
        (
            build::set_table(&project, table("t", &["a", " a "], &["1", "2"])),
            EditError::BadColumns("t".into()),
        ),
        (build::set_table(&project, table("t", &[], &[])), EditError::BadColumns("t".into())),
        (build::set_table(&project, table("t", &["a", "b"], &["1"])), EditError::BadRow("t".into(), 0)),
        (build::set_cell(&project, "t", 0, 0, "x"), EditError::NoSuchTable("t".into())),
        (build::set_text(&project, "русский", "1.text", "x"), EditError::BadLayerName("русский".into())),
        (build::set_list(&project, "team", vec![named("а"), named("а")]), EditError::RowExists("а".into())),
        (build::set_list(&project, "team", vec![named(" ")]), EditError::EmptyName),
        (
            build::set_settings(&project, Settings { language: "рус".into(), ..Settings::of(&project) }),
            EditError::BadLanguage("рус".into()),
        ),
    ];
    let before = project.clone();
    for (transaction, error) in cases {
        assert_eq!(transaction.apply(&mut project), Err(error));
        assert_eq!(project, before);
    }
    build::set_table(&project, table("t", &["a"], &["1\r\n2"])).apply(&mut project).unwrap();
    build::set_cell(&project, "t", 0, 0, "3\r4").apply(&mut project).unwrap();
    assert_eq!(project.tables[0].rows, [["3\n4"]]);
}

#[test]
fn typing_is_one_step_until_it_is_broken_off() {
    let (mut project, first, _) = pair();
    let mut history = History::default();
    let saved = history.revision();
    let kind = |history: &mut History, project: &mut Project, text: &str| {
        let transaction = build::set_prop(project, first, "text", Some(Prop::Text(text.into())));
        history.apply_typing(project, transaction).unwrap();
    };
    for text in ["П", "Пр", "Привет"] {
        kind(&mut history, &mut project, text);
    }
    history.break_typing();
    kind(&mut history, &mut project, "Привет!");
    assert_ne!(history.revision(), saved);
    history.undo(&mut project);
    assert_eq!(project.block(first).unwrap().1.text("text"), "Привет");
    history.undo(&mut project);
    assert_eq!(project.block(first).unwrap().1.text("text"), "");
    assert!(history.revision() == saved && history.can_undo().is_none());
    assert_eq!(history.can_redo(), Some(Label::new("Изменить блок", "Change block")));
    history.redo(&mut project);
    assert_eq!(project.block(first).unwrap().1.text("text"), "Привет");
}

#[test]
fn typing_back_what_was_there_leaves_no_step() {
    let (mut project, first, _) = pair();
    let mut history = History::default();
    let transaction = build::set_title(&project, first, "а");
    history.apply(&mut project, transaction).unwrap();
    let (before, state) = (project.clone(), history.revision());
    for title in ["аб", "абв", "а"] {
        let transaction = build::set_title(&project, first, title);
        history.apply_typing(&mut project, transaction).unwrap();
    }
    assert_eq!((&project, history.revision(), history.moments_len()), (&before, state, 2));
    let transaction = build::set_title(&project, first, "аб");
    history.apply_typing(&mut project, transaction).unwrap();
    history.undo(&mut project);
    assert_eq!(project, before, "what is typed next is a step of its own");
}

#[test]
fn writing_a_note_is_another_step_than_pushing_it() {
    let mut project = Project::new("п");
    let note = Note { funnel: FunnelName("main".into()), size: Note::SIZE_MIN, ..Note::default() };
    let (transaction, note_id) = build::add_note(&project, note.clone());
    let mut history = History::default();
    history.apply(&mut project, transaction).unwrap();
    let write = |text: &str, at: i32| Note { text: text.into(), at: Pos(at, 0), ..note.clone() };
    for (text, at) in [("", 11), ("", 22), ("а", 22), ("аб", 22)] {
        let transaction = build::set_note(&project, note_id, write(text, at));
        history.apply_typing(&mut project, transaction).unwrap();
    }
    history.undo(&mut project);
    assert_eq!(project.layout.notes[&note_id], write("", 22));
}

#[test]
fn typing_after_saving_or_undo_begins_a_new_step() {
    let (mut project, first, _) = pair();
    let mut history = History::default();
    for text in ["а", "аб"] {
        let transaction = build::set_title(&project, first, text);
        history.apply_typing(&mut project, transaction).unwrap();
        history.break_typing();
    }
    let saved = history.revision();
    history.undo(&mut project);
    assert_eq!(project.block(first).unwrap().1.title, "а");
    assert_ne!(history.revision(), saved);
}

#[test]
fn what_does_not_fit_is_refused_by_name() {
    let (mut project, first, second) = pair();
    let before = project.clone();
    let gone = BlockId(99);
    let main = FunnelName("main".into());
    let field = |name: &str| build::add_field(&project, name, FieldKind::Text).0;
    let cases = [
        (build::set_title(&project, gone, "а"), EditError::NoSuchBlock(gone)),
        (
            build::connect(first, Exit::next(), Some(gone)),
            EditError::ExitLeadsNowhere { from: first, exit: Exit::next(), to: gone },
        ),
        (
            Transaction::new(LABEL, vec![Edit::RemoveBlock { block_id: second }]),
            EditError::PlaceWithoutBlock(second),
        ),
        (build::move_blocks(&[(gone, Pos(0, 0))]), EditError::PlaceWithoutBlock(gone)),
        (
            build::add_frame(
                &project,
                Frame {
                    funnel: main.clone(),
                    folded_marks: [Mark::Note(NoteId(9))].into(),
                    ..Frame::default()
                },
            )
            .0,
            EditError::FoldedWithoutMark(Mark::Note(NoteId(9))),
        ),
        (
            build::add_block(&project, &FunnelName("нет".into()), Block::new("end"), Pos(0, 0)).0,
            EditError::NoSuchFunnel(FunnelName("нет".into())),
        ),
        (
            Transaction::new(
                LABEL,
                vec![Edit::InsertBlock { funnel: main, block_id: gone, block: Block::new("end") }],
            ),
            EditError::BlockNotCounted(gone),
        ),
        (field("имя"), EditError::FieldIsSystem("имя".into())),
        (field("  "), EditError::EmptyName),
        (
            Transaction::new(LABEL, vec![Edit::SetNextIds { block: 1, field: 32, tag: 1 }]),
            EditError::BlockNotCounted(second),
        ),
    ];
    for (transaction, expected) in cases {
        assert_eq!(transaction.apply(&mut project), Err(expected));
        assert_eq!(project, before);
    }
    build::add_tag(&project, "лид").0.apply(&mut project).unwrap();
    assert_eq!(
        build::add_tag(&project, "лид").0.apply(&mut project),
        Err(EditError::TagExists("лид".into()))
    );
}

#[test]
fn a_funnel_is_named_after_its_title_in_latin_letters() {
    let mut project = Project::new("п");
    for (title, name) in [
        ("Прогрев: 5 дней", "progrev-5-dnei"),
        ("Прогрев: 5 дней", "progrev-5-dnei-2"),
        ("!!!", "funnel"),
        ("Щука ест объявление", "shchuka-est-obiavlenie"),
    ] {
        let (add, made) = build::add_funnel(&project, title);
        add.apply(&mut project).unwrap();
        assert_eq!(made.0, name);
        assert!(made.is_valid());
    }
    let long = build::free_funnel_name(&project, &"щ".repeat(300));
    assert!(long.is_valid(), "{long}");
}

/// A project that names the tag «лид» and the field «балл» wherever either can be named.
fn naming() -> Project {
    let (mut project, first, _) = pair();
    let text = |text: &str| Prop::Text(text.to_owned());
    for name in ["лид", "лишний"] {
        build::add_tag(&project, name).0.apply(&mut project).unwrap();
    }
    for name in ["балл", "пустое"] {
        build::add_field(&project, name, FieldKind::Number).0.apply(&mut project).unwrap();
    }
    let row = |fields: &[(&str, &str)]| -> Record {
        fields.iter().map(|(name, value)| ((*name).to_owned(), text(value))).collect()
    };
    let mut action = Block::new("action");
    let acts = vec![
        row(&[("act", "add_tag"), ("tag", "лид")]),
        row(&[("act", "set"), ("field", "балл"), ("formula", "балл + 1")]),
    ];
    action.props.insert("actions".into(), Prop::List(acts));
    let mut condition = Block::new("condition");
    let branch = row(&[("key", "k"), ("formula", "балл >= 5 and has(\"лид\") or has(\"балл\")")]);
    condition.props.insert("branches".into(), Prop::List(vec![branch]));
    let funnel = project.funnels[0].name.clone();
    for block in [action, condition] {
        build::add_block(&project, &funnel, block, Pos(0, 0)).0.apply(&mut project).unwrap();
    }
    let said = Some(text("Балл: {{ балл | 0 }}, балл {{ имя | балл }}"));
    build::set_prop(&project, first, "text", said).apply(&mut project).unwrap();
    build::set_text(&project, "en", "1.text", "Score: {{ балл | 0 }}").apply(&mut project).unwrap();
    let rules = Prop::List(vec![row(&[("what", "field"), ("field", "балл"), ("op", "ge"), ("value", "3")])]);
    let mut segment = row(&[("name", "Тёплые"), ("formula", "has(лид)")]);
    segment.insert("groups".into(), Prop::List(vec![Record::from([("rules".to_owned(), rules)])]));
    build::set_list(&project, "segments", vec![segment]).apply(&mut project).unwrap();
    project
}

#[test]
fn a_name_changes_wherever_it_stands_and_comes_back_by_one_undo() {
    let mut project = naming();
    let before = project.clone();
    let (tag, field) = (project.tag("лид").unwrap(), project.field("балл").unwrap().0);
    let of_tag = uses::of_tag(&project, &Registry, "лид");
    let of_field = uses::of_field(&project, &Registry, "балл");
    assert_eq!((of_tag.len(), of_field.len()), (3, 6), "{of_tag:#?} {of_field:#?}");
    assert!(of_tag.iter().any(|place| place.listed.as_ref().is_some_and(|listed| listed.1 == "Тёплые")));
    assert!(of_field.iter().any(|place| place.layer.as_deref() == Some("en")));
    let undo_tag = build::rename_tag(&project, &Registry, tag, "тёплый лид").apply(&mut project).unwrap();
    let undo_field =
        build::rename_field(&project, &Registry, field, "счёт игры").apply(&mut project).unwrap();
    let mut all = Vec::new();
    uses::rewrite(&project, &Registry, &mut |written| {
        all.push(written.text.to_owned());
        None
    });
    for new in [
        "Балл: {{ счёт игры | 0 }}, балл {{ имя | балл }}",
        "Score: {{ счёт игры | 0 }}",
        "[счёт игры] >= 5 and has(\"тёплый лид\") or has(\"балл\")",
        "[счёт игры] + 1",
        "has(\"тёплый лид\")",
        "тёплый лид",
        "счёт игры",
    ] {
        assert!(all.iter().any(|text| text == new), "{new} is missing in {all:?}");
    }
    let unknown = |project: &Project| compile(project).diagnostics.len();
    assert_eq!(unknown(&project), unknown(&before), "nothing new is unknown");
    assert_eq!(uses::of_tag(&project, &Registry, "тёплый лид").len(), of_tag.len());
    assert_eq!(project.tag("тёплый лид"), Some(tag));
    let layer = &project.layers[0];
    assert_eq!(layer.originals["1.text"], print_of(text_at(&project, "1.text").unwrap()), "still up to date");
    let taken = build::rename_tag(&project, &Registry, tag, "лишний").apply(&mut project);
    assert!(taken.is_err(), "another tag has the name");
    undo_field.apply(&mut project).unwrap();
    undo_tag.apply(&mut project).unwrap();
    assert_eq!(project, before);
    build::remove_unused(&project, &Registry).apply(&mut project).unwrap();
    let left = (project.tag("лид"), project.tag("лишний"), project.field("балл"), project.field("пустое"));
    assert!(matches!(left, (Some(_), None, Some(_), None)), "{left:?}");
}

#[test]
fn words_are_replaced_in_all_that_is_read_and_never_inside_braces() {
    let project = naming();
    let replace = |query: &str, options: build::FindOptions| {
        let (places, transaction) = build::replace_text(&project, &Registry, query, "итог", options);
        let mut new = project.clone();
        transaction.apply(&mut new).unwrap();
        (places.len(), new.block(BlockId(1)).unwrap().1.text("text").to_owned(), new)
    };
    let any = build::FindOptions::default();
    let (count, text, _) = replace("балл", any);
    assert_eq!((count, text.as_str()), (1, "итог: {{ балл | 0 }}, итог {{ имя | балл }}"));
    let (_, text, _) = replace("балл", build::FindOptions { case: true, ..any });
    assert_eq!(text, "Балл: {{ балл | 0 }}, итог {{ имя | балл }}");
    assert_eq!(replace("бал", build::FindOptions { whole_word: true, ..any }).0, 0);
    let (count, _, new) = replace("score", any);
    assert_eq!((count, new.layers[0].texts["1.text"].as_str()), (1, "итог: {{ балл | 0 }}"));
    let (count, _, same) = replace("", any);
    assert_eq!((count, same), (0, project.clone()));
}

/// Titles of the first block in every moment of a history, newest first.
fn titles(history: &History, project: &Project) -> Vec<String> {
    let moments = (0..history.moments_len()).map(|place| history.moment(place).unwrap());
    let title = |state| {
        let there = history.at(project, state).unwrap();
        there.block(BlockId(1)).map_or(String::new(), |(_, block)| block.title.clone())
    };
    moments.map(|moment| title(moment.state)).collect()
}

#[test]
fn every_moment_of_a_history_can_be_seen_without_going_there() {
    let mut project = Project::new("п");
    let mut history = History::default();
    let funnel = project.funnels[0].name.clone();
    let (add, id) = build::add_block(&project, &funnel, Block::new("message"), Pos(0, 0));
    history.apply(&mut project, add).unwrap();
    for title in ["раз", "два", "три"] {
        let step = build::set_title(&project, id, title);
        history.apply(&mut project, step).unwrap();
        history.tell(voronka::edit::Told { at: 7, blocks: vec![id], ..Default::default() });
        if title == "два" {
            history.note_saved(history.revision());
        }
    }
    assert_eq!(titles(&history, &project), ["три", "два", "раз", "", ""]);
    history.undo(&mut project).unwrap();
    history.undo(&mut project).unwrap();
    let before = project.clone();
    assert_eq!(titles(&history, &project), ["три", "два", "раз", "", ""]);
    assert_eq!(project, before);
    let moments: Vec<_> = (0..5).map(|place| history.moment(place).unwrap()).collect();
    assert_eq!(moments.iter().map(|moment| moment.back).collect::<Vec<_>>(), [-2, -1, 0, 1, 2]);
    assert_eq!(
        moments.iter().map(|moment| moment.was_saved).collect::<Vec<_>>(),
        [false, true, false, false, false]
    );
    assert_eq!(moments[2].told.map(|told| told.at), Some(7));
    assert_eq!((moments[4].label, history.moment(5)), (None, None));
}

#[test]
fn a_history_of_heavy_steps_forgets_the_earliest() {
    let mut project = Project::new("п");
    let mut history = History::default();
    for number in 0..20 {
        let rows = vec![vec![format!("{number}").repeat(4 << 20)]];
        let table = Table { name: "t".into(), columns: vec!["a".into()], rows };
        let step = build::set_table(&project, table);
        history.apply(&mut project, step).unwrap();
    }
    assert!(history.is_cut());
    assert!((2..20).contains(&history.moments_len()), "{}", history.moments_len());
    while history.undo(&mut project).is_some() {}
    while history.redo(&mut project).is_some() {}
    assert!(project.table("t").unwrap().rows[0][0].starts_with("1919"));
}
