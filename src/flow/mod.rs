//! The closed language of the engine: operations in an array, plans and templates in tables.
//!
//! Many kinds of block lower into these few operations, so engine, channels and exporters never meet a
//! kind of block. Every operation knows the block it came from. Whatever can be parsed was parsed when
//! compiling; what is left here is executed without a parser, a clock or a zone name.

mod formula;
mod letters;
mod op;
mod pick;
mod template;
mod time;

pub use formula::{Expr, ExprOp, FormulaError, Names, parse_formula};
pub use letters::{is_letter, to_lower};
pub use op::{
    AnswerKind, AnswerPlan, ButtonPlan, CallPlan, DelayPlan, ExprIdx, Flow, FlowField, KeywordMode,
    KeywordTrigger, LatePolicy, LinkTrigger, MediaKind, MediaPlan, Method, Op, OpIdx, Outcome, ReplyPlan,
    SavePlan, SplitPlan, StartPolicy, TemplateIdx, TimeoutPlan, TriggerTarget, Triggers, UrlButtonPlan,
    WaitPlan,
};
pub use pick::{contains_text, contains_words, count_chars, fold_text, pick_json, split_at_sign};
pub use template::{Piece, Span, Style, Template, TemplateError, parse_plain, parse_template};
pub use time::{
    DAY_MS, Duration, Now, Window, ZoneRules, every_day, parse_date, parse_duration, parse_time_of_day,
    parse_weekdays, parse_window,
};
