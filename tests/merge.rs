//! Two versions of a project brought together, and the way from one project to another.

mod arbitrary;

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use voronka::blocks::Registry;
use voronka::edit::{Merged, Piece, between, build, merge3};
use voronka::file;
use voronka::gallery;
use voronka::model::*;

const STEP: Label = Label::new("Шаг", "Step");

fn merged(base: &Project, ours: &Project, theirs: &Project) -> Merged {
    merge3(base, ours, theirs, &Registry, &BTreeSet::new())
}

/// Whether a project can be written and read again as it is: no id leads nowhere, no name stands twice.
fn is_sound(project: &Project) -> bool {
    file::read(&file::write(project, &Registry), &Registry).is_ok_and(|again| again == *project)
}

fn pizza() -> Project {
    gallery::template("pizza").unwrap().project().unwrap()
}

fn with(project: &Project, change: impl FnOnce(&mut Project)) -> Project {
    let mut project = project.clone();
    change(&mut project);
    project
}

/// Blocks that say something, in order.
fn messages(project: &Project) -> Vec<BlockId> {
    project.blocks().filter(|(_, _, block)| block.kind == "message").map(|(_, id, _)| id).collect()
}

fn block_mut(project: &mut Project, id: BlockId) -> &mut Block {
    project.funnels.iter_mut().find_map(|funnel| funnel.blocks.get_mut(&id)).unwrap()
}

fn say(project: &Project, id: BlockId, text: &str) -> Project {
    with(project, |project| {
        block_mut(project, id).props.insert("text".into(), Prop::Text(text.into()));
    })
}

fn add(project: &Project, title: &str) -> (Project, BlockId) {
    let block = Block { title: title.into(), ..Block::new("message") };
    let funnel = project.funnels[0].name.clone();
    let (transaction, id) = build::add_block(project, &funnel, block, Pos(0, 0));
    (with(project, |project| drop(transaction.apply(project).unwrap())), id)
}

#[test]
fn two_people_who_change_different_things_keep_both() {
    let base = pizza();
    let [first, second, ..] = messages(&base)[..] else { panic!("pizza has messages") };
    let ours = with(&say(&base, first, "Наше"), |project| project.landing.headline = "Заголовок".into());
    let theirs =
        with(&say(&base, second, "Чужое"), |project| project.landing.promise = "Обещание".into());
    let Merged { project, conflicts, .. } = merged(&base, &ours, &theirs);
    assert_eq!(conflicts, []);
    assert_eq!(project.block(first).unwrap().1.text("text"), "Наше");
    assert_eq!(project.block(second).unwrap().1.text("text"), "Чужое");
    assert_eq!((&*project.landing.headline, &*project.landing.promise), ("Заголовок", "Обещание"));
    assert_eq!(merged(&base, &theirs, &ours).project, project);
}

#[test]
fn the_same_text_changed_by_both_is_asked_about_and_stays_as_chosen() {
    let base = pizza();
    let first = messages(&base)[0];
    let (ours, theirs) = (say(&base, first, "Наше"), say(&base, first, "Чужое"));
    let asked = merged(&base, &ours, &theirs);
    assert_eq!(asked.conflicts, [Piece::Prop(first, "text".into())]);
    assert_eq!(asked.project, ours);
    let chosen: BTreeSet<_> = asked.conflicts.into_iter().collect();
    assert_eq!(merge3(&base, &ours, &theirs, &Registry, &chosen).project, theirs);
}

#[test]
fn buttons_of_one_message_are_brought_together_one_by_one() {
    let base = pizza();
    let (id, rows) = base
        .blocks()
        .find_map(|(_, id, block)| {
            (block.rows("buttons").len() > 1).then(|| (id, block.rows("buttons").to_vec()))
        })
        .unwrap();
    let rename = |at: usize, label: &str| {
        with(&base, |project| {
            let mut rows = rows.clone();
            rows[at].insert("label".into(), Prop::Text(label.into()));
            block_mut(project, id).props.insert("buttons".into(), Prop::List(rows));
        })
    };
    let both = merged(&base, &rename(0, "Первая"), &rename(1, "Вторая"));
    assert_eq!(both.conflicts, []);
    let labels: Vec<_> = both.project.block(id).unwrap().1.rows("buttons")[..2]
        .iter()
        .map(|row| text_of(row, "label"))
        .collect();
    assert_eq!(labels, ["Первая", "Вторая"]);
}

#[test]
fn blocks_that_both_added_under_one_id_both_stay_with_their_wires_and_texts() {
    let base = pizza();
    let (ours, id) = add(&base, "Наш");
    let (ours, next) = add(&ours, "Наш второй");
    let ours = with(&ours, |project| {
        block_mut(project, id).exits.insert(Exit::next(), next);
        project.layers.push(Layer {
            name: "xx".into(),
            texts: BTreeMap::from([(format!("{id}.text"), "ours".into())]),
            ..Layer::default()
        });
    });
    let (theirs, same) = add(&base, "Чужой");
    assert_eq!(id, same);
    let Merged { project, conflicts, .. } = merged(&base, &ours, &theirs);
    assert_eq!(conflicts, []);
    assert!(is_sound(&project));
    assert_eq!(project.block(id).unwrap().1.title, "Чужой", "others may know the id by now");
    let (_, moved, block) = project.blocks().find(|(_, _, block)| block.title == "Наш").unwrap();
    let to = project.block(*block.exits.get(&Exit::next()).unwrap()).unwrap().1;
    assert_eq!(to.title, "Наш второй");
    let layer = project.layers.iter().find(|layer| layer.name == "xx").unwrap();
    assert_eq!(layer.texts[&format!("{moved}.text")], "ours");
    assert!(project.layout.blocks.contains_key(&moved));
}

