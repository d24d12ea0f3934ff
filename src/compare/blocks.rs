//! Funnels and their blocks.

use super::name::{block_name, block_of, exit_name, fixed, funnel_of, funnel_title, own};
use super::record::Walk;
use super::{Change, Comparison, Group, Ordered, Part, Subject, Tone, change, reordered};
use crate::blocks::block_type;
use crate::diag::Words;
use crate::model::{Block, BlockId, Exit, Funnel, FunnelName, Label, Pos, Project, Record};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const TITLE: Label = Label::new("Название", "Title");
const FUNNEL: Label = Label::new("Воронка", "Funnel");
const FUNNELS: Label = Label::new("Воронки: порядок", "Funnels: order");
const PLACE: Label = Label::new("Место на холсте", "Place on the canvas");
const KIND: Label = Label::new("Вид блока", "Kind of block");

type Index<'p> = BTreeMap<BlockId, (&'p Funnel, &'p Block)>;

/// Two versions with their blocks by id.
struct Sides<'p> {
    before: &'p Project,
    after: &'p Project,
    old: Index<'p>,
    new: Index<'p>,
}

fn index(project: &Project) -> Index<'_> {
    project.blocks().map(|(funnel, id, block)| (id, (funnel, block))).collect()
}

pub(super) fn compare(before: &Project, after: &Project, found: &mut Comparison) {
    let sides = Sides { before, after, old: index(before), new: index(after) };
    order(before, after, found);
    for funnel in &after.funnels {
        let was = before.funnel(&funnel.name);
        sides.funnel(was, funnel, found);
        let ids: BTreeSet<BlockId> =
            was.into_iter().flat_map(|was| was.blocks.keys()).chain(funnel.blocks.keys()).copied().collect();
        for id in ids {
            sides.block(id, &funnel.name, found);
        }
    }
    for funnel in before.funnels.iter().filter(|funnel| after.funnel(&funnel.name).is_none()) {
        let title = funnel_title(funnel);
        found.push(Subject::Funnel(funnel.name.clone()), Tone::Removed, title, Vec::new());
        for id in funnel.blocks.keys() {
            sides.block(*id, &funnel.name, found);
        }
    }
}

fn order(before: &Project, after: &Project, found: &mut Comparison) {
    let names = |project: &Project| -> Vec<(usize, Words)> {
        let at = |funnel: &Funnel| before.funnels.iter().position(|other| other.name == funnel.name);
        project.funnels.iter().filter_map(|funnel| Some((at(funnel)?, funnel_title(funnel)))).collect()
    };
    let moved = reordered(&names(before), &names(after), fixed(FUNNELS), Part::Whole);
    found.push_changed(Subject::Order(Ordered::Funnels), fixed(FUNNELS), moved.into_iter().collect());
}

