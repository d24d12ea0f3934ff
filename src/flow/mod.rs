//! The closed language of the engine: operations in an array, plans and templates in tables.
//!
//! Many kinds of block lower into these few operations, so engine, channels and exporters never meet a
//! kind of block. Every operation knows the block it came from. Whatever can be parsed was parsed when
//! compiling; what is left here is executed without a parser, a clock or a zone name.

mod call;
mod cell;
mod formula;
mod letters;
mod markup;
mod nps;
mod op;
mod pick;
mod plan;
mod reply;
mod template;
mod time;
mod trigger;

pub use call::{CallPlan, Method, SavePlan, Service};
pub use cell::{obvious_value, parse_full_date, value_as};
pub use formula::{Expr, ExprOp, FormulaError, Known, Names, parse_formula};
pub use letters::{is_letter, push_encoded, to_lower, to_upper};
pub use markup::{Mark, is_address, marks, parse_plain, parse_template, unmarked};
pub use nps::{NPS_MAX, NpsCount, NpsGroup};
pub use op::{ExprIdx, Flow, FlowField, FunnelPlan, LayerPlan, Op, OpIdx, Outcome, TemplateIdx};
pub use pick::{
    contains_text, contains_words, count_chars, fold_text, has_keyword, parts, parts_at, pick_json,
    pick_saved, split_at_sign, whole,
};
pub use plan::{
    AnswerKind, AnswerPlan, Attached, CapPlan, CartAct, CartPlan, CellTest, DelayPlan, HumanPlan, LatePolicy,
    LookupPlan, SplitPlan, TablePlan, TicksPlan, TimeoutPlan, WaitPlan,
};
pub use reply::{
    ButtonPlan, CardPlan, ChoicesPlan, ExtraPlan, LinkKind, MediaKind, MediaPlan, ReplyPlan, Request,
    UrlButtonPlan,
};
pub use template::{Filter, Piece, Shown, Span, Style, Template, TemplateError};
pub use time::{
    DAY_MS, Duration, Now, Window, ZoneRules, every_day, first_allowed, meet, parse_date, parse_duration,
    parse_moment, parse_time_of_day, parse_weekdays, parse_window,
};
pub use trigger::{
    AlarmTrigger, AlarmWhen, EventTrigger, KeywordMode, KeywordTrigger, LinkTrigger, StartPolicy,
    TriggerTarget, Triggers, event_id, numbered_event_id,
};
