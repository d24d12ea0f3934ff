//! Tags and fields: changes what is known of the subscriber.

use super::parts::{ACTION_FORM, action_lines, field};
use super::{BlockType, ExitSpec, Family, Lower};
use crate::flow::Op;
use crate::model::{Exit, Form, Label, Shape};

static FORM: Form = Form {
    name: "block action",
    fields: &[field(
        "actions",
        Label::new("Действия", "Actions"),
        Label::new("Выполняются по порядку", "Done in order"),
        Shape::List(&ACTION_FORM),
    )],
};

/// Changes tags and fields.
pub(super) static ACTION: BlockType = BlockType {
    name: "action",
    family: Family::Action,
    icon: "tag",
    label: Label::new("Теги и поля", "Tags and fields"),
    summary: Label::new("Ставит и снимает теги, меняет поля", "Puts tags on and off, changes fields"),
    also: Label::new(
        "тег, поле, метка, переменная, присвоить, записать, балл",
        "tag, field, label, variable, set, save, score",
    ),
    form: &FORM,
    exits: |_| vec![ExitSpec::next()],
    preview: |block| action_lines(block.rows("actions")),
    lower: |lower: &mut Lower<'_>| {
        let next = lower.exit(&Exit::next(), false);
        lower.begin();
        lower.actions("actions", lower.block.rows("actions"));
        lower.op(Op::Jump(next));
    },
};