#[test]
fn buttons_that_both_added_under_one_key_both_stay_with_their_wires_and_translations() {
    let base = pizza();
    let [first, second, third, ..] = messages(&base)[..] else { panic!("pizza has messages") };
    let key = build::next_key(base.block(first).unwrap().1);
    let grown = |label: &str, to: BlockId, translated: &str| {
        with(&base, |project| {
            let block = block_mut(project, first);
            let mut rows = block.rows("buttons").to_vec();
            rows.push(Record::from([
                ("key".to_owned(), Prop::Text(key.clone())),
                ("label".to_owned(), Prop::Text(label.into())),
            ]));
            block.props.insert("buttons".into(), Prop::List(rows));
            block.exits.insert(Exit::new(key.clone()), to);
            let texts = BTreeMap::from([(format!("{first}.buttons.{key}.label"), translated.into())]);
            project.layers.push(Layer { name: "xx".into(), texts, ..Layer::default() });
        })
    };
    let (ours, theirs) = (grown("Наша", second, "ours"), grown("Чужая", third, "theirs"));
    let Merged { project, conflicts, .. } = merged(&base, &ours, &theirs);
    assert_eq!(conflicts, []);
    assert!(is_sound(&project));
    let block = project.block(first).unwrap().1;
    let layer = project.layers.iter().find(|layer| layer.name == "xx").unwrap();
    for (label, to, translated) in [("Наша", second, "ours"), ("Чужая", third, "theirs")] {
        let row = block.rows("buttons").iter().find(|row| text_of(row, "label") == label).expect(label);
        let key = text_of(row, "key");
        assert_eq!(block.exits[&Exit::new(key)], to);
        assert_eq!(layer.texts[&format!("{first}.buttons.{key}.label")], translated);
    }
    let same = merged(&base, &ours, &ours.clone());
    assert_eq!(same.project, ours, "one button that both have stays one");
}

#[test]
fn a_block_deleted_here_and_changed_there_is_asked_about() {
    let base = pizza();
    let first = messages(&base)[0];
    let ours = with(&base, |project| drop(build::delete_blocks(&base, &[first]).apply(project).unwrap()));
    let theirs = say(&base, first, "Чужое");
    let asked = merged(&base, &ours, &theirs);
    assert_eq!(asked.conflicts, [Piece::Block(first)]);
    assert!(is_sound(&asked.project) && asked.project.block(first).is_none());
    let kept = merge3(&base, &ours, &theirs, &Registry, &BTreeSet::from([Piece::Block(first)])).project;
    assert!(is_sound(&kept));
    assert_eq!(kept.block(first).unwrap().1.text("text"), "Чужое");
}

#[test]
fn every_template_becomes_every_other_and_comes_back() {
    let projects: Vec<_> = gallery::TEMPLATES.iter().map(|one| (one.name, one.project().unwrap())).collect();
    for ((_, from), (name, to)) in projects.iter().zip(projects.iter().cycle().skip(1)) {
        let mut project = from.clone();
        let undo =
            between(STEP, from, to).apply(&mut project).unwrap_or_else(|refused| panic!("{name}: {refused}"));
        assert_eq!(&project, to, "{name}");
        undo.apply(&mut project).unwrap();
        assert_eq!(&project, from);
        assert!(between(STEP, to, to).edits.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_project_becomes_any_other(from in arbitrary::project(), to in arbitrary::project()) {
        let mut project = from.clone();
        // Random names may stand twice where an author could not have put them.
        if let Ok(undo) = between(STEP, &from, &to).apply(&mut project) {
            prop_assert_eq!(&project, &to);
            undo.apply(&mut project).ok();
        } else {
            prop_assert_eq!(&project, &from);
        }
    }

    #[test]
    fn who_changed_nothing_takes_all_of_the_other(base in arbitrary::project(), other in arbitrary::project()) {
        for (ours, theirs) in [(&base, &other), (&other, &base), (&other, &other)] {
            let Merged { project, conflicts, .. } = merged(&base, ours, theirs);
            prop_assert_eq!(&project, &other);
            prop_assert!(conflicts.is_empty());
        }
    }

    #[test]
    fn whatever_is_brought_together_opens_again(
        base in arbitrary::project(), ours in arbitrary::project(), theirs in arbitrary::project(),
    ) {
        let asked = merged(&base, &ours, &theirs);
        prop_assert!(is_sound(&asked.project));
        let all: BTreeSet<_> = asked.conflicts.iter().cloned().collect();
        let other = merge3(&base, &ours, &theirs, &Registry, &all);
        prop_assert!(is_sound(&other.project));
        prop_assert_eq!(other.conflicts, asked.conflicts);
    }
}
