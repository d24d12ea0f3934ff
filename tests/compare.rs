//! Two versions of a project side by side: everything that differs is told, and each of it can be taken back.

mod arbitrary;

use proptest::prelude::*;
use voronka::blocks::Registry;
use voronka::compare::{Comparison, Fate, Group, Part, Subject, Tone, compare, overlay, take_back, told};
use voronka::edit::{Edit, build};
use voronka::file;
use voronka::gallery;
use voronka::model::*;

fn pizza() -> Project {
    gallery::template("pizza").unwrap().project().unwrap()
}

fn with(project: &Project, change: impl FnOnce(&mut Project)) -> Project {
    let mut project = project.clone();
    change(&mut project);
    project
}

fn block_mut(project: &mut Project, id: BlockId) -> &mut Block {
    project.funnels.iter_mut().find_map(|funnel| funnel.blocks.get_mut(&id)).unwrap()
}

/// The first block of a kind.
fn first(project: &Project, kind: &str) -> BlockId {
    project.blocks().find(|(_, _, block)| block.kind == kind).unwrap().1
}

/// The first block with a list of buttons of at least so many rows.
fn with_buttons(project: &Project, least: usize) -> BlockId {
    project.blocks().find(|(_, _, block)| block.rows("buttons").len() >= least).unwrap().1
}

/// What is told, in a line for each change.
fn lines(found: &Comparison) -> Vec<String> {
    let line = |group: &Group| {
        let title = group.title.ru.clone();
        let changes = group.changes.iter().map(|change| {
            let side =
                |words: &Option<voronka::diag::Words>| words.as_ref().map_or("—".into(), |w| w.ru.clone());
            format!(
                "{:?} {title} / {}: {} → {}",
                change.tone,
                change.label.ru,
                side(&change.before),
                side(&change.after)
            )
        });
        changes.collect::<Vec<_>>()
    };
    found.groups.iter().flat_map(line).collect()
}

/// Everything but the counters of ids, which nobody draws.
fn drawn(project: &Project) -> Project {
    let mut project = project.clone();
    (project.next_block, project.next_field, project.next_tag) = (0, 0, 0);
    project.lists.retain(|_, rows| !rows.is_empty());
    project
}

#[test]
fn equal_projects_have_no_differences() {
    for template in gallery::TEMPLATES {
        let project = template.project().unwrap();
        assert!(compare(&project, &project).is_empty(), "{}", template.name);
    }
}

#[test]
fn a_changed_text_is_told_word_by_word() {
    let before = pizza();
    let id = first(&before, "message");
    let set = |project: &mut Project, text: &str| {
        block_mut(project, id).props.insert("text".into(), Prop::Text(text.into()));
    };
    let before = with(&before, |project| set(project, "Скидка 10 % сегодня"));
    let after = with(&before, |project| set(project, "Скидка 20 % сегодня"));
    let found = compare(&before, &after);
    let [group] = &found.groups[..] else { panic!("{:?}", lines(&found)) };
    assert_eq!((&group.subject, group.tone), (&Subject::Block(id), Tone::Changed));
    let [change] = &group.changes[..] else { panic!("{:?}", lines(&found)) };
    assert_eq!(change.label.ru, "Текст");
    let words: Vec<_> = change.runs(Lang::Ru).into_iter().map(|run| (run.fate, run.text)).collect();
    let expected =
        [(Fate::Same, "Скидка "), (Fate::Removed, "10"), (Fate::Added, "20"), (Fate::Same, " % сегодня")];
    assert_eq!(words, expected.map(|(fate, text)| (fate, text.to_owned())));
}

#[test]
fn buttons_are_told_one_by_one_with_their_wires() {
    let before = pizza();
    let id = with_buttons(&before, 2);
    let mut rows = before.block(id).unwrap().1.rows("buttons").to_vec();
    let gone = rows.remove(0);
    let caption = text_of(&gone, "label").to_owned();
    rows[0].insert("label".into(), Prop::Text("Другая подпись".into()));
    let mut after = before.clone();
    build::set_prop(&before, id, "buttons", Some(Prop::List(rows))).apply(&mut after).unwrap();
    let told = lines(&compare(&before, &after));
    let has =
        |start: &str, part: &str| told.iter().any(|line| line.starts_with(start) && line.contains(part));
    assert!(has("Removed", &caption), "{told:#?}");
    assert!(has("Changed", "→ Другая подпись"), "{told:#?}");
    assert!(has("Removed", &format!("Связь «{caption}»")), "{told:#?}");
    // Taking the button back brings its wire along.
    let found = compare(&before, &after);
    let change = found.groups[0]
        .changes
        .iter()
        .find(|change| change.tone == Tone::Removed && matches!(change.part, Part::Value(_)));
    take_back(&before, &after, &found.groups[0], change).apply(&mut after).unwrap();
    let told = lines(&compare(&before, &after));
    assert!(told.iter().all(|line| line.starts_with("Changed")), "{told:#?}");
}