impl Sides<'_> {
    fn funnel(&self, was: Option<&Funnel>, is: &Funnel, found: &mut Comparison) {
        let subject = Subject::Funnel(is.name.clone());
        match was {
            None => found.push(subject, Tone::Added, funnel_title(is), Vec::new()),
            Some(was) if was.title != is.title => {
                let (old, new) = (own(was.title.as_str()), own(is.title.as_str()));
                let changed = change(Part::Title, fixed(TITLE), Some(old), Some(new));
                found.push_changed(subject, funnel_title(is), vec![changed]);
            }
            Some(_) => {}
        }
    }

    /// One block; `here` is the funnel whose turn it is, so that a block that went to another is told once, there.
    fn block(&self, id: BlockId, here: &FunnelName, found: &mut Comparison) {
        let (group, funnel) = match (self.old.get(&id), self.new.get(&id)) {
            (None, Some((funnel, block))) => (self.only(id, block, Tone::Added), funnel),
            (Some((funnel, block)), None) => (self.only(id, block, Tone::Removed), funnel),
            (Some(old), Some(new)) => match self.both(id, *old, *new) {
                Some(group) => (group, &new.0),
                None => return,
            },
            (None, None) => return,
        };
        if &funnel.name == here {
            found.groups.push(Group { funnel: Some(here.clone()), ..group });
        }
    }

    /// A block that only one of them has, with what it says.
    fn only(&self, id: BlockId, block: &Block, tone: Tone) -> Group {
        let (none, blank) = (Record::new(), Block::default());
        let (old, new) = if tone == Tone::Added { (&none, &*block.props) } else { (&*block.props, &none) };
        let mut walk = Walk { before: self.before, after: self.after, found: Vec::new() };
        walk.records(block_type(&block.kind).map(|kind| kind.form), (old, new), &[], None);
        let mut changes = walk.found;
        let (from, to) = if tone == Tone::Added { (&blank, block) } else { (block, &blank) };
        self.exits(from, to, &mut changes);
        for change in &mut changes {
            change.part = Part::Whole;
        }
        Group { subject: Subject::Block(id), tone, title: block_name(block), funnel: None, changes }
    }

    fn both(&self, id: BlockId, old: (&Funnel, &Block), new: (&Funnel, &Block)) -> Option<Group> {
        let (was, is) = (old.1, new.1);
        let mut changes = Vec::new();
        if was != is {
            changes = self.inside(was, is);
        }
        if old.0.name != new.0.name {
            let (from, to) = (funnel_of(self.before, &old.0.name), funnel_of(self.after, &new.0.name));
            changes.push(change(Part::Funnel, fixed(FUNNEL), Some(from), Some(to)));
        }
        changes.extend(self.place(id));
        if changes.is_empty() {
            return None;
        }
        let moved = changes.iter().all(|change| change.tone == Tone::Moved);
        let tone = if moved { Tone::Moved } else { Tone::Changed };
        Some(Group { subject: Subject::Block(id), tone, title: block_name(is), funnel: None, changes })
    }

    fn inside(&self, was: &Block, is: &Block) -> Vec<Change> {
        let mut changes = Vec::new();
        if was.kind != is.kind {
            let label = |kind: &str| block_type(kind).map_or_else(|| own(kind), |kind| fixed(kind.label));
            changes.push(change(Part::Whole, fixed(KIND), Some(label(&was.kind)), Some(label(&is.kind))));
        }
        if was.title != is.title {
            let text = |title: &str| Some(own(title)).filter(|_| !title.is_empty());
            changes.push(change(Part::Title, fixed(TITLE), text(&was.title), text(&is.title)));
        }
        let mut walk = Walk { before: self.before, after: self.after, found: changes };
        let form = block_type(&is.kind).map(|kind| kind.form);
        walk.records(form, (&was.props, &is.props), &[], None);
        let mut changes = walk.found;
        self.exits(was, is, &mut changes);
        if was.kind != is.kind {
            // Properties of one kind mean nothing in another: such a block goes back as a whole.
            changes.iter_mut().for_each(|change| change.part = Part::Whole);
        }
        changes
    }

    fn exits(&self, was: &Block, is: &Block, changes: &mut Vec<Change>) {
        let exits: BTreeSet<&Exit> = was.exits.keys().chain(is.exits.keys()).collect();
        for exit in exits {
            let (from, to) = (was.exits.get(exit), is.exits.get(exit));
            if from == to {
                continue;
            }
            let name = exit_name(&[is, was], exit);
            let label = Words::new(format!("Связь {}", name.ru), format!("Wire {}", name.en));
            let target = |project, to: Option<&BlockId>| to.map(|to| block_of(project, *to));
            let (from, to) = (target(self.before, from), target(self.after, to));
            changes.push(change(Part::Exit(exit.clone()), label, from, to));
        }
    }

    fn place(&self, id: BlockId) -> Option<Change> {
        let (from, to) = (self.before.layout.blocks.get(&id), self.after.layout.blocks.get(&id));
        let text = |pos: Option<&Pos>| pos.map(|Pos(x, y)| own(format!("{x}, {y}")));
        (from != to)
            .then(|| Change { tone: Tone::Moved, ..change(Part::Place, fixed(PLACE), text(from), text(to)) })
    }
}
