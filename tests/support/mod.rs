//! Building small projects in tests without ceremony.
#![allow(dead_code, reason = "each test binary uses its own part")]

use voronka::compile::compile;
use voronka::engine::{Effect, Input, Session, step};
use voronka::flow::{Flow, Now, ZoneRules};
use voronka::model::{
    Block, BlockId, Exit, FieldDef, FieldId, FieldKind, Project, Prop, Record, TagDef, TagId,
};

/// A block in the making.
pub struct Draft(pub Block);

/// A block of a kind.
pub fn block(kind: &str) -> Draft {
    Draft(Block::new(kind))
}

impl Draft {
    pub fn text(mut self, name: &str, text: &str) -> Self {
        self.0.props.insert(name.into(), Prop::Text(text.into()));
        self
    }

    pub fn int(mut self, name: &str, int: i64) -> Self {
        self.0.props.insert(name.into(), Prop::Int(int));
        self
    }

    pub fn flag(mut self, name: &str) -> Self {
        self.0.props.insert(name.into(), Prop::Flag(true));
        self
    }

    pub fn lines(mut self, name: &str, lines: &[&str]) -> Self {
        self.0.props.insert(name.into(), Prop::Lines(lines.iter().map(|line| (*line).into()).collect()));
        self
    }

    pub fn rows(mut self, name: &str, rows: &[&[(&str, &str)]]) -> Self {
        let rows = rows.iter().map(|row| record(row)).collect();
        self.0.props.insert(name.into(), Prop::List(rows));
        self
    }

    /// Buttons with their captions; keys are b1, b2 …
    pub fn buttons(mut self, captions: &[&str]) -> Self {
        let row = |(index, caption): (usize, &&str)| {
            record(&[("key", &format!("b{}", index + 1)), ("label", caption)])
        };
        self.0.props.insert("buttons".into(), Prop::List(captions.iter().enumerate().map(row).collect()));
        self
    }

    pub fn to(mut self, exit: &str, block: u32) -> Self {
        self.0.exits.insert(Exit::new(exit), BlockId(block));
        self
    }
}

fn record(pairs: &[(&str, &str)]) -> Record {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), Prop::Text((*text).into()))).collect()
}

/// A project with one funnel of these blocks, ids from 1; fields `score` (number), `name`, `email`; tag `lead`.
pub fn project(drafts: Vec<Draft>) -> Project {
    let mut project = Project::new("Проба");
    for draft in drafts {
        project.funnels[0].blocks.insert(BlockId(project.next_block), draft.0);
        project.next_block += 1;
    }
    for (name, kind) in [("score", FieldKind::Number), ("name", FieldKind::Text), ("email", FieldKind::Text)]
    {
        project.fields.push(FieldDef {
            id: FieldId(project.next_field),
            name: name.into(),
            kind,
            default: None,
        });
        project.next_field += 1;
    }
    project.tags.push(TagDef { id: TagId(1), name: "lead".into() });
    project.next_tag = 2;
    project
}

/// A conversation driven by hand: the engine with a clock.
pub struct Talk {
    pub flow: Flow,
    pub session: Session,
    pub now: i64,
    pub zone: ZoneRules,
    pub effects: Vec<Effect>,
}

impl Talk {
    pub fn with(project: &Project) -> Self {
        let flow = compile(project).flow;
        let session = Session::new(&flow, 1);
        Self { flow, session, now: 0, zone: ZoneRules::fixed(0), effects: vec![] }
    }

    /// Takes an input and gives the texts that were sent for it.
    pub fn input(&mut self, input: Input<'_>) -> Vec<String> {
        let now = Now::at_home(self.now, &self.zone);
        let (session, effects) = step(&self.flow, &self.session, &input, now);
        self.session = session;
        self.effects = effects;
        self.sent()
    }

    pub fn say(&mut self, text: &str) -> Vec<String> {
        self.input(Input::Text(text))
    }

    pub fn start(&mut self) -> Vec<String> {
        self.input(Input::Command { name: "start", args: "" })
    }

    /// The payload of a button of the last message sent.
    pub fn payload(&self, caption: &str) -> String {
        let messages = self.effects.iter().rev().filter_map(|effect| match effect {
            Effect::Send(message) => message.view(&self.flow),
            _ => None,
        });
        let found = messages
            .flat_map(|view| view.rows.into_iter().chain(view.quick).flatten().collect::<Vec<_>>())
            .find(|button| button.label == caption);
        found.unwrap_or_else(|| panic!("no button {caption}")).payload.to_string()
    }

    pub fn press(&mut self, caption: &str) -> Vec<String> {
        let payload = self.payload(caption);
        self.input(Input::Press(&payload))
    }

    /// The timer set last.
    pub fn timer(&self) -> Option<(u16, u32, i64)> {
        self.effects.iter().rev().find_map(|effect| match effect {
            Effect::SetTimer { thread, generation, due } => Some((*thread, *generation, *due)),
            _ => None,
        })
    }

    fn sent(&self) -> Vec<String> {
        let text = |effect: &Effect| match effect {
            Effect::Send(message) => Some(message.text.clone()),
            _ => None,
        };
        self.effects.iter().filter_map(text).collect()
    }
}