#[test]
fn what_is_only_moved_is_told_apart_from_what_is_changed() {
    let before = pizza();
    let ids: Vec<BlockId> = before.blocks().map(|(_, id, _)| id).take(2).collect();
    let after = with(&before, |project| {
        project.layout.blocks.insert(ids[0], Pos(-900, -900));
        block_mut(project, ids[1]).title = "Иначе".into();
    });
    let found = compare(&before, &after);
    let tones: Vec<_> = found.groups.iter().map(|group| (group.subject.clone(), group.tone)).collect();
    assert!(tones.contains(&(Subject::Block(ids[0]), Tone::Moved)), "{tones:?}");
    assert!(tones.contains(&(Subject::Block(ids[1]), Tone::Changed)), "{tones:?}");
}

#[test]
fn settings_fields_tags_tables_and_texts_are_told_by_name() {
    let before = with(&pizza(), |project| {
        project.tables = vec![Table {
            name: "menu".into(),
            columns: vec!["id".into(), "price".into()],
            rows: vec![vec!["margarita".into(), "500".into()], vec!["pepperoni".into(), "600".into()]],
        }];
    });
    let id = first(&before, "message");
    let after = with(&before, |project| {
        project.landing.headline = "Пицца за час".into();
        project.schedule.quiet = "01:00-05:00".into();
        project.tags.push(TagDef { id: TagId(900), name: "гурман".into() });
        project.tables[0].rows[1][1] = "650".into();
        project.tables[0].rows.insert(0, vec!["diablo".into(), "700".into()]);
        let texts = [(format!("{id}.text"), "Hello".to_owned())].into();
        project.layers.push(Layer { name: "de".into(), texts, ..Layer::default() });
        project.layers.sort_by(|a, b| a.name.cmp(&b.name));
    });
    let told = lines(&compare(&before, &after)).join("\n");
    for part in [
        "Минилендинг · заголовок",
        "→ Пицца за час",
        "Расписание · тихие часы",
        "Тег «гурман»",
        "Таблица «menu» / Строка «pepperoni»: pepperoni · 600 → pepperoni · 650",
        "Таблица «menu» / Строка «diablo»: — → diablo · 700",
        "Тексты «de»",
    ] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    assert!(!told.contains("margarita"), "{told}");
}

#[test]
fn a_removed_block_stands_as_a_ghost_between_its_wires() {
    let before = pizza();
    let (from, exit, gone) = before
        .blocks()
        .find_map(|(_, id, block)| block.exits.iter().next().map(|(exit, to)| (id, exit.clone(), *to)))
        .unwrap();
    let mut after = before.clone();
    build::delete_blocks(&before, &[gone]).apply(&mut after).unwrap();
    let drawn = overlay(&before, &after, &compare(&before, &after));
    assert_eq!(drawn.blocks.get(&gone), Some(&Tone::Removed));
    assert_eq!(drawn.project.block(gone).unwrap().1.title, before.block(gone).unwrap().1.title);
    assert_eq!(drawn.project.block(from).unwrap().1.exits.get(&exit), Some(&gone));
    assert_eq!(drawn.wires.get(&(from, exit)), Some(&Tone::Removed));
    assert_eq!(drawn.project.layout.blocks.get(&gone), before.layout.blocks.get(&gone));
}

/// Takes every group back, one after the other.
fn all_back(before: &Project, after: &Project) -> Project {
    let mut now = after.clone();
    // A block that comes back may bring a wire that leads to one that comes later: twice is enough.
    for _ in 0..2 {
        for group in compare(before, &now).groups {
            take_back(before, &now, &group, None).apply(&mut now).unwrap();
        }
    }
    now
}

#[test]
fn a_deleted_funnel_comes_back_with_all_that_led_to_it() {
    let before = pizza();
    let mut after = before.clone();
    let name = before.funnels.last().unwrap().name.clone();
    build::remove_funnel(&before, &name).apply(&mut after).unwrap();
    assert_eq!(drawn(&all_back(&before, &after)), drawn(&before));
}

#[test]
fn steps_are_called_by_what_they_did_to_what() {
    let project = pizza();
    let id = first(&project, "message");
    let project = with(&project, |project| block_mut(project, id).title = "Приветствие".into());
    let other = project.blocks().find(|(_, other, _)| *other != id).unwrap().1;
    let project = with(&project, |project| block_mut(project, other).title = "Спасибо".into());
    let name = |transaction| told(&project, &transaction).0.ru;
    let text = Some(Prop::Text("Привет".into()));
    assert_eq!(name(build::set_prop(&project, id, "text", text)), "Текст: Приветствие");
    assert_eq!(
        name(build::set_title(&project, id, "Начало")),
        "Переименовать блок: Сообщение «Какая ваша любимая? Запомню,…» → Начало"
    );
    let wire = build::connect(id, Exit::next(), Some(other));
    assert_eq!(name(wire), "Провести связь: Приветствие → Спасибо");
    assert_eq!(name(build::delete_blocks(&project, &[id])), "Удалить блок: Приветствие");
    let three: Vec<BlockId> = project.blocks().map(|(_, id, _)| id).take(3).collect();
    assert_eq!(name(build::delete_blocks(&project, &three)), "Удалить блоки: 3 блока");
    let moved: Vec<_> = three.iter().map(|id| (*id, Pos(0, 0))).collect();
    assert_eq!(name(build::move_blocks(&moved)), "Передвинуть блоки: 3 блока");
    assert_eq!(name(build::add_tag(&project, "гурман").0), "Добавить тег: гурман");
    let mut settings = voronka::edit::Settings::of(&project);
    settings.landing.headline = "Иначе".into();
    assert_eq!(name(build::set_settings(&project, settings)), "Минилендинг");
    assert!(told(&project, &build::delete_blocks(&project, &three)).1.len() >= 3);
}

