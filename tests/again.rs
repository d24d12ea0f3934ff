//! Checking again after an edit finds what checking from nothing finds, and compiles the same flow.

mod arbitrary;

use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;
use voronka::blocks::block_type;
use voronka::check::{Checker, Known, MediaSizes, check};
use voronka::compile::compile;
use voronka::gallery;
use voronka::model::*;

/// One thing that an author does. Blocks are meant by their number among all.
#[derive(Clone, Debug)]
enum Step {
    Text(Index, &'static str),
    Props(Index, Block),
    Prop(Index, Index, Block),
    Title(Index, &'static str),
    Wire(Index, &'static str, Option<Index>),
    Put(Block, Option<Index>),
    Remove(Index),
    Names(Index, Index),
    Setting(u8),
    Media(bool),
    Back(Index),
}

const TEXTS: [&str; 7] = [
    "",
    "Привет, {{ имя | друг }}! Ты с нами?",
    "Мы ждём вас {{ нет такого поля }}",
    "{{ score",
    "Коротко",
    "Очень длинный текст, который нигде не помещается на кнопку, как его ни сокращай и ни переноси",
    "/start",
];

fn step() -> impl Strategy<Value = Step> {
    let at = any::<Index>;
    let block = || arbitrary::block().prop_map(|(block, _)| block);
    let text = || prop::sample::select(TEXTS.to_vec());
    let exit = prop::sample::select(vec!["next", "b1", "timeout", "fail", "yes"]);
    prop_oneof![
        6 => (at(), text()).prop_map(|(at, text)| Step::Text(at, text)),
        1 => (at(), block()).prop_map(|(at, block)| Step::Props(at, block)),
        3 => (at(), at(), block()).prop_map(|(at, which, block)| Step::Prop(at, which, block)),
        1 => (at(), text()).prop_map(|(at, title)| Step::Title(at, title)),
        4 => (at(), exit, prop::option::of(at())).prop_map(|(at, exit, to)| Step::Wire(at, exit, to)),
        1 => (block(), prop::option::of(at())).prop_map(|(block, to)| Step::Put(block, to)),
        1 => at().prop_map(Step::Remove),
        1 => (at(), at()).prop_map(|(at, named)| Step::Names(at, named)),
        1 => (0_u8..5).prop_map(Step::Setting),
        1 => any::<bool>().prop_map(Step::Media),
        1 => at().prop_map(Step::Back),
    ]
}

fn block_at(project: &Project, at: Index) -> Option<BlockId> {
    let ids: Vec<_> = project.blocks().map(|(_, block_id, _)| block_id).collect();
    (!ids.is_empty()).then(|| *at.get(&ids))
}

fn block_mut(project: &mut Project, at: Index) -> Option<&mut Block> {
    let block_id = block_at(project, at)?;
    project.funnels.iter_mut().find_map(|funnel| funnel.blocks.get_mut(&block_id))
}

fn perform(project: &mut Project, step: &Step) -> Option<()> {
    match step {
        Step::Text(at, text) => {
            block_mut(project, *at)?.props.insert("text".into(), Prop::Text((*text).into()));
        }
        Step::Props(at, other) => {
            let block = block_mut(project, *at)?;
            (block.kind, block.props) = (other.kind.clone(), other.props.clone());
        }
        // A property of the block's own form, with a value of a shape that fits it or not.
        Step::Prop(at, which, other) => {
            let block = block_mut(project, *at)?;
            let fields = block_type(&block.kind)?.form.fields;
            let value = other.props.values().next().cloned();
            let name = which.get(fields).name;
            match value {
                Some(value) => drop(block.props.insert(name.into(), value)),
                None => drop(block.props.remove(name)),
            }
        }
        Step::Title(at, title) => block_mut(project, *at)?.title = (*title).into(),
        Step::Wire(at, exit, to) => {
            let to = to.and_then(|to| block_at(project, to));
            let block = block_mut(project, *at)?;
            let exit =
                block.exits.keys().next().cloned().filter(|_| exit.len() < 4).unwrap_or(Exit::new(*exit));
            match to {
                Some(to) => drop(block.exits.insert(exit, to)),
                None => drop(block.exits.remove(&exit)),
            }
        }
        Step::Put(block, to) => {
            let mut block = block.clone();
            block.exits.extend(to.and_then(|to| block_at(project, to)).map(|to| (Exit::next(), to)));
            project.funnels.last_mut()?.blocks.insert(BlockId(project.next_block), block);
            project.next_block += 1;
        }
        // Wires to it stay, as a careless merge would leave them.
        Step::Remove(at) => {
            let block_id = block_at(project, *at)?;
            project.funnels.iter_mut().for_each(|funnel| drop(funnel.blocks.remove(&block_id)));
        }
        // A block that waits for clicks on the links of another, or goes to it.
        Step::Names(at, named) => {
            let named = block_at(project, *named)?.to_string();
            let block = block_mut(project, *at)?;
            block.kind = if named.ends_with(['1', '3', '5']) { "goto" } else { "wait_event" }.into();
            block.props.insert("event".into(), Prop::Text("clicked".into()));
            block.props.insert("block".into(), Prop::Text(named));
        }
        Step::Setting(which) => match which {
            0 => project.ai = !project.ai,
            1 => project.consent.required = !project.consent.required,
            2 => project.tags.push(TagDef { id: TagId(project.next_tag), name: "лид".into() }),
            3 => project.channels.push(ChannelSetting { channel: "vk".into(), address: "sever".into() }),
            _ => {
                let texts = BTreeMap::from([("1.text".to_owned(), "Hello".to_owned())]);
                project.layers = vec![Layer { name: "en".into(), texts, ..Layer::default() }];
            }
        },
        Step::Media(_) | Step::Back(_) => {}
    }
    Some(())
}

fn finds_the_same(mut project: Project, steps: &[Step]) -> Result<(), TestCaseError> {
    let mut checker = Checker::default();
    let mut versions = vec![project.clone()];
    let mut running = None;
    let mut media = MediaSizes::from([("a.png".to_owned(), 90 << 20)]);
    for step in std::iter::once(&Step::Media(true)).chain(steps) {
        perform(&mut project, step);
        match step {
            Step::Back(at) => project = at.get(&versions).clone(),
            Step::Media(true) => drop(media.insert("b.png".into(), 1)),
            Step::Media(false) => drop(media.remove("b.png")),
            _ => {}
        }
        versions.push(project.clone());
        let known = Known { media: Some(&media), ..Known::default() };
        let compiled = compile(&project);
        let found = checker.check(&project, known);
        prop_assert_eq!(&checker.compiled().unwrap().flow, &compiled.flow, "after {:?}", step);
        prop_assert_eq!(checker.compiled().unwrap(), &compiled, "after {:?}", step);
        // An emulator runs the flow on, or has let it go by the next edit.
        if versions.len() % 3 > 0 {
            prop_assert_eq!(&*checker.share(), &compiled.flow);
            running = Some(checker.share()).filter(|_| versions.len() % 3 == 1);
        }
        prop_assert_eq!(found, check(&project, &compiled, known), "after {:?}", step);
    }
    drop(running);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn a_template_under_edit_is_checked_as_from_nothing(
        which in any::<Index>(),
        steps in prop::collection::vec(step(), 1..16),
    ) {
        let template = which.get(gallery::TEMPLATES);
        finds_the_same(template.project().unwrap(), &steps)?;
    }

    #[test]
    fn any_project_under_edit_is_checked_as_from_nothing(
        project in arbitrary::project(),
        steps in prop::collection::vec(step(), 1..16),
    ) {
        finds_the_same(project, &steps)?;
    }
}

#[test]
fn another_text_touches_one_block_and_another_wire_no_more_than_its_own() {
    use voronka::compile::{Compiler, Extent};
    let mut project = gallery::template("pizza").unwrap().project().unwrap();
    let mut compiler = Compiler::default();
    assert_eq!(compiler.compile(&project), Extent::All);
    let plain = |block: &Block| block.kind == "message" && !block.exits.is_empty();
    let block_id = project.blocks().find(|(_, _, block)| plain(block)).unwrap().1;
    let block = project.funnels.iter_mut().find_map(|funnel| funnel.blocks.get_mut(&block_id)).unwrap();
    block.props.insert("text".into(), Prop::Text("Другое".into()));
    let one = [block_id].into();
    assert_eq!(compiler.compile(&project), Extent::Texts(one));
    let block = project.funnels.iter_mut().find_map(|funnel| funnel.blocks.get_mut(&block_id)).unwrap();
    let exit = block.exits.keys().next().unwrap().clone();
    block.exits.insert(exit, block_id);
    assert_eq!(compiler.compile(&project), Extent::Blocks([block_id].into()));
    assert_eq!(compiler.compile(&project), Extent::Texts([].into()));
}
