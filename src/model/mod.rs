//! What a project is: funnels, blocks, exits, fields, tags, schedule, growth tools.
//!
//! Plain ordered data. Nothing here executes, draws, reads or writes; equal projects compare equal and
//! iterate in the same order on every machine.

mod decimal;
mod few;
mod field;
mod form;
mod fragment;
mod hash;
mod label;
mod layout;
mod media;
mod project;
mod settings;
mod shared;
mod value;

pub use decimal::{Decimal, push_digits, trimmed};
pub use few::Few;
pub use field::{FieldId, SYSTEM_FIELDS, SystemField};
pub use form::{Catalog, Choice, Form, FormField, Shape};
pub use fragment::Fragment;
pub use hash::{fnv32, fnv64};
pub use label::{Label, Lang, is_russian};
pub use layout::{Frame, FrameId, Hue, Layout, Mark, Note, NoteId, Pos};
pub use media::MediaLook;
pub use project::{
    Block, BlockId, BotProfile, ChannelSetting, Exit, FORMAT, FieldDef, Funnel, FunnelName, Landing, Project,
    Prop, Record, Schedule, StopWords, TagDef, TagId, flag_of, rows_of, text_of,
};
pub use settings::{Consent, Layer, START_REPLY, STOP_REPLY, Table, print_of, text_at, text_key, text_order};
pub use shared::Shared;
pub use value::{FieldKind, Value, civil_from_days, days_from_civil, iso_date};