/// A step of an author: what may be done to any project.
fn edit(project: &Project, (what, at, text): &(u8, prop::sample::Index, String)) -> Project {
    let ids: Vec<BlockId> = project.blocks().map(|(_, id, _)| id).collect();
    let mut after = project.clone();
    let funnel = project.funnels.first().map(|funnel| funnel.name.clone()).unwrap_or_default();
    let transaction = if ids.is_empty() || *what == 0 {
        let block = Block { title: text.clone(), ..Block::new("message") };
        build::add_block(project, &funnel, block, Pos(7, 7)).0
    } else {
        let id = ids[at.index(ids.len())];
        match what {
            1 => build::delete_blocks(project, &[id]),
            2 => build::set_title(project, id, text.clone()),
            3 => build::set_prop(project, id, "text", Some(Prop::Text(text.clone()))),
            4 => build::connect(id, Exit::next(), Some(ids[0])),
            5 => build::move_blocks(&[(id, Pos(text.len() as i32, 5))]),
            6 => build::add_funnel(project, text).0,
            _ => build::add_tag(project, &format!("т{text}")).0,
        }
    };
    let _ = transaction.apply(&mut after);
    after
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_told_exactly_when_nothing_differs(a in arbitrary::project(), b in arbitrary::project()) {
        prop_assert!(compare(&a, &a).is_empty());
        prop_assert_eq!(compare(&a, &b).is_empty(), drawn(&a) == drawn(&b));
    }

    #[test]
    fn every_change_can_be_taken_back(
        base in arbitrary::project(),
        steps in prop::collection::vec((0u8..8, any::<prop::sample::Index>(), "[а-я]{0,6}"), 1..8),
    ) {
        let after = steps.iter().fold(base.clone(), |project, step| edit(&project, step));
        let found = compare(&base, &after);
        prop_assert_eq!(found.is_empty(), drawn(&base) == drawn(&after));
        let back = all_back(&base, &after);
        prop_assert!(compare(&base, &back).is_empty(), "{:#?}", lines(&compare(&base, &back)));
        let sound = file::read(&file::write(&back, &Registry), &Registry);
        prop_assert_eq!(sound.unwrap(), back);
    }

    #[test]
    fn a_single_change_goes_back_alone(
        base in arbitrary::project(),
        steps in prop::collection::vec((0u8..8, any::<prop::sample::Index>(), "[а-я]{0,6}"), 1..6),
    ) {
        let after = steps.iter().fold(base.clone(), |project, step| edit(&project, step));
        for group in compare(&base, &after).groups {
            for change in &group.changes {
                let mut now = after.clone();
                take_back(&base, &after, &group, Some(change)).apply(&mut now).unwrap();
                let left = compare(&base, &now).groups.into_iter().find(|left| left.subject == group.subject);
                let still = left.iter().flat_map(|left| &left.changes).any(|other| other.part == change.part);
                // A wire to a block that is gone, or the fold of a frame around it, cannot come back before it.
                let is_fold = change.part == Part::Place && matches!(group.subject, Subject::Mark(_));
                let leans = matches!(change.part, Part::Exit(_)) || is_fold;
                prop_assert!(!still || leans, "{change:?}");
            }
        }
    }
}

#[test]
fn ten_thousand_changed_blocks_are_all_told_and_none_where_nothing_changed() {
    let funnels = (0..20).map(|number| {
        let block = |at: u32| {
            let id = number * 500 + at + 1;
            let mut block = Block { title: format!("Блок {id}"), ..Block::new("message") };
            block.props.insert("text".into(), Prop::Text(format!("Здравствуйте, это сообщение номер {id}")));
            block.exits.insert(Exit::next(), BlockId(number * 500 + (at + 1) % 500 + 1));
            (BlockId(id), block)
        };
        Funnel {
            name: FunnelName(format!("f{number}")),
            blocks: (0..500).map(block).collect(),
            ..Funnel::default()
        }
    });
    let before = Project { funnels: funnels.collect(), next_block: 10_001, ..Project::new("большой") };
    let after = with(&before, |project| {
        for block in project.funnels.iter_mut().flat_map(|funnel| funnel.blocks.values_mut()) {
            block.props.insert("text".into(), Prop::Text("Добрый день".into()));
        }
    });
    let found = compare(&before, &after);
    assert_eq!(found.count(Tone::Changed), 10_000);
    assert!(compare(&before, &before.clone()).is_empty());
    let group = &found.groups[0];
    let back = take_back(&before, &after, group, group.changes.first());
    assert!(matches!(back.edits[..], [Edit::SetProp { .. }]));
}
