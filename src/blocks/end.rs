//! End: the funnel is over for the subscriber.

use super::{BlockType, Family, Lower};
use crate::flow::{Op, Outcome};
use crate::model::{Form, Label};

static FORM: Form = Form { name: "block end", fields: &[] };

/// Ends the funnel.
pub(super) static END: BlockType = BlockType {
    name: "end",
    family: Family::End,
    icon: "flag",
    label: Label::new("Конец", "End"),
    summary: Label::new("Завершает воронку", "Ends the funnel"),
    form: &FORM,
    exits: |_| vec![],
    preview: |_| vec![],
    lower: |lower: &mut Lower<'_>| {
        lower.begin();
        lower.op(Op::End(Outcome::Done));
    },
};
